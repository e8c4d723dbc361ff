//! `khabar names`: the people, places and organisations of the library -> a list of them; merged, split and
//! renamed by the reader's word; and why each spelling stands where it does.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::arabic::letters::fold_str;
use crate::article::EntityKind;
use crate::store::Wish;
use crate::store::{ByHand, Change, ChangeKind, EntityRow, Error, NameProblem, NameRow, Other, Reader};
use crate::task::{self, Why};
use crate::ui::notices;
use crate::ui::theme::Meaning;
use crate::ui::words::printable;

/// Arguments of `khabar names`.
#[derive(Args, Clone, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Deeds",
    after_help = "khabar names                                 all names, with their counts and spellings\n\
                  khabar names بوتين                           those called so, in any spelling\n\
                  khabar names merge بوتن 'فلاديمير بوتين'     the first is the second\n\
                  khabar names split 'دونالد ترامب' ترامب      a spelling is an entry of its own\n\
                  khabar names split ترامب ترامب --in 12 --to 'إيفانكا ترامب'\n\
                  khabar names rename Q7747 'الرئيس بوتين'     by its id, where names do not tell"
)]
pub struct NamesArgs {
    /// What to do instead of listing.
    #[command(subcommand)]
    pub deed: Option<Deed>,
    /// Only names that hold this
    #[arg(value_name = "NAME")]
    pub text: Option<String>,
    /// What is printed, and how.
    #[command(flatten)]
    pub how: How,
}

