//! The reader's rules and articles -> the tags that follow: of a batch as it comes in, or of the whole library
//! when he asks for it.
//!
//! Rules are followed in their order, and each sees what those before it did. What the reader said of a tag on
//! an article by hand counts for more ([`super::Word`]).
//!
//! A batch is looked at by an index of its own, in memory, with the terms that also go into the library's: what
//! a rule costs does not depend on how large the library is, nor on how far apart in it the batch lies.

use super::articles::{self, Added, Outcome};
use super::facts::Entries;
use super::query::Query;
use super::tag_edits::{TagDeed, TagEdit};
use super::tag_words::{self, By};
use super::tags::{self, Tagged, folded};
use super::undo::{self, Change, ChangeKind};
use super::{Deed, Error, Fault, Id, Import, Library, compile, index, list};
use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeSet, HashMap};

/// A rule: what a query finds gets tags, and loses others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the reader calls it.
    pub name: String,
    /// Which articles.
    pub query: Query,
    /// The tags that they get, as [`super::normalise_tag`] gives them.
    pub add: Vec<String>,
    /// The tags that they lose.
    pub remove: Vec<String>,
}

/// What a rule did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// Its name.
    pub name: String,
    /// How many articles its query finds.
    pub found: usize,
    /// Those of which it changes tags, newest first.
    pub changed: Vec<Id>,
}

impl Library {
    /// Follows rules on all articles, as one change that can be undone. Gives it, and what each rule did.
    pub fn apply_rules(&mut self, rules: &[Rule]) -> Result<(Change, Vec<Ruled>), Error> {
        let today = jiff::Zoned::now().date();
        self.write(Deed::Tag, |connection| apply(connection, rules, today))
    }

    /// What [`Library::apply_rules`] would do. Nothing is changed.
    pub fn rehearse_rules(&mut self, rules: &[Rule]) -> Result<(Change, Vec<Ruled>), Error> {
        let today = jiff::Zoned::now().date();
        self.rehearse(Deed::Tag, |connection| apply(connection, rules, today))
    }
}

/// Follows rules on all articles and logs it.
fn apply(connection: &Connection, rules: &[Rule], today: Date) -> Result<(Change, Vec<Ruled>), Fault> {
    let mut edits = Vec::new();
    let mut ruled = Vec::with_capacity(rules.len());
    let mut all: BTreeSet<Id> = BTreeSet::new();
    for rule in rules {
        let ids = list::ids(connection, &rule.query, today)?;
        let tagged = follow(connection, rule, &ids, &ids)?;
        let mut changed: BTreeSet<Id> = BTreeSet::new();
        for (list, on) in [(tagged.removed, false), (tagged.added, true)] {
            for (tag, articles) in list {
                changed.extend(articles.iter());
                edits.push(TagEdit::Articles { tag, on, articles });
            }
        }
        edits.extend(tagged.said.into_iter().map(TagEdit::Said));
        all.extend(&changed);
        let found = ids.len();
        let changed = ids.into_iter().filter(|id| changed.contains(id)).collect();
        ruled.push(Ruled { name: rule.name.clone(), found, changed });
    }
    let names = ruled.iter().filter(|rule| !rule.changed.is_empty()).map(|rule| rule.name.clone()).collect();
    let kind = ChangeKind::TagsEdited { deed: TagDeed::Ruled { rules: names }, edits, articles: all.len() };
    Ok((undo::log(connection, kind)?, ruled))
}

/// Follows one rule on articles that it finds: gives its tags to `add`, takes those that it removes off
/// `remove`. A tag in both lists is added.
fn follow(connection: &Connection, rule: &Rule, add: &[Id], remove: &[Id]) -> Result<Tagged, Fault> {
    let mut tagged = Tagged::default();
    let is_added = |tag: &String| rule.add.iter().any(|other| folded(other) == folded(tag));
    for tag in rule.remove.iter().filter(|tag| !is_added(tag)) {
        follow_one(connection, tag, remove, false, &mut tagged)?;
    }
    for tag in &rule.add {
        follow_one(connection, tag, add, true, &mut tagged)?;
    }
    Ok(tagged)
}

fn follow_one(
    connection: &Connection,
    tag: &str,
    ids: &[Id],
    on: bool,
    tagged: &mut Tagged,
) -> Result<(), Fault> {
    let open = match tags::row_of(connection, tag)? {
        Some(row) => tag_words::open_to_rules(connection, row, ids, on)?,
        None if on => ids.to_vec(),
        None => Vec::new(),
    };
    if !open.is_empty() {
        tags::set_by(connection, tag, &open, (on, By::Rule), tagged)?;
    }
    Ok(())
}

/// Puts what a batch brings that is new, or has another text, where [`tag_gathered`] looks for it. Does nothing
/// if there are no rules.
pub(super) fn gather(
    connection: &Connection,
    import: &Import,
    entries: &Entries,
    added: &[Added],
) -> Result<(), Fault> {
    if import.rules.is_empty() {
        return Ok(());
    }
    let index = index::FRESH;
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index} USING fts5 (
             title, body, person, place, organisation, outlet, facet, content = '', tokenize = 'ascii'
         );
         CREATE TEMP TABLE IF NOT EXISTS {index}_article (rank INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;"
    ))?;
    clear(connection)?;
    let mut ranks: HashMap<i64, bool> = HashMap::new();
    for added in added.iter().filter(|added| added.outcome != Outcome::Same) {
        let is_new = ranks.entry(articles::rank(connection, added.id)?).or_insert(false);
        *is_new |= added.outcome == Outcome::New;
    }
    let mut fresh: Vec<_> = entries.iter().filter(|(rank, _)| ranks.contains_key(rank)).collect();
    fresh.sort_unstable_by_key(|(rank, _)| *rank);
    let mut insert =
        connection.prepare_cached(&format!("INSERT INTO {index}_article (rank, new) VALUES (?1, ?2)"))?;
    for (rank, (entry, _)) in fresh {
        entry.write_into(connection, index, *rank)?;
        insert.execute((rank, ranks[rank]))?;
    }
    Ok(())
}

/// Gives the articles of the batch the tags of the rules. Of one that was there before, no rule takes a tag
/// off: that would be lost, as it is not logged. `today` is the day from which rules count days.
pub(super) fn tag_gathered(connection: &Connection, import: &Import, today: Date) -> Result<(), Fault> {
    if import.rules.is_empty() {
        return Ok(());
    }
    for rule in &import.rules {
        let sql = compile::fresh(connection, &rule.query, today)?;
        let mut statement = connection.prepare_cached(&sql.text)?;
        let found = statement
            .query_map(params_from_iter(sql.values), |row| Ok((Id(row.get(0)?), row.get::<_, bool>(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let all: Vec<Id> = found.iter().map(|(id, _)| *id).collect();
        let new: Vec<Id> = found.iter().filter(|(_, is_new)| *is_new).map(|(id, _)| *id).collect();
        if !all.is_empty() {
            follow(connection, rule, &all, &new)?;
        }
    }
    // Before the transaction ends, so that the index never leaves memory.
    Ok(clear(connection)?)
}

fn clear(connection: &Connection) -> rusqlite::Result<()> {
    let index = index::FRESH;
    connection.prepare_cached(&format!("INSERT INTO {index} ({index}) VALUES ('delete-all')"))?.execute([])?;
    connection.prepare_cached(&format!("DELETE FROM {index}_article"))?.execute([])?;
    Ok(())
}

#[cfg(test)]
mod tests;
