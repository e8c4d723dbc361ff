//! Rows of text cells -> cells of the frame, each with the style of what it shows.
//!
//! Nothing else in `ui` puts text on the screen; how it gets there, [`crate::widget`] knows.

use crate::text::{self, Align, Base, Forms, Options, Row};
use crate::ui::tag_colour;
use crate::ui::theme::{Meaning, Theme};
use crate::ui::words::Words;
use crate::widget::{paint_row, paint_symbol};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::ops::Range;

/// What a pane draws on.
pub struct Canvas<'f> {
    /// The frame's cells.
    pub buffer: &'f mut Buffer,
    /// How things look.
    pub theme: &'f Theme,
    /// How things are called.
    pub words: &'f Words,
    /// What is sent for right-to-left text.
    pub forms: Forms,
    /// Whether the window reads from the right.
    pub rtl: bool,
    /// The colours of those tags that have one.
    pub colours: &'f BTreeMap<String, String>,
}

/// Where a label stands in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where reading the window starts.
    Start,
    /// Where it ends.
    End,
    /// At the left, whatever the direction.
    Left,
    /// At the right, whatever the direction.
    Right,
}

/// How a cell looks, and where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    style: Style,
    link: Option<usize>,
}

impl From<Style> for Ink {
    /// A look that leads nowhere.
    fn from(style: Style) -> Ink {
        Ink { style, link: None }
    }
}

impl Ink {
    /// The same look, on the way to a link of [`crate::app::link::Links`].
    pub fn linked(self, link: Option<usize>) -> Ink {
        Ink { link, ..self }
    }
}

/// What stands between what a cell shows and its link. Text cannot forge it: no control ever gets into
/// a cell (see [`crate::text`]).
const LINK_MARK: char = '\u{2}';
/// The character that stands for the first link. It and those after it are private, 131,072 in all.
const LINK_FIRST: u32 = 0xF0000;

/// The symbol of a cell that shows `symbol` and belongs to a link; just `symbol` if there are too many
/// links. So a cell whose link changes has changed, and is drawn.
fn with_link(symbol: &str, link: Option<usize>) -> String {
    let number = link.and_then(|link| u32::try_from(link).ok()?.checked_add(LINK_FIRST));
    let number = number.and_then(char::from_u32);
    number.map_or_else(|| symbol.to_owned(), |number| format!("{symbol}{LINK_MARK}{number}"))
}

/// Takes the symbol of a cell apart: what it shows, and the number of its link, if it has one.
pub fn split_link(symbol: &str) -> (&str, Option<usize>) {
    match symbol.split_once(LINK_MARK) {
        Some((shown, number)) => {
            let number = number.chars().next().and_then(|number| u32::from(number).checked_sub(LINK_FIRST));
            (shown, number.map(|number| number as usize))
        }
        None => (symbol, None),
    }
}

/// A line of words in several styles.
#[derive(Clone, Debug, Default)]
pub struct Label {
    text: String,
    styles: Vec<(Range<usize>, Ink)>,
}

impl Label {
    /// A line of one style.
    pub fn of(text: &str, style: impl Into<Ink>) -> Label {
        let mut label = Label::default();
        label.push(text, style);
        label
    }

    /// Adds words; whichever way they read, they do not move what stands around them.
    pub fn push(&mut self, text: &str, style: impl Into<Ink>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push('\u{2068}');
        self.text.extend(text.chars().map(|character| if character == '\n' { ' ' } else { character }));
        self.text.push('\u{2069}');
        self.styles.push((start..self.text.len(), style.into()));
    }

    /// Adds signs or space between words, in the style of nothing in particular.
    pub fn gap(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        self.styles.push((start..self.text.len(), style.into()));
    }

    /// Adds words, after the sign that parts them from those before.
    pub fn part(&mut self, text: &str, style: impl Into<Ink>, sign: &str, sign_style: Style) {
        if !text.is_empty() && !self.text.is_empty() {
            self.gap(sign, sign_style);
        }
        self.push(text, style);
    }

    /// Adds another line's words behind its own.
    pub fn append(&mut self, other: Label) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let shifted = |(range, ink): (Range<usize>, Ink)| (range.start + start..range.end + start, ink);
        self.styles.extend(other.styles.into_iter().map(shifted));
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn ink_at(&self, offset: usize) -> Ink {
        let after = self.styles.partition_point(|(range, _)| range.start <= offset);
        after.checked_sub(1).map_or_else(Ink::default, |index| self.styles[index].1)
    }
}

