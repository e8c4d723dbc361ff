//! The glyphs of one line -> the order in which they stand from left to right (UAX #9, L1 and L2).
//!
//! A glyph is a whole cluster, so marks stay on their base and L3 holds by construction.

use super::Level;
use super::property::{Bidi, Props};
use super::shape::Shaped;
use std::ops::Range;

/// What L1 asks of a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum White {
    /// Nothing.
    No,
    /// White space, an isolate control, or a character that X9 removes.
    Space,
    /// A segment or paragraph separator.
    Separator,
}

const SEPARATOR: u64 = Bidi::S.bit() | Bidi::B.bit();
const SPACE: u64 = Bidi::set(&[
    Bidi::WS,
    Bidi::BN,
    Bidi::LRE,
    Bidi::LRO,
    Bidi::RLE,
    Bidi::RLO,
    Bidi::PDF,
    Bidi::LRI,
    Bidi::RLI,
    Bidi::FSI,
    Bidi::PDI,
]);

impl White {
    /// What L1 asks of a character.
    #[inline]
    pub(super) fn of(props: Props) -> White {
        let class = props.bidi();
        if class.is_in(SEPARATOR) {
            White::Separator
        } else if class.is_in(SPACE) {
            White::Space
        } else {
            White::No
        }
    }
}

/// The glyphs of the line `line` of a paragraph, from left to right, as indices into the
/// paragraph; a permutation of `line`.
pub fn reorder(shaped: &Shaped, line: Range<usize>) -> Vec<usize> {
    let glyphs = &shaped.packed()[line.clone()];
    let base = shaped.base;
    if glyphs.iter().all(|glyph| glyph.level == base) {
        // The frequent case: nothing runs against the paragraph, and L1 changes nothing.
        return if base.is_rtl() { line.rev().collect() } else { line.collect() };
    }
    let mut levels: Vec<Level> = glyphs.iter().map(|glyph| glyph.level).collect();
    reset_white_space(&mut levels, |index| glyphs[index].white, base);
    let mut order = visual_order(&levels);
    for index in &mut order {
        *index += line.start;
    }
    order
}

/// Whether the line simply reads from right to left.
pub(super) fn is_reversed(shaped: &Shaped, line: &Range<usize>) -> bool {
    shaped.base.is_rtl() && shaped.packed()[line.clone()].iter().all(|glyph| glyph.level == shaped.base)
}

/// L1: separators, and white space before them and at the end of the line, go to the base level.
pub(super) fn reset_white_space(levels: &mut [Level], white: impl Fn(usize) -> White, base: Level) {
    let mut resets = true;
    for index in (0..levels.len()).rev() {
        match white(index) {
            White::Separator => resets = true,
            White::Space => {}
            White::No => resets = false,
        }
        if resets {
            levels[index] = base;
        }
    }
}

/// L2: indices of `levels` in visual order, from left to right.
pub fn visual_order(levels: &[Level]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().map(|level| level.number()).max().unwrap_or(0);
    let lowest_odd = levels.iter().map(|level| level.number() | 1).min().unwrap_or(1);
    for level in (lowest_odd..=highest).rev() {
        let mut start = 0;
        while start < levels.len() {
            // Runs are found in logical order: those of higher levels, already reversed, lie
            // whole inside one of this level.
            let run = levels[start..].iter().take_while(|other| other.number() >= level).count();
            order[start..start + run].reverse();
            start += run.max(1);
        }
    }
    order
}
