//! Whole articles -> their structure, compared with what a reader says it is.
//!
//! `tests/data/structure.toml` describes the seeds and the articles in `tests/data/articles`, which
//! were written for these tests in the manners of many outlets.

use khabar::article::{Article, PublishedFrom, Section, SectionKind, Span};
use khabar::import::{Document, Hints, parse};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Expected {
    file: Vec<ExpectedFile>,
}

#[derive(Deserialize)]
struct ExpectedFile {
    path: String,
    article: Vec<ExpectedArticle>,
}

#[derive(Deserialize, Debug, PartialEq, Eq)]
struct ExpectedArticle {
    title: String,
    #[serde(default)]
    stated: bool,
    published: Option<String>,
    outlet: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    /// A line for each run of like sections: lines (from 1), kind, part if it is not 0. `3-5` are
    /// three sections, `3..5` is one of three lines. Words are given where they do not fill the line.
    sections: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = parse(&bytes, &path.display().to_string(), &Hints::default());
    parsed.documents.into_iter().next().unwrap_or_else(|| panic!("{}: no document", path.display()))
}

fn described(article: &Article) -> ExpectedArticle {
    let published = article.published.map(|published| {
        let from = match published.from {
            PublishedFrom::Given => "given",
            PublishedFrom::Stated => "stated",
            PublishedFrom::Dateline => "dateline",
            PublishedFrom::Metadata => "metadata",
            PublishedFrom::Lead => "lead",
        };
        format!("{} {from}", published.date)
    });
    ExpectedArticle {
        title: article.title.text.clone(),
        stated: article.title.stated,
        published,
        outlet: article.outlet.clone(),
        keywords: article.keywords.clone(),
        sections: sections(article),
    }
}

/// The notation of [`ExpectedArticle::sections`].
fn sections(article: &Article) -> String {
    let text = &article.text;
    let line_of = |offset: usize| text[..offset].matches('\n').count() + 1;
    let mut runs: Vec<(usize, usize, String)> = Vec::new();
    for section in &article.sections {
        let range = section.span.range();
        let (first, last) = (line_of(range.start), line_of(range.end));
        let mut label = serde_json::to_value(section.kind).unwrap().as_str().unwrap().to_owned();
        if section.part > 0 {
            write!(label, "/{}", section.part).unwrap();
        }
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
        let mark = |character: char| character.is_whitespace() || "•●*#-".contains(character);
        let fills = text[start..end].trim_matches(mark) == text[range.clone()].trim_matches(mark);
        if !fills {
            write!(label, " {:?}", section.span.of(text)).unwrap();
        }
        match runs.last_mut() {
            Some((_, end, same)) if *same == label && fills && first == last => *end = last,
            _ if first != last => runs.push((first, first, format!("..{last} {label}"))),
            _ => runs.push((first, last, label)),
        }
    }
    let mut shown = String::new();
    for (first, last, label) in runs {
        let space = if label.starts_with("..") { "" } else { " " };
        let to = if first == last { String::new() } else { format!("-{last}") };
        writeln!(shown, "{first}{to}{space}{label}").unwrap();
    }
    shown
}

/// Sections are in order, disjoint, without white space around them, and leave out nothing but white
/// space, invisible characters, and the marks before headings and items of lists.
fn check_tiling(article: &Article) {
    let text = &article.text;
    let mut end = 0;
    let check_gap = |gap: &str| {
        let nothing = |c: char| c.is_whitespace() || "•●▪*#-–—_+".contains(c) || !is_visible(c);
        assert!(gap.chars().all(nothing), "left out: {gap:?} in {}", article.origin);
    };
    for Section { kind, span, .. } in &article.sections {
        let range = span.range();
        assert!(end <= range.start && range.start < range.end, "{kind:?} {range:?} in {}", article.origin);
        let words = text.get(range.clone()).expect("on character boundaries");
        assert_eq!(words.trim(), words);
        check_gap(&text[end..range.start]);
        end = range.end;
    }
    check_gap(&text[end..]);
}

