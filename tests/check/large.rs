//! Many rows in several weeks: a case held twice is found however far apart its rows are, and the same case in another week
//! is no such thing.

use std::fmt::Write;

use super::found;
use crate::command::Folder;

/// More rows in a week than are kept in memory for finding cases held twice, and fewer in two others.
const ROWS: [(&str, usize); 3] = [("2026-11-02", 4_000), ("2026-11-09", 4_000), ("2026-11-16", 66_000)];

fn large() -> String {
    let mut text = "officer,name,contracted_hours,week,case_id,case_type,tier\n".to_owned();
    for (week, rows) in ROWS {
        for row in 0..rows {
            let officer = row * 7 % 2_000;
            writeln!(text, "N{officer:04},Name {officer},37,{week},X{row:05},community,D2").expect("a text grows");
        }
    }
    text
}

#[test]
fn a_case_held_twice_is_found_across_many_rows_of_a_week_and_not_across_weeks() {
    // The first row of 16 November is in line 2 + 4,000 + 4,000 = 8,002; X00003 is in line 8,005, with the officer
    // 3 x 7 = 21. There are 74,000 rows, so the row behind them is in line 74,002.
    let again = "N1999,Name 1999,37,2026-11-16,X00003,licence,D2\n";
    let folder = Folder::new().with("caseload.csv", large() + again);
    assert_eq!(
        found(&folder, "caseload.csv --only duplicate-case --only refused", 1),
        "caseload.csv:74002: warning: the case `X00003` is already in caseload.csv:8005, \
         here with `N1999 Name 1999`, there with `N0021 Name 21`; it counts twice (duplicate-case)\n\
         0 faults, 1 warning, 0 notes\n"
    );
}

/// By hand: 2 + 1 + 3 + 1 cases in A3 are 7 × 618 minutes, and 1 + 2 + 4 have no tier.
#[test]
fn cases_that_count_nothing_in_many_teams_of_a_region_are_said_once_with_the_sum_of_all() {
    let row = |team: usize, tier: &str, count: u32| {
        format!("N{team},Tees,Team {team},37,2026-11-16,community,{tier},warrant,{count}\n")
    };
    let teams = [(2, 1), (1, 2), (3, 0), (1, 4)].into_iter().enumerate();
    let rows: String =
        teams.map(|(team, (tiered, untiered))| row(team, "A3", tiered) + &row(team, "", untiered)).collect();
    let headings = "officer,region,team,contracted_hours,week,case_type,tier,status,count\n";
    let folder = Folder::new().with("caseload.csv", format!("{headings}{rows}"));
    let text = found(&folder, "caseload.csv --only zero-status", 0);
    let expected = "caseload.csv:2: note: 4 teams of the region Tees: 14 cases with the status `warrant` count nothing; in full \
                    4326 minutes (72.10 h) a month; nobody knows how much 7 cases without a tier would be (zero-status)";
    assert_eq!(text.lines().next(), Some(expected));
}
