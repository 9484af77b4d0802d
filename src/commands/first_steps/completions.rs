//! `wmt completions`: a script with which a shell completes commands and options.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::generate;

use crate::cli::{Cli, CompletionOptions};
use crate::commands::presenting::{Outcome, deliver_alone};
use crate::output::Delivery;

pub(crate) fn run(asked: &CompletionOptions) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    generate(asked.shell, &mut Cli::command(), "wmt", &mut script);
    deliver_alone(Delivery::prepare(script, None)?, Outcome::Fine)
}
