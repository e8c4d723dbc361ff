//! Characters -> base direction and embedding levels (UAX #9, P2 to I2).
//!
//! Most paragraphs need no algorithm: where nothing runs against the base direction, all is on its
//! level. The others go through `unicode-bidi`, with our table as its source of classes.

use super::super::property::{self, Bidi};
use super::super::{Base, Level};
use unicode_bidi::{BidiClass, BidiDataSource, ParagraphBidiInfo};

pub(super) const EXPLICIT: u64 = Bidi::set(&[
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
const ISOLATE: u64 = Bidi::set(&[Bidi::LRI, Bidi::RLI, Bidi::FSI]);
const STRONG: u64 = Bidi::set(&[Bidi::L, Bidi::R, Bidi::AL]);
/// What never stays on level 0 in a left-to-right paragraph.
const NOT_LTR: u64 = EXPLICIT | Bidi::set(&[Bidi::R, Bidi::AL, Bidi::AN]);
/// What never stays on level 1 in a right-to-left paragraph.
const NOT_RTL: u64 = EXPLICIT | Bidi::set(&[Bidi::L, Bidi::EN, Bidi::AN]);

/// The base level of a paragraph (P2, P3; HL1 for all but [`Base::Auto`]).
pub(super) fn base_level(text: &str, base: Base) -> Level {
    let fallback = match base {
        Base::Ltr => return Level::LTR,
        Base::Rtl => return Level::RTL,
        Base::Auto => Level::LTR,
        Base::AutoRtl => Level::RTL,
    };
    let mut isolates = 0_usize;
    for character in text.chars() {
        let class = property::of(character).bidi();
        if class.is_in(ISOLATE) {
            isolates += 1;
        } else if class == Bidi::PDI {
            isolates = isolates.saturating_sub(1);
        } else if isolates == 0 && class.is_in(STRONG) {
            return if class == Bidi::L { Level::LTR } else { Level::RTL };
        }
    }
    fallback
}

/// The level of each *byte* of a paragraph in which the bidi classes `classes` occur; none if all
/// are on the base level.
pub(super) fn levels(text: &str, classes: u64, base: Level) -> Option<Vec<unicode_bidi::Level>> {
    let against = if base.is_rtl() { NOT_RTL } else { NOT_LTR };
    if classes & against == 0 {
        return None;
    }
    let base = if base.is_rtl() { unicode_bidi::RTL_LEVEL } else { unicode_bidi::LTR_LEVEL };
    Some(ParagraphBidiInfo::new_with_data_source(&Table, text, Some(base)).levels)
}

/// Our table, as `unicode-bidi` asks for it.
struct Table;

impl BidiDataSource for Table {
    #[inline]
    fn bidi_class(&self, character: char) -> BidiClass {
        CLASSES[usize::from(property::of(character).bidi().0)]
    }
}

/// The classes of `unicode-bidi` in the order of [`Bidi`].
const CLASSES: [BidiClass; 23] = [
    BidiClass::L,
    BidiClass::R,
    BidiClass::EN,
    BidiClass::ES,
    BidiClass::ET,
    BidiClass::AN,
    BidiClass::CS,
    BidiClass::B,
    BidiClass::S,
    BidiClass::WS,
    BidiClass::ON,
    BidiClass::LRE,
    BidiClass::LRO,
    BidiClass::AL,
    BidiClass::RLE,
    BidiClass::RLO,
    BidiClass::PDF,
    BidiClass::NSM,
    BidiClass::BN,
    BidiClass::FSI,
    BidiClass::LRI,
    BidiClass::RLI,
    BidiClass::PDI,
];
