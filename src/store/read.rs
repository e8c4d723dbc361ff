//! Articles -> those of them that the reader has read.

use super::{Deed, Error, Id, Reader};
use rusqlite::OptionalExtension;

impl Reader {
    /// Those of `ids` that are marked as read, in their order; what is no longer there is not.
    pub fn read_among(&self, ids: &[Id]) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached("SELECT read FROM article WHERE id = ?1")?;
            let mut found = Vec::new();
            for id in ids {
                let is_read: Option<bool> = statement.query_row([id.0], |row| row.get(0)).optional()?;
                found.extend(is_read.filter(|is_read| *is_read).map(|_| *id));
            }
            Ok(found)
        })
    }
}
