//! Labelled text (CoNLL) -> windows of words with what the tagger sees and should say of each.

use khabar::article::{Article, Section, SectionKind, Span};
use khabar::extract::name::tagger::Features;
use khabar::extract::name::tagger::model::LABELS;
use khabar::extract::name::{Names, features};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Words of a window at most: what one step of training sees together, and pools.
const WINDOW: usize = 192;

/// A word with its label, and how likely each label is.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub label: usize,
    pub soft: [f32; LABELS],
}

/// Sentences that stand together.
pub type Document = Vec<Vec<Word>>;

/// A labelled file.
pub struct Corpus {
    pub name: String,
    /// SHA-256 of the files as they lie.
    pub hash: String,
    pub documents: Vec<Document>,
}

impl Corpus {
    /// Nine tenths of the sentences to learn from, and the last tenth to measure with.
    pub fn split(&self) -> (Document, Document) {
        let sentences: Document = self.documents.iter().flatten().cloned().collect();
        let (learnt, dev) = sentences.split_at(sentences.len() * 9 / 10);
        (learnt.to_vec(), dev.to_vec())
    }
}

/// A stretch of a document, ready to be trained on.
#[derive(Clone)]
pub struct Window {
    pub features: Features,
    /// For each word its label by hand or, in silver text, the likeliest.
    pub labels: Vec<usize>,
    /// For each word how likely each label is.
    pub soft: Vec<[f32; LABELS]>,
}

const TAGS: [&str; LABELS] = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"];

/// Reads `NAME.conll.zst`, and how likely each label is from `NAME.soft.u8.zst` if that lies beside it.
pub fn read(folder: &Path, name: &str) -> Result<Corpus, Box<dyn Error>> {
    let mut hasher = Sha256::new();
    let mut load = |suffix: &str| -> Result<Vec<u8>, Box<dyn Error>> {
        let path = folder.join(format!("{name}.{suffix}.zst"));
        let bytes = fs::read(&path).map_err(|error| format!("cannot read '{}': {error}", path.display()))?;
        hasher.update(&bytes);
        Ok(zstd::decode_all(bytes.as_slice())?)
    };
    let text = String::from_utf8(load("conll")?)?;
    let soft_path = folder.join(format!("{name}.soft.u8.zst"));
    let soft = if soft_path.exists() { load("soft.u8")? } else { Vec::new() };
    let mut rows = soft.chunks_exact(LABELS);
    let mut documents: Vec<Document> = Vec::new();
    let mut document: Document = Vec::new();
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with("#doc") {
            if !document.is_empty() {
                documents.push(std::mem::take(&mut document));
            }
        } else if line.is_empty() {
            if !sentence.is_empty() {
                document.push(std::mem::take(&mut sentence));
            }
        } else if let Some((word, tag)) = line.split_once('\t') {
            let label = TAGS.iter().position(|known| *known == tag);
            let label = label.ok_or_else(|| format!("{name}: unknown label '{tag}'"))?;
            let soft = match rows.next() {
                Some(row) => spread(row),
                None => hard(label),
            };
            sentence.push(Word { text: word.to_owned(), label, soft });
        }
    }
    documents.push(document);
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Corpus { name: name.to_owned(), hash, documents })
}

fn spread(row: &[u8]) -> [f32; LABELS] {
    let sum: f32 = row.iter().map(|&byte| f32::from(byte)).sum::<f32>().max(1.0);
    std::array::from_fn(|label| f32::from(row[label]) / sum)
}

/// All for one label.
pub fn hard(label: usize) -> [f32; LABELS] {
    std::array::from_fn(|other| f32::from(u8::from(other == label)))
}

/// Cuts documents into windows of whole sentences.
pub fn windows(documents: &[Document], names: &Names) -> Vec<Window> {
    let mut windows = Vec::new();
    for document in documents {
        let mut held: Vec<&[Word]> = Vec::new();
        let mut count = 0;
        let sentences = document.iter().flat_map(|sentence| sentence.chunks(WINDOW));
        for sentence in sentences {
            if count + sentence.len() > WINDOW && count > 0 {
                windows.push(window(&held, names));
                held.clear();
                count = 0;
            }
            held.push(sentence);
            count += sentence.len();
        }
        if count > 0 {
            windows.push(window(&held, names));
        }
    }
    windows.retain(|window| !window.labels.is_empty());
    windows
}

/// One window: its sentences are the lines of an article, and the words that the tagger sees get the
/// labels of the tokens that they stand in.
pub fn window(sentences: &[&[Word]], names: &Names) -> Window {
    let mut text = String::new();
    let mut tokens: Vec<(Span, &Word)> = Vec::new();
    let mut sections = Vec::new();
    for sentence in sentences {
        let begin = text.len();
        for word in *sentence {
            let start = text.len();
            text.push_str(&word.text);
            tokens.push((Span::new(start, text.len()), word));
            text.push(' ');
        }
        text.pop();
        sections.push(Section { kind: SectionKind::Paragraph, span: Span::new(begin, text.len()), part: 0 });
        text.push('\n');
    }
    let features = features(&article(text, sections), names);
    let (mut labels, mut soft) = (Vec::new(), Vec::new());
    let mut before = usize::MAX;
    for word in &features.words {
        let at = tokens.partition_point(|(span, _)| span.end <= word.span.start);
        let (_, token) = &tokens[at.min(tokens.len() - 1)];
        // A token of two words: the second goes on with what the first began.
        let again = at == before;
        before = at;
        labels.push(if again { inside(token.label) } else { token.label });
        soft.push(if again { insides(&token.soft) } else { token.soft });
    }
    Window { features, labels, soft }
}

fn inside(label: usize) -> usize {
    if label % 2 == 1 { label + 1 } else { label }
}

fn insides(soft: &[f32; LABELS]) -> [f32; LABELS] {
    let mut moved = *soft;
    for label in (1..LABELS).step_by(2) {
        moved[label + 1] += std::mem::take(&mut moved[label]);
    }
    moved
}

fn article(text: String, sections: Vec<Section>) -> Article {
    Article { text, sections, ..Article::default() }
}
