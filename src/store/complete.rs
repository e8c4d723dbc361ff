//! The beginning of a value, as it is typed -> the values of the library that begin so.
//!
//! Answers at once however large the library is: names are found by the words that they are made of, which a
//! table keeps in order, and of very many only some are looked at.

use super::facts::{self, ENTITY_COLUMNS, EntityRow};
use super::{Deed, Error, Fault, Reader, codec, term};
use crate::arabic::letters::fold_str;
use crate::arabic::words::words;
use crate::article::EntityKind;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashSet};

/// Names looked at whose words begin as one that is typed does.
const LOOKED_AT: usize = 3_000;
/// Letters from which on a word is looked up in the table; of fewer, those that are named most are looked
/// through, because half the library begins so.
const LETTERS_MIN: usize = 2;

/// What is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completing {
    /// The name of a person, place or organisation.
    Name(EntityKind),
    /// An outlet.
    Outlet,
    /// A tag.
    Tag,
    /// A feed, or a folder of feeds.
    Feed,
}

/// The titles of the feeds, or their addresses, and their folders.
const FEEDS: &str = "
    SELECT coalesce(feed.title, feed.url), count(article.id) FROM feed LEFT JOIN article ON origin = feed.url GROUP BY feed.url
    UNION ALL
    SELECT folder, count(article.id) FROM feed LEFT JOIN article ON origin = feed.url
    WHERE folder IS NOT NULL GROUP BY folder";

/// A value that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The value.
    pub text: String,
    /// How many articles have it.
    pub articles: u64,
}

impl Reader {
    /// Up to `limit` values that begin as what is typed does, in whatever spelling, or of which a word does;
    /// those of most articles first.
    pub fn complete(&self, what: Completing, typed: &str, limit: usize) -> Result<Vec<Completed>, Error> {
        self.read(Deed::Read, |connection| match what {
            Completing::Name(kind) => names(connection, kind, typed, limit),
            Completing::Outlet => {
                plain(connection, "SELECT name, articles FROM outlet WHERE articles > 0", typed, limit)
            }
            Completing::Tag => {
                plain(connection, "SELECT name, articles FROM tag WHERE articles > 0", typed, limit)
            }
            Completing::Feed => plain(connection, FEEDS, typed, limit),
        })
    }
}

/// Of a list that has no more rows than a reader could know: those that fit.
fn plain(connection: &Connection, sql: &str, typed: &str, limit: usize) -> Result<Vec<Completed>, Fault> {
    let typed = fold_str(typed.trim().trim_start_matches('#'));
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (text, articles) = row?;
        let folded = fold_str(&text);
        let starts_word =
            |at: usize| folded[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let place = folded.match_indices(typed.as_str()).map(|(at, _)| at).find(|at| starts_word(*at));
        // An article before a word of the name makes no difference, either.
        let fits = place.or_else(|| words_begin(&text, &typed).then_some(usize::MAX));
        found.extend(fits.map(|at| (at > 0, Completed { text, articles: articles as u64 })));
    }
    found.sort_by(|(inside, one), (other_inside, other)| {
        inside
            .cmp(other_inside)
            .then(other.articles.cmp(&one.articles))
            .then_with(|| one.text.cmp(&other.text))
    });
    Ok(found.into_iter().take(limit).map(|(_, completed)| completed).collect())
}

/// Whether a word of `text`, with or without particles, begins as `typed` does.
fn words_begin(text: &str, typed: &str) -> bool {
    let starts = term::beginnings(typed);
    !typed.is_empty()
        && known_words(text).iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
}

/// The words of a name by which it is found: as they are written, folded, and without what may be a particle.
/// Somebody who types a name types its first letters, whether they could be a particle or not.
fn known_words(name: &str) -> BTreeSet<String> {
    words(name)
        .map(|word| term::folded(word.text))
        .flat_map(|folded| [term::of_folded(&folded).to_owned(), folded])
        .filter(|word| !word.is_empty())
        .collect()
}

fn names(
    connection: &Connection,
    kind: EntityKind,
    typed: &str,
    limit: usize,
) -> Result<Vec<Completed>, Fault> {
    let typed = Typed::of(typed);
    let mut found = Vec::new();
    if typed.last.chars().count() >= LETTERS_MIN || !typed.whole.is_empty() {
        let mut seen = HashSet::new();
        for row in typed.rows(connection)? {
            if seen.insert(row) {
                found.extend(entity(connection, row, kind)?);
            }
        }
        found.extend(given(connection, kind)?);
        if seen.len() >= LOOKED_AT {
            // Those that are meant most may come later in the alphabet.
            found.extend(often(connection, kind, LOOKED_AT)?);
        }
    } else {
        found = often(connection, kind, limit.max(200))?;
    }
    found.retain(|entity| typed.fits(entity));
    found.sort_by(|one, other| other.articles.cmp(&one.articles).then_with(|| one.id.cmp(&other.id)));
    let mut seen = BTreeSet::new();
    found.retain(|entity| seen.insert(entity.name.clone()));
    let completed = |entity: EntityRow| Completed { text: entity.name, articles: u64::from(entity.articles) };
    Ok(found.into_iter().take(limit).map(completed).collect())
}

