//! What can be asked of `wmt explain`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::inputs::parse_week_argument;

use super::shared::{Basis, Filters, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, WarningOptions};

const EXAMPLES: &str = "\
Examples:
  wmt explain N53-0412 caseload.csv
  wmt explain 'Amy Bell' caseload.csv --week 2026-11-09
  wmt explain N53-0412 caseload.csv --since 2026-10-19 --cases
  wmt explain N53-0412 caseload.csv --reductions reductions.csv --reasons
  wmt explain N53-0412 caseload-2026-11-16.csv --history history.csv
  wmt explain N53-0412 caseload.csv --output amy-bell.md
";

/// Show how one officer's figure was worked out, on one page
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct Explain {
    /// The officer, by code or name; it may also stand after the files
    #[arg(value_name = "OFFICER", id = "explained")]
    pub(crate) officer: String,

    /// Caseload files, CSV or workbooks (.xlsx, .ods); `-` is standard input, CSV alone
    #[arg(required = true, value_name = "CASELOAD")]
    pub(crate) caseloads: Vec<PathBuf>,

    /// Say why the figure changed since this week, by any date in it or as 2026-W47
    #[arg(long, value_name = "WEEK", value_parser = parse_week_argument)]
    pub(crate) since: Option<Date>,

    #[command(flatten)]
    pub(crate) basis: Basis,

    /// List the case ids behind each line of the work
    #[arg(long)]
    pub(crate) cases: bool,

    /// Show the reasons of reductions, which are personal
    #[arg(long, requires = "reductions")]
    pub(crate) reasons: bool,

    #[command(flatten)]
    pub(crate) filters: Filters,

    #[command(flatten)]
    pub(crate) warnings: WarningOptions,

    #[command(flatten)]
    pub(crate) presentation: Presentation,

    /// Exit with 1 when the officer is excessive, possible, or was over in the week before and has no figure now, else with 3 when there
    /// is a warning
    #[arg(long)]
    pub(crate) exit_code: bool,
}
