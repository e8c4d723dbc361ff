//! Articles of the list that the reader marks, to do something to all of them: those from one place to the
//! selected one, or all that the list was searched for.
//!
//! Only a stretch of the list is in memory; what is marked may reach beyond it, so it is told by its ends.

use super::List;
use crate::store::{Cursor, Id, Row, Which};
use std::collections::BTreeSet;

/// What is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marking {
    /// The article at which it begins, and its place.
    anchor: (Id, Cursor),
    /// Its place in the whole list, from 0, if it is known.
    place: Option<u64>,
    /// Whether all of the list is marked, whatever is selected.
    pub is_whole: bool,
}

impl List {
    /// Begins to mark at the selected article, or ends it; from the whole list, goes back to a stretch. `false`
    /// if there is nothing to mark.
    pub fn toggle_marking(&mut self, whole: bool) -> bool {
        let begun = self.current().map(|row| Marking {
            anchor: (row.id, row.cursor),
            place: self.place_from_ends(),
            is_whole: whole,
        });
        self.marking = match self.marking.take() {
            Some(marking) if marking.is_whole == whole => None,
            Some(marking) => Some(Marking { is_whole: whole, ..marking }),
            None => begun,
        };
        self.marking.is_some() || !self.items.is_empty()
    }

    /// Whether the article at that index is marked.
    pub fn is_marked(&self, index: usize) -> bool {
        let Some(marking) = &self.marking else { return false };
        if marking.is_whole {
            return true;
        }
        let (id, cursor) = marking.anchor;
        let (from, to) = match self.items.iter().position(|item| item.row.id == id) {
            Some(anchor) => (anchor.min(self.selected), anchor.max(self.selected)),
            None => {
                // It lies beyond what is in memory, at either side.
                let is_below = self.items.first().is_some_and(|first| cursor.is_after(&first.row.cursor));
                if is_below { (self.selected, self.items.len()) } else { (0, self.selected) }
            }
        };
        (from..=to).contains(&index)
    }

    /// How many articles are marked, of the whole list the folded near-copies, too; `None` if nothing is, or if
    /// it is not known how many.
    pub fn marked_count(&self) -> Option<u64> {
        let marking = self.marking.as_ref()?;
        if marking.is_whole {
            return self.counts.map(|counts| counts.total + counts.folded);
        }
        let anchor = self.items.iter().position(|item| item.row.id == marking.anchor.0);
        match anchor {
            Some(anchor) => Some(anchor.abs_diff(self.selected) as u64 + 1),
            None => Some(marking.place?.abs_diff(self.place_from_ends()?) + 1),
        }
    }

    /// What is marked, to be done something to.
    pub fn marked(&self) -> Option<Which> {
        let marking = self.marking.as_ref()?;
        if marking.is_whole {
            return Some(Which::Found(self.query.clone()));
        }
        let current = self.current()?;
        let anchor = self.items.iter().find(|item| item.row.id == marking.anchor.0);
        if anchor.is_some_and(|anchor| anchor.row.id == current.id) {
            return Some(Which::These(vec![current.id]));
        }
        Some(Which::Stretch {
            query: self.query.clone(),
            order: self.order,
            unfolded: self.unfolded.clone(),
            ends: [anchor.map_or(marking.anchor.1, |anchor| anchor.row.cursor), current.cursor],
        })
    }

    /// The tags that all marked articles have, as far as they are in memory; `None` if none is marked. Of the
    /// whole list none, because it is not known.
    pub fn tags_of_marked(&self) -> Option<Vec<String>> {
        let marking = self.marking.as_ref()?;
        if marking.is_whole {
            return Some(Vec::new());
        }
        let marked: Vec<&Row> = (0..self.items.len())
            .filter(|index| self.is_marked(*index))
            .map(|index| &self.items[index].row)
            .collect();
        let (first, others) = marked.split_first()?;
        let all = |tag: &&String| others.iter().all(|row| row.tags.contains(tag));
        Some(first.tags.iter().filter(all).cloned().collect())
    }

    /// The articles in memory.
    pub fn ids(&self) -> BTreeSet<Id> {
        self.items.iter().map(|item| item.row.id).collect()
    }

    /// Place of the selected article in the whole list, from whichever end is in memory.
    fn place_from_ends(&self) -> Option<u64> {
        let from_end = || {
            let after = (self.items.len() - self.selected) as u64;
            self.counts.filter(|_| self.at_end)?.total.checked_sub(after)
        };
        self.place().or_else(|| from_end().filter(|_| !self.items.is_empty()))
    }
}
