//! Articles as they come in -> rows, and back.

use super::codec::{Shape, date_of, published_from_of};
use super::facts::Made;
use super::names::Decisions;
use super::relations::Counts;
use super::{
    Deed, Error, Fault, Id, Import, Library, Reader, facts, index, names, pack, published, rank, rules,
    stories,
};
use crate::arabic::language::language;
use crate::article::{Article, Facts, Kept, Published, Title};
use crate::story::Profile;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// An article to be added, with what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// The article.
    pub article: Article,
    /// What was found in it.
    pub facts: Facts,
    /// What it is compared by.
    pub profile: Profile,
    /// Whether the article is all that lies at its origin (a text file; not an entry of a feed or a
    /// line of JSONL). If the text there changes later, the article changes with it.
    pub whole_origin: bool,
    /// Index in the batch, before this one, of the article that it is embedded in.
    pub host: Option<usize>,
}

/// What became of an [`Addition`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: Id,
    /// Whether it was new.
    pub outcome: Outcome,
}

/// Whether an added article was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was not in the library.
    New,
    /// It was there, and is as it was.
    Same,
    /// It was there; text or particulars are now the new ones. Tags, notes, read state, position and a day set
    /// by the reader stayed.
    Updated,
}

/// An article with what the library knows of it beside its text and facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its number.
    pub id: Id,
    /// The article. Its day of publication is the reader's, if he set one.
    pub article: Article,
    /// The day of publication by what the article itself says.
    pub said: Option<Published>,
    /// The article that it is embedded in.
    pub host: Option<Id>,
    /// The articles embedded in it, in their order.
    pub embedded: Vec<Id>,
    /// Its tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Whether it was read.
    pub read: bool,
    /// Byte offset in the text that the reader had reached.
    pub position: u32,
    /// Words of its body.
    pub words: u32,
    /// When it came in, in seconds since 1970-01-01 UTC.
    pub imported: i64,
}

impl Library {
    /// Adds a batch in one transaction: all of it, or on an error nothing. Gives for each addition
    /// what became of it.
    ///
    /// The same key is the same article. So is the same origin, if the article is all of it and its
    /// text is an edit of the one that is there (another text in the same file is another article).
    /// Embedded stories that an edited host no longer has go, unless they carry tags, a day set by the
    /// reader, or his word on a name in them.
    pub fn add(&mut self, import: &mut Import, batch: &[Addition]) -> Result<Vec<Added>, Error> {
        self.add_kept(import, batch, &[])
    }

    /// Adds a batch as [`Library::add`] does. To those articles of it that are new it gives what another
    /// library kept of them, by their places in the batch: tags, read state, position, the reader's day
    /// and when they came in.
    pub fn add_kept(
        &mut self,
        import: &mut Import,
        batch: &[Addition],
        kept: &[Option<Kept>],
    ) -> Result<Vec<Added>, Error> {
        let kept_of = |index: usize| kept.get(index).and_then(Option::as_ref);
        let today = jiff::Zoned::now().date();
        let mut known = self.known.take();
        let done = self.write(Deed::Add, |connection| {
            known.keep_up(connection)?;
            let decisions = Decisions::read(connection)?;
            let mut making = Making { counts: Counts::default(), entries: Vec::new(), decisions, today };
            let mut added: Vec<Added> = Vec::with_capacity(batch.len());
            for (index, addition) in batch.iter().enumerate() {
                let host = addition.host.and_then(|host| added.get(host)).map(|host| host.id);
                making.today = kept_of(index).and_then(|kept| kept.imported).map_or(today, published::day_of);
                added.push(add(connection, import, addition, host, &mut making)?);
            }
            for (index, addition) in batch.iter().enumerate() {
                if addition.host.is_none() && added[index].outcome == Outcome::Updated {
                    let parts: HashSet<Id> = (index + 1..batch.len())
                        .filter(|&other| batch[other].host == Some(index))
                        .map(|other| added[other].id)
                        .collect();
                    remove_lost_parts(connection, &mut making.counts, added[index].id, &parts)?;
                }
            }
            rules::gather(connection, import, &making.entries, &added)?;
            facts::write_entries(connection, making.entries)?;
            let new = added.iter().filter(|added| added.outcome != Outcome::Same).map(|added| added.id);
            stories::tie(connection, &mut known, new, making.counts.take_gone())?;
            making.counts.write(connection)?;
            rules::tag_gathered(connection, import, today)?;
            if !names::settle(connection)? {
                known.settle(connection)?;
            }
            super::kept::give(connection, &added, kept_of)?;
            Ok(added)
        });
        match done {
            Ok(_) => {
                known.committed(&self.reader.connection);
                self.known = known;
            }
            Err(_) => import.forget(),
        }
        done
    }
}

