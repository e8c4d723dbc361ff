//! A terminal -> a window that can be drawn on, and back to what it was on every way out.
//!
//! The only module that writes escape sequences. What the terminal does with right-to-left text by
//! itself is switched off while the reader runs, so that the reader alone decides the order of
//! cells; what is known of terminals is one table, [`Terminal::ALL`], measured in real windows.

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{Command, cursor, terminal as raw};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stdout};
use std::sync::Mutex;

/// How rows of right-to-left text are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rtl {
    /// Reordered and shaped by us.
    Visual,
    /// In logical order, shaped by us; the terminal reorders.
    Logical,
    /// As stored; for debugging, screen readers and pipes.
    Off,
}

/// What a kind of terminal does by itself, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Its name, as its users know it.
    pub name: &'static str,
    /// How rows are sent to it.
    pub rtl: Rtl,
    /// Whether it draws vowel marks on their letters.
    pub draws_marks: bool,
    /// What switches its own bidi off, if more than [`BDSM_OFF`] is needed.
    bidi_off: &'static str,
    /// What switches its own bidi on again.
    bidi_on: &'static str,
    /// The environment variable that betrays it, and how its value begins; empty for any value.
    signs: &'static [(&'static str, &'static str)],
}

/// Explicit mode of BDSM (ECMA-48 8.2.2, mode 8): VTE and mintty then leave the order of cells alone.
/// Terminals without bidi of their own ignore it.
const BDSM_OFF: &str = "\x1b[8l";
/// Implicit mode again, the default of the terminals that know BDSM.
const BDSM_ON: &str = "\x1b[8h";

impl Terminal {
    /// A terminal of which nothing special is known.
    const PLAIN: Terminal = Terminal {
        name: "xterm or alike",
        rtl: Rtl::Visual,
        draws_marks: true,
        bidi_off: "",
        bidi_on: "",
        signs: &[],
    };

    /// The terminals that differ, by what the environment says of them. The first match counts, so those
    /// that others imitate stand last.
    const ALL: &[Terminal] = &[
        Terminal {
            name: "Konsole",
            bidi_off: "\x1b]50;BidiRenderingEnabled=false\x07",
            bidi_on: "\x1b]50;BidiRenderingEnabled=true\x07",
            signs: &[("KONSOLE_VERSION", "")],
            ..Terminal::PLAIN
        },
        Terminal {
            name: "mlterm",
            bidi_off: "\x1b]5379;use_ctl=false\x07",
            bidi_on: "\x1b]5379;use_ctl=true\x07",
            signs: &[("MLTERM", ""), ("TERM", "mlterm")],
            ..Terminal::PLAIN
        },
        Terminal {
            name: "kitty",
            draws_marks: false,
            signs: &[("KITTY_WINDOW_ID", ""), ("TERM", "xterm-kitty")],
            ..Terminal::PLAIN
        },
        Terminal {
            name: "Alacritty",
            draws_marks: false,
            signs: &[("ALACRITTY_WINDOW_ID", ""), ("TERM", "alacritty")],
            ..Terminal::PLAIN
        },
        Terminal { name: "foot", draws_marks: false, signs: &[("TERM", "foot")], ..Terminal::PLAIN },
        Terminal {
            name: "Terminal.app",
            rtl: Rtl::Logical,
            signs: &[("TERM_PROGRAM", "Apple_Terminal")],
            ..Terminal::PLAIN
        },
        Terminal { name: "WezTerm", signs: &[("TERM_PROGRAM", "WezTerm")], ..Terminal::PLAIN },
        Terminal { name: "Windows Terminal", signs: &[("WT_SESSION", "")], ..Terminal::PLAIN },
        Terminal { name: "VTE", signs: &[("VTE_VERSION", "")], ..Terminal::PLAIN },
        Terminal { name: "xterm", signs: &[("XTERM_VERSION", "")], ..Terminal::PLAIN },
        Terminal { name: "rxvt", signs: &[("TERM", "rxvt")], ..Terminal::PLAIN },
    ];

    /// The terminal that the environment speaks of.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Terminal {
        let shows =
            |(name, start): &(&str, &str)| variable(name).is_some_and(|value| value.starts_with(start));
        Terminal::ALL
            .iter()
            .find(|terminal| terminal.signs.iter().any(shows))
            .copied()
            .unwrap_or(Terminal::PLAIN)
    }
}

/// A program between us and the terminal, through which only wrapped sequences pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Multiplexer {
    Tmux,
    Screen,
}

