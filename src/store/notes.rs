//! Notes of the reader: on an article as a whole, or on some words of its text.
//!
//! A note on words keeps these words. Where the text of the article changes later, it goes to where they
//! stand then, in whatever spelling; where they no longer stand anywhere it is kept with them, and shown
//! without a place.

use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Library, Reader, articles, term};
use crate::arabic::sanitise::sanitise;
use crate::article::{KeptNote, Span};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

/// Characters of the longest note: some pages.
pub const NOTE_CHARS_MAX: usize = 20_000;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number; never given twice.
    pub id: i64,
    /// The article.
    pub article: Id,
    /// The words that it is on; `None` for the article as a whole.
    pub quote: Option<String>,
    /// Where they stand in the text; `None` if they do no longer.
    pub span: Option<Span>,
    /// What the reader wrote; may have several lines.
    pub text: String,
    /// When it was written; seconds since 1970-01-01 UTC.
    pub written: i64,
    /// When it was last changed.
    pub changed: i64,
}

/// What was done to one note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteEdit {
    /// Its number.
    pub id: i64,
    /// Its article.
    pub article: Id,
    /// What it was before; `None` if there was none.
    pub before: Option<Written>,
    /// What it is since; `None` if it was removed.
    pub after: Option<Written>,
}

/// A note as the log of changes keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The words that it is on, and where they stood.
    pub on: Option<(String, Option<u32>)>,
    /// What the reader wrote.
    pub text: String,
    /// See [`Note::written`].
    pub written: i64,
    /// See [`Note::changed`].
    pub changed: i64,
}

impl NoteEdit {
    /// The same, taken back.
    pub(super) fn reversed(self) -> NoteEdit {
        NoteEdit { before: self.after, after: self.before, ..self }
    }
}

impl From<&Note> for Written {
    fn from(note: &Note) -> Written {
        let start = note.span.map(|span| span.start);
        Written {
            on: note.quote.clone().map(|quote| (quote, start)),
            text: note.text.clone(),
            written: note.written,
            changed: note.changed,
        }
    }
}

impl From<Note> for KeptNote {
    fn from(note: Note) -> KeptNote {
        let start = note.span.map(|span| span.start);
        let Note { quote, text, written, changed, .. } = note;
        KeptNote { quote, start, text, written, changed }
    }
}

impl Library {
    /// Writes a note on an article, or on a piece of its text; on the words there that are not white space.
    /// An empty note is none, and changes nothing.
    pub fn add_note(&mut self, article: Id, on: Option<Span>, text: &str) -> Result<Change, Error> {
        let text = clean(text)?;
        self.write(Deed::Note, |connection| {
            articles::rank(connection, article)?;
            if text.is_empty() {
                return undo::log(connection, ChangeKind::Notes { edits: Vec::new() });
            }
            let on = match on {
                Some(span) => quoted(&articles::load(connection, article)?.article.text, span),
                None => None,
            };
            let now = super::now();
            let after = Written { on, text, written: now, changed: now };
            let edit = NoteEdit { id: next_id(connection)?, article, before: None, after: Some(after) };
            apply(connection, std::slice::from_ref(&edit))?;
            undo::log(connection, ChangeKind::Notes { edits: vec![edit] })
        })
    }

    /// Puts other words into a note; none of them removes it.
    pub fn edit_note(&mut self, id: i64, text: &str) -> Result<Change, Error> {
        let text = clean(text)?;
        self.write(Deed::Note, |connection| {
            let note = find(connection, id)?.ok_or(Error::NoNote { note: id })?;
            let before = Written::from(&note);
            let same = before.text == text;
            let after = Written { text, changed: super::now(), ..before.clone() };
            let after = (!after.text.is_empty()).then_some(after);
            let edits = match same {
                true => Vec::new(),
                false => vec![NoteEdit { id, article: note.article, before: Some(before), after }],
            };
            apply(connection, &edits)?;
            undo::log(connection, ChangeKind::Notes { edits })
        })
    }
}

impl Reader {
    /// The notes on an article: those on it as a whole first, then in the order of the text, at last those
    /// whose words it no longer has.
    pub fn notes(&self, article: Id) -> Result<Vec<Note>, Error> {
        self.read(Deed::Read, |connection| Ok(of_article(connection, article)?))
    }

