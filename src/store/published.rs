//! The reader's word on days of publication -> what is kept of it, and where the articles stand then.
//!
//! The word stands apart from what the article itself says, which goes on changing with its file: an
//! import never overwrites the word, and the word can be taken back. `article.published` is always the
//! day that counts, the word before anything else.
//!
//! With the day go the place in the list, that of undated stories embedded in the article, and all that
//! is counted from the day. The latter is not made here: the article is marked ([`STALE`]) in the same
//! transaction, and whoever finds marked articles ([`Reader::marked`]) makes their facts anew.

use super::codec::{date_of, day_number, published_from_code};
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Import, Library, Reader, articles, facts, index, rank, relations};
use crate::article::{Published, PublishedFrom};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The version of derived values that nothing made: they are to be made anew.
pub(super) const STALE: u32 = 0;

/// What was done to the reader's word on the day of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDay {
    /// The article.
    pub article: Id,
    /// The day that he had set before; `None` if he had set none.
    pub before: Option<Date>,
    /// The day that he set; `None` if he took his word back.
    pub after: Option<Date>,
}

impl SetDay {
    /// The same, taken back.
    pub(super) fn reversed(self) -> SetDay {
        SetDay { before: self.after, after: self.before, ..self }
    }
}

impl Library {
    /// Sets the day of publication of articles by the reader's word, or takes that word back (`None`),
    /// so that what the articles themselves say counts again. One change that can be undone. Articles
    /// that are no longer there, or of which he has said the same before, are passed over.
    ///
    /// The articles that it changed are marked until their facts have been made anew.
    pub fn set_published(&mut self, ids: &[Id], day: Option<Date>) -> Result<Change, Error> {
        self.write(Deed::Date, |connection| {
            let days: Vec<(Id, Option<Date>)> = ids.iter().map(|id| (*id, day)).collect();
            let changed = set(connection, &days)?;
            undo::log(connection, ChangeKind::Published { days: changed })
        })
    }
}

impl Reader {
    /// Up to `limit` articles whose facts are to be made anew because their day was set, or the text
    /// of an article with such a day has changed.
    pub fn marked(&self, limit: usize) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement =
                connection.prepare_cached("SELECT id FROM article WHERE made = ?1 LIMIT ?2")?;
            let ids = statement.query_map((STALE, limit as i64), |row| row.get(0).map(Id))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many articles [`Reader::marked`] would give.
    pub fn marked_count(&self) -> Result<u64, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached("SELECT count(*) FROM article WHERE made = ?1")?;
            Ok(statement.query_row([STALE], |row| row.get::<_, i64>(0))? as u64)
        })
    }
}

/// The day of an article by the reader's word, if he has said one.
pub(super) fn word(connection: &Connection, id: Id) -> rusqlite::Result<Option<Date>> {
    connection
        .prepare_cached("SELECT day FROM set_day WHERE article = ?1")?
        .query_row([id.0], |row| Ok(date_of(row.get(0)?)))
        .optional()
}

/// What an article itself says of its day, beside the reader's word; `None` if he has said none.
pub(super) fn said(connection: &Connection, id: Id) -> rusqlite::Result<Option<Option<Published>>> {
    connection
        .prepare_cached("SELECT said, said_from FROM set_day WHERE article = ?1")?
        .query_row([id.0], |row| Ok(articles::published(row.get(0)?, row.get(1)?)))
        .optional()
}

/// A day as the reader's word.
pub(super) fn by_hand(date: Date) -> Published {
    Published { date, from: PublishedFrom::Given }
}

/// Keeps what the new text of an article says of its day, where the reader's word counts; gives the
/// day that counts and whether it is his.
pub(super) fn say(
    connection: &Connection,
    id: Id,
    published: Option<Published>,
) -> rusqlite::Result<(Option<Published>, bool)> {
    let Some(day) = word(connection, id)? else { return Ok((published, false)) };
    let (said, from) = columns(published);
    connection
        .prepare_cached("UPDATE set_day SET said = ?2, said_from = ?3 WHERE article = ?1")?
        .execute((id.0, said, from))?;
    Ok((Some(by_hand(day)), true))
}

/// A day of publication as its two columns.
pub(super) fn columns(published: Option<Published>) -> (Option<i32>, Option<i64>) {
    let day = published.map(|published| day_number(published.date));
    (day, published.map(|published| published_from_code(published.from)))
}

