//! Words -> candidates for organisations' names, also for those in no list.

use super::candidate::Candidate;
use super::lexicon::Class;
use super::places::Lists;
use super::token::{Form, Gap, Reading, Tokens};
use crate::article::EntityKind;

/// The longest name made from a head, in words.
const WORDS_MAX: usize = 8;

/// Candidates that begin with a head ("وزارة الخارجية الروسية"), that follow a class word
/// ("صحيفة «صدى»"), and that are written in Latin capitals.
pub(super) fn announced(tokens: &Tokens<'_>, lists: &Lists, candidates: &mut Vec<Candidate>) {
    for index in 0..tokens.len() {
        let form = tokens.form(index);
        if form.capitals && !form.class.has(Class::NOT_ORGANISATION) && !form.digits {
            let long = form.text.len() >= 3;
            push(candidates, index, index + 1, 0, if long { 1.2 } else { 0.2 }, "capitals");
        }
        for reading in &form.readings {
            if reading.class.has(Class::STATE_BODY)
                && demonym_at(tokens, index + 1)
                && tokens.gap(index + 1).is_plain()
            {
                push(candidates, index, index + 2, reading.cut, 1.5, "state body");
            }
            if reading.class.has(Class::MINISTRY_HEAD) {
                ministry(tokens, index, reading.cut, candidates);
            } else if reading.class.has(Class::ORGANISATION_HEAD) {
                head(tokens, lists, index, reading, candidates);
            }
            if reading.class.has(Class::CLASS_WORD) {
                class_word(tokens, lists, index, candidates);
            }
        }
    }
}

/// Certain enough against a guess that the short name is a person's.
const SHORT_NAME: f32 = 2.5;

/// Adds the short name in brackets behind an organisation's: «المكتب الوطني لمكافحة الفساد (نابو)». `candidates`
/// carry all evidence.
pub(super) fn short_names(tokens: &Tokens<'_>, lists: &Lists, candidates: &mut Vec<Candidate>) {
    let full = |index: usize| {
        candidates.iter().any(|candidate| {
            candidate.kind == EntityKind::Organisation
                && candidate.last == index
                && candidate.words() > 1
                && candidate.score > 0.0
        })
    };
    let is_short = |index: &usize| {
        let before = tokens.gap(*index);
        let end = tokens.tokens[*index].span.end as usize;
        let form = tokens.form(*index);
        let no_name = Class::NOT_NAME.or(Class::DEMONYM).or(Class::ROLE).or(Class::HONORIFIC);
        before.only(Gap::BRACKET.or(Gap::QUOTE))
            && before.has(Gap::BRACKET)
            && tokens.article.text[end..].starts_with([')', ']'])
            && !form.digits
            && !form.plain
            && !form.class.has(no_name)
            && form.readings[0].counts.outside < 1.0
            && !lists.place_sure(*index)
            && full(*index)
    };
    let short: Vec<usize> = (1..tokens.len()).filter(is_short).collect();
    for index in short {
        push(candidates, index, index + 1, 0, SHORT_NAME, "short name in brackets");
    }
}

fn push(candidates: &mut Vec<Candidate>, first: usize, last: usize, cut: u8, score: f32, rule: &'static str) {
    let kind = EntityKind::Organisation;
    candidates.push(Candidate { first, last, cut, kind, score, rule, name: None, title: None });
}

fn demonym_at(tokens: &Tokens<'_>, index: usize) -> bool {
    index < tokens.len() && tokens.form(index).readings[0].class.has(Class::DEMONYM)
}

/// What a ministry's name is found by. Labelled news takes ministries for no names, so that the tagger
/// has no word in it.
pub(super) const MINISTRY: &str = "ministry";

/// "وزارة الصحة والسكان المصرية": all that a ministry may be of, then the nation.
fn ministry(tokens: &Tokens<'_>, index: usize, cut: u8, candidates: &mut Vec<Candidate>) {
    let mut last = index + 1;
    while last < tokens.len() && last - index < WORDS_MAX && tokens.gap(last).is_plain() {
        let form = tokens.form(last);
        let of = |reading: &Reading| reading.class.has(Class::MINISTRY_FIELD) && !reading.preposition;
        if !form.readings.iter().any(of) {
            break;
        }
        last += 1;
    }
    if last == index + 1 {
        return;
    }
    if demonym_at(tokens, last) && tokens.gap(last).is_plain() && tokens.text(last).starts_with("ال") {
        last += 1;
    }
    push(candidates, index, last, cut, 5.0, MINISTRY);
}

/// What a name that begins with a head is found by.
pub(super) const HEADED: &str = "organisation head";

