use super::super::tests::{addition_with, article, entity, facts, temporary};
use super::*;
use crate::store::Feed;

/// What is offered for what is typed, with counts, as one line.
#[track_caller]
fn check(what: Completing, typed: &str, offered: &str) {
    let mut made = temporary();
    let person = |id: &str, name: &str, latin: &str| {
        let mut person = entity(EntityKind::Person, id, name, &[]);
        person.latin = Some(latin.to_owned());
        person
    };
    let putin = || person("Q7747", "فلاديمير بوتين", "Vladimir Putin");
    let potanin = || person("Q1", "فلاديمير بوتانين", "Vladimir Potanin");
    let ahmad = || person("Q2", "أحمد الشرع", "Ahmed al-Sharaa");
    let moscow = || entity(EntityKind::Place, "Q649", "موسكو", &[]);
    let people = [vec![putin(), moscow()], vec![putin(), potanin()], vec![putin(), ahmad()], vec![ahmad()]];
    let mut additions = Vec::new();
    for (index, people) in people.into_iter().enumerate() {
        let mut article = article(&format!("k{index}"), "عنوان", "نص", None);
        article.outlet = Some(["صدى الوادي", "مأرب برس"][usize::from(index == 0)].to_owned());
        additions.push(addition_with(article, facts(people, &[])));
    }
    let ids: Vec<_> = made.add(&additions).into_iter().map(|added| added.id).collect();
    made.library.tag(&ids[..2], &["حرب"], &[]).unwrap();
    made.library.tag(&ids[..1], &["أوكرانيا", "gaza"], &[]).unwrap();
    let found = made.library.complete(what, typed, 10).unwrap();
    let found: Vec<_> = found.iter().map(|value| format!("{} {}", value.text, value.articles)).collect();
    assert_eq!(found.join(" | "), offered, "{typed}");
    // Made anew, it is the same.
    made.library.rebuild_index().unwrap();
    assert_eq!(made.library.complete(what, typed, 10).unwrap().len(), found.len());
}

#[test]
fn names_are_offered_in_any_spelling() {
    let person = Completing::Name(EntityKind::Person);
    let both = "فلاديمير بوتين 3 | فلاديمير بوتانين 1";
    check(person, "بوت", both);
    check(person, "فلاد", both);
    check(person, "بوتي", "فلاديمير بوتين 3");
    check(person, "فلاديمير بوتا", "فلاديمير بوتانين 1");
    check(person, "فلاديمير ", both);
    check(person, "put", "فلاديمير بوتين 3");
    check(person, "Ahmed", "أحمد الشرع 2");
    check(person, "احم", "أحمد الشرع 2");
    check(person, "شرع", "أحمد الشرع 2");
    check(person, "الشر", "أحمد الشرع 2");
    check(person, "", "فلاديمير بوتين 3 | أحمد الشرع 2 | فلاديمير بوتانين 1");
    check(person, "ا", "أحمد الشرع 2");
    check(person, "موسكو", "");
    check(Completing::Name(EntityKind::Place), "موس", "موسكو 1");
}

#[test]
fn outlets_and_tags_are_offered() {
    check(Completing::Outlet, "", "صدى الوادي 3 | مأرب برس 1");
    check(Completing::Outlet, "مارب", "مأرب برس 1");
    check(Completing::Outlet, "واد", "صدى الوادي 3");
    check(Completing::Tag, "", "حرب 2 | gaza 1 | أوكرانيا 1");
    check(Completing::Tag, "#اوك", "أوكرانيا 1");
    check(Completing::Tag, "GA", "gaza 1");
}

#[test]
fn feeds_and_their_folders_are_offered() {
    let mut made = temporary();
    let feed = |url: &str, title: Option<&str>| Feed {
        url: url.into(),
        title: title.map(str::to_owned),
        site: None,
        folder: Some("محلي".into()),
    };
    made.library.follow(&[feed("https://a/", Some("صدى الوادي")), feed("https://b/", None)], &[]).unwrap();
    let mut item = article("a", "عنوان", "نص", None);
    item.origin = "https://a/".into();
    made.add(&[addition_with(item, facts(Vec::new(), &[]))]);
    let offered = |typed: &str| {
        let found = made.library.complete(Completing::Feed, typed, 9).unwrap();
        found.into_iter().map(|value| (value.text, value.articles)).collect::<Vec<_>>()
    };
    assert_eq!(offered(""), [("صدى الوادي".into(), 1), ("محلي".into(), 1), ("https://b/".to_owned(), 0)]);
    assert_eq!(offered("الواد"), [("صدى الوادي".to_owned(), 1)]);
}

#[test]
fn outlets_are_counted_as_articles_come_change_and_go() {
    let mut made = temporary();
    let with = |outlet: Option<&str>, text: &str| {
        let mut article = article("a", "عنوان", text, None);
        article.outlet = outlet.map(str::to_owned);
        addition_with(article, facts(Vec::new(), &[]))
    };
    let mut check = |outlet: Option<&str>, text: &str, offered: &[(&str, u64)]| {
        made.add(&[with(outlet, text)]);
        let found = made.library.complete(Completing::Outlet, "", 9).unwrap();
        let found: Vec<_> = found.iter().map(|value| (value.text.as_str(), value.articles)).collect();
        assert_eq!(found, offered);
    };
    check(Some("x"), "نص واحد هنا", &[("x", 1)]);
    check(Some("y"), "نص واحد هنا", &[("y", 1)]);
    check(None, "نص واحد هنا", &[]);
    check(Some("x"), "نص واحد هنا", &[("x", 1)]);
}

#[test]
fn many_names_are_looked_at_within_bounds() {
    let mut made = temporary();
    let people = (0..400).map(|index| {
        entity(
            EntityKind::Person,
            &format!("p{index}"),
            &format!("بوتين {}", super::super::tests::letters("س", index)),
            &[],
        )
    });
    made.add(&[addition_with(article("a", "عنوان", "نص", None), facts(people.collect(), &[]))]);
    assert_eq!(made.library.complete(Completing::Name(EntityKind::Person), "بو", 10).unwrap().len(), 10);
}
