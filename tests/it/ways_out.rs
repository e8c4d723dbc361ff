//! Every way out of the reader: the terminal is as it was, and nothing is written to it after that.

use crate::terminals::{KONSOLE, MLTERM, PANE, TMUX, VTE, install_tmux};
use crate::window::{Fake, Window, find};
use portable_pty::CommandBuilder;
use std::path::Path;

/// A terminal whose own bidi is switched, and what is written to switch it off and on.
struct Kind {
    fake: Fake,
    off: &'static str,
    on: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind { fake: fake(&[("VTE_VERSION", "7006")], VTE), off: "\x1b[8l", on: "\x1b[8h" },
    Kind {
        fake: fake(&[("KONSOLE_VERSION", "221203")], KONSOLE),
        off: "\x1b[8l\x1b]50;BidiRenderingEnabled=false\x07",
        on: "\x1b[8h\x1b]50;BidiRenderingEnabled=true\x07",
    },
    Kind {
        fake: fake(&[("MLTERM", "3.9.0")], MLTERM),
        off: "\x1b[8l\x1b]5379;use_ctl=false\x07",
        on: "\x1b[8h\x1b]5379;use_ctl=true\x07",
    },
    // Nothing is switched through a multiplexer.
    Kind { fake: fake(PANE, TMUX), off: "", on: "" },
];

const fn fake(
    environment: &'static [(&'static str, &'static str)],
    answers: &'static [(&'static str, &'static str)],
) -> Fake {
    Fake { environment, answers, outer: &[], manner: crate::window::Manner::AtOnce }
}

/// The variable that says where the reader is to panic; only builds for tests look at it.
const PANIC: &str = "KHABAR_PANIC";

/// What is written last, in this order: the opposite of how it was switched on.
const RESTORED: [&str; 5] = ["\x1b[?1006l", "\x1b[?1000l", "\x1b[?25h", "\x1b[?2004l", "\x1b[?1049l"];

fn open(kind: &Kind, home: &Path, panic: &str) -> Window {
    install_tmux(home, "Konsole 22.12.3");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_khabar"));
    command.arg("seeds");
    command.env(PANIC, panic);
    let window = Window::start(command, kind.fake, home, 120, 30);
    // Until one is selected, a tag has nowhere to go.
    window.wait_for("1 of 7");
    window.wait_written(kind.off, 0);
    assert!(window.is_raw());
    window
}

/// Compares what was written with what restores a terminal of that kind.
#[track_caller]
fn check_restored(kind: &Kind, bytes: &[u8], what: &str) {
    let shown = || bytes[bytes.len().saturating_sub(400)..].escape_ascii().to_string();
    // Bidi first, where it was switched.
    let first = if kind.on.is_empty() { RESTORED[0] } else { kind.on };
    let mut at = bytes
        .windows(first.len())
        .rposition(|window| window == first.as_bytes())
        .unwrap_or_else(|| panic!("{what}: {first:?} is missing: {}", shown()));
    for sequence in RESTORED {
        let found = find(&bytes[at..], sequence.as_bytes());
        at += found.unwrap_or_else(|| panic!("{what}: {sequence:?} is missing, or too early: {}", shown()));
    }
    let after = &bytes[at + RESTORED[4].len()..];
    assert!(!after.contains(&0x1b), "{what}: something is written after the end: {}", shown());
}

/// Opens the reader, leaves it, and checks the terminal; gives the exit code and what was written
/// after the window, in words.
#[track_caller]
fn check(kind: &Kind, panic: &str, what: &str, leave: impl FnOnce(&mut Window)) -> (u32, String) {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = open(kind, home.path(), panic);
    leave(&mut window);
    let code = window.ended();
    let bytes = window.last_bytes();
    check_restored(kind, &bytes, what);
    assert!(!window.is_raw(), "{what}: the terminal is still raw");
    let end = bytes.windows(8).rposition(|window| window == b"\x1b[?1049l").expect("it was there");
    (code, String::from_utf8_lossy(&bytes[end + 8..]).into_owned())
}

fn signal(window: &Window, name: &str) {
    let id = window.process_id().to_string();
    let status = std::process::Command::new("kill").args(["-s", name, &id]).status();
    assert!(status.expect("kill runs").success());
}

/// Types keys, and waits for what they bring up.
fn keys(window: &mut Window, keys: &str, seen: &str) {
    window.keys(keys);
    window.wait_for(seen);
}

#[test]
fn by_a_key_in_every_terminal() {
    for kind in &KINDS {
        let (code, after) = check(kind, "", "q", |window| window.keys("q"));
        assert_eq!((code, after.as_str()), (0, ""));
    }
}

