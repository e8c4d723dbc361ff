//! A query -> what the full-text index is asked (FTS5, section 3 of its documentation).

use super::codec::date_of;
use super::names::{self, Decisions};
use super::query::{Field, Node, Period, Text, When};
use super::{Fault, index, term};
use crate::arabic::words::words;
use jiff::civil::Date;
use rusqlite::Connection;

/// The FTS5 expression of a node that the index can answer.
pub(super) fn expression(connection: &Connection, node: &Node) -> Result<String, Fault> {
    let all = |nodes: &[Node], between: &str| -> Result<String, Fault> {
        let parts: Vec<String> =
            nodes.iter().map(|node| expression(connection, node)).collect::<Result<_, _>>()?;
        Ok(format!("({})", parts.join(between)))
    };
    Ok(match node {
        Node::Text(text) => format!("{{title body}} : {}", pattern(text)),
        Node::Field(field, text) => {
            let column = match field {
                Field::Person => "person",
                Field::Place => "place",
                Field::Organisation => "organisation",
                Field::Outlet => "outlet",
                Field::Title => "title",
            };
            format!("{column} : {}", pattern(text))
        }
        Node::Mentions(period) => format!("facet : {}", any(&period_terms(*period))),
        Node::Entity(id) => {
            let decisions = Decisions::read(connection)?;
            let row = names::row(connection, decisions.last(id))?;
            format!("{{person place organisation}} : \"{}\"", index::entity_term(row.unwrap_or(0)))
        }
        Node::And(nodes) => {
            let (without, with): (Vec<&Node>, Vec<&Node>) =
                nodes.iter().partition(|node| matches!(node, Node::Not(_)));
            let owned = |nodes: Vec<&Node>| nodes.into_iter().cloned().collect::<Vec<_>>();
            let with = if with.is_empty() { everything() } else { all(&owned(with), " AND ")? };
            let without: Vec<Node> = owned(without).into_iter().map(Node::negated).collect();
            if without.is_empty() { with } else { format!("({with} NOT {})", all(&without, " OR ")?) }
        }
        Node::Or(nodes) => all(nodes, " OR ")?,
        Node::Not(inner) => format!("({} NOT {})", everything(), expression(connection, inner)?),
        _ => "facet : \"none\"".to_string(),
    })
}

fn everything() -> String {
    format!("facet : \"{}\"", index::EVERYTHING)
}

fn any(terms: &[String]) -> String {
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    format!("({})", quoted.join(" OR "))
}

/// Words as FTS5 looks for them: as a phrase, the last one perhaps a beginning.
pub(super) fn pattern(text: &Text) -> String {
    let patterns: Vec<String> = phrases(text)
        .into_iter()
        .map(|(terms, prefix)| format!("\"{}\"{}", terms.join(" "), if prefix { "*" } else { "" }))
        .collect();
    format!("({})", patterns.join(" OR "))
}

/// The phrases of terms that `text` stands for, of which one must be there; and whether the last
/// term is only a beginning.
pub(super) fn phrases(text: &Text) -> Vec<(Vec<String>, bool)> {
    let mut found: Vec<(Vec<String>, bool)> = Vec::new();
    for words in term::spellings(&text.words) {
        for phrase in phrases_as_spelt(&words, text.prefix) {
            if !found.contains(&phrase) {
                found.push(phrase);
            }
        }
    }
    found
}

fn phrases_as_spelt(text: &str, prefix: bool) -> Vec<(Vec<String>, bool)> {
    if !prefix {
        return vec![(term::terms(text), false)];
    }
    let Some(last) = words(text).last() else { return Vec::new() };
    let before = term::terms(&text[..last.range.start]);
    term::beginnings(&term::folded(last.text))
        .into_iter()
        .map(|beginning| (before.iter().cloned().chain([beginning]).collect(), true))
        .collect()
}

/// The terms of the days, weeks, months and years that make up a period.
pub(super) fn period_terms(period: Period) -> Vec<String> {
    // "today" has no meaning for what a text says long ago; it is the day of asking all the same.
    let today = jiff::Zoned::now().date();
    if let Period::One(when) = period {
        return vec![match when {
            When::Year(year) => index::year_term(year),
            When::Month(year, month) => index::month_term(year, month),
            When::Week(year, week) => index::week_term(year, week),
            When::Day(day) => index::day_term(day),
            When::Ago(_) => index::day_term(period.days(today).0),
        }];
    }
    let (first, last) = period.days(today);
    // An open end: what is older or later is not told apart by terms.
    let (first, last) = (first.max(OLDEST), last.min(LATEST));
    let mut terms = Vec::new();
    let mut day = first;
    // A century by years, a decade by months at its borders: far below what FTS5 takes.
    while day <= last && terms.len() < PERIOD_TERMS_MAX {
        let (term, end) = if day == day.first_of_year() && day.last_of_year() <= last {
            (index::year_term(day.year()), day.last_of_year())
        } else if day == day.first_of_month() && day.last_of_month() <= last {
            (index::month_term(day.year(), day.month()), day.last_of_month())
        } else {
            (index::day_term(day), day)
        };
        terms.push(term);
        day = date_of(i64::from(super::codec::day_number(end)) + 1);
    }
    terms
}

/// Where a period that has no beginning begins, so that it has no more terms than FTS5 takes.
const OLDEST: Date = Date::constant(1850, 1, 1);
/// Where a period that has no end ends.
const LATEST: Date = Date::constant(2100, 12, 31);

/// Terms of one period: at most 60 days and 22 months at its borders, and two hundred years.
const PERIOD_TERMS_MAX: usize = 300;
