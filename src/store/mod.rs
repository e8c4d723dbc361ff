//! Articles, facts, tags and questions -> one SQLite file, and answers from it.
//!
//! [`Library`] is the one connection that writes; [`Reader`] is a connection that only reads, of
//! which there may be any number, each on a thread of its own. Every question can be asked of both.
//!
//! - What a method acknowledged is on the disk (`synchronous = FULL`): neither `kill -9` nor a power
//!   cut takes it back. What it did not acknowledge did not happen at all: each is one transaction.
//! - Articles, tags, days set by hand, decisions on names, what was read and the log of changes are ground
//!   truth. Facts, profiles, postings and the search index are derived from them and can be made anew at any time.
//! - No question costs more than the answer needs, however large the library is: lists go by rank
//!   ([`Reader::page`]), never by offset; candidates for relations are bounded.
//! - Only this module knows that it is SQLite.

mod articles;
mod called;
mod choices;
mod codec;
mod compile;
mod complete;
mod error;
mod expression;
mod facts;
mod feeds;
mod holder;
mod ids;
mod index;
mod kept;
mod list;
mod maintain;
mod named;
mod names;
mod notes;
mod pack;
mod published;
pub mod query;
mod rank;
mod read;
mod relations;
mod relevance;
mod restore;
mod rules;
mod salvage;
mod saved;
mod schema;
mod search;
mod stories;
mod tag_edits;
mod tag_words;
mod tags;
mod term;
mod undo;
mod which;

pub use articles::{Added, Addition, Outcome, Stored};
pub use complete::{Completed, Completing};
pub use error::{Deed, Error};
pub use facts::EntityRow;
pub use feeds::{Asked, Feed, FeedState};
pub use holder::Holder;
pub use ids::Ids;
pub use list::{Count, Cursor, Order, Page, RANKED_MAX, Row, Seek, reading_minutes};
pub use maintain::Files;
pub use named::{Companion, MonthCount, Named, Naming, Spelling, StatedRole};
pub use names::{
    ByHand, Edit, Entry, NAME_CHARS_MAX, NameDeed, NameProblem, NameRow, Namesake, Other, Standing, Wish,
};
pub use notes::{NOTE_CHARS_MAX, Note, NoteEdit};
pub use published::SetDay;
pub use query::Query;
pub use rank::Import;
pub use restore::{backup_name, backups, restore};
pub use rules::{Rule, Ruled};
pub use salvage::{Salvaged, salvage};
pub use saved::{SEARCH_NAME_CHARS_MAX, SavedSearch, SearchEdit, normalise as normalise_search_name};
pub use search::{Hits, hits};
pub use stories::{EventRow, Member, StoryAround, StoryEvent, StoryWord, Storyline};
pub use tag_edits::{COLOURS, TagDeed, TagEdit, TagRow, normalise_colour};
pub use tag_words::{Said, Word};
pub use tags::{TAG_CHARS_MAX, normalise as normalise_tag};
pub use undo::{Change, ChangeKind};
pub use which::Which;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a write waits for another process to finish. A batch of an import takes a tenth of
/// this.
pub const WAIT: Duration = Duration::from_secs(5);

/// The number of an article in the library; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Id(i64);

impl Id {
    /// The id with this number, as a reader types it. Whether it exists shows when it is used.
    pub fn new(number: i64) -> Id {
        Id(number)
    }

    /// The number.
    pub fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Id {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Id, Self::Err> {
        crate::arabic::digits::to_ascii(text.trim()).parse().map(Id)
    }
}

/// A connection that only reads.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    path: PathBuf,
    known: RefCell<stories::Known>,
}

/// The connection that writes. Whatever can be asked of a [`Reader`] can be asked of it.
#[derive(Debug)]
pub struct Library {
    reader: Reader,
    copy: Option<PathBuf>,
    /// What was looked up for tying articles into stories.
    known: stories::Known,
    /// How far all articles are tied anew, if they are.
    anew: Option<stories::Anew>,
}

