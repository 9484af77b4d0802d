//! What `wmt calc` would refuse, and what it would say in addition to its report.

use crate::fault::{Faults, Shown, Subject};

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};

pub(super) fn refused(examined: &Examined, found: &mut Findings) {
    say(&examined.messages.faults, found);
    let more = examined.messages.faults.not_shown();
    if more > 0 {
        found.add(Severity::Fault, examined.whole, FindingSubject::default(), format!("and {more} more faults"));
    }
}

pub(super) fn say(faults: &Faults, found: &mut Findings) {
    for Shown { fault, message, hint } in faults.shown() {
        let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
        found.add(Severity::Fault, fault.place, FindingSubject::default(), format!("{message}{hint}"));
    }
}

pub(super) fn notices(examined: &Examined, found: &mut Findings) {
    for (place, message) in examined.messages.notices.iter() {
        found.add(Severity::Note, place, FindingSubject::default(), message);
    }
}

/// What was warned of under the name of the check that runs.
pub(super) fn warnings(examined: &Examined, found: &mut Findings) {
    let check = found.check;
    for warning in examined.messages.warnings.iter().filter(|warning| warning.check == check) {
        let mut subject = FindingSubject::default();
        for about in &warning.subjects {
            match about {
                Subject::Officer(code) => drop(subject.officer.get_or_insert_with(|| code.clone())),
                Subject::Unit(unit) => drop(subject.team.get_or_insert_with(|| unit.clone())),
                Subject::Column(_) => (),
            }
        }
        found.add(Severity::Warning, warning.place, subject, &*warning.message);
    }
}
