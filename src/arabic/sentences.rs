//! A place in a text -> the sentence around it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The bytes of the sentence (UAX #29) that holds the byte `at`, without white space around it; never
/// more than the line in which it stands. Behind the end of the text, its last sentence.
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let is_before = |line: &(usize, &str)| line.0 <= at;
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        let line = (std::mem::replace(start, *start + line.len()), line);
        Some(line)
    });
    let (start, line) = lines.take_while(is_before).last().unwrap_or((0, ""));
    let inside = |sentence: &(usize, &str)| start + sentence.0 <= at;
    let sentences = line.split_sentence_bound_indices();
    let (offset, sentence) = sentences.take_while(inside).last().unwrap_or((0, ""));
    let lead = sentence.len() - sentence.trim_start().len();
    let first = start + offset + lead;
    first..first + sentence.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence at `|` is what stands between `[` and `]`.
    #[track_caller]
    fn check(marked: &str) {
        let strip =
            |text: &str, keep: char| text.replace(|sign: char| "[]|".contains(sign) && sign != keep, "");
        let place = |sign| strip(marked, sign).find(sign).expect("the sign is there");
        let text = strip(marked, '\0');
        assert_eq!(sentence_at(&text, place('|')), place('[')..place(']'), "{marked:?}");
    }

    #[test]
    fn sentences_end_at_their_marks_and_at_the_line() {
        check("[\u{642}\u{627}\u{644} |1.5.] \u{62B}\u{645} \u{630}\u{647}\u{628}.");
        check("\u{642}\u{627}\u{644} 1.5. [\u{62B}\u{645} |\u{630}\u{647}\u{628}.]");
        check("\u{623}\u{64A}\u{646}\u{61F} [\u{647}\u{646}|\u{627}!] \u{646}\u{639}\u{645}.");
        check("\u{639}\u{646}\u{648}\u{627}\u{646}\n[|\u{646}\u{635}]\n");
        check("[\u{646}\u{635}|]");
        check("[|]");
    }
}
