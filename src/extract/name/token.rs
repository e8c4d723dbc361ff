//! An article's sections -> folded words with all that is known of each beforehand.

use super::letters::plain_letter;
use super::lexicon::{Class, Counts, Names, Unit};
use crate::arabic::letters::{fold_char, is_ignorable};
use crate::arabic::words::words;
use crate::article::{Article, SectionKind, Span};
use std::collections::HashMap;

/// What stands between a word and the one before it; a set of bits, empty for mere spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(pub(super) u8);

impl Gap {
    /// A new line or section.
    pub const LINE: Gap = Gap(1);
    /// The end of a sentence.
    pub const STOP: Gap = Gap(2);
    /// A colon.
    pub const COLON: Gap = Gap(4);
    /// A comma.
    pub const COMMA: Gap = Gap(8);
    /// A quotation mark.
    pub const QUOTE: Gap = Gap(16);
    /// A bracket.
    pub const BRACKET: Gap = Gap(32);
    /// A dash, slash or bullet.
    pub const DASH: Gap = Gap(64);
    /// Any other sign.
    pub const OTHER: Gap = Gap(128);

    /// Whether any of `other`'s signs is in it.
    pub fn has(self, other: Gap) -> bool {
        self.0 & other.0 != 0
    }

    /// What either has.
    pub const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// Whether nothing but spaces stands there.
    pub fn is_plain(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing stands there but spaces and what `allowed` has.
    pub fn only(self, allowed: Gap) -> bool {
        self.0 & !allowed.0 == 0
    }

    fn add(&mut self, character: char) {
        self.0 |= match character {
            '\n' => Gap::LINE.0,
            '.' | '!' | '?' | '\u{61F}' | '\u{61B}' | ';' | '\u{2026}' | '\u{6D4}' => Gap::STOP.0,
            ':' => Gap::COLON.0,
            ',' | '\u{60C}' => Gap::COMMA.0,
            '"' | '\u{AB}' | '\u{BB}' | '\'' | '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{203A}' => {
                Gap::QUOTE.0
            }
            '(' | ')' | '[' | ']' | '{' | '}' => Gap::BRACKET.0,
            // A tatweel by itself is somebody's dash.
            '-' | '\u{640}' | '\u{2010}'..='\u{2015}' | '/' | '\u{2022}' | '*' | '|' => Gap::DASH.0,
            _ if character.is_whitespace() || is_ignorable(character) => 0,
            _ => Gap::OTHER.0,
        };
    }
}

/// A word where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where.
    pub span: Span,
    /// What stands between it and the one before.
    pub gap: Gap,
    /// Index of its form in [`Tokens::forms`].
    pub form: u32,
    /// Index of its section.
    pub section: u16,
}

/// One way to read a form: with none or some of its first letters taken off as particles.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Letters taken off.
    pub cut: u8,
    /// Whether ب or ل or ك is among them.
    pub preposition: bool,
    /// What is left, with the alef of the article back ("لولايات" read as "الولايات").
    pub text: String,
    pub class: Class,
    pub counts: Counts,
    pub unit: Unit,
    /// How much it looks like part of a person's name; see [`Names::person_logit`].
    pub person: f32,
}

/// A folded word form and its readings, the whole form first.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub text: String,
    pub readings: Vec<Reading>,
    /// Classes of all readings that take off و or ف at most.
    pub class: Class,
    /// Whether it is written in Latin letters, all of them capitals.
    pub capitals: bool,
    /// Whether it is made of digits.
    pub digits: bool,
    /// Whether it is no name although it may be spelt like one; see [`is_plain_word`].
    pub plain: bool,
    /// Whether the whole form stands in the text without need to take anything off; how often.
    pub count: u32,
}

/// The words of an article.
pub(super) struct Tokens<'a> {
    pub article: &'a Article,
    pub tokens: Vec<Token>,
    pub forms: Vec<Form>,
    pub(super) index: HashMap<String, u32>,
}

