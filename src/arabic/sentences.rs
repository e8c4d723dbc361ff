//! A place in a text -> the sentence around it; a text -> all of its sentences.

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

/// The bytes of the sentences of `text`, in order, without white space around them: by UAX #29, line by
/// line, but that a letter with a full stop («د. ») ends none. Signs that belong to no word are none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut is_open = false;
        for (offset, piece) in line.split_sentence_bound_indices() {
            let lead = piece.len() - piece.trim_start().len();
            let first = start + offset + lead;
            let range = first..first + piece.trim().len();
            if range.is_empty() {
                continue;
            }
            let has_word = piece.chars().any(char::is_alphanumeric);
            match found.last_mut().filter(|last| last.start >= start && (is_open || !has_word)) {
                Some(last) => last.end = range.end,
                None if has_word => found.push(range.clone()),
                None => continue,
            }
            is_open = ends_with_initial(&text[range]);
        }
        start += line.len();
    }
    found
}

/// Whether a piece ends in a single letter and a full stop, as a title or an initial does.
fn ends_with_initial(piece: &str) -> bool {
    let Some(rest) = piece.strip_suffix('.') else { return false };
    let mut back = rest.chars().rev();
    back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of a text are what stands between `[` and `]`.
    #[track_caller]
    fn check_all(marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
        let expected: Vec<&str> =
            marked.split('[').skip(1).filter_map(|piece| piece.split(']').next()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_is_cut_into_its_sentences() {
        check_all("[\u{642}\u{627}\u{644} 1.5.] [\u{62B}\u{645} \u{630}\u{647}\u{628}.]");
        check_all(
            "[\u{639}\u{646}\u{648}\u{627}\u{646}]\n\n  [\u{646}\u{635}\u{61F}] [\u{646}\u{639}\u{645}!] ",
        );
        // A doctor is no end; what holds no word stays with the sentence before it.
        check_all(
            "[\u{642}\u{627}\u{644} \u{62F}. \u{645}\u{62D}\u{645}\u{62F}.] [\u{627}\u{646}\u{62A}\u{647}\u{649}. !]\n ***\n",
        );
        check_all("");
        check_all(" ... ");
    }

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
