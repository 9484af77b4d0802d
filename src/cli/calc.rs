//! What can be asked of `wmt calc`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::report::{Only, Sort};
use crate::rollup::By;

use super::shared::{Basis, Filters, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES};

const EXAMPLES: &str = "\
Examples:
  wmt calc caseload.csv
  wmt calc caseload-2026-11-*.csv --by team --sort capacity
  wmt calc caseload.csv --team 'Riverside 1' --week 2026-11-09
  wmt calc caseload.csv --format csv > report.csv
  wmt calc caseload-2026-11-16.csv --history history.csv --record --reductions reductions.csv
  wmt calc caseload.csv --quiet --exit-code --output report.csv || echo 'somebody is excessive'
";

/// Work out capacities and four-week breaches from a caseload
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = WEIGHTS_AND_EXIT_CODES)]
pub struct Calc {
    /// Caseload CSV files; `-` is standard input
    #[arg(required = true, value_name = "CASELOAD")]
    pub caseloads: Vec<PathBuf>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "each option says what it is")]
    pub basis: Basis,

    /// Show the reasons of reductions, which are personal
    #[arg(long, requires = "reductions")]
    pub reasons: bool,

    /// Write the weeks of the caseload into the history; recording a week again replaces it
    #[arg(long, requires = "history")]
    pub record: bool,

    /// What a row stands for
    #[arg(long, value_enum, default_value = "officer", value_name = "UNIT")]
    pub by: ByUnit,

    #[command(flatten)]
    #[expect(missing_docs, reason = "each option says what it is")]
    pub filters: Filters,

    /// Show only rows that are over this week, or only excessive ones
    #[arg(long, value_enum, value_name = "STANDING")]
    pub only: Option<OnlyStanding>,

    /// Order of rows
    #[arg(long, value_enum, default_value = "team", value_name = "ORDER")]
    pub sort: SortBy,

    #[command(flatten)]
    #[expect(missing_docs, reason = "each option says what it is")]
    pub presentation: Presentation,

    /// Exit with 1 when anyone shown is excessive or possible
    #[arg(long)]
    pub exit_code: bool,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum ByUnit {
    Officer,
    Team,
    Pdu,
    Region,
    Grade,
    All,
}

impl From<ByUnit> for By {
    fn from(unit: ByUnit) -> Self {
        match unit {
            ByUnit::Officer => Self::Officer,
            ByUnit::Team => Self::Team,
            ByUnit::Pdu => Self::Pdu,
            ByUnit::Region => Self::Region,
            ByUnit::Grade => Self::Grade,
            ByUnit::All => Self::All,
        }
    }
}

/// Which rows to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum OnlyStanding {
    Over,
    Excessive,
}

impl From<OnlyStanding> for Only {
    fn from(standing: OnlyStanding) -> Self {
        match standing {
            OnlyStanding::Over => Self::Over,
            OnlyStanding::Excessive => Self::Excessive,
        }
    }
}

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum SortBy {
    Team,
    Name,
    Capacity,
}

impl From<SortBy> for Sort {
    fn from(order: SortBy) -> Self {
        match order {
            SortBy::Team => Self::Team,
            SortBy::Name => Self::Name,
            SortBy::Capacity => Self::Capacity,
        }
    }
}
