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
fn a_file_is_dated_by_the_week_asked_for_else_by_its_name() {
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
        (vec!["caseload-2026-11-18.csv", "--week", "2026-11-02"], "2026-11-02"),
    ] {
        let all = ["calc"].into_iter().chain(arguments.iter().copied()).chain(["--format", "csv"]);
        let rows = super::Rows::read(&folder.run(all).stdout);
        assert_eq!(rows.cell("A1", "week"), week, "{arguments:?}");
    }
}

#[test]
fn a_week_against_the_name_of_the_file_is_said() {
    let caseload = "officer,contracted_hours,case_type,tier\nA1,37,community,A3\n";
    let folder = Folder::new().with("caseload-2026-11-18.csv", caseload);
    let said = notices(&folder, "caseload-2026-11-18.csv --week 2026-11-02");
    assert!(said.contains("dated 2026-11-02 by --week, though its name says 2026-11-18"), "{said}");
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
