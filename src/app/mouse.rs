//! Clicks, the wheel and drags -> what stands under the pointer is meant.

use super::Effect;
use super::act::{focus, follow, light_at, open_fact, open_selected, toggle_organisations};
use super::block::BlockKind;
use super::compare;
use super::copy::send;
use super::layout::{column_in, list_column, prompt_field, text_column};
use super::open::jump;
use super::pane::Pane;
use super::prompt::Typed;
use super::reading::{Reading, Shown};
use super::selection::Unit;
use super::state::{Press, State};
use super::update::prompt_typed;
use crate::article::Span;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;
use std::time::{Duration, Instant};

/// Rows that a notch of the wheel moves: what most terminals send for it.
const WHEEL_ROWS: isize = 3;

/// A press on the same cell counts as another click of the same within this: the double-click time of
/// Windows and of GTK's older settings, which most people's hands know.
const AGAIN_WITHIN: Duration = Duration::from_millis(500);

/// Takes a mouse event.
pub(super) fn mouse(state: &mut State, mouse: MouseEvent, effects: &mut Vec<Effect>) {
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => press(state, at, effects),
        MouseEventKind::Drag(MouseButton::Left) => match state.dragging {
            Some(border) => {
                state.shape = state.layout.dragged(border, at, state.direction(), state.shape);
            }
            None => drag_text(state, at),
        },
        MouseEventKind::Up(MouseButton::Left) => {
            state.dragging = None;
            release_text(state, mouse.modifiers, effects);
        }
        MouseEventKind::ScrollDown => wheel(state, at, 1),
        MouseEventKind::ScrollUp => wheel(state, at, -1),
        _ => {}
    }
}

fn press(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    state.notices.dismiss();
    if state.prompt.is_some() {
        return press_prompt(state, at, effects);
    }
    if state.overlay.take().is_some() {
        return;
    }
    if state.tags.is_some() {
        let list = super::layout::tags_rows(state.layout.window);
        let row = list.contains(at).then(|| at.y - list.y);
        return super::tags::press(state, row, effects);
    }
    state.dragging = state.layout.border_at(at);
    // The heading of a pane of facts stands on the border above it; pressing it does both.
    let Some(pane) = state.layout.pane_at(at) else { return };
    let was_focused = state.focus == pane;
    let is_folded = state.layout.area(Pane::Organisations).is_empty();
    if pane == Pane::Organisations && is_folded {
        return unfold_organisations(state);
    }
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
        Pane::Article => press_text(state, at),
        Pane::Timeline => press_timeline(state, row, effects),
        Pane::Feeds => {
            let row = row.saturating_sub(list_column(area).y - area.y);
            if state.feeds.as_mut().and_then(|page| page.select_at(row)) == Some(true) {
                open_selected(state, effects);
            }
        }
        Pane::Saved => {
            let row = row.saturating_sub(list_column(area).y - area.y);
            if state.saved.select_at(row) == Some(was_focused) && was_focused {
                open_selected(state, effects);
            }
        }
        Pane::Compare => compare::press(state, at, effects),
        pane if pane.is_page() => press_page(state, pane, row, was_focused, effects),
        _ => press_fact(state, pane, row, was_focused, effects),
    }
}

/// On the line of the folded organisations: unfolds them, or goes to them where they only lack room.
fn unfold_organisations(state: &mut State) {
    state.dragging = None;
    match state.shape.organisations_shown {
        true => focus(state, Pane::Organisations),
        false => toggle_organisations(state),
    }
}

/// In the line, puts the caret there; on a choice, takes it; elsewhere, closes the prompt.
fn press_prompt(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    let (status, top) = (state.layout.status, state.layout.top.bottom());
    let field = prompt_field(status, state.direction());
    let Some(prompt) = &mut state.prompt else { return };
    let sheet = prompt.sheet(status, top);
    let typed = if let Some(choice) = sheet.choice_at(at) {
        prompt.take(choice, &state.help)
    } else if status.contains(at) {
        let last = field.width.saturating_sub(1);
        prompt.click(at.x.saturating_sub(field.x).min(last));
        Typed::On
    } else if sheet.message.contains(at) {
        Typed::On
    } else {
        Typed::Cancel
    };
    prompt_typed(state, typed, effects);
}

