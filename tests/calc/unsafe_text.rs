//! Names that a spreadsheet or a terminal would act upon.

use super::{Rows, notices, stdout, worked_out};
use crate::command::Folder;

#[test]
fn what_a_spreadsheet_would_run_as_a_formula_is_written_as_text() {
    for name in ["=1+1", "+44 191", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")"] {
        let cell = name.replace('"', "\"\"");
        let rows = worked_out(format!(
            "officer,name,team,contracted_hours,case_type,tier\nA1,\"{cell}\",\"{cell}\",37,community,A3\n"
        ));
        for column in ["name", "team"] {
            let written = rows.cell("A1", column);
            assert!(!written.starts_with(['=', '+', '-', '@', '\t']), "{column}: {written}");
            assert!(written.ends_with(name), "the name is still there: {written}");
        }
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
fn control_characters_reach_no_report_and_no_notice() {
    // Escape, the one-character CSI, bell, backspace, delete, the mark that writes from right to left, and what cannot be seen.
    let name =
        "Amy\u{1b}[2J\u{9b}31m\u{7}\u{8}\u{7f}\u{202e}\u{ad}\u{61c}\u{200b}\u{2066}\u{feff}\u{fff9}\u{e0041}Bell";
    let caseload = format!(
        "officer,name,team,contracted_hours,week,case_type,tier,{name}\n{name},{name},{name},37,2026-11-16,community,A3,\n"
    );
    let folder = Folder::new().with("caseload.csv", caseload);
    let steers = |character: &char| {
        (character.is_control() && *character != '\n')
            || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{206f}' | '\u{feff}'..='\u{fffb}' | '\u{e0000}'..)
    };
    for format in ["table", "csv", "json", "markdown"] {
        for by in ["officer", "team"] {
            let text = stdout(&folder, &format!("calc caseload.csv --format {format} --by {by}"));
            assert!(text.contains("Amy") && text.contains("Bell"), "{text}");
            assert_eq!(text.chars().find(steers), None, "{format} by {by}");
        }
    }
    assert_eq!(notices(&folder, "caseload.csv").chars().find(steers), None);
    for words in [["--team", name], ["--format", name], [name, "--quiet"], ["--output", name]] {
        let said = folder.run(["calc", "caseload.csv"].into_iter().chain(words));
        assert_eq!(String::from_utf8_lossy(&said.stderr).chars().find(steers), None, "{words:?}");
    }
    let option = folder.run([&format!("--{name}")]);
    assert_eq!(String::from_utf8_lossy(&option.stderr).chars().find(steers), None);
}

#[test]
fn json_keeps_the_text_that_it_escapes() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,name,contracted_hours,case_type,tier\nA1,\"Amy\u{1b}\"\"Bell\",37,community,A3\n",
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder, "calc caseload.csv --format json")).expect("JSON that parses");
    assert_eq!(json["rows"][0]["name"], "Amy\u{1b}\"Bell");
}

#[test]
fn a_name_does_not_break_a_markdown_table() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,name,contracted_hours,case_type,tier\nA1,a|b *c* <i> `d`,37,community,A3\nB2,plain,37,community,A3\n",
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
