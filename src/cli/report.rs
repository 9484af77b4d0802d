//! What can be asked of `wmt report`.

use std::path::PathBuf;

use clap::Args;

use crate::rollup::By;

use super::shared::{Basis, EndOptions, Filters, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WarningOptions};

const EXAMPLES: &str = "\
Examples:
  wmt report caseload.csv --output report.html
  wmt report caseload-2026-11-16.csv --history history.csv --reductions reductions.csv --output report.html
  wmt report caseload.csv --pdu 'Riverside' --by team --title 'Riverside, Monday meeting' --output riverside.html
";

/// Write a page with pictures, for people who would rather look than read
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct ReportOptions {
    /// Caseload CSV files; `-` is standard input. With --history they may be left out
    #[arg(required_unless_present = "history", value_name = "CASELOAD")]
    pub(crate) caseloads: Vec<PathBuf>,

    /// File to write the page to: one that ends in .html
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// What stands above the page
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    #[command(flatten)]
    pub(crate) basis: Basis,

    /// How many weeks to show, up to the one reported; weeks without figures count
    #[arg(long, default_value = "13", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5300))]
    pub(crate) weeks: u32,

    /// The units that are listed
    #[arg(long, value_enum, default_value = "team", value_name = "UNIT")]
    pub(crate) by: By,

    #[command(flatten)]
    pub(crate) filters: Filters,

    /// Show all officers; of more than 500 only those are shown who are not within the limit
    #[arg(long)]
    pub(crate) all_officers: bool,

    #[command(flatten)]
    pub(crate) warnings: WarningOptions,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) end: EndOptions,
}
