//! `khabar completions`: the arguments -> a shell's completions for them.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::Arguments;

/// Arguments of `khabar completions`.
#[derive(Args, Clone, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the completions.
pub fn run(args: &CompletionsArgs) {
    let mut script = Vec::new();
    generate(args.shell, &mut Arguments::command(), "khabar", &mut script);
    // Into memory first: `generate` panics on a closed pipe, which is no failure here.
    let _ = io::stdout().write_all(&script);
}
