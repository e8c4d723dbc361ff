//! Feeds, pages -> documents: what is asked for over the network, before the library hears of it.

use super::{Cancel, Failure, Report, Task, Trouble, fenced};
use crate::fetch::{self, Answer, Limits, Marks, Page, Problem};
use crate::import::feed::{self, Item};
use crate::import::{Document, Flaw, Hints, html, text_of};
use crate::store::{self, Asked, Feed, FeedState, Id, Reader};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::mpsc;

/// Servers that are asked at once; each gets one question at a time.
const HOSTS: usize = 4;

/// What came of asking a feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// The address by which it was asked for.
    pub url: String,
    /// What it is called, if that is known.
    pub title: Option<String>,
    /// What is to be noted of it. Of a feed that was read, whether anything changed is not known yet.
    pub asked: Asked,
    /// The articles in it.
    pub documents: Vec<Document>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
}

/// Asks feeds, several at once, and gives what came of each as it comes, in no order. Ends after the answers
/// that are on their way once it is cancelled.
pub fn fetch_feeds(feeds: &[FeedState], limits: Limits, cancel: &Cancel, mut each: impl FnMut(Fetched)) {
    let mut hosts: HashMap<&str, Vec<&FeedState>> = HashMap::new();
    for state in feeds {
        hosts.entry(host(&state.feed.url)).or_default().push(state);
    }
    let queue = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let (give, take) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..HOSTS {
            let (give, queue) = (give.clone(), &queue);
            scope.spawn(move || {
                let next = || queue.lock().ok()?.pop();
                while let Some(host) = next() {
                    for state in host.into_iter().take_while(|_| !cancel.is_cancelled()) {
                        // Whoever asked may have gone; then there is nobody to tell.
                        let _ = give.send(fetch_fenced(state, limits));
                    }
                }
            });
        }
        drop(give);
        take.into_iter().for_each(&mut each);
    });
}

fn host(url: &str) -> &str {
    url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(url)
}

/// What came of a feed, also of one on which the program itself stumbles: the others go on.
fn fetch_fenced(state: &FeedState, limits: Limits) -> Fetched {
    fenced(|| Ok(fetch_feed(state, limits))).unwrap_or_else(|failure| Fetched {
        url: state.feed.url.clone(),
        title: state.feed.title.clone(),
        asked: failed(match failure {
            Failure::Panicked(cause) => Trouble::NoFeed(cause),
            other => Trouble::Other(format!("{other:?}")),
        }),
        documents: Vec::new(),
        flaws: Vec::new(),
    })
}

fn fetch_feed(state: &FeedState, limits: Limits) -> Fetched {
    let url = state.feed.url.clone();
    let (etag, modified) = state.marks.clone();
    let title = state.feed.title.clone();
    let nothing = |asked| Fetched {
        url: url.clone(),
        title: title.clone(),
        asked,
        documents: Vec::new(),
        flaws: Vec::new(),
    };
    let page = match fetch::get(&url, &Marks { etag, modified }, limits) {
        Ok(Answer::Same) => return nothing(Asked::Same),
        Ok(Answer::Page(page)) => page,
        Err(problem) => return nothing(failed(problem.into())),
    };
    let feed = match text(&page).and_then(|text| feed::read_feed(&text, &page.url)) {
        Ok(feed) => feed,
        Err(flaw) => return nothing(failed(flaw.into())),
    };
    let mut flaws = Vec::new();
    let documents = feed.items.iter().filter_map(|item| of_item(item, &feed, &url, &mut flaws)).collect();
    let new_title = feed.title.clone();
    let asked = Asked::Read {
        title: feed.title,
        site: feed.link,
        moved: page.moved,
        marks: (page.marks.etag, page.marks.modified),
        changed: false,
    };
    Fetched { url, title: new_title.or(title), asked, documents, flaws }
}

fn of_item(item: &Item, feed: &feed::Feed, url: &str, flaws: &mut Vec<Flaw>) -> Option<Document> {
    let document = feed::document(item, feed, url, &Hints::default(), flaws);
    if document.is_none() {
        flaws.push(Flaw::Item { origin: url.to_owned(), id: item.id.clone() });
    }
    document
}

fn failed(trouble: Trouble) -> Asked {
    let wait = match &trouble {
        Trouble::Server(Problem::Busy(wait)) => {
            wait.map(|wait| i64::try_from(wait.as_secs()).unwrap_or(i64::MAX))
        }
        _ => None,
    };
    let gone = matches!(trouble, Trouble::Server(Problem::Gone(_)));
    Asked::Failed { error: trouble.kept(), gone, wait }
}

fn text(page: &Page) -> Result<String, Flaw> {
    text_of(&page.bytes, page.charset.as_deref(), &page.url)
}

/// What is wanted of the feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncWish {
    /// The addresses of those that are meant; all if there are none.
    pub urls: Vec<String>,
    /// Also those that were asked a short while ago, or are gone.
    pub is_forced: bool,
}

