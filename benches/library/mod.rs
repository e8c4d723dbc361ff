//! The seeds, or the corpus in `../shared/data/corpus` where it is -> libraries of any size.
//!
//! Each article is one of theirs whose sentences are shuffled with those of others, in which one word
//! of eight is another: mostly of their own words, frequent ones more often, and now and then a
//! word that only few articles have. Its names are those of the one that it is made from and a few of
//! its own. They come in by day, over ten years. The same number in a library of the same size gives
//! the same article.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use khabar::article::{
    Article, Entity, EntityKind, Facts, Mention, Published, PublishedFrom, Section, SectionKind, Span, Title,
};
use khabar::extract::{Lexicon, date::Settings, facts};
use khabar::import::{Hints, parse};
use khabar::store::{Addition, Import, Library, Query};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Changes whenever articles are made otherwise.
const VERSION: u32 = 2;
const DAYS: usize = 3650;
const FIRST_DAY: Date = date(2016, 1, 1);

/// What articles are made from.
struct Source {
    title: String,
    sentences: Vec<String>,
    facts: Facts,
}

/// The articles of the corpus, if it is there.
pub fn corpus() -> Option<Vec<Article>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/corpus/jawhara.jsonl.zst");
    let bytes = zstd::decode_all(std::fs::File::open(path).ok()?).expect("the corpus unpacks");
    let documents = parse(&bytes, "corpus.jsonl", &Hints::default()).documents;
    Some(documents.into_iter().flat_map(|document| document.articles).collect())
}

fn seeds() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let parsed = parse(&std::fs::read(path).expect("a seed"), "seed", &Hints::default());
        parsed.documents[0].articles[0].clone()
    };
    paths.iter().map(read).collect()
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let lexicon = Lexicon::load(Settings::default());
    let source = |article: &Article| {
        let sentences =
            article.body().flat_map(|section| section.span.of(&article.text).split_inclusive(['.', '،']));
        let sentences = sentences.map(|sentence| sentence.trim().to_string());
        Source {
            title: article.title.text.clone(),
            sentences: sentences.filter(|sentence| !sentence.is_empty()).collect(),
            facts: facts(article, &lexicon),
        }
    };
    let sources = corpus().unwrap_or_else(seeds).iter().map(source).collect::<Vec<_>>();
    sources.into_iter().filter(|source| !source.sentences.is_empty()).collect()
});

/// What the libraries are made from, for people.
pub fn made_from() -> &'static str {
    if SOURCES.len() < 10 { "seeds" } else { "corpus" }
}

/// Every word of the sources, as often as it stands there.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    SOURCES.iter().flat_map(|seed| &seed.sentences).flat_map(|sentence| sentence.split_whitespace()).collect()
});

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// A word of letters for a number: the vocabulary of a million articles has about that many.
fn made_word(mut number: usize) -> String {
    const LETTERS: [char; 16] =
        ['س', 'م', 'ر', 'ن', 'ي', 'ع', 'د', 'ق', 'ح', 'ت', 'ج', 'ش', 'ط', 'ص', 'خ', 'غ'];
    let mut word = String::from("م");
    while number > 0 {
        word.push(LETTERS[number % LETTERS.len()]);
        number /= LETTERS.len();
    }
    word + "ون"
}

/// The articles with these numbers, of a library of `size` or what comes in after it, with facts and
/// profiles.
pub fn additions(numbers: Range<usize>, size: usize) -> Vec<Addition> {
    numbers.map(|number| addition(number, size)).collect()
}

