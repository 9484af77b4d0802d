//! `wmt trend`: what became of it, week by week.

use std::process::ExitCode;

use crate::cli::TrendOptions;
use crate::report::{Report, Sort, Trend, TrendData, View};
use crate::rollup::roll_up;

use super::chosen::{ChosenCaseload, For, read_chosen};
use super::presenting::{Outcome, deliver, format, prepare};
use super::session::Session;
use super::warnings::not_worked_out;

pub(super) fn run(asked: &TrendOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    let weeks_before = asked.weeks.before();
    let how = For { weeks_before, ..For::of(&asked.presentation) };
    let chosen = read_chosen(&asked.caseload, &how, &mut session)?;
    let ChosenCaseload { weights, mut caseload, selection, mut warned, .. } = chosen;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &selection, asked.by) else { return Err(session.refusal()) };
    let Some(last) = results.week.week else {
        let hint = "give the week with --week".to_owned();
        session.fault("trend", "this caseload has no date, so there are no weeks to show", Some(hint));
        return Err(session.refusal());
    };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let view = View { by: asked.by, only: asked.only, sort: Sort::Team, reasons: false };
    let of_last = Report::new(&results, &caseload, &weights, &selection.named, view, warned);
    let outcome = Outcome::of(asked.caseload.end.exit_code, of_last.is_alarming, of_last.is_doubtful());
    let (caseload, weights, selection) = (&caseload, &weights, &selection);
    let data = TrendData { caseload, weights, selection, view, first: last.back(weeks_before), last };
    let trend = Trend::new(data, of_last);
    let ready = session.reworded(prepare(&trend, &asked.presentation, form))?;
    deliver(ready, outcome, asked.presentation.quiet, &session)
}
