//! Facts <-> the library's table of entities and each article's own.

use super::choices;
use super::codec::{self, LocalEntity, LocalFacts};
use super::names::{self, Decided, Decisions};
use super::relations::{self, Counts};
use super::{Deed, Error, Fault, Id, Library, Reader, articles, index, stories};
use crate::article::{Entity, EntityKind, Facts};
use crate::story::{self, Profile};
use rusqlite::{Connection, OptionalExtension};
use std::borrow::Cow;

/// A person, place or organisation of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityRow {
    /// See [`Entity::id`].
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical Arabic name.
    pub name: String,
    /// Canonical Latin name, if known.
    pub latin: Option<String>,
    /// ISO 3166 code of the country that a place lies in.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Articles that mention it themselves.
    pub articles: u32,
}

impl Reader {
    /// What was found in the article.
    pub fn facts(&self, id: Id) -> Result<Facts, Error> {
        self.read(Deed::Read, |connection| {
            Ok(load(connection, id, &Decisions::read(connection)?)?.facts.into_owned())
        })
    }

    /// The entity with that id, or the one that it was merged into, if any article ever mentioned it.
    pub fn entity(&self, id: &str) -> Result<Option<EntityRow>, Error> {
        self.read(Deed::Read, |connection| {
            Ok(entity_of(connection, Decisions::read(connection)?.last(id))?.map(|(_, entity)| entity))
        })
    }

    /// Up to `limit` articles whose facts were made by another version than `version`, so that they
    /// can be made anew: a rebuild that is stopped goes on where it was.
    pub fn stale(&self, version: u32, limit: usize) -> Result<Vec<Id>, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM article WHERE made < ?1
                 UNION ALL SELECT id FROM article WHERE made > ?1 LIMIT ?2",
            )?;
            let ids = statement.query_map((version, limit as i64), |row| row.get(0).map(Id))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many articles [`Reader::stale`] would give.
    pub fn stale_count(&self, version: u32) -> Result<u64, Error> {
        self.read(Deed::Read, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT (SELECT count(*) FROM article WHERE made < ?1)
                      + (SELECT count(*) FROM article WHERE made > ?1)",
            )?;
            Ok(statement.query_row([version], |row| row.get::<_, i64>(0))? as u64)
        })
    }
}

/// The columns of [`entity_row`]: an entry under the name that the reader gave it.
pub(super) const ENTITY_COLUMNS: &str = "key, kind,
    coalesce((SELECT given FROM name_given WHERE entry = key), name), latin, country, latitude, longitude,
    articles";

/// The columns of [`ENTITY_COLUMNS`], which may be followed by others.
pub(super) fn entity_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<EntityRow> {
    let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
    Ok(EntityRow {
        id: row.get(0)?,
        kind: codec::entity_kind_of(row.get(1)?),
        name: row.get(2)?,
        latin: row.get(3)?,
        country: row.get(4)?,
        coordinates: latitude.zip(longitude),
        articles: row.get(7)?,
    })
}

/// The entry of that id, with its row.
pub(super) fn entity_of(connection: &Connection, id: &str) -> rusqlite::Result<Option<(i64, EntityRow)>> {
    let sql = format!("SELECT {ENTITY_COLUMNS}, id FROM entity WHERE key = ?1");
    let found = |row: &rusqlite::Row<'_>| Ok((row.get(8)?, entity_row(row)?));
    connection.prepare_cached(&sql)?.query_row([id], found).optional()
}

impl Library {
    /// Puts newly made facts and profiles in the place of older ones, in one transaction. Ids of
    /// articles that are no longer there are passed over, and articles that got another day of
    /// publication meanwhile: those are marked, and their facts will be made again.
    ///
    /// With `ties`, the articles find their places in events and stories anew; without, they keep those
    /// that they have until all are tied anew ([`Library::tie_anew`]).
    pub fn replace_derived(
        &mut self,
        version: u32,
        batch: &[(Id, Facts, Profile)],
        ties: bool,
    ) -> Result<(), Error> {
        let mut known = self.known.take();
        let done = self.write(Deed::Rebuild, |connection| {
            known.keep_up(connection)?;
            let mut counts = Counts::default();
            let decisions = Decisions::read(connection)?;
            let mut entries = Vec::with_capacity(batch.len());
            let mut made_anew = Vec::with_capacity(batch.len());
            for (id, facts, profile) in batch {
                let stored = match articles::load(connection, *id) {
                    Err(Fault::Ours(Error::NoArticle { .. })) => continue,
                    other => other?,
                };
                if profile.day.published != stored.article.published.map(|published| published.date) {
                    continue;
                }
                let rank = articles::rank(connection, *id)?;
                index::remove(connection, rank)?;
                let made = Made { article: &stored.article, facts, profile };
                let entry = put(connection, &mut counts, &decisions, *id, made)?;
                connection
                    .prepare_cached("UPDATE article SET made = ?2 WHERE id = ?1")?
                    .execute((id.0, version))?;
                entries.push((rank, entry));
                made_anew.push(*id);
            }
            write_entries(connection, entries)?;
            if ties {
                stories::tie(connection, &mut known, made_anew, counts.take_gone())?;
            }
            counts.write(connection)?;
            let has_parted = names::settle(connection)?;
            if ties && !has_parted { known.settle(connection) } else { Ok(()) }
        });
        if done.is_ok() && ties {
            known.committed(&self.reader.connection);
            self.known = known;
        }
        done
    }
}

