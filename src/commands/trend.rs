//! `wmt trend`: what became of it, week by week.

use std::process::ExitCode;

use crate::cli::TrendOptions;
use crate::history::Purpose;
use crate::report::{Report, Sort, Trend, View};
use crate::rollup::roll_up;

use super::presenting::{Outcome, deliver, format, output, prepare};
use super::reading::{ReadInputs, read, select};
use super::requested::RequestedFiles;
use super::session::Session;
use super::warnings::{not_worked_out, warned};

pub(super) fn run(asked: &TrendOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::new(&asked.end, &asked.filters);
    let form = format(&asked.presentation, &mut session);
    let weeks_before = asked.weeks - 1;
    let files = RequestedFiles {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        since: None,
        weeks_before,
        purpose: Purpose::Read,
        output: output(&asked.presentation),
        is_read_twice: false,
        goes_on: false,
        is_quiet: asked.presentation.quiet,
    };
    let read = read(&files, &mut session);
    let Some(ReadInputs { weights, mut caseload, .. }) = read else { return Err(session.refusal()) };
    let chosen = select(&asked.filters, &caseload, &weights, &mut session)?;
    let is_asked = asked.basis.week.is_some();
    let mut warned = warned(&asked.warnings, is_asked, &caseload, &weights, &chosen, &mut session)?;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &chosen, asked.by) else { return Err(session.refusal()) };
    let Some(last) = results.week.week else {
        let hint = "give the week with --week".to_owned();
        session.fault("trend", "nothing dates this caseload, so there are no weeks to show", Some(hint));
        return Err(session.refusal());
    };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let view = View { by: asked.by, only: asked.only, sort: Sort::Team, reasons: false };
    let of_last = Report::new(&results, &caseload, &weights, &chosen.named, view, warned);
    let first = (0..weeks_before).fold(last, |week, _| week.previous());
    let trend = Trend::new(&caseload, &weights, &chosen, view, (first, last), of_last);
    let outcome = Outcome::of(asked.end.exit_code, trend.is_alarming(), trend.is_doubtful());
    let ready = session.telling(prepare(&trend, &asked.presentation, form))?;
    deliver(ready, outcome, &asked.presentation, &session)
}
