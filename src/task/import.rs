//! Paths -> articles in the library, batch by batch.

use super::keep::{self, OfFeed};
use super::{
    Cancel, DERIVED_VERSION, Failure, FileNotice, Imported, Knowledge, Rebuild, Report, Task, fenced, files,
};
use crate::article::Kept;
use crate::extract::{Lexicon, facts};
use crate::import::{Document, Flaw, Hints, Parsed, set_apart};
use crate::store::{self, Added, Addition, Id, Library, Outcome, Query};
use crate::story::profile;
use jiff::civil::Date;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Files that one step reads, and documents that it adds in one transaction: a tenth of a second's
/// work on one core, which is what a tag set meanwhile waits at most.
const BATCH: usize = 32;
/// The same where no window is shown. A batch writes most pages that count terms anew, fourteen megabytes in a
/// library of half a million, however few its articles are.
const BATCH_BULK: usize = 128;
/// If one of so many articles of the library came in after one of a later day, all are tied into stories
/// anew in the order of their days: what is rare in the news, by which stories are told apart, is not known
/// as well when they begin with last year's.
const BEHIND_PART: u64 = 10;
/// Progress is told no more often than a person can see.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// An import, or what is left of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// Files and folders; `-` is standard input. Folders are read with all that is below them, in the
    /// order of names; hidden files are left out.
    pub paths: Vec<PathBuf>,
    /// What was read already, before what the paths name.
    given: Vec<Document>,
    /// What is to be said at its end.
    purpose: Purpose,
    rest: Option<Box<Rest>>,
}

impl Import {
    /// An import of what `paths` name.
    pub fn of(paths: Vec<PathBuf>) -> Import {
        Import { paths, ..Import::default() }
    }

    /// An import of documents that were read already, of feeds or pages.
    pub fn of_documents(given: Vec<Document>) -> Import {
        Import { given, ..Import::default() }
    }

    /// An import of an article that is there already, with its whole text.
    pub fn of_whole(id: Id, document: Document) -> Import {
        Import { given: vec![document], purpose: Purpose::Whole(id), ..Import::default() }
    }

    /// An import of what a feed gave.
    pub(super) fn of_feed(given: Vec<Document>, of_feed: OfFeed) -> Import {
        Import { given, purpose: Purpose::Feed(Box::new(of_feed)), ..Import::default() }
    }
}

/// What an import is for.
#[derive(Clone, Debug, Default, PartialEq)]
enum Purpose {
    /// To add articles.
    #[default]
    Add,
    /// To save what a feed gave.
    Feed(Box<OfFeed>),
    /// To save the whole text of an article.
    Whole(Id),
}

/// What a started import still has to do, and what it has done.
#[derive(Clone, Debug, PartialEq)]
struct Rest {
    source: Source,
    /// Made, but not yet added.
    ready: Made,
    ranks: store::Import,
    files_total: u64,
    told: Option<Instant>,
    imported: Imported,
    /// Articles that came in after one of a later day.
    behind: u64,
}

/// What has not been made into additions yet.
#[derive(Clone, Debug, Default, PartialEq)]
struct Source {
    files: VecDeque<PathBuf>,
    /// A file of records that is too large to be read at once, and from where it is still to be read.
    large: Option<(PathBuf, u64)>,
    /// Read, and whether each is all that its file holds.
    documents: VecDeque<(Document, bool)>,
}

/// What was made of the next documents.
#[derive(Clone, Debug, Default, PartialEq)]
struct Made {
    additions: Vec<Addition>,
    /// What another library kept of them.
    kept: Vec<Option<Kept>>,
    notices: Vec<FileNotice>,
    /// Files and records that gave nothing.
    failed: u64,
}

