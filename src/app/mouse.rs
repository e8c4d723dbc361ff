//! Clicks, the wheel and drags -> what stands under the pointer is meant.

use super::Effect;
use super::act::{focus, light_at, open_selected};
use super::layout::{list_column, text_column};
use super::open::jump;
use super::pane::Pane;
use super::reading::Shown;
use super::state::State;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// Rows that a notch of the wheel moves: what most terminals send for it.
const WHEEL_ROWS: isize = 3;

/// Takes a mouse event.
pub(super) fn mouse(state: &mut State, mouse: MouseEvent, effects: &mut Vec<Effect>) {
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => press(state, at, effects),
        MouseEventKind::Drag(MouseButton::Left) => {
            if let Some(border) = state.dragging {
                state.shape = state.layout.dragged(border, at, state.direction(), state.shape);
            }
        }
        MouseEventKind::Up(_) => state.dragging = None,
        MouseEventKind::ScrollDown => wheel(state, at, 1),
        MouseEventKind::ScrollUp => wheel(state, at, -1),
        _ => {}
    }
}

fn press(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    state.notices.dismiss();
    if state.prompt.take().is_some() || state.overlay.take().is_some() {
        return;
    }
    state.dragging = state.layout.border_at(at);
    // The heading of a pane of facts stands on the border above it; pressing it does both.
    let Some(pane) = state.layout.pane_at(at) else { return };
    let was_focused = state.focus == pane;
    if state.dragging.is_none() || pane.is_facts() {
        focus(state, pane);
    }
    if state.dragging.is_some() {
        return;
    }
    let area = state.layout.area(pane);
    let Some(row) = at.y.checked_sub(area.y) else { return };
    match pane {
        Pane::Stories => {
            let row = row.saturating_sub(list_column(area).y - area.y);
            let Some(index) = state.list.at_row(row) else { return };
            let again = was_focused && index == state.list.selected;
            state.list.step(index as isize - state.list.selected as isize);
            if again {
                open_selected(state, effects);
            }
        }
        Pane::Related => {
            let row = row.saturating_sub(list_column(area).y - area.y);
            let Some(index) = state.related.at_row(row) else { return };
            let again = was_focused && index == state.related.selected;
            if state.related.select(index) && again {
                open_selected(state, effects);
            }
        }
        Pane::Article => press_text(state, at, effects),
        _ => press_fact(state, pane, row, was_focused),
    }
}

fn press_fact(state: &mut State, pane: Pane, row: u16, was_focused: bool) {
    let Some(reading) = &mut state.reading else { return };
    let Some(list) = reading.list_mut(pane) else { return };
    let index = list.top + usize::from(row);
    let again = was_focused && index == list.selected;
    if list.select(index) {
        reading.light(pane);
        if again {
            reading.walk(true);
        }
    }
}

/// A name in the text is lit and selected in its pane; an embedded story is opened.
fn press_text(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    let column = text_column(state.layout.area(Pane::Article), state.options.measure);
    let Some(reading) = &state.reading else { return };
    let Some(y) = at.y.checked_sub(column.y) else { return };
    let Some(Shown::Row { block, row }) = reading.shown.get(usize::from(y)).copied() else { return };
    if let Some(id) = reading.story_of(block) {
        return jump(state, id, effects);
    }
    let Some(x) = super::layout::column_in(column, &reading.blocks[block], reading.lines(block), at.x) else {
        return;
    };
    let shown = reading.lines(block).and_then(|lines| lines.rows().get(row));
    let Some(cell) = shown.and_then(|row| row.cell_at(usize::from(x))) else { return };
    if let Some(offset) = reading.blocks[block].offset {
        light_at(state, offset + cell.source().start as u32);
    }
}

fn wheel(state: &mut State, at: Position, direction: isize) {
    if let Some(overlay) = &mut state.overlay {
        overlay.top = overlay.top.saturating_add_signed(direction * WHEEL_ROWS);
        return;
    }
    match state.layout.pane_at(at) {
        Some(Pane::Stories) => state.list.scroll(direction),
        Some(Pane::Related) => state.related.step(direction),
        Some(Pane::Article) => {
            if let Some(reading) = &mut state.reading {
                reading.scroll(direction * WHEEL_ROWS);
            }
        }
        Some(pane) => {
            if let Some(list) = state.reading.as_mut().and_then(|reading| reading.list_mut(pane)) {
                list.step(direction);
            }
        }
        None => {}
    }
}
