//! An article's words -> what the tagger sees of each: rows of its two tables.

use super::super::candidate::Candidate;
use super::super::context::Context;
use super::super::lexicon::Class;
use super::super::listed::{Name, Sure};
use super::super::places::Lists;
use super::super::token::{Form, Gap, Tokens};
use crate::article::{EntityKind, Span};

/// Rows of the table of hashed words, stems and letter runs.
pub const HASHED: usize = 1 << 16;
/// Rows of the table of flags: 32 groups of 32.
pub const FLAGS: usize = 1 << 10;

/// What the tagger sees of an article.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The rows of each distinct form: the word and its stems first, then its letter runs.
    pub forms: Vec<FormRows>,
    /// The words in text order.
    pub words: Vec<WordRows>,
}

/// The hashed rows of one form.
#[derive(Clone, Debug, Default)]
pub struct FormRows {
    /// Rows of the word, of its stems and of its runs of 2 to 5 letters.
    pub rows: Vec<u32>,
    /// How many of them, from the first, stand for whole words.
    pub whole: usize,
}

/// What is seen of one word where it stands.
#[derive(Clone, Debug)]
pub struct WordRows {
    /// Its bytes in the article's text.
    pub span: Span,
    /// Its form, an index of [`Features::forms`].
    pub form: u32,
    /// Words of one stem share this; their states are pooled.
    pub pool: u32,
    /// Rows of the table of flags.
    pub flags: Vec<u16>,
    /// Whether a line begins before it: no name goes on there.
    pub line: bool,
}

/// What the steps before have found, of which the tagger is told.
pub(in super::super) struct Known<'a> {
    pub contexts: &'a [Context],
    pub lists: &'a Lists,
    /// The names that the rules would choose.
    pub chosen: &'a [Candidate],
}

/// The features of an article's words.
pub(in super::super) fn features(tokens: &Tokens<'_>, known: &Known<'_>) -> Features {
    let forms: Vec<FormRows> = tokens.forms.iter().map(hashed).collect();
    let stable: Vec<Vec<u16>> = tokens.forms.iter().map(form_flags).collect();
    let mut words: Vec<WordRows> = (0..tokens.len())
        .map(|index| {
            let token = tokens.tokens[index];
            let mut flags = Vec::with_capacity(24);
            flags.extend_from_slice(&stable[token.form as usize]);
            place_flags(tokens, index, &mut flags);
            context_flags(&known.contexts[index], &mut flags);
            let line = token.gap.has(Gap::LINE);
            WordRows { span: token.span, form: token.form, pool: pool_of(tokens, token.form), flags, line }
        })
        .collect();
    list_flags(known.lists, &mut words);
    rule_flags(known.chosen, &mut words);
    Features { forms, words }
}

/// The form under which a form is pooled: what stays of it without particles, where that stands in
/// the article by itself.
fn pool_of(tokens: &Tokens<'_>, form: u32) -> u32 {
    let readings = &tokens.forms[form as usize].readings;
    let bare = readings[1..].iter().rev().find_map(|reading| tokens.index.get(&reading.text));
    bare.copied().unwrap_or(form)
}

/// The longest run of letters that has a row.
const RUN_MAX: usize = 5;

fn hashed(form: &Form) -> FormRows {
    let mut rows = Vec::with_capacity(40);
    rows.push(row(b'w', form.text.chars()));
    for reading in &form.readings {
        rows.push(row(b's', reading.text.chars()));
    }
    let whole = rows.len();
    let letters: Vec<char> = std::iter::once('^').chain(form.text.chars()).chain(['$']).collect();
    for length in 2..=RUN_MAX.min(letters.len()) {
        for run in letters.windows(length) {
            rows.push(row(b'0' + length as u8, run.iter().copied()));
        }
    }
    FormRows { rows, whole }
}

/// FNV-1a over the letters with a salt, its high bits folded onto the low ones.
fn row(salt: u8, letters: impl Iterator<Item = char>) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64 ^ u64::from(salt);
    hash = hash.wrapping_mul(0x0100_0000_01B3);
    for letter in letters {
        hash = (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01B3);
    }
    ((hash ^ hash >> 32 ^ hash >> 17) % HASHED as u64) as u32
}

/// Groups of flags, 32 rows each.
#[derive(Clone, Copy)]
enum Group {
    GapBefore,
    GapAfter,
    OwnPerson,
    OwnPlace,
    OwnOrganisation,
    World,
    ClassWhole,
    ClassAny,
    Unit,
    UnitBare,
    Rule,
    Context,
    Shape,
    Outside,
    Open,
    Near,
}

fn flag(group: Group, value: usize) -> u16 {
    (group as usize * 32 + value.min(31)) as u16
}

fn bits(group: Group, bits: u32, flags: &mut Vec<u16>) {
    flags.extend((0..32).filter(|bit| bits >> bit & 1 == 1).map(|bit| flag(group, bit)));
}

