//! Lines of JSON -> documents: one article a line.
//!
//! Fields: `text` (or `body`, `content`), and if there are any `title`, `id`, `date`, `source`, `url`,
//! `tags`; others are passed over. A line that is broken is a flaw; the others are read.

use super::{Document, Flaw, Hints, Parsed, published, under};
use crate::arabic::words::one_line;
use serde_json::{Map, Value};

/// Reads the records of `text` into `parsed`.
pub(super) fn read(text: &str, origin: &str, hints: &Hints, parsed: &mut Parsed) {
    let mut any = false;
    for (index, line) in text.split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        any = true;
        let result = record(line, hints).and_then(|(text, hints)| {
            Document::read(text, origin, &hints, &mut parsed.flaws)
                .ok_or_else(|| "there is no text".to_owned())
        });
        match result {
            Ok(document) => parsed.documents.push(document),
            Err(reason) => {
                parsed.flaws.push(Flaw::Record { origin: origin.to_owned(), line: index + 1, reason });
            }
        }
    }
    if !any {
        parsed.flaws = vec![Flaw::Empty { origin: origin.to_owned() }];
    }
}

/// The text of a record (title, empty line, text) and what else it says.
fn record(line: &str, hints: &Hints) -> Result<(String, Hints), String> {
    let fields: Map<String, Value> = serde_json::from_str(line).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => "it is not a JSON object".to_owned(),
        serde_json::error::Category::Eof => "the JSON object is not closed".to_owned(),
        _ => format!("it is not JSON (column {})", error.column()),
    })?;
    let string = |names: &[&str]| {
        names.iter().find_map(|name| match fields.get(*name) {
            Some(Value::String(value)) if !value.trim().is_empty() => Some(value.trim().to_owned()),
            Some(Value::Number(value)) => Some(value.to_string()),
            _ => None,
        })
    };
    let title = string(&["title", "headline"]).map(|title| one_line(&title));
    let body = string(&["text", "body", "content"]);
    let text = match (&title, &body) {
        (Some(title), Some(body)) => under(Some(title), body.clone()),
        (Some(only), None) | (None, Some(only)) => only.clone(),
        (None, None) => return Err("there is no text".to_owned()),
    };
    let date = string(&["date", "published", "published_at", "datetime"])
        .and_then(|date| published::absolute_days(&date, false).first().map(|found| found.date));
    let hints = Hints {
        format: None,
        key: string(&["id", "guid"]),
        title: title.clone(),
        titled: title.is_some(),
        published: hints.published_or(date),
        outlet: string(&["source", "outlet", "publisher"]).or_else(|| hints.outlet.clone()),
        url: string(&["url", "link"]),
        keywords: tags(&fields),
    };
    Ok((text, hints))
}

fn tags(fields: &Map<String, Value>) -> Vec<String> {
    let tidy = |tag: &str| tag.trim().trim_start_matches('#').to_owned();
    match fields.get("tags").or_else(|| fields.get("keywords")) {
        Some(Value::Array(tags)) => {
            tags.iter().filter_map(Value::as_str).map(tidy).filter(|tag| !tag.is_empty()).collect()
        }
        Some(Value::String(tags)) => {
            tags.split([',', '،', ';', '|']).map(tidy).filter(|tag| !tag.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}
