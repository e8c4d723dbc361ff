//! The page of a storyline -> its pane: days, a line with a dot for each event, and what happened.
//!
//! Events have a full dot, what was announced a hollow one, what articles look back to a small one; the
//! line is broken where nothing happened for a week or more. So it can be read without colours.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::layout::list_column;
use crate::app::pane::Pane;
use crate::app::timeline::{INDENT, TimelinePage, TimelineRow};
use crate::article::DateMention;
use crate::store::Row;
use crate::story::timeline::{Entry, Event, Named, Outcome, What};
use crate::task::Told;
use crate::text::{self, Base};
use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// An event.
const DOT: &str = "\u{25CF}";
/// What was announced.
const HOLLOW: &str = "\u{25CB}";
/// What articles look back to.
const SMALL: &str = "\u{B7}";
/// The line.
const LINE: &str = "\u{2502}";
/// The line where nothing happened for long.
const BROKEN: &str = "\u{250A}";
/// Outlets that are named; of more, only how many.
const OUTLETS_MAX: usize = 3;
/// What stands between particulars.
const SIGN: &str = " \u{B7} ";

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Timeline);
    let column = list_column(area);
    let Some(page) = &state.timeline else { return };
    if page.rows.is_empty() {
        let text = canvas.words.say(if page.is_missing { "empty-timeline" } else { "loading" });
        return super::say(canvas, column, &text);
    }
    for (number, &(index, y)) in page.shown.iter().enumerate() {
        let next = page.shown.get(number + 1).map_or(column.height, |(_, y)| *y);
        let of = |height: u16| Rect {
            y: column.y + y,
            height: height.min(column.height.saturating_sub(y)),
            ..column
        };
        let rows = of(page.text_height(index));
        row(canvas, page, index, rows);
        line(canvas, page, index, of(next.saturating_sub(y)));
        if index == page.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..rows }, state.focus == Pane::Timeline);
        }
    }
}

/// The line beside a row, down to the next one, and its dot.
fn line(canvas: &mut Canvas<'_>, page: &TimelinePage, index: usize, rows: Rect) {
    let (row, next) = (page.rows[index], page.rows.get(index + 1));
    let (_, axis, _) = page.columns.split(rows, canvas.rtl);
    if axis.width < 3 {
        return;
    }
    let x = axis.x + 1;
    let (border, muted) = (canvas.style(Meaning::Border), canvas.style(Meaning::Muted));
    let goes_on = row.is_on_line() && next.is_some_and(|next| next.is_on_line());
    let is_broken = matches!(row, TimelineRow::Gap(_))
        || matches!(next, Some(TimelineRow::Gap(_)) if rows.height > page.text_height(index));
    for y in rows.y..rows.bottom() {
        // The air above a gap is part of it.
        let is_air = y - rows.y >= page.text_height(index);
        let sign = if is_broken && (is_air || matches!(row, TimelineRow::Gap(_))) { BROKEN } else { LINE };
        if goes_on {
            canvas.sign(x, y, sign, border);
        }
    }
    if rows.height == 0 {
        return;
    }
    match row {
        TimelineRow::Event(_) => {
            let style = canvas.style(Meaning::Date);
            canvas.sign(x, rows.y, DOT, style);
        }
        TimelineRow::Named(at) => {
            let sign = if page.is_announced(at) { HOLLOW } else { SMALL };
            let style = if page.is_announced(at) { canvas.style(Meaning::Date) } else { muted };
            canvas.sign(x, rows.y, sign, style);
        }
        _ => {}
    }
}

