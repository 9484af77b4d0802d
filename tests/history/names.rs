//! Names that a spreadsheet would run, or that a CSV file has trouble with: safe in the ledger, and unchanged out of it.

use super::{MONDAYS, everything, folder, put, stdout, weights};
use crate::command::Folder;

const NAMES: [&str; 20] = [
    "=1+1", "+44", "-x", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "'Tis", "''=x", "'x", "''x", "'=1+1",
    "Moss, Ida", "say \"so\"", "two\nlines", "two\r\nends", "x\ty", "Zoë O’Hara \u{202e}", "O\u{200b}Hara", "OHara",
    "\u{feff}OHara", "O\u{1b}Hara",
];

/// Everybody over in a week, under headings of their own; each name is a code, a name and a unit.
fn caseload(week: &str, names: &[&str]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = ["officer", "name", "region", "pdu", "team", "grade", "week", "case_type", "tier", "count"];
    writer.write_record(headings).expect("in memory");
    for name in names {
        writer.write_record([name, name, name, name, name, "PO", week, "community", "high", "12"]).expect("in memory");
    }
    writer.into_inner().expect("in memory")
}

/// The last four weeks recorded one after the other.
fn recorded(names: &[&str]) -> Folder {
    let folder = folder();
    for monday in &MONDAYS[6..] {
        put(&folder, &format!("{monday}.csv"), caseload(monday, names));
        stdout(&folder, &format!("calc {monday}.csv --history history.csv --record --quiet"));
    }
    folder
}

fn json(folder: &Folder, arguments: &str) -> serde_json::Value {
    serde_json::from_str(&stdout(folder, &format!("calc {arguments} --format json"))).expect("a report is JSON")
}

/// The ledger's cells, row by row, as a spreadsheet reads them.
fn cells(folder: &Folder) -> Vec<Vec<String>> {
    let ledger = folder.read("history.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(ledger.as_bytes());
    let rows = reader.records().map(|row| row.expect("sound CSV"));
    rows.map(|row| row.iter().map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn no_cell_of_a_ledger_is_run_by_a_spreadsheet_and_each_name_is_there() {
    let rows = cells(&recorded(&NAMES));
    let runs = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    assert_eq!(rows.iter().flatten().find(runs), None);
    for name in NAMES {
        // One apostrophe goes in front of what a spreadsheet would run, and of what begins with one already.
        let written = if name.starts_with(['=', '+', '-', '@', '\'']) { format!("'{name}") } else { name.to_owned() };
        let of_name = rows.iter().filter(|row| [1, 2, 4, 5, 6].iter().all(|column| row[*column] == written));
        assert_eq!(of_name.count(), 4, "{name:?}");
    }
}

#[test]
fn names_come_back_unchanged_and_so_does_the_ledger() {
    let folder = recorded(&NAMES);
    let last = MONDAYS[9];
    let report = json(&folder, &format!("{last}.csv --history history.csv"));
    let rows = report["rows"].as_array().expect("rows");
    for name in NAMES {
        let row = rows.iter().find(|row| row["officer"] == name).unwrap_or_else(|| panic!("{name:?} in {report}"));
        assert_eq!((&row["weeks_over"], &row["team"]), (&4.into(), &name.into()), "{name:?}");
        assert_eq!(row["standing"], "excessive", "{name:?}: three of the four weeks are in the history");
    }

    let before = everything(&folder);
    for monday in &MONDAYS[6..] {
        stdout(&folder, &format!("calc {monday}.csv --history history.csv --record --quiet"));
    }
    assert!(everything(&folder) == before, "recorded again");

    // Units come back as well: the team is the same team in every week.
    let teams = json(&folder, &format!("{last}.csv --history history.csv --by team"));
    assert!(teams["rows"].as_array().expect("rows").iter().all(|row| row["weeks_over"] == 4), "{teams}");
}

#[test]
fn a_name_that_only_the_history_has_is_shown_as_it_was() {
    let folder = recorded(&NAMES).with("next.csv", caseload("2026-11-23", &["B1"]));
    let report = json(&folder, "next.csv --history history.csv");
    let gone = report["summary"]["no_figure"].as_array().expect("officers");
    let mut gone: Vec<&str> = gone.iter().map(|seen| seen["officer"].as_str().expect("a code")).collect();
    let mut names = NAMES.to_vec();
    gone.sort_unstable();
    names.sort_unstable();
    assert_eq!(gone, names);
}

#[test]
fn names_that_differ_in_an_apostrophe_are_two_officers() {
    // Written, the first would be the second if the apostrophe were put before formulas alone.
    let names = ["=1", "'=1", "''=1"];
    let folder = recorded(&names);
    let report = json(&folder, &format!("{}.csv --history history.csv", MONDAYS[9]));
    let standings = report["rows"].as_array().expect("rows").iter().map(|row| &row["standing"]);
    assert_eq!(standings.collect::<Vec<_>>(), ["excessive"; 3]);
}

#[test]
fn weights_and_grades_that_look_like_formulas_come_back_unchanged() {
    let weights =
        weights("2026-01-05", "110").replace("from-2026-01-05", "=cmd").replace("grades.PO", "grades.\"-PO\"");
    let caseload = |week| format!("officer,grade,week,case_type,tier,count\nA1,-PO,{week},community,high,12\n");
    let folder = Folder::new().with("weights.toml", weights);
    for monday in &MONDAYS[6..] {
        put(&folder, "caseload.csv", caseload(monday));
        stdout(&folder, "calc caseload.csv --history history.csv --record --quiet");
    }
    assert!(cells(&folder)[1..].iter().all(|row| row[3] == "'-PO" && row[11] == "'=cmd"), "{:?}", cells(&folder));
    let report = json(&folder, "caseload.csv --history history.csv --by grade");
    assert_eq!((&report["rows"][0]["grade"], &report["rows"][0]["weeks_over"]), (&"-PO".into(), &4.into()));
    assert_eq!(report["summary"]["other_weights"], serde_json::json!([]), "it is the same version in every week");
}
