//! The list of articles -> its pane: title, then outlet, day and tags; unread ones marked in the
//! margin.

use super::paint::{Canvas, Label, Side};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::layout::list_column;
use crate::app::list::Item;
use crate::app::pane::Pane;
use crate::store::Row;
use crate::text::Base;
use crate::ui::words::Words;
use ratatui::layout::Rect;

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Stories);
    let column = list_column(area);
    let list = &state.list;
    if list.items.is_empty() {
        return empty(state, canvas, column);
    }
    for &(index, y) in &list.shown {
        let Some(item) = list.items.get(index) else { continue };
        let height = (item.title.len() as u16 + 1).min(column.height.saturating_sub(y));
        let rows = Rect { y: column.y + y, height, ..column };
        article(canvas, area, rows, item, state.shares.of(&item.row));
        let is_marked = list.is_marked(index);
        if is_marked {
            mark(canvas, area, rows, item);
        }
        if is_marked && index != list.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..rows }, false);
        }
        if index == list.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..rows }, state.focus == Pane::Stories);
        }
    }
}

/// Marks an article that is marked, beside its particulars.
fn mark(canvas: &mut Canvas<'_>, pane: Rect, rows: Rect, item: &Item) {
    let y = rows.y + item.title.len().max(1) as u16;
    if y < rows.bottom() && pane.width > rows.width {
        let x = if item.is_rtl() { pane.right().saturating_sub(1) } else { pane.x };
        let style = canvas.style(Meaning::Focus);
        canvas.sign(x, y, "\u{2713}", style);
    }
}

/// Draws title and particulars of an article, as lists of articles show them. The mark stands at the
/// edge of the pane, on the side where the title starts. `share` is how much of it is new, in percent.
pub fn article(canvas: &mut Canvas<'_>, pane: Rect, rows: Rect, item: &Item, share: Option<u8>) {
    let row = &item.row;
    let title = if row.read { Meaning::Text } else { Meaning::Title };
    let title = canvas.style(title);
    let lines = item.title.iter().zip(rows.y..rows.bottom());
    for (line, y) in lines {
        canvas.row(Rect { y, height: 1, ..rows }, line, |_| title);
    }
    let margin = if item.is_rtl() { pane.right().saturating_sub(1) } else { pane.x };
    let mark = match (row.read, row.host.is_some()) {
        (false, _) => Some(("\u{25CF}", Meaning::Unread)),
        (true, true) if item.is_rtl() => Some(("\u{21B2}", Meaning::Muted)),
        (true, true) => Some(("\u{21B3}", Meaning::Muted)),
        (true, false) => None,
    };
    if let (Some((sign, meaning)), true) = (mark, rows.height > 0 && pane.width > rows.width) {
        let style = canvas.style(meaning);
        canvas.sign(margin, rows.y, sign, style);
    }
    let below = item.title.len().max(1) as u16;
    if below < rows.height {
        let label = particulars(canvas, row, share, rows.width);
        let line = Rect { y: rows.y + below, height: 1, ..rows };
        let (base, side) = if item.is_rtl() { (Base::Rtl, Side::Right) } else { (Base::Ltr, Side::Left) };
        canvas.label(line, &label, base, side);
    }
}

/// How much is new, in words.
pub fn new_share(words: &Words, percent: u8) -> String {
    match percent {
        0 => words.say("new-nothing"),
        100 => words.say("new-all"),
        _ => words.say_with("new-share", &[("percent", i64::from(percent).into())]),
    }
}

/// Outlet, day, how much is new, and tags of an article. Where there is little room, how much is new counts
/// for more than the day, and what is cut says nothing.
fn particulars(canvas: &Canvas<'_>, row: &Row, share: Option<u8>, room: u16) -> Label {
    let whole = |share, has_day| {
        let label = source(canvas, row, share, has_day);
        (canvas.width(&label) <= room).then_some(label)
    };
    let fitting = share.and_then(|_| whole(share, true).or_else(|| whole(share, false)));
    let mut label = fitting.unwrap_or_else(|| source(canvas, row, None, true));
    let muted = canvas.style(Meaning::Muted);
    for (index, tag) in row.tags.iter().enumerate() {
        label.gap(if index == 0 { "  " } else { " " }, muted);
        label.push(&format!("#{tag}"), canvas.tag(tag));
    }
    label
}

/// Outlet, day, and how much is new.
fn source(canvas: &Canvas<'_>, row: &Row, share: Option<u8>, has_day: bool) -> Label {
    let (muted, sign) = (canvas.style(Meaning::Muted), " \u{B7} ");
    let mut label = Label::default();
    if row.host.is_some() {
        label.part(&canvas.words.say("section-read-also"), canvas.style(Meaning::Aside), sign, muted);
    }
    if row.copy_of.is_some() {
        label.part(&canvas.words.say("list-copy"), canvas.style(Meaning::Aside), sign, muted);
    }
    if let Some(outlet) = &row.outlet {
        label.part(outlet, canvas.style(Meaning::Outlet), sign, muted);
    }
    match &row.published {
        _ if !has_day => {}
        Some(published) => {
            label.part(&canvas.words.date(published.date), muted, sign, muted);
            if published.from.is_guess() {
                label.gap(" \u{2248}", canvas.style(Meaning::Doubt));
            }
        }
        None => label.part(&canvas.words.say("undated"), muted, sign, muted),
    }
    if row.copies > 0 {
        let count = [("count", i64::from(row.copies).into())];
        label.part(&canvas.words.say_with("list-copies", &count), canvas.style(Meaning::Count), sign, muted);
    }
    if let Some(share) = share {
        label.part(&new_share(canvas.words, share), canvas.style(Meaning::New), sign, muted);
    }
    label
}

/// Says why nothing is listed.
fn empty(state: &State, canvas: &mut Canvas<'_>, column: Rect) {
    let words = canvas.words;
    let text = match (state.list.is_loading || state.work.is_some(), state.list.query.is_all()) {
        (true, _) => words.say("loading"),
        (false, true) => words.say("empty-library"),
        (false, false) => {
            let key = state.key_of(Action::Widen).unwrap_or_default();
            words.say_with("empty-search", &[("key", key.into())])
        }
    };
    super::say(canvas, column, &text);
}