fn row(canvas: &mut Canvas<'_>, page: &TimelinePage, index: usize, rows: Rect) {
    let (days, _, text) = page.columns.split(rows, canvas.rtl);
    let row = page.rows[index];
    let count = |id: &str, count: i64| canvas.words.say_with(id, &[("count", count.into())]);
    match row {
        TimelineRow::Event(at) => {
            if let Some(event) = page.event(at) {
                self::event(canvas, page, row, event, (days, text));
            }
        }
        TimelineRow::Telling(at, telling) => {
            let place = page.event(at).and_then(|event| event.tellings.get(telling));
            if let Some(row) = place.and_then(|&place| page.article(place)) {
                self::telling(canvas, text, row);
            }
        }
        TimelineRow::Named(at) => {
            if let Some((entry, named)) = page.named(at) {
                self::named(canvas, page, row, (entry, named), (days, text));
            }
        }
        TimelineRow::Gap(gap) => {
            let said = canvas.words.say_with("gap-later", &[("days", i64::from(gap).into())]);
            quiet(canvas, text, &said, Meaning::Muted);
        }
        TimelineRow::Undated => {
            let said = canvas.words.say("timeline-undated");
            quiet(canvas, text, &said, Meaning::PaneTitle);
        }
        TimelineRow::EarlierLeftOut(left) => {
            let said = count("timeline-earlier-left-out", left as i64);
            quiet(canvas, text, &said, Meaning::Muted);
        }
        TimelineRow::LaterLeftOut(left) => {
            let said = count("timeline-later-left-out", left as i64);
            quiet(canvas, text, &said, Meaning::Muted);
        }
        TimelineRow::UndatedLeftOut(left) => {
            let said = count("timeline-undated-left-out", left as i64);
            quiet(canvas, text, &said, Meaning::Muted);
        }
    }
}

/// A row of the window's own words.
fn quiet(canvas: &mut Canvas<'_>, line: Rect, text: &str, meaning: Meaning) {
    let label = Label::of(text, canvas.style(meaning));
    let base = canvas.base();
    canvas.label(line, &label, base, Side::Start);
}

/// The rows of a text; gives how many they are.
fn body(
    canvas: &mut Canvas<'_>,
    page: &TimelinePage,
    row: TimelineRow,
    area: Rect,
    (style, lit): (Style, Style),
) -> u16 {
    let Some(laid) = page.laid(row) else { return 0 };
    for ((start, line), y) in laid.rows.iter().zip(area.y..area.bottom()) {
        let is_lit = |at: usize| laid.lit.iter().any(|range| range.contains(&(at + start)));
        canvas.row(Rect { y, height: 1, ..area }, line, |source| {
            if is_lit(source.start) { style.patch(lit) } else { style }
        });
    }
    laid.rows.len().max(1) as u16
}

/// The row below a text.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// A day in the column of the days, in the first of these forms that there is room for; gives what is to
/// stand below the text instead, if there is none and `has_more` rows are there.
fn day(
    canvas: &mut Canvas<'_>,
    area: Rect,
    forms: &[String],
    style: Style,
    has_more: bool,
) -> Option<String> {
    let fits = |canvas: &Canvas<'_>, form: &String| canvas.width(&Label::of(form, style)) <= area.width;
    match forms.iter().find(|form| fits(canvas, form)) {
        Some(form) => {
            let base = canvas.base();
            canvas.label(area, &Label::of(form, style), base, Side::End);
            None
        }
        // Better its beginning than nothing.
        None if !has_more => {
            let (base, form) = (canvas.base(), forms.last().map_or("", String::as_str));
            canvas.label(area, &Label::of(form, style), base, Side::End);
            None
        }
        None => forms.last().cloned(),
    }
}

