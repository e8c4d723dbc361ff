//! The reader's word on names -> what every article of the library says of them.
//!
//! He merges entries, gives spellings to others, renames. His decisions are kept by themselves, next to
//! the facts as they were found: taken back, all is as it was. They are applied whenever facts are
//! written, so that index, postings and relations know the entries as he wants them, and whenever facts
//! are read.
//!
//! | file | turns | into |
//! | --- | --- | --- |
//! | `decisions` | the tables | where the way of a name leads |
//! | `apply` | facts as found | facts as decided; pure |
//! | `redo` | decisions that changed | the articles that they concern, made anew |
//! | `namesakes`, `part` | what articles state of people of one name | which of them are others |
//! | `look` | an entry | its spellings, and why each is among them |

mod apply;
mod decisions;
mod look;
mod namesakes;
mod part;
mod redo;
#[cfg(test)]
mod tests;

pub(super) use apply::Decided;
pub(super) use decisions::{Decisions, folded, row};
pub use decisions::{Edit, Entry};
pub(super) use look::standings_in;
pub use look::{ByHand, NameRow, Standing};
pub use namesakes::Namesake;
pub(super) use namesakes::{forget, note, of as namesakes, settle};
pub(super) use redo::apply;

use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Library, codec};
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::one_line;
use crate::article::{Entity, Facts};
use decisions::plain_id;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// Characters of the longest name that can be given.
pub const NAME_CHARS_MAX: usize = 200;

/// What the reader wants of names. Entries are told by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// One entry is another: it goes by that one's name from now on.
    Merge {
        /// The entry.
        entry: String,
        /// The one that it is.
        into: String,
    },
    /// A spelling of an entry means someone else.
    Split {
        /// The entry.
        entry: String,
        /// The spelling; `None` for every one, which makes sense in one article only.
        spelling: Option<String>,
        /// In which article; `None` for all.
        article: Option<Id>,
        /// Whom it means; `None` for an entry of its own.
        other: Option<Other>,
    },
    /// An entry is called otherwise.
    Rename {
        /// The entry.
        entry: String,
        /// Its name; nothing for the one that was found.
        name: String,
    },
}

/// Whom a spelling means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// An entry of the library, by its id.
    Entry(String),
    /// Someone of that name.
    Named(String),
}

/// What was decided, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameDeed {
    /// An entry was merged into another.
    Merged {
        /// What it was called.
        name: String,
        /// What the other is called.
        into: String,
    },
    /// A spelling means someone else.
    Split {
        /// The spelling; the entry's name if all do.
        spelling: String,
        /// What the entry is called.
        name: String,
        /// What the other is called.
        other: String,
        /// The article, if it was decided for one.
        article: Option<Id>,
    },
    /// An entry was renamed.
    Renamed {
        /// What it was called.
        name: String,
        /// What it is called now.
        to: String,
    },
}

/// Why a wish cannot be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// There is no such entry.
    Unknown,
    /// Both are one entry already.
    Same,
    /// One is a person, the other a place or an organisation.
    OtherKind(String),
    /// No article has this spelling of it.
    NoSpelling(String),
    /// Nothing is left of a new name, or it is too long.
    Unfit,
}

impl Library {
    /// Does what the reader wants of names, in all articles that it concerns, as one change that can be
    /// undone. All of it is done before this returns: about half a second for a thousand articles.
    pub fn decide(&mut self, wish: &Wish) -> Result<Change, Error> {
        self.write(Deed::Name, |connection| {
            let (deed, edits) = match wish {
                Wish::Merge { entry, into } => merge(connection, entry, into)?,
                Wish::Split { entry, spelling, article, other } => {
                    let spelling = spelling.as_deref();
                    split(connection, entry, spelling, *article, other.as_ref())?
                }
                Wish::Rename { entry, name } => rename(connection, entry, name)?,
            };
            let articles = redo::apply(connection, &edits)?;
            if let (NameDeed::Split { spelling, name, .. }, 0) = (&deed, articles) {
                return Err(refused(name, NameProblem::NoSpelling(spelling.clone())));
            }
            undo::log(connection, ChangeKind::Names { deed, edits, articles })
        })
    }
}

fn refused(name: &str, problem: NameProblem) -> Fault {
    Fault::Ours(Error::Name { name: name.to_owned(), problem })
}

