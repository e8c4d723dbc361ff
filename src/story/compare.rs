//! Two tellings -> their sentences side by side, and in each what only it says.
//!
//! Tellings of one event reorder their sentences, so every sentence looks for its like in the whole
//! other article: an alignment that only goes forwards would lose half of the pairs.

use super::said::{Said, Sentence, sentences_of};
use super::vector::Term;
use crate::article::{Article, Facts, SectionKind, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A row of a comparison: what both say, or what only one of them says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The sentences of the first telling, in text order; several where the other says it in one.
    pub left: Vec<Span>,
    /// Those of the second.
    pub right: Vec<Span>,
    /// How alike they are, 0 to 1; 0 where only one says it.
    pub likeness: f32,
    /// Where the first says a word, number or name that the second does not say, neither here nor
    /// elsewhere; in text order, only where both sides stand.
    pub left_only: Vec<Span>,
    /// The same of the second.
    pub right_only: Vec<Span>,
}

impl Row {
    /// Whether both tellings say it.
    pub fn is_both(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty()
    }

    /// Whether one of them says something here that the other does not.
    pub fn differs(&self) -> bool {
        !self.is_both() || !self.left_only.is_empty() || !self.right_only.is_empty()
    }

    /// Where the row begins in the first telling or the second.
    fn start(&self) -> (Option<u32>, Option<u32>) {
        let first = |spans: &[Span]| spans.first().map(|span| span.start);
        (first(&self.left), first(&self.right))
    }

    fn swapped(self) -> Row {
        let Row { left, right, likeness, left_only, right_only } = self;
        Row { left: right, right: left, likeness, left_only: right_only, right_only: left_only }
    }
}

/// Two tellings side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// In the order of the first; what only the second says stands after what it follows there. Every
    /// sentence of either is in exactly one of them.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Rows that both say, that only the first says, and that only the second says.
    pub fn counts(&self) -> (usize, usize, usize) {
        let of = |fits: &dyn Fn(&Row) -> bool| self.rows.iter().filter(|row| fits(row)).count();
        (of(&Row::is_both), of(&|row| row.right.is_empty()), of(&|row| row.left.is_empty()))
    }

    /// The same with the second telling first, and in its order.
    pub fn swapped(self) -> Comparison {
        Comparison { rows: in_order(self.rows.into_iter().map(Row::swapped).collect()) }
    }
}

/// Likeness from which two sentences are taken to tell of the same. Of 160 pairs from 80 pairs of related
/// articles, those above .30 do nearly always; of twenty between .25 and .30 that were looked at half do,
/// and the others are about the same people or the same kind of event, which is worth seeing side by side.
const ALIKE_LEAST: f32 = 0.25;
/// The same for two titles, which are short and stand for the same article anyway.
const TITLES_LEAST: f32 = 0.10;
/// Part of a sentence that must be said by what is left of another row's, to be joined to that row.
const JOIN_LEAST: f32 = 0.60;
/// What a number counts beside a word that is as rare: it tells two events apart.
const NUMBER_WEIGHT: f32 = 1.5;

/// Compares two articles; what is known of their names keeps one name in two spellings from being a
/// difference. Of two articles without text there are no rows.
pub fn compare(left: (&Article, &Facts), right: (&Article, &Facts)) -> Comparison {
    let sides = [side(left.0), side(right.0)];
    let keys = keys(&sides);
    let weights = weights(&keys);
    let mut groups = pairs(&sides, &keys, &weights);
    join(&mut groups, &keys, &weights);
    let said = [heard(&sides[0], left), heard(&sides[1], right)];
    let rows = groups.iter().map(|group| {
        let spans = |side: usize| group.sentences[side].iter().map(|&at| sides[side][at].span).collect();
        let mut row = Row { left: spans(0), right: spans(1), likeness: group.likeness, ..Row::default() };
        if row.is_both() {
            row.left_only = only(&sides, group, 0, &said[1], left);
            row.right_only = only(&sides, group, 1, &said[0], right);
        }
        row
    });
    Comparison { rows: in_order(rows.collect()) }
}

