//! `khabar facts --name`: a person, place or organisation -> what the library says of it, and where.

use jiff::civil::Date;
use serde::Serialize;

use super::facts::{JsonPlace, section};
use super::names::{by_hand_name, why_name};
use super::out::Cell;
use super::{Context, Outcome, Stop, library};
use crate::app::portrait::Chart;
use crate::article::{ChosenBy, EntityKind, HeldRole, Month};
use crate::store::{Companion, EntityRow, Named, Namesake, Naming, Reader, Spelling};
use crate::task::{self, Portrait, Why};
use crate::ui::theme::Meaning;
use crate::ui::words::printable;

/// Names that are told where more than one is meant, or none.
const CHOICES_MAX: usize = 10;
/// Articles printed where no limit is set.
const ARTICLES: usize = 20;
/// Rows of the table of months: two years.
const BARS_MAX: u16 = 24;
/// Columns of its longest bar.
const BAR_WIDTH: u32 = 30;
/// Index of the text among the cells of an article: the column that gives way where room is short.
const TEXT: usize = 2;

/// Prints what the library says of the name; [`Outcome::Nothing`] if it has none, or several of that
/// name, which are told then.
pub(super) fn run(
    name: &str,
    limit: Option<usize>,
    json: bool,
    context: &mut Context,
) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let called = reader.called(name, None)?;
    let [entity] = &called[..] else {
        let alike = if called.is_empty() { reader.called_alike(name, CHOICES_MAX)? } else { Vec::new() };
        let id = match (called.is_empty(), alike.is_empty()) {
            (false, _) => "cli-which-name",
            (true, false) => "cli-no-such-name-alike",
            (true, true) => "cli-no-such-name",
        };
        context.tell(&context.words.say_with(id, &[("what", printable(name).into())]));
        for choice in called.iter().chain(&alike).take(CHOICES_MAX) {
            context.tell(&told(choice, context));
        }
        return Ok(Outcome::Nothing);
    };
    let Some(portrait) = task::portrait(&reader, &entity.id, None)? else { return Ok(Outcome::Nothing) };
    let namings = reader.namings(&entity.id, None, limit.unwrap_or(ARTICLES))?;
    if json {
        context.out.json(&JsonPortrait::new(&reader, &portrait, &namings)?)?;
    } else {
        print(&portrait, &namings, context)?;
    }
    Ok(Outcome::Done)
}

/// A name among others: how it is asked for, what it is, and in how many articles it stands.
fn told(entity: &EntityRow, context: &Context) -> String {
    let words = &context.words;
    let articles = words.say_with("bar-count", &[("total", i64::from(entity.articles).into())]);
    let names = [Some(entity.name.as_str()), entity.latin.as_deref()].into_iter().flatten();
    let kind = words.kind(entity.kind);
    let what = words.list(names.chain([kind.as_str(), articles.as_str()]));
    printable(&format!("{}: {what}", entity.id))
}

fn print(portrait: &Portrait, namings: &[Naming], context: &mut Context) -> Result<(), Stop> {
    let named = &portrait.named;
    let entity = &named.entity;
    context.out.paragraph(&entity.name, Meaning::Title)?;
    if let Some(latin) = &entity.latin {
        context.out.paragraph(latin, Meaning::Text)?;
    }
    let words = &context.words;
    let country = portrait.country_beside().and_then(|code| words.country(code));
    let place = entity.coordinates.map(|(latitude, longitude)| words.coordinates(latitude, longitude));
    let about = [Some(words.kind(entity.kind)), country.map(str::to_owned), place];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let counts = [
        words.say_with("bar-count", &[("total", i64::from(entity.articles).into())]),
        words.say_with("mentions", &[("count", (named.mentions as i64).into())]),
    ];
    context.out.paragraph(&about.join(" \u{b7} "), Meaning::Muted)?;
    context.out.paragraph(&counts.join(" \u{b7} "), Meaning::Count)?;
    months(portrait, context)?;
    roles(portrait, context)?;
    namesakes(portrait, context)?;
    others(portrait, context)?;
    spellings(portrait, context)?;
    let headings = ["name-people", "name-places", "name-organisations"];
    for (heading, companions) in headings.into_iter().zip(&named.companions) {
        let row = |companion: &Companion| {
            let Companion { entity, shared } = companion;
            counted(*shared, &entity.name, Meaning::of_kind(entity.kind), context)
        };
        section(heading, &companions.iter().map(row).collect::<Vec<_>>(), 1, context)?;
    }
    let rows = namings.iter().flat_map(|naming| article_rows(naming, context)).collect::<Vec<_>>();
    section("pane-namings", &rows, TEXT, context)
}