/// The entry that the one of this id is now, under the name that is shown.
fn entry_of(connection: &Connection, decisions: &Decisions, id: &str) -> Result<Entry, Fault> {
    let last = decisions.last(id);
    let found = connection
        .prepare_cached("SELECT kind, name FROM entity WHERE key = ?1")?
        .query_row([last], |row| Ok((codec::entity_kind_of(row.get(0)?), row.get::<_, String>(1)?)))
        .optional()?;
    let Some((kind, name)) = found else { return Err(refused(id, NameProblem::Unknown)) };
    Ok(Entry { id: last.to_owned(), kind, name })
}

/// What an entry is called: by the reader, else as it was found.
fn shown(decisions: &Decisions, entry: &Entry) -> String {
    decisions.given(&entry.id).unwrap_or(&entry.name).to_owned()
}

fn merge(connection: &Connection, entry: &str, into: &str) -> Result<(NameDeed, Vec<Edit>), Fault> {
    let decisions = Decisions::read(connection)?;
    let entry = entry_of(connection, &decisions, entry)?;
    let into = entry_of(connection, &decisions, into)?;
    let (name, other) = (shown(&decisions, &entry), shown(&decisions, &into));
    if entry.id == into.id {
        return Err(refused(&name, NameProblem::Same));
    }
    if entry.kind != into.kind {
        return Err(refused(&name, NameProblem::OtherKind(other)));
    }
    let deed = NameDeed::Merged { name, into: other };
    Ok((deed, vec![Edit::Merge { entry, before: None, after: Some(into) }]))
}

fn rename(connection: &Connection, entry: &str, name: &str) -> Result<(NameDeed, Vec<Edit>), Fault> {
    let decisions = Decisions::read(connection)?;
    let entry = entry_of(connection, &decisions, entry)?;
    let shown = shown(&decisions, &entry);
    let name = one_line(&sanitise(name).text);
    if !name.is_empty() && folded(&name).is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(refused(&shown, NameProblem::Unfit));
    }
    let before = decisions.given(&entry.id).map(str::to_owned);
    let after = Some(name).filter(|name| !name.is_empty() && *name != entry.name);
    let deed = NameDeed::Renamed { name: shown, to: after.clone().unwrap_or_else(|| entry.name.clone()) };
    let edits = if before == after { Vec::new() } else { vec![Edit::Name { entry, before, after }] };
    Ok((deed, edits))
}

/// What was merged into the entry under that name comes out whole; and whatever else is spelt so and was
/// found to be the entry, or one that was merged into it, is the other.
fn split(
    connection: &Connection,
    entry: &str,
    spelling: Option<&str>,
    article: Option<Id>,
    other: Option<&Other>,
) -> Result<(NameDeed, Vec<Edit>), Fault> {
    if let Some(id) = article {
        super::articles::rank(connection, id)?;
    }
    let mut decisions = Decisions::read(connection)?;
    let entry = entry_of(connection, &decisions, entry)?;
    let name = shown(&decisions, &entry);
    let written = one_line(spelling.unwrap_or(&entry.name));
    let folded = spelling.map(folded).unwrap_or_default();
    let mut edits = Vec::new();
    if article.is_none() && other.is_none() {
        let merged: Vec<String> = decisions.merged_into(&entry.id).map(str::to_owned).collect();
        for id in merged {
            let merged = Entry { id: id.clone(), ..plain_entry(connection, &id, &entry)? };
            let is_called = decisions::folded(&merged.name) == folded
                || decisions.given(&id).is_some_and(|given| decisions::folded(given) == folded);
            if is_called {
                decisions.part(&id);
                edits.push(Edit::Merge { entry: merged, before: Some(entry.clone()), after: None });
            }
        }
    }
    let target = target(connection, &decisions, &entry, &written, other)?;
    for (id, spelling, stays) in atoms(&decisions, &entry.id, article, &folded) {
        let of = plain_entry(connection, &id, &entry)?;
        let before = decisions.split_exactly(&id, article, &spelling).cloned();
        let after = Some(stays.unwrap_or_else(|| target.clone()));
        edits.push(Edit::Split { article, entry: of, spelling, before, after });
    }
    let other = shown(&decisions, &target);
    Ok((NameDeed::Split { spelling: written, name, other, article }, edits))
}

