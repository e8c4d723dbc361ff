//! Keys and the mouse in the article's text -> a piece of it that is selected, and what is copied then.
//!
//! Both ends are kept as bytes of the article, never as columns: what is selected is a range of what
//! is read, and may be several stretches of what is seen. It always ends with whole cells, so a
//! lam-alef, or a letter and its marks, is in it whole or not at all.

use super::block::BlockKind;
use super::reading::{Reading, Shown};
use crate::article::Span;
use crate::text::{Lines, Row, caret};
use unicode_segmentation::UnicodeSegmentation;

/// What the ends of a selection go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One cell of the screen: a letter with its marks, a lam-alef.
    Cell,
    /// A word, or the white space or sign between words (UAX #29).
    Word,
    /// A block of the article: a title, a paragraph.
    Paragraph,
}

/// A piece of the article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun: bytes of the article.
    pub anchor: Span,
    /// Where it was drawn to: bytes of the article. What is selected goes from the first byte of
    /// the two to the last one, in the order in which the pane shows them.
    pub head: Span,
    /// Where the caret stands: the first byte of a cell.
    pub caret: u32,
    /// What both ends go by.
    pub unit: Unit,
    /// Whether keys move the caret; else it was made with the mouse, and keys do what they always do.
    pub has_caret: bool,
    /// The column of the text that the caret keeps to while it goes up and down.
    column: Option<usize>,
}

/// A way for the caret to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One cell to the left, as seen; on to the next row (or the one before) at the edge of one.
    Left,
    /// One cell to the right.
    Right,
    /// Rows down, or up if negative.
    Rows(isize),
    /// To the start of the next word, as read.
    WordNext,
    /// To the start of this word or of the one before.
    WordPrevious,
    /// To the end of this word or of the next one.
    WordEnd,
    /// To where the row starts, as read.
    RowStart,
    /// To where it ends.
    RowEnd,
    /// To the first cell of the article.
    First,
    /// To the last one.
    Last,
}

/// A row of a block's text.
type Place = (usize, usize);

impl Reading {
    /// Begins a selection where the caret then stands: at the place that was walked to, or else at
    /// the first cell in sight. One made with the mouse is kept, and keys move its end from now on.
    /// Gives `false` if there is no text.
    pub fn begin_selection(&mut self, unit: Unit) -> bool {
        if let Some(selection) = self.selection.take() {
            let pieces = self.pieces(&selection);
            let is_forward = self.rank(selection.anchor.start) <= self.rank(selection.head.start);
            let end = if is_forward { pieces.last().map(|piece| piece.end - 1) } else { None };
            let caret = end.or(pieces.first().map(|piece| piece.start)).unwrap_or(selection.caret);
            self.selection = Some(Selection { has_caret: true, ..selection });
            self.set_unit(unit);
            self.draw_selection_to(caret);
            return true;
        }
        let walked = self.current().map(|span| span.start).filter(|start| self.is_in_sight(*start));
        let Some(caret) = walked.or_else(|| self.first_in_sight()) else { return false };
        let place = self.unit_at(caret, unit);
        let caret = self.cell_at(caret).start;
        self.selection =
            Some(Selection { anchor: place, head: place, caret, unit, has_caret: true, column: None });
        true
    }

    /// Begins a selection with the mouse, of the unit at `anchor` (which may be empty: the end of a
    /// row).
    pub fn press_selection(&mut self, anchor: Span, unit: Unit) {
        let anchor = if unit == Unit::Cell { anchor } else { self.unit_at(anchor.start, unit) };
        let caret = anchor.start;
        self.selection =
            Some(Selection { anchor, head: anchor, caret, unit, has_caret: false, column: None });
    }

