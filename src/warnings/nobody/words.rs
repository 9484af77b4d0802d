//! Recognises words that stand in the place of an officer and are no officer's code or name.

use std::sync::LazyLock;

use foldhash::HashMap;
use strsim::damerau_levenshtein;

/// What the code or the name of an officer says, if it is not an officer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// Nobody holds the work.
    Nobody,
    /// A code is missing. As a name, beside a code, it says nothing of the officer.
    NoCode,
    /// It is a total or an average of other officers.
    Summary,
    /// It is the lowest or the highest of other officers, or somebody's first name.
    Extreme,
    /// It is the officer of the row above.
    Ditto,
}

/// Words that say so, also among other words.
const AMONG: [(Says, &str); 5] = [
    (Says::Nobody, "unallocated|unassigned|vacant|vacants|vacancy|vacancies|dummy|dmy|placeholder|inactive|nobody"),
    (
        Says::Nobody,
        "not allocated|non allocated|not assigned|not yet allocated|not yet assigned|to be allocated|to be assigned",
    ),
    (
        Says::Nobody,
        "awaiting allocation|pending allocation|allocation pending|no officer|no one|un allocated|un assigned|heb ei ddyrannu|heb ddyrannu|unalloc",
    ),
    (
        Says::Nobody,
        "no offender manager|no probation practitioner|no practitioner|no probation officer|no case manager|waiting list",
    ),
    // No person is called by this word.
    (Says::Summary, "average|averages|sum of"),
];

/// A word that begins so says that nobody holds the work, whatever follows: `UnallocatedStaff`, `Dummy1`.
const BEGINNINGS: [&str; 2] = ["unallocated", "dummy"];

/// A word that begins so says the same if a figure or a capital follows: `Vacant1`, `VacantPO`, but not `Vacantia`.
const GLUED: [&str; 3] = ["vacant", "vacancy", "unassigned"];

/// Words that are long enough to be recognised with two slips: `Unallocted`.
const MISSPELT: [&str; 2] = ["unallocated", "unassigned"];

/// Words that say so only if they stand alone. Beside other words they are a person's name: `Duty, Amy`, `Mean, Amy`. Figures
/// beside them do not matter.
const ALONE: [(Says, &str); 7] = [
    (
        Says::Nobody,
        "unknown|tba|tbd|admin|pool|leaver|duty|pending|awaiting|none|blank|to be confirmed|not known|not applicable",
    ),
    (
        Says::Nobody,
        "unknown officer|duty officer|duty desk|team admin|on hold|gwag|holding account|test user|test officer",
    ),
    (
        Says::Nobody,
        "team pool|duty pool|office pool|court pool|case pool|allocation pool|allocations pool|waiting|wait list|waitlist",
    ),
    (
        Says::Nobody,
        "administrator|administration|case administrator|system administrator|system|no om|queue|allocation queue",
    ),
    (Says::NoCode, "nil"),
    (Says::Ditto, "ditto|as above|same as above"),
    (
        Says::Summary,
        "all|all staff|all officers|all teams|all pdus|overall|everyone|everybody|mean|median|team mean|avg|count|maximum|minimum|summe|totale|Σ",
    ),
];

/// Words for the highest and the lowest, which are first names too.
const EXTREMES: [&str; 2] = ["max", "min"];

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

/// Texts that say so only in this spelling: DO may be initials.
const DITTO_SPELT: [&str; 3] = ["do", "do.", "Do."];

/// What a text says, if it is not the code or the name of an officer.
pub(super) fn says(text: &str) -> Option<Says> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    if let [word] = words[..]
        && word.bytes().all(|byte| byte == b'0')
    {
        return Some(Says::NoCode);
    }
    if words.len() > 1 && words.iter().any(|word| !is_figure(word)) {
        words.retain(|word| !is_figure(word));
    }
    said_by(&words).or_else(|| DITTO_SPELT.contains(&text).then_some(Says::Ditto))
}

/// Whether a name is one of nobody, of a total or of the row above.
pub(crate) fn is_nobody(name: &str) -> bool {
    says(name).is_some_and(|says| says != Says::Extreme)
}

