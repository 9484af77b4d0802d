//! Reading all that a report rests on: weights, caseloads, staff, reductions and a history; and selecting from it.

use std::mem::ManuallyDrop;
use std::path::Path;

use foldhash::HashSet;
use jiff::civil::Date;

use crate::cli::Filters;
use crate::fault::{Fault, FileId, Place};
use crate::history::{History, Purpose};
use crate::inputs::{Inputs, ReadOptions, RequestedWeeks, TableKind, is_dated_by_name};
use crate::model::{Caseload, DatedWeights, WeightsId};
use crate::progress::Progress;
use crate::report::Warned;
use crate::selection::{NoSuch, SelectBy, Selection};
use crate::settling::read_caseload;
use crate::units::Week;
use crate::warnings::WeekChosen;

use super::presenting::refuse_workbook_name;
use super::recorded::{add_recorded, refuse_without_caseload};
use super::requested::{Need, RequestedFiles, hint_of_weeks};
use super::session::Session;

/// What was read. Memory is not given back piece by piece at the end of a run, when the system takes all of it at once.
pub(super) struct ReadInputs {
    pub(super) weights: ManuallyDrop<DatedWeights>,
    pub(super) inputs: Inputs,
    pub(super) caseload: ManuallyDrop<Caseload>,
    pub(super) history: Option<History>,
    pub(super) history_id: Option<FileId>,
    pub(super) week_chosen: WeekChosen,
    /// Whom to show, and what there is to warn of: everyone and nothing, until that is asked.
    pub(super) selection: Selection,
    pub(super) warned: Warned,
}

/// Reads everything. Faults may have been added to the session; `None` where nothing can be looked up in what was read.
pub(super) fn read(files: &RequestedFiles, session: &mut Session) -> Option<ReadInputs> {
    let weights = session.weights(&files.basis.sources.weights, files.is_read_twice);
    session.sheets.clone_from(&files.basis.sources.sheet);
    let mut inputs = Inputs {
        caseloads: session.inputs(files.caseloads, TableKind::Caseload, "work would be counted twice"),
        staff: session.inputs(&files.basis.sources.staff, TableKind::Staff, "each file is one thing"),
        reductions: session.inputs(&files.basis.reductions, TableKind::Reductions, "hours would be taken off twice"),
    };
    let history = history_file(files, session);
    session.check_sheets();
    session.warn_of_unread_lists(&inputs);
    session.refuse_overwriting(files.output);
    if files.is_read_twice && session.messages.faults.is_empty() {
        for inputs in [&mut inputs.caseloads, &mut inputs.staff, &mut inputs.reductions] {
            session.keep_for_reading_again(inputs);
        }
    }
    if files.caseloads.is_empty() {
        refuse_without_caseload(files, session);
    }
    let (Some(mut weights), true) = (weights, session.messages.faults.is_empty()) else { return None };
    let mut caseload = if files.caseloads.is_empty() {
        Caseload::default()
    } else {
        read_caseload(&read_options(files, &inputs), &inputs, asked_weeks(files), &weights, &mut session.messages)
    };
    let is_sound = session.messages.faults.is_empty();
    if is_sound && !files.caseloads.is_empty() && history.is_none() {
        require_week(files.basis.week, &caseload, session);
    }
    let name = history.map(|(_, id)| session.messages.files.name(id).to_owned());
    let history_id = history.map(|(_, id)| id);
    let history = history.and_then(|(path, id)| open_history(files.purpose, path, id, &mut caseload, session));
    if let (Some(name), true) = (name, history.is_some()) {
        add_recorded(files, &name, &mut caseload, &mut weights, session);
    }
    say_unused_weights(&caseload, &weights, session);
    session.number_officers(&mut caseload, &weights);
    let (weights, caseload) = (ManuallyDrop::new(weights), ManuallyDrop::new(caseload));
    let week_chosen = if files.basis.week.is_some() {
        WeekChosen::ByUser
    } else if inputs.caseloads.iter().any(is_dated_by_name) {
        WeekChosen::ByFileName
    } else {
        WeekChosen::Latest
    };
    let (selection, warned) = (Selection::default(), Warned::default());
    let read = ReadInputs { weights, inputs, caseload, history, history_id, week_chosen, selection, warned };
    (is_sound || files.need == Need::Anything).then_some(read)
}

/// Says which of several weights files hold for none of the weeks.
fn say_unused_weights(caseload: &Caseload, weights: &DatedWeights, session: &mut Session) {
    let weeks = caseload.weeks.iter().map(|figures| figures.week).filter_map(|week| weights.for_week(week));
    let used: HashSet<usize> = weeks.map(WeightsId::position).collect();
    if weights.of_files().len() < 2 || used.is_empty() {
        return;
    }
    for (position, unused) in weights.of_files().iter().enumerate().filter(|(position, _)| !used.contains(position)) {
        let place = Place::whole(session.messages.files.add(unused.origin.clone()));
        let next = weights.of_files().get(position + 1).map(|next| format!(" to before {}", next.from));
        let message = format!(
            "not used: these weights hold from the week {}{}, and the caseload has none of those weeks",
            unused.from,
            next.unwrap_or_default()
        );
        session.messages.notices.add(place, message);
    }
}