fn is_visible(character: char) -> bool {
    !matches!(character, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Embedded stories are what their sections in the host say.
fn check_embedding(document: &Document) {
    let host = &document.articles[0];
    assert_eq!((host.part, host.offset, &host.text), (0, 0, &document.text));
    let embedded = host.sections.iter().filter(|section| section.kind == SectionKind::Embedded);
    let stories = &document.articles[1..];
    assert_eq!(embedded.clone().count(), stories.len());
    for (section, story) in embedded.zip(stories) {
        assert_eq!((section.span.start, section.part), (story.offset, story.part));
        assert_eq!(section.span.of(&host.text), story.text);
        assert_eq!(story.key, format!("{}#{}", host.key, story.part));
    }
}

#[test]
fn articles_have_the_structure_that_a_reader_sees() {
    let expected = std::fs::read_to_string(root().join("tests/data/structure.toml")).expect("the file");
    let expected: Expected = toml::from_str(&expected).expect("TOML");
    let mut described_files = 0;
    let mut wrong = String::new();
    for file in &expected.file {
        let document = read(&root().join(&file.path));
        document.articles.iter().for_each(check_tiling);
        check_embedding(&document);
        let found: Vec<_> = document.articles.iter().map(described).collect();
        if found != file.article {
            writeln!(wrong, "{}\nfound {found:#?}\nexpected {:#?}", file.path, file.article).unwrap();
        }
        described_files += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    let there = |folder: &str| std::fs::read_dir(root().join(folder)).expect("the folder").count();
    assert_eq!(described_files, there("seeds") + there("tests/data/articles"), "a file is not described");
}

/// Kind and part of each section, and the titles: what must not depend on how a file was saved.
fn outline(bytes: &[u8]) -> (Vec<(SectionKind, u16)>, Vec<String>) {
    let parsed = parse(bytes, "a.txt", &Hints::default());
    let document = parsed.documents.first().expect("a document");
    document.articles.iter().for_each(check_tiling);
    check_embedding(document);
    let kinds = document.articles[0].sections.iter().map(|section| (section.kind, section.part)).collect();
    (kinds, document.articles.iter().map(|article| article.title.text.clone()).collect())
}

#[test]
fn the_way_of_saving_makes_no_difference() {
    for entry in std::fs::read_dir(root().join("seeds")).expect("the folder") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let expected = outline(text.as_bytes());
        let check =
            |way: &str, bytes: &[u8]| assert_eq!(outline(bytes), expected, "{} {way}", path.display());
        check("with CRLF", text.replace('\n', "\r\n").as_bytes());
        check("with a mark", format!("\u{FEFF}{text}").as_bytes());
        check("with a line more", format!("\n\n{text}\n\n\n").as_bytes());
        check("with spaces around lines", text.replace('\n', " \u{A0}\n\u{A0}\t").as_bytes());
        check("with marks of direction", text.replace('\n', "\u{200F}\n\u{200F}").as_bytes());
        check("with blank lines", text.replace('\n', "\n\n").as_bytes());
        check("without blank lines", text.replace("\n\n", "\n").as_bytes());
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            check("in UTF-16", &text.encode_utf16().flat_map(order).collect::<Vec<u8>>());
        }
        let (legacy, _, unmappable) = encoding_rs::WINDOWS_1256.encode(&text);
        if !unmappable {
            check("in Windows-1256", &legacy);
        }
    }
}

/// The shared data; `None` (and a line that says so) where it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(path);
    if !path.exists() {
        eprintln!("left out: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn scalars(document: &Document, article: &Article, span: Span) -> (usize, usize) {
    let range = document.scalar_range(article, span);
    (range.start, range.end)
}

#[test]
fn the_seeds_have_the_structure_of_the_annotation() {
    let Some(gold) = shared("gold/seed_structure.json") else { return };
    let gold: serde_json::Value =
        serde_json::from_slice(&std::fs::read(gold).expect("the file")).expect("JSON");
    let pair = |value: &serde_json::Value| {
        (value["start"].as_u64().unwrap() as usize, value["end"].as_u64().unwrap() as usize)
    };
    let pairs = |value: &serde_json::Value| value.as_array().unwrap().iter().map(pair).collect::<Vec<_>>();
    for (name, expected) in gold["documents"].as_object().expect("an object") {
        let document = read(&root().join("seeds").join(expected["file"].as_str().unwrap()));
        let host = &document.articles[0];
        let of = |article: &Article, wanted: &[SectionKind]| {
            article
                .sections
                .iter()
                .filter(|section| wanted.contains(&section.kind))
                .map(|section| scalars(&document, article, section.span))
                .collect::<Vec<_>>()
        };
        let optional = |value: &serde_json::Value| if value.is_null() { vec![] } else { vec![pair(value)] };
        use SectionKind::*;
        assert_eq!(of(host, &[Paragraph]), pairs(&expected["paragraphs"]), "{name}");
        assert_eq!(of(host, &[Subheading]), pairs(&expected["subheadings"]), "{name}");
        assert_eq!(of(host, &[Title]), optional(&expected["title"]), "{name}");
        assert_eq!(of(host, &[Deck]), optional(&expected["deck"]), "{name}");
        assert_eq!(of(host, &[Dateline]), optional(&expected["dateline"]), "{name}");
        assert_eq!(of(host, &[Published]), optional(&expected["publication_date"]["stated"]), "{name}");
        assert_eq!(of(host, &[Source]), pairs(&expected["source"]), "{name}");
        assert_eq!(of(host, &[RelatedTitle]), pairs(&expected["related_titles"]), "{name}");
        assert_eq!(of(host, &[Embedded]), pairs(&expected["embedded_articles"]), "{name}");
        assert_eq!(
            of(host, &[ReadAlso, RelatedHeading, Boilerplate]),
            pairs(&expected["boilerplate"]),
            "{name}"
        );
        let iso = host.published.filter(|published| published.from == PublishedFrom::Stated);
        let iso = iso.map(|published| published.date.to_string());
        assert_eq!(iso.as_deref(), expected["publication_date"]["iso"].as_str(), "{name}");
        let keywords: Vec<_> = expected["keywords"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word["text"].as_str().unwrap())
            .collect();
        assert_eq!(host.keywords, keywords, "{name}");
        assert_eq!(host.outlet.as_deref(), expected["source"][0]["name"].as_str(), "{name}");
        match expected["title"]["text"].as_str() {
            Some(title) => assert_eq!((host.title.text.as_str(), host.title.stated), (title, true), "{name}"),
            None => {
                let most =
                    expected["synthesised_title"]["extractive"]["text"].as_str().unwrap().chars().count();
                let length = host.title.text.chars().count();
                assert!((20..=most).contains(&length) && !host.title.stated, "{name}: {}", host.title.text);
            }
        }
        for (story, expected) in
            document.articles[1..].iter().zip(expected["embedded_articles"].as_array().unwrap())
        {
            assert_eq!(story.title.text, expected["title"]["text"].as_str().unwrap());
            assert_eq!(of(story, &[Title]), vec![pair(&expected["title"])]);
            assert_eq!(of(story, &[Paragraph]), pairs(&expected["paragraphs"]));
            assert_eq!(story.published, None, "the host's date is not the story's");
        }
    }
}

/// The articles of one radio station have no frame: whatever is taken for one is cut from
/// the body, but for source lines, writers and calls, of which a few in a thousand articles have one.
#[test]
fn nothing_of_a_body_is_cut() {
    let Some(corpus) = shared("corpus/jawhara.jsonl.zst") else { return };
    let lines = zstd::decode_all(std::fs::File::open(corpus).expect("the file")).expect("zstd");
    let lines = String::from_utf8(lines).expect("UTF-8");
    let (mut count, mut framed, mut titles, mut right, mut dated) = (0, 0, 0, 0, 0);
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| record[name].as_str().unwrap_or("").trim();
        let file = format!("{}\n\n{}", field("title"), field("text"));
        let parsed = parse(file.as_bytes(), field("id"), &Hints::default());
        let Some(document) = parsed.documents.first() else { continue };
        document.articles.iter().for_each(check_tiling);
        check_embedding(document);
        let host = &document.articles[0];
        let all: usize = host.sections.iter().map(|section| section.span.len()).sum();
        let body: usize = host.body().map(|section| section.span.len()).sum();
        assert!(body * 10 >= all * 8, "{}", field("id"));
        count += 1;
        framed += usize::from(body < all);
        titles += usize::from(host.title.stated);
        if let Some(published) = host.published {
            dated += 1;
            right += usize::from(field("date").starts_with(&published.date.to_string()));
        }
    }
    assert!(count > 10_000 && framed * 500 <= count, "{framed} of {count} have something that is no body");
    assert!(titles * 1000 >= count * 995, "{titles} titles of {count}");
    assert!(dated > 900 && right * 100 >= dated * 99, "{right} days right of {dated}");
}
