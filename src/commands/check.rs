//! `wmt check`: all that is wrong or odd in the data.

use std::cell::OnceCell;
use std::process::ExitCode;

use crate::checks::{CHECKS, Examined, Finding, Severity, refused_alone, run as run_checks};
use crate::cli::CheckData;
use crate::fault::{Faults, Place, quoted};
use crate::history::Purpose;
use crate::inputs::survey;
use crate::model::nearest;
use crate::output::Delivery;
use crate::render::{FindingsFormat, render_checks, render_findings};
use crate::selection::Selection;
use crate::warnings::find;

use super::presenting::{Outcome, deliver_alone, format_of};
use super::reading::{ReadInputs, RequestedFiles, read};
use super::session::Session;

/// So many faults are listed; past them, a count.
const MOST_FAULTS: usize = 10_000;

pub(super) fn run(asked: &CheckData) -> anyhow::Result<ExitCode> {
    let mut session = Session::default();
    session.messages.faults = Faults::keeping(MOST_FAULTS);
    let output = asked.output.as_deref().filter(|path| path.as_os_str() != "-");
    if asked.list {
        return deliver_alone(Delivery::prepare(render_checks(&CHECKS), output)?, Outcome::Fine);
    }
    let endings = [("txt", FindingsFormat::Text), ("csv", FindingsFormat::Csv), ("json", FindingsFormat::Json)];
    let form = format_of(asked.format, output, &endings, &mut session);
    require_names(&asked.only, "--only", &mut session);
    require_names(&asked.skip, "--skip", &mut session);
    session.require_no_faults()?;
    let files = RequestedFiles {
        caseloads: &asked.caseloads,
        basis: &asked.basis,
        purpose: Purpose::Read,
        output,
        is_read_twice: true,
        goes_on: true,
        is_quiet: false,
    };
    let read = read(&files, None, &mut session);
    if session.messages.faults.iter().any(|fault| fault.is_unreadable) {
        return Err(session.refusal());
    }
    let findings = findings(asked, read.as_ref(), &mut session)?;
    let ready = Delivery::prepare(render_findings(&findings, &session.messages.files, form), output)?;
    let is_alarm = findings.iter().any(|finding| finding.severity != Severity::Note);
    deliver_alone(ready, if is_alarm { Outcome::Alarm } else { Outcome::Fine })
}

/// What the checks find; where the weights do not read, what is wrong with them and no more.
fn findings(asked: &CheckData, read: Option<&ReadInputs>, session: &mut Session) -> anyhow::Result<Vec<Finding>> {
    let is_in = |names: &[String], name: &str| names.iter().any(|wanted| wanted.trim().eq_ignore_ascii_case(name));
    let is_wanted = |name: &str| (asked.only.is_empty() || is_in(&asked.only, name)) && !is_in(&asked.skip, name);
    let Some(ReadInputs { weights, inputs, caseload, .. }) = read else {
        // An output that would take an input's place must not be written, whatever else there is to say.
        let refused = asked.output.is_none().then(|| refused_alone(&session.messages.faults));
        return refused.ok_or_else(|| session.refusal());
    };
    if session.messages.faults.is_empty() {
        find(caseload, weights, &Selection::default(), asked.basis.week.is_some(), &mut session.messages);
    }
    let survey = survey(inputs, asked.basis.week, caseload, weights);
    let examined = Examined {
        caseload,
        weights,
        survey: &survey,
        faults: &session.messages.faults,
        notices: &session.messages.notices,
        warnings: &session.messages.warnings,
        files: &session.messages.files,
        whole: Place::whole(inputs.caseloads[0].id),
        by_code: OnceCell::new(),
    };
    Ok(run_checks(&examined, is_wanted))
}

/// Adds a fault for each name that is no check's.
fn require_names(names: &[String], option: &str, session: &mut Session) {
    for name in names {
        let known = || CHECKS.iter().map(|check| check.name);
        if !known().any(|check| name.trim().eq_ignore_ascii_case(check)) {
            let hint = nearest(name, known()).map(|(near, _)| format!("the nearest is `{near}`; --list has them all"));
            session.fault(option, format!("no check is called {}", quoted(name)), hint);
        }
    }
}
