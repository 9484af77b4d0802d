//! Every kind of fault has a small file in `tests/faults` that causes it, and beside it `NAME.err`, its exact words.
//! What is run is `wmt calc NAME.csv`, or the arguments in `NAME.args`.

use std::fs;
use std::path::Path;

use crate::command::{repository, wmt};

#[test]
fn every_fault_says_exactly_what_is_wrong_and_nothing_is_worked_out() {
    let folder = repository().join("tests/faults");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder of faults")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "err"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| cfg!(feature = "workbooks") || !name.contains("_xls"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let wrong: Vec<String> = names.iter().filter_map(|name| check(&folder, name)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is different from what the fault's files say, if anything is.
fn check(folder: &Path, name: &str) -> Option<String> {
    let arguments =
        fs::read_to_string(folder.join(format!("{name}.args"))).unwrap_or_else(|_| format!("calc {name}.csv"));
    let expected = fs::read_to_string(folder.join(format!("{name}.err"))).expect("the words of the fault");
    let output = wmt(folder).args(arguments.split_whitespace()).output().expect("wmt runs");
    let (said, code) = (String::from_utf8_lossy(&output.stderr), output.status.code());
    let is_right = said == expected && output.stdout.is_empty() && code == Some(2);
    (!is_right).then(|| format!("{name}: exit {code:?}\nexpected:\n{expected}\nsaid:\n{said}"))
}
