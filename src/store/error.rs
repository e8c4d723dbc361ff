//! What SQLite and the file system say -> what went wrong with the library, and what to do.

use super::Id;
use super::holder::Holder;
use super::names::NameProblem;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a library did not do what it was asked to. Nothing was changed: every write is one
/// transaction, which was rolled back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no file of that name, and none is made when only reading.
    Missing {
        /// The library.
        path: PathBuf,
    },
    /// The folder that the file should lie in does not exist.
    MissingFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The path names a folder, or something else that is no plain file.
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The file may not be read, or no file may be made there.
    Denied {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
    },
    /// Somebody else is writing to the file, and did not finish within [`super::WAIT`].
    Locked {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
        /// Who holds it, where the system tells.
        holder: Option<Holder>,
    },
    /// The file can be read but not changed.
    ReadOnly {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
    },
    /// The file was written by a newer Khabar.
    Newer {
        /// The library.
        path: PathBuf,
        /// The version of its schema.
        found: u32,
        /// The newest version that this Khabar knows.
        known: u32,
    },
    /// The file is something else than a library.
    NotALibrary {
        /// The file.
        path: PathBuf,
        /// Whether it is at least an SQLite file (of another program).
        sqlite: bool,
    },
    /// The file is a library, but its content is broken.
    Damaged {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
        /// What SQLite says of it.
        detail: String,
    },
    /// No room is left for it.
    Full {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
    },
    /// Another process has the library open, while what is to be done can only be done alone.
    InUse {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
        /// Who, where the system tells.
        holder: Option<Holder>,
    },
    /// There is a file already where one was to be made.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The question was given up by [`super::Interrupter::interrupt`].
    Interrupted,
    /// No article has this id.
    NoArticle {
        /// The id.
        id: Id,
    },
    /// A tag that cannot be one: nothing is left of it without white space and `#`, or it is too
    /// long.
    BadTag {
        /// As it was given.
        tag: String,
    },
    /// No article has this tag.
    NoTag {
        /// As it was given.
        tag: String,
    },
    /// Not a colour of a tag.
    BadColour {
        /// As it was given.
        colour: String,
    },
    /// No note has this number.
    NoNote {
        /// The number.
        note: i64,
    },
    /// A note that is too long.
    LongNote {
        /// Its characters.
        characters: usize,
        /// The most that a note may have.
        most: usize,
    },
    /// No search is saved under this name.
    NoSearch {
        /// The name.
        name: String,
    },
    /// A search is saved under this name already.
    SearchExists {
        /// The name.
        name: String,
    },
    /// A name under which no search can be saved: empty, or too long.
    BadSearchName {
        /// As it was given.
        name: String,
        /// The most characters that one may have.
        most: usize,
    },
    /// What was wanted of a name cannot be.
    Name {
        /// What the entry is called, or its id if there is none.
        name: String,
        /// Why not.
        problem: NameProblem,
    },
    /// The disk failed, or something that should not happen did.
    Failed {
        /// What was to be done.
        deed: Deed,
        /// The library.
        path: PathBuf,
        /// What SQLite or the system says.
        detail: String,
    },
}

/// What a library was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Open it.
    Open,
    /// Bring an older file up to date.
    Migrate,
    /// Read an article or a list.
    Read,
    /// Search.
    Search,
    /// Add articles.
    Add,
    /// Replace derived facts or the index.
    Rebuild,
    /// Add or remove tags.
    Tag,
    /// Set what was read, and how far.
    Mark,
    /// Set days of publication.
    Date,
    /// Merge, split or rename entries.
    Name,
    /// Say what is one story.
    Tie,
    /// Follow feeds, or no longer.
    Feeds,
    /// Write notes.
    Note,
    /// Save searches.
    Searches,
    /// Undo or redo a change.
    Undo,
    /// Check its integrity.
    Check,
    /// Copy it.
    Backup,
    /// Put a copy in its place.
    Restore,
    /// Read what can be read of a damaged one.
    Salvage,
}

