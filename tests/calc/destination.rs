//! `--output`: what was there is replaced whole or left as it was.

use super::{WEEKS, stdout, weeks};
use crate::command::{Folder, shown};

fn folder() -> Folder {
    Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "oooo")))
}

#[test]
fn what_was_there_is_replaced_whole() {
    let folder = folder().with("out.csv", "x".repeat(100_000));
    stdout(&folder, "calc caseload.csv --output out.csv");
    assert_eq!(folder.read("out.csv"), stdout(&folder, "calc caseload.csv --format csv"));
    let files = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 2, "nothing is left beside it");
}

#[test]
fn a_run_that_fails_leaves_what_was_there() {
    let folder = folder().with("out.csv", "last week").with("bad.csv", "officer,case_type,tier\nA1,community,Z9\n");
    let output = folder.run(["calc", "bad.csv", "--output", "out.csv"]);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert_eq!(folder.read("out.csv"), "last week");
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let folder = folder();
    let output = folder.run(["calc", "caseload.csv", "--output", "gone/out.csv"]);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(String::from_utf8_lossy(&output.stderr).contains("gone/out.csv"), "{}", shown(&output));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_device_is_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder().with("out.csv", "last week");
    let path = folder.path().join("out.csv");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("a file of ours");
    stdout(&folder, "calc caseload.csv --output out.csv");
    let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    stdout(&folder, "calc caseload.csv --format csv --output /dev/null");
    assert!(!std::fs::metadata("/dev/null").expect("a device").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_file_is_replaced() {
    let folder = folder().with("real.csv", "last week");
    std::os::unix::fs::symlink("real.csv", folder.path().join("out.csv")).expect("a link");
    stdout(&folder, "calc caseload.csv --output out.csv");
    assert!(folder.path().join("out.csv").is_symlink());
    assert_eq!(folder.read("real.csv"), stdout(&folder, "calc caseload.csv --format csv"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_is_said() {
    let folder = folder();
    std::os::unix::fs::symlink("gone.csv", folder.path().join("out.csv")).expect("a link");
    let output = folder.run(["calc", "caseload.csv", "--output", "out.csv"]);
    let said = "out.csv: the report cannot be written: it is a link, and the file that it leads to is not there\n";
    assert!(output.status.code() == Some(2) && shown(&output).ends_with(said), "{}", shown(&output));
}

#[cfg(unix)]
#[test]
fn a_report_beyond_the_longest_file_that_a_run_may_write_is_said() {
    let folder = folder();
    let command = "(ulimit -f 0; exec wmt calc caseload.csv --format csv > out.csv) 2>&1 | cat; cat out.csv";
    let output = crate::command::shell(folder.path(), command, &[]);
    let said = "standard output: the report cannot be written: file too large\n";
    assert!(shown(&output).contains(said), "{}", shown(&output));
}
