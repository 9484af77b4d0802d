//! What can be asked of `wmt trend`.

use clap::Args;

use crate::report::Only;
use crate::rollup::By;

use super::shared::{CaseloadOptions, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WeekOptions};

const EXAMPLES: &str = "\
Examples:
  wmt trend caseload.csv
  wmt trend --history history.csv --weeks 52
  wmt trend caseload-2026-11-16.csv --history history.csv --by team
  wmt trend --history history.csv --by officer --team 'Riverside 1' --only over
  wmt trend --history history.csv --weeks 260 --format csv > every-week.csv
";

/// Show capacity and who is over, week by week: whether it rises or falls, and how long somebody has been over
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct TrendOptions {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    #[command(flatten)]
    pub(crate) weeks: WeekOptions,

    /// What a row stands for; of everyone together a row is a week
    #[arg(long, value_enum, default_value = "all", value_name = "UNIT")]
    pub(crate) by: By,

    /// Show only rows that are over, only possible or only excessive ones: in CSV and JSON in their week, in tables for people
    /// in the last week
    #[arg(long, value_enum, value_name = "STANDING")]
    pub(crate) only: Option<Only>,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}
