//! `wmt template`: files to begin with, which work as they are.

use crate::command::{Folder, shell, shown};
use crate::report::{report, rows, stdout};

/// A folder with every template under the name that the help gives it.
fn folder() -> Folder {
    let folder = Folder::new();
    for (kind, file) in [
        ("caseload", "caseload.csv"),
        ("staff", "staff.csv"),
        ("reductions", "reductions.csv"),
        ("weights", "ours.toml"),
        ("scenario", "scenario.toml"),
    ] {
        assert_eq!(folder.shown(&format!("template {kind} --output {file}")), shown_nothing(), "{kind}");
        assert_eq!(stdout(&folder, &format!("template {kind}")), folder.read(file), "{kind}");
    }
    folder
}

fn shown_nothing() -> String {
    "exit 0\n--- standard output\n--- standard error\n".to_owned()
}

/// By hand: 6 × 618 + 7 × 345 + 4 × 396 = 7,707 of 6,526.8 minutes; 23 × 189 = 4,347 of 22.2 ÷ 37 × 6,526.8 = 3,916.08.
#[test]
fn the_caseload_is_worked_out_at_once_without_a_word_of_warning() {
    let folder = Folder::new();
    let output = shell(folder.path(), "wmt template caseload | wmt calc - --format csv", &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
    let rows = crate::report::Rows::read(&output.stdout);
    assert_eq!(rows.of("N07", ["capacity_percent", "weeks_over", "standing"]), ["118.1", "4", "excessive"]);
    assert_eq!(rows.of("N15", ["capacity_percent", "weeks_over", "standing"]), ["111.0", "1", "over"]);
}

/// By hand: 6 × (690 − 618) = 432 more, 8,139 of 6,526.8 minutes. Dev Khan has 40 % less time: 14 × 150 = 2,100 of 3,916.08.
#[test]
fn the_other_templates_fit_the_caseload() {
    let folder = folder();
    let files = "caseload.csv --staff staff.csv --reductions reductions.csv --weights ours.toml";
    let output = folder.run(format!("calc {files} --format csv").split_whitespace());
    assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
    let rows = rows(&folder, &format!("calc {files}"));
    assert_eq!(rows.of("N07", ["pdu", "capacity_percent", "weights"]), ["North Shore", "124.7", "ours-2026"]);
    assert_eq!(rows.of("N18", ["reduction_hours", "capacity_percent"]), ["14.80", "53.6"]);
    assert_eq!(rows.of("N24", ["cases", "contracted_hours", "standing"]), ["0", "29.60", "within"]);
    let listed = report(&folder, "reductions reductions.csv --staff staff.csv --week 2026-11-16");
    assert!(listed.contains("3 officers; 2 in force, 18.50 h a week; 0 ended; 1 to come"), "{listed}");
}

#[test]
fn the_scenario_is_of_officers_and_work_that_the_caseload_has() {
    let folder = folder();
    let scenario = folder.read("scenario.toml");
    let scenario = toml::de::DeTable::parse(&scenario).expect("TOML").into_inner();
    let changes = scenario["change"].get_ref().as_array().expect("a list of changes");
    let caseload = folder.read("caseload.csv");
    for change in changes {
        let change = change.get_ref().as_table().expect("a change");
        assert_eq!(change.len(), 1, "{change:?}");
        let (name, words) = change.iter().next().expect("one change");
        let words = words.get_ref().as_array().expect("words").iter();
        let words: Vec<&str> = words.filter_map(|word| word.get_ref().as_str()).collect();
        let is_officer = |word: &str| word == "unallocated" || caseload.contains(&format!(",Riverside,{word},"));
        match (name.get_ref().as_ref(), words.as_slice()) {
            ("move", [from, to, work]) => {
                let kind = work.split(' ').skip(1).collect::<Vec<_>>().join(",");
                let from = if *from == "unallocated" { ",Riverside,," } else { *from };
                let has = |row: &str| row.starts_with("2026-11-16") && row.contains(from) && row.contains(&kind);
                assert!(caseload.lines().any(has) && is_officer(to), "{change:?}");
            }
            ("hours", [officer, hours]) => assert!(is_officer(officer) && hours.parse::<f64>().is_ok(), "{change:?}"),
            ("set", [key, _]) => assert!(caseload.contains(key.trim_start_matches("tasks.")), "{change:?}"),
            _ => panic!("{change:?}"),
        }
    }
}

#[test]
fn a_template_takes_no_files_place() {
    let folder = Folder::new().with("mine.csv", "officer\nA1\n").with("empty.csv", "");
    let said = folder.shown("template caseload --output mine.csv");
    assert!(said.starts_with("exit 2") && said.contains("mine.csv: this is there already"), "{said}");
    assert_eq!(folder.read("mine.csv"), "officer\nA1\n");
    assert_eq!(folder.shown("template staff --output empty.csv"), shown_nothing());
    assert_eq!(folder.read("empty.csv"), stdout(&folder, "template staff --output -"));
    std::fs::create_dir(folder.path().join("files")).expect("a folder");
    assert!(folder.shown("template staff --output files").starts_with("exit 2"));
}
