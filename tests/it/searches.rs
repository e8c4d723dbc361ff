//! Notes, saved searches and languages, from outside: on the command line and in the window.

use crate::cli::{House, objects};
use crate::window::Window;
use khabar::store::Library;
use khabar::text::{Base, Options, layout};

const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";

/// A piece of Arabic as it stands on the screen: in visual order, shaped.
fn visual(text: &str) -> String {
    let rows = layout(text, &Options { base: Base::Rtl, ..Options::default() });
    rows.iter().map(|row| row.text().to_string()).collect()
}

/// The number of the article that names Jeddah.
fn jeddah(house: &House) -> String {
    let found = objects(&house.quiet(&["search", "جدة", "--json"], 0));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]["id"].to_string()
}

#[test]
fn notes_are_written_listed_changed_and_removed() {
    let house = House::with_seeds();
    let id = jeddah(&house);
    house.run(&["note"]).expect(1, "");
    house.run(&["note", &id]).expect(1, "");
    house.run(&["note", &id, "ask", "the ministry"]).expect(0, "note written");
    house.run(&["note", &id, "--on", "جده", "المدينة"]).expect(0, "note written");
    house.fails(&["note", &id, "--on", "زلزال", "x"], &["زلزال"]);
    assert_eq!(house.run(&["note", "9999", "x"]).code, 1);
    let notes = objects(&house.quiet(&["note", &id, "--json"], 0));
    assert_eq!(notes.len(), 2);
    assert_eq!((notes[0]["text"].as_str(), notes[0]["quote"].as_str()), (Some("ask the ministry"), None));
    assert_eq!((notes[1]["text"].as_str(), notes[1]["quote"].as_str()), (Some("المدينة"), Some("جدة")));
    // Offsets count characters.
    let shown = objects(&house.quiet(&["show", &id, "--json"], 0)).remove(0);
    let text: Vec<char> = shown["text"].as_str().expect("a text").chars().collect();
    let at = |field: &str| notes[1][field].as_u64().expect("a place") as usize;
    assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), "جدة");
    let number = notes[0]["note"].to_string();
    house.run(&["note", &id, "--edit", &number, "ask again"]).expect(0, "note changed");
    assert_eq!(house.run_with_input(&["note", &id, "-"], "from\nelsewhere\n").code, 0);
    assert!(house.quiet(&["note", &id], 0).contains("ask again"));
    assert_eq!(objects(&house.quiet(&["note", "--json"], 0)).len(), 3);
    for (query, count) in [("has:note", 1), ("note:مدينه", 1), ("note:ministry", 0), ("note:elsewhere", 1)]
    {
        let found = house.run(&["search", query, "--json"]);
        assert_eq!(objects(&found.out).len(), count, "{query}");
    }
    house.fails(&["note", &id, "--remove", "999"], &["999"]);
    house.run(&["note", &id, "--remove", &number]).expect(0, "a note removed");
    house.run(&["note", &id, "--remove"]).expect(0, "2 notes removed");
    house.run(&["note"]).expect(1, "");
}

#[test]
fn notes_outlive_imports_and_rebuilds() {
    let house = House::with_seeds();
    let id = jeddah(&house);
    house.quiet(&["note", &id, "--on", "جدة", "المدينة"], 0);
    house.quiet(&["add", "seeds"], 0);
    house.run(&["rebuild"]).expect(0, "");
    assert_eq!(objects(&house.quiet(&["note", &id, "--json"], 0))[0]["quote"].as_str(), Some("جدة"));
    assert_eq!(objects(&house.quiet(&["search", "note:المدينة", "--json"], 0)).len(), 1);
}

