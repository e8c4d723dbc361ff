//! Tags that the reader or a rule puts on articles or takes off -> what is remembered of it, so that no rule
//! does again what the reader has taken back.
//!
//! A tag that he took off an article is not put on it by a rule, and one that he put back after a rule had
//! taken it off stays. What he did last counts.

use super::{Fault, Id, Ids};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is remembered of a tag on an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// The reader took it off.
    Refused,
    /// He put it on after a rule had taken it off.
    Kept,
    /// A rule took it off.
    Lifted,
}

impl Word {
    fn number(self) -> i64 {
        match self {
            Word::Refused => 0,
            Word::Kept => 1,
            Word::Lifted => 2,
        }
    }

    fn of_number(number: i64) -> Word {
        match number {
            0 => Word::Refused,
            1 => Word::Kept,
            _ => Word::Lifted,
        }
    }
}

/// What is remembered since a change, and what was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Of which tag.
    pub tag: String,
    /// What was remembered before.
    pub before: Option<Word>,
    /// What is since.
    pub after: Option<Word>,
    /// On which articles.
    pub articles: Ids,
}

impl Said {
    /// The way back.
    pub(super) fn reversed(self) -> Said {
        Said { before: self.after, after: self.before, ..self }
    }

    /// Remembers it, for the tag of that row.
    pub(super) fn apply(&self, connection: &Connection, tag: i64) -> Result<(), Fault> {
        for id in self.articles.iter() {
            remember(connection, tag, id, self.after)?;
        }
        Ok(())
    }
}

/// Who changes a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Hand,
    Rule,
}

/// What follows from a tag having been put on an article, or taken off, for what is remembered.
fn word_after(before: Option<Word>, on: bool, by: By) -> Option<Word> {
    match (by, on, before) {
        (By::Hand, false, _) => Some(Word::Refused),
        (By::Hand, true, Some(Word::Refused)) => None,
        (By::Hand, true, Some(Word::Lifted)) => Some(Word::Kept),
        (By::Rule, false, _) => Some(Word::Lifted),
        (By::Rule, true, Some(Word::Lifted)) => None,
        (_, true, before) => before,
    }
}

/// Remembers that the tag `name` of row `tag` was put on `changed`, or taken off; gives what differs now.
pub(super) fn note(
    connection: &Connection,
    (name, tag): (&str, i64),
    changed: &[Id],
    on: bool,
    by: By,
) -> Result<Vec<Said>, Fault> {
    if on && !has_words(connection, tag)? {
        return Ok(Vec::new());
    }
    let mut groups: BTreeMap<(Option<Word>, Option<Word>), Vec<Id>> = BTreeMap::new();
    for id in changed {
        let before = word_of(connection, tag, *id)?;
        let after = word_after(before, on, by);
        if before != after {
            remember(connection, tag, *id, after)?;
            groups.entry((before, after)).or_default().push(*id);
        }
    }
    let said = |((before, after), ids): (_, Vec<Id>)| Said {
        tag: name.to_string(),
        before,
        after,
        articles: ids.into(),
    };
    Ok(groups.into_iter().map(said).collect())
}

/// Of `ids`, those on which a rule may put the tag of that row, or take it off.
pub(super) fn open_to_rules(
    connection: &Connection,
    tag: i64,
    ids: &[Id],
    on: bool,
) -> Result<Vec<Id>, Fault> {
    if !has_words(connection, tag)? {
        return Ok(ids.to_vec());
    }
    let closed = if on { Word::Refused } else { Word::Kept };
    let mut open = Vec::with_capacity(ids.len());
    for id in ids {
        if word_of(connection, tag, *id)? != Some(closed) {
            open.push(*id);
        }
    }
    Ok(open)
}

/// Whether anything is remembered of the tag.
fn has_words(connection: &Connection, tag: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM tag_word WHERE tag = ?1 LIMIT 1")?.exists([tag])
}

fn word_of(connection: &Connection, tag: i64, id: Id) -> rusqlite::Result<Option<Word>> {
    connection
        .prepare_cached("SELECT word FROM tag_word WHERE tag = ?1 AND article = ?2")?
        .query_row([tag, id.0], |row| row.get(0).map(Word::of_number))
        .optional()
}

/// Sets what is remembered; of an article that is no longer there, nothing.
fn remember(connection: &Connection, tag: i64, id: Id, word: Option<Word>) -> rusqlite::Result<()> {
    match word {
        None => connection
            .prepare_cached("DELETE FROM tag_word WHERE tag = ?1 AND article = ?2")?
            .execute([tag, id.0])?,
        Some(word) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO tag_word (tag, article, word)
                 SELECT ?1, id, ?3 FROM article WHERE id = ?2",
            )?
            .execute([tag, id.0, word.number()])?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_has_the_last_word() {
        let check = |deeds: &[(By, bool)], want| {
            let word = deeds.iter().fold(None, |word, (by, on)| word_after(word, *on, *by));
            assert_eq!(word, want, "{deeds:?}");
        };
        check(&[(By::Hand, true)], None);
        check(&[(By::Rule, true)], None);
        check(&[(By::Rule, true), (By::Hand, false)], Some(Word::Refused));
        check(&[(By::Rule, true), (By::Hand, false), (By::Hand, true)], None);
        check(&[(By::Hand, true), (By::Rule, false)], Some(Word::Lifted));
        check(&[(By::Rule, false), (By::Hand, true)], Some(Word::Kept));
        check(&[(By::Rule, false), (By::Hand, true), (By::Hand, false)], Some(Word::Refused));
        check(&[(By::Rule, false), (By::Rule, true)], None);
    }
}
