//! The reader, end to end, on a real pseudo-terminal.

use crate::window::Window;
use khabar::store::Library;
use khabar::text::{Base, Options, layout};
use std::fs;
use std::path::Path;

/// The keys of a terminal.
const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";
const TAB: &str = "\t";

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// A piece of Arabic as it stands on the screen: in visual order, shaped.
fn visual(text: &str) -> String {
    let rows = layout(text, &Options { base: Base::Rtl, ..Options::default() });
    rows.iter().map(|row| row.text().to_string()).collect()
}

/// The library's tags and how many articles have them.
fn tags(home: &Path) -> Vec<(String, u64)> {
    let library = Library::open(&home.join("library.khabar")).expect("the library opens");
    assert_eq!(library.integrity().expect("it can be checked"), Vec::<String>::new());
    library.tags().expect("it has tags")
}

#[test]
fn open_move_search_tag_quit_and_find_it_again() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 articles");
    window.wait_for(&visual("ترامب يجري اتصالا هاتفيا مع بوتين"));
    window.wait_for("People");
    window.wait_for("1 of 7");
    window.keys("jj");
    window.wait_for("3 of 7");
    window.keys("/\u{648}\u{64A}\u{62A}\u{643}\u{648}\u{641}");
    window.keys(ENTER);
    window.wait("fewer articles", |screen| !screen.contains("7 articles") && screen.contains("articles"));
    window.keys(ESCAPE);
    window.wait_for("7 articles");
    window.keys("tdossier");
    window.keys(ENTER);
    window.wait_for("#dossier");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();
    assert_eq!(tags(home.path()), [("dossier".to_string(), 1)]);

    let mut again = Window::open(home.path(), &[], 140, 40);
    again.wait_for("#dossier");
    again.keys("/tag:dossier");
    again.keys(ENTER);
    again.wait_for("1 article ");
    again.keys("u");
    again.wait_for("no articles");
    again.keys("q");
    assert_eq!(again.ended(), 0);
    assert_eq!(tags(home.path()), []);
}

#[test]
fn a_day_is_set_and_taken_back_and_the_dates_follow() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    // The dates of an article that does not say when it was published.
    window.wait_for("D sets the day");
    window.wait_for("week unknown");
    window.keys("D19 ma");
    window.wait_for("no single day");
    window.keys("y 2025");
    window.wait_for("Mon 19 May 2025");
    window.keys(ENTER);
    window.wait_for("published Mon 19 May 2025");
    window.wait_for("12–18");
    window.wait_for("day set by you");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();

    let mut again = Window::open(home.path(), &["seeds"], 140, 40);
    again.wait_for("7 articles");
    again.keys("/on:2025-05-19");
    again.keys(ENTER);
    again.wait_for("12–18");
    again.keys("u");
    again.wait_for("taken back: published Mon 19 May 2025");
    again.keys(ESCAPE);
    again.wait_for("7 articles");
    again.wait_for("week unknown");
    again.keys("q");
    assert_eq!(again.ended(), 0);
}

#[test]
fn two_tellings_stand_side_by_side_and_what_was_read_is_not_new() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 new articles");
    window.wait_for("1 of 7");
    // The article that another one tells the same event as.
    window.keys("jjj");
    window.wait_for("4 of 7");
    window.keys("c");
    window.wait_for("in both");
    window.wait_for("next difference");
    window.keys("n");
    window.wait_for("2 of ");
    let only_here = |screen: &str| -> Vec<String> {
        let words: Vec<&str> = screen.split_whitespace().collect();
        let counts = words.windows(3).filter(|words| words[1..] == ["only", "here"]);
        counts.map(|words| words[0].to_owned()).collect()
    };
    let sides = std::cell::RefCell::new(Vec::new());
    window.wait("both sides", |screen| {
        *sides.borrow_mut() = only_here(screen);
        sides.borrow().len() == 2
    });
    let swapped: Vec<String> = sides.borrow().iter().rev().cloned().collect();
    assert_ne!(swapped[0], swapped[1]);
    window.keys("x");
    window.wait("the sides swapped", |screen| only_here(screen) == swapped);
    window.keys("c");
    window.wait_gone("in both");
    window.wait_for("4 of 7");
    // Once it is read, what its story says is told by it.
    window.keys(ENTER);
    window.wait("how much is new", |screen| screen.contains("% new") || screen.contains("all new"));
    window.wait_gone("4 of 7");
    window.keys(ESCAPE);
    window.wait_for("4 of 7");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[test]
