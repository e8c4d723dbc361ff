//! Tokens -> lengths of time, with what they are to the sentence, and recurring times.

use super::super::lexicon::{Prep, Sign};
use super::super::meaning::{
    Amount, Calendar, DayOf, Doubt, Meaning, Point, Relation, Stretch, Unit, YearOf,
};
use super::super::tokens::{Kind, Tokens};

/// How many words before an amount a word for "age" is looked for («البالغ من العمر 30 عاما»).
const AGE_REACH: usize = 4;

impl Tokens {
    /// A length of time with its preposition: «منذ 3 أيام», «لمدة 30 يوما», «نحو ساعة ونصف الساعة».
    pub(super) fn amount_phrase(&self, at: usize) -> Option<(Meaning, usize)> {
        let (prep, start) = self.amount_prep(at);
        let (doubt, start) = self.doubt(start);
        let (amount, next) = self
            .amount(start, prep.is_some() || doubt.is_some(), prep)
            .or_else(|| doubt.and_then(|_| self.definite_one(start)))?;
        let (late, next) = match self.sign(next, Sign::Doubt(Doubt::About)) {
            Some(after) if self.folded(next).starts_with("تقريبا") => (Some(Doubt::About), after),
            _ => (None, next),
        };
        let next = self.sign(next, Sign::Full).unwrap_or(next);
        if self.has_article(next) && self.step(next).is_some() {
            // «خلال الخمس سنوات الماضية» is read from the count on.
            return None;
        }
        if matches!(self.folded(next), "ضوييه" | "ضوييتين") {
            return Some((Meaning::Nothing, next + 1));
        }
        if self.is_age(at, start, next, &amount) {
            return Some((Meaning::Nothing, next));
        }
        let (relation, next) = self.relation(prep, next)?;
        let amount = Amount { doubt: doubt.or(late), ..amount };
        Some((Meaning::Amount(amount, relation), next))
    }

    /// «السنة» in «منذ قرابة السنة», «الساعتين» in «بعد قرابة الساعتين»: one or two, where something before makes
    /// it a length.
    fn definite_one(&self, at: usize) -> Option<(Amount, usize)> {
        let ((unit, dual), next) = self.find(at, |entry| match entry.sign {
            Sign::Unit(unit, dual) => Some((unit, dual)),
            _ => None,
        })?;
        let told = self.step(next).is_some()
            || self.same(next).is_some()
            || self.sign(next, Sign::Following).is_some()
            || self.rank(next).is_some()
            || self.figures(next).is_some()
            || self.has_article(next);
        let single = self.is_singular(at) && !matches!(unit, Unit::Day | Unit::Hour);
        let fits = self.has_article(at) && (single || dual) && !told;
        fits.then(|| (one(Some(if dual { 2.0 } else { 1.0 }), unit, None), next))
    }

    fn amount_prep(&self, at: usize) -> (Option<Prep>, usize) {
        let prep = self.find(at, |entry| match entry.sign {
            Sign::Prep(prep @ (Prep::Since | Prep::Ago | Prep::After | Prep::Within | Prep::For)) => {
                Some(prep)
            }
            _ => None,
        });
        match prep {
            Some((prep, next)) => (Some(prep), next),
            None => (None, at),
        }
    }

    fn doubt(&self, at: usize) -> (Option<Doubt>, usize) {
        let doubt = self.find(at, |entry| match entry.sign {
            Sign::Doubt(doubt) => Some(doubt),
            _ => None,
        });
        match doubt {
            Some((doubt, next)) => (Some(doubt), next),
            None => (None, at),
        }
    }

    fn relation(&self, prep: Option<Prep>, next: usize) -> Option<(Relation, usize)> {
        // «3 أيام مضت», «سنوات خلت».
        if matches!(self.folded(next), "مضت" | "خلت" | "مضي" | "خلا" | "خلون" | "مضيا" | "مضين")
        {
            return Some((Relation::Ago, next + 1));
        }
        let event = ["من", "علي", "عن"].contains(&self.folded(next))
            && self.sign(next + 1, Sign::This).is_none()
            && self.folded(next + 1) != "الان";
        let now = self.folded(next) == "من" && self.folded(next + 1) == "الان";
        Some(match prep {
            None | Some(Prep::For) => (Relation::Length, next),
            Some(Prep::Since) => (Relation::Since, next),
            Some(Prep::Ago | Prep::After) if event => (Relation::Event, next),
            Some(Prep::Ago) => (Relation::Ago, next + if now { 2 } else { 0 }),
            Some(Prep::After) => (Relation::Ahead, next + if now { 2 } else { 0 }),
            Some(_) => (Relation::Within, next),
        })
    }

