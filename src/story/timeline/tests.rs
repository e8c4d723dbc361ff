//! Storylines written by hand -> the rows of their timelines.

use super::*;
use crate::article::{DateKind, Span};

fn said(value: &str) -> Said {
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let interval = match value.split_once('/') {
        Some((from, to)) => (day(from), day(to)),
        None => (day(value), day(value)),
    };
    let mention = DateMention {
        span: Span::default(),
        kind: DateKind::Date,
        value: value.to_owned(),
        interval: Some(interval),
        confidence: 0.9,
        alternatives: Vec::new(),
        rule: "test".into(),
        part: 0,
    };
    Said { mention, sentence: String::new(), lit: 0..0 }
}

/// An article a line: the number of its event, the day of that, the day of publication, the outlet and
/// the words of the body; then the days that it speaks of. `-` is what is not known.
fn tellings(lines: &str) -> Vec<Telling> {
    let known = |text: &str| (text != "-").then(|| text.to_owned());
    let telling = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        Telling {
            event: fields[0].parse().expect("a number"),
            day: known(fields[1]).map(|day| day.parse().expect("a day")),
            published: known(fields[2]).map(|day| day.parse().expect("a day")),
            outlet: known(fields[3]),
            words: fields[4].parse().expect("a number"),
            dates: fields[5..].iter().map(|value| said(value)).collect(),
        }
    };
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(telling).collect()
}

fn event_text(event: &Event) -> String {
    let mut text = format!("event {:?}", event.tellings);
    if event.delay() != 0 {
        text += &format!(" delay {}", event.delay());
    }
    if !event.outlets.is_empty() {
        text += &format!(" {}", event.outlets.join("+"));
    }
    text
}

/// The rows of a timeline, one a line.
fn rows(timeline: &Timeline) -> Vec<String> {
    let days = |(from, to): (Date, Date)| if from == to { from.to_string() } else { format!("{from}/{to}") };
    let mut rows = Vec::new();
    for entry in &timeline.entries {
        rows.extend(entry.gap.map(|gap| format!("+{gap}")));
        let what = match &entry.what {
            What::Event(event) => event_text(event),
            What::Announced(named) => format!("announced {:?} {:?}", named.by, named.outcome),
            What::Background(named) => format!("background {:?}", named.by),
        };
        rows.push(format!("{} {what}", days(entry.days)));
    }
    rows.extend(timeline.undated.iter().map(|event| format!("undated {}", event_text(event))));
    rows
}

#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    assert_eq!(rows(&timeline(&tellings(lines))), expected);
}

#[test]
fn events_stand_by_their_days_and_gaps_are_told() {
    check(
        "2 2025-03-18 2025-03-19 - 10
         1 2025-02-12 2025-02-12 A 10
         1 2025-02-12 2025-02-13 B 90
         3 2025-03-20 2025-03-20 - 10",
        &["2025-02-12 event [2, 1] B+A", "+34", "2025-03-18 event [0] delay 1", "2025-03-20 event [3]"],
    );
}

#[test]
fn an_event_is_on_the_day_that_most_give() {
    check("1 2025-02-12 - - 9\n1 2025-02-13 - - 8\n1 2025-02-13 - - 7", &["2025-02-13 event [0, 1, 2]"]);
    check("1 2025-02-13 - - 9\n1 2025-02-12 - - 8", &["2025-02-12 event [0, 1]"]);
    check("1 - - - 9\n1 2025-02-12 - - 8", &["2025-02-12 event [0, 1]"]);
}

#[test]
fn what_was_announced_took_place_or_not_or_lies_ahead() {
    // The summit is announced for the 14th by both tellings, once for the next week, once for June.
    check(
        "1 2025-02-12 2025-02-12 A 10 2025-02-14 2025-02-17/2025-02-23 2025-06-01
         1 2025-02-12 2025-02-13 B 9 2025-02-14
         2 2025-02-18 2025-02-18 C 10 2025-02-18",
        &[
            "2025-02-12 event [0, 1] A+B",
            "2025-02-14 announced [0, 1] Some(Nothing)",
            "2025-02-17/2025-02-23 announced [0] Some(Event)",
            "2025-02-18 event [2] C",
            "+103",
            "2025-06-01 announced [0] Some(Ahead)",
        ],
    );
}

