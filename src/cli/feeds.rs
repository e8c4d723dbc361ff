//! `khabar feeds`: the feeds that are followed, and what is new in them.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::out::Cell;
use super::progress::cancel_on_interrupt;
use super::{Common, Context, Outcome, Stop, add, library};
use crate::fetch::{self, Limits};
use crate::import::opml::{self, Outline};
use crate::import::text_of;
use crate::store::{Feed, FeedState};
use crate::task::files::notice;
use crate::task::{ExportFailure, Failure, SyncWish, Synced, Task, Trouble, fetch_feeds, find};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar feeds`.
#[derive(Args, Clone, Debug)]
pub struct FeedsArgs {
    /// What to do; without it, the feeds are listed.
    #[command(subcommand)]
    deed: Option<Deed>,
    /// One object a line, for programs
    #[arg(long, global = true)]
    json: bool,
    /// Settings.
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand, Clone, Debug)]
enum Deed {
    /// Follow feeds: their addresses, or those of pages that name them
    Add {
        /// Addresses
        #[arg(value_name = "URL", required = true)]
        urls: Vec<String>,
        /// The folder to put them into
        #[arg(long)]
        folder: Option<String>,
    },
    /// List the feeds, with their articles and what was wrong when they were last asked
    List,
    /// Get what is new in all feeds, or in some
    Sync {
        /// Addresses, titles or folders; all feeds if there are none
        #[arg(value_name = "FEED")]
        which: Vec<String>,
        /// Also those that were asked a short while ago, or are gone
        #[arg(long)]
        force: bool,
    },
    /// Follow feeds no longer; their articles stay
    Remove {
        /// Addresses or titles
        #[arg(value_name = "FEED", required = true)]
        which: Vec<String>,
    },
    /// Follow the feeds of a list in OPML; - is standard input
    Import {
        /// The list
        file: PathBuf,
    },
    /// Write the feeds as a list in OPML
    Export {
        /// Where to; without it, on standard output
        file: Option<PathBuf>,
    },
}

impl FeedsArgs {
    /// Flags that settle the same as the user's `config.toml`.
    pub(super) fn common(&self) -> Common {
        self.common.clone()
    }
}

/// Does it; [`Outcome::Failed`] if any feed could not be read.
pub fn run(args: &FeedsArgs, context: &mut Context) -> Result<Outcome, Stop> {
    match args.deed.clone().unwrap_or(Deed::List) {
        Deed::Add { urls, folder } => follow(&urls, folder.as_deref(), context),
        Deed::List => list(args.json, context),
        Deed::Sync { which, force } => sync(&which, force, args.json, context),
        Deed::Remove { which } => remove(&which, context),
        Deed::Import { file } => import(&file, context),
        Deed::Export { file } => export(file, context),
    }
}

fn follow(urls: &[String], folder: Option<&str>, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let (mut feeds, mut failed) = (Vec::new(), false);
    for url in urls {
        match find(url, Limits::default()) {
            Ok(feed) => feeds.push(Feed { folder: folder.map(str::to_owned), ..feed }),
            Err(trouble) => {
                failed = true;
                context.tell(&format!("{url}: {}", context.words.trouble(&trouble)));
            }
        }
    }
    if feeds.is_empty() {
        return Ok(Outcome::Failed);
    }
    let change = library.follow(&feeds, &[])?;
    let text = notices::change(&context.words, &change);
    context.out.paragraph(&text, Meaning::Text)?;
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

/// A feed, as programs get it.
#[derive(Serialize)]
struct JsonFeed<'a> {
    #[serde(flatten)]
    feed: &'a Feed,
    articles: u64,
    unread: u64,
    /// Seconds since 1970-01-01 UTC.
    checked: Option<i64>,
    due: i64,
    error: Option<String>,
    gone: bool,
}

fn name(feed: &Feed) -> &str {
    feed.title.as_deref().unwrap_or(&feed.url)
}

fn list(json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let feeds = library::read(context)?.feeds()?;
    if json {
        for FeedState { feed, articles, unread, checked, due, error, gone, .. } in &feeds {
            let (articles, unread, checked, due, gone) = (*articles, *unread, *checked, *due, *gone);
            let error = error.as_deref().map(|kept| Trouble::of_kept(kept).to_string());
            context.out.json(&JsonFeed { feed, articles, unread, checked, due, error, gone })?;
        }
    } else {
        let now = jiff::Timestamp::now().as_second();
        let mut rows = Vec::new();
        for state in &feeds {
            let count = context.words.number(usize::try_from(state.articles).unwrap_or(usize::MAX));
            let folder = state.feed.folder.as_ref().map(|folder| format!("{folder}/")).unwrap_or_default();
            rows.push(vec![
                Cell::number(count, Meaning::Count),
                Cell::new(format!("{folder}{}", name(&state.feed)), Meaning::Text),
                Cell::new(context.words.asked(state.checked, now), Meaning::Muted),
                Cell::new(state.feed.url.clone(), Meaning::Muted),
            ]);
        }
        context.out.table(&rows, 1)?;
        for state in &feeds {
            if let Some(error) = &state.error {
                let trouble = context.words.trouble(&Trouble::of_kept(error));
                context.tell(&format!("{}: {trouble}", state.feed.url));
            }
        }
    }
    Ok(if feeds.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The feeds that a reader means by addresses, titles and folders; `None` if any means none, which is told.
fn meant(feeds: Vec<FeedState>, which: &[String], context: &Context) -> Option<Vec<FeedState>> {
    let is = |state: &FeedState, text: &str| {
        let feed = &state.feed;
        let address = fetch::address(text).ok();
        feed.url == text
            || address.as_ref() == Some(&feed.url)
            || feed.title.as_deref() == Some(text)
            || feed.folder.as_deref() == Some(text.trim_end_matches('/'))
    };
    let mut all_known = true;
    for text in which {
        if !feeds.iter().any(|state| is(state, text)) {
            all_known = false;
            context.tell(&context.words.say_with("cli-no-such-feed", &[("what", text.as_str().into())]));
        }
    }
    let is_wanted = |state: &FeedState| which.is_empty() || which.iter().any(|text| is(state, text));
    all_known.then(|| feeds.into_iter().filter(is_wanted).collect())
}

/// What came of a feed, as programs get it.
#[derive(Serialize)]
struct JsonSynced<'a> {
    url: &'a str,
    added: u64,
    changed: u64,
    unchanged: u64,
    error: Option<String>,
}

/// Asks the feeds, and saves what each gave as soon as it is there: who stops it loses nothing of that.
fn sync(which: &[String], is_forced: bool, json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let Some(feeds) = meant(library.feeds()?, which, context) else { return Ok(Outcome::Nothing) };
    if feeds.is_empty() {
        context.tell(&context.words.say("cli-no-feeds"));
        return Ok(Outcome::Nothing);
    }
    let wish = SyncWish { urls: Vec::new(), is_forced };
    let (feeds, waiting) = wish.due(feeds, jiff::Timestamp::now().as_second());
    let knowledge = add::knowledge(context);
    let cancel = cancel_on_interrupt();
    let (mut failed, mut stop) = (false, None);
    fetch_feeds(&feeds, Limits::default(), &cancel, |fetched| {
        if stop.is_some() {
            return;
        }
        let task = Task::Keep(Box::new(fetched));
        let told = add::work_on(&mut library, &knowledge, &cancel, task, context)
            .and_then(|ended| ended.synced.map_or(Ok(false), |synced| tell(&synced, json, context)));
        match told {
            Ok(has_failed) => failed |= has_failed,
            Err(error) => {
                cancel.cancel();
                stop = Some(error);
            }
        }
    });
    if let Some(error) = stop {
        return Err(error);
    }
    if cancel.is_cancelled() {
        failed = true;
        context.tell(&context.words.say("cli-stopped"));
    } else if waiting > 0 && !json {
        let waiting = context.words.say_with("cli-feeds-waiting", &[("count", waiting.into())]);
        context.out.paragraph(&waiting, Meaning::Muted)?;
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

/// Tells what came of a feed; whether it failed.
fn tell(synced: &Synced, json: bool, context: &mut Context) -> Result<bool, Stop> {
    let Synced { url, title, new, changed, same, trouble } = synced;
    let name = title.as_deref().unwrap_or(url);
    if json {
        let error = trouble.as_ref().map(Trouble::to_string);
        context.out.json(&JsonSynced { url, added: *new, changed: *changed, unchanged: *same, error })?;
    } else if let Some(trouble) = trouble {
        context.tell(&format!("{url}: {}", context.words.trouble(trouble)));
    } else {
        let text = notices::synced(&context.words, *new, *changed, *same);
        context.out.paragraph(&format!("{name}: {text}"), Meaning::Text)?;
    }
    Ok(trouble.is_some())
}

fn remove(which: &[String], context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let Some(feeds) = meant(library.feeds()?, which, context) else { return Ok(Outcome::Nothing) };
    let urls: Vec<&str> = feeds.iter().map(|state| state.feed.url.as_str()).collect();
    let change = library.follow(&[], &urls)?;
    let text = notices::change(&context.words, &change);
    context.out.paragraph(&text, Meaning::Text)?;
    Ok(Outcome::Done)
}

fn import(file: &PathBuf, context: &mut Context) -> Result<Outcome, Stop> {
    let origin = file.display().to_string();
    let failed = |error: io::Error| Stop::Told(notices::file(&context.words, &notice(file, &error)));
    let bytes = if origin == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        bytes
    } else {
        fs::read(file).map_err(failed)?
    };
    let outlines = text_of(&bytes, None, &origin).and_then(|text| opml::read_opml(&text, &origin));
    let outlines = outlines.map_err(|flaw| Stop::Told(context.words.flaw(&flaw)))?;
    let (mut feeds, mut failed) = (Vec::new(), false);
    for Outline { title, url, site, folder } in outlines {
        match fetch::address(&url) {
            Ok(url) => feeds.push(Feed { url, title, site, folder }),
            Err(problem) => {
                failed = true;
                context.tell(&context.words.trouble(&problem.into()));
            }
        }
    }
    let change = library::open(context)?.follow(&feeds, &[])?;
    let text = notices::change(&context.words, &change);
    context.out.paragraph(&text, Meaning::Text)?;
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

/// Writes a file that must not be there yet.
fn write_new(file: &Path, text: &str) -> io::Result<()> {
    fs::File::create_new(file)?.write_all(text.as_bytes())
}

fn export(file: Option<PathBuf>, context: &mut Context) -> Result<Outcome, Stop> {
    let feeds = library::read(context)?.feeds()?;
    let outlines: Vec<Outline> = feeds
        .into_iter()
        .map(|FeedState { feed: Feed { url, title, site, folder }, .. }| Outline { title, url, site, folder })
        .collect();
    let text = opml::write_opml("Khabar", &outlines);
    match file {
        Some(file) => write_new(&file, &text).map_err(|error| {
            let failure = match error.kind() {
                io::ErrorKind::AlreadyExists => ExportFailure::Exists(file),
                _ => ExportFailure::Unwritable { path: file, cause: error.to_string() },
            };
            Stop::of_failure(Failure::Export(failure), &context.words)
        })?,
        None => context.out.raw(&text)?,
    }
    Ok(if outlines.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
