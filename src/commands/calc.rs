//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::process::ExitCode;

use crate::cli::Calc;
use crate::history::{Purpose, Recording};
use crate::report::View;

use super::chosen::{Need, RequestedFiles, present, read_chosen};
use super::presenting::{format, prepare};
use super::session::Session;

pub(super) fn run(asked: &Calc) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    let purpose = match (asked.recording.record, asked.recording.replace) {
        (false, _) => Purpose::Read,
        (true, false) => Purpose::Record,
        (true, true) => Purpose::Replace,
    };
    let files =
        RequestedFiles { purpose, need: Need::Figures, ..RequestedFiles::of(&asked.caseload, &asked.presentation) };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    // A history has names, whatever the report has.
    let history = chosen.history.take().filter(|_| asked.recording.record);
    let recording = history.map(|history| history.prepare(&chosen.caseload.weeks, &chosen.caseload.texts)).transpose();
    let recording = session.reworded(recording)?;
    let view = View { by: asked.by, only: asked.only, sort: asked.sort, reasons: asked.reasons };
    // Weeks that cannot be recorded are not reported, and nothing is recorded of which there is no report.
    let code = present(&mut chosen, &asked.caseload, view, asked.presentation.quiet, &session, |_, _, report| {
        prepare(&report, &asked.presentation, form)
    })?;
    session.reworded(recording.map_or(Ok(()), Recording::finish))?;
    Ok(code)
}
