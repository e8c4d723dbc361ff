//! Tags and rules, from outside: on the command line, and in the window on a pseudo-terminal.

use crate::cli::House;
use crate::window::Window;
use serde_json::Value;

const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect()
}

/// The tags of the library with their counts, as one line.
fn tags(house: &House) -> String {
    let came = house.run(&["tags", "--json"]);
    let row = |tag: &Value| format!("{}:{}", tag["tag"].as_str().expect("a name"), tag["count"]);
    objects(&came.out).iter().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_search_is_tagged_after_being_tried() {
    let house = House::with_seeds();
    let tried = house.quiet(&["tag", "--query", "person:بوتين", "putin", "--dry-run"], 0);
    assert_eq!(tried, "tags of 7 articles would change\n");
    assert_eq!(tags(&house), "");
    assert_eq!(
        house.quiet(&["tag", "--dry-run", "--json", "--query", "person:بوتين", "putin"], 0),
        "{\"articles\":7,\"changed\":7}\n"
    );
    house.quiet(&["tag", "--query", "person:بوتين", "putin", "#war"], 0);
    house.quiet(&["tag", "--query", "id:1", "-war"], 0);
    assert_eq!(tags(&house), "putin:7 war:6");
    assert_eq!(house.run(&["tag", "--query", "nowhere", "x"]).code, 1);
    house.fails(&["tag", "--query", "persn:x", "x"], &["there is no field 'persn'", "at character 1"]);
}

#[test]
fn tags_are_renamed_merged_deleted_coloured_and_that_is_taken_back() {
    let house = House::with_seeds();
    house.quiet(&["tag", "1,2,3", "war", "Talks"], 0);
    house.quiet(&["tag", "3,4", "حرب"], 0);
    assert_eq!(tags(&house), "Talks:3 war:3 حرب:2");
    assert_eq!(
        house.quiet(&["tags", "rename", "talks", "peace"], 0),
        "renamed #Talks to #peace, in 3 articles\n"
    );
    assert_eq!(house.quiet(&["tags", "merge", "#حرب", "#war"], 0), "merged #حرب into #war, in 2 articles\n");
    assert_eq!(tags(&house), "war:4 peace:3");
    assert_eq!(house.quiet(&["tags", "colour", "war", "RED"], 0), "colour of #war: red\n");
    assert_eq!(house.quiet(&["tags"], 0), "4\t#war\tred\n3\t#peace\t\n");
    house.quiet(&["tags", "color", "peace", "#00FF88", "--color", "never"], 0);
    assert!(house.quiet(&["tags", "--json"], 0).contains("\"colour\":\"#00ff88\""));
    assert_eq!(house.quiet(&["tags", "delete", "war", "peace"], 0).lines().count(), 2);
    assert_eq!(tags(&house), "");
    for _ in 0..6 {
        house.quiet(&["tags", "undo"], 0);
    }
    assert_eq!(tags(&house), "Talks:3 war:3 حرب:2");
    // It survives a rebuild, and what comes in again.
    house.quiet(&["tags", "rename", "war", "peace"], 0);
    house.quiet(&["rebuild", "--all"], 0);
    house.run(&["add", "seeds"]);
    assert_eq!(tags(&house), "peace:3 Talks:3 حرب:2");

    house.fails(&["tags", "rename", "tlaks", "x"], &["no article has the tag 'tlaks'", "'Talks' is meant"]);
    house.fails(&["tags", "merge", "Talks", "zzzz"], &["no article has the tag 'zzzz'", "khabar tags"]);
    house.fails(&["tags", "delete", "Talks", "zzzz"], &["no article has the tag 'zzzz'"]);
    house.fails(&["tags", "rename", "Talks", "#"], &["'#' cannot be a tag"]);
    house.fails(&["tags", "colour", "Talks", "pink"], &["'pink' is not a colour", "bright-red"]);
    assert_eq!(tags(&house), "peace:3 Talks:3 حرب:2");
    house.quiet(&["names", "rename", "Q7747", "زيد"], 0);
    house.fails(&["tags", "undo"], &["the last change is none of tags"]);
}

const RULES: &str = "\
[[rule]]
name = 'inbox'
query = ''
add = ['inbox']

[[rule]]
name = 'putin'
query = 'title:بوتين'
add = ['putin']
remove = ['inbox']
";

#[test]
fn rules_tag_what_comes_in_and_on_demand_what_is_there() {
    let house = House::new();
    assert_eq!(house.run(&["rules"]).code, 1);
    house.write("config/rules.toml", RULES);
    assert_eq!(house.quiet(&["rules"], 0), "inbox\t+#inbox\t\nputin\t+#putin -#inbox\ttitle:بوتين\n");
    assert_eq!(house.quiet(&["rules", "check"], 0), "rules that apply: 2; mistakes: 0\n");
    house.run(&["add", "seeds"]).expect(0, "7 articles added");
    let after_import = tags(&house);
    let titled = objects(&house.quiet(&["search", "title:بوتين", "--json"], 0)).len();
    assert!(titled > 0 && titled < 7);
    assert_eq!(tags(&house), {
        let (inbox, putin) = (format!("inbox:{}", 7 - titled), format!("putin:{titled}"));
        if 7 - titled >= titled { format!("{inbox} {putin}") } else { format!("{putin} {inbox}") }
    });
    // Nothing is left to do, but for what is taken back by hand: that is not done again.
    let first = objects(&house.quiet(&["search", "tag:putin", "--json"], 0))[0]["id"].to_string();
    house.quiet(&["tag", &first, "-putin"], 0);
    let tried = objects(&house.quiet(&["rules", "--dry-run", "--json"], 0));
    assert_eq!((&tried[1]["rule"], &tried[1]["found"]), (&"putin".into(), &titled.into()));
    house.quiet(&["rules", "apply", "putin"], 0);
    assert_eq!(objects(&house.quiet(&["search", "tag:putin", "--json"], 0)).len(), titled - 1);
    assert_ne!(tags(&house), after_import);

    // On demand, as one change.
    let later = House::with_seeds();
    later.write("config/rules.toml", RULES);
    let tried = later.quiet(&["rules", "apply", "--dry-run"], 0);
    assert!(tried.contains("rule 'inbox': articles found 7, would change 7"), "{tried}");
    assert!(tried.contains("بوتين"), "{tried}");
    assert_eq!(tags(&later), "");
    let did = later.quiet(&["rules", "apply"], 0);
    assert!(did.ends_with("followed rules: inbox, putin, in 7 articles\n"), "{did}");
    assert_eq!(tags(&later), after_import);
    later.quiet(&["tags", "undo"], 0);
    assert_eq!(tags(&later), "");
    later.fails(&["rules", "apply", "putn"], &["no rule is called 'putn'", "rules.toml", "'putin' is meant"]);
}

#[test]
fn a_mistake_in_a_rule_is_told_with_its_place_and_the_other_rules_apply() {
    let house = House::new();
    let path = house.write(
        "config/rules.toml",
        format!("{RULES}\n[[rule]]\nname = 'bad'\nquery = 'غزة (x'\nadd = ['y']\n"),
    );
    let came = house.run(&["rules", "check"]);
    assert_eq!(came.code, 2);
    let place = format!("{}:14: rule.\"bad\".query: ", path.display());
    assert!(came.err.contains(&place) && came.err.contains("at character 5 of the search"), "{}", came.err);
    assert_eq!(came.out, "rules that apply: 2; mistakes: 1\n");
    assert_eq!(house.run(&["rules", "list"]).out.lines().count(), 2);
    let came = house.run(&["add", "seeds"]);
    assert_eq!((came.code, came.err.lines().count()), (0, 1), "{}", came.err);
    assert!(tags(&house).contains("inbox"));
}

#[test]
fn articles_are_marked_tagged_and_that_is_taken_back_after_a_restart() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut window = Window::open(home.path(), &["seeds"], 140, 40);
    window.wait_for("7 new articles");
    window.wait_for("1 of 7");
    window.keys("v");
    window.wait_for("1 selected");
    window.keys("jj");
    window.wait_for("3 selected");
    window.keys("tdossier");
    window.keys(ENTER);
    window.wait_for("tagged #dossier, in 3 articles, u takes it back");
    window.keys("V");
    window.wait_for("7 selected");
    window.keys(ESCAPE);
    window.wait_gone("selected");
    window.keys("gt");
    window.wait_for("1 of 1");
    window.keys("cred");
    window.wait_for("bright-red");
    window.keys(ENTER);
    window.wait_for("colour of #dossier: red");
    window.keys("r\x15war\r");
    window.wait_for("renamed #dossier to #war, in 3 articles");
    window.keys("q");
    assert_eq!(window.ended(), 0);
    window.wait_restored();

    let mut again = Window::open(home.path(), &[], 140, 40);
    again.wait_for("#war");
    again.keys("u");
    again.wait_for("taken back: renamed #dossier to #war, in 3 articles");
    again.keys("u");
    again.wait_for("taken back: colour of #dossier: red");
    again.keys("u");
    again.wait_for("taken back: tagged #dossier, in 3 articles");
    again.wait_gone("· #dossier");
    again.keys("u");
    again.wait_for("nothing to take back");
    again.keys("q");
    assert_eq!(again.ended(), 0);
}