    /// A length: counts and units joined by "and", fractions, duals. A lone unit in the singular, and
    /// an uncounted plural, need `told`: something before that makes them a length.
    fn amount(&self, at: usize, told: bool, prep: Option<Prep>) -> Option<(Amount, usize)> {
        let (Amount { mut counts, up_to, .. }, mut next) = self.first_amount(at, told, prep)?;
        while self.has_and(next) || self.folded(next) == "و" {
            let start = next + usize::from(self.folded(next) == "و");
            let Some(&(Some(last), unit)) = counts.last() else { break };
            if let Some((part, after)) = self.fraction_of(start, unit) {
                let at_last = counts.len() - 1;
                counts[at_last] = (Some(last + part), unit);
                next = after;
                continue;
            }
            let Some((count, smaller, after)) = self.counted(start) else { break };
            if smaller >= unit {
                break;
            }
            counts.push((Some(count), smaller));
            next = after;
        }
        Some((Amount { counts, up_to, doubt: None }, next))
    }

    fn first_amount(&self, at: usize, told: bool, prep: Option<Prep>) -> Option<(Amount, usize)> {
        if let Some((low, high, unit, next)) = self.counted_range(at) {
            return Some((one(Some(low), unit, Some(high)), next));
        }
        if let Some((count, unit, next)) = self.counted(at) {
            return (told || is_clear(unit)).then(|| (one(Some(count), unit, None), next));
        }
        if let Some((part, after)) = self.fraction(at)
            && let Some((unit, next)) = self.unit(after)
            && !self.has_and(after)
        {
            let whole = if self.has_article(after) { told } else { true };
            return whole.then(|| (one(Some(part), unit, None), next));
        }
        let several = self.sign(at, Sign::Several);
        let start = several.unwrap_or(at);
        let ((unit, dual), next) = self.find(start, |entry| match entry.sign {
            Sign::Unit(unit, dual) => Some((unit, dual)),
            _ => None,
        })?;
        if self.has_article(start) || several.is_some() && dual {
            return None;
        }
        if dual {
            let next = self.past_word_two(next);
            return (told || is_clear(unit)).then(|| (one(Some(2.0), unit, None), next));
        }
        let single = self.is_singular(start);
        if let Some(next) = self.one_after(next).filter(|_| single && several.is_none()) {
            return Some((one(Some(1.0), unit, None), next));
        }
        if single && several.is_none() {
            if let Some(next) = self.sign(next, Sign::Full) {
                return Some((one(Some(1.0), unit, None), next));
            }
            // «يوم أو يومين».
            let or_two = (self.folded(next) == "او").then(|| self.counted_dual(next + 1)).flatten();
            if let Some((other, after)) = or_two
                && other == unit
            {
                return Some((one(Some(1.0), unit, Some(2.0)), after));
            }
            return (told && self.is_lone_unit(start, next, prep))
                .then(|| (one(Some(1.0), unit, None), next));
        }
        if matches!(self.figures(next), Some((_, 4))) {
            // «بعد أعوام 1954 و1986».
            return None;
        }
        (told || several.is_some())
            .then(|| (one(None, unit, None), self.sign(next, Sign::Few).unwrap_or(next)))
    }

    /// Whether a unit alone is an amount of one, and not the head of something else («بعد يوم الأحد»).
    fn is_lone_unit(&self, at: usize, next: usize, prep: Option<Prep>) -> bool {
        let word = self.folded(at);
        // «منذ شهر سبتمر الماضي»: the month is misspelt.
        let misspelt =
            matches!(word, "شهر" | "يوم") && self.has_article(next + 1) && self.step(next + 1).is_some();
        let name = misspelt
            || self.has_article(next) && self.step(next).is_none()
            || self.folded(next).starts_with("ال") && self.folded(next).chars().count() > 4
            || self.weekday(next).is_some()
            || self.figures(next).is_some()
            || self.month(next).is_some()
            || self.sign(next, Sign::Offset(1)).is_some()
            || self.sign(next, Sign::Offset(-1)).is_some();
        let doubted = at.checked_sub(1).is_some_and(|before| {
            self.find(before, |entry| matches!(entry.sign, Sign::Doubt(_)).then_some(())).is_some()
                || self.folded(before) == "من" && before > 0 && self.doubt(before - 1).1 == at
        });
        let ambiguous =
            !doubted && matches!(word, "ثانيه" | "دقيقه" | "فصل" | "عقد" | "نهار") && prep != Some(Prep::For);
        !name && !ambiguous && !self.get(at).is_some_and(|token| token.and)
    }

    /// Whether the unit at `at` is in the singular.
    pub(super) fn is_singular(&self, at: usize) -> bool {
        const SINGULAR: &[&str] =
            &["ثانيه", "دقيقه", "ساعه", "يوم", "ليله", "اسبوع", "شهر", "سنه", "عام", "عقد", "قرن", "نهار"];
        SINGULAR.contains(&self.stem(at))
    }

