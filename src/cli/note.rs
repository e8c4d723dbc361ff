//! `khabar note`: writes a note on an article, changes and removes it; or lists notes.

use clap::Args;
use serde::Serialize;
use std::io::Read;

use super::out::Cell;
use super::{Common, Context, Outcome, Stop, library};
use crate::article::Span;
use crate::store::{Change, Id, Note, Reader};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar note`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "khabar note                            all notes, those changed last first\n\
                        khabar note 12                         the notes on article 12\n\
                        khabar note 12 'ask the ministry'      write one; - reads it from standard input\n\
                        khabar note 12 --on 'إطلاق النار' text  on words of its text\n\
                        khabar note 12 --edit 3 'other text'   change note 3\n\
                        khabar note 12 --remove 3              remove it; without a number, all of the article")]
pub struct NoteArgs {
    /// An article by number, key or path
    #[arg(value_name = "ID|PATH")]
    pub what: Option<String>,
    /// What the note says; - reads it from standard input
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// The words of the text that it is on, instead of the article as a whole
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["edit", "remove"])]
    pub on: Option<String>,
    /// Change the note of that number
    #[arg(long, value_name = "NOTE", conflicts_with = "remove")]
    pub edit: Option<i64>,
    /// Remove the note of that number; without a number, all notes on the article
    #[arg(long, value_name = "NOTE", num_args = 0..=1)]
    pub remove: Option<Option<i64>>,
    /// List the notes, as without a text
    #[arg(long)]
    pub list: bool,
    /// One object a line, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// A note as programs get it; offsets are Unicode scalars into the article's text, end exclusive.
#[derive(Serialize)]
struct JsonNote<'a> {
    note: i64,
    article: i64,
    quote: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    text: &'a str,
    written: i64,
    changed: i64,
}

/// Writes, changes, removes or lists notes; [`Outcome::Nothing`] if there are none.
pub fn run(args: &NoteArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let Some(what) = &args.what else {
        let notes = reader.all_notes()?;
        return list(&reader, &notes, args.json, context);
    };
    let Some(id) = library::named(&reader, what)? else {
        context.tell(&library::not_there(context, what));
        return Ok(Outcome::Nothing);
    };
    if let Some(note) = args.remove {
        drop(reader);
        return remove(id, note, context);
    }
    if args.text.is_empty() || args.list {
        let notes = reader.notes(id)?;
        return list(&reader, &notes, args.json, context);
    }
    let text = text(&args.text)?;
    let on = match &args.on {
        Some(words) => match place(&reader, id, words)? {
            Some(span) => Some(span),
            None => {
                return Err(Stop::Told(
                    context.words.say_with("cli-no-such-words", &[("what", words.as_str().into())]),
                ));
            }
        },
        None => None,
    };
    drop(reader);
    let mut library = library::open(context)?;
    let change = match args.edit {
        Some(note) => {
            of_article(&library, id, note)?;
            library.edit_note(note, &text)?
        }
        None => library.add_note(id, on, &text)?,
    };
    told(&change, context)
}

/// What the note says: the words as typed, or standard input.
fn text(words: &[String]) -> Result<String, Stop> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).map_err(Stop::Output)?;
    Ok(text)
}

/// Where words stand first in the text of an article: as they are written, or in another spelling.
fn place(reader: &Reader, id: Id, words: &str) -> Result<Option<Span>, Stop> {
    let text = reader.article(id)?.article.text;
    if let Some(start) = text.find(words).filter(|_| !words.trim().is_empty()) {
        return Ok(Some(Span::new(start, start + words.len())));
    }
    let quoted = format!("\"{}\"", words.replace(['"', '\\'], " "));
    let query = crate::store::query::parse(&quoted).unwrap_or_default();
    Ok(crate::store::hits(&text, &query).first().copied())
}

/// That a note is one on the article.
fn of_article(reader: &Reader, id: Id, note: i64) -> Result<(), Stop> {
    match reader.note(note)?.article == id {
        true => Ok(()),
        false => Err(crate::store::Error::NoNote { note }.into()),
    }
}

/// Removes one note, or all of an article.
fn remove(id: Id, note: Option<i64>, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let notes: Vec<i64> = match note {
        Some(note) => {
            of_article(&library, id, note)?;
            vec![note]
        }
        None => library.notes(id)?.iter().map(|note| note.id).collect(),
    };
    for note in &notes {
        library.edit_note(*note, "")?;
    }
    if notes.is_empty() {
        context.tell(&context.words.say("cli-no-notes"));
        return Ok(Outcome::Nothing);
    }
    let told = context.words.say_with("cli-note-removed-with", &[("count", notes.len().into())]);
    context.out.paragraph(&told, Meaning::Text)?;
    Ok(Outcome::Done)
}

fn told(change: &Change, context: &mut Context) -> Result<Outcome, Stop> {
    let told = notices::change(&context.words, change);
    context.out.paragraph(&told, Meaning::Text)?;
    Ok(Outcome::Done)
}

fn list(reader: &Reader, notes: &[Note], json: bool, context: &mut Context) -> Result<Outcome, Stop> {
    if json {
        for note in notes {
            context.out.json(&json_note(reader, note)?)?;
        }
    } else {
        let cells = |note: &Note| {
            let quote = note.quote.as_ref().map(|quote| format!("\u{AB}{quote}\u{BB}"));
            vec![
                Cell::number(note.id.to_string(), Meaning::Count),
                Cell::number(note.article.to_string(), Meaning::Muted),
                Cell::new(crate::arabic::words::one_line(&quote.unwrap_or_default()), Meaning::Muted),
                Cell::new(crate::arabic::words::one_line(&note.text), Meaning::Text),
            ]
        };
        let rows: Vec<_> = notes.iter().map(cells).collect();
        context.out.table(&rows, 3)?;
        if notes.is_empty() {
            context.tell(&context.words.say("cli-no-notes"));
        }
    }
    Ok(if notes.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn json_note<'a>(reader: &Reader, note: &'a Note) -> Result<JsonNote<'a>, Stop> {
    let scalars = match note.span {
        Some(span) => {
            let text = reader.article(note.article)?.article.text;
            let start = text.get(..span.start as usize).unwrap_or_default().chars().count();
            Some((start, start + span.of(&text).chars().count()))
        }
        None => None,
    };
    Ok(JsonNote {
        note: note.id,
        article: note.article.number(),
        quote: note.quote.as_deref(),
        start: scalars.map(|(start, _)| start),
        end: scalars.map(|(_, end)| end),
        text: &note.text,
        written: note.written,
        changed: note.changed,
    })
}
