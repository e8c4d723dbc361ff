//! "19 أيار 2025", "yesterday", "14 رمضان 1446" -> the one day that is meant.

use super::when::Period;
use crate::extract::date::{Settings, dates_in};
use jiff::civil::Date;

/// Reads what a reader writes for one day: figures, the names of months in Arabic and English, the
/// Hijri calendar, and words that count from `today`. `None` if it is no day, more than one, or has
/// something else beside it.
pub fn parse(text: &str, today: Date) -> Option<Date> {
    if let Some(period) = Period::parse(text) {
        return single(period.days(today));
    }
    match dates_in(text, Some(today), &Settings::default()).as_slice() {
        [found] if is_all(text, found.span.range()) => single(found.interval?),
        _ => None,
    }
}

fn single((first, last): (Date, Date)) -> Option<Date> {
    (first == last).then_some(first)
}

/// Whether nothing but signs and spaces stands beside a piece of the text.
fn is_all(text: &str, piece: std::ops::Range<usize>) -> bool {
    let beside = [text.get(..piece.start), text.get(piece.end..)];
    !beside.into_iter().flatten().flat_map(str::chars).any(char::is_alphanumeric)
}
