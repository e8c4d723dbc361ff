//! The articles of a storyline -> its events in the order of their days, what was announced in it, and
//! what it looks back to.
//!
//! The days that articles name tell what a list of publications cannot: that an event was reported late,
//! that something was announced and took place (or did not), how long nothing happened.

use super::Name;
use crate::article::{DateMention, EntityKind};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// An article of a storyline, as far as its timeline needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// The number of its event: the same for all that tell the same one.
    pub event: u32,
    /// The day of its event.
    pub day: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Words of its body.
    pub words: u32,
    /// The days that it speaks of, in text order.
    pub dates: Vec<Said>,
}

/// A day that an article speaks of, and the sentence in which it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The words, and what they mean.
    pub mention: DateMention,
    /// The sentence around them.
    pub sentence: String,
    /// Where they stand in it, in bytes.
    pub lit: Range<usize>,
}

impl Said {
    /// First and last day; `None` for what is no stretch of known days, or longer than a year.
    fn days(&self) -> Option<(Date, Date)> {
        self.mention.interval.filter(|&(from, to)| (0..=LONGEST).contains(&days_between(from, to)))
    }
}

/// An event of a storyline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Its day: that which most of its articles give; `None` if none gives one.
    pub day: Option<Date>,
    /// Its articles by their places among those of the storyline, the best telling first.
    pub tellings: Vec<usize>,
    /// Who told it, in the order of its articles.
    pub outlets: Vec<String>,
    /// When it was first published.
    pub published: Option<Date>,
}

impl Event {
    /// Days from the event to its first publication; 0 if both are the same, or not known.
    pub fn delay(&self) -> i32 {
        self.day.zip(self.published).map_or(0, |(day, published)| days_between(day, published))
    }
}

/// A day, or a stretch of days, that articles speak of, on which they do not stand themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// How the first of the articles says it.
    pub said: Said,
    /// The articles that name it by their places among those of the storyline, the first one first.
    pub by: Vec<usize>,
    /// What became of what was announced; `None` for what lies back, and for stretches of months.
    pub outcome: Option<Outcome>,
}

/// What the storyline knows of a day that was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An event of the storyline took place then.
    Event,
    /// None did.
    Nothing,
    /// No article of the storyline is as late as that.
    Ahead,
}

/// What stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// What happened.
    Event(Event),
    /// What was to happen.
    Announced(Named),
    /// What several articles look back to.
    Background(Named),
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// First and last day.
    pub days: (Date, Date),
    /// Days since the row before (what is looked back to does not count), if they are worth telling.
    pub gap: Option<i32>,
    /// What stands there.
    pub what: What,
}

/// A storyline in the order of its days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What has a day.
    pub entries: Vec<Entry>,
    /// The events of which no day is known, in the order in which they came.
    pub undated: Vec<Event>,
    /// The days of the first and of the last event.
    pub span: Option<(Date, Date)>,
    /// How many outlets told of it.
    pub outlets: usize,
}

impl Timeline {
    /// All events, by day.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        let dated = self.entries.iter().filter_map(|entry| match &entry.what {
            What::Event(event) => Some(event),
            _ => None,
        });
        dated.chain(&self.undated)
    }
}

/// Days of a gap that is told: a week, in which nothing happened.
const GAP_LEAST: i32 = 7;
/// Days of a stretch that is worth a row: "the nineties" say no day.
const LONGEST: i32 = 366;
/// Days of an announced stretch of which it can be told whether an event took place then: a month.
const TOLD_LONGEST: i32 = 31;
/// How sure a day must be to stand in the timeline.
const SURE: f32 = 0.7;
/// Days by which a day that is looked back to lies before the event at least: what is nearer belongs to it.
const LOOKS_BACK: i32 = 4;
/// Articles that look back to a day, so that it is worth a row.
const BACKGROUND_ARTICLES: usize = 2;
/// Days looked back to that are shown; those that most articles name.
const BACKGROUND_MAX: usize = 8;
/// Names that a storyline is called by.
const NAMES_MAX: usize = 3;

