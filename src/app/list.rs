//! Pages of the library -> a list that scrolls both ways, of which only a stretch is kept.
//!
//! A stretch of some hundred rows around what is visible is in memory, however long the list is;
//! the next page is asked for before the reader reaches the end of the stretch, and what is far
//! away is forgotten. Titles are laid out when they come into view.

mod marking;

pub use marking::Marking;

use super::scroll::{Visible, fill};
use crate::arabic::words::one_line;
use crate::store::{Count, Id, Order, Page, Query, Row, Seek};
use crate::text::{self, Base, Forms, Options, Row as Line};
use std::collections::BTreeSet;

/// Rows of a page.
pub const PAGE: usize = 100;
/// Rows that may be left ahead of the selection before the next page is asked for.
const AHEAD: usize = 60;
/// Rows kept; beyond it the end that is further away is forgotten.
const KEPT_MAX: usize = 500;
/// Rows of a title at most.
const TITLE_ROWS_MAX: usize = 2;
/// Panes lower than this show one row of a title, so that more than one article is seen.
const LOW: u16 = 8;
/// Panes at least this high have an empty row between articles.
const AIRY: u16 = 22;

/// An article of the list, laid out once it was in sight.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the library says of it.
    pub row: Row,
    /// Its title at the pane's width; empty if it has not been in sight.
    pub title: Vec<Line>,
    /// The width and rows that the title was laid out for.
    laid_out: (u16, usize),
}

impl Item {
    /// An item that has not been in sight yet.
    pub fn new(row: Row) -> Item {
        Item { row, title: Vec::new(), laid_out: (0, 0) }
    }

    /// Lays the title out, cut with an ellipsis if it does not fit into `rows_max` rows.
    pub fn lay_out(&mut self, width: u16, rows_max: usize, forms: Forms) {
        if self.laid_out == (width, rows_max) {
            return;
        }
        self.laid_out = (width, rows_max);
        let title = one_line(&self.row.title);
        let Forms { mode, marks, .. } = forms;
        let options = Options { width: usize::from(width.max(1)), mode, marks, ..Options::default() };
        self.title = text::layout(&title, &options);
        if self.title.len() > rows_max {
            let last = &self.title[rows_max - 1];
            let base = if last.base().is_rtl() { Base::Rtl } else { Base::Ltr };
            let rest = title.get(last.source().start..).unwrap_or_default();
            let cut = text::truncate(rest, &Options { base, ..options });
            self.title.truncate(rows_max - 1);
            self.title.push(cut);
        }
    }

    /// Forgets the layout.
    pub fn forget_layout(&mut self) {
        self.laid_out = (0, 0);
        self.title.clear();
    }

    /// Whether the title reads from the right; an article without one is taken for Arabic.
    pub fn is_rtl(&self) -> bool {
        self.title.first().is_none_or(|row| row.base().is_rtl())
    }
}

/// The list of articles.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Which articles.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// The stretch in memory.
    pub items: Vec<Item>,
    /// Index in `items` of the selected article.
    pub selected: usize,
    /// What is visible: index in `items`, and the row of the pane at which it starts.
    pub shown: Visible,
    /// The articles of which the near-copies are shown; those of others are folded under them.
    pub unfolded: BTreeSet<Id>,
    /// How many articles there are; `None` while they are counted.
    pub counts: Option<Count>,
    /// Whether nothing has come from the library yet.
    pub is_loading: bool,
    /// The articles that are marked, to do something to all of them.
    pub marking: Option<Marking>,
    top: usize,
    /// Place in the whole list of the first item in memory, if it is known.
    first: Option<u64>,
    at_start: bool,
    at_end: bool,
    /// Whether the reader has moved in it; before, the first article stays selected.
    has_moved: bool,
}

impl List {
    /// An empty list, to be filled by the first page.
    pub fn new(query: Query, order: Order) -> List {
        List { query, order, is_loading: true, ..List::default() }
    }

