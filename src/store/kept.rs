//! What one library kept of articles <-> the rows of another.

use super::{Added, Deed, Error, Fault, Id, Outcome, Reader, Stored, notes, published, tags};
use crate::article::Kept;
use rusqlite::{Connection, OptionalExtension};

/// Gives the new articles of a batch what was kept of them elsewhere. Tags and notes that cannot be ones are
/// left out: the file may have been written by hand.
pub(super) fn give<'k>(
    connection: &Connection,
    added: &[Added],
    kept_of: impl Fn(usize) -> Option<&'k Kept>,
) -> Result<(), Fault> {
    let mut days = Vec::new();
    for (index, added) in added.iter().enumerate() {
        let Some(kept) = kept_of(index).filter(|_| added.outcome == Outcome::New) else { continue };
        for tag in kept.tags.iter().filter_map(|tag| tags::normalise(tag)) {
            tags::set(connection, &tag, [added.id], true)?;
        }
        notes::give(connection, added.id, &kept.notes)?;
        connection
            .prepare_cached(
                "UPDATE article SET read = ?2, position = ?3, imported = coalesce(?4, imported)
                 WHERE id = ?1",
            )?
            .execute((added.id.0, kept.read, kept.position, kept.imported))?;
        days.extend(kept.set_day.map(|day| (added.id, Some(day))));
    }
    // Also moves them to their places in the list, which the index must know by then.
    published::set(connection, &days)?;
    Ok(())
}

impl Reader {
    /// What the library keeps of an article beside what it says itself, for another library.
    pub fn kept(&self, stored: &Stored) -> Result<Kept, Error> {
        self.read(Deed::Read, |connection| {
            let whole_origin: Option<bool> = connection
                .prepare_cached("SELECT whole_origin FROM article WHERE id = ?1")?
                .query_row([stored.id.0], |row| row.get(0))
                .optional()?;
            Ok(Kept {
                tags: stored.tags.clone(),
                read: stored.read,
                position: stored.position,
                set_day: published::word(connection, stored.id)?,
                imported: Some(stored.imported),
                whole_origin: whole_origin.ok_or(Error::NoArticle { id: stored.id })?,
                notes: notes::of_article(connection, stored.id)?.into_iter().map(Into::into).collect(),
            })
        })
    }

    /// The key of an article.
    pub fn key_of(&self, id: Id) -> Result<String, Error> {
        self.read(Deed::Read, |connection| {
            let key: Option<String> = connection
                .prepare_cached("SELECT key FROM article WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            Ok(key.ok_or(Error::NoArticle { id })?)
        })
    }
}
