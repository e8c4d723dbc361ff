//! Rows that were put together again -> a library in which everything belongs to something, and what it
//! lacks.

use super::tree::{Row, Value};
use super::{Salvaged, older};
use crate::store::codec::Shape;
use crate::store::{Fault, Id, articles, now, pack, published, rank, tags};
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

/// Letters of a title that is taken from the text.
const TITLE_CHARS: usize = 80;

/// Makes whole what was put into the tables; `seen` are the ids of articles of which anything was there,
/// `version` that of the schema, if it is known.
pub(super) fn tidy(
    connection: &Connection,
    salvaged: &mut Salvaged,
    seen: &BTreeSet<i64>,
    dropped: &mut HashMap<String, u64>,
    sequences: &[Row],
    version: Option<u32>,
) -> rusqlite::Result<()> {
    let mut seen = seen.clone();
    if older::has_long_ranks(connection, version)? {
        *dropped.entry("article_tag".to_owned()).or_default() += older::shorten_ranks(connection)?;
    }
    salvaged.bare = dress(connection)?;
    drop_unreadable(connection, &mut seen)?;
    let kept: BTreeSet<i64> = ids(connection, "SELECT id FROM article")?.into_iter().collect();
    let highest_given = highest(sequences, "article").unwrap_or(i64::MAX);
    seen.extend(changed(connection)?.into_iter().filter(|id| (1..=highest_given).contains(id)));
    salvaged.lost = seen.difference(&kept).map(|id| Id(*id)).collect();
    salvaged.articles = kept.len() as u64;
    for (table, sql) in STRAYS {
        *dropped.entry((*table).to_owned()).or_default() += connection.execute(sql, [])? as u64;
    }
    name_tags(connection)?;
    connection.execute_batch(SETTLE)?;
    crate::store::maintain::restore_entries(connection)?;
    let last = salvaged.lost.last().map_or(0, |id| id.0);
    raise(connection, "article", last)?;
    for row in sequences {
        if let [Value::Text(table), Value::Integer(number)] = row.values.as_slice()
            && matches!(table.as_str(), "article" | "change")
        {
            raise(connection, table, *number)?;
        }
    }
    Ok(())
}

/// Takes tags off articles that are lost.
pub(super) const STRAY_TAGS: &str = "DELETE FROM article_tag WHERE rank NOT IN (SELECT rank FROM article)";

/// Rows that refer to something that is lost.
const STRAYS: &[(&str, &str)] = &[
    ("content", "DELETE FROM content WHERE article NOT IN (SELECT id FROM article)"),
    ("article_tag", STRAY_TAGS),
    ("set_day", "DELETE FROM set_day WHERE article NOT IN (SELECT id FROM article)"),
    (
        "name_split",
        "DELETE FROM name_split WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM article)",
    ),
    (
        "story_word",
        "DELETE FROM story_word WHERE one NOT IN (SELECT id FROM article)
         OR other NOT IN (SELECT id FROM article)",
    ),
    ("change", "DELETE FROM change WHERE NOT json_valid(deed)"),
];

/// What follows from the rest. All facts are to be made anew.
const SETTLE: &str = "
    UPDATE article SET host = NULL WHERE host IS NOT NULL AND host NOT IN (SELECT id FROM article);
    UPDATE tag SET articles = (SELECT count(*) FROM article_tag WHERE tag = tag.id);
    UPDATE article SET published = (SELECT day FROM set_day WHERE article = article.id), published_from = 0
        WHERE id IN (SELECT article FROM set_day);
    UPDATE article SET made = 0;
";

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<i64>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Gives articles of which only the text is there what an article needs; gives which those are.
fn dress(connection: &Connection) -> rusqlite::Result<Vec<Id>> {
    let bare = ids(
        connection,
        "SELECT article FROM content WHERE article NOT IN (SELECT id FROM article) ORDER BY article",
    )?;
    let day = published::day_of(now());
    let mut import = rank::Import::new(published::STALE);
    let mut dressed = Vec::new();
    for id in bare {
        let (shape, text): (Vec<u8>, Vec<u8>) =
            connection.query_row("SELECT shape, text FROM content WHERE article = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let (Ok(shape), Some(text)) = (Shape::decode(&shape), pack::unpacked(&text)) else { continue };
        let words = shape.title_span.map(|span| span.of(&text)).filter(|title| !title.trim().is_empty());
        let title: String = match words {
            Some(title) => crate::arabic::words::one_line(title),
            None => crate::arabic::words::one_line(&text).chars().take(TITLE_CHARS).collect(),
        };
        let rank = import.next(connection, day)?;
        connection.execute(
            "INSERT INTO article (id, key, rank, origin, whole_origin, part, title, imported, words, made)
             VALUES (?1, ?2, ?3, '-', 0, 0, ?4, ?5, 0, 0)",
            (id, format!("salvaged-{id}"), rank, title, now()),
        )?;
        dressed.push(Id(id));
    }
    Ok(dressed)
}

/// Takes away the articles whose text is lost or does not decode.
fn drop_unreadable(connection: &Connection, seen: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
    for id in ids(connection, "SELECT id FROM article")? {
        seen.insert(id);
        let is_whole = match articles::load(connection, Id(id)) {
            // A page of zeros in the midst of a text.
            Ok(stored) => !stored.article.text.contains('\0') && fits(&stored.article),
            Err(Fault::Sql(error)) if error.sqlite_error_code().is_some() => return Err(error),
            Err(_) => false,
        };
        if !is_whole {
            connection.execute("DELETE FROM content WHERE article = ?1", [id])?;
            connection.execute("DELETE FROM article WHERE id = ?1", [id])?;
        }
    }
    Ok(())
}

/// Whether the sections of an article are pieces of its text.
fn fits(article: &crate::article::Article) -> bool {
    let spans = article.sections.iter().map(|section| section.span).chain(article.title.span);
    spans.into_iter().all(|span| article.text.get(span.range()).is_some())
}

/// The articles of which the log of changes speaks.
fn changed(connection: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    let mut statement = connection.prepare("SELECT deed FROM change")?;
    let deeds = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut ids = BTreeSet::new();
    for deed in deeds {
        let kind: Option<crate::store::ChangeKind> = serde_json::from_str(&deed?).ok();
        ids.extend(kind.into_iter().flat_map(|kind| kind.articles()).map(Id::number));
    }
    Ok(ids)
}

/// The highest number that a table has given, as far as is known.
pub(super) fn highest(sequences: &[Row], table: &str) -> Option<i64> {
    sequences.iter().find_map(|row| match row.values.as_slice() {
        [Value::Text(name), Value::Integer(number)] if name == table => Some(*number),
        _ => None,
    })
}

/// Names the tags whose names are lost, so that what they hold together stays so.
fn name_tags(connection: &Connection) -> rusqlite::Result<()> {
    for tag in ids(connection, "SELECT DISTINCT tag FROM article_tag WHERE tag NOT IN (SELECT id FROM tag)")?
    {
        let name = format!("salvaged-{tag}");
        connection.execute(
            "INSERT OR IGNORE INTO tag (id, name, folded) VALUES (?1, ?2, ?3)",
            (tag, &name, tags::folded(&name)),
        )?;
    }
    Ok(())
}

/// Numbers that were given once are not given again.
fn raise(connection: &Connection, table: &str, number: i64) -> rusqlite::Result<()> {
    let count = connection
        .execute("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", (table, number))?;
    if count == 0 {
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (table, number))?;
    }
    Ok(())
}
