//! Forms, destinations and exit codes.

use super::{folder, refused, stdout};
use crate::command::{Folder, shown};

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
fn a_run_that_is_refused_leaves_the_page_of_last_week() {
    let folder = excessive(&FOUR).with("page.md", "last week");
    refused(&folder, &["Z9", "caseload.csv", "--output", "page.md"]);
    assert_eq!(folder.read("page.md"), "last week");
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
    // Whoever was over and has no hours any more has no figure.
    let rows = "officer,grade,week,case_type,tier,count\nA1,PO,2026-11-09,community,A3,12\nA1,SPO,2026-11-16,community,A3,12\n";
    let folder = Folder::new().with("gone.csv", rows);
    let said = folder.shown("explain A1 gone.csv --exit-code --quiet");
    let run = "Run  none, as there is no capacity this week, after being over for 1 week up to\n     2026-11-09;";
    assert!(said.starts_with("exit 1\n") && said.contains(run), "{said}");
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
