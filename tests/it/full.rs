//! Writes that fail: the n-th, for every n; a disk without room; and kills while an older library is brought up
//! to date. What was acknowledged is there, and the library is whole.

use crate::crash::{LIBRARY, check, deed};
use crate::store::{child, numbered};
use khabar::store::{Import, Library, Query};
use rusqlite::Connection;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const OLDER: &str = "KHABAR_TEST_OLDER";
/// Bytes from one limit to the next: a page of the library.
pub const PAGE: u64 = 4096;
/// Limits tried; by then thousands of pages were written below the last one.
const LIMITS: u64 = 160;
const KILLS: u32 = 40;

/// `command` in a shell in which no file may grow beyond so many bytes; what it writes beyond that fails, as
/// on a disk without room.
pub fn limited(command: &Command, bytes: u64) -> Command {
    let mut shell = Command::new("bash");
    shell.arg("-c").arg("trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"").arg("bash");
    shell.arg((bytes / 1024).to_string()).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    shell
}

pub fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok()
}

/// A library of a few articles.
fn library(folder: &Path) -> PathBuf {
    let path = folder.join("library.db");
    let mut library = Library::open(&path).unwrap();
    let batch: Vec<_> = (0..6).map(numbered).collect();
    library.add(&mut Import::new(1), &batch).unwrap();
    path
}

/// The deeds that a process acknowledged before it ended by itself.
fn acknowledged(mut command: Command) -> Vec<(String, usize)> {
    let mut process = command.spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let deeds = lines.filter_map(|line| deed(&line)).collect();
    process.wait().unwrap();
    deeds
}

#[test]
fn whichever_write_fails_nothing_acknowledged_is_lost() {
    if !is_there("bash") {
        return println!("left out: there is no bash to limit a process with");
    }
    let folder = tempfile::tempdir().unwrap();
    let start = std::fs::metadata(library(folder.path())).unwrap().len() / PAGE;
    let mut deeds_of_all = 0;
    for step in 0..LIMITS {
        let folder = tempfile::tempdir().unwrap();
        let path = library(folder.path());
        let command = child("crash::work_until_killed", LIBRARY, &path);
        // From a log that may not have a page to files that may be twice as large as the library.
        let limit = if step < LIMITS / 2 { step } else { start - LIMITS / 4 + step };
        let deeds = acknowledged(limited(&command, limit * PAGE));
        deeds_of_all += deeds.len();
        check(&path, &deeds);
        let library = Library::open(&path).unwrap();
        assert!(library.count(&Query::all()).unwrap().total >= 6);
    }
    assert!(deeds_of_all > 100, "{deeds_of_all} deeds were acknowledged");
    println!("{deeds_of_all} deeds acknowledged before a write failed are all there");
}

/// Makes a library one of the fifth version, whose ranks are longer.
pub fn make_older(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "DROP TABLE note; DROP TABLE note_search; DROP TABLE saved_search;
             DROP TRIGGER outlet_added; DROP TRIGGER outlet_removed; DROP TRIGGER outlet_changed;
             DROP TABLE outlet; DROP TABLE name_word; DROP INDEX entity_often; DROP INDEX article_lang;
             ALTER TABLE article DROP COLUMN lang;
             PRAGMA foreign_keys = ON;
             UPDATE article SET rank = (((rank >> 24) << 32) + (rank & 0xFFFFFF)) + (1 << 60);
             UPDATE article SET rank = rank - (1 << 60);
             DROP TABLE feed; DROP TABLE feed_link; DROP TABLE feed_item;
             DROP TABLE tag_word; ALTER TABLE tag DROP COLUMN colour;
             PRAGMA user_version = 5;
             PRAGMA wal_checkpoint(TRUNCATE)",
        )
        .unwrap();
}

/// Not a test by itself: brings an older library up to date.
#[test]
fn open_an_older_one() {
    let Some(path) = std::env::var_os(OLDER).map(PathBuf::from) else { return };
    println!();
    drop(Library::open(&path).unwrap());
    println!("opened 0");
}

/// Checks that an older library can still be brought up to date, with all that is in it.
fn check_older(path: &Path) {
    let library = Library::open(path).unwrap();
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
    assert_eq!(library.count(&"النص".parse().unwrap()).unwrap().total, 6);
    assert_eq!(library.tags().unwrap(), [("kept".to_owned(), 1)]);
}

