//! An article of a library <-> a line of JSON that holds all of it: what it says, and what its reader made
//! of it.
//!
//! A line that is told by `"khabar": 1` is taken as it stands: text, title, sections, day of publication.
//! Nothing is found out anew, so that what one library exports another has as it was. Where something in
//! it does not fit together (somebody has edited the text), the text is read as any other, and what the
//! reader made of it still applies.

use super::{Document, Hints, Parsed, key};
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::one_line;
use crate::article::{Article, Kept, KeptNote, Published, PublishedFrom, Section, SectionKind, Span, Title};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The form that is written today.
pub const FORM: u32 = 1;

/// A line of an export. Places are bytes of `text`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The form of the record; 0 for one that no library wrote.
    khabar: u32,
    key: String,
    /// The key of the article that it is embedded in.
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    title: String,
    /// The day that counts, for other programs.
    date: Option<Date>,
    /// What the article itself says of its day.
    published: Option<Date>,
    published_from: Option<PublishedFrom>,
    /// The day by the reader's word.
    set_day: Option<Date>,
    source: Option<String>,
    url: Option<String>,
    keywords: Vec<String>,
    tags: Vec<String>,
    read: bool,
    position: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<KeptNote>,
    imported: Option<i64>,
    origin: String,
    whole_origin: bool,
    part: u16,
    offset: u32,
    title_span: Option<Span>,
    title_stated: bool,
    text: String,
    sections: Vec<Piece>,
}

/// A section; one that is of no known kind makes the record unfit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Piece {
    kind: SectionKind,
    start: u32,
    end: u32,
    #[serde(default)]
    part: u16,
}

impl Record {
    /// The record of an article, of which the library kept `kept`; with the key of its host. `said` is
    /// what the article itself says of its day.
    pub fn of(article: &Article, said: Option<Published>, kept: &Kept, host: Option<String>) -> Record {
        let piece = |section: &Section| Piece {
            kind: section.kind,
            start: section.span.start,
            end: section.span.end,
            part: section.part,
        };
        Record {
            khabar: FORM,
            key: article.key.clone(),
            host,
            title: article.title.text.clone(),
            date: kept.set_day.or(said.map(|said| said.date)),
            published: said.map(|said| said.date),
            published_from: said.map(|said| said.from),
            set_day: kept.set_day,
            source: article.outlet.clone(),
            url: article.url.clone(),
            keywords: article.keywords.clone(),
            tags: kept.tags.clone(),
            read: kept.read,
            position: kept.position,
            notes: kept.notes.clone(),
            imported: kept.imported,
            origin: article.origin.clone(),
            whole_origin: kept.whole_origin,
            part: article.part,
            offset: article.offset,
            title_span: article.title.span,
            title_stated: article.title.stated,
            text: article.text.clone(),
            sections: article.sections.iter().map(piece).collect(),
        }
    }

    /// The record of a line, if a library of a form that is known wrote it.
    pub(super) fn parse(line: &str) -> Option<Record> {
        // Nearly all other lines are told without reading them.
        if !line.contains("\"khabar\"") {
            return None;
        }
        serde_json::from_str::<Record>(line).ok().filter(|record| record.khabar == FORM)
    }

    fn kept(&self, text: &str) -> Kept {
        let mut position = (self.position as usize).min(text.len());
        while !text.is_char_boundary(position) {
            position -= 1;
        }
        Kept {
            tags: self.tags.clone(),
            read: self.read,
            position: u32::try_from(position).unwrap_or(0),
            set_day: self.set_day,
            imported: self.imported,
            whole_origin: self.whole_origin,
            notes: self.notes.clone(),
        }
    }

    fn said(&self) -> Option<Published> {
        let from = self.published_from.unwrap_or(PublishedFrom::Metadata);
        self.published.map(|date| Published { date, from })
    }

    /// Whether its places fit its text, and nothing in it is what a reader would have removed.
    fn fits(&self) -> bool {
        let text = &self.text;
        let is_place = |span: Span| {
            let range = span.range();
            span.start <= span.end && text.get(range).is_some()
        };
        let are_clean = [&self.title, &self.key, &self.origin].into_iter().all(|text| is_clean(text));
        let others = self.source.iter().chain(&self.url).chain(&self.keywords);
        let mut end = 0;
        let are_in_order = self.sections.iter().all(|piece| {
            let span = Span { start: piece.start, end: piece.end };
            let fits = piece.start >= end && is_place(span);
            end = piece.end;
            fits
        });
        !self.key.trim().is_empty()
            && !self.sections.is_empty()
            && are_in_order
            && self.title_span.is_none_or(is_place)
            && one_line(&self.title) == self.title
            && are_clean
            && others.clone().all(|text| is_clean(text))
            && sanitise(text).text == *text
    }

    /// The article as it stands in the record.
    fn article(self) -> Article {
        let published = self.said();
        let section = |piece: Piece| Section {
            kind: piece.kind,
            span: Span { start: piece.start, end: piece.end },
            part: piece.part,
        };
        Article {
            key: self.key,
            origin: self.origin,
            part: self.part,
            offset: self.offset,
            title: Title { text: self.title, span: self.title_span, stated: self.title_stated },
            published,
            outlet: self.source,
            url: self.url,
            keywords: self.keywords,
            text: self.text,
            sections: self.sections.into_iter().map(section).collect(),
        }
    }
}

