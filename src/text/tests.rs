//! The stages together, on the cases that go wrong elsewhere.
//!
//! In the tests of direction CAPITALS are letters from right to left (Hebrew, which does not join);
//! `{`, `}` and the like are explained where they are used.

// A row has often one stretch of columns only.
#![allow(clippy::single_range_in_vec_init)]

use super::*;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Capitals as letters from right to left.
pub(crate) fn rtl(text: &str) -> String {
    let letter = |character: char| match character {
        'A'..='Z' => char::from_u32(0x5D0 + (character as u32 - 'A' as u32)).expect("a Hebrew letter"),
        _ => character,
    };
    text.chars().map(letter).collect()
}

/// The same, back.
pub(crate) fn capitals(text: &str) -> String {
    let letter = |character: char| match character {
        '\u{5D0}'..='\u{5E9}' => char::from(b'A' + (character as u32 - 0x5D0) as u8),
        _ => character,
    };
    text.chars().map(letter).collect()
}

/// Lays out `text` and compares the rows, padding included.
fn check(base: Base, width: usize, text: &str, expected: &[&str]) {
    let rows = layout(&rtl(text), &Options { base, width, ..Options::default() });
    let rows: Vec<String> = rows.iter().map(|row| capitals(&row.padded())).collect();
    assert_eq!(rows, expected, "{text:?} at {width}");
}

/// The symbols of `text` in logical order, shaped, with `|` between glyphs that are painted.
fn glyphs(text: &str, forms: Forms) -> String {
    let shaped = shape(&segment(text, Base::Rtl), forms);
    let symbols: Vec<String> =
        shaped.glyphs().filter(|glyph| glyph.width > 0).map(|glyph| glyph.symbol.to_string()).collect();
    symbols.join("|")
}

fn check_shape(text: &str, expected: &str) {
    assert_eq!(glyphs(text, Forms::default()), expected, "{}", text.escape_unicode());
}

#[test]
fn base_direction_is_that_of_the_first_strong_character() {
    check(Base::Auto, 6, "AB c", &["  c BA"]);
    check(Base::Auto, 6, "c AB", &["c BA"]);
    check(Base::Auto, 6, "12 AB", &[" BA 12"]);
    check(Base::Auto, 6, "12!", &["12!"]);
    check(Base::AutoRtl, 6, "12!", &["   !12"]);
    check(Base::Rtl, 6, "abc!", &["  !abc"]);
    check(Base::Ltr, 6, "AB!", &["BA!"]);
    // An isolate does not count (P2): first strong is A.
    check(Base::Auto, 0, "\u{2068}abc\u{2069} AB", &["BA abc"]);
}

#[test]
fn base_direction_holds_for_every_row() {
    // Latin first: rows of right-to-left words stay on the left, in the order of their line.
    check(Base::Auto, 7, "abc DEF GHI jkl", &["abc FED", "IHG jkl"]);
    check(Base::Auto, 7, "ABC def ghi JKL", &["def CBA", "LKJ ghi"]);
}

#[test]
fn numbers_signs_and_ranges_in_rtl() {
    check(Base::Rtl, 0, "AB 50% CD", &["DC 50% BA"]);
    check(Base::Rtl, 0, "AB 12/3/2024 CD", &["DC 12/3/2024 BA"]);
    check(Base::Rtl, 0, "AB 967-1-234 CD", &["DC 967-1-234 BA"]);
    // A sign before a number is no part of it (W4), as every bidi text has it.
    check(Base::Rtl, 0, "AB +967 CD", &["DC 967+ BA"]);
    check(Base::Rtl, 0, "AB 10:30 CD", &["DC 10:30 BA"]);
    check(Base::Rtl, 0, "AB 2011 - 2014 CD", &["DC 2014 - 2011 BA"]);
    // After Arabic letters digits are Arabic numbers (W2), and a hyphen does not tie those.
    check(Base::Rtl, 0, "\u{648} 967-1", &["1-967 \u{FEED}"]);
    check(Base::Rtl, 0, "\u{648} 9/1", &["9/1 \u{FEED}"]);
    // Percent sign and digits of Arabic: ٪ is ET next to AN, so it stays on its side.
    check(Base::Rtl, 0, "\u{665}\u{66A}", &["\u{66A}\u{665}"]);
    check(Base::Rtl, 0, "\u{661}\u{662}\u{66B}\u{665}", &["\u{661}\u{662}\u{66B}\u{665}"]);
}

