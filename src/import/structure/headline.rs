//! A first sentence -> a headline: the clause that tells what happened.
//!
//! For articles that state no title. Circumstances before the event ("في مكالمة هاتفية استمرت ساعتين،")
//! and after it ("، وسط شروط وضعتها موسكو") are left out. What remains is a stretch of the text, so
//! that the headline can be shown where it stands.

use crate::arabic::letters::fold_str;
use crate::import::published;
use std::ops::Range;

/// Words of the longest headline; those of Arabic outlets have 12 on average and rarely more than 20
/// (10,161 titles of one station: at most 19).
const WORDS_MAX: usize = 20;
/// A headline of fewer words says too little.
const WORDS_MIN: usize = 5;

/// A stretch of a text that serves as its headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headline {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Whether it had to be cut in the middle of a clause.
    pub(super) cut: bool,
}

/// The headline of a text whose lead starts at byte `start`; empty for an empty text.
pub(super) fn headline(text: &str, start: usize) -> Headline {
    let sentence = start..start + sentence_end(&text[start..]);
    let clauses = clauses(text, sentence.clone());
    let folded: Vec<String> = clauses.iter().map(|clause| fold_str(text[clause.clone()].trim())).collect();
    let words: Vec<usize> = folded.iter().map(|clause| clause.split_whitespace().count()).collect();
    let first = first_clause(&folded, &words);
    let last = last_clause(&folded, &words, first);
    let range = trimmed(text, clauses[first].start..clauses[last].end);
    if text[range.clone()].split_whitespace().count() <= WORDS_MAX {
        return Headline { range, cut: false };
    }
    shortened(text, range)
}

/// The first clause that is not a circumstance of another: as long as enough follows it.
fn first_clause(folded: &[String], words: &[usize]) -> usize {
    let mut first = 0;
    while first + 1 < folded.len()
        && is_circumstance(&folded[first])
        && words[first + 1] >= 4
        && !is_circumstance(&folded[first + 1])
        && !continues(&folded[first + 1])
    {
        first += 1;
    }
    first
}

/// The last clause that belongs to the event: appositions and what the verb needs are taken in,
/// circumstances and further events are not.
fn last_clause(folded: &[String], words: &[usize], first: usize) -> usize {
    let mut last = first;
    let mut total = words[first];
    for next in first + 1..folded.len() {
        let has_enough = total >= WORDS_MIN && !needs_more(&folded[first..next]);
        if has_enough && !(is_apposition(folded, words, next) && total < 8) {
            break;
        }
        // A short parenthesis ("اليوم الإثنين") closes an event that is already told.
        if total >= WORDS_MIN && (is_circumstance(&folded[next]) || total + words[next] > WORDS_MAX) {
            break;
        }
        last = next;
        total += words[next];
    }
    last
}

/// Two short clauses, the second of which is no circumstance: a name between commas.
fn is_apposition(folded: &[String], words: &[usize], next: usize) -> bool {
    let after = next + 1;
    words[next] <= 5
        && !is_circumstance(&folded[next])
        && folded.get(after).is_some_and(|clause| !is_circumstance(clause) && words[after] <= 8)
}

/// Verbs of saying that news opens with, folded; separated by spaces.
const SAYING: &str = "\
    قال قالت اعلن اعلنت اكد اكدت كشف كشفت اوضح اوضحت ذكر \
    ذكرت افاد افادت اعتبر اعتبرت راي صرح صرحت شدد حذر اضاف";

/// Whether the clauses so far end in the air: a verb of saying whose "that" has not come.
fn needs_more(folded: &[String]) -> bool {
    let text = folded.join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let said = words.first().is_some_and(|first| SAYING.split(' ').any(|verb| verb == *first));
    said && words.len() < 12 && !words.iter().any(|word| is_that(word))
}

fn is_that(word: &str) -> bool {
    matches!(
        word,
        "ان" | "بان"
            | "انه"
            | "انها"
            | "بانه"
            | "بانها"
            | "انهم"
            | "عن"
            | "وان"
            | "on"
            | "that"
    )
}

/// Whether a clause goes on in the middle of a sentence part ("أن …", "التي …").
fn continues(folded: &str) -> bool {
    let first = folded.split_whitespace().next().unwrap_or("");
    is_that(first)
        || matches!(first, "الذي" | "التي" | "الذين" | "وذلك" | "حيث" | "ما" | "مما" | "وهو" | "وهي")
}

/// Words that open a circumstance, folded; separated by spaces.
const CIRCUMSTANCES: &str = "\
    في وفي خلال بعد وبعد قبل عقب اثر علي مع ومع وسط بحسب حسب وبحسب وفق وفقا ووفقا بينما فيما منذ \
    رغم برغم بالرغم ضمن بالتزامن تزامنا نقلا بسبب نتيجه اثناء عند لدي عشيه صباح مساء فجر ظهر ليل \
    امس اليوم غدا يوم بناء استنادا ردا تعليقا وذلك حيث اذ بحيث مما الامر ما وهو وهي كما لكن بهدف من \
    عبر بحضور بمشاركه تحت حتي داخل قرب to after during according for";

