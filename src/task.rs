//! A wish -> the long work that fulfils it, and reports. Reads files and the library; has no lanes
//! of its own (see [`crate::jobs`]).

mod archive;
pub mod compare;
pub mod export;
mod failure;
mod fence;
pub mod files;
pub mod hand;
mod import;
mod keep;
mod lane;
pub mod novelty;
mod open;
mod portrait;
mod rebuild;
mod searches;
mod storyline;
mod sync;
mod trouble;

pub use crate::extract::name::Why;
pub use crate::fetch::Problem;
pub use compare::{Compared, Telling};
pub use export::ExportFailure;
pub use failure::{Failure, FileNotice};
pub use fence::{fenced, is_fenced};
pub use import::Import;
pub use keep::Synced;
pub use lane::LaneKind;
pub use portrait::{Portrait, portrait, why};
pub use rebuild::Rebuild;
pub use searches::{NoteWish, SearchWish};
pub use storyline::{Told, storyline};
pub use sync::{Fetched, SyncWish, fetch, fetch_feeds, find, whole_text};
pub use trouble::Trouble;

use crate::article::{EntityKind, Facts};
use crate::extract::{self, Lexicon};
use crate::import::Document;
use crate::store::{
    self, Change, ChangeKind, Count, Cursor, EntityRow, Feed, FeedState, Id, Library, Naming, Order, Page,
    Query, Reader, Row, Rule, Seek, Stored, TagRow, Wish,
};
use crate::story::{self, Novelty, Related};
use jiff::civil::Date;
use open::{open, related, rows};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Names one task, so that reports of older ones can be told and dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u64);

impl TaskId {
    /// No task: what is reported under it concerns all.
    pub const NONE: TaskId = TaskId(0);
}

/// Something that takes time.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Add what the paths name; see [`Import`].
    Import(Import),
    /// Find facts and relations anew.
    Rebuild(Rebuild),
    /// Save what a feed gave.
    Keep(Box<Fetched>),
    /// Ask feeds for what is new; what they give is reported one by one, to be kept.
    Sync(SyncWish),
    /// Find the feed at an address, or that of the page there.
    FindFeed(String),
    /// Get the whole text of an article from its page.
    WholeText(Id),
    /// The feeds that are followed.
    Feeds,
    /// Follow feeds, and no longer follow others, by their addresses.
    Follow {
        /// Those to follow.
        add: Vec<Feed>,
        /// Those to follow no longer.
        remove: Vec<String>,
    },
    /// A page of the list.
    Page {
        /// Which articles.
        query: Query,
        /// In which order.
        order: Order,
        /// From where.
        from: Seek,
        /// How many at most.
        limit: usize,
        /// The articles of which the near-copies are shown, too.
        unfolded: BTreeSet<Id>,
    },
    /// How many articles there are, and how many of them are unread.
    Counts {
        /// Which articles.
        query: Query,
        /// The articles of which the near-copies are shown, too.
        unfolded: BTreeSet<Id>,
    },
    /// One article with all that is known about it.
    Open {
        /// Which one.
        id: Id,
        /// What the list was searched for: its hits are to be found in the text.
        query: Query,
    },
    /// The articles related to one.
    Related(Id),
    /// The events of the storyline of one.
    Storyline(Id),
    /// Two articles side by side.
    Compare([Id; 2]),
    /// What is new in an article, by what was read of its story.
    Novelty(Id),
    /// How much is new of each of some articles.
    Shares(Vec<Id>),
    /// What the library says of a person, place or organisation.
    Named {
        /// See [`store::EntityRow::id`].
        id: String,
        /// By all articles that name it; else by the newest only, which is quick however many there are.
        is_whole: bool,
    },
    /// The articles that name a person, place or organisation.
    Namings {
        /// See [`store::EntityRow::id`].
        id: String,
        /// After which place of the list; from its beginning if `None`.
        after: Option<Cursor>,
        /// How many at most.
        limit: usize,
    },
    /// All tags with their counts, the most used first.
    Tags,
    /// The names of one kind, those of the most articles first.
    Names(EntityKind),
    /// The values of a field of a search that begin as what is typed does.
    Complete(store::Completing, String),
    /// The saved searches.
    Searches,
    /// How many articles a saved search finds; see [`store::SavedSearch::parsed`].
    CountSaved(Option<Query>),
    /// Write, change or remove a note.
    Note(NoteWish),
    /// Save, rename or remove searches.
    Search(SearchWish),
    /// Merge, split or rename names, in all articles that it concerns.
    Name(Wish),
    /// Add tags to articles and remove others.
    Tag {
        /// Which articles.
        ids: Vec<Id>,
        /// Tags that they shall have.
        add: Vec<String>,
        /// Tags that they shall not have.
        remove: Vec<String>,
    },
    /// Do something to many articles, or to a whole tag; see [`hand`].
    Hand(hand::Deed),
    /// The tags in use, with their colours.
    TagRows,
    /// What lists show of some articles now.
    Rows(Vec<Id>),
    /// Set the day of publication of articles, or take that word back; then find their facts anew.
    SetPublished {
        /// Which articles.
        ids: Vec<Id>,
        /// The day; `None` for what the articles themselves say.
        day: Option<Date>,
    },
    /// Say whether two articles are of one story, or take that word back.
    SayOfStory {
        /// The article of whose story is spoken.
        article: Id,
        /// The other.
        other: Id,
        /// Whether they are of one; `None` for what Khabar finds.
        same: Option<bool>,
    },
    /// Mark an article.
    SetRead {
        /// Which one.
        id: Id,
        /// Read or unread.
        read: bool,
        /// Whether the reader asked for it, so that it can be undone.
        by_hand: bool,
    },
    /// Remember where reading stopped.
    SetPosition {
        /// In which article.
        id: Id,
        /// Byte of its text.
        position: u32,
    },
    /// Write articles into a file for others.
    Export(Box<export::Export>),
    /// Take back the last change by hand.
    Undo,
    /// Do again what was taken back last.
    Redo,
}

