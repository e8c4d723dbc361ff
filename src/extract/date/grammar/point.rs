//! Tokens -> one day, composed of all that is told of it: relative word, weekday, date, part, hour.
//!
//! «الجمعة المقبل، في الـ14 من شباط/فبراير» is one expression; each piece fills a field that is still
//! open, and the first that does not fit ends it.

use super::super::lexicon::{Prep, Sign};
use super::super::meaning::{Clock, DateOf, DayOf, Part, Point, Stretch, Unit};
use super::super::tokens::Tokens;
use super::calendar::date;

/// What is known of a day while it is read.
#[derive(Clone, Copy, Debug, Default)]
struct Draft {
    day: DayOf,
    part: Option<Part>,
    clock: Option<Clock>,
    /// "On the day" stands before what comes next.
    headed: bool,
}

impl Draft {
    fn has_day(&self) -> bool {
        let day = &self.day;
        day.offset.is_some() || day.weekday.is_some() || day.date.is_some()
    }
}

impl Tokens {
    /// A day with all that is told of it.
    pub(super) fn day_point(&self, at: usize) -> Option<(Point, usize)> {
        let mut draft = Draft::default();
        let mut next = at;
        let mut end = None;
        let mut brackets = 0;
        while let Some((start, opened)) = self.past_glue(next, &draft) {
            let Some(after) = self.piece(start, &mut draft) else { break };
            brackets += usize::from(opened);
            next = after;
            if brackets > 0 && self.is_one_of(next, &[')', ']']) {
                brackets -= 1;
                next += 1;
            }
            if brackets == 0 {
                end = Some((draft, next));
            }
        }
        let (draft, end) = end?;
        if !draft.has_day() {
            return None;
        }
        // «12th, February 2025 GMT»: the zone belongs to a date as to an hour.
        let end =
            if draft.day.date.is_some() && self.folded(end).is_ascii() { self.past_zone(end) } else { end };
        let point =
            Point { stretch: Stretch::Day(draft.day), edge: None, part: draft.part, clock: draft.clock };
        Some((point, end))
    }

    /// What may stand between two pieces; tells whether a bracket was opened. `None` if the expression
    /// ends here.
    fn past_glue(&self, at: usize, draft: &Draft) -> Option<(usize, bool)> {
        let begun = draft.has_day() || draft.part.is_some() || draft.clock.is_some();
        if !begun || draft.headed {
            return Some((at, false));
        }
        if self.is_one_of(at, &['(', '[']) {
            return draft.has_day().then_some((at + 1, true));
        }
        let mut next = self.past_calendar_note(at);
        if draft.has_day() && self.is_one_of(next, &['،', ',', '-', '–', '/', '.', ':', '=', '·']) {
            // A dot ends a sentence unless it is glued to what follows ("الخميس. 12 مايو" is two).
            if self.is_mark(next, '.') && !self.is_glued(next + 1) {
                return None;
            }
            next += 1;
        }
        // «11:53 - 2019/08/02», as above an article.
        if !draft.has_day()
            && draft.clock.is_some()
            && self.is_one_of(next, &['-', '–', '|', '،'])
            && (self.date_in_figures(next + 1).is_some() || self.day_of_month(next + 1).is_some())
        {
            next += 1;
        }
        if self.has_and(next) {
            return None;
        }
        match self.sign(next, Sign::Prep(Prep::In)) {
            Some(after) if draft.has_day() => next = after,
            _ => {}
        }
        if !draft.has_day()
            && let Some(after) = self.sign(next, Sign::Prep(Prep::From))
        {
            next = after;
        }
        (!self.has_and(next)).then_some((next, false))
    }

    /// «-حسب تقويم أم القرى-», as Saudi announcements say after a Hijri date: the token after it, if the
    /// same day in another calendar follows; else `at`.
    fn past_calendar_note(&self, at: usize) -> usize {
        const MARKS: [char; 6] = ['-', '–', '(', ')', '،', ','];
        let start = at + usize::from(self.is_one_of(at, &MARKS));
        let noted = matches!(self.folded(start), "حسب" | "وفق" | "بحسب")
            && matches!(self.folded(start + 1), "تقويم" | "التقويم");
        let end = (start + 2..start + 5)
            .find(|&end| self.sign(self.past_mark(end, &MARKS), Sign::Equals).is_some());
        end.filter(|_| noted).map_or(at, |end| self.past_mark(end, &MARKS))
    }

