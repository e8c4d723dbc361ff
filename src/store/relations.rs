//! Profiles -> what is kept of them, and how many articles have each term and name.

use super::codec::LocalProfile;
use super::{Fault, Id};
use crate::article::Facts;
use crate::story::{Profile, Term};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// The kept profile of an article, if it has one.
pub(super) fn local_profile(connection: &Connection, id: Id) -> Result<Option<LocalProfile>, Fault> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM profile WHERE article = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    bytes
        .map(|bytes| LocalProfile::decode(&bytes).map_err(|_| Fault::Broken("the profile of an article")))
        .transpose()
}

/// What one transaction changes in the counts of terms and names, gathered so that each is written
/// once: the articles of a batch share most of their words.
#[derive(Default)]
pub(super) struct Counts {
    /// Row of a term by its hash.
    rows: HashMap<Term, i64>,
    /// By row; sorted, so that the pages of the tree are written in order.
    terms: BTreeMap<i64, i64>,
    names: BTreeMap<i64, i64>,
    /// The profiles that went.
    gone: Vec<LocalProfile>,
}

impl Counts {
    /// The profile with terms and names by the library's rows; rows of new terms are made.
    pub(super) fn localise(
        &mut self,
        connection: &Connection,
        profile: &Profile,
        facts: &Facts,
        rows: &[i64],
    ) -> Result<LocalProfile, Fault> {
        let mut terms = Vec::with_capacity(profile.vector.len());
        for &(term, weight) in &profile.vector {
            terms.push((self.row(connection, term)?, weight));
        }
        terms.sort_unstable_by_key(|&(row, _)| row);
        let names = profile.names.iter().filter_map(|name| {
            let index = facts.entities.iter().position(|entity| entity.id == name.id)?;
            Some((*rows.get(index)?, name.count))
        });
        Ok(LocalProfile {
            terms,
            day: profile.day.clone(),
            names: names.collect(),
            sketch: profile.sketch.clone(),
        })
    }

    fn row(&mut self, connection: &Connection, term: Term) -> rusqlite::Result<i64> {
        if let Some(row) = self.rows.get(&term) {
            return Ok(*row);
        }
        // SQLite's integers are signed; the bits stay.
        let hash = term as i64;
        let known = connection
            .prepare_cached("SELECT id FROM term WHERE hash = ?1")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        let row = match known {
            Some(row) => row,
            None => {
                connection.prepare_cached("INSERT INTO term (hash) VALUES (?1)")?.execute([hash])?;
                connection.last_insert_rowid()
            }
        };
        self.rows.insert(term, row);
        Ok(row)
    }

    /// Notes that an article with this profile came (1) or went (-1).
    pub(super) fn add(&mut self, profile: &LocalProfile, sign: i64) {
        if sign < 0 {
            self.gone.push(profile.clone());
        }
        for &(row, _) in &profile.terms {
            *self.terms.entry(row).or_default() += sign;
        }
        for &(row, _) in &profile.names {
            *self.names.entry(row).or_default() += sign;
        }
    }

    /// The profiles that went, once.
    pub(super) fn take_gone(&mut self) -> Vec<LocalProfile> {
        std::mem::take(&mut self.gone)
    }

    /// Writes what was noted.
    pub(super) fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        let tables = [
            (self.terms, "UPDATE term SET articles = articles + ?2 WHERE id = ?1"),
            (self.names, "UPDATE entity SET articles = articles + ?2 WHERE id = ?1"),
        ];
        for (changes, sql) in tables {
            let mut statement = connection.prepare_cached(sql)?;
            for (row, change) in changes.into_iter().filter(|(_, change)| *change != 0) {
                statement.execute([row, change])?;
            }
        }
        Ok(())
    }
}

/// The term of a row.
pub(super) fn term_of(connection: &Connection, row: i64) -> rusqlite::Result<Term> {
    connection
        .prepare_cached("SELECT hash FROM term WHERE id = ?1")?
        .query_row([row], |row| Ok(row.get::<_, i64>(0)? as Term))
}