/// What a task says while it runs, and when it is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// How far an import or rebuild is; sent at most every 50 ms.
    Progress {
        /// Files done.
        done: u64,
        /// Files found so far.
        total: u64,
    },
    /// The library has other articles, facts or tags than before.
    Changed,
    /// An import has ended.
    Imported(Imported),
    /// A feed gave this, to be kept.
    Fetched(Box<Fetched>),
    /// All feeds that were to be asked have answered, or it was stopped.
    AllFetched {
        /// Feeds that were not asked: it is too soon, or they are gone.
        waiting: u64,
    },
    /// What a feed gave is saved.
    Synced(Synced),
    /// The feed that was looked for.
    FeedFound(Result<Box<Feed>, Trouble>),
    /// An article with its whole text, to be saved.
    WholeText {
        /// The article.
        id: Id,
        /// What it is now, or why its text could not be got.
        document: Result<Box<Document>, Trouble>,
    },
    /// An article has its whole text.
    Whole(Id),
    /// The feeds that are followed.
    Feeds {
        /// By folder and title.
        feeds: Vec<FeedState>,
        /// When they were read; seconds since 1970-01-01 UTC.
        now: i64,
    },
    /// A rebuild has ended, after so many articles.
    Rebuilt(u64),
    /// The facts of so many articles are others now, because the reader set a day or decided on a name.
    Reread(u64),
    /// All articles have been tied into events and stories anew.
    Tied,
    /// A page of the list.
    Page(Page),
    /// The counts.
    Counts(Count),
    /// The article.
    Opened(Box<Opened>),
    /// The related articles.
    Related(Box<Related<Row>>),
    /// The storyline.
    Storyline(Box<Told>),
    /// The two articles.
    Compared(Box<Compared>),
    /// What is new in the article; `None` if nothing else of its story was read.
    Novelty(Option<Box<Novelty>>),
    /// How much is new of the articles, in percent; `None` where nothing else of the story was read.
    Shares(Vec<(Id, Option<u8>)>),
    /// What is said of a name; `None` if the library does not have it, or no longer.
    Named(Option<Box<Portrait>>),
    /// Where a name stands: the articles that were asked for, in order.
    Namings(Vec<Naming>),
    /// The tags.
    Tags(Vec<(String, u64)>),
    /// The tags with their colours.
    TagRows(Vec<TagRow>),
    /// Names that a prompt can offer.
    Names(Vec<EntityRow>),
    /// Values that a prompt can offer.
    Completed(Vec<store::Completed>),
    /// The saved searches.
    Searches(Vec<store::SavedSearch>),
    /// How many articles a saved search finds.
    CountedSaved(Count),
    /// The notes on an article are these now.
    Notes {
        /// The article.
        article: Id,
        /// Its notes; see [`Reader::notes`].
        notes: Vec<store::Note>,
    },
    /// Articles have other tags, days or another read state now, and the library keeps them.
    Marked {
        /// What the library says of them now.
        rows: Vec<Row>,
        /// What was done, if it was done by hand.
        change: Option<Change>,
    },
    /// A change was taken back, or done again; what it was.
    Undone {
        /// What.
        change: Option<Change>,
        /// Taken back, or done again.
        redone: bool,
    },
    /// There are no rules to follow.
    NoRules,
    /// Articles were written into a file: how many, and where.
    Exported(u64, PathBuf),
    /// A place was saved.
    Saved,
    /// A file of an import had a flaw; the rest went on.
    Flawed(FileNotice),
    /// It was stopped before its end; what was done stays.
    Cancelled,
    /// It was not done.
    Failed(Failure),
}

