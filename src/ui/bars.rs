//! Where the reader is and what he can do -> the top line and the status line.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::facts::FactRow;
use crate::app::notice::Weight;
use crate::app::pane::Pane;
use crate::store::Order;
use ratatui::layout::Rect;

/// Draws the top line: name and query; at its end what goes on, and the counts.
pub fn top(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.top;
    canvas.clear(area, Meaning::Status);
    let line = margins(area);
    let words = canvas.words;
    let status = canvas.style(Meaning::Status);
    let mut end = Label::default();
    if let Some(work) = &state.work {
        let values = [("done", (work.done as i64).into()), ("total", (work.total as i64).into())];
        let said = if work.total == 0 {
            words.say("notice-working")
        } else {
            words.say_with("notice-importing", &values)
        };
        end.part(&said, canvas.style(Meaning::Notice), " \u{B7} ", status);
    }
    if let Some(sync) = &state.sync {
        let values = [("done", (sync.done as i64).into()), ("total", (sync.total as i64).into())];
        let said = if sync.total == 0 {
            words.say("notice-working")
        } else {
            words.say_with("notice-syncing", &values)
        };
        end.part(&said, canvas.style(Meaning::Notice), " \u{B7} ", status);
    }
    if let Some(count) = &state.list.counts {
        let total = words.say_with("bar-count", &[("total", (count.total as i64).into())]);
        end.part(&total, status, " \u{B7} ", status);
        if count.total > 0 {
            let unread = words.say_with("bar-unread", &[("count", (count.unread as i64).into())]);
            end.part(&unread, status, " \u{B7} ", status);
        }
    }
    if state.list.order == Order::Relevance {
        end.part(&words.say("bar-by-relevance"), status, " \u{B7} ", status);
    }
    let mut start = Label::of(&words.say("app-name"), canvas.style(Meaning::Brand));
    if !state.list.query.is_all() {
        start.gap("   ", status);
        start.push(&state.list.query.to_string(), canvas.style(Meaning::Text));
    }
    both(canvas, line, &start, &end);
}

/// Draws the status line: what the reader is told, or the keys that matter now; at its end where the
/// selection or reading stands.
pub fn status(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.status;
    if area.y == 0 && state.layout.window.height < 2 {
        // A single row belongs to what is read.
        return;
    }
    canvas.clear(area, Meaning::Status);
    let line = margins(area);
    let mut place = place(state, canvas);
    let start = match &state.notices.current {
        Some(message) => {
            let meaning =
                if message.weight() == Weight::Error { Meaning::AlertError } else { Meaning::Notice };
            let told = Label::of(&super::notices::say(canvas.words, message), canvas.style(meaning));
            // What to do about it stands at its end.
            if canvas.width(&told) + 2 + canvas.width(&place) > line.width {
                place = Label::default();
            }
            told
        }
        None => {
            let room = line.width.saturating_sub(canvas.width(&place) + 3);
            let mut label = detail(state, canvas);
            if label.is_empty() {
                hints(state, canvas, room)
            } else {
                let hints = hints(state, canvas, room.saturating_sub(canvas.width(&label) + 5));
                if !hints.is_empty() {
                    label.gap("     ", canvas.style(Meaning::Status));
                }
                label.append(hints);
                label
            }
        }
    };
    both(canvas, line, &start, &place);
}

/// Two labels, one at each end; the one at the end gives way where both do not fit.
fn both(canvas: &mut Canvas<'_>, line: Rect, start: &Label, end: &Label) {
    let base = canvas.base();
    let (needed, wanted) = (canvas.width(start), canvas.width(end));
    let fits = needed + 2 + wanted <= line.width;
    // Of two that do not fit, the start keeps two thirds.
    let room =
        if fits { wanted } else { wanted.min(line.width.saturating_sub(needed + 2).max(line.width / 3)) };
    let (rest, at_end) = split_end(line, room, canvas.rtl);
    canvas.label(at_end, end, base, Side::End);
    let (rest, _) = split_end(rest, u16::from(room > 0), canvas.rtl);
    canvas.label(rest, start, base, Side::Start);
}

fn margins(area: Rect) -> Rect {
    let margin = match area.width {
        0..24 => 0,
        24..60 => 1,
        _ => 2,
    };
    Rect { x: area.x + margin, width: area.width - 2 * margin, ..area }
}

