//! Checks of a caseload: each looks for one thing that is wrong or odd, and says where. Every check has a name and a
//! sentence, and is a function from what was read to what was found.

mod cases;
mod examined;
mod finding;
mod hours;
mod late;
mod officers;
mod reductions;
mod refused;
mod uncounted;
mod weeks;

pub(crate) use examined::Examined;
pub(crate) use finding::{Finding, Severity};

use foldhash::HashMap;

use crate::fault::{
    FAR_WEEK, FILE_DATE, Faults, LOOK_ALIKE, MERGED_CELLS, MOVED_REDUCTION, NO_TIER, NOT_AN_OFFICER, RENAMED_UNIT,
    SAME_VERSION, THIN_WEEK, TOTALS_ROW, TWO_SNAPSHOTS, UNUSED_COLUMN,
};

use crate::model::Caseload;

use finding::Findings;

#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    /// What it looks for, in one sentence.
    pub(crate) sentence: &'static str,
    run: fn(&Examined, &mut Findings),
}

/// Every check, in the order in which findings are listed: what changes figures most comes first.
pub(crate) const CHECKS: &[Check] = &[
    check("refused", "What `wmt calc` refuses to work with.", refused::refused),
    warning(FAR_WEEK, "A latest week that lies weeks after the one before it, or a week of last year's date."),
    warning(THIN_WEEK, "A week or a snapshot with fewer than half of the officers before, or a week without work."),
    warning(FILE_DATE, "Files whose rows are not of the week that their name gives."),
    warning(TWO_SNAPSHOTS, "Officers in teams whose snapshots of the week are of different dates."),
    warning(LOOK_ALIKE, "Officers or units whose spellings look alike, or officers who seem to be one."),
    warning(
        MERGED_CELLS,
        "Officers, or cells of a workbook, in one row above rows without, as merged cells are saved.",
    ),
    check("duplicate-case", "The same case twice in a week, with one officer or two.", cases::duplicate),
    check(
        "repeated-rows",
        "Rows with several cases and no case id that say the same as an earlier row.",
        cases::repeated,
    ),
    warning(TOTALS_ROW, "Rows that are totals, which are left out."),
    warning(NOT_AN_OFFICER, "Officers who are nobody, or a line of a footer."),
    warning(NO_TIER, "Cases in a file without any tier."),
    warning(UNUSED_COLUMN, "Columns that are not used, have cells, and may be meant to be used."),
    check("untiered", "Cases without a tier, which count nothing.", uncounted::untiered),
    check("work-without-hours", "Officers who hold work and have no hours for it.", officers::work_without_hours),
    check("odd-hours", "Hours that look like days, minutes or percentages.", hours::odd),
    warning(RENAMED_UNIT, "Units that end in a week and have the officers of one that begins in the next."),
    warning(MOVED_REDUCTION, "Reductions in force that name a team in which their officer holds nothing."),
    warning(SAME_VERSION, "Weights with the version of a built-in set, or of other weights, and other values."),
    check("two-codes", "One name under two codes.", officers::two_codes),
    check("two-teams", "Officers in several teams whose hours come to more than full time.", officers::two_teams),
    check(
        "missing-week",
        "Weeks in which an officer or a team is missing, with figures before and after.",
        weeks::missing,
    ),
    check("reduction-overlap", "Two reductions of one officer for one reason at the same time.", reductions::overlap),
    check(
        "unprotected",
        "Officers of a grade that a reduction should protect, or whose reduction was cut short.",
        reductions::unprotected,
    ),
    check(
        "part-time-load",
        "Part-time officers who hold as much as full-time colleagues of their grade.",
        officers::part_time_load,
    ),
    check(
        "should-have-ended",
        "Cases held under a status that should have ended, as the weights list them.",
        late::cases,
    ),
    check("overdue-task", "Tasks long overdue.", late::tasks),
    check("caseload-jump", "Cases of an officer or a team that changed by more than a quarter in a week.", weeks::jump),
    check(
        "hours-jump",
        "Hours for casework of an officer that changed by more than a quarter in a week.",
        weeks::hours_jump,
    ),
    check(
        "lower-tiers",
        "Teams of whose cases many more are in tiers of fewer minutes than in the week before.",
        weeks::lower_tiers,
    ),
    check(
        "many-cases",
        "Officers who hold as many cases as the weights warn of, or more than they call the most.",
        cases::many,
    ),
    check(
        "may-not-hold",
        "Cases in tiers that the weights say the grade of their officer may not hold.",
        officers::may_not_hold,
    ),
    check("weights-change", "Other weights within the weeks of the rule.", weeks::weights_change),
    check(
        "zero-status",
        "Cases whose status counts nothing, and the minutes they would be in full.",
        uncounted::zero_status,
    ),
    check("zero-tier", "Cases in tiers of 0 minutes.", uncounted::zero_tier),
    check("hours-without-work", "Officers who have hours and hold no work.", officers::hours_without_work),
    check("reduction-ends", "Reductions that end within 30 days of the snapshot.", reductions::ends),
    check("reduction-ended", "Reductions that ended within the 8 weeks before the snapshot.", reductions::ended),
    check("reduction-without-end", "Reductions in force that have no end.", reductions::without_end),
    check("notices", "What `wmt calc` says in a notice.", refused::notices),
];

const fn check(name: &'static str, sentence: &'static str, run: fn(&Examined, &mut Findings)) -> Check {
    Check { name, sentence, run }
}

/// A check that is said as a warning too, by the name of that.
const fn warning(name: &'static str, sentence: &'static str) -> Check {
    check(name, sentence, refused::warnings)
}

/// Runs the checks whose names `is_run` accepts, and gives what they found: faults first, then warnings, then notes, each in the
/// order of the checks and of the files.
pub(crate) fn run(examined: &Examined, is_run: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut found = Findings::default();
    for check in CHECKS.iter().filter(|check| is_run(check.name)) {
        found.check = check.name;
        (check.run)(examined, &mut found);
    }
    let mut findings = found.findings;
    let names = names(examined.caseload);
    for finding in &mut findings {
        let name = finding.officer.as_ref().and_then(|code| names.get(code.as_str()));
        finding.name = name.map(|name| (*name).to_owned());
    }
    let order = |name: &str| CHECKS.iter().position(|check| check.name == name);
    findings.sort_by_cached_key(|finding| (finding.severity, order(finding.check), finding.place));
    findings
}

/// The names of officers by their codes, as they are in their latest week, or in an undated caseload.
fn names(caseload: &Caseload) -> HashMap<&str, &str> {
    let texts = &caseload.texts;
    let named = |(officer, name, _)| Some((texts.code(officer?), texts.get(name?)));
    caseload.everyone().filter_map(named).collect()
}

/// What `wmt calc` refuses, for input that cannot be checked any further.
pub(crate) fn refused_alone(faults: &Faults) -> Vec<Finding> {
    let mut found = Findings { check: "refused", ..Findings::default() };
    refused::say(faults, &mut found);
    found.findings
}
