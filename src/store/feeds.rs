//! The feeds that the reader follows.
//!
//! An article of a feed has the feed's address as its origin, so that it needs no table of its own; its key
//! is made of the item's id, so that it stays the same article however it is changed.

use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Library, Reader};
use crate::arabic::letters::fold_str;
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::one_line;
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
    /// Those of them that are not read yet.
    pub unread: u64,
    /// What its server gave to ask again with: `ETag` and `Last-Modified`.
    pub marks: (Option<String>, Option<String>),
    /// When it was last asked, and when it may be asked again; seconds since 1970-01-01 UTC.
    pub checked: Option<i64>,
    /// See `checked`.
    pub due: i64,
    /// Why there was no answer, if there was none; as whoever asked wrote it.
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
        /// Why, as it is to be kept.
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

    /// Remembers under which keys the articles at addresses are known; of those known already, nothing new.
    pub fn link(&mut self, links: &[(&str, &str)]) -> Result<(), Error> {
        self.write(Deed::Feeds, |connection| {
            let mut statement = connection
                .prepare_cached("INSERT INTO feed_link (url, key) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
            for link in links {
                statement.execute(*link)?;
            }
            Ok(())
        })
    }

    /// Notes what feeds gave: the keys of the items there, each with a hash of its content.
    pub fn note_items(&mut self, items: &[(String, i64)]) -> Result<(), Error> {
        self.write(Deed::Feeds, |connection| {
            let mut statement = connection.prepare_cached(
                "INSERT INTO feed_item (key, hash) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET hash = ?2",
            )?;
            for (key, hash) in items {
                statement.execute((key, hash))?;
            }
            Ok(())
        })
    }

    /// Notes that an article has the whole text of its page, so that no summary takes its place.
    pub fn note_whole(&mut self, id: Id) -> Result<(), Error> {
        self.write(Deed::Feeds, |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO feed_item (key, whole) SELECT key, 1 FROM article WHERE id = ?1
                     ON CONFLICT (key) DO UPDATE SET whole = 1",
                )?
                .execute([id.number()])?;
            Ok(())
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
                        .execute((id, clean(title), site, &marks.0, &marks.1))?;
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
                        articles, unread
                 FROM feed LEFT JOIN (
                     SELECT origin, count(*) AS articles, sum(read = 0) AS unread FROM article
                     WHERE origin IN (SELECT url FROM feed) AND host IS NULL GROUP BY origin
                 ) ON origin = url ORDER BY folder, coalesce(title, url), url",
            )?;
            let states = statement.query_map([], |row| {
                Ok(FeedState {
                    feed: feed(row)?,
                    marks: (row.get(4)?, row.get(5)?),
                    checked: row.get(6)?,
                    due: row.get(7)?,
                    error: row.get(8)?,
                    gone: row.get(9)?,
                    articles: row.get::<_, Option<u32>>(10)?.unwrap_or(0).into(),
                    unread: row.get::<_, Option<u32>>(11)?.unwrap_or(0).into(),
                })
            })?;
            Ok(states.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Of the item of that key: the hash of what a feed gave last, and whether the article has the whole text of
    /// its page.
    pub fn feed_item(&self, key: &str) -> Result<Option<(i64, bool)>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement =
                connection.prepare_cached("SELECT hash, whole FROM feed_item WHERE key = ?1")?;
            Ok(statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
        })
    }

    /// The key under which the article at this address came first with a feed.
    pub fn key_of_link(&self, url: &str) -> Result<Option<String>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached("SELECT key FROM feed_link WHERE url = ?1")?;
            Ok(statement.query_row([url], |row| row.get(0)).optional()?)
        })
    }
}

