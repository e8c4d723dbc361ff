//! tmux, asked by its own command -> the terminal outside, and whether anything gets through to it.
//!
//! tmux takes part of what a terminal answers for itself, and since 3.3 lets nothing through unless
//! the option `allow-passthrough` of the pane is on. Its command knows the terminal outside. Every
//! call of it has a time limit: a tmux that hangs must not hang the reader.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a command of tmux may take; it usually takes some milliseconds.
const LIMIT: Duration = Duration::from_millis(500);
/// How often it is looked whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// What is asked of tmux, a line each, in the order of the fields that it goes to.
const FORMAT: &str =
    "#{client_termname}\n#{client_termtype}\n#{version}\n#{allow-passthrough}\n#{client_pid}";

/// What tmux tells of itself and the terminal outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tmux {
    /// The `TERM` of the terminal outside.
    pub terminal_name: String,
    /// What the terminal outside answers to XTVERSION; "" if nothing.
    pub terminal_type: String,
    /// The version of tmux.
    pub version: String,
    /// Whether tmux passes on what it is asked to (its option `allow-passthrough`).
    pub passes_through: bool,
    /// The environment of the program that shows the pane, as far as it can be read.
    pub(super) client: Vec<(String, String)>,
}

impl Tmux {
    /// Asks tmux about the pane called `pane`; `None` if it does not tell in time.
    pub(super) fn ask(pane: &str) -> Option<Tmux> {
        let told = run(&["display-message", "-p", "-t", pane, FORMAT])?;
        let mut tmux = Tmux::read(&told);
        tmux.client = told.lines().nth(4).map(environment_of).unwrap_or_default();
        Some(tmux)
    }

    fn read(told: &str) -> Tmux {
        let mut lines = told.lines().map(str::trim);
        let mut next = || lines.next().unwrap_or_default().to_owned();
        let (terminal_name, terminal_type, version) = (next(), next(), next());
        // Before 3.3 there is no such option, and everything is passed on.
        let passes_through = !matches!(next().as_str(), "0" | "off");
        Tmux { terminal_name, terminal_type, version, passes_through, client: Vec::new() }
    }
}

/// What a command of tmux prints; `None` if it fails or takes too long.
fn run(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("tmux");
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let limit = Instant::now() + LIMIT;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < limit => thread::sleep(LOOK_EVERY),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    };
    let mut told = String::new();
    // It has ended, and what it prints fits into the pipe.
    child.stdout.take()?.read_to_string(&mut told).ok()?;
    status.success().then_some(told)
}

/// The environment that the process called `id` was started with, where the system shows it; its
/// variables that are not UTF-8 are left out.
fn environment_of(id: &str) -> Vec<(String, String)> {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let bytes =
        if is_number { fs::read(format!("/proc/{id}/environ")).unwrap_or_default() } else { Vec::new() };
    let variables = bytes.split(|&byte| byte == 0).filter_map(|variable| std::str::from_utf8(variable).ok());
    variables
        .filter_map(|variable| variable.split_once('='))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(told: &str, terminal: (&str, &str), passes_through: bool) {
        let tmux = Tmux::read(told);
        assert_eq!((tmux.terminal_name.as_str(), tmux.terminal_type.as_str()), terminal);
        assert_eq!(tmux.passes_through, passes_through, "{told:?}");
    }

    #[test]
    fn what_tmux_tells() {
        let konsole = ("xterm-256color", "Konsole 22.12.3");
        check("xterm-256color\nKonsole 22.12.3\n3.3a\n0\n12\n", konsole, false);
        check("xterm-256color\nKonsole 22.12.3\n3.4\non\n12\n", konsole, true);
        check("xterm-256color\nKonsole 22.12.3\n3.4\nall\n12\n", konsole, true);
        // VTE tells tmux nothing, and tmux 3.2 knows no such option.
        check("xterm-256color\n\n3.2\n\n12\n", ("xterm-256color", ""), true);
    }

    #[test]
    fn no_process_has_no_environment() {
        assert_eq!(environment_of(""), []);
        assert_eq!(environment_of("../self"), []);
    }
}
