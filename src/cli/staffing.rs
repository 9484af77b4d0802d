//! What can be asked of `wmt staffing`.

use clap::Args;

use crate::report::FORMULAS;
use crate::rollup::By;
use crate::units::{Decimal, Growth, Percent};

use super::shared::{CASELOADS, CaseloadOptions, Presentation, TEMPLATE, WEIGHTS_AND_EXIT_CODES};

const EXAMPLES: &str = "\
Examples:
  wmt staffing caseload.csv                        how many full-time officers each PDU needs
  wmt staffing caseload.csv --by grade
  wmt staffing caseload.csv --by team --target 95  with 5 per cent of the time in hand
  wmt staffing caseload.csv --growth 8             with 8 per cent more work
  wmt staffing caseload.csv --absence 4.5          with 4.5 per cent of the time lost to sickness
  wmt staffing caseload.csv --format csv > staffing.csv
";

/// Say how many people the work of each unit needs, and how many are short
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = formulas())]
#[command(mut_arg("caseloads", |caseloads| caseloads.help(CASELOADS)))]
pub(crate) struct StaffingOptions {
    #[command(flatten)]
    pub(crate) caseload: CaseloadOptions,

    /// What a row stands for: team, pdu, region, grade or all
    #[arg(long, value_enum, default_value = "pdu", value_name = "UNIT", hide_possible_values = true)]
    pub(crate) by: By,

    /// Share of available time that work is to take, in per cent from 1 to 1000
    #[arg(long, default_value = "100", value_name = "PERCENT", value_parser = target, allow_negative_numbers = true)]
    pub(crate) target: Percent,

    /// Share of available time that is lost to absence, in addition to non-effective time
    #[arg(long, default_value = "0", value_name = "PERCENT", value_parser = absence, allow_negative_numbers = true)]
    pub(crate) absence: Percent,

    /// How much work grows, in per cent; below 0 it shrinks
    #[arg(long, default_value = "0", value_name = "PERCENT", value_parser = growth, allow_negative_numbers = true)]
    pub(crate) growth: Growth,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

/// The formulas, and what the help of such commands ends with.
fn formulas() -> String {
    let lines: Vec<String> = FORMULAS.iter().map(|(label, formula)| format!("  {label:<9}  {formula}\n")).collect();
    format!("How it is worked out:\n{}\n{WEIGHTS_AND_EXIT_CODES}", lines.concat())
}

fn percent(text: &str, least: i32, most: i32) -> Option<Percent> {
    let number = Decimal::parse(text.strip_suffix('%').unwrap_or(text)).ok()?;
    Percent::new(number).filter(|_| (Decimal::whole(least)..=Decimal::whole(most)).contains(&number))
}

pub(super) fn target(text: &str) -> Result<Percent, String> {
    percent(text, 1, 1_000).ok_or_else(|| "a target is from 1 to 1000 per cent, with at most two places".to_owned())
}

fn absence(text: &str) -> Result<Percent, String> {
    let absence = percent(text, 0, 100).filter(|absence| *absence < Percent::ALL);
    absence.ok_or_else(|| "an absence is from 0 to below 100 per cent, with at most two places".to_owned())
}

fn growth(text: &str) -> Result<Growth, String> {
    let most = Growth::MOST;
    let growth = Decimal::parse(text.strip_suffix('%').unwrap_or(text)).ok().and_then(Growth::new);
    growth.ok_or_else(|| format!("a growth is from -100 to {most} per cent, with at most two places"))
}
