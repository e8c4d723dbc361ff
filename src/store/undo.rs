//! Changes by hand -> a log from which they can be undone and done again, across restarts.

use super::feeds::{self, Feed};
use super::names::{self, Edit, NameDeed};
use super::notes::{self, NoteEdit};
use super::published::{self, SetDay};
use super::saved::{self, SearchEdit};
use super::stories::{self, StoryWord};
use super::tag_edits::{self, TagDeed, TagEdit};
use super::tag_words::Said;
use super::{Deed, Error, Fault, Id, Ids, Library, Reader, tags};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A change to the library by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was changed, and only that: an article that had a tag before is not among those to which
    /// it was added.
    pub kind: ChangeKind,
    /// How many articles were changed.
    pub articles: usize,
}

/// What a change did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Tags were added to articles and removed from articles.
    Tags {
        /// Each tag with the articles that got it.
        added: Vec<(String, Ids)>,
        /// Each tag with the articles that lost it.
        removed: Vec<(String, Ids)>,
        /// What is remembered of it, for the rules.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        said: Vec<Said>,
    },
    /// Articles were marked.
    Read {
        /// As read, or as unread.
        read: bool,
        /// Which.
        articles: Ids,
    },
    /// A tag was renamed, merged into another, deleted or coloured; or rules were applied.
    TagsEdited {
        /// What was done, for people.
        deed: TagDeed,
        /// Step by step.
        edits: Vec<TagEdit>,
        /// How many articles it concerns.
        articles: usize,
    },
    /// Days of publication were set, or the word on them taken back.
    Published {
        /// On which articles, and how.
        days: Vec<SetDay>,
    },
    /// It was said of articles whether they are of one story.
    Story {
        /// Of which, and what.
        words: Vec<StoryWord>,
    },
    /// Feeds were followed, or no longer.
    Feeds {
        /// Those that are followed since.
        added: Vec<Feed>,
        /// Those that are no longer.
        removed: Vec<Feed>,
    },
    /// Notes were written, changed or removed.
    Notes {
        /// Note by note.
        edits: Vec<NoteEdit>,
    },
    /// Searches were saved, renamed or removed.
    Searches {
        /// Search by search.
        edits: Vec<SearchEdit>,
    },
    /// Entries were merged, split or renamed.
    Names {
        /// What was decided, for people.
        deed: NameDeed,
        /// The decisions, row by row.
        edits: Vec<Edit>,
        /// How many articles it changed.
        articles: usize,
    },
}

/// Changes kept; a reader who takes back more than this wants a backup.
const CHANGES_MAX: i64 = 1000;

impl ChangeKind {
    /// The articles that were changed. A change of names does not list its own: they may be half of the
    /// library.
    pub fn articles(&self) -> BTreeSet<Id> {
        match self {
            ChangeKind::Tags { added, removed, .. } => {
                added.iter().chain(removed).flat_map(|(_, ids)| ids.iter()).collect()
            }
            ChangeKind::TagsEdited { edits, .. } => tag_edits::articles(edits),
            ChangeKind::Read { articles, .. } => articles.iter().collect(),
            ChangeKind::Published { days } => days.iter().map(|day| day.article).collect(),
            ChangeKind::Story { words } => words.iter().flat_map(|word| [word.article, word.other]).collect(),
            ChangeKind::Notes { edits } => edits.iter().map(|edit| edit.article).collect(),
            ChangeKind::Feeds { .. } | ChangeKind::Searches { .. } | ChangeKind::Names { .. } => {
                BTreeSet::new()
            }
        }
    }

    /// Whether nothing was changed.
    fn is_nothing(&self) -> bool {
        match self {
            // Also a name that only articles to come will have.
            ChangeKind::Names { edits, .. } => edits.is_empty(),
            ChangeKind::Feeds { added, removed } => added.is_empty() && removed.is_empty(),
            // Also a colour, and a name that no article has.
            ChangeKind::TagsEdited { edits, .. } => edits.is_empty(),
            ChangeKind::Searches { edits } => edits.is_empty(),
            other => other.articles().is_empty(),
        }
    }

