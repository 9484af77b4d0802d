//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::path::Path;

use crate::cli::Calc;
use crate::fault::{Fault, FileId, Place};
use crate::files::is_same_file;
use crate::history::{History, Purpose};
use crate::inputs::{Inputs, Means, Said, read_caseload_with};
use crate::model::Caseload;
use crate::output::Delivered;
use crate::progress::Progress;
use crate::report::{Report, View};
use crate::rollup::roll_up;

use super::Outcome;
use super::choosing::{require_week, selection};
use super::presenting::{format, output, present};
use super::session::Session;

pub(super) fn run(asked: &Calc) -> anyhow::Result<Outcome> {
    let mut session = Session::default();
    let form = format(&asked.presentation, &mut session);
    let weights = session.weights(&asked.sources.weights);
    let inputs = Inputs {
        caseloads: session.inputs(&asked.caseloads, "work would be counted twice"),
        staff: session.inputs(&asked.sources.staff, "each file is one thing"),
        reductions: session.inputs(&asked.reductions, "hours would be taken off twice"),
    };
    let history = history_file(asked, &mut session);
    session.refuse_overwriting(output(&asked.presentation));
    let (Some(weights), true) = (weights, session.faults.is_empty()) else { return Err(session.refusal()) };
    let Session { files, faults, notices, .. } = &mut session;
    let means = means(asked, &inputs);
    let mut caseload = read_caseload_with(&means, &inputs, asked.week, &weights, &mut Said { files, faults, notices });
    let is_sound = faults.is_empty();
    if is_sound {
        require_week(asked.week, &caseload, &mut session);
    }
    let history = history.and_then(|(path, id)| open_history(asked, path, id, &mut caseload, &mut session));
    let chosen = is_sound.then(|| selection(&asked.filters, &caseload, &weights, &mut session)).flatten();
    let (Some(chosen), true) = (chosen, session.faults.is_empty()) else { return Err(session.refusal()) };
    let Some(results) = roll_up(&caseload, &weights, &chosen, asked.by.into()) else { return Err(session.refusal()) };
    let view =
        View { by: asked.by.into(), only: asked.only.map(Into::into), sort: asked.sort.into(), reasons: asked.reasons };
    let report = Report::new(&results, &caseload, &weights, &chosen.named, view);
    if let Some(history) = history.filter(|_| asked.record) {
        history.record(&caseload.weeks, &caseload.texts)?;
    }
    let delivered = present(&report, &asked.presentation, form, &session)?;
    let is_alarm = asked.exit_code && report.is_alarming && delivered == Delivered::Whole;
    Ok(if is_alarm { Outcome::Alarm } else { Outcome::Clear })
}

/// How the caseload is read: on how many threads, and with whom told how far it is.
fn means(asked: &Calc, inputs: &Inputs) -> Means {
    let threads = asked.threads;
    if asked.presentation.quiet {
        return Means { threads, progress: Progress::unseen() };
    }
    let sizes = inputs.caseloads.iter().map(|input| Some(input.path.as_ref()?.metadata().ok()?.len()));
    Means { threads, progress: Progress::on_terminal(sizes.sum()) }
}

/// The history file, which may be no other file of the run.
fn history_file<'a>(asked: &'a Calc, session: &mut Session) -> Option<(&'a Path, FileId)> {
    let path = asked.history.as_deref()?;
    let input = session.inputs(std::slice::from_ref(&path.to_owned()), "a history is a file of its own").pop()?;
    let is_output = output(&asked.presentation).is_some_and(|output| is_same_file(output, path) || output == path);
    if input.path.is_none() || is_output {
        let message = if is_output { "the report would take the history's place" } else { "a history is a file" };
        session.faults.add(Fault::new(Place::whole(input.id), message));
        return None;
    }
    Some((path, input.id))
}

/// Opens the history, and puts its weeks among those of the caseload.
fn open_history(
    asked: &Calc,
    path: &Path,
    id: FileId,
    caseload: &mut Caseload,
    session: &mut Session,
) -> Option<History> {
    let is_undated = caseload.reported.as_ref().is_some_and(|week| week.week.is_none());
    if asked.record && is_undated {
        let message = "nothing dates this caseload, so it cannot be recorded";
        session.faults.add(Fault::new(Place::whole(id), message).hint("give the week with --week"));
    }
    let purpose = if asked.record && session.faults.is_empty() { Purpose::Record } else { Purpose::Read };
    if asked.record && purpose == Purpose::Read && !path.exists() {
        // There is nothing to read, and nothing is to be begun.
        return None;
    }
    let Session { files, faults, notices, .. } = session;
    let texts = &mut caseload.texts;
    let mut history = History::open(path, id, purpose, texts, files, faults, notices)?;
    history.join(&mut caseload.weeks, &caseload.texts, notices);
    Some(history)
}
