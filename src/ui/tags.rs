//! The tags of the library -> a sheet over the middle of the window: each with its colour and count.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::layout::{overlay, tags_rows};
use crate::store::TagRow;
use ratatui::layout::Rect;

/// Draws the sheet, if it is open.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let Some(sheet) = &state.tags else { return };
    let area = overlay(state.layout.window);
    canvas.clear(area, Meaning::Overlay);
    let rows = tags_rows(state.layout.window);
    if area.height < 2 || rows.is_empty() {
        return;
    }
    let shown = sheet.shown();
    let heading = Rect { y: area.y, height: 1, ..rows };
    let muted = canvas.style(Meaning::Muted);
    let mut label = Label::of(&canvas.words.say("pane-tags"), canvas.style(Meaning::Focus));
    if !sheet.filter.is_empty() {
        label.gap("  ", muted);
        label.push(&sheet.filter, canvas.style(Meaning::Text));
    }
    let base = canvas.base();
    let count = Label::of(&canvas.words.number(shown.len()), canvas.style(Meaning::Count));
    let (start, end) = split_end(heading, canvas.width(&count) + 1, canvas.rtl);
    canvas.label(end, &count, base, Side::End);
    canvas.label(start, &label, base, Side::Start);
    if shown.is_empty() {
        let id = match (&sheet.rows, sheet.filter.is_empty()) {
            (None, _) => "loading",
            (Some(_), true) => "empty-tags",
            (Some(_), false) => "empty-tags-found",
        };
        let text = canvas.words.say(id);
        return super::say(canvas, rows, &text);
    }
    for ((index, tag), y) in shown.iter().enumerate().skip(sheet.top).zip(rows.y..rows.bottom()) {
        let line = Rect { y, height: 1, ..rows };
        row(canvas, line, tag);
        if index == sheet.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..line }, true);
        }
    }
}

/// Name, colour if it has one of its own, and count of a tag.
fn row(canvas: &mut Canvas<'_>, line: Rect, tag: &TagRow) {
    let base = canvas.base();
    let muted = canvas.style(Meaning::Muted);
    let count = canvas.words.number(usize::try_from(tag.articles).unwrap_or(usize::MAX));
    let count = Label::of(&count, canvas.style(Meaning::Count));
    let (rest, end) = split_end(line, canvas.width(&count) + 1, canvas.rtl);
    canvas.label(end, &count, base, Side::End);
    let mut label = Label::of(&format!("#{}", tag.name), canvas.tag(&tag.name));
    if let Some(colour) = &tag.colour {
        label.gap("  ", muted);
        label.push(&canvas.words.colour(colour), muted);
    }
    canvas.label(rest, &label, base, Side::Start);
}

#[cfg(test)]
mod tests;
