//! Glyphs in visual order -> a row of terminal cells that know their source.
//!
//! Nothing outside stores a column: highlights, mouse, selection and search hits are byte ranges
//! of the source, and a [`Row`] turns those into columns and back.

use super::reorder::{is_reversed, reorder};
use super::shape::{Packed, Shaped};
use super::wrap::Line;
use super::{Align, Level, Mode};
use std::ops::Range;

/// A cell (two for a wide character): what stands there and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    source: (u32, u32),
    symbol: (u32, u32),
    column: u32,
    width: u8,
    level: Level,
}

impl Cell {
    /// The bytes of the source that it shows. It shows what follows it unpainted, too.
    pub fn source(&self) -> Range<usize> {
        self.source.0 as usize..self.source.1 as usize
    }

    /// The column in which the reader sees it, padding included.
    pub fn column(&self) -> usize {
        self.column as usize
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Its embedding level (before L1): odd in a run from right to left.
    pub fn level(&self) -> Level {
        self.level
    }

    fn columns(&self) -> Range<usize> {
        self.column()..self.column() + self.width()
    }
}

/// One line of text, ready to be painted.
///
/// The cells stand in the order in which they are sent to the terminal: from left to right in
/// [`Mode::Visual`] and [`Mode::Off`], in logical order in [`Mode::Logical`], where the terminal
/// moves them. [`Cell::column`] always says where the reader sees a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    text: String,
    cells: Vec<Cell>,
    source: (u32, u32),
    /// Where the cells' sources end and white space that is not painted starts.
    hanging: u32,
    indent: u32,
    width: u32,
    base: Level,
    ends_paragraph: bool,
}

/// What stands for a character that is wider than the whole row.
const TOO_WIDE: char = '\u{FFFD}';

/// The row of `line`, whose glyphs stand in `order` (see [`reorder`](super::reorder())), aligned
/// in `width` columns. With `width` 0, and where the line fills `width`, there is no padding.
pub fn cells(shaped: &Shaped, line: &Line, order: &[usize], width: usize, align: Align) -> Row {
    let glyphs = shaped.packed();
    let columns = |index: usize| columns(&glyphs[index], width);
    let content: usize = line.glyphs.clone().map(columns).sum();
    let indent = indent(width, content, align, shaped.base);
    let first = line.glyphs.clone().find(|&index| glyphs[index].width > 0);
    let mut row = Row {
        text: String::with_capacity(order.len() * 3),
        cells: Vec::with_capacity(order.len()),
        source: (shaped.start(line.glyphs.start), shaped.start(line.next)),
        hanging: shaped.start(line.glyphs.end),
        indent: indent as u32,
        width: content as u32,
        base: shaped.base,
        ends_paragraph: line.next == shaped.len(),
    };
    let mut column = indent;
    for &index in order {
        let wide = columns(index);
        if wide == 0 {
            continue;
        }
        // Unpainted glyphs belong to the one before them; those that start the line, to the first.
        let after = (index + 1..line.glyphs.end).find(|&after| glyphs[after].width > 0);
        let from = if Some(index) == first { line.glyphs.start } else { index };
        let start = row.text.len() as u32;
        push_symbol(shaped, &glyphs[index], width, &mut row.text);
        row.cells.push(Cell {
            source: (shaped.start(from), shaped.start(after.unwrap_or(line.glyphs.end))),
            symbol: (start, row.text.len() as u32),
            column: column as u32,
            width: wide as u8,
            level: glyphs[index].level,
        });
        column += wide;
    }
    if shaped.mode == Mode::Logical {
        row.send_logically();
    }
    row
}

/// Columns of a glyph in a row of `width`.
#[inline]
fn columns(glyph: &Packed, width: usize) -> usize {
    let columns = usize::from(glyph.width);
    if width > 0 && columns > width { 1 } else { columns }
}

/// Appends the symbol of a glyph, or what stands for it if it is wider than the row.
#[inline]
fn push_symbol(shaped: &Shaped, glyph: &Packed, width: usize, text: &mut String) {
    if width > 0 && usize::from(glyph.width) > width {
        text.push(TOO_WIDE);
    } else {
        shaped.symbol(glyph).push_to(text);
    }
}

/// Appends to `text` what [`Row::padded`] of the row would be, without making its cells.
pub(super) fn write(shaped: &Shaped, line: &Line, width: usize, align: Align, text: &mut String) {
    let glyphs = &shaped.packed()[line.glyphs.clone()];
    let content: usize = glyphs.iter().map(|glyph| columns(glyph, width)).sum();
    let padding = indent(width, content, align, shaped.base);
    text.extend(std::iter::repeat_n(' ', padding));
    let mut push = |glyph| push_symbol(shaped, glyph, width, text);
    if shaped.mode != Mode::Visual {
        glyphs.iter().for_each(push);
    } else if is_reversed(shaped, &line.glyphs) {
        glyphs.iter().rev().for_each(push);
    } else {
        for index in reorder(shaped, line.glyphs.clone()) {
            push(&shaped.packed()[index]);
        }
    }
}

