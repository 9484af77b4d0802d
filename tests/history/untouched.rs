//! When nothing may be written: without `--record`, and where the run refuses what it is asked.

use std::process::Stdio;

use super::{MONDAYS, REPORTED, caseload, everything, folder, refused, stdout};
use crate::command::{Folder, shown, wmt};

/// A ledger of three weeks, a caseload of the fourth and one that nothing dates.
fn with_history() -> Folder {
    let folder = folder();
    let weeks: Vec<String> = MONDAYS[6..9].iter().map(|week| caseload(week, &[("A1", 12)])).collect();
    super::recorded(&folder, &weeks);
    folder
        .with("caseload.csv", caseload(REPORTED, &[("A1", 12)]))
        .with("undated.csv", "officer,grade,case_type,tier,count\nA1,PO,community,high,12\n")
}

#[test]
fn a_history_without_record_never_writes() {
    let folder = with_history();
    for arguments in [
        "caseload.csv --history history.csv",
        "to-record.csv --history history.csv",
        "caseload.csv --history history.csv --by team --format json",
        "undated.csv --history history.csv",
        "undated.csv --history history.csv --week 2026-11-16",
        // --record alone begins a history.
        "caseload.csv --history none.csv",
        "caseload.csv --history history.csv --team nowhere",
    ] {
        let before = everything(&folder);
        folder.run(format!("calc {arguments}").split_whitespace());
        assert!(everything(&folder) == before, "{arguments}");
    }
    assert!(stdout(&folder, "calc caseload.csv --history history.csv").contains("A1 (4 weeks since 2026-10-26)"));
}

#[test]
fn an_undated_caseload_is_not_recorded_and_the_fault_says_to_give_the_week() {
    let folder = with_history();
    for history in ["history.csv", "none.csv"] {
        let before = everything(&folder);
        assert_eq!(
            refused(&folder, &format!("calc undated.csv --history {history} --record")),
            format!(
                "{history}: this caseload has no date, so it cannot be recorded\n  hint: give the week with --week\n"
            )
        );
        assert!(everything(&folder) == before, "{history}");
    }
    stdout(&folder, "calc undated.csv --history history.csv --record --week 2026-11-16");
    let ledger = folder.read("history.csv");
    assert!(ledger.ends_with("\n2026-11-16,A1,,PO,,,,12,5760,4800,110,from-2026-01-05,1\n"), "{ledger}");
}

#[test]
fn a_run_that_works_out_nothing_records_nothing() {
    let folder = with_history().with("bad.csv", caseload(REPORTED, &[("A1", 12)]).replace("high", "higher"));
    let ledger = folder.read("history.csv");
    for (arguments, said) in [
        ("bad.csv --history history.csv", "bad.csv:2: the tier `higher` is not known"),
        ("bad.csv --history none.csv", "bad.csv:2: the tier `higher` is not known"),
        ("caseload.csv --history history.csv --team nowhere", "no team is called `nowhere`"),
        ("caseload.csv --history none.csv --team nowhere", "no team is called `nowhere`"),
        (
            "caseload.csv --history history.csv --week 2026-12-07",
            "neither the caseload nor the history has rows in the week 2026-12-07",
        ),
        ("gone.csv --history history.csv", "gone.csv: there is no such file"),
        ("caseload.csv --history gone/history.csv", "gone/history.csv: the history cannot be recorded: "),
    ] {
        let fault = refused(&folder, &format!("calc {arguments} --record"));
        assert!(fault.contains(said), "{arguments}: {fault}");
        assert_eq!(folder.read("history.csv"), ledger, "{arguments}");
        assert!(!folder.path().join("none.csv").exists(), "{arguments}");
    }
}

#[test]
fn a_history_is_no_other_file_of_the_run() {
    let folder = with_history();
    let before = everything(&folder);
    for (arguments, said) in [
        ("caseload.csv --record", "--history <FILE>"),
        ("caseload.csv --history caseload.csv --record", "a history must be a file of its own"),
        ("history.csv --history history.csv --record", "a history must be a file of its own"),
        ("caseload.csv --history - --record", "a history is a file"),
        ("caseload.csv --history history.csv --output history.csv", "an input and also the output"),
        ("caseload.csv --history history.csv --output ./history.csv --record", "an input and also the output"),
        ("caseload.csv --history new.csv --output new.csv --record", "an input and also the output"),
        ("caseload.csv --history new.csv --output ./new.csv --record", "an input and also the output"),
    ] {
        let fault = refused(&folder, &format!("calc {arguments}"));
        assert!(fault.contains(said), "{arguments}: {fault}");
        assert!(everything(&folder) == before, "{arguments}");
    }
}

#[test]
fn a_week_is_recorded_also_when_somebody_is_excessive() {
    let folder = with_history();
    let output = folder.run("calc caseload.csv --history history.csv --record --exit-code".split_whitespace());
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert!(folder.read("history.csv").contains("\n2026-11-16,A1,"));
}

#[test]
fn a_week_is_recorded_also_when_nobody_reads_the_report() {
    let folder = with_history();
    let mut command = wmt(folder.path());
    command.args("calc caseload.csv --history history.csv --record".split_whitespace());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("wmt runs");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
    assert!(folder.read("history.csv").contains("\n2026-11-16,A1,"));
}

#[test]
fn a_report_that_cannot_be_written_leaves_the_history_as_it_was() {
    // The README says of the exit code 2 that nothing was recorded.
    let folder = with_history();
    let before = everything(&folder);
    refused(&folder, "calc caseload.csv --history history.csv --record --output gone/report.csv");
    assert!(everything(&folder) == before);
}

#[test]
#[cfg(unix)]
fn what_is_redirected_into_standard_input_is_no_output() {
    let folder = with_history();
    let before = everything(&folder);
    for command in [
        "wmt calc - --output caseload.csv < caseload.csv",
        "wmt calc - caseload.csv < caseload.csv",
        "wmt balance - --scenario-out caseload.csv < caseload.csv",
    ] {
        let output = crate::command::shell(folder.path(), command, &[]);
        assert_eq!(output.status.code(), Some(2), "{command}: {}", shown(&output));
        assert_eq!(everything(&folder), before, "{command}");
    }
}