    /// Every note, those changed last first.
    pub fn all_notes(&self) -> Result<Vec<Note>, Error> {
        self.read(Deed::Read, |connection| {
            let sql = format!("SELECT {COLUMNS} FROM note ORDER BY changed DESC, id DESC");
            let mut statement = connection.prepare_cached(&sql)?;
            let notes = statement.query_map([], note)?;
            Ok(notes.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The note of that number.
    pub fn note(&self, id: i64) -> Result<Note, Error> {
        self.read(Deed::Read, |connection| Ok(find(connection, id)?.ok_or(Error::NoNote { note: id })?))
    }
}

const COLUMNS: &str = "id, article, quote, start, text, written, changed";

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let (quote, start): (Option<String>, Option<u32>) = (row.get(2)?, row.get(3)?);
    let span = quote
        .as_ref()
        .zip(start)
        .map(|(quote, start)| Span::new(start as usize, start as usize + quote.len()));
    Ok(Note {
        id: row.get(0)?,
        article: Id(row.get(1)?),
        quote,
        span,
        text: row.get(4)?,
        written: row.get(5)?,
        changed: row.get(6)?,
    })
}

/// The number of the next note.
fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'note'")?
        .query_row([], |row| row.get(0))
}

/// Gives a new article the notes that were on it elsewhere; empty ones, and those that are too long, are none.
pub(super) fn give(connection: &Connection, article: Id, notes: &[KeptNote]) -> Result<(), Fault> {
    for note in notes {
        let Some(text) = clean(&note.text).ok().filter(|text| !text.is_empty()) else { continue };
        let quote =
            note.quote.as_ref().map(|quote| sanitise(quote).text).filter(|quote| !quote.trim().is_empty());
        let on = quote.map(|quote| (quote, note.start));
        let after = Written { on, text, written: note.written, changed: note.changed };
        apply(
            connection,
            &[NoteEdit { id: next_id(connection)?, article, before: None, after: Some(after) }],
        )?;
    }
    Ok(())
}

fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<Note>> {
    let sql = format!("SELECT {COLUMNS} FROM note WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id], note).optional()
}

pub(super) fn of_article(connection: &Connection, article: Id) -> rusqlite::Result<Vec<Note>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM note WHERE article = ?1
         ORDER BY quote IS NOT NULL, quote IS NOT NULL AND start IS NULL, start, id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let notes = statement.query_map([article.0], note)?;
    notes.collect()
}

/// What a reader typed, as it is kept: lines without white space at their ends, no controls.
fn clean(text: &str) -> Result<String, Error> {
    let text = sanitise(text).text;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim().to_owned();
    match text.chars().count() {
        count if count > NOTE_CHARS_MAX => Err(Error::LongNote { characters: count, most: NOTE_CHARS_MAX }),
        _ => Ok(text),
    }
}

/// The words of a piece of a text, and where they stand; `None` if it has none.
fn quoted(text: &str, span: Span) -> Option<(String, Option<u32>)> {
    let piece = span.of(text);
    let start = span.start as usize + (piece.len() - piece.trim_start().len());
    let piece = piece.trim();
    (!piece.is_empty()).then(|| (piece.to_owned(), u32::try_from(start).ok()))
}

/// Makes notes what they are after the edits. Those on articles that are no longer there are passed over.
pub(super) fn apply(connection: &Connection, edits: &[NoteEdit]) -> Result<(), Fault> {
    for edit in edits {
        unindex(connection, edit.id)?;
        let Some(after) = &edit.after else {
            connection.prepare_cached("DELETE FROM note WHERE id = ?1")?.execute([edit.id])?;
            continue;
        };
        let text = match articles::load(connection, edit.article) {
            Err(Fault::Ours(Error::NoArticle { .. })) => continue,
            other => other?.article.text,
        };
        let (quote, start) = match &after.on {
            // The text may have changed since the edit was written down.
            Some((quote, near)) => match find_again(&text, quote, near.unwrap_or(0) as usize) {
                Some(place) => (Some(text[place.clone()].to_owned()), Some(place.start as i64)),
                None => (Some(quote.clone()), None),
            },
            None => (None, None),
        };
        connection
            .prepare_cached(
                "INSERT INTO note (id, article, quote, start, text, written, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET quote = excluded.quote, start = excluded.start,
                     text = excluded.text, written = excluded.written, changed = excluded.changed",
            )?
            .execute((edit.id, edit.article.0, quote, start, &after.text, after.written, after.changed))?;
        index(connection, edit.id, &after.text)?;
    }
    Ok(())
}

/// Takes the notes on words of an article to where these stand in its new text.
pub(super) fn follow(connection: &Connection, article: Id, text: &str) -> Result<(), Fault> {
    for note in of_article(connection, article)? {
        let Some(quote) = &note.quote else { continue };
        let near = note.span.map_or(0, |span| span.start as usize);
        let (quote, start) = match find_again(text, quote, near) {
            Some(place) => (&text[place.clone()], Some(place.start as i64)),
            None => (quote.as_str(), None),
        };
        connection
            .prepare_cached("UPDATE note SET quote = ?2, start = ?3 WHERE id = ?1")?
            .execute((note.id, quote, start))?;
    }
    Ok(())
}

/// Where words stand in a text: as they are written, or else in another spelling; of several places the one
/// nearest to `near`.
fn find_again(text: &str, quote: &str, near: usize) -> Option<std::ops::Range<usize>> {
    let distance = |start: &usize| start.abs_diff(near);
    if let Some(start) = text.match_indices(quote).map(|(start, _)| start).min_by_key(distance) {
        return Some(start..start + quote.len());
    }
    let wanted = term::terms(quote);
    let words: Vec<_> = term::located(text).collect();
    if wanted.is_empty() {
        return None;
    }
    let fits = words
        .windows(wanted.len())
        .filter(|window| window.iter().zip(&wanted).all(|((word, _), wanted)| word == wanted));
    let places = fits.filter_map(|window| Some(window.first()?.1.start..window.last()?.1.end));
    places.min_by_key(|place| distance(&place.start))
}

fn unindex(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM note_search WHERE rowid = ?1")?.execute([id])?;
    Ok(())
}

fn index(connection: &Connection, id: i64, text: &str) -> rusqlite::Result<()> {
    let mut line = String::new();
    term::append(&mut line, text);
    connection
        .prepare_cached("INSERT INTO note_search (rowid, terms) VALUES (?1, ?2)")?
        .execute((id, line))?;
    Ok(())
}

/// Makes the index of the notes anew.
pub(super) fn reindex(connection: &Connection) -> Result<(), Fault> {
    connection.execute("INSERT INTO note_search (note_search) VALUES ('delete-all')", [])?;
    let mut statement = connection.prepare("SELECT id, text FROM note ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        index(connection, row.get(0)?, &row.get::<_, String>(1)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
