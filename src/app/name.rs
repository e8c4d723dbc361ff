//! A name in a pane of facts or on a page, and what is typed -> what the reader wants of it: that it is another, that a
//! spelling of it is someone else's, that it is someone else here, or another name.

use super::Effect;
use super::action::Action;
use super::facts::FactRow;
use super::notice::Message;
use super::pane::Pane;
use super::portrait::{AboutRow, NamePage, Subject};
use super::prompt::{Choice, Prompt, PromptKind};
use super::reading::Reading;
use super::state::State;
use super::update::tell;
use crate::arabic::letters::fold_str;
use crate::arabic::words::one_line;
use crate::article::{Entity, EntityKind};
use crate::store::{Companion, EntityRow, Id, Other, Wish};
use crate::task::Task;
use std::collections::BTreeSet;

/// A name that is being decided on.
#[derive(Clone, Debug, PartialEq)]
pub struct NameEntry {
    /// The article that it was chosen in; `None` for what is said of all.
    pub article: Option<Id>,
    /// Its entry's id.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// What the entry is called.
    pub name: String,
    /// Its spellings in the article's text, or in all that its page tells of, the most frequent first; on a
    /// page before all the one that is selected.
    pub spellings: Vec<String>,
    /// Others of its kind that could be meant: those of the article or page first, then those of the library.
    pub others: Vec<OtherName>,
    /// What Enter has settled.
    pub wish: Option<Wish>,
}

/// Another entry that could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherName {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Articles of the library that name it; `None` until the library has told.
    pub articles: Option<u32>,
}

impl NameEntry {
    /// An entity of the open article, with the others of its kind there.
    pub fn new(reading: &Reading, index: usize) -> Option<NameEntry> {
        let entity = reading.facts.entities.get(index)?;
        let same_kind =
            |other: &&Entity| other.kind == entity.kind && other.id != entity.id && other.count > 0;
        let other =
            |other: &Entity| OtherName { id: other.id.clone(), name: other.name.clone(), articles: None };
        Some(NameEntry {
            article: Some(reading.id),
            id: entity.id.clone(),
            kind: entity.kind,
            name: entity.name.clone(),
            spellings: spellings(reading, index, entity),
            others: reading.facts.entities.iter().filter(same_kind).map(other).collect(),
            wish: None,
        })
    }

    /// What a page is about. In its list of articles it is chosen in the selected one.
    pub fn of_page(page: &NamePage, focus: Pane) -> NameEntry {
        let Subject { id, kind, name } = page.subject.clone();
        let named = page.portrait.as_ref().map(|portrait| &portrait.named);
        let companions = named.map(|named| named.companions[kind as usize].as_slice()).unwrap_or_default();
        let other = |Companion { entity, .. }: &Companion| OtherName {
            id: entity.id.clone(),
            name: entity.name.clone(),
            articles: Some(entity.articles),
        };
        let spellings = named.map(|named| named.spellings.as_slice()).unwrap_or_default();
        let selected = match page.about.rows.get(page.about.selected) {
            Some(AboutRow::Spelling(index)) => spellings.get(*index),
            _ => None,
        };
        let rest = spellings.iter().filter(|spelling| Some(*spelling) != selected);
        NameEntry {
            article: page.namings.current().map(|naming| naming.row.id).filter(|_| focus == Pane::Namings),
            id,
            kind,
            name,
            spellings: selected.into_iter().chain(rest).map(|spelling| spelling.text.clone()).collect(),
            others: companions.iter().map(other).collect(),
            wish: None,
        }
    }

    /// What stands with the subject of a page: of its spellings the page does not tell.
    fn of_companion(page: &NamePage, companion: &Companion) -> NameEntry {
        let EntityRow { id, kind, name, .. } = companion.entity.clone();
        let Subject { id: of_page, name: page_name, .. } = page.subject.clone();
        let subject = OtherName { id: of_page, name: page_name, articles: None };
        let others = (page.subject.kind == kind).then_some(subject).into_iter().collect();
        NameEntry { article: None, id, kind, name, spellings: Vec::new(), others, wish: None }
    }

    /// Takes the names of the library, those of the most articles first.
    pub fn offer(&mut self, rows: Vec<EntityRow>) {
        for row in rows.into_iter().filter(|row| row.kind == self.kind && row.id != self.id) {
            match self.others.iter_mut().find(|other| other.id == row.id) {
                Some(known) => known.articles = Some(row.articles),
                None => {
                    let articles = Some(row.articles);
                    self.others.push(OtherName { id: row.id, name: row.name, articles });
                }
            }
        }
    }

