//! A weights file, with a caseload that needs few of its names.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format, shown};

/// Officers with hours, cases and a grade of the smallest weights in the tests, in two weeks.
const CASELOAD: &str = "\
officer,grade,team,contracted_hours,week,case_type,tier,count
A1,,R1,37,2026-11-16,community,A3,12
A1,,R1,37,2026-11-09,community,A3,11
A2,PO,R2,,2026-11-16,,,
,,R2,,2026-11-16,community,A3,1
";

thread_local!(static FOLDER: Folder = {
    let folder = Folder::new();
    folder.write("caseload.csv", CASELOAD.as_bytes());
    folder
});

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.toml", data);
    let options = "caseload.csv --weights fuzzed.toml --threads 1";
    let calc = folder.run_twice(&format!("calc {options} --quiet --format {}", format(data)));
    if calc.is_ok() {
        let explained = folder.run(&format!("explain A1 {options} --quiet --format table"));
        assert!(explained.is_ok(), "only explain refuses: {}", shown(&explained));
        let checked = folder.run(&format!("check {options}"));
        assert!(checked.is_ok(), "only check refuses: {}", shown(&checked));
    }
}
