//! Officers who are nobody: names for work that nobody holds, with hours that nobody works, totals and averages, words
//! that repeat the row above, and lines of a footer. Also nobody who is somebody: rows with a name and no officer.

use std::collections::BTreeMap;

use crate::fault::{Messages, NOT_AN_OFFICER, Place, Subject, first_few, quoted};
use crate::inputs::is_footer;
use crate::model::{Caseload, OfficerWeek, Texts, WeekCaseload};

/// Words side by side that, among others, say that nobody holds the work.
const NOBODY: [&[&str]; 23] = [
    &["unallocated"],
    &["unassigned"],
    &["vacant"],
    &["vacants"],
    &["vacancy"],
    &["vacancies"],
    &["dummy"],
    &["dmy"],
    &["placeholder"],
    &["inactive"],
    &["nobody"],
    &["not", "allocated"],
    &["not", "assigned"],
    &["not", "yet", "allocated"],
    &["not", "yet", "assigned"],
    &["to", "be", "allocated"],
    &["to", "be", "assigned"],
    &["awaiting", "allocation"],
    &["pending", "allocation"],
    &["allocation", "pending"],
    &["no", "officer"],
    &["no", "one"],
    &["un", "allocated"],
];

/// What a word begins with that says so, whatever is written behind it: `UnallocatedStaff`, `Dummy1`.
const BEGINNINGS: [&str; 2] = ["unallocated", "dummy"];

/// What says so alone, and beside other words is somebody's name: `Duty, Amy`.
const ALONE: [&str; 8] = ["unknown", "tba", "admin", "pool", "leaver", "duty", "pending", "awaiting"];

/// What a spreadsheet and people write where a code is missing. Beside a code, as a name, it says nothing of the
/// officer.
const NO_CODES: [&str; 2] = ["0", "nil"];

/// What stands, alone, for the officer of the row above; and what does so where it is spelt so, because DO may be
/// initials.
const DITTO: [&str; 3] = ["ditto", "as above", "same as above"];
const DITTO_SPELT: [&str; 3] = ["do", "do.", "Do."];

/// What is called so alone is a total or an average of other officers: `Mean, Amy` is a person.
const SUMMARIES: [&str; 9] =
    ["all", "all staff", "all officers", "all teams", "overall", "mean", "team mean", "avg", "Σ"];

/// Warns of officers of the week who are called unallocated, vacant or the like and have hours, who are a total, an
/// average or a repetition, and who are lines of a footer.
pub(super) fn warn(week: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    for officer in week.officers() {
        let code = texts.get(officer.officer.0);
        let called = || std::iter::once(code).chain(officer.name().map(|name| texts.get(name)));
        let who = || quoted(&officer.who(texts));
        let message = if called().any(is_summary) {
            format!("{} seems to be a total or an average, not an officer; delete the row", who())
        } else if is_alone(code, &DITTO) || DITTO_SPELT.contains(&code) {
            format!("{} stands for the officer of the row above; write the officer into every row", who())
        } else if !officer.load().has_no_hours() && (called().any(is_nobody) || is_alone(code, &NO_CODES)) {
            let blank = "leave `officer` blank for work that nobody holds";
            format!("{} has hours and does not look like the name of an officer; {blank}", who())
        } else if has_code_alone(&officer) && is_footer(code) {
            format!("{} seems to be a line of a footer, not an officer; delete the row", quoted(code))
        } else {
            continue;
        };
        let place = officer.place();
        messages.warnings.add_of(NOT_AN_OFFICER, place, vec![Subject::Officer(code.to_owned())], message);
    }
}

/// Warns of rows that have somebody's name and no officer: their work counts as nobody's.
pub(super) fn warn_of_names(caseload: &Caseload, messages: &mut Messages) {
    const NAMED: usize = 3;
    let texts = &caseload.texts;
    let is_somebody = |name: &str| !is_nobody(name) && !is_alone(name, &NO_CODES);
    let of_people = caseload.names_of_nobody.iter().filter(|(_, name)| is_somebody(texts.get(*name)));
    let people: BTreeMap<&str, Place> = of_people.map(|(place, name)| (texts.get(*name), *place)).collect();
    let Some(first) = people.values().min() else { return };
    let names: Vec<String> = people.keys().map(|name| quoted(name)).collect();
    let message = format!(
        "rows without an officer have a name ({}), and count as work that nobody holds; give the officer, or leave the name \
         blank",
        first_few(&names, NAMED)
    );
    let subjects = people.keys().map(|name| Subject::Officer((*name).to_owned())).collect();
    messages.warnings.add_of(NOT_AN_OFFICER, *first, subjects, message);
}

/// Whether a text is one of these, but for marks around it.
fn is_alone(text: &str, these: &[&str]) -> bool {
    let whole = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    these.iter().any(|alone| whole.eq_ignore_ascii_case(alone))
}

/// Whether a text is called as a total or an average is. The word average is no name of people.
fn is_summary(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    is_alone(text, &SUMMARIES) || words.any(|word| is_alone(word, &["average", "averages"]))
}

fn is_nobody(text: &str) -> bool {
    if is_alone(text, &ALONE) {
        return true;
    }
    let begins = |word: &str, with: &str| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    // A country has many names, so nothing is allocated for one.
    let mut rest = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    while let Some(word) = rest.next() {
        let is_said = |words: &&[&str]| {
            word.eq_ignore_ascii_case(words[0]) && {
                let mut next = rest.clone();
                words[1..].iter().all(|wanted| next.next().is_some_and(|word| word.eq_ignore_ascii_case(wanted)))
            }
        };
        if NOBODY.iter().any(is_said) || BEGINNINGS.iter().any(|with| begins(word, with)) {
            return true;
        }
    }
    false
}

/// Whether nothing but a code is known of an officer.
fn has_code_alone(officer: &OfficerWeek) -> bool {
    let held = officer.held();
    let has_more = |post: &crate::model::PostWeek| post.unit.team.is_some() || post.contracted.is_some();
    held.cases == 0 && held.work.is_nothing() && officer.name().is_none() && !officer.posts.iter().any(has_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_a_word_of_its_own() {
        for nobody in [
            "Unallocated",
            "N53 unallocated staff",
            "VACANT PO POST",
            "Dummy-1",
            "Not allocated (N53)",
            "Un-allocated",
            "UnallocatedStaff",
            "Dummy1",
            "DMY",
            "Not yet allocated",
            "No one",
            "TBA",
            "(unknown)",
            "Pool",
            "Pending Allocation",
            "PENDING",
            "Awaiting",
        ] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        for somebody in ["Amy Bell", "N53XAEU", "Vacantia Jones", "Alloc", "Noone Ann", "Duty, Amy", "Pendington"] {
            assert!(!is_nobody(somebody), "{somebody}");
        }
    }

    #[test]
    fn totals_and_averages_are_told_from_people() {
        for summary in ["All", "ALL STAFF", "(all)", "Overall", "Mean", "Team average", "Average of R1", "Avg.", "Σ"] {
            assert!(is_summary(summary), "{summary}");
        }
        for somebody in ["Mean, Amy", "Allen", "All Saints", "Amy All", "Avgi", "Averageson", ""] {
            assert!(!is_summary(somebody), "{somebody}");
        }
    }
}