#[test]
fn brackets_quotes_and_foreign_words() {
    check(Base::Rtl, 0, "\u{AB}A (B [C] D) E\u{BB}", &["\u{AB}E (D [C] B) A\u{BB}"]);
    check(Base::Rtl, 0, "A (bc) D", &["D (bc) A"]);
    check(Base::Rtl, 0, "A \"bc\" D", &["D \"bc\" A"]);
    check(Base::Rtl, 0, "ALbbc", &["bbcLA"]);
    check(Base::Rtl, 0, "abcCO", &["OCabc"]);
    check(Base::Rtl, 0, "A https://x.org/a?b=c#d B", &["B https://x.org/a?b=c#d A"]);
    check(Base::Rtl, 0, "A user@x.org.", &[".user@x.org A"]);
    check(Base::Rtl, 0, "A < B", &["B > A"]);
}

#[test]
fn words_of_two_scripts_in_one() {
    check(Base::Rtl, 0, "\u{627}\u{644}\u{640}bbc", &["bbc\u{640}\u{FEDF}\u{FE8D}"]);
    check(Base::Rtl, 0, "abc\u{634}\u{631}\u{643}\u{629}", &["\u{FE94}\u{FEDB}\u{FEAE}\u{FEB7}abc"]);
}

#[test]
fn narrow_rows() {
    let (lam_alef, beh) = ("\u{644}\u{627}", "\u{628}");
    check(Base::Rtl, 1, &format!("{lam_alef}{beh} {beh}"), &["\u{FEFB}", "\u{FE8F}", "\u{FE8F}"]);
    check(
        Base::Rtl,
        2,
        &format!("{beh}{lam_alef}{beh} {beh}"),
        &["\u{FEFC}\u{FE91}", " \u{FE8F}", " \u{FE8F}"],
    );
    check(Base::Rtl, 3, &format!("{beh} 12{beh}"), &["  \u{FE8F}", "\u{FE8F}12"]);
}

#[test]
fn explicit_controls_have_their_effect_and_go() {
    check(Base::Ltr, 0, "a \u{2067}b C\u{2069} d", &["a C b d"]);
    check(Base::Ltr, 0, "a \u{202E}bc\u{202C} d", &["a cb d"]);
    // Unbalanced controls end with their paragraph.
    check(Base::Auto, 0, "\u{202E}abc\nabc", &["cba", "abc"]);
    check(Base::Auto, 0, "\u{2067}abc D\nabc D", &["D abc", "abc D"]);
    check(Base::Ltr, 0, "ab\u{2069}c\u{202C}", &["abc"]);
    assert!(segment("a\u{202E}b", Base::Auto).has_explicit());
    assert!(!segment("a\u{200F}b", Base::Auto).has_explicit());
}

#[test]
fn trailing_white_space_goes_to_the_end_of_the_line() {
    check(Base::Rtl, 0, "AB c ", &[" c BA"]);
    check(Base::Ltr, 0, "ab C ", &["ab C "]);
    check(Base::Rtl, 0, "A\tb\tC", &["C b A"]);
}

#[test]
fn rows_wrap_in_logical_order() {
    check(Base::Auto, 5, "AB CD EF", &["DC BA", "   FE"]);
    check(Base::Auto, 5, "AB cd ef GH", &["cd BA", "HG ef"]);
    check(Base::Auto, 5, "AB   CD", &["   BA", "   DC"]);
    check(Base::Auto, 3, "ABCDEFG", &["CBA", "FED", "  G"]);
    check(Base::Auto, 1, "AB c", &["A", "B", "c"]);
    check(Base::Auto, 2, "AB c", &["BA", " c"]);
    check(Base::Auto, 3, "AB c", &[" BA", "  c"]);
    check(Base::Auto, 4, "AB c", &["c BA"]);
    check(Base::Auto, 3, "\n\nab\n", &["", "", "ab"]);
    check(Base::Auto, 3, "", &[]);
}

