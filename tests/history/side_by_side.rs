//! Runs side by side: each records its own week, and none loses another's.

use std::fs::File;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{MONDAYS, REPORTED, caseload, crowd, folder, leftovers, recorded, stdout};
use crate::command::{Folder, wmt};

/// Long enough for a run that waits for nothing to be over.
const WHILE: Duration = Duration::from_millis(400);

fn start(folder: &Folder, arguments: &str) -> Child {
    let mut command = wmt(folder.path());
    command.args(arguments.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("wmt runs")
}

fn assert_ends_well(child: Child) {
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn ten_runs_at_once_record_ten_weeks() {
    let weeks = MONDAYS.map(|week| crowd(week, 40));
    let mut folder = folder();
    for (monday, week) in MONDAYS.iter().zip(&weeks) {
        folder = folder.with(&format!("{monday}.csv"), week);
    }
    let in_turn = recorded(&folder, &weeks);
    for round in 0..5 {
        std::fs::remove_file(folder.path().join("history.csv")).expect("it is there");
        let run = |monday: &&str| start(&folder, &format!("calc {monday}.csv --history history.csv --record"));
        let children: Vec<Child> = MONDAYS.iter().map(run).collect();
        children.into_iter().for_each(assert_ends_well);
        assert!(folder.read("history.csv") == in_turn, "round {round}: {} bytes", folder.read("history.csv").len());
        assert_eq!(leftovers(&folder), [""; 0]);
    }
}

#[test]
fn runs_that_write_one_report_take_nothing_from_each_other() {
    let folder = folder().with("caseload.csv", crowd(REPORTED, 40));
    let report = stdout(&folder, "calc caseload.csv --format csv");
    for _ in 0..3 {
        let children: Vec<Child> = (0..8).map(|_| start(&folder, "calc caseload.csv --output o.csv")).collect();
        children.into_iter().for_each(assert_ends_well);
        assert!(folder.read("o.csv") == report && leftovers(&folder).is_empty());
    }
}

#[test]
fn whoever_reads_while_others_record_reads_a_whole_ledger() {
    let mut folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    for monday in &MONDAYS[..9] {
        folder = folder.with(&format!("{monday}.csv"), crowd(monday, 40));
    }
    recorded(&folder, &[crowd(MONDAYS[0], 40)]);
    let mut children = Vec::new();
    for monday in &MONDAYS[..9] {
        children.push(start(&folder, &format!("calc {monday}.csv --history history.csv --record")));
        children.push(start(&folder, "calc caseload.csv --history history.csv"));
    }
    children.into_iter().for_each(assert_ends_well);
}

/// The lock of a ledger, as another run has it.
fn lock(folder: &Folder) -> File {
    let lock = File::create(folder.path().join(".history.csv.lock")).expect("a lock file");
    lock.lock().expect("a lock");
    lock
}

/// A folder with a ledger, and a caseload that is not yet in it.
fn with_history() -> Folder {
    let folder = folder();
    recorded(&folder, &[caseload(MONDAYS[8], &[("A1", 12)])]);
    folder.with("caseload.csv", caseload(REPORTED, &[("A1", 12)]))
}

#[test]
fn a_run_that_records_waits_until_another_is_done() {
    let folder = with_history();
    let before = folder.read("history.csv");
    let lock = lock(&folder);
    let mut child = start(&folder, "calc caseload.csv --history history.csv --record");
    std::thread::sleep(WHILE);
    assert!(child.try_wait().expect("a child of ours").is_none(), "it waits");
    // What the other run records meanwhile is not lost.
    let other = before.replace(MONDAYS[8], MONDAYS[7]);
    std::fs::write(folder.path().join("history.csv"), &other).expect("the ledger");
    lock.unlock().expect("a lock of ours");
    assert_ends_well(child);
    let after = folder.read("history.csv");
    assert!(after.starts_with(&other) && after.contains("\n2026-11-16,A1,"), "{after}");
}

#[test]
fn a_run_that_only_reads_waits_for_nobody() {
    let folder = with_history();
    let lock = lock(&folder);
    let started = Instant::now();
    let mut child = start(&folder, "calc caseload.csv --history history.csv");
    while child.try_wait().expect("a child of ours").is_none() {
        // A run that waited would do so for a minute.
        assert!(started.elapsed() < Duration::from_secs(10), "it waits");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_ends_well(child);
    drop(lock);
}

#[cfg(unix)]
#[test]
fn a_run_whose_lock_is_removed_records_nothing_over_another() {
    let folder = with_history();
    let run = |text: &str| crate::command::shell(folder.path(), text, &[]);
    let output = run("mkfifo report; wmt calc caseload.csv --history history.csv --record --output report 2> said & \
         while ! ls -A | grep -q wmt-; do sleep 0.01; done; rm .history.csv.lock; \
         sed s/2026-11-16/2026-11-23/ caseload.csv > next.csv; wmt calc next.csv --history history.csv --record -q; \
         cat report; wait $!; echo $?");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.ends_with("\n2\n"), "{printed}");
    let said = folder.read("said");
    let why = "history.csv: the report is there, but nothing is recorded in the history: somebody removed its lock file \
               meanwhile, and another run may have recorded; run this again\n";
    assert!(said.ends_with(why), "{said}");
    let history = folder.read("history.csv");
    assert!(history.contains("\n2026-11-23,A1,") && !history.contains("\n2026-11-16,A1,"), "{history}");
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_has_let_go_of_the_ledger() {
    use std::fs::TryLockError;
    use std::process::Command;
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    // A pipe that nobody reads from: the run has the lock, and waits until it is killed.
    let made = Command::new("mkfifo").arg(folder.path().join("report")).status().expect("mkfifo runs");
    assert!(made.success());
    let mut child = start(&folder, "calc caseload.csv --history history.csv --record --output report");
    let started = Instant::now();
    let has_lock = || {
        let lock = File::open(folder.path().join(".history.csv.lock"));
        lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
    };
    while !has_lock() {
        assert!(started.elapsed() < Duration::from_secs(10), "it takes no lock");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("it waits");
    child.wait().expect("it has ended");
    let started = Instant::now();
    super::record(&folder, "caseload.csv");
    assert!(started.elapsed() < Duration::from_secs(10), "it waits for a run that is no more");
}

#[test]
fn a_run_does_not_remove_what_another_writes_beside_it() {
    // A run that records in `history.csv` has begun to write; this one records in `history`.
    let folder =
        folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)])).with(".history.csv.wmt-abc123.new", "begun");
    let living = File::open(folder.path().join(".history.csv.wmt-abc123.new")).expect("it is there");
    living.lock().expect("a lock");
    stdout(&folder, "calc caseload.csv --history history --record");
    assert_eq!(leftovers(&folder), [".history.csv.wmt-abc123.new"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_ledger_has_the_lock_of_the_ledger() {
    let folder = with_history();
    std::fs::create_dir(folder.path().join("links")).expect("a folder");
    std::os::unix::fs::symlink("../history.csv", folder.path().join("links/weekly.csv")).expect("a link");
    let lock = lock(&folder);
    let mut child = start(&folder, "calc caseload.csv --history links/weekly.csv --record");
    std::thread::sleep(WHILE);
    assert!(child.try_wait().expect("a child of ours").is_none(), "it waits");
    lock.unlock().expect("a lock of ours");
    assert_ends_well(child);

    // The link is still one, what it leads to is replaced, and nothing is left beside either.
    assert!(folder.path().join("links/weekly.csv").is_symlink());
    assert!(folder.read("history.csv").contains("\n2026-11-16,A1,"));
    let beside = std::fs::read_dir(folder.path().join("links")).expect("a folder").count();
    assert_eq!((beside, leftovers(&folder).len()), (1, 0));
}
