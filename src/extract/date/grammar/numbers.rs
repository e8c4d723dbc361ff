//! Tokens -> numbers: figures, words, ranks, and years.

use super::super::lexicon::{Era, Prep, Sign};
use super::super::meaning::Calendar;
use super::super::tokens::{Kind, Tokens};

/// Years that a bare number of four digits can be; news tells of no others without saying "year".
const BARE_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Hijri years in figures; from 1300 (1882) to 1500 (2076).
pub(super) const HIJRI_YEARS: std::ops::RangeInclusive<i32> = 1300..=1500;

impl Tokens {
    /// The figures at `at` and how many digits they have.
    pub(super) fn figures(&self, at: usize) -> Option<(i32, u8)> {
        match self.get(at)?.kind {
            Kind::Number(value, count) => Some((i32::try_from(value).ok()?, count)),
            _ => None,
        }
    }

    /// A count: figures (1,500 and 2.5 too), words, or both ("3 thousand"). Not glued to a sign or
    /// letter before it.
    pub(super) fn count(&self, at: usize) -> Option<(f64, usize)> {
        let (mut value, mut next) = match self.figures(at) {
            Some(_) => self.count_in_figures(at)?,
            None => self.count_in_words(at).map(|(value, next)| (f64::from(value), next))?,
        };
        // «ألف مليون»: no number has more than three such words.
        let mut words = 3;
        while words > 0
            && let Some((factor, after)) = self.find(next, |entry| match entry.sign {
                Sign::Times(factor) => Some(factor),
                Sign::Number(1000) if !self.has_and(next) => Some(1000),
                _ => None,
            })
        {
            value *= f64::from(factor);
            next = after;
            words -= 1;
        }
        Some((value, next))
    }

    fn count_in_figures(&self, at: usize) -> Option<(f64, usize)> {
        let (value, _) = self.figures(at)?;
        let mut value = f64::from(value);
        let mut next = at + 1;
        while next < at + 9
            && self.is_glued(next)
            && self.is_glued(next + 1)
            && self.is_one_of(next, &[',', '٬', '.', '٫', '،'])
        {
            let Some((part, digits)) = self.figures(next + 1) else { break };
            if self.is_one_of(next, &[',', '٬']) && digits == 3 {
                value = value * 1000.0 + f64::from(part);
            } else {
                value += f64::from(part) / 10f64.powi(i32::from(digits));
            }
            next += 2;
        }
        Some((value, next))
    }

    /// A count in words: "five", "twenty-five", "two thousand and twenty-five".
    pub(super) fn count_in_words(&self, at: usize) -> Option<(i32, usize)> {
        let (mut sum, mut next) = self.number_word(at, false)?;
        let mut last = sum;
        // «واحد عشر» is "and eleven"; the lexicon reads «واحد» as "one".
        let eleven = |at: usize| self.folded(at) == "واحد" && self.stem(at + 1) == "عشر";
        while self.has_and(next) || self.folded(next) == "و" || eleven(next) {
            let after = if self.folded(next) == "و" { next + 1 } else { next };
            let Some((value, after)) = self.number_word(after, true) else { break };
            // Arabic says units before tens, and everything else in falling order.
            let fits = (last < 10 && (20..100).contains(&value) && value % 10 == 0)
                || (last >= 1000 && value < 1000)
                || ((100..1000).contains(&last) && value < 100);
            if !fits {
                break;
            }
            sum += value;
            last = value;
            next = after;
        }
        Some((sum, next))
    }

    /// One group of a number: a unit with its "-teen", hundred or thousand, or a single word. Everyday
    /// words (أحد) count only before "-teen" or inside a number.
    fn number_word(&self, at: usize, inside: bool) -> Option<(i32, usize)> {
        let ((value, sure), next) = self.find(at, |entry| match entry.sign {
            Sign::Number(value) => Some((value, entry.sure)),
            _ => None,
        })?;
        let following = |wanted: fn(i32) -> bool| {
            self.find(next, |entry| match entry.sign {
                Sign::Number(value) if wanted(value) && !self.has_and(next) => Some(value),
                _ => None,
            })
        };
        if (1..10).contains(&value) {
            if let Some((_, next)) = following(|value| value == 10) {
                return Some((value + 10, next));
            }
            if let Some((hundred, next)) = following(|value| value == 100 || value == 1000) {
                return Some((value * hundred, next));
            }
            if let Some(((), next)) = self.find(next, |entry| (entry.sign == Sign::Times(1000)).then_some(()))
            {
                return Some((value * 1000, next));
            }
        }
        let tens_follow = self.has_and(next)
            && self.find(next, |entry| matches!(entry.sign, Sign::Number(20..100)).then_some(())).is_some();
        (sure || inside || tens_follow).then_some((value, next))
    }

