use super::*;
use crate::app::layout::text_column;
use crate::app::notice::Message;
use crate::app::pane::Pane;
use crate::app::tests::Desk;
use crate::app::{Effect, Language};
use crossterm::event::{MouseButton, MouseEventKind};
use proptest::prelude::*;
use ratatui::layout::Rect;

/// A title, and two paragraphs: in the first, words of both directions, a number, a lam-alef, a mark
/// and a bidi control.
const TEXT: &str = concat!(
    "\u{633}\u{644}\u{627}\u{645} \u{628}\u{639}\u{64A}\u{62F}\n\n",
    "\u{642}\u{627}\u{644} BBC News \u{641}\u{64A} 2025 \u{644}\u{627} \u{64A}\u{64F}\u{631}\u{649}\u{200F}.\n\n",
    "\u{648}\u{62A}\u{627}\u{628}\u{639} \u{627}\u{644}\u{646}\u{627}\u{633}.\n",
);

fn desk(language: Language) -> Desk {
    let mut desk = Desk::of(TEXT, (80, 24), language);
    desk.keys("<enter>");
    desk
}

fn column(desk: &Desk) -> Rect {
    text_column(desk.state.layout.area(Pane::Article), desk.state.options.measure)
}

fn reading(desk: &Desk) -> &Reading {
    desk.state.reading.as_ref().unwrap()
}

/// The row of the window in which `piece` stands, and its first and last cell there.
fn cells(desk: &Desk, piece: &str) -> (u16, u16, u16) {
    let text = &reading(desk).article.text;
    let from = text.find(piece).unwrap();
    let column = column(desk);
    for (y, shown) in (column.y..).zip(&reading(desk).shown) {
        let Shown::Row { block, row } = *shown else { continue };
        let Some((row, start)) = reading(desk).row_of((block, row)) else { continue };
        let Some(inside) = from.checked_sub(start as usize) else { continue };
        if let (Some(first), Some(last)) =
            (row.columns_at(inside), row.columns_at(inside + piece.trim_end_matches('\u{200F}').len() - 1))
        {
            return (y, column.x + first.start as u16, column.x + last.start as u16);
        }
    }
    panic!("{piece:?} is not in sight");
}

fn drag(desk: &mut Desk, from: (u16, u16), to: (u16, u16)) {
    desk.mouse(MouseEventKind::Down(MouseButton::Left), from.0, from.1);
    desk.mouse(MouseEventKind::Drag(MouseButton::Left), to.0, to.1);
    desk.mouse(MouseEventKind::Up(MouseButton::Left), to.0, to.1);
}

fn copied(desk: &Desk) -> Option<&str> {
    match desk.effects.last() {
        Some(Effect::Copy(text)) => Some(text),
        _ => None,
    }
}

/// Drags from the first cell of one piece of the text to the last cell of another.
fn check_drag(from: &str, to: &str, expected: &str) {
    for language in [Language::English, Language::Arabic] {
        let mut desk = desk(language);
        let (start, end) = (cells(&desk, from), cells(&desk, to));
        drag(&mut desk, (start.1, start.0), (end.2, end.0));
        assert_eq!(copied(&desk), Some(expected));
        // The other way round it is the same piece, if both ends are cells of it.
        desk.effects.clear();
        drag(&mut desk, (end.2, end.0), (start.1, start.0));
        assert_eq!(copied(&desk), Some(expected));
    }
}

/// Types keys from the start of the text; `expected` is what is selected then.
fn check_keys(keys: &str, expected: &str) {
    for language in [Language::English, Language::Arabic] {
        let mut desk = desk(language);
        desk.keys(keys);
        assert_eq!(reading(&desk).selected_text(), expected, "{keys}");
    }
}

#[test]
fn a_drag_copies_what_is_read_whatever_its_directions() {
    check_drag("BBC", "2025", "BBC News \u{641}\u{64A} 2025");
    check_drag("\u{642}", "BBC", "\u{642}\u{627}\u{644} BBC");
    // A cell goes whole: both letters of a lam-alef, a letter with its mark, a control with its letter.
    check_drag("\u{644}\u{627} ", "\u{64A}\u{64F}", "\u{644}\u{627} \u{64A}\u{64F}");
    check_drag("\u{649}\u{200F}", "\u{649}\u{200F}.", "\u{649}\u{200F}.");
}

#[test]
fn blocks_are_joined_as_in_the_article() {
    check_drag(
        "\u{628}\u{639}\u{64A}\u{62F}",
        "\u{642}\u{627}\u{644}",
        "\u{628}\u{639}\u{64A}\u{62F}\n\n\u{642}\u{627}\u{644}",
    );
}

#[test]
fn beyond_the_end_of_a_row_is_its_end() {
    let mut desk = desk(Language::English);
    let (y, x, _) = cells(&desk, "2025");
    let left = column(&desk).x;
    drag(&mut desk, (x, y), (left, y));
    assert_eq!(copied(&desk), Some("2025 \u{644}\u{627} \u{64A}\u{64F}\u{631}\u{649}\u{200F}."));
}

