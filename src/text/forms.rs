//! A letter and what it is joined to -> its presentation form.
//!
//! The forms are the single-letter `<isolated>`, `<final>`, `<initial>` and `<medial>`
//! decompositions of UnicodeData.txt; `tests/it/conformance.rs` compares the two.

/// What a letter is joined to; the order is that of the forms in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// To nothing.
    Isolated = 0,
    /// To the letter before it.
    Final = 1,
    /// To the letter after it.
    Initial = 2,
    /// To both.
    Medial = 3,
}

/// A letter, its first form, and how many follow each other in the order of [`Form`].
const LETTERS: [(u16, u16, u16); 75] = [
    (0x0622, 0xFE81, 2),
    (0x0623, 0xFE83, 2),
    (0x0624, 0xFE85, 2),
    (0x0625, 0xFE87, 2),
    (0x0626, 0xFE89, 4),
    (0x0627, 0xFE8D, 2),
    (0x0628, 0xFE8F, 4),
    (0x0629, 0xFE93, 2),
    (0x062A, 0xFE95, 4),
    (0x062B, 0xFE99, 4),
    (0x062C, 0xFE9D, 4),
    (0x062D, 0xFEA1, 4),
    (0x062E, 0xFEA5, 4),
    (0x062F, 0xFEA9, 2),
    (0x0630, 0xFEAB, 2),
    (0x0631, 0xFEAD, 2),
    (0x0632, 0xFEAF, 2),
    (0x0633, 0xFEB1, 4),
    (0x0634, 0xFEB5, 4),
    (0x0635, 0xFEB9, 4),
    (0x0636, 0xFEBD, 4),
    (0x0637, 0xFEC1, 4),
    (0x0638, 0xFEC5, 4),
    (0x0639, 0xFEC9, 4),
    (0x063A, 0xFECD, 4),
    (0x0641, 0xFED1, 4),
    (0x0642, 0xFED5, 4),
    (0x0643, 0xFED9, 4),
    (0x0644, 0xFEDD, 4),
    (0x0645, 0xFEE1, 4),
    (0x0646, 0xFEE5, 4),
    (0x0647, 0xFEE9, 4),
    (0x0648, 0xFEED, 2),
    (0x0649, 0xFEEF, 2),
    (0x064A, 0xFEF1, 4),
    (0x0671, 0xFB50, 2),
    (0x0677, 0xFBDD, 1),
    (0x0679, 0xFB66, 4),
    (0x067A, 0xFB5E, 4),
    (0x067B, 0xFB52, 4),
    (0x067E, 0xFB56, 4),
    (0x067F, 0xFB62, 4),
    (0x0680, 0xFB5A, 4),
    (0x0683, 0xFB76, 4),
    (0x0684, 0xFB72, 4),
    (0x0686, 0xFB7A, 4),
    (0x0687, 0xFB7E, 4),
    (0x0688, 0xFB88, 2),
    (0x068C, 0xFB84, 2),
    (0x068D, 0xFB82, 2),
    (0x068E, 0xFB86, 2),
    (0x0691, 0xFB8C, 2),
    (0x0698, 0xFB8A, 2),
    (0x06A4, 0xFB6A, 4),
    (0x06A6, 0xFB6E, 4),
    (0x06A9, 0xFB8E, 4),
    (0x06AD, 0xFBD3, 4),
    (0x06AF, 0xFB92, 4),
    (0x06B1, 0xFB9A, 4),
    (0x06B3, 0xFB96, 4),
    (0x06BA, 0xFB9E, 2),
    (0x06BB, 0xFBA0, 4),
    (0x06BE, 0xFBAA, 4),
    (0x06C0, 0xFBA4, 2),
    (0x06C1, 0xFBA6, 4),
    (0x06C5, 0xFBE0, 2),
    (0x06C6, 0xFBD9, 2),
    (0x06C7, 0xFBD7, 2),
    (0x06C8, 0xFBDB, 2),
    (0x06C9, 0xFBE2, 2),
    (0x06CB, 0xFBDE, 2),
    (0x06CC, 0xFBFC, 4),
    (0x06D0, 0xFBE4, 4),
    (0x06D2, 0xFBAE, 2),
    (0x06D3, 0xFBB0, 2),
];

const FIRST: usize = 0x0622;
const COUNT: usize = 0x06D3 - FIRST + 1;

/// The forms of each letter from [`FIRST`] on; the letter itself where there is none.
static FORMS: [[char; 4]; COUNT] = forms();

const fn forms() -> [[char; 4]; COUNT] {
    let mut forms = [['\0'; 4]; COUNT];
    let mut index = 0;
    while index < COUNT {
        forms[index] = [scalar(FIRST + index); 4];
        index += 1;
    }
    let mut index = 0;
    while index < LETTERS.len() {
        let (letter, first, count) = LETTERS[index];
        let mut form = 0;
        while form < count {
            forms[letter as usize - FIRST][form as usize] = scalar((first + form) as usize);
            form += 1;
        }
        index += 1;
    }
    // The only letter whose forms lie apart: Uighur joins it on both sides.
    forms[0x0649 - FIRST][Form::Initial as usize] = '\u{FBE8}';
    forms[0x0649 - FIRST][Form::Medial as usize] = '\u{FBE9}';
    forms
}

const fn scalar(number: usize) -> char {
    char::from_u32(number as u32).expect("Arabic letters are no surrogates")
}

/// The presentation form of `letter`; the letter itself if the standard has no such form of it.
#[inline]
pub(crate) fn form(letter: char, form: Form) -> char {
    let forms = (letter as usize).checked_sub(FIRST).and_then(|index| FORMS.get(index));
    forms.map_or(letter, |forms| forms[form as usize])
}

/// The ligature of lam and `alef` (U+FEF5 to U+FEFC), if there is one; `joins_previous`: whether
/// the lam is joined to the letter before it.
pub(crate) fn lam_alef(alef: char, joins_previous: bool) -> Option<char> {
    let isolated = match alef {
        '\u{0622}' => 0xFEF5,
        '\u{0623}' => 0xFEF7,
        '\u{0625}' => 0xFEF9,
        '\u{0627}' => 0xFEFB,
        _ => return None,
    };
    char::from_u32(isolated + u32::from(joins_previous))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_joins() {
        let forms = [Form::Isolated, Form::Final, Form::Initial, Form::Medial];
        let check = |letter, expected: [u32; 4]| {
            assert_eq!(forms.map(|which| form(letter, which) as u32), expected, "{letter:?}");
        };
        check('\u{0628}', [0xFE8F, 0xFE90, 0xFE91, 0xFE92]);
        check('\u{0627}', [0xFE8D, 0xFE8E, 0x0627, 0x0627]);
        check('\u{0649}', [0xFEEF, 0xFEF0, 0xFBE8, 0xFBE9]);
        check('\u{0621}', [0x0621; 4]);
        check('\u{06B5}', [0x06B5; 4]);
        check('\u{06BA}', [0xFB9E, 0xFB9F, 0x06BA, 0x06BA]);
        check('a', [0x61; 4]);
    }

    #[test]
    fn lam_takes_four_alefs() {
        assert_eq!(lam_alef('\u{0627}', false), Some('\u{FEFB}'));
        assert_eq!(lam_alef('\u{0625}', true), Some('\u{FEFA}'));
        assert_eq!(lam_alef('\u{0671}', false), None);
    }
}
