//! Officers whom a staff list has in several teams: hours, grade and units belong to the post, the name to the officer.

use super::{faults, rows, stdout};
use crate::command::Folder;

const CASELOAD: &str = "officer,team,week,case_type,tier,count\n\
                        N53-0412,R1,2026-11-16,community,A3,6\nN53-0412,R2,2026-11-16,community,A3,4\n";

#[test]
fn each_post_is_filled_from_the_row_of_its_team() {
    let folder = Folder::new().with("caseload.csv", CASELOAD).with(
        "staff.csv",
        "officer,name,grade,team,pdu,region,contracted_hours\n\
         N53-0412,Amy Bell,PO,R2,Wear,North,17\nN53-0412,Amy Bell,PO,R1,Tees,North,20\n",
    );
    // 6,180 of 6,526.8 minutes; in R1 3,708 of 20 × 176.4 = 3,528, in R2 2,472 of 17 × 176.4 = 2,998.8.
    let officer = rows(&folder, "calc caseload.csv --staff staff.csv");
    let columns = ["name", "grade", "team", "pdu", "contracted_hours", "capacity_percent"];
    assert_eq!(officer.of("N53-0412", columns), ["Amy Bell", "PO", "R1 + R2", "Tees + Wear", "37.00", "94.7"]);
    let teams = rows(&folder, "calc caseload.csv --staff staff.csv --by team");
    let columns = ["pdu", "officers", "contracted_hours", "capacity_percent"];
    assert_eq!(teams.of("R1", columns), ["Tees", "1", "20.00", "105.1"]);
    assert_eq!(teams.of("R2", columns), ["Wear", "1", "17.00", "82.4"]);
}

#[test]
fn a_post_that_only_the_list_has_adds_its_hours_and_no_work() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,team,week,case_type,tier,count\nN53-0412,R1,2026-11-16,community,A3,6\n")
        .with("staff.csv", "officer,team,contracted_hours\nN53-0412,R1,18.5\nN53-0412,R2,18.5\n");
    // 3,708 of 6,526.8 minutes, and not of half of them, which would be 113.6 %.
    let officer = rows(&folder, "calc caseload.csv --staff staff.csv");
    let columns = ["team", "contracted_hours", "cases", "capacity_percent"];
    assert_eq!(officer.of("N53-0412", columns), ["R1 + R2", "37.00", "6", "56.8"]);
    let teams = rows(&folder, "calc caseload.csv --staff staff.csv --by team");
    assert_eq!(teams.of("R2", ["officers", "cases", "capacity_percent"]), ["1", "0", "0.0"]);
    assert_eq!(teams.of("R1", ["officers", "cases", "capacity_percent"]), ["1", "6", "113.6"]);
}

#[test]
fn a_list_without_teams_fills_name_and_grade_in_every_team() {
    let folder =
        Folder::new().with("caseload.csv", CASELOAD).with("staff.csv", "officer,name,grade\nN53-0412,Amy Bell,PSO\n");
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.column("officer"), ["N53-0412"]);
    // The grade's hours are taken for each of the two posts, which the report says.
    let columns = ["name", "grade", "team", "contracted_hours"];
    assert_eq!(rows.of("N53-0412", columns), ["Amy Bell", "PSO", "R1 + R2", "74.00"]);
    let said = super::report(&folder, "calc caseload.csv --staff staff.csv");
    assert!(
        said.contains("the usual hours of the grade were added to those of another team: N53-0412 Amy Bell"),
        "{said}"
    );
}

#[test]
fn hours_without_a_team_are_refused_where_there_are_several() {
    let folder =
        Folder::new().with("caseload.csv", CASELOAD).with("staff.csv", "officer,contracted_hours\nN53-0412,37\n");
    assert_eq!(
        faults(&folder, "calc caseload.csv --staff staff.csv"),
        "staff.csv:2: `team` is blank, and the officer is in `R1` and `R2` this week\n  \
         hint: say which team the row belongs to\n"
    );
}

#[test]
fn work_without_a_team_is_refused_where_the_list_has_several() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,week,case_type,tier\nN53-0412,2026-11-16,community,A3\n")
        .with("staff.csv", "officer,team,contracted_hours\nN53-0412,R1,20\nN53-0412,R2,17\n");
    let said = faults(&folder, "calc caseload.csv --staff staff.csv");
    assert!(said.starts_with("caseload.csv:2: `team` is blank, and the officer is in `R1` and `R2`"), "{said}");
}

#[test]
fn a_team_without_work_does_not_hide_that_the_other_is_over() {
    // Judged by all posts together; which of the two rows of the list stands first says nothing.
    let caseload = "officer,team,week,case_type,tier,count\nN53-0412,R1,2026-11-16,community,A3,12\n";
    let row = ["N53-0412,R1,20\n", "N53-0412,R2,17\n"];
    let list = |rows: [&str; 2]| format!("officer,team,contracted_hours\n{}{}", rows[0], rows[1]);
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("one.csv", list(row))
        .with("other.csv", list([row[1], row[0]]));
    let run = |staff: &str| stdout(&folder, &format!("calc caseload.csv --staff {staff} --format json"));
    assert_eq!(run("one.csv"), run("other.csv"));
    let rows = rows(&folder, "calc caseload.csv --staff one.csv");
    assert_eq!(rows.of("N53-0412", ["capacity_percent", "standing"]), ["113.6", "over"]);
}

/// By hand: 16 A2 cases in the community are worked out by 37 hours in each week, and so are over in all four.
#[test]
fn a_post_of_the_list_alone_is_not_added_to_other_hours_that_the_caseload_has_in_an_earlier_week() {
    let headings = "officer,grade,team,contracted_hours,week,case_type,tier,count\n";
    let weeks = |earlier: &str| {
        let row = |(week, hours): (&str, &str)| format!("A1,PO,T1,{hours},{week},community,A2,16\n");
        let rows: String = ["2026-10-26", "2026-11-02", "2026-11-09"].map(|week| row((week, earlier))).concat();
        format!("{headings}{rows}{}", row(("2026-11-16", "18.5")))
    };
    let folder = Folder::new()
        .with("changed.csv", weeks("37"))
        .with("same.csv", weeks("18.5"))
        .with("staff.csv", "officer,team,contracted_hours\nA1,T1,18.5\nA1,T2,18.5\n");
    for caseload in ["changed.csv", "same.csv"] {
        let rows = rows(&folder, &format!("calc {caseload} --staff staff.csv"));
        assert_eq!(
            rows.of("A1", ["contracted_hours", "weeks_over", "standing", "previous_percent"]),
            ["37.00", "4", "excessive", "116.2"],
            "{caseload}"
        );
    }
}
