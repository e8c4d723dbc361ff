//! Characters -> base direction and embedding levels (UAX #9, P2 to I2).
//!
//! Most paragraphs need no algorithm: where nothing runs against the base direction, all is on its
//! level. The others go through `unicode-bidi`, with our table as its source of classes.

use super::super::property::{self, Bidi, Props};
use super::super::{Base, Level};
use unicode_bidi::{BidiClass, BidiDataSource, ParagraphBidiInfo};

/// The levels of a paragraph's characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Levels {
    /// All on one level.
    Uniform(Level),
    /// One for each character.
    Each(Vec<Level>),
}

impl Levels {
    /// The level of the character at `index`.
    #[inline]
    pub(super) fn at(&self, index: usize) -> Level {
        match self {
            Levels::Uniform(level) => *level,
            Levels::Each(levels) => levels[index],
        }
    }
}

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
pub(super) fn base_level(all: &[Props], base: Base) -> Level {
    let fallback = match base {
        Base::Ltr => return Level::LTR,
        Base::Rtl => return Level::RTL,
        Base::Auto => Level::LTR,
        Base::AutoRtl => Level::RTL,
    };
    let mut isolates = 0_usize;
    for props in all {
        let class = props.bidi();
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

/// The levels of a paragraph whose characters have the properties `all`; `classes` is the set of
/// the bidi classes that occur in it.
pub(super) fn levels(text: &str, all: &[Props], classes: u64, base: Level) -> Levels {
    let against = if base.is_rtl() { NOT_RTL } else { NOT_LTR };
    if classes & against == 0 {
        return Levels::Uniform(base);
    }
    let base = if base.is_rtl() { unicode_bidi::RTL_LEVEL } else { unicode_bidi::LTR_LEVEL };
    let info = ParagraphBidiInfo::new_with_data_source(&Table, text, Some(base));
    let mut each = Vec::with_capacity(all.len());
    each.extend(text.char_indices().map(|(offset, _)| Level(info.levels[offset].number())));
    Levels::Each(each)
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
