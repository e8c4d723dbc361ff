//! Names in news: cases written for it, and the seeds against what they name.

use khabar::article::{Article, EntityKind, Section, SectionKind, Span};
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
        text: text.to_owned(),
        sections: vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }],
        ..Article::default()
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

/// Every person of the seeds is one entry, with the roles that the text states.
#[test]
fn people_of_the_seeds_have_their_roles() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gold/seed_people.json");
    let Ok(gold) = fs::read_to_string(gold) else {
        println!("left out: the labels of the seeds are not here");
        return;
    };
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("JSON");
    for document in gold["documents"].as_object().expect("documents").values() {
        let read = seed(document["file"].as_str().expect("a file"));
        let entities: Vec<_> =
            read.articles.iter().map(|article| facts(article, &LEXICON).entities).collect();
        for person in document["people"].as_array().expect("people") {
            let spellings = person["variants"].as_object().expect("spellings");
            let known = |name: &String| spellings.contains_key(name);
            let found: Vec<_> = entities
                .iter()
                .flatten()
                .filter(|entity| entity.kind == EntityKind::Person)
                .filter(|entity| known(&entity.name) || entity.aliases.iter().any(known))
                .collect();
            let ids: std::collections::BTreeSet<_> = found.iter().map(|entity| &entity.id).collect();
            assert_eq!(ids.len(), 1, "{}: {found:?}", person["canonical"]);
            for role in person["roles"].as_array().expect("roles").iter().filter_map(|role| role.as_str()) {
                let stated = found.iter().any(|entity| entity.roles.iter().any(|stated| stated == role));
                assert!(stated, "{}: {role}: {found:?}", person["canonical"]);
            }
        }
    }
}

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

/// Two spellings: of one thing, or of two.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    kind: String,
    one: String,
    other: String,
    /// The word that stands before a name in no list: what it is the name of.
    #[serde(default)]
    after: String,
    /// Why the pair does not hold yet.
    fails: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Variants {
    same: Vec<Pair>,
    other: Vec<Pair>,
}

/// A name in a text, and what it is there.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    text: String,
    name: String,
    want: String,
    country: Option<String>,
    latin: Option<String>,
    /// Why the row does not hold yet.
    fails: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ambiguity {
    row: Vec<Row>,
    nothing: Vec<String>,
}

/// How many rows of each table must hold; a few less than do, since a tagger trained anew loses a row
/// here and wins one there.
const SAME_LEAST: usize = 310;
const OTHER_LEAST: usize = 225;
const MEANT_LEAST: usize = 132;
const WORD_LEAST: usize = 48;
const NOTHING_LEAST: usize = 90;

fn variants() -> Variants {
    toml::from_str(include_str!("../data/variants.toml")).expect("well-formed")
}

fn ambiguity() -> Ambiguity {
    toml::from_str(include_str!("../data/ambiguity.toml")).expect("well-formed")
}

/// Checks that `least` of the rows hold, and prints those that do not.
fn check_rows<T>(rows: &[T], least: usize, check: impl Fn(&T) -> Result<(), String>) {
    let wrong: Vec<String> = rows.iter().filter_map(|row| check(row).err()).collect();
    let held = rows.len() - wrong.len();
    println!("{held} of {} hold, {least} must:\n{}", rows.len(), wrong.join("\n"));
    assert!(held >= least, "too few rows hold");
}

fn note(reason: Option<&String>) -> String {
    reason.map_or(String::new(), |reason| format!(" (known: {reason})"))
}

fn kind_called(name: &str) -> EntityKind {
    KINDS[["person", "place", "organisation"].iter().position(|kind| *kind == name).expect("a kind")]
}

/// Words before a name that may stand in its mention or not.
const CLASS_WORDS: [&str; 7] = ["مدينة", "ولاية", "حركة", "صحيفة", "نادي", "مخيم", "جمهورية"];

/// The length in bytes of a class word that `name` begins with, and of the space after it.
fn class_word_len(name: &str) -> u32 {
    let word = name.split_once(' ').filter(|(word, _)| CLASS_WORDS.contains(word));
    word.map_or(0, |(word, _)| word.len() as u32 + 1)
}

