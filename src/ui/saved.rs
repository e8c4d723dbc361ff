//! The saved searches -> their pane: folders and names, each search with how many articles it finds.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::layout::list_column;
use crate::app::pane::Pane;
use crate::app::saved::{SavedRow, SavedRowKind};
use crate::text::{self, Base};
use ratatui::layout::Rect;

/// Columns by which what is in a folder is set in.
const INDENT: u16 = 2;

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Saved);
    let column = list_column(area);
    let saved = &state.saved;
    if saved.rows.is_empty() {
        let text = match (saved.is_loading, state.key_of(Action::SaveSearch)) {
            (true, _) => canvas.words.say("loading"),
            (false, Some(key)) => canvas.words.say_with("empty-saved-key", &[("key", key.into())]),
            (false, None) => canvas.words.say("empty-saved"),
        };
        return super::say(canvas, column, &text);
    }
    for &(index, y) in &saved.shown {
        let Some(row) = saved.rows.get(index) else { continue };
        let line = Rect { y: column.y + y, height: 1, ..column };
        draw_row(state, canvas, line, row);
        if index == saved.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..line }, state.focus == Pane::Saved);
        }
    }
}

/// A folder, or a search with unread and all articles at its end.
fn draw_row(state: &State, canvas: &mut Canvas<'_>, line: Rect, row: &SavedRow) {
    let muted = canvas.style(Meaning::Muted);
    let depth = u16::try_from(row.depth).unwrap_or(u16::MAX);
    let indent = depth.saturating_mul(INDENT).min(line.width / 2);
    let (_, inner) = split_end(line, line.width - indent, canvas.rtl);
    let mut counts = Label::default();
    if let SavedRowKind::Search(_) = row.kind {
        match state.saved.count_of(row) {
            Some(count) => {
                let number = |count: u64| canvas.words.number(usize::try_from(count).unwrap_or(usize::MAX));
                if count.unread > 0 {
                    counts.part(&number(count.unread), canvas.style(Meaning::Unread), " / ", muted);
                }
                counts.part(&number(count.total), canvas.style(Meaning::Count), " / ", muted);
            }
            None => counts.push("\u{2026}", muted),
        }
    }
    let base = canvas.base();
    let room = canvas.width(&counts);
    let (rest, at_end) = split_end(inner, room + u16::from(room > 0), canvas.rtl);
    if room < inner.width {
        canvas.label(at_end, &counts, base, Side::End);
    }
    let rest = if room < inner.width { rest } else { inner };
    let (sign, style) = match row.kind {
        SavedRowKind::Folder { is_closed: true } if canvas.rtl => {
            ("\u{25C2} ", canvas.style(Meaning::PaneTitle))
        }
        SavedRowKind::Folder { is_closed: true } => ("\u{25B8} ", canvas.style(Meaning::PaneTitle)),
        SavedRowKind::Folder { .. } => ("\u{25BE} ", canvas.style(Meaning::PaneTitle)),
        SavedRowKind::Search(_) => ("", canvas.style(Meaning::Text)),
    };
    // The sign stands where the window begins to read; a name is cut where it ends, whichever way it reads.
    let sign = Label::of(sign, muted);
    let width = canvas.width(&sign);
    canvas.label(rest, &sign, base, Side::Start);
    let (_, name) = split_end(rest, rest.width.saturating_sub(width), canvas.rtl);
    let is_rtl = text::truncate(&row.name, &text::Options::default()).base().is_rtl();
    let label = Label::of(&row.name, style);
    canvas.label(name, &label, if is_rtl { Base::Rtl } else { Base::Ltr }, Side::Start);
}
