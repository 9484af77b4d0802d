//! `wmt staffing`: how many people the work needs.

use std::process::ExitCode;

use anyhow::anyhow;

use crate::cli::StaffingOptions;
use crate::history::Purpose;
use crate::inputs::read_work;
use crate::report::{Report, Sort, Staffing, View};
use crate::rollup::{By, UnitStaffing, roll_up};
use crate::units::Plan;

use crate::commands::chosen::{CHANGED_WHILE_READ, ChosenCaseload, For, read_chosen};
use crate::commands::presenting::{Outcome, deliver, format, output, prepare};
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
    let (output, is_quiet) = (output(&asked.presentation), asked.presentation.quiet);
    let how = For { purpose: Purpose::Read, weeks_before: 0, output, is_read_twice: true, is_quiet };
    let chosen = read_chosen(&asked.caseload, &how, &mut session)?;
    let ChosenCaseload { weights, inputs, mut caseload, selection, mut warned, .. } = chosen;
    let work = read_work(&inputs, asked.caseload.basis.week, &caseload, &weights);
    let work = work.ok_or_else(|| anyhow!(CHANGED_WHILE_READ))?;
    session.leave_out_names(&mut caseload);
    let Some(results) = roll_up(&caseload, &weights, &selection, asked.by) else { return Err(session.refusal()) };
    warned.not_worked_out = not_worked_out(&results, &caseload, &session);
    let plan = Plan { target: asked.target, absence: asked.absence, growth: asked.growth };
    let view = View { by: asked.by, only: None, sort: Sort::Team, reasons: false };
    let report = Report::new(&results, &caseload, &weights, &selection.named, view, warned);
    let staffing = Staffing::new(report, &UnitStaffing::of_units(&results, &work, plan), plan);
    let (is_alarming, is_doubtful) = (staffing.report().is_alarming, staffing.report().is_doubtful());
    let outcome = Outcome::of(asked.caseload.end.exit_code, is_alarming, is_doubtful);
    let ready = session.reworded(prepare(&staffing, &asked.presentation, form))?;
    deliver(ready, outcome, &asked.presentation, &session)
}
