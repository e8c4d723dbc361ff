//! `khabar date`: articles and a day -> the reader's word on their day of publication; or the days that
//! they have.

use clap::Args;
use jiff::civil::Date;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, add, library, row};
use crate::store::query::day;
use crate::store::{Id, Reader};
use crate::task::{Rebuild, Task};
use crate::ui::theme::Meaning;
use crate::ui::words::printable;

/// Arguments of `khabar date`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "khabar date 12                              the day of article 12, and what it was taken from\n\
                        khabar date 12 2025-05-19                   set it; relative dates count from there\n\
                        khabar date 12,15 news.txt '19 May 2025'    that of several articles\n\
                        khabar date --query is:undated yesterday    of what a search finds\n\
                        khabar date 12 --clear                      back to what the article itself says"
)]
pub struct DateArgs {
    /// Articles by number (12 or 12,15) or path; then the day, in one word or in quotes
    #[arg(value_name = "ID|PATH DAY", required_unless_present = "query")]
    pub what: Vec<String>,
    /// The articles that this search finds, instead of numbers
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Take your word back: what the article itself says counts again
    #[arg(long)]
    pub clear: bool,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Sets, clears or prints days of publication; [`Outcome::Nothing`] if there are no such articles. What
/// counts from the days is found anew before it ends; stopped, the rest of that is done by the next run.
pub fn run(args: &DateArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let today = jiff::Zoned::now().date();
    let (names, day) = match (args.what.split_last(), args.clear) {
        (Some((day, names)), false) if !names.is_empty() || args.query.is_some() => {
            (names, Some(understood(day, today, context)?))
        }
        _ => (args.what.as_slice(), None),
    };
    let reader = library::read(context)?;
    let Some(ids) = library::meant(&reader, args.query.as_deref(), names, context)? else {
        return Ok(Outcome::Nothing);
    };
    if day.is_none() && !args.clear {
        return list(&reader, &ids, args.json, context);
    }
    drop(reader);
    let mut library = library::open(context)?;
    let change = library.set_published(&ids, day)?;
    let ended = add::work(&mut library, Task::Rebuild(Rebuild::marked()), context)?;
    if args.json {
        let day = day.map(|day| day.to_string());
        let done = serde_json::json!({ "articles": ids.len(), "changed": change.articles, "day": day });
        context.out.json(&done)?;
    } else {
        let words = &context.words;
        // What was understood, because words were perhaps typed.
        let mut said: Vec<String> = day.map(|day| words.date_with_weekday(day)).into_iter().collect();
        said.extend(day.filter(|day| *day > today).map(|_| words.say("date-future")));
        said.push(words.say_with("cli-dated", &[("count", change.articles.into())]));
        let text = words.list(said.iter().map(String::as_str));
        context.out.paragraph(&text, Meaning::Text)?;
    }
    if ended.stopped {
        context.tell(&context.words.say("cli-stopped"));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Done)
}

/// The day that a user means by `text`.
fn understood(text: &str, today: Date, context: &Context) -> Result<Date, Stop> {
    day::parse(text, today).ok_or_else(|| {
        let value = printable(text).into();
        Stop::Told(context.words.say_with("cli-no-single-day", &[("value", value)]))
    })
}

/// Prints the days of some articles, and what each was taken from.
fn list(reader: &Reader, ids: &[Id], json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let mut cells = Vec::new();
    for id in ids {
        let row = reader.row(*id)?;
        if json {
            context.out.json(&row::JsonRow::new(&row))?;
            continue;
        }
        let words = &context.words;
        let (day, from) = match row.published {
            Some(day) => (words.date(day.date), words.published_from(day.from)),
            None => (words.say("undated"), String::new()),
        };
        cells.push(vec![
            Cell::number(id.to_string(), Meaning::Muted),
            Cell::new(day, Meaning::Date),
            Cell::new(from, Meaning::Muted),
        ]);
    }
    context.out.table(&cells, 2)?;
    Ok(Outcome::Done)
}
