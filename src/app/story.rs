//! The storyline that is asked for -> its page in the place of the article, and where it leads.

use super::Effect;
use super::act::focus;
use super::action::Action;
use super::jump::{Over, Place};
use super::notice::Message;
use super::open::{go, here};
use super::pane::Pane;
use super::state::State;
use super::timeline::TimelinePage;
use super::update::{run_for, tell};
use crate::store::Id;
use crate::task::{Task, TaskId, Told};

/// Opens the page of the storyline of the selected or open article, or closes it.
pub(super) fn toggle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.focus == Pane::Timeline {
        return close(state);
    }
    // What is known of a name covers the open article.
    let open = state.reading.as_ref().map(|reading| reading.id);
    let id = state.target(|row| row.id, |reading| reading.id).or(open);
    if let Some(id) = id {
        show(state, id, id, state.focus, effects);
    }
}

/// Puts the page of the storyline of `of` over the panes, with the article `wanted` selected in it.
fn show(state: &mut State, of: Id, wanted: Id, back: Pane, effects: &mut Vec<Effect>) {
    state.overlay = None;
    state.timeline = Some(TimelinePage::awaiting(of, wanted, back));
    state.focus = Pane::Timeline;
    ask(state, effects);
}

/// Asks for what the page shows, or asks again because the library has changed.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(of) = state.timeline.as_ref().map(|page| page.of) else { return };
    state.awaited.storyline = Some(run_for(state, Task::Storyline(of), effects));
}

/// Puts the page that lay over a place there again.
pub(super) fn return_to(state: &mut State, of: Id, wanted: Id, effects: &mut Vec<Effect>) {
    show(state, of, wanted, Pane::Article, effects);
}

/// What the page is of, for the jump list.
pub(super) fn over(state: &State) -> Option<Over> {
    let page = state.timeline.as_ref()?;
    Some(Over::Timeline { of: page.of, at: page.current().unwrap_or(page.of) })
}

/// Takes the storyline.
pub(super) fn told(state: &mut State, id: TaskId, told: Box<Told>) {
    let is_awaited = state.awaited.storyline.take_if(|awaited| *awaited == id).is_some();
    if let (true, Some(page)) = (is_awaited, &mut state.timeline) {
        page.set(told);
    }
}

/// The storyline will not come.
pub(super) fn failed(state: &mut State, id: TaskId) {
    let is_awaited = state.awaited.storyline.take_if(|awaited| *awaited == id).is_some();
    if let (true, Some(page)) = (is_awaited, &mut state.timeline) {
        page.is_missing = page.told.is_none();
    }
}

/// Opens the selected article; what was announced, where it is said.
pub(super) fn open_selected(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = &state.timeline else { return };
    let (Some(id), at) = (page.current(), page.current_mention()) else { return };
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    go(state, Place { id, position: at.unwrap_or(0), page: None }, at, effects);
    if let Some(at) = at {
        match &mut state.opening {
            Some(opening) => opening.lit = Some(at),
            None => drop(super::act::light_at(state, at)),
        }
    }
    focus(state, Pane::Article);
}

/// Goes to the next or the previous event of the page, or to another article of the event.
pub(super) fn hop(state: &mut State, action: Action) {
    let Some(page) = &mut state.timeline else { return };
    let (has_gone, nothing) = match action {
        Action::Later => (page.step_event(true), Message::NothingLater),
        Action::Earlier => (page.step_event(false), Message::NothingEarlier),
        _ => (page.step_telling(), Message::NoSameEvent),
    };
    if !has_gone {
        tell(state, nothing);
    }
}

/// Closes the page: what it lay over is shown.
pub(super) fn close(state: &mut State) {
    let Some(page) = state.timeline.take() else { return };
    state.awaited.storyline = None;
    if page.back.is_page() && !state.pages.is_empty() {
        state.focus = page.back;
    } else {
        focus(state, if page.back.is_page() { Pane::Article } else { page.back });
    }
}

/// Forgets the page, because something else is shown.
pub(super) fn leave(state: &mut State) {
    if state.timeline.take().is_some() {
        state.awaited.storyline = None;
    }
    if state.focus == Pane::Timeline {
        state.focus = Pane::Article;
    }
}

#[cfg(test)]
mod tests;
