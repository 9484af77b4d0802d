//! A staff list holds for every week of a caseload, and a gap in an export stays a gap.

use super::{report, rows, stdout};
use crate::command::Folder;

const MONDAYS: [&str; 9] = [
    "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09",
    "2026-11-16",
];

/// A caseload of adjacent weeks up to 16 November 2026: `o` over, `w` within, `.` no rows. Twelve A3 cases are 7,416
/// minutes, 113.6 % of 37 hours; eleven are 104.2 %. B2 of R2 is there in every week, so that every week is.
fn weeks(pattern: &str) -> String {
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for (mark, monday) in pattern.chars().zip(&MONDAYS[MONDAYS.len() - pattern.len()..]) {
        caseload.push_str(&format!("B2,R2,37,{monday},community,A3,1\n"));
        match mark {
            'o' => caseload.push_str(&format!("A1,R1,37,{monday},community,A3,12\n")),
            'w' => caseload.push_str(&format!("A1,R1,37,{monday},community,A3,11\n")),
            _ => (),
        }
    }
    caseload
}

const STAFF: &str = "officer,name,team,contracted_hours\nA1,Amy Bell,R1,37\nB2,Ben Clarke,R2,37\n";

#[test]
fn a_gap_in_the_caseload_does_not_end_a_run_in_silence_because_a_list_knows_the_officer() {
    for (pattern, weeks_over, standing, before) in [
        ("oooo", "4", "excessive", "113.6"),
        ("ooo.o", "1", "possible", ""),
        ("oo.oo", "2", "possible", "113.6"),
        ("o..o", "1", "possible", ""),
        ("o.o", "1", "over", ""),
        ("wo.oo", "2", "possible", "113.6"),
        // Nothing is missing before the first figure, and four missing side by side are an absence.
        (".ooo", "3", "over", "113.6"),
        ("...o", "1", "over", ""),
        ("oooo....o", "1", "over", ""),
        ("w.oo", "2", "over", "113.6"),
        ("oo.w", "0", "within", ""),
    ] {
        let folder = Folder::new().with("caseload.csv", weeks(pattern)).with("staff.csv", STAFF);
        for arguments in ["", "--staff staff.csv"] {
            let rows = rows(&folder, &format!("calc caseload.csv {arguments}"));
            let columns = ["weeks_over", "standing", "previous_percent"];
            assert_eq!(rows.of("A1", columns), [weeks_over, standing, before], "{pattern} {arguments}");
        }
    }
}

#[test]
fn the_weeks_that_only_the_list_has_are_named_as_missing() {
    let folder = Folder::new().with("caseload.csv", weeks("oo.o")).with("staff.csv", STAFF);
    let said = report(&folder, "calc caseload.csv --staff staff.csv");
    let possible = "A1 Amy Bell (over for 1 week; no figure for 2026-11-09: excessive if over in that week too)";
    assert!(said.contains(possible), "{said}");
    let output = folder.run(["calc", "caseload.csv", "--staff", "staff.csv", "--exit-code"]);
    assert_eq!(output.status.code(), Some(1), "and it is an alarm");
}

#[test]
fn hours_that_the_list_gives_in_one_team_alone_hold_also_before_that_team_has_rows() {
    let mut caseload = "officer,team,week,case_type,tier,count\n".to_owned();
    for monday in &MONDAYS[5..] {
        caseload.push_str(&format!("A1,R1,{monday},community,A3,12\n"));
    }
    caseload.push_str("A1,R2,2026-11-16,community,A3,1\n");
    let staff = "officer,team,grade,contracted_hours\nA1,R1,,\nA1,R2,PO,37\n";
    let folder = Folder::new().with("caseload.csv", caseload).with("staff.csv", staff);
    // Nobody knows whether rows in R2 are missing, but 12 cases in R1 are over the 37 hours of both by themselves.
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.of("A1", ["capacity_percent", "weeks_over", "standing"]), ["123.1", "4", "excessive"]);
    let explained = stdout(&folder, "explain A1 caseload.csv --staff staff.csv");
    assert!(explained.contains("113.6%"), "{explained}");
}

#[test]
fn the_same_holds_for_a_unit_that_only_the_list_has_in_a_week() {
    for (pattern, standing) in [("oo.o", "possible"), ("o.o", "over")] {
        let folder = Folder::new().with("caseload.csv", weeks(pattern)).with("staff.csv", STAFF);
        let rows = rows(&folder, "calc caseload.csv --staff staff.csv --by team");
        let columns = ["capacity_percent", "weeks_over", "standing", "previous_percent"];
        assert_eq!(rows.of("R1", columns), ["113.6", "1", standing, ""], "{pattern}");
    }
}

#[test]
fn rows_that_are_missing_in_the_week_reported_are_said() {
    // Amy Bell has cases in three weeks and none in the fourth: she may hold nothing, or the export has a gap.
    let folder = Folder::new().with("caseload.csv", weeks("ooo.")).with("staff.csv", STAFF);
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    let columns = ["cases", "capacity_percent", "weeks_over", "standing"];
    assert_eq!(rows.of("A1", columns), ["0", "0.0", "0", "within"]);
    let said = report(&folder, "calc caseload.csv --staff staff.csv");
    assert!(said.contains("over last week, and no figure now: A1 Amy Bell (over for 3 weeks)"), "{said}");
}

