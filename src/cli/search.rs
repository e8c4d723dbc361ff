//! `khabar search`: a query -> the articles that it finds, best match first.

use clap::Args;

use super::{Common, Context, Outcome, Stop, library, list};
use crate::store::Order;

/// Arguments of `khabar search`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Fields: person: place: org: outlet: title: on: after: before: mentions: tag: feed: lang: \
                        note:\n        has:note|url|outlet|copies|tag|date  is:unread|read|tagged|untagged|\
                        dated|undated|embedded|whole\n        entity: id: as --json gives them; each has an \
                        Arabic name, too: شخص: مكان: جهة:"
)]
pub struct SearchArgs {
    /// Words, "phrases", prefix*, fields, AND OR NOT, parentheses; after -- if it begins with -
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// At most so many articles
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Newest first, instead of best match first
    #[arg(long)]
    pub newest: bool,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Prints what the query finds; [`Outcome::Nothing`] if it finds nothing.
pub fn run(args: &SearchArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let query = library::query(context, &args.query.join(" "))?;
    let order = if args.newest { Order::Newest } else { Order::Relevance };
    list::print(context, &query, order, args.limit, args.json)
}
