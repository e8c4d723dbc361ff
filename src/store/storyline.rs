//! An article -> the articles of its storyline, each with the number and the day of its event.
//!
//! What a storyline is, [`Reader::members`] alone says: made from the relations of its articles.

use super::{Deed, Error, Id, Reader, articles, relations};
use crate::story::related::EVENT_WINDOW_DAYS;
use crate::story::timeline::{LeftOut, nearest};
use crate::story::{Day, Related};
use jiff::civil::Date;
use std::collections::HashMap;

/// Articles of a storyline that are looked at, per relation.
const RELATED_MAX: usize = 300;
/// Articles that are asked which others tell their event.
const ASKED_MAX: usize = 100;

/// The articles of a storyline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Storyline {
    /// The articles, that which was asked for first.
    pub members: Vec<Member>,
    /// What was too far away.
    pub left_out: LeftOut,
}

/// An article of a storyline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which one.
    pub id: Id,
    /// The number of its event in this storyline; that of the article asked for is 0.
    pub event: u32,
    /// The day of its event; if that is not known, of its publication.
    pub day: Option<Date>,
}

impl Reader {
    /// The storyline of an article: at most `limit` events, those nearest to its own.
    ///
    /// # Errors
    ///
    /// If the library cannot be read, or the article is not there.
    pub fn storyline(&self, id: Id, limit: usize) -> Result<Storyline, Error> {
        let members = self.members(id)?;
        let ids: Vec<Id> = members.iter().map(|(id, _)| *id).collect();
        let days = self.event_days(&ids)?;
        let known: Vec<(u32, Option<Date>)> =
            members.iter().zip(&days).map(|((_, event), day)| (*event, day.known())).collect();
        let (kept, left_out) = nearest(&known, 0, limit);
        let member =
            |index: usize| Member { id: members[index].0, event: members[index].1, day: known[index].1 };
        Ok(Storyline { members: kept.into_iter().map(member).collect(), left_out })
    }

    /// The articles of the storyline of `id`, which comes first, each with the number of its event.
    fn members(&self, id: Id) -> Result<Vec<(Id, u32)>, Error> {
        let Related { same_event, earlier, later, undated, .. } = self.related(id, RELATED_MAX)?;
        let told: Vec<Id> = same_event.into_iter().map(|(id, _)| id).collect();
        let others = earlier.into_iter().chain(later).chain(undated).map(|(id, _)| id);
        let mut ids = vec![id];
        ids.extend(&told);
        ids.extend(others);
        let mut events = Events::new(ids.len());
        (1..=told.len()).for_each(|index| events.join(0, index));
        self.join_tellings(&ids, told.len() + 1, &mut events)?;
        Ok(ids.iter().copied().zip(events.numbers()).collect())
    }

    /// Joins those of `ids` from `first` on that tell one event. Only what has another one near its day,
    /// which is not joined with it yet, is asked.
    fn join_tellings(&self, ids: &[Id], first: usize, events: &mut Events) -> Result<(), Error> {
        let places: HashMap<Id, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let days = self.event_days(ids)?;
        let is_near = |a: &Day, b: &Day| a.days_to(b).is_none_or(|days| days.abs() <= EVENT_WINDOW_DAYS);
        let is_open = |at: usize, events: &Events| {
            let others = (first..ids.len()).filter(|other| events.root(*other) != events.root(at));
            others.into_iter().any(|other| is_near(&days[at], &days[other]))
        };
        let mut left = ASKED_MAX;
        for (at, &id) in ids.iter().enumerate().skip(first) {
            if left == 0 || !is_open(at, events) {
                continue;
            }
            left -= 1;
            for (other, _) in self.related(id, RELATED_MAX)?.same_event {
                if let Some(&other) = places.get(&other).filter(|other| **other >= first) {
                    events.join(at, other);
                }
            }
        }
        Ok(())
    }

    /// The days of articles; nothing is known of those that are no longer there.
    fn event_days(&self, ids: &[Id]) -> Result<Vec<Day>, Error> {
        self.read(Deed::Read, |connection| {
            if let Some(&first) = ids.first() {
                articles::rank(connection, first)?;
            }
            let day = |id: &Id| {
                let profile = relations::local_profile(connection, *id)?;
                Ok(profile.map(|profile| profile.day).unwrap_or_default())
            };
            ids.iter().map(day).collect()
        })
    }
}

/// Articles that are joined into events, by their places.
struct Events(Vec<usize>);

impl Events {
    fn new(count: usize) -> Events {
        Events((0..count).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The first of an event stands for it.
        self.0[a.max(b)] = a.min(b);
    }

    /// A number for each event, in the order of their first articles.
    fn numbers(&self) -> Vec<u32> {
        let mut numbers: HashMap<usize, u32> = HashMap::new();
        let number = |at: usize| {
            let next = numbers.len() as u32;
            *numbers.entry(self.root(at)).or_insert(next)
        };
        (0..self.0.len()).map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: usize, joined: &[(usize, usize)], expected: &[u32]) {
        let mut events = Events::new(count);
        joined.iter().for_each(|&(a, b)| events.join(a, b));
        assert_eq!(events.numbers(), expected);
    }

    #[test]
    fn what_tells_one_event_has_one_number() {
        check(4, &[], &[0, 1, 2, 3]);
        check(5, &[(3, 1), (4, 3)], &[0, 1, 2, 1, 1]);
        check(4, &[(0, 3), (3, 0), (1, 2), (2, 3)], &[0, 0, 0, 0]);
        check(0, &[], &[]);
    }
}
