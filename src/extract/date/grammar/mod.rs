//! Typed tokens -> expressions: a small grammar by hand; the longest match wins.
//!
//! | module | reads |
//! | --- | --- |
//! | `numbers` | counts, ranks, years |
//! | `calendar` | days, months and years by name and in figures |
//! | `clock` | hours |
//! | `point` | one day, composed of all that is told of it |
//! | `period` | weeks, months, quarters, seasons, feasts and their edges |
//! | `year` | years, decades, centuries |
//! | `amount` | lengths of time, recurring times |

mod amount;
mod calendar;
mod clock;
mod numbers;
mod period;
mod point;
mod year;

use super::lexicon::{Prep, Sign};
use super::meaning::{Calendar, Clock, DateOf, DayOf, Meaning, Part, Point, Stretch, Unit, YearOf};
use super::tokens::Tokens;

/// An expression as read: its tokens, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    /// The first token.
    pub first: usize,
    /// The token after the last.
    pub next: usize,
    /// What it says.
    pub meaning: Meaning,
}

/// Reads all expressions of `tokens`, in order and disjoint.
pub(super) fn expressions(tokens: &Tokens) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(expression) = tokens.is_open(at).then(|| tokens.expression(at)).flatten() else {
            at += 1;
            continue;
        };
        at = expression.next.max(at + 1);
        if expression.meaning != Meaning::Nothing && !tokens.is_told_after(&expression) {
            found.push(expression);
        }
    }
    share_years(tokens, &mut found);
    found
}

/// Reads what a range is made of, where its ends turn out to make none: «السبت المقبل وحتى أمس».
pub(super) fn parts(tokens: &Tokens, range: &Expression) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = range.first;
    while at < range.next {
        let part = tokens.is_open(at).then(|| tokens.longest(at, false)).flatten();
        match part.filter(|part| part.next <= range.next) {
            Some(part) => {
                at = part.next.max(at + 1);
                found.extend((part.meaning != Meaning::Nothing).then_some(part));
            }
            None => at += 1,
        }
    }
    found
}

/// Gives days and months the year that only the last of those joined by "and" tells: «في مارس ونوفمبر
/// 2024», «يوم 3 مارس و5 نوفمبر 2024».
fn share_years(tokens: &Tokens, found: &mut [Expression]) {
    for at in (1..found.len()).rev() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), rest.first()) else { continue };
        let joined = one.next == other.first && tokens.has_and(other.first);
        if joined && let Some(year) = other.meaning.year_of_day() {
            one.meaning.set_open_year(i32::from(year));
        }
    }
}

impl Tokens {
    /// «في وقت سابق، الأربعاء»: a reference that a day follows adds nothing to it.
    fn is_told_after(&self, expression: &Expression) -> bool {
        if !matches!(expression.meaning, Meaning::Reference(_)) {
            return false;
        }
        let next = expression.next + usize::from(self.is_mark(expression.next, '،'));
        let next = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        matches!(self.folded(expression.next - 1), "سابق" | "لاحق") && self.day_point(next).is_some()
    }

    /// The longest expression at `at`.
    fn expression(&self, at: usize) -> Option<Expression> {
        self.longest(at, true)
    }

    fn longest(&self, at: usize, ranges: bool) -> Option<Expression> {
        let mut best: Option<Expression> = None;
        let mut offer = |found: Option<(Meaning, usize)>| {
            if let Some((meaning, next)) = found
                && best.as_ref().is_none_or(|best| next > best.next)
            {
                best = Some(Expression { first: at, next, meaning });
            }
        };
        offer(self.trap(at));
        if ranges {
            offer(self.range(at));
            offer(self.head_pair(at));
            offer(self.weekdays_and_days(at));
        }
        offer(self.day_point(at).map(|(point, next)| (Meaning::Point(point), next)));
        offer(self.stretch_point(at).map(|(point, next)| (Meaning::Point(point), next)));
        offer(self.clock(at).map(|(clock, next)| (Meaning::Clock(clock), next)));
        offer(self.amount_phrase(at));
        offer(self.set(at));
        offer(self.yearly(at));
        offer(self.reference(at));
        offer(self.uncounted(at));
        let mut best = best?;
        if matches!(best.meaning, Meaning::Range(..) | Meaning::Clocks(..))
            && let Some(start) = self.sign(at, Sign::Prep(Prep::From)).filter(|start| *start > at + 1)
        {
            // «ابتداء من»: the words before the first day are the sentence's.
            best.first = start;
        }
        let named = at.checked_sub(1).is_some_and(|before| self.is_name_of(before, &best.meaning));
        Some(if named { Expression { meaning: Meaning::Nothing, ..best } } else { best })
    }

