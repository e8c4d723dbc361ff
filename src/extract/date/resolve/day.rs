//! What is told of a day -> the day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::cues::Tense;
use super::super::meaning::{Calendar, DateOf, DayOf, Point, Stretch, YearOf};
use super::super::value;
use super::{Resolved, Scene, sure};
use crate::arabic::hijri;

/// A day without a year is the nearest one if that is at most so many days away; in the development
/// articles no cue of the clause is as good a guide.
const CLOSE_DAYS: i32 = 60;

/// Resolves a day; `None` if there is no such day.
pub(super) fn resolve(day: &DayOf, scene: &Scene) -> Option<Resolved> {
    if let Some(date) = day.date {
        return dated(day, date, scene);
    }
    if let Some(offset) = day.offset {
        return Some(counted(day, offset, scene));
    }
    let weekday = day.weekday?;
    Some(weekday_alone(day, weekday, scene))
}

/// A day with a date. The Gregorian of two calendars wins; a weekday that contradicts lowers trust.
fn dated(day: &DayOf, date: DateOf, scene: &Scene) -> Option<Resolved> {
    let (date, pair) = match day.paired {
        Some(paired) if paired.calendar == Calendar::Gregorian => (paired, Some(date)),
        other => (date, other),
    };
    let hijri = date.calendar == Calendar::Hijri;
    let mut found = match date.year {
        YearOf::Known(year) => full(year, date, day)?,
        _ => without_year(day, date, pair, scene)?,
    };
    if hijri && let Some((first, _)) = found.interval {
        // The beginning of a month is announced, not computed: a day more or less is possible.
        found
            .alternatives
            .extend([first.yesterday(), first.tomorrow()].into_iter().flatten().map(value::day));
        found.confidence = found.confidence.min(sure::CUED);
    }
    if let (Some(weekday), Some((first, _))) = (day.weekday, found.interval)
        && first.weekday().to_monday_one_offset() != weekday
    {
        let near = nearest_weekday(first, weekday);
        if hijri && (first.until(near).map_or(9, |span| span.get_days())).abs() == 1 {
            // The weekday tells which day the month really began.
            found = Resolved { value: value::day(near), interval: Some((near, near)), ..found };
            found.alternatives = vec![value::day(first)];
            found.confidence = sure::TOLD;
            return Some(found);
        }
        found.alternatives.push(value::day(near));
        found.confidence = found.confidence.min(sure::SPLIT);
        found.rule = "date.weekday_differs".into();
    }
    Some(found)
}

/// Day, month and year are told.
fn full(year: i32, date: DateOf, day: &DayOf) -> Option<Resolved> {
    let month = date.month?;
    let straight = day_of(date.calendar, year, month, date.day);
    // A weekday beside a Hijri day tells when its month began, not that month and day are swapped.
    let swapped = if date.ambiguous && date.calendar == Calendar::Gregorian {
        day_of(date.calendar, year, date.day, month)
    } else {
        None
    };
    let fits = |candidate: Option<Date>| {
        candidate.is_some_and(|candidate| {
            day.weekday.is_none_or(|weekday| candidate.weekday().to_monday_one_offset() == weekday)
        })
    };
    let (chosen, other) = match day.weekday {
        Some(_) if !fits(straight) && fits(swapped) => (swapped?, straight),
        Some(_) if fits(straight) => (straight?, None),
        _ => (straight?, swapped),
    };
    let rule = match (date.calendar, date.ambiguous) {
        (Calendar::Hijri, _) => "date.hijri",
        (_, true) => "date.figures",
        _ => "date.full",
    };
    let mut found = Resolved::date(value::day(chosen), Some((chosen, chosen)), sure::TOLD, rule);
    if let Some(other) = other {
        found.alternatives.push(value::day(other));
        found.confidence = sure::CUED;
    }
    Some(found)
}

/// The day in its calendar, as a Gregorian day.
fn day_of(calendar: Calendar, year: i32, month: i8, day: i8) -> Option<Date> {
    match calendar {
        Calendar::Gregorian => Date::new(i16::try_from(year).ok()?, month, day).ok(),
        Calendar::Hijri => hijri::to_gregorian(year, month, day),
    }
}

