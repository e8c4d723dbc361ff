//! The text stages on the seed articles: each by itself, the first row apart from all rows, and a
//! resize apart from a first layout. Throughput counts bytes of source.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use khabar::text::{
    Align, Base, Forms, Options, Shaped, Writer, layout, lines, paragraphs, prepare, reorder, segment, shape,
    truncate,
};

fn main() {
    divan::main();
}

/// The five seeds, one after the other: about 13 KB, mostly Arabic.
fn seeds() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8") + "\n").collect()
}

fn bodies(text: &str) -> Vec<&str> {
    paragraphs(text).map(|range| text[range].trim_end_matches('\n')).collect()
}

fn shaped(text: &str) -> Vec<Shaped> {
    bodies(text).into_iter().map(|body| shape(&segment(body, Base::Auto), Forms::default())).collect()
}

const WIDTH: usize = 80;

#[divan::bench]
fn stage_1_segment(bencher: Bencher) {
    let text = seeds();
    let bodies = bodies(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        for body in &bodies {
            black_box(segment(black_box(body), Base::Auto));
        }
    });
}

#[divan::bench]
fn stage_2_shape(bencher: Bencher) {
    let text = seeds();
    let segmented: Vec<_> = bodies(&text).into_iter().map(|body| segment(body, Base::Auto)).collect();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        for paragraph in &segmented {
            black_box(shape(black_box(paragraph), Forms::default()));
        }
    });
}

#[divan::bench]
fn stage_3_wrap(bencher: Bencher) {
    let text = seeds();
    let shaped = shaped(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        for paragraph in &shaped {
            lines(black_box(paragraph), WIDTH)
                .for_each(|line| assert!(black_box(line).next > 0 || paragraph.is_empty()));
        }
    });
}

#[divan::bench]
fn stage_4_reorder(bencher: Bencher) {
    let text = seeds();
    let shaped = shaped(&text);
    let wrapped: Vec<_> =
        shaped.iter().map(|paragraph| lines(paragraph, WIDTH).collect::<Vec<_>>()).collect();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        for (paragraph, lines) in shaped.iter().zip(&wrapped) {
            for line in lines {
                black_box(reorder(black_box(paragraph), line.glyphs.clone()));
            }
        }
    });
}

/// Wrap, reorder and cells: what a resize costs.
#[divan::bench]
fn resize(bencher: Bencher) {
    let text = seeds();
    let prepared: Vec<_> = prepare(&text, &Options::default()).collect();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        for paragraph in &prepared {
            paragraph.rows(black_box(WIDTH), Align::Start).for_each(|row| drop(black_box(row)));
        }
    });
}

#[divan::bench]
fn all_rows(bencher: Bencher) {
    let text = seeds();
    let options = Options { width: WIDTH, ..Options::default() };
    bencher.counter(BytesCount::of_str(&text)).bench(|| layout(black_box(&text), &options));
}

#[divan::bench]
fn first_row(bencher: Bencher) {
    let text = seeds();
    let options = Options { width: WIDTH, ..Options::default() };
    bencher.bench(|| {
        let first = prepare(black_box(&text), &options).next();
        first.and_then(|paragraph| paragraph.rows(WIDTH, Align::Start).next())
    });
}

#[divan::bench]
fn title(bencher: Bencher) {
    let text = seeds();
    let title = bodies(&text)[0].to_owned();
    let options = Options { width: 34, ..Options::default() };
    bencher.bench(|| truncate(black_box(&title), &options));
}

/// All rows as they are sent, the short way.
#[divan::bench]
fn writer(bencher: Bencher) {
    let text = seeds();
    let mut writer = Writer::new(Options { width: WIDTH, ..Options::default() });
    let mut rows = Vec::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        rows.clear();
        writer.write(black_box(&text), &mut rows);
        rows.len()
    });
}

/// The same text by the stages.
#[divan::bench]
fn writer_by_stages(bencher: Bencher) {
    let text = seeds();
    let options = Options { width: WIDTH, ..Options::default() };
    let mut rows = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        rows.clear();
        prepare(black_box(&text), &options)
            .for_each(|paragraph| paragraph.write(WIDTH, Align::Start, &mut rows));
        rows.len()
    });
}

/// The command: read, lay out, write.
#[divan::bench]
fn command(bencher: Bencher) {
    let text = seeds().repeat(16);
    let arguments = khabar::cli::text::TextArgs {
        width: WIDTH,
        base: Default::default(),
        rtl: Default::default(),
        tashkeel: Default::default(),
        align: Default::default(),
    };
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut output = Vec::new();
        khabar::cli::text::run(&arguments, black_box(text.as_bytes()), &mut output).map(|()| output)
    });
}

#[divan::bench]
fn sanitise(bencher: Bencher) {
    let text = seeds();
    bencher.counter(BytesCount::of_str(&text)).bench(|| khabar::arabic::sanitise::sanitise(black_box(&text)));
}
