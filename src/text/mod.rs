//! Logical text -> rows of terminal cells, right to left where it reads so.
//!
//! A terminal paints cells from left to right and knows nothing of Arabic (or knows it wrongly).
//! This module does what is missing, in the order that the Unicode standard asks for:
//!
//! | stage | turns | into | by |
//! | --- | --- | --- | --- |
//! | [`segment()`] | a paragraph | clusters, levels, joins, line breaks | UAX #9, #14, #29 |
//! | [`shape()`] | clusters | glyphs: what one cell shows | ArabicShaping, presentation forms, L4 |
//! | [`wrap()`] | glyphs | lines of a width | UAX #14 |
//! | [`reorder()`] | a line | its order from left to right | L1, L2, L3 |
//! | [`cells()`] | glyphs in order | a [`Row`] of cells that know their source | – |
//!
//! [`layout`] does all of it, paragraph by paragraph; [`truncate`] makes one line with an ellipsis;
//! [`prepare`] does what does not depend on the width, so that a resize repeats only the rest. A
//! [`Writer`] is for those who want the rows as they are sent and no cells: most paragraphs it takes
//! in one pass.
//!
//! ```
//! use khabar::text::{Options, layout};
//!
//! // Salam in Arabic letters, a space, and a number.
//! let text = "\u{633}\u{644}\u{627}\u{645} 2025";
//! let rows = layout(text, &Options { width: 12, ..Options::default() });
//! let row = &rows[0];
//! // From left to right: padding, the number, the word from its end; lam and alef share a cell.
//! assert_eq!(row.padded(), "    2025 \u{FEE1}\u{FEFC}\u{FEB3}");
//! assert_eq!((row.indent(), row.width()), (4, 8));
//! // Every cell knows what it shows, so a highlight of the number finds its columns …
//! assert_eq!(row.columns_of(9..13), [4..8]);
//! // … and a click on the leftmost letter its place in the text.
//! assert_eq!(row.offset_at(9), 6);
//! ```
//!
//! # What is absent
//!
//! No IO, no article, no ratatui, no styles: a style belongs to a source range, and
//! [`Row::cells_of`] finds its cells. No escape sequence, no control and no bidi control ever gets
//! into a cell: controls have their effect on levels and joins, and are then left out.
//!
//! # Widths
//!
//! The width of a glyph is that of what is painted, as `unicode-width` has it: a lam-alef is one
//! cell, because its ligature is one character. (Measured on the unshaped letters it would be one
//! too, and yet terminals paint those in two; so text that goes to cells must be shaped first.)

mod cells;
mod forms;
mod property;
mod reorder;
mod segment;
mod shape;
mod stream;
mod wrap;

#[cfg(test)]
mod tests;

pub use cells::{Cell, Row, cells};
pub use reorder::{reorder, visual_order};
pub use segment::{Break, Paragraph, levels, paragraphs, segment};
pub use shape::{Forms, Glyph, Shaped, Symbol, shape};
pub use stream::Writer;
pub use wrap::{Line, lines, wrap};

/// An embedding level (UAX #9, BD2): even from left to right, odd from right to left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The level of a paragraph from left to right.
    pub const LTR: Level = Level(0);
    /// The level of a paragraph from right to left.
    pub const RTL: Level = Level(1);

    /// The number: 0 to 126.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Whether text on this level reads from right to left.
    pub fn is_rtl(self) -> bool {
        self.0 % 2 == 1
    }
}

/// Where the base direction of a paragraph comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// Its first strong character (UAX #9, P2 and P3); left to right if there is none.
    #[default]
    Auto,
    /// Its first strong character; right to left if there is none.
    AutoRtl,
    /// Right to left, whatever it contains.
    Rtl,
    /// Left to right, whatever it contains.
    Ltr,
}

/// What is sent to the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Visual order, shaped to presentation forms, brackets mirrored: for terminals that do nothing
    /// themselves, or can be told to.
    #[default]
    Visual,
    /// Logical order, shaped, not mirrored: for terminals that reorder whatever they get.
    Logical,
    /// Logical order, letters as they are stored: for pipes and screen readers.
    Off,
}

/// Whether the vowel signs and other marks of Arabic (tashkeel) are painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// On the cell of their letter.
    #[default]
    Keep,
    /// Not at all: for terminals that put them on the wrong cell, or lose the letter over them.
    Strip,
}

