//! Word counts of corpora -> `assets/lexicons/own_initials.txt`, the words whose first letters look
//! attached (و ف ب ل ك, ال) but are their own.
//!
//! `cargo run --example own_initials -- CORPUS… > assets/lexicons/own_initials.txt`
//!
//! A corpus is a text, CoNLL (`token TAB tag`), TSV (its first column) or JSONL file, perhaps
//! compressed with zstd. The order of the files makes no difference.

use khabar::arabic::letters::{fold_str, is_arabic_letter};
use khabar::arabic::words::words;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

/// A word must be met that often before its counts say anything.
const COUNT_MIN: u32 = 3;
/// What is left of a word without its first letter occurs by itself at most this often, in parts of
/// the whole word's count, if the letter is the word's own and nothing else says so.
const REST_MAX: f32 = 0.1;
/// How much more often than the whole word its rest may be met, if the letter is to be its own.
const REST_COMMON_MAX: u32 = 3;
/// A word with a particle of its own before it («الوزير», «ببوتين») that often, in parts of its count,
/// has no particle itself: they do not stand in a row.
const TAKES_PARTICLE_MIN: f32 = 0.02;

fn main() {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for path in std::env::args().skip(1) {
        count_file(&path, &mut counts);
    }
    let own: BTreeSet<&str> =
        counts.keys().map(String::as_str).filter(|word| is_own(word, &counts)).collect();
    println!("الله");
    own.iter().for_each(|word| println!("{word}"));
}

fn count_file(path: &str, counts: &mut HashMap<String, u32>) {
    let file = File::open(path).unwrap_or_else(|error| panic!("cannot read '{path}': {error}"));
    let reader: Box<dyn Read> = match path.strip_suffix(".zst") {
        Some(_) => Box::new(zstd::Decoder::new(file).expect("a zstd file")),
        None => Box::new(file),
    };
    let columns = path.contains(".conll") || path.contains(".tsv");
    for line in BufReader::new(reader).lines() {
        let line = line.expect("a corpus is UTF-8");
        let text = if columns { line.split('\t').next().unwrap_or("") } else { &line };
        for word in words(text) {
            let folded = fold_str(word.text);
            if folded.chars().all(is_arabic_letter) {
                *counts.entry(folded).or_default() += 1;
            }
        }
    }
}

fn is_own(word: &str, counts: &HashMap<String, u32>) -> bool {
    let count = |word: &str| counts.get(word).copied().unwrap_or(0);
    let whole = count(word);
    let Some(first) = word.chars().next() else { return false };
    let rest = &word[first.len_utf8()..];
    if whole < COUNT_MIN || rest.chars().count() < 3 {
        return false;
    }
    let attested =
        |particles: &[&str]| particles.iter().map(|before| count(&format!("{before}{word}"))).sum::<u32>();
    let takes = |number: u32| {
        // «البلقاء» does not make «بلقاء» a word where لقاء is met so much more often.
        number >= 2
            && number as f32 >= TAKES_PARTICLE_MIN * whole as f32
            && count(rest) <= REST_COMMON_MAX * whole
    };
    // The rest is a word if it is met by itself or with other particles.
    let family = |rest: &str| {
        let others = ["ال", "ل", "لل", "ب", "ك", "و", "ف", "بال", "وال"];
        let others = others.iter().filter(|before| !before.starts_with(first) || **before == "وال");
        count(rest) + others.map(|before| count(&format!("{before}{rest}"))).sum::<u32>()
    };
    // A particle before the article («بالتساوي») is one even where the noun is never met without both.
    let articled =
        rest.strip_prefix("ال").or(word.strip_prefix("لل")).is_some_and(|noun| noun.chars().count() >= 3);
    let rest_rare = |rest: &str| !articled && family(rest) as f32 <= REST_MAX * whole as f32;
    match first {
        'و' | 'ف' => rest_rare(rest) || takes(attested(&["ال", "ل", "ب", "ك", "و", "ف", "وال", "بال"])),
        // و and ف stand before these particles too, so they prove nothing.
        'ب' | 'ك' => rest_rare(rest) || takes(attested(&["ال", "ل", "ب", "ك", "وال", "بال"])),
        // «للوقف» is لل + وقف, so another ل proves nothing.
        'ل' => rest_rare(rest) || takes(attested(&["ال", "ب", "ك", "وال", "بال"])),
        'ا' => {
            // The article loses its alef after ل: «للوزير», but «لالمانيا».
            let Some(rest) = word.strip_prefix("ال") else { return false };
            let kept = attested(&["ل"]);
            kept >= 2 && kept > count(&format!("لل{rest}")) && count(rest) as f32 <= REST_MAX * whole as f32
        }
        _ => false,
    }
}
