//! Questions on stories -> answers: what relates to an article, what a storyline consists of.

use super::super::codec::LocalProfile;
use super::super::codec::date_of;
use super::super::{Deed, Error, Fault, Id, Reader, articles, relations};
use super::known::Known;
use super::nearby::{self, Candidate, Wanted};
use super::tie;
use super::tree::{self, Node};
use super::words::Words;
use crate::story::related::{NAMES_MAX, SHOWN_LEAST, reason, shared_terms, shares_names};
use crate::story::vector::{cosine, surfaces};
use crate::story::{Profile, Related, Relation, RelationKind, duplicate};
use jiff::civil::Date;
use rusqlite::Connection;
use std::cell::RefMut;
use std::collections::{BTreeMap, HashSet};

/// Events of the storyline on each side of an article's that are looked at, beside those that are alike.
const NEIGHBOURS: i64 = 12;
/// Tellings of an event that are looked at.
const TELLINGS_MAX: usize = 60;

/// An event with its articles.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryEvent {
    /// The event.
    pub event: EventRow,
    /// The articles that tell it, in the order in which they came in.
    pub articles: Vec<Id>,
}

/// The events of a storyline around one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryAround {
    /// The events, by their days.
    pub events: Vec<StoryEvent>,
    /// How many are before them.
    pub before: u64,
    /// How many come after them.
    pub after: u64,
}

/// What is kept of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Its number, which it keeps.
    pub id: i64,
    /// Its day; if no article says when it was, the day by which the first one stands in the list.
    pub day: Date,
    /// Whether an article says when it was.
    pub is_dated: bool,
    /// The same number in all events of a storyline.
    pub storyline: i64,
}

impl Reader {
    /// What the article is compared by.
    pub fn profile(&self, id: Id) -> Result<Profile, Error> {
        self.read(Deed::Read, |connection| {
            let local = relations::local_profile(connection, id)?.unwrap_or_default();
            let mut profile = self.known(connection)?.profile(connection, local)?;
            for (term, _) in &mut profile.vector {
                *term = relations::term_of(connection, *term as i64)?;
            }
            profile.vector.sort_unstable_by_key(|(term, _)| *term);
            Ok(profile)
        })
    }

