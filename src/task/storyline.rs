//! A storyline -> its timeline, with what the list shows of its articles.

use super::{Cancel, Report};
use crate::arabic::sentences::sentence_at;
use crate::article::{Article, DateKind, DateMention, Facts};
use crate::store::{self, Id, Reader, Row};
use crate::story::timeline::{LeftOut, Said, Telling, main_names};
use crate::story::{self, Name, Timeline};

/// Events of a storyline that are told: more than anybody walks through.
const EVENTS_MAX: usize = 300;

/// A storyline as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The article whose storyline it is.
    pub of: Id,
    /// Its articles; the timeline speaks of them by their places here.
    pub rows: Vec<Row>,
    /// Its events, and what was announced.
    pub timeline: Timeline,
    /// What it is called by.
    pub names: Vec<Name>,
    /// What was too far away.
    pub left_out: LeftOut,
}

/// The storyline of an article; [`None`] if it is no longer wanted.
///
/// # Errors
///
/// If the library cannot be read, or the article is not there.
pub fn storyline(reader: &Reader, id: Id, cancel: &Cancel) -> Result<Option<Told>, store::Error> {
    let store::Storyline { members, left_out } = reader.storyline(id, EVENTS_MAX)?;
    let (mut rows, mut tellings, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let read = || Ok((reader.row(member.id)?, reader.article(member.id)?, reader.facts(member.id)?));
        let (row, stored, facts) = match read() {
            Ok(read) => read,
            // Gone since.
            Err(store::Error::NoArticle { .. }) if member.id != id => continue,
            Err(error) => return Err(error),
        };
        tellings.push(Telling {
            event: member.event,
            day: member.day,
            published: row.published.map(|published| published.date),
            outlet: row.outlet.clone(),
            words: stored.words,
            dates: said(&stored.article, &facts),
        });
        names.push(story::names(&facts));
        rows.push(row);
    }
    let (timeline, names) = (story::timeline(&tellings), main_names(&names));
    Ok(Some(Told { of: id, rows, timeline, names, left_out }))
}

/// The days that the article itself speaks of, with their sentences.
fn said(article: &Article, facts: &Facts) -> Vec<Said> {
    let is_day = |date: &&DateMention| {
        let is_kind = matches!(date.kind, DateKind::Date | DateKind::Interval | DateKind::Time);
        is_kind && date.interval.is_some() && article.body().any(|section| section.span.contains(date.span))
    };
    let said = |date: &DateMention| {
        let range = sentence_at(&article.text, date.span.start as usize);
        let sentence = article.text.get(range.clone()).unwrap_or_default();
        let place = |offset: u32| (offset as usize).saturating_sub(range.start).min(sentence.len());
        Said {
            mention: date.clone(),
            sentence: sentence.to_owned(),
            lit: place(date.span.start)..place(date.span.end),
        }
    };
    facts.dates.iter().filter(is_day).map(said).collect()
}

/// What a task reports of a storyline.
pub(super) fn report(reader: &Reader, id: Id, cancel: &Cancel) -> Result<Report, store::Error> {
    let told = storyline(reader, id, cancel)?;
    Ok(told.map_or(Report::Cancelled, |told| Report::Storyline(Box::new(told))))
}