/// An entry by its id, as it was found; called like `like` if the library has lost it.
fn plain_entry(connection: &Connection, id: &str, like: &Entry) -> Result<Entry, Fault> {
    let found: Option<String> = connection
        .prepare_cached("SELECT name FROM entity WHERE key = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let name = found.unwrap_or_else(|| like.name.clone());
    Ok(Entry { id: id.to_owned(), kind: like.kind, name })
}

/// What has to be said so that nothing spelt so (empty: nothing at all) in the article, or in any, leads to
/// an entry any more: of which found entries, in which spelling; and, for a spelling that leads elsewhere
/// already and would be caught by a word on all spellings, where it stays.
fn atoms(
    decisions: &Decisions,
    id: &str,
    article: Option<Id>,
    folded: &str,
) -> Vec<(String, String, Option<Entry>)> {
    let leads_here = |of: &str, spelling: &str| {
        decisions.last(decisions.split(of, article, spelling).map_or(of, |target| &target.id)) == id
    };
    let mut atoms = Vec::new();
    let group = group(decisions, id);
    for of in group.iter().filter(|of| leads_here(of, folded)) {
        atoms.push((of.clone(), folded.to_owned(), None));
    }
    let mut given: Vec<&str> = decisions.spoken().collect();
    given.sort_unstable();
    for of in given {
        for split in decisions.splits(of, article) {
            let spelling = if folded.is_empty() { &split.spelling } else { folded };
            let concerns = split.spelling.is_empty() || split.spelling == *spelling;
            if !concerns || atoms.iter().any(|(other, known, _)| other == of && known == spelling) {
                continue;
            }
            if leads_here(of, spelling) {
                atoms.push((of.to_owned(), spelling.to_owned(), None));
            } else if folded.is_empty() && split.article.is_none() && group.iter().any(|it| it == of) {
                let stays = decisions.split(of, article, spelling).cloned();
                atoms.push((of.to_owned(), spelling.to_owned(), stays));
            }
        }
    }
    atoms
}

/// Every id whose way leads to the entry.
fn group(decisions: &Decisions, id: &str) -> Vec<String> {
    let mut group: Vec<String> =
        decisions.spoken().filter(|spoken| decisions.last(spoken) == id).map(str::to_owned).collect();
    group.push(id.to_owned());
    group.sort();
    group.dedup();
    group
}

/// Whom a spelling shall mean. An entry of its own goes by its name; if that is the entry from which it
/// is split, by its name and a number.
fn target(
    connection: &Connection,
    decisions: &Decisions,
    entry: &Entry,
    written: &str,
    other: Option<&Other>,
) -> Result<Entry, Fault> {
    let name = match other {
        Some(Other::Entry(id)) => {
            let other = entry_of(connection, decisions, id)?;
            let problem = match &other {
                other if other.id == entry.id => NameProblem::Same,
                other if other.kind != entry.kind => NameProblem::OtherKind(shown(decisions, other)),
                _ => return Ok(other),
            };
            return Err(refused(&shown(decisions, entry), problem));
        }
        Some(Other::Named(name)) => one_line(&sanitise(name).text),
        None => written.to_owned(),
    };
    if folded(&name).is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(refused(&shown(decisions, entry), NameProblem::Unfit));
    }
    let plain = plain_id(entry.kind, &name);
    let numbered = (2..).map(|number| format!("{plain}/{number}"));
    let mut ids = std::iter::once(plain.clone()).chain(numbered);
    let id = ids.find(|id| decisions.last(id) != entry.id).expect("numbers do not end");
    Ok(Entry { id, kind: entry.kind, name })
}

/// Applies the decisions to facts that were found in an article; `None` if they do not concern it.
pub(super) fn decide(
    connection: &Connection,
    decisions: &Decisions,
    article: Option<Id>,
    facts: &Facts,
    text: impl FnOnce() -> Result<String, Fault>,
) -> Result<Option<Decided>, Fault> {
    apply::decide(decisions, article, facts, text, |entry| Ok(known(connection, entry)?))
}

/// What the library knows of an entry; its name if nothing else.
fn known(connection: &Connection, entry: &Entry) -> rusqlite::Result<Entity> {
    let mut entity = Entity {
        id: entry.id.clone(),
        kind: entry.kind,
        name: entry.name.clone(),
        latin: None,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        coordinates: None,
        choice: None,
        count: 0,
    };
    let mut statement = connection
        .prepare_cached("SELECT name, latin, country, latitude, longitude FROM entity WHERE key = ?1")?;
    let mut rows = statement.query([&entry.id])?;
    if let Some(row) = rows.next()? {
        entity.name = row.get(0)?;
        entity.latin = row.get(1)?;
        entity.country = row.get(2)?;
        let coordinates: (Option<f64>, Option<f64>) = (row.get(3)?, row.get(4)?);
        entity.coordinates = coordinates.0.zip(coordinates.1);
    }
    Ok(entity)
}
