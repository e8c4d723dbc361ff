//! The terminal -> another program for a while: nobody reads it meanwhile, and it is as it was before it was
//! taken.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the thread that reads may take to let go: it is woken, and holds nothing else.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the terminal is lent: signals that the keyboard sends are then the other program's.
static IS_LENT: AtomicBool = AtomicBool::new(false);

/// What the thread that reads the terminal waits at.
static GATE: Mutex<Gate> = Mutex::new(Gate { is_closed: false, is_waiting: false, wake: None });
static MOVED: Condvar = Condvar::new();

struct Gate {
    is_closed: bool,
    is_waiting: bool,
    /// What wakes the thread.
    #[cfg(unix)]
    wake: Option<std::os::unix::net::UnixStream>,
    #[cfg(not(unix))]
    wake: Option<()>,
}

fn gate() -> MutexGuard<'static, Gate> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the terminal is lent.
pub(super) fn is_lent() -> bool {
    IS_LENT.load(Ordering::Relaxed)
}

/// What the thread that reads the terminal listens to beside it, so that it can be woken.
#[cfg(unix)]
pub(super) fn alarm() -> std::io::Result<std::os::unix::net::UnixStream> {
    let (wake, alarm) = std::os::unix::net::UnixStream::pair()?;
    alarm.set_nonblocking(true)?;
    gate().wake = Some(wake);
    Ok(alarm)
}

/// Waits, in the thread that reads the terminal, while it is lent.
pub(super) fn pass() {
    let mut gate = gate();
    while gate.is_closed {
        gate.is_waiting = true;
        MOVED.notify_all();
        gate = MOVED.wait(gate).unwrap_or_else(PoisonError::into_inner);
    }
    gate.is_waiting = false;
}

/// Closes the gate until it is dropped.
pub(super) struct Lent(());

impl Lent {
    pub(super) fn begin() -> Lent {
        IS_LENT.store(true, Ordering::Relaxed);
        let mut gate = gate();
        gate.is_closed = true;
        #[cfg(unix)]
        if let Some(wake) = &mut gate.wake {
            // A full pipe wakes as well.
            let _ = std::io::Write::write(wake, &[0]);
            let waited = MOVED.wait_timeout_while(gate, PATIENCE, |gate| !gate.is_waiting);
            drop(waited.unwrap_or_else(PoisonError::into_inner));
        }
        Lent(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        gate().is_closed = false;
        MOVED.notify_all();
        IS_LENT.store(false, Ordering::Relaxed);
    }
}
