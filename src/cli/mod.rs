//! What can be asked on the command line. Nothing is done here.

mod balance;
mod calc;
mod check;
mod explain;
mod import;
mod reductions;
mod report;
mod right;
mod shared;
mod shell;
mod staffing;
mod template;
mod trend;
mod weights;
mod whatif;

pub(crate) use balance::BalanceOptions;
pub(crate) use calc::{Calc, RowOptions};
pub(crate) use check::CheckData;
pub(crate) use explain::Explain;
pub(crate) use import::ImportOptions;
pub(crate) use reductions::ReductionsList;
pub(crate) use report::{ReportForm, ReportOptions};
pub(crate) use right::as_typed;
pub use right::{meant, show_help};
pub(crate) use shared::{Basis, CaseloadOptions, Filters, Presentation, WarningOptions};
pub(crate) use shell::{CompletionOptions, ManOptions};
pub(crate) use staffing::StaffingOptions;
pub(crate) use template::{TEMPLATES, TemplateOptions};
pub(crate) use trend::TrendOptions;
pub(crate) use weights::WeightsOptions;
pub(crate) use whatif::{ChangeOption, WhatIfOptions};

use clap::{Parser, Subcommand};

use shared::TEMPLATE;

const EXAMPLES: &str = "\
Examples:
  wmt calc caseload.csv                         capacities and four-week breaches, as a table
  wmt calc week-*.csv --by team                 several weekly files, rolled up by team
  wmt calc caseload.csv --only excessive        only who is over for four weeks or more
  wmt calc caseload.csv --output report.csv     the same, for a spreadsheet
  wmt trend caseload.csv --history history.csv  capacity and who is over, week by week
  wmt report caseload.csv --output report.html  a page with charts, to read in a browser
  wmt whatif caseload.csv --leave N53-0431      what if this officer left
  wmt balance caseload.csv                      which cases could move, so that nobody is over
  wmt staffing caseload.csv                     how many people the work needs
  wmt explain N53-0412 caseload.csv             how one officer's figure was worked out
  wmt check caseload.csv                        all that is wrong or odd in the data
  wmt reductions reductions.csv                 whose hours are reduced, and until when
  wmt import WMT_PS.xlsx --output caseload.csv  a caseload from the extract of the case system
  wmt weights                                   the time values and limits that are used here
  wmt template caseload | wmt calc -            a small file to begin with, worked out
";

const EXIT_CODES: &str = "\
Exit codes: 0 done, 2 a fault in a file, a wrong option or a file that cannot be written; then nothing was worked out. With \
--exit-code also 1 when somebody is excessive or possible, or was over and has no figure now, and 3 when a figure may be wrong. `wmt \
check` gives 1 when it finds faults or warnings. `wmt help COMMAND` has more.";

/// Work out how much of each officer's available time their work needs, and who is over for four weeks
#[derive(Debug, Parser)]
#[command(name = "wmt", version, help_template = TEMPLATE, before_help = EXAMPLES, after_help = EXIT_CODES,
    arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
// Builds the options of a subcommand only when it is the one asked for.
#[command(defer = true)]
pub(crate) enum Command {
    /// Work out capacities and four-week breaches from a caseload
    Calc(Box<Calc>),
    /// Show capacity and who is over, week by week
    Trend(Box<TrendOptions>),
    /// Write a page with charts, or a workbook with formulas
    Report(Box<ReportOptions>),
    /// Show the week as it is and as it would be with other work, people, hours or values
    #[command(name = "whatif")]
    WhatIf(Box<WhatIfOptions>),
    /// Say which cases could go to whom, so that nobody is over
    Balance(Box<BalanceOptions>),
    /// Say how many people the work needs
    Staffing(Box<StaffingOptions>),
    /// Say all that is wrong or odd in the data
    Check(Box<CheckData>),
    /// Show how one officer's figure was worked out, on one page
    Explain(Box<Explain>),
    /// List reductions of hours: who, how much, from when to when, and how many days are left
    Reductions(Box<ReductionsList>),
    /// Make a caseload from the extract workbook that the case management system writes
    Import(Box<ImportOptions>),
    /// Show the time values, limits and names of a set of weights, or how two sets differ
    Weights(Box<WeightsOptions>),
    /// Write a small file to begin with, which works as it is
    Template(Box<TemplateOptions>),
    /// Write a script with which a shell completes commands and options of wmt
    Completions(Box<CompletionOptions>),
    /// Write the manual page of wmt, or those of all commands into a folder
    Man(Box<ManOptions>),
}