    /// Draws a selection made with the mouse to a place under the pointer.
    pub fn drag_selection(&mut self, to: Span) {
        let Some(Selection { unit, anchor, .. }) = self.selection else { return };
        // Where a row has ended, the word that ended there counts, not the space after it.
        let has_ended = to.is_empty() && self.rank(anchor.start) < self.rank(to.start);
        let at = if has_ended { to.start - 1 } else { to.start };
        let head = if unit == Unit::Cell { to } else { self.unit_at(at, unit) };
        if let Some(selection) = &mut self.selection {
            (selection.head, selection.caret) = (head, head.start);
        }
    }

    /// Lets a selection go by another unit: both ends take in more; going by cells again, the anchor
    /// stays as it is.
    pub fn set_unit(&mut self, unit: Unit) {
        let Some(selection) = self.selection.take() else { return };
        let anchor = match unit {
            Unit::Cell => selection.anchor,
            _ => self.unit_at(selection.anchor.start, unit),
        };
        let head = self.unit_at(selection.caret, unit);
        self.selection = Some(Selection { anchor, head, unit, ..selection });
    }

    /// Lets the caret go on from the other end.
    pub fn swap_ends(&mut self) {
        let Some(selection) = &mut self.selection else { return };
        std::mem::swap(&mut selection.anchor, &mut selection.head);
        selection.caret = selection.head.start;
        selection.column = None;
        self.reveal_caret();
    }

    /// Moves the caret, and with it the end of the selection; the text scrolls with it.
    pub fn move_caret(&mut self, motion: Motion) {
        let Some(selection) = &self.selection else { return };
        let (from, kept) = (selection.caret, selection.column);
        let mut column = None;
        let to = match motion {
            Motion::Left | Motion::Right => self.beside(from, motion == Motion::Right),
            Motion::Rows(by) => {
                column = kept.or_else(|| self.column_of(from));
                self.rows_away(from, by, column.unwrap_or_default())
            }
            Motion::WordNext | Motion::WordPrevious | Motion::WordEnd => self.word_away(from, motion),
            Motion::RowStart => self.cells_in_order(from).map(|(first, _)| first),
            Motion::RowEnd => self.cells_in_order(from).map(|(_, last)| last),
            Motion::First => self.edge(false),
            Motion::Last => self.edge(true),
        };
        if let Some(to) = to {
            self.draw_selection_to(to);
        }
        if let Some(selection) = &mut self.selection {
            selection.column = column;
        }
    }

    fn draw_selection_to(&mut self, offset: u32) {
        let Some(unit) = self.selection.as_ref().map(|selection| selection.unit) else { return };
        let (head, caret) = (self.unit_at(offset, unit), self.cell_at(offset).start);
        if let Some(selection) = &mut self.selection {
            (selection.head, selection.caret, selection.column) = (head, caret, None);
        }
        self.reveal_caret();
    }

    fn reveal_caret(&mut self) {
        let Some(caret) = self.selection.as_ref().map(|selection| selection.caret) else { return };
        match self.edge(false) {
            // What stands above the first cell (a title that is not of the text) comes into sight.
            Some(first) if first == caret => self.first(),
            _ => self.scroll_to(caret),
        }
    }

    /// The bytes of a block's text that are selected.
    pub fn selected_in(&self, block: usize) -> Option<std::ops::Range<usize>> {
        let span = self.blocks.get(block)?.span()?;
        let (first, last) = self.bounds(self.selection.as_ref()?);
        if block < first.0 || last.0 < block {
            return None;
        }
        let start = if block == first.0 { first.1 } else { span.start };
        let end = if block == last.0 { last.1 } else { span.end };
        (start < end).then(|| (start - span.start) as usize..(end - span.start) as usize)
    }

    /// What is selected, as it is stored: in logical order, unshaped, bidi controls included. Blocks are
    /// joined by what stands between them in the article if that is white space, else by a line
    /// break. Empty if nothing is selected.
    pub fn selected_text(&self) -> String {
        let Some(selection) = &self.selection else { return String::new() };
        let text = &self.article.text;
        let mut copied = String::new();
        let mut end = None;
        for piece in self.pieces(selection) {
            if let Some(end) = end {
                let between = Span { start: end, end: piece.start }.of(text);
                let is_blank = end <= piece.start && between.trim().is_empty();
                copied.push_str(if is_blank { between } else { "\n" });
            }
            copied.push_str(piece.of(text));
            end = Some(piece.end);
        }
        copied
    }

