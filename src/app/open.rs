//! Articles that are asked for -> the open article, where reading stopped in it, and what is saved
//! of the one before.

use super::Effect;
use super::act::light_at;
use super::compare;
use super::export;
use super::jump::{Over, Place};
use super::page::{self, leave_pages};
use super::pane::Pane;
use super::reading::{Reading, Standing};
use super::related::RelatedList;
use super::state::{Opening, State};
use super::story;
use super::update::run;
use crate::store::Id;
use crate::task::{Opened, Task};

/// Shows the article that is selected in the list, when the selection has come to another.
pub(super) fn preview(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(id) = state.list.current().map(|row| row.id) else { return };
    let has_none = state.reading.is_none() && state.opening.is_none();
    let has_moved = state.previewed != Some(id);
    if has_none || (has_moved && state.focus == Pane::Stories) {
        state.previewed = Some(id);
        open(state, Opening { id, is_read: false, position: None, lit: None }, effects);
    }
}

/// Asks for an article, unless it is open already, with what the list was searched for lit in it.
pub(super) fn open(state: &mut State, mut opening: Opening, effects: &mut Vec<Effect>) {
    if let Some(reading) = state.reading.as_mut().filter(|reading| reading.id == opening.id) {
        if reading.query != state.list.query {
            opening.position = opening.position.or_else(|| Some(reading.position()));
            return ask(state, opening, effects);
        }
        if let Some(position) = opening.position {
            reading.reveal(position);
        }
        state.opening = None;
        state.awaited.article = None;
        if opening.is_read {
            mark_read(state, effects);
        }
        return;
    }
    ask(state, opening, effects);
}

/// Asks for the open article again, because what is known of it has changed: reading stays where it is.
pub(super) fn reopen(state: &mut State, effects: &mut Vec<Effect>) {
    let here = here(state).map(|Place { id, position, .. }| Opening {
        id,
        is_read: false,
        position: Some(position),
        lit: None,
    });
    // What is awaited may have been read before the change.
    if let Some(opening) = state.opening.or(here) {
        ask(state, opening, effects);
    }
}

fn ask(state: &mut State, opening: Opening, effects: &mut Vec<Effect>) {
    let task = state.next_task();
    state.awaited.article = Some(task);
    state.opening = Some(opening);
    let query = state.list.query.clone();
    effects.push(Effect::Run(task, Task::Open { id: opening.id, query }));
}

/// Opens an article from elsewhere than the list; the way back is kept. The list goes along if the
/// article is in it.
pub(super) fn jump(state: &mut State, id: Id, effects: &mut Vec<Effect>) {
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    go(state, Place { id, position: 0, page: None }, None, effects);
}

/// Opens an article at a place of it; pages over it are left.
pub(super) fn go(state: &mut State, place: Place, position: Option<u32>, effects: &mut Vec<Effect>) {
    leave_pages(state);
    story::leave(state);
    compare::leave(state);
    state.list.select(place.id);
    state.previewed = state.list.current().map(|row| row.id);
    open(state, Opening { id: place.id, is_read: true, position, lit: None }, effects);
}

/// Where the reader is: the open article, or that which is about to be, and the page over it.
pub(super) fn here(state: &State) -> Option<Place> {
    let reading = state.reading.as_ref()?;
    Some(Place {
        id: reading.id,
        position: reading.position(),
        page: story::over(state).or(page::number(state).map(Over::Name)),
    })
}

/// Takes an article that has come.
pub(super) fn opened(state: &mut State, opened: Opened, effects: &mut Vec<Effect>) {
    let Some(opening) = state.opening.take() else { return };
    leave(state, effects);
    let Opened { stored, facts, known_roles, host, embedded, notes, query, hits } = opened;
    let id = stored.id;
    let stories = embedded.into_iter().map(|row| (row.part, row.id, row.title)).collect();
    let standing = Standing {
        tags: stored.tags,
        read: stored.read,
        said: stored.said,
        position: opening.position.unwrap_or(stored.position),
        minutes: crate::store::reading_minutes(stored.words),
        host: host.map(|row| row.title),
        stories,
        known_roles,
    };
    let mut reading = Reading::new(id, stored.article, facts, standing, &state.options);
    reading.find_links(&mut state.links);
    (reading.query, reading.hits, reading.title_hits) = (query, hits.text, hits.title);
    reading.set_notes(notes);
    reading.light_hits();
    if let Some(before) = state.reading.as_ref().filter(|before| before.id == id) {
        for pane in Pane::FACTS {
            let Some(row) = before.list(pane).map(|list| list.selected) else { continue };
            // The same name, wherever it stands now; else the same row.
            let row = reading.row_of_name(pane, before.name_in(pane)).unwrap_or(row);
            if let Some(list) = reading.list_mut(pane) {
                list.select(row);
            }
        }
    }
    if state.focus.is_facts() {
        reading.light(state.focus);
    }
    state.reading = Some(reading);
    if let Some(lit) = opening.lit {
        light_at(state, lit);
    }
    state.related = RelatedList::awaiting(id);
    ask_related(state, effects);
    if opening.is_read {
        mark_read(state, effects);
    }
    if let Some(command) = state.piped.take() {
        export::pipe(state, &command, effects);
    }
}

/// Asks for what is related to the open article.
pub(super) fn ask_related(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(id) = state.reading.as_ref().map(|reading| reading.id) else { return };
    let task = state.next_task();
    state.awaited.related = Some(task);
    effects.push(Effect::Run(task, Task::Related(id)));
}

/// Marks the open article read, if it is not.
pub(super) fn mark_read(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(reading) = state.reading.as_mut().filter(|reading| !reading.standing.read) else { return };
    // Asked for once, whether or not the library has answered.
    reading.standing.read = true;
    let id = reading.id;
    run(state, Task::SetRead { id, read: true, by_hand: false }, effects);
}

/// Saves where reading stopped in the open article.
pub(super) fn leave(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(reading) = &mut state.reading else { return };
    if let Some(position) = reading.position_to_save() {
        let id = reading.id;
        run(state, Task::SetPosition { id, position }, effects);
    }
}
