//! What is new to who has read another telling.

use super::*;
use crate::article::{DateKind, DateMention, Rule};
use crate::story::compare::tests::article;
use proptest::prelude::*;

const BEFORE: &str = "ضرب زلزال قوي مدينة أغادير فجر اليوم. وأسفر الزلزال عن مقتل 12 شخصا وإصابة العشرات. \
                      وقالت السلطات إن فرق الإنقاذ تبحث عن ناجين تحت الأنقاض.";

fn seen(texts: &[&str]) -> Seen {
    let mut seen = Seen::default();
    texts.iter().for_each(|text| seen.add(&article("", &[text]), &Facts::default()));
    seen
}

/// Which sentences of a text are new (`+`) and which were read (`-`), the share in percent, and the new
/// numbers.
#[track_caller]
fn check(read: &[&str], text: &str, marks: &str, percent: u8, numbers: &[&str]) {
    let article = article("", &[text]);
    let found = novelty(&article, &Facts::default(), &seen(read));
    let marked: String = found.sentences.iter().map(|it| if it.is_new { '+' } else { '-' }).collect();
    assert_eq!((marked.as_str(), found.percent()), (marks, percent));
    let told: Vec<&str> = found.numbers.iter().map(|span| span.of(&article.text)).collect();
    assert_eq!(told, numbers);
}

#[test]
fn what_was_read_is_not_new_in_any_order() {
    check(&[BEFORE], BEFORE, "---", 0, &[]);
    let mut turned: Vec<&str> = BEFORE.split_inclusive(". ").collect();
    turned.reverse();
    check(&[BEFORE], &turned.join(" "), "---", 0, &[]);
    check(&[BEFORE], "وتبحث فرق إنقاذ عن ناجين تحت أنقاض، وقالت ذلك السلطات.", "-", 0, &[]);
    check(&[], BEFORE, "+++", 100, &["12"]);
}

#[test]
fn a_new_sentence_and_a_new_number_are_news() {
    let text = "ضرب زلزال قوي مدينة أغادير فجر اليوم. ووصل الملك إلى المستشفى لزيارة الجرحى.";
    check(&[BEFORE], text, "-+", 46, &[]);
    check(&[BEFORE], "وأسفر الزلزال عن مقتل 14 شخصا وإصابة العشرات.", "+", 100, &["14"]);
    check(&[BEFORE], "وأسفر الزلزال عن مقتل ١٢ شخصا وإصابة العشرات.", "-", 0, &[]);
}

#[test]
fn two_articles_that_share_words_do_not_make_a_sentence_known() {
    let text = "وصل الملك إلى المستشفى لزيارة الجرحى في أغادير.";
    let others = ["وصل وزير إلى مطار أغادير.", "زار الجرحى في المستشفى طبيب.", "غادر الملك قصره."];
    check(&others, text, "+", 100, &[]);
}

#[test]
fn titles_and_days_are_no_news() {
    let mut article = article("زلزال جديد يضرب كوكبا آخر", &["ضرب زلزال مدينة أغادير في 14 مارس."]);
    let at = article.text.find("14").unwrap();
    let date = DateMention {
        span: Span::new(at, at + "14 مارس".len()),
        kind: DateKind::Date,
        value: "XXXX-03-14".into(),
        interval: None,
        confidence: 1.0,
        alternatives: Vec::new(),
        rule: Rule::default(),
        part: 0,
    };
    let facts = Facts { dates: vec![date], ..Facts::default() };
    let found = novelty(&article, &facts, &seen(&["ضرب زلزال مدينة أغادير"]));
    assert_eq!((found.sentences.len(), found.numbers.len(), found.read), (1, 0, 1));
    article.sections.clear();
    assert_eq!(novelty(&article, &facts, &seen(&[BEFORE])).percent(), 0);
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_and_what_was_read_is_known(text in "[\\PC\n]{0,80}", other in "[\\PC\n]{0,40}") {
        let article = article("t", &[&text]);
        for seen in [seen(&[&other]), seen(&[&text, &other]), Seen::default()] {
            let found = novelty(&article, &Facts::default(), &seen);
            prop_assert!((0.0..=1.0).contains(&found.share));
            let spans = found.sentences.iter().map(|it| it.span).chain(found.numbers.iter().copied());
            prop_assert!(spans.into_iter().all(|span| article.text.get(span.range()).is_some()));
            prop_assert_eq!(&found, &novelty(&article, &Facts::default(), &seen));
        }
        let again = novelty(&article, &Facts::default(), &seen(&[&text]));
        prop_assert_eq!(again.new_sentences().count(), 0);
    }
}
