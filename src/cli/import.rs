//! What can be asked of `wmt import`.

use std::path::PathBuf;

use clap::Args;

use super::shared::TEMPLATE;

const EXAMPLES: &str = "\
Examples:
  wmt import WMT_PS.xlsx --output caseload.csv
  wmt import WMT_PS.xlsx | wmt calc - --staff staff.csv
  wmt import WMT_PS.xlsx --detail --output cases.csv    each case with its id
";

const EXIT_CODES: &str = "\
An extract has no hours: `wmt calc` takes those of the grades, or of --staff.
Exit codes: 0 written, 2 the workbook cannot be read or something in it is wrong.";

/// Make a caseload from the extract workbook that the case management system writes
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = EXIT_CODES)]
pub(crate) struct ImportOptions {
    /// The extract workbook, such as `WMT_PS.xlsx`
    #[arg(value_name = "WORKBOOK")]
    pub(crate) workbook: PathBuf,

    /// Write cases one by one, with their ids and row types, in place of counts
    #[arg(long)]
    pub(crate) detail: bool,

    /// Weights whose names the caseload is to have, TOML, or the version of a built-in set; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Vec<PathBuf>,

    /// File to write the caseload to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
