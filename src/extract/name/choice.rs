//! A place's name -> the place on earth that is meant, by what it was chosen, and the others called so.
//!
//! The places that an article names surely weigh most, then the peoples that it speaks of, then the country
//! in which it was published; where none of them speaks for one, it is the best known: the first of our own
//! list, else the largest.

use super::lexicon::Names;
use super::listed::{Entry, GeoPlace};
use super::places::Lists;
use crate::arabic::letters::fold_str;
use crate::article::{Choice, ChosenBy, EntityKind, OtherPlace};
use std::cmp::Reverse;

/// People in a place of GeoNames that is told of beside one of our own list, at least.
const BESIDE_OWN_LEAST: u32 = 100_000;
/// And so many times fewer than in that one, at most.
const BESIDE_OWN_SMALLER: u32 = 20;
/// A place with so many times fewer people is not what an article means without saying so.
const FAR_SMALLER: u32 = 5;
/// Lists give a city's point within some minutes of arc of each other.
const NEAR_DEGREES: f64 = 0.3;

/// What the folded `key` names in our own lists: of several places, the one in the country that the
/// article speaks of most, the first of the list if it speaks of none; of others the first.
pub(super) fn own(names: &Names, lists: &Lists, key: &str, kind: EntityKind) -> Option<u32> {
    let mut found = names.listed.own(key, kind).map(|(index, _)| index);
    if kind != EntityKind::Place {
        return found.next();
    }
    let spoken_of = |index: &u32| lists.country_rank(names.listed.entry(*index).country);
    found.rev().max_by_key(spoken_of)
}

/// The place of GeoNames that one of its forms means: in the country that the article speaks of most, the
/// largest there.
pub(super) fn geo(names: &Names, lists: &Lists, offset: u32, count: u8) -> Option<GeoPlace> {
    let places = names.listed.geo(offset, count).enumerate();
    let likeliest = |(at, place): &(usize, GeoPlace)| (lists.country_rank(Some(place.country)), Reverse(*at));
    places.max_by_key(likeliest).map(|(_, place)| place)
}

/// The place of our own list that a form of GeoNames means, too, and for which more speaks.
pub(super) fn own_rather(names: &Names, lists: &Lists, key: &str, (offset, count): (u32, u8)) -> Option<u32> {
    let index = own(names, lists, key, EntityKind::Place)?;
    let rank = |country| lists.country_rank(country);
    let place = geo(names, lists, offset, count)?;
    (rank(names.listed.entry(index).country) > rank(Some(place.country))).then_some(index)
}

/// The id of a place of our own list: that of GeoNames for the place of the same name at the same
/// point, if it has one.
pub(super) fn id_of(names: &Names, entry: &Entry) -> String {
    if !entry.id.is_empty() {
        return entry.id.to_owned();
    }
    let key = fold_str(entry.name);
    match names.listed.geo_called(&key).find(|place| is_at(entry, place)) {
        Some(place) => format!("geonames:{}", place.id),
        None => format!("place:{key}"),
    }
}

fn is_at(entry: &Entry, place: &GeoPlace) -> bool {
    entry.coordinates.is_some_and(|point| is_near(point, (place.latitude, place.longitude)))
}

fn is_near(one: (f64, f64), other: (f64, f64)) -> bool {
    (one.0 - other.0).abs() < NEAR_DEGREES && (one.1 - other.1).abs() < NEAR_DEGREES
}

/// A place that a name may mean.
struct Site {
    place: OtherPlace,
    is_own: bool,
    /// People; 0 if that is not known.
    size: u32,
    rank: (u32, u32, bool),
}

/// The places that the folded `key` may mean, those of our own list first.
fn sites(names: &Names, lists: &Lists, key: &str) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    for (index, _) in names.listed.own(key, EntityKind::Place) {
        let entry = names.listed.entry(index);
        let place = OtherPlace {
            id: id_of(names, &entry),
            name: entry.name.to_owned(),
            latin: Some(entry.latin.to_owned()).filter(|latin| !latin.is_empty()),
            kind: entry.place.to_owned(),
            country: entry.country.map(str::to_owned),
            coordinates: entry.coordinates,
        };
        sites.push(Site { place, is_own: true, size: 0, rank: lists.country_rank(entry.country) });
    }
    for geo in names.listed.geo_called(key) {
        let point = (geo.latitude, geo.longitude);
        let known = |site: &&mut Site| site.place.coordinates.is_some_and(|other| is_near(point, other));
        if let Some(site) = sites.iter_mut().find(known) {
            site.size = site.size.max(geo.population);
            continue;
        }
        let place = OtherPlace {
            id: format!("geonames:{}", geo.id),
            name: geo.form.to_owned(),
            latin: Some(geo.latin.to_owned()),
            kind: "city".to_owned(),
            country: Some(geo.country.to_owned()),
            coordinates: Some(point),
        };
        let rank = lists.country_rank(Some(geo.country));
        sites.push(Site { place, is_own: false, size: geo.population, rank });
    }
    sites
}

/// Why the place of that id was taken for what the folded `key` names, and what else it may mean. `None`
/// if that is nothing, or the key alone does not name the place: what stands beside it does.
pub(super) fn choice(names: &Names, lists: &Lists, key: &str, id: &str) -> Option<Choice> {
    let mut others = sites(names, lists, key);
    let taken = others.iter().position(|site| site.place.id == id)?;
    let taken = others.remove(taken);
    let is_large = |site: &Site| site.size >= BESIDE_OWN_LEAST.max(taken.size / BESIDE_OWN_SMALLER);
    others.retain(|site| site.is_own || !taken.is_own || is_large(site));
    others.sort_by_key(|site| Reverse((site.rank, site.is_own, site.size)));
    let rival = others.first()?;
    let by = match () {
        () if taken.rank.0 > rival.rank.0 => ChosenBy::Places,
        () if taken.rank.1 > rival.rank.1 => ChosenBy::People,
        () if taken.rank.2 && !rival.rank.2 => ChosenBy::Outlet,
        () => ChosenBy::Size,
    };
    let may_be_meant = |site: &Site| {
        site.is_own == taken.is_own && (site.is_own || site.size.saturating_mul(FAR_SMALLER) >= taken.size)
    };
    let is_doubtful = by == ChosenBy::Size && others.iter().any(may_be_meant);
    others.truncate(Choice::OTHERS_MAX);
    Some(Choice { by, is_doubtful, others: others.into_iter().map(|site| site.place).collect() })
}
