use super::super::tests::{addition_with, article, entity, facts, temporary};
use super::*;
use crate::article::{DateKind, DateMention, Mention};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TITLE: &str = "بوتين في إسطنبول";
const TEXT: &str = "قال الرئيس فلاديمير بوتين في 12 فبراير 2025 إن «وقفَ إطلاق» النار قريب. وأضاف بوتن: والنار تنطلق \
                    على تركيا. ودعا الكرملين إلى ذلك في مايو، والزعيم معه، من 14 إلى 16 يونيو.";

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("they are there");
    Span::new(start, start + words.len())
}

fn facts_of_text() -> Facts {
    let mut facts = facts(
        vec![
            entity(EntityKind::Person, "Q7747", "فلاديمير بوتين", &["بوتن"]),
            entity(EntityKind::Place, "TR", "تركيا", &[]),
            entity(EntityKind::Organisation, "kremlin", "الكرملين", &[]),
        ],
        &[],
    );
    let mentions = [("فلاديمير بوتين", 0), ("بوتن", 0), ("تركيا", 1), ("الكرملين", 2), ("الزعيم", 0)];
    facts.mentions = mentions
        .map(|(words, entity)| Mention {
            span: span_of(words),
            kind: facts.entities[entity].kind,
            entity: entity as u32,
            part: 0,
            confidence: 1.0,
            rule: "test".into(),
        })
        .to_vec();
    let date_of = |words: &str, kind, first: Date, last: Date| DateMention {
        span: span_of(words),
        kind,
        value: first.to_string(),
        interval: Some((first, last)),
        confidence: 1.0,
        alternatives: Vec::new(),
        rule: "test".into(),
        part: 0,
    };
    facts.dates = vec![
        date_of("12 فبراير 2025", DateKind::Date, date(2025, 2, 12), date(2025, 2, 12)),
        date_of("مايو", DateKind::Date, date(2025, 5, 1), date(2025, 5, 31)),
        date_of("من 14 إلى 16 يونيو", DateKind::Interval, date(2025, 6, 14), date(2025, 6, 16)),
    ];
    facts
}

/// What is lit in the text, and in the title, by a query that finds the article, or perhaps does not.
#[track_caller]
fn check(query: &str, in_text: &str, in_title: &str) {
    let mut made = temporary();
    let id = made.add(&[addition_with(article("a", TITLE, TEXT, None), facts_of_text())])[0].id;
    made.library.add_note(id, Some(span_of("إلى ذلك")), "إلى ماذا؟").unwrap();
    let stored = made.library.article(id).unwrap();
    let query: Query = query.parse().unwrap();
    let hits = made.library.hits(&stored, &made.library.facts(id).unwrap(), &query).unwrap();
    let lit = |text: &str, spans: &[Span]| {
        spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(lit(TEXT, &hits.text), in_text, "{query}");
    assert_eq!(lit(TITLE, &hits.title), in_title, "{query}");
    if !in_text.is_empty() || !in_title.is_empty() {
        assert_eq!(made.found(&query.to_string()), "a", "{query}");
    }
}

#[test]
fn words_are_lit_in_any_spelling_without_their_particles() {
    check("نار", "نار | نار", "");
    check("النار", "نار | نار", "");
    check("اسطنبول", "", "إسطنبول");
    check("بوتين", "بوتين", "بوتين");
    check("قري*", "قريب", "");
    check("تنط* OR بوت*", "بوتين | بوتن | تنطلق", "بوتين");
    check("بوتين -زلزال", "بوتين", "بوتين");
    check("زلزال", "", "");
    check("", "", "");
}

#[test]
fn phrases_are_lit_whole() {
    check("\"وقف إطلاق النار\"", "وقفَ إطلاق» النار", "");
    check("\"وقف إطلاق\" وقف", "وقفَ إطلاق", "");
    check("\"نار تنطلق\"", "نار تنطلق", "");
    check("\"بوتين في اسط\"*", "", "بوتين في إسطنبول");
    check("\"إطلاق وقف\"", "", "");
}

#[test]
fn people_places_and_bodies_are_lit_however_the_text_calls_them() {
    let all = "فلاديمير بوتين | بوتن | الزعيم";
    check("person:بوتين", all, "");
    check("person:بوتن", all, "");
    check("person:\"فلاديمير بوت\"*", all, "");
    check("entity:Q7747", all, "");
    check("place:تركيا OR org:كرملين", "تركيا | الكرملين", "");
    check("place:بوتين", "", "");
    check("person:بوتين قريب -place:موسكو", "فلاديمير بوتين | قريب | بوتن | الزعيم", "");
}

#[test]
fn days_that_the_text_speaks_of_are_lit() {
    check("mentions:2025-02-12", "12 فبراير 2025", "");
    check("mentions:2025-02", "12 فبراير 2025", "");
    check("mentions:2025-W07", "12 فبراير 2025", "");
    check("mentions:2025-03..2025-05", "مايو", "");
    check("mentions:2025-06-15", "من 14 إلى 16 يونيو", "");
    check("mentions:2025", "12 فبراير 2025 | مايو | من 14 إلى 16 يونيو", "");
    check("mentions:2024", "", "");
}

#[test]
fn titles_and_notes_are_lit_where_they_stand() {
    check("title:بوتين", "", "بوتين");
    check("note:ماذا", "إلى ذلك", "");
    check("note:نار", "", "");
}

#[test]
fn a_title_in_the_text_is_lit_there() {
    let mut made = temporary();
    let text = "بوتين في إسطنبول\nقال بوتين";
    let mut titled = article("a", TITLE, text, None);
    titled.title.span = Some(Span::new(0, TITLE.len()));
    titled.title.stated = true;
    let id = made.add(&[addition_with(titled, Facts::default())])[0].id;
    let stored = made.library.article(id).unwrap();
    let found = |query: &str| {
        let hits = made.library.hits(&stored, &Facts::default(), &query.parse().unwrap()).unwrap();
        hits.text.iter().map(|span| span.start as usize).collect::<Vec<_>>()
    };
    assert_eq!(found("title:بوتين"), [0]);
    assert_eq!(found("بوتين"), [0, text.rfind("بوتين").unwrap()]);
}

#[test]
fn what_is_spelt_as_it_was_typed_is_told() {
    let check = |text: &str, typed: &str, expected: f64| {
        let typed = Text { words: typed.into(), prefix: false };
        assert_eq!(exactness(text, &[&typed]), expected, "{typed:?} in {text}");
    };
    check("قال علي", "علي", 1.0);
    check("وقال لعَلِيّ", "علي", 1.0);
    check("جلس على", "علي", 0.0);
    check("والقاهرة", "القاهرة", 1.0);
    check("القاهره", "القاهرة", 0.0);
    // The texts of the library have no such letters.
    check("قال", "\u{FED7}\u{FE8E}\u{FEDD}", 1.0);
    check("وقف اطلاق", "وقف إطلاق", 0.5);
    check("NATO", "nato", 1.0);
    check("", "x", 0.0);
}

proptest! {
    #[test]
    fn whatever_is_lit_lies_in_the_text_in_order(
        text in "(و|ال|ن|ا|ر|نار|النَّار|n| |\u{200F}|\u{640}|2|.){0,30}",
        query in "(نار|ن\\*|\"نار ن\"|n|2| | OR |-){1,6}",
    ) {
        let Ok(query) = query.parse::<Query>() else { return Ok(()) };
        let mut end = 0;
        for hit in hits(&text, &query) {
            prop_assert!(text.get(hit.range()).is_some_and(|lit| !lit.is_empty()));
            prop_assert!(end <= hit.start);
            end = hit.end;
        }
    }
}