/// Does the next batch of an import; what comes back is the rest of it. While the batch is written, which
/// takes one core, the next one is made on the others.
pub(super) fn step(
    library: &mut Library,
    knowledge: &Knowledge,
    mut import: Import,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let lexicon = knowledge.lexicon();
    let batch = if library.has_taken_memory() { BATCH_BULK } else { BATCH };
    let mut rest = match import.rest.take() {
        Some(rest) => rest,
        None => {
            let mut rest = Box::new(start(library, &import.paths, cancel, report));
            rest.ranks = rest.ranks.with_rules(knowledge.rules.clone());
            rest.source.documents = import.given.drain(..).map(|document| (document, false)).collect();
            rest.ready = rest.source.make(lexicon, batch)?;
            rest
        }
    };
    if cancel.is_cancelled() {
        if import.purpose == Purpose::Add {
            report(Report::Imported(rest.imported));
        }
        report(Report::Cancelled);
        return Ok(None);
    }
    let made = std::mem::take(&mut rest.ready);
    rest.imported.failed += made.failed;
    made.notices.into_iter().for_each(|notice| report(Report::Flawed(notice)));
    let source = &mut rest.source;
    let (added, next) = std::thread::scope(|scope| {
        let next = scope.spawn(|| source.make(lexicon, batch));
        let newest = library.newest_day();
        let added = newest
            .and_then(|newest| Ok((newest, library.add_kept(&mut rest.ranks, &made.additions, &made.kept)?)));
        (added, next.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (newest, added) = added?;
    rest.ready = next?;
    rest.behind += behind(newest, &made.additions, &added);
    let new = added.iter().filter(|added| added.outcome != Outcome::Same).count() as u64;
    rest.imported.added += new;
    rest.imported.known += added.len() as u64 - new;
    if new > 0 {
        report(Report::Changed);
    }
    if import.purpose == Purpose::Add {
        tell_progress(&mut rest, report);
    }
    if rest.is_done() {
        match import.purpose {
            Purpose::Add => report(Report::Imported(rest.imported)),
            Purpose::Feed(of_feed) => keep::end(library, *of_feed, report)?,
            Purpose::Whole(id) => {
                library.note_whole(id)?;
                report(Report::Whole(id));
            }
        }
        let total = library.count(&Query::all())?.total;
        if rest.behind > 0 && rest.behind * BEHIND_PART >= total {
            return Ok(Some(Task::Rebuild(Rebuild::stories())));
        }
        // An article whose day the reader has set may have another text now.
        return Ok((library.marked_count()? > 0).then(|| Task::Rebuild(Rebuild::marked())));
    }
    let Import { paths, purpose, .. } = import;
    Ok(Some(Task::Import(Import { paths, given: Vec::new(), purpose, rest: Some(rest) })))
}

fn start(library: &Library, paths: &[PathBuf], cancel: &Cancel, report: &mut dyn FnMut(Report)) -> Rest {
    let (mut files, notices) = files::find(paths, cancel);
    // The library may lie in a folder of articles; see `Library::owns` why it must not be opened.
    files.retain(|file| !library.owns(file));
    let failed = notices.len() as u64;
    notices.into_iter().for_each(|notice| report(Report::Flawed(notice)));
    Rest {
        files_total: files.len() as u64,
        source: Source { files: files.into(), ..Source::default() },
        ready: Made::default(),
        ranks: store::Import::new(DERIVED_VERSION),
        told: None,
        imported: Imported { failed, ..Imported::default() },
        behind: 0,
    }
}

impl Rest {
    fn is_done(&self) -> bool {
        let Rest { source, ready, .. } = self;
        source.is_empty() && ready.additions.is_empty() && ready.notices.is_empty() && ready.failed == 0
    }
}

impl Source {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && self.documents.is_empty() && self.large.is_none()
    }

    /// Reads the next files, if nothing that was read is left, and finds the facts of the next documents, at
    /// most `batch` of each, on all cores; all in their order.
    fn make(&mut self, lexicon: &Lexicon, batch: usize) -> Result<Made, Failure> {
        let mut made = Made::default();
        if self.documents.is_empty() {
            self.read_files(&mut made, batch)?;
        }
        let count = self.documents.len().min(batch);
        let documents: Vec<(Document, bool)> = self.documents.drain(..count).collect();
        let found = in_parallel(&documents, |(document, whole)| additions(document, *whole, lexicon));
        for ((document, _), additions) in documents.iter().zip(found) {
            let additions = match additions {
                Ok(additions) => additions,
                Err(failure) => {
                    made.failed += 1;
                    let origin = document.articles.first().map_or("", |article| &article.origin);
                    made.notices.push(broken(Path::new(origin), failure)?);
                    continue;
                }
            };
            let host = made.additions.len();
            made.additions.extend(additions);
            for addition in &mut made.additions[host + 1..] {
                addition.host = Some(host);
            }
            made.kept.extend(document.kept.iter().cloned().map(Some));
            made.kept.resize(made.additions.len(), None);
        }
        Ok(made)
    }

    fn read_files(&mut self, made: &mut Made, batch: usize) -> Result<(), Failure> {
        if self.large.is_none() && self.files.front().is_some_and(|file| files::is_large(file)) {
            self.large = self.files.pop_front().map(|file| (file, 0));
        }
        if let Some((path, from)) = self.large.take() {
            return self.read_part(path, from, made);
        }
        let count = self.files.iter().take(batch).take_while(|file| !files::is_large(file)).count();
        let paths: Vec<PathBuf> = self.files.drain(..count).collect();
        let read = in_parallel(&paths, |path| files::read_all(path, &Hints::default()));
        for (path, read) in paths.iter().zip(read) {
            let (files, notices) = match read.or_else(|failure| broken(path, failure).map(Err)) {
                Ok(Ok(found)) => found,
                Err(failure) => return Err(failure),
                Ok(Err(notice)) => (Vec::new(), vec![notice]),
            };
            made.failed += notices.len() as u64;
            made.notices.extend(notices);
            for parsed in files {
                let whole = parsed.documents.len() == 1 && path != Path::new("-");
                self.take(made, parsed, whole);
            }
        }
        Ok(())
    }

    /// Reads the next part of a large file; what it stumbles over ends the file.
    fn read_part(&mut self, path: PathBuf, from: u64, made: &mut Made) -> Result<(), Failure> {
        let read = fenced(|| Ok(files::read_part(&path, from)));
        match read.or_else(|failure| broken(&path, failure).map(Err))? {
            Ok((parsed, next)) => {
                self.large = next.map(|next| (path, next));
                self.take(made, parsed, false);
            }
            Err(notice) => {
                made.failed += 1;
                made.notices.push(notice);
            }
        }
        Ok(())
    }

    /// Takes what was read of a file.
    fn take(&mut self, made: &mut Made, parsed: Parsed, whole: bool) {
        made.failed += u64::from(parsed.flaws.iter().any(Flaw::is_loss));
        made.notices.extend(parsed.flaws.into_iter().map(FileNotice::Flaw));
        let mut documents = parsed.documents;
        set_apart(&mut documents);
        self.documents.extend(documents.into_iter().map(|document| (document, whole)));
    }
}

/// How many new articles of a batch come after one of a later day: in the library until now, or before them
/// in the batch.
fn behind(mut newest: Option<Date>, batch: &[Addition], added: &[Added]) -> u64 {
    let mut count = 0;
    for (addition, _) in batch.iter().zip(added).filter(|(_, added)| added.outcome == Outcome::New) {
        let day = addition.article.published.map(|published| published.date);
        // An embedded story comes with its host.
        if addition.host.is_none() && day.is_some() {
            count += u64::from(day < newest);
            newest = newest.max(day);
        }
    }
    count
}

/// The article of a document and the stories embedded in it.
fn additions(document: &Document, whole_origin: bool, lexicon: &Lexicon) -> Vec<Addition> {
    let addition = |article: &crate::article::Article| {
        let facts = facts(article, lexicon);
        let profile = profile(article, &facts);
        Addition { article: article.clone(), facts, profile, whole_origin, host: None }
    };
    let mut additions: Vec<Addition> = document.articles.iter().map(addition).collect();
    for (addition, kept) in additions.iter_mut().zip(&document.kept) {
        addition.whole_origin = kept.whole_origin;
    }
    additions
}

/// What is to be said of a file on which the program itself stumbled; the rest goes on.
fn broken(path: &Path, failure: Failure) -> Result<FileNotice, Failure> {
    match failure {
        Failure::Panicked(cause) => Ok(FileNotice::Unreadable { path: path.to_owned(), cause }),
        other => Err(other),
    }
}

/// What `work` makes of each item, in the order of the items, whatever the threads do. A panic over one
/// item is that item's failure.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<Result<R, Failure>> {
    let work = |item: &T| fenced(|| Ok(work(item)));
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get()).min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    // Each thread takes the next one when it is done with one: they are not equally long.
    let next = &AtomicUsize::new(0);
    let mut made: Vec<(usize, Result<R, Failure>)> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads)
            .map(|_| {
                let take = move || {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                };
                scope.spawn(move || {
                    std::iter::from_fn(take).map(|(index, item)| (index, work(item))).collect::<Vec<_>>()
                })
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
    let Source { files, documents, .. } = &rest.source;
    let left = (files.len() + documents.len() + rest.ready.additions.len()) as u64;
    let done = rest.imported.added + rest.imported.known + rest.imported.failed;
    let total = (done + left).max(rest.files_total);
    report(Report::Progress { done, total });
}
