//! The reader on terminals that answer as real ones do: what is switched, and in which order text is
//! sent.
//!
//! The answers are those of xterm 379, urxvt 9.30, Alacritty 0.11, Xfce's terminal (VTE 0.70.6),
//! Konsole 22.12.3, mlterm 3.9.0, pterm 0.78, kitty 0.26.5, foot 1.13.1, tmux 3.3a and Screen 4.9,
//! taken down in their windows; those of mintty and WezTerm are as their sources have them.

use crate::window::{Fake, Manner, Window, find};
use khabar::text::{Base, Mode, Options, layout};
use portable_pty::CommandBuilder;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

/// The questions: BDSM, XTVERSION, DA2, the keyboard, DA1.
const BDSM: &str = "\x1b[8$p";
const VERSION: &str = "\x1b[>q";
const KIND: &str = "\x1b[>c";
const KEYBOARD: &str = "\x1b[?u";
const LAST: &str = "\x1b[c";

type Answers = &'static [(&'static str, &'static str)];

const XTERM: Answers = &[
    (BDSM, "\x1b[8;0$y"),
    (VERSION, "\x1bP>|XTerm(379)\x1b\\"),
    (KIND, "\x1b[>41;379;0c"),
    (LAST, "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"),
];
const URXVT: Answers = &[(KIND, "\x1b[>85;95;0c"), (LAST, "\x1b[?1;2c")];
const ALACRITTY: Answers = &[(KIND, "\x1b[>0;1700;1c"), (LAST, "\x1b[?6c")];
pub const VTE: Answers = &[(BDSM, "\x1b[8;1$y"), (KIND, "\x1b[>65;7006;1c"), (LAST, "\x1b[?65;1;9c")];
pub const KONSOLE: Answers =
    &[(VERSION, "\x1bP>|Konsole 22.12.3\x1b\\"), (KIND, "\x1b[>1;115;0c"), (LAST, "\x1b[?62;1;4c")];
pub const MLTERM: Answers =
    &[(BDSM, "\x1b[8;0$y"), (KIND, "\x1b[>24;279;0c"), (LAST, "\x1b[?63;1;2;3;4;6;7;15;18;22;29c")];
const PTERM: Answers = &[(KIND, "\x1b[>0;136;0c"), (LAST, "\x1b[?6c")];
const KITTY: Answers = &[
    (BDSM, "\x1b[8;0$y"),
    (VERSION, "\x1bP>|kitty(0.26.5)\x1b\\"),
    (KIND, "\x1b[>1;4000;26c"),
    (KEYBOARD, "\x1b[?0u"),
    (LAST, "\x1b[?62;c"),
];
const FOOT: Answers = &[
    (VERSION, "\x1bP>|foot(1.13.1)\x1b\\"),
    (KIND, "\x1b[>1;011301;0c"),
    (KEYBOARD, "\x1b[?0u"),
    (LAST, "\x1b[?62;4;22c"),
];
const MINTTY: Answers = &[
    (BDSM, "\x1b[8;1$y"),
    (VERSION, "\x1bP>|mintty 3.6.1\x1b\\"),
    (KIND, "\x1b[>77;30601;0c"),
    (LAST, "\x1b[?64;1;2;4;6;9;15;21;22;28;29c"),
];
const WEZTERM: Answers = &[
    (VERSION, "\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\"),
    (KIND, "\x1b[>1;277;0c"),
    (LAST, "\x1b[?65;4;6;18;22c"),
];
pub const TMUX: Answers =
    &[(VERSION, "\x1bP>|tmux 3.3a\x1b\\"), (KIND, "\x1b[>84;0;0c"), (LAST, "\x1b[?1;2c")];
const SCREEN: Answers = &[(KIND, "\x1b[>83;40900;0c"), (LAST, "\x1b[?1;2c")];

/// A headline of the seeds, as a terminal gets it.
fn headline(mode: Mode) -> String {
    let text = "\u{62A}\u{631}\u{627}\u{645}\u{628} \u{64A}\u{62C}\u{631}\u{64A}";
    let rows = layout(text, &Options { base: Base::Rtl, mode, ..Options::default() });
    rows.iter().map(|row| row.text().to_string()).collect()
}

/// How a terminal is switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    /// By BDSM, or not at all: that is sent to all.
    Bdsm,
    /// By Konsole's OSC 50.
    Konsole,
    /// By mlterm's OSC 5379.
    Mlterm,
    /// It is not, and text is sent in logical order.
    Never,
    /// It is not, as a multiplexer would swallow that, and need not be.
    Nothing,
}

/// What switches a terminal's own bidi off, and on again.
fn switches(switch: Switch) -> (&'static str, &'static str) {
    match switch {
        Switch::Konsole => {
            ("\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07")
        }
        Switch::Mlterm => ("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"),
        Switch::Bdsm | Switch::Never | Switch::Nothing => ("\x1b[8l", "\x1b[8h"),
    }
}

