//! The lines add up exactly to what `wmt calc` prints, whatever the caseload.

use proptest::prelude::*;
use serde_json::Value;

use super::{WEIGHTS, folder, millionths, parsed, stdout, sum};
use crate::command::Folder;

const HEADINGS: &str =
    "officer,team,contracted_hours,reduction_hours,week,case_id,case_type,tier,status,task,count,extra_minutes,due";

/// A row from its case, task or nothing to its due date: what it is of, with a count and minutes on top.
fn held() -> impl Strategy<Value = String> {
    let what = prop::sample::select(vec![
        "community,high,,,", "community,low,,,", "community,untiered,,,", "licence,high,half,,",
        "community,high,none,,", ",,,report,", ",,,contact,", ",,half,contact,",
    ]);
    let extra = prop::sample::select(vec!["", "15", "0.01", "7.5", "33.33"]);
    let due = prop::sample::select(vec!["", "2026-12-10", "2027-06-01"]);
    (what, prop::sample::select(vec![1, 1, 1, 0, 2, 7]), extra, due).prop_map(|(what, count, extra, due)| {
        let due = if what.contains("report") { due } else { "" };
        format!("{what}{count},{extra},{due}")
    })
}

/// The rows of an officer in a week, each as well with a case's id as without.
fn week() -> impl Strategy<Value = Vec<(u8, String)>> {
    prop::collection::vec((0_u8..6, held()), 1..7)
}

/// Contracted and reduction hours.
fn hours() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["40,", "37,3.7", "22.2,", "29.6,0.01", "0,", "18.5,18.5"])
}

/// Rows of a week, each with a digit of its case's id.
type Rows = [(u8, String)];

fn caseload(weeks: &[(&str, &Rows, &str)], officers: &[&str]) -> String {
    let mut text = format!("{HEADINGS}\n");
    for (week, rows, hours) in weeks {
        for (place, (id, row)) in rows.iter().enumerate() {
            let officer = officers[place % officers.len()];
            // One case is one row: an id twice is no id. Tasks and several cases at once have none.
            let id = if *id < 4 { format!("X{place}{id}") } else { String::new() };
            let team = if place % 3 == 0 { "Hillside" } else { "Riverside" };
            text.push_str(&format!("{officer},{team},{hours},{week},{id},{row}\n"));
        }
    }
    text
}

fn explained(folder: &Folder, officer: &str, more: &[&str]) -> Value {
    parsed(&stdout(folder, &[&["explain", officer, "caseload.csv", "--format", "json"], more].concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_lines_add_up_to_what_calc_prints(now in week(), before in week(), hours in (hours(), hours())) {
        let weeks = [("2026-11-09", &before[..], hours.0), ("2026-11-16", &now[..], hours.1)];
        let folder = folder(caseload(&weeks, &["A1", "B2"]));
        let calc = parsed(&stdout(&folder, &["calc", "caseload.csv", "--format", "json"]));
        for row in calc["rows"].as_array().expect("rows") {
            let officer = row["officer"].as_str().expect("a code");
            let json = explained(&folder, officer, &[]);
            for key in ["work_hours", "available_hours", "capacity_percent", "standing", "weeks_over", "over_since"] {
                prop_assert_eq!(&json["figure"][key], &row[key], "{} of {}", key, officer);
            }
            let total = &json["work_total"];
            prop_assert_eq!(sum(&json["work"], "minutes"), millionths(&total["minutes"]));
            prop_assert_eq!(&total["cases"], &row["cases"]);
            prop_assert_eq!(&total["hours_a_week"], &row["work_hours"]);
            let left = json["time"].as_array().and_then(|steps| steps.last()).expect("steps");
            prop_assert_eq!(&left["hours_left"], &row["available_hours"]);
            let last = json["weeks"].as_array().and_then(|weeks| weeks.last()).expect("weeks");
            prop_assert_eq!(&last["capacity_percent"], &row["capacity_percent"]);
        }
    }

    #[test]
    fn the_shares_add_up_to_the_whole_change(
        now in week(),
        before in week(),
        hours in (hours(), hours()),
        high in 400_u32..700,
    ) {
        let weeks = [("2026-11-09", &before[..], hours.0), ("2026-11-16", &now[..], hours.1)];
        let later = WEIGHTS
            .replace("2026-01-05", "2026-11-16")
            .replace("round-1", "round-2")
            .replace("high = 480", &format!("high = {high}"));
        let folder = folder(caseload(&weeks, &["A1"])).with("later.toml", later);
        let weights = ["--weights", "weights.toml", "--weights", "later.toml"];
        let json = explained(&folder, "A1", &[&weights[..], &["--since", "2026-11-09"]].concat());
        let then = explained(&folder, "A1", &[&weights[..], &["--week", "2026-11-09"]].concat());
        let since = &json["since"];
        prop_assert_eq!(&since["capacity_then_percent"], &then["figure"]["capacity_percent"]);
        prop_assert_eq!(&since["capacity_now_percent"], &json["figure"]["capacity_percent"]);
        let [work_then, work_now] = [&then, &json].map(|json| millionths(&json["work_total"]["minutes"]));
        prop_assert_eq!(sum(&since["causes"], "work_minutes"), work_now - work_then);
        if !since["change_points"].is_null() {
            let change = millionths(&since["change_points"]);
            prop_assert_eq!(sum(&since["causes"], "points"), change);
            let [capacity_then, capacity_now] =
                ["capacity_then_percent", "capacity_now_percent"].map(|key| millionths(&since[key]));
            prop_assert_eq!(change, capacity_now - capacity_then);
        }
    }
}
