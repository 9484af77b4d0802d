//! Weeks that a history alone knows: they are reported as they were recorded.

use crate::history::{add_weights, faulty, recorded_week};
use crate::model::{Caseload, DatedWeights, LeftOut, PostFigures};
use crate::units::Week;

use super::requested::{RequestedFiles, hint_of_weeks};
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

/// Adds the weights of the weeks of a history that are shown. Without a caseload, its latest week is reported, or the one
/// that is asked for.
pub(super) fn add_recorded(
    files: &RequestedFiles,
    name: &str,
    caseload: &mut Caseload,
    weights: &mut DatedWeights,
    session: &mut Session,
) {
    let asked = files.basis.week.map(Week::of);
    if files.caseloads.is_empty() {
        let known: Vec<Week> = caseload.weeks.iter().map(|week| week.week).collect();
        let week = asked.or(known.last().copied());
        let Some(at) = week.and_then(|week| known.binary_search(&week).ok()) else {
            let what = asked.map_or_else(
                || "the history has no weeks yet".to_owned(),
                |week| format!("the history has no week {week}"),
            );
            let hint = hint_of_weeks(&known, "its only week is", "its weeks are");
            session.fault(if asked.is_some() { "--week" } else { name }, what, hint);
            return;
        };
        let figures = &caseload.weeks[at];
        add_weights(figures, name, &caseload.texts, weights);
        let left_out = figures.posts.iter().filter(|post| post.is_left_out);
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
    let Some(reported) = caseload.reported.as_ref().and_then(|week| week.week) else { return };
    let is_shown = |week: Week| (1..=i64::from(files.weeks_before)).contains(&week.weeks_until(reported));
    for figures in caseload.weeks.iter().filter(|figures| is_shown(figures.week)) {
        if caseload.in_full(figures.week).is_none() {
            add_weights(figures, name, &caseload.texts, weights);
        }
    }
}
