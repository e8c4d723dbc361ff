use super::*;
use proptest::prelude::*;

/// What stands at the caret, `|`: the field, what is typed, and in brackets what a suggestion replaces.
#[track_caller]
fn check(line: &str, expected: &str) {
    let caret = line.find('|').expect("a caret");
    let text = line.replace('|', "");
    let told = slot(&text, caret).map_or("nothing".to_owned(), |slot| {
        let Range { start, end } = slot.range;
        let key = slot.key.map_or(String::new(), |key| format!("{}:", key.name()));
        format!("{key}{} in {}[{}]{}", slot.typed, &text[..start], &text[start..end], &text[end..])
    });
    assert_eq!(told, expected, "{line}");
}

#[test]
fn what_stands_at_the_caret() {
    check("per|", "per in [per]");
    check("a per|son", "per in a [person]");
    check("|", "nothing");
    check("a |", "nothing");
    check("person:|", "person: in person:[]");
    check("person:بو|", "person:بو in person:[بو]");
    check("شخص:بو|تين x", "person:بو in شخص:[بوتين] x");
    check("per|son:x", "per in [person:]x");
    check("(tag:a OR -tag:b|)", "tag:b in (tag:a OR -tag:[b])");
    check("NOT per|", "per in NOT [per]");
    check("-per|", "per in -[per]");
    check("-(pl|", "pl in -([pl]");
    check("person:\"فلاديمير بو|", "person:فلاديمير بو in person:[\"فلاديمير بو]");
    check("person:\"فلاديمير| بوتين\" x", "person:فلاديمير in person:[\"فلاديمير بوتين\"] x");
    check("person:\"a|  OR b", "person:a in person:[\"a]  OR b");
    check("outlet:«صدى ال|", "outlet:صدى ال in outlet:[«صدى ال]");
    check("\"person:x|", "nothing");
    check("\"a b\" per|", "per in \"a b\" [per]");
    check("person:\"a b\"|", "nothing");
    check("person:\"a b\" |", "nothing");
    check("http:x on:2025|", "on:2025 in http:x on:[2025]");
    check("x:|", "x: in [x:]");
}

/// What is known to fit at the caret, as it would be typed.
#[track_caller]
fn check_known(text: &str, expected: &str) {
    let slot = slot(text, text.len()).expect("something");
    let found = known(&slot, jiff::civil::date(2026, 1, 15));
    assert_eq!(found.into_iter().map(|one| one.text).collect::<Vec<_>>().join(" "), expected, "{text}");
}

#[test]
fn fields_and_the_values_of_some_are_known() {
    check_known("per", "person:");
    check_known("PE", "person:");
    check_known("شخ", "شخص:");
    check_known("ن", "");
    check_known("on:y", "yesterday");
    check_known("يوم:ام", "أمس");
    check_known(
        "on:2026",
        "2026-01 2026 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11 2026-12",
    );
    check_known("before:2025-1", "2025-12 2025-10 2025-11");
    check_known("is:un", "unread untagged undated");
    check_known("حالة:بلا", "بلا_وسم بلا_تاريخ");
    check_known("has:n", "note");
    check_known("لديه:رابط", "رابط");
    check_known("lang:per", "fa");
    check_known("lang:عرب", "ar");
    check_known("person:b", "");
    assert!(FIELDS.iter().all(|(key, english, _)| {
        let text = &english[..english.len().min(2)];
        let slot = slot(text, text.len()).expect("a word");
        known(&slot, Date::MIN).iter().any(|found| found.kind == SuggestionKind::Field(*key))
    }));
}

#[test]
fn values_are_typed_so_that_they_are_one() {
    for (value, typed) in [
        ("بوتين", "بوتين"),
        ("فلاديمير بوتين", "\"فلاديمير بوتين\""),
        ("a\"b", "\"a\\\"b\""),
        ("-x", "\"-x\""),
        ("Al-Quds", "Al-Quds"),
        ("a:b", "\"a:b\""),
        ("«x»", "\"«x»\""),
    ] {
        assert_eq!(quoted(value), typed);
        let query = format!("outlet:{typed}").parse::<crate::store::Query>().expect("a query");
        let expected = crate::store::query::Text { words: value.into(), prefix: false };
        assert_eq!(query.root, Some(crate::store::query::Node::Field(Field::Outlet, expected)));
    }
}

proptest! {
    #[test]
    fn every_place_of_every_line_is_understood(text in "(person:|شخص:|on:|\"|«|»|\\\\|[a-z \u{627}\u{628}()\":*-]){0,12}", at in 0usize..40) {
        let caret = (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).expect("the end is one");
        if let Some(slot) = slot(&text, caret) {
            prop_assert!(text.get(slot.range.clone()).is_some());
            prop_assert!(slot.range.start <= caret && caret <= slot.range.end);
            known(&slot, jiff::civil::date(2026, 1, 15));
        }
    }
}
