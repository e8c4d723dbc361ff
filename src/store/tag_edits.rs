//! A wish for a whole tag (another name, another colour, none at all) -> steps that can be undone.
//!
//! A tag that no article has any more keeps its row, with its colour: who gives it again gets the same one.

use super::tag_words::Said;
use super::tags::{self, folded, normalise};
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Ids, Library, Reader};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The colours that a tag can have by name: the sixteen of a terminal.
pub const COLOURS: [&str; 16] = [
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
    "bright-black",
];

/// A colour as it is kept: one of [`COLOURS`], or `#rrggbb` in lower case. `None` if it is neither.
pub fn normalise_colour(colour: &str) -> Option<String> {
    let name = colour.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some(digits) = name.strip_prefix('#') {
        let is_hex = digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit());
        return is_hex.then_some(name);
    }
    let name = match name.as_str() {
        "gray" | "grey" => "bright-black",
        other => other,
    };
    COLOURS.contains(&name).then(|| name.to_string())
}

/// A tag, as lists of tags show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagRow {
    /// Its name, without `#`.
    #[serde(rename = "tag")]
    pub name: String,
    /// How many articles have it.
    #[serde(rename = "count")]
    pub articles: u64,
    /// One of [`COLOURS`] or `#rrggbb`, if the reader gave it one.
    pub colour: Option<String>,
}

/// What was done to tags, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagDeed {
    /// It has another name.
    Renamed {
        /// Its name before.
        from: String,
        /// Its name since.
        to: String,
    },
    /// Its articles have another one instead, which was there.
    Merged {
        /// Which.
        from: String,
        /// The other.
        into: String,
    },
    /// No article has it any more.
    Deleted {
        /// Which.
        tag: String,
    },
    /// It has another colour.
    Coloured {
        /// Which.
        tag: String,
        /// The colour; `None` for that of all tags.
        colour: Option<String>,
    },
    /// Rules were applied to the whole library.
    Ruled {
        /// Those that changed something, by name.
        rules: Vec<String>,
    },
}

impl fmt::Display for TagDeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TagDeed::Renamed { from, to } => write!(f, "#{from} renamed to #{to}"),
            TagDeed::Merged { from, into } => write!(f, "#{from} merged into #{into}"),
            TagDeed::Deleted { tag } => write!(f, "#{tag} deleted"),
            TagDeed::Coloured { tag, colour: Some(colour) } => write!(f, "#{tag} is {colour}"),
            TagDeed::Coloured { tag, colour: None } => write!(f, "#{tag} has no colour of its own"),
            TagDeed::Ruled { rules } => write!(f, "rules applied: {}", rules.join(", ")),
        }
    }
}

/// A step of such a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagEdit {
    /// Articles got the tag, or lost it.
    Articles {
        /// Which tag.
        tag: String,
        /// Got it, or lost it.
        on: bool,
        /// Which articles.
        articles: Ids,
    },
    /// A tag has another name.
    Name {
        /// Its name before.
        from: String,
        /// Its name since.
        to: String,
    },
    /// A tag has another colour.
    Colour {
        /// Which tag.
        tag: String,
        /// Its colour before.
        before: Option<String>,
        /// Its colour since.
        after: Option<String>,
    },
    /// Something else is remembered for the rules.
    Said(Said),
}

impl TagEdit {
    /// The way back.
    pub(super) fn reversed(self) -> TagEdit {
        match self {
            TagEdit::Articles { tag, on, articles } => TagEdit::Articles { tag, on: !on, articles },
            TagEdit::Name { from, to } => TagEdit::Name { from: to, to: from },
            TagEdit::Colour { tag, before, after } => TagEdit::Colour { tag, before: after, after: before },
            TagEdit::Said(said) => TagEdit::Said(said.reversed()),
        }
    }

    /// Does it.
    pub(super) fn apply(&self, connection: &Connection) -> Result<(), Fault> {
        match self {
            TagEdit::Articles { tag, on, articles } => {
                tags::set(connection, tag, articles.iter(), *on)?;
            }
            TagEdit::Name { from, to } => rename_row(connection, from, to)?,
            TagEdit::Colour { tag, after, .. } => {
                let row = tags::row_or_new(connection, tag)?;
                connection
                    .prepare_cached("UPDATE tag SET colour = ?2 WHERE id = ?1")?
                    .execute((row, after))?;
            }
            TagEdit::Said(said) => said.apply(connection, tags::row_or_new(connection, &said.tag)?)?,
        }
        Ok(())
    }
}