    fn past_mark(&self, at: usize, marks: &[char]) -> usize {
        at + usize::from(self.is_one_of(at, marks))
    }

    /// One piece at `at`, put into `draft`; the token after it. `None`, and `draft` unusable, if what
    /// stands there does not fit.
    fn piece(&self, at: usize, draft: &mut Draft) -> Option<usize> {
        let headed = std::mem::take(&mut draft.headed);
        let first = !draft.has_day() && draft.part.is_none() && draft.clock.is_none();
        if !first && !headed && self.has_attached_prep(at) && self.sign(at, Sign::Equals).is_none() {
            // «الأربعاء بمايو» is two; only the first piece may carry ب, ل or ك.
            return None;
        }
        if let Some(next) = self.sign(at, Sign::Equals) {
            if !draft.has_day() {
                return None;
            }
            return self.paired(next, draft);
        }
        if first
            && let Some((step, next)) = self.unit_step(at, Unit::Week)
            && let day = self.day_head(next).unwrap_or(next)
            && let Some((weekday, true, after)) = self.weekday(day)
        {
            (draft.day.week, draft.day.weekday) = (Some(step), Some(weekday));
            return Some(after);
        }
        if let Some((date, next)) = self.date_piece(at, draft, headed) {
            return self.put_date(date, draft).then_some(next);
        }
        if let Some(next) = self.night_end(at, draft) {
            return Some(next);
        }
        if let Some((weekday, sure, next)) = self.weekday(at)
            && draft.day.weekday.is_none()
            && (sure || headed || draft.part.is_some())
        {
            draft.day.weekday = Some(weekday);
            let step = self.weekday_step(next);
            if let Some((step, after)) = step
                && draft.day.step.is_none()
            {
                draft.day.step = Some(step);
                return Some(after);
            }
            return Some(next);
        }
        if let Some((offset, part, next)) = self.offset(at, headed || draft.clock.is_some())
            && draft.day.offset.is_none()
            && draft.day.date.is_none()
        {
            draft.day.offset = Some(offset);
            draft.part = draft.part.or(part);
            return Some(next);
        }
        if (draft.day.weekday.is_some() || headed)
            && draft.day.week.is_none()
            && draft.day.step.is_none()
            && let Some((step, next)) = self.week_of_day(at)
        {
            draft.day.week = Some(step);
            return Some(next);
        }
        self.head_piece(at, draft, headed).or_else(|| self.hour_piece(at, draft))
    }

    /// «الاثنين» in «ليلة الأحد الاثنين», «ليل الأحد-الاثنين»: a night is named by both its days, and
    /// belongs to the first.
    fn night_end(&self, at: usize, draft: &Draft) -> Option<usize> {
        let (Some(Part::Night), Some(evening), None) = (draft.part, draft.day.weekday, draft.day.date) else {
            return None;
        };
        let (morning, sure, next) = self.weekday(at)?;
        (sure && morning == evening % 7 + 1 && self.is_free(at)).then_some(next)
    }

    /// «من الأسبوع المقبل» after a weekday.
    fn week_of_day(&self, at: usize) -> Option<(i32, usize)> {
        let next = self.sign(at, Sign::Prep(Prep::From)).unwrap_or(at);
        self.unit_step(next, Unit::Week)
    }

    /// "On the day", or a part of the day before it.
    fn head_piece(&self, at: usize, draft: &mut Draft, headed: bool) -> Option<usize> {
        if let Some(next) = self.day_head(at) {
            if headed && draft.part.is_none() || draft.day.weekday.is_some() && draft.day.date.is_some() {
                return None;
            }
            draft.headed = true;
            return self.piece(next, draft);
        }
        let (part, next) = self.part(at)?;
        if draft.has_day() || draft.part.is_some() && draft.clock.is_none() {
            return None;
        }
        draft.part = Some(part);
        draft.headed = true;
        let of = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        self.piece(of, draft)
    }

    /// An hour, or a part of the day after the day.
    fn hour_piece(&self, at: usize, draft: &mut Draft) -> Option<usize> {
        if draft.clock.is_none()
            && let Some((clock, next)) = self.clock(at)
        {
            draft.clock = Some(clock);
            return Some(next);
        }
        let (part, next) = self.daytime(at)?;
        // «م» and «ص» are hours' alone; after a year «م» is the era.
        if draft.part.is_some() || !draft.has_day() || self.folded(at).chars().count() == 1 {
            return None;
        }
        draft.part = Some(part);
        Some(next)
    }

