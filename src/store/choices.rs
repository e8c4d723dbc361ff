//! What a place was chosen from <-> the rows of those places in the library's table of entities.

use super::codec::LocalChoice;
use super::facts::{self, EntityRow};
use crate::article::{Choice, ChosenBy, Entity, EntityKind, OtherPlace};
use rusqlite::Connection;
use std::collections::HashMap;

/// The choice of an entity with the rows that `row` gives; those of which it gives 0 are left out.
pub(super) fn local(
    entity: &Entity,
    mut row: impl FnMut(&OtherPlace) -> rusqlite::Result<i64>,
) -> rusqlite::Result<Option<LocalChoice>> {
    let Some(choice) = &entity.choice else { return Ok(None) };
    let mut others = Vec::with_capacity(choice.others.len());
    for other in &choice.others {
        others.push((row(other)?, other.kind.clone()));
    }
    others.retain(|(row, _)| *row != 0);
    Ok(Some(LocalChoice { by: choice.by, is_doubtful: choice.is_doubtful, others }))
}

/// A place as an entity that no article names.
pub(super) fn entity(place: &OtherPlace) -> Entity {
    Entity {
        id: place.id.clone(),
        kind: EntityKind::Place,
        name: place.name.clone(),
        latin: place.latin.clone(),
        aliases: Vec::new(),
        roles: Vec::new(),
        country: place.country.clone(),
        coordinates: place.coordinates,
        choice: None,
        count: 0,
    }
}

/// The choice with the places of its rows.
pub(super) fn read(connection: &Connection, local: Option<&LocalChoice>) -> rusqlite::Result<Option<Choice>> {
    let Some(local) = local else { return Ok(None) };
    let places = local.others.iter().map(|(row, kind)| place(connection, *row, kind));
    let others = places.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Choice { by: local.by, is_doubtful: local.is_doubtful, others }))
}

fn place(connection: &Connection, row: i64, kind: &str) -> rusqlite::Result<OtherPlace> {
    let sql = format!("SELECT {} FROM entity WHERE id = ?1", facts::ENTITY_COLUMNS);
    let EntityRow { id, name, latin, country, coordinates, .. } =
        connection.prepare_cached(&sql)?.query_row([row], facts::entity_row)?;
    Ok(OtherPlace { id, name, latin, kind: kind.to_owned(), country, coordinates })
}

/// What the articles say of the place that they mean: what decided in how many, and what else it may be.
#[derive(Default)]
pub(super) struct Tally {
    by: HashMap<ChosenBy, u32>,
    others: HashMap<(i64, String), u32>,
}

impl Tally {
    /// Adds what an article says.
    pub(super) fn add(&mut self, choice: &LocalChoice) {
        *self.by.entry(choice.by).or_default() += 1;
        for other in &choice.others {
            *self.others.entry(other.clone()).or_default() += 1;
        }
    }

    /// What decided, in how many articles, the most frequent first.
    pub(super) fn chosen(&self) -> Vec<(ChosenBy, u32)> {
        let mut by: Vec<(ChosenBy, u32)> = self.by.iter().map(|(by, count)| (*by, *count)).collect();
        by.sort_unstable_by_key(|&(by, count)| (std::cmp::Reverse(count), by));
        by
    }

    /// The other places, those that most articles might mean first.
    pub(super) fn others(self, connection: &Connection) -> rusqlite::Result<Vec<OtherPlace>> {
        let mut order: Vec<((i64, String), u32)> = self.others.into_iter().collect();
        order.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let first = order.iter().take(Choice::OTHERS_MAX);
        first.map(|((row, kind), _)| place(connection, *row, kind)).collect()
    }
}
