//! A segmented paragraph -> glyphs: for each cluster the string that one cell (or two) shows.
//!
//! Shaping comes before wrapping, because joining looks at logical neighbours and a lam-alef is
//! two letters in one cell: no width is known before it. Most symbols are one character and lie in
//! the glyph itself; the others lie in one buffer, one after the other, so no glyph allocates.

use super::forms;
use super::property::{self, Joining, Props};
use super::reorder::White;
use super::segment::{Break, Cluster, Paragraph};
use super::{Level, Marks, Mode};
use std::fmt;
use std::ops::{Range, RangeInclusive};
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
    /// The symbols of more than one character.
    long: String,
    /// One for each glyph, and one more that marks the end.
    glyphs: Vec<Packed>,
    pub(super) base: Level,
    pub(super) mode: Mode,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol<'a> {
    /// Nothing: a control or another character that is not painted.
    Nothing,
    /// One character.
    Character(char),
    /// A character with its marks, an emoji sequence …
    Cluster(&'a str),
}

impl Symbol<'_> {
    /// Appends it to `text`.
    #[inline]
    pub fn push_to(self, text: &mut String) {
        match self {
            Symbol::Nothing => {}
            Symbol::Character(character) => text.push(character),
            Symbol::Cluster(cluster) => text.push_str(cluster),
        }
    }
}

impl fmt::Display for Symbol<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Symbol::Nothing => Ok(()),
            Symbol::Character(character) => write!(formatter, "{character}"),
            Symbol::Cluster(cluster) => formatter.write_str(cluster),
        }
    }
}

/// One glyph of a [`Shaped`] paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The bytes of the paragraph that it shows. The ranges of all glyphs tile the paragraph.
    pub source: Range<usize>,
    /// What is painted.
    pub symbol: Symbol<'a>,
    /// Columns; 0 exactly if nothing is painted.
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
    /// The character that is painted; or the offset of a longer symbol in `long`.
    symbol: u32,
    /// Bytes of a longer symbol; 0: it is one character.
    long: u16,
    pub(super) width: u8,
    pub(super) level: Level,
    pub(super) break_after: Break,
    pub(super) white: White,
    /// Hangs over the edge at the end of a line.
    pub(super) hangs: bool,
}

/// U+25CC: what a mark without a base is painted on, as the standard recommends (section 5.13).
const DOTTED_CIRCLE: char = '\u{25CC}';

const ELLIPSIS: char = '\u{2026}';
const LAM: char = '\u{644}';

/// Marks painted on one base: the longest sequence that occurs in any writing (UAX #15,
/// Stream-Safe Text Format). More would only make terminals slow.
pub(super) const MARKS_MAX: usize = 30;

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
            symbol: self.symbol(&glyph),
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

    #[inline]
    pub(super) fn symbol(&self, glyph: &Packed) -> Symbol<'_> {
        let start = glyph.symbol as usize;
        match (glyph.width, glyph.long) {
            (0, _) => Symbol::Nothing,
            (_, 0) => Symbol::Character(char::from_u32(glyph.symbol).unwrap_or(char::REPLACEMENT_CHARACTER)),
            (_, long) => Symbol::Cluster(&self.long[start..start + usize::from(long)]),
        }
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
        let source = self.glyphs[kept].source;
        self.glyphs.truncate(kept);
        let symbol = u32::from(ELLIPSIS);
        self.glyphs.push(Packed { symbol, width: 1, level: self.base, ..end_mark(source as usize) });
        self.glyphs.push(end_mark(end));
    }
}

