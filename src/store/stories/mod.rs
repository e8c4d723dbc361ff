//! Articles -> the events that they tell, and the storylines that the events make; kept, so that an
//! event stays the same when articles join it.
//!
//! All of it is derived but the reader's word on what is one story ([`words`]), and can be made anew
//! from the articles in the order of their days ([`Library::tie_anew`]), with the same result as an
//! import in that order.

mod anew;
mod ask;
mod known;
mod nearby;
mod storyline;
#[cfg(test)]
mod tests;
mod tie;
mod tree;
mod words;

pub use ask::{EventRow, StoryAround, StoryEvent};
pub(super) use known::Known;
pub use storyline::{Member, Storyline};
pub use words::StoryWord;

use super::codec::LocalProfile;
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Library, articles};
use rusqlite::Connection;
use std::collections::BTreeSet;
use tie::Tying;
use words::Words;

/// Ties articles that came in or changed, in their order. `gone` are the profiles that some of them, or
/// others, had before, which `known` still counts.
pub(super) fn tie(
    connection: &Connection,
    known: &mut Known,
    ids: impl IntoIterator<Item = Id>,
    gone: Vec<LocalProfile>,
) -> Result<(), Fault> {
    for profile in gone {
        known.add(connection, &profile, -1)?;
    }
    // An article that changed twice in a batch is tied as it is in the end.
    let mut ids: Vec<Id> = ids.into_iter().collect();
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let mut left = BTreeSet::new();
    for id in &ids {
        left.extend(untie(connection, *id)?);
    }
    let words = Words::read(connection)?;
    let mut tying = Tying { connection, known, words: &words, is_anew: false };
    ids.into_iter().try_for_each(|id| tying.tie(id))?;
    left.into_iter().try_for_each(|event| tying.link_children_again(event))
}

/// Takes an article out of its event, before it changes or goes; gives the event, if others tell it still.
pub(super) fn untie(connection: &Connection, id: Id) -> Result<Option<i64>, Fault> {
    let Some(event) = tie::event_of(connection, id)? else { return Ok(None) };
    // The first of its copies stands for the others now.
    let heir: Option<i64> = connection
        .prepare_cached("SELECT min(article) FROM telling WHERE original = ?1")?
        .query_row([id.number()], |row| row.get(0))?;
    if let Some(heir) = heir {
        connection
            .prepare_cached("UPDATE telling SET original = nullif(?2, article) WHERE original = ?1")?
            .execute((id.number(), heir))?;
    }
    connection.prepare_cached("DELETE FROM telling WHERE article = ?1")?.execute([id.number()])?;
    if tie::tellings(connection, event, 1)?.is_empty() {
        tree::dissolve(connection, event, None)?;
        return Ok(None);
    }
    Ok(Some(event))
}

/// Puts words of the reader into force. Articles that are no longer there are passed over.
pub(super) fn apply(connection: &Connection, said: &[StoryWord]) -> Result<(), Fault> {
    let is_there =
        |id: Id| connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([id.number()]);
    for word in said {
        if !is_there(word.article)? || !is_there(word.other)? {
            continue;
        }
        words::keep(connection, word.article, word.other, word.after)?;
        let words = Words::read(connection)?;
        let mut known = Known::default();
        known.keep_up(connection)?;
        Tying { connection, known: &mut known, words: &words, is_anew: false }.obey(*word)?;
    }
    Ok(())
}

impl Library {
    /// Keeps the reader's word that two articles are of one story (`Some(true)`), that they are not
    /// (`Some(false)`), or takes it back. One change that can be undone; it counts for what comes in
    /// later, and when all is made anew.
    pub fn say_of_story(&mut self, article: Id, other: Id, same: Option<bool>) -> Result<Change, Error> {
        self.write(Deed::Tie, |connection| {
            articles::rank(connection, article)?;
            articles::rank(connection, other)?;
            let before = words::word(connection, article, other)?;
            let mut said = Vec::new();
            if article != other && before != same {
                said.push(StoryWord { article, other, before, after: same });
            }
            apply(connection, &said)?;
            undo::log(connection, ChangeKind::Story { words: said })
        })
    }
}

