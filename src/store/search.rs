//! A text and a query -> the places in the text that the query found.

use super::compile::phrases;
use super::query::{Node, Query};
use super::term;
use crate::article::Span;

/// The places in `text` of what `query` looks for, in order, without overlaps: words, phrases and
/// names, in whatever spelling, without the particles attached to them. What a query excludes is not
/// looked for.
pub fn hits(text: &str, query: &Query) -> Vec<Span> {
    let mut needles = Vec::new();
    if let Some(root) = &query.root {
        collect(root, &mut needles);
    }
    needles.retain(|(terms, _)| !terms.is_empty());
    if needles.is_empty() {
        return Vec::new();
    }
    let words: Vec<_> = term::located(text).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        for (terms, prefix) in &needles {
            let Some(here) = words.get(at..at + terms.len()) else { continue };
            let last = terms.len() - 1;
            let fits = here.iter().zip(terms).enumerate().all(|(index, ((word, _), term))| {
                if *prefix && index == last { word.starts_with(term.as_str()) } else { word == term }
            });
            if fits {
                found.push(Span::new(here[0].1.start, here[last].1.end));
            }
        }
    }
    found.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|span| {
        let apart = span.start >= end;
        if apart {
            end = span.end;
        }
        apart
    });
    found
}

/// The phrases that a node looks for.
fn collect(node: &Node, needles: &mut Vec<(Vec<String>, bool)>) {
    match node {
        Node::Text(text) | Node::Field(_, text) => needles.extend(phrases(text)),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, needles)),
        _ => {}
    }
}