/// Columns of padding before the text.
pub(super) fn indent(width: usize, content: usize, align: Align, base: Level) -> usize {
    let free = width.saturating_sub(content);
    match align {
        Align::None | Align::Left => 0,
        Align::Right => free,
        Align::Start if base.is_rtl() => free,
        Align::Start => 0,
    }
}

impl Row {
    /// The cells, in the order in which they are sent.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What stands in `cell`, which must be one of this row's.
    pub fn symbol(&self, cell: &Cell) -> &str {
        &self.text[cell.symbol.0 as usize..cell.symbol.1 as usize]
    }

    /// All symbols, in the order in which they are sent; without padding.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The row as a terminal or a pipe gets it: padding on the left, then the symbols.
    pub fn padded(&self) -> String {
        format!("{:1$}{2}", "", self.indent(), self.text)
    }

    /// Columns of padding on the left of the text.
    pub fn indent(&self) -> usize {
        self.indent as usize
    }

    /// Columns of the text, without padding.
    pub fn width(&self) -> usize {
        self.width as usize
    }

    /// The bytes of the source that the row stands for, with the white space at its end that is
    /// not painted. The sources of the rows of a text tile it.
    pub fn source(&self) -> Range<usize> {
        self.source.0 as usize..self.source.1 as usize
    }

    /// The part of [`Row::source`] that the cells show: their sources tile it, if there are cells.
    pub fn painted(&self) -> Range<usize> {
        self.source.0 as usize..self.hanging as usize
    }

    /// The base level of its paragraph: 1 if it reads from right to left.
    pub fn base(&self) -> Level {
        self.base
    }

    /// Whether it is the last of its paragraph.
    pub fn ends_paragraph(&self) -> bool {
        self.ends_paragraph
    }

    /// The cell that the reader sees in `column`; none in the padding.
    pub fn cell_at(&self, column: usize) -> Option<&Cell> {
        // Where they stand in visual order, search; in logical order there is none to search by.
        match self.cells.binary_search_by(|cell| cell.column().cmp(&column)) {
            Ok(index) => Some(&self.cells[index]),
            Err(_) => self.cells.iter().find(|cell| cell.columns().contains(&column)),
        }
    }

    /// The byte offset that a click in `column` means: the start of the cell there; before the
    /// text, its start; after the text, its end. (What is before and after, the base level says.)
    pub fn offset_at(&self, column: usize) -> usize {
        if let Some(cell) = self.cell_at(column) {
            return cell.source().start;
        }
        let on_the_left = column < self.indent();
        if on_the_left == self.base.is_rtl() { self.painted().end } else { self.painted().start }
    }

    /// The columns in which the reader sees the byte at `offset`; none if it is not painted here.
    pub fn columns_at(&self, offset: usize) -> Option<Range<usize>> {
        self.cells.iter().find(|cell| cell.source().contains(&offset)).map(Cell::columns)
    }

    /// The cells that show any byte of `source`, in the order in which they are sent.
    pub fn cells_of(&self, source: Range<usize>) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |cell| {
            let shown = cell.source();
            shown.start < source.end && source.start < shown.end
        })
    }

    /// The columns in which the reader sees any byte of `source`: from left to right, as few
    /// ranges as there are stretches. A range of logical text may be several of them.
    pub fn columns_of(&self, source: Range<usize>) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = self.cells_of(source).map(Cell::columns).collect();
        stretches.sort_by_key(|columns| columns.start);
        stretches.dedup_by(|next, columns| {
            let adjacent = columns.end == next.start;
            if adjacent {
                columns.end = next.end;
            }
            adjacent
        });
        stretches
    }

    /// The row with its sources `offset` bytes further on, and its own end at `end`, if given.
    pub(super) fn shifted(mut self, offset: usize, end: Option<usize>) -> Row {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let shift = |(start, end): (u32, u32)| (start.saturating_add(offset), end.saturating_add(offset));
        for cell in &mut self.cells {
            cell.source = shift(cell.source);
        }
        self.source = shift(self.source);
        self.hanging = self.hanging.saturating_add(offset);
        if let Some(end) = end {
            self.source.1 = u32::try_from(end).unwrap_or(u32::MAX);
        }
        self
    }

    /// Puts the cells into logical order, and the text with them; columns stay.
    fn send_logically(&mut self) {
        self.cells.sort_by_key(|cell| cell.source);
        let mut text = String::with_capacity(self.text.len());
        for cell in &mut self.cells {
            let start = text.len() as u32;
            text.push_str(&self.text[cell.symbol.0 as usize..cell.symbol.1 as usize]);
            cell.symbol = (start, text.len() as u32);
        }
        self.text = text;
    }
}
