//! A terminal -> a screen to draw on, and the terminal as it was, on every way out.
//!
//! Raw mode, alternate screen, mouse, pasted text in one piece, and the terminal's own bidi switched
//! off (it would reorder what is in visual order already). All of it is undone when the guard is
//! dropped, on panic, on SIGTERM, SIGHUP, SIGINT and SIGQUIT, and while the reader is suspended.
//!
//! What the terminal is, its environment tells first; then it is asked, and when it answers
//! ([`Input::Found`]) what was guessed wrong is put right ([`Terminal::correct`]). Nobody waits for it.
//!
//! The only module that writes escape sequences. It knows nothing of ours: events and signals leave
//! through a closure that `main` gives it.

// Only on Unix is anybody asked.
#[cfg_attr(not(unix), allow(dead_code))]
mod answer;
mod ask;
#[cfg_attr(not(unix), allow(dead_code))]
mod capability;
mod clipboard;
mod input;
#[cfg_attr(not(unix), allow(dead_code))]
mod inquiry;
#[cfg(unix)]
mod keys;
mod lend;
mod link;
#[cfg(unix)]
mod listener;
mod sample;
mod screen;
#[cfg(any(unix, test))]
mod sequence;
mod signals;
#[cfg_attr(not(unix), allow(dead_code))]
mod tmux;

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, style};
use ratatui::prelude::IntoCrossterm;

pub use ask::ask;
pub use capability::{Capability, Multiplexer, OwnBidi};
pub use input::read_input;
pub use inquiry::{Asked, Evidence, Found, Question, Source};
pub use link::{Linked, Split};
pub use sample::show_switched;
pub use screen::Screen;
pub use signals::watch;
pub use tmux::Tmux;

/// What the terminal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key, the mouse, pasted text, a new size.
    Event(crossterm::event::Event),
    /// The terminal has answered, or has not in time; once, and again if more answers come late.
    Found(Box<Found>),
    /// The reader was suspended and is back: everything is to be drawn anew.
    Resumed,
    /// The terminal is gone; nothing will come any more.
    Closed,
}

/// How the terminal is to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Take clicks and the wheel; then the terminal's own selection needs Shift.
    pub mouse: bool,
    /// Switch the terminal's own bidi off.
    pub bidi_off: bool,
    /// What the terminal is.
    pub capability: Capability,
}

/// What all threads and the panic hook share.
struct Shared {
    setup: Option<Setup>,
    /// Whether the terminal is ours now.
    entered: bool,
}

static SHARED: Mutex<Shared> = Mutex::new(Shared { setup: None, entered: false });

/// How often, and how long between two tries, a way out waits for a frame that is being written. A
/// terminal stopped with Ctrl-S never finishes one.
const TRIES: u32 = 50;
const TRY_PAUSE: Duration = Duration::from_millis(5);

/// Whether the terminal was asked and has not answered yet.
static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// How long a reader that ends waits for answers that are due. One that comes later is typed into the
/// shell; but whoever quits at once must not feel it.
const LAST_WAIT: Duration = Duration::from_millis(300);

