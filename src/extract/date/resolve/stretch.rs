//! Weeks, months, quarters, years, decades … -> their first and last day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::cues::Tense;
use super::super::meaning::{Calendar, Edge, Point, Season, Stretch, Unit, YearOf};
use super::super::value;
use super::{Resolved, Scene, moved, resolve_point, sure};
use crate::arabic::hijri;
use crate::article::DateKind;

type Days = (Date, Date);

/// Resolves a stretch; `None` if there is no such stretch.
pub(super) fn resolve(stretch: &Stretch, scene: &Scene) -> Option<Resolved> {
    match stretch {
        Stretch::Day(day) => super::day::resolve(day, scene),
        Stretch::Month { calendar, month, year, step } => {
            resolve_month(*calendar, *month, *year, *step, scene)
        }
        Stretch::Year(calendar, number) => resolve_year(*calendar, *number),
        Stretch::Years(calendar, first, last) => {
            let interval = calendar.days_of_year(*first)?.0;
            let end = calendar.days_of_year(*last)?.1;
            let text = format!("{}/{}", value::year(*first), value::year(*last));
            let text = if *calendar == Calendar::Hijri { value::interval(interval, end) } else { text };
            let found = Resolved::date(text, Some((interval, end)), sure::COUNTED, "years");
            Some(Resolved { kind: DateKind::Interval, ..found })
        }
        Stretch::Decade(first) => {
            let days = (
                Calendar::Gregorian.days_of_year(*first)?.0,
                Calendar::Gregorian.days_of_year(*first + 9)?.1,
            );
            Some(Resolved::date(format!("{}X", first / 10), Some(days), sure::CUED, "decade"))
        }
        Stretch::Century(number) => resolve_century(*number),
        Stretch::Unit(unit, step) => Some(resolve_unit(*unit, *step, scene)),
        Stretch::Beside(unit, step) => beside(*unit, *step, scene),
        Stretch::Counterpart(year) => counterpart(year, scene),
        Stretch::Nth(nth, unit, of) => resolve_nth(*nth, *unit, of, scene),
        Stretch::Quarter(number) => {
            // The most recent that has begun, unless the clause looks ahead.
            let this = resolve_nth(*number, Unit::Quarter, &Stretch::Unit(Unit::Year, 0), scene)?;
            let begun = this.interval.zip(scene.reference).is_none_or(|((first, _), day)| first <= day);
            let back = !begun && scene.tense != Some(Tense::Future);
            let found = if back {
                resolve_nth(*number, Unit::Quarter, &Stretch::Unit(Unit::Year, -1), scene)?
            } else {
                this
            };
            Some(Resolved { confidence: found.confidence.min(sure::HABIT), ..found })
        }
        Stretch::FirstOf(count, unit, of) => resolve_first_of(*count, *unit, of, scene),
        Stretch::Recent(amount, step) => {
            let interval = scene.reference.and_then(|day| {
                let other = moved(day, amount, i64::from(*step))?;
                Some((day.min(other), day.max(other)))
            });
            let found = Resolved::date(value::of_amount(amount), interval, sure::CUED, "duration.recent");
            Some(Resolved { kind: DateKind::Duration, ..found })
        }
        Stretch::Season(season, year) => resolve_season(*season, *year, scene),
        Stretch::Weekend(step) => Some(resolve_weekend(*step, scene)),
        Stretch::Feast(calendar, month, day, year) => resolve_feast(*calendar, *month, *day, *year, scene),
    }
}

/// First and last day of the week so many weeks after that of `day`.
pub(super) fn week(day: Date, step: i32, start: Weekday) -> Option<Days> {
    let back = i32::from(start.until(day.weekday()));
    let first = day.checked_add((i64::from(step) * 7 - i64::from(back)).days()).ok()?;
    Some((first, first.checked_add(6.days()).ok()?))
}

fn resolve_year(calendar: Calendar, number: i32) -> Option<Resolved> {
    let days = calendar.days_of_year(number);
    let (text, rule) = match (calendar, days) {
        (Calendar::Gregorian, _) => (value::year(number), "year"),
        (Calendar::Hijri, Some((first, last))) => (value::interval(first, last), "year.hijri"),
        (Calendar::Hijri, None) => return None,
    };
    Some(Resolved::date(text, days, sure::TOLD, rule))
}

