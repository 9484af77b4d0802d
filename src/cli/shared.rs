//! Options that several subcommands have.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::inputs::parse_week_argument;
use crate::render::Format;

/// Help that opens with examples.
pub(super) const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// What the help of a command that works out figures ends with.
pub(super) const WEIGHTS_AND_EXIT_CODES: &str = "\
Weights: --weights, else the file that WMT_WEIGHTS names, else weights.toml in this folder, else those built in.
Exit codes: 0 worked out, 1 with --exit-code when anyone shown is excessive or possible, 2 nothing could be worked out.";

/// Where time values and hours come from, beside the caseload, and on how many threads that is read.
#[derive(Debug, Args)]
pub struct Sources {
    /// Time values and limits, TOML, or the version of a built-in set; may be given again for values from a later week
    #[arg(long, value_name = "FILE")]
    pub weights: Vec<PathBuf>,

    /// Staff list, CSV: fills what the caseload leaves blank, and lists who holds nothing; may be given again
    #[arg(long, value_name = "FILE")]
    pub staff: Vec<PathBuf>,

    /// Threads that read [default: as many as there are cores]; the answer is the same with any number
    #[arg(long, value_name = "N", display_order = 900)]
    pub threads: Option<NonZeroUsize>,
}

/// What a caseload is worked out from, beside itself.
#[derive(Debug, Args)]
pub struct Basis {
    #[command(flatten)]
    #[expect(missing_docs, reason = "each option says what it is")]
    pub sources: Sources,

    /// Reductions of hours in force from one date to another, CSV; may be given again
    #[arg(long, value_name = "FILE")]
    pub reductions: Vec<PathBuf>,

    /// Figures of earlier weeks, as `wmt calc --record` wrote them
    #[arg(long, value_name = "FILE")]
    pub history: Option<PathBuf>,

    /// Week to report, by any date in it or as 2026-W47 [default: the latest]; dates files without a week column
    #[arg(long, value_name = "WEEK", value_parser = parse_week_argument)]
    pub week: Option<Date>,
}

/// Whom to show.
#[derive(Debug, Args)]
pub struct Filters {
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
}

/// Where the report goes, and in what form.
#[derive(Debug, Args)]
pub struct Presentation {
    /// Form of the report [default: by the ending of --output, else table]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<FormatName>,

    /// File to write the report to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub quiet: bool,

    /// When to use colour; never the only sign of anything
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColourWhen,
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
