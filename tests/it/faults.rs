//! Disks that are full, files that are damaged: what was acknowledged is there, and what is wrong is said
//! in plain words.

use crate::store::{child, numbered};
use jiff::civil::date;
use khabar::store::{Addition, Error, Import, Library, Order, Query, Reader, Seek, salvage};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes a library as the first version of Khabar made it.
pub fn make_old(path: &Path, texts: &[Addition]) {
    let mut library = Library::open(path).unwrap();
    let added = library.add(&mut Import::new(1), texts).unwrap();
    library.tag(&[added[0].id], &["old"], &[]).unwrap();
    drop(library);
    let older = Connection::open(path).unwrap();
    let tables: Vec<String> = {
        let mut statement = older
            .prepare(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')",
            )
            .unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    let first = [
        "article",
        "content",
        "tag",
        "article_tag",
        "change",
        "facts",
        "profile",
        "entity",
        "term",
        "search",
        "posting",
        "setting",
    ];
    older.execute_batch("PRAGMA foreign_keys = off").unwrap();
    for table in tables.iter().filter(|name| !first.contains(&name.as_str()) && !name.starts_with("sqlite_"))
    {
        older.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    older.execute_batch("PRAGMA user_version = 1; PRAGMA journal_mode = delete; VACUUM").unwrap();
}

const LIBRARY: &str = "KHABAR_TEST_FAULT";
const DEED: &str = "KHABAR_TEST_DEED";

/// Not a test by itself: does something to a library, says what is done, and why no more is.
#[test]
fn do_one_thing() {
    let Some(path) = std::env::var_os(LIBRARY).map(PathBuf::from) else { return };
    let deed = std::env::var(DEED).unwrap_or_default();
    println!();
    let done = (|| -> Result<(), Error> {
        let mut library = Library::open(&path)?;
        println!("did open");
        let ids = library.ids(&Query::all())?;
        match deed.as_str() {
            "import" => {
                let mut import = Import::new(1);
                for number in (100..).step_by(2).take(if ids.is_empty() { 4000 } else { 3 }) {
                    library.add(&mut import, &[numbered(number), numbered(number + 1)])?;
                    println!("did add {number}");
                }
            }
            "tag" => {
                for tag in ["one", "two", "three"] {
                    library.tag(&ids, &[tag], &[])?;
                    println!("did tag {tag}");
                }
            }
            "undo" => {
                library.undo()?;
                println!("did undo");
            }
            "backup" => {
                library.backup(&path.with_extension("copy"))?;
                println!("did copy");
            }
            _ => {}
        }
        Ok(())
    })();
    if let Err(error) = done {
        println!("error {error}");
    }
    println!("end");
}

/// What a child said that does a deed under a limit on the length of files, in pages.
fn said_under(limit: Option<u64>, path: &Path, deed: &str) -> Vec<String> {
    let plain = child("faults::do_one_thing", LIBRARY, path);
    // The blocks of `ulimit -f` have 512 bytes (POSIX). Without the trap the signal would end the process.
    let limit = limit.map(|pages| format!("trap '' XFSZ; ulimit -f {}; ", pages * 8)).unwrap_or_default();
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{limit}exec \"$0\" \"$@\""))
        .arg(plain.get_program())
        .args(plain.get_args())
        .env(LIBRARY, path)
        .env(DEED, deed)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(said.iter().any(|line| line == "end"), "{text}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// Checks that what was said to be done is there.
fn check_kept(path: &Path, said: &[String], was: &[(String, u64)]) {
    let library = Library::open(path).unwrap();
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new(), "{said:?}");
    let tags = library.tags().unwrap();
    for did in said.iter().filter_map(|line| line.strip_prefix("did ")) {
        match did.split_once(' ') {
            Some(("add", number)) => {
                let number: usize = number.parse().unwrap();
                for number in [number, number + 1] {
                    let id = library.id_of_key(&format!("k{number}")).unwrap().expect("it was acknowledged");
                    assert_eq!(library.article(id).unwrap().article, numbered(number).article);
                }
            }
            Some(("tag", tag)) => assert!(tags.iter().any(|(name, _)| name == tag), "{tag} of {tags:?}"),
            _ if did == "undo" => assert_ne!(tags, was),
            _ if did == "copy" => {
                let copy = Reader::open(&path.with_extension("copy")).unwrap();
                assert_eq!(copy.integrity().unwrap(), Vec::<String>::new());
            }
            _ => {}
        }
    }
    if !said.iter().any(|line| line == "did undo" || line.starts_with("did tag")) {
        assert_eq!(tags, was);
    }
}

/// The n-th page that is written does not fit, for every n: until all of them do.
fn check_limits(deed: &str, is_old: bool) {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made.db");
    make_old(&made, &(0..6).map(numbered).collect::<Vec<_>>());
    if !is_old {
        drop(Library::open(&made).unwrap());
    }
    let was = vec![("old".to_owned(), 1)];
    let mut limit = 0;
    loop {
        let path = folder.path().join(format!("{limit}.db"));
        std::fs::copy(&made, &path).unwrap();
        let said = said_under(Some(limit), &path, deed);
        check_kept(&path, &said, &was);
        let error = said.iter().find_map(|line| line.strip_prefix("error "));
        // Nothing of a copy that was not made is left.
        let left = std::fs::read_dir(folder.path()).unwrap().filter_map(Result::ok);
        assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")));
        match error {
            None => break,
            Some(error) => assert!(
                error.contains("no room is left") && error.contains("nothing was lost"),
                "{limit}: {error}"
            ),
        }
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
        }
        limit += 1;
        assert!(limit < 2000, "{deed} never fits");
    }
    println!("{deed}: {limit} limits");
}

