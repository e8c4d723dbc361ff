//! Profiles -> postings, and an article -> those that may relate to it.
//!
//! `story` decides how two articles relate; here are found, among however many, the few that are
//! worth asking about. Two ways lead to them: rare terms and names, however long ago; and frequent
//! ones within a few days, for other tellings of the event. Both read a bounded number of postings.

use super::codec::LocalProfile;
use super::{Deed, Error, Fault, Id, Reader, articles, codec, index, rank};
use crate::article::Facts;
use crate::story::{self, Name, Profile, Related, Term};
use jiff::ToSpan;
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefMut;
use std::collections::{BTreeMap, HashMap};

/// Terms and names of an article by which candidates are looked for: the rarest and heaviest. Twice
/// as many find hardly more (the others are common to the whole section of the paper).
const TERMS_MAX: usize = 32;
/// Postings read of one term without regard to the day: the newest ones.
const POSTINGS_MAX: usize = 400;
/// Postings read of one term near the day of the article.
const POSTINGS_NEAR_MAX: usize = 400;

impl Reader {
    /// What the article is compared by.
    pub fn profile(&self, id: Id) -> Result<Profile, Error> {
        self.read(Deed::Read, |connection| {
            let local = local_profile(connection, id)?;
            if local.is_none() {
                articles::rank(connection, id)?;
            }
            self.known(connection)?.profile(connection, &local.unwrap_or_default())
        })
    }

    /// Up to `limit` other articles that may relate to this one, the most promising first. The cost
    /// does not grow with the library.
    pub fn candidates(&self, id: Id, limit: usize) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| find(connection, id, limit, &mut *self.known(connection)?))
    }

    /// How other articles relate to this one, each list cut to `limit`.
    pub fn related(&self, id: Id, limit: usize) -> Result<Related<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut known = self.known(connection)?;
            let Some(local) = local_profile(connection, id)? else {
                articles::rank(connection, id)?;
                return Ok(Related::default());
            };
            let here = known.profile(connection, &local)?;
            let mut candidates = Vec::new();
            for other in find(connection, id, CANDIDATES, &mut known)? {
                if let Some(local) = local_profile(connection, other)? {
                    candidates.push((other, known.profile(connection, &local)?));
                }
            }
            let count = articles::count(connection)?;
            let rarity = |term: Term| story::vector::rarity(known.frequency(term), count);
            let name_rarity = |name: &str| story::vector::rarity(known.name_frequency(name), count);
            Ok(story::related(&here, candidates, limit, rarity, name_rarity))
        })
    }
}

impl Reader {
    /// What is known of terms and entities from earlier questions, as long as nothing has changed.
    fn known(&self, connection: &Connection) -> rusqlite::Result<RefMut<'_, Known>> {
        let others: i64 = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let version = (others, connection.total_changes());
        let mut known = self.known.borrow_mut();
        if known.version != Some(version) || known.terms.len() + known.names.len() > KNOWN_MAX {
            *known = Known { version: Some(version), ..Known::default() };
        }
        Ok(known)
    }
}

/// Terms and names remembered; some ten megabytes.
const KNOWN_MAX: usize = 100_000;

/// Candidates that are compared whole.
const CANDIDATES: usize = 200;

/// What was looked up of terms and entities.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The state of the library: what others changed, what this connection did.
    version: Option<(i64, u64)>,
    /// By row: hash, articles.
    terms: HashMap<i64, (Term, u32)>,
    frequencies: HashMap<Term, u32>,
    /// By row: name, articles.
    names: HashMap<i64, (Name, u32)>,
    name_frequencies: HashMap<String, u32>,
}

impl Known {
    fn term(&mut self, connection: &Connection, row: i64) -> rusqlite::Result<(Term, u32)> {
        if let Some(term) = self.terms.get(&row) {
            return Ok(*term);
        }
        let found = connection
            .prepare_cached("SELECT hash, articles FROM term WHERE id = ?1")?
            .query_row([row], |row| Ok((row.get::<_, i64>(0)? as Term, row.get::<_, u32>(1)?)))?;
        self.terms.insert(row, found);
        self.frequencies.insert(found.0, found.1);
        Ok(found)
    }

    fn name(&mut self, connection: &Connection, row: i64) -> rusqlite::Result<(Name, u32)> {
        if let Some(name) = self.names.get(&row) {
            return Ok(name.clone());
        }
        let found = connection
            .prepare_cached(
                "SELECT key, kind, coalesce((SELECT given FROM name_given WHERE entry = key), name), articles
                 FROM entity WHERE id = ?1",
            )?
            .query_row([row], |row| {
                let kind = codec::entity_kind_of(row.get(1)?);
                Ok((Name { id: row.get(0)?, kind, name: row.get(2)?, count: 0 }, row.get::<_, u32>(3)?))
            })?;
        self.name_frequencies.insert(found.0.id.clone(), found.1);
        self.names.insert(row, found.clone());
        Ok(found)
    }

