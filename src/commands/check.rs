//! `wmt check`: all that is wrong or odd in the data.

use std::cell::OnceCell;
use std::process::ExitCode;

use crate::checks::{CHECKS, Examined, Finding, Severity, refused_alone, run as run_checks};
use crate::cli::CheckData;
use crate::fault::{Faults, Place, Warning, named, quoted};
use crate::inputs::SecondReading;
use crate::model::meant;
use crate::output::Delivery;
use crate::render::{Format, render_checks, render_findings};
use crate::selection::Selection;
use crate::warnings::find;

use super::presenting::{ENDINGS, exit_code, format_among, named_output, width};
use super::reading::{ReadInputs, read};
use super::requested::{Need, RequestedFiles};
use super::session::Session;
use super::warnings::Skipped;

/// How many faults are listed. The others are only counted.
const MOST_FAULTS: usize = 10_000;

pub(super) fn run(asked: &CheckData) -> anyhow::Result<ExitCode> {
    let mut session = Session::without_names(asked.no_names);
    session.messages.faults = Faults::keeping(MOST_FAULTS);
    let output = named_output(asked.output.as_deref());
    // A list of findings has no Markdown form.
    let endings: Vec<_> = ENDINGS.into_iter().filter(|(_, form)| *form != Format::Markdown).collect();
    let form = format_among(&endings, asked.format, output, &mut session);
    if asked.list {
        if form != Format::Table {
            let hint = "leave out --format, and end the name of the file in .txt";
            session.fault("--list", "the checks are listed as text alone", hint);
        }
        if !asked.caseloads.is_empty() {
            let hint = "leave out --list to check them, or the files to see the list".to_owned();
            session.fault("--list", "the list of checks takes no files", hint);
        }
        session.require_no_faults()?;
        return Delivery::prepare(render_checks(CHECKS, width(output)), output)?.deliver(ExitCode::SUCCESS);
    }
    let known: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let skipped = Skipped::read(&asked.skip, "check", &known, &mut session);
    require_names(&asked.only, &known, &mut session);
    session.require_no_faults()?;
    let files = RequestedFiles::new(&asked.caseloads, &asked.basis, output, false);
    let files = RequestedFiles { need: Need::Anything, is_read_twice: true, ..files };
    let read = read(&files, &mut session);
    if session.messages.faults.are_unreadable() {
        return Err(session.refusal());
    }
    let mut findings = findings(asked, &skipped, read.as_ref(), &mut session)?;
    for finding in &mut findings {
        finding.message = session.said(&finding.message);
        if asked.no_names {
            finding.officer = finding.officer.as_ref().map(|code| session.said(&named(code)));
            finding.name = None;
        }
    }
    let list = render_findings(&findings, &session.messages.files, form, width(output));
    let ready = session.reworded(list.and_then(|list| Delivery::prepare(list, output)))?;
    let is_alarm = findings.iter().any(|finding| finding.severity != Severity::Note);
    ready.deliver(exit_code(true, is_alarm, false))
}

/// What the checks find; where the weights do not read, what is wrong with them and no more.
fn findings(
    asked: &CheckData,
    skipped: &Skipped,
    read: Option<&ReadInputs>,
    session: &mut Session,
) -> anyhow::Result<Vec<Finding>> {
    let is_only = |name: &str| asked.only.iter().any(|wanted| wanted.trim().eq_ignore_ascii_case(name));
    let is_wanted = |name: &str| (asked.only.is_empty() || is_only(name)) && !skipped.has_check(name);
    let Some(ReadInputs { weights, inputs, caseload, week_chosen, history_id, .. }) = read else {
        // An output that would take an input's place must not be written, whatever else there is to say.
        let refused = asked.output.is_none().then(|| refused_alone(&session.messages.faults));
        return refused.ok_or_else(|| session.refusal());
    };
    if session.messages.faults.is_empty() {
        find(caseload, weights, &Selection::default(), *week_chosen, &mut session.messages);
    }
    let files = &session.messages.files;
    let is_skipped = |warning: &Warning| skipped.has_warning(warning, files);
    session.messages.warnings.retain(|warning| !is_skipped(warning));
    let survey = SecondReading { inputs, date: asked.basis.week, caseload, weights }.survey();
    let (messages, whole) = (&session.messages, Place::whole(inputs.caseloads[0].id));
    let examined = Examined {
        caseload,
        weights,
        survey: &survey,
        messages,
        whole,
        history: *history_id,
        by_code: OnceCell::new(),
    };
    let mut findings = run_checks(&examined, is_wanted);
    findings.retain(|Finding { check, place, officer, team, .. }| {
        let subjects = || officer.iter().chain(team).map(String::as_str);
        !skipped.has(check, session.messages.files.name(place.file), subjects())
    });
    Ok(findings)
}

/// Adds a fault for each name that is no check's.
fn require_names(names: &[String], known: &[&str], session: &mut Session) {
    for name in names.iter().filter(|name| !known.iter().any(|check| name.trim().eq_ignore_ascii_case(check))) {
        let near = meant(name, known.iter().copied()).map(|near| format!("the nearest is `{near}`; "));
        let hint = Some(near.unwrap_or_default() + "--list has them all");
        session.fault("--only", format!("no check is called {}", quoted(name)), hint);
    }
}
