//! News of matches -> candidates for clubs that are called like a town or a common word: «فاز ليون على
//! ضيفه بورتو».

use super::candidate::Candidate;
use super::lexicon::{Class, Names};
use super::listed::Name;
use super::token::{Gap, Reading, Tokens};
use crate::article::EntityKind;
use std::collections::HashSet;

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
    let near = |index: usize| sport[(index + AROUND).min(tokens.len())] - sport[index.saturating_sub(AROUND)];
    let countries: HashSet<usize> = candidates
        .iter()
        .filter(|candidate| candidate.kind == EntityKind::Place && is_country(names, candidate))
        .map(|candidate| candidate.first)
        .collect();
    let people: HashSet<(usize, usize)> = candidates
        .iter()
        .filter(|candidate| candidate.kind == EntityKind::Person && candidate.score > 0.0)
        .map(|candidate| (candidate.first, candidate.last))
        .collect();
    let first_of_club = |town: &Candidate| {
        let first = town.first;
        let is_surname = first > 0 && people.contains(&(first - 1, town.last));
        if near(first) >= SPORT_LEAST && !is_surname && has_own_word(tokens, town) {
            return Some(first - 1);
        }
        let is_meant = near(first) >= SPORT_LEAST && plays(tokens, town)
            || near(first) > 0 && is_in_results(tokens, town, &countries);
        is_meant.then_some(first)
    };
    let mut clubs = Vec::new();
    for candidate in candidates.iter_mut() {
        match candidate.kind {
            EntityKind::Place if candidate.score > 0.0 && !countries.contains(&candidate.first) => {
                clubs.extend(first_of_club(candidate).map(|first| club(candidate, first)));
            }
            EntityKind::Organisation
                if candidate.name.is_some()
                    && near(candidate.first) >= SPORT_LEAST
                    && plays(tokens, candidate) =>
            {
                candidate.score = candidate.score.max(LISTED);
            }
            _ => {}
        }
    }
    candidates.extend(clubs);
}

/// The club that is called like a town, from the word at `first`.
fn club(town: &Candidate, first: usize) -> Candidate {
    Candidate {
        first,
        cut: if first == town.first { town.cut } else { 0 },
        kind: EntityKind::Organisation,
        score: town.score + MORE,
        rule: "club",
        name: None,
        ..town.clone()
    }
}

/// Whether it stands in a list of results, with its country: «بورتو (البرتغال) - ليون (فرنسا) 1-2».
fn is_in_results(tokens: &Tokens<'_>, candidate: &Candidate, countries: &HashSet<usize>) -> bool {
    let country = candidate.last;
    if !countries.contains(&country) || !tokens.gap(country).has(Gap::BRACKET) {
        return false;
    }
    let is_versus = |index: usize| tokens.gap(index).has(Gap::BRACKET) && tokens.gap(index).has(Gap::DASH);
    is_versus(candidate.first) || is_versus(country + 1)
}

/// Whether the word before a town is no word of the language and no name of a person or place, so that both
/// together are a club: «ستيوا بوخارست».
fn has_own_word(tokens: &Tokens<'_>, candidate: &Candidate) -> bool {
    if candidate.first == 0 || candidate.cut > 0 || !tokens.gap(candidate.first).is_plain() {
        return false;
    }
    let form = tokens.form(candidate.first - 1);
    let is_known = |reading: &Reading| {
        reading.class != Class::NONE
            || reading.counts.outside > 0.0
            || reading.counts.person > 0.0
            || reading.unit.given > 0
            || reading.unit.surname > 0
    };
    let length = form.text.chars().count();
    !form.digits && !form.plain && !form.text.is_ascii() && length >= 3 && !form.readings.iter().any(is_known)
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
