//! What articles state of people of one name -> which of them are others.
//!
//! An article's facts keep whom its names were found to be. That somebody there is another of that name is
//! kept by itself (`namesake`), as the reader's decisions are, but derived: whatever adds, changes or removes
//! articles notes the people of whom more or less is stated now, and [`settle`] asks anew who they are. The
//! reader's decisions are on what comes of it; on a name on which he decided while it was one, it stays one.

use super::super::codec::LocalNames;
use super::super::facts::{EntityRow, entity_of};
use super::super::{Fault, Id, codec, index};
use super::decisions::{self, Decisions, Entry, folded};
use super::part::{Witness, part};
use super::redo;
use crate::article::{Entity, EntityKind};
use crate::extract::name::{Camp, camp, camp_ever, known};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Another person of the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Namesake {
    /// The other.
    pub entity: EntityRow,
    /// A role of the other that an article states.
    pub role: String,
}

/// Keeps what an article states of a person, and notes that it is to be asked who that is.
pub(in crate::store) fn note(
    connection: &Connection,
    article: Id,
    row: i64,
    entity: &Entity,
) -> rusqlite::Result<()> {
    if entity.kind != EntityKind::Person || entity.count == 0 || !entity.name.contains(' ') {
        return Ok(());
    }
    for role in &entity.roles {
        let Some(camp) = camp(role) else { continue };
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO stated_camp (entity, article, camp, role) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((row, article.number(), camp.to_string(), role))?;
    }
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO namesake_due (entity)
             SELECT ?1 WHERE EXISTS (SELECT 1 FROM stated_camp WHERE entity = ?1)",
        )?
        .execute([row])?;
    Ok(())
}

/// Forgets what an article states of people. Whom it names stays until it is asked anew.
pub(in crate::store) fn forget(connection: &Connection, article: Id) -> rusqlite::Result<()> {
    let id = article.number();
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO namesake_due (entity)
             SELECT entity FROM stated_camp WHERE article = ?1
             UNION SELECT entity FROM namesake WHERE article = ?1",
        )?
        .execute([id])?;
    connection.prepare_cached("DELETE FROM stated_camp WHERE article = ?1")?.execute([id])?;
    Ok(())
}

/// Asks of all people that were noted who is who, and makes the articles anew in which it is another than
/// before; says whether there were any. Index and postings must be written.
pub(in crate::store) fn settle(connection: &Connection) -> Result<bool, Fault> {
    let mut statement = connection.prepare_cached("SELECT entity FROM namesake_due ORDER BY entity")?;
    let due: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if due.is_empty() {
        return Ok(false);
    }
    let before = Decisions::read(connection)?;
    let mut changed = BTreeSet::new();
    for row in due {
        let name = Name::read(connection, row)?;
        let is = name.kept(connection)?;
        let shall = name.parted(connection, &before, &is)?;
        if is != shall {
            changed.extend(name.keep(connection, &is, &shall)?);
        }
    }
    connection.prepare_cached("DELETE FROM namesake_due")?.execute([])?;
    if changed.is_empty() {
        return Ok(false);
    }
    let after = Decisions::read(connection)?;
    let mut ranks = Vec::with_capacity(changed.len());
    for article in changed {
        ranks.push(super::super::articles::rank(connection, article)?);
    }
    ranks.sort_unstable();
    redo::articles(connection, &before, &after, &ranks)?;
    Ok(true)
}

/// Articles of a name beyond which it is no longer asked who is who: all mean the one whom everybody knows,
/// and asking reads each of them.
const ARTICLES_MAX: u32 = 500;

/// An entry that may be several people.
struct Name {
    row: i64,
    id: String,
    name: String,
}

impl Name {
    fn read(connection: &Connection, row: i64) -> rusqlite::Result<Name> {
        connection
            .prepare_cached("SELECT key, name FROM entity WHERE id = ?1")?
            .query_row([row], |found| Ok(Name { row, id: found.get(0)?, name: found.get(1)? }))
    }

    /// The articles that name others, as it is kept.
    fn kept(&self, connection: &Connection) -> rusqlite::Result<BTreeMap<Id, String>> {
        let mut statement =
            connection.prepare_cached("SELECT article, key FROM namesake WHERE entity = ?1")?;
        let rows = statement.query_map([self.row], |row| Ok((Id(row.get(0)?), row.get(1)?)))?;
        rows.collect()
    }

