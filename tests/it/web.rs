//! Pages and feeds of all shapes, and what is to be read of them: `tests/data/web.toml`.

use khabar::import::{Flaw, Hints, Parsed, parse};
use std::path::Path;

#[derive(serde::Deserialize)]
struct Table {
    page: Vec<Page>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    file: String,
    articles: usize,
    title: Option<String>,
    day: Option<String>,
    days: Option<Vec<String>>,
    outlet: Option<String>,
    url: Option<String>,
    keywords: Option<Vec<String>>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    hasnt: Vec<String>,
    flaw: Option<String>,
}

fn name(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::Empty { .. } => "empty",
        Flaw::Guessed { .. } => "guessed",
        Flaw::Unreadable { .. } => "unreadable",
        Flaw::Feed { .. } => "feed",
        Flaw::Item { .. } => "item",
        Flaw::FeedList { .. } => "feed-list",
        _ => "other",
    }
}

/// What differs from what is wanted.
fn check(page: &Page, Parsed { documents, flaws }: &Parsed) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut differs = |what: &str, found: String, wanted: String| {
        if found != wanted {
            wrong.push(format!("{}: {what}: {found} instead of {wanted}", page.file));
        }
    };
    differs("articles", documents.len().to_string(), page.articles.to_string());
    let told: Vec<_> = flaws.iter().map(name).collect();
    differs("flaws", format!("{told:?}"), format!("{:?}", page.flaw.iter().collect::<Vec<_>>()));
    let Some(article) = documents.first().map(|document| &document.articles[0]) else { return wrong };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |article: &khabar::article::Article| {
        article.published.map(|published| published.date.to_string()).unwrap_or_default()
    };
    differs("title", article.title.text.clone(), text(&page.title));
    differs("day", day(article), text(&page.day));
    if let Some(days) = &page.days {
        let found: Vec<_> = documents.iter().map(|document| day(&document.articles[0])).collect();
        differs("days", found.join(" "), days.join(" "));
    }
    if page.outlet.is_some() {
        differs("outlet", text(&article.outlet), text(&page.outlet));
    }
    if page.url.is_some() {
        differs("url", text(&article.url), text(&page.url));
    }
    if let Some(keywords) = &page.keywords {
        differs("keywords", article.keywords.join("+"), keywords.join("+"));
    }
    for piece in &page.has {
        differs("has", article.text.contains(piece.as_str()).to_string(), "true".to_owned());
    }
    for piece in &page.hasnt {
        differs("has", article.text.contains(piece.as_str()).to_string(), "false".to_owned());
    }
    wrong
}

#[test]
fn pages_and_feeds_of_all_shapes_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let table = std::fs::read_to_string(folder.join("web.toml")).unwrap();
    let table: Table = toml::from_str(&table).unwrap();
    let mut wrong = Vec::new();
    for page in &table.page {
        let bytes = std::fs::read(folder.join("web").join(&page.file)).unwrap();
        wrong.extend(check(page, &parse(&bytes, &page.file, &Hints::default())));
    }
    assert!(table.page.len() >= 45, "{} pages", table.page.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