/// Of the date or place that is selected or lit: what it means in full, why, and what else it may mean.
fn detail(state: &State, canvas: &Canvas<'_>) -> Label {
    let mut label = Label::default();
    let Some(reading) = &state.reading else { return label };
    let selected = match state.focus {
        pane @ (Pane::Dates | Pane::Places) => reading.list(pane).and_then(|list| list.current()),
        Pane::Article => reading.lit.fact.as_ref().map(|(_, row)| row),
        _ => None,
    };
    let (words, status, muted) = (canvas.words, canvas.style(Meaning::Status), canvas.style(Meaning::Muted));
    let sign = " \u{B7} ";
    if let Some(FactRow::Entity(index)) = selected {
        let entity = reading.facts.entities.get(*index);
        let Some((entity, choice)) = entity.and_then(|entity| Some((entity, entity.choice.as_ref()?))) else {
            return label;
        };
        label.part(&entity.name, canvas.style(Meaning::Place), sign, muted);
        for part in words.choice(choice) {
            label.part(&part, status, sign, muted);
        }
        return label;
    }
    let Some(FactRow::Date(dates)) = selected else { return label };
    let Some(date) = FactRow::surest(&reading.facts, dates) else { return label };
    label.part(&words.meaning_in_full(date), canvas.style(Meaning::Date), sign, muted);
    for part in words.explanation(date) {
        label.part(&part, status, sign, muted);
    }
    label
}

/// The keys that matter now, as many as there is room for.
fn hints(state: &State, canvas: &Canvas<'_>, room: u16) -> Label {
    let (key_style, style) = (canvas.style(Meaning::Key), canvas.style(Meaning::Status));
    let mut label = Label::default();
    let follows = state.keymap.follows(&state.typing, state.scope());
    let hints: Vec<(String, String)> = if follows.is_empty() {
        let actions = actions(state).into_iter();
        actions.filter_map(|action| Some((state.key_of(action)?, hint(state, canvas, action)))).collect()
    } else {
        let hint = |action: Option<Action>| {
            action.map_or_else(|| "\u{2026}".into(), |action| canvas.words.hint(action))
        };
        follows.into_iter().map(|(key, action)| (key.to_string(), hint(action))).collect()
    };
    for (key, hint) in hints {
        let mut longer = label.clone();
        if !longer.is_empty() {
            longer.gap("   ", style);
        }
        longer.push(&key, key_style);
        longer.gap(" ", style);
        longer.push(&hint, style);
        if canvas.width(&longer) > room {
            break;
        }
        label = longer;
    }
    label
}

/// An action in a word or two, by what it does here.
fn hint(state: &State, canvas: &Canvas<'_>, action: Action) -> String {
    match (state.focus, action) {
        (Pane::Stories, Action::SelectParagraph) if !state.is_selecting() => {
            canvas.words.say("hint-select-all")
        }
        (Pane::Compare, Action::NextHit) => canvas.words.say("hint-next-difference"),
        (Pane::Saved, Action::SavedSearches) => canvas.words.say("hint-hide"),
        _ => canvas.words.hint(action),
    }
}

/// What one is likely to do next, by what has the focus.
fn actions(state: &State) -> Vec<Action> {
    use Action::*;
    if let (Some(sheet), None) = (&state.tags, &state.overlay) {
        return match sheet.current() {
            Some(_) => vec![Open, RenameTag, ColourTag, DeleteTag, Search, Undo, Close, Help],
            None => vec![Close, Search, Undo, Help],
        };
    }
    if state.overlay.is_some() {
        return vec![Close, Next, Previous, PageDown, PageUp];
    }
    if state.is_selecting() {
        return vec![Copy, Close, WordNext, WordPrevious, SwapEnds, SelectParagraph, Help];
    }
    let related = &state.related;
    let mut story = Vec::new();
    story.extend(related.later().map(|_| Later));
    story.extend(related.earlier().map(|_| Earlier));
    story.extend(related.same_event().map(|_| SameEvent));
    let is_narrowed = !state.list.query.is_all();
    let mut actions = match state.focus {
        Pane::Stories if state.list.items.is_empty() => {
            vec![Search].into_iter().chain(is_narrowed.then_some(Widen)).collect()
        }
        Pane::Stories if state.list.marking.is_some() => vec![Tag, ToggleRead, SelectParagraph, Close],
        Pane::Stories => {
            let mut actions = vec![Open];
            actions.extend(is_narrowed.then_some(Widen));
            actions.extend(story);
            actions.extend([Tag, Search]);
            actions
        }
        Pane::Related => vec![Open, Timeline, Close, Tag, Search],
        Pane::Article => {
            let lit = state.reading.as_ref().and_then(|reading| reading.lit.fact.as_ref());
            let is_name = lit.is_some_and(|(_, fact)| matches!(fact, FactRow::Entity(_)));
            let mut actions = if is_name { vec![NextHit, NamePage] } else { Vec::new() };
            actions.extend(story);
            actions.extend((!is_name).then_some(NextHit));
            let has_new = state.reading.as_ref().is_some_and(|reading| reading.novelty.is_some());
            actions.extend(has_new.then_some(NextNew));
            actions.extend([Tag, Related, Compare, Search, Select]);
            actions
        }
        Pane::Compare => vec![NextHit, SwapSides, Open, Close],
        Pane::Name => vec![Open, Narrow, Close],
        Pane::Namings => vec![Open, Close, Tag, Narrow],
        Pane::Feeds => vec![Open, SyncFeeds, SyncFeed, AddFeed, RemoveFeed, Close],
        Pane::Timeline => vec![Open, Later, Earlier, Close, Tag],
        Pane::Dates => vec![Open, Narrow, NextHit, PreviousHit, Close],
        Pane::Saved if state.saved.rows.is_empty() => vec![SaveSearch, Close],
        Pane::Saved => vec![Open, RenameSearch, DeleteSearch, SavedSearches, Close],
        _ => vec![Open, NamePage, Narrow, NextHit, PreviousHit, Close],
    };
    let is_alone = matches!(state.focus, Pane::Timeline | Pane::Feeds | Pane::Compare);
    actions.extend((!is_alone).then_some(PaneNext));
    actions.extend([Palette, Help, Quit]);
    actions
}

