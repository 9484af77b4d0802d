//! `docs/architecture.md` is of the code as it is: what it names exists, and its map is that of `src/lib.rs`.

use std::fs::read_to_string;

use crate::command::repository;

fn page() -> String {
    read_to_string(repository().join("docs/architecture.md")).expect("the page")
}

/// The rows of tables, items of lists and paragraphs of a text.
fn parts(text: &str) -> Vec<String> {
    let begins = |line: &str| {
        line.is_empty() || line.starts_with(['|', '-']) || line.starts_with(|first: char| first.is_ascii_digit())
    };
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        match parts.last_mut() {
            Some(part) if !begins(line) => part.push_str(&format!("\n{line}")),
            _ => parts.push(line.to_owned()),
        }
    }
    parts
}

#[test]
fn every_file_and_every_name_of_the_page_exists() {
    let mut wrong = Vec::new();
    for part in parts(&page()) {
        let named =
            || part.split('`').skip(1).step_by(2).filter(|name| !name.contains([' ', '-']) && !name.contains("NAME"));
        let is_file =
            |name: &&str| name.contains('/') || [".rs", ".toml", ".md"].iter().any(|ending| name.ends_with(ending));
        let files = || named().filter(is_file);
        wrong.extend(files().filter(|name| !repository().join(name).exists()).map(str::to_owned));
        let code: String = files().filter_map(|name| read_to_string(repository().join(name)).ok()).collect();
        for name in named().filter(|name| !is_file(name)) {
            let is_there = match name.strip_suffix("()").map(|path| path.rsplit("::").next().unwrap_or(path)) {
                Some(function) => ['(', '<'].iter().any(|next| code.contains(&format!("fn {function}{next}"))),
                None => !name.starts_with(char::is_uppercase) || code.contains(name),
            };
            if !is_there {
                wrong.push(format!("{name} is in none of {:?}", files().collect::<Vec<_>>()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_is_that_of_the_library() {
    let library = read_to_string(repository().join("src/lib.rs")).expect("the library");
    let words: Vec<&str> = library.lines().filter_map(|line| line.strip_prefix("//! ")).collect();
    let map = words.into_iter().skip_while(|line| !line.starts_with("1. ")).collect::<Vec<_>>().join("\n");
    let map = map.replace("[`", "`").replace("`]", "`");
    assert!(map.contains("\n14. ") && page().contains(&map), "the page should have this map:\n{map}");
}
