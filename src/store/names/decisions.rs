//! The tables of the reader's decisions on names <-> what they say of an entry, looked up by its id.
//!
//! A name as it was found goes this way: what its spelling says, in its article or everywhere; then
//! what its entry was merged into, and what that was, to the last. No circle can come of it: only an
//! entry that is no other's is ever merged, and only into one that is no other's.

use super::super::codec::{entity_kind_code, entity_kind_of};
use super::super::{Fault, Id};
use crate::arabic::letters::fold_str;
use crate::arabic::words::one_line;
use crate::article::{Entity, EntityKind};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An entry of the library, as decisions tell it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// See [`Entity::id`].
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// What it was called when it was decided on.
    pub name: String,
}

/// One row of the decisions, before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// What an entry is merged into.
    Merge {
        /// The entry.
        entry: Entry,
        /// Into which it was merged; `None` for none.
        before: Option<Entry>,
        /// Into which it is merged now.
        after: Option<Entry>,
    },
    /// What an entry is called.
    Name {
        /// The entry.
        entry: Entry,
        /// The name that the reader had given; `None` for the one that was found.
        before: Option<String>,
        /// The name that he gives now.
        after: Option<String>,
    },
    /// Whom a spelling means that was found to mean an entry.
    Split {
        /// In which article; `None` for all.
        article: Option<Id>,
        /// The entry.
        entry: Entry,
        /// The spelling, folded; empty for all.
        spelling: String,
        /// Whom it meant; `None` for the entry.
        before: Option<Entry>,
        /// Whom it means now.
        after: Option<Entry>,
    },
}

impl Edit {
    /// The same, taken back.
    pub(in crate::store) fn reversed(self) -> Edit {
        match self {
            Edit::Merge { entry, before, after } => Edit::Merge { entry, before: after, after: before },
            Edit::Name { entry, before, after } => Edit::Name { entry, before: after, after: before },
            Edit::Split { article, entry, spelling, before, after } => {
                Edit::Split { article, entry, spelling, before: after, after: before }
            }
        }
    }

    /// The entries of which it speaks.
    pub(super) fn entries(&self) -> Vec<&Entry> {
        match self {
            Edit::Merge { entry, before, after } | Edit::Split { entry, before, after, .. } => {
                std::iter::once(entry).chain(before).chain(after).collect()
            }
            Edit::Name { entry, .. } => vec![entry],
        }
    }

    /// Writes it into the tables. A word on an article that is no longer there is passed over.
    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        match self {
            Edit::Merge { entry, after, .. } => {
                connection.prepare_cached("DELETE FROM name_merge WHERE entry = ?1")?.execute([&entry.id])?;
                if let Some(target) = after {
                    connection
                        .prepare_cached(
                            "INSERT INTO name_merge (entry, kind, name, target, target_name)
                             VALUES (?1, ?2, ?3, ?4, ?5)",
                        )?
                        .execute((
                            &entry.id,
                            entity_kind_code(entry.kind),
                            &entry.name,
                            &target.id,
                            &target.name,
                        ))?;
                }
            }
            Edit::Name { entry, after, .. } => {
                connection.prepare_cached("DELETE FROM name_given WHERE entry = ?1")?.execute([&entry.id])?;
                if let Some(given) = after {
                    connection
                        .prepare_cached(
                            "INSERT INTO name_given (entry, kind, name, given) VALUES (?1, ?2, ?3, ?4)",
                        )?
                        .execute((&entry.id, entity_kind_code(entry.kind), &entry.name, given))?;
                }
            }
            Edit::Split { article, entry, spelling, after, .. } => {
                let article = article.map(Id::number);
                connection
                    .prepare_cached(
                        "DELETE FROM name_split
                         WHERE coalesce(article, 0) = coalesce(?1, 0) AND entry = ?2 AND spelling = ?3",
                    )?
                    .execute((article, &entry.id, spelling))?;
                if let Some(target) = after {
                    connection
                        .prepare_cached(
                            "INSERT INTO name_split (article, entry, kind, name, spelling, target, target_name)
                             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
                             WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM article WHERE id = ?1)",
                        )?
                        .execute((
                            article,
                            &entry.id,
                            entity_kind_code(entry.kind),
                            &entry.name,
                            spelling,
                            &target.id,
                            &target.name,
                        ))?;
                }
            }
        }
        Ok(())
    }
}

/// Whom a spelling of an entry means instead.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split {
    pub(super) article: Option<Id>,
    pub(super) spelling: String,
    pub(super) target: Entry,
}

