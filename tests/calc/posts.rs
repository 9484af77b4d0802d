//! Officers and their posts: hours that add up, officers without hours, officers who hold nothing, work nobody holds.

use super::{figures, report, worked_out};
use crate::command::Folder;

#[test]
fn the_posts_of_an_officer_add_up_to_one_row() {
    // 20 + 17 = 37 hours less 1 + 0.8 = 35.2 net, x 0.672 = 23.65 h; 6 + 4 A3 cases are 6,180 of 6,209.28 minutes.
    let rows = worked_out(
        "officer,team,pdu,region,contracted_hours,reduction_hours,case_type,tier,count\n\
         A1,Riverside 2,Tees,North,20,1,community,A3,6\nA1,Harbour 1,Wear,North,17,0.8,community,A3,4\n",
    );
    assert_eq!(rows.column("officer"), ["A1"]);
    for (column, expected) in [
        ("team", "Harbour 1 + Riverside 2"),
        ("pdu", "Tees + Wear"),
        ("region", "North"),
        ("cases", "10"),
        ("contracted_hours", "37.00"),
        ("reduction_hours", "1.80"),
        ("available_hours", "23.65"),
        ("work_hours", "23.54"),
        ("capacity_percent", "99.5"),
    ] {
        assert_eq!(rows.cell("A1", column), expected, "{column}");
    }
}

#[test]
fn one_post_over_and_one_within_are_judged_together() {
    // In Riverside 2 alone 6 x 618 of 18.5 hours would be 113.6 %; with Harbour 1 it is half of that.
    let caseload = "officer,team,contracted_hours,case_type,tier,count\n\
                    A1,Riverside 2,18.5,community,A3,6\nA1,Harbour 1,18.5,,,\n";
    let rows = worked_out(caseload);
    assert_eq!(["capacity_percent", "standing"].map(|column| rows.cell("A1", column)), ["56.8", "within"]);
}

#[test]
fn a_choice_of_team_shows_its_officers_with_all_their_work() {
    // Whether somebody is overloaded does not depend on which of their teams is looked at.
    let caseload = "officer,team,contracted_hours,week,case_type,tier,count\n\
                    A1,R2,18.5,2026-11-09,community,A3,4\nA1,H1,18.5,2026-11-09,community,A3,6\n\
                    A1,R2,18.5,2026-11-16,community,A3,7\nA1,H1,18.5,2026-11-16,community,A3,5\nB2,H1,37,2026-11-16,,,\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv --team R2");
    assert_eq!(rows.column("officer"), ["A1"]);
    assert_eq!(rows.of("A1", ["cases", "capacity_percent", "previous_percent"]), ["12", "113.6", "94.7"]);
    // The team itself has the post in it alone: 7 and 4 x 618 of 3,263.4 minutes.
    let rows = figures(&folder, "caseload.csv --team R2 --by all");
    assert_eq!(rows.of("2026-11-16", ["cases", "capacity_percent", "previous_percent"]), ["7", "132.6", "75.7"]);
}

#[test]
fn an_officer_who_holds_nothing_is_at_0_per_cent_and_within() {
    let rows =
        worked_out("officer,contracted_hours,week,case_type,tier\nA1,37,2026-11-16,,\nB2,37,2026-11-16,community,A3\n");
    let found =
        ["cases", "work_hours", "capacity_percent", "weeks_over", "standing"].map(|column| rows.cell("A1", column));
    assert_eq!(found, ["0", "0.00", "0.0", "0", "within"]);
}

