//! An article of the library -> what is new in it to who has read what was read of its story.

use super::Cancel;
use crate::store::{self, Id, Reader};
use crate::story::{self, Novelty, Relation, Seen};

/// Related articles of each kind among which those that were read are looked for.
const RELATED_MAX: usize = 100;
/// Articles that were read by which novelty is told: the nearest in time. What was read longer ago is
/// half forgotten, and the cost of asking stays bounded.
const READ_MAX: usize = 30;

/// What is new in an article; `None` if nothing else of its story was read.
///
/// # Errors
///
/// If the library cannot be read, or the article is not there.
pub fn novelty(reader: &Reader, id: Id) -> Result<Option<Novelty>, store::Error> {
    let read = read_before(reader, id)?;
    if read.is_empty() {
        return Ok(None);
    }
    let mut seen = Seen::default();
    for id in read {
        seen.add(&reader.article(id)?.article, &reader.facts(id)?);
    }
    let article = reader.article(id)?.article;
    Ok(Some(story::novelty(&article, &reader.facts(id)?, &seen)))
}

/// What was read of the story of an article: other tellings of its event, and other events; the nearest
/// in time first.
fn read_before(reader: &Reader, id: Id) -> Result<Vec<Id>, store::Error> {
    let related = reader.related(id, RELATED_MAX)?;
    let lists = [related.same_event, related.earlier, related.later];
    let mut all: Vec<(Id, Relation)> = lists.into_iter().flatten().collect();
    all.sort_by_key(|(_, relation)| relation.reason.days.map_or(i32::MAX, i32::abs));
    let ids: Vec<Id> = all.into_iter().map(|(id, _)| id).collect();
    let mut read = reader.read_among(&ids)?;
    read.truncate(READ_MAX);
    // Of a copy is asked what it adds to its original, read or not.
    let original = reader.original(id)?;
    read.extend(original.filter(|original| !read.contains(original)));
    Ok(read)
}

/// How much of each of these articles is new, in percent, as [`novelty`] has it. Stops early, with what
/// it has, if it is no longer wanted; passes over what is no longer there.
///
/// # Errors
///
/// If the library cannot be read.
pub fn shares(reader: &Reader, ids: &[Id], cancel: &Cancel) -> Result<Vec<(Id, Option<u8>)>, store::Error> {
    let mut shares = Vec::with_capacity(ids.len());
    for &id in ids {
        if cancel.is_cancelled() {
            break;
        }
        let share = match novelty(reader, id) {
            Ok(novelty) => novelty.map(|novelty| novelty.percent()),
            Err(store::Error::NoArticle { .. }) => None,
            Err(error) => return Err(error),
        };
        shares.push((id, share));
    }
    Ok(shares)
}
