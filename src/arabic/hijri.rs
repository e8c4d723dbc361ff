//! Hijri days <-> Gregorian days, by Umm al-Qura.

use icu_calendar::{Date as AnyDate, Gregorian, cal::Hijri};
use jiff::civil::Date;

/// The Gregorian day of a Hijri one; `None` for a day that the month does not have.
pub fn to_gregorian(year: i32, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let hijri = AnyDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?;
    let date = hijri.to_calendar(Gregorian);
    Date::new(
        i16::try_from(date.year().extended_year()).ok()?,
        i8::try_from(date.month().ordinal).ok()?,
        i8::try_from(date.day_of_month().0).ok()?,
    )
    .ok()
}

/// Year, month and day in the Hijri calendar.
pub fn from_gregorian(date: Date) -> Option<(i32, i8, i8)> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let gregorian = AnyDate::try_new_gregorian(i32::from(date.year()), month, day).ok()?;
    let hijri = gregorian.to_calendar(Hijri::new_umm_al_qura());
    let month = i8::try_from(hijri.month().ordinal).ok()?;
    Some((hijri.year().extended_year(), month, i8::try_from(hijri.day_of_month().0).ok()?))
}

/// First and last Gregorian day of a Hijri month.
pub fn month(year: i32, month: i8) -> Option<(Date, Date)> {
    let first = to_gregorian(year, month, 1)?;
    let next = if month == 12 { to_gregorian(year + 1, 1, 1)? } else { to_gregorian(year, month + 1, 1)? };
    Some((first, next.yesterday().ok()?))
}

/// First and last Gregorian day of a Hijri year.
pub fn year(year: i32) -> Option<(Date, Date)> {
    Some((to_gregorian(year, 1, 1)?, to_gregorian(year + 1, 1, 1)?.yesterday().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(hijri: (i32, i8, i8), gregorian: Date) {
        assert_eq!(to_gregorian(hijri.0, hijri.1, hijri.2), Some(gregorian));
        assert_eq!(from_gregorian(gregorian), Some(hijri));
    }

    /// From the calendar of the Saudi civil service and the tests of dateparser.
    #[test]
    fn known_days() {
        check((1432, 9, 14), date(2011, 8, 14));
        check((1430, 2, 20), date(2009, 2, 15));
        check((1437, 1, 17), date(2015, 10, 30));
        check((1446, 9, 1), date(2025, 3, 1));
    }

    #[test]
    fn days_that_a_month_does_not_have() {
        assert_eq!(to_gregorian(1433, 2, 30), None);
        assert_eq!(to_gregorian(1446, 13, 1), None);
        assert_eq!(
            month(1433, 2).map(|(first, last)| first.until(last).map(|span| span.get_days()).ok()),
            Some(Some(28))
        );
    }
}