#[test]
fn a_list_holds_in_each_week_that_can_be_reported() {
    let folder = Folder::new()
        .with(
            "caseload.csv",
            "officer,week,case_type,tier,count\n\
             N53-0412,2026-11-02,community,A3,8\nN53-0412,2026-11-16,community,A3,8\n",
        )
        .with("staff.csv", "officer,contracted_hours\nN53-0412,29.6\nN53-0417,37\n");
    for week in ["2026-11-02", "2026-11-16"] {
        let rows = rows(&folder, &format!("calc caseload.csv --staff staff.csv --week {week}"));
        assert_eq!(rows.column("week"), [week, week]);
        assert_eq!(rows.of("N53-0412", ["capacity_percent"]), ["94.7"], "{week}");
        assert_eq!(rows.of("N53-0417", ["cases", "capacity_percent"]), ["0", "0.0"], "{week}");
    }
    let said = super::faults(&folder, "calc caseload.csv --staff staff.csv --week 2026-11-09");
    assert!(said.contains("the caseload has no rows in the week 2026-11-09"), "a list makes no week: {said}");
}

#[test]
fn files_that_their_names_date_are_filled_like_one_file_of_all_weeks() {
    let week = |monday: &str| format!("officer,week,case_type,tier,count\nN53-0412,{monday},community,A3,11\n");
    let undated = "officer,case_type,tier,count\nN53-0412,community,A3,11\n";
    let folder = Folder::new()
        .with("caseload-2026-11-09.csv", undated)
        .with("caseload-2026-11-16.csv", undated)
        .with("together.csv", week("2026-11-09") + "N53-0412,2026-11-16,community,A3,11\n")
        .with("staff.csv", "officer,name,contracted_hours\nN53-0412,Amy Bell,29.6\nN53-0417,Ben Clarke,37\n");
    let run = |files: &str| stdout(&folder, &format!("calc {files} --staff staff.csv --format json"));
    assert_eq!(run("caseload-2026-11-09.csv caseload-2026-11-16.csv"), run("together.csv"));
    // 6,798 of 5,221.44 minutes: 130.2 %, in both weeks.
    let rows = rows(&folder, "calc together.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["capacity_percent", "weeks_over"]), ["130.2", "2"]);
}

#[test]
fn of_several_snapshots_in_a_week_the_latest_alone_is_filled() {
    let caseload = "officer,week,case_type,tier,count\nN53-0412,2026-11-16,community,A3,8\n\
                    N53-0417,2026-11-16,community,A3,8\nN53-0412,2026-11-18,community,A3,8\n";
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,contracted_hours\nN53-0412,37\nN53-0417,37\nN53-0420,37\n");
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.column("officer"), ["N53-0412", "N53-0417", "N53-0420"]);
    assert_eq!(rows.column("cases"), ["8", "0", "0"]);
    let said = report(&folder, "calc caseload.csv --staff staff.csv");
    assert!(
        said.contains("the snapshot of 2026-11-16, as a later one of the week counts; 1 officer is only in it"),
        "{said}"
    );
}

/// Weights of round figures: half of contracted hours is for casework, and a PO has so many of them.
fn weights(from: &str, po_hours: u32) -> String {
    format!(
        "version = \"from-{from}\"\nfrom = {from}\n\
         [hours]\nweeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0\n\
         [limits]\nover = 110\nweeks = 4\n\
         [grades.PSO]\ncontracted_hours = 10\n[grades.PO]\ncontracted_hours = {po_hours}\n\
         [cases.community]\nhigh = 480\n"
    )
}

#[test]
fn each_week_takes_the_hours_that_its_own_weights_give_the_grade() {
    // 480 minutes a month × 12 ÷ 48 ÷ 60 are 2 hours a week; half of 40 hours is 20, half of 30 is 15.
    let mut swapped = weights("2026-11-16", 30);
    // The same grades in another order: what a list says is a name, and not a place.
    swapped = swapped.replace("[grades.PSO]\ncontracted_hours = 10\n", "") + "[grades.PSO]\ncontracted_hours = 10\n";
    let folder = Folder::new()
        .with("old.toml", weights("2026-01-05", 40))
        .with("new.toml", swapped)
        .with(
            "caseload.csv",
            "officer,week,case_type,tier,count\n\
             N53-0412,2026-11-09,community,high,9\nN53-0412,2026-11-16,community,high,9\n",
        )
        .with("staff.csv", "officer,grade\nN53-0412,PO\nN53-0417,PO\n");
    for (week, available, capacity, weeks_over) in
        [("2026-11-09", "20.00", "90.0", "0"), ("2026-11-16", "15.00", "120.0", "1")]
    {
        let arguments =
            format!("calc caseload.csv --staff staff.csv --weights old.toml --weights new.toml --week {week}");
        let rows = rows(&folder, &arguments);
        let columns = ["grade", "available_hours", "capacity_percent", "weeks_over"];
        assert_eq!(rows.of("N53-0412", columns), ["PO", available, capacity, weeks_over], "{week}");
        assert_eq!(rows.of("N53-0417", columns), ["PO", available, "0.0", "0"], "{week}");
    }
}
