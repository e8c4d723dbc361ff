//! A character -> what the short way has to know of it, ready to be written.
//!
//! The tables hold what Arabic news is written in: U+0000 to U+00FF, U+0600 to U+07FF and U+2000 to
//! U+203F. They are made from `property` and `forms`, so the two ways cannot disagree about a
//! character.

use super::super::Marks;
use super::super::forms::{self, Form};
use super::super::property::{self, Bidi, Cluster, Joining, Line, Props};
use super::super::segment::{Break, Breaks};

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
}

/// An entry of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// What is painted, by whether it is joined to the letter before it, and to the one after it.
    pub(super) forms: [[Symbol; 2]; 2],
    pub(super) props: Props,
    pub(super) kind: Kind,
    /// [`JOIN`] if it joins the letter after it; [`LIGATURE`] if it is a lam; [`STAY`] if it is a
    /// sign that stays with the word after it.
    pub(super) gives: u8,
    /// [`JOIN`] if it joins the letter before it; [`LIGATURE`] if it is an alef that lam ties;
    /// [`STAY`] if it is a sign that stays with the word before it.
    pub(super) takes: u8,
    /// If a lam ties it: which of the ligatures the two become.
    ligature: u8,
}

/// One to three bytes of UTF-8 at the end, and how many in the first byte.
pub(super) type Symbol = [u8; 4];

/// The bit of [`Letter::gives`] and [`Letter::takes`] for two letters.
pub(super) const LETTER: u8 = 8;
/// The bit for two letters that join.
pub(super) const JOIN: u8 = 1;
/// The bit for two letters that become one.
pub(super) const LIGATURE: u8 = 2;
/// The bit for a sign: no line ends between it and the word, and one may end at the space on its
/// other side.
pub(super) const STAY: u8 = 4;

/// The letters that a lam ties; see [`forms::lam_alef`].
const ALEFS: [char; 4] = ['\u{0622}', '\u{0623}', '\u{0625}', '\u{0627}'];

/// An entry that is not painted.
const fn unpainted(kind: Kind) -> Letter {
    Letter { forms: [[[0; 4]; 2]; 2], props: Props::NONE, kind, gives: 0, takes: 0, ligature: 0 }
}

/// What stands for a letter where there is none.
pub(super) const NOTHING: Letter = unpainted(Kind::Special);
const END: Letter = unpainted(Kind::End);

/// The tables.
#[derive(Debug)]
pub(super) struct Letters {
    /// U+0600 to U+07FF, by their two bytes of UTF-8 as a number, from D800 on.
    arabic: [Letter; 0x800],
    /// U+0000 to U+00FF.
    latin: [Letter; 0x100],
    /// U+2000 to U+203F.
    punctuation: [Letter; 0x40],
    ligatures: [Letter; ALEFS.len()],
}

impl Letters {
    pub(super) fn new(marks: Marks) -> Box<Letters> {
        let mut letters = Box::new(Letters {
            arabic: [NOTHING; 0x800],
            latin: [NOTHING; 0x100],
            punctuation: [NOTHING; 0x40],
            ligatures: ALEFS.map(ligature),
        });
        for character in '\u{600}'..='\u{7FF}' {
            let mut bytes = [0; 2];
            character.encode_utf8(&mut bytes);
            letters.arabic[usize::from(u16::from_be_bytes(bytes) - 0xD800)] = letter(character, marks);
        }
        for (character, entry) in ('\0'..).zip(letters.latin.iter_mut()) {
            *entry = letter(character, marks);
        }
        letters.latin[usize::from(b'\n')] = END;
        for (character, entry) in ('\u{2000}'..).zip(letters.punctuation.iter_mut()) {
            *entry = letter(character, marks);
        }
        letters
    }

    /// The entry of the Arabic letter (or mark, digit …) with which `bytes` start, if one does.
    #[inline]
    pub(super) fn arabic(&self, bytes: [u8; 2]) -> Option<&Letter> {
        self.arabic.get(usize::from(u16::from_be_bytes(bytes).wrapping_sub(0xD800)))
    }

