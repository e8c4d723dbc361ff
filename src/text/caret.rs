//! Rows and a byte offset -> the column of a caret, and the offsets to which its motions lead.
//!
//! A caret is an offset of the logical text, between two clusters. It is seen on the cell of the
//! cluster that it stands before; at the end of a text, behind the last cell in reading order. One
//! column is one place, so left and right go by columns, whichever way the cells there read, and no
//! cell is passed over. (The other custom, by which a place between two directions is seen in two
//! columns, needs a caret between cells, and terminals have none.)

use super::cells::Row;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A place of the caret in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The column in which the reader sees it, padding of the row included. Behind the end it is
    /// the one left of the text in a row from right to left, so −1 if there is no padding, and the
    /// one right of it otherwise, so the width if the row is full.
    pub column: i32,
    /// The byte of the source that it stands before.
    pub offset: usize,
}

/// Where a caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One cell to the left; at the edge, on in the neighbouring row: in the next one if the row
    /// reads from right to left, else in the one before.
    Left,
    /// One cell to the right; at the edge as for [`Motion::Left`], the other way.
    Right,
    /// To the row above, as near to the column as there is a stop.
    Up,
    /// To the row below, likewise.
    Down,
    /// To the first byte of the row.
    RowStart,
    /// Behind the last byte of the row; before its last cell where a word is broken over the edge,
    /// because the place behind that is the start of the next row.
    RowEnd,
}

/// A caret in several rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// The byte that it stands before.
    pub offset: usize,
    /// The column that [`Motion::Up`] and [`Motion::Down`] keep to, over rows that are too short
    /// for it; any other motion forgets it.
    pub column: Option<i32>,
}

impl From<usize> for Caret {
    /// At an offset.
    fn from(offset: usize) -> Caret {
        Caret { offset, column: None }
    }
}

impl Caret {
    /// The caret after `motion` in `rows`, whose sources follow each other. Where there is nowhere
    /// to go it stays; in no rows too.
    pub fn moved(self, rows: &[Row], motion: Motion) -> Caret {
        let at = row_of(rows, self.offset);
        let Some(row) = rows.get(at) else { return self };
        match motion {
            Motion::Left => Caret::from(self.sideways(rows, at, false)),
            Motion::Right => Caret::from(self.sideways(rows, at, true)),
            Motion::Up => at.checked_sub(1).map_or(self, |above| self.vertically(row, &rows[above])),
            Motion::Down => rows.get(at + 1).map_or(self, |below| self.vertically(row, below)),
            Motion::RowStart => Caret::from(row.painted().start),
            Motion::RowEnd => {
                let last = end(row).or_else(|| stops(row).into_iter().max_by_key(|stop| stop.offset));
                last.map_or(self, |stop| Caret::from(stop.offset))
            }
        }
    }

    fn sideways(self, rows: &[Row], at: usize, to_the_right: bool) -> usize {
        if let Some(offset) = step(&rows[at], self.offset, to_the_right) {
            return offset;
        }
        let is_forward = to_the_right != rows[at].base().is_rtl();
        let next = if is_forward { Some(at + 1) } else { at.checked_sub(1) };
        let Some(row) = next.and_then(|next| rows.get(next)) else { return self.offset };
        // The rows may read in different directions: in the new one it is the edge at which reading
        // it starts, or, coming from below, ends.
        let at_right = is_forward == row.base().is_rtl();
        let stops = stops(row);
        let edge = if at_right { stops.last() } else { stops.first() };
        edge.map_or(self.offset, |stop| stop.offset)
    }

    fn vertically(self, from: &Row, to: &Row) -> Caret {
        let column = self.column.unwrap_or_else(|| stop_of(from, self.offset).column);
        Caret { offset: nearest(to, column).offset, column: Some(column) }
    }
}

