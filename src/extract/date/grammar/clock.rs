//! Tokens -> hours of the day.

use super::super::lexicon::Sign;
use super::super::meaning::{Clock, Doubt, Part, Unit};
use super::super::tokens::Tokens;

/// An hour as written, before the part of the day is known.
#[derive(Clone, Copy, Debug)]
struct Hour {
    hour: i32,
    minute: Option<i32>,
    second: Option<i32>,
    /// Whether minutes stand after a colon, or "o'clock" before: no other number looks like it.
    sure: bool,
    /// Whether it is written as hours of twenty-four are: «05:30».
    padded: bool,
}

impl Tokens {
    /// «الساعة 5:30 مساء», «الخامسة والنصف صباحا», «23:50», «8 صباحا», «منتصف الليل», with the time zone.
    pub(super) fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        if let Some((hour, next)) = self.find(at, |entry| match entry.sign {
            Sign::Moment(hour) => Some(hour),
            _ => None,
        }) {
            return Some((Clock { hour, minute: None, second: None, either: false }, next));
        }
        let (before, start) = match self.daytime(at) {
            Some((part, next)) => (Some(part), next),
            None => (None, at),
        };
        let (head, headed) = self.past_clock_head(start);
        if before.is_some() && !headed && !self.has_colon(head) {
            return None;
        }
        let (hour, next) = self.hour(head, headed)?;
        let (part, next) = match self.daytime_after(next) {
            // «4 م» is four of anything; «4:00 م» is an hour.
            Some((_, after)) if self.folded(next).chars().count() == 1 && after == next + 1 && !hour.sure => {
                return None;
            }
            Some((part, next)) => (Some(part), next),
            None => (before, next),
        };
        if part.is_none() && !hour.sure {
            return None;
        }
        let clock = clock_of(hour, part)?;
        Some((clock, self.past_zone(next)))
    }

    /// «الساعة» and what stands round it: «في تمام الساعة».
    fn past_clock_head(&self, at: usize) -> (usize, bool) {
        let mut next = at;
        if matches!(self.folded(next), "تمام" | "بتمام" | "حدود") {
            next += 1;
        } else if let Some(after) = self.sign(next, Sign::Doubt(Doubt::About)) {
            next = after;
        }
        match self.sign(next, Sign::Unit(Unit::Hour, false)) {
            Some(after) if self.has_article(next) && self.stem(next) == "ساعه" => (after, true),
            _ if next > at && self.folded(at).ends_with("تمام") => (next, true),
            _ => (at, false),
        }
    }

    fn has_colon(&self, at: usize) -> bool {
        self.is_mark(at + 1, ':') && self.is_glued(at + 1)
    }

    fn hour(&self, at: usize, headed: bool) -> Option<(Hour, usize)> {
        if let Some((value, digits)) = self.figures(at) {
            if !self.is_plain_number(at) || self.has_article(at) && !headed {
                return None;
            }
            return self.hour_in_figures(at, value, digits, headed);
        }
        let (hour, next) = self
            .rank(at)
            .filter(|_| self.has_article(at))
            // «الثامنة وعشرين دقيقة» is no twenty-eighth.
            .map(|(hour, next)| if hour > 20 { (hour % 10, at + 1) } else { (hour, next) })
            .or_else(|| headed.then(|| self.count_in_words(at)).flatten())?;
        if !(1..=12).contains(&hour) || !(headed || self.folded(at).ends_with('ه')) {
            return None;
        }
        let (minute, next) = self.minutes_in_words(next);
        Some((Hour { hour, minute, second: None, sure: headed || minute.is_some(), padded: false }, next))
    }

    fn hour_in_figures(&self, at: usize, value: i32, digits: u8, headed: bool) -> Option<(Hour, usize)> {
        // «10من20 صباح اليوم», «1-1 مساء الاثنين»: a number glued to a word, or the end of a score, is no hour.
        let glued = self.is_glued(at) && !self.folded(at - 1).is_empty();
        if !headed && (glued || self.is_tail_of_figures(at) && self.is_mark(at - 1, '-')) {
            return None;
        }
        let separator = self.is_one_of(at + 1, &[':', '.', ',', '،'])
            && self.is_glued(at + 1)
            && (self.is_mark(at + 1, ':') || headed || self.is_dotted_hour(at));
        let french = self.folded(at + 1) == "h" && self.is_glued(at + 1);
        if (separator || french)
            && self.is_glued(at + 2)
            && let Some((minute, 2)) = self.figures(at + 2)
        {
            let mut hour = Hour {
                hour: value,
                minute: Some(minute),
                second: None,
                sure: true,
                padded: digits == 2 && value < 10,
            };
            let mut next = at + 3;
            if self.is_mark(next, ':')
                && self.is_glued(next)
                && let Some((second, 2)) = self.figures(next + 1)
            {
                hour.second = Some(second);
                next += 2;
            }
            // More figures after another colon are no time; nor is a ratio with figures before it.
            let tail = self.is_mark(next, ':') && self.is_glued(next) && self.figures(next + 1).is_some();
            let lead = at > 1 && self.is_mark(at - 1, ':') && self.is_glued(at);
            let fits = digits <= 2 && (0..=24).contains(&value) && minute < 60;
            return (fits && !tail && !lead).then_some((hour, next));
        }
        if self.is_mark(at + 1, ':') && self.is_glued(at + 1) && self.figures(at + 2).is_some() {
            return None;
        }
        if digits > 2 {
            let (hour, minute) = (value / 100, value % 100);
            // «0757 بتوقيت جرينتش», «1530 مساء».
            let told =
                self.daytime(at + 1).is_some() || headed && digits == 4 && self.past_zone(at + 1) > at + 1;
            let fits = digits <= 4 && hour <= 24 && minute < 60 && told;
            return fits.then_some((
                Hour { hour, minute: Some(minute), second: None, sure: headed, padded: true },
                at + 1,
            ));
        }
        if !(0..=24).contains(&value) || value == 0 && !headed {
            return None;
        }
        let after = at + 1 + usize::from(french);
        let (minute, next) = self.minutes_in_words(after);
        Some((
            Hour {
                hour: value,
                minute,
                second: None,
                sure: headed || french,
                padded: digits == 2 && value < 10,
            },
            next,
        ))
    }

    /// «17.00 بتوقيت فرنسا»: the zone tells that it is an hour.
    fn is_dotted_hour(&self, at: usize) -> bool {
        self.is_mark(at + 1, '.') && self.past_zone(at + 3) > at + 3
    }

    /// «والنصف», «والربع», «إلا ربعا», «و30 دقيقة», «وخمس دقائق».
    fn minutes_in_words(&self, at: usize) -> (Option<i32>, usize) {
        let and = self.has_and(at) || self.folded(at) == "و";
        let less = self.sign(at, Sign::Except);
        let start = match less {
            Some(next) => next,
            None if and => at + usize::from(self.folded(at) == "و"),
            None => return (None, at),
        };
        let fraction = self.find(start, |entry| match entry.sign {
            Sign::Fraction(part) => Some(60 / part),
            _ => None,
        });
        let (minutes, next) = match fraction {
            Some(found) => found,
            None if matches!(self.folded(start), "ربعا" | "ثلثا") => {
                (if self.folded(start) == "ربعا" { 15 } else { 20 }, start + 1)
            }
            None => {
                let Some((count, next)) = self.count(start) else { return (None, at) };
                let Some(next) = self.sign(next, Sign::Unit(Unit::Minute, false)) else { return (None, at) };
                (count as i32, next)
            }
        };
        match minutes {
            0..60 if less.is_some() => (Some(-minutes), next),
            0..60 => (Some(minutes), next),
            _ => (None, at),
        }
    }

    /// A part of the day as an adverb: «مساء», «صباحا», «بعد الظهر».
    pub(super) fn daytime(&self, at: usize) -> Option<(Part, usize)> {
        self.find(at, |entry| match entry.sign {
            Sign::Daytime(part) => Some(part),
            _ => None,
        })
        .filter(|_| !self.has_and(at) && !self.has_prep(at))
    }

    fn has_prep(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.prep)
    }

    /// The same after an hour, where prepositions may stand between: «من مساء», «في الليل».
    fn daytime_after(&self, at: usize) -> Option<(Part, usize)> {
        if let Some(found) = self.daytime(at) {
            // «5 مساء الجمعة»: the part belongs to the day; it is told again there.
            return Some(found);
        }
        // «التاسعة صباح اليوم», «الثامنة ليل الخميس».
        if let Some((part, next)) = self.part(at)
            && (self.weekday(next).is_some() || self.day_head(next).is_some() || self.is_counted_day(next))
        {
            return Some((part, next));
        }
        if self.folded(at) == "في" {
            return self.daytime(at + 1).filter(|_| self.has_article(at + 1));
        }
        if self.folded(at) == "من" {
            return self.part(at + 1);
        }
        None
    }

    /// A part of the day before its day: «صباح», «مساء».
    pub(super) fn part(&self, at: usize) -> Option<(Part, usize)> {
        self.find(at, |entry| match entry.sign {
            Sign::Part(part) => Some(part),
            _ => None,
        })
        // «بالمغرب يوم الإثنين»: a country.
        .filter(|_| !(self.has_article(at) && self.stem(at) == "مغرب"))
    }

    /// «اليوم», «غد», «أمس».
    fn is_counted_day(&self, at: usize) -> bool {
        let offset = self.find(at, |entry| matches!(entry.sign, Sign::Offset(_)).then_some(()));
        offset.is_some() || self.stem(at) == "يوم" && self.has_article(at)
    }

    /// The time zone after an hour: «بتوقيت غرينتش», «ت غ», «GMT», «بالتوقيت المحلي».
    pub(super) fn past_zone(&self, at: usize) -> usize {
        let bracket = usize::from(self.is_mark(at, '('));
        let start = at + bracket;
        let end = match self.folded(start) {
            "gmt" | "utc" | "z" | "est" | "edt" | "pst" | "cet" | "cest" | "بتوقيتها" => start + 1,
            // «بالتوقيت الصيفي البريطاني», «بالتوقيت الشرقي للولايات المتحدة».
            "بالتوقيت" | "التوقيت" => {
                let adjective = self.folded(start + 2).starts_with("ال") && self.weekday(start + 2).is_none();
                let season = matches!(self.folded(start + 1), "الصيفي" | "الشتوي" | "الشرقي");
                let of =
                    self.folded(start + 2).starts_with('ل') && self.find(start + 2, |_| Some(())).is_none();
                start + 2 + usize::from(season && (adjective || of))
            }
            "بتوقيت" | "توقيت" => match (self.folded(start + 1), self.folded(start + 2)) {
                ("", _) => return at,
                ("مكه", "المكرمه") | ("شرق" | "غرب" | "وسط", _) => {
                    start + 3 + usize::from(self.folded(start + 3) == "المتحده")
                }
                ("ابو" | "ابوظبي", "ظبي") | (_, "الصيفي" | "المحتله" | "المحلي") => {
                    start + 3
                }
                ("الولايات", "المتحده") => start + 3,
                _ => start + 2,
            },
            "ت" | "بت" => {
                let dot = usize::from(self.is_mark(start + 1, '.'));
                match self.folded(start + 1 + dot) {
                    "غ" | "م" => start + 2 + dot,
                    _ => return at,
                }
            }
            _ => return at,
        };
        match bracket {
            0 => end,
            _ if self.is_mark(end, ')') => end + 1,
            _ => at,
        }
    }
}

/// The hour of 24 that an hour of a part of the day is; `None` if there is no such hour.
fn clock_of(hour: Hour, part: Option<Part>) -> Option<Clock> {
    let mut minutes = hour.hour * 60 + hour.minute.unwrap_or(0);
    let twelve = hour.hour <= 12;
    match part {
        Some(Part::Evening | Part::Afternoon) if hour.hour < 12 => minutes += 12 * 60,
        Some(Part::Midday) if hour.hour <= 8 => minutes += 12 * 60,
        Some(Part::Night) if (6..12).contains(&hour.hour) => minutes += 12 * 60,
        Some(Part::Night | Part::Morning) if hour.hour == 12 && twelve => minutes -= 12 * 60,
        _ => {}
    }
    if !(0..=24 * 60).contains(&minutes) || hour.second.is_some_and(|second| second >= 60) {
        return None;
    }
    let minutes = minutes % (24 * 60);
    Some(Clock {
        hour: i8::try_from(minutes / 60).ok()?,
        minute: hour.minute.and_then(|_| i8::try_from(minutes % 60).ok()),
        second: hour.second.and_then(|second| i8::try_from(second).ok()),
        either: part.is_none() && !hour.padded && (1..=12).contains(&hour.hour),
    })
}
