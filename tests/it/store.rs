//! The library as others meet it: files of all kinds at its path, other processes, restarts.

use khabar::article::{Article, Facts, Section, SectionKind, Span, Title};
use khabar::store::{Addition, Deed, Error, Import, Library, Order, Outcome, Query, Reader, Seek};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An article of one paragraph; title and text are made of its number.
pub fn numbered(number: usize) -> Addition {
    let text = format!("النص رقم {number} عن أوكرانيا والمفاوضات");
    let article = Article {
        key: format!("k{number}"),
        origin: format!("/articles/{number}.txt"),
        part: 0,
        offset: 0,
        title: Title { text: format!("عنوان {number}"), span: None, stated: true },
        published: None,
        outlet: None,
        url: None,
        keywords: Vec::new(),
        sections: vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }],
        text,
    };
    let facts = Facts::default();
    let profile = khabar::story::profile(&article, &facts);
    Addition { article, facts, profile, whole_origin: true, host: None }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Checks that opening fails with `expected`, says what to do, and leaves the file as it was.
fn check_refused(path: &Path, expected: &Error, cure: &str) {
    let before = std::fs::read(path).ok();
    let error = Library::open(path).expect_err("it should be refused");
    assert_eq!(&error, expected);
    let message = error.to_string();
    assert!(message.contains(cure), "{message}");
    assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
    assert_eq!(std::fs::read(path).ok(), before);
    assert!(Reader::open(path).is_err());
}

#[test]
fn a_file_added_twice_is_one_article_also_after_a_restart() {
    let folder = folder();
    let path = folder.path().join("library.db");
    let first = Library::open(&path).unwrap().add(&mut Import::new(1), &[numbered(1)]).unwrap();
    let mut library = Library::open(&path).unwrap();
    let second = library.add(&mut Import::new(1), &[numbered(1), numbered(2)]).unwrap();
    assert_eq!((second[0].id, second[0].outcome), (first[0].id, Outcome::Same));
    assert_eq!(second[1].outcome, Outcome::New);
    assert_eq!(library.count(&Query::all()).unwrap().total, 2);
    let found = library.page(&"اوكرانيا".parse().unwrap(), Order::Newest, Seek::First, 9).unwrap();
    assert_eq!(found.rows.len(), 2);
}

#[test]
fn what_is_no_library_is_left_alone() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let text = path("text.db");
    std::fs::write(&text, "not a database at all, but long enough to be taken for one ".repeat(20)).unwrap();
    check_refused(&text, &Error::NotALibrary { path: text.clone(), sqlite: false }, "choose another file");

    let other = path("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    check_refused(&other, &Error::NotALibrary { path: other.clone(), sqlite: true }, "another program");

    check_refused(folder.path(), &Error::NotAFile { path: folder.path().into() }, "not a file");

    let nowhere = path("none").join("library.db");
    check_refused(&nowhere, &Error::MissingFolder { folder: path("none") }, "make it");
    assert_eq!(Reader::open(&path("absent.db")).unwrap_err(), Error::Missing { path: path("absent.db") });
    assert!(!path("absent.db").exists());

    let empty = path("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(Library::open(&empty).is_ok());
}

#[test]
fn a_newer_library_is_refused() {
    let folder = folder();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let error = Library::open(&path).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 999, .. }), "{error}");
    assert!(error.to_string().contains("update khabar"), "{error}");
    assert!(matches!(Reader::open(&path), Err(Error::Newer { .. })));
}

#[test]
fn a_damaged_library_says_so() {
    let folder = folder();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    library.add(&mut Import::new(1), &(0..200).map(numbered).collect::<Vec<_>>()).unwrap();
    let id = library.id_of_key("k1").unwrap().unwrap();
    drop(library);
    let mut bytes = std::fs::read(&path).unwrap();
    let page = 4096;
    // Everything but the first pages, which hold the schema.
    for byte in bytes.iter_mut().skip(page * 12) {
        *byte = 0xA5;
    }
    std::fs::write(&path, bytes).unwrap();
    let Ok(library) = Library::open(&path) else { return };
    assert_ne!(library.integrity().unwrap_or_else(|error| vec![error.to_string()]), Vec::<String>::new());
    let error = library.article(id).expect_err("the page of the article is gone");
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("khabar doctor"), "{error}");
}

