//! The page of the feeds -> its pane: title and counts of each, and how asking it went.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::feeds::FeedsPage;
use crate::app::layout::list_column;
use crate::app::pane::Pane;
use crate::store::FeedState;
use crate::task::Trouble;
use crate::text::{self, Base};
use ratatui::layout::Rect;

/// What stands between particulars.
const SIGN: &str = " \u{B7} ";

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Feeds);
    let column = list_column(area);
    let Some(page) = &state.feeds else { return };
    if page.feeds.is_empty() {
        return super::say(canvas, column, &empty(state, canvas, page));
    }
    for &(index, y) in &page.shown {
        let Some(feed) = page.feeds.get(index) else { continue };
        let height = page.rows.min(column.height.saturating_sub(y));
        let rows = Rect { y: column.y + y, height, ..column };
        let trouble = page.troubles.get(index).and_then(Option::as_ref);
        self::feed(canvas, page, rows, feed, trouble);
        if index == page.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..rows }, state.focus == Pane::Feeds);
        }
    }
}

/// Why there are no feeds, and how there come to be some.
fn empty(state: &State, canvas: &Canvas<'_>, page: &FeedsPage) -> String {
    match (page.is_loading, state.key_of(Action::AddFeed)) {
        (true, _) => canvas.words.say("loading"),
        (false, Some(key)) => canvas.words.say_with("empty-feeds-key", &[("key", key.into())]),
        (false, None) => canvas.words.say("empty-feeds"),
    }
}

/// The rows of a feed: folder and title, with the articles at the end; below, how asking it went.
fn feed(canvas: &mut Canvas<'_>, page: &FeedsPage, rows: Rect, state: &FeedState, trouble: Option<&Trouble>) {
    if rows.height == 0 {
        return;
    }
    let (words, muted) = (canvas.words, canvas.style(Meaning::Muted));
    let first = Rect { height: 1, ..rows };
    let mut counts = Label::default();
    let number = |count: u64| words.number(usize::try_from(count).unwrap_or(usize::MAX));
    if state.unread > 0 {
        counts.part(&number(state.unread), canvas.style(Meaning::Unread), SIGN, muted);
    }
    counts.part(&number(state.articles), canvas.style(Meaning::Count), SIGN, muted);
    let base = canvas.base();
    let room = canvas.width(&counts).min(first.width / 3);
    let (rest, at_end) = split_end(first, room, canvas.rtl);
    canvas.label(at_end, &counts, base, Side::End);
    let (rest, _) = split_end(rest, u16::from(rest.width > 1), canvas.rtl);

    // A title is cut where it ends, whichever way it reads; it begins where the window's words do.
    let name = state.feed.title.as_deref().unwrap_or(&state.feed.url);
    let style = if state.gone { muted } else { canvas.style(Meaning::Title) };
    let mut title = Label::of(name, style);
    if page.rows == 1 && trouble.is_some() {
        title.gap(" !", canvas.style(Meaning::AlertError));
    }
    if let Some(folder) = &state.feed.folder {
        title.gap("  ", muted);
        title.push(folder, canvas.style(Meaning::Tag));
    }
    let is_rtl = text::truncate(name, &text::Options::default()).base().is_rtl();
    canvas.label(rest, &title, if is_rtl { Base::Rtl } else { Base::Ltr }, Side::Start);

    if rows.height > 1 {
        let mut label = Label::default();
        if let Some(trouble) = trouble {
            label.part(&words.trouble(trouble), canvas.style(Meaning::AlertError), SIGN, muted);
        }
        label.part(&words.asked(state.checked, page.now), muted, SIGN, muted);
        if state.feed.title.is_some() {
            label.part(&state.feed.url, muted, SIGN, muted);
        }
        canvas.label(Rect { y: rows.y + 1, height: 1, ..rows }, &label, base, Side::Start);
    }
}
