//! What can be asked of `wmt trend`.

use std::path::PathBuf;

use clap::Args;

use crate::report::Only;
use crate::rollup::By;

use super::shared::{Basis, Filters, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WarningOptions};

const EXAMPLES: &str = "\
Examples:
  wmt trend caseload.csv
  wmt trend --history history.csv --weeks 52
  wmt trend caseload-2026-11-16.csv --history history.csv --by team
  wmt trend --history history.csv --by officer --team 'Riverside 1' --only over
  wmt trend --history history.csv --weeks 260 --format csv > every-week.csv
";

/// Show what became of it, week by week: how many are over and for how long, and where capacity goes
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct TrendOptions {
    /// Caseload CSV files; `-` is standard input. With --history they may be left out
    #[arg(required_unless_present = "history", value_name = "CASELOAD")]
    pub(crate) caseloads: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) basis: Basis,

    /// How many weeks to show, up to the one reported; weeks without figures count
    #[arg(long, default_value = "13", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5300))]
    pub(crate) weeks: u32,

    /// What a row stands for; of everyone together a row is a week
    #[arg(long, value_enum, default_value = "all", value_name = "UNIT")]
    pub(crate) by: By,

    #[command(flatten)]
    pub(crate) filters: Filters,

    /// Show only rows that are over, only possible or only excessive ones: in CSV and JSON in their week, in tables for people
    /// in the last week
    #[arg(long, value_enum, value_name = "STANDING")]
    pub(crate) only: Option<Only>,

    #[command(flatten)]
    pub(crate) presentation: Presentation,

    #[command(flatten)]
    pub(crate) warnings: WarningOptions,

    /// Go on without officers who have a faulty row: they have no figure in that week, and are named
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// Exit with 1 when in the last week anyone chosen is excessive, possible, or was over the week before and has no figure
    /// now, else with 3 when there was a warning or somebody is not worked out
    #[arg(long)]
    pub(crate) exit_code: bool,
}
