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
//! Each has its reason to come where it comes. Levels and line breaks are properties of the whole
//! paragraph, so it is segmented first. Joining looks at logical neighbours and ties lam and alef
//! into one cell, so no width is known before shaping, and lines are wrapped after it. L1 and L2
//! hold for a line, so reordering is the last thing before cells.
//!
//! [`layout`] does all of it, paragraph by paragraph; [`truncate`] makes one line with an ellipsis;
//! [`prepare`] does what does not depend on the width, so that a resize repeats only the rest;
//! [`Lines`] remembers both. [`caret`] moves in rows, and [`inverse()`] turns a finished row of the
//! screen for a terminal that reorders. A program that draws with ratatui finds all of it, ready to
//! be used, in [`crate::widget`]. A [`Writer`] is for those who want the rows as they are sent and no
//! cells: most paragraphs it takes in one pass.
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
//! # What is promised
//!
//! - Any text is laid out: there are no errors, and none of the functions panics on what is in it.
//! - The sources of rows tile the text, and those of the cells of a row its [`Row::painted`] part,
//!   on boundaries of grapheme clusters, but that a lam-alef is one cell of two clusters. So every
//!   byte has one row, and every byte that is painted one cell.
//! - [`Cell::width`] is what a terminal gives to the symbol of the cell, as `unicode-width` has it,
//!   and a row is as wide as its cells. A row is never wider than it was asked to be: in one of one
//!   column, U+FFFD stands for a wide character.
//! - No escape sequence, no control and no bidi control gets into a cell: controls have their effect
//!   on levels and joins, and are then left out; none has an effect beyond its paragraph.
//! - The order is that of UAX #9, of which the tests run all conformance files.
//!
//! # What is not
//!
//! - Glyphs are characters. What a font can do and Unicode has no presentation form for is left to
//!   the terminal: other ligatures than lam-alef, letters of small languages in their joined forms,
//!   Syriac, the scripts of India. No line is justified, no word hyphenated.
//! - Where a terminal takes other widths than `unicode-width` (new emoji, mostly), that row is off in
//!   it, as it is in every other program.
//! - No IO, no article, no ratatui, no styles: a style belongs to a source range, and
//!   [`Row::cells_of`] finds its cells.
//!
//! # Widths
//!
//! The width of a glyph is that of what is painted: a lam-alef is one cell, because its ligature is
//! one character. Measured on the unshaped letters (ratatui's `Line::width` does that) it would be
//! one too, and yet terminals paint those in two; so text that goes to cells must be shaped first.
//!
//! # Modes and terminals
//!
//! Which [`Mode`] is right depends on what the terminal does by itself with a row that it is sent.
//!
//! | terminal | does | send |
//! | --- | --- | --- |
//! | xterm, Alacritty, foot, urxvt, WezTerm, Ghostty, … | nothing | [`Mode::Visual`] |
//! | GNOME Terminal and others with VTE, mintty | reorders and joins, until `CSI 8 l` (BDSM) | [`Mode::Visual`] after it |
//! | Konsole, mlterm | reorders and joins, until an OSC of its own | [`Mode::Visual`] after it |
//! | kitty | turns each run of Arabic round, until its user sets `force_ltr yes` | [`Mode::Visual`] after it |
//! | PuTTY, Terminal.app | reorders whole rows of the screen, always | rows in visual order, each turned by [`inverse()`] (a frame: [`crate::widget::logical::turn`]) |
//! | a pipe, a screen reader | its own | [`Mode::Off`] |
//!
//! [`Mode::Logical`] is for text that has its rows of a reordering terminal to itself, as what a
//! command prints. Beside a border it is not enough: the terminal would take the row of the screen
//! for one line of text. [`crate::terminal`] knows the terminals, switches their bidi off, and on
//! again on every way out.

pub mod caret;
mod cells;
mod forms;
mod inverse;
mod lines;
mod property;
mod reorder;
mod segment;
mod shape;
mod stream;
mod wrap;

#[cfg(test)]
pub(crate) mod tests;

pub use cells::{Cell, Row, cells};
pub use inverse::{Mirroring, SEPARATOR, Sent, inverse, shown};
pub use lines::Lines;
pub use reorder::{reorder, visual_order};
pub use segment::{Break, Paragraph, levels, paragraphs, segment};
pub use shape::{Forms, Glyph, Shaped, Symbol, shape};
pub use stream::Writer;
pub use wrap::{Line, lines, wrap};

use std::ops::Range;

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
    /// Segments and shapes the paragraph at `range` of `text`; the caret of `forms` is one in `text`.
    fn new(text: &str, range: Range<usize>, base: Base, forms: Forms) -> Prepared {
        let paragraph = segment(segment::without_separator(&text[range.clone()]), base);
        let caret = forms.caret.and_then(|caret| caret.checked_sub(range.start));
        let shaped = shape(&paragraph, Forms { caret, ..forms });
        Prepared { shaped, has_explicit: paragraph.has_explicit(), start: range.start, end: range.end }
    }

    /// Its bytes in the text, with its separator.
    pub fn source(&self) -> Range<usize> {
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
    paragraphs(text).map(move |range| Prepared::new(text, range, base, Forms { mode, marks, caret: None }))
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

/// The row of `line`: [`reorder()`], unless text is sent as it is stored, and [`cells()`].
pub fn row(shaped: &Shaped, line: &Line, width: usize, align: Align) -> Row {
    let order = match shaped.mode {
        Mode::Off => line.glyphs.clone().collect(),
        Mode::Visual | Mode::Logical => reorder(shaped, line.glyphs.clone()),
    };
    cells(shaped, line, &order, width, align)
}
