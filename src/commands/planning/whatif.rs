//! `wmt whatif`: the week as it is, and as it would be.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{ChangeOption, WhatIfOptions, as_typed};
use crate::fault::{Fault, Place};
use crate::inputs::{AskedChange, ChangeName, Inputs, SecondReading, changed_weights, has_value, read_scenario};
use crate::model::{Caseload, DatedWeights, Weights, WeightsId};
use crate::report::{NotWorkedOut, Planned, Report, Side, View, Warned};
use crate::rollup::{By, roll_up};
use crate::selection::Selection;
use crate::units::Count;
use crate::whatif::{Changed, make_changes};

use crate::commands::chosen::{ReadAgain, RequestedFiles, changed_while_read, read_again, read_chosen};
use crate::commands::presenting::{deliver, exit_code, format, prepare};
use crate::commands::session::Session;
use crate::commands::warnings::not_worked_out;

pub(crate) fn run(asked: &WhatIfOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    session.require_caseload(&asked.caseload, "whatif");
    let changes = changes(asked, &mut session);
    let others = other_weights(&changes, &mut session);
    let files = RequestedFiles { is_read_twice: true, ..RequestedFiles::of(&asked.caseload, &asked.presentation) };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    let mut again = None;
    let of_week = chosen.caseload.reported.as_ref().map_or(chosen.weights.latest(), |week| week.weights);
    if let Some(weights) = weights_after((&chosen.weights, of_week), &changes, others, &mut session)? {
        session.leave_out_names(&mut chosen.caseload);
        let read = read_again(&asked.caseload, &files, &chosen, weights, &mut session);
        again = Some(read.map_err(|error| blamed(error, &changes, &mut session))?);
    }
    let (caseload, weights, selection) = match &mut again {
        None => (&mut *chosen.caseload, &*chosen.weights, &chosen.selection),
        Some(again) => (&mut again.caseload, &again.weights, &again.selection),
    };
    let changed = make(asked, &changes, &chosen.inputs, caseload, weights, selection, &mut session)?;
    let before_of = |selection| -> anyhow::Result<Side> {
        Ok(side(asked, &chosen.caseload, &chosen.weights, selection, None, &session)?.0)
    };
    let before = before_of(&chosen.selection)?;
    let everyone = Selection::default();
    let before_of_all = (!chosen.selection.is_of_all()).then(|| before_of(&everyone)).transpose()?;
    let (caseload, weights, selection) = match &mut again {
        None => (&mut *chosen.caseload, &*chosen.weights, &chosen.selection),
        Some(ReadAgain { caseload, weights, selection, .. }) => (caseload, &*weights, &*selection),
    };
    let cases = changed.put_into(caseload);
    let (after, not_worked_out) = side(asked, caseload, weights, selection, Some(&cases), &session)?;
    let of_all = match before_of_all {
        Some(before) => Some([before, side(asked, caseload, weights, &everyone, Some(&cases), &session)?.0]),
        None => None,
    };
    let scaled = changes.iter().find(|change| change.name == ChangeName::Scale);
    if let Some(AskedChange { place, .. }) = scaled {
        session.messages.notices.add(*place, "counts are scaled as they are: they need not be whole");
    }
    let is_alarming = after.is_alarming;
    let mut report = Planned::what_if(before, after, of_all, asked.by, asked.all);
    let summary = &mut report.summary;
    summary.changes = changes.iter().map(|change| in_words(change, asked.caseload.end.no_names)).collect();
    summary.recorded_weeks = again.map(|again| again.recorded).unwrap_or_default();
    summary.counts_are_scaled = scaled.is_some();
    summary.hours_change = changes.iter().any(|change| matches!(change.name, ChangeName::Hours | ChangeName::Reduce));
    summary.doubts = Warned { not_worked_out, ..chosen.warned };
    let code = exit_code(asked.caseload.end.exit_code, is_alarming, summary.doubts.is_doubtful());
    let ready = session.reworded(prepare(&report, &asked.presentation, form))?;
    deliver(ready, code, asked.presentation.quiet, &session)
}

/// The changes, in the order in which they are given. Faults may have been added.
fn changes(asked: &WhatIfOptions, session: &mut Session) -> Vec<AskedChange> {
    let mut changes: Vec<AskedChange> = Vec::new();
    for option in &asked.changes.0 {
        match option {
            ChangeOption::Change(name, words) => {
                let place = Place::whole(session.messages.files.add(format!("--{}", name.word())));
                changes.push(AskedChange { name: *name, words: words.clone(), place });
            }
            ChangeOption::Scenario(path) if path.as_os_str() == "-" => {
                session.fault("--scenario", "a scenario is a file, not standard input", None);
            }
            ChangeOption::Scenario(path) => {
                let id = session.scenario(path);
                changes.extend(read_scenario(path, id, &mut session.messages));
            }
        }
    }
    if asked.caseload.end.no_names {
        for change in changes.iter().filter(|change| change.names_somebody()) {
            let message = "this names somebody, and --no-names leaves out names";
            session.messages.faults.add(Fault::new(change.place, message).hint("leave --no-names out"));
        }
    }
    if asked.changes.0.is_empty() {
        let hint = "give one such as --move N53-0412 N53-0417 '3 community B2'; `wmt whatif --help` has them all";
        session.fault("whatif", "no change is given", hint);
    }
    changes
}

