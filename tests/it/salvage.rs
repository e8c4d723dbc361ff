//! Files that are damaged: what is wrong is said in plain words, and what does not lie on bad pages is saved.
//! And copies that do not fit.

use crate::full::{self, is_there, limited, make_older};
use crate::store::{child, numbered};
use jiff::civil::date;
use khabar::article::{Article, Facts};
use khabar::store::{Addition, Error, Feed, Import, Library, Order, Query, Reader, Seek, salvage};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

const COPY: &str = "KHABAR_TEST_COPY";

/// Not a test by itself: copies a library, and says what came of it.
#[test]
fn copy_it() {
    let Some(path) = std::env::var_os(COPY).map(PathBuf::from) else { return };
    println!();
    match Reader::open(&path).and_then(|library| library.backup(&path.with_extension("copy"))) {
        Ok(()) => println!("copied"),
        Err(error) => println!("error {error}"),
    }
}

/// What a library's folder holds.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn whichever_page_of_a_copy_does_not_fit_it_is_told_and_nothing_of_it_stays() {
    if !is_there("bash") {
        return println!("left out: there is no bash to limit a process with");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    library.add(&mut Import::new(1), &(0..6).map(numbered).collect::<Vec<_>>()).unwrap();
    drop(library);
    for limit in 0.. {
        assert!(limit < 500, "it never fits");
        let command = child("salvage::copy_it", COPY, &path);
        let output = limited(&command, limit * full::PAGE).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(!names(folder.path()).iter().any(|name| name.ends_with(".part")), "{limit}");
        if said.lines().any(|line| line == "copied") {
            break;
        }
        assert!(!path.with_extension("copy").exists());
        let error = said.lines().find_map(|line| line.strip_prefix("error ")).expect("it says why");
        assert!(error.contains("no room is left") && error.contains("nothing was lost"), "{limit}: {error}");
    }
    assert_eq!(
        Reader::open(&path.with_extension("copy")).unwrap().integrity().unwrap(),
        Vec::<String>::new()
    );
}

/// A plain generator (Knuth's MMIX constants) of numbers below `below`.
fn next(random: &mut u64, below: usize) -> usize {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 33) as usize % below
}

/// An article whose title, address and text stand nowhere else in the file.
fn marked(number: usize) -> Article {
    let mut article = numbered(number).article;
    article.title.text = format!("TITLE{number:05}Z عنوان");
    article.url = Some(format!("https://example.org/MARK{number:05}Z"));
    // Some are so long that they go on on other pages.
    let words = if number % 10 == 3 { 1500 } else { 40 };
    let mut random = number as u64;
    let letters: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().collect();
    let word = |random: &mut u64| (0..6).map(|_| letters[next(random, letters.len())]).collect::<String>();
    let words: Vec<String> = (0..words).map(|_| word(&mut random)).collect();
    article.text = format!("نص {}", words.join(" "));
    article.sections[0].span.end = article.text.len() as u32;
    article
}

/// The first of the marked articles, as they come into a library.
fn batch(count: usize) -> Vec<Addition> {
    let addition = |number| {
        let (article, facts) = (marked(number), Facts::default());
        let profile = khabar::story::profile(&article, &facts);
        Addition { article, facts, profile, whole_origin: true, host: None }
    };
    (0..count).map(addition).collect()
}

const PAGE: usize = full::PAGE as usize;
const MARKED: usize = 80;

/// A library of marked articles.
struct Marked {
    /// Its file.
    bytes: Vec<u8>,
    /// The texts as they stand in it, by the numbers of their articles.
    texts: Vec<Vec<u8>>,
}

/// The bytes by which a piece of a text is known.
const PIECE: usize = 8;

