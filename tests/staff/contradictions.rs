//! What a staff list says otherwise than the caseload does: a fault with both places, and nothing is worked out.

use super::{faults, rows};
use crate::command::Folder;

const CASELOAD: &str = "officer,name,grade,team,pdu,region,contracted_hours,week,case_type,tier\n\
                        N53-0417,,,,,,,2026-11-16,community,A3\n\
                        N53-0412,Amy Bell,PO,R1,Tees,North,37,2026-11-16,community,A3\n";

#[test]
fn whatever_is_said_otherwise_is_named_with_both_places() {
    for (column, staff, caseload) in [
        ("name", "Amy Ball", "Amy Bell"),
        ("grade", "PSO", "PO"),
        ("team", "R2", "R1"),
        ("pdu", "Wear", "Tees"),
        ("region", "South", "North"),
        ("contracted_hours", "36.99", "37"),
    ] {
        let folder = Folder::new()
            .with("caseload.csv", CASELOAD)
            .with("staff.csv", format!("officer,{column}\nN53-0430,\nN53-0412,{staff}\n"));
        let said = faults(&folder, "calc caseload.csv --staff staff.csv");
        let (fault, hint) = said.split_once('\n').expect("a line");
        let expected =
            format!("staff.csv:3: `{column}` of `N53-0412` is `{staff}` here and `{caseload}` in caseload.csv:3");
        assert_eq!(fault, expected);
        let of_hours = "  hint: correct what is wrong: a staff list fills blanks, and replaces no hours; `wmt whatif` tries other hours\n";
        assert_eq!(hint, if column == "contracted_hours" { of_hours } else { "" });
    }
}

#[test]
fn every_contradiction_is_said_and_not_only_the_first() {
    let folder = Folder::new()
        .with("caseload.csv", CASELOAD)
        .with("staff.csv", "officer,name,grade,pdu,region,contracted_hours\nN53-0412,Amy Ball,PSO,Wear,South,30\n");
    let said = faults(&folder, "calc caseload.csv --staff staff.csv");
    for column in ["name", "grade", "pdu", "region", "contracted_hours"] {
        assert!(said.contains(&format!("staff.csv:2: `{column}` of `N53-0412` is ")), "{column}: {said}");
    }
    assert_eq!(said.lines().filter(|line| line.starts_with("staff.csv:2: ")).count(), 5, "{said}");
}

#[test]
fn a_list_may_not_contradict_itself_or_another_list() {
    let same = "officer,grade\nN53-0412,PO\nN53-0412,PSO\n";
    let folder = Folder::new()
        .with("caseload.csv", "officer,week,case_type,tier\nN53-0412,2026-11-16,community,A3\n")
        .with("staff.csv", same)
        .with("one.csv", "officer,grade\nN53-0412,PO\n")
        .with("other.csv", "officer,grade\nN53-0412,PSO\n");
    assert_eq!(
        faults(&folder, "calc caseload.csv --staff staff.csv"),
        "staff.csv:3: `grade` of `N53-0412` is `PSO` here and `PO` in staff.csv:2\n"
    );
    assert_eq!(
        faults(&folder, "calc caseload.csv --staff one.csv --staff other.csv"),
        "other.csv:2: `grade` of `N53-0412` is `PSO` here and `PO` in one.csv:2\n"
    );
}