impl SyncWish {
    /// Of `feeds`, those that are to be asked at `now`, seconds since 1970-01-01 UTC; and how many are meant
    /// but may not be asked yet, or are gone.
    pub fn due(&self, mut feeds: Vec<FeedState>, now: i64) -> (Vec<FeedState>, usize) {
        feeds.retain(|state| self.urls.is_empty() || self.urls.contains(&state.feed.url));
        let meant = feeds.len();
        feeds.retain(|state| self.is_forced || state.due <= now && !state.gone);
        let waiting = meant - feeds.len();
        (feeds, waiting)
    }
}

/// Does a task that asks the network; what comes of it is for whoever hears the reports to have saved.
///
/// # Errors
///
/// If the library cannot be read.
pub fn fetch(
    reader: &Reader,
    task: Task,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<(), Failure> {
    let limits = Limits::default();
    match task {
        Task::Sync(wish) => {
            let (feeds, waiting) = wish.due(reader.feeds()?, jiff::Timestamp::now().as_second());
            let (mut done, total) = (0, feeds.len() as u64);
            report(Report::Progress { done, total });
            fetch_feeds(&feeds, limits, cancel, |fetched| {
                done += 1;
                report(Report::Fetched(Box::new(fetched)));
                report(Report::Progress { done, total });
            });
            report(Report::AllFetched { waiting: waiting as u64 + (total - done) });
        }
        Task::FindFeed(address) => report(Report::FeedFound(find(&address, limits).map(Box::new))),
        Task::WholeText(id) => {
            let document = whole_text(reader, id, limits)?.map(Box::new);
            report(Report::WholeText { id, document });
        }
        _ => report(Report::Cancelled),
    }
    Ok(())
}

/// The feed at `address`, or the first that the page there names: that of all its articles; the others are of
/// sections or comments.
///
/// # Errors
///
/// If it cannot be reached, or is neither feed nor a page that names one.
pub fn find(address: &str, limits: Limits) -> Result<Feed, Trouble> {
    match look(&fetch::address(address)?, limits)? {
        Found::Feed(feed) => Ok(feed),
        Found::Feeds(named) => match look(&named[0], limits)? {
            Found::Feed(feed) => Ok(feed),
            Found::Feeds(_) => Err(Trouble::NoFeed(named[0].clone())),
        },
    }
}

/// What lies at an address that a reader gave.
enum Found {
    /// A feed, at this address, called so.
    Feed(Feed),
    /// A page that names feeds.
    Feeds(Vec<String>),
}

fn page(url: &str, limits: Limits) -> Result<Page, Problem> {
    match fetch::get(url, &Marks::default(), limits)? {
        Answer::Page(page) => Ok(page),
        // Nobody asked whether it is.
        Answer::Same => Err(Problem::Status(304)),
    }
}

/// The feed at `url`, or those that the page there names.
fn look(url: &str, limits: Limits) -> Result<Found, Trouble> {
    let page = page(url, limits)?;
    let text = text(&page)?;
    match feed::read_feed(&text, &page.url) {
        Ok(feed) => {
            let url = page.moved.unwrap_or_else(|| url.to_owned());
            Ok(Found::Feed(Feed { url, title: feed.title, site: feed.link, folder: None }))
        }
        Err(flaw) => match html::feeds_in(&text, &page.url) {
            feeds if feeds.is_empty() => Err(flaw.into()),
            feeds => Ok(Found::Feeds(feeds)),
        },
    }
}

/// The article of the library with the whole text of its page; it keeps its key, its title and its day.
///
/// # Errors
///
/// If the library cannot be read. Inside: if it has no address, or its page cannot be read or has no more text.
pub fn whole_text(
    reader: &Reader,
    id: Id,
    limits: Limits,
) -> Result<Result<Document, Trouble>, store::Error> {
    let stored = reader.article(id)?;
    let article = stored.article;
    let Some(url) = article.url.clone() else { return Ok(Err(Trouble::NoAddress)) };
    let hints = Hints {
        key: Some(article.key),
        title: Some(article.title.text),
        // What the reader says of the day is kept apart from it.
        published: stored.said,
        outlet: article.outlet,
        url: Some(url.clone()),
        keywords: article.keywords,
        ..Hints::default()
    };
    let whole = || {
        let page = page(&url, limits)?;
        let read = html::read_page(&text(&page)?, &page.url)?;
        // It stays the article of its address, wherever that leads.
        let read = html::Page { url: Some(url.clone()), ..read };
        let document = html::document(read, &article.origin, &hints, &mut Vec::new());
        let document = document.ok_or(Trouble::NoArticle)?;
        let has_more = document.articles.first().is_some_and(|whole| whole.text.len() > article.text.len());
        if has_more { Ok(document) } else { Err(Trouble::NothingMore) }
    };
    Ok(whole())
}
