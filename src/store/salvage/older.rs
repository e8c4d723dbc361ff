//! Rows of a library from before the sixth version -> rows as today's have them: its ranks are longer
//! (`schema/6.sql`). What later versions added besides is in tables that such a library does not have.

use crate::store::rank;
use jiff::civil::Date;
use rusqlite::Connection;

/// The first version whose ranks are today's.
const SHORTER: u32 = 6;

/// Whether the rows that were read have longer ranks. Where the version is lost, the ranks themselves tell:
/// by today's measure, days after May 2001 lie behind the last that there is.
pub(super) fn has_long_ranks(connection: &Connection, version: Option<u32>) -> rusqlite::Result<bool> {
    match version {
        Some(version) => Ok(version < SHORTER),
        None => connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM article WHERE rank >= ?1)",
            [rank::ceiling(Date::MAX)],
            |row| row.get(0),
        ),
    }
}

/// Makes the ranks of articles, and what goes by them, shorter; gives how many tags were on none that is there.
pub(super) fn shorten_ranks(connection: &Connection) -> rusqlite::Result<u64> {
    let strays = connection.execute(super::tidy::STRAY_TAGS, [])?;
    connection.execute_batch(
        "CREATE TEMP TABLE place AS
             SELECT rank AS was,
                    ((rank >> 32) << 24) + row_number() OVER (PARTITION BY rank >> 32 ORDER BY rank) AS rank
             FROM article;
         CREATE UNIQUE INDEX temp.place_was ON place (was);
         UPDATE article_tag SET rank = (SELECT place.rank FROM place WHERE was = article_tag.rank) + (1 << 60);
         UPDATE article_tag SET rank = rank - (1 << 60);
         UPDATE article SET rank = (SELECT place.rank FROM place WHERE was = article.rank) + (1 << 60);
         UPDATE article SET rank = rank - (1 << 60);
         UPDATE set_day SET place = ((place >> 32) << 24) + (place & 0xFFFFFF);
         DROP TABLE temp.place;",
    )?;
    Ok(strays as u64)
}