/// Flags of all deeds.
#[derive(Args, Clone, Debug)]
pub struct How {
    /// Only a person, place or organisation
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<EntityKind>,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// What can be done to names.
#[derive(Subcommand, Clone, Debug)]
pub enum Deed {
    /// One name is another: from now on it goes by that one's
    Merge {
        /// The name, or its id
        #[arg(value_name = "NAME")]
        name: String,
        /// The one that it is
        #[arg(value_name = "OTHER")]
        other: String,
        /// What is printed, and how.
        #[command(flatten)]
        how: How,
    },
    /// A spelling of a name is someone else's
    Split {
        /// The name, or its id
        #[arg(value_name = "NAME")]
        name: String,
        /// The spelling
        #[arg(value_name = "SPELLING")]
        spelling: String,
        /// Only in this article, by number or path
        #[arg(long = "in", value_name = "ID|PATH")]
        article: Option<String>,
        /// Whose it is: a name of the library, or a new one
        #[arg(long, value_name = "OTHER")]
        to: Option<String>,
        /// What is printed, and how.
        #[command(flatten)]
        how: How,
    },
    /// A name is called otherwise
    Rename {
        /// The name, or its id
        #[arg(value_name = "NAME")]
        name: String,
        /// What it is called from now on; '' for the name that was found
        #[arg(value_name = "NEW")]
        new: String,
        /// What is printed, and how.
        #[command(flatten)]
        how: How,
    },
    /// Each spelling in each article, and why it stands under a name
    Why {
        /// The name, or its id
        #[arg(value_name = "NAME")]
        name: String,
        /// What is printed, and how.
        #[command(flatten)]
        how: How,
    },
    /// Take back what was decided last, if it was decided on names
    Undo {
        /// What is printed, and how.
        #[command(flatten)]
        how: How,
    },
}

impl NamesArgs {
    /// The settings.
    pub(super) fn common(&self) -> Common {
        let how = match &self.deed {
            None => &self.how,
            Some(Deed::Merge { how, .. } | Deed::Split { how, .. } | Deed::Rename { how, .. }) => how,
            Some(Deed::Why { how, .. } | Deed::Undo { how }) => how,
        };
        how.common.clone()
    }
}

/// A kind by its name, in English; `org` is short.
fn kind(text: &str) -> Result<EntityKind, String> {
    match text {
        "person" => Ok(EntityKind::Person),
        "place" => Ok(EntityKind::Place),
        "organisation" | "org" => Ok(EntityKind::Organisation),
        _ => Err("use person, place or organisation".to_owned()),
    }
}

/// Lists names or changes them; [`Outcome::Nothing`] if there are none to list, or nothing to take back.
pub fn run(args: &NamesArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    match &args.deed {
        None => list(&reader, args, context),
        Some(Deed::Why { name, how }) => tell_why(&reader, name, how, context),
        Some(Deed::Undo { how }) => undo(how, context),
        Some(Deed::Merge { name, other, how }) => {
            let entry = one(&reader, name, how.kind, context)?;
            // What is merged is of one kind; what else is called so is not meant.
            let into = one(&reader, other, how.kind.or(Some(entry.kind)), context)?;
            decide(&Wish::Merge { entry: entry.id, into: into.id }, how, context)
        }
        Some(Deed::Rename { name, new, how }) => {
            let entry = one(&reader, name, how.kind, context)?.id;
            decide(&Wish::Rename { entry, name: new.clone() }, how, context)
        }
        Some(Deed::Split { name, spelling, article, to, how }) => {
            let entry = one(&reader, name, how.kind, context)?;
            let article = match article {
                None => None,
                Some(named) => match library::named(&reader, named)? {
                    Some(id) => Some(id),
                    None => return Err(Stop::Told(library::not_there(context, named))),
                },
            };
            let other = match to {
                None => None,
                Some(to) => Some(whom(&reader, to, entry.kind, context)?),
            };
            let spelling = Some(spelling.clone());
            decide(&Wish::Split { entry: entry.id, spelling, article, other }, how, context)
        }
    }
}

/// The one entry that a user means, or why it is none or several.
fn one(reader: &Reader, text: &str, kind: Option<EntityKind>, context: &Context) -> Result<EntityRow, Stop> {
    let mut found = reader.called(text, kind)?;
    match found.len() {
        0 => Err(Error::Name { name: text.to_owned(), problem: NameProblem::Unknown }.into()),
        1 => Ok(found.remove(0)),
        _ => Err(Stop::Told(several(text, &found, context))),
    }
}

/// Names told when several are meant; more help nobody.
const TOLD_MAX: usize = 8;

/// That a text may mean several entries, and which.
fn several(text: &str, found: &[EntityRow], context: &Context) -> String {
    let words = &context.words;
    let mut told: Vec<String> = found
        .iter()
        .take(TOLD_MAX)
        .map(|row| printable(&format!("{} ({}, {})", row.name, words.say(kind_id(row.kind)), row.id)))
        .collect();
    told.extend((found.len() > TOLD_MAX).then(|| "\u{2026}".to_owned()));
    let list = words.list(told.iter().map(String::as_str));
    words.say_with("cli-name-several", &[("name", printable(text).into()), ("list", list.into())])
}

/// Whom a user means by a name that need not be in the library.
fn whom(reader: &Reader, text: &str, kind: EntityKind, context: &Context) -> Result<Other, Stop> {
    let mut found = reader.called(text, Some(kind))?;
    // A part of a name is no name here: it may be all that is known of the other.
    found.retain(|row| row.id == text || fold_str(&row.name) == fold_str(text));
    match found.len() {
        0 => Ok(Other::Named(text.to_owned())),
        1 => Ok(Other::Entry(found.remove(0).id)),
        _ => Err(Stop::Told(several(text, &found, context))),
    }
}

fn decide(wish: &Wish, how: &How, context: &mut Context) -> Result<Outcome, Stop> {
    let change = library::open(context)?.decide(wish)?;
    print_change(&change, false, how, context)?;
    Ok(Outcome::Done)
}

fn undo(how: &How, context: &mut Context) -> Result<Outcome, Stop> {
    let is_meant = |kind: &ChangeKind| matches!(kind, ChangeKind::Names { .. });
    let Some(change) = library::undo(is_meant, "cli-name-other-change", context)? else {
        return Ok(Outcome::Nothing);
    };
    print_change(&change, true, how, context)?;
    Ok(Outcome::Done)
}

/// Prints what was decided, or taken back, and in how many articles.
fn print_change(change: &Change, undone: bool, how: &How, context: &mut Context) -> Result<(), Stop> {
    let words = &context.words;
    let said = notices::decided_where(words, change);
    if how.json {
        let said = notices::change(words, change);
        let done = serde_json::json!({ "changed": change.articles, "undone": undone, "decided": said });
        context.out.json(&done)?;
        return Ok(());
    }
    let said = if undone { words.say_with("notice-undone", &[("change", said.into())]) } else { said };
    context.out.paragraph(&said, Meaning::Text)?;
    Ok(())
}

/// An entry, as programs get it.
#[derive(Serialize)]
struct JsonName<'a> {
    id: &'a str,
    kind: EntityKind,
    name: &'a str,
    latin: Option<&'a str>,
    articles: u32,
    mentions: u64,
    spellings: &'a [String],
}

