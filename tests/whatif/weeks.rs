//! A what-if over several weeks: which weeks a change holds in, and what is said of runs.

use super::{HEADINGS, ROWS, folder, given, json, rows, with_rows, wrong};
use crate::command::Folder;
use crate::report::stdout;

/// By hand: with 400 minutes 12 A3 cases are 4,800, 73.5 %, in every week; at a limit of 70 that is over in all of them.
#[test]
fn a_changed_value_holds_in_every_week_of_the_caseload() {
    let earlier: Vec<String> = ["10-26", "11-02", "11-09"].map(|day| ROWS[0].replace("11-16", day)).into();
    let all: Vec<&str> = earlier.iter().map(String::as_str).chain(ROWS).collect();
    let folder = with_rows(&all);
    let standing = |changes: &[&str]| {
        let rows = rows(&folder, changes);
        rows.of("A1", ["capacity_after", "standing_before", "standing_after"]).map(str::to_owned)
    };
    assert_eq!(standing(&["--set", "cases.community.a3", "400"]), ["73.5", "excessive", "within"]);
    assert_eq!(
        standing(&["--set", "cases.community.A3", "400", "--set", "limits.over", "70", "--all"]),
        ["73.5", "excessive", "excessive"]
    );
    assert_eq!(standing(&["--take", "A1", "2 community A3"]), ["94.7", "excessive", "within"]);
}

/// By hand: 6,000 minutes are 91.9 %. The history has three weeks, which keep their figures: only the limit judges them.
#[test]
fn weeks_that_a_history_alone_knows_keep_their_figures_and_are_named() {
    let week = |day: &str| Folder::new().with("w.csv", [HEADINGS, &ROWS[0].replace("11-16", day)].join("\n"));
    let folder = folder();
    for day in ["10-26", "11-02", "11-09"] {
        let earlier = week(day).read("w.csv");
        std::fs::write(folder.path().join("w.csv"), earlier).expect("a file");
        stdout(&folder, "calc w.csv --history history.csv --record");
    }
    let standing = |changes: &[&str]| {
        let rows = rows(&folder, &[changes, &["--history", "history.csv", "--all"]].concat());
        rows.of("A1", ["capacity_after", "standing_before", "standing_after"]).map(str::to_owned)
    };
    assert_eq!(standing(&["--set", "cases.community.A3", "500"]), ["91.9", "excessive", "within"]);
    assert_eq!(standing(&["--set", "limits.over", "114"]), ["113.6", "excessive", "within"]);
    // At 91 % this week is over, as the recorded weeks are.
    assert_eq!(standing(&["--set", "cases.community.A3", "500", "--set", "limits.over", "91"])[2], "excessive");
    let report = json(&folder, &["--set", "limits.over", "114", "--history", "history.csv"]);
    assert_eq!(report["summary"]["recorded_weeks"], serde_json::json!(["2026-10-26", "2026-11-02", "2026-11-09"]));
}

#[test]
fn other_weights_are_compared_whenever_they_come_into_force() {
    let weights = "extends = \"hmpps-2021\"\nversion = \"ours\"\nfrom = 2027-01-04\n[cases.community]\nA3 = 300\n";
    let folder = folder().with("ours.toml", weights);
    let changes = ["--with-weights", "ours.toml", "--set", "tasks.parole_report", "1h"];
    // By hand: 3,600 minutes; C1 has 120 + 345, 1.77 h.
    let rows = rows(&folder, &changes);
    assert_eq!((rows.cell("A1", "capacity_after"), rows.cell("C1", "work_after")), ("55.2", "1.77"));
}

/// By hand: B1 has 3,450; with eight A3 cases 8,394, 128.6 %, over for the first week: three more make it 2026-12-07.
#[test]
fn who_would_be_over_is_told_when_it_would_be_excessive() {
    let changes = ["--give", "B1", "8 community A3"];
    let report = json(&folder(), &changes);
    let expected =
        serde_json::json!([{ "officer": "B1", "name": "Ben Clarke", "weeks_over": 1, "week": "2026-12-07" }]);
    assert_eq!(report["summary"]["excessive_from"], expected);
    let table = given(&folder(), &changes);
    assert!(table.contains("would be, if it stayed: B1 Ben Clarke in the week 2026-12-07"), "{table}");
    assert!(table.contains("52.9% → 128.6%") && table.contains("within → over"), "{table}");
}

#[test]
fn without_a_date_no_run_is_judged_and_that_is_said() {
    let undated = Folder::new().with("caseload.csv", "officer,grade,case_type,tier,count\nA1,PO,community,A3,10\n");
    let changed = ["--give", "A1", "2 community A3"];
    let line = "Undated  this caseload has no date, so no run of weeks can be judged";
    assert!(given(&undated, &changed).contains(line));
    assert!(!given(&folder(), &changed).contains("Undated"));
}

#[test]
fn a_value_that_only_the_weights_of_the_week_have_is_changed_there() {
    let earlier = "extends = \"hmpps-2021\"\nversion = \"earlier\"\nfrom = 2020-01-06\n";
    let later = "extends = \"hmpps-2021\"\nversion = \"later\"\nfrom = 2026-11-16\n[cases.community]\nG = 100\n";
    let folder = folder().with("earlier.toml", earlier).with("later.toml", later);
    let weights = ["--weights", "earlier.toml", "--weights", "later.toml"];
    let give = ["--give", "B1", "10 community G"];
    // 5 x 618 + 210 + 150 = 3,450 minutes, and 10 x 200: 83.5 % of 6,526.8.
    let rows = rows(&folder, &[&weights[..], &["--set", "cases.community.G", "200"], &give].concat());
    assert_eq!(rows.cell("B1", "capacity_after"), "83.5");
    let wrong = wrong(&folder, &[&weights[..], &["--set", "cases.community.H", "200"]].concat());
    assert!(wrong.contains("`cases.community.H` is not a value of the weights `later`"), "{wrong}");
}
