//! Cases that are held twice, and officers who hold many.

use crate::fault::{plural, quoted};
use crate::inputs::RepeatedRows;
use crate::model::NOBODY;

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};

pub(super) fn duplicate(examined: &Examined, found: &mut Findings) {
    for case in &examined.survey.twice {
        let (first, again) = (&case.first, &case.again);
        let at = examined.messages.files.at(first.0);
        let holder = |officer: &Option<String>| match officer {
            Some(officer) => examined.quoted(officer),
            None => NOBODY.to_owned(),
        };
        let with = if first.1 == again.1 {
            format!("both with {}", holder(&first.1))
        } else {
            format!("here with {}, there with {}", holder(&again.1), holder(&first.1))
        };
        let message = format!("the case {} is already in {at}, {with}; it counts twice", quoted(&case.case_id));
        let code = again.1.as_deref().unwrap_or_default();
        let known = examined.officer(code).map_or_else(FindingSubject::default, |officer| examined.subject(officer));
        let subject = FindingSubject { officer: again.1.clone(), ..known };
        found.add(Severity::Warning, again.0, subject, message);
    }
}

/// Notes rows that say the same as an earlier one, and warns where at least half of the rows with several cases do: then a whole
/// block was most likely pasted twice.
pub(super) fn repeated(examined: &Examined, found: &mut Findings) {
    let Some(RepeatedRows { rows, of, officers, place }) = &examined.survey.repeated else { return };
    let severity = if rows * 2 >= *of { Severity::Warning } else { Severity::Note };
    let [them, they_were] = if *rows == 1 { ["it", "it was"] } else { ["them", "they were"] };
    let (rows, say) = (plural(rows, "row", "rows"), if *rows == 1 { "says" } else { "say" });
    let of = if *officers > 0 { format!(" of {}", plural(*officers, "officer", "officers")) } else { String::new() };
    let message = format!(
        "{rows}{of} {say} the same as an earlier row, to the last cell; delete {them} if {they_were} pasted twice"
    );
    found.add(severity, *place, FindingSubject::default(), message);
}

pub(super) fn many(examined: &Examined, found: &mut Findings) {
    let Some(limits) = examined.of_week().map(|weights| weights.limits) else { return };
    let Some(warn) = limits.many_cases() else { return };
    for officer in examined.officers() {
        let cases = officer.held().cases;
        if cases < warn {
            continue;
        }
        let who = examined.who(&officer);
        let cases_held = plural(cases, "case", "cases");
        let (severity, message) = match limits.max_cases.filter(|most| cases > *most) {
            Some(most) => {
                (Severity::Warning, format!("{who} holds {cases_held}, more than the {most} that can be managed well"))
            }
            None => (Severity::Note, format!("{who} holds {cases_held}; quality falls at {warn}")),
        };
        found.add(severity, officer.place(), examined.subject(&officer), message);
    }
}
