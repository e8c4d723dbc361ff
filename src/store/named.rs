//! A person, place or organisation -> what the articles of the library say of it, and where.
//!
//! Which articles name it, the postings say; how they spell it, what roles they state and what they
//! name beside it, the facts of each. So a question costs as much as there are such articles: one for the
//! newest of them is answered at once, one for all takes some 50 microseconds each. All of it is as the
//! reader decided on names: what was merged is one, what was split off is elsewhere.

use super::choices;
use super::codec::{LocalEntity, LocalNames};
use super::facts::{self, ENTITY_COLUMNS, EntityRow, entity_of, entity_row};
use super::names::{self, Decisions, Namesake, Standing, folded, standings_in};
use super::{Cursor, Deed, Error, Fault, Id, Reader, Row, codec, index, list, pack};
use crate::arabic::letters::is_ignorable;
use crate::arabic::sentences::sentence_at;
use crate::article::{ChosenBy, Entity, EntityKind, Month, OtherPlace, Span};
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Companions of a kind: more than a page shows, few enough to choose from.
const COMPANIONS_MAX: usize = 12;
/// Spellings of which it is told by what they stand here; the others are rare.
const STANDINGS_MAX: usize = 8;
/// Companions looked up before the search for those of a rare kind ends.
const LOOKED_UP_MAX: usize = 600;

/// What the library's articles say of a person, place or organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What is known of it in all articles.
    pub entity: EntityRow,
    /// Articles that the rest was taken from; fewer than [`EntityRow::articles`] if only the newest were
    /// asked for.
    pub articles: u32,
    /// Mentions in them.
    pub mentions: u64,
    /// How it is spelt, and how often; the most frequent first.
    pub spellings: Vec<Spelling>,
    /// The roles that the articles state; those stated last come first.
    pub roles: Vec<StatedRole>,
    /// Months of publication, in order; those between that name it not at all are left out.
    pub months: Vec<MonthCount>,
    /// Articles whose day of publication is not known: they are in no month.
    pub undated: u32,
    /// What stands with it in most articles: people, places and organisations, each the most frequent
    /// first.
    pub companions: [Vec<Companion>; 3],
    /// Of a place: what it was chosen by from among those called so, and in how many articles; the most
    /// frequent first.
    pub chosen: Vec<(ChosenBy, u32)>,
    /// What else it may be, the likeliest first.
    pub others: Vec<OtherPlace>,
    /// Of a person who is one of several of that name: a role that tells him from the others.
    pub told_by: Option<String>,
    /// The others.
    pub namesakes: Vec<Namesake>,
}

impl Named {
    /// Whether it was taken from all articles that there are.
    pub fn is_whole(&self) -> bool {
        self.articles >= self.entity.articles
    }
}

/// A form of the name that stands in articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// The form.
    pub text: String,
    /// How often it stands there.
    pub mentions: u32,
    /// By what it stands for the name, in the newest article that has it; `None` for rare ones.
    pub standing: Option<Standing>,
}

/// A role as articles state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedRole {
    /// The role.
    pub role: String,
    /// Articles that state it.
    pub articles: u32,
    /// The days of publication of the first and last of them; `None` if none has a day.
    pub days: Option<(Date, Date)>,
}

/// How often something is named in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// The month.
    pub month: Month,
    /// Articles that name it.
    pub articles: u32,
    /// Mentions in them.
    pub mentions: u32,
}

/// What stands with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// What it is.
    pub entity: EntityRow,
    /// Articles that name both.
    pub shared: u32,
}

/// An article that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// What the list shows of the article.
    pub row: Row,
    /// Mentions in it.
    pub mentions: u32,
    /// Where it is named first in the text, after the title.
    pub span: Span,
    /// The sentence around it.
    pub sentence: String,
    /// Bytes of the sentence that name it.
    pub lit: Vec<Range<usize>>,
}

