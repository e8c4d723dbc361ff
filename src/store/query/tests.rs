use super::*;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Checks that `typed` is understood, and printed as `printed`, which is understood alike.
fn check(typed: &str, printed: &str) {
    let query = parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
    assert_eq!(query.to_string(), printed, "{typed}");
    assert_eq!(parse(printed).as_ref(), Ok(&query), "{typed}");
}

/// Checks that the part of `typed` between the bars is what cannot be understood.
fn check_error(typed: &str, expected: &str) {
    let start = typed.find('|').expect("a bar before");
    let end = typed.rfind('|').expect("a bar after") - 1;
    let error = parse(&typed.replace('|', "")).expect_err(typed);
    assert_eq!((error.span.start as usize, error.span.end as usize), (start, end), "{typed}: {error}");
    assert!(error.problem.to_string().contains(expected), "{typed}: {error}");
}

#[test]
fn words_stand_side_by_side() {
    check("", "");
    check("  \t ", "");
    check("حرب  أوكرانيا", "حرب أوكرانيا");
    check("حرب AND أوكرانيا", "حرب أوكرانيا");
    check("مفاوض*", "مفاوض*");
    check("\"وقف  إطلاق النار\"", "\"وقف إطلاق النار\"");
    check("«وقف إطلاق»*", "\"وقف إطلاق\"*");
    check("“a b” ، ...", "\"a b\"");
    check("\"say \\\"x\\\"\"", "\"say \\\"x\\\"\"");
}

#[test]
fn or_binds_weaker_than_and() {
    check("a b OR c", "(a b) OR c");
    check("a (b OR c) d", "a (b OR c) d");
    check("a OR (b OR c)", "a OR b OR c");
    check("((a))", "a");
    check("a and b or c", "a and b or c");
}

#[test]
fn what_is_not_wanted() {
    check("-a", "-a");
    check("NOT a", "-a");
    check("NOT NOT a", "a");
    check("--a", "a");
    check("a -(b c)", "a -(b c)");
    check("-tag:x", "-tag:x");
    check("feed:صدى خلاصة:\"صدى  الوادي\"", "feed:صدى feed:\"صدى الوادي\"");
    check("-feed:https://a.example/rss", "-feed:\"https://a.example/rss\"");
    check("a - b", "a b");
    check("well-known", "well-known");
}

#[test]
fn fields_in_two_languages() {
    check("person:بوتين", "person:بوتين");
    check("شخص:\"فلاديمير بوتين\"", "person:\"فلاديمير بوتين\"");
    check("مكان:موسكو جهه:الناتو", "place:موسكو org:الناتو");
    check("organisation:UN", "org:UN");
    check("tag:#ukraine وسم:\"حرب اليمن\"", "tag:ukraine tag:حرب_اليمن");
    check("unread:", "is:unread");
    check("unread:no", "is:read");
    check("is:unread حالة:مقروء", "is:unread is:read");
    check("id:12 رقم:٧", "id:12 id:7");
    check("entity:country:RU", "entity:\"country:RU\"");
    check("title:x outlet:\"مأرب برس\"", "title:x outlet:\"مأرب برس\"");
}

#[test]
fn what_an_article_has_and_is_in_two_languages() {
    check("has:note لديه:ملاحظة has:notes", "has:note has:note has:note");
    check("has:url فيه:رابط", "has:url has:url");
    check("has:outlet لديه:مصدر", "has:outlet has:outlet");
    check("has:copies لديه:نسخ", "has:copies has:copies");
    check("has:tag has:tags لديه:وسم", "is:tagged is:tagged is:tagged");
    check("has:date لديه:تاريخ", "is:dated is:dated");
    check("-has:note NOT لديه:ملاحظه", "-has:note -has:note");
    check("lang:ar lang:Arabic لغة:العربية لغه:عربي", "lang:ar lang:ar lang:ar lang:ar");
    check("language:فارسي lang:FA", "lang:fa lang:fa");
    check("note:مهم ملاحظة:\"راجع الوزارة\" note:مه*", "note:مهم note:\"راجع الوزارة\" note:مه*");
    for (state, english, arabic) in STATES {
        for typed in [format!("is:{english}"), format!("حالة:{arabic}"), format!("is:{arabic}")] {
            assert_eq!(parse(&typed).unwrap().root, Some(Node::Is(*state)), "{typed}");
        }
    }
    check("is:بلا-وسم حالة:مقروءة", "is:untagged is:read");
    check_error("lang:|klingon|", "not a language");
    check_error("has:|wings|", "nothing that an article can have");
    check_error("|note:|", "needs a value");
    check_error("x |لديه:|", "needs a value");
}