fn press_page(state: &mut State, pane: Pane, row: u16, was_focused: bool, effects: &mut Vec<Effect>) {
    let area = state.layout.area(pane);
    let row = row.saturating_sub(list_column(area).y - area.y);
    let Some(page) = state.pages.last_mut() else { return };
    let before = (page.about.selected, page.namings.selected);
    let is_there = page.select_at(pane, row);
    if is_there && was_focused && before == (page.about.selected, page.namings.selected) {
        open_selected(state, effects);
    }
}

fn press_timeline(state: &mut State, row: u16, effects: &mut Vec<Effect>) {
    let area = state.layout.area(Pane::Timeline);
    let row = row.saturating_sub(list_column(area).y - area.y);
    let Some(page) = &mut state.timeline else { return };
    let before = page.current_place();
    if page.select_at(row) && page.current_place() == before {
        open_selected(state, effects);
    }
}

fn press_fact(state: &mut State, pane: Pane, row: u16, was_focused: bool, effects: &mut Vec<Effect>) {
    let Some(reading) = &mut state.reading else { return };
    let Some(list) = reading.list_mut(pane) else { return };
    let index = list.top + usize::from(row);
    let again = was_focused && index == list.selected;
    if list.select(index) {
        reading.light(pane);
        if again {
            open_fact(state, pane, effects);
        }
    }
}

/// Begins what a drag or the release goes on with; a second press on a cell selects the word there, a
/// third one the paragraph.
fn press_text(state: &mut State, at: Position) {
    let now = Instant::now();
    let is_again = |last: &Press| last.at == at && now.duration_since(last.when) < AGAIN_WITHIN;
    let count = state.press.filter(is_again).map_or(1, |last| last.count % 3 + 1);
    // Beside the words of a row there is no word, but still the paragraph.
    let place = place_at(state, at).filter(|place| count > 2 || !place.is_empty());
    let place = place.filter(|_| count > 1 && is_text_at(state, at));
    state.press = Some(Press { at, when: now, count, is_held: true, selects: place.is_some() });
    let Some(reading) = &mut state.reading else { return };
    reading.selection = None;
    if let Some(place) = place {
        reading.press_selection(place, if count == 2 { Unit::Word } else { Unit::Paragraph });
    }
}

/// Draws the selection to the pointer; above and below the text, the text moves.
fn drag_text(state: &mut State, to: Position) {
    let Some(press) = state.press.filter(|press| press.is_held && (press.selects || press.at != to)) else {
        return;
    };
    let column = text_column(state.layout.area(Pane::Article), state.options.measure);
    let from = place_at(state, press.at);
    let Some(reading) = &mut state.reading else { return };
    if !press.selects {
        let Some(from) = from else { return };
        reading.press_selection(from, Unit::Cell);
        state.press = Some(Press { selects: true, ..press });
    }
    // A row further out moves the text by another row, as there is no clock to do it.
    let beyond = if to.y < column.y {
        -isize::try_from(column.y - to.y).unwrap_or(1)
    } else {
        isize::try_from((to.y + 1).saturating_sub(column.bottom())).unwrap_or(0)
    };
    if beyond != 0 {
        reading.scroll(beyond);
    }
    let bottom = column.bottom().saturating_sub(1).max(column.y);
    let inside = Position { y: to.y.clamp(column.y, bottom), ..to };
    if let (Some(place), Some(reading)) = (place_at(state, inside), &mut state.reading) {
        reading.drag_selection(place);
    }
}

/// Copies what was selected; a simple click lights the name there, or opens the embedded story; with
/// Ctrl, it opens the link.
fn release_text(state: &mut State, modifiers: KeyModifiers, effects: &mut Vec<Effect>) {
    let Some(press) = state.press.filter(|press| press.is_held) else { return };
    state.press = Some(Press { is_held: false, ..press });
    if !press.selects {
        return match modifiers.contains(KeyModifiers::CONTROL) {
            true => follow_at(state, press.at, effects),
            false => click_text(state, press.at, effects),
        };
    }
    let text = state.reading.as_ref().map(Reading::selected_text).unwrap_or_default();
    if text.is_empty() {
        if let Some(reading) = &mut state.reading {
            reading.selection = None;
        }
    } else {
        send(state, text, effects);
    }
}

