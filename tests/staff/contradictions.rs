//! What a staff list says otherwise than the caseload does: a fault with both places, and nothing is worked out.

use super::faults;
use crate::command::Folder;
use crate::report::rows;

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
        assert_eq!(
            faults(&folder, "calc caseload.csv --staff staff.csv"),
            format!("staff.csv:3: `{column}` of `N53-0412` is `{staff}` here and `{caseload}` in caseload.csv:3\n")
        );
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
    assert_eq!(said.lines().count(), 5, "{said}");
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

/// A list is of today: in the week reported it contradicts the caseload, and before that the caseload stands.
#[test]
fn in_weeks_before_the_one_reported_the_caseload_stands_against_the_list() {
    let caseload = |earlier: &str| {
        format!(
            "officer,team,grade,contracted_hours,week,case_type,tier\n{earlier}\nN53-0412,R1,PO,37,2026-11-16,community,A3\n"
        )
    };
    let list = "officer,name,team,grade,contracted_hours\nN53-0412,Amy Bell,R1,PO,37\n";
    for earlier in [
        "N53-0412,R2,PSO,18.5,2026-11-09,community,A3",
        "N53-0412,R1,PSO,18.5,2026-11-09,community,A3",
        "N53-0412,,PSO,18.5,2026-11-09,community,A3",
    ] {
        let folder = Folder::new().with("caseload.csv", caseload(earlier)).with("staff.csv", list);
        let now = rows(&folder, "calc caseload.csv --staff staff.csv");
        assert_eq!(now.of("N53-0412", ["name", "grade", "contracted_hours"]), ["Amy Bell", "PO", "37.00"], "{earlier}");
        // 618 of the 3,263.4 minutes that 18.5 hours leave.
        assert_eq!(now.of("N53-0412", ["capacity_percent", "previous_percent"]), ["9.5", "18.9"], "{earlier}");
        let then = faults(&folder, "calc caseload.csv --staff staff.csv --week 2026-11-09");
        assert!(then.contains("is `PO` here and `PSO` in caseload.csv:2") || then.contains("`team` of"), "{then}");
    }
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
        ("short.csv", "short.csv:2: the row has 1 cell, but the headings are 2"),
        ("caseload.csv", "caseload.csv: this is given twice"),
    ] {
        let said = faults(&folder, &format!("calc caseload.csv --staff {staff}"));
        assert!(said.starts_with(expected), "{staff}: {said}");
    }
}
