//! What an area shows, and what a place on it means.
//!
//! CAPITALS are letters from right to left, as in the tests of [`crate::text`].

// Styles and areas often have one range only.
#![allow(clippy::single_range_in_vec_init)]

use super::*;
use crate::text::caret::Motion;
use crate::text::tests::{capitals, rtl};
use crate::text::{Align, Base, Forms, Mirroring, Mode, SEPARATOR, shown};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::{StatefulWidget, Widget};

/// The symbols of a buffer, row by row; a wide one once.
fn symbols(buffer: &Buffer) -> Vec<String> {
    let row = |y| {
        let (mut text, mut x) = (String::new(), 0);
        while x < buffer.area.width {
            text.push_str(buffer[(x, y)].symbol());
            x += match buffer[(x, y)].diff_option {
                CellDiffOption::ForcedWidth(width) => width.get(),
                _ => 1,
            };
        }
        capitals(&text)
    };
    (0..buffer.area.height).map(row).collect()
}

/// The foreground colours of a buffer, row by row: `r`, `g` or `.`; capital if reversed.
fn colours(buffer: &Buffer) -> Vec<String> {
    let sign = |x, y| {
        let cell = &buffer[(x, y)];
        let sign = match cell.fg {
            Color::Red => 'r',
            Color::Green => 'g',
            _ => '.',
        };
        let is_reversed = cell.modifier.contains(Modifier::REVERSED);
        if is_reversed { if sign == '.' { '#' } else { sign.to_ascii_uppercase() } } else { sign }
    };
    (0..buffer.area.height).map(|y| (0..buffer.area.width).map(|x| sign(x, y)).collect()).collect()
}

fn frame(widget: &BidiText<'_>, (width, height): (u16, u16), state: &mut BidiTextState) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    StatefulWidget::render(widget, buffer.area, &mut buffer, state);
    buffer
}

#[track_caller]
fn check(text: &str, size: (u16, u16), expected: &[&str]) {
    let buffer = frame(&BidiText::new(&rtl(text)), size, &mut BidiTextState::default());
    assert_eq!(symbols(&buffer), expected, "{text:?} in {size:?}");
}

#[test]
fn arabic_stands_upright() {
    let row = crate::text::truncate("\u{628} a", &crate::text::Options::default());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
    let italic = Style::default().add_modifier(Modifier::ITALIC);
    let area = buffer.area;
    paint_row(&mut buffer, area, &row, 0, |_| italic);
    let slanted = |x| buffer[(x, 0)].modifier.contains(Modifier::ITALIC);
    assert_eq!([slanted(0), slanted(2)], [true, false]);
}

#[test]
fn rows_stand_where_reading_starts() {
    check("AB cd EF, gh", (7, 3), &["  cd BA", " gh ,FE", "       "]);
    check("ab\nCD\n\nef", (4, 4), &["ab  ", "  DC", "    ", "ef  "]);
    check("\u{644}\u{627} ab", (6, 1), &["  ab \u{FEFB}"]);
    let text = rtl("AB");
    let left = BidiText::new(&text).align(Align::Left);
    assert_eq!(symbols(&frame(&left, (4, 1), &mut BidiTextState::default())), ["BA  "]);
    let forced = BidiText::new("ab!").base(Base::Rtl);
    assert_eq!(symbols(&frame(&forced, (4, 1), &mut BidiTextState::default())), [" !ab"]);
    let stored = BidiText::new(&text).forms(Forms { mode: Mode::Off, ..Forms::default() });
    assert_eq!(symbols(&frame(&stored, (4, 1), &mut BidiTextState::default())), ["  AB"]);
}

#[test]
fn narrow_areas_break_words_and_replace_what_is_too_wide() {
    check("ABC", (1, 4), &["A", "B", "C", " "]);
    check("ab CD", (2, 3), &["ab", "DC", "  "]);
    check("AB cd", (3, 2), &[" BA", " cd"]);
    check("a\u{4E2D}b", (1, 3), &["a", "\u{FFFD}", "b"]);
    check("a\u{4E2D}b", (2, 3), &["a ", "\u{4E2D}", "b "]);
    check("AB", (0, 1), &[""]);
    check("AB", (3, 0), &[]);
}

#[test]
fn a_wide_character_is_painted_whole_or_not_at_all() {
    let rows = crate::text::layout("a\u{4E2D}b", &crate::text::Options::default());
    let paint = |start, width| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let area = Rect::new(1, 0, width, 1);
        paint_row(&mut buffer, area, &rows[0], start, |_| Style::new().fg(Color::Red));
        (symbols(&buffer)[0].clone(), colours(&buffer)[0].clone())
    };
    let expect = |symbols: &str, colours: &str| (symbols.to_owned(), colours.to_owned());
    assert_eq!(paint(0, 4), expect(" a\u{4E2D}b ", ".rrrr."));
    assert_eq!(paint(0, 2), expect(" a    ", ".r...."));
    assert_eq!(paint(-1, 4), expect(" \u{4E2D}b  ", ".rrr.."));
    assert_eq!(paint(-2, 4), expect("  b   ", "..r..."));
    assert_eq!(paint(9, 4), expect("      ", "......"));
}