/// All decisions, in memory: a few hundred bytes each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::store) struct Decisions {
    merges: HashMap<String, Entry>,
    given: HashMap<String, String>,
    splits: HashMap<String, Vec<Split>>,
    /// Every id of which they speak.
    spoken: HashSet<String>,
    /// Those of them that were merged, merged into, or renamed.
    called: HashSet<String>,
    /// Ids of entries that are others than those of the same name of which they speak.
    apart: HashSet<String>,
    /// Found entry -> in which articles it is another of its name: not decided, but derived.
    namesakes: HashMap<String, HashMap<Id, String>>,
}

impl Decisions {
    /// Reads them all.
    pub(in crate::store) fn read(connection: &Connection) -> Result<Decisions, Fault> {
        let mut decisions = Decisions::default();
        // Most libraries have none, and an import asks for every batch.
        let is_empty: bool = connection
            .prepare_cached(
                "SELECT NOT EXISTS (SELECT 1 FROM name_merge) AND NOT EXISTS (SELECT 1 FROM name_given)
                    AND NOT EXISTS (SELECT 1 FROM name_split) AND NOT EXISTS (SELECT 1 FROM namesake)",
            )?
            .query_row([], |row| row.get(0))?;
        if is_empty {
            return Ok(decisions);
        }
        let mut statement =
            connection.prepare_cached("SELECT entry, kind, target, target_name FROM name_merge")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let target = Entry { id: row.get(2)?, kind: entity_kind_of(row.get(1)?), name: row.get(3)? };
            let entry: String = row.get(0)?;
            decisions.spoken.extend([entry.clone(), target.id.clone()]);
            decisions.called.extend([entry.clone(), target.id.clone()]);
            decisions.merges.insert(entry, target);
        }
        let mut statement = connection.prepare_cached("SELECT entry, given FROM name_given")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry: String = row.get(0)?;
            decisions.spoken.insert(entry.clone());
            decisions.called.insert(entry.clone());
            decisions.given.insert(entry, row.get(1)?);
        }
        let mut statement = connection
            .prepare_cached("SELECT entry, kind, target, target_name, article, spelling FROM name_split")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let target = Entry { id: row.get(2)?, kind: entity_kind_of(row.get(1)?), name: row.get(3)? };
            let entry: String = row.get(0)?;
            decisions.spoken.extend([entry.clone(), target.id.clone()]);
            let article = row.get::<_, Option<i64>>(4)?.map(Id);
            let split = Split { article, spelling: row.get(5)?, target };
            decisions.splits.entry(entry).or_default().push(split);
        }
        let mut statement = connection.prepare_cached(
            "SELECT e.key, article, namesake.key FROM namesake JOIN entity e ON e.id = entity",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry: String = row.get(0)?;
            decisions.namesakes.entry(entry).or_default().insert(Id(row.get(1)?), row.get(2)?);
        }
        let mut statement = connection.prepare_cached("SELECT entry FROM name_apart")?;
        decisions.apart =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<HashSet<String>>>()?;
        Ok(decisions)
    }

    /// Whether nothing was decided.
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.spoken.is_empty() && self.namesakes.is_empty()
    }

    /// The id by which decisions speak of an entity of an article: that of another of its name, if it is
    /// one there. Lists grow: one that was told by its name when it
    /// was decided on, and has an id of its own by now, is still the same.
    pub(super) fn known<'a>(
        &'a self,
        article: Option<Id>,
        entity: &'a Entity,
        made: &'a mut String,
    ) -> &'a str {
        let namesake = article.and_then(|article| self.namesakes.get(&entity.id)?.get(&article));
        if let Some(namesake) = namesake {
            return namesake;
        }
        self.known_as(&entity.id, entity.kind, &entity.name, made)
    }

    /// The same, for an entity of that id, kind and name.
    fn known_as<'a>(&self, id: &'a str, kind: EntityKind, name: &str, made: &'a mut String) -> &'a str {
        if self.spoken.contains(id) || self.apart.contains(id) || is_plain(id) {
            return id;
        }
        *made = plain_id(kind, name);
        if self.called.contains(made) { made } else { id }
    }

    /// Whether they speak of what was found to be an entity of that id, kind and name.
    pub(in crate::store) fn speak_of(&self, id: &str, kind: EntityKind, name: &str) -> bool {
        let is_spoken = || self.spoken.contains(self.known_as(id, kind, name, &mut String::new()));
        !self.is_empty() && (self.namesakes.contains_key(id) || is_spoken())
    }

    /// Whether the entry of that id was merged, merged into, or renamed.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.called.contains(id)
    }

    /// Keeps the entries apart that are called like one that has no id of its own, of which nothing was
    /// decided so far.
    pub(super) fn keep_apart(&self, connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
        if !is_plain(&entry.id) || self.called.contains(&entry.id) {
            return Ok(());
        }
        let mut statement = connection.prepare_cached("SELECT key, name FROM entity WHERE kind = ?1")?;
        let mut rows = statement.query([entity_kind_code(entry.kind)])?;
        while let Some(row) = rows.next()? {
            let (id, name): (String, String) = (row.get(0)?, row.get(1)?);
            if !is_plain(&id) && plain_id(entry.kind, &name) == entry.id {
                connection
                    .prepare_cached("INSERT OR IGNORE INTO name_apart (entry) VALUES (?1)")?
                    .execute([id])?;
            }
        }
        Ok(())
    }

    /// Where the way of an entry by its merges leads: its stations after itself, none if it is no
    /// other's.
    pub(super) fn way<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let first = self.merges.get(id);
        // No way is longer than there are merges; a file that was tampered with ends nowhere else.
        std::iter::successors(first, |entry| self.merges.get(&entry.id)).take(self.merges.len())
    }

    /// The id of the entry that an entry is.
    pub(in crate::store) fn last<'a>(&'a self, id: &'a str) -> &'a str {
        self.way(id).last().map_or(id, |entry| &entry.id)
    }

    /// The name that the reader gave an entry.
    pub(in crate::store) fn given(&self, id: &str) -> Option<&str> {
        self.given.get(id).map(String::as_str)
    }

    /// Takes an entry out of the one that it was merged into; in memory alone.
    pub(super) fn part(&mut self, id: &str) {
        self.merges.remove(id);
    }

    /// The entries that were merged straight into one, in no order.
    pub(super) fn merged_into<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        let into = self.merges.iter().filter(move |(_, target)| target.id == id);
        into.map(|(entry, _)| entry.as_str())
    }

    /// What was said of the spellings of an entry, as far as it concerns an article.
    pub(super) fn splits(&self, id: &str, article: Option<Id>) -> impl Iterator<Item = &Split> {
        let all = self.splits.get(id).into_iter().flatten();
        all.filter(move |split| split.article.is_none() || split.article == article)
    }

    /// Whom a spelling means that was found to mean the entry: what was said of the article counts
    /// before what was said of all, and of the spelling before that of every spelling.
    pub(super) fn split(&self, id: &str, article: Option<Id>, spelling: &str) -> Option<&Entry> {
        self.splits(id, article)
            .filter(|split| split.spelling.is_empty() || split.spelling == spelling)
            .max_by_key(|split| (split.article.is_some(), !split.spelling.is_empty()))
            .map(|split| &split.target)
    }

    /// What was said of just this spelling in just this article, or in all.
    pub(super) fn split_exactly(&self, id: &str, article: Option<Id>, spelling: &str) -> Option<&Entry> {
        let exact = |split: &&Split| split.article == article && split.spelling == spelling;
        self.splits(id, article).find(exact).map(|split| &split.target)
    }

    /// Every id of which decisions speak.
    pub(super) fn spoken(&self) -> impl Iterator<Item = &str> {
        self.spoken.iter().map(String::as_str)
    }
}

/// The id of an entry of which nothing is known but its name; see [`Entity::id`].
pub(super) fn plain_id(kind: EntityKind, name: &str) -> String {
    let kind = match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Organisation => "organisation",
    };
    format!("{kind}:{}", folded(name))
}

/// Whether an id is made of a name.
fn is_plain(id: &str) -> bool {
    ["person:", "place:", "organisation:"].iter().any(|kind| id.starts_with(kind))
}

/// What makes two spellings one.
pub(in crate::store) fn folded(spelling: &str) -> String {
    one_line(&fold_str(spelling))
}

/// The row of an entry, which is made if there is none.
pub(super) fn row_of(connection: &Connection, entry: &Entry) -> rusqlite::Result<i64> {
    let known = row(connection, &entry.id)?;
    if let Some(row) = known {
        return Ok(row);
    }
    connection.prepare_cached("INSERT INTO entity (key, kind, name) VALUES (?1, ?2, ?3)")?.execute((
        &entry.id,
        entity_kind_code(entry.kind),
        &entry.name,
    ))?;
    Ok(connection.last_insert_rowid())
}

/// The row of an entry, if there is one.
pub(in crate::store) fn row(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT id FROM entity WHERE key = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}
