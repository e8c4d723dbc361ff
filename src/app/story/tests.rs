//! The page of a storyline: real keys on the seeds with their days.

use crate::app::Language;
use crate::app::notice::Message;
use crate::app::pane::Pane;
use crate::app::tests::Desk;
use crate::app::timeline::{TimelinePage, TimelineRow};
use crossterm::event::MouseEventKind;

const ALL: [(u16, u16); 5] = [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)];

/// Types keys into fresh windows on the seeds with their days; `expect` looks at what came of it.
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in ALL {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::dated(size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

fn page(desk: &Desk) -> &TimelinePage {
    desk.state.timeline.as_ref().expect("the page is open")
}

fn selected(desk: &Desk) -> TimelineRow {
    page(desk).current_place().expect("something is selected")
}

/// The call of February, told by two outlets.
const FEBRUARY: &str = "/outlet:\u{635}\u{62F}\u{649}<enter>";

#[test]
fn it_opens_on_the_event_of_the_article() {
    check(&format!("{FEBRUARY}T"), |desk| {
        assert_eq!(desk.state.focus, Pane::Timeline);
        let page = page(desk);
        let TimelineRow::Event(at) = selected(desk) else { panic!("no event is selected") };
        let event = page.event(at).expect("it is there");
        assert!(page.is_here(event) && event.tellings.len() == 2);
        let names: Vec<&str> =
            page.told.as_ref().expect("it has come").names.iter().map(|name| name.id.as_str()).collect();
        assert!(names.contains(&"Q7747") && names.contains(&"Q22686"), "{names:?}");
        assert!(page.shown.iter().any(|(index, _)| *index == page.selected));
    });
    check(&format!("{FEBRUARY}TT"), |desk| {
        assert!(desk.state.timeline.is_none() && desk.state.focus == Pane::Stories);
    });
    check(&format!("{FEBRUARY}<enter>T<esc>"), |desk| {
        assert!(desk.state.timeline.is_none() && desk.state.focus == Pane::Article);
        assert_eq!(desk.reading(), "003");
    });
}

#[test]
fn keys_go_along_the_events() {
    check(&format!("{FEBRUARY}T]"), |desk| {
        let TimelineRow::Event(at) = selected(desk) else { panic!("no event is selected") };
        assert!(!page(desk).is_here(page(desk).event(at).expect("it is there")));
    });
    check(&format!("{FEBRUARY}T]["), |desk| {
        let TimelineRow::Event(at) = selected(desk) else { panic!("no event is selected") };
        assert!(page(desk).is_here(page(desk).event(at).expect("it is there")));
    });
    check(&format!("{FEBRUARY}TG]"), |desk| assert_eq!(desk.told(), Some(&Message::NothingLater)));
    check(&format!("{FEBRUARY}Tgg[[[["), |desk| assert_eq!(desk.told(), Some(&Message::NothingEarlier)));
    // The event unfolds: its articles are below it.
    check(&format!("{FEBRUARY}Tj"), |desk| assert!(matches!(selected(desk), TimelineRow::Telling(_, 0))));
    check(&format!("{FEBRUARY}T=="), |desk| assert!(matches!(selected(desk), TimelineRow::Telling(_, 1))));
    check(&format!("{FEBRUARY}Tj]"), |desk| {
        assert!(matches!(selected(desk), TimelineRow::Event(_)));
        let rows = &page(desk).rows;
        assert!(!rows.iter().any(|row| matches!(row, TimelineRow::Telling(..))), "it has folded again");
    });
}

#[test]
fn an_article_is_opened_and_the_jump_list_leads_back() {
    let keys = format!("{FEBRUARY}T]<enter>");
    check(&keys, |desk| {
        assert_eq!((desk.state.focus, desk.state.timeline.is_none()), (Pane::Article, true));
        assert_ne!(desk.reading(), "003");
        assert!(desk.state.reading.as_ref().is_some_and(|reading| reading.standing.read));
    });
    check(&format!("{keys}<ctrl-o>"), |desk| {
        assert_eq!((desk.state.focus, desk.reading().as_str()), (Pane::Timeline, "003"));
        let TimelineRow::Event(at) = selected(desk) else { panic!("no event is selected") };
        assert!(
            !page(desk).is_here(page(desk).event(at).expect("it is there")),
            "what was opened is selected"
        );
    });
    check(&format!("{keys}<ctrl-o><ctrl-o>"), |desk| assert!(desk.state.timeline.is_some()));
    // The other telling, by its own row.
    check(&format!("{FEBRUARY}Tj<enter>"), |desk| assert!(["002", "003"].contains(&desk.reading().as_str())));
}

#[test]
fn what_was_announced_is_opened_where_it_is_said() {
    for size in ALL {
        let mut desk = Desk::dated(size, Language::Arabic);
        desk.keys(&format!("{FEBRUARY}T"));
        let is_announced =
            |desk: &Desk| matches!(selected(desk), TimelineRow::Named(at) if page(desk).is_announced(at));
        for _ in 0..9 {
            if is_announced(&desk) {
                break;
            }
            desk.keys("j");
        }
        assert!(is_announced(&desk), "something was announced");
        let said = page(&desk).current_mention().expect("it is said somewhere");
        desk.keys("<enter>");
        let reading = desk.state.reading.as_ref().expect("an article");
        assert!(reading.current().is_some_and(|span| span.start == said));
    }
}

#[test]
fn deeds_are_for_the_selected_article() {
    check(&format!("{FEBRUARY}T]m"), |desk| {
        let row = page(desk).current_row().expect("an article");
        assert!(row.read, "it is marked, and shown so");
    });
    check(&format!("{FEBRUARY}T]tstory<enter>"), |desk| {
        assert_eq!(desk.state.focus, Pane::Timeline);
        assert_eq!(page(desk).current_row().expect("an article").tags, ["story"]);
    });
    check(&format!("{FEBRUARY}Ty"), |desk| {
        assert!(matches!(desk.told(), Some(Message::Copied { .. })));
    });
}

#[test]
fn other_panes_leave_it_and_it_lies_over_the_page_of_a_name() {
    check(&format!("{FEBRUARY}Tr"), |desk| {
        assert!(desk.state.timeline.is_none() && desk.state.focus == Pane::Related);
    });
    check(&format!("{FEBRUARY}TJ"), |desk| {
        assert!(desk.state.timeline.is_none() || desk.state.list.items.len() == 1)
    });
    check(&format!("{FEBRUARY}<tab><tab>p<tab>T"), |desk| {
        assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Timeline, 1));
    });
    check(&format!("{FEBRUARY}<tab><tab>p<tab>T<esc>"), |desk| {
        assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Namings, 1));
    });
    check(&format!("{FEBRUARY}<tab><tab>pT<esc>"), |desk| assert_eq!(desk.state.focus, Pane::Name));
}