#[test]
fn an_import_under_every_limit() {
    check_limits("import", false);
}

#[test]
fn tags_under_every_limit() {
    check_limits("tag", false);
}

#[test]
fn undoing_under_every_limit() {
    check_limits("undo", false);
}

#[test]
fn a_migration_under_every_limit() {
    check_limits("open", true);
}

#[test]
fn a_copy_under_every_limit() {
    check_limits("backup", false);
}

#[test]
fn a_full_disk_is_told_plainly_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = |options: &str| {
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "none"])
            .arg(&disk)
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    if !mount("size=1500k") {
        println!("left out: a full disk (this user may not mount)");
        return;
    }
    struct Mounted<'p>(&'p Path);
    impl Drop for Mounted<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).status();
        }
    }
    let _mounted = Mounted(&disk);
    let path = disk.join("library.db");
    let said = said_under(None, &path, "import");
    let error = said.iter().find_map(|line| line.strip_prefix("error ")).expect("the disk is full");
    assert!(error.contains("no room is left") && error.contains("nothing was lost"), "{error}");
    // What was acknowledged can be read on the full disk, and is whole on a larger one.
    assert!(said.iter().filter(|line| line.starts_with("did add")).count() > 3);
    assert!(mount("remount,size=64m"));
    check_kept(&path, &said, &[]);
}

/// An article whose title and text have signs that stand nowhere else in the file.
fn marked(number: usize) -> Addition {
    let mut addition = numbered(number);
    let article = &mut addition.article;
    article.title.text = format!("TITLE{number:05}Z {}", "\u{639}\u{646}\u{648}\u{627}\u{646}");
    // Some are so long that they go on on other pages.
    let lines = if number % 10 == 3 { 150 } else { 3 };
    article.text = (0..lines)
        .map(|line| {
            format!(
                "MARK{number:05}Z \u{633}\u{637}\u{631} {line} \u{646}\u{635} \u{637}\u{648}\u{64A}\u{644}\n"
            )
        })
        .collect();
    article.sections[0].span.end = article.text.len() as u32;
    addition.profile = khabar::story::profile(article, &addition.facts);
    addition
}

const PAGE: usize = 4096;
const MARKED: usize = 80;