#[test]
fn more_clicks_select_more() {
    let mut desk = desk(Language::Arabic);
    let (y, x, _) = cells(&desk, "News");
    desk.click(x + 1, y);
    assert_eq!((copied(&desk), reading(&desk).selection.is_none()), (None, true));
    desk.click(x + 1, y);
    assert_eq!(copied(&desk), Some("News"));
    desk.click(x + 1, y);
    let paragraph = TEXT.lines().nth(2).unwrap();
    assert_eq!(copied(&desk), Some(paragraph));
    // Much later it is a first click again.
    let press = desk.state.press.as_mut().unwrap();
    (press.count, press.when) = (1, press.when.checked_sub(std::time::Duration::from_secs(9)).unwrap());
    desk.click(x + 1, y);
    assert!(reading(&desk).selection.is_none());
    desk.click(x + 1, y);
    assert_eq!(copied(&desk), Some("News"));
}

#[test]
fn clicks_beside_the_text_select_nothing_of_it() {
    let mut desk = desk(Language::English);
    let (y, ..) = cells(&desk, "News");
    // The row below the title, an empty one, and left of a row that reads from the right.
    let (left, top) = (column(&desk).x, column(&desk).y);
    for (x, y) in [(left + 3, top + 1), (left + 3, y + 1), (left, y)] {
        desk.click(x, y);
        desk.click(x, y);
        assert_eq!((copied(&desk), reading(&desk).selection.is_none()), (None, true));
    }
    desk.click(left, y);
    assert_eq!(copied(&desk), TEXT.lines().nth(2));
}

#[test]
fn a_drag_after_two_clicks_goes_by_words() {
    let mut desk = desk(Language::Arabic);
    let (y, x, _) = cells(&desk, "News");
    let left = column(&desk).x;
    desk.click(x + 1, y);
    desk.mouse(MouseEventKind::Down(MouseButton::Left), x + 1, y);
    let (_, from, _) = cells(&desk, "BBC");
    desk.mouse(MouseEventKind::Drag(MouseButton::Left), from + 1, y);
    assert_eq!(reading(&desk).selected_text(), "BBC News");
    desk.mouse(MouseEventKind::Drag(MouseButton::Left), left, y);
    assert_eq!(reading(&desk).selected_text(), TEXT[TEXT.find("News").unwrap()..].lines().next().unwrap());
    desk.mouse(MouseEventKind::Up(MouseButton::Left), left, y);
    // By paragraphs from here on, both ends of it.
    desk.keys("V");
    assert_eq!(reading(&desk).selected_text(), TEXT.lines().nth(2).unwrap());
}

#[test]
fn the_link_at_the_caret_is_opened_or_the_articles_own() {
    let mut desk = Desk::of("A title\n\nhttps://a.example/x is here.\n", (80, 24), Language::English);
    desk.keys("<enter>gx");
    assert_eq!(desk.state.notices.current, Some(Message::NoLink));
    desk.keys("vj0gx");
    let url = |text: &str| crate::app::link::Url::of(text).unwrap();
    assert_eq!(desk.effects.last(), Some(&Effect::Open(url("https://a.example/x"))));
    let (reading, links) = (desk.state.reading.as_mut().unwrap(), &mut desk.state.links);
    reading.article.url = Some("https://b.example/".to_owned());
    reading.find_links(links);
    desk.keys("$gx");
    assert_eq!(desk.effects.last(), Some(&Effect::Open(url("https://b.example/"))));
}

#[test]
fn a_drag_out_of_the_pane_moves_the_text() {
    let text: String = (1..60).map(|number| format!("line {number}\n\n")).collect();
    let mut desk = Desk::of(&text, (80, 24), Language::English);
    desk.keys("<enter>");
    let column = column(&desk);
    desk.mouse(MouseEventKind::Down(MouseButton::Left), column.x, column.y);
    for _ in 0..20 {
        desk.mouse(MouseEventKind::Drag(MouseButton::Left), column.x, column.bottom() + 1);
    }
    desk.mouse(MouseEventKind::Up(MouseButton::Left), column.x, column.bottom());
    let text = copied(&desk).unwrap();
    assert!(text.starts_with("line 1\n\nline 2\n\n"), "{text}");
    assert!(text.lines().count() > 40 && reading(&desk).percent() > 30, "{text}");
}

