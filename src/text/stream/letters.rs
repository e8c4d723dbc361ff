//! A character -> what the short way has to know of it, ready to be written.
//!
//! The table covers U+0000 to U+07FF and U+2000 to U+203F: what Arabic news is written in. An entry
//! is made from `property` and `forms` when its character is first met, so the two ways cannot
//! disagree about a character.

use super::super::Marks;
use super::super::forms::{self, Form};
use super::super::property::{self, Bidi, Cluster, Joining, Line, Props};

/// What the pass does with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter from right to left (Bidi_Class AL) that is a word character.
    Letter,
    /// A mark on such a letter.
    Mark,
    /// A mark that is not painted.
    StrippedMark,
    /// U+0020.
    Space,
    /// Punctuation that stands in the direction of the paragraph, unless Latin letters are around it.
    Sign,
    /// A letter from left to right.
    Latin,
    /// A digit: Bidi_Class EN or AN.
    Digit,
    /// U+200C: parts two letters and is not painted.
    NonJoiner,
    /// The end of the paragraph.
    End,
    /// Anything else: the paragraph needs the long way.
    Special,
    /// Not met yet.
    Unknown,
}

/// An entry of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// What is painted, in the order of [`Form`]: UTF-8 at the end, and its length in the first
    /// byte (nothing here is longer than three).
    pub(super) forms: [Symbol; 4],
    pub(super) props: Props,
    pub(super) kind: Kind,
    /// [`JOIN`] if it joins the letter after it; [`LIGATURE`] if it is a lam.
    pub(super) gives: u8,
    /// [`JOIN`] if it joins the letter before it; [`LIGATURE`] if it is an alef that lam ties.
    pub(super) takes: u8,
    /// Which alef it is: the place of its ligature after [`LIGATURES`].
    alef: u8,
}

/// One to three bytes of UTF-8 at the end, and how many in the first byte.
pub(super) type Symbol = [u8; 4];

/// The bit of [`Letter::gives`] and [`Letter::takes`] for two letters that join. Its number is 1,
/// so that it adds up to a [`Form`].
pub(super) const JOIN: u8 = 1;
/// The bit for two letters that become one.
pub(super) const LIGATURE: u8 = 2;

/// Where the entries of U+2000 to U+203F start: those below U+0800 stand at their number.
const PUNCTUATION: usize = 0x800;
const LIGATURES: usize = PUNCTUATION + 0x40;
/// The place of an entry that is not painted at all.
pub(super) const NOTHING: usize = LIGATURES + ALEFS.len();
const END: usize = NOTHING + 1;
const SPECIAL: usize = END + 1;
const COUNT: usize = SPECIAL + 1;

/// The letters that a lam ties; see [`forms::lam_alef`].
const ALEFS: [char; 4] = ['\u{0622}', '\u{0623}', '\u{0625}', '\u{0627}'];

/// The table.
#[derive(Debug)]
pub(super) struct Letters {
    entries: Box<[Letter; COUNT]>,
    marks: Marks,
}

impl Letters {
    pub(super) fn new(marks: Marks) -> Letters {
        let entry =
            |kind| Letter { forms: [[0; 4]; 4], props: Props::NONE, kind, gives: 0, takes: 0, alef: 0 };
        let mut entries = Box::new([entry(Kind::Unknown); COUNT]);
        entries[END] = entry(Kind::End);
        entries[SPECIAL] = entry(Kind::Special);
        entries[NOTHING] = entry(Kind::Special);
        for (index, alef) in ALEFS.into_iter().enumerate() {
            let ligature =
                |joined| symbol(forms::lam_alef(alef, joined).expect("the list is that of the ligatures"));
            let [isolated, joined] = [false, true].map(ligature);
            let forms = [isolated, joined, isolated, joined];
            entries[LIGATURES + index] = Letter { forms, ..entry(Kind::Letter) };
        }
        Letters { entries, marks }
    }

    /// The entry at `place`, as it is: [`Kind::Unknown`] if it was never asked for by [`Self::get`].
    #[inline]
    pub(super) fn at(&self, place: usize) -> &Letter {
        &self.entries[place]
    }

    /// The entry at `place`, which is made if it was not there.
    #[inline]
    pub(super) fn get(&mut self, place: usize) -> Letter {
        if self.entries[place].kind == Kind::Unknown {
            self.make(place);
        }
        self.entries[place]
    }

    /// The place of what lam and `alef` become.
    pub(super) fn ligature(alef: &Letter) -> usize {
        LIGATURES + usize::from(alef.alef)
    }

