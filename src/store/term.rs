//! A word as written -> the term by which index and query know it.
//!
//! Text and query go through this one code, so whatever it does to one it does to the other: the
//! word is folded (hamza forms, ى, ة, marks, tatweel, digits, accents of Latin), then the attached و ف ب ل ك and the
//! article are taken off. Endings stay: a reader who wants «مفاوض*» can say so.
//!
//! A letter that looks attached may be the word's own (وزير, بوتين, كتاب). A list of words that news
//! uses with such a letter of their own says so; a word that is not on it loses its letter in the
//! text and in the query alike, so that it is found nevertheless.

use crate::arabic::letters::{fold, fold_str, is_arabic_letter};
use crate::arabic::sanitise::sanitise;
use crate::arabic::words::words;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The version of what turns words into terms and articles into rows of the index; one more
/// whenever terms change, so that older indexes are made anew.
pub(super) const VERSION: u32 = 3;

/// Folded words whose first letters are their own though they look attached; made by
/// `examples/own_initials.rs`.
static OWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../assets/lexicons/own_initials.txt").lines().collect());

/// Letters that a lone particle must leave; «ولد», «بحر», «لون» would lose their first else.
const REST_LETTERS_MIN: usize = 3;

/// The term of a folded word: the end of it that is left without particles and article.
pub(super) fn of_folded(folded: &str) -> &str {
    let mut word = folded;
    // Each round takes something off, and there are at most و + ل + ال before a name with such letters.
    while let Some(rest) = without_particle(word) {
        word = rest;
    }
    word
}

