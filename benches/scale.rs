//! The whole program at 10³ to 10⁶ articles: what a reader waits for, and what it takes.
//!
//! `cargo bench --bench scale`. Libraries are made as `library/mod.rs` says and kept in the target folder; one of a
//! million takes hours: `KHABAR_BENCH_SIZES=1000000`; with `KHABAR_BENCH_MOVES=1` it is not copied, but used up.
//! Runs the program itself on a pseudo-terminal of 140 by 40. `cargo bench --bench scale -- --make N` makes a library
//! of N articles and measures nothing; `--write N FILE` writes N of the articles as JSONL, for other programs.

mod library;

use khabar::article::Article;
use khabar::store::{Order, Query, Reader, Seek};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::borrow::Borrow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Articles that are added to each library through the command line.
const ADDED: usize = 2000;
/// Keys pressed for each figure.
const KEYS: usize = 300;
/// Searches for each figure.
const SEARCHES: usize = 60;
/// Nothing more comes of a key after this long without output.
const QUIET: Duration = Duration::from_millis(12);
/// Columns of the list of which rows are told apart.
const LIST_COLUMNS: u16 = 40;
const PATIENCE: Duration = Duration::from_secs(120);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--make") {
        library::of_size(arguments[at + 1].parse().expect("a number"));
        return;
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        let count = arguments[at + 1].parse().expect("a number");
        return write_articles(Path::new(&arguments[at + 2]), 0..count, count);
    }
    let sizes: Vec<usize> = match std::env::var("KHABAR_BENCH_SIZES") {
        Ok(sizes) => sizes.split(',').map(|size| size.trim().parse().expect("a number")).collect(),
        Err(_) => vec![1_000, 10_000, 100_000],
    };
    println!("made from the {}; times in ms, memory in MiB", library::made_from());
    for size in sizes {
        measure(size);
    }
    import_corpus();
}

fn measure(size: usize) {
    let original = library::of_size(size);
    let folder = tempfile::tempdir_in(original.parent().expect("it has a folder")).expect("a folder");
    let path = folder.path().join("library.khabar");
    if std::env::var_os("KHABAR_BENCH_MOVES").is_some() {
        std::fs::rename(&original, &path).expect("it is moved");
    } else {
        std::fs::copy(&original, &path).expect("a copy");
    }
    println!("\n{size} articles");
    println!("  file / text          {:.2}", size_ratio(&path, size));
    search(&path);
    window(&path, "cold", true);
    window(&path, "warm", false);
    // Last, because they change the library.
    import(&path, folder.path(), size);
}

/// The file's bytes for each byte of title and text, the latter by a sample.
fn size_ratio(path: &Path, size: usize) -> f64 {
    let step = (size / 500).max(1);
    let sample: Vec<Article> = (0..size)
        .step_by(step)
        .flat_map(|number| library::additions(number..number + 1, size))
        .map(|addition| addition.article)
        .collect();
    let bytes: usize = sample.iter().map(|article| article.text.len() + article.title.text.len()).sum();
    let file = std::fs::metadata(path).expect("the library").len();
    file as f64 * sample.len() as f64 / (bytes as f64 * size as f64)
}

fn write_articles(path: &Path, numbers: std::ops::Range<usize>, size: usize) {
    let additions = numbers.flat_map(|number| library::additions(number..number + 1, size));
    write(path, additions.map(|addition| addition.article));
}

/// Writes articles as JSONL.
fn write(path: &Path, articles: impl Iterator<Item = impl Borrow<Article>>) {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    for article in articles {
        let Article { key, title, text, published, outlet, .. } = article.borrow();
        let date = published.as_ref().map(|published| published.date.to_string());
        let line = serde_json::json!({ "id": key, "title": title.text, "text": text, "date": date, "source": outlet });
        writeln!(out, "{line}").expect("written");
    }
}

