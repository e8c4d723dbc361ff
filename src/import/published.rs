//! Words -> an absolute day, for stated days of publication, datelines and leads.
//!
//! Only what names day, month and year is read here; everything else that speaks of time belongs to
//! the date engine in `extract`. Years from 1300 to 1500 are those of the Hijri calendar; a Hijri day counts
//! only where no Gregorian one stands, for its month may have begun a day earlier or later.

use crate::arabic::hijri;
use crate::arabic::letters::fold;
use crate::arabic::months;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A day found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, in bytes of the text as written: from the day to the year.
    pub range: Range<usize>,
    /// The day.
    pub date: Date,
}

/// A piece of folded text: a number, a word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// The value of a number of at most four digits.
    pub(super) number: Option<i16>,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    fn digits(&self) -> usize {
        if self.number.is_some() { self.text.len() } else { 0 }
    }
}

/// Splits folded text where letters, digits and signs meet; white space is dropped.
pub(super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let class = |character: char| match character {
        '0'..='9' => 0,
        _ if character.is_alphabetic() => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut characters = folded.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        while let Some(&(at, next)) = characters.peek()
            && class(character) < 2
            && class(next) == class(character)
        {
            end = at + next.len_utf8();
            characters.next();
        }
        let text = &folded[start..end];
        let number = (class(character) == 0 && text.len() <= 4).then(|| text.parse().ok()).flatten();
        tokens.push(Token { text, range: start..end, number });
    }
    tokens
}

/// The absolute days in `text`, in order: the Gregorian ones, or the Hijri ones if there are no others.
/// Years of two digits count only if `short_years`.
pub fn absolute_days(text: &str, short_years: bool) -> Vec<Found> {
    let folded = fold(text);
    let tokens = tokens(&folded.text);
    let all = |day: &dyn Fn(usize) -> Option<(Date, usize)>| {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match day(at) {
                Some((date, used)) => {
                    let range = tokens[at].range.start..tokens[at + used - 1].range.end;
                    found.push(Found { range: folded.origin.source_range(range), date });
                    at += used;
                }
                None => at += 1,
            }
        }
        found
    };
    let gregorian = all(&|at| day_at(&tokens, at, short_years));
    if gregorian.is_empty() { all(&|at| hijri_day_at(&tokens, at)) } else { gregorian }
}

