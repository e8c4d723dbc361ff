//! Keys and pasted text -> a line of logical text with a caret.
//!
//! The text is kept as it is read, never as it is shown; the caret is a byte offset between
//! grapheme clusters. Which offset lies left or right of the caret depends on how the line is laid
//! out, so arrows ask the row (see [`super::prompt`]).

use crate::arabic::sanitise::sanitise;
use crate::text::caret;
use unicode_segmentation::GraphemeCursor;

/// Longest line in bytes; a query or a tag is far shorter, and a pasted article must not be one.
pub const LINE_MAX: usize = 1024;

/// One line of text that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    text: String,
    caret: usize,
    /// Bytes that it may have.
    most: usize,
}

impl Default for Line {
    fn default() -> Line {
        Line { text: String::new(), caret: 0, most: LINE_MAX }
    }
}

impl Line {
    /// A line with the caret at its end.
    pub fn new(text: &str) -> Line {
        let mut line = Line::default();
        line.insert(text);
        line
    }

    /// A line of up to `most` bytes, with the caret at its end.
    pub fn with_room(text: &str, most: usize) -> Line {
        let mut line = Line { most, ..Line::default() };
        line.insert(text);
        line
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the caret; always between two grapheme clusters.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Inserts sanitised text at the caret; line breaks become spaces. What would make the line
    /// longer than it may be is dropped.
    pub fn insert(&mut self, text: &str) {
        let clean = sanitise(text).text.replace('\n', " ");
        let room = self.most.saturating_sub(self.text.len());
        let mut length = clean.len().min(room);
        while !clean.is_char_boundary(length) {
            length -= 1;
        }
        self.text.insert_str(self.caret, &clean[..length]);
        self.set_caret(self.caret + length);
    }

    /// Puts the caret at `offset`, or at the next cluster boundary after it.
    pub fn set_caret(&mut self, offset: usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset += 1;
        }
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        let boundary = cursor.is_boundary(&self.text, 0).unwrap_or(true);
        self.caret = if boundary { offset } else { self.after(offset) };
    }

    /// The cluster boundary before `offset`.
    pub fn before(&self, offset: usize) -> usize {
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    /// The cluster boundary after `offset`.
    pub fn after(&self, offset: usize) -> usize {
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    /// Deletes what is before the caret: a mark alone if the cluster ends in one, else the cluster.
    /// Gives `false` if nothing is there.
    pub fn delete_back(&mut self) -> bool {
        let cluster = self.before(self.caret);
        let start = match self.text[cluster..self.caret].char_indices().last() {
            Some((at, last)) if at > 0 && is_mark(last) => cluster + at,
            _ => cluster,
        };
        self.delete(start, self.caret)
    }

    /// Deletes the cluster after the caret.
    pub fn delete_forward(&mut self) -> bool {
        self.delete(self.caret, self.after(self.caret))
    }

    /// Deletes the word before the caret, with the white space after it.
    pub fn delete_word_back(&mut self) -> bool {
        self.delete(caret::word_before(&self.text, self.caret), self.caret)
    }

    /// Deletes all that is before the caret.
    pub fn delete_to_start(&mut self) -> bool {
        self.delete(0, self.caret)
    }

    /// Deletes all that is after the caret.
    pub fn delete_to_end(&mut self) -> bool {
        self.delete(self.caret, self.text.len())
    }

    /// Replaces `start..end` and puts the caret behind the replacement.
    pub fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.text.replace_range(start..end, "");
        self.caret = start;
        self.insert(with);
    }

    fn delete(&mut self, start: usize, end: usize) -> bool {
        self.text.replace_range(start..end, "");
        self.set_caret(start);
        start < end
    }
}

/// Whether a character is a mark that can be deleted alone: the vowel signs and all that combine.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// `before` and `after` have the caret as `|`.
    fn check(before: &str, deed: fn(&mut Line), after: &str) {
        let at = before.find('|').unwrap();
        let mut line = Line::new(&before.replace('|', ""));
        line.set_caret(at);
        deed(&mut line);
        let mut shown = line.text().to_owned();
        shown.insert(line.caret(), '|');
        assert_eq!(shown, after);
    }

    #[test]
    fn a_mark_is_deleted_alone_and_a_letter_with_its_marks() {
        check("\u{644}\u{64E}|", |line| _ = line.delete_back(), "\u{644}|");
        check("|\u{644}\u{64E}a", |line| _ = line.delete_forward(), "|a");
        check("a|", |line| _ = line.delete_back(), "|");
        check("|a", |line| _ = line.delete_back(), "|a");
        check("\u{1F468}\u{200D}\u{1F469}|", |line| _ = line.delete_back(), "|");
    }

    #[test]
    fn words_go_with_the_space_after_them() {
        check("one two  |", |line| _ = line.delete_word_back(), "one |");
        check(
            "one two|three",
            |line| line.set_caret(caret::word_before(&line.text, line.caret)),
            "one |twothree",
        );
        check("one| two", |line| line.set_caret(caret::word_after(&line.text, line.caret)), "one two|");
        check("one| two", |line| _ = line.delete_to_end(), "one|");
        check("one| two", |line| _ = line.delete_to_start(), "| two");
    }

    #[test]
    fn pasted_text_is_sanitised_and_stays_one_line() {
        check("a|b", |line| line.insert("1\r\n2\u{1b}[2J\u{7}3"), "a1 23|b");
        let mut line = Line::default();
        line.insert(&"\u{628}".repeat(LINE_MAX));
        assert_eq!(line.text().len(), LINE_MAX);
    }

    proptest! {
        #[test]
        fn the_caret_stays_between_clusters(start: String, deeds in proptest::collection::vec(0u8..9, 0..20)) {
            let mut line = Line::new(&start);
            for deed in deeds {
                match deed {
                    0 => line.set_caret(line.before(line.caret())),
                    1 => line.set_caret(line.after(line.caret())),
                    2 => _ = line.delete_back(),
                    3 => _ = line.delete_forward(),
                    4 => _ = line.delete_word_back(),
                    5 => line.set_caret(caret::word_after(&line.text, line.caret)),
                    6 => line.set_caret(0),
                    7 => line.insert("\u{644}\u{627} e\u{301}"),
                    _ => line.set_caret(line.caret() / 2),
                }
                let text = line.text();
                let bounds = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
                prop_assert!(bounds.into_iter().any(|bound| bound == line.caret()));
            }
        }
    }
}
