//! Text as written -> text as compared: the differences between Arabic spellings folded away.
//!
//! What one writer distinguishes and another does not (hamza on alef, final ya, ta marbuta,
//! tashkeel, tatweel, the digits' script) is made equal, one character for one character, so that
//! «اوكرانيا» meets «أوكرانيا» in search, gazetteers and lexicons alike.

use super::{OffsetMap, OffsetMapBuilder};

/// A folded text and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The text as compared.
    pub text: String,
    /// From offsets in it to offsets in the text as written.
    pub origin: OffsetMap,
}

/// Folds `text`, keeping the way back to it. Each character becomes one or none.
pub fn fold(text: &str) -> Folded {
    let mut builder = OffsetMapBuilder::default();
    let mut folded = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let Some(kept) = fold_char(character) else { continue };
        folded.push(kept);
        if kept.len_utf8() == character.len_utf8() {
            builder.keep(at, character.len_utf8());
        } else {
            builder.replace(at..at + character.len_utf8(), kept.len_utf8());
        }
    }
    Folded { text: folded, origin: builder.finish(text.len()) }
}

/// Folds `text` where the way back is not needed.
pub fn fold_str(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// What a character is compared as; `None` if it makes no difference at all.
///
/// Presentation forms are not met here: [`super::sanitise`] has turned them into letters.
pub fn fold_char(character: char) -> Option<char> {
    Some(match character {
        ' '..='@' | '['..='~' | '\n' => character,
        'A'..='Z' => character.to_ascii_lowercase(),
        // ALEF with madda, hamza above or below, wasla, wavy hamza.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}'..='\u{673}' | '\u{675}' => '\u{627}',
        // WAW with hamza; ALEF MAKSURA, YEH with hamza, Farsi yeh, yeh barree.
        '\u{624}' | '\u{676}' => '\u{648}',
        '\u{626}' | '\u{649}' | '\u{678}' | '\u{6CC}' | '\u{6CD}' | '\u{6D0}' | '\u{6D2}' | '\u{6D3}' => {
            '\u{64A}'
        }
        // TEH MARBUTA and its Persian kin; the other HEHs.
        '\u{629}' | '\u{6C0}'..='\u{6C3}' | '\u{6D5}' | '\u{6BE}' => '\u{647}',
        // Persian and swash KAF.
        '\u{6A9}' | '\u{6AA}' => '\u{643}',
        '\u{660}'..='\u{669}' => ascii_digit(character, 0x660),
        '\u{6F0}'..='\u{6F9}' => ascii_digit(character, 0x6F0),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\t' => ' ',
        _ if is_ignorable(character) => return None,
        // No letter of this script, of Syriac or of Thaana has two cases.
        '\u{600}'..='\u{7BF}' => character,
        _ if character.is_ascii() => character,
        _ => character.to_lowercase().next().unwrap_or(character),
    })
}

/// Whether a character carries no letter: tashkeel, Quranic signs, tatweel, joiners, bidi controls,
/// soft hyphen, byte order mark.
pub fn is_ignorable(character: char) -> bool {
    is_mark(character)
        || matches!(character,
            '\u{640}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character is an Arabic mark that is written above or below a letter.
pub fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{898}'..='\u{89F}' | '\u{8CA}'..='\u{8E1}'
        | '\u{8E3}'..='\u{8FF}')
}

/// Whether a character is a letter of the Arabic script.
pub fn is_arabic_letter(character: char) -> bool {
    matches!(character,
        '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' | '\u{66E}' | '\u{66F}' | '\u{671}'..='\u{6D3}' | '\u{6D5}'
        | '\u{6EE}' | '\u{6EF}' | '\u{6FA}'..='\u{6FC}' | '\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8C7}')
}

fn ascii_digit(character: char, zero: u32) -> char {
    char::from(b'0' + (character as u32 - zero) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, compared: &str) {
        assert_eq!(fold_str(written), compared);
        assert_eq!(fold(written).text, compared);
    }

    #[test]
    fn spellings_meet() {
        check(
            "\u{623}\u{648}\u{643}\u{631}\u{627}\u{646}\u{64A}\u{627}",
            "\u{627}\u{648}\u{643}\u{631}\u{627}\u{646}\u{64A}\u{627}",
        );
        check("\u{645}\u{648}\u{633}\u{649}", "\u{645}\u{648}\u{633}\u{64A}");
        check("\u{62C}\u{62F}\u{629}", "\u{62C}\u{62F}\u{647}");
        check("\u{645}\u{640}\u{640}\u{62F}\u{64E}\u{651}", "\u{645}\u{62F}");
        check("\u{6A9}\u{6CC}", "\u{643}\u{64A}");
    }

    #[test]
    fn digits_spaces_and_capitals_meet() {
        check("\u{662}\u{660}\u{661}\u{664} \u{6F5}", "2014 5");
        check("NATO\u{A0}\u{C9}", "nato \u{E9}");
    }

    #[test]
    fn controls_make_no_difference() {
        check("a\u{200F}b\u{202E}c\u{2066}\u{FEFF}\u{AD}", "abc");
    }

    #[test]
    fn a_folded_word_leads_back_to_the_written_one() {
        let written = "x \u{623}\u{64E}\u{628}\u{640} y";
        let folded = fold(written);
        let at = folded.text.find('\u{627}').expect("alef");
        let range = folded.origin.source_range(at..at + 4);
        assert_eq!(&written[range], "\u{623}\u{64E}\u{628}");
    }
}
