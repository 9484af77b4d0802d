//! Blank cells: filled from another row of the same officer and team, else from the grade; never guessed.

use super::{report, worked_out};
use crate::command::Folder;

#[test]
fn blanks_are_filled_from_another_row_of_the_officer_wherever_it_stands() {
    let full = "A1,Amy Bell,PO,R1,Tees,North,30,1.8,community,A3\n";
    let bare = "A1,,,,,,,,licence,B2\n";
    let headings = "officer,name,grade,team,pdu,region,contracted_hours,reduction_hours,case_type,tier\n";
    // 618 + 396 = 1,014 minutes of 28.2 x 0.672 x 262.5 = 4,974.48: 20.4 %.
    for caseload in [format!("{headings}{full}{bare}"), format!("{headings}{bare}{full}")] {
        let rows = worked_out(caseload);
        assert_eq!(rows.column("officer"), ["A1"]);
        for (column, expected) in [
            ("name", "Amy Bell"),
            ("grade", "PO"),
            ("team", "R1"),
            ("pdu", "Tees"),
            ("region", "North"),
            ("contracted_hours", "30.00"),
            ("reduction_hours", "1.80"),
            ("capacity_percent", "20.4"),
        ] {
            assert_eq!(rows.cell("A1", column), expected, "{column}");
        }
    }
}

#[test]
fn name_and_grade_go_with_the_officer_into_every_post() {
    let rows = worked_out(
        "officer,name,grade,team,contracted_hours,case_type,tier\n\
         A1,Amy Bell,PO,R1,20,community,A3\nA1,,,R2,10,community,A3\n",
    );
    let found = ["name", "grade", "team", "contracted_hours"].map(|column| rows.cell("A1", column));
    assert_eq!(found, ["Amy Bell", "PO", "R1 + R2", "30.00"]);
}

#[test]
fn blank_hours_are_the_hours_of_the_grade() {
    for (grade, hours) in [("PO", "37.00"), ("PSO", "37.00"), ("TPO", "37.00"), ("NPSC", ""), ("SPO", "")] {
        let rows = worked_out(format!("officer,grade,contracted_hours,case_type,tier\nA1,{grade},,community,A3\n"));
        assert_eq!(rows.cell("A1", "contracted_hours"), hours, "{grade}");
    }
}

#[test]
fn hours_of_their_own_beat_the_hours_of_the_grade() {
    let rows = worked_out("officer,grade,contracted_hours,case_type,tier\nA1,PO,22.2,community,A3\n");
    assert_eq!(rows.cell("A1", "contracted_hours"), "22.20");
}

#[test]
fn the_grades_hours_taken_for_two_teams_are_said() {
    // Nobody works 74 hours; but which of the posts is the smaller one, only the user knows.
    let caseload = "officer,grade,team,case_type,tier\nA1,PO,R1,community,A3\nA1,PO,R2,community,A3\n";
    let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    assert!(report.contains("the usual hours of the grade were added to those of another team: A1"), "{report}");
}

#[test]
fn blanks_are_not_filled_from_another_week() {
    // A past week is worked out with what was known of it.
    let rows = worked_out(
        "officer,contracted_hours,week,case_type,tier\nA1,37,2026-11-09,community,A3\nA1,,2026-11-16,community,A3\n",
    );
    assert_eq!(["contracted_hours", "standing"].map(|column| rows.cell("A1", column)), ["", "no hours"]);
}

#[test]
fn a_cell_of_a_space_that_does_not_break_is_blank_and_never_loses_the_row() {
    // Web pages and Word write U+00A0 for a blank cell. A1 438 + A3 618 = 1,056 minutes, 16.2 %.
    for (column, row) in [
        ("count", "A,PO,37,2026-11-16,community,A3,,\u{a0},"),
        ("status", "A,PO,37,2026-11-16,community,A3,\u{a0},,"),
        ("extra_minutes", "A,PO,37,2026-11-16,community,A3,,,\u{a0}"),
        ("contracted_hours", "A,PO,\u{a0},2026-11-16,community,A3,,,"),
    ] {
        let rows = worked_out(format!(
            "officer,grade,contracted_hours,week,case_type,tier,status,count,extra_minutes\n\
             A,PO,37,2026-11-16,community,A1,,,\n{row}\n"
        ));
        assert_eq!(["cases", "capacity_percent"].map(|figure| rows.cell("A", figure)), ["2", "16.2"], "{column}");
    }
}