/// How often it is named from month to month, or from year to year.
fn months(portrait: &Portrait, context: &mut Context) -> Result<(), Stop> {
    let chart = Chart::new(&portrait.named.months, BARS_MAX);
    let heading = match chart.months {
        12 => "name-a-year",
        3 => "name-a-quarter",
        _ => "name-a-month",
    };
    let most = chart.most().max(1);
    let row = |&(month, mentions): &(Month, u32)| {
        let width = (mentions * BAR_WIDTH).div_ceil(most) as usize;
        vec![
            Cell::new(context.words.month_or_year(month), Meaning::Date),
            Cell::number(context.words.number(mentions as usize), Meaning::Count),
            Cell::new("\u{2588}".repeat(width), Meaning::of_kind(portrait.named.entity.kind)),
        ]
    };
    section(heading, &chart.bars.iter().map(row).collect::<Vec<_>>(), 2, context)
}

fn roles(portrait: &Portrait, context: &mut Context) -> Result<(), Stop> {
    let words = &context.words;
    let stated = portrait.named.roles.iter().map(|stated| {
        let days = stated
            .days
            .map(|(first, last)| if first == last { words.date(first) } else { words.span(first, last) });
        vec![
            Cell::number(words.number(stated.articles as usize), Meaning::Count),
            Cell::new(stated.role.clone(), Meaning::Role),
            Cell::new(days.unwrap_or_default(), Meaning::Muted),
        ]
    });
    let held = portrait.known_roles.iter().map(|held| {
        let when = words.held(held).unwrap_or_default();
        vec![Cell::new(held.role.clone(), Meaning::Role), Cell::new(when, Meaning::Muted)]
    });
    let (stated, held) = (stated.collect::<Vec<_>>(), held.collect::<Vec<_>>());
    section("name-stated", &stated, 1, context)?;
    section("name-held", &held, 0, context)
}

/// Other people of that name, and why they are others.
fn namesakes(portrait: &Portrait, context: &mut Context) -> Result<(), Stop> {
    let named = &portrait.named;
    let row = |other: &Namesake| {
        let why = context.words.namesake(named.told_by.as_deref(), other);
        let mut cells = counted(other.entity.articles, &other.entity.name, Meaning::Person, context);
        cells.extend([Cell::new(why, Meaning::Reason), Cell::new(other.entity.id.clone(), Meaning::Muted)]);
        cells
    };
    let rows: Vec<_> = named.namesakes.iter().map(row).collect();
    section("name-namesakes", &rows, 2, context)
}

/// Other places that are called so, and what this one was chosen by.
fn others(portrait: &Portrait, context: &mut Context) -> Result<(), Stop> {
    let Named { others, chosen, .. } = &portrait.named;
    let words = &context.words;
    let others: Vec<_> =
        others.iter().map(|other| vec![Cell::new(words.other_place(other), Meaning::Place)]).collect();
    let chosen: Vec<_> = chosen
        .iter()
        .map(|&(by, count)| counted(count, &words.chosen_by(by), Meaning::Reason, context))
        .collect();
    section("name-others", &others, 0, context)?;
    section("name-chosen", &chosen, 1, context)
}