/// Articles tied in one transaction.
const BATCH: usize = 64;
/// The name under which it is kept that all articles are being tied anew.
const ANEW_SETTING: &str = "tying anew";

/// All articles, while they are tied anew.
#[derive(Debug)]
pub(super) struct Anew {
    known: Known,
    /// Still to be tied, the next one last.
    left: Vec<Id>,
    total: u64,
}

impl Library {
    /// Ties the next articles into events and stories, of all, in the order of their days: first all are
    /// untied. Gives how many are done, and how many there are; `None` once it is at its end. What is
    /// not brought to its end is due again ([`super::Reader::is_tying_due`]).
    pub fn tie_anew(&mut self) -> Result<Option<(u64, u64)>, Error> {
        let mut anew = match self.anew.take() {
            Some(anew) => anew,
            None => self.begin_to_tie()?,
        };
        let batch = anew.left.split_off(anew.left.len().saturating_sub(BATCH));
        let is_end = anew.left.is_empty();
        let known = &mut anew.known;
        self.write(Deed::Rebuild, |connection| {
            let words = Words::read(connection)?;
            let mut tying = Tying { connection, known, words: &words, is_anew: true };
            for id in batch.iter().rev() {
                // What came in meanwhile is tied already, or gone.
                if tie::event_of(connection, *id)?.is_none() {
                    tying.tie(*id)?;
                }
            }
            if is_end {
                anew::give_former_numbers(connection)?;
                connection.execute("DELETE FROM former_telling", [])?;
                connection.execute("DELETE FROM setting WHERE name = ?1", [ANEW_SETTING])?;
            }
            Ok(())
        })?;
        if is_end {
            return Ok(None);
        }
        let progress = (anew.total - anew.left.len() as u64, anew.total);
        self.anew = Some(anew);
        Ok(Some(progress))
    }

    /// Makes the next [`Library::tie_anew`] begin at the first article, if one was stopped.
    pub fn forget_tying(&mut self) {
        self.anew = None;
    }

    fn begin_to_tie(&mut self) -> Result<Anew, Error> {
        let left = self.write(Deed::Rebuild, |connection| {
            // After a run that was stopped, what counts is what was before that one.
            connection.execute_batch(
                "INSERT INTO former_telling SELECT article, event FROM telling WHERE true
                     ON CONFLICT (article) DO NOTHING;
                 DELETE FROM telling;
                 DELETE FROM event;",
            )?;
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (?1, 1) ON CONFLICT (name) DO NOTHING",
                [ANEW_SETTING],
            )?;
            // The order in which they would have come in day by day: embedded stories after their host.
            let mut statement = connection.prepare(
                "SELECT article.id FROM article LEFT JOIN article host ON host.id = article.host
                 ORDER BY coalesce(host.rank, article.rank) >> 24 DESC,
                          coalesce(host.id, article.id) DESC, article.part DESC, article.id DESC",
            )?;
            let ids = statement.query_map([], |row| row.get(0).map(Id))?;
            Ok(ids.collect::<rusqlite::Result<Vec<Id>>>()?)
        })?;
        Ok(Anew { known: Known::nothing(), total: left.len() as u64, left })
    }
}

impl super::Reader {
    /// Whether some articles are not tied: an earlier Khabar did not, or it was stopped while all were
    /// tied anew.
    pub fn is_tying_due(&self) -> Result<bool, Error> {
        self.read(Deed::Read, |connection| {
            let was_stopped = connection
                .prepare_cached("SELECT 1 FROM setting WHERE name = ?1")?
                .exists([ANEW_SETTING])?;
            let mut ends = connection.prepare_cached(
                "SELECT 1 FROM article WHERE id IN (SELECT min(id) FROM article UNION SELECT max(id) FROM article)
                 AND id NOT IN (SELECT article FROM telling)",
            )?;
            Ok(was_stopped || ends.exists([])?)
        })
    }
}