#[test]
fn whoever_has_no_hours_shows_the_work_and_never_a_percentage() {
    // An SPO has no usual hours; B2's are all reduced; C3's are nought. Two A3 cases are 1,236 minutes, 4.71 h a week.
    let caseload = "officer,grade,contracted_hours,reduction_hours,week,case_type,tier,count\n\
                    A1,SPO,,,2026-11-16,community,A3,2\nB2,PO,37,37,2026-11-16,community,A3,2\n\
                    C3,PO,0,,2026-11-16,community,A3,2\nD4,,,,2026-11-16,community,A3,2\n";
    let rows = worked_out(caseload);
    for (officer, contracted, reduction) in
        [("A1", "", "0.00"), ("B2", "37.00", "37.00"), ("C3", "0.00", "0.00"), ("D4", "", "0.00")]
    {
        let found =
            ["contracted_hours", "reduction_hours", "available_hours", "work_hours", "capacity_percent", "standing"]
                .map(|column| rows.cell(officer, column));
        assert_eq!(found, [contracted, reduction, "0.00", "4.71", "", "no hours"], "{officer}");
    }
    let folder = Folder::new().with("caseload.csv", caseload);
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("No hours work for which there are no hours: A1 (2 cases, 4.71 h a week);"), "{report}");
    assert!(report.contains("18.83 h of work a week for 0.00 h available: no hours"), "{report}");
    assert!(!report.contains("inf") && !report.contains("NaN"), "{report}");
}

#[test]
fn work_that_nobody_with_hours_holds_is_part_of_the_unit() {
    // A1: 5 A3 = 3,090. Unallocated: 3 = 1,854. The SPO: 2 = 1,236. All 6,180 of 6,526.8 minutes: 94.7 %.
    let caseload = "officer,grade,team,week,case_type,tier,count\n\
                    A1,PO,R1,2026-11-16,community,A3,5\n,,R1,2026-11-16,community,A3,3\nS1,SPO,R1,2026-11-16,community,A3,2\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let team = figures(&folder, "caseload.csv --by team");
    for (column, expected) in [
        ("officers", "2"),
        ("no_hours", "1"),
        ("cases", "10"),
        ("unallocated_cases", "3"),
        ("capacity_percent", "94.7"),
        ("lowest_percent", "47.3"),
        ("highest_percent", "47.3"),
    ] {
        assert_eq!(team.cell("R1", column), expected, "{column}");
    }
    let officers = figures(&folder, "caseload.csv");
    assert_eq!(officers.column("officer"), ["A1", "S1"], "unallocated work is nobody's row");
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("unallocated (3 cases, 7.06 h a week); S1 (2 cases, 4.71 h a week)"), "{report}");
}

#[test]
fn a_caseload_of_unallocated_work_alone_is_worked_out_too() {
    let folder =
        Folder::new().with("caseload.csv", "officer,week,case_type,tier,count\n,2026-11-16,community,A3,650\n");
    assert!(figures(&folder, "caseload.csv").column("officer").is_empty());
    let report = report(&folder, "caseload.csv");
    // 650 x 618 / 262.5, the minutes a month of one hour a week.
    assert!(report.contains("unallocated (650 cases, 1530.29 h a week)"), "{report}");
}

#[test]
fn a_grade_belongs_to_the_post() {
    // Acting up in Harbour 1, where the grade has no usual hours: 37 hours are the PO's, and 10 are given.
    let caseload = "officer,grade,team,contracted_hours,case_type,tier,count\n\
                    A1,SPO,Harbour 1,10,,,\nA1,PO,Riverside 2,,community,A3,6\nA1,PO,Seaside 3,10,,,\nB2,PO,Harbour 1,37,,,\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv");
    assert_eq!(["grade", "contracted_hours"].map(|column| rows.cell("A1", column)), ["SPO + PO", "57.00"]);
    assert!(report(&folder, "caseload.csv").contains(" SPO + PO "), "people see both");
    let json = folder.run(["calc", "caseload.csv", "--format", "json"]);
    assert!(String::from_utf8_lossy(&json.stdout).contains("\"grade\": \"SPO + PO\""), "{json:?}");
    let explained = folder.run(["explain", "caseload.csv", "A1"]);
    assert!(String::from_utf8_lossy(&explained.stdout).starts_with("A1, SPO + PO, "), "{explained:?}");
    let grades = figures(&folder, "caseload.csv --by grade");
    for (grade, officers, hours, cases) in [("SPO", "1", "10.00", "0"), ("PO", "2", "84.00", "6")] {
        let found = ["officers", "contracted_hours", "cases"].map(|column| grades.cell(grade, column));
        assert_eq!(found, [officers, hours, cases], "{grade}");
    }
    let of_all = figures(&folder, "caseload.csv --grade SPO --by all");
    assert_eq!(["contracted_hours", "cases"].map(|column| of_all.column(column)), [["10.00"], ["0"]]);
    assert_eq!(figures(&folder, "caseload.csv --grade SPO").column("officer"), ["A1"]);
}

