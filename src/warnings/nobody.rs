//! Officers who are nobody: names for work that nobody holds, with hours that nobody works, and lines of a footer. Also
//! nobody who is somebody: rows with a name and no officer.

use std::collections::BTreeMap;

use crate::fault::{Messages, NOT_AN_OFFICER, Place, Subject, first_few, quoted};
use crate::inputs::is_footer;
use crate::model::{Caseload, OfficerWeek, Texts, WeekCaseload};

/// Words side by side that, among others, say that nobody holds the work.
const NOBODY: [&[&str]; 21] = [
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
    &["no", "officer"],
    &["no", "one"],
    &["un", "allocated"],
];

/// What a word begins with that says so, whatever is written behind it: `UnallocatedStaff`, `Dummy1`.
const BEGINNINGS: [&str; 2] = ["unallocated", "dummy"];

/// What says so alone, and beside other words is somebody's name: `Duty, Amy`.
const ALONE: [&str; 6] = ["unknown", "tba", "admin", "pool", "leaver", "duty"];

/// Warns of officers of the week who are called unallocated, vacant or the like and have hours, and of officers who are lines
/// of a footer.
pub(super) fn warn(week: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    for officer in week.officers() {
        let code = texts.get(officer.officer.0);
        let has_hours = !officer.load().has_no_hours();
        let message = if has_hours && (is_nobody(code) || is_nobody(texts.shown(officer.name()))) {
            let who = quoted(&officer.who(texts));
            format!(
                "{who} has hours and does not look like the name of an officer; leave `officer` blank for work that nobody holds"
            )
        } else if is_alone(&officer) && is_footer(code) {
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
    let of_people = caseload.names_of_nobody.iter().filter(|(_, name)| !is_nobody(texts.get(*name)));
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

fn is_nobody(text: &str) -> bool {
    let begins = |word: &str, with: &str| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let whole = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    if ALONE.iter().any(|alone| whole.eq_ignore_ascii_case(alone)) {
        return true;
    }
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
fn is_alone(officer: &OfficerWeek) -> bool {
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
        ] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        for somebody in ["Amy Bell", "N53XAEU", "Vacantia Jones", "Alloc", "Noone Ann", "Duty, Amy"] {
            assert!(!is_nobody(somebody), "{somebody}");
        }
    }
}
