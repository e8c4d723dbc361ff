//! Tokens -> days, months and years by name or in figures.

use super::super::lexicon::{Era, Prep, Sign};
use super::super::meaning::{Calendar, DateOf, Stretch, Unit, YearOf};
use super::super::tokens::Tokens;
use super::numbers::HIJRI_YEARS;

/// A month as named: one name, or two of the same month side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthWord {
    pub calendar: Calendar,
    pub month: i8,
    /// Whether it tells time by itself: no everyday word, or two names.
    pub sure: bool,
}

impl Tokens {
    fn one_month(&self, at: usize) -> Option<(MonthWord, usize)> {
        self.find(at, |entry| {
            let (calendar, month) = match entry.sign {
                Sign::Month(month) => (Calendar::Gregorian, month),
                Sign::HijriMonth(month) => (Calendar::Hijri, month),
                _ => return None,
            };
            Some(MonthWord { calendar, month, sure: entry.sure })
        })
    }

    /// A month: «فبراير», «شباط/فبراير», «شباط (فبراير)», «فبراير شباط».
    pub(super) fn month(&self, at: usize) -> Option<(MonthWord, usize)> {
        let (mut word, mut next) = self.one_month(at)?;
        while let Some((other, after)) = self.second_name(next) {
            if (other.calendar, other.month) != (word.calendar, word.month) {
                break;
            }
            word.sure = true;
            next = after;
        }
        Some((word, next))
    }

    fn second_name(&self, at: usize) -> Option<(MonthWord, usize)> {
        if self.is_one_of(at, &['(', '[']) {
            let (other, next) = self.one_month(at + 1)?;
            return self.is_one_of(next, &[')', ']']).then_some((other, next + 1));
        }
        let at = at + usize::from(self.is_one_of(at, &['/', '\\', '-', '–', '،', '|']));
        self.one_month(at)
    }

    /// The word "month" before the name of one; the token after it, or `at`.
    fn past_month_head(&self, at: usize) -> (usize, bool) {
        match self.sign(at, Sign::Unit(Unit::Month, false)) {
            Some(next) if self.stem(at) == "شهر" => (next, true),
            _ => (at, false),
        }
    }

    /// What year a month or a day of a month lies in, told after it: a number, "of last year", "last".
    /// Gives the year, the step of the month itself, and the token after; all untold at worst.
    pub(super) fn year_after(&self, at: usize, month: MonthWord) -> (YearOf, Option<i32>, usize) {
        if let Some((step, next)) = self.step(at)
            && !self.has_and(at)
        {
            return match self.year_told(next, month.calendar) {
                Some((year, after)) if self.sign(next, Sign::Prep(Prep::From)).is_some() => {
                    (year, Some(step), after)
                }
                _ => (YearOf::Open, Some(step), next),
            };
        }
        match self.year_told(at, month.calendar) {
            // «29 جويلية 2017 المقبل»: the year tells more than the step.
            Some((year, next)) => (year, None, self.past_step(next)),
            None => (YearOf::Open, None, at),
        }
    }

    /// The token after a step at `at` that tells nothing new; `at` if there is none.
    pub(super) fn past_step(&self, at: usize) -> usize {
        self.step(at).filter(|_| self.has_article(at) && !self.has_and(at)).map_or(at, |(_, next)| next)
    }