#[test]
fn a_list_is_held_against_the_week_reported_alone() {
    // N53-0412 has since moved, married, moved up, and works less. Twelve A3 cases are 7,416 of 6,526.8 minutes.
    let week = |monday: &str, says: &str| {
        format!(
            "officer,name,grade,team,pdu,contracted_hours,week,case_type,tier,count\nN53-0412,{says},{monday},community,A3,12\n"
        )
    };
    let folder = Folder::new()
        .with("earlier.csv", week("2026-11-09", "Amy Bell,PSO,R2,Tees,37"))
        .with("blank.csv", week("2026-11-09", ",,R2,,"))
        .with("now.csv", week("2026-11-16", "Amy Ball,PO,R1,Wear,18.5"))
        .with("staff.csv", "officer,name,grade,team,pdu,contracted_hours\nN53-0412,Amy Ball,PO,R1,Wear,18.5\n");
    let command = |files: &str| format!("calc {files} --staff staff.csv");
    let previous = rows(&folder, &command("earlier.csv now.csv"));
    assert_eq!(previous.of("N53-0412", ["previous_percent", "weeks_over"]), ["113.6", "2"]);
    // The hours of the list fill those of the team of that week, whose PDU they do not tell.
    let filled = rows(&folder, &command("blank.csv now.csv"));
    assert_eq!(filled.of("N53-0412", ["previous_percent"]), ["227.2"]);
    let recorded = super::stdout(&folder, &(command("blank.csv now.csv") + " --history history.csv --record"));
    assert!(!recorded.is_empty());
    let history = folder.read("history.csv");
    assert!(history.contains("\n2026-11-09,N53-0412,Amy Ball,PO,,,R2,12,7416,3263.4,"), "{history}");
    // In the week reported each of them is a fault.
    let said = faults(&folder, &command("earlier.csv now.csv --week 2026-11-09"));
    assert_eq!(
        said,
        "staff.csv:2: `team` of `N53-0412` is `R1` here and `R2` in earlier.csv:2\n\
         staff.csv:2: `name` of `N53-0412` is `Amy Ball` here and `Amy Bell` in earlier.csv:2\n"
    );
}

#[test]
fn contradictions_of_an_earlier_week_leave_what_the_caseload_says() {
    let caseload = |team: &str| {
        let row = |monday: &str, says: &str| format!("N53-0412,{says},{monday},community,A3,6\n");
        "officer,name,grade,team,pdu,region,contracted_hours,week,case_type,tier,count\n".to_owned()
            + &row("2026-11-09", &format!("Amy Bell,PSO,{team},Tees,North,30"))
            + &row("2026-11-16", ",,,,,")
    };
    let list = "officer,name,grade,team,pdu,region,contracted_hours\nN53-0412,Amy Ball,PO,R1,Wear,South,37\n";
    for team in ["R1", "R2", ""] {
        let folder = Folder::new().with("caseload.csv", caseload(team)).with("staff.csv", list);
        let command = "calc caseload.csv --staff staff.csv --history history.csv --record";
        let rows = rows(&folder, command);
        let columns = ["name", "grade", "team", "pdu", "region", "contracted_hours"];
        assert_eq!(rows.of("N53-0412", columns), ["Amy Ball", "PO", "R1", "Wear", "South", "37.00"]);
        let (history, team) = (folder.read("history.csv"), if team.is_empty() { "R1" } else { team });
        let row = format!("\n2026-11-09,N53-0412,Amy Bell,PSO,North,Tees,{team},6,3708,5292,");
        assert!(history.contains(&row), "{history}");
        assert_eq!(history.lines().count(), 3, "{history}");
    }
}

#[test]
fn a_grade_without_a_team_must_be_that_of_one_of_the_posts() {
    let caseload = "officer,grade,team,contracted_hours,week,case_type,tier\n\
                    N53-0412,PO,R1,20,2026-11-16,community,A3\nN53-0412,SPO,R2,10,2026-11-16,community,A3\n\
                    N53-0412,,R3,5,2026-11-16,community,A3\n";
    for grade in ["PO", "SPO"] {
        let folder = Folder::new()
            .with("caseload.csv", caseload)
            .with("staff.csv", format!("officer,grade\nN53-0412,{grade}\n"));
        let rows = rows(&folder, "calc caseload.csv --staff staff.csv --by grade");
        let hours = if grade == "PO" { "25.00" } else { "15.00" };
        assert_eq!(rows.of(grade, ["contracted_hours"]), [hours]);
    }
    // Which of the teams comes first makes no difference.
    for (first, second) in [("", "SPO"), ("SPO", "")] {
        let caseload = format!("officer,team,grade,task\nN53-0412,R1,{first},\nN53-0412,R2,{second},\n");
        let folder = Folder::new().with("caseload.csv", caseload).with("staff.csv", "officer,grade\nN53-0412,PO\n");
        let said = faults(&folder, "calc caseload.csv --staff staff.csv");
        assert!(
            said.starts_with("staff.csv:2: `grade` of `N53-0412` is `PO` here and `SPO` in caseload.csv:"),
            "{said}"
        );
    }
    let folder = Folder::new().with("caseload.csv", caseload).with("staff.csv", "officer,grade\nN53-0412,PSO\n");
    assert_eq!(
        faults(&folder, "calc caseload.csv --staff staff.csv"),
        "staff.csv:2: `grade` of `N53-0412` is `PSO` here and `PO` in caseload.csv:2\n"
    );
}

