//! Names of the weights as people and exports write them.

use super::Rows;
use crate::command::{repository, shown, wmt};

#[test]
fn names_are_known_without_blanks_and_hyphens_and_by_their_words() {
    // Two parole reports of 360 minutes and two contacts of 54: 828 of 6,526.8 minutes.
    let folder = repository().join("tests/calc/names");
    let output = wmt(&folder).args(["calc", "words-2026-11-16.csv", "--format", "csv"]).output().expect("wmt runs");
    assert!(output.status.success(), "{}", shown(&output));
    let rows = Rows::read(&output.stdout);
    assert_eq!(["grade", "capacity_percent"].map(|column| rows.cell("A1", column)), ["PO", "12.7"]);
}
