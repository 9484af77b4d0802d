//! Which week a row is in: files for each week, several snapshots in one, dates from `--week` and file names, none at all.

use super::{REPORTED, WEEKS, figures, notices, report, stdout, weeks};
use crate::command::Folder;

/// Four weekly files with dates in their names, and the same rows in one file with a `week` column.
fn four_weeks() -> Folder {
    let mut folder = Folder::new();
    let mut together = WEEKS.to_owned();
    for (monday, first, second) in
        [("2026-10-26", 12, 11), ("2026-11-02", 12, 12), ("2026-11-09", 13, 11), ("2026-11-16", 12, 12)]
    {
        let rows = |week: &str| format!("A1,37,{week}community,A3,{first}\nB2,37,{week}community,A3,{second}\n");
        together.push_str(&rows(&format!("{monday},")));
        let apart = format!("officer,contracted_hours,case_type,tier,count\n{}", rows(""));
        folder = folder.with(&format!("caseload-{monday}.csv"), apart);
    }
    folder.with("together.csv", together)
}

const FOUR_FILES: &str =
    "caseload-2026-10-26.csv caseload-2026-11-02.csv caseload-2026-11-09.csv caseload-2026-11-16.csv";

#[test]
fn four_weekly_files_and_one_file_of_four_weeks_give_the_same_bytes() {
    let folder = four_weeks();
    for format in ["csv", "json", "table", "markdown"] {
        let apart = stdout(&folder, &format!("calc {FOUR_FILES} --format {format}"));
        let together = stdout(&folder, &format!("calc together.csv --format {format}"));
        assert_eq!(apart, together, "{format}");
    }
    let rows = figures(&folder, FOUR_FILES);
    assert_eq!(["A1", "B2"].map(|officer| rows.cell(officer, "standing")), ["excessive", "over"]);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let folder = four_weeks();
    let backwards = FOUR_FILES.split(' ').rev().collect::<Vec<_>>().join(" ");
    let arguments = |files: &str| format!("calc {files} --format json");
    assert_eq!(stdout(&folder, &arguments(FOUR_FILES)), stdout(&folder, &arguments(&backwards)));
}

#[test]
fn the_latest_snapshot_of_a_week_counts_and_a_notice_says_so() {
    // Monday's 12 cases are over, Wednesday's 11 are not; Wednesday's are what counts.
    let caseload = format!("{WEEKS}A1,37,2026-11-18,community,A3,11\nA1,37,2026-11-16,community,A3,12\n");
    let folder = Folder::new().with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv");
    assert_eq!(["week", "cases", "standing"].map(|column| rows.cell("A1", column)), [REPORTED, "11", "within"]);
    assert_eq!(
        notices(&folder, "caseload.csv"),
        "caseload.csv:3: notice: the week 2026-11-16 has snapshots of 2026-11-16 and 2026-11-18; the latest counts, \
         2026-11-16 does not\n"
    );
}

#[test]
fn a_snapshot_that_does_not_count_says_how_many_officers_are_only_in_it_where_some_are() {
    let latest = "A1,37,2026-11-18,community,A3,11\n";
    for (earlier, said) in [("A1", ""), ("A2", "; 1 officer is only in it")] {
        let caseload = format!("{WEEKS}{latest}{earlier},37,2026-11-16,community,A3,12\n");
        let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv --format markdown");
        assert!(report.ends_with(&format!("as a later one of the week counts{said}")), "{report}");
    }
}

#[test]
fn an_undated_caseload_has_capacities_and_no_run() {
    let folder =
        Folder::new().with("caseload.csv", "officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,12\n");
    let rows = figures(&folder, "caseload.csv");
    let found = ["week", "capacity_percent", "weeks_over", "standing"].map(|column| rows.cell("A1", column));
    assert_eq!(found, ["", "113.6", "", "over"]);
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("undated, weights hmpps-2021"), "{report}");
    assert!(report.contains("no run of weeks can be judged"), "{report}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder, "calc caseload.csv --format json")).expect("JSON");
    assert!(json["week"].is_null() && json["rows"][0]["weeks_over"].is_null(), "{json}");
}

