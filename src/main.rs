//! `wmt` on the command line: parse, run, say what is wrong, exit.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use wmt::cli::Cli;
use wmt::commands::{Refusal, run};

/// The exit code of a run that could not work anything out; clap gives it for a wrong command line.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(error) => {
            let text = match error.downcast_ref::<Refusal>() {
                Some(refusal) => format!("{refusal}\n"),
                None => format!("{error:#}\n"),
            };
            // Nobody can be told that standard error is gone.
            let _ = std::io::stderr().write_all(text.as_bytes());
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
