//! Weights that build on others, that state the time themselves, and those that are built in.

use super::{Rows, figures, one_line, report};
use crate::command::{Folder, repository, shown, wmt};

const CASELOAD: &str = "week,team,officer,grade,case_type,tier,count\n2026-11-16,T1,Amy Bell,PO,community,A3,21\n";

fn folder() -> Folder {
    let folder = Folder::new().with("one-week.csv", CASELOAD);
    ["ours.toml", "time-stated.toml"].into_iter().fold(folder, |folder, name| {
        let text = std::fs::read(repository().join("tests/calc/weights").join(name)).expect("a file beside the tests");
        folder.with(name, text)
    })
}

fn capacity(folder: &Folder, weights: &str) -> String {
    let rows = figures(folder, &format!("one-week.csv --weights {weights}"));
    rows.cell("Amy Bell", "capacity_percent").to_owned()
}

#[test]
fn what_a_file_says_stands_over_what_it_extends() {
    // 21 x 300 of 6,526.8 minutes; 21 x 618 = 12,978 of 37 / 40 x 120 x 60 = 6,660 minutes.
    let folder = folder();
    assert_eq!(
        (capacity(&folder, "ours.toml"), capacity(&folder, "time-stated.toml")),
        ("96.5".into(), "194.9".into())
    );
    assert!(report(&folder, "one-week.csv --weights ours.toml").contains("weights ours-2027 (ours.toml)"));
}

#[test]
fn a_new_name_near_to_one_that_is_extended_is_said() {
    // Who misspells a name wants another value for it, and it keeps the one that it has.
    let ours = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[tasks.sdrs]\nminutes = 600\n[tasks.home_visit]\nminutes = 120\n\
        [cases.community]\nA3 = 600\nA4 = 700\n";
    let folder = Folder::new().with("one-week.csv", CASELOAD).with("ours.toml", ours);
    let output = folder.run(["calc", "one-week.csv", "--weights", "ours.toml"]);
    let said = one_line(&String::from_utf8_lossy(&output.stderr));
    let notice = "ours.toml:3: notice: `tasks.sdrs` is a new name beside `tasks.sdr`, which stays as it is";
    assert!(said.contains(notice), "{said}");
    assert_eq!(said.matches("is a new name").count(), 1, "{said}");
    // A name of their own for what was another spelling of a name.
    let ours = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[cases.license]\nA3 = 600\n";
    let output = folder.with("ours.toml", ours).run(["calc", "one-week.csv", "--weights", "ours.toml"]);
    let said = one_line(&String::from_utf8_lossy(&output.stderr));
    let notice =
        "ours.toml:3: notice: `cases.license` is a new name, and is no longer another spelling of `cases.licence`";
    assert!(said.contains(notice), "{said}");
}

#[test]
fn a_file_beside_is_extended_name_by_name_and_key_by_key() {
    // 21 x 600 = 12,600 of 35 x 0.8 x 0.84 x 262.5 = 6,174 minutes; then of 35 / 40 x 120 x 60 = 6,300.
    let folder = folder()
        .with(
            "base.toml",
            "extends = \"hmpps-2021\"\nversion = \"base\"\nfrom = 2026-01-05\n[grades.po]\ncontracted_hours = 35\n",
        )
        .with(
            "over.toml",
            "extends = \"base.toml\"\nversion = \"over\"\n[cases.Community]\na3 = 600\n[limits]\nweeks = 3\n",
        )
        .with(
            "stated.toml",
            "extends = \"over.toml\"\nversion = \"stated\"\n[hours]\navailable_a_month = 120\nfull_time = 40\n",
        )
        .with("again.toml", "extends = \"stated.toml\"\nversion = \"again\"\n[hours]\nfull_time = 50\n")
        .with(
            "back.toml",
            "extends = \"again.toml\"\nversion = \"back\"\n[hours]\nweeks_per_year = 52.5\nnon_effective = 20\n\
             non_attributable = 16\n",
        );
    for (weights, percent) in [("over", "204.1"), ("stated", "200.0"), ("again", "250.0"), ("back", "204.1")] {
        assert_eq!(capacity(&folder, &format!("{weights}.toml")), percent, "{weights}");
    }
    let report = report(&folder, "one-week.csv --weights over.toml");
    assert!(report.contains("1 week") || report.contains("for 3 weeks"), "{report}");
    let early = folder.shown("calc one-week.csv --weights over.toml --week 2025-12-01");
    assert!(early.starts_with("exit 2"), "{early}");
}