    /// Takes a page that was asked for. What it had to be asked from is no longer there if the list
    /// was asked anew meanwhile; such pages are dropped by their task's number before.
    pub fn accept(&mut self, from: Seek, page: Page) {
        self.is_loading = false;
        let (before, after) = (page.previous.is_some(), page.next.is_some());
        let rows = page.rows.into_iter().map(Item::new);
        match from {
            Seek::First => {
                self.replace(rows.collect());
                (self.at_start, self.at_end, self.first) = (true, !after, Some(0));
            }
            Seek::Last => {
                self.replace(rows.collect());
                (self.at_start, self.at_end) = (!before, true);
                self.selected = self.items.len().saturating_sub(1);
                self.first = match (before, self.counts) {
                    (false, _) => Some(0),
                    (true, counts) => {
                        counts.and_then(|counts| counts.total.checked_sub(self.items.len() as u64))
                    }
                };
            }
            Seek::After(_) | Seek::From(_) => {
                self.items.extend(rows);
                self.at_end = !after;
                self.forget_front();
            }
            Seek::Before(_) => {
                let rows: Vec<Item> = rows.collect();
                let count = rows.len();
                self.items.splice(0..0, rows);
                self.selected += count;
                self.top += count;
                self.at_start = !before;
                self.first = if before {
                    self.first.and_then(|first| first.checked_sub(count as u64))
                } else {
                    Some(0)
                };
                self.forget_back();
            }
        }
    }

    /// Takes the counts.
    pub fn set_counts(&mut self, counts: Count) {
        self.counts = Some(counts);
    }

    /// Asks for no more pages, because the last question failed.
    pub fn stop(&mut self) {
        (self.at_start, self.at_end) = (true, true);
    }

    /// Puts the first page of the same list in place of what was there, with the same article
    /// selected if it is in it.
    fn replace(&mut self, items: Vec<Item>) {
        let id_at = |index: usize| self.items.get(index).map(|item| item.row.id);
        let (selected, top) = (id_at(self.selected).filter(|_| self.has_moved), id_at(self.top));
        self.items = items;
        let place = |id: Option<Id>| {
            let id = id?;
            self.items.iter().position(|item| item.row.id == id)
        };
        self.top = place(top.filter(|_| self.has_moved)).unwrap_or_default();
        // What has left the page leaves the selection to what stands there now.
        let there = if self.has_moved { self.selected.min(self.items.len().saturating_sub(1)) } else { 0 };
        self.selected = place(selected).unwrap_or(there);
    }

    fn forget_front(&mut self) {
        let excess = self.items.len().saturating_sub(KEPT_MAX).min(self.selected.min(self.top));
        if excess > 0 {
            self.items.drain(..excess);
            self.selected -= excess;
            self.top -= excess;
            self.at_start = false;
            self.first = self.first.map(|first| first + excess as u64);
        }
    }

    fn forget_back(&mut self) {
        let least = self.selected.max(self.top + usize::from(u8::MAX)) + 1;
        let keep = KEPT_MAX.max(least);
        if self.items.len() > keep {
            self.items.truncate(keep);
            self.at_end = false;
        }
    }

    /// The page to ask for next, if the selection is near the end of what is in memory.
    pub fn wanted(&self) -> Option<Seek> {
        let (first, last) = (self.items.first()?, self.items.last()?);
        if !self.at_end && self.selected + AHEAD >= self.items.len() {
            return Some(Seek::After(last.row.cursor));
        }
        if !self.at_start && self.selected < AHEAD {
            return Some(Seek::Before(first.row.cursor));
        }
        None
    }

    /// The selected article.
    pub fn current(&self) -> Option<&Row> {
        self.items.get(self.selected).map(|item| &item.row)
    }

    /// Whether the first page is in memory and the selection in it: it can be read anew unnoticed.
    pub fn is_near_start(&self) -> bool {
        self.items.is_empty() || (self.at_start && self.selected < PAGE)
    }

    /// Selects the article after (or before) the selected one that fits; `false` if there is none in
    /// memory.
    pub fn find(&mut self, fits: impl Fn(&Row) -> bool) -> bool {
        let after = self.items.iter().skip(self.selected + 1).position(|item| fits(&item.row));
        if let Some(after) = after {
            self.has_moved = true;
            self.selected += 1 + after;
        }
        after.is_some()
    }

    /// Forgets the layout of all titles.
    pub fn forget_layout(&mut self) {
        self.items.iter_mut().for_each(Item::forget_layout);
    }

    /// Place of the selected article in the whole list, from 0, if it is known.
    pub fn place(&self) -> Option<u64> {
        self.first.filter(|_| !self.items.is_empty()).map(|first| first + self.selected as u64)
    }

