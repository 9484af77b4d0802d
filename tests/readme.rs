//! The README, the pages in `docs` and CONTRIBUTING: what they show is what happens. Every block is of one of these kinds:
//!
//! - `console`: each command is run, and what stands below it must be all that comes out, or its beginning where `…` ends it
//! - `csv NAME` and `toml NAME`: a file, which commands of the page read
//! - on the page of recipes `shell-session`, `python NAME`, `r NAME` and `sql NAME`: `.ci/recipes` runs these with the real programs
//! - `text`, `powershell`, and `sh` on the page of fuzzing: what no test can run

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::command::{Folder, repository, shell};
use crate::first_steps::commands;
use crate::report::stdout;

/// A block of code of a page.
struct Block<'p> {
    kind: &'p str,
    /// The file that it is.
    name: Option<&'p str>,
    text: &'p str,
}

/// The README first, then CONTRIBUTING and the pages in `docs`.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = std::fs::read_dir(repository().join("docs")).expect("the pages of the README");
    let docs = docs.map(|page| page.expect("a page").path());
    let docs = docs.filter(|page| page.extension().is_some_and(|ending| ending == "md"));
    let all = ["README.md", "CONTRIBUTING.md"].map(|name| repository().join(name)).into_iter().chain(docs);
    all.map(|page| (page.clone(), std::fs::read_to_string(page).expect("a page"))).collect()
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let block = |block| {
        let (about, text) = str::split_once(block, '\n').expect("a line that says what it is");
        let mut words = about.split_whitespace();
        Block { kind: words.next().unwrap_or_default(), name: words.next(), text }
    };
    page.split("```").skip(1).step_by(2).map(block).collect()
}

/// The commands of a block, each with what stands below it.
fn commands_of(block: &str) -> impl Iterator<Item = (&str, &str)> {
    let commands = block.strip_prefix("$ ").expect("a command").split("\n$ ").map(str::trim_end);
    commands.map(|command| command.split_once('\n').unwrap_or((command, "")))
}

#[test]
fn every_command_of_the_readme_and_its_pages_runs_and_says_what_stands_there() {
    let mut wrong = Vec::new();
    for (page, text) in pages() {
        let mut folder = folder_like_the_repository();
        for block in blocks(&text) {
            if let (Some(name), true) = (block.name, matches!(block.kind, "csv" | "toml")) {
                folder = folder.with(name, block.text);
            }
            if block.kind != "console" {
                continue;
            }
            // This test is a part of `cargo test`.
            for (command, expected) in commands_of(block.text).filter(|(command, _)| *command != "cargo test") {
                let said = run(&folder, command);
                let is_right = match expected.strip_suffix('…') {
                    Some(beginning) => said.starts_with(beginning) && said != beginning,
                    None => said.trim_end() == expected,
                };
                if !is_right {
                    wrong.push(format!("{}: {command}\nexpected:\n{expected}\nsaid:\n{said}", page.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_block_is_run_or_of_a_kind_that_cannot_be() {
    for (page, text) in pages() {
        let (name, blocks) = (page.file_name().unwrap_or_default().to_string_lossy().into_owned(), blocks(&text));
        for Block { kind, name: file, .. } in &blocks {
            let is_known = match (*kind, file) {
                ("console" | "text" | "powershell", None) => true,
                ("sh", None) => name == "fuzzing.md",
                ("shell-session", None) | ("python" | "r" | "sql", Some(_)) => name == "recipes.md",
                ("csv" | "toml", Some(file)) => {
                    let is_command = |block: &&Block| matches!(block.kind, "console" | "shell-session");
                    blocks.iter().filter(is_command).any(|block| block.text.contains(file))
                }
                _ => false,
            };
            assert!(is_known, "{name}: a block of {kind} {file:?} that nothing runs");
        }
        assert!(blocks.len() >= 5 || name != "README.md", "the README shows its commands");
    }
}

#[test]
fn the_readme_links_to_every_page_and_every_link_leads_to_a_file() {
    let pages = pages();
    for (page, text) in &pages {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        let is_linked = ["", "docs/"].iter().any(|folder| pages[0].1.contains(&format!("({folder}{name})")));
        assert!(name == "README.md" || is_linked, "{name} is not linked");
        for link in text.split("](").skip(1).filter_map(|link| link.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            assert!(link.starts_with("https://") || page.with_file_name(file).exists(), "{name}: {link}");
        }
    }
}

#[test]
fn the_readme_is_short_and_shows_the_main_command_first() {
    let (_, readme) = &pages()[0];
    let first = readme.find("$ cargo run --release -- calc examples/caseload.csv").expect("the main command");
    assert!(readme.find("## ").is_some_and(|section| first < section));
    let words = readme.split_whitespace().count();
    assert!(words < 1_500, "{words} words");
}

#[test]
fn every_command_and_every_option_stands_on_a_page() {
    let (pages, folder) = (pages(), Folder::new());
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let options = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter| !is_part(letter)).filter(|word| word.starts_with("--") && word.len() > 2);
        words.map(str::to_owned).collect()
    };
    let described: BTreeSet<String> = pages.iter().flat_map(|(_, text)| options(text)).collect();
    for command in commands(&folder) {
        assert!(pages.iter().any(|(_, text)| text.contains(&format!("`wmt {command}"))), "{command} is on no page");
        let missing =
            options(&stdout(&folder, &format!("help {command}"))).difference(&described).cloned().collect::<Vec<_>>();
        assert!(missing.is_empty(), "{command}: {missing:?}");
    }
}

#[test]
fn every_check_stands_on_the_page_of_checks() {
    let page = std::fs::read_to_string(repository().join("docs/checks.md")).expect("the page of checks");
    let listed = stdout(&Folder::new(), "check --list");
    let names = listed.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split_whitespace().next());
    let missing: Vec<&str> = names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A folder with what a clone has, as far as the commands of pages need it, and an extract workbook.
fn folder_like_the_repository() -> Folder {
    let folder = Folder::new();
    for name in ["examples", "docs"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    let examples =
        ["caseload.csv", "ministry-2026-11-16.csv", "reductions.csv", "staff.csv", "weekly.sh", "weights-ours.toml"];
    let examples = examples.map(|name| format!("examples/{name}"));
    for name in examples.iter().map(String::as_str).chain(["weights.toml"]) {
        std::fs::copy(repository().join(name), folder.path().join(name)).expect("a file of the repository");
    }
    #[cfg(feature = "workbooks")]
    let folder = folder.with("WMT_PS.xlsx", crate::import::workbook());
    folder
}

/// Runs a command line of a page with `wmt` on the path; what it says on standard output.
fn run(folder: &Folder, command: &str) -> String {
    let command = command.replace("cargo run --release --", "wmt");
    let output = shell(folder.path(), &format!("HOME=$PWD; export HOME; {command}"), &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{command}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}
