//! `wmt explain`: how one officer's figure was made. Figures are worked by hand from [`WEIGHTS`], whose figures are round:
//! an hour a week is 48 × 60 ÷ 12 = 240 minutes a month, 40 contracted hours leave 20 hours a week, 4,800 minutes a month,
//! and 110 % of those are 5,280. So a high case of 480 minutes is 2 hours a week and 10 %, a low one of 48 is 1 %.

mod adding_up;
mod balance;
mod evidence;
mod figure;
mod forms;
mod held;
mod history;
mod pipes;
mod since;
mod since_hours;
mod snapshots;
mod time;
mod unsafe_text;
mod weeks;
mod who;

use serde_json::Value;

use crate::command::{Folder, shown};

const WEIGHTS: &str = r#"version = "round-1"
from = 2026-01-05
source = "made up for tests"
[hours]
weeks_per_year = 48
non_effective = 50
non_attributable = 0
[limits]
over = 110
weeks = 4
[grades.PO]
contracted_hours = 40
[grades.SPO]
name = "Senior probation officer"
[cases.community]
high = 480
low = 48
untiered = 0
[cases.licence]
high = 600
[tasks.report]
name = "Court report"
minutes = "4h"
[tasks.contact]
minutes = 24
[status]
half = 50
none = 0
[reductions.learning]
name = "Learning"
percent = 20
[reductions.duty]
name = "Court duty"
"#;

/// A folder with a caseload and the weights in it.
fn folder(caseload: impl AsRef<[u8]>) -> Folder {
    Folder::new().with("weights.toml", WEIGHTS).with("caseload.csv", caseload)
}

/// The standard output of a run that has nothing to complain of.
fn stdout(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", shown(&output));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

/// An explanation for people as one line, because where it breaks lines is not what most tests are about.
fn page(folder: &Folder, arguments: &str) -> String {
    let arguments: Vec<&str> = ["explain"].into_iter().chain(arguments.split_whitespace()).collect();
    stdout(folder, &arguments).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An explanation as JSON.
fn json(folder: &Folder, arguments: &str) -> Value {
    let arguments = ["explain"].into_iter().chain(arguments.split_whitespace()).chain(["--format", "json"]);
    parsed(&stdout(folder, &arguments.collect::<Vec<_>>()))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What a run that is refused says; it writes nothing on standard output.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(["explain"].iter().chain(arguments));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {}", shown(&output));
    String::from_utf8(output.stderr).expect("faults are UTF-8")
}

/// A JSON value as a person would write it; nothing for null.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The rows of a table in JSON, each with some of its columns: `community high|3|1440`.
fn rows(table: &Value, columns: &[&str]) -> Vec<String> {
    let row = |row: &Value| columns.iter().map(|column| plain(&row[column])).collect::<Vec<_>>().join("|");
    table.as_array().expect("a table").iter().map(row).collect()
}

/// A number of JSON in millionths, exactly.
fn millionths(number: &Value) -> i128 {
    let text = number.as_number().unwrap_or_else(|| panic!("{number} is no number")).to_string();
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    assert!(places.len() <= 6, "{text} has more places than these tests add up");
    format!("{whole}{places:0<6}").parse().expect("figures")
}

/// A column added up, in millionths.
fn sum(table: &Value, column: &str) -> i128 {
    table.as_array().expect("a table").iter().map(|row| millionths(&row[column])).sum()
}
