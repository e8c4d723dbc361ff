//! What the reader said of stories: that two articles are of one, or not.

use super::super::Id;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

/// The reader's words on stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Words {
    same: BTreeSet<(Id, Id)>,
    apart: BTreeSet<(Id, Id)>,
}

impl Words {
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Words> {
        let mut statement = connection.prepare_cached("SELECT one, other, same FROM story_word")?;
        let mut rows = statement.query([])?;
        let mut words = Words::default();
        while let Some(row) = rows.next()? {
            let pair = (Id(row.get(0)?), Id(row.get(1)?));
            if row.get(2)? { &mut words.same } else { &mut words.apart }.insert(pair);
        }
        Ok(words)
    }

    /// Whether two articles are of two stories, by the reader's word.
    pub(super) fn are_apart(&self, one: Id, other: Id) -> bool {
        !self.apart.is_empty() && self.apart.contains(&pair(one, other))
    }

    /// The articles that are of one story with another, by the reader's word.
    pub(super) fn same_as(&self, id: Id) -> Vec<Id> {
        let beside = |&(one, other): &(Id, Id)| match id {
            _ if one == id => Some(other),
            _ if other == id => Some(one),
            _ => None,
        };
        self.same.iter().filter_map(beside).collect()
    }

    /// The pairs that are of one story, by the reader's word.
    pub(super) fn joined(&self) -> impl Iterator<Item = (Id, Id)> {
        self.same.iter().copied()
    }

    /// Whether articles of the two storylines are of two stories, by the reader's word.
    pub(super) fn keep_apart(&self, connection: &Connection, one: i64, other: i64) -> rusqlite::Result<bool> {
        if self.apart.is_empty() {
            return Ok(false);
        }
        let mut storylines: HashMap<Id, Option<i64>> = HashMap::new();
        for &(here, there) in &self.apart {
            let mut of = |id: Id| -> rusqlite::Result<Option<i64>> {
                Ok(match storylines.entry(id) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(unknown) => *unknown.insert(storyline_of(connection, id)?),
                })
            };
            let pair = (of(here)?, of(there)?);
            if pair == (Some(one), Some(other)) || pair == (Some(other), Some(one)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What was said of two articles, and what had been said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryWord {
    /// The article of whose story was spoken.
    pub article: Id,
    /// The other.
    pub other: Id,
    /// Whether they were of one story by the word before; `None` if there was none.
    pub before: Option<bool>,
    /// Whether they are of one story by the word now.
    pub after: Option<bool>,
}

impl StoryWord {
    /// The same, taken back.
    pub(in crate::store) fn reversed(self) -> StoryWord {
        StoryWord { before: self.after, after: self.before, ..self }
    }
}

/// The word on two articles, if there is one.
pub(super) fn word(connection: &Connection, one: Id, other: Id) -> rusqlite::Result<Option<bool>> {
    let (one, other) = pair(one, other);
    connection
        .prepare_cached("SELECT same FROM story_word WHERE one = ?1 AND other = ?2")?
        .query_row((one.number(), other.number()), |row| row.get(0))
        .optional()
}

/// Keeps the word on two articles, or takes it away.
pub(super) fn keep(connection: &Connection, one: Id, other: Id, same: Option<bool>) -> rusqlite::Result<()> {
    let (one, other) = pair(one, other);
    connection
        .prepare_cached("DELETE FROM story_word WHERE one = ?1 AND other = ?2")?
        .execute((one.number(), other.number()))?;
    if let Some(same) = same {
        connection
            .prepare_cached("INSERT INTO story_word (one, other, same) VALUES (?1, ?2, ?3)")?
            .execute((one.number(), other.number(), same))?;
    }
    Ok(())
}

/// Two articles in the order in which a word names them.
pub(super) fn pair(one: Id, other: Id) -> (Id, Id) {
    (one.min(other), one.max(other))
}

/// The storyline that an article belongs to.
pub(super) fn storyline_of(connection: &Connection, id: Id) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT storyline FROM telling JOIN event ON event.id = telling.event WHERE article = ?1",
        )?
        .query_row([id.number()], |row| row.get(0))
        .optional()
}