impl Reader {
    /// The article with what the library knows of it.
    pub fn article(&self, id: Id) -> Result<Stored, Error> {
        self.read(Deed::Read, |connection| load(connection, id))
    }

    /// The article with that key, if it is in the library.
    pub fn id_of_key(&self, key: &str) -> Result<Option<Id>, Error> {
        self.read(Deed::Read, |connection| Ok(id_of_key(connection, key)?))
    }

    /// The latest day of the list; `None` in an empty library.
    pub fn newest_day(&self) -> Result<Option<Date>, Error> {
        self.read(Deed::Read, |connection| {
            let highest: Option<i64> = connection
                .prepare_cached("SELECT max(rank) FROM article")?
                .query_row([], |row| row.get(0))?;
            Ok(highest.map(rank::day))
        })
    }

    /// The articles that came from that path or address, in their order.
    pub fn ids_of_origin(&self, origin: &str) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM article WHERE origin = ?1 ORDER BY coalesce(host, id), part, id",
            )?;
            let ids = statement.query_map([origin], |row| row.get(0).map(Id))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn id_of_key(connection: &Connection, key: &str) -> rusqlite::Result<Option<Id>> {
    connection
        .prepare_cached("SELECT id FROM article WHERE key = ?1")?
        .query_row([key], |row| row.get(0).map(Id))
        .optional()
}

/// What a batch gathers to write at its end, what was decided on names, and the day on which it is added.
struct Making {
    counts: Counts,
    entries: facts::Entries,
    decisions: Decisions,
    today: Date,
}

fn add(
    connection: &Connection,
    import: &mut Import,
    addition: &Addition,
    host: Option<Id>,
    making: &mut Making,
) -> Result<Added, Fault> {
    let article = &addition.article;
    let known = match id_of_key(connection, &article.key)? {
        Some(id) => Some(id),
        None => earlier_version(connection, addition, host)?,
    };
    let (id, outcome) = match known {
        None => (insert(connection, import, addition, host, making.today)?, Outcome::New),
        Some(id) => {
            let stored = load(connection, id)?;
            let origin = stored.article.origin.clone();
            let known = Article { published: stored.said, ..stored.article.clone() };
            if (Article { origin, ..article.clone() }) == known && (host.is_none() || host == stored.host) {
                return Ok(Added { id, outcome: Outcome::Same });
            }
            // The batch itself may hold an earlier text of it.
            let old_rank = rank(connection, id)?;
            making.entries.retain(|(rank, _)| *rank != old_rank);
            update(connection, import, addition, host, making.today, &stored)?;
            (id, Outcome::Updated)
        }
    };
    let made = Made { article, facts: &addition.facts, profile: &addition.profile };
    let made = facts::put(connection, &mut making.counts, &making.decisions, id, made)?;
    set_words(connection, id, made.0.words, &article.text)?;
    making.entries.push((rank(connection, id)?, made));
    Ok(Added { id, outcome })
}

fn set_words(connection: &Connection, id: Id, words: usize, text: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE article SET words = ?2, lang = ?3 WHERE id = ?1")?.execute((
        id.0,
        words as i64,
        language(text),
    ))?;
    Ok(())
}

