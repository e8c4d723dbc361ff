//! Text from outside -> text that is safe to keep and to show.
//!
//! Terminal controls never get in (an article must not be able to clear the screen or set its
//! title). What is kept ([`sanitise`]) becomes comparable, too: letters that arrive already shaped
//! become letters again, and all is NFC. What only passes through ([`without_controls`]) keeps its
//! letters as they are. Bidi controls and joiners stay in both: they have their effect in `text`,
//! which removes them when it paints.

use super::{OffsetMap, OffsetMapBuilder};
use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A sanitised text and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanitised {
    /// The text: NFC, lines end in `\n`, no other C0, no C1, no escape sequences.
    pub text: String,
    /// From offsets in it to offsets in the text as it arrived.
    pub origin: OffsetMap,
    /// How many control characters and escape sequences were dropped.
    pub removed: usize,
}

/// Sanitises `text`: first the controls go, then what is left is normalised, so that letters and
/// marks which a control kept apart meet.
pub fn sanitise(text: &str) -> Sanitised {
    if is_settled(text) {
        let mut map = OffsetMapBuilder::default();
        map.keep(0, text.len());
        return Sanitised { text: text.to_owned(), origin: map.finish(text.len()), removed: 0 };
    }
    rewrite(text)
}

/// Whether `text` needs no change for sure: only characters of modern Arabic and of the Latin
/// scripts that are NFC whatever stands beside them, and tashkeel in canonical order. Most text is
/// like that, and this is ten times faster than to rewrite it.
fn is_settled(text: &str) -> bool {
    let mut last_class = 0;
    text.chars().all(|character| {
        let class = match character {
            ' '..='~' | '\n' | '\u{A0}'..='\u{2FF}' => 0,
            '\u{60C}'..='\u{60F}' | '\u{61B}'..='\u{64A}' | '\u{660}'..='\u{66F}' | '\u{671}'..='\u{6D5}' => {
                0
            }
            '\u{200B}'..='\u{2027}' | '\u{202A}'..='\u{203F}' => 0,
            // Canonical_Combining_Class goes up with the code from fathatan to sukun.
            '\u{64B}'..='\u{652}' => character as u32 - 0x64B + 27,
            '\u{670}' => 35,
            _ => return false,
        };
        let in_order = class == 0 || class >= last_class;
        last_class = class;
        in_order
    })
}

/// `text` without what a terminal could act upon, and otherwise as it arrived: lines end in `\n`,
/// and there are no other C0, no C1, and no escape sequences.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let stays = |character: char| {
        character == '\n' || !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}')
    };
    if text.chars().all(stays) { Cow::Borrowed(text) } else { Cow::Owned(drop_controls(text).finish().0) }
}

fn drop_controls(text: &str) -> Rewriter<'_> {
    let mut controls = Rewriter::new(text);
    let mut at = 0;
    while at < text.len() {
        at = controls.drop_control(at);
    }
    controls
}

/// As [`sanitise`], whatever `text` is.
fn rewrite(text: &str) -> Sanitised {
    let controls = drop_controls(text);
    let removed = controls.removed;
    let (text, origin) = controls.finish();
    let mut letters = Rewriter::new(&text);
    let mut at = 0;
    while at < text.len() {
        at = letters.normalise(at);
    }
    let (text, map) = letters.finish();
    Sanitised { text, origin: map.after(&origin), removed }
}

/// Rewrites a text front to back, keeping the way back to it.
struct Rewriter<'a> {
    text: &'a str,
    rewritten: String,
    map: OffsetMapBuilder,
    removed: usize,
}