#[test]
fn a_colon_is_not_always_a_field() {
    check("trump: سنوقف", "\"trump:\" سنوقف");
    check("https://example.org/x", "\"https://example.org/x\"");
    check("12:30", "\"12:30\"");
}

#[test]
fn days() {
    check("on:2025-05-19", "on:2025-05-19");
    check("after:2025-2", "after:2025-02");
    check("before:2025", "before:2025");
    check("mentions:2025-w20", "mentions:2025-W20");
    check("on:٢٠٢٥/٠٥/١٩", "on:2025-05-19");
    check("on:2025-02..2025-05-03", "on:2025-02..2025-05-03");
    check("after:yesterday on:today after:7d بعد:أمس", "after:yesterday on:today after:7d after:yesterday");
}

#[test]
fn errors_point_at_the_place() {
    check_error("a |preson|:x", "no field 'preson'");
    check_error("|person:|", "needs a value");
    check_error("|person:| x", "needs a value");
    check_error("|person:\"\"|", "needs a value");
    check_error("on:|2025-13|", "not a day");
    check_error("on:|2025-02-30|", "not a day");
    check_error("is:|odd|", "not a state");
    check_error("id:|0|", "not the number");
    check_error("tag:|##|", "cannot be a tag");
    check_error("a |\"|b c", "no end");
    check_error("a |(|b c", "no end");
    check_error("a b|)|", "no parenthesis");
    check_error("|()|", "nothing stands");
    check_error("a |OR|", "needs a condition");
    check_error("|OR| a", "needs a condition");
    check_error("a AND |AND| b", "needs a condition");
    check_error("a |AND|", "needs a condition");
    check_error("|NOT|", "needs a condition");
    check_error("a |NOT| OR b", "needs a condition");
}

#[test]
fn too_much_is_refused() {
    assert!(parse(&"(".repeat(100_000)).is_err());
    assert!(parse(&"-".repeat(100_000)).is_err());
    assert!(parse(&"NOT ".repeat(100_000)).is_err());
    assert!(parse(&"a ".repeat(100_000)).is_err());
}

#[test]
fn periods_have_days() {
    let today = date(2025, 3, 10);
    let check = |text: &str, first: Date, last: Date| {
        assert_eq!(Period::parse(text).unwrap().days(today), (first, last), "{text}");
    };
    check("2025", date(2025, 1, 1), date(2025, 12, 31));
    check("2024-02", date(2024, 2, 1), date(2024, 2, 29));
    check("2025-W01", date(2024, 12, 30), date(2025, 1, 5));
    check("today", today, today);
    check("10d..yesterday", date(2025, 2, 28), date(2025, 3, 9));
    check("2025-03..2025-01", date(2025, 1, 1), date(2025, 3, 31));
    check("2025-02..", date(2025, 2, 1), Date::MAX);
    check("..2025-02", Date::MIN, date(2025, 2, 28));
    check("1446", date(2024, 7, 7), date(2025, 6, 25));
    check("1446-09", date(2025, 3, 1), date(2025, 3, 29));
    check("1446-09-14", date(2025, 3, 14), date(2025, 3, 14));
    check("1446/2/30", date(2024, 9, 3), date(2024, 9, 3));
    check("1446-09..1446-10", date(2025, 3, 1), date(2025, 4, 28));
    check("14 شباط 2025", date(2025, 2, 14), date(2025, 2, 14));
    check("14 رمضان 1446هـ", date(2025, 3, 14), date(2025, 3, 14));
    check("أيار 2025..", date(2025, 5, 1), Date::MAX);
    assert_eq!(Period::parse(".."), None);
    assert_eq!(Period::parse("14 شباط"), None);
    assert_eq!(Period::parse("في 14 شباط 2025"), None);
    assert_eq!(Period::parse("2025-W54"), None);
    assert_eq!(Period::parse("25"), None);
    assert_eq!(Period::parse("2025-01-01-01"), None);
}

fn text() -> impl Strategy<Value = Text> {
    let words = prop_oneof![
        "[a-zA-Z\u{627}-\u{64A}0-9]{1,6}",
        "[a-z\u{627}-\u{64A}]{1,4}( [a-z\u{627}-\u{64A}:*()\"\\\\.-]{1,4}){1,2}",
        Just("AND".to_string()),
        Just("-x".to_string()),
        Just("person:x".to_string()),
    ];
    // A text without letters is not looked for.
    let words = words.prop_filter("letters", |text| crate::arabic::words::words(text).next().is_some());
    (words, any::<bool>()).prop_map(|(words, prefix)| Text { words: one_line(&words), prefix })
}

