//! What `wmt calc` would refuse, and what it would say beside its report.

use crate::fault::Faults;

use super::examined::Examined;
use super::finding::{About, Found, Severity};

pub(super) fn refused(examined: &Examined, found: &mut Found) {
    say(examined.faults, found);
    let more = examined.faults.not_kept();
    if more > 0 {
        found.add(Severity::Fault, examined.whole, About::default(), format!("and {more} more faults"));
    }
}

pub(super) fn say(faults: &Faults, found: &mut Found) {
    for fault in faults.iter() {
        let hint = fault.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        found.add(Severity::Fault, fault.place, About::default(), format!("{}{hint}", fault.message));
    }
}

pub(super) fn notices(examined: &Examined, found: &mut Found) {
    for (place, message) in examined.notices.iter() {
        found.add(Severity::Note, place, About::default(), message);
    }
}
