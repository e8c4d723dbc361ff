//! A day -> year, month and day of the calendar that a reader or a text goes by.

use jiff::civil::Date;

use super::hijri;

/// A calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The solar calendar of most of the world.
    #[default]
    Gregorian,
    /// The lunar calendar of Islam, by Umm al-Qura.
    Hijri,
}

impl Calendar {
    /// Year, month (from 1) and day of `date`; `None` for a day outside the calendar's tables.
    pub fn fields(self, date: Date) -> Option<(i32, i8, i8)> {
        match self {
            Calendar::Gregorian => Some((i32::from(date.year()), date.month(), date.day())),
            Calendar::Hijri => hijri::from_gregorian(date),
        }
    }

    /// First and last day of a month; `None` if there is no such month.
    pub fn days_of_month(self, year: i32, month: i8) -> Option<(Date, Date)> {
        match self {
            Calendar::Gregorian => {
                let first = Date::new(i16::try_from(year).ok()?, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Calendar::Hijri => hijri::month(year, month),
        }
    }

    /// First and last day of a year; `None` if there is no such year.
    pub fn days_of_year(self, year: i32) -> Option<(Date, Date)> {
        match self {
            Calendar::Gregorian => {
                let year = i16::try_from(year).ok()?;
                Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
            }
            Calendar::Hijri => hijri::year(year),
        }
    }

    /// The other calendar.
    pub fn other(self) -> Calendar {
        match self {
            Calendar::Gregorian => Calendar::Hijri,
            Calendar::Hijri => Calendar::Gregorian,
        }
    }
}
