//! An article -> the people, places and organisations that it names.
//!
//! | step | turns | into |
//! | --- | --- | --- |
//! | `token` | sections | folded words, each with its readings (particles on or off) and what is known of it |
//! | `places` | words | what the lists say; candidates for places |
//! | `context` | words | what stands before them: roles, verbs of saying |
//! | `person`, `organisation`, `institution`, `club` | words in context | candidates, also for names in no list |
//! | `tagger`, `seen` | words, lists, rules | the network's evidence, weighed into the candidates, and its own |
//! | `candidate` | candidates | those that win where they overlap |
//! | `consistency` | chosen names | candidates where parts of them stand again |
//! | `choice`, `outlet` | a place's name | the place that is meant, by what, and the others |
//! | `entity`, `role` | chosen names | entities with names, ids, roles, coordinates |
//! | `camp` | a role | the field of those that have it |
//! | `known` | an id or name | what our own list of people says of it |
//! | `spelling`, `sound` | a name in no list | the key in its id, under which its spellings meet |
//!
//! Each step adds candidates with a weight and the name of the rule that made them.

mod camp;
mod candidate;
mod choice;
mod club;
mod consistency;
mod context;
mod entity;
mod institution;
mod known;
mod letters;
mod lexicon;
mod listed;
mod organisation;
mod outlet;
mod person;
mod places;
mod role;
mod seen;
mod sound;
mod spelling;
pub mod tagger;
#[cfg(test)]
mod tests;
mod token;
mod why;

pub use camp::{Camp, camp, camp_ever};
pub use known::{Known, known};
pub use letters::{LETTER_RUNS, letter_runs};
pub use lexicon::Names;
pub use listed::compile as compile_lists;
pub use why::{Why, why};

use crate::article::{Article, Entity, Mention};

/// The names in `article`, in text order, and what they name, most mentioned first. Names inside
/// embedded stories and lists carry their part and count 0. An article without sections has none.
pub fn names(article: &Article, names: &Names) -> (Vec<Mention>, Vec<Entity>) {
    let tokens = token::tokens(article, names);
    let Ruled { lists, contexts, mut candidates } = by_rule(&tokens, names);
    let sight = see(&tokens, names, &lists, &contexts, &candidates);
    sight.join(&tokens, &contexts, &mut candidates);
    institution::named(&tokens, &lists, &mut candidates);
    club::play(&tokens, names, &mut candidates);
    places::outermost(&tokens, names, &mut candidates);
    organisation::short_names(&tokens, &lists, &mut candidates);
    let first = candidate::choose(candidates.clone(), tokens.len());
    let mut repeated = Vec::new();
    consistency::repeated(&tokens, &contexts, &lists, &first, &mut repeated);
    sight.weigh(&mut repeated);
    candidates.extend(repeated);
    let chosen = candidate::choose(candidates, tokens.len());
    entity::entities(&tokens, names, &lists, &chosen)
}

/// What the tagger sees of `article`; what it is trained on.
pub fn features(article: &Article, names: &Names) -> tagger::Features {
    let tokens = token::tokens(article, names);
    let Ruled { lists, contexts, candidates } = by_rule(&tokens, names);
    features_of(&tokens, &lists, &contexts, &candidates)
}

fn features_of(
    tokens: &token::Tokens<'_>,
    lists: &places::Lists,
    contexts: &[context::Context],
    candidates: &[candidate::Candidate],
) -> tagger::Features {
    let chosen = candidate::choose(candidates.to_vec(), tokens.len());
    tagger::feature::features(tokens, &tagger::feature::Known { contexts, lists, chosen: &chosen })
}

fn see(
    tokens: &token::Tokens<'_>,
    names: &Names,
    lists: &places::Lists,
    contexts: &[context::Context],
    candidates: &[candidate::Candidate],
) -> seen::Sight {
    let features = features_of(tokens, lists, contexts, candidates);
    let evidence = names.network.evidence(&features);
    seen::Sight::new(features, evidence)
}

/// What lists and rules say of an article's words.
struct Ruled {
    lists: places::Lists,
    contexts: Vec<context::Context>,
    candidates: Vec<candidate::Candidate>,
}

fn by_rule(tokens: &token::Tokens<'_>, names: &Names) -> Ruled {
    let lists = places::look_up(tokens, names);
    let contexts = context::contexts(tokens, lists.places());
    let mut candidates = Vec::new();
    places::listed(tokens, names, &lists, &contexts, &mut candidates);
    places::announced(tokens, &lists, &mut candidates);
    organisation::announced(tokens, &lists, &mut candidates);
    person::runs(tokens, &contexts, &lists, &mut candidates);
    Ruled { lists, contexts, candidates }
}
