//! The tagger's evidence -> candidates, and its word on those of the rules.

use super::candidate::Candidate;
use super::consistency::HEADLINE;
use super::context::Context;
use super::lexicon::Class;
use super::listed::Name;
use super::organisation::MINISTRY;
use super::person;
use super::places::{OUTLET, WHITE_HOUSE};
use super::tagger::decode::{Seen, names, span_logit};
use super::tagger::feature::{Features, WordRows};
use super::tagger::network::Evidence;
use super::token::{Reading, Tokens};
use crate::article::EntityKind;

/// What the tagger says of an article.
pub(super) struct Sight {
    words: Vec<WordRows>,
    evidence: Vec<Evidence>,
}

/// What a rule's evidence weighs beside the tagger's, and what the lack of any rule weighs. Set on
/// text that the tagger was not trained on.
const RULE: f32 = 0.5;
const UNRULED: f32 = -0.2;
/// What weighs against a single word that is a given name and an ordinary word («سعيد»), announced by
/// nothing and no part of a full name of the article.
const DOUBTFUL: f32 = -3.0;
/// What the tagger may say against a listed name whose full form the article has.
const INTRODUCED: f32 = -1.0;

impl Sight {
    pub fn new(features: Features, evidence: Vec<Evidence>) -> Sight {
        Sight { words: features.words, evidence }
    }

    /// Weighs the tagger's evidence into `candidates`, and adds what only the tagger sees.
    pub fn join(&self, tokens: &Tokens<'_>, contexts: &[Context], candidates: &mut Vec<Candidate>) {
        let seen = names(&self.words, &self.evidence).into_iter();
        let seen_names: Vec<Seen> = seen.filter_map(|seen| as_name(tokens, seen)).collect();
        for (at, seen) in seen_names.iter().enumerate() {
            let same = |candidate: &Candidate| {
                let kind = candidate.kind == seen.kind || is_settled(candidate);
                kind && (candidate.first, candidate.last) == (seen.first, seen.last)
            };
            if !candidates.iter().any(same) {
                let mut candidate = candidate(tokens, contexts, seen);
                let before = at.checked_sub(1).map(|before| &seen_names[before]);
                if candidate.cut == 0 && joins_another(tokens, seen, before, candidates) {
                    candidate.cut = 1;
                }
                candidates.push(candidate);
            }
        }
        let introduced: Vec<Name> = candidates
            .iter()
            .filter(|candidate| candidate.words() > 1 && self.logit(candidate) > 0.0)
            .filter_map(|candidate| candidate.name)
            .collect();
        for candidate in candidates.iter_mut() {
            let known = candidate.name.is_some_and(|name| introduced.contains(&name));
            if !known && is_doubtful(tokens, candidate, &contexts[candidate.first]) {
                candidate.score += DOUBTFUL / RULE;
            }
            self.weigh_one(candidate, if known { INTRODUCED } else { f32::NEG_INFINITY });
        }
    }

    /// Weighs the tagger's evidence into the score of each candidate.
    pub fn weigh(&self, candidates: &mut [Candidate]) {
        candidates.iter_mut().for_each(|candidate| self.weigh_one(candidate, f32::NEG_INFINITY));
    }

    /// The same, the tagger saying no worse than `least`.
    fn weigh_one(&self, candidate: &mut Candidate, least: f32) {
        if is_settled(candidate) {
            return;
        }
        candidate.score = RULE * candidate.score + self.logit(candidate).max(least);
    }

    fn logit(&self, candidate: &Candidate) -> f32 {
        span_logit(&self.evidence, candidate.first, candidate.last, candidate.kind)
    }
}

/// Whether a rule knows better than the tagger.
fn is_settled(candidate: &Candidate) -> bool {
    [MINISTRY, OUTLET, HEADLINE, WHITE_HOUSE].contains(&candidate.rule)
}

/// A person's name without the honorific that labelled news takes into some names («البابا فرنسيس»);
/// none if nothing else is there, or but a word that an adjective makes no name («حماس كبير»).
fn as_name(tokens: &Tokens<'_>, mut seen: Seen) -> Option<Seen> {
    let honorific = |index: usize| {
        let mut readings = tokens.form(index).readings.iter();
        readings.any(|reading| reading.text.starts_with("ال") && reading.class.has(Class::HONORIFIC))
    };
    while seen.kind == EntityKind::Person && seen.first < seen.last && honorific(seen.first) {
        seen.first += 1;
    }
    let is_word = seen.first + 1 == seen.last
        && (tokens.is_qualified(seen.first) || tokens.is_two_brothers(seen.first));
    (seen.first < seen.last && !is_word).then_some(seen)
}

