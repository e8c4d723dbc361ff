//! What a query finds -> how well it fits.
//!
//! Words of the title count for most, then names, then words of the body, the rarer the more (bm25). Words that
//! stand next to each other as they were typed count twice, and of those that fit best, what is spelt as it was
//! typed comes before what only means the same. Of two that fit alike the newer one is wanted.

use super::compile::{Arm, Stretch};
use super::list::{Cursor, List, RANKED_MAX};
use super::query::Text;
use super::{Fault, pack, rank, search};
use rusqlite::params_from_iter;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What words in the title count for, beside 1 for words anywhere, where all are common.
const TITLE: f64 = 2.0;
/// What words next to each other, as typed, count for beside 1 for words anywhere.
const NEXT: f64 = 1.0;
/// What words spelt as they were typed count for beside 1 for any spelling.
const EXACT: f64 = 0.5;
/// Hits whose texts are read to see how they are spelt: some pages of the list, in some milliseconds.
const READ_MAX: usize = if cfg!(test) { 5 } else { 60 };
/// Days in which what recency counts for falls to a third.
const FADING_DAYS: f64 = 365.0;

impl List<'_> {
    /// The newest hits, best first.
    pub(super) fn head(&self) -> Result<Vec<Cursor>, Fault> {
        let mut scores: HashMap<i64, f64> = HashMap::new();
        let stretch = Stretch { limit: Some(RANKED_MAX), ..Stretch::ALL };
        for arm in &self.arms {
            let fits = self.fits(arm, stretch)?;
            let from = fits.iter().map(|(rank, _)| *rank).min().unwrap_or(i64::MAX);
            let next = self.next_to_each_other(arm, Stretch { from, ..stretch })?;
            for (rank, fit) in fits {
                let fit = if next.contains(&rank) { fit * (1.0 + NEXT) } else { fit };
                let score = fit * self.freshness(rank);
                let best = scores.entry(rank).or_insert(score);
                *best = best.max(score);
            }
        }
        // Of several arms, the newest hits of all.
        let newest: BTreeSet<i64> = scores.keys().copied().collect();
        let mut head: Vec<Cursor> = newest
            .into_iter()
            .rev()
            .take(RANKED_MAX)
            .map(|rank| Cursor { rank, score: scores.get(&rank).copied() })
            .collect();
        head.sort_by(Cursor::compare);
        self.lift_exact(&mut head)?;
        Ok(head)
    }

    /// The ranks of an arm and how well they fit.
    fn fits(&self, arm: &Arm, stretch: Stretch) -> Result<Vec<(i64, f64)>, Fault> {
        let by_words = arm.has_text() && !arm.is_common(self.connection)?;
        let sql = arm.sql(self.connection, stretch, by_words, self.today)?;
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let fits = statement.query_map(params_from_iter(sql.values), |row| {
            // bm25 of FTS5 is the lower the better.
            Ok((row.get(0)?, if by_words { -row.get::<_, f64>(1)? } else { 1.0 }))
        })?;
        let mut fits: Vec<(i64, f64)> = fits.collect::<rusqlite::Result<_>>()?;
        if arm.has_text() && !by_words {
            let from = fits.last().map_or(i64::MAX, |&(rank, _)| rank);
            let titles = self.ranks_of(&arm.in_title(), Stretch { from, ..stretch })?;
            for (rank, fit) in &mut fits {
                *fit += if titles.contains(rank) { TITLE } else { 0.0 };
            }
        }
        Ok(fits)
    }

    /// The ranks of an arm in which the words stand next to each other as they were typed; none if a single word
    /// was.
    fn next_to_each_other(&self, arm: &Arm, stretch: Stretch) -> Result<HashSet<i64>, Fault> {
        match arm.as_phrase() {
            Some(phrase) if stretch.from < stretch.to => self.ranks_of(&phrase, stretch),
            _ => Ok(HashSet::new()),
        }
    }

    fn ranks_of(&self, arm: &Arm, stretch: Stretch) -> Result<HashSet<i64>, Fault> {
        let sql = arm.sql(self.connection, stretch, false, self.today)?;
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let ranks = statement.query_map(params_from_iter(sql.values), |row| row.get(0))?;
        Ok(ranks.collect::<rusqlite::Result<_>>()?)
    }

    /// Moves up those of the best that have the words as they were typed.
    fn lift_exact(&self, head: &mut [Cursor]) -> Result<(), Fault> {
        let mut typed: Vec<&Text> = self.arms.iter().flat_map(Arm::typed).collect();
        typed.dedup();
        if typed.is_empty() || head.len() < 2 {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT article.title, content.text FROM article JOIN content ON content.article = article.id
             WHERE article.rank = ?1",
        )?;
        for place in head.iter_mut().take(READ_MAX) {
            let (mut words, text): (String, Vec<u8>) =
                statement.query_row([place.rank], |row| Ok((row.get(0)?, row.get(1)?)))?;
            words.push('\n');
            words.push_str(&pack::unpacked(&text).ok_or(Fault::Broken("the text of an article"))?);
            let exactness = search::exactness(&words, &typed);
            place.score = place.score.map(|score| score * (1.0 + EXACT * exactness));
        }
        // What was not read scored less, and is not raised.
        head.sort_by(Cursor::compare);
        Ok(())
    }

    /// From 1 for today's articles down to a half for old ones: of two that fit alike, the newer one
    /// is wanted, but a better one of last year is wanted more than a worse one of today.
    fn freshness(&self, rank: i64) -> f64 {
        let age = super::codec::day_number(self.today) - super::codec::day_number(rank::day(rank));
        0.5 + 0.5 * (-f64::from(age.max(0)) / FADING_DAYS).exp()
    }
}

#[cfg(test)]
mod tests;
