//! `wmt completions`: a script with which a shell completes commands and options.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::cli::{Cli, CompletionOptions, ShellKind};
use crate::commands::presenting::{Outcome, deliver_alone};
use crate::output::Delivery;

pub(crate) fn run(asked: &CompletionOptions) -> anyhow::Result<ExitCode> {
    let shell = match asked.shell {
        ShellKind::Bash => Shell::Bash,
        ShellKind::Zsh => Shell::Zsh,
        ShellKind::Fish => Shell::Fish,
        ShellKind::PowerShell => Shell::PowerShell,
    };
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "wmt", &mut script);
    deliver_alone(Delivery::prepare(script, None)?, Outcome::Fine)
}
