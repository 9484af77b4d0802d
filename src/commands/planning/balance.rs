//! `wmt balance`: which cases could go to whom, so that nobody is over.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use foldhash::HashSet;

use crate::balance::{BalanceRules, Within, balance};
use crate::cli::BalanceOptions;
use crate::model::{Caseload, DatedWeights, Officer, PostWeek};
use crate::output::{Delivery, replaced};
use crate::report::{Planned, View};
use crate::rollup::{By, Results, roll_up};
use crate::selection::{SelectBy, Selection};

use crate::commands::chosen::{RequestedFiles, present, read_chosen, work_again};
use crate::commands::presenting::{format, named_output, output, prepare};
use crate::commands::reading::{ReadInputs, refuse};
use crate::commands::session::Session;

use crate::units::Percent;

use super::scenario::scenario;

pub(crate) fn run(asked: &BalanceOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::of(&asked.caseload);
    let form = format(&asked.presentation, &mut session);
    session.require_caseload(&asked.caseload, "balance");
    refuse_names(asked, &mut session);
    let scenario_out = named_output(asked.scenario_out.as_deref());
    let files = RequestedFiles { is_read_twice: true, ..RequestedFiles::of(&asked.caseload, &asked.presentation) };
    let mut chosen = read_chosen(&asked.caseload, &files, &mut session)?;
    session.refuse_overwriting(scenario_out);
    refuse_scenario_out(asked, &mut session);
    let lines = work_again(&asked.caseload, &chosen)?;
    let kept = kept(asked, &chosen.caseload, &chosen.weights, &mut session);
    let Some(week) = &chosen.caseload.reported else { return Err(session.refusal()) };
    let of_week = chosen.weights.get(week.weights);
    let target = target(asked, of_week.limits.over, &mut session);
    session.require_no_faults()?;
    let is_chosen = |post: &PostWeek| chosen.selection.has_post(post, of_week);
    let unseen = unseen(&chosen);
    let is_kept = |post: &PostWeek| {
        let is_unseen = post.officer.is_some_and(|officer| unseen.contains(&officer));
        is_unseen || !kept.is_of_all() && kept.has_post(post, of_week)
    };
    let rules = BalanceRules {
        within: asked.within,
        target,
        most: asked.most.map(std::num::NonZeroUsize::get),
        to_trainees: asked.to_trainees,
        is_chosen: &is_chosen,
        is_kept: &is_kept,
    };
    let balanced = balance(week, of_week, &lines, &rules);
    let mut balanced = balanced
        .ok_or_else(|| anyhow!("there is too much work to balance: more than a hundred million million minutes"))?;
    let scenario = match asked.scenario_out {
        Some(_) => {
            let (caseload, weights) = (&mut chosen.caseload, &chosen.weights);
            Some(scenario(&balanced, lines, caseload, weights, &chosen.selection, &mut session)?)
        }
        None => None,
    };
    if session.unnamed().is_some() {
        balanced.moves.iter_mut().for_each(|of| of.case_id = None);
    }
    let (view, is_quiet) = (View::all(By::Officer), asked.presentation.quiet);
    // Whoever chooses a team leaves nobody out of moves within it.
    let selection = &chosen.selection;
    let could_be_wider = selection.is_of_people() || asked.within != Within::Team && !selection.is_of_all();
    present(&mut chosen, &asked.caseload, view, is_quiet, &session, |_, _, report| {
        let mut planned = Planned::balance(report, &balanced, target);
        planned.summary.could_be_wider = could_be_wider;
        let ready = prepare(&planned, &asked.presentation, form)?;
        // There is no report of moves whose scenario cannot be written.
        scenario
            .map(|text| Delivery::prepare(text.into_bytes(), scenario_out)?.deliver(ExitCode::SUCCESS))
            .transpose()?;
        Ok(ready)
    })
}

/// The capacity that nobody who receives goes above. Adds a fault where that is above the limit.
fn target(asked: &BalanceOptions, limit: Percent, session: &mut Session) -> Percent {
    let target = asked.target.unwrap_or(Percent::ALL.min(limit));
    if target > limit {
        let message = format!("a target of {target}% is above the limit of {limit}%");
        session.fault("--target", message, "whoever receives would be over");
    }
    target
}

/// Adds a fault where a scenario cannot go where it is to: where the report goes, or into another kind of file.
fn refuse_scenario_out(asked: &BalanceOptions, session: &mut Session) {
    let (scenario, report) = (asked.scenario_out.as_deref(), output(&asked.presentation));
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let is_toml = |name: &Path| name.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let file = replaced(named_output(scenario));
    if file.is_some() && replaced(report).and_then(absolute) == file.and_then(absolute) {
        session.fault("--scenario-out", "this is also the output", "give it another name");
    } else if scenario == Some(Path::new("-")) && report.is_none() {
        let hint = "write one of them to a file, with --output or as --scenario-out FILE.toml";
        session.fault("--scenario-out", "the report goes to standard output too", hint);
    } else if session.messages.faults.is_empty() && file.is_some_and(|name| !is_toml(name)) {
        session.fault("--scenario-out", "a scenario is a TOML file", "end its name in .toml");
    }
}

/// Who had rows lately and has none now: of what they hold nothing is known, and so not how much they may receive.
fn unseen(chosen: &ReadInputs) -> HashSet<Officer> {
    let results = roll_up(&chosen.caseload, &chosen.weights, &chosen.selection, By::Officer);
    results.iter().flat_map(Results::unseen).collect()
}

/// Adds faults where somebody is named though names are to be left out.
fn refuse_names(asked: &BalanceOptions, session: &mut Session) {
    let named = [("--keep", !asked.keep.is_empty()), ("--scenario-out", asked.scenario_out.is_some())];
    for (option, _) in named.into_iter().filter(|(_, is_given)| *is_given && asked.caseload.end.no_names) {
        session.fault(option, "this names somebody, and --no-names leaves out names", "leave --no-names out");
    }
}

/// Who is to be left alone. Faults may have been added.
fn kept(asked: &BalanceOptions, caseload: &Caseload, weights: &DatedWeights, session: &mut Session) -> Selection {
    let names: [(SelectBy, &[String]); 1] = [(SelectBy::Officer, &asked.keep)];
    Selection::find(&names, caseload, weights).unwrap_or_else(|missing| refuse(Some("--keep"), missing, session))
}
