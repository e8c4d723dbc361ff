//! An article -> its facts: the people, places and organisations that it names, and its dates.
//!
//! Does no IO, reads no clock and logs nothing: the same article gives the same facts.

pub mod date;
pub mod name;

use crate::article::{Article, Facts};

/// The version of what finds facts; stored beside them, so that they can be found anew when it grows.
pub const VERSION: u32 = 7;

/// What is known beforehand; made once and shared by all articles and threads.
pub struct Lexicon {
    names: name::Names,
    dates: date::Settings,
}

impl Lexicon {
    /// Reads the lists and word counts that are embedded in the program; a few milliseconds.
    pub fn load(dates: date::Settings) -> Lexicon {
        Lexicon::with_names(name::Names::load(), dates)
    }

    /// The same with what is known of names made by the caller.
    pub fn with_names(names: name::Names, dates: date::Settings) -> Lexicon {
        Lexicon { names, dates }
    }
}

/// What `article` says: its names with their entities, and its dates.
///
/// Names inside lists carry their part and do not count for the article; embedded stories are
/// articles of their own. An article without sections has no facts.
pub fn facts(article: &Article, lexicon: &Lexicon) -> Facts {
    let (mentions, entities) = name::names(article, &lexicon.names);
    Facts { mentions, entities, dates: date::dates(article, &lexicon.dates) }
}