/// A century has a hundred years from its 01 to its 00.
fn resolve_century(number: i32) -> Option<Resolved> {
    if number < 0 {
        return Some(Resolved::date(format!("-{:02}XX", -number - 1), None, sure::CUED, "century"));
    }
    let first = Calendar::Gregorian.days_of_year((number - 1) * 100 + 1)?.0;
    let last = Calendar::Gregorian.days_of_year(number * 100)?.1;
    Some(Resolved::date(format!("{:02}XX", number - 1), Some((first, last)), sure::CUED, "century"))
}

fn resolve_month(
    calendar: Calendar,
    month: i8,
    year: YearOf,
    step: Option<i32>,
    scene: &Scene,
) -> Option<Resolved> {
    let told = |days: Days, confidence, rule| {
        let text = match calendar {
            Calendar::Gregorian => value::month(days.0.year(), month),
            Calendar::Hijri => value::interval(days.0, days.1),
        };
        Resolved::date(text, Some(days), confidence, rule)
    };
    let open = || match calendar {
        Calendar::Gregorian => Resolved::date(format!("XXXX-{month:02}"), None, sure::OPEN, "month.open"),
        Calendar::Hijri => Resolved::date("XXXX-XX".into(), None, sure::OPEN, "month.open"),
    };
    if let YearOf::Known(year) = year {
        return months(calendar, month, year).map(|days| told(days, sure::TOLD, "month.year"));
    }
    if let (YearOf::Same, Some((first, _))) = (year, scene.previous) {
        let all = candidates(calendar, month, first);
        let same = all.into_iter().find(|days| days.0.year() == first.year())?;
        return Some(told(same, sure::HABIT, "month.same"));
    }
    let Some(reference) = scene.reference else { return Some(open()) };
    let all = candidates(calendar, month, reference);
    if let YearOf::Step(step) = year {
        let wanted = reference.year().checked_add(i16::try_from(step).ok()?)?;
        let days = all.into_iter().find(|days| days.0.year() == wanted)?;
        return Some(told(days, sure::COUNTED, "month.year_step"));
    }
    let past = |count: usize| all.iter().rev().copied().filter(|days| days.1 < reference).nth(count);
    let coming = |count: usize| all.iter().copied().filter(|days| days.0 > reference).nth(count);
    match step {
        Some(0) => {
            let days = all.iter().copied().find(|days| days.0.year() == reference.year())?;
            return Some(told(days, sure::COUNTED, "month.this"));
        }
        Some(back @ ..0) => {
            return past(usize::try_from(-1 - back).ok()?)
                .map(|days| told(days, sure::COUNTED, "month.step"));
        }
        Some(on) => {
            return coming(usize::try_from(on - 1).ok()?).map(|days| told(days, sure::COUNTED, "month.step"));
        }
        None => {}
    }
    let begun = all.iter().rev().copied().find(|days| days.0 <= reference);
    if calendar == Calendar::Gregorian
        && let Some(near) = begun
        && let Some(year) = scene.year_of_sentence(near.1)
        && let Some(days) = months(calendar, month, i32::from(year))
    {
        let mut found = told(days, sure::SPLIT, "month.sentence");
        found.alternatives.push(value::month(near.0.year(), month));
        return Some(found);
    }
    let now = begun.filter(|days| days.1 >= reference);
    match (now, scene.tense) {
        (Some(days), _) => Some(told(days, sure::CUED, "month.now")),
        (None, Some(Tense::Future)) => coming(0).map(|days| told(days, sure::CUED, "month.coming")),
        (None, Some(Tense::Past)) => begun.map(|days| told(days, sure::CUED, "month.recent")),
        // Ramadan is spoken of long before it begins.
        (None, None) if calendar == Calendar::Hijri && is_soon(coming(0), reference) => {
            coming(0).map(|days| told(days, sure::HABIT, "month.soon"))
        }
        (None, None) => begun.map(|days| told(days, sure::HABIT, "month.recent")),
    }
}

/// Whether a month begins within eighty days.
fn is_soon(days: Option<Days>, reference: Date) -> bool {
    days.is_some_and(|(first, _)| reference.until(first).is_ok_and(|span| span.get_days() <= 80))
}

fn months(calendar: Calendar, month: i8, year: i32) -> Option<Days> {
    if calendar == Calendar::Gregorian || year < 1700 {
        return calendar.days_of_month(year, month);
    }
    // "Ramadan 2025": the one that begins in that Gregorian year.
    let (near, _, _) = hijri::from_gregorian(Date::new(i16::try_from(year).ok()?, 6, 30).ok()?)?;
    (near - 1..=near + 1)
        .filter_map(|hijri_year| hijri::month(hijri_year, month))
        .find(|days| i32::from(days.0.year()) == year)
}

