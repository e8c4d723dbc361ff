//! An article -> those that are related to it, as lists show them.

use super::Failure;
use crate::store::{Id, Reader, Row};
use crate::story::{Related, Relation};

/// Articles shown as related, per list: more than a window shows, few enough to choose from.
const RELATED_MAX: usize = 30;

/// The articles related to one, with their reasons.
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
