//! What a row counts: its count, its status, its extra minutes; and names however they are spelt.

use super::{figures, report, round_weights, worked_out};
use crate::command::Folder;

const HEADINGS: &str = "officer,contracted_hours,case_type,tier,status,task,count,extra_minutes\n";

#[test]
fn a_row_is_its_count_times_minutes_times_status_and_extra_minutes_on_top() {
    // Hours a week are minutes x 12 / 52.5 / 60: 262.5 minutes a month are one hour a week.
    for (row, minutes, cases, work_hours) in [
        ("community,A3,,,,", "618", "1", "2.35"),
        ("community,A3,,,3,", "1854", "3", "7.06"),
        ("community,A3,,,0,", "0", "0", "0.00"),
        ("community,A3,,,,100", "718", "1", "2.74"),
        // Extra minutes are on top once, whatever the count: 2 x 618 + 100.
        ("community,A3,,,2,100", "1336", "2", "5.09"),
        ("community,,,,,262.5", "262.5", "1", "1.00"),
        (",,,parole_report,2,", "720", "0", "2.74"),
        (",,,CMS06,-1,", "-78", "0", "-0.30"),
        ("community,A3,warrant,,4,", "0", "4", "0.00"),
        ("community,A3,overdue_termination,,4,", "0", "4", "0.00"),
        ("community,A3,unpaid_work,,1,", "618", "1", "2.35"),
    ] {
        let rows = worked_out(format!("{HEADINGS}A1,37,{row}\n"));
        let found = ["cases", "work_hours"].map(|column| rows.cell("A1", column));
        assert_eq!(found, [cases, work_hours], "{row}: {minutes} minutes");
    }
}

#[test]
fn a_status_may_count_a_part_of_the_minutes_and_extra_minutes_stay_whole() {
    // Half of 3 x 480 is 720 minutes, 15 % of 4,800; with 240 on top 960, 20 %.
    let caseload = "officer,grade,case_type,tier,status,count,extra_minutes\n\
                    half,PO,community,high,half,3,\nmore,PO,community,high,half,3,240\nnone,PO,community,high,none,3,\n";
    let folder = Folder::new()
        .with("round.toml", round_weights("2026-01-05", "over = 110\nweeks = 4"))
        .with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv --weights round.toml");
    let capacities = ["half", "more", "none"].map(|officer| rows.cell(officer, "capacity_percent"));
    assert_eq!(capacities, ["15.0", "20.0", "0.0"]);
}

#[test]
fn the_task_that_a_colleague_did_moves_from_one_officer_to_the_other() {
    // CMS03 is 54 minutes: 2 of them are 108. A3 is 618: 618 - 108 = 510 minutes, 7.8 %; 108 minutes are 1.7 %.
    let rows = worked_out(format!("{HEADINGS}A1,37,community,A3,,,,\nA1,37,,,,CMS03,-2,\nB2,37,,,,CMS03,2,\n"));
    assert_eq!(rows.cell("A1", "capacity_percent"), "7.8");
    assert_eq!(rows.cell("B2", "capacity_percent"), "1.7");
}

#[test]
fn names_are_matched_without_case_and_by_their_aliases() {
    // Licence A3 is 657 minutes: 2.50 h a week, 10.1 % of 37 hours, which are the grade's.
    for (case_type, tier, status, grade) in [
        ("licence", "A3", "active", "PO"),
        ("LICENCE", "a3", "Active", "po"),
        ("License", "A3", "N", "CRCM"),
        ("license", "A3", "n", "crcm"),
        (" Licence ", " A3 ", "U", "NPSM"),
        ("licence", "A3", "S", "PSM"),
        ("licence", "A3", "L", "PSN"),
        ("licence", "A3", "p", "PO"),
        ("licence", "A3", "I", "PO"),
    ] {
        let rows = worked_out(format!("officer,grade,case_type,tier,status\nA1,{grade},{case_type},{tier},{status}\n"));
        let found = ["grade", "work_hours", "capacity_percent"].map(|column| rows.cell("A1", column));
        assert_eq!(found, ["PO", "2.50", "10.1"], "{case_type} {tier} {status} {grade}");
    }
}

#[test]
fn the_row_types_of_warrants_and_overdue_terminations_count_nothing() {
    for status in ["W", "w", "O", "o", "warrant", "Overdue_Termination"] {
        let rows = worked_out(format!("officer,grade,case_type,tier,status\nA1,PO,licence,A3,{status}\n"));
        assert_eq!(["cases", "work_hours"].map(|column| rows.cell("A1", column)), ["1", "0.00"], "{status}");
    }
}

#[test]
fn how_many_cases_count_nothing_and_why_is_on_the_report() {
    let caseload = "officer,grade,case_type,tier,status,task,count\n\
                    A1,PO,community,A3,W,,2\nA1,PO,community,,,,3\nA1,PO,licence,B2S,,,4\n\
                    A1,PO,community,A3,,,1\nA1,PO,,,,CMS40,5\n";
    let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    assert!(
        report.contains("Not counted 9 cases (2 by status, 3 untiered, 4 in tiers of 0 minutes); 5 tasks"),
        "{report}"
    );
}

#[test]
fn fewer_than_no_tasks_are_those_that_a_colleague_did() {
    let headings = "officer,grade,week,task,count,due\n";
    for (row, expected) in [
        ("CMS40,-1,", "Not counted 1 task that a colleague did"),
        ("CMS40,-5,", "Not counted 5 tasks that a colleague did"),
        ("CMS40,1,", "Not counted 1 task"),
        ("sdr,-1,2027-03-01", "Not yet due 1 task that a colleague did, -1.58 h a week"),
    ] {
        let caseload = format!("{headings}A1,PO,2026-11-16,{row}\n");
        let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
        assert!(report.contains(expected), "{report}");
    }
}

#[test]
fn adding_a_tier_a_task_or_a_status_needs_nothing_but_the_weights_file() {
    let weights = round_weights("2026-01-05", "over = 110\nweeks = 4")
        + "quarter = 25\n[cases.resettlement]\n\"Band G\" = \"2h\"\n[aliases.case_type]\nrs = \"resettlement\"\n";
    let folder = Folder::new()
        .with("weights.toml", weights)
        .with("caseload.csv", "officer,grade,case_type,tier,status,count\nA1,po,RS,band g,Quarter,16\n");
    // 16 x 120 x 25 % = 480 minutes, a tenth of 4,800.
    assert_eq!(figures(&folder, "caseload.csv").cell("A1", "capacity_percent"), "10.0");
}

#[test]
fn a_case_with_extra_minutes_does_not_count_nothing_unless_its_tier_is_unknown() {
    let caseload =
        "officer,grade,case_type,tier,status,extra_minutes\nA1,PO,community,A3,W,100\nA1,PO,community,,,100\n";
    let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    assert!(report.contains("Not counted 1 case (1 untiered)"), "{report}");
}
