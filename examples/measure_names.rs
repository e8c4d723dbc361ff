//! Labelled text -> precision, recall and F1 of the names that are found in it, by kind.
//!
//! ```text
//! cargo run --release --example measure_names -- [--errors KIND] [--only NAME] SHARED
//! ```
//!
//! SHARED is the folder with `data/`. Strict: the span (whole words where the labels are of whole
//! words) and the kind must be right. With `--errors` (person, place or organisation) every wrong
//! and every missing name is printed in its context.

use khabar::article::{Article, EntityKind, Mention, Section, SectionKind, Span, Title};
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
    let mut shared = String::from("../shared");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => errors = arguments.next(),
            "--only" => only = arguments.next(),
            _ => shared = argument,
        }
    }
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    let started = Instant::now();
    let lexicon = Lexicon::load(Default::default());
    println!("loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    println!("{:<18} {:>20} {:>20} {:>20} {:>8}", "", "person", "place", "organisation", "us/word");
    if wanted("seeds") {
        measure_seeds(Path::new(&shared), &lexicon, errors.as_deref())?;
    }
    for name in ["anercorp-train", "silver-ntrex", "silver-jawhara"] {
        if !wanted(name) {
            continue;
        }
        let path = Path::new(&shared).join(format!("data/ner/{name}.conll.zst"));
        let mut samples = read_conll(&path)?;
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
    Article {
        key: String::new(),
        origin: String::new(),
        part: 0,
        offset: 0,
        title: Title::default(),
        published: None,
        outlet: None,
        url: None,
        keywords: Vec::new(),
        text: text.to_owned(),
        sections,
    }
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

fn measure_seeds(shared: &Path, lexicon: &Lexicon, errors: Option<&str>) -> Result<(), Box<dyn Error>> {
    let gold = fs::read_to_string(shared.join("data/gold/seed_entities.jsonl"))?;
    let mut score = Score::default();
    let (mut elapsed, mut words) = (0.0, 0);
    let mut paths: Vec<_> =
        fs::read_dir(shared.join("data/seeds"))?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let document =
            path.file_name().and_then(|name| name.to_str()).map_or("", |name| &name[..3]).to_owned();
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        // Each name is a word of its own here, so that the exact characters are compared.
        let mut sample = Sample { text: text.clone(), words: Vec::new(), names: Vec::new() };
        let mut wanted: Vec<(Span, EntityKind)> = Vec::new();
        for line in gold.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            if line["doc"] != document.as_str() {
                continue;
            }
            let at = |field: &str| offsets[line[field].as_u64().unwrap_or(0) as usize];
            let kind =
                KINDS[["PER", "LOC", "ORG"].iter().position(|kind| line["type"] == *kind).unwrap_or(0)];
            wanted.push((Span::new(at("start"), at("end")), kind));
        }
        let started = Instant::now();
        let mentions = facts(&article(&text), lexicon).mentions;
        elapsed += started.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        let mut spans: Vec<Span> =
            wanted.iter().map(|(span, _)| *span).chain(mentions.iter().map(|mention| mention.span)).collect();
        spans.sort();
        spans.dedup();
        sample.words = spans;
        let index =
            |span: Span, sample: &Sample| sample.words.iter().position(|word| *word == span).unwrap_or(0);
        sample.names =
            wanted.iter().map(|&(span, kind)| (index(span, &sample), index(span, &sample), kind)).collect();
        for &(span, kind) in &wanted {
            score.wanted[kind as usize] += 1;
            let right = mentions.iter().any(|mention| mention.span == span && mention.kind == kind);
            score.right[kind as usize] += usize::from(right);
            if !right {
                report("missing", (index(span, &sample), index(span, &sample), kind), &sample, "", errors);
            }
        }
        for mention in &mentions {
            score.found[mention.kind as usize] += 1;
            if !wanted.contains(&(mention.span, mention.kind)) {
                report(
                    "wrong",
                    (index(mention.span, &sample), index(mention.span, &sample), mention.kind),
                    &sample,
                    &mention.rule,
                    errors,
                );
            }
        }
    }
    print_score("seeds", &score, elapsed * 1e6 / words as f64);
    Ok(())
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
