//! What a reader types after `/` -> a value that says which articles are meant.
//!
//! ```text
//! query  = either*                    all of them (AND may be written)
//! either = term ("OR" term)*          OR binds weaker than AND: a b OR c is (a b) OR c
//! term   = ("NOT" | "-") term | "(" query ")" | field ":" value | text
//! text   = word | word* | "a phrase" | "a phrase"*
//! ```
//!
//! Operators are upper case. Quotes are `"…"`, `«…»` or `“…”`; `\"` inside them is a quote. Fields
//! have an English and an Arabic name ([`FIELDS`]). Days are `2025`, `2025-05`, `2025-05-19`,
//! `2025-W20`, `today`, `yesterday`, `7d` (days ago), or two of them with `..` between.
//!
//! No SQL here; `compile.rs` turns a query into it.

pub mod day;
mod parse;
mod when;

pub use parse::{ParseError, Problem, parse};
pub use when::{Period, When};

use super::Id;
use crate::arabic::letters::fold_str;
use crate::arabic::words::one_line;
use crate::article::EntityKind;
use std::fmt;

/// Which articles are meant.
///
/// Printed, a query parses to itself again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// `None` means every article.
    pub root: Option<Node>,
}

/// A condition on an article. Made by the functions of this type, groups are flat, never of one or
/// none, and never doubly negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The words stand in its title or body, next to each other.
    Text(Text),
    /// The words stand in a field of it.
    Field(Field, Text),
    /// Published in the period. Articles of unknown date never are.
    On(Period),
    /// Published in the period or later.
    After(Period),
    /// Published before the period begins.
    Before(Period),
    /// Its text names a day, week, month or year in the period.
    Mentions(Period),
    /// It has the tag; whatever the spelling, see [`super::tags::normalise`].
    Tag(String),
    /// It is written in this language; a code of [`crate::arabic::language::LANGUAGES`].
    Language(&'static str),
    /// It has something, beside its text.
    Has(Has),
    /// The words stand in a note of the reader on it.
    Note(Text),
    /// It mentions exactly this entity; see [`crate::article::Entity::id`].
    Entity(String),
    /// It came with a feed of that title or address, or of one in that folder.
    Feed(String),
    /// It is in this state.
    Is(State),
    /// It is this article.
    Article(Id),
    /// The condition does not hold.
    Not(Box<Node>),
    /// All hold.
    And(Vec<Node>),
    /// At least one holds.
    Or(Vec<Node>),
}

/// Words as typed; compared as `store::term` compares them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// One word, or a phrase of several.
    pub words: String,
    /// Whether the last word is only the beginning of one.
    pub prefix: bool,
}

/// Fields of an article that hold words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Names of the people mentioned, in all known spellings.
    Person,
    /// Names of the places mentioned.
    Place,
    /// Names of the organisations mentioned.
    Organisation,
    /// The outlet.
    Outlet,
    /// The headline.
    Title,
}

/// States of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Has a tag.
    Tagged,
    /// Has no tag.
    Untagged,
    /// Its day of publication is known.
    Dated,
    /// Its day of publication is not known.
    Undated,
    /// It stands inside another article ("read also").
    Embedded,
    /// It stands by itself.
    Whole,
}

/// What an article may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Has {
    /// A note of the reader.
    Note,
    /// A web address.
    Url,
    /// An outlet that is known.
    Outlet,
    /// Near-copies.
    Copies,
}

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A field with words.
    Text(Field),
    /// `on:`
    On,
    /// `after:`
    After,
    /// `before:`
    Before,
    /// `mentions:`
    Mentions,
    /// `tag:`
    Tag,
    /// `feed:`
    Feed,
    /// `lang:`
    Language,
    /// `has:`
    Has,
    /// `note:`
    Note,
    /// `entity:`
    Entity,
    /// `is:`
    Is,
    /// `unread:`, short for `is:unread`
    Unread,
    /// `id:`
    Id,
}