/// Whether a clause tells when, where, how or according to whom.
fn is_circumstance(folded: &str) -> bool {
    let first = folded.split_whitespace().next().unwrap_or("");
    let adverb = first.starts_with("م") && first.ends_with('ا') && first.chars().count() >= 5;
    // "من المقرر أن" is the event itself.
    let planned = folded.starts_with("من المقرر")
        || folded.starts_with("من المتوقع")
        || folded.starts_with("من المنتظر");
    !planned
        && (CIRCUMSTANCES.split(' ').any(|word| word == first)
            || adverb
            || published::weekday(first).is_some())
}

/// The clauses of a sentence, cut at commas outside quotation marks and brackets; never empty.
fn clauses(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    let mut depth = 0usize;
    let mut straight = false;
    for (at, character) in text[sentence.clone()].char_indices() {
        let at = sentence.start + at;
        match character {
            '«' | '“' | '(' | '[' => depth += 1,
            '»' | '”' | ')' | ']' => depth = depth.saturating_sub(1),
            '"' => straight = !straight,
            '،' | '؛' | ';' if depth == 0 && !straight => {
                clauses.push(start..at);
                start = at + character.len_utf8();
            }
            ',' if depth == 0 && !straight && !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
                clauses.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    clauses.push(start..sentence.end);
    clauses.retain(|clause| !text[clause.clone()].trim().is_empty());
    if clauses.is_empty() {
        clauses.push(sentence);
    }
    clauses
}

/// The length of the first sentence of `text`, without its full stop but with its question mark.
fn sentence_end(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let ends = match character {
            '\n' => text[at..].trim_start_matches(' ').starts_with("\n\n"),
            '.' | '۔' => {
                // Not in "3.5", "U.S.", "د. أحمد".
                let initial = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count() <= 2;
                next.is_none_or(|next| !next.is_alphanumeric()) && !initial
            }
            '؟' | '?' | '!' | '…' if at > 0 => return at + character.len_utf8(),
            _ => false,
        };
        if ends && at > 0 {
            return at;
        }
    }
    text.len()
}

/// Words before which a long clause may be broken off.
const BREAKS: [&str; 30] = [
    "خلال",
    "بعد",
    "عقب",
    "قبل",
    "وذلك",
    "حيث",
    "بسبب",
    "وفق",
    "وفقا",
    "حسب",
    "بحسب",
    "وسط",
    "ضمن",
    "بهدف",
    "فيما",
    "بينما",
    "اثر",
    "الذي",
    "التي",
    "مما",
    "منذ",
    "رغم",
    "مع",
    "من",
    "في",
    "علي",
    "الي",
    "اليوم",
    "امس",
    "and",
];

/// Cuts a range that is too long before a word that opens a circumstance, else at the limit.
fn shortened(text: &str, range: Range<usize>) -> Headline {
    let mut starts = Vec::new();
    let mut at = range.start;
    for word in text[range.clone()].split_whitespace() {
        let start = at + text[at..].find(word).unwrap_or(0);
        starts.push((start, word));
        at = start + word.len();
    }
    let limit = starts.len().min(WORDS_MAX);
    let strong = |&index: &usize| BREAKS[..22].contains(&fold_str(starts[index].1).as_str());
    let weak = |&index: &usize| BREAKS.contains(&fold_str(starts[index].1).as_str());
    let at = (8..limit).rev().find(strong).or_else(|| (12..limit).rev().find(weak)).unwrap_or(limit);
    let end = starts.get(at).map_or(range.end, |&(start, _)| start);
    Headline { range: trimmed(text, range.start..end), cut: true }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let outer = |character: char| {
        character.is_whitespace() || matches!(character, ',' | '،' | ';' | '؛' | ':' | '.' | '-' | '–' | '—')
    };
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start_matches(outer).len());
    let end = start + text[start..range.end.max(start)].trim_end_matches(outer).len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = headline(text, 0);
        assert_eq!(&text[found.range], expected);
    }

    #[test]
    fn circumstances_are_left_out() {
        check(
            "في اجتماع دام ثلاث ساعات، وقّعت مصر وقطر اتفاقا للتعاون في مجال الطاقة، وسط حضور واسع.",
            "وقّعت مصر وقطر اتفاقا للتعاون في مجال الطاقة",
        );
        check(
            "أعلنت وزارة الصحة ارتفاع عدد المصابين إلى مئة، اليوم الأحد، في العاصمة.",
            "أعلنت وزارة الصحة ارتفاع عدد المصابين إلى مئة",
        );
    }

    #[test]
    fn names_between_commas_are_taken_in() {
        check(
            "أعلن وزير الخارجية الروسي، سيرغي لافروف، أن بلاده مستعدة للحوار، بحسب بيان.",
            "أعلن وزير الخارجية الروسي، سيرغي لافروف، أن بلاده مستعدة للحوار",
        );
    }

    #[test]
    fn quotations_and_numbers_are_not_cut() {
        check("بلغ الارتفاع 3,5 في المئة في الربع الأول. وقال", "بلغ الارتفاع 3,5 في المئة في الربع الأول");
        check(
            "قال الرئيس إن \"الحرب، كما نعرفها، انتهت\" تماما. ثم",
            "قال الرئيس إن \"الحرب، كما نعرفها، انتهت\" تماما",
        );
    }

    #[test]
    fn endless_sentences_are_cut_between_words() {
        let text = "كلمة ".repeat(200);
        let found = headline(&text, 0);
        assert_eq!((text[found.range].split_whitespace().count(), found.cut), (WORDS_MAX, true));
    }

    #[test]
    fn an_empty_text_has_an_empty_headline() {
        check("", "");
        check(" . ", "");
        check("،،", "");
    }
}
