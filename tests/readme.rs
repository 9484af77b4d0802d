//! The README, its pages in `docs` and the examples: every command in a `console` block is run, and where output stands below
//! it, it must be what comes out, as far as it is given.

use std::path::PathBuf;

use crate::command::{Folder, repository, shell};

/// The README first, then the pages in `docs`.
fn pages() -> Vec<PathBuf> {
    let docs = std::fs::read_dir(repository().join("docs")).expect("the pages of the README");
    let pages = docs.map(|page| page.expect("a page").path());
    let pages = pages.filter(|page| page.extension().is_some_and(|ending| ending == "md"));
    std::iter::once(repository().join("README.md")).chain(pages).collect()
}

#[test]
fn every_command_of_the_readme_and_its_pages_runs_and_says_what_stands_there() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page");
        let blocks: Vec<&str> =
            text.split("```console\n").skip(1).filter_map(|block| block.split("```").next()).collect();
        assert!(blocks.len() >= 5 || !page.ends_with("README.md"), "the README shows its commands");
        let folder = folder_like_the_repository();
        for command in blocks.iter().flat_map(|block| block.split("$ ").skip(1)) {
            let (command, expected) = command.split_once('\n').unwrap_or((command, ""));
            if command == "cargo test" {
                continue; // This is it.
            }
            let said = run(&folder, command);
            let expected = expected.trim_end();
            assert!(said.starts_with(expected), "{command}\nexpected:\n{expected}\nsaid:\n{said}");
        }
    }
}

#[test]
fn the_readme_links_to_every_page_and_every_link_leads_to_a_file() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    for page in pages() {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        assert!(name == "README.md" || readme.contains(&format!("(docs/{name})")), "{name} is not linked");
        let text = std::fs::read_to_string(&page).expect("a page");
        for link in text.split("](").skip(1).filter_map(|link| link.split(')').next()) {
            assert!(page.with_file_name(link).exists(), "{name}: {link}");
        }
    }
}

#[test]
fn the_readme_shows_the_main_command_first() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    let first = readme.find("$ cargo run --release -- calc examples/caseload.csv").expect("the main command");
    assert!(readme.find("## ").is_some_and(|section| first < section));
}

/// A folder with what a clone has, as far as the README's commands need it.
fn folder_like_the_repository() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("examples")).expect("a folder");
    let examples =
        ["caseload.csv", "ministry-2026-11-16.csv", "reductions.csv", "staff.csv", "weekly.sh", "weights-ours.toml"];
    let examples = examples.map(|name| format!("examples/{name}"));
    for name in examples.iter().map(String::as_str).chain(["weights.toml"]) {
        std::fs::copy(repository().join(name), folder.path().join(name)).expect("a file of the repository");
    }
    folder
}

/// Runs a command line of the README with `wmt` on the path; what it says on standard output.
fn run(folder: &Folder, command: &str) -> String {
    let command = command.replace("cargo run --release --", "wmt");
    let output = shell(folder.path(), &command, &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{command}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}
