//! The subcommands, from outside: what they print, on which stream, with which exit code.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of one's own, with a library and settings that nobody else has.
pub struct House {
    folder: tempfile::TempDir,
}

/// What came of a command.
pub struct Came {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Came {
    /// Checks the exit code, and that standard output holds a piece of text.
    #[track_caller]
    pub fn expect(&self, code: i32, piece: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.out.contains(piece), "{piece:?} is not in {:?}, {:?}", self.out, self.err);
    }
}

impl House {
    pub fn new() -> House {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::create_dir(folder.path().join("config")).expect("a folder can be made");
        House { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khabar"));
        command
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("LANG", "en_GB.UTF-8")
            .env("TERM", "xterm-256color")
            .env("HOME", self.folder.path())
            .env("KHABAR_CONFIG", self.path("config"))
            .env("KHABAR_LIBRARY", self.path("library.khabar"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Came {
        came(self.command(arguments).stdin(Stdio::null()).output().expect("the program starts"))
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Came {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("it was asked for");
        stdin.write_all(input.as_bytes()).expect("the program reads");
        drop(stdin);
        came(child.wait_with_output().expect("the program ends"))
    }

    /// Runs a command that must end with `code` and say nothing on standard error.
    #[track_caller]
    pub fn quiet(&self, arguments: &[&str], code: i32) -> String {
        let came = self.run(arguments);
        assert_eq!((came.code, came.err.as_str()), (code, ""), "{arguments:?}: {}", came.out);
        came.out
    }

    /// Runs a command that must fail with one line on standard error, which holds all of `want`.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str], want: &[&str]) {
        let came = self.run(arguments);
        assert_eq!(came.code, 2, "{arguments:?}: {} {}", came.out, came.err);
        assert_eq!(came.err.lines().count(), 1, "{arguments:?}: {}", came.err);
        assert!(came.err.starts_with("khabar: "), "{}", came.err);
        for want in want {
            assert!(came.err.contains(want), "{arguments:?}: {} lacks {want}", came.err);
        }
    }

    pub fn with_seeds() -> House {
        let house = House::new();
        let out = house.quiet(&["add", "seeds"], 0);
        assert!(out.ends_with("articles added\n"), "{out}");
        house
    }
}

fn came(output: Output) -> Came {
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    Came { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The objects of JSON lines.
#[track_caller]
pub fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[track_caller]
fn has_fields(object: &Value, fields: &[&str]) {
    for field in fields {
        assert!(object.get(field).is_some(), "{field} is missing in {object}");
    }
}

fn seed(start: &str) -> String {
    let mut seeds: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))
        .expect("the seeds are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    seeds.sort();
    let name = |path: &PathBuf| path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let found = seeds.iter().map(name).find(|name| name.starts_with(start));
    format!("seeds/{}", found.expect("that seed is there"))
}

#[test]
fn add_list_search_and_tag() {
    let house = House::with_seeds();
    let again = house.quiet(&["add", "seeds", "--json"], 0);
    let again = &objects(&again)[0];
    assert_eq!((again["added"].as_u64(), again["failed"].as_u64()), (Some(0), Some(0)));
    let list = objects(&house.quiet(&["list", "--json"], 0));
    assert!(list.len() >= 5);
    let fields = ["id", "title", "published", "published_from", "outlet", "tags", "read", "words", "origin"];
    has_fields(&list[0], &fields);
    assert_eq!(objects(&house.quiet(&["list", "--limit", "2", "--json"], 0)).len(), 2);
    // Plain text into a pipe: logical order, tabs, no escape.
    let plain = house.quiet(&["list"], 0);
    assert_eq!(plain.lines().count(), list.len());
    assert!(plain.lines().all(|line| line.matches('\t').count() == 5));
    assert!(!plain.contains('\u{1b}') && plain.contains(list[0]["title"].as_str().expect("a title")));

    // "awkrania" without its hamza finds the articles that have it.
    let found = objects(
        &house.quiet(&["search", "\u{627}\u{648}\u{643}\u{631}\u{627}\u{646}\u{64a}\u{627}", "--json"], 0),
    );
    assert!(found.len() >= 3, "{found:?}");
    assert_eq!(house.run(&["search", "zzzzzz"]).code, 1);
    house.fails(&["search", "tag:"], &["needs a value", "character"]);

    let id = list[0]["id"].to_string();
    assert_eq!(house.run(&["tag"]).code, 1);
    assert_eq!(house.quiet(&["tag", &id, "peace talks", "war"], 0), "tags of 1 article changed\n");
    assert_eq!(house.quiet(&["tag", &id, "-war", "-nothing"], 0), "tags of 1 article changed\n");
    assert_eq!(house.quiet(&["tag", &id], 0), "#peace_talks\n");
    assert_eq!(objects(&house.quiet(&["list", "--tag", "peace talks", "--json"], 0)).len(), 1);
    let tagged = house.quiet(&["tag", "--query", "is:unread", "--json", "news"], 0);
    assert_eq!(objects(&tagged)[0]["changed"].as_u64(), Some(list.len() as u64));
    assert_eq!(objects(&house.quiet(&["tag", "--json"], 0)).len(), 2);
    assert_eq!(house.run(&["tag", "9999", "x"]).code, 1);
    house.fails(&["tag", &id, "#"], &["cannot be a tag"]);
}

#[test]
fn days_are_set_printed_and_taken_back() {
    let house = House::new();
    let file = house.write("a.txt", "عنوان الخبر\n\nقال المتحدث أمس إن الوفد وصل إلى موسكو.\n");
    let path = file.to_str().expect("the path is UTF-8");
    house.quiet(&["add", path], 0);
    let speaks_of = |day: &str| house.run(&["search", &format!("mentions:{day}")]).code == 0;
    assert_eq!(house.quiet(&["date", "1"], 0), "1\tundated\t\n");
    assert!(!speaks_of("2025-05-18"));
    let said = "Mon 19 May 2025, day of 1 article changed\n";
    assert_eq!(house.quiet(&["date", path, "19 أيار 2025"], 0), said);
    // Relative dates count from there at once.
    assert!(speaks_of("2025-05-18"));
    assert_eq!(house.quiet(&["date", "1"], 0), "1\t19 May 2025\tday set by you\n");
    assert_eq!(house.quiet(&["date", "1", "2025-05-19"], 0), "Mon 19 May 2025, no day changed\n");
    let set = objects(&house.quiet(&["date", "--query", "is:dated", "2025-03-01", "--json"], 0));
    assert_eq!((set[0]["changed"].as_u64(), set[0]["day"].as_str()), (Some(1), Some("2025-03-01")));
    let day = &objects(&house.quiet(&["date", "1", "--json"], 0))[0];
    assert_eq!(
        (day["published"].as_str(), day["published_from"].as_str()),
        (Some("2025-03-01"), Some("given"))
    );
    assert_eq!(
        house.quiet(&["date", "1", "9999-01-01"], 0),
        "Fri 1 Jan 9999, in the future, day of 1 article changed\n"
    );
    assert_eq!(house.quiet(&["date", "1", "--clear"], 0), "day of 1 article changed\n");
    assert_eq!(house.quiet(&["date", "1"], 0), "1\tundated\t\n");
    assert!(!speaks_of("2025-05-18"));
    house.fails(&["date", "1", "May 2025"], &["'May 2025' is no single day", "write 2025-05-19"]);
    assert_eq!(house.run(&["date", "99", "today"]).code, 1);
    assert_eq!(house.run(&["date", "--query", "zzzz", "today"]).code, 1);
}

#[test]
fn show_lays_out_and_pipes_get_plain_text() {
    let house = House::with_seeds();
    let path = seed("003");
    let plain = house.quiet(&["show", &path], 0);
    let presentation = |text: &str| text.contains(|c: char| ('\u{fe70}'..='\u{fefc}').contains(&c));
    assert!(!presentation(&plain) && !plain.contains(|c: char| c.is_control() && c != '\n'));
    let wide = house.quiet(&["show", "--width", "60", &path], 0);
    assert!(presentation(&wide));
    let logical = house.quiet(&["show", "--width", "60", "--rtl", "off", &path], 0);
    assert!(!presentation(&logical));
    for line in wide.lines().chain(logical.lines()) {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 60, "{line}");
    }
    let article = &objects(&house.quiet(&["show", "--json", &path], 0))[0];
    has_fields(article, &["id", "key", "title", "published", "outlet", "keywords", "text", "sections"]);
    let from_library = &objects(&house.quiet(&["show", "--json", "1"], 0))[0];
    assert_eq!(from_library["id"].as_u64(), Some(1));
    assert_eq!(house.run(&["show", "9999"]).code, 1);
    assert_eq!(house.run(&["show", "no-such-file.txt"]).code, 1);
}

#[test]
fn facts_are_found_without_a_library() {
    let house = House::new();
    let path = seed("000");
    let out = house.quiet(&["facts", "--json", "--published", "2025-05-19", &path], 0);
    let found = &objects(&out)[0];
    has_fields(found, &["path", "title", "published", "published_from", "mentions", "entities", "dates"]);
    assert_eq!(found["published"], "2025-05-19");
    assert_eq!(found["published_from"], "given");
    let text: Vec<char> = fs::read_to_string(&path).expect("a seed is UTF-8").chars().collect();
    let pieces = ["mentions", "dates"].map(|name| found[name].as_array().expect("a list").clone());
    assert!(pieces.iter().all(|list| list.len() > 3));
    for piece in pieces.iter().flatten() {
        let range = |name: &str| piece[name].as_u64().expect("an offset") as usize;
        let words: String = text[range("start")..range("end")].iter().collect();
        assert_eq!(piece["text"].as_str(), Some(words.as_str()));
    }
    let entities = found["entities"].as_array().expect("a list");
    for entity in entities {
        has_fields(entity, &["id", "kind", "name", "latin", "count", "roles", "lat", "lon", "country"]);
    }
    for mention in &pieces[0] {
        has_fields(mention, &["start", "end", "text", "kind", "entity", "part"]);
        assert!(entities.iter().any(|entity| entity["id"] == mention["entity"]), "{mention}");
    }
    for date in &pieces[1] {
        has_fields(date, &["kind", "value", "interval", "confidence", "alternatives", "rule", "part"]);
    }
    assert!(!house.path("library.khabar").exists());
    // For people: headings and words, no braces.
    let people = house.quiet(&["facts", &path], 0);
    assert!(people.contains("\nPeople\n") && people.contains("\nDates\n") && !people.contains('{'));
    let arabic = house.quiet(&["facts", "--lang", "ar", &path], 0);
    assert!(arabic.contains("\n\u{627}\u{644}\u{623}\u{634}\u{62e}\u{627}\u{635}\n"));
    assert_eq!(house.run(&["facts", "--published", "yesterday", &path]).code, 2);
    let stdin = house.run_with_input(&["facts", "--json", "-"], &text.iter().collect::<String>());
    assert_eq!((stdin.code, objects(&stdin.out)[0]["path"].as_str()), (0, Some("-")));
}

#[test]
fn a_place_tells_what_else_it_may_be() {
    let house = House::new();
    let told = |url: &str| {
        let text = "وقعت اشتباكات في طرابلس فجر اليوم.";
        let path = house.path("place.jsonl");
        fs::write(&path, format!("{{\"title\": \"t\", \"url\": \"{url}\", \"text\": \"{text}\"}}\n"))
            .expect("a file");
        path.display().to_string()
    };
    let place = |path: &str| {
        let found = objects(&house.quiet(&["facts", "--json", path], 0));
        let entities = found[0]["entities"].as_array().expect("a list").clone();
        entities.into_iter().find(|entity| entity["kind"] == "place").expect("a place")
    };
    let path = told("https://example.com/");
    let doubtful = place(&path);
    assert_eq!((&doubtful["country"], &doubtful["chosen_by"]), (&"LY".into(), &"size".into()));
    assert_eq!(doubtful["doubtful"], true);
    let other = &doubtful["alternatives"][0];
    has_fields(other, &["id", "name", "kind", "country", "latitude", "longitude"]);
    assert_eq!((other["country"].as_str(), other["kind"].as_str()), (Some("LB"), Some("city")));
    assert!((other["longitude"].as_f64().expect("a number") - 35.8).abs() < 0.2);
    let people = house.quiet(&["facts", &path], 0);
    assert!(people.contains("طرابلس ?") && people.contains("could also be: طرابلس (Lebanon)"), "{people}");
    let sure = place(&told("https://example.lb/"));
    assert_eq!((&sure["country"], &sure["chosen_by"]), (&"LB".into(), &"outlet".into()));
    assert_eq!((&sure["doubtful"], &sure["alternatives"][0]["country"]), (&false.into(), &"LY".into()));
}

#[test]
fn people_of_one_name_are_several_where_their_roles_say_so() {
    let house = House::new();
    let path = house.path("people.jsonl");
    let line = |id: u8, text: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"t\", \"date\": \"2025-03-1{id}\", \"text\": \"{text}\"}}\n")
    };
    let player = line(1, "قال اللاعب سامر الكيلاني إن الفريق جاهز.");
    let minister = line(2, "قال وزير الدفاع سامر الكيلاني إن القوات انتشرت.");
    fs::write(&path, player + &minister).expect("a file");
    house.run(&["add", &path.display().to_string()]);
    // Two are called so.
    let came = house.run(&["facts", "--name", "سامر الكيلاني"]);
    let id = came.err.lines().find_map(|line| line.split_once("/public: ")).expect("the minister").0;
    let id = id.trim_start_matches("khabar: ");
    let out = house.quiet(&["facts", "--name", &format!("{id}/public"), "--json"], 0);
    let told = &objects(&out)[0];
    has_fields(told, &["told_by", "namesakes", "chosen", "alternatives"]);
    assert_eq!((told["articles"].as_u64(), told["told_by"].as_str()), (Some(1), Some("وزير الدفاع")));
    let other = &told["namesakes"][0];
    has_fields(other, &["id", "name", "role", "articles"]);
    assert_eq!(other["role"].as_str(), Some("اللاعب"));
    let people = house.quiet(&["facts", "--name", told["id"].as_str().expect("an id")], 0);
    assert!(people.contains("not وزير الدفاع but اللاعب"), "{people}");
    // The file by itself tells them apart as the library does.
    let found = objects(&house.quiet(&["facts", "--json", &path.display().to_string()], 0));
    let ids: Vec<&serde_json::Value> = found
        .iter()
        .flat_map(|found| found["entities"].as_array().expect("a list"))
        .filter(|entity| entity["kind"] == "person")
        .map(|entity| &entity["id"])
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn a_name_of_the_library_is_told() {
    let house = House::new();
    assert_eq!(house.run(&["facts", "--name", "x"]).code, 2, "there is no library where it was said to be");
    house.quiet(&["add", "seeds"], 0);
    let out = house.quiet(&["facts", "--name", "putin", "--json", "--limit", "3"], 0);
    let found = &objects(&out)[0];
    let fields = ["id", "kind", "name", "latin", "country", "lat", "lon", "articles", "undated", "mentions"];
    has_fields(found, &fields);
    has_fields(found, &["spellings", "roles", "known_roles", "months", "people", "places", "organisations"]);
    assert_eq!((found["id"].as_str(), found["kind"].as_str()), (Some("Q7747"), Some("person")));
    assert_eq!(
        (found["articles"].as_u64(), found["months"][0]["month"].as_str()),
        (Some(7), Some("2025-02"))
    );
    let named_in = found["named_in"].as_array().expect("a list");
    assert_eq!(named_in.len(), 3);
    for article in named_in {
        has_fields(article, &["id", "key", "title", "published", "outlet", "mentions", "context"]);
        let text =
            objects(&house.quiet(&["show", "--json", &article["id"].to_string()], 0))[0]["text"].clone();
        let range = |name: &str| article[name].as_u64().expect("an offset") as usize;
        let mention = &text.as_str().expect("a text")[range("start")..range("end")];
        assert!(article["context"].as_str().expect("a sentence").contains(mention));
    }
    // The same for people, and by its id.
    let people = house.quiet(&["facts", "--name", "Q7747"], 0);
    for heading in ["Vladimir Putin", "Mentions a month", "Roles as stated", "Spellings", "Articles"] {
        assert!(people.contains(&format!("{heading}\n")), "{heading}: {people}");
    }
    assert!(!people.contains('{'));
    // Two people of one name, none of a name, and one that is nearly there.
    let came = house.run(&["facts", "--name", "\u{646}\u{627}\u{631}\u{64A}\u{634}"]);
    assert_eq!((came.code, came.out.as_str()), (1, ""));
    assert!(came.err.contains("look like it") && came.err.contains("person"), "{}", came.err);
    let came = house.run(&["facts", "--name", "xyz"]);
    assert_eq!((came.code, came.err.lines().count()), (1, 1), "{}", came.err);
    assert_eq!(house.run(&["facts", "--name", "x", "seeds"]).code, 2);
    assert_eq!(house.run(&["facts"]).code, 2);
}

#[test]
fn a_name_is_told_as_the_reader_decided() {
    let house = House::new();
    house.quiet(&["add", "seeds"], 0);
    let told = |name: &str| {
        let found = objects(&house.quiet(&["facts", "--name", name, "--json"], 0)).remove(0);
        let ids = |list: &Value| -> std::collections::BTreeSet<i64> {
            list.as_array().expect("a list").iter().filter_map(|it| it["id"].as_i64()).collect()
        };
        (found["mentions"].as_u64().expect("a number"), ids(&found["named_in"]), found)
    };
    let (one, other) = (told("ستيف ويتكوف"), told("ماركو روبيو"));
    house.quiet(&["names", "merge", "ستيف ويتكوف", "ماركو روبيو"], 0);
    let both = told("ماركو روبيو");
    assert_eq!(both.0, one.0 + other.0);
    assert_eq!(both.1, one.1.union(&other.1).copied().collect());
    assert_eq!(both.2["articles"].as_u64(), Some(both.1.len() as u64));
    let spelling = |text: &str| {
        let spellings = both.2["spellings"].as_array().expect("a list");
        spellings.iter().find(|spelling| spelling["text"] == text).expect("it is there").clone()
    };
    assert_eq!(spelling("ويتكوف")["by_hand"], "merged");
    assert_eq!((&spelling("روبيو")["by_hand"], &spelling("روبيو")["why"]), (&Value::Null, &"listed".into()));
    // By the name and the id that it had, too.
    assert_eq!(told("ستيف ويتكوف").2, both.2);
    assert_eq!(told(one.2["id"].as_str().expect("an id")).2, both.2);
    let people = house.quiet(&["facts", "--name", "روبيو"], 0);
    assert!(people.contains("by hand: was 'ستيف ويتكوف'"), "{people}");
    house.quiet(&["names", "rename", "روبيو", "الوزير"], 0);
    assert_eq!(told("الوزير").2["name"], "الوزير");
    house.quiet(&["names", "undo"], 0);
    house.quiet(&["names", "undo"], 0);
    assert_eq!((told("ستيف ويتكوف"), told("ماركو روبيو")), (one, other));
}

#[test]
fn related_rebuild_doctor_completions_text() {
    let house = House::with_seeds();
    let related = objects(&house.quiet(&["related", "--all", "--json"], 0));
    assert!(related.len() >= 5);
    let fields = ["id", "key", "same_event", "earlier", "later", "shared", "copies"];
    related.iter().for_each(|object| has_fields(object, &fields));
    let any = related.iter().flat_map(|object| fields[2..].iter().map(move |name| &object[*name]));
    let one = any.filter_map(Value::as_array).flatten().next().expect("something is related");
    has_fields(one, &["id", "key", "score", "why"]);
    let key = related[0]["key"].as_str().expect("a key");
    let by_key = objects(&house.quiet(&["related", "--key", key, "--json"], 0));
    assert_eq!(by_key[0]["id"], related[0]["id"]);
    assert_eq!(house.run(&["related", "9999"]).code, 1);
    assert_eq!(house.run(&["related"]).code, 2);

    let rebuilt = objects(&house.quiet(&["rebuild", "--all", "--json"], 0));
    assert_eq!(rebuilt[0]["rebuilt"].as_u64(), Some(related.len() as u64));
    let report = objects(&house.quiet(&["doctor", "--json"], 0));
    has_fields(&report[0], &["terminal", "settings", "library", "problems"]);
    assert_eq!(report[0]["library"]["articles"], related.len().to_string());
    for shell in ["bash", "zsh", "fish"] {
        assert!(house.quiet(&["completions", shell], 0).contains("khabar"));
    }
    let shaped = house.run_with_input(&["text", "--width", "0"], "\u{628}\u{627}\u{628}\n");
    assert_eq!(shaped.out, "\u{fe8f}\u{fe8e}\u{fe91}\n");
}

#[test]
fn two_articles_are_compared_and_what_is_new_is_told() {
    let house = House::new();
    let lines = [
        "{\"id\": \"a\", \"date\": \"2025-03-10\", \"title\": \"زلزال يضرب أغادير\", \"text\": \"ضرب زلزال قوي مدينة أغادير فجر اليوم. وقتل 12 شخصا في الزلزال.\"}",
        "{\"id\": \"b\", \"date\": \"2025-03-10\", \"title\": \"قتلى في زلزال أغادير\", \"text\": \"قتل 14 شخصا في الزلزال. وكان زلزال قوي ضرب مدينة أغادير فجرا. وزار الملك الجرحى.\"}",
    ];
    let file = house.write("story.jsonl", lines.join("\n"));
    house.run(&["add", &file.to_string_lossy()]);
    let compared = &objects(&house.quiet(&["compare", "a", "b", "--json"], 0))[0];
    has_fields(compared, &["articles", "both", "only_first", "only_second", "rows"]);
    assert_eq!((compared["both"].as_u64(), compared["only_second"].as_u64()), (Some(3), Some(1)));
    let rows = compared["rows"].as_array().expect("rows");
    rows.iter().for_each(|row| has_fields(row, &["likeness", "first", "second", "only_in_first"]));
    let numbers = rows.iter().flat_map(|row| row["only_in_first"].as_array().expect("spans"));
    assert!(numbers.into_iter().any(|span| span["text"] == "12"));
    let plain = house.quiet(&["compare", "a", "b"], 0);
    assert!(plain.lines().all(|line| line.split('\t').count() == 3), "{plain}");
    assert_eq!(plain.lines().filter(|line| line.starts_with('>')).count(), 1);
    assert_eq!(house.run(&["compare", "a", "c"]).code, 1);
    assert_eq!(house.run(&["compare", "a"]).code, 2);

    assert_eq!(house.run(&["show", "b", "--new"]).code, 1);
    let plain = house.quiet(&["show", "b", "--new", "--json"], 0);
    assert!(objects(&plain)[0].get("novelty").is_none());
    let mut library = khabar::store::Library::open(&house.path("library.khabar")).expect("it opens");
    let id = library.id_of_key("a").expect("it can be read").expect("it is there");
    library.mark_read(&[id], true).expect("it is marked");
    drop(library);
    let told = house.quiet(&["show", "b", "--new"], 0);
    assert!(told.contains("وزار الملك الجرحى.") && !told.contains("فجرا"), "{told}");
    let json = &objects(&house.quiet(&["show", "b", "--new", "--json"], 0))[0]["novelty"];
    has_fields(json, &["share", "read", "sentences", "numbers", "names"]);
    assert_eq!((json["read"].as_u64(), &json["numbers"][0]["text"]), (Some(1), &Value::from("14")));
}

#[test]
fn timelines_are_in_the_order_of_their_days() {
    let house = House::new();
    house.write("a.txt", "عنوان أول\n\n12 فبراير 2025\n\nوصل الوفد أمس. ويغادر يوم 20 فبراير 2025. انتهى.\n");
    house.write("b.txt", "عنوان ثان\n\nعقد اجتماع في 15 يناير 2025.\n");
    house.run(&["add", &house.path("a.txt").to_string_lossy(), &house.path("b.txt").to_string_lossy()]);
    let entries = objects(&house.quiet(&["timeline", "--json"], 0));
    let days = |entries: &[Value]| -> Vec<String> {
        entries.iter().map(|entry| entry["date"].as_str().expect("a day").to_owned()).collect()
    };
    let all = ["2025-01-15", "2025-02-11", "2025-02-12", "2025-02-20"];
    let mut found = days(&entries);
    assert!(found.is_sorted(), "{found:?}");
    // The day that the first article states is also the one on which it was published.
    found.dedup();
    assert_eq!(found, all);
    for entry in &entries {
        has_fields(
            entry,
            &["until", "kind", "value", "text", "sentence", "confidence", "id", "key", "title"],
        );
        let (sentence, text) = (entry["sentence"].as_str(), entry["text"].as_str());
        assert!(sentence.expect("a sentence").contains(text.expect("words")), "{entry}");
    }
    let leaves = entries.iter().find(|entry| entry["date"] == "2025-02-20").expect("it is there");
    assert_eq!(leaves["sentence"], "ويغادر يوم 20 فبراير 2025.");
    assert!(entries.iter().any(|entry| entry["kind"].is_null() && entry["date"] == "2025-02-12"));

    let id = leaves["id"].to_string();
    let mut of_one = days(&objects(&house.quiet(&["timeline", &id, "--json"], 0)));
    of_one.dedup();
    assert_eq!(of_one, all[1..]);
    let of_query = days(&objects(&house.quiet(&["timeline", "اجتماع", "--json"], 0)));
    assert_eq!(of_query, all[..1]);
    let some = ["timeline", "--from", "2025-02-01", "--to", "2025-02-12", "--limit", "1", "--json"];
    assert_eq!(days(&objects(&house.quiet(&some, 0))), [all[1]]);
    assert!(house.quiet(&["timeline", &id], 0).contains("published"));
    assert_eq!(house.run(&["timeline", "--from", "2030-01-01"]).code, 1);
}

#[test]
fn a_story_is_told_by_its_events() {
    let house = House::with_seeds();
    let rows = objects(&house.quiet(&["list", "--json"], 0));
    let id_of = |start: &str| {
        let is_it = |row: &&Value| {
            row["part"] == 0 && row["origin"].as_str().expect("an origin").contains(&format!("/{start}"))
        };
        rows.iter().find(is_it).expect("that seed is there")["id"].to_string()
    };
    let days = ["2025-05-19", "2025-03-19", "2025-02-12", "2025-02-12", "2025-08-16"];
    for (index, day) in days.iter().enumerate() {
        house.quiet(&["date", &id_of(&format!("{index:03}")), day], 0);
    }
    let call = id_of("002");
    let told = objects(&house.quiet(&["timeline", &call, "--story", "--json"], 0));
    for row in &told {
        has_fields(row, &["what", "date", "until", "gap", "here", "delay", "outcome", "articles"]);
    }
    let events: Vec<&Value> = told.iter().filter(|row| row["what"] == "event").collect();
    let dated: Vec<&str> = events.iter().filter_map(|row| row["date"].as_str()).collect();
    assert!(dated.is_sorted() && dated.len() >= 4, "{dated:?}");
    let here: Vec<&&Value> = events.iter().filter(|row| row["here"] == true).collect();
    assert_eq!(here.len(), 1);
    assert_eq!(here[0]["date"], "2025-02-12");
    assert_eq!(here[0]["articles"].as_array().expect("articles").len(), 2, "two outlets tell of the call");
    // The conference on Friday was announced, and is not an event of this story.
    let announced = told.iter().find(|row| row["what"] == "announced" && row["date"] == "2025-02-14");
    let announced = announced.expect("it was announced");
    assert_eq!(announced["outcome"], "nothing");
    let (sentence, text) = (announced["sentence"].as_str(), announced["text"].as_str());
    assert!(sentence.expect("a sentence").contains(text.expect("words")));
    assert!(events.iter().any(|row| row["gap"].as_i64().is_some_and(|gap| gap >= 28)));

    let text = house.quiet(&["timeline", &call, "--story"], 0);
    assert!(text.contains("\u{25cf}\there") && text.contains("\u{25cb}\tannounced"), "{text}");
    let between = ["timeline", &call, "--story", "--from", "2025-08-01", "--json"];
    assert!(objects(&house.quiet(&between, 0)).iter().all(|row| row["until"].as_str() >= Some("2025-08-01")));
    assert_eq!(house.run(&["timeline", "nothing-of-it", "--story"]).code, 1);
}

#[test]
fn nothing_hostile_gets_out() {
    let house = House::new();
    let text = "Title\u{1b}]0;x\u{7} one\n\nA sentence\u{1b}[2J with\u{9b}31m escapes \u{202e}and more.\n";
    let path = house.write("bad\u{1b}[2J.txt", text);
    let path = path.to_string_lossy();
    for arguments in [
        &["show", &path][..],
        &["show", "--width", "40", &path],
        &["facts", &path],
        &["add", &path],
        &["list"],
    ] {
        let came = house.run(arguments);
        assert_eq!(came.code, 0, "{}", came.err);
        let all = format!("{}{}", came.out, came.err);
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!all.contains(control), "{arguments:?}: {all:?}");
    }
}

#[test]
fn bad_files_are_named_and_the_rest_comes_in() {
    let house = House::new();
    let article = fs::read(seed("002")).expect("a seed can be read");
    for number in 0..20 {
        let words = format!("\u{642}\u{627}\u{644} {number}\n\n");
        house.write(&format!("all/{number}.txt"), [words.as_bytes(), &article].concat());
    }
    house.write("all/empty.txt", "");
    house.write("all/picture.txt", [0x89, b'P', b'N', b'G', 0, 1, 2, 3, 0, 0xff, 0, 0]);
    let long = fs::File::create(house.path("all/long.txt")).expect("a file can be made");
    long.set_len(500 << 20).expect("a sparse file can be made");
    // "qal" and more in Windows-1256.
    house.write(
        "all/windows.txt",
        [&[0xde, 0xc7, 0xe1, 0x20, 0xc7, 0xe1, 0xd1, 0xc6, 0xed, 0xd3][..]; 12].concat(),
    );
    let folder = house.path("all");
    let came = house.run(&["add", &folder.to_string_lossy(), "no-such-file.txt"]);
    assert_eq!(came.code, 2);
    for want in ["no-such-file.txt", "empty.txt", "picture.txt", "long.txt"] {
        let lines = came.err.lines().filter(|line| line.contains(want)).count();
        assert_eq!(lines, 1, "{want}: {}", came.err);
    }
    assert!(came.err.contains("500 MiB"), "{}", came.err);
    assert!(came.err.lines().all(|line| line.starts_with("khabar: ")), "{}", came.err);
    assert!(came.out.contains("4 files could not be read"), "{}", came.out);
    assert!(objects(&house.quiet(&["list", "--json"], 0)).len() >= 21);
    let only_bad = house.run(&["facts", &house.path("all/empty.txt").to_string_lossy()]);
    assert_eq!((only_bad.code, only_bad.out.as_str()), (2, ""));
}

#[test]
fn bad_libraries_are_named_and_left_alone() {
    let house = House::new();
    let library = |path: &Path, arguments: &[&str], want: &[&str]| {
        let before = fs::read(path).ok();
        let path_text = path.to_string_lossy().into_owned();
        let all: Vec<&str> = [&["--library", &path_text], arguments].concat();
        house.fails(&all, want);
        assert_eq!(fs::read(path).ok(), before, "{path_text} was changed");
    };
    library(&house.path("no-such-folder/x.khabar"), &["add", "seeds"], &["no-such-folder' does not exist"]);
    library(&house.path("nowhere.khabar"), &["list"], &["nowhere.khabar", "khabar add"]);
    let other = house.write(
        "notes.khabar",
        "these are notes, not a library at all; they are longer than a header\n".repeat(20),
    );
    library(&other, &["list"], &["notes.khabar' is not a library"]);
    library(&other, &["add", "seeds"], &["is not a library"]);
    let newer = house.path("newer.khabar");
    let path_text = newer.to_string_lossy().into_owned();
    house.quiet(&["--library", &path_text, "add", "seeds"], 0);
    let connection = rusqlite::Connection::open(&newer).expect("it is SQLite");
    connection.pragma_update(None, "user_version", 9999).expect("it can be written");
    drop(connection);
    house.fails(&["--library", &path_text, "list"], &["newer khabar", "9999"]);
    house.fails(&["--library", &path_text, "add", "seeds"], &["newer khabar"]);
    let folder = house.path("config");
    house.fails(&["--library", &folder.to_string_lossy(), "list"], &["is not a file"]);
}

#[test]
fn a_locked_library_is_named_and_can_be_read() {
    let house = House::with_seeds();
    let path = house.path("library.khabar");
    let writer = rusqlite::Connection::open(&path).expect("it is SQLite");
    writer.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    house.fails(&["tag", "1", "x"], &["is writing to it"]);
    house.quiet(&["list"], 0);
    drop(writer);
    house.quiet(&["tag", "1", "x"], 0);
}

#[test]
fn mistakes_in_settings_are_told_and_the_rest_goes_on() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invalid_config");
    let mut count = 0;
    for entry in fs::read_dir(samples).expect("the samples are there") {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("a sample is text");
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let file = format!("{}.toml", name.split('-').next().expect("its kind comes first"));
        let house = House::new();
        let written = house.write(&format!("config/{file}"), &text);
        let came = house.run(&["facts", &seed("000")]);
        assert_eq!(came.code, 0, "{name}: {}", came.err);
        let want = text.lines().next().and_then(|line| line.strip_prefix("# want: "));
        let want = format!("khabar: {}:{}", written.display(), want.expect("it says what it wants"));
        assert_eq!(came.err.lines().count(), 1, "{name}: {}", came.err);
        assert!(came.err.starts_with(&want), "{name}: {} instead of {want}", came.err);
        count += 1;
    }
    assert!(count >= 10);
    let house = House::new();
    house.fails(&["--rtl", "sideways", "list"], &["--rtl", "'sideways'", "\"visual\""]);
    assert_eq!(house.run(&["list", "--no-such-flag"]).code, 2);
}

#[test]
fn an_empty_default_library_is_no_failure() {
    let house = House::new();
    let mut command = house.command(&["list"]);
    command.env_remove("KHABAR_LIBRARY").env("XDG_DATA_HOME", house.path("data"));
    let came = came(command.output().expect("the program starts"));
    assert_eq!(came.code, 1);
    assert!(came.err.contains("khabar add"), "{}", came.err);
    let mut command = house.command(&["add", "seeds"]);
    command.env_remove("KHABAR_LIBRARY").env("XDG_DATA_HOME", house.path("data"));
    assert!(command.output().expect("the program starts").status.success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let house = House::with_seeds();
    let mut child = house
        .command(&["list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let came = came(child.wait_with_output().expect("the program ends"));
    assert_eq!((came.code, came.err.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn an_interrupted_import_keeps_what_was_done() {
    use std::io::{BufRead, BufReader};
    let house = House::new();
    let article = fs::read_to_string(seed("002")).expect("a seed can be read");
    for number in 0..2000 {
        house.write(&format!("many/{number:04}.txt"), format!("{number}\n\n{article}"));
    }
    // The first flaw that is told says that work goes on.
    house.write("many/0000.txt", "");
    let folder = house.path("many");
    let mut child = house
        .command(&["add", "--json", &folder.to_string_lossy()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    let mut err = BufReader::new(child.stderr.take().expect("it was asked for"));
    err.read_line(&mut first).expect("the empty file is told");
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill is there").success());
    let came = came(child.wait_with_output().expect("the program ends"));
    assert_eq!(came.code, 2);
    let done = &objects(&came.out)[0];
    assert_eq!(done["stopped"], true);
    let kept = house.run(&["list", "--json"]).out.lines().count() as u64;
    assert_eq!(done["added"].as_u64(), Some(kept));
    assert!(kept < 2000);
}

#[test]
fn names_are_listed_merged_split_and_renamed_and_taken_back() {
    let house = House::new();
    house.quiet(&["add", "seeds"], 0);
    let all = objects(&house.quiet(&["names", "--json"], 0));
    let putin = all.iter().find(|name| name["id"] == "Q7747").expect("he is named");
    assert_eq!((putin["kind"].as_str(), putin["articles"].as_u64()), (Some("person"), Some(7)));
    assert!(putin["spellings"].as_array().expect("a list").iter().any(|form| form == "بوتن"));
    assert!(house.quiet(&["names", "بوتن"], 0).starts_with("person\tفلاديمير بوتين\t7\t"));
    assert!(
        objects(&house.quiet(&["names", "--kind", "place", "--json"], 0))
            .iter()
            .all(|it| it["kind"] == "place")
    );

    let said = "merged 'ستيف ويتكوف' into 'ماركو روبيو', in 4 articles\n";
    assert_eq!(house.quiet(&["names", "merge", "ويتكوف", "روبيو"], 0), said);
    let why = house.quiet(&["names", "why", "ماركو روبيو"], 0);
    assert!(why.contains("by hand: was 'ستيف ويتكوف'"), "{why}");
    house.fails(&["names", "merge", "ستيف ويتكوف", "ماركو روبيو"], &["one entry already, 'ماركو روبيو'"]);
    // Facts of files, searches and a rebuild know it.
    let seed = "seeds/003_9b01373b3b3febb6.txt";
    let facts = objects(&house.quiet(&["facts", seed, "--json"], 0));
    let names: Vec<&str> = facts[0]["entities"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert!(!names.contains(&"ستيف ويتكوف"), "{names:?}");
    let found = house.quiet(&["search", "person:\"ماركو روبيو\"", "--json"], 0);
    house.quiet(&["rebuild", "--all"], 0);
    assert_eq!(house.quiet(&["search", "person:\"ماركو روبيو\"", "--json"], 0), found);
    assert_eq!(house.quiet(&["names", "undo"], 0), format!("taken back: {said}"));
    assert_eq!(objects(&house.quiet(&["names", "--json"], 0)), all);
    assert_eq!(house.run(&["names", "undo"]).code, 1);

    house.fails(&["names", "rename", "نسيم", "x"], &["no name 'نسيم'", "khabar names"]);
    house.fails(&["names", "why", "سيرغي"], &["several names fit 'سيرغي'", "person:", "the id of one"]);
    house.fails(&["names", "split", "Q7747", "زيد"], &["no article spells 'فلاديمير بوتين' as 'زيد'"]);
    house.fails(&["names", "split", "Q7747", "بوتين", "--in", "99"], &["no article '99'"]);
    house.quiet(&["names", "split", "Q7747", "بوتن"], 0);
    let spelt = objects(&house.quiet(&["names", "--json"], 0));
    let split = spelt.iter().find(|name| name["id"] == "person:بوتن").expect("it is an entry of its own");
    assert_eq!(split["articles"], 2);
    let one = house.quiet(&["names", "split", "person:بوتن", "بوتن", "--in", "1", "--to", "زيد"], 0);
    assert_eq!(one, "in this article 'بوتن' is 'زيد'\n");
    house.quiet(&["names", "rename", "زيد", "زيد بن عمرو"], 0);
    assert_eq!(objects(&house.quiet(&["search", "person:عمرو", "--json"], 0)).len(), 1);
    house.quiet(&["tag", "1", "x"], 0);
    house.fails(&["names", "undo"], &["the last change is none of names"]);
}

#[test]
fn a_backup_is_the_library_whole() {
    let house = House::new();
    house.run(&["add", "seeds"]).expect(0, "7 articles added");
    house.run(&["tag", "1", "kept"]).expect(0, "1 article");
    let copy = house.path("copy.khabar");
    let copy = copy.to_str().expect("a path");
    house.run(&["backup", copy]).expect(0, "copy.khabar");
    house.run(&["tag", "1", "-kept"]).expect(0, "1 article");
    house.run(&["list", "--library", copy]).expect(0, "");
    house.run(&["tag", "--library", copy]).expect(0, "#kept");
    let library = house.path("library.khabar");
    let came = house.run(&["backup", library.to_str().expect("a path")]);
    came.expect(2, "");
    assert!(came.err.contains("another name"), "{}", came.err);
    house.run(&["backup"]).expect(0, "library-20");
}
