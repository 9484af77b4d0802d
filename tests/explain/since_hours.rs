//! `--since`: hours, reductions and weights that changed a figure, one after the other.

use super::{WEIGHTS, folder, json, page, plain, rows, sum};
use crate::command::Folder;

const CAUSE: [&str; 4] = ["cause", "work_minutes", "available_minutes", "points"];
const HEADINGS: &str = "officer,contracted_hours,reduction_hours,week,case_id,case_type,tier";

/// One high case in two weeks, with contracted and reduction hours of each.
fn hours(then: &str, now: &str) -> Folder {
    folder(format!("{HEADINGS}\nA1,{then},2026-11-09,X1,community,high\nA1,{now},2026-11-16,X1,community,high\n"))
}

#[test]
fn hours_and_reductions_have_their_own_shares() {
    for (then, now, change, causes) in [
        // 480 of 4,800 and then of 2,400.
        ("40,", "20,", "10.0", &["contracted hours 40 → 20|0|-2400|10.0"][..]),
        ("20,", "40,", "-10.0", &["contracted hours 20 → 40|0|2400|-10.0"]),
        // Of 32 hours, 3,840 minutes.
        ("40,", "40,8", "2.5", &["reductions 0 → 8|0|-960|2.5"]),
        ("40,8", "40,", "-2.5", &["reductions 8 → 0|0|960|-2.5"]),
        // First 20 hours, then 16, 1,920 minutes.
        ("40,", "20,4", "15.0", &["contracted hours 40 → 20|0|-2400|10.0", "reductions 0 → 4|0|-480|5.0"]),
        // The hours of now less the reductions of then leave nothing: one share for both.
        ("40,20", "20,4", "5.0", &["contracted hours 40 → 20, reductions 20 → 4|0|-480|5.0"]),
    ] {
        let since = &json(&hours(then, now), "A1 caseload.csv --since 2026-11-09")["since"];
        assert_eq!(rows(&since["causes"], &CAUSE), causes, "{then} {now}");
        assert_eq!(since["change_points"].to_string(), change);
    }
}

#[test]
fn unknown_hours_are_not_0_and_only_what_changed_is_a_cause() {
    for (then, now, cause) in [
        (",", "40,", "contracted hours not known → 40|0|4800|"),
        ("40,", ",", "contracted hours 40 → not known|0|-4800|"),
        // 40 hours that are all reduced, and then 30 of them.
        ("40,40", "40,30", "reductions 40 → 30|0|1200|"),
    ] {
        let since = &json(&hours(then, now), "A1 caseload.csv --since 2026-11-09")["since"];
        assert_eq!(rows(&since["causes"], &CAUSE), [cause], "{then} {now}");
    }
}

#[test]
fn a_reduction_of_a_list_that_began_is_a_change() {
    let folder = hours("40,", "40,").with("reductions.csv", "officer,reason,from,to\nA1,learning,2026-11-10,\n");
    let arguments = "A1 caseload.csv --reductions reductions.csv --since 2026-11-09";
    let since = &json(&folder, arguments)["since"];
    assert_eq!(rows(&since["causes"], &CAUSE), ["reductions 0 → 8|0|-960|2.5"]);
    assert!(!page(&folder, arguments).contains("earning"), "reasons are personal");
}

#[test]
fn another_weights_file_is_a_cause_of_its_own() {
    // The case is 720 minutes, 15 %; or of 40 x 60 x 48 / 12 x 0.4 = 3,840 minutes, 12.5 %.
    for (from, to, cause) in [
        ("high = 480", "high = 720", "weights round-1 → round-2|240||5.0"),
        ("non_effective = 50", "non_effective = 60", "weights round-1 → round-2|0|-960|2.5"),
    ] {
        let later = WEIGHTS.replace("2026-01-05", "2026-11-16").replace("round-1", "round-2").replace(from, to);
        let folder = hours("40,", "40,").with("later.toml", later);
        let json = json(&folder, "A1 caseload.csv --weights weights.toml --weights later.toml --since 2026-11-09");
        assert_eq!(rows(&json["since"]["causes"], &CAUSE), [cause]);
        assert_eq!(json["weights"], "round-2");
    }
}