#[test]
fn the_caret_goes_by_sight_and_by_words() {
    let title = "\u{633}\u{644}\u{627}\u{645} \u{628}\u{639}\u{64A}\u{62F}";
    check_keys("v", "\u{633}");
    // Left is on in Arabic, in either window; the lam-alef is one step.
    check_keys("v<left>", "\u{633}\u{644}\u{627}");
    check_keys("vh<left><right>", "\u{633}\u{644}\u{627}");
    check_keys("vl", "\u{633}");
    check_keys("v$", title);
    check_keys("v$0", "\u{633}");
    check_keys("ve", "\u{633}\u{644}\u{627}\u{645}");
    check_keys("vw", "\u{633}\u{644}\u{627}\u{645} \u{628}");
    check_keys("vww", &format!("{title}\n\n\u{642}"));
    check_keys("vwb", "\u{633}");
    check_keys("vwow", "\u{628}");
    // Ended and begun again it starts in sight, not where it was.
    check_keys("vwwvv", "\u{633}");
    check_keys("V", title);
    check_keys("Vj", TEXT.split_inclusive('\n').take(3).collect::<String>().trim_end());
    check_keys("vG", TEXT.trim_end());
    check_keys("vGgg", "\u{633}");
}

#[test]
fn keys_copy_and_leave() {
    let mut desk = desk(Language::Arabic);
    // On the Arabic layout: v, e, y.
    desk.keys("\u{631}\u{62B}");
    assert!(desk.state.is_selecting());
    desk.keys("\u{63A}");
    assert_eq!(copied(&desk), Some("\u{633}\u{644}\u{627}\u{645}"));
    assert_eq!(desk.state.notices.current, Some(Message::Copied { words: 1, characters: 4 }));
    assert!(reading(&desk).selection.is_none());
    desk.keys("v<esc>");
    assert!(reading(&desk).selection.is_none() && desk.state.focus == Pane::Article);
    desk.keys("Vo<enter>");
    assert_eq!(copied(&desk), Some("\u{633}\u{644}\u{627}\u{645} \u{628}\u{639}\u{64A}\u{62F}"));
}

#[test]
fn keys_go_on_where_the_mouse_ended() {
    let mut desk = desk(Language::English);
    let (y, from, to) = cells(&desk, "News");
    drag(&mut desk, (from, y), (to, y));
    assert!(!desk.state.is_selecting());
    desk.keys("vh");
    assert_eq!(reading(&desk).selected_text(), "New");
    // Right of the last letter stands the space that is read before the two words.
    desk.keys("ll");
    assert_eq!(reading(&desk).selected_text(), " BBC N");
}

#[test]
fn without_a_selection_what_has_the_focus_is_copied() {
    let mut desk = desk(Language::English);
    desk.keys("y");
    assert_eq!(copied(&desk), TEXT.lines().nth(2));
    desk.keys("<tab><tab><tab>y");
    assert_eq!(copied(&desk), Some("2025-01-01/2025-12-31"));
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys("/\u{62C}\u{62F}\u{647}<enter>y");
    let row = desk.state.list.current().unwrap();
    let text = copied(&desk).unwrap();
    assert!(text.starts_with(&row.title) && text.contains(row.outlet.as_deref().unwrap()), "{text}");
    desk.keys("<tab><tab>y");
    assert_eq!(copied(&desk), Some(reading(&desk).facts.entities[0].name.as_str()));
}

#[test]
fn what_is_too_long_is_said_and_not_copied() {
    let mut desk = Desk::of(&"word ".repeat(20_000), (80, 24), Language::English);
    desk.keys("<enter>vGy");
    assert_eq!(copied(&desk), None);
    assert!(matches!(desk.state.notices.current, Some(Message::TooLongToCopy(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_drag_copies_a_piece_of_the_article_and_lights_just_that(
        from in (0u16..80, 0u16..24), to in (0u16..80, 0u16..24), arabic: bool,
    ) {
        let mut desk = desk(if arabic { Language::Arabic } else { Language::English });
        let area = column(&desk);
        let inside = |(x, y): (u16, u16)| (area.x + x % area.width, area.y + y % area.height);
        drag(&mut desk, inside(from), inside(to));
        let Some(text) = copied(&desk) else { return Ok(()) };
        prop_assert!(TEXT.contains(text), "{text:?}");
        let reading = reading(&desk);
        let lit: usize = (0..reading.blocks.len()).filter_map(|block| {
            let selected = reading.selected_in(block)?;
            Some(reading.lines(block)?.rows().iter().map(|row| row.cells_of(selected.clone()).count()).sum::<usize>())
        }).sum();
        let rows = crate::text::layout(text, &crate::text::Options::default());
        let cells: usize = rows.iter().map(|row| row.cells().len()).sum();
        prop_assert_eq!(lit, cells);
    }

    #[test]
    fn the_caret_is_always_seen(keys in prop::collection::vec(prop::sample::select(
        "j k h l w b e 0 $ o v V g G <ctrl-d> <ctrl-u> <end>".split(' ').collect::<Vec<_>>()), 1..30),
    ) {
        let mut desk = Desk::new((60, 20), Language::Arabic);
        desk.keys("<enter>v");
        for key in keys {
            desk.keys(key);
            if let Some(selection) = &reading(&desk).selection {
                prop_assert!(reading(&desk).is_in_sight(selection.caret), "{key} {selection:?}");
                let text = reading(&desk).selected_text();
                prop_assert!(!text.is_empty());
            }
        }
    }
}
