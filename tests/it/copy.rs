//! What is selected in the window -> what the terminal's clipboard gets, and the links it is sent; on a
//! real pseudo-terminal.

use crate::window::{Fake, Window};
use khabar::text::{Base, Mode, Options, layout};
use std::fs;
use std::path::Path;

/// A title, and a paragraph of both directions with a lam-alef, a number and an address.
const TITLE: &str = "\u{639}\u{646}\u{648}\u{627}\u{646} \u{627}\u{644}\u{62E}\u{628}\u{631}";
const PARAGRAPH: &str = concat!(
    "\u{642}\u{627}\u{644}\u{62A} BBC News \u{625}\u{646} 2025 \u{644}\u{627} \u{62A}\u{643}\u{641}\u{64A}\u{60C} ",
    "\u{631}\u{627}\u{62C}\u{639} https://example.org/\u{62E}\u{628}\u{631}?a=1\u{60C} \u{62B}\u{645} \u{639}\u{627}\u{62F}.",
);
const URL: &str = "https://example.org/%D8%AE%D8%A8%D8%B1?a=1";

fn article(home: &Path) -> String {
    let file = home.join("article.txt");
    fs::write(&file, format!("{TITLE}\n\n{PARAGRAPH}\n")).expect("a file can be written");
    file.to_str().expect("the path is UTF-8").to_owned()
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// A piece of Arabic as it stands on the screen.
fn visual(text: &str) -> String {
    layout(text, &Options { base: Base::Rtl, ..Options::default() })
        .iter()
        .map(|row| row.text().to_owned())
        .collect()
}

/// A reader on the article, which has the focus.
fn open(home: &Path, environment: &'static [(&'static str, &'static str)]) -> Window {
    let file = article(home);
    let mut window = Window::open_in(Fake { environment, ..Fake::default() }, home, &[&file], 100, 24);
    window.wait_for("BBC News");
    window.wait_for("1 article");
    window.keys("\r");
    window
}

/// The column and row, from 0, at which a row of the screen shows `text` last.
fn place(window: &Window, text: &str) -> (usize, usize) {
    let screen = window.text();
    let found = screen.lines().enumerate().filter_map(|(y, line)| Some((y, line.rfind(text)?, line))).last();
    let (y, at, line) = found.unwrap_or_else(|| panic!("`{text}` is not in\n{screen}"));
    (
        layout(&line[..at], &Options { mode: Mode::Off, base: Base::Ltr, ..Options::default() })
            .iter()
            .map(|row| row.width())
            .sum(),
        y,
    )
}

/// Waits until a file is there; gives what it holds.
#[cfg(target_os = "linux")]
fn wait_for_file(path: &Path) -> String {
    use std::time::{Duration, Instant};
    let limit = Instant::now() + Duration::from_secs(30);
    loop {
        if let Ok(text) = fs::read_to_string(path) {
            return text;
        }
        assert!(Instant::now() < limit, "{} never came", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Presses at one cell, draws to another, and lets go, as a terminal tells it (SGR).
fn drag(window: &mut Window, from: (usize, usize), to: (usize, usize)) {
    let at =
        |button: u8, (x, y): (usize, usize), end: char| format!("\x1b[<{button};{};{}{end}", x + 1, y + 1);
    window.keys(&format!("{}{}{}", at(0, from, 'M'), at(32, to, 'M'), at(0, to, 'm')));
}

/// The text of the last OSC 52 of those bytes, decoded.
fn clipboard(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let (_, after) = text.rsplit_once("\x1b]52;c;")?;
    let (encoded, _) = after.split_once(['\x1b', '\x07'])?;
    Some(String::from_utf8(base64(encoded)).expect("what was copied is UTF-8"))
}

fn base64(encoded: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = encoded.trim_end_matches('=').bytes().map(digit).collect();
    let group = |four: &[u8]| {
        let bits =
            four.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}

/// Selects with `deed`; the clipboard must then hold `expected`.
fn check(environment: &'static [(&'static str, &'static str)], deed: impl Fn(&mut Window), expected: &str) {
    let home = home();
    let mut window = open(home.path(), environment);
    deed(&mut window);
    window.wait_for("copied");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    assert_eq!(clipboard(&window.last_bytes()).as_deref(), Some(expected));
}

#[test]
fn a_drag_over_both_directions_copies_what_is_read() {
    check(
        &[],
        |window| {
            // From the first letter of the Latin words, leftwards over the number, to the last letter
            // of the word after it (which stands leftmost).
            let (from, to) =
                (place(window, "BBC News"), place(window, &visual("\u{62A}\u{643}\u{641}\u{64A}")));
            drag(window, from, to);
        },
        "BBC News \u{625}\u{646} 2025 \u{644}\u{627} \u{62A}\u{643}\u{641}\u{64A}",
    );
}

#[test]
fn keys_select_and_copy_over_blocks() {
    let expected = format!("{TITLE}\n\n{PARAGRAPH}");
    check(&[], |window| window.keys("vGy"), &expected);
    check(&[("TERM", "tmux-256color"), ("TMUX", "/nowhere,1,0")], |window| window.keys("vGy"), &expected);
}

#[test]
fn links_are_sent_to_terminals_that_open_them() {
    const VTE: &[(&str, &str)] = &[("VTE_VERSION", "7002")];
    for (environment, opens) in [(VTE, true), (&[], false)] {
        let home = home();
        let mut window = open(home.path(), environment);
        window.wait_for("example.org");
        window.keys("q");
        assert_eq!(window.ended(), 0);
        let sent = String::from_utf8_lossy(&window.last_bytes()).into_owned();
        assert_eq!(sent.contains(&format!(";{URL}\x1b\\")), opens, "{environment:?}");
        assert_eq!(sent.matches("\x1b]8;id=").count(), sent.matches("\x1b]8;;\x1b\\").count());
        assert!(
            !sent.contains('\u{2}') && !sent.chars().any(|sign| sign >= '\u{F0000}'),
            "a link's number is sent"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_link_is_opened_in_the_browser() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    let (programs, opened) = (home.path().join("bin"), home.path().join("opened"));
    fs::create_dir(&programs).expect("a folder can be made");
    let browser = programs.join("xdg-open");
    fs::write(&browser, format!("#!/bin/sh\necho \"$1\" > {0}.new && mv {0}.new {0}\n", opened.display()))
        .expect("a file can be written");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let mut window = open(home.path(), &[]);
    window.wait_for("example.org");
    let (x, y) = place(&window, "example.org");
    // With Ctrl held.
    window.keys(&format!("\x1b[<16;{0};{1}M\x1b[<16;{0};{1}m", x + 1, y + 1));
    window.wait_for("opening");
    let address = wait_for_file(&opened);
    assert_eq!(address.trim_end(), URL);
    window.keys("q");
    assert_eq!(window.ended(), 0);
}
