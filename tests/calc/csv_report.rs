//! The CSV of a report is an interface: its columns, plain figures, one table.

use super::{WEEKS, figures, stdout, weeks};
use crate::command::Folder;

#[test]
fn the_officer_csv_has_exactly_the_columns_of_the_contract() {
    // A1: 12 x 618 = 7,416 minutes, / 262.5 = 28.25 h a week, / 6,526.8 = 113.6 %; 37 x 0.672 = 24.86 h.
    // B2 holds nothing; S1 is an SPO with one A3 case, 2.35 h.
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,name,grade,team,pdu,region,contracted_hours,reduction_hours,week,case_type,tier,count\n\
         A1,Amy Bell,PO,R1,Tees,North,37,,18/11/2026,community,A3,12\n\
         B2,\"Clarke, Ben\",PSO,R1,Tees,North,22.2,3.7,18/11/2026,,,\n\
         S1,,SPO,R1,Tees,North,,,18/11/2026,community,A3,\n",
    );
    assert_eq!(
        stdout(&folder, "calc caseload.csv --format csv"),
        "week,region,pdu,team,officer,name,grade,cases,contracted_hours,reduction_hours,available_hours,work_hours,\
         capacity_percent,weeks_over,standing,weights,previous_percent\n\
         2026-11-16,North,Tees,R1,A1,Amy Bell,PO,12,37.00,0.00,24.86,28.25,113.6,1,over,hmpps-2021,\n\
         2026-11-16,North,Tees,R1,B2,\"Clarke, Ben\",PSO,0,22.20,3.70,12.43,0.00,0.0,0,within,hmpps-2021,\n\
         2026-11-16,North,Tees,R1,S1,,SPO,1,,0.00,0.00,2.35,,0,no hours,hmpps-2021,\n"
    );
}

#[test]
fn only_the_week_reported_is_in_the_csv_and_there_is_no_totals_row() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}{}", weeks("A1", "oooo"), weeks("B2", "wwww")));
    let rows = figures(&folder, "caseload.csv");
    assert_eq!(rows.column("week"), ["2026-11-16", "2026-11-16"]);
    assert_eq!(rows.column("officer"), ["A1", "B2"]);
}

#[test]
fn every_unit_names_itself_and_what_is_above_it() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,grade,team,pdu,region,week,case_type,tier\nA1,PO,R1,Tees,North,2026-11-16,community,A3\n",
    );
    for (by, names) in [
        ("team", "week,region,pdu,team,officers,over,"),
        ("pdu", "week,region,pdu,officers,over,"),
        ("region", "week,region,officers,over,"),
        ("grade", "week,grade,officers,over,"),
        ("all", "week,officers,over,"),
    ] {
        let csv = stdout(&folder, &format!("calc caseload.csv --by {by} --format csv"));
        assert!(csv.starts_with(names), "{csv}");
        for column in
            ["excessive", "capacity_percent", "lowest_percent", "highest_percent", "weeks_over", "standing", "weights"]
        {
            assert!(
                csv.lines().next().expect("headings").split(',').any(|heading| heading == column),
                "{by}: {column}"
            );
        }
        assert_eq!(csv.lines().count(), 2, "{by}: headings and one unit");
    }
}

#[test]
fn figures_are_plain_numbers_in_every_row() {
    let mut caseload = "officer,contracted_hours,week,case_type,tier,count,task\n".to_owned();
    caseload.push_str("A1,37,2026-11-16,community,A3,2000,\nB2,37,2026-11-16,,,-3,CMS06\n");
    let rows = figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    // 2,000 x 618 = 1,236,000 minutes: no thousands separators, no per cent sign. -3 x 78 = -234 minutes.
    assert_eq!(["work_hours", "capacity_percent"].map(|column| rows.cell("A1", column)), ["4708.57", "18937.3"]);
    assert_eq!(["work_hours", "capacity_percent"].map(|column| rows.cell("B2", column)), ["-0.89", "-3.6"]);
}

#[test]
fn a_choice_that_shows_nobody_leaves_the_headings() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "w")));
    let csv = stdout(&folder, "calc caseload.csv --only excessive --format csv");
    assert!(csv.starts_with("week,region,") && csv.lines().count() == 1, "{csv}");
}
