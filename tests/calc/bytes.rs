//! The bytes of a caseload: quotes, other encodings, standard input.

use super::{Rows, notices, stdout, worked_out};
use crate::command::{Folder, shown};

const PLAIN: &str = "officer,name,team,contracted_hours,week,case_type,tier,count\n\
                     A1,Zoë O'Hara,R1,37,2026-11-16,community,A3,12\nB2,Ben Clarke,R1,37,2026-11-16,licence,B2,2\n";

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut lines = PLAIN.lines();
    let headings = lines.next().expect("headings");
    let backwards = std::iter::once(headings).chain(lines.rev()).collect::<Vec<_>>().join("\n");
    let folder = Folder::new().with("one.csv", PLAIN).with("other.csv", backwards);
    for format in ["table", "csv", "json", "markdown"] {
        let run = |file: &str| stdout(&folder, &format!("calc {file} --format {format}"));
        assert_eq!(run("one.csv"), run("other.csv"), "{format}");
    }
}

#[test]
fn quoted_cells_may_hold_commas_quotes_and_line_breaks() {
    let rows = worked_out(
        "officer,name,team,contracted_hours,case_type,tier\n\
         A1,\"O'Hara, \"\"Zoë\"\"\",\"Riverside\r\nOne\",37,community,A3\n",
    );
    assert_eq!(rows.cell("A1", "name"), "O'Hara, \"Zoë\"");
    // Every cell of a report is on one line.
    assert!(["Riverside One", "Riverside  One"].contains(&rows.cell("A1", "team")), "{}", rows.cell("A1", "team"));
    assert_eq!(rows.cell("A1", "capacity_percent"), "9.5");
}

#[test]
fn what_is_not_utf_8_is_read_as_windows_1252_and_said() {
    // ë is EB, the right single quote 92 and the euro sign 80 in Windows-1252.
    let caseload = b"officer,name,contracted_hours,case_type,tier\nA1,Zo\xEB O\x92Hara \x80,37,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let rows = Rows::read(stdout(&folder, "calc caseload.csv --format csv").as_bytes());
    assert_eq!(rows.cell("A1", "name"), "Zoë O’Hara €");
    let said = notices(&folder, "caseload.csv");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("caseload.csv:2: notice:") && said.contains("Windows-1252"), "{said}");
}

#[test]
fn a_dash_is_standard_input() {
    let folder = Folder::new().with("caseload.csv", PLAIN);
    let piped = folder.piped("calc - --format csv", PLAIN.as_bytes());
    assert!(piped.status.success(), "{}", shown(&piped));
    assert_eq!(String::from_utf8_lossy(&piped.stdout), stdout(&folder, "calc caseload.csv --format csv"));
}

#[test]
fn standard_input_may_stand_beside_files() {
    let last_week = PLAIN.replace("2026-11-16", "2026-11-09");
    let folder = Folder::new().with("caseload.csv", PLAIN);
    let piped = folder.piped("calc - caseload.csv --format csv", last_week.as_bytes());
    assert_eq!(Rows::read(&piped.stdout).cell("A1", "weeks_over"), "2");
}

#[test]
fn a_pipe_without_a_date_is_dated_by_the_week_asked_for() {
    let undated = PLAIN.replace(",week,", ",").replace(",2026-11-16,", ",");
    let piped = Folder::new().piped("calc - --week 2026-11-16 --format csv", undated.as_bytes());
    assert_eq!(Rows::read(&piped.stdout).cell("A1", "week"), "2026-11-16", "{}", shown(&piped));
}

#[test]
fn characters_that_were_lost_before_are_said() {
    let text = PLAIN.replace("Zoë", "Zo\u{fffd}");
    let said = notices(&Folder::new().with("caseload.csv", text), "caseload.csv");
    let expected = "caseload.csv:2: notice: the program that wrote this lost characters, which stand as `\u{fffd}`; names that \
                    differ in them alone are one\n";
    assert_eq!(said, expected);
}
