//! `wmt report`: a page with pictures.

use std::process::ExitCode;

use crate::cli::ReportOptions;
use crate::history::Purpose;
use crate::output::Delivery;
use crate::render::render_page;
use crate::report::{Overview, OverviewInput, Report, Sort, View, Warned};
use crate::rollup::{By, roll_up};

use super::presenting::{Outcome, deliver_saying, format_of};
use super::reading::{ReadInputs, read, select};
use super::requested::RequestedFiles;
use super::session::Session;
use super::warnings::{not_worked_out, warned};

pub(super) fn run(asked: &ReportOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::new(&asked.end, &asked.filters);
    let output = Some(asked.output.as_path());
    format_of(None, output, &[("html", ()), ("htm", ())], "", &mut session);
    let weeks_before = asked.weeks - 1;
    let files = RequestedFiles {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        since: None,
        weeks_before,
        purpose: Purpose::Read,
        output,
        is_read_twice: true,
        goes_on: false,
        is_quiet: asked.quiet,
    };
    let read = read(&files, &mut session);
    let Some(ReadInputs { weights, mut caseload, .. }) = read else { return Err(session.refusal()) };
    let chosen = select(&asked.filters, &caseload, &weights, &mut session)?;
    let is_asked = asked.basis.week.is_some();
    let mut warned = warned(&asked.warnings, is_asked, &caseload, &weights, &chosen, &mut session)?;
    session.leave_out_names(&mut caseload);
    let rolled_up = |by: By| roll_up(&caseload, &weights, &chosen, by);
    let (Some(officers), Some(units)) = (rolled_up(By::Officer), rolled_up(asked.by)) else {
        return Err(session.refusal());
    };
    let Some(last) = officers.week.week else {
        let hint = "give the week with --week".to_owned();
        session.fault("report", "nothing dates this caseload, so there are no weeks to show", Some(hint));
        return Err(session.refusal());
    };
    warned.not_worked_out = not_worked_out(&officers, &caseload, &session);
    let view = |by: By| View { by, only: None, sort: Sort::Team, reasons: false };
    let of_officers = Report::new(&officers, &caseload, &weights, &chosen.named, view(By::Officer), warned);
    let of_units = Report::new(&units, &caseload, &weights, &chosen.named, view(asked.by), Warned::default());
    let outcome = Outcome::of(asked.end.exit_code, of_officers.is_alarming, of_officers.is_doubtful());
    let input = OverviewInput {
        reports: [of_officers, of_units],
        weeks: ((0..weeks_before).fold(last, |week, _| week.previous()), last),
        title: asked.title.clone(),
        all_officers: asked.all_officers,
        files: session.evidence()?,
    };
    let page = Overview::new(&caseload, &weights, &chosen, view(By::All), input);
    let ready = session.telling(Delivery::prepare(render_page(&page), output))?;
    deliver_saying(ready, outcome, asked.quiet, &session)
}
