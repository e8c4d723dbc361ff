//! Arguments -> a subcommand's output and the exit code.
//!
//! Each prints for people at a terminal, plain logical text into a pipe, and with `--json` one object
//! a line for programs. Exit codes: 0 done, 1 nothing found, 2 something failed.

pub mod add;
pub mod backup;
pub mod compare;
pub mod completions;
pub mod date;
pub mod doctor;
pub mod export;
pub mod facts;
pub mod feeds;
pub mod fetch;
pub mod list;
pub mod names;
pub mod note;
pub mod out;
pub mod rebuild;
pub mod related;
pub mod rules;
pub mod search;
pub mod searches;
pub mod show;
pub mod stories;
pub mod tag;
pub mod tags;
pub mod text;
pub mod timeline;

mod library;
mod portrait;
mod progress;
mod row;
mod storyline;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Config};
use crate::store;
use crate::task::Failure;
use crate::terminal;
use crate::ui::notices;
use crate::ui::words::Words;
use out::Out;

/// The command line.
#[derive(Parser, Clone, Debug)]
#[command(
    name = "khabar",
    version,
    about = "Follow the news in Arabic in a terminal",
    long_about = "Follow the news in Arabic in a terminal: right to left, with people, places and dates \
                  beside the text.\n\nWithout a subcommand, opens the reader on the library and adds what \
                  the paths name.",
    after_help = "Exit codes: 0 done, 1 nothing found, 2 something failed"
)]
pub struct Arguments {
    /// Files and folders to add before reading; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Flags that every subcommand takes as well.
    #[command(flatten)]
    pub common: Common,
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that settle the same as the user's `config.toml`.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub struct Common {
    /// File of the library
    #[arg(long, value_name = "FILE")]
    library: Option<String>,
    /// Language of window and messages: en or ar
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// How right-to-left text is sent: auto, visual, logical or off
    #[arg(long, value_name = "MODE")]
    rtl: Option<String>,
    /// Vowel marks: auto, keep or strip
    #[arg(long, value_name = "MARKS")]
    tashkeel: Option<String>,
    /// Colours: auto, always or never
    #[arg(long, value_name = "WHEN")]
    color: Option<String>,
}

impl Common {
    /// These flags, and where they are silent those of `before`.
    fn over(self, before: Common) -> Common {
        Common {
            library: self.library.or(before.library),
            lang: self.lang.or(before.lang),
            rtl: self.rtl.or(before.rtl),
            tashkeel: self.tashkeel.or(before.tashkeel),
            color: self.color.or(before.color),
        }
    }

