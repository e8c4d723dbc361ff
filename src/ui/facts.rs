//! The facts of the open article -> the panes People, Places and Dates.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::facts::{FactRow, Heading, is_length};
use crate::app::pane::Pane;
use crate::app::reading::Reading;
use crate::article::{DateMention, Entity, EntityKind};
use crate::text::Base;
use ratatui::layout::Rect;

/// Narrowest pane that shows a role, a country or the words of a date beside a name.
const ROOMY: u16 = 20;

/// Draws one of the three panes.
pub fn draw(state: &State, canvas: &mut Canvas<'_>, pane: Pane) {
    let area = state.layout.area(pane);
    let Some(reading) = &state.reading else { return };
    let Some(list) = reading.list(pane) else { return };
    let column = inner(area);
    if list.rows.is_empty() {
        let id = match pane {
            Pane::People => "empty-people",
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
            FactRow::Entity(entity) => {
                if let Some(entity) = reading.facts.entities.get(*entity) {
                    draw_entity(canvas, line, entity, reading.is_rtl());
                }
            }
            FactRow::Date(dates) => {
                if let Some(date) = FactRow::surest(&reading.facts, dates) {
                    draw_date(canvas, line, date, reading, dates.len(), list.heading_of(index));
                }
            }
            FactRow::Heading(heading) => draw_heading(canvas, line, *heading, reading),
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

/// What the rows below have in common. Names start where the article does, dates where the window does.
fn draw_heading(canvas: &mut Canvas<'_>, line: Rect, heading: Heading, reading: &Reading) {
    let (text, meaning, side) = match heading {
        Heading::Organisations => {
            let side = if reading.is_rtl() { Side::Right } else { Side::Left };
            (canvas.words.say("pane-organisations"), Meaning::PaneTitle, side)
        }
        Heading::Month(calendar, year, month) => {
            (canvas.words.month_of_year(calendar, year, month), Meaning::Muted, Side::Start)
        }
        Heading::Open => (canvas.words.say("dates-open"), Meaning::Muted, Side::Start),
        Heading::Lengths => (canvas.words.say("dates-lengths"), Meaning::Muted, Side::Start),
    };
    let label = Label::of(&text, canvas.style(meaning));
    let base = canvas.base();
    canvas.label(line, &label, base, side);
}

/// The name, and where it starts the role or country; at the other end how often it is named.
fn draw_entity(canvas: &mut Canvas<'_>, line: Rect, entity: &Entity, rtl: bool) {
    let count = Label::of(&canvas.words.number(entity.count as usize), canvas.style(Meaning::Count));
    let width = canvas.width(&count);
    // Names stand where the article starts, whatever the window's language.
    let (rest, end) = split_end(line, width + 1, rtl);
    let (base, start_side, end_side) =
        if rtl { (Base::Rtl, Side::Right, Side::Left) } else { (Base::Ltr, Side::Left, Side::Right) };
    canvas.label(end, &count, base, end_side);
    let mut label = Label::of(&entity.name, canvas.style(Meaning::of_kind(entity.kind)));
    if line.width >= ROOMY
        && let Some(more) = particular(canvas, entity)
    {
        label = with_particular(canvas, label, &more, rest.width);
    }
    canvas.label(rest, &label, base, start_side);
}

/// A label and, behind it, as many whole words of `more` as there is room for: half a word of a role
/// says less than none.
fn with_particular(canvas: &Canvas<'_>, label: Label, more: &str, room: u16) -> Label {
    let style = canvas.style(Meaning::Role);
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
