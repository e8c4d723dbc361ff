//! A command and an article -> the command run on it, through the shell.

use std::io::{self, Write};
use std::process::{Command, ExitStatus, Stdio};

/// Runs `command` with `sh -c`; `input` is its standard input, all else is the terminal's. Gives with what
/// it ended.
///
/// # Errors
///
/// If the shell cannot be started.
pub fn run(command: &str, input: &str) -> io::Result<ExitStatus> {
    let mut child = Command::new("sh").arg("-c").arg(command).stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever reads no more than the first lines has not failed.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait()
}

/// Waits until a line is typed.
pub fn wait_for_enter() {
    let mut line = String::new();
    // A terminal that is gone ends the wait, too.
    let _ = match std::fs::File::open("/dev/tty") {
        Ok(terminal) => io::BufRead::read_line(&mut io::BufReader::new(terminal), &mut line),
        Err(_) => io::stdin().read_line(&mut line),
    };
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(command: &str, input: &str, code: i32) {
        assert_eq!(run(command, input).expect("the command runs").code(), Some(code));
    }

    #[test]
    fn the_input_reaches_the_command_and_its_end_is_known() {
        check("read -r line; test \"$line\" = '# x'", "# x\ny\n", 0);
        check("exit 3", &"long ".repeat(100_000), 3);
        check("no-such-command-at-all 2>/dev/null", "", 127);
    }
}
