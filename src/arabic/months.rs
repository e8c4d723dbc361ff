//! Words -> months: every name that news gives the twelve months of the Gregorian calendar, and of the
//! Hijri one.
//!
//! The Arab world has five sets of names (Egyptian and Gulf, Levantine and Iraqi, Tunisian and
//! Algerian, Moroccan, Mauritanian), and dates in page furniture are often in English or French.
//! Names are stored folded as `letters::fold` folds them, so that spellings with and without hamza,
//! with ى for ي or with ه for ة are one entry.

/// A name of a month, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthName {
    /// The name: one word, or two with one space between them.
    pub name: &'static str,
    /// 1 (January, Muharram) … 12.
    pub month: i8,
    /// Whether the name is also an everyday word (مارس "he practised", آب "he returned", "may"), so
    /// that it means a month only beside a day, a year, another name of the month or شهر.
    pub everyday: bool,
}

const fn sure(name: &'static str, month: i8) -> MonthName {
    MonthName { name, month, everyday: false }
}

const fn everyday(name: &'static str, month: i8) -> MonthName {
    MonthName { name, month, everyday: true }
}

/// The names in use, by month. Source: CLDR 48 `ar` and its regional variants, and the further
/// spellings met in news (نوفنبر, كانون ثاني …).
pub const MONTHS: &[MonthName] = &[
    sure("يناير", 1),
    sure("جانفي", 1),
    sure("كانون الثاني", 1),
    sure("كانون ثاني", 1),
    sure("كانون ثان", 1),
    sure("فبراير", 2),
    sure("فيفري", 2),
    sure("شباط", 2),
    everyday("مارس", 3),
    everyday("مرس", 3),
    sure("اذار", 3),
    sure("ابريل", 4),
    sure("افريل", 4),
    sure("نيسان", 4),
    sure("مايو", 5),
    everyday("ماي", 5),
    sure("مايس", 5),
    sure("ايار", 5),
    sure("يونيو", 6),
    sure("يونيه", 6),
    everyday("جوان", 6),
    sure("حزيران", 6),
    sure("يوليو", 7),
    sure("يوليه", 7),
    sure("يوليوز", 7),
    sure("جويليه", 7),
    sure("تموز", 7),
    sure("اغسطس", 8),
    sure("اغشت", 8),
    sure("غشت", 8),
    everyday("اوت", 8),
    everyday("اب", 8),
    sure("سبتمبر", 9),
    sure("شتنبر", 9),
    sure("شتمبر", 9),
    sure("ايلول", 9),
    sure("اكتوبر", 10),
    sure("تشرين الاول", 10),
    sure("تشرين اول", 10),
    sure("نوفمبر", 11),
    sure("نونبر", 11),
    sure("نوفنبر", 11),
    sure("تشرين الثاني", 11),
    sure("تشرين ثاني", 11),
    sure("تشرين ثان", 11),
    sure("ديسمبر", 12),
    sure("دجنبر", 12),
    sure("دجمبر", 12),
    sure("كانون الاول", 12),
    sure("كانون اول", 12),
];

/// English and French names and abbreviations, lower-cased as they are
/// written in dates such as "12th, February 2025 GMT".
pub const LATIN_MONTHS: &[MonthName] = &[
    sure("january", 1),
    everyday("jan", 1),
    sure("janvier", 1),
    sure("february", 2),
    everyday("feb", 2),
    sure("février", 2),
    sure("fevrier", 2),
    everyday("march", 3),
    everyday("mar", 3),
    everyday("mars", 3),
    sure("april", 4),
    everyday("apr", 4),
    sure("avril", 4),
    everyday("may", 5),
    everyday("mai", 5),
    everyday("june", 6),
    everyday("jun", 6),
    sure("juin", 6),
    everyday("july", 7),
    everyday("jul", 7),
    sure("juillet", 7),
    everyday("august", 8),
    everyday("aug", 8),
    sure("août", 8),
    sure("aout", 8),
    sure("september", 9),
    everyday("sep", 9),
    everyday("sept", 9),
    sure("septembre", 9),
    sure("october", 10),
    everyday("oct", 10),
    sure("octobre", 10),
    sure("november", 11),
    everyday("nov", 11),
    sure("novembre", 11),
    sure("december", 12),
    everyday("dec", 12),
    sure("décembre", 12),
    sure("decembre", 12),
];

