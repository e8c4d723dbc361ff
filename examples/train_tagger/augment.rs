//! Labelled documents -> the same with other names in place of theirs, so that the tagger learns what
//! stands round a name and how names are built, and not these names by heart.

use crate::corpus::{Document, Word, hard};
use crate::random::Random;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Names to put in, by kind: people, places, organisations; each a list of words.
pub struct Stock {
    kinds: [Vec<Vec<String>>; 3],
}

impl Stock {
    /// Reads the project's own lists and the open ones in `gazetteers`.
    pub fn read(own: &Path, gazetteers: &Path) -> Result<Stock, Box<dyn Error>> {
        let mut kinds = [
            column(&own.join("people.tsv"), &[1, 3])?,
            column(&own.join("places.tsv"), &[1, 3])?,
            column(&own.join("organisations.tsv"), &[1, 3])?,
        ];
        // As many from beyond the lists that the program knows as from them: those it must find too.
        let people = column(&gazetteers.join("wikidata_people_ar.tsv.zst"), &[0])?;
        let step = (people.len() / 12_000).max(1);
        kinds[0].extend(people.into_iter().step_by(step));
        kinds[0].extend(column(&gazetteers.join("world_people_ar.tsv"), &[0])?);
        let cities = column(&gazetteers.join("geonames_cities_ar.tsv"), &[0])?;
        kinds[1].extend(cities.into_iter().step_by(6));
        kinds[0].retain(|name| name.len() > 1 && !TITLES.contains(&name[0].as_str()));
        Ok(Stock { kinds })
    }

    /// `share` of the documents, with other names.
    pub fn renamed(&self, documents: &[Document], share: f32, random: &mut Random) -> Vec<Document> {
        let mut renamed = Vec::new();
        for document in documents {
            if random.part() < share {
                renamed.push(self.rename(document, random));
            }
        }
        renamed
    }
}

fn column(path: &Path, fields: &[usize]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
    let bytes = match path.extension().is_some_and(|extension| extension == "zst") {
        true => zstd::decode_all(bytes.as_slice())?,
        false => bytes,
    };
    let text = String::from_utf8(bytes)?;
    let mut names = Vec::new();
    for line in text.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let values: Vec<&str> = line.split('\t').collect();
        for &field in fields {
            for form in values.get(field).unwrap_or(&"").split('|') {
                let words: Vec<String> =
                    form.trim_start_matches('?').split_whitespace().map(str::to_owned).collect();
                if !words.is_empty() && words.iter().all(|word| !word.is_ascii()) {
                    names.push(words);
                }
            }
        }
    }
    Ok(names)
}

/// What some names of the lists begin with and no name in labelled text does.
const TITLES: [&str; 8] = ["البابا", "الملك", "الملكة", "الأمير", "الأميرة", "السلطان", "الشيخ", "الشيخة"];

/// The share of the names of each kind that is replaced in a document.
const SHARE: [f32; 3] = [0.6, 0.15, 0.6];

/// Whose names are whose in a document: kind and the word that stays the same, then the other name;
/// none where the name stays.
type Given<'a> = HashMap<(usize, String), Option<&'a [String]>>;

impl Stock {
    fn rename(&self, document: &Document, random: &mut Random) -> Document {
        let forms: HashSet<&str> = document.iter().flatten().map(|word| word.text.as_str()).collect();
        let mut given = Given::new();
        let sentences = document.iter();
        sentences.map(|sentence| self.rename_sentence(sentence, &forms, &mut given, random)).collect()
    }

    fn rename_sentence<'a>(
        &'a self,
        sentence: &[Word],
        forms: &HashSet<&str>,
        given: &mut Given<'a>,
        random: &mut Random,
    ) -> Vec<Word> {
        let mut renamed: Vec<Word> = Vec::with_capacity(sentence.len());
        let mut rest = sentence;
        while !rest.is_empty() {
            let (words, after) = rest.split_at(name_len(rest));
            rest = after;
            let label = words[0].label;
            if label % 2 == 0 || label > 6 || !plain(words) {
                renamed.extend_from_slice(words);
                continue;
            }
            let kind = (label - 1) / 2;
            let (particle, first) = particle(&words[0].text, forms);
            // A person goes by the last name afterwards.
            let last = if words.len() == 1 { first } else { words[words.len() - 1].text.as_str() };
            let key = if kind == 0 { last.to_owned() } else { format!("{first} {last}") };
            let other = *given.entry((kind, key)).or_insert_with(|| {
                let replaced = random.part() < SHARE[kind];
                replaced.then(|| self.kinds[kind][random.below(self.kinds[kind].len())].as_slice())
            });
            match other {
                None => renamed.extend_from_slice(words),
                Some(name) if kind == 0 && words.len() == 1 => {
                    put(particle, &name[name.len() - 1..], label, &mut renamed);
                }
                Some(name) => put(particle, name, label, &mut renamed),
            }
        }
        renamed
    }
}

/// Words of the name, or 1 for the single word, that begins here.
fn name_len(words: &[Word]) -> usize {
    let inside = words[0].label + 1;
    let named = words[0].label % 2 == 1;
    1 + words[1..].iter().take_while(|word| named && word.label == inside).count()
}

/// Whether a name is made of Arabic words only.
fn plain(words: &[Word]) -> bool {
    words.iter().all(|word| word.text.chars().all(|letter| letter.is_alphabetic() && !letter.is_ascii()))
}

/// The particle before a name and the rest: where the rest stands in the document by itself.
fn particle<'a>(word: &'a str, forms: &HashSet<&str>) -> (&'a str, &'a str) {
    for (at, _) in word.char_indices().skip(1).take(2) {
        let (particle, rest) = word.split_at(at);
        if particle.chars().all(|letter| "وفبلك".contains(letter)) && forms.contains(rest) {
            return (particle, rest);
        }
    }
    ("", word)
}

fn put(particle: &str, name: &[String], label: usize, words: &mut Vec<Word>) {
    for (index, part) in name.iter().enumerate() {
        let label = if index == 0 { label } else { label + 1 };
        let text = match (index, particle, part.strip_prefix("ال")) {
            (0, "ل", Some(rest)) => format!("لل{rest}"),
            (0, _, _) => format!("{particle}{part}"),
            _ => part.clone(),
        };
        words.push(Word { text, label, soft: hard(label) });
    }
}
