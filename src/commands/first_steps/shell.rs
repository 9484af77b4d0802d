//! `wmt completions`, a script with which a shell completes commands and options, and `wmt man`, manual pages that are made of the
//! same texts as the help.

use std::process::ExitCode;

use anyhow::anyhow;
use clap::builder::Resettable;
use clap::{Command, CommandFactory};
use clap_complete::generate;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::{Cli, CompletionOptions, ManOptions};
use crate::commands::presenting::named_output;
use crate::fault::{path_name, plain_words};
use crate::output::Delivery;

pub(crate) fn completions(asked: &CompletionOptions) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    generate(asked.shell, &mut Cli::command(), "wmt", &mut script);
    Delivery::prepare(script, None)?.deliver(ExitCode::SUCCESS)
}

pub(crate) fn man(asked: &ManOptions) -> anyhow::Result<ExitCode> {
    let commands = commands();
    let Some(folder) = named_output(asked.output.as_deref()) else {
        return Delivery::prepare(page(&commands[0]), None)?.deliver(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| anyhow!("{}: the folder cannot be made: {}", path_name(folder), plain_words(&error)))?;
    for command in &commands {
        let file = folder.join(Man::new(command.clone()).get_filename());
        Delivery::prepare(page(command), Some(&file))?.deliver(ExitCode::SUCCESS)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The whole command line, then each of its subcommands.
fn commands() -> Vec<Command> {
    let mut wmt = Cli::command().disable_help_subcommand(true);
    wmt.build();
    let subcommands: Vec<Command> = wmt.get_subcommands().cloned().collect();
    std::iter::once(wmt).chain(subcommands).collect()
}

/// The page of a command. Examples and exit codes have sections of their own, in which lines stay lines.
fn page(command: &Command) -> Vec<u8> {
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (notes, exit_codes) = notes.split_once("Exit codes: ").unwrap_or((&notes, ""));
    let mut page = Vec::new();
    let bare = command.clone().after_help(Resettable::Reset);
    let man =
        Man::new(bare).source(format!("wmt {}", env!("CARGO_PKG_VERSION"))).manual("Workload of probation officers");
    man.render(&mut page).expect("writing to memory does not fail");
    let mut more = Roff::new();
    for (heading, text) in [("NOTES", notes), ("EXIT STATUS", exit_codes)] {
        if !text.is_empty() {
            more.control("SH", [heading]);
            for line in text.lines() {
                more.text([roman(line)]);
            }
        }
    }
    more.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in examples.lines().skip(1) {
        more.text([roman(line.trim_start())]);
    }
    more.control("fi", []);
    page.extend(more.to_roff().into_bytes());
    in_ascii(&String::from_utf8(page).expect("it was made of texts"))
}

/// Writes characters that are not ASCII by their numbers: groff reads its input as Latin-1 where nobody says otherwise.
fn in_ascii(page: &str) -> Vec<u8> {
    let mut ascii = String::with_capacity(page.len());
    for character in page.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            ascii.push_str(&format!("\\[u{:04X}]", u32::from(character)));
        }
    }
    ascii.into_bytes()
}
