//! What can be asked of `wmt template`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::shared::TEMPLATE;

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
    #[arg(value_name = "KIND", value_parser = PossibleValuesParser::new(TEMPLATES.map(|(kind, _)| kind)))]
    pub(crate) kind: String,

    /// File to write, in place of standard output; a file that is there already is left as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The templates, by what each is a file of.
pub(crate) const TEMPLATES: [(&str, &str); 5] = [
    ("caseload", include_str!("../../examples/templates/caseload.csv")),
    ("staff", include_str!("../../examples/templates/staff.csv")),
    ("reductions", include_str!("../../examples/templates/reductions.csv")),
    ("weights", include_str!("../../examples/templates/weights.toml")),
    ("scenario", include_str!("../../examples/templates/scenario.toml")),
];
