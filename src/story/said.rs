//! An article -> its sentences, and what each says: content words by their stems, numbers by value.
//!
//! Two writers say the same in other forms («بموسكو», «موسكو»; «هاجمت», «يهاجم»; ٣ and 3), so a word
//! carries beside its stem the other forms under which it may be met.

use super::vector::{Term, term};
use crate::arabic::digits;
use crate::arabic::letters::fold_str;
use crate::arabic::sentences::sentences;
use crate::arabic::stem::light10;
use crate::arabic::words::{Word, clitics, words};
use crate::article::{Article, SectionKind, Span};

/// Sentences of one article that are looked at; the longest report of the corpus has some 150. What
/// comes after them is one more, so that a file without end costs no more than a long article.
const SENTENCES_MAX: usize = 1_000;

/// A word or number of a text, as far as it says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where it stands in the article.
    pub span: Span,
    /// Its stem, or the value of a number.
    pub term: Term,
    /// Whether it is a number in figures.
    pub is_number: bool,
    /// The terms under which it may be met, its own among them; in order.
    pub forms: Vec<Term>,
}

/// A sentence of an article's body.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// What it stands in.
    pub kind: SectionKind,
    /// What it says, in text order.
    pub said: Vec<Said>,
}

/// The sentences of the article itself, in order: title (if it stands in the text), standfirst,
/// headings, paragraphs.
pub fn sentences_of(article: &Article) -> Vec<Sentence> {
    use SectionKind::{Deck, Paragraph, Subheading, Title};
    let mut found = Vec::new();
    let told = article.body().filter(|section| matches!(section.kind, Title | Deck | Subheading | Paragraph));
    for section in told {
        let start = section.span.start as usize;
        for range in sentences(section.span.of(&article.text)) {
            let span = Span::new(start + range.start, start + range.end);
            let is_full = found.len() >= SENTENCES_MAX;
            match found.last_mut().filter(|_| is_full) {
                Some(Sentence { span: last, .. }) => last.end = span.end,
                None => found.push(Sentence { span, kind: section.kind, said: Vec::new() }),
            }
        }
    }
    for sentence in &mut found {
        sentence.said = said(&article.text, sentence.span);
    }
    found
}

/// What a span of `text` says, in order; nothing of particles and of what every report says.
pub fn said(text: &str, span: Span) -> Vec<Said> {
    let piece = span.of(text);
    let mut found = Vec::new();
    let mut all = words(piece).collect::<Vec<_>>().into_iter();
    while let Some(word) = all.next() {
        let Some(mut value) = figures(word.text) else {
            found.extend(of_word(&word, span.start));
            continue;
        };
        let mut end = word.range.end;
        // «1,500» and «٢٫٥» are one number, and so is «863ر2», as papers of the Maghreb write 863.2.
        let mut rest = all.clone();
        while let Some(mut next) = rest.next() {
            if next.text == "\u{631}" {
                let Some(after) = rest.next() else { break };
                next = after;
            }
            let between = &piece[end..next.range.start];
            let Some(longer) = figures(next.text).and_then(|more| joined(&value, between, &more)) else {
                break;
            };
            (value, end) = (longer, next.range.end);
            all = rest.clone();
        }
        let Some(term) = number_term(&value) else { continue };
        let span = Span::new(word.range.start, end).shifted(span.start);
        found.push(Said { span, term, is_number: true, forms: vec![term] });
    }
    found
}

fn of_word(word: &Word<'_>, start: u32) -> Option<Said> {
    let folded = fold_str(word.text);
    let own = term(&folded)?;
    if QUIET.split_whitespace().any(|quiet| quiet == folded) || is_particle(&folded) {
        return None;
    }
    let span = Span::new(word.range.start, word.range.end).shifted(start);
    Some(Said { span, term: own, is_number: false, forms: forms(&folded, own) })
}

/// Folded words that carry a sentence rather than say something; beside those of the vectors.
const QUIET: &str = "كذلك لذلك وذلك خاصه شان شكل تم يتم سيتم جري يجري قام قامت يقوم تقوم وهو وهي وهم لعل ربما بينما فيما مما عما \
    حيال ازاء تجاه بجانب جانب الي جانبه نفسه نفسها ذاته ذاتها بدوره بدورها مجددا موخرا سابقا لاحقا مزيد المزيد عده عدد";

/// Whether nothing is left of a word but a particle, once those attached to it are taken off («فقال»).
fn is_particle(folded: &str) -> bool {
    clitics(folded).any(|split| {
        let rest = &folded[split.rest_start..];
        !split.proclitic.is_empty()
            && !split.article
            && (term(rest).is_none() || QUIET.split_whitespace().any(|quiet| quiet == rest))
    })
}

/// Beginnings of verbs, longest first.
const VERB_PREFIXES: [&str; 8] = ["سي", "ست", "سا", "سن", "ي", "ت", "ن", "ا"];
/// Ends of verbs, and pronouns that light10 leaves, longest first.
const VERB_SUFFIXES: [&str; 9] = ["تها", "هما", "ته", "وا", "تم", "هم", "نا", "كم", "ت"];

