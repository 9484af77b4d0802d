//! Names that a spreadsheet or Markdown would act upon.

use super::{Rows, stdout, worked_out};
use crate::command::Folder;

#[test]
fn what_a_spreadsheet_would_run_as_a_formula_is_written_as_text() {
    for (name, expected) in [
        ("=1+1", "'=1+1"),
        ("+44 191", "'+44 191"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
        ("\u{1b}[31mred", "\u{fffd}[31mred"),
        ("O'Hara", "O'Hara"),
        ("a=b", "a=b"),
    ] {
        let cell = name.replace('"', "\"\"");
        let rows = worked_out(format!(
            "officer,name,team,contracted_hours,case_type,tier\nA1,\"{cell}\",\"{cell}\",37,community,A3\n"
        ));
        assert_eq!(["name", "team"].map(|column| rows.cell("A1", column)), [expected; 2]);
    }
}

#[test]
fn officers_weights_and_units_are_written_as_safely_as_names() {
    let weights = super::round_weights("2026-01-05", "over = 110\nweeks = 4").replace("round-2026-01-05", "=cmd");
    let folder = Folder::new()
        .with("weights.toml", weights)
        .with("caseload.csv", "officer,grade,region,pdu,team,case_type,tier\n=1,PO,+r,-p,@t,community,low\n");
    for by in ["officer", "team", "pdu", "region"] {
        let csv = stdout(&folder, &format!("calc caseload.csv --by {by} --format csv"));
        let row = csv.lines().nth(1).expect("a row");
        assert!(!row.split(',').any(|cell| cell.trim_matches('"').starts_with(['=', '+', '-', '@'])), "{row}");
    }
}

#[test]
fn a_tab_in_front_of_a_formula_does_not_help_it() {
    let rows = worked_out("officer,name,contracted_hours,case_type,tier\nA1,\"\t=1+1\",37,community,A3\n");
    assert!(!rows.cell("A1", "name").trim_start().starts_with('='), "{}", rows.cell("A1", "name"));
}

#[test]
fn json_keeps_the_text_that_it_escapes() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,name,contracted_hours,case_type,tier\nA1,\"Amy\u{1b}\u{e0041}☂\u{fe0f}\"\"Bell\",37,community,A3\n",
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder, "calc caseload.csv --format json")).expect("JSON that parses");
    assert_eq!(json["rows"][0]["name"], "Amy\u{1b}\u{e0041}☂\u{fe0f}\"Bell");
}

#[test]
fn a_name_does_not_break_a_markdown_table() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,name,contracted_hours,case_type,tier\nA1,\"a|b\n*c* <i> `d`\",37,community,A3\nB2,plain,37,community,A3\n",
    );
    let text = stdout(&folder, "calc caseload.csv --format markdown");
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<usize> = text.lines().filter(|line| line.starts_with('|')).map(bars).collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines.iter().all(|bars| *bars == lines[0]), "{text}");
    assert!(!text.contains("<i>"), "{text}");
}

#[test]
fn a_formula_is_no_danger_to_reading_the_csv_back() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,contracted_hours,case_type,tier\n\"=1,\"\"2\"\"\",37,community,A3\n");
    let rows = Rows::read(stdout(&folder, "calc caseload.csv --format csv").as_bytes());
    assert_eq!(rows.column("officer"), ["'=1,\"2\""]);
}
