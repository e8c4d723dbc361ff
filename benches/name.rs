//! Names found in the seed articles and, where the shared corpus lies beside the project, in 500
//! articles of it; and the lexicon's load. Throughput counts words.

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
    run(bencher, articles());
}

/// Articles of the corpus; nothing is measured where it is not there.
#[divan::bench]
fn corpus(bencher: Bencher) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/corpus/jawhara.jsonl.zst");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("left out: there is no {path}");
        return;
    };
    let text = zstd::decode_all(bytes.as_slice()).expect("a zstd file");
    let lines = text.split_inclusive(|&byte| byte == b'\n').take(500).collect::<Vec<_>>().concat();
    let parsed = parse(&lines, "corpus.jsonl", &Hints::default());
    run(bencher, parsed.documents.into_iter().flat_map(|document| document.articles).collect());
}

fn run(bencher: Bencher, articles: Vec<Article>) {
    let known = Names::load();
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    bencher.counter(ItemsCount::new(words)).bench(|| {
        for article in &articles {
            black_box(names(black_box(article), &known));
        }
    });
}
