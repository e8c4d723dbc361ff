//! Names chosen in an article -> candidates where the same names stand again with less evidence.
//!
//! A full name is introduced once and a last name stands for it afterwards; a town is called "town of"
//! once.

use super::candidate::Candidate;
use super::context::Context;
use super::lexicon::Class;
use super::places::Lists;
use super::sound;
use super::token::{Gap, Reading, Tokens};
use crate::article::EntityKind;
use std::collections::{HashMap, HashSet};

/// What a name chosen elsewhere lends to the same words.
struct Lent {
    kind: EntityKind,
    score: f32,
}

/// What the last name of somebody in the article is found by where a headline begins with it. The tagger has no
/// word in it: it sees the adjective or the noun that the name also is.
pub(super) const HEADLINE: &str = "headline";
const HEADLINE_SCORE: f32 = 2.0;

/// «الشرع يستقبل وزير الخارجية», «السوداني: لن نسمح»: last names at the head of a line, before a verb or a colon,
/// of people whose full names the article has.
fn headlines(tokens: &Tokens<'_>, chosen: &[Candidate], taken: &[bool], candidates: &mut Vec<Candidate>) {
    let is_full = |candidate: &&Candidate| {
        candidate.kind == EntityKind::Person && candidate.words() > 1 && candidate.score > 1.0
    };
    let last_names: HashSet<&str> =
        chosen.iter().filter(is_full).map(|candidate| tokens.text(candidate.last - 1)).collect();
    for index in 0..tokens.len().saturating_sub(1) {
        let begins = tokens.gap(index).has(Gap::LINE) && !taken[index] && !tokens.form(index).plain;
        let next = tokens.gap(index + 1);
        let acts = next.only(Gap::COLON) && next.has(Gap::COLON)
            || next.is_plain() && tokens.text(index + 1).starts_with('ي') && !taken[index + 1];
        if begins && acts && last_names.contains(tokens.text(index)) {
            candidates.push(Candidate {
                first: index,
                last: index + 1,
                cut: 0,
                kind: EntityKind::Person,
                score: HEADLINE_SCORE,
                rule: HEADLINE,
                name: None,
                title: None,
            });
        }
    }
}

/// Candidates for parts of chosen names, wherever else in the article they stand.
pub(super) fn repeated(
    tokens: &Tokens<'_>,
    contexts: &[Context],
    lists: &Lists,
    chosen: &[Candidate],
    candidates: &mut Vec<Candidate>,
) {
    let mut lent: HashMap<&str, Lent> = HashMap::new();
    let mut taken = vec![false; tokens.len()];
    for candidate in chosen {
        taken[candidate.first..candidate.last].fill(true);
        lend(tokens, candidate, &mut lent);
    }
    headlines(tokens, chosen, &taken, candidates);
    for index in 0..tokens.len() {
        if taken[index] || tokens.form(index).plain {
            continue;
        }
        for reading in &tokens.form(index).readings {
            let exact = lent.get(reading.text.as_str());
            let Some(found) = exact.or_else(|| misspelt(reading, &lent)) else { continue };
            let mut score = found.score + contexts[index].person * 0.5;
            if found.kind == EntityKind::Person && lists.place_sure(index) {
                score -= 3.0;
            }
            let mut last = index + 1;
            while found.kind == EntityKind::Person && last < tokens.len() && last < index + 4 && !taken[last]
            {
                let next = lent.get(tokens.text(last)).filter(|next| next.kind == EntityKind::Person);
                if next.is_none() || !tokens.gap(last).is_plain() {
                    break;
                }
                score += 0.5;
                last += 1;
            }
            candidates.push(Candidate {
                first: index,
                last,
                cut: reading.cut,
                kind: found.kind,
                score,
                rule: "introduced in the article",
                name: None,
                title: if found.kind == EntityKind::Person { contexts[index].title } else { None },
            });
            break;
        }
    }
}

/// The person whose last name the word is but for one letter: only for long words never seen before.
fn misspelt<'a>(reading: &Reading, lent: &'a HashMap<&str, Lent>) -> Option<&'a Lent> {
    let long = reading.cut == 0 && reading.counts.total() == 0.0 && reading.text.chars().count() >= 6;
    let near = |name: &str| name.chars().count() >= 6 && sound::near(name, &reading.text);
    let mut found =
        lent.iter().filter(|(name, found)| long && found.kind == EntityKind::Person && near(name));
    found.next().map(|(_, found)| found)
}

fn lend<'a>(tokens: &'a Tokens<'_>, candidate: &Candidate, lent: &mut HashMap<&'a str, Lent>) {
    let mut add = |text: &'a str, kind: EntityKind, score: f32| {
        let known = lent.entry(text).or_insert(Lent { kind, score });
        if score > known.score {
            *known = Lent { kind, score };
        }
    };
    match candidate.kind {
        EntityKind::Person => {
            let last =
                tokens.reading(candidate.last - 1, if candidate.words() == 1 { candidate.cut } else { 0 });
            // A last name that is also a word stands for its bearer only if little else speaks
            // against it.
            let word =
                last.counts.outside > 3.0 * last.counts.person + 4.0 || last.class.has(Class::AMBIGUOUS);
            let never = last.class.has(Class::NOT_NAME.or(Class::DEMONYM).or(Class::SAYER).or(Class::ROLE))
                || last.text.chars().count() < 3;
            if candidate.words() > 1 && !never {
                let doubt = if last.counts.outside > last.counts.person { 1.2 } else { 0.0 };
                let lent = (0.7 * candidate.score).min(2.2) - doubt;
                add(&last.text, EntityKind::Person, if word { -0.8 } else { lent });
                let first = tokens.reading(candidate.first, candidate.cut);
                // A foreign given name may stand alone; an Arab one is borne by too many.
                if first.counts.outside < first.counts.person + 2.0
                    && !first.class.has(Class::LINK.or(Class::SAYER).or(Class::AMBIGUOUS))
                {
                    add(&first.text, EntityKind::Person, 0.4);
                }
            } else if candidate.words() == 1 && candidate.score > 0.8 && !never && !word {
                add(&last.text, EntityKind::Person, 1.0);
            }
        }
        kind if candidate.words() == 1 => {
            let reading = tokens.reading(candidate.first, candidate.cut);
            if reading.counts.outside < 2.0 + reading.counts.place + reading.counts.organisation {
                add(&reading.text, kind, 0.8);
            }
        }
        _ => {}
    }
}