/// What articles of the feeds that `name` means have as their origin: it is an address, the title or the
/// folder of feeds, in any spelling. An address need not be that of a feed that is still followed.
pub(super) fn origins(connection: &Connection, name: &str) -> rusqlite::Result<Vec<String>> {
    let wanted = fold_str(name.trim().trim_end_matches('/'));
    let is = |text: &str| fold_str(text.trim_end_matches('/')) == wanted;
    let is_in = |folder: &str| is(folder) || fold_str(folder).starts_with(&format!("{wanted}/"));
    let mut statement = connection.prepare_cached("SELECT url, title, site, folder FROM feed")?;
    let mut found = Vec::new();
    for row in statement.query_map([], feed)? {
        let Feed { url, title, folder, .. } = row?;
        if is(&url) || title.as_deref().is_some_and(is) || folder.as_deref().is_some_and(is_in) {
            found.push(url);
        }
    }
    if found.is_empty() && name.contains("://") {
        found.push(name.to_owned());
    }
    Ok(found)
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

/// A name as a line that a terminal may be sent; whoever publishes a feed writes its title.
fn clean(name: &Option<String>) -> Option<String> {
    // What turns the direction of a title would turn the rest of the row with it.
    let turns = |letter: &char| matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let sane = sanitise(name.as_deref()?).text;
    let name = one_line(&sane.chars().filter(|letter| !turns(letter)).collect::<String>());
    Some(name.trim_matches('/').trim().to_owned()).filter(|name| !name.is_empty())
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
            .execute((&feed.url, clean(&feed.title), &feed.site, clean(&feed.folder), super::now()))?;
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
    fn titles_are_lines_without_controls() {
        let mut news = temporary();
        let check = |title: Option<&str>, wanted: Option<&str>| {
            assert_eq!(clean(&title.map(str::to_owned)).as_deref(), wanted, "{title:?}");
        };
        check(Some("صدى \n الوادي"), Some("صدى الوادي"));
        check(Some("a\u{1b}[31mb\u{202e}c"), Some("abc"));
        check(Some("/محلي/اقتصاد/"), Some("محلي/اقتصاد"));
        check(Some(" \u{7} "), None);
        check(None, None);
        news.library
            .follow(&[Feed { title: Some("a\u{9b}31mb".into()), ..feed("https://a/") }], &[])
            .unwrap();
        let title = news.library.feeds().unwrap()[0].feed.title.clone().unwrap();
        assert!(!title.chars().any(char::is_control), "{title:?}");
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
    fn articles_are_found_by_their_feed() {
        use crate::store::Order;
        use crate::store::tests::{addition, article};
        let mut news = temporary();
        let in_folder = |url: &str, title: &str, folder: &str| Feed {
            url: url.into(),
            title: Some(title.into()),
            site: None,
            folder: Some(folder.into()),
        };
        let feeds = [
            in_folder("https://a/", "صدى الوادي", "محلي"),
            in_folder("https://b/", "أنباء", "محلي/اقتصاد"),
            in_folder("https://c/", "Echo", "world"),
        ];
        news.library.follow(&feeds, &[]).unwrap();
        let mut import = crate::store::Import::new(1);
        // More of `a` than are sorted.
        for (key, origin) in [("1", "a"), ("2", "a"), ("3", "a"), ("4", "b"), ("5", "c"), ("6", "d")] {
            let mut of_feed = article(key, "t", &format!("نص {key}"), None);
            of_feed.origin = format!("https://{origin}/");
            news.library.add(&mut import, &[addition(of_feed)]).unwrap();
        }
        let check = |query: &str, keys: &str| {
            let query = query.parse().unwrap();
            let page = news.library.page(&query, Order::Newest, crate::store::Seek::First, 20).unwrap();
            let key = |id| news.library.article(id).unwrap().article.key;
            let mut found: Vec<String> = page.rows.iter().map(|row| key(row.id)).collect();
            found.sort();
            assert_eq!(found.concat(), keys, "{query}");
            assert_eq!(news.library.count(&query).unwrap().total, keys.len() as u64, "{query}");
        };
        check("feed:https://a/", "123");
        check("feed:\"صدي الوادى\"", "123");
        check("feed:انباء", "4");
        check("خلاصة:echo", "5");
        // A folder with those in it.
        check("feed:محلي", "1234");
        check("feed:محلي/اقتصاد", "4");
        check("feed:echo OR feed:أنباء", "45");
        check("-feed:محلي", "56");
        check("feed:محلي 4", "4");
        // One that is not followed, by its address; and none.
        check("feed:https://d/", "6");
        check("feed:محل", "");
    }

    #[test]
    fn the_first_key_of_an_address_stays() {
        let mut news = temporary();
        news.library.link(&[("https://a/1", "k1"), ("https://a/2", "k2"), ("https://a/1", "k3")]).unwrap();
        news.library.link(&[("https://a/2", "k4")]).unwrap();
        let key = |url: &str| news.library.key_of_link(url).unwrap();
        assert_eq!(
            [key("https://a/1"), key("https://a/2"), key("https://a/3")],
            [Some("k1".into()), Some("k2".into()), None]
        );
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
