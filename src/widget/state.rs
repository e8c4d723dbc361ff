//! Keys and clicks -> where a text is scrolled to, its caret and its selection.
//!
//! All three are bytes of the text, so a resize, another mode or other styles move none of them.
//! Screen positions are those of the frame drawn last; before the first one there are none.

use super::bidi_text::BidiText;
use crate::text::caret::{Caret, Motion, nearest, row_of, stop_of};
use crate::text::{Base, Forms, Lines, Row};
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// What a [`BidiText`] remembers between two frames.
#[derive(Clone, Debug, Default)]
pub struct BidiTextState {
    laid_out: Option<LaidOut>,
    area: Rect,
    /// The byte at the start of the first row, as far as the area can show it there.
    top: usize,
    caret: Option<Caret>,
    /// Where the selection started; it ends at the caret.
    anchor: Option<usize>,
    /// Whether the next frame must show the caret.
    follows_caret: bool,
}

/// A layout and what it was made of.
#[derive(Clone, Debug)]
struct LaidOut {
    text: String,
    base: Base,
    forms: Forms,
    lines: Lines,
}

impl BidiTextState {
    /// Lays out what has changed since the last frame: nothing, the rows, or all.
    pub(super) fn lay_out(&mut self, widget: &BidiText<'_>, area: Rect) {
        let (text, base, forms) = (widget.text, widget.base, widget.forms);
        let made_of = |old: &LaidOut| old.base == base && old.forms == forms && old.text == text;
        let mut laid_out = self.laid_out.take().filter(made_of).unwrap_or_else(|| {
            let within = |offset: usize| text.floor_char_boundary(offset);
            self.caret = self.caret.map(|caret| Caret { offset: within(caret.offset), ..caret });
            self.anchor = self.anchor.map(within);
            LaidOut { text: text.to_owned(), base, forms, lines: Lines::new(text, base, forms) }
        });
        laid_out.lines.wrap(usize::from(area.width.max(1)), widget.align);
        self.laid_out = Some(laid_out);
        self.area = area;
        if let (true, Some(caret)) = (self.follows_caret, self.caret) {
            self.reveal(caret.offset);
        }
    }

    /// All rows, from the top of the text.
    pub fn rows(&self) -> &[Row] {
        self.laid_out.as_ref().map_or(&[], |laid_out| laid_out.lines.rows())
    }

    /// The rows in the area.
    pub fn visible_rows(&self) -> &[Row] {
        let first = self.first_row();
        let end = self.rows().len().min(first + usize::from(self.area.height));
        &self.rows()[first..end]
    }

    /// The index of the first row in the area. The area is full, if there are rows enough.
    pub fn first_row(&self) -> usize {
        let Some(laid_out) = &self.laid_out else { return 0 };
        laid_out.lines.row_of(self.top).min(self.last_first_row())
    }

    /// The first row if the last one stands at the bottom.
    fn last_first_row(&self) -> usize {
        self.rows().len().saturating_sub(usize::from(self.area.height))
    }

    /// Moves the text by rows, up if `by` is negative, as far as there are some; the caret may get
    /// out of sight.
    pub fn scroll(&mut self, by: isize) {
        let row = self.first_row().saturating_add_signed(by).min(self.last_first_row());
        self.follows_caret = false;
        self.put_on_top(row);
    }

    /// Scrolls as little as needed to show the byte at `offset`.
    pub fn reveal(&mut self, offset: usize) {
        let (first, row) = (self.first_row(), row_of(self.rows(), offset));
        let first_to_show_it = (row + 1).saturating_sub(usize::from(self.area.height));
        if row < first || first < first_to_show_it {
            self.put_on_top(first.max(first_to_show_it).min(row));
        }
    }

    fn put_on_top(&mut self, row: usize) {
        self.top = self.laid_out.as_ref().map_or(0, |laid_out| laid_out.lines.start(row));
    }

    /// The text of the frame drawn last.
    pub fn text(&self) -> &str {
        self.laid_out.as_ref().map_or("", |laid_out| &laid_out.text)
    }

    /// The byte that the caret stands before; none before one is set.
    pub fn caret(&self) -> Option<usize> {
        self.caret.map(|caret| caret.offset)
    }

