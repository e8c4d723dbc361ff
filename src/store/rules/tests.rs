use super::super::tests::{Temporary, addition_with, article, entity, facts, temporary};
use super::super::{Addition, Query};
use super::*;
use crate::article::EntityKind;
use jiff::civil::date;

fn rule(name: &str, query: &str, add: &[&str], remove: &[&str]) -> Rule {
    let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_string()).collect();
    Rule { name: name.into(), query: query.parse().unwrap(), add: owned(add), remove: owned(remove) }
}

/// Three articles: one names a person, one a place, one has an outlet and a day of its own.
fn batch() -> Vec<Addition> {
    let day = Some(date(2025, 5, 19));
    let mut third = article("k3", "عنوان ثالث", "نص عن كرة القدم في الدوري", Some(date(2020, 1, 1)));
    third.outlet = Some("الجزيرة".into());
    let putin = entity(EntityKind::Person, "Q7747", "فلاديمير بوتين", &["بوتين"]);
    let gaza = entity(EntityKind::Place, "Q39760", "قطاع غزة", &["غزة"]);
    vec![
        addition_with(article("k1", "لقاء بوتين", "التقى بوتين الوزير", day), facts(vec![putin], &[])),
        addition_with(
            article("k2", "غزة اليوم", "قال الوزير في غزة", day),
            facts(vec![gaza], &[date(2025, 5, 18)]),
        ),
        addition_with(third, facts(Vec::new(), &[])),
    ]
}

