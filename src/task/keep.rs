//! What a feed gave -> articles in the library, and what is noted of the feed.

use super::{Failure, Fetched, FileNotice, Import, Report, Task, Trouble};
use crate::arabic::letters::fold_str;
use crate::import::Document;
use crate::store::{self, Asked, Library, Reader};

/// Of an article whose whole text was fetched from its page, a feed goes on giving the summary, which is
/// less than one part in so many of it.
const WHOLE_PART: usize = 2;

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
    let documents = fresh(library, documents, &mut synced)?;
    let links: Vec<(&str, &str)> = documents
        .iter()
        .filter_map(|document| document.articles.first())
        .filter_map(|article| Some((article.url.as_deref()?, article.key.as_str())))
        .collect();
    library.link(&links)?;
    let of_feed = OfFeed { asked, synced };
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
    let OfFeed { mut asked, synced } = of_feed;
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
) -> Result<Vec<Document>, store::Error> {
    let mut fresh = Vec::new();
    for mut document in documents {
        let Some(article) = document.articles.first_mut() else { continue };
        let own = match reader.id_of_key(&article.key)? {
            Some(id) => Some(reader.article(id)?.article),
            None => None,
        };
        let known = match own {
            Some(known) => Some((known, true)),
            None => of_other_feed(reader, article)?.map(|known| (known, false)),
        };
        let Some((known, is_own)) = known else {
            synced.new += 1;
            fresh.push(document);
            continue;
        };
        let is_same = known.text == article.text && known.title.text == article.title.text;
        let is_whole = known.text.len() > WHOLE_PART * article.text.len() && known.url == article.url;
        // Of two feeds, that which says more is believed, so that they do not take turns.
        let says_less = !is_own && known.text.len() >= article.text.len();
        if is_same || is_whole || says_less {
            synced.same += 1;
            continue;
        }
        if !is_own {
            let (key, origin) = (known.key, known.origin);
            for part in &mut document.articles {
                part.origin.clone_from(&origin);
            }
            document.articles[0].key = key;
        }
        synced.changed += 1;
        fresh.push(document);
    }
    Ok(fresh)
}

/// The article that another feed gave before: it lies at the same address and has the same headline. (A page
/// of short news may be the address of many.)
fn of_other_feed(
    reader: &Reader,
    article: &crate::article::Article,
) -> Result<Option<crate::article::Article>, store::Error> {
    let Some(url) = &article.url else { return Ok(None) };
    let Some(key) = reader.key_of_link(url)? else { return Ok(None) };
    let Some(id) = reader.id_of_key(&key)? else { return Ok(None) };
    let known = reader.article(id)?.article;
    let is_alike = fold_str(&known.title.text) == fold_str(&article.title.text);
    Ok((is_alike && known.origin != article.origin).then_some(known))
}
