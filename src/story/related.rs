//! Two profiles -> their relation with its reason; a profile and its candidates -> related articles.

use super::vector::{Term, cosine};
use super::{Day, Name, Profile};
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
}

/// A relation from one article to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Which of the three.
    pub kind: RelationKind,
    /// Likeness of the words, 0 to 1.
    pub score: f32,
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
}

/// The related articles of one article, each list best or nearest first. `A` identifies an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Related<A> {
    /// Other tellings of the event, most alike first.
    pub same_event: Vec<(A, Relation)>,
    /// Earlier developments, the latest of them first.
    pub earlier: Vec<(A, Relation)>,
    /// Later developments, the earliest of them first.
    pub later: Vec<(A, Relation)>,
    /// Of the storyline, but when is not known; most alike first.
    pub undated: Vec<(A, Relation)>,
    /// Shared people and places, the strongest first.
    pub shared: Vec<(A, Relation)>,
}

impl<A> Default for Related<A> {
    fn default() -> Self {
        Related {
            same_event: Vec::new(),
            earlier: Vec::new(),
            later: Vec::new(),
            undated: Vec::new(),
            shared: Vec::new(),
        }
    }
}

/// Names in a reason: three to five are read at a glance.
pub const NAMES_MAX: usize = 5;
/// Days between two tellings of one event: their p99 gap is 3.6 days.
pub const EVENT_WINDOW_DAYS: i32 = 3;
/// Likeness from which two articles a day or two apart tell the same event (best between .16 and
/// .20 for online clustering on five outlets).
const SAME_EVENT_LEAST: f32 = 0.18;
/// Likeness from which two articles belong to one storyline, if they also share names.
const STORYLINE_LEAST: f32 = 0.12;
/// Names of which at least one is a person or an organisation: two countries alone are no story.
const STORYLINE_NAMES: usize = 2;
/// Shared names from which two articles are shown as related at all.
const SHARED_NAMES: usize = 2;

/// The relation of `here` to `there`, or `None` if they have too little in common. `rarity` is the
/// inverse document frequency of a term; `name_rarity` that of an entity, by its id.
pub fn relate(
    here: &Profile,
    there: &Profile,
    rarity: impl Fn(Term) -> f32,
    name_rarity: impl Fn(&str) -> f32,
) -> Option<Relation> {
    let score = cosine(&here.vector, &there.vector, rarity);
    let shared = shared_names(&here.names, &there.names, name_rarity);
    let people = shared.iter().filter(|name| name.kind != EntityKind::Place).count();
    let days = here.day.days_to(&there.day);
    let kind = if score >= SAME_EVENT_LEAST && is_same_day(&here.day, &there.day) {
        RelationKind::SameEvent
    } else if score >= STORYLINE_LEAST && shared.len() >= STORYLINE_NAMES && people > 0 {
        RelationKind::Storyline
    } else if shared.len() >= SHARED_NAMES && people > 0 {
        RelationKind::Shared
    } else {
        return None;
    };
    let names = shared.into_iter().take(NAMES_MAX).map(|name| name.name.clone()).collect();
    Some(Relation { kind, score, reason: Reason { days, names } })
}

/// The related articles of `here` among `candidates`, each list cut to `limit`.
pub fn related<A>(
    here: &Profile,
    candidates: impl IntoIterator<Item = (A, Profile)>,
    limit: usize,
    rarity: impl Fn(Term) -> f32,
    name_rarity: impl Fn(&str) -> f32,
) -> Related<A> {
    let mut related = Related::default();
    for (article, profile) in candidates {
        let Some(relation) = relate(here, &profile, &rarity, &name_rarity) else { continue };
        let list = match (relation.kind, relation.reason.days) {
            (RelationKind::SameEvent, _) => &mut related.same_event,
            (RelationKind::Storyline, Some(days)) if days < 0 => &mut related.earlier,
            (RelationKind::Storyline, Some(_)) => &mut related.later,
            (RelationKind::Storyline, None) => &mut related.undated,
            (RelationKind::Shared, _) => &mut related.shared,
        };
        list.push((article, relation));
    }
    for list in [&mut related.same_event, &mut related.undated] {
        list.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score));
    }
    related.shared.sort_by(|(_, a), (_, b)| {
        b.reason.names.len().cmp(&a.reason.names.len()).then(b.score.total_cmp(&a.score))
    });
    for list in [&mut related.earlier, &mut related.later] {
        list.sort_by(|(_, a), (_, b)| {
            let distance = |relation: &Relation| relation.reason.days.map_or(i32::MAX, i32::abs);
            distance(a).cmp(&distance(b)).then(b.score.total_cmp(&a.score))
        });
    }
    for list in [
        &mut related.same_event,
        &mut related.earlier,
        &mut related.later,
        &mut related.undated,
        &mut related.shared,
    ] {
        list.truncate(limit);
    }
    related
}

