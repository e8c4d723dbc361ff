//! Tags, read state and reading position: what the reader sets by hand.

use super::tag_words::{self, By, Said};
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Ids, Library, Reader, articles};
use crate::arabic::letters::fold_str;
use crate::arabic::sanitise::sanitise;
use rusqlite::{Connection, OptionalExtension};

/// Characters of the longest tag; a line of the list holds it.
pub const TAG_CHARS_MAX: usize = 60;

/// A tag as it is kept: without leading `#`, white space inside it `_`, as in hashtags. `None` if
/// nothing is left, or more than [`TAG_CHARS_MAX`] characters are.
pub fn normalise(tag: &str) -> Option<String> {
    let clean = sanitise(tag).text;
    let trimmed = clean.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    let name = trimmed.split_whitespace().collect::<Vec<_>>().join("_");
    let name: String = name.chars().filter(|&character| !is_invisible(character)).collect();
    let length = name.chars().count();
    (length > 0 && length <= TAG_CHARS_MAX && !folded(&name).is_empty()).then_some(name)
}

/// Bidi controls and zero-width characters, which would make two tags look alike.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What makes two tags one.
pub(super) fn folded(name: &str) -> String {
    fold_str(name)
}

/// The tags of an article, in alphabetical order.
pub(super) fn of(connection: &Connection, id: Id) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT tag.name FROM article JOIN article_tag ON article_tag.rank = article.rank
         JOIN tag ON tag.id = article_tag.tag WHERE article.id = ?1 ORDER BY tag.folded",
    )?;
    let names = statement.query_map([id.0], |row| row.get(0))?;
    names.collect()
}

/// The row of a tag, if it exists.
pub(super) fn row_of(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT id FROM tag WHERE folded = ?1")?
        .query_row([folded(name)], |row| row.get(0))
        .optional()
}

/// The row of a tag, made if there is none.
pub(super) fn row_or_new(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    if let Some(tag) = row_of(connection, name)? {
        return Ok(tag);
    }
    connection
        .prepare_cached("INSERT INTO tag (name, folded) VALUES (?1, ?2)")?
        .execute([name, &folded(name)])?;
    Ok(connection.last_insert_rowid())
}

/// Adds one tag to articles, or takes it off them; gives those that it changed. Articles that are no
/// longer there are passed over.
pub(super) fn set(
    connection: &Connection,
    name: &str,
    ids: impl IntoIterator<Item = Id>,
    on: bool,
) -> rusqlite::Result<Vec<Id>> {
    let tag = match row_of(connection, name)? {
        None if !on => return Ok(Vec::new()),
        _ => row_or_new(connection, name)?,
    };
    let mut statement = connection.prepare_cached(if on {
        "INSERT OR IGNORE INTO article_tag (rank, tag) SELECT rank, ?2 FROM article WHERE id = ?1"
    } else {
        "DELETE FROM article_tag WHERE tag = ?2 AND rank = (SELECT rank FROM article WHERE id = ?1)"
    })?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute([id.0, tag])? > 0 {
            changed.push(id);
        }
    }
    Ok(changed)
}

/// What was changed by adding tags and removing others.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    pub(super) added: Vec<(String, Ids)>,
    pub(super) removed: Vec<(String, Ids)>,
    pub(super) said: Vec<Said>,
}

/// Adds one tag or takes it off, and remembers who did it; what it changed comes to `tagged`.
pub(super) fn set_by(
    connection: &Connection,
    name: &str,
    ids: &[Id],
    (on, by): (bool, By),
    tagged: &mut Tagged,
) -> Result<(), Fault> {
    let changed = set(connection, name, ids.iter().copied(), on)?;
    if let (Some(tag), false) = (row_of(connection, name)?, changed.is_empty()) {
        tagged.said.extend(tag_words::note(connection, (name, tag), &changed, on, by)?);
        let list = if on { &mut tagged.added } else { &mut tagged.removed };
        list.push((name.to_string(), changed.into()));
    }
    Ok(())
}