/// A name that begins with a head. After a head without article, a noun must follow; after one with
/// it, an adjective that organisations bear.
fn head(
    tokens: &Tokens<'_>,
    lists: &Lists,
    index: usize,
    reading: &Reading,
    candidates: &mut Vec<Candidate>,
) {
    let definite = reading.text.starts_with("ال");
    let weak = reading.class.has(Class::WEAK_HEAD);
    let mut last = index + 1;
    let mut score: f32 = if weak { -0.6 } else { 0.4 };
    let mut marks = 0;
    while last < tokens.len() && last - index < WORDS_MAX && tokens.gap(last).is_plain() {
        let form = tokens.form(last);
        let whole = &form.readings[0];
        let first = last == index + 1;
        if form.digits || whole.class.has(Class::NOT_NAME) && !whole.class.has(Class::ORGANISATION_ADJECTIVE)
        {
            break;
        }
        let adjective =
            whole.class.has(Class::ORGANISATION_ADJECTIVE.or(Class::DEMONYM)) && form.text.starts_with("ال");
        let noun = form.text.starts_with("ال") && !whole.class.has(Class::SAYER.or(Class::HONORIFIC));
        if adjective {
            marks += 1;
        } else if first && definite {
            break;
        } else if first && noun {
            score += 0.3;
        } else if first && (lists.is_place(last) || is_unseen_name(form) && !weak) {
            score += 0.2;
        } else if noun && tokens.text(last - 1).starts_with("لل") && form.text.ends_with(['ه', 'ي']) {
            // "المنظمة العالمية للملكية الفكرية"
        } else if !complement(tokens, last, index, definite) {
            break;
        }
        last += 1;
    }
    score += 0.6 * marks as f32;
    if last > index + 1 {
        push(candidates, index, last, reading.cut, score.min(2.6), HEADED);
    }
}

/// Whether a form was never seen outside names, and is none with a particle attached.
fn is_unseen_name(form: &Form) -> bool {
    let whole = &form.readings[0];
    let particle = form.readings[1..].iter().any(|rest| rest.counts.outside > 3.0);
    whole.counts.outside < 1.0 && !particle && form.text.chars().count() > 2
}

/// Whether the word at `index` goes on with the name whose head is at `head`: "للتنمية",
/// "والتعليم", "حقوق الإنسان".
fn complement(tokens: &Tokens<'_>, index: usize, head: usize, definite: bool) -> bool {
    let form = tokens.form(index);
    let text = form.text.as_str();
    if text.starts_with("لل") && form.readings.iter().any(|reading| reading.cut == 1) && index > head + 1 {
        return true;
    }
    if text.starts_with("وال") && index > head + 1 && !definite {
        let rest = tokens.reading(index, 1);
        let other = Class::DEMONYM.or(Class::HONORIFIC).or(Class::ROLE).or(Class::ORGANISATION_HEAD);
        return !rest.class.has(other) && ends_soon(tokens, index);
    }
    // "مجلس حقوق الإنسان": a noun without article, one with it after.
    let next_definite = index + 1 < tokens.len()
        && tokens.gap(index + 1).is_plain()
        && tokens.text(index + 1).starts_with("ال");
    index == head + 1 && !definite && next_definite && form.readings[0].class.has(Class::IDAFA)
}

/// Whether a name that goes on with "and the …" comes to its end there or with an adjective.
fn ends_soon(tokens: &Tokens<'_>, index: usize) -> bool {
    let next = index + 1;
    next >= tokens.len()
        || !tokens.gap(next).is_plain()
        || !tokens.text(next).starts_with("ال")
        || tokens.form(next).readings[0].class.has(Class::DEMONYM.or(Class::ORGANISATION_ADJECTIVE))
}

/// The name after a class word: in quotation marks, or a word hardly ever seen otherwise.
fn class_word(tokens: &Tokens<'_>, lists: &Lists, index: usize, candidates: &mut Vec<Candidate>) {
    let first = index + 1;
    if first >= tokens.len() {
        return;
    }
    if tokens.gap(first) == Gap::QUOTE {
        let mut last = first + 1;
        while last < tokens.len() && last - first < 5 && tokens.gap(last).is_plain() {
            last += 1;
        }
        if tokens.gap(last).has(Gap::QUOTE) && last - first < 5 {
            push(candidates, first, last, 0, 2.6, "class word");
        }
        return;
    }
    let mut last = first;
    while last < tokens.len() && last - first < 3 && tokens.gap(last).is_plain() {
        let form = tokens.form(last);
        let whole = &form.readings[0];
        let seen = whole.counts;
        let never = Class::NOT_NAME.or(Class::DEMONYM).or(Class::SAYER).or(Class::PLACE_PREPOSITION);
        let rest = form.readings[1..].iter().any(|rest| {
            rest.counts.outside > seen.total() + 1.0
                || rest.class.has(never)
                || tokens.index.contains_key(&rest.text)
        });
        let named = seen.organisation > 0.6 * (seen.outside + seen.person);
        let unseen = seen.outside < 1.0 && !form.text.starts_with("ال");
        let placed = last == first && lists.is_place(last) && tokens.reading(index, 0).class.has(Class::CLUB);
        let latin = form.text.is_ascii() && !form.digits;
        if form.digits
            || form.class.has(never)
            || rest
            || !(named && seen.organisation > 0.0 || unseen || placed || latin)
        {
            break;
        }
        last += 1;
    }
    if last > first {
        let club = tokens.form(index).class.has(Class::CLUB);
        push(candidates, first, last, 0, if club { 3.5 } else { 1.6 }, "class word");
    }
}