fn names_are_merged_for_good_and_taken_back_after_a_restart() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 new articles");
    window.wait_for("People");
    window.keys(TAB);
    window.keys(TAB);
    window.wait_for("only this");
    window.keys("e");
    window.wait_for("who here");
    window.keys("m\u{645}\u{627}\u{631}\u{643}\u{648}");
    window.wait_for(&visual("ماركو روبيو"));
    window.keys(ENTER);
    window.wait_for("u takes it back");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();
    let known = || {
        let library = Library::open(&home.path().join("library.khabar")).expect("the library opens");
        assert_eq!(library.integrity().expect("it can be checked"), Vec::<String>::new());
        library.names(None, 1000).expect("it has names").len()
    };
    let merged = known();
    let mut again = Window::open(home.path(), &["seeds"], 140, 40);
    again.wait_for("7 articles");
    again.keys("u");
    again.wait_for("taken back:");
    again.keys("q");
    assert_eq!(again.ended(), 0);
    assert_eq!(known(), merged + 1);
}

#[test]
fn a_name_is_walked_and_narrowed_to() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    // The notice has to be there before the keys are, or it takes the hint's place after them.
    window.wait_for("7 new articles");
    window.wait_for("People");
    // From the list over the article to the people.
    window.keys(TAB);
    window.keys(TAB);
    // What `f` would do there stands in the status line, and how far the walk is.
    window.wait_for("only this");
    window.wait("no mention walked to", |screen| screen.contains(" 0 of "));
    window.keys(ENTER);
    window.wait("the first mention walked to", |screen| screen.contains(" 1 of "));
    window.keys("f");
    window.wait_for("person:");
    window.keys("F");
    window.wait_gone("person:");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[test]
fn the_page_of_a_name_leads_to_an_article_and_back() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 new articles");
    window.wait_for("People");
    window.keys(TAB);
    window.keys(TAB);
    window.wait_for("only this");
    window.keys(ENTER);
    window.wait("the first mention walked to", |screen| screen.contains(" 1 of "));
    window.keys(ENTER);
    window.wait_for("Donald Trump");
    window.wait_for("Mentions a month");
    window.wait_for("Named with, people");
    // To the second article of those that name him, and back to the page.
    window.keys(TAB);
    window.keys("j");
    window.wait_for("2 of 7");
    window.keys(ENTER);
    window.wait_gone("Donald Trump");
    window.wait_for("People");
    window.keys("\x0f");
    window.wait_for("Donald Trump");
    window.keys(ESCAPE);
    window.wait_gone("Donald Trump");
    window.keys("O");
    window.wait_gone("\u{25B8} Organisations");
    window.wait_for("\u{2500} Organisations");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[test]
fn a_story_is_walked_along_its_days_and_back() {
    let home = home();
    drop(crate::stories::Seeds::dated_at(&home.path().join("library.khabar")));
    let mut window = Window::open(home.path(), &[], 140, 40);
    window.wait_for("7 articles");
    // The newest article is the last of the story.
    window.keys(ENTER);
    let days = ["16 Aug 2025", "19 May 2025", "15 Apr 2025", "11 Apr 2025", "18 Mar 2025"];
    // In the list and above the open article.
    let open = |window: &Window, day: &str| window.wait(day, |screen| screen.matches(day).count() >= 2);
    open(&window, days[0]);
    for day in &days[1..] {
        window.keys("[");
        open(&window, day);
    }
    // Both tellings of the first event; one of them says its day itself.
    window.keys("[");
    window.wait("the first event", |screen| screen.matches("12 Feb 2025").count() >= 3);
    window.keys("[");
    window.wait_for("nothing earlier in this story");
    window.keys("=");
    window.wait_gone("nothing earlier");
    for day in days.iter().rev() {
        window.keys("]");
        open(&window, day);
    }
    window.keys("]");
    window.wait_for("nothing later in this story");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[test]
fn the_timeline_of_a_story_is_walked_and_left() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 new articles");
    window.wait_for("D sets the day");
    window.keys("D2025-05-19");
    window.keys(ENTER);
    window.wait_for("published Mon 19 May 2025");
    window.wait_for("day set by you");
    window.keys("T");
    window.wait_for("Timeline");
    window.wait_for("here");
    window.wait_for("Mon 19 May 2025");
    window.wait_for("Undated");
    window.wait_for("2 of 6");
    // To an event without a day, into its article, and back to the timeline.
    window.keys("]");
    window.wait_for("3 of 6");
    window.keys(ENTER);
    window.wait_gone("3 of 6");
    window.wait_for("People");
    window.keys("\x0f");
    window.wait_for("3 of 6");
    window.keys(ESCAPE);
    window.wait_gone("3 of 6");
    window.wait_for("People");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[test]
fn the_arabic_window_is_mirrored() {
    let home = home();
    fs::create_dir(home.path().join("config")).expect("a folder can be made");
    fs::write(home.path().join("config/config.toml"), "lang = \"ar\"\n").expect("a file can be written");
    let window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for(&visual("الأشخاص"));
    let text = window.text();
    let line = text.lines().find(|line| line.contains(&visual("الأشخاص"))).expect("the headings are there");
    let column =
        |word: &str| line.find(&visual(word)).unwrap_or_else(|| panic!("{word} is missing in {line}"));
    assert!(column("الأشخاص") > column("الأماكن") && column("الأماكن") > column("التواريخ"), "{line}");
}

#[test]
fn every_size_is_drawn_and_left_again() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 100, 30);
    window.wait_for("7 articles");
    for (columns, rows) in [(80, 24), (60, 20), (30, 10), (20, 5), (2, 1), (140, 40)] {
        window.resize(columns, rows);
        window.keys("j");
    }
    window.wait_for("7 articles");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_the_terminal_restored() {
    for signal in ["TERM", "HUP", "INT"] {
        let home = home();
        let mut window = Window::open(home.path(), &["seeds"], 100, 30);
        window.wait_for("7 articles");
        let kill = std::process::Command::new("kill")
            .args(["-s", signal, &window.process_id().to_string()])
            .status();
        assert!(kill.expect("kill runs").success());
        window.ended();
        window.wait_restored();
    }
}

