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
use breaks::Breaks;
use clusters::Clusters;
use levels::Levels;
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
    /// One for each character, with the joins noted.
    pub(super) props: Vec<Props>,
    pub(super) clusters: Vec<ClusterStart>,
    pub(super) has_explicit: bool,
}

/// Where a user-perceived character (UAX #29) starts, and what it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClusterStart {
    /// Byte offset in the paragraph.
    pub(super) source: u32,
    /// Index of its first character.
    pub(super) character: u32,
    /// The level of its first character (L3: marks go with their base).
    pub(super) level: Level,
    pub(super) break_after: Break,
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

    /// The properties of the characters of the cluster at `index`.
    pub(super) fn props_of(&self, index: usize) -> &[Props] {
        let end = self.clusters.get(index + 1).map_or(self.props.len(), |next| next.character as usize);
        &self.props[self.clusters[index].character as usize..end]
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

/// The offset after the first paragraph separator of `text`.
fn paragraph_end(text: &str) -> Option<usize> {
    // The first bytes that a character of class B can have: U+000A, U+000D, U+001C to U+001E,
    // U+0085 (C2), U+2029 (E2).
    let starts = |byte: &u8| matches!(byte, b'\n' | b'\r' | 0x1C..=0x1E | 0xC2 | 0xE2);
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(starts)?;
        if text.is_char_boundary(at) {
            let character = text[at..].chars().next().expect("a byte was found here");
            if property::of(character).bidi() == Bidi::B {
                let end = at + character.len_utf8();
                let both = character == '\r' && bytes.get(end) == Some(&b'\n');
                return Some(end + usize::from(both));
            }
        }
        at += 1;
    }
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
    let text = &text[..text.floor_char_boundary(u32::MAX as usize)];
    let mut props: Vec<Props> = Vec::with_capacity(text.len());
    let mut classes = 0;
    for character in text.chars() {
        let known = property::of(character);
        classes |= known.bidi().bit();
        props.push(known);
    }
    let base = levels::base_level(&props, base);
    let levels = levels::levels(text, &props, classes, base);
    if classes & Bidi::AL.bit() != 0 {
        join(&mut props, &levels);
    }
    let clusters = clusters(text, &props, &levels);
    Paragraph { text, base, props, clusters, has_explicit: classes & levels::EXPLICIT != 0 }
}

/// The base level of a paragraph and the level of each of its characters when it stands on one
/// line (UAX #9, all rules up to L1).
pub fn levels(text: &str, base: Base) -> (Level, Vec<Level>) {
    let props: Vec<Props> = text.chars().map(property::of).collect();
    let classes = props.iter().fold(0, |set, props| set | props.bidi().bit());
    let base = levels::base_level(&props, base);
    let resolved = levels::levels(text, &props, classes, base);
    let mut each: Vec<Level> = (0..props.len()).map(|index| resolved.at(index)).collect();
    reorder::reset_white_space(&mut each, |index| White::of(&props[index..=index]), base);
    (base, each)
}

/// Notes in `props` which letters are joined. Marks and other transparent characters between two
/// letters do not part them, but a change of level does, on whatever character it happens.
fn join(props: &mut [Props], levels: &Levels) {
    let forward = Joining::set(&[Joining::D, Joining::L, Joining::C]);
    let backward = Joining::set(&[Joining::D, Joining::R, Joining::C]);
    // The last character that is not transparent, if it joins what follows.
    let mut last: Option<usize> = None;
    for index in 0..props.len() {
        let joining = props[index].joining();
        if let Some(previous) = last {
            if levels.at(index) != levels.at(previous) {
                last = None;
            } else if joining.is_in(backward) {
                props[previous].join_next();
                props[index].join_previous();
            }
        }
        if joining != Joining::T {
            last = joining.is_in(forward).then_some(index);
        }
    }
}

/// Clusters and breaks, in one pass. A break inside a cluster (which UAX #14 has between a space
/// and a mark) does not count.
fn clusters(text: &str, props: &[Props], levels: &Levels) -> Vec<ClusterStart> {
    let mut clusters: Vec<ClusterStart> = Vec::with_capacity(props.len());
    let mut boundaries = Clusters::new();
    let mut breaks = Breaks::new();
    for (index, (offset, _)) in text.char_indices().enumerate() {
        let break_before = breaks.before(props, index);
        if boundaries.starts(props[index]) {
            if let Some(last) = clusters.last_mut() {
                last.break_after = break_before;
            }
            clusters.push(ClusterStart {
                source: offset as u32,
                character: index as u32,
                level: levels.at(index),
                break_after: Break::No,
            });
        }
    }
    clusters
}
