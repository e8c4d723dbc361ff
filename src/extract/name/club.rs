//! News of matches -> candidates for clubs that are called like a town or a common word: «فاز ليون على
//! ضيفه بورتو».

use super::candidate::Candidate;
use super::lexicon::{Class, Names};
use super::listed::Name;
use super::token::{Gap, Tokens};
use crate::article::EntityKind;

/// Words to each side among which the words of sport are counted, and how many there must be.
const AROUND: usize = 30;
const SPORT_LEAST: u32 = 3;
/// How far before a preposition a word of a match may stand: "فاز 2-1 على".
const MATCH_BEFORE: usize = 5;

/// How much more a club is worth than the town, and what a club of the lists is worth at least.
const MORE: f32 = 0.8;
const LISTED: f32 = 1.2;

/// Makes towns clubs where one plays, and takes listed clubs for meant that are words elsewhere.
/// `candidates` carry all evidence but this.
pub(super) fn play(tokens: &Tokens<'_>, names: &Names, candidates: &mut Vec<Candidate>) {
    let sport = sport(tokens);
    let near = |index: usize| {
        sport[(index + AROUND).min(tokens.len())] - sport[index.saturating_sub(AROUND)] >= SPORT_LEAST
    };
    let mut clubs = Vec::new();
    for candidate in candidates.iter_mut() {
        if !near(candidate.first) || !plays(tokens, candidate) {
            continue;
        }
        match candidate.kind {
            EntityKind::Place if candidate.score > 0.0 && !is_country(names, candidate) => {
                clubs.push(Candidate {
                    kind: EntityKind::Organisation,
                    score: candidate.score + MORE,
                    rule: "club",
                    name: None,
                    ..candidate.clone()
                });
            }
            EntityKind::Organisation if candidate.name.is_some() => {
                candidate.score = candidate.score.max(LISTED);
            }
            _ => {}
        }
    }
    candidates.extend(clubs);
}

/// How many words of sport there are before each word, and in all.
fn sport(tokens: &Tokens<'_>) -> Vec<u32> {
    let mut count = 0;
    let mut sums = vec![0];
    for index in 0..tokens.len() {
        count += u32::from(any_class(tokens, index).has(Class::SPORT));
        sums.push(count);
    }
    sums
}

/// Whether the words before say that a club is meant.
fn plays(tokens: &Tokens<'_>, candidate: &Candidate) -> bool {
    let first = candidate.first;
    if first == 0 || tokens.gap(first).has(Gap::LINE.or(Gap::STOP)) {
        return false;
    }
    let before = any_class(tokens, first - 1);
    // "مضيفه ليون", "حارس ليون"; a match word itself: "تعادل ليون".
    if before.has(Class::OPPONENT.or(Class::MATCH)) {
        return true;
    }
    if !before.has(Class::AGAINST) {
        return false;
    }
    let begin = (first - 1).saturating_sub(MATCH_BEFORE);
    let same = |index: usize| (index + 1..first).all(|next| !tokens.gap(next).has(Gap::LINE.or(Gap::STOP)));
    (begin..first - 1).any(|index| same(index) && any_class(tokens, index).has(Class::MATCH))
}

fn is_country(names: &Names, candidate: &Candidate) -> bool {
    match candidate.name {
        Some(Name::Own(index)) => names.listed.entry(index).id.starts_with("country:"),
        Some(_) => false,
        None => true,
    }
}

fn any_class(tokens: &Tokens<'_>, index: usize) -> Class {
    tokens.form(index).readings.iter().fold(Class::NONE, |class, reading| class.or(reading.class))
}
