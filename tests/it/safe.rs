//! Copies of a library, going back to one, and looking after it; from outside.

use crate::cli::House;
use khabar::store::Library;

/// A path of a house, as an argument.
fn path(house: &House, name: &str) -> String {
    house.path(name).to_str().expect("the path is UTF-8").to_owned()
}

/// The files of a house whose names have a piece of text in them, by their names.
fn files(house: &House, piece: &str) -> Vec<String> {
    let entries = std::fs::read_dir(house.path("")).expect("it can be listed");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.contains(piece));
    names.sort();
    names
}

#[test]
fn a_library_goes_out_and_comes_back_the_same() {
    let house = House::with_seeds();
    house.quiet(&["tag", "2", "war"], 0);
    house.quiet(&["date", "3", "2025-05-19"], 0);
    let out = path(&house, "all.jsonl");
    let other = path(&house, "other.khabar");
    house.quiet(&["export", "--all", &out], 0);
    house.fails(&["export", "--all", &out], &["--force"]);
    house.quiet(&["export", "--all", "--force", &out], 0);
    house.quiet(&["add", &out, "--library", &other], 0);
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(house.quiet(&["export", "--all", "--to", "jsonl", "--library", &other], 0), written);
    assert_eq!(house.quiet(&["list", "--json", "--library", &other], 0).lines().count(), 7);
    // What is packed is read, too.
    let zipped = house.path("all.jsonl.gz");
    let mut gz = flate2::write::GzEncoder::new(std::fs::File::create(&zipped).unwrap(), Default::default());
    std::io::Write::write_all(&mut gz, written.as_bytes()).unwrap();
    gz.finish().unwrap();
    let third = path(&house, "third.khabar");
    house.quiet(&["add", zipped.to_str().unwrap(), "--library", &third], 0);
    assert_eq!(house.quiet(&["export", "--all", "--to", "jsonl", "--library", &third], 0), written);

    let table = house.quiet(&["export", "2", "--to", "csv"], 0);
    assert!(table.lines().count() > 10 && table.starts_with("\"article\",\"day\""), "{table}");
    let text = house.quiet(&["export", "--query", "tag:war", "--to", "markdown", "--facts"], 0);
    assert!(text.starts_with("# ") && text.contains("## People"), "{text}");
    house.fails(&["export", "2", "x.txt"], &["--to"]);
    let library = path(&house, "library.khabar");
    house.fails(&["export", "--all", "--to", "csv", "--force", &library], &["library itself"]);
    assert_eq!(house.run(&["export", "--to", "csv"]).code, 2);
    assert_eq!(house.run(&["export", "999", "--to", "csv"]).code, 1);
    assert_eq!(house.run(&["export", "--query", "tag:none", "--to", "csv"]).code, 1);
}

#[test]
fn so_many_copies_are_kept_and_one_comes_back_in_place_of_the_library() {
    let house = House::with_seeds();
    let library = path(&house, "library.khabar");
    house.quiet(&["tag", "2", "war"], 0);
    house.quiet(&["backup"], 0);
    let [first] = files(&house, "library-20").try_into().expect("one copy");
    house.fails(&["backup", &library, "--force"], &["the library itself"]);
    house.fails(&["backup", &path(&house, &first)], &["already"]);
    house.quiet(&["backup", &path(&house, &first), "--force"], 0);
    // A name of the reader's own is not of the copies that are counted.
    house.quiet(&["backup", &path(&house, "library-mine.khabar")], 0);
    for _ in 0..3 {
        house.quiet(&["backup", "--keep", "2"], 0);
    }
    let copies = files(&house, "library-20");
    assert_eq!(copies.len(), 2);
    assert!(!copies.contains(&first), "the oldest goes first");
    assert_eq!(files(&house, "library-mine").len(), 1);
    let copy = path(&house, copies.last().expect("there are two"));

    house.quiet(&["tag", "2", "-war"], 0);
    let text = house.write("text.txt", "text");
    house.fails(&["restore", text.to_str().unwrap()], &["not a library"]);
    house.fails(&["restore", &path(&house, "none")], &["none"]);
    house.fails(&["restore", &library], &["the library itself"]);
    {
        let _open = Library::open(&house.path("library.khabar")).unwrap();
        house.fails(&["restore", &copy], &["close that first"]);
    }
    house.quiet(&["restore", &copy], 0);
    assert!(house.quiet(&["tag"], 0).contains("#war"));
    assert_eq!(files(&house, "before").len(), 1);
    // Also where what is there is no library any more.
    house.write("library.khabar", vec![7; 50_000]);
    house.fails(&["list"], &["not a library"]);
    house.quiet(&["restore", &copy], 0);
    assert_eq!(house.quiet(&["list", "--json"], 0).lines().count(), 7);
    house.quiet(&["doctor", "--deep"], 0);
}

#[test]
fn what_is_derived_is_made_anew_and_what_is_damaged_is_saved() {
    let house = House::with_seeds();
    house.quiet(&["tag", "2", "war"], 0);
    let rows = rusqlite::Connection::open(house.path("library.khabar")).unwrap();
    rows.execute_batch("DELETE FROM facts; DELETE FROM telling; UPDATE tag SET articles = 40").unwrap();
    drop(rows);
    let came = house.run(&["doctor", "--deep"]);
    assert_eq!(came.code, 2);
    assert!(came.err.contains("have no facts") && came.err.contains("--repair"), "{}", came.err);
    house.quiet(&["doctor", "--repair"], 0);
    house.quiet(&["doctor", "--deep"], 0);
    let saved = path(&house, "saved.khabar");
    let told = house.quiet(&["doctor", "--salvage", &saved], 0);
    assert!(told.contains("nothing was lost"), "{told}");
    house.fails(&["doctor", "--salvage", &saved], &["already"]);
    let all = |library: &str| house.quiet(&["export", "--all", "--to", "jsonl", "--library", library], 0);
    assert_eq!(all(&path(&house, "library.khabar")), all(&saved));
    house.quiet(&["doctor", "--deep", "--library", &saved], 0);
    // A library whose beginning is gone says where to go on.
    let mut bytes = std::fs::read(&saved).unwrap();
    bytes[..16].fill(0);
    std::fs::write(&saved, bytes).unwrap();
    house.fails(&["list", "--library", &saved], &["--salvage"]);
}
