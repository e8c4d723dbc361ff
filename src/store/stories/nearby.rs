//! An article -> the few, among however many, that are worth comparing with it whole.
//!
//! Two ways lead to them: rare terms and names, however long ago; and frequent ones within a few days,
//! for other tellings of the event. Where there are few rare ones, near-copies are found by the bands of their
//! sketches. Each way reads a bounded number of postings.

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
/// Where postings are read from the oldest on, for each that is kept: the newest are what is wanted.
const FORWARDS: usize = 5;
/// The part of the library, by days, in which an article is new: one of so many.
const NEW_PART: i64 = 5;
/// Candidates that are compared whole: those of any time, and those near the day.
const CANDIDATES: usize = 32;
const CANDIDATES_NEAR: usize = 24;
/// Terms so rare that all their postings are read, with which no bands are looked for: a near-copy has most of them,
/// and one of them is enough to lead to it.
const TERMS_FOR_COPIES: usize = 8;
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
    /// With those of its names that the other has as well.
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
        if let Some(candidate) = candidate(connection, known, rank, wanted.local)? {
            *left -= 1;
            found.push(candidate);
        }
    }
    Ok(found)
}

/// What other articles are looked for by.
struct Lead {
    weight: f32,
    /// Among the postings.
    term: String,
    /// Articles that have it; 0 where that is not known.
    frequency: u32,
}

/// The terms, names and bands of an article that lead to others, and what each counts for.
fn leads(connection: &Connection, known: &mut Known, local: &LocalProfile) -> Result<Vec<Lead>, Fault> {
    let mut leads: Vec<Lead> = Vec::new();
    for &(row, weight) in &local.terms {
        let frequency = known.term(connection, row)?;
        let rarity = known.rarity_of(frequency);
        leads.push(Lead { weight: weight * rarity * rarity, term: index::posting_term(row), frequency });
    }
    for &(row, mentions) in &local.names {
        let frequency = known.name(connection, row)?.1;
        let rarity = known.rarity_of(frequency);
        // A name that is mentioned often weighs about as much as the heaviest words.
        let weight = 0.1 * (1.0 + (mentions as f32).ln());
        leads.push(Lead { weight: weight * rarity * rarity, term: index::entity_term(row), frequency });
    }
    // What no other article has leads nowhere.
    leads.retain(|lead| lead.frequency > 1);
    leads.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
    leads.truncate(TERMS_MAX);
    if leads.iter().filter(|lead| lead.is_rare()).count() < TERMS_FOR_COPIES {
        let bands = local.sketch.bands.iter();
        leads.extend(bands.map(|&band| Lead {
            weight: BAND_WEIGHT,
            term: index::band_term(band),
            frequency: 0,
        }));
    }
    Ok(leads)
}

impl Lead {
    /// Whether all of its postings are read.
    fn is_rare(&self) -> bool {
        (1..POSTINGS_MAX).contains(&(self.frequency as usize))
    }
}

/// How much speaks for each article, by its rank.
fn scores(
    connection: &Connection,
    known: &mut Known,
    wanted: Wanted<'_>,
) -> Result<FxHashMap<i64, f32>, Fault> {
    let bound = if wanted.only_before { rank::ceiling(rank::day(wanted.rank)) } else { i64::MAX };
    let (from, to) = near(wanted.rank, wanted.local);
    let near_postings = if is_old(connection, to)? { last_postings_forwards } else { last_postings };
    let mut scores: FxHashMap<i64, f32> = FxHashMap::default();
    for lead in leads(connection, known, wanted.local)? {
        let mut add = |ranks: &[i64]| {
            for rank in ranks {
                *scores.entry(*rank).or_default() += lead.weight;
            }
        };
        if lead.is_rare() {
            add(&first_postings(connection, &lead.term, (i64::MIN, bound), POSTINGS_MAX)?);
            continue;
        }
        let newest = last_postings(connection, &lead.term, (i64::MIN, bound), POSTINGS_MAX)?;
        add(&newest);
        // What was not read for being too frequent is read near the day.
        if let Some(&oldest_read) = newest.get(POSTINGS_MAX - 1)
            && lead.frequency > 0
            && oldest_read > from
        {
            let stretch = (from, to.min(oldest_read));
            add(&near_postings(connection, &lead.term, stretch, POSTINGS_NEAR_MAX)?);
        }
    }
    Ok(scores)
}

/// Whether most articles are newer than a rank, as far as the first and the last tell.
fn is_old(connection: &Connection, rank: i64) -> rusqlite::Result<bool> {
    let (first, last): (Option<i64>, Option<i64>) = connection
        .prepare_cached("SELECT (SELECT min(rank) FROM article), (SELECT max(rank) FROM article)")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (first, last) = (first.unwrap_or(rank), last.unwrap_or(rank));
    Ok(last.saturating_sub(rank) > last.saturating_sub(first) / NEW_PART)
}

