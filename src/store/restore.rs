//! A copy of a library -> the library.

use super::holder::Holder;
use super::{Deed, Error, Reader, check_place, companion, folder_of, percent_encoded, same_file, schema};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Puts the copy at `from` in the place of the library at `path`. The copy is checked first, and stays where
/// it is; the library that was there, damaged or not, is kept beside itself under the name that is given
/// back. `day` is part of that name.
///
/// # Errors
///
/// If the copy is none or is damaged, if another process has the library open, or something cannot be
/// written. The library is then as it was.
pub fn restore(path: &Path, from: &Path, day: jiff::civil::Date) -> Result<Option<PathBuf>, Error> {
    let io = |error: std::io::Error| Error::of_io(&error, Deed::Restore, path);
    check_place(path)?;
    if same_file(path, from) {
        let detail = "the copy is the library itself; name another file".to_owned();
        return Err(Error::Failed { deed: Deed::Restore, path: path.to_path_buf(), detail });
    }
    check(from)?;
    let part = companion(path, ".restored");
    copy(from, &part)?;
    let done = (|| {
        let held = if path.exists() { hold_alone(path)? } else { None };
        let aside = path.exists().then(|| free_name(path, day));
        if let Some(aside) = &aside {
            // Its log goes along: it may hold what the file does not.
            for ending in ["-wal", "-shm", ""] {
                match std::fs::rename(companion(path, ending), companion(aside, ending)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
                    _ => {}
                }
            }
        }
        if let Err(error) = std::fs::rename(&part, path) {
            if let Some(aside) = &aside {
                ["", "-wal", "-shm"].iter().for_each(|ending| {
                    let _ = std::fs::rename(companion(aside, ending), companion(path, ending));
                });
            }
            return Err(io(error));
        }
        super::sync_folder(path);
        drop(held);
        Ok(aside)
    })();
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}

/// A name beside the library that nothing has: `library.db.before-2025-02-12`, or with a number behind.
fn free_name(path: &Path, day: jiff::civil::Date) -> PathBuf {
    let first = companion(path, &format!(".before-{day}"));
    let others = (2..).map(|number| companion(path, &format!(".before-{day}.{number}")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|name| name.symlink_metadata().is_err()).unwrap_or(first)
}

/// A connection that reads a file nobody changes, without making companions beside it; what its log holds is
/// read, too, if there is one.
fn read(from: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let has_log = std::fs::metadata(companion(from, "-wal")).is_ok_and(|log| log.len() > 0);
    if has_log {
        return Connection::open_with_flags(from, flags);
    }
    let uri = format!("file:{}?immutable=1", percent_encoded(from));
    Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)
}

/// Checks that the file is a library, of this version or an older one, and whole.
fn check(from: &Path) -> Result<(), Error> {
    if !from.exists() {
        return Err(Error::Missing { path: from.to_path_buf() });
    }
    if !from.is_file() {
        return Err(Error::NotAFile { path: from.to_path_buf() });
    }
    let connection = read(from).map_err(|error| Error::of(&error, Deed::Restore, from))?;
    let version = schema::version(&connection, from, schema::MIGRATIONS.len() as u32)?;
    if version == 0 {
        return Err(Error::NotALibrary { path: from.to_path_buf(), sqlite: false });
    }
    let found = Reader::of(connection, from).quick_check()?;
    match found.into_iter().next() {
        None => Ok(()),
        Some(detail) => Err(Error::Damaged { deed: Deed::Restore, path: from.to_path_buf(), detail }),
    }
}

fn copy(from: &Path, part: &Path) -> Result<(), Error> {
    match std::fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::of_io(&error, Deed::Restore, part));
        }
        _ => {}
    }
    let connection = read(from).map_err(|error| Error::of(&error, Deed::Restore, from))?;
    connection.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(|error| {
        let _ = std::fs::remove_file(part);
        Error::of(&error, Deed::Restore, part)
    })?;
    let io = |error: std::io::Error| Error::of_io(&error, Deed::Restore, part);
    std::fs::File::open(part).and_then(|file| file.sync_all()).map_err(io)
}

/// Makes sure that no other process has the library open, and that none can change it until what is given
/// back is dropped. Of a library that is too damaged for that, only whether the system knows of anybody.
fn hold_alone(path: &Path) -> Result<Option<Connection>, Error> {
    let in_use =
        || Error::InUse { deed: Deed::Restore, path: path.to_path_buf(), holder: Holder::other(path) };
    if Holder::other(path).is_some() {
        return Err(in_use());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(connection) = Connection::open_with_flags(path, flags) else { return Ok(None) };
    // Writes the log into the file and takes it away, which only the last that has it open can do.
    let alone = connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))
        .and_then(|mode| {
            if mode == "delete" {
                connection.execute_batch("BEGIN EXCLUSIVE")?;
            }
            Ok(mode == "delete")
        });
    match alone {
        Ok(true) => Ok(Some(connection)),
        Ok(false) => Err(in_use()),
        Err(error) => match Error::of(&error, Deed::Restore, path) {
            Error::Locked { .. } => Err(in_use()),
            // Read-only, full, damaged: it is put aside as it is. What cannot be renamed is told then.
            _ => Ok(None),
        },
    }
}

/// Backups that were made beside the library under names of ours, the newest first.
pub fn backups(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let Ok(entries) = std::fs::read_dir(folder_of(path)) else { return Vec::new() };
    let mut found: Vec<((jiff::civil::Date, u32), PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let file = entry.file_name();
            let place = stamp(file.to_str()?.strip_prefix(&name)?)?;
            entry.file_type().ok()?.is_file().then(|| (place, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

/// The day and the number of `.2025-02-12.backup` or `.2025-02-12.3.backup`.
fn stamp(ending: &str) -> Option<(jiff::civil::Date, u32)> {
    let inside = ending.strip_prefix('.')?.strip_suffix(".backup")?;
    let (day, number) = match inside.split_once('.') {
        Some((day, number)) => (day, number.parse().ok().filter(|number| *number > 1)?),
        None => (inside, 1),
    };
    let day: jiff::civil::Date = day.parse().ok()?;
    (day.to_string().len() == inside.split('.').next()?.len()).then_some((day, number))
}

/// The name of a backup of today that nothing has yet.
pub fn backup_name(path: &Path, day: jiff::civil::Date) -> PathBuf {
    // Behind those that are there: the number says which is newer.
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let number = |backup: PathBuf| stamp(backup.file_name()?.to_str()?.strip_prefix(&name)?);
    let numbers = backups(path).into_iter().filter_map(number).filter(|(other, _)| *other == day);
    let free = numbers.map(|(_, number)| number + 1).max().unwrap_or(1);
    let named = |number: u32| match number {
        1 => companion(path, &format!(".{day}.backup")),
        number => companion(path, &format!(".{day}.{number}.backup")),
    };
    (free..).map(named).find(|name| name.symlink_metadata().is_err()).unwrap_or_else(|| named(free))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_names_of_ours_are_backups() {
        let check = |ending: &str, expected: Option<(jiff::civil::Date, u32)>| {
            assert_eq!(stamp(ending), expected, "{ending}")
        };
        check(".2025-02-12.backup", Some((date(2025, 2, 12), 1)));
        check(".2025-02-12.3.backup", Some((date(2025, 2, 12), 3)));
        for other in [
            "",
            ".backup",
            ".2025-02-12",
            ".2025-02-12.x.backup",
            ".mine.backup",
            ".v1.bak",
            ".2025-02-12.1.backup",
        ] {
            check(other, None);
        }
    }
}
