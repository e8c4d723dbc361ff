//! A credit ("القاهرة - رويترز", "(أ ف ب)") -> place, agency, day; alone on its line or before a lead.

use crate::arabic::letters::fold;
use crate::import::{lexicon, published};
use jiff::civil::Date;

/// What a credit names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credit {
    /// Whether it names a place.
    pub(super) place: bool,
    /// Agency or outlet, as written.
    pub(super) agency: Option<String>,
    /// The day, if it is a whole one.
    pub(super) date: Option<Date>,
    /// How many pieces are neither place, agency nor date: a writer, a town, "خاص".
    pub(super) unknown: usize,
    /// Whether the first piece is a person's name.
    pub(super) name_first: bool,
    /// Whether the unknown piece is a person's name after the place.
    pub(super) name_last: bool,
}

const SEPARATORS: &[char] = &[
    '-', '–', '—', '/', '\\', '|', ',', '،', '(', ')', '[', ']', ':', '+', '*', '«', '»', '"', '“', '”', '•',
    '_',
];

/// Reads `text` as a credit; `None` if it names nothing that a credit names, or too much else.
pub(super) fn credit(text: &str) -> Option<Credit> {
    if text.len() > 240 {
        return None;
    }
    let mut credit = Credit::default();
    let mut rest = text.to_owned();
    if let Some(found) = published::absolute_days(text, false).into_iter().next() {
        credit.date = Some(found.date);
        rest.replace_range(found.range, "|");
    }
    for (index, piece) in rest.split(SEPARATORS).map(str::trim).filter(|piece| !piece.is_empty()).enumerate()
    {
        let folded = fold(piece).text;
        let folded = without_days(folded.trim_matches(|character: char| !character.is_alphanumeric()));
        let folded = folded.as_str();
        if folded.is_empty() {
            continue;
        }
        let words = folded.split_whitespace().count();
        if lexicon::is_place(folded) || is_places(folded) {
            credit.place = true;
        } else if lexicon::is_agency(folded) || (lexicon::has_outlet_head(folded) && words <= 4) {
            credit.agency.get_or_insert_with(|| name_in(piece, words));
        } else if words <= 4 {
            credit.unknown += 1;
            let first = folded.split_whitespace().next().unwrap_or("");
            let is_name = lexicon::is_given_name(first) && words >= 2;
            credit.name_first |= index == 0 && is_name;
            credit.name_last |= index > 0 && is_name;
        } else {
            return None;
        }
    }
    (credit.place || credit.agency.is_some()).then_some(credit)
}

/// The agency's name in a piece as written: without what belongs to a date before it.
fn name_in(piece: &str, words: usize) -> String {
    let written: Vec<&str> = piece.split_whitespace().collect();
    written[written.len().saturating_sub(words)..].join(" ")
}

/// "القاهرة وغزة", "باريس ولندن".
fn is_places(folded: &str) -> bool {
    folded
        .split_once(" و")
        .is_some_and(|(first, second)| lexicon::is_place(first) && lexicon::is_place(second))
}

/// A piece without the words of days that a credit cannot resolve: "3 مارس", "الأربعاء", a Hijri date.
fn without_days(folded: &str) -> String {
    let is_of_day = |word: &&str| published::tokens(word).iter().all(published::is_of_date);
    folded.split_whitespace().filter(|word| !is_of_day(word)).collect::<Vec<_>>().join(" ")
}

/// A credit at the start of a lead: "واشنطن (أ ف ب) - قال …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// What it names.
    pub(super) credit: Credit,
    /// The first byte of the lead itself.
    pub(super) lead: usize,
}

/// How far into a lead its credit may reach, in bytes: "عواصم - وكالات - 12 كانون الثاني/يناير 2025".
const OPENING_MAX: usize = 160;