/// The forms of the name, and by what each stands for it.
fn spellings(portrait: &Portrait, context: &mut Context) -> Result<(), Stop> {
    let row = |(spelling, why): (&Spelling, &Option<Why>)| {
        let said = spelling.standing.as_ref().zip(why.as_ref());
        let said = said.map(|(standing, why)| context.words.standing(standing, why));
        let meaning = Meaning::of_kind(portrait.named.entity.kind);
        let mut cells = counted(spelling.mentions, &spelling.text, meaning, context);
        cells.push(Cell::new(said.unwrap_or_default(), Meaning::Reason));
        cells
    };
    let rows: Vec<_> = portrait.named.spellings.iter().zip(&portrait.whys).map(row).collect();
    section("name-spellings", &rows, 2, context)
}

/// An article: number, day and title, and below them how often and with which sentence it names it.
fn article_rows(naming: &Naming, context: &Context) -> [Vec<Cell>; 2] {
    let (words, row) = (&context.words, &naming.row);
    let day = row.published.map_or_else(|| words.say("undated"), |published| words.date(published.date));
    let title = if row.title.is_empty() { words.say("untitled") } else { row.title.clone() };
    let mentions = words.number(naming.mentions as usize);
    [
        vec![
            Cell::number(row.id.to_string(), Meaning::Muted),
            Cell::number(day, Meaning::Muted),
            Cell::new(title, Meaning::Title),
        ],
        vec![
            Cell::number("", Meaning::Muted),
            Cell::number(format!("\u{d7}{mentions}"), Meaning::Count),
            Cell::new(naming.sentence.clone(), Meaning::Text),
        ],
    ]
}

fn counted(count: u32, name: &str, meaning: Meaning, context: &Context) -> Vec<Cell> {
    vec![Cell::number(context.words.number(count as usize), Meaning::Count), Cell::new(name, meaning)]
}

/// What programs get of a name. Offsets are bytes of the text as the library has it, end exclusive.
#[derive(Serialize)]
struct JsonPortrait<'p> {
    id: &'p str,
    kind: EntityKind,
    name: &'p str,
    latin: Option<&'p str>,
    country: Option<&'p str>,
    lat: Option<f64>,
    lon: Option<f64>,
    articles: u32,
    undated: u32,
    mentions: u64,
    spellings: Vec<JsonSpelling<'p>>,
    roles: Vec<JsonRole<'p>>,
    known_roles: Vec<JsonHeld<'p>>,
    months: Vec<JsonMonth>,
    people: Vec<JsonCompanion<'p>>,
    places: Vec<JsonCompanion<'p>>,
    organisations: Vec<JsonCompanion<'p>>,
    named_in: Vec<JsonNaming<'p>>,
    /// Of a place: what it was chosen by among those that are called so.
    chosen: Vec<JsonChosen>,
    alternatives: Vec<JsonPlace>,
    /// Of one of several people of that name: a role that tells him from the others, and those.
    told_by: Option<&'p str>,
    namesakes: Vec<JsonNamesake<'p>>,
}

#[derive(Serialize)]
struct JsonNamesake<'p> {
    id: &'p str,
    name: &'p str,
    role: &'p str,
    articles: u32,
}

#[derive(Serialize)]
struct JsonChosen {
    by: ChosenBy,
    articles: u32,
}

#[derive(Serialize)]
struct JsonSpelling<'p> {
    text: &'p str,
    count: u32,
    why: Option<&'static str>,
    by_hand: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonRole<'p> {
    role: &'p str,
    articles: u32,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Serialize)]
struct JsonHeld<'p> {
    role: &'p str,
    /// `YYYY` or `YYYY-MM`.
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct JsonMonth {
    month: String,
    articles: u32,
    mentions: u32,
}

#[derive(Serialize)]
struct JsonCompanion<'p> {
    id: &'p str,
    name: &'p str,
    articles: u32,
}

#[derive(Serialize)]
struct JsonNaming<'p> {
    id: i64,
    key: String,
    title: &'p str,
    published: Option<Date>,
    outlet: Option<&'p str>,
    mentions: u32,
    start: u32,
    end: u32,
    context: &'p str,
}

