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

/// That what one article tells develops what another does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Development {
    /// How strongly, 0 to 1.
    pub strength: f32,
    /// Whether people or organisations say so, too, that are not in all the news.
    pub is_named: bool,
}

/// Events that one resembles without names from which it is one of a series (the weather, fixtures,
/// accidents) and develops none of them.
pub const SERIES_LEAST: usize = 6;
/// Likeness below which two events are shown to each other only if one develops the other itself: a long
/// story drifts away from where it began.
pub const SHOWN_LEAST: f32 = 0.1;

/// Whether what one article tells develops what the other does, where the words of the two are alike by
/// `cosine`; `None` if they are two stories. `name_rarity` is the inverse document frequency of an entity,
/// by its id.
pub fn development(
    cosine: f32,
    here: &Profile,
    there: &Profile,
    name_rarity: impl Fn(&str) -> f32,
) -> Option<Development> {
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
    let is_named = names >= 1.0;
    let (fading, scale) = if is_named { NAMED_FADING } else { NAMELESS_FADING };
    let strength =
        cosine + NAME_WEIGHT * names.min(NAMES_WEIGHT_MAX) + PLACE_WEIGHT * places.min(PLACES_WEIGHT_MAX)
            - fading * (1.0 + days / scale).ln();
    (strength >= DEVELOPMENT_LEAST).then_some(Development { strength: strength.min(1.0), is_named })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Day;
    use jiff::civil::{Date, date};

    /// A profile of names (P… a person, else a place) and a day.
    fn profile(names: &[&str], day: Date) -> Profile {
        let names = names.iter().map(|name| Name {
            id: name.to_string(),
            kind: if name.starts_with('P') { EntityKind::Person } else { EntityKind::Place },
            name: name.to_string(),
            count: 1,
        });
        let day = Day { event: Some(day), ..Day::default() };
        Profile { day, names: names.collect(), ..Profile::default() }
    }

    const FEBRUARY: Date = date(2025, 2, 12);
    const MAY: Date = date(2025, 5, 19);

    /// Names that end in 0 are in all the news.
    fn rarity(name: &str) -> f32 {
        if name.ends_with('0') { 1.0 } else { 6.0 }
    }

    #[track_caller]
    fn check(cosine: f32, here: (&[&str], Date), there: (&[&str], Date), expected: Option<bool>) {
        let (here, there) = (profile(here.0, here.1), profile(there.0, there.1));
        let found = development(cosine, &here, &there, rarity);
        assert_eq!(found.map(|found| found.is_named), expected);
        let back = development(cosine, &there, &here, rarity);
        assert_eq!(back.map(|found| found.is_named), expected);
    }

    #[test]
    fn rare_names_make_up_for_words_and_time() {
        check(0.36, (&["P1", "P2"], FEBRUARY), (&["P1", "P2"], MAY), Some(true));
        check(0.36, (&["P1", "P2"], FEBRUARY), (&["P3", "P4"], MAY), None);
        check(0.36, (&["P10", "P20"], FEBRUARY), (&["P10", "P20"], MAY), None);
        check(0.05, (&["P1", "P2"], FEBRUARY), (&["P1", "P2"], FEBRUARY), None);
    }

    #[test]
    fn without_names_words_and_days_must_be_near() {
        check(0.5, (&[], FEBRUARY), (&[], date(2025, 2, 14)), Some(false));
        check(0.5, (&[], FEBRUARY), (&[], MAY), None);
        check(0.3, (&[], FEBRUARY), (&[], FEBRUARY), None);
    }

    #[test]
    fn places_alone_are_no_relation() {
        let shares = |here: &[&str], there: &[&str]| {
            shares_names(&profile(here, MAY), &profile(there, FEBRUARY), rarity)
        };
        assert!(!shares(&["ua1", "ru1"], &["ua1", "ru1"]));
        assert!(shares(&["P1", "ua1"], &["P1", "ua1"]));
        assert!(!shares(&["P1"], &["P1"]));
        assert!(!shares(&["P1", "ua0"], &["P1", "ua0"]));
    }

    #[test]
    fn a_reason_is_the_days_between_and_the_rarest_names() {
        let reason =
            reason(&profile(&["P1", "P0", "ua1"], FEBRUARY), &profile(&["ua1", "P1", "P0"], MAY), |name| {
                if name == "ua1" { 3.0 } else { rarity(name) }
            });
        assert_eq!((reason.days, reason.names), (Some(96), vec!["P1".to_string(), "ua1".to_string()]));
    }

    #[test]
    fn of_developments_the_nearest_and_the_most_alike_are_kept_by_day() {
        let relation = |away: u64, score: f32| Relation {
            kind: RelationKind::Storyline,
            score,
            away: (away, 0),
            reason: Reason::default(),
        };
        let mut related = Related {
            later: vec![
                ("far", relation(90, 0.9)),
                ("near", relation(1, 0.2)),
                ("weak", relation(2, 0.1)),
                ("middle", relation(30, 0.5)),
            ],
            ..Related::default()
        };
        related.arrange(3);
        let order: Vec<&str> = related.later.iter().map(|(name, _)| *name).collect();
        assert_eq!(order, ["near", "middle", "far"]);
    }

    #[test]
    fn the_heaviest_shared_terms_come_first() {
        let (here, there) = (vec![(1, 1.0), (2, 1.0), (5, 2.0)], vec![(2, 1.0), (3, 1.0), (5, 1.0)]);
        assert_eq!(shared_terms(&here, &there, |_| 1.0), [5, 2]);
    }
}
