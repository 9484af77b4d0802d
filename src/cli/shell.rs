//! What can be asked of `wmt completions` and `wmt man`, which tell a shell and `man` of the options of `wmt`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_complete::Shell;

use super::shared::TEMPLATE;

const COMPLETIONS: &str = "\
Examples:
  wmt completions bash > ~/.local/share/bash-completion/completions/wmt
  wmt completions fish > ~/.config/fish/completions/wmt.fish
";

const INSTALLED: &str = "\
docs/first-steps.md has the line for each shell.
Exit codes: 0 written, 2 a wrong option or nothing could be written.";

/// Write a script with which a shell completes commands and options of wmt
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = COMPLETIONS, after_help = INSTALLED)]
pub(crate) struct CompletionOptions {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(SHELLS).try_map(|shell| shell.parse::<Shell>()))]
    pub(crate) shell: Shell,
}

/// The shells for which the documents have a line.
const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

const MAN: &str = "\
Examples:
  wmt man | man -l -
  wmt man --output ~/.local/share/man/man1
";

const WRITTEN: &str = "Exit codes: 0 written, 2 a wrong option or nothing could be written.";

/// Write the manual page of wmt, or those of all commands into a folder
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = MAN, after_help = WRITTEN)]
pub(crate) struct ManOptions {
    /// Folder to write the pages of all commands to; it is made where it is not there, and pages there are replaced
    #[arg(long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}
