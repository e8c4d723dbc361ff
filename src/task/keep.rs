//! What a feed gave -> articles in the library, and what is noted of the feed.

use super::{Failure, Fetched, FileNotice, Import, Report, Task, Trouble};
use crate::arabic::letters::fold_str;
use crate::article::Article;
use crate::import::Document;
use crate::store::{self, Asked, Id, Library, Reader};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What came of asking a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Its address; where it has moved, the one by which it was asked for.
    pub url: String,
    /// What it is called, if that is known.
    pub title: Option<String>,
    /// Articles that are new.
    pub new: u64,
    /// Articles that are other than before.
    pub changed: u64,
    /// Articles that are as they were.
    pub same: u64,
    /// Why there was no answer, if there was none.
    pub trouble: Option<Trouble>,
}

/// A feed whose articles are being saved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OfFeed {
    asked: Asked,
    /// The keys of its items that are new or changed, with hashes of their contents.
    items: Vec<(String, i64)>,
    synced: Synced,
}

/// Begins to save what a feed gave; what comes back is the rest of it. What the library has already costs
/// nothing more.
pub(super) fn keep(
    library: &mut Library,
    fetched: Fetched,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let Fetched { url, title, asked, documents, flaws } = fetched;
    flaws.into_iter().for_each(|flaw| report(Report::Flawed(FileNotice::Flaw(flaw))));
    let trouble = match &asked {
        Asked::Failed { error, .. } => Some(Trouble::of_kept(error)),
        _ => None,
    };
    let mut synced = Synced { url, title, trouble, ..Synced::default() };
    let mut items = Vec::new();
    let documents = fresh(library, documents, &mut synced, &mut items)?;
    let links: Vec<(&str, &str)> = documents
        .iter()
        .filter_map(|document| document.articles.first())
        .filter_map(|article| Some((article.url.as_deref()?, article.key.as_str())))
        .collect();
    if !links.is_empty() {
        library.link(&links)?;
    }
    let of_feed = OfFeed { asked, items, synced };
    if documents.is_empty() {
        end(library, of_feed, report)?;
        return Ok(None);
    }
    Ok(Some(Task::Import(Import::of_feed(documents, of_feed))))
}

/// Notes how asking the feed went. After its articles, so that what was not saved is asked for again.
pub(super) fn end(
    library: &mut Library,
    of_feed: OfFeed,
    report: &mut dyn FnMut(Report),
) -> Result<(), store::Error> {
    let OfFeed { mut asked, items, synced } = of_feed;
    if !items.is_empty() {
        library.note_items(&items)?;
    }
    if let Asked::Read { changed, .. } = &mut asked {
        *changed = synced.new + synced.changed > 0;
    }
    library.note_asked(&synced.url, &asked, jiff::Timestamp::now().as_second())?;
    report(Report::Synced(synced));
    Ok(())
}

/// Those of `documents` that the library does not have, or not as they are; the others are counted only.
/// What another feed gave before, under another key, keeps that one.
fn fresh(
    reader: &Reader,
    documents: Vec<Document>,
    synced: &mut Synced,
    items: &mut Vec<(String, i64)>,
) -> Result<Vec<Document>, store::Error> {
    let mut fresh = Vec::new();
    for mut document in documents {
        let Some(article) = document.articles.first_mut() else { continue };
        let hash = hash(article);
        let (last, has_whole) = reader.feed_item(&article.key)?.unzip();
        let own = reader.id_of_key(&article.key)?;
        if last == Some(hash) && (own.is_some() || linked(reader, article)?.is_some()) {
            synced.same += 1;
            continue;
        }
        items.push((article.key.clone(), hash));
        let known = match own {
            Some(id) => Some(reader.article(id)?.article),
            None => of_other_feed(reader, article)?,
        };
        let Some(known) = known else {
            synced.new += 1;
            fresh.push(document);
            continue;
        };
        let is_same = known.text == article.text && known.title.text == article.title.text;
        // A summary does not take the place of the whole text; and of two feeds, that which says more is
        // believed, so that they do not take turns.
        let yields = has_whole == Some(true) || own.is_none();
        if is_same || yields && known.text.len() >= article.text.len() {
            synced.same += 1;
            continue;
        }
        if own.is_none() {
            article.key = known.key;
            for part in &mut document.articles {
                part.origin.clone_from(&known.origin);
            }
        }
        synced.changed += 1;
        fresh.push(document);
    }
    Ok(fresh)
}

/// Of what an article says. From one version to the next it may change: then contents are compared.
fn hash(article: &Article) -> i64 {
    let mut hasher = DefaultHasher::new();
    (&article.title.text, &article.text, &article.url).hash(&mut hasher);
    hasher.finish().cast_signed()
}

/// The article that came first with a feed at the address of this one.
fn linked(reader: &Reader, article: &Article) -> Result<Option<Id>, store::Error> {
    let Some(url) = &article.url else { return Ok(None) };
    match reader.key_of_link(url)? {
        Some(key) => reader.id_of_key(&key),
        None => Ok(None),
    }
}

/// The article that another feed gave before: it lies at the same address and has the same headline. (A page
/// of short news may be the address of many.)
fn of_other_feed(reader: &Reader, article: &Article) -> Result<Option<Article>, store::Error> {
    let Some(id) = linked(reader, article)? else { return Ok(None) };
    let known = reader.article(id)?.article;
    let is_alike = fold_str(&known.title.text) == fold_str(&article.title.text);
    Ok((is_alike && known.origin != article.origin).then_some(known))
}