/// The terms under which a word may be met: without what may be attached to it, as other forms of its
/// verb, and as figures.
fn forms(folded: &str, own: Term) -> Vec<Term> {
    let long = |rest: &&str| rest.chars().nth(2).is_some();
    let mut forms = vec![own];
    for split in clitics(folded) {
        let rest = &folded[split.rest_start..];
        forms.extend(term(rest));
        let stem = light10(rest);
        let bare = VERB_PREFIXES.iter().find_map(|prefix| stem.strip_prefix(prefix).filter(long));
        for stem in [Some(stem), bare].into_iter().flatten() {
            let cut = VERB_SUFFIXES.iter().find_map(|suffix| stem.strip_suffix(suffix).filter(long));
            forms.extend(Some(stem).filter(long).and_then(term));
            forms.extend(cut.and_then(term));
        }
        forms.extend(value_of(rest).and_then(number_term));
    }
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Numbers in words that stand by themselves, folded, with what they are in figures.
const NUMBERS: [(&str, &str); 26] = [
    ("اثنان", "2"),
    ("اثنين", "2"),
    ("ثلاثه", "3"),
    ("ثلاث", "3"),
    ("اربعه", "4"),
    ("اربع", "4"),
    ("خمسه", "5"),
    ("خمس", "5"),
    ("سته", "6"),
    ("ست", "6"),
    ("سبعه", "7"),
    ("سبع", "7"),
    ("ثمانيه", "8"),
    ("ثماني", "8"),
    ("تسعه", "9"),
    ("تسع", "9"),
    ("عشره", "10"),
    ("عشر", "10"),
    ("عشرين", "20"),
    ("عشرون", "20"),
    ("ثلاثين", "30"),
    ("اربعين", "40"),
    ("خمسين", "50"),
    ("ستين", "60"),
    ("مئه", "100"),
    ("مائه", "100"),
];

fn value_of(word: &str) -> Option<&'static str> {
    NUMBERS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The digits of a word that is a number, as ASCII.
fn figures(word: &str) -> Option<String> {
    let ascii: Option<String> = word
        .chars()
        .filter(|character| !crate::arabic::letters::is_ignorable(*character))
        .map(|character| digits::value(character).and_then(|digit| char::from_digit(digit, 10)))
        .collect();
    ascii.filter(|ascii| !ascii.is_empty())
}

/// The number of two groups of digits with a sign between them; `None` if they are two numbers.
fn joined(value: &str, between: &str, more: &str) -> Option<String> {
    match between {
        "," | "\u{66C}" | "\u{60C}" if more.len() == 3 => Some(format!("{value}{more}")),
        // Whichever part was typed first, the longer one is the whole.
        "\u{631}" if value.len() < more.len() => Some(format!("{more}.{value}")),
        "." | "\u{66B}" | "\u{631}" => Some(format!("{value}.{more}")),
        _ => None,
    }
}

/// The term of a number, whatever zeros stand before it: never that of a word.
fn number_term(value: impl AsRef<str>) -> Option<Term> {
    term(&format!("n:{}", value.as_ref().trim_start_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<Said> {
        said(text, Span::new(0, text.len()))
    }

    /// Whether two words may be forms of one another.
    #[track_caller]
    fn check(one: &str, other: &str, meet: bool) {
        let (one, other) = (all(one), all(other));
        let found = one[0].forms.iter().any(|form| other[0].forms.contains(form));
        assert_eq!(found, meet);
    }

    #[test]
    fn forms_of_a_word_meet() {
        check("\u{628}\u{645}\u{648}\u{633}\u{643}\u{648}", "\u{645}\u{648}\u{633}\u{643}\u{648}", true);
        check("هاجمت", "سيهاجم", true);
        check("يبحثان", "بحث", true);
        check("وللمفاوضين", "المفاوضات", true);
        check("٣", "3", true);
        check("ثلاثة", "3", true);
        check("1,500", "١٬٥٠٠", true);
        check("1,500", "1500", true);
        check("2.5", "٢٫٥", true);
        check("2.5", "25", false);
        check("863\u{631}2", "863.2", true);
        check("05", "5", true);
        check("كييف", "موسكو", false);
    }

    #[test]
    fn particles_say_nothing() {
        assert_eq!(all("فقال إنه في ذلك، وبهذا فقد تم"), []);
        assert_eq!(all("قال 1,500 رجل").iter().filter(|said| said.is_number).count(), 1);
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(text in "[\\PC\n]{0,80}|[0-9,.٫٬ اولبتين]{0,80}", start in 0u32..9) {
            let text = format!("{}{text}", " ".repeat(start as usize));
            let mut end = start;
            for said in said(&text, Span { start, end: text.len() as u32 }) {
                prop_assert!(said.span.start >= end && said.span.end > said.span.start);
                prop_assert!(text.get(said.span.range()).is_some());
                prop_assert!(said.forms.contains(&said.term));
                end = said.span.end;
            }
        }
    }
}
