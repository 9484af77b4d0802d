//! Weeks that a history alone knows: they are reported as they were recorded.

use crate::history::{add_weights, faulty, recorded_week};
use crate::model::{Caseload, DatedWeights, LeftOut, PostFigures, WeekFigures};
use crate::units::Week;

use super::requested::{Need, RequestedFiles, hint_of_weeks};
use super::session::Session;

/// Adds faults of options that need a caseload: a week of a history is reported as it was recorded.
pub(super) fn refuse_without_caseload(files: &RequestedFiles, session: &mut Session) {
    let needs = [
        ("--record", files.purpose.records()),
        ("--staff", !files.basis.sources.staff.is_empty()),
        ("--reductions", !files.basis.reductions.is_empty()),
    ];
    for (option, _) in needs.into_iter().filter(|(_, is_given)| *is_given) {
        session.fault(option, "this needs a caseload; a history alone is reported as it was recorded", None);
    }
}

/// The week to report of a history; `None`, having added a fault, where there is none, or its rows are needed.
fn wanted<'c>(
    files: &RequestedFiles,
    name: &str,
    weeks: &'c [WeekFigures],
    session: &mut Session,
) -> Option<&'c WeekFigures> {
    let (asked, is_alone) = (files.basis.week.map(Week::of), files.caseloads.is_empty());
    let known: Vec<Week> = weeks.iter().map(|week| week.week).collect();
    let at = asked.or(known.last().copied()).and_then(|week| known.binary_search(&week).ok());
    let (what, hint) = match (at, asked) {
        (Some(_), Some(week)) if !is_alone && files.need != Need::Figures => {
            let hint = "calc, trend and report show it as it was recorded".to_owned();
            (format!("the caseload has no rows in the week {week}, which the history alone has"), Some(hint))
        }
        (Some(at), _) => return Some(&weeks[at]),
        (None, None) => ("the history has no weeks yet".to_owned(), None),
        (None, Some(week)) if is_alone => (
            format!("the history has no week {week}"),
            hint_of_weeks(&known, week, "its only week is", "its weeks are"),
        ),
        (None, Some(week)) => (
            format!("neither the caseload nor the history has rows in the week {week}"),
            hint_of_weeks(&known, week, "their only week is", "their weeks are"),
        ),
    };
    session.fault(if asked.is_some() { "--week" } else { name }, what, hint);
    None
}

/// Adds the weights of the weeks of a history that are shown. Without a caseload, its latest week is reported, or the one
/// that is asked for; with one, a week that is asked for and that the caseload does not have.
pub(super) fn add_recorded(
    files: &RequestedFiles,
    name: &str,
    caseload: &mut Caseload,
    weights: &mut DatedWeights,
    session: &mut Session,
) {
    let is_missing = || files.basis.week.is_some() && caseload.reported.is_none() && session.messages.faults.is_empty();
    if files.caseloads.is_empty() || is_missing() {
        let Some(figures) = wanted(files, name, &caseload.weeks, session) else { return };
        add_weights(figures, name, &caseload.texts, weights);
        let left_out = figures.posts.iter().filter(|post| post.is_faulty);
        let of_week = |post: &PostFigures| LeftOut { week: Some(figures.week), post: *post, faulty: faulty(figures) };
        caseload.left_out.extend(left_out.map(of_week));
        let message = format!(
            "the week {} is reported as it was recorded: a history keeps no contracted hours, no reductions and not what \
             counts nothing",
            figures.week
        );
        session.messages.notices.add(figures.place, message);
        caseload.reported = Some(recorded_week(figures, &caseload.texts, weights));
    }
    let Some(reported) = caseload.week_reported() else { return };
    let is_shown = |week: Week| (1..=i64::from(files.weeks_before)).contains(&week.weeks_until(reported));
    for figures in caseload.weeks.iter().filter(|figures| is_shown(figures.week)) {
        if caseload.in_full(figures.week).is_none() {
            add_weights(figures, name, &caseload.texts, weights);
        }
    }
}
