//! Tokens -> weeks, months, quarters, seasons, feasts, and the edges of all stretches.

use super::super::lexicon::{Prep, Sign};
use super::super::meaning::{Amount, Calendar, Edge, Meaning, Point, Stretch, Unit, Vague, YearOf};
use super::super::tokens::Tokens;

impl Tokens {
    /// Past, present or coming, also "the one before the last" and "after the next".
    pub(super) fn step(&self, at: usize) -> Option<(i32, usize)> {
        let step = |at: usize| {
            self.find(at, |entry| match entry.sign {
                Sign::Step(step) => Some(step),
                _ => None,
            })
        };
        match self.folded(at) {
            "قبل" | "ما" if self.folded(at) == "قبل" || self.folded(at + 1) == "قبل" => {
                let (value, next) = step(at + if self.folded(at) == "ما" { 2 } else { 1 })?;
                (value == -1).then_some((-2, next))
            }
            "بعد" => {
                let (value, next) = step(at + 1)?;
                (value == 1).then_some((2, next))
            }
            _ => step(at).filter(|_| self.is_free(at)),
        }
    }

    /// "Itself": the day, month or year told before.
    pub(super) fn same(&self, at: usize) -> Option<usize> {
        self.sign(at, Sign::Same)
    }

    /// «الأسبوع الماضي», «هذا العام», «العام الجاري»: the unit so many units away.
    pub(super) fn unit_step(&self, at: usize, wanted: Unit) -> Option<(i32, usize)> {
        let (unit, step, next) = self.any_unit_step(at)?;
        (unit == wanted).then_some((step, next))
    }

    fn any_unit_step(&self, at: usize) -> Option<(Unit, i32, usize)> {
        let this = self.sign(at, Sign::This).filter(|_| self.is_free(at) || at > 0);
        let start = this.unwrap_or(at);
        let (unit, next) = self.single_unit(start)?;
        if !self.has_article(start) {
            return None;
        }
        if let Some((step, after)) = self.step(next)
            && !self.has_and(next)
        {
            return Some((unit, step, after));
        }
        this.is_some().then_some((unit, 0, next))
    }