/// Opens the reader, waits until it knows the terminal, and compares what came of it.
#[track_caller]
fn check(fake: Fake, switch: Switch) {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open_in(fake, home.path(), &["seeds"], 140, 40);
    check_window(&mut window, switch);
}

#[track_caller]
fn check_window(window: &mut Window, switch: Switch) {
    window.wait_for("7 articles");
    let (visual, logical) = (headline(Mode::Visual), headline(Mode::Logical));
    let is_logical = switch == Switch::Never;
    window.wait("the headline in the right order", |screen| {
        screen.contains(&visual) != is_logical && (!is_logical || screen.contains(&logical))
    });
    let (off, on) = switches(switch);
    if !is_logical && switch != Switch::Nothing {
        window.wait_written(off, 0);
    }
    window.keys("q");
    assert_eq!(window.ended(), 0);
    let bytes = window.last_bytes();
    let of_others = [Switch::Konsole, Switch::Mlterm].into_iter().filter(|other| *other != switch);
    for other in of_others {
        let (off, on) = switches(other);
        let last = |wanted: &str| bytes.windows(wanted.len()).rposition(|window| window == wanted.as_bytes());
        assert!(last(off) <= last(on), "{other:?} is left switched off");
    }
    assert!(
        find(&bytes, on.as_bytes()) >= find(&bytes, off.as_bytes()),
        "{switch:?} is not switched on again"
    );
}

fn plain(answers: Answers) -> Fake {
    Fake { answers, ..Fake::default() }
}

#[test]
fn each_terminal_by_its_answers() {
    check(plain(XTERM), Switch::Bdsm);
    check(plain(URXVT), Switch::Bdsm);
    check(plain(ALACRITTY), Switch::Bdsm);
    check(plain(VTE), Switch::Bdsm);
    check(plain(KONSOLE), Switch::Konsole);
    check(plain(MLTERM), Switch::Mlterm);
    check(plain(PTERM), Switch::Never);
    check(plain(FOOT), Switch::Bdsm);
    check(plain(MINTTY), Switch::Bdsm);
    check(plain(WEZTERM), Switch::Bdsm);
}

#[test]
fn an_inherited_variable_is_overruled() {
    let environment = &[("KONSOLE_VERSION", "221203")];
    check(Fake { environment, ..plain(XTERM) }, Switch::Bdsm);
    check(Fake { environment, ..plain(PTERM) }, Switch::Never);
}

#[test]
fn who_never_answers_is_what_the_environment_says() {
    check(Fake::default(), Switch::Bdsm);
    check(Fake { environment: &[("KONSOLE_VERSION", "221203")], ..Fake::default() }, Switch::Konsole);
    check(Fake { environment: &[("TERM_PROGRAM", "Apple_Terminal")], ..Fake::default() }, Switch::Never);
}

#[test]
fn answers_count_however_they_come() {
    for manner in [
        Manner::Late(Duration::from_secs(2)),
        Manner::Slowly(Duration::from_millis(1)),
        Manner::Slowly(Duration::from_millis(10)),
    ] {
        check(Fake { manner, ..plain(PTERM) }, Switch::Never);
        check(Fake { manner, ..plain(KONSOLE) }, Switch::Konsole);
    }
}

#[test]
fn answers_are_not_typed_into_the_shell() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("{}; sleep 1; echo over", env!("CARGO_BIN_EXE_khabar"))]);
    let fake = Fake { manner: Manner::Late(Duration::from_millis(200)), ..plain(XTERM) };
    let mut window = Window::start(command, fake, home.path(), 80, 24);
    window.wait_for("no articles");
    window.keys("q");
    window.wait_for("over");
    assert_eq!(window.ended(), 0);
    let bytes = window.last_bytes();
    // As the terminal's driver echoes ESC.
    assert_eq!(find(&bytes, b"^["), None, "{}", bytes.escape_ascii());
}

#[test]
fn keys_typed_around_the_answers_are_typed_and_no_others() {
    for answers in [XTERM, KITTY, KONSOLE] {
        let home = tempfile::tempdir().expect("a folder can be made");
        let fake = Fake { manner: Manner::Amid("/tag:abcd"), ..plain(answers) };
        let mut window = Window::open_in(fake, home.path(), &[], 140, 40);
        window.wait_for("tag:abcd");
        window.keys("ef");
        window.wait_for("tag:abcdef ");
        window.keys("\x1b");
        window.wait_gone("tag:abcdef");
    }
}

#[test]
fn an_answer_that_is_pasted_is_text() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open_in(plain(XTERM), home.path(), &["seeds"], 140, 40);
    window.wait_for("7 articles");
    window.keys("/");
    window.keys("\x1b[200~abc\x1b[>0;136;0c\x1b[?6cdef\x1b[201~");
    window.wait_for("abc");
    window.wait_for("def");
    window.keys("\x1b");
    window.wait_gone("def");
    window.wait_for(&headline(Mode::Visual));
}

