//! Files as spreadsheets save them: other separators, decimal commas, title rows, hours as clocks show them.

use super::beside;
use crate::command::{repository, wmt};

#[test]
fn separators_and_decimal_commas_are_read() {
    for (file, officer, hours, capacity) in [
        // 12 × 618 = 7,416 minutes of 37.5 × 176.4 = 6,615.
        ("semicolon.csv", "Amy Bell", "37.50", "112.1"),
        // 1 × 345 of 22.2 × 176.4 = 3,916.08.
        ("tabs-2026-11-16.csv", "A1", "22.20", "8.8"),
        // 3 × 345 of 6,526.8.
        ("sep-comma.csv", "A1", "37.00", "15.9"),
        ("sep-semicolon.csv", "A1", "37.00", "15.9"),
        // 3 × 618 of 6,526.8, below rows of a title.
        ("title-row.csv", "Amy Bell", "37.00", "28.4"),
        ("title-rows-2026-11-16.csv", "A1", "37.00", "15.9"),
        // A column of notes that is not used may hold line breaks and commas.
        ("notes.csv", "A1", "37.00", "9.5"),
    ] {
        let rows = beside("spreadsheets", &format!("{file} --week 2026-11-16"));
        assert_eq!(rows.of(officer, ["contracted_hours", "capacity_percent"]), [hours, capacity], "{file}");
    }
}

#[test]
fn what_is_no_number_has_a_hint_with_the_number() {
    for (file, hints) in [
        ("hours-22-12.csv", ["write 37\n", "write 22.2\n"]),
        ("hours-37h-2026-11-16.csv", ["write 37\n", "write 22.2\n"]),
        ("other-headings.csv", ["`Caseload`", "`Type`"]),
    ] {
        let mut command = wmt(&repository().join("tests/calc/spreadsheets"));
        let output = command.args(["calc", file, "--week", "2026-11-16"]).output().expect("wmt runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{file}");
        assert!(hints.iter().all(|hint| said.contains(hint)), "{file}: {said}");
    }
}
