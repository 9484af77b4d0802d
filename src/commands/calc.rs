//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::process::ExitCode;

use crate::cli::Calc;
use crate::history::{Purpose, Recording};
use crate::report::{Report, View};
use crate::rollup::roll_up;

use super::chosen::{ChosenCaseload, For, read_chosen};
use super::presenting::{Outcome, deliver, format, prepare};
use super::session::Session;
use super::warnings::not_worked_out;

pub(super) fn run(asked: &Calc) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    let purpose = match (asked.recording.record, asked.recording.replace) {
        (false, _) => Purpose::Read,
        (true, false) => Purpose::Record,
        (true, true) => Purpose::Replace,
    };
    let how = For { purpose, ..For::of(&asked.presentation) };
    let chosen = read_chosen(&asked.caseload, &how, &mut session)?;
    let ChosenCaseload { weights, mut caseload, history, selection, mut warned, .. } = chosen;
    // A history has names, whatever the report has.
    let history = history.filter(|_| asked.recording.record);
    let recording = history.map(|history| history.prepare(&caseload.weeks, &caseload.texts)).transpose();
    let recording = session.reworded(recording)?;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &selection, asked.by) else { return Err(session.refusal()) };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let view = View { by: asked.by, only: asked.only, sort: asked.sort, reasons: asked.reasons };
    let report = Report::new(&results, &caseload, &weights, &selection.named, view, warned);
    // Weeks that cannot be recorded are not reported, and nothing is recorded of which there is no report.
    let ready = session.reworded(prepare(&report, &asked.presentation, form))?;
    let outcome = Outcome::of(asked.caseload.end.exit_code, report.is_alarming, report.is_doubtful());
    let code = deliver(ready, outcome, asked.presentation.quiet, &session)?;
    session.reworded(recording.map_or(Ok(()), Recording::finish))?;
    Ok(code)
}