/// Where a row stands in its width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where reading starts: on the right if the paragraph reads from right to left.
    #[default]
    Start,
    /// On the left.
    Left,
    /// On the right.
    Right,
    /// No padding: for pipes.
    None,
}

/// How [`layout`] lays text out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the base direction comes from.
    pub base: Base,
    /// Columns of a row; 0: a paragraph is one row, without padding.
    pub width: usize,
    /// What is sent.
    pub mode: Mode,
    /// Whether tashkeel is painted.
    pub marks: Marks,
    /// Where a row stands in its width.
    pub align: Align,
}

/// Lays `text` out, paragraph by paragraph. The sources of the rows tile it, paragraph separators
/// included; an empty paragraph is an empty row; an empty text has no rows.
pub fn layout(text: &str, options: &Options) -> Vec<Row> {
    let mut all = Vec::new();
    for prepared in prepare(text, options) {
        all.extend(prepared.rows(options.width, options.align));
    }
    all
}

/// A paragraph of a longer text, shaped: what [`prepare`] gives.
#[derive(Clone, Debug)]
pub struct Prepared {
    shaped: Shaped,
    has_explicit: bool,
    start: usize,
    end: usize,
}

impl Prepared {
    /// Its bytes in the text, with its separator.
    pub fn source(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Its glyphs; their sources count from the start of the paragraph.
    pub fn shaped(&self) -> &Shaped {
        &self.shaped
    }

    /// Whether it holds embeddings, overrides or isolates; see [`Paragraph::has_explicit`].
    pub fn has_explicit(&self) -> bool {
        self.has_explicit
    }

    /// Its rows at `width`, one after the other, with sources in the text; at least one.
    pub fn rows(&self, width: usize, align: Align) -> impl Iterator<Item = Row> + '_ {
        lines(&self.shaped, width).map(move |line| {
            let end = (line.next == self.shaped.len()).then_some(self.end);
            row(&self.shaped, &line, width, align).shifted(self.start, end)
        })
    }

    /// Appends its rows to `text` as they are sent, padding included, each with a newline: for
    /// those who need no cells, several times faster than [`Prepared::rows`].
    pub fn write(&self, width: usize, align: Align, text: &mut String) {
        for line in lines(&self.shaped, width) {
            cells::write(&self.shaped, &line, width, align, text);
            text.push('\n');
        }
    }
}

/// Segments and shapes `text`, paragraph by paragraph: all that does not depend on a width. Of
/// `options`, `width` and `align` do not matter.
pub fn prepare<'a>(text: &'a str, options: &Options) -> impl Iterator<Item = Prepared> + use<'a> {
    let Options { base, mode, marks, .. } = *options;
    paragraphs(text).map(move |range| {
        let body = segment::without_separator(&text[range.clone()]);
        let paragraph = segment(body, base);
        let shaped = shape(&paragraph, Forms { mode, marks, caret: None });
        Prepared { shaped, has_explicit: paragraph.has_explicit(), start: range.start, end: range.end }
    })
}

/// One row of at most `options.width` columns (0: no limit) for the first paragraph of `text`.
/// What does not fit is cut at a cluster, and an ellipsis stands for it at the logical end: on the
/// left where the paragraph reads from right to left. The ellipsis also stands for further
/// paragraphs, unless they are blank. Its cell's source is what it stands for.
pub fn truncate(text: &str, options: &Options) -> Row {
    let Options { base, width, mode, marks, align } = *options;
    let first = paragraphs(text).next().unwrap_or(0..0);
    let body = segment::without_separator(&text[first.clone()]);
    let mut shaped = shape(&segment(body, base), Forms { mode, marks, caret: None });
    let more = !text[first.end..].trim().is_empty();
    let limit = if width == 0 { usize::MAX } else { width };
    if more || shaped.width() > limit {
        shaped.end_with_ellipsis(limit, text.len());
    }
    let line = Line { glyphs: 0..shaped.len(), next: shaped.len() };
    row(&shaped, &line, width, align).shifted(0, Some(text.len()))
}

fn row(shaped: &Shaped, line: &Line, width: usize, align: Align) -> Row {
    let order = match shaped.mode {
        Mode::Off => line.glyphs.clone().collect(),
        Mode::Visual | Mode::Logical => reorder(shaped, line.glyphs.clone()),
    };
    cells(shaped, line, &order, width, align)
}
