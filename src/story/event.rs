//! An article's facts -> the day of its event.
//!
//! The day of publication alone does not tell two tellings of one event from two events; the days
//! that the lead names do. Where no publication day is known, what the text pins down without a
//! year ("Friday 14 February") still says which days it can be about.

use crate::article::{Article, DateKind, Facts, Span};
use jiff::ToSpan;
use jiff::civil::Date;

/// When an article's event took place, as far as its text and its source say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// The day of the event.
    pub event: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The days near that of publication which its lead names: what happened took place on one of
    /// them. Ascending.
    pub named: Vec<Date>,
    /// Month and day of dates whose year is not known, in text order.
    pub partial: Vec<(i8, i8)>,
}

impl Day {
    /// The day by which the article stands in a storyline: of the event, else of publication.
    pub fn known(&self) -> Option<Date> {
        self.event.or(self.published)
    }

    /// Days from `self` to `other`; negative if `other` is earlier; `None` if either is unknown.
    pub fn days_to(&self, other: &Day) -> Option<i32> {
        let (here, there) = (self.known()?, other.known()?);
        here.until(there).ok().map(|span| span.get_days())
    }

    /// Whether both articles name days, and none is the same: the weather of Monday and that of Tuesday.
    fn is_of_another_day(&self, other: &Day) -> bool {
        let names_other = |day| !other.named.contains(day);
        !self.named.is_empty() && !other.named.is_empty() && self.named.iter().all(names_other)
    }

    /// Whether one of two articles, undated itself, names a month and day within `window` days of the
    /// other's event.
    pub fn may_be_near(&self, other: &Day, window: i32) -> bool {
        let near = |partial: &[(i8, i8)], day: Option<Date>| {
            let Some(day) = day else { return false };
            partial.iter().any(|&(month, of_month)| {
                // The year before and after too: 1 January is near 31 December.
                [-1, 0, 1].iter().any(|year| {
                    Date::new(day.year() + year, month, of_month)
                        .ok()
                        .and_then(|there| day.until(there).ok())
                        .is_some_and(|span| span.get_days().abs() <= window)
                })
            })
        };
        (self.known().is_none() && near(&self.partial, other.known()))
            || (other.known().is_none() && near(&other.partial, self.known()))
    }
}

/// Days after which two tellings of one event are alike only by a third of what their words say (the
/// measured best for online clustering).
const DECAY_DAYS: f32 = 3.0;
/// Days between two tellings of one event at most: their p99 gap is 3.6 days.
pub const WINDOW_DAYS: i32 = 4;
/// What is left of the likeness of two articles that name different days. Not nothing: days can be
/// misread.
const OTHER_DAY: f32 = 0.4;
/// What is left where neither day is known.
const NO_DAY: f32 = 0.4;

/// How sure it is, 0 to 1, that two articles of which the words are alike by `cosine` tell the same
/// event: the days decide between events that recur. The days between do not count against copies.
pub fn sameness(cosine: f32, here: &Day, there: &Day, are_copies: bool) -> f32 {
    let other_day = if here.is_of_another_day(there) { OTHER_DAY } else { 1.0 };
    match here.days_to(there) {
        Some(days) if days.abs() > WINDOW_DAYS => 0.0,
        Some(_) if are_copies => cosine * other_day,
        Some(days) => cosine * other_day * (-days.abs() as f32 / DECAY_DAYS).exp(),
        None if here.may_be_near(there, WINDOW_DAYS) => cosine,
        None if here.known().is_none() && there.known().is_none() => cosine * NO_DAY,
        None => 0.0,
    }
}

/// The body sections in which a date can be the event's: headline, standfirst and two paragraphs.
const LEAD_SECTIONS: usize = 4;
/// How far an event may lie before its report. A preview reports a day ahead at most (what is
/// announced for next month is not what happened); p99 of the gap between tellings is 3.6 days.
const DAYS_BEFORE: i32 = 4;
const DAYS_AFTER: i32 = 1;

