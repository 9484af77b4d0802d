//! `wmt reductions`: whose hours are reduced, by how much, from when to when.

use std::process::ExitCode;

use crate::cli::ReductionsList;
use crate::inputs::{Inputs, ReadOptions, RequestedWeeks, TableKind};
use crate::report::Listing;
use crate::settling::read_caseload;
use crate::units::Week;

use super::presenting::{deliver, format, output, prepare};
use super::reading::{require_week, select};
use super::session::Session;

pub(super) fn run(asked: &ReductionsList) -> anyhow::Result<ExitCode> {
    let mut session = Session::default();
    let form = format(&asked.presentation, &mut session);
    let weights = session.weights(&asked.sources.weights, false);
    session.sheets.clone_from(&asked.sources.sheet);
    let inputs = Inputs {
        caseloads: session.inputs(&asked.caseload, TableKind::Caseload, "each file is one thing"),
        staff: session.inputs(&asked.sources.staff, TableKind::Staff, "each file is one thing"),
        reductions: session.inputs(&asked.reductions, TableKind::Reductions, "hours would be taken off twice"),
    };
    session.check_sheets();
    session.refuse_overwriting(output(&asked.presentation));
    let today = asked.week.or_else(ReductionsList::today);
    if today.is_none() {
        let hint = "set the clock, or give the date with --week";
        session.fault("today", "the date of this computer cannot be right", hint);
    }
    let (Some(weights), Some(today), true) = (weights, today, session.messages.faults.is_empty()) else {
        return Err(session.refusal());
    };
    let week = asked.week.or_else(|| inputs.caseloads.is_empty().then_some(today));
    let asked_weeks = RequestedWeeks { week, lists_reductions: true, ..RequestedWeeks::default() };
    let options = ReadOptions::among(asked.sources.threads);
    let caseload = read_caseload(&options, &inputs, asked_weeks, &weights, &mut session.messages);
    session.require_no_faults()?;
    if !inputs.caseloads.is_empty() {
        require_week(asked.week, &caseload, &mut session);
    }
    let chosen = select(&asked.filters, &caseload, &weights, &mut session)?;
    let snapshot = caseload.reported.as_ref().and_then(|week| week.snapshot);
    let date = asked.week.or(snapshot).unwrap_or(today);
    let of_week = weights.for_week(Week::of(date)).unwrap_or(weights.latest());
    let by_snapshots = asked.week.is_none();
    let listing = Listing::new(&caseload, (date, by_snapshots), weights.get(of_week), &chosen, asked.reasons);
    deliver(prepare(&listing, &asked.presentation, form)?, ExitCode::SUCCESS, asked.presentation.quiet, &session)
}