    fn reversed(self) -> ChangeKind {
        match self {
            ChangeKind::Tags { added, removed, said } => {
                let said = said.into_iter().rev().map(Said::reversed).collect();
                ChangeKind::Tags { added: removed, removed: added, said }
            }
            ChangeKind::TagsEdited { deed, edits, articles } => {
                let edits = edits.into_iter().rev().map(TagEdit::reversed).collect();
                ChangeKind::TagsEdited { deed, edits, articles }
            }
            ChangeKind::Read { read, articles } => ChangeKind::Read { read: !read, articles },
            ChangeKind::Published { days } => {
                ChangeKind::Published { days: days.into_iter().map(SetDay::reversed).collect() }
            }
            ChangeKind::Story { words } => {
                ChangeKind::Story { words: words.into_iter().map(StoryWord::reversed).collect() }
            }
            ChangeKind::Notes { edits } => {
                ChangeKind::Notes { edits: edits.into_iter().map(NoteEdit::reversed).collect() }
            }
            ChangeKind::Searches { edits } => {
                ChangeKind::Searches { edits: edits.into_iter().map(SearchEdit::reversed).collect() }
            }
            ChangeKind::Feeds { added, removed } => ChangeKind::Feeds { added: removed, removed: added },
            ChangeKind::Names { deed, edits, articles } => {
                let edits = edits.into_iter().rev().map(Edit::reversed).collect();
                ChangeKind::Names { deed, edits, articles }
            }
        }
    }

    fn apply(&self, connection: &Connection) -> Result<(), Fault> {
        match self {
            ChangeKind::Tags { added, removed, said } => {
                for (list, on) in [(removed, false), (added, true)] {
                    for (tag, ids) in list {
                        tags::set(connection, tag, ids.iter(), on)?;
                    }
                }
                for said in said {
                    said.apply(connection, tags::row_or_new(connection, &said.tag)?)?;
                }
            }
            ChangeKind::TagsEdited { edits, .. } => {
                edits.iter().try_for_each(|edit| edit.apply(connection))?;
            }
            ChangeKind::Read { read, articles } => {
                tags::set_read(connection, articles.iter(), *read)?;
            }
            ChangeKind::Published { days } => {
                let days: Vec<_> = days.iter().map(|day| (day.article, day.after)).collect();
                published::set(connection, &days)?;
            }
            ChangeKind::Story { words } => stories::apply(connection, words)?,
            ChangeKind::Notes { edits } => notes::apply(connection, edits)?,
            ChangeKind::Searches { edits } => saved::apply(connection, edits)?,
            ChangeKind::Feeds { added, removed } => feeds::apply(connection, added, removed)?,
            ChangeKind::Names { edits, .. } => {
                names::apply(connection, edits)?;
            }
        }
        Ok(())
    }
}

impl From<ChangeKind> for Change {
    fn from(kind: ChangeKind) -> Change {
        let articles = match &kind {
            ChangeKind::Names { articles, .. } | ChangeKind::TagsEdited { articles, .. } => *articles,
            other => other.articles().len(),
        };
        Change { kind, articles }
    }
}

/// In English, for the command line: "#ukraine added, 3 articles".
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind.is_nothing() {
            return f.write_str("nothing to change");
        }
        let names = |list: &[(String, Ids)]| {
            list.iter().map(|(tag, _)| format!("#{tag}")).collect::<Vec<_>>().join(" ")
        };
        match &self.kind {
            ChangeKind::Tags { added, removed, .. } => {
                let mut parts = Vec::new();
                parts.extend((!added.is_empty()).then(|| format!("{} added", names(added))));
                parts.extend((!removed.is_empty()).then(|| format!("{} removed", names(removed))));
                f.write_str(&parts.join(", "))?;
            }
            ChangeKind::TagsEdited { deed, .. } => write!(f, "{deed}")?,
            ChangeKind::Read { read: true, .. } => f.write_str("marked as read")?,
            ChangeKind::Read { read: false, .. } => f.write_str("marked as unread")?,
            ChangeKind::Published { days } => match days.first().and_then(|day| day.after) {
                Some(day) => write!(f, "published {day}")?,
                None => f.write_str("day of publication as the article says")?,
            },
            ChangeKind::Story { words } => f.write_str(match words.first().and_then(|word| word.after) {
                Some(true) => "of one story",
                Some(false) => "not of one story",
                None => "of one story or not as khabar finds",
            })?,
            ChangeKind::Notes { edits } => {
                let edit = edits.first().map(|edit| (edit.before.is_some(), edit.after.is_some()));
                f.write_str(match edit {
                    Some((_, false)) => "note removed",
                    Some((true, true)) => "note changed",
                    _ => "note written",
                })?;
            }
            ChangeKind::Searches { edits } => {
                let name =
                    |search: &Option<super::SavedSearch>| search.as_ref().map(|search| search.name.clone());
                let edit = edits.first().map(|edit| (name(&edit.before), name(&edit.after)));
                let more = edits.len().saturating_sub(1);
                match edit.unwrap_or_default() {
                    (Some(before), Some(after)) if before != after => {
                        write!(f, "search '{before}' renamed to '{after}'")?;
                    }
                    (_, Some(after)) => write!(f, "search '{after}' saved")?,
                    (before, None) => write!(f, "search '{}' removed", before.unwrap_or_default())?,
                }
                return if more > 0 { write!(f, ", and {more} more") } else { Ok(()) };
            }
            ChangeKind::Feeds { added, removed } => {
                let (count, what) = match removed.len() {
                    0 => (added.len(), "followed"),
                    count => (count, "no longer followed"),
                };
                return write!(f, "{count} feed{} {what}", if count == 1 { "" } else { "s" });
            }
            ChangeKind::Names { deed, .. } => match deed {
                NameDeed::Merged { name, into } => write!(f, "merged '{name}' into '{into}'")?,
                NameDeed::Split { spelling, name, other, .. } => {
                    write!(f, "split '{spelling}' from '{name}', it is '{other}'")?;
                }
                NameDeed::Renamed { name, to } => write!(f, "renamed '{name}' to '{to}'")?,
            },
        }
        write!(f, ", {} article{}", self.articles, if self.articles == 1 { "" } else { "s" })
    }
}

