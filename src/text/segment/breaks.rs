//! Characters -> the places where a line may or must end (UAX #14).
//!
//! The rules are those of revision 55 (Unicode 17), in their order and without tailoring. The
//! class of a combining mark is that of its base (LB9), so the rules below see *items*: a
//! character with its marks. Complex scripts (class SA: Thai, Khmer …) are letters, as LB1 has it.

use super::super::property::{Line, Props};
use super::Break;

/// An item as the rules see it: the properties of its base, and its class after LB9 and LB10.
#[derive(Clone, Copy)]
struct Item {
    props: Props,
    line: Line,
}

impl Item {
    /// The start of text.
    const NONE: Item = Item { props: Props::NONE, line: Line::XX };

    /// A space.
    const SPACE: Item = Item { props: Props::NONE, line: Line::SP };

    fn is_in(self, set: u64) -> bool {
        self.line.is_in(set)
    }

    fn is(self, line: Line) -> bool {
        self.line == line
    }

    /// A quotation mark that opens (gc Pi).
    fn is_opening_quote(self) -> bool {
        self.is(Line::QU) && self.props.is_opening_quote()
    }

    /// A quotation mark that closes (gc Pf).
    fn is_closing_quote(self) -> bool {
        self.is(Line::QU) && self.props.is_closing_quote()
    }

    fn is_east_asian(self) -> bool {
        self.props.is_east_asian()
    }

    /// An aksara, or the circle that stands for one (LB28a).
    fn is_aksara(self) -> bool {
        self.is_in(Line::AK.bit() | Line::AS.bit()) || self.props.is_dotted_circle()
    }
}

/// How far a number has come (LB25).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    No,
    /// `NU (SY | IS)*`
    Open,
    /// `NU (SY | IS)* (CL | CP)`
    Closed,
}

/// The state of the rules between two characters; one pass over a text, front to back.
#[derive(Clone, Copy)]
pub(in crate::text) struct Breaks {
    /// The last item that is no space.
    previous: Item,
    /// The item directly before `previous`; a space if there was one.
    before: Item,
    /// Spaces since `previous`.
    spaces: bool,
    /// The last character, whatever it was, was a ZWJ.
    after_zwj: bool,
    number: Number,
    /// An odd number of regional indicators ends in `previous`.
    odd_regionals: bool,
}

const LETTER: u64 = Line::set(&[Line::AL, Line::HL]);
const WORD: u64 = LETTER | Line::NU.bit();
pub(super) const WORD_OR_SPACE: u64 = WORD | Line::SP.bit();
const HARD: u64 = Line::set(&[Line::BK, Line::CR, Line::LF, Line::NL]);
const MARK: u64 = Line::set(&[Line::CM, Line::ZWJ]);
/// Before a space these have no say in what comes after it.
const FORGOTTEN: u64 = !(HARD | Line::set(&[Line::XX, Line::ZW, Line::OP, Line::QU]));
/// After a space a line may start with these, unless the item before the space objects.
const AFTER_SPACE: u64 = WORD | Line::set(&[Line::OP, Line::ID, Line::PR, Line::PO]);
const HANGUL: u64 = Line::set(&[Line::JL, Line::JV, Line::JT, Line::H2, Line::H3]);
const IDEOGRAPH: u64 = Line::set(&[Line::ID, Line::EB, Line::EM]);
const AFFIX: u64 = Line::set(&[Line::PR, Line::PO]);
const HYPHEN: u64 = Line::set(&[Line::HY, Line::HH]);

impl Breaks {
    /// The state at the start of a text.
    pub(in crate::text) fn new() -> Breaks {
        Breaks {
            previous: Item::NONE,
            before: Item::NONE,
            spaces: false,
            after_zwj: false,
            number: Number::No,
            odd_regionals: false,
        }
    }

    /// Whether the text so far ends in a letter or digit.
    #[inline]
    pub(super) fn is_within_words(&self) -> bool {
        self.previous.is_in(WORD) && !self.spaces && !self.after_zwj
    }

