//! `wmt trend`: what became of it, week by week.

use std::process::ExitCode;

use crate::cli::TrendOptions;
use crate::report::{Trend, TrendData, View};

use super::chosen::{Need, RequestedFiles, present, read_chosen};
use super::presenting::{format, prepare};
use super::session::Session;

pub(super) fn run(asked: &TrendOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    let weeks_before = asked.weeks.before();
    let files = RequestedFiles {
        weeks_before,
        need: Need::Figures,
        ..RequestedFiles::of(&asked.caseload, &asked.presentation)
    };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    let Some(last) = chosen.caseload.week_reported() else {
        let hint = "give the week with --week";
        session.fault("trend", "this caseload has no date, so there are no weeks to show", hint);
        return Err(session.refusal());
    };
    let view = View { only: asked.only, ..View::all(asked.by) };
    present(&mut chosen, &asked.caseload, view, asked.presentation.quiet, &session, |chosen, _, report| {
        let (caseload, weights, selection) = (&chosen.caseload, &chosen.weights, &chosen.selection);
        let data = TrendData { caseload, weights, selection, view, first: last.back(weeks_before), last };
        prepare(&Trend::new(data, report), &asked.presentation, form)
    })
}