impl Canvas<'_> {
    /// The look of something.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// Empties a rectangle and gives it a ground.
    pub fn clear(&mut self, area: Rect, meaning: Meaning) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            self.buffer[position].reset();
        }
        let (window, style) = (self.style(Meaning::Window), self.style(meaning));
        self.buffer.set_style(area, window.patch(style));
    }

    /// Lays a style over what stands in a rectangle.
    pub fn lay(&mut self, area: Rect, meaning: Meaning) {
        let style = self.style(meaning);
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// Marks what stands in a rectangle as selected. To be called once it is painted: where there are
    /// sixteen colours, those of the text would not be seen on the ground of the selection.
    pub fn select(&mut self, area: Rect, is_focused: bool) {
        self.lay(area, if is_focused { Meaning::Selected } else { Meaning::SelectedUnfocused });
    }

    /// The look of a tag: in its own colour, if it has one that the terminal can show.
    pub fn tag(&self, name: &str) -> Style {
        let style = self.style(Meaning::Tag);
        match self.colours.get(name) {
            Some(colour) => style.patch(tag_colour::style(self.theme, colour)),
            None => style,
        }
    }

    /// Puts a sign into one cell.
    pub fn sign(&mut self, x: u16, y: u16, sign: &str, style: Style) {
        paint_symbol(self.buffer, Position::new(x, y), NonZeroU16::MIN, sign, style);
    }

    /// Paints a row into the first line of `area`; what does not fit is cut. `ink` gives the look of the
    /// source bytes of a cell.
    pub fn row<I: Into<Ink>>(&mut self, area: Rect, row: &Row, ink: impl Fn(Range<usize>) -> I) {
        self.row_from(area, row, row.indent() as i32, ink);
    }

    /// Paints a row that starts at a column of `area`, which may lie outside of it.
    pub fn row_from<I: Into<Ink>>(
        &mut self,
        area: Rect,
        row: &Row,
        start: i32,
        ink: impl Fn(Range<usize>) -> I,
    ) {
        let has_links = std::cell::Cell::new(false);
        paint_row(self.buffer, area, row, start, |source| {
            let Ink { style, link } = ink(source).into();
            has_links.set(has_links.get() || link.is_some());
            style
        });
        if has_links.get() {
            self.link_row(area, row, start, |source| ink(source).into().link);
        }
    }

    /// Lets the cells of a row that was painted lead to links.
    fn link_row(&mut self, area: Rect, row: &Row, start: i32, link: impl Fn(Range<usize>) -> Option<usize>) {
        let mut column = start;
        for cell in row.cells() {
            let end = column + cell.width() as i32;
            let link = link(cell.source()).filter(|_| column >= 0 && end <= i32::from(area.width));
            let at = Position::new(area.x.saturating_add(column.max(0) as u16), area.y);
            if let (Some(_), Some(painted)) = (link, self.buffer.cell_mut(at)) {
                painted.set_symbol(&with_link(row.symbol(cell), link));
            }
            column = end;
        }
    }

    /// Paints a label into the first line of `area`, cut with an ellipsis if it is too long. `base` is
    /// the direction in which its parts follow each other. Gives the columns that it takes.
    pub fn label(&mut self, area: Rect, label: &Label, base: Base, side: Side) -> u16 {
        if area.width == 0 || area.height == 0 || label.is_empty() {
            return 0;
        }
        let row = text::truncate(&label.text, &self.options(base, area.width, side));
        self.row(area, &row, |source| label.ink_at(source.start));
        u16::try_from(row.width()).unwrap_or(u16::MAX)
    }

    /// Columns that a label takes where there is room for all of it.
    pub fn width(&self, label: &Label) -> u16 {
        let row = text::truncate(&label.text, &self.options(Base::Ltr, 0, Side::Left));
        u16::try_from(row.width()).unwrap_or(u16::MAX)
    }

    /// The rows of a text in the window's words, in a width.
    pub fn wrapped(&self, text: &str, width: u16) -> Vec<Row> {
        text::layout(text, &self.options(self.base(), width.max(1), Side::Start))
    }

    /// The direction of what is in the window's own words.
    pub fn base(&self) -> Base {
        if self.rtl { Base::Rtl } else { Base::Ltr }
    }

    fn options(&self, base: Base, width: u16, side: Side) -> Options {
        let at_right = match side {
            Side::Start => self.rtl,
            Side::End => !self.rtl,
            Side::Left => false,
            Side::Right => true,
        };
        let Forms { mode, marks, .. } = self.forms;
        let align = if at_right { Align::Right } else { Align::Left };
        Options { base, width: usize::from(width), mode, marks, align }
    }
}

/// The first or last `width` columns of `area`, in the window's reading order; and the rest.
pub fn split_end(area: Rect, width: u16, rtl: bool) -> (Rect, Rect) {
    let width = width.min(area.width);
    let rest = area.width - width;
    if rtl {
        (Rect { x: area.x + width, width: rest, ..area }, Rect { width, ..area })
    } else {
        (Rect { width: rest, ..area }, Rect { x: area.x + rest, width, ..area })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_link_of_a_cell_is_told_apart(
            symbol in "[ a\u{FEFB}\u{628}]\u{64E}?", link in prop::option::of(0usize..131_000),
        ) {
            let linked = with_link(&symbol, link);
            prop_assert_eq!(split_link(&linked), (symbol.as_str(), link));
        }

        #[test]
        fn text_forges_no_link(text in "[\u{2}\u{F0000}\u{F0001}ab\u{628}]{0,8}") {
            for row in text::layout(&text, &Options::default()) {
                for cell in row.cells() {
                    prop_assert_eq!(split_link(row.symbol(cell)).1, None);
                }
            }
        }
    }
}