    /// A rank in words: "the third", "the fifteenth", "the twenty-first".
    pub(super) fn rank(&self, at: usize) -> Option<(i32, usize)> {
        let rank = |at: usize| {
            self.find(at, |entry| match entry.sign {
                Sign::Ordinal(value) => Some(value),
                _ => None,
            })
        };
        let tens = |at: usize| {
            self.find(at, |entry| match entry.sign {
                Sign::Number(value) if (10..100).contains(&value) && value % 10 == 0 => Some(value),
                _ => None,
            })
        };
        if let Some((value, next)) = rank(at) {
            if value < 10
                && let Some((ten, after)) = tens(next)
                && self.has_and(next) == (ten >= 20)
            {
                return Some((value + ten, after));
            }
            return Some((value, next));
        }
        // «القرن الواحد والعشرين».
        if self.stem(at) == "واحد"
            && self.has_article(at)
            && self.has_and(at + 1)
            && let Some((ten, next)) = tens(at + 1).filter(|(ten, _)| *ten >= 20)
        {
            return Some((ten + 1, next));
        }
        let (value, next) = tens(at)?;
        (value >= 20 && self.has_article(at)).then_some((value, next))
    }

    /// The number of a day of a month, in figures or as a rank with the article. Ranks without article
    /// count for 1 and where a month follows ("خامس أيام" does not).
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (value, next) = match self.figures(at) {
            Some((value, digits)) if digits <= 2 => {
                let latin = matches!(self.folded(at + 1), "st" | "nd" | "rd" | "th") && self.is_glued(at + 1);
                (value, at + 1 + usize::from(latin))
            }
            Some(_) => return None,
            None => self.rank(at)?,
        };
        let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, next))
    }

    /// Whether the number at `at` stands by itself: not glued to letters, signs or other figures that
    /// make it a telephone number, a sum, a score, a model.
    pub(super) fn is_plain_number(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        let after = self.get(at + 1).filter(|_| self.is_glued(at + 1));
        let clean_before = !self.is_glued(at)
            || !before.is_some_and(|token| {
                matches!(token.kind, Kind::Mark('+' | '$' | '€' | '#' | '@' | '_' | '%' | '٪' | '&' | '='))
                    || (token.kind == Kind::Word && self.folded(at - 1).is_ascii())
            });
        let clean_after = !after.is_some_and(|token| {
            matches!(token.kind, Kind::Mark('%' | '٪' | '$' | '€' | '°' | '_' | '@' | '*'))
        });
        clean_before && clean_after
    }

    /// A year in figures with its era: «1446هـ», «2014م», «2014 ميلادية». Without an era the calendar is
    /// told by `guess`: Hijri if the number can only be that.
    pub(super) fn year_number(&self, at: usize) -> Option<(Calendar, i32, usize)> {
        let (value, digits) = self.figures(at)?;
        if !(2..=4).contains(&digits) || !self.is_plain_number(at) {
            return None;
        }
        let bracket = usize::from(self.is_mark(at + 1, '('));
        if let Some((era, next)) = self.era(at + 1 + bracket)
            && (bracket == 0 || self.is_mark(next, ')'))
        {
            let next = next + bracket;
            return Some(match era {
                Era::Hijri => (Calendar::Hijri, value, next),
                Era::Gregorian => (Calendar::Gregorian, value, next),
                Era::Before => (Calendar::Gregorian, -value, next),
            });
        }
        let guess = if HIJRI_YEARS.contains(&value) { Calendar::Hijri } else { Calendar::Gregorian };
        Some((guess, value, at + 1))
    }

    /// The era at `at`. The letters م and ه count only right after the number, or where no word
    /// follows that they could begin.
    pub(super) fn era(&self, at: usize) -> Option<(Era, usize)> {
        if self.folded(at) == "ق" && self.is_mark(at + 1, '.') && self.folded(at + 2) == "م" {
            return Some((Era::Before, at + 3));
        }
        let (era, next) = self.find(at, |entry| match entry.sign {
            Sign::Era(era) => Some(era),
            _ => None,
        })?;
        let mut next = next;
        if era == Era::Before || self.folded(at).chars().count() > 1 {
            return Some((era, next));
        }
        // «ق.م» is three tokens; «م.» after a year is an abbreviation with its dot.
        if self.is_mark(next, '.') && self.is_glued(next) && era == Era::Hijri {
            next += usize::from(!self.ends_sentence(next));
        }
        Some((era, next))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        self.get(at + 1).is_none_or(|token| token.space || token.kind == Kind::Mark('\n'))
    }

    /// A year of four digits, or in words from a thousand on, as it stands after a month or "year".
    pub(super) fn full_year(&self, at: usize) -> Option<(Calendar, i32, usize)> {
        if let Some((calendar, year, next)) = self.year_number(at) {
            let four = matches!(self.figures(at), Some((1000..=2999, 4)));
            return four.then_some((calendar, year, next));
        }
        let (year, next) = self.count_in_words(at)?;
        (1000..3000).contains(&year).then_some((Calendar::Gregorian, year, next))
    }

    /// A bare number that can be a year: four digits, of our times, and counting nothing.
    pub(super) fn bare_year(&self, at: usize) -> Option<(Calendar, i32, usize)> {
        let (value, digits) = self.figures(at)?;
        let (calendar, year, next) = self.year_number(at)?;
        let told = next > at + 1;
        let plausible = told || (digits == 4 && BARE_YEARS.contains(&value));
        // «منذ 2006 أصبح»: these two take no count without a unit.
        let born = at.checked_sub(1).is_some_and(|before| self.sign(before, Sign::YearNoun).is_some());
        let timed = born
            || at.checked_sub(1).is_some_and(|before| {
                self.sign(before, Sign::Prep(Prep::Since))
                    .or_else(|| self.sign(before, Sign::Prep(Prep::By)))
                    .is_some()
            }) && self.find(at + 1, |entry| matches!(entry.sign, Sign::Unit(..)).then_some(())).is_none();
        (plausible && (told || timed || !self.counts_something(at))).then_some((calendar, year, next))
    }

    /// Whether the number at `at` counts what follows. From 11 to 99 (and so from 2011 to 2099) Arabic
    /// puts the counted noun in the accusative, whose ending is mostly written; after round numbers it
    /// is bare, so any word without article there is taken for it.
    pub(super) fn counts_something(&self, at: usize) -> bool {
        let Some((value, _)) = self.figures(at) else { return false };
        let next = self.folded(at + 1);
        if next.is_empty() || self.has_and(at + 1) {
            return self.is_one_of(at + 1, &['%', '٪', '$', '€', '°']);
        }
        if self
            .find(at + 1, |entry| matches!(entry.sign, Sign::Unit(..) | Sign::Times(_)).then_some(()))
            .is_some()
            && !self.has_article(at + 1)
        {
            return true;
        }
        let begins_phrase = self.sign(at + 1, Sign::Function).is_some();
        let length = next.chars().count();
        match value % 100 {
            11..=99 => {
                length > 3
                    && (next.ends_with('ا') || next.ends_with('ه'))
                    && !next.starts_with("ال")
                    && !begins_phrase
            }
            _ => length > 2 && !next.starts_with("ال") && !begins_phrase && !looks_like_verb(next),
        }
    }
}

/// A rough guess, enough to part «عام 2000 شهدت» from «2000 شخص»: feminine past, or imperfect.
fn looks_like_verb(word: &str) -> bool {
    // «صوت» and «بيت» are too short for a feminine past.
    word.ends_with('ت') && word.chars().count() > 3
        || word.starts_with('ي')
        || word.starts_with("ست")
        || word.starts_with("سي")
}