fn candidates(calendar: Calendar, month: i8, near: Date) -> Vec<Days> {
    let year = match calendar {
        Calendar::Gregorian => i32::from(near.year()),
        Calendar::Hijri => hijri::from_gregorian(near).map_or(0, |(year, _, _)| year),
    };
    (year - 3..=year + 3).filter_map(|year| months(calendar, month, year)).collect()
}

/// The last, this, the next unit.
fn resolve_unit(unit: Unit, step: i32, scene: &Scene) -> Resolved {
    let open = match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX",
    };
    let found = scene.reference.and_then(|reference| unit_near(unit, step, reference, scene));
    found.unwrap_or_else(|| Resolved::date(open.into(), None, sure::OPEN, "unit.open"))
}

/// The unit beside that of the date told before; nothing if none was told, for then it means no day.
fn beside(unit: Unit, step: i32, scene: &Scene) -> Option<Resolved> {
    let (first, last) = scene.previous?;
    let found = match unit {
        // Only a day has a day after it: «اليوم التالي» after "last month" is any.
        Unit::Day if first != last => return None,
        Unit::Day => {
            let day = first.checked_add(step.days()).ok()?;
            Resolved::date(value::day(day), Some((day, day)), sure::SPLIT, "beside")
        }
        _ => unit_near(unit, step, first, scene)?,
    };
    Some(Resolved { confidence: sure::SPLIT, rule: "beside".into(), alternatives: Vec::new(), ..found })
}

/// The stretch told before in another year; where none was told, but a day, the year itself.
fn counterpart(year: &Stretch, scene: &Scene) -> Option<Resolved> {
    let year = resolve(year, scene)?;
    let found = year.interval.zip(scene.previous).and_then(|((wanted, _), (first, last))| {
        let years = i64::from(wanted.year() - first.year());
        let moved = |day: Date| day.checked_add(years.years()).ok();
        let whole_month = last == last.last_of_month();
        let end = moved(last).map(|day| if whole_month { day.last_of_month() } else { day })?;
        (first < last && years != 0).then_some((moved(first)?, end))
    });
    let Some((first, last)) = found else {
        return Some(Resolved { confidence: sure::SPLIT, ..year });
    };
    let mut found = Resolved::date(value::of_days(first, last), Some((first, last)), sure::HABIT, "beside");
    found.alternatives.push(year.value);
    Some(found)
}

fn unit_near(unit: Unit, step: i32, reference: Date, scene: &Scene) -> Option<Resolved> {
    let year = i32::from(reference.year());
    Some(match unit {
        Unit::Week => {
            let days = week(reference, step, scene.settings.week_start)?;
            let mut found = Resolved::date(week_value(days), Some(days), sure::COUNTED, "week");
            for start in [Weekday::Saturday, Weekday::Sunday, Weekday::Monday] {
                if start != scene.settings.week_start
                    && let Some((first, last)) = week(reference, step, start)
                {
                    found.alternatives.push(value::interval(first, last));
                }
            }
            found
        }
        Unit::Month => {
            let first = reference.first_of_month().checked_add(i64::from(step).months()).ok()?;
            let text = value::month(first.year(), first.month());
            Resolved::date(text, Some((first, first.last_of_month())), sure::COUNTED, "month.unit")
        }
        Unit::Quarter => {
            let first = reference.first_of_month();
            let back = i64::from((first.month() - 1) % 3);
            let first = first.checked_add((i64::from(step) * 3 - back).months()).ok()?;
            let last = first.checked_add(2.months()).ok()?.last_of_month();
            let text = format!("{:04}-Q{}", first.year(), (first.month() - 1) / 3 + 1);
            Resolved::date(text, Some((first, last)), sure::COUNTED, "quarter")
        }
        Unit::Year => {
            let days = Calendar::Gregorian.days_of_year(year + step)?;
            Resolved::date(value::year(year + step), Some(days), sure::COUNTED, "year.unit")
        }
        Unit::Decade => {
            let first = (year.div_euclid(10) + step) * 10;
            let days =
                (Calendar::Gregorian.days_of_year(first)?.0, Calendar::Gregorian.days_of_year(first + 9)?.1);
            Resolved::date(format!("{}X", first / 10), Some(days), sure::HABIT, "decade.unit")
        }
        Unit::Century => Resolved {
            rule: "century.unit".into(),
            ..resolve_century((year - 1).div_euclid(100) + 1 + step)?
        },
        _ => return None,
    })
}

/// The ISO week that most days of a week lie in.
fn week_value((first, _): Days) -> String {
    let middle = first.checked_add(3.days()).unwrap_or(first).iso_week_date();
    format!("{:04}-W{:02}", middle.year(), middle.week())
}