impl Marked {
    /// Makes one; the first ten articles are tagged, every fifth has a day by hand. One feed is followed.
    fn new(folder: &Path) -> Marked {
        let path = folder.join("marked.db");
        let mut library = Library::open(&path).unwrap();
        let added = library.add(&mut Import::new(1), &batch(MARKED)).unwrap();
        let ids: Vec<_> = added.iter().map(|added| added.id).collect();
        library.tag(&ids[..10], &["ten"], &[]).unwrap();
        let fifth: Vec<_> = ids.iter().copied().step_by(5).collect();
        library.set_published(&fifth, Some(date(2024, 2, 3))).unwrap();
        let feed = Feed { url: "https://example.org/feed".to_owned(), ..Feed::default() };
        library.follow(&[feed], &[]).unwrap();
        let whole = folder.join("whole.db");
        library.backup(&whole).unwrap();
        let bytes = std::fs::read(&whole).unwrap();
        let rows = rusqlite::Connection::open(&whole).unwrap();
        let mut texts = rows.prepare("SELECT text FROM content ORDER BY article").unwrap();
        let texts = texts.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        Marked { bytes, texts }
    }

    fn pages(&self) -> usize {
        self.bytes.len() / PAGE
    }

    fn page(&self, number: usize) -> &[u8] {
        &self.bytes[number * PAGE..(number + 1) * PAGE]
    }

    /// The numbers of the articles with a sign, a number behind it, on one of the pages.
    fn with_sign(&self, pages: &BTreeSet<usize>, sign: &str) -> BTreeSet<usize> {
        let on_page = |page: &[u8]| {
            let signs = page.windows(sign.len() + 5).filter(|window| window.starts_with(sign.as_bytes()));
            signs.filter_map(|window| str::from_utf8(&window[sign.len()..]).ok()?.parse().ok()).collect()
        };
        pages.iter().flat_map(|page| -> Vec<usize> { on_page(self.page(*page)) }).collect()
    }

    /// The numbers of the articles of whose text or address a piece stands on one of the pages.
    fn with_text(&self, pages: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut found = self.with_sign(pages, "MARK");
        for page in pages {
            let pieces: HashSet<&[u8]> = self.page(*page).windows(PIECE).collect();
            let texts = self.texts.iter().enumerate();
            let there = texts.filter(|(_, text)| text.windows(PIECE).any(|piece| pieces.contains(piece)));
            found.extend(there.map(|(number, _)| number));
        }
        found
    }
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
fn check_salvage(whole: &Marked, path: &Path, pages: &BTreeSet<usize>) {
    let to = path.with_extension("salvaged");
    let (library, salvaged) = salvage(path, &to).unwrap();
    // What stands there may be no more than what was left of a row that has moved.
    let ids =
        |ids: &[khabar::store::Id]| ids.iter().map(|id| id.number() as usize - 1).collect::<BTreeSet<_>>();
    let (lost, bare) = (ids(&salvaged.lost), ids(&salvaged.bare));
    assert!(lost.is_subset(&whole.with_text(pages)), "pages {pages:?}: {lost:?}");
    assert!(bare.is_subset(&whole.with_sign(pages, "TITLE")), "pages {pages:?}: {bare:?}");
    // Of numbers beyond the last of which anything is left nobody knows that they were given.
    let there = library.ids(&Query::all()).unwrap();
    let known = ids(&there).into_iter().chain(lost.iter().copied()).max().map_or(0, |last| last + 1);
    assert!(known == MARKED || pages.len() > 5, "pages {pages:?}: {known}");
    for number in (0..known).filter(|number| !lost.contains(number)) {
        let id = khabar::store::Id::new(number as i64 + 1);
        let stored = library.article(id).unwrap_or_else(|error| panic!("{number}, pages {pages:?}: {error}"));
        assert_eq!(stored.article.text, marked(number).text, "{number}, pages {pages:?}");
        if !bare.contains(&number) {
            assert_eq!(stored.article.title, marked(number).title);
            assert_eq!(stored.article.key, format!("k{number}"));
        }
    }
    // Where the articles are whole, so is what the reader did, unless it lay there itself.
    let tags = library.tags().unwrap();
    if pages.is_empty() {
        assert!(salvaged.is_whole(), "{salvaged:?}");
        assert_eq!(tags, [("ten".to_owned(), 10)]);
        assert_eq!(library.feeds().unwrap().len(), 1);
    }
    // An index of ranks is not taken for tags.
    let is_ours =
        |(name, count): &(String, u64)| ["ten", "salvaged-1"].contains(&name.as_str()) && *count <= 10;
    assert!(tags.iter().all(is_ours), "pages {pages:?}: {tags:?}");
    let tags_dropped = salvaged.dropped.iter().find(|(table, _)| table == "article_tag");
    assert!(tags_dropped.is_none_or(|(_, count)| *count <= 10), "pages {pages:?}: {:?}", salvaged.dropped);
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
    let whole = Marked::new(folder.path());
    let count = whole.pages();
    let mut random = 99_u64;
    let mut next = |below: usize| next(&mut random, below);
    for round in 0..40 {
        let mut bytes = whole.bytes.clone();
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
    }
}

#[test]
fn every_upper_page_may_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let whole = Marked::new(folder.path());
    let uppers: Vec<usize> =
        (1..whole.pages()).filter(|page| [2, 5].contains(&whole.page(*page)[0])).collect();
    assert!(!uppers.is_empty());
    for page in uppers {
        let mut bytes = whole.bytes.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x3C);
        let path = folder.path().join(format!("upper{page}.db"));
        std::fs::write(&path, &bytes).unwrap();
        check_salvage(&whole, &path, &BTreeSet::from([page]));
    }
}