fn shared() -> MutexGuard<'static, Shared> {
    // A panic while holding it leaves nothing half-done that matters.
    SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The terminal while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes the terminal, and asks it what it is. Fails if standard output is none, or if it cannot
    /// be put into raw mode; then nothing has changed.
    pub fn enter(setup: Setup) -> io::Result<Terminal> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard output is not a terminal"));
        }
        shared().setup = Some(setup);
        // Elsewhere nobody reads the answers.
        IS_ASKED.store(cfg!(unix), Ordering::Relaxed);
        take(if cfg!(unix) { answer::QUESTIONS } else { &[] })?;
        Ok(Terminal(()))
    }

    /// Gives the terminal to the shell until the reader is brought back (`fg`). Everything has to be
    /// drawn anew afterwards.
    pub fn suspend(&self) -> io::Result<()> {
        leave();
        signals::stop()?;
        take(&[])
    }

    /// Lends the terminal to `work`, as it was before it was taken: nobody else reads it meanwhile, and
    /// Ctrl-C is not for the reader. Everything has to be drawn anew afterwards.
    pub fn lend<T>(&self, work: impl FnOnce() -> T) -> io::Result<T> {
        let lent = lend::Lent::begin();
        leave();
        let done = work();
        take(&[])?;
        drop(lent);
        Ok(done)
    }

    /// Goes on with what the terminal was found to be, its own bidi off or on: what was switched for
    /// what it was taken for is undone. `true` if anything was switched; then the screen has to be
    /// cleared and drawn anew.
    pub fn correct(&self, capability: Capability, bidi_off: bool) -> io::Result<bool> {
        let mut shared = shared();
        let Some(before) = shared.setup else { return Ok(false) };
        let after = Setup { capability, bidi_off, ..before };
        shared.setup = Some(after);
        let bytes = correcting(&before, &after);
        if bytes.is_empty() || !shared.entered {
            return Ok(false);
        }
        write_now(&bytes)?;
        Ok(true)
    }

    /// Switches the terminal's own bidi off or on again, while reading. The screen has to be cleared
    /// and drawn anew afterwards: VTE keeps the mode with every row until then.
    pub fn set_bidi(&self, off: bool) -> io::Result<()> {
        let mut shared = shared();
        let Some(setup) = &mut shared.setup else { return Ok(()) };
        setup.bidi_off = off;
        let setup = *setup;
        write_now(&if off { bidi_off(&setup) } else { bidi_on(&setup) })
    }

    /// Puts `text` into the clipboard of the terminal (OSC 52), where it lets programs do that; none
    /// says whether it has.
    pub fn copy(&self, text: &str) -> io::Result<()> {
        let shared = shared();
        let inside = shared.setup.and_then(|setup| setup.capability.inside);
        write_now(&clipboard::copying(text, inside))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let limit = Instant::now() + LAST_WAIT;
        while IS_ASKED.load(Ordering::Relaxed) && shared_is_entered() && Instant::now() < limit {
            thread::sleep(TRY_PAUSE);
        }
        leave();
        shared().setup = None;
    }
}

/// Takes the terminal as set up, and asks it `questions`; again, if it has been taken already (the
/// shell may have changed it while the reader was stopped).
fn take(questions: &[u8]) -> io::Result<()> {
    let mut shared = shared();
    let Some(setup) = shared.setup else { return Ok(()) };
    if shared.entered {
        disable_raw_mode()?;
    }
    enable_raw_mode()?;
    shared.entered = true;
    write_now(&entering(&setup, questions))
}

/// Writes `bytes`, unless the terminal is not ours any more.
#[cfg(unix)]
fn write_while_ours(bytes: &[u8]) -> io::Result<()> {
    let shared = shared();
    if shared.entered { write_now(bytes) } else { Ok(()) }
}

/// Gives the terminal back as it was. Does nothing if it is not ours; errors are ignored, because
/// every way out goes on.
pub fn leave() {
    for _ in 0..TRIES {
        let mut shared = match SHARED.try_lock() {
            Ok(shared) => shared,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                thread::sleep(TRY_PAUSE);
                continue;
            }
        };
        if let (true, Some(setup)) = (shared.entered, shared.setup) {
            shared.entered = false;
            let _ = write_now(&leaving(&setup));
            let _ = disable_raw_mode();
        }
        return;
    }
    // Somebody is stuck in writing: nothing more can be written, but the mode can be restored.
    let _ = disable_raw_mode();
}

/// Restores the terminal before a panic is told, then ends the process if the panic would leave a
/// reader behind that nothing drives. `is_fenced` says whether the panicking thread catches its
/// panics: those change nothing on the screen.
pub fn restore_on_panic(is_fenced: impl Fn() -> bool + Send + Sync + 'static) {
    let tell = std::panic::take_hook();
    let main = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if is_fenced() && shared_is_entered() {
            return;
        }
        let was_ours = shared_is_entered();
        leave();
        tell(panic);
        if was_ours && thread::current().id() != main {
            // As a panic of the main thread would end it.
            std::process::exit(101);
        }
    }));
}

