//! Names found in the seed articles, and the lexicon's load. Throughput counts words.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use khabar::article::Article;
use khabar::extract::name::{Names, names};
use khabar::import::{Hints, parse};

fn main() {
    divan::main();
}

fn articles() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    paths.sort();
    let mut articles = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).expect("a readable file");
        let parsed = parse(&bytes, "seed", &Hints::default());
        articles.extend(parsed.documents.into_iter().flat_map(|document| document.articles));
    }
    articles
}

/// Reading the embedded lists: once a run of the program, when names are first looked for.
#[divan::bench]
fn load() -> Names {
    Names::load()
}

/// The five seeds with their embedded stories, one article after the other.
#[divan::bench]
fn seeds(bencher: Bencher) {
    let articles = articles();
    let known = Names::load();
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    bencher.counter(ItemsCount::new(words)).bench(|| {
        for article in &articles {
            black_box(names(black_box(article), &known));
        }
    });
}
