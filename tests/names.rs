//! `--no-names`: nothing that identifies a person in rows, warnings, faults, notices or names of files.

use crate::command::{Folder, shown};
use crate::report::stdout;

const CASELOAD: &str = "officer,name,grade,team,contracted_hours,week,case_id,case_type,tier,count\n\
    N53-0412,Amy Bell,PO,Riverside,37,2026-11-09,X123456,community,A3,12\n\
    N53-0412,Amy Bell,PO,Riverside,37,2026-11-16,X123456,community,A3,12\n\
    N53-0420,Dev Khan,PO,Riverside,37,2026-11-16,X123456,community,A3,9\n\
    n53-0420,Dev  Khan,PO,Riverside,37,2026-11-16,X777777,community,B2,9\n\
    N53-0431,Femi Nwosu,PO,Hillside,37,2026-11-09,X888888,community,A3,13\n\
    N53-0450,Zoe O'Hara,PO,Hillside,37,2026-11-16,X999999,community,,3\n";

/// What must not be said of anybody.
const NAMES: [&str; 15] = [
    "0412", "0420", "0431", "0450", "Amy", "Bell", "Dev", "Khan", "Femi", "Nwosu", "Hara", "X123456", "X777777",
    "X888888", "secret",
];

fn folder() -> Folder {
    Folder::new()
        .with("secret-2026-11-16.csv", CASELOAD)
        .with(
            "secret-reductions.csv",
            "officer,hours,from,to\nN53-0412,4,2026-11-01,2026-11-20\nZ9 Gone,4,2026-11-01,\n",
        )
        .with("secret-faulty.csv", CASELOAD.replace("A3,9", "Z7,9").replace(",B2,9", ",B2,-9"))
}

fn hold(said: &str, of: &str) {
    for name in NAMES {
        assert!(!said.contains(name), "{name} is said by {of}:\n{said}");
    }
}

#[test]
fn nothing_that_identifies_a_person_is_said() {
    let folder = folder();
    let files = "secret-2026-11-16.csv --reductions secret-reductions.csv";
    for command in [
        format!("calc {files}"),
        format!("calc {files} --format json"),
        format!("calc {files} --by team --format csv"),
        format!("trend {files} --by officer"),
        format!("trend {files} --format json"),
        format!("check {files}"),
        format!("check {files} --format json"),
        "calc secret-faulty.csv".to_owned(),
        "calc secret-faulty.csv --keep-going".to_owned(),
        "calc secret-2026-11-16.csv --strict".to_owned(),
        "check secret-faulty.csv".to_owned(),
    ] {
        let said = shown(&folder.run(format!("{command} --no-names").split_whitespace()));
        assert!(said.contains("caseload") || said.contains("Officer 1"), "{command}: {said}");
        hold(&said, &command);
    }
    let output = folder.run(format!("report {files} --no-names --output page.html").split_whitespace());
    assert!(output.status.success(), "{}", shown(&output));
    hold(&String::from_utf8_lossy(&output.stderr), "report");
    hold(&folder.read("page.html"), "the page");
    assert!(
        folder.read("page.html").contains("<bdi>Officer 1</bdi>")
            && folder.read("page.html").contains("<bdi>caseload</bdi>, SHA-256")
    );
}

#[test]
fn an_officer_has_one_number_and_the_same_figures() {
    let folder = folder();
    let figures = |arguments: &str, from: usize| -> Vec<String> {
        let report = stdout(&folder, &format!("{arguments} --format csv"));
        let mut rows: Vec<String> =
            report.lines().skip(1).map(|row| row.split(',').skip(from).collect::<Vec<_>>().join(",")).collect();
        rows.sort();
        rows
    };
    let files = "secret-2026-11-16.csv --reductions secret-reductions.csv";
    for command in [format!("calc {files}"), format!("trend {files} --by officer")] {
        assert_eq!(figures(&format!("{command} --no-names"), 6), figures(&command, 6), "{command}");
    }
    let trend = stdout(&folder, &format!("trend {files} --by officer --no-names --format csv"));
    let of = |week: &str, number: &str| trend.lines().any(|row| row.starts_with(week) && row.contains(number));
    assert!(of("2026-11-09", ",Officer 1,,PO,12,") && of("2026-11-16", ",Officer 1,,PO,12,"), "{trend}");
    let said = shown(&folder.run(format!("calc {files} --no-names").split_whitespace()));
    assert!(
        said.contains("twice with `Officer") || said.contains("once with `Officer"),
        "warnings have the numbers: {said}"
    );
}

#[test]
fn a_history_is_recorded_with_names_and_nobody_is_chosen_by_name() {
    let folder = folder();
    stdout(&folder, "calc secret-2026-11-16.csv --history h.csv --record --no-names");
    let without = folder.read("h.csv");
    stdout(&folder, "calc secret-2026-11-16.csv --history h.csv --record");
    assert!(without.contains("N53-0412,Amy Bell") && folder.read("h.csv") == without);
    let refused = folder.run("calc secret-2026-11-16.csv --officer N53-0412 --no-names".split_whitespace());
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&refused.stderr).starts_with("--officer: this names somebody, and --no-names is given")
    );
}
