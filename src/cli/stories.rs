//! `khabar stories`: the library -> its events, each with its day, its articles and its storyline.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::store::{Reader, StoryEvent};
use crate::ui::theme::Meaning;

/// Arguments of `khabar stories`.
#[derive(Args, Clone, Debug)]
pub struct StoriesArgs {
    /// Only the events of the storyline that this article belongs to: its number, key or path
    #[arg(value_name = "ID|PATH")]
    pub of: Option<String>,
    /// Only events told by so many articles at least
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub tellings: usize,
    /// Not what was before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Not what was after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// One object an event, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// The column of the title, which gives way where room is short.
const TITLE: usize = 3;

/// Prints the events by day; [`Outcome::Nothing`] if there are none.
pub fn run(args: &StoriesArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read_tied(context)?;
    let mut storyline = None;
    if let Some(name) = &args.of {
        let Some(id) = library::named(&reader, name)? else {
            context.tell(&library::not_there(context, name));
            return Ok(Outcome::Nothing);
        };
        storyline = reader.event_of(id)?.map(|event| event.storyline);
    }
    let mut events = Vec::new();
    reader.stories(|told| {
        let day = told.event.day;
        let is_asked_for = told.articles.len() >= args.tellings
            && args.from.is_none_or(|from| day >= from)
            && args.to.is_none_or(|to| day <= to)
            && (args.of.is_none() || storyline == Some(told.event.storyline));
        if is_asked_for {
            events.push(told);
        }
    })?;
    let mut rows = Vec::new();
    for told in &events {
        if args.json {
            context.out.json(&JsonEvent::new(&reader, told)?)?;
        } else {
            rows.push(cells(&reader, told, context)?);
        }
    }
    context.out.table(&rows, TITLE)?;
    if events.is_empty() && !args.json {
        context.tell(&context.words.say("cli-nothing-found"));
    }
    Ok(if events.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn cells(reader: &Reader, told: &StoryEvent, context: &Context) -> Result<Vec<Cell>, Stop> {
    let words = &context.words;
    let day = if told.event.is_dated { words.date(told.event.day) } else { words.say("undated") };
    let mut outlets: Vec<String> = Vec::new();
    let mut title = String::new();
    for id in &told.articles {
        let row = reader.row(*id)?;
        outlets.extend(row.outlet);
        if title.is_empty() {
            title = row.title;
        }
    }
    outlets.sort_unstable();
    outlets.dedup();
    Ok(vec![
        Cell::number(day, Meaning::Date),
        Cell::number(told.articles.len().to_string(), Meaning::Count),
        Cell::number(told.articles.first().map(ToString::to_string).unwrap_or_default(), Meaning::Muted),
        Cell::new(title, Meaning::Title),
        Cell::new(words.list(outlets.iter().map(String::as_str)), Meaning::Outlet),
    ])
}

/// An event as programs get it.
#[derive(Serialize)]
struct JsonEvent {
    event: i64,
    date: Option<Date>,
    title: String,
    articles: Vec<String>,
    storyline: i64,
}

impl JsonEvent {
    fn new(reader: &Reader, told: &StoryEvent) -> Result<JsonEvent, Stop> {
        let mut title = String::new();
        let mut articles = Vec::with_capacity(told.articles.len());
        for id in &told.articles {
            let article = reader.article(*id)?.article;
            if title.is_empty() {
                title = article.title.text;
            }
            articles.push(article.key);
        }
        let event = told.event;
        Ok(JsonEvent {
            event: event.id,
            date: event.is_dated.then_some(event.day),
            title,
            articles,
            storyline: event.storyline,
        })
    }
}