/// Whether nothing would be removed from a text.
fn is_clean(text: &str) -> bool {
    sanitise(text).text == text
}

/// Adds the article of a record: to the document before it, if that is its host's, else as a document of
/// its own.
pub(super) fn add(record: Record, origin: &str, hints: &Hints, parsed: &mut Parsed) -> Result<(), String> {
    if record.text.trim().is_empty() {
        return Err("there is no text".to_owned());
    }
    if !record.fits() {
        return add_anew(record, origin, hints, parsed);
    }
    let kept = record.kept(&record.text);
    let host = record.host.clone();
    let article = record.article();
    let before = parsed.documents.last_mut().filter(|document| {
        !document.kept.is_empty() && document.articles.first().map(|article| &article.key) == host.as_ref()
    });
    match before {
        Some(document) => {
            document.articles.push(article);
            document.kept.push(kept);
        }
        None => parsed.documents.push(Document::of_kept(article, kept)),
    }
    Ok(())
}

/// Adds a record whose places do not fit: its text is read as any other.
fn add_anew(record: Record, origin: &str, hints: &Hints, parsed: &mut Parsed) -> Result<(), String> {
    let tidy = |text: &String| one_line(&sanitise(text).text);
    let key = tidy(&record.key);
    let hints = Hints {
        format: None,
        key: Some(key).filter(|key| !key.is_empty()),
        title: Some(tidy(&record.title)).filter(|title| !title.is_empty()),
        titled: record.title_stated && record.text.starts_with(&record.title),
        published: hints.published.or(record.said()),
        outlet: record.source.as_ref().map(tidy).or_else(|| hints.outlet.clone()),
        url: record.url.as_ref().map(tidy),
        keywords: record.keywords.iter().map(tidy).collect(),
    };
    let origin = if is_clean(&record.origin) && !record.origin.is_empty() { &record.origin } else { origin };
    let read = Document::read(record.text.clone(), origin, &hints, &mut parsed.flaws);
    let mut document = read.ok_or_else(|| "there is no text".to_owned())?;
    let Some(article) = document.articles.first_mut() else { return Err("there is no text".to_owned()) };
    if article.key.is_empty() {
        article.key = key::fingerprint(&article.text);
    }
    document.kept = vec![record.kept(&article.text)];
    parsed.documents.push(document);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::parse;

    fn article() -> Article {
        let text = "\u{639}\u{646}\u{648}\u{627}\u{646}\n\n\u{646}\u{635}".to_owned();
        let title = Span::new(0, 10);
        let body = Span::new(12, text.len());
        let section = |kind, span| Section { kind, span, part: 0 };
        Article {
            key: "k".to_owned(),
            origin: "/a.txt".to_owned(),
            title: Title { text: title.of(&text).to_owned(), span: Some(title), stated: true },
            published: Some(Published { date: jiff::civil::date(2025, 2, 3), from: PublishedFrom::Dateline }),
            sections: vec![section(SectionKind::Title, title), section(SectionKind::Paragraph, body)],
            text,
            ..Article::default()
        }
    }

    fn kept() -> Kept {
        let tags = vec!["\u{62D}\u{631}\u{628}".to_owned()];
        Kept {
            tags,
            read: true,
            position: 12,
            set_day: Some(jiff::civil::date(2024, 1, 1)),
            notes: vec![KeptNote {
                text: "\u{644}\u{645}\u{627}\u{630}\u{627}".to_owned(),
                ..KeptNote::default()
            }],
            ..Kept::default()
        }
    }

    /// What comes of the record after `change`, written and read.
    fn check(change: impl FnOnce(&mut Record)) -> Parsed {
        let article = article();
        let mut record = Record::of(&article, article.published, &kept(), None);
        change(&mut record);
        let line = serde_json::to_string(&record).unwrap();
        parse(line.as_bytes(), "x.jsonl", &Hints::default())
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let parsed = check(|_| {});
        assert_eq!(parsed.flaws, []);
        assert_eq!(
            (&parsed.documents[0].articles, &parsed.documents[0].kept),
            (&vec![article()], &vec![kept()])
        );
    }

    #[test]
    fn what_does_not_fit_is_read_anew_and_keeps_what_the_reader_made_of_it() {
        let changes: [fn(&mut Record); 6] = [
            |record| record.sections[1].end = 4000,
            |record| record.sections[1].start = 3,
            |record| record.sections.clear(),
            |record| record.title_span = Some(Span { start: 1, end: 4 }),
            |record| record.text.push_str("\u{1b}[2J \u{646}\u{635}"),
            |record| record.position = u32::MAX,
        ];
        for change in changes {
            let parsed = check(change);
            let document = &parsed.documents[0];
            assert!(!document.articles[0].text.contains('\u{1b}'));
            assert_eq!(document.articles[0].key, "k");
            assert_eq!((&document.kept[0].tags, document.kept[0].set_day), (&kept().tags, kept().set_day));
            assert_eq!(document.kept[0].notes, kept().notes);
            assert!(document.kept[0].position as usize <= document.articles[0].text.len());
        }
        assert!(check(|record| record.text.clear()).documents.is_empty());
    }
}
