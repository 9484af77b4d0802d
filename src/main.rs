//! `wmt` on the command line: parse, run, say what is wrong, exit.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use wmt::{Cli, meant, run, said, show_help, visible};

/// The exit code of a run that could not work anything out.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let words = || std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let words = words();
            let right = meant(&error, &words).map(|right| format!("\nDid you mean this?\n  {right}\n"));
            return refuse(&(error.render().to_string() + &right.unwrap_or_default()));
        }
        Err(help) => return show_help(&help, &words()).map_or_else(|why| refuse(&why), |()| ExitCode::SUCCESS),
    };
    match run(&cli) {
        Ok(code) => code,
        Err(error) => refuse(&format!("{error:#}")),
    }
}

/// Says on standard error why nothing was worked out. A name may hold what steers a terminal, so each line is made visible.
fn refuse(why: &str) -> ExitCode {
    let text: String = said(why, None).lines().map(|line| visible(line).into_owned() + "\n").collect();
    // Nobody can be told that standard error is gone.
    let _ = std::io::stderr().write_all(text.as_bytes());
    ExitCode::from(COULD_NOT_RUN)
}
