//! A query -> SQL that gives ranks, newest or oldest first, at a cost that follows the answer.
//!
//! A query becomes a few *arms* of which one must hold. An arm is a search of the full-text index
//! (everything that the index can answer, as one expression), a stretch of ranks, and conditions on
//! rows. Each arm gives its ranks in order, without sorting, and can be cut short; the caller merges
//! arms. All values are parameters.

use super::expression::{expression, pattern};
use super::query::{Field, Has, Node, Period, Query, State, Text};
use super::{Fault, feeds, index, rank, tags};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

/// Arms of one query. More come only from groups of groups that mix words and tags; those are
/// answered as one condition, correctly but row by row.
const ARMS_MAX: usize = 16;
/// Articles of a tag, or unread, up to which each of them is looked up in the index, instead of each
/// hit of the index among them. Looking one up takes up to a millisecond.
const FEW: i64 = 50;
/// Articles of a feed up to which they are sorted, which takes a hundredth of a second, instead of being
/// found along the list. Few in tests, so that they meet both cases.
const SORTED: i64 = if cfg!(test) { 2 } else { 5_000 };
/// Hits of a word from which on its frequency says nothing about relevance, and counting them all,
/// which bm25 does for each word, takes longer than a key press may. Few in tests, so that they meet
/// both cases.
const COMMON: i64 = if cfg!(test) { 12 } else { 5_000 };

/// One way in which an article can fit a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arm {
    /// What the index must say; all of them.
    text: Vec<Node>,
    /// Ranks from here …
    from: i64,
    /// … up to before here.
    to: i64,
    /// What must hold of the row, and of those whose flag is false, what must not.
    conditions: Vec<(Node, bool)>,
}

/// Which ranks are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) to: i64,
    /// Newest first, or oldest first.
    pub(super) descending: bool,
    pub(super) limit: Option<usize>,
}

impl Stretch {
    /// Every rank, newest first.
    pub(super) const ALL: Stretch = Stretch { from: i64::MIN, to: i64::MAX, descending: true, limit: None };
}

/// A statement with its parameters.
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
    /// The index that conditions look into.
    index: &'static str,
}

/// What an arm's rows are taken from.
#[derive(Clone, Debug, PartialEq)]
enum Driver {
    Index,
    Tag(i64),
    Feed(Vec<String>),
    /// The articles with notes.
    Noted,
    /// A language that few articles are in; see `article_lang`.
    Language(&'static str),
    Unread,
    List,
}

impl Arm {
    fn any() -> Arm {
        Arm { text: Vec::new(), from: i64::MIN, to: i64::MAX, conditions: Vec::new() }
    }

    /// Whether words are looked for, so that hits can be more or less relevant.
    pub(super) fn has_text(&self) -> bool {
        !self.text.is_empty()
    }

    fn and(&self, other: &Arm) -> Arm {
        let mut both = self.clone();
        both.text.extend(other.text.iter().cloned());
        both.from = both.from.max(other.from);
        both.to = both.to.min(other.to);
        both.conditions.extend(other.conditions.iter().cloned());
        both
    }
}

/// The arms of `query`. None for a query that cannot be fulfilled.
pub(super) fn arms(query: &Query, today: Date) -> Vec<Arm> {
    match &query.root {
        None => vec![Arm::any()],
        Some(root) => arms_of(root, true, today)
            .unwrap_or_else(|| vec![Arm { conditions: vec![(root.clone(), true)], ..Arm::any() }]),
    }
}

/// Whether the index alone can answer the node.
fn is_text(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Field(..) | Node::Mentions(_) | Node::Entity(_) => true,
        Node::Not(inner) => is_text(inner),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_text),
        _ => false,
    }
}

