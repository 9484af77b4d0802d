//! Text, CSV and JSON, on standard output or in a file.

use std::collections::BTreeMap;

use super::{ODD, SOUND, found};
use crate::command::Folder;

/// Names that a spreadsheet or a terminal would act upon: a case that `=A1` holds twice, in hours that may be days.
const UNSAFE: &str = "officer,name,team,contracted_hours,week,case_id,case_type,tier\n\
                      =A1,\"+Amy\u{1b}[2J\u{202e}\",@R,4,2026-11-16,\"7,\"\"b\"\"\",community,A3\n\
                      =A1,\"+Amy\u{1b}[2J\u{202e}\",@R,4,2026-11-16,\"7,\"\"b\"\"\",community,A3\n";

fn odd() -> Folder {
    Folder::new().with("odd.csv", ODD)
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().expect("sound CSV")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("sound JSON")
}

#[test]
fn the_text_says_file_line_degree_and_name() {
    assert_eq!(
        found(&odd(), "odd.csv", 1),
        "odd.csv:3: warning: the case `X100001` is already in odd.csv:2, both with `N53-0412 Amy Bell`; it counts twice (duplicate-case)\n\
         odd.csv:4: warning: N53-0413: contracted hours are 4; are they days? (odd-hours)\n\
         odd.csv:5: note: team Riverside 1: 1 case in the tier `A3S` counts nothing: it has 0 minutes in the weights (zero-tier)\n\
         1 duplicate-case, 1 odd-hours, 1 zero-tier\n\
         0 faults, 2 warnings, 1 note\n"
    );
    assert_eq!(found(&odd(), "odd.csv --format text", 1), found(&odd(), "odd.csv", 1));
}

#[test]
fn the_csv_is_one_table_of_seven_columns_without_a_count() {
    let text = found(&odd(), "odd.csv --format csv", 1);
    assert_eq!(text.lines().next(), Some("severity,file,line,officer,team,check,message"));
    let rows = rows(&text);
    let column = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(column("severity"), ["warning", "warning", "note"]);
    assert_eq!(column("file"), ["odd.csv"; 3]);
    assert_eq!(column("line"), ["3", "4", "5"]);
    assert_eq!(column("officer"), ["N53-0412", "N53-0413", ""]);
    assert_eq!(column("team")[1..], ["Riverside 1", "Riverside 1"]);
    assert_eq!(column("check"), ["duplicate-case", "odd-hours", "zero-tier"]);
    assert_eq!(column("message")[1], "N53-0413: contracted hours are 4; are they days?");
}

#[test]
fn a_csv_without_findings_has_its_headings() {
    let folder = Folder::new().with("sound.csv", SOUND);
    assert_eq!(found(&folder, "sound.csv --format csv", 0), "severity,file,line,officer,team,check,message\n");
}

#[test]
fn what_is_of_no_line_has_a_blank_one() {
    let folder = Folder::new().with("headings.csv", "officer,case_type,tier\n");
    let text = found(&folder, "headings.csv --format csv", 1);
    assert_eq!(rows(&text).iter().map(|row| row["line"].as_str()).collect::<Vec<_>>(), [""], "{text}");
    let value = json(&found(&folder, "headings.csv --format json", 1));
    assert!(value["findings"][0]["line"].is_null(), "{value}");
    assert!(found(&folder, "headings.csv", 1).starts_with("headings.csv: fault: "));
}

#[test]
fn the_json_is_one_object_with_the_counts() {
    let value = json(&found(&odd(), "odd.csv --format json", 1));
    let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["findings", "faults", "warnings", "notes"]);
    assert_eq!(["faults", "warnings", "notes"].map(|key| value[key].as_u64()), [Some(0), Some(2), Some(1)]);
    let second = value["findings"][1].as_object().expect("a finding");
    assert_eq!(
        second.keys().collect::<Vec<_>>(),
        ["severity", "file", "line", "officer", "name", "team", "check", "message"]
    );
    assert_eq!((second["severity"].as_str(), second["line"].as_u64()), (Some("warning"), Some(4)));
    assert!(value["findings"][2]["officer"].is_null(), "{value}");
    let nothing = json(&found(&Folder::new().with("sound.csv", SOUND), "sound.csv --format json", 0));
    assert_eq!(nothing["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn an_officer_has_the_name_in_an_undated_caseload_too() {
    let undated = ODD.replace(",week", "").replace(",2026-11-16", "");
    let folder = odd().with("undated.csv", undated);
    for file in ["odd.csv", "undated.csv"] {
        let value = json(&found(&folder, &format!("{file} --only odd-hours --format json"), 1));
        assert_eq!(value["findings"][0]["name"], "Bal Singh", "{value}");
    }
}

#[test]
fn formulas_are_written_so_that_no_spreadsheet_runs_them() {
    let folder = Folder::new().with("unsafe.csv", UNSAFE).with("=more.csv", "officer,case_type,tier\n");
    let rows = rows(&found(&folder, "unsafe.csv =more.csv --format csv", 1));
    assert_eq!(rows.len(), 3, "{rows:?}");
    for row in &rows {
        for (column, cell) in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{column}: {cell}");
        }
    }
    let odd = rows.iter().find(|row| row["check"] == "odd-hours").expect("hours that may be days");
    assert_eq!((odd["officer"].as_str(), odd["team"].as_str()), ("'=A1", "'@R"));
    // Commas and quotes come back as they were.
    let twice = rows.iter().find(|row| row["check"] == "duplicate-case").expect("a case held twice");
    assert!(twice["message"].contains("`7,\"B\"`"), "{}", twice["message"]);
}

#[test]
fn a_line_break_in_a_cell_breaks_no_line_of_findings() {
    let caseload = ODD.replace("Amy Bell", "\"Amy\nBell\"");
    let folder = Folder::new().with("odd.csv", caseload);
    let text = found(&folder, "odd.csv", 1);
    assert_eq!(text.lines().count(), 5, "{text}");
    // The rows of Amy Bell take two lines each: the second begins in line 4, the officer of 4 hours is in line 6.
    assert!(text.contains("odd.csv:4: warning: the case") && text.contains("odd.csv:6: warning: N53-0413"), "{text}");
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_last_findings() {
    let folder = odd().with("out.csv", "last week");
    assert_eq!(folder.run("check odd.csv gone.csv --output out.csv".split_whitespace()).status.code(), Some(2));
    assert_eq!(folder.read("out.csv"), "last week");
    found(&folder, "odd.csv --output out.csv", 1);
    assert!(folder.read("out.csv").starts_with("severity,"));
}