    /// Whether the noun at `before` makes a name of the date after it: «شارع 26 يوليو», «سوق الخميس».
    fn is_name_of(&self, before: usize, meaning: &Meaning) -> bool {
        let Meaning::Point(Point { stretch, part: None, clock: None, .. }) = meaning else { return false };
        let bare = matches!(
            stretch,
            Stretch::Day(DayOf { offset: None, weekday: Some(_), step: None, week: None, date: None, .. })
                | Stretch::Day(DayOf {
                    offset: None,
                    weekday: None,
                    date: Some(DateOf { year: YearOf::Open, step: None, month: Some(_), .. }),
                    ..
                })
                | Stretch::Month { year: YearOf::Open, step: None, .. }
        );
        let is_named = |noun: usize| {
            self.find(noun, |entry| (entry.sign == Sign::Named && entry.rest.is_empty()).then_some(()))
                .is_some()
        };
        // «المدرسة الابتدائية 2 ماي»: the noun may have an adjective, and both the article.
        let dated = matches!(stretch, Stretch::Day(DayOf { date: Some(_), .. }));
        let adjective =
            dated && before > 0 && self.has_article(before - 1) && self.folded(before).starts_with("ال");
        bare && (is_named(before) && !self.has_article(before) || adjective && is_named(before - 1))
    }

    /// Something that looks like a time and is none.
    fn trap(&self, at: usize) -> Option<(Meaning, usize)> {
        let next = self.sign(at, Sign::Trap)?;
        // «في الساعة» is a trap only where no hour follows.
        let hour = self.folded(next.saturating_sub(1)).ends_with("الساعه")
            && (self.clock(next - 1).is_some() || self.clock(at + 1).is_some());
        (!hour).then_some((Meaning::Nothing, next))
    }

    fn reference(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some((vague, next)) = self.find(at, |entry| match entry.sign {
            Sign::Reference(vague) => Some(vague),
            _ => None,
        }) {
            // «حتى الساعة الخامسة» is an hour.
            let hour = self.folded(next - 1) == "الساعه" && self.clock(next - 1).is_some();
            return (!hour).then_some((Meaning::Reference(vague), next));
        }
        self.sign(at, Sign::SomeWhile).map(|next| (Meaning::SomeWhile, next))
    }

    /// «يومي السبت والأحد», «عامي 2014 و2015», «شهري مايو ويونيو», «أيام 3 و4 و5 مايو».
    fn head_pair(&self, at: usize) -> Option<(Meaning, usize)> {
        let between = self.sign(at, Sign::Prep(Prep::Between));
        let start = between.unwrap_or(at);
        let (unit, next) = self.find(start, |entry| match entry.sign {
            Sign::PairHead(unit) => Some(unit),
            _ => None,
        })?;
        if self.has_article(start) != matches!(self.stem(start), "عامين" | "سنتين") {
            return None;
        }
        let next = self.sign(next, Sign::Prep(Prep::Between)).unwrap_or(next);
        if let Some(found) = self.weekdays_and_days(next) {
            return Some(found);
        }
        let (first, mut after) = self.pair_member(unit, next)?;
        let mut last = None;
        while let Some(joint) = self.pair_joint(after) {
            let Some((point, end)) = self.pair_member(unit, joint) else { break };
            last = Some(point);
            after = end;
        }
        let last = last?;
        if is_bare_day(&first) && is_bare_day(&last) {
            // «يومي 24 و25»: of the month told before, else of the one at hand.
            let same = |mut point: Point| {
                if let Stretch::Day(DayOf { date: Some(date), .. }) = &mut point.stretch {
                    date.year = YearOf::Same;
                }
                point
            };
            return Some((Meaning::Range(same(first), same(last)), after));
        }
        let (first, last) = share(first, last)?;
        Some((Meaning::Range(first, last), after))
    }

    fn pair_joint(&self, at: usize) -> Option<usize> {
        if self.has_and(at) {
            return Some(self.sign(at, Sign::Prep(Prep::Until)).unwrap_or(at));
        }
        let comma = self.is_one_of(at, &['،', ',', '-', '–']);
        let word = matches!(self.folded(at), "و" | "الي" | "حتي");
        (comma || word).then_some(at + 1)
    }

