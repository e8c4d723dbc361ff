//! Help and past notices -> a sheet over the middle of the window.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::layout::{overlay, overlay_rows};
use crate::app::notice::Weight;
use crate::app::state::OverlayKind;
use ratatui::layout::Rect;

/// Columns of a key's name in help: "Ctrl-o", "PageDown, Ctrl-f".
const KEYS_WIDTH: u16 = 24;

/// Draws what lies over the panes, if anything does.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let Some(open) = state.overlay else { return };
    if open.kind == OverlayKind::Doctor {
        return super::doctor::draw(state, canvas, open.top);
    }
    let area = overlay(state.layout.window);
    canvas.clear(area, Meaning::Overlay);
    if area.height < 2 {
        return;
    }
    let margin = if area.width >= 24 { 2 } else { 0 };
    let inner = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let id = match open.kind {
        OverlayKind::Help => "pane-help",
        OverlayKind::Notices => "pane-notices",
        OverlayKind::Doctor => "pane-doctor",
    };
    let heading = Label::of(&canvas.words.say(id), canvas.style(Meaning::Focus));
    let base = canvas.base();
    canvas.label(inner, &heading, base, Side::Start);
    let rows = Rect { y: inner.y + 1, height: overlay_rows(state.layout.window), ..inner };
    match open.kind {
        OverlayKind::Help => help(state, canvas, rows, open.top),
        OverlayKind::Notices => notices(state, canvas, rows, open.top),
        OverlayKind::Doctor => {}
    }
}

/// Every action with its keys, from the table of actions and the keymap.
fn help(state: &State, canvas: &mut Canvas<'_>, rows: Rect, top: usize) {
    let scope = state.scope();
    let base = canvas.base();
    for (&action, y) in Action::ALL.iter().skip(top).zip(rows.y..rows.bottom()) {
        let line = Rect { y, height: 1, ..rows };
        let keys = state.keymap.keys_of(action, scope).join(", ");
        let keys = Label::of(&keys, canvas.style(Meaning::Key));
        let width = KEYS_WIDTH.min(line.width * 2 / 5);
        let (key, says) = split_end(line, line.width - width, canvas.rtl);
        // A column stays free between the two.
        let (key, _) = split_end(key, u16::from(width > 0), canvas.rtl);
        canvas.label(key, &keys, base, Side::Start);
        let text = Label::of(&canvas.words.help(action), canvas.style(Meaning::Text));
        canvas.label(says, &text, base, Side::Start);
    }
}

/// The notices that are kept, the newest last.
fn notices(state: &State, canvas: &mut Canvas<'_>, rows: Rect, top: usize) {
    let kept = &state.notices.kept;
    let base = canvas.base();
    if kept.is_empty() {
        let text = Label::of(&canvas.words.say("empty-notices"), canvas.style(Meaning::Muted));
        canvas.label(rows, &text, base, Side::Start);
    }
    for ((message, count), y) in kept.iter().skip(top).zip(rows.y..rows.bottom()) {
        let meaning = if message.weight() == Weight::Error { Meaning::AlertError } else { Meaning::Text };
        let mut label = Label::of(&super::notices::say(canvas.words, message), canvas.style(meaning));
        if *count > 1 {
            let style = canvas.style(Meaning::Count);
            label.gap(" \u{D7}", style);
            label.push(&canvas.words.number(*count as usize), style);
        }
        canvas.label(Rect { y, height: 1, ..rows }, &label, base, Side::Start);
    }
}
