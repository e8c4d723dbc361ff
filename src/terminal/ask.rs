//! A terminal in which no window is open -> what it is, by its own answers.

use std::time::Duration;

use super::inquiry::{Asked, Found, Inquiry};

/// What the terminal of this process is, by its environment and by its answers, which are awaited for
/// as long as `limit`. It is left as it was found. A key that is typed before stays for the shell, and
/// nobody is asked then; one that is typed while answers are awaited is lost.
pub fn ask(limit: Duration) -> Found {
    let inquiry = Inquiry::new(|name| std::env::var(name).ok());
    let unasked = inquiry.found();
    match answered(inquiry, limit) {
        Ok(found) => found,
        Err(asked) => Found { asked, ..unasked },
    }
}

/// What it answers, or why it was not asked.
#[cfg(unix)]
fn answered(inquiry: Inquiry, limit: Duration) -> Result<Found, Asked> {
    use super::answer::QUESTIONS;
    use super::listener::Listener;
    use super::write_now;
    use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
    use std::io::{self, IsTerminal};

    let no_terminal = |_| Asked::NotATerminal;
    if !io::stdout().is_terminal() {
        return Err(Asked::NotATerminal);
    }
    let mut listener = Listener::open(inquiry, limit, write_now).map_err(no_terminal)?;
    enable_raw_mode().map_err(no_terminal)?;
    let outcome = match listener.has_bytes() {
        Ok(true) => Err(Asked::KeysWaiting),
        // What a terminal shows of a question that it does not understand is wiped out.
        _ => write_now(&[QUESTIONS, b"\r\x1b[K"].concat()).map_err(no_terminal),
    };
    if outcome.is_ok() {
        while listener.is_waiting() {
            match listener.hear() {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    }
    // It was raw a moment ago; if it is gone, there is nothing to restore.
    let _ = disable_raw_mode();
    outcome.map(|()| listener.found())
}

/// Nobody is asked on this system.
#[cfg(not(unix))]
fn answered(_: Inquiry, _: Duration) -> Result<Found, Asked> {
    Err(Asked::NotATerminal)
}