/// The article that a changed text was before.
fn earlier_version(
    connection: &Connection,
    addition: &Addition,
    host: Option<Id>,
) -> Result<Option<Id>, Fault> {
    let article = &addition.article;
    let candidate = if let Some(host) = host {
        connection
            .prepare_cached("SELECT id FROM article WHERE host = ?1 AND part = ?2 ORDER BY id DESC LIMIT 1")?
            .query_row((host.0, article.part), |row| row.get(0).map(Id))
            .optional()?
    } else if addition.whole_origin && article.origin != "-" {
        connection
            .prepare_cached(
                "SELECT id FROM article WHERE origin = ?1 AND whole_origin = 1 AND host IS NULL
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([&article.origin], |row| row.get(0).map(Id))
            .optional()?
    } else {
        None
    };
    let Some(id) = candidate else { return Ok(None) };
    let before = load(connection, id)?.article;
    Ok(is_edit(&before.text, &article.text).then_some(id))
}

/// Of the different words of the shorter text, the part that the longer one must have too. Two
/// articles of one subject share a third; an edit keeps nearly all.
const EDIT_LEAST: f32 = 0.6;

/// Whether one text was made from the other by editing.
fn is_edit(before: &str, after: &str) -> bool {
    let words = |text| super::term::terms(text).into_iter().collect::<HashSet<_>>();
    let (before, after) = (words(before), words(after));
    let shared = before.intersection(&after).count();
    let shorter = before.len().min(after.len());
    shorter == 0 || shared as f32 >= EDIT_LEAST * shorter as f32
}

/// The day by which an article stands in the list: of publication; else its host's; else the one on
/// which it came in.
pub(super) fn list_day(
    connection: &Connection,
    published: Option<Date>,
    host: Option<Id>,
    imported: Date,
) -> Result<Date, Fault> {
    match (published, host) {
        (Some(day), _) => Ok(day),
        (None, Some(host)) => Ok(rank::day(rank(connection, host)?)),
        (None, None) => Ok(imported),
    }
}

fn insert(
    connection: &Connection,
    import: &mut Import,
    addition: &Addition,
    host: Option<Id>,
    today: Date,
) -> Result<Id, Fault> {
    let article = &addition.article;
    let day = list_day(connection, day_of(article.published), host, today)?;
    let rank = import.next(connection, day)?;
    let (published, published_from) = published::columns(article.published);
    connection
        .prepare_cached(
            "INSERT INTO article (key, rank, origin, whole_origin, host, part, title, published,
                                  published_from, imported, outlet, words, made)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12)",
        )?
        .execute((
            &article.key,
            rank,
            &article.origin,
            addition.whole_origin,
            host.map(Id::number),
            article.part,
            &article.title.text,
            published,
            published_from,
            super::now(),
            &article.outlet,
            import.made,
        ))?;
    let id = Id(connection.last_insert_rowid());
    put_content(connection, id, article)?;
    Ok(id)
}

fn update(
    connection: &Connection,
    import: &mut Import,
    addition: &Addition,
    host: Option<Id>,
    today: Date,
    stored: &Stored,
) -> Result<(), Fault> {
    let (article, id) = (&addition.article, stored.id);
    let old_rank = rank(connection, id)?;
    index::remove(connection, old_rank)?;
    let (published, is_by_hand) = published::say(connection, id, article.published)?;
    // An article that still has no date stays where it is.
    let rank = if day_of(published) == day_of(stored.article.published) {
        old_rank
    } else {
        let day = list_day(connection, day_of(published), host.or(stored.host), today)?;
        import.next(connection, day)?
    };
    let (published, published_from) = published::columns(published);
    // The facts that come with the text count from the day that it states.
    let made = if is_by_hand { published::STALE } else { import.made };
    connection
        .prepare_cached(
            "UPDATE article SET key = ?2, rank = ?3, origin = ?4, whole_origin = ?5, host = ?6, part = ?7,
                                title = ?8, published = ?9, published_from = ?10, outlet = ?11, made = ?12
             WHERE id = ?1",
        )?
        .execute((
            id.0,
            &article.key,
            rank,
            &article.origin,
            addition.whole_origin,
            host.or(stored.host).map(Id::number),
            article.part,
            &article.title.text,
            published,
            published_from,
            &article.outlet,
            made,
        ))?;
    connection.prepare_cached("DELETE FROM content WHERE article = ?1")?.execute([id.0])?;
    put_content(connection, id, article)?;
    super::notes::follow(connection, id, &article.text)
}

fn day_of(published: Option<Published>) -> Option<Date> {
    published.map(|published| published.date)
}

fn put_content(connection: &Connection, id: Id, article: &Article) -> Result<(), Fault> {
    let keywords = (!article.keywords.is_empty())
        .then(|| serde_json::to_string(&article.keywords).expect("strings are JSON"));
    connection
        .prepare_cached(
            "INSERT INTO content (article, url, shape, keywords, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            id.0,
            &article.url,
            Shape::encode(article.offset, &article.title, &article.sections),
            keywords,
            pack::packed(&article.text),
        ))?;
    Ok(())
}