/// The tags of the articles k1, k2, k3 when they come in under `rules`; and the same tags must come of applying
/// the rules to a library that has them already.
#[track_caller]
fn check(rules: &[Rule], wanted: [&str; 3]) {
    let tags = |made: &Temporary| {
        ["k1", "k2", "k3"].map(|key| {
            let id = made.library.id_of_key(key).unwrap().unwrap();
            made.library.article(id).unwrap().tags.join(" ")
        })
    };
    let mut fresh = temporary();
    fresh.library.add(&mut Import::new(1).with_rules(rules.to_vec()), &batch()).unwrap();
    assert_eq!(tags(&fresh), wanted, "on import");
    assert_eq!(fresh.library.undoable().unwrap(), None);
    let mut later = temporary();
    later.add(&batch());
    let (change, ruled) = later.library.apply_rules(rules).unwrap();
    assert_eq!(tags(&later), wanted, "applied");
    assert_eq!(ruled.len(), rules.len());
    if change.articles > 0 {
        later.library.undo().unwrap();
    }
    assert_eq!(tags(&later), ["", "", ""]);
    assert_eq!(fresh.library.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn all_that_a_query_can_say_tags_what_comes_in() {
    check(&[], ["", "", ""]);
    check(&[rule("words", "الوزير", &["x"], &[])], ["x", "x", ""]);
    check(&[rule("phrase", "\"كرة القدم\"", &["sport"], &[])], ["", "", "sport"]);
    check(&[rule("prefix", "الدور*", &["x"], &[])], ["", "", "x"]);
    check(&[rule("person", "person:بوتن", &["x"], &[])], ["", "", ""]);
    check(&[rule("person", "person:بوتين", &["x"], &[])], ["x", "", ""]);
    check(&[rule("entity", "entity:Q39760", &["x"], &[])], ["", "x", ""]);
    check(&[rule("title", "title:غزه", &["x", "y"], &[])], ["", "x y", ""]);
    check(&[rule("outlet", "outlet:الجزيرة", &["x"], &[])], ["", "", "x"]);
    check(&[rule("not", "-الوزير", &["x"], &[])], ["", "", "x"]);
    check(&[rule("day", "before:2021", &["x"], &[])], ["", "", "x"]);
    check(&[rule("mentions", "mentions:2025-05-18", &["x"], &[])], ["", "x", ""]);
    check(&[rule("state", "is:unread is:dated", &["x"], &[])], ["x", "x", "x"]);
    check(&[rule("mixed", "(الوزير is:read) OR on:2020-01-01", &["x"], &[])], ["", "", "x"]);
    check(&[rule("all", "", &["inbox"], &[])], ["inbox", "inbox", "inbox"]);
}

#[test]
fn rules_are_followed_in_their_order_and_see_what_those_before_did() {
    let inbox = rule("inbox", "", &["inbox"], &[]);
    let sport = rule("sport", "tag:inbox \"كرة القدم\"", &["sport"], &["inbox"]);
    check(&[inbox.clone(), sport.clone()], ["inbox", "inbox", "sport"]);
    check(&[sport, inbox], ["inbox", "inbox", "inbox"]);
    check(&[rule("both", "غزة", &["x"], &["X"])], ["", "x", ""]);
}

#[test]
fn days_are_counted_from_the_day_of_the_import() {
    let today = jiff::Zoned::now().date();
    let rules = vec![rule("new", "after:7d", &["new"], &[])];
    let mut made = temporary();
    let add = |key: &str, day| addition_with(article(key, "t", "نص", Some(day)), facts(Vec::new(), &[]));
    let week_ago = today.saturating_sub(jiff::ToSpan::days(7));
    let before = today.saturating_sub(jiff::ToSpan::days(8));
    let batch = [add("now", today), add("week", week_ago), add("old", before)];
    made.library.add(&mut Import::new(1).with_rules(rules), &batch).unwrap();
    assert_eq!(made.found("tag:new"), "now week");
}

#[test]
fn what_the_reader_took_back_is_not_done_again() {
    let rules = [rule("x", "الوزير", &["x"], &["y"])];
    let mut made = temporary();
    let added = made.add(&batch());
    let first = added[0].id;
    made.library.tag(&[first], &["y"], &[]).unwrap();
    assert_eq!(made.library.apply_rules(&rules).unwrap().0.articles, 2);
    // Both of what the rule did to the first article is taken back by hand.
    made.library.tag(&[first], &["y"], &["x"]).unwrap();
    let (change, ruled) = made.library.apply_rules(&rules).unwrap();
    assert_eq!((change.articles, ruled[0].found, ruled[0].changed.len()), (0, 2, 0));
    assert_eq!((made.found("tag:x"), made.found("tag:y")), ("k2".into(), "k1".into()));
    // It also counts when the article comes in with another text, and after everything was made anew.
    let mut again = batch();
    again[0].article.text = "التقى بوتين الوزير الجديد".into();
    made.library.rebuild_index().unwrap();
    let mut made = made.reopened();
    made.library.add(&mut Import::new(1).with_rules(rules.to_vec()), &again).unwrap();
    assert_eq!((made.found("tag:x"), made.found("tag:y")), ("k2".into(), "k1".into()));
    // Who gives it the tag again has changed his mind.
    made.library.tag(&[first], &["x"], &[]).unwrap();
    made.library.undo().unwrap();
    assert_eq!(made.library.apply_rules(&rules).unwrap().0.articles, 0);
    made.library.redo().unwrap();
    made.library.tag(&[first], &[], &["y"]).unwrap();
    assert_eq!(made.found("tag:x"), "k1 k2");
}

#[test]
fn an_article_with_another_text_gets_tags_and_loses_none() {
    let rules = vec![rule("x", "العاصمة", &["x"], &["mine"])];
    let mut made = temporary();
    let added = made.add(&batch());
    made.library.tag(&[added[0].id], &["mine"], &[]).unwrap();
    let mut again = batch();
    again[0] = addition_with(
        article("k1", "لقاء بوتين", "التقى بوتين الوزير في العاصمة", Some(date(2025, 5, 19))),
        facts(Vec::new(), &[]),
    );
    made.library.add(&mut Import::new(1).with_rules(rules), &again).unwrap();
    assert_eq!((made.found("tag:x"), made.found("tag:mine")), ("k1".into(), "k1".into()));
}

#[test]
fn a_rehearsal_tells_what_would_be_and_changes_nothing() {
    let rules = [rule("one", "الوزير", &["x"], &[]), rule("two", "tag:x غزة", &["y"], &["x"])];
    let mut made = temporary();
    let added = made.add(&batch());
    let (change, ruled) = made.library.rehearse_rules(&rules).unwrap();
    assert_eq!(change.articles, 2);
    assert_eq!(ruled[0].changed.len(), 2);
    assert_eq!(ruled[1].changed, [added[1].id]);
    assert_eq!(made.library.tags().unwrap(), []);
    assert_eq!(made.library.undoable().unwrap(), None);
    let done = made.library.apply_rules(&rules).unwrap();
    assert_eq!(done, (change, ruled));
    assert_eq!(done.0.to_string(), "rules applied: one, two, 2 articles");
}

#[test]
fn a_query_means_the_same_in_a_batch_as_in_the_library() {
    // Whatever the query, a batch and the library agree; the words of the index are the same.
    for query in
        ["الوزير OR غزة", "-(الوزير غزة)", "\"قال الوزير\"", "place:غزة -بوتين", "is:untagged", "كره"]
    {
        let mut made = temporary();
        let tag = vec![rule("r", query, &["r"], &[])];
        made.library.add(&mut Import::new(1).with_rules(tag), &batch()).unwrap();
        let found = made.library.ids(&query.parse::<Query>().unwrap()).unwrap();
        let tagged = made.library.ids(&"tag:r".parse::<Query>().unwrap()).unwrap();
        if query != "is:untagged" {
            assert_eq!(found, tagged, "{query}");
        }
    }
}