/// The months of the Hijri calendar, in Arabic and in the spellings of English. Source: CLDR 48 `ar` and
/// `en`, islamic, and the further spellings met in news.
pub const HIJRI_MONTHS: &[MonthName] = &[
    sure("محرم الحرام", 1),
    everyday("محرم", 1),
    sure("muharram", 1),
    sure("صفر الخير", 2),
    sure("صفر المظفر", 2),
    everyday("صفر", 2),
    sure("safar", 2),
    sure("ربيع الاول", 3),
    sure("ربيع اول", 3),
    sure("ربيع الانور", 3),
    sure("rabiʻ i", 3),
    sure("rabi i", 3),
    sure("rabi al-awwal", 3),
    sure("ربيع الاخر", 4),
    sure("ربيع اخر", 4),
    sure("ربيع الثاني", 4),
    sure("ربيع ثاني", 4),
    sure("ربيع ثان", 4),
    sure("rabiʻ ii", 4),
    sure("rabi ii", 4),
    sure("rabi al-thani", 4),
    sure("rabi al-akhir", 4),
    sure("جمادي الاولي", 5),
    sure("جمادي الاول", 5),
    sure("جمادي اول", 5),
    sure("جماد الاول", 5),
    sure("جماد الاولي", 5),
    sure("جماد اول", 5),
    sure("جمادي اولي", 5),
    sure("jumada i", 5),
    sure("jumada al-ula", 5),
    sure("جمادي الاخره", 6),
    sure("جمادي الثانيه", 6),
    sure("جمادي الاخر", 6),
    sure("جمادي الثاني", 6),
    sure("جماد الاخر", 6),
    sure("جماد الاخره", 6),
    sure("جماد الثاني", 6),
    sure("جماد الثانيه", 6),
    sure("جماد ثاني", 6),
    sure("جماد ثان", 6),
    sure("جمادي اخر", 6),
    sure("جمادي ثاني", 6),
    sure("jumada ii", 6),
    sure("jumada al-akhirah", 6),
    sure("jumada al-thani", 6),
    sure("رجب الاصب", 7),
    sure("رجب الفرد", 7),
    everyday("رجب", 7),
    sure("rajab", 7),
    sure("شعبان المعظم", 8),
    everyday("شعبان", 8),
    sure("shaʻban", 8),
    sure("shaban", 8),
    sure("sha'ban", 8),
    sure("رمضان المبارك", 9),
    sure("رمضان الكريم", 9),
    sure("رمضان المعظم", 9),
    everyday("رمضان", 9),
    sure("ramadan", 9),
    sure("شوال المكرم", 10),
    everyday("شوال", 10),
    sure("shawwal", 10),
    sure("ذو القعده", 11),
    sure("ذي القعده", 11),
    sure("ذا القعده", 11),
    sure("ذوالقعده", 11),
    sure("ذيالقعده", 11),
    sure("ذي قعده", 11),
    sure("ذو قعده", 11),
    sure("dhuʻl-qiʻdah", 11),
    sure("dhul-qidah", 11),
    sure("dhu al-qadah", 11),
    sure("ذو الحجه", 12),
    sure("ذي الحجه", 12),
    sure("ذا الحجه", 12),
    sure("ذوالحجه", 12),
    sure("ذيالحجه", 12),
    sure("ذي حجه", 12),
    sure("ذو حجه", 12),
    sure("dhuʻl-hijjah", 12),
    sure("dhul-hijjah", 12),
    sure("dhu al-hijjah", 12),
];

/// The month that `words` begin with, and how many of them name it (1 or 2); the longest name wins.
///
/// The words must be folded. `None` for no words, and for half a name ("تشرين" alone).
pub fn month_at(words: &[&str]) -> Option<(MonthName, usize)> {
    named(words, || MONTHS.iter().chain(LATIN_MONTHS))
}

/// The same for the months of the Hijri calendar.
pub fn hijri_month_at(words: &[&str]) -> Option<(MonthName, usize)> {
    named(words, || HIJRI_MONTHS.iter())
}

fn named<I: Iterator<Item = &'static MonthName>>(
    words: &[&str],
    months: impl Fn() -> I,
) -> Option<(MonthName, usize)> {
    if let [first, second, ..] = words {
        let pair = |name: &str| name.split_once(' ') == Some((*first, *second));
        if let Some(month) = months().find(|month| pair(month.name)) {
            return Some((*month, 2));
        }
    }
    let first = words.first()?;
    months().find(|month| month.name == *first).map(|month| (*month, 1))
}

/// The month that the one folded word `word` names.
pub fn month(word: &str) -> Option<MonthName> {
    month_at(&[word]).map(|(month, _)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Option<(i8, usize)>) {
        let words: Vec<&str> = words.split(' ').collect();
        assert_eq!(month_at(&words).map(|(name, used)| (name.month, used)), expected, "{words:?}");
    }

    #[test]
    fn names_of_one_and_two_words() {
        check("يناير", Some((1, 1)));
        check("كانون الثاني 2025", Some((1, 2)));
        check("تشرين الاول", Some((10, 2)));
        check("غشت 2014", Some((8, 1)));
        check("february 2025", Some((2, 1)));
    }

    #[test]
    fn half_a_name_is_no_month() {
        check("تشرين", None);
        check("كانون", None);
        check("", None);
        let hijri = |words: &[&str]| hijri_month_at(words).map(|(name, used)| (name.month, used));
        assert_eq!(hijri(&["ربيع", "الاخر", "1446"]), Some((4, 2)));
        assert_eq!(hijri(&["ربيع"]), None);
    }

    #[test]
    fn every_month_has_arabic_names_and_no_name_is_twice_there() {
        for month in 1..=12 {
            assert!(MONTHS.iter().filter(|name| name.month == month).count() >= 3, "{month}");
        }
        let mut names: Vec<_> =
            MONTHS.iter().chain(LATIN_MONTHS).chain(HIJRI_MONTHS).map(|name| name.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn names_are_folded() {
        let unfolded = ['أ', 'إ', 'آ', 'ى', 'ة', 'ؤ', 'ئ'];
        for name in MONTHS.iter().chain(HIJRI_MONTHS) {
            assert!(!name.name.contains(unfolded), "{}", name.name);
        }
    }
}