    /// Selects the article `by` further down (or up), stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.has_moved = true;
        self.selected = self.selected.saturating_add_signed(by).min(self.items.len().saturating_sub(1));
    }

    /// Forgets all rows, to begin anew at one of them.
    pub fn forget_rows(&mut self) {
        let (query, order) = (self.query.clone(), self.order);
        let unfolded = std::mem::take(&mut self.unfolded);
        *self = List { counts: self.counts, unfolded, has_moved: true, ..List::new(query, order) };
    }

    /// Shows the near-copies of the selected article, or of the one that it copies, or folds them again;
    /// `false` if there are none.
    pub fn toggle_copies(&mut self) -> bool {
        let Some(row) = self.current() else { return false };
        let original = row.copy_of.or((row.copies > 0).then_some(row.id));
        if let Some(original) = original {
            if !self.unfolded.remove(&original) {
                self.unfolded.insert(original);
            }
            // A copy that goes leaves the selection to its original.
            self.select(original);
        }
        original.is_some()
    }

    /// Selects an article by its identity; `false` if it is not in memory.
    pub fn select(&mut self, id: Id) -> bool {
        let found = self.items.iter().position(|item| item.row.id == id);
        if let Some(found) = found {
            self.has_moved = true;
            self.selected = found;
        }
        found.is_some()
    }

    /// Where the end of the list has to be asked for: `None` if it is in memory, and then selected.
    pub fn go_to_end(&mut self, last: bool) -> Option<Seek> {
        self.has_moved = last;
        match (last, self.at_start, self.at_end) {
            (false, true, _) => self.selected = 0,
            (true, _, true) => self.selected = self.items.len().saturating_sub(1),
            (false, false, _) => return Some(Seek::First),
            (true, _, false) => return Some(Seek::Last),
        }
        None
    }

    /// Moves what is visible by articles, and the selection with it if it would leave sight.
    pub fn scroll(&mut self, by: isize) {
        self.has_moved = true;
        let last = self.items.len().saturating_sub(1);
        let visible = self.shown.len().max(1);
        let most = if self.at_end { last.saturating_sub(visible.saturating_sub(2)) } else { last };
        self.top = self.top.saturating_add_signed(by).min(most);
        self.selected =
            self.selected.clamp(self.top, (self.top + visible.saturating_sub(2)).max(self.top).min(last));
    }

    /// Takes what the library says of an article now; `true` if it has another place in the library
    /// than before, so that the list has to be read anew; the article stays selected if it was. In a
    /// list that cannot be read anew at once, it stands where it belongs by its day until then; or
    /// nowhere, if that is beyond what is in memory.
    pub fn update(&mut self, row: &Row) -> bool {
        let Some(index) = self.items.iter().position(|item| item.row.id == row.id) else { return false };
        let item = &mut self.items[index];
        let same_title = item.row.title == row.title;
        let before = std::mem::replace(&mut item.row, row.clone()).cursor;
        if !same_title {
            item.forget_layout();
        }
        let is_elsewhere = before.is_newer(&row.cursor) || row.cursor.is_newer(&before);
        if is_elsewhere {
            self.has_moved |= index == self.selected;
            if self.order == Order::Newest && !self.is_near_start() {
                self.put_in_place(index);
            }
        }
        is_elsewhere
    }

    /// Moves an item that was given another cursor.
    fn put_in_place(&mut self, index: usize) {
        let item = self.items.remove(index);
        let to = self.items.partition_point(|other| other.row.cursor.is_newer(&item.row.cursor));
        let is_selected = self.selected == index;
        self.selected -= usize::from(self.selected > index);
        let is_known = (to > 0 || self.at_start) && (to < self.items.len() || self.at_end);
        if is_known {
            self.items.insert(to, item);
            self.selected += usize::from(self.selected >= to);
        } else {
            // It may have gone before what is in memory, whose place is no longer known then.
            self.first = self.first.filter(|_| self.at_start);
        }
        if is_selected {
            let last = self.items.len().saturating_sub(1);
            self.selected = if is_known { to } else { index.min(last) };
        }
    }

    /// Rows of a title at most, in a pane of this height.
    pub fn title_rows(height: u16) -> usize {
        if height < LOW { 1 } else { TITLE_ROWS_MAX }
    }

    /// Empty rows after an article, in a pane of this height.
    pub fn spacing(height: u16) -> u16 {
        u16::from(height >= AIRY)
    }

    /// Lays out what is visible so that the selected article is in sight.
    pub fn show(&mut self, width: u16, height: u16, forms: Forms) {
        let (count, selected, top) = (self.items.len(), self.selected, self.top);
        let (top, shown) = fill(count, selected, top, height, |index| {
            let item = &mut self.items[index];
            item.lay_out(width, List::title_rows(height), forms);
            item.title.len().max(1) as u16 + 1 + List::spacing(height)
        });
        (self.top, self.shown) = (top, shown);
    }

    /// The article at a row of the pane.
    pub fn at_row(&self, row: u16) -> Option<usize> {
        self.shown.iter().rev().find(|(_, y)| *y <= row).map(|(index, _)| *index)
    }
}