/// The bytes of a library of marked articles; the first ten are tagged, every fifth has a day by hand.
fn marked_library(folder: &Path) -> Vec<u8> {
    let path = folder.join("marked.db");
    let mut library = Library::open(&path).unwrap();
    let batch: Vec<_> = (0..MARKED).map(marked).collect();
    let ids: Vec<_> =
        library.add(&mut Import::new(1), &batch).unwrap().iter().map(|added| added.id).collect();
    library.tag(&ids[..10], &["ten"], &[]).unwrap();
    let fifth: Vec<_> = ids.iter().copied().step_by(5).collect();
    library.set_published(&fifth, Some(date(2024, 2, 3))).unwrap();
    library.backup(&folder.join("whole.db")).unwrap();
    std::fs::read(folder.join("whole.db")).unwrap()
}

/// The numbers of the articles of which a piece stands on one of the pages.
fn on_pages(bytes: &[u8], pages: &BTreeSet<usize>, sign: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for page in pages {
        let page = &bytes[page * PAGE..(page + 1) * PAGE];
        for at in 0..page.len().saturating_sub(sign.len() + 5) {
            if page[at..].starts_with(sign.as_bytes()) {
                found.extend(
                    std::str::from_utf8(&page[at + sign.len()..at + sign.len() + 5])
                        .ok()
                        .and_then(|number| number.parse::<usize>().ok()),
                );
            }
        }
    }
    found
}

/// Reads all that can be read of a library; whatever is wrong with it is an error in words.
fn look_through(path: &Path) {
    let told = |error: Error| {
        let text = error.to_string();
        assert!(
            matches!(error, Error::Damaged { .. } | Error::NotALibrary { .. } | Error::NoArticle { .. }),
            "{text}"
        );
    };
    for is_writer in [false, true] {
        let opened = if is_writer {
            Library::open(path).map(|library| (Some(library), None))
        } else {
            Reader::open(path).map(|reader| (None, Some(reader)))
        };
        let (library, reader) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                told(error);
                continue;
            }
        };
        let reader: &Reader = match (&library, &reader) {
            (Some(library), _) => library,
            (_, Some(reader)) => reader,
            _ => unreachable!(),
        };
        reader.page(&Query::all(), Order::Newest, Seek::First, 200).map(drop).unwrap_or_else(told);
        for number in 1..=MARKED as i64 {
            let id = khabar::store::Id::new(number);
            reader.article(id).map(drop).unwrap_or_else(told);
            reader.facts(id).map(drop).unwrap_or_else(told);
        }
        reader
            .page(&"\u{646}\u{635}".parse().unwrap(), Order::Relevance, Seek::First, 20)
            .map(drop)
            .unwrap_or_else(told);
        reader.deep_check().map(drop).unwrap_or_else(told);
    }
}

/// Checks what is saved of a damaged file: everything but what stood on these pages.
fn check_salvage(whole: &[u8], path: &Path, pages: &BTreeSet<usize>) {
    let to = path.with_extension("salvaged");
    let (library, salvaged) = salvage(path, &to).unwrap();
    // What stands there may be no more than what was left of a row that has moved.
    let ids =
        |ids: &[khabar::store::Id]| ids.iter().map(|id| id.number() as usize - 1).collect::<BTreeSet<_>>();
    let (lost, bare) = (ids(&salvaged.lost), ids(&salvaged.bare));
    assert!(lost.is_subset(&on_pages(whole, pages, "MARK")), "pages {pages:?}: {lost:?}");
    assert!(bare.is_subset(&on_pages(whole, pages, "TITLE")), "pages {pages:?}: {bare:?}");
    // Of numbers beyond the last of which anything is left nobody knows that they were given.
    let there = library.ids(&Query::all()).unwrap();
    let known = ids(&there).into_iter().chain(lost.iter().copied()).max().map_or(0, |last| last + 1);
    assert!(known == MARKED || pages.len() > 5, "pages {pages:?}: {known}");
    for number in (0..known).filter(|number| !lost.contains(number)) {
        let id = khabar::store::Id::new(number as i64 + 1);
        let stored = library.article(id).unwrap_or_else(|error| panic!("{number}, pages {pages:?}: {error}"));
        assert_eq!(stored.article.text, marked(number).article.text, "{number}, pages {pages:?}");
        if !bare.contains(&number) {
            assert_eq!(stored.article.title, marked(number).article.title);
            assert_eq!(stored.article.key, format!("k{number}"));
        }
    }
    // Where the articles are whole, so is what the reader did, unless it lay there itself.
    if pages.is_empty() {
        assert!(salvaged.is_whole(), "{salvaged:?}");
    }
    // Only what is derived is missing.
    let problems = library.integrity().unwrap();
    assert!(
        problems
            .iter()
            .all(|problem| ["facts", "index", "postings"].iter().any(|word| problem.contains(word))),
        "{problems:?}"
    );
    drop(library);
    std::fs::remove_file(&to).unwrap();
}