fn form_flags(form: &Form) -> Vec<u16> {
    let mut flags = Vec::with_capacity(16);
    let whole = &form.readings[0];
    bits(Group::ClassWhole, whole.class.bits(), &mut flags);
    let any = form.readings[1..].iter().fold(Class::NONE, |class, reading| class.or(reading.class));
    bits(Group::ClassAny, any.bits(), &mut flags);
    unit_flags(Group::Unit, whole.unit.given, whole.unit.surname, &mut flags);
    let given = form.readings[1..].iter().map(|reading| reading.unit.given).max().unwrap_or(0);
    let surname = form.readings[1..].iter().map(|reading| reading.unit.surname).max().unwrap_or(0);
    unit_flags(Group::UnitBare, given, surname, &mut flags);
    flags.push(flag(Group::Outside, (2.0 * (whole.counts.outside + 1.0).log2()) as usize));
    let bare = form.readings[1..].iter().map(|reading| reading.counts.outside).fold(-1.0, f32::max);
    if bare >= 0.0 {
        flags.push(flag(Group::Outside, 16 + (2.0 * (bare + 1.0).log2()) as usize));
    }
    shape_flags(form, &mut flags);
    flags
}

fn unit_flags(group: Group, given: u8, surname: u8, flags: &mut Vec<u16>) {
    if given > 0 {
        flags.push(flag(group, usize::from(given)));
    }
    if surname > 0 {
        flags.push(flag(group, 16 + usize::from(surname)));
    }
}

fn shape_flags(form: &Form, flags: &mut Vec<u16>) {
    let length = form.text.chars().count().min(9);
    let signs = [
        form.capitals,
        form.digits,
        form.plain,
        form.text.starts_with("ال"),
        form.text.is_ascii(),
        form.readings.len() > 1,
        form.readings.iter().any(|reading| reading.preposition),
        form.readings[1..].iter().any(|reading| reading.text.starts_with("ال")),
        form.count > 1,
        form.count > 3,
    ];
    flags.extend(signs.iter().enumerate().filter(|(_, sign)| **sign).map(|(at, _)| flag(Group::Shape, at)));
    flags.push(flag(Group::Shape, 16 + length));
}

fn place_flags(tokens: &Tokens<'_>, index: usize, flags: &mut Vec<u16>) {
    let token = tokens.tokens[index];
    bits(Group::GapBefore, u32::from(token.gap.0), flags);
    bits(Group::GapAfter, u32::from(tokens.gap(index + 1).0), flags);
    if token.gap.is_plain() {
        flags.push(flag(Group::GapBefore, 8));
    }
}

fn context_flags(context: &Context, flags: &mut Vec<u16>) {
    if context.title.is_some() {
        flags.push(flag(Group::Context, (context.person * 2.0).clamp(0.0, 9.0) as usize));
    }
    if context.said {
        flags.push(flag(Group::Context, 10));
    }
}

/// Where a word stands in a phrase: alone, first, within, last.
fn position(index: usize, first: usize, last: usize) -> usize {
    match (index == first, index + 1 == last) {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
    }
}

fn list_flags(lists: &Lists, words: &mut [WordRows]) {
    for hit in &lists.hits {
        let last = hit.first + hit.found.words;
        let group = match (hit.found.name, hit.found.kind) {
            (Name::Own(_), EntityKind::Person) => Group::OwnPerson,
            (Name::Own(_), EntityKind::Place) => Group::OwnPlace,
            (Name::Own(_), EntityKind::Organisation) => Group::OwnOrganisation,
            (Name::World(_), _) => Group::World,
            (Name::Geo(..), _) => Group::Open,
        };
        let sure = match (hit.found.name, hit.found.sure) {
            (Name::World(_), _) => 0,
            (Name::Geo(..), _) => hit.size,
            (_, Sure::Maybe) => 0,
            (_, Sure::Short) => 1,
            (_, Sure::Full) => 2,
        };
        for (index, word) in words.iter_mut().enumerate().take(last).skip(hit.first) {
            let cut = usize::from(hit.cut > 0);
            word.flags.push(flag(group, (sure * 4 + position(index, hit.first, last)) * 2 + cut));
            if hit.near {
                word.flags.push(flag(Group::Near, hit.found.kind as usize));
            }
        }
    }
}

fn rule_flags(chosen: &[Candidate], words: &mut [WordRows]) {
    for candidate in chosen {
        let strength = match candidate.score {
            score if score < 1.0 => 0,
            score if score < 2.5 => 1,
            _ => 2,
        };
        for (index, word) in words.iter_mut().enumerate().take(candidate.last).skip(candidate.first) {
            let inside = usize::from(index > candidate.first);
            word.flags.push(flag(Group::Rule, (candidate.kind as usize * 3 + strength) * 2 + inside));
        }
    }
}
