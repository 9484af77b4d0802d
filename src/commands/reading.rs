//! Reading all that a report rests on: weights, caseloads, staff, reductions and a history.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use crate::cli::Basis;
use crate::fault::{Fault, FileId, Place};
use crate::history::{History, Purpose};
use crate::inputs::{Asked, Inputs, Means};
use crate::model::{Caseload, DatedWeights};
use crate::progress::Progress;
use crate::settling::read_caseload;

use super::choosing::require_week;
use super::session::Session;

/// The files of a run, as they were asked for.
pub(super) struct Sought<'a> {
    pub(super) caseloads: &'a [PathBuf],
    pub(super) basis: &'a Basis,
    /// What the history is opened for.
    pub(super) purpose: Purpose,
    /// The file that the report is written to.
    pub(super) output: Option<&'a Path>,
    /// Whether the caseloads are read more than once, which a pipe cannot be.
    pub(super) is_read_twice: bool,
    /// Whether what was read is wanted even where there are faults in it.
    pub(super) goes_on: bool,
    /// Whether nobody is to be told how far the reading is.
    pub(super) is_quiet: bool,
}

/// What was read. Memory is not given back piece by piece at the end of a run, when the system takes all of it at once.
pub(super) struct Material {
    pub(super) weights: ManuallyDrop<DatedWeights>,
    pub(super) inputs: Inputs,
    pub(super) caseload: ManuallyDrop<Caseload>,
    pub(super) history: Option<History>,
}

/// Reads everything. Faults may have been added to the session; `None` where nothing can be looked up in what was read.
pub(super) fn read(sought: &Sought, asked: Asked, session: &mut Session) -> Option<Material> {
    let weights = session.weights(&sought.basis.sources.weights, sought.is_read_twice);
    let mut inputs = Inputs {
        caseloads: session.inputs(sought.caseloads, "work would be counted twice"),
        staff: session.inputs(&sought.basis.sources.staff, "each file is one thing"),
        reductions: session.inputs(&sought.basis.reductions, "hours would be taken off twice"),
    };
    let history = history_file(sought, session);
    session.refuse_overwriting(sought.output);
    if sought.is_read_twice && session.messages.faults.is_empty() {
        for inputs in [&mut inputs.caseloads, &mut inputs.staff, &mut inputs.reductions] {
            session.keep_for_reading_again(inputs);
        }
    }
    let (Some(weights), true) = (weights, session.messages.faults.is_empty()) else { return None };
    let means = means(sought, &inputs);
    let mut caseload = read_caseload(&means, &inputs, asked, &weights, &mut session.messages);
    let is_sound = session.messages.faults.is_empty();
    if is_sound {
        require_week(asked.week, &caseload, session);
    }
    let history = history.and_then(|(path, id)| open_history(sought.purpose, path, id, &mut caseload, session));
    let (weights, caseload) = (ManuallyDrop::new(weights), ManuallyDrop::new(caseload));
    (is_sound || sought.goes_on).then_some(Material { weights, inputs, caseload, history })
}

/// How the caseload is read: on how many threads, and with whom told how far it is.
fn means(sought: &Sought, inputs: &Inputs) -> Means {
    let threads = sought.basis.sources.threads;
    if sought.is_quiet {
        return Means { threads, progress: Progress::unseen() };
    }
    let sizes = inputs.caseloads.iter().map(|input| Some(input.path.as_ref()?.metadata().ok()?.len()));
    Means { threads, progress: Progress::on_terminal(sizes.sum()) }
}

/// The history file, which may be no other file of the run.
fn history_file<'a>(sought: &Sought<'a>, session: &mut Session) -> Option<(&'a Path, FileId)> {
    let path = sought.basis.history.as_deref()?;
    // A pipe is read once, and nothing can be recorded in it.
    let may_be_pipe = !sought.is_read_twice && sought.purpose == Purpose::Read;
    let is_pipe = !may_be_pipe && path.exists() && !path.is_file() && !path.is_dir();
    if path.as_os_str() == "-" || is_pipe {
        let what = if is_pipe { "a pipe" } else { "standard input" };
        session.fault("--history", format!("a history is a file, not {what}"), None);
        return None;
    }
    let input = session.inputs(&[path.to_owned()], "a history is a file of its own").pop()?;
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
    let records = purpose == Purpose::Record;
    let is_undated = caseload.reported.as_ref().is_some_and(|week| week.week.is_none());
    if records && is_undated {
        let message = "nothing dates this caseload, so it cannot be recorded";
        session.messages.faults.add(Fault::new(Place::whole(id), message).hint("give the week with --week"));
    }
    let purpose = if session.messages.faults.is_empty() { purpose } else { Purpose::Read };
    if records && purpose == Purpose::Read && !path.exists() {
        // There is nothing to read, and nothing is to be begun.
        return None;
    }
    let mut history = History::open(path, id, purpose, &mut caseload.texts, &mut session.messages)?;
    history.join(&mut caseload.weeks, &caseload.texts, &mut session.messages);
    Some(history)
}
