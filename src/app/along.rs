//! Along the story from the open article: to what came later and before, to other tellings; what is related;
//! what the reader says of it.

use super::Effect;
use super::act::focus;
use super::action::Action;
use super::notice::Message;
use super::open::jump;
use super::pane::Pane;
use super::related::Hop;
use super::state::State;
use super::story;
use super::update::{ask_counts, ask_page, run, tell};
use crate::store::Seek;
use crate::task::Task;

/// Goes along the story; waits for the relations if they are still awaited.
pub(super) fn hop(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    if state.focus == Pane::Timeline {
        return story::hop(state, action);
    }
    if state.related.is_loading {
        state.hop = Some(action);
        return;
    }
    let (to, nothing) = match action {
        Action::Later => (state.related.later(), Message::NothingLater),
        Action::Earlier => (state.related.earlier(), Message::NothingEarlier),
        _ => (state.related.same_event(), Message::NoSameEvent),
    };
    match to {
        Some(Hop { id, is_dated }) => {
            jump(state, id, effects);
            if !is_dated {
                tell(state, Message::Undated);
            }
        }
        None => tell(state, nothing),
    }
}

/// Says whether the selected article is of the story of the open one.
pub(super) fn say(state: &mut State, same: bool, effects: &mut Vec<Effect>) {
    let article = state.reading.as_ref().map(|reading| reading.id);
    let other = state.target(|row| row.id, |reading| reading.id);
    match article.zip(other).filter(|(article, other)| article != other) {
        Some((article, other)) => run(state, Task::SayOfStory { article, other, same: Some(same) }, effects),
        None => tell(state, Message::NoOther),
    }
}

/// Shows the related articles in the place of the list, or the list again.
pub(super) fn toggle_related(state: &mut State) {
    let to = if state.side == Pane::Related { Pane::Stories } else { Pane::Related };
    state.side = to;
    focus(state, to);
}

/// Shows the near-copies of the selected article in the list, or folds them under it again.
pub(super) fn unfold(state: &mut State, effects: &mut Vec<Effect>) {
    if state.list.toggle_copies() {
        match state.list.current().map(|row| row.cursor).filter(|_| !state.list.is_near_start()) {
            // What is around it is asked for when it is reached.
            Some(cursor) => {
                state.list.forget_rows();
                ask_page(state, Seek::From(cursor), effects);
            }
            None => state.is_stale = true,
        }
        ask_counts(state, effects);
    } else {
        tell(state, Message::NoCopies);
    }
}
