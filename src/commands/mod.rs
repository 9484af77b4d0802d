//! The subcommands, one file each, shaped alike: read, work out, render, say what came of it.

mod calc;
mod check;
mod choosing;
mod explain;
mod keeping;
mod outcome;
mod presenting;
mod reading;
mod reductions;
mod session;

use crate::cli::{Cli, Command};

pub use outcome::Outcome;

/// Runs a command line.
///
/// # Errors
///
/// What to say on standard error, where the user's files or options are at fault, or reading or writing failed.
pub fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Calc(asked) => calc::run(asked),
        Command::Check(asked) => check::run(asked),
        Command::Explain(asked) => explain::run(asked),
        Command::Reductions(asked) => reductions::run(asked),
    }
}
