//! The size of the window and what is open -> a rectangle for every pane, mirrored where the window
//! reads from the right.
//!
//! All is reckoned in reading order first (`x` = columns from the reading start) and mirrored at
//! the end, so the two directions cannot drift apart.

use super::block::Block;
use super::compare::CompareFrame;
use super::pane::{Direction, Pane};
use super::state::MODES;
use crate::text::Lines;
use ratatui::layout::{Position, Rect};

/// Narrowest text column in which facts stand below the text instead of below both columns: three
/// names with roles need 20 columns each.
const FACTS_BELOW_TEXT_LEAST: u16 = 64;
/// Narrowest window with two columns: a list and 24 columns of text can still be read.
const TWO_COLUMNS_LEAST: u16 = 46;
/// Narrowest window in which the facts have a strip of their own.
const STRIP_WIDTH_LEAST: u16 = 72;
/// Lowest pane area in which they have one: the text must keep two thirds.
const STRIP_HEIGHT_LEAST: u16 = 16;
/// Lowest window that spends a line on the name, query and counts.
const TOP_LEAST: u16 = 6;
/// Lowest window that spends a line on keys and position.
const STATUS_LEAST: u16 = 3;
/// Columns that a column keeps when its border is dragged.
const COLUMN_LEAST: u16 = 16;
/// Lowest pane that has an empty row above its first.
const AIRY_HEIGHT: u16 = 12;
/// Narrowest strip of facts with a column of its own for the organisations: four of 24 columns.
const FOUR_COLUMNS_LEAST: u16 = 99;
/// Lowest list of people that gives a line to the folded organisations: two names stay above it.
const FOLD_HEIGHT_LEAST: u16 = 3;
/// Narrowest window that shows both panes of the page of a name.
const PAGE_WIDTH_LEAST: u16 = 72;
/// Widest column of what is known of a name: a role and its years.
const ABOUT_WIDTH_MOST: u16 = 54;
/// Narrowest window that shows two tellings side by side: some 30 columns of text each.
const BESIDE_WIDTH_LEAST: u16 = 72;
/// Columns of the saved searches beside the list.
const SAVED_WIDTH: u16 = 27;
/// Narrowest window that shows them there: list and text keep what a window of 80 columns gives them.
const SAVED_BESIDE_LEAST: u16 = 108;
/// Rows that the text and the strip keep when their border is dragged.
const ROWS_LEAST: u16 = 3;

/// What the reader has changed about the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Columns of the list, if set by hand.
    pub list_width: Option<u16>,
    /// Rows of the strip of facts with its heading, if set by hand.
    pub facts_height: Option<u16>,
    /// Whether the facts are hidden.
    pub facts_hidden: bool,
    /// Whether the saved searches are shown, where there is room for them beside the other panes.
    pub saved_shown: bool,
    /// Whether the organisations are unfolded.
    pub organisations_shown: bool,
    /// Whether the article names organisations, so that their folded list is worth a line. Not the
    /// reader's doing: it comes with the article.
    pub has_organisations: bool,
}

/// A pane and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which pane.
    pub pane: Pane,
    /// Its content, without heading.
    pub area: Rect,
    /// One row above it, with the heading in it.
    pub heading: Option<Rect>,
}

impl Placed {
    /// Content and heading together.
    pub fn whole(&self) -> Rect {
        self.heading.map_or(self.area, |heading| heading.union(self.area))
    }
}

/// A line between panes that can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Between the list and the text.
    List,
    /// Above the facts.
    Facts,
    /// Between two panes of facts; it cannot be dragged.
    Between,
}

/// Where everything stands in a window of one size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The window.
    pub window: Rect,
    /// Name, query, counts; empty if there is no room for it.
    pub top: Rect,
    /// Keys and position, or the prompt; empty only in a window without rows.
    pub status: Rect,
    /// The visible panes, in reading order.
    pub panes: Vec<Placed>,
    /// The lines between them: one column or one row each.
    pub borders: Vec<(Border, Rect)>,
    /// Whether the facts have a strip of their own.
    pub has_strip: bool,
}

