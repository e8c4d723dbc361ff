//! What is wrong with a library -> what is derived made anew, or what can be read in a new library.

use std::path::Path;

use super::super::add::work;
use super::super::{Context, Outcome, Stop, library};
use crate::store::{self, Id, Salvaged};
use crate::task::{Rebuild, Task};
use crate::ui::theme::Meaning;
use crate::ui::words::printable;

/// Ids of lost articles that are told one by one.
const IDS_MAX: usize = 200;

/// Throws away what is derived and makes it anew. Stopped, the window or 'khabar rebuild' goes on with it.
pub(super) fn repair(context: &mut Context, json: bool) -> Result<Outcome, Stop> {
    let path = library::path(context)?;
    if !path.exists() {
        return Err(store::Error::Missing { path }.into());
    }
    let mut library = library::open(context)?;
    library.forget_derived()?;
    let ended = work(&mut library, Task::Rebuild(Rebuild::outdated()), context)?;
    let found = library.integrity()?;
    if json {
        let done =
            serde_json::json!({ "rebuilt": ended.rebuilt, "stopped": ended.stopped, "problems": found });
        context.out.json(&done)?;
    } else {
        let text = context.words.say_with("cli-rebuilt", &[("count", ended.rebuilt.into())]);
        context.out.paragraph(&text, Meaning::Text)?;
        found.iter().for_each(|problem| context.tell(problem));
    }
    if ended.stopped {
        context.tell(&context.words.say("cli-stopped"));
        return Ok(Outcome::Failed);
    }
    if !found.is_empty() {
        context.tell(&context.words.say("doctor-needs-salvage"));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Done)
}

/// Brings what can be read of the library into a new one, and says what could not; [`Outcome::Nothing`] if that
/// is every article.
pub(super) fn salvage(to: &Path, context: &mut Context, json: bool) -> Result<Outcome, Stop> {
    let path = library::path(context)?;
    if !path.exists() {
        return Err(store::Error::Missing { path }.into());
    }
    library::check_folder(&context.words, to)?;
    let (mut library, salvaged) = store::salvage(&path, to)?;
    let ended = work(&mut library, Task::Rebuild(Rebuild::outdated()), context)?;
    if json {
        let numbers = |ids: &[Id]| ids.iter().map(|id| id.number()).collect::<Vec<_>>();
        let counts = |counts: &[(String, u64)]| {
            counts
                .iter()
                .map(|(name, count)| (name.clone(), (*count).into()))
                .collect::<serde_json::Map<_, _>>()
        };
        context.out.json(&serde_json::json!({
            "to": to.display().to_string(),
            "articles": salvaged.articles,
            "lost": numbers(&salvaged.lost),
            "bare": numbers(&salvaged.bare),
            "rows": counts(&salvaged.rows),
            "dropped": counts(&salvaged.dropped),
            "pages": salvaged.pages,
            "bad_pages": salvaged.bad_pages,
            "bad_cells": salvaged.bad_cells,
            "whole": salvaged.is_whole(),
        }))?;
    } else {
        tell(&salvaged, to, context)?;
    }
    if ended.stopped {
        context.tell(&context.words.say("cli-stopped"));
        return Ok(Outcome::Failed);
    }
    Ok(if salvaged.articles == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn tell(salvaged: &Salvaged, to: &Path, context: &mut Context) -> Result<(), Stop> {
    let words = &context.words;
    let path = printable(&to.display().to_string());
    let mut lines = vec![
        words.say_with("salvage-articles", &[("count", salvaged.articles.into()), ("path", path.into())]),
    ];
    for (id, list) in [("salvage-lost", &salvaged.lost), ("salvage-bare", &salvaged.bare)] {
        if !list.is_empty() {
            let values = [("count", list.len().into()), ("ids", numbers(list).into())];
            lines.push(words.say_with(id, &values));
        }
    }
    if !salvaged.dropped.is_empty() {
        let list: Vec<String> =
            salvaged.dropped.iter().map(|(table, count)| format!("{table} {count}")).collect();
        lines.push(words.say_with("salvage-dropped", &[("list", list.join(", ").into())]));
    }
    let bad = salvaged.bad_pages.len();
    if bad > 0 || salvaged.bad_cells > 0 {
        let values = [
            ("count", bad.into()),
            ("pages", u64::from(salvaged.pages).into()),
            ("cells", salvaged.bad_cells.into()),
        ];
        lines.push(words.say_with("salvage-pages", &values));
    }
    if salvaged.is_whole() {
        lines.push(words.say("salvage-whole"));
    }
    lines.push(words.say("salvage-next"));
    for line in lines {
        context.out.paragraph(&line, Meaning::Text)?;
    }
    Ok(())
}

/// Numbers with the stretches of them drawn together: 3, 7–12.
fn numbers(ids: &[Id]) -> String {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for id in ids.iter().map(|id| id.number()) {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => stretches.push((id, id)),
        }
    }
    let more = if stretches.len() > IDS_MAX { ", \u{2026}" } else { "" };
    let shown = stretches.iter().take(IDS_MAX).map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}\u{2013}{last}"),
    });
    shown.collect::<Vec<_>>().join(", ") + more
}