impl Deref for Library {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// Gives up what a connection is doing, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// Makes the question that is being answered, if any, return [`Error::Interrupted`].
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Library {
    /// Opens the library at `path`; makes it if there is no file or an empty one. Its folder must
    /// exist. An older library is copied beside itself ([`Library::copy_made`]), then brought up to
    /// date.
    pub fn open(path: &Path) -> Result<Library, Error> {
        check_place(path)?;
        let failed = |error: rusqlite::Error| Error::of(&error, Deed::Open, path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(WAIT).map_err(failed)?;
        // Before anything is written: a file of something else is left as it is.
        schema::version(&connection, path, schema::MIGRATIONS.len() as u32)?;
        if connection.is_readonly(rusqlite::MAIN_DB).map_err(failed)? {
            return Err(Error::ReadOnly { deed: Deed::Open, path: path.to_path_buf() });
        }
        configure_writer(&connection).map_err(failed)?;
        let copy = schema::migrate(&mut connection, path, schema::MIGRATIONS)?;
        let reader = Reader::of(connection, path);
        let mut library = Library { reader, copy, known: stories::Known::default(), anew: None };
        library.renew_index_if_old()?;
        Ok(library)
    }

    /// Takes more memory, for who adds much at once and shows no window meanwhile: at a million articles, each
    /// that is added touches hundreds of pages of the indexes and thousands of terms.
    pub fn take_memory(&mut self) -> Result<(), Error> {
        self.known.is_bulk = true;
        let Reader { path, connection, .. } = &self.reader;
        let set = connection.pragma_update(None, "cache_size", -CACHE_BULK_KIB).and_then(|()| {
            connection.pragma_update_and_check(None, "wal_autocheckpoint", CHECKPOINT_BULK_PAGES, |_| Ok(()))
        });
        set.map_err(|error| Error::of(&error, Deed::Open, path))
    }

    /// Whether it has taken more memory ([`Library::take_memory`]).
    pub fn has_taken_memory(&self) -> bool {
        self.known.is_bulk
    }

    /// Where the copy of an older library was put when this one was opened.
    pub fn copy_made(&self) -> Option<&Path> {
        self.copy.as_deref()
    }

    /// Does `work` in one transaction, which waits for other writers at its start and is on the disk
    /// at its end.
    fn write<T>(
        &mut self,
        deed: Deed,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        let path = &self.reader.path;
        let failed = |error: rusqlite::Error| Error::of(&error, deed, path);
        let transaction = self
            .reader
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let done = work(&transaction).map_err(|fault| fault.at(deed, path))?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }

    /// What `work` would give; what it does is taken back before anybody sees it.
    fn rehearse<T>(
        &mut self,
        deed: Deed,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        let path = &self.reader.path;
        let failed = |error: rusqlite::Error| Error::of(&error, deed, path);
        let transaction = self
            .reader
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let done = work(&transaction).map_err(|fault| fault.at(deed, path))?;
        transaction.rollback().map_err(failed)?;
        Ok(done)
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        // Statistics for the planner, where they are old; a failure loses nothing.
        let _ = self.reader.connection.execute_batch("PRAGMA optimize");
    }
}

impl Reader {
    /// Opens the library at `path` for reading only.
    pub fn open(path: &Path) -> Result<Reader, Error> {
        check_place(path)?;
        if !path.exists() {
            return Err(Error::Missing { path: path.to_path_buf() });
        }
        let failed = |error: rusqlite::Error| Error::of(&error, Deed::Open, path);
        let connection = open_to_read(path).map_err(failed)?;
        let known = schema::MIGRATIONS.len() as u32;
        let found = schema::version(&connection, path, known)?;
        configure_reader(&connection).map_err(failed)?;
        if found < known {
            // Only a writer can bring it up to date.
            return Err(Error::ReadOnly { deed: Deed::Migrate, path: path.to_path_buf() });
        }
        Ok(Reader::of(connection, path))
    }

    fn of(connection: Connection, path: &Path) -> Reader {
        Reader { connection, path: path.to_path_buf(), known: RefCell::default() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether `file` is the library itself or one of its companions. Nobody else may open these while
    /// the library is open, not even to read: closing them would take away its locks.
    pub fn owns(&self, file: &Path) -> bool {
        ["", "-wal", "-shm"].iter().any(|ending| same_file(file, &companion(&self.path, ending)))
    }

    /// What can stop this connection's work from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.connection.get_interrupt_handle())
    }

    /// Does `work` on one state of the library, whatever is written meanwhile.
    fn read<T>(&self, deed: Deed, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Error> {
        let failed = |error: rusqlite::Error| Error::of(&error, deed, &self.path);
        // Nested reads and reads inside a write see the state of the outer one already.
        if !self.connection.is_autocommit() {
            return work(&self.connection).map_err(|fault| fault.at(deed, &self.path));
        }
        let transaction = self.connection.unchecked_transaction().map_err(failed)?;
        let answer = work(&transaction).map_err(|fault| fault.at(deed, &self.path))?;
        transaction.finish().map_err(failed)?;
        Ok(answer)
    }
}

/// What can go wrong inside a transaction: SQLite's own errors, and ours.
#[derive(Debug)]
enum Fault {
    Sql(rusqlite::Error),
    Ours(Error),
    /// A value that does not decode.
    Broken(&'static str),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Sql(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Ours(error)
    }
}

impl Fault {
    fn at(self, deed: Deed, path: &Path) -> Error {
        match self {
            Fault::Sql(error) => Error::of(&error, deed, path),
            Fault::Ours(error) => error,
            Fault::Broken(what) => {
                Error::Damaged { deed, path: path.to_path_buf(), detail: format!("{what} cannot be decoded") }
            }
        }
    }
}

/// Refuses a path that no library can be at, with the plainest reason.
///
/// Looks at the file but never opens it: when a process closes any handle of a file, POSIX drops all
/// of its locks on it, SQLite's too ("How To Corrupt An SQLite Database File", 2.2).
fn check_place(path: &Path) -> Result<(), Error> {
    let folder = folder_of(path);
    match std::fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(Error::Denied { deed: Deed::Open, path: path.to_path_buf() });
        }
        _ => return Err(Error::MissingFolder { folder: folder.to_path_buf() }),
    }
    match std::fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(Error::NotAFile { path: path.to_path_buf() }),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::of_io(&error, Deed::Open, path))
        }
        _ => Ok(()),
    }
}