impl Layout {
    /// Lays out a window. `side` is the list that stands beside the text now.
    pub fn new(size: (u16, u16), direction: Direction, focus: Pane, side: Pane, shape: Shape) -> Layout {
        let window = Rect::new(0, 0, size.0, size.1);
        let mut layout = Layout { window, ..Layout::default() };
        let mut middle = window;
        if window.height >= TOP_LEAST {
            layout.top = Rect { height: 1, ..window };
            middle.y += 1;
            middle.height -= 1;
        }
        if window.height >= STATUS_LEAST {
            middle.height -= 1;
            layout.status = Rect { y: middle.bottom(), height: 1, ..window };
        } else if window.height > 0 {
            layout.status = Rect { y: window.height - 1, height: 1, ..window };
        }
        layout.place(middle, focus, side, shape);
        if direction.is_rtl() {
            layout.mirror();
        }
        layout
    }

    fn place(&mut self, middle: Rect, focus: Pane, side: Pane, shape: Shape) {
        if focus.is_page() {
            return self.place_page(middle, focus);
        }
        if matches!(focus, Pane::Timeline | Pane::Feeds | Pane::Compare) {
            return self.column(focus, middle);
        }
        let has_saved = shape.saved_shown && middle.width >= SAVED_BESIDE_LEAST;
        if focus == Pane::Saved && !has_saved {
            return self.column(focus, middle);
        }
        if has_saved {
            let (saved, rest) = split(middle, SAVED_WIDTH);
            self.column(Pane::Saved, saved);
            self.borders.push((Border::Between, Rect { x: saved.right(), width: 1, ..saved }));
            let focus = if focus == Pane::Saved { side } else { focus };
            return self.place_panes(rest, focus, side, shape);
        }
        self.place_panes(middle, focus, side, shape);
    }

    /// List, text and facts.
    fn place_panes(&mut self, middle: Rect, focus: Pane, side: Pane, shape: Shape) {
        if middle.width < TWO_COLUMNS_LEAST {
            return self.place_one(middle, focus, shape);
        }
        let roomy = middle.width >= STRIP_WIDTH_LEAST && middle.height >= STRIP_HEIGHT_LEAST;
        self.has_strip = roomy && !shape.facts_hidden;
        if !self.has_strip {
            return self.place_two(middle, focus, side, shape);
        }
        let list_width = list_width(middle.width, shape);
        let below_text = middle.width - list_width > FACTS_BELOW_TEXT_LEAST;
        let strip_height = strip_height(middle.height, below_text, shape);
        let upper = Rect { height: middle.height - strip_height, ..middle };
        let (list, text) = if below_text { split(middle, list_width) } else { split(upper, list_width) };
        let strip = Rect {
            x: if below_text { text.x } else { middle.x },
            y: upper.bottom(),
            width: if below_text { text.width } else { middle.width },
            height: strip_height,
        };
        self.column(side, list);
        self.borders.push((Border::List, Rect { x: list.right(), width: 1, ..list }));
        self.column(Pane::Article, Rect { height: upper.height, ..text });
        self.strip(strip, focus, shape);
        self.fold(shape);
    }

    /// Only the pane that has the focus, whole.
    fn place_one(&mut self, middle: Rect, focus: Pane, shape: Shape) {
        self.column(focus, middle);
        self.fold(shape);
    }

    /// The page of a name: both of its panes, or that which has the focus.
    fn place_page(&mut self, middle: Rect, focus: Pane) {
        if middle.width < PAGE_WIDTH_LEAST {
            return self.column(focus, middle);
        }
        let (about, namings) = split(middle, (middle.width * 2 / 5).min(ABOUT_WIDTH_MOST));
        self.column(Pane::Name, about);
        self.borders.push((Border::Between, Rect { x: about.right(), width: 1, ..about }));
        self.column(Pane::Namings, namings);
    }

