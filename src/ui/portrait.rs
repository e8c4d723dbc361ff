//! The page of a name -> its two panes: what is known of it, and the articles that name it.

use super::paint::{Canvas, Label, Side, split_end};
use super::stories::article;
use super::theme::Meaning;
use crate::app::State;
use crate::app::layout::list_column;
use crate::app::pane::Pane;
use crate::app::portrait::{AboutRow, BAR_ROWS, BAR_WIDTH_MAX, Chart, NamePage, NamingItem, Part};
use crate::article::{EntityKind, HeldRole, Month};
use crate::store::{Spelling, StatedRole};
use crate::task::Portrait;
use crate::text::Base;
use jiff::civil::Date;
use ratatui::layout::Rect;

/// The steps of a bar in one row, from the lowest.
const BAR_STEPS: [&str; 8] =
    ["\u{2581}", "\u{2582}", "\u{2583}", "\u{2584}", "\u{2585}", "\u{2586}", "\u{2587}", "\u{2588}"];

/// Columns of a number that stays where the words before it are cut: "123,456".
const NUMBER_WIDTH_MAX: u16 = 7;

/// Draws one of the two panes.
pub fn draw(state: &State, canvas: &mut Canvas<'_>, pane: Pane) {
    let Some(page) = state.pages.last() else { return };
    match pane {
        Pane::Namings => namings(state, canvas, page),
        _ => about(state, canvas, page),
    }
}

fn about(state: &State, canvas: &mut Canvas<'_>, page: &NamePage) {
    let area = state.layout.area(Pane::Name);
    let column = list_column(area);
    for &(index, y) in &page.about.shown {
        let Some(row) = page.about.rows.get(index) else { continue };
        let rows = Rect { y: column.y + y, height: column.height.saturating_sub(y), ..column };
        let line = Rect { height: 1.min(rows.height), ..rows };
        match row {
            AboutRow::Name => {
                let label = Label::of(&page.subject.name, canvas.style(Meaning::of_kind(page.subject.kind)));
                let base = canvas.base();
                canvas.label(line, &label, base, Side::Start);
            }
            AboutRow::Chart => chart(canvas, rows, &page.about.chart, page.subject.kind),
            row => {
                if let Some(portrait) = &page.portrait {
                    about_row(canvas, line, page, portrait, *row);
                }
            }
        }
        if index == page.about.selected {
            canvas.select(Rect { x: area.x, width: area.width, ..line }, state.focus == Pane::Name);
        }
    }
    if page.portrait.is_none() {
        let id = if page.is_missing { "name-missing" } else { "loading" };
        let text = canvas.words.say(id);
        let below = Rect { y: column.y + 2.min(column.height), ..column };
        super::say(canvas, Rect { height: column.height.saturating_sub(2), ..below }, &text);
    }
}

