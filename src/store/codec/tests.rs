use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn check(mentions: Vec<Mention>, dates: Vec<DateMention>) {
    let entities = vec![LocalEntity {
        row: 7,
        count: 3,
        name: Some("x".into()),
        aliases: vec!["y".into(), String::new()],
        roles: Vec::new(),
        choice: Some(LocalChoice {
            by: ChosenBy::Outlet,
            is_doubtful: true,
            others: vec![(300, "city".into()), (9, String::new())],
        }),
    }];
    let bytes = LocalFacts::encode(&entities, &mentions, &dates);
    assert_eq!(LocalFacts::decode(&bytes).unwrap(), LocalFacts { entities, mentions, dates });
}

fn mention(start: usize, end: usize, confidence: f32) -> Mention {
    Mention {
        span: Span::new(start, end),
        kind: EntityKind::Organisation,
        entity: 1,
        part: 2,
        confidence,
        rule: Rule::Borrowed("gazetteer"),
    }
}

#[test]
fn facts_come_back_as_they_were() {
    let dated = DateMention {
        span: Span::new(4, 9),
        kind: DateKind::Interval,
        value: "2025-W20".into(),
        interval: Some((date(2025, 5, 12), date(2025, 5, 18))),
        confidence: 0.85,
        alternatives: vec!["2024-W20".into()],
        rule: Rule::Borrowed("last-week"),
        part: 0,
    };
    let open = DateMention { interval: None, value: "P30D".into(), ..dated.clone() };
    check(vec![mention(100, 110, 0.3), mention(90, 120, 1.0)], vec![dated, open]);
    check(Vec::new(), Vec::new());
}

#[test]
fn facts_of_the_first_format_are_read() {
    // The format; an entity: row 7, count 3, name, no aliases, no roles; no rules, mentions, dates.
    let bytes = [1, 1, 14, 3, 1, b'x', 0, 0, 0, 0, 0];
    let entity = LocalEntity {
        row: 7,
        count: 3,
        name: Some("x".into()),
        aliases: Vec::new(),
        roles: Vec::new(),
        choice: None,
    };
    let facts = LocalFacts { entities: vec![entity], ..LocalFacts::default() };
    assert_eq!(LocalFacts::decode(&bytes).unwrap(), facts);
    assert!(LocalFacts::decode(&[3, 0, 0, 0, 0]).is_err());
}

#[test]
fn shapes_come_back_as_they_were() {
    let sections: Vec<Section> = SECTION_KINDS
        .iter()
        .enumerate()
        .map(|(index, kind)| Section {
            kind: *kind,
            span: Span::new(index * 10, index * 10 + 9),
            part: index as u16,
        })
        .collect();
    let title = Title { text: "t".into(), span: Some(Span::new(3, 5)), stated: true };
    let shape = Shape::decode(&Shape::encode(12, &title, &sections)).unwrap();
    assert_eq!(shape, Shape { offset: 12, title_span: title.span, title_stated: true, sections });
}

#[test]
fn profiles_come_back_but_for_the_last_digits_of_weights() {
    let profile = LocalProfile {
        terms: vec![(1, 0.5), (9, 1.25), (4_000_000, 2.5)],
        day: Day {
            event: Some(date(1969, 7, 20)),
            published: None,
            named: vec![date(1969, 7, 19), date(1969, 7, 20)],
            partial: vec![(2, 14)],
        },
        names: vec![(5, 12), (2, 1)],
        sketch: Sketch { level: 2, hashes: vec![3, 900, u32::MAX >> 2], bands: vec![7, u32::MAX] },
    };
    assert_eq!(LocalProfile::decode(&profile.encode()).unwrap(), profile);
}

#[test]
fn days_are_numbered_from_1970() {
    assert_eq!(day_number(date(1970, 1, 2)), 1);
    assert_eq!(day_number(date(1969, 12, 31)), -1);
    for day in [Date::MIN, Date::MAX, date(2024, 2, 29)] {
        assert_eq!(date_of(day_number(day).into()), day);
    }
}

proptest! {
    #[test]
    fn broken_bytes_are_refused_and_nothing_else(mut bytes: Vec<u8>, format in FORMAT..=FACTS_FORMAT) {
        if let Some(first) = bytes.first_mut() {
            *first = format as u8;
        }
        let _ = Shape::decode(&bytes);
        let _ = LocalFacts::decode(&bytes);
        let _ = LocalProfile::decode(&bytes);
    }

    #[test]
    fn numbers_come_back(number: i64, other: u64) {
        let mut out = Writer::new();
        out.signed(number);
        out.number(other);
        let mut input = Input::new(&out.bytes).unwrap();
        prop_assert_eq!(input.signed().unwrap(), number);
        prop_assert_eq!(input.number().unwrap(), other);
    }
}
