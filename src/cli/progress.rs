//! Reports of a long task -> a bar on standard error, if that is a terminal; Ctrl-C -> its end, with
//! what was done kept.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::task::Cancel;

/// A bar that shows how far a task is; nothing where nobody looks.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new() -> Progress {
        let target = match io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len}  {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        // Reading a large file may take longer than a reader waits for a sign of life.
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    pub(super) fn set(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Does `tell` while the bar is out of the way.
    pub(super) fn aside(&self, tell: impl FnOnce()) {
        self.0.suspend(tell);
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// Cancels when the user presses Ctrl-C or the process is asked to end. A second time ends it at
/// once.
pub(super) fn cancel_on_interrupt() -> Cancel {
    let cancel = Cancel::default();
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGTERM};
        use signal_hook::iterator::Signals;
        let asked = cancel.clone();
        if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) {
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    if asked.is_cancelled() {
                        let _ = signal_hook::low_level::emulate_default_handler(signal);
                    }
                    asked.cancel();
                }
            });
        }
    }
    cancel
}
