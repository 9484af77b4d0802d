//! What can be asked of `wmt calc`.

use clap::Args;

use crate::history::Purpose;
use crate::report::{Only, Sort};
use crate::rollup::By;

use super::shared::{CaseloadOptions, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, words};

const EXAMPLES: &str = "\
Examples:
  wmt calc caseload.csv
  wmt calc caseload.csv --staff staff.csv --reductions reductions.csv
  Several weekly files, by team, the heaviest first; one team in an earlier week:
    wmt calc caseload-2026-11-*.csv --by team --sort capacity
    wmt calc caseload.csv --team 'Riverside 1' --week 2026-11-09
  For a spreadsheet:
    wmt calc caseload.csv --output report.xlsx
    wmt calc caseload.csv --output report.csv
  Every Monday: judge this week's file by the weeks before it, and keep this week for the next run:
    wmt calc caseload-2026-11-16.csv --history history.csv --record
  A week that was kept earlier, without its caseload:
    wmt calc --history history.csv --week 2026-11-09
  In a script:
    wmt calc caseload.csv --quiet --exit-code --output report.csv || echo 'look at report.csv'
";

/// Work out capacities and four-week breaches from a caseload
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub(crate) struct Calc {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    #[command(flatten)]
    pub(crate) recording: RecordingOptions,

    /// What a row stands for
    #[arg(long, value_enum, default_value = "officer", value_name = "UNIT")]
    pub(crate) by: By,

    #[command(flatten)]
    pub(crate) rows: RowOptions,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

/// Which rows are shown of those chosen, and in which order.
#[derive(Debug, Args)]
pub(crate) struct RowOptions {
    /// Show only rows that are over this week, only possible or only excessive ones; what stands below stays the same
    #[arg(long, value_enum, value_name = "STANDING")]
    pub(crate) only: Option<Only>,

    /// Order of rows
    #[arg(long, value_enum, default_value = "team", value_name = "ORDER")]
    pub(crate) sort: Sort,

    /// Show the reasons of reductions, which are personal
    #[arg(long, requires = "reductions")]
    pub(crate) reasons: bool,
}

/// Whether the weeks of the caseload are recorded, and in place of what.
#[derive(Debug, Args)]
pub(crate) struct RecordingOptions {
    /// Write the weeks of the caseload into the history, in place of what it has of the same teams and weeks
    #[arg(long, requires = "history")]
    pub(crate) record: bool,

    /// With --record, replace the whole of these weeks, also other teams and officers who are gone
    #[arg(long, requires = "record")]
    pub(crate) replace: bool,
}

impl RecordingOptions {
    /// What the history is opened for.
    pub(crate) const fn purpose(&self) -> Purpose {
        match (self.record, self.replace) {
            (false, _) => Purpose::Read,
            (true, false) => Purpose::Record,
            (true, true) => Purpose::Replace,
        }
    }
}

words!(By: "officer" => Officer, "team" => Team, "pdu" => Pdu, "region" => Region, "grade" => Grade, "all" => All);
words!(Only: "over" => Over, "possible" => Possible, "excessive" => Excessive);
words!(Sort: "team" => Team, "name" => Name, "capacity" => Capacity, "weeks" => Weeks);
