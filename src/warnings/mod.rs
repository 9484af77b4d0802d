//! Warnings that need the whole caseload with its history: weeks that do not fit, officers and units that look alike, officers
//! who are nobody, units that were renamed. Warnings of single rows and files are added when those are read or settled.

mod another_name;
mod by_name;
mod by_team;
mod fewer_cases;
mod hours;
mod look_alike;
mod nobody;
mod one_case;
mod renamed;
mod weeks;
mod work;

pub(crate) use nobody::is_nobody;

use foldhash::HashSet;

use crate::fault::{FAR_WEEK, Messages};
use crate::model::{Caseload, DatedWeights, Officer, WeekFigures};
use crate::selection::Selection;
use crate::units::Week;

use by_team::RecentWeeks;

/// How the week that is reported was chosen, which says how far its date can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekChosen {
    /// The user named it.
    ByUser,
    /// It is the latest, and the name of a file has a date.
    ByFileName,
    /// It is the latest, by the dates in the rows alone.
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
    let lately = &caseload.weeks[..week.week.map_or(0, before)];
    let there: HashSet<Officer> = week.officers().map(|officer| officer.officer).collect();
    let of_rule = of_rule(lately, limits.weeks);
    by_name::warn_of_dragged_codes(week, of_rule, &caseload.texts, messages);
    nobody::warn_before(of_rule, &there, &caseload.texts, messages);
    by_name::warn(caseload, week, &there, of_rule, messages);
    by_name::warn_of_listed(week, &caseload.texts, messages);
    by_name::warn_of_other_codes(caseload, week, &there, of_rule, messages);
    work::warn_of_nothing(week, lately, messages);
    let Some(reported) = week.week else { return };
    let is_said = messages.warnings.iter().any(|warning| warning.check == FAR_WEEK);
    if chosen != WeekChosen::ByUser && !is_said {
        weeks::warn_of_far(lately, limits.weeks, messages);
    }
    weeks::warn_of_last_year(&caseload.weeks, reported, limits.weeks, messages);
    let recent = RecentWeeks::of(of_rule, limits.weeks, &caseload.recorded_apart, &caseload.texts, selection);
    work::warn(&recent, &caseload.texts, messages);
    work::warn_of_untiered(&recent, week, &caseload.texts, messages);
    work::warn_of_idle(&recent, &caseload.texts, messages);
    work::warn_of_status(&recent, week, &caseload.texts, messages);
    hours::warn(&recent, &caseload.reductions, &caseload.texts, messages);
    weeks::warn_of_thin(&recent, &caseload.texts, messages);
    fewer_cases::warn(&recent, &caseload.texts, messages);
    weeks::warn_of_thin_between(&recent, &caseload.texts, messages);
    weeks::warn_of_thin_first(&recent, &caseload.texts, messages);
    if selection.is_of_all() {
        weeks::say_apart(lately, &caseload.recorded_apart, messages);
    }
    another_name::warn(of_rule, &caseload.texts, messages);
    renamed::warn(of_rule, &caseload.texts, messages);
}

/// The latest of some weeks, and as many before it as the rule has.
fn of_rule(weeks: &[WeekFigures], of_rule: u32) -> &[WeekFigures] {
    let Some(latest) = weeks.last() else { return weeks };
    &weeks[weeks.partition_point(|week| week.week.weeks_until(latest.week) > i64::from(of_rule))..]
}