    /// The text, and beside it what has or last had the focus.
    fn place_two(&mut self, middle: Rect, focus: Pane, side: Pane, shape: Shape) {
        let beside = if focus.is_facts() { focus } else { side };
        let (list, text) = split(middle, list_width(middle.width, shape));
        self.column(beside, list);
        self.borders.push((Border::List, Rect { x: list.right(), width: 1, ..list }));
        self.column(Pane::Article, text);
        self.fold(shape);
    }

    /// A pane in a column of its own; all but list and text have a heading there.
    fn column(&mut self, pane: Pane, area: Rect) {
        let headed = !matches!(pane, Pane::Stories | Pane::Article | Pane::Compare) && area.height >= 3;
        let heading = headed.then_some(Rect { height: 1, ..area });
        let rows = u16::from(headed);
        let area = Rect { y: area.y + rows, height: area.height - rows, ..area };
        self.panes.push(Placed { pane, area, heading });
    }

    /// The panes of facts, side by side below a line: four where there is room and the organisations are
    /// unfolded; else these have the place of the people while they have the focus.
    fn strip(&mut self, strip: Rect, focus: Pane, shape: Shape) {
        let line = Rect { height: 1, ..strip };
        self.borders.push((Border::Facts, line));
        // Names with roles need most room, then days with the words that they came from.
        const FOUR: [(Pane, u16); 4] =
            [(Pane::People, 31), (Pane::Organisations, 22), (Pane::Places, 21), (Pane::Dates, 26)];
        let first = if focus == Pane::Organisations { focus } else { Pane::People };
        let three = [(first, 38), (Pane::Places, 27), (Pane::Dates, 35)];
        let has_four = shape.organisations_shown && strip.width >= FOUR_COLUMNS_LEAST;
        let columns = if has_four { &FOUR[..] } else { &three[..] };
        let between = columns.len() as u16 - 1;
        let inner = strip.width - between;
        let mut x = strip.x;
        for (index, &(pane, percent)) in (0..).zip(columns) {
            let width = if index < between { inner * percent / 100 } else { strip.right() - x };
            let column = Rect { x, width, ..strip };
            let area = Rect { y: strip.y + 1, height: strip.height - 1, ..column };
            self.panes.push(Placed { pane, area, heading: Some(Rect { height: 1, ..column }) });
            x += width;
            if index < between {
                self.borders.push((Border::Between, Rect { x, width: 1, ..strip }));
                x += 1;
            }
        }
    }

    /// Gives the organisations the last line of the people, where they have no room of their own: a pane
    /// without rows, whose heading is that line.
    fn fold(&mut self, shape: Shape) {
        if !shape.has_organisations || self.placed(Pane::Organisations).is_some() {
            return;
        }
        let at = self.panes.iter().position(|placed| placed.pane == Pane::People);
        let Some(at) = at.filter(|&at| self.panes[at].area.height >= FOLD_HEIGHT_LEAST) else { return };
        let people = &mut self.panes[at].area;
        people.height -= 1;
        let line = Rect { y: people.bottom(), height: 1, ..*people };
        let area = Rect { y: line.bottom(), height: 0, ..line };
        self.panes.insert(at + 1, Placed { pane: Pane::Organisations, area, heading: Some(line) });
    }

    fn mirror(&mut self) {
        let width = self.window.width;
        let flip = |rect: &mut Rect| rect.x = width - rect.x - rect.width;
        for placed in &mut self.panes {
            flip(&mut placed.area);
            placed.heading.iter_mut().for_each(flip);
        }
        self.borders.iter_mut().for_each(|(_, rect)| flip(rect));
    }

    /// Where a pane stands; `None` if it is not visible.
    pub fn placed(&self, pane: Pane) -> Option<&Placed> {
        self.panes.iter().find(|placed| placed.pane == pane)
    }