/// Splits the sections of `article` into words. Lines about publication and advertising are left out,
/// and embedded stories, which are articles of their own.
pub(super) fn tokens<'a>(article: &'a Article, names: &Names) -> Tokens<'a> {
    let mut tokens = Tokens {
        article,
        tokens: Vec::with_capacity(article.text.len() / 8),
        forms: Vec::new(),
        index: HashMap::new(),
    };
    let mut plain_words: HashMap<String, u32> = HashMap::new();
    let mut folded = String::new();
    for (section_index, section) in article.sections.iter().enumerate() {
        use SectionKind::{Boilerplate, Embedded, Published};
        if matches!(section.kind, Published | Embedded | Boilerplate) {
            continue;
        }
        let start = section.span.start as usize;
        let text = section.span.of(&article.text);
        let mut end = 0;
        for word in words(text) {
            let mut gap = if end == 0 { Gap::LINE } else { Gap::default() };
            text[end..word.range.start].chars().for_each(|character| gap.add(character));
            let between = &text[end..word.range.start];
            if ends_initial(&tokens, between) {
                gap = Gap::default();
            }
            end = word.range.end;
            folded.clear();
            folded.extend(word.text.chars().filter_map(fold_char).map(plain_letter));
            if folded.is_empty() {
                continue;
            }
            let plain = is_plain_word(&folded, word.text);
            let index = if plain { &mut plain_words } else { &mut tokens.index };
            let form = match index.get(folded.as_str()) {
                Some(&form) => form,
                None => {
                    let form = tokens.forms.len() as u32;
                    tokens.forms.push(read_form(&folded, word.text, plain, names));
                    index.insert(folded.clone(), form);
                    form
                }
            };
            tokens.forms[form as usize].count += 1;
            if joins_given_names(&tokens, between, form) {
                gap = Gap::default();
            }
            let span = Span::new(start + word.range.start, start + word.range.end);
            tokens.tokens.push(Token { span, gap, form, section: section_index as u16 });
        }
    }
    if plain_words.is_empty() {
        settle_final_ya(&mut tokens);
    }
    tokens
}

/// Whether `between` is the dot of an initial («ج. د. فانس») and not the end of a sentence.
fn ends_initial(tokens: &Tokens<'_>, between: &str) -> bool {
    let initial = tokens.tokens.last().map(|last| &tokens.forms[last.form as usize]);
    let single = |form: &Form| !form.digits && !form.text.is_ascii() && form.text.chars().nth(1).is_none();
    between.trim_end_matches(' ') == "." && initial.is_some_and(single)
}

/// Whether `between` is the hyphen of a double given name («جان-مارك») before a word of `form`.
fn joins_given_names(tokens: &Tokens<'_>, between: &str, form: u32) -> bool {
    let given = |form: u32| tokens.forms[form as usize].readings[0].class.has(Class::GIVEN);
    between == "-" && given(form) && tokens.tokens.last().is_some_and(|last| given(last.form))
}

/// Some outlets write every final ى as ي. Where «على» never stands, but «علي» more than once, it is the
/// preposition and not the name.
fn settle_final_ya(tokens: &mut Tokens<'_>) {
    for word in ["\u{639}\u{644}\u{64A}", "\u{648}\u{639}\u{644}\u{64A}"] {
        let Some(&form) = tokens.index.get(word) else { continue };
        let form = &mut tokens.forms[form as usize];
        if form.count > 1 {
            make_plain(form);
            tokens.index.remove(word);
        }
    }
}

fn make_plain(form: &mut Form) {
    form.plain = true;
    form.readings.truncate(1);
    form.readings[0].class = form.readings[0].class.or(Class::NOT_NAME);
    form.readings[0].person = -4.0;
    form.class = form.readings[0].class;
}

/// Whether a word is no name although it folds to one: «على» is not the name «علي», and a word with
/// the ending ـاً («دومًا») is an adverb.
fn is_plain_word(folded: &str, written: &str) -> bool {
    let tanwin = written.ends_with("\u{64B}") || written.ends_with("\u{64B}\u{627}");
    tanwin
        || written.ends_with('\u{649}')
            && matches!(
                folded,
                "\u{639}\u{644}\u{64A}" | "\u{648}\u{639}\u{644}\u{64A}" | "\u{641}\u{639}\u{644}\u{64A}"
            )
}

fn read_form(folded: &str, written: &str, plain: bool, names: &Names) -> Form {
    let capitals =
        written.len() > 1 && written.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let digits = folded.chars().any(char::is_numeric);
    let mut readings = vec![read(folded, 0, false, names)];
    if !folded.is_ascii() {
        add_cut_readings(folded, &mut readings, names);
    }
    let mut class = Class::NONE;
    for reading in readings.iter().filter(|reading| !reading.preposition) {
        class = class.or(reading.class);
    }
    let mut form =
        Form { text: folded.to_owned(), readings, class, capitals, digits, plain: false, count: 0 };
    if plain {
        make_plain(&mut form);
    }
    form
}