    /// The articles that name others, by what articles state now.
    fn parted(
        &self,
        connection: &Connection,
        decisions: &Decisions,
        is: &BTreeMap<Id, String>,
    ) -> Result<BTreeMap<Id, String>, Fault> {
        let listed = self.listed();
        let all: BTreeSet<Camp> = self.camps(connection)?.into_iter().chain(listed.iter().cloned()).collect();
        let contradict = |one: &Camp| all.iter().any(|other| one.contradicts(other));
        let is_by_hand = is.is_empty() && decisions.is_called(&self.id);
        if is_by_hand || !all.iter().any(contradict) {
            return Ok(BTreeMap::new());
        }
        if self.articles(connection)? > ARTICLES_MAX {
            return Ok(is.clone());
        }
        let mut statement =
            connection.prepare_cached("SELECT article, camp FROM stated_camp WHERE entity = ?1")?;
        let mut rows = statement.query([self.row])?;
        let mut stated: BTreeMap<Id, BTreeSet<Camp>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let camp: String = row.get(1)?;
            stated.entry(Id(row.get(0)?)).or_default().extend(Camp::parse(&camp));
        }
        let witnesses = self.witnesses(connection, &stated)?;
        let parted = part(&witnesses, &listed).into_iter();
        Ok(parted.map(|(article, camp)| (article, self.other(&camp))).collect())
    }

    /// The fields that any article states, each found by itself: there are few, however many the articles.
    fn camps(&self, connection: &Connection) -> rusqlite::Result<Vec<Camp>> {
        let mut next =
            connection.prepare_cached("SELECT min(camp) FROM stated_camp WHERE entity = ?1 AND camp > ?2")?;
        let mut camps = Vec::new();
        let mut last = String::new();
        while let Some(camp) = next.query_row((self.row, &last), |row| row.get::<_, Option<String>>(0))? {
            camps.extend(Camp::parse(&camp));
            last = camp;
        }
        Ok(camps)
    }

    /// How many articles name it.
    fn articles(&self, connection: &Connection) -> rusqlite::Result<u32> {
        connection
            .prepare_cached("SELECT articles FROM entity WHERE id = ?1")?
            .query_row([self.row], |row| row.get(0))
    }

    /// The fields that our own list knows of.
    fn listed(&self) -> BTreeSet<Camp> {
        let roles = known(&self.id).map(|known| known.roles()).unwrap_or_default();
        roles.iter().filter_map(|held| camp_ever(&held.role)).collect()
    }

    /// The id of another of this name in a field: always the same.
    fn other(&self, camp: &Camp) -> String {
        let plain = match self.id.strip_prefix("person:") {
            Some(_) => self.id.clone(),
            None => format!("person:{}", folded(&self.name)),
        };
        format!("{plain}/{camp}")
    }

    /// The articles in which the name was found, with what they say of who it is.
    fn witnesses(
        &self,
        connection: &Connection,
        stated: &BTreeMap<Id, BTreeSet<Camp>>,
    ) -> Result<Vec<Witness>, Fault> {
        let expression = format!(
            "({{person}} : \"{}\") OR (facet : \"{}\")",
            index::entity_term(self.row),
            index::left_term(self.row)
        );
        let mut statement = connection.prepare_cached(
            "SELECT a.id, a.key, a.published, facts.bytes FROM search
             CROSS JOIN article a ON a.rank = search.rowid CROSS JOIN facts ON facts.article = a.id
             WHERE search MATCH ?1 ORDER BY a.id",
        )?;
        let mut rows = statement.query([expression])?;
        let mut kinds = Kinds::default();
        let mut witnesses = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(3)?.as_blob().map_err(|_| Fault::Broken("the facts of an article"))?;
            let names = LocalNames::decode(bytes).map_err(|_| Fault::Broken("the facts of an article"))?;
            let named = |row: i64| names.entities.iter().any(|it| it.row == row && it.count > 0);
            if !named(self.row) {
                continue;
            }
            let article = Id(row.get(0)?);
            let mut witness = Witness {
                article,
                key: row.get(1)?,
                day: row.get::<_, Option<i64>>(2)?.map(codec::date_of),
                camps: stated.get(&article).cloned().unwrap_or_default(),
                companions: BTreeSet::new(),
                rare: BTreeSet::new(),
            };
            for other in names.entities.iter().filter(|it| it.row != self.row && it.count > 0) {
                match kinds.of(connection, other.row)? {
                    Companion::Place => continue,
                    Companion::Rare => _ = witness.rare.insert(other.row),
                    Companion::Other => {}
                }
                witness.companions.insert(other.row);
            }
            witnesses.push(witness);
        }
        Ok(witnesses)
    }

    /// Keeps who is another; gives the articles in which that changes.
    fn keep(
        &self,
        connection: &Connection,
        is: &BTreeMap<Id, String>,
        shall: &BTreeMap<Id, String>,
    ) -> rusqlite::Result<Vec<Id>> {
        let articles: BTreeSet<Id> = is.keys().chain(shall.keys()).copied().collect();
        let changed: Vec<Id> =
            articles.into_iter().filter(|article| is.get(article) != shall.get(article)).collect();
        for article in &changed {
            let number = article.number();
            connection
                .prepare_cached("DELETE FROM namesake WHERE entity = ?1 AND article = ?2")?
                .execute((self.row, number))?;
            let Some(id) = shall.get(article) else { continue };
            let kind = EntityKind::Person;
            decisions::row_of(connection, &Entry { id: id.clone(), kind, name: self.name.clone() })?;
            // The same name is the same in Latin letters.
            connection
                .prepare_cached(
                    "UPDATE entity SET latin = (SELECT latin FROM entity WHERE id = ?1)
                     WHERE key = ?2 AND latin IS NULL",
                )?
                .execute((self.row, id))?;
            connection
                .prepare_cached("INSERT INTO namesake (entity, article, key) VALUES (?1, ?2, ?3)")?
                .execute((self.row, number, id))?;
        }
        Ok(changed)
    }
}