#[test]
fn a_day_of_publication_alone_may_be_the_day_after() {
    let published = |second: &str| format!("1 2025-02-12 2025-02-12 - 9 2025-02-14\n2 {second} - 9");
    let both = |outcome: &str, second: &str| {
        [
            "2025-02-12 event [0]".to_owned(),
            format!("2025-02-14 announced [0] Some({outcome})"),
            format!("{second} event [1]"),
        ]
    };
    for (second, outcome, row) in [
        ("2025-02-15 2025-02-15", "Event", "2025-02-15"),
        ("2025-02-15 2025-02-16", "Nothing", "2025-02-15"),
        ("2025-02-16 2025-02-16", "Nothing", "2025-02-16"),
    ] {
        let expected = both(outcome, row);
        let mut found = rows(&timeline(&tellings(&published(second))));
        found[2] = found[2].replace(" delay 1", "");
        assert_eq!(found, expected);
    }
}

#[test]
fn the_own_day_is_not_announced_and_today_is_not_either() {
    // A preview of the next day's event, which is its day.
    check("1 2025-05-20 2025-05-19 - 9 2025-05-19 2025-05-20", &["2025-05-20 event [0] delay -1"]);
    // What has no day of its own announces nothing.
    check("1 - - - 9 2025-05-20", &["undated event [0]"]);
}

#[test]
fn long_stretches_say_no_day_and_doubtful_days_are_left_out() {
    check("1 2025-05-19 2025-05-19 - 9 2030-01-01/2039-12-31", &["2025-05-19 event [0]"]);
    check(
        "1 2025-05-19 2025-05-19 - 9 2026-01-01/2026-12-31",
        &["2025-05-19 event [0]", "+227", "2026-01-01/2026-12-31 announced [0] None"],
    );
    let mut doubtful = tellings("1 2025-05-19 2025-05-19 - 9 2025-06-01");
    doubtful[0].dates[0].mention.confidence = 0.5;
    assert_eq!(rows(&timeline(&doubtful)), ["2025-05-19 event [0]"]);
}

#[test]
fn what_several_look_back_to_is_background() {
    check(
        "1 2025-02-12 2025-02-12 - 9 2022-02-24 2020-01-01 2025-02-10
         2 2025-03-18 2025-03-18 - 9 2022-02-24 2025-02-12 2025-02-10
         3 2025-03-19 2025-03-19 - 9 2025-02-12",
        &[
            "2022-02-24 background [0, 1]",
            "2025-02-12 event [0]",
            "+34",
            "2025-03-18 event [1]",
            "2025-03-19 event [2]",
        ],
    );
}

#[test]
fn the_whole_is_counted() {
    let timeline = timeline(&tellings(
        "1 2025-02-12 2025-02-12 A 9
         2 2025-08-16 2025-08-16 B 9
         3 - - A 9",
    ));
    let day = |text: &str| text.parse::<Date>().expect("a day");
    assert_eq!(timeline.span, Some((day("2025-02-12"), day("2025-08-16"))));
    assert_eq!((timeline.outlets, timeline.events().count()), (2, 3));
    assert_eq!(super::timeline(&[]), Timeline::default());
}

#[test]
fn only_the_nearest_events_are_kept() {
    let day = |text: &str| Some(text.parse::<Date>().expect("a day"));
    let articles = [
        (1, day("2025-01-01")),
        (2, day("2025-02-01")),
        (3, day("2025-03-01")),
        (3, day("2025-03-02")),
        (4, day("2025-04-01")),
        (5, None),
    ];
    let (kept, left_out) = nearest(&articles, 2, 3);
    assert_eq!(kept, [1, 2, 3, 4]);
    assert_eq!(left_out, LeftOut { earlier: 1, later: 0, undated: 1 });
    let (kept, left_out) = nearest(&articles, 5, 2);
    assert_eq!((kept, left_out.undated), (vec![0, 5], 3));
    assert_eq!(nearest(&[], 0, 3), (vec![], LeftOut::default()));
}

#[test]
fn a_storyline_is_called_by_its_people() {
    let name = |id: &str, count: u32| Name {
        id: id.to_owned(),
        kind: if id.starts_with('P') { EntityKind::Person } else { EntityKind::Place },
        name: id.to_owned(),
        count,
    };
    let called = |articles: &[Vec<Name>]| -> Vec<String> {
        main_names(articles).into_iter().map(|name| name.name).collect()
    };
    let both = [
        vec![name("P1", 3), name("P2", 9), name("ua", 20)],
        vec![name("P2", 1), name("P1", 1), name("P3", 50)],
        vec![name("P1", 1), name("ua", 1)],
    ];
    assert_eq!(called(&both), ["P1", "P2"]);
    assert_eq!(called(&[vec![name("ua", 1)]]), ["ua"]);
    assert_eq!(called(&[]), Vec::<String>::new());
}
