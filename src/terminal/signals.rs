//! Signals -> the terminal restored, then what the signal asks for.

use std::io;

use super::Input;

/// Stops this process until the shell continues it.
#[cfg(unix)]
pub(super) fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Stops nothing: there is no such thing here.
#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}

/// Starts the thread that waits for signals: SIGTERM, SIGHUP, SIGINT and SIGQUIT end the process once
/// the terminal is restored, with the exit status that such a signal has; SIGTSTP stops it likewise;
/// when it comes back (SIGCONT) the terminal is taken again and [`Input::Resumed`] is posted; SIGWINCH
/// becomes the new size. What was done by hand is in the library already. Fails if no thread can be
/// started.
#[cfg(unix)]
pub fn watch(mut post: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<()> {
    use crossterm::event::Event;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::low_level::emulate_default_handler;

    let caught = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = signal_hook::iterator::Signals::new(caught)?;
    let wait = move || {
        for signal in signals.forever() {
            match signal {
                // Ctrl-C and Ctrl-\ are for the program that has the terminal.
                SIGINT | SIGQUIT if super::lend::is_lent() => {}
                SIGTSTP if super::lend::is_lent() => _ = stop(),
                SIGTSTP => {
                    super::leave();
                    let _ = stop();
                    // The signal that continued it follows and takes the terminal again.
                    let _ = super::take(&[]);
                }
                SIGCONT => {
                    if super::shared_is_entered() {
                        let _ = super::take(&[]);
                    }
                    if !post(Input::Resumed) {
                        return;
                    }
                }
                SIGWINCH => {
                    let (columns, rows) = super::size();
                    if !post(Input::Event(Event::Resize(columns, rows))) {
                        return;
                    }
                }
                _ => {
                    super::leave();
                    let _ = emulate_default_handler(signal);
                }
            }
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map(|_| ())
}

/// Waits for nothing: there are no such signals here.
#[cfg(not(unix))]
pub fn watch(_: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}
