//! Names in news: cases written for it, and the seeds against what they name.

use khabar::article::{Article, EntityKind, Section, SectionKind, Span, Title};
use khabar::extract::date::Settings;
use khabar::extract::{Lexicon, facts};
use khabar::import::{Hints, parse};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(Settings::default()));

const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];

/// An article of one paragraph.
fn article(text: &str) -> Article {
    Article {
        key: String::new(),
        origin: String::new(),
        part: 0,
        offset: 0,
        title: Title::default(),
        published: None,
        outlet: None,
        url: None,
        keywords: Vec::new(),
        text: text.to_owned(),
        sections: vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }],
    }
}

/// Takes the marks "[p …]" out of a case.
fn unmarked(case: &str) -> (String, Vec<(Span, EntityKind)>) {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut rest = case;
    while let Some((before, marked)) = rest.split_once('[') {
        text.push_str(before);
        let (name, after) = marked.split_once(']').expect("a mark is closed");
        let (kind, name) = name.split_once(' ').expect("a mark has a kind");
        let kind = KINDS[["p", "l", "o"].iter().position(|known| *known == kind).expect("a known kind")];
        let start = text.len();
        text.push_str(name);
        names.push((Span::new(start, text.len()), kind));
        rest = after;
    }
    text.push_str(rest);
    (text, names)
}

#[test]
fn cases_give_their_names_and_no_others() {
    let cases = include_str!("../data/names.txt");
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        count += 1;
        let (text, wanted) = unmarked(case);
        let found = facts(&article(&text), &LEXICON).mentions;
        let found: Vec<(Span, EntityKind)> =
            found.iter().map(|mention| (mention.span, mention.kind)).collect();
        if found != wanted {
            let list: Vec<_> = found.iter().map(|(span, kind)| (kind, span.of(&text))).collect();
            wrong.push(format!("{case}\n    found {list:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}
