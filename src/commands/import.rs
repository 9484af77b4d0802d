//! `wmt import`: a caseload from the extract workbook of the case management system.

use std::process::ExitCode;

use crate::cli::ImportOptions;

use super::session::Session;

#[cfg(feature = "workbooks")]
pub(super) fn run(asked: &ImportOptions) -> anyhow::Result<ExitCode> {
    use super::presenting::{deliver, named_output, refuse_workbook_name};
    use crate::import::import;
    use crate::output::Delivery;

    let mut session = Session::default();
    let output = named_output(asked.output.as_deref());
    let weights = session.weights(&asked.weights, false);
    let id = session.workbook(&asked.workbook);
    session.refuse_overwriting(output);
    refuse_workbook_name("--output", output, "csv", &mut session);
    let (Some(weights), true) = (weights, session.messages.faults.is_empty()) else { return Err(session.refusal()) };
    let weights = weights.get(weights.latest());
    let caseload = import(&asked.workbook, id, asked.detail, weights, &mut session.messages);
    let Some(caseload) = caseload else { return Err(session.refusal()) };
    deliver(Delivery::prepare(caseload, output)?, ExitCode::SUCCESS, asked.quiet, &session)
}

#[cfg(not(feature = "workbooks"))]
pub(super) fn run(asked: &ImportOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::default();
    let hint = "build it with the feature `workbooks`";
    session.fault(asked.workbook.display().to_string(), "this wmt was built without workbooks", hint);
    Err(session.refusal())
}