#[test]
fn a_caseload_whose_name_nearly_has_a_date_is_told_so() {
    let caseload = "officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,12\n";
    let folder = Folder::new().with("caseload-11-16-2026.csv", caseload);
    let expected = "caseload-11-16-2026.csv: notice: the `11-16-2026` in its name is not read as a date; the day comes \
                    first: did you mean 16-11-2026, which is 16 November 2026?\n";
    assert_eq!(notices(&folder, "caseload-11-16-2026.csv"), expected);
    // It may be of another week than the one asked for.
    assert_eq!(notices(&folder, "caseload-11-16-2026.csv --week 2026-11-16"), expected);
}

#[test]
fn a_file_is_dated_by_its_name_else_by_the_week_asked_for() {
    let caseload = "officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,12\n";
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("caseload-2026-11-18.csv", caseload)
        .with("caseload 2026-W47.csv", caseload);
    for (arguments, week) in [
        (vec!["caseload.csv", "--week", "2026-11-18"], REPORTED),
        (vec!["caseload.csv", "--week", "2026-W47"], REPORTED),
        (vec!["caseload.csv", "--week", "22/11/2026"], REPORTED),
        (vec!["caseload-2026-11-18.csv"], REPORTED),
        (vec!["caseload 2026-W47.csv"], REPORTED),
        (vec!["caseload-2026-11-18.csv", "--week", "2026-11-16"], REPORTED),
    ] {
        let all = ["calc"].into_iter().chain(arguments.iter().copied()).chain(["--format", "csv"]);
        let rows = super::Rows::read(&folder.run(all).stdout);
        assert_eq!(rows.cell("A1", "week"), week, "{arguments:?}");
    }
}

#[test]
fn the_week_asked_for_chooses_and_moves_nothing_that_has_a_date() {
    let row = |count: u32| format!("officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,{count}\n");
    let folder = Folder::new().with("c-2026-11-09.csv", row(12)).with("c-2026-11-16.csv", row(9));
    let earlier = figures(&folder, "c-2026-11-09.csv c-2026-11-16.csv --week 2026-11-09");
    assert_eq!(["week", "capacity_percent"].map(|column| earlier.cell("A1", column)), ["2026-11-09", "113.6"]);
    let said = folder.shown("calc c-2026-11-16.csv --week 2026-11-09");
    assert_eq!(
        said,
        "exit 2\n--- standard output\n--- standard error\n\
         --week: the caseload has no rows in the week 2026-11-09\n  hint: its only week is 2026-11-16\n"
    );
}

/// T1 is exported on Monday and Wednesday, T2 on Monday alone, and the reports of T1 on Tuesday: 13, 14 and 12 A3 cases of
/// 618 minutes and a parole report of 360; 14 × 618 = 8,652 and 360 are 9,012 of 6,526.8 minutes.
#[test]
fn of_each_team_and_of_its_cases_and_tasks_the_latest_snapshot_counts() {
    let headings = "week,officer,team,grade,case_type,tier,task,count\n";
    let monday =
        "2026-11-16,A1,T1,PO,community,A3,,13\n2026-11-16,B1,T2,PO,community,A3,,12\n2026-11-16,C1,T1,PO,,,,\n";
    let tasks = "2026-11-17,A1,,,,,parole_report,1\n";
    let wednesday = "2026-11-18,A1,T1,PO,community,A3,,14\n";
    let folder = Folder::new()
        .with("c.csv", format!("{headings}{monday}{wednesday}"))
        .with("reports.csv", format!("{headings}{tasks}"));
    let rows = figures(&folder, "c.csv reports.csv");
    assert_eq!(rows.column("officer"), ["A1", "B1"]);
    assert_eq!(["A1", "B1"].map(|officer| rows.cell(officer, "cases")), ["14", "12"]);
    assert_eq!(["A1", "B1"].map(|officer| rows.cell(officer, "capacity_percent")), ["138.1", "113.6"]);
    assert_eq!(
        notices(&folder, "c.csv reports.csv"),
        "c.csv:2: notice: the week 2026-11-16 has snapshots of 2026-11-16 and 2026-11-18 of `T1`; the latest counts, \
         2026-11-16 does not; only in it: `C1`\n"
    );
    let explained = folder.shown("explain A1 c.csv reports.csv --format json");
    assert!(explained.starts_with("exit 0") && explained.contains("\"capacity_percent\": 138.1"), "{explained}");
}

