//! Articles that name people of one name -> which of them name another than the first, by what they state.
//!
//! Two are told apart where articles state fields of them that nobody is in at a time, of days that lie
//! near each other, or a lifetime apart; not where an article states both, or where rare people stand with
//! both. The first is the one that our own list knows, else the one of whom a field was stated first. An
//! article that states none names the one with whom it shares most companions, else the one whom most name.
//!
//! It depends on the articles alone, not on the order in which they came.

use super::super::Id;
use crate::extract::name::Camp;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Within so many days nobody goes from one field into another.
const NEAR_DAYS: i32 = 5 * 365;
/// After so many days it is hardly the same person.
const FAR_DAYS: i32 = 40 * 365;
/// Articles that must say that somebody is not the one whom our own list knows.
const AGAINST_LIST: usize = 2;

/// An article that names somebody of that name.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    pub(super) article: Id,
    pub(super) key: String,
    pub(super) day: Option<Date>,
    pub(super) camps: BTreeSet<Camp>,
    /// The people and organisations that it names as well, by their rows.
    pub(super) companions: BTreeSet<i64>,
    /// Those of them that are people in no list.
    pub(super) rare: BTreeSet<i64>,
}

/// One of several people of a name.
#[derive(Clone, Default)]
struct Bearer {
    camps: BTreeSet<Camp>,
    /// Indices of the articles that state a field of him.
    articles: BTreeSet<usize>,
    is_listed: bool,
}

/// The articles that name another than the first, and the field of whom they name.
pub(super) fn part(witnesses: &[Witness], listed: &BTreeSet<Camp>) -> BTreeMap<Id, Camp> {
    let mut bearers = bearers(witnesses, listed);
    while let Some((one, other)) = same(witnesses, &bearers) {
        let joined = bearers.remove(other);
        bearers[one].camps.extend(joined.camps);
        bearers[one].articles.extend(joined.articles);
        bearers[one].is_listed |= joined.is_listed;
    }
    let first = |bearer: &Bearer| {
        let stated = bearer.articles.iter().map(|&at| &witnesses[at]);
        let first = stated.map(|witness| (witness.day.is_none(), witness.day, witness.key.as_str())).min();
        (!bearer.is_listed, first)
    };
    bearers.sort_by(|one, other| first(one).cmp(&first(other)));
    let mut others = BTreeMap::new();
    if bearers.len() < 2 {
        return others;
    }
    for (at, witness) in witnesses.iter().enumerate() {
        let stated = bearers.iter().position(|bearer| bearer.articles.contains(&at));
        let of = stated.unwrap_or_else(|| likeliest(witnesses, &bearers, witness));
        if of > 0
            && let Some(camp) = bearers[of].camps.first()
        {
            others.insert(witness.article, camp.clone());
        }
    }
    others
}

/// A bearer for each field, in no two of which anybody is; one article's fields are one person's.
fn bearers(witnesses: &[Witness], listed: &BTreeSet<Camp>) -> Vec<Bearer> {
    let stated = witnesses.iter().flat_map(|witness| &witness.camps).chain(listed);
    let states: BTreeSet<&Camp> = stated.filter(|camp| matches!(camp, Camp::Public(Some(_)))).collect();
    // With one state, offices without a state are of it; with several they say nothing.
    let united = |camp: &Camp| match camp {
        Camp::Public(_) if states.len() < 2 => Some(Camp::Public(None)),
        Camp::Public(None) => None,
        camp => Some(camp.clone()),
    };
    let mut bearers: Vec<Bearer> = Vec::new();
    let mut add = |camps: BTreeSet<Camp>, article: Option<usize>| {
        if camps.is_empty() {
            return;
        }
        let mut whole =
            Bearer { camps, articles: article.into_iter().collect(), is_listed: article.is_none() };
        bearers.retain(|bearer| {
            let is_same = !bearer.camps.is_disjoint(&whole.camps);
            if is_same {
                whole.camps.extend(bearer.camps.iter().cloned());
                whole.articles.extend(&bearer.articles);
                whole.is_listed |= bearer.is_listed;
            }
            !is_same
        });
        bearers.push(whole);
    };
    add(listed.iter().filter_map(united).collect(), None);
    for (at, witness) in witnesses.iter().enumerate() {
        add(witness.camps.iter().filter_map(united).collect(), Some(at));
    }
    bearers.sort_by(|one, other| one.camps.cmp(&other.camps));
    bearers
}

/// Two bearers that may well be one.
fn same(witnesses: &[Witness], bearers: &[Bearer]) -> Option<(usize, usize)> {
    let pairs = (0..bearers.len()).flat_map(|one| (one + 1..bearers.len()).map(move |other| (one, other)));
    pairs.into_iter().find(|&(one, other)| !are_two(witnesses, &bearers[one], &bearers[other]))
}

fn are_two(witnesses: &[Witness], one: &Bearer, other: &Bearer) -> bool {
    let contradict = |camp: &Camp| other.camps.iter().all(|other| camp.contradicts(other));
    if !one.camps.iter().all(contradict) {
        return false;
    }
    let listed = [one, other].into_iter().any(|bearer| bearer.is_listed);
    let few = |bearer: &Bearer| !bearer.is_listed && bearer.articles.len() < AGAINST_LIST;
    if listed && (few(one) || few(other)) {
        return false;
    }
    let of = |bearer: &'_ Bearer| bearer.articles.iter().map(|&at| &witnesses[at]).collect::<Vec<_>>();
    let (ones, others) = (of(one), of(other));
    let mut nearest: Option<i32> = None;
    for one in &ones {
        for other in &others {
            if !one.rare.is_disjoint(&other.rare) {
                return false;
            }
            if let Some((one, other)) = one.day.zip(other.day) {
                let days = one.until(other).map_or(0, |span| span.get_days()).abs();
                nearest = Some(nearest.map_or(days, |nearest| nearest.min(days)));
            }
        }
    }
    nearest.is_none_or(|days| days <= NEAR_DAYS || days >= FAR_DAYS)
}

/// Whom an article names that states no field.
fn likeliest(witnesses: &[Witness], bearers: &[Bearer], witness: &Witness) -> usize {
    let shared = |bearer: &Bearer| {
        let with = bearer.articles.iter().flat_map(|&at| &witnesses[at].companions).collect::<BTreeSet<_>>();
        witness.companions.iter().filter(|companion| with.contains(companion)).count()
    };
    let mut counts: Vec<(usize, usize)> = bearers.iter().map(shared).zip(0..).collect();
    counts.sort_by_key(|&(count, at)| (Reverse(count), at));
    if counts[0].0 > counts[1].0 {
        return counts[0].1;
    }
    let order = bearers.iter().enumerate();
    let most = order.max_by_key(|(at, bearer)| (bearer.is_listed, bearer.articles.len(), Reverse(*at)));
    most.map_or(0, |(at, _)| at)
}
