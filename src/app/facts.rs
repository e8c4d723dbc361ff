//! The facts of an article -> the rows of People, Organisations, Places and Dates, and where each is named.

use super::pane::Pane;
use crate::arabic::calendar::Calendar;
use crate::article::{DateKind, DateMention, EntityKind, Facts, Span};
use jiff::civil::Date;

/// Confidence from which a date is shown without a mark of doubt.
const DATE_SURE: f32 = 0.7;
/// The same for one that may mean another day as well.
const DATE_SURE_AMONG_OTHERS: f32 = 0.9;

/// A row of a pane of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactRow {
    /// Index in [`Facts::entities`].
    Entity(usize),
    /// Indices in [`Facts::dates`] of the expressions that mean the same time, in text order.
    Date(Vec<usize>),
    /// Above a group of rows; it cannot be selected.
    Heading(Heading),
}

/// What a group of rows has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The days of a month, by its year and number in the calendar.
    Month(Calendar, i32, i8),
    /// Days that cannot be told.
    Open,
    /// What is no day: lengths of time, hours, what comes again.
    Lengths,
}

impl FactRow {
    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self, FactRow::Heading(_))
    }

    /// Whether a temporal expression is worth a row: it is the article's own and means something
    /// that can be told.
    pub fn is_shown(date: &DateMention) -> bool {
        date.part == 0 && date.kind != DateKind::Reference
    }

    /// Of the expressions of a row, which mean the same time, the one that tells it most surely.
    pub fn surest<'f>(facts: &'f Facts, dates: &[usize]) -> Option<&'f DateMention> {
        let dates = dates.iter().filter_map(|date| facts.dates.get(*date));
        // The first of those that are as sure.
        dates.rev().max_by(|one, other| {
            let sure = |date: &DateMention| !FactRow::is_doubtful(date);
            sure(one).cmp(&sure(other)).then(one.confidence.total_cmp(&other.confidence))
        })
    }

    /// Whether the reading of a date is doubtful.
    pub fn is_doubtful(date: &DateMention) -> bool {
        // An amount is the same told otherwise; a week that begins on another day is for others.
        let other = date.alternatives.iter().any(|other| !other.starts_with('P'));
        date.confidence < DATE_SURE || other && date.confidence < DATE_SURE_AMONG_OTHERS
    }
}

/// One pane of facts: its rows, and which of them is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactList {
    /// What it shows.
    pub rows: Vec<FactRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// Index of the first visible row.
    pub top: usize,
}

impl FactList {
    /// The rows of one pane; dates are grouped by the months of `calendar`.
    pub fn new(pane: Pane, facts: &Facts, calendar: Calendar) -> FactList {
        let rows = match pane {
            Pane::People => entities(facts, EntityKind::Person).collect(),
            Pane::Organisations => entities(facts, EntityKind::Organisation).collect(),
            Pane::Places => entities(facts, EntityKind::Place).collect(),
            _ => dates(facts, calendar),
        };
        let selected = rows.iter().position(|row| !row.is_heading()).unwrap_or(0);
        FactList { rows, selected, top: 0 }
    }

    /// The selected row.
    pub fn current(&self) -> Option<&FactRow> {
        self.rows.get(self.selected).filter(|row| !row.is_heading())
    }

    /// The heading that a row stands under.
    pub fn heading_of(&self, index: usize) -> Option<Heading> {
        self.rows.get(..index)?.iter().rev().find_map(|row| match row {
            FactRow::Heading(heading) => Some(*heading),
            _ => None,
        })
    }