fn shared_is_entered() -> bool {
    match SHARED.try_lock() {
        Ok(shared) => shared.entered,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().entered,
        // Whoever holds it writes to it, so it is ours.
        Err(TryLockError::WouldBlock) => true,
    }
}

/// Columns and rows of the terminal; 80 by 24 if it does not tell.
pub fn size() -> (u16, u16) {
    match crossterm::terminal::size() {
        Ok((columns, rows)) if columns > 0 && rows > 0 => (columns, rows),
        _ => (80, 24),
    }
}

/// Lines that follow are in visual order already: terminals with BDSM (ECMA-48) leave them as they are.
pub const BIDI_EXPLICIT: &str = "\x1b[8l";

/// Lines that follow are in logical order: what terminals with BDSM start with.
pub const BIDI_IMPLICIT: &str = "\x1b[8h";

/// `text` in a style, for a line that is printed rather than drawn.
pub fn styled(text: &str, style: ratatui::style::Style) -> String {
    if style == ratatui::style::Style::default() {
        return text.to_owned();
    }
    // What is to be coloured was decided by whoever asks, `NO_COLOR` included.
    style::force_color_output(true);
    style.into_crossterm().apply(text).to_string()
}

fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// What takes the terminal, and asks it `questions`.
fn entering(setup: &Setup, questions: &[u8]) -> Vec<u8> {
    let mut bytes = sequence(&[&EnterAlternateScreen, &EnableBracketedPaste, &cursor::Hide]);
    bytes.extend_from_slice(questions);
    if setup.mouse {
        bytes.extend(sequence(&[&EnableMouseCapture]));
    }
    if setup.capability.tells_keys_apart {
        bytes.extend(telling_keys_apart());
    }
    if setup.bidi_off {
        bytes.extend(bidi_off(setup));
    }
    // VTE keeps the mode with every row, and gives the new one only to rows that are cleared; and a
    // terminal that does not understand a question may show part of it.
    bytes.extend(sequence(&[&Clear(ClearType::All)]));
    bytes
}

/// What leads from one setup to another that differs in the capability or in bidi; nothing if what is
/// switched stays the same.
fn correcting(before: &Setup, after: &Setup) -> Vec<u8> {
    let switched = |setup: &Setup| if setup.bidi_off { bidi_off(setup) } else { Vec::new() };
    let mut bytes = Vec::new();
    if switched(before) != switched(after) {
        if before.bidi_off {
            bytes.extend(bidi_on(before));
        }
        bytes.extend(switched(after));
    }
    match (before.capability.tells_keys_apart, after.capability.tells_keys_apart) {
        (true, false) => bytes.extend(sequence(&[&PopKeyboardEnhancementFlags])),
        (false, true) => bytes.extend(telling_keys_apart()),
        _ => {}
    }
    bytes
}

fn telling_keys_apart() -> Vec<u8> {
    sequence(&[&PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)])
}

/// What undoes [`entering`], in the other order.
fn leaving(setup: &Setup) -> Vec<u8> {
    let mut bytes = bidi_on(setup);
    if setup.capability.inside.is_some() {
        // To the terminal outside there is one screen only, whose rows keep the mode until they are
        // cleared.
        bytes.extend(sequence(&[&Clear(ClearType::All)]));
    }
    if setup.capability.tells_keys_apart {
        bytes.extend(sequence(&[&PopKeyboardEnhancementFlags]));
    }
    // The mouse also if it was not asked for: it may have been switched on meanwhile.
    bytes.extend(sequence(&[
        &DisableMouseCapture,
        &style::ResetColor,
        &cursor::SetCursorStyle::DefaultUserShape,
        &cursor::Show,
        &DisableBracketedPaste,
        &LeaveAlternateScreen,
    ]));
    bytes
}

