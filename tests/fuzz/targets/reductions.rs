//! A list of reductions: listed, alone and with a caseload, and taken off the hours of a caseload.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format};

thread_local!(static FOLDER: Folder = Folder::new());

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.csv", data);
    let form = format(data);
    let options = format!("--weights weights.toml --threads 1 --quiet --reasons --format {form}");
    let _ = folder.run_twice(&format!("calc caseload.csv --reductions fuzzed.csv {options}"));
    let _ = folder.run_twice(&format!("reductions fuzzed.csv --week 2026-11-16 {options}"));
    let _ = folder.run(&format!("reductions fuzzed.csv --caseload caseload.csv {options}"));
}
