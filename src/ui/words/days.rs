//! Days and spans of days -> words, in the calendar or calendars that the reader goes by.

use jiff::civil::{Date, Weekday};

use super::{Lang, Words, months};
use crate::arabic::calendar::Calendar;

/// The calendars that days are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendars {
    /// The one that counts.
    pub first: Calendar,
    /// Whether the other is written beside it, where there is room.
    pub both: bool,
}

/// Monday first, as in ISO 8601.
const WEEKDAYS: [&str; 7] = ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const ENGLISH_WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Words {
    /// The name of a month of a calendar, from 1; a number outside is the nearest of these.
    pub fn month(&self, calendar: Calendar, month: i8) -> String {
        months::name(self.lang, self.manner.months, calendar, month)
    }

    /// The name of a weekday: "Monday".
    pub fn weekday(&self, weekday: Weekday) -> &'static str {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
        match self.lang {
            Lang::Ar => WEEKDAYS[index],
            Lang::En => ENGLISH_WEEKDAYS[index],
        }
    }

    /// The name of a weekday beside a day: "Mon"; Arabic shortens none.
    pub fn weekday_short(&self, weekday: Weekday) -> &'static str {
        let name = self.weekday(weekday);
        if self.lang == Lang::En { &name[..3] } else { name }
    }

    /// A day in the calendar that counts: "19 May 2025". English shortens the months that news shortens.
    pub fn date(&self, date: Date) -> String {
        self.date_in(self.manner.calendars.first, date)
    }

    /// A day with its weekday: "Mon 19 May 2025".
    pub fn date_with_weekday(&self, date: Date) -> String {
        format!("{} {}", self.weekday_short(date.weekday()), self.date(date))
    }

    /// A day with its weekday, and the day of the other calendar if the reader wants both:
    /// "Mon 19 May 2025 · 21 Dhuʻl-Qiʻdah 1446 AH".
    pub fn date_in_full(&self, date: Date) -> String {
        let day = self.date_with_weekday(date);
        match self.beside(date, date) {
            Some(beside) => format!("{day} \u{b7} {beside}"),
            None => day,
        }
    }

    /// The same days in the other calendar, without weekday; `None` if the reader does not want both.
    pub fn beside(&self, from: Date, to: Date) -> Option<String> {
        let Calendars { first, both } = self.manner.calendars;
        let other = first.other();
        both.then(|| if from == to { self.date_in(other, from) } else { self.span_in(other, from, to) })
    }

    /// The same without the year; `None` too if the days lie in two months.
    pub fn beside_without_year(&self, from: Date, to: Date) -> Option<String> {
        let Calendars { first, both } = self.manner.calendars;
        let other = first.other();
        let ((_, month, start), (_, last_month, end)) = (other.fields(from)?, other.fields(to)?);
        let fits = both && month == last_month;
        fits.then(|| self.in_digits(format!("{} {}", days(start, end), self.month_short(other, month))))
    }

    /// A month of a year of a calendar: "May 2025", "Ramadan 1446 AH".
    pub fn month_of_year(&self, calendar: Calendar, year: i32, month: i8) -> String {
        self.in_digits(format!("{} {}", self.month(calendar, month), self.year(calendar, year)))
    }

    /// From one day to another, both included, as short as it is clear, in the calendar that counts:
    /// "12–18 May 2025", "May 2025" for a whole month, "2025" for a whole year.
    pub fn span(&self, from: Date, to: Date) -> String {
        match from == to {
            true => self.date_with_weekday(from),
            false => self.span_in(self.manner.calendars.first, from, to),
        }
    }

    /// The name of the month that a day lies in, in the calendar that counts.
    pub fn month_name(&self, date: Date) -> String {
        let calendar = self.manner.calendars.first;
        calendar.fields(date).map_or_else(String::new, |(_, month, _)| self.month(calendar, month))
    }

    /// Days of one month without its name: "14", "12–18"; `None` if they lie outside the calendar.
    pub fn days_of_month(&self, from: Date, to: Date) -> Option<String> {
        let calendar = self.manner.calendars.first;
        Some(self.in_digits(days(calendar.fields(from)?.2, calendar.fields(to)?.2)))
    }

    fn date_in(&self, calendar: Calendar, date: Date) -> String {
        match calendar.fields(date) {
            Some((year, month, day)) => self.in_digits(format!(
                "{day} {} {}",
                self.month_short(calendar, month),
                self.year(calendar, year)
            )),
            // A day that the tables of a calendar do not reach.
            None => self.in_digits(date.to_string()),
        }
    }

    fn span_in(&self, calendar: Calendar, from: Date, to: Date) -> String {
        let (Some(start), Some(end)) = (calendar.fields(from), calendar.fields(to)) else {
            return self.in_digits(format!("{from}–{to}"));
        };
        let same_year = start.0 == end.0;
        let same_month = same_year && start.1 == end.1;
        let ends_month = calendar.days_of_month(end.0, end.1).is_some_and(|(_, last)| last == to);
        let whole_months = start.2 == 1 && ends_month;
        if whole_months && same_month {
            return self.month_of_year(calendar, start.0, start.1);
        }
        if whole_months && start.1 == 1 && end.1 == 12 {
            let last = self.year(calendar, end.0);
            return self.in_digits(if same_year { last } else { format!("{}–{last}", start.0) });
        }
        let day = |day: i8, month: i8| format!("{day} {}", self.month_short(calendar, month));
        let (first, last) = match whole_months {
            true if same_year => (self.month(calendar, start.1), self.month_of_year(calendar, end.0, end.1)),
            true => {
                (self.month_of_year(calendar, start.0, start.1), self.month_of_year(calendar, end.0, end.1))
            }
            false if same_month => {
                let month = self.month_short(calendar, end.1);
                let year = self.year(calendar, end.0);
                return self.in_digits(format!("{} {month} {year}", days(start.2, end.2)));
            }
            false if same_year => (self.in_digits(day(start.2, start.1)), self.date_in(calendar, to)),
            false => (self.date_in(calendar, from), self.date_in(calendar, to)),
        };
        self.say_with("date-range", &[("from", first.into()), ("to", last.into())])
    }

    /// A year, with the era of a calendar that is not the usual one: "2025", "1446 AH", «1446هـ».
    fn year(&self, calendar: Calendar, year: i32) -> String {
        match (calendar, self.lang) {
            (Calendar::Gregorian, _) => year.to_string(),
            (Calendar::Hijri, Lang::En) => format!("{year} AH"),
            (Calendar::Hijri, Lang::Ar) => format!("{year}هـ"),
        }
    }

    /// The name of a month beside a day: English news shortens all but the shortest of its own.
    fn month_short(&self, calendar: Calendar, month: i8) -> String {
        let name = self.month(calendar, month);
        match (calendar, self.lang) {
            (Calendar::Gregorian, Lang::En) => name[..3].to_owned(),
            _ => name,
        }
    }

    pub(super) fn in_digits(&self, text: String) -> String {
        self.own_digits(&text).into_owned()
    }
}

/// One day, or two with a dash.
fn days(first: i8, last: i8) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