#[cfg(unix)]
#[test]
fn stopped_and_continued_it_goes_on() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 100, 30);
    window.wait_for("7 articles");
    window.keys("\x1a");
    window.wait_restored();
    window.wait_stopped();
    let id = window.process_id().to_string();
    let kill = std::process::Command::new("kill").args(["-s", "CONT", &id]).status();
    assert!(kill.expect("kill runs").success());
    window.wait_for("7 articles");
    window.keys("q");
    assert_eq!(window.ended(), 0);
}

#[cfg(unix)]
#[test]
fn the_keys_of_an_arabic_keyboard_are_the_same_keys() {
    let home = home();
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("1 of 7");
    // The physical key of `j` gives teh on the Arabic layout.
    window.keys("\u{62A}");
    window.wait_for("2 of 7");
    // That of `q` gives dad.
    window.keys("\u{636}");
    assert_eq!(window.ended(), 0);
}

/// How often the reader is killed.
const KILLS: u32 = 50;

#[test]
fn what_a_frame_showed_survives_kill_nine() {
    let home = home();
    let more = home.path().join("more");
    fs::create_dir(&more).expect("a folder can be made");
    // Something is there from the beginning, however slow the machine is.
    let mut first = Window::open(home.path(), &["seeds"], 140, 40);
    first.wait_for("7 new articles");
    first.keys("q");
    assert_eq!(first.ended(), 0);
    let mut shown: Vec<String> = Vec::new();
    for round in 0..KILLS {
        for index in 0..20 {
            let text =
                format!("Headline {index} of round {round}\n\nA paragraph about something that happened.");
            fs::write(more.join(format!("{round}-{index}.txt")), text).expect("a file can be written");
        }
        // Every third time nothing comes in, so that what the tag changed stays in sight.
        let quiet = round % 3 == 0;
        let more = more.to_str().expect("the folder's name is UTF-8");
        let paths = if quiet { vec![] } else { vec!["seeds", more] };
        let mut window = Window::open(home.path(), &paths, 140, 40);
        window.wait("articles", |screen| screen.contains(" of "));
        let tag = format!("round{round}");
        // As the list or the notice shows it, not as the prompt does, in which it is only typed.
        let is_shown = |screen: &str| {
            let signs = [format!("tagged #{tag}"), format!("#{tag}  undated"), format!("undated  #{tag}")];
            signs.iter().any(|sign| screen.contains(sign.as_str()))
        };
        window.keys(&format!("t{tag}"));
        window.keys(ENTER);
        // Killed at another moment each time: before and while the tag is saved, or at once when a
        // frame has shown it.
        if quiet {
            window.wait("the tag", is_shown);
        } else {
            std::thread::sleep(std::time::Duration::from_millis(u64::from(round * 37 % 120)));
        }
        let seen = is_shown(&window.text());
        window.kill();
        if seen || is_shown(&window.text()) {
            shown.push(tag);
        }
        let kept = tags(home.path());
        for tag in &shown {
            assert!(kept.iter().any(|(name, _)| name == tag), "#{tag} was shown, and is lost: {kept:?}");
        }
    }
    assert!(!shown.is_empty(), "no tag was ever seen");
}
