//! Adding, listing, searching, relating: at 10³, 10⁴ and 10⁵ articles made from the seeds.
//!
//! `cargo bench --bench store`. Libraries are made once and kept in the target folder; delete
//! `bench-libraries` there to make them anew. `KHABAR_BENCH_SIZES=1000000` benches other sizes.

mod library;

use divan::{Bencher, counter::ItemsCount};
use khabar::store::{Count, Id, Import, Library, Order, Page, Query, Reader, Seek};

fn main() {
    divan::main();
}

fn reader(size: usize) -> Reader {
    Reader::open(&library::of_size(size)).expect("the library was just made")
}

fn sizes() -> Vec<usize> {
    match std::env::var("KHABAR_BENCH_SIZES") {
        Ok(sizes) => sizes.split(',').map(|size| size.trim().parse().expect("a number")).collect(),
        Err(_) => vec![1_000, 10_000, 100_000],
    }
}

/// Rows of a page: more than a window has lines.
const PAGE: usize = 100;

fn page(reader: &Reader, query: &Query, order: Order, seek: Seek) -> Page {
    reader.page(query, order, seek, PAGE).expect("a page")
}

/// A batch of 64 articles into a library of `size`, with everything that was found in them.
#[divan::bench(args = sizes(), sample_count = 10)]
fn add(bencher: Bencher<'_, '_>, size: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("library.db");
    reader(size).backup(&path).expect("a copy");
    let mut library = Library::open(&path).expect("a library");
    let mut import = Import::new(1);
    let mut next = size;
    bencher
        .counter(ItemsCount::new(64_usize))
        .with_inputs(|| {
            next += 64;
            library::additions(next - 64..next, size)
        })
        .bench_local_values(|batch| library.add(&mut import, &batch).expect("they are added"));
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn open_and_first_page(size: usize) -> Page {
    page(&reader(size), &Query::all(), Order::Newest, Seek::First)
}

#[divan::bench(args = sizes())]
fn page_in_the_middle(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    let middle = reader.cursor(Id::new(size as i64 / 2)).expect("it is there");
    bencher.bench_local(|| page(&reader, &Query::all(), Order::Newest, Seek::After(middle)));
}

#[divan::bench(args = sizes())]
fn last_page(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    bencher.bench_local(|| page(&reader, &Query::all(), Order::Newest, Seek::Last));
}

#[divan::bench(args = sizes())]
fn open_article(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    let mut number = 0;
    bencher.bench_local(|| {
        number = (number + 7919) % size;
        let id = Id::new(number as i64 + 1);
        (reader.article(id).expect("it is there"), reader.facts(id).expect("it is there"))
    });
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn related(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    let mut number = 0;
    bencher.bench_local(|| {
        number = (number + 7919) % size;
        reader.related(Id::new(number as i64 + 1), 20).expect("it is there")
    });
}

/// Whoever almost every article of the library names.
const NAMED: &str = "Q22686";

/// What a page shows at first of a name that almost all articles have.
#[divan::bench(args = sizes(), sample_count = 20)]
fn named_by_the_newest(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    bencher.bench_local(|| reader.named(NAMED, Some(500)).expect("an answer").expect("it is there"));
}

/// What it shows in the end.
#[divan::bench(args = sizes(), sample_count = 3)]
fn named_by_all(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    bencher.bench_local(|| reader.named(NAMED, None).expect("an answer").expect("it is there"));
}

/// A page of the articles that name it.
#[divan::bench(args = sizes(), sample_count = 20)]
fn namings(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    bencher.bench_local(|| reader.namings(NAMED, None, 40).expect("an answer"));
}

/// Whom a typed name means.
#[divan::bench(args = sizes(), sample_count = 5)]
fn called(bencher: Bencher<'_, '_>, size: usize) {
    let reader = reader(size);
    bencher.bench_local(|| reader.called("trump", None).expect("an answer"));
}

#[divan::bench(args = sizes(), sample_count = 20)]
fn tag_one(bencher: Bencher<'_, '_>, size: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("library.db");
    reader(size).backup(&path).expect("a copy");
    let mut library = Library::open(&path).expect("a library");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        library.tag(&[Id::new(number)], &["bench"], &[]).expect("it is tagged")
    });
}

/// What is searched for; each is benched by date and by relevance.
const QUERIES: [(&str, &str); 8] = [
    ("rare", "ويتكوف كلمات"),
    ("common", "أوكرانيا"),
    ("two", "بوتين الكرملين"),
    ("phrase", "\"وقف إطلاق النار\""),
    ("prefix", "مفاوض*"),
    ("person", "person:بوتين after:2020 before:2021"),
    ("unread", "unread: الحرب -ترامب"),
    ("nothing", "أوكرانيا tag:none"),
];

fn searches() -> Vec<(usize, &'static str)> {
    sizes().into_iter().flat_map(|size| QUERIES.map(|(name, _)| (size, name))).collect()
}

fn query(name: &str) -> Query {
    let (_, text) = QUERIES.iter().find(|(known, _)| *known == name).expect("a name of the table");
    text.parse().expect("a query")
}

struct Search((usize, &'static str));

impl std::fmt::Display for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0.0, self.0.1)
    }
}

#[divan::bench(args = searches().into_iter().map(Search), sample_count = 20)]
fn search_newest(bencher: Bencher<'_, '_>, search: &Search) {
    let (reader, query) = (reader(search.0.0), query(search.0.1));
    bencher.bench_local(|| page(&reader, &query, Order::Newest, Seek::First));
}

#[divan::bench(args = searches().into_iter().map(Search), sample_count = 10)]
fn search_relevant(bencher: Bencher<'_, '_>, search: &Search) {
    let (reader, query) = (reader(search.0.0), query(search.0.1));
    bencher.bench_local(|| page(&reader, &query, Order::Relevance, Seek::First));
}

#[divan::bench(args = searches().into_iter().map(Search), sample_count = 5)]
fn count(bencher: Bencher<'_, '_>, search: &Search) {
    let (reader, query) = (reader(search.0.0), query(search.0.1));
    bencher.bench_local(|| -> Count { reader.count(&query).expect("a count") });
}
