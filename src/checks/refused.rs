//! What `wmt calc` would refuse, and what it would say in addition to its report.

use crate::fault::{Faults, Shown, Subject as About};

use super::examined::Examined;
use super::finding::{Findings, Severity, Subject};

pub(super) fn refused(examined: &Examined, found: &mut Findings) {
    say(&examined.messages.faults, found);
    let more = examined.messages.faults.not_shown();
    if more > 0 {
        found.add(Severity::Fault, examined.whole, Subject::default(), format!("and {more} more faults"));
    }
}

pub(super) fn say(faults: &Faults, found: &mut Findings) {
    for Shown { fault, message, hint } in faults.shown() {
        let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
        found.add(Severity::Fault, fault.place, Subject::default(), format!("{message}{hint}"));
    }
}

pub(super) fn notices(examined: &Examined, found: &mut Findings) {
    for (place, message) in examined.messages.notices.iter() {
        found.add(Severity::Note, place, Subject::default(), message);
    }
}

/// What was warned of under the name of the check that runs.
pub(super) fn warnings(examined: &Examined, found: &mut Findings) {
    let check = found.check;
    for warning in examined.messages.warnings.iter().filter(|warning| warning.check == check) {
        let mut subject = Subject::default();
        for about in &warning.subjects {
            match about {
                About::Officer(code) => drop(subject.officer.get_or_insert_with(|| code.clone())),
                About::Unit(unit) => drop(subject.team.get_or_insert_with(|| unit.clone())),
                About::Column(_) => (),
            }
        }
        found.add(Severity::Warning, warning.place, subject, &*warning.message);
    }
}