/// An article as it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The article and what is known of it.
    pub stored: Stored,
    /// What was found in it.
    pub facts: Facts,
    /// By index in [`Facts::entities`]: the role that our own list knows of a person on the day of the
    /// article, where the article states none.
    pub known_roles: Vec<Option<String>>,
    /// What the list shows of the article that it is embedded in.
    pub host: Option<Row>,
    /// What the list shows of the articles embedded in it, in their order.
    pub embedded: Vec<Row>,
    /// The notes on it; see [`Reader::notes`].
    pub notes: Vec<store::Note>,
    /// What was searched for.
    pub query: Query,
    /// Where that stands in it.
    pub hits: store::Hits,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles added.
    pub added: u64,
    /// Articles that were there already.
    pub known: u64,
    /// Files that could not be read.
    pub failed: u64,
}

/// Says whether a task is still wanted.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// The task is no longer wanted.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the task is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The version of all that is derived from articles; what another version made is made anew.
pub const DERIVED_VERSION: u32 = extract::VERSION * 1000 + story::VERSION;

/// Articles told of one by one after a change: more are in nobody's sight.
const MARKED_MAX: usize = 500;

/// Articles by which a name is told of at first: some hundredths of a second.
const NAMED_FIRST: usize = 500;
/// Names that a prompt is given to choose from; whoever means a rarer one can name it on the command line.
const NAMES_MAX: usize = 20_000;

/// What is known of names and dates before any article is read; loaded when it is first needed,
/// because a reader who adds nothing needs it not at all.
#[derive(Default)]
pub struct Knowledge {
    dates: extract::date::Settings,
    lexicon: OnceCell<Lexicon>,
    rules: Vec<Rule>,
}

impl Knowledge {
    /// Knowledge under which weeks begin on that day.
    pub fn new(week_start: jiff::civil::Weekday) -> Knowledge {
        let dates = extract::date::Settings { week_start };
        Knowledge { dates, lexicon: OnceCell::new(), rules: Vec::new() }
    }

    /// The same, with the rules that tag what comes in.
    pub fn with_rules(self, rules: Vec<Rule>) -> Knowledge {
        Knowledge { rules, ..self }
    }

    fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::load(self.dates))
    }
}

/// Does a task that changes the library. What comes back is the rest of it, to be done after what
/// waits meanwhile.
///
/// # Errors
///
/// If the library cannot do it; what earlier batches did stays.
pub fn write(
    library: &mut Library,
    knowledge: &Knowledge,
    task: Task,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    match task {
        Task::Import(import) => return import::step(library, knowledge, import, cancel, report),
        Task::Rebuild(rebuild) => {
            return rebuild::step(library, knowledge, rebuild, cancel, report);
        }
        Task::Keep(fetched) => return keep::keep(library, *fetched, report),
        Task::Follow { add, remove } => {
            let remove: Vec<&str> = remove.iter().map(String::as_str).collect();
            let change = library.follow(&add, &remove)?;
            report(Report::Marked { rows: Vec::new(), change: Some(change) });
        }
        Task::Tag { ids, add, remove } => {
            let add: Vec<&str> = add.iter().map(String::as_str).collect();
            let remove: Vec<&str> = remove.iter().map(String::as_str).collect();
            let change = library.tag(&ids, &add, &remove)?;
            report(Report::Marked { rows: rows(library, &ids)?, change: Some(change) });
        }
        Task::Hand(deed) => return hand::write(library, knowledge, deed, report),
        Task::SetPublished { ids, day } => {
            let change = library.set_published(&ids, day)?;
            report(Report::Marked { rows: rows(library, &ids)?, change: Some(change) });
            return Ok(Some(Task::Rebuild(Rebuild::marked())));
        }
        Task::Name(wish) => {
            let change = library.decide(&wish)?;
            let articles = change.articles as u64;
            report(Report::Marked { rows: Vec::new(), change: Some(change) });
            report(Report::Reread(articles));
        }
        Task::SayOfStory { article, other, same } => {
            let change = library.say_of_story(article, other, same)?;
            report(Report::Marked { rows: rows(library, &[article, other])?, change: Some(change) });
            report(Report::Changed);
        }
        Task::Note(wish) => searches::note(library, wish, report)?,
        Task::Search(wish) => searches::save(library, wish, report)?,
        Task::SetRead { id, read, by_hand: true } => {
            let change = library.mark_read(&[id], read)?;
            report(Report::Marked { rows: rows(library, &[id])?, change: Some(change) });
        }
        Task::SetRead { id, read, by_hand: false } => {
            let position = library.article(id)?.position;
            library.keep_position(id, position, read)?;
            report(Report::Marked { rows: rows(library, &[id])?, change: None });
        }
        Task::SetPosition { id, position } => {
            library.keep_position(id, position, false)?;
            report(Report::Saved);
        }
        Task::Undo | Task::Redo => {
            let redone = task == Task::Redo;
            let change = if redone { library.redo()? } else { library.undo()? };
            let ids: Vec<Id> = change.iter().flat_map(|change| change.kind.articles()).collect();
            if ids.len() > MARKED_MAX {
                report(Report::Changed);
            }
            let rows = rows(library, &ids[..ids.len().min(MARKED_MAX)])?;
            let renamed = match &change {
                Some(Change { kind: ChangeKind::Names { .. }, articles }) => *articles as u64,
                _ => 0,
            };
            if matches!(change, Some(Change { kind: ChangeKind::Story { .. }, .. })) {
                report(Report::Changed);
            }
            let moves = matches!(change, Some(Change { kind: ChangeKind::Published { .. }, .. }));
            report(Report::Marked { rows, change: None });
            match change.as_ref().map(|change| &change.kind) {
                Some(ChangeKind::Notes { .. }) => searches::notes(library, &ids, report)?,
                Some(ChangeKind::Searches { .. }) => report(Report::Searches(library.saved_searches()?)),
                _ => {}
            }
            report(Report::Undone { change, redone });
            report(Report::Reread(renamed));
            return Ok(moves.then(|| Task::Rebuild(Rebuild::marked())));
        }
        Task::Page { .. }
        | Task::Counts { .. }
        | Task::Open { .. }
        | Task::Related(_)
        | Task::Storyline(_)
        | Task::Compare(_)
        | Task::Novelty(_)
        | Task::Shares(_)
        | Task::Named { .. }
        | Task::Namings { .. }
        | Task::Feeds
        | Task::Tags
        | Task::TagRows
        | Task::Rows(_)
        | Task::Export(_)
        | Task::Names(_)
        | Task::Complete(..)
        | Task::Searches
        | Task::CountSaved(_) => report(read(library, task, cancel)?),
        Task::Sync(_) | Task::FindFeed(_) | Task::WholeText(_) => fetch(library, task, cancel, report)?,
    }
    Ok(None)
}