type Side = Vec<Sentence>;

fn side(article: &Article) -> Side {
    sentences_of(article)
}

/// The terms of a sentence as they are compared: each once, in order.
type Keys = Vec<(Term, bool)>;

/// The terms of all sentences. A word that has the form of one that is said more often is taken for that.
fn keys(sides: &[Side; 2]) -> [Vec<Keys>; 2] {
    let mut counts: HashMap<Term, u32> = HashMap::new();
    for said in sides.iter().flatten().flat_map(|sentence| &sentence.said) {
        *counts.entry(said.term).or_default() += 1;
    }
    let count = |term: &Term| counts.get(term).copied().unwrap_or(0);
    let key = |said: &Said| {
        let best = said.forms.iter().max_by_key(|form| (count(form), **form == said.term, **form));
        (best.copied().unwrap_or(said.term), said.is_number)
    };
    let of = |side: &Side| {
        let of_sentence = |sentence: &Sentence| {
            let mut keys: Keys = sentence.said.iter().map(key).collect();
            keys.sort_unstable();
            keys.dedup_by_key(|(term, _)| *term);
            keys
        };
        side.iter().map(of_sentence).collect()
    };
    [of(&sides[0]), of(&sides[1])]
}

/// What a term weighs: the more, the fewer sentences of the two articles hold it. What all of them are
/// about tells none from the others.
fn weights(keys: &[Vec<Keys>; 2]) -> HashMap<Term, f32> {
    let count = (keys[0].len() + keys[1].len()) as f32;
    let mut weights: HashMap<Term, (u32, bool)> = HashMap::new();
    for &(term, is_number) in keys.iter().flatten().flatten() {
        let entry = weights.entry(term).or_insert((0, is_number));
        entry.0 += 1;
    }
    let weight = |(sentences, is_number): (u32, bool)| {
        let factor = if is_number { NUMBER_WEIGHT } else { 1.0 };
        factor * (1.0 + count / sentences as f32).ln()
    };
    weights.into_iter().map(|(term, found)| (term, weight(found))).collect()
}

/// Sentences that say the same; or one that stands alone.
struct Group {
    sentences: [Vec<usize>; 2],
    likeness: f32,
}

/// Every sentence in a group with its like, or alone: of all pairs the most alike first, of those that
/// are equally alike the ones that stand at about the same place.
fn pairs(sides: &[Side; 2], keys: &[Vec<Keys>; 2], weights: &HashMap<Term, f32>) -> Vec<Group> {
    let mut found = likenesses(sides, keys, weights);
    let place = |side: usize, at: usize| (at as f32 + 0.5) / sides[side].len() as f32;
    let distance = |&(_, left, right): &(f32, usize, usize)| (place(0, left) - place(1, right)).abs();
    found.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| distance(a).total_cmp(&distance(b)))
            .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let mut is_taken = [vec![false; sides[0].len()], vec![false; sides[1].len()]];
    let mut groups = Vec::new();
    for (likeness, left, right) in found {
        if !is_taken[0][left] && !is_taken[1][right] {
            (is_taken[0][left], is_taken[1][right]) = (true, true);
            groups.push(Group { sentences: [vec![left], vec![right]], likeness });
        }
    }
    for (side, is_taken) in is_taken.iter().enumerate() {
        for (at, _) in is_taken.iter().enumerate().filter(|(_, is_taken)| !**is_taken) {
            let mut group = Group { sentences: [Vec::new(), Vec::new()], likeness: 0.0 };
            group.sentences[side].push(at);
            groups.push(group);
        }
    }
    groups
}