/// The timeline of a storyline. `tellings` are its articles, in any order; among tellings of one length,
/// the first is the best.
pub fn timeline(tellings: &[Telling]) -> Timeline {
    let mut events = events(tellings);
    events.sort_by_key(|event| (event.day, event.published, event.tellings.iter().min().copied()));
    let (dated, undated): (Vec<Event>, Vec<Event>) =
        events.into_iter().partition(|event| event.day.is_some());
    let days: Vec<Date> = dated.iter().filter_map(|event| event.day).collect();
    let announced = announced(tellings);
    let background = background(tellings, &days, &announced);
    let latest = tellings.iter().filter_map(|telling| telling.published.max(telling.day)).max();
    let mut entries: Vec<Entry> = Vec::new();
    for event in dated {
        let Some(day) = event.day else { continue };
        entries.push(Entry { days: (day, day), gap: None, what: What::Event(event) });
    }
    for (days, (said, by)) in announced {
        let outcome = outcome(days, &by, tellings, latest);
        let named = Named { said: said.clone(), by, outcome };
        entries.push(Entry { days, gap: None, what: What::Announced(named) });
    }
    for (days, said, by) in background {
        let named = Named { said: said.clone(), by, outcome: None };
        entries.push(Entry { days, gap: None, what: What::Background(named) });
    }
    entries.sort_by_key(|entry| (entry.days.0, order(&entry.what), entry.days.1));
    tell_gaps(&mut entries);
    let outlets: BTreeSet<&str> = tellings.iter().filter_map(|telling| telling.outlet.as_deref()).collect();
    Timeline {
        entries,
        undated,
        span: days.first().copied().zip(days.last().copied()),
        outlets: outlets.len(),
    }
}

/// On one day, what was announced stands before what came of it.
fn order(what: &What) -> u8 {
    match what {
        What::Background(_) => 0,
        What::Announced(_) => 1,
        What::Event(_) => 2,
    }
}

/// The articles by their events, the best telling of each first.
fn events(tellings: &[Telling]) -> Vec<Event> {
    let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, telling) in tellings.iter().enumerate() {
        by_number.entry(telling.event).or_default().push(index);
    }
    let event = |mut of: Vec<usize>| {
        of.sort_by_key(|&index| std::cmp::Reverse(tellings[index].words));
        let mut outlets: Vec<String> = Vec::new();
        for outlet in of.iter().filter_map(|&index| tellings[index].outlet.as_ref()) {
            if !outlets.contains(outlet) {
                outlets.push(outlet.clone());
            }
        }
        Event {
            day: day_of(of.iter().map(|&index| tellings[index].day)),
            published: of.iter().filter_map(|&index| tellings[index].published).min(),
            tellings: of,
            outlets,
        }
    };
    by_number.into_values().map(event).collect()
}

/// The day that most articles of an event give; of those that as many give, the earliest.
fn day_of(days: impl Iterator<Item = Option<Date>>) -> Option<Date> {
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    for day in days.flatten() {
        *counts.entry(day).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(day, _)| day)
}

/// By their days: how the first article says it, and which articles do.
type ByDays<'t> = BTreeMap<(Date, Date), (&'t Said, Vec<usize>)>;

/// The days that `wanted` holds for, and who names them: the first published first.
fn named<'t>(tellings: &'t [Telling], wanted: impl Fn(&Telling, (Date, Date)) -> bool) -> ByDays<'t> {
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    order.sort_by_key(|&index| (tellings[index].published.is_none(), tellings[index].published));
    let mut found = ByDays::new();
    for index in order {
        let telling = &tellings[index];
        let sure = telling.dates.iter().filter(|said| said.mention.confidence >= SURE);
        for (said, days) in sure.filter_map(|said| Some((said, said.days()?))) {
            if wanted(telling, days) {
                let (_, by) = found.entry(days).or_insert_with(|| (said, Vec::new()));
                if by.last() != Some(&index) {
                    by.push(index);
                }
            }
        }
    }
    found
}

/// The days that lie after the article that names them, and after its own event.
fn announced(tellings: &[Telling]) -> ByDays<'_> {
    named(tellings, |telling, (from, _)| {
        let now = telling.published.max(telling.day);
        now.is_some_and(|now| now < from)
    })
}

/// The days that several articles look back to and on which no event of the storyline stands.
fn background<'t>(
    tellings: &'t [Telling],
    events: &[Date],
    announced: &ByDays<'_>,
) -> Vec<((Date, Date), &'t Said, Vec<usize>)> {
    let past = named(tellings, |telling, (_, to)| {
        let now = telling.day.or(telling.published);
        now.is_some_and(|now| days_between(to, now) > LOOKS_BACK)
    });
    let has_event = |(from, to): (Date, Date)| events.iter().any(|day| from <= *day && *day <= to);
    let mut rows: Vec<_> = past
        .into_iter()
        .filter(|(days, (_, by))| {
            by.len() >= BACKGROUND_ARTICLES && !has_event(*days) && !announced.contains_key(days)
        })
        .map(|(days, (said, by))| (days, said, by))
        .collect();
    rows.sort_by_key(|(days, _, by)| (std::cmp::Reverse(by.len()), std::cmp::Reverse(days.0)));
    rows.truncate(BACKGROUND_MAX);
    rows
}