/// What somebody who stands beside a name says of who that is.
#[derive(Clone, Copy)]
enum Companion {
    /// A person in no list, by the whole name.
    Rare,
    /// Another person, or an organisation.
    Other,
    /// Nothing.
    Place,
}

#[derive(Default)]
struct Kinds(BTreeMap<i64, Companion>);

impl Kinds {
    fn of(&mut self, connection: &Connection, row: i64) -> rusqlite::Result<Companion> {
        if let Some(known) = self.0.get(&row) {
            return Ok(*known);
        }
        let Name { id, name, .. } = Name::read(connection, row)?;
        let companion = match id.split_once(':') {
            Some(("person", _)) if name.contains(' ') => Companion::Rare,
            Some(("place" | "geonames" | "country", _)) => Companion::Place,
            _ => Companion::Other,
        };
        self.0.insert(row, companion);
        Ok(companion)
    }
}

/// The others of an entry's name, with a role of each; and a role of the entry itself.
pub(in crate::store) fn of(
    connection: &Connection,
    entry: &str,
) -> rusqlite::Result<(Option<String>, Vec<Namesake>)> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT e.id, e.key FROM namesake JOIN entity e ON e.id = namesake.entity
         WHERE namesake.key = ?1 OR e.key = ?1 ORDER BY e.id",
    )?;
    let rows = statement.query_map([entry], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let (mut own, mut others) = (None, Vec::new());
    for row in rows {
        let (row, first) = row?;
        let mut statement = connection.prepare_cached(
            "SELECT coalesce(namesake.key, ?2), min(stated_camp.role) FROM stated_camp LEFT JOIN namesake
             ON namesake.entity = stated_camp.entity AND namesake.article = stated_camp.article
             WHERE stated_camp.entity = ?1 GROUP BY 1 ORDER BY 1",
        )?;
        let bearers = statement.query_map((row, &first), |row| Ok((row.get(0)?, row.get(1)?)))?;
        for bearer in bearers {
            let (id, role): (String, String) = bearer?;
            if id == entry {
                own = own.or(Some(role));
            } else if let Some((_, entity)) = entity_of(connection, &id)? {
                others.push(Namesake { entity, role });
            }
        }
    }
    Ok((own, others))
}

#[cfg(test)]
mod tests;