    fn frequency(&self, term: Term) -> u32 {
        self.frequencies.get(&term).copied().unwrap_or(0)
    }

    fn name_frequency(&self, id: &str) -> u32 {
        self.name_frequencies.get(id).copied().unwrap_or(0)
    }

    fn profile(&mut self, connection: &Connection, local: &LocalProfile) -> Result<Profile, Fault> {
        let mut vector = Vec::with_capacity(local.terms.len());
        for &(row, weight) in &local.terms {
            vector.push((self.term(connection, row)?.0, weight));
        }
        vector.sort_unstable_by_key(|&(term, _)| term);
        let mut names = Vec::with_capacity(local.names.len());
        for &(row, count) in &local.names {
            names.push(Name { count, ..self.name(connection, row)?.0 });
        }
        Ok(Profile { vector, day: local.day.clone(), names })
    }
}

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
        Ok(LocalProfile { terms, day: profile.day.clone(), names: names.collect() })
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
        for &(row, _) in &profile.terms {
            *self.terms.entry(row).or_default() += sign;
        }
        for &(row, _) in &profile.names {
            *self.names.entry(row).or_default() += sign;
        }
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

fn find(connection: &Connection, id: Id, limit: usize, known: &mut Known) -> Result<Vec<Id>, Fault> {
    let own_rank = articles::rank(connection, id)?;
    let Some(local) = local_profile(connection, id)? else { return Ok(Vec::new()) };
    let count = articles::count(connection)?;
    let mut leads: Vec<(f32, String, u32)> = Vec::new();
    for &(row, weight) in &local.terms {
        let frequency = known.term(connection, row)?.1;
        let rarity = story::vector::rarity(frequency, count);
        leads.push((weight * rarity * rarity, index::posting_term(row), frequency));
    }
    for &(row, mentions) in &local.names {
        let frequency = known.name(connection, row)?.1;
        let rarity = story::vector::rarity(frequency, count);
        // A name that is mentioned often weighs about as much as the heaviest words.
        let weight = 0.1 * (1.0 + (mentions as f32).ln());
        leads.push((weight * rarity * rarity, index::entity_term(row), frequency));
    }
    // What only this article has leads nowhere.
    leads.retain(|&(_, _, frequency)| frequency > 1);
    leads.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    leads.truncate(TERMS_MAX);

    let mut scores: HashMap<i64, f32> = HashMap::new();
    for (weight, term, frequency) in &leads {
        let mut add = |ranks: Vec<i64>| {
            for rank in ranks {
                *scores.entry(rank).or_default() += weight;
            }
        };
        let newest = postings(connection, term, i64::MIN, i64::MAX, POSTINGS_MAX)?;
        let oldest_read = newest.last().copied();
        add(newest);
        // What was not read for being too frequent is read near the day.
        if *frequency as usize > POSTINGS_MAX
            && let Some(oldest_read) = oldest_read
        {
            let (from, to) = near(own_rank, &local);
            add(postings(connection, term, from, to.min(oldest_read), POSTINGS_NEAR_MAX)?);
        }
    }
    scores.remove(&own_rank);
    let mut best: Vec<(i64, f32)> = scores.into_iter().collect();
    best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    best.truncate(limit);
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE rank = ?1")?;
    let mut found = Vec::with_capacity(best.len());
    for (rank, _) in best {
        found.push(Id(statement.query_row([rank], |row| row.get(0))?));
    }
    Ok(found)
}

/// The ranks around the day of an article's event in which other tellings of it stand.
fn near(own_rank: i64, local: &LocalProfile) -> (i64, i64) {
    let day = local.day.known().unwrap_or_else(|| rank::day(own_rank));
    let window = i64::from(story::related::EVENT_WINDOW_DAYS).days();
    (rank::floor(day.saturating_sub(window)), rank::ceiling(day.saturating_add(window)))
}

/// The newest `limit` articles, by rank, of those from `from` up to before `to` that hold a term.
fn postings(
    connection: &Connection,
    term: &str,
    from: i64,
    to: i64,
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM posting WHERE posting MATCH ?1 AND rowid >= ?2 AND rowid < ?3
         ORDER BY rowid DESC LIMIT ?4",
    )?;
    let ranks = statement.query_map((term, from, to, limit as i64), |row| row.get(0))?;
    ranks.collect()
}
