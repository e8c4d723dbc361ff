//! Bytes -> documents: decoded, sanitised, and with the structure of their articles.
//!
//! What is absent: nothing is read from disk or net here, and nothing fails. Whatever is wrong with a
//! file is a [`Flaw`] beside what could be read of it.

pub mod charset;
mod cues;
mod document;
mod flaw;
mod jsonl;
pub mod key;
mod lexicon;
mod lines;
mod phrases;
pub mod published;
pub mod record;
mod repeated;
mod structure;

#[cfg(test)]
mod tests;

pub use document::Document;
pub use flaw::Flaw;
pub use repeated::set_apart;

use crate::article::Published;

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
    /// Its day of publication. [`PublishedFrom::Given`](crate::article::PublishedFrom::Given) counts
    /// for more than all else, `Metadata` for less than what the text states.
    pub published: Option<Published>,
    /// Who published it; counts for more than a source line.
    pub outlet: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// Its keywords; those that the text states are added.
    pub keywords: Vec<String>,
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One article as plain text.
    Plain,
    /// One article a line, as JSON objects.
    Jsonl,
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

/// The format of a text: by its name, if that says so and the text does not contradict; else by its
/// first line, which in JSONL is a whole object.
fn format_of(text: &str, origin: &str) -> Format {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let named =
        [".jsonl", ".ndjson", ".jsonlines"].iter().any(|end| origin.to_ascii_lowercase().ends_with(end));
    let is_object = || serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(first).is_ok();
    if first.starts_with('{') && (named || is_object()) || named && first.is_empty() {
        return Format::Jsonl;
    }
    Format::Plain
}

/// At most `bytes` bytes of the start of `text`, whole characters only.
fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