/// The index of the row in which a caret at `offset` is seen: the last one that starts at it or
/// before it; 0 if there is none. The sources of `rows` must follow each other.
pub fn row_of(rows: &[Row], offset: usize) -> usize {
    rows.partition_point(|row| row.source().start <= offset).saturating_sub(1)
}

/// The places in a row, from left to right: one for each cell, and one behind the end, unless that
/// is seen at the start of the next row (a word is broken there). At least one.
pub fn stops(row: &Row) -> Vec<Stop> {
    let cells = row.cells().iter();
    let mut stops: Vec<Stop> = cells
        .map(|cell| Stop { column: cell.column() as i32, offset: cell.source().start })
        .chain(end(row))
        .collect();
    stops.sort_unstable_by_key(|stop| stop.column);
    stops
}

/// Where a caret before the byte at `offset` is seen in a row: on the cell that shows the byte. An
/// offset before the row counts as its first, one behind what is painted as its end.
pub fn stop_of(row: &Row, offset: usize) -> Stop {
    let offset = offset.max(row.source().start);
    match row.cells().iter().find(|cell| cell.source().contains(&offset)) {
        Some(cell) => Stop { column: cell.column() as i32, offset: cell.source().start },
        None => Stop { column: end_column(row), offset: end_offset(row) },
    }
}

/// The stop nearest to a column, which may lie outside of the row; of two, the left one.
pub fn nearest(row: &Row, column: i32) -> Stop {
    let nearest = stops(row).into_iter().min_by_key(|stop| stop.column.abs_diff(column));
    nearest.expect("a row without cells has its end")
}

/// The offset one cell further to the right or left of a caret at `offset`; none at the edge.
pub fn step(row: &Row, offset: usize, to_the_right: bool) -> Option<usize> {
    let here = stop_of(row, offset).column;
    let stops = stops(row);
    let next = if to_the_right {
        stops.iter().find(|stop| stop.column > here)
    } else {
        stops.iter().rev().find(|stop| stop.column < here)
    };
    next.map(|stop| stop.offset)
}

/// The start of the word before `offset`, white space passed over; 0 if there is none. `offset`
/// must be a character boundary.
pub fn word_before(text: &str, offset: usize) -> usize {
    let mut words = text[..offset].split_word_bound_indices().rev();
    words.find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
}

/// The end of the word after `offset`, white space passed over; the end of `text` if there is none.
/// `offset` must be a character boundary.
pub fn word_after(text: &str, offset: usize) -> usize {
    let mut words = text[offset..].split_word_bound_indices();
    let word = words.find(|(_, word)| !word.trim().is_empty());
    word.map_or(text.len(), |(at, word)| offset + at + word.len())
}

/// The bytes of the word that holds the byte at `offset`: what stands between two word boundaries
/// (UAX #29), so also a run of white space or a sign. Empty at the end of `text` and behind it.
pub fn word_at(text: &str, offset: usize) -> Range<usize> {
    let mut words = text.split_word_bound_indices().map(|(at, word)| at..at + word.len());
    words.find(|word| offset < word.end).unwrap_or(text.len()..text.len())
}

/// The place behind the last cell, unless the next row starts with it.
fn end(row: &Row) -> Option<Stop> {
    let hangs = row.painted().end < row.source().end;
    let is_here = row.ends_paragraph() || hangs || row.cells().is_empty();
    is_here.then(|| Stop { column: end_column(row), offset: end_offset(row) })
}

/// The offset behind the last cell. A row without cells has one place: where it starts, because
/// where its (unpainted) characters end another row may start.
fn end_offset(row: &Row) -> usize {
    if row.cells().is_empty() { row.painted().start } else { row.painted().end }
}

