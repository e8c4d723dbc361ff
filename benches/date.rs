//! Finding and resolving dates: on the seed articles, and on a text without any, which is the common
//! case of a sentence. Throughput counts bytes of source.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiff::civil::date;
use khabar::extract::date::{Settings, dates_in};

fn main() {
    divan::main();
}

/// The five seeds, one after the other, sixteen times: about 380 KB.
fn seeds() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let texts: String =
        paths.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8") + "\n").collect();
    texts.repeat(16)
}

/// Sentences of the seeds in which nothing is found.
fn without_dates() -> String {
    let settings = Settings::default();
    let empty = |sentence: &&str| dates_in(sentence, None, &settings).is_empty();
    seeds().split_inclusive(['.', '\n']).filter(empty).collect()
}

fn run(bencher: Bencher, text: &str) {
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| dates_in(black_box(text), Some(date(2025, 5, 19)), &settings));
}

#[divan::bench]
fn on_the_seeds(bencher: Bencher) {
    run(bencher, &seeds());
}

#[divan::bench]
fn on_text_without_dates(bencher: Bencher) {
    run(bencher, &without_dates());
}
