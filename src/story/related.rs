//! Two profiles -> whether one develops the other, and why; relations -> lists in their order.

use super::vector::{Term, Vector};
use super::{Name, Profile};
use crate::article::EntityKind;
use serde::Serialize;

/// How one article relates to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Another telling of the same event.
    SameEvent,
    /// Another event of the same storyline.
    Storyline,
    /// Other news of the same people and places.
    Shared,
    /// Nearly the same text.
    Copy,
}

/// A relation from one article to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Which of the three.
    pub kind: RelationKind,
    /// Likeness of the words, 0 to 1.
    pub score: f32,
    /// How far off it stands in the storyline: in days of the list, and, within a day, in events.
    pub away: (u64, u64),
    /// Why.
    pub reason: Reason,
}

/// What is shown as the reason of a relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// Days from this event to the other; negative if the other is earlier; `None` if unknown.
    pub days: Option<i32>,
    /// Names in both, the most telling first; at most [`NAMES_MAX`].
    pub names: Vec<String>,
    /// Words in both that are rare elsewhere, the most telling first; with the names at most
    /// [`NAMES_MAX`].
    pub words: Vec<String>,
}

/// The related articles of one article, each list best or nearest first. `A` identifies an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Related<A> {
    /// Other tellings of the event, most alike first.
    pub same_event: Vec<(A, Relation)>,
    /// Earlier developments, the latest of them first. Where days are not known, by when the articles came
    /// in.
    pub earlier: Vec<(A, Relation)>,
    /// Later developments, the earliest of them first.
    pub later: Vec<(A, Relation)>,
    /// Shared people and places, the strongest first.
    pub shared: Vec<(A, Relation)>,
    /// Near-copies, whenever they came; those of the same event stand there, too.
    pub copies: Vec<(A, Relation)>,
}

impl<A> Default for Related<A> {
    fn default() -> Self {
        Related {
            same_event: Vec::new(),
            earlier: Vec::new(),
            later: Vec::new(),
            shared: Vec::new(),
            copies: Vec::new(),
        }
    }
}

/// Names and words in a reason: three to five are read at a glance.
pub const NAMES_MAX: usize = 5;
/// How sure it must be, on the average over its articles, that an article tells an event: the best for
/// online clustering on five outlets is between .16 and .20.
pub const EVENT_LEAST: f32 = 0.18;
/// How strong a development must be. Chosen by reading some three hundred pairs of the corpus of a radio
/// station: of those just above it about two thirds are one story, of those below one third.
const DEVELOPMENT_LEAST: f32 = 0.42;
/// What a shared person or organisation adds, for each unit by which it is rarer than [`COMMON_NAME`];
/// at most [`NAMES_WEIGHT_MAX`] units count.
const NAME_WEIGHT: f32 = 0.02;
const NAMES_WEIGHT_MAX: f32 = 8.0;
/// The same of a shared place.
const PLACE_WEIGHT: f32 = 0.01;
const PLACES_WEIGHT_MAX: f32 = 5.0;
/// The rarity of a name that a twentieth of a large library has: nothing follows from sharing it.
const COMMON_NAME: f32 = 3.0;
/// Below this a name is not even told as a reason: a tenth of the library has it, or it is the outlet's.
const TOLD_NAME: f32 = 2.4;
/// What time takes from a development: news that name the same people later belong together still; two
/// accidents of which nobody is named do not, the less so the longer between them.
const NAMED_FADING: (f32, f32) = (0.02, 30.0);
const NAMELESS_FADING: (f32, f32) = (0.05, 14.0);
/// Names of which at least one is a person or an organisation: two countries alone are no relation.
const SHARED_NAMES: usize = 2;

