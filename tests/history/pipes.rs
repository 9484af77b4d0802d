//! What is no plain file in place of a history, of its lock or of its report: a run reads it once or refuses it, and waits for
//! nobody in vain.

use std::process::Output;

use super::{LEDGER, MONDAYS, REPORTED, caseload, folder, recorded, refused, stdout};
use crate::command::{Folder, shell, shown};

/// A ledger of three weeks over, and a caseload of the fourth.
fn with_history() -> Folder {
    let folder = folder();
    recorded(&folder, &[6, 7, 8].map(|week| caseload(MONDAYS[week], &[("A1", 12)])));
    folder.with("caseload.csv", caseload(REPORTED, &[("A1", 12)]))
}

/// Runs a command line that must not wait for ever.
fn run(folder: &Folder, command: &str) -> Output {
    shell(folder.path(), &format!("wmt() {{ timeout 20 wmt \"$@\"; }}; {command}"), &[])
}

#[test]
fn a_history_that_comes_through_a_pipe_is_read_once() {
    let folder = with_history();
    let expected = stdout(&folder, "calc caseload.csv --history history.csv");
    assert!(expected.contains("A1 (4 weeks since 2026-10-26)"), "{expected}");
    for command in [
        "mkfifo f; cat history.csv > f & wmt calc caseload.csv --history f",
        "cat history.csv | wmt calc caseload.csv --history /dev/stdin",
        "exec 3< history.csv; wmt calc caseload.csv --history /dev/fd/3",
    ] {
        let output = run(&folder, command);
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{command}: {}", shown(&output));
    }
    let cut_off = run(&folder, "head -c 300 history.csv | wmt calc caseload.csv --history /dev/stdin");
    assert_eq!(cut_off.status.code(), Some(2), "{}", shown(&cut_off));
}

#[test]
fn nothing_is_recorded_in_a_pipe_or_read_twice_from_one() {
    let folder = with_history();
    // A check lists it with whatever else is wrong.
    for (command, code) in
        [("calc caseload.csv --record", 2), ("explain A1 caseload.csv", 2), ("check caseload.csv", 1)]
    {
        let output = run(&folder, &format!("rm -f f; mkfifo f; wmt {command} --history f"));
        let said = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
        assert_eq!(output.status.code(), Some(code), "{}", shown(&output));
        assert!(said.contains("a history is a file, not a pipe"), "{said}");
    }
}

#[test]
fn a_pipe_in_place_of_a_lock_is_said_at_once() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    let output = run(&folder, "mkfifo .n.csv.lock; wmt calc caseload.csv --history n.csv --record");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "n.csv: the history cannot be recorded: its lock file is not an ordinary file; remove it\n"
    );
}

#[test]
fn a_lock_is_never_a_report_or_a_history() {
    let folder = with_history().with("plain.csv", LEDGER);
    std::os::unix::fs::symlink(".history.csv.lock", folder.path().join("link.csv")).expect("a link");
    for arguments in [
        "calc caseload.csv --history history.csv --record --output .history.csv.lock --format csv",
        "calc caseload.csv --history history.csv --record --output link.csv",
        "calc caseload.csv --output .history.csv.lock --format csv",
        "calc caseload.csv --history .plain.csv.lock --record",
        "check caseload.csv --output .history.csv.lock --format csv",
    ] {
        let before = folder.read("history.csv");
        let said = refused(&folder, arguments);
        assert!(said.contains("its name is that of a lock file"), "{arguments}: {said}");
        assert_eq!((folder.read(".history.csv.lock"), folder.read("history.csv")), (String::new(), before));
    }
}
