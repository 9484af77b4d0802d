//! What can be asked of `wmt check`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::render::Format;

use super::shared::{Basis, TEMPLATE};

const EXAMPLES: &str = "\
Examples:
  wmt check caseload.csv
  wmt check caseload-*.csv --staff staff.csv --reductions reductions.csv
  wmt check caseload.csv --only duplicate-case --only untiered
  wmt check caseload.csv --skip look-alike=N53-0412          this officer was looked at; by code, not by name
  wmt check caseload.csv --format csv > to-mend.csv
  wmt check --list                                           the checks that there are
";

const EXIT_CODES: &str = "\
A fault is what `wmt calc` refuses; with a warning a figure may be wrong; a note is worth knowing.
Exit codes: 0 no fault and no warning, 1 a fault or a warning, 2 a file cannot be read at all.";

/// Say all that is wrong or odd in the data
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = EXIT_CODES)]
pub(crate) struct CheckData {
    /// Caseload files, CSV or workbooks (.xlsx, .ods); `-` is standard input, CSV alone
    #[arg(required_unless_present = "list", value_name = "CASELOAD")]
    pub(crate) caseloads: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) basis: Basis,

    /// Make only this check; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Vec<String>,

    /// Do not make this check, or with NAME=SUBJECT do not say what it says of an officer (by code), unit, column or file; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) skip: Vec<String>,

    /// Leave out names, codes and case ids: an officer is `Officer 7`, and files are named by their kind
    #[arg(long)]
    pub(crate) no_names: bool,

    /// List the checks, each with one sentence
    #[arg(long)]
    pub(crate) list: bool,

    /// Form of the list [default: by the ending of --output, else text]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS).map(|word| format(&word)))]
    pub(crate) format: Option<Format>,

    /// File to write the list to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The forms of a list of findings: a line each, one table, one object, or a workbook of one sheet.
const FORMATS: [&str; 4] = ["text", "csv", "json", "xlsx"];

/// A text stands where other commands have a table.
fn format(word: &str) -> Format {
    Format::from_str(word, false).unwrap_or(Format::Table)
}