    fn pair_member(&self, unit: Unit, at: usize) -> Option<(Point, usize)> {
        match unit {
            Unit::Year => {
                let number = self.year_head(at).unwrap_or(at);
                let (calendar, year, next) = self.full_year(number)?;
                Some((Point::whole(Stretch::Year(calendar, year)), next))
            }
            Unit::Month => {
                let (month, next) = self.month(at)?;
                let (year, step, next) = self.year_after(next, month);
                let stretch = Stretch::Month { calendar: month.calendar, month: month.month, year, step };
                Some((Point::whole(stretch), next))
            }
            _ => {
                self.weekday_and_number(at).or_else(|| self.day_point(at)).or_else(|| self.bare_day_point(at))
            }
        }
    }

    /// «الأربعاء والخميس 28 و29 ديسمبر»: two weekdays, then the days that they are; «السبت والأحد
    /// المقبلين»: then what both are.
    fn weekdays_and_days(&self, at: usize) -> Option<(Meaning, usize)> {
        let (begins, _, next) = self.weekday(at)?;
        let (ends, _, days) = self.weekday(self.pair_joint(next)?)?;
        if let Some((step, next)) = self.step(days).filter(|_| self.folded(days).ends_with(['ن'])) {
            let point = |weekday| {
                let day = DayOf { weekday: Some(weekday), step: Some(step), ..DayOf::default() };
                Point::whole(Stretch::Day(day))
            };
            return Some((Meaning::Range(point(begins), point(ends)), next));
        }
        let days = days + usize::from(self.is_one_of(days, &['،', ',', '-', '–']));
        let found = self.range(days).or_else(|| self.days_of_step(days))?;
        let (Meaning::Range(mut first, mut last), next) = found else { return None };
        for (point, weekday) in [(&mut first, begins), (&mut last, ends)] {
            let Stretch::Day(day @ DayOf { weekday: None, date: Some(_), .. }) = &mut point.stretch else {
                return None;
            };
            day.weekday = Some(weekday);
        }
        Some((Meaning::Range(first, last), next))
    }

    /// «23 و24 الجاري»: two days of the month that the step tells.
    fn days_of_step(&self, at: usize) -> Option<(Meaning, usize)> {
        let (mut first, next) = self.bare_day_point(at)?;
        let (mut last, next) = self.bare_day_point(self.pair_joint(next)?)?;
        let (step, next) = self.step(next)?;
        for point in [&mut first, &mut last] {
            if let Stretch::Day(DayOf { date: Some(date), .. }) = &mut point.stretch {
                date.step = Some(step);
            }
        }
        Some((Meaning::Range(first, last), next))
    }

    /// «الثلاثاء 20» in «الثلاثاء 20 والأربعاء 21 ديسمبر».
    fn weekday_and_number(&self, at: usize) -> Option<(Point, usize)> {
        let (weekday, _, number) = self.weekday(at)?;
        let (day, next) = self.day_number(number)?;
        self.pair_joint(next).filter(|_| self.figures(number).is_some())?;
        let date = calendar::date(day, Calendar::Gregorian);
        let day = DayOf { weekday: Some(weekday), date: Some(date), ..DayOf::default() };
        Some((Point::whole(Stretch::Day(day)), next))
    }

    fn bare_day_point(&self, at: usize) -> Option<(Point, usize)> {
        let (day, next) = self.day_number(at)?;
        let date = calendar::date(day, Calendar::Gregorian);
        let stretch = Stretch::Day(DayOf { date: Some(date), ..DayOf::default() });
        Some((Point::whole(stretch), next))
    }

    /// From one to another: «من 15 إلى 20 يناير», «مساء الجمعة حتى السبت», «15-20 يناير»,
    /// «بين مارس ومايو 2024», «من 2:00 إلى 4:00 مساء».
    fn range(&self, at: usize) -> Option<(Meaning, usize)> {
        let head = self
            .sign(at, Sign::Prep(Prep::Between))
            .map(|next| (next, true))
            .or_else(|| self.sign(at, Sign::Prep(Prep::From)).map(|next| (next, false)));
        let (start, between) = head.unwrap_or((at, false));
        if let Some(found) = self.clock_range(start, between, head.is_some()) {
            return Some(found);
        }
        let (first, next) = self.range_end(start, true, head.is_some())?;
        // «ليل الجمعة-السبت» is one night.
        if first.part == Some(Part::Night) && self.day_point(start).is_some_and(|(_, end)| end > next) {
            return None;
        }
        let (joint, and) = self.range_joint(next, between)?;
        let last = self.range_end(joint, false, head.is_some());
        let (last, next) = last.or_else(|| self.last_year(&first, joint))?;
        // "And" joins a range only of bare days and what completes them, or after "between".
        if and && !between && !is_bare_day(&first) && !are_neighbours(&first, &last) {
            return None;
        }
        let (first, last) = share(first, last)?;
        Some((Meaning::Range(first, last), next))
    }