    /// The names of settings and their values.
    fn flags(&self) -> Vec<(&'static str, &str)> {
        [
            ("library", self.library.as_deref()),
            ("lang", self.lang.as_deref()),
            ("rtl", self.rtl.as_deref()),
            ("tashkeel", self.tashkeel.as_deref()),
            ("color", self.color.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// The subcommands.
#[derive(Subcommand, Clone, Debug)]
pub enum Command {
    /// Add articles from files, folders and standard input (-) to the library
    Add(add::AddArgs),
    /// List the articles of the library, newest first
    List(list::ListArgs),
    /// Search the library
    Search(search::SearchArgs),
    /// Print an article as the reader shows it
    Show(show::ShowArgs),
    /// Print the people, places, organisations and dates in files, or what the library says of a name
    Facts(facts::FactsArgs),
    /// Follow feeds and get what is new in them
    // Flags may stand behind a deed, too.
    #[command(mut_args(|arg| arg.global(true)))]
    Feeds(feeds::FeedsArgs),
    /// Get the whole text of articles from their pages
    Fetch(fetch::FetchArgs),
    /// Print the articles related to one: same event, earlier, later, shared names
    Related(related::RelatedArgs),
    /// Print the events that the articles tell, by day, each with its articles
    Stories(stories::StoriesArgs),
    /// Print two articles side by side: what both say, and what only one of them
    Compare(compare::CompareArgs),
    /// Print the days that articles speak of, in order, each with its sentence; or the events of a story
    Timeline(timeline::TimelineArgs),
    /// Add tags to articles, remove them, or list them
    Tag(tag::TagArgs),
    /// List the tags, rename, merge, delete or colour them
    #[command(mut_args(|arg| arg.global(true)))]
    Tags(tags::TagsArgs),
    /// List the rules that tag articles, check them, or follow them on the whole library
    #[command(mut_args(|arg| arg.global(true)))]
    Rules(rules::RulesArgs),
    /// Write notes on articles, change, remove or list them
    Note(note::NoteArgs),
    /// Save searches under names, rename, remove or list them
    Searches(searches::SearchesArgs),
    /// Set the day of publication of articles, take it back, or print it
    Date(date::DateArgs),
    /// List the people, places and organisations of the library, merge, split or rename them
    Names(names::NamesArgs),
    /// Find facts and relations anew where an older khabar made them
    Rebuild(rebuild::RebuildArgs),
    /// Write articles as Markdown, as JSON lines that 'khabar add' reads back, or as a table of what was found
    Export(export::ExportArgs),
    /// Copy the library, whole, while it is in use
    Backup(backup::BackupArgs),
    /// Put a copy in the place of the library
    Restore(backup::RestoreArgs),
    /// Tell what khabar knows of the terminal, the settings and the library
    Doctor(doctor::DoctorArgs),
    /// Print completions for a shell
    Completions(completions::CompletionsArgs),
    /// Lay out standard input from right to left
    Text(text::TextArgs),
}

impl Command {
    fn common(&self) -> Common {
        match self {
            Command::Add(args) => args.common.clone(),
            Command::List(args) => args.common.clone(),
            Command::Search(args) => args.common.clone(),
            Command::Show(args) => args.common.clone(),
            Command::Facts(args) => args.common.clone(),
            Command::Feeds(args) => args.common(),
            Command::Fetch(args) => args.common.clone(),
            Command::Related(args) => args.common.clone(),
            Command::Stories(args) => args.common.clone(),
            Command::Compare(args) => args.common.clone(),
            Command::Timeline(args) => args.common.clone(),
            Command::Tag(args) => args.common.clone(),
            Command::Tags(args) => args.common(),
            Command::Rules(args) => args.common(),
            Command::Note(args) => args.common.clone(),
            Command::Searches(args) => args.common(),
            Command::Date(args) => args.common.clone(),
            Command::Names(args) => args.common(),
            Command::Rebuild(args) => args.common.clone(),
            Command::Export(args) => args.common.clone(),
            Command::Backup(args) => args.common.clone(),
            Command::Restore(args) => args.common.clone(),
            Command::Doctor(args) => args.common.clone(),
            Command::Completions(_) | Command::Text(_) => Common::default(),
        }
    }
}

/// How long a terminal of which the environment says nothing may take to answer before a line is
/// printed. Through ssh that is one round trip; one that never answers costs this much.
const ANSWER_LIMIT: Duration = Duration::from_millis(500);

/// Whether lines are printed on a terminal that may reorder them, of which nothing is known: PuTTY sets
/// no variable, and ssh carries none.
fn is_unknown_terminal(config: &Config) -> bool {
    let is_mute = std::env::var("TERM").is_ok_and(|term| term.is_empty() || term == "dumb");
    let is_open = config.settings.rtl.is_none() && config.capability.name.is_empty();
    is_open && !is_mute && io::stdout().is_terminal() && io::stdin().is_terminal()
}

/// What a subcommand works with.
pub struct Context {
    /// The settings.
    pub config: Config,
    /// The words of the user's language.
    pub words: Words,
    /// Standard output.
    pub out: Out,
}

impl Context {
    /// Tells something on standard error.
    pub fn tell(&self, message: &str) {
        out::tell(&self.config, message);
    }
}

/// How a subcommand ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked to.
    Done,
    /// It found nothing.
    Nothing,
    /// Something failed, and was told; the rest was done.
    Failed,
}

/// Why a subcommand ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more, or it cannot be written.
    Output(io::Error),
    /// The library.
    Library(store::Error),
    /// Anything else, in the user's words.
    Told(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Stop {
        Stop::Library(error)
    }
}

impl Stop {
    /// Why a task was not done.
    pub fn of_failure(failure: Failure, words: &Words) -> Stop {
        match failure {
            Failure::Store(error) => Stop::Library(error),
            other => Stop::Told(notices::failed(words, &other)),
        }
    }
}

/// Does what `arguments` say, and gives the exit code of the program. Without a subcommand that is to
/// `read`, which opens the window and adds what the paths name; mistakes in files of settings are told
/// there.
pub fn run(arguments: Arguments, read: impl FnOnce(Config, Vec<PathBuf>) -> ExitCode) -> ExitCode {
    let Arguments { paths, common: before, command } = arguments;
    let common = match &command {
        Some(command) => command.common().over(before),
        None => before,
    };
    let mut config = config::load(|name| std::env::var(name).ok(), &common.flags());
    let words = config.words();
    let Some(command) = command else {
        return match prepare(&config, &words) {
            Ok(()) => read(config, paths),
            Err(message) => {
                out::tell(&config, &message);
                exit(Outcome::Failed)
            }
        };
    };
    for fault in &config.faults {
        out::tell(&config, &fault.told(&words));
    }
    // A value on the command line that does not fit is no command; a slip in a file is no reason
    // to refuse one.
    if config.faults.iter().any(|fault| fault.place().starts_with("--")) {
        return exit(Outcome::Failed);
    }
    let asks_itself = matches!(command, Command::Doctor(_) | Command::Text(_) | Command::Completions(_));
    if !asks_itself && is_unknown_terminal(&config) {
        config.capability = terminal::ask(ANSWER_LIMIT).capability;
    }
    let out = Out::new(&config);
    let mut context = Context { config, words, out };
    let done = dispatch(command, &mut context);
    let done = done.and_then(|outcome| context.out.flush().map(|()| outcome).map_err(Stop::from));
    match done {
        Ok(outcome) => exit(outcome),
        // `khabar list | head` is no failure.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => exit(Outcome::Done),
        // Before anything was added, the default library is an empty one.
        Err(Stop::Library(store::Error::Missing { .. } | store::Error::MissingFolder { .. }))
            if !context.config.settings.library_is_chosen =>
        {
            context.tell(&context.words.say("cli-empty"));
            exit(Outcome::Nothing)
        }
        Err(stop) => {
            let message = match stop {
                Stop::Output(error) => {
                    let cause = error.to_string();
                    context.words.say_with("cannot-write", &[("cause", cause.into())])
                }
                Stop::Library(error) => context.words.library_error(&error),
                Stop::Told(message) => message,
            };
            // What was found before it comes first, as on the terminal.
            let _ = context.out.flush();
            context.tell(&message);
            exit(Outcome::Failed)
        }
    }
}

/// What has to be right before the window opens: the flags, and a place for the library.
fn prepare(config: &Config, words: &Words) -> Result<(), String> {
    let flag = config.faults.iter().find(|fault| fault.place().starts_with("--"));
    if let Some(fault) = flag {
        return Err(fault.told(words));
    }
    match &config.settings.library {
        Some(path) => library::prepare_folder(config, words, path),
        None => Ok(()),
    }
}

fn dispatch(command: Command, context: &mut Context) -> Result<Outcome, Stop> {
    match command {
        Command::Add(args) => add::run(&args, context),
        Command::List(args) => list::run(&args, context),
        Command::Search(args) => search::run(&args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Facts(args) => facts::run(&args, context),
        Command::Feeds(args) => feeds::run(&args, context),
        Command::Fetch(args) => fetch::run(&args, context),
        Command::Related(args) => related::run(&args, context),
        Command::Stories(args) => stories::run(&args, context),
        Command::Compare(args) => compare::run(&args, context),
        Command::Timeline(args) => timeline::run(&args, context),
        Command::Tag(args) => tag::run(&args, context),
        Command::Tags(args) => tags::run(&args, context),
        Command::Rules(args) => rules::run(&args, context),
        Command::Note(args) => note::run(&args, context),
        Command::Searches(args) => searches::run(&args, context),
        Command::Date(args) => date::run(&args, context),
        Command::Names(args) => names::run(&args, context),
        Command::Rebuild(args) => rebuild::run(&args, context),
        Command::Export(args) => export::run(&args, context),
        Command::Backup(args) => backup::backup(&args, context),
        Command::Restore(args) => backup::restore(&args, context),
        Command::Doctor(args) => doctor::run(&args, context),
        Command::Completions(args) => {
            completions::run(&args);
            Ok(Outcome::Done)
        }
        Command::Text(args) => {
            text::run(&args, io::stdin().lock(), io::stdout().lock())?;
            Ok(Outcome::Done)
        }
    }
}

fn exit(outcome: Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Nothing => 1,
        Outcome::Failed => 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn flags_after_the_subcommand_count_for_more() {
        let arguments =
            Arguments::parse_from(["khabar", "--lang", "en", "--rtl", "off", "list", "--lang", "ar"]);
        let common = arguments.command.expect("list is a subcommand").common().over(arguments.common);
        assert_eq!((common.lang.as_deref(), common.rtl.as_deref()), (Some("ar"), Some("off")));
    }

    #[test]
    fn the_text_subcommand_keeps_its_own_flags() {
        let arguments = Arguments::parse_from([
            "khabar",
            "text",
            "--rtl",
            "visual",
            "--tashkeel",
            "strip",
            "--width",
            "0",
        ]);
        assert!(matches!(arguments.command, Some(Command::Text(_))));
    }

    #[test]
    fn a_path_is_no_subcommand() {
        let arguments = Arguments::parse_from(["khabar", "seeds", "-"]);
        assert_eq!(arguments.paths, [PathBuf::from("seeds"), PathBuf::from("-")]);
        assert!(arguments.command.is_none());
    }
}
