//! `assets/dates.tsv` -> signs: what a folded word, or several in a row, can mean in a date.
//!
//! Read once, on first use. Spelling is folded here, so that the file is written as newspapers write.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use jiff::civil::Date;

use super::meaning::{Doubt, Edge, Part, Season, Unit, Vague};
use crate::arabic::letters::fold_str;
use crate::arabic::months::{HIJRI_MONTHS, LATIN_MONTHS, MONTHS};

/// What a word can mean in a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    /// A month of the Gregorian calendar, 1 to 12.
    Month(i8),
    /// A month of the Hijri calendar, 1 to 12.
    HijriMonth(i8),
    /// A day of the week, 1 = Monday.
    Weekday(i8),
    /// So many days after the reference day.
    Offset(i32),
    /// A unit of time; `true` for the dual, which counts itself.
    Unit(Unit, bool),
    /// A quarter or half of a year by name.
    Share(Unit),
    /// A dual or plural before what it counts ("the two years of 2014 and 2015").
    PairHead(Unit),
    /// Past (-1), present (0), coming (1).
    Step(i32),
    /// "The following": counted from a day told before.
    Following,
    /// "The same": a day told before.
    Same,
    /// "This".
    This,
    /// "That".
    That,
    /// "The few".
    Few,
    /// "Whole", "on end".
    Full,
    /// A part of the day, before the day.
    Part(Part),
    /// A part of the day as an adverb, after the day or the hour.
    Daytime(Part),
    /// An hour that has a name.
    Moment(i8),
    /// "The period": a stretch that was told before.
    Period,
    /// The first day of a month.
    FirstDay,
    /// Beginning, middle, end.
    Edge(Edge),
    /// About, more than, less than.
    Doubt(Doubt),
    /// A preposition that tells what an amount or a day is to the sentence.
    Prep(Prep),
    /// "Corresponding to": the same day in another calendar.
    Equals,
    /// "Every".
    Every,
    /// "Daily" …
    Set(Unit),
    /// The era that a year is counted in.
    Era(Era),
    /// A number in words.
    Number(i32),
    /// A number word that multiplies.
    Times(i32),
    /// "Several".
    Several,
    /// A rank in words.
    Ordinal(i32),
    /// One n-th.
    Fraction(i32),
    /// "Less" (a quarter less five).
    Except,
    /// A decade by name: its first year.
    Decade(i32),
    /// A season of the year.
    Season(Season),
    /// The end of the working week.
    Weekend,
    /// A feast: calendar (`true` for Hijri), month, day.
    Feast(bool, i8, i8),
    /// A named stretch of history, by first and last year.
    Event(i16, i16),
    /// Stands before a day that is named without its year.
    Anniversary(Date),
    /// A reference that names no day.
    Reference(Vague),
    /// A length of time that is not told.
    SomeWhile,
    /// A cue that the clause speaks of what is to come.
    Future,
    /// A cue that it speaks of what was.
    Past,
    /// Begins like a future verb and is none.
    NotFuture,
    /// Begins a phrase of its own.
    Function,
    /// An age follows, or just preceded.
    Age,
    /// Before (`true`) or after "the day": it is not today.
    OtherDay(bool),
    /// A noun that a bare year follows.
    YearNoun,
    /// A noun that makes a name of a date that follows.
    Named,
    /// Looks like a time, is none.
    Trap,
}

impl Sign {
    /// Whether an expression can begin with it; the others are met inside one, or tell of one nearby.
    pub fn begins(self) -> bool {
        use Sign::*;
        match self {
            Step(_) | Following | Same | That | Few | Full | Era(_) | Times(_) | Except | Equals => false,
            Past | Future | NotFuture | Function | Age | OtherDay(_) | YearNoun | Named | Anniversary(_) => {
                false
            }
            Prep(work) => !matches!(work, self::Prep::In | self::Prep::Until | self::Prep::By),
            _ => true,
        }
    }
}