#[test]
fn hours_without_a_team_matter_in_an_earlier_week_only_where_the_caseload_has_none() {
    let caseload = |hours: &str| {
        let row = |team: &str, monday: &str, hours: &str| format!("N53-0412,{team},{hours},{monday},community,A3\n");
        "officer,team,contracted_hours,week,case_type,tier\n".to_owned()
            + &row("R1", "2026-11-09", "20")
            + &row("R2", "2026-11-09", hours)
            + &row("R1", "2026-11-16", "")
    };
    let folder = Folder::new()
        .with("whole.csv", caseload("17"))
        .with("blank.csv", caseload(""))
        .with("staff.csv", "officer,contracted_hours\nN53-0412,37\n");
    let rows = rows(&folder, "calc whole.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["contracted_hours", "previous_percent"]), ["37.00", "18.9"]);
    let said = faults(&folder, "calc blank.csv --staff staff.csv");
    assert!(said.starts_with("staff.csv:2: `team` is blank, and the officer is in `R1` and `R2` this week"), "{said}");
}

#[test]
fn reduction_hours_are_held_against_the_hours_of_the_list() {
    // 20 hours off 37 would do; off the 18.5 that the list says they do not.
    let caseload = "officer,grade,reduction_hours,week,case_type,tier\nN53-0412,PO,20,2026-11-16,community,A3\n";
    let folder =
        Folder::new().with("caseload.csv", caseload).with("staff.csv", "officer,contracted_hours\nN53-0412,18.5\n");
    assert_eq!(
        faults(&folder, "calc caseload.csv --staff staff.csv"),
        "caseload.csv:2: `reduction_hours` is 20, more than the 18.5 contracted hours\n"
    );
}

#[test]
fn names_that_the_weights_do_not_know_are_faults_of_the_list() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,week,case_type,tier\nN53-0412,2026-11-16,community,A3\n")
        .with("staff.csv", "officer,grade,contracted_hours\nN53-0412,PX,37\nN53-0417,PO,370\n,PO,37\n");
    let said = faults(&folder, "calc caseload.csv --staff staff.csv");
    for expected in [
        "staff.csv:2: the grade `PX` is not known",
        "staff.csv:3: `contracted_hours` is `370`, but hours a week are from 0 to 168",
        "staff.csv:4: `officer` is blank",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn a_list_that_cannot_be_read_works_nothing_out() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,week,case_type,tier\nN53-0412,2026-11-16,community,A3\n")
        .with("headings.csv", "officer,grade\n")
        .with("empty.csv", "")
        .with("no-officer.csv", "team,grade\nR1,PO\n")
        .with("short.csv", "officer,grade\nN53-0412\n");
    for (staff, expected) in [
        ("gone.csv", "gone.csv: "),
        ("headings.csv", "headings.csv: there are headings but no rows"),
        ("empty.csv", "empty.csv: "),
        ("no-officer.csv", "no-officer.csv:1: there is no `officer` column"),
        ("short.csv", "short.csv:2: the row has 1 cell, but there are 2 headings"),
        ("caseload.csv", "caseload.csv: this is given twice"),
    ] {
        let said = faults(&folder, &format!("calc caseload.csv --staff {staff}"));
        assert!(said.starts_with(expected), "{staff}: {said}");
    }
}