/// The pairs that are alike enough, with how alike they are.
fn likenesses(
    sides: &[Side; 2],
    keys: &[Vec<Keys>; 2],
    weights: &HashMap<Term, f32>,
) -> Vec<(f32, usize, usize)> {
    let sum = |keys: &Keys| keys.iter().map(|(term, _)| weights[term]).sum::<f32>();
    let right_sums: Vec<f32> = keys[1].iter().map(sum).collect();
    let mut holders: HashMap<Term, Vec<usize>> = HashMap::new();
    for (at, keys) in keys[1].iter().enumerate() {
        for (term, _) in keys {
            holders.entry(*term).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    let mut shared = vec![0.0; keys[1].len()];
    for (left, terms) in keys[0].iter().enumerate() {
        shared.fill(0.0);
        for (term, _) in terms {
            for &right in holders.get(term).into_iter().flatten() {
                shared[right] += weights[term];
            }
        }
        let left_sum = sum(terms);
        for (right, &shared) in shared.iter().enumerate().filter(|(_, shared)| **shared > 0.0) {
            let likeness = (shared / (left_sum * right_sums[right]).sqrt()).min(1.0);
            let is_title = |side: usize, at: usize| sides[side][at].kind == SectionKind::Title;
            let least = match (is_title(0, left), is_title(1, right)) {
                (true, true) => TITLES_LEAST,
                (false, false) => ALIKE_LEAST,
                // A title says what the lead says; beside a title it says more.
                _ => continue,
            };
            if likeness >= least {
                found.push((likeness, left, right));
            }
        }
    }
    found
}

/// Joins a sentence that found no like to the row of a neighbour, if that row's other side says it as
/// well: one telling says in two sentences what the other says in one.
fn join(groups: &mut Vec<Group>, keys: &[Vec<Keys>; 2], weights: &HashMap<Term, f32>) {
    for side in 0..2 {
        let mut of: Vec<usize> = vec![0; keys[side].len()];
        for (index, group) in groups.iter().enumerate() {
            group.sentences[side].iter().for_each(|&at| of[at] = index);
        }
        for at in 0..keys[side].len() {
            let is_alone = groups[of[at]].sentences[1 - side].is_empty();
            if !is_alone || keys[side][at].is_empty() {
                continue;
            }
            let neighbours = [at.checked_sub(1), Some(at + 1).filter(|next| *next < of.len())];
            let to = neighbours.into_iter().flatten().map(|neighbour| of[neighbour]).find(|&to| {
                let group = &groups[to];
                let has_other = group.sentences[1 - side].len() == 1 && !group.sentences[side].is_empty();
                has_other && rest_says(group, side, &keys[side][at], keys, weights) >= JOIN_LEAST
            });
            if let Some(to) = to {
                groups[of[at]].sentences[side].clear();
                groups[to].sentences[side].push(at);
                groups[to].sentences[side].sort_unstable();
                of[at] = to;
            }
        }
    }
    groups.retain(|group| group.sentences.iter().any(|side| !side.is_empty()));
}

/// How much of what a sentence says beyond this side of a group is said by the other side; not a number if
/// it says nothing beyond it.
fn rest_says(
    group: &Group,
    side: usize,
    sentence: &Keys,
    keys: &[Vec<Keys>; 2],
    weights: &HashMap<Term, f32>,
) -> f32 {
    let said = |side: usize| -> HashSet<Term> {
        group.sentences[side].iter().flat_map(|&at| &keys[side][at]).map(|(term, _)| *term).collect()
    };
    let (here, there) = (said(side), said(1 - side));
    let sum = |keep: &dyn Fn(&Term) -> bool| -> f32 {
        sentence.iter().filter(|(term, _)| keep(term)).map(|(term, _)| weights[term]).sum()
    };
    sum(&|term| there.contains(term) && !here.contains(term)) / sum(&|term| !here.contains(term))
}

/// What an article says anywhere: the forms of its words, and whom it names.
struct Heard<'a> {
    forms: HashSet<Term>,
    names: HashSet<&'a str>,
}

fn heard<'a>(side: &Side, (_, facts): (&Article, &'a Facts)) -> Heard<'a> {
    let forms = side.iter().flat_map(|sentence| &sentence.said).flat_map(|said| &said.forms).copied();
    let named = facts.entities.iter().filter(|entity| entity.count > 0);
    Heard { forms: forms.collect(), names: named.map(|entity| entity.id.as_str()).collect() }
}

