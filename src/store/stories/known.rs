//! How many articles have a term or a name, as far as it was asked for.

use super::super::codec::{self, LocalProfile};
use super::super::{Fault, articles};
use crate::story::vector::{all_log, log_count, rarity};
use crate::story::{Name, Profile, Term};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Terms and names remembered; some twenty megabytes.
const KNOWN_MAX: usize = 400_000;

/// What was looked up of terms and entities. A reader's is good until something is changed; a writer's
/// goes along with what it adds.
#[derive(Debug, Default)]
pub(in crate::store) struct Known {
    /// The state of the library that it was read from: what others changed, what this connection did.
    version: Option<(i64, u64)>,
    /// By row of a term: the articles that have it, and what its rarity is told from.
    terms: FxHashMap<i64, (u32, f32)>,
    /// By row: the name, and the articles that have it.
    names: FxHashMap<i64, (Name, u32)>,
    /// The row of a name, by its id.
    name_rows: FxHashMap<String, i64>,
    /// Articles in all.
    count: u32,
    /// Whether what was not looked up yet is had by no article: all are being tied anew.
    from_nothing: bool,
}

impl Known {
    /// What is known before the first article.
    pub(super) fn nothing() -> Known {
        Known { from_nothing: true, ..Known::default() }
    }

    /// Forgets what is no longer so, and what is too much.
    pub(in crate::store) fn refresh(&mut self, connection: &Connection) -> Result<(), Fault> {
        let version = version(connection)?;
        if self.version != Some(version) || self.is_large() {
            *self = Known { version: Some(version), count: articles::count(connection)?, ..Known::default() };
        }
        Ok(())
    }

    /// The same for a writer, at the start of a transaction in which it will tell this of all that it
    /// does; it ends with [`Known::settle`].
    pub(in crate::store) fn keep_up(&mut self, connection: &Connection) -> Result<(), Fault> {
        if self.version != Some(version(connection)?) || self.is_large() {
            let count = connection.query_row("SELECT count(*) FROM telling", [], |row| row.get(0))?;
            *self = Known { count, ..Known::default() };
        }
        Ok(())
    }

    /// What is known is the state of the library now.
    pub(in crate::store) fn settle(&mut self, connection: &Connection) -> Result<(), Fault> {
        self.version = Some(version(connection)?);
        Ok(())
    }

    fn is_large(&self) -> bool {
        self.terms.len() + self.names.len() > KNOWN_MAX
    }

    /// Notes that an article with this profile came (1) or went (-1).
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        profile: &LocalProfile,
        sign: i32,
    ) -> Result<(), Fault> {
        self.count = self.count.saturating_add_signed(sign);
        for &(row, _) in &profile.terms {
            self.term(connection, row)?;
            if let Some((count, log)) = self.terms.get_mut(&row) {
                *count = count.saturating_add_signed(sign);
                *log = log_count(*count);
            }
        }
        for &(row, _) in &profile.names {
            self.name(connection, row)?;
            if let Some((_, count)) = self.names.get_mut(&row) {
                *count = count.saturating_add_signed(sign);
            }
        }
        Ok(())
    }

    /// Articles that have the term of a row.
    pub(super) fn term(&mut self, connection: &Connection, row: i64) -> rusqlite::Result<u32> {
        if let Some((count, _)) = self.terms.get(&row) {
            return Ok(*count);
        }
        let count = if self.from_nothing {
            0
        } else {
            connection
                .prepare_cached("SELECT articles FROM term WHERE id = ?1")?
                .query_row([row], |row| row.get(0))?
        };
        self.terms.insert(row, (count, log_count(count)));
        Ok(count)
    }

    /// The name of a row, with the articles that have it.
    pub(super) fn name(&mut self, connection: &Connection, row: i64) -> rusqlite::Result<&(Name, u32)> {
        if !self.names.contains_key(&row) {
            let mut found = connection
                .prepare_cached(
                    "SELECT key, kind, coalesce((SELECT given FROM name_given WHERE entry = key), name), articles
                     FROM entity WHERE id = ?1",
                )?
                .query_row([row], |row| {
                    let kind = codec::entity_kind_of(row.get(1)?);
                    Ok((Name { id: row.get(0)?, kind, name: row.get(2)?, count: 0 }, row.get::<_, u32>(3)?))
                })?;
            if self.from_nothing {
                found.1 = 0;
            }
            self.name_rows.insert(found.0.id.clone(), row);
            self.names.insert(row, found);
        }
        Ok(&self.names[&row])
    }

    /// A profile whose terms are the library's rows, with all that its comparison needs looked up.
    pub(in crate::store) fn profile(
        &mut self,
        connection: &Connection,
        local: LocalProfile,
    ) -> Result<Profile, Fault> {
        for &(row, _) in &local.terms {
            self.term(connection, row)?;
        }
        let mut names = Vec::with_capacity(local.names.len());
        for &(row, count) in &local.names {
            names.push(Name { count, ..self.name(connection, row)?.0.clone() });
        }
        // Rows are above 0 and ascend.
        let vector = local.terms.into_iter().map(|(row, weight)| (row as Term, weight)).collect();
        Ok(Profile { vector, day: local.day, names, sketch: local.sketch })
    }

    /// Inverse document frequency of what so many articles have.
    pub(super) fn rarity_of(&self, articles: u32) -> f32 {
        rarity(articles, self.count)
    }

    /// Inverse document frequency of the terms of a [`Known::profile`].
    pub(super) fn rarity(&self) -> impl Fn(Term) -> f32 {
        let all = all_log(self.count);
        move |row| all - self.terms.get(&(row as i64)).map_or(0.0, |(_, log)| *log)
    }

    /// Inverse document frequency of a name of a [`Known::profile`].
    pub(super) fn name_rarity(&self, id: &str) -> f32 {
        let known = self.name_rows.get(id).and_then(|row| self.names.get(row));
        rarity(known.map_or(0, |(_, count)| *count), self.count)
    }
}

fn version(connection: &Connection) -> rusqlite::Result<(i64, u64)> {
    let others: i64 = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
    Ok((others, connection.total_changes()))
}
