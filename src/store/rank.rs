//! A day, and the moment of an import -> an article's place in the list.
//!
//! A rank is `day * 2^24 + place`: the list is the articles by descending rank, and so are search
//! hits, because the index knows articles by rank. Within a day a later import stands above an
//! earlier one, and articles of one import stand in the order in which they came in. So that the
//! later ones of an import find room below, an import takes blocks of places and fills them from
//! above.
//!
//! The indexes keep, for each word of each article, how far its rank is from that of the one before; the
//! fewer places a day has, the smaller they are.

use super::codec::{date_of, day_number};
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::HashMap;

/// Places of a day.
const DAY: i64 = 1 << 24;
/// Places that an import takes at once. An import of more articles of one day than this shows the
/// later block above the earlier one; a day has room for 8,192 imports.
const BLOCK: i64 = 1 << 11;

/// The lowest rank of a day.
pub(super) fn floor(day: Date) -> i64 {
    i64::from(day_number(day)) * DAY
}

/// The lowest rank after a day.
pub(super) fn ceiling(day: Date) -> i64 {
    (i64::from(day_number(day)) + 1) * DAY
}

/// The day of a rank.
pub(super) fn day(rank: i64) -> Date {
    date_of(rank.div_euclid(DAY))
}

/// The first free rank below `rank` on its day; `None` if the day has none.
pub(super) fn below(connection: &Connection, rank: i64) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT rank FROM article WHERE rank < ?1 AND rank >= ?2 ORDER BY rank DESC")?;
    let mut taken = statement.query([rank, floor(day(rank))])?;
    let mut free = rank - 1;
    while let Some(row) = taken.next()?
        && row.get::<_, i64>(0)? == free
    {
        free -= 1;
    }
    Ok((free >= floor(day(rank))).then_some(free))
}

/// One import, however many batches it has: its articles stand together in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The version of what makes the facts of its articles.
    pub(super) made: u32,
    /// By day: the next rank to give, and the lowest rank of the block.
    blocks: HashMap<Date, (i64, i64)>,
}

impl Import {
    /// A new import whose facts are made by `version` of the program's rules.
    pub fn new(version: u32) -> Import {
        Import { made: version, blocks: HashMap::new() }
    }

    /// The next rank of `day`. To be used in the transaction in which `connection` is; if that is
    /// given up, [`Import::forget`] must be called.
    pub(super) fn next(&mut self, connection: &Connection, date: Date) -> rusqlite::Result<i64> {
        if let Some((next, lowest)) = self.blocks.get_mut(&date) {
            // A story may have been put below its host meanwhile.
            let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE rank = ?1")?;
            while *next >= *lowest && taken.exists([*next])? {
                *next -= 1;
            }
            if *next >= *lowest {
                *next -= 1;
                return Ok(*next + 1);
            }
        }
        let highest: Option<i64> = connection
            .prepare_cached("SELECT max(rank) FROM article WHERE rank >= ?1 AND rank < ?2")?
            .query_row([floor(date), ceiling(date)], |row| row.get(0))?;
        let block = highest.map_or(0, |rank| (rank - floor(date)) / BLOCK + 1);
        let lowest = floor(date) + block * BLOCK;
        let top = lowest + BLOCK - 1;
        self.blocks.insert(date, (top - 1, lowest));
        Ok(top)
    }

    /// Forgets the blocks, because what was put in them was rolled back.
    pub(super) fn forget(&mut self) {
        self.blocks.clear();
    }
}