    /// Puts the caret before a byte and selects nothing; the next frame shows it.
    pub fn set_caret(&mut self, offset: usize) {
        self.anchor = None;
        self.go(Caret::from(offset));
    }

    /// Moves the caret, from the start of the text if there is none, and selects nothing.
    pub fn move_caret(&mut self, motion: Motion) {
        self.anchor = None;
        self.go(self.caret.unwrap_or_default().moved(self.rows(), motion));
    }

    /// Moves the caret and selects what lies between the place where that began and the new one.
    pub fn extend(&mut self, motion: Motion) {
        let caret = self.caret.unwrap_or_default();
        self.anchor.get_or_insert(caret.offset);
        self.go(caret.moved(self.rows(), motion));
    }

    /// As [`BidiTextState::extend`], to a place: for dragging.
    pub fn extend_to(&mut self, offset: usize) {
        self.anchor.get_or_insert(self.caret.unwrap_or_default().offset);
        self.go(Caret::from(offset));
    }

    fn go(&mut self, caret: Caret) {
        self.caret = Some(caret);
        self.follows_caret = true;
    }

    /// Selects a range and puts the caret behind it.
    pub fn select(&mut self, range: Range<usize>) {
        self.anchor = Some(range.start);
        self.go(Caret::from(range.end));
    }

    /// The bytes that are selected; none if there are none.
    pub fn selection(&self) -> Option<Range<usize>> {
        let (anchor, caret) = (self.anchor?, self.caret()?);
        (anchor != caret).then(|| anchor.min(caret)..anchor.max(caret))
    }

    /// What is selected, in logical order, as it is stored.
    pub fn selected_text(&self) -> Option<&str> {
        self.text().get(self.selection()?)
    }

    /// The byte that a click means: of the cell there, or of the place of a caret nearest to it in
    /// its row; below the text that of the last row. None outside of the area.
    pub fn offset_at(&self, position: Position) -> Option<usize> {
        self.nearest_offset(position).filter(|_| self.area.contains(position))
    }

    /// As [`BidiTextState::offset_at`], also outside of the area: for dragging. Beside it the edge of
    /// the row is meant; above and below, the rows that are just out of sight, which the next frame
    /// shows if the caret goes there. None before the first frame.
    pub fn nearest_offset(&self, position: Position) -> Option<usize> {
        let (x, y) = (i32::from(position.x), i32::from(position.y));
        let down = (y - i32::from(self.area.y)).clamp(-1, i32::from(self.area.height));
        let row = self.first_row().saturating_add_signed(down as isize);
        let row = self.rows().get(row).or(self.rows().last())?;
        Some(nearest(row, x - i32::from(self.area.x)).offset)
    }

    /// Where the bytes of `range` are seen: rectangles one row high, from top to bottom, those of a
    /// row from left to right; one row may have several, because logical neighbours need not stand
    /// side by side. What is out of sight is left out.
    pub fn areas_of(&self, range: Range<usize>) -> Vec<Rect> {
        let lines = self.visible_rows().iter().zip(self.area.y..);
        let areas = lines
            .flat_map(|(row, y)| row.columns_of(range.clone()).into_iter().map(move |columns| (y, columns)));
        let rect = |(y, columns): (u16, Range<usize>)| {
            let x = self.area.x.saturating_add(columns.start as u16);
            Rect { x, y, width: columns.len() as u16, height: 1 }.intersection(self.area)
        };
        areas.map(rect).collect()
    }

    /// Where the terminal's cursor belongs: on the cell that the caret stands before. The place
    /// behind the end of a row that fills the area is shown on its last cell. None if the caret is
    /// out of sight, or there is none.
    pub fn cursor(&self) -> Option<Position> {
        let offset = self.caret().filter(|_| !self.area.is_empty())?;
        let row = row_of(self.rows(), offset).checked_sub(self.first_row())?;
        let column = stop_of(self.visible_rows().get(row)?, offset).column;
        let x = self.area.x + column.clamp(0, i32::from(self.area.width) - 1) as u16;
        Some(Position::new(x, self.area.y + row as u16))
    }
}
