//! Days of publication, set in the window on the seeds; the first of them in the list is undated.

use super::*;
use crate::app::Language;
use crate::app::notice::Message;
use crate::app::pane::Pane;
use crate::app::tests::Desk;
use crate::article::PublishedFrom;
use crate::store::Query;
use jiff::civil::date;

const DAY: Date = date(2025, 5, 19);

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys(keys);
    desk
}

/// The day of the open article.
fn day(desk: &Desk) -> Option<(Date, PublishedFrom)> {
    let published = desk.state.reading.as_ref().and_then(|reading| reading.article.published);
    published.map(|published| (published.date, published.from))
}

/// How many of the dates of the open article are days that are known.
fn resolved(desk: &Desk) -> usize {
    let reading = desk.state.reading.as_ref().unwrap();
    reading.facts.dates.iter().filter(|date| date.interval.is_some()).count()
}

fn entry(desk: &Desk) -> Option<DayEntry> {
    desk.state.prompt.as_ref().and_then(|prompt| prompt.day)
}

#[test]
fn a_day_is_set_and_everything_follows() {
    for keys in ["", "<enter>", "<tab><tab><tab><tab>"] {
        let before = desk(keys);
        assert_eq!(day(&before), None);
        let id = before.state.reading.as_ref().unwrap().id;
        let after = desk(&format!("{keys}D2025-05-19<enter>"));
        let reading = after.state.reading.as_ref().unwrap();
        assert_eq!((reading.id, day(&after)), (id, Some((DAY, PublishedFrom::Given))), "{keys}");
        assert!(resolved(&after) > resolved(&before));
        let told = Some(Message::Done(after.library.undoable().unwrap().unwrap()));
        assert_eq!(after.told(), told.as_ref());
        // The list is in its order, with the article still selected if it was.
        let current = after.state.list.current().unwrap();
        assert_eq!((current.id, current.published.map(|day| day.date)), (id, Some(DAY)));
        let listed: Vec<_> = after.state.list.items.iter().map(|item| item.row.id).collect();
        assert_eq!(listed, after.library.ids(&Query::all()).unwrap());
        let mut undone = desk(&format!("{keys}D2025-05-19<enter>u"));
        assert_eq!((day(&undone), resolved(&undone)), (None, resolved(&before)));
        assert!(matches!(undone.told(), Some(Message::Undone(Some(_)))));
        undone.keys("<ctrl-r>");
        assert_eq!((day(&undone), resolved(&undone)), (Some((DAY, PublishedFrom::Given)), resolved(&after)));
    }
}

#[test]
fn nothing_is_shown_before_it_is_durable() {
    let mut desk = desk("");
    desk.held = Some(Vec::new());
    desk.keys("D2025-05-19<enter>");
    assert_eq!((day(&desk), desk.told()), (None, None));
    desk.release();
    assert_eq!(day(&desk), Some((DAY, PublishedFrom::Given)));
}

#[test]
fn the_prompt_shows_what_it_understands() {
    let check = |typed: &str, understood: Understood| {
        let desk = desk(&format!("D{typed}"));
        assert_eq!(entry(&desk).map(|day| day.understood), Some(understood), "{typed}");
    };
    check("", Understood::Nothing);
    check("19", Understood::NoDay { was_entered: false });
    check("19/5/2025", Understood::Day(DAY));
    check("yesterday", Understood::Day(date(2026, 11, 26)));
    check("\u{623}\u{645}\u{633}", Understood::Day(date(2026, 11, 26)));
    // Enter on what is no day says so, and keeps the line.
    check("19<enter>", Understood::NoDay { was_entered: true });
    check("19<enter>/", Understood::NoDay { was_entered: false });
    check("19<enter>/5/2025", Understood::Day(DAY));
    assert!(entry(&desk("D2027-01-01")).unwrap().is_future());
    assert!(!entry(&desk("D2026-11-27")).unwrap().is_future());
    assert!(desk("D19<esc>").state.prompt.is_none());
}

