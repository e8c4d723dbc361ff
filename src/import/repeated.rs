//! What an outlet puts under (or above) all of its articles -> no part of them.
//!
//! The blocks that Khabar knows by their words are set apart by [`super::structure`]; this is for the
//! others, which only show when several articles of the outlet lie side by side: in a feed, a file of
//! records. They would make strangers alike, and hang together what has nothing in common.

use super::Document;
use crate::arabic::letters::fold_str;
use crate::article::{Article, SectionKind};
use std::collections::{HashMap, HashSet};

/// Articles of an outlet below which nothing can be said of its habits.
const ARTICLES_LEAST: usize = 8;

/// Sets apart the paragraphs that stand first or last in half of the articles of an outlet, or in more,
/// with another text between them. Of an article that would have no paragraph left nothing is.
pub fn set_apart(documents: &mut [Document]) {
    let mut outlets: HashMap<String, Vec<usize>> = HashMap::new();
    // What another library has read stays as it was there.
    for (index, document) in documents.iter().enumerate().filter(|(_, document)| document.kept.is_empty()) {
        if let Some(outlet) = &document.articles[0].outlet {
            outlets.entry(outlet.clone()).or_default().push(index);
        }
    }
    for places in outlets.into_values().filter(|places| places.len() >= ARTICLES_LEAST) {
        // By the paragraph: the texts that it stands in, so that copies of one text count once.
        let mut bodies: HashMap<String, HashSet<String>> = HashMap::new();
        for &index in &places {
            let article = &documents[index].articles[0];
            for section in at_the_ends(article) {
                bodies.entry(folded(article, section)).or_default().insert(middle(article));
            }
        }
        let is_repeated = |paragraph: &str| {
            bodies.get(paragraph).is_some_and(|bodies| bodies.len() * 2 >= places.len().max(ARTICLES_LEAST))
        };
        for &index in &places {
            let article = &mut documents[index].articles[0];
            let mut repeated = at_the_ends(article);
            repeated.retain(|&section| is_repeated(&folded(article, section)));
            if repeated.len() < paragraphs(article).len() {
                repeated
                    .into_iter()
                    .for_each(|section| article.sections[section].kind = SectionKind::Boilerplate);
            }
        }
    }
}

/// The paragraphs of an article, as indices of its sections.
fn paragraphs(article: &Article) -> Vec<usize> {
    let is_paragraph = |index: &usize| article.sections[*index].kind == SectionKind::Paragraph;
    (0..article.sections.len()).filter(is_paragraph).collect()
}

/// The first paragraph and the last two, where there are others.
fn at_the_ends(article: &Article) -> Vec<usize> {
    let paragraphs = paragraphs(article);
    let last = paragraphs.len().saturating_sub(2);
    let ends = paragraphs.iter().enumerate().filter(|(at, _)| *at == 0 || *at >= last);
    if paragraphs.len() < 2 { Vec::new() } else { ends.map(|(_, section)| *section).collect() }
}

fn folded(article: &Article, section: usize) -> String {
    fold_str(article.sections[section].span.of(&article.text))
}

/// By what one text is told from another: its longest paragraph.
fn middle(article: &Article) -> String {
    let longest = paragraphs(article).into_iter().max_by_key(|&section| article.sections[section].span.len());
    longest.map(|section| folded(article, section)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Hints, parse};

    const FOOTER: &str = "يعمل في غرفة أخبارنا فريق من ثلاثين محررا في خمس مدن";

    /// How many of the records `text(0..count)` of one outlet lose a paragraph.
    #[track_caller]
    fn check(count: usize, text: impl Fn(usize) -> String, expected: usize) {
        let records = (0..count).map(|index| {
            let record = serde_json::json!({
                "id": index.to_string(), "title": format!("عنوان {index}"), "text": text(index),
                "date": "2025-03-01", "source": "صحيفة الغد",
            });
            record.to_string() + "\n"
        });
        let jsonl: String = records.collect();
        let mut documents = parse(jsonl.as_bytes(), "news.jsonl", &Hints::default()).documents;
        let kinds = |documents: &[Document]| -> Vec<Vec<SectionKind>> {
            let of = |document: &Document| {
                document.articles[0].sections.iter().map(|section| section.kind).collect()
            };
            documents.iter().map(of).collect()
        };
        let before = kinds(&documents);
        set_apart(&mut documents);
        let changed = before.iter().zip(kinds(&documents)).filter(|(before, after)| *before != after).count();
        assert_eq!(changed, expected);
    }

    fn news(index: usize) -> String {
        format!(
            "وقع الحدث رقم {index} في المدينة صباح اليوم بحضور عدد كبير من المواطنين والمسؤولين المحليين في الولاية."
        )
    }

    #[test]
    fn what_stands_under_all_articles_is_set_apart() {
        check(10, |index| format!("{}\n\n{FOOTER}", news(index)), 10);
        check(10, |index| if index < 6 { format!("{}\n\n{FOOTER}", news(index)) } else { news(index) }, 6);
    }

    #[test]
    fn what_few_articles_share_is_background() {
        check(10, |index| if index < 4 { format!("{}\n\n{FOOTER}", news(index)) } else { news(index) }, 0);
        check(4, |index| format!("{}\n\n{FOOTER}", news(index)), 0);
    }

    #[test]
    fn copies_of_one_text_repeat_nothing() {
        check(10, |_| format!("{}\n\n{FOOTER}", news(1)), 0);
    }

    #[test]
    fn an_article_keeps_a_paragraph() {
        check(10, |_| FOOTER.to_owned(), 0);
    }
}
