//! `khabar rules`: the rules of `rules.toml` -> a list of them; whether they are right; and what they do to the
//! articles that are there.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::app::userfile::nearest;
use crate::config::FILES;
use crate::store::{Id, Rule, Ruled};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar rules`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "khabar rules                         list the rules\n\
                        khabar rules check                   tell what is wrong in rules.toml\n\
                        khabar rules apply --dry-run         what all rules would do, and to which articles\n\
                        khabar rules apply sport talks       follow two of them on the whole library\n\n\
                        In rules.toml, for each rule:\n\
                        [[rule]]\n\
                        name = \"talks\"\n\
                        query = 'person:بوتين after:2025'\n\
                        add = [\"talks\"]\n\
                        remove = [\"inbox\"]")]
pub struct RulesArgs {
    /// What to do; without it, the rules are listed.
    #[command(subcommand)]
    deed: Option<Deed>,
    /// With apply, or without a deed: only tell how many articles would change, and which
    #[arg(long)]
    dry_run: bool,
    /// One object a line, for programs
    #[arg(long)]
    json: bool,
    /// Settings.
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand, Clone, Debug)]
enum Deed {
    /// List the rules in their order
    List,
    /// Tell whether rules.toml is right; each mistake is a line on standard error
    Check,
    /// Follow all rules, or some, on the articles that are there
    Apply {
        /// The rules, by name; all if there are none
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

impl RulesArgs {
    /// The settings.
    pub(super) fn common(&self) -> Common {
        self.common.clone()
    }
}

/// Lists rules, checks them or follows them. [`Outcome::Nothing`] if there are none; [`Outcome::Failed`] from
/// a check that finds mistakes, which have been told before.
pub fn run(args: &RulesArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let rules = context.config.rules.clone();
    match args.deed.clone() {
        None if args.dry_run => apply(&rules, &[], true, args.json, context),
        None | Some(Deed::List) => list(&rules, args.json, context),
        Some(Deed::Check) => check(&rules, args.json, context),
        Some(Deed::Apply { names }) => apply(&rules, &names, args.dry_run, args.json, context),
    }
}

/// A rule, as programs get it.
#[derive(Serialize)]
struct JsonRule<'a> {
    name: &'a str,
    query: String,
    add: &'a [String],
    remove: &'a [String],
}

/// Where the rules stand, as the user would name it.
fn place(context: &Context) -> String {
    let folder = context.config.folder.as_ref();
    folder.map_or_else(|| FILES[3].to_owned(), |folder| folder.join(FILES[3]).display().to_string())
}

/// That there are no rules, and where they would stand.
fn none(context: &Context) -> Outcome {
    context.tell(&context.words.say_with("cli-no-rules", &[("path", place(context).into())]));
    Outcome::Nothing
}

/// How many entries of the file were not understood.
fn mistakes(context: &Context) -> usize {
    let place = place(context);
    context.config.faults.iter().filter(|fault| fault.place() == place).count()
}

fn list(rules: &[Rule], json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    if rules.is_empty() && mistakes(context) == 0 {
        return Ok(none(context));
    }
    let mut rows = Vec::new();
    for rule in rules {
        let Rule { name, query, add, remove } = rule;
        if json {
            context.out.json(&JsonRule { name, query: query.to_string(), add, remove })?;
            continue;
        }
        let signed = |sign: &str, tags: &[String]| -> Vec<String> {
            tags.iter().map(|tag| format!("{sign}#{tag}")).collect()
        };
        let tags = [signed("+", add), signed("-", remove)].concat().join(" ");
        rows.push(vec![
            Cell::new(name.clone(), Meaning::Text),
            Cell::new(tags, Meaning::Tag),
            Cell::new(query.to_string(), Meaning::Muted),
        ]);
    }
    context.out.table(&rows, 2)?;
    Ok(Outcome::Done)
}

fn check(rules: &[Rule], json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let mistakes = mistakes(context);
    if json {
        context.out.json(&serde_json::json!({ "rules": rules.len(), "mistakes": mistakes }))?;
    } else if rules.is_empty() && mistakes == 0 {
        return Ok(none(context));
    } else {
        let values = [("rules", rules.len().into()), ("mistakes", mistakes.into())];
        let text = context.words.say_with("cli-rules-checked", &values);
        context.out.paragraph(&text, Meaning::Text)?;
    }
    Ok(if mistakes == 0 { Outcome::Done } else { Outcome::Failed })
}

/// The rules that are meant by their names; or which name means none.
fn meant(rules: &[Rule], names: &[String], context: &Context) -> Result<Vec<Rule>, Stop> {
    if let Some(name) = names.iter().find(|name| !rules.iter().any(|rule| rule.name == **name)) {
        let near = nearest(name, rules.iter().map(|rule| rule.name.as_str()));
        let (id, near) = match near {
            Some(near) => ("cli-no-such-rule-near", near),
            None => ("cli-no-such-rule", ""),
        };
        let values = [
            ("name", name.clone().into()),
            ("near", near.to_owned().into()),
            ("path", place(context).into()),
        ];
        return Err(Stop::Told(context.words.say_with(id, &values)));
    }
    let is_meant = |rule: &&Rule| names.is_empty() || names.contains(&rule.name);
    Ok(rules.iter().filter(is_meant).cloned().collect())
}

/// Titles told of each rule that is tried; whoever wants all asks for JSON.
const TITLES_MAX: usize = 20;

/// What a rule did or would do, as programs get it.
#[derive(Serialize)]
struct JsonRuled<'a> {
    rule: &'a str,
    found: usize,
    changed: usize,
    articles: Vec<Id>,
}

fn apply(
    rules: &[Rule],
    names: &[String],
    is_dry: bool,
    json: bool,
    context: &mut Context,
) -> Result<Outcome, Stop> {
    if rules.is_empty() {
        return Ok(none(context));
    }
    let rules = meant(rules, names, context)?;
    // Only to look: a library is not made by this.
    drop(library::read(context)?);
    let mut library = library::open(context)?;
    let (change, ruled) =
        if is_dry { library.rehearse_rules(&rules)? } else { library.apply_rules(&rules)? };
    for Ruled { name, found, changed } in &ruled {
        if json {
            let articles = changed.clone();
            context.out.json(&JsonRuled { rule: name, found: *found, changed: changed.len(), articles })?;
            continue;
        }
        let values =
            [("rule", name.as_str().into()), ("found", (*found).into()), ("changed", changed.len().into())];
        let id = if is_dry { "cli-rule-would" } else { "cli-rule-did" };
        let text = context.words.say_with(id, &values);
        context.out.paragraph(&text, Meaning::Text)?;
        if is_dry {
            titles(&library, changed, context)?;
        }
    }
    if !json && !is_dry {
        let text = notices::decided_where(&context.words, &change);
        context.out.paragraph(&text, Meaning::Text)?;
    }
    Ok(Outcome::Done)
}

/// The titles of the first articles that a rule would change.
fn titles(library: &crate::store::Library, ids: &[Id], context: &mut Context) -> Result<(), Stop> {
    let mut rows = Vec::new();
    for id in ids.iter().take(TITLES_MAX) {
        let row = library.row(*id)?;
        rows.push(vec![Cell::number(id.to_string(), Meaning::Muted), Cell::new(row.title, Meaning::Title)]);
    }
    context.out.table(&rows, 1)?;
    if ids.len() > TITLES_MAX {
        let count = ids.len() - TITLES_MAX;
        let text = context.words.say_with("cli-more", &[("count", count.into())]);
        context.out.paragraph(&text, Meaning::Muted)?;
    }
    Ok(())
}