#[test]
fn searches_are_saved_listed_renamed_and_removed() {
    let house = House::with_seeds();
    house.run(&["searches"]).expect(1, "");
    house.run(&["searches", "add", "مدن/جدة", "جدة"]).expect(0, "search saved");
    house.run(&["searches", "add", "new", "is:unread", "OR", "has:note"]).expect(0, "search saved");
    house.fails(&["searches", "add", "x", "person:"], &["needs a value", "character"]);
    house.fails(&["searches", "add", " / ", "x"], &["a name has letters"]);
    let searches = objects(&house.quiet(&["searches", "--json"], 0));
    assert_eq!(searches.len(), 2);
    assert_eq!(searches[0]["name"].as_str(), Some("new"));
    assert_eq!(searches[0]["query"].as_str(), Some("is:unread OR has:note"));
    assert_eq!((searches[1]["articles"].as_u64(), searches[1]["unread"].as_u64()), (Some(1), Some(1)));
    assert_eq!(objects(&house.quiet(&["searches", "list", "--json"], 0)), searches);
    assert!(house.quiet(&["searches"], 0).contains("مدن/جدة"));
    for name in ["مدن/جده", "جدة"] {
        assert_eq!(objects(&house.quiet(&["list", "--saved", name, "--json"], 0)).len(), 1, "{name}");
    }
    house.fails(&["list", "--saved", "none"], &["none"]);
    house.run(&["searches", "rename", "مدن", "cities"]).expect(0, "cities/جدة");
    house.fails(&["searches", "rename", "new", "cities/جدة"], &["already"]);
    house.run(&["searches", "remove", "cities"]).expect(0, "search removed");
    house.fails(&["searches", "remove", "cities"], &["cities"]);
    assert_eq!(objects(&house.quiet(&["searches", "--json"], 0)).len(), 1);
}

#[test]
fn articles_are_found_by_their_language() {
    let house = House::new();
    let lines = [
        ("ar", "قال الرئيس إن المفاوضات في إسطنبول انتهت من دون اتفاق على وقف إطلاق النار"),
        ("fa", "رئیس جمهور آمریکا گفت که مذاکرات در استانبول پایان یافت و توافقی به دست نیامد"),
        ("ur", "امریکی صدر نے کہا ہے کہ استنبول میں مذاکرات ختم ہو گئے ہیں"),
        ("en", "The president said that the talks in Istanbul have ended without an agreement"),
    ];
    let line = |(id, text): &(&str, &str)| {
        format!("{}\n", serde_json::json!({ "id": id, "title": id, "text": text }))
    };
    house.write("texts.jsonl", lines.iter().map(line).collect::<String>());
    house.quiet(&["add", &house.path("texts.jsonl").to_string_lossy()], 0);
    let check = |query: &str, titles: &[&str]| {
        let found = objects(&house.run(&["search", query, "--json"]).out);
        let mut found: Vec<_> = found.iter().filter_map(|row| row["title"].as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, titles, "{query}");
    };
    check("lang:ar", &["ar"]);
    check("لغة:فارسي", &["fa"]);
    check("lang:Urdu OR lang:english", &["en", "ur"]);
    check("NOT lang:ar", &["en", "fa", "ur"]);
    check("lang:de", &[]);
    // Made anew, they are the same.
    house.run(&["rebuild"]).expect(0, "");
    check("lang:fa OR lang:ar", &["ar", "fa"]);
    house.fails(&["search", "lang:klingon"], &["klingon", "character 6"]);
}

#[test]
fn a_search_is_completed_saved_and_found_again() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 articles");
    window.keys("/tag:x OR (pl");
    window.wait_for("place:");
    window.keys("\t");
    window.keys("جد");
    window.wait("the error of what is unfinished", |screen| screen.contains("at character 10"));
    window.wait_for(&visual("جدة"));
    window.keys("\t");
    window.keys(")");
    window.keys(ENTER);
    window.wait_for("1 article ");
    window.keys("gscities/jeddah");
    window.keys(ENTER);
    window.wait_for("search saved");
    window.keys("aask");
    window.keys(ENTER);
    window.wait_for("note written");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();
    let library = Library::open(&home.path().join("library.khabar")).expect("the library opens");
    assert_eq!(library.integrity().expect("it can be checked"), Vec::<String>::new());
    assert_eq!(library.saved_searches().expect("they are there")[0].name, "cities/jeddah");
    assert_eq!(library.all_notes().expect("they are there")[0].text, "ask");
    drop(library);

    let mut again = Window::open(home.path(), &[], 140, 40);
    again.wait_for("7 articles");
    again.keys("S");
    again.wait_for("Saved searches");
    again.wait_for("jeddah");
    again.keys("j");
    again.keys(ENTER);
    again.wait_for("1 article ");
    again.wait_for("ask");
    again.keys("Sd");
    again.wait_for("search removed");
    again.keys("u");
    again.wait_for("taken back");
    again.wait_for("jeddah");
    again.keys("S");
    again.keys(ESCAPE);
    again.wait_for("7 articles");
    again.keys("q");
    assert_eq!(again.ended(), 0);
}
