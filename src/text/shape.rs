//! A segmented paragraph -> glyphs: for each cluster the string that one cell (or two) shows.
//!
//! Shaping comes before wrapping, because joining looks at logical neighbours and a lam-alef is
//! two letters in one cell: no width is known before it. The strings of all glyphs lie in one
//! buffer, one after the other, so a glyph is 16 bytes and allocates nothing.

use super::forms::{self, Form};
use super::property::{self, Cluster, Joining, Props};
use super::reorder::White;
use super::segment::{Break, Paragraph};
use super::{Level, Marks, Mode};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// How [`shape`] paints clusters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// Shaped and mirrored, shaped only, or as stored.
    pub mode: Mode,
    /// Whether tashkeel is painted.
    pub marks: Marks,
    /// Byte offset in the paragraph at which a caret stands: a lam-alef is not tied over it, so
    /// that the caret has a place between the two.
    pub caret: Option<usize>,
}

/// A shaped paragraph: glyphs in logical order, and all that the later stages need.
/// A resize starts from here.
#[derive(Clone, Debug)]
pub struct Shaped {
    symbols: String,
    /// One for each glyph, and one more that marks the end.
    glyphs: Vec<Packed>,
    pub(super) base: Level,
    pub(super) mode: Mode,
}

/// One glyph of a [`Shaped`] paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The bytes of the paragraph that it shows. The ranges of all glyphs tile the paragraph.
    pub source: Range<usize>,
    /// What is painted; empty for controls and other characters that are not painted.
    pub symbol: &'a str,
    /// Columns; 0 exactly if `symbol` is empty.
    pub width: usize,
    /// Embedding level, before L1.
    pub level: Level,
    /// What may happen to a line after it.
    pub break_after: Break,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Packed {
    /// Offset in the paragraph; the next glyph's is the end.
    pub(super) source: u32,
    /// Offset in `symbols`; the next glyph's is the end.
    pub(super) symbol: u32,
    pub(super) width: u8,
    pub(super) level: Level,
    pub(super) break_after: Break,
    pub(super) white: White,
    /// Hangs over the edge at the end of a line.
    pub(super) hangs: bool,
}

/// U+25CC: what a mark without a base is painted on, as the standard recommends (section 5.13).
const DOTTED_CIRCLE: char = '\u{25CC}';

/// Marks painted on one base: the longest sequence that occurs in any writing (UAX #15,
/// Stream-Safe Text Format). More would only make terminals slow.
const MARKS_MAX: usize = 30;

impl Shaped {
    /// How many glyphs there are.
    pub fn len(&self) -> usize {
        self.glyphs.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The base level of the paragraph: 0 or 1.
    pub fn base(&self) -> Level {
        self.base
    }

    /// The glyph at `index`, in logical order; none after the last.
    pub fn glyph(&self, index: usize) -> Option<Glyph<'_>> {
        let glyph = *self.glyphs[..self.len()].get(index)?;
        Some(Glyph {
            source: self.source(index),
            symbol: self.symbol(index),
            width: usize::from(glyph.width),
            level: glyph.level,
            break_after: glyph.break_after,
        })
    }

