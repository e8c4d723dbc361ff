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
    let definite = reading.text.starts_with("ال");
    // "الرئيسان الروسي والأميركي": of two people together.
    let dual = definite && reading.text.ends_with("ان") && reading.text.chars().count() > 6;
    let ends_open = is_preposition(tokens.form(end - 1));
    if dual || ends_open {
        return None;
    }
    if !definite && end < start + 2 {
        return None;
    }
    let span = tokens.span(start, end, reading.cut);
    let written = span.of(&tokens.article.text);
    let swallowed = definite && !written.starts_with('ا');
    let mut role = String::with_capacity(written.len() + 2);
    if swallowed {
        role.push('ا');
    }
    role.push_str(written.split('\n').next().unwrap_or(written));
    Some(role)
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
