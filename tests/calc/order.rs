//! A property of whole runs: neither the order of the rows nor which file they are in changes a byte of the report.

use proptest::prelude::*;

use super::stdout;
use crate::command::Folder;

const HEADINGS: &str = "officer,name,grade,team,contracted_hours,week,case_type,tier,count\n";

/// A row of one of three officers in one of four weeks, most cells of the head left blank.
fn row() -> impl Strategy<Value = String> {
    let officer = prop::sample::select(vec![("A1", "Amy Bell", "37"), ("B2", "Ben Clarke", "22.2"), ("C3", "", "")]);
    let week = prop::sample::select(vec!["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]);
    let case = prop::sample::select(vec!["community,A3", "licence,B2", "custody,", "community,D0"]);
    (officer, week, case, 0_u8..20, any::<[bool; 4]>()).prop_map(|((code, name, hours), week, case, count, is_said)| {
        let said = |index: usize, text: &'static str| if is_said[index] { text } else { "" };
        let (name, grade, team, hours) = (said(0, name), said(1, "PO"), said(2, "R1"), said(3, hours));
        format!("{code},{name},{grade},{team},{hours},{week},{case},{count}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in prop::collection::vec(row(), 1..25).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let text = |rows: &[String]| format!("{HEADINGS}{}", rows.concat());
        let folder = Folder::new().with("one.csv", text(&rows)).with("other.csv", text(&shuffled));
        for format in ["table", "json"] {
            let run = |file: &str| stdout(&folder, &format!("calc {file} --format {format}"));
            prop_assert_eq!(run("one.csv"), run("other.csv"));
        }
    }
}