/// The n-th quarter, half, week or month of a stretch.
fn resolve_nth(nth: i32, unit: Unit, of: &Stretch, scene: &Scene) -> Option<Resolved> {
    let of = resolve(of, scene)?;
    let Some((first, last)) = of.interval else {
        let text = match unit {
            Unit::Quarter => format!("{}-Q{nth}", of.value),
            Unit::Half => format!("{}-H{nth}", of.value),
            _ => return None,
        };
        return Some(Resolved::date(text, None, sure::OPEN, "nth.open"));
    };
    let of_year = last.checked_add(1.day()).ok()? == first.checked_add(1.year()).ok()?;
    let of_month = first == first.first_of_month() && last == first.last_of_month();
    let (months, letter) = match unit {
        Unit::Quarter => (3, "Q"),
        Unit::Half => (6, "H"),
        Unit::Month => (1, ""),
        Unit::Week => {
            let start = if nth == 31 {
                last.checked_sub(6.days()).ok()?
            } else {
                first.checked_add((i64::from(nth - 1) * 7).days()).ok()?
            };
            let end = start.checked_add(6.days()).ok()?.min(last);
            let fits = start <= last;
            let text = value::interval(start, end);
            return fits.then(|| Resolved::date(text, Some((start, end)), sure::HABIT, "nth.week"));
        }
        _ => return None,
    };
    let years = i32::from(last.year()) - i32::from(first.year()) + 1;
    if unit == Unit::Half && matches!(years, 10 | 100) {
        let half = i16::try_from(years / 2).ok()?;
        let from = first.year() + if nth == 1 { 0 } else { half };
        let days = (Date::new(from, 1, 1).ok()?, Date::new(from + half - 1, 12, 31).ok()?);
        let text = format!("{}/{}", value::year(i32::from(from)), value::year(i32::from(from + half - 1)));
        return Some(Resolved::date(text, Some(days), sure::CUED, "nth"));
    }
    if of_month && unit == Unit::Half {
        let middle = Date::new(first.year(), first.month(), 15).ok()?;
        let days = if nth == 1 { (first, middle) } else { (middle.tomorrow().ok()?, last) };
        return Some(Resolved::date(value::interval(days.0, days.1), Some(days), sure::CUED, "nth"));
    }
    if !of_year {
        return None;
    }
    let nth = if nth == 31 { 12 / months } else { nth };
    let start = first.checked_add((i64::from(nth - 1) * i64::from(months)).months()).ok()?;
    let end = start.checked_add(i64::from(months).months()).ok()?.yesterday().ok()?;
    let text = if letter.is_empty() {
        value::month(start.year(), start.month())
    } else {
        format!("{:04}-{letter}{nth}", start.year())
    };
    (end <= last).then(|| Resolved::date(text, Some((start, end)), of.confidence.min(sure::COUNTED), "nth"))
}

/// The first or last so many units of a stretch.
fn resolve_first_of(count: i32, unit: Unit, of: &Stretch, scene: &Scene) -> Option<Resolved> {
    let of = resolve(of, scene)?;
    let amount = super::super::meaning::Amount {
        counts: vec![(Some(f64::from(count.abs())), unit)],
        up_to: None,
        doubt: None,
    };
    let Some((first, last)) = of.interval else {
        return Some(Resolved::date(value::of_amount(&amount), None, sure::OPEN, "first.open"));
    };
    let days = if count > 0 {
        (first, moved(first, &amount, 1)?.yesterday().ok()?)
    } else {
        (moved(last.tomorrow().ok()?, &amount, -1)?, last)
    };
    let text = match unit {
        Unit::Month => {
            format!(
                "{}/{}",
                value::month(days.0.year(), days.0.month()),
                value::month(days.1.year(), days.1.month())
            )
        }
        _ => value::interval(days.0, days.1),
    };
    let found = Resolved::date(text, Some(days), of.confidence.min(sure::CUED), "first");
    (days.0 >= first && days.1 <= last).then_some(Resolved { kind: DateKind::Interval, ..found })
}

