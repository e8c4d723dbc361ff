//! Evidence of labels -> the names that fit it best: Viterbi over beginnings and insides.

use super::feature::WordRows;
use super::model::LABELS;
use super::network::Evidence;
use crate::article::EntityKind;

/// A name that the tagger sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Its first word.
    pub first: usize,
    /// The word after its last.
    pub last: usize,
    /// What it names.
    pub kind: EntityKind,
}

/// The label of a beginning (odd) for a kind; the inside follows it. 0 is outside.
pub const fn beginning(kind: EntityKind) -> usize {
    1 + 2 * kind as usize
}

const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];

/// How much the evidence speaks for a name of `kind` from the word `first` to before `last`, as a
/// logit: its weakest word, or its border, decides.
pub fn span_logit(evidence: &[Evidence], first: usize, last: usize, kind: EntityKind) -> f32 {
    let label = beginning(kind);
    let mut least = logit(&evidence[first], |other| other == label);
    for word in &evidence[first + 1..last] {
        least = least.min(logit(word, |other| other == label + 1));
    }
    if let Some(next) = evidence.get(last) {
        least = least.min(logit(next, |other| other != label + 1));
    }
    least
}

/// The best path of labels: an inside follows only its own beginning or inside, in one line.
pub fn names(words: &[WordRows], evidence: &[Evidence]) -> Vec<Seen> {
    let path = best_path(words, evidence);
    let mut names: Vec<Seen> = Vec::new();
    for (index, &label) in path.iter().enumerate() {
        let Some(kind) = KINDS.into_iter().find(|&kind| (label.wrapping_sub(1)) / 2 == kind as usize) else {
            continue;
        };
        if label == 0 {
            continue;
        }
        if label == beginning(kind) {
            names.push(Seen { first: index, last: index + 1, kind });
        } else if let Some(name) = names.last_mut() {
            name.last = index + 1;
        }
    }
    names
}

fn best_path(words: &[WordRows], evidence: &[Evidence]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(words.len());
    let mut best = [0.0f32; LABELS];
    for (index, (word, evidence)) in words.iter().zip(evidence).enumerate() {
        let outside = top(&best, |_| true);
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut from = [outside as u8; LABELS];
        for label in 0..LABELS {
            let inside = label > 0 && label % 2 == 0;
            if !inside {
                next[label] = best[outside] + evidence[label];
            } else if index > 0 && !word.line {
                let before = top(&best, |before| before == label || before + 1 == label);
                next[label] = best[before] + evidence[label];
                from[label] = before as u8;
            }
        }
        back.push(from);
        best = next;
    }
    let mut label = top(&best, |_| true);
    let mut path = vec![0; words.len()];
    for index in (0..words.len()).rev() {
        path[index] = label;
        label = back[index][label] as usize;
    }
    path
}

fn top(best: &[f32; LABELS], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found = 0;
    let mut most = f32::NEG_INFINITY;
    for label in (0..LABELS).filter(|&label| allowed(label)) {
        if best[label] > most {
            (found, most) = (label, best[label]);
        }
    }
    found
}

/// The logit of the probability of the labels that are `meant`.
fn logit(evidence: &Evidence, meant: impl Fn(usize) -> bool) -> f32 {
    let most = evidence.iter().fold(f32::NEG_INFINITY, |most, &value| most.max(value));
    let (mut inside, mut outside) = (1e-4f32, 1e-4f32);
    for (label, value) in evidence.iter().enumerate() {
        *(if meant(label) { &mut inside } else { &mut outside }) += (value - most).exp();
    }
    (inside / outside).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    /// Labels, likely ones, one a word; "|" before one begins a line. Checks the names that are found
    /// as "first-last kind".
    fn check(labels: &str, want: &str) {
        const LABELS: [&str; 7] = ["O", "B-P", "I-P", "B-L", "I-L", "B-O", "I-O"];
        let (mut words, mut evidence) = (Vec::new(), Vec::new());
        for label in labels.split(' ') {
            let line = label.starts_with('|');
            let label = LABELS.iter().position(|known| *known == label.trim_start_matches('|'));
            let mut row = [0.0; super::LABELS];
            row[label.expect("a known label")] = 4.0;
            evidence.push(row);
            words.push(WordRows { span: Span::new(0, 0), form: 0, pool: 0, flags: Vec::new(), line });
        }
        let found: Vec<String> = names(&words, &evidence)
            .iter()
            .map(|seen| format!("{}-{} {:?}", seen.first, seen.last, seen.kind))
            .collect();
        assert_eq!(found.join(", "), want, "{labels}");
    }

    #[test]
    fn names_begin_and_go_on() {
        check("O O", "");
        check("B-P I-P O B-L", "0-2 Person, 3-4 Place");
        check("B-L B-L I-L", "0-1 Place, 1-3 Place");
        check("B-O", "0-1 Organisation");
    }

    #[test]
    fn nothing_goes_on_that_has_not_begun() {
        check("O B-P I-L O", "1-2 Person");
        check("B-P |I-P", "0-1 Person");
        // What cannot begin in the middle begins where it is likely.
        check("B-P I-P I-P", "0-3 Person");
    }

    #[test]
    fn evidence_for_a_stretch_is_that_of_its_weakest_word() {
        let word = |label: usize, strength: f32| {
            let mut row = [0.0; super::LABELS];
            row[label] = strength;
            row
        };
        let evidence = [word(1, 8.0), word(2, 4.0), word(0, 8.0)];
        let whole = span_logit(&evidence, 0, 2, EntityKind::Person);
        let first = span_logit(&evidence, 0, 1, EntityKind::Person);
        assert!(whole > first, "{whole} {first}");
        assert!(span_logit(&evidence, 0, 2, EntityKind::Place) < -2.0);
    }
}
