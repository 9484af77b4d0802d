//! A history: read alone and beside a caseload, then recorded in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format, shown, trend_is_calc};

thread_local!(static FOLDER: Folder = Folder::new());

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.csv", data);
    let alone = "--history fuzzed.csv --weights weights.toml --threads 1 --quiet";
    let by = ["officer", "team", "pdu", "region", "grade", "all"][data.len() / 4 % 6];
    let _ = folder.run_twice(&format!("trend {alone} --by {by} --format {}", format(data)));
    let rows =
        |command: &str| folder.run(&format!("{command} {alone} --by officer --format csv")).map(|(_, rows)| rows);
    trend_is_calc(rows("trend --weeks 1"), &rows("calc"));
    let calc = "calc caseload.csv --weights weights.toml --threads 1 --quiet --history fuzzed.csv";
    let read = folder.run_twice(&format!("{calc} --format {}", format(data)));
    assert_eq!(folder.read("fuzzed.csv"), data, "a run that only reads changed the history");
    let replaces = if data.len() % 3 == 0 { " --replace" } else { "" };
    let record = format!("{calc} --record{replaces} --format csv");
    let recorded = folder.run(&record);
    let kept = folder.read("fuzzed.csv");
    if recorded.is_err() {
        assert_eq!(kept, data, "a run that was refused changed the history");
        return;
    }
    assert!(read.is_ok(), "recorded in a history that does not read: {}", shown(&read));
    let again = folder.run(&record);
    assert_eq!(shown(&recorded), shown(&again), "the same, recorded again, gives another report");
    assert_eq!(kept, folder.read("fuzzed.csv"), "the same, recorded again, gives another history");
}
