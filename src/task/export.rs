//! Articles of the library -> a file for others: Markdown to read, JSON lines from which another library
//! has them as they were, a table of what was found in them.
//!
//! One article after the other, so that a library of any size can go out.

mod markdown;
mod table;

pub use markdown::{Beside, Headings, citation, markdown};

use super::{Cancel, Failure};
use crate::import::record::Record;
use crate::store::{self, Id, Reader, Stored, Which};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes of the longest name of a file that is made of a title: with number and ending it fits every
/// file system.
const NAME_MAX: usize = 120;

/// In which form articles go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text to read, with where it was taken from.
    Markdown,
    /// All that the library has of an article, a line each.
    Jsonl,
    /// What was found in them, a row each.
    Csv,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Format; 3] = [Format::Markdown, Format::Jsonl, Format::Csv];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }
    }

    /// The format by the ending of a file's name; `None` for any other ending.
    pub fn of_path(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "md" | "markdown" => Format::Markdown,
            "jsonl" | "ndjson" => Format::Jsonl,
            "csv" => Format::Csv,
            _ => return None,
        })
    }
}

/// How they go out.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// In which form.
    pub format: Format,
    /// What the lists of names and days are called, if Markdown is to hold them.
    pub facts: Option<Headings>,
    /// What the reader's notes are called, if Markdown is to hold them.
    pub notes: Option<String>,
    /// Whether a table begins with a byte order mark, without which some spreadsheets take it for
    /// something else than UTF-8.
    pub has_bom: bool,
}

/// Articles that are to go into a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// Which.
    pub which: Which,
    /// How.
    pub manner: Manner,
    /// The file; a folder for Markdown, an article a file.
    pub to: PathBuf,
    /// Whether what is there may be replaced.
    pub overwrites: bool,
}

/// Why articles did not go out, or not all.
#[derive(Debug)]
pub enum NotExported {
    /// The library.
    Store(store::Error),
    /// There is something at this path already.
    Exists(PathBuf),
    /// The path is that of the library itself.
    IsLibrary(PathBuf),
    /// It cannot be written; where, and why.
    Output(PathBuf, io::Error),
    /// It is no longer wanted.
    Cancelled,
}

impl From<store::Error> for NotExported {
    fn from(error: store::Error) -> NotExported {
        NotExported::Store(error)
    }
}

/// Why articles could not be written into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFailure {
    /// There is something at this path already.
    Exists(PathBuf),
    /// The path is that of the library itself.
    IsLibrary(PathBuf),
    /// It cannot be written; what the system says.
    Unwritable {
        /// Where.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// It was stopped before its end.
    Stopped,
}

impl NotExported {
    /// The same, as a task fails.
    pub fn failure(self) -> Failure {
        Failure::Export(match self {
            NotExported::Store(error) => return Failure::Store(error),
            NotExported::Exists(path) => ExportFailure::Exists(path),
            NotExported::IsLibrary(path) => ExportFailure::IsLibrary(path),
            NotExported::Output(path, error) => ExportFailure::Unwritable { path, cause: error.to_string() },
            NotExported::Cancelled => ExportFailure::Stopped,
        })
    }
}

