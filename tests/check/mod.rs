//! `wmt check`: what each check finds and what lies just beyond its bounds, in `tests/checks`; here, what holds for all of
//! them: exit codes, order, choice, forms, weeks, policy, and files of many rows.

mod choice;
mod each;
mod faults;
mod forms;
mod large;
mod outcome;
mod policy;
mod weeks;

use crate::command::{Folder, shown};

/// What a run finds, on standard output; it has nothing to say on standard error.
fn found(folder: &Folder, arguments: &str, code: i32) -> String {
    let output = folder.run(format!("check {arguments}").split_whitespace());
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(code), &b""[..]), "{}", shown(&output));
    unbroken(&String::from_utf8(output.stdout).expect("findings are UTF-8"))
}

/// A text of findings with one line for each, however long.
fn unbroken(text: &str) -> String {
    text.replace("\n    ", " ")
}

/// The names of the checks that found something, in the order of their findings.
fn names(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_suffix(')')?.rsplit_once(" (")).map(|(_, name)| name).collect()
}

/// The last line: how much was found.
fn count(text: &str) -> &str {
    text.lines().next_back().unwrap_or_default()
}

/// An officer, hours, a team, a week and cases of theirs: nothing is odd.
const SOUND: &str = "officer,name,grade,team,contracted_hours,week,case_id,case_type,tier\n\
                     N53-0412,Amy Bell,PO,Riverside 1,37,2026-11-16,X100001,community,A3\n\
                     N53-0413,Bal Singh,PO,Riverside 1,37,2026-11-16,X100002,licence,B2\n";

/// One finding of each of three checks: a case held twice (line 3, a warning), hours that may be days (line 4, a warning)
/// and a tier of no minutes (line 5, a note).
const ODD: &str = "officer,name,team,contracted_hours,week,case_id,case_type,tier\n\
                   N53-0412,Amy Bell,Riverside 1,37,2026-11-16,X100001,community,A3\n\
                   N53-0412,Amy Bell,Riverside 1,37,2026-11-16,X100001,community,A3\n\
                   N53-0413,Bal Singh,Riverside 1,4,2026-11-16,X100002,licence,B2\n\
                   N53-0412,Amy Bell,Riverside 1,37,2026-11-16,X100003,community,A3S\n";

/// A caseload of a note alone: a tier of no minutes.
const NOTED: &str = "officer,contracted_hours,week,case_type,tier\n\
                     N53-0412,37,2026-11-16,community,A3S\n\
                     N53-0412,37,2026-11-16,community,A3\n";
