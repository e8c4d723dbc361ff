//! A library -> whether it is whole, a copy of it, and its index in good order.

use super::{Deed, Error, Fault, Id, Library, Reader};
use rusqlite::Connection;
use std::path::Path;

/// Lines that a check of the file gives at most; a file that is damaged everywhere has thousands.
const LINES_MAX: usize = 100;

/// What is known of a library's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of the log beside it.
    pub log_bytes: u64,
    /// Changes by hand that can be taken back.
    pub changes: u64,
    /// Decisions on names.
    pub decisions: u64,
    /// Days of publication set by hand.
    pub days: u64,
    /// Feeds that are followed.
    pub feeds: u64,
    /// People, places and organisations.
    pub entities: u64,
}

impl Reader {
    /// What is wrong with the file, a line each; empty if nothing is. Reads all of it, and compares the
    /// indexes with what they are made of: a minute for a million articles.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        let mut found = self.pragma_lines("integrity_check")?;
        found.extend(self.lines(|connection| {
            let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
            let lines = statement.query_map([], |row| {
                Ok(format!("a row of '{}' refers to nothing", row.get::<_, String>(0)?))
            })?;
            let mut lines: Vec<String> = lines.take(LINES_MAX).collect::<rusqlite::Result<_>>()?;
            lines.dedup();
            Ok(lines)
        })?);
        for (what, sql) in CHECKS {
            found.extend(self.lines(|connection| {
                let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
                Ok((count > 0).then(|| format!("{count} {what}")).into_iter().collect())
            })?);
        }
        Ok(found)
    }

    /// What is wrong with the pages of the file, a line each: all of them are read, but no index is compared
    /// with its table. A tenth of the time of [`Reader::integrity`].
    pub fn quick_check(&self) -> Result<Vec<String>, Error> {
        self.pragma_lines("quick_check")
    }

    /// What is wrong, by [`Reader::integrity`] and by reading every article with its facts; each that
    /// cannot be read is a line.
    pub fn deep_check(&self) -> Result<Vec<String>, Error> {
        let mut found = self.integrity()?;
        let mut after = i64::MIN;
        loop {
            let ids = self.read(Deed::Check, |connection| {
                let mut statement = connection
                    .prepare_cached("SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT 256")?;
                let ids = statement.query_map([after], |row| row.get::<_, i64>(0))?;
                Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?)
            });
            let ids = match ids {
                Ok(ids) => ids,
                Err(Error::Damaged { detail, .. }) => {
                    found.push(format!(
                        "the table of articles cannot be read behind number {after}: {detail}"
                    ));
                    return Ok(found);
                }
                Err(error) => return Err(error),
            };
            let Some(last) = ids.last() else { return Ok(found) };
            after = *last;
            for id in ids.into_iter().map(Id) {
                let read = self.article(id).and_then(|_| self.facts(id));
                match read {
                    Ok(_) | Err(Error::NoArticle { .. }) => {}
                    Err(Error::Damaged { detail, .. }) if found.len() < LINES_MAX => {
                        found.push(format!("article {id} cannot be read: {detail}"));
                    }
                    Err(Error::Damaged { .. }) => return Ok(found),
                    Err(error) => return Err(error),
                }
            }
        }
    }

    /// Sizes and counts for who looks after the library.
    pub fn files(&self) -> Result<Files, Error> {
        let bytes = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
        self.read(Deed::Check, |connection| {
            let count = |sql: &str| {
                connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|count| count as u64)
            };
            Ok(Files {
                bytes: bytes(&self.path),
                log_bytes: bytes(&super::companion(&self.path, "-wal")),
                changes: count("SELECT count(*) FROM change WHERE undone = 0")?,
                decisions: count(
                    "SELECT (SELECT count(*) FROM name_merge) + (SELECT count(*) FROM name_given)
                          + (SELECT count(*) FROM name_split)",
                )?,
                days: count("SELECT count(*) FROM set_day")?,
                feeds: count("SELECT count(*) FROM feed")?,
                entities: count("SELECT count(*) FROM entity WHERE articles > 0")?,
            })
        })
    }

    fn pragma_lines(&self, pragma: &str) -> Result<Vec<String>, Error> {
        self.lines(|connection| {
            let mut found = Vec::new();
            let mut statement = connection.prepare(&format!("PRAGMA {pragma}({LINES_MAX})"))?;
            for line in statement.query_map([], |row| row.get::<_, String>(0))? {
                let text = line?;
                found.extend(text.lines().filter(|line| *line != "ok").map(str::to_owned));
            }
            Ok(found)
        })
    }

    /// The lines of a check; if it stumbles over damage, that is one of them.
    fn lines(
        &self,
        check: impl FnOnce(&Connection) -> Result<Vec<String>, Fault>,
    ) -> Result<Vec<String>, Error> {
        match self.read(Deed::Check, check) {
            Err(Error::Damaged { detail, .. }) => Ok(vec![detail]),
            other => other,
        }
    }

    /// Copies the library to `to`, whole, as it is at one moment, while others go on using it; and checks
    /// the copy. What was at `to` is replaced once the copy is complete.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        super::backup(&self.connection, &self.path, to)
    }
}