/// The arms of a node, or of its opposite where `holds` is false; `None` if they are too many.
fn arms_of(node: &Node, holds: bool, today: Date) -> Option<Vec<Arm>> {
    if is_text(node) {
        let node = if holds { node.clone() } else { Node::negated(node.clone()) };
        return Some(vec![Arm { text: vec![node], ..Arm::any() }]);
    }
    match (node, holds) {
        (Node::Not(inner), _) => arms_of(inner, !holds, today),
        (Node::And(nodes), true) | (Node::Or(nodes), false) => {
            let mut product = vec![Arm::any()];
            for node in nodes {
                let arms = arms_of(node, holds, today)?;
                product = product.iter().flat_map(|left| arms.iter().map(|right| left.and(right))).collect();
                if product.len() > ARMS_MAX {
                    return None;
                }
            }
            Some(product)
        }
        (Node::Or(nodes), true) | (Node::And(nodes), false) => {
            // What the index can answer stays one search.
            let (text, other): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| is_text(node));
            let mut sum = Vec::new();
            if !text.is_empty() {
                let signed = |node: &Node| if holds { node.clone() } else { Node::negated(node.clone()) };
                let any = Node::or(text.into_iter().map(signed).collect());
                sum.push(Arm { text: vec![any], ..Arm::any() });
            }
            for node in other {
                sum.extend(arms_of(node, holds, today)?);
            }
            (sum.len() <= ARMS_MAX).then_some(sum)
        }
        (leaf, true) => Some(vec![leaf_arm(leaf, today)]),
        (leaf, false) => Some(vec![Arm { conditions: vec![(leaf.clone(), false)], ..Arm::any() }]),
    }
}

/// A leaf that the index cannot answer: as a stretch of ranks where it is one.
fn leaf_arm(leaf: &Node, today: Date) -> Arm {
    let dated = (Node::Is(State::Dated), true);
    let (from, to) = match leaf {
        Node::On(period) => stretch(*period, today),
        Node::After(period) => (stretch(*period, today).0, i64::MAX),
        Node::Before(period) => (i64::MIN, stretch(*period, today).0),
        other => return Arm { conditions: vec![(other.clone(), true)], ..Arm::any() },
    };
    Arm { from, to, conditions: vec![dated], ..Arm::any() }
}

fn stretch(period: Period, today: Date) -> (i64, i64) {
    let (first, last) = period.days(today);
    (rank::floor(first), rank::ceiling(last))
}

impl Arm {
    /// The statement that gives the ranks of this arm in order; with `score`, their bm25 too.
    pub(super) fn sql(
        &self,
        connection: &Connection,
        stretch: Stretch,
        score: bool,
        today: Date,
    ) -> Result<Sql, Fault> {
        let driver = if score { Driver::Index } else { self.driver(connection)? };
        let mut sql = Sql { text: String::new(), values: Vec::new(), index: "search" };
        let rank = match driver {
            Driver::Index => "search.rowid",
            Driver::Tag(_) => "t.rank",
            Driver::Feed(_) | Driver::Noted | Driver::Language(_) | Driver::Unread | Driver::List => "a.rank",
        };
        sql.push("SELECT ");
        sql.push(rank);
        sql.push(" AS rank");
        if score {
            sql.push(", bm25(search, ");
            sql.push(WEIGHTS);
            sql.push(")");
        }
        let rows = "CROSS JOIN article a ON a.rank = ";
        match driver {
            Driver::Index if self.conditions.is_empty() => sql.push(" FROM search"),
            Driver::Index => sql.push(&format!(" FROM search {rows}search.rowid")),
            Driver::Tag(_) => sql.push(&format!(" FROM article_tag t {rows}t.rank")),
            Driver::Feed(_) => sql.push(" FROM article a INDEXED BY article_origin"),
            Driver::Noted => {
                sql.push(
                    " FROM (SELECT DISTINCT article FROM note) n CROSS JOIN article a ON a.id = n.article",
                );
            }
            Driver::Language(_) => sql.push(" FROM article a INDEXED BY article_lang"),
            Driver::Unread => sql.push(" FROM article a INDEXED BY article_unread"),
            Driver::List => sql.push(" FROM article a"),
        }
        sql.push(" WHERE ");
        match driver {
            Driver::Tag(tag) => sql.bind("t.tag = ", tag),
            Driver::Feed(ref origins) => of_feed(&mut sql, origins),
            Driver::Unread => sql.push("a.read = 0"),
            Driver::Index => {
                let expression = self.expression(connection)?;
                sql.bind("search MATCH ", expression);
            }
            // The index holds no Arabic, and is used where the statement says so.
            Driver::Language(code) => sql.push(&format!("a.lang = '{code}' AND a.lang <> 'ar'")),
            Driver::Noted | Driver::List => sql.push("TRUE"),
        }
        for (bound, operator) in [(stretch.from.max(self.from), ">="), (stretch.to.min(self.to), "<")] {
            // Only the open ends need no bound; an empty stretch has them the other way round.
            let open = if operator == "<" { i64::MAX } else { i64::MIN };
            if bound != open {
                sql.bind(&format!(" AND {rank} {operator} "), bound);
            }
        }
        if driver != Driver::Index && self.has_text() {
            let expression = self.expression(connection)?;
            sql.bind(" AND EXISTS (SELECT 1 FROM search WHERE search MATCH ", expression);
            sql.push(" AND search.rowid = a.rank)");
        }
        for (node, holds) in &self.conditions {
            sql.push(if *holds { " AND " } else { " AND NOT " });
            condition(connection, &mut sql, node, today)?;
        }
        sql.push(&format!(" ORDER BY {rank} {}", if stretch.descending { "DESC" } else { "ASC" }));
        if let Some(limit) = stretch.limit {
            sql.bind(" LIMIT ", limit as i64);
        }
        Ok(sql)
    }

