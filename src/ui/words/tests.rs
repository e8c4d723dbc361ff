use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use jiff::civil::date;

use super::*;
use crate::arabic::calendar::Calendar;
use crate::article::{DateKind, DateMention, Span};

/// The messages of a file, each with the variables that it uses anywhere.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(source.to_owned());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    assert!(resource.entries().count() > 100);
    let mut found = BTreeMap::new();
    let mut id = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            id = name.to_owned();
            assert!(found.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice");
        }
        for piece in line.split("{ $").skip(1) {
            let name: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.get_mut(&id).expect("a variable stands in a message").insert(name);
        }
    }
    found
}

fn words(lang: Lang) -> Words {
    Words::new(lang, Manner::default())
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, arabic) = (messages(ENGLISH), messages(ARABIC));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| -> Vec<String> {
        a.keys().filter(|id| !b.contains_key(*id)).cloned().collect()
    };
    assert_eq!(only(&english, &arabic), Vec::<String>::new());
    assert_eq!(only(&arabic, &english), Vec::<String>::new());
    for (id, variables) in &english {
        assert_eq!(variables, &arabic[id], "{id}");
    }
}

#[test]
fn every_message_resolves_for_every_plural() {
    for (lang, source) in [(Lang::En, ENGLISH), (Lang::Ar, ARABIC)] {
        let words = words(lang);
        for (id, variables) in messages(source) {
            for count in [0_usize, 1, 2, 3, 11, 100] {
                let values: Vec<_> = variables.iter().map(|name| (name.as_str(), count.into())).collect();
                let text = words.say_with(&id, &values);
                assert!(!text.is_empty() && !text.contains(['{', '}', '\n']), "{id}: {text}");
                assert!(!text.ends_with('.') || text.ends_with("…"), "{id}: {text}");
            }
        }
    }
}

#[test]
fn arabic_counts_as_arabic_does() {
    let words = words(Lang::Ar);
    let days = |days: usize| words.say_with("gap-later", &[("days", days.into())]);
    let forms: BTreeSet<String> =
        [1, 2, 3, 11, 100].into_iter().map(|count| days(count).replace(char::is_numeric, "")).collect();
    assert_eq!(forms.len(), 5);
    assert_eq!(days(2), "\u{628}\u{639}\u{62f} \u{64a}\u{648}\u{645}\u{64a}\u{646}");
    assert_eq!(days(34), "\u{628}\u{639}\u{62f} 34 \u{64a}\u{648}\u{645}\u{627}");
    assert_eq!(days(10_161), "\u{628}\u{639}\u{62f} 10,161 \u{64a}\u{648}\u{645}\u{627}");
    assert_eq!(days(102), "\u{628}\u{639}\u{62f} 102 \u{64a}\u{648}\u{645}");
    assert_eq!(days(103), "\u{628}\u{639}\u{62f} 103 \u{623}\u{64a}\u{627}\u{645}");
}

#[test]
fn english_messages_do_not_begin_with_a_name() {
    // One in Arabic would turn a whole line of a terminal round.
    let names = ["name", "other", "into", "to", "spelling"];
    for (id, variables) in messages(ENGLISH).into_iter().filter(|(id, _)| !id.starts_with("mistake-")) {
        let is_name =
            |variable: &str| names.contains(&variable) || variable == "what" && id.starts_with("cli-");
        let value = |name: &str| if is_name(name) { "\u{628}" } else { "x" };
        let values: Vec<_> = variables.iter().map(|name| (name.as_str(), value(name).into())).collect();
        let text = words(Lang::En).say_with(&id, &values);
        assert!(!text.trim_start_matches('\'').starts_with('\u{628}'), "{id}: {text}");
    }
}

#[test]
fn every_action_has_help_and_a_hint() {
    for lang in [Lang::En, Lang::Ar] {
        let words = words(lang);
        for &action in Action::ALL {
            assert!(words.help(action).chars().count() > 2, "{}", action.name());
            assert!(words.hint(action).chars().count() <= 20, "{}", action.name());
        }
    }
}

#[test]
fn numbers_in_the_readers_digits() {
    let eastern = Words::new(Lang::Ar, Manner { digits: Digits::Eastern, ..Manner::default() });
    let count = |words: &Words| words.say_with("bar-count", &[("total", 10_161_usize.into())]);
    assert!(count(&words(Lang::En)).starts_with("10,161 "));
    assert!(count(&eastern).starts_with("\u{661}\u{660},\u{661}\u{666}\u{661} "));
    assert_eq!(
        eastern.date(date(2025, 5, 19)),
        "\u{661}\u{669} \u{645}\u{627}\u{64a}\u{648} \u{662}\u{660}\u{662}\u{665}"
    );
    let english = Words::new(Lang::En, Manner { digits: Digits::Eastern, ..Manner::default() });
    assert_eq!(english.number(1234), "1234");
}

