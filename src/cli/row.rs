//! A row of the list -> a line for people, or an object for programs.

use serde::Serialize;

use super::Context;
use super::out::Cell;
use crate::article::PublishedFrom;
use crate::store::Row;
use crate::ui::theme::Meaning;

/// Index of the title among the cells: the column that gives way where room is short.
pub(super) const TITLE: usize = 3;

/// The cells of a row: mark, number, day, title, outlet, tags.
pub(super) fn cells(row: &Row, context: &Context) -> Vec<Cell> {
    let words = &context.words;
    let day = match row.published {
        Some(published) => words.date(published.date),
        None => words.say("undated"),
    };
    let tags: Vec<String> = row.tags.iter().map(|tag| format!("#{tag}")).collect();
    let title = if row.title.is_empty() { words.say("untitled") } else { row.title.clone() };
    vec![
        Cell::new(if row.read { "" } else { "\u{25cf}" }, Meaning::Unread),
        Cell::number(row.id.to_string(), Meaning::Muted),
        Cell::number(day, Meaning::Muted),
        Cell::new(title, Meaning::Title),
        Cell::new(row.outlet.clone().unwrap_or_default(), Meaning::Outlet),
        Cell::new(tags.join(" "), Meaning::Tag),
    ]
}

/// A row as programs get it.
#[derive(Serialize)]
pub(super) struct JsonRow<'r> {
    id: i64,
    title: &'r str,
    published: Option<String>,
    published_from: Option<PublishedFrom>,
    outlet: Option<&'r str>,
    tags: &'r [String],
    read: bool,
    words: u32,
    minutes: u32,
    origin: &'r str,
    host: Option<i64>,
    part: u16,
}

impl<'r> JsonRow<'r> {
    pub(super) fn new(row: &'r Row) -> JsonRow<'r> {
        JsonRow {
            id: row.id.number(),
            title: &row.title,
            published: row.published.map(|published| published.date.to_string()),
            published_from: row.published.map(|published| published.from),
            outlet: row.outlet.as_deref(),
            tags: &row.tags,
            read: row.read,
            words: row.words,
            minutes: row.minutes(),
            origin: &row.origin,
            host: row.host.map(|host| host.number()),
            part: row.part,
        }
    }
}
