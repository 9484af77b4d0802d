//! `wmt staffing`: how many people the work needs.

use std::process::ExitCode;

use crate::cli::StaffingOptions;
use crate::report::{Planned, Report, Sort, View};
use crate::rollup::{By, UnitStaffing, roll_up};
use crate::units::Plan;

use crate::commands::chosen::{ChosenCaseload, For, read_chosen, work_again};
use crate::commands::presenting::{Outcome, deliver, format, prepare};
use crate::commands::session::Session;
use crate::commands::warnings::not_worked_out;

pub(crate) fn run(asked: &StaffingOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    if asked.by == By::Officer {
        let hint = "give team, pdu, region, grade or all".to_owned();
        session.fault("--by", "how many people are needed is said of units, not of an officer", Some(hint));
    }
    session.require_caseload(&asked.caseload, "staffing");
    let how = For { is_read_twice: true, ..For::of(&asked.presentation) };
    let chosen = read_chosen(&asked.caseload, &how, &mut session)?;
    let work = work_again(&asked.caseload, &chosen)?;
    let ChosenCaseload { weights, mut caseload, selection, mut warned, .. } = chosen;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &selection, asked.by) else { return Err(session.refusal()) };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let plan = Plan { target: asked.target, absence: asked.absence, growth: asked.growth };
    let view = View { by: asked.by, only: None, sort: Sort::Team, reasons: false };
    let report = Report::new(&results, &caseload, &weights, &selection.named, view, warned);
    let outcome = Outcome::of(asked.caseload.end.exit_code, report.is_alarming, report.is_doubtful());
    let staffing = Planned::staffing(report, &UnitStaffing::of_units(&results, &work, plan), plan);
    let ready = session.reworded(prepare(&staffing, &asked.presentation, form))?;
    deliver(ready, outcome, asked.presentation.quiet, &session)
}