#[test]
fn the_line_holds_the_day_and_an_empty_one_takes_the_word_back() {
    let mut desk = desk("D2025-05-19<enter>D");
    let prompt = desk.state.prompt.as_ref().unwrap();
    assert_eq!((prompt.line.text(), prompt.day.unwrap().understood), ("2025-05-19", Understood::Day(DAY)));
    desk.keys("<ctrl-u><enter>");
    assert_eq!(day(&desk), None);
    assert!(matches!(desk.told(), Some(Message::Done(change)) if change.articles == 1));
    // What the article states itself comes back, as the prompt said.
    let stated = date(2025, 2, 12);
    desk.keys("/on:2025-02-12<enter><enter>D<ctrl-u>2025-03-01<enter>");
    assert_eq!(day(&desk), Some((date(2025, 3, 1), PublishedFrom::Given)));
    desk.keys("D<ctrl-u>");
    assert_eq!(entry(&desk).unwrap().said.unwrap().map(|said| said.date), Some(stated));
    desk.keys("<enter>");
    assert_eq!(day(&desk), Some((stated, PublishedFrom::Stated)));
    // Enter on the line as it is makes the day the reader's own.
    desk.keys("D<enter>");
    assert_eq!(day(&desk), Some((stated, PublishedFrom::Given)));
}

#[test]
fn what_leaves_the_list_leaves_the_selection_to_the_next() {
    let mut desk = desk("/is:undated<enter>j");
    let dated = desk.state.list.current().map(|row| row.id);
    let count = desk.state.list.items.len();
    desk.keys("D2025-05-19<enter>");
    assert_eq!(desk.state.list.items.len(), count - 1);
    assert_eq!(desk.state.list.place(), Some(1));
    assert_ne!(desk.state.list.current().map(|row| row.id), dated);
}

#[test]
fn a_related_article_is_dated_from_its_row() {
    let mut desk = desk("r");
    let row = desk.state.related.current().map(|row| row.id).unwrap();
    assert_eq!(desk.state.focus, Pane::Related);
    desk.keys("D<ctrl-u>2025-05-19<enter>");
    assert_eq!(desk.library.row(row).unwrap().published.map(|day| day.date), Some(DAY));
    assert_eq!(day(&desk), None, "the open one is not meant");
}

#[test]
fn reading_stays_where_it_is() {
    let mut desk = Desk::new((80, 24), Language::Arabic);
    desk.keys("<enter><ctrl-d>");
    let position = desk.state.reading.as_ref().unwrap().position();
    assert!(position > 0);
    desk.keys("D2025-05-19<enter>");
    assert_eq!(desk.state.reading.as_ref().unwrap().position(), position);
    assert_eq!(day(&desk).map(|(day, _)| day), Some(DAY));
}

#[test]
fn a_window_goes_on_with_what_another_run_did_not_come_to() {
    let mut desk = desk("");
    let id = desk.state.reading.as_ref().unwrap().id;
    let before = desk.library.facts(id).unwrap();
    desk.library.set_published(&[id], Some(DAY)).unwrap();
    assert_eq!(desk.library.marked_count().unwrap(), 1);
    desk.start();
    assert_eq!(desk.library.marked_count().unwrap(), 0);
    assert_ne!(desk.library.facts(id).unwrap(), before);
}

/// Whether what is in memory of the list are articles that follow one another in the library, but for
/// `missing`.
fn is_in_order(desk: &Desk, missing: Option<Id>) -> bool {
    let mut ids = desk.library.ids(&Query::all()).unwrap();
    ids.retain(|id| Some(*id) != missing);
    let listed: Vec<Id> = desk.state.list.items.iter().map(|item| item.row.id).collect();
    ids.windows(listed.len()).any(|stretch| stretch == listed)
}

#[test]
fn far_down_a_long_list_it_goes_along_or_out_of_sight() {
    let current = |desk: &Desk| desk.state.list.current().unwrap().clone();
    let mut desk = Desk::many(720);
    desk.keys(&"j".repeat(650));
    let (above, here) = (desk.state.list.items[desk.state.list.selected - 30].row.clone(), current(&desk));
    // To a day that is in memory.
    let day = above.published.unwrap().date;
    desk.keys(&format!("D<ctrl-u>{day}<enter>"));
    assert_eq!(current(&desk).id, here.id);
    assert_eq!(current(&desk).published.map(|published| published.date), Some(day));
    assert!(is_in_order(&desk, None));
    desk.keys("u");
    assert_eq!((current(&desk), is_in_order(&desk, None)), (here.clone(), true));
    // To the head of the list, which is not.
    let next = desk.state.list.items[desk.state.list.selected + 1].row.id;
    desk.keys("D<ctrl-u>2025-05-19<enter>");
    assert_eq!(current(&desk).id, next);
    assert!(is_in_order(&desk, Some(here.id)));
    desk.keys("gg");
    assert_eq!((desk.state.list.place(), current(&desk).id), (Some(0), here.id));
    assert!(is_in_order(&desk, None));
}
