//! What is chosen of a caseload: the week to report, and whom to show.

use jiff::civil::Date;

use crate::cli::Filters;
use crate::model::{Caseload, DatedWeights};
use crate::selection::{Selection, Wanted};
use crate::units::Week;

use super::session::Session;

/// The posts that are chosen; `None`, having added faults, where a name is nobody's.
pub(super) fn selection(
    asked: &Filters,
    caseload: &Caseload,
    weights: &DatedWeights,
    session: &mut Session,
) -> Option<Selection> {
    let wanted = Wanted {
        regions: asked.region.clone(),
        pdus: asked.pdu.clone(),
        teams: asked.team.clone(),
        officers: asked.officer.clone(),
        grades: asked.grade.clone(),
    };
    match Selection::find(&wanted, caseload, weights) {
        Ok(selection) => Some(selection),
        Err(missing) => {
            for one in missing {
                session.fault(one.option, one.message, one.hint);
            }
            None
        }
    }
}

/// Adds a fault when the caseload has no rows in the week asked for.
pub(super) fn require_week(asked: Option<Date>, caseload: &Caseload, session: &mut Session) {
    let Some(date) = asked.filter(|_| caseload.reported.is_none()) else { return };
    let span = caseload.weeks.first().zip(caseload.weeks.last());
    let hint = span.map(|(first, last)| match (first.week, last.week) {
        (first, last) if first == last => format!("its only week is {first}"),
        (first, last) => format!("its weeks are {first} to {last}"),
    });
    session.fault("--week", format!("the caseload has no rows in the week {}", Week::of(date)), hint);
}
