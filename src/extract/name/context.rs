//! Words -> what stands before each: a role, an honorific, a verb of saying, a place word.

use super::lexicon::Class;
use super::token::{Gap, Tokens};

/// What stands before a word and lets a name begin there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// How much it speaks for a person's name, as a logit.
    pub person: f32,
    /// The words of the role: first, and the one after the last.
    pub title: Option<(usize, usize)>,
    /// Whether a verb of saying stands before.
    pub said: bool,
}

/// Evidence of an honorific directly before a name; of a role whose complement is said; of a role
/// without complement; of a comma between role and name; of a verb of saying. Set by hand, then
/// turned while looking at the errors on the training side of ANERcorp.
const HONORIFIC: f32 = 2.6;
const ROLE_COMPLETE: f32 = 2.2;
const ROLE_BARE: f32 = 1.3;
const COMMA: f32 = -0.5;
const SAID: f32 = 1.1;

/// The longest role, in words.
const ROLE_WORDS_MAX: usize = 9;

/// For each word the best context that a name would have there.
pub(super) fn contexts(tokens: &Tokens<'_>, is_place: &[bool]) -> Vec<Context> {
    let mut contexts = vec![Context::default(); tokens.len() + 1];
    for index in 0..tokens.len() {
        let class = title_class(tokens, index);
        if class.has(Class::HONORIFIC.or(Class::ROLE)) {
            mark_role(tokens, index, class, is_place, &mut contexts);
        }
        if tokens.class(index).has(Class::SAYER) && tokens.gap(index + 1).only(Gap::QUOTE) {
            let context = &mut contexts[index + 1];
            context.said = true;
            context.person = context.person.max(SAID);
        }
    }
    contexts
}

/// Classes of the word at `index` as head of a role: also with ل, ب attached ("للرئيس").
fn title_class(tokens: &Tokens<'_>, index: usize) -> Class {
    tokens.form(index).readings.iter().fold(Class::NONE, |class, reading| class.or(reading.class))
}

/// Follows the complements of the role that begins at `head`, and marks each word on the way as a
/// possible beginning of the name of its bearer.
fn mark_role(tokens: &Tokens<'_>, head: usize, class: Class, is_place: &[bool], contexts: &mut [Context]) {
    let mut commas = 0;
    for (next, context) in
        contexts.iter_mut().enumerate().take(tokens.len()).skip(head + 1).take(ROLE_WORDS_MAX)
    {
        let gap = tokens.gap(next);
        if !gap.only(Gap(COMMA_OR_QUOTE)) {
            break;
        }
        commas += usize::from(gap.has(Gap::COMMA));
        if commas > 1 {
            break;
        }
        let directly = next == head + 1;
        let mut evidence = match directly {
            true if class.has(Class::HONORIFIC) => HONORIFIC,
            true => ROLE_BARE,
            false if class.has(Class::ROLE) => ROLE_COMPLETE,
            // "السيناتور الجمهوري ليندسي غراهام"
            false => HONORIFIC - 0.6,
        };
        if commas > 0 {
            evidence += COMMA;
        }
        if evidence > context.person || context.title.is_none() {
            context.person = context.person.max(evidence);
            context.title = Some((head, next));
        }
        if commas > 0 || !goes_on(tokens, next, class, is_place) {
            break;
        }
    }
}

const COMMA_OR_QUOTE: u8 = 8 | 16;

/// Whether a role may go on with the word at `index`.
fn goes_on(tokens: &Tokens<'_>, index: usize, class: Class, is_place: &[bool]) -> bool {
    let form = tokens.form(index);
    if is_place[index] && class.has(Class::ROLE) {
        return true;
    }
    form.readings.iter().any(|reading| {
        let word = reading.class;
        word.has(Class::DEMONYM.or(Class::COMPLEMENT))
            || class.has(Class::ROLE)
                && (word.has(Class::ROLE.or(Class::ORGANISATION_HEAD))
                    || reading.text.starts_with("ال") && reading.person < 1.0 && !word.has(Class::SAYER))
    })
}
