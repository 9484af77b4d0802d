//! What can be asked on the command line. Nothing is done here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::inputs::parse_week_argument;
use crate::render::Format;
use crate::report::{Only, Sort};
use crate::rollup::By;

/// Help that opens with examples.
const TEMPLATE: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
Examples:
  wmt calc caseload.csv                         capacities and four-week breaches, as a table
  wmt calc week-*.csv --by team                 several weekly files, rolled up by team
  wmt calc caseload.csv --only excessive        only who is over for four weeks or more
  wmt calc caseload.csv --output report.csv     for a spreadsheet
";

const CALC_EXAMPLES: &str = "\
Examples:
  wmt calc caseload.csv
  wmt calc caseload-2026-11-*.csv --by team --sort capacity
  wmt calc caseload.csv --team 'Riverside 1' --week 2026-11-09
  wmt calc caseload.csv --format csv > report.csv
  wmt calc caseload.csv --quiet --exit-code --output report.csv || echo 'somebody is excessive'
";

const FILES: &str = "\
Weights: --weights, else the file that WMT_WEIGHTS names, else weights.toml in this folder, else those built in.
Exit codes: 0 worked out, 1 with --exit-code when anyone shown is excessive or possible, 2 nothing could be worked out.";

/// Work out how much of each officer's available time their work needs, and who is over for four weeks
#[derive(Debug, Parser)]
#[command(name = "wmt", version, help_template = TEMPLATE, before_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Work out capacities and four-week breaches from a caseload
    Calc(Calc),
}

/// Work out capacities and four-week breaches from a caseload
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = CALC_EXAMPLES, after_help = FILES)]
pub struct Calc {
    /// Caseload CSV files; `-` is standard input
    #[arg(required = true, value_name = "CASELOAD")]
    pub caseloads: Vec<PathBuf>,

    /// Time values and limits, TOML; may be given again for values from a later week
    #[arg(long, value_name = "FILE")]
    pub weights: Vec<PathBuf>,

    /// Week to report, by any date in it or as 2026-W47 [default: the latest]; dates files without a week column
    #[arg(long, value_name = "WEEK", value_parser = parse_week_argument)]
    pub week: Option<Date>,

    /// What a row stands for
    #[arg(long, value_enum, default_value = "officer", value_name = "UNIT")]
    pub by: ByUnit,

    /// Only this region; may be given again
    #[arg(long, value_name = "NAME")]
    pub region: Vec<String>,

    /// Only this probation delivery unit; may be given again
    #[arg(long, value_name = "NAME")]
    pub pdu: Vec<String>,

    /// Only this team; may be given again
    #[arg(long, value_name = "NAME")]
    pub team: Vec<String>,

    /// Only this officer, by code or name; may be given again
    #[arg(long, value_name = "OFFICER")]
    pub officer: Vec<String>,

    /// Only this grade; may be given again
    #[arg(long, value_name = "GRADE")]
    pub grade: Vec<String>,

    /// Show only rows that are over this week, or only excessive ones
    #[arg(long, value_enum, value_name = "STANDING")]
    pub only: Option<OnlyStanding>,

    /// Order of rows
    #[arg(long, value_enum, default_value = "team", value_name = "ORDER")]
    pub sort: SortBy,

    /// Form of the report [default: by the ending of --output, else table]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<FormatName>,

    /// File to write the report to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Exit with 1 when anyone shown is excessive or possible
    #[arg(long)]
    pub exit_code: bool,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub quiet: bool,

    /// When to use colour; never the only sign of anything
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColourWhen,
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

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum FormatName {
    Table,
    Csv,
    Json,
    Markdown,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Table => Self::Table,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
            FormatName::Markdown => Self::Markdown,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each is the word of the option")]
pub enum ColourWhen {
    Auto,
    Always,
    Never,
}
