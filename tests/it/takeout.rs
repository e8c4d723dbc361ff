//! Articles that leave the window: into files, and through commands; on a real pseudo-terminal.

use crate::window::Window;
use std::fs;
use std::time::Duration;

const ENTER: &str = "\r";

#[test]
fn an_article_goes_into_a_file_which_is_replaced_only_when_asked_twice() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open(home.path(), &["seeds"], 120, 30);
    window.wait_for("7 new articles");
    window.wait_for("1 of 7");
    let file = home.path().join("out.md");
    let name = file.to_str().expect("its name is UTF-8").to_owned();
    window.keys("X");
    window.wait_for("writes 1 article");
    window.keys(&name[..name.len() - 3]);
    window.wait_for("out.jsonl");
    window.keys(ENTER);
    window.wait_for("which format?");
    window.keys(".md");
    window.keys(ENTER);
    window.wait_for("1 article written to");
    let text = fs::read_to_string(&file).expect("it is there");
    assert!(text.starts_with("# ") && text.contains("\u{2014} "), "{text}");
    fs::write(&file, "mine").expect("it can be written");
    window.keys(&format!("X{name}"));
    window.keys(ENTER);
    window.wait_for("Enter again replaces it");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
    window.keys(ENTER);
    window.wait_for("1 article written to");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), text);
    // The whole search.
    window.keys("/\u{648}\u{64A}\u{62A}\u{643}\u{648}\u{641}");
    window.keys(ENTER);
    window.wait_for("1 of ");
    window.keys("X");
    window.wait_for("articles that the search finds");
    window.keys(&format!("{}.jsonl", &name[..name.len() - 3]));
    window.keys(ENTER);
    window.wait_for("articles written to");
    assert!(fs::read_to_string(home.path().join("out.jsonl")).expect("it is there").lines().count() > 1);
    window.keys("gy");
    window.wait_for("copied");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

/// Waits until the last row asks for Enter; above it may stand what an earlier command left.
fn waits_for_enter(window: &Window) {
    window.wait("the end of the command", asks_for_enter);
}

fn asks_for_enter(screen: &str) -> bool {
    screen.lines().rfind(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with("Press Enter"))
}

#[test]
fn a_command_gets_the_article_and_the_terminal_and_gives_it_back() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open(home.path(), &["seeds"], 120, 30);
    window.wait_for("7 new articles");
    window.wait_for("1 of 7");
    let file = home.path().join("got.md");
    window.keys(&format!(
        "|tee {} | wc -l; echo what; read -r answer < /dev/tty; echo got-$answer",
        file.display()
    ));
    window.keys(ENTER);
    window.wait("the output", |screen| screen.lines().any(|line| line.trim_end() == "what"));
    // Keys are the command's meanwhile.
    window.keys("jjq\r");
    window.wait_for("got-jjq");
    waits_for_enter(&window);
    window.keys(ENTER);
    window.wait_for("1 of 7");
    assert!(fs::read_to_string(&file).expect("it is there").starts_with("# "));
    window.keys("j");
    window.wait_for("2 of 7");
    // Ctrl-C ends the command, not the reader; how it ended is told. What was run is offered again.
    window.keys("|");
    window.wait_for("got-$answer");
    window.keys("echo begun; sleep 60");
    window.keys(ENTER);
    window.wait("the output", |screen| screen.lines().any(|line| line.trim_end() == "begun"));
    // A shell may miss it just when it starts a command; a person presses it again.
    for _ in 0..50 {
        window.keys("\x03");
        std::thread::sleep(Duration::from_millis(200));
        if asks_for_enter(&window.text()) {
            break;
        }
    }
    waits_for_enter(&window);
    window.keys(ENTER);
    window.wait_for("failed: ");
    window.keys("|no-such-command-at-all");
    window.keys(ENTER);
    waits_for_enter(&window);
    window.keys(ENTER);
    window.wait_for("exit status: 127");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();
}