#[test]
fn a_tier_that_the_later_weights_no_longer_have_keeps_its_time_until_its_case_goes() {
    // 10 % then; the case of the old tier goes, one of the new comes: 15 %.
    let later = WEIGHTS
        .replace("2026-01-05", "2026-11-16")
        .replace("round-1", "round-2")
        .replace("[cases.community]\nhigh = 480", "[cases.community]\nA = 720");
    let folder = folder(format!("{HEADINGS}\nA1,40,,2026-11-09,X1,community,high\nA1,40,,2026-11-16,X1,community,A\n"))
        .with("later.toml", later);
    let json = json(&folder, "A1 caseload.csv --weights weights.toml --weights later.toml --since 2026-11-09");
    assert_eq!(rows(&json["since"]["causes"], &CAUSE), ["cases that changed: community high → community A|240||5.0"]);
}

#[test]
fn everything_at_once_adds_up_to_the_whole_change() {
    // 480 / 4,800 = 10.0; with 720 minutes 15.0; of 2,400 30.0; of 1,920 37.5; with a low case 768 of 1,920, 40.0.
    let later =
        WEIGHTS.replace("2026-01-05", "2026-11-16").replace("round-1", "round-2").replace("high = 480", "high = 720");
    let folder = folder(format!(
        "{HEADINGS}\nA1,40,,2026-11-09,X1,community,high\nA1,20,4,2026-11-16,X1,community,high\n\
         A1,20,4,2026-11-16,X2,community,low\n"
    ))
    .with("later.toml", later);
    let json = json(&folder, "A1 caseload.csv --weights weights.toml --weights later.toml --since 2026-11-09");
    let since = &json["since"];
    assert_eq!(
        rows(&since["causes"], &CAUSE),
        [
            "weights round-1 → round-2|240||5.0",
            "contracted hours 40 → 20|0|-2400|15.0",
            "reductions 0 → 4|0|-480|7.5",
            "cases in: community low|48||2.5",
        ]
    );
    let shown = ["capacity_then_percent", "capacity_now_percent", "change_points"].map(|key| plain(&since[key]));
    assert_eq!(shown, ["10.0", "40.0", "30.0"]);
    assert_eq!((sum(&since["causes"], "points"), sum(&since["causes"], "work_minutes")), (30_000_000, 288_000_000));
}

#[test]
fn shares_that_are_thirds_add_up_as_they_are_shown() {
    // 480 minutes of 27 hours, 3,240, are 14.8148 %, and each low case 1.4815 more: 14.8, 16.3.
    let folder = folder(format!(
        "{HEADINGS}\nA1,27,,2026-11-09,X1,community,high\nA1,27,,2026-11-16,X1,community,high\n\
         A1,27,,2026-11-16,X2,community,low\n"
    ));
    let since = &json(&folder, "A1 caseload.csv --since 2026-11-09")["since"];
    assert_eq!(rows(&since["causes"], &CAUSE), ["cases in: community low|48||1.5"]);
    assert_eq!(plain(&since["change_points"]), "1.5");
}

#[test]
fn to_and_from_no_hours_there_is_no_change_in_points_and_the_work_is_told() {
    for (then, now, words) in
        [("0,", "40,", "2026-11-09: no hours → 10.0%"), ("40,", "0,", "2026-11-09: 10.0% → no hours")]
    {
        let folder = hours(then, now);
        let since = &json(&folder, "A1 caseload.csv --since 2026-11-09")["since"];
        assert!(since["change_points"].is_null(), "{since}");
        assert_eq!(sum(&since["causes"], "work_minutes"), 0);
        assert_eq!(rows(&since["causes"], &["points"]), [""]);
        let page = page(&folder, "A1 caseload.csv --since 2026-11-09");
        assert!(page.contains(words) && !page.contains("lines above"), "{page}");
    }
}
