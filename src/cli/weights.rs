//! What can be asked of `wmt weights`.

use std::path::PathBuf;

use clap::{ArgAction, Args};

use super::shared::{Presentation, TEMPLATE};

const EXAMPLES: &str = "\
Examples:
  wmt weights                                    what calc uses here
  wmt weights weights-2027.toml
  wmt weights texas-508-1142 --format markdown
  wmt weights --list                             the sets that are built in
  wmt weights --compare hmpps-2021 weights.toml  what differs
  wmt weights --format csv > values.csv
";

const IN_USE: &str = "\
Weights: those named, else --weights, else the file or version that WMT_WEIGHTS names, else weights.toml in this folder, else those \
built in.
Exit codes: 0 shown, also where two sets differ; 2 nothing could be shown.";

/// Show the time values, limits and names of a set of weights, or how two sets differ
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = IN_USE)]
pub(crate) struct WeightsOptions {
    /// Weights file, or the version of a set that is built in [default: what `wmt calc` uses here]
    #[arg(value_name = "FILE|NAME")]
    pub(crate) set: Option<PathBuf>,

    /// The same, as an option, as other commands have it
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    pub(crate) weights: Option<PathBuf>,

    /// List the sets that are built in, with their sources and what is assumed
    #[arg(long, conflicts_with_all = ["set", "weights"])]
    pub(crate) list: bool,

    /// Show what is added, gone and changed from one set to another
    #[arg(long, value_names = ["A", "B"], num_args = 2, action = ArgAction::Set, conflicts_with_all = ["set", "weights", "list"])]
    pub(crate) compare: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}
