//! Officers who are nobody: names for work that nobody holds, with hours that nobody works, totals and averages, words
//! that repeat the row above, and lines of a footer. Also nobody who is somebody: rows with a name and no officer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;

use crate::fault::{Messages, NOT_AN_OFFICER, Place, Subject, first_few, quoted};
use crate::inputs::{begins_footer, is_footer};
use crate::model::{Caseload, OfficerWeek, Texts, WeekCaseload};

/// What the code or the name of an officer says who is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// Nobody holds the work.
    Nobody,
    /// A code is missing. As a name, beside a code, it says nothing of the officer.
    NoCode,
    /// It is a total or an average of other officers.
    Summary,
    /// It is the officer of the row above.
    Ditto,
}

/// Words side by side that say so among others.
const AMONG: [(Says, &str); 4] = [
    (Says::Nobody, "unallocated|unassigned|vacant|vacants|vacancy|vacancies|dummy|dmy|placeholder|inactive|nobody"),
    (
        Says::Nobody,
        "not allocated|non allocated|not assigned|not yet allocated|not yet assigned|to be allocated|to be assigned",
    ),
    (
        Says::Nobody,
        "awaiting allocation|pending allocation|allocation pending|no officer|no one|un allocated|heb ei ddyrannu|heb ddyrannu|unalloc",
    ),
    // The word is no name of people.
    (Says::Summary, "average|averages|sum of"),
];

/// What a word begins with that says that nobody holds the work, whatever is written behind it: `UnallocatedStaff`, `Dummy1`.
const BEGINNINGS: [&str; 2] = ["unallocated", "dummy"];

/// Words that say so alone, and beside others are somebody's name: `Duty, Amy`, `Mean, Amy`.
const ALONE: [(Says, &str); 5] = [
    (
        Says::Nobody,
        "unknown|tba|admin|pool|leaver|duty|pending|awaiting|none|blank|to be confirmed|not known|not applicable",
    ),
    (
        Says::Nobody,
        "unknown officer|duty officer|duty desk|team admin|on hold|gwag|holding account|test user|test officer",
    ),
    (Says::NoCode, "0|00|000|0000|nil"),
    (Says::Ditto, "ditto|as above|same as above"),
    (Says::Summary, "all|all staff|all officers|all teams|overall|mean|team mean|avg|summe|totale|Σ"),
];

/// A phrase that says so, split into its words.
struct Phrase {
    words: Vec<&'static str>,
    is_alone: bool,
    says: Says,
}

/// All phrases by the first letter of each, split once for all officers. Those that say so alone stand first.
static PHRASES: LazyLock<HashMap<char, Vec<Phrase>>> = LazyLock::new(|| {
    let mut of_letters: HashMap<char, Vec<Phrase>> = HashMap::default();
    for (is_alone, all) in [(true, &ALONE[..]), (false, &AMONG[..])] {
        for (says, phrase) in all.iter().flat_map(|(says, phrases)| phrases.split('|').map(|phrase| (*says, phrase))) {
            let these = of_letters.entry(first_letter(phrase)).or_default();
            these.push(Phrase { words: phrase.split(' ').collect(), is_alone, says });
        }
    }
    of_letters
});

/// What means so only where it is spelt so: DO may be initials.
const DITTO_SPELT: [&str; 3] = ["do", "do.", "Do."];

/// Warns of officers of the week who are called unallocated, vacant or the like and have hours, who are a total, an
/// average or a repetition, and who are lines of a footer.
pub(super) fn warn(week: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    // A country has many names, so this memory is used for all of them.
    let mut words = Vec::new();
    for officer in week.officers() {
        let code = texts.get(officer.officer.0);
        let of_code = says(code, &mut words);
        let of_name = officer.name().and_then(|name| says(texts.get(name), &mut words));
        let has_hours = !officer.load().has_no_hours();
        let who = || quoted(&officer.who(texts));
        let message = match (of_code, of_name) {
            (Some(Says::Summary), _) | (_, Some(Says::Summary)) => {
                format!("{} seems to be a total or an average, not an officer; delete the row", who())
            }
            (Some(Says::Ditto), _) => {
                format!("{} stands for the officer of the row above; write the officer into every row", who())
            }
            (Some(Says::Nobody | Says::NoCode), _) | (_, Some(Says::Nobody)) if has_hours => {
                let blank = "leave `officer` blank for work that nobody holds";
                format!("{} has hours and does not look like the name of an officer; {blank}", who())
            }
            _ if begins_footer(code) || has_code_alone(&officer) && is_footer(code) => {
                format!("{} seems to be a line of a footer, not an officer; delete the row", quoted(code))
            }
            _ => continue,
        };
        let place = officer.place();
        messages.warnings.add_of(NOT_AN_OFFICER, place, vec![Subject::Officer(code.to_owned())], message);
    }
}

/// Warns of rows that have somebody's name and no officer: their work counts as nobody's.
pub(super) fn warn_of_names(caseload: &Caseload, messages: &mut Messages) {
    const NAMED: usize = 3;
    let texts = &caseload.texts;
    let is_somebody = |name: &str| !matches!(says(name, &mut Vec::new()), Some(Says::Nobody | Says::NoCode));
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

/// What a text says, if it is not the code or the name of an officer. `words` is memory for its words.
fn says<'t>(text: &'t str, words: &mut Vec<&'t str>) -> Option<Says> {
    words.clear();
    words.extend(text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()));
    let is_at = |at: usize, phrase: &Phrase| {
        let is_whole = words.len() == phrase.words.len();
        let these = words.get(at..at + phrase.words.len()).filter(|_| is_whole || !phrase.is_alone);
        these.is_some_and(|these| these.iter().zip(&phrase.words).all(|(word, this)| word.eq_ignore_ascii_case(this)))
    };
    let begin_at = |at: usize| PHRASES.get(&first_letter(words[at])).into_iter().flatten();
    let said = (0..words.len()).flat_map(|at| begin_at(at).filter(move |phrase| is_at(at, phrase)));
    if let Some(phrase) = said.min_by_key(|phrase| (!phrase.is_alone, phrase.says)) {
        return Some(phrase.says);
    }
    let begins = |word: &&str, with: &str| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if words.iter().any(|word| BEGINNINGS.iter().any(|with| begins(word, with))) {
        return Some(Says::Nobody);
    }
    DITTO_SPELT.contains(&text).then_some(Says::Ditto)
}

/// The first letter of a word or a phrase, in lower case where it is of ASCII.
fn first_letter(text: &str) -> char {
    text.chars().next().unwrap_or_default().to_ascii_lowercase()
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

    fn said(text: &str) -> Option<Says> {
        says(text, &mut Vec::new())
    }

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
            assert_eq!(said(nobody), Some(Says::Nobody), "{nobody}");
        }
        for somebody in ["Amy Bell", "N53XAEU", "Vacantia Jones", "Alloc", "Noone Ann", "Duty, Amy", "Pendington"] {
            assert_eq!(said(somebody), None, "{somebody}");
        }
    }

    #[test]
    fn totals_and_averages_are_told_from_people() {
        for summary in ["All", "ALL STAFF", "(all)", "Overall", "Mean", "Team average", "Average of R1", "Avg.", "Σ"] {
            assert_eq!(said(summary), Some(Says::Summary), "{summary}");
        }
        for somebody in ["Mean, Amy", "Allen", "All Saints", "Amy All", "Avgi", "Averageson", ""] {
            assert_eq!(said(somebody), None, "{somebody}");
        }
    }
}
