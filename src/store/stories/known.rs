//! How many articles have a term or a name, as far as it was asked for.

use super::super::codec::{self, LocalProfile};
use super::super::{Fault, articles};
use crate::story::vector::{all_log, log_count, rarity};
use crate::story::{Name, Profile, Term};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Names remembered; some ten megabytes.
const NAMES_MAX: usize = 50_000;
/// Rows of terms remembered: of sixteen megabytes. A library of a million articles has some million.
const TERMS_MAX: i64 = 1 << 21;
/// Terms that a process that does nothing but add asks for, one by one, before it reads all of them.
const SINGLE_MAX: usize = 4096;

/// What was looked up of terms and entities. A reader's is good until something is changed; a writer's
/// goes along with what it adds.
#[derive(Debug, Default)]
pub(in crate::store) struct Known {
    /// The state of the library that it was read from: what others changed, what this connection did.
    version: Option<(i64, u64)>,
    terms: Terms,
    /// By row: the name, and the articles that have it.
    names: FxHashMap<i64, (Name, u32)>,
    /// The row of a name, by its id.
    name_rows: FxHashMap<String, i64>,
    /// Articles in all.
    count: u32,
    /// Whether what was not looked up yet is had by no article: all are being tied anew.
    from_nothing: bool,
    /// Whether many articles come in, for which nearly all terms are asked for.
    pub(in crate::store) is_bulk: bool,
}

/// By row of a term: the articles that have it, and what its rarity is told from. Rows are given one after the
/// other, so that a place for each takes less than a table of those that were asked for.
#[derive(Debug, Default)]
struct Terms {
    /// The latter is [`f32::NAN`] where nothing is known.
    rows: Vec<(u32, f32)>,
    /// Those that were asked for one by one.
    single: usize,
}

impl Terms {
    fn get(&self, row: i64) -> Option<(u32, f32)> {
        let known = self.rows.get(usize::try_from(row).ok()?)?;
        (!known.1.is_nan()).then_some(*known)
    }

    fn set(&mut self, row: i64, articles: u32) {
        // A damaged library may have any number for a row.
        if !(0..TERMS_MAX).contains(&row) {
            return;
        }
        let row = row as usize;
        if row >= self.rows.len() {
            self.rows.resize(row + 1, (0, f32::NAN));
        }
        self.rows[row] = (articles, log_count(articles));
    }

    /// Asks for all that are not known. Those that are may be ahead of the library: what a batch adds is
    /// written at its end.
    fn fill(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached("SELECT id, articles FROM term")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (row, articles) = (row.get(0)?, row.get(1)?);
            if self.get(row).is_none() {
                self.set(row, articles);
            }
        }
        Ok(())
    }
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
        self.names.len() > NAMES_MAX
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
            let count = self.term(connection, row)?;
            self.terms.set(row, count.saturating_add_signed(sign));
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
        if let Some((count, _)) = self.terms.get(row) {
            return Ok(count);
        }
        let count = if self.from_nothing {
            0
        } else {
            connection
                .prepare_cached("SELECT articles FROM term WHERE id = ?1")?
                .query_row([row], |row| row.get(0))?
        };
        self.terms.set(row, count);
        self.terms.single += 1;
        if self.is_bulk && self.terms.single == SINGLE_MAX && !self.from_nothing {
            self.terms.fill(connection)?;
        }
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
        move |row| all - self.terms.get(row as i64).map_or(0.0, |(_, log)| log)
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
            let rows = 0..known.terms.rows.len() as i64;
            for (row, (articles, _)) in rows.filter_map(|row| Some((row, known.terms.get(row)?))) {
                assert_eq!(articles, count("SELECT articles FROM term WHERE id = ?1", row)?);
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
        assert!(known.terms.single > 0 && !known.names.is_empty());
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

    #[test]
    fn all_terms_are_read_but_those_that_are_ahead_of_the_library() {
        let mut made = temporary();
        made.add(&[told("a", 0, 0, 0), told("b", 0, 1, 9)]);
        let mut terms = Terms::default();
        terms.set(2, 77);
        terms.set(-1, 1);
        terms.set(i64::MAX, 1);
        made.library
            .read(Deed::Read, |connection| {
                terms.fill(connection)?;
                let mut statement = connection.prepare("SELECT id, articles FROM term")?;
                let kept: Vec<(i64, u32)> = statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                assert!(kept.len() > 20);
                for (row, articles) in kept {
                    let expected = if row == 2 { 77 } else { articles };
                    assert_eq!(terms.get(row), Some((expected, log_count(expected))));
                }
                Ok(())
            })
            .unwrap();
        for row in [-1, i64::MAX, 1_000_000] {
            assert_eq!(terms.get(row), None);
        }
    }
}
