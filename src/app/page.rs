//! A name that is asked for -> its page over the panes, what is asked for it, and where it leads.

use super::Effect;
use super::act::focus;
use super::facts::FactRow;
use super::jump::Place;
use super::notice::Message;
use super::open::{go, here};
use super::pane::Pane;
use super::portrait::{NAMINGS_PAGE, NamePage, Subject};
use super::state::State;
use super::update::{run_for, set_query, tell};
use crate::article::EntityKind;
use crate::store::Query;
use crate::task::Task;

/// Opens the page of the name that is selected in a pane of facts or of a page, or lit in the text.
pub(super) fn open_named(state: &mut State, effects: &mut Vec<Effect>) {
    let subject = match state.focus {
        Pane::Name => companion(state),
        Pane::Namings => None,
        pane => {
            let reading = state.reading.as_ref();
            reading.and_then(|reading| {
                let selected = reading.list(pane).and_then(|list| list.current());
                let fact = selected.or(reading.lit.fact.as_ref().map(|(_, fact)| fact))?;
                subject(&reading.facts, fact)
            })
        }
    };
    match subject {
        Some(subject) => open_page(state, subject, effects),
        None => tell(state, Message::NoName),
    }
}

/// Who or what a fact names; `None` for a date.
pub(super) fn subject(facts: &crate::article::Facts, fact: &FactRow) -> Option<Subject> {
    let FactRow::Entity(index) = fact else { return None };
    let entity = facts.entities.get(*index)?;
    Some(Subject { id: entity.id.clone(), kind: entity.kind, name: entity.name.clone() })
}

fn companion(state: &State) -> Option<Subject> {
    let entity = &state.pages.last()?.companion()?.entity;
    Some(Subject { id: entity.id.clone(), kind: entity.kind, name: entity.name.clone() })
}

/// Opens a page over what is shown; the way back is kept.
fn open_page(state: &mut State, subject: Subject, effects: &mut Vec<Effect>) {
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    let back = state.focus;
    show_page(state, subject, back, effects);
}

/// Puts a page on top and asks for what it shows.
fn show_page(state: &mut State, subject: Subject, back: Pane, effects: &mut Vec<Effect>) {
    if !state.subjects.contains(&subject) {
        state.subjects.push(subject.clone());
    }
    state.overlay = None;
    state.pages.push(NamePage::awaiting(subject, back));
    state.focus = Pane::Name;
    ask_named(state, false, effects);
    ask_namings(state, effects);
}

/// Puts the page that lay over a place on top again, once the place has been gone to.
pub(super) fn return_to(state: &mut State, page: usize, effects: &mut Vec<Effect>) {
    if let Some(subject) = state.subjects.get(page).cloned() {
        show_page(state, subject, Pane::Article, effects);
    }
}

/// The place of the page on top among [`State::subjects`].
pub(super) fn number(state: &State) -> Option<usize> {
    let page = state.pages.last()?;
    state.subjects.iter().position(|subject| *subject == page.subject)
}

/// Asks what is said of the name, by the newest articles or by all.
pub(super) fn ask_named(state: &mut State, is_whole: bool, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let task = Task::Named { id: page.subject.id.clone(), is_whole };
    state.awaited.named = Some((run_for(state, task, effects), is_whole));
}

/// Asks for the first articles that name it, or for those after the last one that has come.
fn ask_namings(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let after = page.namings.items.last().map(|item| item.naming.row.cursor);
    let task = Task::Namings { id: page.subject.id.clone(), after, limit: NAMINGS_PAGE };
    state.awaited.namings = Some(run_for(state, task, effects));
}

/// Asks for more articles where the reader comes near the last one.
pub(super) fn ask_more(state: &mut State, effects: &mut Vec<Effect>) {
    let is_wanted = state.pages.last().is_some_and(|page| page.wanted().is_some());
    if is_wanted && state.awaited.namings.is_none() {
        ask_namings(state, effects);
    }
}

/// Opens what is selected in the page: the page of a companion, or an article at its mention. Elsewhere
/// goes on to the articles.
pub(super) fn open_in_page(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focus {
        Pane::Name => match companion(state) {
            Some(subject) => open_page(state, subject, effects),
            None => focus(state, Pane::Namings),
        },
        _ => open_naming(state, effects),
    }
}

fn open_naming(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(naming) = state.pages.last().and_then(|page| page.namings.current()) else { return };
    let (id, at) = (naming.row.id, naming.span.start);
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    go(state, Place { id, position: at, page: None }, Some(at), effects);
    match &mut state.opening {
        Some(opening) => opening.lit = Some(at),
        None => drop(super::act::light_at(state, at)),
    }
    focus(state, Pane::Article);
}

/// Closes the page on top: the one below it is shown, or what it lay over.
pub(super) fn close_page(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.pop() else { return };
    (state.awaited.named, state.awaited.namings) = (None, None);
    match state.pages.last() {
        Some(below) => {
            state.focus = below.pane;
            let is_whole = below.portrait.as_ref().is_some_and(|portrait| portrait.named.is_whole());
            let has_none = below.namings.items.is_empty() && !below.namings.is_all;
            if !is_whole && !below.is_missing {
                ask_named(state, true, effects);
            }
            if has_none {
                ask_namings(state, effects);
            }
        }
        None => focus(state, page.back),
    }
}

/// Forgets the pages, because something else is shown.
pub(super) fn leave_pages(state: &mut State) {
    if !state.pages.is_empty() {
        state.pages.clear();
        (state.awaited.named, state.awaited.namings) = (None, None);
    }
    if state.focus.is_page() {
        state.focus = Pane::Article;
    }
}

/// Narrows the list to what the page is about, or to the selected companion.
pub(super) fn narrow_to_page(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let of_page = (page.subject.kind, page.subject.name.clone());
    let selected = page.companion().filter(|_| state.focus == Pane::Name);
    let (kind, name): (EntityKind, String) =
        selected.map_or(of_page, |companion| (companion.entity.kind, companion.entity.name.clone()));
    leave_pages(state);
    let before = state.list.query.clone();
    state.widened.push(before.clone());
    set_query(state, before.and(Query::named(kind, &name)), effects);
}
