//! A model and labelled windows -> strict precision, recall and F1 of each kind.

use crate::corpus::Window;
use khabar::extract::name::tagger::{Model, Network, decode};

/// Above the numbers of [`scores`].
pub const HEADER: &str = "           person            place     organisation";

/// Precision, recall and F1 of people, places and organisations, of the model as it is shipped and
/// without the rules that stand beside it in the reader.
pub fn scores(model: &[u8], windows: &[Window]) -> String {
    let network = Network::new(Model::parse(model).expect("the model was just made"));
    let (mut right, mut found, mut wanted) = ([0usize; 3], [0usize; 3], [0usize; 3]);
    for window in windows {
        let gold = spans(&window.labels);
        gold.iter().for_each(|name| wanted[name.2] += 1);
        for name in decode::names(&window.features.words, &network.evidence(&window.features)) {
            let kind = name.kind as usize;
            found[kind] += 1;
            right[kind] += usize::from(gold.contains(&(name.first, name.last, kind)));
        }
    }
    let score = |kind: usize| {
        let part = |of: usize| 100.0 * right[kind] as f64 / f64::max(of as f64, 1.0);
        let (precision, recall) = (part(found[kind]), part(wanted[kind]));
        let f1 = 2.0 * precision * recall / f64::max(precision + recall, 1e-9);
        format!("{precision:>5.1}{recall:>6.1}{f1:>6.1}")
    };
    (0..3).map(score).collect::<Vec<_>>().join("")
}

/// The names that labels spell: first word, the word after the last, kind.
fn spans(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    for (index, &label) in labels.iter().enumerate().filter(|&(_, &label)| (1..=6).contains(&label)) {
        let kind = (label - 1) / 2;
        match spans.last_mut() {
            Some(span) if label % 2 == 0 && span.1 == index && span.2 == kind => span.1 = index + 1,
            _ => spans.push((index, index + 1, kind)),
        }
    }
    spans
}