#[test]
fn a_day_that_is_set_moves_the_event() {
    for size in ALL {
        let mut desk = Desk::dated(size, Language::English);
        desk.keys(&format!("{FEBRUARY}T]"));
        let before = page(&desk).current();
        desk.keys("D<ctrl-u>2026-01-05<enter>");
        assert_eq!(desk.state.focus, Pane::Timeline);
        assert_eq!(page(&desk).current(), before, "it stays selected");
        let span = page(&desk).told.as_ref().and_then(|told| told.timeline.span).expect("it has days");
        assert_eq!(span.1.to_string(), "2026-01-05");
        desk.keys("u");
        let span = page(&desk).told.as_ref().and_then(|told| told.timeline.span).expect("it has days");
        assert_eq!(span.1.to_string(), "2025-08-16");
    }
}

#[test]
fn the_mouse_means_what_is_under_it() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::dated((140, 40), language);
        desk.keys(&format!("{FEBRUARY}T"));
        let area = desk.state.layout.area(Pane::Timeline);
        let column = crate::app::layout::list_column(area);
        let target = page(&desk).shown.iter().copied().find(|(index, _)| {
            *index > page(&desk).selected && matches!(page(&desk).rows[*index], TimelineRow::Event(_))
        });
        let (index, y) = target.expect("a later event is in sight");
        let row = page(&desk).rows[index];
        desk.click(column.x + 30, column.y + y);
        assert_eq!(selected(&desk), row);
        desk.mouse(MouseEventKind::ScrollUp, column.x + 5, column.y + 3);
        assert_ne!(selected(&desk), row);
        desk.mouse(MouseEventKind::ScrollDown, column.x + 5, column.y + 3);
        assert_eq!(selected(&desk), row);
        let (_, y) =
            *page(&desk).shown.iter().find(|(index, _)| page(&desk).rows[*index] == row).expect("in sight");
        desk.click(column.x + 30, column.y + y);
        assert_eq!(desk.state.focus, Pane::Article);
        assert_ne!(desk.reading(), "003");
    }
}

#[test]
fn what_comes_too_late_changes_nothing() {
    let mut desk = Desk::dated((140, 40), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("T");
    let first = desk.held.replace(Vec::new()).expect("tasks");
    assert_eq!(first.len(), 1);
    desk.keys("<esc>jT");
    desk.held = Some(first);
    desk.release();
    assert!(page(&desk).told.is_none());
}
