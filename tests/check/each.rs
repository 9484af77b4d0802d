//! Every check has a small file in `tests/checks`, `NAME.csv`, and beside it `NAME.txt`, exactly what
//! `wmt check NAME.csv --only NAME` says of it; `NAME.args` has further arguments. The files show what is found and, in rows
//! beside it, what is just within the bounds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::command::{Folder, repository, wmt};

use super::{found, unbroken};

fn listed() -> Vec<String> {
    let list = found(&Folder::new(), "--list", 0);
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_check_says_exactly_what_its_file_says() {
    let folder = repository().join("tests/checks");
    let wrong: Vec<String> = listed().iter().filter_map(|name| difference(&folder, name)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is different from what the files of a check say, if anything is.
fn difference(folder: &Path, name: &str) -> Option<String> {
    let expected = match fs::read_to_string(folder.join(format!("{name}.txt"))) {
        Ok(expected) => expected,
        Err(error) => return Some(format!("{name}.txt: {error}")),
    };
    let further = fs::read_to_string(folder.join(format!("{name}.args"))).unwrap_or_default();
    let caseload = format!("{name}.csv");
    let mut command = wmt(folder);
    command.args(["check", &caseload, "--only", name]).args(further.split_whitespace());
    let output = command.output().expect("wmt runs");
    let is_alarm = expected.lines().any(|line| line.contains(": fault: ") || line.contains(": warning: "));
    let (said, code) = (unbroken(&String::from_utf8_lossy(&output.stdout)), output.status.code());
    let is_right = said == expected && code == Some(i32::from(is_alarm)) && output.stderr.is_empty();
    (!is_right).then(|| format!("{name}: exit {code:?}\nexpected:\n{expected}\nsaid:\n{said}"))
}

#[test]
fn every_check_has_its_file_and_every_file_its_check() {
    let checks: BTreeSet<String> = listed().into_iter().collect();
    let mut with_words = BTreeSet::new();
    for entry in fs::read_dir(repository().join("tests/checks")).expect("the folder of checks") {
        let file = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let (name, ending) = file.split_once('.').expect("a name with an ending");
        assert!(checks.contains(name), "{file} is of no check");
        if ending == "txt" {
            with_words.insert(name.to_owned());
        }
    }
    assert_eq!(with_words, checks);
}

#[test]
fn the_file_of_every_check_has_something_to_find_and_something_to_leave() {
    let folder = repository().join("tests/checks");
    for name in listed() {
        let read =
            |ending: &str| fs::read_to_string(folder.join(format!("{name}.{ending}"))).expect("a file of a check");
        let findings = read("txt").lines().filter(|line| line.ends_with(&format!(" ({name})"))).count();
        assert!(findings > 0 && findings + 1 < read("csv").lines().count(), "{name}: {findings} findings");
    }
}