#[test]
fn screen_passes_questions_through() {
    let inside = |outer| Fake {
        environment: &[("TERM", "screen"), ("STY", "1.pts")],
        answers: SCREEN,
        outer,
        ..Fake::default()
    };
    check(inside(VTE), Switch::Never);
    check(inside(KONSOLE), Switch::Never);
    check(inside(PTERM), Switch::Never);
    check(inside(XTERM), Switch::Nothing);
}

/// Puts a `tmux` into `home/bin` that tells of a terminal called so, and lets nothing through. It
/// writes down what it is asked to do.
pub fn install_tmux(home: &Path, terminal: &str) {
    let script = format!(
        "#!/bin/sh\necho \"$1\" >>'{home}/tmux.log'\n\
         printf 'xterm-256color\\n{terminal}\\n3.3a\\n0\\n\\n'\n",
        home = home.display(),
    );
    fs::create_dir_all(home.join("bin")).expect("a folder can be made");
    fs::write(home.join("bin/tmux"), script).expect("a file can be written");
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(home.join("bin/tmux"), mode).expect("the file is ours");
}

/// The environment of a pane of tmux.
pub const PANE: &[(&str, &str)] =
    &[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0"), ("TMUX_PANE", "%0")];

/// tmux is only ever asked; what its terminal needs is left as it is.
#[track_caller]
fn check_tmux(terminal: &str, environment: &'static [(&'static str, &'static str)], switch: Switch) {
    let home = tempfile::tempdir().expect("a folder can be made");
    install_tmux(home.path(), terminal);
    let fake = Fake { environment, answers: TMUX, ..Fake::default() };
    let mut window = Window::open_in(fake, home.path(), &["seeds"], 140, 40);
    check_window(&mut window, switch);
    let written = fs::read_to_string(home.path().join("tmux.log")).expect("tmux was asked");
    assert!(written.lines().all(|line| line.starts_with("display-message")), "{written}");
}

#[test]
fn inside_tmux_the_terminal_outside_decides() {
    check_tmux("Konsole 22.12.3", PANE, Switch::Never);
    check_tmux("mlterm(3.9.2)", PANE, Switch::Never);
    check_tmux("XTerm(379)", PANE, Switch::Nothing);
    // The environment that tmux was started in may be that of another terminal.
    let other = &[("TMUX", "/tmp/tmux-0/default,1,0"), ("TMUX_PANE", "%0"), ("KONSOLE_VERSION", "221203")];
    check_tmux("XTerm(379)", other, Switch::Nothing);
}

/// Not a test, but what [`the_command_line_asks_too`] runs in a terminal.
#[test]
#[ignore = "it asks the terminal that it runs in"]
fn ask() {
    // What is typed before must have arrived.
    while std::env::var_os("TYPED").is_some_and(|typed| !std::path::Path::new(&typed).exists()) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let found = khabar::terminal::ask(Duration::from_secs(20));
    println!("found {} {:?} {:?}.", found.capability.name, found.asked, found.tmux.is_some());
}

#[test]
fn the_command_line_asks_too() {
    #[track_caller]
    fn check(fake: Fake, typed: &str, found: &str) {
        let home = tempfile::tempdir().expect("a folder can be made");
        install_tmux(home.path(), "Konsole 22.12.3");
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this runs"));
        command.args(["--ignored", "--exact", "terminals::ask", "--nocapture"]);
        let file = home.path().join("typed");
        command.env("TYPED", &file);
        let mut window = Window::start(command, fake, home.path(), 80, 24);
        window.keys(typed);
        std::fs::write(&file, "").expect("a file can be written");
        window.wait_for(&format!("found {found}."));
        assert_eq!(window.ended(), 0);
        assert!(!window.is_raw());
    }
    check(plain(PTERM), "", "PuTTY Answered false");
    check(plain(KITTY), "", "kitty Answered false");
    // What was typed before belongs to the shell.
    check(plain(PTERM), "x", " KeysWaiting false");
    let fake = Fake { environment: PANE, answers: TMUX, ..Fake::default() };
    check(fake, "", "Konsole Answered true");
}

#[test]
fn kitty_is_told_of_force_ltr_once() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let hint = "force_ltr yes";
    let mut window = Window::open_in(plain(KITTY), home.path(), &["seeds"], 140, 40);
    window.wait_for("7 articles");
    window.wait_for(hint);
    window.keys("q");
    assert_eq!(window.ended(), 0);
    let mut again = Window::open_in(plain(KITTY), home.path(), &[], 140, 40);
    again.wait_for("1 of 7");
    // The keyboard protocol is switched on when kitty has been found.
    again.wait_written("\x1b[>1u", 0);
    again.keys("q");
    assert_eq!(again.ended(), 0);
    assert_eq!(find(&again.last_bytes(), hint.as_bytes()), None);
}
