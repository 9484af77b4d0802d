//! What `calc`, `trend`, `report` and `staffing` begin with: they read a caseload, find whom to show, and collect the warnings.

use std::mem::ManuallyDrop;
use std::path::Path;

use anyhow::anyhow;
use jiff::civil::Date;

use crate::cli::CaseloadOptions;
use crate::history::{History, Purpose};
use crate::inputs::{Inputs, WorkLine, read_work};
use crate::model::{Caseload, DatedWeights};
use crate::report::Warned;
use crate::selection::Selection;

use super::reading::{ReadInputs, read, select};
use super::requested::RequestedFiles;
use super::session::Session;
use super::warnings::warned;

/// How a caseload is read for a report.
pub(super) struct For<'a> {
    /// What the history is opened for.
    pub(super) purpose: Purpose,
    /// How many weeks before the one reported are shown too, gaps counted.
    pub(super) weeks_before: u32,
    /// The file that the report is written to.
    pub(super) output: Option<&'a Path>,
    /// Whether the files are read again, for their fingerprints.
    pub(super) is_read_twice: bool,
    pub(super) is_quiet: bool,
}

/// A caseload with whom to show of it.
pub(super) struct ChosenCaseload {
    pub(super) weights: ManuallyDrop<DatedWeights>,
    pub(super) inputs: Inputs,
    pub(super) caseload: ManuallyDrop<Caseload>,
    pub(super) history: Option<History>,
    pub(super) selection: Selection,
    /// What there is to warn of.
    pub(super) warned: Warned,
}

impl ChosenCaseload {
    /// The work of the week reported, line by line. `week` is the one asked for.
    ///
    /// # Errors
    ///
    /// When the files are not what they were when they were read first.
    pub(super) fn work(&self, week: Option<Date>) -> anyhow::Result<Vec<WorkLine>> {
        let work = read_work(&self.inputs, week, &self.caseload, &self.weights);
        work.ok_or_else(|| anyhow!("the caseload changed while it was read; run this again"))
    }
}

/// Reads a caseload, and finds whom to show of it.
///
/// # Errors
///
/// The refusal of the run, where there is any fault.
pub(super) fn read_chosen(asked: &CaseloadOptions, how: &For, session: &mut Session) -> anyhow::Result<ChosenCaseload> {
    let files = RequestedFiles {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        since: None,
        weeks_before: how.weeks_before,
        purpose: how.purpose,
        output: how.output,
        is_read_twice: how.is_read_twice,
        goes_on: false,
        is_quiet: how.is_quiet,
    };
    let Some(ReadInputs { weights, inputs, caseload, history }) = read(&files, session) else {
        return Err(session.refusal());
    };
    let selection = select(&asked.filters, &caseload, &weights, session)?;
    let is_asked = asked.basis.week.is_some();
    let warned = warned(&asked.warnings, is_asked, &caseload, &weights, &selection, session)?;
    Ok(ChosenCaseload { weights, inputs, caseload, history, selection, warned })
}
