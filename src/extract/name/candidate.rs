//! Stretches of words that may be a name, each with its weight, and the choice among them.

use super::listed::Name;
use super::token::Tokens;
use crate::article::EntityKind;

/// A stretch of words that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its first word.
    pub first: usize,
    /// The word after its last.
    pub last: usize,
    /// Letters of the first word that are attached particles.
    pub cut: u8,
    /// What kind of thing it would name.
    pub kind: EntityKind,
    /// Evidence, as a logit: above 0, it rather is one.
    pub score: f32,
    /// What found it.
    pub rule: &'static str,
    /// What it names according to a list.
    pub name: Option<Name>,
    /// The words of a role before it: first, and the one after the last.
    pub title: Option<(usize, usize)>,
}

impl Candidate {
    /// Number of words.
    pub fn words(&self) -> usize {
        self.last - self.first
    }

    /// The folded words, the first without its particles, a space between them.
    pub fn key(&self, tokens: &Tokens<'_>) -> String {
        let mut key = tokens.reading(self.first, self.cut).text.clone();
        for index in self.first + 1..self.last {
            key.push(' ');
            key.push_str(tokens.text(index));
        }
        key
    }
}

/// What a word more is worth against the score when two candidates overlap: the outermost name is
/// wanted, but a long guess must not swallow a short certainty.
const WORD_WEIGHT: f32 = 1.3;

/// The candidates that win: none overlap, in text order. Those without evidence are dropped.
pub(super) fn choose(mut candidates: Vec<Candidate>, words: usize) -> Vec<Candidate> {
    candidates.retain(|candidate| candidate.score > 0.0);
    let weight = |candidate: &Candidate| candidate.score.min(6.0) + WORD_WEIGHT * candidate.words() as f32;
    candidates.sort_by(|left, right| {
        weight(right).total_cmp(&weight(left)).then((left.first, left.kind).cmp(&(right.first, right.kind)))
    });
    let mut taken = vec![false; words];
    candidates.retain(|candidate| {
        let free = !taken[candidate.first..candidate.last].contains(&true);
        if free {
            taken[candidate.first..candidate.last].fill(true);
        }
        free
    });
    candidates.sort_by_key(|candidate| candidate.first);
    candidates
}