    pub(super) fn range_joint(&self, at: usize, between: bool) -> Option<(usize, bool)> {
        if self.has_and(at) || self.folded(at) == "و" {
            let joint = at + usize::from(self.folded(at) == "و");
            let until = self.sign(joint, Sign::Prep(Prep::Until)).filter(|_| !between);
            return Some(match until {
                Some(next) => (next, false),
                None => (joint, true),
            });
        }
        if self.is_one_of(at, &['-', '–', '—', 'ـ']) {
            return Some((at + 1, false));
        }
        let at = at + usize::from(self.is_one_of(at, &['،']));
        self.sign(at, Sign::Prep(Prep::Until)).map(|next| (next, false))
    }

    fn range_end(&self, at: usize, first: bool, headed: bool) -> Option<(Point, usize)> {
        let day = self.day_point(at);
        let stretch = self.stretch_point(at).or_else(|| headed.then(|| self.headed_year(at)).flatten());
        let longest = [stretch, day].into_iter().flatten().max_by_key(|(_, next)| *next);
        if longest.is_some() || !first {
            return longest;
        }
        let start = self.day_head(at).unwrap_or(at);
        let plain = self.figures(start).is_none_or(|_| self.is_plain_number(start));
        let fits = plain && (self.figures(start).is_some() || self.has_article(start));
        fits.then(|| self.bare_day_point(start)).flatten()
    }

    /// The year that a stretch of years goes on to.
    fn last_year(&self, first: &Point, at: usize) -> Option<(Point, usize)> {
        let Stretch::Year(calendar, from) = first.stretch else { return None };
        let (other, year, next) = self.year_number(at)?;
        let four = matches!(self.figures(at), Some((_, 4)));
        // «… إلى 1976 ورئيسا»: a word with "and" is not counted.
        let counts = self.counts_something(at) && !self.folded(at + 1).starts_with('و');
        let fits = four && !counts && other == calendar && year > from && year - from <= 400;
        fits.then_some((Point::whole(Stretch::Year(calendar, year)), next))
    }

    fn headed_year(&self, at: usize) -> Option<(Point, usize)> {
        let older = matches!(self.figures(at), Some((1700..=1899, 4))) && !self.counts_something(at);
        let found = if older { self.year_number(at) } else { self.bare_year(at) };
        let (calendar, year, next) = found?;
        Some((Point::whole(Stretch::Year(calendar, year)), next))
    }

    /// The hour before «إلى 3:30».
    fn bare_hour(&self, at: usize, between: bool) -> Option<(Clock, usize)> {
        let (hour, _) = self.figures(at).filter(|(hour, digits)| *digits <= 2 && *hour <= 24)?;
        let (joint, _) = self.range_joint(at + 1, between)?;
        let (last, _) = self.clock(joint)?;
        let hour = i8::try_from(hour).ok()?;
        let hour = if last.hour >= 12 && hour < 12 && hour + 12 <= last.hour { hour + 12 } else { hour };
        Some((Clock { hour, minute: None, second: None, either: false }, at + 1))
    }

    fn clock_range(&self, at: usize, between: bool, headed: bool) -> Option<(Meaning, usize)> {
        let first = self.clock(at).or_else(|| headed.then(|| self.bare_hour(at, between)).flatten());
        let (joint, and) = match &first {
            Some((_, next)) => self.range_joint(*next, between)?,
            None => return None,
        };
        if and && !between {
            return None;
        }
        let (first, _) = first?;
        let (mut first, (last, next)) = (
            first,
            self.clock(joint).or_else(|| {
                let hour = self.figures(joint).filter(|(hour, digits)| *digits <= 2 && *hour <= 24)?;
                let hour = i8::try_from(hour.0).ok()?;
                // An hour alone takes the half of the day that comes after the first.
                let later = if hour < 12 && first.hour > hour && first.hour >= 12 { hour + 12 } else { hour };
                let clock = Clock { hour: later, minute: None, second: None, either: false };
                (headed && !self.counts_something(joint)).then_some((clock, joint + 1))
            })?,
        );
        if first.either && last.hour >= 12 && first.hour < 12 && first.hour + 12 <= last.hour {
            (first.hour, first.either) = (first.hour + 12, false);
        }
        Some((Meaning::Clocks(first, last), next))
    }
}