/// Words as typed: whole ones, and the beginning of the last.
struct Typed {
    whole: Vec<String>,
    last: String,
    starts: Vec<String>,
}

impl Typed {
    fn of(text: &str) -> Typed {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        // After a space the word before it is whole.
        let last = if text.ends_with(char::is_whitespace) { None } else { words.pop() };
        let last = term::folded(last.unwrap_or_default());
        let starts = if last.is_empty() { Vec::new() } else { term::beginnings(&last) };
        Typed { whole: term::terms(&words.join(" ")), last, starts }
    }

    /// Rows of names with a word that fits: by the longest whole word, or by the beginning of the last.
    fn rows(&self, connection: &Connection) -> Result<Vec<i64>, Fault> {
        let mut statement = connection
            .prepare_cached("SELECT entity FROM name_word WHERE word >= ?1 AND word < ?2 LIMIT ?3")?;
        let longest = self.whole.iter().max_by_key(|word| word.chars().count());
        let bounds: Vec<(String, String)> = match longest {
            Some(word) => vec![(word.clone(), format!("{word}\u{1}"))],
            None => self.starts.iter().map(|start| (start.clone(), format!("{start}\u{10FFFF}"))).collect(),
        };
        let mut rows = Vec::new();
        for (from, to) in bounds {
            let found = statement.query_map((from, to, LOOKED_AT as i64), |row| row.get(0))?;
            for row in found {
                rows.push(row?);
            }
        }
        Ok(rows)
    }

    fn fits(&self, entity: &EntityRow) -> bool {
        let fits = |name: &str| {
            let words = known_words(name);
            let begins = |word: &String| self.starts.iter().any(|start| word.starts_with(start));
            self.whole.iter().all(|word| words.contains(word))
                && (self.last.is_empty() || words.iter().any(begins))
        };
        fits(&entity.name) || entity.latin.as_deref().is_some_and(fits)
    }
}

fn entity(connection: &Connection, row: i64, kind: EntityKind) -> Result<Option<EntityRow>, Fault> {
    let sql = format!("SELECT {ENTITY_COLUMNS} FROM entity WHERE id = ?1 AND kind = ?2 AND articles > 0");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((row, codec::entity_kind_code(kind)))?;
    Ok(match rows.next()? {
        Some(row) => Some(facts::entity_row(row)?),
        None => None,
    })
}

/// Those to which the reader gave a name; its words are in no table.
fn given(connection: &Connection, kind: EntityKind) -> Result<Vec<EntityRow>, Fault> {
    let sql = format!(
        "SELECT {ENTITY_COLUMNS} FROM entity
         WHERE key IN (SELECT entry FROM name_given) AND kind = ?1 AND articles > 0"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([codec::entity_kind_code(kind)], facts::entity_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those named most: in a library where few are named often, all are looked through.
fn often(connection: &Connection, kind: EntityKind, limit: usize) -> Result<Vec<EntityRow>, Fault> {
    let ask = |from: &str| -> Result<Vec<EntityRow>, Fault> {
        let sql = format!(
            "SELECT {ENTITY_COLUMNS} FROM entity {from} AND kind = ?1 ORDER BY articles DESC LIMIT ?2"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let values = (codec::entity_kind_code(kind), LOOKED_AT.max(limit) as i64);
        let rows = statement.query_map(values, facts::entity_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let often = ask("INDEXED BY entity_often WHERE articles >= 20")?;
    if often.len() >= limit { Ok(often) } else { ask("WHERE articles > 0") }
}

/// Keeps the words of a name.
pub(super) fn write_words(
    connection: &Connection,
    row: i64,
    name: &str,
    latin: Option<&str>,
) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO name_word (word, entity) VALUES (?1, ?2)")?;
    for word in known_words(name).into_iter().chain(latin.map(known_words).unwrap_or_default()) {
        statement.execute((word, row))?;
    }
    Ok(())
}

/// Keeps the words of all names anew.
pub(super) fn rewrite_words(connection: &Connection) -> Result<(), Fault> {
    connection.execute("DELETE FROM name_word", [])?;
    let mut statement = connection.prepare("SELECT id, name, latin FROM entity ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name, latin): (i64, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        write_words(connection, id, &name, latin.as_deref())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