    /// «2025», «، 2025», «من عام 2025», «العام الماضي», «من هذا العام», «لسنة 1446هـ».
    fn year_told(&self, at: usize, calendar: Calendar) -> Option<(YearOf, usize)> {
        let comma = self.is_one_of(at, &['،', ',', '/', '-', '.', '–']);
        let mut next = at + usize::from(comma);
        let from = self.sign(next, Sign::Prep(Prep::From)).filter(|_| !self.has_and(next));
        next = from.or_else(|| self.sign(next, Sign::Prep(Prep::In))).unwrap_or(next);
        if let Some((step, after)) = self.unit_step(next, Unit::Year) {
            return (!comma && !self.has_and(next)).then_some((YearOf::Step(step), after));
        }
        if self.stem(next) == "نفس"
            && let Some(after) = self.year_head(next + 1)
        {
            return Some((YearOf::Same, after));
        }
        let head = self.year_head(next);
        if let Some(after) = head
            && !comma
            && let Some(after) = self.same(after)
        {
            return Some((YearOf::Same, after));
        }
        if head.is_none() && next != at && !comma {
            // «من 2025» and «في 2025» after a month are years too, «في 12» is not.
            let (_, year, after) = self.full_year(next)?;
            return Some((YearOf::Known(year), after));
        }
        let number = head.unwrap_or(next);
        let (told, year, after) = self.full_year(number).or_else(|| self.short_year(number, comma))?;
        let fits = told == calendar || told == Calendar::Hijri && !HIJRI_YEARS.contains(&year);
        // A number of the other calendar after the name of a month is not its year.
        if calendar == Calendar::Hijri && told == Calendar::Gregorian {
            return None;
        }
        if head.is_none() && self.counts_something(number) && (!fits || calendar == Calendar::Hijri) {
            return None;
        }
        if head.is_none() && self.is_followed_by_colon_digits(number) {
            return None;
        }
        Some((YearOf::Known(year), after))
    }

    /// Two or three digits are a year only with the era, or after an apostrophe.
    fn short_year(&self, at: usize, _comma: bool) -> Option<(Calendar, i32, usize)> {
        let (calendar, year, next) = self.year_number(at)?;
        (next > at + 1).then_some((calendar, year, next))
    }

    fn is_followed_by_colon_digits(&self, at: usize) -> bool {
        self.is_mark(at + 1, ':') && self.is_glued(at + 1) && self.figures(at + 2).is_some()
    }

    /// "Year" before its number: «عام», «العام», «لسنة».
    pub(super) fn year_head(&self, at: usize) -> Option<usize> {
        let next = self.sign(at, Sign::Unit(Unit::Year, false))?;
        match self.stem(at) {
            // «العام الهجري 1447».
            "عام" | "سنه" if matches!(self.folded(next), "الهجري" | "الهجريه" | "الميلادي" | "الميلاديه") => {
                matches!(self.figures(next + 1), Some((_, 4))).then_some(next + 1)
            }
            // «العام الجديد 2026».
            "عام" | "سنه" if matches!(self.folded(next), "الجديد" | "الجديده") => {
                matches!(self.figures(next + 1), Some((1900..=2100, 4))).then_some(next + 1)
            }
            // «العام المالي 2024»; two years name themselves.
            "عام" | "سنه" if matches!(self.folded(next), "المالي" | "الماليه") => {
                let two = self.is_one_of(next + 2, &['/', '-', '–']);
                (matches!(self.figures(next + 1), Some((_, 4))) && !two).then_some(next + 1)
            }
            "عام" | "سنه" => Some(next),
            // «أعوام 1954 و1986».
            "اعوام" | "سنوات" => {
                let next = next + usize::from(self.is_mark(next, ':'));
                matches!(self.figures(next), Some((1000..=2999, 4))).then_some(next)
            }
            _ => None,
        }
    }

    /// A day of a month: «14 فبراير», «الـ14 من شباط/فبراير 2025», «الخامس من الشهر الجاري»,
    /// «February 12, 2025», «فبراير الثاني عشر، 2025».
    pub(super) fn day_of_month(&self, at: usize) -> Option<(DateOf, usize)> {
        self.day_then_month(at).or_else(|| self.month_then_day(at))
    }

    fn day_then_month(&self, at: usize) -> Option<(DateOf, usize)> {
        let (day, next) = self.day_number(at)?;
        if self.figures(at).is_some() && !self.is_plain_number(at) {
            return None;
        }
        self.month_of_day(day, next)
    }