    /// Goes on after letters, digits and spaces, which came after a letter or digit: `last` is the
    /// last of them that is no space, if there is one; `spaces`: whether spaces came after it. No
    /// rule asks what stands before a letter or digit, so that is left as it was.
    pub(in crate::text) fn resume(&mut self, last: Option<Props>, spaces: bool) {
        if let Some(props) = last {
            self.previous = Item { props, line: props.line() };
            self.number = if self.previous.is(Line::NU) { Number::Open } else { Number::No };
            self.odd_regionals = false;
        }
        self.spaces = spaces;
    }

    /// Takes the next character; whether a line may end before it. `rest` are those after it,
    /// at which a few rules have to look. LB2: never before the first.
    #[inline]
    pub(in crate::text) fn before(
        &mut self,
        props: Props,
        rest: impl Iterator<Item = Props> + Clone,
    ) -> Break {
        if self.is_within_words() && props.line() == Line::SP {
            self.spaces = true;
            return Break::No; // LB7
        }
        self.decide(props, rest)
    }

    fn decide(&mut self, props: Props, rest: impl Iterator<Item = Props> + Clone) -> Break {
        let mut item = Item { props, line: props.line() };
        let after_zwj = std::mem::replace(&mut self.after_zwj, item.is(Line::ZWJ));
        if self.previous.is_in(HARD) && !self.spaces {
            let split = self.previous.is(Line::CR) && item.is(Line::LF);
            if item.is_in(MARK) {
                item.line = Line::AL; // LB10
            }
            self.push_or_space(item);
            return if split { Break::No } else { Break::Mandatory }; // LB4, LB5
        }
        if item.is_in(HARD | Line::SP.bit() | Line::ZW.bit()) {
            self.push_or_space(item);
            return Break::No; // LB6, LB7
        }
        if item.is_in(MARK) {
            let absorbed = !self.spaces && !self.previous.is_in(Line::XX.bit() | Line::ZW.bit());
            if absorbed {
                return Break::No; // LB9
            }
            item.line = Line::AL; // LB10
        }
        let at_start = self.previous.is(Line::XX) && !self.spaces;
        let ends = !at_start && self.ends_before(item, after_zwj, rest);
        self.push(item);
        if ends { Break::Allowed } else { Break::No }
    }

    fn push_or_space(&mut self, item: Item) {
        if item.is(Line::SP) {
            self.spaces = true;
        } else {
            self.push(item);
        }
    }

    fn push(&mut self, item: Item) {
        self.number = match (self.number, item.line) {
            (_, Line::NU) => Number::Open,
            (Number::Open, Line::SY | Line::IS) if !self.spaces => Number::Open,
            (Number::Open, Line::CL | Line::CP) if !self.spaces => Number::Closed,
            _ => Number::No,
        };
        self.odd_regionals = item.is(Line::RI) && (self.spaces || !self.odd_regionals);
        self.before = if self.spaces { Item::SPACE } else { self.previous };
        self.previous = item;
        self.spaces = false;
    }

    /// Rules LB8 to LB18, which look across spaces, then the others. `true`: a line may end.
    fn ends_before(&self, item: Item, after_zwj: bool, mut rest: impl Iterator<Item = Props>) -> bool {
        let (previous, before) = (self.previous, self.before);
        if self.spaces && previous.is_in(FORGOTTEN) && item.is_in(AFTER_SPACE) {
            return true; // LB18
        }
        if previous.is(Line::ZW) {
            return true; // LB8
        }
        if after_zwj || item.is(Line::WJ) {
            return false; // LB8a, LB11
        }
        if !self.spaces {
            let glued = item.is(Line::GL) && !previous.is_in(HYPHEN | Line::BA.bit());
            if previous.is_in(Line::WJ.bit() | Line::GL.bit()) || glued {
                return false; // LB11, LB12, LB12a
            }
        }
        if item.is_in(Line::set(&[Line::CL, Line::CP, Line::EX, Line::SY])) || previous.is(Line::OP) {
            return false; // LB13, LB14
        }
        let opens = HARD | Line::set(&[Line::XX, Line::OP, Line::QU, Line::GL, Line::SP, Line::ZW]);
        if previous.is_opening_quote() && before.is_in(opens) {
            return false; // LB15a
        }
        let next = following(&mut rest);
        let closes = HARD
            | Line::set(&[
                Line::SP,
                Line::GL,
                Line::WJ,
                Line::CL,
                Line::QU,
                Line::CP,
                Line::EX,
                Line::IS,
                Line::SY,
                Line::ZW,
            ]);
        if item.is_closing_quote() && next.is_none_or(|next| next.line().is_in(closes)) {
            return false; // LB15b
        }
        if item.is(Line::IS) {
            return self.spaces && next.is_some_and(|next| next.line() == Line::NU); // LB15c, LB15d
        }
        if (previous.is_in(Line::CL.bit() | Line::CP.bit()) && item.is(Line::NS))
            || (previous.is(Line::B2) && item.is(Line::B2))
        {
            return false; // LB16, LB17
        }
        self.spaces || self.ends_within(item, next, rest) // LB18
    }

