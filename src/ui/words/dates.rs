//! TIMEX3 values and what articles say of time -> the words in which a reader writes them.

use jiff::civil::{Date, Weekday};

use super::Words;
use crate::arabic::calendar::Calendar;
use crate::article::{DateKind, DateMention};

impl Words {
    /// What a temporal expression means, in words: the day with its weekday, the span of days, the
    /// length of time. A value that has no words of ours stands as it is.
    pub fn meaning(&self, date: &DateMention) -> String {
        if date.kind == DateKind::Set
            && let Some(words) = self.recurring(&date.value)
        {
            return words;
        }
        self.value(&date.value)
            .or_else(|| date.interval.map(|(from, to)| self.span(from, to)))
            .unwrap_or_else(|| self.in_digits(date.value.clone()))
    }

    /// The same, and beside it the days in the other calendar, if the reader wants both:
    /// "Fri 14 Feb 2025 · 15 Shaʻban 1446 AH".
    pub fn meaning_in_full(&self, date: &DateMention) -> String {
        let meaning = self.meaning(date);
        let days = date
            .interval
            .filter(|_| matches!(date.kind, DateKind::Date | DateKind::Interval | DateKind::Time));
        match days.and_then(|(from, to)| self.beside(from, to)) {
            Some(beside) => format!("{meaning} \u{b7} {beside}"),
            None => meaning,
        }
    }

    /// What a date means where its month is told by the heading above it: "Fri 14", "12–18", "Fri 14,
    /// evening", the month's name for the whole month. `None` for what does not lie in the month.
    pub fn meaning_in_month(&self, date: &DateMention, (first, last): (Date, Date)) -> Option<String> {
        let (from, to) = date.interval.filter(|(from, to)| first <= *from && *to <= last)?;
        if date.value.len() == 7 && !date.value.contains('W') || (from, to) == (first, last) {
            return Some(self.month_name(from));
        }
        if from != to {
            return self.days_of_month(from, to);
        }
        let day = format!("{} {}", self.weekday_short(from.weekday()), self.days_of_month(from, to)?);
        match date.value.split_once('T') {
            Some((_, time)) => self.at(day, time),
            None => Some(day),
        }
    }

    /// The words of a TIMEX3 value; `None` if it has none of ours.
    pub fn value(&self, value: &str) -> Option<String> {
        if let Some((from, to)) = value.split_once('/') {
            let days = day(from).zip(day(to)).filter(|(from, to)| from <= to);
            if let Some((from, to)) = days {
                return Some(self.span(from, to));
            }
            let (from, to) = (self.value(from)?, self.value(to)?);
            return Some(self.say_with("date-range", &[("from", from.into()), ("to", to.into())]));
        }
        let unknown = match value {
            "XXXX-XX-XX" => Some("date-some-day"),
            "XXXX-WXX" => Some("date-some-week"),
            "XXXX-XX" => Some("date-some-month"),
            "XXXX" => Some("date-some-year"),
            _ => None,
        };
        if let Some(id) = unknown {
            return Some(self.say(id));
        }
        match value {
            "PRESENT_REF" => return Some(self.say("date-now")),
            "PAST_REF" => return Some(self.say("date-past")),
            "FUTURE_REF" => return Some(self.say("date-future")),
            _ => {}
        }
        if let Some(length) = value.strip_prefix('P') {
            return self.length(length);
        }
        match value.split_once('T') {
            Some(("" | "XXXX-XX-XX", time)) => self.time(time),
            Some((day, time)) => {
                let date = self.calendar(day)?;
                self.at(date, time)
            }
            None => self.calendar(value),
        }
    }

    /// A day with its hour, or with the part of it.
    fn at(&self, date: String, time: &str) -> Option<String> {
        let (id, name) = match time.as_bytes().first() {
            Some(b'0'..=b'9') => ("date-at", "time"),
            _ => ("date-part", "part"),
        };
        let time = self.time(time)?;
        Some(self.say_with(id, &[("date", date.into()), (name, time.into())]))
    }

    /// A value without a time of day: a day, week, month, year, decade …
    fn calendar(&self, value: &str) -> Option<String> {
        if let Some(date) = day(value) {
            return Some(self.date_with_weekday(date));
        }
        let mut fields = value.split('-');
        let (years, month, day_of_month) = (fields.next()?, fields.next(), fields.next());
        if fields.next().is_some() {
            return None;
        }
        let Some(month) = month else { return self.years(years) };
        let shown_year = self.years(years);
        let with_year = |words: String| match &shown_year {
            Some(year) => format!("{words} {year}"),
            None => words,
        };
        if let Some(week) = month.strip_prefix('W') {
            return self.week(years, week, day_of_month);
        }
        if let Ok(number) = month.parse::<i8>() {
            if !(1..=12).contains(&number) {
                return None;
            }
            let words = match day_of_month {
                None | Some("XX") => self.month(Calendar::Gregorian, number),
                Some(day) => {
                    let day: u8 = day.parse().ok()?;
                    self.in_digits(format!("{day} {}", self.month(Calendar::Gregorian, number)))
                }
            };
            return Some(with_year(words));
        }
        let season = match month {
            "SP" => "season-spring",
            "SU" => "season-summer",
            "FA" => "season-autumn",
            "WI" => "season-winter",
            _ => return self.part_of_year(month, shown_year?),
        };
        Some(with_year(self.say(season)))
    }

