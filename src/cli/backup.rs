//! `khabar backup` and `khabar restore`: the library -> a copy of it that was checked, and back.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, Context, Outcome, Stop, library};
use crate::store::{self, Error, Reader};
use crate::ui::theme::Meaning;
use crate::ui::words::printable;

/// Arguments of `khabar backup`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Without FILE the copy lies beside the library, with the day in its name. The library may be\n\
                        in use meanwhile. 'khabar restore' puts a copy back."
)]
pub struct BackupArgs {
    /// Where the copy goes
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Keep so many copies beside the library, and remove older ones that were made this way
    #[arg(long, value_name = "N", conflicts_with = "file", value_parser = clap::value_parser!(u32).range(1..))]
    pub keep: Option<u32>,
    /// Replace what is at FILE
    #[arg(long)]
    pub force: bool,
    /// What came of it as one object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `khabar restore`.
#[derive(Args, Clone, Debug)]
pub struct RestoreArgs {
    /// The copy; it stays where it is
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What came of it as one object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Copies the library as it is at one moment, checks the copy, and removes older ones if that is wanted.
pub fn backup(args: &BackupArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let path = library::path(context)?;
    let today = jiff::Zoned::now().date();
    let to = match &args.file {
        Some(file) if file.is_dir() => {
            let name = store::backup_name(&path, today).file_name().map(PathBuf::from);
            file.join(name.unwrap_or_default())
        }
        Some(file) => file.clone(),
        None => store::backup_name(&path, today),
    };
    if reader.owns(&to) {
        return Err(Stop::Told(
            context.words.say_with("backup-onto-library", &[("path", shown(&to).into())]),
        ));
    }
    library::check_folder(&context.words, &to)?;
    if !args.force && to.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: to }.into());
    }
    reader.backup(&to)?;
    let flaws = Reader::open(&to)?.integrity()?;
    flaws.iter().for_each(|flaw| context.tell(flaw));
    let bytes = fs::metadata(&to).map_or(0, |found| found.len());
    // An older copy may be the last one in which all is well.
    let keep = args.keep.filter(|_| flaws.is_empty()).map_or(usize::MAX, |keep| keep as usize);
    let removed = remove_older(&path, &to, keep, context);
    if args.json {
        let removed: Vec<_> = removed.iter().map(|path| path.display().to_string()).collect();
        let done = serde_json::json!({ "file": to.display().to_string(), "bytes": bytes, "removed": removed, "problems": flaws });
        context.out.json(&done)?;
    } else {
        let values = [("path", shown(&to).into()), ("size", bytes.div_ceil(1 << 20).into())];
        let mut said = vec![context.words.say_with("cli-backed-up", &values)];
        if !removed.is_empty() {
            said.push(context.words.say_with("cli-backups-removed", &[("count", removed.len().into())]));
        }
        let said = context.words.list(said.iter().map(String::as_str));
        context.out.paragraph(&said, Meaning::Text)?;
    }
    Ok(if flaws.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// Removes copies of the library that were made without a name, but for the newest `keep`, of which `made`
/// is one; gives which. What cannot be removed is told.
fn remove_older(library: &Path, made: &Path, keep: usize, context: &Context) -> Vec<PathBuf> {
    let others = store::backups(library).into_iter().filter(|old| old != made);
    let mut removed = Vec::new();
    for old in others.skip(keep - 1) {
        match fs::remove_file(&old) {
            Ok(()) => removed.push(old),
            Err(error) => {
                let values = [("path", shown(&old).into()), ("cause", error.to_string().into())];
                context.tell(&context.words.say_with("backup-not-removed", &values));
            }
        }
    }
    removed
}

/// Puts a copy in the place of the library, which is kept aside.
pub fn restore(args: &RestoreArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let path = library::path(context)?;
    if path.canonicalize().is_ok_and(|library| args.file.canonicalize().is_ok_and(|file| file == library)) {
        let values = [("path", shown(&args.file).into())];
        return Err(Stop::Told(context.words.say_with("export-onto-library", &values)));
    }
    library::prepare_folder(&context.config, &context.words, &path).map_err(Stop::Told)?;
    let aside = match store::restore(&path, &args.file, jiff::Zoned::now().date()) {
        // No library that is missing, but the copy.
        Err(Error::Missing { path }) => {
            let values = [("path", shown(&path).into())];
            return Err(Stop::Told(context.words.say_with("no-such-file", &values)));
        }
        done => done?,
    };
    if args.json {
        let aside = aside.map(|path| path.display().to_string());
        context.out.json(&serde_json::json!({ "restored": path.display().to_string(), "before": aside }))?;
        return Ok(Outcome::Done);
    }
    let values = [("path", shown(&path).into()), ("from", shown(&args.file).into())];
    context.out.paragraph(&context.words.say_with("cli-restored", &values), Meaning::Text)?;
    if let Some(aside) = aside {
        let told = context.words.say_with("cli-restored-aside", &[("path", shown(&aside).into())]);
        context.out.paragraph(&told, Meaning::Muted)?;
    }
    Ok(Outcome::Done)
}

fn shown(path: &Path) -> String {
    printable(&path.display().to_string())
}
