//! Warnings of weeks beside each other: of what one week lacks, or has otherwise than the week beside it, so that a run ends or goes on
//! with somebody else.

use super::warnings::assert_warned;
use crate::command::{repository, wmt};

/// What a run says of a file, without notices.
fn said(file: &str) -> String {
    let output = wmt(&repository().join("tests/calc/warnings")).args(["calc", file, "--quiet"]).output();
    String::from_utf8(output.expect("wmt runs").stderr).expect("messages are UTF-8")
}

/// What ends a run of weeks because a file is not whole: half a team, no hours, no reductions, few tiers; and what else hides one.
#[test]
fn what_ends_a_run_because_a_file_is_not_whole_is_warned_of() {
    for (arguments, expected, code) in [
        ("half-a-team-between.csv", &["thin-week"][..], 3),
        ("half-a-team-between-within.csv", &[], 0),
        ("team-of-two-missing-between.csv", &["thin-week"], 3),
        ("hours-missing.csv", &["thin-week"], 3),
        ("hours-of-some-missing.csv", &["thin-week"], 3),
        ("hours-left-blank.csv", &["thin-week"], 3),
        ("hours-left-blank-first.csv", &["thin-week"], 3),
        ("hours-left-blank-for-a-week.csv", &["thin-week"], 3),
        ("hours-of-one-missing.csv", &["thin-week"], 3),
        ("full-time-from-now-on.csv", &[], 0),
        ("cut-in-half.csv", &["thin-week"], 3),
        ("dragged-on-at-the-end.csv", &["thin-week"], 3),
        ("cut-in-half-between.csv", &["thin-week"], 3),
        ("case-types-filled-down.csv", &["thin-week"], 3),
        ("full-time-in-the-first-week.csv", &["thin-week"], 3),
        ("joined-flags-for-a-week.csv", &["thin-week"], 3),
        ("tier-filled-down.csv", &["thin-week"], 3),
        ("hours-of-a-team-missing.csv", &["thin-week"], 3),
        ("reductions-missing.csv", &["thin-week"], 3),
        ("reductions-missing-between.csv", &["thin-week"], 3),
        ("reductions-of-two-end.csv", &[], 1),
        // Those of bank holidays are over.
        ("bank-holidays-side-by-side.csv", &[], 0),
        ("bank-holiday-before-the-rule.csv", &[], 0),
        ("begun-in-a-bank-holiday-week.csv", &[], 0),
        ("bank-holiday-in-the-first-week.csv --week 2027-01-11", &[], 0),
        ("tiers-of-most-missing.csv", &["thin-week"], 3),
        ("tiers-of-half-missing.csv", &[], 0),
        ("tiers-of-most-missing-between.csv", &["thin-week"], 3),
        ("tiers-of-some-missing-between.csv", &[], 0),
        ("flags-of-another-day.csv", &["thin-week"], 3),
        // The same people under other codes; and one who has the name of another.
        ("with-names-2026-11-16.csv --staff staff-of-payroll.csv", &["look-alike"], 3),
        ("with-names-2026-11-16.csv --staff staff-of-another-area.csv", &["look-alike"], 3),
        ("with-names-2026-11-16.csv --staff staff-swapped.csv", &["look-alike"], 3),
        ("with-names-2026-11-16.csv --staff staff-with-a-namesake.csv", &[], 0),
        ("flags-of-the-day.csv", &[], 0),
    ] {
        assert_warned(arguments, expected, code);
    }
}

/// The first week has none before it: where it ends a run of the rule, the week after it tells what is missing.
#[test]
fn a_first_week_that_ends_a_run_is_compared_with_the_week_after_it() {
    for (arguments, expected, code) in [
        ("first-week-without-tiers.csv", &["thin-week"][..], 3),
        ("first-week-without-tiers-of-one.csv", &["thin-week"], 3),
        ("first-week-with-few-cases.csv", &["thin-week"], 3),
        ("first-week-of-few-officers.csv", &["thin-week"], 3),
        ("first-week-without-a-team.csv", &["thin-week"], 3),
        ("first-week-without-a-team-but-one.csv", &["thin-week"], 3),
        // The team that its officers left is warned of, and not the one that they went to.
        ("moved-into-a-team-first.csv", &["thin-week"], 3),
        ("first-week-of-another-team.csv", &["renamed-unit"], 3),
        ("first-week-without-reductions.csv", &["thin-week"], 3),
        ("first-week-before-a-bank-holiday.csv", &[], 0),
        ("first-week-lighter.csv", &[], 0),
        ("first-week-before-the-rule.csv", &[], 1),
    ] {
        assert_warned(arguments, expected, code);
    }
    assert_eq!(
        said("first-week-of-few-officers.csv"),
        "first-week-of-few-officers.csv:2: warning: in the week 2026-10-26 the team `T1` has 1 officer, and 4 in the week 2026-11-02; over \
         in the later week and not before: `A1`; is the caseload of the week 2026-10-26 whole? (thin-week)\n"
    );
}

