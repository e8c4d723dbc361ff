//! A library -> whether it is whole, a copy of it, and its index in good order.

use super::{Deed, Error, Library, Reader};
use std::path::Path;

impl Reader {
    /// What is wrong with the file, a line each; empty if nothing is. Reads all of it: a minute for a
    /// million articles.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        self.read(Deed::Check, |connection| {
            let mut found: Vec<String> = Vec::new();
            let mut statement = connection.prepare("PRAGMA integrity_check")?;
            let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
            for line in lines {
                found.push(line?);
            }
            found.retain(|line| line != "ok");
            let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
            let lines = statement.query_map([], |row| {
                Ok(format!("a row of '{}' refers to nothing", row.get::<_, String>(0)?))
            })?;
            for line in lines {
                found.push(line?);
            }
            for (what, sql) in CHECKS {
                let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
                if count > 0 {
                    found.push(format!("{count} {what}"));
                }
            }
            Ok(found)
        })
    }

    /// Copies the library to `to`, whole, as it is at one moment, while others go on using it. What
    /// was at `to` is replaced once the copy is complete.
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
}
