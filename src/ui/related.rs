//! What is related to the open article -> its pane: four groups, each row with its reason.

use super::paint::{Canvas, Label, Side};
use super::stories::article;
use super::theme::Meaning;
use crate::app::State;
use crate::app::layout::list_column;
use crate::app::list::Item;
use crate::app::pane::Pane;
use crate::app::related::{Group, RelatedRow};
use crate::story::Reason;
use crate::text::Base;
use ratatui::layout::Rect;

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Related);
    let column = list_column(area);
    let related = &state.related;
    if related.rows.is_empty() {
        let id = match (related.of.is_some(), related.is_loading) {
            (false, _) => "empty-article",
            (true, true) => "loading",
            (true, false) => "empty-related",
        };
        let text = canvas.words.say(id);
        return super::say(canvas, column, &text);
    }
    for &(index, y) in &related.shown {
        let rows = Rect { y: column.y + y, height: column.height.saturating_sub(y), ..column };
        match &related.rows[index] {
            RelatedRow::Heading(group) => heading(canvas, rows, *group),
            RelatedRow::Article(item, reason) => {
                let height = (item.title.len() as u16 + 2).min(rows.height);
                let rows = Rect { height, ..rows };
                article(canvas, area, rows, item, state.shares.of(&item.row));
                why(canvas, rows, item, reason);
                if index == related.selected {
                    let whole = Rect { x: area.x, width: area.width, ..rows };
                    canvas.select(whole, state.focus == Pane::Related);
                }
            }
        }
    }
}

fn heading(canvas: &mut Canvas<'_>, rows: Rect, group: Group) {
    let id = match group {
        Group::SameEvent => "related-same-event",
        Group::Storyline => "related-storyline",
        Group::Shared => "related-shared",
        Group::Copies => "related-copies",
    };
    let label = Label::of(&canvas.words.say(id), canvas.style(Meaning::PaneTitle));
    let base = canvas.base();
    canvas.label(rows, &label, base, Side::Start);
}

/// The reason, below the article: the days between, and what both name.
fn why(canvas: &mut Canvas<'_>, rows: Rect, item: &Item, reason: &Reason) {
    let below = item.title.len() as u16 + 1;
    if below >= rows.height {
        return;
    }
    let words = canvas.words;
    let style = canvas.style(Meaning::Reason);
    let mut label = Label::default();
    if let Some(days) = reason.days {
        let count = i64::from(days.unsigned_abs());
        let id = match days {
            0 => "gap-same-day",
            1.. => "gap-later",
            _ => "gap-earlier",
        };
        let gap = if days == 0 { words.say(id) } else { words.say_with(id, &[("days", count.into())]) };
        label.part(&gap, canvas.style(Meaning::Date), " \u{B7} ", style);
    }
    if reason.names.is_empty() && reason.words.is_empty() {
        label.part(&words.say("reason-words"), style, " \u{B7} ", style);
    }
    for (index, name) in reason.names.iter().chain(&reason.words).enumerate() {
        let comma = if canvas.rtl { "\u{60C} " } else { ", " };
        label.part(name, style, if index == 0 { " \u{B7} " } else { comma }, style);
    }
    let line = Rect { y: rows.y + below, height: 1, ..rows };
    let (base, side) = if item.is_rtl() { (Base::Rtl, Side::Right) } else { (Base::Ltr, Side::Left) };
    canvas.label(line, &label, base, side);
}