/// The folder in which `path` lies.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The companion of a library's file: `-wal`, its log, or `-shm`, the log's index.
fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether both paths lead to one existing file.
fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let identity = |path| std::fs::metadata(path).map(|found| (found.dev(), found.ino()));
        matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
    }
}

/// Pages of the write-ahead log after which it is folded into the file: 16 MiB, so that a batch of
/// an import is folded in once in a while and a tag practically never waits for it.
const CHECKPOINT_PAGES: i64 = 4096;
/// The same for a process that does nothing but add: batches write many pages in common.
const CHECKPOINT_BULK_PAGES: i64 = 4 * CHECKPOINT_PAGES;
/// What is left of the log on the disk after that.
const LOG_BYTES_MAX: i64 = 64 << 20;
/// Memory for pages, in KiB: the upper levels of all trees of a million articles, and what a page
/// of the list and its search touch.
const CACHE_KIB: i64 = 8 << 10;
/// The same for a process that does nothing but add.
const CACHE_BULK_KIB: i64 = 192 << 10;
/// Statements kept ready.
const STATEMENTS: usize = 192;

fn configure_writer(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", CHECKPOINT_PAGES, |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES_MAX, |_| Ok(()))?;
    configure_reader(connection)
}

fn configure_reader(connection: &Connection) -> rusqlite::Result<()> {
    // Plans do not follow the values that are bound. Else SQLite prepares a kept statement with a bound
    // limit anew each time that it is used, which took a quarter of the time of an import.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// A connection that only reads. A library on read-only media, where SQLite cannot make its
/// companion files, is opened as one that nobody can change, provided that no log lies beside it.
fn open_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let plain = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.busy_timeout(WAIT)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        Ok(connection)
    });
    let log = companion(path, "-wal");
    match plain {
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
            ) && std::fs::metadata(&log).map_or(true, |metadata| metadata.len() == 0) =>
        {
            let uri = format!("file:{}?immutable=1", percent_encoded(path));
            Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)
        }
        other => other,
    }
}

/// The path as it may stand in a URI: everything but letters, digits and `/-._~` encoded.
fn percent_encoded(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.to_string_lossy()
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Copies the library that `connection` reads, which lies at `path`, to `to`, whole, as it is at one
/// moment. What was at `to`, which must not be the library, is replaced once the copy is complete.
fn backup(connection: &Connection, path: &Path, to: &Path) -> Result<(), Error> {
    if same_file(path, to) {
        let detail = "the copy would replace the library; choose another name".to_string();
        return Err(Error::Failed { deed: Deed::Backup, path: path.to_path_buf(), detail });
    }
    let unfinished = companion(to, ".part");
    let io = |error: std::io::Error| Error::of_io(&error, Deed::Backup, to);
    match std::fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [unfinished.to_string_lossy()]).map_err(|error| {
        let _ = std::fs::remove_file(&unfinished);
        Error::of(&error, Deed::Backup, path)
    })?;
    std::fs::File::open(&unfinished).and_then(|file| file.sync_all()).map_err(io)?;
    if let Err(error) = check_copy(&unfinished) {
        let _ = std::fs::remove_file(&unfinished);
        return Err(error);
    }
    std::fs::rename(&unfinished, to).map_err(io)?;
    sync_folder(to);
    Ok(())
}

/// Reads all pages of a copy that was just made; an error if they are not what they should be.
fn check_copy(copy: &Path) -> Result<(), Error> {
    let failed = |error: rusqlite::Error| Error::of(&error, Deed::Backup, copy);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(
        format!("file:{}?immutable=1", percent_encoded(copy)),
        flags | OpenFlags::SQLITE_OPEN_URI,
    )
    .map_err(failed)?;
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if said == "ok" {
        return Ok(());
    }
    Err(Error::Damaged { deed: Deed::Backup, path: copy.to_path_buf(), detail: said })
}

/// Has the names of a folder on the disk, where the system can do that for one.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = std::fs::File::open(folder_of(path)) {
        // Some file systems refuse, and lose nothing by it.
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Seconds since 1970-01-01 UTC, now.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[cfg(test)]
mod tests;
