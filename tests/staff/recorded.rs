//! Staff lists beside a history: what only a list has is recorded as such, and is no figure in a later week.

use super::{json, report, rows, stdout};
use crate::command::Folder;

const STAFF: &str = "officer,name,grade,team\nA1,Amy Bell,PO,R1\nB2,Ben Clarke,PO,R1\n";

/// A snapshot of one date, in which the officers given are over: twelve A3 cases, 7,416 of 6,526.8 minutes.
fn snapshot(officers: &[&str]) -> String {
    let rows = officers.iter().map(|officer| format!("{officer},R1,community,A3,12\n"));
    std::iter::once("officer,team,case_type,tier,count\n".to_owned()).chain(rows).collect()
}

/// Four weekly snapshots, the third without A1, each recorded as a weekly job does.
fn recorded() -> Folder {
    let mut folder = Folder::new().with("staff.csv", STAFF);
    for (date, officers) in [
        ("2026-10-26", &["A1", "B2"][..]),
        ("2026-11-02", &["A1", "B2"]),
        ("2026-11-09", &["B2"]),
        ("2026-11-16", &["A1", "B2"]),
    ] {
        folder = folder.with(&format!("caseload-{date}.csv"), snapshot(officers));
        stdout(&folder, &format!("calc caseload-{date}.csv --staff staff.csv --history history.csv --record"));
    }
    folder
}

#[test]
fn a_week_that_only_the_list_has_is_recorded_with_blank_cases_and_work() {
    let history = recorded().read("history.csv");
    let mut lines = history.lines();
    let headings: Vec<&str> = lines.next().expect("headings").split(',').collect();
    let of = |week: &str, officer: &str| -> Vec<String> {
        let line = history.lines().find(|line| line.starts_with(&format!("{week},{officer},"))).expect("a row");
        let cells = headings.iter().zip(line.split(','));
        let wanted = ["cases", "work_minutes", "available_minutes", "name", "grade", "team"];
        wanted
            .iter()
            .map(|name| cells.clone().find(|(heading, _)| *heading == name).expect("a column").1.to_owned())
            .collect()
    };
    assert_eq!(of("2026-11-02", "A1"), ["12", "7416", "6526.8", "Amy Bell", "PO", "R1"]);
    assert_eq!(of("2026-11-09", "A1"), ["", "", "6526.8", "Amy Bell", "PO", "R1"]);
    assert_eq!(of("2026-11-09", "B2"), ["12", "7416", "6526.8", "Ben Clarke", "PO", "R1"]);
    assert_eq!(lines.count(), 8, "{history}");
}

#[test]
fn a_gap_that_was_recorded_is_not_hidden_in_a_later_week() {
    let json = json(&recorded(), "calc caseload-2026-11-16.csv --staff staff.csv --history history.csv");
    let [first, second] = [&json["rows"][0], &json["rows"][1]];
    assert_eq!((&first["officer"], &first["standing"]), (&"A1".into(), &"possible".into()), "{json}");
    assert_eq!((&second["officer"], &second["standing"]), (&"B2".into(), &"excessive".into()), "{json}");
    let missing = &json["summary"]["possible"][0]["missing_weeks"];
    assert_eq!(missing.to_string(), "[\"2026-11-09\"]");
}

#[test]
fn a_history_and_one_caseload_of_all_weeks_judge_alike() {
    let folder = recorded();
    let files = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"].map(|date| format!("caseload-{date}.csv"));
    let with_history = "calc caseload-2026-11-16.csv --staff staff.csv --history history.csv --format json";
    let at_once = format!("calc {} --staff staff.csv --format json", files.join(" "));
    assert_eq!(stdout(&folder, with_history), stdout(&folder, &at_once));
}

#[test]
fn recording_again_with_the_rows_that_were_missing_mends_the_week() {
    let folder = recorded().with("caseload-2026-11-09.csv", snapshot(&["A1", "B2"]));
    stdout(&folder, "calc caseload-2026-11-09.csv --staff staff.csv --history history.csv --record");
    let rows = rows(&folder, "calc caseload-2026-11-16.csv --staff staff.csv --history history.csv");
    assert_eq!(rows.of("A1", ["weeks_over", "standing"]), ["4", "excessive"]);
}

#[test]
fn an_officer_whom_only_the_list_ever_had_is_never_missed() {
    // C3 has held nothing in any week: there is no figure of hers that could be missing.
    let folder = recorded();
    let folder = folder.with("staff.csv", format!("{STAFF}C3,Ella Davies,PO,R1\n"));
    stdout(&folder, "calc caseload-2026-11-09.csv --staff staff.csv --history history.csv --record");
    let command = "calc caseload-2026-11-16.csv --staff staff.csv --history history.csv";
    assert_eq!(rows(&folder, command).of("C3", ["cases", "standing"]), ["0", "within"]);
    let said = report(&folder, command);
    assert!(!said.contains("no rows this week for"), "{said}");
}

#[test]
fn a_post_that_only_the_list_gave_the_history_is_no_work_of_another_team() {
    let staff = "officer,team,contracted_hours\nA1,R1,18.5\nA1,R2,18.5\n";
    let caseload = "week,officer,team,case_type,tier,count\n2026-11-16,A1,R1,community,A3,6\n";
    let folder = Folder::new().with("staff.csv", staff).with("caseload.csv", caseload);
    let run = |more: &str| {
        let arguments = format!("calc caseload.csv --staff staff.csv --history history.csv --quiet --exit-code {more}");
        folder.shown(&arguments)
    };
    let first = run("--record");
    assert!(first.starts_with("exit 0"), "{first}");
    let again = run("");
    assert!(again.starts_with("exit 0") && !again.contains("two-snapshots"), "{again}");
}
