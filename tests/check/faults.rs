//! Everything that `wmt calc` refuses, all of it, in one pass.

use std::path::Path;

use super::{count, found, names};
use crate::command::{Folder, shown, wmt};
use crate::faults::{arguments_and_words, of_each_fault};

#[test]
fn all_faults_are_said_and_not_the_first_twenty() {
    let rows = (0..30).map(|row| format!("N1,37,2026-11-16,community,Z{row}\n")).collect::<Vec<_>>().concat();
    let folder = Folder::new().with(
        "caseload.csv",
        format!("officer,contracted_hours,week,case_type,tier\n{rows}N1,37,2026-11-16,community,A3\n"),
    );
    let text = found(&folder, "caseload.csv", 1);
    assert_eq!(count(&text), "30 faults, 0 warnings, 0 notes");
    for line in 2..=31 {
        assert!(text.contains(&format!("caseload.csv:{line}: fault: the tier `Z{}`", line - 2)), "{line}: {text}");
    }
    let calc = folder.run(["calc", "caseload.csv"]);
    assert!(String::from_utf8_lossy(&calc.stderr).contains("and 10 more, 30 faults in all"), "{}", shown(&calc));
}

#[test]
fn faults_of_all_files_are_said_together() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,contracted_hours,week,case_type,tier\nN1,37,2026-11-16,community,Z9\n")
        .with("more.csv", "officer,contracted_hours,week,case_type,tier\nN2,many,2026-11-16,community,A3\n")
        .with("staff.csv", "officer,grade\nN3,CLERK\n")
        .with("reductions.csv", "officer,reason,hours,from,to\nN1,gardening,4,2026-11-01,\n")
        .with("history.csv", "week,officer\n2026-11-09,N1\n");
    let arguments = "caseload.csv more.csv --staff staff.csv --reductions reductions.csv --history history.csv";
    let text = found(&folder, arguments, 1);
    for place in ["caseload.csv:2", "more.csv:2", "staff.csv:2", "reductions.csv:2", "history.csv"] {
        assert!(text.lines().any(|line| line.starts_with(place) && line.contains(": fault: ")), "{place}: {text}");
    }
}

#[test]
fn what_is_odd_is_said_beside_the_faults_of_the_same_file() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,contracted_hours,week,case_id,case_type,tier\n\
         N1,37,2026-11-16,X1,community,A3\n\
         N1,37,2026-11-16,X2,community,Z9\n\
         N2,37,2026-11-16,X1,community,A3S\n\
         N3,4,2026-11-16,X3,community,A3\n",
    );
    let text = found(&folder, "caseload.csv", 1);
    assert_eq!(names(&text), ["refused", "duplicate-case", "odd-hours", "part-time-load", "zero-tier"], "{text}");
    assert_eq!(count(&text), "1 fault, 3 warnings, 1 note");
}

/// Whether a fault of `wmt calc` comes with nothing but what `wmt check` can be asked as well.
fn is_shared(arguments: &[&str]) -> bool {
    let shared = ["--weights", "--staff", "--reductions", "--history", "--week"];
    arguments.first() == Some(&"calc")
        && arguments.iter().filter(|argument| argument.starts_with("--")).all(|option| shared.contains(option))
}

#[test]
fn whatever_calc_refuses_check_says_or_refuses_in_the_same_words() {
    let folder = crate::faults::folder();
    let answers = of_each_fault(|name| answer(&folder, name));
    let wrong: Vec<&str> = answers
        .iter()
        .filter_map(|answer| if let Answer::Wrong(what) = answer { Some(what.as_str()) } else { None })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let so_many = |kind: &Answer| answers.iter().filter(|answer| *answer == kind).count();
    assert!(so_many(&Answer::Found) > 50 && so_many(&Answer::Refused) > 2, "{answers:?}");
}

/// What `wmt check` answers to something that `wmt calc` refuses.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// It is among what was found.
    Found,
    /// It is refused in the same words.
    Refused,
    /// It was asked in a way in which check cannot be asked.
    NotShared,
    Wrong(String),
}

fn answer(folder: &Path, name: &str) -> Answer {
    // These are the words of calc: `tests/faults.rs` holds it to them.
    let (arguments, words) = arguments_and_words(name);
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    if !is_shared(&arguments) {
        return Answer::NotShared;
    }
    let check = wmt(folder).arg("check").args(&arguments[1..]).output().expect("wmt runs");
    let said = super::unbroken(&String::from_utf8_lossy(&check.stdout));
    if words.contains("Usage: ") {
        return Answer::NotShared;
    }
    match check.status.code() {
        Some(2) if said.is_empty() && check.stderr == words.as_bytes() => Answer::Refused,
        Some(1) if words.lines().all(|line| is_said(line, &said)) => Answer::Found,
        _ => Answer::Wrong(format!("{name}: {}\nof calc: {words}", shown(&check))),
    }
}

/// Whether a line of faults, as `wmt calc` says it, is in what `wmt check` says; a hint stands behind its fault there.
fn is_said(line: &str, said: &str) -> bool {
    if let Some(hint) = line.strip_prefix("  hint: ") {
        return said.contains(&format!("; {hint} (refused)"));
    }
    let is_count = line.starts_with("and ") && line.ends_with(" faults in all");
    is_count
        || line.match_indices(": ").any(|(at, _)| {
            let (place, message) = (&line[..at], &line[at + 2..]);
            said.lines().any(|found| found.starts_with(&format!("{place}: fault: {message}")))
        })
}
