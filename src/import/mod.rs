//! Bytes -> documents: decoded, sanitised, and with the structure of their articles.
//!
//! What is absent: nothing is read from disk or net here, and nothing fails. Whatever is wrong with a
//! file is a [`Flaw`] beside what could be read of it.

pub mod charset;
mod cues;
mod document;
pub mod feed;
mod flaw;
pub mod html;
mod jsonl;
pub mod key;
mod lexicon;
mod lines;
mod markdown;
pub mod opml;
mod phrases;
pub mod published;
mod repeated;
mod structure;

#[cfg(test)]
mod tests;

pub use document::Document;
pub use flaw::Flaw;
pub use repeated::set_apart;

use crate::article::{Published, PublishedFrom};
use jiff::civil::Date;

/// The largest file that is read, in bytes. The longest newspaper pages have some 100 KiB; an export
/// of ten thousand articles in one JSONL file has some 40 MiB.
pub const SIZE_MAX: u64 = 64 << 20;

/// What is known of a file before it is read; what the text itself states may count for more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// Its format; found by content and name if this is `None`.
    pub format: Option<Format>,
    /// The id that its source gives it; else a fingerprint of the text is its key.
    pub key: Option<String>,
    /// Its title; counts where the text states none.
    pub title: Option<String>,
    /// Whether the first line of the text is known to be the title.
    pub titled: bool,
    /// Its day of publication. [`PublishedFrom::Given`] counts
    /// for more than all else, `Metadata` for less than what the text states.
    pub published: Option<Published>,
    /// Who published it; counts for more than a source line.
    pub outlet: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// Its keywords; those that the text states are added.
    pub keywords: Vec<String>,
}

impl Hints {
    /// The day of publication of what says of itself that it was published on `said`: what was given by hand
    /// counts for more.
    fn published_or(&self, said: Option<Date>) -> Option<Published> {
        let said = said.map(|date| Published { date, from: PublishedFrom::Metadata });
        self.published.into_iter().chain(said).min_by_key(|published| published.from)
    }
}

/// A text under its title, as files of text have it.
fn under(title: Option<&str>, body: String) -> String {
    match title {
        Some(title) => format!("{title}\n\n{body}"),
        None => body,
    }
}

/// Whether it looks like an address on the web, rather than a path.
pub fn is_web(address: &str) -> bool {
    let starts =
        |start: &str| address.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    starts("http://") || starts("https://")
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One article as plain text.
    Plain,
    /// One article a line, as JSON objects.
    Jsonl,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed: an article an item.
    Feed,
    /// One article as Markdown.
    Markdown,
    /// A list of feeds, which is no article.
    Opml,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// One for a text file, one a record for a file of records; none if nothing could be used.
    pub documents: Vec<Document>,
    /// What its reader should know.
    pub flaws: Vec<Flaw>,
}

/// Reads the articles in `bytes`. `origin` is their path or URL, `-` for standard input. Never fails
/// and never panics: an empty, binary or oversized file gives a flaw and no document.
pub fn parse(bytes: &[u8], origin: &str, hints: &Hints) -> Parsed {
    let mut parsed = Parsed::default();
    if let Some(flaw) = Flaw::of_size(origin, bytes.len() as u64) {
        parsed.flaws.push(flaw);
        return parsed;
    }
    let decoded = match charset::decode(bytes) {
        Ok(decoded) => decoded,
        Err(charset::Binary(looks_like)) => {
            parsed.flaws.push(Flaw::Binary { origin: origin.to_owned(), looks_like });
            return parsed;
        }
    };
    note_decoding(&decoded, origin, &mut parsed.flaws);
    match hints.format.unwrap_or_else(|| format_of(&decoded.text, origin)) {
        Format::Jsonl => jsonl::read(&decoded.text, origin, hints, &mut parsed),
        Format::Html => html::read(&decoded.text, origin, hints, &mut parsed),
        Format::Feed => feed::read(&decoded.text, origin, hints, &mut parsed),
        Format::Opml => parsed.flaws.push(Flaw::FeedList { origin: origin.to_owned() }),
        Format::Markdown => {
            let document = markdown::read(&decoded.text, origin, hints, &mut parsed.flaws);
            if document.is_none() {
                parsed.flaws = vec![Flaw::Empty { origin: origin.to_owned() }];
            }
            parsed.documents.extend(document);
        }
        Format::Plain => {
            let document = Document::read(decoded.text, origin, hints, &mut parsed.flaws);
            if document.is_none() {
                // Of an empty file nothing else is worth saying.
                parsed.flaws = vec![Flaw::Empty { origin: origin.to_owned() }];
            }
            parsed.documents.extend(document);
        }
    }
    parsed
}

/// The text in `bytes`, whatever encoding they are in.
///
/// # Errors
///
/// [`Flaw::Binary`] if they are no text.
pub fn text_of(bytes: &[u8], origin: &str) -> Result<String, Flaw> {
    match charset::decode(bytes) {
        Ok(decoded) => Ok(decoded.text),
        Err(charset::Binary(looks_like)) => Err(Flaw::Binary { origin: origin.to_owned(), looks_like }),
    }
}

fn note_decoding(decoded: &charset::Decoded, origin: &str, flaws: &mut Vec<Flaw>) {
    let origin = || origin.to_owned();
    if decoded.mojibake {
        flaws.push(Flaw::Mojibake { origin: origin() });
    }
    if decoded.guessed {
        flaws.push(Flaw::Guessed { origin: origin(), charset: decoded.charset });
    }
    if decoded.lost > 0 {
        let first = decoded.text.find('\u{FFFD}').unwrap_or(0);
        let line = decoded.text[..first].matches('\n').count() + 1;
        flaws.push(Flaw::Lossy { origin: origin(), charset: decoded.charset, count: decoded.lost, line });
    }
}

/// How much of a file shows what it is.
const START: usize = 4096;

/// The format of a text: by how it begins, or by its name, if the text does not contradict.
fn format_of(text: &str, origin: &str) -> Format {
    let start = start_of(text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']), START);
    let lower = start.to_ascii_lowercase();
    let origin = origin.to_ascii_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| origin.ends_with(end));
    // In whatever comes first: declaration, comments, stylesheet.
    let holds = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
    if lower.starts_with('<') {
        // Whichever stands first is the root: a feed may hold pages.
        let roots = [
            ("<!doctype html", Format::Html),
            ("<html", Format::Html),
            ("<rss", Format::Feed),
            ("<feed", Format::Feed),
            ("<rdf:rdf", Format::Feed),
            ("<opml", Format::Opml),
        ];
        let first = roots.iter().filter_map(|(sign, format)| Some((lower.find(sign)?, *format)));
        if let Some((_, format)) = first.min_by_key(|(at, _)| *at) {
            return format;
        }
    }
    if named(&[".xml", ".rss", ".atom", ".rdf"]) && holds(&["<rss", "<feed", "<rdf:rdf"]) {
        return Format::Feed;
    }
    if named(&[".html", ".htm", ".xhtml"]) && lower.contains('<') {
        return Format::Html;
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let is_object = || serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(first).is_ok();
    let is_named = named(&[".jsonl", ".ndjson", ".jsonlines"]);
    // Its version may stand behind all items.
    if start.starts_with('{') && !is_named && text.contains("jsonfeed.org/version") {
        return Format::Feed;
    }
    if first.starts_with('{') && (is_named || is_object()) || is_named && first.is_empty() {
        return Format::Jsonl;
    }
    if named(&[".md", ".markdown"]) { Format::Markdown } else { Format::Plain }
}

/// At most `bytes` bytes of the start of `text`, whole characters only.
fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