impl Rewriter<'_> {
    fn new(text: &str) -> Rewriter<'_> {
        let rewritten = String::with_capacity(text.len());
        Rewriter { text, rewritten, map: OffsetMapBuilder::default(), removed: 0 }
    }

    /// Takes over the character at `at`, or drops the control that starts there; gives where to go on.
    fn drop_control(&mut self, at: usize) -> usize {
        let character = self.text[at..].chars().next().expect("at is before the end");
        let after = at + character.len_utf8();
        match character {
            '\r' if self.text[after..].starts_with('\n') => after,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => self.replace(at, after, "\n"),
            '\t' => self.replace(at, after, " "),
            '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}'..='\u{9F}' => {
                self.removed += 1;
                escape_sequence_end(self.text, at)
            }
            _ if character.is_control() && character != '\n' => {
                self.removed += 1;
                after
            }
            _ => self.keep(at, after),
        }
    }

    /// Takes over a character with the marks that follow it, normalised; gives where to go on.
    fn normalise(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut shaped = false;
        for (offset, character) in self.text[at..].char_indices() {
            let starter = character.is_ascii()
                || canonical_combining_class(character) == 0 && !composes_backwards(character);
            if offset > 0 && starter {
                break;
            }
            shaped |= is_presentation_form(character);
            end = at + offset + character.len_utf8();
        }
        let piece = &self.text[at..end];
        if !shaped && is_nfc_quick(piece.chars()) == IsNormalized::Yes {
            return self.keep(at, end);
        }
        let normalised: String = piece.chars().flat_map(base_letters).nfc().collect();
        if normalised == piece { self.keep(at, end) } else { self.replace(at, end, &normalised) }
    }

    fn keep(&mut self, at: usize, end: usize) -> usize {
        self.rewritten.push_str(&self.text[at..end]);
        self.map.keep(at, end - at);
        end
    }

    fn replace(&mut self, at: usize, end: usize, with: &str) -> usize {
        self.rewritten.push_str(with);
        self.map.replace(at..end, with.len());
        end
    }

    fn finish(self) -> (String, OffsetMap) {
        (self.rewritten, self.map.finish(self.text.len()))
    }
}

