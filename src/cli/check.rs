//! What can be asked of `wmt check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::render::FindingsFormat;

use super::shared::{Basis, TEMPLATE};

const EXAMPLES: &str = "\
Examples:
  wmt check caseload.csv
  wmt check caseload-2026-11-*.csv --staff staff.csv --reductions reductions.csv --history history.csv
  wmt check caseload.csv --only duplicate-case --only untiered
  wmt check caseload.csv --format csv > to-mend.csv
  wmt check --list
";

const EXIT_CODES: &str = "\
Degrees: a fault is what `wmt calc` would refuse, with a warning a figure may be wrong, a note is worth knowing.
Exit codes: 0 no fault and no warning, 1 some, 2 a file cannot be read at all.";

/// Say all that is wrong or odd in the data
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = EXIT_CODES)]
pub struct CheckData {
    /// Caseload CSV files; `-` is standard input
    #[arg(required_unless_present = "list", value_name = "CASELOAD")]
    pub caseloads: Vec<PathBuf>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "each option says what it is")]
    pub basis: Basis,

    /// Make only this check; may be given again
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// Do not make this check; may be given again
    #[arg(long, value_name = "NAME")]
    pub skip: Vec<String>,

    /// List the checks, each with one sentence
    #[arg(long)]
    pub list: bool,

    /// Form of the list [default: by the ending of --output, else text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<CheckFormat>,

    /// File to write the list to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The form of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum CheckFormat {
    Text,
    Csv,
    Json,
}

impl From<CheckFormat> for FindingsFormat {
    fn from(format: CheckFormat) -> Self {
        match format {
            CheckFormat::Text => Self::Text,
            CheckFormat::Csv => Self::Csv,
            CheckFormat::Json => Self::Json,
        }
    }
}