    /// Rules LB19 to LB31, for items with no space between them.
    fn ends_within(&self, item: Item, next: Option<Props>, rest: impl Iterator<Item = Props>) -> bool {
        let (previous, before) = (self.previous, self.before);
        if self.quotes_hold(item, next) {
            return false; // LB19, LB19a
        }
        if item.is(Line::CB) || previous.is(Line::CB) {
            return true; // LB20
        }
        let starts = HARD | Line::set(&[Line::XX, Line::SP, Line::ZW, Line::CB, Line::GL]);
        if before.is_in(starts) && previous.is_in(HYPHEN) && item.is_in(LETTER) {
            return false; // LB20a
        }
        let after = Line::set(&[Line::BA, Line::HH, Line::HY, Line::NS]);
        if item.is_in(after) || previous.is(Line::BB) {
            return false; // LB21
        }
        if before.is(Line::HL) && previous.is_in(HYPHEN) && !item.is(Line::HL) {
            return false; // LB21a
        }
        if (previous.is(Line::SY) && item.is(Line::HL)) || item.is(Line::IN) {
            return false; // LB21b, LB22
        }
        !(self.words_hold(item)
            || self.number_holds(item, next, rest)
            || self.syllables_hold(item, next)
            || self.pictures_hold(item))
    }

    /// LB19, LB19a: a quotation mark stays with what it quotes.
    fn quotes_hold(&self, item: Item, next: Option<Props>) -> bool {
        let (previous, before) = (self.previous, self.before);
        if item.is(Line::QU) {
            let alone = !previous.is_east_asian() || next.is_none_or(|next| !next.is_east_asian());
            if !item.is_opening_quote() || alone {
                return true;
            }
        }
        previous.is(Line::QU)
            && (!previous.is_closing_quote()
                || !item.is_east_asian()
                || before.is(Line::XX)
                || !before.is_east_asian())
    }

    /// LB23, LB23a, LB24, LB28 to LB30: letters, numbers, and what clings to them.
    fn words_hold(&self, item: Item) -> bool {
        let previous = self.previous;
        (previous.is_in(WORD) && item.is_in(WORD) && !(previous.is(Line::NU) && item.is(Line::NU))) // LB23, LB28
            || (previous.is(Line::PR) && item.is_in(IDEOGRAPH)) // LB23a
            || (previous.is_in(IDEOGRAPH) && item.is(Line::PO))
            || (previous.is_in(AFFIX) && item.is_in(LETTER)) // LB24
            || (previous.is_in(LETTER) && item.is_in(AFFIX))
            || (previous.is(Line::IS) && item.is_in(LETTER)) // LB29
            || (previous.is_in(WORD) && item.is(Line::OP) && !item.is_east_asian()) // LB30
            || (previous.is(Line::CP) && !previous.is_east_asian() && item.is_in(WORD))
    }

    /// LB25: a number stays whole.
    fn number_holds(&self, item: Item, next: Option<Props>, mut rest: impl Iterator<Item = Props>) -> bool {
        let previous = self.previous;
        if item.is_in(AFFIX) && self.number != Number::No {
            return true;
        }
        if item.is(Line::NU) {
            return self.number == Number::Open
                || previous.is_in(AFFIX | Line::HY.bit() | Line::IS.bit())
                || previous.is(Line::NU);
        }
        let Some(next) = next.filter(|_| previous.is_in(AFFIX) && item.is(Line::OP)) else { return false };
        next.line() == Line::NU
            || (next.line() == Line::IS
                && following(&mut rest).is_some_and(|second| second.line() == Line::NU))
    }