    /// The glyphs in logical order.
    pub fn glyphs(&self) -> impl Iterator<Item = Glyph<'_>> {
        (0..self.len()).filter_map(|index| self.glyph(index))
    }

    /// Columns of the whole paragraph on one line.
    pub fn width(&self) -> usize {
        self.packed().iter().map(|glyph| usize::from(glyph.width)).sum()
    }

    pub(super) fn packed(&self) -> &[Packed] {
        &self.glyphs[..self.len()]
    }

    pub(super) fn symbol(&self, index: usize) -> &str {
        &self.symbols[self.glyphs[index].symbol as usize..self.glyphs[index + 1].symbol as usize]
    }

    /// The bytes that the glyph at `index` shows. `index` may be one after the last: the end.
    pub(super) fn source(&self, index: usize) -> Range<usize> {
        let end = self.glyphs.get(index + 1).unwrap_or(&self.glyphs[index]).source;
        self.glyphs[index].source as usize..end as usize
    }

    /// Byte offset where the glyph at `index` starts; `index` may be one after the last.
    pub(super) fn start(&self, index: usize) -> u32 {
        self.glyphs[index].source
    }

    /// Cuts the paragraph so that it fits `limit` columns together with an ellipsis, which shows
    /// (as source) all that was cut, up to `end`. `limit` must leave a column for it.
    pub(super) fn end_with_ellipsis(&mut self, limit: usize, end: usize) {
        let (mut column, mut kept) = (0, 0);
        for (index, glyph) in self.packed().iter().enumerate() {
            column += usize::from(glyph.width);
            if column >= limit {
                break;
            }
            if glyph.width > 0 && !glyph.hangs {
                kept = index + 1;
            }
        }
        let start = self.glyphs[kept];
        self.glyphs.truncate(kept);
        self.symbols.truncate(start.symbol as usize);
        self.glyphs.push(Packed { width: 1, level: self.base, ..end_mark(start.source, self.symbols.len()) });
        self.symbols.push('\u{2026}');
        self.glyphs.push(end_mark(end as u32, self.symbols.len()));
    }
}

/// What stands after the last glyph.
fn end_mark(source: u32, symbol: usize) -> Packed {
    Packed {
        source,
        symbol: symbol as u32,
        width: 0,
        level: Level::LTR,
        break_after: Break::No,
        white: White::No,
        hangs: false,
    }
}

/// Shapes a paragraph. A lam-alef is one glyph that shows both letters; every other cluster is a
/// glyph of its own, also those that are not painted.
pub fn shape(paragraph: &Paragraph<'_>, forms: Forms) -> Shaped {
    // A presentation form takes 3 bytes where its letter takes 2.
    let mut symbols = String::with_capacity(paragraph.text.len() + paragraph.text.len() / 2);
    let mut glyphs = Vec::with_capacity(paragraph.len() + 1);
    let mut index = 0;
    while index < paragraph.clusters.len() {
        let cluster = paragraph.clusters[index];
        let props = paragraph.props_of(index);
        let symbol = symbols.len() as u32;
        let mut last = index;
        let width = if let [one] = props
            && !one.is_hidden()
            && one.width() > 0
            && !(one.joins_next() && starts_with_lam(paragraph, index))
        {
            let character = first_character(paragraph, index);
            symbols.push(painted(character, *one, cluster.level, forms.mode));
            one.width()
        } else {
            last = ligature_end(paragraph, index, forms);
            paint(paragraph, index..=last, forms, &mut symbols)
        };
        glyphs.push(Packed {
            source: cluster.source,
            symbol,
            width,
            level: cluster.level,
            break_after: paragraph.clusters[last].break_after,
            white: White::of(props),
            hangs: props[0].is_space() && props[1..].iter().all(|props| props.is_hidden()),
        });
        index = last + 1;
    }
    glyphs.push(end_mark(paragraph.text.len() as u32, symbols.len()));
    Shaped { symbols, glyphs, base: paragraph.base, mode: forms.mode }
}

fn first_character(paragraph: &Paragraph<'_>, index: usize) -> char {
    let start = paragraph.clusters[index].source as usize;
    paragraph.text[start..].chars().next().expect("a cluster has a character")
}

fn starts_with_lam(paragraph: &Paragraph<'_>, index: usize) -> bool {
    let start = paragraph.clusters[index].source as usize;
    paragraph.text.as_bytes()[start..].starts_with("\u{0644}".as_bytes())
}

