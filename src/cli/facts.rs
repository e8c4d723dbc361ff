//! `khabar facts`: files -> the people, places, organisations and dates in them, names as the reader
//! decided in his library, if he has one; or a name -> what the library says of it (`--name`). Never
//! changes the library.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop};
use crate::app::facts::FactRow;
use crate::arabic::words::one_line;
use crate::article::{
    Choice, ChosenBy, DateKind, Entity, EntityKind, Facts, OtherPlace, Published, PublishedFrom,
};
use crate::extract::{self, Lexicon, date};
use crate::import::{Document, Hints};
use crate::store::{Deed, Error, Reader};
use crate::task::{Cancel, files};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar facts`.
#[derive(Args, Clone, Debug)]
pub struct FactsArgs {
    /// Files and folders; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "name", conflicts_with = "name")]
    pub paths: Vec<PathBuf>,
    /// Instead of files: what the library says of this person, place or organisation; its name or id
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// With --name: at most so many articles, the newest; 20 if not said
    #[arg(long, value_name = "N", requires = "name")]
    pub limit: Option<usize>,
    /// Day of publication of all of them, where they state none or another: 2025-05-19
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "name")]
    pub published: Option<Date>,
    /// One object a file, or one for the name, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Prints the facts of each file. One that cannot be read is told, and the rest goes on. With a name,
/// prints what the library says of it.
pub fn run(args: &FactsArgs, context: &mut Context) -> Result<Outcome, Stop> {
    if let Some(name) = &args.name {
        return super::portrait::run(name, args.limit, args.json, context);
    }
    let (paths, notices) = files::find(&args.paths, &Cancel::default());
    let mut failed = !notices.is_empty();
    notices.iter().for_each(|notice| context.tell(&notices::file(&context.words, notice)));
    let lexicon = Lexicon::load(date::Settings { week_start: context.config.settings.week_start });
    let published = args.published.map(|date| Published { date, from: PublishedFrom::Given });
    let hints = Hints { published, ..Hints::default() };
    let library = decisions(context);
    for (index, path) in paths.iter().enumerate() {
        let parsed = match files::read(path, &hints) {
            Ok(parsed) => parsed,
            Err(notice) => {
                context.tell(&notices::file(&context.words, &notice));
                failed = true;
                continue;
            }
        };
        failed |= parsed.flaws.iter().any(|flaw| flaw.is_loss());
        parsed.flaws.iter().for_each(|flaw| context.tell(&context.words.flaw(flaw)));
        for document in &parsed.documents {
            let found = Found::new(path, document, &lexicon, library.as_ref())?;
            if args.json {
                context.out.json(&found)?;
            } else {
                if index > 0 {
                    context.out.raw("")?;
                }
                print(&found, context)?;
            }
        }
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}

/// The library whose decisions on names count. None where there is none yet, or one of before there were
/// decisions; one that cannot be read is told, and the facts are printed as they were found.
fn decisions(context: &Context) -> Option<Reader> {
    let path = context.config.settings.library.as_ref()?;
    match Reader::open(path) {
        Ok(reader) => Some(reader),
        Err(Error::Missing { .. } | Error::MissingFolder { .. }) => None,
        Err(Error::ReadOnly { deed: Deed::Migrate, .. }) => None,
        Err(error) => {
            context.tell(&context.words.library_error(&error));
            None
        }
    }
}

/// The facts of a file, embedded stories included, as programs get them. Offsets are Unicode
/// scalars into the file as decoded, end exclusive.
#[derive(Serialize)]
struct Found {
    path: String,
    title: String,
    published: Option<Date>,
    published_from: Option<PublishedFrom>,
    mentions: Vec<JsonMention>,
    entities: Vec<JsonEntity>,
    dates: Vec<JsonDate>,
    /// The dates as they were found, for people.
    #[serde(skip)]
    found_dates: Vec<crate::article::DateMention>,
}

#[derive(Serialize)]
struct JsonMention {
    start: usize,
    end: usize,
    text: String,
    kind: EntityKind,
    entity: String,
    part: u16,
    confidence: f32,
    rule: String,
}

#[derive(Serialize)]
struct JsonEntity {
    id: String,
    kind: EntityKind,
    name: String,
    latin: Option<String>,
    count: u32,
    roles: Vec<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<String>,
    aliases: Vec<String>,
    /// What a place was chosen by among those that are called so; null where no other is.
    chosen_by: Option<ChosenBy>,
    /// Whether another of them may well be meant.
    doubtful: bool,
    alternatives: Vec<JsonPlace>,
    #[serde(skip)]
    choice: Option<Choice>,
}

/// Another place that is called so.
#[derive(Serialize)]
pub(super) struct JsonPlace {
    id: String,
    name: String,
    latin: Option<String>,
    kind: String,
    country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl JsonPlace {
    pub(super) fn new(place: &OtherPlace) -> JsonPlace {
        let (latitude, longitude) = place.coordinates.unzip();
        let OtherPlace { id, name, latin, kind, country, .. } = place.clone();
        JsonPlace { id, name, latin, kind, country, latitude, longitude }
    }
}

#[derive(Serialize)]
struct JsonDate {
    start: usize,
    end: usize,
    text: String,
    kind: DateKind,
    value: String,
    interval: Option<[Date; 2]>,
    confidence: f32,
    alternatives: Vec<String>,
    rule: String,
    part: u16,
}

impl Found {
    fn new(
        path: &Path,
        document: &Document,
        lexicon: &Lexicon,
        library: Option<&Reader>,
    ) -> Result<Found, Stop> {
        let host = document.articles.first();
        let published = host.and_then(|article| article.published);
        let mut found = Found {
            path: path.to_string_lossy().into_owned(),
            title: host.map(|article| article.title.text.clone()).unwrap_or_default(),
            published: published.map(|published| published.date),
            published_from: published.map(|published| published.from),
            mentions: Vec::new(),
            entities: Vec::new(),
            dates: Vec::new(),
            found_dates: Vec::new(),
        };
        let mut places = HashMap::new();
        for article in &document.articles {
            let mut facts = extract::facts(article, lexicon);
            if let Some(library) = library {
                facts = library.decided(&article.key, &article.text, facts)?;
            }
            let text = |range: &Range<usize>| {
                document.decoded().chars().skip(range.start).take(range.len()).collect::<String>()
            };
            let part = |part: u16| if article.part > 0 { article.part } else { part };
            for mention in &facts.mentions {
                let range = document.scalar_range(article, mention.span);
                found.mentions.push(JsonMention {
                    text: text(&range),
                    start: range.start,
                    end: range.end,
                    kind: mention.kind,
                    entity: facts.entities[mention.entity as usize].id.clone(),
                    part: part(mention.part),
                    confidence: mention.confidence,
                    rule: mention.rule.to_string(),
                });
            }
            for mention in &facts.dates {
                let range = document.scalar_range(article, mention.span);
                found.dates.push(JsonDate {
                    text: text(&range),
                    start: range.start,
                    end: range.end,
                    kind: mention.kind,
                    value: mention.value.clone(),
                    interval: mention.interval.map(|(from, to)| [from, to]),
                    confidence: mention.confidence,
                    alternatives: mention.alternatives.clone(),
                    rule: mention.rule.to_string(),
                    part: part(mention.part),
                });
            }
            found.add_entities(&facts, article.part > 0, &mut places);
            found.found_dates.extend(facts.dates);
        }
        found.mentions.sort_by_key(|mention| (mention.start, mention.end));
        let mut order: Vec<usize> = (0..found.dates.len()).collect();
        order.sort_by_key(|&index| (found.dates[index].start, found.dates[index].end));
        found.found_dates = order.iter().map(|&index| found.found_dates[index].clone()).collect();
        found.dates.sort_by_key(|date| (date.start, date.end));
        Ok(found)
    }

    /// Adds the entities of an article; one that is there already gets what is new of it. Mentions in
    /// an embedded story do not count for the article, as those in its lists do not.
    fn add_entities(&mut self, facts: &Facts, embedded: bool, places: &mut HashMap<String, usize>) {
        for entity in &facts.entities {
            match places.get(&entity.id) {
                Some(&place) => {
                    let known = &mut self.entities[place];
                    let new = entity.roles.iter().filter(|role| !known.roles.contains(role));
                    let new: Vec<String> = new.cloned().collect();
                    known.roles.extend(new);
                }
                None => {
                    places.insert(entity.id.clone(), self.entities.len());
                    let count = if embedded { 0 } else { entity.count };
                    self.entities.push(JsonEntity::new(entity, count));
                }
            }
        }
    }
}

impl JsonEntity {
    fn new(entity: &Entity, count: u32) -> JsonEntity {
        JsonEntity {
            id: entity.id.clone(),
            kind: entity.kind,
            name: entity.name.clone(),
            latin: entity.latin.clone(),
            count,
            roles: entity.roles.clone(),
            lat: entity.coordinates.map(|(latitude, _)| latitude),
            lon: entity.coordinates.map(|(_, longitude)| longitude),
            country: entity.country.clone(),
            aliases: entity.aliases.clone(),
            chosen_by: entity.choice.as_ref().map(|choice| choice.by),
            doubtful: entity.choice.as_ref().is_some_and(|choice| choice.is_doubtful),
            alternatives: entity
                .choice
                .iter()
                .flat_map(|choice| &choice.others)
                .map(JsonPlace::new)
                .collect(),
            choice: entity.choice.clone(),
        }
    }
}

/// Prints the facts for people: a heading and a table for each kind that there is.
fn print(found: &Found, context: &mut Context) -> Result<(), Stop> {
    context.out.paragraph(&found.title, Meaning::Title)?;
    let day = match found.published {
        Some(date) => {
            let from = found.published_from.unwrap_or(PublishedFrom::Metadata);
            format!("{} \u{b7} {}", context.words.date_in_full(date), context.words.published_from(from))
        }
        None => context.words.say("undated"),
    };
    context.out.paragraph(&day, Meaning::Muted)?;
    let kinds = [
        (EntityKind::Person, "pane-people", Meaning::Person),
        (EntityKind::Place, "pane-places", Meaning::Place),
        (EntityKind::Organisation, "pane-organisations", Meaning::Organisation),
    ];
    for (kind, heading, meaning) in kinds {
        let rows: Vec<Vec<Cell>> = found
            .entities
            .iter()
            .filter(|entity| entity.kind == kind && entity.count > 0)
            .map(|entity| entity_cells(entity, meaning, context))
            .collect();
        section(heading, &rows, 2, context)?;
    }
    let rows: Vec<Vec<Cell>> = found
        .found_dates
        .iter()
        .zip(&found.dates)
        .filter(|(mention, _)| mention.kind != DateKind::Reference)
        .map(|(mention, shown)| {
            let is_doubtful = FactRow::is_doubtful(mention);
            let why = if is_doubtful { context.words.explanation(mention) } else { Vec::new() };
            vec![
                Cell::new(context.words.meaning_in_full(mention), Meaning::Date),
                Cell::new(if is_doubtful { "?" } else { "" }, Meaning::Doubt),
                Cell::new(one_line(&shown.text), Meaning::Role),
                Cell::new(context.words.list(why.iter().map(String::as_str)), Meaning::Muted),
            ]
        })
        .collect();
    section("pane-dates", &rows, 2, context)
}

fn entity_cells(entity: &JsonEntity, meaning: Meaning, context: &Context) -> Vec<Cell> {
    let words = &context.words;
    let country = entity.country.as_deref().and_then(|code| words.country(code)).unwrap_or("");
    let beside = match entity.kind {
        EntityKind::Place if country != entity.name => country.to_owned(),
        EntityKind::Place => String::new(),
        _ => words.list(entity.roles.iter().map(String::as_str)),
    };
    let doubtful = entity.choice.as_ref().filter(|choice| choice.is_doubtful);
    let beside = match doubtful {
        None => beside,
        Some(choice) => {
            let why = words.choice(choice);
            let parts = [beside.as_str()].into_iter().filter(|beside| !beside.is_empty());
            words.list(parts.chain(why.iter().map(String::as_str)))
        }
    };
    let mark = if doubtful.is_some() { " ?" } else { "" };
    vec![
        Cell::number(words.number(entity.count as usize), Meaning::Count),
        Cell::new(format!("{}{mark}", entity.name), meaning),
        Cell::new(beside, Meaning::Role),
    ]
}

/// A heading and a table below it; nothing if the table has no rows.
pub(super) fn section(
    heading: &str,
    rows: &[Vec<Cell>],
    flexible: usize,
    context: &mut Context,
) -> Result<(), Stop> {
    if rows.is_empty() {
        return Ok(());
    }
    context.out.raw("")?;
    let heading = context.words.say(heading);
    context.out.paragraph(&heading, Meaning::Subheading)?;
    Ok(context.out.table(rows, flexible)?)
}
