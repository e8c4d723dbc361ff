//! The facts of the open article -> the panes People, Organisations, Places and Dates.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::facts::{FactRow, Heading, is_length};
use crate::app::pane::Pane;
use crate::app::reading::Reading;
use crate::article::{DateMention, Entity, EntityKind};
use crate::text::Base;
use ratatui::layout::Rect;

/// Narrowest pane that shows a role, a country or the words of a date beside a name.
const ROOMY: u16 = 20;

/// Draws one of the panes.
pub fn draw(state: &State, canvas: &mut Canvas<'_>, pane: Pane) {
    let area = state.layout.area(pane);
    let Some(reading) = &state.reading else { return };
    let Some(list) = reading.list(pane) else { return };
    let column = inner(area);
    if list.rows.is_empty() {
        let id = match pane {
            Pane::People => "empty-people",
            Pane::Organisations => "empty-organisations",
            Pane::Places => "empty-places",
            _ => "empty-dates",
        };
        let label = Label::of(&canvas.words.say(id), canvas.style(Meaning::Muted));
        let base = canvas.base();
        canvas.label(column, &label, base, Side::Start);
        return;
    }
    let rows = list.rows.iter().enumerate().skip(list.top);
    for ((index, row), y) in rows.zip(area.y..area.bottom()) {
        let line = Rect { y, height: 1, ..column };
        match row {
            FactRow::Entity(index) => {
                if let Some(entity) = reading.facts.entities.get(*index) {
                    let known = reading.standing.known_roles.get(*index).and_then(Option::as_deref);
                    draw_entity(canvas, line, entity, known, reading.is_rtl());
                }
            }
            FactRow::Date(dates) => {
                if let Some(date) = FactRow::surest(&reading.facts, dates) {
                    draw_date(canvas, line, date, reading, dates.len(), list.heading_of(index));
                }
            }
            FactRow::Heading(heading) => draw_heading(canvas, line, *heading),
        }
        if index == list.selected && (state.focus == pane || is_lit(reading, pane)) {
            canvas.select(Rect { y, height: 1, ..area }, state.focus == pane);
        }
    }
}

/// Whether what is lit in the text was chosen in this pane.
fn is_lit(reading: &Reading, pane: Pane) -> bool {
    reading.lit.fact.as_ref().is_some_and(|(of, _)| *of == pane)
}

/// The rows of a pane of facts, with a column to spare on both sides where there is room.
fn inner(area: Rect) -> Rect {
    let margin = u16::from(area.width >= 12);
    Rect { x: area.x + margin, width: area.width - 2 * margin, ..area }
}

/// The line of the folded organisations: what it unfolds to, how many, and the key.
pub fn fold(state: &State, canvas: &mut Canvas<'_>, line: Rect) {
    let Some(list) = state.reading.as_ref().and_then(|reading| reading.list(Pane::Organisations)) else {
        return;
    };
    let (sign, words) = (if canvas.rtl { "\u{25C2} " } else { "\u{25B8} " }, canvas.words);
    let mut label = Label::default();
    label.gap(sign, canvas.style(Meaning::Muted));
    label.push(&words.say("pane-organisations"), canvas.style(Meaning::PaneTitle));
    label.gap(" ", canvas.style(Meaning::Count));
    label.push(&words.number(list.rows.len()), canvas.style(Meaning::Count));
    let base = canvas.base();
    let line = inner(line);
    let used = canvas.label(line, &label, base, Side::Start);
    if let Some(key) = state.key_of(Action::ToggleOrganisations)
        && line.width > used + 3
    {
        let key = Label::of(&key, canvas.style(Meaning::Key));
        canvas.label(line, &key, base, Side::End);
    }
}

/// What the rows below have in common, where the window starts.
fn draw_heading(canvas: &mut Canvas<'_>, line: Rect, heading: Heading) {
    let text = match heading {
        Heading::Month(calendar, year, month) => canvas.words.month_of_year(calendar, year, month),
        Heading::Open => canvas.words.say("dates-open"),
        Heading::Lengths => canvas.words.say("dates-lengths"),
    };
    let label = Label::of(&text, canvas.style(Meaning::Muted));
    let base = canvas.base();
    canvas.label(line, &label, base, Side::Start);
}

