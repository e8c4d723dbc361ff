//! `khabar feeds`: the feeds that are followed, and what is new in them.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::out::Cell;
use super::progress::cancel_on_interrupt;
use super::{Common, Context, Outcome, Stop, add, library};
use crate::fetch::{self, Limits};
use crate::import::opml::{self, Outline};
use crate::import::text_of;
use crate::store::{Asked, Feed, FeedState, Library};
use crate::task::{Fetched, Found, Import, Task, fetch_feeds, fresh, look};
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
    let limits = Limits::default();
    let mut library = library::open(context)?;
    let (mut feeds, mut failed) = (Vec::new(), false);
    for url in urls {
        let found = fetch::address(url).map_err(|problem| problem.to_string());
        // What a page names first is the feed of all its articles; the others are of sections or comments.
        let found = found.and_then(|url| match look(&url, limits)? {
            Found::Feeds(named) => look(&named[0], limits),
            feed => Ok(feed),
        });
        match found {
            Ok(Found::Feed(feed)) => {
                let folder = folder.map(str::to_owned);
                feeds.push(Feed { folder, ..feed });
            }
            Ok(Found::Feeds(named)) => {
                failed = true;
                context.tell(&format!("{url}: {}", named.join(" ")));
            }
            Err(cause) => {
                failed = true;
                context.tell(&format!("{url}: {cause}"));
            }
        }
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
    checked: Option<i64>,
    due: i64,
    error: &'a Option<String>,
    gone: bool,
}

fn name(feed: &Feed) -> &str {
    feed.title.as_deref().unwrap_or(&feed.url)
}

fn list(json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let feeds = library::read(context)?.feeds()?;
    if json {
        for FeedState { feed, articles, checked, due, error, gone, .. } in &feeds {
            let (articles, checked, due, gone) = (*articles, *checked, *due, *gone);
            context.out.json(&JsonFeed { feed, articles, checked, due, error, gone })?;
        }
    } else {
        let mut rows = Vec::new();
        for state in &feeds {
            let count = context.words.number(usize::try_from(state.articles).unwrap_or(usize::MAX));
            let folder = state.feed.folder.as_ref().map(|folder| format!("{folder}/")).unwrap_or_default();
            rows.push(vec![
                Cell::number(count, Meaning::Count),
                Cell::new(format!("{folder}{}", name(&state.feed)), Meaning::Text),
                Cell::new(state.feed.url.clone(), Meaning::Muted),
            ]);
        }
        context.out.table(&rows, 1)?;
        for state in &feeds {
            if let Some(error) = &state.error {
                context.tell(&format!("{}: {error}", state.feed.url));
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
    error: Option<&'a str>,
}

fn sync(which: &[String], force: bool, json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let Some(mut feeds) = meant(library.feeds()?, which, context) else { return Ok(Outcome::Nothing) };
    if feeds.is_empty() {
        context.tell(&context.words.say("cli-no-feeds"));
        return Ok(Outcome::Nothing);
    }
    let now = jiff::Timestamp::now().as_second();
    let all = feeds.len();
    feeds.retain(|state| force || state.due <= now && !state.gone);
    let mut answers: Vec<Fetched> = Vec::new();
    fetch_feeds(&feeds, Limits::default(), &cancel_on_interrupt(), |fetched| answers.push(fetched));
    answers.sort_by(|a, b| a.url.cmp(&b.url));
    let mut failed = false;
    for fetched in answers {
        failed |= save(&mut library, fetched, now, json, context)?;
    }
    if feeds.len() < all && !json {
        let waiting = context.words.say_with("cli-feeds-waiting", &[("count", (all - feeds.len()).into())]);
        context.out.paragraph(&waiting, Meaning::Muted)?;
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

/// Saves what came of a feed and tells it; whether it failed.
fn save(
    library: &mut Library,
    fetched: Fetched,
    now: i64,
    json: bool,
    context: &mut Context,
) -> Result<bool, Stop> {
    let Fetched { url, mut asked, documents, flaws } = fetched;
    for flaw in &flaws {
        context.tell(&context.words.flaw(flaw));
    }
    let documents = fresh(library, documents)?;
    let mut added = 0;
    if !documents.is_empty() {
        let ended = add::work(library, Task::Import(Import::of_documents(documents)), context)?;
        added = ended.imported.added;
    }
    if let Asked::Read { changed, .. } = &mut asked {
        *changed = added > 0;
    }
    // After the articles, so that what was not saved is asked for again.
    library.note_asked(&url, &asked, now)?;
    let error = match &asked {
        Asked::Failed { error, .. } => Some(error.as_str()),
        _ => None,
    };
    if json {
        context.out.json(&JsonSynced { url: &url, added, error })?;
    } else if let Some(error) = error {
        context.tell(&format!("{url}: {error}"));
    } else {
        let text = context.words.say_with("cli-added", &[("added", added.into())]);
        context.out.paragraph(&format!("{url}: {text}"), Meaning::Text)?;
    }
    Ok(error.is_some())
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
    let failed = |error: std::io::Error| Stop::Told(format!("'{origin}': {error}"));
    let bytes = if origin == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        bytes
    } else {
        fs::read(file).map_err(failed)?
    };
    let outlines = text_of(&bytes, &origin).and_then(|text| opml::read_opml(&text, &origin));
    let outlines = outlines.map_err(|flaw| Stop::Told(context.words.flaw(&flaw)))?;
    let (mut feeds, mut failed) = (Vec::new(), false);
    for Outline { title, url, site, folder } in outlines {
        match fetch::address(&url) {
            Ok(url) => feeds.push(Feed { url, title, site, folder }),
            Err(problem) => {
                failed = true;
                context.tell(&problem.to_string());
            }
        }
    }
    let change = library::open(context)?.follow(&feeds, &[])?;
    let text = notices::change(&context.words, &change);
    context.out.paragraph(&text, Meaning::Text)?;
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

fn export(file: Option<PathBuf>, context: &mut Context) -> Result<Outcome, Stop> {
    let feeds = library::read(context)?.feeds()?;
    let outlines: Vec<Outline> = feeds
        .into_iter()
        .map(|FeedState { feed: Feed { url, title, site, folder }, .. }| Outline { title, url, site, folder })
        .collect();
    let text = opml::write_opml("Khabar", &outlines);
    match file {
        Some(file) => {
            fs::write(&file, text).map_err(|error| Stop::Told(format!("'{}': {error}", file.display())))?
        }
        None => context.out.raw(&text)?,
    }
    Ok(if outlines.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