    /// The month, and perhaps the year, that follow the number of a day.
    pub(super) fn month_of_day(&self, day: i8, at: usize) -> Option<(DateOf, usize)> {
        let glue = usize::from(self.is_one_of(at, &['.', '-', '/', '،', ',', '–', '\\']));
        let from = self.sign(at + glue, Sign::Prep(Prep::From)).unwrap_or(at + glue);
        if from > at + glue || glue == 0 {
            // «يوم 20 في الشهر الجاري».
            let in_month = self.sign(from, Sign::Prep(Prep::In)).filter(|_| from == at).unwrap_or(from);
            if let Some((step, next)) = self.unit_step(in_month, Unit::Month) {
                let date = DateOf { month: None, step: Some(step), ..date(day, Calendar::Gregorian) };
                return Some((date, next));
            }
            if self.stem(from) == "نفس"
                && let Some(next) = self.sign(from + 1, Sign::Unit(Unit::Month, false))
            {
                let date = DateOf { year: YearOf::Same, ..date(day, Calendar::Gregorian) };
                return Some((date, next));
            }
            if from > at
                && let Some(same) =
                    self.sign(from, Sign::Unit(Unit::Month, false)).and_then(|at| self.same(at))
            {
                let date = DateOf { year: YearOf::Same, ..date(day, Calendar::Gregorian) };
                return Some((date, same));
            }
        }
        let (from, _) = self.past_month_head(from);
        let (month, next) = self.month(from)?;
        if self.has_and(from) || day > 30 && month.calendar == Calendar::Hijri {
            return None;
        }
        let (year, step, next) = self.year_after(next, month);
        // «2-صفر», «3 صفر» are scores.
        let nil = self.stem(from) == "صفر" && !month.sure;
        let bare = from <= at + glue && year == YearOf::Open && step.is_none();
        if nil && bare && !self.goes_on_to_hijri(next) {
            return None;
        }
        let date = DateOf { month: Some(month.month), year, step, ..date(day, month.calendar) };
        Some((date, next))
    }

    /// Whether a stretch goes on to a Hijri day: «1 صفر – 1 ربيع الأول 1411هـ».
    fn goes_on_to_hijri(&self, at: usize) -> bool {
        self.range_joint(at, false)
            .and_then(|(joint, _)| self.day_number(joint))
            .and_then(|(_, next)| self.month(next))
            .is_some_and(|(month, _)| month.calendar == Calendar::Hijri)
    }

    fn month_then_day(&self, at: usize) -> Option<(DateOf, usize)> {
        let (head, _) = self.past_month_head(at);
        let (month, next) = self.month(head)?;
        let glue = usize::from(self.is_one_of(next, &['-', '/']));
        let (day, mut after) = self.day_number(next + glue)?;
        let figures = self.figures(next + glue).is_some();
        if self.has_and(next + glue) || (figures && self.has_article(next + glue)) {
            return None;
        }
        let latin = self.folded(head).is_ascii();
        let (year, _, end) = self.year_after(after, month);
        let told = matches!(year, YearOf::Known(_));
        // «مايو 15 شخصا» is no date: figures after an Arabic month need a year or a joining mark.
        if figures && !latin && !told && glue == 0 {
            return None;
        }
        // «باب أول», «مارس الثاني»: an everyday word and a rank are mostly not August and March.
        if !month.sure && !told && head == at {
            return None;
        }
        if told {
            after = end;
        }
        Some((DateOf { month: Some(month.month), year, ..date(day, month.calendar) }, after))
    }

    /// A month by itself: «مايو 2025», «شهر مايو», «مايو الماضي», «في مارس». Everyday words need a year,
    /// a step, "month" or a preposition of time.
    pub(super) fn month_alone(&self, at: usize) -> Option<(Stretch, usize)> {
        let (name, headed) = self.past_month_head(at);
        let (month, _) = self.month(name)?;
        let (stretch, next) = self.month_named(at)?;
        let told = !matches!(stretch, Stretch::Month { year: YearOf::Open, step: None, .. });
        // «32 يناير»: a number that is no day makes no month either.
        if name > 0 && matches!(self.figures(name - 1), Some((_, 1 | 2))) {
            return None;
        }
        if !(month.sure || headed || told || self.is_time_before(at, month)) {
            return None;
        }
        Some((stretch, next))
    }

