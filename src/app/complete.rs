//! A search that is being typed -> what could stand at the caret: fields, and values of the field there.
//!
//! The names of fields, states and days are known here; people, tags and the like are asked of the library,
//! and offered when they come.

use super::Effect;
use super::prompt::{Choice, Prompt, PromptKind};
use super::state::State;
use crate::arabic::language::LANGUAGES;
use crate::arabic::letters::{fold_str, is_arabic_letter};
use crate::article::EntityKind;
use crate::store::query::{FIELDS, Field, HAS, HAS_STATES, Key, STATES};
use crate::store::{Completed, Completing};
use crate::task::Task;
use jiff::civil::Date;
use std::ops::Range;

/// Searches typed before that are offered below what fits at the caret.
const BEFORE_MAX: usize = 4;

/// Something that may be meant by what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is typed then, quoted if it must be.
    pub text: String,
    /// What it is shown as.
    pub shown: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many articles have it, if that is known.
    pub articles: Option<u64>,
    /// The bytes of the line that it takes the place of.
    pub range: Range<usize>,
}

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A field.
    Field(Key),
    /// A value of one.
    Value(Key),
}

/// What stands at the caret of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The field of which it is a value; `None` for a word of its own.
    pub key: Option<Key>,
    /// Whether the field is written in Arabic, or a word of its own is.
    pub is_arabic: bool,
    /// What is typed of it, up to the caret, without quotes.
    pub typed: String,
    /// The bytes that a suggestion takes the place of.
    pub range: Range<usize>,
}

/// What stands at `caret`; `None` inside a phrase that is no value of a field, and where nothing begins.
pub fn slot(text: &str, caret: usize) -> Option<Slot> {
    let mut at = 0;
    loop {
        let between = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '»' | '”');
        at = text.len() - text[at..].trim_start_matches(between).len();
        if at > caret || at == text.len() {
            return None;
        }
        let piece = Piece::at(text, at);
        if caret <= piece.end {
            return piece.slot(text, caret);
        }
        at = piece.end;
    }
}

/// A word or phrase of a query, or a field with its value.
struct Piece {
    start: usize,
    key: Option<Key>,
    /// Where the value begins, or the word; with its quote.
    value: usize,
    /// Where its words begin.
    inner: usize,
    /// Where the value ends; with its quote.
    end: usize,
    /// Whether a quote closes it.
    is_closed: bool,
}

impl Piece {
    /// The piece that begins at `start`; not empty.
    fn at(text: &str, start: usize) -> Piece {
        let rest = &text[start..];
        let name = rest.find(|c: char| !(c.is_alphabetic() || c == '_')).unwrap_or(rest.len());
        let key = rest[name..].starts_with(':').then(|| Key::named(&rest[..name])).flatten();
        let value = start + if key.is_some() { name + 1 } else { 0 };
        let close = match text[value..].chars().next() {
            Some('"') => '"',
            Some('«') => '»',
            Some('“') => '”',
            _ => {
                let special =
                    |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '«' | '»' | '“' | '”');
                let end = text[value..].find(special).map_or(text.len(), |at| value + at);
                return Piece { start, key, value, inner: value, end, is_closed: false };
            }
        };
        let inner = value + text[value..].chars().next().map_or(0, char::len_utf8);
        let mut characters = text[inner..].char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '\\' => _ = characters.next(),
                _ if character == close => {
                    let end = inner + offset + close.len_utf8();
                    return Piece { start, key, value, inner, end, is_closed: true };
                }
                _ => {}
            }
        }
        Piece { start, key, value, inner, end: text.len(), is_closed: false }
    }

    fn slot(&self, text: &str, caret: usize) -> Option<Slot> {
        let is_arabic = text[self.start..].starts_with(is_arabic_letter);
        if caret < self.value {
            // On the name of the field, which may become another.
            let typed = text[self.start..caret].to_owned();
            return Some(Slot { key: None, is_arabic, typed, range: self.start..self.value });
        }
        let is_quoted = self.inner > self.value;
        if (self.key.is_none() && is_quoted) || (self.is_closed && caret == self.end) {
            return None;
        }
        // Behind a quote without end stands more than the value that is being typed.
        let end = if is_quoted && !self.is_closed { caret } else { self.end };
        let typed = text.get(self.inner..caret).unwrap_or_default().replace('\\', "");
        Some(Slot { key: self.key, is_arabic, typed, range: self.value..end })
    }
}

