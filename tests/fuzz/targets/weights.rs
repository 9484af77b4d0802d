//! A weights file, with a caseload without faults.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wmt_fuzz::{Folder, format};

thread_local!(static FOLDER: Folder = Folder::new());

fuzz_target!(|data: &[u8]| FOLDER.with(|folder| properties(folder, data)));

fn properties(folder: &Folder, data: &[u8]) {
    folder.write("fuzzed.toml", data);
    let form = format(data);
    let _ = folder.run_twice(&format!("calc caseload.csv --weights fuzzed.toml --threads 1 --quiet --format {form}"));
}
