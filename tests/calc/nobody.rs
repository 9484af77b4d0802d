//! Rows that are nobody's, and files that hold no work: never an officer, and never a week of nothing.

use super::{beside, figures, notices, report};
use crate::command::{Folder, repository, wmt};

const WARNING: &str = "warning: this row is a total, and is left out (totals-row)\n";

#[test]
fn totals_are_left_out_and_said() {
    // 7 × 345 = 2,415 minutes of 2 × 6,526.8; then 12 × 618 + 30 × 150 of 6,526.8 + 3,916.08.
    for (file, capacity) in [
        ("total-2026-11-16.csv", "18.5"),
        ("grand-total-2026-11-16.csv", "18.5"),
        ("totals-row-2026-11-16.csv", "114.1"),
    ] {
        let rows = beside("nobody", &format!("{file} --by all"));
        assert_eq!(rows.column("capacity_percent"), [capacity], "{file}");
        let mut command = wmt(&repository().join("tests/calc/nobody"));
        let output = command.args(["calc", file, "--quiet"]).output().expect("wmt runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("{file}:4: {WARNING}"));
    }
}

/// What is known of earlier rows never makes an officer of a total, whatever the order of the rows.
#[test]
fn a_total_is_one_wherever_it_stands() {
    let rows = [
        ",A1,Riverside,37,community,B2",
        ",A1,Total,37,community,A3",
        "Total,A1,Riverside,37,community,B2",
        ",A1,Riverside,37,community,B2",
        ",,Riverside Total,,community,B2",
        ",,Riverside,,community,B2",
    ];
    let capacities = |rows: Vec<&str>| {
        let caseload = format!("note,officer,team,contracted_hours,case_type,tier\n{}\n", rows.join("\n"));
        let folder = Folder::new().with("caseload.csv", caseload);
        let told = notices(&folder, "caseload.csv");
        assert!(told.contains("this row and 1 other are totals, and are left out (totals-row)"), "{told}");
        let team = figures(&folder, "caseload.csv --by all");
        team.column("work_hours").join(" ") + " " + &team.column("unallocated_cases").join(" ")
    };
    let there = capacities(rows.to_vec());
    assert_eq!(there, capacities(rows.iter().rev().copied().collect()));
    assert!(there.ends_with(" 1"), "{there}");
}

#[test]
fn files_without_work_are_refused_with_what_they_are() {
    for (file, what) in [
        ("overview-2026-11-16.csv", "so the file holds no work\n  hint: is it an overview or a list of staff?"),
        ("daily-archive.csv", "so the file holds no work"),
        ("extract-2026-11-16.csv", "so the file holds no work"),
        ("staff-list.csv", "so the file holds no work"),
        ("report.csv", "this is a report that wmt wrote, not a caseload"),
        ("contacts-2026-11-16.csv", "this is the contacts (CMS) export"),
        ("null-officer-2026-11-16.csv", "`officer` is `NULL`, which is no value\n  hint: leave the cell blank"),
        ("null-cells-2026-11-16.csv", "`task` is `NULL`, which is no value\n  hint: leave the cell blank"),
        ("nan-2026-11-16.csv", "`case_type` is `nan`, which is no value\n  hint: leave the cell blank"),
    ] {
        let mut command = wmt(&repository().join("tests/calc/nobody"));
        let output = command.args(["calc", file, "--week", "2026-11-16"]).output().expect("wmt runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{file}: {said}");
        assert!(said.contains(what), "{file}: {said}");
    }
}

#[test]
fn nobody_without_hours_or_with_untiered_cases_has_room() {
    let text = |file: &str| std::fs::read_to_string(repository().join("tests/calc/nobody").join(file)).expect("a file");
    let folder = Folder::new()
        .with("untiered-room.csv", text("untiered-room.csv"))
        .with("no-hours-2026-11-16.csv", text("no-hours-2026-11-16.csv"));
    let untiered = report(&folder, "untiered-room.csv --week 2026-11-16");
    assert!(untiered.contains("Room hours a week left below 100%: Bo (3.68 h) Counts 0 30 cases"), "{untiered}");
    let no_hours = report(&folder, "no-hours-2026-11-16.csv");
    assert!(no_hours.ends_with("Room hours a week left below 100%: A4 (24.66 h)"), "{no_hours}");
}
