//! A copy of a library -> the library.

use super::holder::Holder;
use super::{Deed, Error, Reader, check_place, companion, folder_of, percent_encoded, same_file, schema};
use jiff::civil::Date;
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
pub fn restore(path: &Path, from: &Path, day: Date) -> Result<Option<PathBuf>, Error> {
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
fn free_name(path: &Path, day: Date) -> PathBuf {
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
    let Ok(entries) = std::fs::read_dir(folder_of(path)) else { return Vec::new() };
    let mut found: Vec<((Date, u32), PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let place = stamp(path, entry.file_name().to_str()?)?;
            entry.file_type().ok()?.is_file().then(|| (place, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

/// The day and the number of `library-2025-02-12.khabar` or `library-2025-02-12-3.khabar`, as a copy of
/// `library.khabar`; `None` for every other name.
fn stamp(path: &Path, name: &str) -> Option<(Date, u32)> {
    let inside = name.strip_prefix(path.file_stem()?.to_str()?)?.strip_prefix('-')?;
    let inside = match path.extension() {
        Some(ending) => inside.strip_suffix(ending.to_str()?)?.strip_suffix('.')?,
        None => inside,
    };
    let (day, number) = match inside.split_at_checked(DAY_CHARS)? {
        (day, "") => (day, 1),
        (day, number) => (day, number.strip_prefix('-')?.parse().ok()?),
    };
    let day = day.parse().ok()?;
    // What is written otherwise is not of ours.
    (named(path, day, number).file_name()? == name).then_some((day, number))
}

/// Letters of a day: `2025-02-12`.
const DAY_CHARS: usize = 10;

/// The name of the copy of that number that was made on a day.
fn named(path: &Path, day: Date, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{day}"));
    if number > 1 {
        name.push(format!("-{number}"));
    }
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// The name of a backup of `day` that nothing has yet: `library.khabar` -> `library-2025-02-12.khabar`, or
/// with a number behind the day.
pub fn backup_name(path: &Path, day: Date) -> PathBuf {
    // Behind those that are there: the number says which is newer.
    let numbers = backups(path).into_iter().filter_map(|backup| stamp(path, backup.file_name()?.to_str()?));
    let free = numbers.filter(|(other, _)| *other == day).map(|(_, number)| number.saturating_add(1)).max();
    let free = free.unwrap_or(1);
    let is_free = |name: &PathBuf| name.symlink_metadata().is_err();
    (free..).map(|number| named(path, day, number)).find(is_free).unwrap_or_else(|| named(path, day, free))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_names_of_ours_are_backups() {
        let check = |path: &str, name: &str, expected: Option<(Date, u32)>| {
            assert_eq!(stamp(Path::new(path), name), expected, "{name}")
        };
        check("/a/library.db", "library-2025-02-12.db", Some((date(2025, 2, 12), 1)));
        check("/a/library.db", "library-2025-02-12-3.db", Some((date(2025, 2, 12), 3)));
        check("/a/library", "library-2025-02-12", Some((date(2025, 2, 12), 1)));
        for other in [
            "",
            "library.db",
            "library-.db",
            "library-2025-02-12",
            "library-2025-02-12.db-wal",
            "library-2025-02-12-x.db",
            "library-2025-02-12-1.db",
            "library-2025-02-12-03.db",
            "library-2025-02-1\u{661}.db",
            "library-mine.db",
            "library2025-02-12.db",
        ] {
            check("/a/library.db", other, None);
        }
    }
}
