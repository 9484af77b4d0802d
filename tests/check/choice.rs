//! `--only`, `--skip` and `--list`.

use super::{ODD, count, found, names};
use crate::command::{Folder, shown};

#[test]
fn checks_are_chosen_by_name() {
    let folder = Folder::new().with("odd.csv", ODD);
    for (arguments, code, expected) in [
        ("", 1, &["duplicate-case", "odd-hours", "zero-tier"][..]),
        ("--only zero-tier", 0, &["zero-tier"]),
        ("--only zero-tier --only odd-hours", 1, &["odd-hours", "zero-tier"]),
        ("--only many-cases", 0, &[]),
        ("--skip odd-hours", 1, &["duplicate-case", "zero-tier"]),
        ("--skip odd-hours --skip duplicate-case", 0, &["zero-tier"]),
        ("--only odd-hours --only zero-tier --skip odd-hours", 0, &["zero-tier"]),
        ("--only odd-hours --skip odd-hours", 0, &[]),
        ("--only ODD-Hours", 1, &["odd-hours"]),
        ("--skip Zero-Tier", 1, &["duplicate-case", "odd-hours"]),
    ] {
        let text = found(&folder, &format!("odd.csv {arguments}"), code);
        assert_eq!(names(&text), expected, "{arguments}: {text}");
    }
}

#[test]
fn the_count_is_of_what_was_looked_for() {
    let text = found(&Folder::new().with("odd.csv", ODD), "odd.csv --only many-cases", 0);
    assert_eq!(text, "0 faults, 0 warnings, 0 notes\n");
    let text = found(&Folder::new().with("odd.csv", ODD), "odd.csv --skip odd-hours", 1);
    assert_eq!(count(&text), "0 faults, 1 warning, 1 note");
}

#[test]
fn a_name_that_is_no_check_is_refused_with_the_nearest() {
    let folder = Folder::new().with("odd.csv", ODD);
    for (arguments, expected) in [
        (
            "--only odd-hour",
            "--only: no check is called `odd-hour`\n  hint: the nearest is `odd-hours`; --list has them all\n",
        ),
        (
            "--skip untierd",
            "--skip: no check is called `untierd`\n  hint: the nearest is `untiered`; `wmt check --list` has them all\n",
        ),
    ] {
        let said = folder.shown(&format!("check odd.csv {arguments}"));
        assert_eq!(said, format!("exit 2\n--- standard output\n--- standard error\n{expected}"));
    }
    // All wrong names at once, and a known one among them helps nobody.
    let output = folder.run("check odd.csv --only odd-hours --only zz --skip qq".split_whitespace());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.stdout.is_empty() && said.contains("`zz`") && said.contains("`qq`"), "{}", shown(&output));
}

#[test]
fn the_list_has_each_check_once_with_one_sentence_and_needs_no_caseload() {
    let list = found(&Folder::new(), "--list", 0);
    let mut all: Vec<&str> = Vec::new();
    for line in list.lines() {
        let (name, sentence) = line.split_once(' ').expect("a name and a sentence");
        let sentence = sentence.trim();
        let is_name = name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        assert!(is_name && !all.contains(&name), "{line}");
        assert!(sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'), "{line}");
        assert_eq!(sentence.matches(". ").count(), 0, "{line}");
        all.push(name);
    }
    assert!(all.len() > 20, "{list}");
    for form in ["--format json", "--output list.csv"] {
        let said = Folder::new().shown(&format!("check --list {form}"));
        assert!(said.starts_with("exit 2") && said.contains("--list: the checks are listed as text alone"), "{said}");
    }
    let columns = list.lines().map(|line| line.find(char::is_uppercase));
    assert_eq!(
        columns.collect::<std::collections::BTreeSet<_>>().len(),
        1,
        "the sentences stand in one column: {list}"
    );
}

#[test]
fn the_list_goes_to_a_file_when_asked() {
    let folder = Folder::new();
    assert_eq!(found(&folder, "--list --output checks.txt", 0), "");
    assert_eq!(super::unbroken(&folder.read("checks.txt")), found(&folder, "--list", 0));
}

#[test]
fn every_listed_name_can_be_asked_for_and_left_out() {
    let folder = Folder::new().with("sound.csv", super::SOUND);
    let list = found(&folder, "--list", 0);
    let all: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let each = |option: &str| all.iter().map(|name| format!(" {option} {name}")).collect::<Vec<_>>().concat();
    assert_eq!(found(&folder, &format!("sound.csv{}", each("--only")), 0), "0 faults, 0 warnings, 0 notes\n");
    let folder = Folder::new().with("odd.csv", ODD);
    assert_eq!(names(&found(&folder, &format!("odd.csv{}", each("--only")), 1)).len(), 3);
    assert_eq!(found(&folder, &format!("odd.csv{}", each("--skip")), 0), "0 faults, 0 warnings, 0 notes\n");
}