/// Sets the reader's word on each article to a day or to none; gives what that changed. Articles that
/// are no longer there are passed over.
pub(super) fn set(connection: &Connection, days: &[(Id, Option<Date>)]) -> Result<Vec<SetDay>, Fault> {
    let mut changed = Vec::new();
    let mut places = Vec::new();
    for &(article, after) in days {
        let before = word(connection, article)?;
        if before != after && is_there(connection, article)? {
            places.push(keep(connection, article, before, after)?);
            changed.push(SetDay { article, before, after });
        }
    }
    let mut moved = Moved::default();
    for (change, place) in changed.iter().zip(places) {
        moved.place(connection, change.article, place)?;
    }
    moved.write(connection)?;
    Ok(changed)
}

fn is_there(connection: &Connection, id: Id) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([id.0])
}

/// Keeps the word on one article, and the day that counts with it. If the word is taken back: the place
/// that the article had without it.
fn keep(
    connection: &Connection,
    id: Id,
    before: Option<Date>,
    after: Option<Date>,
) -> rusqlite::Result<Option<i64>> {
    let mut place = None;
    let counts = match (before, after) {
        (None, Some(day)) => {
            connection
                .prepare_cached(
                    "INSERT INTO set_day (article, day, said, said_from, place)
                     SELECT id, ?2, published, published_from, rank FROM article WHERE id = ?1",
                )?
                .execute((id.0, day_number(day)))?;
            Some(by_hand(day))
        }
        (_, Some(day)) => {
            connection
                .prepare_cached("UPDATE set_day SET day = ?2 WHERE article = ?1")?
                .execute((id.0, day_number(day)))?;
            Some(by_hand(day))
        }
        (_, None) => {
            let said = said(connection, id)?.flatten();
            place = connection
                .prepare_cached("DELETE FROM set_day WHERE article = ?1 RETURNING place")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            said
        }
    };
    let (day, from) = columns(counts);
    connection
        .prepare_cached("UPDATE article SET published = ?2, published_from = ?3, made = ?4 WHERE id = ?1")?
        .execute((id.0, day, from, STALE))?;
    Ok(place)
}

/// Articles that stand elsewhere in the list now.
#[derive(Default)]
struct Moved {
    /// Those of one day stand together, in their order: as an import of their own.
    import: Option<Import>,
    ids: BTreeSet<Id>,
}

impl Moved {
    /// Gives an article, and the undated stories embedded in it, their place by the days that count
    /// now. Whatever has its place on its day already keeps it; otherwise it goes back to `before`, if
    /// that is on its day and free.
    fn place(&mut self, connection: &Connection, id: Id, before: Option<i64>) -> Result<(), Fault> {
        let (old, published, host, imported): (i64, Option<i64>, Option<i64>, i64) = connection
            .prepare_cached("SELECT rank, published, host, imported FROM article WHERE id = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let published = published.map(date_of);
        let day = articles::list_day(connection, published, host.map(Id), day_of(imported))?;
        if rank::day(old) == day {
            return Ok(());
        }
        let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE rank = ?1")?;
        let new = match (host, before) {
            // An undated story stands below its host.
            (Some(host), _) if published.is_none() => {
                rank::below(connection, articles::rank(connection, Id(host))?)?
            }
            (_, Some(before)) if rank::day(before) == day && !taken.exists([before])? => Some(before),
            _ => None,
        };
        let new = match new {
            Some(new) => new,
            None => self.import.get_or_insert_with(|| Import::new(STALE)).next(connection, day)?,
        };
        index::remove(connection, old)?;
        connection.prepare_cached("UPDATE article SET rank = ?2 WHERE id = ?1")?.execute([id.0, new])?;
        self.ids.insert(id);
        let stories: Vec<Id> = connection
            .prepare_cached("SELECT id FROM article WHERE host = ?1 AND published IS NULL ORDER BY part, id")?
            .query_map([id.0], |row| row.get(0).map(Id))?
            .collect::<rusqlite::Result<_>>()?;
        stories.into_iter().try_for_each(|story| self.place(connection, story, None))
    }

    /// Puts what moved into the index at its new places, with the facts that it has so far.
    fn write(self, connection: &Connection) -> Result<(), Fault> {
        let decisions = super::names::Decisions::read(connection)?;
        let mut entries = Vec::with_capacity(self.ids.len());
        for id in self.ids {
            let article = articles::load(connection, id)?.article;
            let found = facts::load(connection, id, &decisions)?;
            let profile = relations::local_profile(connection, id)?.unwrap_or_default();
            let rank = articles::rank(connection, id)?;
            entries.push((rank, (index::Entry::of(&article, &found), profile)));
        }
        facts::write_entries(connection, entries)
    }
}

/// The day of a moment in seconds since 1970-01-01 UTC, where the reader is.
pub(super) fn day_of(moment: i64) -> Date {
    let moment = jiff::Timestamp::from_second(moment).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.to_zoned(jiff::tz::TimeZone::system()).date()
}

#[cfg(test)]
mod tests;
