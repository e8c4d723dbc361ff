//! The entries of the library -> their spellings, and by what each stands under its entry.

use super::super::facts::{self, ENTITY_COLUMNS, EntityRow};
use super::super::{Deed, Error, Fault, Id, Reader, articles, codec, index};
use super::apply::spelling;
use super::decisions::{self, Decisions, folded};
use crate::article::{EntityKind, Facts};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An entry, with all that the library has of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NameRow {
    /// The entry.
    pub entity: EntityRow,
    /// How often articles name it themselves.
    pub mentions: u64,
    /// Every form of its name, the shown one left out; by the number of articles, then by letters.
    pub spellings: Vec<String>,
}

/// Mentions of one spelling in one article, and what they were found to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The article.
    pub article: Id,
    /// The spelling, as it is written first.
    pub spelling: String,
    /// How often the article itself has it.
    pub mentions: u32,
    /// The entry that it was found to be: its id …
    pub found: String,
    /// … its name …
    pub name: String,
    /// … and its spellings in this article, folded.
    pub beside: Vec<String>,
    /// The reader's word, if it is by that that it stands here.
    pub by_hand: Option<ByHand>,
}

/// The reader's word on a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByHand {
    /// What it was found to be was merged into the entry.
    Merged,
    /// The spelling was given to the entry.
    Given,
    /// It was, in this article.
    GivenHere,
}

impl Reader {
    /// The entries that articles name, of one kind or of all, those of the most articles first; `limit` at
    /// most.
    pub fn names(&self, kind: Option<EntityKind>, limit: usize) -> Result<Vec<EntityRow>, Error> {
        self.read(Deed::Read, |connection| {
            let sql = format!(
                "SELECT {ENTITY_COLUMNS} FROM entity WHERE articles > 0 AND (?1 IS NULL OR kind = ?1)
                 ORDER BY articles DESC, id LIMIT ?2"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let values = (kind.map(codec::entity_kind_code), limit as i64);
            let rows = statement.query_map(values, facts::entity_row)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Every entry that articles name, those of the most articles first. Reads the facts of all articles:
    /// a second for some ten thousand.
    pub fn name_rows(&self) -> Result<Vec<NameRow>, Error> {
        let entities = self.names(None, usize::MAX >> 1)?;
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let mut mentions: HashMap<String, u64> = HashMap::new();
            let mut spellings: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
            let mut ids = connection.prepare("SELECT id FROM article ORDER BY id")?;
            let mut rows = ids.query([])?;
            while let Some(row) = rows.next()? {
                let found = facts::load(connection, Id(row.get(0)?), &decisions)?;
                for entity in found.facts.entities.iter().filter(|entity| entity.count > 0) {
                    *mentions.entry(entity.id.clone()).or_default() += u64::from(entity.count);
                    let known = spellings.entry(entity.id.clone()).or_default();
                    for form in entity.aliases.iter().chain([&entity.name]) {
                        *known.entry(form.clone()).or_default() += 1;
                    }
                }
            }
            let row = |entity: EntityRow| {
                let forms = spellings.remove(&entity.id).unwrap_or_default();
                let mut forms: Vec<(String, usize)> = forms.into_iter().collect();
                // Stable: by letters where they are as frequent.
                forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
                let forms = forms.into_iter().map(|(form, _)| form).filter(|form| *form != entity.name);
                NameRow {
                    mentions: mentions.get(&entity.id).copied().unwrap_or(0),
                    spellings: forms.collect(),
                    entity,
                }
            };
            Ok(entities.into_iter().map(row).collect())
        })
    }

    /// What stands under an entry: each spelling in each article, newest article first, in text order.
    pub fn standings(&self, id: &str) -> Result<Vec<Standing>, Error> {
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let id = decisions.last(id);
            let Some(row) = decisions::row(connection, id)? else { return Ok(Vec::new()) };
            let mut statement = connection
                .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC")?;
            let term = format!("{{person place organisation}} : \"{}\"", index::entity_term(row));
            let ranks = statement.query_map([term], |row| row.get(0))?;
            let mut standings = Vec::new();
            for rank in ranks {
                let article = articles::id_at(connection, rank?)?;
                standings.extend(standings_in(connection, &decisions, article, id)?);
            }
            Ok(standings)
        })
    }

    /// Facts that were found in a text, as the reader decided; in the library's own article of that key,
    /// also what he decided for that alone.
    pub fn decided(&self, key: &str, text: &str, facts: Facts) -> Result<Facts, Error> {
        let article = self.id_of_key(key)?;
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let decided =
                super::decide(connection, &decisions, article, &facts, || Ok::<_, Fault>(text.to_owned()))?;
            Ok(decided.map(|decided| decided.facts).unwrap_or(facts))
        })
    }
}

/// What stands under an entry in one article, in text order.
pub(in crate::store) fn standings_in(
    connection: &Connection,
    decisions: &Decisions,
    article: Id,
    id: &str,
) -> Result<Vec<Standing>, Fault> {
    let (found, _) = facts::load_found(connection, article)?;
    let decided = facts::load(connection, article, decisions)?;
    let text = articles::load(connection, article)?.article.text;
    let mut standings: Vec<(String, Standing)> = Vec::new();
    let mut buffer = String::new();
    // Decisions leave the mentions where they are, and in their order.
    for (was, is) in found.mentions.iter().zip(&decided.facts.mentions) {
        let is_meant = decided.facts.entities.get(is.entity as usize).is_some_and(|entity| entity.id == id);
        let Some(entity) = found.entities.get(was.entity as usize).filter(|_| is_meant && was.part == 0)
        else {
            continue;
        };
        let forms: BTreeSet<String> =
            entity.aliases.iter().chain([&entity.name]).map(|form| folded(form)).collect();
        let spelt = spelling(was.span.of(&text), &forms);
        let known = standings.iter_mut().find(|(other, it)| *other == spelt && it.found == entity.id);
        if let Some((_, standing)) = known {
            standing.mentions += 1;
            continue;
        }
        let home = decisions.known(Some(article), entity, &mut buffer);
        let here = decisions
            .splits(home, Some(article))
            .any(|split| split.article.is_some() && (split.spelling.is_empty() || split.spelling == spelt));
        let by_hand = match decisions.split(home, Some(article), &spelt) {
            Some(_) if here => Some(ByHand::GivenHere),
            Some(_) => Some(ByHand::Given),
            None if home != id => Some(ByHand::Merged),
            None => None,
        };
        let written = entity.aliases.iter().chain([&entity.name]).find(|form| folded(form) == spelt);
        let standing = Standing {
            article,
            spelling: written.cloned().unwrap_or_else(|| was.span.of(&text).to_owned()),
            mentions: 1,
            found: entity.id.clone(),
            name: entity.name.clone(),
            beside: forms.into_iter().collect(),
            by_hand,
        };
        standings.push((spelt, standing));
    }
    Ok(standings.into_iter().map(|(_, standing)| standing).collect())
}
