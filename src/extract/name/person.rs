//! Words in their context -> candidates for people's names, also for names in no list.

use super::candidate::Candidate;
use super::context::Context;
use super::lexicon::Class;
use super::listed::Sure;
use super::places::Lists;
use super::token::{Form, Gap, Tokens};
use crate::article::EntityKind;

/// Against a name that nothing announces.
const NO_CONTEXT: f32 = -1.4;
/// For each part after the first: names of several parts are sure.
const PART: f32 = 0.9;
/// For a part after the first, before its own evidence: where a name has begun, it rather goes on.
const GOES_ON: f32 = 0.7;
/// The longest run of parts, links included.
const PARTS_MAX: usize = 7;

/// Candidates made of words that look like names, where something announces a person or the words
/// suffice by themselves.
pub(super) fn runs(
    tokens: &Tokens<'_>,
    contexts: &[Context],
    lists: &Lists,
    candidates: &mut Vec<Candidate>,
) {
    for (first, &context) in contexts.iter().enumerate().take(tokens.len()) {
        let Some((cut, start)) = start(tokens, first, &context) else { continue };
        let mut announced = context.person;
        if announced == 0.0 {
            announced = NO_CONTEXT;
        }
        let (last, parts) = run_end(tokens, first, cut, context.person > 0.0, lists);
        let mut score = announced + start.clamp(-1.0, 3.0) + parts;
        if speaks_after(tokens, last) {
            score += 0.7;
        }
        if last == first + 1 {
            score -= single_penalty(tokens, first, cut);
            score -= if tokens.is_qualified(first) { 2.5 } else { 0.0 };
        }
        if lists.is_place(first) && last == first + 1 {
            score -= 2.0;
        }
        let rule = match context {
            Context { title: Some(_), .. } => "title",
            Context { said: true, .. } => "verb of saying",
            _ => "name parts",
        };
        candidates.push(Candidate {
            first,
            last,
            cut,
            kind: EntityKind::Person,
            score: score.min(5.0),
            rule,
            name: None,
            title: context.title,
        });
    }
}

/// The reading with which a name may begin at `index`, and its evidence.
pub(super) fn start(tokens: &Tokens<'_>, index: usize, context: &Context) -> Option<(u8, f32)> {
    let form = tokens.form(index);
    if form.digits {
        return None;
    }
    let whole = &form.readings[0];
    let mut best = (0, whole.person);
    for reading in &form.readings[1..] {
        if reading.text.chars().count() < 3 {
            continue;
        }
        // A particle is taken off where the rest is the better known name, or stands by itself in
        // this article; else the letter belongs to the name («وليد», «لافروف», «كيلوغ»).
        if whole.counts.outside > 3.0 && whole.counts.outside > 3.0 * whole.counts.person {
            continue;
        }
        let elsewhere = tokens.index.contains_key(&reading.text);
        let given = Class::GIVEN;
        let known = reading.counts.person > 1.5 * whole.counts.person + 1.0
            || reading.class.has(given) && !whole.class.has(given) && whole.counts.person < 2.0
            || whole.counts.total() == 0.0
                && reading.unit.given + reading.unit.surname >= 3
                && whole.unit.given + whole.unit.surname == 0;
        let conjunction = !reading.preposition && reading.text.chars().count() >= 4 && whole.unit.given == 0;
        if (elsewhere || known || conjunction) && reading.person - 0.4 > best.1 {
            best = (reading.cut, reading.person - 0.2);
        }
        if reading.person > 0.0 && (elsewhere && whole.counts.person < 3.0 || known) && best.0 < reading.cut {
            best = (reading.cut, reading.person.max(best.1));
        }
    }
    let class = tokens.reading(index, best.0).class;
    if class.has(Class::NOT_NAME) || form.class.has(Class::SAYER) && best.1 < 1.5 {
        return None;
    }
    let announcing = Class::DEMONYM.or(Class::HONORIFIC).or(Class::ROLE).or(Class::NOT_NAME);
    if class.has(announcing) && best.1 < 2.0 || form.class.has(announcing) && whole.counts.person < 2.0 {
        return None;
    }
    let linked = class.has(Class::LINK) && tokens.gap(index + 1).is_plain();
    let floor = if context.person > 0.0 { -1.6 } else { 0.2 };
    if linked && index + 1 < tokens.len() {
        let next = tokens.reading(index + 1, 0).person;
        if class.has(Class::STRONG_PREFIX) && !tokens.form(index + 1).digits {
            return Some((best.0, next.clamp(1.0, 2.0)));
        }
        return (next > floor).then_some((best.0, next.min(1.5)));
    }
    (best.1 > floor).then_some(best)
}