/// The terminal's own bidi, off. ECMA-48's BDSM (mode 8) is sent to every terminal, because VTE
/// and mintty cannot be told from others through ssh, and those without bidi ignore it.
fn bidi_off(setup: &Setup) -> Vec<u8> {
    switch(setup, BIDI_EXPLICIT.as_bytes(), "false")
}

/// The terminal's own bidi, on again: implicit is what those that have it start with.
fn bidi_on(setup: &Setup) -> Vec<u8> {
    switch(setup, BIDI_IMPLICIT.as_bytes(), "true")
}

/// Nothing is switched inside a multiplexer: it swallows what it does not know, redraws rows without
/// it, and shows other programs' text in the same terminal. Rows are sent in logical order there (see
/// [`Capability::reorders_always`]).
fn switch(setup: &Setup, bdsm: &[u8], value: &str) -> Vec<u8> {
    let capability = &setup.capability;
    if capability.inside.is_some() {
        return Vec::new();
    }
    let mut bytes = bdsm.to_vec();
    match capability.own_bidi {
        OwnBidi::Konsole => {
            bytes.extend(format!("\x1b]50;BidiRenderingEnabled={value}\x07").into_bytes());
        }
        OwnBidi::Mlterm => bytes.extend(format!("\x1b]5379;use_ctl={value}\x07").into_bytes()),
        _ => {}
    }
    bytes
}

/// The bytes of commands, on every platform those of ANSI terminals.
fn sequence(commands: &[&dyn AnsiCommand]) -> Vec<u8> {
    let mut text = String::new();
    for command in commands {
        // Writing to a `String` cannot fail.
        let _ = command.ansi(&mut text);
    }
    text.into_bytes()
}

/// A [`Command`] as an object: that trait cannot be one.
trait AnsiCommand {
    fn ansi(&self, out: &mut String) -> std::fmt::Result;
}

impl<C: Command> AnsiCommand for C {
    fn ansi(&self, out: &mut String) -> std::fmt::Result {
        self.write_ansi(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(variables: &[(&str, &str)]) -> Setup {
        let get =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Setup { mouse: true, bidi_off: true, capability: Capability::detect(get) }
    }

    /// What the two sequences switch must be the same modes, on and off.
    #[track_caller]
    fn check(variables: &[(&str, &str)], extra: &[(&str, &str)]) {
        let setup = setup(variables);
        let text = |bytes| String::from_utf8(bytes).expect("sequences are ASCII");
        let (entering, leaving) = (text(entering(&setup, &[])), text(leaving(&setup)));
        let common = [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
            ("\x1b[?1006h", "\x1b[?1006l"),
        ];
        for (on, off) in common.iter().chain(extra) {
            assert!(entering.contains(on), "{entering:?} lacks {on:?}");
            assert!(leaving.contains(off), "{leaving:?} lacks {off:?}");
        }
        assert!(leaving.ends_with("\x1b[?1049l"));
    }

    #[test]
    fn leaving_undoes_entering() {
        let bdsm = ("\x1b[8l", "\x1b[8h");
        check(&[("TERM", "xterm-256color")], &[bdsm]);
        check(&[("VTE_VERSION", "7002")], &[bdsm]);
        check(
            &[("KONSOLE_VERSION", "221203")],
            &[bdsm, ("\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07")],
        );
        check(&[("MLTERM", "3.9.2")], &[("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07")]);
        check(&[("TERM", "xterm-kitty")], &[("\x1b[>1u", "\x1b[<1u")]);
    }

    #[test]
    fn nothing_is_switched_inside_a_multiplexer() {
        for inside in [("TMUX", "/tmp/tmux-0/default,1,0"), ("STY", "1.pts-0.host")] {
            let setup = setup(&[("KONSOLE_VERSION", "221203"), inside]);
            assert_eq!((bidi_off(&setup), bidi_on(&setup)), (Vec::new(), Vec::new()));
            assert!(setup.capability.reorders_always());
        }
    }
}
