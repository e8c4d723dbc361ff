//! Tokens -> years, decades and centuries.

use super::super::lexicon::{Era, Prep, Sign};
use super::super::meaning::{Calendar, Stretch, Unit};
use super::super::tokens::Tokens;

/// How many years of a list («1954 و1974 و1990») are followed back to what makes the first one a year.
const YEARS_LISTED: usize = 8;

impl Tokens {
    /// A year: «عام 2014», «سنة ألفين وعشرة», «1446هـ», a bare number where the sentence makes it one.
    pub(super) fn year(&self, at: usize) -> Option<(Stretch, usize)> {
        let head = self.year_head(at);
        if let Some(number) = head {
            let (calendar, year, next) = self
                .year_number(number)
                .filter(|_| !self.is_part_of_figures(number))
                .or_else(|| self.full_year(number))?;
            if self.figures(number).is_some_and(|(_, digits)| digits < 3) && next == number + 1 {
                return None;
            }
            return match self.gregorian_of(calendar, year, next) {
                Some((gregorian, after)) => Some((Stretch::Year(Calendar::Gregorian, gregorian), after)),
                None => self.years_from(calendar, year, next),
            };
        }
        if let Some(found) = self.lifetime(at) {
            return Some(found);
        }
        let (calendar, year, next) = self.bare_year(at)?;
        let era = next > at + 1;
        if era && let Some((gregorian, after)) = self.gregorian_of(calendar, year, next) {
            return Some((Stretch::Year(Calendar::Gregorian, gregorian), after));
        }
        if self.is_part_of_figures(at) && !era {
            return None;
        }
        if let Some(range) = self.season_years(at, calendar, year) {
            return Some(range);
        }
        (era || self.is_year_place(at)).then_some((Stretch::Year(calendar, year), next))
    }

    /// The Gregorian year beside a Hijri one: «1258م» in «656هـ/1258م», «132هـ (750م)», «1446 هـ الموافق
    /// 2025م». Years that are not the same are two.
    fn gregorian_of(&self, calendar: Calendar, year: i32, at: usize) -> Option<(i32, usize)> {
        if calendar != Calendar::Hijri {
            return None;
        }
        let bracket = self.is_mark(at, '(');
        let number = match self.sign(at, Sign::Equals) {
            Some(next) => self.year_head(next).unwrap_or(next),
            None if bracket || self.is_one_of(at, &['/', '-', '–', '=']) => at + 1,
            None => return None,
        };
        let (Calendar::Gregorian, gregorian, next) = self.year_number(number)? else { return None };
        // A lunar year is about 0.97 of a solar one; the era began in 622.
        let apart = f64::from(gregorian) - (f64::from(year) * 0.970_229 + 621.57);
        let next = if bracket { self.is_mark(next, ')').then_some(next + 1)? } else { next };
        (apart.abs() <= 2.0).then_some((gregorian, next))
    }

    /// A life or reign: from one year to another in brackets, «(1889-1973)», or with the era, «618 - 907م».
    fn lifetime(&self, at: usize) -> Option<(Stretch, usize)> {
        let (first, digits) = self.figures(at)?;
        if !self.is_one_of(at + 1, &['-', '–', '—', 'ـ']) || !(3..=4).contains(&digits) {
            return None;
        }
        let (calendar, last, next) = self.year_number(at + 2)?;
        let bracketed = at > 0 && self.is_mark(at - 1, '(') && self.is_mark(next, ')');
        let told = next > at + 3 || bracketed && digits == 4 && (1500..=2100).contains(&first);
        let fits = (1..=400).contains(&(last - first));
        (told && fits).then_some((Stretch::Years(calendar, first, last), next))
    }

    /// A second year joined by a dash: «عام 2014-2015», «2024/2025».
    pub(super) fn years_from(&self, calendar: Calendar, year: i32, next: usize) -> Option<(Stretch, usize)> {
        let joined = self.is_one_of(next, &['-', '–', '/', '\\']);
        let tight = self.is_glued(next) && self.is_glued(next + 1);
        if joined && let Some((last, 4)) = self.figures(next + 1) {
            // Years of a school or budget may be written in either order, and with spaces.
            let neighbours = (last - year).abs() == 1;
            let bracketed = next >= 2 && self.is_mark(next - 2, '(') && self.is_mark(next + 2, ')');
            let period =
                next >= 2 && matches!(self.stem(next - 2), "فتره" | "سنوات" | "اعوام" | "خلال" | "بين");
            let fits = last > year && last - year <= 150 && (tight || bracketed || period);
            if (fits || neighbours) && (1000..=2200).contains(&last) {
                return Some((Stretch::Years(calendar, year.min(last), year.max(last)), next + 2));
            }
        }
        Some((Stretch::Year(calendar, year), next))
    }

    /// Two bare years joined: «2016-2017», «2024/2025», where nothing stands before that joins more.
    fn season_years(&self, at: usize, calendar: Calendar, year: i32) -> Option<(Stretch, usize)> {
        let (stretch, next) = self.years_from(calendar, year, at + 1)?;
        let alone = !(self.is_one_of(next, &['-', '/']) && self.is_glued(next));
        (next > at + 1 && alone && !self.is_glued_behind(at)).then_some((stretch, next))
    }

