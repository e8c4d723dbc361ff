//! Keys of a selection -> its unit, and where its caret goes.

use super::act::focus;
use super::action::Action;
use super::pane::Pane;
use super::selection::{Motion, Unit};
use super::state::State;

/// Begins to select in the text, or goes by another unit, or ends selecting if it goes by that one
/// already.
pub(super) fn select(state: &mut State, unit: Unit) {
    if state.overlay.is_some() || state.layout.placed(Pane::Article).is_none() {
        return;
    }
    let is_selecting = state.is_selecting();
    let Some(reading) = &mut state.reading else { return };
    let current = reading.selection.as_ref().map(|selection| selection.unit);
    match (is_selecting, current) {
        (true, Some(current)) if current == unit => reading.selection = None,
        (true, _) => reading.set_unit(unit),
        (false, _) => {
            if reading.begin_selection(unit) {
                focus(state, Pane::Article);
            }
        }
    }
}

/// Moves the caret of a selection; does nothing if keys move none.
pub(super) fn move_caret(state: &mut State, action: Action) {
    let motion = match action {
        Action::CaretLeft => Motion::Left,
        Action::CaretRight => Motion::Right,
        Action::WordNext => Motion::WordNext,
        Action::WordPrevious => Motion::WordPrevious,
        Action::WordEnd => Motion::WordEnd,
        Action::RowStart => Motion::RowStart,
        _ => Motion::RowEnd,
    };
    if let (true, Some(reading)) = (state.is_selecting(), &mut state.reading) {
        reading.move_caret(motion);
    }
}

/// The keys that go through the text, while they move the caret instead.
pub(super) fn move_caret_by(state: &mut State, action: Action, rows: isize) {
    let motion = match action {
        Action::First => Motion::First,
        Action::Last => Motion::Last,
        _ => Motion::Rows(rows),
    };
    if let Some(reading) = &mut state.reading {
        reading.move_caret(motion);
    }
}
