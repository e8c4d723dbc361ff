//! What a task reports -> what the window shows of it. Reports of tasks that are no longer awaited
//! change nothing.

use super::Effect;
use super::act::act;
use super::action::Action;
use super::compare;
use super::feeds;
use super::notice::Message;
use super::novelty;
use super::open::{ask_related, opened, reopen};
use super::page::{ask_again, ask_named};
use super::related::RelatedList;
use super::saved;
use super::state::{State, Work};
use super::story;
use super::update::{ask_counts, tell};
use crate::store::{Change, ChangeKind, Id, Row};
use crate::task::{Failure, Portrait, Report, TaskId};

/// Takes a report.
pub(super) fn report(state: &mut State, id: TaskId, report: Report, effects: &mut Vec<Effect>) {
    match report {
        Report::Page(page) => {
            if let Some((_, from)) = state.awaited.page.take_if(|(awaited, _)| *awaited == id) {
                state.list.accept(from, page);
            }
        }
        Report::Counts(counts) => {
            if state.awaited.counts.take_if(|awaited| *awaited == id).is_some() {
                state.list.set_counts(counts);
                super::export::counted(state, counts.total);
            }
        }
        Report::Opened(article) => {
            if state.awaited.article.take_if(|awaited| *awaited == id).is_some() {
                opened(state, *article, effects);
            }
        }
        Report::Related(related) => {
            if state.awaited.related.take_if(|awaited| *awaited == id).is_some()
                && let Some(reading) = &state.reading
            {
                state.related = RelatedList::new(reading.id, *related);
                novelty::ask(state, effects);
                if let Some(action) = state.hop.take() {
                    act(state, action, effects);
                }
            }
        }
        Report::Storyline(told) => story::told(state, id, told),
        Report::Compared(compared) => compare::accept(state, id, *compared),
        Report::Novelty(novelty) => novelty::accept(state, id, novelty.map(|novelty| *novelty)),
        Report::Shares(shares) => state.shares.accept(id, shares),
        Report::Tags(tags) => {
            if state.awaited.tags.take_if(|awaited| *awaited == id).is_some()
                && let Some(prompt) = &mut state.prompt
            {
                prompt.offer_tags(tags, &state.help);
            }
        }
        Report::Names(names) => {
            if state.awaited.names.take_if(|awaited| *awaited == id).is_some()
                && let Some(prompt) = &mut state.prompt
            {
                prompt.offer_names(names, &state.help);
            }
        }
        Report::Completed(values) => {
            if state.awaited.values.take_if(|awaited| *awaited == id).is_some()
                && let Some(prompt) = &mut state.prompt
            {
                prompt.offer_values(values);
            }
        }
        Report::Searches(searches) => saved::accept(state, searches, effects),
        Report::CountedSaved(count) => saved::counted(state, id, count, effects),
        Report::Notes { article, notes } => {
            if let Some(reading) = state.reading.as_mut().filter(|reading| reading.id == article) {
                reading.set_notes(notes);
            }
        }
        Report::Marked { rows, change } => {
            marked(state, &rows);
            let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
            novelty::read_another(state, &ids, effects);
            ask_counts(state, effects);
            saved::changed(state, effects);
            if change.as_ref().is_some_and(is_of_stories) {
                ask_related(state, effects);
            }
            if change.as_ref().is_some_and(is_of_feeds) {
                feeds::followed(state, effects);
            }
            match change {
                Some(change) if is_told_with_undo(&change) => {
                    super::tags::changed(state, &change, rows.len(), effects);
                    let undo = state.key_of(Action::Undo);
                    tell(state, Message::Named { change, undo });
                }
                Some(change) => {
                    super::tags::changed(state, &change, rows.len(), effects);
                    tell(state, Message::Done(change));
                }
                None => {}
            }
        }
        Report::TagRows(rows) => super::tags::accept(state, id, rows),
        Report::NoRules => super::tags::no_rules(state),
        Report::Undone { change, redone } => {
            if change.as_ref().is_some_and(is_of_feeds) {
                feeds::followed(state, effects);
            }
            if let Some(change) = &change {
                super::tags::changed(state, change, 0, effects);
            }
            if change.as_ref().is_some_and(is_of_stories) {
                ask_related(state, effects);
            }
            tell(state, if redone { Message::Redone(change) } else { Message::Undone(change) });
        }
        Report::Changed => {
            state.is_stale = true;
            ask_counts(state, effects);
            saved::changed(state, effects);
        }
        Report::Named(portrait) => named(state, id, portrait.map(|portrait| *portrait), effects),
        Report::Namings(namings) => {
            if let Some((_, anew)) = state.awaited.namings.take_if(|(awaited, _)| *awaited == id)
                && let Some(page) = state.pages.last_mut()
            {
                match anew {
                    Some(limit) => page.set_namings(namings, limit),
                    None => page.add_namings(namings),
                }
            }
        }
        Report::Exported(count, path) => super::export::exported(state, id, count, path),
        Report::Saved => {}
        Report::Flawed(notice) => tell(state, Message::File(notice)),
        Report::Progress { done, total } => {
            if feeds::progress(state, id, done, total) {
            } else if let Some(work) = state.work.as_mut().filter(|work| work.id == id) {
                *work = Work { done, total, ..*work };
            }
        }
        Report::Imported(imported) => ended(state, id, Message::Imported(imported), effects),
        Report::Tied => {
            state.is_stale = true;
            ask_counts(state, effects);
            ask_related(state, effects);
            story::ask(state, effects);
        }
        Report::Reread(0) => {}
        Report::Reread(_) => {
            state.is_stale = true;
            ask_counts(state, effects);
            saved::changed(state, effects);
            reopen(state, effects);
            ask_again(state, effects);
            story::ask(state, effects);
        }
        Report::Fetched(came) => feeds::fetched(state, id, came, effects),
        Report::AllFetched { waiting } => feeds::all_fetched(state, id, waiting, effects),
        Report::Synced(synced) => feeds::synced(state, id, synced, effects),
        Report::FeedFound(found) => feeds::found(state, found, effects),
        Report::WholeText { id, document } => feeds::text_came(state, id, document, effects),
        Report::Whole(id) => feeds::is_whole(state, id, effects),
        Report::Feeds { feeds, now } => feeds::accept(state, id, feeds, now),
        Report::Rebuilt(count) => ended(state, id, Message::Rebuilt(count), effects),
        Report::Cancelled if feeds::failed(state, id, effects) => {}
        Report::Cancelled => ended(state, id, Message::Stopped, effects),
        Report::Failed(failure) => failed(state, id, failure, effects),
    }
}

