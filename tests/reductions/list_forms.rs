//! `wmt reductions` as a page, CSV, JSON and Markdown, and with names that are not safe.

use super::{HEADINGS, reduced};
use crate::command::{Folder, shown};
use crate::report::{Rows, faults, json, stdout};

const LIST: &str = "reductions reductions.csv --staff staff.csv --week 2026-11-16";

/// Ended, in force and to come, in hours and in per cent, with and without an end.
fn folder() -> Folder {
    reduced(
        "N53-0412,,nqo,,,2026-02-11,2026-11-10\nN53-0417,,trade_union_facility_time,1.85,,2026-01-05,2026-12-01\n\
         N53-0425,,disability,,12.5,2026-02-09,\nN53-0425,,phased_return_to_work,,10,2026-12-07,2027-01-31",
    )
    .with(
        "staff.csv",
        "officer,name,grade,team,contracted_hours\nN53-0412,Amy Bell,PO,R1,37\nN53-0417,Ben Clarke,PO,R1,37\n\
         N53-0425,Ella Davies,PSO,R1,22.2\n",
    )
}

#[test]
fn a_page_for_people() {
    // 12.5 % of 22.2 are 2.775, shown as 2.78; 1.85 + 2.775 = 4.625 in force. From 16 November to 1 December are 15
    // days.
    insta::assert_snapshot!(stdout(&folder(), LIST), @r"
    Team R1, reductions on 2026-11-16, weights hmpps-2021 (built in)

    Officer  Name        Grade Percent Hours       From         To Days State
                                                                   left
    ────────────────────────────────────────────────────────────────────────────
    N53-0412 Amy Bell    PO        20%  7.40 2026-02-11 2026-11-10    - ended
    N53-0417 Ben Clarke  PO          -  1.85 2026-01-05 2026-12-01   15 in force
    N53-0425 Ella Davies PSO    12.50%  2.78 2026-02-09          -    - in force
    N53-0425 Ella Davies PSO       10%  2.22 2026-12-07 2027-01-31    - to come

    Total    3 officers; 2 in force, 4.63 h a week; 1 ended; 1 to come
    Reasons  not shown, as they are personal; --reasons shows them
    ");
}

#[test]
fn csv_is_one_table_of_plain_figures() {
    assert_eq!(
        stdout(&folder(), &format!("{LIST} --reasons --format csv")),
        "region,pdu,team,officer,name,grade,reason,percent,hours,from,to,days_left,state\n\
         ,,R1,N53-0412,Amy Bell,PO,nqo,20,7.40,2026-02-11,2026-11-10,,ended\n\
         ,,R1,N53-0417,Ben Clarke,PO,trade_union_facility_time,,1.85,2026-01-05,2026-12-01,15,in force\n\
         ,,R1,N53-0425,Ella Davies,PSO,disability,12.50,2.78,2026-02-09,,,in force\n\
         ,,R1,N53-0425,Ella Davies,PSO,phased_return_to_work,10,2.22,2026-12-07,2027-01-31,,to come\n"
    );
}

#[test]
fn json_has_the_rows_of_the_csv_under_the_same_names() {
    for reasons in ["", "--reasons"] {
        let json = json(&folder(), &format!("{LIST} {reasons}"));
        let csv = stdout(&folder(), &format!("{LIST} {reasons} --format csv"));
        let table = Rows::read(&csv);
        let rows = json["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 4);
        for column in csv.lines().next().expect("headings").split(',') {
            let plain = |value: &serde_json::Value| match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let in_json: Vec<String> = rows.iter().map(|row| plain(&row[column])).collect();
            assert_eq!(in_json, table.column(column), "{column}");
        }
        assert_eq!(
            rows[0].as_object().map(serde_json::Map::len),
            Some(csv.lines().next().map_or(0, |line| line.split(',').count()))
        );
        assert!(
            rows[1]["days_left"].is_number() && rows[0]["days_left"].is_null() && rows[2]["to"].is_null(),
            "{json}"
        );
    }
    let json = json(&folder(), LIST);
    for (key, expected) in
        [("scope", "Team R1"), ("date", "2026-11-16"), ("weights", "hmpps-2021"), ("weights_file", "built in")]
    {
        assert_eq!(json[key], expected, "{key}");
    }
}

#[test]
fn markdown_is_a_table_to_paste() {
    let text = stdout(&folder(), &format!("{LIST} --format markdown"));
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert_eq!(lines[0], "| Officer | Name | Grade | Percent | Hours | From | To | Days left | State |");
    assert_eq!(lines[3], "| N53-0417 | Ben Clarke | PO |  | 1.85 | 2026-01-05 | 2026-12-01 | 15 | in force |");
}

#[test]
fn a_run_that_fails_leaves_what_was_there() {
    let folder = folder().with("out.csv", "last week");
    faults(&folder, &format!("{LIST} --team R9 --output out.csv"));
    assert_eq!(folder.read("out.csv"), "last week");
}

#[test]
fn what_a_spreadsheet_would_run_as_a_formula_is_written_as_text() {
    for code in ["=1+1", "+44 191", "-5", "@SUM(A1)"] {
        let folder = Folder::new()
            .with("staff.csv", format!("officer,name,team,pdu,region,grade\n{code},{code},{code},{code},{code},PO\n"))
            .with("reductions.csv", format!("{HEADINGS}\n{code},,nqo,,,2026-02-09,\n"));
        let csv = stdout(&folder, &format!("{LIST} --format csv"));
        let rows = Rows::read(&csv);
        for column in ["officer", "name", "team", "pdu", "region"] {
            assert_eq!(rows.column(column), [format!("'{code}")], "{column}");
        }
        let json = json(&folder, LIST);
        assert_eq!(json["rows"][0]["officer"], code, "JSON runs nothing");
    }
}

#[test]
fn a_list_is_no_alarm_and_a_wrong_command_line_is_2() {
    let folder = folder();
    assert_eq!(folder.run(LIST.split_whitespace()).status.code(), Some(0));
    for arguments in [
        "reductions",
        "reductions reductions.csv --week someday",
        "reductions reductions.csv --by team",
        "reductions gone.csv --quiet",
    ] {
        let output = folder.run(arguments.split_whitespace());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}: {}", shown(&output));
        assert!(!output.stderr.is_empty(), "{arguments}");
    }
}