    /// What to go through: a tag with few articles, few unread ones, the index, a tag, the list.
    fn driver(&self, connection: &Connection) -> Result<Driver, Fault> {
        let mut tag = None;
        let mut unread = false;
        let (mut noted, mut language) = (false, None);
        for (node, _) in self.conditions.iter().filter(|(_, holds)| *holds) {
            match node {
                Node::Tag(name) => {
                    let row = tags::row_of(connection, name)?.unwrap_or(NO_TAG);
                    let count: Option<i64> = connection
                        .prepare_cached("SELECT articles FROM tag WHERE id = ?1")?
                        .query_row([row], |row| row.get(0))
                        .optional()?;
                    let smaller = (count.unwrap_or(0), row);
                    tag = Some(tag.map_or(smaller, |tag: (i64, i64)| tag.min(smaller)));
                }
                Node::Is(State::Unread) => unread = true,
                Node::Note(_) | Node::Has(Has::Note) => noted = true,
                Node::Language(code) if *code != ARABIC => language = Some(*code),
                _ => {}
            }
        }
        // Nobody writes as many notes as there are articles with a word.
        if noted {
            return Ok(Driver::Noted);
        }
        if let Some((count, row)) = tag
            && (count <= FEW || !self.has_text())
        {
            return Ok(Driver::Tag(row));
        }
        if unread && (!self.has_text() || few_unread(connection)?) {
            return Ok(Driver::Unread);
        }
        if self.has_text() {
            return Ok(Driver::Index);
        }
        for (node, _) in self.conditions.iter().filter(|(_, holds)| *holds) {
            if let Node::Feed(name) = node
                && let Some(origins) = few_of_feed(connection, name)?
            {
                return Ok(Driver::Feed(origins));
            }
        }
        Ok(language.map_or(Driver::List, Driver::Language))
    }