/// Every field: what it is, its name, its Arabic name. Help and completion read this table; `org`,
/// the short form, and `organisation` mean the same.
pub const FIELDS: &[(Key, &str, &str)] = &[
    (Key::Text(Field::Person), "person", "شخص"),
    (Key::Text(Field::Place), "place", "مكان"),
    (Key::Text(Field::Organisation), "org", "جهة"),
    (Key::Text(Field::Outlet), "outlet", "مصدر"),
    (Key::Text(Field::Title), "title", "عنوان"),
    (Key::On, "on", "يوم"),
    (Key::After, "after", "بعد"),
    (Key::Before, "before", "قبل"),
    (Key::Mentions, "mentions", "يذكر"),
    (Key::Tag, "tag", "وسم"),
    (Key::Feed, "feed", "خلاصة"),
    (Key::Is, "is", "حالة"),
    (Key::Unread, "unread", "جديد"),
    (Key::Has, "has", "لديه"),
    (Key::Language, "lang", "لغة"),
    (Key::Note, "note", "ملاحظة"),
    (Key::Entity, "entity", "كيان"),
    (Key::Id, "id", "رقم"),
];

/// Further names of fields.
const FIELD_SYNONYMS: &[(&str, &str)] = &[
    ("organisation", "org"),
    ("organization", "org"),
    ("منظمة", "org"),
    ("in", "place"),
    ("date", "on"),
    ("language", "lang"),
    ("فيه", "has"),
];

/// Every state with its name and its Arabic name.
pub const STATES: &[(State, &str, &str)] = &[
    (State::Unread, "unread", "جديد"),
    (State::Read, "read", "مقروء"),
    (State::Tagged, "tagged", "موسوم"),
    (State::Untagged, "untagged", "بلا_وسم"),
    (State::Dated, "dated", "مؤرخ"),
    (State::Undated, "undated", "بلا_تاريخ"),
    (State::Embedded, "embedded", "مضمن"),
    (State::Whole, "whole", "مستقل"),
];

/// What `has:` may be followed by: its name and its Arabic name.
pub const HAS: &[(Has, &str, &str)] = &[
    (Has::Note, "note", "ملاحظة"),
    (Has::Url, "url", "رابط"),
    (Has::Outlet, "outlet", "مصدر"),
    (Has::Copies, "copies", "نسخ"),
];

/// What `has:` may be followed by that is a state as well.
pub const HAS_STATES: &[(State, &str, &str)] =
    &[(State::Tagged, "tag", "وسم"), (State::Dated, "date", "تاريخ")];

impl Has {
    /// What is meant by a name, English or Arabic, in any spelling.
    pub fn named(name: &str) -> Option<Has> {
        HAS.iter().find(|(_, english, arabic)| is_named(name, english, arabic)).map(|(has, ..)| *has)
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        HAS.iter().find(|(has, ..)| *has == self).map_or("", |(_, name, _)| name)
    }
}

/// Whether a name is the English or the Arabic one; «روابط» is no name of «رابط», but "urls" is of "url" and
/// «مقروءة» of «مقروء».
fn is_named(name: &str, english: &str, arabic: &str) -> bool {
    let (folded, arabic) = (fold_str(name).replace(['-', ' '], "_"), fold_str(arabic));
    let is_english = folded == english || folded.strip_suffix('s') == Some(english);
    is_english || folded == arabic || folded.strip_suffix('ه') == Some(&arabic)
}

impl Key {
    /// The field of that name, English or Arabic, in any spelling.
    pub fn named(name: &str) -> Option<Key> {
        let folded = fold_str(name);
        let synonym = FIELD_SYNONYMS.iter().find(|(synonym, _)| fold_str(synonym) == folded);
        let folded = synonym.map_or(folded, |(_, name)| (*name).to_string());
        FIELDS
            .iter()
            .find(|(_, english, arabic)| *english == folded || fold_str(arabic) == folded)
            .map(|(key, ..)| *key)
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(key, ..)| *key == self).map_or("", |(_, name, _)| name)
    }
}

impl State {
    /// The state of that name, English or Arabic, in any spelling.
    pub fn named(name: &str) -> Option<State> {
        STATES.iter().find(|(_, english, arabic)| is_named(name, english, arabic)).map(|(state, ..)| *state)
    }