/// The credit that `lead` opens with; `None` if it opens with its own words.
pub(super) fn opening(lead: &str) -> Option<Opening> {
    let window = crate::import::start_of(lead, OPENING_MAX);
    let mut found = None;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, character) in window.char_indices() {
        let after = at + character.len_utf8();
        let ends_credit = match character {
            ':' | '–' | '—' | '|' | ')' => true,
            // A hyphen inside a word, or a slash between two names of a month, ends nothing.
            '-' | '/' | '_' => {
                window[after..].starts_with(char::is_whitespace)
                    || window[..at].ends_with([')', ' ', '\u{A0}'])
            }
            '.' | '؟' | '!' => break,
            _ => false,
        };
        if ends_credit {
            ends.push((at, after));
        }
    }
    for (at, after) in ends {
        let before = &window[..at];
        let Some(credit) = credit(before) else { continue };
        let words = before.split_whitespace().count();
        // One unknown piece is a town or a writer, if an agency stands beside it.
        let known = credit.unknown == 0
            || credit.unknown == 1 && words <= 9 && (credit.agency.is_some() || credit.name_last);
        let named = credit.date.is_some()
            || credit.agency.is_some() && (credit.place || !lead[at..].starts_with(':'));
        // A place alone opens a lead before a dash ("القاهرة - قال …"), but "موسكو: لا نريد الحرب" has a
        // speaker and "تونس - الجزائر: …" two teams.
        let alone = credit.place && !lead[at..].starts_with(':') && is_sentence(&lead[after..]);
        // A bracket ends a credit by itself only round the agency: «بكين 15 مايو 2025 (شينخوا) قال …».
        let closed =
            !lead[at..].starts_with(')') || credit.place && credit.agency.is_some() && credit.unknown == 0;
        if words <= 14 && known && closed && (named || alone) {
            let lead_at = after + (lead[after..].len() - lead[after..].trim_start().len());
            found = Some(Opening { credit, lead: lead_at });
        }
    }
    found.map(|opening: Opening| {
        let rest = &lead[opening.lead..];
        let skipped = rest.len() - rest.trim_start_matches([':', '-', '–', '—', ' ', '\u{A0}', ')']).len();
        Opening { lead: opening.lead + skipped, ..opening }
    })
}

/// Whether words go on as a sentence does: many, and no colon among the first.
fn is_sentence(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let colon = words.by_ref().take(5).any(|word| word.contains(':'));
    !colon && words.count() >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lead: &str, rest: &str, agency: Option<&str>, date: Option<(i16, i8, i8)>) {
        let found = opening(lead);
        let lead_at = found.as_ref().map_or(0, |opening| opening.lead);
        assert_eq!(&lead[lead_at..], rest);
        let credit = found.map(|opening| opening.credit).unwrap_or_default();
        assert_eq!(credit.agency.as_deref(), agency, "{lead}");
        assert_eq!(credit.date.map(|date| (date.year(), date.month(), date.day())), date, "{lead}");
    }

    #[test]
    fn credits_before_a_lead() {
        check("القاهرة - رويترز: قال الوزير", "قال الوزير", Some("رويترز"), None);
        check("واشنطن (أ ف ب) - قال الوزير", "قال الوزير", Some("أ ف ب"), None);
        check("القاهرة، 3 مارس 2024 (رويترز) - قال الوزير", "قال الوزير", Some("رويترز"), Some((2024, 3, 3)));
        check("موسكو 3 مارس (رويترز) - قال الوزير", "قال الوزير", Some("رويترز"), None);
        check("دبي – سكاي نيوز عربية – قال الوزير", "قال الوزير", Some("سكاي نيوز عربية"), None);
        check("بغداد/ شفق نيوز/ قال الوزير", "قال الوزير", Some("شفق نيوز"), None);
        check("بكين 15 مايو 2025 (شينخوا) قال الوزير", "قال الوزير", Some("شينخوا"), Some((2025, 5, 15)));
        check("عمّان 15 أيار (بترا)- قال الوزير", "قال الوزير", Some("بترا"), None);
    }

    #[test]
    fn leads_without_credit() {
        for lead in [
            "موسكو: لا نريد الحرب",
            "قال الوزير - وهو طبيب - إن الأمر",
            "القاهرة تستضيف قمة عربية - أفريقية",
            "روسيا وأوكرانيا: هدنة جديدة",
            "تونس - الجزائر : التشكيلة الأساسية للفريقين في المباراة النهائية اليوم",
            "خاص : أولى الرحلات تنطلق الأحد",
            "القاهرة (العاصمة) تستضيف القمة",
            "وصل إلى بكين (رويترز تقول) وفد",
            "",
        ] {
            check(lead, lead, None, None);
        }
    }

    #[test]
    fn lines_that_are_credits() {
        let line = |text: &str| credit(text).map(|credit| (credit.place, credit.agency, credit.unknown));
        assert_eq!(line("واشنطن"), Some((true, None, 0)));
        assert_eq!(line("-أ ف ب-"), Some((false, Some("أ ف ب".to_owned()), 0)));
        assert_eq!(line("الدوحة – قنا"), Some((true, Some("قنا".to_owned()), 0)));
        assert_eq!(line("القاهرة - أحمد علي"), Some((true, None, 1)));
        assert!(credit("القاهرة - أحمد علي").is_some_and(|credit| credit.name_last));
        assert_eq!(line("الترتيب"), None);
        assert_eq!(line("الأربعاء"), None);
        let day = Date::new(2025, 2, 12).ok();
        let agency = credit("الرياض 13 شعبان 1446 هـ الموافق 12 فبراير 2025 م واس").expect("a credit");
        assert_eq!((agency.place, agency.agency.as_deref(), agency.date), (true, Some("واس"), day));
    }
}