/// Writes articles into their file, whole or not at all: it gets its name once it is on the disk. Gives how
/// many they were; no file is made for none.
///
/// # Errors
///
/// If there is something already, or it cannot be written, or the library not be read.
pub fn into_file(reader: &Reader, export: &Export, cancel: &Cancel) -> Result<u64, NotExported> {
    let to = &export.to;
    let failed = |error| NotExported::Output(to.clone(), error);
    if reader.owns(to) {
        return Err(NotExported::IsLibrary(to.clone()));
    }
    let found = fs::metadata(to);
    let is_folder = found.as_ref().is_ok_and(fs::Metadata::is_dir) || ends_as_folder(to);
    if is_folder && export.manner.format == Format::Markdown {
        return into_folder(reader, export, cancel);
    }
    if is_folder {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    // A pipe or a device is no file that could be lost.
    if found.as_ref().is_ok_and(|found| !found.is_file()) {
        let mut out = BufWriter::new(File::options().write(true).open(to).map_err(failed)?);
        let count = write(reader, &export.which, &export.manner, cancel, &mut out, to)?;
        return out.flush().map(|()| count).map_err(failed);
    }
    if found.is_ok() && !export.overwrites {
        return Err(NotExported::Exists(to.clone()));
    }
    let part = with_ending(to, ".part");
    let written = (|| {
        let mut out = BufWriter::new(File::create(&part).map_err(failed)?);
        let count = write(reader, &export.which, &export.manner, cancel, &mut out, to)?;
        out.flush().and_then(|()| out.get_ref().sync_all()).map_err(failed)?;
        Ok(count)
    })();
    match written {
        Ok(count) if count > 0 => {
            place(&part, to, export.overwrites)?;
            Ok(count)
        }
        other => {
            let _ = fs::remove_file(&part);
            other
        }
    }
}

/// Gives a file that is whole its name. What came there meanwhile is not replaced unless it may be.
fn place(part: &Path, to: &Path, overwrites: bool) -> Result<(), NotExported> {
    let placed = if !overwrites && to.symlink_metadata().is_ok() {
        Err(NotExported::Exists(to.to_owned()))
    } else {
        fs::rename(part, to).map_err(|error| NotExported::Output(to.to_owned(), error))
    };
    if placed.is_err() {
        let _ = fs::remove_file(part);
    }
    placed
}

/// The path that a line names: `~` at its beginning is the home folder.
pub fn at_home(line: &str) -> PathBuf {
    let home = || std::env::var_os("HOME").filter(|home| !home.is_empty());
    match line.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => home().map_or_else(
            || PathBuf::from(line),
            |home| PathBuf::from(home).join(rest.trim_start_matches('/')),
        ),
        None => PathBuf::from(line),
    }
}