/// Gives the row of a tag another name. If there is a row of that name by now, left behind by a change that was
/// taken back or made by a rule, that one takes over the articles, the words for the rules and, unless it has
/// one, the colour.
fn rename_row(connection: &Connection, from: &str, to: &str) -> Result<(), Fault> {
    let Some(row) = tags::row_of(connection, from)? else { return Ok(()) };
    let other = tags::row_of(connection, to)?.filter(|other| *other != row);
    if let Some(other) = other {
        take_over(connection, row, other)?;
    }
    connection.prepare_cached("UPDATE tag SET name = ?2, folded = ?3 WHERE id = ?1")?.execute((
        other.unwrap_or(row),
        to,
        folded(to),
    ))?;
    Ok(())
}

/// All that one row of a tag has goes to another.
fn take_over(connection: &Connection, from: i64, into: i64) -> rusqlite::Result<()> {
    for sql in [
        "INSERT OR IGNORE INTO article_tag (rank, tag) SELECT rank, ?2 FROM article_tag WHERE tag = ?1",
        "INSERT OR IGNORE INTO tag_word (tag, article, word)
         SELECT ?2, article, word FROM tag_word WHERE tag = ?1",
        "UPDATE tag SET colour = coalesce(colour, (SELECT colour FROM tag WHERE id = ?1)) WHERE id = ?2",
    ] {
        connection.prepare_cached(sql)?.execute([from, into])?;
    }
    for sql in [
        "DELETE FROM article_tag WHERE tag = ?1",
        "DELETE FROM tag_word WHERE tag = ?1",
        "UPDATE tag SET colour = NULL WHERE id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([from])?;
    }
    Ok(())
}

/// The articles that steps gave a tag or took one from.
pub(super) fn articles(edits: &[TagEdit]) -> BTreeSet<Id> {
    let of = |edit: &TagEdit| match edit {
        TagEdit::Articles { articles, .. } => articles.iter().collect(),
        _ => Vec::new(),
    };
    edits.iter().flat_map(of).collect()
}

/// The articles that have the tag of that row.
fn tagged(connection: &Connection, tag: i64) -> rusqlite::Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id FROM article_tag JOIN article ON article.rank = article_tag.rank
         WHERE article_tag.tag = ?1",
    )?;
    let ids = statement.query_map([tag], |row| row.get(0).map(Id))?;
    ids.collect()
}

/// A tag that articles have, with its row.
fn in_use(connection: &Connection, name: &str) -> Result<(i64, TagRow), Fault> {
    kept(connection, name)?
        .filter(|(_, tag)| tag.articles > 0)
        .ok_or_else(|| Fault::Ours(Error::NoTag { tag: name.to_string() }))
}

/// A tag, also one that no article has any more, with its row.
fn kept(connection: &Connection, name: &str) -> Result<Option<(i64, TagRow)>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, articles, colour FROM tag WHERE folded = ?1")?;
    let found = statement.query_row([folded(name)], |row| Ok((row.get(0)?, tag_row(row, 1)?))).optional()?;
    Ok(found)
}

