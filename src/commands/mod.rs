//! The subcommands, one file each, shaped alike: read, work out, render, say what came of it.

mod calc;
mod check;
mod chosen;
mod explain;
mod first_steps;
mod import;
mod planning;
mod presenting;
mod read_file;
mod reading;
mod recorded;
mod reductions;
mod report;
mod requested;
mod session;
mod trend;
mod warnings;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::files::outlive_limits;

/// Runs a command line, and gives the exit code of a run that worked.
///
/// # Errors
///
/// What to say on standard error, where the user's files or options are at fault, or reading or writing failed.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    outlive_limits();
    match &cli.command {
        Command::Calc(asked) => calc::run(asked),
        Command::Trend(asked) => trend::run(asked),
        Command::Report(asked) => report::run(asked),
        Command::WhatIf(asked) => planning::whatif::run(asked),
        Command::Balance(asked) => planning::balance::run(asked),
        Command::Staffing(asked) => planning::staffing::run(asked),
        Command::Check(asked) => check::run(asked),
        Command::Explain(asked) => explain::run(asked),
        Command::Import(asked) => import::run(asked),
        Command::Reductions(asked) => reductions::run(asked),
        Command::Weights(asked) => first_steps::weights::run(asked),
        Command::Template(asked) => first_steps::template::run(asked),
        Command::Completions(asked) => first_steps::shell::completions(asked),
        Command::Man(asked) => first_steps::shell::man(asked),
    }
}