    /// «واحد» after a unit.
    fn one_after(&self, at: usize) -> Option<usize> {
        (matches!(self.folded(at), "واحد" | "واحده")).then_some(at + 1)
    }

    fn past_word_two(&self, at: usize) -> usize {
        at + usize::from(matches!(self.folded(at), "اثنين" | "اثنتين" | "اثنان"))
    }

    /// A count and its unit, or a dual.
    fn counted(&self, at: usize) -> Option<(f64, Unit, usize)> {
        if let Some((unit, next)) = self.counted_dual(at) {
            return Some((2.0, unit, next));
        }
        if self.figures(at).is_some() && (!self.is_plain_number(at) || self.is_tail_of_figures(at)) {
            return None;
        }
        // «بالمائة سنة 2014»: per cent.
        if self.has_article(at) && matches!(self.stem(at), "ميه" | "مايه") {
            return None;
        }
        let (count, next) = self.count(at)?;
        let (unit, after) = self.unit(next)?;
        if self.has_and(next) || self.has_prep_attached(next) || count <= 0.0 {
            return None;
        }
        // «في الدقيقة 89 يوم السبت»: the day is that of the week.
        if self.stem(next) == "يوم" && self.weekday(after).is_some_and(|(_, sure, _)| sure) {
            return None;
        }
        // «3 الأيام» is no amount, «24 ساعة» is; a year after "year" was read before.
        (!self.has_article(next)).then_some((count, unit, after))
    }

