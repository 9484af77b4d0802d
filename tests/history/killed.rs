//! Runs that are killed while they record: the ledger is as it was, or as it was to be.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{MONDAYS, REPORTED, crowd, folder, leftovers, put, record, recorded};
use crate::command::{Folder, wmt};

/// Enough that reading, working out and writing each take a while, and few enough that some dozens of runs take seconds.
const OFFICERS: usize = 150;

/// A ledger of some weeks as it is before a run, and after it.
struct Ledgers {
    folder: Folder,
    before: Option<String>,
    after: String,
}

impl Ledgers {
    /// With `weeks` weeks recorded before, none of which the run records.
    fn with(weeks: usize) -> Self {
        let folder = folder().with("caseload.csv", crowd(REPORTED, OFFICERS));
        let earlier: Vec<String> = MONDAYS[..weeks].iter().map(|week| crowd(week, OFFICERS)).collect();
        let before = (weeks > 0).then(|| recorded(&folder, &earlier));
        record(&folder, "caseload.csv");
        let after = folder.read("history.csv");
        assert_ne!(before.as_ref(), Some(&after), "the run has something to record");
        Self { folder, before, after }
    }

    /// Puts the ledger there as it was before the run.
    fn put_back(&self) {
        match &self.before {
            Some(before) => put(&self.folder, "history.csv", before),
            None => drop(std::fs::remove_file(self.folder.path().join("history.csv"))),
        }
    }

