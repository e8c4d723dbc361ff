//! A fact, or the name of a page -> a narrower list of articles, and the way back.

use super::Effect;
use super::facts::FactRow;
use super::page::leave_pages;
use super::pane::Pane;
use super::state::State;
use super::update::set_query;
use crate::article::{EntityKind, Facts};
use crate::store::Query;

/// Narrows the list to the fact that is selected or lit.
pub(super) fn narrow(state: &mut State, effects: &mut Vec<Effect>) {
    if state.focus.is_page() {
        return narrow_to_page(state, effects);
    }
    let Some(reading) = &state.reading else { return };
    let in_focus = reading.list(state.focus).and_then(|list| list.current());
    let Some(fact) = in_focus.or(reading.lit.fact.as_ref().map(|(_, row)| row)) else { return };
    let Some(query) = query_of(&reading.facts, fact) else { return };
    let before = state.list.query.clone();
    state.widened.push(before.clone());
    set_query(state, before.and(query), effects);
}

/// The articles that a fact leads to: those that name the person or place, or that speak of the
/// day or were published on it.
fn query_of(facts: &Facts, fact: &FactRow) -> Option<Query> {
    match fact {
        FactRow::Entity(index) => {
            let entity = facts.entities.get(*index)?;
            Some(Query::named(entity.kind, &entity.name))
        }
        FactRow::Date(dates) => {
            let (from, to) = facts.dates.get(*dates.first()?)?.interval?;
            let period = if from == to { from.to_string() } else { format!("{from}..{to}") };
            format!("mentions:{period} OR on:{period}").parse().ok()
        }
        FactRow::Heading(_) => None,
    }
}

/// Shows more again: what was there before the list was narrowed, or all.
pub(super) fn widen(state: &mut State, all: bool, effects: &mut Vec<Effect>) {
    let before = if all { None } else { state.widened.pop() };
    if all {
        state.widened.clear();
    }
    if !state.list.query.is_all() {
        set_query(state, before.unwrap_or_else(Query::all), effects);
    }
}

/// Narrows the list to what the page is about, or to the selected companion.
fn narrow_to_page(state: &mut State, effects: &mut Vec<Effect>) {
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
