//! A text -> the language that it is written in.
//!
//! The script tells most; of the languages in Arabic script, letters that only some of them have, and small
//! words; of those in Latin script, small words alone. Meant for texts of a sentence or more.

use super::digits;
use super::letters::{fold_str, is_arabic_letter};
use super::words::words;

/// Every language that is told: its code by ISO 639, its English and its Arabic name.
pub const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ar", "Arabic", "العربية"),
    ("fa", "Persian", "الفارسية"),
    ("ur", "Urdu", "الأردية"),
    ("ckb", "Kurdish", "الكردية"),
    ("ps", "Pashto", "البشتوية"),
    ("ug", "Uyghur", "الأويغورية"),
    ("sd", "Sindhi", "السندية"),
    ("he", "Hebrew", "العبرية"),
    ("en", "English", "الإنجليزية"),
    ("fr", "French", "الفرنسية"),
    ("de", "German", "الألمانية"),
    ("es", "Spanish", "الإسبانية"),
    ("it", "Italian", "الإيطالية"),
    ("pt", "Portuguese", "البرتغالية"),
    ("nl", "Dutch", "الهولندية"),
    ("tr", "Turkish", "التركية"),
    ("id", "Indonesian", "الإندونيسية"),
    ("ru", "Russian", "الروسية"),
    ("uk", "Ukrainian", "الأوكرانية"),
    ("el", "Greek", "اليونانية"),
    ("hy", "Armenian", "الأرمنية"),
    ("am", "Amharic", "الأمهرية"),
    ("hi", "Hindi", "الهندية"),
    ("zh", "Chinese", "الصينية"),
    ("ja", "Japanese", "اليابانية"),
    ("ko", "Korean", "الكورية"),
];

/// Characters that are looked at: some paragraphs, as sure as a whole book.
const LOOKED_AT: usize = 1_500;
/// Bytes of the longest word of [`WORDS`].
const WORD_MAX: usize = 10;
/// Letters of a text too short for anything to be told.
const LETTERS_MIN: usize = 8;

/// Letters that one language of the Arabic script has and Arabic has not; Persian's stand in most of the
/// others as well, so that theirs are asked for first.
const ARABIC_LETTERS: &[(&str, &str)] = &[
    ("ug", "\u{6C7}\u{6C8}\u{6CB}\u{6AD}"),
    ("sd", "\u{67B}\u{67F}\u{684}\u{687}\u{6A6}\u{6AA}\u{6B3}\u{6BB}"),
    ("ckb", "\u{6CE}\u{6C6}\u{6B5}\u{695}\u{6D5}"),
    ("ps", "\u{681}\u{685}\u{69A}\u{6BC}\u{693}\u{689}\u{67C}\u{696}\u{6CD}\u{6D0}\u{6AB}"),
    ("ur", "\u{679}\u{688}\u{691}\u{6BA}\u{6BE}\u{6D2}\u{6C1}\u{6C3}"),
    ("fa", "\u{67E}\u{686}\u{698}\u{6AF}"),
];

/// Small words by which languages of one script are told, folded; Arabic and Persian share letters that a
/// careless writer does not tell apart, and a short Persian text may have none of its own.
const WORDS: &[(&str, &[&str])] = &[
    (
        "ar",
        &[
            "في", "من", "علي", "الي", "ان", "عن", "التي", "الذي", "هذا", "هذه", "قال", "مع", "ما", "لا",
            "كان", "بعد", "قد", "او", "بين", "لم", "كما", "هو", "هي", "ذلك", "حيث", "لكن", "وفي", "ومن",
            "وقال", "وقد", "عند", "خلال",
        ],
    ),
    (
        "fa",
        &[
            "از",
            "به",
            "که",
            "كه",
            "را",
            "است",
            "اين",
            "با",
            "براي",
            "بود",
            "شد",
            "مي",
            "خود",
            "هاي",
            "كرد",
            "شده",
            "تا",
            "نيز",
            "گفت",
            "هم",
            "يك",
            "ان",
            "كند",
            "اند",
            "ايران",
            "باشد",
            "دارد",
            "كرده",
            "پس",
        ],
    ),
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "is", "that", "for", "was", "with", "on", "as", "by", "his",
            "have", "said", "are",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "et", "du", "une", "dans", "est", "que", "pour", "sur", "par", "qui",
            "au", "pas", "avec",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "auf", "im", "nicht", "ein",
            "eine", "dem", "des", "für",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "que", "en", "una", "por", "del", "con", "para", "se", "su", "es", "al",
            "como", "más",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "e", "della", "per", "una", "sono", "con", "non", "del", "nel", "gli", "è",
            "alla", "più",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "do", "da", "em", "que", "não", "uma", "para", "com", "dos", "por", "ao", "no", "na",
            "são", "e",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "en", "de", "dat", "niet", "zijn", "met", "voor", "op", "aan", "ook", "bij",
            "werd",
        ],
    ),
    (
        "tr",
        &[
            "ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "olan", "daha", "çok", "gibi", "kadar",
            "sonra", "türkiye",
        ],
    ),
    (
        "id",
        &[
            "yang", "dan", "di", "untuk", "dengan", "dari", "ini", "pada", "tidak", "itu", "dalam", "akan",
            "oleh", "karena",
        ],
    ),
];

