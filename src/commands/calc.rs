//! `wmt calc`: capacities and four-week breaches of a caseload.

use crate::cli::Calc;
use crate::history::{Purpose, Recording};
use crate::inputs::Asked;
use crate::output::Delivered;
use crate::report::{Report, View};
use crate::rollup::roll_up;

use super::choosing::selection;
use super::outcome::Outcome;
use super::presenting::{deliver, format, output, prepare};
use super::reading::{Material, Sought, read};
use super::session::Session;

pub(super) fn run(asked: &Calc) -> anyhow::Result<Outcome> {
    let mut session = Session::default();
    let form = format(&asked.presentation, &mut session);
    let sought = Sought {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        purpose: if asked.record { Purpose::Record } else { Purpose::Read },
        output: output(&asked.presentation),
        is_read_twice: false,
        goes_on: false,
        is_quiet: asked.presentation.quiet,
    };
    let read = read(&sought, Asked { week: asked.basis.week, ..Asked::default() }, &mut session);
    let Some(Material { weights, caseload, history, .. }) = read else { return Err(session.refusal()) };
    let chosen = selection(&asked.filters, &caseload, &weights, &mut session);
    let (Some(chosen), true) = (chosen, session.messages.faults.is_empty()) else { return Err(session.refusal()) };
    let Some(results) = roll_up(&caseload, &weights, &chosen, asked.by) else { return Err(session.refusal()) };
    let view = View { by: asked.by, only: asked.only, sort: asked.sort, reasons: asked.reasons };
    let report = Report::new(&results, &caseload, &weights, &chosen.named, view);
    // Weeks that cannot be recorded are not reported, and nothing is recorded of which there is no report.
    let ready = prepare(&report, &asked.presentation, form)?;
    let history = history.filter(|_| asked.record);
    let recording = history.map(|history| history.prepare(&caseload.weeks, &caseload.texts)).transpose()?;
    let delivered = deliver(ready, &asked.presentation, &session)?;
    recording.map_or(Ok(()), Recording::finish)?;
    let is_alarm = asked.exit_code && report.is_alarming && delivered == Delivered::Whole;
    Ok(if is_alarm { Outcome::Alarm } else { Outcome::Clear })
}