/// Sets the read state; gives those that it changed.
pub(super) fn set_read(
    connection: &Connection,
    ids: impl IntoIterator<Item = Id>,
    read: bool,
) -> rusqlite::Result<Vec<Id>> {
    let mut statement =
        connection.prepare_cached("UPDATE article SET read = ?2 WHERE id = ?1 AND read <> ?2")?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute((id.0, read))? > 0 {
            changed.push(id);
        }
    }
    Ok(changed)
}

/// The tags as they are kept, or which of them cannot be one.
fn normalised(tags: &[&str]) -> Result<Vec<String>, Error> {
    tags.iter().map(|tag| normalise(tag).ok_or_else(|| Error::BadTag { tag: (*tag).to_string() })).collect()
}

fn tag(connection: &Connection, ids: &[Id], add: &[String], remove: &[String]) -> Result<Change, Fault> {
    let mut tagged = Tagged::default();
    let is_added = |tag: &String| add.iter().any(|other| folded(other) == folded(tag));
    for tag in remove.iter().filter(|tag| !is_added(tag)) {
        set_by(connection, tag, ids, (false, By::Hand), &mut tagged)?;
    }
    for tag in add {
        set_by(connection, tag, ids, (true, By::Hand), &mut tagged)?;
    }
    let Tagged { added, removed, said } = tagged;
    undo::log(connection, ChangeKind::Tags { added, removed, said })
}

impl Library {
    /// Adds and removes tags on articles, as one change that can be undone. A tag in both lists is
    /// added. Gives what was changed; nothing is logged if that is nothing.
    pub fn tag(&mut self, ids: &[Id], add: &[&str], remove: &[&str]) -> Result<Change, Error> {
        let (add, remove) = (normalised(add)?, normalised(remove)?);
        self.write(Deed::Tag, |connection| tag(connection, ids, &add, &remove))
    }

    /// What [`Library::tag`] would change. Nothing is.
    pub fn rehearse_tag(&mut self, ids: &[Id], add: &[&str], remove: &[&str]) -> Result<Change, Error> {
        let (add, remove) = (normalised(add)?, normalised(remove)?);
        self.rehearse(Deed::Tag, |connection| tag(connection, ids, &add, &remove))
    }

    /// Marks articles as read or unread by hand, as one change that can be undone.
    pub fn mark_read(&mut self, ids: &[Id], read: bool) -> Result<Change, Error> {
        self.write(Deed::Mark, |connection| {
            let articles = set_read(connection, ids.iter().copied(), read)?.into();
            undo::log(connection, ChangeKind::Read { read, articles })
        })
    }

    /// Keeps how far an article was read, and that it was. This happens by reading alone, so it is
    /// not among the changes that can be undone.
    pub fn keep_position(&mut self, id: Id, position: u32, read: bool) -> Result<(), Error> {
        self.write(Deed::Mark, |connection| {
            articles::rank(connection, id)?;
            connection
                .prepare_cached(
                    "UPDATE article SET position = ?2, read = max(read, ?3)
                     WHERE id = ?1 AND (position <> ?2 OR read < ?3)",
                )?
                .execute((id.0, position, read))?;
            Ok::<_, Fault>(())
        })
    }
}

impl Reader {
    /// Whether all of the articles were read; those that are no longer there count as read.
    pub fn are_read(&self, ids: &[Id]) -> Result<bool, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement =
                connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1 AND read = 0")?;
            for id in ids {
                if statement.exists([id.0])? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// The tags in use and how many articles have each, the most used first.
    pub fn tags(&self) -> Result<Vec<(String, u64)>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, articles FROM tag WHERE articles > 0 ORDER BY articles DESC, folded",
            )?;
            let tags = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
            Ok(tags.collect::<rusqlite::Result<_>>()?)
        })
    }
}
