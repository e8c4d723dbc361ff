//! An article and a query -> the places in the article that the query found.
//!
//! Words are found as the index finds them, in whatever spelling; people, places and bodies by the mentions of
//! them, however the text calls them there; days by the expressions that mean them. What a query excludes is
//! not looked for.

use super::expression::{period_terms, phrases};
use super::index::mention_terms;
use super::names::Decisions;
use super::notes::{self, Note};
use super::query::{Field, Node, Query, Text};
use super::{Deed, Error, Reader, Stored, term};
use crate::arabic::letters::is_ignorable;
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::words;
use crate::article::{Entity, EntityKind, Facts, Span};

/// Places that a query found, in order, without overlaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// In the text.
    pub text: Vec<Span>,
    /// In the words of the title.
    pub title: Vec<Span>,
}

impl Reader {
    /// The places in an article of what `query` looks for.
    pub fn hits(&self, stored: &Stored, facts: &Facts, query: &Query) -> Result<Hits, Error> {
        let Some(root) = &query.root else { return Ok(Hits::default()) };
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let notes = notes::of_article(connection, stored.id)?;
            let mut wanted = Wanted::default();
            About { facts, notes: &notes, last: &|id| decisions.last(id).to_owned() }
                .collect(root, &mut wanted);
            Ok(wanted.found(stored))
        })
    }
}

/// The places in `text` of the words that `query` looks for anywhere: words and phrases, in whatever spelling,
/// without the particles attached to them.
pub fn hits(text: &str, query: &Query) -> Vec<Span> {
    let mut needles = Vec::new();
    if let Some(root) = &query.root {
        words_of(root, &mut needles);
    }
    in_order(places(text, &needles))
}

/// The terms of a phrase, and whether the last one is only a beginning.
type Needle = (Vec<String>, bool);

/// The phrases that a node looks for anywhere.
fn words_of(node: &Node, needles: &mut Vec<Needle>) {
    match node {
        Node::Text(text) => needles.extend(phrases(text)),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| words_of(node, needles)),
        _ => {}
    }
}

/// What is looked for in an article.
#[derive(Default)]
struct Wanted {
    words: Vec<Needle>,
    title: Vec<Needle>,
    spans: Vec<Span>,
}

impl Wanted {
    fn found(mut self, stored: &Stored) -> Hits {
        let article = &stored.article;
        let mut text = places(&article.text, &self.words);
        if let Some(span) = article.title.span {
            let inside = places(span.of(&article.text), &self.title);
            text.extend(inside.into_iter().map(|hit| hit.shifted(span.start)));
        }
        text.append(&mut self.spans);
        self.title.append(&mut self.words);
        Hits { text: in_order(text), title: in_order(places(&article.title.text, &self.title)) }
    }
}

/// What is known of an article.
struct About<'a> {
    facts: &'a Facts,
    notes: &'a [Note],
    /// The entry that an entry was merged into, or itself.
    last: &'a dyn Fn(&str) -> String,
}

impl About<'_> {
    /// What a node looks for.
    fn collect(&self, node: &Node, wanted: &mut Wanted) {
        match node {
            Node::Text(text) => wanted.words.extend(phrases(text)),
            Node::Field(Field::Title, text) => wanted.title.extend(phrases(text)),
            Node::Field(field, text) => {
                let Some(kind) = kind_of(*field) else { return };
                let needles = phrases(text);
                wanted
                    .spans
                    .extend(self.mentions(|entity| entity.kind == kind && is_called(entity, &needles)));
            }
            Node::Entity(id) => {
                let id = (self.last)(id);
                wanted.spans.extend(self.mentions(|entity| entity.id == id));
            }
            Node::Mentions(period) => {
                let terms = period_terms(*period);
                let means = |date: &&crate::article::DateMention| {
                    date.part == 0 && mention_terms(date).iter().any(|term| terms.contains(term))
                };
                wanted.spans.extend(self.facts.dates.iter().filter(means).map(|date| date.span));
            }
            Node::Note(text) => {
                let needles = phrases(text);
                let says = |note: &&Note| !places(&note.text, &needles).is_empty();
                wanted.spans.extend(self.notes.iter().filter(says).filter_map(|note| note.span));
            }
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| self.collect(node, wanted)),
            _ => {}
        }
    }

    /// Where those are named that are meant.
    fn mentions(&self, is_meant: impl Fn(&Entity) -> bool) -> Vec<Span> {
        let meant: Vec<bool> = self.facts.entities.iter().map(is_meant).collect();
        let mentions = self.facts.mentions.iter();
        let meant =
            mentions.filter(|mention| meant.get(mention.entity as usize).copied().unwrap_or_default());
        meant.map(|mention| mention.span).collect()
    }
}