    /// LB26 to LB28a: Korean syllables, and the aksaras of Brahmic scripts.
    fn syllables_hold(&self, item: Item, next: Option<Props>) -> bool {
        let (previous, before) = (self.previous, self.before);
        let jamo = match previous.line {
            Line::JL => item.is_in(Line::set(&[Line::JL, Line::JV, Line::H2, Line::H3])),
            Line::JV | Line::H2 => item.is_in(Line::JV.bit() | Line::JT.bit()),
            Line::JT | Line::H3 => item.is(Line::JT),
            _ => false,
        };
        jamo // LB26
            || (previous.is_in(HANGUL) && item.is(Line::PO)) // LB27
            || (previous.is(Line::PR) && item.is_in(HANGUL))
            || (previous.is(Line::AP) && item.is_aksara()) // LB28a
            || (previous.is_aksara() && item.is_in(Line::VF.bit() | Line::VI.bit()))
            || (before.is_aksara()
                && previous.is(Line::VI)
                && (item.is(Line::AK) || item.props.is_dotted_circle()))
            || (previous.is_aksara()
                && item.is_aksara()
                && next.is_some_and(|next| next.line() == Line::VF))
    }

    /// LB30a, LB30b: flags, and pictographs with their skin colour.
    fn pictures_hold(&self, item: Item) -> bool {
        let previous = self.previous;
        (self.odd_regionals && item.is(Line::RI))
            || (item.is(Line::EM) && (previous.is(Line::EB) || previous.props.is_pictograph_to_come()))
    }
}

/// Takes the next item from `rest`; none at the end of text. Marks at the start of `rest` belong to
/// the item before it (LB9).
fn following(rest: &mut impl Iterator<Item = Props>) -> Option<Props> {
    rest.find(|props| !props.line().is_in(MARK))
}

#[cfg(test)]
mod tests {
    use super::super::super::property;
    use super::*;

    /// The characters of `text` before which a line may end.
    fn ends(text: &str) -> Vec<usize> {
        let mut breaks = Breaks::new();
        let mut characters = text.chars();
        let mut may_end = || {
            let props = property::of(characters.next()?);
            Some(breaks.before(props, characters.clone().map(property::of)) != Break::No)
        };
        let places: Vec<bool> = std::iter::from_fn(&mut may_end).collect();
        (0..places.len()).filter(|&index| places[index]).collect()
    }

    fn check(text: &str, expected: &[usize]) {
        assert_eq!(ends(text), expected, "{text:?}");
    }

    #[test]
    fn words_numbers_and_brackets_stay_whole() {
        check("a b  c", &[2, 5]);
        check("\u{633} (\u{633}) \u{633}", &[2, 6]);
        check("50% \u{66A}\u{665}", &[4]);
        check("12/3/2024 - 09:30", &[10, 12]);
        check("+967-1-234", &[]);
        check("\u{AB}\u{633} \u{633}\u{BB}\u{60C} \u{633}", &[3, 7]);
        check("a\u{A0}b\u{2060}c\u{202F}d", &[]);
        check("a\nb\r\nc", &[2, 5]);
    }

    /// `tests/it/conformance.rs` runs the same file through whole clusters; here the places inside
    /// clusters are looked at too.
    #[test]
    fn line_break_test_by_characters() {
        let packed = include_bytes!("../../../tests/data/LineBreakTest-17.0.txt.zst");
        let file = String::from_utf8(zstd::decode_all(&packed[..]).expect("zstd")).expect("UTF-8");
        let (mut failures, mut cases) = (Vec::new(), 0);
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let data = line.split('#').next().unwrap_or("");
            let (mut text, mut expected) = (String::new(), Vec::new());
            for word in data.split_whitespace() {
                match word {
                    "÷" => expected.push(text.chars().count()),
                    "×" => {}
                    scalar => text.extend(u32::from_str_radix(scalar, 16).ok().and_then(char::from_u32)),
                }
            }
            expected.pop(); // the end of text (LB3)
            cases += 1;
            if ends(&text) != expected {
                failures.push(line.to_owned());
            }
        }
        assert_eq!(cases, 19_338);
        // U+00B7 is of class IS since Unicode 18; the file is of Unicode 17.
        failures.retain(|line| !line.contains("00B7"));
        assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    }
}
