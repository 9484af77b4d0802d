//! `wmt report`: a page with pictures.

use std::process::ExitCode;

use crate::cli::ReportOptions;
use crate::history::Purpose;
use crate::output::Delivery;
use crate::render::render_page;
#[cfg(feature = "workbooks")]
use crate::render::render_workbook;
#[cfg(feature = "workbooks")]
use crate::report::Workbook;
use crate::report::{Overview, Report, Sort, TrendData, View, Warned};
use crate::rollup::{By, roll_up};

#[cfg(feature = "workbooks")]
use super::chosen::work_again;
use super::chosen::{ChosenCaseload, For, read_chosen};
use super::presenting::{Outcome, deliver, format_of};
use super::session::Session;
use super::warnings::not_worked_out;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Workbook,
}

pub(super) fn run(asked: &ReportOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let output = Some(asked.output.as_path());
    let endings = [("html", Form::Page), ("htm", Form::Page), ("xlsx", Form::Workbook)];
    let form = format_of(None, output, &endings, "", &mut session);
    if form == Form::Workbook && cfg!(not(feature = "workbooks")) {
        session.fault("--output", "this wmt was built without workbooks", Some("end it in .html".to_owned()));
    }
    if asked.by == By::Officer {
        let hint = "give team, pdu, region, grade or all".to_owned();
        session.fault("--by", "the page lists officers in any case; this chooses the units", Some(hint));
    }
    let weeks_before = asked.weeks.before();
    let how = For { purpose: Purpose::Read, weeks_before, output, is_read_twice: true, is_quiet: asked.quiet };
    let chosen = read_chosen(&asked.caseload, &how, &mut session)?;
    #[cfg(feature = "workbooks")]
    let work = match &chosen.caseload.reported {
        Some(week) if form == Form::Workbook && !week.is_recorded => work_again(&asked.caseload, &chosen)?,
        _ => Vec::new(),
    };
    let ChosenCaseload { weights, mut caseload, selection, mut warned, .. } = chosen;
    session.leave_out_names(&mut caseload);
    let rolled_up = |by: By| roll_up(&caseload, &weights, &selection, by);
    let (Some(officers), Some(units)) = (rolled_up(By::Officer), rolled_up(asked.by)) else {
        return Err(session.refusal());
    };
    warned.not_worked_out = not_worked_out(&officers, &caseload, &session);
    let view = |by: By| View { by, only: None, sort: Sort::Team, reasons: false };
    let of_officers = Report::new(&officers, &caseload, &weights, &selection.named, view(By::Officer), warned);
    let of_units = Report::new(&units, &caseload, &weights, &selection.named, view(asked.by), Warned::default());
    let outcome = Outcome::of(asked.caseload.end.exit_code, of_officers.is_alarming, of_officers.is_doubtful());
    let data = officers.week.week.map(|last| {
        let (caseload, weights, selection) = (&caseload, &weights, &selection);
        TrendData { caseload, weights, selection, view: view(By::All), first: last.back(weeks_before), last }
    });
    let (title, all_officers) = (asked.title.clone(), asked.all_officers || form == Form::Workbook);
    let page = Overview::new(data, of_officers, of_units, title, all_officers, session.evidence()?);
    #[cfg(feature = "workbooks")]
    let bytes = match form {
        Form::Page => render_page(&page),
        Form::Workbook => session.reworded(render_workbook(&Workbook::new(page, &caseload, &selection, &work)))?,
    };
    #[cfg(not(feature = "workbooks"))]
    let bytes = render_page(&page);
    let ready = session.reworded(Delivery::prepare(bytes, output))?;
    deliver(ready, outcome, asked.quiet, &session)
}
