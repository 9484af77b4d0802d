//! A caseload: `calc`, `check` and `explain` of it, and `calc` of the same rows in the opposite order.

#![no_main]

use std::process::ExitCode;

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format, shown};

thread_local!(static FOLDER: Folder = Folder::new());

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.csv", data);
    let form = format(data);
    let calc = folder.run_twice(&format!("calc fuzzed.csv --weights weights.toml --threads 1 --quiet --format {form}"));
    folder.run("calc fuzzed.csv --weights weights.toml --threads 1 --quiet --keep-going --by team").ok();
    let check = folder.run("check fuzzed.csv --weights weights.toml --threads 1");
    if calc.is_err() {
        assert!(!matches!(check, Ok((ExitCode::SUCCESS, _))), "check finds nothing: {}", shown(&calc));
    } else {
        assert!(check.is_ok(), "only check refuses: {}", shown(&check));
    }
    let rows = "calc fuzzed.csv --weights weights.toml --threads 1 --quiet --format csv";
    let forwards = folder.run(rows).map(|(_, output)| output);
    if let Ok(output) = &forwards {
        explain_first(folder, output);
    }
    if let Some(backwards) = backwards(data) {
        folder.write("fuzzed.csv", &backwards);
        let backwards = folder.run(rows).map(|(_, output)| output);
        match (&forwards, &backwards) {
            (Ok(forwards), Ok(backwards)) => {
                assert_eq!(sorted(forwards), sorted(backwards), "the order of rows counts")
            }
            (Err(said), Ok(_)) | (Ok(_), Err(said)) => panic!("refused in one order of rows only: {said}"),
            (Err(_), Err(_)) => (),
        }
    }
}

/// Explains the figure of the first officer of a report, where their code is plain. The sum of its lines must be the
/// figure of the report, or `explain` says that the file has changed.
fn explain_first(folder: &Folder, report: &[u8]) {
    let text = String::from_utf8_lossy(report);
    let officer = text.lines().nth(1).and_then(|row| row.split(',').nth(4)).unwrap_or_default();
    let is_plain = officer.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    if text.contains('"') || officer.is_empty() || officer.starts_with('-') || !is_plain {
        return;
    }
    let words = ["explain", officer, "fuzzed.csv", "--weights", "weights.toml", "--threads", "1", "--quiet", "--cases"];
    if let Err(said) = folder.run_words(words.map(str::to_owned)) {
        panic!("calc has {officer}, and explain refuses: {said}");
    }
}

/// The same file with its rows in the opposite order; `None` where the first line may not be the headings, or a row may
/// be more than a line.
fn backwards(data: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(data).ok()?;
    let (headings, rows) = text.split_once('\n')?;
    let has = |name: &str| headings.split(',').any(|heading| heading == name);
    if !has("officer") || !(has("case_type") || has("task")) || text.contains(['"', '\r', '\0']) {
        return None;
    }
    let mut lines = vec![headings];
    lines.extend(rows.lines().rev());
    Some((lines.join("\n") + "\n").into_bytes())
}

/// The rows of a report without the name, which may be spelt in several ways that look alike; the first one is shown.
fn sorted(report: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(report);
    let without_name = |line: &str| {
        line.split(',').enumerate().filter(|(at, _)| *at != 5).map(|(_, cell)| cell.to_owned() + ",").collect()
    };
    let mut rows: Vec<String> = text.lines().map(without_name).collect();
    rows.sort();
    rows
}
