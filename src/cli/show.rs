//! `khabar show`: an article, from the library or a file -> its text as the reader shows it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::compare::JsonSpan;
use super::out::Line;
use super::{Common, Context, Outcome, Stop, library};
use crate::app::block::{Block, BlockKind, Mark, blocks};
use crate::app::note::put_notes;
use crate::app::reading;
use crate::arabic::words::one_line;
use crate::article::{Article, Facts, SectionKind, Span};
use crate::extract::{self, Lexicon, date};
use crate::import::{Document, Hints};
use crate::store::{Id, Note, Reader, reading_minutes};
use crate::story::novelty::{Novelty, SentenceNovelty};
use crate::task::{files, novelty};
use crate::text::{Align, Lines, Mode};
use crate::ui::notices;
use crate::ui::stories::new_share;
use crate::ui::theme::Meaning;

/// Arguments of `khabar show`.
#[derive(Args, Clone, Debug)]
pub struct ShowArgs {
    /// Number of an article in the library, its key, or a file
    #[arg(value_name = "ID|PATH")]
    pub what: String,
    /// Columns of a row, laid out as in the window; without it, into a pipe: one line a paragraph
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub width: Option<u16>,
    /// Only the sentences that are new, by what was read of the story; with --json, all of it and what
    /// is new in it
    #[arg(long)]
    pub new: bool,
    /// One object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// An article and what is known beside its text.
struct Shown {
    id: Option<Id>,
    article: Article,
    facts: Facts,
    tags: Vec<String>,
    /// The reader's notes on it.
    notes: Vec<Note>,
    /// The embedded stories: part and title.
    stories: Vec<(u16, String)>,
    words: u32,
    /// What is new in it, if that was asked for and something of its story was read.
    novelty: Option<Novelty>,
}

/// Prints the article, or each article of a file; [`Outcome::Nothing`] if there is none.
pub fn run(args: &ShowArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let all = match args.what.parse::<Id>() {
        Err(_) if args.what == "-" || Path::new(&args.what).is_file() => match from_file(args, context) {
            Some(all) => all,
            None => return Ok(Outcome::Failed),
        },
        _ => {
            let reader = library::read(context)?;
            match library::named(&reader, &args.what)? {
                Some(id) => vec![from_library(&reader, id, args.new)?],
                None => {
                    context.tell(&library::not_there(context, &args.what));
                    return Ok(Outcome::Nothing);
                }
            }
        }
    };
    if args.json {
        all.iter().try_for_each(|shown| context.out.json(&JsonArticle::new(shown)))?;
        return Ok(Outcome::Done);
    }
    if args.new {
        return new_only(&all, context);
    }
    if let Some(width) = args.width {
        context.out.as_in_window(context.config.mode(), usize::from(width));
    }
    for (index, shown) in all.iter().enumerate() {
        if index > 0 {
            context.out.raw("")?;
        }
        print(shown, args.width.is_some(), context)?;
    }
    Ok(Outcome::Done)
}

/// Prints title and head of articles, and those of their sentences that are new.
fn new_only(all: &[Shown], context: &mut Context) -> Result<Outcome, Stop> {
    let mut count = 0;
    for shown in all {
        let Some(novelty) = &shown.novelty else {
            context.tell(&context.words.say("notice-nothing-read-before"));
            continue;
        };
        context.out.paragraph(&shown.article.title.text, Meaning::Title)?;
        let share = new_share(&context.words, novelty.percent());
        context.out.paragraph(&share, Meaning::New)?;
        for span in novelty.new_sentences() {
            count += 1;
            context.out.paragraph(&one_line(span.of(&shown.article.text)), Meaning::Text)?;
        }
    }
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn from_library(reader: &Reader, id: Id, with_novelty: bool) -> Result<Shown, Stop> {
    let stored = reader.article(id)?;
    let mut stories = Vec::new();
    for embedded in &stored.embedded {
        let row = reader.row(*embedded)?;
        stories.push((row.part, row.title));
    }
    Ok(Shown {
        id: Some(id),
        facts: reader.facts(id)?,
        tags: stored.tags,
        notes: reader.notes(id)?,
        stories,
        words: stored.words,
        article: stored.article,
        novelty: if with_novelty { novelty::novelty(reader, id)? } else { None },
    })
}

/// The articles of a file; `None`, after telling why, if nothing in it can be read.
fn from_file(args: &ShowArgs, context: &Context) -> Option<Vec<Shown>> {
    let path = PathBuf::from(&args.what);
    let parsed = match files::read(&path, &Hints::default()) {
        Ok(parsed) => parsed,
        Err(notice) => {
            context.tell(&notices::file(&context.words, &notice));
            return None;
        }
    };
    parsed.flaws.iter().for_each(|flaw| context.tell(&context.words.flaw(flaw)));
    let settings = date::Settings { week_start: context.config.settings.week_start };
    let lexicon = Lexicon::load(settings);
    let all: Vec<Shown> =
        parsed.documents.into_iter().filter_map(|document| shown(document, &lexicon)).collect();
    (!all.is_empty()).then_some(all)
}

fn shown(document: Document, lexicon: &Lexicon) -> Option<Shown> {
    let mut articles = document.articles.into_iter();
    let article = articles.next()?;
    let words =
        article.body().map(|section| crate::arabic::words::words(section.span.of(&article.text)).count());
    Some(Shown {
        id: None,
        facts: extract::facts(&article, lexicon),
        tags: Vec::new(),
        notes: Vec::new(),
        stories: articles.map(|story| (story.part, story.title.text)).collect(),
        words: u32::try_from(words.sum::<usize>()).unwrap_or(u32::MAX),
        article,
        novelty: None,
    })
}

/// Prints an article, block by block.
fn print(shown: &Shown, laid_out: bool, context: &mut Context) -> Result<(), Stop> {
    let mut all = blocks(&shown.article, &shown.facts, &shown.tags, &shown.stories);
    put_notes(&mut all, &shown.notes);
    for block in &mut all {
        if block.kind == BlockKind::Meta {
            block.text = meta(shown, context);
        }
    }
    let plain = !laid_out && !context.out.is_terminal;
    for block in all.iter().filter(|block| !block.text.is_empty()) {
        for _ in 0..block.gap {
            context.out.raw("")?;
        }
        if plain {
            context.out.raw(&without_isolates(&block.text))?;
            continue;
        }
        let measure = usize::from(context.config.settings.measure);
        let width = if laid_out { context.out.width } else { context.out.width.min(measure) };
        let indent = usize::from(block.indent()).min(width / 4);
        let mut forms = context.config.forms();
        forms.mode = context.out.mode;
        let mut lines = Lines::new(&block.text, reading::base(&shown.article), forms);
        lines.wrap((width - 2 * indent).max(1), Align::Start);
        for row in lines.rows() {
            let mut line = Line::default();
            // As it is stored, the terminal itself puts the row at its side.
            line.blank(if forms.mode == Mode::Off { 0 } else { row.indent() + indent });
            line.push(row, |source| meaning(block, source));
            context.out.line(line)?;
        }
    }
    Ok(())
}

/// Outlet, day, reading time.
fn meta(shown: &Shown, context: &Context) -> String {
    let words = &context.words;
    let day = match shown.article.published {
        Some(published) => {
            format!("{} ({})", words.date_in_full(published.date), words.published_from(published.from))
        }
        None => words.say("undated"),
    };
    let minutes = words.say_with("reading-time", &[("minutes", reading_minutes(shown.words).into())]);
    let parts = shown.article.outlet.iter().cloned().chain([day, minutes]);
    // Each part keeps its own direction, whatever stands beside it.
    let parts: Vec<String> = parts.map(|part| format!("\u{2068}{part}\u{2069}")).collect();
    parts.join(" \u{b7} ")
}

fn without_isolates(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// What the bytes of a block are.
fn meaning(block: &Block, source: Range<usize>) -> Meaning {
    let mark = u32::try_from(source.start).ok().and_then(|offset| block.mark_at(offset));
    match (mark, block.kind) {
        (Some(Mark::Person), _) => Meaning::Person,
        (Some(Mark::Place), _) => Meaning::Place,
        (Some(Mark::Organisation), _) => Meaning::Organisation,
        (Some(Mark::Date), _) => Meaning::Date,
        (_, BlockKind::Title) => Meaning::Title,
        (_, BlockKind::Meta) => Meaning::Muted,
        (_, BlockKind::Tags) => Meaning::Tag,
        (_, BlockKind::Story { .. }) => Meaning::Aside,
        (_, BlockKind::Note { .. }) => Meaning::Note,
        (_, BlockKind::Text(SectionKind::Subheading)) => Meaning::Subheading,
        (_, BlockKind::Text(kind)) if kind.is_body() => Meaning::Text,
        (_, BlockKind::Text(_)) => Meaning::Aside,
    }
}

/// An article as programs get it; offsets are Unicode scalars into `text`, end exclusive.
#[derive(Serialize)]
struct JsonArticle<'a> {
    id: Option<i64>,
    key: &'a str,
    origin: &'a str,
    title: &'a str,
    published: Option<String>,
    published_from: Option<crate::article::PublishedFrom>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    keywords: &'a [String],
    tags: &'a [String],
    text: &'a str,
    sections: Vec<JsonSection>,
    /// With `--new`, if something of the story was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    novelty: Option<JsonNovelty>,
}

/// What is new in an article.
#[derive(Serialize)]
struct JsonNovelty {
    /// The part of the words that stand in new sentences, 0 to 1.
    share: f32,
    /// Articles of the story that were read.
    read: usize,
    sentences: Vec<JsonSentence>,
    numbers: Vec<JsonSpan>,
    names: Vec<JsonSpan>,
}

#[derive(Serialize)]
struct JsonSentence {
    #[serde(flatten)]
    span: JsonSpan,
    /// How much of it one of the articles that were read contains, 0 to 1.
    known: f32,
    is_new: bool,
}

#[derive(Serialize)]
struct JsonSection {
    start: usize,
    end: usize,
    kind: SectionKind,
    part: u16,
}

impl<'a> JsonArticle<'a> {
    fn new(shown: &'a Shown) -> JsonArticle<'a> {
        let article = &shown.article;
        let scalars = |offset: u32| article.text[..offset as usize].chars().count();
        let sections = article.sections.iter().map(|section| JsonSection {
            start: scalars(section.span.start),
            end: scalars(section.span.end),
            kind: section.kind,
            part: section.part,
        });
        JsonArticle {
            id: shown.id.map(Id::number),
            key: &article.key,
            origin: &article.origin,
            title: &article.title.text,
            published: article.published.map(|published| published.date.to_string()),
            published_from: article.published.map(|published| published.from),
            outlet: article.outlet.as_deref(),
            url: article.url.as_deref(),
            keywords: &article.keywords,
            tags: &shown.tags,
            text: &article.text,
            sections: sections.collect(),
            novelty: shown.novelty.as_ref().map(|novelty| JsonNovelty::new(novelty, &article.text)),
        }
    }
}

impl JsonNovelty {
    fn new(novelty: &Novelty, text: &str) -> JsonNovelty {
        let spans = |spans: &[Span]| spans.iter().map(|span| JsonSpan::new(*span, text)).collect();
        let sentence = |sentence: &SentenceNovelty| JsonSentence {
            span: JsonSpan::new(sentence.span, text),
            known: sentence.known,
            is_new: sentence.is_new,
        };
        JsonNovelty {
            share: novelty.share,
            read: novelty.read,
            sentences: novelty.sentences.iter().map(sentence).collect(),
            numbers: spans(&novelty.numbers),
            names: spans(&novelty.names),
        }
    }
}