/// The name, with a mark of doubt, and where it starts the role or country; at the other end how often it is named. A role
/// that only our own list knows looks otherwise than one that the article states.
fn draw_entity(canvas: &mut Canvas<'_>, line: Rect, entity: &Entity, known: Option<&str>, rtl: bool) {
    let count = Label::of(&canvas.words.number(entity.count as usize), canvas.style(Meaning::Count));
    let width = canvas.width(&count);
    // Names stand where the article starts, whatever the window's language.
    let (rest, end) = split_end(line, width + 1, rtl);
    let (base, start_side, end_side) =
        if rtl { (Base::Rtl, Side::Right, Side::Left) } else { (Base::Ltr, Side::Left, Side::Right) };
    canvas.label(end, &count, base, end_side);
    let mut label = Label::of(&entity.name, canvas.style(Meaning::of_kind(entity.kind)));
    if entity.choice.as_ref().is_some_and(|choice| choice.is_doubtful) {
        label.gap(" ?", canvas.style(Meaning::Doubt));
    }
    if line.width >= ROOMY {
        let stated = particular(canvas, entity).map(|more| (more, Meaning::Role));
        if let Some((more, meaning)) = stated.or(known.map(|known| (known.to_owned(), Meaning::RoleKnown))) {
            label = with_particular(canvas, label, &more, meaning, rest.width);
        }
    }
    canvas.label(rest, &label, base, start_side);
}

/// A label and, behind it, as many whole words of `more` as there is room for: half a word of a role
/// says less than none.
pub(super) fn with_particular(
    canvas: &Canvas<'_>,
    label: Label,
    more: &str,
    meaning: Meaning,
    room: u16,
) -> Label {
    let style = canvas.style(meaning);
    let words: Vec<&str> = more.split_whitespace().collect();
    // One word of several ("president …") says nothing that the name does not.
    for count in (2..=words.len()).rev().chain((words.len() == 1).then_some(1)) {
        let mut longer = label.clone();
        longer.gap("  ", style);
        longer.push(&words[..count].join(" "), style);
        if count < words.len() {
            longer.gap(" \u{2026}", style);
        }
        if canvas.width(&longer) <= room {
            return longer;
        }
    }
    label
}

/// The first role of a person; the country of a place that is not one itself.
fn particular(canvas: &Canvas<'_>, entity: &Entity) -> Option<String> {
    match entity.kind {
        EntityKind::Place => {
            let code = entity.country.as_deref()?;
            let country = canvas.words.country(code)?;
            let is_itself = entity.id == format!("country:{code}") || country == entity.name;
            (!is_itself).then(|| country.to_owned())
        }
        _ => entity.roles.first().cloned(),
    }
}

/// What a date means, with a mark of doubt, where the window starts, shorter and further in under the
/// heading of its month; at the other end the words that it was taken from.
fn draw_date(
    canvas: &mut Canvas<'_>,
    line: Rect,
    date: &DateMention,
    reading: &Reading,
    count: usize,
    heading: Option<Heading>,
) {
    let words = canvas.words;
    let month = heading.and_then(|heading| match heading {
        Heading::Month(calendar, year, month) => calendar.days_of_month(year, month),
        _ => None,
    });
    let in_month = month.and_then(|month| words.meaning_in_month(date, month));
    let said = date.span.of(&reading.article.text);
    // What cannot be told without knowing the day of publication is not told.
    let is_open = date.interval.is_none() && words.value(&date.value).is_none() && date.value.contains('X');
    let indent = if in_month.is_some() && line.width >= ROOMY { "  " } else { "" };
    let meaning = match in_month {
        _ if is_open => said.to_owned(),
        Some(short) => short,
        None => words.meaning(date),
    };
    let mut label = Label::default();
    label.gap(indent, canvas.style(Meaning::Date));
    label.push(&meaning, canvas.style(Meaning::Date));
    if is_open || FactRow::is_doubtful(date) {
        label.gap(" ?", canvas.style(Meaning::Doubt));
    }
    if count > 1 {
        label.gap(" \u{D7}", canvas.style(Meaning::Count));
        label.push(&words.number(count), canvas.style(Meaning::Count));
    }
    let label = with_other_calendar(canvas, label, date, line.width);
    let base = canvas.base();
    let used = canvas.label(line, &label, base, Side::Start);
    let room = line.width.saturating_sub(used + 2);
    // Fewer columns hold no word that says anything.
    if room >= 5 && line.width >= ROOMY && !is_open {
        let (_, end) = split_end(line, room, canvas.rtl);
        let label = Label::of(said, canvas.style(Meaning::Role));
        canvas.label(end, &label, if reading.is_rtl() { Base::Rtl } else { Base::Ltr }, Side::End);
    }
}

/// A label and, behind it, the same days in the other calendar if the reader wants both: with the year, or
/// without it where there is little room.
fn with_other_calendar(canvas: &Canvas<'_>, label: Label, date: &DateMention, room: u16) -> Label {
    let Some((from, to)) = date.interval.filter(|_| !is_length(date)) else { return label };
    let (words, style) = (canvas.words, canvas.style(Meaning::Muted));
    for beside in [words.beside(from, to), words.beside_without_year(from, to)].into_iter().flatten() {
        let mut longer = label.clone();
        longer.gap(" \u{B7} ", style);
        longer.push(&beside, style);
        if canvas.width(&longer) <= room {
            return longer;
        }
    }
    label
}