/// Somebody acts up in another team: each post has its grade and the hours of it.
#[test]
fn a_grade_that_is_filled_from_another_team_brings_no_second_week_of_hours() {
    // 12 A3 and one D0 case are 7,416 + 87 of 6,526.8 minutes: 115.0 %. With 37 hours in each team they would be half of that.
    let headings = "officer,team,case_type,tier,count,contracted_hours,grade\n";
    for (rows, expected) in [
        ("A1,T,community,A3,12,37,PO\nA1,U,community,D0,1,,\n", ["37.00", "PO", "115.0"]),
        ("A1,T,community,A3,12,,PO\nA1,U,community,D0,1,,\n", ["37.00", "PO", "115.0"]),
        // What the rows of each say themselves adds up.
        ("A1,T,community,A3,12,,PO\nA1,U,community,D0,1,,PO\n", ["74.00", "PO", "57.5"]),
        ("A1,T,community,A3,12,18.5,PO\nA1,U,community,D0,1,18.5,\n", ["37.00", "PO", "115.0"]),
    ] {
        let worked = worked_out(format!("{headings}{rows}"));
        let columns = ["contracted_hours", "grade", "capacity_percent"];
        assert_eq!(columns.map(|column| worked.cell("A1", column)), expected, "{rows}");
    }
}

#[test]
fn grades_belong_to_posts() {
    let caseload = "officer,team,grade,contracted_hours,week,case_type,tier\n\
                    A1,R1,PO,18.5,2026-11-16,community,A3\nA1,R1,,,2026-11-16,community,A3\n\
                    A1,R2,SPO,18.5,2026-11-16,community,A3\nB2,R1,PO,18.5,2026-11-16,community,A3\nB2,R2,,18.5,2026-11-16,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv");
    assert_eq!([rows.cell("A1", "grade"), rows.cell("B2", "grade")], ["PO + SPO", "PO"]);
    let by_grade = figures(&folder, "caseload.csv --by grade");
    assert_eq!([by_grade.cell("PO", "cases"), by_grade.cell("SPO", "cases")], ["4", "1"]);
    assert_eq!(figures(&folder, "caseload.csv --grade SPO").column("officer"), ["A1"]);
    let page = crate::report::report(&folder, "explain A1 caseload.csv");
    assert!(page.starts_with("A1, PO + SPO, R1 + R2,"), "{page}");
    // Where the posts have several grades, one that says none has none, and so no usual hours.
    let caseload = "officer,team,grade,week,case_type,tier\nA1,R1,PO,2026-11-16,community,A3\n\
                    A1,R2,PSO,2026-11-16,community,A3\nA1,R3,,2026-11-16,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(figures(&folder, "caseload.csv").of("A1", ["grade", "contracted_hours"]), ["PO + PSO", "74.00"]);
}

/// Names that look alike are a warning; others that differ are a fault.
#[test]
fn two_spellings_of_the_name_of_an_officer_are_warned_of() {
    let caseload = "officer,name,contracted_hours,week,case_type,tier\nA1,Zoe O'Hara,37,2026-11-16,community,A3\n\
                    A1,Zoe O’Hara,37,2026-11-16,community,A3\nA1,zoe  o'hara,37,2026-11-16,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(figures(&folder, "caseload.csv").cell("A1", "name"), "Zoe O'Hara");
    let said = super::notices(&folder, "caseload.csv");
    assert!(
        said.contains(
            "caseload.csv:3: warning: the name of `A1` is `Zoe O’Hara` here and `Zoe O'Hara` in caseload.csv:2"
        ),
        "{said}"
    );
    assert_eq!(said.lines().count(), 2, "{said}");
}