fn click_text(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    let Some(reading) = &state.reading else { return };
    if let Some(id) = block_at(state, at).and_then(|block| reading.story_of(block)) {
        return jump(state, id, effects);
    }
    if let Some(place) = place_at(state, at).filter(|place| !place.is_empty()) {
        light_at(state, place.start);
    }
}

/// Opens the link under the pointer; on the row below the title, the article's own. As terminals and
/// editors have it, Ctrl is held: a click alone must not start a browser.
fn follow_at(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    let Some(reading) = &state.reading else { return };
    let is_meta = block_at(state, at).is_some_and(|block| reading.blocks[block].kind == BlockKind::Meta);
    let url = match is_meta {
        true => reading.source.as_ref().map(|(url, _)| url),
        false => {
            let place = place_at(state, at).filter(|place| !place.is_empty());
            place.and_then(|place| reading.link_at(place.start)).map(|link| &link.url)
        }
    };
    if let Some(url) = url.cloned() {
        follow(state, Some(url), effects);
    }
}

/// The block of the article under the pointer; none in an empty row.
fn block_at(state: &State, at: Position) -> Option<usize> {
    let column = text_column(state.layout.area(Pane::Article), state.options.measure);
    let row = usize::from(at.y.checked_sub(column.y)?);
    state.reading.as_ref()?.shown.get(row)?.block()
}

/// Whether the row under the pointer is text of the article: not its tags, nor an embedded story.
fn is_text_at(state: &State, at: Position) -> bool {
    let reading = state.reading.as_ref();
    let block = reading.and_then(|reading| reading.blocks.get(block_at(state, at)?));
    block.is_some_and(|block| block.offset.is_some())
}

/// The bytes of the article that the cell under the pointer shows; none (an empty span) where a row of
/// text has not begun yet or has ended. Where no text stands, what stands above it has ended.
fn place_at(state: &State, at: Position) -> Option<Span> {
    let column = text_column(state.layout.area(Pane::Article), state.options.measure);
    let reading = state.reading.as_ref()?;
    let y = usize::from(at.y.checked_sub(column.y)?);
    let row_of = |shown: &Shown| match *shown {
        Shown::Row { block, row } => {
            let lines = reading.lines(block)?;
            Some((block, lines.rows().get(row)?, reading.blocks[block].offset?))
        }
        Shown::Blank => None,
    };
    let empty = |start: u32, at: usize| Span::new(at, at).shifted(start);
    let Some((block, row, start)) = reading.shown.get(y).and_then(row_of) else {
        let above = reading.shown.iter().take(y).rev().find_map(row_of);
        let below = || reading.shown.iter().skip(y).find_map(row_of);
        return match above {
            Some((_, row, start)) => Some(empty(start, row.painted().end)),
            None => below().map(|(_, row, start)| empty(start, row.painted().start)),
        };
    };
    let x = column_in(column, &reading.blocks[block], reading.lines(block), at.x);
    let cell = x.and_then(|x| row.cell_at(usize::from(x)));
    Some(match cell {
        Some(cell) => Span::new(cell.source().start, cell.source().end).shifted(start),
        None => empty(start, row.offset_at(x.map_or(0, usize::from))),
    })
}

fn wheel(state: &mut State, at: Position, direction: isize) {
    if let Some(prompt) = &mut state.prompt {
        // The best choice stands lowest: the wheel goes the way that is seen.
        return prompt.choose(-direction);
    }
    if let Some(overlay) = &mut state.overlay {
        overlay.top = overlay.top.saturating_add_signed(direction * WHEEL_ROWS);
        return;
    }
    if super::tags::wheel(state, direction) {
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
        Some(Pane::Timeline) => {
            if let Some(page) = &mut state.timeline {
                page.step(direction);
            }
        }
        Some(Pane::Feeds) => {
            if let Some(page) = &mut state.feeds {
                page.step(direction);
            }
        }
        Some(Pane::Saved) => state.saved.step(direction),
        Some(Pane::Compare) => {
            if let Some(page) = &mut state.comparison {
                page.scroll(direction * WHEEL_ROWS);
            }
        }
        Some(pane) if pane.is_page() => {
            if let Some(page) = state.pages.last_mut() {
                page.step(pane, direction);
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