fn period() -> impl Strategy<Value = Period> {
    let when = prop_oneof![
        (0i16..9999).prop_map(When::Year),
        (0i16..9999, 1i8..=12).prop_map(|(year, month)| When::Month(year, month)),
        (1900i16..2100, 1i8..=52).prop_map(|(year, week)| When::Week(year, week)),
        (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| When::Day(date(year, month, day))),
        any::<u16>().prop_map(When::Ago),
    ];
    // What is written like a Hijri year is one.
    let when = when.prop_filter("Gregorian", |when| {
        let hijri = 1300..=1500;
        !matches!(when, When::Year(year) | When::Month(year, _) if hijri.contains(year))
    });
    prop_oneof![
        when.clone().prop_map(Period::One),
        (when.clone(), when.clone()).prop_map(|(from, to)| Period::Between(from, to)),
        when.clone().prop_map(Period::From),
        when.prop_map(Period::Until),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        text().prop_map(Node::Text),
        text().prop_map(|text| Node::Field(Field::Person, text)),
        text().prop_map(|text| Node::Field(Field::Outlet, text)),
        text().prop_map(|text| Node::Field(Field::Place, text)),
        text().prop_map(|text| Node::Field(Field::Organisation, text)),
        text().prop_map(|text| Node::Field(Field::Title, text)),
        text().prop_map(Node::Note),
        proptest::sample::select(HAS).prop_map(|(has, ..)| Node::Has(has)),
        proptest::sample::select(crate::arabic::language::LANGUAGES)
            .prop_map(|(code, ..)| Node::Language(code)),
        period().prop_map(Node::After),
        period().prop_map(Node::On),
        period().prop_map(Node::Before),
        period().prop_map(Node::Mentions),
        "[a-z\u{627}-\u{64A}():\"]{1,8}x".prop_map(Node::Tag),
        Just(Node::Entity("person:a b".into())),
        "[a-z\u{627}-\u{64A}():/\"]{1,8}x".prop_map(Node::Feed),
        proptest::sample::select(STATES).prop_map(|(state, ..)| Node::Is(state)),
        (1i64..).prop_map(|number| Node::Article(Id::new(number))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(Node::negated),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Node::and),
            proptest::collection::vec(inner, 2..4).prop_map(Node::or),
        ]
    })
}

proptest! {
    #[test]
    fn printed_queries_are_understood_alike(node in node()) {
        let query = Query::from(node);
        prop_assert_eq!(parse(&query.to_string()).unwrap(), query);
    }

    #[test]
    fn anything_typed_is_understood_or_pointed_at(
        typed in "[a-z \u{627}\u{628}()\":*.«»-]{0,24}|\\PC{0,24}|\
            ((person|شخص|on|يوم|is|حالة|has|lang|لغة|note|tag|id|unread|x|):?|AND|OR|NOT|-|[()\"«»“”*\\\\ ]|\
            2025|\u{661}|\u{640}|\u{64E}|\u{200F}|ar|بوتين|note|#){0,14}",
    ) {
        match parse(&typed) {
            Ok(query) => prop_assert_eq!(parse(&query.to_string()), Ok(query)),
            Err(error) => prop_assert!(typed.get(error.span.range()).is_some(), "{}", error),
        }
    }
}

#[test]
fn a_negated_mark_is_printed_in_quotes() {
    let query = parse("-«.a»").expect("a condition");
    assert_eq!(query.to_string(), "-\".a\"");
    assert_eq!(parse(&query.to_string()), Ok(query));
}

#[test]
fn one_day_is_read_however_it_is_written() {
    let today = date(2026, 11, 27);
    let check = |text: &str, day: Option<Date>| assert_eq!(super::day::parse(text, today), day, "{text}");
    let day = Some(date(2025, 5, 19));
    for text in
        ["2025-05-19", "2025/5/19", "19/5/2025", "19.5.2025", "5/19/2025", "19 May 2025", "May 19, 2025"]
    {
        check(text, day);
    }
    for text in ["١٩ أيار ٢٠٢٥", "19 أيار/مايو 2025", "يوم الاثنين 19 مايو 2025", " ٢٠٢٥-٠٥-١٩، "]
    {
        check(text, day);
    }
    check("14 رمضان 1446", Some(date(2025, 3, 14)));
    check("1446-09-14", Some(date(2025, 3, 14)));
    for text in ["today", "اليوم", "0d"] {
        check(text, Some(today));
    }
    for text in ["yesterday", "أمس", "1d", "صباح أمس"] {
        check(text, Some(date(2026, 11, 26)));
    }
    check("الجمعة الماضية", Some(date(2026, 11, 20)));
    check("قبل ثلاثة أيام", Some(date(2026, 11, 24)));
    // No day, more than one, or something beside it.
    for text in ["", "x", "2025", "2025-05", "2025-W20", "مايو 2025", "الأسبوع الماضي", "2025-02-30"]
    {
        check(text, None);
    }
    check("19 مايو 2025 و 20 مايو 2025", None);
    check("19 مايو 2025 x", None);
}
