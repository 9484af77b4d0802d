//! What `wmt report` does for a workbook that a page does not need: it reads the work of each post by kind.

use anyhow::anyhow;

use crate::cli::ReportOptions;
use crate::inputs::{Inputs, WorkLine, read_work};
use crate::model::{Caseload, DatedWeights};
use crate::render::render_workbook;
use crate::report::{Overview, Workbook};
use crate::selection::Selection;

use super::chosen::CHANGED_WHILE_READ;

/// What each post of the week reported holds, line by line; nothing where a history alone has the week.
///
/// # Errors
///
/// When it does not come to what was read before.
pub(super) fn read_work_for(
    asked: &ReportOptions,
    inputs: &Inputs,
    caseload: &Caseload,
    weights: &DatedWeights,
) -> anyhow::Result<Vec<WorkLine>> {
    if caseload.reported.as_ref().is_none_or(|week| week.is_recorded) {
        return Ok(Vec::new());
    }
    read_work(inputs, asked.caseload.basis.week, caseload, weights).ok_or_else(|| anyhow!(CHANGED_WHILE_READ))
}

/// The bytes of the workbook of a page.
///
/// # Errors
///
/// When it has no room in a workbook.
pub(super) fn workbook(
    page: Overview,
    caseload: &Caseload,
    selection: &Selection,
    work: &[WorkLine],
) -> anyhow::Result<Vec<u8>> {
    Ok(render_workbook(&Workbook::new(page, caseload, selection, work))?)
}
