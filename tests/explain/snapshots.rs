//! Several files, several snapshots of a week, and bytes as Excel writes them.

use super::{WEIGHTS, folder, json, rows};
use crate::command::{Folder, shown};

#[test]
fn an_officers_work_in_several_files_is_put_together() {
    let folder = folder(
        "officer,team,contracted_hours,week,case_type,tier\nA1,Riverside,20,2026-11-16,community,high\n",
    )
    .with("b.csv", "week,tier,case_type,team,officer,contracted_hours\n2026-11-16,high,community,Hillside,A1,20\n");
    let json = json(&folder, "A1 caseload.csv b.csv");
    assert_eq!(rows(&json["work"], &["work", "count", "minutes"]), ["community high|2|960"]);
    assert_eq!(json["figure"]["capacity_percent"].to_string(), "20.0");
    let twice = folder.run(["explain", "A1", "caseload.csv", "caseload.csv"]);
    assert_eq!(twice.status.code(), Some(2), "{}", shown(&twice));
}

#[test]
fn of_several_snapshots_in_a_week_the_latest_is_explained() {
    let folder = folder(
        "officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,5\nA1,PO,2026-11-18,community,high,3\n\
         A1,PO,2026-11-17,community,high,6\nA1,PO,2026-11-11,community,high,5\nA1,PO,2026-11-12,community,high,4\n",
    );
    let json = json(&folder, "A1 caseload.csv --since 2026-11-09");
    assert_eq!((&json["week"], &json["snapshot"]), (&"2026-11-16".into(), &"2026-11-18".into()));
    assert_eq!(rows(&json["work"], &["count", "minutes"]), ["3|1440"]);
    // The latest of the week before too: four on the 12th, 40 %.
    assert_eq!(
        rows(&json["since"]["causes"], &["cause", "work_minutes", "points"]),
        ["cases out: community high|-480|-10.0"]
    );
    assert_eq!(json["set_aside"].to_string(), "[\"2026-11-17\",\"2026-11-16\"]");
    let page = crate::report::stdout(&folder, "explain A1 caseload.csv --quiet");
    assert!(page.contains("Left out  the snapshot of 2026-11-16, as a later one of the week counts"), "{page}");
    let said = folder.run(["explain", "A1", "caseload.csv"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("notice:"), "{}", shown(&said));
    let quiet = folder.run(["explain", "A1", "caseload.csv", "--quiet"]);
    assert!(quiet.stderr.is_empty(), "{}", shown(&quiet));
}

#[test]
fn files_are_dated_by_their_names_or_by_the_week_asked_for() {
    let undated =
        "officer,grade,case_type,tier,task,count,due\nA1,PO,community,high,,1,\nA1,PO,,,report,1,2026-12-16\n";
    let more = "officer,grade,case_type,tier,task,count,due\nA1,PO,community,high,,2,\n";
    let folder = Folder::new()
        .with("weights.toml", WEIGHTS)
        .with("caseload-2026-11-16.csv", undated)
        .with("caseload-2026-11-09.csv", more)
        .with("caseload.csv", undated);
    let of_name = json(&folder, "A1 caseload-2026-11-16.csv caseload-2026-11-09.csv --since 2026-11-09");
    assert_eq!((&of_name["week"], &of_name["snapshot"]), (&"2026-11-16".into(), &"2026-11-16".into()));
    assert_eq!(
        rows(&of_name["since"]["causes"], &["cause", "work_minutes"]),
        ["cases out: community high|-480", "tasks: Court report (report)|240"]
    );
    // Thirty days after Monday 16 November is 16 December; the report is not yet due on the 15th.
    for (week, minutes) in [("2026-11-16", "720"), ("2026-11-15", "480")] {
        let json = json(&folder, &format!("A1 caseload.csv --week {week}"));
        assert_eq!((&json["snapshot"], json["work_total"]["minutes"].to_string()), (&week.into(), minutes.to_owned()));
    }
}

#[test]
fn bytes_as_excel_writes_them_are_explained_as_well() {
    // A mark, line ends of Windows, quotes with a comma and a line break, and a letter of Windows-1252.
    let marked =
        "\u{feff}officer,name,grade,week,case_type,tier\r\n\"A1\",\"Frost,\nNia\",PO,2026-11-16,community,high\r\n";
    assert_eq!(rows(&json(&folder(marked), "a1 caseload.csv")["work"], &["minutes"]), ["480"]);
    let folder = folder(b"officer,name,grade,week,case_type,tier\nA\xeb,Nia Fr\xf8st,PO,2026-11-16,community,high\n");
    let output = folder.run(["explain", "nia frøst", "caseload.csv", "--format", "json"]);
    let json = super::parsed(&String::from_utf8_lossy(&output.stdout));
    assert_eq!((&json["officer"], json["work_total"]["minutes"].to_string()), (&"Aë".into(), "480".to_owned()));
}

#[test]
fn a_fault_anywhere_is_told_as_calc_tells_it() {
    let bad = "officer,grade,week,case_type,tier\nA1,PO,2026-11-16,community,high\nB2,PO,2026-11-16,community,hihg\n";
    let folder = folder(bad);
    let calc = folder.run(["calc", "caseload.csv"]);
    let explain = folder.run(["explain", "A1", "caseload.csv"]);
    assert_eq!(shown(&explain), shown(&calc));
    assert!(shown(&explain).contains("caseload.csv:3:"), "{}", shown(&explain));
}
