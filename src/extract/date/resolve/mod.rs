//! What an expression says, and a reference day -> value, interval, confidence, alternatives, rule.

mod day;
mod stretch;

use jiff::Span;
use jiff::civil::Date;

use super::Settings;
use super::cues::Tense;
use super::meaning::{Amount, Clock, Meaning, Part, Point, Relation, Unit};
use super::value;
use crate::article::{DateKind, Rule};

/// What is known where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// The day that relative words are counted from.
    pub reference: Option<Date>,
    /// What the clause speaks of.
    pub tense: Option<Tense>,
    /// Whether it stands in a quotation.
    pub quoted: bool,
    /// Whether no word of its sentence stands before it.
    pub alone: bool,
    /// The day that the words before make of a day and month without a year («هجمات 11 سبتمبر»).
    pub anniversary: Option<Date>,
    /// The date told last before it, for "the same year".
    pub previous: Option<(Date, Date)>,
    /// The year that a day or month before it in the same sentence was told with.
    pub told_year: Option<i16>,
    /// The reader's choices.
    pub settings: &'a Settings,
}

/// A day so near to the reference day, in days, is not taken into another year by the sentence.
const THIS_MONTH: i32 = 31;

impl Scene<'_> {
    /// The year that a day or month without one lies in when the sentence tells of another time:
    /// «سقطت المدينة في 9 أبريل 2003، ثم الموصل في 11 أبريل». `near` is where it would lie by itself.
    fn year_of_sentence(&self, near: Date) -> Option<i16> {
        let reference = self.reference?;
        let away = reference.until(near).map_or(0, |span| span.get_days().abs());
        self.told_year.filter(|&year| {
            year != reference.year() && away > THIS_MONTH && self.tense != Some(Tense::Future)
        })
    }
}

/// An expression resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub kind: DateKind,
    pub value: String,
    pub interval: Option<(Date, Date)>,
    pub confidence: f32,
    pub alternatives: Vec<String>,
    pub rule: Rule,
}

impl Resolved {
    /// A date with its value and days.
    fn date(value: String, interval: Option<(Date, Date)>, confidence: f32, rule: &'static str) -> Resolved {
        let rule = Rule::Borrowed(rule);
        Resolved { kind: DateKind::Date, value, interval, confidence, alternatives: Vec::new(), rule }
    }
}

/// How sure a value is, by how it was found. Figures from the development articles.
mod sure {
    /// Told in full.
    pub const TOLD: f32 = 0.98;
    /// Counted from the reference day by a word that leaves no choice.
    pub const COUNTED: f32 = 0.95;
    /// Chosen by the clause's tense.
    pub const CUED: f32 = 0.85;
    /// Chosen by habit, without a cue.
    pub const HABIT: f32 = 0.75;
    /// Two readings are as likely.
    pub const SPLIT: f32 = 0.55;
    /// Fields are missing.
    pub const OPEN: f32 = 0.3;
}

/// Resolves what was read; `None` for what turns out to be no date (the 30th of February).
pub(super) fn resolve(meaning: &Meaning, scene: &Scene) -> Option<Resolved> {
    match meaning {
        Meaning::Point(point) => resolve_point(point, scene),
        Meaning::Range(first, last) => range(first, last, scene),
        Meaning::Clock(clock) => {
            let (likely, other) = half_of_day(*clock, None);
            let mut found = Resolved::date(value::clock(likely), None, sure::COUNTED, "time.clock");
            if let Some(other) = other {
                found.confidence = sure::SPLIT;
                found.alternatives.push(value::clock(other));
            }
            Some(Resolved { kind: DateKind::Time, ..found })
        }
        Meaning::Clocks(first, last) => Some(Resolved {
            kind: DateKind::Time,
            ..Resolved::date(clocks(*first, *last), None, sure::COUNTED, "time.range")
        }),
        Meaning::Amount(amount, relation) => resolve_amount(amount, *relation, scene),
        Meaning::Set(value) => Some(Resolved {
            kind: DateKind::Set,
            ..Resolved::date(value.clone(), None, sure::COUNTED, "set")
        }),
        Meaning::Reference(vague) => Some(Resolved {
            kind: DateKind::Reference,
            ..Resolved::date(vague.name().into(), None, sure::HABIT, "reference")
        }),
        Meaning::SomeWhile => Some(Resolved {
            kind: DateKind::Duration,
            ..Resolved::date("PXX".into(), None, sure::SPLIT, "duration.vague")
        }),
        Meaning::Nothing => None,
    }
}

