//! What headings that are not known speak of, by their words: hours, a number of cases, or the date of the rows.

use crate::inputs::table::columns::{COLUMNS, Column, TableColumns};
use crate::units::parse_date;

/// What a heading that speaks of hours has in it, without blanks and signs.
const HOURS: [&str; 3] = ["hours", "fulltimeequivalent", "wholetimeequivalent"];

/// What a heading that speaks of a number of cases has in it, without blanks and signs.
const CASES: [&str; 6] = ["caseload", "totalcases", "noofcases", "numberofcases", "casecount", "countofcases"];

/// Words that count, wherever they stand in a heading; those that do as the first word; and what may stand beside them
/// where cases, people or tasks are counted: `COUNT(DISTINCT CRN)`, `No. of cases`, `(No column name)`.
const COUNTS: &str =
    "count counta countunique distinctcount countdistinct total totals sum freq frequency cases tally countofcrn";
const COUNTS_FIRST: &str = "n number num nos nbr";
const COUNTED: &str = "of distinct unique crn crns case id ids ref task tasks row rows records no column name star 1 \
                       people person persons pop pops offenders offender clients client service users user supervisees su sus \
                       orders order nominals nominal record v";

/// Words of headings that may be a number of cases: the cells tell.
const QUANTITIES: &str = "quantity qty volume vol amount records rows values people persons pops offenders clients sus \
                          service users serviceusers headcount active current \
                          on probation individuals subjects nominals how many supervisees orders open live held items instances nifer number \
                          value nos numbers expr1 total";
const NUMBERED: [&str; 7] = ["no", "nr", "#", "№", "pop", "popno", "popnumber"];

/// The words that the heading of a date of all rows is made of, in one piece or not: those of a stretch of time, those
/// of the making of a file, those of a date, and others. The first alone are enough, the second with the third: `ISO
/// week`, `ReportDate`, `Data as at`. With any other word it is the date of something else: a birth, a sentence, a
/// start.
const DATES: [&str; 4] = [
    "week wk period wc wb we timestamp datetime datekey month monday wythnos refreshed export exported extracted generated downloaded \
     lastrefreshed lastrefresh lastupdated",
    "as report reporting extract extracted extraction export exported snapshot data run census download downloaded \
     refresh load loaded position reference caseload file calendar mi pulled taken",
    "date dates dt at of on",
    "iso the for in start starting end ending begin beginning commencing time year key",
];

/// Headings of the numbers of weeks, without blanks and signs.
const WEEK_NUMBERS: &str =
    "wk wkno wknum wknumber isowk isowkno weekno weeknum weeknumber isoweekno weekkey wkkey isoweekkey";

/// Words that change nothing of what a heading means: `Tier level`, `Latest tier`, `Extra minutes per month`.
pub(super) const NO_MATTER: &str = "level code name id ref number category band score description desc value current latest \
                                    final officer staff practitioner pp case a per month pm nm cd tnct";

pub(super) fn is_in(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// The words of a heading in small letters, also of one that is written in one piece, as in databases: `TaskName`, `OMGrade`,
/// `casestatus`.
pub(super) fn words(heading: &str) -> Vec<String> {
    // `PoPs`, the people on probation, is one word.
    let letters: Vec<char> = heading.replace("PoP", "pop").chars().collect();
    let is_lower = |at: usize| letters.get(at).is_some_and(|letter| letter.is_lowercase());
    // `CRNs` has no second small letter.
    let begins = |at: usize| letters[at].is_uppercase() && (is_lower(at + 1) && is_lower(at + 2) || is_lower(at - 1));
    let mut apart = String::new();
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() || at > 0 && begins(at) {
            apart.push(' ');
        }
        if letter.is_alphanumeric() {
            apart.extend(letter.to_lowercase());
        }
    }
    apart.split_whitespace().flat_map(|word| in_pieces(word).unwrap_or_else(|| vec![word.to_owned()])).collect()
}

