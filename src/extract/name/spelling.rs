//! A name as written -> the key under which its spellings meet.
//!
//! Foreign names are spelt by ear: their words are keyed by their sound. Arab names have one spelling
//! and differ in a single letter or vowel («قاسم» and «جاسم», «حسن» and «حسين»): their words are keyed
//! by their letters. Each word is judged by itself, and spaces count for nothing («عبد الله»,
//! «عبدالله»; «جين بينغ», «جينبينغ»).

use super::letters::plain_letter;
use super::lexicon::{Class, Names};
use super::sound;
use crate::arabic::letters::fold_str;

/// The key of a name in no list. Two names of one key are taken for one. A name that has no letters has
/// an empty key.
pub(super) fn key(names: &Names, written: &str) -> String {
    let words = written.split(|letter: char| !(letter.is_alphanumeric() || is_mark(letter)));
    let words: Vec<Word> =
        words.filter(|word| !word.is_empty()).map(|word| Word::read(names, word)).collect();
    let mut key = String::with_capacity(written.len());
    for (index, word) in words.iter().enumerate() {
        let place = Place {
            first: index == 0,
            last: index + 1 == words.len(),
            // Of many short words, as in Chinese names, the vowels come and go with the spaces.
            many: words.len() > 2,
        };
        if word.arab {
            push_letters(&mut key, word.without_article(index.checked_sub(1).map(|before| &words[before])));
        } else {
            push_foreign(&mut key, word, place);
        }
    }
    key
}

/// Whether two folded words may be spellings of one: not if both are Arab and differ.
pub(super) fn same_word(names: &Names, left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let long = left.chars().count().min(right.chars().count()) >= 4;
    let likely = long
        && sound::near(left, right)
        && (left.chars().count() >= 6 || sound::of_word(left) == sound::of_word(right));
    likely && !(is_arab(names, left) && is_arab(names, right))
}

/// Whether the folded `word` is spelt in one way: a usual Arab name part, an Arabic word, or one with
/// letters that foreign names hardly have.
fn is_arab(names: &Names, word: &str) -> bool {
    let unit = names.unit(word);
    let usual = unit.given.max(unit.surname);
    let counts = names.counts(word);
    let foreign = names.class(word).has(Class::GIVEN);
    // Levels: borne by four at least; by sixty where the name is usual abroad, too («كمال», «جورج»).
    usual >= if foreign { 13 } else { 5 }
        || !foreign
            && word.chars().nth(2).is_some()
            && counts.outside > 3.0
            && counts.outside > 2.0 * counts.person
        || word.contains(['ع', 'ح', 'ض', 'ظ'])
}

/// Marks of vowels stand inside words.
fn is_mark(letter: char) -> bool {
    crate::arabic::letters::is_ignorable(letter)
}

struct Word {
    folded: String,
    arab: bool,
    /// A usual given name from abroad.
    given: bool,
    /// As a given name, with the article: «الحسن» is not «حسن».
    bare_given: bool,
}

#[derive(Clone, Copy)]
struct Place {
    first: bool,
    last: bool,
    many: bool,
}

impl Word {
    fn read(names: &Names, written: &str) -> Word {
        let mut folded = String::with_capacity(written.len());
        for letter in fold_str(written).chars() {
            match letter {
                'چ' => folded.push_str("تش"),
                letter => folded.push(plain_letter(letter)),
            }
        }
        // «إلينغورث» folds to what looks like a word with the article.
        let definite = written.starts_with("ال") && folded.chars().count() > 4;
        let given = names.class(&folded).has(Class::GIVEN);
        let joined = JOINED.iter().any(|&(start, end)| {
            folded.len() > start.len() + end.len() && folded.starts_with(start) && folded.ends_with(end)
        });
        let arab = definite && !given || joined || is_arab(names, &folded);
        let rest = folded.strip_prefix("ال").unwrap_or(&folded);
        let bare_given = names.unit(rest).given >= 5;
        Word { folded, arab, given, bare_given }
    }

