//! What can be asked of `wmt reductions`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::inputs::parse_week_argument;

use super::shared::{Filters, Presentation, Sources, TEMPLATE};

const EXAMPLES: &str = "\
Examples:
  wmt reductions reductions.csv
  wmt reductions reductions.csv --staff staff.csv --team 'Riverside 1'
  wmt reductions reductions.csv --caseload caseload.csv --week 2026-11-16 --reasons
  wmt reductions reductions.csv --format csv > reductions-today.csv
";

const HOURS: &str = "\
A reduction that is a percentage has hours where a staff list, a caseload or a grade says how many are contracted.
Weights: --weights, else the file that WMT_WEIGHTS names, else weights.toml in this folder, else those built in.
Exit codes: 0 listed, 2 nothing could be listed.";

/// List reductions of hours: who, how much, from when to when, and how many days are left
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = HOURS)]
pub(crate) struct ReductionsList {
    /// Reductions CSV files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) reductions: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) sources: Sources,

    /// Caseload CSV file that says who is where with which hours; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) caseload: Vec<PathBuf>,

    /// Date to list by, or 2026-W47 for its Monday [default: the latest of the caseload, else today]
    #[arg(long, value_name = "WEEK", value_parser = parse_week_argument)]
    pub(crate) week: Option<Date>,

    /// Show the reasons, which are personal
    #[arg(long)]
    pub(crate) reasons: bool,

    #[command(flatten)]
    pub(crate) filters: Filters,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

impl ReductionsList {
    /// The date of the day on which the command is run: the one place where a clock is read.
    pub(crate) fn today() -> Date {
        jiff::Zoned::now().date()
    }
}
