//! A paragraph of logical text -> its clusters, each with an embedding level and with what may
//! happen to a line after it; and the joins between its letters.
//!
//! All of it is found on the same, unshaped, whole paragraph: levels (UAX #9) and joins would
//! change if a line were looked at alone, so wrapping comes later and changes none of it.

mod breaks;
mod clusters;
mod levels;

use super::property::{self, Bidi, Joining, Props};
use super::reorder::{self, White};
use super::{Base, Level};
pub(super) use breaks::Breaks;
use clusters::Clusters;
use std::ops::Range;

/// What may happen to a line after a cluster (UAX #14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Break {
    /// The line goes on.
    #[default]
    No,
    /// The line may end.
    Allowed,
    /// The line ends (U+2028, U+000B, U+000C).
    Mandatory,
}

/// A paragraph, segmented: what [`segment`] gives and [`shape`](super::shape()) takes.
#[derive(Clone, Debug)]
pub struct Paragraph<'a> {
    pub(super) text: &'a str,
    pub(super) base: Level,
    pub(super) clusters: Vec<Cluster>,
    pub(super) has_explicit: bool,
}

/// A user-perceived character (UAX #29).
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    /// Byte offset in the paragraph; the next cluster's is the end.
    pub(super) source: u32,
    /// Its first character.
    pub(super) first: char,
    /// The properties of `first`, and the joins of the letter of the cluster. (There is one at
    /// most: what UAX #29 adds to a letter that joins are marks, joiners and number signs.)
    pub(super) props: Props,
    /// The level of `first` (L3: marks go with their base).
    pub(super) level: Level,
    pub(super) break_after: Break,
    /// Whether there are characters after `first`.
    pub(super) has_more: bool,
}

impl<'a> Paragraph<'a> {
    /// The text, as it was given.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The base level: 0 or 1.
    pub fn base(&self) -> Level {
        self.base
    }

    /// Whether there is any explicit embedding, override or isolate: text that may read
    /// otherwise than it is stored, of which a careful reader wants to know.
    pub fn has_explicit(&self) -> bool {
        self.has_explicit
    }

    /// How many clusters there are.
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The clusters in logical order: bytes of the text, level, and what may happen after them.
    /// The ranges tile the text.
    pub fn clusters(&self) -> impl Iterator<Item = (Range<usize>, Level, Break)> + '_ {
        (0..self.clusters.len()).map(|index| {
            let cluster = self.clusters[index];
            (cluster.source as usize..self.source_end(index), cluster.level, cluster.break_after)
        })
    }

    /// Byte offset after the cluster at `index`.
    pub(super) fn source_end(&self, index: usize) -> usize {
        self.clusters.get(index + 1).map_or(self.text.len(), |next| next.source as usize)
    }

    /// The text of the cluster at `index`.
    pub(super) fn text_of(&self, index: usize) -> &'a str {
        &self.text[self.clusters[index].source as usize..self.source_end(index)]
    }
}

/// The paragraphs of `text` (P1): split after each paragraph separator (`\n`, `\r\n`, U+2029 …),
/// which stays at the end of its paragraph. The ranges tile the text; an empty text has none.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = paragraph_end(rest).unwrap_or(rest.len());
        let paragraph = start..start + end;
        start += end;
        Some(paragraph)
    })
}

/// The offset after the first paragraph separator (a character of bidi class B) of `text`.
fn paragraph_end(text: &str) -> Option<usize> {
    // U+0085 and U+2029 start with these bytes; the other separators are controls.
    let may_start = |byte: u8| byte < b' ' || byte == 0xC2 || byte == 0xE2;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Whole chunks without branches inside: the compiler looks at many bytes at once.
        let chunk = &bytes[at..bytes.len().min(at + 32)];
        if !chunk.iter().fold(false, |any, &byte| any | may_start(byte)) {
            at += chunk.len();
            continue;
        }
        for (index, &byte) in chunk.iter().enumerate().filter(|&(_, &byte)| may_start(byte)) {
            let rest = &bytes[at + index..];
            match byte {
                b'\r' if rest.starts_with(b"\r\n") => return Some(at + index + 2),
                b'\n' | b'\r' | 0x1C..=0x1E => return Some(at + index + 1),
                0xC2 if rest.starts_with("\u{85}".as_bytes()) => return Some(at + index + 2),
                0xE2 if rest.starts_with("\u{2029}".as_bytes()) => return Some(at + index + 3),
                _ => {}
            }
        }
        at += chunk.len();
    }
    None
}

