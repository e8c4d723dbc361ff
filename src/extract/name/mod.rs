//! An article -> the people, places and organisations that it names.
//!
//! | step | turns | into |
//! | --- | --- | --- |
//! | `token` | sections | folded words, each with its readings (particles on or off) and what is known of it |
//! | `places` | words | what the lists say; candidates for places |
//! | `context` | words | what stands before them: roles, verbs of saying |
//! | `person`, `organisation` | words in context | candidates, also for names in no list |
//! | `candidate` | candidates | those that win where they overlap |
//! | `consistency` | chosen names | candidates where parts of them stand again |
//! | `entity`, `role` | chosen names | entities with names, ids, roles, coordinates |
//! | `known` | an id or name | what our own list of people says of it |
//!
//! Each step adds candidates with a weight and the name of the rule that made them; a tagger's spans
//! join them in the same way.

mod candidate;
mod consistency;
mod context;
mod entity;
mod known;
mod letters;
mod lexicon;
mod listed;
mod organisation;
mod person;
mod places;
mod role;
mod sound;
#[cfg(test)]
mod tests;
mod token;
mod why;

pub use known::{Known, known};
pub use letters::{LETTER_RUNS, letter_runs};
pub use lexicon::Names;
pub use why::{Why, why};

use crate::article::{Article, Entity, Mention};

/// The names in `article`, in text order, and what they name, most mentioned first. Names inside
/// embedded stories and lists carry their part and count 0. An article without sections has none.
pub fn names(article: &Article, names: &Names) -> (Vec<Mention>, Vec<Entity>) {
    let tokens = token::tokens(article, names);
    let lists = places::look_up(&tokens, names);
    let contexts = context::contexts(&tokens, lists.places());
    let mut candidates = Vec::new();
    places::listed(&tokens, names, &lists, &contexts, &mut candidates);
    places::announced(&tokens, &lists, &mut candidates);
    organisation::announced(&tokens, &lists, &mut candidates);
    person::runs(&tokens, &contexts, &lists, &mut candidates);
    let first = candidate::choose(candidates.clone(), tokens.len());
    consistency::repeated(&tokens, &contexts, &lists, &first, &mut candidates);
    let chosen = candidate::choose(candidates, tokens.len());
    entity::entities(&tokens, names, &lists, &chosen)
}
