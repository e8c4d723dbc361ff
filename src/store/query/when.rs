//! "2025-05", "yesterday" -> days.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::fmt;

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

/// From one [`When`] to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// Where it begins.
    pub from: When,
    /// Where it ends, if it was given as two with `..` between.
    pub to: Option<When>,
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
    /// Reads a day, or two with `..` between.
    pub fn parse(text: &str) -> Option<Period> {
        match text.split_once("..") {
            Some((from, to)) => Some(Period { from: When::parse(from)?, to: Some(When::parse(to)?) }),
            None => Some(Period { from: When::parse(text)?, to: None }),
        }
    }

    /// Its first and last day; the earlier one first, however it was written.
    pub fn days(self, today: Date) -> (Date, Date) {
        let (first, last) = self.from.days(today);
        let (other_first, other_last) = self.to.unwrap_or(self.from).days(today);
        (first.min(other_first), last.max(other_last))
    }
}

impl From<Date> for Period {
    fn from(day: Date) -> Period {
        Period { from: When::Day(day), to: None }
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
        match self.to {
            Some(to) => write!(f, "{}..{to}", self.from),
            None => self.from.fmt(f),
        }
    }
}