    /// The entry of the character with which `bytes` start, and its bytes. Invalid UTF-8 is
    /// special; the end of `bytes` is that of the paragraph, as is a newline.
    #[inline]
    pub(super) fn first(&self, bytes: &[u8]) -> (&Letter, usize) {
        if let [lead, trail, ..] = *bytes
            && let Some(letter) = self.arabic([lead, trail])
        {
            return (letter, 2);
        }
        match *bytes {
            [] => (&END, 0),
            [b'\r', b'\n', ..] => (&END, 2),
            [ascii @ ..0x80, ..] => (&self.latin[usize::from(ascii)], 1),
            [0xC2, trail @ 0x80..=0xBF, ..] => (&self.latin[usize::from(trail)], 2),
            [0xC3, trail @ 0x80..=0xBF, ..] => (&self.latin[usize::from(trail | 0x40)], 2),
            [0xE2, 0x80, trail @ 0x80..=0xBF, ..] => (&self.punctuation[usize::from(trail & 0x3F)], 3),
            _ => (&NOTHING, 1),
        }
    }

    /// The properties of the characters with which `bytes` start: up to the end of the paragraph,
    /// or up to a character that is special.
    pub(super) fn properties(&self, bytes: &[u8]) -> impl Iterator<Item = Props> + Clone {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (letter, length) = self.first(&bytes[at..]);
            at += length;
            (letter.props != Props::NONE).then_some(letter.props)
        })
    }

    /// What lam and `alef` become.
    #[inline]
    pub(super) fn ligature(&self, alef: &Letter) -> &Letter {
        &self.ligatures[usize::from(alef.ligature) % ALEFS.len()]
    }
}

/// What lam and `alef` become: it joins backwards only.
fn ligature(alef: char) -> Letter {
    let form = |joined| symbol(forms::lam_alef(alef, joined).expect("the list is that of the ligatures"));
    Letter { forms: [[form(false); 2], [form(true); 2]], gives: LETTER, ..unpainted(Kind::Letter) }
}

fn letter(character: char, marks: Marks) -> Letter {
    let props = property::of(character);
    let kind = kind(character, props, marks);
    let bit = |bit: u8, condition: bool| if condition { bit } else { 0 };
    let joins = |types: &[Joining]| bit(JOIN, props.joining().is_in(Joining::set(types)));
    let alef = ALEFS.iter().position(|alef| *alef == character);
    let (stays_before, stays_after) = if kind == Kind::Sign { stays(props) } else { (false, false) };
    Letter {
        forms: painted(character, props),
        props,
        kind,
        gives: joins(&[Joining::D, Joining::L, Joining::C])
            | bit(LETTER, kind == Kind::Letter)
            | bit(LIGATURE, character == '\u{644}')
            | bit(STAY, stays_before),
        takes: joins(&[Joining::D, Joining::R, Joining::C])
            | bit(LETTER, kind == Kind::Letter)
            | bit(LIGATURE, alef.is_some())
            | bit(STAY, stays_after),
        ligature: alef.unwrap_or(0) as u8,
    }
}

/// Whether a sign stays with the word after it, and with the word before it: the rules are asked.
fn stays(sign: Props) -> (bool, bool) {
    let (letter, space) = (property::of('\u{628}'), property::of(' '));
    let breaks = |text: [Props; 4]| {
        let mut breaks = Breaks::new();
        [0, 1, 2, 3].map(|index| breaks.before(text[index], text[index + 1..].iter().copied()))
    };
    let before = breaks([letter, space, sign, letter]);
    let after = breaks([letter, sign, space, letter]);
    (
        before == [Break::No, Break::No, Break::Allowed, Break::No],
        after == [Break::No, Break::No, Break::No, Break::Allowed],
    )
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
fn painted(character: char, props: Props) -> [[Symbol; 2]; 2] {
    if props.joining().is_in(Joining::D.bit() | Joining::R.bit()) {
        let form = |form| symbol(forms::form(character, form));
        return [[form(Form::Isolated), form(Form::Initial)], [form(Form::Final), form(Form::Medial)]];
    }
    let mirror = if props.is_mirrored() { property::mirror(character) } else { None };
    [[symbol(mirror.unwrap_or(character)); 2]; 2]
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
