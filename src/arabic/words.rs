//! Text -> words, and a word -> the ways to take attached particles off it.

use super::letters::{is_arabic_letter, is_ignorable};

/// A word of a text, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Byte range in the text.
    pub range: std::ops::Range<usize>,
    /// The word.
    pub text: &'a str,
}

/// The words of `text`: runs of letters, marks and digits. Tatweel, joiners and marks belong to
/// their word; an apostrophe does between two letters. Arabic and Latin letters that touch are two
/// words («الـBBC»), letters and digits that touch too («12يناير»).
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(|character| Class::of(character).is_some())?;
        let end = word_end(text, start);
        rest = end;
        Some(Word { range: start..end, text: &text[start..end] })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Letter,
    Digit,
}

impl Class {
    fn of(character: char) -> Option<Class> {
        match character {
            'a'..='z' | 'A'..='Z' => Some(Class::Letter),
            ' '..='/' => None,
            _ if super::digits::value(character).is_some() => Some(Class::Digit),
            _ if is_arabic_letter(character) => Some(Class::Arabic),
            _ if character.is_alphabetic() && !is_ignorable(character) => Some(Class::Letter),
            _ if character.is_numeric() => Some(Class::Digit),
            _ => None,
        }
    }
}

fn word_end(text: &str, start: usize) -> usize {
    let mut characters = text[start..].char_indices().peekable();
    let mut class = None;
    let mut end = start;
    while let Some((at, character)) = characters.next() {
        let here = Class::of(character);
        let inside = match here {
            Some(_) => *class.get_or_insert(here) == here,
            None if matches!(character, '\'' | '\u{2019}') => {
                class == Some(Some(Class::Letter))
                    && characters.peek().is_some_and(|&(_, next)| Class::of(next) == Some(Class::Letter))
            }
            None => is_ignorable(character),
        };
        if !inside {
            break;
        }
        end = start + at + character.len_utf8();
    }
    end
}

/// One way to read a folded word: attached particles, perhaps the article, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The particles before the rest, without the article: "", "و", "ب", "وب", "فل" …
    pub proclitic: &'a str,
    /// Whether the article (ال, or لل with its alef swallowed) stands between them and the rest.
    pub article: bool,
    /// Byte offset of the rest in the word. The article is not in the rest.
    pub rest_start: usize,
}

/// The readings of a folded word, longest rest first; the first is always the whole word.
/// A rest has two letters at least; «لل» gives the readings ل + ل… and ل + article.
pub fn clitics(folded: &str) -> impl Iterator<Item = Split<'_>> {
    splits(folded).into_iter().flatten()
}

/// Conjunctions stand before prepositions (وب, فل), and the article last: at most 3 × 2 × 2 readings.
fn splits(word: &str) -> [Option<Split<'_>>; 8] {
    let mut found = [None; 8];
    let mut count = 0;
    let mut add = |proclitic_len: usize, article: bool, rest_start: usize| {
        let long_enough = word[rest_start..].chars().nth(1).is_some();
        if count < found.len() && (long_enough || rest_start == 0) {
            found[count] = Some(Split { proclitic: &word[..proclitic_len], article, rest_start });
            count += 1;
        }
    };
    add(0, false, 0);
    let mut starts = [0; 4];
    let mut start_count = 1;
    for particles in [["و", "ف"].as_slice(), ["ب", "ل", "ك"].as_slice()] {
        for start in starts.into_iter().take(start_count) {
            if let Some(particle) = particles.iter().find(|particle| word[start..].starts_with(**particle)) {
                starts[start_count] = start + particle.len();
                add(starts[start_count], false, starts[start_count]);
                start_count += 1;
            }
        }
    }
    for &start in &starts[..start_count] {
        if word[start..].starts_with("ال") {
            add(start, true, start + "ال".len());
        } else if word[..start].ends_with('ل') && word[start..].starts_with('ل') {
            add(start, true, start + 'ل'.len_utf8());
        }
    }
    found
}

/// `text` on one line: a space for each run of white space, none around.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).map(|word| word.text).collect::<Vec<_>>(), expected);
    }

    fn check_clitics(word: &str, expected: &[(&str, bool, &str)]) {
        let found: Vec<_> =
            clitics(word).map(|split| (split.proclitic, split.article, &word[split.rest_start..])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_end_where_scripts_change() {
        check("قال: «بوتين»، 12يناير", &["قال", "بوتين", "12", "يناير"]);
        check("الـBBC", &["الـ", "BBC"]);
        check("don't stop 'now'", &["don't", "stop", "now"]);
        check("شرّد الـ26", &["شرّد", "الـ", "26"]);
        check(" ،. ", &[]);
        check("", &[]);
    }

    #[test]
    fn particles_come_off_in_every_way() {
        check_clitics("بوتين", &[("", false, "بوتين"), ("ب", false, "وتين")]);
        check_clitics("وبوتين", &[("", false, "وبوتين"), ("و", false, "بوتين"), ("وب", false, "وتين")]);
        check_clitics("للولايات", &[("", false, "للولايات"), ("ل", false, "لولايات"), ("ل", true, "ولايات")]);
        check_clitics(
            "والسعوديه",
            &[("", false, "والسعوديه"), ("و", false, "السعوديه"), ("و", true, "سعوديه")],
        );
        check_clitics("في", &[("", false, "في")]);
    }
}