/// What is to be put into index and postings.
pub(super) type Entries = Vec<(i64, (index::Entry, codec::LocalProfile))>;

/// Puts entries into index and postings, in the order that costs least.
pub(super) fn write_entries(connection: &Connection, mut entries: Entries) -> Result<(), Fault> {
    entries.sort_unstable_by_key(|(rank, _)| *rank);
    for (rank, (entry, profile)) in &entries {
        entry.write(connection, *rank)?;
        index::write_postings(connection, *rank, profile)?;
    }
    Ok(())
}

/// An article with what was made of it.
pub(super) struct Made<'a> {
    pub(super) article: &'a crate::article::Article,
    /// As they were found.
    pub(super) facts: &'a Facts,
    pub(super) profile: &'a Profile,
}

/// Keeps facts and profile of an article in place of what was there; gives what has to go into
/// index and postings, where names are as the reader decided. Those of what was there must have been
/// removed.
pub(super) fn put(
    connection: &Connection,
    counts: &mut Counts,
    decisions: &Decisions,
    id: Id,
    made: Made<'_>,
) -> Result<(index::Entry, codec::LocalProfile), Fault> {
    let Made { article, facts, profile } = made;
    forget(connection, counts, id)?;
    let mut rows = Vec::with_capacity(facts.entities.len());
    let mut locals = Vec::with_capacity(facts.entities.len());
    for entity in &facts.entities {
        let row = row_of(connection, entity)?;
        let library_name: String = connection
            .prepare_cached("SELECT name FROM entity WHERE id = ?1")?
            .query_row([row], |row| row.get(0))?;
        locals.push(LocalEntity {
            row,
            count: entity.count,
            name: (library_name != entity.name).then(|| entity.name.clone()),
            aliases: entity.aliases.clone(),
            roles: entity.roles.clone(),
            choice: choices::local(entity, |other| row_of(connection, &choices::entity(other)))?,
        });
        names::note(connection, id, row, entity)?;
        rows.push(row);
    }
    let bytes = LocalFacts::encode(&locals, &facts.mentions, &facts.dates);
    connection
        .prepare_cached("INSERT INTO facts (article, bytes) VALUES (?1, ?2)")?
        .execute((id.0, bytes))?;
    let text = || Ok(article.text.clone());
    let (found, profile) = match names::decide(connection, decisions, Some(id), facts, text)? {
        None => {
            let found = Found { facts: Cow::Borrowed(facts), rows, left: Vec::new() };
            (found, Cow::Borrowed(profile))
        }
        Some(decided) => {
            let found = Found::of(connection, decided)?;
            let names = story::names(&found.facts);
            (found, Cow::Owned(Profile { names, ..profile.clone() }))
        }
    };
    let local_profile = counts.localise(connection, &profile, &found.facts, &found.rows)?;
    counts.add(&local_profile, 1);
    connection
        .prepare_cached("INSERT INTO profile (article, bytes) VALUES (?1, ?2)")?
        .execute((id.0, local_profile.encode()))?;
    Ok((index::Entry::of(article, &found), local_profile))
}

/// Drops facts and profile of an article and counts them off.
pub(super) fn forget(connection: &Connection, counts: &mut Counts, id: Id) -> Result<(), Fault> {
    if let Some(profile) = relations::local_profile(connection, id)? {
        counts.add(&profile, -1);
    }
    connection.prepare_cached("DELETE FROM profile WHERE article = ?1")?.execute([id.0])?;
    connection.prepare_cached("DELETE FROM facts WHERE article = ?1")?.execute([id.0])?;
    names::forget(connection, id)?;
    Ok(())
}

