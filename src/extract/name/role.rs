//! The words before or after a person's name -> the roles that they state.

use super::candidate::Candidate;
use super::lexicon::Class;
use super::token::{Form, Gap, Tokens};
use crate::article::EntityKind;

/// The roles stated by the words from `head` to `end`, as written: "كبير المفاوضين الأوكرانيين وزير
/// الدفاع" states two, "متحدث باسم رئيس الوزراء" before a name only the second. A head without
/// article and complement states none ("مبعوث ترامب").
pub(super) fn stated(tokens: &Tokens<'_>, head: usize, end: usize) -> Vec<String> {
    let mut roles = Vec::new();
    let mut start = head;
    for index in head + 1..end {
        let form = tokens.form(index);
        let Some(reading) = form.readings.iter().find(|reading| reading.class.has(Class::ROLE)) else {
            continue;
        };
        let before = tokens.form(index - 1);
        if before.class.has(Class::DEPUTY) || before.class.has(Class::ORGANISATION_HEAD) {
            continue;
        }
        // "تحدث الرئيس إلى نظيره": the one after the preposition is another.
        let governed = reading.preposition
            || is_preposition(before)
            || before.text == "باسم"
            || index == start + 1 && !tokens.text(start).trim_start_matches('و').starts_with("ال");
        if !governed {
            roles.extend(one(tokens, start, index));
        }
        start = index;
    }
    roles.extend(one(tokens, start, end));
    roles
}

fn is_preposition(form: &Form) -> bool {
    form.class.has(Class::PLACE_PREPOSITION)
        || form.plain
        || matches!(form.text.as_str(), "مع" | "عن" | "بين")
}

