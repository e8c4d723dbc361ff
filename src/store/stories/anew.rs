//! Events that were found anew -> the numbers that they had before.

use super::super::Fault;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// Gives each event the number of the former one of which it has most articles. What was given since is
/// above all former numbers, so that none is in the way.
pub(super) fn give_former_numbers(connection: &Connection) -> Result<(), Fault> {
    let mut claims: Vec<(i64, i64, i64)> = connection
        .prepare(
            "SELECT count(*), former_telling.event, telling.event FROM telling
             JOIN former_telling ON former_telling.article = telling.article
             GROUP BY former_telling.event, telling.event",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    claims.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut numbers: HashMap<i64, i64> = HashMap::new();
    let mut taken: HashSet<i64> = HashSet::new();
    for (_, former, event) in claims {
        if !numbers.contains_key(&event) && taken.insert(former) {
            numbers.insert(event, former);
        }
    }
    let number = |now: i64| numbers.get(&now).copied().unwrap_or(now);
    let events: Vec<(i64, i64, Option<i64>)> = connection
        .prepare("SELECT id, storyline, parent FROM event")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut event =
        connection.prepare_cached("UPDATE event SET id = ?2, storyline = ?3, parent = ?4 WHERE id = ?1")?;
    let mut telling = connection.prepare_cached("UPDATE telling SET event = ?2 WHERE event = ?1")?;
    for (id, storyline, parent) in events {
        let renamed = (number(id), number(storyline), parent.map(number));
        if renamed != (id, storyline, parent) {
            event.execute((id, renamed.0, renamed.1, renamed.2))?;
            if renamed.0 != id {
                telling.execute((id, renamed.0))?;
            }
        }
    }
    Ok(())
}