/// Where one side of a group says what the other article does not; words that follow one another are
/// one span.
fn only(
    sides: &[Side; 2],
    group: &Group,
    side: usize,
    other: &Heard<'_>,
    (article, facts): (&Article, &Facts),
) -> Vec<Span> {
    let of = |side: usize| group.sentences[side].iter().flat_map(move |&at| &sides[side][at].said);
    let beside: HashSet<Term> = of(1 - side).flat_map(|said| &said.forms).copied().collect();
    let here: HashSet<Term> = of(side).flat_map(|said| &said.forms).copied().collect();
    let has_other_number =
        of(1 - side).any(|said| said.is_number && !said.forms.iter().any(|form| here.contains(form)));
    let is_other = |said: &Said| {
        let is_beside = said.forms.iter().any(|form| beside.contains(form));
        let is_heard = said.forms.iter().any(|form| other.forms.contains(form));
        // Where each has a number of its own, that the other's stands somewhere else says nothing.
        !is_beside && (!is_heard || (said.is_number && has_other_number))
    };
    let mut found: Vec<Span> = Vec::new();
    for said in of(side) {
        let mention = mention_at(facts, said.span);
        let span = match mention {
            Some((_, id)) if other.names.contains(id) => continue,
            // A name is one thing, whichever of its words the other uses elsewhere.
            Some((span, _)) if !said.is_number && is_all_other(&article.text, span, &is_other) => span,
            _ if is_other(said) => said.span,
            _ => continue,
        };
        match found.last_mut() {
            Some(last) if span.start <= last.end || is_space(&article.text, last.end, span.start) => {
                last.end = last.end.max(span.end);
            }
            _ => found.push(span),
        }
    }
    found
}

/// Whether no word of a name is said by the other article.
fn is_all_other(text: &str, name: Span, is_other: &impl Fn(&Said) -> bool) -> bool {
    let words = super::said::said(text, name);
    !words.is_empty() && words.iter().all(is_other)
}

/// The mention that covers a word, and the id of what it names.
fn mention_at(facts: &Facts, span: Span) -> Option<(Span, &str)> {
    let after = facts.mentions.partition_point(|mention| mention.span.start <= span.start);
    let mention = facts.mentions[..after].last().filter(|mention| mention.span.end >= span.end)?;
    Some((mention.span, facts.entities.get(mention.entity as usize)?.id.as_str()))
}

fn is_space(text: &str, from: u32, to: u32) -> bool {
    Span { start: from, end: to }.of(text).chars().all(char::is_whitespace)
}

/// Rows in the order of the first telling; those that only the second has, each after the row of what
/// stands before it there.
fn in_order(rows: Vec<Row>) -> Vec<Row> {
    // By the start of a row in the first telling: the row, and those that follow it by the second.
    let mut first: BTreeMap<Option<u32>, Vec<Row>> = BTreeMap::new();
    let mut second: BTreeMap<u32, Row> = BTreeMap::new();
    for row in rows {
        match row.start() {
            (None, Some(start)) => drop(second.insert(start, row)),
            (start, _) => first.entry(start).or_default().push(row),
        }
    }
    // Every span of the second that stands in a row of the first leads to that row.
    let anchors: BTreeMap<u32, Option<u32>> = first
        .iter()
        .flat_map(|(start, rows)| {
            rows.iter().flat_map(move |row| row.right.iter().map(move |span| (span.start, *start)))
        })
        .collect();
    for (start, row) in second {
        let anchor = anchors.range(..start).next_back().and_then(|(_, anchor)| *anchor);
        first.entry(anchor).or_default().push(row);
    }
    first.into_values().flatten().collect()
}

#[cfg(test)]
pub(in crate::story) mod tests;
