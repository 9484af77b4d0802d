//! What can be asked of `wmt report`.

use std::path::PathBuf;

use clap::Args;

use crate::rollup::By;

use super::shared::{CaseloadOptions, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WeekOptions};

const EXAMPLES: &str = "\
Examples:
  wmt report caseload.csv --output report.html
  wmt report caseload.csv --output report.xlsx
  wmt report caseload-2026-11-16.csv --history history.csv --output report.html
  wmt report caseload.csv --pdu Riverside --title 'Monday meeting' --output riverside.html
  wmt report caseload.csv --no-names --output to-pass-on.html
";

/// Write a page with charts, for a browser, or a workbook with formulas, for a spreadsheet
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct ReportOptions {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    /// File to write to: .html is a page, .xlsx a workbook
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// What stands above it
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    #[command(flatten)]
    pub(crate) weeks: WeekOptions,

    /// The units that are listed
    #[arg(long, value_enum, default_value = "team", value_name = "UNIT")]
    pub(crate) by: By,

    /// Show all officers on a page; of more than 500 only those are shown who are not within the limit
    #[arg(long)]
    pub(crate) all_officers: bool,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
