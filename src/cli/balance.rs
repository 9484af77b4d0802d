//! What can be asked of `wmt balance`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use crate::balance::{ALWAYS_EXACT, Within};
use crate::units::Percent;

use super::shared::{CASELOADS, CaseloadOptions, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES, number, words};
use super::staffing::target;

const EXAMPLES: &str = "\
Examples:
  wmt balance caseload.csv                       moves within each team, so that nobody is over
  wmt balance caseload.csv --team 'Riverside 1' --most 3
  wmt balance caseload.csv --target 95           receivers keep 5 per cent of their time
  wmt balance caseload.csv --within pdu --to-trainees
  wmt balance caseload.csv --keep N53-0412       this officer neither gives nor receives
  wmt balance caseload.csv --scenario-out moves.toml && wmt whatif caseload.csv --scenario moves.toml
";

fn rules() -> String {
    // Each paragraph is one line, which the help breaks where it must.
    let paragraphs = [
        "Whole cases move, and tasks stay. Cases go from officers who are over, who are over before each of them, and from what is \
         unallocated. Nobody who receives goes above the target, and nobody who was over receives. Grades that may not hold a tier \
         (may_not_hold in the weights) do not receive it; trainees receive nothing without --to-trainees."
            .to_owned(),
        "Options that choose officers, grades or units choose who gives and who receives.".to_owned(),
        "The aims, in this order: least work above the limit, least unallocated work, fewest cases moved.".to_owned(),
        format!(
            "Up to {ALWAYS_EXACT} cases that could move, the answer is always the best there is. Beyond, the page says whether it is \
             proven to be; where it is not, no single case more could move and help. The same input gives the same moves."
        ),
        WEIGHTS_AND_EXIT_CODES.to_owned(),
        "The exit code is that of the week as it is, without the moves.".to_owned(),
    ];
    paragraphs.join("\n\n")
}

/// Say which cases could go to whom, so that nobody is over
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = rules())]
#[command(mut_arg("caseloads", |caseloads| caseloads.help(CASELOADS)))]
pub(crate) struct BalanceOptions {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    /// Where cases stay
    #[arg(long, value_enum, default_value = "team", value_name = "UNIT")]
    pub(crate) within: Within,

    /// The capacity that nobody who receives goes above, from 1 to the limit [default: 100, or the limit where that is lower]
    #[arg(long, value_name = "PERCENT", value_parser = target)]
    pub(crate) target: Option<Percent>,

    /// Leave an officer alone, by code or name: they neither give nor receive; may be given again
    #[arg(long, value_name = "OFFICER")]
    pub(crate) keep: Vec<String>,

    /// Move at most so many cases
    #[arg(long, value_name = "N", value_parser = number, allow_negative_numbers = true)]
    pub(crate) most: Option<NonZeroUsize>,

    /// Let trainees receive cases too
    #[arg(long)]
    pub(crate) to_trainees: bool,

    /// File to write the moves to, for `wmt whatif --scenario`
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) scenario_out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

words!(Within: "team" => Team, "pdu" => Pdu, "region" => Region);