/// The code of the language that most of `text` is written in; `None` for a text with too few letters, or in a
/// language that is not told.
pub fn language(text: &str) -> Option<&'static str> {
    let text = &text[..text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at)];
    let mut scripts = [0usize; SCRIPTS.len() + 1];
    for character in text.chars() {
        if let Some(script) = script(character) {
            scripts[script] += 1;
        }
    }
    let (most, count) =
        scripts.iter().enumerate().max_by_key(|&(at, count)| (*count, std::cmp::Reverse(at)))?;
    // An ideograph is a word.
    let least = if matches!(SCRIPTS.get(most.wrapping_sub(1)), Some(&("zh" | "ja" | "ko", ..))) {
        2
    } else {
        LETTERS_MIN
    };
    if *count < least {
        return None;
    }
    match most {
        ARABIC => Some(in_arabic_script(text, *count)),
        script => match SCRIPTS[script - 1].0 {
            "latin" => by_words(text, &WORDS[2..]),
            "ru" if text.contains(['\u{456}', '\u{457}', '\u{454}', '\u{491}']) => Some("uk"),
            // Japanese writes with Chinese signs as well.
            "zh" if scripts[JAPANESE] * 8 > *count => Some("ja"),
            language => Some(language),
        },
    }
}

/// The language of that code or name, English or Arabic, in any spelling: its code.
pub fn named(name: &str) -> Option<&'static str> {
    let folded = fold_str(name.trim());
    // «العربية» and «عربي» alike.
    let bare = |name: &str| {
        let folded = fold_str(name);
        let bare = folded.strip_prefix("ال").unwrap_or(&folded);
        bare.strip_suffix('ه').unwrap_or(bare).to_owned()
    };
    let wanted = bare(&folded);
    LANGUAGES
        .iter()
        .find(|(code, english, arabic)| {
            *code == folded || fold_str(english) == folded || bare(arabic) == wanted
        })
        .map(|(code, ..)| *code)
}

/// The last letter that Arabic itself has.
const YEH: char = '\u{64A}';
/// Place of Arabic among the scripts.
const ARABIC: usize = 0;
/// Place of the Japanese syllables.
const JAPANESE: usize = 10;

/// The other scripts: the language, or what its languages are told by, and its first and last letters.
const SCRIPTS: &[(&str, char, char)] = &[
    ("latin", 'A', '\u{24F}'),
    ("ru", '\u{400}', '\u{52F}'),
    ("el", '\u{370}', '\u{3FF}'),
    ("he", '\u{590}', '\u{5FF}'),
    ("hy", '\u{530}', '\u{58F}'),
    ("am", '\u{1200}', '\u{137F}'),
    ("hi", '\u{900}', '\u{97F}'),
    ("zh", '\u{4E00}', '\u{9FFF}'),
    ("ko", '\u{AC00}', '\u{D7A3}'),
    ("ja", '\u{3040}', '\u{30FF}'),
];

/// The place of a letter's script: that of Arabic, or one more than its place in [`SCRIPTS`].
fn script(character: char) -> Option<usize> {
    if is_arabic_letter(character) {
        return Some(ARABIC);
    }
    if !character.is_alphabetic() || digits::value(character).is_some() {
        return None;
    }
    SCRIPTS.iter().position(|(_, first, last)| (*first..=*last).contains(&character)).map(|at| at + 1)
}

/// The language of a text in Arabic script with so many letters.
fn in_arabic_script(text: &str, letters: usize) -> &'static str {
    // One foreign name in a hundred letters is no sign.
    let least = (letters / 100).max(1);
    // Most texts have none.
    let foreign: Vec<char> =
        text.chars().filter(|&letter| is_arabic_letter(letter) && letter > YEH).collect();
    for (language, own) in ARABIC_LETTERS.iter().filter(|_| !foreign.is_empty()) {
        let count = foreign.iter().filter(|letter| own.contains(**letter)).count();
        if count > least || (count == least && letters < 60) {
            // Arabic, too, may name «گورباتشوف»; it goes on in its own words.
            let is_arabic = *language == "fa" && by_words(text, &WORDS[..2]) == Some("ar");
            return if is_arabic { "ar" } else { language };
        }
    }
    by_words(text, &WORDS[..2]).unwrap_or("ar")
}

