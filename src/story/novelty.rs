//! An article, and what was read of its story -> what is new in it.
//!
//! A sentence was read before if what was read contains most of its words and of its pairs of words:
//! words alone are shared by everything that is written on a subject, pairs are not.

use super::said::{Sentence, sentences_of};
use super::vector::Term;
use crate::article::{Article, Facts, SectionKind, Span};
use std::collections::HashSet;

/// What was read before.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    terms: HashSet<Term>,
    pairs: HashSet<(Term, Term)>,
    names: HashSet<String>,
    articles: usize,
}

impl Seen {
    /// Adds an article that was read, with what was found in it.
    pub fn add(&mut self, article: &Article, facts: &Facts) {
        self.articles += 1;
        for Sentence { said, .. } in sentences_of(article) {
            // With its other forms, so that «بموسكو» was read where «موسكو» was.
            self.terms.extend(said.iter().map(|said| said.term));
            self.pairs.extend(said.windows(2).map(|pair| (pair[0].term, pair[1].term)));
        }
        let named = facts.entities.iter().filter(|entity| entity.count > 0);
        self.names.extend(named.map(|entity| entity.id.clone()));
    }

    /// How many articles were read.
    pub fn articles(&self) -> usize {
        self.articles
    }
}

/// How much of a sentence was read before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentenceNovelty {
    /// Where it stands.
    pub span: Span,
    /// How much of it was read before, 0 to 1.
    pub known: f32,
    /// Whether it counts as new.
    pub is_new: bool,
}

/// What is new in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Novelty {
    /// The part of the body's words that stand in new sentences, 0 to 1.
    pub share: f32,
    /// Its sentences in text order, without title and headings.
    pub sentences: Vec<SentenceNovelty>,
    /// Numbers that were not read before, without those of dates; in text order.
    pub numbers: Vec<Span>,
    /// Where names that were not read before stand first; in text order.
    pub names: Vec<Span>,
    /// How many articles had been read of the story.
    pub read: usize,
}

impl Novelty {
    /// The share in percent: 0 and 100 only if nothing or everything is new.
    pub fn percent(&self) -> u8 {
        let is_all = self.sentences.iter().all(|sentence| sentence.is_new);
        let has_any = self.sentences.iter().any(|sentence| sentence.is_new);
        match (has_any, is_all) {
            (false, _) => 0,
            (true, true) => 100,
            (true, false) => ((self.share * 100.0).round() as u8).clamp(1, 99),
        }
    }

    /// The new sentences, in text order.
    pub fn new_sentences(&self) -> impl Iterator<Item = Span> + '_ {
        self.sentences.iter().filter(|sentence| sentence.is_new).map(|sentence| sentence.span)
    }
}

/// What was read of a sentence from which it counts as read.
const KNOWN_LEAST: f32 = 0.5;

/// What is new in an article, given what was read; all of it if nothing was.
pub fn novelty(article: &Article, facts: &Facts, seen: &Seen) -> Novelty {
    let mut found = Novelty { read: seen.articles, ..Novelty::default() };
    let (mut words, mut new_words) = (0, 0);
    let told = sentences_of(article)
        .into_iter()
        .filter(|sentence| matches!(sentence.kind, SectionKind::Deck | SectionKind::Paragraph));
    for Sentence { span, said, .. } in told {
        let known = known(&said.iter().map(|said| known_as(said, seen)).collect::<Vec<_>>(), seen);
        // What says nothing by itself goes with what stands around it.
        let is_new = known.map_or_else(
            || found.sentences.last().is_some_and(|last| last.is_new),
            |known| known < KNOWN_LEAST,
        );
        let count = crate::arabic::words::words(span.of(&article.text)).count();
        words += count;
        new_words += if is_new { count } else { 0 };
        found.sentences.push(SentenceNovelty { span, known: known.unwrap_or(1.0), is_new });
        let in_date = |span: Span| facts.dates.iter().any(|date| date.span.overlaps(span));
        let numbers = said.iter().filter(|said| said.is_number && !seen.terms.contains(&said.term));
        found.numbers.extend(numbers.map(|said| said.span).filter(|span| !in_date(*span)));
    }
    found.share = if words == 0 { 0.0 } else { new_words as f32 / words as f32 };
    found.names = new_names(article, facts, seen, &found.sentences);
    found
}

/// The term under which a word was read, if it was: its own, or that of another form.
fn known_as(said: &super::said::Said, seen: &Seen) -> Term {
    let is_seen = |term: &&Term| seen.terms.contains(term);
    if seen.terms.contains(&said.term) {
        return said.term;
    }
    said.forms.iter().find(is_seen).copied().unwrap_or(said.term)
}

/// How much of a sentence, by its terms, was read before; `None` if it has none.
fn known(terms: &[Term], seen: &Seen) -> Option<f32> {
    let words = part(terms.iter(), |term| seen.terms.contains(term))?;
    let pairs = part(terms.windows(2), |pair| seen.pairs.contains(&(pair[0], pair[1])));
    Some(pairs.map_or(words, |pairs| (words + pairs) / 2.0))
}

/// The part of items that fit; `None` of none.
fn part<T>(items: impl ExactSizeIterator<Item = T>, fits: impl Fn(&T) -> bool) -> Option<f32> {
    let count = items.len();
    let fitting = items.filter(|item| fits(item)).count();
    (count > 0).then(|| fitting as f32 / count as f32)
}

/// The first mention, in one of the sentences, of each name that was not read before.
fn new_names(article: &Article, facts: &Facts, seen: &Seen, sentences: &[SentenceNovelty]) -> Vec<Span> {
    let mut met = HashSet::new();
    let mut found = Vec::new();
    for mention in facts.mentions.iter().filter(|mention| mention.part == article.part) {
        let Some(entity) = facts.entities.get(mention.entity as usize) else { continue };
        let is_told = sentences.iter().any(|sentence| sentence.span.contains(mention.span));
        if is_told && !seen.names.contains(&entity.id) && met.insert(mention.entity) {
            found.push(mention.span);
        }
    }
    found
}