fn about_row(canvas: &mut Canvas<'_>, line: Rect, page: &NamePage, portrait: &Portrait, row: AboutRow) {
    let (words, named) = (canvas.words, &portrait.named);
    let text = canvas.style(Meaning::Text);
    let number = |count: u32| Label::of(&words.number(count as usize), canvas.style(Meaning::Count));
    match row {
        AboutRow::Latin => {
            both(
                canvas,
                line,
                Label::of(named.entity.latin.as_deref().unwrap_or(""), text),
                Label::default(),
            );
        }
        AboutRow::Kind => both(canvas, line, kind(canvas, portrait), Label::default()),
        AboutRow::Counts => both(canvas, line, counts(canvas, portrait), Label::default()),
        AboutRow::SoFar => {
            let count = i64::from(named.articles);
            let so_far = words.say_with("name-so-far", &[("count", count.into())]);
            both(canvas, line, Label::of(&so_far, canvas.style(Meaning::Notice)), Label::default());
        }
        AboutRow::Heading(part) => {
            let (heading, end) = heading(canvas, page, part);
            both(canvas, line, heading, end);
        }
        AboutRow::Spelling(index) => {
            if let Some(spelling) = named.spellings.get(index) {
                let end = number(spelling.mentions);
                let room = line.width.saturating_sub(canvas.width(&end) + 2);
                both(canvas, line, spelling_label(canvas, portrait, index, spelling, room), end);
            }
        }
        AboutRow::Stated(index) => {
            if let Some(stated) = named.roles.get(index) {
                let room = line.width.saturating_sub(canvas.width(&number(stated.articles)) + 2);
                both(canvas, line, stated_role(canvas, stated, room), number(stated.articles));
            }
        }
        AboutRow::Held(index) => {
            if let Some(held) = portrait.known_roles.get(index) {
                let label = held_role(canvas, held, line.width);
                both(canvas, line, label, Label::default());
            }
        }
        AboutRow::Namesake(index) => {
            if let Some(other) = named.namesakes.get(index) {
                let label = Label::of(&other.entity.name, canvas.style(Meaning::Person));
                let end = number(other.entity.articles);
                let room = line.width.saturating_sub(canvas.width(&end) + 2);
                let why = words.namesake(named.told_by.as_deref(), other);
                let label = super::facts::with_particular(canvas, label, &why, Meaning::Reason, room);
                both(canvas, line, label, end);
            }
        }
        AboutRow::Other(index) => {
            if let Some(other) = named.others.get(index) {
                let label = Label::of(&words.other_place(other), canvas.style(Meaning::Place));
                both(canvas, line, label, Label::default());
            }
        }
        AboutRow::Chosen(index) => {
            if let Some(&(by, articles)) = named.chosen.get(index) {
                let label = Label::of(&words.chosen_by(by), canvas.style(Meaning::Reason));
                both(canvas, line, label, number(articles));
            }
        }
        AboutRow::Companion(kind, index) => {
            if let Some(companion) = page.companion_at(kind, index) {
                let label = Label::of(&companion.entity.name, canvas.style(Meaning::of_kind(kind)));
                both(canvas, line, label, number(companion.shared));
            }
        }
        AboutRow::Name | AboutRow::Chart | AboutRow::Gap => {}
    }
}

/// Words where the row starts, and others at its end; these are left out where both do not fit.
fn both(canvas: &mut Canvas<'_>, line: Rect, start: Label, end: Label) {
    let (width, needed) = (canvas.width(&end), canvas.width(&start));
    // Numbers are short, and say more than the end of a name.
    let fits = needed + 1 + width <= line.width || width <= NUMBER_WIDTH_MAX;
    let (width, end) = if fits { (width, end) } else { (0, Label::default()) };
    let (rest, at_end) = split_end(line, width + u16::from(width > 0), canvas.rtl);
    let base = canvas.base();
    canvas.label(at_end, &end, base, Side::End);
    canvas.label(rest, &start, base, Side::Start);
}

/// What it is, its country, and where a place lies.
fn kind(canvas: &Canvas<'_>, portrait: &Portrait) -> Label {
    let (words, muted, sign) = (canvas.words, canvas.style(Meaning::Muted), " \u{B7} ");
    let entity = &portrait.named.entity;
    let mut label = Label::of(&words.kind(entity.kind), muted);
    let country = portrait.country_beside().and_then(|code| words.country(code));
    label.part(country.unwrap_or(""), muted, sign, muted);
    if let Some((latitude, longitude)) = entity.coordinates {
        label.part(&words.coordinates(latitude, longitude), muted, sign, muted);
    }
    label
}

/// Articles and mentions.
fn counts(canvas: &Canvas<'_>, portrait: &Portrait) -> Label {
    let (words, style) = (canvas.words, canvas.style(Meaning::Count));
    let named = &portrait.named;
    let articles = words.say_with("bar-count", &[("total", i64::from(named.entity.articles).into())]);
    let mut label = Label::of(&articles, style);
    let mentions = words.say_with("mentions", &[("count", (named.mentions as i64).into())]);
    label.part(&mentions, style, " \u{B7} ", style);
    label
}