/// Answers a question; a deed is not one, and is reported as [`Report::Cancelled`].
///
/// # Errors
///
/// If the library cannot be read, or the article is no longer there.
pub fn read(reader: &Reader, task: Task, cancel: &Cancel) -> Result<Report, Failure> {
    if cancel.is_cancelled() {
        return Ok(Report::Cancelled);
    }
    Ok(match task {
        Task::Page { query, order, from, limit, unfolded } => {
            Report::Page(reader.page_folded(&query, order, from, limit, &unfolded)?)
        }
        Task::Counts { query, unfolded } => {
            let count = reader.count(&query)?;
            // What of a search is folded is not known without looking at each of its hits.
            let folded =
                if query.is_all() { reader.count_folded(&unfolded)? } else { store::Count::default() };
            Report::Counts(count.without(folded))
        }
        Task::Open { id, query } => Report::Opened(Box::new(open(reader, id, &query)?)),
        Task::Related(id) => Report::Related(Box::new(related(reader, id)?)),
        Task::Storyline(id) => storyline::report(reader, id, cancel)?,
        Task::Compare([first, second]) => {
            Report::Compared(Box::new(compare::compared(reader, first, second)?))
        }
        Task::Novelty(id) => Report::Novelty(novelty::novelty(reader, id)?.map(Box::new)),
        Task::Shares(ids) => Report::Shares(novelty::shares(reader, &ids, cancel)?),
        Task::Named { id, is_whole } => {
            let limit = if is_whole { None } else { Some(NAMED_FIRST) };
            Report::Named(portrait(reader, &id, limit)?.map(Box::new))
        }
        Task::Namings { id, after, limit } => Report::Namings(reader.namings(&id, after, limit)?),
        Task::Tags => Report::Tags(reader.tags()?),
        Task::Feeds => Report::Feeds { feeds: reader.feeds()?, now: jiff::Timestamp::now().as_second() },
        Task::TagRows => Report::TagRows(reader.tag_rows()?),
        Task::Rows(ids) => Report::Marked { rows: rows(reader, &ids)?, change: None },
        Task::Export(export) => {
            let count = export::into_file(reader, &export, cancel).map_err(export::NotExported::failure)?;
            Report::Exported(count, export.to)
        }
        Task::Names(kind) => Report::Names(reader.names(Some(kind), NAMES_MAX)?),
        Task::Complete(what, typed) => searches::complete(reader, what, &typed)?,
        Task::Searches => Report::Searches(reader.saved_searches()?),
        Task::CountSaved(query) => Report::CountedSaved(searches::count(reader, query.as_ref())?),
        _ => Report::Cancelled,
    })
}