#[test]
fn a_style_covers_its_bytes_wherever_they_stand() {
    // One logical range, two stretches: the end of the first word and the foreign one.
    let text = rtl("AB cd EF");
    let styles = vec![(2..6, Style::new().fg(Color::Red))];
    let widget = BidiText::new(&text).styles(styles);
    let buffer = frame(&widget, (8, 1), &mut BidiTextState::default());
    assert_eq!((&*symbols(&buffer)[0], &*colours(&buffer)[0]), ("FE cd BA", "...r.rr."));
}

#[test]
fn later_styles_lie_over_earlier_ones_and_the_selection_over_all() {
    let styles = [(0..4, Style::new().fg(Color::Red)), (2..99, Style::new().fg(Color::Green))];
    let widget = BidiText::new("abcdef").styles(&styles[..]).style(Color::White);
    let mut state = BidiTextState::default();
    state.set_caret(5);
    state.extend_to(1);
    let buffer = frame(&widget, (8, 1), &mut state);
    assert_eq!(colours(&buffer), ["rRGGGg.."]);
    assert_eq!(buffer[(7, 0)].fg, Color::White);
    assert_eq!(state.selected_text(), Some("bcde"));
    // A lam-alef is one cell: it is lit by either letter.
    let alef = vec![(2..4, Style::new().fg(Color::Red))];
    let widget = BidiText::new("\u{644}\u{627}").styles(alef);
    assert_eq!(colours(&frame(&widget, (2, 1), &mut BidiTextState::default())), [".r"]);
}

#[test]
fn panes_side_by_side_keep_to_themselves() {
    let text = rtl("ABC de FGHIJ \u{4E2D}\u{4E2D}");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 11, 4));
    for y in 0..4 {
        buffer[(5, y)].set_symbol("|");
    }
    for area in [Rect::new(0, 0, 5, 4), Rect::new(6, 0, 5, 4)] {
        Widget::render(BidiText::new(&text), area, &mut buffer);
    }
    assert_eq!(
        symbols(&buffer),
        ["  CBA|  CBA", "   de|   de", "JIHGF|JIHGF", " \u{4E2D}\u{4E2D}| \u{4E2D}\u{4E2D}",]
    );
    // An area that sticks out is cut.
    Widget::render(BidiText::new("abc\ndef"), Rect::new(9, 3, 5, 5), &mut buffer);
    assert_eq!(&symbols(&buffer)[3][7..], "| \u{4E2D}ab");
}

/// Draws two panes, turns the frame, and lets a terminal reorder it that takes a row for one text.
#[test]
fn a_turned_frame_is_seen_as_it_was_drawn() {
    let text = rtl("ABC de FGHIJ 12 (K) l");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 5));
    for area in [Rect::new(0, 0, 5, 5), Rect::new(6, 0, 5, 5)] {
        Widget::render(BidiText::new(&text), area, &mut buffer);
    }
    let drawn = symbols(&buffer);
    let turned = logical::turn(&mut buffer, Mirroring::Mirrors, |_| false);
    for (y, (sent, drawn)) in symbols(&buffer).iter().zip(drawn).enumerate() {
        let shown: String = shown(&rtl(sent), Mirroring::Mirrors).into_iter().collect();
        let blank = capitals(&shown).replace(SEPARATOR, " ");
        assert_eq!(blank, format!(" {}", &drawn[..11]));
        for x in 0..11 {
            let sent = turned.sent(Position::new(x, y as u16));
            assert_eq!(turned.seen(Position::new(sent, y as u16)), x);
        }
    }
}

#[test]
fn scrolling_stops_at_the_ends_and_a_resize_keeps_the_place() {
    let widget = BidiText::new("aa bb cc dd ee");
    let mut state = BidiTextState::default();
    state.scroll(1);
    assert_eq!(symbols(&frame(&widget, (2, 2), &mut state)), ["aa", "bb"]);
    state.scroll(2);
    assert_eq!(symbols(&frame(&widget, (2, 2), &mut state)), ["cc", "dd"]);
    assert_eq!(symbols(&frame(&widget, (5, 2), &mut state)), ["cc dd", "ee   "]);
    assert_eq!(symbols(&frame(&widget, (5, 5), &mut state))[0], "aa bb");
    assert_eq!(symbols(&frame(&widget, (2, 2), &mut state)), ["cc", "dd"]);
    state.scroll(isize::MAX);
    assert_eq!(state.first_row(), 3);
    state.scroll(isize::MIN);
    assert_eq!(state.first_row(), 0);
}