#[test]
fn by_control_c_wherever_it_is_typed() {
    let kind = &KINDS[1];
    let ended = check(kind, "", "ctrl-c", |window| window.keys("\x03"));
    assert_eq!(ended, (0, String::new()));
    for (open, seen) in [("/xyzzy", "xyzzy"), ("txyzzy", "xyzzy"), (":help", "show the keys")] {
        let ended = check(kind, "", open, |window| {
            keys(window, open, seen);
            // Once out of the prompt, and once out of the window.
            window.keys("\x03");
            window.wait_gone(seen);
            window.keys("\x03");
        });
        assert_eq!(ended, (0, String::new()), "{open}");
    }
}

#[test]
fn by_the_palette() {
    let ended = check(&KINDS[0], "", ":quit", |window| {
        keys(window, ":quit", "quit");
        window.keys("\r");
    });
    assert_eq!(ended, (0, String::new()));
}

#[test]
fn by_signals() {
    for name in ["TERM", "HUP", "INT", "QUIT"] {
        check(&KINDS[1], "", name, |window| signal(window, name));
    }
    for kind in &KINDS {
        check(kind, "", "TERM", |window| signal(window, "TERM"));
    }
}

#[test]
fn while_it_is_suspended() {
    for kind in &KINDS {
        let home = tempfile::tempdir().expect("a folder can be made");
        let mut window = open(kind, home.path(), "");
        for stop in ["\x1a", "TSTP"] {
            let before = window.bytes().len();
            match stop {
                "TSTP" => signal(&window, stop),
                key => window.keys(key),
            }
            let end = window.wait_written("\x1b[?1049l", before);
            check_restored(kind, &window.bytes()[..end], stop);
            window.wait_stopped();
            assert!(!window.is_raw(), "{stop}");
            signal(&window, "CONT");
            let again = window.wait_written(kind.off, end);
            window.wait_written("7 articles", again);
            assert!(window.is_raw());
        }
        window.keys("q");
        assert_eq!(window.ended(), 0);
        check_restored(kind, &window.last_bytes(), "q");
    }
}

/// What brings a thread to its panic.
type Way = fn(&mut Window);

#[test]
fn by_a_panic_in_each_thread() {
    let ways: [(&str, Way); 7] = [
        ("main", |window| window.keys("j")),
        ("input", |window| window.keys("j")),
        ("signals", |window| {
            keys(window, "j", "2 of 7");
            window.resize(100, 30);
        }),
        ("writer", |window| window.keys("txyzzy\r")),
        ("pages", |window| window.keys("/x\r")),
        ("articles", |window| window.keys("j")),
        ("completions", |window| window.keys("t")),
    ];
    for (thread, way) in ways {
        let (code, after) = check(&KINDS[1], thread, thread, way);
        assert_eq!(code, 101, "{thread}");
        assert!(after.contains("panicked at"), "{thread}: {after}");
    }
    for kind in &KINDS {
        check(kind, "main", "main", |window| window.keys("j"));
    }
}

#[test]
fn not_by_a_panic_in_a_task() {
    let (code, after) = check(&KINDS[0], "task", "task", |window| {
        keys(window, "txyzzy\r", "something went wrong");
        window.keys("q");
    });
    assert_eq!((code, after.as_str()), (0, ""));
}

#[test]
fn by_an_error_in_drawing() {
    let (code, after) = check(&KINDS[3], "drawing", "drawing", |window| window.keys("j"));
    assert_eq!(code, 2);
    assert!(after.contains("khabar: "), "{after}");
}

#[test]
fn when_the_terminal_is_closed() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = open(&KINDS[0], home.path(), "");
    window.close();
    window.ended();
}

/// Without the signal that comes with it, which `nohup` and others keep off.
#[cfg(target_os = "linux")]
#[test]
fn when_the_terminal_is_closed_and_nobody_says_so() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let ended = home.path().join("ended");
    let mut command = CommandBuilder::new("sh");
    let script = format!(
        "trap '' HUP; setsid --wait {} seeds; echo $? >{}",
        env!("CARGO_BIN_EXE_khabar"),
        ended.display()
    );
    command.args(["-c", &script]);
    let mut window = Window::start(command, KINDS[0].fake, home.path(), 120, 30);
    window.wait_for("7 articles");
    window.close();
    window.ended();
    // 2 if it was about to draw, and 0 if it was waiting for keys.
    let code = std::fs::read_to_string(ended).expect("it has ended");
    assert!(["0", "2"].contains(&code.trim()), "{code}");
}