/// The end of the run of name parts that begins at `first`, and the evidence of its further parts.
fn run_end(tokens: &Tokens<'_>, first: usize, cut: u8, announced: bool, lists: &Lists) -> (usize, f32) {
    if let Some(last) = lists.person_end(first, cut) {
        return (last, PART * (last - first - 1) as f32);
    }
    let start = tokens.reading(first, cut);
    // After a usual given name, a word never seen before is the surname.
    let given = start.unit.given >= 4 && (start.person > 0.5 || announced)
        || start.person > 2.0
        || start.class.has(Class::GIVEN)
        || announced && start.person > 1.0;
    let mut run = Run {
        given,
        foreign: start.class.has(Class::GIVEN),
        announced,
        second: true,
        linked: start.class.has(Class::LINK),
        forced: start.class.has(Class::PREFIX),
    };
    let mut last = first + 1;
    let mut evidence = 0.0;
    while last < tokens.len() && last - first < PARTS_MAX && tokens.gap(last).is_plain() {
        if let Some(forced) = links_on(tokens, last) {
            run.linked = true;
            run.forced = forced;
            last += 1;
            continue;
        }
        let Some(floor) = floor(tokens, last, &run) else { break };
        let logit = tokens.reading(last, 0).person;
        if logit <= floor || !run.linked && lists.place_sure(last) || conjoined(tokens, last) {
            break;
        }
        evidence += PART + logit.clamp(-0.7, 1.5) * 0.5;
        run = Run { second: false, linked: false, forced: false, ..run };
        last += 1;
    }
    // A link without its part is not of the name.
    while last > first + 1 && run.linked && tokens.reading(last - 1, 0).class.has(Class::LINK) {
        last -= 1;
    }
    (last, evidence)
}

/// What a run of name parts is up to.
#[derive(Clone, Copy)]
struct Run {
    /// It began with a usual given name.
    given: bool,
    /// The given name is from beyond the Arab lists.
    foreign: bool,
    /// A role or a verb of saying stands before it.
    announced: bool,
    /// The next part is the second.
    second: bool,
    /// A link stands before the next part ("دي", "بن").
    linked: bool,
    /// The link takes the next word whatever it is ("بن", "عبد").
    forced: bool,
}

/// Whether the word at `index` links the next part to the name; then, whether it takes that part
/// whatever it is.
fn links_on(tokens: &Tokens<'_>, index: usize) -> Option<bool> {
    let reading = &tokens.form(index).readings[0];
    let next = index + 1;
    if !reading.class.has(Class::LINK) || next >= tokens.len() || !tokens.gap(next).is_plain() {
        return None;
    }
    let next = tokens.reading(next, 0);
    let forced = reading.class.has(Class::PREFIX);
    let taken = forced || next.person > -1.5;
    let possible = reading.class.has(Class::STRONG_PREFIX) || !next.class.has(Class::NOT_NAME);
    (taken && possible || next.class.has(Class::PREFIX)).then_some(forced)
}