    /// The state that `has:` of that name means: an article that has a tag is a tagged one.
    pub fn of_having(name: &str) -> Option<State> {
        HAS_STATES
            .iter()
            .find(|(_, english, arabic)| is_named(name, english, arabic))
            .map(|(state, ..)| *state)
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        STATES.iter().find(|(state, ..)| *state == self).map_or("", |(_, name, _)| name)
    }
}

impl Query {
    /// Every article.
    pub fn all() -> Query {
        Query::default()
    }

    /// The articles that mention a person, place or organisation by this name.
    pub fn named(kind: EntityKind, name: &str) -> Query {
        let field = match kind {
            EntityKind::Person => Field::Person,
            EntityKind::Place => Field::Place,
            EntityKind::Organisation => Field::Organisation,
        };
        Node::Field(field, Text { words: one_line(name), prefix: false }).into()
    }

    /// The articles that fit this query and also `other`.
    pub fn and(self, other: Query) -> Query {
        match (self.root, other.root) {
            (Some(here), Some(there)) => Node::and(vec![here, there]).into(),
            (one, other) => Query { root: one.or(other) },
        }
    }

    /// Whether every article fits.
    pub fn is_all(&self) -> bool {
        self.root.is_none()
    }
}

impl From<Node> for Query {
    fn from(node: Node) -> Query {
        Query { root: Some(node) }
    }
}

impl std::str::FromStr for Query {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Query, ParseError> {
        parse(text)
    }
}

impl Node {
    /// All of `nodes`; those that are such groups themselves are taken apart. One node is itself.
    pub fn and(nodes: Vec<Node>) -> Node {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Node::And(flat) }
    }

    /// Any of `nodes`, likewise.
    pub fn or(nodes: Vec<Node>) -> Node {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Node::Or(flat) }
    }

    /// The opposite; of an opposite, the thing itself.
    pub fn negated(node: Node) -> Node {
        match node {
            Node::Not(inner) => *inner,
            other => Node::Not(Box::new(other)),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Some(root) => root.fmt(f),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |f: &mut fmt::Formatter<'_>, key: Key, value: &dyn fmt::Display| {
            write!(f, "{}:{value}", key.name())
        };
        match self {
            Node::Text(text) => text.fmt(f),
            Node::Field(name, text) => field(f, Key::Text(*name), text),
            Node::On(period) => field(f, Key::On, period),
            Node::After(period) => field(f, Key::After, period),
            Node::Before(period) => field(f, Key::Before, period),
            Node::Mentions(period) => field(f, Key::Mentions, period),
            Node::Tag(tag) => field(f, Key::Tag, &Quoted(tag)),
            Node::Feed(name) => field(f, Key::Feed, &Quoted(name)),
            Node::Language(code) => field(f, Key::Language, code),
            Node::Has(has) => field(f, Key::Has, &has.name()),
            Node::Note(text) => field(f, Key::Note, text),
            Node::Entity(id) => field(f, Key::Entity, &Quoted(id)),
            Node::Is(state) => field(f, Key::Is, &state.name()),
            Node::Article(id) => field(f, Key::Id, id),
            Node::Not(inner) => write!(f, "-{}", Grouped(inner)),
            Node::And(nodes) => join(f, nodes, " "),
            Node::Or(nodes) => join(f, nodes, " OR "),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        write!(f, "{}", Grouped(node))?;
    }
    Ok(())
}

/// A node as it stands inside another: groups in parentheses.
struct Grouped<'a>(&'a Node);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Node::And(_) | Node::Or(_) => write!(f, "({})", self.0),
            other => other.fmt(f),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Quoted(&self.words).fmt(f)?;
        f.write_str(if self.prefix { "*" } else { "" })
    }
}

/// A value in quotes, if it would be taken for something else without them.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bare = |character: char| {
            !character.is_whitespace()
                && !parse::is_special(character)
                && !matches!(character, ':' | '*' | '\\')
        };
        let safe = !self.0.is_empty()
            && !matches!(self.0, "AND" | "OR" | "NOT")
            // What begins otherwise is no condition after a "-".
            && self.0.starts_with(char::is_alphanumeric)
            && self.0.chars().all(bare);
        if safe {
            return f.write_str(self.0);
        }
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests;