fn event(
    canvas: &mut Canvas<'_>,
    page: &TimelinePage,
    row: TimelineRow,
    event: &Event,
    (days, area): (Rect, Rect),
) {
    let words = canvas.words;
    let (date, muted) = (canvas.style(Meaning::Date), canvas.style(Meaning::Muted));
    let has_more = area.height > page.laid(row).map_or(1, |laid| laid.rows.len().max(1) as u16);
    let forms = event.day.map(|day| [words.date_with_weekday(day), words.date(day)]);
    let beside = forms.and_then(|forms| day(canvas, days, &forms, date, has_more));
    let face = page.face(event).and_then(|place| page.article(place));
    let title = if face.is_some_and(|row| row.read) { Meaning::Text } else { Meaning::Title };
    let title = canvas.style(title);
    let rows = body(canvas, page, row, area, (title, title));
    let mut label = Label::default();
    if page.is_here(event) {
        label.part(&words.say("timeline-here"), canvas.style(Meaning::Focus), SIGN, muted);
    }
    label.part(&beside.unwrap_or_default(), date, SIGN, muted);
    label.part(&outlets(canvas, event), canvas.style(Meaning::Outlet), SIGN, muted);
    if event.tellings.len() > event.outlets.len().max(1) {
        let count = words.say_with("bar-count", &[("total", (event.tellings.len() as i64).into())]);
        label.part(&count, muted, SIGN, muted);
    }
    if event.delay() != 0 {
        let id = if event.delay() > 0 { "timeline-told-later" } else { "timeline-told-before" };
        let days = i64::from(event.delay().unsigned_abs());
        label.part(&words.say_with(id, &[("days", days.into())]), muted, SIGN, muted);
    }
    let base = canvas.base();
    canvas.label(below(area, rows), &label, base, Side::Start);
}

/// Who told an event.
fn outlets(canvas: &Canvas<'_>, event: &Event) -> String {
    let words = canvas.words;
    match event.outlets.len() {
        0..=OUTLETS_MAX => words.list(event.outlets.iter().map(String::as_str)),
        count => words.say_with("outlets", &[("count", (count as i64).into())]),
    }
}

/// One of the articles of an event, set in: who, when, and what it is called.
fn telling(canvas: &mut Canvas<'_>, area: Rect, row: &Row) {
    let muted = canvas.style(Meaning::Muted);
    let mut label = Label::default();
    label.part(row.outlet.as_deref().unwrap_or(""), canvas.style(Meaning::Outlet), SIGN, muted);
    if let Some(published) = &row.published {
        label.part(&canvas.words.date(published.date), muted, SIGN, muted);
    }
    let title = Label::of(&row.title, canvas.style(if row.read { Meaning::Text } else { Meaning::Title }));
    if !label.is_empty() {
        label.gap(SIGN, muted);
    }
    // The title is cut where it ends, whichever way it reads.
    let start = INDENT.min(area.width);
    let (_, area) = split_end(area, area.width - start, canvas.rtl);
    let base = canvas.base();
    let width = canvas.label(area, &label, base, Side::Start);
    let (_, rest) = split_end(area, area.width - width.min(area.width), canvas.rtl);
    let is_rtl = text::truncate(&row.title, &text::Options::default()).base().is_rtl();
    canvas.label(rest, &title, if is_rtl { Base::Rtl } else { Base::Ltr }, Side::Start);
}

