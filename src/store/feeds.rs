//! The feeds that the reader follows.
//!
//! An article of a feed has the feed's address as its origin, so that it needs no table of its own; its key
//! is made of the item's id, so that it stays the same article however it is changed.

use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Library, Reader};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

/// Seconds after which a feed may be asked again at the soonest, and at the latest.
const INTERVAL_LEAST: i64 = 15 * 60;
const INTERVAL_MOST: i64 = 24 * 60 * 60;

/// A feed as the reader added it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// What it is called.
    pub title: Option<String>,
    /// The address of its site.
    pub site: Option<String>,
    /// The folder that the reader put it into; `/` between folders in folders.
    pub folder: Option<String>,
}

/// A feed, and how asking it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedState {
    /// The feed.
    pub feed: Feed,
    /// Articles of it in the library.
    pub articles: u64,
    /// What its server gave to ask again with: `ETag` and `Last-Modified`.
    pub marks: (Option<String>, Option<String>),
    /// When it was last asked, and when it may be asked again; seconds since 1970-01-01 UTC.
    pub checked: Option<i64>,
    /// See `checked`.
    pub due: i64,
    /// Why there was no answer, if there was none.
    pub error: Option<String>,
    /// Its server says that it is no longer there.
    pub gone: bool,
}

/// How asking a feed went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It has not changed.
    Same,
    /// It was read.
    Read {
        /// What it is called now.
        title: Option<String>,
        /// The address of its site.
        site: Option<String>,
        /// Where it has moved for good.
        moved: Option<String>,
        /// See [`FeedState::marks`].
        marks: (Option<String>, Option<String>),
        /// Whether any article was new or changed.
        changed: bool,
    },
    /// There was no answer.
    Failed {
        /// Why.
        error: String,
        /// The server says that it is no longer there.
        gone: bool,
        /// Seconds for which the server wants to be left alone.
        wait: Option<i64>,
    },
}

impl Library {
    /// Follows feeds, and no longer follows others; what is followed already, or not, is left as it is.
    pub fn follow(&mut self, add: &[Feed], remove: &[&str]) -> Result<Change, Error> {
        self.write(Deed::Feeds, |connection| {
            let mut removed = Vec::new();
            for url in remove {
                removed.extend(find(connection, url)?);
            }
            let mut added: Vec<Feed> = Vec::new();
            for feed in add {
                let is_known = find(connection, &feed.url)?.is_some();
                if !is_known && !added.iter().any(|other| other.url == feed.url) {
                    added.push(feed.clone());
                }
            }
            apply(connection, &added, &removed)?;
            undo::log(connection, ChangeKind::Feeds { added, removed })
        })
    }

    /// Notes how asking the feed at `url` went at `now`, seconds since 1970-01-01 UTC, and when it may be asked
    /// again: at half the interval after something new, at twice after nothing, later with each failure.
    pub fn note_asked(&mut self, url: &str, asked: &Asked, now: i64) -> Result<(), Error> {
        self.write(Deed::Feeds, |connection| {
            let known = connection
                .prepare_cached("SELECT id, interval, failures FROM feed WHERE url = ?1")?
                .query_row([url], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((id, interval, failures)): Option<(i64, i64, u32)> = known else { return Ok(()) };
            let within = |seconds: i64| seconds.clamp(INTERVAL_LEAST, INTERVAL_MOST);
            let set = |interval: i64, wait: i64, failures: u32, error: Option<&str>, gone: bool| {
                connection
                    .prepare_cached(
                        "UPDATE feed SET checked = ?2, interval = ?3, due = ?4, failures = ?5, error = ?6, gone = ?7
                         WHERE id = ?1",
                    )?
                    .execute((id, now, interval, now.saturating_add(wait), failures, error, gone))
            };
            match asked {
                Asked::Same => {
                    let interval = within(interval * 2);
                    set(interval, interval, 0, None, false)?;
                }
                Asked::Read { title, site, moved, marks, changed } => {
                    let interval = within(if *changed { interval / 2 } else { interval * 2 });
                    set(interval, interval, 0, None, false)?;
                    connection
                        .prepare_cached(
                            "UPDATE feed SET title = coalesce(?2, title), site = coalesce(?3, site), etag = ?4,
                                    modified = ?5 WHERE id = ?1",
                        )?
                        .execute((id, title, site, &marks.0, &marks.1))?;
                    if let Some(moved) = moved {
                        move_to(connection, id, url, moved)?;
                    }
                }
                Asked::Failed { error, gone, wait } => {
                    let failures = failures.saturating_add(1);
                    let later = within(INTERVAL_LEAST.saturating_mul(1 << failures.min(10)));
                    set(interval, wait.unwrap_or(0).clamp(later, 7 * INTERVAL_MOST), failures, Some(error), *gone)?;
                }
            }
            Ok(())
        })
    }
}

impl Reader {
    /// The feeds that are followed, by folder and title.
    pub fn feeds(&self) -> Result<Vec<FeedState>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT url, title, site, folder, etag, modified, checked, due, error, gone,
                        (SELECT count(*) FROM article WHERE origin = url AND host IS NULL)
                 FROM feed ORDER BY folder, coalesce(title, url), url",
            )?;
            let states = statement.query_map([], |row| {
                Ok(FeedState {
                    feed: feed(row)?,
                    marks: (row.get(4)?, row.get(5)?),
                    checked: row.get(6)?,
                    due: row.get(7)?,
                    error: row.get(8)?,
                    gone: row.get(9)?,
                    articles: row.get::<_, u32>(10)?.into(),
                })
            })?;
            Ok(states.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The feed of the first four columns.
fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed { url: row.get(0)?, title: row.get(1)?, site: row.get(2)?, folder: row.get(3)? })
}

