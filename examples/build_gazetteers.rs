//! Open lists and labelled news -> the compact name files under `assets/names/`.
//!
//! ```text
//! cargo run --release --example build_gazetteers -- GAZETTEERS LABELLED [OUTPUT]
//! cargo run --release --example build_gazetteers -- lists
//! ```
//!
//! The second makes only the index of our own lists, which needs nothing but them.
//!
//! GAZETTEERS is the folder with the GeoNames, Wikidata and world people tables, LABELLED the folder
//! with the labelled (CoNLL) text; OUTPUT is `assets/names` if it is not given. The same input gives
//! the same bytes. What each file holds and its licence: `assets/README.md`.

use khabar::arabic::letters::fold_str;
use khabar::extract::name::compile_lists;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The labelled texts that word counts and letter patterns are taken from. The training side of
/// ANERcorp and the NTREX stories are left out: they measure what comes of it.
const LABELLED: [&str; 3] =
    ["silver-jawhara.conll.zst", "silver-wikifane.conll.zst", "silver-arcd.conll.zst"];

/// Countries whose small places Arabic news names, too.
const NEAR: [&str; 24] = [
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "IL", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
    "QA", "SA", "SD", "SO", "SY", "TN", "YE",
];

/// Elsewhere, places with fewer people are not kept: their Arabic forms are rare in news and often
/// are words or people's names.
const POPULATION_MIN: u64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from).peekable();
    if arguments.peek().is_some_and(|argument| argument == "lists") {
        return own_lists(Path::new("assets/names"));
    }
    let (Some(gazetteers), Some(labelled)) = (arguments.next(), arguments.next()) else {
        return Err("usage: build_gazetteers GAZETTEERS LABELLED [OUTPUT]".into());
    };
    let output = arguments.next().unwrap_or_else(|| PathBuf::from("assets/names"));
    fs::create_dir_all(&output)?;
    own_lists(&output)?;
    places(&gazetteers, &output)?;
    units(&gazetteers, &output)?;
    world_people(&gazetteers, &output)?;
    let words = count_words(&labelled)?;
    word_counts(&words, &output)?;
    letter_patterns(&words, &gazetteers, &output)?;
    Ok(())
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
    let bytes = if path.extension().is_some_and(|extension| extension == "zst") {
        zstd::decode_all(bytes.as_slice())?
    } else {
        bytes
    };
    Ok(String::from_utf8(bytes)?)
}

fn write(output: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    fs::write(output.join(name), bytes)?;
    println!("{name}: {} bytes", bytes.len());
    Ok(())
}

fn map(entries: &BTreeMap<String, u64>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in entries {
        builder.insert(key, *value)?;
    }
    Ok(builder.into_inner()?)
}

/// `lists.bin`: the index of our own lists, which lie in `output` themselves.
fn own_lists(output: &Path) -> Result<(), Box<dyn Error>> {
    let list = |name: &str| read(&output.join(name));
    let lists = [list("people.tsv")?, list("places.tsv")?, list("organisations.tsv")?];
    write(output, "lists.bin", &compile_lists([&lists[0], &lists[1], &lists[2]]))
}

/// `places.txt`: a line a place (geonameid, form, latin, lat, lon, country, population); the places
/// of one folded form stand together, the largest first. `places.fst`: folded form -> offset of the
/// first line × 16 + number of lines.
fn places(gazetteers: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let mut forms: BTreeMap<String, BTreeMap<(std::cmp::Reverse<u64>, u64), String>> = BTreeMap::new();
    for line in read(&gazetteers.join("geonames_cities_ar.tsv"))?.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, id, latin, latitude, longitude, country, population] = fields[..] else { continue };
        let population: u64 = population.parse().unwrap_or(0);
        if population < POPULATION_MIN && !NEAR.contains(&country) {
            continue;
        }
        let key = fold_str(form);
        if key.chars().count() < 3 || !key.chars().all(|letter| letter == ' ' || !letter.is_ascii()) {
            continue;
        }
        let (latitude, longitude): (f64, f64) = (latitude.parse()?, longitude.parse()?);
        let id: u64 = id.parse()?;
        let record =
            format!("{id}\t{form}\t{latin}\t{latitude:.3}\t{longitude:.3}\t{country}\t{population}\n");
        forms.entry(key).or_default().entry((std::cmp::Reverse(population), id)).or_insert(record);
    }
    let mut text = String::new();
    let mut index = BTreeMap::new();
    for (form, records) in &forms {
        let count = records.len().min(15) as u64;
        index.insert(form.clone(), (text.len() as u64) << 4 | count);
        text.extend(records.values().take(15).map(String::as_str));
    }
    write(output, "places.txt", text.as_bytes())?;
    write(output, "places.fst", &map(&index)?)
}

