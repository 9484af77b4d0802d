//! What `calc`, `trend`, `report`, `staffing`, `balance` and `whatif` have in common: they read a caseload, find whom to show,
//! collect the warnings, and say what comes of the week reported.

use std::process::ExitCode;

use anyhow::anyhow;

use crate::cli::CaseloadOptions;
use crate::history::{History, Recording};
use crate::inputs::SecondReading;
use crate::model::{Caseload, DatedWeights, WorkLine};
use crate::output::Delivery;
use crate::report::{Report, View, Warned};
use crate::rollup::{Results, roll_up};
use crate::selection::Selection;
use crate::units::Week;

use super::presenting::{deliver, exit_code};
use super::reading::{ReadInputs, read, read_with, select};
pub(super) use super::requested::{Need, RequestedFiles};
use super::session::Session;
use super::warnings::{not_worked_out, warned};

/// A caseload that was read once more, with other weights.
pub(super) struct ReadAgain {
    pub(super) weights: DatedWeights,
    pub(super) caseload: Caseload,
    pub(super) selection: Selection,
    /// The weeks that the history alone knows.
    pub(super) recorded: Vec<Week>,
}

/// Reads a caseload, and finds whom to show of it.
pub(super) fn read_chosen(
    asked: &CaseloadOptions,
    files: &RequestedFiles,
    session: &mut Session,
) -> anyhow::Result<ReadInputs> {
    let Some(mut read) = read(files, session) else { return Err(session.refusal()) };
    read.selection = select(&asked.filters, &read.caseload, &read.weights, session)?;
    read.selection.say_unplaced(&read.caseload, &mut session.messages);
    let ReadInputs { week_chosen, caseload, weights, selection, .. } = &read;
    read.warned = warned(&asked.warnings, *week_chosen, caseload, weights, selection, selection, session)?;
    Ok(read)
}

/// Works out and judges the week reported, delivers what is made of the report of it, and records the weeks of the caseload where
/// that is asked for.
pub(super) fn present(
    chosen: &mut ReadInputs,
    asked: &CaseloadOptions,
    view: View,
    is_quiet: bool,
    session: &Session,
    make: impl for<'r> FnOnce(&'r ReadInputs, &'r Results<'r>, Report<'r>) -> anyhow::Result<Delivery>,
) -> anyhow::Result<ExitCode> {
    // A history has names, whatever the report has.
    let history = chosen.history.take().filter(History::records);
    let recording = history.map(|history| history.prepare(&chosen.caseload.weeks, &chosen.caseload.texts)).transpose();
    let recording = session.reworded(recording)?;
    session.leave_out_names(&mut chosen.caseload);
    let ReadInputs { weights, caseload, selection, warned, .. } = &*chosen;
    let Some(results) = roll_up(caseload, weights, selection, view.by) else { return Err(session.refusal()) };
    let warned = Warned { not_worked_out: not_worked_out(&results, caseload, session), ..warned.clone() };
    let report = Report::new(&results, caseload, weights, selection, view, warned);
    let code = exit_code(asked.end.exit_code, report.is_alarming(), report.is_doubtful());
    let ready = session.reworded(make(chosen, &results, report))?;
    // Weeks that cannot be recorded are not reported, and nothing is recorded of which there is no report.
    let code = deliver(ready, code, is_quiet, session)?;
    session.reworded(recording.map_or(Ok(()), Recording::finish))?;
    Ok(code)
}

/// Why a run ends when its files have changed since they were first read.
pub(super) fn changed_while_read() -> anyhow::Error {
    anyhow!("the caseload changed while it was read; run this again")
}

/// What each post of the week reported holds, line by line, for which the caseload is read once more.
pub(super) fn work_again(asked: &CaseloadOptions, chosen: &ReadInputs) -> anyhow::Result<Vec<WorkLine>> {
    let ReadInputs { weights, inputs, caseload, .. } = chosen;
    SecondReading { inputs, date: asked.basis.week, caseload, weights }.work().ok_or_else(changed_while_read)
}

/// Reads the files of a run again, with other weights. A limit that these change judges the weeks of the history too.
pub(super) fn read_again(
    asked: &CaseloadOptions,
    files: &RequestedFiles,
    first: &ReadInputs,
    weights: DatedWeights,
    session: &mut Session,
) -> anyhow::Result<ReadAgain> {
    let (inputs, history) = (&first.inputs, first.history_id);
    let (mut caseload, recorded) = read_with(files, inputs, history, &weights, session);
    for figures in caseload.weeks.iter_mut().filter(|figures| recorded.contains(&figures.week)) {
        let limit =
            |weights: &DatedWeights| weights.get(weights.for_week(figures.week).unwrap_or_default()).limits.over;
        let (before, after) = (limit(&first.weights), limit(&weights));
        figures.limit = if before == after { figures.limit } else { after };
    }
    let selection = select(&asked.filters, &caseload, &weights, session)?;
    session.number_officers(&mut caseload, &weights);
    Ok(ReadAgain { weights, caseload, selection, recorded })
}