/// Writes a change into the log, unless it changed nothing. What had been undone before can no
/// longer be done again.
pub(super) fn log(connection: &Connection, kind: ChangeKind) -> Result<Change, Fault> {
    let change = Change::from(kind);
    if !change.kind.is_nothing() {
        connection.prepare_cached("DELETE FROM change WHERE undone = 1")?.execute([])?;
        let deed = serde_json::to_string(&change.kind).expect("strings and numbers are JSON");
        connection
            .prepare_cached("INSERT INTO change (at, deed) VALUES (?1, ?2)")?
            .execute((super::now(), deed))?;
        connection
            .prepare_cached("DELETE FROM change WHERE id <= ?1 - ?2")?
            .execute([connection.last_insert_rowid(), CHANGES_MAX])?;
    }
    Ok(change)
}

impl Library {
    /// Takes back the last change by hand that was not taken back yet. `None` if there is none.
    /// Gives what the change had been.
    pub fn undo(&mut self) -> Result<Option<Change>, Error> {
        self.step(false)
    }

    /// Does again what was last undone. `None` if nothing was, or something else was changed since.
    pub fn redo(&mut self) -> Result<Option<Change>, Error> {
        self.step(true)
    }

    fn step(&mut self, again: bool) -> Result<Option<Change>, Error> {
        self.write(Deed::Undo, |connection| {
            let Some((id, change)) = find(connection, again)? else { return Ok(None) };
            let kind = if again { change.kind.clone() } else { change.kind.clone().reversed() };
            kind.apply(connection)?;
            connection
                .prepare_cached("UPDATE change SET undone = ?2 WHERE id = ?1")?
                .execute((id, !again))?;
            Ok(Some(change))
        })
    }
}

impl Reader {
    /// What [`Library::undo`] would take back.
    pub fn undoable(&self) -> Result<Option<Change>, Error> {
        self.read(Deed::Read, |connection| Ok(find(connection, false)?.map(|(_, change)| change)))
    }

    /// What [`Library::redo`] would do again.
    pub fn redoable(&self) -> Result<Option<Change>, Error> {
        self.read(Deed::Read, |connection| Ok(find(connection, true)?.map(|(_, change)| change)))
    }
}

/// The last change that was not undone; or the first of those that were.
fn find(connection: &Connection, undone: bool) -> Result<Option<(i64, Change)>, Fault> {
    let mut statement = connection.prepare_cached(if undone {
        "SELECT id, deed FROM change WHERE undone = 1 ORDER BY id LIMIT 1"
    } else {
        "SELECT id, deed FROM change WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    })?;
    let found = statement.query_row([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).optional()?;
    let Some((id, deed)) = found else { return Ok(None) };
    let kind: ChangeKind = serde_json::from_str(&deed).map_err(|_| Fault::Broken("the log of changes"))?;
    Ok(Some((id, Change::from(kind))))
}