/// A change as it is written on a command line.
fn in_words(change: &AskedChange, has_no_names: bool) -> String {
    // Where names are left out, files are named by their kind.
    let words: Vec<String> = match change.name {
        ChangeName::WithWeights if has_no_names => vec!["weights".to_owned()],
        _ => change.words.iter().map(|word| as_typed(word)).collect(),
    };
    format!("{} {}", change.name.word(), words.join(" "))
}

/// The weights that are to stand in place of those of the run, one for each change that names any.
fn other_weights(changes: &[AskedChange], session: &mut Session) -> Vec<DatedWeights> {
    let named = changes.iter().filter(|change| change.name == ChangeName::WithWeights);
    let read = |change: &AskedChange| {
        let weights = session.weights(&[PathBuf::from(&change.words[0])], true);
        if weights.is_none() && change.place.line_within().is_some() {
            session.messages.faults.add(Fault::new(change.place, "the weights of this change cannot be read"));
        }
        weights
    };
    named.filter_map(read).collect()
}

/// The weights after the changes, where `of_week` are those of the week reported; `None` where no change is of weights. Weights of
/// other weeks that do not have a value stay as they are.
fn weights_after(
    (before, of_week): (&DatedWeights, WeightsId),
    changes: &[AskedChange],
    others: Vec<DatedWeights>,
    session: &mut Session,
) -> anyhow::Result<Option<DatedWeights>> {
    use ChangeName::{Give, Hours, Join, Leave, Move, Reduce, Scale, Set, Take, WithWeights};
    if !changes.iter().any(|change| change.name.is_of_weights()) {
        return Ok(None);
    }
    let (mut all, mut others) = (before.of_files().to_vec(), others.into_iter());
    for AskedChange { name, words, place } in changes {
        match (name, &words[..]) {
            (Set, [key, value]) => {
                let is_of_week = |weights: &Weights| weights.from == before.get(of_week).from;
                for weights in all.iter_mut().filter(|weights| is_of_week(weights) || has_value(weights, key)) {
                    // A value that cannot be set has a fault, and those behind it are looked at all the same.
                    if let Some(changed) = changed_weights(weights, key, value, *place, &mut session.messages) {
                        *weights = changed;
                    }
                }
            }
            (WithWeights, _) => {
                let Some(other) = others.next() else { continue };
                // They stand in place of the others in all weeks, whenever they are to come into force.
                let first = Weights { from: before.first_week(), ..other.get(other.latest()).clone() };
                all = vec![first];
            }
            // Those of work and people are made later. All kinds are named, so that the compiler asks what a new one does.
            (Give | Take | Move | Hours | Reduce | Leave | Join | Scale | Set, _) => (),
        }
    }
    session.require_no_faults()?;
    Ok(Some(DatedWeights::new(all)))
}

/// The refusal of a run whose caseload cannot be read with the changed weights.
fn blamed(error: anyhow::Error, changes: &[AskedChange], session: &mut Session) -> anyhow::Error {
    let Some(change) = changes.iter().find(|change| change.name.is_of_weights()) else { return error };
    let message = "with the values of this change the caseload has faults";
    session.messages.faults.add(Fault::new(change.place, message));
    session.refusal()
}

/// Makes the changes of work and people, and leaves out names where that is asked for.
fn make(
    asked: &WhatIfOptions,
    changes: &[AskedChange],
    inputs: &Inputs,
    caseload: &mut Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    session: &mut Session,
) -> anyhow::Result<Changed> {
    if changes.iter().all(|change| change.name.is_of_weights()) {
        session.leave_out_names(caseload);
        let posts = caseload.reported_posts().to_vec();
        return Ok(Changed { cases: posts.iter().map(|post| Count::whole(post.held.cases)).collect(), posts });
    }
    let lines = SecondReading { inputs, date: asked.caseload.basis.week, caseload, weights }.work();
    let lines = lines.ok_or_else(changed_while_read)?;
    session.leave_out_names(caseload);
    let is_chosen = |unit| selection.has_unit(unit);
    let changed = make_changes(caseload, weights, lines, changes, &is_chosen, &mut session.messages);
    session.require_no_faults()?;
    Ok(changed)
}

/// One side, and who is not worked out in it. `cases` are those of each post, where they need not be whole.
fn side(
    asked: &WhatIfOptions,
    caseload: &Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    cases: Option<&[Count]>,
    session: &Session,
) -> anyhow::Result<(Side, Vec<NotWorkedOut>)> {
    // By officer, the teams that change are shown too.
    let by = if asked.by == By::Officer { By::Team } else { asked.by };
    let results = roll_up(caseload, weights, selection, by).ok_or_else(|| session.refusal())?;
    let report = Report::new(&results, caseload, weights, selection, View::all(by), Warned::default());
    Ok((Side::new(report, &results, asked.by, cases), not_worked_out(&results, caseload, session)))
}
