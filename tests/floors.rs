//! The floors of the house: a module of `src` uses only those below it, so that there are no cycles and a newcomer can
//! read from the bottom up. A new module must be put on its floor here.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::repository;

/// The modules of `src`, the lowest first; those of one floor do not use each other.
const FLOORS: [&[&str]; 13] = [
    &["units"],
    &["delimited", "fault", "files", "progress"],
    &["model"],
    &["inputs"],
    &["history"],
    &["breach", "selection"],
    &["rollup", "checks"],
    &["report"],
    &["render"],
    &["output"],
    &["cli"],
    &["commands"],
    &["lib", "main"],
];

#[test]
fn a_module_uses_only_the_floors_below_it() {
    let mut wrong = Vec::new();
    for (file, module) in sources() {
        let text = fs::read_to_string(&file).expect("a source file");
        for used in modules_used(&text).filter(|used| *used != module) {
            if floor(&used) >= floor(&module) {
                wrong.push(format!("{}: `{module}` uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn main_is_thin() {
    let main = fs::read_to_string(repository().join("src/main.rs")).expect("main.rs");
    assert!(main.lines().count() < 40);
}

fn floor(module: &str) -> usize {
    let on = FLOORS.iter().position(|floor| floor.contains(&module));
    on.unwrap_or_else(|| panic!("`{module}` is on no floor: add it to the table in tests/floors.rs"))
}

/// Every source file with the module of `src` that it belongs to.
fn sources() -> Vec<(PathBuf, String)> {
    let source = repository().join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let module = |file: &PathBuf| {
        let inside = file.strip_prefix(&source).expect("below src");
        let first = inside.components().next().expect("a name").as_os_str();
        Path::new(first).file_stem().expect("a name").to_string_lossy().into_owned()
    };
    files.into_iter().map(|file| (file.clone(), module(&file))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The modules that a text names behind `crate::`.
fn modules_used(text: &str) -> impl Iterator<Item = String> {
    let behind = text.split("crate::").skip(1).filter(|rest| !rest.starts_with('{'));
    behind.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect())
}