    /// A month where the sentence leaves no doubt that it is one, with its year or step.
    pub(super) fn month_named(&self, at: usize) -> Option<(Stretch, usize)> {
        let (name, _) = self.past_month_head(at);
        let (month, next) = self.month(name)?;
        let (year, step, next) = match self.gregorian_year(next, month) {
            Some((year, next)) => (YearOf::Known(year), None, next),
            None => self.year_after(next, month),
        };
        if let (Calendar::Hijri, YearOf::Known(_)) = (month.calendar, year)
            && let Some(paired) = self.gregorian_month(next)
        {
            return Some(paired);
        }
        Some((Stretch::Month { calendar: month.calendar, month: month.month, year, step }, next))
    }

    /// «يوليو 1233 م» in «رمضان 630 هـ = يوليو 1233 م», «رمضان 1446هـ/مارس 2025», «… (مارس 2025)».
    fn gregorian_month(&self, at: usize) -> Option<(Stretch, usize)> {
        let bracket = self.is_mark(at, '(');
        let start = match self.sign(at, Sign::Equals) {
            Some(next) => next,
            None if bracket || self.is_one_of(at, &['/', '-', '–', '=']) => at + 1,
            None => return None,
        };
        let (month, next) = self.month(start).filter(|(month, _)| month.calendar == Calendar::Gregorian)?;
        let (YearOf::Known(year), None, next) = self.year_after(next, month) else { return None };
        let next = if bracket { self.is_mark(next, ')').then_some(next + 1)? } else { next };
        let year = YearOf::Known(year);
        Some((Stretch::Month { calendar: Calendar::Gregorian, month: month.month, year, step: None }, next))
    }

    /// «رمضان 2025»: a Hijri month of a Gregorian year.
    fn gregorian_year(&self, at: usize, month: MonthWord) -> Option<(i32, usize)> {
        let number = self.year_head(at).unwrap_or(at);
        let (calendar, year, next) = self.bare_year(number)?;
        let mixed = calendar == Calendar::Gregorian && month.calendar == Calendar::Hijri;
        mixed.then_some((year, next))
    }

