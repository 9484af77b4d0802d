//! The ministry's exports as they are: headings, row types and reasons in words, dates with times.

use super::{beside, notices};
use crate::command::{Folder, repository};

#[test]
fn case_details_are_read_with_their_row_types_in_words() {
    let rows = beside("exports", "case-details.csv --week 2026-11-16");
    assert_eq!(rows.of("Ann Archer", ["cases", "capacity_percent"]), ["4", "9.3"]);
    assert_eq!(rows.of("Bob Butler", ["cases", "capacity_percent"]), ["5", "10.0"]);
    assert_eq!(rows.of("Unallocated Staff", ["cases", "standing"]), ["1", "no hours"]);
    assert_eq!(beside("exports", "headings-2026-11-16.csv").of("N56AZR5", ["grade"]), ["PSO"]);
}

#[test]
fn reductions_that_were_deleted_or_archived_take_nothing() {
    let rows = beside("exports", "caseload-2026-11-16.csv --reductions reductions.csv");
    assert_eq!(rows.of("Ann Archer", ["reduction_hours", "capacity_percent"]), ["5.00", "91.7"]);
    let text =
        |file: &str| std::fs::read_to_string(repository().join("tests/calc/exports").join(file)).expect("a file");
    let folder = Folder::new()
        .with("caseload-2026-11-16.csv", text("caseload-2026-11-16.csv"))
        .with("reductions.csv", text("reductions.csv"));
    let told = notices(&folder, "caseload-2026-11-16.csv --reductions reductions.csv");
    assert!(told.contains("reductions.csv: notice: 2 reductions are deleted or archived and left out\n"), "{told}");
}
