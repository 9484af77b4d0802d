//! Officers who are nobody: names for work that nobody holds, with hours that nobody works, and lines of a footer.

use crate::fault::{Messages, NOT_AN_OFFICER, Subject, quoted};
use crate::model::{OfficerWeek, Texts, WeekCaseload};

/// Words that, alone among others, say that nobody holds the work.
const NOBODY: [&str; 9] =
    ["unallocated", "unassigned", "vacant", "vacancy", "vacancies", "dummy", "placeholder", "inactive", "nobody"];

/// The same in several words.
const NOBODY_PHRASES: [&str; 6] =
    ["not allocated", "not assigned", "to be allocated", "to be assigned", "awaiting allocation", "no officer"];

/// What lines below a table begin with.
const FOOTERS: [&str; 16] = [
    "applied filters",
    "filters applied",
    "filters:",
    "printed ",
    "printed:",
    "generated ",
    "report generated",
    "report run",
    "run date",
    "exported ",
    "produced ",
    "data as at",
    "end of report",
    "page 1",
    "source:",
    "completion time",
];

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
        let place = officer.posts.iter().map(|post| post.place).min().expect("an officer has a post");
        messages.warnings.add_of(NOT_AN_OFFICER, place, vec![Subject::Officer(code.to_owned())], message);
    }
}

fn is_nobody(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| NOBODY.contains(&word)) || NOBODY_PHRASES.iter().any(|phrase| lower.contains(phrase))
}

/// Whether nothing but a code is known of an officer.
fn is_alone(officer: &OfficerWeek) -> bool {
    let held = officer.held();
    let has_more = |post: &crate::model::PostWeek| post.unit.team.is_some() || post.contracted.is_some();
    held.cases == 0 && held.work.is_nothing() && officer.name().is_none() && !officer.posts.iter().any(has_more)
}

/// Whether a text is a line of a footer: one of those that programs write, or a sentence.
fn is_footer(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_count_of_rows = lower.ends_with("rows affected)") || lower.ends_with("row affected)");
    let is_sentence = text.contains(": ") || text.split_whitespace().count() > 5;
    FOOTERS.iter().any(|footer| lower.starts_with(footer)) || is_count_of_rows || is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_a_word_of_its_own() {
        for nobody in ["Unallocated", "N53 unallocated staff", "VACANT PO POST", "Dummy-1", "Not allocated (N53)"] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        for somebody in ["Amy Bell", "N53XAEU", "Vacantia Jones", "Alloc"] {
            assert!(!is_nobody(somebody), "{somebody}");
        }
    }

    #[test]
    fn footers_are_lines_and_names_are_not() {
        for footer in ["Applied filters: Region is East, Status is Active", "(3 rows affected)", "Printed 18/11/2026"] {
            assert!(is_footer(footer), "{footer}");
        }
        for name in ["Amy Bell", "N53-0412", "de la Cruz, Maria Jose", "Page, Ann"] {
            assert!(!is_footer(name), "{name}");
        }
    }
}