fn heading(canvas: &Canvas<'_>, page: &NamePage, part: Part) -> (Label, Label) {
    let words = canvas.words;
    let id = match part {
        Part::Chart => match page.about.chart.months {
            12 => "name-a-year",
            3 => "name-a-quarter",
            _ => "name-a-month",
        },
        Part::Namesakes => "name-namesakes",
        Part::Others => "name-others",
        Part::Chosen => "name-chosen",
        Part::Spellings => "name-spellings",
        Part::Stated => "name-stated",
        Part::Held => "name-held",
        Part::Companions(EntityKind::Person) => "name-people",
        Part::Companions(EntityKind::Place) => "name-places",
        Part::Companions(EntityKind::Organisation) => "name-organisations",
    };
    let muted = canvas.style(Meaning::Muted);
    let mut end = Label::default();
    if part == Part::Chart {
        let count = |id: &str, count: u32| words.say_with(id, &[("count", i64::from(count).into())]);
        end.part(&count("name-most", page.about.chart.most()), muted, "", muted);
        let undated = page.portrait.as_ref().map_or(0, |portrait| portrait.named.undated);
        if undated > 0 {
            end.part(&count("name-undated", undated), muted, " \u{B7} ", muted);
        }
    }
    (Label::of(&words.say(id), canvas.style(Meaning::PaneTitle)), end)
}

/// A form of the name, and by what it stands for it.
fn spelling_label(
    canvas: &Canvas<'_>,
    portrait: &Portrait,
    index: usize,
    spelling: &Spelling,
    room: u16,
) -> Label {
    let kind = portrait.named.entity.kind;
    let label = Label::of(&spelling.text, canvas.style(Meaning::of_kind(kind)));
    let why = portrait.whys.get(index).and_then(Option::as_ref);
    let Some((standing, why)) = spelling.standing.as_ref().zip(why) else { return label };
    let said = canvas.words.standing(standing, why);
    super::facts::with_particular(canvas, label, &said, Meaning::Reason, room)
}

/// A role and the days between which articles state it, or only their years where there is no room.
fn stated_role(canvas: &Canvas<'_>, stated: &StatedRole, room: u16) -> Label {
    let words = canvas.words;
    let when = stated.days.map(|(first, last)| {
        let days = if first == last { words.date(first) } else { words.span(first, last) };
        let year = |day: Date| Some(Month { month: None, ..Month::of(day) });
        (days, HeldRole { role: String::new(), from: year(first), to: year(last) })
    });
    let when = when.map(|(days, years)| [Some(days), words.held(&years)]);
    with_when(canvas, &stated.role, when.into_iter().flatten(), room)
}

/// A role that our own list knows and when it was held, or only the years.
fn held_role(canvas: &Canvas<'_>, held: &HeldRole, room: u16) -> Label {
    let year = |month: Option<Month>| month.map(|month| Month { month: None, ..month });
    let years = HeldRole { role: String::new(), from: year(held.from), to: year(held.to) };
    let when = [canvas.words.held(held), canvas.words.held(&years)];
    with_when(canvas, &held.role, when.into_iter(), room)
}

/// A role and behind it the first of `when` that there is room for.
fn with_when(
    canvas: &Canvas<'_>,
    role: &str,
    when: impl Iterator<Item = Option<String>>,
    room: u16,
) -> Label {
    let muted = canvas.style(Meaning::Muted);
    let role = Label::of(role, canvas.style(Meaning::Role));
    for when in when.flatten() {
        let mut label = role.clone();
        label.gap("  ", muted);
        label.push(&when, muted);
        if canvas.width(&label) <= room {
            return label;
        }
    }
    role
}

/// The bars from the first month to the last, in reading order, and below them their months.
fn chart(canvas: &mut Canvas<'_>, rows: Rect, chart: &Chart, kind: EntityKind) {
    let most = chart.most().max(1);
    let style = canvas.style(Meaning::of_kind(kind));
    let steps_max = u32::from(BAR_ROWS) * BAR_STEPS.len() as u32;
    let width = chart.step.saturating_sub(1).clamp(1, BAR_WIDTH_MAX);
    let rtl = canvas.rtl;
    let at = |column: u16| if rtl { rows.right().saturating_sub(column + 1) } else { rows.x + column };
    for (index, (_, mentions)) in (0..).zip(&chart.bars) {
        let steps = (mentions * steps_max).div_ceil(most);
        for row in 0..BAR_ROWS.min(rows.height) {
            let below = u32::from(BAR_ROWS - 1 - row) * BAR_STEPS.len() as u32;
            let Some(step) = steps.saturating_sub(below).min(BAR_STEPS.len() as u32).checked_sub(1) else {
                continue;
            };
            for column in index * chart.step..index * chart.step + width {
                if column < rows.width {
                    canvas.sign(at(column), rows.y + row, BAR_STEPS[step as usize], style);
                }
            }
        }
    }
    if rows.height > BAR_ROWS {
        let line = Rect { y: rows.y + BAR_ROWS, height: 1, ..rows };
        months(canvas, line, chart);
    }
}