/// Takes off و or ف, then ب, ل or ك; each time if two letters stay at least.
fn add_cut_readings(folded: &str, readings: &mut Vec<Reading>, names: &Names) {
    let letter_len = 'و'.len_utf8();
    let mut starts = vec![0];
    if folded.starts_with(['و', 'ف']) {
        starts.push(letter_len);
        push_cut(folded, letter_len, 1, false, readings, names);
    }
    for start in starts {
        let rest = &folded[start..];
        if rest.starts_with(['ب', 'ل', 'ك']) {
            let cut = (start / letter_len) as u8 + 1;
            push_cut(folded, start + letter_len, cut, true, readings, names);
        }
    }
}

fn push_cut(folded: &str, at: usize, cut: u8, preposition: bool, readings: &mut Vec<Reading>, names: &Names) {
    let rest = &folded[at..];
    if rest.chars().nth(1).is_none() {
        return;
    }
    let mut reading = if preposition && folded[..at].ends_with('ل') && rest.starts_with('ل') {
        // The article's alef is swallowed after ل: read it back. The second lam is the article's.
        read(&format!("ا{rest}"), cut, preposition, names)
    } else {
        read(rest, cut, preposition, names)
    };
    reading.preposition = preposition;
    readings.push(reading);
}

fn read(text: &str, cut: u8, preposition: bool, names: &Names) -> Reading {
    let counts = names.counts(text);
    let unit = names.unit(text);
    let class = names.class(text);
    let mut person = names.person_logit(text, counts, unit);
    if class.has(Class::GIVEN) {
        person = person.max(if counts.outside > 2.0 * counts.person + 4.0 { 0.3 } else { 1.2 });
    }
    if class.has(Class::NOT_NAME) || text.is_ascii() {
        person = person.min(-3.0);
    }
    Reading { cut, preposition, text: text.to_owned(), class, counts, unit, person }
}

impl Tokens<'_> {
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The form of the word at `index`.
    pub fn form(&self, index: usize) -> &Form {
        &self.forms[self.tokens[index].form as usize]
    }

    /// The folded word at `index`.
    pub fn text(&self, index: usize) -> &str {
        &self.form(index).text
    }

    /// What stands before the word at `index`; a new line after the last word.
    pub fn gap(&self, index: usize) -> Gap {
        self.tokens.get(index).map_or(Gap::LINE, |token| token.gap)
    }

    /// What the word at `index` may do, with و or ف taken off or not; nothing past the end.
    pub fn class(&self, index: usize) -> Class {
        if index < self.len() { self.form(index).class } else { Class::NONE }
    }

    /// The reading of the word at `index` whose first `cut` letters are taken off.
    pub fn reading(&self, index: usize, cut: u8) -> &Reading {
        let readings = &self.form(index).readings;
        readings.iter().find(|reading| reading.cut == cut).unwrap_or(&readings[0])
    }

    /// Whether an adjective without the article follows the word at `index`: names take one with it.
    pub fn is_qualified(&self, index: usize) -> bool {
        let next = index + 1;
        let adjective = |next: usize| self.form(next).readings[0].class.has(Class::QUALITY);
        // "زار موسكو كبير المفاوضين": a noun with its complement.
        let ends = |after: usize| !self.gap(after).is_plain() || self.class(after).has(Class::NOT_NAME);
        next < self.len() && self.gap(next).is_plain() && adjective(next) && ends(next + 1)
    }

    /// Whether the word is «الأخوان», the two brothers, and not «الإخوان», as which it folds; unless the
    /// Muslim ones are meant, who are often written so.
    pub fn is_two_brothers(&self, index: usize) -> bool {
        let written = self.tokens[index].span.of(&self.article.text);
        let next = index + 1;
        let muslim = next < self.len() && self.text(next).starts_with("المسلم");
        self.text(index).ends_with("اخوان") && written.contains('\u{623}') && !muslim
    }

    /// The bytes from the word at `first`, less its first `cut` letters, to the word before `last`.
    pub fn span(&self, first: usize, last: usize, cut: u8) -> Span {
        let start = self.tokens[first].span;
        let mut kept = 0;
        let mut at = start.start as usize;
        for (offset, character) in start.of(&self.article.text).char_indices() {
            // Tatweel and marks after the particle go with it: «لـ"زيلينسكي».
            if fold_char(character).is_none() {
                continue;
            }
            if kept == cut {
                at = start.start as usize + offset;
                break;
            }
            kept += 1;
        }
        Span::new(at, self.tokens[last - 1].span.end as usize)
    }
}
