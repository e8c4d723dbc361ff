//! A query -> pages of the list, and how many articles it holds.
//!
//! A page is found by the rank of a row, never by counting rows before it: it costs the same at the
//! beginning and at the end of the list, with a thousand articles and with a million.

use super::compile::{self, Arm, Stretch};
use super::query::Query;
use super::{Deed, Error, Fault, Id, Reader, articles};
use crate::article::Published;
use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeSet;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By day of publication, newest first; without one, by the day on which it came in. Articles of
    /// one day: later imports first, within an import in its own order.
    #[default]
    Newest,
    /// By how well the words fit, see `relevance.rs`. Without words, as above. Of very
    /// many hits only the newest are compared ([`RANKED_MAX`]), and of words that very many articles
    /// have only whether they stand in the title; the others follow by date.
    Relevance,
}

/// Hits that are compared for relevance; more than anybody reads, few enough for a key press. Few in
/// tests, so that their lists go beyond.
pub const RANKED_MAX: usize = if cfg!(test) { 7 } else { 2_000 };

/// A place in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    pub(super) rank: i64,
    /// How well it fits, in a list by relevance.
    pub(super) score: Option<f64>,
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seek {
    /// Its first rows.
    First,
    /// Its last rows.
    Last,
    /// The rows after a place.
    After(Cursor),
    /// The rows before a place.
    Before(Cursor),
    /// The row at a place, if it is still there, and those after it.
    From(Cursor),
}

/// Rows of a list that follow one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// In the order of the list, whichever way it was asked for.
    pub rows: Vec<Row>,
    /// For [`Seek::Before`]; `None` if the list begins here.
    pub previous: Option<Cursor>,
    /// For [`Seek::After`]; `None` if the list ends here.
    pub next: Option<Cursor>,
}

/// What the list shows of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: Id,
    /// Its place in this list.
    pub cursor: Cursor,
    /// The headline.
    pub title: String,
    /// The day of publication, if known.
    pub published: Option<Published>,
    /// The outlet, if known.
    pub outlet: Option<String>,
    /// The tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Whether it was read.
    pub read: bool,
    /// The article in which it is embedded.
    pub host: Option<Id>,
    /// Its number there; 0 if it stands by itself.
    pub part: u16,
    /// Words of its body.
    pub words: u32,
    /// When it came in, in seconds since 1970-01-01 UTC.
    pub imported: i64,
    /// Where it came from.
    pub origin: String,
    /// Near-copies of it.
    pub copies: u32,
    /// The article that it is a near-copy of.
    pub copy_of: Option<Id>,
}

impl Row {
    /// Minutes that reading takes; at least one. Readers of Arabic read about 138 words a minute
    /// aloud and silently some 180 (Brysbaert, "How many words do we read per minute?", 2019).
    pub fn minutes(&self) -> u32 {
        reading_minutes(self.words)
    }
}

/// Minutes that reading that many words takes; see [`Row::minutes`].
pub fn reading_minutes(words: u32) -> u32 {
    words.div_ceil(180).max(1)
}

/// How many articles a query finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them that are counted.
    pub total: u64,
    /// Those not read.
    pub unread: u64,
    /// Near-copies that are not counted, because they are folded under others.
    pub folded: u64,
}

impl Count {
    /// The same, of which those of the other are folded under others and not counted.
    pub fn without(self, other: Count) -> Count {
        Count {
            total: self.total.saturating_sub(other.total),
            unread: self.unread.saturating_sub(other.unread),
            folded: self.folded + other.total,
        }
    }
}

impl Reader {
    /// Up to `limit` rows of the list of `query`.
    pub fn page(&self, query: &Query, order: Order, seek: Seek, limit: usize) -> Result<Page, Error> {
        self.read(Deed::Search, |connection| {
            let today = jiff::Zoned::now().date();
            let list = List { connection, arms: compile::arms(query, today), today };
            let by_relevance = order == Order::Relevance && list.arms.iter().any(Arm::has_text);
            let (places, previous, next) =
                if by_relevance { list.relevant(seek, limit)? } else { list.newest(seek, limit)? };
            let rows: Vec<Row> =
                places.iter().map(|place| row(connection, *place)).collect::<Result<_, _>>()?;
            Ok(Page {
                previous: rows.first().map(|row| row.cursor).filter(|_| previous),
                next: rows.last().map(|row| row.cursor).filter(|_| next),
                rows,
            })
        })
    }