    /// Selects the row `by` further down (or up), stopping at the ends; headings are stepped over.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let mut to = self.selected.saturating_add_signed(by).min(last);
        while self.rows.get(to).is_some_and(FactRow::is_heading) {
            match by < 0 {
                true if to > 0 => to -= 1,
                // Nothing but a heading is up there.
                true => return,
                false if to < last => to += 1,
                false => return,
            }
        }
        self.selected = to;
    }

    /// Selects a row by its index, if it can be selected.
    pub fn select(&mut self, index: usize) -> bool {
        let selectable = self.rows.get(index).is_some_and(|row| !row.is_heading());
        if selectable {
            self.selected = index;
        }
        selectable
    }

    /// Moves the visible part so that the selected row is in it.
    pub fn reveal(&mut self, height: u16) {
        let height = usize::from(height.max(1));
        // The heading above the first of a group comes into view with it.
        let first = match self.selected.checked_sub(1).map(|above| &self.rows[above]) {
            Some(FactRow::Heading(_)) if height > 1 => self.selected - 1,
            _ => self.selected,
        };
        self.top = self.top.min(first).max((self.selected + 1).saturating_sub(height));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}

/// The entities of one kind that the article itself names; those only in its lists are left out.
fn entities(facts: &Facts, kind: EntityKind) -> impl Iterator<Item = FactRow> + '_ {
    let all = facts.entities.iter().enumerate();
    all.filter(move |(_, entity)| entity.kind == kind && entity.count > 0)
        .map(|(index, _)| FactRow::Entity(index))
}