impl Multiplexer {
    fn detect(variable: impl Fn(&str) -> Option<String>) -> Option<Multiplexer> {
        if variable("TMUX").is_some() {
            Some(Multiplexer::Tmux)
        } else {
            variable("STY").is_some().then_some(Multiplexer::Screen)
        }
    }

    /// The sequence as a device control string for the outer terminal. tmux passes it on with
    /// `allow-passthrough on` and swallows it otherwise.
    fn wrap(self, sequence: &str) -> String {
        match self {
            Multiplexer::Tmux => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")),
            Multiplexer::Screen => format!("\x1bP{sequence}\x1b\\"),
        }
    }
}

/// The sequences that switch the terminal's own bidi off and on again.
fn bidi_switch(terminal: &Terminal, multiplexer: Option<Multiplexer>) -> (String, String) {
    let wrapped = |sequence: &str| match multiplexer {
        Some(multiplexer) if !sequence.is_empty() => multiplexer.wrap(sequence),
        _ => sequence.to_string(),
    };
    let both = |basic: &str, own: &str| format!("{}{}", wrapped(basic), wrapped(own));
    (both(BDSM_OFF, terminal.bidi_off), both(BDSM_ON, terminal.bidi_on))
}

/// What was changed in the terminal and is to be changed back; `None` while nothing is.
static TO_RESTORE: Mutex<Option<Restore>> = Mutex::new(None);

#[derive(Clone, Debug)]
struct Restore {
    bidi_on: String,
}

/// Gives the terminal back as it was found. Does nothing if nothing was changed, so every way out may
/// call it. Errors are ignored: where the terminal is gone, there is nothing to restore.
pub fn restore() {
    let restore = TO_RESTORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    let Some(restore) = restore else { return };
    let mut output = stdout().lock();
    let _ = output.write_all(restore.bidi_on.as_bytes());
    let _ = send(&mut output, EndSynchronizedUpdate);
    let _ = send(&mut output, DisableBracketedPaste);
    let _ = send(&mut output, DisableMouseCapture);
    let _ = send(&mut output, LeaveAlternateScreen);
    let _ = send(&mut output, cursor::Show);
    let _ = output.flush();
    let _ = raw::disable_raw_mode();
}

/// Writes one command of crossterm's as its escape sequence.
fn send(output: &mut impl Write, command: impl Command) -> io::Result<()> {
    let mut sequence = String::new();
    command.write_ansi(&mut sequence).map_err(io::Error::other)?;
    output.write_all(sequence.as_bytes())
}

/// The window: a terminal in raw mode on its alternate screen. Dropping it restores the terminal.
pub struct Window {
    frames: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
    switch: Option<(String, String)>,
}

/// One frame of a large window with colours is some 60 KB; it should leave in one write.
const FRAME_BYTES: usize = 128 * 1024;

impl Window {
    /// Takes over the terminal. `mouse` says whether its mouse is reported to us; the terminal's own
    /// bidi is switched off if rows are to be sent in visual order.
    ///
    /// # Errors
    ///
    /// If standard output is no terminal, or the terminal refuses.
    pub fn open(mouse: bool, rtl: Rtl) -> io::Result<Window> {
        if !stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard output is not a terminal"));
        }
        let output = BufWriter::with_capacity(FRAME_BYTES, stdout());
        let frames = ratatui::Terminal::new(CrosstermBackend::new(output))?;
        let mut window = Window { frames, mouse, switch: None };
        restore_on_panic();
        window.set_rtl(rtl);
        window.enter()?;
        Ok(window)
    }

    fn enter(&mut self) -> io::Result<()> {
        let (bidi_off, bidi_on) = self.switch.clone().unwrap_or_default();
        *TO_RESTORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Restore { bidi_on });
        raw::enable_raw_mode()?;
        let mut output = stdout().lock();
        send(&mut output, EnterAlternateScreen)?;
        send(&mut output, EnableBracketedPaste)?;
        if self.mouse {
            send(&mut output, EnableMouseCapture)?;
        }
        output.write_all(bidi_off.as_bytes())?;
        output.flush()?;
        drop(output);
        self.frames.clear()
    }

    /// Changes how rows will be sent: switches the terminal's own bidi off for [`Rtl::Visual`], on
    /// otherwise. Takes effect at once if the window is open.
    pub fn set_rtl(&mut self, rtl: Rtl) {
        let variable = |name: &str| std::env::var(name).ok();
        let switch = bidi_switch(&Terminal::detect(variable), Multiplexer::detect(variable));
        let visual = rtl == Rtl::Visual;
        let mut to_restore = TO_RESTORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(restore) = to_restore.as_mut() {
            let mut output = stdout().lock();
            let _ = output.write_all(if visual { &switch.0 } else { &switch.1 }.as_bytes());
            let _ = output.flush();
            restore.bidi_on = if visual { switch.1.clone() } else { String::new() };
        }
        self.switch = visual.then_some(switch);
    }

    /// Draws one frame; the terminal shows it whole or not at all.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        send(self.frames.backend_mut(), BeginSynchronizedUpdate)?;
        self.frames.draw(paint)?;
        send(self.frames.backend_mut(), EndSynchronizedUpdate)?;
        self.frames.backend_mut().flush()
    }

    /// Forgets what the terminal shows, so that the next frame is drawn whole.
    pub fn clear(&mut self) -> io::Result<()> {
        self.frames.clear()
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.frames.size()?;
        Ok((size.width, size.height))
    }

    /// Puts `text` into the clipboard of the machine that the terminal runs on (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        send(self.frames.backend_mut(), CopyToClipboard::to_clipboard_from(text))?;
        self.frames.backend_mut().flush()
    }

    /// Hands the terminal back to the shell and stops this process; returns when it is continued, with
    /// the terminal taken over again.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.enter()
    }

    /// Takes the terminal over again after somebody else stopped and continued this process.
    pub fn resume(&mut self) -> io::Result<()> {
        restore();
        self.enter()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        restore();
    }
}