#[test]
fn a_built_in_set_is_chosen_by_its_version_unless_a_file_is_called_so() {
    let folder =
        folder().with("weights.toml", "extends = \"hmpps-2021\"\nversion = \"here\"\n[cases.community]\nA3 = 0\n");
    // 12,978 of 6,526.8 minutes.
    assert_eq!(capacity(&folder, "hmpps-2021"), "198.8");
    assert!(report(&folder, "one-week.csv --weights hmpps-2021").contains("weights hmpps-2021 (built in)"));
    let output = wmt(folder.path()).args(["calc", "one-week.csv"]).env("WMT_WEIGHTS", "hmpps-2021").output();
    assert!(String::from_utf8_lossy(&output.expect("wmt runs").stdout).contains("198.8%"));
    let text = folder.read("ours.toml").replace("extends = \"hmpps-2021\"", "extends = \"base\"");
    let folder = folder.with("base", "extends = \"hmpps-2021\"\nversion = \"base\"\n").with("hmpps-2021", text);
    assert_eq!(capacity(&folder, "hmpps-2021"), "96.5");
}

#[test]
fn an_explanation_names_every_file_and_how_stated_time_is_shared_out() {
    let folder = folder().with("over.toml", "extends = \"time-stated.toml\"\nversion = \"over\"\n");
    let output = folder.run(["explain", "Amy Bell", "one-week.csv", "--weights", "over.toml"]);
    assert!(output.status.success(), "{}", shown(&output));
    let page = one_line(&String::from_utf8_lossy(&output.stdout));
    for part in ["over.toml, SHA-256", "time-stated.toml, SHA-256", "120 h a month of 40 contracted"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_ministrys_words_for_statuses_and_its_grade_of_nobody_are_known() {
    let folder = repository().join("tests/calc/names");
    let output = wmt(&folder).args(["calc", "case-details.csv", "--week", "2026-11-16", "--format", "csv"]).output();
    let output = output.expect("wmt runs");
    assert!(output.status.success(), "{}", shown(&output));
    let rows = Rows::read(&output.stdout);
    assert_eq!(["grade", "standing"].map(|column| rows.cell("Unallocated Staff", column)), ["DMY", "no hours"]);
    // The warrant and the overdue termination count 0; two suspended sentences and the like do: 474 + 180 + 0 minutes.
    assert_eq!(rows.cell("Bob Butler", "capacity_percent"), "10.0");
}

#[test]
fn an_alias_of_a_tier_stands_over_one_that_is_inherited() {
    let base = "extends = \"hmpps-2021\"\nversion = \"base\"\n[aliases.tier]\nVH = \"A3\"\n";
    let ours = "extends = \"base.toml\"\nversion = \"ours\"\n[aliases.tier]\nVH = \"B2\"\n";
    let folder = folder().with("base.toml", base).with("ours.toml", ours);
    let folder = folder.with("one-week.csv", CASELOAD.replace("A3", "VH"));
    // 21 x 618 and 21 x 345 of 6,526.8 minutes.
    assert_eq!((capacity(&folder, "base.toml"), capacity(&folder, "ours.toml")), ("198.8".into(), "111.0".into()));
}

#[test]
fn who_is_over_a_limit_below_100_per_cent_has_no_time_left() {
    // 10 x 618 = 6,180 of 6,526.8 minutes: 94.7 %.
    let ours = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[limits]\nover = 90\n";
    let folder = folder().with("one-week.csv", CASELOAD.replace(",21", ",10")).with("ours.toml", ours);
    assert!(report(&folder, "one-week.csv").contains("Time left"));
    let limited = report(&folder, "one-week.csv --weights ours.toml");
    assert!(limited.contains("94.7%") && !limited.contains("Time left"), "{limited}");
}
