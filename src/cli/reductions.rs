//! What can be asked of `wmt reductions`.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::inputs::parse_week_argument;
use crate::units::parse_date;

use super::shared::{Filters, Presentation, Sources, TEMPLATE};

const EXAMPLES: &str = "\
Examples:
  wmt reductions reductions.csv
  wmt reductions reductions.csv --staff staff.csv --team 'Riverside 1'
  wmt reductions reductions.csv --caseload caseload.csv --week 2026-11-16 --reasons
  wmt reductions reductions.csv --format csv > reductions-today.csv
";

const HOURS: &str = "\
The hours of a reduction that is a percentage are known where a staff list, a caseload or a grade has contracted hours.
Weights: --weights, else the file or version that WMT_WEIGHTS names, else weights.toml in this folder, else those built in.
Exit codes: 0 listed, 2 nothing could be listed.";

/// List reductions of hours: who, how much, from when to when, and how many days are left
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = HOURS)]
pub(crate) struct ReductionsList {
    /// Reductions, CSV files or workbooks (.xlsx, .ods); `-` is standard input, CSV alone
    #[arg(required = true, value_name = "FILE")]
    pub(crate) reductions: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) sources: Sources,

    /// Caseload that says who is in which team with which hours; may be given again
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
    /// The date of the day on which the command is run: the one place where a clock is read. `None` where the clock is in
    /// a year that wmt does not read.
    pub(crate) fn today() -> Option<Date> {
        date_of(SystemTime::now())
    }
}

fn date_of(time: SystemTime) -> Option<Date> {
    let date = Timestamp::try_from(time).ok()?.to_zoned(TimeZone::system()).date();
    parse_date(&date.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_clock_at_the_end_of_time_has_no_date() {
        let after = |seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
        assert_eq!(after(1_795_046_400).and_then(date_of).map(Date::year), Some(2026));
        // The year 2100, the end of year 9999, and the last second that the system can hold.
        for seconds in [4_103_000_000, 253_402_300_799, 253_402_300_800, i64::MAX.unsigned_abs()] {
            assert_eq!(after(seconds).and_then(date_of), None, "{seconds}");
        }
    }
}