/// `units.fst`: folded name part -> (offset of its Latin form in `units.txt`) << 8, how usual it is
/// as a surname << 4, as a given name; both as [`level`].
fn units(gazetteers: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    #[derive(Default)]
    struct Unit {
        given: u64,
        surname: u64,
        latin: BTreeMap<String, u64>,
    }
    let mut found: BTreeMap<String, Unit> = BTreeMap::new();
    for line in read(&gazetteers.join("name_units_ar.tsv.zst"))?.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [key, latin, _, country, role, count, _] = fields[..] else { continue };
        let key = fold_str(key);
        if key.chars().count() < 2 || key.chars().any(|letter| letter.is_ascii() && letter != ' ') {
            continue;
        }
        let count: u64 = count.parse().unwrap_or(1);
        let unit = found.entry(key).or_default();
        match role {
            "given" => unit.given += count,
            "surname" => unit.surname += count,
            _ => {
                unit.given += count.div_ceil(2);
                unit.surname += count.div_ceil(2);
            }
        }
        // Persian and Urdu romanisation ("Mohammad", "Nayef") is not how Arabic news spells.
        let weight = if matches!(country, "IR" | "PK" | "AF") { 1 } else { 3 };
        *unit.latin.entry(latin.to_owned()).or_default() += count * weight;
    }
    let mut text = String::new();
    let mut index = BTreeMap::new();
    for (key, unit) in &found {
        if unit.given + unit.surname < 2 {
            continue;
        }
        let latin = unit.latin.iter().max_by_key(|(latin, count)| (**count, std::cmp::Reverse(latin.len())));
        let latin = latin.map_or("", |(latin, _)| latin.as_str());
        index.insert(key.clone(), (text.len() as u64) << 8 | level(unit.surname) << 4 | level(unit.given));
        text.push_str(latin);
        text.push('\n');
    }
    write(output, "units.txt", text.as_bytes())?;
    write(output, "units.fst", &map(&index)?)
}