#[test]
fn cases_and_tasks_of_one_date_may_come_in_two_files_and_cases_of_one_date_may_not() {
    let headings = "week,officer,case_type,tier,task\n";
    let cases = format!("{headings}2026-11-16,A1,community,A3,\n");
    let tasks = format!("{headings}2026-11-16,A1,,,sdr\n");
    let folder = Folder::new().with("c.csv", &cases).with("d.csv", cases).with("t.csv", tasks);
    assert_eq!(figures(&folder, "c.csv t.csv").cell("A1", "cases"), "1");
    assert!(folder.shown("calc c.csv d.csv").starts_with("exit 2"));
}

#[test]
fn a_week_column_says_more_than_the_name_of_the_file() {
    let folder = Folder::new().with("caseload-2026-01-05.csv", format!("{WEEKS}{}", weeks("A1", "o")));
    assert_eq!(figures(&folder, "caseload-2026-01-05.csv").cell("A1", "week"), REPORTED);
}

#[test]
fn two_teams_in_two_files_of_one_date_are_one_caseload() {
    let team = |officer: &str, team: &str| {
        format!("officer,team,contracted_hours,week,case_type,tier\n{officer},{team},37,2026-11-16,community,A3\n")
    };
    let folder = Folder::new().with("r1.csv", team("A1", "R1")).with("r2.csv", team("B2", "R2"));
    assert_eq!(figures(&folder, "r1.csv r2.csv").column("officer"), ["A1", "B2"]);
    assert_eq!(notices(&folder, "r1.csv r2.csv"), "");
}

#[test]
fn a_row_that_holds_nothing_makes_no_snapshot() {
    let folder = Folder::new()
        .with(
            "cases.csv",
            "officer,grade,team,week,case_type,tier,count\nA,PO,T,2026-11-16,community,A3,10\nB,PO,T,2026-11-16,community,A3,13\n",
        )
        .with("reports.csv", "officer,team,week,task,count\nA,T,2026-11-18,sdr,2\nB,T,2026-11-18,,\n")
        .with("same-day.csv", "officer,team,week,task,count\nA,T,2026-11-16,sdr,2\nB,T,2026-11-16,,\n")
        .with(
            "joiner.csv",
            "officer,grade,team,week,case_type,tier,count\nA,PO,T,2026-11-16,community,A3,13\nN,PO,T,2026-11-18,,,\n",
        )
        .with(
            "left.csv",
            "officer,grade,team,week,case_type,tier,count\nL,PO,T,2026-11-16,,,\nA,PO,T,2026-11-18,community,A3,13\n",
        );
    // Nobody's cases vanish because a later file says that they have no reports, or because somebody joined.
    for files in ["cases.csv reports.csv", "cases.csv same-day.csv"] {
        let rows = figures(&folder, files);
        assert_eq!(["cases", "standing"].map(|column| rows.cell("B", column)), ["13", "over"], "{files}");
        assert_eq!(rows.cell("A", "cases"), "10", "{files}");
    }
    let rows = figures(&folder, "joiner.csv");
    assert_eq!(["A", "N"].map(|officer| rows.cell(officer, "cases")), ["13", "0"]);
    assert_eq!(notices(&folder, "joiner.csv"), "");
    // A later snapshot of the team without them says that they are gone.
    let report = stdout(&folder, "calc left.csv --format csv");
    assert!(!report.contains(",L,") && report.contains(",A,"), "{report}");
}