fn list(reader: &Reader, args: &NamesArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let wanted = args.text.as_deref().map(fold_str);
    let fits = |row: &&NameRow| {
        let entity = &row.entity;
        let names = row.spellings.iter().chain([&entity.name, &entity.id]).chain(&entity.latin);
        let holds = |wanted: &String| names.clone().any(|name| fold_str(name).contains(wanted));
        args.how.kind.is_none_or(|kind| kind == entity.kind) && wanted.as_ref().is_none_or(holds)
    };
    let rows = reader.name_rows()?;
    let mut cells = Vec::new();
    let mut count = 0;
    for row in rows.iter().filter(fits) {
        count += 1;
        let EntityRow { id, kind, name, latin, articles, .. } = &row.entity;
        if args.how.json {
            let (latin, spellings) = (latin.as_deref(), row.spellings.as_slice());
            let (kind, articles, mentions) = (*kind, *articles, row.mentions);
            context.out.json(&JsonName { id, kind, name, latin, articles, mentions, spellings })?;
            continue;
        }
        let words = &context.words;
        let number = |number: u64| words.number(usize::try_from(number).unwrap_or(usize::MAX));
        cells.push(vec![
            Cell::new(words.say(kind_id(*kind)), Meaning::Muted),
            Cell::new(name.clone(), Meaning::of_kind(*kind)),
            Cell::number(number((*articles).into()), Meaning::Count),
            Cell::number(number(row.mentions), Meaning::Count),
            Cell::new(words.list(row.spellings.iter().map(String::as_str)), Meaning::Role),
        ]);
    }
    context.out.table(&cells, 4)?;
    if count == 0 {
        context.tell(&context.words.say("cli-nothing-found"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn kind_id(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "kind-person",
        EntityKind::Place => "kind-place",
        EntityKind::Organisation => "kind-organisation",
    }
}

fn tell_why(reader: &Reader, name: &str, how: &How, context: &mut Context) -> Result<Outcome, Stop> {
    let entry = one(reader, name, how.kind, context)?;
    let mut cells = Vec::new();
    for standing in reader.standings(&entry.id)? {
        let found = task::why(&standing);
        if how.json {
            context.out.json(&serde_json::json!({
                "id": entry.id,
                "article": standing.article,
                "spelling": standing.spelling,
                "mentions": standing.mentions,
                "found": standing.found,
                "why": why_name(&found),
                "full": match &found { Why::PartOf(full) => Some(full), _ => None },
                "by_hand": standing.by_hand.map(by_hand_name),
            }))?;
            continue;
        }
        let words = &context.words;
        cells.push(vec![
            Cell::number(standing.article.to_string(), Meaning::Muted),
            Cell::new(standing.spelling.clone(), Meaning::of_kind(entry.kind)),
            Cell::number(words.number(standing.mentions as usize), Meaning::Count),
            Cell::new(words.standing(&standing, &found), Meaning::Role),
        ]);
    }
    context.out.table(&cells, 3)?;
    Ok(Outcome::Done)
}

pub(super) fn why_name(found: &Why) -> &'static str {
    match found {
        Why::Listed => "listed",
        Why::FullName => "full_name",
        Why::PartOf(_) => "part_of_full_name",
        Why::Sound => "sound",
        Why::Alike => "alike",
        Why::Alone => "alone",
    }
}

pub(super) fn by_hand_name(by_hand: ByHand) -> &'static str {
    match by_hand {
        ByHand::Merged => "merged",
        ByHand::Given => "given",
        ByHand::GivenHere => "given_here",
    }
}