    /// The content rectangle of a pane; empty if it is not visible.
    pub fn area(&self, pane: Pane) -> Rect {
        self.placed(pane).map_or(Rect::default(), |placed| placed.area)
    }

    /// The pane under a cell, heading included.
    pub fn pane_at(&self, at: Position) -> Option<Pane> {
        self.panes.iter().find(|placed| placed.whole().contains(at)).map(|placed| placed.pane)
    }

    /// The line under a cell, if one that can be dragged is there.
    pub fn border_at(&self, at: Position) -> Option<Border> {
        let found =
            self.borders.iter().find(|(border, rect)| *border != Border::Between && rect.contains(at));
        found.map(|(border, _)| *border)
    }

    /// The shape after a border was dragged to a cell.
    pub fn dragged(&self, border: Border, to: Position, direction: Direction, shape: Shape) -> Shape {
        match border {
            Border::List => {
                let from_start =
                    if direction.is_rtl() { self.window.width.saturating_sub(to.x + 1) } else { to.x };
                let saved = self.placed(Pane::Saved).map_or(0, |placed| placed.area.width + 1);
                Shape { list_width: Some(from_start.saturating_sub(saved)), ..shape }
            }
            Border::Facts => {
                let bottom = self.status.y;
                Shape { facts_height: Some(bottom.saturating_sub(to.y)), ..shape }
            }
            Border::Between => shape,
        }
    }
}

/// Where the rows of a list stand in their pane: between two margins, of which the one on the side
/// where a title starts takes its mark.
pub fn list_column(area: Rect) -> Rect {
    let margin = match area.width {
        0..8 => 0,
        8..26 => 1,
        _ => 2,
    };
    inset(area, margin, u16::from(area.height >= AIRY_HEIGHT))
}

/// Where the text stands in its pane: no wider than `measure`, in the middle, with a margin on both
/// sides for marks.
pub fn text_column(area: Rect, measure: u16) -> Rect {
    let margin = match area.width {
        0..8 => 0,
        8..30 => 1,
        30..50 => 2,
        _ => 3,
    };
    let inner = inset(area, margin, u16::from(area.height >= AIRY_HEIGHT));
    let width = inner.width.min(measure.max(1));
    Rect { x: inner.x + (inner.width - width) / 2, width, ..inner }
}

/// Where two tellings stand in their pane: side by side where both can be read, else one below the other.
/// Wide windows have them in the middle, at the measure.
pub fn compare_frame(area: Rect, measure: u16, direction: Direction) -> CompareFrame {
    let is_beside = area.width >= BESIDE_WIDTH_LEAST;
    let header = match (area.height, is_beside) {
        (0..6, _) => 0,
        (6..9, true) => 1,
        (6..9, false) => 2,
        (9..16, _) => 3,
        (_, true) => 4,
        (_, false) => 6,
    };
    let body = Rect { y: area.y + header, height: area.height - header, ..area };
    let header = Rect { height: header, ..area };
    // For the bar of the selected row, whose sentence it is where the columns do not say it, the mark of
    // what only one says, and a space.
    let margin = if is_beside || area.width < 30 { 3 } else { 4 }.min(area.width / 4);
    if !is_beside {
        let width = (area.width - 2 * margin).min(measure.max(1));
        let column = Rect { x: area.x + (area.width - width) / 2, width, ..body };
        return CompareFrame { header, body, columns: [column; 2], margin, is_beside };
    }
    let width = ((area.width - 4 * margin - 1) / 2).min(measure.max(1));
    let first = Rect { x: area.x + (area.width - 2 * width - 4 * margin - 1) / 2 + margin, width, ..body };
    let second = Rect { x: first.right() + 2 * margin + 1, ..first };
    let columns = if direction.is_rtl() { [second, first] } else { [first, second] };
    CompareFrame { header, body, columns, margin, is_beside }
}