impl Deed {
    /// The words of an English message: "cannot …".
    fn words(self) -> &'static str {
        match self {
            Deed::Open => "open",
            Deed::Migrate => "bring up to date",
            Deed::Read => "read from",
            Deed::Search => "search",
            Deed::Add => "add articles to",
            Deed::Rebuild => "rebuild",
            Deed::Tag => "change tags in",
            Deed::Mark => "save what was read in",
            Deed::Date => "set a day of publication in",
            Deed::Name => "change names in",
            Deed::Tie => "change stories in",
            Deed::Feeds => "change feeds in",
            Deed::Note => "change notes in",
            Deed::Searches => "change saved searches in",
            Deed::Undo => "undo a change in",
            Deed::Check => "check",
            Deed::Backup => "copy",
            Deed::Restore => "restore",
            Deed::Salvage => "salvage",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing { path } => {
                write!(f, "there is no library '{}'; add articles to make one", path.display())
            }
            Error::MissingFolder { folder } => {
                write!(f, "folder '{}' does not exist; make it, or choose another library", folder.display())
            }
            Error::NotAFile { path } => {
                write!(f, "'{}' is not a file; name the file of a library", path.display())
            }
            Error::Denied { deed, path } => write!(
                f,
                "cannot {} library '{}': permission denied; change the permissions of file and folder, or choose another library",
                deed.words(),
                path.display()
            ),
            Error::Locked { deed, path, holder } => {
                write!(f, "cannot {} library '{}': ", deed.words(), path.display())?;
                match holder {
                    Some(holder) => write!(f, "{holder} is writing to it; wait for it to finish, or end it"),
                    None => f.write_str("another program is writing to it; wait for it to finish"),
                }
            }
            Error::ReadOnly { deed, path } => write!(
                f,
                "cannot {} library '{}': it is read-only; make file and folder writable, or copy it elsewhere",
                deed.words(),
                path.display()
            ),
            Error::Newer { path, found, known } => write!(
                f,
                "library '{}' was written by a newer khabar (its version is {found}, this one knows {known}); update khabar",
                path.display()
            ),
            Error::NotALibrary { path, sqlite: true } => write!(
                f,
                "'{}' is a database of another program; choose another file for the library",
                path.display()
            ),
            Error::NotALibrary { path, sqlite: false } => {
                write!(f, "'{}' is not a library; choose another file for the library", path.display())
            }
            Error::Damaged { deed, path, detail } => write!(
                f,
                "cannot {} library '{}': the file is damaged ({detail}); restore a copy of it, or see 'khabar doctor'; 'khabar doctor --salvage NEW-FILE' brings what can be read into a new library",
                deed.words(),
                path.display()
            ),
            Error::Full { deed, path } => write!(
                f,
                "cannot {} library '{}': no room is left on the disk, or no more may be used; free some space, then try again; nothing was lost",
                deed.words(),
                path.display()
            ),
            Error::InUse { deed, path, holder } => {
                write!(f, "cannot {} library '{}': ", deed.words(), path.display())?;
                match holder {
                    Some(holder) => write!(f, "{holder} has it open; close that first"),
                    None => f.write_str("another program has it open; close that first"),
                }
            }
            Error::Exists { path } => {
                write!(f, "there is something at '{}' already; choose another name", path.display())
            }
            Error::Interrupted => f.write_str("the question was given up"),
            Error::NoArticle { id } => write!(f, "no article has the number {id}"),
            Error::NoNote { note } => write!(f, "no note has the number {note}"),
            Error::LongNote { characters, most } => {
                write!(f, "the note has {characters} characters; write at most {most}")
            }
            Error::NoSearch { name } => write!(f, "no search is saved under '{name}'"),
            Error::SearchExists { name } => {
                write!(f, "a search is saved under '{name}' already; choose another name, or remove it first")
            }
            Error::BadSearchName { name, most } => {
                write!(
                    f,
                    "no search can be saved under '{name}'; a name has letters, and at most {most} characters"
                )
            }
            Error::BadTag { tag } => write!(
                f,
                "'{tag}' cannot be a tag; use 1 to {} letters, digits or signs",
                super::tags::TAG_CHARS_MAX
            ),
            Error::NoTag { tag } => write!(f, "no article has the tag '{tag}'; 'khabar tags' lists them"),
            Error::BadColour { colour } => {
                write!(f, "'{colour}' is not a colour; use #rrggbb or one of {}", super::COLOURS.join(", "))
            }
            Error::Name { name, problem } => match problem {
                NameProblem::Unknown => write!(f, "no name '{name}' in the library"),
                NameProblem::Same => write!(f, "'{name}' is one entry already"),
                NameProblem::OtherKind(other) => {
                    write!(
                        f,
                        "'{name}' and '{other}' are of two kinds; only people, places or organisations are merged among themselves"
                    )
                }
                NameProblem::NoSpelling(spelling) => write!(f, "'{name}' is nowhere spelt '{spelling}'"),
                NameProblem::Unfit => write!(
                    f,
                    "'{name}' cannot be called so; use 1 to {} characters, letters among them",
                    super::names::NAME_CHARS_MAX
                ),
            },
            Error::Failed { deed, path, detail } => {
                write!(f, "cannot {} library '{}': {detail}", deed.words(), path.display())
            }
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// What `cause` means for `deed` on the library at `path`.
    pub(super) fn of(cause: &rusqlite::Error, deed: Deed, path: &Path) -> Error {
        use rusqlite::ErrorCode;
        let path_buf = path.to_path_buf();
        let detail = cause.to_string();
        let Some(code) = cause.sqlite_error_code() else {
            return match cause {
                // A column holds what was never written there.
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => {
                    Error::Damaged { deed, path: path_buf, detail }
                }
                _ => Error::Failed { deed, path: path_buf, detail },
            };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                Error::Locked { deed, path: path_buf, holder: Holder::of(path) }
            }
            ErrorCode::ReadOnly => Error::ReadOnly { deed, path: path_buf },
            ErrorCode::PermissionDenied => Error::Denied { deed, path: path_buf },
            // Its header is gone, but not that it was a library.
            ErrorCode::NotADatabase if was_library(path) => Error::Damaged { deed, path: path_buf, detail },
            ErrorCode::NotADatabase => Error::NotALibrary { path: path_buf, sqlite: false },
            // Writing that fails for another reason than a full disk: a quota, a limit on the size of files.
            ErrorCode::SystemIoFailure if WRITING.contains(&extended(cause)) => {
                Error::Full { deed, path: path_buf }
            }
            ErrorCode::DatabaseCorrupt => Error::Damaged { deed, path: path_buf, detail },
            ErrorCode::DiskFull => Error::Full { deed, path: path_buf },
            ErrorCode::OperationInterrupted => Error::Interrupted,
            ErrorCode::CannotOpen => cannot_open(deed, path, detail),
            _ => Error::Failed { deed, path: path_buf, detail },
        }
    }