fn one(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<String> {
    let reading = tokens
        .form(start)
        .readings
        .iter()
        .find(|reading| reading.class.has(Class::ROLE.or(Class::HONORIFIC)))?;
    if COUNTERPARTS.contains(&reading.text.as_str()) {
        return counterpart(tokens, start, end);
    }
    let definite = reading.text.starts_with("ال");
    let ends_open = is_preposition(tokens.form(end - 1));
    if is_dual(&reading.text) || ends_open {
        return None;
    }
    if !definite && end < start + 2 {
        return None;
    }
    Some(written(tokens, start, end, reading.cut))
}

/// The words from `start` to `end` as written, the first without its particles; the alef of its
/// article is put back where ل has swallowed it.
fn written(tokens: &Tokens<'_>, start: usize, end: usize, cut: u8) -> String {
    let written = tokens.span(start, end, cut).of(&tokens.article.text);
    let swallowed = tokens.reading(start, cut).text.starts_with("ال") && !written.starts_with('ا');
    let alef = if swallowed { "ا" } else { "" };
    format!("{alef}{}", written.split('\n').next().unwrap_or(written))
}

/// Of two people together: «الرئيسان», «الوزيرين». Folded.
fn is_dual(head: &str) -> bool {
    head.starts_with("ال") && (head.ends_with("ان") || head.ends_with("ين")) && head.chars().count() > 6
}

/// "His counterpart", folded.
const COUNTERPARTS: [&str; 4] = ["نظيره", "نظيرته", "نظيرها", "نظيرتها"];

/// Words between a counterpart and the role that it has, at most.
const COUNTERPART_WORDS_MAX: usize = 16;

/// "تحدث الرئيس الأميركي إلى نظيره الأوكراني": the last role said before in the sentence, with the
/// counterpart's nation; the words themselves if there is none.
fn counterpart(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<String> {
    let nation = start + 1;
    if nation >= end {
        return None;
    }
    let least = start.saturating_sub(COUNTERPART_WORDS_MAX);
    let in_sentence =
        |index: &usize| (*index + 1..=start).all(|at| !tokens.gap(at).has(Gap(Gap::LINE.0 | Gap::STOP.0)));
    let head = (least..start).rev().take_while(in_sentence).find_map(|index| {
        let reading = tokens.form(index).readings.iter().find(|reading| reading.class.has(Class::ROLE))?;
        let ends = (index + 1..start)
            .find(|&at| tokens.class(at).has(Class::DEMONYM) || !tokens.text(at).starts_with("ال"))?;
        let whole = tokens.class(ends).has(Class::DEMONYM) && !is_dual(&reading.text);
        whole.then(|| written(tokens, index, ends, reading.cut))
    });
    let nation = written(tokens, nation, end, 0);
    Some(match head {
        Some(head) => format!("{head} {nation}"),
        None => written(tokens, start, end, 0),
    })
}

/// "الرئيسان الروسي والأميركي، فلاديمير بوتين ودونالد ترامب": to each his own, in the singular.
pub(super) fn of_two(tokens: &Tokens<'_>, chosen: &[Candidate], index: usize) -> Option<String> {
    let candidate = &chosen[index];
    let titled = |candidate: &Candidate| {
        let (head, _) = candidate.title?;
        let reading = tokens.form(head).readings.iter().find(|reading| is_dual(&reading.text))?;
        Some((head, reading.cut))
    };
    let before = index.checked_sub(1).map(|before| &chosen[before]);
    let joined = |before: &&Candidate| {
        let and = tokens.text(candidate.first).starts_with('و') && candidate.cut > 0;
        and && before.kind == EntityKind::Person && before.last == candidate.first
    };
    let (place, (head, cut)) = match titled(candidate) {
        Some(title) => (0, title),
        None => (1, before.filter(joined).and_then(titled)?),
    };
    let dual = written(tokens, head, head + 1, cut);
    let singular = &dual[..dual.char_indices().rev().nth(1)?.0];
    let nation = |index: usize, cut: u8| {
        let named = index < tokens.len() && tokens.gap(index).is_plain();
        let reading = named.then(|| tokens.reading(index, cut))?;
        reading.class.has(Class::DEMONYM).then(|| written(tokens, index, index + 1, cut))
    };
    match (nation(head + 1, 0), nation(head + 2, 1)) {
        (Some(first), Some(second)) => Some(format!("{singular} {}", [first, second][place])),
        (Some(_), None) => None,
        (None, _) => Some(singular.to_owned()),
    }
}

/// "مبعوث ترامب ستيف ويتكوف": a role that another's name is part of.
pub(super) fn with_name(tokens: &Tokens<'_>, chosen: &[Candidate], index: usize) -> Option<String> {
    let candidate = &chosen[index];
    let before = &chosen[index.checked_sub(1)?];
    let beside = before.last == candidate.first && tokens.gap(candidate.first).is_plain();
    let people = before.kind == EntityKind::Person && candidate.kind == EntityKind::Person;
    if !beside || !people || candidate.cut > 0 {
        return None;
    }
    let (head, end) = before.title.filter(|&(_, end)| end == before.first)?;
    let reading = tokens.form(head).readings.iter().find(|reading| reading.class.has(Class::ROLE))?;
    let indefinite = !reading.text.starts_with("ال");
    let governed = (head + 1..=end).any(|at| {
        tokens.form(at).readings.iter().any(|reading| {
            reading.preposition && (at == end && at == before.first || reading.class.has(Class::ROLE))
        })
    });
    (indefinite || governed).then(|| written(tokens, head, before.last, reading.cut))
}

/// The role stated after a name: "ستيف ويتكوف مبعوث الرئيس الأميركي", "…، وزير الخارجية، …". None if
/// another name follows that it belongs to.
pub(super) fn after(tokens: &Tokens<'_>, chosen: &[Candidate], index: usize) -> Option<String> {
    let candidate = &chosen[index];
    let head = candidate.last;
    let beside = head < tokens.len() && tokens.gap(head).only(Gap::COMMA) && !tokens.gap(head).has(Gap::LINE);
    let reading = beside.then(|| &tokens.form(head).readings[0])?;
    if !reading.class.has(Class::ROLE) {
        return None;
    }
    let mut end = head + 1;
    while end < tokens.len() && end < head + 9 && tokens.gap(end).is_plain() {
        let within = chosen[index + 1..].iter().find(|other| other.first <= end && end < other.last);
        if within.is_some_and(|other| other.kind == EntityKind::Person) {
            return None;
        }
        let form = tokens.form(end);
        let goes_on = within.is_some()
            || form.class.has(Class::DEMONYM.or(Class::COMPLEMENT))
            || form.text.starts_with("ال") && !form.class.has(Class::NOT_NAME)
            || form.text.starts_with("لل");
        if !goes_on {
            break;
        }
        end += 1;
    }
    let names_next = chosen[index + 1..].iter().any(|other| {
        other.kind == EntityKind::Person
            && (other.first == end || other.title.is_some_and(|title| title.0 == head))
    });
    if names_next || end < head + 2 {
        return None;
    }
    one(tokens, head, end)
}
