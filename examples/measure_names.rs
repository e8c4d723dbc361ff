//! Labelled text -> precision, recall and F1 of the names that are found in it, by kind.
//!
//! ```text
//! cargo run --release --example measure_names -- [--errors KIND] [--only NAME] [--marked FILE] [--tagger FILE]
//!     SHARED
//! ```
//!
//! SHARED is the folder with `data/`. Strict: the span (whole words where the labels are of whole
//! words) and the kind must be right. With `--errors` (person, place or organisation) every wrong
//! and every missing name is printed in its context. With `--tagger` another model is measured than the
//! one that is built in.

use khabar::article::{Article, EntityKind, Mention, Section, SectionKind, Span};
use khabar::extract::name::Names;
use khabar::extract::{Lexicon, facts};
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];

/// A labelled text: the words' byte ranges and the names as (first word, last word, kind).
struct Sample {
    text: String,
    words: Vec<Span>,
    names: Vec<(usize, usize, EntityKind)>,
}

#[derive(Default)]
struct Score {
    right: [usize; 3],
    found: [usize; 3],
    wanted: [usize; 3],
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut errors = None;
    let mut only = None;
    let mut tagger = None;
    let mut marked_files = Vec::new();
    let mut shared = String::from("../shared");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => errors = arguments.next(),
            "--only" => only = arguments.next(),
            "--tagger" => tagger = arguments.next(),
            "--marked" => marked_files.extend(arguments.next()),
            _ => shared = argument,
        }
    }
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    let started = Instant::now();
    let names = match tagger {
        Some(path) => Names::with_tagger(fs::read(path)?.leak())?,
        None => Names::load(),
    };
    let lexicon = Lexicon::with_names(names, Default::default());
    println!("loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    println!("{:<18} {:>20} {:>20} {:>20} {:>8}", "", "person", "place", "organisation", "us/word");
    if wanted("seeds") {
        measure_exact("seeds", &seeds(Path::new(&shared))?, &lexicon, errors.as_deref());
    }
    for path in &marked_files {
        measure_exact("marked", &marked(Path::new(path))?, &lexicon, errors.as_deref());
    }
    for name in ["anercorp-dev", "silver-ntrex", "silver-jawhara"] {
        if !wanted(name) {
            continue;
        }
        let file = if name == "anercorp-dev" { "anercorp-train" } else { name };
        let path = Path::new(&shared).join(format!("data/ner/{file}.conll.zst"));
        let mut samples = read_conll(&path)?;
        if name == "anercorp-dev" {
            samples.drain(..samples.len() * 9 / 10);
        }
        samples.truncate(1500);
        let started = Instant::now();
        let mut score = Score::default();
        let mut words = 0;
        for sample in &samples {
            words += sample.words.len();
            let mentions = facts(&article(&sample.text), &lexicon).mentions;
            compare(sample, &mentions, &mut score, errors.as_deref());
        }
        print_score(name, &score, started.elapsed().as_secs_f64() * 1e6 / words as f64);
    }
    Ok(())
}

/// An article of one paragraph a line; from a line "read also" on, part 1.
fn article(text: &str) -> Article {
    let mut sections = Vec::new();
    let (mut start, mut part) = (0, 0);
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if line.contains("\u{642}\u{631}\u{623} \u{623}\u{64A}\u{636}") {
            part = 1;
        }
        if !span.is_empty() {
            sections.push(Section { kind: SectionKind::Paragraph, span, part });
        }
    }
    Article { text: text.to_owned(), sections, ..Article::default() }
}

fn read_conll(path: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
    let text = String::from_utf8(zstd::decode_all(bytes.as_slice())?)?;
    let documents = text.contains("#doc");
    let mut samples = Vec::new();
    let mut sample = Sample { text: String::new(), words: Vec::new(), names: Vec::new() };
    let mut sentences = 0;
    for line in text.lines() {
        let ends = if documents { line.starts_with("#doc") } else { line.is_empty() && sentences % 20 == 19 };
        if ends && !sample.words.is_empty() {
            samples.push(std::mem::replace(
                &mut sample,
                Sample { text: String::new(), words: Vec::new(), names: Vec::new() },
            ));
        }
        if line.is_empty() {
            sentences += 1;
            sample.text.push('\n');
            continue;
        }
        let Some((word, tag)) = line.split_once('\t') else { continue };
        let start = sample.text.len();
        sample.text.push_str(word);
        let at = sample.words.len();
        sample.words.push(Span::new(start, sample.text.len()));
        sample.text.push(' ');
        let kind = match tag.split_once('-') {
            Some((_, "PER")) => EntityKind::Person,
            Some((_, "LOC")) => EntityKind::Place,
            Some((_, "ORG")) => EntityKind::Organisation,
            _ => continue,
        };
        match sample.names.last_mut() {
            Some(name) if tag.starts_with('I') && name.1 + 1 == at && name.2 == kind => name.1 = at,
            _ => sample.names.push((at, at, kind)),
        }
    }
    samples.push(sample);
    Ok(samples)
}

