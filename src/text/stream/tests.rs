//! The short way against the long one.

use super::*;
use crate::text::Marks;
use crate::text::tests::{any_options, any_text};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// The rows of `text` the long way.
fn by_stages(text: &str, options: &Options) -> String {
    let mut rows = String::new();
    for paragraph in prepare(text, options) {
        paragraph.write(options.width, options.align, &mut rows);
    }
    rows
}

/// Both ways write the same; gives how many paragraphs went the short way.
fn check(text: &str, options: Options) -> Result<usize, TestCaseError> {
    let expected = by_stages(text, &options);
    let mut writer = Writer::new(options);
    let mut rows = Vec::new();
    writer.write(text, &mut rows);
    prop_assert_eq!(String::from_utf8(rows).expect("rows are UTF-8"), expected, "{:?}", options);
    let short = |paragraph: std::ops::Range<usize>| {
        let (mut rows, bytes) = (Vec::new(), &text.as_bytes()[paragraph]);
        let length = writer.write_paragraph(bytes, &mut rows);
        // All of it or nothing.
        assert!(length.map_or(rows.is_empty(), |length| length == bytes.len()));
        length
    };
    Ok(paragraphs(text).filter_map(short).count())
}

/// The paragraph goes the short way, and both write the same.
fn check_short(text: &str) {
    for width in [0, 80, 11, 7] {
        let options = Options { base: Base::Rtl, width, ..Options::default() };
        let short = check(text, options).expect("both ways write the same");
        assert!(short == 1 || width == 7, "{} at {width}", text.escape_unicode());
    }
}

/// The paragraph goes the long way.
fn check_long(text: &str, width: usize) {
    let options = Options { base: Base::Rtl, width, ..Options::default() };
    assert_eq!(check(text, options).expect("both ways write the same"), 0, "{}", text.escape_unicode());
}

/// A letter, of any joining type, with or without forms; lam and alef more often.
fn letter() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\u{627}",
        "\u{644}",
        "\u{64A}",
        "\u{648}",
        "\u{645}",
        "\u{631}",
        "\u{628}",
        "\u{623}",
        "\u{629}",
        "\u{649}",
        "\u{621}",
        "\u{640}",
        "\u{6CC}",
        "\u{6D5}",
        "\u{6BA}",
        "\u{679}",
        "\u{710}",
        "\u{712}",
        "\u{644}",
        "\u{627}",
        "\u{644}\u{627}",
    ])
}

/// What the short way is for: words with what stands between words in news.
fn news() -> impl Strategy<Value = String> {
    let mark =
        prop::sample::select(vec!["", "", "", "\u{64E}", "\u{651}\u{64F}", "\u{670}", "\u{6E1}", "\u{200C}"]);
    let word = prop::collection::vec((letter(), mark), 1..7).prop_map(|letters| {
        letters.into_iter().flat_map(|(letter, mark)| [letter, mark]).collect::<String>()
    });
    let between = prop_oneof![
        8 => Just(" "),
        4 => prop::sample::select(vec![
            "  ", "\u{60C} ", ". ", ": ", "\u{61F} ", " (", ") ", " \u{AB}", "\u{BB} ", " \"", "\" ", " \u{201C}",
            "\u{201D} ", "\u{BB}\u{60C} ", ".\" ", " ) ", " ( ", " \u{BB}", "\u{AB} ", " . ", " [", "-", "/", ":",
            " - ", " \u{2013} ", "\u{2026} ", "\u{60C}", "!", "\u{A0}", " < ", "\u{66A} ", " \u{2014} \u{2014} ",
        ]),
        2 => prop::sample::select(vec![
            " 7 ", " 12/3/2025 ", " 3.5% ", "12", " 10:30-11 ", " \u{661}\u{66B}\u{665}\u{66A} ", " $5", " 7,\u{663}",
            " BBC ", " BBC News ", "BBC", " U.S. ", " F-16", " 12th ", " COVID 19 ", " a 50% ", " x + y = z ",
            " (WHO) ", " \"x\" ", " \u{E9}t\u{E9} ",
        ]),
    ];
    let pair = (word, between).prop_map(|(word, between)| word + between);
    let start = prop::sample::select(vec![
        "",
        "",
        "2011-2014 ",
        "7. ",
        "(50%) ",
        "3,5+2 ",
        "\u{661},\u{662} ",
        "1,\u{662}",
        "5%\u{663}",
        "6%,7 ",
        "+967 ",
        "\u{6F1}/\u{6F2}: ",
        "- ",
        "\"",
        "9-",
        "5%%-4 ",
    ]);
    (start, prop::collection::vec(pair, 0..40)).prop_map(|(start, pairs)| start.to_owned() + &pairs.concat())
}