/// The row of an entity, which is made or completed by what is known of it here.
fn row_of(connection: &Connection, entity: &Entity) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id, latin, country, latitude FROM entity WHERE key = ?1")?
        .query_row([&entity.id], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?, row.get::<_, Option<f64>>(3)?))
        })
        .optional()?;
    let (latitude, longitude) = entity.coordinates.unzip();
    let Some((row, latin, country, old_latitude)): Option<(i64, _, Option<String>, _)> = known else {
        connection
            .prepare_cached(
                "INSERT INTO entity (key, kind, name, latin, country, latitude, longitude)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                &entity.id,
                codec::entity_kind_code(entity.kind),
                &entity.name,
                &entity.latin,
                &entity.country,
                latitude,
                longitude,
            ))?;
        let row = connection.last_insert_rowid();
        super::complete::write_words(connection, row, &entity.name, entity.latin.as_deref())?;
        return Ok(row);
    };
    let news = (entity.latin.is_some() && latin != entity.latin)
        || (entity.country.is_some() && country != entity.country)
        || (latitude.is_some() && old_latitude != latitude);
    if news {
        connection
            .prepare_cached(
                "UPDATE entity SET latin = coalesce(?2, latin), country = coalesce(?3, country),
                 latitude = coalesce(?4, latitude), longitude = coalesce(?5, longitude) WHERE id = ?1",
            )?
            .execute((row, &entity.latin, &entity.country, latitude, longitude))?;
        super::complete::write_words(connection, row, &entity.name, entity.latin.as_deref())?;
    }
    Ok(row)
}

/// The facts of an article as the reader decided, with the library's rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found<'a> {
    pub(super) facts: Cow<'a, Facts>,
    /// Of the entities of the facts.
    pub(super) rows: Vec<i64>,
    /// Of the entries that decisions have left; ascending.
    pub(super) left: Vec<i64>,
}

impl Found<'_> {
    /// Rows that are missing are 0: whoever decides makes them first.
    fn of(connection: &Connection, decided: Decided) -> rusqlite::Result<Found<'static>> {
        let row = |id: &str| Ok(names::row(connection, id)?.unwrap_or(0));
        let rows = decided.facts.entities.iter().map(|entity| row(&entity.id));
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        let mut left = decided.left.iter().map(|id| row(id)).collect::<rusqlite::Result<Vec<i64>>>()?;
        left.sort_unstable();
        Ok(Found { facts: Cow::Owned(decided.facts), rows, left })
    }
}

/// The facts of an article, as the reader decided. None for one without.
pub(super) fn load(connection: &Connection, id: Id, decisions: &Decisions) -> Result<Found<'static>, Fault> {
    let (facts, rows) = load_found(connection, id)?;
    let text = || Ok(articles::load(connection, id)?.article.text);
    match names::decide(connection, decisions, Some(id), &facts, text)? {
        None => Ok(Found { facts: Cow::Owned(facts), rows, left: Vec::new() }),
        Some(decided) => Ok(Found::of(connection, decided)?),
    }
}

/// The facts of an article as they were found in it, with the library's rows of its entities. None for
/// one without.
pub(super) fn load_found(connection: &Connection, id: Id) -> Result<(Facts, Vec<i64>), Fault> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM facts WHERE article = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let Some(bytes) = bytes else {
        articles::rank(connection, id)?;
        return Ok((Facts::default(), Vec::new()));
    };
    let local = LocalFacts::decode(&bytes).map_err(|_| Fault::Broken("the facts of an article"))?;
    let mut statement = connection.prepare_cached(
        "SELECT key, kind, name, latin, country, latitude, longitude FROM entity WHERE id = ?1",
    )?;
    let mut facts = Facts { mentions: local.mentions, entities: Vec::new(), dates: local.dates };
    let mut rows = Vec::with_capacity(local.entities.len());
    for entity in local.entities {
        rows.push(entity.row);
        let choice = choices::read(connection, entity.choice.as_ref())?;
        facts.entities.push(statement.query_row([entity.row], |row| {
            let coordinates: (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
            Ok(Entity {
                id: row.get(0)?,
                kind: codec::entity_kind_of(row.get(1)?),
                name: match &entity.name {
                    Some(name) => name.clone(),
                    None => row.get(2)?,
                },
                latin: row.get(3)?,
                aliases: entity.aliases.clone(),
                roles: entity.roles.clone(),
                country: row.get(4)?,
                coordinates: coordinates.0.zip(coordinates.1),
                choice,
                count: entity.count,
            })
        })?);
    }
    Ok((facts, rows))
}
