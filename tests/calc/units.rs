//! Roll-ups: all work over all time, with the spread beside it, judged by the same rule.

use super::{REPORTED, figures, report, weeks};
use crate::command::Folder;
use crate::report::rows;

/// Two teams: A1 at 113.6 % and A2 at 9.5 % in R1, B1 of 18.5 hours at 18.9 % in R2; R1 is in Tees, R2 in Wear.
fn two_teams() -> Folder {
    Folder::new().with(
        "caseload.csv",
        "officer,grade,team,pdu,region,contracted_hours,week,case_type,tier,count\n\
         A1,PO,R1,Tees,North,37,2026-11-16,community,A3,12\nA2,PSO,R1,Tees,North,37,2026-11-16,community,A3,1\n\
         B1,PO,R2,Wear,North,18.5,2026-11-16,community,A3,1\n",
    )
}

#[test]
fn a_units_capacity_is_all_work_over_all_time_and_never_a_mean() {
    // R1: 13 x 618 = 8,034 of 13,053.6 minutes is 61.5 %. Everything: 14 x 618 = 8,652 of 16,317 is 53.0 %, where the
    // mean of the three percentages would be 47.3 %.
    let folder = two_teams();
    for (by, unit, officers, capacity, lowest, highest) in [
        ("team", "R1", "2", "61.5", "9.5", "113.6"),
        ("team", "R2", "1", "18.9", "18.9", "18.9"),
        ("pdu", "Tees", "2", "61.5", "9.5", "113.6"),
        ("region", "North", "3", "53.0", "9.5", "113.6"),
        ("grade", "PSO", "1", "9.5", "9.5", "9.5"),
        // PO: 13 x 618 = 8,034 of 9,790.2.
        ("grade", "PO", "2", "82.1", "18.9", "113.6"),
        ("all", REPORTED, "3", "53.0", "9.5", "113.6"),
    ] {
        let rows = figures(&folder, &format!("caseload.csv --by {by}"));
        let found =
            ["officers", "capacity_percent", "lowest_percent", "highest_percent"].map(|column| rows.cell(unit, column));
        assert_eq!(found, [officers, capacity, lowest, highest], "{by} {unit}");
    }
}

#[test]
fn units_show_how_many_are_over_and_excessive() {
    let caseload = format!(
        "{}{}{}{}{}",
        super::WEEKS,
        weeks("A1", "oooo"),
        weeks("A2", "o"),
        weeks("A3", "oo.o"),
        weeks("A4", "w")
    );
    let rows = figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv --by all");
    let found = ["officers", "over", "possible", "excessive"].map(|column| rows.cell(REPORTED, column));
    assert_eq!(found, ["4", "3", "1", "1"], "whoever is excessive or possible is over as well");
}

#[test]
fn a_unit_is_judged_by_the_rule_on_its_own_weeks() {
    // Two officers of one team, over in turn: neither has a run, but the team as a whole has one of four weeks.
    // 20 + 4 A3 cases are 24 x 618 = 14,832 of 13,053.6 minutes, 113.6 %.
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for (monday, first, second) in
        [("2026-10-26", 20, 4), ("2026-11-02", 4, 20), ("2026-11-09", 20, 4), ("2026-11-16", 4, 20)]
    {
        caseload
            .push_str(&format!("A1,R1,37,{monday},community,A3,{first}\nA2,R1,37,{monday},community,A3,{second}\n"));
    }
    let folder = Folder::new().with("caseload.csv", caseload);
    let team = figures(&folder, "caseload.csv --by team");
    let found =
        ["capacity_percent", "weeks_over", "standing", "over", "excessive"].map(|column| team.cell("R1", column));
    assert_eq!(found, ["113.6", "4", "excessive", "1", "0"]);
    let officers = figures(&folder, "caseload.csv");
    assert_eq!(["A1", "A2"].map(|officer| officers.cell(officer, "standing")), ["within", "over"]);
    let report = report(&folder, "caseload.csv --by team");
    assert!(report.contains("as a whole: R1 (4 weeks since 2026-10-26)"), "{report}");
}

#[test]
fn an_officer_in_two_teams_is_counted_in_each_of_them_and_once_above_them() {
    let caseload = "officer,team,pdu,contracted_hours,week,case_type,tier,count\n\
                    A1,R1,Tees,18.5,2026-11-16,community,A3,6\nA1,R2,Tees,18.5,2026-11-16,community,A3,6\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let teams = figures(&folder, "caseload.csv --by team");
    assert_eq!(teams.column("officers"), ["1", "1"]);
    assert_eq!(teams.column("contracted_hours"), ["18.50", "18.50"]);
    assert_eq!(figures(&folder, "caseload.csv --by pdu").cell("Tees", "officers"), "1");
}

