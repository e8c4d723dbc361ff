//! What was read of a story -> what the window says is new: in the open article, and of the articles
//! that the lists show. Nothing waits for it.

use super::Effect;
use super::notice::Message;
use super::open::mark_read;
use super::pane::Pane;
use super::reading::Reading;
use super::related::RelatedRow;
use super::state::State;
use super::update::{run_for, tell};
use crate::article::Span;
use crate::store::{Id, Row};
use crate::story::Novelty;
use crate::task::{Task, TaskId};
use std::collections::HashMap;

/// Articles that are asked for at a time: some hundredths of a second, after which those count that are
/// in sight then.
const ASKED_MAX: usize = 4;
/// Articles whose shares are remembered: many windows full.
const KEPT_MAX: usize = 2_000;

/// How much is new of the articles in sight.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// By article: the state of the library of which it is told, and the share in percent.
    known: HashMap<Id, (u64, Option<u8>)>,
    /// Goes up whenever something is marked as read or unread, or comes in.
    state: u64,
    /// What is awaited, and the state of the library when it was asked for.
    awaited: Option<(TaskId, u64, Vec<Id>)>,
}

impl Shares {
    /// How much of an article is new, in percent; `None` if it is not known, or nothing else of its story
    /// was read. What was known before a change stands until it is known anew.
    pub fn of(&self, row: &Row) -> Option<u8> {
        self.known.get(&row.id).filter(|_| !row.read)?.1
    }

    /// What is known has to be asked for again.
    pub fn forget(&mut self) {
        self.state += 1;
    }

    /// Takes what has come.
    pub fn accept(&mut self, task: TaskId, shares: Vec<(Id, Option<u8>)>) {
        let Some((_, state, asked)) = self.awaited.take_if(|(awaited, ..)| *awaited == task) else { return };
        if self.known.len() > KEPT_MAX {
            self.known.clear();
        }
        for id in asked {
            // What was not told has none.
            let share = shares.iter().find(|(told, _)| *told == id).and_then(|(_, share)| *share);
            self.known.insert(id, (state, share));
        }
    }

    /// Nothing will come: it is not asked for again before something changes.
    pub fn fail(&mut self, task: TaskId) {
        self.accept(task, Vec::new());
    }

    /// Those of some articles that are to be asked for now, if nothing is awaited.
    fn wanted<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Vec<Id> {
        let is_known = |row: &Row| self.known.get(&row.id).is_some_and(|(state, _)| *state == self.state);
        let wanted = rows.filter(|row| !row.read && !is_known(row)).map(|row| row.id);
        if self.awaited.is_some() { Vec::new() } else { wanted.take(ASKED_MAX).collect() }
    }
}

/// Asks how much is new of what is in sight and not known.
pub(super) fn ask_shares(state: &mut State, effects: &mut Vec<Effect>) {
    let is_shown = |pane| !state.layout.area(pane).is_empty();
    let list = state.list.shown.iter().filter(|_| is_shown(Pane::Stories));
    let listed = list.filter_map(|(index, _)| state.list.items.get(*index)).map(|item| &item.row);
    let related = state.related.shown.iter().filter(|_| is_shown(Pane::Related));
    let related = related.filter_map(|(index, _)| match state.related.rows.get(*index) {
        Some(RelatedRow::Article(item, _)) => Some(&item.row),
        _ => None,
    });
    let ids = state.shares.wanted(listed.chain(related));
    if !ids.is_empty() {
        let task = run_for(state, Task::Shares(ids.clone()), effects);
        state.shares.awaited = Some((task, state.shares.state, ids));
    }
}

/// Asks what is new in the open article; not while its relations are awaited, after which it is asked.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(id) = state.reading.as_ref().map(|reading| reading.id) else { return };
    if state.awaited.related.is_none() {
        state.awaited.novelty = Some(run_for(state, Task::Novelty(id), effects));
    }
}

/// Takes what is new in the open article.
pub(super) fn accept(state: &mut State, task: TaskId, novelty: Option<Novelty>) {
    if state.awaited.novelty.take_if(|awaited| *awaited == task).is_some()
        && let Some(reading) = &mut state.reading
    {
        reading.novelty = novelty;
    }
}

/// An article is marked as read or unread: what is new in others is asked for again.
pub(super) fn read_another(state: &mut State, ids: &[Id], effects: &mut Vec<Effect>) {
    state.shares.forget();
    let is_other = |reading: &Reading| ids.iter().any(|id| *id != reading.id);
    if state.reading.as_ref().is_some_and(is_other) {
        ask(state, effects);
    }
}

/// Goes to the next sentence that says something new, round the end.
pub(super) fn next_new(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(reading) = &mut state.reading else { return };
    if reading.novelty.is_none() {
        tell(state, Message::NothingReadBefore);
    } else if reading.go_to_next_new() {
        super::act::focus(state, Pane::Article);
        mark_read(state, effects);
    } else {
        tell(state, Message::NothingNew);
    }
}

impl Reading {
    /// Goes to the next new sentence: below the last one that was gone to, else from the top of the pane.
    /// `false` if nothing is new.
    fn go_to_next_new(&mut self) -> bool {
        let Some(novelty) = &self.novelty else { return false };
        let from = self.new_at.map_or_else(|| self.position(), |span| span.end);
        let after = novelty.new_sentences().find(|span| span.start >= from);
        let next = after.or_else(|| novelty.new_sentences().next());
        if let Some(span) = next {
            self.new_at = Some(span);
            self.reveal(span.start);
        }
        next.is_some()
    }

    /// Whether some of these bytes of the article stand in a new sentence.
    pub fn is_new(&self, span: Span) -> bool {
        let Some(novelty) = &self.novelty else { return false };
        let sentences = &novelty.sentences;
        let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let inside = sentences[first..].iter().take_while(|sentence| sentence.span.start < span.end);
        inside.into_iter().any(|sentence| sentence.is_new)
    }

    /// Whether a byte of the article belongs to a number or name that was not read before.
    pub fn is_new_fact(&self, offset: u32) -> bool {
        let Some(novelty) = &self.novelty else { return false };
        [&novelty.numbers, &novelty.names].into_iter().any(|spans| {
            let after = spans.partition_point(|span| span.start <= offset);
            after.checked_sub(1).is_some_and(|index| offset < spans[index].end)
        })
    }
}

#[cfg(test)]
mod tests;