    /// A unit in the singular.
    fn single_unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, next) = self.find(at, |entry| match entry.sign {
            Sign::Unit(unit, false) => Some(unit),
            _ => None,
        })?;
        self.is_singular(at).then_some((unit, next))
    }

    /// Any stretch of the calendar longer than a day.
    pub(super) fn stretch(&self, at: usize) -> Option<(Stretch, usize)> {
        let found = [
            self.unit_stretch(at),
            self.month_alone(at),
            self.month_in_figures(at),
            self.year(at),
            self.nth(at),
            self.decade(at),
            self.century(at),
            self.season(at),
            self.weekend(at),
            self.feast(at),
            self.feast_day(at),
            self.recent(at),
            self.event(at),
        ];
        found.into_iter().flatten().max_by_key(|(_, next)| *next)
    }

    /// A stretch, or its beginning, middle or end.
    pub(super) fn stretch_point(&self, at: usize) -> Option<(Point, usize)> {
        let (edge, next) = self.edges(at);
        let weekend = self.weekend(at);
        if edge.is_none() || matches!(weekend, Some((Stretch::Weekend(None), _))) {
            return self.stretch(at).map(|(stretch, next)| (Point::whole(stretch), next));
        }
        let of = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        match self.stretch(of).or_else(|| self.bare_unit(of)) {
            Some((stretch, next)) => Some((Point { edge, ..Point::whole(stretch) }, next)),
            // «آخر أربعة أشهر» is no edge.
            None => self.stretch(at).map(|(stretch, next)| (Point::whole(stretch), next)),
        }
    }

    fn edges(&self, at: usize) -> (Option<Edge>, usize) {
        let edge = |at: usize| {
            self.find(at, |entry| match entry.sign {
                Sign::Edge(edge) => Some(edge),
                _ => None,
            })
        };
        match edge(at) {
            Some((edge, next)) if !self.has_article(at) => (Some(edge), next),
            _ => (None, at),
        }
    }

    /// «نهاية العام», «مطلع الشهر»: after an edge the present unit needs no "this".
    fn bare_unit(&self, at: usize) -> Option<(Stretch, usize)> {
        let (unit, next) = self.single_unit(at)?;
        let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        let other = self.same(next).is_some()
            || self.sign(next, Sign::Following).is_some()
            || (self.has_article(next) && self.rank(next).is_some())
            || matches!(
                self.folded(next),
                "الدراسي"
                    | "الدراسيه"
                    | "الجامعي"
                    | "المالي"
                    | "الماليه"
                    | "الهجري"
                    | "القمري"
            );
        (long && self.has_article(at) && !other).then_some((Stretch::Unit(unit, 0), next))
    }

    fn unit_stretch(&self, at: usize) -> Option<(Stretch, usize)> {
        if let Some(found) = self.counterpart(at).or_else(|| self.beside(at)) {
            return Some(found);
        }
        let (unit, step, next) = self.any_unit_step(at)?;
        match unit {
            // «العام الجاري 2025».
            Unit::Year if let Some((calendar, year, after)) = self.bare_year(next) => {
                Some((Stretch::Year(calendar, year), after))
            }
            Unit::Week | Unit::Month | Unit::Year | Unit::Century => Some((Stretch::Unit(unit, step), next)),
            // «العقد الأخير» are the last ten years, «العقد الماضي» a decade of the calendar.
            Unit::Decade if self.folded(next - 1) == "الاخير" => {
                Some((Stretch::Recent(amount(1.0, unit), step), next))
            }
            // «هذا العقد» is this contract as often as this decade.
            Unit::Decade if step != 0 => Some((Stretch::Unit(unit, step), next)),
            _ => None,
        }
    }

    /// «الفترة نفسها من العام الماضي», «الربع المماثل من 2019», «نفس الفترة من العام 2017».
    fn counterpart(&self, at: usize) -> Option<(Stretch, usize)> {
        let head = matches!(self.stem(at), "نفس" | "ذات");
        let start = at + usize::from(head);
        let next = self.find(start, |entry| match entry.sign {
            Sign::Period | Sign::Share(_) | Sign::Unit(Unit::Month | Unit::Week | Unit::Quarter, false) => {
                Some(())
            }
            _ => None,
        });
        let (_, next) = next.filter(|_| self.has_article(start))?;
        let like = matches!(self.folded(next), "المماثل" | "المماثله" | "المقابل" | "المقابله" | "الموازيه");
        let next = if head { next } else { self.same(next).or(like.then_some(next + 1))? };
        let of = self.sign(next, Sign::Prep(Prep::From)).or_else(|| self.sign(next, Sign::Prep(Prep::In)));
        let (year, next) = match self.unit_step(of.unwrap_or(next), Unit::Year) {
            Some((step, after)) => (Stretch::Unit(Unit::Year, step), after),
            None => {
                let number = of.unwrap_or(next);
                let (calendar, year, after) = self.full_year(self.year_head(number).unwrap_or(number))?;
                (Stretch::Year(calendar, year), after)
            }
        };
        Some((Stretch::Counterpart(Box::new(year)), next))
    }

    /// «العام التالي», «الشهر نفسه», «نفس اليوم»: counted from the date told before.
    fn beside(&self, at: usize) -> Option<(Stretch, usize)> {
        let head = self.stem(at) == "نفس" || self.stem(at) == "ذات";
        let start = at + usize::from(head);
        let (unit, next) = self.single_unit(start)?;
        let fits = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        if !fits || !self.has_article(start) {
            return None;
        }
        if head {
            return Some((Stretch::Beside(unit, 0), next));
        }
        if let Some(after) = self.sign(next, Sign::Following) {
            return Some((Stretch::Beside(unit, 1), after));
        }
        self.same(next).map(|after| (Stretch::Beside(unit, 0), after))
    }

    /// «الربع الثالث من عام 2016», «النصف الأول من العام الجاري», «الأسبوع الأول من مايو»,
    /// «الأشهر التسعة الأولى من 2024».
    fn nth(&self, at: usize) -> Option<(Stretch, usize)> {
        // «العشر الأواخر من رمضان» needs no word for days.
        if self.stem(at) == "عشر" && self.has_article(at) {
            return self.first_of(Unit::Day, at);
        }
        let (unit, next) = self.find(at, |entry| match entry.sign {
            Sign::Share(unit) | Sign::Unit(unit @ (Unit::Week | Unit::Month | Unit::Day), false) => {
                Some(unit)
            }
            _ => None,
        })?;
        if !self.has_article(at) {
            return None;
        }
        if let Some(found) = self.first_of(unit, next) {
            return Some(found);
        }
        if !matches!(unit, Unit::Quarter | Unit::Half) && !self.is_singular(at) {
            return None;
        }
        let is_quarter = self.folded(at).ends_with("ربع");
        let (rank, next) = self.rank(next).filter(|_| self.has_article(next))?;
        let Some((stretch, next)) = self.of_stretch(next) else {
            // «خلال الربع الأول»: of the year at hand.
            let timed = at.checked_sub(1).is_some_and(|before| self.leads_to_time(before));
            return (is_quarter && timed && rank <= 4).then_some((Stretch::Quarter(rank), next));
        };
        let fits = match unit {
            Unit::Half => rank <= 2,
            Unit::Quarter => rank <= 4,
            Unit::Day => false,
            _ => rank <= 12 || rank == 31,
        };
        fits.then(|| (Stretch::Nth(rank, unit, Box::new(stretch)), next))
    }

    /// Whether a preposition or an edge ("the end of") stands at `at`, which a time follows more often than
    /// anything else.
    pub(super) fn leads_to_time(&self, at: usize) -> bool {
        self.find(at, |entry| match entry.sign {
            Sign::Prep(Prep::In | Prep::Since | Prep::Within | Prep::Until | Prep::By | Prep::Between) => {
                Some(())
            }
            Sign::Edge(_) => Some(()),
            _ => None,
        })
        .is_some()
    }

    /// «(الأشهر) التسعة الأولى من 2024».
    fn first_of(&self, unit: Unit, at: usize) -> Option<(Stretch, usize)> {
        let (count, next) = self.count(at)?;
        let first = match self.folded(next) {
            "الاولي" | "الاوايل" => 1,
            "الاخيره" | "الاخيرين" | "الاواخر" => -1,
            _ => return None,
        };
        let (stretch, next) = self.of_stretch(next + 1)?;
        let count = count as i32;
        (1..=99).contains(&count).then(|| (Stretch::FirstOf(count * first, unit, Box::new(stretch)), next))
    }

    /// «من عام 2016», «من العام», «لسنة 2016», «2016».
    fn of_stretch(&self, at: usize) -> Option<(Stretch, usize)> {
        let next = self.sign(at, Sign::Prep(Prep::From)).filter(|_| !self.has_and(at));
        let start = next.unwrap_or(at);
        let attached = self.get(start).is_some_and(|token| token.prep);
        if let Some((calendar, year, after)) = self.full_year(start)
            && self.figures(start).is_some()
        {
            return Some((Stretch::Year(calendar, year), after));
        }
        let month = match self.month_alone(start) {
            // After "of" an everyday word is a month.
            None if next.is_some() || attached => self.month_named(start),
            found => found,
        };
        let found =
            [self.unit_stretch(start), month, self.year(start), self.century(start), self.decade(start)];
        found
            .into_iter()
            .flatten()
            .max_by_key(|(_, next)| *next)
            .or_else(|| (next.is_some() || attached).then(|| self.bare_unit(start)).flatten())
    }

    /// «صيف 2024», «شتاء العام الماضي», «الصيف المقبل», «صيف هذا العام».
    fn season(&self, at: usize) -> Option<(Stretch, usize)> {
        let start = at + usize::from(self.stem(at) == "فصل");
        let (season, next) = self.find(start, |entry| match entry.sign {
            Sign::Season(season) => Some(season),
            _ => None,
        })?;
        if let Some((step, after)) = self.step(next) {
            return self.has_article(start).then_some((Stretch::Season(season, YearOf::Step(step)), after));
        }
        let of = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        if let Some((step, after)) = self.unit_step(of, Unit::Year) {
            return Some((Stretch::Season(season, YearOf::Step(step)), after));
        }
        let number = self.year_head(of).unwrap_or(of);
        let (calendar, year, after) = self.full_year(number)?;
        let fits = calendar == Calendar::Gregorian && !self.counts_something(number);
        // A winter goes on into the next year: «شتاء 2024-2025».
        let after = match self.years_from(calendar, year, after) {
            Some((Stretch::Years(_, first, last), end)) if first == year && last == year + 1 => end,
            _ => after,
        };
        fits.then_some((Stretch::Season(season, YearOf::Known(year)), after))
    }

    fn weekend(&self, at: usize) -> Option<(Stretch, usize)> {
        let next = self.sign(at, Sign::Weekend)?;
        Some(match self.step(next) {
            Some((step, after)) => (Stretch::Weekend(Some(step)), after),
            None => (Stretch::Weekend(None), next),
        })
    }

    /// A named stretch of history.
    fn event(&self, at: usize) -> Option<(Stretch, usize)> {
        self.find(at, |entry| match entry.sign {
            Sign::Event(first, last) => {
                Some(Stretch::Years(Calendar::Gregorian, i32::from(first), i32::from(last)))
            }
            _ => None,
        })
    }

    /// «أول أيام عيد الفطر», «ثاني أيام شهر رمضان»: by the reference day if no year is told.
    fn feast_day(&self, at: usize) -> Option<(Stretch, usize)> {
        let (rank, next) = self.rank(at).filter(|_| !self.has_article(at))?;
        let one = self.stem(next) == "يوم" && self.is_free(next);
        let next =
            self.sign(next, Sign::Unit(Unit::Day, false)).filter(|_| one || self.stem(next) == "ايام")?;
        // «أول يوم من رمضان», «أول يوم لشهر رمضان».
        let next = self.sign(next, Sign::Prep(Prep::From)).filter(|_| one).unwrap_or(next);
        let rank = i8::try_from(rank).ok()?;
        if let Some(((hijri, month, day), next)) = self.find(next, |entry| match entry.sign {
            Sign::Feast(hijri, month, day) => Some((hijri, month, day)),
            _ => None,
        }) {
            let calendar = if hijri { Calendar::Hijri } else { Calendar::Gregorian };
            let (year, next) = self.feast_year(next).unwrap_or((YearOf::Open, next));
            return Some((Stretch::Feast(calendar, month, day + rank - 1, year), next));
        }
        let (Stretch::Month { calendar: calendar @ Calendar::Hijri, month, year, step: None }, next) =
            self.month_alone(next).or_else(|| one.then(|| self.month_named(next)).flatten())?
        else {
            return None;
        };
        Some((Stretch::Feast(calendar, month, rank, year), next))
    }

    /// A feast with a year or step; alone it names a custom as often as a day.
    fn feast(&self, at: usize) -> Option<(Stretch, usize)> {
        let ((hijri, month, day), next) = self.find(at, |entry| match entry.sign {
            Sign::Feast(hijri, month, day) => Some((hijri, month, day)),
            _ => None,
        })?;
        let calendar = if hijri { Calendar::Hijri } else { Calendar::Gregorian };
        // «عيد الفطر المبارك الماضي».
        let next = next + usize::from(matches!(self.folded(next), "المبارك" | "السعيد"));
        let (year, next) = self.feast_year(next)?;
        Some((Stretch::Feast(calendar, month, day, year), next))
    }

    fn feast_year(&self, at: usize) -> Option<(YearOf, usize)> {
        if let Some((step, next)) = self.step(at).or_else(|| self.unit_step(at, Unit::Year)) {
            return Some((YearOf::Step(step), next));
        }
        let (_, year, next) = self.full_year(self.year_head(at).unwrap_or(at))?;
        Some((YearOf::Known(year), next))
    }

    /// «الأيام الثلاثة الماضية», «الساعات الـ24 المقبلة», «آخر ثلاثة أيام», «العامين الماضيين».
    fn recent(&self, at: usize) -> Option<(Stretch, usize)> {
        if matches!(self.folded(at), "اخر" | "اول") && self.is_free(at) {
            let last = self.folded(at) == "اخر";
            let (count, next) = self.count(at + 1)?;
            let (unit, next) = self.unit_of_count(next)?;
            // «أول ثلاثة أشهر من 2025».
            if let Some((stretch, next)) = self.of_stretch(next) {
                let count = if last { -count } else { count } as i32;
                return Some((Stretch::FirstOf(count, unit, Box::new(stretch)), next));
            }
            return last.then(|| (Stretch::Recent(amount(count, unit), -1), next));
        }
        let (unit, dual, next) = match self.counted_unit(at) {
            Some(found) => found,
            None => {
                // The count may stand first: «الثلاثة أيام الماضية», «3 أيام القادمة».
                let (count, next) = self.count(at)?;
                let (unit, next) = self.unit_of_count(next)?;
                let (step, after) = self.step(next).filter(|_| self.has_article(next))?;
                return (step != 0).then(|| (Stretch::Recent(amount(count, unit), step), after));
            }
        };
        if !self.has_article(at) {
            return None;
        }
        if dual {
            let (step, after) = self.step(next)?;
            return (step != 0).then(|| (Stretch::Recent(amount(2.0, unit), step), after));
        }
        let (count, next) = self.count(next)?;
        let next = self.sign(next, Sign::Few).unwrap_or(next);
        let (step, after) = self.step(next)?;
        (step != 0 && count > 1.0).then(|| (Stretch::Recent(amount(count, unit), step), after))
    }

    fn counted_unit(&self, at: usize) -> Option<(Unit, bool, usize)> {
        let ((unit, dual), next) = self.find(at, |entry| match entry.sign {
            Sign::Unit(unit, dual) => Some((unit, dual)),
            _ => None,
        })?;
        Some((unit, dual, next))
    }

    fn unit_of_count(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, _, next) = self.counted_unit(at)?;
        self.is_free(at).then_some((unit, next))
    }

    /// «الأيام الماضية», «السنوات القليلة المقبلة»: no day is named.
    pub(super) fn uncounted(&self, at: usize) -> Option<(Meaning, usize)> {
        let (_, dual, next) = self.counted_unit(at)?;
        let singular = self.single_unit(at).is_some();
        if dual || singular || !self.has_article(at) {
            return None;
        }
        let next = self.sign(next, Sign::Few).unwrap_or(next);
        let (step, after) = self.step(next)?;
        let after = self.sign(after, Sign::Few).unwrap_or(after);
        Some((Meaning::Reference(Vague::of_step(step)), after))
    }
}

fn amount(count: f64, unit: Unit) -> Amount {
    Amount { counts: vec![(Some(count), unit)], up_to: None, doubt: None }
}
