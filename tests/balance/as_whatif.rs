//! The moves of a balance, made by `wmt whatif`, give the figures that the balance shows; and they keep the rules.

use std::collections::HashMap;

use proptest::prelude::*;

use crate::command::Folder;
use crate::report::{Rows, stdout};

use super::HEADINGS;

/// Posts: officers with their teams and grades; D1 is in two. The last two are unallocated work.
const POSTS: [(&str, &str, &str); 8] = [
    ("A1", "R1", "PO"),
    ("B1", "R1", "PSO"),
    ("C1", "R1", "TPO"),
    ("D1", "R1", "PO"),
    ("D1", "R2", "PO"),
    ("E1", "R2", "PO"),
    ("", "R1", ""),
    ("", "R2", ""),
];
const KINDS: [&str; 5] = ["community,A3,,", "community,B2,,", "licence,C1,,", "custody,D2,warrant,", ",,,sdr"];

/// A row: the post, the kind, how many, minutes on top, whether it has a case id.
type Row = (usize, usize, i64, i64, bool);

fn caseload(hours: &[i64], rows: &[Row]) -> String {
    let mut csv = HEADINGS.to_owned();
    let post = |position: usize| {
        let (officer, team, grade) = POSTS[position];
        let hours = hours.get(position).map(i64::to_string).unwrap_or_default();
        format!("\n{officer},,{grade},North,{team},{hours},2026-11-16")
    };
    (0..6).for_each(|position| csv.push_str(&format!("{},,,,,,,", post(position))));
    for (number, (position, kind, count, extra, has_id)) in rows.iter().enumerate() {
        let is_one = *has_id || *extra > 0;
        let (count, id) = (if is_one { 1 } else { *count }, if *has_id { format!("X{number}") } else { String::new() });
        csv.push_str(&format!("{},{},{count},{extra},{id}", post(*position), KINDS[*kind]));
    }
    csv
}

fn number(cell: &str) -> f64 {
    cell.parse().expect("a number")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moves_give_what_whatif_gives_and_keep_the_rules(
        hours in prop::collection::vec(2_i64..14, 6),
        rows in prop::collection::vec((0_usize..8, 0_usize..5, 1_i64..5, prop_oneof![Just(0_i64), Just(60), Just(90)], any::<bool>()), 4..24),
        options in prop::sample::select(vec!["", "--within pdu", "--most 2", "--target 80 --to-trainees", "--within region --keep B1"]),
    ) {
        let folder = Folder::new().with("caseload.csv", caseload(&hours, &rows));
        let csv = stdout(&folder, &format!("balance caseload.csv --format csv --scenario-out moves.toml --quiet {options}"));
        let moves = Rows::read(&csv);
        let before = Rows::read(stdout(&folder, "calc caseload.csv --format csv --quiet"));
        let mut capacities: HashMap<&str, &str> =
            before.column("officer").into_iter().zip(before.column("capacity_percent")).collect();
        let is_over: HashMap<&str, bool> = capacities.iter().map(|(code, percent)| (*code, number(percent) > 110.0)).collect();
        let cells = |column: &str| moves.column(column);
        let (from, to) = (cells("from"), cells("to"));
        for (row, (from, to)) in from.iter().zip(&to).enumerate() {
            // Who gives is over before each case, who receives was not and stays at the target.
            let target = if options.contains("80") { 80.0 } else { 100.0 };
            prop_assert!(from.is_empty() || number(cells("from_before")[row]) >= 110.0);
            prop_assert!(!is_over[to] && number(cells("to_after")[row]) <= target);
            prop_assert_eq!(capacities[to], cells("to_before")[row]);
            prop_assert!(options.contains("within") || cells("team")[row] == cells("to_team")[row]);
            prop_assert!(*to != "C1" || options.contains("trainees"));
            prop_assert!(*to != "B1" || !["A3", "B2"].contains(&cells("tier")[row]));
            capacities.insert(to, cells("to_after")[row]);
            if !from.is_empty() {
                prop_assert_eq!(capacities[from], cells("from_before")[row]);
                capacities.insert(from, cells("from_after")[row]);
            }
        }
        // Also where nothing is to move.
        let after = Rows::read(stdout(&folder, "whatif caseload.csv --scenario moves.toml --all --format csv --quiet"));
        let after: HashMap<&str, &str> =
            after.column("officer").into_iter().zip(after.column("capacity_after")).collect();
        prop_assert_eq!(after, capacities);
    }
}