/// What is said of the name of the page has come: first by the newest articles, then by all.
fn named(state: &mut State, id: TaskId, portrait: Option<Portrait>, effects: &mut Vec<Effect>) {
    let awaited = state.awaited.named.take_if(|(awaited, _)| *awaited == id);
    let (Some((_, was_whole)), Some(page)) = (awaited, state.pages.last_mut()) else { return };
    let Some(portrait) = portrait else {
        page.is_missing = true;
        return;
    };
    let is_whole = was_whole || portrait.named.is_whole();
    page.set_portrait(portrait);
    if !is_whole {
        ask_named(state, true, effects);
    }
}

/// Whether a change is one of the feeds that are followed.
fn is_of_feeds(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Feeds { .. })
}

/// Whether a change is told with the key that takes it back: it is seen in more than one place.
fn is_told_with_undo(change: &Change) -> bool {
    match change.kind {
        ChangeKind::Names { .. } | ChangeKind::TagsEdited { .. } => true,
        ChangeKind::Tags { .. } | ChangeKind::Read { .. } => change.articles > 1,
        _ => false,
    }
}

/// Whether a change is one of what belongs to which story.
fn is_of_stories(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Story { .. })
}

/// Long work has ended.
fn ended(state: &mut State, id: TaskId, message: Message, effects: &mut Vec<Effect>) {
    state.work.take_if(|work| work.id == id);
    tell(state, message);
    state.is_stale = true;
    state.shares.forget();
    ask_counts(state, effects);
    saved::changed(state, effects);
    ask_related(state, effects);
    ask_again(state, effects);
    story::ask(state, effects);
}

/// Articles have other tags, another day or another read state.
fn marked(state: &mut State, rows: &[Row]) {
    for row in rows {
        state.is_stale |= state.list.update(row);
        state.related.update(row);
        state.pages.iter_mut().for_each(|page| page.update(row));
        state.timeline.iter_mut().for_each(|page| page.update(row));
        if let Some(reading) = state.reading.as_mut().filter(|reading| reading.id == row.id) {
            reading.set_standing(row.tags.clone(), row.read);
        }
    }
}

/// A task was not done: whatever waits for it waits no longer.
fn failed(state: &mut State, id: TaskId, failure: Failure, effects: &mut Vec<Effect>) {
    let awaited = &mut state.awaited;
    if awaited.page.take_if(|(awaited, _)| *awaited == id).is_some() {
        state.list.is_loading = false;
        state.is_stale = false;
        state.list.stop();
    }
    awaited.counts.take_if(|awaited| *awaited == id);
    awaited.tags.take_if(|awaited| *awaited == id);
    awaited.names.take_if(|awaited| *awaited == id);
    awaited.values.take_if(|awaited| *awaited == id);
    awaited.novelty.take_if(|awaited| *awaited == id);
    state.shares.fail(id);
    if awaited.compared.take_if(|awaited| *awaited == id).is_some() {
        compare::leave(state);
    }
    let awaited = &mut state.awaited;
    if awaited.related.take_if(|awaited| *awaited == id).is_some() {
        state.related.is_loading = false;
        state.hop = None;
    }
    story::failed(state, id);
    feeds::failed(state, id, effects);
    super::tags::failed(state, id);
    super::export::failed(state, id, &failure);
    saved::failed(state, id, effects);
    let awaited = &mut state.awaited;
    if awaited.named.take_if(|(awaited, _)| *awaited == id).is_some()
        && let Some(page) = state.pages.last_mut().filter(|page| page.portrait.is_none())
    {
        page.is_missing = true;
    }
    if awaited.namings.take_if(|(awaited, _)| *awaited == id).is_some()
        && let Some(page) = state.pages.last_mut()
    {
        // Not asked for again at every key.
        page.namings.is_all = true;
    }
    let is_gone = failure.is_gone();
    if awaited.article.take_if(|awaited| *awaited == id).is_some() {
        state.opening = None;
        state.piped = None;
    }
    if state.work.take_if(|work| work.id == id).is_some() {
        ask_counts(state, effects);
    }
    tell(state, if is_gone { Message::Gone } else { Message::Failed(failure) });
}
