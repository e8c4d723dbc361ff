//! Paths -> articles in the library, batch by batch.

use super::{Cancel, DERIVED_VERSION, Failure, FileNotice, Imported, Report, Task};
use crate::extract::{Lexicon, facts};
use crate::import::{Document, Flaw, Hints, Parsed, SIZE_MAX, parse};
use crate::store::{self, Addition, Library, Outcome};
use crate::story::profile;
use std::collections::{HashSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Files that one step reads, and documents that it adds in one transaction: a tenth of a second's
/// work on one core, which is what a tag set meanwhile waits at most.
const BATCH: usize = 32;
/// Progress is told no more often than a person can see.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// An import, or what is left of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// Files and folders; `-` is standard input. Folders are read with all that is below them, in the
    /// order of names; hidden files are left out.
    pub paths: Vec<PathBuf>,
    rest: Option<Box<Rest>>,
}

impl Import {
    /// An import of what `paths` name.
    pub fn of(paths: Vec<PathBuf>) -> Import {
        Import { paths, rest: None }
    }
}

/// What a started import still has to do, and what it has done.
#[derive(Clone, Debug, PartialEq)]
struct Rest {
    files: VecDeque<PathBuf>,
    /// Read, but not yet added; and whether each is all that its file holds.
    documents: VecDeque<(Document, bool)>,
    ranks: store::Import,
    files_total: u64,
    files_read: u64,
    told: Option<Instant>,
    imported: Imported,
}

/// Does the next batch of an import; what comes back is the rest of it.
pub(super) fn step(
    library: &mut Library,
    lexicon: &Lexicon,
    import: Import,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let mut rest = match import.rest {
        Some(rest) => rest,
        None => Box::new(start(&import.paths, cancel, report)),
    };
    if cancel.is_cancelled() {
        report(Report::Imported(rest.imported));
        report(Report::Cancelled);
        return Ok(None);
    }
    if rest.documents.is_empty() {
        read_files(&mut rest, report);
    }
    add_documents(library, lexicon, &mut rest, report)?;
    tell_progress(&mut rest, report);
    if rest.files.is_empty() && rest.documents.is_empty() {
        report(Report::Imported(rest.imported));
        return Ok(None);
    }
    Ok(Some(Task::Import(Import { paths: import.paths, rest: Some(rest) })))
}

fn start(paths: &[PathBuf], cancel: &Cancel, report: &mut dyn FnMut(Report)) -> Rest {
    let mut walk = Walk { files: VecDeque::new(), seen: HashSet::new(), notices: Vec::new() };
    for path in paths {
        walk.named(path, cancel);
    }
    let failed = walk.notices.len() as u64;
    walk.notices.into_iter().for_each(|notice| report(Report::Flawed(notice)));
    Rest {
        files_total: walk.files.len() as u64,
        files: walk.files,
        documents: VecDeque::new(),
        ranks: store::Import::new(DERIVED_VERSION),
        files_read: 0,
        told: None,
        imported: Imported { failed, ..Imported::default() },
    }
}

/// Finds the files below what was named.
struct Walk {
    files: VecDeque<PathBuf>,
    /// A file or folder that is named twice, or reached through two links, is read once.
    seen: HashSet<PathBuf>,
    notices: Vec<FileNotice>,
}

