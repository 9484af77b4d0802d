//! Finds what needs the whole caseload with its history: weeks that do not fit, officers and units that look alike, officers who
//! are not people, units that were renamed. Warnings of single rows and files are added when these are read or settled.

mod another_name;
mod by_name;
mod by_team;
mod hours;
mod lighter_cases;
mod look_alike;
mod lost_between_weeks;
mod moved_unit;
mod nobody;
mod one_case;
mod other_weights;
mod renamed;
mod stray_week;
mod weeks;
mod work;

pub(crate) use nobody::is_nobody;

use foldhash::HashSet;

use crate::fault::{FAR_WEEK, Messages};
use crate::model::{Caseload, DatedWeights, Officer};
use crate::selection::Selection;
use crate::units::Week;

use by_team::{RecentWeeks, of_rule_and_before};

/// How the week reported was chosen, which says how far its date can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekChosen {
    /// The user named it.
    ByUser,
    /// It is the latest, and the name of a file has a date.
    ByFileName,
    /// It is the latest, and only the rows have dates.
    Latest,
}

/// Adds the warnings of a caseload whose weeks are complete. Nothing outside the selection is missed.
pub(crate) fn find(
    caseload: &Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    chosen: WeekChosen,
    messages: &mut Messages,
) {
    let Some(week) = &caseload.reported else { return };
    let limits = weights.get(week.weights).limits;
    look_alike::warn(caseload, messages);
    nobody::warn(week, &caseload.texts, messages);
    nobody::warn_of_names(caseload, messages);
    one_case::warn_of_people(caseload, week, messages);
    one_case::warn_of_dates(caseload, week, messages);
    if chosen == WeekChosen::Latest {
        weeks::warn_of_late(caseload, week, limits.weeks, messages);
    }
    let before = |named: Week| caseload.weeks.partition_point(|figures| figures.week <= named);
    let so_far = &caseload.weeks[..week.week.map_or(0, before)];
    let there: HashSet<Officer> = week.officers().map(|officer| officer.officer).collect();
    let recent = of_rule_and_before(so_far, limits.weeks);
    by_name::warn_of_dragged_codes(week, recent, &caseload.texts, messages);
    nobody::warn_before(recent, &there, &caseload.texts, messages);
    let are_other_codes = by_name::warn_of_listed(caseload, week, messages);
    by_name::warn(caseload, week, &there, recent, are_other_codes, messages);
    by_name::warn_of_other_codes(caseload, week, &there, recent, messages);
    work::warn_of_nothing(week, so_far, messages);
    let Some(reported) = week.week else { return };
    let is_said = messages.warnings.iter().any(|warning| warning.check == FAR_WEEK);
    if chosen != WeekChosen::ByUser && !is_said {
        weeks::warn_of_far(so_far, limits.weeks, messages);
    }
    weeks::warn_of_last_year(&caseload.weeks, reported, limits.weeks, messages);
    stray_week::warn(so_far, recent, &caseload.texts, messages);
    let by_team = RecentWeeks::of(so_far, limits.weeks, &caseload.recorded_apart, &caseload.texts, selection);
    work::warn(&by_team, &caseload.texts, messages);
    work::warn_of_untiered(&by_team, week, &caseload.texts, messages);
    work::warn_of_idle(&by_team, &caseload.texts, messages);
    work::warn_of_status(&by_team, week, &caseload.texts, messages);
    hours::warn(&by_team, &caseload.reductions, &caseload.texts, messages);
    weeks::warn_of_thin(&by_team, &caseload.texts, messages);
    weeks::warn_of_thin_since(&by_team, messages);
    lost_between_weeks::warn(&by_team, &caseload.texts, messages);
    lost_between_weeks::warn_of_counts(&by_team, messages);
    lighter_cases::warn(&by_team, &caseload.texts, messages);
    weeks::warn_of_thin_between(&by_team, &caseload.texts, messages);
    weeks::warn_of_thin_first(&by_team, &caseload.texts, messages);
    if selection.is_of_all() {
        weeks::say_apart(so_far, &caseload.recorded_apart, messages);
    }
    another_name::warn(recent, &caseload.texts, messages);
    another_name::warn_of_swapped(recent, &caseload.texts, messages);
    other_weights::warn(recent, weights, &caseload.texts, messages);
    renamed::warn(recent, &caseload.texts, messages);
    moved_unit::warn(recent, &caseload.texts, messages);
}