    /// The selected pieces of the article, in the order in which the pane shows them.
    pub fn selected_spans(&self) -> Vec<Span> {
        self.selection.as_ref().map(|selection| self.pieces(selection)).unwrap_or_default()
    }

    /// The text of the paragraph that one reads: that of the place walked to, or else the first in
    /// sight. `None` if none is in sight.
    pub fn paragraph_in_sight(&self) -> Option<&str> {
        let walked = self.current().map(|span| span.start).filter(|start| self.is_in_sight(*start));
        let is_paragraph = |block: &usize| match self.blocks[*block].kind {
            BlockKind::Text(kind) => kind.is_body(),
            _ => false,
        };
        let in_sight = || self.shown.iter().filter_map(Shown::block).filter(|block| self.has_text(*block));
        let block = match walked {
            Some(start) => self.block_of(start),
            None => in_sight().find(is_paragraph).or_else(|| in_sight().next()),
        }?;
        Some(self.blocks[block].span()?.of(&self.article.text))
    }

    /// The selected pieces of the article, in the order in which the pane shows them; none is empty.
    fn pieces(&self, selection: &Selection) -> Vec<Span> {
        let (first, last) = self.bounds(selection);
        let piece = |block: usize| {
            let span = self.blocks[block].span()?;
            let start = if block == first.0 { first.1 } else { span.start };
            let end = if block == last.0 { last.1 } else { span.end };
            (start < end).then_some(Span { start, end })
        };
        (first.0..=last.0).filter_map(piece).collect()
    }

    /// The block and the byte at which a selection starts, and those at which it ends.
    fn bounds(&self, selection: &Selection) -> ((usize, u32), (usize, u32)) {
        let ends = [selection.anchor, selection.head];
        let [a, b] = ends.map(|end| self.rank(end.start));
        let [c, d] = ends.map(|end| (self.rank(end.start).0, end.end));
        (a.min(b), c.max(d))
    }

    /// Where a byte of the article comes in the order of the pane: its block, then itself.
    fn rank(&self, offset: u32) -> (usize, u32) {
        (self.block_of(offset).unwrap_or_default(), offset)
    }

    /// The block that shows a byte of the article, or that ends there.
    fn block_of(&self, offset: u32) -> Option<usize> {
        let spans = || self.blocks.iter().map(|block| block.span());
        let holds = |span: Option<Span>| span.is_some_and(|span| span.start <= offset && offset < span.end);
        let ends = |span: Option<Span>| span.is_some_and(|span| span.end == offset);
        spans().position(holds).or_else(|| spans().position(ends))
    }

    fn has_text(&self, block: usize) -> bool {
        self.blocks[block].span().is_some_and(|span| !span.is_empty())
    }

    /// What a unit takes in at a byte of the article; at the end of a block, the last of it.
    fn unit_at(&mut self, offset: u32, unit: Unit) -> Span {
        let Some(block) = self.block_of(offset) else { return Span { start: offset, end: offset } };
        let Some(span) = self.blocks[block].span() else { return Span { start: offset, end: offset } };
        match unit {
            Unit::Cell => self.cell_at(offset),
            Unit::Paragraph => span,
            Unit::Word => {
                let text = &self.blocks[block].text;
                // At the end of the block, the word that ends there.
                let inside = ((offset - span.start) as usize).min(text.len().saturating_sub(1));
                let word = caret::word_at(text, inside);
                Span::new(word.start, word.end).shifted(span.start)
            }
        }
    }

