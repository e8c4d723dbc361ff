//! A character -> all that the stages ask about it, in one look-up.
//!
//! [`of`] packs the Unicode properties that matter for layout into 32 bits: bidi class (UAX #9),
//! joining type (ArabicShaping.txt), line break class after LB1 (UAX #14), grapheme cluster class
//! (UAX #29), columns, and a few flags. The data comes from `icu_properties` and `unicode-width`;
//! here it is only brought together. A block of 256 characters is filled when the first character
//! of it is met (about 100 µs), so a run touches the few blocks that its scripts live in, and after
//! that a look-up is two loads.

use super::forms::Form;
use icu_properties::props::{
    BidiClass, BidiMirroringGlyph, DefaultIgnorableCodePoint, EastAsianWidth, EnumeratedProperty,
    ExtendedPictographic, GeneralCategory, GraphemeClusterBreak, IndicConjunctBreak, JoiningType, LineBreak,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::sync::OnceLock;
use unicode_width::UnicodeWidthChar;

/// The properties of one character; see the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Props(u32);

const JOINING_SHIFT: u32 = 5;
const LINE_SHIFT: u32 = 8;
const CLUSTER_SHIFT: u32 = 14;
const WIDTH_SHIFT: u32 = 19;
const EAST_ASIAN: u32 = 1 << 21;
const HIDDEN: u32 = 1 << 22;
const MIRRORED: u32 = 1 << 23;
const TASHKEEL: u32 = 1 << 24;
const SPACE: u32 = 1 << 25;
const PICTOGRAPH_TO_COME: u32 = 1 << 26;
const OPENING_QUOTE: u32 = 1 << 27;
const CLOSING_QUOTE: u32 = 1 << 28;
const DOTTED_CIRCLE: u32 = 1 << 29;
const JOINS_PREVIOUS: u32 = 1 << 30;
const JOINS_NEXT: u32 = 1 << 31;

impl Props {
    /// Stands for "no character": class `XX`, which no character has after LB1.
    pub(crate) const NONE: Props = Props(0);

    /// Bidi_Class.
    pub(crate) fn bidi(self) -> Bidi {
        Bidi((self.0 & 31) as u8)
    }

    /// Joining_Type.
    pub(crate) fn joining(self) -> Joining {
        Joining((self.0 >> JOINING_SHIFT & 7) as u8)
    }

    /// Line_Break, with AI, SG, XX, SA and CJ resolved as LB1 says.
    pub(crate) fn line(self) -> Line {
        Line((self.0 >> LINE_SHIFT & 63) as u8)
    }

    /// Grapheme_Cluster_Break, with Indic_Conjunct_Break and Extended_Pictographic worked in.
    pub(crate) fn cluster(self) -> Cluster {
        Cluster((self.0 >> CLUSTER_SHIFT & 31) as u8)
    }

    /// Columns of the character by itself; 0 for marks and for what is not painted.
    pub(crate) fn width(self) -> u8 {
        (self.0 >> WIDTH_SHIFT & 3) as u8
    }

    /// East_Asian_Width F, W or H, as UAX #14 uses it.
    pub(crate) fn is_east_asian(self) -> bool {
        self.0 & EAST_ASIAN != 0
    }

    /// A control, a separator of lines, or Default_Ignorable: has its effect, but is not painted
    /// by itself.
    pub(crate) fn is_hidden(self) -> bool {
        self.0 & HIDDEN != 0
    }

    /// Has a mirror image in BidiMirroring.txt.
    pub(crate) fn is_mirrored(self) -> bool {
        self.0 & MIRRORED != 0
    }

    /// A nonspacing mark of the Arabic blocks.
    pub(crate) fn is_tashkeel(self) -> bool {
        self.0 & TASHKEEL != 0
    }

    /// A space at which a line may end: Zs or tab, but none that glues.
    pub(crate) fn is_space(self) -> bool {
        self.0 & SPACE != 0
    }

    /// An unassigned character that is set aside for a pictograph (LB30b).
    pub(crate) fn is_pictograph_to_come(self) -> bool {
        self.0 & PICTOGRAPH_TO_COME != 0
    }

    /// General_Category Pi.
    pub(crate) fn is_opening_quote(self) -> bool {
        self.0 & OPENING_QUOTE != 0
    }

    /// General_Category Pf.
    pub(crate) fn is_closing_quote(self) -> bool {
        self.0 & CLOSING_QUOTE != 0
    }

    /// U+25CC, which LB28a names.
    pub(crate) fn is_dotted_circle(self) -> bool {
        self.0 & DOTTED_CIRCLE != 0
    }

    /// Whether `segment` found that the character is joined to the one before it.
    pub(crate) fn joins_previous(self) -> bool {
        self.0 & JOINS_PREVIOUS != 0
    }

    /// Whether `segment` found that the character is joined to the one after it.
    pub(crate) fn joins_next(self) -> bool {
        self.0 & JOINS_NEXT != 0
    }

    /// The form that the joins found by `segment` ask for.
    pub(crate) fn form(self) -> Form {
        // The two bits are those of the number of the form.
        [Form::Isolated, Form::Final, Form::Initial, Form::Medial][(self.0 >> 30) as usize]
    }

    /// Notes whether the character is joined to the one before it.
    pub(crate) fn join_previous(&mut self, joined: bool) {
        self.0 |= u32::from(joined) << 30;
    }

    /// Notes whether the character is joined to the one after it.
    pub(crate) fn join_next(&mut self, joined: bool) {
        self.0 |= u32::from(joined) << 31;
    }
}

/// Makes a newtype over a class number with named values and sets of them as bit masks.
macro_rules! classes {
    ($(#[$doc:meta])* $name:ident: $($value:ident = $number:expr),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) u8);

        #[allow(dead_code)] // Names are kept complete, as in the standard.
        impl $name {
            $(pub(crate) const $value: $name = $name($number);)+

            /// The class as a set of one.
            pub(crate) const fn bit(self) -> u64 {
                1 << self.0
            }

            /// The set of the classes given.
            pub(crate) const fn set(classes: &[$name]) -> u64 {
                let mut set = 0;
                let mut index = 0;
                while index < classes.len() {
                    set |= classes[index].bit();
                    index += 1;
                }
                set
            }

            /// Whether the class is in the set.
            pub(crate) const fn is_in(self, set: u64) -> bool {
                set >> self.0 & 1 != 0
            }
        }
    };
}
classes! {
    /// Bidi_Class; the numbers are those of ICU.
    Bidi: L = 0, R = 1, EN = 2, ES = 3, ET = 4, AN = 5, CS = 6, B = 7, S = 8, WS = 9, ON = 10, LRE = 11,
    LRO = 12, AL = 13, RLE = 14, RLO = 15, PDF = 16, NSM = 17, BN = 18, FSI = 19, LRI = 20, RLI = 21, PDI = 22,
}

classes! {
    /// Joining_Type; the numbers are those of ICU.
    Joining: U = 0, C = 1, D = 2, L = 3, R = 4, T = 5,
}

classes! {
    /// Line_Break; the numbers are those of ICU. `XX` stands for the start and the end of text.
    Line: XX = 0, AL = 2, B2 = 3, BA = 4, BB = 5, BK = 6, CB = 7, CL = 8, CM = 9, CR = 10, EX = 11,
    GL = 12, HY = 13, ID = 14, IN = 15, IS = 16, LF = 17, NS = 18, NU = 19, OP = 20, PO = 21, PR = 22, QU = 23,
    SP = 26, SY = 27, ZW = 28, NL = 29, WJ = 30, H2 = 31, H3 = 32, JL = 33, JT = 34, JV = 35, CP = 36, HL = 38,
    RI = 39, EB = 40, EM = 41, ZWJ = 42, AK = 43, AP = 44, AS = 45, VF = 46, VI = 47, HH = 48,
}

classes! {
    /// What the rules of UAX #29 tell apart.
    Cluster: OTHER = 0, CONTROL = 1, CR = 2, LF = 3, EXTEND = 4, PREPEND = 5, SPACING_MARK = 6, L = 7, V = 8,
    T = 9, LV = 10, LVT = 11, REGIONAL = 12, PICTOGRAPH = 13, ZWJ = 14, CONSONANT = 15, LINKER = 16,
    CONJUNCT_EXTEND = 17,
}

/// Characters in a block: as many as make filling one quick and the index short.
const BLOCK: usize = 256;

type Block = Box<[Props; BLOCK]>;

static BLOCKS: [OnceLock<Block>; 0x11_0000 / BLOCK] = [const { OnceLock::new() }; 0x11_0000 / BLOCK];

/// The properties of `character`.
#[inline]
pub(crate) fn of(character: char) -> Props {
    let number = character as usize;
    match BLOCKS[number / BLOCK].get() {
        Some(block) => block[number % BLOCK],
        None => fill(number / BLOCK)[number % BLOCK],
    }
}

#[cold]
fn fill(index: usize) -> &'static Block {
    BLOCKS[index].get_or_init(|| {
        let mut block = Box::new([Props::NONE; BLOCK]);
        for (number, props) in (index * BLOCK..).zip(block.iter_mut()) {
            // Surrogates are no characters; nobody asks for them.
            if let Some(character) = char::from_u32(number as u32) {
                *props = gather(character);
            }
        }
        block
    })
}

/// Brings the properties of one character together.
fn gather(character: char) -> Props {
    let category = get::<GeneralCategory>(character);
    let line = line_class(character, category);
    let east_asian = matches!(
        get::<EastAsianWidth>(character),
        EastAsianWidth::Fullwidth | EastAsianWidth::Wide | EastAsianWidth::Halfwidth
    );
    let pictographic = CodePointSetData::new::<ExtendedPictographic>().contains(character);
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character);
    let control = matches!(
        category,
        GeneralCategory::Control | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
    );
    // A filler such as U+115F is ignorable and yet takes columns: it is painted.
    let width = if control { 0 } else { character.width().unwrap_or(0).min(3) };
    let hidden =
        control || (ignorable && width == 0) || get::<BidiClass>(character) == BidiClass::BoundaryNeutral;
    let space = character == '\t'
        || (category == GeneralCategory::SpaceSeparator && line != Line::GL && line != Line::WJ);
    let mut bits = number_of(get::<BidiClass>(character), &BIDI)
        | number_of(get::<JoiningType>(character), &JOINING) << JOINING_SHIFT
        | u32::from(line.0) << LINE_SHIFT
        | u32::from(cluster_class(character, pictographic).0) << CLUSTER_SHIFT
        | (if hidden { 0 } else { width as u32 }) << WIDTH_SHIFT;
    let mut flag = |condition: bool, bit: u32| bits |= if condition { bit } else { 0 };
    flag(east_asian, EAST_ASIAN);
    flag(hidden, HIDDEN);
    flag(mirror(character).is_some(), MIRRORED);
    flag(category == GeneralCategory::NonspacingMark && is_arabic(character), TASHKEEL);
    flag(space, SPACE);
    flag(pictographic && category == GeneralCategory::Unassigned, PICTOGRAPH_TO_COME);
    flag(category == GeneralCategory::InitialPunctuation, OPENING_QUOTE);
    flag(category == GeneralCategory::FinalPunctuation, CLOSING_QUOTE);
    flag(character == '\u{25CC}', DOTTED_CIRCLE);
    Props(bits)
}

