//! What is related to the open article -> the rows of the Related pane, in four groups.

use super::list::Item;
use super::scroll::{Visible, fill};
use crate::store::{Id, Row};
use crate::story::{Reason, Related, Relation};
use crate::text::Forms;

/// The groups, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The same event, told by others.
    SameEvent,
    /// What came before and after, in the order of the days.
    Storyline,
    /// Shared people and places: weaker.
    Shared,
    /// Nearly the same text.
    Copies,
}

/// A row of the pane.
#[derive(Clone, Debug)]
pub enum RelatedRow {
    /// The heading of a group; it cannot be selected.
    Heading(Group),
    /// An article, with its reason.
    Article(Box<Item>, Reason),
}

/// The Related pane.
#[derive(Clone, Debug, Default)]
pub struct RelatedList {
    /// The article that they are related to; `None` if none is open.
    pub of: Option<Id>,
    /// Whether the answer is still awaited.
    pub is_loading: bool,
    /// The rows.
    pub rows: Vec<RelatedRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    top: usize,
    /// The next development, the one before, and another telling.
    later: Option<Hop>,
    earlier: Option<Hop>,
    same_event: Option<Hop>,
}

/// A step along the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Where it leads.
    pub id: Id,
    /// Whether the days say so; else only that the articles came in one after the other.
    pub is_dated: bool,
}

/// The telling to go to: one that was not read before others, and what is nearly the same text last.
fn telling(told: &[(Row, Relation)], copies: &[(Row, Relation)]) -> Option<Hop> {
    let is_copy = |row: &Row| copies.iter().any(|(copy, _)| copy.id == row.id);
    let (row, _) = told.iter().min_by_key(|(row, _)| (is_copy(row), row.read))?;
    Some(Hop { id: row.id, is_dated: true })
}

impl RelatedList {
    /// Waits for what is related to an article.
    pub fn awaiting(id: Id) -> RelatedList {
        RelatedList { of: Some(id), is_loading: true, ..RelatedList::default() }
    }

    /// What is related to `id`.
    pub fn new(id: Id, related: Related<Row>) -> RelatedList {
        let first = |list: &[(Row, Relation)]| {
            let (row, relation) = list.first()?;
            Some(Hop { id: row.id, is_dated: relation.reason.days.is_some() })
        };
        let mut list = RelatedList {
            of: Some(id),
            later: first(&related.later),
            earlier: first(&related.earlier),
            same_event: telling(&related.same_event, &related.copies),
            ..RelatedList::default()
        };
        let Related { mut same_event, earlier, later, shared, copies } = related;
        // What is nearly the same text stands once, among the copies.
        same_event.retain(|(row, _)| !copies.iter().any(|(copy, _)| copy.id == row.id));
        let storyline = earlier.into_iter().rev().chain(later).collect();
        let groups = [
            (Group::SameEvent, same_event),
            (Group::Storyline, storyline),
            (Group::Shared, shared),
            (Group::Copies, copies),
        ];
        for (group, articles) in groups.into_iter().filter(|(_, articles)| !articles.is_empty()) {
            list.rows.push(RelatedRow::Heading(group));
            let article = |(row, relation): (Row, Relation)| {
                RelatedRow::Article(Box::new(Item::new(row)), relation.reason)
            };
            list.rows.extend(articles.into_iter().map(article));
        }
        list.selected = 1.min(list.rows.len().saturating_sub(1));
        list
    }

    /// The next development of the story.
    pub fn later(&self) -> Option<Hop> {
        self.later
    }

    /// The development before.
    pub fn earlier(&self) -> Option<Hop> {
        self.earlier
    }

    /// Another telling of the event.
    pub fn same_event(&self) -> Option<Hop> {
        self.same_event
    }

    /// The selected article.
    pub fn current(&self) -> Option<&Row> {
        match self.rows.get(self.selected)? {
            RelatedRow::Article(item, _) => Some(&item.row),
            RelatedRow::Heading(_) => None,
        }
    }

    /// How many articles there are, and which of them is selected, from 0.
    pub fn place(&self) -> (usize, usize) {
        let is_article = |row: &&RelatedRow| matches!(row, RelatedRow::Article(..));
        let before = self.rows.iter().take(self.selected).filter(is_article).count();
        (self.rows.iter().filter(is_article).count(), before)
    }

    /// Selects the article `by` rows further down (or up); headings are stepped over.
    pub fn step(&mut self, by: isize) {
        let Some(last) = self.rows.len().checked_sub(1) else { return };
        let mut to = self.selected.saturating_add_signed(by).min(last);
        if matches!(self.rows[to], RelatedRow::Heading(_)) {
            // A heading is never the last row, and the first row is one.
            to = if by < 0 && to > 0 { to - 1 } else { to + 1 };
        }
        self.selected = to.min(last);
    }

    /// Selects a row, if it is an article.
    pub fn select(&mut self, index: usize) -> bool {
        let found = matches!(self.rows.get(index), Some(RelatedRow::Article(..)));
        if found {
            self.selected = index;
        }
        found
    }

    /// Takes what the library says of an article now.
    pub fn update(&mut self, row: &Row) {
        for related in &mut self.rows {
            if let RelatedRow::Article(item, _) = related
                && item.row.id == row.id
            {
                item.row = row.clone();
            }
        }
    }

    /// Forgets the layout of all titles.
    pub fn forget_layout(&mut self) {
        for row in &mut self.rows {
            if let RelatedRow::Article(item, _) = row {
                item.forget_layout();
            }
        }
    }

    /// Lays out what is visible so that the selected article, and the heading right above it, are in
    /// sight.
    pub fn show(&mut self, width: u16, height: u16, forms: Forms) {
        let heading_above = self.selected == 1;
        if heading_above {
            self.top = 0;
        }
        let (count, selected, top) = (self.rows.len(), self.selected, self.top);
        let rows = &mut self.rows;
        let (top, shown) = fill(count, selected, top, height, |index| match &mut rows[index] {
            RelatedRow::Heading(_) => 1,
            RelatedRow::Article(item, _) => {
                item.lay_out(width, 2, forms);
                item.title.len().max(1) as u16 + 3
            }
        });
        (self.top, self.shown) = (top, shown);
    }

    /// The row of the list at a row of the pane.
    pub fn at_row(&self, row: u16) -> Option<usize> {
        self.shown.iter().rev().find(|(_, y)| *y <= row).map(|(index, _)| *index)
    }
}