/// The words that a word is made of, where those are several words of the names of columns and what may stand beside them.
fn in_pieces(word: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 40;
    // With these a heading means something else, in one piece as in several.
    const OTHERS: &str =
        "notes note comments stage days weeks months years on since upw unpaid work curfew ordered caseload hours";
    let of_names = || COLUMNS.iter().flat_map(|(_, name, others)| [*name].into_iter().chain(others.iter().copied()));
    let known = || {
        of_names()
            .flat_map(|name| name.split('_'))
            .chain(NO_MATTER.split(' '))
            .chain(OTHERS.split(' '))
            .filter(|word| word.len() > 1)
    };
    if word.len() > LONGEST || known().any(|known| known == word) {
        return None;
    }
    known().find_map(|first| {
        let rest = word.strip_prefix(first)?;
        let behind = if known().any(|known| known == rest) { vec![rest.to_owned()] } else { in_pieces(rest)? };
        Some([vec![first.to_owned()], behind].concat())
    })
}

pub(super) fn speaks_of_hours(words: &[String]) -> bool {
    /// Hours of an order, which a case has and no officer.
    const OF_CASES: &str = "upw unpaid payback cp curfew order ordered imposed requirement rar completed outstanding";
    /// Words beside which `hr` is an hour.
    const HR: &str = "hr contracted contract contr weekly week per a working work reduction reduced red net total";
    /// Words of which some say a reduction, and the others its hours: `Reductions (h)`, `Reduction per week`.
    const REDUCTION: &str = "reduction reductions reduced";
    const OF_REDUCTION: &str = "by h per a week weekly wk pw total current workload wl agreed sum";
    /// Words of time that officers have for something else than their cases.
    const OTHER_TIME: &str = "facilitytime unionfacilitytime facility protectedtime workloadrelief relief remission abatement noncaseloadtime";
    let letters = words.concat();
    if words.iter().any(|word| is_in(word, OF_CASES)) {
        return false;
    }
    let is_of_reduction = |word: &String| is_in(word, REDUCTION) || is_in(word, OF_REDUCTION);
    let has = |list: &str| words.iter().any(|word| is_in(word, list));
    if has(REDUCTION) && has(OF_REDUCTION) && words.iter().all(is_of_reduction) {
        return true;
    }
    // `HR number` is one of the personnel department.
    let is_hr = |word: &String| word == "hr" && words.iter().all(|word| is_in(word, HR));
    words.iter().any(|word| is_in(word, "hours hour hrs hpw fte wte oriau contractual") || is_hr(word))
        || is_in(&letters, "fte wte")
        || is_in(&letters, OTHER_TIME)
        || HOURS.iter().any(|hours| letters.contains(hours))
}

/// Whether a heading says how much of full time somebody works, otherwise than in hours.
pub(super) fn speaks_of_part_time(words: &[String]) -> bool {
    const PART_TIME: &str = "ftpt ptft fullparttime fullorparttime fulltimeparttime parttime fulltime isparttime isfulltime workingpattern workpattern worked \
                             timeworked percentworked percentageworked offulltime percentoffulltime daysperweek daysaweek daysworked \
                             workingdays contracteddays jobshare prorata workingtime";
    is_in(&words.concat(), PART_TIME)
}

pub(super) fn speaks_of_cases(words: &[String]) -> bool {
    let letters = words.concat();
    // How long a case is held is no number of cases; `Cases this week` is one.
    let is_duration = |two: &[String]| is_in(&two[0], "days weeks months years") && is_in(&two[1], "on in with since");
    if words.iter().any(|word| is_in(word, "previous prior time since date dates")) || words.windows(2).any(is_duration)
    {
        return false;
    }
    words.iter().any(|word| is_in(word, "cases caseload")) || CASES.iter().any(|cases| letters.contains(cases))
}

/// Whether a heading is that of the people who hold the work, in words that are not the name of a column.
pub(super) fn is_person(words: &[String]) -> bool {
    const PEOPLE: &str = "practitioner om pp staff allocated to case manager supervising officer worker name";
    const OTHERS: &str = "name staff to case";
    let is_made_of = |list: &str| words.iter().all(|word| is_in(word, list));
    is_made_of(PEOPLE) && !is_made_of(OTHERS) || is_in(&words.concat(), "staffname caseworker caseholder")
}