fn addition(number: usize, size: usize) -> Addition {
    let mut random = Random(number as u64);
    let seed = &SOURCES[random.below(SOURCES.len())];
    let mut text = String::new();
    let mut sections = Vec::new();
    // 300 to 700 words, as news have.
    let words_wanted = 300 + random.below(400);
    let mut words = 0;
    while words < words_wanted {
        let start = text.len();
        for _ in 0..4 {
            let from = if random.below(3) > 0 { seed } else { &SOURCES[random.below(SOURCES.len())] };
            for word in from.sentences[random.below(from.sentences.len())].split_whitespace() {
                if !text.ends_with('\n') && !text.is_empty() {
                    text.push(' ');
                }
                match random.below(64) {
                    // Rare words: few small numbers, many large ones.
                    0 => {
                        let limit = 1 << (4 + random.below(18));
                        text.push_str(&made_word(random.below(limit)));
                    }
                    1..8 => text.push_str(WORDS[random.below(WORDS.len())]),
                    _ => text.push_str(word),
                }
                words += 1;
            }
        }
        sections.push(Section { kind: SectionKind::Paragraph, span: Span::new(start, text.len()), part: 0 });
        text.push('\n');
    }
    let day = FIRST_DAY.saturating_add(((number * DAYS / size) as i64).days());
    let article = Article {
        key: format!("bench-{number}"),
        origin: format!("/news/{day}/{number}.txt"),
        part: 0,
        offset: 0,
        title: Title {
            text: format!("{} {}", seed.title, made_word(number % 5000)),
            span: None,
            stated: true,
        },
        published: Some(Published { date: day, from: PublishedFrom::Metadata }),
        outlet: Some(["صدى", "مأرب برس", "الجوهرة"][random.below(3)].to_string()),
        url: None,
        keywords: Vec::new(),
        text,
        sections,
    };
    let facts = facts_of(seed, &article, &mut random);
    let profile = khabar::story::profile(&article, &facts);
    Addition { article, facts, profile, whole_origin: true, host: None }
}

fn facts_of(seed: &Source, article: &Article, random: &mut Random) -> Facts {
    let mut facts = seed.facts.clone();
    let len = article.text.len() as u32;
    facts.mentions.retain(|mention| mention.span.end < len && mention.part == 0);
    facts.dates.retain(|date| date.span.end < len && date.part == 0);
    for _ in 0..4 {
        let name = format!("{} {}", made_word(random.below(3000)), made_word(random.below(1 << 17)));
        let index = facts.entities.len() as u32;
        facts.mentions.push(Mention {
            span: Span::new(0, 1),
            kind: EntityKind::Person,
            entity: index,
            part: 0,
            confidence: 0.5,
            rule: "made".into(),
        });
        facts.entities.push(Entity {
            id: format!("person:{name}"),
            kind: EntityKind::Person,
            name,
            latin: None,
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            coordinates: None,
            choice: None,
            count: 1,
        });
    }
    facts
}

/// The path of a library of that many articles, which is made if it is not there yet.
pub fn of_size(size: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-libraries");
    std::fs::create_dir_all(&folder).expect("a folder for the libraries");
    let path = folder.join(format!("{size}-{}-v{VERSION}.db", made_from()));
    let mut library = Library::open(&path).expect("a library");
    let begun = std::time::Instant::now();
    let start = library.count(&Query::all()).expect("a count").total as usize;
    if start >= size {
        return path;
    }
    let mut import = Import::new(1);
    library.take_memory().expect("it has it");
    let (mut adding, mut bytes) = (std::time::Duration::ZERO, 0);
    std::thread::scope(|scope| {
        let (give, batches) = std::sync::mpsc::sync_channel(2);
        scope.spawn(move || {
            let batches = (start..size).step_by(BATCH).map(|first| first..size.min(first + BATCH));
            batches.map(|numbers| additions(numbers, size)).try_for_each(|batch| give.send(batch))
        });
        for batch in batches {
            bytes += batch.iter().map(|addition| addition.article.text.len()).sum::<usize>();
            let before = std::time::Instant::now();
            library.add(&mut import, &batch).expect("they are added");
            adding += before.elapsed();
        }
    });
    drop(library);
    let file = std::fs::metadata(&path).expect("the library").len();
    eprintln!(
        "library of {size}: {:.0} articles/s into the store, {:.0} s in all; {:.2} x text ({} MiB)",
        (size - start) as f64 / adding.as_secs_f64(),
        begun.elapsed().as_secs_f64(),
        file as f64 / bytes as f64,
        file >> 20,
    );
    path
}

const BATCH: usize = 256;