#[test]
fn everything_but_what_lay_on_bad_pages_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let whole = marked_library(folder.path());
    let count = whole.len() / PAGE;
    let mut random = 99_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for round in 0..40 {
        let mut bytes = whole.clone();
        // Each page of the first rounds alone, the first page among them; then several.
        let pages: BTreeSet<usize> = match round {
            0 => BTreeSet::new(),
            1 => BTreeSet::from([0]),
            2 => BTreeSet::from([0, next(count)]),
            _ => (0..1 + next(5)).map(|_| 1 + next(count - 1)).collect(),
        };
        for page in &pages {
            let noise = round % 3;
            for byte in &mut bytes[page * PAGE..(page + 1) * PAGE] {
                *byte = [0, 0xA5, next(256) as u8][noise];
            }
        }
        let path = folder.path().join(format!("{round}.db"));
        std::fs::write(&path, &bytes).unwrap();
        check_salvage(&whole, &path, &pages);
        if round % 4 == 1 {
            look_through(&path);
        }
    }
}

#[test]
fn every_upper_page_may_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let whole = marked_library(folder.path());
    let uppers: Vec<usize> =
        (1..whole.len() / PAGE).filter(|page| [2, 5].contains(&whole[page * PAGE])).collect();
    assert!(!uppers.is_empty());
    for page in uppers {
        let mut bytes = whole.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x3C);
        let path = folder.path().join(format!("upper{page}.db"));
        std::fs::write(&path, &bytes).unwrap();
        check_salvage(&whole, &path, &BTreeSet::from([page]));
    }
}

#[test]
fn a_file_cut_short_or_without_its_header_is_told_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let whole = marked_library(folder.path());
    let count = whole.len() / PAGE;
    for keep in [count - 1, count / 2, 3] {
        let path = folder.path().join(format!("cut{keep}.db"));
        std::fs::write(&path, &whole[..keep * PAGE]).unwrap();
        check_salvage(&whole, &path, &(keep..count).collect());
        look_through(&path);
    }
    for length in [16, 60, 100] {
        let mut bytes = whole.clone();
        bytes[..length].fill(0xEE);
        let path = folder.path().join(format!("header{length}.db"));
        std::fs::write(&path, &bytes).unwrap();
        look_through(&path);
        let error = Library::open(&path).unwrap_err();
        assert!(error.to_string().contains(if length < 68 { "damaged" } else { "not a library" }), "{error}");
        check_salvage(&whole, &path, &BTreeSet::new());
    }
}

#[test]
fn an_empty_log_and_a_missing_index_of_it_are_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("live.db");
    let mut library = Library::open(&path).unwrap();
    library.add(&mut Import::new(1), &(0..9).map(marked).collect::<Vec<_>>()).unwrap();
    // A copy of file and log of a library that is in use, as after a power cut: without the log's index.
    let left = folder.path().join("left.db");
    let beside = |path: &Path, ending: &str| PathBuf::from(format!("{}{ending}", path.display()));
    std::fs::copy(&path, &left).unwrap();
    std::fs::copy(beside(&path, "-wal"), beside(&left, "-wal")).unwrap();
    let (saved, salvaged) = salvage(&left, &folder.path().join("saved.db")).unwrap();
    assert!(salvaged.is_whole(), "{salvaged:?}");
    assert_eq!(saved.count(&Query::all()).unwrap().total, 9);
    assert_eq!(Library::open(&left).unwrap().count(&Query::all()).unwrap().total, 9);
    drop(library);
    std::fs::write(beside(&path, "-wal"), b"").unwrap();
    let library = Library::open(&path).unwrap();
    assert_eq!(library.count(&Query::all()).unwrap().total, 9);
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
}