/// Removes the embedded articles of `host` that are not among `parts` and carry nothing by hand: no tags,
/// no day, no word on a name, no note.
fn remove_lost_parts(
    connection: &Connection,
    counts: &mut Counts,
    host: Id,
    parts: &HashSet<Id>,
) -> Result<(), Fault> {
    let lost: Vec<(Id, i64)> = connection
        .prepare_cached(
            "SELECT id, rank FROM article WHERE host = ?1
             AND NOT EXISTS (SELECT 1 FROM article_tag WHERE article_tag.rank = article.rank)
             AND NOT EXISTS (SELECT 1 FROM set_day WHERE set_day.article = article.id)
             AND NOT EXISTS (SELECT 1 FROM name_split WHERE name_split.article = article.id)
             AND NOT EXISTS (SELECT 1 FROM note WHERE note.article = article.id)",
        )?
        .query_map([host.0], |row| Ok((Id(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, rank) in lost.into_iter().filter(|(id, _)| !parts.contains(id)) {
        index::remove(connection, rank)?;
        facts::forget(connection, counts, id)?;
        stories::untie(connection, id)?;
        connection.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id.0])?;
    }
    Ok(())
}

/// The rank of an article.
pub(super) fn rank(connection: &Connection, id: Id) -> Result<i64, Fault> {
    connection
        .prepare_cached("SELECT rank FROM article WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .ok_or(Fault::Ours(Error::NoArticle { id }))
}

/// The article of a rank.
pub(super) fn id_at(connection: &Connection, rank: i64) -> rusqlite::Result<Id> {
    connection
        .prepare_cached("SELECT id FROM article WHERE rank = ?1")?
        .query_row([rank], |row| row.get(0).map(Id))
}

/// About how many articles there are: as many as there ever were, which needs no counting.
pub(super) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.prepare_cached("SELECT coalesce(max(id), 0) FROM article")?.query_row([], |row| row.get(0))
}

/// The article with what the library knows of it.
pub(super) fn load(connection: &Connection, id: Id) -> Result<Stored, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT key, origin, part, title, published, published_from, outlet, host, read, position, words,
                imported, url, shape, keywords, text
         FROM article JOIN content ON content.article = article.id WHERE article.id = ?1",
    )?;
    let stored = statement
        .query_row([id.0], |row| {
            let shape: Vec<u8> = row.get(13)?;
            let keywords: Option<String> = row.get(14)?;
            let text: Vec<u8> = row.get(15)?;
            Ok((stored(id, row)?, shape, keywords, text))
        })
        .optional()?;
    let (mut stored, shape, keywords, text) = stored.ok_or(Fault::Ours(Error::NoArticle { id }))?;
    let shape = Shape::decode(&shape).map_err(|_| Fault::Broken("the sections of an article"))?;
    stored.article.text = pack::unpacked(&text).ok_or(Fault::Broken("the text of an article"))?;
    stored.article.offset = shape.offset;
    stored.article.title.span = shape.title_span;
    stored.article.title.stated = shape.title_stated;
    stored.article.sections = shape.sections;
    if let Some(keywords) = keywords {
        stored.article.keywords =
            serde_json::from_str(&keywords).map_err(|_| Fault::Broken("the keywords of an article"))?;
    }
    if let Some(said) = published::said(connection, id)? {
        stored.said = said;
    }
    stored.tags = super::tags::of(connection, id)?;
    stored.embedded = connection
        .prepare_cached("SELECT id FROM article WHERE host = ?1 ORDER BY part, id")?
        .query_map([id.0], |row| row.get(0).map(Id))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(stored)
}

/// The plain columns of an article; text, sections, keywords, tags, embedded ones are still missing.
fn stored(id: Id, row: &rusqlite::Row<'_>) -> rusqlite::Result<Stored> {
    let article = Article {
        key: row.get(0)?,
        origin: row.get(1)?,
        part: row.get(2)?,
        offset: 0,
        title: Title { text: row.get(3)?, ..Title::default() },
        published: published(row.get(4)?, row.get(5)?),
        outlet: row.get(6)?,
        url: row.get(12)?,
        keywords: Vec::new(),
        text: String::new(),
        sections: Vec::new(),
    };
    Ok(Stored {
        id,
        said: article.published,
        article,
        host: row.get::<_, Option<i64>>(7)?.map(Id),
        embedded: Vec::new(),
        tags: Vec::new(),
        read: row.get(8)?,
        position: row.get(9)?,
        words: row.get(10)?,
        imported: row.get(11)?,
    })
}

/// A day of publication from its two columns.
pub(super) fn published(day: Option<i64>, from: Option<i64>) -> Option<Published> {
    Some(Published { date: date_of(day?), from: published_from_of(from.unwrap_or(-1)) })
}