fn get<P: EnumeratedProperty>(character: char) -> P {
    CodePointMapData::<P>::new().get(character)
}

/// The place of `value` in `values`: our number for a class of ICU.
fn number_of<T: PartialEq>(value: T, values: &[T]) -> u32 {
    values.iter().position(|known| *known == value).unwrap_or(0) as u32
}

/// The classes of ICU in the order of [`Bidi`].
const BIDI: [BidiClass; 23] = [
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

/// The types of ICU in the order of [`Joining`].
const JOINING: [JoiningType; 6] =
    [JoiningType::U, JoiningType::C, JoiningType::D, JoiningType::L, JoiningType::R, JoiningType::T];

/// LB1: classes that depend on more than the character are resolved.
fn line_class(character: char, category: GeneralCategory) -> Line {
    match get::<LineBreak>(character) {
        LineBreak::AI | LineBreak::SG | LineBreak::XX => Line::AL,
        LineBreak::SA => match category {
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark => Line::CM,
            _ => Line::AL,
        },
        LineBreak::CJ => Line::NS,
        class => Line(LINE.iter().find(|(icu, _)| *icu == class).map_or(Line::AL.0, |(_, ours)| ours.0)),
    }
}

/// The classes of ICU and ours.
const LINE: [(LineBreak, Line); 44] = [
    (LineBreak::AL, Line::AL),
    (LineBreak::B2, Line::B2),
    (LineBreak::BA, Line::BA),
    (LineBreak::BB, Line::BB),
    (LineBreak::BK, Line::BK),
    (LineBreak::CB, Line::CB),
    (LineBreak::CL, Line::CL),
    (LineBreak::CM, Line::CM),
    (LineBreak::CR, Line::CR),
    (LineBreak::EX, Line::EX),
    (LineBreak::GL, Line::GL),
    (LineBreak::HY, Line::HY),
    (LineBreak::ID, Line::ID),
    (LineBreak::IN, Line::IN),
    (LineBreak::IS, Line::IS),
    (LineBreak::LF, Line::LF),
    (LineBreak::NS, Line::NS),
    (LineBreak::NU, Line::NU),
    (LineBreak::OP, Line::OP),
    (LineBreak::PO, Line::PO),
    (LineBreak::PR, Line::PR),
    (LineBreak::QU, Line::QU),
    (LineBreak::SP, Line::SP),
    (LineBreak::SY, Line::SY),
    (LineBreak::ZW, Line::ZW),
    (LineBreak::NL, Line::NL),
    (LineBreak::WJ, Line::WJ),
    (LineBreak::H2, Line::H2),
    (LineBreak::H3, Line::H3),
    (LineBreak::JL, Line::JL),
    (LineBreak::JT, Line::JT),
    (LineBreak::JV, Line::JV),
    (LineBreak::CP, Line::CP),
    (LineBreak::HL, Line::HL),
    (LineBreak::RI, Line::RI),
    (LineBreak::EB, Line::EB),
    (LineBreak::EM, Line::EM),
    (LineBreak::ZWJ, Line::ZWJ),
    (LineBreak::AK, Line::AK),
    (LineBreak::AP, Line::AP),
    (LineBreak::AS, Line::AS),
    (LineBreak::VF, Line::VF),
    (LineBreak::VI, Line::VI),
    (LineBreak::HH, Line::HH),
];

fn cluster_class(character: char, pictographic: bool) -> Cluster {
    if character == '\u{200D}' {
        return Cluster::ZWJ;
    }
    match get::<IndicConjunctBreak>(character) {
        IndicConjunctBreak::Consonant => return Cluster::CONSONANT,
        IndicConjunctBreak::Linker => return Cluster::LINKER,
        IndicConjunctBreak::Extend => return Cluster::CONJUNCT_EXTEND,
        _ => {}
    }
    match get::<GraphemeClusterBreak>(character) {
        GraphemeClusterBreak::Control => Cluster::CONTROL,
        GraphemeClusterBreak::CR => Cluster::CR,
        GraphemeClusterBreak::LF => Cluster::LF,
        GraphemeClusterBreak::Extend => Cluster::EXTEND,
        GraphemeClusterBreak::Prepend => Cluster::PREPEND,
        GraphemeClusterBreak::SpacingMark => Cluster::SPACING_MARK,
        GraphemeClusterBreak::L => Cluster::L,
        GraphemeClusterBreak::V => Cluster::V,
        GraphemeClusterBreak::T => Cluster::T,
        GraphemeClusterBreak::LV => Cluster::LV,
        GraphemeClusterBreak::LVT => Cluster::LVT,
        GraphemeClusterBreak::RegionalIndicator => Cluster::REGIONAL,
        _ if pictographic => Cluster::PICTOGRAPH,
        _ => Cluster::OTHER,
    }
}

/// Whether the character stands in one of the Arabic blocks.
fn is_arabic(character: char) -> bool {
    matches!(character, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}'
        | '\u{10EC0}'..='\u{10EFF}')
}