/// Text from left to right.
fn latin_news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "of ",
        "News",
        " ",
        "  ",
        "1",
        "12",
        ".",
        ", ",
        "-",
        "/",
        "(",
        ") ",
        "\"",
        "$",
        "5%",
        "\u{E9}",
        "\u{A0}",
        "\u{201C}",
        "\u{201D} ",
        "\u{2014}",
        "\u{2026}",
        "\u{AB} ",
        " \u{BB}",
        "+",
        ":",
        "?",
        "\u{A9}",
        "=",
        "x-ray ",
    ]);
    let piece = prop_oneof![
        20 => piece,
        1 => prop::sample::select(vec!["\n", "\u{628}", "\u{661}", "\u{60C}", "\u{301}", "\u{3B1}"]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What lies close beside it.
fn nearly_news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => news(),
        4 => letter().prop_map(str::to_owned),
        4 => prop::sample::select(vec![
            " ", "\u{64E}", "\u{200C}", "(", ")", "]", "\u{60C}", "%", "$", "+", ".", "7", "\u{663}", "a", "BBC",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "\n", "\r\n", "\t", "\u{200F}", "\u{5D0}", "\u{FE8F}", "\u{FDFA}", "\u{301}", "\u{2028}", "\r",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn both_ways_write_the_same_news(text in prop_oneof![3 => news(), 3 => nearly_news(), 1 => latin_news()], options in any_options()) {
        check(&text, Options { mode: Mode::Visual, ..options })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn both_ways_write_the_same(
        text in prop_oneof![any_text(), any::<String>(), "\\PC{0,60}"],
        options in any_options(),
    ) {
        check(&text, options)?;
    }

    /// Bytes that are no text are refused, or what comes before them is a paragraph.
    #[test]
    fn only_text_goes_the_short_way(text in nearly_news(), at in any::<prop::sample::Index>(), wrong in 0x80..=0xFF_u8) {
        let mut bytes = text.into_bytes();
        bytes.insert(at.index(bytes.len() + 1), wrong);
        let mut rows = Vec::new();
        if let Some(length) = Writer::new(Options::default()).write_paragraph(&bytes, &mut rows) {
            prop_assert!(std::str::from_utf8(&bytes[..length]).is_ok());
        }
        prop_assert!(String::from_utf8(rows).is_ok());
    }
}

/// The tests above would hold if nothing went the short way: of news in rows of some length most does.
#[test]
fn most_news_goes_the_short_way() {
    let mut runner = TestRunner::deterministic();
    let short = (0..400).filter(|_| {
        let text = news().new_tree(&mut runner).expect("nothing is rejected").current();
        let options = Options { width: 40, base: Base::Rtl, ..Options::default() };
        check(&text, options).expect("both ways write the same") > 0
    });
    assert!(short.count() > 200);
}

#[test]
fn news_goes_the_short_way() {
    check_short("\n");
    check_short("\u{642}\u{627}\u{644} \"\u{644}\u{627}\"\u{60C} \u{648}.");
    check_short("\u{641}\u{64A} 12/3/2024 (50%) \u{642}.");
    check_short("\u{641}\u{64A} 967-1-234\u{60C} \u{664}\u{66B}\u{665}\u{66A} \u{642}");
    check_short("2011-2014: 50% \u{641} 967-1");
    check_short("12,5\u{663}, \u{663},4 1-\u{663} \u{641}");
    check_short("\u{641}\u{64A} (WHO) \u{642}");
    check_short("\u{641}\u{64A} BBC 24 \u{642}");
    check_short("\u{641}\u{64A} BBC 50% \u{642}");
    check_short("\u{641}\u{64A} 12th \u{642}");
    check_short("\u{627}\u{644}\u{640}BBC");
    check_short("\u{644}\u{64E}\u{651}\u{627}\u{64B}");
    check_short("\u{645}\u{6CC}\u{200C}\u{62E}");
    check_short("\u{AB}\u{642}\u{BB} - \u{642}:  \u{642}  ");
}

#[test]
fn text_from_left_to_right_goes_the_short_way() {
    let options = Options { width: 12, ..Options::default() };
    for text in ["a", "a (b) \"c\" 50% of x-rays,  \u{E9}t\u{E9}. ", "12", "$5 - 7", "\u{AB}a\u{BB}\u{A0}b"] {
        assert_eq!(check(text, options).expect("both ways write the same"), 1, "{text:?}");
    }
    for text in ["a \u{628}", "a \u{661}", "a\u{301}", "abcdefghijklm", "a\u{60C}\u{200E}"] {
        assert_eq!(check(text, options).expect("both ways write the same"), 0, "{text:?}");
    }
}

#[test]
fn what_is_not_sure_goes_the_long_way() {
    check_long("\u{641} BBC (a) \u{642}", 0);
    check_long("\u{641} BBC \u{661} \u{642}", 0);
    check_long("$12 \u{641}", 0);
    check_long("\u{641} \u{64E}", 0);
    check_long("\u{641}\u{202B}", 0);
    check_long("\u{641}\t", 0);
    check_long("\u{641} a b", 3);
    check_long("\u{641}\u{642}\u{643}", 2);
    check_long(&format!("\u{641}{}", "\u{64E}".repeat(31)), 0);
}

#[test]
fn stripped_marks_go_the_short_way() {
    let options = Options { marks: Marks::Strip, ..Options::default() };
    let text = "\u{644}\u{64E}\u{627} \u{628}\u{651}";
    assert_eq!(check(text, options).expect("both ways write the same"), 1);
}