/// Prepositions by their work in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prep {
    Since,
    Ago,
    After,
    Within,
    For,
    Until,
    From,
    Between,
    In,
    By,
}

/// What a year is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    Hijri,
    Gregorian,
    /// Before the Gregorian era.
    Before,
}

/// One meaning of one form.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub sign: Sign,
    /// Whether it tells time by itself; `false` for everyday words.
    pub sure: bool,
    /// Whether the form is met with the article only.
    pub article: bool,
    /// The words after the first, folded, with their articles.
    pub rest: Box<[Box<str>]>,
}

/// The entries by first word: folded, without the article. Longest forms first.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: HashMap<Box<str>, Vec<Entry>, BuildHasherDefault<Fnv>>,
    /// Whether a form begins with three letters of that [`gate`]; most words of a text fail here.
    gates: Vec<bool>,
}

/// A number below [`GATES`] for the first three letters of a word.
fn gate(word: &str) -> usize {
    word.bytes().take(6).fold(0, |sum, byte| (sum * 61 + usize::from(byte)) & (GATES - 1))
}

/// A power of two some forty times the number of first words, so that few words pass by chance.
const GATES: usize = 1 << 16;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../assets/dates.tsv")));

/// The lexicon of the crate.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    /// What a form that begins with the folded word `first` (without the article) can mean; empty for
    /// a word that tells no time.
    pub fn get(&self, first: &str) -> &[Entry] {
        if !self.gates[gate(first)] {
            return &[];
        }
        self.entries.get(first).map_or(&[], Vec::as_slice)
    }

    fn read(file: &str) -> Lexicon {
        let mut lexicon = Lexicon { gates: vec![false; GATES], ..Lexicon::default() };
        for (number, line) in file.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let [class, value, forms] = columns[..] else {
                panic!("assets/dates.tsv:{}: three columns are needed", number + 1);
            };
            let sure = !value.ends_with('?');
            let Some(sign) = sign(class, value.trim_end_matches('?')) else {
                panic!("assets/dates.tsv:{}: unknown class or value", number + 1);
            };
            for form in forms.split('|') {
                lexicon.add(sign, sure, form);
            }
        }
        for month in MONTHS.iter().chain(LATIN_MONTHS) {
            lexicon.add(Sign::Month(month.month), !month.everyday, month.name);
        }
        for month in HIJRI_MONTHS {
            lexicon.add(Sign::HijriMonth(month.month), !month.everyday, month.name);
        }
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, sign: Sign, sure: bool, form: &str) {
        let folded = fold_str(form);
        let mut words = folded.split(' ').filter(|word| !word.is_empty());
        let first = words.next().expect("a form has a word, see the test of the file");
        let bare = first.strip_prefix("ال").filter(|bare| bare.chars().nth(1).is_some());
        let entry = Entry { sign, sure, article: bare.is_some(), rest: words.map(Box::from).collect() };
        self.gates[gate(bare.unwrap_or(first))] = true;
        let known = self.entries.entry(bare.unwrap_or(first).into()).or_default();
        let same = |other: &Entry| {
            other.sign == entry.sign && other.article == entry.article && other.rest == entry.rest
        };
        if !known.iter().any(same) {
            known.push(entry);
        }
    }
}