#[test]
fn a_library_on_read_only_media_can_be_read() {
    let folder = folder();
    let path = folder.path().join("library.db");
    Library::open(&path).unwrap().add(&mut Import::new(1), &[numbered(1)]).unwrap();
    let read_only = |path: &Path, on: bool| {
        let mut permissions = std::fs::metadata(path).unwrap().permissions();
        permissions.set_readonly(on);
        std::fs::set_permissions(path, permissions).unwrap();
    };
    read_only(&path, true);
    read_only(folder.path(), true);
    let enforced = std::fs::write(folder.path().join("probe"), "").is_err();
    let (reading, writing) = (Reader::open(&path), Library::open(&path));
    read_only(folder.path(), false);
    assert_eq!(reading.unwrap().count(&Query::all()).unwrap().total, 1);
    if enforced {
        let expected = Error::ReadOnly { deed: Deed::Open, path };
        assert_eq!(writing.unwrap_err(), expected);
        assert!(expected.to_string().contains("make file and folder writable"));
    } else {
        println!("left out: refusing to write (this user may write everywhere)");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).unwrap());
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o0)).unwrap();
    if std::fs::read(&path).is_ok() {
        println!("left out: refusing to read (this user may read everything)");
        return;
    }
    let expected = Error::Denied { deed: Deed::Open, path: path.clone() };
    assert_eq!(Library::open(&path).unwrap_err(), expected);
    assert_eq!(Reader::open(&path).unwrap_err(), expected);
    assert!(expected.to_string().contains("change the permissions"));
}

/// Runs the test `name` of this binary in a process of its own, with `variable` set.
pub fn child(name: &str, variable: &str, value: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the test binary has a path"));
    command.args([name, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(variable, value).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

const HOLD: &str = "KHABAR_TEST_HOLD";

/// Not a test by itself: holds the write lock of a library until its standard input closes.
#[test]
fn hold_the_lock() {
    let Some(path) = std::env::var_os(HOLD).map(PathBuf::from) else { return };
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    println!("\nheld");
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
}

#[test]
fn who_holds_a_locked_library_is_named() {
    use std::io::{BufRead, BufReader};
    let folder = folder();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    library.add(&mut Import::new(1), &[numbered(1)]).unwrap();
    let id = library.id_of_key("k1").unwrap().unwrap();

    let mut holder = child("store::hold_the_lock", HOLD, &path).spawn().unwrap();
    let lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "held"));
    // Reading goes on.
    assert_eq!(Reader::open(&path).unwrap().count(&Query::all()).unwrap().total, 1);
    let error = library.tag(&[id], &["x"], &[]).unwrap_err();
    let Error::Locked { deed: Deed::Tag, holder: named, .. } = &error else { panic!("{error}") };
    if cfg!(target_os = "linux") {
        assert_eq!(named.as_ref().map(|holder| holder.process), Some(holder.id()), "{error}");
    }
    drop(holder.stdin.take());
    holder.wait().unwrap();
    assert_eq!(library.tag(&[id], &["x"], &[]).unwrap().articles, 1);
}

#[test]
fn two_processes_may_write_in_turns() {
    let folder = folder();
    let path = folder.path().join("library.db");
    let mut one = Library::open(&path).unwrap();
    let mut other = Library::open(&path).unwrap();
    let (mut first, mut second) = (Import::new(1), Import::new(1));
    for number in 0..20 {
        one.add(&mut first, &[numbered(number)]).unwrap();
        other.add(&mut second, &[numbered(100 + number)]).unwrap();
    }
    assert_eq!(one.count(&Query::all()).unwrap().total, 40);
    assert_eq!(other.integrity().unwrap(), Vec::<String>::new());
}