fn is_same_day(here: &Day, there: &Day) -> bool {
    match here.days_to(there) {
        Some(days) => days.abs() <= EVENT_WINDOW_DAYS,
        None => here.may_be_near(there, EVENT_WINDOW_DAYS),
    }
}

/// The names in both, rarest and most mentioned first.
fn shared_names<'a>(here: &'a [Name], there: &[Name], rarity: impl Fn(&str) -> f32) -> Vec<&'a Name> {
    let mut shared: Vec<(f32, &Name)> = here
        .iter()
        .filter_map(|name| {
            let other = there.iter().find(|other| other.id == name.id)?;
            let mentions = name.count.min(other.count) as f32;
            Some((rarity(&name.id) * (1.0 + mentions.ln()), name))
        })
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0));
    shared.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    /// A profile of words (each letter a term), names (P… a person, else a place) and a day.
    fn profile(words: &str, names: &[&str], day: Option<Date>) -> Profile {
        let mut vector: Vec<_> = words.bytes().map(|byte| (u64::from(byte), 1.0)).collect();
        vector.sort_by_key(|&(term, _)| term);
        let names = names.iter().map(|name| Name {
            id: name.to_string(),
            kind: if name.starts_with('P') { EntityKind::Person } else { EntityKind::Place },
            name: name.to_string(),
            count: 1,
        });
        Profile { vector, day: Day { event: day, ..Day::default() }, names: names.collect() }
    }

    fn check(here: &Profile, there: &Profile, expected: Option<RelationKind>) {
        assert_eq!(relate(here, there, |_| 1.0, |_| 1.0).map(|relation| relation.kind), expected);
    }

    #[test]
    fn the_day_decides_between_event_and_storyline() {
        let call = profile("abcd", &["P1", "ua"], Some(date(2025, 2, 12)));
        check(&call, &profile("abce", &["P1", "ua"], Some(date(2025, 2, 13))), Some(RelationKind::SameEvent));
        check(&call, &profile("abcd", &["P1", "ua"], Some(date(2025, 5, 19))), Some(RelationKind::Storyline));
        check(&call, &profile("wxyz", &["P1", "ua"], Some(date(2025, 2, 12))), Some(RelationKind::Shared));
        check(&call, &profile("wxyz", &["P1"], Some(date(2025, 2, 12))), None);
        check(&call, &profile("wxyz", &["ua", "ru"], Some(date(2025, 2, 12))), None);
    }

    #[test]
    fn without_a_day_nothing_is_the_same_event_unless_the_text_says_so() {
        let call = profile("abcd", &["P1", "ua"], Some(date(2025, 2, 12)));
        let mut undated = profile("abcd", &["P1", "ua"], None);
        check(&call, &undated, Some(RelationKind::Storyline));
        undated.day.partial.push((2, 14));
        check(&call, &undated, Some(RelationKind::SameEvent));
    }

    #[test]
    fn a_storyline_is_ordered_by_day() {
        let here = profile("abcd", &["P1", "ua"], Some(date(2025, 3, 18)));
        let others = [
            (0, profile("abcd", &["P1", "ua"], Some(date(2025, 8, 16)))),
            (1, profile("abcd", &["P1", "ua"], Some(date(2025, 2, 12)))),
            (2, profile("abcd", &["P1", "ua"], Some(date(2025, 5, 19)))),
            (3, profile("abcd", &["P1", "ua"], None)),
            (4, profile("abcd", &["P1", "ua"], Some(date(2024, 2, 12)))),
        ];
        let related = related(&here, others, 10, |_| 1.0, |_| 1.0);
        let ids = |list: &[(i32, Relation)]| list.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        assert_eq!(ids(&related.later), [2, 0]);
        assert_eq!(ids(&related.earlier), [1, 4]);
        assert_eq!(ids(&related.undated), [3]);
        assert_eq!(related.later[0].1.reason.days, Some(62));
    }
}