fn older(folder: &Path) -> PathBuf {
    let path = library(folder);
    let mut library = Library::open(&path).unwrap();
    let id = library.id_of_key("k3").unwrap().unwrap();
    library.tag(&[id], &["kept"], &[]).unwrap();
    drop(library);
    make_older(&path);
    path
}

#[test]
fn a_library_is_brought_up_to_date_whenever_it_is_stopped() {
    let mut random = 20_250_212_u64;
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let path = older(folder.path());
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut process = child("full::open_an_older_one", OLDER, &path).spawn().unwrap();
        // Starting takes some milliseconds, and so does the work.
        std::thread::sleep(Duration::from_micros(u64::from(kill) * 700 + (random >> 33) % 700));
        process.kill().unwrap();
        process.wait().unwrap();
        check_older(&path);
    }
    if !is_there("bash") {
        return println!("left out: there is no bash to limit a process with");
    }
    for step in 0..LIMITS / 2 {
        let folder = tempfile::tempdir().unwrap();
        let path = older(folder.path());
        let command = child("full::open_an_older_one", OLDER, &path);
        limited(&command, step * PAGE * 2).output().unwrap();
        check_older(&path);
    }
}

/// A file system of a mebibyte; unmounted in the end.
struct Disk(tempfile::TempDir);

impl Disk {
    /// `None` where that is not permitted.
    fn new() -> Option<Disk> {
        let folder = tempfile::tempdir().ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then(|| Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The folder cannot be taken away while it is mounted; nothing else depends on it.
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_plainly_and_loses_nothing() {
    let Some(disk) = Disk::new() else { return println!("left out: no file system may be mounted here") };
    let path = disk.0.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let mut import = Import::new(1);
    let mut number = 0;
    let begun = Instant::now();
    let error = loop {
        assert!(begun.elapsed() < Duration::from_secs(60), "the disk is never full");
        match library.add(&mut import, &[numbered(number)]) {
            Ok(_) => number += 1,
            Err(error) => break error,
        }
    };
    let told = error.to_string();
    assert!(told.contains("no room is left") && told.contains("nothing was lost"), "{told}");
    let deeds: Vec<_> = (0..number).map(|number| number.to_string()).collect();
    assert_eq!(library.count(&Query::all()).unwrap().total, deeds.len() as u64);
    drop(library);
    // Also for who only reads, on a disk that is still full.
    let library = khabar::store::Reader::open(&path).unwrap();
    assert_eq!(library.count(&Query::all()).unwrap().total, deeds.len() as u64);
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn whatever_pages_are_damaged_it_is_told_and_nothing_panics() {
    let folder = tempfile::tempdir().unwrap();
    let path = library(folder.path());
    let whole = std::fs::read(&path).unwrap();
    let mut random = 7_u64;
    let mut told = 0;
    for page in 0..whole.len() as u64 / PAGE {
        let damaged = folder.path().join("damaged.db");
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("damaged.db{ending}")));
        }
        let mut bytes = whole.clone();
        for byte in &mut bytes[(page * PAGE) as usize..((page + 1) * PAGE) as usize] {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = (random >> 40) as u8;
        }
        std::fs::write(&damaged, bytes).unwrap();
        let mut errors: Vec<String> = Vec::new();
        match Library::open(&damaged) {
            Err(error) => errors.push(error.to_string()),
            Ok(library) => {
                let query = "النص".parse().unwrap();
                let page = library.page(&query, khabar::store::Order::Newest, khabar::store::Seek::First, 9);
                errors.extend(page.err().map(|error| error.to_string()));
                for number in 0..6 {
                    let article = library.id_of_key(&format!("k{number}"));
                    let article = article.and_then(|id| id.map(|id| library.article(id)).transpose());
                    errors.extend(article.err().map(|error| error.to_string()));
                }
                errors.extend(library.integrity().unwrap_or_else(|error| vec![error.to_string()]));
            }
        }
        told += usize::from(!errors.is_empty());
        assert!(errors.iter().all(|error| !error.trim().is_empty() && !error.contains("panicked")));
    }
    // A page that nothing lies on may be damaged without anybody's knowing.
    assert!(told as u64 * PAGE * 10 > whole.len() as u64 * 8, "{told} damages were told");
}