/// The language of whose small words the text has most, if it has any more than of the others.
fn by_words(text: &str, lists: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let mut counts = vec![0usize; lists.len()];
    for word in words(text).filter(|word| word.text.len() <= WORD_MAX) {
        let word: String = word.text.chars().flat_map(char::to_lowercase).collect();
        let word = if word.starts_with(is_arabic_letter) { fold_str(&word) } else { word };
        for (count, (_, list)) in counts.iter_mut().zip(lists) {
            *count += usize::from(list.contains(&word.as_str()));
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let mut best = counts.iter().zip(lists).filter(|(count, _)| **count == most);
    let first = best.next().map(|(_, (language, _))| *language);
    first.filter(|_| best.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(language(text), expected, "{text}");
    }

    #[test]
    fn what_is_passed_over_tells_nothing() {
        let longest = WORDS.iter().flat_map(|(_, words)| *words).map(|word| word.len()).max();
        assert_eq!(longest, Some(WORD_MAX));
        let mut letters = ARABIC_LETTERS.iter().flat_map(|(_, letters)| letters.chars());
        assert!(letters.all(|letter| is_arabic_letter(letter) && letter > YEH));
    }

    #[test]
    fn languages_are_told() {
        check("قال الرئيس الأمريكي إن المفاوضات في إسطنبول انتهت", Some("ar"));
        check("بوتين وترامب", Some("ar"));
        check("زار غورباتشوف (گورباتشوف) برلين في نهاية العام وقال إن الحرب انتهت", Some("ar"));
        check("رئیس جمهور آمریکا گفت که مذاکرات در استانبول پایان یافت", Some("fa"));
        check("وزير خارجه از تهران به مسكو رفت و با همتاي خود ديدار كرد", Some("fa"));
        check("امریکی صدر نے کہا ہے کہ استنبول میں مذاکرات ختم ہو گئے ہیں", Some("ur"));
        check("سەرۆکی ئەمریکا گوتی دانوستانەکان لە ئیستەنبوڵ کۆتاییان هات", Some("ckb"));
        check("د امریکا ولسمشر وویل چې په استانبول کې خبرې پای ته ورسېدې او ښه وې", Some("ps"));
        check("آمريڪا جي صدر چيو ته استنبول ۾ ڳالهيون ختم ٿي ويون آهن", Some("sd"));
        check("ئامېرىكا پرېزىدېنتى ئىستانبۇلدىكى سۆھبەتنىڭ ئاخىرلاشقانلىقىنى ئېيتتى", Some("ug"));
        check("The president said that the talks in Istanbul have ended", Some("en"));
        check("Le président a déclaré que les pourparlers sont terminés dans la ville", Some("fr"));
        check("Der Präsident sagte, dass die Gespräche in Istanbul beendet sind und nicht", Some("de"));
        check("El presidente dijo que las conversaciones terminaron en la ciudad por los", Some("es"));
        check("Cumhurbaşkanı bir açıklama yaptı ve görüşmeler için çok kadar", Some("tr"));
        check("Президент заявил, что переговоры завершились", Some("ru"));
        check("Президент заявив, що переговори завершились її", Some("uk"));
        check("הנשיא אמר כי השיחות הסתיימו", Some("he"));
        check("总统说会谈结束了", Some("zh"));
        check("大統領は会談が終わったと述べた", Some("ja"));
    }

    #[test]
    fn a_text_that_says_nothing_has_no_language() {
        for text in ["", "12 345", "نعم", "Xyz qwv brt", "…"] {
            check(text, None);
        }
    }

    #[test]
    fn names_lead_to_codes() {
        for (name, code) in [
            ("ar", "ar"),
            ("AR", "ar"),
            ("Arabic", "ar"),
            ("العربية", "ar"),
            ("عربيه", "ar"),
            ("فارسية", "fa"),
        ] {
            assert_eq!(named(name), Some(code), "{name}");
        }
        assert_eq!(named("klingon"), None);
        for (code, english, arabic) in LANGUAGES {
            assert_eq!([named(code), named(english), named(arabic)], [Some(*code); 3]);
        }
    }
}
