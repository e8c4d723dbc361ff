//! How many articles have a term or a name, as far as it was asked for.

use super::super::codec::{self, LocalProfile};
use super::super::{Fault, articles};
use crate::story::vector::{all_log, log_count, rarity};
use crate::story::{Name, Profile, Term};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Terms and names remembered; some twenty megabytes.
const KNOWN_MAX: usize = 200_000;
/// The same for a process that does nothing but add. All are forgotten at once and looked up again, some three
/// thousand for each article.
const KNOWN_BULK_MAX: usize = 1_000_000;

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
    /// Whether it may remember [`KNOWN_BULK_MAX`].
    pub(in crate::store) is_bulk: bool,
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
            *self = Known { version: Some(version), count: articles::count(connection)?, ..self.emptied() };
        }
        Ok(())
    }

    /// The same for a writer, at the start of a transaction in which it will tell this of all that it
    /// does; it ends with [`Known::settle`] and [`Known::committed`].
    pub(in crate::store) fn keep_up(&mut self, connection: &Connection) -> Result<(), Fault> {
        if self.version.take() != Some(version(connection)?) || self.is_large() {
            let count = connection.query_row("SELECT count(*) FROM telling", [], |row| row.get(0))?;
            *self = Known { count, ..self.emptied() };
        }
        Ok(())
    }

    /// What is known is the state of the library at the end of this transaction.
    pub(in crate::store) fn settle(&mut self, connection: &Connection) -> Result<(), Fault> {
        self.version = Some(version(connection)?);
        Ok(())
    }

    /// The transaction is committed. That writes the index, which counts as changes of this connection.
    pub(in crate::store) fn committed(&mut self, connection: &Connection) {
        if let Some((_, own)) = &mut self.version {
            *own = connection.total_changes();
        }
    }

    fn is_large(&self) -> bool {
        let max = if self.is_bulk { KNOWN_BULK_MAX } else { KNOWN_MAX };
        self.terms.len() + self.names.len() > max
    }

    /// The same before anything was asked for.
    pub(in crate::store) fn emptied(&self) -> Known {
        Known { is_bulk: self.is_bulk, ..Known::default() }
    }

    /// What is known, for a transaction that may fail; nothing stays.
    pub(in crate::store) fn take(&mut self) -> Known {
        let emptied = self.emptied();
        std::mem::replace(self, emptied)
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

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use super::*;
    use crate::store::Deed;
    use crate::store::tests::{Temporary, temporary};

    /// Whether what the writer knows is still good for its next batch, and true.
    fn check(made: &mut Temporary) {
        let known = made.library.known.take();
        let checked = made.library.read(Deed::Read, |connection| {
            assert_eq!(known.version, Some(version(connection)?));
            let count = |sql: &str, row: i64| connection.query_row(sql, [row], |row| row.get::<_, u32>(0));
            for (row, (articles, _)) in &known.terms {
                assert_eq!(*articles, count("SELECT articles FROM term WHERE id = ?1", *row)?);
            }
            for (row, (name, articles)) in &known.names {
                assert_eq!(
                    *articles,
                    count("SELECT articles FROM entity WHERE id = ?1", *row)?,
                    "{}",
                    name.id
                );
            }
            let tied: u32 = connection.query_row("SELECT count(*) FROM telling", [], |row| row.get(0))?;
            assert_eq!(known.count, tied);
            Ok(())
        });
        checked.unwrap();
        assert!(!known.terms.is_empty() && !known.names.is_empty());
        made.library.known = known;
    }

    #[test]
    fn what_was_looked_up_lasts_from_batch_to_batch_and_is_true() {
        let mut made = temporary();
        made.add(&[told("a", 0, 0, 0), told("x", 1, 9, 0)]);
        check(&mut made);
        made.add(&[told("b", 0, 1, 0), told("c", 0, 2, 40)]);
        check(&mut made);
        // Another text under a key that is there.
        made.add(&[told("b", 1, 3, 1)]);
        check(&mut made);
        let id = made.id("a");
        made.library.tag(&[id], &["war"], &[]).unwrap();
        made.add(&[told("d", 1, 4, 2)]);
        check(&mut made);
    }
}
