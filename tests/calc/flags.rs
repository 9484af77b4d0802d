//! Cases in several rows: the ministry's export has a row for each flag of a case. Built-in weights: community B2 takes 345
//! minutes a month, warrants and overdue terminations count nothing, unpaid work counts in full.

use super::{REPORTED, beside, figures, notices, report, worked_out};
use crate::command::{Folder, shown};
use crate::report::{Rows, json};

const HEADINGS: &str = "officer,team,contracted_hours,week,case_id,case_type,tier,task,Row Type,count\n";

/// Rows of `A1` from their case ids to their counts.
fn rows(rows: &[&str]) -> String {
    let row = |row: &&str| format!("A1,T1,37,{REPORTED},{row}\n");
    HEADINGS.to_owned() + &rows.iter().map(row).collect::<Vec<_>>().concat()
}

#[test]
fn a_case_of_the_ministrys_export_counts_once() {
    let figures = beside("flags", "flags-2026-11-16.csv");
    assert_eq!(figures.of("Ann Archer", ["cases", "capacity_percent"]), ["4", "15.0"]);
}

#[test]
fn flags_in_a_file_without_case_ids_are_said() {
    let text =
        "officer,case_type,tier,Row Type\nA1,community,B2,N\nA1,community,B2,U\nA1,community,B2,S\nA1,community,B2,W\n";
    let folder = Folder::new().with("a.csv", text).with("b.csv", text.replace("Row Type", "status"));
    let said = "a.csv: notice: rows with a flag and no column of case ids, so that each is a case of its own: 2\n";
    assert!(notices(&folder, "a.csv").contains(said), "{}", notices(&folder, "a.csv"));
    // Under another heading a status is the case's own.
    assert!(!notices(&folder, "b.csv").contains("case ids"), "{}", notices(&folder, "b.csv"));
}

#[test]
fn a_flag_joins_what_is_the_same_case_and_nothing_else() {
    for (cases, work, held) in [
        // One case of 345 minutes is 1.31 hours a week.
        ("1", "1.31", &["X1,community,B2,,N,", "X1,community,B2,,U,"][..]),
        ("1", "1.31", &["X1,community,B2,,U,", "x1,community,B2,,,", "X1,community,B2,,S,"]),
        ("1", "0.00", &["X1,community,B2,,N,", "X1,community,B2,,O,"]),
        ("1", "0.00", &["X1,community,B2,,O,", "X1,community,B2,,N,", "X1,community,B2,,U,"]),
        // Flags alone count once, with the lowest share.
        ("1", "1.31", &["X1,community,B2,,U,", "X1,community,B2,,I,"]),
        ("1", "0.00", &["X1,community,B2,,U,", "X1,community,B2,,O,"]),
        ("3", "3.94", &["X1,community,B2,,U,3"]),
        // Rows without a flag stay, each with the lower share.
        ("2", "1.31", &["X1,community,B2,,N,", "X1,community,B2,,W,"]),
        ("3", "0.00", &["X1,community,B2,,N,2", "X1,community,B2,,O,", "X1,community,B2,,N,"]),
        // Another tier, another case type, no case id, another id.
        ("2", "1.89", &["X1,community,B2,,N,", "X1,community,C1,,U,"]),
        ("2", "2.63", &["X1,community,B2,,N,", "X2,community,B2,,U,"]),
        ("2", "2.63", &[",community,B2,,N,", ",community,B2,,U,"]),
        ("2", "2.63", &[",community,B2,,U,", " ,community,B2,,U,"]),
        // Tasks never join: a parole report takes 360 minutes.
        ("1", "2.69", &["X1,community,B2,,N,", "X1,,,parole_report,U,"]),
        ("0", "2.74", &["X1,,,parole_report,,", "X1,,,parole_report,U,"]),
    ] {
        let figures = worked_out(rows(held));
        assert_eq!(figures.of("A1", ["cases", "work_hours"]), [cases, work], "{held:?}");
    }
    let apart = rows(&["X1,community,B2,,N,"]) + &format!("A2,T1,37,{REPORTED},X1,community,B2,,U,\n");
    assert_eq!(worked_out(apart).of("A2", ["cases"]), ["1"]);
    // A blank team is that of the officer's other rows, and other blank cells are filled too.
    for (case, flag) in [("A1,T1,37", "A1,,"), ("A1,,37", "A1,T1,")] {
        let rows = format!("{case},{REPORTED},X1,community,B2,,N,\n{flag},{REPORTED},X1,community,B2,,O,\n");
        let figures = worked_out(format!("{HEADINGS}{rows}"));
        assert_eq!(figures.of("A1", ["team", "cases", "work_hours"]), ["T1", "1", "0.00"], "{rows}");
    }
    // That team is the officer's on the date: they may have moved from one to another.
    let moved = format!(
        "{HEADINGS}A1,T2,37,2026-11-09,X9,community,B2,,N,\nA1,T1,37,{REPORTED},X1,community,B2,,N,\nA1,,,{REPORTED},X1,community,B2,,O,\n"
    );
    assert_eq!(worked_out(moved).of("A1", ["team", "cases", "work_hours"]), ["T1", "1", "0.00"]);
    // Under another heading a status is the case's own.
    let own = rows(&["X1,community,B2,,N,", "X1,community,B2,,U,"]).replace("Row Type", "status");
    assert_eq!(worked_out(own).of("A1", ["cases"]), ["2"]);
}

#[test]
fn flags_join_in_every_week_and_come_through_a_pipe() {
    let week = rows(&["X1,community,B2,,N,", "X1,community,B2,,O,", "X1,community,B2,,U,", "X2,community,B2,,P,"]);
    let earlier = week.replace(REPORTED, "2026-11-09").replace(HEADINGS, "");
    let folder = Folder::new().with("c.csv", week + &earlier);
    let wanted = ["cases", "work_hours", "previous_percent"];
    let from_file = figures(&folder, "c.csv");
    assert_eq!(from_file.of("A1", wanted), ["2", "1.31", "5.3"]);
    let said = notices(&folder, "c.csv");
    assert_eq!(said, "c.csv: notice: rows with a flag that joined another row of their case, and count with it: 4\n");
    let text = std::fs::read(folder.path().join("c.csv")).expect("a file");
    let piped = folder.piped("calc - --format csv", &text);
    assert_eq!(Rows::read(&piped.stdout).of("A1", wanted), from_file.of("A1", wanted), "{}", shown(&piped));
    assert!(String::from_utf8_lossy(&piped.stderr).starts_with("standard input: notice: rows with a flag"));
}

#[test]
fn what_reads_rows_again_joins_them_too() {
    let rows = rows(&["X1,community,B2,,N,", "X1,community,B2,,O,", "X2,community,B2,,U,", "X2,community,B2,,P,"]);
    let folder = Folder::new().with("c.csv", rows);
    let explained = json(&folder, "explain A1 c.csv");
    let lines = explained["work"].as_array().expect("lines of work");
    assert_eq!(lines.len(), 2, "{explained:#}");
    assert!(report(&folder, "c.csv").contains("2 cases; 1.31 h of work a week"));
    let checked = folder.run(["check", "c.csv", "--skip", "notices"]);
    let checked = String::from_utf8_lossy(&checked.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(checked.contains("1 case with the status `overdue_termination` counts nothing"), "{checked}");
    assert!(!checked.contains("duplicate-case"), "{checked}");
}
