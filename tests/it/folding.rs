//! Spellings that a search takes for one: `tests/data/folding.toml`, through the whole of the library.

use khabar::arabic::sanitise::sanitise;
use khabar::article::{Article, Facts, Section, SectionKind, Span, Title};
use khabar::store::{Addition, Import, Library, Order, Seek, hits};
use std::path::Path;

#[derive(serde::Deserialize)]
struct Table {
    same: Vec<[String; 2]>,
    other: Vec<[String; 2]>,
}

fn article(word: &str) -> Article {
    let text = sanitise(&format!("قال المتحدث: {word} في تصريح")).text;
    let sections = vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }];
    Article {
        key: word.to_owned(),
        title: Title { text: "عنوان".to_owned(), ..Title::default() },
        text,
        sections,
        ..Article::default()
    }
}

/// Whether a search for one word finds an article with the other.
fn finds(library: &Library, searched: &str, written: &str) -> bool {
    let query = format!("\"{}\"", searched.replace('"', ""));
    let page = library.page(&query.parse().unwrap(), Order::Newest, Seek::First, 1000).unwrap();
    let wanted = library.id_of_key(written).unwrap().expect("it was added");
    let found = page.rows.iter().any(|row| row.id == wanted);
    // What is found can be shown in the text.
    let text = article(written).text;
    assert_eq!(found, !hits(&text, &query.parse().unwrap()).is_empty(), "{searched} in {text}");
    found
}

#[test]
fn spellings_that_are_one_find_each_other_and_no_others() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/folding.toml");
    let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(table.same.len() >= 60 && table.other.len() >= 20);
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("l.khabar")).unwrap();
    let words = table.same.iter().chain(&table.other).flatten();
    let additions: Vec<Addition> = words
        .map(|word| {
            let article = article(word);
            let profile = khabar::story::profile(&article, &Facts::default());
            Addition { article, facts: Facts::default(), profile, whole_origin: false, host: None }
        })
        .collect();
    library.add(&mut Import::new(1), &additions).unwrap();
    let mut wrong = Vec::new();
    for (pairs, wanted) in [(&table.same, true), (&table.other, false)] {
        for [one, other] in pairs {
            for (searched, written) in [(one, other), (other, one)] {
                if finds(&library, searched, written) != wanted {
                    wrong.push(format!("{searched} in {written}: {}", !wanted));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