/// Where the line that is typed stands: behind the sign of the prompt, with a column to spare.
pub fn prompt_field(status: Rect, direction: Direction) -> Rect {
    let sign = 3.min(status.width / 2);
    let width = (status.width - sign).saturating_sub(1);
    let x = if direction.is_rtl() { status.right() - sign - width } else { status.x + sign };
    Rect { x, width, ..status }
}

/// Where help and notices stand: over the middle of the window, above the status line.
pub fn overlay(window: Rect) -> Rect {
    let width = if window.width > 64 { (window.width - 4).min(100) } else { window.width };
    let room = window.height.saturating_sub(1);
    let height = if room > 12 { room - 3 } else { room };
    Rect { x: (window.width - width) / 2, y: (room - height) / 2, width, height }
}

/// Where the doctor's sheet stands: as an overlay, but over the whole width, because its samples need
/// rows for themselves.
pub fn sheet(window: Rect) -> Rect {
    Rect { x: window.x, width: window.width, ..overlay(window) }
}

/// Rows of a sample on the doctor's sheet: the name of the mode, and below it the text, alone in its row,
/// because a terminal that reorders takes a row as a whole.
pub const SAMPLE_ROWS: u16 = 2;

/// Where the samples stand on the doctor's sheet: below its heading, as far as there is room.
pub fn samples(window: Rect) -> Rect {
    let below = inset(sheet(window), 0, 1);
    Rect { height: (MODES.len() as u16 * SAMPLE_ROWS).min(below.height), ..below }
}

/// Where the rows of what is known stand on the doctor's sheet: below the samples and an empty row.
pub fn known_rows(window: Rect) -> Rect {
    inset(sheet(window), 0, samples(window).height + 2)
}

/// The rows of the list in an overlay: below its heading, with an empty one at the end where there
/// is room.
pub fn overlay_rows(window: Rect) -> u16 {
    let height = overlay(window).height;
    height.saturating_sub(if height > 8 { 2 } else { 1 })
}

/// Where the tags stand in their sheet, below its heading.
pub fn tags_rows(window: Rect) -> Rect {
    let sheet = overlay(window);
    let margin = if sheet.width >= 24 { 2 } else { 0 };
    let (x, width) = (sheet.x + margin, sheet.width - 2 * margin);
    Rect { x, y: sheet.y + u16::from(sheet.height > 1), width, height: overlay_rows(window) }
}

/// The column of a block's row that stands at column `x` of the window.
pub fn column_in(column: Rect, block: &Block, lines: Option<&Lines>, x: u16) -> Option<u16> {
    let rtl = lines.is_some_and(Lines::is_rtl);
    let start = if rtl { column.x } else { column.x + block.indent() };
    x.checked_sub(start)
}

fn inset(area: Rect, margin: u16, above: u16) -> Rect {
    let above = above.min(area.height);
    Rect {
        x: area.x + margin.min(area.width / 2),
        y: area.y + above,
        width: area.width.saturating_sub(2 * margin),
        height: area.height - above,
    }
}

/// Splits a rectangle into a first column and the rest, with one column between them.
fn split(area: Rect, first: u16) -> (Rect, Rect) {
    let first = first.min(area.width.saturating_sub(1));
    let rest = area.width - first - 1;
    (Rect { width: first, ..area }, Rect { x: area.x + first + 1, width: rest, ..area })
}

/// Columns of the list: about a third, as long as the text keeps a readable measure.
pub fn list_width(width: u16, shape: Shape) -> u16 {
    let own = match width {
        0..72 => width * 2 / 5,
        72..100 => width * 35 / 100,
        _ => (width * 32 / 100).min(46),
    };
    let most = width.saturating_sub(COLUMN_LEAST + 1);
    shape.list_width.unwrap_or(own).max(COLUMN_LEAST).min(most)
}

