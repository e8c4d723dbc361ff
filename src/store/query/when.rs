//! "2025-05", "yesterday" -> days.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::fmt;

use crate::arabic::calendar::Calendar;
use crate::arabic::hijri;
use crate::extract::date;

/// A day, week, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// `2025`
    Year(i16),
    /// `2025-05`
    Month(i16, i8),
    /// `2025-W20`, a week by ISO 8601
    Week(i16, i8),
    /// `2025-05-19`
    Day(Date),
    /// `0d` is today, `1d` yesterday
    Ago(u16),
}

/// One [`When`], or from one to another, both included; either end may be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2025-02`
    One(When),
    /// `2025-02..2025-05`
    Between(When, When),
    /// `2025-02..`
    From(When),
    /// `..2025-02`
    Until(When),
}

impl When {
    /// Reads a day; digits of any script. `None` if it is none, or no such day exists.
    pub fn parse(text: &str) -> Option<When> {
        let text = crate::arabic::letters::fold_str(text.trim());
        match text.as_str() {
            "today" | "اليوم" => return Some(When::Ago(0)),
            "yesterday" | "امس" => return Some(When::Ago(1)),
            _ => {}
        }
        if let Some(days) = text.strip_suffix('d') {
            return digits(days, 1..=5)?.parse().ok().map(When::Ago);
        }
        let text = text.replace('/', "-");
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4..=4)?.parse().ok()?;
        let Some(second) = parts.next() else { return Some(When::Year(year)) };
        if let Some(week) = second.strip_prefix('w') {
            let week: i8 = digits(week, 1..=2)?.parse().ok()?;
            ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
            return parts.next().is_none().then_some(When::Week(year, week));
        }
        let month: i8 = digits(second, 1..=2)?.parse().ok()?;
        Date::new(year, month, 1).ok()?;
        let Some(day) = parts.next() else { return Some(When::Month(year, month)) };
        let day = Date::new(year, month, digits(day, 1..=2)?.parse().ok()?).ok()?;
        parts.next().is_none().then_some(When::Day(day))
    }

    /// Its first and last day.
    pub fn days(self, today: Date) -> (Date, Date) {
        match self {
            When::Year(year) => {
                let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
                (first, first.last_of_year())
            }
            When::Month(year, month) => {
                let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
                (first, first.last_of_month())
            }
            When::Week(year, week) => {
                let monday =
                    ISOWeekDate::new(year, week, Weekday::Monday).map_or(Date::MIN, |week| week.date());
                (monday, monday.saturating_add(6.days()))
            }
            When::Day(day) => (day, day),
            When::Ago(days) => {
                let day = today.saturating_sub(i64::from(days).days());
                (day, day)
            }
        }
    }
}

/// `text`, if it consists of that many ASCII digits.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<&str> {
    (count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

impl Period {
    /// Reads a day, month, year or week, or two with `..` between, of which one may be missing; or a day,
    /// month or year of the Hijri calendar (`1446-09`), or in words («14 شباط 2025»).
    pub fn parse(text: &str) -> Option<Period> {
        let Some((from, to)) = text.split_once("..") else { return Period::parse_one(text) };
        let ends = |text: &str| (!text.trim().is_empty()).then(|| Period::parse_one(text));
        let first = |period: Period| match period {
            Period::One(when) | Period::Between(when, _) => when,
            Period::From(when) | Period::Until(when) => when,
        };
        let last = |period: Period| match period {
            Period::One(when) | Period::Between(_, when) => when,
            Period::From(when) | Period::Until(when) => when,
        };
        Some(match (ends(from), ends(to)) {
            (Some(from), Some(to)) => Period::Between(first(from?), last(to?)),
            (Some(from), None) => Period::From(first(from?)),
            (None, Some(to)) => Period::Until(last(to?)),
            (None, None) => return None,
        })
    }

    fn parse_one(text: &str) -> Option<Period> {
        let between = |(first, last): (Date, Date)| match first == last {
            true => Period::One(When::Day(first)),
            false => Period::Between(When::Day(first), When::Day(last)),
        };
        match When::parse(text) {
            // No article is as old as the Gregorian years of these numbers.
            Some(when) => Some(of_hijri(when).map_or(Period::One(when), between)),
            None => hijri_day(text).map(|day| between((day, day))).or_else(|| in_words(text).map(between)),
        }
    }

    /// Its first and last day; the earlier one first, however it was written. An open end is the first or
    /// last day that there is.
    pub fn days(self, today: Date) -> (Date, Date) {
        match self {
            Period::One(when) => when.days(today),
            Period::Between(from, to) => {
                let (first, last) = from.days(today);
                let (other_first, other_last) = to.days(today);
                (first.min(other_first), last.max(other_last))
            }
            Period::From(when) => (when.days(today).0, Date::MAX),
            Period::Until(when) => (Date::MIN, when.days(today).1),
        }
    }
}

/// Years that are those of the Hijri calendar: 1882 to 2077.
const HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1300..=1500;

/// The days of what was written as a Gregorian year, month or day but is a Hijri one.
fn of_hijri(when: When) -> Option<(Date, Date)> {
    let calendar = Calendar::Hijri;
    match when {
        When::Year(year) if HIJRI_YEARS.contains(&year) => calendar.days_of_year(i32::from(year)),
        When::Month(year, month) if HIJRI_YEARS.contains(&year) => {
            calendar.days_of_month(i32::from(year), month)
        }
        When::Day(day) if HIJRI_YEARS.contains(&day.year()) => {
            let day = hijri::to_gregorian(i32::from(day.year()), day.month(), day.day())?;
            Some((day, day))
        }
        _ => None,
    }
}

/// A Hijri day that is no Gregorian one: the 30th of the second month.
fn hijri_day(text: &str) -> Option<Date> {
    let text = crate::arabic::letters::fold_str(text.trim()).replace('/', "-");
    let mut parts = text.split('-');
    let year: i16 = digits(parts.next()?, 4..=4)?.parse().ok()?;
    let month = digits(parts.next()?, 1..=2)?.parse().ok()?;
    let day = digits(parts.next()?, 1..=2)?.parse().ok()?;
    let fits = HIJRI_YEARS.contains(&year) && parts.next().is_none();
    fits.then(|| hijri::to_gregorian(i32::from(year), month, day)).flatten()
}

/// The days of a date in words that needs no other to be understood.
fn in_words(text: &str) -> Option<(Date, Date)> {
    let text = text.trim();
    match &date::dates_in(text, None, &date::Settings::default())[..] {
        [whole] if whole.span.of(text) == text => whole.interval,
        _ => None,
    }
}

impl From<Date> for Period {
    fn from(day: Date) -> Period {
        Period::One(When::Day(day))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Year(year) => write!(f, "{year:04}"),
            When::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            When::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            When::Day(day) => write!(f, "{day}"),
            When::Ago(0) => f.write_str("today"),
            When::Ago(1) => f.write_str("yesterday"),
            When::Ago(days) => write!(f, "{days}d"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::One(when) => when.fmt(f),
            Period::Between(from, to) => write!(f, "{from}..{to}"),
            Period::From(from) => write!(f, "{from}.."),
            Period::Until(to) => write!(f, "..{to}"),
        }
    }
}