/// What stands after the last glyph, at the byte `source`.
fn end_mark(source: usize) -> Packed {
    Packed {
        source: source as u32,
        symbol: 0,
        long: 0,
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
    let mut long = String::new();
    let mut glyphs = Vec::with_capacity(paragraph.len() + 1);
    let mut index = 0;
    loop {
        let plain = paragraph.clusters[index..].iter().take_while(|cluster| is_plain(cluster)).count();
        glyphs.extend(paragraph.clusters[index..index + plain].iter().map(|cluster| Packed {
            source: cluster.source,
            symbol: u32::from(painted(cluster.first, cluster.props, cluster, forms.mode)),
            long: 0,
            width: cluster.props.width(),
            level: cluster.level,
            break_after: cluster.break_after,
            white: White::of(cluster.props),
            hangs: cluster.props.is_space(),
        }));
        index += plain;
        if index == paragraph.clusters.len() {
            break;
        }
        let last = ligature_end(paragraph, index, forms);
        glyphs.push(compose(paragraph, index..=last, forms, &mut long));
        index = last + 1;
    }
    glyphs.push(end_mark(paragraph.text.len()));
    Shaped { long, glyphs, base: paragraph.base, mode: forms.mode }
}

/// Whether the cluster is one character that is painted by itself.
#[inline]
fn is_plain(cluster: &Cluster) -> bool {
    let may_ligate = cluster.first == LAM && cluster.props.joins_next();
    !cluster.has_more && cluster.props.width() > 0 && !may_ligate
}

/// The index of the cluster that holds the alef, if a lam-alef starts with the cluster at `index`;
/// else `index`. Marks between the two do not matter, nor do characters that are not painted,
/// unless a line may end there; a joiner or non-joiner parts them.
fn ligature_end(paragraph: &Paragraph<'_>, index: usize, forms: Forms) -> usize {
    let lam = &paragraph.clusters[index];
    if forms.mode == Mode::Off || lam.first != LAM || !lam.props.joins_next() {
        return index;
    }
    let is_transparent = |character| property::of(character).joining() == Joining::T;
    let mut end = index;
    loop {
        let mut between = paragraph.text_of(end).chars().skip(usize::from(end == index));
        let passable = between.all(is_transparent) && paragraph.clusters[end].break_after == Break::No;
        let Some(next) = paragraph.clusters.get(end + 1) else { return index };
        if !passable || next.level != lam.level {
            return index;
        }
        end += 1;
        if next.props.joins_previous() && forms::lam_alef(next.first, false).is_some() {
            let under_caret = forms.caret == Some(next.source as usize);
            return if under_caret { index } else { end };
        }
        if !next.props.is_hidden() {
            return index;
        }
    }
}

/// The glyph of the clusters of `range`: one, or those of a lam-alef.
fn compose(
    paragraph: &Paragraph<'_>,
    range: RangeInclusive<usize>,
    forms: Forms,
    long: &mut String,
) -> Packed {
    let (first, last) = (&paragraph.clusters[*range.start()], &paragraph.clusters[*range.end()]);
    let text = &paragraph.text[first.source as usize..paragraph.source_end(*range.end())];
    let start = long.len();
    let mut width = paint(text, first, (first.source != last.source).then_some(last), forms, long);
    if width == 0 && long.len() > start {
        long.insert(start, DOTTED_CIRCLE);
        width = 1;
    }
    let mut symbol = start as u32;
    let mut characters = long[start..].chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        symbol = u32::from(only);
        long.truncate(start);
    }
    let rest = || text.chars().skip(1).map(property::of);
    let white = White::of(first.props);
    Packed {
        source: first.source,
        symbol,
        long: (long.len() - start) as u16,
        width,
        level: first.level,
        break_after: last.break_after,
        // A space that carries a mark is no white space.
        white: if rest().all(|props| White::of(props) != White::No) { white } else { White::No },
        hangs: first.props.is_space() && rest().all(Props::is_hidden),
    }
}

/// Appends to `long` what is painted for the cluster `first` (or for the lam-alef of `first` and
/// `alef`), whose text is `text`; gives its columns.
fn paint(text: &str, first: &Cluster, alef: Option<&Cluster>, forms: Forms, long: &mut String) -> u8 {
    let start = long.len();
    // Where the alef, which the ligature shows, stands in `text`.
    let alef_at = alef.map(|alef| (alef.source - first.source) as usize);
    let keeps_joiners = forms.mode == Mode::Off || text.chars().any(ties_with_joiners);
    let (mut width, mut whole, mut marks) = (0, false, 0);
    for (offset, character) in text.char_indices() {
        let props = property::of(character);
        let stripped = forms.marks == Marks::Strip && props.is_tashkeel();
        let after_base = long.len() > start;
        if Some(offset) == alef_at || stripped || !is_painted(character, props, keeps_joiners, after_base) {
            continue;
        }
        let ligature = alef.filter(|_| offset == 0);
        let ligature = ligature.and_then(|alef| forms::lam_alef(alef.first, first.props.joins_previous()));
        if !after_base {
            width = columns(character, props);
        } else {
            marks += 1;
            whole |= props.width() > 0 || props.is_hidden();
        }
        if marks <= MARKS_MAX {
            long.push(ligature.unwrap_or_else(|| painted(character, props, first, forms.mode)));
        }
    }
    if whole { long[start..].width() as u8 } else { width }
}

/// Whether a joiner in the cluster is part of what is painted: emoji sequences and conjuncts of
/// Indic scripts, which the terminal's font puts together.
fn ties_with_joiners(character: char) -> bool {
    use property::Cluster as Class;
    property::of(character).cluster().is_in(Class::PICTOGRAPH.bit() | Class::CONSONANT.bit())
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

/// What is painted for one character of `cluster`.
#[inline]
fn painted(character: char, props: Props, cluster: &Cluster, mode: Mode) -> char {
    if mode == Mode::Off {
        return if character == '\t' { ' ' } else { character };
    }
    if props.joining().is_in(Joining::D.bit() | Joining::R.bit()) {
        return forms::form(character, cluster.props.form());
    }
    if props.is_mirrored() && mode == Mode::Visual && cluster.level.is_rtl() {
        return property::mirror(character).unwrap_or(character); // L4
    }
    if character == '\t' { ' ' } else { character }
}
