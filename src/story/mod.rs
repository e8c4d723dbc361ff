//! Words and facts of articles -> how the articles relate, and why.
//!
//! Three relations on three axes, never one mixed list: the *same event* told elsewhere, the
//! *storyline* (earlier and later developments, however long ago), and *shared* people and places,
//! which is weaker. Similarity of words proposes; the days in the texts decide between events that
//! recur (two calls of the same two presidents are two events); names explain.
//!
//! No IO, no clock: profiles come in, relations go out.

pub mod cluster;
pub mod compare;
pub mod duplicate;
pub mod event;
pub mod novelty;
pub mod related;
pub mod said;
pub mod timeline;
pub mod vector;

pub use compare::{Comparison, compare};
pub use duplicate::{Sketch, sketch};
pub use event::{Day, day};
pub use novelty::{Novelty, Seen, novelty};
pub use related::{Reason, Related, Relation, RelationKind};
pub use timeline::{Timeline, timeline};
pub use vector::{Term, Vector, vector};

use crate::article::{Article, EntityKind, Facts};

/// The version of what derives vectors and days; stored beside them, so that they can be rebuilt.
pub const VERSION: u32 = 3;

/// What an article is compared by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Its words, weighted.
    pub vector: Vector,
    /// When its event took place.
    pub day: Day,
    /// Who and where, most mentioned first.
    pub names: Vec<Name>,
    /// By what its copies are found.
    pub sketch: Sketch,
}

/// A person, place or organisation as far as relations need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// See [`crate::article::Entity::id`].
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// What the reader calls it.
    pub name: String,
    /// Mentions that count for the article.
    pub count: u32,
}

/// The profile of an article with its facts.
pub fn profile(article: &Article, facts: &Facts) -> Profile {
    Profile {
        vector: vector(article),
        day: day(article, facts),
        names: names(facts),
        sketch: sketch(article),
    }
}

/// Whom and what the article itself names.
pub fn names(facts: &Facts) -> Vec<Name> {
    let names = facts.entities.iter().filter(|entity| entity.count > 0).map(|entity| Name {
        id: entity.id.clone(),
        kind: entity.kind,
        name: entity.name.clone(),
        count: entity.count,
    });
    names.collect()
}
