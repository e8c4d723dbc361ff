//! `khabar backup`: a copy of the library, while others go on using it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, Context, Outcome, Stop, library};
use crate::store::Reader;
use crate::ui::theme::Meaning;

/// Arguments of `khabar backup`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "To go back to a copy, open it with --library, or put it where the library was.")]
pub struct BackupArgs {
    /// Where to; without it, beside the library under its name and the day
    pub file: Option<PathBuf>,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Copies the library as it is at one moment, and reads the copy whole; what was at its place before is
/// replaced only then.
pub fn run(args: &BackupArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let to = args.file.clone().unwrap_or_else(|| beside(reader.path()));
    reader.backup(&to)?;
    let flaws = Reader::open(&to)?.integrity()?;
    flaws.iter().for_each(|flaw| context.tell(flaw));
    let to = to.display().to_string();
    let text = context.words.say_with("cli-backed-up", &[("path", to.into())]);
    context.out.paragraph(&text, Meaning::Text)?;
    Ok(if flaws.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// `library.khabar` -> `library-2025-02-12.khabar`.
fn beside(path: &Path) -> PathBuf {
    let day = jiff::Zoned::now().date();
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{day}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}
