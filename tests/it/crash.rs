//! Kills a process that tags, dates and adds, at random moments: all that it had acknowledged is there.

use crate::store::{child, numbered};
use jiff::civil::{Date, date};
use khabar::article::{Article, PublishedFrom};
use khabar::store::{Import, Library, Query};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub const LIBRARY: &str = "KHABAR_TEST_CRASH";
/// How often the process is killed.
const KILLS: u64 = 200;
/// The test ends early rather than take longer than this on a slow machine.
const TIME_MAX: Duration = Duration::from_secs(120);

/// Not a test by itself: adds, tags, dates, undoes and does again without end, and prints each deed once it
/// is acknowledged.
#[test]
fn work_until_killed() {
    let Some(path) = std::env::var_os(LIBRARY).map(PathBuf::from) else { return };
    let mut library = Library::open(&path).unwrap();
    let mut out = std::io::stdout();
    let start = library.count(&Query::all()).unwrap().total as usize;
    let mut import = Import::new(1);
    println!();
    for number in (start..).step_by(3) {
        let batch: Vec<_> = (number..number + 3).map(numbered).collect();
        let added = library.add(&mut import, &batch).unwrap();
        writeln!(out, "added {number}").unwrap();
        let ids: Vec<_> = added.iter().map(|added| added.id).collect();
        library.tag(&ids, &[&format!("t{}", number % 5)], &[]).unwrap();
        writeln!(out, "tagged {number}").unwrap();
        library.keep_position(ids[0], number as u32 + 1, true).unwrap();
        writeln!(out, "read {number}").unwrap();
        library.tag(&ids[..1], &["undone"], &[]).unwrap();
        library.undo().unwrap();
        writeln!(out, "undone {number}").unwrap();
        library.set_published(&ids[1..], Some(day(number))).unwrap();
        writeln!(out, "dated {number}").unwrap();
        library.set_published(&ids[2..], None).unwrap();
        writeln!(out, "cleared {number}").unwrap();
    }
}

/// The day that is set for an article.
fn day(number: usize) -> Date {
    date(2000 + (number % 20) as i16, 1, 1)
}

/// The deed that a line acknowledges, if it is one.
pub fn deed(line: &str) -> Option<(String, usize)> {
    let (deed, number) = line.split_once(' ')?;
    let is_known = ["added", "tagged", "read", "undone", "dated", "cleared"].contains(&deed);
    is_known.then_some((deed.to_string(), number.parse().ok()?))
}

/// Checks the library against the deeds that were acknowledged.
pub fn check(path: &Path, deeds: &[(String, usize)]) {
    let library = Library::open(path).unwrap();
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
    for (deed, number) in deeds {
        let stored = |number: usize| {
            let id = library.id_of_key(&format!("k{number}")).unwrap().expect("it was acknowledged");
            library.article(id).unwrap()
        };
        let as_added = |number: usize| {
            let stored = stored(number);
            Article { published: stored.said, ..stored.article }
        };
        match deed.as_str() {
            "added" => {
                assert!((*number..number + 3).all(|number| as_added(number) == numbered(number).article));
            }
            "tagged" => {
                let tag = format!("t{}", number % 5);
                assert!((*number..number + 3).all(|number| stored(number).tags.contains(&tag)));
            }
            "read" => {
                assert_eq!((stored(*number).read, stored(*number).position), (true, *number as u32 + 1))
            }
            "dated" => {
                let stored = stored(number + 1);
                let published = stored.article.published.map(|day| (day.date, day.from));
                assert_eq!(published, Some((day(*number), PublishedFrom::Given)));
                assert!(library.marked(usize::MAX >> 1).unwrap().contains(&stored.id));
            }
            "cleared" => assert_eq!(stored(number + 2).article.published, None),
            "undone" => assert!(!stored(*number).tags.contains(&"undone".to_string())),
            other => panic!("what is '{other}'?"),
        }
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).unwrap());
    let begun = Instant::now();
    // A plain generator (Knuth's MMIX constants), so that the moments differ and can be had again.
    let mut random = 20_250_212_u64;
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        if begun.elapsed() > TIME_MAX {
            println!("left out: {} of {KILLS} kills, for time", KILLS - kill);
            break;
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let deeds_before_kill = 1 + (random >> 33) % 40;
        let microseconds = (random >> 20) % 3000;
        let mut process = child("crash::work_until_killed", LIBRARY, &path).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut deeds = Vec::new();
        let mut note = |line: String| {
            deeds.push(deed(&line)?);
            Some(deeds.len())
        };
        for line in lines.by_ref() {
            if note(line) >= Some(deeds_before_kill as usize) {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(microseconds));
        process.kill().unwrap();
        process.wait().unwrap();
        // What it still said before it died was acknowledged too.
        for line in lines {
            note(line);
        }
        acknowledged += deeds.len();
        check(&path, &deeds);
    }
    println!("{acknowledged} acknowledged deeds are all there");
    assert!(acknowledged > 0);
}