#[test]
fn the_caret_stays_in_sight_until_the_text_is_scrolled() {
    let widget = BidiText::new("aa bb cc dd ee");
    let mut state = BidiTextState::default();
    state.set_caret(12);
    assert_eq!(symbols(&frame(&widget, (2, 2), &mut state)), ["dd", "ee"]);
    assert_eq!(state.cursor(), Some(Position::new(0, 1)));
    state.move_caret(Motion::Up);
    state.move_caret(Motion::Up);
    assert_eq!(symbols(&frame(&widget, (2, 2), &mut state)), ["cc", "dd"]);
    // A drag below the area goes on in the row below.
    assert_eq!(state.nearest_offset(Position::new(1, 9)), Some(13));
    state.scroll(-2);
    assert_eq!(symbols(&frame(&widget, (2, 1), &mut state)), ["aa"]);
    assert_eq!((state.caret(), state.cursor()), (Some(6), None));
}

#[test]
fn the_cursor_behind_a_full_row_stands_on_its_last_cell() {
    let text = rtl("AB");
    for (text, x) in [("ab", 1), (&*text, 0)] {
        let mut state = BidiTextState::default();
        state.set_caret(text.len());
        frame(&BidiText::new(text), (2, 1), &mut state);
        assert_eq!(state.cursor(), Some(Position::new(x, 0)));
    }
}

#[test]
fn clicks_and_ranges_find_each_other() {
    let text = rtl("AB cd EF");
    let mut state = BidiTextState::default();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 6));
    let area = Rect::new(4, 2, 10, 3);
    StatefulWidget::render(BidiText::new(&text), area, &mut buffer, &mut state);
    // On screen, from column 6: F E space c d space B A.
    assert_eq!(state.offset_at(Position::new(13, 2)), Some(0));
    assert_eq!(state.offset_at(Position::new(9, 2)), Some(5));
    assert_eq!(state.offset_at(Position::new(4, 2)), Some(text.len()));
    assert_eq!(state.offset_at(Position::new(4, 4)), Some(text.len()));
    assert_eq!(state.offset_at(Position::new(3, 2)), None);
    assert_eq!(state.offset_at(Position::new(13, 5)), None);
    assert_eq!(state.areas_of(2..6), [Rect::new(9, 2, 1, 1), Rect::new(11, 2, 2, 1)]);
    assert_eq!(state.areas_of(99..100), []);
    // A drag may leave the area.
    assert_eq!(state.nearest_offset(Position::new(19, 0)), Some(0));
    assert_eq!(state.nearest_offset(Position::new(0, 5)), Some(text.len()));
}

#[test]
fn a_selection_grows_from_where_it_began() {
    let text = rtl("ABC");
    let widget = BidiText::new(&text);
    let mut state = BidiTextState::default();
    frame(&widget, (5, 1), &mut state);
    state.extend(Motion::Left);
    state.extend(Motion::Left);
    assert_eq!(state.selection(), Some(0..4));
    state.extend_to(0);
    assert_eq!(state.selection(), None);
    state.extend_to(2);
    assert_eq!(state.selected_text(), Some(&text[..2]));
    state.move_caret(Motion::RowEnd);
    assert_eq!((state.selection(), state.caret()), (None, Some(6)));
    // Another text: what the caret stood behind is gone.
    frame(&BidiText::new("a\u{5D0}"), (5, 1), &mut state);
    assert_eq!(state.caret(), Some(3));
}

proptest! {
    #[test]
    fn the_caret_can_be_seen_and_clicked(
        text in "[ab \u{5D0}\u{628}\u{644}\u{627}\u{64E}1(\u{4E2D}\n]{0,40}",
        size in (2u16..12, 1u16..5),
        steps in prop::collection::vec(0usize..6, 0..12),
    ) {
        use Motion::{Down, Left, Right, RowEnd, RowStart, Up};
        let mut state = BidiTextState::default();
        let widget = BidiText::new(&text);
        frame(&widget, size, &mut state);
        for step in steps {
            state.move_caret([Left, Right, Up, Down, RowStart, RowEnd][step]);
            frame(&widget, size, &mut state);
            let (caret, cursor) = (state.caret().unwrap(), state.cursor());
            prop_assert!(cursor.is_some());
            let areas = state.areas_of(caret..caret + 1);
            if let (Some(area), Some(cursor)) = (areas.first(), cursor) {
                prop_assert_eq!((area.x, area.y), (cursor.x, cursor.y));
                prop_assert_eq!(state.offset_at(cursor), Some(caret));
            }
        }
    }
}
