//! Real-looking tellings of one event, and texts of any kind.

use super::*;
use crate::article::{Entity, EntityKind, Mention, Rule, Section, Title};
use proptest::prelude::*;

/// An article of a title (unless empty) and paragraphs.
pub(in crate::story) fn article(title: &str, paragraphs: &[&str]) -> Article {
    let mut article = Article::default();
    let titled = (!title.is_empty()).then_some((SectionKind::Title, title));
    let told = paragraphs.iter().map(|paragraph| (SectionKind::Paragraph, *paragraph));
    for (kind, text) in titled.into_iter().chain(told) {
        let start = article.text.len();
        article.text.push_str(text);
        let span = Span::new(start, article.text.len());
        article.sections.push(Section { kind, span, part: 0 });
        article.text.push('\n');
    }
    article.title = Title { text: title.to_owned(), ..Title::default() };
    article
}

fn compared(left: &Article, right: &Article) -> Comparison {
    compare((left, &Facts::default()), (right, &Facts::default()))
}

/// Rows as "which sentences = which", by their numbers: `1=2`, `2<`, `>1`, `3+4=3`.
fn rows(comparison: &Comparison, left: &Article, right: &Article) -> Vec<String> {
    let numbers = |article: &Article, spans: &[Span]| -> String {
        let all = sentences_of(article);
        let number = |span: &Span| all.iter().position(|sentence| sentence.span == *span).unwrap() + 1;
        spans.iter().map(|span| number(span).to_string()).collect::<Vec<_>>().join("+")
    };
    let row = |row: &Row| {
        let (first, second) = (numbers(left, &row.left), numbers(right, &row.right));
        match (first.is_empty(), second.is_empty()) {
            (false, true) => format!("{first}<"),
            (true, _) => format!(">{second}"),
            _ => format!("{first}={second}"),
        }
    };
    comparison.rows.iter().map(row).collect()
}

/// The rows of two texts of a paragraph each.
#[track_caller]
fn check(left: &str, right: &str, expected: &[&str]) {
    let (left, right) = (article("", &[left]), article("", &[right]));
    assert_eq!(rows(&compared(&left, &right), &left, &right), expected);
}

/// What only one of two sentences says, in the first row that both say.
#[track_caller]
fn check_lit(left: &str, right: &str, left_only: &[&str], right_only: &[&str]) {
    let (left, right) = (article("", &[left]), article("", &[right]));
    let comparison = compared(&left, &right);
    let row = comparison.rows.iter().find(|row| row.is_both()).expect("they are alike");
    let of = |article: &Article, spans: &[Span]| -> Vec<String> {
        spans.iter().map(|span| span.of(&article.text).to_owned()).collect()
    };
    assert_eq!(of(&left, &row.left_only), left_only);
    assert_eq!(of(&right, &row.right_only), right_only);
}

const QUAKE: &str = "ضرب زلزال قوي مدينة أغادير فجر اليوم. وأسفر الزلزال عن مقتل 12 شخصا وإصابة العشرات. \
                     وقالت السلطات إن فرق الإنقاذ تبحث عن ناجين تحت الأنقاض.";
const QUAKE_AGAIN: &str = "تبحث فرق الإنقاذ عن الناجين تحت أنقاض المباني، بحسب السلطات. ووصل وزير الداخلية إلى المكان. \
                           وكان زلزال قوي ضرب فجرا مدينة أغادير. وأسفر عن مقتل 14 شخصا وإصابة العشرات.";

#[test]
fn sentences_meet_wherever_they_stand() {
    check(QUAKE, QUAKE_AGAIN, &["1=3", "2=4", "3=1", ">2"]);
    // The same the other way round, in the other's order.
    check(QUAKE_AGAIN, QUAKE, &["1=3", "2<", "3=1", "4=2"]);
}

#[test]
fn identical_texts_differ_nowhere() {
    check(QUAKE, QUAKE, &["1=1", "2=2", "3=3"]);
    let text = article("زلزال في أغادير", &[QUAKE, QUAKE]);
    let comparison = compared(&text, &text);
    assert!(comparison.rows.iter().all(|row| !row.differs()));
    assert_eq!(rows(&comparison, &text, &text), ["1=1", "2=2", "3=3", "4=4", "5=5", "6=6", "7=7"]);
}

#[test]
fn texts_without_words_have_no_rows_of_their_own() {
    check("", "", &[]);
    check(QUAKE, "", &["1<", "2<", "3<"]);
    check("", QUAKE, &[">1", ">2", ">3"]);
    check("...", "!", &[]);
}

#[test]
fn other_news_shares_nothing() {
    check("فاز الفريق في المباراة النهائية.", "انخفضت أسعار النفط في الأسواق.", &[">1", "1<"]);
}

#[test]
fn one_sentence_may_say_what_the_other_tells_in_two() {
    check(
        "أعلن الوزير استقالته من الحكومة صباح الخميس. وعزا الوزير استقالته إلى خلاف على ميزانية الدفاع.",
        "أعلن الوزير استقالته من الحكومة صباح الخميس بسبب خلاف على ميزانية الدفاع.",
        &["1+2=1"],
    );
}