    /// Whether a word is looked for that very many articles have.
    pub(super) fn is_common(&self, connection: &Connection) -> Result<bool, Fault> {
        let mut leaves = Vec::new();
        self.text.iter().for_each(|node| positive_leaves(node, &mut leaves));
        let mut statement = connection
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)")?;
        for leaf in leaves {
            let hits: i64 =
                statement.query_row((expression(connection, leaf)?, COMMON + 1), |row| row.get(0))?;
            if hits > COMMON {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The arm of those articles that have its words in their titles.
    pub(super) fn in_title(&self) -> Arm {
        Arm { text: self.text.iter().map(in_title).collect(), ..self.clone() }
    }

    /// The arm of those articles that have its words next to each other, in the order in which they were typed;
    /// `None` if these are not at least two, or if one before the last is only the beginning of a word.
    pub(super) fn as_phrase(&self) -> Option<Arm> {
        let mut words = Vec::new();
        for node in &self.text {
            match node {
                Node::And(nodes) => words.extend(nodes.iter().filter_map(text_of)),
                node => words.extend(text_of(node)),
            }
        }
        let (last, before) = words.split_last().filter(|(_, before)| !before.is_empty())?;
        if before.iter().any(|text| text.prefix) {
            return None;
        }
        let joined: Vec<&str> = words.iter().map(|text| text.words.as_str()).collect();
        let phrase = Text { words: joined.join(" "), prefix: last.prefix };
        let mut arm = self.clone();
        arm.text.push(Node::Text(phrase));
        Some(arm)
    }

    /// The words that are looked for in texts and titles, but for beginnings of words.
    pub(super) fn typed(&self) -> Vec<&Text> {
        let mut leaves = Vec::new();
        self.text.iter().for_each(|node| positive_leaves(node, &mut leaves));
        let text = |node: &&'_ Node| matches!(node, Node::Text(_) | Node::Field(Field::Title, _));
        let texts = leaves.into_iter().filter(text).filter_map(|node| match node {
            Node::Text(text) | Node::Field(_, text) => Some(text),
            _ => None,
        });
        texts.filter(|text| !text.prefix).collect()
    }

    fn expression(&self, connection: &Connection) -> Result<String, Fault> {
        expression(connection, &Node::and(self.text.clone()))
    }
}

fn text_of(node: &Node) -> Option<&Text> {
    match node {
        Node::Text(text) => Some(text),
        _ => None,
    }
}

/// What is looked for by a node, without what is excluded.
fn positive_leaves<'a>(node: &'a Node, leaves: &mut Vec<&'a Node>) {
    match node {
        Node::Not(_) => {}
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| positive_leaves(node, leaves)),
        leaf => leaves.push(leaf),
    }
}

/// The node with its words looked for in titles only.
fn in_title(node: &Node) -> Node {
    match node {
        Node::Text(text) => Node::Field(Field::Title, text.clone()),
        Node::And(nodes) => Node::And(nodes.iter().map(in_title).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(in_title).collect()),
        other => other.clone(),
    }
}

/// The language of most articles, which no index lists.
const ARABIC: &str = "ar";

/// A row that no tag has: what a tag that does not exist is looked up by.
const NO_TAG: i64 = -1;

/// What a hit in a column counts for: title, body, person, place, organisation, outlet, facet. A word
/// of the title says most of what an article is about.
const WEIGHTS: &str = "6.0, 1.0, 2.0, 2.0, 2.0, 1.0, 0.0";

fn few_unread(connection: &Connection) -> rusqlite::Result<bool> {
    let count: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM article INDEXED BY article_unread WHERE read = 0 LIMIT ?1)",
        )?
        .query_row([FEW + 1], |row| row.get(0))?;
    Ok(count <= FEW)
}

/// What the articles of a feed came from, if they are so few that they may be sorted.
fn few_of_feed(connection: &Connection, name: &str) -> Result<Option<Vec<String>>, Fault> {
    let origins = feeds::origins(connection, name)?;
    let mut statement = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM article WHERE origin = ?1 LIMIT ?2)")?;
    let mut total = 0;
    for origin in &origins {
        total += statement.query_row((origin, SORTED + 1), |row| row.get::<_, i64>(0))?;
        if total > SORTED {
            return Ok(None);
        }
    }
    Ok(Some(origins))
}

/// Appends that the row `a` came from one of these.
fn of_feed(sql: &mut Sql, origins: &[String]) {
    sql.push("a.origin IN (");
    for (index, origin) in origins.iter().enumerate() {
        sql.bind(if index > 0 { ", " } else { "" }, origin.clone());
    }
    sql.push(")");
}

impl Sql {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bind(&mut self, text: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.text.push_str(&format!("{text}?{}", self.values.len()));
    }
}

