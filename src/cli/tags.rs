//! `khabar tags`: the tags of the library -> a list of them; renamed, merged, deleted and coloured.

use clap::{Args, Subcommand};

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::app::userfile::nearest;
use crate::arabic::letters::fold_str;
use crate::store::{Change, ChangeKind, Error, Library, TagRow};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar tags`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "khabar tags                        all tags, with their counts and colours\n\
                        khabar tags rename war conflict    call it otherwise\n\
                        khabar tags merge wars war         what has the first gets the second instead\n\
                        khabar tags colour war red         or '#cc3311'; none takes it back\n\
                        khabar tags undo                   take the last change of tags back")]
pub struct TagsArgs {
    /// What to do; without it, the tags are listed.
    #[command(subcommand)]
    deed: Option<Deed>,
    /// One object a line, for programs
    #[arg(long)]
    json: bool,
    /// Settings.
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand, Clone, Debug)]
enum Deed {
    /// List the tags, the most used first
    List,
    /// Call a tag otherwise; if there is a tag of that name, the two are merged
    Rename {
        /// The tag
        tag: String,
        /// Its name from now on
        new: String,
    },
    /// Give the articles of one tag another one instead
    Merge {
        /// The tag that goes
        tag: String,
        /// The one that stays
        into: String,
    },
    /// Take tags off all articles
    Delete {
        /// The tags
        #[arg(required = true)]
        tag: Vec<String>,
    },
    /// Give a tag a colour
    #[command(alias = "color")]
    Colour {
        /// The tag
        tag: String,
        /// One of sixteen (red, bright-blue …) or #rrggbb; none for that of all tags
        colour: String,
    },
    /// Take back what was changed last, if it was tags
    Undo,
}

impl TagsArgs {
    /// The settings.
    pub(super) fn common(&self) -> Common {
        self.common.clone()
    }
}

/// Lists tags or changes them; [`Outcome::Nothing`] if there are none, or nothing to take back.
pub fn run(args: &TagsArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let deed = match &args.deed {
        None | Some(Deed::List) => return list(args.json, context),
        Some(Deed::Undo) => return undo(args.json, context),
        Some(deed) => deed,
    };
    // Only to look: a library is not made by asking for a tag that it cannot have.
    let known = library::read(context)?.tag_rows()?;
    let mut library = library::open(context)?;
    let mut changes = Vec::new();
    match deed {
        Deed::Rename { tag, new } => changes.push(library.rename_tag(bare(tag), new)),
        Deed::Merge { tag, into } => changes.push(library.merge_tags(bare(tag), bare(into))),
        Deed::Delete { tag } => delete(&mut library, tag, &known, &mut changes),
        Deed::Colour { tag, colour } => {
            let colour = Some(colour.as_str()).filter(|colour| *colour != "none");
            changes.push(library.colour_tag(bare(tag), colour));
        }
        Deed::List | Deed::Undo => {}
    }
    for change in changes {
        match change {
            Ok(change) => tell(&change, false, args.json, context)?,
            Err(Error::NoTag { tag }) => return Err(Stop::Told(no_tag(&tag, &known, context))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Outcome::Done)
}

/// A tag as it may be typed, without its sign.
fn bare(tag: &str) -> &str {
    tag.trim().trim_start_matches('#')
}

/// Deletes tags; none of them if one is not there.
fn delete(
    library: &mut Library,
    tags: &[String],
    known: &[TagRow],
    changes: &mut Vec<Result<Change, Error>>,
) {
    let is_known = |tag: &&String| known.iter().any(|row| same(&row.name, bare(tag)));
    match tags.iter().find(|tag| !is_known(tag)) {
        Some(tag) => changes.push(Err(Error::NoTag { tag: bare(tag).to_owned() })),
        None => changes.extend(tags.iter().map(|tag| library.delete_tag(bare(tag)))),
    }
}

fn same(one: &str, other: &str) -> bool {
    fold_str(one) == fold_str(other)
}

/// That no article has a tag, and which one may be meant.
fn no_tag(tag: &str, known: &[TagRow], context: &Context) -> String {
    let folded: Vec<String> = known.iter().map(|row| fold_str(&row.name)).collect();
    let near = nearest(&fold_str(tag), folded.iter().map(String::as_str));
    let near = near.and_then(|near| folded.iter().position(|name| name == near));
    match near {
        Some(near) => {
            let near = known[near].name.clone();
            let values = [("tag", tag.to_owned().into()), ("near", near.into())];
            context.words.say_with("library-no-tag-near", &values)
        }
        None => context.words.say_with("library-no-tag", &[("tag", tag.to_owned().into())]),
    }
}

/// Prints what was changed, or taken back, and in how many articles.
fn tell(change: &Change, undone: bool, json: bool, context: &mut Context) -> Result<(), Stop> {
    if json {
        let said = change.to_string();
        let value = serde_json::json!({ "change": said, "articles": change.articles, "undone": undone });
        context.out.json(&value)?;
        return Ok(());
    }
    let said = notices::decided_where(&context.words, change);
    let said = match undone {
        true => context.words.say_with("notice-undone", &[("change", said.into())]),
        false => said,
    };
    context.out.paragraph(&said, Meaning::Text)?;
    Ok(())
}

fn list(json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let tags = library::read(context)?.tag_rows()?;
    let mut rows = Vec::new();
    for tag in &tags {
        if json {
            context.out.json(tag)?;
            continue;
        }
        let count = context.words.number(usize::try_from(tag.articles).unwrap_or(usize::MAX));
        let colour = tag.colour.as_deref().map(|colour| context.words.colour(colour));
        rows.push(vec![
            Cell::number(count, Meaning::Count),
            Cell::new(format!("#{}", tag.name), Meaning::Tag),
            Cell::new(colour.unwrap_or_default(), Meaning::Muted),
        ]);
    }
    context.out.table(&rows, 1)?;
    Ok(if tags.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Takes back the last change, unless it was none of tags.
fn undo(json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    let is_meant =
        |kind: &ChangeKind| matches!(kind, ChangeKind::Tags { .. } | ChangeKind::TagsEdited { .. });
    let Some(change) = library::undo(is_meant, "cli-tag-other-change", context)? else {
        return Ok(Outcome::Nothing);
    };
    tell(&change, true, json, context)?;
    Ok(Outcome::Done)
}
