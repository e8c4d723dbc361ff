//! A paragraph and a width -> rows of cells, remembered.
//!
//! What does not depend on the width (levels, joining, glyphs) is done once; a resize repeats
//! wrapping and what follows it. Text that has not been looked at is not laid out at all.

use crate::text::{self, Align, Base, Forms, Line, Mode, Row, Shaped};

/// A laid-out paragraph.
#[derive(Clone, Debug)]
pub struct Lines {
    shaped: Shaped,
    mode: Mode,
    width: u16,
    rows: Vec<Row>,
}

impl Lines {
    /// Segments and shapes `text`; it has no rows before [`Lines::wrap`].
    pub fn new(text: &str, base: Base, forms: Forms) -> Lines {
        let shaped = text::shape(&text::segment(text, base), forms);
        Lines { shaped, mode: forms.mode, width: 0, rows: Vec::new() }
    }

    /// Makes rows of `width` columns; nothing is done if they are there already.
    pub fn wrap(&mut self, width: u16) {
        let width = width.max(1);
        if self.width != width {
            self.width = width;
            let lines = text::lines(&self.shaped, usize::from(width));
            self.rows = lines.map(|line| self.row(&line)).collect();
        }
    }

    fn row(&self, line: &Line) -> Row {
        let order = match self.mode {
            Mode::Off => line.glyphs.clone().collect(),
            Mode::Visual | Mode::Logical => text::reorder(&self.shaped, line.glyphs.clone()),
        };
        text::cells(&self.shaped, line, &order, usize::from(self.width), Align::Start)
    }

    /// The rows; at least one after [`Lines::wrap`].
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The byte of the text at which a row starts; 0 if there is no such row.
    pub fn start(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.source().start)
    }

    /// The row that shows a byte of the text, or the last one before it.
    pub fn row_of(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.source().start <= offset).saturating_sub(1)
    }

    /// Whether the text reads from the right.
    pub fn is_rtl(&self) -> bool {
        self.shaped.base().is_rtl()
    }
}