/// The dates: what has a day in the order of the days, by month; then, in text order, days that cannot be
/// told, and what is no day.
fn dates(facts: &Facts, calendar: Calendar) -> Vec<FactRow> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, date) in facts.dates.iter().enumerate().filter(|(_, date)| FactRow::is_shown(date)) {
        let same = |group: &&mut Vec<usize>| {
            let first = &facts.dates[group[0]];
            (first.kind, &first.value, first.interval) == (date.kind, &date.value, date.interval)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups.sort_by_key(|group| {
        let date = &facts.dates[group[0]];
        let rank = match days(date) {
            Some(_) => 0,
            None if is_length(date) => 2,
            None => 1,
        };
        (rank, days(date))
    });
    let heading = |group: &Vec<usize>| heading(&facts.dates[group[0]], calendar);
    let mut rows = Vec::with_capacity(groups.len());
    let mut last = None;
    for group in &groups {
        if let Some(next) = heading(group)
            && last != Some(next)
        {
            // A month of one day needs no heading; nor does what stands first and alone.
            let size = groups.iter().filter(|other| heading(other) == Some(next)).count();
            let is_worth_it = match next {
                Heading::Month(..) => size > 1,
                _ => !rows.is_empty(),
            };
            rows.extend(is_worth_it.then_some(FactRow::Heading(next)));
            last = Some(next);
        }
        rows.push(FactRow::Date(group.clone()));
    }
    rows
}

/// Whether a temporal expression is a length of time or comes again, so that no day is its own, whatever
/// it is counted from.
pub fn is_length(date: &DateMention) -> bool {
    let is_hour = date.kind == DateKind::Time && date.interval.is_none();
    is_hour || matches!(date.kind, DateKind::Duration | DateKind::Set)
}

/// The days that a date stands at in its pane.
fn days(date: &DateMention) -> Option<(Date, Date)> {
    date.interval.filter(|_| !is_length(date))
}

/// Longest stretch that stands among the days of the month that it begins in: a quarter.
const QUARTER: i32 = 92;

/// What a date is grouped under; `None` for years and other long stretches.
fn heading(date: &DateMention, calendar: Calendar) -> Option<Heading> {
    let Some((from, to)) = days(date) else {
        return Some(if is_length(date) { Heading::Lengths } else { Heading::Open });
    };
    let length = from.until(to).map_or(i32::MAX, |span| span.get_days()) + 1;
    let (year, month, _) = calendar.fields(from).filter(|_| length <= QUARTER)?;
    Some(Heading::Month(calendar, year, month))
}

/// Where a fact stands in the text of the article itself, in text order.
pub fn spans(facts: &Facts, row: &FactRow) -> Vec<Span> {
    match row {
        FactRow::Entity(index) => facts
            .mentions_of(*index)
            .filter(|mention| mention.part == 0)
            .map(|mention| mention.span)
            .collect(),
        FactRow::Date(indices) => indices.iter().map(|&index| facts.dates[index].span).collect(),
        FactRow::Heading(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[FactRow], steps: &[isize], expected: usize) {
        let mut list = FactList { rows: rows.to_vec(), ..FactList::default() };
        for &step in steps {
            list.step(step);
            list.reveal(2);
            assert!(list.top <= list.selected && list.selected < list.top + 2 || rows.is_empty());
        }
        assert_eq!(list.selected, expected);
    }

    #[test]
    fn steps_go_over_headings_and_stop_at_the_ends() {
        use FactRow::Entity;
        let heading = FactRow::Heading(Heading::Open);
        let rows = [Entity(0), Entity(1), heading.clone(), Entity(2)];
        check(&rows, &[1, 1], 3);
        check(&rows, &[1, 1, -1], 1);
        check(&rows, &[isize::MAX], 3);
        check(&rows, &[9, isize::MIN], 0);
        check(&[heading.clone(), Entity(0)], &[1, -1], 1);
        check(&[Entity(0), heading], &[1], 0);
        check(&[], &[1, -1], 0);
    }

    /// Values with their days -> the rows of the pane, headings in brackets.
    fn check_dates(values: &[(&str, &str, DateKind)], calendar: Calendar, expected: &[&str]) {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let dates = values.iter().map(|(value, days, kind)| DateMention {
            span: Span::default(),
            kind: *kind,
            value: (*value).to_owned(),
            interval: days.split_once('/').map(|(from, to)| (day(from), day(to))),
            confidence: 1.0,
            alternatives: Vec::new(),
            rule: "test".into(),
            part: 0,
        });
        let facts = Facts { dates: dates.collect(), ..Facts::default() };
        let list = FactList::new(Pane::Dates, &facts, calendar);
        let shown: Vec<String> = list
            .rows
            .iter()
            .map(|row| match row {
                FactRow::Date(dates) => format!("{} x{}", facts.dates[dates[0]].value, dates.len()),
                FactRow::Heading(Heading::Month(_, year, month)) => format!("[{year}-{month}]"),
                FactRow::Heading(Heading::Lengths) => "[lengths]".to_owned(),
                FactRow::Heading(Heading::Open) => "[open]".to_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn dates_stand_by_day_under_their_months() {
        use DateKind::{Date, Duration, Interval};
        let values = [
            ("2025-02-14", "2025-02-14/2025-02-14", Date),
            ("PT1H30M", "", Duration),
            ("2014", "2014-01-01/2014-12-31", Date),
            ("2025-02-12", "2025-02-12/2025-02-12", Date),
            ("2025-05-19", "2025-05-19/2025-05-19", Date),
            ("2025-02-12", "2025-02-12/2025-02-12", Date),
            ("2025-02-13/2025-03-05", "2025-02-13/2025-03-05", Interval),
            ("XXXX-WXX-5", "", Date),
            ("P3Y", "2022-02-12/2025-02-12", Duration),
        ];
        let expected = [
            "2014 x1",
            "[2025-2]",
            "2025-02-12 x2",
            "2025-02-13/2025-03-05 x1",
            "2025-02-14 x1",
            "2025-05-19 x1",
            "[open]",
            "XXXX-WXX-5 x1",
            "[lengths]",
            "PT1H30M x1",
            "P3Y x1",
        ];
        check_dates(&values, Calendar::Gregorian, &expected);
        let days = [
            ("2025-03-01", "2025-03-01/2025-03-01", Date),
            ("2025-03-29", "2025-03-29/2025-03-29", Date),
            ("2025-03-30", "2025-03-30/2025-03-30", Date),
        ];
        let hijri = ["[1446-9]", "2025-03-01 x1", "2025-03-29 x1", "2025-03-30 x1"];
        check_dates(&days, Calendar::Hijri, &hijri);
        check_dates(&[("P3Y", "", Duration)], Calendar::Gregorian, &["P3Y x1"]);
    }
}