/// The months of the first and last bar, and of those between as there is room; each starts below its
/// bar, but the last one ends with it where it must.
fn months(canvas: &mut Canvas<'_>, line: Rect, chart: &Chart) {
    let style = canvas.style(Meaning::Muted);
    let label_of = |canvas: &Canvas<'_>, index: usize| {
        let label = Label::of(&canvas.words.month_or_year(chart.bars[index].0), style);
        let width = canvas.width(&label);
        (label, width)
    };
    let column = |index: usize| index as u16 * chart.step;
    let base = canvas.base();
    let put = |canvas: &mut Canvas<'_>, label: &Label, start: u16, width: u16| {
        let (from, _) = split_end(line, line.width.saturating_sub(start + width), canvas.rtl);
        canvas.label(from, label, base, Side::End);
    };
    let Some(last) = chart.bars.len().checked_sub(1) else { return };
    let (label, width) = label_of(canvas, 0);
    put(canvas, &label, 0, width);
    // Two columns between labels.
    let mut free = width + 2;
    let (last_label, last_width) = label_of(canvas, last);
    let last_start = column(last).min(line.width.saturating_sub(last_width));
    if last == 0 || last_start < free {
        return;
    }
    put(canvas, &last_label, last_start, last_width);
    for index in 1..last {
        let (label, width) = label_of(canvas, index);
        if column(index) >= free && column(index) + width + 2 <= last_start {
            put(canvas, &label, column(index), width);
            free = column(index) + width + 2;
        }
    }
}

fn namings(state: &State, canvas: &mut Canvas<'_>, page: &NamePage) {
    let area = state.layout.area(Pane::Namings);
    let column = list_column(area);
    let list = &page.namings;
    if list.items.is_empty() {
        let id = if list.is_all { "empty-namings" } else { "loading" };
        let text = canvas.words.say(id);
        return super::say(canvas, column, &text);
    }
    for &(index, y) in &list.shown {
        let Some(item) = list.items.get(index) else { continue };
        let height =
            ((item.item.title.len() + 1 + item.sentence.len()) as u16).min(column.height.saturating_sub(y));
        let rows = Rect { y: column.y + y, height, ..column };
        naming(canvas, area, rows, item);
        if index == list.selected {
            let whole = Rect { x: area.x, width: area.width, ..rows };
            canvas.select(whole, state.focus == Pane::Namings);
        }
    }
}

/// Title and particulars of an article, how often it names the subject, and the sentence.
fn naming(canvas: &mut Canvas<'_>, area: Rect, rows: Rect, item: &NamingItem) {
    let title = item.item.title.len().max(1) as u16;
    let head = Rect { height: (title + 1).min(rows.height), ..rows };
    article(canvas, area, head, &item.item, None);
    if rows.height > title {
        let count = canvas.words.number(item.naming.mentions as usize);
        let count = Label::of(&format!("\u{D7}{count}"), canvas.style(Meaning::Count));
        let (base, side) =
            if item.item.is_rtl() { (Base::Rtl, Side::Left) } else { (Base::Ltr, Side::Right) };
        let line = Rect { y: rows.y + title, height: 1, ..rows };
        canvas.label(line, &count, base, side);
    }
    let (text, lit) = (canvas.style(Meaning::Text), canvas.style(Meaning::Lit));
    for ((start, row), y) in item.sentence.iter().zip(rows.y + title + 1..rows.bottom()) {
        let is_lit = |at: usize| item.lit.iter().any(|range| range.contains(&(at + start)));
        canvas.row(Rect { y, height: 1, ..rows }, row, |source| {
            if is_lit(source.start) { text.patch(lit) } else { text }
        });
    }
}
