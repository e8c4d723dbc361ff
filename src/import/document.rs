//! A decoded text -> a document: sanitised, with the articles in it and the way back to the file.

use super::structure::{self, Embedded, Expect, Layout};
use super::{Flaw, Hints, key};
use crate::arabic::OffsetMap;
use crate::arabic::sanitise::sanitise;
use crate::article::{Article, Kept, Published, PublishedFrom, Section, Span};
use std::ops::Range;

/// What one text became: a file, or a record of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The whole text, sanitised.
    pub text: String,
    /// From byte offsets in `text` to byte offsets in the text as decoded.
    pub origin_map: OffsetMap,
    /// The article, and after it the stories embedded in it, in their order. Never empty.
    pub articles: Vec<Article>,
    /// What another library kept of each of the articles, if they come from one; else empty.
    pub kept: Vec<Kept>,
    decoded: String,
    scalars: Scalars,
}

impl Document {
    /// Reads the article in `decoded`. `None` if there is nothing but white space and controls.
    pub(super) fn read(
        decoded: String,
        origin: &str,
        hints: &Hints,
        flaws: &mut Vec<Flaw>,
    ) -> Option<Document> {
        let sanitised = sanitise(&decoded);
        note_controls(&sanitised.text, sanitised.removed, origin, flaws);
        let text = sanitised.text;
        if super::lines::is_blank(&text) {
            return None;
        }
        let articles = articles(&text, origin, hints);
        let scalars = Scalars::of(&decoded);
        let origin_map = sanitised.origin;
        Some(Document { text, origin_map, articles, kept: Vec::new(), decoded, scalars })
    }

    /// The document of an article that another library has read already, whose text holds no controls.
    pub(super) fn of_kept(article: Article, kept: Kept) -> Document {
        let text = article.text.clone();
        let scalars = Scalars::of(&text);
        let origin_map = sanitise(&text).origin;
        Document {
            decoded: text.clone(),
            text,
            origin_map,
            articles: vec![article],
            kept: vec![kept],
            scalars,
        }
    }

    /// The text as decoded, before anything was removed.
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// Where `span` of `article` (one of [`Document::articles`]) stands in the file as decoded, in
    /// Unicode scalars, end exclusive. A byte order mark is not part of the text. In a record of a
    /// JSONL file: in the record's title and text, joined by an empty line.
    pub fn scalar_range(&self, article: &Article, span: Span) -> Range<usize> {
        let local = span.shifted(article.offset).range();
        let bytes = self.origin_map.source_range(local);
        self.scalars.before(&self.decoded, bytes.start)..self.scalars.before(&self.decoded, bytes.end)
    }
}

fn note_controls(text: &str, removed: usize, origin: &str, flaws: &mut Vec<Flaw>) {
    if removed > 0 {
        flaws.push(Flaw::Controls { origin: origin.to_owned(), count: removed });
    }
    let overrides = text.chars().filter(|character| matches!(character, '\u{202D}' | '\u{202E}')).count();
    if overrides > 0 {
        flaws.push(Flaw::Overrides { origin: origin.to_owned(), count: overrides });
    }
}

/// The article that `text` is, and the stories in it.
fn articles(text: &str, origin: &str, hints: &Hints) -> Vec<Article> {
    let layout = structure::layout(text, Expect { titled: hints.titled, stories: true });
    let key = hints.key.clone().unwrap_or_else(|| key::fingerprint(text));
    let stories: Vec<Article> = layout
        .stories
        .iter()
        .map(|story| embedded(&text[story.range.clone()], story, &key, origin))
        .collect();
    let mut host = article(text.to_owned(), layout, hints);
    host.key = key;
    host.origin = origin.to_owned();
    let mut articles = vec![host];
    articles.extend(stories);
    articles
}

/// A story inside a host: what is known of the host (date, outlet, address) is not known of it.
fn embedded(text: &str, story: &Embedded, host_key: &str, origin: &str) -> Article {
    let layout = structure::layout(text, Expect { titled: story.titled, stories: false });
    let mut article = article(text.to_owned(), layout, &Hints::default());
    article.key = format!("{host_key}#{}", story.part);
    article.origin = origin.to_owned();
    article.part = story.part;
    article.offset = u32::try_from(story.range.start).unwrap_or(u32::MAX);
    article
}

fn article(text: String, layout: Layout, hints: &Hints) -> Article {
    let published = published(&layout, hints);
    let mut title = layout.title;
    if let Some(given) = &hints.title
        && !title.stated
    {
        title.text = given.clone();
        title.span = None;
        title.stated = true;
    }
    let mut keywords = hints.keywords.clone();
    for keyword in layout.keywords {
        if !keywords.contains(&keyword) {
            keywords.push(keyword);
        }
    }
    let sections: Vec<Section> = layout.sections;
    Article {
        key: String::new(),
        origin: String::new(),
        part: 0,
        offset: 0,
        title,
        published,
        outlet: hints.outlet.clone().or(layout.outlet),
        url: hints.url.clone(),
        keywords,
        text,
        sections,
    }
}

/// The best of what is known, in the order of [`PublishedFrom`].
fn published(layout: &Layout, hints: &Hints) -> Option<Published> {
    let found = |date: Option<jiff::civil::Date>, from| date.map(|date| Published { date, from });
    [
        hints.published,
        found(layout.stated, PublishedFrom::Stated),
        found(layout.dateline, PublishedFrom::Dateline),
        found(layout.lead, PublishedFrom::Lead),
    ]
    .into_iter()
    .flatten()
    .min_by_key(|published| published.from)
}

/// How many scalars a text has before each of its marks, so that counting never starts at its front.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scalars {
    before_mark: Vec<u32>,
}

/// Bytes from mark to mark: counting this many takes less than a microsecond.
const MARK_EVERY: usize = 2048;

impl Scalars {
    fn of(text: &str) -> Scalars {
        let mut before_mark = Vec::with_capacity(text.len() / MARK_EVERY + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(MARK_EVERY) {
            before_mark.push(count);
            count += chunk.iter().filter(|&&byte| starts_scalar(byte)).count() as u32;
        }
        Scalars { before_mark }
    }

    /// How many scalars begin before byte `offset` of `text`, the text that this was made of.
    fn before(&self, text: &str, offset: usize) -> usize {
        let mark = (offset / MARK_EVERY).min(self.before_mark.len().saturating_sub(1));
        let counted = self.before_mark.get(mark).copied().unwrap_or(0) as usize;
        let rest = &text.as_bytes()[(mark * MARK_EVERY).min(text.len())..offset.min(text.len())];
        counted + rest.iter().filter(|&&byte| starts_scalar(byte)).count()
    }
}

fn starts_scalar(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