/// What is searched for: words, phrases and names of the library's own articles.
fn queries(reader: &Reader, size: usize) -> Vec<(&'static str, Vec<String>)> {
    let step = (size / SEARCHES).max(1);
    let articles: Vec<_> = (1..=size as i64)
        .step_by(step)
        .take(SEARCHES)
        .map(|id| reader.article(khabar::store::Id::new(id)).expect("an article").article)
        .collect();
    let long = |word: &&str| word.chars().count() > 4;
    let words = |article: &Article, from: usize, count: usize| {
        let words: Vec<&str> = article.text.split_whitespace().filter(long).skip(from).take(count).collect();
        words.join(" ").replace(['"', '(', ')', ':', '-', '*', '«', '»'], "")
    };
    let each = |make: &dyn Fn(&Article) -> String| articles.iter().map(make).collect::<Vec<_>>();
    let common = ["الرئيس", "تونس", "الحكومة", "وزير", "العام", "مدينة", "الأمن", "قوات", "اليوم", "أوكرانيا"];
    vec![
        ("a common word", common.iter().cycle().take(SEARCHES).map(|word| word.to_string()).collect()),
        ("two words", each(&|article| words(article, 3, 2))),
        (
            "a phrase",
            each(&|article| {
                let text: Vec<&str> = article.text.split_whitespace().skip(4).take(3).collect();
                format!("\"{}\"", text.join(" ").replace('"', ""))
            }),
        ),
        (
            "word, year, outlet",
            each(&|article| {
                let year = article.published.map_or(2020, |published| published.date.year());
                format!("{} on:{year} outlet:\"صدى\"", words(article, 2, 1))
            }),
        ),
        ("person and not", each(&|article| format!("person:\"السبسي\" -\"{}\"", words(article, 5, 1)))),
    ]
}

fn search(path: &Path) {
    let reader = Reader::open(path).expect("the library opens");
    let size = reader.count(&Query::all()).expect("a count").total as usize;
    for (name, queries) in queries(&reader, size) {
        for (order, order_name) in [(Order::Newest, "by day"), (Order::Relevance, "by relevance")] {
            let times = queries.iter().filter_map(|text| text.parse::<Query>().ok()).map(|query| {
                let begun = Instant::now();
                reader.page(&query, order, Seek::First, 50).expect("a page");
                begun.elapsed()
            });
            tell(&format!("search: {name}, {order_name}"), times.collect());
        }
    }
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: f64| {
        let index = (times.len().saturating_sub(1) as f64 * part).round() as usize;
        times.get(index).map_or(f64::NAN, Duration::as_secs_f64) * 1000.0
    };
    println!(
        "  {what:38} p50 {:8.2}  p95 {:8.2}  p99 {:8.2}  ({})",
        at(0.5),
        at(0.95),
        at(0.99),
        times.len()
    );
}

fn rows(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).expect("a terminal has rows and columns")
}

/// The program on a pseudo-terminal.
struct Window {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Window {
    fn open(library: &Path, paths: &[&Path]) -> Window {
        let size = PtySize { rows: 40, cols: 140, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program());
        command.args(["--library".as_ref(), library.as_os_str()]);
        command.args(paths);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_GB.UTF-8");
        let mut source = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (give, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(count @ 1..) = source.read(&mut bytes) {
                if give.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("it starts");
        Window {
            child,
            keys,
            output,
            screen: vt100::Parser::new(rows(40), rows(140), 0),
            started,
            _terminal: pair.master,
        }
    }

    /// How long it takes until the screen is as wanted.
    fn until(&mut self, wanted: impl Fn(&str) -> bool) -> Duration {
        loop {
            let (at, bytes) = self.output.recv_timeout(PATIENCE).expect("more output");
            self.screen.process(&bytes);
            if wanted(&self.screen.screen().contents()) {
                return at - self.started;
            }
        }
    }

    /// From a key to the output with which another row of the list is the selected one; `None` if none becomes so.
    fn press(&mut self, key: &str) -> Option<Duration> {
        while let Ok((_, bytes)) = self.output.try_recv() {
            self.screen.process(&bytes);
        }
        let before = self.selected();
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).expect("it reads keys");
        let shown = loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_millis(500)).ok()?;
            self.screen.process(&bytes);
            if self.selected() != before {
                break at;
            }
        };
        // What follows, the article beside the list, is not to be taken for the next key's.
        while let Ok((_, bytes)) = self.output.recv_timeout(QUIET) {
            self.screen.process(&bytes);
        }
        Some(shown - pressed)
    }

    /// The rows of the list that stand out.
    fn selected(&self) -> String {
        let screen = self.screen.screen();
        let ground = |row: u16| screen.cell(row, 1).map(vt100::Cell::bgcolor);
        let rows = (2..39).filter(|&row| ground(row) != ground(1));
        rows.map(|row| screen.contents_between(row, 0, row, LIST_COLUMNS)).collect()
    }