fn tag_row(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<TagRow> {
    Ok(TagRow {
        name: row.get(first)?,
        articles: row.get::<_, i64>(first + 1)?.max(0) as u64,
        colour: row.get(first + 2)?,
    })
}

/// The steps by which articles that have one tag get the other instead. The other keeps its colour; if it has
/// none, it takes the one's.
fn moved(connection: &Connection, (row, from): (i64, &TagRow), into: &TagRow) -> Result<Vec<TagEdit>, Fault> {
    let articles = tagged(connection, row)?;
    let others = match tags::row_of(connection, &into.name)? {
        Some(other) => tagged(connection, other)?.into_iter().collect::<BTreeSet<Id>>(),
        None => BTreeSet::new(),
    };
    let new: Ids = articles.iter().copied().filter(|id| !others.contains(id)).collect();
    let mut edits = vec![TagEdit::Articles { tag: from.name.clone(), on: false, articles: articles.into() }];
    if !new.is_empty() {
        edits.push(TagEdit::Articles { tag: into.name.clone(), on: true, articles: new });
    }
    if let Some(colour) = &from.colour {
        edits.push(coloured(from, None));
        if into.colour.is_none() {
            edits.push(coloured(into, Some(colour.clone())));
        }
    }
    Ok(edits)
}

fn coloured(tag: &TagRow, after: Option<String>) -> TagEdit {
    TagEdit::Colour { tag: tag.name.clone(), before: tag.colour.clone(), after }
}

/// Does the steps of a deed and logs them.
fn edit(connection: &Connection, deed: TagDeed, edits: Vec<TagEdit>, articles: u64) -> Result<Change, Fault> {
    edits.iter().try_for_each(|edit| edit.apply(connection))?;
    let articles = usize::try_from(articles).unwrap_or(usize::MAX);
    undo::log(connection, ChangeKind::TagsEdited { deed, edits, articles })
}

impl Library {
    /// Calls a tag otherwise. If there is a tag of that name, the two are merged, and the change says so. One
    /// change, which can be undone.
    pub fn rename_tag(&mut self, tag: &str, to: &str) -> Result<Change, Error> {
        let to = normalise(to).ok_or_else(|| Error::BadTag { tag: to.to_string() })?;
        self.write(Deed::Tag, |connection| {
            let (row, from) = in_use(connection, tag)?;
            let other = kept(connection, &to)?.filter(|(other, _)| *other != row);
            let (deed, edits) = match other {
                Some((_, into)) => {
                    let mut edits = moved(connection, (row, &from), &into)?;
                    if into.articles > 0 {
                        (TagDeed::Merged { from: from.name.clone(), into: into.name }, edits)
                    } else {
                        edits.extend(
                            (into.name != to)
                                .then(|| TagEdit::Name { from: into.name.clone(), to: to.clone() }),
                        );
                        (TagDeed::Renamed { from: from.name.clone(), to }, edits)
                    }
                }
                None => {
                    let names = TagEdit::Name { from: from.name.clone(), to: to.clone() };
                    let edits = if from.name == to { Vec::new() } else { vec![names] };
                    (TagDeed::Renamed { from: from.name.clone(), to }, edits)
                }
            };
            edit(connection, deed, edits, from.articles)
        })
    }

    /// Gives the articles of one tag the other instead, which must be there. One change, which can be undone.
    pub fn merge_tags(&mut self, tag: &str, into: &str) -> Result<Change, Error> {
        self.read(Deed::Tag, |connection| in_use(connection, into).map(drop))?;
        let into = into.trim_start_matches('#');
        self.rename_tag(tag, into)
    }

    /// Takes a tag off all articles, and its colour with it. One change, which can be undone. It says nothing
    /// of single articles: who has mended a rule can delete its tag and apply the rule anew.
    pub fn delete_tag(&mut self, tag: &str) -> Result<Change, Error> {
        self.write(Deed::Tag, |connection| {
            let (row, tag) = in_use(connection, tag)?;
            let articles = tagged(connection, row)?.into();
            let mut edits = vec![TagEdit::Articles { tag: tag.name.clone(), on: false, articles }];
            edits.extend(tag.colour.is_some().then(|| coloured(&tag, None)));
            edit(connection, TagDeed::Deleted { tag: tag.name }, edits, tag.articles)
        })
    }

    /// Gives a tag a colour, or with `None` that of all tags. One change, which can be undone.
    pub fn colour_tag(&mut self, tag: &str, colour: Option<&str>) -> Result<Change, Error> {
        let bad = |colour: &str| Error::BadColour { colour: colour.to_string() };
        let colour = colour.map(|colour| normalise_colour(colour).ok_or_else(|| bad(colour))).transpose()?;
        self.write(Deed::Tag, |connection| {
            let (_, tag) = in_use(connection, tag)?;
            let edits = if tag.colour == colour { Vec::new() } else { vec![coloured(&tag, colour.clone())] };
            edit(connection, TagDeed::Coloured { tag: tag.name, colour }, edits, tag.articles)
        })
    }
}

impl Reader {
    /// The tags in use, the most used first, with their colours.
    pub fn tag_rows(&self) -> Result<Vec<TagRow>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name, articles, colour FROM tag WHERE articles > 0 ORDER BY articles DESC, folded",
            )?;
            let rows = statement.query_map([], |row| tag_row(row, 0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

#[cfg(test)]
mod tests;