impl Walk {
    fn named(&mut self, path: &Path, cancel: &Cancel) {
        if path == Path::new("-") {
            self.files.push_back(path.to_owned());
            return;
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                let before = (self.files.len(), self.notices.len());
                self.folder(path, cancel);
                if before == (self.files.len(), self.notices.len()) && !cancel.is_cancelled() {
                    self.notices.push(FileNotice::NoFiles(path.to_owned()));
                }
            }
            Ok(found) if found.is_file() => self.file(path),
            Ok(_) => self.notices.push(FileNotice::NotPlain(path.to_owned())),
            Err(error) => self.notices.push(notice(path, &error)),
        }
    }

    fn file(&mut self, path: &Path) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(real) {
            self.files.push_back(path.to_owned());
        }
    }

    fn folder(&mut self, path: &Path, cancel: &Cancel) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(real) || cancel.is_cancelled() {
            return;
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.notices.push(notice(path, &error)),
        };
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.retain(|path| !is_hidden(path));
        inside.sort();
        for path in inside {
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => self.folder(&path, cancel),
                Ok(found) if found.is_file() => self.file(&path),
                // Sockets and the like lie about in folders; only who names one means it.
                Ok(_) => {}
                Err(error) => self.notices.push(notice(&path, &error)),
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn notice(path: &Path, error: &io::Error) -> FileNotice {
    match error.kind() {
        io::ErrorKind::NotFound => FileNotice::Missing(path.to_owned()),
        io::ErrorKind::PermissionDenied => FileNotice::Denied(path.to_owned()),
        _ => FileNotice::Unreadable { path: path.to_owned(), cause: error.to_string() },
    }
}

/// Reads the next files, on all cores; their documents stand in the order of the files.
fn read_files(rest: &mut Rest, report: &mut dyn FnMut(Report)) {
    let count = rest.files.len().min(BATCH);
    let paths: Vec<PathBuf> = rest.files.drain(..count).collect();
    rest.files_read += count as u64;
    for (path, read) in paths.iter().zip(in_parallel(&paths, |path| read_file(path))) {
        let parsed = match read {
            Ok(parsed) => parsed,
            Err(notice) => {
                rest.imported.failed += 1;
                report(Report::Flawed(notice));
                continue;
            }
        };
        rest.imported.failed += u64::from(parsed.flaws.iter().any(Flaw::is_loss));
        parsed.flaws.into_iter().for_each(|flaw| report(Report::Flawed(FileNotice::Flaw(flaw))));
        let whole = parsed.documents.len() == 1 && path != Path::new("-");
        rest.documents.extend(parsed.documents.into_iter().map(|document| (document, whole)));
    }
}

/// Reads and parses one file; `-` is standard input.
fn read_file(path: &Path) -> Result<Parsed, FileNotice> {
    let origin = path.to_string_lossy();
    let mut bytes = Vec::new();
    let mut take = |source: &mut dyn Read| source.take(SIZE_MAX + 1).read_to_end(&mut bytes);
    let read = if path == Path::new("-") {
        take(&mut io::stdin().lock())
    } else {
        File::open(path).and_then(|mut file| {
            let size = file.metadata()?.len();
            if size > SIZE_MAX {
                // Not worth reading; its size is enough to say so.
                return Ok(usize::try_from(size).unwrap_or(usize::MAX));
            }
            take(&mut file)
        })
    };
    let size = read.map_err(|error| notice(path, &error))?;
    match Flaw::of_size(&origin, size as u64) {
        Some(flaw) => Ok(Parsed { flaws: vec![flaw], ..Parsed::default() }),
        None => Ok(parse(&bytes, &origin, &Hints::default())),
    }
}

/// Finds the facts of the next documents, on all cores, and adds them in one transaction.
fn add_documents(
    library: &mut Library,
    lexicon: &Lexicon,
    rest: &mut Rest,
    report: &mut dyn FnMut(Report),
) -> Result<(), Failure> {
    let count = rest.documents.len().min(BATCH);
    if count == 0 {
        return Ok(());
    }
    let documents: Vec<(Document, bool)> = rest.documents.drain(..count).collect();
    let mut batch: Vec<Addition> = Vec::new();
    for additions in in_parallel(&documents, |(document, whole)| additions(document, *whole, lexicon)) {
        let host = batch.len();
        batch.extend(additions);
        for addition in &mut batch[host + 1..] {
            addition.host = Some(host);
        }
    }
    let added = library.add(&mut rest.ranks, &batch)?;
    let new = added.iter().filter(|added| added.outcome != Outcome::Same).count() as u64;
    rest.imported.added += new;
    rest.imported.known += added.len() as u64 - new;
    if new > 0 {
        report(Report::Changed);
    }
    Ok(())
}

/// The article of a document and the stories embedded in it.
fn additions(document: &Document, whole_origin: bool, lexicon: &Lexicon) -> Vec<Addition> {
    let addition = |article: &crate::article::Article| {
        let facts = facts(article, lexicon);
        let profile = profile(article, &facts);
        Addition { article: article.clone(), facts, profile, whole_origin, host: None }
    };
    document.articles.iter().map(addition).collect()
}

/// What `work` makes of each item, in the order of the items, whatever the threads do.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get()).min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    let mut made: Vec<(usize, R)> = std::thread::scope(|scope| {
        // Dealt like cards, because long files often lie side by side.
        let hands: Vec<_> = (0..threads)
            .map(|first| {
                let hand = items.iter().enumerate().skip(first).step_by(threads);
                scope.spawn(move || hand.map(|(index, item)| (index, work(item))).collect::<Vec<_>>())
            })
            .collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, result)| result).collect()
}

fn tell_progress(rest: &mut Rest, report: &mut dyn FnMut(Report)) {
    if rest.told.is_some_and(|told| told.elapsed() < PROGRESS_EVERY) {
        return;
    }
    rest.told = Some(Instant::now());
    // A file of many articles is told by its articles.
    let left = (rest.files.len() + rest.documents.len()) as u64;
    let done = rest.imported.added + rest.imported.known + rest.imported.failed;
    let total = (done + left).max(rest.files_total);
    report(Report::Progress { done, total });
}