    /// How many articles there are, by the bar.
    fn articles(&self) -> usize {
        let bar = self.screen.screen().contents_between(0, 0, 0, 140);
        let count =
            bar.split_whitespace().zip(bar.split_whitespace().skip(1)).find(|(_, what)| *what == "articles");
        count.and_then(|(count, _)| count.replace(',', "").parse().ok()).unwrap_or(0)
    }

    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? >> 10)
    }

    fn end(mut self) {
        let _ = self.keys.write_all(b"q");
        let _ = self.child.wait();
    }
}

fn program() -> PathBuf {
    std::env::var_os("KHABAR_BENCH_PROGRAM")
        .map_or_else(|| env!("CARGO_BIN_EXE_khabar").into(), PathBuf::from)
}

/// Whether a list stands there: its rows have days.
fn has_list(screen: &str) -> bool {
    screen.lines().filter(|line| line.contains(" 20")).count() > 4
}

fn window(path: &Path, name: &str, cold: bool) {
    if cold && std::fs::write("/proc/sys/vm/drop_caches", "3").is_err() {
        println!("  first frame, cold: left out, the caches may not be dropped");
        return;
    }
    if !cold {
        // What the machine has read once stays in its memory, as far as that reaches.
        let mut file = std::fs::File::open(path).expect("the library");
        std::io::copy(&mut file, &mut std::io::sink()).expect("it is read");
    }
    let mut window = Window::open(path, &[]);
    let first = window.until(has_list);
    println!("  first frame, {name:4}                      {:8.1}", first.as_secs_f64() * 1000.0);
    if cold {
        return window.end();
    }
    std::thread::sleep(Duration::from_millis(500));
    for (key, name) in [("j", "one down"), ("\u{4}", "half a page down"), ("\u{6}", "a page down")] {
        window.press("gg");
        // Until the end of the list, where a key selects no other row.
        let times = (0..KEYS).map_while(|_| window.press(key));
        tell(&format!("key to frame: {name}"), times.collect());
    }
    let times = (0..20).filter_map(|turn| window.press(if turn % 2 == 0 { "G" } else { "gg" }));
    tell("key to frame: to the end and back", times.collect());
    println!("  memory of the reader, at most          {}", window.memory().unwrap_or(0));
    window.end();
}

fn import(path: &Path, folder: &Path, size: usize) {
    let file = folder.join("more.jsonl");
    write_articles(&file, size..size + ADDED, size);
    println!(
        "  import, whole: articles/s              {:8.0}",
        ADDED as f64 / add(path, &file).as_secs_f64()
    );
    import_in_window(path, folder, size + ADDED);
}

/// How long the command line takes to add what is in a file.
fn add(library: &Path, file: &Path) -> Duration {
    let begun = Instant::now();
    let done = Command::new(program()).arg("--library").arg(library).arg("add").arg(file).output();
    assert!(done.is_ok_and(|done| done.status.success()), "they are added");
    begun.elapsed()
}

/// The articles of the corpus as they are, which are shorter than those of the libraries, into a new library.
fn import_corpus() {
    let Some(articles) = library::corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (path, file) = (folder.path().join("library.khabar"), folder.path().join("corpus.jsonl"));
    write(&file, articles.iter());
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    let rate = articles.len() as f64 / add(&path, &file).as_secs_f64();
    println!("\nthe corpus as it is: {} articles of {} words", articles.len(), words / articles.len());
    println!("  import, whole: articles/s              {rate:8.0}");
}

/// Keys while the window adds articles.
fn import_in_window(path: &Path, folder: &Path, size: usize) {
    let file = folder.join("still-more.jsonl");
    write_articles(&file, size..size + ADDED, size);
    let mut window = Window::open(path, &[&file]);
    window.until(has_list);
    let end = |window: &Window| window.articles() == size + ADDED;
    let mut times = Vec::new();
    while times.len() < KEYS && !end(&window) {
        times.extend(window.press("j"));
    }
    if end(&window) {
        println!("  (the import ended after {} keys)", times.len());
    }
    tell("key to frame: one down, while it imports", times);
    window.end();
}
