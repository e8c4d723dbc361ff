//! `khabar fetch`: articles -> the same articles with the whole text of their pages.

use clap::Args;

use super::{Common, Context, Outcome, Stop, add, library};
use crate::fetch::Limits;
use crate::task::{Import, Task, whole_text};
use crate::ui::theme::Meaning;

/// Arguments of `khabar fetch`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "A feed often gives a summary only. The article stays the same one, with its tags.")]
pub struct FetchArgs {
    /// Articles by number (12 or 12,15) or path
    #[arg(value_name = "ID|PATH", required = true)]
    pub articles: Vec<String>,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Gets the pages one after the other; [`Outcome::Failed`] if any could not be read.
pub fn run(args: &FetchArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let mut library = library::open(context)?;
    let Some(ids) = library::meant(&library, None, &args.articles, context)? else {
        return Ok(Outcome::Nothing);
    };
    let mut failed = false;
    for id in ids {
        let number = || ("id", id.to_string().into());
        match whole_text(&library, id, Limits::default())? {
            Ok(document) => {
                add::work(&mut library, Task::Import(Import::of_documents(vec![document])), context)?;
                let text = context.words.say_with("cli-fetched", &[number()]);
                context.out.paragraph(&text, Meaning::Text)?;
            }
            Err(cause) => {
                failed = true;
                context
                    .tell(&context.words.say_with("cli-not-fetched", &[number(), ("cause", cause.into())]));
            }
        }
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Done })
}
