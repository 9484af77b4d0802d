//! What can be asked of `wmt report`.

use std::path::PathBuf;

use clap::{Args, ColorChoice};

use crate::rollup::By;

use super::calc::{RecordingOptions, RowOptions};
use super::shared::{CaseloadOptions, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WeekOptions, words};

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

    #[command(flatten)]
    pub(crate) recording: RecordingOptions,

    /// File to write to: .html is a page, .xlsx a workbook; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Form of the report [default: by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<ReportForm>,

    /// What stands above it
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    #[command(flatten)]
    pub(crate) weeks: WeekOptions,

    /// The units that are listed: team, pdu, region, grade or all
    #[arg(long, value_enum, default_value = "team", value_name = "UNIT", hide_possible_values = true)]
    pub(crate) by: By,

    #[command(flatten)]
    pub(crate) rows: RowOptions,

    /// Show all officers on a page; of more than 500 only those are shown who are not within the limit
    #[arg(long)]
    pub(crate) all_officers: bool,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Changes nothing: a page and a workbook have colours of their own
    #[arg(long = "color", value_enum, default_value = "auto", value_name = "WHEN", hide = true)]
    _color: ColorChoice,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportForm {
    Page,
    Workbook,
}

words!(ReportForm: "html" => Page, "xlsx" => Workbook);
