//! How the figures are made, in words for people.

use crate::fault::plural;
use crate::report::Overview;
use crate::units::HoursWay;

/// What the measure is for, and what it is not.
pub(super) const CAUTION: &str =
    "This measure is for balancing work within a team. It is not by itself a judgement of a person.";

/// The sum, a line for each of its terms.
pub(super) fn sum(page: &Overview) -> [String; 4] {
    let of_week = &page.report.heading.of_week;
    let policy = page.report.weights().hours;
    let hours = match policy.way() {
        HoursWay::Deducted { non_effective, non_attributable, is_together } => {
            let behind = if is_together { "of the same" } else { "of what is left" };
            format!(
                "available time = (contracted hours − reductions) × 60 × {} ÷ 12 minutes a month, less {non_effective} % non-effective \
                 and {non_attributable} % non-attributable time {behind}",
                policy.weeks_per_year()
            )
        }
        HoursWay::Stated { available_a_month } => format!(
            "available time = (contracted hours − reductions) ÷ {} × {available_a_month} × 60 minutes a month",
            policy.full_time()
        ),
    };
    [
        "work = count × minutes × share of the status + extra minutes, of all cases and tasks".to_owned(),
        hours,
        "capacity = work ÷ available time; 100 % is as much work as there is time for".to_owned(),
        format!(
            "over = capacity above {} %, in earlier weeks above the limit of their own weights; excessive = over in {} or more",
            of_week.limit_percent,
            plural(of_week.limit_weeks, "week", "adjacent weeks")
        ),
    ]
}