/// The evidence above which the word at `index` is the next part of the run; none if it cannot be.
fn floor(tokens: &Tokens<'_>, index: usize, run: &Run) -> Option<f32> {
    let form = tokens.form(index);
    let reading = &form.readings[0];
    let ordinal = !run.linked && run.given && reading.class.has(Class::ORDINAL);
    let quality = reading.class.has(Class::QUALITY) && reading.unit.surname < 5;
    if form.digits || (reading.class.has(Class::NOT_NAME) || quality) && !run.forced && !ordinal {
        return None;
    }
    if run.forced || ordinal {
        return Some(f32::NEG_INFINITY);
    }
    let beside = Class::SAYER.or(Class::HONORIFIC).or(Class::ROLE).or(Class::DEMONYM).or(Class::COMPLEMENT);
    let named = form.class.has(beside);
    // "أحمد المصري": an adjective of a people that many bear as a surname.
    let borne = run.given && form.class.has(Class::DEMONYM) && reading.unit.surname >= 5;
    if named && !run.linked && !borne && takes_complement(tokens, index) {
        return None;
    }
    let definite = reading.text.starts_with("ال");
    let surname = run.given && run.second && !named;
    let rare = if run.foreign && !definite || run.announced { 6.0 } else { 1.0 };
    let unseen = surname && reading.counts.outside < rare && !is_word(form);
    let described = surname && run.announced && definite && reading.counts.outside < 15.0;
    // "… بن ناصر الهنائي": where one hails from, after all other parts.
    let origin = run.given && definite && reading.counts.outside < 1.0 && reading.text.ends_with(['ي', 'ه']);
    Some(match (run.linked, named) {
        _ if unseen || described || origin => -5.0,
        _ if borne => -1.0,
        (true, false) => -2.0,
        (true, true) => -0.5,
        (false, true) => 0.8,
        (false, false) => -GOES_ON,
    })
}

/// Whether a form that was not seen before is an ordinary word with a particle attached.
fn is_word(form: &Form) -> bool {
    let whole = &form.readings[0];
    form.readings[1..].iter().any(|rest| {
        rest.counts.outside > 3.0 + whole.counts.total() && rest.counts.outside > rest.counts.person
    })
}

/// Whether the word at `index` goes on to something that is no name.
fn takes_complement(tokens: &Tokens<'_>, index: usize) -> bool {
    let next = index + 1;
    next < tokens.len() && tokens.gap(next).is_plain() && tokens.reading(next, 0).person < 0.0
}

/// Whether the word at `index` is "and" with another name rather than a further part.
fn conjoined(tokens: &Tokens<'_>, index: usize) -> bool {
    let form = tokens.form(index);
    let whole = &form.readings[0];
    form.readings[1..].iter().any(|reading| {
        let unseen = whole.counts.total() == 0.0;
        let known = tokens.index.contains_key(&reading.text) && (reading.person > 0.0 || unseen)
            || reading.counts.person > 1.5 * whole.counts.person + 1.0;
        (!reading.preposition || whole.unit.surname == 0) && known && whole.unit.surname < 4
            || !reading.preposition
                && whole.counts.person < 2.0
                && whole.unit.surname == 0
                && (reading.unit.given >= 2 || reading.text.starts_with("ال"))
    })
}

/// Whether a verb of saying or a colon at the head of a line follows the name that ends at `last`.
fn speaks_after(tokens: &Tokens<'_>, last: usize) -> bool {
    tokens.gap(last).only(Gap::QUOTE) && tokens.class(last).has(Class::SAYER)
        || tokens.gap(last).has(Gap::COLON)
}

/// Against a name of one part: single given names and words that are also names need more.
fn single_penalty(tokens: &Tokens<'_>, index: usize, cut: u8) -> f32 {
    let reading = tokens.reading(index, cut);
    let seen = reading.counts;
    let mut penalty = 0.6;
    if reading.class.has(Class::AMBIGUOUS) {
        penalty += 2.5;
    }
    if seen.outside > seen.person {
        penalty += 1.0;
    }
    // Unseen letters alone are no name: «بروتوكول», «فيروس».
    if seen.total() < 2.0 && reading.unit.given + reading.unit.surname == 0 {
        penalty += 0.8;
    }
    // "الزعيم الحازم": an adjective rather than a name.
    if reading.text.starts_with("ال") && reading.unit.surname < 2 && reading.person < 1.5 {
        penalty += 1.2;
    }
    penalty
}

/// Weights of a person of the lists.
pub(super) fn listed_score(sure: Sure, words: usize, logit: f32, context: &Context) -> f32 {
    match sure {
        Sure::Full if words > 1 => 6.0,
        Sure::Full | Sure::Short => 3.5,
        Sure::Maybe => context.person - 1.2 + 0.4 * logit.clamp(-2.0, 3.0),
    }
}
