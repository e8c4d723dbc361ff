//! `khabar searches`: the searches that are saved, with what they find; saves, renames and removes them.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::store::{Count, SavedSearch};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar searches`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "khabar searches                                     all of them, with their counts\n\
                        khabar searches add 'war/ukraine' 'place:أوكرانيا'   save one in a folder\n\
                        khabar list --saved ukraine                         what one finds"
)]
pub struct SearchesArgs {
    /// What to do; without it, they are listed.
    #[command(subcommand)]
    pub command: Option<SearchesCommand>,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// What to do with saved searches.
#[derive(Subcommand, Clone, Debug)]
pub enum SearchesCommand {
    /// List the saved searches: unread and all articles, name, query
    List {
        /// One object a line, for programs
        #[arg(long)]
        json: bool,
        /// Settings.
        #[command(flatten)]
        common: Common,
    },
    /// Save a search under a name; / stands between folders
    Add {
        /// Its name
        name: String,
        /// What it looks for, as in khabar search; after -- if it begins with -
        #[arg(required = true)]
        query: Vec<String>,
        /// Settings.
        #[command(flatten)]
        common: Common,
    },
    /// Give a saved search, or a folder, another name
    Rename {
        /// Its name
        name: String,
        /// The other name
        to: String,
        /// Settings.
        #[command(flatten)]
        common: Common,
    },
    /// Remove a saved search, or a folder
    Remove {
        /// Its name
        name: String,
        /// Settings.
        #[command(flatten)]
        common: Common,
    },
}

impl SearchesArgs {
    /// The settings, wherever they stand.
    pub fn common(&self) -> Common {
        let after = match &self.command {
            None => Common::default(),
            Some(
                SearchesCommand::List { common, .. }
                | SearchesCommand::Add { common, .. }
                | SearchesCommand::Rename { common, .. }
                | SearchesCommand::Remove { common, .. },
            ) => common.clone(),
        };
        after.over(self.common.clone())
    }
}

/// A saved search as programs get it.
#[derive(Serialize)]
struct JsonSearch<'a> {
    name: &'a str,
    query: &'a str,
    articles: u64,
    unread: u64,
}

/// Lists or changes the saved searches; [`Outcome::Nothing`] if there are none.
pub fn run(args: &SearchesArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let change = match &args.command {
        None => return list(args.json, context),
        Some(SearchesCommand::List { json, .. }) => return list(args.json || *json, context),
        Some(SearchesCommand::Add { name, query, .. }) => {
            let query = library::query(context, &query.join(" "))?;
            library::open(context)?.save_search(name, &query)?
        }
        Some(SearchesCommand::Rename { name, to, .. }) => library::open(context)?.rename_search(name, to)?,
        Some(SearchesCommand::Remove { name, .. }) => library::open(context)?.remove_search(name)?,
    };
    let told = notices::change(&context.words, &change);
    context.out.paragraph(&told, Meaning::Text)?;
    Ok(Outcome::Done)
}

fn list(json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let mut counted: Vec<(SavedSearch, Count)> = Vec::new();
    for search in reader.saved_searches()? {
        let count = match search.parsed() {
            Some(query) => reader.count(&query)?,
            None => Count::default(),
        };
        counted.push((search, count));
    }
    if json {
        for (SavedSearch { name, query }, count) in &counted {
            context.out.json(&JsonSearch { name, query, articles: count.total, unread: count.unread })?;
        }
    } else {
        let number = |count: u64| context.words.number(usize::try_from(count).unwrap_or(usize::MAX));
        let cells = |(search, count): &(SavedSearch, Count)| {
            vec![
                Cell::number(number(count.unread), Meaning::Unread),
                Cell::number(number(count.total), Meaning::Count),
                Cell::new(search.name.clone(), Meaning::Title),
                Cell::new(search.query.clone(), Meaning::Muted),
            ]
        };
        let rows: Vec<_> = counted.iter().map(cells).collect();
        context.out.table(&rows, 3)?;
        if counted.is_empty() {
            context.tell(&context.words.say("cli-no-searches"));
        }
    }
    Ok(if counted.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
