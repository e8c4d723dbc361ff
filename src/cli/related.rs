//! `khabar related`: an article -> those of its event, its storyline, and its people and places, each
//! with the reason.

use clap::Args;
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library, row};
use crate::store::{Id, Order, Query, Reader};
use crate::story::{Related, Relation};
use crate::ui::theme::Meaning;
use crate::ui::words::Words;

/// Arguments of `khabar related`.
#[derive(Args, Clone, Debug)]
pub struct RelatedArgs {
    /// Number of an article in the library, or the path that it came from
    #[arg(value_name = "ID|PATH", required_unless_present_any = ["key", "all"], conflicts_with_all = ["key", "all"])]
    pub what: Option<String>,
    /// The article with this key
    #[arg(long, value_name = "KEY", conflicts_with = "all")]
    pub key: Option<String>,
    /// Every article of the library
    #[arg(long)]
    pub all: bool,
    /// At most so many of each kind
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// One object an article, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Prints what is related; [`Outcome::Nothing`] if nothing is, or the article is not there.
pub fn run(args: &RelatedArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let mut count = 0;
    if args.all {
        library::rows(&reader, &Query::all(), Order::Newest, None, |rows| {
            for row in rows {
                count += one(&reader, row.id, args, context)?;
            }
            Ok(())
        })?;
    } else {
        let name = args.key.as_deref().or(args.what.as_deref()).unwrap_or("");
        let id = match &args.key {
            Some(key) => reader.id_of_key(key)?,
            None => library::named(&reader, name)?,
        };
        let Some(id) = id else {
            context.tell(&library::not_there(context, name));
            return Ok(Outcome::Nothing);
        };
        count = one(&reader, id, args, context)?;
        if count == 0 && !args.json {
            context.tell(&context.words.say("empty-related"));
        }
    }
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// Prints what is related to one article; gives how many articles that are.
fn one(reader: &Reader, id: Id, args: &RelatedArgs, context: &mut Context) -> Result<usize, Stop> {
    let related = reader.related(id, args.limit)?;
    let Related { same_event, earlier, later, undated, shared } = &related;
    let count = [same_event, earlier, later, undated, shared].iter().map(|list| list.len()).sum();
    if args.json {
        let list = |list: &[(Id, Relation)]| -> Result<Vec<JsonRelation>, Stop> {
            list.iter().map(|(id, relation)| JsonRelation::new(reader, *id, relation, context)).collect()
        };
        let object = JsonRelated {
            id: id.number(),
            key: reader.article(id)?.article.key,
            same_event: list(same_event)?,
            earlier: list(earlier)?,
            later: list(later)?,
            undated: list(undated)?,
            shared: list(shared)?,
            copies: Vec::new(),
        };
        context.out.json(&object)?;
        return Ok(count);
    }
    let groups = [
        ("related-same-event", same_event),
        ("related-earlier", earlier),
        ("related-later", later),
        ("related-undated", undated),
        ("related-shared", shared),
    ];
    if args.all && count > 0 {
        let title = reader.row(id)?.title;
        context.out.paragraph(&format!("{id}  {title}"), Meaning::Title)?;
    }
    for (heading, list) in groups.into_iter().filter(|(_, list)| !list.is_empty()) {
        let heading = context.words.say(heading);
        context.out.paragraph(&heading, Meaning::Subheading)?;
        let mut rows = Vec::new();
        for (id, relation) in list {
            let mut cells = row::cells(&reader.row(*id)?, context);
            cells.truncate(row::TITLE + 1);
            cells.push(Cell::new(why(relation, &context.words), Meaning::Reason));
            rows.push(cells);
        }
        context.out.table(&rows, row::TITLE)?;
    }
    Ok(count)
}

/// The reason of a relation in words: how far apart, and what both name.
fn why(relation: &Relation, words: &Words) -> String {
    let gap = relation.reason.days.map(|days| {
        let id = if days < 0 { "gap-earlier" } else { "gap-later" };
        words.say_with(id, &[("days", days.unsigned_abs().into())])
    });
    let names = match relation.reason.names.as_slice() {
        [] => words.say("reason-words"),
        names => {
            let names = words.list(names.iter().map(String::as_str));
            words.say_with("reason-names", &[("names", names.into())])
        }
    };
    words.list(gap.iter().chain([&names]).map(String::as_str))
}

/// What is related to one article, as programs get it.
#[derive(Serialize)]
struct JsonRelated {
    id: i64,
    key: String,
    same_event: Vec<JsonRelation>,
    earlier: Vec<JsonRelation>,
    later: Vec<JsonRelation>,
    /// Of the storyline, but when is not known.
    undated: Vec<JsonRelation>,
    shared: Vec<JsonRelation>,
    /// Near-identical texts.
    copies: Vec<JsonRelation>,
}

#[derive(Serialize)]
struct JsonRelation {
    id: i64,
    key: String,
    score: f32,
    why: String,
    days: Option<i32>,
    names: Vec<String>,
}

impl JsonRelation {
    fn new(reader: &Reader, id: Id, relation: &Relation, context: &Context) -> Result<JsonRelation, Stop> {
        Ok(JsonRelation {
            id: id.number(),
            key: reader.article(id)?.article.key,
            score: relation.score,
            why: why(relation, &context.words),
            days: relation.reason.days,
            names: relation.reason.names.clone(),
        })
    }
}
