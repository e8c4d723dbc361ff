//! Articles tied into events and storylines: what that costs at 10⁴ and 10⁵ articles, and whether the
//! order in which they come in matters.
//!
//! `cargo bench --bench story`. The articles are those of the corpus in `../shared/data/corpus`, where it
//! is; further hundreds of thousands are the same with other words: each world of them has its own letters
//! for every word of five or more, so that what was alike is alike again, and no two worlds are. Without
//! the corpus they are made from the seeds, each of which resembles thousands of others: the worst case.
//! `KHABAR_BENCH_SIZES=10000` measures other sizes.

#[allow(dead_code)] // libraries that are kept are for other benches
mod library;

use jiff::ToSpan;
use jiff::civil::Date;
use khabar::article::{Article, Facts, Published, PublishedFrom};
use khabar::extract::{Lexicon, date::Settings, facts};

use khabar::store::{Addition, Id, Import, Library};
use std::collections::{BTreeMap, BTreeSet};

use std::time::{Duration, Instant};

const BATCH: usize = 32;

fn main() {
    let sizes: Vec<usize> = match std::env::var("KHABAR_BENCH_SIZES") {
        Ok(sizes) => sizes.split(',').map(|size| size.trim().parse().expect("a number")).collect(),
        Err(_) => vec![10_000, 100_000],
    };
    let corpus = corpus();
    match &corpus {
        Some(corpus) => println!("{} articles of the corpus, and worlds made from them", corpus.len()),
        None => println!("../shared/data/corpus is not there: articles made from the seeds"),
    }
    for size in sizes {
        measure(size, corpus.as_deref());
    }
    if let Some(corpus) = &corpus {
        compare_orders(corpus);
    }
}

/// The articles of the corpus with their facts, by day; `None` if it is not there.
fn corpus() -> Option<Vec<(Article, Facts)>> {
    let lexicon = Lexicon::load(Settings::default());
    let mut articles: Vec<(Article, Facts)> =
        library::corpus()?.into_iter().map(|article| (article.clone(), facts(&article, &lexicon))).collect();
    articles.sort_by_key(|(article, _)| article.published.map(|published| published.date));
    Some(articles)
}

/// An article of a world: other words, other names, another day.
fn in_world(world: usize, (article, facts): &(Article, Facts)) -> Addition {
    let (mut article, mut facts) = (article.clone(), facts.clone());
    if world > 0 {
        article.key = format!("{world}-{}", article.key);
        article.text = with_letters_of(world, &article.text);
        article.title.text = with_letters_of(world, &article.title.text);
        let later = |date: Date| date.saturating_add((97 * world as i64).days());
        article.published = article
            .published
            .map(|published| Published { date: later(published.date), from: PublishedFrom::Metadata });
        facts.dates.clear();
        for entity in &mut facts.entities {
            entity.id = format!("{world}:{}", entity.id);
            entity.name = with_letters_of(world, &entity.name);
        }
    }
    let profile = khabar::story::profile(&article, &facts);
    Addition { article, facts, profile, whole_origin: false, host: None }
}

/// The text with the letters of each longer word exchanged for others of the same length in bytes, so that
/// all spans still fit.
fn with_letters_of(world: usize, text: &str) -> String {
    const LETTERS: [char; 22] = [
        'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق',
        'ك', 'م',
    ];
    let mut made = String::with_capacity(text.len());
    for word in text.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let is_long = word.chars().filter(|character| character.is_alphanumeric()).count() >= 5;
        made.extend(word.chars().map(
            |character| match LETTERS.iter().position(|letter| *letter == character) {
                Some(at) if is_long => LETTERS[(at * 7 + 5 * world + at * at * world) % LETTERS.len()],
                _ => character,
            },
        ));
    }
    made
}

fn additions(size: usize, corpus: Option<&[(Article, Facts)]>) -> Vec<Addition> {
    let Some(corpus) = corpus else { return library::additions(0..size, size) };
    let mut additions: Vec<Addition> =
        (0..size).map(|number| in_world(number / corpus.len(), &corpus[number % corpus.len()])).collect();
    additions.sort_by_key(|addition| addition.article.published.map(|published| published.date));
    additions
}

fn measure(size: usize, corpus: Option<&[(Article, Facts)]>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(&folder.path().join("library.db")).expect("a library");
    let mut import = Import::new(1);
    let all = additions(size, corpus);
    let begun = Instant::now();
    for batch in all.chunks(BATCH) {
        library.add(&mut import, batch).expect("they are added");
    }
    let added = begun.elapsed();
    let before = events(&library);
    println!("\n{size} articles: stored and tied in {:.2} ms each", each(added, size));

    let block = (size / 5).max(1) as u64;
    let (mut begun, mut done) = (Instant::now(), 0);
    while let Some((tied, _)) = library.tie_anew().expect("they are tied") {
        if tied / block > done / block {
            println!(
                "  tied anew up to {tied:>7}: {:.2} ms each",
                each(begun.elapsed(), (tied - done) as usize)
            );
            (begun, done) = (Instant::now(), tied);
        }
    }
    println!("  the same events as before: {:.2} % of the articles", same(&before, &events(&library)));

    let mut times: Vec<Duration> = (0..500)
        .map(|number| {
            let id = Id::new((number * 7919 % size + 1) as i64);
            let begun = Instant::now();
            library.related(id, 20).expect("it is there");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: f64| times[(times.len() as f64 * part) as usize].as_secs_f64() * 1e3;
    println!("  related: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms", at(0.5), at(0.95), at(0.99));
}

fn each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e3 / count.max(1) as f64
}

/// Imports the corpus by day, from the last day to the first, and shuffled: how many articles have the same
/// event, which is the same set of articles.
fn compare_orders(corpus: &[(Article, Facts)]) {
    let by_day: Vec<Addition> = corpus.iter().map(|article| in_world(0, article)).collect();
    let mut shuffled = by_day.clone();
    // A fixed order that has nothing to do with days.
    shuffled.sort_by_key(|addition| {
        addition
            .article
            .key
            .bytes()
            .fold(7_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    });
    let backwards: Vec<Addition> = by_day.iter().rev().cloned().collect();
    let events_of = |additions: &[Addition]| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut library = Library::open(&folder.path().join("library.db")).expect("a library");
        let mut import = Import::new(1);
        for batch in additions.chunks(BATCH) {
            library.add(&mut import, batch).expect("they are added");
        }
        events(&library)
    };
    let reference = events_of(&by_day);
    println!("\nthe corpus in another order, articles with the same event as by day:");
    println!("  shuffled: {:.2} %", same(&reference, &events_of(&shuffled)));
    println!("  backwards: {:.2} %", same(&reference, &events_of(&backwards)));
}

/// The event of each article, as the set of its articles.
fn events(library: &Library) -> BTreeMap<String, BTreeSet<String>> {
    let mut events = BTreeMap::new();
    library
        .stories(|told| {
            let key = |id: &Id| library.article(*id).expect("it is there").article.key;
            let keys: BTreeSet<String> = told.articles.iter().map(key).collect();
            events.extend(keys.iter().map(|key| (key.clone(), keys.clone())));
        })
        .expect("the stories");
    events
}

/// In how many of a hundred articles both agree.
fn same(one: &BTreeMap<String, BTreeSet<String>>, other: &BTreeMap<String, BTreeSet<String>>) -> f64 {
    let alike = one.iter().filter(|(key, event)| other.get(*key) == Some(event)).count();
    100.0 * alike as f64 / one.len().max(1) as f64
}
