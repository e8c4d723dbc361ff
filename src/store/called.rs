//! What somebody types -> the people, places and organisations of the library that are called so.

use super::facts::{self, ENTITY_COLUMNS, EntityRow, entity_of, entity_row};
use super::names::{Decisions, folded};
use super::{Deed, Error, Fault, Id, Reader, codec, term};
use crate::article::EntityKind;
use rusqlite::Connection;
use std::collections::HashSet;

/// Articles in which a spelling is looked for that is nobody's name.
const SPELLING_ARTICLES_MAX: usize = 200;

impl Reader {
    /// Who or what is meant by `text`, of one kind or of all: the entry with that id;
    /// else those called just so, in Arabic or Latin, now or as they were found; else those whose name has
    /// the same words without particles and articles; else those with all of its words in their names;
    /// else those that articles spell so. What was merged is the entry that it was merged into. The most
    /// frequent first; none if nothing is called so, or `text` has no words. Case, hamza, marks and the
    /// like make no difference. Takes a moment in a large library, of which it reads all names.
    pub fn called(&self, text: &str, kind: Option<EntityKind>) -> Result<Vec<EntityRow>, Error> {
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let by_id = entries(connection, vec![decisions.last(text.trim()).to_owned()], kind)?;
            if !by_id.is_empty() {
                return Ok(by_id);
            }
            let words = term::terms(text);
            if words.is_empty() {
                return Ok(Vec::new());
            }
            let found = by_name(connection, &decisions, text, &words, kind)?;
            if found.is_empty() { by_spelling(connection, &decisions, &words, kind) } else { Ok(found) }
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
            let sql =
                format!("SELECT {ENTITY_COLUMNS} FROM entity WHERE articles > 0 ORDER BY articles DESC, id");
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

fn by_name(
    connection: &Connection,
    decisions: &Decisions,
    text: &str,
    words: &[String],
    kind: Option<EntityKind>,
) -> Result<Vec<EntityRow>, Fault> {
    // What was merged is in no article, and still leads to the other.
    let mut statement = connection.prepare_cached(
        "SELECT key, name, latin FROM entity
         WHERE (articles > 0 OR key IN (SELECT entry FROM name_merge)) AND (?1 IS NULL OR kind = ?1)",
    )?;
    let mut rows = statement.query([kind.map(codec::entity_kind_code)])?;
    let written = folded(text);
    let mut found: [Vec<String>; 3] = Default::default();
    while let Some(row) = rows.next()? {
        let (id, name): (String, String) = (row.get(0)?, row.get(1)?);
        let latin: Option<String> = row.get(2)?;
        let names = [Some(name.as_str()), latin.as_deref(), decisions.given(&id)];
        let likeness = names.into_iter().flatten().filter_map(|name| likeness(name, &written, words)).min();
        if let Some(likeness) = likeness {
            found[likeness].push(decisions.last(&id).to_owned());
        }
    }
    entries(connection, found.into_iter().find(|ids| !ids.is_empty()).unwrap_or_default(), kind)
}

/// How much a name is like what is looked for: 0 if it is just so, 1 if its words are the same, 2 if it has
/// all of them.
fn likeness(name: &str, written: &str, words: &[String]) -> Option<usize> {
    let own = term::terms(name);
    if !words.iter().all(|word| own.contains(word)) {
        return None;
    }
    Some(if folded(name) == written { 0 } else { usize::from(own != words) + 1 })
}

/// Those that the newest articles spell so.
fn by_spelling(
    connection: &Connection,
    decisions: &Decisions,
    words: &[String],
    kind: Option<EntityKind>,
) -> Result<Vec<EntityRow>, Fault> {
    let expression = format!("{{person place organisation}} : \"{}\"", words.join(" "));
    let sql = "SELECT a.id FROM search CROSS JOIN article a ON a.rank = search.rowid
               WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let articles = statement.query_map((expression, SPELLING_ARTICLES_MAX as i64), |row| row.get(0))?;
    let mut ids = Vec::new();
    for article in articles {
        let found = facts::load(connection, Id(article?), decisions)?.facts.into_owned();
        let named = found.entities.into_iter().filter(|entity| entity.count > 0);
        let so = named.filter(|entity| entity.aliases.iter().any(|alias| term::terms(alias) == words));
        ids.extend(so.map(|entity| entity.id));
    }
    entries(connection, ids, kind)
}

/// The entries of these ids that articles name, each once, the most frequent first.
fn entries(
    connection: &Connection,
    ids: Vec<String>,
    kind: Option<EntityKind>,
) -> Result<Vec<EntityRow>, Fault> {
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for id in ids.into_iter().filter(|id| seen.insert(id.clone())) {
        entries.extend(entity_of(connection, &id)?.map(|(_, entity)| entity));
    }
    entries.retain(|entity| entity.articles > 0 && kind.is_none_or(|kind| kind == entity.kind));
    entries.sort_unstable_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.id.cmp(&b.id)));
    Ok(entries)
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
        let called = ids(library.called(text, None).unwrap());
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
            choice: None,
            count: 1,
        };
        let facts = Facts { entities: vec![entity], ..Facts::default() };
        temporary.add(&[addition_with(article("a", "t", "x", None), facts)]);
        for text in ["\u{628}\u{648}\u{62A}\u{646}", "putin", "\u{648}\u{628}\u{648}\u{62A}\u{64A}\u{646}"] {
            let called = temporary.library.called(text, None).unwrap();
            assert_eq!(
                called.iter().map(|entity| entity.id.as_str()).collect::<Vec<_>>(),
                ["Q7747"],
                "{text}"
            );
        }
    }
}