#[test]
fn a_title_goes_with_a_title() {
    let left = article("زلزال في أغادير", &["ضرب زلزال قوي أغادير صباح الجمعة."]);
    let right = article("زلزال يضرب أغادير", &["زلزال في أغادير صباح الجمعة ضرب المدينة."]);
    assert_eq!(rows(&compared(&left, &right), &left, &right), ["1=1", "2=2"]);
}

#[test]
fn what_differs_is_lit_and_forms_are_not() {
    check_lit(
        "أعلن الرئيس بوتين أن المفاوضات في موسكو ستستمر ثلاثة أيام.",
        "وأعلنت الحكومة أن الرئيس بوتين سيواصل مفاوضات بموسكو مدة ٣ أيام مع ترامب.",
        &["ستستمر"],
        &["الحكومة", "سيواصل", "مدة", "ترامب"],
    );
    check_lit("قتل 1,500 جندي في المعركة.", "قتل ١٥٠٠ جندي في معركة.", &[], &[]);
    check_lit(
        "انفجرت سيارة مفخخة في سوق المدينة القديمة وقتل 12 شخصا.",
        "انفجرت سيارة مفخخة في سوق المدينة القديمة وقتل 14 شخصا.",
        &["12"],
        &["14"],
    );
}

#[test]
fn a_number_that_stands_elsewhere_still_contradicts() {
    let left = "انفجرت سيارة مفخخة في سوق المدينة القديمة وقتل 12 شخصا.";
    let right = "انفجرت سيارة مفخخة في سوق المدينة القديمة وقتل 14 شخصا. وكان 12 وزيرا زاروا البرلمان.";
    check_lit(left, right, &["12"], &["14"]);
}

#[test]
fn one_name_in_two_spellings_is_no_difference() {
    let (left, right) = ("زار ويتكوف العاصمة الروسية اليوم.", "زار المبعوث ستيف العاصمة الروسية اليوم.");
    let facts = |text: &str, name: &str, id: &str| {
        let start = text.find(name).unwrap();
        Facts {
            mentions: vec![Mention {
                span: Span::new(start, start + name.len()),
                kind: EntityKind::Person,
                entity: 0,
                part: 0,
                confidence: 1.0,
                rule: Rule::default(),
            }],
            entities: vec![Entity {
                id: id.to_owned(),
                kind: EntityKind::Person,
                name: name.to_owned(),
                latin: None,
                aliases: Vec::new(),
                roles: Vec::new(),
                country: None,
                coordinates: None,
                choice: None,
                count: 1,
            }],
            dates: Vec::new(),
        }
    };
    let lit = |id| {
        let (a, b) = (article("", &[left]), article("", &[right]));
        let comparison = compare((&a, &facts(left, "ويتكوف", "Q1")), (&b, &facts(right, "ستيف", id)));
        comparison.rows[0].left_only.len()
    };
    assert_eq!((lit("Q1"), lit("Q2")), (0, 1));
}

#[test]
fn a_file_without_end_is_compared_in_bounded_time() {
    let long = QUAKE.repeat(2_000);
    let (left, right) = (article("", &[&long]), article("", &[QUAKE]));
    let comparison = compared(&left, &right);
    assert_eq!(comparison.counts().0, 3);
}

proptest! {
    #[test]
    fn every_sentence_is_in_exactly_one_row(
        left in "[\\PC\n]{0,60}|([مقتل 12 شخصا.وزلزال]{0,9}[. \n]){0,12}",
        right in "[\\PC\n]{0,60}|([مقتل 12 شخصا.وزلزال]{0,9}[. \n]){0,12}",
    ) {
        let (left, right) = (article("", &[&left]), article("x", &[&right]));
        let comparison = compared(&left, &right);
        prop_assert_eq!(&comparison, &compared(&left, &right));
        let swapped = comparison.clone().swapped();
        prop_assert_eq!(swapped.rows.len(), comparison.rows.len());
        for (side, article) in [&left, &right].into_iter().enumerate() {
            let spans = |rows: &[Row], side: usize| -> Vec<Span> {
                rows.iter().flat_map(|row| if side == 0 { &row.left } else { &row.right }).copied().collect()
            };
            let told: Vec<Span> = sentences_of(article).iter().map(|sentence| sentence.span).collect();
            let mut found = spans(&comparison.rows, side);
            if side == 0 {
                // The first telling keeps its order, but that joined sentences stand together.
                prop_assert!(found.is_sorted() || comparison.rows.iter().any(|row| row.left.len() > 1));
            }
            found.sort();
            prop_assert_eq!(&found, &told);
            let mut again = spans(&swapped.rows, 1 - side);
            again.sort();
            prop_assert_eq!(&again, &told);
            for row in &comparison.rows {
                let (of, only) =
                    if side == 0 { (&row.left, &row.left_only) } else { (&row.right, &row.right_only) };
                prop_assert!(only.iter().all(|span| article.text.get(span.range()).is_some()));
                prop_assert!(only.iter().all(|span| of.iter().any(|sentence| sentence.overlaps(*span))));
                prop_assert!((0.0..=1.0).contains(&row.likeness));
            }
        }
    }
}
