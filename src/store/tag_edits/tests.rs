use super::super::tests::{Temporary, addition, article, temporary};
use super::super::{Query, Rule};
use super::*;
use jiff::civil::date;
use proptest::prelude::*;

/// A library of `count` articles "k0", "k1" …; the text of each names its number and whether it is even.
fn library(count: usize) -> Temporary {
    let mut made = temporary();
    let batch: Vec<_> = (0..count)
        .map(|number| {
            let kind = if number % 2 == 0 { "زوجي" } else { "فردي" };
            let text = format!("نص عن الخبر{number} {kind}");
            addition(article(&format!("k{number}"), "عنوان", &text, Some(date(2025, 1, 1))))
        })
        .collect();
    made.add(&batch);
    made
}

/// Every tag with colour and articles, and what is remembered for the rules: all that undoing brings back.
fn state(library: &Library) -> Vec<String> {
    let mut state: Vec<String> = Vec::new();
    for TagRow { name, articles, colour } in library.tag_rows().unwrap() {
        let ids = library.ids(&format!("tag:\"{name}\"").parse::<Query>().unwrap()).unwrap();
        assert_eq!(ids.len() as u64, articles, "{name}");
        state.push(format!("{name} {colour:?} {ids:?}"));
    }
    let words = library
        .read(Deed::Read, |connection| {
            let mut statement = connection.prepare(
                "SELECT tag.folded, article, word FROM tag_word JOIN tag ON tag.id = tag ORDER BY 1, 2",
            )?;
            let rows = statement.query_map([], |row| {
                let (tag, article, word): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(format!("{tag} {article} {word}"))
            })?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .unwrap();
    state.extend(words);
    state
}

fn ids(made: &Temporary, query: &str) -> Vec<Id> {
    made.library.ids(&query.parse().unwrap()).unwrap()
}

/// Does `deed` on a library where three articles have #a, two #b, and one both; compares what it says, and the
/// tags with their counts after it, after undoing and after doing it again.
#[track_caller]
fn check(deed: impl Fn(&mut Library) -> Result<Change, Error>, says: &str, after: &[(&str, u64)]) {
    let mut made = library(4);
    let all = ids(&made, "");
    made.library.tag(&all[..3], &["a"], &[]).unwrap();
    made.library.tag(&all[2..], &["b"], &[]).unwrap();
    let before = state(&made.library);
    let change = deed(&mut made.library).unwrap();
    assert_eq!(change.to_string(), says);
    let tags = |library: &Library| library.tags().unwrap();
    let owned: Vec<(String, u64)> = after.iter().map(|(tag, count)| ((*tag).to_string(), *count)).collect();
    assert_eq!(tags(&made.library), owned);
    let done = state(&made.library);
    let mut made = made.reopened();
    assert_eq!(made.library.undo().unwrap().unwrap(), change);
    assert_eq!(state(&made.library), before);
    let mut made = made.reopened();
    assert_eq!(made.library.redo().unwrap().unwrap(), change);
    assert_eq!(state(&made.library), done);
}

#[test]
fn tags_are_renamed_merged_deleted_and_coloured_and_that_is_undone() {
    check(
        |library| library.rename_tag("A", "جديد"),
        "#a renamed to #جديد, 3 articles",
        &[("جديد", 3), ("b", 2)],
    );
    // Only its spelling.
    check(|library| library.rename_tag("a", "A"), "#a renamed to #A, 3 articles", &[("A", 3), ("b", 2)]);
    check(|library| library.rename_tag("a", "#B"), "#a merged into #b, 3 articles", &[("b", 4)]);
    check(|library| library.merge_tags("b", "a"), "#b merged into #a, 2 articles", &[("a", 4)]);
    check(|library| library.delete_tag("a"), "#a deleted, 3 articles", &[("b", 2)]);
    check(
        |library| library.colour_tag("a", Some(" Bright Red ")),
        "#a is bright-red, 3 articles",
        &[("a", 3), ("b", 2)],
    );
    check(
        |library| library.colour_tag("b", Some("#AA00cc")),
        "#b is #aa00cc, 2 articles",
        &[("a", 3), ("b", 2)],
    );
}

#[test]
fn a_name_that_no_article_has_any_more_can_be_taken() {
    check(
        |library| {
            let all = library.ids(&Query::all()).unwrap();
            library.tag(&all, &["Old"], &[])?;
            library.tag(&all, &[], &["old"])?;
            // These two are taken back first, so that the check sees one change.
            let change = library.rename_tag("a", "OLD")?;
            assert_eq!(library.tags().unwrap()[0], ("OLD".to_string(), 3));
            library.undo()?;
            library.undo()?;
            library.undo()?;
            library.rename_tag("a", "OLD").inspect(|again| assert_eq!(*again, change))
        },
        "#a renamed to #OLD, 3 articles",
        &[("OLD", 3), ("b", 2)],
    );
}

#[test]
fn a_colour_goes_with_its_tag() {
    let mut made = library(2);
    let all = ids(&made, "");
    made.library.tag(&all, &["a", "b"], &[]).unwrap();
    made.library.colour_tag("a", Some("red")).unwrap();
    made.library.rename_tag("a", "b").unwrap();
    let row = |made: &Temporary| made.library.tag_rows().unwrap().remove(0);
    assert_eq!(row(&made), TagRow { name: "b".into(), articles: 2, colour: Some("red".into()) });
    made.library.delete_tag("b").unwrap();
    made.library.tag(&all, &["a", "b"], &[]).unwrap();
    assert_eq!(row(&made).colour, None);
}

#[test]
fn a_colour_comes_back_though_the_name_was_given_again() {
    let mut made = library(2);
    let all = ids(&made, "");
    made.library.tag(&all, &["c"], &[]).unwrap();
    made.library.colour_tag("c", Some("red")).unwrap();
    let before = state(&made.library);
    made.library.rename_tag("c", "d").unwrap();
    let renamed = state(&made.library);
    made.library.tag(&all[..1], &["C"], &[]).unwrap();
    made.library.undo().unwrap();
    made.library.undo().unwrap();
    assert_eq!(state(&made.library), before);
    made.library.redo().unwrap();
    assert_eq!(state(&made.library), renamed);
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let mut made = library(2);
    let all = ids(&made, "");
    made.library.tag(&all, &["a"], &[]).unwrap();
    let before = state(&made.library);
    let no_tag = |tag: &str| Error::NoTag { tag: tag.into() };
    assert_eq!(made.library.rename_tag("x", "y").unwrap_err(), no_tag("x"));
    assert_eq!(made.library.merge_tags("a", "y").unwrap_err(), no_tag("y"));
    assert_eq!(made.library.delete_tag("x").unwrap_err(), no_tag("x"));
    assert_eq!(made.library.rename_tag("a", " # ").unwrap_err(), Error::BadTag { tag: " # ".into() });
    for colour in ["pink", "#12345", "#gggggg", ""] {
        let error = made.library.colour_tag("a", Some(colour)).unwrap_err();
        assert_eq!(error, Error::BadColour { colour: colour.into() });
    }
    // No change at all is no change to undo.
    assert_eq!(made.library.rename_tag("a", "a").unwrap().to_string(), "nothing to change");
    assert_eq!(made.library.colour_tag("a", None).unwrap().to_string(), "nothing to change");
    assert_eq!(state(&made.library), before);
    assert_eq!(made.library.undoable().unwrap().unwrap().to_string(), "#a added, 2 articles");
}

#[test]
fn a_thousand_articles_are_one_short_line_of_the_log() {
    let mut made = library(1000);
    let all = ids(&made, "");
    let change = made.library.tag(&all, &["a"], &[]).unwrap();
    assert_eq!(change.articles, 1000);
    let length: i64 = made
        .library
        .read(Deed::Read, |connection| {
            Ok(connection.query_row("SELECT max(length(deed)) FROM change", [], |row| row.get(0))?)
        })
        .unwrap();
    assert!(length < 100, "{length}");
    made.library.undo().unwrap();
    assert_eq!(made.library.tags().unwrap(), []);
}

/// Something that a reader does to tags.
#[derive(Clone, Debug)]
enum Deal {
    Tag(Vec<usize>, usize, bool),
    Rename(usize, usize),
    Delete(usize),
    Colour(usize, Option<usize>),
    Rules(Vec<(usize, usize, bool)>),
    Read(Vec<usize>, bool),
}

const TAGS: [&str; 5] = ["a", "b", "c", "غزة", "D"];
const QUERIES: [&str; 5] = ["زوجي", "tag:a", "-tag:b فردي", "is:tagged", ""];

fn deal() -> impl Strategy<Value = Deal> {
    let tag = 0..TAGS.len();
    let some = || prop::collection::vec(0..8_usize, 1..5);
    prop_oneof![
        4 => (some(), tag.clone(), any::<bool>()).prop_map(|(ids, tag, on)| Deal::Tag(ids, tag, on)),
        2 => (tag.clone(), tag.clone()).prop_map(|(from, to)| Deal::Rename(from, to)),
        1 => tag.clone().prop_map(Deal::Delete),
        1 => (tag.clone(), prop::option::of(0..COLOURS.len())).prop_map(|(tag, colour)| Deal::Colour(tag, colour)),
        2 => prop::collection::vec((0..QUERIES.len(), tag, any::<bool>()), 1..4).prop_map(Deal::Rules),
        1 => (some(), any::<bool>()).prop_map(|(ids, read)| Deal::Read(ids, read)),
    ]
}

fn rule((query, tag, on): (usize, usize, bool)) -> Rule {
    let tags = vec![TAGS[tag].to_string()];
    let (add, remove) = if on { (tags, Vec::new()) } else { (Vec::new(), tags) };
    Rule { name: format!("r{query}"), query: QUERIES[query].parse().unwrap(), add, remove }
}

/// Does it; whether it left a change to undo.
fn play(library: &mut Library, all: &[Id], deal: &Deal) -> bool {
    let pick = |chosen: &[usize]| chosen.iter().map(|at| all[*at]).collect::<Vec<_>>();
    let done = match deal {
        Deal::Tag(chosen, tag, true) => library.tag(&pick(chosen), &[TAGS[*tag]], &[]),
        Deal::Tag(chosen, tag, false) => library.tag(&pick(chosen), &[], &[TAGS[*tag]]),
        Deal::Rename(from, to) => library.rename_tag(TAGS[*from], TAGS[*to]),
        Deal::Delete(tag) => library.delete_tag(TAGS[*tag]),
        Deal::Colour(tag, colour) => library.colour_tag(TAGS[*tag], colour.map(|at| COLOURS[at])),
        Deal::Rules(rules) => {
            let rules: Vec<Rule> = rules.iter().copied().map(rule).collect();
            let rehearsed = library.rehearse_rules(&rules).unwrap();
            let done = library.apply_rules(&rules).unwrap();
            assert_eq!(rehearsed, done);
            // What they would do, they have done: the last ones may undo the first, so only once in general.
            Ok(done.0)
        }
        Deal::Read(chosen, read) => library.mark_read(&pick(chosen), *read),
    };
    match done {
        Ok(change) => change.to_string() != "nothing to change",
        Err(Error::NoTag { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn all_is_as_before_once_everything_is_taken_back(deals in prop::collection::vec(deal(), 1..12)) {
        let mut made = library(8);
        let all = ids(&made, "");
        let mut states = vec![state(&made.library)];
        for deal in &deals {
            if play(&mut made.library, &all, deal) {
                states.push(state(&made.library));
            }
        }
        for before in states.iter().rev().skip(1) {
            prop_assert!(made.library.undo().unwrap().is_some());
            prop_assert_eq!(&state(&made.library), before);
        }
        for after in &states[1..] {
            prop_assert!(made.library.redo().unwrap().is_some());
            prop_assert_eq!(&state(&made.library), after);
        }
        prop_assert_eq!(made.library.integrity().unwrap(), Vec::<String>::new());
    }
}