    /// The same, without the near-copies of articles that the list holds as well, but for those of
    /// `unfolded`. There may be fewer rows than asked for, though the list goes on.
    pub fn page_folded(
        &self,
        query: &Query,
        order: Order,
        seek: Seek,
        limit: usize,
        unfolded: &BTreeSet<Id>,
    ) -> Result<Page, Error> {
        let is_backwards = matches!(seek, Seek::Last | Seek::Before(_));
        let mut folded = Page::default();
        let mut seek = seek;
        for round in 0.. {
            let Page { rows, previous, next } = self.page(query, order, seek, limit)?;
            let ends = (rows.first().map(|row| row.cursor), rows.last().map(|row| row.cursor));
            let mut kept = Vec::with_capacity(rows.len());
            for row in rows {
                if !self.is_folded(query, &row, unfolded)? {
                    kept.push(row);
                }
            }
            if is_backwards {
                kept.append(&mut folded.rows);
                folded.rows = kept;
                folded.previous = previous;
            } else {
                folded.rows.append(&mut kept);
                folded.next = next;
            }
            if round == 0 {
                (folded.previous, folded.next) = (previous, next);
            }
            let (goes_on, end) = if is_backwards { (previous, ends.0) } else { (next, ends.1) };
            match end.filter(|_| goes_on.is_some() && folded.rows.len() < limit.div_ceil(2)) {
                Some(end) if is_backwards => seek = Seek::Before(end),
                Some(end) => seek = Seek::After(end),
                None => break,
            }
        }
        Ok(folded)
    }

    /// Whether a row is left out because the article that it copies is in the list.
    fn is_folded(&self, query: &Query, row: &Row, unfolded: &BTreeSet<Id>) -> Result<bool, Error> {
        match row.copy_of.filter(|original| !unfolded.contains(original)) {
            Some(original) => Ok(query.is_all() || self.finds(query, original)?),
            None => Ok(false),
        }
    }