fn ends_as_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Writes articles into a folder, which is made if it is not there, a file each.
fn into_folder(reader: &Reader, export: &Export, cancel: &Cancel) -> Result<u64, NotExported> {
    let folder = &export.to;
    fs::create_dir_all(folder).map_err(|error| NotExported::Output(folder.clone(), error))?;
    let mut count = 0;
    each(reader, &export.which, cancel, |id| {
        let stored = reader.article(id)?;
        let path = folder.join(file_name(id, &stored.article.title.text));
        let failed = |error| NotExported::Output(path.clone(), error);
        if !export.overwrites && path.symlink_metadata().is_ok() {
            return Err(NotExported::Exists(path.clone()));
        }
        let part = with_ending(&path, ".part");
        let text = text_of(reader, &stored, &export.manner)?;
        fs::write(&part, text).map_err(failed)?;
        place(&part, &path, export.overwrites)?;
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

/// The name of an article's own file: its number, and the words of its title as far as they fit.
fn file_name(id: Id, title: &str) -> String {
    let mut name = id.to_string();
    for word in title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.len() + word.len() >= NAME_MAX {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    name.push_str(".md");
    name
}

/// Writes articles to `out`, which is told as `place` where it fails; gives how many they were.
///
/// # Errors
///
/// If the library cannot be read or `out` not be written, or it is no longer wanted.
pub fn write(
    reader: &Reader,
    which: &Which,
    manner: &Manner,
    cancel: &Cancel,
    out: &mut dyn Write,
    place: &Path,
) -> Result<u64, NotExported> {
    let failed = |error| NotExported::Output(place.to_owned(), error);
    let mut count = 0;
    match manner.format {
        Format::Markdown => each(reader, which, cancel, |id| {
            let text = text_of(reader, &reader.article(id)?, manner)?;
            let apart = if count > 0 { "\n* * *\n\n" } else { "" };
            count += 1;
            write!(out, "{apart}{text}").map_err(failed)
        })?,
        Format::Csv => {
            table::begin(out, manner.has_bom).map_err(failed)?;
            each(reader, which, cancel, |id| {
                count += 1;
                table::rows(out, &reader.article(id)?, &reader.facts(id)?).map_err(failed)
            })?;
        }
        Format::Jsonl => {
            // Articles and what is embedded in them go out together, once.
            let mut together: HashSet<Id> = HashSet::new();
            each(reader, which, cancel, |id| {
                let stored = reader.article(id)?;
                let host = stored.host.unwrap_or(id);
                if (stored.host.is_some() || !stored.embedded.is_empty()) && !together.insert(host) {
                    return Ok(());
                }
                let stored = if host == id { stored } else { reader.article(host)? };
                count += records(reader, &stored, out).map_err(|error| match error {
                    NotExported::Output(_, error) => failed(error),
                    other => other,
                })?;
                Ok(())
            })?;
        }
    }
    Ok(count)
}

/// Writes the record of an article, and behind it those of what is embedded in it.
fn records(reader: &Reader, host: &Stored, out: &mut dyn Write) -> Result<u64, NotExported> {
    let failed = |error| NotExported::Output(PathBuf::new(), error);
    let mut line = |stored: &Stored, host: Option<String>| {
        let record = Record::of(&stored.article, stored.said, &reader.kept(stored)?, host);
        serde_json::to_writer(&mut *out, &record).map_err(|error| failed(error.into()))?;
        out.write_all(b"\n").map_err(failed)
    };
    line(host, None)?;
    for id in &host.embedded {
        line(&reader.article(*id)?, Some(host.article.key.clone()))?;
    }
    Ok(1 + host.embedded.len() as u64)
}

fn text_of(reader: &Reader, stored: &Stored, manner: &Manner) -> Result<String, NotExported> {
    let facts = manner.facts.as_ref().map(|_| reader.facts(stored.id)).transpose()?;
    let notes = manner.notes.as_ref().map(|_| reader.notes(stored.id)).transpose()?;
    let beside = Beside {
        facts: facts.as_ref().zip(manner.facts.as_ref()),
        notes: notes.as_deref().zip(manner.notes.as_deref()),
    };
    Ok(markdown(&stored.article, beside))
}

/// Calls `with` for each article. One that is gone meanwhile is passed over.
fn each(
    reader: &Reader,
    which: &Which,
    cancel: &Cancel,
    mut with: impl FnMut(Id) -> Result<(), NotExported>,
) -> Result<(), NotExported> {
    let take = |id| {
        if cancel.is_cancelled() {
            return Err(NotExported::Cancelled);
        }
        match with(id) {
            Err(NotExported::Store(store::Error::NoArticle { .. })) => Ok(()),
            other => other,
        }
    };
    reader.which(which)?.into_iter().try_for_each(take)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, name: &str) {
        assert_eq!(file_name(Id::new(7), title), name);
    }

    #[test]
    fn files_are_named_after_titles_and_stay_in_their_folder() {
        check("", "7.md");
        check("../..//etc: a \"b\"\0", "7-etc-a-b.md");
        check(
            "\u{62D}\u{631}\u{628} \u{648}\u{633}\u{644}\u{645}",
            "7-\u{62D}\u{631}\u{628}-\u{648}\u{633}\u{644}\u{645}.md",
        );
        assert!(file_name(Id::new(i64::MAX), &"\u{643}\u{644}\u{645}\u{629} ".repeat(90)).len() < 255);
        check(&"x".repeat(500), "7.md");
    }

    #[test]
    fn formats_are_told_by_endings() {
        let of = |path: &str| Format::of_path(Path::new(path));
        assert_eq!(
            (of("a.md"), of("b/a.JSONL"), of("a.csv")),
            (Some(Format::Markdown), Some(Format::Jsonl), Some(Format::Csv))
        );
        assert_eq!((of("a"), of("a.txt"), of(".md")), (None, None, None));
    }
}