    /// What could be meant by the line so far: names that begin so, then those with a word that does, then
    /// those that hold it anywhere; or the spellings that hold it.
    pub fn choices(&self, kind: PromptKind, line: &str) -> Vec<Choice> {
        let typed = folded(line);
        match kind {
            PromptKind::SplitName => {
                let fitting = self.spellings.iter().filter(|spelling| folded(spelling).contains(&typed));
                fitting.cloned().map(Choice::Spelling).collect()
            }
            PromptKind::MergeName | PromptKind::NameHere => {
                let rank = |other: &OtherName| match folded(&other.name) {
                    name if name.starts_with(&typed) => Some(0),
                    name if name.contains(&format!(" {typed}")) => Some(1),
                    name => name.contains(&typed).then_some(2),
                };
                let mut found: Vec<_> =
                    self.others.iter().filter_map(|other| Some((rank(other)?, other))).collect();
                // Stable: those of the article stay first among those that fit as well.
                found.sort_by_key(|(rank, _)| *rank);
                found.into_iter().map(|(_, other)| Choice::Name(self.kind, other.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Takes the reader's Enter on the line, with the choice that is lit; `false` if it settles nothing.
    pub fn enter(&mut self, kind: PromptKind, line: &str, chosen: Option<&Choice>) -> bool {
        let entry = self.id.clone();
        let (line, typed) = (one_line(line), folded(line));
        // What was typed out needs no lighting.
        let same = |other: &&OtherName| folded(&other.name) == typed;
        let other = match chosen {
            Some(Choice::Name(_, other)) => Some(other),
            _ => self.others.iter().find(same),
        };
        let spelling = match chosen {
            Some(Choice::Spelling(spelling)) => Some(spelling),
            _ => self.spellings.iter().find(|spelling| folded(spelling) == typed),
        };
        self.wish = match kind {
            PromptKind::MergeName => other.map(|other| Wish::Merge { entry, into: other.id.clone() }),
            PromptKind::SplitName => spelling.map(|spelling| {
                let spelling = Some(spelling.clone());
                Wish::Split { entry, spelling, article: None, other: None }
            }),
            PromptKind::NameHere => {
                let other = match other {
                    Some(other) => Some(Other::Entry(other.id.clone())),
                    None => (!typed.is_empty()).then_some(Other::Named(line)),
                };
                let meant = other.zip(self.article);
                meant.map(|(other, article)| {
                    let (article, other) = (Some(article), Some(other));
                    Wish::Split { entry, spelling: None, article, other }
                })
            }
            _ => Some(Wish::Rename { entry, name: line }),
        };
        self.wish.is_some()
    }
}

fn folded(text: &str) -> String {
    one_line(&fold_str(text))
}

/// The forms of a name that stand in the text, the most frequent first.
fn spellings(reading: &Reading, index: usize, entity: &Entity) -> Vec<String> {
    let written: Vec<String> =
        reading.facts.mentions_of(index).map(|it| folded(it.span.of(&reading.article.text))).collect();
    let mut seen = BTreeSet::new();
    let forms = entity.aliases.iter().chain([&entity.name]).filter(|form| seen.insert(folded(form)));
    let mut counted: Vec<(usize, &String)> = forms
        .map(|form| {
            let folded = folded(form);
            // After an attached ل the article has lost its alef.
            let short = folded.strip_prefix('\u{627}').filter(|rest| rest.starts_with('\u{644}'));
            let is_form = |text: &&String| **text == folded || Some(text.as_str()) == short;
            (written.iter().filter(is_form).count(), form)
        })
        .filter(|(count, _)| *count > 0)
        .collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(_, form)| form.clone()).collect()
}

/// The prompt for an action on the name that is selected or lit; `None`, after telling why, if there is no
/// name that it could be for.
pub(super) fn prompt(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> Option<Prompt> {
    let Some(mut entry) = named(state, action) else {
        tell(state, Message::NoName);
        return None;
    };
    if action == Action::NameHere && entry.article.is_none() {
        tell(state, Message::NoNaming);
        return None;
    }
    let (rtl, forms) = (state.direction().is_rtl(), state.options.laid_out());
    let (kind, text) = match action {
        Action::MergeName => (PromptKind::MergeName, String::new()),
        Action::SplitName => (PromptKind::SplitName, String::new()),
        Action::NameHere => (PromptKind::NameHere, String::new()),
        _ => (PromptKind::RenameName, entry.name.clone()),
    };
    if kind == PromptKind::SplitName && entry.spellings.len() < 2 {
        tell(state, Message::OneSpelling(state.key_of(Action::NameHere)));
        return None;
    }
    entry.wish = None;
    if matches!(kind, PromptKind::MergeName | PromptKind::NameHere) {
        let task = state.next_task();
        state.awaited.names = Some(task);
        effects.push(Effect::Run(task, Task::Names(entry.kind)));
    }
    let mut prompt = Prompt::new(kind, &text, rtl, forms);
    prompt.name = Some(entry);
    prompt.offer(&state.help);
    Some(prompt)
}

/// The name that has the focus in its pane, or that the page is about, or else that is lit in the text.
fn named(state: &State, action: Action) -> Option<NameEntry> {
    if state.focus.is_page() {
        let page = state.pages.last()?;
        // Which spelling is whose is said of what the page is about.
        let is_of_both = matches!(action, Action::MergeName | Action::RenameName);
        let companion = page.companion().filter(|_| is_of_both && state.focus == Pane::Name);
        return Some(match companion {
            Some(companion) => NameEntry::of_companion(page, companion),
            None => NameEntry::of_page(page, state.focus),
        });
    }
    let reading = state.reading.as_ref()?;
    let in_focus = reading.list(state.focus).and_then(|list| list.current());
    match in_focus.or(reading.lit.fact.as_ref().map(|(_, row)| row))? {
        FactRow::Entity(index) => NameEntry::new(reading, *index),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