/// Of which kind the names in a field are.
fn kind_of(field: Field) -> Option<EntityKind> {
    match field {
        Field::Person => Some(EntityKind::Person),
        Field::Place => Some(EntityKind::Place),
        Field::Organisation => Some(EntityKind::Organisation),
        Field::Outlet | Field::Title => None,
    }
}

/// Whether one of its names, or spellings of them, has one of the phrases.
fn is_called(entity: &Entity, needles: &[Needle]) -> bool {
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases).chain(&entity.latin);
    names.any(|name| !places(name, needles).is_empty())
}

/// Where the phrases stand in `text`.
fn places(text: &str, needles: &[Needle]) -> Vec<Span> {
    let needles: Vec<&Needle> = needles.iter().filter(|(terms, _)| !terms.is_empty()).collect();
    if needles.is_empty() {
        return Vec::new();
    }
    let words: Vec<_> = term::located(text).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        for (terms, prefix) in &needles {
            let Some(here) = words.get(at..at + terms.len()) else { continue };
            let last = terms.len() - 1;
            let fits = here.iter().zip(terms).enumerate().all(|(index, ((word, _), term))| {
                if *prefix && index == last { word.starts_with(term.as_str()) } else { word == term }
            });
            if fits {
                found.push(Span::new(here[0].1.start, here[last].1.end));
            }
        }
    }
    found
}

/// The spans in order; of those that overlap the one that starts first, and of these the longest.
fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let apart = span.start >= end && !span.is_empty();
        if apart {
            end = span.end;
        }
        apart
    });
    spans
}

/// How much of what was typed stands in a text as it was typed, from 0 to 1: with the same hamzas, ى or ي, ة or
/// ه, though perhaps with marks or attached particles.
pub(super) fn exactness(text: &str, typed: &[&Text]) -> f64 {
    let wanted: Vec<(String, String)> = typed.iter().flat_map(|typed| plain_words(&typed.words)).collect();
    if wanted.is_empty() {
        return 0.0;
    }
    let mut is_there = vec![false; wanted.len()];
    for word in words(text) {
        // Nearly all words can be passed over without being folded.
        let is_plain = !word.text.chars().any(|letter| is_ignorable(letter) || letter.is_uppercase());
        if is_plain && !wanted.iter().any(|(_, written)| word.text.ends_with(written.as_str())) {
            continue;
        }
        for (term, range) in term::located(word.text) {
            for (is_there, (wanted, written)) in is_there.iter_mut().zip(&wanted) {
                *is_there = *is_there || (term == *wanted && plain(&word.text[range.clone()]) == *written);
            }
        }
    }
    is_there.iter().filter(|is_there| **is_there).count() as f64 / wanted.len() as f64
}

/// The terms of what was typed, each with the word as it was.
fn plain_words(typed: &str) -> Vec<(String, String)> {
    let typed = sanitise(typed).text;
    term::located(&typed).map(|(term, range)| (term, plain(&typed[range]))).collect()
}

/// A word without what carries no letter, in plain letters; but with its own hamzas and endings.
fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = word.nfkc().filter(|&character| !is_ignorable(character));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