/// What was announced, or is looked back to: the sentence that says so, and who says it.
fn named(
    canvas: &mut Canvas<'_>,
    page: &TimelinePage,
    row: TimelineRow,
    (entry, named): (&Entry, &Named),
    (days, area): (Rect, Rect),
) {
    let is_announced = matches!(entry.what, What::Announced(_));
    let (date, muted) = (canvas.style(Meaning::Date), canvas.style(Meaning::Muted));
    let style = if is_announced { canvas.style(Meaning::Text) } else { muted };
    let forms = periods(canvas, &named.said.mention);
    let beside = day(canvas, days, &forms, if is_announced { date } else { muted }, is_announced);
    let rows = body(canvas, page, row, area, (style, if is_announced { date } else { style }));
    if !is_announced {
        return;
    }
    let words = canvas.words;
    let mut label = Label::default();
    label.part(&beside.unwrap_or_default(), date, SIGN, muted);
    let first = named.by.first().and_then(|&place| page.article(place));
    let published: Option<Date> = first.and_then(|row| row.published).map(|published| published.date);
    if let Some(day) = published {
        let said = words.say_with("timeline-announced", &[("date", words.date(day).into())]);
        label.part(&said, muted, SIGN, muted);
    }
    if let Some(outcome) = named.outcome {
        let (id, meaning) = match outcome {
            Outcome::Event => ("timeline-took-place", Meaning::Notice),
            Outcome::Nothing => ("timeline-nothing-then", Meaning::Muted),
            Outcome::Ahead => ("timeline-ahead", Meaning::Muted),
        };
        label.part(&words.say(id), canvas.style(meaning), SIGN, muted);
    }
    let outlet = first.and_then(|row| row.outlet.as_deref()).unwrap_or("");
    label.part(outlet, canvas.style(Meaning::Outlet), SIGN, muted);
    if named.by.len() > 1 {
        let count = (named.by.len() as i64).into();
        label.part(&words.say_with("timeline-announced-in", &[("count", count)]), muted, SIGN, muted);
    }
    let base = canvas.base();
    canvas.label(below(area, rows), &label, base, Side::Start);
}

/// A day or a stretch of days in words, the longest form first.
fn periods(canvas: &Canvas<'_>, mention: &DateMention) -> Vec<String> {
    let words = canvas.words;
    let mut forms = vec![words.meaning(mention)];
    forms.extend(mention.interval.map(|(from, to)| match from == to {
        true => words.date(from),
        false => words.span(from, to),
    }));
    forms
}

/// Of names, span, events and outlets, what a heading has, the best that there is room for first.
const HEADINGS: [(usize, bool, bool, bool); 10] = [
    (3, true, true, true),
    (2, true, true, true),
    (2, true, true, false),
    (1, true, true, true),
    (1, true, true, false),
    (1, true, false, false),
    (0, true, true, false),
    (1, false, false, false),
    (0, true, false, false),
    (0, false, true, false),
];

/// The heading: what the storyline is called, from when to when it goes, how many events and outlets, as far
/// as there is room.
pub fn heading(state: &State, canvas: &mut Canvas<'_>, line: Rect) {
    let title = canvas.style(if state.focus == Pane::Timeline { Meaning::Focus } else { Meaning::PaneTitle });
    let pane = Label::of(&format!(" {} ", canvas.words.say("pane-timeline")), title);
    let told = state.timeline.as_ref().and_then(|page| page.told.as_ref());
    let headings = told.iter().flat_map(|told| HEADINGS.map(|parts| whole(canvas, &pane, told, parts)));
    let mut fitting = headings.filter(|label| canvas.width(label) <= line.width);
    let label = fitting.next().unwrap_or(pane.clone());
    let base = canvas.base();
    canvas.label(line, &label, base, Side::Start);
}

/// A heading with so many names, and with or without the rest.
fn whole(
    canvas: &Canvas<'_>,
    pane: &Label,
    told: &Told,
    (names, span, events, outlets): (usize, bool, bool, bool),
) -> Label {
    let (words, muted) = (canvas.words, canvas.style(Meaning::Muted));
    let count = |id: &str, count: usize| words.say_with(id, &[("count", (count as i64).into())]);
    let mut label = Label::default();
    for name in told.names.iter().take(names) {
        label.part(&name.name, canvas.style(Meaning::of_kind(name.kind)), SIGN, muted);
    }
    if let (true, Some((from, to))) = (span, told.timeline.span) {
        let days = if from == to { words.date(from) } else { words.span(from, to) };
        label.part(&days, muted, SIGN, muted);
    }
    if events {
        label.part(&count("timeline-events", told.timeline.events().count()), muted, SIGN, muted);
    }
    if outlets && told.timeline.outlets > 0 {
        label.part(&count("outlets", told.timeline.outlets), muted, SIGN, muted);
    }
    let mut heading = pane.clone();
    heading.append(label);
    heading
}