    /// What is known of terms and entities from earlier questions, as long as nothing has changed.
    fn known(&self, connection: &Connection) -> Result<RefMut<'_, Known>, Fault> {
        let mut known = self.known.borrow_mut();
        known.refresh(connection)?;
        Ok(known)
    }

    /// How other articles relate to this one, each list cut to `limit`. The cost does not grow with the
    /// library.
    pub fn related(&self, id: Id, limit: usize) -> Result<Related<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut known = self.known(connection)?;
            let rank = articles::rank(connection, id)?;
            let Some(local) = relations::local_profile(connection, id)? else {
                return Ok(Related::default());
            };
            let wanted = Wanted { rank, local: &local, only_before: false };
            let mut candidates = nearby::find(connection, &mut known, wanted)?;
            let event = match tie::event_of(connection, id)? {
                Some(event) => tree::node(connection, event)?,
                None => None,
            };
            let original = tie::original_of(connection, id)?.unwrap_or(id);
            if let Some(event) = event {
                add_neighbours(connection, &mut known, event, &local, &mut candidates)?;
            }
            let here = known.profile(connection, local)?;
            let asked = Asked {
                connection,
                known: &known,
                words: &Words::read(connection)?,
                id,
                event,
                original,
                here,
            };
            asked.related(candidates, limit)
        })
    }

    /// The event that an article tells; `None` if it has not been tied yet.
    pub fn event_of(&self, id: Id) -> Result<Option<EventRow>, Error> {
        self.read(Deed::Read, |connection| {
            let Some(event) = tie::event_of(connection, id)? else { return Ok(None) };
            let sql = format!("SELECT {COLUMNS} FROM event WHERE id = ?1");
            Ok(Some(connection.prepare_cached(&sql)?.query_row([event], event_row)?))
        })
    }

    /// The events of a storyline around one of them, by their days, at most `limit`, with their articles.
    pub fn storyline_around(&self, event: EventRow, limit: usize) -> Result<StoryAround, Error> {
        self.read(Deed::Read, |connection| {
            let day = super::super::codec::day_number(event.day);
            let side = |order: &str, compare: &str, limit: usize| -> rusqlite::Result<(Vec<EventRow>, u64)> {
                let which = format!("FROM event WHERE storyline = ?1 AND (day, id) {compare} (?2, ?3)");
                let count: i64 = connection
                    .prepare_cached(&format!("SELECT count(*) {which}"))?
                    .query_row((event.storyline, day, event.id), |row| row.get(0))?;
                let sql = format!("SELECT {COLUMNS} {which} ORDER BY day {order}, id {order} LIMIT ?4");
                let events: Vec<EventRow> = connection
                    .prepare_cached(&sql)?
                    .query_map((event.storyline, day, event.id, limit as i64), event_row)?
                    .collect::<rusqlite::Result<_>>()?;
                let left = count as u64 - events.len() as u64;
                Ok((events, left))
            };
            let (mut events, before) = side("DESC", "<=", limit.div_ceil(2))?;
            events.reverse();
            let (later, after) = side("ASC", ">", limit - events.len().min(limit))?;
            events.extend(later);
            let told = |event: EventRow| {
                Ok(StoryEvent { event, articles: tie::tellings(connection, event.id, usize::MAX >> 1)? })
            };
            let events = events.into_iter().map(told).collect::<rusqlite::Result<_>>()?;
            Ok(StoryAround { events, before, after })
        })
    }

    /// Every event with its articles, by day.
    pub fn stories(&self, mut each: impl FnMut(StoryEvent)) -> Result<(), Error> {
        self.read(Deed::Read, |connection| {
            let sql = format!("SELECT {COLUMNS} FROM event ORDER BY day, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let events: Vec<EventRow> =
                statement.query_map([], event_row)?.collect::<rusqlite::Result<_>>()?;
            for event in events {
                each(StoryEvent { event, articles: tie::tellings(connection, event.id, usize::MAX >> 1)? });
            }
            Ok(())
        })
    }

    /// The article of which another is a near-copy.
    pub fn original(&self, id: Id) -> Result<Option<Id>, Error> {
        self.read(Deed::Read, |connection| Ok(tie::original_of(connection, id)?))
    }

    /// The near-copies that are folded under an article, in the order in which they came in.
    pub fn copies(&self, id: Id) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection
                .prepare_cached("SELECT article FROM telling WHERE original = ?1 ORDER BY article")?;
            let ids = statement.query_map([id.number()], |row| row.get(0).map(Id))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The columns of [`event_row`].
const COLUMNS: &str = "id, day, dated, storyline";

fn event_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow { id: row.get(0)?, day: date_of(row.get(1)?), is_dated: row.get(2)?, storyline: row.get(3)? })
}

/// Adds the other tellings of an event, and the events before and after it in its storyline, each by its
/// first article.
fn add_neighbours(
    connection: &Connection,
    known: &mut Known,
    event: Node,
    here: &LocalProfile,
    candidates: &mut Vec<Candidate>,
) -> Result<(), Fault> {
    let mut ids = tie::tellings(connection, event.id, TELLINGS_MAX)?;
    for (compare, order) in [("<", "DESC"), (">", "ASC")] {
        let sql = format!(
            "SELECT (SELECT min(article) FROM telling WHERE event = event.id) FROM event
             WHERE storyline = ?1 AND (day, id) {compare} (?2, ?3) ORDER BY day {order}, id {order} LIMIT ?4"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let found = statement.query_map((event.storyline, event.day, event.id, NEIGHBOURS), |row| {
            row.get::<_, Option<i64>>(0)
        })?;
        for id in found {
            ids.extend(id?.map(Id));
        }
    }
    let there: HashSet<Id> = candidates.iter().map(|other| other.id).collect();
    for id in ids.into_iter().filter(|id| !there.contains(id)) {
        candidates.extend(nearby::candidate(connection, known, articles::rank(connection, id)?, here)?);
    }
    Ok(())
}