    /// What an error of the file system means for `deed` on the library at `path`.
    pub(super) fn of_io(cause: &io::Error, deed: Deed, path: &Path) -> Error {
        let path = path.to_path_buf();
        match cause.kind() {
            io::ErrorKind::NotFound => Error::Missing { path },
            io::ErrorKind::PermissionDenied => Error::Denied { deed, path },
            io::ErrorKind::AlreadyExists => Error::Exists { path },
            io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { deed, path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Error::Full { deed, path }
            }
            _ => Error::Failed { deed, path, detail: cause.to_string() },
        }
    }
}

/// The extended codes of failures to make a file longer.
const WRITING: [i32; 4] = [
    rusqlite::ffi::SQLITE_IOERR_SHMOPEN,
    rusqlite::ffi::SQLITE_IOERR_WRITE,
    rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
    rusqlite::ffi::SQLITE_IOERR_TRUNCATE,
];

fn extended(cause: &rusqlite::Error) -> i32 {
    cause.sqlite_error().map_or(0, |error| error.extended_code)
}

/// Whether a file that SQLite does not know has what a library's header has, somewhere in it.
fn was_library(path: &Path) -> bool {
    use std::io::Read;
    let Ok(mut file) = std::fs::File::open(path) else { return false };
    let mut header = [0; 100];
    let is_long = file.read_exact(&mut header).is_ok();
    // Closing it would drop the locks of connections that have it open.
    std::mem::forget(file);
    let marked = header[68..72] == super::schema::APPLICATION_ID.to_be_bytes();
    is_long && (marked || header.starts_with(b"SQLite format 3"))
}

/// SQLite says only that it cannot open a file; the file system knows why.
fn cannot_open(deed: Deed, path: &Path, detail: String) -> Error {
    let folder = super::folder_of(path);
    if !folder.is_dir() {
        return Error::MissingFolder { folder: folder.to_path_buf() };
    }
    if path.exists() && !path.is_file() {
        return Error::NotAFile { path: path.to_path_buf() };
    }
    match std::fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && deed != Deed::Open => {
            Error::Missing { path: path.to_path_buf() }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Error::Denied { deed, path: path.to_path_buf() }
        }
        Err(error) => Error::of_io(&error, deed, path),
        Ok(file) => {
            // Closing it would drop the locks of connections that did open it.
            std::mem::forget(file);
            Error::Failed { deed, path: path.to_path_buf(), detail }
        }
    }
}
