//! Arguments, wiring, exit code.

mod reader;

use clap::Parser;
use khabar::cli::{self, Arguments};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(Arguments::parse(), reader::run)
}