/// The index of the cluster that holds the alef, if a lam-alef starts with the cluster at `index`;
/// else `index`. Marks between the two do not matter, nor do characters that are not painted,
/// unless a line may end there; a joiner or non-joiner parts them.
fn ligature_end(paragraph: &Paragraph<'_>, index: usize, forms: Forms) -> usize {
    if forms.mode == Mode::Off
        || !starts_with_lam(paragraph, index)
        || !paragraph.props_of(index)[0].joins_next()
    {
        return index;
    }
    let mut end = index;
    loop {
        let transparent = |props: &Props| props.joining() == Joining::T;
        let after_first = usize::from(end == index);
        let passable = paragraph.props_of(end)[after_first..].iter().all(transparent);
        let next = end + 1;
        if !passable
            || paragraph.clusters[end].break_after != Break::No
            || next == paragraph.clusters.len()
            || paragraph.clusters[next].level != paragraph.clusters[index].level
        {
            return index;
        }
        end = next;
        let props = paragraph.props_of(end)[0];
        if props.joins_previous() && forms::lam_alef(first_character(paragraph, end), false).is_some() {
            let under_caret = forms.caret == Some(paragraph.clusters[end].source as usize);
            return if under_caret { index } else { end };
        }
        if !(transparent(&props) && props.is_hidden()) {
            return index;
        }
    }
}

/// Paints the clusters of `range` as one symbol; gives its columns.
fn paint(
    paragraph: &Paragraph<'_>,
    range: std::ops::RangeInclusive<usize>,
    forms: Forms,
    symbols: &mut String,
) -> u8 {
    let (first, last) = (*range.start(), *range.end());
    let start = symbols.len();
    let source = paragraph.clusters[first].source as usize..paragraph.source_end(last);
    let from = paragraph.clusters[first].character as usize;
    let level = paragraph.clusters[first].level;
    // The alef of a ligature starts the last cluster; the ligature takes the place of the lam.
    let alef = (last > first).then(|| paragraph.clusters[last].character as usize);
    let keeps_joiners = forms.mode == Mode::Off || paragraph.props_of(first).iter().any(ties_with_joiners);
    let (mut width, mut whole, mut marks) = (0, false, 0);
    for (index, character) in (from..).zip(paragraph.text[source].chars()) {
        let props = paragraph.props[index];
        let stripped = forms.marks == Marks::Strip && props.is_tashkeel();
        if Some(index) == alef
            || stripped
            || !is_painted(character, props, keeps_joiners, symbols.len() > start)
        {
            continue;
        }
        let ligature = (index == from)
            .then_some(alef)
            .flatten()
            .and_then(|_| forms::lam_alef(first_character(paragraph, last), props.joins_previous()));
        let symbol = ligature.unwrap_or_else(|| painted(character, props, level, forms.mode));
        if symbols.len() == start {
            width = columns(character, props);
        } else {
            marks += 1;
            whole |= props.width() > 0 || props.is_hidden();
        }
        if marks <= MARKS_MAX {
            symbols.push(symbol);
        }
    }
    if whole {
        width = symbols[start..].width() as u8;
    }
    if width == 0 && symbols.len() > start {
        symbols.insert(start, DOTTED_CIRCLE);
        width = 1;
    }
    width
}

/// Whether a joiner in the cluster is part of what is painted: emoji sequences and conjuncts of
/// Indic scripts, which the terminal's font puts together.
fn ties_with_joiners(props: &Props) -> bool {
    props.cluster().is_in(Cluster::PICTOGRAPH.bit() | Cluster::CONSONANT.bit())
}

/// Whether the character is painted at all; `after_base`: something is painted before it.
fn is_painted(character: char, props: Props, keeps_joiners: bool, after_base: bool) -> bool {
    if !props.is_hidden() {
        return true;
    }
    match character {
        '\t' => true,
        '\u{200C}' | '\u{200D}' => after_base && keeps_joiners,
        // Variation selectors, and the tags of flags: they change what is before them.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}' => after_base,
        _ => false,
    }
}

/// Columns of a character that is painted; a tab is painted as one space.
fn columns(character: char, props: Props) -> u8 {
    if character == '\t' { 1 } else { props.width() }
}

/// What is painted for one character.
#[inline]
fn painted(character: char, props: Props, level: Level, mode: Mode) -> char {
    if character == '\t' {
        return ' ';
    }
    if mode == Mode::Off {
        return character;
    }
    if props.joining().is_in(Joining::D.bit() | Joining::R.bit()) {
        return forms::form(character, Form::of(props.joins_previous(), props.joins_next()));
    }
    if mode == Mode::Visual && level.is_rtl() && props.is_mirrored() {
        return property::mirror(character).unwrap_or(character); // L4
    }
    character
}