    /// The letters, less the article where a surname is written with it or without.
    fn without_article(&self, before: Option<&Word>) -> &str {
        let kept = before.is_none_or(|before| LINKS.contains(&before.folded.as_str()))
            || self.bare_given
            || matches!(self.folded.as_str(), "الله" | "الدين" | "الاسلام");
        let rest = self.folded.strip_prefix("ال").filter(|rest| !kept && rest.chars().nth(3).is_some());
        rest.unwrap_or(&self.folded)
    }
}

/// Words written as one with what they govern.
const JOINED: [(&str, &str); 4] = [("عبد", ""), ("ابو", ""), ("", "الدين"), ("", "الله")];

/// After these the article is of the name.
const LINKS: [&str; 6] = ["عبد", "ابو", "ابي", "بن", "ابن", "ام"];

/// The letters of an Arab word; those that are left out or doubled at will make no difference.
fn push_letters(key: &mut String, word: &str) {
    for letter in word.chars().filter(|&letter| letter != 'ء') {
        if !key.ends_with(letter) {
            key.push(letter);
        }
    }
}

/// The sound of a foreign word. Short words are little but their vowels («تيم», «توم»), and given
/// names tell men from women at their end («مارتن», «مارتينا»).
fn push_foreign(key: &mut String, word: &Word, place: Place) {
    let bare = word.folded.strip_suffix('ه').filter(|rest| !rest.is_empty()).unwrap_or(&word.folded);
    let sound = sound::of_word(bare);
    let letters = sound.chars().count();
    let inner = !place.first && !place.last;
    if letters <= 2 && !inner && (word.given || place.first || !place.many) {
        bare.chars().map(sound::of_letter).for_each(|letter| key.push(letter));
        return;
    }
    push_letters(key, &sound);
    let marked = !inner && bare.ends_with(['ا', 'و', 'ي']) && letters > 1;
    if marked && !key.ends_with(bare.chars().next_back().unwrap_or(' ')) {
        key.extend(bare.chars().next_back());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static NAMES: LazyLock<Names> = LazyLock::new(Names::load);

    fn check(left: &str, right: &str, alike: bool) {
        let (left_key, right_key) = (key(&NAMES, left), key(&NAMES, right));
        assert_eq!(left_key == right_key, alike, "{left} / {right}: {left_key} / {right_key}");
    }

    #[test]
    fn foreign_names_meet_by_sound() {
        check("سيرغي كوليسنيتش", "سيرجي كولسنيتش", true);
        check("هوشنغ تبريزيان", "هوشنگ تبریزیان", true);
        check("فرانسوا دو لاغارين", "فرنسوا دولاجارين", true);
        check("تشانغ وي دونغ", "تشانج ويدونج", true);
        check("مارغوت إيلينغورث", "مارجوت إلينجورث", true);
    }

    #[test]
    fn short_foreign_names_keep_their_vowels() {
        check("تيم هاغلوند", "توم هاغلوند", false);
        check("مارتن هاغلوند", "مارتينا هاغلوند", false);
        check("جون هول", "جون هيل", false);
    }

    #[test]
    fn arab_names_meet_by_letter() {
        check("عبد الله الرويضاني", "عبدالله الرويضاني", true);
        check("ضياء الدين القرمطاني", "ضياءالدين القرمطاني", true);
        check("داود شيبان", "داوود شيبان", true);
        check("قاسم العبيدي", "جاسم العبيدي", false);
        check("كمال الخطيب", "جمال الخطيب", false);
        check("حسن علي", "حسين علي", false);
        check("عمر الشريف", "عمرو الشريف", false);
    }

    #[test]
    fn nothing_has_an_empty_key() {
        check("", "«»", true);
        assert_eq!(key(&NAMES, ""), "");
    }
}