#[test]
fn months_by_region() {
    let may = |months| Words::new(Lang::Ar, Manner { months, ..Manner::default() }).date(date(2025, 5, 19));
    assert_eq!(may(Months::Levant), "19 \u{623}\u{64a}\u{627}\u{631} 2025");
    assert_eq!(may(Months::Maghreb), "19 \u{645}\u{627}\u{64a} 2025");
    assert_eq!(may(Months::Both), "19 \u{623}\u{64a}\u{627}\u{631}/\u{645}\u{627}\u{64a}\u{648} 2025");
    assert_eq!(Months::of_country("SY"), Months::Levant);
    assert_eq!(Months::of_country("EG"), Months::Standard);
}

#[track_caller]
fn check_value(value: &str, kind: DateKind, want: &str) {
    let mention = DateMention {
        span: Span::default(),
        kind,
        value: value.to_owned(),
        interval: None,
        confidence: 1.0,
        alternatives: Vec::new(),
        rule: "test".into(),
        part: 0,
    };
    assert_eq!(words(Lang::En).meaning(&mention), want, "{value}");
    // Arabic has words for the same values: no Latin letter is left over.
    let arabic = words(Lang::Ar).meaning(&mention);
    let same = want == value;
    assert!(same || !arabic.contains(|c: char| c.is_ascii_alphabetic()), "{value}: {arabic}");
}

#[test]
fn what_dates_mean() {
    use DateKind::*;
    check_value("2025-05-19", Date, "Mon 19 May 2025");
    check_value("2025-W20", Date, "12–18 May 2025");
    check_value("2025-02", Date, "February 2025");
    check_value("2014", Date, "2014");
    check_value("XXXX-02-14", Date, "14 February");
    check_value("XXXX-02", Date, "February");
    check_value("XXXX-WXX-5", Date, "Friday");
    check_value("XXXX-XX-XX", Date, "day unknown");
    check_value("2025-SU", Date, "summer 2025");
    check_value("2025-Q2", Date, "quarter 2 of 2025");
    check_value("2025-H1", Date, "first half of 2025");
    check_value("199X", Date, "the 1990s");
    check_value("19XX", Date, "century 20");
    check_value("2025-05-19T14:30", Time, "Mon 19 May 2025, 14:30");
    check_value("2025-08-15TEV", Time, "Fri 15 Aug 2025, evening");
    check_value("T09:00", Time, "09:00");
    check_value("TNI", Time, "night");
    check_value("1947/1991", Interval, "1947 – 1991");
    check_value("2025-08-15TEV/2025-08-16TNI", Interval, "Fri 15 Aug 2025, evening – Sat 16 Aug 2025, night");
    check_value("2025-05-12/2025-06-18", Interval, "12 May – 18 Jun 2025");
    check_value("2024-12-30/2025-01-02", Interval, "30 Dec 2024 – 2 Jan 2025");
    check_value("P30D", Duration, "30 days");
    check_value("PT2H30M", Duration, "2 hours and 30 minutes");
    check_value("PXY", Duration, "some years");
    check_value("P1D", Duration, "1 day");
    check_value("P1D", Set, "every day");
    check_value("XXXX-WXX-5", Set, "every Friday");
    check_value("PRESENT_REF", Reference, "now");
    check_value("2025-13-40", Date, "2025-13-40");
    check_value("", Date, "");
}

#[test]
fn spans_are_as_short_as_they_are_clear() {
    let check = |from: (i16, i8, i8), to: (i16, i8, i8), want: &str| {
        let span = words(Lang::En).span(date(from.0, from.1, from.2), date(to.0, to.1, to.2));
        assert_eq!(span, want);
    };
    check((2025, 1, 1), (2025, 12, 31), "2025");
    check((1990, 1, 1), (1999, 12, 31), "1990–1999");
    check((2025, 2, 1), (2025, 2, 28), "February 2025");
    check((2025, 2, 1), (2025, 4, 30), "February – April 2025");
    check((2025, 2, 1), (2025, 2, 27), "1–27 Feb 2025");
    check((2025, 2, 3), (2025, 2, 3), "Mon 3 Feb 2025");
}

#[test]
fn countries_in_both_languages() {
    assert_eq!(words(Lang::En).country("RU"), Some("Russia"));
    assert_eq!(words(Lang::Ar).country("TR"), Some("\u{62a}\u{631}\u{643}\u{64a}\u{627}"));
    assert_eq!(words(Lang::En).country("XX"), None);
}

#[test]
fn locales() {
    assert_eq!(Lang::of_locale("ar_SY.UTF-8"), Lang::Ar);
    assert_eq!(Lang::of_locale("ar"), Lang::Ar);
    assert_eq!(Lang::of_locale("arn"), Lang::En);
    assert_eq!(Lang::of_locale("C"), Lang::En);
}