/// An hour of twelve whose half of the day is not told, unless by a part of the day: what news announces
/// for one to six is in the afternoon, and from seven on either half is as likely. Gives the likely hour
/// and the other.
fn half_of_day(clock: Clock, part: Option<Part>) -> (Clock, Option<Clock>) {
    if !clock.either {
        return (clock, None);
    }
    let late = Clock { hour: clock.hour % 12 + 12, ..clock };
    let early = Clock { hour: clock.hour % 12, ..clock };
    match part {
        Some(Part::Evening | Part::Afternoon) => (late, None),
        Some(Part::Midday) if clock.hour < 8 => (late, None),
        Some(Part::Night) if (6..12).contains(&clock.hour) => (late, None),
        Some(_) => (if clock.hour == 12 && part != Some(Part::Midday) { early } else { clock }, None),
        None if clock.hour <= 6 => (late, Some(early)),
        None => (clock, Some(clock.other_half())),
    }
}

fn clocks(first: Clock, last: Clock) -> String {
    format!("{}/{}", value::clock(first), value::clock(last))
}

fn resolve_point(point: &Point, scene: &Scene) -> Option<Resolved> {
    let mut found = match &point.stretch {
        super::meaning::Stretch::Day(day) => day::resolve(day, scene)?,
        other => stretch::resolve(other, scene)?,
    };
    if let Some(edge) = point.edge {
        found.interval = found.interval.map(|(first, last)| stretch::narrowed(first, last, edge));
    }
    match (point.clock, point.part) {
        (Some(clock), part) => {
            let (likely, other) = half_of_day(clock, part);
            // The hour is as doubtful as the day may be; of the day's other readings none has it.
            let others = std::iter::once(&found.value)
                .filter_map(|day| Some(format!("{day}{}", value::clock(other?))));
            found.alternatives = others.collect();
            found.value += &value::clock(likely);
            found.kind = DateKind::Time;
        }
        (None, Some(part)) => {
            found.value += part.name();
            for other in &mut found.alternatives {
                *other += part.name();
            }
        }
        (None, None) => {}
    }
    Some(found)
}

fn range(first: &Point, last: &Point, scene: &Scene) -> Option<Resolved> {
    let mut from = resolve_point(first, scene)?;
    // «إلى نهاية نفس الشهر» counts from the first end.
    let mut to = resolve_point(last, &Scene { previous: from.interval.or(scene.previous), ..*scene })?;
    if let (Some((start, _)), Some((end, _))) = (from.interval, to.interval)
        && end < start
    {
        // The nearer end decides: "from Sunday to Thursday" is one week, "December to March" one winter.
        if let Some(day) = day::again_after(last, start) {
            to = Resolved { value: replaced(&to.value, end, day), interval: Some((day, day)), ..to };
        } else if let Some(earlier) = stretch::year_before(first, scene, start) {
            from = earlier;
        }
    }
    let interval = match (from.interval, to.interval) {
        (Some((start, _)), Some((_, end))) if start <= end => Some((start, end)),
        (Some(_), Some(_)) => return None,
        _ => None,
    };
    // A Hijri year or month is an interval already; then only the outer days are told.
    let nested = from.value.contains('/') || to.value.contains('/');
    let text = match interval {
        Some((start, end)) if nested => value::interval(start, end),
        _ => format!("{}/{}", from.value, to.value),
    };
    Some(Resolved {
        kind: DateKind::Interval,
        value: text,
        interval,
        confidence: from.confidence.min(to.confidence),
        alternatives: Vec::new(),
        rule: Rule::Borrowed("range"),
    })
}

fn replaced(text: &str, old: Date, new: Date) -> String {
    text.replace(&value::day(old), &value::day(new))
}