/// Whether the two are a month without a year and the next one with its own: «تشرين الأول وتشرين الثاني
/// 2024».
fn are_neighbours(first: &Point, last: &Point) -> bool {
    let (
        Stretch::Month { calendar, month, year: YearOf::Open, step: None },
        Stretch::Month { calendar: other, month: next, year, step },
    ) = (&first.stretch, &last.stretch)
    else {
        return false;
    };
    let is_told = *year != YearOf::Open || step.is_some();
    let plain = first.edge.is_none() && last.edge.is_none();
    calendar == other && *next == month + 1 && is_told && plain
}

fn is_bare_day(point: &Point) -> bool {
    matches!(
        &point.stretch,
        Stretch::Day(DayOf {
            offset: None,
            weekday: None,
            date: Some(DateOf { month: None, step: None, year: YearOf::Open, .. }),
            ..
        })
    )
}

/// Gives the last of a range the year that only the first tells: «من ديسمبر 2023 إلى مارس».
fn share_year(first: &Point, mut last: Point) -> Point {
    let begun = match &first.stretch {
        Stretch::Day(DayOf { date: Some(date), .. }) => (date.calendar, date.month, date.year),
        Stretch::Month { calendar, month, year, .. } => (*calendar, Some(*month), *year),
        _ => return last,
    };
    let (calendar, Some(begun), YearOf::Known(year)) = begun else { return last };
    let later = |month: i8| YearOf::Known(if month < begun { year + 1 } else { year });
    match &mut last.stretch {
        Stretch::Day(DayOf { date: Some(date), weekday: None, .. })
            if date.calendar == calendar && date.year == YearOf::Open && date.step.is_none() =>
        {
            date.year = date.month.map_or(YearOf::Open, later);
        }
        Stretch::Month { calendar: other, month, year: open @ YearOf::Open, step: None }
            if *other == calendar =>
        {
            *open = later(*month);
        }
        _ => {}
    }
    last
}

/// Gives the first of a range what only the last tells: month, year, step. `None` if the two cannot
/// be a range.
fn share(mut first: Point, last: Point) -> Option<(Point, Point)> {
    let last = share_year(&first, last);
    let first_point = first.clone();
    match (&mut first.stretch, &last.stretch) {
        (Stretch::Day(DayOf { date: Some(first), .. }), Stretch::Day(last))
            if last.date.is_some_and(|date| date.month.is_none() && date.year == YearOf::Same) =>
        {
            // «22 يناير الجاري إلى 25 من نفس الشهر».
            let mut whole = *last;
            let date = last.date.map(|date| DateOf {
                month: first.month,
                year: first.year,
                step: first.step,
                ..date
            });
            whole.date = date;
            let last = copy(&whole);
            return Some((first_point, last));
        }
        (Stretch::Day(first), Stretch::Day(last)) => {
            if first.week.is_none() {
                first.week = last.week;
            }
            if let Some(date) = &mut first.date {
                let Some(other) = last.date else {
                    return date.month.is_some().then(|| (Point::whole(Stretch::Day(*first)), copy(last)));
                };
                if date.month.is_none() {
                    (date.month, date.calendar, date.step) = (other.month, other.calendar, other.step);
                }
                if date.year == YearOf::Open && date.step.is_none() {
                    (date.year, date.step) = (other.year, other.step);
                }
                if date.month.is_none() && date.step.is_none() {
                    return None;
                }
            } else if first.step.is_none() && last.date.is_none() {
                first.step = last.step;
            }
        }
        (Stretch::Month { year, step, .. }, Stretch::Month { year: last_year, step: last_step, .. })
            if *year == YearOf::Open && step.is_none() =>
        {
            (*year, *step) = (*last_year, *last_step);
        }
        (Stretch::Year(..), Stretch::Year(..)) | (Stretch::Unit(..), Stretch::Unit(..)) => {}
        (Stretch::Day(day), _) if is_day_alone(day) => return None,
        // «بين الفصل الثاني من 2016 والفصل نفسه من 2017» compares two.
        (_, Stretch::Counterpart(_)) => return None,
        // «الموسم 2021-2022 إلى يوم الجمعة»: put off to a day.
        (Stretch::Years(..), Stretch::Day(_)) => return None,
        _ => {}
    }
    Some((first, last))
}

fn is_day_alone(day: &DayOf) -> bool {
    day.date.is_some_and(|date| date.month.is_none() && date.step.is_none())
}

fn copy(day: &DayOf) -> Point {
    Point::whole(Stretch::Day(*day))
}
