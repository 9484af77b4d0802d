//! A caseload: `calc`, with and without `--keep-going`, `trend`, `check` and `explain` of it, and `calc` of the same rows in the
//! opposite order.

#![no_main]

use std::process::ExitCode;

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format, shown, trend_is_calc};

thread_local!(static FOLDER: Folder = Folder::new());

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.csv", data);
    let options = "fuzzed.csv --weights weights.toml --threads 1";
    let by = ["officer", "team", "pdu", "region", "grade", "all"][data.len() / 4 % 6];
    let calc = folder.run_twice(&format!("calc {options} --quiet --by {by} --format {}", format(data)));
    let check = folder.run(&format!("check {options}"));
    if calc.is_err() {
        assert!(!matches!(check, Ok((ExitCode::SUCCESS, _))), "check finds nothing: {}", shown(&calc));
    } else {
        assert!(check.is_ok(), "only check refuses: {}", shown(&check));
    }
    let rows = || folder.run(&format!("calc {options} --quiet --keep-going --format csv")).map(|(_, rows)| rows);
    let forwards = rows();
    if calc.is_ok() {
        let strict = folder.run(&format!("calc {options} --quiet --format csv")).map(|(_, rows)| rows);
        assert_eq!(strict, forwards, "nobody is faulty, and yet --keep-going gives something else");
        let trend = folder.run(&format!("trend {options} --quiet --weeks 1 --by officer --format csv"));
        trend_is_calc(trend.map(|(_, rows)| rows), &forwards);
        forwards.iter().for_each(|rows| explain_first(folder, rows));
    }
    if let Some(backwards) = backwards(data) {
        folder.write("fuzzed.csv", &backwards);
        match (forwards, rows()) {
            (Ok(forwards), Ok(backwards)) => {
                assert_eq!(sorted(&forwards), sorted(&backwards), "the order of rows counts");
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

/// The rows of a report without names, whose spellings may look alike, and the first one counts.
fn sorted(report: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(report);
    let mut rows: Vec<String> = text.lines().map(compared).collect();
    rows.sort();
    rows
}

/// The cells of a row that are compared: at 5 stands the name.
fn compared(row: &str) -> String {
    row.split(',').enumerate().filter(|(at, _)| *at != 5).map(|(_, cell)| cell.to_owned() + ",").collect()
}
