//! `khabar doctor`: terminal, settings and library -> what is known of them, and what is wrong.

mod cure;
mod terminal_rows;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::out::{Cell, Out};
use super::{Common, Context, Outcome, Stop, library};
use crate::app::state::MODES;
use crate::config::{Config, FILES};
use crate::store::{Query, Reader};
use crate::terminal;
use crate::text::{Mode, Options, Row, layout};
use crate::ui::doctor::{mode_name, sample};
use crate::ui::theme::Meaning;
use crate::ui::words::Words;

pub use terminal_rows::terminal_rows;

/// Arguments of `khabar doctor`.
#[derive(Args, Clone, Debug)]
pub struct DoctorArgs {
    /// Check the library thoroughly: indexes against tables, and every article
    #[arg(long)]
    pub deep: bool,
    /// Make anew all that is derived from the articles: search index, facts, stories
    #[arg(long, conflicts_with_all = ["deep", "salvage"])]
    pub repair: bool,
    /// Bring what can be read of a damaged library into a new one
    #[arg(long, value_name = "NEW-FILE", conflicts_with = "deep")]
    pub salvage: Option<PathBuf>,
    /// One object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// How long the terminal may take to answer. Nearly all answer at once; through a slow connection it
/// takes as long as a key takes to be seen.
const ANSWER_LIMIT: Duration = Duration::from_secs(1);

/// Rows of the report: the message that says what, and how it is.
pub type Rows = Vec<(&'static str, String)>;

/// A section of the report: its heading, and rows of what and how.
type Section = (&'static str, Rows);

/// Reports; [`Outcome::Failed`] if the library or a file of settings is not as it should be. A library
/// that is not there yet is no failure.
pub fn run(args: &DoctorArgs, context: &mut Context) -> Result<Outcome, Stop> {
    if let Some(to) = &args.salvage {
        return cure::salvage(to, context, args.json);
    }
    if args.repair {
        return cure::repair(context, args.json);
    }
    let found = terminal::ask(ANSWER_LIMIT);
    context.config.capability = found.capability;
    context.out = Out::new(&context.config);
    let (library, problems) = library_section(context, args.deep);
    let sections = [
        ("doctor-terminal", terminal_rows(&context.config, &found, &context.words)),
        ("doctor-settings", settings_rows(&context.config, &context.words)),
        ("doctor-library", library),
    ];
    let healthy = problems.is_empty() && context.config.faults.is_empty();
    if args.json {
        let mut report = serde_json::Map::new();
        for (heading, rows) in &sections {
            report.insert(key(heading), object(rows));
        }
        report.insert("problems".to_owned(), json!(problems));
        context.out.json(&report)?;
    } else {
        print(&sections, context)?;
        samples(context)?;
        problems.iter().for_each(|problem| context.tell(problem));
        if !problems.is_empty() && context.config.settings.library.as_ref().is_some_and(|path| path.is_file())
        {
            context.tell(&context.words.say("doctor-cure"));
        }
    }
    Ok(if healthy { Outcome::Done } else { Outcome::Failed })
}

/// The name of a message as a key of an object.
fn key(id: &str) -> String {
    id.trim_start_matches("doctor-").to_owned()
}

/// Rows as an object; several of one name are a list.
fn object(rows: &Rows) -> Value {
    let mut object = serde_json::Map::new();
    for (id, value) in rows {
        match object.get_mut(&key(id)) {
            None => _ = object.insert(key(id), json!(value)),
            Some(Value::Array(values)) => values.push(json!(value)),
            Some(only) => *only = json!([only.take(), value]),
        }
    }
    Value::Object(object)
}

fn print(sections: &[Section], context: &mut Context) -> Result<(), Stop> {
    for (heading, rows) in sections {
        let heading = context.words.say(heading);
        context.out.paragraph(&heading, Meaning::Subheading)?;
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|(id, value)| {
                vec![Cell::new(context.words.say(id), Meaning::Muted), Cell::new(value, Meaning::Text)]
            })
            .collect();
        context.out.table(&cells, 1)?;
        context.out.raw("")?;
    }
    Ok(())
}

/// Which settings apply and where they stand: message and value.
fn settings_rows(config: &Config, words: &Words) -> Rows {
    let language = config.settings.lang.code();
    let mut rows = vec![
        ("doctor-version", env!("CARGO_PKG_VERSION").to_owned()),
        ("doctor-language", language.to_owned()),
    ];
    let Some(folder) = &config.folder else { return rows };
    rows.push(("doctor-folder", folder.display().to_string()));
    let ids = ["doctor-config", "doctor-keymap", "doctor-theme", "doctor-rules"];
    for (id, file) in ids.into_iter().zip(FILES) {
        let path = folder.join(file);
        let place = path.display().to_string();
        let count = config.faults.iter().filter(|fault| fault.place() == place).count();
        let state = match count {
            _ if !path.exists() => words.say("doctor-file-default"),
            0 => words.say("doctor-file-ok"),
            _ => words.say_with("doctor-file-mistakes", &[("count", count.into())]),
        };
        rows.push((id, state));
    }
    rows
}

/// What is known of the library, and what is wrong with it, a line each.
fn library_section(context: &Context, is_deep: bool) -> (Rows, Vec<String>) {
    let words = &context.words;
    let Some(path) = &context.config.settings.library else {
        return (Vec::new(), vec![words.say("no-library-folder")]);
    };
    let shown = path.display().to_string();
    if !path.exists() {
        let shown = words.say_with("doctor-not-yet", &[("path", shown.into())]);
        return (vec![("doctor-path", shown)], Vec::new());
    }
    let mut rows = vec![("doctor-path", shown)];
    let mut problems = Vec::new();
    match library::read(context).and_then(|reader| Ok(facts(&reader, is_deep, context)?)) {
        Ok((found, flaws)) => {
            rows.extend(found);
            problems.extend(flaws);
        }
        Err(Stop::Library(error)) => problems.push(words.library_error(&error)),
        Err(Stop::Told(message)) => problems.push(message),
        Err(Stop::Output(error)) => problems.push(error.to_string()),
    }
    (rows, problems)
}

fn facts(
    reader: &Reader,
    is_deep: bool,
    context: &Context,
) -> Result<(Rows, Vec<String>), crate::store::Error> {
    let words = &context.words;
    let number = |count: u64| words.number(usize::try_from(count).unwrap_or(usize::MAX));
    let count = reader.count(&Query::all())?;
    let tags = reader.tags()?.len();
    let stale = reader.stale_count(crate::task::DERIVED_VERSION)?;
    let files = reader.files()?;
    let flaws = if is_deep { reader.deep_check()? } else { reader.quick_check()? };
    // Less than a mebibyte counts as one.
    let mebibytes = |bytes: u64| words.say_with("doctor-bytes", &[("size", bytes.div_ceil(1 << 20).into())]);
    let integrity = match flaws.is_empty() {
        true if is_deep => words.say("doctor-integrity-ok"),
        true => words.say("doctor-integrity-quick"),
        false => words.number(flaws.len()),
    };
    let by_hand = words.say_with(
        "doctor-by-hand-counts",
        &[
            ("days", files.days.into()),
            ("names", files.decisions.into()),
            ("feeds", files.feeds.into()),
            ("changes", files.changes.into()),
        ],
    );
    let mut rows = vec![
        ("doctor-size", mebibytes(files.bytes)),
        ("doctor-log", mebibytes(files.log_bytes)),
        ("doctor-articles", number(count.total)),
        ("doctor-unread", number(count.unread)),
        ("doctor-tags", words.number(tags)),
        ("doctor-names", number(files.entities)),
        ("doctor-by-hand", by_hand),
        ("doctor-integrity", integrity),
    ];
    if stale > 0 {
        let stale = usize::try_from(stale).unwrap_or(usize::MAX);
        rows.push(("doctor-stale", words.say_with("doctor-stale-count", &[("count", stale.into())])));
    }
    Ok((rows, flaws))
}

/// A sample of right-to-left text in each mode, so that a person sees which one is right.
fn samples(context: &mut Context) -> Result<(), Stop> {
    if !context.out.is_terminal {
        return Ok(());
    }
    let text = context.words.say("doctor-samples");
    context.out.paragraph(&text, Meaning::Muted)?;
    let is_apart = context.config.switches_bidi_for_all() && io::stdin().is_terminal();
    for mode in MODES.into_iter().filter(|mode| !is_apart || *mode != Mode::Visual) {
        let name = mode_name(&context.words, mode);
        context.out.paragraph(&name, Meaning::Muted)?;
        context.out.sample(mode, &sample(mode, context.config.marks()).concat())?;
    }
    if is_apart {
        visual_sample(context)?;
    }
    Ok(())
}

/// The sample in visual order, on a terminal that has to be switched for it as a whole.
fn visual_sample(context: &mut Context) -> Result<(), Stop> {
    let hint = context.words.say("doctor-sample-switched");
    let mut rows: Vec<String> = layout(&hint, &Options::default()).iter().map(Row::padded).collect();
    rows.push(format!("  {}", sample(Mode::Visual, context.config.marks()).concat()));
    context.out.flush()?;
    Ok(terminal::show_switched(context.config.capability, &rows)?)
}
