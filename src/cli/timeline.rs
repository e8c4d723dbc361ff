//! `khabar timeline`: articles -> the days that they speak of, and those on which they were published,
//! in order, each with its sentence.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::app::facts::FactRow;
use crate::arabic::sentences::sentence_at;
use crate::arabic::words::one_line;
use crate::article::{DateKind, DateMention};
use crate::store::{Id, Query, Reader};
use crate::ui::theme::Meaning;

/// Arguments of `khabar timeline`.
#[derive(Args, Clone, Debug)]
pub struct TimelineArgs {
    /// Number or key of an article, the file that it came from, or a query; without it, the whole
    /// library
    #[arg(value_name = "ID|QUERY")]
    pub what: Vec<String>,
    /// The events of the story of one article, and what was announced in it
    #[arg(long, requires = "what")]
    pub story: bool,
    /// Not what was over before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Not what begins after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// At most so many entries
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// The column of the sentence, which is cut so that a row fits.
const SENTENCE: usize = 4;

/// Prints the days in order; [`Outcome::Nothing`] if no article has any.
pub fn run(args: &TimelineArgs, context: &mut Context) -> Result<Outcome, Stop> {
    if args.story {
        return super::storyline::run(args, context);
    }
    let reader = library::read_tied(context)?;
    let mut entries = Vec::new();
    for id in articles(args, &reader, context)? {
        of_article(id, &reader, &mut entries)?;
    }
    let is_asked_for = |entry: &Entry| {
        args.from.is_none_or(|from| entry.until >= from) && args.to.is_none_or(|to| entry.date <= to)
    };
    entries.retain(is_asked_for);
    entries.sort_by_key(Entry::order);
    entries.truncate(args.limit.unwrap_or(usize::MAX));
    if entries.is_empty() {
        if !args.json {
            context.tell(&context.words.say("cli-nothing-found"));
        }
        return Ok(Outcome::Nothing);
    }
    if args.json {
        entries.iter().try_for_each(|entry| context.out.json(entry))?;
    } else {
        let rows: Vec<Vec<Cell>> = entries.iter().map(|entry| entry.cells(context)).collect();
        context.out.table(&rows, SENTENCE)?;
    }
    Ok(Outcome::Done)
}

/// The articles that the user means.
fn articles(args: &TimelineArgs, reader: &Reader, context: &Context) -> Result<Vec<Id>, Stop> {
    if let [name] = &args.what[..]
        && let Some(id) = library::named(reader, name)?
    {
        return Ok(vec![id]);
    }
    let query = match args.what.is_empty() {
        true => Query::all(),
        false => library::query(context, &args.what.join(" "))?,
    };
    Ok(reader.ids(&query)?)
}

/// A day, or a stretch of days, and what is said of it; as programs get it.
#[derive(Serialize)]
struct Entry {
    date: Date,
    until: Date,
    /// `None` for the day of publication.
    kind: Option<DateKind>,
    value: String,
    /// The words that say when; empty for the day of publication.
    text: String,
    /// The sentence in which they stand; the title for the day of publication.
    sentence: String,
    confidence: f32,
    id: i64,
    key: String,
    title: String,
    /// The mention, for people.
    #[serde(skip)]
    mention: Option<DateMention>,
    /// Where the words stand in the article.
    #[serde(skip)]
    start: u32,
}

fn of_article(id: Id, reader: &Reader, entries: &mut Vec<Entry>) -> Result<(), Stop> {
    let article = reader.article(id)?.article;
    let entry = |(date, until)| Entry {
        date,
        until,
        kind: None,
        value: date.to_string(),
        text: String::new(),
        sentence: article.title.text.clone(),
        confidence: 1.0,
        id: id.number(),
        key: article.key.clone(),
        title: article.title.text.clone(),
        mention: None,
        start: 0,
    };
    entries.extend(article.published.map(|published| entry((published.date, published.date))));
    for mention in reader.facts(id)?.dates {
        let Some(interval) = mention.interval.filter(|_| mention.kind != DateKind::Reference) else {
            continue;
        };
        let span = mention.span;
        entries.push(Entry {
            kind: Some(mention.kind),
            value: mention.value.clone(),
            text: one_line(span.of(&article.text)),
            sentence: one_line(&article.text[sentence_at(&article.text, span.start as usize)]),
            confidence: mention.confidence,
            start: span.start,
            mention: Some(mention),
            ..entry(interval)
        });
    }
    Ok(())
}

impl Entry {
    /// By day; of those that begin on one day the shortest first, then as they were read.
    fn order(&self) -> (Date, Date, i64, u32) {
        (self.date, self.until, self.id, self.start)
    }

    fn cells(&self, context: &Context) -> Vec<Cell> {
        let words = &context.words;
        let (day, said, is_doubtful) = match &self.mention {
            Some(mention) => {
                (words.meaning_in_full(mention), self.text.clone(), FactRow::is_doubtful(mention))
            }
            None => (words.date(self.date), words.say("timeline-published"), false),
        };
        vec![
            Cell::new(day, Meaning::Date),
            Cell::new(if is_doubtful { "?" } else { "" }, Meaning::Doubt),
            Cell::new(said, Meaning::Muted),
            Cell::number(self.id.to_string(), Meaning::Count),
            Cell::new(self.sentence.clone(), Meaning::Text),
        ]
    }
}