/// Rows of the strip with its heading line: a third where the text is tall, at least five facts.
fn strip_height(height: u16, below_text: bool, shape: Shape) -> u16 {
    let own = if below_text { (height * 34 / 100).clamp(6, 14) } else { (height * 28 / 100).clamp(6, 12) };
    let most = height.saturating_sub(ROWS_LEAST);
    shape.facts_height.unwrap_or(own).max(ROWS_LEAST).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(size: (u16, u16), focus: Pane, expected: &[Pane]) {
        let layout = Layout::new(size, Direction::LeftToRight, focus, Pane::Stories, Shape::default());
        assert_eq!(layout.panes.iter().map(|placed| placed.pane).collect::<Vec<_>>(), expected, "{size:?}");
    }

    #[test]
    fn the_window_shows_as_many_panes_as_there_is_room_for() {
        let all = [Pane::Stories, Pane::Article, Pane::People, Pane::Places, Pane::Dates];
        check((140, 40), Pane::Stories, &all);
        check((80, 24), Pane::Dates, &all);
        check((60, 20), Pane::Stories, &[Pane::Stories, Pane::Article]);
        check((60, 20), Pane::Places, &[Pane::Places, Pane::Article]);
        check((140, 8), Pane::Article, &[Pane::Stories, Pane::Article]);
        check((30, 10), Pane::Article, &[Pane::Article]);
        check((20, 5), Pane::Stories, &[Pane::Stories]);
    }

    #[test]
    fn a_dragged_border_stays_where_it_was_dropped() {
        for direction in [Direction::LeftToRight, Direction::RightToLeft] {
            let before = Layout::new((140, 40), direction, Pane::Stories, Pane::Stories, Shape::default());
            let shape = before.dragged(Border::List, Position::new(70, 9), direction, Shape::default());
            let after = Layout::new((140, 40), direction, Pane::Stories, Pane::Stories, shape);
            assert_eq!(after.border_at(Position::new(70, 9)), Some(Border::List));
            let shape = before.dragged(Border::Facts, Position::new(70, 20), direction, Shape::default());
            let after = Layout::new((140, 40), direction, Pane::Stories, Pane::Stories, shape);
            let x = after.area(Pane::Article).x;
            assert_eq!(after.border_at(Position::new(x, 20)), Some(Border::Facts));
        }
    }

    proptest! {
        #[test]
        fn panes_are_disjoint_and_inside_and_mirrored(
            width in 0u16..300, height in 0u16..120, focus in 0usize..12,
            list_width in proptest::option::of(0u16..400),
            facts_height in proptest::option::of(0u16..200),
            facts_hidden: bool, organisations_shown: bool, has_organisations: bool, saved_shown: bool,
        ) {
            let mut panes = vec![Pane::Stories, Pane::Related, Pane::Article];
            panes.extend(Pane::FACTS);
            panes.extend([Pane::Name, Pane::Namings, Pane::Timeline, Pane::Feeds, Pane::Compare, Pane::Saved]);
            let shape =
                Shape { list_width, facts_height, facts_hidden, organisations_shown, has_organisations, saved_shown };
            let new = |direction| Layout::new((width, height), direction, panes[focus], Pane::Related, shape);
            let (ltr, rtl) = (new(Direction::LeftToRight), new(Direction::RightToLeft));
            let mut rects: Vec<Rect> = ltr.panes.iter().map(Placed::whole).collect();
            prop_assert!(rects.iter().all(|rect| ltr.window.union(*rect) == ltr.window));
            if height >= STATUS_LEAST {
                rects.extend([ltr.top, ltr.status]);
            }
            for (index, a) in rects.iter().enumerate() {
                for b in &rects[index + 1..] {
                    prop_assert!(a.is_empty() || b.is_empty() || !a.intersects(*b), "{a:?} {b:?}");
                }
            }
            for (a, b) in ltr.panes.iter().zip(&rtl.panes) {
                prop_assert_eq!(a.pane, b.pane);
                prop_assert_eq!(a.area.x, width - b.area.right());
            }
        }
    }
}
