//! The subcommands, one file each, shaped alike: read, work out, render, say what came of it.

mod calc;
mod check;
mod choosing;
mod explain;
mod keeping;
mod presenting;
mod reading;
mod reductions;
mod session;

use crate::cli::{Cli, Command};

/// What came of a run that worked; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing that was to be signalled.
    Clear,
    /// Somebody shown is excessive or possible, and `--exit-code` asks to be told.
    Alarm,
}

impl Outcome {
    /// The exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::Alarm => 1,
        }
    }
}

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