/// The mirror image of `character` (UAX #9 L4, BidiMirroring.txt), if it has one.
pub(crate) fn mirror(character: char) -> Option<char> {
    get::<BidiMirroringGlyph>(character).mirroring_glyph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brings_the_properties_together() {
        let beh = of('\u{0628}');
        assert_eq!((beh.bidi(), beh.joining(), beh.line()), (Bidi::AL, Joining::D, Line::AL));
        assert_eq!((beh.width(), beh.is_hidden(), beh.is_tashkeel()), (1, false, false));
        let fatha = of('\u{064E}');
        assert_eq!((fatha.bidi(), fatha.joining(), fatha.line()), (Bidi::NSM, Joining::T, Line::CM));
        assert_eq!((fatha.width(), fatha.is_hidden(), fatha.is_tashkeel()), (0, false, true));
        assert_eq!(of('\u{2010}').line(), Line::HH);
        assert_eq!((of('(').is_mirrored(), mirror('('), mirror('a')), (true, Some(')'), None));
        assert!(of('\u{00AB}').is_opening_quote() && of('\u{00BB}').is_closing_quote());
        assert_eq!((of('\u{4E00}').width(), of('\u{E000}').width()), (2, 1));
    }

    #[test]
    fn spaces_and_hidden_characters() {
        for space in ['\t', ' ', '\u{2003}', '\u{3000}'] {
            assert!(of(space).is_space(), "{space:?}");
        }
        for glue in ['\u{A0}', '\u{202F}', '\u{2007}', 'a'] {
            assert!(!of(glue).is_space(), "{glue:?}");
        }
        for hidden in
            "\u{1B}\n\u{85}\u{AD}\u{34F}\u{61C}\u{200B}\u{200C}\u{200D}\u{200E}\u{202E}\u{2028}\u{2060}\
                       \u{2069}\u{FEFF}"
                .chars()
        {
            assert!(of(hidden).is_hidden() && of(hidden).width() == 0, "{hidden:?}");
        }
    }

    #[test]
    fn every_line_break_class_has_its_number() {
        // A class that a later version of the standard adds would fall back to AL in silence.
        let known: Vec<LineBreak> = LINE.iter().map(|(icu, _)| *icu).collect();
        let resolved = [LineBreak::AI, LineBreak::SG, LineBreak::XX, LineBreak::SA, LineBreak::CJ];
        for character in '\0'..=char::MAX {
            let class = get::<LineBreak>(character);
            assert!(known.contains(&class) || resolved.contains(&class), "{character:?}: {class:?}");
        }
    }
}
