//! `wmt explain`: how one officer's figure was made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Explain, Filters};
use crate::fault::quoted;
use crate::inputs::{Inputs, SecondReading};
use crate::model::{
    CalledOfficers, Caseload, DatedWeights, Gaps, OfficerWeek, WeekCaseload, WeekFigures, WorkLine, last_seen,
    several_called,
};
use crate::render::Format;
use crate::report::{Explanation, ExplanationInput};
use crate::rollup::{By, OfficerResult, Results, roll_up};
use crate::units::{Week, Work};

use super::chosen::changed_while_read;
use super::presenting::{deliver, exit_code, format, output, prepare};
use super::reading::{ReadInputs, read, select};
use super::requested::{RequestedFiles, hint_of_weeks};
use super::session::Session;
use super::warnings::warned;

pub(super) fn run(asked: &Explain) -> anyhow::Result<ExitCode> {
    let mut session = Session::default();
    let form = format(&asked.presentation, &mut session);
    if matches!(form, Format::Csv | Format::Xlsx) {
        let kind = if form == Format::Csv { "CSV" } else { "workbook" };
        session.fault(
            "--format",
            format!("an explanation has no {kind} form"),
            Some("give table, json or markdown".to_owned()),
        );
    }
    let (wanted, caseloads) = in_order(asked);
    let since = asked.since.map(Week::of);
    let is_quiet = asked.presentation.quiet;
    let files = RequestedFiles::new(&caseloads, &asked.basis, output(&asked.presentation), is_quiet);
    let files = RequestedFiles { since, is_read_twice: true, ..files };
    let read = read(&files, &mut session);
    let Some(ReadInputs { weights, caseload, inputs, week_chosen, .. }) = read else { return Err(session.refusal()) };
    let chosen = select(&asked.filters, &caseload, &weights, &mut session)?;
    let results = roll_up(&caseload, &weights, &chosen, By::Officer);
    let officer = results.as_ref().and_then(|results| find(&wanted, results, &caseload, &mut session));
    let gaps = Gaps::find(&caseload, caseload.week_reported());
    require_since(since, officer, &caseload, &gaps, &mut session);
    let (Some(officer), true) = (officer, session.messages.faults.is_empty()) else { return Err(session.refusal()) };
    let code = caseload.texts.code(officer.week.officer).to_owned();
    let only = select(&Filters { officer: vec![code], ..Filters::default() }, &caseload, &weights, &mut session)?;
    let warned = warned(&asked.warnings, week_chosen, &caseload, &weights, &chosen, &only, &mut session)?;
    let ended_run = results.iter().find_map(|results| results.ended_run(officer.week.officer));
    let is_alarming = officer.judgement.standing.is_alarming() || ended_run.is_some();
    let code = exit_code(asked.exit_code, is_alarming, warned.is_doubtful());
    let lines = lines_of(officer, asked, &inputs, &caseload, &weights)?;
    let explained = ExplanationInput {
        caseload: &caseload,
        weights: &weights,
        gaps: &gaps,
        lines: &lines,
        files: session.evidence()?,
        since,
        reasons: asked.reasons,
        lists_cases: asked.cases,
        ended_run,
        warnings: warned.warnings,
    };
    let Some(explanation) = Explanation::new(explained, officer) else { return Err(session.refusal()) };
    let ready = prepare(&explanation, &asked.presentation, form)?;
    deliver(ready, code, is_quiet, &session)
}

/// The officer and the caseloads, whichever stood first: the officer is what is no file.
fn in_order(asked: &Explain) -> (String, Vec<PathBuf>) {
    let is_file = |text: &Path| text.as_os_str() == "-" || text.exists();
    let (mut officer, mut caseloads) = (asked.officer.clone(), asked.caseloads.clone());
    if is_file(Path::new(&officer))
        && let Some(stranger) = caseloads.iter_mut().find(|caseload| !is_file(caseload))
    {
        let file = std::mem::replace(&mut officer, stranger.display().to_string());
        *stranger = file.into();
    }
    (officer, caseloads)
}

/// The officer asked for, by code or name; `None`, having added a fault, where there is none or several.
fn find<'r>(
    asked: &str,
    results: &'r Results<'r>,
    caseload: &Caseload,
    session: &mut Session,
) -> Option<&'r OfficerResult<'r>> {
    if asked.trim().is_empty() {
        session.fault("OFFICER", "no officer is named", "give a code or a name");
        return None;
    }
    let texts = &caseload.texts;
    let called = CalledOfficers::of(results.officers.iter().map(|officer| &officer.week), texts);
    let is_left_out = || {
        let all: Vec<OfficerWeek> = caseload.reported.iter().flat_map(WeekCaseload::officers).collect();
        !CalledOfficers::of(all.iter(), texts).find(asked, texts).is_empty()
    };
    let week = results.week.week.map(|week| format!(" in the week {week}")).unwrap_or_default();
    let (message, hint) = match called.find(asked, texts)[..] {
        [one] => return results.officers.iter().find(|officer| officer.week.officer == one),
        [] if is_left_out() => {
            let hint = "give other filters, or none".to_owned();
            (format!("{} has rows{week}, and is not among those chosen", quoted(asked)), Some(hint))
        }
        [] => match last_seen(asked, &caseload.weeks, texts).filter(|(_, last)| Some(*last) != results.week.week) {
            Some((who, last)) => {
                let hint = format!("their last week is {last}: give --week {last}");
                (format!("{} has no rows{week}", quoted(&who)), Some(hint))
            }
            None => (format!("no officer is called {}{week}", quoted(asked)), called.hint(asked, texts)),
        },
        ref several => {
            let (message, hint) = several_called(asked, several, texts);
            (message, Some(hint))
        }
    };
    session.fault("OFFICER", message, hint);
    None
}

/// Adds a fault where there is nothing to compare with.
fn require_since(
    since: Option<Week>,
    officer: Option<&OfficerResult>,
    caseload: &Caseload,
    gaps: &Gaps,
    session: &mut Session,
) {
    let (Some(since), Some(officer)) = (since, officer) else { return };
    let reported = caseload.week_reported();
    let has_them = |week: &&WeekFigures| {
        week.officers().any(|(who, posts)| who == officer.week.officer && gaps.load(posts).is_some())
    };
    let known = caseload.weeks.iter().filter(|week| reported.is_some_and(|reported| week.week < reported));
    let known: Vec<Week> = known.filter(has_them).map(|week| week.week).collect();
    if known.contains(&since) {
        return;
    }
    let message = match reported {
        Some(reported) if since >= reported => format!("the week {since} is not before {reported}, the one explained"),
        None => "the caseload has no date, so there is no earlier week".to_owned(),
        Some(_) => format!("this officer has no figure in the week {since}"),
    };
    let hint = hint_of_weeks(&known, since, "their only earlier week is", "their earlier weeks are");
    session.fault("--since", message, hint);
}

/// The officer's lines, which must come to what the report of everyone has.
fn lines_of(
    officer: &OfficerResult,
    asked: &Explain,
    inputs: &Inputs,
    caseload: &Caseload,
    weights: &DatedWeights,
) -> anyhow::Result<Vec<WorkLine>> {
    let weeks: Vec<&WeekCaseload> = caseload.reported.iter().chain(&caseload.others).collect();
    let lines =
        SecondReading { inputs, date: asked.basis.week, caseload, weights }.lines(&weeks, Some(officer.week.officer));
    let reported = caseload.week_reported();
    let work: Work = lines.iter().filter(|line| line.week == reported).map(|line| line.held().work).sum();
    if work == officer.load.work { Ok(lines) } else { Err(changed_while_read()) }
}
