//! The terminal -> keys, the mouse, pasted text, and what it says of itself.
//!
//! On Unix its bytes are read here, because answers have to be told from keys; elsewhere crossterm
//! reads, and nobody is asked.

use std::io;
use std::thread;

use super::Input;

/// Starts the thread that reads the terminal and posts what it tells, until `post` says false or the
/// terminal is gone. Fails if the terminal cannot be opened or no thread can be started.
#[cfg(unix)]
pub fn read_input(mut post: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<()> {
    use super::inquiry::Inquiry;
    use super::listener::{Heard, LIMIT, Listener};
    use std::sync::atomic::Ordering;

    let inquiry = Inquiry::new(|name| std::env::var(name).ok());
    let mut listener = Listener::open(inquiry, LIMIT, super::write_while_ours)?;
    listener.wake_by(super::lend::alarm()?);
    let read = move || loop {
        super::lend::pass();
        let heard = match listener.hear() {
            Ok(heard) => heard,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => {
                post(Input::Closed);
                return;
            }
        };
        super::IS_ASKED.fetch_and(listener.is_waiting(), Ordering::Relaxed);
        for heard in heard {
            let goes_on = post(match heard {
                Heard::Event(event) => Input::Event(event),
                Heard::Found(found) => Input::Found(found),
            });
            if !goes_on {
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(read).map(|_| ())
}

/// Starts the thread that reads the terminal and posts what it tells, until `post` says false or the
/// terminal is gone. Fails if no thread can be started.
#[cfg(not(unix))]
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