#[test]
fn wide_characters_take_two_columns() {
    check(Base::Rtl, 0, "A\u{65E5}\u{672C}B", &["B\u{65E5}\u{672C}A"]);
    check(Base::Auto, 3, "\u{65E5}\u{672C}", &["\u{65E5}", "\u{672C}"]);
    // Wider than the row: something else stands for it.
    check(Base::Auto, 1, "a\u{65E5}", &["a", "\u{FFFD}"]);
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
    let flag = "\u{1F1FE}\u{1F1EA}";
    let rows = layout(&format!("{family}{flag}"), &Options { base: Base::Rtl, ..Options::default() });
    assert_eq!(rows[0].text(), format!("{flag}{family}"));
    assert_eq!(rows[0].cells().iter().map(|cell| cell.width()).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn letters_take_the_form_of_their_place() {
    check_shape("\u{628}\u{628}\u{628} \u{628}", "\u{FE91}|\u{FE92}|\u{FE90}| |\u{FE8F}");
    check_shape("\u{62F}\u{628}", "\u{FEA9}|\u{FE8F}");
    check_shape("\u{628}\u{640}\u{628}", "\u{FE91}|\u{640}|\u{FE90}");
    check_shape("\u{628}\u{621}\u{628}", "\u{FE8F}|\u{621}|\u{FE8F}");
    // Mi-khaham: a non-joiner parts yeh and khah and takes no cell.
    check_shape("\u{645}\u{6CC}\u{200C}\u{62E}", "\u{FEE3}|\u{FBFD}|\u{FEA5}");
    check_shape("\u{628}\u{200D} \u{200D}\u{628}", "\u{FE91}| |\u{FE90}");
    // A joiner after a non-joiner reaches forward only.
    check_shape("\u{628}\u{200C}\u{200D}\u{628}", "\u{FE8F}|\u{FE90}");
    check_shape("\u{628}\u{64E}\u{200D} \u{600}\u{628}", "\u{FE91}\u{64E}| |\u{600}\u{FE8F}");
    // No form of its own, but it joins.
    check_shape("\u{628}\u{6B5}\u{628}", "\u{FE91}|\u{6B5}|\u{FE90}");
    check_shape("\u{628}\u{763}\u{628}", "\u{FE91}|\u{763}|\u{FE90}");
    check_shape("\u{628}\u{6D5}", "\u{FE91}|\u{6D5}");
    // Arrived in a form already: stays as it is.
    check_shape("\u{FE91}\u{628}", "\u{FE91}|\u{FE8F}");
}

#[test]
fn marks_stay_on_their_letter() {
    check_shape("\u{628}\u{64E}\u{628}", "\u{FE91}\u{64E}|\u{FE90}");
    check_shape("\u{628}\u{64E}\u{651}\u{628}", "\u{FE91}\u{64E}\u{651}|\u{FE90}");
    check_shape("\u{628}\u{651}\u{64E}\u{628}", "\u{FE91}\u{651}\u{64E}|\u{FE90}");
    check_shape("\u{640}\u{64E}", "\u{640}\u{64E}");
    check_shape("\u{64E}\u{628}", "\u{25CC}\u{64E}|\u{FE8F}");
    let strip = Forms { marks: Marks::Strip, ..Forms::default() };
    assert_eq!(glyphs("\u{64E}\u{628}\u{64E}\u{651}\u{628}\u{670}", strip), "\u{FE91}|\u{FE90}");
    assert_eq!(glyphs("e\u{301}", strip), "e\u{301}");
    let many = format!("\u{628}{}", "\u{64E}".repeat(1000));
    assert_eq!(glyphs(&many, Forms::default()).chars().count(), 31);
}

#[test]
fn lam_and_alef_share_a_cell() {
    for (alef, ligature) in
        [('\u{627}', '\u{FEFB}'), ('\u{623}', '\u{FEF7}'), ('\u{622}', '\u{FEF5}'), ('\u{625}', '\u{FEF9}')]
    {
        check_shape(&format!("\u{644}{alef}"), &format!("{ligature}"));
        let final_form = char::from_u32(ligature as u32 + 1).expect("a ligature");
        check_shape(&format!("\u{628}\u{644}{alef}"), &format!("\u{FE91}|{final_form}"));
    }
    check_shape("\u{644}\u{64E}\u{627}", "\u{FEFB}\u{64E}");
    check_shape("\u{644}\u{64E}\u{651}\u{627}\u{64B}", "\u{FEFB}\u{64E}\u{651}\u{64B}");
    check_shape("\u{644}\u{671}", "\u{FEDF}|\u{FB51}");
    check_shape("\u{644}\u{200C}\u{627}", "\u{FEDD}|\u{FE8D}");
    check_shape("\u{644}\u{200D}\u{627}", "\u{FEDF}|\u{FE8E}");
    check_shape("\u{644}\u{640}\u{627}", "\u{FEDF}|\u{640}|\u{FE8E}");
    // A mark of direction parts them if the direction changes there.
    check_shape("\u{644}\u{200E}\u{627}", "\u{FEDD}|\u{FE8D}");
    check_shape("\u{644}\u{200F}\u{627}", "\u{FEFB}");
    // A word joiner does not part them; a zero width space is where a line may end.
    check_shape("\u{644}\u{2060}\u{627}", "\u{FEFB}");
    check_shape("\u{644}\u{200B}\u{627}", "\u{FEDF}|\u{FE8E}");
    let strip = Forms { marks: Marks::Strip, ..Forms::default() };
    assert_eq!(glyphs("\u{644}\u{64E}\u{627}\u{64B}", strip), "\u{FEFB}");
}

#[test]
fn a_caret_unties_the_lam_alef_under_it() {
    let at = |caret| glyphs("\u{644}\u{627}\u{644}\u{627}", Forms { caret, ..Forms::default() });
    assert_eq!(at(None), "\u{FEFB}|\u{FEFB}");
    assert_eq!(at(Some(2)), "\u{FEDF}|\u{FE8E}|\u{FEFB}");
    assert_eq!(at(Some(4)), "\u{FEFB}|\u{FEFB}");
}

#[test]
fn a_broken_word_keeps_its_joined_forms() {
    let rows = layout("\u{628}\u{628}\u{628}\u{628}", &Options { width: 2, ..Options::default() });
    let rows: Vec<&str> = rows.iter().map(Row::text).collect();
    assert_eq!(rows, ["\u{FE92}\u{FE91}", "\u{FE90}\u{FE92}"]);
}

#[test]
fn modes_send_rows_differently() {
    let text = "\u{628}\u{627} (1) abc \u{644}\u{627}";
    let sent = |mode| layout(text, &Options { mode, ..Options::default() }).remove(0);
    assert_eq!(sent(Mode::Visual).text(), "\u{FEFB} abc (1) \u{FE8E}\u{FE91}");
    assert_eq!(sent(Mode::Logical).text(), "\u{FE91}\u{FE8E} (1) abc \u{FEFB}");
    assert_eq!(sent(Mode::Off).text(), text);
    // In both orders the reader sees the same in the same place.
    let columns = |row: &Row, source| row.columns_of(source);
    for source in [0..2, 2..4, 6..7, 9..12, 13..17] {
        assert_eq!(columns(&sent(Mode::Visual), source.clone()), columns(&sent(Mode::Logical), source));
    }
    // A non-joiner is kept where letters are left to somebody else.
    assert_eq!(
        layout("\u{6CC}\u{200C}\u{62E}", &Options { mode: Mode::Off, ..Options::default() })[0].text(),
        "\u{6CC}\u{200C}\u{62E}"
    );
}

#[test]
fn rows_know_their_source() {
    // a b space C D: columns 0 1 2 4 3.
    let row = &layout(&rtl("ab CD"), &Options { width: 8, ..Options::default() })[0];
    assert_eq!(row.columns_of(0..7), [0..5]);
    assert_eq!(row.columns_of(1..5), [1..3, 4..5]);
    assert_eq!(row.columns_of(7..9), Vec::<std::ops::Range<usize>>::new());
    assert_eq!((row.offset_at(3), row.offset_at(4), row.offset_at(7)), (5, 3, 7));
    let row = &layout(&rtl("AB cd"), &Options { width: 8, ..Options::default() })[0];
    assert_eq!(row.padded(), format!("   {}", rtl("cd BA")));
    assert_eq!((row.offset_at(0), row.offset_at(7), row.offset_at(9)), (7, 0, 0));
    assert_eq!(row.columns_at(2), Some(6..7));
    assert_eq!(row.columns_at(7), None);
    // The second row, after a space that hangs.
    let rows = layout(&rtl("AB CD\nEF"), &Options { width: 3, ..Options::default() });
    let sources: Vec<_> = rows.iter().map(|row| (row.source(), row.painted())).collect();
    assert_eq!(sources, [(0..5, 0..4), (5..10, 5..9), (10..14, 10..14)]);
    assert_eq!(rows.iter().map(Row::ends_paragraph).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn truncation_ends_where_reading_ends() {
    let title = |text: &str, width| {
        let row = truncate(&rtl(text), &Options { width, ..Options::default() });
        (capitals(&row.padded()), row.cells().last().map(Cell::source))
    };
    assert_eq!(title("ABC DEF", 7).0, "FED CBA");
    assert_eq!(title("ABC DEF", 6).0, "\u{2026}D CBA");
    assert_eq!(title("ABC DEF", 5).0, " \u{2026}CBA");
    assert_eq!(title("abc def", 6), ("abc d\u{2026}".to_owned(), Some(5..7)));
    assert_eq!(title("ABC def", 6).0, "\u{2026}d CBA");
    assert_eq!(title("abc DEF", 7).0, "abc FED");
    assert_eq!(title("abc DEFG", 7).0, "abc ED\u{2026}");
    assert_eq!(title("ABC", 1).0, "\u{2026}");
    assert_eq!(title("abc\ndef", 6).0, "abc\u{2026}");
    assert_eq!(title("abc\n \n", 6).0, "abc");
    assert_eq!(title("", 6).0, "");
}

#[test]
fn paragraphs_tile_the_text() {
    let split = |text: &str| paragraphs(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
    assert_eq!(split("a\r\nb\rc\n\nd\u{2029}e\u{85}"), ["a\r\n", "b\r", "c\n", "\n", "d\u{2029}", "e\u{85}"]);
    assert_eq!(split("\u{E9}\u{2028}\u{201C}"), ["\u{E9}\u{2028}\u{201C}"]);
    assert_eq!(split(""), Vec::<String>::new());
}

mod scripts;

/// Text with everything in it that the stages treat in a way of its own.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "\u{644}", "\u{627}", "\u{628}", "\u{64E}", "\u{651}", "\u{640}", "\u{6CC}", "\u{763}", "\u{600}",
            "\u{665}", "\u{66A}", "\u{60C}", "\u{5D0}", "\u{5B0}",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            " ", "  ", "a", "bc", "7", "12.5", "%", "-", "/", "(", ")", "[", "\u{AB}", "\u{BB}", "!", "\t", "\u{A0}",
            "\u{3000}", "\u{65E5}", "e\u{301}", "\u{AD}", "\u{34F}", "\u{1F468}\u{200D}\u{1F469}", "\u{1F1FE}",
            "\u{FE0F}", "\u{915}\u{94D}", "\u{1100}", "\u{1161}", "\u{E33}",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{61C}", "\u{202A}", "\u{202B}",
            "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{2060}",
            "\u{2028}", "\u{FEFF}", "\u{1B}", "\u{7}", "\u{9B}", "\n", "\r", "\r\n", "\u{2029}",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

pub(super) fn any_options() -> impl Strategy<Value = Options> {
    (
        prop::sample::select(vec![Base::Auto, Base::AutoRtl, Base::Rtl, Base::Ltr]),
        prop_oneof![0..8_usize, 8..=200_usize],
        prop::sample::select(vec![Mode::Visual, Mode::Logical, Mode::Off]),
        prop::sample::select(vec![Marks::Keep, Marks::Strip]),
        prop::sample::select(vec![Align::Start, Align::Left, Align::Right, Align::None]),
    )
        .prop_map(|(base, width, mode, marks, align)| Options { base, width, mode, marks, align })
}

/// The sources of `cells` in logical order tile `whole`.
fn tiles(cells: &[Cell], whole: std::ops::Range<usize>) -> bool {
    let mut sources: Vec<_> = cells.iter().map(Cell::source).collect();
    sources.sort_by_key(|source| source.start);
    let mut at = whole.start;
    sources.iter().all(|source| std::mem::replace(&mut at, source.end) == source.start && !source.is_empty())
        && (cells.is_empty() || at == whole.end)
}

/// Controls (C0, DEL, C1), separators of lines and paragraphs, and whatever moves text about.
pub(super) fn acts_on_a_terminal(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(character, '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

fn check_row(row: &Row, width: usize) -> Result<(), TestCaseError> {
    prop_assert!(width == 0 || row.indent() + row.width() <= width, "{row:?} exceeds {width}");
    prop_assert!(tiles(row.cells(), row.painted()), "{row:?}");
    prop_assert!(row.source().start <= row.painted().end && row.painted().end <= row.source().end);
    let mut columns = row.columns_of(row.painted());
    prop_assert!(columns.len() <= 1, "{row:?} has a hole");
    let content = row.indent()..row.indent() + row.width();
    prop_assert_eq!(columns.pop().unwrap_or(content.clone()), content);
    for cell in row.cells() {
        let symbol = row.symbol(cell);
        prop_assert!(!symbol.is_empty() && !symbol.contains(acts_on_a_terminal), "{symbol:?}");
        // Offset -> columns -> offset, and every column of a cell leads to it.
        let columns = cell.column()..cell.column() + cell.width();
        prop_assert_eq!(row.columns_at(cell.source().start), Some(columns.clone()));
        for column in columns {
            prop_assert_eq!(row.offset_at(column), cell.source().start);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn rows_tile_the_text_and_keep_their_width(text in any_text(), options in any_options()) {
        let rows = layout(&text, &options);
        let mut at = 0;
        for row in &rows {
            prop_assert_eq!(row.source().start, at);
            at = row.source().end;
            check_row(row, options.width)?;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn what_is_written_is_what_the_rows_say(text in any_text(), options in any_options()) {
        let mut written = String::new();
        for paragraph in prepare(&text, &options) {
            paragraph.write(options.width, options.align, &mut written);
        }
        let rows = layout(&text, &options);
        prop_assert_eq!(written, rows.iter().map(|row| row.padded() + "\n").collect::<String>());
    }

    #[test]
    fn a_truncated_row_keeps_its_width(text in any_text(), options in any_options()) {
        let row = truncate(&text, &options);
        prop_assert_eq!(row.source(), 0..text.len());
        check_row(&row, options.width)?;
    }

    #[test]
    fn stages_hold(text in any_text(), options in any_options()) {
        let paragraph = segment(&text, options.base);
        let mut at = 0;
        for (source, ..) in paragraph.clusters() {
            prop_assert_eq!(source.start, at);
            at = source.end;
        }
        prop_assert_eq!(at, text.len());
        let shaped = shape(&paragraph, Forms { mode: options.mode, marks: options.marks, caret: None });
        let mut at = 0;
        for glyph in shaped.glyphs() {
            prop_assert_eq!(glyph.source.start, at);
            at = glyph.source.end;
            prop_assert_eq!(glyph.width == 0, glyph.symbol == Symbol::Nothing);
        }
        prop_assert_eq!(at, text.len());
        let mut glyph = 0;
        for line in wrap(&shaped, options.width) {
            prop_assert_eq!(line.glyphs.start, glyph);
            prop_assert!(line.glyphs.end <= line.next);
            prop_assert!(line.next > glyph || shaped.is_empty());
            glyph = line.next;
            let mut order = reorder(&shaped, line.glyphs.clone());
            order.sort_unstable();
            prop_assert_eq!(order, line.glyphs.collect::<Vec<_>>());
        }
        prop_assert_eq!(glyph, shaped.len());
    }

    /// Wrapping changes no level and no form: what a cell shows at one width it shows at all.
    #[test]
    fn a_resize_changes_no_glyph(text in any_text(), base in any_options(), width in 2..60_usize) {
        let cells_at = |width| {
            let options = Options { width, ..base };
            let mut cells = Vec::new();
            for row in layout(&text, &options) {
                cells.extend(row.cells().iter().map(|cell| {
                    (cell.source().start, row.symbol(cell).to_owned(), cell.level())
                }));
            }
            cells.sort_by_key(|(start, ..)| *start);
            cells
        };
        let whole = cells_at(0);
        for cell in cells_at(width).into_iter().filter(|(_, symbol, _)| symbol != "\u{FFFD}") {
            // A row's first cell also shows what is unpainted before it, so starts may differ.
            prop_assert!(whole.iter().any(|(_, symbol, level)| (symbol, level) == (&cell.1, &cell.2)));
        }
    }

    /// A symbol takes the columns that `unicode-width` (and so the terminal library) counts for it.
    #[test]
    fn widths_are_those_of_what_is_painted(text in any_text()) {
        let shaped = shape(&segment(&text, Base::Auto), Forms::default());
        for glyph in shaped.glyphs() {
            prop_assert_eq!(glyph.width, glyph.symbol.to_string().width(), "{:?}", glyph.symbol);
        }
    }
}
