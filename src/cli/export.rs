//! `khabar export`: articles of the library -> Markdown, JSON lines or a table, into a file or a pipe.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::progress::cancel_on_interrupt;
use super::{Common, Context, Outcome, Stop, library};
use crate::store::{Id, Query, Which};
use crate::task::export::{self, Export, Format, Headings, Manner, NotExported};
use crate::ui::theme::Meaning;
use crate::ui::words::{Words, printable};

/// Arguments of `khabar export`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "khabar export 12,15 --to markdown            two articles, to standard output\n\
                        khabar export 12 notes.md                   the format by the ending of the file\n\
                        khabar export --query 'tag:war' --to markdown war/  a file an article, in a folder\n\
                        khabar export --all library.jsonl           everything; 'khabar add' reads it back\n\
                        khabar export --all facts.csv --bom         what was found, for a spreadsheet")]
pub struct ExportArgs {
    /// Articles by number (12 or 12,15); then the file or, for Markdown, folder; standard output without
    #[arg(value_name = "ID|FILE")]
    pub what: Vec<String>,
    /// The articles that this search finds
    #[arg(long, value_name = "QUERY", conflicts_with = "all")]
    pub query: Option<String>,
    /// Every article
    #[arg(long)]
    pub all: bool,
    /// The format; else by the ending of the file
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<FormatName>,
    /// Markdown with lists of people, places, organisations and dates
    #[arg(long)]
    pub facts: bool,
    /// Markdown with your notes, each under the words that it is on
    #[arg(long)]
    pub notes: bool,
    /// A table that begins with a byte order mark, as some spreadsheets need
    #[arg(long)]
    pub bom: bool,
    /// Replace what is there
    #[arg(long)]
    pub force: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// The formats by their names on the command line.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatName {
    /// To read, with citations.
    Markdown,
    /// Everything, to import elsewhere.
    Jsonl,
    /// A row for each name and date in the text.
    Csv,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Markdown => Format::Markdown,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Csv => Format::Csv,
        }
    }
}

/// Writes the articles; [`Outcome::Nothing`] if there are none.
pub fn run(args: &ExportArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let (names, file) = parts(args);
    if names.is_empty() && args.query.is_none() && !args.all {
        return Err(Stop::Told(context.words.say("export-nothing-named")));
    }
    let by_ending = file.as_deref().and_then(Format::of_path);
    let Some(format) = args.to.map(Format::from).or(by_ending) else {
        return Err(Stop::Told(context.words.say("export-no-format")));
    };
    let facts = args.facts.then(|| headings(&context.words));
    let notes = args.notes.then(|| context.words.say("export-notes"));
    let manner = Manner { format, facts, notes, has_bom: args.bom };
    let reader = library::read(context)?;
    let which = if args.all {
        Which::Found(Query::all())
    } else if let Some(text) = &args.query {
        Which::Found(library::query(context, text)?)
    } else {
        match library::meant(&reader, None, &names, context)? {
            Some(ids) => Which::These(ids),
            None => return Ok(Outcome::Nothing),
        }
    };
    let count = match file {
        Some(to) if to != Path::new("-") => {
            let cancel = cancel_on_interrupt();
            let export = Export { which, manner, to, overwrites: args.force };
            let count = export::into_file(&reader, &export, &cancel).map_err(|error| stop(context, error))?;
            let path = printable(&export.to.display().to_string());
            let told =
                context.words.say_with("cli-exported", &[("count", count.into()), ("path", path.into())]);
            if count > 0 {
                context.out.paragraph(&told, Meaning::Text)?;
            }
            count
        }
        _ => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let cancel = crate::task::Cancel::default();
            let place = Path::new("-");
            let written = export::write(&reader, &which, &manner, &cancel, &mut Shown::new(&mut out), place);
            let count = written.map_err(|error| stop(context, error))?;
            out.flush()?;
            count
        }
    };
    if count == 0 {
        context.tell(&context.words.say("cli-nothing-found"));
    }
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// The articles that are named, and the file: the last argument, unless it is made of numbers.
fn parts(args: &ExportArgs) -> (Vec<String>, Option<PathBuf>) {
    let is_numbers = |text: &str| text.split(',').all(|part| part.trim().parse::<Id>().is_ok());
    match args.what.split_last() {
        Some((last, before)) if !is_numbers(last) => (before.to_vec(), Some(PathBuf::from(last))),
        _ => (args.what.clone(), None),
    }
}

/// What the lists of facts are called in the reader's language.
pub fn headings(words: &Words) -> Headings {
    Headings {
        people: words.say("pane-people"),
        places: words.say("pane-places"),
        organisations: words.say("pane-organisations"),
        dates: words.say("pane-dates"),
    }
}

/// Why nothing was exported, or not all.
fn stop(context: &Context, error: NotExported) -> Stop {
    match error {
        NotExported::Store(error) => Stop::Library(error),
        NotExported::Output(path, error) if path == Path::new("-") => Stop::Output(error),
        NotExported::Exists(path) => {
            let path = printable(&path.display().to_string());
            Stop::Told(context.words.say_with("export-exists-force", &[("path", path.into())]))
        }
        other => Stop::of_failure(other.failure(), &context.words),
    }
}

/// Standard output; at a terminal, text is shown without what could command it.
struct Shown<'w> {
    out: &'w mut dyn Write,
    is_terminal: bool,
}

impl<'w> Shown<'w> {
    fn new(out: &'w mut dyn Write) -> Shown<'w> {
        Shown { out, is_terminal: io::stdout().is_terminal() }
    }
}

impl Write for Shown<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_command =
            |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t')) || *byte == 0x7F;
        if !self.is_terminal || !bytes.iter().any(is_command) {
            return self.out.write(bytes);
        }
        let harmless: Vec<u8> =
            bytes.iter().map(|byte| if is_command(byte) { b'?' } else { *byte }).collect();
        self.out.write_all(&harmless).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
