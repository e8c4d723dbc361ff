//! Articles as the reader chooses them (some, a stretch of a list, all that a search finds) -> their numbers.

use super::list::{self, Cursor, Order, Seek};
use super::query::Query;
use super::{Deed, Error, Id, Reader};
use rusqlite::OptionalExtension;
use std::collections::{BTreeSet, HashSet};

/// Articles that a deed is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Which {
    /// These.
    These(Vec<Id>),
    /// All that a query finds, near-copies among them.
    Found(Query),
    /// Those of a list from one place to another, as the list shows them: without folded near-copies.
    Stretch {
        /// The articles of the list.
        query: Query,
        /// Their order.
        order: Order,
        /// The articles of which the near-copies are shown, too.
        unfolded: BTreeSet<Id>,
        /// Its first place and its last one, in either order; both belong to it.
        ends: [Cursor; 2],
    },
}

/// Rows read at a time where a list has to be gone through.
const PAGE: usize = 500;

impl Reader {
    /// The articles that are meant, each once; none if there are none any more.
    pub fn which(&self, which: &Which) -> Result<Vec<Id>, Error> {
        match which {
            Which::These(ids) => Ok(ids.clone()),
            Which::Found(query) => self.ids(query),
            Which::Stretch { query, order, unfolded, ends } => match order {
                Order::Newest => self.stretch_by_day(query, unfolded, *ends),
                Order::Relevance => self.stretch_by_page(query, unfolded, *ends),
            },
        }
    }

    fn stretch_by_day(
        &self,
        query: &Query,
        unfolded: &BTreeSet<Id>,
        [one, other]: [Cursor; 2],
    ) -> Result<Vec<Id>, Error> {
        self.read(Deed::Search, |connection| {
            let (lowest, highest) = (one.rank().min(other.rank()), one.rank().max(other.rank()));
            let ranks = list::ranks_between(connection, query, lowest, highest)?;
            let mut statement = connection.prepare_cached(
                "SELECT id, (SELECT original FROM telling WHERE telling.article = article.id)
                 FROM article WHERE rank = ?1",
            )?;
            let mut found: Vec<(Id, Option<Id>)> = Vec::with_capacity(ranks.len());
            for rank in ranks {
                let row = statement
                    .query_row([rank], |row| Ok((Id(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(Id))));
                found.extend(row.optional()?);
            }
            let mut ids = Vec::with_capacity(found.len());
            let here: HashSet<Id> = found.iter().map(|(id, _)| *id).collect();
            for (id, original) in found {
                let original = original.filter(|original| !unfolded.contains(original));
                let is_folded = match original {
                    Some(original) => {
                        here.contains(&original) || query.is_all() || self.finds_inside(query, original)?
                    }
                    None => false,
                };
                if !is_folded {
                    ids.push(id);
                }
            }
            Ok(ids)
        })
    }

    /// [`Reader::finds`], for use inside another question.
    fn finds_inside(&self, query: &Query, id: Id) -> Result<bool, super::Fault> {
        self.finds(query, id).map_err(super::Fault::Ours)
    }

    /// The ends are told by their articles, because places of one list may come from questions of different
    /// times, with other scores. If one is no longer in the list, nothing is meant.
    fn stretch_by_page(
        &self,
        query: &Query,
        unfolded: &BTreeSet<Id>,
        ends: [Cursor; 2],
    ) -> Result<Vec<Id>, Error> {
        let mut left: Vec<i64> = ends.iter().map(|end| end.rank()).collect();
        left.dedup();
        let count = left.len();
        let mut ids = Vec::new();
        let mut seek = Seek::First;
        loop {
            let page = self.page_folded(query, Order::Relevance, seek, PAGE, unfolded)?;
            for row in &page.rows {
                let before = left.len();
                left.retain(|rank| *rank != row.cursor.rank());
                if left.len() < count {
                    ids.push(row.id);
                }
                if left.is_empty() && before > 0 {
                    return Ok(ids);
                }
            }
            match page.next {
                Some(next) => seek = Seek::After(next),
                None => return Ok(Vec::new()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{addition, article, temporary};
    use super::super::{Library, Outcome};
    use super::*;
    use jiff::civil::date;

    /// What a list of ten articles has between the places `one` and `other`, by their keys.
    #[track_caller]
    fn check(query: &str, order: Order, one: usize, other: usize) {
        let mut made = temporary();
        let batch: Vec<_> = (0..10_i8)
            .map(|number| {
                let text = if number % 3 == 0 { "نص الخبر الخبر" } else { "نص الخبر" };
                let day = Some(date(2025, 1, 1 + number / 2));
                addition(article(&format!("k{number}"), &format!("t{number}"), text, day))
            })
            .collect();
        assert!(made.add(&batch).iter().all(|added| added.outcome == Outcome::New));
        let query: Query = query.parse().unwrap();
        let library: &Library = &made.library;
        let page = library.page_folded(&query, order, Seek::First, 100, &BTreeSet::new()).unwrap();
        let ends = [page.rows[one].cursor, page.rows[other].cursor];
        let unfolded = BTreeSet::new();
        let found = library.which(&Which::Stretch { query, order, unfolded, ends }).unwrap();
        let (from, to) = (one.min(other), one.max(other));
        let wanted: Vec<Id> = page.rows[from..=to].iter().map(|row| row.id).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_stretch_is_what_the_list_shows_between_two_places() {
        check("", Order::Newest, 0, 0);
        check("", Order::Newest, 0, 3);
        check("الخبر", Order::Newest, 3, 1);
        check("الخبر", Order::Relevance, 0, 3);
        check("الخبر", Order::Relevance, 2, 1);
    }
}
