//! Articles that are asked for -> what the window shows of them.

use super::{Failure, Opened};
use crate::article::{Entity, EntityKind, Facts};
use crate::extract;
use crate::store::{self, Id, Query, Reader, Row};
use crate::story::{Related, Relation};
use jiff::civil::Date;

/// Articles shown as related, per list: more than a window shows, few enough to choose from.
const RELATED_MAX: usize = 30;

pub(super) fn open(reader: &Reader, id: Id, query: &Query) -> Result<Opened, Failure> {
    let stored = reader.article(id)?;
    let facts = reader.facts(id)?;
    let host = rows(reader, stored.host.as_slice())?.pop();
    let embedded = rows(reader, &stored.embedded)?;
    let hits = reader.hits(&stored, &facts, query)?;
    let known_roles = known_roles(&facts, stored.article.published.map(|published| published.date));
    let notes = reader.notes(id)?;
    Ok(Opened { stored, facts, known_roles, host, embedded, notes, query: query.clone(), hits })
}

/// The roles that our own list knows of those people of whom an article of that day states none.
fn known_roles(facts: &Facts, day: Option<Date>) -> Vec<Option<String>> {
    let known = |entity: &Entity| {
        let is_open = entity.kind == EntityKind::Person && entity.roles.is_empty();
        extract::name::known(&entity.id).filter(|_| is_open)?.role_on(day)
    };
    facts.entities.iter().map(known).collect()
}

/// Reads what is related to an article.
pub(super) fn related(reader: &Reader, id: Id) -> Result<Related<Row>, Failure> {
    let related = reader.related(id, RELATED_MAX)?;
    let with_rows = |list: Vec<(Id, Relation)>| {
        list.into_iter()
            .map(|(id, relation)| Ok((reader.row(id)?, relation)))
            .collect::<Result<Vec<_>, Failure>>()
    };
    Ok(Related {
        same_event: with_rows(related.same_event)?,
        earlier: with_rows(related.earlier)?,
        later: with_rows(related.later)?,
        shared: with_rows(related.shared)?,
        copies: with_rows(related.copies)?,
    })
}

/// What the list says of articles; those that are no longer there are passed over.
pub(super) fn rows(reader: &Reader, ids: &[Id]) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        match reader.row(*id) {
            Ok(row) => rows.push(row),
            Err(store::Error::NoArticle { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(rows)
}