pub(super) fn speaks_of_date(words: &[String]) -> bool {
    const LONGEST: usize = 40;
    let letters = words.concat();
    // That is when a case began or ended: `Date on caseload`, `File start date`.
    let has = |list: &str| words.iter().any(|word| is_in(word, list));
    let is_of_case = has("caseload file") && has("on start starting end ending begin beginning commencing");
    letters.len() <= LONGEST && !is_of_case && is_of_date(&letters, [false; 4])
}

pub(super) fn speaks_of_week_number(words: &[String]) -> bool {
    is_in(&words.concat(), WEEK_NUMBERS)
}

/// Whether a cell is the number of a week with its word, such as `W46` or `wk 7`.
pub(super) fn is_week_number(cell: &str) -> bool {
    let number = cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let word = cell[..cell.len() - number.len()].to_lowercase();
    let is_week = |number: &str| number.trim().parse::<u8>().is_ok_and(|number| (1..=53).contains(&number));
    // `202647`, as keys of weeks are written.
    let is_key = || number.len() == 6 && number.starts_with("20") && number.get(4..).is_some_and(is_week);
    is_in(&word, "w wk week") && is_week(number) || word.is_empty() && is_key()
}

/// Whether a heading names a week, a month or a date, as those of a table with a column for each do.
pub(super) fn names_week(heading: &str, words: &[String]) -> bool {
    const TIMES: &str = "jan january feb february mar march apr april may jun june jul july aug august sep sept september \
        oct october nov november dec december mon monday fri friday this last week wk";
    let is_time = |word: &String| is_in(word, TIMES) || is_week_number(word);
    let is_figure = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_of_times = words.iter().any(is_time) && words.iter().all(|word| is_time(word) || is_figure(word));
    is_of_times || parse_date(heading).is_ok()
}

/// Whether the letters are made of the words of a date of all rows. `found` is which lists of them came before.
fn is_of_date(letters: &str, found: [bool; 4]) -> bool {
    if letters.is_empty() {
        return found[0] || found[1] && found[2];
    }
    (0..DATES.len()).any(|list| {
        let with = std::array::from_fn(|at| found[at] || at == list);
        let mut behind = DATES[list].split(' ').filter_map(|word| letters.strip_prefix(word));
        behind.any(|rest| is_of_date(rest, with))
    })
}

pub(super) fn speaks_of_count(heading: &str, words: &[String]) -> bool {
    let letters = words.concat();
    let counts = heading.starts_with('#')
        || words.iter().any(|word| is_in(word, COUNTS))
        || is_in(&words[0], COUNTS_FIRST)
        || (words[0] == "no" && words.len() > 1);
    let is_of_cases = |word: &String| [COUNTS, COUNTS_FIRST, COUNTED].iter().any(|list| is_in(word, list));
    letters.ends_with("cases") || (counts && words.iter().all(is_of_cases))
}

/// Whether a heading may be that of numbers of cases, where the cells are such.
pub(super) fn may_be_quantity(words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|word| is_in(word, QUANTITIES))
}

/// Whether a heading is that of numbers of any kind, often those of the rows.
pub(super) fn is_number(plain: &str) -> bool {
    NUMBERED.contains(&plain.trim_end_matches('.'))
}

/// Where the hours are read from that a kind of table has.
pub(super) fn hours_of(sheet: &TableColumns) -> &'static str {
    if sheet.uses(Column::ReductionHours) {
        "hours are read from `contracted_hours` and `reduction_hours`"
    } else if sheet.uses(Column::ContractedHours) {
        "hours are read from `contracted_hours`, and reductions from the caseload or --reductions"
    } else {
        "the hours of a reduction are read from `hours`, contracted ones from the caseload or --staff"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_case_is_held_is_no_number_of_cases() {
        for heading in [
            "Weeks on caseload", "Months on caseload", "Number of weeks on caseload", "Days in caseload",
            "On caseload since", "Previous caseload",
        ] {
            assert!(!speaks_of_cases(&words(heading)), "{heading}");
        }
        for heading in ["Caseload", "Cases this week", "Weekly caseload", "Cases in month", "Total cases"] {
            assert!(speaks_of_cases(&words(heading)), "{heading}");
        }
    }
}