    fn is_glued_behind(&self, at: usize) -> bool {
        at > 0 && self.is_glued(at) && self.is_one_of(at - 1, &['-', '/', '.', ':', ','])
    }

    /// Whether figures, joined by a mark, stand before or after: part of a date, a sum, a score.
    fn is_part_of_figures(&self, at: usize) -> bool {
        let joints = ['/', '-', ':', '.', ',', '٬', '٫'];
        let after = self.is_one_of(at + 1, &joints)
            && self.is_glued(at + 1)
            && self.is_glued(at + 2)
            && self.figures(at + 2).is_some_and(|(value, digits)| digits != 4 || value < 1000);
        let before = at > 1
            && self.is_glued(at)
            && self.is_one_of(at - 1, &joints)
            && self.is_glued(at - 1)
            && self.figures(at - 2).is_some();
        after || before
    }

    /// Whether a bare number is a year here: after a preposition of time, in brackets, after an event.
    fn is_year_place(&self, at: usize) -> bool {
        self.is_year_place_within(at, YEARS_LISTED)
    }

    /// The same; `reach` years of a list before it are looked at.
    fn is_year_place_within(&self, at: usize, reach: usize) -> bool {
        let reach = reach.saturating_sub(1);
        let Some(before) = at.checked_sub(1) else { return false };
        if self.is_mark(before, '(') {
            return self.is_one_of(at + 1, &[')', '-', '–']);
        }
        let attached = self.get(at).is_some_and(|token| token.prep);
        // «1995 و 1999»: "and" may stand apart.
        let apart = self.folded(before) == "و" || self.is_one_of(before, &['،', ',']);
        let before = if apart { before.saturating_sub(1) } else { before };
        let listed = reach > 0
            && (apart || self.has_and(at))
            && [before, before.wrapping_sub(1)].into_iter().any(|year| {
                (year == before || self.is_one_of(before, &['،', ',']))
                    && matches!(self.figures(year), Some((1900..=2100, 4)))
                    && (self.is_year_place_within(year, reach)
                        || (1..=2).any(|back| {
                            year.checked_sub(back).is_some_and(|head| self.year_head(head) == Some(year))
                        }))
            });
        if listed {
            return true;
        }
        let edge = self.find(at - 1, |entry| matches!(entry.sign, Sign::Edge(_)).then_some(()));
        let prep = edge.is_some() || self.preposition_before(at).is_some_and(|prep| prep != Prep::For);
        // «من 1950 إلى 2000 دولار» are sums.
        let sums = self.range_joint(at + 1, false).is_some_and(|(other, _)| self.counts_something(other));
        let ended = (self.figures(at + 1).is_none() || self.has_and(at + 1)) && !sums;
        if attached || prep {
            return ended;
        }
        let noun = (1..=3).any(|back| {
            at.checked_sub(back).is_some_and(|noun| {
                self.find(noun, |entry| (entry.sign == Sign::YearNoun).then_some(())).is_some()
            }) && (at - back + 1..at).all(|between| self.is_plain_word(between))
        });
        noun && ended
    }

    fn is_plain_word(&self, at: usize) -> bool {
        !self.folded(at).is_empty() && self.find(at, |_| Some(())).is_none()
    }

    /// «التسعينيات», «تسعينيات القرن الماضي», «عقد التسعينيات».
    pub(super) fn decade(&self, at: usize) -> Option<(Stretch, usize)> {
        let head = self.sign(at, Sign::Unit(Unit::Decade, false));
        let start = head.unwrap_or(at);
        let (decade, next) = self.find(start, |entry| match entry.sign {
            Sign::Decade(decade) => Some(decade),
            _ => None,
        })?;
        let of = self.sign(next, Sign::Prep(Prep::From)).unwrap_or(next);
        if matches!(self.folded(of), "عمره" | "عمرها" | "العمر" | "عمرهم" | "عمري") {
            return None;
        }
        match self.century(of) {
            Some((Stretch::Century(century), after)) if century > 0 => {
                Some((Stretch::Decade((century - 1) * 100 + decade % 100), after))
            }
            _ => match self.unit_step(of, Unit::Century) {
                // The last century of a text of our times is the twentieth.
                Some((-1, after)) => Some((Stretch::Decade(decade), after)),
                _ => self.has_article(start).then_some((Stretch::Decade(decade), next)),
            },
        }
    }

    /// «القرن التاسع عشر», «القرن الـ19».
    pub(super) fn century(&self, at: usize) -> Option<(Stretch, usize)> {
        let next = self.sign(at, Sign::Unit(Unit::Century, false)).filter(|_| self.has_article(at))?;
        if !self.is_singular(at) {
            return None;
        }
        let (rank, mut next) = match self.figures(next) {
            Some((value, _)) => (value, next + 1),
            None => self.rank(next)?,
        };
        let mut sign = 1;
        if let Some((era, after)) = self.era(next) {
            match era {
                Era::Before => sign = -1,
                Era::Gregorian => {}
                Era::Hijri => {
                    let years = (rank * 100 - 99, rank * 100);
                    return Some((Stretch::Years(Calendar::Hijri, years.0, years.1), after));
                }
            }
            next = after;
        }
        (1..=30).contains(&rank).then_some((Stretch::Century(rank * sign), next))
    }
}