    #[cold]
    fn make(&mut self, place: usize) {
        let Some(character) = character(place) else { return };
        let props = property::of(character);
        let joins = |classes: u64| if props.joining().is_in(classes) { JOIN } else { 0 };
        let alef = ALEFS.iter().position(|alef| *alef == character);
        let ligature = |condition| if condition { LIGATURE } else { 0 };
        self.entries[place] = Letter {
            forms: painted(character, props),
            props,
            kind: kind(character, props, self.marks),
            gives: joins(Joining::set(&[Joining::D, Joining::L, Joining::C]))
                | ligature(character == '\u{644}'),
            takes: joins(Joining::set(&[Joining::D, Joining::R, Joining::C])) | ligature(alef.is_some()),
            alef: alef.unwrap_or(0) as u8,
        };
    }
}

/// The place of the character with which `bytes` start, and its bytes. Invalid UTF-8 has the place
/// of special characters; the end of `bytes` that of a line feed.
#[inline]
pub(super) fn place(bytes: &[u8]) -> (usize, usize) {
    match *bytes {
        [] => (END, 0),
        [b'\n', ..] => (END, 1),
        [b'\r', b'\n', ..] => (END, 2),
        [ascii @ ..0x80, ..] => (usize::from(ascii), 1),
        [lead @ 0xC2..=0xDF, trail @ 0x80..=0xBF, ..] => {
            (usize::from(lead & 0x1F) << 6 | usize::from(trail & 0x3F), 2)
        }
        [0xE2, 0x80, trail @ 0x80..=0xBF, ..] => (PUNCTUATION + usize::from(trail & 0x3F), 3),
        _ => (SPECIAL, 1),
    }
}

/// The properties of the characters with which `bytes` start: up to the end of the paragraph, or up
/// to a character that makes the paragraph special.
pub(super) fn properties(bytes: &[u8]) -> impl Iterator<Item = Props> + Clone + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (place, length) = place(&bytes[at..]);
        at += length;
        character(place).map(property::of)
    })
}

/// The character whose entry stands at `place`.
fn character(place: usize) -> Option<char> {
    match place {
        ..PUNCTUATION => char::from_u32(place as u32),
        PUNCTUATION..LIGATURES => char::from_u32((0x2000 + place - PUNCTUATION) as u32),
        _ => None,
    }
}

fn kind(character: char, props: Props, marks: Marks) -> Kind {
    const EXTENDS: u64 = Cluster::EXTEND.bit() | Cluster::CONJUNCT_EXTEND.bit();
    const SIGN: u64 = Bidi::set(&[Bidi::ON, Bidi::CS, Bidi::ES, Bidi::ET, Bidi::WS, Bidi::AL]);
    let (bidi, cluster, line) = (props.bidi(), props.cluster(), props.line());
    if character == '\u{200C}' {
        return Kind::NonJoiner;
    }
    if bidi == Bidi::NSM && props.joining() == Joining::T && props.width() == 0 {
        let plain = cluster.is_in(EXTENDS) && line == Line::CM && !props.is_hidden();
        let stripped = marks == Marks::Strip && props.is_tashkeel();
        return match (plain, stripped) {
            (false, _) => Kind::Special,
            (true, false) => Kind::Mark,
            (true, true) => Kind::StrippedMark,
        };
    }
    let alone = cluster == Cluster::OTHER || cluster == Cluster::PICTOGRAPH;
    if !alone || props.is_hidden() || props.width() != 1 {
        return Kind::Special;
    }
    match (bidi, line) {
        (_, Line::SP) => Kind::Space,
        (Bidi::AL, Line::AL) => Kind::Letter,
        (Bidi::L, Line::AL) => Kind::Latin,
        (Bidi::EN | Bidi::AN, Line::NU) => Kind::Digit,
        (_, Line::CM | Line::ZWJ) => Kind::Special,
        _ if bidi.is_in(SIGN) && !props.is_space() => Kind::Sign,
        _ => Kind::Special,
    }
}

/// The four forms of a character that stands in a run from right to left.
fn painted(character: char, props: Props) -> [Symbol; 4] {
    if props.joining().is_in(Joining::D.bit() | Joining::R.bit()) {
        let form = |form| symbol(forms::form(character, form));
        return [form(Form::Isolated), form(Form::Final), form(Form::Initial), form(Form::Medial)];
    }
    let mirror = if props.is_mirrored() { property::mirror(character) } else { None };
    [symbol(mirror.unwrap_or(character)); 4]
}

fn symbol(character: char) -> Symbol {
    let mut symbol = [0; 4];
    let length = character.len_utf8();
    if let Some(end) = symbol.len().checked_sub(length).filter(|start| *start > 0) {
        character.encode_utf8(&mut symbol[end..]);
        symbol[0] = length as u8;
    }
    symbol
}
