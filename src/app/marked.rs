//! Keys on articles of the list that are marked -> deeds for all of them.

use super::Effect;
use super::action::Action;
use super::pane::Pane;
use super::prompt::{Prompt, PromptKind};
use super::state::State;
use super::update::run;
use crate::store::Which;
use crate::task::Task;
use crate::task::hand::Deed;

/// Begins to mark articles at the selected one, or marks all of the list; or ends it.
pub(super) fn mark(state: &mut State, action: Action) {
    state.list.toggle_marking(action == Action::SelectParagraph);
}

/// What is marked, if the list has the focus.
pub(super) fn which(state: &State) -> Option<Which> {
    state.list.marked().filter(|_| state.focus == Pane::Stories)
}

/// The tags that all marked articles have; `None` if none is marked.
pub(super) fn present(state: &State) -> Option<Vec<String>> {
    state.list.tags_of_marked().filter(|_| state.focus == Pane::Stories)
}

/// The line for a deed, which says for how many articles it is.
pub(super) fn counted(state: &State, mut prompt: Prompt) -> Prompt {
    let is_deed = matches!(prompt.kind, PromptKind::Tag | PromptKind::Day);
    prompt.marked = state.list.marked_count().filter(|_| is_deed && state.focus == Pane::Stories);
    prompt
}

/// Marks the selected article, or all that are marked, as read or unread.
pub(super) fn toggle_read(state: &mut State, effects: &mut Vec<Effect>) {
    if act(state, |which| Deed::Mark { which, read: None }, effects) {
        return;
    }
    let target = state.target(|row| (row.id, row.read), |reading| (reading.id, reading.standing.read));
    if let Some((id, read)) = target {
        run(state, Task::SetRead { id, read: !read, by_hand: true }, effects);
    }
}

/// Does something to what is marked, and ends marking; `false` if nothing is.
pub(super) fn act(state: &mut State, deed: impl FnOnce(Which) -> Deed, effects: &mut Vec<Effect>) -> bool {
    let Some(which) = which(state) else { return false };
    state.list.marking = None;
    run(state, Task::Hand(deed(which)), effects);
    true
}

#[cfg(test)]
mod tests;