    /// How many near-copies [`Reader::page_folded`] leaves out of the list of all articles.
    pub fn count_folded(&self, unfolded: &BTreeSet<Id>) -> Result<Count, Error> {
        self.read(Deed::Search, |connection| {
            let count = |which: &str, values: &[i64]| {
                let sql = format!(
                    "SELECT count(*), total(read = 0) FROM telling JOIN article ON article.id = telling.article
                     WHERE original {which}"
                );
                connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
                    Ok(Count {
 total: row.get::<_, i64>(0)? as u64,
 unread: row.get::<_, f64>(1)? as u64, folded: 0 })
                })
            };
            let mut folded = count("IS NOT NULL", &[])?;
            for original in unfolded {
                folded = folded.without(count("= ?1", &[original.number()])?);
            }
            Ok(folded)
        })
    }

    /// How many articles `query` finds. Takes longer the more they are; meant for another thread.
    pub fn count(&self, query: &Query) -> Result<Count, Error> {
        self.read(Deed::Search, |connection| {
            if query.is_all() {
                let total: i64 =
                    connection.query_row("SELECT count(*) FROM article", [], |row| row.get(0))?;
                let unread: i64 = connection.query_row(
                    "SELECT count(*) FROM article INDEXED BY article_unread WHERE read = 0",
                    [],
                    |row| row.get(0),
                )?;
                return Ok(Count { total: total as u64, unread: unread as u64, folded: 0 });
            }
            let today = jiff::Zoned::now().date();
            List { connection, arms: compile::arms(query, today), today }.count_with_unread()
        })
    }

    /// How many articles stand before `cursor` in the list of `query` by [`Order::Newest`]. Takes
    /// longer the more they are.
    pub fn count_before(&self, query: &Query, cursor: Cursor) -> Result<u64, Error> {
        self.read(Deed::Search, |connection| {
            let today = jiff::Zoned::now().date();
            let list = List { connection, arms: compile::arms(query, today), today };
            list.count(Stretch { from: cursor.rank.saturating_add(1), ..Stretch::ALL })
        })
    }

    /// Every article that `query` finds, newest first.
    pub fn ids(&self, query: &Query) -> Result<Vec<Id>, Error> {
        self.read(Deed::Search, |connection| ids(connection, query, jiff::Zoned::now().date()))
    }

    /// Whether `query` finds the article; `false` too if there is no such article.
    pub fn finds(&self, query: &Query, id: Id) -> Result<bool, Error> {
        let one = query.clone().and(super::query::Node::Article(id).into());
        self.read(Deed::Search, |connection| {
            let rank = match articles::rank(connection, id) {
                Err(Fault::Ours(Error::NoArticle { .. })) => return Ok(false),
                other => other?,
            };
            let today = jiff::Zoned::now().date();
            let list = List { connection, arms: compile::arms(&one, today), today };
            Ok(!list.ranks(Stretch { from: rank, to: rank + 1, limit: Some(1), ..Stretch::ALL })?.is_empty())
        })
    }

    /// The place of an article in every list by [`Order::Newest`] that holds it.
    pub fn cursor(&self, id: Id) -> Result<Cursor, Error> {
        self.read(Deed::Read, |connection| Ok(Cursor { rank: articles::rank(connection, id)?, score: None }))
    }

    /// What the list shows of one article.
    pub fn row(&self, id: Id) -> Result<Row, Error> {
        self.read(Deed::Read, |connection| {
            let rank = articles::rank(connection, id)?;
            row(connection, Cursor { rank, score: None })
        })
    }
}

/// Every article that `query` finds, newest first; `today` is what it counts days from.
pub(super) fn ids(connection: &Connection, query: &Query, today: Date) -> Result<Vec<Id>, Fault> {
    let list = List { connection, arms: compile::arms(query, today), today };
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE rank = ?1")?;
    let ranks = list.ranks(Stretch::ALL)?;
    let ids = ranks.into_iter().map(|rank| statement.query_row([rank], |row| row.get(0).map(Id)));
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The ranks of what `query` finds from one rank to another, both included, newest first.
pub(super) fn ranks_between(
    connection: &Connection,
    query: &Query,
    lowest: i64,
    highest: i64,
) -> Result<Vec<i64>, Fault> {
    let today = jiff::Zoned::now().date();
    let list = List { connection, arms: compile::arms(query, today), today };
    list.ranks(Stretch { from: lowest, to: highest.saturating_add(1), ..Stretch::ALL })
}

pub(super) struct List<'a> {
    pub(super) connection: &'a Connection,
    pub(super) arms: Vec<Arm>,
    pub(super) today: Date,
}

/// Places, whether there are some before them, and after them.
type Places = (Vec<Cursor>, bool, bool);