#[test]
fn every_failure_of_the_library_has_words_in_both_languages() {
    use crate::store::{Deed, Error};
    let path = || std::path::PathBuf::from("/a/\u{1b}[2Jb");
    let (deed, detail) = (Deed::Add, "disk I/O error".to_owned());
    let errors = [
        Error::Missing { path: path() },
        Error::MissingFolder { folder: path() },
        Error::NotAFile { path: path() },
        Error::Denied { deed, path: path() },
        Error::Locked { deed, path: path(), holder: None },
        Error::ReadOnly { deed, path: path() },
        Error::Newer { path: path(), found: 9, known: 1 },
        Error::NotALibrary { path: path(), sqlite: true },
        Error::NotALibrary { path: path(), sqlite: false },
        Error::Damaged { deed, path: path(), detail: detail.clone() },
        Error::Full { deed, path: path() },
        Error::Failed { deed, path: path(), detail },
    ];
    for error in &errors {
        // The English words are those of the library itself, but for what to do on the command line.
        for lang in [Lang::En, Lang::Ar] {
            let told = words(lang).library_error(error);
            assert!(told.contains("/a/\\u{1b}[2Jb"), "{told}");
            assert!(!told.contains('\n') && !told.ends_with('.'), "{told}");
        }
    }
}

#[test]
fn what_cannot_be_with_a_name_has_words_in_both_languages() {
    use crate::store::{Error, NameProblem};
    let (name, other) = ("\u{628}\u{1b}", "\u{62A}".to_owned());
    for problem in [
        NameProblem::Unknown,
        NameProblem::Same,
        NameProblem::OtherKind(other.clone()),
        NameProblem::NoSpelling(other),
        NameProblem::Unfit,
    ] {
        for lang in [Lang::En, Lang::Ar] {
            let told =
                words(lang).library_error(&Error::Name { name: name.into(), problem: problem.clone() });
            assert!(told.contains("\u{628}\\u{1b}"), "{told}");
            assert!(!told.contains('\n') && !told.ends_with('.'), "{told}");
        }
    }
}

#[test]
fn a_query_error_counts_characters() {
    let query = "\u{628}\u{648} tag:";
    let error = crate::store::query::parse(query).expect_err("there is no value");
    let told = words(Lang::En).query_error(query, &error);
    assert!(told.contains("at character 4") || told.contains("at character 8"), "{told}");
}

/// A day and a stretch of days, in English and Arabic, in the calendars of the reader's choice.
#[test]
fn days_in_either_calendar() {
    let words = |lang, first, both| {
        Words::new(lang, Manner { calendars: Calendars { first, both }, ..Manner::default() })
    };
    let day = date(2025, 5, 19);
    let check = |first, both, english: &str, arabic: &str| {
        assert_eq!(words(Lang::En, first, both).date_in_full(day), english);
        assert_eq!(words(Lang::Ar, first, both).date_in_full(day), arabic);
    };
    use Calendar::{Gregorian, Hijri};
    check(Gregorian, false, "Mon 19 May 2025", "الإثنين 19 مايو 2025");
    check(Hijri, false, "Mon 21 Dhuʻl-Qiʻdah 1446 AH", "الإثنين 21 ذو القعدة 1446هـ");
    let both = ("Mon 19 May 2025 · 21 Dhuʻl-Qiʻdah 1446 AH", "الإثنين 19 مايو 2025 · 21 ذو القعدة 1446هـ");
    check(Gregorian, true, both.0, both.1);
    let both = ("Mon 21 Dhuʻl-Qiʻdah 1446 AH · 19 May 2025", "الإثنين 21 ذو القعدة 1446هـ · 19 مايو 2025");
    check(Hijri, true, both.0, both.1);

    let hijri = words(Lang::En, Hijri, false);
    assert_eq!(hijri.span(date(2025, 3, 1), date(2025, 3, 29)), "Ramadan 1446 AH");
    assert_eq!(hijri.span(date(2025, 3, 1), date(2025, 3, 7)), "1–7 Ramadan 1446 AH");
    assert_eq!(hijri.span(date(2024, 7, 7), date(2025, 6, 25)), "1446 AH");
    assert_eq!(hijri.span(date(2025, 3, 28), date(2025, 4, 2)), "28 Ramadan – 4 Shawwal 1446 AH");
    let beside = words(Lang::En, Gregorian, true);
    assert_eq!(beside.beside_without_year(day, day).as_deref(), Some("21 Dhuʻl-Qiʻdah"));
    assert_eq!(beside.beside_without_year(date(2025, 3, 28), date(2025, 4, 2)), None);
    assert_eq!(words(Lang::En, Gregorian, false).beside(day, day), None);
}