/// Whether an event of the storyline took place in days that were announced. Where only the day of
/// publication is known, it may be that after.
fn outcome(
    (from, to): (Date, Date),
    by: &[usize],
    tellings: &[Telling],
    latest: Option<Date>,
) -> Option<Outcome> {
    if days_between(from, to) > TOLD_LONGEST {
        return None;
    }
    let own: BTreeSet<u32> = by.iter().map(|&index| tellings[index].event).collect();
    let took_place = tellings.iter().filter(|telling| !own.contains(&telling.event)).any(|telling| {
        let Some(day) = telling.day else { return false };
        let late = i32::from(telling.published == Some(day));
        from <= day && days_between(to, day) <= late
    });
    Some(match took_place {
        true => Outcome::Event,
        false if latest.is_some_and(|latest| latest < from) => Outcome::Ahead,
        false => Outcome::Nothing,
    })
}

/// Notes how long it is from one row to the next, where that is worth telling. From what articles look back
/// to nothing is counted: years lie there.
fn tell_gaps(entries: &mut [Entry]) {
    let mut before: Option<Date> = None;
    for entry in entries.iter_mut().filter(|entry| !matches!(entry.what, What::Background(_))) {
        let gap = before.map(|before| days_between(before, entry.days.0));
        entry.gap = gap.filter(|gap| *gap >= GAP_LEAST);
        before = Some(entry.days.0);
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How many events are left out, where there are too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Before those that are shown.
    pub earlier: usize,
    /// After those that are shown.
    pub later: usize,
    /// Of which no day is known.
    pub undated: usize,
}

/// Of articles, each with the number and the day of its event, those of the `limit` events that lie
/// nearest to that of the article `here`; in their order.
pub fn nearest(articles: &[(u32, Option<Date>)], here: usize, limit: usize) -> (Vec<usize>, LeftOut) {
    let mut days: BTreeMap<u32, Vec<Option<Date>>> = BTreeMap::new();
    for &(event, day) in articles {
        days.entry(event).or_default().push(day);
    }
    let days: HashMap<u32, Option<Date>> =
        days.into_iter().map(|(event, days)| (event, day_of(days.into_iter()))).collect();
    let own = articles.get(here).map(|(event, _)| *event);
    let now = own.and_then(|event| days.get(&event).copied().flatten());
    let mut order: Vec<(bool, i32, u32)> = days
        .iter()
        .map(|(event, day)| {
            let distance = now.zip(*day).map_or(i32::MAX, |(now, day)| days_between(now, day).abs());
            (Some(*event) != own, distance, *event)
        })
        .collect();
    order.sort_unstable();
    let mut left_out = LeftOut::default();
    for (_, _, event) in order.iter().skip(limit) {
        match (days[event], now) {
            (Some(day), Some(now)) if day < now => left_out.earlier += 1,
            (Some(_), Some(_)) => left_out.later += 1,
            _ => left_out.undated += 1,
        }
    }
    let kept: BTreeSet<u32> = order.iter().take(limit).map(|(_, _, event)| *event).collect();
    let of_kept = articles.iter().enumerate().filter(|(_, (event, _))| kept.contains(event));
    (of_kept.map(|(index, _)| index).collect(), left_out)
}

/// What a storyline is called by: the people and organisations that most of its articles name, or the
/// places if there are none. `articles` are the names of each.
pub fn main_names(articles: &[Vec<Name>]) -> Vec<Name> {
    let mut names: HashMap<&str, (usize, u32, &Name)> = HashMap::new();
    for name in articles.iter().flatten() {
        let known = names.entry(&name.id).or_insert((0, 0, name));
        known.0 += 1;
        known.1 += name.count;
    }
    let mut ranked: Vec<(usize, u32, &Name)> = names.into_values().collect();
    ranked.sort_by(|a, b| (b.0, b.1, &a.2.id).cmp(&(a.0, a.1, &b.2.id)));
    let most: Vec<_> = ranked.into_iter().filter(|(count, ..)| count * 2 > articles.len()).collect();
    let of = |is_place: bool| {
        let fits = move |name: &&Name| (name.kind == EntityKind::Place) == is_place;
        most.iter().map(|(_, _, name)| *name).filter(fits).take(NAMES_MAX).cloned().collect::<Vec<_>>()
    };
    Some(of(false)).filter(|names| !names.is_empty()).unwrap_or_else(|| of(true))
}

#[cfg(test)]
mod tests;
