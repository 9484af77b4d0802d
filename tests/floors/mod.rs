//! How `src` may be built: in floors, without circles between files, and out of small parts. The names that the files use are
//! read in `sources`; a new module must be put on its floor here.

mod code;
mod sources;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sources::{ModulePath, Sources, shown};

/// The modules of `src`, the lowest first; those of one floor do not use each other.
const FLOORS: [&[&str]; 14] = [
    &["ordered", "units"],
    &["delimited", "fault", "files", "progress"],
    &["model", "workbook"],
    &["inputs"],
    &["history", "import", "settling"],
    &["breach", "selection", "whatif", "balance"],
    &["rollup", "warnings"],
    &["checks"],
    &["report"],
    &["render"],
    &["output"],
    &["cli"],
    &["commands"],
    &["lib", "main"],
];

const MOST_LINES_OF_A_FILE: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 60;
const MOST_FILES_OF_A_FOLDER: usize = 16;

#[test]
fn a_module_uses_only_the_floors_below_it() {
    let sources = Sources::read();
    let mut wrong = Vec::new();
    for (module, source) in sources.iter() {
        let own = module.first().map_or("lib", String::as_str);
        let used: BTreeSet<String> = sources.paths_named(module).into_iter().map(|path| path[0].clone()).collect();
        for used in used.iter().filter(|used| *used != own && floor(used) >= floor(own)) {
            wrong.push(format!("{}: `{own}` uses `{used}`", source.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let sources = Sources::read();
    let uses: BTreeMap<ModulePath, BTreeSet<ModulePath>> =
        sources.iter().map(|(module, _)| (module.clone(), sources.files_used(module))).collect();
    let circles: BTreeSet<String> = uses.keys().filter_map(|module| circle(module, &uses)).collect();
    assert_none(&circles.into_iter().collect::<Vec<_>>());
}

#[test]
fn files_functions_and_folders_are_small() {
    let sources = Sources::read();
    let mut wrong = Vec::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for (_, source) in sources.iter() {
        let name = &source.name;
        if source.lines > MOST_LINES_OF_A_FILE {
            wrong.push(format!("{name}: {} lines", source.lines));
        }
        for (function, lines) in code::functions(&source.code).filter(|(_, lines)| *lines > MOST_LINES_OF_A_FUNCTION) {
            wrong.push(format!("{name}: {lines} lines of `{function}`"));
        }
        *folders.entry(name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()).or_default() += 1;
    }
    let full = folders.iter().filter(|(_, files)| **files > MOST_FILES_OF_A_FOLDER);
    wrong.extend(full.map(|(folder, files)| format!("{folder}/: {files} files")));
    assert_none(&wrong);
}

/// A reader who meets the name of a type need not ask which of several is meant.
#[test]
fn no_two_files_have_types_of_one_name() {
    let sources = Sources::read();
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, source) in sources.iter() {
        for name in code::types(&source.code) {
            files.entry(name).or_default().insert(&source.name);
        }
    }
    let several = files.into_iter().filter(|(_, files)| files.len() > 1);
    let wrong =
        several.map(|(name, files)| format!("`{name}` is in {}", files.into_iter().collect::<Vec<_>>().join(", ")));
    assert_none(&wrong.collect::<Vec<_>>());
}

#[test]
fn inputs_are_less_than_a_third_of_all() {
    let sources = Sources::read();
    let all: usize = sources.iter().map(|(_, source)| source.lines).sum();
    let of_inputs = sources.iter().filter(|(module, _)| module.first().is_some_and(|first| first == "inputs"));
    let inputs: usize = of_inputs.map(|(_, source)| source.lines).sum();
    assert!(inputs * 3 < all, "inputs has {inputs} of {all} lines");
}

#[test]
fn main_is_thin() {
    let sources = Sources::read();
    let lines = sources.iter().find(|(_, source)| source.name == "main.rs").map(|(_, source)| source.lines);
    assert!(lines.expect("main.rs") < 40);
}

fn floor(module: &str) -> usize {
    let on = FLOORS.iter().position(|floor| floor.contains(&module));
    on.unwrap_or_else(|| panic!("`{module}` is on no floor: add it to the table in tests/floors/mod.rs"))
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The shortest way from a file back to itself, where there is one. It starts at the file that is the first by name, so that
/// a circle is told in the same words from wherever it is found.
fn circle(start: &ModulePath, uses: &BTreeMap<ModulePath, BTreeSet<ModulePath>>) -> Option<String> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in &uses[way[way.len() - 1]] {
            if next == start {
                let first = (0..way.len()).min_by_key(|position| way[*position])?;
                let names = (0..=way.len()).map(|step| shown(way[(first + step) % way.len()]));
                return Some(names.collect::<Vec<_>>().join(" → "));
            }
            if seen.insert(next) {
                ways.push_back(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}
