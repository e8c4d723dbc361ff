//! Decisions that have changed -> the articles that they concern, made anew from what was found in them.

use super::super::facts::{self, Found};
use super::super::relations::{self, Counts};
use super::super::{Fault, Id, articles, codec, index};
use super::decisions::{self, Decisions, Edit};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Articles made anew before they are written: some ten megabytes.
const BATCH: usize = 256;

/// Writes decisions, and makes the articles that they concern anew: what is kept of their names, what they
/// are found by, what they are compared by. Gives how many those were.
pub(in crate::store) fn apply(connection: &Connection, edits: &[Edit]) -> Result<usize, Fault> {
    let before = Decisions::read(connection)?;
    for edit in edits {
        edit.write(connection)?;
        for entry in edit.entries() {
            before.keep_apart(connection, entry)?;
            decisions::row_of(connection, entry)?;
        }
    }
    let after = Decisions::read(connection)?;
    let ranks = concerned(connection, edits)?;
    articles(connection, &before, &after, &ranks)
}

/// Makes those of the articles anew of which other decisions say something else. Gives how many those were.
pub(super) fn articles(
    connection: &Connection,
    before: &Decisions,
    after: &Decisions,
    ranks: &[i64],
) -> Result<usize, Fault> {
    let mut count = 0;
    for ranks in ranks.chunks(BATCH) {
        let mut counts = Counts::default();
        let mut entries = Vec::new();
        for &rank in ranks {
            let id = articles::id_at(connection, rank)?;
            let is = facts::load(connection, id, after)?;
            if facts::load(connection, id, before)? != is {
                index::remove(connection, rank)?;
                entries.push((rank, remake(connection, &mut counts, id, &is)?));
            }
        }
        count += entries.len();
        counts.write(connection)?;
        facts::write_entries(connection, entries)?;
    }
    Ok(count)
}

/// Puts other names into the profile of an article; gives what has to go into index and postings.
fn remake(
    connection: &Connection,
    counts: &mut Counts,
    id: Id,
    found: &Found,
) -> Result<(index::Entry, codec::LocalProfile), Fault> {
    let article = articles::load(connection, id)?.article;
    let mut profile = relations::local_profile(connection, id)?.unwrap_or_default();
    counts.add(&profile, -1);
    let named = found.facts.entities.iter().zip(&found.rows).filter(|(entity, _)| entity.count > 0);
    profile.names = named.map(|(entity, row)| (*row, entity.count)).collect();
    counts.add(&profile, 1);
    connection
        .prepare_cached("UPDATE profile SET bytes = ?2 WHERE article = ?1")?
        .execute((id.number(), profile.encode()))?;
    Ok((index::Entry::of(&article, found), profile))
}

/// The ranks of the articles that some decisions may concern: those that name the entries, or that left
/// them on the way to others. Ascending.
fn concerned(connection: &Connection, edits: &[Edit]) -> Result<Vec<i64>, Fault> {
    let mut rows = BTreeSet::new();
    let mut ranks = BTreeSet::new();
    for edit in edits {
        let (entry, article) = match edit {
            Edit::Split { entry, article, .. } => (entry, *article),
            Edit::Merge { entry, .. } | Edit::Name { entry, .. } => (entry, None),
        };
        match article {
            // It may be gone since.
            Some(id) => ranks.extend(articles::rank(connection, id).ok()),
            None => {
                rows.extend(decisions::row(connection, &entry.id)?);
            }
        }
    }
    if !rows.is_empty() {
        let mut statement =
            connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid")?;
        let terms = |term: fn(i64) -> String| {
            let terms: Vec<String> = rows.iter().map(|row| format!("\"{}\"", term(*row))).collect();
            terms.join(" OR ")
        };
        let expression = format!(
            "({{person place organisation}} : ({})) OR (facet : ({}))",
            terms(index::entity_term),
            terms(index::left_term)
        );
        for rank in statement.query_map([expression], |row| row.get(0))? {
            ranks.insert(rank?);
        }
    }
    Ok(ranks.into_iter().collect())
}
