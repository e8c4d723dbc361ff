//! Days, spans and TIMEX3 values -> the words in which a reader writes them.

use jiff::civil::{Date, Weekday};

use super::{Lang, Words};
use crate::article::{DateKind, DateMention};

/// Whose names the months have in Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Months {
    /// Egypt, Sudan, the Gulf, Libya: from Latin.
    #[default]
    Standard,
    /// Syria, Lebanon, Iraq, Jordan, Palestine: from Aramaic.
    Levant,
    /// Tunisia and Algeria: from French.
    Maghreb,
    /// Morocco.
    Morocco,
    /// Mauritania.
    Mauritania,
    /// The Aramaic and the Latin name, as newspapers for all countries write them.
    Both,
}

/// The names used in Egypt and the Gulf (CLDR `ar`).
const STANDARD: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
/// CLDR `ar-SY`.
const LEVANT: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
/// CLDR `ar-TN`.
const MAGHREB: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
/// CLDR `ar-MA`.
const MOROCCO: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
];
/// CLDR `ar-MR`.
const MAURITANIA: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "إبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغشت",
    "شتمبر",
    "أكتوبر",
    "نوفمبر",
    "دجمبر",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Monday first, as in ISO 8601.
const WEEKDAYS: [&str; 7] = ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const ENGLISH_WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Months {
    /// The names that are usual in a country (ISO 3166 code).
    pub fn of_country(code: &str) -> Months {
        match code {
            "SY" | "LB" | "IQ" | "JO" | "PS" => Months::Levant,
            "TN" | "DZ" => Months::Maghreb,
            "MA" | "EH" => Months::Morocco,
            "MR" => Months::Mauritania,
            _ => Months::Standard,
        }
    }

    /// The names of a month, 1 (January) … 12.
    fn name(self, month: i8) -> String {
        let index = usize::try_from(month - 1).unwrap_or(0).min(11);
        match self {
            Months::Standard => STANDARD[index].to_owned(),
            Months::Levant => LEVANT[index].to_owned(),
            Months::Maghreb => MAGHREB[index].to_owned(),
            Months::Morocco => MOROCCO[index].to_owned(),
            Months::Mauritania => MAURITANIA[index].to_owned(),
            Months::Both => format!("{}/{}", LEVANT[index], STANDARD[index]),
        }
    }
}

impl Words {
    /// The name of a month, 1 (January) … 12; a number outside is the nearest of these.
    pub fn month(&self, month: i8) -> String {
        match self.lang {
            Lang::Ar => self.months.name(month),
            Lang::En => ENGLISH[usize::try_from(month - 1).unwrap_or(0).min(11)].to_owned(),
        }
    }

    /// The name of a weekday: "Monday".
    pub fn weekday(&self, weekday: Weekday) -> &'static str {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
        match self.lang {
            Lang::Ar => WEEKDAYS[index],
            Lang::En => ENGLISH_WEEKDAYS[index],
        }
    }

    /// A day: "19 May 2025". English shortens the months that news shortens.
    pub fn date(&self, date: Date) -> String {
        self.in_digits(format!("{} {} {}", date.day(), self.month_short(date.month()), year(date.year())))
    }

    /// A day with its weekday: "Mon 19 May 2025".
    pub fn date_with_weekday(&self, date: Date) -> String {
        let weekday = self.weekday(date.weekday());
        let weekday = if self.lang == Lang::En { &weekday[..3] } else { weekday };
        format!("{weekday} {}", self.date(date))
    }

    /// A month of a year: "May 2025".
    pub fn month_of_year(&self, year_number: i16, month: i8) -> String {
        self.in_digits(format!("{} {}", self.month(month), year(year_number)))
    }

    /// From one day to another, both included, as short as it is clear: "12–18 May 2025",
    /// "May 2025" for a whole month, "2025" for a whole year.
    pub fn span(&self, from: Date, to: Date) -> String {
        if from == to {
            return self.date_with_weekday(from);
        }
        let whole_months = from.day() == 1 && to == to.last_of_month();
        let same_year = from.year() == to.year();
        if whole_months && same_year && from.month() == to.month() {
            return self.month_of_year(from.year(), from.month());
        }
        if whole_months && from.month() == 1 && to.month() == 12 {
            return self.in_digits(match same_year {
                true => year(from.year()),
                false => format!("{}–{}", year(from.year()), year(to.year())),
            });
        }
        let (start, end) = match whole_months {
            true => {
                let start = match same_year {
                    true => self.month(from.month()),
                    false => self.month_of_year(from.year(), from.month()),
                };
                (start, self.month_of_year(to.year(), to.month()))
            }
            false if same_year && from.month() == to.month() => {
                let days = format!("{}–{}", from.day(), to.day());
                let month = self.month_short(to.month());
                return self.in_digits(format!("{days} {month} {}", year(to.year())));
            }
            false => {
                let day = format!("{} {}", from.day(), self.month_short(from.month()));
                (if same_year { self.in_digits(day) } else { self.date(from) }, self.date(to))
            }
        };
        self.say_with("date-range", &[("from", start.into()), ("to", end.into())])
    }

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
                let (id, name) = match time.as_bytes().first() {
                    Some(b'0'..=b'9') => ("date-at", "time"),
                    _ => ("date-part", "part"),
                };
                let time = self.time(time)?;
                Some(self.say_with(id, &[("date", date.into()), (name, time.into())]))
            }
            None => self.calendar(value),
        }
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
                None | Some("XX") => self.month(number),
                Some(day) => {
                    let day: u8 = day.parse().ok()?;
                    self.in_digits(format!("{day} {}", self.month(number)))
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

    /// The name of a month beside a day: English news shortens all but the shortest.
    fn month_short(&self, month: i8) -> String {
        let name = self.month(month);
        match self.lang {
            Lang::En => name[..3].to_owned(),
            Lang::Ar => name,
        }
    }

    fn in_digits(&self, text: String) -> String {
        self.own_digits(&text).into_owned()
    }
}

/// A whole day in ISO 8601; `None` if anything is missing or unknown.
fn day(value: &str) -> Option<Date> {
    (value.len() == 10).then(|| value.parse().ok()).flatten()
}

/// A year without sign or zeros before it.
fn year(year: i16) -> String {
    year.to_string()
}
