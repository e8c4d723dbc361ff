//! Searches that the reader saved under a name. `/` in a name stands between folders.

use super::query::{self, Query};
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Library, Reader};
use crate::arabic::letters::fold_str;
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::one_line;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// Characters of the longest name, folders and all.
pub const SEARCH_NAME_CHARS_MAX: usize = 120;

/// A saved search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Its name, with its folders before it.
    pub name: String,
    /// What it looks for, as typed.
    pub query: String,
}

impl SavedSearch {
    /// Its folders and its own name, from the outermost.
    pub fn path(&self) -> impl Iterator<Item = &str> {
        self.name.split('/')
    }

    /// What it looks for; `None` if a newer Khabar wrote what this one does not understand.
    pub fn parsed(&self) -> Option<Query> {
        query::parse(&self.query).ok()
    }
}

/// What was done to a saved search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchEdit {
    /// What it was before; `None` if there was none.
    pub before: Option<SavedSearch>,
    /// What it is since; `None` if it was removed.
    pub after: Option<SavedSearch>,
}

impl SearchEdit {
    /// The same, taken back.
    pub(super) fn reversed(self) -> SearchEdit {
        SearchEdit { before: self.after, after: self.before }
    }
}

/// A name as it is kept: on one line, without empty folders. `None` if nothing is left, or too much.
pub fn normalise(name: &str) -> Option<String> {
    let clean = sanitise(name).text;
    let parts = clean.split('/').map(one_line).filter(|part| !fold_str(part).trim().is_empty());
    let name = parts.collect::<Vec<_>>().join("/");
    (!name.is_empty() && name.chars().count() <= SEARCH_NAME_CHARS_MAX).then_some(name)
}

fn checked(name: &str) -> Result<String, Error> {
    normalise(name).ok_or_else(|| Error::BadSearchName { name: name.to_owned(), most: SEARCH_NAME_CHARS_MAX })
}

impl Library {
    /// Saves a search under a name; what was saved under the same name, in whatever spelling, is replaced.
    pub fn save_search(&mut self, name: &str, query: &Query) -> Result<Change, Error> {
        let name = checked(name)?;
        self.write(Deed::Searches, |connection| {
            let before = find(connection, &name)?;
            let after = Some(SavedSearch { name, query: query.to_string() });
            let edits = if before == after { Vec::new() } else { vec![SearchEdit { before, after }] };
            change(connection, edits)
        })
    }

    /// Gives a saved search, or a folder of them, another name.
    ///
    /// # Errors
    ///
    /// If there is none of that name, or one of the new name is there already.
    pub fn rename_search(&mut self, name: &str, to: &str) -> Result<Change, Error> {
        let to = checked(to)?;
        self.write(Deed::Searches, |connection| {
            let mut edits = Vec::new();
            let meant = meant(connection, name)?;
            let moved: Vec<&str> = meant.iter().map(|search| search.name.as_str()).collect();
            for search in &meant {
                // Of a folder, what stands below it comes along.
                let below = search.name.split('/').skip(parts(name)).collect::<Vec<_>>().join("/");
                let new = if below.is_empty() { to.clone() } else { format!("{to}/{below}") };
                let new = checked(&new)?;
                let taken = find(connection, &new)?;
                if taken.is_some_and(|taken| !moved.contains(&taken.name.as_str())) {
                    return Err(Error::SearchExists { name: new }.into());
                }
                let after = Some(SavedSearch { name: new, ..search.clone() });
                if after.as_ref() != Some(search) {
                    edits.push(SearchEdit { before: Some(search.clone()), after });
                }
            }
            change(connection, edits)
        })
    }

    /// Removes a saved search, or a folder of them.
    ///
    /// # Errors
    ///
    /// If there is none of that name.
    pub fn remove_search(&mut self, name: &str) -> Result<Change, Error> {
        self.write(Deed::Searches, |connection| {
            let meant = meant(connection, name)?;
            let edits = meant.into_iter().map(|search| SearchEdit { before: Some(search), after: None });
            change(connection, edits.collect())
        })
    }
}

impl Reader {
    /// The saved searches, by name, those of a folder together.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, Error> {
        self.read(Deed::Read, |connection| Ok(all(connection)?))
    }

    /// The search saved under a name, in whatever spelling; also under the last part of it, if no other ends
    /// so.
    ///
    /// # Errors
    ///
    /// If there is none of that name.
    pub fn saved_search(&self, name: &str) -> Result<SavedSearch, Error> {
        self.read(Deed::Read, |connection| {
            if let Some(search) = find(connection, name)? {
                return Ok(search);
            }
            let wanted = fold_str(name.trim());
            let mut found = all(connection)?;
            found.retain(|search| search.path().last().is_some_and(|last| fold_str(last) == wanted));
            match <[SavedSearch; 1]>::try_from(found) {
                Ok([search]) => Ok(search),
                Err(_) => Err(Error::NoSearch { name: name.to_owned() }.into()),
            }
        })
    }
}

fn change(connection: &Connection, edits: Vec<SearchEdit>) -> Result<Change, Fault> {
    apply(connection, &edits)?;
    undo::log(connection, ChangeKind::Searches { edits })
}

/// Makes saved searches what they are after the edits.
pub(super) fn apply(connection: &Connection, edits: &[SearchEdit]) -> Result<(), Fault> {
    // All go before any comes: names may be handed on.
    for search in edits.iter().filter_map(|edit| edit.before.as_ref()) {
        connection
            .prepare_cached("DELETE FROM saved_search WHERE folded = ?1")?
            .execute([fold_str(&search.name)])?;
    }
    for search in edits.iter().filter_map(|edit| edit.after.as_ref()) {
        connection
            .prepare_cached("INSERT OR REPLACE INTO saved_search (name, folded, query) VALUES (?1, ?2, ?3)")?
            .execute((&search.name, fold_str(&search.name), &search.query))?;
    }
    Ok(())
}

fn parts(name: &str) -> usize {
    normalise(name).map_or(0, |name| name.split('/').count())
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<SavedSearch>> {
    let mut statement = connection.prepare_cached("SELECT name, query FROM saved_search")?;
    let found = statement.query_map([], |row| Ok(SavedSearch { name: row.get(0)?, query: row.get(1)? }))?;
    let mut found: Vec<SavedSearch> = found.collect::<rusqlite::Result<_>>()?;
    // By part, so that nothing comes between a folder and what is in it.
    found.sort_by_cached_key(|search| search.path().map(fold_str).collect::<Vec<_>>());
    Ok(found)
}

fn find(connection: &Connection, name: &str) -> rusqlite::Result<Option<SavedSearch>> {
    let folded = fold_str(&normalise(name).unwrap_or_default());
    connection
        .prepare_cached("SELECT name, query FROM saved_search WHERE folded = ?1")?
        .query_row([folded], |row| Ok(SavedSearch { name: row.get(0)?, query: row.get(1)? }))
        .optional()
}

/// The search of that name; else those in the folder of that name.
fn meant(connection: &Connection, name: &str) -> Result<Vec<SavedSearch>, Fault> {
    if let Some(search) = find(connection, name)? {
        return Ok(vec![search]);
    }
    let folder = format!("{}/", fold_str(&normalise(name).unwrap_or_default()));
    let mut found = all(connection)?;
    found.retain(|search| fold_str(&search.name).starts_with(&folder));
    if found.is_empty() { Err(Error::NoSearch { name: name.to_owned() }.into()) } else { Ok(found) }
}

#[cfg(test)]
mod tests;