/// A day of a month whose year is not a number.
fn without_year(day: &DayOf, date: DateOf, pair: Option<DateOf>, scene: &Scene) -> Option<Resolved> {
    // The year may be told in the other calendar: «5 رمضان، الموافق 5 مارس 2025» and the reverse.
    if let Some(DateOf { calendar: Calendar::Hijri, month: Some(month), year: YearOf::Known(year), .. }) =
        pair
        && let Some(near) = hijri::to_gregorian(year, month, pair?.day)
    {
        let chosen = nearest(candidates(date, near), near)?;
        return Some(Resolved::date(value::day(chosen), Some((chosen, chosen)), sure::TOLD, "date.paired"));
    }
    let Some(reference) = scene.reference else { return open(date, scene) };
    let all = candidates(date, reference);
    let told = |chosen: Date, confidence, rule| {
        Resolved::date(value::day(chosen), Some((chosen, chosen)), confidence, rule)
    };
    if let Some(offset) = day.offset {
        let near = reference.checked_add(offset.days()).ok()?;
        return nearest(all, near).map(|chosen| told(chosen, sure::COUNTED, "date.offset"));
    }
    let in_year = |year: i16| all.iter().copied().find(|candidate| candidate.year() == year);
    if let YearOf::Step(step) = date.year {
        let year = reference.year().checked_add(i16::try_from(step).ok()?)?;
        return in_year(year).map(|chosen| told(chosen, sure::COUNTED, "date.year_step"));
    }
    if date.year == YearOf::Same
        && let Some((first, _)) = scene.previous
    {
        let near = nearest(candidates(date, first), first)?;
        return Some(told(near, sure::HABIT, "date.same"));
    }
    if let Some(step) = date.step {
        return by_step(&all, reference, date, step).map(|chosen| told(chosen, sure::COUNTED, "date.step"));
    }
    if let Some(weekday) = day.weekday {
        let mut fitting = all.clone();
        fitting.retain(|candidate| candidate.weekday().to_monday_one_offset() == weekday);
        if let Some(chosen) = nearest(fitting, reference).filter(|day| is_near(*day, reference)) {
            return Some(told(chosen, sure::TOLD, "date.weekday"));
        }
    }
    let (near, confidence) = by_tense(&all, reference, scene.tense)?;
    if let Some(year) = scene.year_of_sentence(near)
        && day.weekday.is_none()
        && let (Calendar::Gregorian, Some(month)) = (date.calendar, date.month)
        && let Ok(chosen) = Date::new(year, month, date.day)
    {
        let mut found = told(chosen, sure::SPLIT, "date.sentence");
        found.alternatives.push(value::day(near));
        return Some(found);
    }
    match scene.anniversary {
        Some(known) if known < near => {
            let mut found = told(known, sure::HABIT, "date.anniversary");
            found.alternatives.push(value::day(near));
            Some(found)
        }
        _ => Some(told(near, confidence, "date.near")),
    }
}

/// No more than about a year apart: a weekday pins no year farther away.
fn is_near(day: Date, reference: Date) -> bool {
    distance(day, reference) <= 400
}

/// The days that a date without a year can be, years round `near`; without a month, months round it.
fn candidates(date: DateOf, near: Date) -> Vec<Date> {
    match (date.calendar, date.month) {
        (Calendar::Gregorian, Some(month)) => (-8..=8)
            .filter_map(|step| Date::new(near.year().checked_add(step)?, month, date.day).ok())
            .collect(),
        (Calendar::Gregorian, None) => (-2..=2)
            .filter_map(|step| {
                let month = near.first_of_month().checked_add(i64::from(step).months()).ok()?;
                Date::new(month.year(), month.month(), date.day).ok()
            })
            .collect(),
        (Calendar::Hijri, month) => {
            let Some((year, this_month, _)) = hijri::from_gregorian(near) else { return Vec::new() };
            let month = month.unwrap_or(this_month);
            (-4..=4).filter_map(|step| hijri::to_gregorian(year + step, month, date.day)).collect()
        }
    }
}

fn distance(one: Date, other: Date) -> i32 {
    one.until(other).map_or(i32::MAX, |span| span.get_days().abs())
}

fn nearest(days: Vec<Date>, near: Date) -> Option<Date> {
    days.into_iter().min_by_key(|day| distance(*day, near))
}

/// The last, this or the next such day; without a month, months are counted.
fn by_step(all: &[Date], reference: Date, date: DateOf, step: i32) -> Option<Date> {
    if date.month.is_none() {
        let month = reference.first_of_month().checked_add(i64::from(step).months()).ok()?;
        return Date::new(month.year(), month.month(), date.day).ok();
    }
    match step {
        0 => all.iter().copied().min_by_key(|day| distance(*day, reference)),
        ..0 => all.iter().rev().copied().filter(|day| *day < reference).nth(usize::try_from(-1 - step).ok()?),
        1.. => all.iter().copied().filter(|day| *day > reference).nth(usize::try_from(step - 1).ok()?),
    }
}

/// The nearest such day if it is close; else the next if the clause speaks of what is to come, and the
/// last if it does not.
fn by_tense(all: &[Date], reference: Date, tense: Option<Tense>) -> Option<(Date, f32)> {
    let next = all.iter().copied().find(|day| *day >= reference);
    let last = all.iter().rev().copied().find(|day| *day <= reference);
    let close = |day: &Date| distance(*day, reference) <= CLOSE_DAYS;
    if let Some(nearest) = nearest([last, next].into_iter().flatten().collect(), reference).filter(close) {
        return Some((nearest, sure::CUED));
    }
    match tense {
        Some(Tense::Future) => next.or(last).map(|day| (day, sure::CUED)),
        Some(Tense::Past) => last.or(next).map(|day| (day, sure::CUED)),
        None => last.or(next).map(|day| (day, sure::HABIT)),
    }
}