/// Starters that NFC composes with what stands before them (Hangul vowels and finals), and marks in
/// presentation forms, which are starters only until they become marks.
fn composes_backwards(character: char) -> bool {
    matches!(character, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' | '\u{FE70}'..='\u{FE7F}')
}

/// Arabic letters in a fixed shape; the ornate parentheses FD3E–FD3F, the signs and the phrases in
/// one character (ﷺ, ﷽) are not letters and stay.
fn is_presentation_form(character: char) -> bool {
    matches!(character, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' | '\u{FE70}'..='\u{FEFC}')
}

fn base_letters(character: char) -> impl Iterator<Item = char> {
    let shaped = is_presentation_form(character);
    // A decomposed isolated mark (FE70 …) stands on a space, which is dropped: the mark is what was meant.
    let letters = shaped.then(|| std::iter::once(character).nfkc().filter(|&letter| letter != ' '));
    letters.into_iter().flatten().chain((!shaped).then_some(character))
}

/// The end of the escape sequence at `at` (ECMA-48 5.3, 5.4, 5.6, 8.3): control sequences up to
/// their final byte, control strings up to their terminator, else the escape and its one byte.
/// A sequence that does not end on its line is cut there, so that text is never swallowed whole.
fn escape_sequence_end(text: &str, at: usize) -> usize {
    let mut characters = text[at..].char_indices().map(|(offset, character)| (at + offset, character));
    let Some((_, introducer)) = characters.next() else { return text.len() };
    let rest = at + introducer.len_utf8();
    let (kind, start) = match introducer {
        '\u{1B}' => match text[rest..].chars().next() {
            Some(kind @ ('[' | ']' | 'P' | 'X' | '^' | '_')) => (kind, rest + 1),
            // An intermediate byte announces one more (character set designations).
            Some(' '..='/') => {
                let more = text[rest..]
                    .find(|byte| !(' '..='/').contains(&byte))
                    .map_or(text.len(), |offset| rest + offset);
                let last = text[more..].chars().next().filter(|byte| ('0'..='~').contains(byte));
                return more + last.map_or(0, char::len_utf8);
            }
            Some('0'..='~') => return rest + 1,
            _ => return rest,
        },
        '\u{9B}' => ('[', rest),
        '\u{9D}' => (']', rest),
        _ => ('P', rest),
    };
    if kind == '[' {
        let end = text[start..]
            .find(|byte| !(' '..='?').contains(&byte))
            .map_or(text.len(), |offset| start + offset);
        let last = text[end..].chars().next().filter(|byte| ('@'..='~').contains(byte));
        return end + last.map_or(0, char::len_utf8);
    }
    for (offset, character) in text[start..].char_indices() {
        match character {
            '\u{7}' | '\u{9C}' => return start + offset + character.len_utf8(),
            '\u{1B}' => {
                let terminated = text[start + offset + 1..].starts_with('\\');
                return start + offset + if terminated { 2 } else { 0 };
            }
            '\n' | '\r' => return start,
            _ => {}
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(arrived: &str, kept: &str) {
        assert_eq!(sanitise(arrived).text, kept);
    }

    #[test]
    fn escape_sequences_go_whole() {
        check("a\u{1B}[31;1mb\u{1B}[0m", "ab");
        check("a\u{1B}]0;title\u{7}b", "ab");
        check("a\u{1B}]8;;http://x\u{1B}\\b", "ab");
        check("a\u{1B}P1$q\u{1B}\\b", "ab");
        check("a\u{9B}2Jb", "ab");
        check("a\u{1B}(Bb\u{1B}cd", "abd");
        assert_eq!(sanitise("\u{1B}[1mx\u{1B}[0m\u{7}").removed, 3);
    }

    #[test]
    fn an_unfinished_sequence_takes_no_text_along() {
        check("a\u{1B}]0;rest of the line\nnext", "a0;rest of the line\nnext");
        check("a\u{1B}", "a");
        check("a\u{1B}[", "a");
        check("a\u{1B}[31\u{645}", "a\u{645}");
    }

    #[test]
    fn lines_and_controls() {
        check("a\r\nb\rc\u{85}d\te\u{0}f\u{7F}g", "a\nb\nc\nd efg");
        check("a\u{202E}b\u{200C}c", "a\u{202E}b\u{200C}c");
    }

    #[test]
    fn shaped_letters_become_letters() {
        check("\u{FEFC}\u{FE8E}", "\u{644}\u{627}\u{627}");
        check("\u{FB90}\u{FDFA}\u{FD3E}", "\u{6A9}\u{FDFA}\u{FD3E}");
    }

    #[test]
    fn composed_and_decomposed_meet() {
        check("\u{627}\u{653}", "\u{622}");
        check("e\u{301}", "\u{E9}");
        // Canonical order: shadda (33) after fatha (30).
        check("\u{62F}\u{651}\u{64E}", "\u{62F}\u{64E}\u{651}");
    }

    proptest! {
        #[test]
        fn nothing_dangerous_is_left(arrived in "\\PC*|[\\x00-\\x9f\u{621}-\u{670}\u{FE70}-\u{FEFC}]{0,40}") {
            let sanitised = sanitise(&arrived);
            prop_assert!(sanitised.text.chars().all(|c| c == '\n' || !c.is_control()));
            let composed: String = sanitised.text.nfc().collect();
            prop_assert_eq!(&composed, &sanitised.text);
            let again = sanitise(&sanitised.text);
            prop_assert_eq!(&again.text, &sanitised.text);
            let passed = without_controls(&arrived);
            prop_assert!(passed.chars().all(|c| c == '\n' || !c.is_control()));
            prop_assert_eq!(&sanitise(&passed).text, &sanitised.text);
            for (at, character) in sanitised.text.char_indices() {
                let source = sanitised.origin.source_range(at..at + character.len_utf8());
                prop_assert!(arrived.get(source).is_some());
            }
        }
    }

    #[test]
    fn what_passes_through_keeps_its_letters() {
        let check = |arrived, passed| assert_eq!(without_controls(arrived), passed, "{arrived:?}");
        check("e\u{301} \u{FE89}\u{628} \u{651}\u{64E}", "e\u{301} \u{FE89}\u{628} \u{651}\u{64E}");
        check("\u{FE89}\tb\r\nc\rd\u{2028}e\u{85}f", "\u{FE89} b\nc\nd\ne\nf");
        check("a\u{1B}[31mb\u{9B}1mc\u{7}\0", "abc");
    }

    #[test]
    fn settled_characters_are_settled_beside_each_other() {
        let settled: Vec<char> =
            ('\0'..='\u{FFFF}').filter(|character| is_settled(&character.to_string())).collect();
        for first in &settled {
            assert_eq!(rewrite(&first.to_string()), sanitise(&first.to_string()), "{first:?}");
        }
        // Whatever could compose or change places with what is before it.
        let marks = settled.iter().filter(|mark| canonical_combining_class(**mark) != 0);
        for (mark, first) in marks.flat_map(|mark| settled.iter().map(move |first| (mark, first))) {
            let text = format!("{first}{mark}");
            assert!(!is_settled(&text) || rewrite(&text).text == text, "{}", text.escape_unicode());
        }
    }
}