fn find(connection: &Connection, url: &str) -> rusqlite::Result<Option<Feed>> {
    connection
        .prepare_cached("SELECT url, title, site, folder FROM feed WHERE url = ?1")?
        .query_row([url], feed)
        .optional()
}

/// Follows and no longer follows.
pub(super) fn apply(connection: &Connection, added: &[Feed], removed: &[Feed]) -> Result<(), Fault> {
    for feed in removed {
        connection.prepare_cached("DELETE FROM feed WHERE url = ?1")?.execute([&feed.url])?;
    }
    for feed in added {
        connection
            .prepare_cached(
                "INSERT INTO feed (url, title, site, folder, added) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (url) DO NOTHING",
            )?
            .execute((&feed.url, &feed.title, &feed.site, &feed.folder, super::now()))?;
    }
    Ok(())
}

/// Gives a feed its new address, and its articles with it; where that one is followed too, it is gone.
fn move_to(connection: &Connection, id: i64, from: &str, to: &str) -> rusqlite::Result<()> {
    if find(connection, to)?.is_some() {
        connection.prepare_cached("DELETE FROM feed WHERE id = ?1")?.execute([id])?;
    } else {
        connection.prepare_cached("UPDATE feed SET url = ?2 WHERE id = ?1")?.execute((id, to))?;
    }
    connection.prepare_cached("UPDATE article SET origin = ?2 WHERE origin = ?1")?.execute((from, to))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::temporary;

    fn feed(url: &str) -> Feed {
        Feed { url: url.into(), title: Some("صدى".into()), site: None, folder: Some("محلي".into()) }
    }

    fn urls(library: &Library) -> Vec<String> {
        library.feeds().unwrap().into_iter().map(|state| state.feed.url).collect()
    }

    #[test]
    fn feeds_are_followed_until_they_are_not_and_that_is_undone() {
        let mut news = temporary();
        let change =
            news.library.follow(&[feed("https://a/"), feed("https://b/"), feed("https://a/")], &[]).unwrap();
        assert_eq!(change.to_string(), "2 feeds followed");
        assert!(news.library.follow(&[feed("https://a/")], &[]).unwrap().to_string().contains("nothing"));
        news.library.follow(&[], &["https://a/", "https://c/"]).unwrap();
        assert_eq!(urls(&news.library), ["https://b/"]);
        let mut news = news.reopened();
        news.library.undo().unwrap();
        assert_eq!(urls(&news.library), ["https://a/", "https://b/"]);
        assert_eq!(news.library.feeds().unwrap()[0].feed, feed("https://a/"));
        news.library.redo().unwrap();
        assert_eq!(urls(&news.library), ["https://b/"]);
    }

    #[test]
    fn what_often_changes_is_asked_more_often() {
        let mut news = temporary();
        news.library.follow(&[feed("https://a/")], &[]).unwrap();
        let mut ask = |asked: &Asked| {
            news.library.note_asked("https://a/", asked, 1000).unwrap();
            news.library.feeds().unwrap()[0].due - 1000
        };
        let read =
            |changed| Asked::Read { title: None, site: None, moved: None, marks: (None, None), changed };
        assert_eq!([ask(&Asked::Same), ask(&Asked::Same), ask(&read(true))], [1800, 3600, 1800]);
        let failed = |wait| Asked::Failed { error: "x".into(), gone: false, wait };
        assert_eq!(
            [ask(&failed(None)), ask(&failed(None)), ask(&failed(Some(100_000)))],
            [1800, 3600, 100_000]
        );
        assert_eq!((0..20).map(|_| ask(&failed(None))).max(), Some(INTERVAL_MOST));
        assert_eq!(ask(&read(true)), 900);
    }

    #[test]
    fn a_feed_that_has_moved_keeps_its_articles() {
        use crate::store::tests::{addition, article};
        let mut news = temporary();
        news.library.follow(&[feed("https://a/"), feed("https://b/")], &[]).unwrap();
        let mut of_feed = article("k", "t", "نص", None);
        of_feed.origin = "https://a/".into();
        news.library.add(&mut crate::store::Import::new(1), &[addition(of_feed)]).unwrap();
        let moved = |to: &str| Asked::Read {
            title: None,
            site: None,
            moved: Some(to.into()),
            marks: (None, None),
            changed: false,
        };
        news.library.note_asked("https://a/", &moved("https://c/"), 1).unwrap();
        news.library.note_asked("https://c/", &moved("https://b/"), 1).unwrap();
        let feeds = news.library.feeds().unwrap();
        assert_eq!((feeds.len(), feeds[0].feed.url.as_str(), feeds[0].articles), (1, "https://b/", 1));
    }
}
