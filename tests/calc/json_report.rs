//! The JSON of a report: the rows of the CSV under the same names, with the same figures.

use serde_json::Value;

use super::{Rows, WEEKS, stdout, weeks};
use crate::command::{Folder, repository};

fn json(folder: &Folder, arguments: &str) -> Value {
    serde_json::from_str(&stdout(folder, &format!("calc {arguments} --format json"))).expect("JSON that parses")
}

/// A JSON value as the CSV has it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_figure_of_the_csv_is_in_the_json_under_the_same_name() {
    let example = std::fs::read(repository().join("examples/caseload.csv")).expect("the example");
    let folder = Folder::new().with("caseload.csv", example);
    for by in ["officer", "team", "pdu", "region", "grade", "all"] {
        let json = json(&folder, &format!("caseload.csv --by {by}"));
        let csv = stdout(&folder, &format!("calc caseload.csv --by {by} --format csv"));
        let rows = json["rows"].as_array().expect("rows");
        let table = Rows::read(csv.as_bytes());
        assert_eq!(rows.len(), csv.lines().count() - 1, "{by}");
        for column in csv.lines().next().expect("headings").split(',') {
            let in_json: Vec<String> = rows.iter().map(|row| plain(&row[column])).collect();
            assert_eq!(in_json, table.column(column), "{by}: {column}");
        }
    }
}

#[test]
fn figures_are_numbers_and_what_is_unknown_is_null() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,grade,week,case_type,tier\nA1,PO,2026-11-16,community,A3\nS1,SPO,2026-11-16,community,A3\n",
    );
    let json = json(&folder, "caseload.csv");
    for column in ["cases", "contracted_hours", "available_hours", "work_hours", "capacity_percent", "weeks_over"] {
        assert!(json["rows"][0][column].is_number(), "{column}: {json}");
    }
    assert!(json["rows"][1]["capacity_percent"].is_null(), "never 0 %, never infinity: {json}");
    assert!(json["rows"][1]["contracted_hours"].is_null(), "{json}");
}

#[test]
fn the_json_says_which_week_and_weights_and_who_is_excessive() {
    let caseload = format!("{WEEKS}{}{}{}", weeks("A1", "oooo"), weeks("B2", "oo.o"), weeks("C3", "wwww"));
    let json = json(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    for (key, expected) in [
        ("week", "2026-11-16"),
        ("weights", "hmpps-2021"),
        ("weights_file", "built in"),
        ("limit_percent", "110"),
        ("limit_weeks", "4"),
    ] {
        assert_eq!(plain(&json[key]), expected, "{key}");
    }
    assert_eq!(json["rows"][0]["over_since"], "2026-10-26");
    let summary = &json["summary"];
    assert_eq!(summary["excessive"][0]["officer"], "A1");
    assert_eq!(summary["possible"][0]["missing_weeks"][0], "2026-11-09");
    assert_eq!(plain(&summary["total"]["officers"]), "3");
    assert_eq!(plain(&summary["total"]["over"]), "2");
}