impl List<'_> {
    /// The ranks of a stretch of the list.
    fn ranks(&self, stretch: Stretch) -> Result<Vec<i64>, Fault> {
        let mut merged: Vec<i64> = Vec::new();
        for arm in &self.arms {
            let sql = arm.sql(self.connection, stretch, false, self.today)?;
            let mut statement = self.connection.prepare_cached(&sql.text)?;
            let ranks = statement.query_map(params_from_iter(sql.values), |row| row.get::<_, i64>(0))?;
            for rank in ranks {
                merged.push(rank?);
            }
        }
        if self.arms.len() > 1 {
            merged.sort_unstable();
            merged.dedup();
            if stretch.descending {
                merged.reverse();
            }
            merged.truncate(stretch.limit.unwrap_or(usize::MAX));
        }
        Ok(merged)
    }

    fn count(&self, stretch: Stretch) -> Result<u64, Fault> {
        let [arm] = self.arms.as_slice() else { return Ok(self.ranks(stretch)?.len() as u64) };
        let (ranks, values) = self.unordered(arm, stretch)?;
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM ({ranks})"))?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get::<_, i64>(0))? as u64)
    }

    /// All, and those not read, in one pass.
    fn count_with_unread(&self) -> Result<Count, Fault> {
        const UNREAD: &str =
            "SELECT 1 FROM article u INDEXED BY article_unread WHERE u.read = 0 AND u.rank =";
        let [arm] = self.arms.as_slice() else {
            let mut statement = self.connection.prepare_cached(&format!("{UNREAD} ?1"))?;
            let mut count = Count::default();
            for rank in self.ranks(Stretch::ALL)? {
                count.total += 1;
                count.unread += u64::from(statement.exists([rank])?);
            }
            return Ok(count);
        };
        let (ranks, values) = self.unordered(arm, Stretch::ALL)?;
        let sql = format!("SELECT count(*), total(EXISTS ({UNREAD} found.rank)) FROM ({ranks}) found");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| {
            Ok(Count { total: row.get::<_, i64>(0)? as u64, unread: row.get::<_, f64>(1)? as u64, folded: 0 })
        })?)
    }

    /// The statement for an arm's ranks without their order, which need not be kept to count them.
    fn unordered(&self, arm: &Arm, stretch: Stretch) -> Result<(String, Vec<rusqlite::types::Value>), Fault> {
        let mut sql = arm.sql(self.connection, stretch, false, self.today)?;
        let end = sql.text.rfind(" ORDER BY ").unwrap_or(sql.text.len());
        sql.text.truncate(end);
        Ok((sql.text, sql.values))
    }

    fn newest(&self, seek: Seek, limit: usize) -> Result<Places, Fault> {
        // One more than asked for says whether the list goes on.
        let stretch = Stretch { limit: Some(limit.saturating_add(1)), ..Stretch::ALL };
        let backwards = Stretch { descending: false, ..stretch };
        let mut ranks = self.ranks(match seek {
            Seek::First => stretch,
            Seek::Last => backwards,
            Seek::After(cursor) => Stretch { to: cursor.rank, ..stretch },
            Seek::From(cursor) => Stretch { to: cursor.rank.saturating_add(1), ..stretch },
            Seek::Before(cursor) => Stretch { from: cursor.rank.saturating_add(1), ..backwards },
        })?;
        let more = ranks.len() > limit;
        ranks.truncate(limit);
        let places = |ranks: Vec<i64>| ranks.into_iter().map(|rank| Cursor { rank, score: None }).collect();
        Ok(match seek {
            Seek::First => (places(ranks), false, more),
            Seek::After(_) | Seek::From(_) => (places(ranks), true, more),
            Seek::Last | Seek::Before(_) => {
                ranks.reverse();
                (places(ranks), more, matches!(seek, Seek::Before(_)))
            }
        })
    }

    fn relevant(&self, seek: Seek, limit: usize) -> Result<Places, Fault> {
        let head = self.head()?;
        // Where the list goes on by date.
        let tail_to = match head.iter().map(|place| place.rank).min() {
            Some(lowest) if head.len() == RANKED_MAX => lowest,
            _ => i64::MIN,
        };
        let tail = |stretch: Stretch| -> Result<Vec<Cursor>, Fault> {
            if tail_to == i64::MIN || stretch.limit == Some(0) {
                return Ok(Vec::new());
            }
            let ranks = self.ranks(Stretch { to: stretch.to.min(tail_to), ..stretch })?;
            Ok(ranks.into_iter().map(|rank| Cursor { rank, score: None }).collect())
        };
        let before = |cursor: &Cursor| head.partition_point(|place| place.compare(cursor).is_lt());
        let through = |cursor: &Cursor| head.partition_point(|place| place.compare(cursor).is_le());
        // A place of the list by date is the same article's place here.
        let place = |cursor: Cursor| match cursor.score {
            Some(_) => cursor,
            None => head.iter().find(|place| place.rank == cursor.rank).copied().unwrap_or(cursor),
        };
        let wanted = limit.saturating_add(1);
        let (mut places, forwards) = match seek {
            Seek::First | Seek::After(_) | Seek::From(_) => {
                let (start, to) = match seek {
                    Seek::After(cursor) => (through(&place(cursor)), cursor.rank),
                    Seek::From(cursor) => (before(&place(cursor)), cursor.rank.saturating_add(1)),
                    _ => (0, i64::MAX),
                };
                let mut places: Vec<Cursor> = head[start..].iter().take(wanted).copied().collect();
                // Every rank of the head is above the tail, so this begins the tail anew there.
                places.extend(tail(Stretch { to, limit: Some(wanted - places.len()), ..Stretch::ALL })?);
                (places, true)
            }
            Seek::Last | Seek::Before(_) => {
                let (end, from) = match seek {
                    Seek::Before(cursor) if before(&place(cursor)) < head.len() => {
                        (before(&place(cursor)), None)
                    }
                    Seek::Before(cursor) => (head.len(), Some(cursor.rank.saturating_add(1))),
                    _ => (head.len(), Some(i64::MIN)),
                };
                let mut places = match from {
                    Some(from) => {
                        tail(Stretch { from, descending: false, limit: Some(wanted), ..Stretch::ALL })?
                    }
                    None => Vec::new(),
                };
                let missing = wanted - places.len();
                places.extend(head[..end].iter().rev().take(missing));
                (places, false)
            }
        };
        let more = places.len() > limit;
        places.truncate(limit);
        if forwards {
            return Ok((places, !matches!(seek, Seek::First), more));
        }
        places.reverse();
        Ok((places, more, !matches!(seek, Seek::Last)))
    }
}

