//! Every kind of fault has a small file in `tests/faults` that causes it, and beside it `NAME.err`, its exact words.
//! What is run is `wmt calc NAME.csv`, or the arguments in `NAME.args`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{repository, wmt};

#[test]
fn every_fault_says_exactly_what_is_wrong_and_nothing_is_worked_out() {
    let folder = folder();
    let wrong: Vec<String> = of_each_fault(|name| check(&folder, name)).into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The folder of faults.
pub(crate) fn folder() -> PathBuf {
    repository().join("tests/faults")
}

/// What becomes of each fault, by its name; several at a time, because there are hundreds.
pub(crate) fn of_each_fault<T: Send>(become_of: impl Fn(&str) -> T + Sync) -> Vec<T> {
    let entries = fs::read_dir(folder()).expect("the folder of faults");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let words = paths.filter(|path| path.extension().is_some_and(|ending| ending == "err"));
    let names = words.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| cfg!(feature = "workbooks") || !name.contains("_xls")).collect();
    names.sort();
    assert!(names.len() > 4);
    std::thread::scope(|scope| {
        let some = names.chunks(names.len().div_ceil(4));
        let runs: Vec<_> =
            some.map(|names| scope.spawn(|| names.iter().map(|name| become_of(name)).collect::<Vec<_>>())).collect();
        runs.into_iter().flat_map(|run| run.join().expect("a thread ends")).collect()
    })
}

/// The arguments that cause a fault, and its words.
pub(crate) fn arguments_and_words(name: &str) -> (String, String) {
    let of = |ending: &str| fs::read_to_string(folder().join(format!("{name}.{ending}")));
    let arguments = of("args").unwrap_or_else(|_| format!("calc {name}.csv"));
    (arguments, of("err").expect("the words of the fault"))
}

/// What is different from what the fault's files say, if anything is.
fn check(folder: &Path, name: &str) -> Option<String> {
    let (arguments, expected) = arguments_and_words(name);
    let output = wmt(folder).args(arguments.split_whitespace()).output().expect("wmt runs");
    let (said, code) = (String::from_utf8_lossy(&output.stderr), output.status.code());
    let is_right = said == expected && output.stdout.is_empty() && code == Some(2);
    (!is_right).then(|| format!("{name}: exit {code:?}\nexpected:\n{expected}\nsaid:\n{said}"))
}
