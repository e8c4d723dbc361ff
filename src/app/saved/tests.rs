//! Saved searches in the window, on the seeds.

use super::*;
use crate::app::Language;
use crate::app::tests::Desk;
use crate::store::ChangeKind;

/// Searches for Jeddah, which one article names, and saves that.
const JEDDAH: &str = "/<ctrl-u>جدة<enter>gscities/جدة<enter>";
/// Searches for Putin, and saves that.
const PUTIN: &str = "/<ctrl-u>بوتين<enter>gsبوتين<enter>";

const SIZES: [(u16, u16); 5] = [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)];

/// Types keys into windows of all sizes and directions; `expect` looks at what came of it.
#[track_caller]
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in SIZES {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

/// The rows of the pane, set in by depth, each search with all and unread articles.
fn rows(desk: &Desk) -> String {
    let row = |row: &SavedRow| {
        let indent = "-".repeat(row.depth);
        match (row.kind, desk.state.saved.count_of(row)) {
            (SavedRowKind::Folder { is_closed }, _) => {
                format!("{indent}{}{}", row.name, if is_closed { "+" } else { "/" })
            }
            (_, Some(count)) => format!("{indent}{} {} {}", row.name, count.total, count.unread),
            (_, None) => format!("{indent}{} ?", row.name),
        }
    };
    desk.state.saved.rows.iter().map(row).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_search_is_saved_under_a_name() {
    check(JEDDAH, |desk| {
        assert!(desk.state.prompt.is_none());
        match desk.told() {
            Some(Message::Done(change)) => assert!(matches!(change.kind, ChangeKind::Searches { .. })),
            other => panic!("{other:?}"),
        }
        let saved = desk.library.saved_search("cities/جده").unwrap();
        assert_eq!((saved.name.as_str(), saved.query.as_str()), ("cities/جدة", "جدة"));
    });
    check("gs", |desk| {
        assert_eq!(desk.told(), Some(&Message::NothingToSave));
        assert!(desk.state.prompt.is_none());
    });
    check("/جدة<enter>gs<esc>", |desk| assert!(desk.library.saved_searches().unwrap().is_empty()));
}

#[test]
fn the_pane_shows_folders_and_counts() {
    check(&format!("{JEDDAH}{PUTIN}FS"), |desk| {
        assert_eq!(desk.state.focus, Pane::Saved);
        let counts = desk.state.saved.counts.iter().flatten().collect::<Vec<_>>();
        assert_eq!(counts[0].total, 1);
        assert_eq!(counts[1].total, desk.library.count(&"بوتين".parse().unwrap()).unwrap().total);
        assert_eq!(rows(desk), format!("cities/, -جدة 1 1, بوتين {0} {0}", counts[1].total));
        // Narrow windows show nothing else.
        let beside = desk.state.layout.placed(Pane::Stories).is_some();
        assert_eq!(beside, desk.state.size.0 >= 140);
    });
    check("S", |desk| assert_eq!(rows(desk), ""));
    check(&format!("{JEDDAH}S<enter>"), |desk| assert_eq!(rows(desk), "cities+"));
    check(&format!("{JEDDAH}S<enter><enter>"), |desk| assert_eq!(rows(desk), "cities/, -جدة 1 1"));
}

#[test]
fn the_pane_is_hidden_by_the_key_that_showed_it() {
    check(&format!("{JEDDAH}SS"), |desk| {
        assert_eq!(desk.state.focus, Pane::Stories);
        assert!(desk.state.layout.placed(Pane::Saved).is_none());
    });
    check(&format!("{JEDDAH}S<esc>"), |desk| assert_eq!(desk.state.focus, Pane::Stories));
}

#[test]
fn a_saved_search_is_listed() {
    check(&format!("{JEDDAH}FSj<enter>"), |desk| {
        assert_eq!(desk.state.list.query.to_string(), "جدة");
        assert_eq!(desk.state.list.items.len(), 1);
        assert_eq!(desk.state.focus, Pane::Stories);
    });
}

#[test]
fn searches_and_folders_are_renamed_removed_and_taken_back() {
    let both = format!("{JEDDAH}{PUTIN}S");
    check(&format!("{both}r<ctrl-u>مدن<enter>"), |desk| {
        let names: Vec<_> = desk.state.saved.searches.iter().map(|search| search.name.as_str()).collect();
        assert_eq!(names, ["بوتين", "مدن/جدة"]);
    });
    check(&format!("{both}jd"), |desk| {
        assert_eq!(desk.state.saved.searches.len(), 1);
        assert_eq!(desk.library.saved_searches().unwrap().len(), 1);
        // What stood there is gone; what stands next is selected.
        assert_eq!(desk.state.saved.current().map(|row| row.path.as_str()), Some("بوتين"));
    });
    check(&format!("{both}ddu"), |desk| assert_eq!(desk.state.saved.searches.len(), 1));
    check(&format!("{both}dduu"), |desk| {
        assert_eq!(desk.state.saved.searches.len(), 2);
        assert_eq!(desk.library.saved_searches().unwrap().len(), 2);
    });
    check(&format!("{both}jr<ctrl-u>بوتين<enter>"), |desk| {
        assert!(matches!(desk.told(), Some(Message::Failed(_))), "{:?}", desk.told());
        assert_eq!(desk.state.saved.searches.len(), 2);
    });
    // Elsewhere the keys mean what they mean there.
    check(&format!("{both}Sd"), |desk| assert_eq!(desk.state.saved.searches.len(), 2));
}

#[test]
fn counts_follow_what_is_read_and_tagged() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys(JEDDAH);
    desk.keys("S");
    assert_eq!(rows(&desk), "cities/, -جدة 1 1");
    desk.keys("S<enter>");
    assert!(desk.state.list.items[0].row.read);
    desk.keys("S");
    assert_eq!(rows(&desk), "cities/, -جدة 1 0");
    desk.keys("S/<ctrl-u>tag:x<enter>gsx<enter>FSG");
    assert_eq!(rows(&desk), "cities/, -جدة 1 0, x 0 0");
    desk.keys("SFtx<enter>S");
    assert_eq!(rows(&desk), "cities/, -جدة 1 0, x 1 1");
}

#[test]
fn counting_waits_for_nobody() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys(JEDDAH);
    desk.held = Some(Vec::new());
    desk.keys("S");
    // The names come first, then count by count; the window goes on meanwhile.
    assert!(desk.state.saved.counts.iter().all(Option::is_none));
    desk.keys("Sj");
    assert_eq!(desk.state.focus, Pane::Stories);
    desk.release();
    desk.keys("S");
    assert_eq!(rows(&desk), "cities/, -جدة 1 1");
}

#[test]
fn names_and_folders_are_offered_to_a_search_that_is_saved() {
    check(&format!("{JEDDAH}/<ctrl-u>بوتين<enter>gscit"), |desk| {
        let prompt = desk.state.prompt.as_ref().unwrap();
        let offered = ["cities/", "cities/جدة"].map(|name| Choice::Search(name.to_owned()));
        assert_eq!(prompt.choices, offered);
    });
    check(&format!("{JEDDAH}/<ctrl-u>بوتين<enter>gscit<up><enter>بوتين<enter>"), |desk| {
        let names: Vec<_> = desk.library.saved_searches().unwrap();
        assert_eq!(names.len(), 2);
        assert!(names.iter().all(|search| search.name.starts_with("cities/")));
    });
}