    fn part_of_year(&self, part: &str, year: String) -> Option<String> {
        let (kind, number) = part.split_at_checked(1)?;
        let number: usize = number.parse().ok()?;
        let id = match kind {
            "Q" => "date-quarter",
            "H" => "date-half",
            _ => return None,
        };
        Some(self.say_with(id, &[("number", number.into()), ("year", year.into())]))
    }

    /// A week of a year ("W20"), its weekend, or one of its days; or a weekday of any week.
    fn week(&self, years: &str, week: &str, day_of_week: Option<&str>) -> Option<String> {
        let weekday = day_of_week
            .and_then(|day| day.parse::<i8>().ok())
            .and_then(|day| Weekday::from_monday_one_offset(day).ok());
        let monday = years
            .parse::<i16>()
            .ok()
            .zip(week.parse::<i8>().ok())
            .and_then(|(year, week)| jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok())
            .map(|week| week.date());
        match (monday, weekday, day_of_week) {
            (None, Some(weekday), _) => Some(self.weekday(weekday).to_owned()),
            (Some(monday), None, None) => {
                Some(self.span(monday, monday.checked_add(jiff::Span::new().days(6)).ok()?))
            }
            (Some(monday), Some(weekday), _) => {
                let offset = i64::from(weekday.to_monday_zero_offset());
                let date = monday.checked_add(jiff::Span::new().days(offset)).ok()?;
                Some(self.date_with_weekday(date))
            }
            // The weekend: its days differ from country to country, so the week is named.
            (Some(monday), None, Some("WE")) => {
                let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
                Some(self.say_with("date-weekend", &[("date", self.span(monday, sunday).into())]))
            }
            _ => None,
        }
    }

    /// A year, a decade ("199X", "199") or a century ("19XX", "19"); `None` for an unknown year.
    fn years(&self, value: &str) -> Option<String> {
        let known = value.trim_end_matches('X');
        if known.is_empty() || value.len() > 4 || !known.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let shown = |text: String| self.in_digits(text);
        match known.len() {
            4 => Some(shown(known.to_owned())),
            3 => Some(self.say_with("date-decade", &[("year", shown(format!("{known}0")).into())])),
            2 => {
                let number = known.parse::<usize>().ok()? + 1;
                Some(self.say_with("date-century", &[("number", number.into())]))
            }
            _ => None,
        }
    }

    /// A time of day ("14:30") or a part of the day ("EV").
    fn time(&self, time: &str) -> Option<String> {
        let id = match time {
            "MO" => "part-morning",
            "MI" => "part-midday",
            "AF" => "part-afternoon",
            "EV" => "part-evening",
            "NI" => "part-night",
            "DT" => "part-day",
            _ => {
                let clock = time.trim_end_matches('Z');
                let fits = clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'X');
                let clock = if clock.len() == 2 { format!("{clock}:00") } else { clock.to_owned() };
                return fits.then(|| self.in_digits(clock));
            }
        };
        Some(self.say(id))
    }

    /// A length of time, after its "P": "30D", "T2H30M", "XY".
    fn length(&self, length: &str) -> Option<String> {
        let mut parts = Vec::new();
        let (mut number, mut in_time) = (String::new(), false);
        for character in length.chars() {
            let unit = match character {
                'T' => {
                    in_time = true;
                    continue;
                }
                '0'..='9' | '.' | 'X' => {
                    number.push(character);
                    continue;
                }
                'Y' => "years",
                'M' if in_time => "minutes",
                'M' => "months",
                'W' => "weeks",
                'D' => "days",
                'H' => "hours",
                'S' => "seconds",
                _ => return None,
            };
            let words = match number.parse::<usize>() {
                Ok(count) => self.say_with(&format!("length-{unit}"), &[("count", count.into())]),
                Err(_) if number == "X" && unit != "seconds" => self.say(&format!("length-some-{unit}")),
                Err(_) => return None,
            };
            parts.push(words);
            number.clear();
        }
        let joined = parts.into_iter().reduce(|first, last| {
            self.say_with("list-and", &[("first", first.into()), ("last", last.into())])
        });
        joined.filter(|_| number.is_empty())
    }

    /// A recurring time: "P1D", "XXXX-WXX-5".
    fn recurring(&self, value: &str) -> Option<String> {
        if let Some(day) = value.strip_prefix("XXXX-WXX-") {
            let weekday = Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
            let weekday = self.weekday(weekday);
            return Some(self.say_with("set-weekday", &[("weekday", weekday.into())]));
        }
        let id = match value {
            "P1D" | "XXXX-XX-XX" => "set-day",
            "P1W" | "XXXX-WXX" => "set-week",
            "P1M" | "XXXX-XX" => "set-month",
            "P1Y" | "XXXX" => "set-year",
            _ => {
                let unit = self.value(value)?;
                return Some(self.say_with("set-every", &[("unit", unit.into())]));
            }
        };
        Some(self.say(id))
    }
}

/// A whole day in ISO 8601; `None` if anything is missing or unknown.
fn day(value: &str) -> Option<Date> {
    (value.len() == 10).then(|| value.parse().ok()).flatten()
}
