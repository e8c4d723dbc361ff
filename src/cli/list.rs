//! `khabar list`: the library -> its articles, newest first.

use clap::Args;

use super::row::{self, JsonRow};
use super::{Common, Context, Outcome, Stop, library};
use crate::store::{Order, Query};

/// Arguments of `khabar list`.
#[derive(Args, Clone, Debug)]
pub struct ListArgs {
    /// At most so many articles
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Only articles with this tag
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Only what the search saved under this name finds
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// Only articles not read yet
    #[arg(long)]
    pub unread: bool,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Lists the articles; [`Outcome::Nothing`] if there are none.
pub fn run(args: &ListArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let mut query = Query::all();
    if let Some(tag) = &args.tag {
        let quoted = tag.replace('\\', "\\\\").replace('"', "\\\"");
        query = query.and(library::query(context, &format!("tag:\"{quoted}\""))?);
    }
    if let Some(name) = &args.saved {
        let search = library::read(context)?.saved_search(name)?;
        let parsed = search.parsed();
        let newer = || {
            context.words.say_with("notice-search-not-understood", &[("name", search.name.clone().into())])
        };
        query = query.and(parsed.ok_or_else(|| Stop::Told(newer()))?);
    }
    if args.unread {
        query = query.and(library::query(context, "is:unread")?);
    }
    print(context, &query, Order::Newest, args.limit, args.json)
}

/// Prints the articles of a query in order.
pub(super) fn print(
    context: &mut Context,
    query: &Query,
    order: Order,
    limit: Option<usize>,
    json: bool,
) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let count = library::rows(&reader, query, order, limit, |rows| {
        if json {
            rows.iter().try_for_each(|row| context.out.json(&JsonRow::new(row)))?;
        } else {
            let cells: Vec<_> = rows.iter().map(|row| row::cells(row, context)).collect();
            context.out.table(&cells, row::TITLE)?;
        }
        Ok(())
    })?;
    if count > 0 {
        return Ok(Outcome::Done);
    }
    if !json {
        let message = if query.is_all() { "cli-empty" } else { "cli-nothing-found" };
        context.tell(&context.words.say(message));
    }
    Ok(Outcome::Nothing)
}