    fn start(&self) -> Child {
        let mut command = wmt(self.folder.path());
        command.args(["calc", "caseload.csv", "--history", "history.csv", "--record", "--by", "all"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("wmt runs")
    }

    /// How long a run takes that nobody kills.
    fn whole_run(&self) -> Duration {
        self.put_back();
        let started = Instant::now();
        assert!(self.start().wait().expect("it ends").success());
        started.elapsed()
    }

    /// The ledger is there as it was or as it was to be, and not otherwise.
    fn assert_whole(&self, when: &str) {
        let there = std::fs::read_to_string(self.folder.path().join("history.csv")).ok();
        assert!(there == self.before || there.as_ref() == Some(&self.after), "torn or lost, killed {when}");
    }

    /// The next run records as if nothing had been, and removes what killed runs have left.
    fn assert_next_run_is_good(&self) {
        record(&self.folder, "caseload.csv");
        assert!(self.folder.read("history.csv") == self.after);
        assert_eq!(leftovers(&self.folder), [""; 0]);
    }
}

/// Kills with SIGKILL, which no program can answer.
fn kill(mut child: Child) {
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("it has ended");
}

/// Whether a run has begun to write a ledger.
fn is_writing(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    names.into_iter().any(|name| name.to_string_lossy().ends_with(".new"))
}

#[test]
fn killed_at_any_moment_a_run_leaves_the_ledger_whole() {
    const MOMENTS: u32 = 24;
    let ledgers = Ledgers::with(3);
    let all = ledgers.whole_run();
    for moment in 0..MOMENTS {
        ledgers.put_back();
        let child = ledgers.start();
        std::thread::sleep(all * moment / MOMENTS);
        kill(child);
        ledgers.assert_whole(&format!("after {moment} of {MOMENTS} parts of a run"));
    }
    ledgers.assert_next_run_is_good();
}

#[test]
fn killed_while_it_writes_a_run_leaves_the_ledger_whole() {
    let ledgers = Ledgers::with(3);
    for moment in 0..16 {
        ledgers.put_back();
        // What the run before left would be taken for this one's.
        for name in leftovers(&ledgers.folder) {
            std::fs::remove_file(ledgers.folder.path().join(name)).expect("it is there");
        }
        let mut child = ledgers.start();
        while !is_writing(ledgers.folder.path()) && child.try_wait().expect("a child of ours").is_none() {
            std::thread::sleep(Duration::from_micros(20));
        }
        std::thread::sleep(Duration::from_micros(50 * moment));
        kill(child);
        ledgers.assert_whole(&format!("{} µs after it began to write", 50 * moment));
    }
    ledgers.assert_next_run_is_good();
}

#[test]
fn killed_while_it_begins_a_history_a_run_leaves_none_or_a_whole_one() {
    const MOMENTS: u32 = 12;
    let ledgers = Ledgers::with(0);
    let all = ledgers.whole_run();
    for moment in 0..MOMENTS {
        ledgers.put_back();
        let child = ledgers.start();
        // Most of a run is reading; what matters comes after it.
        std::thread::sleep(all / 2 + all / 2 * moment / MOMENTS);
        kill(child);
        ledgers.assert_whole(&format!("after {moment} of {MOMENTS} parts of the second half of a run"));
    }
    ledgers.assert_next_run_is_good();
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_leaves_beside_a_ledger_is_in_nobodys_way_and_the_next_run_removes_it() {
    let ledgers = Ledgers::with(2);
    kill(waiting(&ledgers, ""));
    assert!(Some(ledgers.folder.read("history.csv")) == ledgers.before);
    let [left] = leftovers(&ledgers.folder).try_into().expect("one file is left");
    let half = &ledgers.after[..ledgers.after.len() / 2];
    assert!(ledgers.after.starts_with(&ledgers.folder.read(&left)), "{left}");
    // Some runs are killed half-way through it. The next run removes it also where it changes nothing.
    put(&ledgers.folder, &left, half);
    ledgers.assert_next_run_is_good();
    put(&ledgers.folder, &left, half);
    ledgers.assert_next_run_is_good();
}

/// A run that has written its history beside its place, and now waits for a reader of its report.
#[cfg(unix)]
fn waiting(ledgers: &Ledgers, begin: &str) -> Child {
    ledgers.put_back();
    let folder = ledgers.folder.path();
    let run = format!(
        "rm -f p.csv; mkfifo p.csv; ulimit -c 0; {begin} exec \"$0\" calc caseload.csv --history history.csv --record --output p.csv"
    );
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &run, env!("CARGO_BIN_EXE_wmt")]).current_dir(folder).stderr(Stdio::null());
    let mut child = shell.spawn().expect("a shell");
    while !is_writing(folder) {
        assert!(child.try_wait().expect("a child of ours").is_none(), "it waits");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let kill = format!("kill -{name} {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_leaves_nothing_beside_the_ledger() {
    use std::os::unix::process::ExitStatusExt;
    let ledgers = Ledgers::with(1);
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3), ("XCPU", 24)] {
        let mut child = waiting(&ledgers, "");
        signal(&child, name);
        // A shell makes 128 + the number of it.
        assert_eq!(child.wait().expect("it ends").signal(), Some(number), "{name}");
        assert!(leftovers(&ledgers.folder).is_empty() && Some(ledgers.folder.read("history.csv")) == ledgers.before);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_was_begun_to_outlive_its_terminal_does() {
    let ledgers = Ledgers::with(1);
    let mut child = waiting(&ledgers, "trap '' HUP;");
    signal(&child, "HUP");
    assert!(!ledgers.folder.read("p.csv").is_empty());
    assert!(child.wait().expect("it ends").success() && ledgers.folder.read("history.csv") == ledgers.after);
}

#[test]
fn what_a_killed_run_left_beside_a_report_goes_and_what_a_living_one_writes_stays() {
    let folder = folder().with("caseload.csv", crowd(REPORTED, 3));
    let folder = folder.with(".o.csv.wmt-killed.new", "half").with(".o.csv.wmt-living.new", "half");
    // One with a date in its name, which nobody writes again.
    let folder = folder.with(".o-2026-11-09.csv.wmt-killed.new", "half");
    let living = std::fs::File::open(folder.path().join(".o.csv.wmt-living.new")).expect("it is there");
    living.lock().expect("a lock");
    super::stdout(&folder, "calc caseload.csv --output o.csv");
    assert_eq!(leftovers(&folder), [".o.csv.wmt-living.new"]);
    drop(living);
    super::stdout(&folder, "calc caseload.csv --output o.csv");
    assert_eq!(leftovers(&folder), [""; 0]);
}
