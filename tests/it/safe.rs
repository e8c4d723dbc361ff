//! Copies of a library, going back to one, and looking after it; from outside.

use khabar::store::{Library, Query};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct House(tempfile::TempDir);

impl House {
    fn new() -> House {
        House(tempfile::tempdir().expect("a folder can be made"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program on a library of that name; gives the exit code and what it said.
    fn run(&self, library: &str, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("LANG", "en_GB.UTF-8")
            .env("TERM", "dumb")
            .env("HOME", self.0.path())
            .env("KHABAR_CONFIG", self.0.path())
            .env("KHABAR_LIBRARY", self.path(library))
            .output()
            .expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        (status.code().unwrap_or(-1), text(stdout), text(stderr))
    }

    #[track_caller]
    fn done(&self, library: &str, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(library, arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}: {out}");
        out
    }

    #[track_caller]
    fn refused(&self, library: &str, arguments: &[&str], want: &str) {
        let (code, out, err) = self.run(library, arguments);
        assert_eq!(code, 2, "{arguments:?}: {out} {err}");
        assert!(err.contains(want), "{arguments:?}: {err}");
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("it can be listed");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn total(path: &Path) -> u64 {
    Library::open(path).unwrap().count(&Query::all()).unwrap().total
}

#[test]
fn a_library_goes_out_and_comes_back_the_same_and_so_does_a_copy() {
    let house = House::new();
    house.done("a.db", &["add", "seeds"]);
    house.done("a.db", &["tag", "2", "war"]);
    house.done("a.db", &["date", "3", "2025-05-19"]);
    let out = house.path("all.jsonl");
    let out = out.to_str().unwrap();
    house.done("a.db", &["export", "--all", out]);
    house.refused("a.db", &["export", "--all", out], "--force");
    house.done("b.db", &["add", out]);
    assert_eq!(
        house.done("b.db", &["export", "--all", "--to", "jsonl"]),
        std::fs::read_to_string(out).unwrap()
    );
    assert_eq!(house.done("b.db", &["list", "--json"]).lines().count(), 7);

    let table = house.done("a.db", &["export", "2", "--to", "csv"]);
    assert!(table.lines().count() > 10 && table.starts_with("\"article\",\"day\""), "{table}");
    let text = house.done("a.db", &["export", "--query", "tag:war", "--to", "markdown", "--facts"]);
    assert!(text.starts_with("# ") && text.contains("## People"), "{text}");
    house.refused("a.db", &["export", "2", "x.txt"], "--to");
    house.refused("a.db", &["export", "--to", "csv"], "--all");

    // A copy, and what comes of it when the library is lost.
    house.done("a.db", &["backup"]);
    let copy = house.files().into_iter().find(|name| name.ends_with(".backup")).unwrap();
    let copy = house.path(&copy);
    house.refused("a.db", &["backup", house.path("a.db").to_str().unwrap(), "--force"], "the library itself");
    house.refused("a.db", &["backup", out], "already");
    for _ in 0..3 {
        house.done("a.db", &["backup", "--keep", "2"]);
    }
    let kept = house.files().into_iter().filter(|name| name.ends_with(".backup")).count();
    assert_eq!(kept, 2);
    assert!(!copy.exists(), "the oldest goes first");
    let copy = house.path(&house.files().into_iter().rfind(|name| name.ends_with(".backup")).unwrap());
    let copy = copy.to_str().unwrap();
    house.done("a.db", &["tag", "2", "-war"]);
    house.refused("a.db", &["restore", out], "not a library");
    house.refused("a.db", &["restore", house.path("none").to_str().unwrap()], "none");
    {
        let _open = Library::open(&house.path("a.db")).unwrap();
        house.refused("a.db", &["restore", copy], "close that first");
    }
    house.done("a.db", &["restore", copy]);
    assert!(house.done("a.db", &["tag"]).contains("#war"));
    assert_eq!(house.files().iter().filter(|name| name.contains("before")).count(), 1);
    // Also where what is there is no library any more.
    std::fs::write(house.path("a.db"), vec![7; 50_000]).unwrap();
    house.refused("a.db", &["list"], "--salvage");
    house.done("a.db", &["restore", copy]);
    assert_eq!(total(&house.path("a.db")), 7);

    // What is derived is lost, and made anew.
    let rows = rusqlite::Connection::open(house.path("a.db")).unwrap();
    rows.execute_batch("DELETE FROM facts; DELETE FROM telling; UPDATE tag SET articles = 40").unwrap();
    drop(rows);
    let (code, _, err) = house.run("a.db", &["doctor", "--deep"]);
    assert_eq!(code, 2);
    assert!(err.contains("have no facts") && err.contains("--repair"), "{err}");
    house.done("a.db", &["doctor", "--repair"]);
    house.done("a.db", &["doctor", "--deep"]);
    let salvaged = house.path("s.db");
    let told = house.done("a.db", &["doctor", "--salvage", salvaged.to_str().unwrap()]);
    assert!(told.contains("nothing was lost"), "{told}");
    let of = |library: &str| house.done(library, &["export", "--all", "--to", "jsonl"]);
    assert_eq!(of("a.db"), of("s.db"));
    house.done("s.db", &["doctor", "--deep"]);
}