#[test]
fn a_file_cut_short_or_without_its_header_is_told_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let whole = Marked::new(folder.path());
    let count = whole.pages();
    for keep in [count - 1, count / 2, 3] {
        let path = folder.path().join(format!("cut{keep}.db"));
        std::fs::write(&path, &whole.bytes[..keep * PAGE]).unwrap();
        check_salvage(&whole, &path, &(keep..count).collect());
        look_through(&path);
    }
    for length in [16, 60, 100] {
        let mut bytes = whole.bytes.clone();
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
    library.add(&mut Import::new(1), &batch(9)).unwrap();
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

#[test]
fn a_library_of_an_older_version_is_saved_with_its_places_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("older.db");
    std::fs::write(&path, Marked::new(folder.path()).bytes).unwrap();
    let order = |library: &Library| {
        let page = library.page(&Query::all(), Order::Newest, Seek::First, MARKED).unwrap();
        page.rows.into_iter().map(|row| (row.id, row.published, row.tags)).collect::<Vec<_>>()
    };
    let library = Library::open(&path).unwrap();
    let (before, tags) = (order(&library), library.tags().unwrap());
    drop(library);
    make_older(&path);
    let whole = std::fs::read(&path).unwrap();
    // Also where the header that says which version it is is gone.
    for length in [0, 100] {
        let mut bytes = whole.clone();
        bytes[..length].fill(0xEE);
        std::fs::write(&path, bytes).unwrap();
        let to = path.with_extension(length.to_string());
        let (library, salvaged) = salvage(&path, &to).unwrap();
        assert!(salvaged.is_whole(), "{salvaged:?}");
        assert_eq!((order(&library), library.tags().unwrap()), (before.clone(), tags.clone()));
        // A day taken back leads to the place that it had before.
        drop(library);
        let mut library = Library::open(&to).unwrap();
        let fifth: Vec<_> = before.iter().filter(|(_, day, _)| day.is_some()).map(|(id, ..)| *id).collect();
        library.set_published(&fifth, None).unwrap();
        assert_eq!(library.ids(&Query::all()).unwrap().len(), MARKED);
    }
}

#[test]
fn a_library_of_a_newer_version_is_not_salvaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.db");
    drop(Library::open(&path).unwrap());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 500).unwrap();
    let to = folder.path().join("to.db");
    let error = salvage(&path, &to).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 500, .. }), "{error}");
    assert!(!to.exists());
}