impl Reader {
    /// What the library says of the entity with that id ([`EntityRow::id`]), or the one that it was merged
    /// into, by the newest `limit` articles that name it, or by all. `None` if it never had such an entity.
    pub fn named(&self, id: &str, limit: Option<usize>) -> Result<Option<Named>, Error> {
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let Some((row, entity)) = entity_of(connection, decisions.last(id))? else { return Ok(None) };
            let mut tally = Tally::default();
            let of = Of { row, below: i64::MAX, limit };
            each_article(connection, &decisions, &of, |article| {
                tally.add(row, &article);
                Ok(())
            })?;
            let companions = companions(connection, row, &tally.companions)?;
            let spellings = spellings(connection, &decisions, &entity.id, &tally.spellings)?;
            let choices = std::mem::take(&mut tally.choices);
            let (chosen, others) = (choices.chosen(), choices.others(connection)?);
            let (told_by, namesakes) = match entity.kind {
                EntityKind::Person => names::namesakes(connection, &entity.id)?,
                _ => (None, Vec::new()),
            };
            let parts =
                Named { chosen, others, told_by, namesakes, ..tally.told(entity, spellings, companions) };
            Ok(Some(parts))
        })
    }

    /// Up to `limit` articles that name the entity with that id, or the one that it was merged into,
    /// newest first, after a place of the list.
    pub fn namings(&self, id: &str, after: Option<Cursor>, limit: usize) -> Result<Vec<Naming>, Error> {
        self.read(Deed::Read, |connection| {
            let decisions = Decisions::read(connection)?;
            let Some((row, _)) = entity_of(connection, decisions.last(id))? else { return Ok(Vec::new()) };
            let below = after.map_or(i64::MAX, |cursor| cursor.rank());
            let of = Of { row, below, limit: Some(limit) };
            let mut namings = Vec::new();
            each_article(connection, &decisions, &of, |article| {
                let cursor = Cursor::newest(article.rank);
                namings.push(article.naming(row, list::row(connection, cursor)?));
                Ok(())
            })?;
            Ok(namings)
        })
    }
}

/// An article as far as names in it are asked for.
struct Found {
    id: Id,
    rank: i64,
    title: Option<Span>,
    /// The day of publication.
    day: Option<Date>,
    names: LocalNames,
    text: String,
}

/// Which articles: the newest `limit` below a rank that name the entity of a row.
struct Of {
    row: i64,
    below: i64,
    limit: Option<usize>,
}

/// Calls `with` for each of the articles.
fn each_article(
    connection: &Connection,
    decisions: &Decisions,
    of: &Of,
    mut with: impl FnMut(Found) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let sql = "SELECT a.id, a.rank, a.published, facts.bytes, content.text, content.shape
               FROM posting CROSS JOIN article a ON a.rank = posting.rowid
               CROSS JOIN facts ON facts.article = a.id CROSS JOIN content ON content.article = a.id
               WHERE posting MATCH ?1 AND posting.rowid < ?2 ORDER BY posting.rowid DESC LIMIT ?3";
    let limit = of.limit.map_or(-1, |limit| limit as i64);
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((index::entity_term(of.row), of.below, limit))?;
    let mut concern = Concern { decisions, entities: HashMap::new() };
    while let Some(row) = rows.next()? {
        let bytes = |column| -> Result<&[u8], Fault> {
            row.get_ref(column)?.as_blob().map_err(|_| Fault::Broken("an article"))
        };
        let shape = codec::Shape::decode(bytes(5)?).map_err(|_| Fault::Broken("an article"))?;
        let id = Id(row.get(0)?);
        let mut names =
            LocalNames::decode(bytes(3)?).map_err(|_| Fault::Broken("the facts of an article"))?;
        if concern.is_with(connection, &names)? {
            names = decided(connection, decisions, id)?;
        }
        with(Found {
            id,
            rank: row.get(1)?,
            title: shape.title_span.filter(|_| shape.title_stated),
            day: row.get::<_, Option<i64>>(2)?.map(codec::date_of),
            names,
            text: pack::unpacked(bytes(4)?).ok_or(Fault::Broken("the text of an article"))?,
        })?;
    }
    Ok(())
}

/// Which articles the reader's decisions on names concern: most of them not at all.
struct Concern<'d> {
    decisions: &'d Decisions,
    /// By row: id, kind and name of an entity, and whether decisions speak of it.
    entities: HashMap<i64, (String, EntityKind, bool)>,
}

