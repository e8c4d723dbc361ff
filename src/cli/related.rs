//! `khabar related`: an article -> those of its event, its storyline, and its people and places, each
//! with the reason.

use clap::Args;
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library, row};
use crate::store::{Id, Order, Query, Reader};
use crate::story::{Reason, Related, Relation};
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
    /// Say that this article is of the same story
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub same: Option<String>,
    /// Say that this article is not of the same story
    #[arg(long, value_name = "ID", conflicts_with_all = ["all", "same"])]
    pub apart: Option<String>,
    /// Take your word on this article's story back
    #[arg(long, value_name = "ID", conflicts_with_all = ["all", "same", "apart"])]
    pub as_found: Option<String>,
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
    let reader = library::read_tied(context)?;
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
        if let Some(outcome) = say(&reader, id, args, context)? {
            return Ok(outcome);
        }
        count = one(&reader, id, args, context)?;
        if count == 0 && !args.json {
            context.tell(&context.words.say("empty-related"));
        }
    }
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// Keeps the user's word on the story of two articles, if he gives one.
fn say(reader: &Reader, id: Id, args: &RelatedArgs, context: &mut Context) -> Result<Option<Outcome>, Stop> {
    let words = [(&args.same, Some(true)), (&args.apart, Some(false)), (&args.as_found, None)];
    let given = words.into_iter().find_map(|(name, same)| Some((name.as_deref()?, same)));
    let Some((name, same)) = given else { return Ok(None) };
    let Some(other) = library::named(reader, name)? else {
        context.tell(&library::not_there(context, name));
        return Ok(Some(Outcome::Nothing));
    };
    let change = library::open(context)?.say_of_story(id, other, same)?;
    context.tell(&crate::ui::notices::change(&context.words, &change));
    Ok(Some(if change.articles > 0 { Outcome::Done } else { Outcome::Nothing }))
}

/// Prints what is related to one article; gives how many articles that are.
fn one(reader: &Reader, id: Id, args: &RelatedArgs, context: &mut Context) -> Result<usize, Stop> {
    let related = reader.related(id, args.limit)?;
    let Related { same_event, earlier, later, shared, copies } = &related;
    let count = [same_event, earlier, later, shared, copies].iter().map(|list| list.len()).sum();
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
            shared: list(shared)?,
            copies: list(copies)?,
        };
        context.out.json(&object)?;
        return Ok(count);
    }
    let groups = [
        ("related-same-event", same_event),
        ("related-earlier", earlier),
        ("related-later", later),
        ("related-shared", shared),
        ("related-copies", copies),
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
    let Reason { names, words: shared, .. } = &relation.reason;
    let both = match names.is_empty() && shared.is_empty() {
        true => words.say("reason-words"),
        false => {
            let both = words.list(names.iter().chain(shared).map(String::as_str));
            words.say_with("reason-names", &[("names", both.into())])
        }
    };
    words.list(gap.iter().chain([&both]).map(String::as_str))
}

/// What is related to one article, as programs get it.
#[derive(Serialize)]
struct JsonRelated {
    id: i64,
    key: String,
    same_event: Vec<JsonRelation>,
    earlier: Vec<JsonRelation>,
    later: Vec<JsonRelation>,
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
    words: Vec<String>,
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
            words: relation.reason.words.clone(),
        })
    }
}