/// Without a reference day: what is told, `X` for the rest.
fn open(date: DateOf, scene: &Scene) -> Option<Resolved> {
    let _ = scene;
    let value = match (date.calendar, date.month) {
        (Calendar::Gregorian, Some(month)) => {
            // The 30th of February is no day in any year, the 29th is in some.
            Date::new(2024, month, date.day).ok()?;
            format!("XXXX-{month:02}-{:02}", date.day)
        }
        (Calendar::Gregorian, None) => format!("XXXX-XX-{:02}", date.day),
        (Calendar::Hijri, _) => "XXXX-XX-XX".into(),
    };
    Some(Resolved::date(value, None, sure::OPEN, "date.open"))
}

/// Today, yesterday, tomorrow. An explicit weekday that disagrees wins; in a quotation the day before
/// is as likely, because the words are older than the article.
fn counted(day: &DayOf, offset: i32, scene: &Scene) -> Resolved {
    let Some(reference) = scene.reference else {
        return match day.weekday {
            Some(weekday) => Resolved::date(format!("XXXX-WXX-{weekday}"), None, sure::OPEN, "day.open"),
            None => Resolved::date("XXXX-XX-XX".into(), None, sure::OPEN, "day.open"),
        };
    };
    let Ok(counted) = reference.checked_add(offset.days()) else {
        return Resolved::date("XXXX-XX-XX".into(), None, sure::OPEN, "day.open");
    };
    let told =
        |day: Date, confidence, rule| Resolved::date(value::day(day), Some((day, day)), confidence, rule);
    match day.weekday {
        Some(weekday) if counted.weekday().to_monday_one_offset() == weekday => {
            told(counted, sure::TOLD, "day.offset_weekday")
        }
        Some(weekday) => {
            let mut found = told(nearest_weekday(counted, weekday), sure::CUED, "day.weekday_wins");
            found.alternatives.push(value::day(counted));
            found
        }
        None if scene.quoted => {
            let mut found = told(counted, sure::SPLIT, "day.quoted");
            found.alternatives.extend(counted.yesterday().ok().map(value::day));
            found
        }
        None => told(counted, sure::COUNTED, "day.offset"),
    }
}

/// The day of that weekday closest to `day`; at most three days away.
fn nearest_weekday(day: Date, weekday: i8) -> Date {
    let away = i32::from(weekday - day.weekday().to_monday_one_offset());
    let away = (away + 3).rem_euclid(7) - 3;
    day.checked_add(away.days()).unwrap_or(day)
}

/// A weekday without a date.
fn weekday_alone(day: &DayOf, weekday: i8, scene: &Scene) -> Resolved {
    let Some(reference) = scene.reference else {
        return Resolved::date(format!("XXXX-WXX-{weekday}"), None, sure::OPEN, "weekday.open");
    };
    let Some((found, confidence, rule)) = weekday_near(day, weekday, reference, scene) else {
        return Resolved::date(format!("XXXX-WXX-{weekday}"), None, sure::OPEN, "weekday.open");
    };
    let mut resolved = Resolved::date(value::day(found), Some((found, found)), confidence, rule);
    if rule == "weekday.recent" && confidence < sure::CUED {
        resolved.alternatives.extend(found.checked_add(7.days()).ok().map(value::day));
    }
    resolved
}

fn weekday_near(
    day: &DayOf,
    weekday: i8,
    reference: Date,
    scene: &Scene,
) -> Option<(Date, f32, &'static str)> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    if let Some(step) = day.week {
        let (first, _) = super::stretch::week(reference, step, scene.settings.week_start)?;
        let within = if first.weekday() == weekday { first } else { first.nth_weekday(1, weekday).ok()? };
        return Some((within, sure::COUNTED, "weekday.of_week"));
    }
    match day.step {
        Some(0) => {
            let (first, _) = super::stretch::week(reference, 0, scene.settings.week_start)?;
            let within =
                if first.weekday() == weekday { first } else { first.nth_weekday(1, weekday).ok()? };
            return Some((within, sure::CUED, "weekday.this"));
        }
        Some(step) => {
            return reference.nth_weekday(step, weekday).ok().map(|day| (day, sure::COUNTED, "weekday.step"));
        }
        None => {}
    }
    if reference.weekday() == weekday {
        return Some((reference, sure::CUED, "weekday.today"));
    }
    match scene.tense {
        Some(Tense::Future) => {
            reference.nth_weekday(1, weekday).ok().map(|day| (day, sure::CUED, "weekday.coming"))
        }
        Some(Tense::Past) => {
            reference.nth_weekday(-1, weekday).ok().map(|day| (day, sure::CUED, "weekday.recent"))
        }
        None => reference.nth_weekday(-1, weekday).ok().map(|day| (day, sure::HABIT, "weekday.recent")),
    }
}

/// The day of a range's last end that comes after its start, where only its weekday is told.
pub(super) fn again_after(last: &Point, start: Date) -> Option<Date> {
    let Stretch::Day(DayOf { weekday: Some(weekday), date: None, offset: None, .. }) = &last.stretch else {
        return None;
    };
    start.nth_weekday(1, Weekday::from_monday_one_offset(*weekday).ok()?).ok()
}
