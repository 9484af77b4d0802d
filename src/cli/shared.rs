//! Options that several subcommands have.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};
use jiff::civil::Date;

use crate::inputs::parse_week_argument;
use crate::render::Format;

/// Gives the values of an option their words on the command line.
macro_rules! words {
    ($kind:ty: $($word:literal => $value:ident),+) => {
        impl clap::ValueEnum for $kind {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Self::$value),+]
            }
            fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
                let word = match self { $(Self::$value => $word),+ };
                Some(clap::builder::PossibleValue::new(word))
            }
        }
    };
}

pub(super) use words;

/// Help that opens with examples.
pub(super) const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// What the help of a command that works out figures ends with.
pub(super) const WEIGHTS_AND_EXIT_CODES: &str = "\
Weights: --weights, else the file or version that WMT_WEIGHTS names, else weights.toml in this folder, else those built in.
Exit codes: 0 worked out, 2 nothing could be worked out; with --exit-code also 1 when anyone chosen is excessive or \
possible, or was over in the week before and has no figure now; else 3 when there was a warning or somebody is not worked out.";

/// Where time values and hours come from, beside the caseload, and on how many threads that is read.
#[derive(Debug, Args)]
pub(crate) struct Sources {
    /// Time values and limits, TOML, or the version of a built-in set; may be given again for values from a later week
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Vec<PathBuf>,

    /// Staff list, CSV or workbook: fills what the caseload leaves blank, and lists who holds nothing; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) staff: Vec<PathBuf>,

    /// Sheet to read of workbooks (.xlsx, .ods) [default: the first that has the headings]; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Vec<String>,

    /// Threads that read [default: as many as there are cores]; the answer is the same with any number
    #[arg(long, value_name = "N", display_order = 900, value_parser = number, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// What a caseload is worked out from, beside itself.
#[derive(Debug, Args)]
pub(crate) struct Basis {
    #[command(flatten)]
    pub(crate) sources: Sources,

    /// Reductions of hours in force from one date to another, CSV or workbook; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) reductions: Vec<PathBuf>,

    /// Figures of earlier weeks, as `wmt calc --record` wrote them
    #[arg(long, value_name = "FILE")]
    pub(crate) history: Option<PathBuf>,

    /// Week to report, by any date in it or as 2026-W47 [default: the latest]; dates files without a week column
    #[arg(long, value_name = "WEEK", value_parser = parse_week_argument)]
    pub(crate) week: Option<Date>,
}

/// Whom to show.
#[derive(Debug, Default, Args)]
pub(crate) struct Filters {
    /// Only this region; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) region: Vec<String>,

    /// Only this probation delivery unit; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) pdu: Vec<String>,

    /// Only this team; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) team: Vec<String>,

    /// Only this officer, by code or name; may be given again
    #[arg(long, value_name = "OFFICER")]
    pub(crate) officer: Vec<String>,

    /// Only this grade; may be given again
    #[arg(long, value_name = "GRADE")]
    pub(crate) grade: Vec<String>,
}

/// What becomes of warnings.
#[derive(Debug, Default, Args)]
pub(crate) struct WarningOptions {
    /// Treat warnings as faults: nothing is worked out until they are mended or skipped
    #[arg(long)]
    pub(crate) strict: bool,

    /// Do not say warnings of this name, or NAME=SUBJECT of one officer (by code), unit, column or file; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) skip: Vec<String>,
}

/// What a report is worked out from, whom it shows, and what becomes of what is wrong or odd.
#[derive(Debug, Args)]
pub(crate) struct CaseloadOptions {
    /// Caseload files, CSV or workbooks (.xlsx, .ods); `-` is standard input, CSV alone. With --history they may be left out
    #[arg(required_unless_present = "history", value_name = "CASELOAD")]
    pub(crate) caseloads: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) basis: Basis,

    #[command(flatten)]
    pub(crate) filters: Filters,

    #[command(flatten)]
    pub(crate) warnings: WarningOptions,

    #[command(flatten)]
    pub(crate) end: EndOptions,
}

/// How the caseloads are explained where a history alone is not enough.
pub(super) const CASELOADS: &str =
    "Caseload files, CSV or workbooks (.xlsx, .ods); `-` is standard input, CSV alone. A history alone is not enough";

/// How many weeks are shown.
#[derive(Debug, Args)]
pub(crate) struct WeekOptions {
    /// How many weeks to show, up to the one reported; weeks without figures count
    #[arg(long, default_value = "13", value_name = "N", value_parser = weeks, allow_negative_numbers = true)]
    weeks: u32,
}

fn weeks(text: &str) -> Result<u32, String> {
    whole(text, 5_300)
}

/// Whether a word is a file, by its ending or because it is there.
pub(super) fn is_file(word: &str) -> bool {
    let lower = word.to_lowercase();
    word == "-"
        || [".csv", ".xlsx", ".ods", ".toml"].iter().any(|ending| lower.ends_with(ending))
        || Path::new(word).is_file()
}

/// A number of cases or threads.
pub(super) fn number(text: &str) -> Result<NonZeroUsize, String> {
    whole(text, 1_000_000)
}

/// A whole number from 1 to the most.
fn whole<N: TryFrom<usize>>(text: &str, most: usize) -> Result<N, String> {
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| format!("give a whole number from 1 to {most}"))
}

impl WeekOptions {
    /// How many weeks before the one reported are shown.
    pub(crate) const fn before(&self) -> u32 {
        self.weeks - 1
    }
}

/// What becomes of officers with faults, of the exit code, and of names.
#[derive(Debug, Args)]
pub(crate) struct EndOptions {
    /// Go on without officers who have a faulty row: they have no figure in that week, and are named
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// Exit with 1 when anyone chosen is excessive, possible, or was over in the week before and has no figure now, else with 3 when
    /// there was a warning or somebody is not worked out
    #[arg(long)]
    pub(crate) exit_code: bool,

    /// Leave out names, codes and case ids: an officer is `Officer 7`, also in warnings, and files are named by their kind
    #[arg(long)]
    pub(crate) no_names: bool,
}

/// Where the report goes, and in what form.
#[derive(Debug, Args)]
pub(crate) struct Presentation {
    /// Form of the report [default: by the ending of --output, else table]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// File to write the report to, in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Do not write notices to standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// When to use colour; never the only sign of anything
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: ColorChoice,
}

words!(Format: "table" => Table, "csv" => Csv, "json" => Json, "markdown" => Markdown, "xlsx" => Xlsx);