/// Amounts: lengths stay lengths; "ago" and "after" without an event become days, months or years.
fn resolve_amount(amount: &Amount, relation: Relation, scene: &Scene) -> Option<Resolved> {
    let text = value::of_amount(amount);
    let length = |interval, confidence, rule| Resolved {
        kind: DateKind::Duration,
        ..Resolved::date(text.clone(), interval, confidence, rule)
    };
    let back = || scene.reference.and_then(|day| moved(day, amount, -1));
    let ahead = || scene.reference.and_then(|day| moved(day, amount, 1));
    let to_reference = |start: Option<Date>| start.zip(scene.reference);
    Some(match relation {
        Relation::Length => length(None, sure::COUNTED, "duration"),
        Relation::Event => length(None, sure::CUED, "duration.event"),
        Relation::Since => length(to_reference(back()), sure::CUED, "duration.since"),
        Relation::Within => {
            let interval = match scene.tense {
                Some(Tense::Future) => scene.reference.zip(ahead()),
                Some(Tense::Past) => to_reference(back()),
                None => None,
            };
            length(interval, sure::HABIT, "duration.within")
        }
        Relation::Ago => match back() {
            Some(day) => at_grain(day, amount, "ago", text, scene),
            None => length(None, sure::SPLIT, "duration.ago"),
        },
        Relation::Ahead if scene.tense == Some(Tense::Past) || (scene.tense.is_none() && !scene.alone) => {
            let mut told = length(None, sure::SPLIT, "duration.after");
            told.alternatives.extend(ahead().map(value::day));
            told
        }
        // «بعد 15 عاما» tells of no day, even if it is to come.
        Relation::Ahead if is_long(amount) => length(None, sure::CUED, "duration.after"),
        Relation::Ahead => match ahead() {
            Some(day) => at_grain(day, amount, "ahead", text, scene),
            None => length(None, sure::SPLIT, "duration.after"),
        },
    })
}

/// Whether an amount is too long for its end to be a date: more than five years.
fn is_long(amount: &Amount) -> bool {
    matches!(amount.counts[..], [(Some(count), Unit::Year), ..] if count > 5.0)
        || matches!(amount.counts[..], [(_, Unit::Decade | Unit::Century), ..])
}

/// The day, month or year at `day`, as exact as the amount's smallest unit; hours stay a length.
fn at_grain(day: Date, amount: &Amount, rule: &'static str, text: String, scene: &Scene) -> Resolved {
    let unit = amount.counts.last().map_or(Unit::Day, |(_, unit)| *unit);
    let confidence = if amount.doubt.is_some() || scene.quoted { sure::SPLIT } else { sure::CUED };
    let mut found = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => {
            let interval = scene.reference.map(|reference| (day.min(reference), day.max(reference)));
            let length = Resolved::date(text, interval, confidence, rule);
            return Resolved { kind: DateKind::Duration, ..length };
        }
        Unit::Night | Unit::Day | Unit::Week => {
            Resolved::date(value::day(day), Some((day, day)), confidence, rule)
        }
        Unit::Month | Unit::Quarter | Unit::Half => {
            let interval = (day.first_of_month(), day.last_of_month());
            Resolved::date(value::month(day.year(), day.month()), Some(interval), confidence, rule)
        }
        Unit::Year | Unit::Decade | Unit::Century => {
            let interval = (day.first_of_year(), day.last_of_year());
            Resolved::date(value::year(i32::from(day.year())), Some(interval), confidence, rule)
        }
    };
    found.alternatives.push(text);
    found
}

/// `day` so much later (`sign` 1) or earlier (-1); `None` if the amount is not told, or too large.
pub(super) fn moved(day: Date, amount: &Amount, sign: i64) -> Option<Date> {
    let mut span = Span::new();
    for &(count, unit) in &amount.counts {
        let count = amount.up_to.or(count)?;
        // Fractions of months are too fine for a day; whole numbers are exact.
        span = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                let hours = count * [1.0 / 3600.0, 1.0 / 60.0, 1.0][unit as usize];
                let days = (hours / 24.0) as i64;
                span.try_days(i64::from(span.get_days()) + days).ok()?
            }
            Unit::Night | Unit::Day => span.try_days(i64::from(span.get_days()) + count as i64).ok()?,
            Unit::Week => span.try_days(i64::from(span.get_days()) + (count * 7.0) as i64).ok()?,
            _ => {
                let months = count
                    * match unit {
                        Unit::Month => 1.0,
                        Unit::Quarter => 3.0,
                        Unit::Half => 6.0,
                        Unit::Year => 12.0,
                        Unit::Decade => 120.0,
                        _ => 1200.0,
                    };
                span.try_months(i64::from(span.get_months()) + months as i64).ok()?
            }
        };
    }
    day.checked_add(if sign < 0 { -span } else { span }).ok()
}
