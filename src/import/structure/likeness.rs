//! Two texts -> how much of one the other repeats; which tells a lead, a deck and a new story apart.

use crate::arabic::letters::fold_str;
use crate::arabic::{stem, words};
use std::collections::HashSet;

/// Words that any two texts share, folded.
const EMPTY_WORDS: [&str; 44] = [
    "في",
    "من",
    "علي",
    "الي",
    "عن",
    "مع",
    "ان",
    "او",
    "ثم",
    "قد",
    "لا",
    "ما",
    "لم",
    "لن",
    "كان",
    "كانت",
    "هو",
    "هي",
    "هذا",
    "هذه",
    "ذلك",
    "تلك",
    "التي",
    "الذي",
    "الذين",
    "بعد",
    "قبل",
    "بين",
    "عند",
    "كل",
    "خلال",
    "منذ",
    "حتي",
    "اي",
    "غير",
    "اجل",
    "بشان",
    "حول",
    "عبر",
    "ضد",
    "the",
    "and",
    "for",
    "of",
];

/// The stems of the words of `text` that mean something.
pub(super) fn stems(text: &str) -> HashSet<String> {
    let folded = fold_str(text);
    words::words(&folded)
        .map(|word| word.text)
        .filter(|word| word.chars().nth(1).is_some() && !EMPTY_WORDS.contains(word))
        .map(root_like)
        .collect()
}

/// The stem without the vowels that tell a verb's forms apart: وصل and يصل, يطلب and طلب meet.
fn root_like(word: &str) -> String {
    let stem = stem::light10(word);
    let bare = stem.strip_prefix(['ي', 'ت', 'ن']).filter(|rest| rest.chars().count() >= 3).unwrap_or(stem);
    let long = bare.chars().count() >= 3;
    let mut kept = String::with_capacity(bare.len());
    for (index, character) in bare.chars().enumerate() {
        if !(long && index > 0 && matches!(character, 'ا' | 'و' | 'ي')) {
            kept.push(character);
        }
    }
    kept
}

/// The share of the meaningful words of `part` that `whole` has too; 0 if there are fewer than three.
pub(super) fn repeated(part: &str, whole: &str) -> f32 {
    let (part, whole) = (stems(part), stems(whole));
    if part.len() < 3 {
        return 0.0;
    }
    part.iter().filter(|stem| whole.contains(*stem)).count() as f32 / part.len() as f32
}

/// Openings that go on from what was said before, folded: no story starts with them.
const CONTINUATIONS: [&str; 37] = [
    "كما",
    "ومن",
    "وفي",
    "وقال",
    "واضاف",
    "وتابع",
    "واكد",
    "واوضح",
    "واشار",
    "وكان",
    "وكانت",
    "وياتي",
    "وتاتي",
    "من جهته",
    "من جهتها",
    "من جانبه",
    "من جانبها",
    "بدوره",
    "بدورها",
    "في المقابل",
    "بالمقابل",
    "في السياق",
    "في هذا السياق",
    "في سياق متصل",
    "في غضون ذلك",
    "الي ذلك",
    "الي جانب ذلك",
    "يذكر ان",
    "يشار الي",
    "تجدر الاشاره",
    "جدير بالذكر",
    "والجدير",
    "لكن",
    "غير ان",
    "الا ان",
    "بينما",
    "ثم",
];

/// Words of news whose و is their own, folded; separated by spaces.
const RADICAL_WAW: &str = "\
    وزير وزاره وزراء وصل وصلت وصول وقع وقعت وكاله وفد وفاه واشنطن وسط وقف وافق وافقت وثيقه وثايق \
    وجه وجهت وجد ولد وعد وعدت ورد وردت وحده وحدات وسايل والي والده والد ولي ولايه وباء وفق وفقا \
    واحد واحده وداعا وسيط وضع وضعت وصف وصفت ودع ودعت واصل واصلت واجه واجهت وادي وقت";

/// Whether `folded` goes on from a text before it.
pub(super) fn goes_on(folded: &str) -> bool {
    let opening = folded.trim_start_matches(|character: char| !character.is_alphanumeric());
    let begins = |phrase: &str| {
        opening.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if CONTINUATIONS.iter().any(|phrase| begins(phrase)) {
        return true;
    }
    // "and" before a verb or noun; words that begin with a radical و are few and short.
    let first = opening.split_whitespace().next().unwrap_or("");
    first.starts_with('و') && first.chars().count() >= 4 && !RADICAL_WAW.split(' ').any(|word| word == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(part: &str, whole: &str, least: f32, most: f32) {
        let share = repeated(part, whole);
        assert!((least..=most).contains(&share), "{share} for {part}");
    }

    #[test]
    fn a_lead_repeats_its_title() {
        check(
            "مبعوث ترامب يصل إلى موسكو للقاء بوتين",
            "وصل ستيف ويتكوف مبعوث الرئيس الأميركي إلى موسكو في زيارة يلتقي خلالها الرئيس الروسي فلاديمير بوتين",
            0.5,
            1.0,
        );
        check(
            "زلزال قوي يضرب جنوب تركيا",
            "وأضاف الوزير أن المحادثات مع صندوق النقد تتقدم، وأن الاتفاق بات قريبا",
            0.0,
            0.1,
        );
        check("قمة", "قمة", 0.0, 0.0);
    }

    #[test]
    fn continuations_are_no_openings() {
        for text in ["وأضاف ترامب أن", "كما أعلن", "من جانبه، قال", "وللمرة الأولى", "يذكر أن"]
        {
            assert!(goes_on(&fold_str(text)), "{text}");
        }
        for text in ["وصل الرئيس", "قال ترامب", "واشنطن تعلن", "وزير الخارجية يصل", "كمال يفوز"]
        {
            assert!(!goes_on(&fold_str(text)), "{text}");
        }
    }
}