impl<'p> JsonPortrait<'p> {
    fn new(reader: &Reader, portrait: &'p Portrait, namings: &'p [Naming]) -> Result<Self, Stop> {
        let named = &portrait.named;
        let entity = &named.entity;
        let [people, places, organisations] =
            named.companions.each_ref().map(|all| all.iter().map(JsonCompanion::new).collect());
        let month = |month: &crate::store::MonthCount| JsonMonth {
            month: month.month.to_string(),
            articles: month.articles,
            mentions: month.mentions,
        };
        Ok(JsonPortrait {
            id: &entity.id,
            kind: entity.kind,
            name: &entity.name,
            latin: entity.latin.as_deref(),
            country: portrait.country.as_deref(),
            lat: entity.coordinates.map(|(latitude, _)| latitude),
            lon: entity.coordinates.map(|(_, longitude)| longitude),
            articles: entity.articles,
            undated: named.undated,
            mentions: named.mentions,
            spellings: named.spellings.iter().zip(&portrait.whys).map(JsonSpelling::new).collect(),
            roles: named.roles.iter().map(JsonRole::new).collect(),
            known_roles: portrait.known_roles.iter().map(JsonHeld::new).collect(),
            months: named.months.iter().map(month).collect(),
            people,
            places,
            organisations,
            named_in: namings
                .iter()
                .map(|naming| JsonNaming::new(reader, naming))
                .collect::<Result<_, Stop>>()?,
            chosen: named.chosen.iter().map(|&(by, articles)| JsonChosen { by, articles }).collect(),
            alternatives: named.others.iter().map(JsonPlace::new).collect(),
            told_by: named.told_by.as_deref(),
            namesakes: named.namesakes.iter().map(JsonNamesake::new).collect(),
        })
    }
}

impl<'p> JsonNamesake<'p> {
    fn new(Namesake { entity, role }: &'p Namesake) -> JsonNamesake<'p> {
        JsonNamesake { id: &entity.id, name: &entity.name, role, articles: entity.articles }
    }
}

impl<'p> JsonSpelling<'p> {
    fn new((spelling, why): (&'p Spelling, &Option<Why>)) -> JsonSpelling<'p> {
        let by_hand = spelling.standing.as_ref().and_then(|standing| standing.by_hand);
        JsonSpelling {
            text: &spelling.text,
            count: spelling.mentions,
            why: why.as_ref().map(why_name),
            by_hand: by_hand.map(by_hand_name),
        }
    }
}

impl<'p> JsonRole<'p> {
    fn new(stated: &'p crate::store::StatedRole) -> JsonRole<'p> {
        let (first, last) = stated.days.unzip();
        JsonRole { role: &stated.role, articles: stated.articles, first, last }
    }
}

impl<'p> JsonHeld<'p> {
    fn new(held: &'p HeldRole) -> JsonHeld<'p> {
        let text = |month: Option<Month>| month.map(|month| month.to_string());
        JsonHeld { role: &held.role, from: text(held.from), to: text(held.to) }
    }
}

impl<'p> JsonCompanion<'p> {
    fn new(companion: &'p Companion) -> JsonCompanion<'p> {
        let Companion { entity, shared } = companion;
        JsonCompanion { id: &entity.id, name: &entity.name, articles: *shared }
    }
}

impl<'p> JsonNaming<'p> {
    fn new(reader: &Reader, naming: &'p Naming) -> Result<JsonNaming<'p>, Stop> {
        let row = &naming.row;
        Ok(JsonNaming {
            id: row.id.number(),
            key: reader.article(row.id)?.article.key,
            title: &row.title,
            published: row.published.map(|published| published.date),
            outlet: row.outlet.as_deref(),
            mentions: naming.mentions,
            start: naming.span.start,
            end: naming.span.end,
            context: &naming.sentence,
        })
    }
}