#[test]
fn teams_of_one_name_in_two_pdus_are_two_teams() {
    let caseload = "officer,team,pdu,contracted_hours,week,case_type,tier,count\n\
                    A1,Court,Tees,37,2026-11-16,community,A3,12\nB1,Court,Wear,37,2026-11-16,community,A3,1\n";
    let rows = figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv --by team");
    assert_eq!(rows.column("pdu"), ["Tees", "Wear"]);
    assert_eq!(rows.column("capacity_percent"), ["113.6", "9.5"]);
}

#[test]
fn unallocated_work_with_the_team_alone_belongs_to_that_team() {
    // A3 each: 1,236 of 6,526.8 minutes, 18.9 %.
    let caseload = "officer,grade,region,pdu,team,week,case_type,tier\n\
                    A1,PO,North,Tees,R1,2026-11-16,community,A3\n,,,,R1,2026-11-16,community,A3\n";
    let rows = figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv --by team");
    assert_eq!(rows.column("team"), ["R1"]);
    assert_eq!(["unallocated_cases", "capacity_percent"].map(|figure| rows.cell("R1", figure)), ["1", "18.9"]);
}

/// A1 came from R1 this week and is over for the fourth. Of R2 one week is known.
#[test]
fn an_officer_with_weeks_in_another_team_is_counted_as_excessive_where_a_team_is_chosen() {
    let mut caseload = "officer,team,grade,week,task,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09"] {
        caseload.push_str(&format!("A1,R1,PO,{week},sdr,20\nB1,R1,PO,{week},sdr,2\n"));
    }
    caseload.push_str("A1,R2,PO,2026-11-16,sdr,20\nB1,R1,PO,2026-11-16,sdr,2\nC1,R2,PO,2026-11-16,sdr,2\n");
    let folder = Folder::new().with("caseload.csv", caseload);
    for command in ["calc caseload.csv --team R2 --by team", "trend caseload.csv --team R2 --by team"] {
        let rows = rows(&folder, command);
        let of = |column: &str| rows.column(column);
        assert_eq!((of("over"), of("possible"), of("excessive")), (vec!["1"], vec!["0"], vec!["1"]), "{command}");
    }
}

/// Of four weeks one is missing: A1 is possible, and how many are excessive is not known.
#[test]
fn how_many_are_possible_or_excessive_is_blank_where_fewer_weeks_are_known_than_the_rule_has() {
    let mut caseload = "officer,team,grade,week,task,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-16"] {
        caseload.push_str(&format!("A1,R1,PO,{week},sdr,20\nB1,R2,PO,{week},sdr,2\n"));
    }
    let folder = Folder::new().with("caseload.csv", caseload);
    let units = rows(&folder, "calc caseload.csv --by team");
    let of = |column: &str| units.column(column);
    assert_eq!((of("standing")[0], of("possible"), of("excessive")), ("possible", vec!["", ""], vec!["", ""]));
    let weeks = rows(&folder, "trend caseload.csv --by all");
    assert_eq!((weeks.column("possible"), weeks.column("excessive")), (vec!["", "", ""], vec!["", "", ""]));
}

/// A1 came from R1 this week and is over for the third. Of R2 one week is known, and three are of A1.
#[test]
fn as_many_weeks_are_known_as_the_run_of_an_officer_has() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,team,grade,week,task,count\nA1,R1,PO,2026-11-02,sdr,20\nA1,R1,PO,2026-11-09,sdr,20\n\
         A1,R2,PO,2026-11-16,sdr,20\nC1,R2,PO,2026-11-16,sdr,2\n",
    );
    let page = report(&folder, "caseload.csv --team R2");
    assert!(page.contains("Excessive not known yet: 3 weeks known; 4 are needed"), "{page}");
    let alone = report(&folder, "caseload.csv --officer C1");
    assert!(alone.contains("Excessive not known yet: 1 week known; 4 are needed"), "{alone}");
}

/// S1 is in the staff list alone, in both weeks.
#[test]
fn a_unit_of_the_staff_list_has_its_capacity_of_the_week_before() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,team,grade,week,task,count\n,R2,,2026-11-16,sdr,1\nB1,R2,PO,2026-11-09,sdr,1\n")
        .with("staff.csv", "officer,team,grade,contracted_hours\nS1,R3,PO,20\n");
    let rows = rows(&folder, "trend caseload.csv --staff staff.csv --by team");
    let of_r3: Vec<_> = (0..4).filter(|row| rows.column("team")[*row] == "R3").collect();
    for (column, expected) in
        [("capacity_percent", ["0.0"; 2]), ("previous_percent", ["", "0.0"]), ("weeks_over", ["0"; 2])]
    {
        assert_eq!(of_r3.iter().map(|row| rows.column(column)[*row]).collect::<Vec<_>>(), expected, "{column}");
    }
    // Its hours count in all of them: 414 of 3,528 + 6,526.8 minutes, and then of 3,528.
    let all = figures(&folder, "caseload.csv --staff staff.csv --by all");
    assert_eq!(all.of(REPORTED, ["capacity_percent", "previous_percent"]), ["11.7", "4.1"]);
}