/// The statement that gives number and newness of those articles of the table [`index::FRESH`] that fit. It
/// looks into the index of that name, so its cost does not grow with the library.
pub(super) fn fresh(connection: &Connection, query: &Query, today: Date) -> Result<Sql, Fault> {
    let mut sql = Sql { text: String::new(), values: Vec::new(), index: index::FRESH };
    sql.push(&format!(
        "SELECT a.id, f.new FROM {}_article f CROSS JOIN article a ON a.rank = f.rank WHERE ",
        index::FRESH
    ));
    match &query.root {
        None => sql.push("TRUE"),
        Some(root) => condition(connection, &mut sql, root, today)?,
    }
    Ok(sql)
}

/// Appends what must hold of the row `a` for `node` to hold.
fn condition(connection: &Connection, sql: &mut Sql, node: &Node, today: Date) -> Result<(), Fault> {
    match node {
        node if is_text(node) => {
            let expression = expression(connection, node)?;
            let index = sql.index;
            sql.bind(&format!("a.rank IN (SELECT rowid FROM {index} WHERE {index} MATCH "), expression);
            sql.push(")");
        }
        Node::On(period) => {
            let (from, to) = stretch(*period, today);
            sql.bind("(a.published IS NOT NULL AND a.rank >= ", from);
            sql.bind(" AND a.rank < ", to);
            sql.push(")");
        }
        Node::After(period) => {
            sql.bind("(a.published IS NOT NULL AND a.rank >= ", stretch(*period, today).0);
            sql.push(")");
        }
        Node::Before(period) => {
            sql.bind("(a.published IS NOT NULL AND a.rank < ", stretch(*period, today).0);
            sql.push(")");
        }
        Node::Tag(name) => {
            let row = tags::row_of(connection, name)?.unwrap_or(NO_TAG);
            sql.bind("EXISTS (SELECT 1 FROM article_tag x WHERE x.rank = a.rank AND x.tag = ", row);
            sql.push(")");
        }
        Node::Feed(name) => of_feed(sql, &feeds::origins(connection, name)?),
        Node::Article(id) => {
            sql.bind("a.id = ", id.number());
        }
        Node::Is(state) => sql.push(match state {
            State::Unread => "a.read = 0",
            State::Read => "a.read = 1",
            State::Tagged => "EXISTS (SELECT 1 FROM article_tag x WHERE x.rank = a.rank)",
            State::Untagged => "(NOT EXISTS (SELECT 1 FROM article_tag x WHERE x.rank = a.rank))",
            State::Dated => "a.published IS NOT NULL",
            State::Undated => "a.published IS NULL",
            State::Embedded => "a.host IS NOT NULL",
            State::Whole => "a.host IS NULL",
        }),
        Node::Language(code) => sql.push(&format!("(a.lang IS NOT NULL AND a.lang = '{code}')")),
        Node::Has(has) => sql.push(match has {
            Has::Note => "EXISTS (SELECT 1 FROM note x WHERE x.article = a.id)",
            Has::Url => "EXISTS (SELECT 1 FROM content x WHERE x.article = a.id AND x.url IS NOT NULL)",
            Has::Outlet => "a.outlet IS NOT NULL",
            Has::Copies => "EXISTS (SELECT 1 FROM telling x WHERE x.original = a.id)",
        }),
        Node::Note(text) => {
            let notes = "a.id IN (SELECT article FROM note WHERE id IN
                             (SELECT rowid FROM note_search WHERE note_search MATCH ";
            sql.bind(notes, pattern(text));
            sql.push("))");
        }
        Node::Not(inner) => {
            sql.push("(NOT ");
            condition(connection, sql, inner, today)?;
            sql.push(")");
        }
        Node::And(nodes) | Node::Or(nodes) => {
            sql.push("(");
            for (index, inner) in nodes.iter().enumerate() {
                if index > 0 {
                    sql.push(if matches!(node, Node::And(_)) { " AND " } else { " OR " });
                }
                condition(connection, sql, inner, today)?;
            }
            sql.push(")");
        }
        // Answered by the first arm.
        Node::Text(_) | Node::Field(..) | Node::Mentions(_) | Node::Entity(_) => sql.push("FALSE"),
    }
    Ok(())
}