/// The sign of a row; `None` if the file says what this module does not know.
fn sign(class: &str, value: &str) -> Option<Sign> {
    let number = value.parse::<i32>().ok();
    let small = number.and_then(|number| i8::try_from(number).ok());
    Some(match class {
        "weekday" => Sign::Weekday(small?),
        "offset" => Sign::Offset(number?),
        "unit" => Sign::Unit(Unit::named(value.trim_end_matches('2'))?, value.ends_with('2')),
        "share" => Sign::Share(Unit::named(value)?),
        "pairhead" => Sign::PairHead(Unit::named(value)?),
        "step" => Sign::Step(number?),
        "following" => Sign::Following,
        "same" => Sign::Same,
        "demonstrative" if number? == 0 => Sign::This,
        "demonstrative" => Sign::That,
        "few" => Sign::Few,
        "full" => Sign::Full,
        "part" => Sign::Part(Part::named(value)?),
        "daytime" => Sign::Daytime(Part::named(value)?),
        "moment" => Sign::Moment(small?),
        "period" => Sign::Period,
        "firstday" => Sign::FirstDay,
        "edge" => Sign::Edge(Edge::named(value)?),
        "approx" => Sign::Doubt(Doubt::named(value)?),
        "prep" => Sign::Prep(prep(value)?),
        "equals" => Sign::Equals,
        "every" => Sign::Every,
        "set" => Sign::Set(Unit::named(value)?),
        "era" => Sign::Era(match value {
            "hijri" => Era::Hijri,
            "gregorian" => Era::Gregorian,
            "before" => Era::Before,
            _ => return None,
        }),
        "number" => match value.strip_prefix('x') {
            Some(factor) => Sign::Times(factor.parse().ok()?),
            None => Sign::Number(number?),
        },
        "vague" => Sign::Several,
        "ordinal" => Sign::Ordinal(number?),
        "fraction" => Sign::Fraction(number?),
        "except" => Sign::Except,
        "tens" => Sign::Decade(number?),
        "season" => Sign::Season(Season::named(value)?),
        "weekend" => Sign::Weekend,
        "feast" => feast(value)?,
        "event" => {
            let (first, last) = value.split_once('/')?;
            Sign::Event(first.parse().ok()?, last.parse().ok()?)
        }
        "anniversary" => Sign::Anniversary(value.parse().ok()?),
        "reference" => Sign::Reference(Vague::named(value)?),
        "somewhile" => Sign::SomeWhile,
        "future" => Sign::Future,
        "past" => Sign::Past,
        "notfuture" => Sign::NotFuture,
        "function" => Sign::Function,
        "age" => Sign::Age,
        "otherday" => Sign::OtherDay(number? == 1),
        "yearnoun" => Sign::YearNoun,
        "named" => Sign::Named,
        "trap" => Sign::Trap,
        _ => return None,
    })
}

fn prep(value: &str) -> Option<Prep> {
    Some(match value {
        "since" => Prep::Since,
        "ago" => Prep::Ago,
        "after" => Prep::After,
        "within" => Prep::Within,
        "for" => Prep::For,
        "until" => Prep::Until,
        "from" => Prep::From,
        "between" => Prep::Between,
        "in" => Prep::In,
        "by" => Prep::By,
        _ => return None,
    })
}

fn feast(value: &str) -> Option<Sign> {
    let hijri = value.starts_with('h');
    let (month, day) = value.trim_start_matches('h').split_once('-')?;
    Some(Sign::Feast(hijri, month.parse().ok()?, day.parse().ok()?))
}

/// FNV-1a, 64 bits: the words are short, and nobody chooses them to collide with a file of our own.
#[derive(Default)]
pub(super) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Offset basis and prime as in RFC 9923; 0 stands for the basis so that `Default` serves.
        let mut hash = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, sign: Sign) {
        let found = lexicon().get(&fold_str(word));
        assert!(found.iter().any(|entry| entry.sign == sign && entry.rest.is_empty()), "{word}: {found:?}");
    }

    #[test]
    fn the_file_is_read_whole() {
        check("\u{62E}\u{645}\u{64A}\u{633}", Sign::Weekday(4));
        check("\u{64A}\u{646}\u{627}\u{64A}\u{631}", Sign::Month(1));
        check("\u{63A}\u{62F}\u{64B}\u{627}", Sign::Offset(1));
    }

    #[test]
    fn long_forms_come_first() {
        for entries in lexicon().entries.values() {
            assert!(entries.is_sorted_by_key(|entry| std::cmp::Reverse(entry.rest.len())));
        }
    }
}