/// The Hijri day that starts at token `at`: `17 ذو القعدة 1446 هـ`, `17-11-1446`, `1446/11/17`; and how many
/// tokens it takes, with its era.
fn hijri_day_at(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let mut cursor = Cursor { tokens, at };
    let (first, first_digits) = cursor.number()?;
    let separator = tokens.get(cursor.at).filter(|token| is_separator(token));
    let (year, month, day) = if let Some(separator) = separator
        && let Some((second, _)) =
            tokens.get(cursor.at + 1).and_then(|token| Some((token.number?, token.digits())))
    {
        if tokens.get(cursor.at + 2).is_none_or(|again| again.text != separator.text) {
            return None;
        }
        let third = tokens.get(cursor.at + 3)?.number?;
        cursor.at += 4;
        if first_digits == 4 { (first, second, third) } else { (third, second, first) }
    } else {
        cursor.skip(&["من", "شهر", "-", "،"]);
        let words: Vec<&str> = tokens[cursor.at..].iter().take(2).map(|token| token.text).collect();
        let bare: Vec<&str> = words
            .iter()
            .enumerate()
            .map(|(index, word)| if index == 0 { word.strip_prefix("ال").unwrap_or(word) } else { *word })
            .collect();
        let (month, used) = months::hijri_month_at(&words).or_else(|| months::hijri_month_at(&bare))?;
        cursor.at += used;
        cursor.skip(&[",", "،", "عام", "سنه", "لسنه", "لعام", "من", "العام", "-", "/"]);
        (cursor.number()?.0, i16::from(month.month), first)
    };
    if !HIJRI_YEARS.contains(&year) {
        return None;
    }
    cursor.skip(&["ه", "هجري", "هجريه"]);
    let date = hijri::to_gregorian(i32::from(year), i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some((date, cursor.at - at))
}

/// Years of the Hijri calendar: 1882 to 2077.
const HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1300..=1500;

/// The day that starts at token `at`, and how many tokens it takes.
pub(super) fn day_at(tokens: &[Token<'_>], at: usize, short_years: bool) -> Option<(Date, usize)> {
    // A number that goes on from a number ("1.12.2.2025", "3-12-02-2025") starts no numeric date, but
    // "14:20-12 فبراير 2025" is a time and a day.
    let goes_on =
        at >= 2 && tokens[at].number.is_some() && tokens[at - 2].number.is_some() && glued(tokens, at);
    let numeric = if goes_on { None } else { numeric(tokens, at, short_years) };
    numeric.or_else(|| named(tokens, at, short_years))
}

fn glued(tokens: &[Token<'_>], at: usize) -> bool {
    is_separator(&tokens[at - 1]) && tokens[at - 1].range.start == tokens[at - 2].range.end
}

fn is_separator(token: &Token<'_>) -> bool {
    matches!(token.text, "/" | "-" | "." | "\u{2010}" | "\u{2011}" | "\u{2013}" | "\u{2212}" | "\\")
}

/// `2025-02-12`, `12/02/2025`, `12.2.2025`, `2/12/2025` (day first unless that is impossible).
fn numeric(tokens: &[Token<'_>], at: usize, short_years: bool) -> Option<(Date, usize)> {
    let [first, separator, second, same, third, ..] = tokens.get(at..)? else { return None };
    if !is_separator(separator) || separator.text != same.text {
        return None;
    }
    let (first_number, second_number, third_number) = (first.number?, second.number?, third.number?);
    if second.digits() > 2 {
        return None;
    }
    // A fourth number makes it something else (a version, an address, a phone number).
    if let (Some(more), Some(number)) = (tokens.get(at + 5), tokens.get(at + 6))
        && more.text == separator.text
        && number.number.is_some()
    {
        return None;
    }
    let date = match (first.digits(), third.digits()) {
        (4, 1 | 2) => date(first_number, second_number, third_number),
        (1 | 2, 4) => date(third_number, second_number, first_number)
            .or_else(|| date(third_number, first_number, second_number)),
        (1 | 2, 2) if short_years => date(2000 + third_number, second_number, first_number)
            .or_else(|| date(2000 + third_number, first_number, second_number)),
        _ => None,
    }?;
    Some((date, 5))
}

/// `12 فبراير/شباط 2025`, `12 من شهر فبراير عام 2025`, `12th, February 2025`, `February 12, 2025`,
/// `2025 فبراير 12`.
fn named(tokens: &[Token<'_>], at: usize, short_years: bool) -> Option<(Date, usize)> {
    let mut cursor = Cursor { tokens, at };
    let mut numbers = [None; 2];
    let mut month = None;
    if let Some(number) = cursor.number() {
        numbers[0] = Some(number);
        cursor.skip(&["st", "nd", "rd", "th", ",", "،", "من", "شهر", "of", "-", "ل", "(", "er"]);
        month = Some(cursor.month()?);
    } else if let Some(name) = cursor.month() {
        month = Some(name);
        cursor.skip(&[",", "،"]);
        numbers[0] = Some(cursor.number()?);
        cursor.skip(&["st", "nd", "rd", "th"]);
    }
    let month = month?;
    cursor.skip(&[",", "،", "عام", "سنه", "لسنه", "لعام", "من", "العام", "-", ")", "/", "."]);
    numbers[1] = cursor.number();
    let [Some((first, first_digits)), Some((second, second_digits))] = numbers else { return None };
    let date = match (first_digits, second_digits) {
        (1 | 2, 4) => date(second, month, first),
        (4, 1 | 2) => date(first, month, second),
        (1 | 2, 2) if short_years => date(2000 + second, month, first),
        _ => None,
    }?;
    Some((date, cursor.at - at))
}

struct Cursor<'a, 'b> {
    tokens: &'a [Token<'b>],
    at: usize,
}

impl Cursor<'_, '_> {
    /// Steps over any of `signs`, at most three of them ("من شهر", "th,").
    fn skip(&mut self, signs: &[&str]) {
        for _ in 0..3 {
            if self.tokens.get(self.at).is_some_and(|token| signs.contains(&token.text)) {
                self.at += 1;
            }
        }
    }

    fn number(&mut self) -> Option<(i16, usize)> {
        // "الـ14": the article before a number is a word of its own.
        if self.word("ال").is_some() && self.tokens.get(self.at + 1)?.number.is_some() {
            self.at += 1;
        }
        let token = self.tokens.get(self.at)?;
        let number = token.number?;
        self.at += 1;
        Some((number, token.digits()))
    }

    fn word(&self, text: &str) -> Option<()> {
        self.tokens.get(self.at).is_some_and(|token| token.text == text).then_some(())
    }

    /// A month, by one name or by two ("شباط/فبراير", "فبراير (شباط)"), which must agree.
    fn month(&mut self) -> Option<i16> {
        let (month, used) = self.month_name(self.at)?;
        self.at += used;
        for (open, close) in [("/", ""), ("(", ")"), ("-", ""), ("\\", ""), ("", "")] {
            let start = self.at + usize::from(!open.is_empty());
            if !open.is_empty() && self.word(open).is_none() {
                continue;
            }
            if let Some((again, used)) = self.month_name(start)
                && again == month
            {
                self.at = start + used;
                if !close.is_empty() && self.word(close).is_some() {
                    self.at += 1;
                }
                break;
            }
        }
        Some(month)
    }

    fn month_name(&self, at: usize) -> Option<(i16, usize)> {
        let word =
            |index: usize| self.tokens.get(index).filter(|token| token.is_word()).map(|token| token.text);
        let words = [word(at)?, word(at + 1).unwrap_or("")];
        let words = if words[1].is_empty() { &words[..1] } else { &words[..] };
        let (name, used) = months::month_at(words)?;
        // "Feb." and "Sept." carry their full stop with them.
        let stop = self.tokens.get(at + used).is_some_and(|token| token.text == ".");
        let abbreviated = stop && name.name.is_ascii() && name.name.len() <= 4;
        Some((i16::from(name.month), used + usize::from(abbreviated)))
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The weekday that a folded word names, with or without the article.
pub(super) fn weekday(folded: &str) -> Option<Weekday> {
    let word = folded.strip_prefix("ال").unwrap_or(folded);
    Some(match word {
        "احد" | "sunday" | "sun" => Weekday::Sunday,
        "اثنين" | "اتنين" | "monday" | "mon" => Weekday::Monday,
        "ثلاثاء" | "ثلثاء" | "tuesday" | "tue" => Weekday::Tuesday,
        "اربعاء" | "wednesday" | "wed" => Weekday::Wednesday,
        "خميس" | "thursday" | "thu" => Weekday::Thursday,
        "جمعه" | "friday" | "fri" => Weekday::Friday,
        "سبت" | "saturday" | "sat" => Weekday::Saturday,
        _ => return None,
    })
}

/// Words that stand beside a date and a time without making a sentence.
const TIME_WORDS: &[&str] = &[
    "الساعه",
    "ساعه",
    "ص",
    "م",
    "صباحا",
    "مساء",
    "ظهرا",
    "عصرا",
    "ليلا",
    "فجرا",
    "بتوقيت",
    "توقيت",
    "غرينتش",
    "جرينتش",
    "غرينيتش",
    "مكه",
    "المكرمه",
    "القدس",
    "القاهره",
    "بيروت",
    "بغداد",
    "دمشق",
    "الرياض",
    "ابوظبي",
    "الامارات",
    "يوم",
    "العدد",
    "الموافق",
    "ه",
    "هجري",
    "هجريه",
    "ميلادي",
    "ميلاديه",
    "gmt",
    "utc",
    "am",
    "pm",
    "t",
    "z",
    "at",
    "on",
    "عند",
    "في",
    "بتاريخ",
    "st",
    "nd",
    "rd",
    "th",
    "ق",
    "محدث",
    "حدث",
    "updated",
    "published",
    "est",
    "ast",
    "cet",
    "edt",
];

/// Whether a word belongs to the name of a Hijri month, as it stands beside a Gregorian date.
fn is_of_hijri_month(word: &str) -> bool {
    let bare = word.strip_prefix("ال").unwrap_or(word);
    months::HIJRI_MONTHS.iter().any(|month| month.name.split(' ').any(|part| part == word || part == bare))
}

/// Whether a token is part of a date: a number, a sign, a weekday, a month of either calendar.
pub(super) fn is_of_date(token: &Token<'_>) -> bool {
    !token.is_word()
        || weekday(token.text).is_some()
        || is_of_hijri_month(token.text)
        || matches!(token.text, "ه" | "م" | "الموافق" | "تشرين" | "كانون" | "ثاني" | "هجري" | "ميلادي")
        || months::month(token.text).is_some()
}

fn is_beside_a_date(token: &Token<'_>) -> bool {
    is_of_date(token) || TIME_WORDS.contains(&token.text)
}

/// Whether `text` is nothing but a date with what belongs to it: weekday, time, zone, Hijri date.
pub fn is_only_a_date(text: &str) -> Option<Date> {
    // The longest line that is only a date has some 150 bytes; longer ones are not worth reading.
    if text.len() > 400 {
        return None;
    }
    let first = absolute_days(text, true).into_iter().next()?;
    let rest = [&text[..first.range.start], " ", &text[first.range.end..]].concat();
    let folded = fold(&rest);
    let tokens = tokens(&folded.text);
    (tokens.len() <= 28 && tokens.iter().all(is_beside_a_date)).then_some(first.date)
}

/// The end of the date that begins near the start of `text`, with the time and zone that follow it;
/// `None` if no date begins within its first words.
pub(super) fn end_of_date(text: &str) -> Option<usize> {
    let first = absolute_days(super::start_of(text, 200), true).into_iter().next()?;
    if text[..first.range.start].split_whitespace().count() > 4 {
        return None;
    }
    let mut end = first.range.end;
    for word in text[end..].split_whitespace() {
        let start = end + text[end..].find(word)?;
        let bare = fold(word).text;
        let bare = bare.trim_matches(|character: char| !character.is_alphanumeric());
        let is_time = bare.starts_with(|character: char| character.is_ascii_digit()) && bare.contains(':');
        if !(is_time || TIME_WORDS.contains(&bare) || bare.is_empty()) {
            break;
        }
        end = start + word.len();
    }
    Some(end)
}

/// The day on which a lead was written, from "اليوم الأربعاء 12 فبراير 2025" or "أمس الثلاثاء
/// (11 فبراير 2025)": today or yesterday, said beside an absolute day. A weekday that does not fit the
/// day makes it doubtful; then there is no answer.
pub fn day_of_lead(lead: &str) -> Option<Date> {
    let folded = fold(lead);
    let tokens = tokens(&folded.text);
    for at in 0..tokens.len() {
        let word = tokens[at].text;
        let after = match strip_attached(word) {
            "اليوم" | "يومه" | "today" => 0,
            "امس" | "الامس" | "البارحه" | "yesterday" => 1,
            _ => continue,
        };
        // "في مثل هذا اليوم", "نفس اليوم (18 مارس 2017)" are other days.
        let before = |back: usize| at.checked_sub(back).map(|index| tokens[index].text);
        let is_other = |word: Option<&str>| matches!(word, Some("مثل" | "نفس" | "ذات" | "ذلك" | "حتي"));
        if is_other(before(1)) || is_other(before(2)) {
            continue;
        }
        let mut next = at + 1;
        let mut named = None;
        // What may stand between: the weekday, a part of the day, signs. Never a verb or a name.
        while let Some(token) = tokens.get(next)
            && next <= at + 6
            && day_at(&tokens, next, false).is_none()
        {
            match weekday(token.text) {
                Some(day) => named = Some(day),
                None if !token.is_word() && token.number.is_none() => {}
                None if TIME_WORDS.contains(&token.text) => {}
                None => break,
            }
            next += 1;
        }
        let Some((date, _)) = tokens.get(next).and_then(|_| day_at(&tokens, next, false)) else { continue };
        if named.is_some_and(|named| named != date.weekday()) {
            continue;
        }
        return date.checked_add(jiff::Span::new().days(after)).ok();
    }
    None
}

fn strip_attached(word: &str) -> &str {
    ["و", "ب", "ل"]
        .iter()
        .find_map(|letter| word.strip_prefix(letter))
        .filter(|rest| rest.starts_with("ال"))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str, expected: Option<Date>) {
        assert_eq!(absolute_days(text, true).first().map(|found| found.date), expected, "{text}");
    }

    #[test]
    fn days_are_read_in_every_dress() {
        let day = Some(date(2025, 2, 12));
        for text in [
            "تاريخ النشر: 12th, February 2025 GMT",
            "نشر في 12 فبراير 2025",
            "12 فبراير/شباط 2025",
            "الأربعاء 12 شباط (فبراير) 2025",
            "١٢ فبراير، ٢٠٢٥",
            "12فيفري2025",
            "الـ12 من شهر فبراير عام 2025",
            "2025-02-12T10:30:00+03:00",
            "12/02/2025 - 14:30",
            "12.2.2025 | 14:35 GMT",
            "2025/2/12",
            "February 12, 2025",
            "Feb. 12, 2025",
            "12 Feb 2025",
            "2025 فبراير 12",
            "13 شعبان 1446 هـ الموافق 12 فبراير 2025 م",
            "1446/08/13 - 2025/02/12",
            "14:20-12 فبراير 2025 م ـ 13 شعبان 1446 هـ",
            "12/2/25",
        ] {
            check(text, day);
        }
        check("2/25/2025", Some(date(2025, 2, 25)));
        check("1 كانون الثاني 2024", Some(date(2024, 1, 1)));
        check("29 فبراير 2024", Some(date(2024, 2, 29)));
    }

    #[test]
    fn hijri_days_count_where_no_other_stands() {
        let day = Some(date(2025, 2, 12));
        for text in [
            "13/08/1446",
            "1446/08/13",
            "13 شعبان 1446 هـ",
            "الرياض 13 شعبان 1446 هـ واس",
            "١٣ من شهر شعبان عام ١٤٤٦هـ",
        ] {
            check(text, day);
        }
        check("14 شعبان 1446 هـ الموافق 12 فبراير 2025", day);
        let text = "نُشر: 13-08-1446 هجرية مساء";
        assert_eq!(&text[absolute_days(text, false)[0].range.clone()], "13-08-1446 هجرية");
        check("31 شعبان 1446", None);
        check("13 شعبان", None);
    }

    #[test]
    fn what_is_no_whole_day_is_left_alone() {
        for text in [
            "فبراير 2025",
            "12 فبراير",
            "30 فبراير 2025",
            "القرار 12/2025",
            "192.168.1.25",
            "مارس 200 رجل",
            "2016",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn the_place_is_that_of_the_words() {
        let text = "نشر في 12 فبراير 2025 مساء";
        let found = &absolute_days(text, false)[0];
        assert_eq!(&text[found.range.clone()], "12 فبراير 2025");
    }

    #[test]
    fn a_line_that_is_only_a_date() {
        let day = Some(date(2025, 2, 12));
        for text in [
            "الأربعاء 12 فبراير 2025 - 14:30",
            "12/02/2025 | 10:15 (بتوقيت مكة المكرمة)",
            "الأربعاء 13 شعبان 1446هـ الموافق 12 فبراير 2025م",
            "Wednesday, February 12, 2025 at 3:15 PM",
            "Wed, 12 Feb 2025 09:30:00 GMT",
            "العدد 12345 - الأربعاء 12 فبراير 2025م الموافق 13 شعبان 1446هـ",
        ] {
            assert_eq!(is_only_a_date(text), day, "{text}");
        }
        for text in ["ولد في 12 فبراير 2025", "12 فبراير 2025: اندلاع الحرب", "الأربعاء", ""]
        {
            assert_eq!(is_only_a_date(text), None, "{text}");
        }
    }

    #[test]
    fn leads_say_today_or_yesterday() {
        let lead = |text: &str| day_of_lead(text);
        assert_eq!(lead("قال الوزير اليوم الأربعاء 12 فبراير 2025 إن"), Some(date(2025, 2, 12)));
        assert_eq!(lead("قتل شخصان أمس، الثلاثاء (11 شباط 2025)، في"), Some(date(2025, 2, 12)));
        assert_eq!(lead("عقد اليوم الخميس 12 فبراير 2025 اجتماع"), None);
        assert_eq!(lead("قال اليوم إن اللقاء سيعقد في 12 فبراير 2025"), None);
        assert_eq!(lead("في مثل هذا اليوم 27 جانفي من سنة 2014"), None);
        assert_eq!(lead("يعقد الأربعاء 12 فبراير 2025 اجتماع"), None);
    }
}