fn resolve_season(season: Season, year: YearOf, scene: &Scene) -> Option<Resolved> {
    let days_of = |year: i32| {
        let year = i16::try_from(year).ok()?;
        let (from, months) = match season {
            Season::Spring => (3, 2),
            Season::Summer => (6, 2),
            Season::Autumn => (9, 2),
            Season::Winter => (12, 2),
        };
        let first = Date::new(year, from, 1).ok()?;
        Some((first, first.checked_add(i64::from(months).months()).ok()?.last_of_month()))
    };
    let known = match year {
        YearOf::Known(year) => year,
        YearOf::Step(step) => match scene.reference {
            Some(reference) => {
                let year = i32::from(reference.year());
                // «الصيف الماضي»: the last that is over; «المقبل»: the first that has not begun.
                let shift = match (step, days_of(year)) {
                    (-1, Some((_, last))) if last < reference => 0,
                    (1, Some((first, _))) if first > reference => 0,
                    _ => step,
                };
                year + shift
            }
            None => {
                let text = format!("XXXX-{}", season.name());
                return Some(Resolved::date(text, None, sure::OPEN, "season.open"));
            }
        },
        _ => return None,
    };
    let text = format!("{known:04}-{}", season.name());
    Some(Resolved::date(text, days_of(known), sure::CUED, "season"))
}

/// Saturday and Sunday of the reference's week; Friday and Saturday are as common.
fn resolve_weekend(step: Option<i32>, scene: &Scene) -> Resolved {
    let found = scene.reference.and_then(|reference| {
        // At the beginning of a week news still speaks of the weekend before it.
        let begins = reference.weekday().to_monday_one_offset() <= 3;
        let step = step.unwrap_or(if begins && scene.tense == Some(Tense::Past) { -1 } else { 0 });
        let (first, _) = week(reference, step, Weekday::Monday)?;
        let days = (first.checked_add(5.days()).ok()?, first.checked_add(6.days()).ok()?);
        let text = format!("{}-WE", week_value((first, days.1)));
        let mut found = Resolved::date(text, Some(days), sure::HABIT, "weekend");
        found.alternatives.push(value::interval(days.0.yesterday().ok()?, days.0));
        Some(found)
    });
    found.unwrap_or_else(|| Resolved::date("XXXX-WXX-WE".into(), None, sure::OPEN, "weekend.open"))
}

fn resolve_feast(calendar: Calendar, month: i8, day: i8, year: YearOf, scene: &Scene) -> Option<Resolved> {
    let mut days: Vec<Date> = match year {
        YearOf::Known(year) => vec![in_months(calendar, month, year, day)?],
        _ => candidates(calendar, month, scene.reference?)
            .into_iter()
            .filter_map(|(first, _)| first.checked_add(i64::from(day - 1).days()).ok())
            .collect(),
    };
    let reference = scene.reference;
    let chosen = match (year, reference) {
        (YearOf::Known(_), _) => days.pop()?,
        (YearOf::Step(0), Some(reference)) => days.into_iter().find(|day| day.year() == reference.year())?,
        (YearOf::Step(1), Some(reference)) => days.into_iter().find(|day| *day > reference)?,
        (YearOf::Step(-1), Some(reference)) => days.into_iter().rev().find(|day| *day < reference)?,
        (_, Some(reference)) => days
            .into_iter()
            .min_by_key(|day| reference.until(*day).map_or(i32::MAX, |span| span.get_days().abs()))?,
        _ => return None,
    };
    Some(Resolved::date(value::day(chosen), Some((chosen, chosen)), sure::CUED, "feast"))
}

fn in_months(calendar: Calendar, month: i8, year: i32, day: i8) -> Option<Date> {
    months(calendar, month, year)?.0.checked_add(i64::from(day - 1).days()).ok()
}

/// The beginning, middle or end of a stretch: thirds of a month or decade, quarters and the middle
/// half of a year, two days of a week.
pub(super) fn narrowed(first: Date, last: Date, edge: Edge) -> Days {
    let days = first.until(last).map_or(0, |span| span.get_days()) + 1;
    let (head, tail) = match days {
        ..=2 => return (first, last),
        3..=7 => (2, 2),
        300..=400 => (days / 4, days / 4),
        28..=31 => (10, days - 20),
        _ => (days / 3, days / 3),
    };
    let from = |count: i32| first.checked_add(count.days()).unwrap_or(first);
    match edge {
        Edge::Start => (first, from(head - 1)),
        Edge::Middle => (from(head), from(days - tail - 1)),
        Edge::End => (from(days - tail), last),
    }
}

/// A range's first end a year earlier, where its year was not told and it came out after the last.
pub(super) fn year_before(first: &Point, scene: &Scene, start: Date) -> Option<Resolved> {
    let year = i32::from(start.year()) - 1;
    let mut earlier = first.clone();
    match &mut earlier.stretch {
        Stretch::Month { year: told, .. } => *told = YearOf::Known(year),
        Stretch::Day(day) => day.date.as_mut()?.year = YearOf::Known(year),
        _ => return None,
    }
    resolve_point(&earlier, scene)
}
