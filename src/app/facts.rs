//! The facts of an article -> the rows of People, Places and Dates, and where each is named.

use super::pane::Pane;
use crate::article::{DateKind, DateMention, EntityKind, Facts, Span};

/// Confidence from which a date is shown without a mark of doubt.
const DATE_SURE: f32 = 0.7;

/// A row of a pane of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactRow {
    /// Index in [`Facts::entities`].
    Entity(usize),
    /// Indices in [`Facts::dates`] of the expressions that mean the same time, in text order.
    Date(Vec<usize>),
    /// Above the organisations, which share a pane with the people; it cannot be selected.
    Organisations,
}

impl FactRow {
    /// Whether a temporal expression is worth a row: it is the article's own and means something
    /// that can be told.
    pub fn is_shown(date: &DateMention) -> bool {
        date.part == 0 && date.kind != DateKind::Reference
    }

    /// Whether the reading of a date is doubtful.
    pub fn is_doubtful(date: &DateMention) -> bool {
        date.confidence < DATE_SURE || !date.alternatives.is_empty()
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
    /// The rows of one pane.
    pub fn new(pane: Pane, facts: &Facts) -> FactList {
        let rows = match pane {
            Pane::People => people(facts),
            Pane::Places => entities(facts, EntityKind::Place).collect(),
            _ => dates(facts),
        };
        let selected = rows.iter().position(|row| *row != FactRow::Organisations).unwrap_or(0);
        FactList { rows, selected, top: 0 }
    }

    /// The selected row.
    pub fn current(&self) -> Option<&FactRow> {
        self.rows.get(self.selected).filter(|row| **row != FactRow::Organisations)
    }

    /// Selects the row `by` further down (or up), stopping at the ends; headings are stepped over.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let mut to = self.selected.saturating_add_signed(by).min(last);
        if self.rows.get(to) == Some(&FactRow::Organisations) {
            to = match by < 0 {
                true if to > 0 => to - 1,
                true => self.selected,
                false => (to + 1).min(last),
            };
        }
        self.selected = to;
    }

    /// Selects a row by its index, if it can be selected.
    pub fn select(&mut self, index: usize) -> bool {
        let selectable = self.rows.get(index).is_some_and(|row| *row != FactRow::Organisations);
        if selectable {
            self.selected = index;
        }
        selectable
    }

    /// Moves the visible part so that the selected row is in it.
    pub fn reveal(&mut self, height: u16) {
        let height = usize::from(height.max(1));
        // The heading above the first organisation comes into view with it.
        let first = match self.selected.checked_sub(1).map(|above| &self.rows[above]) {
            Some(FactRow::Organisations) if height > 1 => self.selected - 1,
            _ => self.selected,
        };
        self.top = self.top.min(first).max((self.selected + 1).saturating_sub(height));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}

/// The people, then the organisations under a heading of their own.
fn people(facts: &Facts) -> Vec<FactRow> {
    let mut rows: Vec<FactRow> = entities(facts, EntityKind::Person).collect();
    let mut organisations = entities(facts, EntityKind::Organisation).peekable();
    if organisations.peek().is_some() {
        rows.push(FactRow::Organisations);
        rows.extend(organisations);
    }
    rows
}

/// The entities of one kind that the article itself names; those only in its lists are left out.
fn entities(facts: &Facts, kind: EntityKind) -> impl Iterator<Item = FactRow> + '_ {
    let all = facts.entities.iter().enumerate();
    all.filter(move |(_, entity)| entity.kind == kind && entity.count > 0)
        .map(|(index, _)| FactRow::Entity(index))
}

/// The dates: what has a day in the order of the days, then the rest in text order.
fn dates(facts: &Facts) -> Vec<FactRow> {
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
    groups.sort_by_key(|group| match facts.dates[group[0]].interval {
        Some((from, to)) => (0, Some((from, to))),
        None => (1, None),
    });
    groups.into_iter().map(FactRow::Date).collect()
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
        FactRow::Organisations => Vec::new(),
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
    fn steps_go_over_the_heading_and_stop_at_the_ends() {
        use FactRow::*;
        let rows = [Entity(0), Entity(1), Organisations, Entity(2)];
        check(&rows, &[1, 1], 3);
        check(&rows, &[1, 1, -1], 1);
        check(&rows, &[isize::MAX], 3);
        check(&rows, &[9, isize::MIN], 0);
        check(&[Organisations, Entity(0)], &[1, -1], 1);
        check(&[], &[1, -1], 0);
    }
}