/// The id of the entity that `name` gets where a plain sentence of news introduces it.
fn id_introduced(pair: &Pair, name: &str) -> Option<String> {
    let kind = kind_called(&pair.kind);
    let after = if pair.after.is_empty() { String::new() } else { format!("{} ", pair.after) };
    let (before, behind) = match kind {
        EntityKind::Person => ("قال المسؤول السابق ", " للصحفيين إن المفاوضات مستمرة."),
        EntityKind::Place => ("وصل الوفد أمس إلى ", "."),
        EntityKind::Organisation => ("أعلنت ", " في بيان أن الخطة جاهزة."),
    };
    let before = format!("{before}{after}");
    let facts = facts(&article(&format!("{before}{name}{behind}")), &LEXICON);
    let span = Span::new(before.len(), before.len() + name.len());
    let of_name = |mention: &&khabar::article::Mention| {
        let start = span.start + class_word_len(name);
        mention.kind == kind && mention.span.start <= start && mention.span.end == span.end
    };
    let mention = facts.mentions.iter().find(of_name)?;
    Some(facts.entities[mention.entity as usize].id.clone())
}

fn check_pair(pair: &Pair, same: bool) -> Result<(), String> {
    let (one, other) = (id_introduced(pair, &pair.one), id_introduced(pair, &pair.other));
    if one.is_some() && other.is_some() && (one == other) == same {
        return Ok(());
    }
    Err(format!("{} / {}: {one:?} / {other:?}{}", pair.one, pair.other, note(pair.fails.as_ref())))
}

#[test]
fn spellings_of_one_name_are_one_entry() {
    check_rows(&variants().same, SAME_LEAST, |pair| check_pair(pair, true));
}

#[test]
fn names_that_look_alike_are_two_entries() {
    check_rows(&variants().other, OTHER_LEAST, |pair| check_pair(pair, false));
}

fn check_row(row: &Row) -> Result<(), String> {
    let facts = facts(&article(&row.text), &LEXICON);
    let wrong =
        |found: String| Err(format!("{}\n    {}: {found}{}", row.text, row.name, note(row.fails.as_ref())));
    let places: Vec<Span> =
        row.text.match_indices(&row.name).map(|(at, name)| Span::new(at, at + name.len())).collect();
    let spare = class_word_len(&row.name);
    let covers = |mention: &&khabar::article::Mention| {
        let span = mention.span;
        places.iter().any(|place| span.start <= place.start + spare && place.end <= span.end)
    };
    let touches = |mention: &&khabar::article::Mention| {
        let span = mention.span;
        places.iter().any(|place| span.start < place.end && place.start < span.end)
    };
    if row.want == "nothing" {
        return match facts.mentions.iter().find(touches) {
            Some(found) => wrong(format!("{:?} {}", found.kind, found.span.of(&row.text))),
            None => Ok(()),
        };
    }
    // The last: a last name after the full one.
    let Some(found) = facts.mentions.iter().rev().find(covers) else {
        return wrong("not found".to_owned());
    };
    let entity = &facts.entities[found.entity as usize];
    let country = row.country.is_none() || found.kind != EntityKind::Place || row.country == entity.country;
    let latin = row.latin.is_none() || row.latin == entity.latin;
    if found.kind == kind_called(&row.want) && country && latin {
        return Ok(());
    }
    wrong(format!("{:?} {} {:?} {:?}", found.kind, entity.name, entity.country, entity.latin))
}

#[test]
fn names_of_several_things_are_what_the_text_means() {
    let Ambiguity { row, .. } = ambiguity();
    let (words, names): (Vec<Row>, Vec<Row>) = row.into_iter().partition(|row| row.want == "nothing");
    check_rows(&names, MEANT_LEAST, check_row);
    check_rows(&words, WORD_LEAST, check_row);
}

#[test]
fn sentences_without_names_have_none() {
    check_rows(&ambiguity().nothing, NOTHING_LEAST, |text| {
        let mentions = facts(&article(text), &LEXICON).mentions;
        let found: Vec<_> = mentions.iter().map(|mention| (mention.kind, mention.span.of(text))).collect();
        if found.is_empty() { Ok(()) } else { Err(format!("{text}\n    {found:?}")) }
    });
}