    /// The bytes of the cell that shows a byte of the article; for one that is not painted (white
    /// space at the end of a row), those of the last cell before it.
    fn cell_at(&mut self, offset: u32) -> Span {
        let nothing = Span { start: offset, end: offset };
        let Some((block, row)) = self.place_of(offset) else { return nothing };
        let start = self.blocks[block].offset.unwrap_or_default();
        let inside = (offset - start) as usize;
        let Some(row) = self.lines(block).and_then(|lines| lines.rows().get(row)) else { return nothing };
        let cells = row.cells().iter();
        let before =
            cells.filter(|cell| cell.source().start <= inside).max_by_key(|cell| cell.source().start);
        let found = before.or_else(|| row.cells().iter().min_by_key(|cell| cell.source().start));
        found.map_or(nothing, |cell| Span::new(cell.source().start, cell.source().end).shifted(start))
    }

    /// The row in which a byte of the article is shown, laid out.
    fn place_of(&mut self, offset: u32) -> Option<Place> {
        let block = self.block_of(offset)?;
        self.lay_out(block);
        let inside = (offset - self.blocks[block].offset?) as usize;
        Some((block, self.lines(block)?.row_of(inside)))
    }

    /// A row of text, and where its block starts in the article.
    fn row_of(&self, (block, row): Place) -> Option<(&Row, u32)> {
        Some((self.lines(block)?.rows().get(row)?, self.blocks[block].offset?))
    }

    /// The row of text that follows another (or comes before it), with at least one cell; laid out.
    fn row_beside(&mut self, (block, row): Place, forward: bool) -> Option<Place> {
        let (mut block, mut row) = (block, row);
        loop {
            self.lay_out(block);
            let count = self.lines(block).map_or(0, |lines| lines.rows().len());
            (block, row) = match forward {
                true if row + 1 < count && self.has_text(block) => (block, row + 1),
                true => ((block + 1..self.blocks.len()).find(|block| self.has_text(*block))?, 0),
                false if row > 0 => (block, row - 1),
                false => {
                    let before = (0..block).rev().find(|block| self.has_text(*block))?;
                    self.lay_out(before);
                    (before, self.lines(before)?.rows().len().saturating_sub(1))
                }
            };
            self.lay_out(block);
            if self.row_of((block, row)).is_some_and(|(row, _)| !row.cells().is_empty()) {
                return Some((block, row));
            }
        }
    }

    /// The cell left or right of the one at `from`, as seen; beyond the edge of a row, the nearest
    /// cell of the next row as one reads, or of the one before.
    fn beside(&mut self, from: u32, to_the_right: bool) -> Option<u32> {
        let place = self.place_of(from)?;
        let (row, start) = self.row_of(place)?;
        let here = row.columns_at((from - start) as usize)?;
        let next = match to_the_right {
            true => row.cell_at(here.end),
            false => here.start.checked_sub(1).and_then(|column| row.cell_at(column)),
        };
        if let Some(cell) = next {
            return Some(start + cell.source().start as u32);
        }
        let is_forward = to_the_right != row.base().is_rtl();
        let beside = self.row_beside(place, is_forward)?;
        let (row, start) = self.row_of(beside)?;
        // Reading goes on at the start of the row, wherever that is in it.
        let at_start =
            |row: &Row| if row.base().is_rtl() { row.indent() + row.width() - 1 } else { row.indent() };
        let at_end =
            |row: &Row| if row.base().is_rtl() { row.indent() } else { row.indent() + row.width() - 1 };
        let column = if is_forward { at_start(row) } else { at_end(row) };
        row.cell_at(column).map(|cell| start + cell.source().start as u32)
    }

    /// The column of the text in which a byte of the article is shown.
    fn column_of(&mut self, offset: u32) -> Option<usize> {
        let place = self.place_of(offset)?;
        let (row, start) = self.row_of(place)?;
        Some(row.columns_at((offset - start) as usize)?.start + self.shift_of(place.0))
    }

