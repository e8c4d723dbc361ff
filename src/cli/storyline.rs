//! `khabar timeline --story`: an article -> the events of its storyline by their days, and what was
//! announced in it.

use jiff::civil::Date;
use serde::Serialize;

use super::out::Cell;
use super::timeline::TimelineArgs;
use super::{Context, Outcome, Stop, library};
use crate::store::{Reader, Row};
use crate::story::timeline::{Event, Named, Outcome as Became, What};
use crate::task::{Cancel, Told, storyline};
use crate::ui::theme::Meaning;
use crate::ui::words::Words;

/// The column of the title or sentence, which is cut so that a row fits.
const TEXT: usize = 4;

/// Prints the storyline of one article; [`Outcome::Nothing`] if it is not there, or nothing is left between
/// the days that were asked for.
pub fn run(args: &TimelineArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let name = args.what.join(" ");
    let Some(id) = library::named(&reader, &name)? else {
        context.tell(&library::not_there(context, &name));
        return Ok(Outcome::Nothing);
    };
    let told = storyline(&reader, id, &Cancel::default())?;
    let Some(told) = told else { return Ok(Outcome::Nothing) };
    let undated: Vec<What> = told.timeline.undated.iter().cloned().map(What::Event).collect();
    let rows = rows(args, &told, &undated);
    if rows.is_empty() {
        if !args.json {
            context.tell(&context.words.say("cli-nothing-found"));
        }
        return Ok(Outcome::Nothing);
    }
    if args.json {
        for row in &rows {
            context.out.json(&json(&reader, &told, row)?)?;
        }
        return Ok(Outcome::Done);
    }
    if context.out.is_terminal {
        context.out.paragraph(&heading(&told, &context.words), Meaning::Subheading)?;
    }
    let mut cells = Vec::new();
    for row in &rows {
        self::cells(&told, row, &context.words, &mut cells);
    }
    context.out.table(&cells, TEXT)?;
    Ok(Outcome::Done)
}

/// What stands on a day, or an event of which no day is known.
struct Entry<'t> {
    days: Option<(Date, Date)>,
    gap: Option<i32>,
    what: &'t What,
}

/// The rows between the days that were asked for.
fn rows<'t>(args: &TimelineArgs, told: &'t Told, undated: &'t [What]) -> Vec<Entry<'t>> {
    let is_asked_for = |(from, to): (Date, Date)| {
        args.from.is_none_or(|first| to >= first) && args.to.is_none_or(|last| from <= last)
    };
    let is_whole = args.from.is_none() && args.to.is_none();
    let dated = told.timeline.entries.iter().filter(|entry| is_asked_for(entry.days));
    let dated = dated.map(|entry| Entry { days: Some(entry.days), gap: entry.gap, what: &entry.what });
    let undated = undated.iter().filter(|_| is_whole).map(|what| Entry { days: None, gap: None, what });
    dated.chain(undated).take(args.limit.unwrap_or(usize::MAX)).collect()
}

/// What the storyline is called, from when to when it goes, how many events and outlets.
fn heading(told: &Told, words: &Words) -> String {
    let count = |id: &str, count: usize| words.say_with(id, &[("count", (count as i64).into())]);
    let mut parts: Vec<String> = told.names.iter().map(|name| name.name.clone()).collect();
    parts.extend(told.timeline.span.map(|(from, to)| match from == to {
        true => words.date(from),
        false => words.span(from, to),
    }));
    parts.push(count("timeline-events", told.timeline.events().count()));
    parts.extend((told.timeline.outlets > 0).then(|| count("outlets", told.timeline.outlets)));
    parts.join(" \u{b7} ")
}

/// The rows of the table: day, sign, what is to be said, number, title or sentence. The further articles
/// of an event stand below it, a gap above.
fn cells(told: &Told, entry: &Entry<'_>, words: &Words, table: &mut Vec<Vec<Cell>>) {
    let mut row = |day: String, sign: &str, said: String, article: Option<&Row>, text: &str| {
        let id = article.map(|row| row.id.to_string()).unwrap_or_default();
        table.push(vec![
            Cell::new(day, Meaning::Date),
            Cell::new(sign, Meaning::Muted),
            Cell::new(said, Meaning::Muted),
            Cell::number(id, Meaning::Count),
            Cell::new(text, Meaning::Text),
        ]);
    };
    if let Some(gap) = entry.gap {
        let said = words.say_with("gap-later", &[("days", i64::from(gap).into())]);
        row(String::new(), "\u{250a}", said, None, "");
    }
    match entry.what {
        What::Event(event) => {
            for (index, article) in
                event.tellings.iter().filter_map(|&place| told.rows.get(place)).enumerate()
            {
                let day =
                    entry.days.map_or_else(|| words.say("undated"), |(day, _)| words.date_with_weekday(day));
                let (day, sign) = if index == 0 { (day, "\u{25cf}") } else { (String::new(), "") };
                row(
                    day,
                    sign,
                    of_article(told, article, event, index == 0, words),
                    Some(article),
                    &article.title,
                );
            }
        }
        What::Announced(named) | What::Background(named) => {
            let is_announced = matches!(entry.what, What::Announced(_));
            let day = words.meaning(&named.said.mention);
            let sign = if is_announced { "\u{25cb}" } else { "\u{b7}" };
            let said = if is_announced {
                of_announced(told, named, words)
            } else {
                words.say("timeline-background")
            };
            let article = named.by.first().and_then(|&place| told.rows.get(place));
            row(day, sign, said, article, &named.said.sentence);
        }
    }
}

