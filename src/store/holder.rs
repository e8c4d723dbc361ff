//! A locked library -> the process that holds the lock, where the system tells.

use std::fmt;
use std::path::Path;

/// A process that is writing to the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub process: u32,
    /// Its program, if the system tells.
    pub program: Option<String>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.program {
            Some(program) => write!(f, "{program} (process {})", self.process),
            None => write!(f, "process {}", self.process),
        }
    }
}

/// The byte of the `-shm` file that a writer locks (SQLite's "WAL-mode File Format", 2.3.1 and the
/// lock bytes in `wal.c`: WALINDEX_LOCK_OFFSET 120 + WAL_WRITE_LOCK 0).
const WRITE_LOCK_BYTE: u64 = 120;

impl Holder {
    /// Who holds the write lock of the library at `path`. `None` where `/proc/locks` does not exist,
    /// or when the lock has gone meanwhile.
    pub(super) fn of(path: &Path) -> Option<Holder> {
        let locks = std::fs::read_to_string("/proc/locks").ok()?;
        let process = writer(&locks, inode(&super::companion(path, "-shm")), inode(path))?;
        let program = std::fs::read_to_string(format!("/proc/{process}/comm")).ok();
        Some(Holder { process, program: program.map(|name| name.trim_end().to_string()) })
    }
}

impl Holder {
    /// Another process that has the library at `path` open, to read or to write.
    pub(super) fn other(path: &Path) -> Option<Holder> {
        let locks = std::fs::read_to_string("/proc/locks").ok()?;
        let files = [inode(&super::companion(path, "-shm")), inode(path)];
        let process = user(&locks, &files, std::process::id())?;
        let program = std::fs::read_to_string(format!("/proc/{process}/comm")).ok();
        Some(Holder { process, program: program.map(|name| name.trim_end().to_string()) })
    }
}

/// A process in the lines of `/proc/locks`, other than `own`, that holds any lock on one of the files.
fn user(locks: &str, files: &[Option<u64>], own: u32) -> Option<u32> {
    let mut holders = locks.lines().filter_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        if fields.next()? == "->" {
            return None;
        }
        let process: u32 = fields.nth(2)?.parse().ok()?;
        let inode: u64 = fields.next()?.rsplit(':').next()?.parse().ok()?;
        (files.contains(&Some(inode)) && process != own).then_some(process)
    });
    holders.next()
}

#[cfg(unix)]
fn inode(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|metadata| metadata.ino())
}

#[cfg(not(unix))]
fn inode(_: &Path) -> Option<u64> {
    None
}

/// The process in the lines of `/proc/locks` (`1: POSIX ADVISORY WRITE 4242 08:01:131 120 120`) that
/// holds the write-ahead log's write lock, or else an exclusive lock on the file itself.
fn writer(locks: &str, shared_memory: Option<u64>, file: Option<u64>) -> Option<u32> {
    let holders = locks.lines().filter_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        // A waiting lock has an arrow before its kind; it holds nothing.
        if fields.next()? == "->" {
            return None;
        }
        let write = fields.nth(1)? == "WRITE";
        let process: u32 = fields.next()?.parse().ok()?;
        let inode: u64 = fields.next()?.rsplit(':').next()?.parse().ok()?;
        let first: u64 = fields.next()?.parse().ok()?;
        let last: u64 = fields.next()?.parse().unwrap_or(u64::MAX);
        let logged = Some(inode) == shared_memory && (first..=last).contains(&WRITE_LOCK_BYTE);
        (write && (logged || Some(inode) == file)).then_some((logged, process))
    });
    holders.max_by_key(|&(logged, _)| logged).map(|(_, process)| process)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(locks: &str, expected: Option<u32>) {
        assert_eq!(writer(locks, Some(77), Some(70)), expected);
    }

    #[test]
    fn whoever_has_it_open_is_found() {
        let files = [Some(77), Some(70), None];
        let line = "1: POSIX  ADVISORY  READ 42 08:01:70 128 128";
        assert_eq!(user(line, &files, 1), Some(42));
        assert_eq!(user(line, &files, 42), None);
        assert_eq!(user("1: -> POSIX ADVISORY READ 42 08:01:70 1 1\nx", &files, 1), None);
        assert_eq!(user("1: POSIX ADVISORY READ 42 08:01:71 1 1", &files, 1), None);
    }

    #[test]
    fn the_writer_is_found_among_locks() {
        check("", None);
        check("1: POSIX  ADVISORY  WRITE 42 08:01:77 120 120", Some(42));
        check("1: POSIX  ADVISORY  WRITE 42 08:01:77 121 121", None);
        check("1: POSIX  ADVISORY  READ 42 08:01:77 120 120", None);
        check("1: -> POSIX  ADVISORY  WRITE 42 08:01:77 120 120", None);
        check("1: FLOCK  ADVISORY  WRITE 42 08:01:70 0 EOF", Some(42));
        check(
            "1: POSIX ADVISORY WRITE 41 08:01:70 1 2\n2: POSIX ADVISORY WRITE 42 08:01:77 120 120\nnonsense",
            Some(42),
        );
    }
}