    /// Columns by which the rows of a block stand further right than its text's own.
    fn shift_of(&self, block: usize) -> usize {
        let is_rtl = self.lines(block).is_some_and(Lines::is_rtl);
        if is_rtl { 0 } else { usize::from(self.blocks[block].indent()) }
    }

    /// The cell nearest to a column, `by` rows further down (or up), or in the last row there is.
    fn rows_away(&mut self, from: u32, by: isize, column: usize) -> Option<u32> {
        let mut place = self.place_of(from)?;
        for _ in 0..by.unsigned_abs() {
            let Some(next) = self.row_beside(place, by > 0) else { break };
            place = next;
        }
        let shift = self.shift_of(place.0);
        let (row, start) = self.row_of(place)?;
        let (left, right) = (row.indent(), (row.indent() + row.width()).saturating_sub(1));
        let cell = row.cell_at(column.saturating_sub(shift).clamp(left, right))?;
        Some(start + cell.source().start as u32)
    }

    fn word_away(&mut self, from: u32, motion: Motion) -> Option<u32> {
        let block = self.block_of(from)?;
        let inside = (from - self.blocks[block].offset?) as usize;
        let found = match motion {
            Motion::WordNext => words(&self.blocks[block].text).find(|word| word.start > inside),
            Motion::WordPrevious => words(&self.blocks[block].text).filter(|word| word.start < inside).last(),
            _ => {
                let here = (self.cell_at(from).end - self.blocks[block].offset?) as usize;
                words(&self.blocks[block].text).find(|word| word.end > here)
            }
        };
        let is_forward = motion != Motion::WordPrevious;
        let (block, word) = match found {
            Some(word) => (block, word),
            None => self.words_beyond(block, is_forward)?,
        };
        let start = self.blocks[block].offset?;
        let at = if motion == Motion::WordEnd { word.end - 1 } else { word.start };
        Some(start + at as u32)
    }

    /// The first word of the next block that has one, or the last of one before.
    fn words_beyond(&self, block: usize, forward: bool) -> Option<(usize, std::ops::Range<usize>)> {
        let word = |block: usize| {
            self.blocks[block].offset?;
            let mut words = words(&self.blocks[block].text);
            let word = if forward { words.next() } else { words.last() };
            word.map(|word| (block, word))
        };
        match forward {
            true => (block + 1..self.blocks.len()).find_map(word),
            false => (0..block).rev().find_map(word),
        }
    }

    /// The first and the last cell of a row, as read, by a byte in the row.
    fn cells_in_order(&mut self, offset: u32) -> Option<(u32, u32)> {
        let place = self.place_of(offset)?;
        let (row, start) = self.row_of(place)?;
        let starts = || row.cells().iter().map(|cell| cell.source().start as u32);
        Some((start + starts().min()?, start + starts().max()?))
    }

    /// The first or last byte of the article's text as the pane shows it.
    fn edge(&self, last: bool) -> Option<u32> {
        let mut with_text = (0..self.blocks.len()).filter(|block| self.has_text(*block));
        let block = if last { with_text.next_back() } else { with_text.next() };
        let span = self.blocks[block?].span()?;
        Some(if last { span.end - 1 } else { span.start })
    }

    fn first_in_sight(&self) -> Option<u32> {
        self.shown.iter().find_map(|shown| match *shown {
            Shown::Row { block, row } if self.has_text(block) => {
                let (row, start) = self.row_of((block, row))?;
                (!row.cells().is_empty()).then_some(start + row.source().start as u32)
            }
            _ => None,
        })
    }

    fn is_in_sight(&self, offset: u32) -> bool {
        self.shown.iter().any(|shown| match *shown {
            Shown::Row { block, row } => self.row_of((block, row)).is_some_and(|(row, start)| {
                offset.checked_sub(start).is_some_and(|inside| row.source().contains(&(inside as usize)))
            }),
            Shown::Blank => false,
        })
    }
}

/// The words of a text, in its order; white space between them is none.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let words = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    words.map(|(at, word)| at..at + word.len())
}

#[cfg(test)]
mod tests;
