//! Weeks that are known from a history alone.

use serde_json::Value;

use super::{folder, json, page, refused, rows, stdout, sum};
use crate::command::Folder;

const HEADINGS: &str = "officer,contracted_hours,week,case_type,tier,count";

/// Three weeks in a history, one high of 40 hours and twice twelve; then eleven high and one low of 20 hours: 5,328 minutes
/// of 2,400, 222.0 %.
fn recorded() -> Folder {
    let folder = folder(format!("{HEADINGS}\nA1,20,2026-11-16,community,high,11\nA1,20,2026-11-16,community,low,1\n"))
        .with(
            "earlier.csv",
            format!(
                "{HEADINGS}\nA1,40,2026-10-26,community,high,1\nA1,40,2026-11-02,community,high,12\n\
             A1,40,2026-11-09,community,high,12\nB2,0,2026-10-26,community,high,1\nB2,40,2026-11-09,community,high,1\n"
            ),
        );
    stdout(&folder, &["calc", "earlier.csv", "--history", "history.csv", "--record"]);
    folder
}

#[test]
fn weeks_of_a_history_are_shown_and_counted() {
    let folder = recorded();
    let json = json(&folder, "A1 caseload.csv --history history.csv");
    assert_eq!(
        rows(&json["weeks"], &["week", "capacity_percent", "figure", "counts"]),
        [
            "2026-10-26|10.0|not over|", "2026-11-02|120.0|over|yes", "2026-11-09|120.0|over|yes",
            "2026-11-16|222.0|over|yes",
        ]
    );
    assert_eq!(
        (json["figure"]["weeks_over"].to_string(), &json["figure"]["over_since"]),
        ("3".to_owned(), &"2026-11-02".into())
    );
    assert_eq!(super::json(&folder, "A1 caseload.csv")["figure"]["weeks_over"].to_string(), "1");
}

#[test]
fn a_history_is_only_read() {
    let folder = recorded();
    let before = folder.read("history.csv");
    page(&folder, "A1 caseload.csv --history history.csv");
    assert_eq!(folder.read("history.csv"), before);
    assert!(!folder.run(["explain", "A1", "caseload.csv", "--history", "history.csv", "--record"]).status.success());
    refused(&folder, &["A1", "caseload.csv", "--history", "gone.csv"]);
    assert!(!folder.path().join("gone.csv").exists());
}

#[test]
fn since_a_week_of_the_history_the_change_is_told_by_time_and_work() {
    // 10.0 %: half the time makes it 480 of 2,400, 20.0; then 5,328 of 2,400 are 222.0.
    let folder = recorded();
    let arguments = "A1 caseload.csv --history history.csv --since 2026-10-28";
    let since = &json(&folder, arguments)["since"];
    assert_eq!(
        rows(&since["causes"], &["cause", "work_minutes", "available_minutes", "points"]),
        ["hours, reductions and deductions|0|-2400|10.0", "work|4848||202.0"]
    );
    assert_eq!((&since["week"], since["change_points"].to_string()), (&Value::from("2026-10-26"), "212.0".to_owned()));
    assert_eq!(sum(&since["causes"], "points"), 212_000_000);
    let page = page(&folder, arguments);
    assert!(page.contains("Remark the week is known from the history alone, which keeps no cases"), "{page}");
}

#[test]
fn the_caseload_tells_more_than_the_history_where_both_have_the_week() {
    let json = json(&recorded(), "A1 earlier.csv --history history.csv --since 2026-10-26");
    assert_eq!(
        rows(&json["since"]["causes"], &["cause", "work_minutes", "points"]),
        ["cases in: 11 × community high|5280|110.0"]
    );
}

#[test]
fn a_week_in_which_the_officer_is_not_known_is_no_week_to_compare_with() {
    let folder = recorded();
    for (officer, since, words) in [
        ("A1", "2026-10-19", "this officer has no figure in the week 2026-10-19"),
        ("B2", "2026-11-02", "this officer has no figure in the week 2026-11-02"),
    ] {
        let said = refused(&folder, &[officer, "earlier.csv", "--since", since]);
        assert!(said.contains(words) && said.contains("hint: their ") && said.contains("2026-10-26"), "{said}");
    }
}