/// The day of the event of `article`: the last day named in its lead that is close to its day of
/// publication; without one, the day of publication itself.
pub fn day(article: &Article, facts: &Facts) -> Day {
    let published = article.published.map(|published| published.date);
    let lead: Vec<Span> = article.body().take(LEAD_SECTIONS).map(|section| section.span).collect();
    let in_lead = |span: Span| lead.iter().any(|section| section.contains(span));
    let mut named = Vec::new();
    let mut partial = Vec::new();
    for date in facts.dates.iter().filter(|date| date.part == article.part && date.kind == DateKind::Date) {
        if let Some(month_day) = month_and_day(&date.value) {
            partial.push(month_day);
        }
        let single = date.interval.filter(|(first, last)| first == last).map(|(day, _)| day);
        if let (Some(day), Some(published)) = (single, published)
            && in_lead(date.span)
            && published.saturating_sub(DAYS_BEFORE.days()) <= day
            && day <= published.saturating_add(DAYS_AFTER.days())
        {
            named.push(day);
        }
    }
    named.sort_unstable();
    named.dedup();
    Day { event: named.last().copied().or(published), published, named, partial }
}

/// Month and day of a value without a year: `XXXX-02-14`.
fn month_and_day(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.strip_prefix("XXXX-")?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dated(event: Date) -> Day {
        Day { event: Some(event), ..Day::default() }
    }

    #[test]
    fn gaps_are_signed() {
        let (earlier, later) = (dated(date(2025, 2, 12)), dated(date(2025, 3, 18)));
        assert_eq!(earlier.days_to(&later), Some(34));
        assert_eq!(later.days_to(&earlier), Some(-34));
        assert_eq!(later.days_to(&Day::default()), None);
    }

    #[test]
    fn a_date_without_year_can_be_near() {
        let undated = Day { partial: vec![(2, 14)], ..Day::default() };
        assert!(undated.may_be_near(&dated(date(2025, 2, 12)), 3));
        assert!(dated(date(2025, 2, 12)).may_be_near(&undated, 3));
        assert!(!undated.may_be_near(&dated(date(2025, 5, 19)), 3));
        let new_year = Day { partial: vec![(1, 1)], ..Day::default() };
        assert!(new_year.may_be_near(&dated(date(2024, 12, 31)), 3));
    }

    #[test]
    fn the_days_decide_between_events_that_recur() {
        let told = |event: Date, named: &[Date]| Day { named: named.to_vec(), ..dated(event) };
        let (one, two, next) = (date(2025, 2, 12), date(2025, 2, 13), date(2025, 5, 19));
        let same = |here: &Day, there: &Day, are_copies| sameness(0.5, here, there, are_copies);
        assert_eq!(same(&dated(one), &dated(one), false), 0.5);
        let a_day_later = same(&dated(one), &dated(two), false);
        assert!((0.3..0.4).contains(&a_day_later));
        assert_eq!(same(&dated(one), &dated(next), false), 0.0);
        // The weather of two days, and yesterday's event told today.
        assert!(same(&told(one, &[one]), &told(two, &[two]), false) < a_day_later / 2.0);
        assert_eq!(same(&told(one, &[one]), &told(two, &[one, two]), false), a_day_later);
        assert_eq!(same(&dated(one), &dated(two), true), 0.5);
        assert_eq!(same(&dated(one), &dated(next), true), 0.0);
        // Nothing is known of one, or of both.
        assert_eq!(same(&dated(one), &Day::default(), false), 0.0);
        assert!(same(&Day::default(), &Day::default(), false) < 0.25);
    }

    #[test]
    fn only_full_partial_dates_count() {
        assert_eq!(month_and_day("XXXX-02-14"), Some((2, 14)));
        assert_eq!(month_and_day("2025-02-14"), None);
        assert_eq!(month_and_day("XXXX-02"), None);
    }
}
