//! Saved searches, notes and what is typed of a search: what is asked of the library for them, and done in it.

use super::{Failure, Report, rows};
use crate::article::Span;
use crate::store::{Completing, Count, Id, Library, Query, Reader};

/// What is to be done with a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteWish {
    /// Write one.
    Add {
        /// On which article.
        article: Id,
        /// On which piece of its text; on all of it if `None`.
        on: Option<Span>,
        /// What it says.
        text: String,
    },
    /// Put other words into one; none of them removes it.
    Edit {
        /// Its number.
        note: i64,
        /// What it says.
        text: String,
    },
}

/// What is to be done with saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchWish {
    /// Save one.
    Save {
        /// Under which name.
        name: String,
        /// What it looks for.
        query: Query,
    },
    /// Give one, or a folder, another name.
    Rename {
        /// The name.
        name: String,
        /// The other one.
        to: String,
    },
    /// Remove one, or a folder.
    Remove {
        /// The name.
        name: String,
    },
}

/// Values offered for what is typed: more are found faster by typing on.
const VALUES_MAX: usize = 50;

/// Writes, changes or removes a note; tells what was done and the notes of the article.
pub(super) fn note(
    library: &mut Library,
    wish: NoteWish,
    report: &mut dyn FnMut(Report),
) -> Result<(), Failure> {
    let (article, change) = match wish {
        NoteWish::Add { article, on, text } => (article, library.add_note(article, on, &text)?),
        NoteWish::Edit { note, text } => (library.note(note)?.article, library.edit_note(note, &text)?),
    };
    report(Report::Marked { rows: rows(library, &[article])?, change: Some(change) });
    notes(library, &[article], report)
}

/// Tells the notes of articles; those that are no longer there are passed over.
pub(super) fn notes(reader: &Reader, articles: &[Id], report: &mut dyn FnMut(Report)) -> Result<(), Failure> {
    for &article in articles {
        report(Report::Notes { article, notes: reader.notes(article)? });
    }
    Ok(())
}

/// Saves, renames or removes searches; tells what was done and those that there are.
pub(super) fn save(
    library: &mut Library,
    wish: SearchWish,
    report: &mut dyn FnMut(Report),
) -> Result<(), Failure> {
    let change = match wish {
        SearchWish::Save { name, query } => library.save_search(&name, &query)?,
        SearchWish::Rename { name, to } => library.rename_search(&name, &to)?,
        SearchWish::Remove { name } => library.remove_search(&name)?,
    };
    report(Report::Marked { rows: Vec::new(), change: Some(change) });
    report(Report::Searches(library.saved_searches()?));
    Ok(())
}

/// How many articles a saved search finds; none if a newer Khabar wrote what this one does not understand.
pub(super) fn count(reader: &Reader, query: Option<&Query>) -> Result<Count, Failure> {
    Ok(match query {
        Some(query) => reader.count(query)?,
        None => Count::default(),
    })
}

/// The values that begin as what is typed does.
pub(super) fn complete(reader: &Reader, what: Completing, typed: &str) -> Result<Report, Failure> {
    Ok(Report::Completed(reader.complete(what, typed, VALUES_MAX)?))
}