fn end_column(row: &Row) -> i32 {
    let indent = row.indent() as i32;
    if row.base().is_rtl() { indent - 1 } else { indent + row.width() as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Base, Mode, Options, layout};
    use proptest::prelude::*;

    // Three letters from right to left that do not join: their order is that of their offsets.
    const HEBREW: &str = "\u{5D0}\u{5D1}\u{5D2}";

    /// Lays `text` out in `width` columns, moves the caret from `offset` and compares where it has
    /// been: its row and column after each motion.
    #[track_caller]
    fn check(text: &str, width: usize, offset: usize, motions: &[Motion], expected: &[(usize, i32)]) {
        let rows = layout(text, &Options { width, ..Options::default() });
        let mut caret = Caret::from(offset);
        let mut been = Vec::new();
        for motion in motions {
            caret = caret.moved(&rows, *motion);
            let row = row_of(&rows, caret.offset);
            been.push((row, stop_of(&rows[row], caret.offset).column));
        }
        assert_eq!(been, expected, "{}", text.escape_unicode());
    }

    #[test]
    fn arrows_go_by_cells_whichever_way_they_read() {
        use Motion::{Left, Right};
        check("abc", 0, 3, &[Left; 4], &[(0, 2), (0, 1), (0, 0), (0, 0)]);
        check(HEBREW, 0, 0, &[Left; 4], &[(0, 1), (0, 0), (0, -1), (0, -1)]);
        check(HEBREW, 0, 6, &[Right; 4], &[(0, 0), (0, 1), (0, 2), (0, 2)]);
        // Both ways in one row: no column is passed over.
        let mixed = format!("{HEBREW} ab");
        check(&mixed, 8, 0, &[Left; 7], &[(0, 6), (0, 5), (0, 4), (0, 3), (0, 2), (0, 1), (0, 1)]);
        check("a\u{4E2D}b", 0, 0, &[Right; 3], &[(0, 1), (0, 3), (0, 4)]);
    }

    #[test]
    fn at_the_edge_reading_goes_on() {
        use Motion::{Left, Right};
        check("ab cd", 3, 1, &[Right; 3], &[(0, 2), (1, 0), (1, 1)]);
        check("ab cd", 3, 3, &[Left; 2], &[(0, 2), (0, 1)]);
        // A broken word has no place behind its first row: that is the start of the second.
        check("abcd", 2, 1, &[Right, Left], &[(1, 0), (0, 1)]);
        check(HEBREW, 2, 2, &[Left, Right], &[(1, 1), (0, 0)]);
        // From right to left, then from left to right.
        check(&format!("{HEBREW}\nab"), 4, 4, &[Left, Left, Left], &[(0, 0), (1, 0), (0, 0)]);
        check(&format!("ab\n{HEBREW}"), 4, 3, &[Right, Left], &[(0, 2), (0, 1)]);
    }

    #[test]
    fn up_and_down_remember_their_column() {
        use Motion::{Down, Right, Up};
        check("abcd\nx\nabcd", 6, 3, &[Down, Down, Up, Up], &[(1, 1), (2, 3), (1, 1), (0, 3)]);
        check("abcd\nx\nabcd", 6, 3, &[Down, Right, Down], &[(1, 1), (2, 0), (2, 0)]);
        check("ab\n\nab", 6, 1, &[Down, Down], &[(1, 0), (2, 1)]);
        check("ab", 6, 1, &[Up, Down], &[(0, 1), (0, 1)]);
    }

    #[test]
    fn rows_have_a_start_and_an_end() {
        use Motion::{RowEnd, RowStart};
        check("ab cd", 3, 4, &[RowStart, RowEnd], &[(1, 0), (1, 2)]);
        check("ab cd", 3, 0, &[RowEnd, RowStart], &[(0, 2), (0, 0)]);
        check("abcd", 2, 0, &[RowEnd], &[(0, 1)]);
        check(HEBREW, 4, 2, &[RowStart, RowEnd], &[(0, 3), (0, 0)]);
        assert_eq!(Caret::from(3).moved(&[], RowEnd).offset, 3);
    }

    #[test]
    fn rows_without_cells_have_one_place() {
        // A line separator alone, and spaces that hang over the edge.
        for text in ["\u{2028}ab", "\u{200F}\u{2028}ab", "\nab"] {
            let rows = layout(text, &Options { width: 4, ..Options::default() });
            assert_eq!(stops(&rows[0]).len(), 1, "{}", text.escape_unicode());
            let down = Caret::from(0).moved(&rows, Motion::Down);
            assert_eq!(row_of(&rows, down.offset), 1);
        }
    }

    #[test]
    fn words_are_found_around_an_offset() {
        let text = "one, two  ";
        assert_eq!((word_before(text, 8), word_before(text, 5), word_before(text, 0)), (5, 3, 0));
        assert_eq!((word_after(text, 0), word_after(text, 4), word_after(text, 8)), (3, 8, 10));
        assert_eq!((word_at(text, 6), word_at(text, 3), word_at(text, 10)), (5..8, 3..4, 10..10));
        // Tashkeel does not part a word.
        let arabic = "\u{645}\u{64F}\u{62F}\u{64E} \u{628}";
        assert_eq!(word_at(arabic, 4), 0..8);
    }

    const TEXT: &str = "[ab \u{5D0}\u{628}\u{644}\u{627}\u{64E}1(\u{4E2D}\u{200D}\u{2067}\n]{0,40}";

    proptest! {
        #[test]
        fn steps_visit_every_cell_and_come_back(text in TEXT, width in 0usize..12, logical: bool) {
            let mode = if logical { Mode::Logical } else { Mode::Visual };
            for row in layout(&text, &Options { width, mode, ..Options::default() }) {
                let stops = stops(&row);
                for cell in row.cells() {
                    prop_assert!(stops.iter().any(|stop| stop.offset == cell.source().start));
                }
                for pair in stops.windows(2) {
                    prop_assert_eq!(step(&row, pair[0].offset, true), Some(pair[1].offset));
                    prop_assert_eq!(step(&row, pair[1].offset, false), Some(pair[0].offset));
                }
                for stop in &stops {
                    prop_assert_eq!(stop_of(&row, stop.offset), *stop);
                    prop_assert_eq!(nearest(&row, stop.column), *stop);
                }
                prop_assert_eq!(step(&row, stops[0].offset, false), None);
                prop_assert_eq!(step(&row, stops[stops.len() - 1].offset, true), None);
            }
        }

        #[test]
        fn reading_on_visits_every_row(text in TEXT, width in 1usize..12, rtl: bool) {
            let base = if rtl { Base::Rtl } else { Base::Ltr };
            let rows = layout(&text, &Options { width, base, ..Options::default() });
            let (on, back) = if rtl { (Motion::Left, Motion::Right) } else { (Motion::Right, Motion::Left) };
            let count: usize = rows.iter().map(|row| stops(row).len()).sum();
            let first = rows.first().map(stops).unwrap_or_default();
            let first = if rtl { first.last() } else { first.first() };
            let mut caret = Caret::from(first.map_or(0, |stop| stop.offset));
            for visited in 1..=count {
                let next = caret.moved(&rows, on);
                prop_assert_eq!(next == caret, visited == count);
                if next != caret {
                    prop_assert_eq!(next.moved(&rows, back), caret);
                }
                caret = next;
            }
        }

        #[test]
        fn an_offset_is_seen_where_its_byte_is(text in TEXT, width in 0usize..12, at in 0usize..80) {
            let rows = layout(&text, &Options { width, ..Options::default() });
            let offset = at.min(text.len());
            let Some(row) = rows.get(row_of(&rows, offset)) else { return Ok(()) };
            let stop = stop_of(row, offset);
            match row.columns_at(offset) {
                Some(columns) => prop_assert_eq!(stop.column, columns.start as i32),
                None => prop_assert!(row.cell_at(stop.column.max(0) as usize).is_none() || stop.column < 0),
            }
        }
    }
}