    fn counted_dual(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, next) = self.find(at, |entry| match entry.sign {
            Sign::Unit(unit, true) => Some(unit),
            _ => None,
        })?;
        (!self.has_article(at)).then_some((unit, next))
    }

    fn has_prep_attached(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.prep)
    }

    /// «من 3 إلى 5 سنوات», «بين 30 و90 دقيقة», «3-5 أيام», «يومين أو ثلاثة أيام».
    fn counted_range(&self, at: usize) -> Option<(f64, f64, Unit, usize)> {
        let start = self
            .sign(at, Sign::Prep(Prep::Between))
            .or_else(|| self.sign(at, Sign::Prep(Prep::From)))
            .unwrap_or(at);
        if self.figures(start).is_some() && (!self.is_plain_number(start) || self.is_tail_of_figures(start)) {
            return None;
        }
        let (low, next) = match self.count(start) {
            Some(found) => found,
            None => self.counted_dual(start).map(|(_, next)| (2.0, next))?,
        };
        let dash = self.is_one_of(next, &['-', '–']);
        let joint = if dash
            || matches!(self.folded(next), "او" | "الي" | "حتي")
            || self.folded(next) == "و" && start > at
        {
            next + 1
        } else if self.has_and(next) && start > at {
            next
        } else {
            return None;
        };
        let (high, next) = self.count(joint)?;
        let (unit, after) = self.unit(next)?;
        (high > low && !self.has_article(next) && !self.has_and(next)).then_some((low, high, unit, after))
    }

    /// Whether figures joined by a mark stand before («1:30 دقيقة» ends in 30).
    pub(super) fn is_tail_of_figures(&self, at: usize) -> bool {
        at > 1
            && self.is_glued(at)
            && self.is_one_of(at - 1, &[':', '/', '.', ',', '-'])
            && self.is_glued(at - 1)
            && self.figures(at - 2).is_some()
    }

    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        self.find(at, |entry| match entry.sign {
            Sign::Unit(unit, false) if unit != Unit::Quarter => Some(unit),
            _ => None,
        })
    }

    fn fraction(&self, at: usize) -> Option<(f64, usize)> {
        self.find(at, |entry| match entry.sign {
            Sign::Fraction(part) => Some(1.0 / f64::from(part)),
            _ => None,
        })
        .filter(|_| !self.has_article(at))
    }

    /// «ونصف», «ونصف الساعة», «وربع»: a fraction of the unit before; «و» is already passed or attached.
    fn fraction_of(&self, at: usize, unit: Unit) -> Option<(f64, usize)> {
        let (part, next) = self.find(at, |entry| match entry.sign {
            Sign::Fraction(part) => Some(1.0 / f64::from(part)),
            _ => None,
        })?;
        match self.unit(next) {
            Some((again, after)) if again == unit && !self.has_and(next) => Some((part, after)),
            Some(_) if !self.has_article(next) && !self.has_and(next) => None,
            _ => Some((part, next)),
        }
    }

    /// Whether the amount is somebody's age.
    fn is_age(&self, at: usize, number: usize, next: usize, amount: &Amount) -> bool {
        let [(count, Unit::Year | Unit::Month)] = amount.counts[..] else { return false };
        let Some(count) = count else { return false };
        let word_before =
            |back: usize| at.checked_sub(back).is_some_and(|at| self.sign(at, Sign::Age).is_some());
        let near = (1..=AGE_REACH).take_while(|&back| !self.is_stop(at, back)).any(word_before);
        let after = match self.folded(next) {
            "من" => matches!(self.folded(next + 1), "العمر" | "عمره" | "عمرها" | "عمرهم"),
            word => matches!(word, "عمره" | "عمرها" | "فما" | "فاكثر"),
        };
        let before = at.checked_sub(1).map_or("", |before| self.folded(before));
        let child = self.has_article(at) && matches!(before, "طفل" | "طفله" | "الطفل" | "الطفله");
        // «توفي عن 88 عاما».
        let lived = before == "عن" && count > 15.0;
        let kin = child
            || lived
            || matches!(
                before,
                "بلغ"
                    | "بلغت"
                    | "بلوغ"
                    | "بلوغه"
                    | "بلوغها"
                    | "اتم"
                    | "اتمت"
                    | "ابن"
                    | "ابنه"
                    | "ذو"
                    | "ذات"
                    | "ذي"
                    | "تحت"
                    | "العمريه"
                    | "لتحت"
            );
        let under = matches!(self.folded(at), "تحت" | "دون" | "فوق" | "لاقل" | "اقل")
            && count < 30.0
            && matches!(self.folded(next.saturating_sub(1)), "عاما" | "سنه" | "كامله" | "كاملا");
        let bracket = at == number
            && at.checked_sub(1).is_some_and(|before| self.is_one_of(before, &['(', '،']))
            && (self.is_one_of(next, &[')']) || count > 15.0 && self.is_one_of(next, &['،', ',']))
            && at.checked_sub(2).is_some_and(|word| self.is_word(word));
        near || after || kin || under || bracket
    }

    fn is_stop(&self, at: usize, back: usize) -> bool {
        at.checked_sub(back).is_none_or(|at| self.is_one_of(at, &['.', '\n', '؛', '؟', '!']))
    }

    fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// «29 نوفمبر من كل عام», «شهر فبراير من كل سنة»: a day or month of every year.
    pub(super) fn yearly(&self, at: usize) -> Option<(Meaning, usize)> {
        let (point, next) = self.day_point(at).or_else(|| self.stretch_point(at))?;
        let every = self.sign(self.sign(next, Sign::Prep(Prep::From))?, Sign::Every)?;
        let (Unit::Year, next) = self.unit(every)? else { return None };
        let Point { stretch, edge: None, part: None, clock: None } = point else { return None };
        let value = match stretch {
            Stretch::Day(DayOf { date: Some(date), offset: None, weekday: None, .. })
                if date.calendar == Calendar::Gregorian && date.year == YearOf::Open =>
            {
                format!("XXXX-{:02}-{:02}", date.month?, date.day)
            }
            Stretch::Month { calendar: Calendar::Gregorian, month, year: YearOf::Open, step: None } => {
                format!("XXXX-{month:02}")
            }
            _ => return None,
        };
        Some((Meaning::Set(value), next))
    }

    /// «كل يوم», «كل ثلاثة أشهر», «كل جمعة», «يوميا».
    pub(super) fn set(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some((unit, next)) = self.find(at, |entry| match entry.sign {
            Sign::Set(unit) => Some(unit),
            _ => None,
        }) {
            return Some((Meaning::Set(value_of(1.0, unit)), next));
        }
        let next = self.sign(at, Sign::Every)?;
        if let Some((count, unit, next)) = self.counted(next) {
            return Some((Meaning::Set(value_of(count, unit)), next));
        }
        let day = self.day_head(next);
        if let Some((weekday, sure, after)) = self.weekday(day.unwrap_or(next))
            && (day.is_some() || !sure)
            && !self.has_article(next)
        {
            return Some((Meaning::Set(format!("XXXX-WXX-{weekday}")), after));
        }
        let (unit, after) = self.unit(next)?;
        let alone = self.is_singular(next) && !self.has_article(next) && self.figures(after).is_none();
        alone.then(|| (Meaning::Set(value_of(1.0, unit)), after))
    }
}

/// One count of one unit.
fn one(count: Option<f64>, unit: Unit, up_to: Option<f64>) -> Amount {
    Amount { counts: vec![(count, unit)], up_to, doubt: None }
}

/// Units that tell time by themselves when counted; «3 عقود» are contracts as often as decades.
fn is_clear(unit: Unit) -> bool {
    !matches!(unit, Unit::Decade | Unit::Quarter)
}

fn value_of(count: f64, unit: Unit) -> String {
    super::super::value::amount(&[(Some(count), unit)])
}