/// Lets a panic's message appear on a restored terminal.
fn restore_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let earlier = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A worker's panic is fenced and reported as a notice; only the window's own ends it.
            if std::thread::current().name() == Some("main") {
                restore();
                earlier(panic);
            }
        }));
    });
}

/// Follows the keyboard, the mouse and the window's size on a thread of its own, until `post` says
/// that nobody listens any more or the terminal is gone.
pub fn follow_input(mut post: impl FnMut(Event) -> bool + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name("input".into()).spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if !post(event) {
                break;
            }
        }
    })?;
    Ok(())
}

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// To end, with the exit code that shells expect (128 + the signal's number).
    End(u8),
    /// To hand the terminal back and stop.
    Stop,
    /// The process was continued: the terminal may have been used by others.
    Continue,
}

/// Follows signals on a thread of its own. A second request to end is not posted but obeyed: the
/// terminal is restored and the process ends, whatever the event loop is doing.
pub fn follow_signals(mut post: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        let mut asked = false;
        for signal in signals.forever() {
            let code = 128 + u8::try_from(signal).unwrap_or(0);
            let wish = match signal {
                SIGTSTP => Signal::Stop,
                SIGCONT => Signal::Continue,
                _ => Signal::End(code),
            };
            let ending = matches!(wish, Signal::End(_));
            if (ending && asked) || !post(wish) {
                restore();
                std::process::exit(code.into());
            }
            asked |= ending;
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(environment: &[(&str, &str)], name: &str) -> Terminal {
        let variable = |wanted: &str| {
            environment.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.to_string())
        };
        let terminal = Terminal::detect(variable);
        assert_eq!(terminal.name, name);
        terminal
    }

    #[test]
    fn terminals_are_known_by_their_environment() {
        check(&[("TERM", "xterm-256color")], "xterm or alike");
        check(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")], "VTE");
        check(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")], "Konsole");
        assert!(!check(&[("TERM", "xterm-kitty")], "kitty").draws_marks);
        assert_eq!(check(&[("TERM_PROGRAM", "Apple_Terminal")], "Terminal.app").rtl, Rtl::Logical);
    }

    #[test]
    fn only_konsole_gets_what_sets_the_font_elsewhere() {
        let (off, on) = bidi_switch(&check(&[("TERM", "xterm")], "xterm or alike"), None);
        assert_eq!((off.as_str(), on.as_str()), (BDSM_OFF, BDSM_ON));
        let (off, _) = bidi_switch(&check(&[("KONSOLE_VERSION", "1")], "Konsole"), None);
        assert!(off.contains("]50;BidiRenderingEnabled=false"));
    }

    #[test]
    fn multiplexers_get_wrapped_sequences() {
        let (off, _) = bidi_switch(&Terminal::PLAIN, Some(Multiplexer::Tmux));
        assert_eq!(off, "\x1bPtmux;\x1b\x1b[8l\x1b\\");
    }
}
