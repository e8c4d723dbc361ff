//! Months -> their names: by region in the Gregorian calendar, in Arabic and English in both.

use crate::arabic::calendar::Calendar;

use super::Lang;

/// Whose names the months have in Arabic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Months {
    /// Egypt, Sudan, the Gulf, Libya: from Latin.
    #[default]
    Standard,
    /// Syria, Lebanon, Iraq, Jordan, Palestine: from Aramaic.
    Levant,
    /// Tunisia and Algeria: from French.
    Maghreb,
    /// Morocco.
    Morocco,
    /// Mauritania.
    Mauritania,
    /// The Aramaic and the Latin name, as newspapers for all countries write them.
    Both,
}

/// The names used in Egypt and the Gulf (CLDR `ar`).
const STANDARD: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
/// CLDR `ar-SY`.
const LEVANT: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
/// CLDR `ar-TN`.
const MAGHREB: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
/// CLDR `ar-MA`.
const MOROCCO: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
];
/// CLDR `ar-MR`.
const MAURITANIA: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "إبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغشت",
    "شتمبر",
    "أكتوبر",
    "نوفمبر",
    "دجمبر",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months of the Hijri calendar (CLDR `ar`, islamic).
const HIJRI: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
/// The same (CLDR `en`, islamic).
const HIJRI_IN_ENGLISH: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabiʻ I",
    "Rabiʻ II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaʻban",
    "Ramadan",
    "Shawwal",
    "Dhuʻl-Qiʻdah",
    "Dhuʻl-Hijjah",
];

impl Months {
    /// The names that are usual in a country (ISO 3166 code).
    pub fn of_country(code: &str) -> Months {
        match code {
            "SY" | "LB" | "IQ" | "JO" | "PS" => Months::Levant,
            "TN" | "DZ" => Months::Maghreb,
            "MA" | "EH" => Months::Morocco,
            "MR" => Months::Mauritania,
            _ => Months::Standard,
        }
    }

    /// The names of a month, by its place in the year from 0.
    fn name(self, index: usize) -> String {
        match self {
            Months::Standard => STANDARD[index].to_owned(),
            Months::Levant => LEVANT[index].to_owned(),
            Months::Maghreb => MAGHREB[index].to_owned(),
            Months::Morocco => MOROCCO[index].to_owned(),
            Months::Mauritania => MAURITANIA[index].to_owned(),
            Months::Both => format!("{}/{}", LEVANT[index], STANDARD[index]),
        }
    }
}

/// The name of a month, 1 to 12, in `calendar`; a number outside is the nearest of these. `months` are the
/// names of the Gregorian ones in Arabic.
pub(super) fn name(lang: Lang, months: Months, calendar: Calendar, month: i8) -> String {
    let index = usize::try_from(month - 1).unwrap_or(0).min(11);
    match (calendar, lang) {
        (Calendar::Gregorian, Lang::Ar) => months.name(index),
        (Calendar::Gregorian, Lang::En) => ENGLISH[index].to_owned(),
        (Calendar::Hijri, Lang::Ar) => HIJRI[index].to_owned(),
        (Calendar::Hijri, Lang::En) => HIJRI_IN_ENGLISH[index].to_owned(),
    }
}
