//! Dates in every form.

use super::Rows;
use crate::command::{repository, shown, wmt};

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
