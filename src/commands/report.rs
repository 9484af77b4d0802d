//! `wmt report`: a page with pictures.

use std::process::ExitCode;

use crate::cli::{ReportForm, ReportOptions, RowOptions};
use crate::output::Delivery;
use crate::render::render_page;
#[cfg(feature = "workbooks")]
use crate::render::render_workbook;
#[cfg(feature = "workbooks")]
use crate::report::Workbook;
use crate::report::{Overview, Report, TrendData, View, Warned};
use crate::rollup::{By, roll_up};

#[cfg(feature = "workbooks")]
use super::chosen::work_again;
use super::chosen::{Need, RequestedFiles, present, read_chosen};
use super::presenting::{format_of, named_output, refuse_terminal};
use super::session::Session;

pub(super) fn run(asked: &ReportOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let output = named_output(Some(asked.output.as_path()));
    let endings = [("html", ReportForm::Page), ("htm", ReportForm::Page), ("xlsx", ReportForm::Workbook)];
    let form = format_of(asked.format, output, &endings, &mut session);
    if form == ReportForm::Workbook && cfg!(not(feature = "workbooks")) {
        session.fault("--output", "this wmt was built without workbooks", "end it in .html");
    }
    if form == ReportForm::Workbook {
        refuse_terminal(output, &mut session);
    }
    if asked.by == By::Officer {
        let hint = "give team, pdu, region, grade or all".to_owned();
        session.fault("--by", "the page lists officers in any case; this chooses the units", Some(hint));
    }
    let weeks_before = asked.weeks.before();
    let files = RequestedFiles::new(&asked.caseload.caseloads, &asked.caseload.basis, output, asked.quiet);
    let files = RequestedFiles {
        purpose: asked.recording.purpose(),
        weeks_before,
        is_read_twice: true,
        need: Need::Figures,
        ..files
    };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    #[cfg(feature = "workbooks")]
    let work = match &chosen.caseload.reported {
        Some(week) if form == ReportForm::Workbook && !week.is_recorded => work_again(&asked.caseload, &chosen)?,
        _ => Vec::new(),
    };
    let RowOptions { only, sort, reasons } = asked.rows;
    let (view, title) = (View { by: By::Officer, only, sort, reasons }, asked.title.clone());
    present(&mut chosen, &asked.caseload, view, asked.quiet, &session, |chosen, officers, report| {
        let (caseload, weights, selection) = (&chosen.caseload, &chosen.weights, &chosen.selection);
        let by_unit = roll_up(caseload, weights, selection, asked.by).ok_or_else(|| session.refusal())?;
        let view = View { by: asked.by, ..view };
        let units = Report::new(&by_unit, caseload, weights, selection, view, Warned::default());
        let data = officers.week.week.map(|last| {
            let (view, first) = (View::all(By::All), last.back(weeks_before));
            TrendData { caseload, weights, selection, view, first, last }
        });
        let all_officers = asked.all_officers || form == ReportForm::Workbook;
        let page = Overview::new(data, report, units, title, all_officers, session.evidence()?);
        #[cfg(feature = "workbooks")]
        let bytes = match form {
            ReportForm::Page => render_page(&page),
            ReportForm::Workbook => render_workbook(&Workbook::new(page, caseload, selection, &work))?,
        };
        #[cfg(not(feature = "workbooks"))]
        let bytes = render_page(&page);
        Delivery::prepare(bytes, output)
    })
}