fn compare(sample: &Sample, mentions: &[Mention], score: &mut Score, errors: Option<&str>) {
    let mut found: HashMap<(usize, usize, EntityKind), &'static str> = HashMap::new();
    for mention in mentions {
        let first = sample.words.partition_point(|word| word.end <= mention.span.start);
        let last = sample.words.partition_point(|word| word.start < mention.span.end).saturating_sub(1);
        let rule = match &mention.rule {
            std::borrow::Cow::Borrowed(rule) => rule,
            std::borrow::Cow::Owned(_) => "",
        };
        found.insert((first, last, mention.kind), rule);
    }
    for &name in &sample.names {
        score.wanted[name.2 as usize] += 1;
        if found.contains_key(&name) {
            score.right[name.2 as usize] += 1;
        } else {
            report("missing", name, sample, "", errors);
        }
    }
    for (&name, rule) in &found {
        score.found[name.2 as usize] += 1;
        if !sample.names.contains(&name) {
            report("wrong", name, sample, rule, errors);
        }
    }
}

fn report(what: &str, name: (usize, usize, EntityKind), sample: &Sample, rule: &str, errors: Option<&str>) {
    if errors != Some(format!("{:?}", name.2).to_lowercase().as_str()) {
        return;
    }
    let words = |from: usize, to: usize| {
        let words = &sample.words[from.min(sample.words.len())..to.min(sample.words.len())];
        words.iter().map(|word| word.of(&sample.text)).collect::<Vec<_>>().join(" ")
    };
    println!(
        "{what:<8}{rule:<26}{} [{}] {}",
        words(name.0.saturating_sub(5), name.0),
        words(name.0, name.1 + 1),
        words(name.1 + 1, name.1 + 4)
    );
}

/// Texts whose names are known to the letter: the seeds.
fn seeds(shared: &Path) -> Result<Vec<Exact>, Box<dyn Error>> {
    let gold = fs::read_to_string(shared.join("data/gold/seed_entities.jsonl"))?;
    let mut paths: Vec<_> =
        fs::read_dir(shared.join("data/seeds"))?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let document =
            path.file_name().and_then(|name| name.to_str()).map_or("", |name| &name[..3]).to_owned();
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut names = Vec::new();
        for line in gold.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            if line["doc"] == document.as_str() {
                let at = |field: &str| offsets[line[field].as_u64().unwrap_or(0) as usize];
                let kind = kind(line["type"].as_str().unwrap_or(""));
                names.extend(kind.map(|kind| (Span::new(at("start"), at("end")), kind)));
            }
        }
        texts.push(Exact { text, names });
    }
    Ok(texts)
}

/// Passages in which each name stands in brackets with its kind: "[[name|PER]]". A line "### …"
/// stands before each.
fn marked(path: &Path) -> Result<Vec<Exact>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        if line.starts_with("###") {
            texts.push(Exact { text: String::new(), names: Vec::new() });
            continue;
        }
        let Some(Exact { text, names }) = texts.last_mut() else { continue };
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("[[") {
            text.push_str(before);
            let (name, after) = after.split_once("]]").ok_or_else(|| format!("no end: {line}"))?;
            let (name, label) = name.split_once('|').ok_or_else(|| format!("no kind: {line}"))?;
            let start = text.len();
            text.push_str(name);
            names.extend(kind(label).map(|kind| (Span::new(start, text.len()), kind)));
            rest = after;
        }
        text.push_str(rest);
        text.push('\n');
    }
    Ok(texts)
}

fn kind(label: &str) -> Option<EntityKind> {
    Some(KINDS[["PER", "LOC", "ORG"].iter().position(|known| *known == label)?])
}

struct Exact {
    text: String,
    names: Vec<(Span, EntityKind)>,
}

fn measure_exact(name: &str, texts: &[Exact], lexicon: &Lexicon, errors: Option<&str>) {
    let mut score = Score::default();
    let (mut elapsed, mut words) = (0.0, 0);
    for Exact { text, names } in texts {
        let started = Instant::now();
        let mentions = facts(&article(text), lexicon).mentions;
        elapsed += started.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        for &(span, kind) in names {
            score.wanted[kind as usize] += 1;
            let right = mentions.iter().any(|mention| mention.span == span && mention.kind == kind);
            score.right[kind as usize] += usize::from(right);
            if !right {
                report_exact("missing", text, span, kind, "", errors);
            }
        }
        for mention in &mentions {
            score.found[mention.kind as usize] += 1;
            if !names.contains(&(mention.span, mention.kind)) {
                report_exact("wrong", text, mention.span, mention.kind, &mention.rule, errors);
            }
        }
    }
    print_score(name, &score, elapsed * 1e6 / words as f64);
}

fn report_exact(what: &str, text: &str, span: Span, kind: EntityKind, rule: &str, errors: Option<&str>) {
    if errors != Some(format!("{kind:?}").to_lowercase().as_str()) {
        return;
    }
    let before: Vec<char> = text[..span.start as usize].chars().rev().take(40).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end as usize..].chars().take(30).collect();
    println!("{what:<8}{rule:<26}{}", format!("{before}[{}]{after}", span.of(text)).replace('\n', " / "));
}

fn print_score(name: &str, score: &Score, per_word: f64) {
    print!("{name:<18}");
    for kind in 0..3 {
        let part = |of: usize| 100.0 * score.right[kind] as f64 / (of.max(1)) as f64;
        let (precision, recall) = (part(score.found[kind]), part(score.wanted[kind]));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        print!("  {precision:>5.1} {recall:>5.1} {f1:>5.1} ");
    }
    println!(" {per_word:>8.1}");
}
