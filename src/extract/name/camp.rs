//! A role as stated -> the field that somebody with it works in, as far as people hardly change between
//! fields: players and performers are told from those with public offices, and these by their states.
//!
//! Most roles say nothing here: people go from armies to parliaments, from courts to cabinets, from teams to
//! boards. What somebody was once says nothing either.

use super::lexicon;
use crate::arabic::letters::fold_str;
use std::collections::{HashMap, HashSet};
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

    /// The camp that was written as this.
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

/// Words of roles, folded and without the article.
struct Words {
    sport: HashSet<String>,
    art: HashSet<String>,
    /// Offices of a state: these say of which they are.
    offices: HashSet<String>,
    /// What a chair must be of to be an office of a state.
    headed: HashSet<String>,
    public: HashSet<String>,
    /// What says that the role is none of today, or of somebody else's field.
    not_now: HashSet<String>,
    /// Players come to hold offices of sport, and others do, too.
    of_sport: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words = |text: &str| fold_str(text).split_whitespace().map(str::to_owned).collect();
    Words {
        sport: words("لاعب لاعبة مدرب مدربة هداف عداء عداءة ملاكم سباح سباحة"),
        art: words("مطرب مطربة مغن مغني مغنية فنان فنانة ملحن موسيقار عازف عازفة راقص راقصة كوميدي"),
        offices: words("وزير وزيرة رئيس رئيسة"),
        headed: words("وزراء حكومة جمهورية دولة برلمان أركان"),
        public: words(
            "لواء عقيد جنرال مشير قاض قاضي قاضية مفتي مطران بطريرك أسقف كاردينال حاخام طبيب طبيبة محافظ",
        ),
        not_now: words("سابق سابقا سابقة أسبق معتزل نوايا شرف شرفي فخري"),
        of_sport: words("رياضة رياضي شباب نادي اتحاد منتخب كرة فريق رابطة"),
    }
});

/// A word of a role without its article.
fn bare(word: &str) -> &str {
    word.strip_prefix("ال").unwrap_or(word)
}

fn has(words: &[&str], list: &HashSet<String>) -> bool {
    words.iter().any(|word| list.contains(bare(word)))
}

/// The field of a role that an article states; `None` for roles that people of many fields may have.
pub fn camp(role: &str) -> Option<Camp> {
    let folded = fold_str(role);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if has(&words, &WORDS.not_now) {
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
    let (head, is_definite) = (bare(first), first.starts_with("ال"));
    let is_goal = rest.first().is_some_and(|next| matches!(bare(next), "مرمي" | "منتخب"));
    if WORDS.sport.contains(head) || head == "حارس" && is_goal {
        return Some(Camp::Sport);
    }
    if has(rest, &WORDS.of_sport) {
        return None;
    }
    if WORDS.art.contains(head) {
        return Some(Camp::Art);
    }
    if WORDS.public.contains(head) {
        return Some(Camp::Public(None));
    }
    // "رئيس مجلس إدارة …" is nobody's office, "الرئيس المصري" is.
    let of_state = is_definite && rest.first().is_some_and(|next| STATES.contains_key(*next));
    let is_office = head.starts_with("وزير") || has(rest, &WORDS.headed) || of_state;
    let state = || words.iter().find_map(|word| STATES.get(*word)).cloned();
    (is_office && WORDS.offices.contains(head)).then(|| Camp::Public(state()))
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
