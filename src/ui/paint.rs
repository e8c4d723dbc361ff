//! Rows of text cells -> cells of the frame, each with the style of what it shows.
//!
//! Nothing else in `ui` puts text on the screen; how it gets there, [`crate::widget`] knows.

use crate::text::{self, Align, Base, Forms, Options, Row};
use crate::ui::theme::{Meaning, Theme};
use crate::ui::words::Words;
use crate::widget::{paint_row, paint_symbol};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
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

/// A line of words in several styles.
#[derive(Clone, Debug, Default)]
pub struct Label {
    text: String,
    styles: Vec<(Range<usize>, Style)>,
}

impl Label {
    /// A line of one style.
    pub fn of(text: &str, style: Style) -> Label {
        let mut label = Label::default();
        label.push(text, style);
        label
    }

    /// Adds words; whichever way they read, they do not move what stands around them.
    pub fn push(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push('\u{2068}');
        self.text.extend(text.chars().map(|character| if character == '\n' { ' ' } else { character }));
        self.text.push('\u{2069}');
        self.styles.push((start..self.text.len(), style));
    }

    /// Adds signs or space between words, in the style of nothing in particular.
    pub fn gap(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        self.styles.push((start..self.text.len(), style));
    }

    /// Adds words, after the sign that parts them from those before.
    pub fn part(&mut self, text: &str, style: Style, sign: &str, sign_style: Style) {
        if !text.is_empty() && !self.text.is_empty() {
            self.gap(sign, sign_style);
        }
        self.push(text, style);
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn style_at(&self, offset: usize) -> Style {
        let after = self.styles.partition_point(|(range, _)| range.start <= offset);
        after.checked_sub(1).map_or_else(Style::default, |index| self.styles[index].1)
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

    /// Puts a sign into one cell.
    pub fn sign(&mut self, x: u16, y: u16, sign: &str, style: Style) {
        paint_symbol(self.buffer, Position::new(x, y), NonZeroU16::MIN, sign, style);
    }

    /// Paints a row into the first line of `area`; what does not fit is cut. `style` gives the look of
    /// the source bytes of a cell.
    pub fn row(&mut self, area: Rect, row: &Row, style: impl Fn(Range<usize>) -> Style) {
        self.row_from(area, row, row.indent() as i32, style);
    }

    /// Paints a row that starts at a column of `area`, which may lie outside of it.
    pub fn row_from(&mut self, area: Rect, row: &Row, start: i32, style: impl Fn(Range<usize>) -> Style) {
        paint_row(self.buffer, area, row, start, style);
    }

    /// Paints a label into the first line of `area`, cut with an ellipsis if it is too long. `base` is
    /// the direction in which its parts follow each other. Gives the columns that it takes.
    pub fn label(&mut self, area: Rect, label: &Label, base: Base, side: Side) -> u16 {
        if area.width == 0 || area.height == 0 || label.is_empty() {
            return 0;
        }
        let row = text::truncate(&label.text, &self.options(base, area.width, side));
        self.row(area, &row, |source| label.style_at(source.start));
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
