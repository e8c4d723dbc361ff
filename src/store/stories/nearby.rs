//! An article -> the few, among however many, that are worth comparing with it whole.
//!
//! Two ways lead to them: rare terms and names, however long ago; and frequent ones within a few days,
//! for other tellings of the event. Near-copies are also found by the bands of their sketches. Each way
//! reads a bounded number of postings.

use super::super::codec::{self, LocalProfile};
use super::super::{Fault, Id, index, rank};
use super::known::Known;
use crate::story::{self, Profile};
use jiff::ToSpan;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Terms and names of an article by which candidates are looked for: the rarest and heaviest. Twice
/// as many find hardly more (the others are common to the whole section of the paper).
const TERMS_MAX: usize = 20;
/// Postings read of one term without regard to the day: the newest ones.
const POSTINGS_MAX: usize = 200;
/// Postings read of one term near the day of the article.
const POSTINGS_NEAR_MAX: usize = 200;
/// Candidates that are compared whole: those of any time, and those near the day.
const CANDIDATES: usize = 32;
const CANDIDATES_NEAR: usize = 24;
/// What a shared band of the sketches counts for: more than any words.
const BAND_WEIGHT: f32 = 1e6;

/// An article to find others for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub(super) rank: i64,
    pub(super) local: &'a LocalProfile,
    /// Only articles that stand before it in the order of the days are looked at.
    pub(super) only_before: bool,
}

/// An article that may relate to another.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: Id,
    pub(super) rank: i64,
    /// The event that it tells.
    pub(super) event: i64,
    /// The article that it is a copy of.
    pub(super) original: Option<Id>,
    pub(super) profile: Profile,
}

/// The candidates of an article among those that have been tied into stories, the most promising first.
pub(super) fn find(
    connection: &Connection,
    known: &mut Known,
    wanted: Wanted<'_>,
) -> Result<Vec<Candidate>, Fault> {
    let scores = scores(connection, known, wanted)?;
    let (from, to) = near(wanted.rank, wanted.local);
    let mut best: Vec<(i64, f32)> = scores.into_iter().filter(|(rank, _)| *rank != wanted.rank).collect();
    best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    let mut found = Vec::new();
    let (mut left, mut near_left) = (CANDIDATES, CANDIDATES_NEAR);
    for (rank, _) in best {
        let is_near = (from..to).contains(&rank);
        let left = if is_near && near_left > 0 { &mut near_left } else { &mut left };
        if *left == 0 {
            continue;
        }
        if let Some(candidate) = candidate(connection, known, rank)? {
            *left -= 1;
            found.push(candidate);
        }
    }
    Ok(found)
}

/// How much speaks for each article, by its rank.
fn scores(
    connection: &Connection,
    known: &mut Known,
    wanted: Wanted<'_>,
) -> Result<FxHashMap<i64, f32>, Fault> {
    let local = wanted.local;
    let mut leads: Vec<(f32, String, u32)> = Vec::new();
    for &(row, weight) in &local.terms {
        let frequency = known.term(connection, row)?;
        let rarity = known.rarity_of(frequency);
        leads.push((weight * rarity * rarity, index::posting_term(row), frequency));
    }
    for &(row, mentions) in &local.names {
        let frequency = known.name(connection, row)?.1;
        let rarity = known.rarity_of(frequency);
        // A name that is mentioned often weighs about as much as the heaviest words.
        let weight = 0.1 * (1.0 + (mentions as f32).ln());
        leads.push((weight * rarity * rarity, index::entity_term(row), frequency));
    }
    // What no other article has leads nowhere.
    leads.retain(|&(_, _, frequency)| frequency > 1);
    leads.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    leads.truncate(TERMS_MAX);
    leads.extend(local.sketch.bands.iter().map(|&band| (BAND_WEIGHT, index::band_term(band), 0)));

    let bound = if wanted.only_before { rank::ceiling(rank::day(wanted.rank)) } else { i64::MAX };
    let (from, to) = near(wanted.rank, local);
    let mut scores: FxHashMap<i64, f32> = FxHashMap::default();
    for (weight, term, frequency) in &leads {
        let mut add = |ranks: Vec<i64>| {
            for rank in ranks {
                *scores.entry(rank).or_default() += weight;
            }
        };
        let newest = postings(connection, term, i64::MIN, bound, POSTINGS_MAX)?;
        let oldest_read = newest.last().copied();
        let is_all = newest.len() < POSTINGS_MAX;
        add(newest);
        // What was not read for being too frequent is read near the day.
        if !is_all
            && *frequency > 0
            && let Some(oldest_read) = oldest_read
            && oldest_read > from
        {
            add(postings(connection, term, from, to.min(oldest_read), POSTINGS_NEAR_MAX)?);
        }
    }
    Ok(scores)
}

/// The article of a rank as a candidate; `None` if it has not been tied into a story yet.
pub(super) fn candidate(
    connection: &Connection,
    known: &mut Known,
    rank: i64,
) -> Result<Option<Candidate>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id, event, original, bytes FROM article
         JOIN telling ON telling.article = article.id JOIN profile ON profile.article = article.id
         WHERE rank = ?1",
    )?;
    let mut rows = statement.query([rank])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (id, event, original) = (Id(row.get(0)?), row.get(1)?, row.get::<_, Option<i64>>(2)?.map(Id));
    let local = codec::LocalProfile::decode(row.get_ref(3)?.as_blob().unwrap_or_default())
        .map_err(|_| Fault::Broken("the profile of an article"))?;
    let profile = known.profile(connection, local)?;
    Ok(Some(Candidate { id, rank, event, original, profile }))
}

/// The ranks around the day of an article's event in which other tellings of it stand.
fn near(own_rank: i64, local: &LocalProfile) -> (i64, i64) {
    let day = local.day.known().unwrap_or_else(|| rank::day(own_rank));
    let window = i64::from(story::event::WINDOW_DAYS).days();
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