/// `world.fst`: folded full name -> offset of its line (Arabic, Latin) in `world.txt`.
fn world_people(gazetteers: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in read(&gazetteers.join("world_people_ar.tsv"))?.lines().skip(1) {
        let Some((arabic, latin)) = line.split_once('\t') else { continue };
        let key = fold_str(arabic);
        let words: Vec<&str> = key.split(' ').collect();
        let plain = key.chars().all(|letter| letter == ' ' || !letter.is_ascii());
        // A title is not of the name.
        let titled =
            ["الملك", "الملكه", "السلطان", "الامير", "الاميره", "البابا", "القديس"].contains(&words[0]);
        if titled || words.len() < 2 || words.len() > 5 || !plain || words.iter().any(|word| word.is_empty())
        {
            continue;
        }
        let latin: Vec<String> = latin.split(' ').map(capitalised).collect();
        found.entry(key).or_insert_with(|| format!("{arabic}\t{}\n", latin.join(" ")));
    }
    let mut text = String::new();
    let mut index = BTreeMap::new();
    for (key, line) in &found {
        index.insert(key.clone(), text.len() as u64);
        text.push_str(line);
    }
    write(output, "world.txt", text.as_bytes())?;
    write(output, "world.fst", &map(&index)?)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(_) if matches!(word, "of" | "the" | "de" | "la" | "van" | "von" | "bin" | "al" | "el") => {
            word.to_owned()
        }
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// How often a word was seen: outside names, in people's, places', organisations' names.
type Counts = [u64; 4];

fn count_words(labelled: &Path) -> Result<BTreeMap<String, Counts>, Box<dyn Error>> {
    let mut words: BTreeMap<String, Counts> = BTreeMap::new();
    for name in LABELLED {
        for line in read(&labelled.join(name))?.lines() {
            let Some((word, tag)) = line.split_once('\t') else { continue };
            let kind = match tag.split_once('-').map_or("O", |(_, kind)| kind) {
                "PER" => 1,
                "LOC" => 2,
                "ORG" => 3,
                _ => 0,
            };
            // "On" folds to the name Ali.
            if word.trim_start_matches(['\u{648}', '\u{641}']) == "\u{639}\u{644}\u{649}" {
                continue;
            }
            let word = fold_str(word);
            if word.chars().count() >= 2
                && word.chars().all(|letter| letter.is_alphabetic() && !letter.is_ascii())
            {
                words.entry(word).or_default()[kind] += 1;
            }
        }
    }
    Ok(words)
}

/// `words.fst`: folded word -> four levels of four bits: outside names, people, places, organisations.
fn word_counts(words: &BTreeMap<String, Counts>, output: &Path) -> Result<(), Box<dyn Error>> {
    let kept = words.iter().filter(|(_, counts)| counts.iter().sum::<u64>() >= 3);
    let index = kept
        .map(|(word, counts)| {
            (
                word.clone(),
                level(counts[0]) | level(counts[1]) << 4 | level(counts[2]) << 8 | level(counts[3]) << 12,
            )
        })
        .collect();
    write(output, "words.fst", &map(&index)?)
}

/// A count in four bits: half steps of the binary logarithm up to 15 (counts of 120 and more).
fn level(count: u64) -> u64 {
    ((2.2 * ((count + 1) as f64).log2()).round() as u64).min(15)
}

/// `letters.bin`: a signed byte for each of 2^15 hashed letter runs; their sum tells a part of a
/// person's name from a word. Logistic regression over word types, in a fixed order.
fn letter_patterns(
    words: &BTreeMap<String, Counts>,
    gazetteers: &Path,
    output: &Path,
) -> Result<(), Box<dyn Error>> {
    let mut examples: BTreeMap<String, (f32, f32)> = BTreeMap::new();
    for (word, counts) in words {
        let (outside, person) = (counts[0] + counts[3] + counts[2] / 2, counts[1]);
        let example = examples.entry(word.clone()).or_default();
        example.0 += (outside.min(8) as f32).sqrt();
        example.1 += (person.min(8) as f32).sqrt();
    }
    for line in read(&gazetteers.join("world_people_ar.tsv"))?.lines().skip(1) {
        for word in fold_str(line.split('\t').next().unwrap_or("")).split(' ') {
            if word.chars().count() >= 2 && word.chars().all(|letter| !letter.is_ascii()) {
                examples.entry(word.to_owned()).or_default().1 += 1.0;
            }
        }
    }
    let mut weights = vec![0f32; khabar::extract::name::LETTER_RUNS];
    let mut examples: Vec<(Vec<usize>, f32, f32)> = examples
        .into_iter()
        .map(|(word, (outside, person))| {
            let mut runs = Vec::new();
            khabar::extract::name::letter_runs(&word, |run| runs.push(run));
            (runs, person / (person + outside).max(0.1), (person + outside).min(3.0))
        })
        .collect();
    shuffle(&mut examples);
    for epoch in 0..6 {
        let rate = 0.12 / (1.0 + epoch as f32);
        for (runs, target, weight) in &examples {
            let sum: f32 = runs.iter().map(|&run| weights[run]).sum();
            let error = target - 1.0 / (1.0 + (-sum).exp());
            for &run in runs {
                weights[run] += rate * weight * error - 2e-5 * weights[run];
            }
        }
    }
    let largest = weights.iter().fold(0f32, |largest, weight| largest.max(weight.abs()));
    println!("letters: largest weight {largest}, {} words", examples.len());
    let bytes: Vec<u8> =
        weights.iter().map(|weight| (weight * 32.0).round().clamp(-127.0, 127.0) as i8 as u8).collect();
    write(output, "letters.bin", &bytes)
}

/// A fixed disorder (xorshift), so that a file is the same each time it is made.
fn shuffle<T>(items: &mut [T]) {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    for index in (1..items.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        items.swap(index, (state % (index as u64 + 1)) as usize);
    }
}
