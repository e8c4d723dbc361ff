//! Days, hours and amounts -> values in ISO 8601 and TIMEX3 form.

use jiff::civil::Date;

use super::meaning::{Amount, Clock, Unit};

/// A day: `2025-05-19`.
pub(super) fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// A month: `2025-05`.
pub(super) fn month(year: i16, month: i8) -> String {
    format!("{year:04}-{month:02}")
}

/// A year: `2025`, `-0300` before the era.
pub(super) fn year(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// First and last day, both included: `2025-05-12/2025-05-18`.
pub(super) fn interval(first: Date, last: Date) -> String {
    format!("{}/{}", day(first), day(last))
}

/// First and last day as the month, quarter, half or year that they are: `2024-Q2`; else as an interval.
pub(super) fn of_days(first: Date, last: Date) -> String {
    let whole =
        first == first.first_of_month() && last == last.last_of_month() && first.year() == last.year();
    let (begin, months) = (first.month(), last.month() - first.month() + 1);
    match months {
        1 if whole => month(first.year(), begin),
        3 if whole && begin % 3 == 1 => format!("{:04}-Q{}", first.year(), begin / 3 + 1),
        6 if whole && begin % 6 == 1 => format!("{:04}-H{}", first.year(), begin / 6 + 1),
        12 if whole => year(i32::from(first.year())),
        _ => interval(first, last),
    }
}

/// An hour: `T17`, `T17:30`, `T17:30:05`.
pub(super) fn clock(clock: Clock) -> String {
    let mut value = format!("T{:02}", clock.hour);
    if let Some(minute) = clock.minute {
        value += &format!(":{minute:02}");
        if let Some(second) = clock.second {
            value += &format!(":{second:02}");
        }
    }
    value
}

/// An amount: `P3Y`, `PT2H30M`, `PXY`, `P3Y/P5Y`.
pub(super) fn of_amount(told: &Amount) -> String {
    match (told.up_to, &told.counts[..]) {
        (Some(most), [(low, unit)]) => {
            format!("{}/{}", amount(&[(*low, *unit)]), amount(&[(Some(most), *unit)]))
        }
        _ => amount(&told.counts),
    }
}

/// Counts and units, largest first; a count of `None` is written `X`. Fractions become the next
/// smaller units where that is exact, decades and centuries years.
pub(super) fn amount(counts: &[(Option<f64>, Unit)]) -> String {
    let mut date = String::new();
    let mut time = String::new();
    for &(count, unit) in counts {
        let Some(count) = count else {
            let (part, letter) =
                if unit < Unit::Night { (&mut time, letter(unit)) } else { (&mut date, letter(unit)) };
            *part += &format!("X{letter}");
            continue;
        };
        for (count, unit) in whole(count, unit) {
            let part = if unit < Unit::Night { &mut time } else { &mut date };
            *part += &format!("{}{}", number(count), letter(unit));
        }
    }
    match (date.is_empty(), time.is_empty()) {
        (_, true) => format!("P{date}"),
        (_, false) => format!("P{date}T{time}"),
    }
}

/// A count in units that need no fraction, where there are such.
fn whole(count: f64, unit: Unit) -> Vec<(f64, Unit)> {
    let (count, unit) = match unit {
        Unit::Decade => (count * 10.0, Unit::Year),
        Unit::Century => (count * 100.0, Unit::Year),
        Unit::Night => (count, Unit::Day),
        Unit::Quarter => (count * 3.0, Unit::Month),
        Unit::Half => (count * 6.0, Unit::Month),
        _ => (count, unit),
    };
    let (rest, smaller) = match unit {
        Unit::Year => (count.fract() * 12.0, Unit::Month),
        Unit::Day => (count.fract() * 24.0, Unit::Hour),
        Unit::Hour => (count.fract() * 60.0, Unit::Minute),
        Unit::Minute => (count.fract() * 60.0, Unit::Second),
        _ => return vec![(count, unit)],
    };
    let rest = (rest * 1000.0).round() / 1000.0;
    if rest == 0.0 || rest.fract() != 0.0 {
        return vec![(count, unit)];
    }
    let mut parts = vec![(count.trunc(), unit), (rest, smaller)];
    parts.retain(|(count, _)| *count > 0.0);
    parts
}

fn number(count: f64) -> String {
    if count.fract() == 0.0 { format!("{count:.0}") } else { format!("{}", (count * 100.0).round() / 100.0) }
}

fn letter(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "S",
        Unit::Minute | Unit::Month => "M",
        Unit::Hour => "H",
        Unit::Day | Unit::Night => "D",
        Unit::Week => "W",
        Unit::Quarter => "Q",
        Unit::Half => "6M",
        Unit::Year => "Y",
        Unit::Decade => "DE",
        Unit::Century => "CE",
    }
}