/// How many articles are marked.
fn marked(state: &State, canvas: &Canvas<'_>) -> Label {
    let words = canvas.words;
    let said = match state.list.marked_count() {
        Some(count) => words.say_with("bar-marked", &[("count", (count as i64).into())]),
        None => words.say("bar-marked-some"),
    };
    Label::of(&said, canvas.style(Meaning::Notice))
}

/// Where the selection or reading stands.
fn place(state: &State, canvas: &Canvas<'_>) -> Label {
    let style = canvas.style(Meaning::Status);
    let words = canvas.words;
    let mut label = Label::default();
    let mut of = |number: u64, total: u64| {
        let values = [("number", (number as i64).into()), ("total", (total as i64).into())];
        label.push(&words.say_with("hit-of", &values), style);
    };
    let lit = state.reading.as_ref().filter(|reading| !reading.lit.spans.is_empty());
    if let Some(sheet) = &state.tags {
        let total = sheet.shown().len() as u64;
        if total > 0 {
            of(sheet.selected as u64 + 1, total);
        }
        return label;
    }
    match state.focus {
        Pane::Stories => {
            if state.list.marking.is_some() {
                label.append(marked(state, canvas));
            } else if let (Some(place), Some(counts)) = (state.list.place(), &state.list.counts) {
                of(place + 1, counts.total.max(place + 1));
            }
        }
        Pane::Related => {
            let (total, place) = state.related.place();
            if total > 0 {
                of(place as u64 + 1, total as u64);
            }
        }
        Pane::Saved => {
            let saved = &state.saved;
            if !saved.rows.is_empty() {
                of(saved.selected as u64 + 1, saved.rows.len() as u64);
            }
        }
        Pane::Timeline => {
            let (place, total) = state.timeline.as_ref().map_or((0, 0), |page| page.place());
            if total > 0 {
                of(place as u64, total as u64);
            }
        }
        Pane::Feeds => {
            if let Some(page) = state.feeds.as_ref().filter(|page| !page.feeds.is_empty()) {
                of(page.selected as u64 + 1, page.feeds.len() as u64);
            }
        }
        Pane::Compare => {
            let (total, place) = state.comparison.as_ref().map_or((0, 0), |page| page.place());
            if total > 0 {
                of(place as u64, total as u64);
            }
        }
        Pane::Name | Pane::Namings => {
            if let Some(page) = state.pages.last() {
                let total = page.portrait.as_ref().map_or(0, |portrait| portrait.named.entity.articles);
                let loaded = page.namings.items.len() as u64;
                if loaded > 0 {
                    of(page.namings.selected as u64 + 1, loaded.max(total.into()));
                }
            }
        }
        _ => {
            if let Some(reading) = lit {
                let total = reading.lit.spans.len() as u64;
                of(reading.lit.at.map_or(0, |at| at as u64 + 1), total);
                if let Some((_, row)) = &reading.lit.fact {
                    label.gap(" ", style);
                    label.push(&name(reading, row), style);
                }
            } else if let Some(reading) = &state.reading {
                label.push(&format!("{} %", words.number(usize::from(reading.percent()))), style);
            }
        }
    }
    label
}

/// What a fact is called in the status line.
fn name(reading: &crate::app::reading::Reading, row: &FactRow) -> String {
    match row {
        FactRow::Entity(index) => {
            reading.facts.entities.get(*index).map(|entity| entity.name.clone()).unwrap_or_default()
        }
        FactRow::Date(dates) => {
            let date = dates.first().and_then(|date| reading.facts.dates.get(*date));
            date.map(|date| date.span.of(&reading.article.text).to_owned()).unwrap_or_default()
        }
        FactRow::Heading(_) => String::new(),
    }
}