/// How strongly what one article tells develops what the other does, where the words of the two are
/// alike by `cosine`; `None` if they are two stories. `name_rarity` is the inverse document frequency of
/// an entity, by its id.
pub fn development(
    cosine: f32,
    here: &Profile,
    there: &Profile,
    name_rarity: impl Fn(&str) -> f32,
) -> Option<f32> {
    // No names make up for what is missing here.
    if cosine < DEVELOPMENT_LEAST - NAME_WEIGHT * NAMES_WEIGHT_MAX - PLACE_WEIGHT * PLACES_WEIGHT_MAX {
        return None;
    }
    let (mut names, mut places) = (0.0, 0.0);
    for name in shared(&here.names, &there.names) {
        let rarity = (name_rarity(&name.id) - COMMON_NAME).max(0.0);
        *(if name.kind == EntityKind::Place { &mut places } else { &mut names }) += rarity;
    }
    let days = here.day.days_to(&there.day).map_or(0.0, |days| days.abs() as f32);
    let (fading, scale) = if names >= 1.0 { NAMED_FADING } else { NAMELESS_FADING };
    let strength =
        cosine + NAME_WEIGHT * names.min(NAMES_WEIGHT_MAX) + PLACE_WEIGHT * places.min(PLACES_WEIGHT_MAX)
            - fading * (1.0 + days / scale).ln();
    (strength >= DEVELOPMENT_LEAST).then_some(strength.min(1.0))
}

/// Whether two articles share so many names that they are related, even if nothing else is alike.
pub fn shares_names(here: &Profile, there: &Profile, name_rarity: impl Fn(&str) -> f32) -> bool {
    let telling: Vec<&Name> =
        shared(&here.names, &there.names).filter(|name| name_rarity(&name.id) >= TOLD_NAME).collect();
    telling.len() >= SHARED_NAMES && telling.iter().any(|name| name.kind != EntityKind::Place)
}

/// The names of `here` that are also in `there`.
fn shared<'a>(here: &'a [Name], there: &'a [Name]) -> impl Iterator<Item = &'a Name> {
    here.iter().filter(|name| there.iter().any(|other| other.id == name.id))
}

/// What is told of the relation of `here` to `there`; `name_rarity` is the inverse document frequency of
/// an entity, by its id.
pub fn reason(here: &Profile, there: &Profile, name_rarity: impl Fn(&str) -> f32) -> Reason {
    let names = shared_names(&here.names, &there.names, name_rarity);
    Reason {
        days: here.day.days_to(&there.day),
        names: names.into_iter().take(NAMES_MAX).map(|name| name.name.clone()).collect(),
        words: Vec::new(),
    }
}

/// The terms of two vectors that make most of their likeness, the most telling first.
pub fn shared_terms(here: &Vector, there: &Vector, rarity: impl Fn(Term) -> f32) -> Vec<Term> {
    let mut shared: Vec<(f32, Term)> = Vec::new();
    let mut index = 0;
    for &(term, weight) in here {
        while there.get(index).is_some_and(|&(other, _)| other < term) {
            index += 1;
        }
        if let Some(&(other, other_weight)) = there.get(index)
            && other == term
        {
            shared.push((weight * other_weight * rarity(term).powi(2), term));
        }
    }
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    shared.into_iter().take(NAMES_MAX).map(|(_, term)| term).collect()
}

impl<A> Related<A> {
    /// Puts each list in its order and cuts it to `limit`. Of earlier and later developments the nearest
    /// and the most alike are kept, in the order of the days.
    pub fn arrange(&mut self, limit: usize) {
        let alike = |(_, a): &(A, Relation), (_, b): &(A, Relation)| b.score.total_cmp(&a.score);
        for list in [&mut self.same_event, &mut self.copies] {
            list.sort_by(alike);
        }
        self.shared.sort_by(|a, b| b.1.reason.names.len().cmp(&a.1.reason.names.len()).then(alike(a, b)));
        for list in [&mut self.earlier, &mut self.later] {
            let by_day = |a: &(A, Relation), b: &(A, Relation)| a.1.away.cmp(&b.1.away).then(alike(a, b));
            list.sort_by(by_day);
            if let Some((_, others)) = list.split_first_mut() {
                others.sort_by(alike);
            }
            list.truncate(limit);
            list.sort_by(by_day);
        }
        for list in [&mut self.same_event, &mut self.shared, &mut self.copies] {
            list.truncate(limit);
        }
    }
}

/// The names in both, rarest and most mentioned first.
fn shared_names<'a>(here: &'a [Name], there: &[Name], rarity: impl Fn(&str) -> f32) -> Vec<&'a Name> {
    let mut shared: Vec<(f32, &Name)> = here
        .iter()
        .filter_map(|name| {
            let other = there.iter().find(|other| other.id == name.id)?;
            let mentions = name.count.min(other.count) as f32;
            let rarity = rarity(&name.id);
            (rarity >= TOLD_NAME).then_some((rarity * (1.0 + mentions.ln()), name))
        })
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0));
    shared.into_iter().map(|(_, name)| name).collect()
}
