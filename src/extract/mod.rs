//! An article -> its facts: the people, places and organisations that it names, and its dates.
//!
//! Does no IO, reads no clock and logs nothing: the same article gives the same facts.

pub mod name;

use crate::article::{Article, Facts};

/// What is known beforehand of names; made once and shared by all articles and threads.
pub struct Lexicon {
    names: name::Names,
}

impl Lexicon {
    /// Reads the lists and word counts that are embedded in the program; a few milliseconds.
    pub fn load() -> Lexicon {
        Lexicon { names: name::Names::load() }
    }
}

/// What `article` says: its names with their entities, and its dates.
///
/// Names inside embedded stories and lists carry their part and do not count for the article. An
/// article without sections has no facts.
pub fn facts(article: &Article, lexicon: &Lexicon) -> Facts {
    let (mentions, entities) = name::names(article, &lexicon.names);
    Facts { mentions, entities, dates: Vec::new() }
}