    fn has_attached_prep(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.prep)
    }

    fn date_piece(&self, at: usize, draft: &Draft, headed: bool) -> Option<(DateOf, usize)> {
        let context = headed || draft.day.weekday.is_some() || self.is_dated(at);
        self.date_in_figures(at)
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.day_and_month_in_figures(at, context))
            .or_else(|| headed.then(|| self.bare_day(at)).flatten())
            .or_else(|| self.first_of_month(at))
    }

    /// Whether «بتاريخ» or «في» stands before.
    fn is_dated(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.sign(before, Sign::Prep(Prep::In)).is_some())
    }

    /// «غرة رمضان», «فاتح ماي»: the first of a month.
    fn first_of_month(&self, at: usize) -> Option<(DateOf, usize)> {
        let next = self.sign(at, Sign::FirstDay)?;
        let from = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        self.month_of_day(1, from)
    }

    /// «يوم 15»: a day of the month that is the reference's or next to it.
    fn bare_day(&self, at: usize) -> Option<(DateOf, usize)> {
        let (day, next) = self.day_number(at)?;
        let figures = self.figures(at).is_some();
        if !figures || !self.is_plain_number(at) || self.counts_something(at) || self.is_glued_mark(next) {
            return None;
        }
        let mut date = date(day, super::super::meaning::Calendar::Gregorian);
        if let Some((step, after)) = self.step(next) {
            date.step = Some(step);
            return Some((date, after));
        }
        Some((date, next))
    }

    fn is_glued_mark(&self, at: usize) -> bool {
        self.is_glued(at) && self.is_one_of(at, &[':', '/', '.', '-', ',']) && self.figures(at + 1).is_some()
    }

    /// The same day in another calendar, after "corresponding to".
    fn paired(&self, at: usize, draft: &mut Draft) -> Option<usize> {
        let mut next = at;
        while self.is_one_of(next, &[':', '،', ',', '('])
            || matches!(self.folded(next), "ل" | "له" | "لها" | "لتاريخ" | "تاريخ")
        {
            next += 1;
        }
        if let Some((weekday, _, after)) = self.weekday(next)
            && draft.day.weekday.is_none()
        {
            draft.day.weekday = Some(weekday);
            next = after + usize::from(self.is_one_of(after, &['،', ',']));
        }
        let today = (self.stem(next) == "يوم").then_some(next + 1);
        let next = self.day_head(next).or(today).unwrap_or(next);
        let (date, after) = self
            .date_in_figures(next)
            .or_else(|| self.day_of_month(next))
            .or_else(|| self.day_and_month_in_figures(next, true))?;
        self.put_date(date, draft).then_some(after)
    }

    fn put_date(&self, date: DateOf, draft: &mut Draft) -> bool {
        match draft.day.date {
            None => draft.day.date = Some(date),
            Some(known) if draft.day.paired.is_none() && known.calendar != date.calendar => {
                draft.day.paired = Some(date);
            }
            // «12 فبراير (12/2/2025)»: the same again; what is told more exactly stays.
            Some(known) if same_day(known, date) => {
                if matches!(date.year, super::super::meaning::YearOf::Known(_)) {
                    draft.day.date = Some(DateOf { ambiguous: false, ..date });
                }
            }
            Some(_) => return false,
        }
        true
    }

    /// "Day" before a weekday, a date or a relative word.
    pub(super) fn day_head(&self, at: usize) -> Option<usize> {
        let next = self.sign(at, Sign::Unit(Unit::Day, false))?;
        if self.has_article(at) {
            // «اليوم الثاني عشر من فبراير».
            let ranked = self.rank(next).is_some() && self.has_article(next);
            return (ranked && self.stem(at) == "يوم" && self.day_of_month(next).is_some()).then_some(next);
        }
        matches!(self.stem(at), "يوم" | "نهار").then_some(next)
    }

    /// A weekday: number, whether it stands for itself, the token after.
    pub(super) fn weekday(&self, at: usize) -> Option<(i8, bool, usize)> {
        let ((weekday, sure), next) = self.find(at, |entry| match entry.sign {
            Sign::Weekday(weekday) => Some((weekday, entry.sure)),
            _ => None,
        })?;
        // «الأحد عشر», «الاثنين والعشرين» are numbers.
        let teen = self.find(next, |entry| match entry.sign {
            Sign::Number(value) if value == 10 || (20..100).contains(&value) => Some(()),
            _ => None,
        });
        let number = teen.is_some() && (self.has_and(next) || matches!(self.folded(next), "عشر" | "عشره"));
        let abbreviated = self.folded(at).is_ascii() && self.folded(at).len() == 3;
        // «Mon» is a weekday before a comma or a day.
        let dated = self.is_mark(next, ',') || self.figures(next).is_some();
        let stray = number || abbreviated && !dated;
        (!stray).then_some((weekday, sure, next))
    }

    /// What follows a weekday: «المقبل», «قبل الماضي».
    fn weekday_step(&self, at: usize) -> Option<(i32, usize)> {
        self.step(at).filter(|_| !self.has_and(at))
    }

    /// A word that counts days from the reference day, perhaps with a part of the day.
    fn offset(&self, at: usize, headed: bool) -> Option<(i32, Option<Part>, usize)> {
        if let Some(((offset, sure), next)) = self.find(at, |entry| match entry.sign {
            Sign::Offset(offset) => Some((offset, entry.sure)),
            _ => None,
        }) {
            // «نتائج الدور الأول أمس»: the rank belongs to the word before.
            if self.has_article(at) && self.stem(at) == "اول" && next == at + 2 {
                return None;
            }
            let weekday = self.weekday(next).is_some_and(|(_, sure, _)| sure);
            return (sure || headed || weekday).then_some((offset, None, next));
        }
        let this = self.sign(at, Sign::This).unwrap_or(at);
        if let Some(next) = self.sign(this, Sign::Unit(Unit::Day, false))
            && self.has_article(this)
            && self.stem(this) == "يوم"
        {
            return self.is_today(at, this, next).then_some((0, None, next));
        }
        if let Some(next) = self.sign(this, Sign::Unit(Unit::Night, false))
            && self.has_article(this)
            && self.stem(this) == "ليله"
        {
            // «الليلة الثانية» is counted from something else.
            let counted = self.has_article(next) && self.rank(next).is_some()
                // «الليلة الفاصلة بين 22 و23 نوفمبر».
                || self.folded(next) == "الفاصله";
            return match self.step(next) {
                Some((step, after)) => Some((step, Some(Part::Night), after)),
                None => (!counted).then_some((0, Some(Part::Night), next)),
            };
        }
        // «هذا الصباح», «هذا المساء».
        if this > at
            && let Some((part, next)) = self.daytime(this)
            && self.has_article(this)
        {
            return Some((0, Some(part), next));
        }
        None
    }

    /// Whether «اليوم» is today, and not a day of some kind or one told before.
    fn is_today(&self, at: usize, day: usize, next: usize) -> bool {
        // «مثل هذا اليوم»: the word that decides may stand before "this".
        let this = at.checked_sub(1).filter(|&before| self.sign(before, Sign::This).is_some());
        let before = this.unwrap_or(at).checked_sub(1);
        if this.is_none() && self.is_outlet(day) {
            return false;
        }
        let other_before = before.is_some_and(|before| self.sign(before, Sign::OtherDay(true)).is_some());
        let weekday = self.weekday(next).is_some_and(|(_, sure, _)| sure);
        if weekday {
            return true;
        }
        let other_after = self.sign(next, Sign::OtherDay(false)).is_some()
            || self.step(next).is_some_and(|(step, _)| step != 0)
            || self.sign(next, Sign::Following).is_some()
            || self.same(next).is_some()
            || (self.has_article(next) && self.rank(next).is_some());
        let numbered = self.figures(next).is_some() && self.has_article(next);
        !other_before && !other_after && !numbered && day < self.len()
    }
}

impl Tokens {
    /// Whether «اليوم» at `day` ends the name of an outlet: alone with a word in quotation marks
    /// («"بغداد اليوم"»), or before the dash or colon of a dateline («بغداد اليوم - أربيل»).
    fn is_outlet(&self, day: usize) -> bool {
        let Some(start) = day.checked_sub(2) else {
            return day == 1 && self.is_one_of(2, &['-', '–', '/', ':']);
        };
        let quoted =
            self.is_one_of(start, &['"', '«', '“', '”']) && self.is_one_of(day + 1, &['"', '»', '“', '”']);
        let heads = self.is_mark(start, '\n') && self.is_one_of(day + 1, &['-', '–', '/', ':']);
        quoted || heads
    }
}

fn same_day(known: DateOf, other: DateOf) -> bool {
    (known.calendar, known.day, known.month) == (other.calendar, other.day, other.month)
        || known.ambiguous
        || other.ambiguous
}
