use super::*;
use crate::article::{Article, Facts, Mention};
use crate::store::tests::{Temporary, addition_with, article, temporary};
use jiff::civil::date;

/// Who is named how, by an id of which the first letter tells the kind; the last is a role.
const NAMES: &[(&str, &[&str], &str)] = &[
    ("p:ann", &["Ann Lee", "Lee"], "mayor"),
    ("p:bob", &["Bob Lee"], ""),
    ("l:oslo", &["Oslo"], ""),
    ("o:un", &["UN"], ""),
];

/// An article in which the names stand where they stand; `Ann Lee` has the role once she is "mayor".
pub(crate) fn told(key: &str, day: Option<Date>, text: &str) -> (Article, Facts) {
    let mut facts = Facts::default();
    for (id, spellings, role) in NAMES {
        let kind = match id.as_bytes()[0] {
            b'p' => EntityKind::Person,
            b'l' => EntityKind::Place,
            _ => EntityKind::Organisation,
        };
        let mut spans: Vec<Span> = Vec::new();
        for spelling in *spellings {
            let found = text.match_indices(spelling).map(|(at, _)| Span::new(at, at + spelling.len()));
            let found = found.filter(|span| !spans.iter().any(|known| known.overlaps(*span)));
            spans.extend(found.collect::<Vec<_>>());
        }
        if *id != "p:bob" {
            let of_bob: Vec<Span> =
                text.match_indices("Bob Lee").map(|(at, _)| Span::new(at, at + 7)).collect();
            spans.retain(|span| !of_bob.iter().any(|other| other.overlaps(*span)));
        }
        spans.sort();
        if spans.is_empty() {
            continue;
        }
        let entity = facts.entities.len() as u32;
        facts.mentions.extend(spans.iter().map(|&span| Mention {
            span,
            kind,
            entity,
            part: 0,
            confidence: 1.0,
            rule: "test".into(),
        }));
        let stated = !role.is_empty() && text.contains(role);
        facts.entities.push(Entity {
            id: (*id).into(),
            kind,
            name: spellings[0].into(),
            latin: None,
            aliases: spellings[1..].iter().map(|alias| (*alias).into()).collect(),
            roles: stated.then(|| (*role).into()).into_iter().collect(),
            country: None,
            coordinates: None,
            choice: None,
            count: spans.len() as u32,
        });
    }
    facts.mentions.sort_by_key(|mention| mention.span);
    (article(key, "title", text, day), facts)
}

pub(crate) fn library() -> Temporary {
    let mut temporary = temporary();
    let articles = [
        ("a", Some(date(2024, 12, 1)), "Ann Lee, mayor, spoke. Lee left Oslo.\nLee again."),
        ("b", Some(date(2025, 2, 3)), "The mayor Ann Lee met Bob Lee in Oslo."),
        ("c", Some(date(2025, 2, 9)), "In Oslo the UN said that Lee was right."),
        ("d", None, "Lee sat with Bob Lee."),
        ("e", Some(date(2025, 3, 1)), "Nobody is named."),
    ];
    for (key, day, text) in articles {
        let (article, facts) = told(key, day, text);
        temporary.add(&[addition_with(article, facts)]);
    }
    temporary
}

#[test]
fn a_name_is_told_by_all_articles_that_name_it() {
    let named = library().library.named("p:ann", None).unwrap().unwrap();
    assert_eq!((named.entity.articles, named.articles, named.mentions, named.undated), (4, 4, 6, 1));
    let spellings: Vec<(&str, u32)> =
        named.spellings.iter().map(|spelling| (spelling.text.as_str(), spelling.mentions)).collect();
    assert_eq!(spellings, [("Lee", 4), ("Ann Lee", 2)]);
    let role =
        StatedRole { role: "mayor".into(), articles: 2, days: Some((date(2024, 12, 1), date(2025, 2, 3))) };
    assert_eq!(named.roles, [role]);
    let months: Vec<_> =
        named.months.iter().map(|count| (count.month.to_string(), count.articles, count.mentions)).collect();
    assert_eq!(months, [("2024-12".into(), 1, 3), ("2025-02".into(), 2, 2)]);
    let companions = named.companions.map(|all| {
        all.into_iter().map(|companion| (companion.entity.id, companion.shared)).collect::<Vec<_>>()
    });
    assert_eq!(companions[0], [("p:bob".into(), 2)]);
    assert_eq!(companions[1], [("l:oslo".into(), 3)]);
    assert_eq!(companions[2], [("o:un".into(), 1)]);
}

#[test]
fn the_newest_articles_tell_a_part_of_it() {
    let library = library();
    let named = library.library.named("p:ann", Some(2)).unwrap().unwrap();
    assert!(!named.is_whole());
    // The undated one came in last.
    assert_eq!((named.entity.articles, named.articles, named.undated), (4, 2, 1));
    assert_eq!(library.library.named("p:nobody", None).unwrap(), None);
    assert_eq!(library.library.namings("p:nobody", None, 9).unwrap(), []);
}

#[test]
fn the_articles_come_page_by_page_with_their_sentences() {
    let library = library();
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = library.library.namings("p:ann", after, 3).unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.row.cursor);
        for naming in page {
            let mut sentence = naming.sentence.clone();
            for range in naming.lit.iter().rev() {
                sentence.insert(range.end, ']');
                sentence.insert(range.start, '[');
            }
            found.push((library.key(naming.row.id), naming.mentions, sentence));
        }
    }
    let expected = [
        ("d", 1, "[Lee] sat with Bob Lee."),
        ("c", 1, "In Oslo the UN said that [Lee] was right."),
        ("b", 1, "The mayor [Ann Lee] met Bob Lee in Oslo."),
        ("a", 3, "[Ann Lee], mayor, spoke."),
    ];
    assert_eq!(found, expected.map(|(key, count, sentence)| (key.into(), count, sentence.into())));
}

#[test]
fn a_name_in_the_title_gives_way_to_one_in_the_text() {
    let (mut article, facts) = told("a", None, "Lee speaks\nIn Oslo Lee said so.");
    article.title.span = Some(Span::new(0, 10));
    article.title.stated = true;
    let mut temporary = temporary();
    temporary.add(&[addition_with(article, facts)]);
    let naming = temporary.library.namings("p:ann", None, 1).unwrap().remove(0);
    assert_eq!((naming.sentence.as_str(), naming.span), ("In Oslo Lee said so.", Span::new(19, 22)));
    assert_eq!(naming.mentions, 2);
}