/// What the library is to be asked for.
pub fn wanted(slot: &Slot) -> Option<Completing> {
    match slot.key? {
        Key::Text(Field::Person) => Some(Completing::Name(EntityKind::Person)),
        Key::Text(Field::Place) => Some(Completing::Name(EntityKind::Place)),
        Key::Text(Field::Organisation) => Some(Completing::Name(EntityKind::Organisation)),
        Key::Text(Field::Outlet) => Some(Completing::Outlet),
        Key::Tag => Some(Completing::Tag),
        Key::Feed => Some(Completing::Feed),
        _ => None,
    }
}

/// What is known without the library: fields, and values of those that have a few.
pub fn known(slot: &Slot, today: Date) -> Vec<Suggestion> {
    let typed = fold_str(&slot.typed);
    let Some(key) = slot.key else { return fields(slot, &typed) };
    let pair = |english: &'static str, arabic: &'static str| if slot.is_arabic { arabic } else { english };
    let fits = |names: &[&str]| names.iter().any(|name| fold_str(name).starts_with(&typed));
    let value =
        |text: &str, shown: String| suggestion(slot, SuggestionKind::Value(key), text.to_owned(), shown);
    let named = |english: &'static str, arabic: &'static str| {
        let other = if slot.is_arabic { english } else { arabic };
        fits(&[english, arabic])
            .then(|| value(pair(english, arabic), format!("{}  {}", pair(english, arabic), other)))
    };
    match key {
        Key::Is => STATES.iter().filter_map(|(_, english, arabic)| named(english, arabic)).collect(),
        Key::Has => {
            let states = HAS_STATES.iter().map(|(_, english, arabic)| (*english, *arabic));
            let all = HAS.iter().map(|(_, english, arabic)| (*english, *arabic)).chain(states);
            all.filter_map(|(english, arabic)| named(english, arabic)).collect()
        }
        Key::Language => {
            let fitting = LANGUAGES.iter().filter(|(code, english, arabic)| {
                fits(&[code, english, arabic, arabic.trim_start_matches("ال")])
            });
            let shown = |english, arabic, code| format!("{code}  {}", pair(english, arabic));
            fitting.map(|(code, english, arabic)| value(code, shown(english, arabic, *code))).collect()
        }
        Key::On | Key::After | Key::Before | Key::Mentions => {
            let days = days(today, slot.is_arabic, &typed);
            let fitting = days.into_iter().filter(|day| fold_str(day).starts_with(&typed));
            fitting.map(|day| value(&day, day.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// The fields whose names begin as the word does.
fn fields(slot: &Slot, typed: &str) -> Vec<Suggestion> {
    if typed.is_empty() {
        return Vec::new();
    }
    let fits = |name: &str| fold_str(name).starts_with(typed);
    let fields = FIELDS.iter().filter_map(|(key, english, arabic)| {
        let name = if fits(english) { english } else { Some(arabic).filter(|name| fits(name))? };
        let text = format!("{name}:");
        Some(suggestion(slot, SuggestionKind::Field(*key), text.clone(), text))
    });
    fields.collect()
}

/// Days, months and years that may be meant by the beginning of one.
fn days(today: Date, is_arabic: bool, typed: &str) -> Vec<String> {
    let pair = |english: &str, arabic: &str| if is_arabic { arabic } else { english }.to_owned();
    let mut days = vec![pair("today", "اليوم"), pair("yesterday", "أمس"), "7d".to_owned(), "30d".to_owned()];
    let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
    let month_before = today.first_of_month().yesterday().unwrap_or(today);
    days.extend([month(today), month(month_before)]);
    days.extend([today.year(), today.year() - 1].map(|year| format!("{year:04}")));
    // Of a year that is typed, its months; of a month, nothing: its days are typed faster than chosen.
    let year = typed.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(year) = year {
        days.extend((1..=12).map(|month| format!("{year}-{month:02}")));
    }
    let mut seen = std::collections::BTreeSet::new();
    days.retain(|day| seen.insert(day.clone()));
    days
}

fn suggestion(slot: &Slot, kind: SuggestionKind, text: String, shown: String) -> Suggestion {
    Suggestion { text, shown, kind, articles: None, range: slot.range.clone() }
}

/// A value as it must be typed: in quotes, if it would be taken for several words without them.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let is_plain = value.starts_with(char::is_alphanumeric) && value.chars().all(plain);
    match is_plain || value.is_empty() {
        true => value.to_owned(),
        false => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// What is offered in a search prompt beside searches typed before.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// What day it is.
    pub today: Option<Date>,
    /// Whether anything was typed since the prompt was opened: before, only searches typed before are offered.
    pub is_typed: bool,
    /// What was asked of the library last, and for what.
    pub asked: Option<(Completing, String)>,
    /// Its answer.
    pub values: Vec<Completed>,
    /// For what the answer was.
    pub answered: Option<(Completing, String)>,
}

impl Prompt {
    /// Finds what could stand at the caret; searches typed before that hold what is typed come last.
    pub(super) fn offer_at_caret(&mut self) {
        self.offers.is_typed = true;
        let text = self.line.text();
        let typed = fold_str(text.trim());
        let before: Vec<String> =
            self.searches().iter().filter(|search| fold_str(search).contains(&typed)).cloned().collect();
        let slot = slot(text, self.line.caret()).filter(|_| !typed.is_empty());
        let mut choices = Vec::new();
        if let Some(slot) = &slot {
            choices.extend(known(slot, self.offers.today.unwrap_or(Date::MIN)));
            let is_answered = self.offers.answered.as_ref().map(|(what, _)| *what) == wanted(slot);
            if let (true, Some(key)) = (is_answered, slot.key) {
                let starts = fold_str(&slot.typed);
                // An answer for less than is typed by now holds some that no longer fit.
                let is_exact =
                    self.offers.answered.as_ref().is_some_and(|(_, for_what)| *for_what == slot.typed);
                let fits = |value: &&Completed| is_exact || fold_str(&value.text).contains(&starts);
                choices.extend(self.offers.values.iter().filter(fits).map(|value| Suggestion {
                    text: quoted(&value.text),
                    shown: value.text.clone(),
                    kind: SuggestionKind::Value(key),
                    articles: Some(value.articles),
                    range: slot.range.clone(),
                }));
            }
            // What is typed in whole need not be offered.
            let is_whole = |choice: &Suggestion| text.get(choice.range.clone()) == Some(choice.text.as_str());
            choices.retain(|choice| !is_whole(choice));
        }
        let room = if slot.is_some_and(|slot| slot.key.is_some() || !choices.is_empty()) {
            BEFORE_MAX
        } else {
            usize::MAX
        };
        self.choices = choices.into_iter().map(Choice::Suggestion).collect();
        let others = before.into_iter().filter(|search| *search != self.line.text()).take(room);
        self.choices.extend(others.map(Choice::Search));
    }

    /// Writes a suggestion into the line; behind a value at the end, a space for what may follow.
    pub(super) fn take_suggestion(&mut self, suggestion: &Suggestion) {
        let Range { start, end } = suggestion.range;
        if self.line.text().get(start..end).is_none() {
            return;
        }
        let is_at_end = end == self.line.text().len();
        let space = if is_at_end && matches!(suggestion.kind, SuggestionKind::Value(_)) { " " } else { "" };
        self.line.replace(start, end, &format!("{}{space}", suggestion.text));
    }

    /// Takes what the library offers for what was asked.
    pub(super) fn offer_values(&mut self, values: Vec<Completed>) {
        self.offers.answered = self.offers.asked.clone();
        self.offers.values = values;
        // What the reader has chosen meanwhile stays chosen.
        let lit = self.chosen.and_then(|at| self.choices.get(at)).cloned();
        self.offer_at_caret();
        self.chosen = lit.and_then(|lit| self.choices.iter().position(|choice| *choice == lit));
    }
}

/// Asks the library for values, if those that are offered are for something else than what is typed.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let typed = |prompt: &&mut Prompt| prompt.kind == PromptKind::Search && prompt.offers.is_typed;
    let Some(prompt) = state.prompt.as_mut().filter(typed) else { return };
    let slot = slot(prompt.line.text(), prompt.line.caret());
    let wish = slot.as_ref().and_then(|slot| Some((wanted(slot)?, slot.typed.clone())));
    let Some((what, typed)) = wish.filter(|wish| prompt.offers.asked.as_ref() != Some(wish)) else { return };
    prompt.offers.asked = Some((what, typed.clone()));
    let task = state.next_task();
    state.awaited.values = Some(task);
    effects.push(Effect::Run(task, Task::Complete(what, typed)));
}

#[cfg(test)]
mod tests;