/// A filter that was left on, and a status that was filled down. Cases that others have now, and those of one officer, are not missing.
#[test]
fn cases_that_are_gone_while_their_officers_are_there_are_warned_of() {
    for (arguments, expected, code) in [
        ("filter-left-on.csv", &["thin-week"][..], 3),
        ("filter-left-on-before.csv", &["thin-week"], 3),
        ("counts-left-blank.csv", &["thin-week"], 3),
        ("a-row-for-each-case.csv", &[], 0),
        ("filter-left-on-for-a-team.csv", &["thin-week"], 3),
        ("filter-left-on-beside-leavers.csv", &["thin-week"], 3),
        ("filter-left-on-beside-growth.csv", &["thin-week"], 3),
        ("cases-unallocated.csv", &[], 0),
        ("cases-to-another-team.csv", &[], 0),
        ("cases-to-somebody-new.csv", &[], 0),
        ("cases-of-one-gone.csv", &[], 0),
        ("status-filled-down.csv", &["thin-week"], 3),
        ("warrants-for-long.csv", &[], 0),
    ] {
        assert_warned(arguments, expected, code);
    }
    assert_eq!(
        said("filter-left-on-for-a-team.csv"),
        "filter-left-on-for-a-team.csv:50: warning: in the week 2026-11-16, 4 of 4 officers of the team `S` have fewer than half of the \
         cases that they had in the week 2026-11-09 (12 of 44 in all), and most of the other cases are with nobody else; is the caseload whole? \
         (thin-week)\n"
    );
    assert_eq!(
        said("status-filled-down.csv"),
        "status-filled-down.csv:26: warning: `A1` has 11 cases in the week 2026-11-16, 11 of them with a status that counts nothing, and \
         had more work in the week 2026-11-09; are the statuses right? (thin-week)\n"
    );
}

/// A run that goes on with somebody else: only where the officer is over before and after, and no word of the names is the same.
#[test]
fn a_code_that_has_another_name_within_a_run_is_warned_of() {
    for (arguments, expected, code) in [
        ("code-of-somebody-new.csv", &["look-alike"][..], 1),
        ("code-of-somebody-new-within.csv", &[], 0),
        ("married.csv", &[], 1),
    ] {
        assert_warned(arguments, expected, code);
    }
    let output =
        wmt(&repository().join("tests/calc/warnings")).args(["calc", "code-of-somebody-new.csv", "--quiet"]).output();
    assert_eq!(
        String::from_utf8(output.expect("wmt runs").stderr).expect("messages are UTF-8"),
        "code-of-somebody-new.csv:8: warning: `N07` has another name in the week 2026-11-16, `Peter Newman`, than in the week 2026-11-09, \
         `Amy Bell`, and is over in both; if they are two people, give them two codes, or the run of weeks of one goes on with the other \
         (look-alike)\n"
    );
}

#[test]
fn dates_and_codes_that_were_changed_are_warned_of() {
    for (arguments, expected, code) in [
        ("rows-of-last-years-date.csv", &["far-week"][..], 3),
        ("rows-of-last-years-date-between.csv", &["far-week"], 3),
        ("a-whole-week-before.csv", &[], 0),
        ("another-month.csv", &["far-week"], 3),
        ("two-weeks-of-last-year.csv", &["far-week"; 2], 1),
        ("rows-of-two-weeks-of-last-year.csv", &["far-week"; 2], 3),
        ("handed-over-after-an-early-week.csv", &[], 1),
        // A missing week is no sign of a wrong date.
        ("../../checks/missing-week.csv", &[], 0),
        ("an-early-week-of-another-month.csv", &[], 1),
        ("last-weeks-year.csv", &["far-week"], 3),
        ("due-in-2062.csv", &["file-date"], 3),
        ("sound-2026-11-16.csv --reductions reductions-of-2062.csv", &["file-date"], 3),
        ("dates-turned-round.csv", &["file-date"], 3),
        ("dates-in-utc.csv", &["file-date"], 3),
        ("sound-2026-11-16.csv --reductions reductions-turned-round.csv", &["file-date"], 3),
        ("swapped-codes.csv", &["look-alike"], 3),
        ("swapped-codes-of-nobody-over.csv", &[], 0),
        ("worker-of-a-team-moved.csv", &[], 1),
    ] {
        assert_warned(arguments, expected, code);
    }
}

#[test]
fn a_unit_that_comes_under_another_one_is_warned_of_with_what_to_do() {
    for (arguments, expected, code) in [
        ("moved-team.csv --by team", &["renamed-unit"][..], 3),
        ("moved-team-not-over.csv --by team", &[], 0),
        ("moved-pdu.csv --by pdu", &["renamed-unit", "renamed-unit"], 3),
        ("without-pdu.csv --by team", &["renamed-unit"], 3),
        // It is said once, of the unit that has another name.
        ("renamed-pdu-of-a-team.csv --by team", &["renamed-unit"], 3),
    ] {
        assert_warned(arguments, expected, code);
    }
    assert_eq!(
        said("moved-team.csv"),
        "moved-team.csv:20: warning: the team `Court` is over in the week 2026-11-09 in the PDU `West`, and in the week 2026-11-16 in the \
         PDU `East`; if it is the same team, write one PDU in all weeks, or its run of weeks starts again (renamed-unit)\n"
    );
    let without = said("without-pdu.csv");
    assert!(without.contains("without a PDU, and in the week 2026-11-16 in the PDU `West`; if"), "{without}");
}
