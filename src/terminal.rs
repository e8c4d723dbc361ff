//! A terminal -> a screen to draw on, and the terminal as it was, on every way out.
//!
//! Raw mode, alternate screen, mouse, pasted text in one piece, and the terminal's own bidi switched
//! off (it would reorder what is in visual order already). All of it is undone when the guard is
//! dropped, on panic, on SIGTERM, SIGHUP and SIGINT, and while the reader is suspended.
//!
//! The only module that writes escape sequences. It knows nothing of ours: events and signals leave
//! through a closure that `main` gives it.

mod capability;
mod clipboard;
mod link;
mod screen;
mod signals;

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, style};
use ratatui::prelude::IntoCrossterm;

pub use capability::{Capability, OwnBidi};
pub use link::{Linked, Split};
pub use screen::Screen;
pub use signals::watch;

/// What the terminal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key, the mouse, pasted text, a new size.
    Event(crossterm::event::Event),
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

fn shared() -> MutexGuard<'static, Shared> {
    // A panic while holding it leaves nothing half-done that matters.
    SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The terminal while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes the terminal. Fails if standard output is none, or if it cannot be put into raw mode;
    /// then nothing has changed.
    pub fn enter(setup: Setup) -> io::Result<Terminal> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard output is not a terminal"));
        }
        shared().setup = Some(setup);
        take()?;
        Ok(Terminal(()))
    }

    /// Gives the terminal to the shell until the reader is brought back (`fg`). Everything has to be
    /// drawn anew afterwards.
    pub fn suspend(&self) -> io::Result<()> {
        leave();
        signals::stop()?;
        take()
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
        leave();
        shared().setup = None;
    }
}

/// Takes the terminal as set up; again, if it has been taken already (the shell may have changed it
/// while the reader was stopped).
fn take() -> io::Result<()> {
    let mut shared = shared();
    let Some(setup) = shared.setup else { return Ok(()) };
    if shared.entered {
        disable_raw_mode()?;
    }
    enable_raw_mode()?;
    shared.entered = true;
    write_now(&entering(&setup))
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

/// Starts the thread that reads the terminal and posts what it tells, until `post` says false or the
/// terminal is gone. Fails if no thread can be started.
pub fn read_input(mut post: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<()> {
    let read = move || loop {
        match crossterm::event::read() {
            Ok(event) => {
                if !post(Input::Event(event)) {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => {
                post(Input::Closed);
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(read).map(|_| ())
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

/// What takes the terminal.
fn entering(setup: &Setup) -> Vec<u8> {
    let mut bytes = sequence(&[&EnterAlternateScreen, &EnableBracketedPaste, &cursor::Hide]);
    if setup.mouse {
        bytes.extend(sequence(&[&EnableMouseCapture]));
    }
    if setup.capability.tells_keys_apart {
        let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
        bytes.extend(sequence(&[&PushKeyboardEnhancementFlags(flags)]));
    }
    if setup.bidi_off {
        bytes.extend(bidi_off(setup));
        // VTE keeps the mode with every row, and gives the new one only to rows that are cleared.
        bytes.extend(sequence(&[&Clear(ClearType::All)]));
    }
    bytes
}

/// What undoes [`entering`], in the other order.
fn leaving(setup: &Setup) -> Vec<u8> {
    let mut bytes = bidi_on(setup);
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

fn switch(setup: &Setup, bdsm: &[u8], value: &str) -> Vec<u8> {
    let capability = &setup.capability;
    let mut bytes = bdsm.to_vec();
    match capability.own_bidi {
        OwnBidi::Konsole => {
            bytes.extend(format!("\x1b]50;BidiRenderingEnabled={value}\x07").into_bytes());
        }
        OwnBidi::Mlterm => bytes.extend(format!("\x1b]5379;use_ctl={value}\x07").into_bytes()),
        _ => {}
    }
    match capability.inside {
        None => bytes,
        Some(multiplexer) => multiplexer.pass_through(&bytes),
    }
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
        let (entering, leaving) = (text(entering(&setup)), text(leaving(&setup)));
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
    fn a_multiplexer_is_asked_to_pass_it_on() {
        check(
            &[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0"), ("VTE_VERSION", "7002")],
            &[("\x1bPtmux;\x1b\x1b[8l\x1b\\", "\x1bPtmux;\x1b\x1b[8h\x1b\\")],
        );
        check(
            &[("TERM", "screen"), ("STY", "1.pts-0.host"), ("KONSOLE_VERSION", "221203")],
            &[(
                "\x1bP\x1b[8l\x1b]50;BidiRenderingEnabled=false\x07\x1b\\",
                "\x1bP\x1b[8h\x1b]50;BidiRenderingEnabled=true\x07\x1b\\",
            )],
        );
    }
}