/// Outlet of an article, whether it is that which was asked for, and how late the event was published.
fn of_article(told: &Told, article: &Row, event: &Event, is_first: bool, words: &Words) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend((article.id == told.of).then(|| words.say("timeline-here")));
    parts.extend(article.outlet.clone());
    let delay = event.delay();
    if is_first && delay != 0 {
        let id = if delay > 0 { "timeline-told-later" } else { "timeline-told-before" };
        parts.push(words.say_with(id, &[("days", i64::from(delay.unsigned_abs()).into())]));
    }
    words.list(parts.iter().map(String::as_str))
}

/// When something was announced, and what became of it.
fn of_announced(told: &Told, named: &Named, words: &Words) -> String {
    let first = named.by.first().and_then(|&place| told.rows.get(place)?.published);
    let announced =
        first.map(|day| words.say_with("timeline-announced", &[("date", words.date(day.date).into())]));
    let outcome = named.outcome.map(|outcome| {
        words.say(match outcome {
            Became::Event => "timeline-took-place",
            Became::Nothing => "timeline-nothing-then",
            Became::Ahead => "timeline-ahead",
        })
    });
    words.list(announced.iter().chain(&outcome).map(String::as_str))
}

/// A row of the timeline, as programs get it.
#[derive(Serialize)]
struct JsonEntry {
    /// "event", "announced" or "background".
    what: &'static str,
    /// `None` for an event of which no day is known.
    date: Option<Date>,
    until: Option<Date>,
    /// Days since the event before, if it is a week or more.
    gap: Option<i32>,
    /// Whether it is the event of the article that was asked for.
    here: bool,
    /// Days from the event to its first publication.
    delay: i32,
    /// Of what was named: its TIMEX3 value, its words, and the sentence.
    value: Option<String>,
    text: Option<String>,
    sentence: Option<String>,
    /// Of what was announced.
    outcome: Option<Became>,
    /// Those of the event, the best telling first; or those that name the day.
    articles: Vec<JsonArticle>,
}

#[derive(Serialize)]
struct JsonArticle {
    id: i64,
    key: String,
    title: String,
    outlet: Option<String>,
    published: Option<Date>,
}

fn json(reader: &Reader, told: &Told, entry: &Entry<'_>) -> Result<JsonEntry, Stop> {
    let articles = |places: &[usize]| -> Result<Vec<JsonArticle>, Stop> {
        let rows = places.iter().filter_map(|&place| told.rows.get(place));
        rows.map(|row| {
            Ok(JsonArticle {
                id: row.id.number(),
                key: reader.article(row.id)?.article.key,
                title: row.title.clone(),
                outlet: row.outlet.clone(),
                published: row.published.map(|published| published.date),
            })
        })
        .collect()
    };
    let (date, until) = entry.days.unzip();
    let bare = JsonEntry {
        what: "event",
        date,
        until,
        gap: entry.gap,
        here: false,
        delay: 0,
        value: None,
        text: None,
        sentence: None,
        outcome: None,
        articles: Vec::new(),
    };
    Ok(match entry.what {
        What::Event(event) => {
            let articles = articles(&event.tellings)?;
            let here = articles.iter().any(|article| article.id == told.of.number());
            JsonEntry { here, delay: event.delay(), articles, ..bare }
        }
        What::Announced(named) | What::Background(named) => JsonEntry {
            what: if matches!(entry.what, What::Announced(_)) { "announced" } else { "background" },
            value: Some(named.said.mention.value.clone()),
            text: named.said.sentence.get(named.said.lit.clone()).map(str::to_owned),
            sentence: Some(named.said.sentence.clone()),
            outcome: named.outcome,
            articles: articles(&named.by)?,
            ..bare
        },
    })
}
