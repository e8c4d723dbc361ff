//! A role as stated -> the field that somebody with it works in, as far as people hardly change between
//! fields: players and performers are told from those with public offices, and these by their states.
//!
//! Most roles say nothing here: people go from armies to parliaments, from courts to cabinets, from teams to
//! boards. What somebody was once says nothing either.

use super::lexicon;
use crate::arabic::letters::fold_str;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// A field that people hardly leave for another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Camp {
    /// Offices of a state, armies, courts, faiths, medicine; of an office the ISO 3166 code of the state,
    /// if the role says it.
    Public(Option<String>),
    /// Playing and coaching.
    Sport,
    /// Singing, acting and the like.
    Art,
}

impl Camp {
    /// Whether nobody is in both at a time.
    pub fn contradicts(&self, other: &Camp) -> bool {
        match (self, other) {
            (Camp::Public(Some(one)), Camp::Public(Some(other))) => one != other,
            (Camp::Public(_), Camp::Public(_)) => false,
            (one, other) => one != other,
        }
    }

    /// The camp that [`Camp::to_string`] made this of.
    pub fn parse(text: &str) -> Option<Camp> {
        match text.split_once('-') {
            Some(("public", state)) => Some(Camp::Public(Some(state.to_uppercase()))),
            _ => match text {
                "public" => Some(Camp::Public(None)),
                "sport" => Some(Camp::Sport),
                "art" => Some(Camp::Art),
                _ => None,
            },
        }
    }
}

impl fmt::Display for Camp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Camp::Public(None) => f.write_str("public"),
            Camp::Public(Some(state)) => write!(f, "public-{}", state.to_lowercase()),
            Camp::Sport => f.write_str("sport"),
            Camp::Art => f.write_str("art"),
        }
    }
}

/// Heads of roles, folded and without the article; the first word of a role must be one.
const SPORT: &[&str] = &["لاعب", "لاعبه", "مدرب", "مدربه", "هداف", "عداء", "عداءه", "ملاكم", "سباح", "سباحه"];
const ART: &[&str] = &[
    "مطرب", "مطربه", "مغن", "مغني", "مغنيه", "فنان", "فنانه", "ملحن", "موسيقار", "عازف", "عازفه", "راقص",
    "راقصه", "كوميدي",
];
/// Offices: these say for which state they are.
const OFFICES: &[&str] = &["وزير", "وزيره", "رئيس", "رئيسه"];
const PUBLIC: &[&str] = &[
    "لواء", "عقيد", "جنرال", "مشير", "قاض", "قاضي", "قاضيه", "مفتي", "مطران", "بطريرك", "اسقف", "كاردينال",
    "حاخام", "طبيب", "طبيبه", "جراح", "محافظ",
];

/// What a head of state or government, or of a parliament or an army, is head of.
const HEADED: &[&str] = &[
    "الوزراء", "وزراء", "الحكومه", "حكومه", "الجمهوريه", "جمهوريه", "الدوله", "البرلمان", "اركان", "الاركان",
];
/// What says that the role is none of today, or of somebody else's field.
const NOT_NOW: &[&str] = &[
    "السابق", "السابقه", "سابق", "سابقا", "سابقه", "الاسبق", "اسبق", "المعتزل", "معتزل", "النوايا", "الشرف",
    "الشرفي", "فخري",
];
/// Players come to hold offices of sport, and others do, too.
const OF_SPORT: &[&str] = &[
    "الرياضه", "الرياضي", "الشباب", "نادي", "النادي", "اتحاد", "الاتحاد", "المنتخب", "منتخب", "كره", "الكره",
    "الفريق", "فريق", "رابطه",
];

/// The field of a role that an article states; `None` for roles that people of many fields may have.
pub fn camp(role: &str) -> Option<Camp> {
    let folded = fold_str(role);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.iter().any(|word| NOT_NOW.contains(word)) {
        return None;
    }
    of_words(&words)
}

/// The same of a role that our own list says somebody held, at whatever time.
pub fn camp_ever(role: &str) -> Option<Camp> {
    let folded = fold_str(role);
    of_words(&folded.split_whitespace().collect::<Vec<_>>())
}

fn of_words(words: &[&str]) -> Option<Camp> {
    let (first, rest) = words.split_first()?;
    let is_definite = first.starts_with("ال");
    let head = first.strip_prefix("ال").unwrap_or(first);
    let has = |list: &[&str]| rest.iter().any(|word| list.contains(word));
    let is_goal = rest.first().is_some_and(|next| matches!(*next, "مرمي" | "المرمي" | "المنتخب"));
    if SPORT.contains(&head) || head == "حارس" && is_goal {
        return Some(Camp::Sport);
    }
    if ART.contains(&head) {
        return (!has(OF_SPORT)).then_some(Camp::Art);
    }
    if has(OF_SPORT) {
        return None;
    }
    let state = || words.iter().find_map(|word| STATES.get(*word)).cloned();
    let is_chair = head.starts_with("رئيس");
    // "رئيس مجلس إدارة …" is nobody's office, "الرئيس المصري" is.
    let heads = has(HEADED) || is_definite && rest.first().is_some_and(|next| STATES.contains_key(*next));
    if OFFICES.contains(&head) && (!is_chair || heads) {
        return Some(Camp::Public(state()));
    }
    PUBLIC.contains(&head).then_some(Camp::Public(None))
}

static STATES: LazyLock<HashMap<String, String>> = LazyLock::new(lexicon::states);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role: &str, expected: &str) {
        let found = camp(role);
        assert_eq!(found.as_ref().map(Camp::to_string).unwrap_or_default(), expected, "{role}");
        assert_eq!(found, Camp::parse(expected), "{role}");
    }

    #[test]
    fn a_role_has_a_field() {
        check("لاعب المنتخب المصري", "sport");
        check("اللاعب", "sport");
        check("مدرب نادي الهلال", "sport");
        check("حارس مرمى الأهلي", "sport");
        check("المطرب اللبناني", "art");
        check("الفنانة", "art");
        check("وزير الدفاع", "public");
        check("وزير الخارجية المصري", "public-eg");
        check("رئيس الوزراء العراقي", "public-iq");
        check("الرئيس التونسي", "public-tn");
        check("اللواء", "public");
        check("القاضي", "public");
        check("مفتي الجمهورية", "public");
    }

    #[test]
    fn most_roles_say_nothing() {
        for role in [
            "لاعب المنتخب السابق",
            "وزير الخارجية الأسبق",
            "الرئيس",
            "رئيس نادي الزمالك",
            "رئيس مجلس إدارة الشركة",
            "رئيس الاتحاد المصري لكرة القدم",
            "وزير الشباب والرياضة",
            "رجل الأعمال",
            "السفير الأميركي",
            "سفير النوايا الحسنة",
            "حارس الأمن",
            "المهاجم",
            "مدافع عن حقوق الإنسان",
            "الممثل الخاص للأمين العام",
            "المحامي",
            "الكاتب",
            "الشاعر",
            "المتحدث باسم الكرملين",
            "",
        ] {
            check(role, "");
        }
        assert_eq!(camp_ever("لاعب المنتخب السابق"), Some(Camp::Sport));
    }

    #[test]
    fn nobody_is_in_two_fields_at_a_time() {
        let public = |state: &str| Camp::Public(Some(state.into()));
        assert!(Camp::Sport.contradicts(&Camp::Public(None)) && Camp::Art.contradicts(&Camp::Sport));
        assert!(public("EG").contradicts(&public("DJ")) && !public("EG").contradicts(&public("EG")));
        assert!(!Camp::Public(None).contradicts(&public("EG")));
    }
}