    /// Whether a preposition before makes an everyday word a month.
    fn is_time_before(&self, at: usize, month: MonthWord) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.leads_to_time(before)
            && !(month.calendar == Calendar::Hijri && month.month == 2)
            && self.is_free(at)
    }

    /// All in figures: «12/5/2025», «2025-05-12», «1 / 11 / 1436», «18-9-15», with its era.
    pub(super) fn date_in_figures(&self, at: usize) -> Option<(DateOf, usize)> {
        let (first, first_digits) = self.figures(at)?;
        let separator = ['/', '-', '.', '–', '\\'].into_iter().find(|&mark| self.is_mark(at + 1, mark))?;
        let (second, second_digits) = self.figures(at + 2)?;
        if !self.is_mark(at + 3, separator) || !self.is_plain_number(at) {
            return None;
        }
        let (third, third_digits) = self.figures(at + 4)?;
        let tight = (at + 1..at + 5).all(|at| self.is_glued(at));
        // Spaces round slashes are met in news; round dashes they are a list or a range.
        let spaced =
            separator == '/' || matches!(separator, '-' | '–') && first_digits <= 2 && third_digits == 4;
        if !tight && !spaced || self.goes_on(at + 4, separator) || second_digits > 2 {
            return None;
        }
        let (day, month, year) = match (first_digits, third_digits) {
            (4, 1 | 2) => (third, second, first),
            (1 | 2, 4) => (first, second, third),
            (1 | 2, 2) if separator != '.' && tight && first_digits + second_digits > 2 => {
                (first, second, two_digit_year(third))
            }
            _ => return None,
        };
        let mut next = at + 5;
        let mut calendar = if HIJRI_YEARS.contains(&year) { Calendar::Hijri } else { Calendar::Gregorian };
        if let Some((era, after)) = self.era(next) {
            calendar = if era == Era::Hijri { Calendar::Hijri } else { Calendar::Gregorian };
            next = after;
        }
        let (day, month, ambiguous) = match (day, month) {
            (1..=12, 1..=12) => (day, month, first_digits != 4 && day != month),
            (1..=31, 1..=12) => (day, month, false),
            (1..=12, 13..=31) => (month, day, false),
            _ => return None,
        };
        if !(1000..=2200).contains(&year) {
            return None;
        }
        let date = DateOf {
            month: i8::try_from(month).ok(),
            year: YearOf::Known(year),
            ambiguous,
            ..date(i8::try_from(day).ok()?, calendar)
        };
        Some((date, next))
    }

    /// Whether figures go on after a date in figures («1.1.2020.5»).
    fn goes_on(&self, last: usize, separator: char) -> bool {
        self.is_mark(last + 1, separator)
            && self.is_glued(last + 1)
            && self.is_glued(last + 2)
            && self.figures(last + 2).is_some()
    }

    /// Day and month in figures: «22/4» where `context` (a weekday, "on the day") makes it a date, «22/04»
    /// anywhere, «08/12, 2015».
    pub(super) fn day_and_month_in_figures(&self, at: usize, context: bool) -> Option<(DateOf, usize)> {
        let (first, first_digits) = self.figures(at)?;
        if !self.is_mark(at + 1, '/') || !self.is_plain_number(at) || first_digits > 2 {
            return None;
        }
        let (second, second_digits) = self.figures(at + 2)?;
        let tight = self.is_glued(at + 1) && self.is_glued(at + 2);
        if !tight || second_digits > 2 || self.goes_on(at + 2, '/') {
            return None;
        }
        let (day, month) = match (first, second) {
            (1..=31, 1..=12) => (first, second),
            (1..=12, 13..=31) => (second, first),
            _ => return None,
        };
        let padded = first_digits == 2 && second_digits == 2 && (first < 10 || second < 10);
        if !(context || padded) {
            return None;
        }
        let year = usize::from(self.is_one_of(at + 3, &['،', ',']))
            .checked_add(at + 3)
            .and_then(|at| self.full_year(at))
            .filter(|(calendar, ..)| *calendar == Calendar::Gregorian);
        let (year, next) = year.map_or((YearOf::Open, at + 3), |(_, year, next)| (YearOf::Known(year), next));
        let ambiguous = (1..=12).contains(&first) && (1..=12).contains(&second) && first != second;
        let date = DateOf {
            month: i8::try_from(month).ok(),
            year,
            ambiguous,
            ..date(i8::try_from(day).ok()?, Calendar::Gregorian)
        };
        Some((date, next))
    }

    /// Month and year in figures: «5/2025», «3-2015», «2015/3».
    pub(super) fn month_in_figures(&self, at: usize) -> Option<(Stretch, usize)> {
        let (first, first_digits) = self.figures(at)?;
        let slash = self.is_mark(at + 1, '/');
        if !(slash || self.is_mark(at + 1, '-')) || !self.is_plain_number(at) {
            return None;
        }
        let (second, second_digits) = self.figures(at + 2)?;
        let tight = self.is_glued(at + 1) && self.is_glued(at + 2);
        let before = at.checked_sub(1).is_some_and(|before| self.is_one_of(before, &['/', '-']));
        if !tight || before || self.goes_on(at + 2, '/') || self.goes_on(at + 2, '-') {
            return None;
        }
        let (month, year) = match (first_digits, second_digits) {
            (1 | 2, 4) => (first, second),
            (4, 1) => (second, first),
            (4, 2) if slash || second < 10 => (second, first),
            _ => return None,
        };
        if !(1..=12).contains(&month) || !(1900..=2100).contains(&year) {
            return None;
        }
        let month = i8::try_from(month).ok()?;
        let stretch =
            Stretch::Month { calendar: Calendar::Gregorian, month, year: YearOf::Known(year), step: None };
        Some((stretch, at + 3))
    }
}

/// A day of a calendar about which nothing else is known.
pub(super) fn date(day: i8, calendar: Calendar) -> DateOf {
    DateOf { calendar, day, month: None, year: YearOf::Open, step: None, ambiguous: false }
}

/// 70 to 99 are of the last century, as POSIX has it (there from 69 on).
fn two_digit_year(year: i32) -> i32 {
    if year >= 70 { 1900 + year } else { 2000 + year }
}