fn candidate(tokens: &Tokens<'_>, contexts: &[Context], seen: &Seen) -> Candidate {
    let context = &contexts[seen.first];
    Candidate {
        first: seen.first,
        last: seen.last,
        cut: cut(tokens, seen, context),
        kind: seen.kind,
        score: UNRULED / RULE,
        rule: "tagger",
        name: None,
        title: if seen.kind == EntityKind::Person { context.title } else { None },
    }
}

/// Whether a person's name directly behind another's begins with "and": «كاليدو كوليبالي وفيل فودين». Nothing
/// else would stand between the two.
fn joins_another(tokens: &Tokens<'_>, seen: &Seen, before: Option<&Seen>, candidates: &[Candidate]) -> bool {
    let form = tokens.form(seen.first);
    let whole = &form.readings[0];
    let is_known = whole.counts.total() > 0.0 || whole.unit.given + whole.unit.surname > 0;
    let person = EntityKind::Person;
    let follows = before.is_some_and(|before| before.kind == person && before.last == seen.first)
        || candidates.iter().any(|other| {
            other.kind == person && other.last == seen.first && other.words() > 1 && other.score > 0.0
        });
    seen.kind == person
        && follows
        && !is_known
        && tokens.gap(seen.first).is_plain()
        && form
            .readings
            .iter()
            .any(|rest| rest.cut == 1 && !rest.preposition && rest.text.chars().count() >= 3)
}

fn is_doubtful(tokens: &Tokens<'_>, candidate: &Candidate, context: &Context) -> bool {
    let ambiguous = |reading: &Reading| reading.class.has(Class::AMBIGUOUS);
    let single = candidate.kind == EntityKind::Person && candidate.words() == 1 && context.person == 0.0;
    single && tokens.form(candidate.first).readings.iter().any(ambiguous)
}

/// How many letters of a name's first word are particles.
fn cut(tokens: &Tokens<'_>, seen: &Seen, context: &Context) -> u8 {
    if seen.kind == EntityKind::Person {
        return person::start(tokens, seen.first, context).map_or(0, |(cut, _)| cut);
    }
    let form = tokens.form(seen.first);
    let whole = &form.readings[0];
    let named = |reading: &Reading| match seen.kind {
        EntityKind::Place => reading.counts.place,
        _ => reading.counts.organisation,
    };
    let heads = Class::ORGANISATION_HEAD.or(Class::PLACE_HEAD);
    let mut best = 0;
    for reading in &form.readings[1..] {
        if reading.text.chars().count() < 3 {
            continue;
        }
        let elsewhere = tokens.index.contains_key(&reading.text) && named(whole) < 3.0;
        let known = named(reading) > 1.5 * named(whole) + 1.0;
        let head = reading.class.has(heads) && !whole.class.has(heads);
        let article = reading.text.starts_with("ال") && named(whole) < 1.0;
        let conjunction = reading.cut == 1 && !reading.preposition && is_further(tokens, seen.first);
        if elsewhere || known || head || article || conjunction {
            best = best.max(reading.cut);
        }
    }
    best
}

/// Whether the "and" with which an unknown word begins is one rather than a letter of the name: nothing before it
/// asks for a name to begin there.
fn is_further(tokens: &Tokens<'_>, index: usize) -> bool {
    let whole = &tokens.form(index).readings[0];
    let asks = Class::PLACE_PREPOSITION
        .or(Class::PLACE_WORD)
        .or(Class::PLACE_HEAD)
        .or(Class::DIRECTION)
        .or(Class::CLASS_WORD)
        .or(Class::ORGANISATION_HEAD);
    index > 0
        && whole.counts.total() == 0.0
        && whole.text.starts_with('و')
        && (whole.text.chars().count() >= 5 || whole.text.starts_with("وو"))
        && tokens.gap(index).is_plain()
        && !tokens.form(index - 1).readings.iter().any(|reading| reading.class.has(asks))
}
