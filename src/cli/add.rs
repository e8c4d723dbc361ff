//! `khabar add`: files, folders and standard input -> articles in the library.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::progress::{Progress, cancel_on_interrupt};
use super::{Common, Context, Outcome, Stop, library};
use crate::task::{self, Import, Imported, Knowledge, Report, Task};
use crate::ui::notices;
use crate::ui::theme::Meaning;

/// Arguments of `khabar add`.
#[derive(Args, Clone, Debug)]
pub struct AddArgs {
    /// Files, folders, archives and addresses on the web; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// What came of it as one object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// What came of it, as programs get it.
#[derive(Serialize)]
struct JsonImported {
    added: u64,
    known: u64,
    failed: u64,
    stopped: bool,
}

/// Adds what the paths name. Each file that cannot be read is one line on standard error, and the rest
/// comes in; Ctrl-C stops after the batch that is being written.
pub fn run(args: &AddArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let ended = work(&mut library, Task::Import(Import::of(args.paths.clone())), context)?;
    let Imported { added, known, failed } = ended.imported;
    if args.json {
        context.out.json(&JsonImported { added, known, failed, stopped: ended.stopped })?;
    } else {
        let words = &context.words;
        let mut parts = vec![words.say_with("cli-added", &[("added", added.into())])];
        for (id, count) in [("cli-known", known), ("cli-failed", failed)] {
            if count > 0 {
                parts.push(words.say_with(id, &[("count", count.into())]));
            }
        }
        let summary = words.list(parts.iter().map(String::as_str));
        context.out.paragraph(&summary, Meaning::Text)?;
    }
    if ended.stopped {
        context.tell(&context.words.say("cli-stopped"));
    }
    Ok(if ended.stopped || failed > 0 { Outcome::Failed } else { Outcome::Done })
}

/// How a long task ended.
#[derive(Default)]
pub(super) struct Ended {
    /// What an import did.
    pub(super) imported: Imported,
    /// Articles that a rebuild found facts for.
    pub(super) rebuilt: u64,
    /// Whether the user stopped it.
    pub(super) stopped: bool,
}

/// Does a long task to its end, or until the user stops it, showing how far it is.
pub(super) fn work(
    library: &mut crate::store::Library,
    task: Task,
    context: &Context,
) -> Result<Ended, Stop> {
    library.take_memory()?;
    let knowledge = Knowledge::new(context.config.settings.week_start);
    let cancel = cancel_on_interrupt();
    let progress = Progress::new();
    let mut ended = Ended::default();
    let mut failure = None;
    let mut next = Some(task);
    while let Some(task) = next {
        next = task::write(library, &knowledge, task, &cancel, &mut |report| match report {
            Report::Progress { done, total } => progress.set(done, total),
            Report::Flawed(notice) => {
                progress.aside(|| context.tell(&notices::file(&context.words, &notice)));
            }
            Report::Imported(imported) => ended.imported = imported,
            Report::Rebuilt(count) | Report::Reread(count) => ended.rebuilt = count,
            Report::Cancelled => ended.stopped = true,
            Report::Failed(failed) => failure = Some(failed),
            _ => {}
        })
        .map_err(|failure| Stop::of_failure(failure, &context.words))?;
    }
    progress.finish();
    match failure {
        Some(failure) => Err(Stop::of_failure(failure, &context.words)),
        None => Ok(ended),
    }
}