/// Reads files that were read before, with other weights, and gives the weeks that the history alone knows too. What there is to
/// notice and to warn of was said when they were read first.
pub(super) fn read_with(
    files: &RequestedFiles,
    inputs: &Inputs,
    history: Option<FileId>,
    weights: &DatedWeights,
    session: &mut Session,
) -> (Caseload, Vec<Week>) {
    let messages = &mut session.messages;
    let said = (std::mem::take(&mut messages.notices), std::mem::take(&mut messages.warnings));
    let mut caseload = read_caseload(&read_options(files, inputs), inputs, asked_weeks(files), weights, messages);
    let given: HashSet<Week> = caseload.weeks.iter().map(|figures| figures.week).collect();
    if let (Some(path), Some(id)) = (files.basis.history.as_deref(), history) {
        open_history(Purpose::Read, path, id, &mut caseload, session);
    }
    (session.messages.notices, session.messages.warnings) = said;
    let recorded = caseload.weeks.iter().map(|figures| figures.week).filter(|week| !given.contains(week)).collect();
    (caseload, recorded)
}

/// The weeks that are wanted in full.
fn asked_weeks(files: &RequestedFiles) -> RequestedWeeks {
    RequestedWeeks {
        week: files.basis.week,
        since: files.since,
        weeks_before: files.weeks_before,
        ..RequestedWeeks::default()
    }
}

/// How the caseload is read: on how many threads, and with whom told how far it is.
fn read_options(files: &RequestedFiles, inputs: &Inputs) -> ReadOptions {
    let options = ReadOptions::among(files.basis.sources.threads);
    if files.is_quiet {
        return options;
    }
    let sizes = inputs.caseloads.iter().map(|input| Some(input.path.as_ref()?.metadata().ok()?.len()));
    ReadOptions { progress: Progress::on_terminal(sizes.sum()), ..options }
}

/// The history file, which may be no other file of the run.
fn history_file<'a>(files: &RequestedFiles<'a>, session: &mut Session) -> Option<(&'a Path, FileId)> {
    let path = files.basis.history.as_deref()?;
    // A pipe is read once, and nothing can be recorded in it.
    let may_be_pipe = !files.is_read_twice && files.purpose == Purpose::Read;
    let is_pipe = !may_be_pipe && path.exists() && !path.is_file() && !path.is_dir();
    if path.as_os_str() == "-" || is_pipe {
        let what = if is_pipe { "a pipe" } else { "standard input" };
        session.fault("--history", format!("a history is a file, not {what}"), None);
        return None;
    }
    let input = session.inputs(&[path.to_owned()], TableKind::History, "a history must be a file of its own").pop()?;
    Some((path, input.id))
}

/// Opens the history, and puts its weeks among those of the caseload.
fn open_history(
    purpose: Purpose,
    path: &Path,
    id: FileId,
    caseload: &mut Caseload,
    session: &mut Session,
) -> Option<History> {
    let records = purpose.records();
    if records {
        refuse_workbook_name("--history", Some(path), "csv", session);
    }
    let is_undated = caseload.reported.as_ref().is_some_and(|week| week.week.is_none());
    if records && is_undated {
        let message = "this caseload has no date, so it cannot be recorded";
        session.messages.faults.add(Fault::new(Place::whole(id), message).hint("give the week with --week"));
    } else if is_undated {
        let message = "this caseload has no date, so nobody is judged by the history; give the week with --week";
        session.messages.notices.add(Place::whole(id), message);
    }
    let purpose = if session.messages.faults.is_empty() { purpose } else { Purpose::Read };
    if records && purpose == Purpose::Read && !path.exists() {
        // There is nothing to read, and nothing is to be begun.
        return None;
    }
    let mut history = History::open(path, id, purpose, &mut caseload.texts, &mut session.messages)?;
    history.join(caseload, &mut session.messages);
    Some(history)
}

/// Adds a fault when the caseload has no rows in the week asked for.
pub(super) fn require_week(asked: Option<Date>, caseload: &Caseload, session: &mut Session) {
    let Some(date) = asked.filter(|_| caseload.reported.is_none()) else { return };
    let known: Vec<Week> = caseload.weeks.iter().map(|week| week.week).collect();
    let week = Week::of(date);
    let hint = hint_of_weeks(&known, week, "its only week is", "its weeks are");
    session.fault("--week", format!("the caseload has no rows in the week {week}"), hint);
}

/// The posts that are asked for.
pub(super) fn select(
    asked: &Filters,
    caseload: &Caseload,
    weights: &DatedWeights,
    session: &mut Session,
) -> anyhow::Result<Selection> {
    let names: [(SelectBy, &[String]); 5] = [
        (SelectBy::Region, &asked.region),
        (SelectBy::Pdu, &asked.pdu),
        (SelectBy::Team, &asked.team),
        (SelectBy::Officer, &asked.officer),
        (SelectBy::Grade, &asked.grade),
    ];
    let selection = Selection::find(&names, caseload, weights).unwrap_or_else(|missing| refuse(None, missing, session));
    session.require_no_faults()?;
    Ok(selection)
}

/// Adds faults about names that nothing is called, of the option `of` where they were given to no filter; then all are selected.
pub(super) fn refuse(of: Option<&str>, missing: Vec<NoSuch>, session: &mut Session) -> Selection {
    for name in missing {
        session.fault(of.unwrap_or(name.option), name.message, name.hint);
    }
    Selection::default()
}
