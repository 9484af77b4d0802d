//! The last weeks: capacity, over or not, the gaps, and how the run was counted.

use super::{WEIGHTS, folder, json, page, rows};
use crate::command::Folder;

const MONDAYS: [&str; 9] = [
    "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09",
    "2026-11-16",
];

/// The rows of an officer in adjacent weeks up to 16 November 2026: `o` over with 12 high, 120 %; `w` within with 11,
/// exactly 110 %; `n` no hours; `.` no rows.
fn weeks(officer: &str, pattern: &str) -> String {
    let mondays = &MONDAYS[MONDAYS.len() - pattern.len()..];
    let row = |(mark, monday): (char, &&str)| match mark {
        'o' => format!("{officer},40,{monday},community,high,12\n"),
        'w' => format!("{officer},40,{monday},community,high,11\n"),
        'n' => format!("{officer},0,{monday},community,high,12\n"),
        _ => String::new(),
    };
    pattern.chars().zip(mondays).map(row).collect()
}

fn caseload(pattern: &str) -> Folder {
    folder(format!("officer,contracted_hours,week,case_type,tier,count\n{}", weeks("A1", pattern)))
}

#[test]
fn each_week_has_its_capacity_whether_it_was_over_and_whether_it_counts() {
    for (pattern, expected) in [
        ("w", &["2026-11-16|110.0|not over|"][..]),
        ("wo", &["2026-11-09|110.0|not over|", "2026-11-16|120.0|over|yes"]),
        (
            "oo.o",
            &[
                "2026-10-26|120.0|over|then too",
                "2026-11-02|120.0|over|then too",
                "2026-11-09||no figure: no caseload|if over",
                "2026-11-16|120.0|over|yes",
            ],
        ),
        // Nothing is supposed of a gap that would not make it excessive.
        ("o.o", &["2026-11-02|120.0|over|", "2026-11-09||no figure: no caseload|", "2026-11-16|120.0|over|yes"]),
        (
            "onoo",
            &[
                "2026-10-26|120.0|over|then too", "2026-11-02||no hours|if over", "2026-11-09|120.0|over|yes",
                "2026-11-16|120.0|over|yes",
            ],
        ),
        ("on", &["2026-11-09|120.0|over|", "2026-11-16||no hours|"]),
    ] {
        let json = json(&caseload(pattern), "A1 caseload.csv");
        assert_eq!(rows(&json["weeks"], &["week", "capacity_percent", "figure", "counts"]), expected, "{pattern}");
    }
}

#[test]
fn a_week_that_has_others_but_not_this_officer_is_told_from_one_without_a_caseload() {
    let all =
        format!("officer,contracted_hours,week,case_type,tier,count\n{}{}", weeks("A1", "o..oo"), weeks("B2", ".w.ww"));
    let json = json(&folder(all), "A1 caseload.csv");
    assert_eq!(
        rows(&json["weeks"], &["figure"])[1..3],
        ["no figure: no rows of this officer", "no figure: no caseload"]
    );
}

#[test]
fn so_many_weeks_are_shown_that_the_end_of_the_run_can_be_seen() {
    // The run or the four weeks of the rule, and two weeks before them.
    for (pattern, shown, first) in [
        ("wwwwwwwww", 6, "2026-10-12"),
        ("oooowoooo", 6, "2026-10-12"),
        ("wwwoooooo", 8, "2026-09-28"),
        ("ooooooooo", 9, "2026-09-21"),
    ] {
        let weeks = rows(&json(&caseload(pattern), "A1 caseload.csv")["weeks"], &["week"]);
        assert_eq!((weeks.len(), weeks[0].as_str()), (shown, first), "{pattern}");
    }
}

#[test]
fn how_the_run_was_counted_is_said() {
    let rule = "4 adjacent weeks over 110% are excessive";
    for (pattern, words) in [
        ("ow", "none, as this week is not over;"),
        ("wo", "1 week since 2026-11-16, counted back to the first week that is not over;"),
        ("woooo", "4 weeks since 2026-10-26, counted back to the first week that is not over;"),
        (
            "oo.o",
            "1 week since 2026-11-16; no figure for 2026-11-09; the weeks marked `perhaps` count if those without a figure were over",
        ),
        (
            "o..o",
            "no figure for 2026-11-02 and 2026-11-09; the weeks marked `perhaps` count if those without a figure were over",
        ),
        ("on", "none, as there is no capacity this week, after being over for 1 week up to 2026-11-09;"),
        ("wn", "none, as there is no capacity this week;"),
    ] {
        let page = page(&caseload(pattern), "A1 caseload.csv");
        assert!(page.contains(words) && page.contains(rule), "{pattern}: {page}");
    }
}

#[test]
fn the_standing_is_that_of_the_rule() {
    for (pattern, standing, over, since, missing) in [
        ("w", "within", "0", "", ""),
        ("ooo", "over", "3", "2026-11-02", ""),
        ("oooo", "excessive", "4", "2026-10-26", ""),
        ("o.oo", "possible", "2", "2026-11-09", "2026-11-02"),
        ("ooon", "no hours", "0", "", ""),
    ] {
        let figure = &json(&caseload(pattern), "A1 caseload.csv")["figure"];
        let found = ["standing", "weeks_over", "over_since"].map(|key| super::plain(&figure[key]));
        assert_eq!(found, [standing, over, since], "{pattern}");
        let weeks: Vec<String> = figure["missing_weeks"].as_array().expect("weeks").iter().map(super::plain).collect();
        assert_eq!(weeks.join(" "), missing, "{pattern}");
    }
}

#[test]
fn an_earlier_week_is_explained_as_it_stood_then() {
    let folder = caseload("ooooow");
    for week in ["2026-11-02", "2026-W45", "08/11/2026"] {
        let json = json(&folder, &format!("A1 caseload.csv --week {week}"));
        assert_eq!((&json["week"], &json["figure"]["standing"]), (&"2026-11-02".into(), &"excessive".into()), "{week}");
        assert_eq!(rows(&json["weeks"], &["week"]).last().map(String::as_str), Some("2026-11-02"));
    }
}

#[test]
fn each_week_is_held_against_the_limit_of_its_own_weights() {
    // 110 % is not over 110, and over 105 from 16 November on.
    let later =
        WEIGHTS.replace("2026-01-05", "2026-11-16").replace("over = 110", "over = 105").replace("round-1", "round-2");
    let folder = caseload("ww").with("later.toml", later);
    let json = json(&folder, "A1 caseload.csv --weights weights.toml --weights later.toml");
    assert_eq!(
        rows(&json["weeks"], &["week", "limit_percent", "figure", "weights"]),
        ["2026-11-09|110|not over|round-1", "2026-11-16|105|over|round-2"]
    );
}

#[test]
fn a_run_that_begins_behind_a_gap_says_so() {
    let behind = |pattern: &str| page(&caseload(pattern), "A1 caseload.csv");
    assert!(behind("o.oooo").contains("counted back to the first week without a figure"));
    assert!(behind("onoooo").contains("counted back to the first week without a figure"));
    assert!(behind("owoooo").contains("counted back to the first week that is not over"));
    assert!(behind("oooo").contains("where the data begin"));
}