impl Cursor {
    /// The place of the article with that rank in a list by [`Order::Newest`].
    pub(super) fn newest(rank: i64) -> Cursor {
        Cursor { rank, score: None }
    }

    /// The rank of the article.
    pub(super) fn rank(self) -> i64 {
        self.rank
    }

    /// Whether this place is below the other one in the list that both are of.
    pub fn is_after(&self, other: &Cursor) -> bool {
        self.compare(other).is_gt()
    }

    /// Whether this place is above the other one in a list by [`Order::Newest`].
    pub fn is_newer(&self, other: &Cursor) -> bool {
        self.rank > other.rank
    }

    /// The order of a list by relevance: best first, then newest; what has no score comes last.
    pub(super) fn compare(&self, other: &Cursor) -> std::cmp::Ordering {
        let score = |cursor: &Cursor| cursor.score.unwrap_or(f64::NEG_INFINITY);
        score(other).total_cmp(&score(self)).then(other.rank.cmp(&self.rank))
    }
}

/// What the list shows of the article at a place.
pub(super) fn row(connection: &Connection, cursor: Cursor) -> Result<Row, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, title, published, published_from, outlet, read, host, part, words, imported, origin,
                (SELECT group_concat(name, ' ') FROM (
                    SELECT tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag
                    WHERE article_tag.rank = article.rank ORDER BY tag.folded)),
                (SELECT count(*) FROM telling WHERE original = article.id),
                (SELECT original FROM telling WHERE article = article.id)
         FROM article WHERE rank = ?1",
    )?;
    Ok(statement.query_row([cursor.rank], |row| {
        // No tag holds white space.
        let tags: Option<String> = row.get(11)?;
        Ok(Row {
            id: Id(row.get(0)?),
            cursor,
            title: row.get(1)?,
            published: articles::published(row.get(2)?, row.get(3)?),
            outlet: row.get(4)?,
            tags: tags.unwrap_or_default().split_whitespace().map(str::to_string).collect(),
            read: row.get(5)?,
            host: row.get::<_, Option<i64>>(6)?.map(Id),
            part: row.get(7)?,
            words: row.get(8)?,
            imported: row.get(9)?,
            origin: row.get(10)?,
            copies: row.get(12)?,
            copy_of: row.get::<_, Option<i64>>(13)?.map(Id),
        })
    })?)
}
