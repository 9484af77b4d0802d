//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::process::ExitCode;

use crate::cli::Calc;
use crate::history::{Purpose, Recording};
use crate::report::{Report, View};
use crate::rollup::roll_up;

use super::presenting::{Outcome, deliver, format, output, prepare};
use super::reading::{ReadInputs, read, select};
use super::requested::RequestedFiles;
use super::session::Session;
use super::warnings::{not_worked_out, warned};

pub(super) fn run(asked: &Calc) -> anyhow::Result<ExitCode> {
    let mut session = Session::new(&asked.end, &asked.filters);
    let form = format(&asked.presentation, &mut session);
    let files = RequestedFiles {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        since: None,
        weeks_before: 0,
        purpose: match (asked.recording.record, asked.recording.replace) {
            (false, _) => Purpose::Read,
            (true, false) => Purpose::Record,
            (true, true) => Purpose::Replace,
        },
        output: output(&asked.presentation),
        is_read_twice: false,
        goes_on: false,
        is_quiet: asked.presentation.quiet,
    };
    let read = read(&files, &mut session);
    let Some(ReadInputs { weights, mut caseload, history, .. }) = read else { return Err(session.refusal()) };
    let chosen = select(&asked.filters, &caseload, &weights, &mut session)?;
    let is_asked = asked.basis.week.is_some();
    let mut warned = warned(&asked.warnings, is_asked, &caseload, &weights, &chosen, &mut session)?;
    // A history has names, whatever the report has.
    let history = history.filter(|_| asked.recording.record);
    let recording = history.map(|history| history.prepare(&caseload.weeks, &caseload.texts)).transpose();
    let recording = session.telling(recording)?;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &chosen, asked.by) else { return Err(session.refusal()) };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let view = View { by: asked.by, only: asked.only, sort: asked.sort, reasons: asked.reasons };
    let report = Report::new(&results, &caseload, &weights, &chosen.named, view, warned);
    // Weeks that cannot be recorded are not reported, and nothing is recorded of which there is no report.
    let ready = session.telling(prepare(&report, &asked.presentation, form))?;
    let outcome = Outcome::of(asked.end.exit_code, report.is_alarming, report.is_doubtful());
    let code = deliver(ready, outcome, &asked.presentation, &session)?;
    session.telling(recording.map_or(Ok(()), Recording::finish))?;
    Ok(code)
}
