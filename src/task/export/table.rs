//! What was found in an article -> rows of a table (RFC 4180) that spreadsheets take as it is.

use crate::article::{DateKind, EntityKind, Facts};
use crate::store::Stored;
use std::io::{self, Write};

/// The names of the columns; programs read them, so they are the same in every language.
const COLUMNS: [&str; 14] = [
    "article",
    "day",
    "outlet",
    "title",
    "kind",
    "entity",
    "name",
    "role",
    "text",
    "value",
    "from",
    "to",
    "latitude",
    "longitude",
];

/// Writes the row of names.
pub(super) fn begin(out: &mut dyn Write, has_bom: bool) -> io::Result<()> {
    if has_bom {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    row(out, &COLUMNS.map(Cell::Text))
}

/// A cell: words, which might be taken for a formula, or a number of ours, which cannot.
#[derive(Clone, Copy)]
enum Cell<'a> {
    Text(&'a str),
    Number(Option<f64>),
    Count(i64),
}

/// Writes a row for each place where something is named, in the order of the text: names and dates.
pub(super) fn rows(out: &mut dyn Write, stored: &Stored, facts: &Facts) -> io::Result<()> {
    let article = &stored.article;
    let day = article.published.map(|published| published.date.to_string()).unwrap_or_default();
    let head = [
        Cell::Count(stored.id.number()),
        Cell::Text(&day),
        Cell::Text(article.outlet.as_deref().unwrap_or_default()),
        Cell::Text(&article.title.text),
    ];
    let mut mentions = facts.mentions.iter().peekable();
    let mut dates = facts.dates.iter().peekable();
    loop {
        let name_is_next = match (mentions.peek(), dates.peek()) {
            (Some(mention), Some(date)) => mention.span.start <= date.span.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return Ok(()),
        };
        let mut cells = head.to_vec();
        if name_is_next {
            let Some(mention) = mentions.next() else { continue };
            let Some(entity) = facts.entities.get(mention.entity as usize) else { continue };
            let (latitude, longitude) = entity.coordinates.unzip();
            cells.extend([
                Cell::Text(kind(entity.kind)),
                Cell::Text(&entity.id),
                Cell::Text(&entity.name),
                Cell::Text(entity.roles.first().map_or("", String::as_str)),
                Cell::Text(mention.span.of(&article.text)),
                Cell::Text(""),
                Cell::Text(""),
                Cell::Text(""),
                Cell::Number(latitude),
                Cell::Number(longitude),
            ]);
            row(out, &cells)?;
        } else {
            let Some(date) = dates.next() else { continue };
            let (from, to) =
                date.interval.map(|(from, to)| (from.to_string(), to.to_string())).unwrap_or_default();
            cells.extend([
                Cell::Text(date_kind(date.kind)),
                Cell::Text(""),
                Cell::Text(""),
                Cell::Text(""),
                Cell::Text(date.span.of(&article.text)),
                Cell::Text(&date.value),
                Cell::Text(&from),
                Cell::Text(&to),
                Cell::Number(None),
                Cell::Number(None),
            ]);
            row(out, &cells)?;
        }
    }
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Organisation => "organisation",
    }
}

fn date_kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "date",
        DateKind::Interval => "interval",
        DateKind::Duration => "duration",
        DateKind::Time => "time",
        DateKind::Set => "set",
        DateKind::Reference => "reference",
    }
}

fn row(out: &mut dyn Write, cells: &[Cell<'_>]) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        match cell {
            Cell::Text(text) => out.write_all(quoted(text).as_bytes())?,
            Cell::Number(Some(number)) => write!(out, "{number}")?,
            Cell::Number(None) => {}
            Cell::Count(number) => write!(out, "{number}")?,
        }
    }
    out.write_all(b"\r\n")
}

/// Text in quotes. What a spreadsheet would take for a formula gets an apostrophe before it, which says
/// that it is text (OWASP, "CSV Injection").
fn quoted(text: &str) -> String {
    let is_formula = |first: char| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}'
        )
    };
    // White space and marks of direction before it do not make it harmless.
    let seen = text.trim_start_matches(|first: char| {
        first == ' ' || matches!(first, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{FEFF}')
    });
    let guard = if seen.starts_with(is_formula) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, cell: &str) {
        assert_eq!(quoted(text), cell);
    }

    #[test]
    fn text_is_quoted_and_no_formula() {
        check("", "\"\"");
        check("a \"b\", c\nd", "\"a \"\"b\"\", c\nd\"");
        check("=HYPERLINK(1)", "\"'=HYPERLINK(1)\"");
        check("-2+3", "\"'-2+3\"");
        check(" @x", "\"' @x\"");
        check("\u{200F}+1", "\"'\u{200F}+1\"");
        check("\u{FF1D}1", "\"'\u{FF1D}1\"");
        check("\u{645}\u{635}\u{631}", "\"\u{645}\u{635}\u{631}\"");
        check("a=b", "\"a=b\"");
    }
}
