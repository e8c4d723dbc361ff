//! What somebody types -> the people, places and organisations of the library that are called so.

use super::codec::LocalNames;
use super::facts::{EntityRow, entity_row};
use super::{Deed, Error, Fault, Reader, term};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// Articles in which a spelling is looked for that is nobody's canonical name.
const SPELLING_ARTICLES_MAX: usize = 200;

const COLUMNS: &str = "key, kind, name, latin, country, latitude, longitude, articles";

impl Reader {
    /// Who or what is meant by `text`: the entity with that id; else those with just that canonical name,
    /// Arabic or Latin; else those with all of its words in their names; else those that articles spell
    /// so. The most frequent first; none if nothing is called so, or `text` has no words. Takes a moment
    /// in a large library, of which it reads all names.
    pub fn called(&self, text: &str) -> Result<Vec<EntityRow>, Error> {
        self.read(Deed::Read, |connection| {
            let sql = format!("SELECT {COLUMNS} FROM entity WHERE key = ?1");
            let by_id = connection.prepare_cached(&sql)?.query_row([text.trim()], entity_row).optional()?;
            if let Some(entity) = by_id {
                return Ok(vec![entity]);
            }
            let words = term::terms(text);
            if words.is_empty() {
                return Ok(Vec::new());
            }
            let found = by_name(connection, &words)?;
            if found.is_empty() { by_spelling(connection, &words) } else { Ok(found) }
        })
    }
}

fn by_name(connection: &Connection, words: &[String]) -> Result<Vec<EntityRow>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM entity WHERE articles > 0 ORDER BY articles DESC, id");
    let mut statement = connection.prepare_cached(&sql)?;
    let (mut whole, mut in_part) = (Vec::new(), Vec::new());
    for entity in statement.query_map([], entity_row)? {
        let entity = entity?;
        let names = [Some(entity.name.as_str()), entity.latin.as_deref()];
        let names: Vec<Vec<String>> = names.into_iter().flatten().map(term::terms).collect();
        if names.iter().any(|name| name == words) {
            whole.push(entity);
        } else if names.iter().any(|name| words.iter().all(|word| name.contains(word))) {
            in_part.push(entity);
        }
    }
    Ok(if whole.is_empty() { in_part } else { whole })
}

/// Those that the newest articles spell so.
fn by_spelling(connection: &Connection, words: &[String]) -> Result<Vec<EntityRow>, Fault> {
    let expression = format!("{{person place organisation}} : \"{}\"", words.join(" "));
    let sql = "SELECT facts.bytes FROM search CROSS JOIN article a ON a.rank = search.rowid
               CROSS JOIN facts ON facts.article = a.id
               WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let all = statement
        .query_map((expression, SPELLING_ARTICLES_MAX as i64), |row| row.get::<_, Vec<u8>>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut rows = HashSet::new();
    for bytes in all {
        let names = LocalNames::decode(&bytes).map_err(|_| Fault::Broken("the facts of an article"))?;
        let named = names.entities.iter().filter(|entity| entity.count > 0);
        let so = named.filter(|entity| entity.aliases.iter().any(|alias| term::terms(alias) == words));
        rows.extend(so.map(|entity| entity.row));
    }
    let sql = format!("SELECT {COLUMNS} FROM entity WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(statement.query_row([row], entity_row)?);
    }
    found.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.id.cmp(&b.id)));
    Ok(found)
}
