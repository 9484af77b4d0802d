//! Dates in every form.

use super::Rows;
use crate::command::{Folder, repository, shown, wmt};

/// The figures of a file beside these tests.
fn figures(file: &str) -> Rows {
    let output = wmt(&repository().join("tests/calc/dates")).args(["calc", file, "--format", "csv"]).output();
    let output = output.expect("wmt runs");
    assert!(output.status.success(), "{file}: {}", shown(&output));
    Rows::read(&output.stdout)
}

#[test]
fn every_form_of_a_date_names_the_same_week() {
    let rows = figures("forms.csv");
    let weeks = rows.column("week");
    assert!(weeks.len() == 11 && weeks.iter().all(|week| *week == "2026-11-16"), "{weeks:?}");
}

#[test]
fn a_task_that_is_due_at_a_time_of_day_counts() {
    // 195 of 6,526.8 minutes.
    assert_eq!(figures("due-with-time.csv").cell("A1", "capacity_percent"), "3.0");
}

/// `wmt import` writes such a column where a workbook does not say its week.
#[test]
fn a_week_column_that_is_blank_dates_nothing_and_one_that_is_half_blank_is_a_fault() {
    let rows = "week,officer,grade,case_type,tier,count\n,A,PO,community,B2,25\n,B,PO,community,B2,5\n";
    let folder = Folder::new().with("c.csv", rows).with("c-2026-11-16.csv", rows);
    for (arguments, week) in
        [("c.csv", ""), ("c.csv --week 2026-11-18", "2026-11-16"), ("c-2026-11-16.csv", "2026-11-16")]
    {
        let rows = crate::report::rows(&folder, &format!("calc {arguments} --quiet"));
        assert_eq!(rows.of("A", ["week", "capacity_percent"]), [week, "132.1"], "{arguments}");
    }
    let said = "c.csv: notice: the column `week` is blank, so this file is dated as one without it\n";
    assert_eq!(crate::report::notices(&folder, "calc c.csv"), said);
    // Rows of blank cells alone, also very many of them, say nothing.
    let cleared = format!(
        "week,officer,grade,case_type,tier,count\n{}2026-11-16,A,PO,community,B2,25\n",
        ",,,,,\n".repeat(15_000)
    );
    let folder = folder.with("cleared.csv", cleared);
    assert_eq!(
        crate::report::rows(&folder, "calc cleared.csv").of("A", ["week", "capacity_percent"]),
        ["2026-11-16", "132.1"]
    );
    // What is far behind the blank cells is a fault where it stands, and otherwise those are.
    let many = rows.to_owned() + &",B,PO,community,B2,5\n".repeat(5000);
    let folder = folder.with("half.csv", rows.to_owned() + "2026-11-16,C,PO,community,B2,5\n");
    let folder = folder.with("late.csv", many + "2026-11-16,C,PO,community,B2,5\n");
    let hint = "\n  hint: give every row its date; where all rows are of one date, the column may be left out\n";
    let faults = |file: &str| crate::report::faults(&folder, &format!("calc {file} --quiet"));
    assert_eq!(faults("half.csv"), format!("half.csv:2: `week` is blank (1 more row: 3){hint}"));
    // Which week the others are of is not known then, also where the run is to keep going.
    assert_eq!(faults("late.csv --keep-going"), faults("late.csv"));
    assert_eq!(faults("late.csv"), format!("late.csv:5004: `week` is given here, and blank in the rows before{hint}"));
}
