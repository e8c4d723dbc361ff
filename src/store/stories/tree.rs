//! Events, each below the earlier one that it develops: a tree is a storyline.

use super::super::Fault;
use super::words::Words;
use rusqlite::{Connection, OptionalExtension};

/// The likeness of an event to what it hangs below by the reader's word: above any other.
pub(super) const BY_HAND: f32 = 2.0;

/// An event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) id: i64,
    /// Days since 1970-01-01.
    pub(super) day: i64,
    /// Whether an article says so.
    pub(super) is_dated: bool,
    pub(super) storyline: i64,
    pub(super) parent: Option<i64>,
    pub(super) likeness: f32,
}

/// The event of that number.
pub(super) fn node(connection: &Connection, id: i64) -> rusqlite::Result<Option<Node>> {
    connection
        .prepare_cached("SELECT id, day, storyline, parent, likeness, dated FROM event WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Node {
                id: row.get(0)?,
                day: row.get(1)?,
                storyline: row.get(2)?,
                parent: row.get(3)?,
                likeness: row.get(4)?,
                is_dated: row.get(5)?,
            })
        })
        .optional()
}

/// The event at which the storyline of another begins.
pub(super) fn root(connection: &Connection, mut of: Node) -> rusqlite::Result<Node> {
    while let Some(parent) = of.parent
        && let Some(above) = node(connection, parent)?
    {
        of = above;
    }
    Ok(of)
}

/// Hangs `event` below `parent`; says whether that may be: an event does not develop what came of it, and
/// the reader may have said that the stories are two.
pub(super) fn hang(
    connection: &Connection,
    words: &Words,
    event: i64,
    parent: i64,
    likeness: f32,
) -> Result<bool, Fault> {
    let (Some(child), Some(above)) = (node(connection, event)?, node(connection, parent)?) else {
        return Ok(false);
    };
    let is_one_story = child.storyline == above.storyline;
    if is_one_story && is_below(connection, above, event)? {
        return Ok(false);
    }
    if !is_one_story && words.keep_apart(connection, child.storyline, above.storyline)? {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE event SET parent = ?2, likeness = ?3 WHERE id = ?1")?
        .execute((event, parent, likeness))?;
    if !is_one_story {
        let is_lone = above.parent.is_none() && children(connection, parent)? == [event];
        if child.parent.is_none() && is_lone {
            // What the story was called so far it is called still, though it begins earlier.
            name(connection, parent, child.storyline)?;
        } else {
            rename(connection, event, above.storyline)?;
        }
    }
    Ok(true)
}

/// The events of a storyline that hang below another by the reader's word.
pub(super) fn joined_by_hand(connection: &Connection, storyline: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM event WHERE storyline = ?1 AND likeness >= ?2 ORDER BY day, id")?;
    statement.query_map((storyline, BY_HAND), |row| row.get(0))?.collect()
}

/// Makes `event` the beginning of a storyline of its own.
pub(super) fn cut(connection: &Connection, event: i64) -> Result<(), Fault> {
    let Some(node) = node(connection, event)? else { return Ok(()) };
    if node.parent.is_some() {
        connection
            .prepare_cached("UPDATE event SET parent = NULL, likeness = 0 WHERE id = ?1")?
            .execute([event])?;
        rename(connection, event, new_name(connection)?)?;
    }
    Ok(())
}

/// A name that no storyline has, nor will: a number that no event will get.
fn new_name(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event' RETURNING seq")?
        .query_row([], |row| row.get(0))
}

/// Takes away an event that no article tells any more. What hung below it hangs below `heir`, or below
/// what it hung below itself.
pub(super) fn dissolve(connection: &Connection, event: i64, heir: Option<i64>) -> Result<(), Fault> {
    let Some(gone) = node(connection, event)? else { return Ok(()) };
    let heir = match heir {
        Some(heir) => node(connection, heir)?,
        None => None,
    };
    if let Some(heir) = heir
        && heir.parent == Some(event)
    {
        connection.prepare_cached("UPDATE event SET parent = ?2, likeness = ?3 WHERE id = ?1")?.execute((
            heir.id,
            gone.parent,
            gone.likeness,
        ))?;
    }
    let takes = heir.filter(|heir| heir.storyline == gone.storyline || gone.parent.is_none());
    for child in children(connection, event)? {
        let above = match takes {
            Some(heir) if heir.id != child && !is_below(connection, heir, child)? => Some(heir.id),
            _ => gone.parent,
        };
        match above {
            Some(above) => {
                connection
                    .prepare_cached("UPDATE event SET parent = ?2 WHERE id = ?1")?
                    .execute((child, above))?;
                if let Some(above) = node(connection, above)?
                    && above.storyline != gone.storyline
                {
                    rename(connection, child, above.storyline)?;
                }
            }
            None => cut(connection, child)?,
        }
    }
    connection.prepare_cached("DELETE FROM event WHERE id = ?1")?.execute([event])?;
    Ok(())
}

fn is_below(connection: &Connection, mut node_: Node, event: i64) -> rusqlite::Result<bool> {
    while let Some(parent) = node_.parent {
        if parent == event {
            return Ok(true);
        }
        match node(connection, parent)? {
            Some(above) => node_ = above,
            None => return Ok(false),
        }
    }
    Ok(node_.id == event)
}

/// The events that hang below another.
pub(super) fn children(connection: &Connection, event: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM event WHERE parent = ?1 ORDER BY id")?;
    statement.query_map([event], |row| row.get(0))?.collect()
}

fn name(connection: &Connection, event: i64, storyline: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE event SET storyline = ?2 WHERE id = ?1")?
        .execute((event, storyline))?;
    Ok(())
}

/// Names the storyline of an event and of all below it.
fn rename(connection: &Connection, event: i64, storyline: i64) -> rusqlite::Result<()> {
    let mut waiting = vec![event];
    while let Some(event) = waiting.pop() {
        name(connection, event, storyline)?;
        waiting.extend(children(connection, event)?);
    }
    Ok(())
}
