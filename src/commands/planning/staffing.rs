//! `wmt staffing`: how many people the work needs.

use std::process::ExitCode;

use crate::cli::StaffingOptions;
use crate::report::{Planned, View};
use crate::rollup::{By, UnitStaffing};
use crate::units::Plan;

use crate::commands::chosen::{RequestedFiles, present, read_chosen, work_again};
use crate::commands::presenting::{format, prepare};
use crate::commands::session::Session;

pub(crate) fn run(asked: &StaffingOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    if asked.by == By::Officer {
        let hint = "give team, pdu, region, grade or all";
        session.fault("--by", "how many people are needed is said of units, not of an officer", hint);
    }
    session.require_caseload(&asked.caseload, "staffing");
    let files = RequestedFiles { is_read_twice: true, ..RequestedFiles::of(&asked.caseload, &asked.presentation) };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    let work = work_again(&asked.caseload, &chosen)?;
    let plan = Plan { target: asked.target, absence: asked.absence, growth: asked.growth };
    let (view, is_quiet) = (View::all(asked.by), asked.presentation.quiet);
    present(&mut chosen, &asked.caseload, view, is_quiet, &session, |_, results, report| {
        let staffing = Planned::staffing(report, &UnitStaffing::of_units(results, &work, plan), plan);
        prepare(&staffing, &asked.presentation, form)
    })
}