/// The article of a rank as a candidate for another; `None` if it has not been tied into a story yet.
pub(super) fn candidate(
    connection: &Connection,
    known: &mut Known,
    rank: i64,
    other: &LocalProfile,
) -> Result<Option<Candidate>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id, event, original, bytes FROM article
         JOIN telling ON telling.article = article.id JOIN profile ON profile.article = article.id
         WHERE rank = ?1",
    )?;
    let mut rows = statement.query([rank])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (id, event, original) = (Id(row.get(0)?), row.get(1)?, row.get::<_, Option<i64>>(2)?.map(Id));
    let mut local = codec::LocalProfile::decode(row.get_ref(3)?.as_blob().unwrap_or_default())
        .map_err(|_| Fault::Broken("the profile of an article"))?;
    // Only these are compared; to look up the others takes longer than all else.
    local.names.retain(|(row, _)| other.names.iter().any(|(shared, _)| shared == row));
    let profile = known.profile(connection, local)?;
    Ok(Some(Candidate { id, rank, event, original, profile }))
}

/// The ranks around the day of an article's event in which other tellings of it stand.
fn near(own_rank: i64, local: &LocalProfile) -> (i64, i64) {
    let day = local.day.known().unwrap_or_else(|| rank::day(own_rank));
    let window = i64::from(story::event::WINDOW_DAYS).days();
    (rank::floor(day.saturating_sub(window)), rank::ceiling(day.saturating_add(window)))
}

/// The last `limit` articles, by rank, of those in a stretch of ranks that hold a term, newest first.
fn last_postings(
    connection: &Connection,
    term: &str,
    stretch: (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT rowid FROM posting WHERE posting MATCH ?1 AND rowid >= ?2 AND rowid < ?3
               ORDER BY rowid DESC LIMIT ?4";
    postings(connection, sql, term, stretch, limit)
}

/// The first `limit`, oldest first. FTS5 reads all postings on its way to a stretch, and forwards at a fraction of
/// the cost of backwards.
fn first_postings(
    connection: &Connection,
    term: &str,
    stretch: (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT rowid FROM posting WHERE posting MATCH ?1 AND rowid >= ?2 AND rowid < ?3
               ORDER BY rowid LIMIT ?4";
    postings(connection, sql, term, stretch, limit)
}

/// The same as [`last_postings`] of a stretch that most postings are newer than.
fn last_postings_forwards(
    connection: &Connection,
    term: &str,
    stretch: (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut ranks = first_postings(connection, term, stretch, FORWARDS * limit)?;
    ranks.drain(..ranks.len().saturating_sub(limit));
    Ok(ranks)
}

fn postings(
    connection: &Connection,
    sql: &str,
    term: &str,
    (from, to): (i64, i64),
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ranks = statement.query_map((term, from, to, limit as i64), |row| row.get(0))?;
    ranks.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use super::*;
    use crate::store::tests::temporary;
    use crate::store::{Deed, articles, relations};

    #[test]
    fn a_stretch_has_the_same_postings_forwards_and_backwards() {
        let mut made = temporary();
        let articles: Vec<_> =
            (0..20).map(|number| told(&format!("a{number}"), 0, number, 3 * number as i32)).collect();
        made.add(&articles);
        let rank_of = |number: i32| rank::floor(told("", 0, 0, 3 * number).article.published.unwrap().date);
        let read = made.library.read(Deed::Read, |connection| {
            let local = relations::local_profile(connection, made.id("a0"))?.unwrap();
            let mut known = Known::default();
            let term = leads(connection, &mut known, &local)?.remove(0).term;
            assert_eq!(first_postings(connection, &term, (i64::MIN, i64::MAX), 100)?.len(), 20);
            for (from, to) in [(0, 20), (3, 9), (18, 40), (5, 5), (-9, 2)] {
                let stretch = (rank_of(from), rank_of(to));
                let mut forwards = last_postings_forwards(connection, &term, stretch, 4)?;
                forwards.reverse();
                assert_eq!(forwards, last_postings(connection, &term, stretch, 4)?, "{from} to {to}");
                assert_eq!(forwards.len(), (to.min(20) - from.max(0)).clamp(0, 4) as usize);
            }
            // Half of the articles are newer, and none.
            assert!(is_old(connection, rank_of(10))? && !is_old(connection, rank_of(19))?);
            Ok(())
        });
        read.unwrap();
    }

    #[test]
    fn near_copies_are_found_by_their_rare_words_or_by_their_bands() {
        let mut made = temporary();
        // Nothing else has words of the first; its copy is years away.
        made.add(&[told("a", 0, 0, 0), told("x", 1, 1, 1), told("copy", 0, 0, 2000)]);
        let read = made.library.read(Deed::Read, |connection| {
            let mut known = Known::default();
            let mut local = relations::local_profile(connection, made.id("a"))?.unwrap();
            let has_bands = |leads: &[Lead]| leads.iter().any(|lead| lead.weight == BAND_WEIGHT);
            let mut check = |local: &LocalProfile, bands: bool| {
                assert_eq!(has_bands(&leads(connection, &mut known, local)?), bands);
                let wanted =
                    Wanted { rank: articles::rank(connection, made.id("a"))?, local, only_before: false };
                let found = find(connection, &mut known, wanted)?;
                assert_eq!(found.first().map(|other| other.id), Some(made.id("copy")));
                Ok::<_, Fault>(())
            };
            check(&local, false)?;
            local.terms.truncate(3);
            local.names.clear();
            check(&local, true)
        });
        read.unwrap();
    }
}