/// An article of which is asked what relates to it.
struct Asked<'a> {
    connection: &'a Connection,
    known: &'a Known,
    words: &'a Words,
    id: Id,
    event: Option<Node>,
    /// Itself, if it is no copy.
    original: Id,
    here: Profile,
}

impl Asked<'_> {
    fn related(&self, candidates: Vec<Candidate>, limit: usize) -> Result<Related<Id>, Fault> {
        let mut related = Related::default();
        let mut events: BTreeMap<i64, Option<Node>> = BTreeMap::new();
        for other in candidates.into_iter().filter(|other| other.id != self.id) {
            let node = match events.get(&other.event) {
                Some(node) => *node,
                None => *events.entry(other.event).or_insert(tree::node(self.connection, other.event)?),
            };
            self.relate(&other, node, &mut related);
        }
        related.arrange(limit);
        self.add_words(&mut related)?;
        Ok(related)
    }

    fn relate(&self, other: &Candidate, event: Option<Node>, related: &mut Related<Id>) {
        let there = &other.profile;
        let score = cosine(&self.here.vector, &there.vector, self.known.rarity());
        let relation = |kind, score| Relation {
            kind,
            score,
            away: (0, 0),
            reason: reason(&self.here, there, |name| self.known.name_rarity(name)),
        };
        if other.original.unwrap_or(other.id) == self.original {
            let part = duplicate::containment(&self.here.sketch, &there.sketch);
            related.copies.push((other.id, relation(RelationKind::Copy, part)));
        }
        let own = self.event;
        let is_apart = self.words.are_apart(self.id, other.id);
        if own.is_some_and(|own| own.id == other.event) {
            related.same_event.push((other.id, relation(RelationKind::SameEvent, score)));
        } else if let (false, Some((own, event))) = (is_apart, own.zip(event))
            && own.storyline == event.storyline
        {
            let is_next = own.parent == Some(event.id) || event.parent == Some(own.id);
            if score < SHOWN_LEAST && !is_next {
                return;
            }
            let mut relation = relation(RelationKind::Storyline, score);
            let days = event.day - own.day;
            relation.away = (days.unsigned_abs(), event.id.abs_diff(own.id));
            // An event may be dated where one of its articles is not.
            relation.reason.days = (own.is_dated && event.is_dated).then(|| i32::try_from(days).unwrap_or(0));
            let is_earlier = (event.day, event.id) < (own.day, own.id);
            (if is_earlier { &mut related.earlier } else { &mut related.later }).push((other.id, relation));
        } else if !is_apart && shares_names(&self.here, there, |name| self.known.name_rarity(name)) {
            related.shared.push((other.id, relation(RelationKind::Shared, score)));
        }
    }

    /// Adds words to the reasons that have few names.
    fn add_words(&self, related: &mut Related<Id>) -> Result<(), Fault> {
        let text = std::cell::OnceCell::new();
        let Related { same_event, earlier, later, shared, copies } = related;
        for (id, relation) in
            [same_event, earlier, later, shared, copies].into_iter().flat_map(|list| list.iter_mut())
        {
            let missing = NAMES_MAX.saturating_sub(relation.reason.names.len());
            let Some(local) = relations::local_profile(self.connection, *id)? else { continue };
            if missing < 3 {
                continue;
            }
            let there = local.terms.iter().map(|&(row, weight)| (row as u64, weight)).collect();
            let mut terms = Vec::new();
            for row in shared_terms(&self.here.vector, &there, self.known.rarity()) {
                terms.push(relations::term_of(self.connection, row as i64)?);
            }
            let article = match text.get() {
                Some(article) => article,
                None => {
                    let article = articles::load(self.connection, self.id)?.article;
                    text.get_or_init(|| surfaces(&article))
                }
            };
            let names = &relation.reason.names;
            let words = terms.iter().filter_map(|term| article.get(term));
            let is_new = |word: &&String| !names.iter().any(|name| name.contains(word.as_str()));
            relation.reason.words = words.filter(is_new).take(missing.min(3)).cloned().collect();
        }
        Ok(())
    }
}