#[test]
fn work_without_a_team_is_of_its_pdu() {
    let headings = "week,pdu,team,officer,grade,case_type,tier,count\n";
    let folder = Folder::new()
        .with(
            "west.csv",
            format!("{headings}2026-11-16,West,R1,A1,PO,community,A3,5\n2026-11-16,West,,,,community,A3,40\n"),
        )
        .with(
            "east.csv",
            format!("{headings}2026-11-17,East,R2,B1,PO,community,A3,5\n2026-11-17,East,,,,community,A3,7\n"),
        )
        // A later snapshot of the PDU takes its place.
        .with(
            "later.csv",
            format!("{headings}2026-11-18,West,R1,A1,PO,community,A3,5\n2026-11-18,West,,,,community,A3,30\n"),
        )
        // All of it again, without the PDUs; and somebody without a team in both PDUs.
        .with("again.csv", format!("{headings}2026-11-18,,R1,A1,PO,community,A3,5\n2026-11-18,,,,,community,A3,47\n"))
        .with(
            "both-west.csv",
            format!("{headings}2026-11-16,West,,A1,PO,community,A3,5\n2026-11-16,West,,C1,PO,community,A3,1\n"),
        )
        .with(
            "both-east.csv",
            format!("{headings}2026-11-17,East,,B1,PO,community,A3,5\n2026-11-17,East,,C1,PO,community,A3,1\n"),
        )
        .with("officers-west.csv", format!("{headings}2026-11-16,West,,A1,PO,community,A3,5\n"))
        .with("officers-east.csv", format!("{headings}2026-11-17,East,,B1,PO,community,A3,5\n"));
    let unallocated = |files: &str| {
        let report = crate::report::rows(&folder, &format!("calc {files} --by pdu"));
        ["East", "West"].map(|pdu| report.of(pdu, ["unallocated_cases"])[0].to_owned())
    };
    assert_eq!(unallocated("west.csv east.csv"), ["7", "40"]);
    assert_eq!(notices(&folder, "west.csv east.csv"), "");
    assert_eq!(unallocated("west.csv east.csv later.csv"), ["7", "30"]);
    assert_eq!(figures(&folder, "officers-west.csv officers-east.csv").column("officer"), ["B1", "A1"]);
    let all = crate::report::rows(&folder, "calc west.csv east.csv again.csv --by all");
    assert_eq!(all.column("unallocated_cases"), ["47"]);
    let refused = crate::report::faults(&folder, "calc both-west.csv both-east.csv");
    assert_eq!(refused, "both-east.csv:3: `pdu` of `C1` is `East` here and `West` in both-west.csv:3\n");
}

#[test]
fn two_teams_of_one_name_in_two_pdus_are_two_teams() {
    let headings = "week,pdu,team,officer,grade,case_type,tier,count\n";
    let rows = |officer: &str, date: &str, pdu: &str| format!("{date},{pdu},Team 1,{officer},PO,community,A3,12\n");
    let folder = Folder::new()
        .with("two.csv", format!("{headings}{}{}", rows("A1", "2026-11-16", "P1"), rows("B1", "2026-11-18", "P2")))
        // Who is in both tells that it is one team, whose PDU is written in two ways.
        .with(
            "one.csv",
            [
                headings.to_owned(),
                rows("A1", "2026-11-16", "North"),
                rows("B1", "2026-11-16", "North"),
                rows("A1", "2026-11-18", "North PDU"),
            ]
            .concat(),
        );
    let rows = figures(&folder, "two.csv");
    assert_eq!(rows.column("officer"), ["A1", "B1"]);
    assert_eq!(notices(&folder, "two.csv"), "");
    let explained = folder.shown("explain A1 two.csv --format json");
    assert!(explained.contains("\"capacity_percent\": 113.6"), "{explained}");
    assert_eq!(figures(&folder, "one.csv").column("officer"), ["A1"]);
}