impl Concern<'_> {
    fn is_with(&mut self, connection: &Connection, names: &LocalNames) -> rusqlite::Result<bool> {
        if self.decisions.is_empty() {
            return Ok(false);
        }
        for entity in &names.entities {
            if !self.entities.contains_key(&entity.row) {
                let known = self.look_up(connection, entity.row)?;
                self.entities.insert(entity.row, known);
            }
            let (id, kind, is_with) = &self.entities[&entity.row];
            let own_name = entity.name.as_deref();
            if own_name.map_or(*is_with, |name| self.decisions.speak_of(id, *kind, name)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn look_up(&self, connection: &Connection, row: i64) -> rusqlite::Result<(String, EntityKind, bool)> {
        let mut statement = connection.prepare_cached("SELECT key, kind, name FROM entity WHERE id = ?1")?;
        let found = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (id, kind, name): (String, i64, String) = statement.query_row([row], found)?;
        let kind = codec::entity_kind_of(kind);
        let is_with = self.decisions.speak_of(&id, kind, &name);
        Ok((id, kind, is_with))
    }
}

/// Who is named where in an article, as the reader decided.
fn decided(connection: &Connection, decisions: &Decisions, id: Id) -> Result<LocalNames, Fault> {
    let facts::Found { facts, rows, .. } = facts::load(connection, id, decisions)?;
    let facts = facts.into_owned();
    let of_article = facts.mentions.iter().filter(|mention| mention.part == 0);
    let mentions = of_article.map(|mention| (mention.span, mention.entity)).collect();
    let known = |place: &OtherPlace| Ok(names::row(connection, &place.id)?.unwrap_or(0));
    let mut entities = Vec::with_capacity(rows.len());
    for (entity, row) in facts.entities.into_iter().zip(rows) {
        let choice = choices::local(&entity, known)?;
        let Entity { count, name, aliases, roles, .. } = entity;
        entities.push(LocalEntity { row, count, name: Some(name), aliases, roles, choice });
    }
    Ok(LocalNames { entities, mentions })
}

impl Found {
    fn naming(&self, row: i64, shown: Row) -> Naming {
        let spans: Vec<Span> = self.names.mentions_of(row).collect();
        let in_title = |span: &&Span| self.title.is_some_and(|title| title.contains(**span));
        let first = spans.iter().find(|span| !in_title(span)).or(spans.first());
        let span = first.copied().unwrap_or_default();
        let range = sentence_at(&self.text, span.start as usize);
        let inside = |span: &Span| {
            let span = span.range();
            let is_in = range.start <= span.start && span.end <= range.end;
            is_in.then(|| span.start - range.start..span.end - range.start)
        };
        let mentions = spans.len() as u32;
        let lit = spans.iter().filter_map(inside).collect();
        let sentence = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Naming { row: shown, mentions, span, sentence, lit }
    }
}

/// What is gathered from article to article.
#[derive(Default)]
struct Tally {
    articles: u32,
    mentions: u64,
    undated: u32,
    /// How often, and the newest article that has it.
    spellings: HashMap<String, (u32, Id)>,
    roles: HashMap<String, StatedRole>,
    months: BTreeMap<Month, MonthCount>,
    /// Articles by the row of what they name as well.
    companions: HashMap<i64, u32>,
    choices: choices::Tally,
}

impl Tally {
    fn add(&mut self, row: i64, article: &Found) {
        self.articles += 1;
        let mut count = 0;
        let own = article.names.entities.iter().find(|entity| entity.row == row);
        for span in article.names.mentions_of(row) {
            count += 1;
            let spelling = written(span.of(&article.text), own);
            if !spelling.is_empty() {
                self.spellings.entry(spelling).or_insert((0, article.id)).0 += 1;
            }
        }
        self.mentions += u64::from(count);
        match article.day {
            None => self.undated += 1,
            Some(day) => {
                let month = Month::of(day);
                let empty = MonthCount { month, articles: 0, mentions: 0 };
                let known = self.months.entry(month).or_insert(empty);
                known.articles += 1;
                known.mentions += count;
            }
        }
        if let Some(choice) = own.and_then(|own| own.choice.as_ref()) {
            self.choices.add(choice);
        }
        for role in own.iter().flat_map(|own| &own.roles) {
            self.add_role(role, article.day);
        }
        for other in &article.names.entities {
            if other.row != row && other.count > 0 {
                *self.companions.entry(other.row).or_default() += 1;
            }
        }
    }

    fn add_role(&mut self, role: &str, day: Option<Date>) {
        // Spellings of one role ("الأمريكي", "الأميركي") are left apart: they are what was stated.
        let known = self.roles.entry(role.to_owned()).or_insert_with(|| StatedRole {
            role: role.to_owned(),
            articles: 0,
            days: None,
        });
        known.articles += 1;
        known.days = match (known.days, day) {
            (Some((first, last)), Some(day)) => Some((first.min(day), last.max(day))),
            (days, day) => days.or(day.map(|day| (day, day))),
        };
    }

    fn told(self, entity: EntityRow, spellings: Vec<Spelling>, companions: [Vec<Companion>; 3]) -> Named {
        let mut roles: Vec<StatedRole> = self.roles.into_values().collect();
        roles.sort_unstable_by(|a, b| {
            let last = |role: &StatedRole| role.days.map(|days| days.1);
            last(b).cmp(&last(a)).then(b.articles.cmp(&a.articles)).then_with(|| a.role.cmp(&b.role))
        });
        Named {
            entity,
            articles: self.articles,
            mentions: self.mentions,
            spellings,
            roles,
            months: self.months.into_values().collect(),
            undated: self.undated,
            companions,
            chosen: Vec::new(),
            others: Vec::new(),
            told_by: None,
            namesakes: Vec::new(),
        }
    }
}

/// A mention as it is spelt: without marks, on one line; with the alef that a particle swallowed, if the
/// article's facts have it so.
fn written(text: &str, entity: Option<&LocalEntity>) -> String {
    let mut written = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !written.is_empty() {
            written.push(' ');
        }
        written.extend(word.chars().filter(|letter| !is_ignorable(*letter)));
    }
    if written.starts_with('\u{644}') {
        let whole = format!("\u{627}{written}");
        let is_known =
            |entity: &LocalEntity| entity.name.as_ref() == Some(&whole) || entity.aliases.contains(&whole);
        if entity.is_some_and(is_known) {
            return whole;
        }
    }
    written
}

/// The spellings of an entry, the most frequent first, and by what those stand for it.
fn spellings(
    connection: &Connection,
    decisions: &Decisions,
    id: &str,
    counts: &HashMap<String, (u32, Id)>,
) -> Result<Vec<Spelling>, Fault> {
    let mut order: Vec<(&String, &(u32, Id))> = counts.iter().collect();
    order.sort_unstable_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
    let mut in_article: HashMap<Id, Vec<Standing>> = HashMap::new();
    let mut spellings = Vec::with_capacity(order.len());
    for (text, (mentions, article)) in order {
        let mut standing = None;
        if spellings.len() < STANDINGS_MAX {
            if !in_article.contains_key(article) {
                in_article.insert(*article, standings_in(connection, decisions, *article, id)?);
            }
            let form = folded(text);
            let so = in_article[article].iter().filter(|standing| folded(&standing.spelling) == form);
            // The reader's word is the one to know of, where there are several.
            standing = so.max_by_key(|standing| standing.by_hand.is_some()).cloned();
        }
        spellings.push(Spelling { text: text.clone(), mentions: *mentions, standing });
    }
    Ok(spellings)
}

/// The most frequent companions of each kind.
fn companions(
    connection: &Connection,
    row: i64,
    counts: &HashMap<i64, u32>,
) -> rusqlite::Result<[Vec<Companion>; 3]> {
    let mut order: Vec<(i64, u32)> = counts.iter().map(|(row, count)| (*row, *count)).collect();
    order.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut found: [Vec<Companion>; 3] = Default::default();
    let sql = format!("SELECT {ENTITY_COLUMNS} FROM entity WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    for (other, shared) in order.into_iter().filter(|(other, _)| *other != row).take(LOOKED_UP_MAX) {
        let entity = statement.query_row([other], entity_row)?;
        let kind = match entity.kind {
            EntityKind::Person => 0,
            EntityKind::Place => 1,
            EntityKind::Organisation => 2,
        };
        if found[kind].len() < COMPANIONS_MAX {
            found[kind].push(Companion { entity, shared });
        }
        if found.iter().all(|companions| companions.len() == COMPANIONS_MAX) {
            break;
        }
    }
    Ok(found)
}

#[cfg(test)]
pub(super) mod tests;
