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

/// Rows that once said somebody's code, name or case, or took a figure for somebody.
#[test]
fn neither_marks_nor_figures_nor_long_names_let_anybody_out() {
    let long = format!("Longname {}", "Secretson ".repeat(9));
    let row = |officer: &str, name: &str, week: &str, id: &str, tier: &str, count: u32| {
        format!("{officer},\"{name}\",PO,Riverside 1,37,{week},{id},community,{tier},{count}\n")
    };
    let headings = "officer,name,grade,team,contracted_hours,week,case_id,case_type,tier,count\n";
    let mut rows = headings.to_owned();
    for (officer, name) in [
        ("77001", "Khan, Dev (PQiP)"),
        ("77002", "A. Secret Jr."),
        ("77003", &long),
        ("30", "Thirty Secret"),
        ("37", "`Tick` Secret"),
    ] {
        rows += &row(officer, name, "2026-11-09", "", "A3", 3);
        rows += &row(officer, name, "2026-11-16", "2019-1234-5678", "A3", 30);
    }
    let faulty = rows.clone()
        + &row("77001", "Khan, Dev (PQiP)", "2026-11-16", "412", "`Qx9", 1)
        + &row("77002", "A. Secret Jr.", "2026-11-16", "413", "X765432", 1);
    let folder = Folder::new().with("rows.csv", rows).with("faulty.csv", faulty);
    let none =
        ["77001", "77002", "77003", "Khan", "PQiP", "Secret", "Tick", "Longname", "1234", "412", "X765432", "`Qx9"];
    for command in [
        "check rows.csv", "check rows.csv --format json", "calc rows.csv", "calc faulty.csv",
        "calc faulty.csv --keep-going", "check faulty.csv",
    ] {
        let said = shown(&folder.run(format!("{command} --no-names").split_whitespace()));
        for name in none {
            assert!(!said.contains(name), "{name} is said by {command}:\n{said}");
        }
    }
    let check = stdout_of_check(&folder);
    assert!(check.contains("went from 3 cases to 30 in the week 2026-11-16"), "figures stay: {check}");
    assert!(check.contains("team Riverside 1 went from 15 cases to 150"), "{check}");
}

fn stdout_of_check(folder: &Folder) -> String {
    let output = folder.run("check rows.csv --no-names --only caseload-jump".split_whitespace());
    String::from_utf8_lossy(&output.stdout).replace("\n    ", " ")
}

#[test]
fn no_path_is_said() {
    let folder = folder()
        .with("w.toml", "version = \"w\"\nextends = \"secret.toml\"\n")
        .with("secret.toml", "version = \"s\"\nextends = \"hmpps-2021\"\nfoo = 1\n");
    for arguments in [
        "calc secret-2026-11-16.csv --output secret/none.csv",
        "calc secret-2026-11-16.csv --output secret.foo",
        "check secret-2026-11-16.csv --output secret.foo",
        "report secret-2026-11-16.csv --output secret/none.html",
        "calc secret-2026-11-16.csv --weights w.toml",
        "calc secret-2026-11-16.csv --history secret-none.csv",
    ] {
        let said = shown(&folder.run(format!("{arguments} --no-names").split_whitespace()));
        assert!(said.starts_with("exit 2") && !said.contains("secret"), "{arguments}: {said}");
    }
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
        String::from_utf8_lossy(&refused.stderr)
            .starts_with("--officer: this names somebody, and --no-names leaves out names\n  hint: choose by --team, ")
    );
}