fn said_by(words: &[&str]) -> Option<Says> {
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
    let is_cut = |word: &str, length: usize| {
        let is_capitals = !word.contains(|letter: char| letter.is_lowercase());
        word[length..].starts_with(|next: char| next.is_numeric() || next.is_uppercase() && !is_capitals)
    };
    let is_glued = |word: &&str| GLUED.iter().any(|with| begins(word, with) && is_cut(word, with.len()));
    let is_nobody =
        |word: &&str| BEGINNINGS.iter().any(|with| begins(word, with)) || is_glued(word) || is_misspelt(word);
    if words.iter().any(is_nobody) {
        return Some(Says::Nobody);
    }
    let is_extreme = |word: &str| EXTREMES.iter().any(|extreme| word.eq_ignore_ascii_case(extreme));
    (words.len() == 1 && is_extreme(words[0])).then_some(Says::Extreme)
}

/// Whether a word is a long one for nobody with one or two slips.
fn is_misspelt(word: &str) -> bool {
    const SLIPS: usize = 2;
    let may_be = |known: &&&str| {
        let begins = word.get(..2).is_some_and(|two| two.eq_ignore_ascii_case(&known[..2]));
        begins && word.len().abs_diff(known.len()) <= SLIPS
    };
    MISSPELT.iter().filter(may_be).any(|known| damerau_levenshtein(&word.to_lowercase(), known) <= SLIPS)
}

fn is_figure(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first letter of a word or a phrase, in lower case where it is of ASCII.
fn first_letter(text: &str) -> char {
    text.chars().next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_a_word_of_its_own() {
        for nobody in [
            "Unallocated", "N53 unallocated staff", "VACANT PO POST", "Dummy-1", "Not allocated (N53)", "Un-allocated",
            "Un-assigned", "Vacant1", "VACANT12", "VacantPO", "UnallocatedStaff", "Dummy1", "DMY", "Not yet allocated",
            "No one", "TBA", "(unknown)", "Pool", "Pending Allocation", "PENDING", "Awaiting", "No Offender Manager",
            "Team pool", "Team 2 pool", "Waiting list", "Administrator", "Unallocted", "UNALOCATED", "Unasigned (N53)",
            // A vacancy is one whatever stands beside it.
            "Vacant", "Vacant 1", "Vacant PO", "PO Vacant", "PSO vacant", "Vacant post", "Post Vacant",
            "Vacant Hastings", "Riverside Vacant", "Dummy Riverside", "Dummy officer", "Dummy Staff", "Dummy Vacant",
            "Unallocated Dummy", "Vacant - Al", "N53 Vacant", "Vacant (Amy Bell)", "Hull Vacant", "Dummy Delius",
        ] {
            assert_eq!(says(nobody), Some(Says::Nobody), "{nobody}");
        }
        for somebody in [
            "Amy Bell", "N53XAEU", "Vacantia Jones", "Alloc", "Noone Ann", "Duty, Amy", "Pendington", "Amy Pool",
            "Underwood", "Allocated", "Max Bell", "Count, Ann",
        ] {
            assert_eq!(says(somebody), None, "{somebody}");
        }
        for code in ["0", "000", "00000", "00000000", "nil"] {
            assert_eq!(says(code), Some(Says::NoCode), "{code}");
        }
        assert_eq!((says("00012"), says("0-1")), (None, None));
    }

    #[test]
    fn totals_and_averages_are_told_from_people() {
        for summary in [
            "All", "ALL STAFF", "(all)", "Overall", "Mean", "Team average", "Average of R1", "Avg.", "Σ", "Everyone",
            "Count = 2",
        ] {
            assert_eq!(says(summary), Some(Says::Summary), "{summary}");
        }
        for extreme in ["Max", "MIN"] {
            assert_eq!(says(extreme), Some(Says::Extreme), "{extreme}");
        }
        for somebody in ["Mean, Amy", "Allen", "All Saints", "Amy All", "Avgi", "Averageson", "Min Lee", ""] {
            assert_eq!(says(somebody), None, "{somebody}");
        }
    }
}
