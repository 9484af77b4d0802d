//! `wmt reductions` as a page, CSV, JSON and Markdown, in a file, in a pipe, and with names that are not safe.

use std::process::Stdio;

use super::{HEADINGS, reduced};
use crate::command::{Folder, shown, wmt};
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
fn the_ending_of_the_output_chooses_the_format() {
    for (name, format) in
        [("out.csv", "csv"), ("out.json", "json"), ("out.md", "markdown"), ("out.txt", "table"), ("OUT.CSV", "csv")]
    {
        let folder = folder();
        assert_eq!(
            folder.shown(&format!("{LIST} --quiet --output {name}")),
            "exit 0\n--- standard output\n--- standard error\n"
        );
        assert_eq!(folder.read(name), stdout(&folder, &format!("{LIST} --format {format}")), "{name}");
    }
    let folder = folder();
    stdout(&folder, &format!("{LIST} --format json --output out.csv"));
    assert_eq!(
        folder.read("out.csv"),
        stdout(&folder, &format!("{LIST} --format json")),
        "what is asked for comes first"
    );
    let said = faults(&folder, &format!("{LIST} --output out.pdf"));
    assert!(said.contains("its name does not end in a format that wmt writes here"), "{said}");
}

#[test]
fn no_list_is_written_over_and_a_run_that_fails_leaves_what_was_there() {
    let folder = folder().with("out.csv", "last week");
    for output in ["reductions.csv", "./staff.csv"] {
        let said = faults(&folder, &format!("{LIST} --format csv --output {output}"));
        assert!(said.contains("this file is an input and also the output"), "{said}");
    }
    faults(&folder, &format!("{LIST} --team R9 --output out.csv"));
    assert_eq!(folder.read("out.csv"), "last week");
}

#[test]
fn quiet_silences_notices_and_changes_nothing_else() {
    let folder = folder().with(
        "reductions.csv",
        format!("{HEADINGS},Shoe size\nN53-0412,,nqo,,,2026-02-09,,44\nN53-0999,,nqo,,,2026-02-09,,44\n"),
    );
    let loud = folder.run(LIST.split_whitespace());
    let said = String::from_utf8_lossy(&loud.stderr);
    assert!(said.contains("notice: the column `Shoe size` is not used"), "{said}");
    for quiet in ["--quiet", "-q"] {
        let output = folder.run(format!("{LIST} {quiet}").split_whitespace());
        assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (loud.stdout.as_slice(), &b""[..]));
    }
    assert!(!faults(&folder, "reductions gone.csv --quiet").is_empty(), "faults are always said");
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
fn control_characters_reach_no_page_no_notice_and_no_fault() {
    let code = "N53\u{1b}[2J\u{9b}31m\u{7}\u{8}\u{7f}\u{202e}-0412";
    let folder = Folder::new()
        .with("caseload.csv", "officer,grade,week,case_type,tier\nN53-0417,PO,2026-11-16,community,A3\n")
        .with("known.csv", format!("officer,grade,week,case_type,tier\n{code},PO,2026-11-16,community,A3\n"))
        .with("reductions.csv", format!("{HEADINGS},{code}\n{code},{code},nqo,,,2026-02-09,2026-11-30,\n"))
        .with("all-teams.csv", format!("{HEADINGS}\n{code},,nqo,,,2026-02-09,2026-11-30\n"))
        .with("wrong.csv", format!("{HEADINGS}\n{code},,{code},,,2026-02-09,{code}\n"));
    let steers = |character: &char| {
        (character.is_control() && *character != '\n') || ('\u{202a}'..='\u{202e}').contains(character)
    };
    for arguments in [
        "reductions reductions.csv --week 2026-11-16",
        "reductions reductions.csv --caseload caseload.csv",
        "reductions wrong.csv",
        "calc caseload.csv --reductions reductions.csv",
        "calc known.csv --reductions all-teams.csv",
        "calc known.csv --reductions wrong.csv",
    ] {
        for format in ["table", "csv", "json", "markdown"] {
            let output = folder.run(format!("{arguments} --format {format}").split_whitespace());
            let all = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(all.contains("N53"), "{arguments}: {all}");
            assert_eq!(all.chars().find(steers), None, "{arguments} --format {format}");
        }
    }
}

#[test]
fn a_page_in_a_pipe_is_never_wider_than_80_columns() {
    let long = "Riverside and the surrounding north-eastern districts, second team of three";
    let folder = Folder::new()
        .with("staff.csv", format!("officer,name,grade,team\n\"{long}\",\"{long}\",PO,\"{long}\"\nN53-0412,,PO,R1\n"))
        .with(
            "reductions.csv",
            format!("{HEADINGS}\n\"{long}\",,long_term_sickness_absence,,,2026-02-09,\nN53-0412,,nqo,,,2026-02-09,\n"),
        );
    for reasons in ["", "--reasons"] {
        let text = stdout(&folder, &format!("{LIST} {reasons}"));
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{widest:?} columns:\n{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}

#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    let list = format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,\n");
    for format in ["table", "csv", "json", "markdown"] {
        let folder = Folder::new();
        let mut command = wmt(folder.path());
        command.args(["reductions", "-", "--format", format]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("wmt runs");
        // The pipe is closed before the list is there, so nothing of it can be written.
        drop(child.stdout.take());
        let mut pipe = child.stdin.take().expect("a pipe was asked for");
        std::io::Write::write_all(&mut pipe, list.as_bytes()).expect("it reads");
        drop(pipe);
        let output = child.wait_with_output().expect("wmt ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{}", shown(&output));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["table", "csv", "json", "markdown"] {
        let run = || stdout(&folder(), &format!("{LIST} --reasons --format {format}"));
        assert_eq!(run(), run(), "{format}");
    }
}

#[test]
fn a_list_is_no_alarm_and_a_wrong_command_line_is_2() {
    let folder = folder();
    assert_eq!(folder.run(LIST.split_whitespace()).status.code(), Some(0));
    for arguments in ["reductions", "reductions reductions.csv --week someday", "reductions reductions.csv --by team"] {
        let output = folder.run(arguments.split_whitespace());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}: {}", shown(&output));
    }
}
