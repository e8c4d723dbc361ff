//! `khabar tag`: articles and tags -> the tags added and removed; or the tags that there are.

use clap::Args;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::store::{Id, Reader};
use crate::ui::theme::Meaning;

/// Arguments of `khabar tag`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "khabar tag                              all tags, with their counts\n\
                        khabar tag 12                           the tags of article 12\n\
                        khabar tag 12,15 war -draft             add a tag, remove another\n\
                        khabar tag --query 'place:gaza' gaza    tag what a search finds\n\
                        khabar tag --query gaza gaza --dry-run  only tell how many articles that would change")]
pub struct TagArgs {
    /// Articles by number (12 or 12,15) or path; then tags, with - before those to remove
    #[arg(value_name = "ID|PATH TAG", allow_hyphen_values = true, trailing_var_arg = true)]
    pub what: Vec<String>,
    /// The articles that this search finds, instead of numbers
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Only tell how many articles would change
    #[arg(long)]
    pub dry_run: bool,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Adds, removes or lists tags; [`Outcome::Nothing`] if there are no such articles, or no tags.
pub fn run(args: &TagArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let (articles, tags) = match (&args.query, args.what.split_first()) {
        (Some(_), _) => (&[][..], args.what.as_slice()),
        (None, None) => return list_all(args, context),
        (None, Some((articles, tags))) => (std::slice::from_ref(articles), tags),
    };
    // A tag to remove looks like a flag, so what stands behind the first of them is taken for tags, too.
    let is_flag = |flag: &str| tags.iter().any(|tag| tag == flag);
    let (dry_run, json) = (args.dry_run || is_flag("--dry-run"), args.json || is_flag("--json"));
    let tags: Vec<&String> =
        tags.iter().filter(|tag| !matches!(tag.as_str(), "--dry-run" | "--json")).collect();
    let reader = library::read(context)?;
    let ids = match &args.query {
        // All that is found, however much it is: no rows are read for that.
        Some(text) => {
            let ids = reader.ids(&library::query(context, text)?)?;
            (!ids.is_empty()).then_some(ids)
        }
        None => library::meant(&reader, None, articles, context)?,
    };
    let Some(ids) = ids else {
        if args.query.is_some() {
            context.tell(&context.words.say("cli-nothing-found"));
        }
        return Ok(Outcome::Nothing);
    };
    if tags.is_empty() {
        return list_of(&reader, &ids, args, context);
    }
    drop(reader);
    let (remove, add): (Vec<&str>, Vec<&str>) =
        tags.iter().map(|tag| tag.as_str()).partition(|tag| tag.starts_with('-'));
    let add: Vec<&str> = add.iter().map(|tag| tag.trim_start_matches('+')).collect();
    let remove: Vec<&str> = remove.iter().map(|tag| &tag[1..]).collect();
    let mut library = library::open(context)?;
    let change = match dry_run {
        true => library.rehearse_tag(&ids, &add, &remove)?,
        false => library.tag(&ids, &add, &remove)?,
    };
    if json {
        context.out.json(&serde_json::json!({ "articles": ids.len(), "changed": change.articles }))?;
    } else {
        let id = if dry_run { "cli-would-tag" } else { "cli-tagged" };
        let text = context.words.say_with(id, &[("count", change.articles.into())]);
        context.out.paragraph(&text, Meaning::Text)?;
    }
    Ok(Outcome::Done)
}

/// Prints all tags with their counts.
fn list_all(args: &TagArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let tags = library::read(context)?.tags()?;
    if args.json {
        for (tag, count) in &tags {
            context.out.json(&serde_json::json!({ "tag": tag, "count": count }))?;
        }
    } else {
        let count = |count: &u64| context.words.number(usize::try_from(*count).unwrap_or(usize::MAX));
        let rows: Vec<Vec<Cell>> = tags
            .iter()
            .map(|(tag, articles)| {
                vec![
                    Cell::number(count(articles), Meaning::Count),
                    Cell::new(format!("#{tag}"), Meaning::Tag),
                ]
            })
            .collect();
        context.out.table(&rows, 1)?;
    }
    Ok(if tags.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Prints the tags of some articles.
fn list_of(reader: &Reader, ids: &[Id], args: &TagArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let mut any = false;
    for id in ids {
        let row = reader.row(*id)?;
        any |= !row.tags.is_empty();
        if args.json {
            context.out.json(&serde_json::json!({ "id": id.number(), "tags": row.tags }))?;
        } else {
            for tag in &row.tags {
                context.out.paragraph(&format!("#{tag}"), Meaning::Tag)?;
            }
        }
    }
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}