/// What the library must be beside being a sound SQLite file: a count of what is wrong.
const CHECKS: &[(&str, &str)] = &[
    ("articles have no text", "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM content)"),
    (
        "articles have no facts",
        "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM facts)
         OR id NOT IN (SELECT article FROM profile)",
    ),
    (
        "articles are not in the search index",
        "SELECT count(*) FROM article WHERE rank NOT IN (SELECT id FROM search_docsize)",
    ),
    (
        "entries of the search index have no article",
        "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT rank FROM article)",
    ),
    (
        "articles have no postings",
        "SELECT count(*) FROM article WHERE rank NOT IN (SELECT id FROM posting_docsize)",
    ),
    (
        "articles tell an event that is not there",
        "SELECT count(*) FROM telling WHERE event NOT IN (SELECT id FROM event)",
    ),
    (
        "events are told by no article",
        "SELECT count(*) FROM event WHERE id NOT IN (SELECT event FROM telling)",
    ),
    (
        "events develop one of another story, or none that is there",
        "SELECT count(*) FROM event LEFT JOIN event above ON above.id = event.parent
         WHERE event.parent IS NOT NULL AND above.storyline IS NOT event.storyline",
    ),
    (
        "articles copy one that is not there, or a copy",
        "SELECT count(*) FROM telling LEFT JOIN telling original ON original.article = telling.original
         WHERE telling.original IS NOT NULL AND (original.article IS NULL OR original.original IS NOT NULL)",
    ),
    (
        "days set by hand do not count",
        "SELECT count(*) FROM set_day JOIN article ON article.id = set_day.article
         WHERE article.published IS NOT set_day.day OR article.published_from IS NOT 0",
    ),
    (
        "tags have a wrong count",
        "SELECT count(*) FROM tag WHERE articles <> (SELECT count(*) FROM article_tag WHERE tag = tag.id)",
    ),
];

impl Library {
    /// Brings the search index into its most compact form. Worth it after a large import.
    pub fn optimize(&mut self) -> Result<(), Error> {
        self.write(Deed::Rebuild, |connection| {
            connection.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
            connection.execute("INSERT INTO posting (posting) VALUES ('optimize')", [])?;
            Ok(())
        })
    }

    /// Throws away all that is derived, and makes good what follows from the rest: counts of tags, days
    /// set by hand. The facts of every article are then to be made anew, and no search finds one before.
    ///
    /// # Errors
    ///
    /// If even that cannot be done, because the file is damaged: then [`super::salvage()`] is the cure.
    pub fn forget_derived(&mut self) -> Result<(), Error> {
        self.known = self.known.emptied();
        self.anew = None;
        self.write(Deed::Rebuild, |connection| {
            connection.execute_batch(FORGET)?;
            for table in
                ["article", "content", "tag", "article_tag", "change", "set_day", "name_split", "story_word"]
            {
                connection.execute_batch(&format!("REINDEX {table}"))?;
            }
            restore_entries(connection)?;
            Ok(())
        })
    }
}

/// Entries on which the reader has decided are there before any article names them.
pub(super) fn restore_entries(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT OR IGNORE INTO entity (key, kind, name) SELECT entry, kind, name FROM name_merge;
         INSERT OR IGNORE INTO entity (key, kind, name) SELECT target, kind, target_name FROM name_merge;
         INSERT OR IGNORE INTO entity (key, kind, name) SELECT entry, kind, name FROM name_given;
         INSERT OR IGNORE INTO entity (key, kind, name) SELECT entry, kind, name FROM name_split;
         INSERT OR IGNORE INTO entity (key, kind, name) SELECT target, kind, target_name FROM name_split;",
    )
}

/// What [`Library::forget_derived`] does; the order is that of what refers to what.
const FORGET: &str = "
    INSERT INTO search (search) VALUES ('delete-all');
    INSERT INTO posting (posting) VALUES ('delete-all');
    DELETE FROM stated_camp;
    DELETE FROM namesake;
    DELETE FROM namesake_due;
    DELETE FROM telling;
    DELETE FROM former_telling;
    DELETE FROM event;
    DELETE FROM facts;
    DELETE FROM profile;
    DELETE FROM name_word;
    DELETE FROM entity;
    DELETE FROM term;
    UPDATE tag SET articles = (SELECT count(*) FROM article_tag WHERE tag = tag.id);
    UPDATE article SET published = (SELECT day FROM set_day WHERE article = article.id), published_from = 0
        WHERE id IN (SELECT article FROM set_day);
    UPDATE article SET made = 0;
";
