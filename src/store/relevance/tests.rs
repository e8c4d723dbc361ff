use super::super::tests::{addition, article, temporary};
use super::super::{Order, Query, Seek};
use jiff::civil::{Date, date};

const OTHER: &str = "كلام كثير عن أشياء أخرى لا صلة لها بهذا الأمر الذي نقرأ عنه هنا";

/// An article: key, title, text, day.
type Row<'a> = (&'a str, &'a str, &'a str, Date);

/// The keys of what is found, best first.
#[track_caller]
fn check(rows: &[Row<'_>], query: &str, expected: &str) {
    let mut made = temporary();
    let articles = rows.iter().map(|(key, title, text, day)| addition(article(key, title, text, Some(*day))));
    made.add(&articles.collect::<Vec<_>>());
    let parsed: Query = query.parse().unwrap();
    let page = made.library.page(&parsed, Order::Relevance, Seek::First, 40).unwrap();
    let keys: Vec<_> = page.rows.iter().map(|row| made.key(row.id)).collect();
    assert_eq!(keys.join(" "), expected, "{query}");
    // A page at a time, it is the same.
    let (mut seek, mut paged) = (Seek::First, Vec::new());
    loop {
        let page = made.library.page(&parsed, Order::Relevance, seek, 2).unwrap();
        paged.extend(page.rows.iter().map(|row| made.key(row.id)));
        match page.next {
            Some(cursor) => seek = Seek::After(cursor),
            None => break,
        }
    }
    assert_eq!(paged, keys, "{query}");
}

const DAY: Date = Date::constant(2025, 1, 10);

#[test]
fn a_title_counts_for_more() {
    let body = format!("{OTHER} زلزال");
    let rows = [
        ("body", "عنوان", body.as_str(), DAY),
        ("title", "زلزال عنيف", OTHER, DAY),
        ("old", "زلزال عنيف", OTHER, date(1995, 1, 1)),
    ];
    check(&rows, "زلزال", "title old body");
}

#[test]
fn recency_decides_between_those_that_fit_alike_and_not_more() {
    let once = format!("{OTHER} زلزال");
    let often = format!("زلزال {OTHER} زلزال عنيف زلزال");
    let rows = [
        ("old", "عنوان", once.as_str(), date(2023, 1, 1)),
        ("new", "عنوان", once.as_str(), DAY),
        ("older-better", "زلزال", often.as_str(), date(2022, 1, 1)),
    ];
    check(&rows, "زلزال", "older-better new old");
}

#[test]
fn words_next_to_each_other_come_first() {
    let together = format!("{OTHER} ووقف إطلاق النار {OTHER}");
    let apart = format!("النار {OTHER} إطلاق {OTHER} وقف");
    let rows = [
        ("together", "عنوان", together.as_str(), date(2024, 1, 1)),
        ("apart", "عنوان", apart.as_str(), DAY),
        ("without", "عنوان", OTHER, DAY),
    ];
    check(&rows, "وقف إطلاق النار", "together apart");
    check(&rows, "وقف (إطلاق النار)", "together apart");
    check(&rows, "وقف إطلاق نا*", "together apart");
    check(&rows, "\"وقف إطلاق النار\"", "together");
    check(&rows, "النار إطلاق", "apart together");
}

#[test]
fn what_is_spelt_as_typed_comes_first() {
    let rows = [
        ("على", "عنوان", "جلس الوزير على المقعد أمام الناس", DAY),
        ("علي", "عنوان", "جلس الوزير علي المقدسي أمام الناس", date(2024, 12, 1)),
    ];
    check(&rows, "علي", "علي على");
    check(&rows, "على", "على علي");
    check(&rows, "وزير", "على علي");
}

#[test]
fn words_that_very_many_have_are_ordered_by_title_and_neighbours() {
    let made: Vec<(String, String, Date)> = (0..16)
        .map(|number| {
            let text = if number == 3 {
                format!("{OTHER} قال الوزير")
            } else {
                format!("الوزير {OTHER} قال")
            };
            (format!("k{number:02}"), text, date(2024, 1, 1 + number))
        })
        .collect();
    let mut rows: Vec<Row<'_>> =
        made.iter().map(|(key, text, day)| (key.as_str(), "عنوان", text.as_str(), *day)).collect();
    rows[14].1 = "قال الوزير";
    rows[13].1 = "الوزير إذا قال";
    // Of those beyond the newest few, only the days are compared.
    let expected = "k14 k13 k15 k12 k11 k10 k09 k08 k07 k06 k05 k04 k03 k02 k01 k00";
    check(&rows, "قال الوزير", expected);
    let mut few = rows;
    few.drain(8..13);
    few.drain(4..6);
    check(&few, "قال الوزير", "k14 k03 k13 k15 k07 k06 k02 k01 k00");
}