/// `text` without the paragraph separator at its end, if there is one.
pub(super) fn without_separator(text: &str) -> &str {
    let body = text.trim_end_matches(|character| property::of(character).bidi() == Bidi::B);
    match &text[body.len()..] {
        "" | "\r\n" => body,
        separators => &text[..text.len() - separators.chars().next_back().map_or(0, char::len_utf8)],
    }
}

/// Segments one paragraph. Of a text with more of them (see [`paragraphs`]) the first decides on
/// the direction, and a separator inside is a mandatory break. Offsets are 32 bits wide: what
/// comes after 4 GiB is left out.
pub fn segment(text: &str, base: Base) -> Paragraph<'_> {
    let text = within_limit(text);
    let base = levels::base_level(text, base);
    let (mut clusters, classes) = clusters(text, base);
    let levels = levels::levels(text, classes, base);
    if let Some(levels) = &levels {
        for cluster in &mut clusters {
            cluster.level = Level(levels[cluster.source as usize].number());
        }
    }
    if classes & Bidi::AL.bit() != 0 {
        join(text, &mut clusters, levels.as_deref());
    }
    Paragraph { text, base, clusters, has_explicit: classes & levels::EXPLICIT != 0 }
}

/// As much of `text` as offsets of 32 bits can reach.
fn within_limit(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The base level of a paragraph and the level of each of its characters when it stands on one
/// line (UAX #9, all rules up to L1).
pub fn levels(text: &str, base: Base) -> (Level, Vec<Level>) {
    let base = levels::base_level(text, base);
    let props: Vec<Props> = text.chars().map(property::of).collect();
    let classes = props.iter().fold(0, |set, props| set | props.bidi().bit());
    let mut each = match levels::levels(text, classes, base) {
        None => vec![base; props.len()],
        Some(bytes) => text.char_indices().map(|(offset, _)| Level(bytes[offset].number())).collect(),
    };
    reorder::reset_white_space(&mut each, |index| White::of(props[index]), base);
    (base, each)
}

/// Clusters and breaks, in one pass, all on the base level; and the set of the bidi classes that
/// occur. A break inside a cluster (which UAX #14 has between a space and a mark) does not count.
fn clusters(text: &str, base: Level) -> (Vec<Cluster>, u64) {
    // Most characters of two bytes are Arabic letters, each a cluster; few paragraphs are longer.
    let mut clusters: Vec<Cluster> = Vec::with_capacity(text.len() * 5 / 8 + 8);
    let mut boundaries = Clusters::new();
    let mut breaks = Breaks::new();
    let mut classes = 0;
    let mut rest = text;
    loop {
        if breaks.is_within_words() && !boundaries.holds_next() {
            let run = words(text, rest, base, &mut clusters);
            if run.length > 0 {
                classes |= run.classes;
                rest = &rest[run.length..];
                boundaries = Clusters::after_letter();
                breaks.resume(run.last_word, run.ends_in_space);
            }
        }
        let mut characters = rest.chars();
        let Some(first) = characters.next() else { return (clusters, classes) };
        let source = (text.len() - rest.len()) as u32;
        rest = characters.as_str();
        let props = property::of(first);
        classes |= props.bidi().bit();
        let break_before = breaks.before(props, characters.map(property::of));
        if boundaries.starts(props) {
            if let Some(last) = clusters.last_mut() {
                last.break_after = break_before;
            }
            let (level, break_after) = (base, Break::No);
            clusters.push(Cluster { source, first, props, level, break_after, has_more: false });
        } else if let Some(last) = clusters.last_mut() {
            last.has_more = true;
        }
    }
}

/// A run of words.
struct Run {
    /// In bytes.
    length: usize,
    /// The set of the bidi classes that occur in it.
    classes: u64,
    /// Its last letter or digit.
    last_word: Option<Props>,
    ends_in_space: bool,
}

/// The fast lane, in which most text goes: from `rest` (an end of `text`) on, as long as there are
/// only letters, digits and spaces without marks, after a letter or digit. No rule but LB7, LB18,
/// LB23, LB25, LB28 and GB999 ever applies there.
fn words(text: &str, rest: &str, base: Level, clusters: &mut Vec<Cluster>) -> Run {
    let mut source = text.len() - rest.len();
    let start = source;
    let (mut classes, mut last_word, mut after_space) = (0, None, false);
    for first in rest.chars() {
        let props = property::of(first);
        let line = props.line();
        if props.cluster() != property::Cluster::OTHER || !line.is_in(breaks::WORD_OR_SPACE) {
            break;
        }
        let is_space = line == property::Line::SP;
        if after_space
            && !is_space
            && let Some(last) = clusters.last_mut()
        {
            last.break_after = Break::Allowed;
        }
        after_space = is_space;
        if !is_space {
            last_word = Some(props);
        }
        classes |= props.bidi().bit();
        let (level, break_after) = (base, Break::No);
        clusters.push(Cluster { source: source as u32, first, props, level, break_after, has_more: false });
        source += first.len_utf8();
    }
    Run { length: source - start, classes, last_word, ends_in_space: after_space }
}

/// Notes in `clusters` which letters are joined. Marks and other transparent characters between two
/// letters do not part them, but a change of level does, on whatever character it happens.
/// `levels` are those of the bytes of `text`; none: all on one level.
fn join(text: &str, clusters: &mut [Cluster], levels: Option<&[unicode_bidi::Level]>) {
    let mut last = Last { cluster: 0, joins: false, is_letter: false, level: None };
    for index in 0..clusters.len() {
        let Cluster { source, props, has_more, .. } = clusters[index];
        let start = source as usize;
        if !has_more {
            last.take(clusters, index, props, levels.map(|levels| levels[start]));
            continue;
        }
        let end = clusters.get(index + 1).map_or(text.len(), |next| next.source as usize);
        for (offset, character) in text[start..end].char_indices() {
            let level = levels.map(|levels| levels[start + offset]);
            last.take(clusters, index, property::of(character), level);
        }
    }
}

/// The last character that is not transparent.
struct Last {
    /// Its cluster.
    cluster: usize,
    /// Whether it joins what follows.
    joins: bool,
    /// Whether it is a letter (and no joiner): only those take forms, so only of those the joins
    /// are noted.
    is_letter: bool,
    level: Option<unicode_bidi::Level>,
}

impl Last {
    /// Takes the next character, of the cluster at `index`. Whether two letters join is as good
    /// as random, so there is no branch on it.
    #[inline]
    fn take(
        &mut self,
        clusters: &mut [Cluster],
        index: usize,
        props: Props,
        level: Option<unicode_bidi::Level>,
    ) {
        const FORWARD: u64 = Joining::set(&[Joining::D, Joining::L, Joining::C]);
        const BACKWARD: u64 = Joining::set(&[Joining::D, Joining::R, Joining::C]);
        let joining = props.joining();
        if self.level != level {
            self.joins = false;
        }
        if joining == Joining::T {
            return;
        }
        let is_letter = joining != Joining::C;
        let joined = self.joins & joining.is_in(BACKWARD);
        clusters[self.cluster].props.join_next(joined & self.is_letter);
        clusters[index].props.join_previous(joined & is_letter);
        *self = Last { cluster: index, joins: joining.is_in(FORWARD), is_letter, level };
    }
}
