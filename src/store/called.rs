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

/// Letters that two words must share at their beginning to look alike.
const ALIKE_LETTERS: usize = 3;

impl Reader {
    /// Up to `limit` names of the library with a word that begins as one of `text` does; the most
    /// frequent first.
    pub fn called_alike(&self, text: &str, limit: usize) -> Result<Vec<EntityRow>, Error> {
        let start = |word: &String| word.chars().take(ALIKE_LETTERS).collect::<String>();
        let starts: Vec<String> = term::terms(text).iter().map(start).collect();
        let starts: Vec<&String> =
            starts.iter().filter(|start| start.chars().count() == ALIKE_LETTERS).collect();
        self.read(Deed::Read, |connection| {
            let sql = format!("SELECT {COLUMNS} FROM entity WHERE articles > 0 ORDER BY articles DESC, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut found = Vec::new();
            for entity in statement.query_map([], entity_row)? {
                let entity = entity?;
                if is_alike(&entity, &starts) {
                    found.push(entity);
                }
                if found.len() >= limit {
                    break;
                }
            }
            Ok(found)
        })
    }
}

/// Whether a word of a name begins with one of `starts`.
fn is_alike(entity: &EntityRow, starts: &[&String]) -> bool {
    let names = [Some(entity.name.as_str()), entity.latin.as_deref()];
    let mut words = names.into_iter().flatten().flat_map(term::terms);
    words.any(|word| starts.iter().any(|start| word.starts_with(start.as_str())))
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

#[cfg(test)]
mod tests {
    use crate::store::named::tests::library;

    /// What somebody types -> the ids of those that are meant; behind a stroke, of those alike.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let library = library().library;
        let ids = |found: Vec<super::EntityRow>| {
            found.into_iter().map(|entity| entity.id).collect::<Vec<_>>().join(" ")
        };
        let called = ids(library.called(text).unwrap());
        let found = if called.is_empty() {
            format!("/ {}", ids(library.called_alike(text, 9).unwrap()))
        } else {
            called
        };
        assert_eq!(found.trim_end(), expected, "{text}");
    }

    #[test]
    fn ids_come_before_names_before_parts_of_names() {
        check("p:ann", "p:ann");
        check("Ann Lee", "p:ann");
        check("ann", "p:ann");
        check("LEE", "p:ann p:bob");
        check("lee bob", "p:bob");
        check("oslo", "l:oslo");
        check("osl", "/ l:oslo");
        check("osla", "/ l:oslo");
        check("xyz", "/");
        check("", "/");
        check("-", "/");
    }

    #[test]
    fn a_spelling_of_articles_is_a_name_too() {
        use crate::article::{Entity, EntityKind, Facts};
        use crate::store::tests::{addition_with, article, temporary};
        let mut temporary = temporary();
        let entity = Entity {
            id: "Q7747".into(),
            kind: EntityKind::Person,
            name: "\u{628}\u{648}\u{62A}\u{64A}\u{646}".into(),
            latin: Some("Vladimir Putin".into()),
            aliases: vec!["\u{628}\u{648}\u{62A}\u{646}".into()],
            roles: Vec::new(),
            country: None,
            coordinates: None,
            count: 1,
        };
        let facts = Facts { entities: vec![entity], ..Facts::default() };
        temporary.add(&[addition_with(article("a", "t", "x", None), facts)]);
        for text in ["\u{628}\u{648}\u{62A}\u{646}", "putin", "\u{648}\u{628}\u{648}\u{62A}\u{64A}\u{646}"] {
            let called = temporary.library.called(text).unwrap();
            assert_eq!(
                called.iter().map(|entity| entity.id.as_str()).collect::<Vec<_>>(),
                ["Q7747"],
                "{text}"
            );
        }
    }
}
