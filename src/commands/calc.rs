//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::process::ExitCode;

use crate::cli::{Calc, RowOptions};
use crate::report::View;

use super::chosen::{Need, RequestedFiles, present, read_chosen};
use super::presenting::{format, prepare};
use super::session::Session;

pub(super) fn run(asked: &Calc) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    let files = RequestedFiles::of(&asked.caseload, &asked.presentation);
    let files = RequestedFiles { purpose: asked.recording.purpose(), need: Need::Figures, ..files };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    let RowOptions { only, sort, reasons } = asked.rows;
    let (view, is_quiet) = (View { by: asked.by, only, sort, reasons }, asked.presentation.quiet);
    present(&mut chosen, &asked.caseload, view, is_quiet, &session, |_, _, report| {
        prepare(&report, &asked.presentation, form)
    })
}