/// The word without its first particle, or without its article with what stands before it.
fn without_particle(word: &str) -> Option<&str> {
    if !word.starts_with(['و', 'ف', 'ب', 'ل', 'ك', 'ا']) || OWN.contains(word) {
        return None;
    }
    let long_enough = |rest: &&str| rest.chars().nth(REST_LETTERS_MIN - 1).is_some();
    let lone = |word: &'_ str| ["و", "ف", "ب", "ل", "ك"].iter().any(|particle| word.starts_with(particle));
    // A particle before a word of the list («للقاء» is ل + لقاء, «والمانيا» و + المانيا).
    let mut rest = word;
    for particles in [["و", "ف"].as_slice(), ["ب", "ل", "ك"].as_slice()] {
        if let Some(particle) = particles.iter().find(|particle| rest.starts_with(**particle)) {
            rest = &rest[particle.len()..];
            if OWN.contains(rest) {
                return Some(rest);
            }
        }
    }
    for article in ["ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "فلل", "فبال", "وكال"]
    {
        if let Some(rest) = word.strip_prefix(article).filter(long_enough) {
            return Some(rest);
        }
    }
    if !lone(word) {
        return None;
    }
    let first = word.chars().next().map_or(0, char::len_utf8);
    Some(&word[first..]).filter(long_enough)
}

/// The terms of `text` in order, each with the place of what it was made from: without attached
/// particles, with the marks inside.
pub(super) fn located(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    words(text).filter_map(|word| {
        let folded = fold(word.text);
        let term = of_folded(&folded.text);
        if term.is_empty() {
            return None;
        }
        let start = folded.text.len() - term.len();
        let range = folded.origin.source_range(start..folded.text.len());
        Some((without_accents(term), word.range.start + range.start..word.range.start + range.end))
    })
}

/// Appends the terms of `text` to `line`, a space before each; gives their count.
pub(super) fn append(line: &mut String, text: &str) -> usize {
    let mut count = 0;
    for word in words(text) {
        let folded = folded(word.text);
        let term = of_folded(&folded);
        if !term.is_empty() {
            line.push(' ');
            line.push_str(term);
            count += 1;
        }
    }
    count
}

/// A word folded, as terms are made from it.
pub(super) fn folded(word: &str) -> String {
    without_accents(&fold_str(word))
}

/// `zürich` -> `zurich`. Not in [`fold_str`], which the lists of names were folded by.
fn without_accents(folded: &str) -> String {
    if !folded.chars().any(|character| matches!(character, '\u{C0}'..='\u{24F}')) {
        return folded.to_owned();
    }
    folded.nfd().filter(|&character| !is_combining_mark(character)).collect()
}

/// Hamzas of a search that are taken for any seat: each makes three spellings of it.
const SEATS_MAX: usize = 3;

/// The spellings of `text` that differ only in what a hamza inside a word sits on (مسؤول, مسئول): writers of
/// different countries differ there, and which they meant cannot be told by rule.
pub(super) fn spellings(text: &str) -> Vec<String> {
    let text = sanitise(text).text;
    let mut spellings = vec![String::with_capacity(text.len())];
    let mut seats = 0;
    let mut characters = text.chars().peekable();
    let mut is_inside = false;
    while let Some(character) = characters.next() {
        let is_before_letter = characters.peek().is_some_and(|&next| is_arabic_letter(next));
        let is_seat = matches!(character, '\u{621}' | '\u{624}' | '\u{626}') && is_inside && is_before_letter;
        if is_seat && seats < SEATS_MAX {
            seats += 1;
            let others = ['\u{621}', '\u{624}', '\u{626}'].into_iter().filter(|&other| other != character);
            let mut more = Vec::new();
            for other in others {
                more.extend(spellings.iter().map(|spelling| format!("{spelling}{other}")));
            }
            spellings.iter_mut().for_each(|spelling| spelling.push(character));
            spellings.append(&mut more);
        } else {
            spellings.iter_mut().for_each(|spelling| spelling.push(character));
        }
        is_inside = is_arabic_letter(character);
    }
    spellings
}

/// The terms of `text`, in order.
pub(super) fn terms(text: &str) -> Vec<String> {
    let mut line = String::new();
    append(&mut line, text);
    line.split(' ').skip(1).map(str::to_string).collect()
}

/// The beginnings of terms that the beginning of a word can stand for.
///
/// «وزار*» can be the beginning of وزارة or of و + زار…; the list of words decides. «والمفاوض*» is an
/// article in any case.
pub(super) fn beginnings(folded: &str) -> Vec<String> {
    let own = OWN.iter().any(|word| word.starts_with(folded));
    let mut found = vec![folded.to_string()];
    if own {
        return found;
    }
    let mut word = folded;
    while let Some(rest) = without_particle(word) {
        word = rest;
        found.push(word.to_string());
        if OWN.iter().any(|own| own.starts_with(word)) {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that two spellings are, or are not, one term.
    fn check(one: &str, other: &str, meet: bool) {
        let (left, right) = (terms(one), terms(other));
        assert_eq!(left == right, meet, "'{one}' is {left:?}, '{other}' is {right:?}");
    }

    #[test]
    fn spellings_and_particles_meet() {
        let pairs = "أوكرانيا اوكرانيا|إسرائيل اسرائيل|موسى موسي|القاهرة القاهره|مسؤول مسوول|بوتين وبوتين|بوتين لبوتين \
            |بوتين ببوتين|بوتين فبوتين|وزير الوزير|وزير والوزير|وزير للوزير|وزير بالوزير|وزير كالوزير|وزير ووزير|وزير لوزير \
            |كتاب وكتاب|كتاب والكتاب|لقاء اللقاء|لقاء للقاء|لقاء بلقاء|فلسطين لفلسطين|فلسطين وفلسطين|لبنان بلبنان|لبنان ولبنان \
            |ليبيا لليبيا|ألمانيا لألمانيا|ألمانيا وألمانيا|ألمانيا بالمانيا|واشنطن بواشنطن|واشنطن وواشنطن|كييف لكييف|ولايات للولايات \
            |الولايات للولايات|الله والله|الله بالله|قال وقال|بلينكن وبلينكن|بلينكن لبلينكن|ويتكوف وويتكوف|زيلينسكي لزيلينسكي \
            |مُحَمَّد محمد|محـــمد محمد|٢٠٢٥ 2025|۲۰۲۵ 2025|کی كي|NATO nato|مفاوضات بالمفاوضات|مفاوضات وبالمفاوضات|حرب فالحرب";
        for pair in pairs.split('|') {
            let (one, other) = pair.trim().split_once(' ').expect("two words");
            check(one, other, true);
        }
    }

    #[test]
    fn different_words_stay_apart() {
        let pairs = "كتاب تاب|وزير زير|كامل أمل|بحر حر|ولد لد|لقاء قاء|باريس اريس|كبير بير|كلام لام|فريق ريق|بيان يان \
            |وكالة كالة|بوتين وتين|علم عالم|مفاوض مفاوضة|كانت أنت|بنك نك|فوق وق|لبن بن|وطن طن|الله له|كوريا سوريا";
        for pair in pairs.split('|') {
            let (one, other) = pair.trim().split_once(' ').expect("two words");
            check(one, other, false);
        }
    }

    #[test]
    fn the_place_of_a_term_leaves_particles_out() {
        let text = "قال: «ولِبُوتين»";
        let found: Vec<_> = located(text).map(|(term, range)| (term, &text[range])).collect();
        assert_eq!(found, [("قال".to_string(), "قال"), ("بوتين".to_string(), "بُوتين")]);
    }

    #[test]
    fn the_beginning_of_a_word_is_not_cut_where_a_word_begins_so() {
        assert_eq!(beginnings("وزار"), ["وزار"]);
        assert!(beginnings("والمفاوض").contains(&"مفاوض".to_string()));
        assert_eq!(beginnings("مفاوض"), ["مفاوض"]);
    }
}
