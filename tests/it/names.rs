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

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    article: Vec<ExpectedArticle>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedArticle {
    file: String,
    #[serde(default)]
    part: u16,
    people: Vec<(String, u32)>,
    places: Vec<(String, u32)>,
    organisations: Vec<(String, u32)>,
}

fn seed(file: &str) -> khabar::import::Document {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).join(file);
    let bytes = fs::read(path).expect("the seeds are part of the repository");
    parse(&bytes, file, &Hints::default()).documents.into_iter().next().expect("an article")
}

#[test]
fn seeds_name_their_people_places_and_organisations() {
    let expected: Expected = toml::from_str(include_str!("../data/entities.toml")).expect("well-formed");
    let mut wrong = Vec::new();
    for article in &expected.article {
        let document = seed(&article.file);
        let read = document.articles.iter().find(|read| read.part == article.part).expect("the part");
        let entities = facts(read, &LEXICON).entities;
        for (kind, list) in KINDS.iter().zip([&article.people, &article.places, &article.organisations]) {
            for (name, count) in list {
                let found = entities.iter().find(|entity| entity.kind == *kind && entity.name == *name);
                if found.map(|entity| entity.count) != Some(*count) {
                    let part = article.part;
                    wrong.push(format!("{} part {part}: {name} {count}: {found:?}", article.file));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the whole program must reach on the seeds, by kind: precision and recall together (F1).
const SEED_F1_LEAST: [f64; 3] = [0.97, 0.97, 0.90];

/// Strictly, to the letter, against the labels of every name in the seeds.
#[test]
fn seeds_agree_with_their_labels() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gold/seed_entities.jsonl");
    let Ok(gold) = fs::read_to_string(&gold) else {
        println!("left out: no labels at '{}'", gold.display());
        return;
    };
    let mut wanted: [HashSet<(String, usize, usize)>; 3] = Default::default();
    for line in gold.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("an object a line");
        let kind =
            ["PER", "LOC", "ORG"].iter().position(|kind| line["type"] == **kind).expect("a known kind");
        let at = |field: &str| line[field].as_u64().expect("an offset") as usize;
        let document = line["doc"].as_str().expect("a document").to_owned();
        wanted[kind].insert((document, at("start"), at("end")));
    }
    let mut found: [HashSet<(String, usize, usize)>; 3] = Default::default();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).expect("the seeds") {
        let file = entry.expect("a readable folder").file_name().into_string().expect("UTF-8");
        let document = seed(&file);
        for article in &document.articles {
            for mention in facts(article, &LEXICON).mentions {
                let range = document.scalar_range(article, mention.span);
                found[mention.kind as usize].insert((file[..3].to_owned(), range.start, range.end));
            }
        }
    }
    for (index, kind) in KINDS.iter().enumerate() {
        let right = wanted[index].intersection(&found[index]).count() as f64;
        let f1 = 2.0 * right / (wanted[index].len() + found[index].len()) as f64;
        println!("{kind:?}: F1 {f1:.3}");
        let missing: Vec<_> = wanted[index].difference(&found[index]).collect();
        let surplus: Vec<_> = found[index].difference(&wanted[index]).collect();
        assert!(f1 >= SEED_F1_LEAST[index], "{kind:?}: missing {missing:?}, wrong {surplus:?}");
    }
}
