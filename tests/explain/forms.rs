//! Forms, destinations and exit codes.

use std::io::Write;
use std::process::Stdio;

use super::{folder, refused, stdout};
use crate::command::{Folder, shown, wmt};

fn excessive(weeks: &[&str]) -> Folder {
    let mut caseload = "officer,name,grade,week,case_type,tier,count\n".to_owned();
    for week in weeks {
        caseload.push_str(&format!("A1,Nia Frost,PO,{week},community,high,12\nB2,,PO,{week},community,low,1\n"));
    }
    folder(caseload)
}

const FOUR: [&str; 4] = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];

#[test]
fn there_is_no_csv_of_an_explanation() {
    let folder = excessive(&FOUR);
    for arguments in [&["--format", "csv"][..], &["--output", "page.csv"], &["--output", "page.csv", "--format", "csv"]]
    {
        let said = refused(&folder, &[&["A1", "caseload.csv"], arguments].concat());
        assert!(said.contains("an explanation has no CSV form") && said.contains("table, json or markdown"), "{said}");
        assert!(!folder.path().join("page.csv").exists());
    }
    // The ending is only a name where the form is asked for.
    stdout(&folder, &["explain", "A1", "caseload.csv", "--output", "page.csv", "--format", "json"]);
    assert!(folder.read("page.csv").starts_with('{'));
}

#[test]
fn the_ending_of_the_output_chooses_the_form() {
    for (name, format) in [
        ("page.json", "json"),
        ("page.md", "markdown"),
        ("page.markdown", "markdown"),
        ("page.txt", "table"),
        ("PAGE.MD", "markdown"),
    ] {
        let folder = excessive(&FOUR);
        assert_eq!(stdout(&folder, &["explain", "A1", "caseload.csv", "--output", name]), "");
        assert_eq!(
            folder.read(name),
            stdout(&folder, &["explain", "A1", "caseload.csv", "--format", format]),
            "{name}"
        );
    }
    let folder = excessive(&FOUR);
    for name in ["page.pdf", "page"] {
        refused(&folder, &["A1", "caseload.csv", "--output", name]);
        assert!(!folder.path().join(name).exists());
    }
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = excessive(&FOUR);
    for name in ["caseload.csv", "weights.toml"] {
        let before = folder.read(name);
        let said = refused(&folder, &["A1", "caseload.csv", "--format", "json", "--output", name]);
        assert!(said.contains(&format!("{name}: this file is an input and also the output")), "{said}");
        assert_eq!(folder.read(name), before);
    }
}

#[test]
fn a_run_that_is_refused_leaves_the_page_of_last_week() {
    let folder = excessive(&FOUR).with("page.md", "last week");
    refused(&folder, &["Z9", "caseload.csv", "--output", "page.md"]);
    assert_eq!(folder.read("page.md"), "last week");
}

#[test]
fn a_table_is_never_wider_than_80_columns_and_no_line_ends_in_spaces() {
    let long = "Riverside and the surrounding north-eastern districts ".repeat(3);
    let folder = folder(format!(
        "officer,name,grade,team,week,case_type,tier,status,task,count,due\nA1,{long},PO,{long},2026-11-16,community,high,none,,3,\n\
         A1,{long},PO,{long},2026-11-16,,,,report,2,2027-11-16\nA1,{long},PO,{long},2026-11-09,licence,high,,,2,\n"
    ));
    let text = stdout(&folder, &["explain", "A1", "caseload.csv", "--since", "2026-11-09"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80 && line.trim_end() == line), "{text}");
}

#[test]
fn markdown_has_the_parts_of_the_page_as_tables_and_lists() {
    let folder = excessive(&FOUR);
    let text = stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "markdown", "--since", "2026-11-09"]);
    assert!(
        text.starts_with("**A1 Nia Frost, PO, week 2026-11-16, weights round-1 (weights.toml), over \\>110%**"),
        "{text}"
    );
    for line in [
        "- **Figure**: 24.00 h of work a week for 20.00 h available (rounded) is 120.0%: excessive",
        "| community high | 12 | 480 | 5760 | 96.00 |",
        "- **Sum**: 5,760 ÷ 4,800 minutes a month = 120.0%",
        "- **Total**: 12 cases; 5,760 minutes a month = 96.00 h a month; × 12 ÷ 48 = 24.00 h a week",
        "- **Time**: 20 h a week × 60 × 48 ÷ 12 = 4,800 minutes a month",
        "| non-effective, of what is left | 50% |  | 20.00 |",
        "| 2026-11-16 | 5760 | 4800 | 120.0% | over | yes |",
        "- **Run**: 4 weeks since 2026-10-26",
        "- **To go**: 2.00 h of work a week must go to be back at 110%",
        "- **Since**: 2026-11-09: 120.0% → 120.0%; nothing changed",
        "- **File**: caseload.csv, SHA-256",
        "- **Caution**: This measure is for balancing work",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // Every row of a table has as many cells as the rule under its headings.
    let bars = |line: &str| line.matches('|').count();
    for table in text.split("\n\n").filter(|part| part.starts_with('|')) {
        let mut rows = table.lines().map(bars);
        let first = rows.next();
        assert!(rows.all(|bars| Some(bars) == first), "{table}");
    }
}

#[test]
fn the_exit_code_tells_of_this_officer_alone_and_only_when_asked() {
    for (weeks, arguments, code) in [
        (&FOUR[..], "A1 caseload.csv", 0),
        (&FOUR, "A1 caseload.csv --exit-code", 1),
        (&FOUR, "A1 caseload.csv --exit-code --output page.md", 1),
        (&FOUR, "B2 caseload.csv --exit-code", 0),
        (&FOUR, "A1 caseload.csv --exit-code --week 2026-11-09", 0),
        (&["2026-10-26", "2026-11-02", "2026-11-16"], "A1 caseload.csv --exit-code", 1),
        (&FOUR[1..], "A1 caseload.csv --exit-code", 0),
        (&FOUR, "Z9 caseload.csv --exit-code", 2),
    ] {
        let output = excessive(weeks).run(["explain"].into_iter().chain(arguments.split_whitespace()));
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", shown(&output));
    }
}

#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    // The pipe is closed before the caseload is there, so nothing of the page can be written.
    for arguments in [&["A1", "-"][..], &["A1", "-", "--exit-code"], &["A1", "-", "--format", "json"]] {
        let folder = excessive(&FOUR);
        let mut command = wmt(folder.path());
        command.arg("explain").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("wmt runs");
        drop(child.stdout.take());
        let mut pipe = child.stdin.take().expect("a pipe was asked for");
        pipe.write_all(folder.read("caseload.csv").as_bytes()).expect("it reads");
        drop(pipe);
        let output = child.wait_with_output().expect("wmt ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn what_stands_out_is_said_in_words_and_a_pipe_has_no_colour() {
    let folder = excessive(&FOUR);
    let plain = stdout(&folder, &["explain", "A1", "caseload.csv"]);
    assert!(!plain.contains('\u{1b}') && plain.contains("excessive"), "{plain}");
    for format in ["json", "markdown"] {
        let text = stdout(&folder, &["explain", "A1", "caseload.csv", "--color", "always", "--format", format]);
        assert!(!text.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = excessive(&FOUR);
    for format in ["table", "json", "markdown"] {
        let run = || stdout(&folder, &["explain", "A1", "caseload.csv", "--format", format, "--since", "2026-10-26"]);
        assert_eq!(run(), run(), "{format}");
    }
}
