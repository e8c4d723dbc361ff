//! Feeds, pages -> documents: what is asked for over the network, before the library hears of it.

use super::Cancel;
use crate::fetch::{self, Answer, Limits, Marks, Problem};
use crate::import::feed::{self, Item};
use crate::import::{Document, Flaw, Hints, html, text_of};
use crate::store::{self, Asked, FeedState, Id, Reader};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::mpsc;

/// Servers that are asked at once; each gets one question at a time.
const HOSTS: usize = 4;

/// What came of asking a feed.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address by which it was asked for.
    pub url: String,
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
                        let _ = give.send(fetch_feed(state, limits));
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

fn fetch_feed(state: &FeedState, limits: Limits) -> Fetched {
    let url = state.feed.url.clone();
    let (etag, modified) = state.marks.clone();
    let nothing = |asked| Fetched { url: url.clone(), asked, documents: Vec::new(), flaws: Vec::new() };
    let page = match fetch::get(&url, &Marks { etag, modified }, limits) {
        Ok(Answer::Same) => return nothing(Asked::Same),
        Ok(Answer::Page(page)) => page,
        Err(problem) => return nothing(failed(&problem)),
    };
    let feed = match text_of(&page.bytes, &page.url).and_then(|text| feed::read_feed(&text, &page.url)) {
        Ok(feed) => feed,
        Err(flaw) => {
            return nothing(Asked::Failed { error: flaw.to_string(), gone: false, wait: None });
        }
    };
    let mut flaws = Vec::new();
    let documents = feed.items.iter().filter_map(|item| of_item(item, &feed, &url, &mut flaws)).collect();
    let asked = Asked::Read {
        title: feed.title,
        site: feed.link,
        moved: page.moved,
        marks: (page.marks.etag, page.marks.modified),
        changed: false,
    };
    Fetched { url, asked, documents, flaws }
}

fn of_item(item: &Item, feed: &feed::Feed, url: &str, flaws: &mut Vec<Flaw>) -> Option<Document> {
    let document = feed::document(item, feed, url, &Hints::default(), flaws);
    if document.is_none() {
        flaws.push(Flaw::Item { origin: url.to_owned(), id: item.id.clone() });
    }
    document
}

fn failed(problem: &Problem) -> Asked {
    let wait = match problem {
        Problem::Busy(wait) => wait.map(|wait| i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)),
        _ => None,
    };
    Asked::Failed { error: problem.to_string(), gone: matches!(problem, Problem::Gone(_)), wait }
}

/// Those of `documents` that the library does not have, or not as they are. What it has more of, because its
/// whole text was fetched from its page, stays.
///
/// # Errors
///
/// If the library cannot be read.
pub fn fresh(reader: &Reader, documents: Vec<Document>) -> Result<Vec<Document>, store::Error> {
    let mut fresh = Vec::new();
    for document in documents {
        let article = &document.articles[0];
        let known = match reader.id_of_key(&article.key)? {
            Some(id) => Some(reader.article(id)?.article),
            None => None,
        };
        let is_known = known.is_some_and(|known| {
            let is_same = known.text == article.text && known.title.text == article.title.text;
            is_same || known.text.len() > 2 * article.text.len() && known.url == article.url
        });
        if !is_known {
            fresh.push(document);
        }
    }
    Ok(fresh)
}

/// What lies at an address that a reader gave.
#[derive(Clone, Debug)]
pub enum Found {
    /// A feed, at this address, called so.
    Feed(store::Feed),
    /// A page that names feeds.
    Feeds(Vec<String>),
}

/// The feed at `url`, or those that the page there names.
///
/// # Errors
///
/// If it cannot be reached ([`Problem`]), or is neither; in words.
pub fn look(url: &str, limits: Limits) -> Result<Found, String> {
    let page = match fetch::get(url, &Marks::default(), limits) {
        Ok(Answer::Page(page)) => page,
        Ok(Answer::Same) => return Err(Problem::Status(304).to_string()),
        Err(problem) => return Err(problem.to_string()),
    };
    let text = text_of(&page.bytes, url).map_err(|flaw| flaw.to_string())?;
    match feed::read_feed(&text, &page.url) {
        Ok(feed) => {
            let url = page.moved.unwrap_or_else(|| url.to_owned());
            Ok(Found::Feed(store::Feed { url, title: feed.title, site: feed.link, folder: None }))
        }
        Err(flaw) => match html::feeds_in(&text, &page.url) {
            feeds if feeds.is_empty() => Err(flaw.to_string()),
            feeds => Ok(Found::Feeds(feeds)),
        },
    }
}

/// The article of the library with the whole text of its page; it keeps its key, its title and its day.
///
/// # Errors
///
/// If the library cannot be read; or, in words, if it has no address or the page cannot be read.
pub fn whole_text(reader: &Reader, id: Id, limits: Limits) -> Result<Result<Document, String>, store::Error> {
    let article = reader.article(id)?.article;
    let Some(url) = article.url else {
        return Ok(Err("it has no address of its own".to_owned()));
    };
    let page = match fetch::get(&url, &Marks::default(), limits) {
        Ok(Answer::Page(page)) => page,
        Ok(Answer::Same) => return Ok(Err(Problem::Status(304).to_string())),
        Err(problem) => return Ok(Err(problem.to_string())),
    };
    let read = text_of(&page.bytes, &url).and_then(|text| html::read_page(&text, &page.url));
    let hints = Hints {
        key: Some(article.key),
        title: Some(article.title.text),
        published: article.published,
        outlet: article.outlet,
        url: Some(url.clone()),
        keywords: article.keywords,
        ..Hints::default()
    };
    Ok(read.map_err(|flaw| flaw.to_string()).and_then(|page| {
        // It stays the article of its address, wherever that leads.
        let page = html::Page { url: Some(url.clone()), ..page };
        html::document(page, &article.origin, &hints, &mut Vec::new())
            .ok_or_else(|| Flaw::Unreadable { origin: url.clone() }.to_string())
    }))
}
