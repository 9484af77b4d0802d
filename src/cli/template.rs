//! What can be asked of `wmt template`.

use std::path::PathBuf;

use clap::Args;

use super::shared::{TEMPLATE, words};

const EXAMPLES: &str = "\
Examples:
  wmt template caseload | wmt calc -           look at a small caseload, worked out
  wmt template caseload --output caseload.csv  a file to fill with your own rows
  wmt template staff --output staff.csv
  wmt template reductions --output reductions.csv
  wmt template weights --output weights.toml
";

const FIT: &str = "\
The files fit together: all have the officers and the work of the caseload.
Exit codes: 0 written, 2 not written, for instance because there is such a file already.";

/// Write a small file to begin with, which works as it is
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = FIT)]
pub(crate) struct TemplateOptions {
    /// What the file is
    #[arg(value_enum, value_name = "KIND")]
    pub(crate) kind: TemplateKind,

    /// File to write, in place of standard output; a file that is there already is left as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What a template is a file of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TemplateKind {
    Caseload,
    Staff,
    Reductions,
    Weights,
    Scenario,
}

words!(TemplateKind: "caseload" => Caseload, "staff" => Staff, "reductions" => Reductions, "weights" => Weights,
    "scenario" => Scenario);
