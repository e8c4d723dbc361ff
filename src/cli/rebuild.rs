//! `khabar rebuild`: articles whose facts an older version made -> facts and relations made anew.

use clap::Args;

use super::{Common, Context, Outcome, Stop, add, library};
use crate::task::{Rebuild, Task};
use crate::ui::theme::Meaning;

/// Arguments of `khabar rebuild`.
#[derive(Args, Clone, Debug)]
pub struct RebuildArgs {
    /// Every article, not only those that an older khabar read
    #[arg(long)]
    pub all: bool,
    /// What came of it as one object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Rebuilds what is derived; stopped, it goes on the next time where it was (but with
/// `--all`, which begins anew).
pub fn run(args: &RebuildArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let path = library::path(context)?;
    if !path.exists() {
        // Nothing is made only to find nothing in it.
        return Err(crate::store::Error::Missing { path }.into());
    }
    let mut library = library::open(context)?;
    let rebuild = if args.all { Rebuild::everything() } else { Rebuild::outdated() };
    let ended = add::work(&mut library, Task::Rebuild(rebuild), context)?;
    if args.json {
        let done = serde_json::json!({ "rebuilt": ended.rebuilt, "stopped": ended.stopped });
        context.out.json(&done)?;
    } else {
        let text = context.words.say_with("cli-rebuilt", &[("count", ended.rebuilt.into())]);
        context.out.paragraph(&text, Meaning::Text)?;
    }
    if ended.stopped {
        context.tell(&context.words.say("cli-stopped"));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Done)
}
