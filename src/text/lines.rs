//! A text and a width -> rows of cells, remembered.
//!
//! What does not depend on the width (levels, joining, glyphs) is done once; a resize repeats
//! wrapping and what follows it.

use super::cells::Row;
use super::segment::paragraphs;
use super::{Align, Base, Forms, Prepared, caret};

/// A laid-out text of any number of paragraphs.
#[derive(Clone, Debug)]
pub struct Lines {
    paragraphs: Vec<Prepared>,
    /// How the rows were made.
    wrapped: Option<(usize, Align)>,
    rows: Vec<Row>,
}

impl Lines {
    /// Segments and shapes `text`; it has no rows before [`Lines::wrap`]. `base` is asked for each
    /// paragraph by itself.
    pub fn new(text: &str, base: Base, forms: Forms) -> Lines {
        let mut all: Vec<Prepared> =
            paragraphs(text).map(|range| Prepared::new(text, range, base, forms)).collect();
        if all.is_empty() {
            all.push(Prepared::new(text, 0..0, base, forms));
        }
        Lines { paragraphs: all, wrapped: None, rows: Vec::new() }
    }

    /// Makes rows of `width` columns (0: one for a paragraph, without padding); nothing is done if
    /// they are there already.
    pub fn wrap(&mut self, width: usize, align: Align) {
        if self.wrapped != Some((width, align)) {
            self.wrapped = Some((width, align));
            self.rows.clear();
            self.rows.extend(self.paragraphs.iter().flat_map(|paragraph| paragraph.rows(width, align)));
        }
    }

    /// The rows; at least one after [`Lines::wrap`], also of an empty text.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The byte of the text at which a row starts; 0 if there is no such row.
    pub fn start(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.source().start)
    }

    /// The row that shows a byte of the text, or the last one before it.
    pub fn row_of(&self, offset: usize) -> usize {
        caret::row_of(&self.rows, offset)
    }

    /// Whether the text reads from the right: as its first paragraph does.
    pub fn is_rtl(&self) -> bool {
        self.paragraphs.first().is_some_and(|paragraph| paragraph.shaped.base().is_rtl())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Options, layout};
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_has_a_row_where_a_caret_can_stand() {
        let mut lines = Lines::new("", Base::Rtl, Forms::default());
        lines.wrap(5, Align::Start);
        assert_eq!((lines.rows().len(), lines.is_rtl()), (1, true));
        assert_eq!(caret::stop_of(&lines.rows()[0], 0).column, 4);
    }

    proptest! {
        #[test]
        fn wrapping_anew_is_laying_out_anew(text in "[ab \u{628}\u{644}\u{627}\n]{0,40}", widths in prop::collection::vec(0usize..9, 1..4)) {
            let mut lines = Lines::new(&text, Base::Auto, Forms::default());
            for width in widths {
                lines.wrap(width, Align::Start);
                let rows = layout(&text, &Options { width, ..Options::default() });
                if !text.is_empty() {
                    prop_assert_eq!(lines.rows(), rows.as_slice());
                }
                for row in 0..lines.rows().len() {
                    prop_assert_eq!(lines.row_of(lines.start(row)), row);
                }
            }
        }
    }
}
