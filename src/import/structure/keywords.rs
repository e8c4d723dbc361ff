//! A keywords line -> its keywords, with or without separators between them.

use crate::arabic::letters::{fold_str, is_ignorable};
use crate::arabic::words::{clitics, words};
use crate::import::lexicon;
use std::collections::HashMap;

/// The longest keyword that is looked for in the text, in words: "مجلس الأمن التابع للأمم المتحدة".
const WORDS_MAX: usize = 5;

/// More keywords than this nobody gives; a page of hash signs does.
pub(super) const KEYWORDS_MAX: usize = 100;

/// The keywords of `line`, as written, without hash signs. Commas, bars, hash signs and the like
/// separate them; where there are none, single spaces do, and words that the article's `text` has
/// side by side belong together.
pub(super) fn keywords(line: &str, text: &str) -> Vec<String> {
    let is_separator = |character: char| {
        matches!(
            character,
            ',' | '،' | ';' | '؛' | '|' | '/' | '\\' | '•' | '·' | '●' | '▪' | '\n' | '#' | '»' | '>'
        )
    };
    let spaced = line.replace(" - ", ",").replace(" – ", ",").replace("  ", ",").replace('\u{A0}', " ");
    let spaced = spaced.trim().trim_end_matches(['.', '،', ',']);
    let found: Vec<String> = if spaced.contains(is_separator) {
        spaced.split(is_separator).map(tidy).collect()
    } else {
        without_separators(spaced, text)
    };
    let mut seen = Vec::new();
    for keyword in found {
        if keyword.chars().any(char::is_alphanumeric) && seen.len() < KEYWORDS_MAX && !seen.contains(&keyword)
        {
            seen.push(keyword);
        }
    }
    seen
}

fn tidy(keyword: &str) -> String {
    let spaced = keyword.replace('_', " ");
    let outer = |character: char| {
        character.is_whitespace()
            || is_ignorable(character)
            || matches!(character, '"' | '«' | '»' | '“' | '”' | '.' | ':' | '-')
    };
    spaced.trim_matches(outer).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a run of words into keywords so that as many neighbours as possible stay together that the
/// text has together (dynamic programming over the cuts).
fn without_separators(line: &str, text: &str) -> Vec<String> {
    let written: Vec<&str> = line.split_whitespace().collect();
    let folded: Vec<String> = written.iter().map(|word| bare(&fold_str(word))).collect();
    // A line of very many words is no list of keywords without separators; leave the words alone.
    if written.len() > 80 {
        return written.iter().map(|word| tidy(word)).collect();
    }
    let grams = Grams::of(text);
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for end in 1..=folded.len() {
        let score = |start: usize| best[start].0 + grams.cohesion(&folded[start..end]);
        let starts = end.saturating_sub(WORDS_MAX)..end;
        let (start, score) = starts
            .map(|start| (start, score(start)))
            .fold((end - 1, f32::MIN), |kept, new| if new.1 > kept.1 { new } else { kept });
        best.push((score, start));
    }
    let mut cuts = Vec::new();
    let mut end = folded.len();
    while end > 0 {
        let start = best[end].1;
        cuts.push(tidy(&written[start..end].join(" ")));
        end = start;
    }
    cuts.reverse();
    cuts
}

fn bare(folded: &str) -> String {
    folded.trim_matches(|character: char| !character.is_alphanumeric()).to_owned()
}

/// The sequences of words that the text has, and how often.
struct Grams {
    counts: HashMap<String, u32>,
}

impl Grams {
    fn of(text: &str) -> Grams {
        let folded = fold_str(text);
        let mut counts = HashMap::new();
        // Sequences do not go across punctuation.
        for stretch in folded.split(|character: char| !character.is_alphanumeric() && character != ' ') {
            let found: Vec<&str> = words(stretch).map(|word| word.text).collect();
            for start in 0..found.len() {
                // The particles of the first word are not the keyword's: "للأزمة الأوكرانية".
                for first in openings(found[start]) {
                    let mut gram = first;
                    for next in found.iter().skip(start + 1).take(WORDS_MAX - 1) {
                        gram.push(' ');
                        gram.push_str(next);
                        *counts.entry(gram.clone()).or_insert(0) += 1;
                    }
                }
            }
        }
        Grams { counts }
    }

    /// How much the words of one keyword belong together; 0 for one word alone, less than 0 for
    /// words that nothing holds together.
    fn cohesion(&self, words: &[String]) -> f32 {
        let [first, rest @ ..] = words else { return 0.0 };
        if rest.is_empty() {
            return 0.0;
        }
        let gram = words.join(" ");
        let bonds = rest.len() as f32;
        if let Some(count) = self.counts.get(&gram) {
            // Long sequences that recur are names; those that occur once may be chance.
            return bonds * (1.0 + 0.1 * (*count as f32).min(5.0));
        }
        let [second] = rest else { return -1.0 };
        if lexicon::is_given_name(first) && !second.starts_with("ال") {
            // Of "محمد صلاح ليفربول" the first two are the name: its second part is a given name too.
            return if lexicon::is_given_name(second) { 0.7 } else { 0.6 };
        }
        // Noun and adjective, both with the article.
        let definite = |word: &str| word.starts_with("ال") && word.chars().count() > 4;
        if definite(first) && definite(second) { 0.5 } else { -1.0 }
    }
}

/// A word with and without its particles; the article stays or comes back ("لل" is "ل" and "ال").
fn openings(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for split in clitics(word).skip(1) {
        let rest = &word[split.rest_start..];
        let form = if split.article { format!("ال{rest}") } else { rest.to_owned() };
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, text: &str, expected: &[&str]) {
        assert_eq!(keywords(line, text), expected);
    }

    #[test]
    fn separators_separate() {
        check("أوكرانيا، روسيا ، دونالد ترامب", "", &["أوكرانيا", "روسيا", "دونالد ترامب"]);
        check("#أوكرانيا #دونالد_ترامب", "", &["أوكرانيا", "دونالد ترامب"]);
        check("أوكرانيا | روسيا - الحرب", "", &["أوكرانيا", "روسيا", "الحرب"]);
        check("Ukraine, Donald Trump", "", &["Ukraine", "Donald Trump"]);
        check("", "", &[]);
        check("أوكرانيا,أوكرانيا", "", &["أوكرانيا"]);
    }

    #[test]
    fn the_text_says_which_words_belong_together() {
        let text = "أجرى دونالد ترامب اتصالا مع فلاديمير بوتين، لبحث تسوية للأزمة الأوكرانية.";
        check(
            "الأزمة الأوكرانية دونالد ترامب فلاديمير بوتين",
            text,
            &["الأزمة الأوكرانية", "دونالد ترامب", "فلاديمير بوتين"],
        );
        let text = "أعلن مجلس الأمن الدولي وقف إطلاق النار في السودان، ورحبت مصر بالقرار.";
        check(
            "السودان مجلس الأمن وقف إطلاق النار مصر",
            text,
            &["السودان", "مجلس الأمن", "وقف إطلاق النار", "مصر"],
        );
    }

    #[test]
    fn names_stay_whole_where_the_text_is_silent() {
        check("محمد صلاح ليفربول الدوري الإنجليزي", "", &["محمد صلاح", "ليفربول", "الدوري الإنجليزي"]);
    }
}
