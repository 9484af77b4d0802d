//! The time: from contracted hours down to what is left for casework, a step at a time.

use super::{WEIGHTS, folder, json, page, rows};
use crate::command::Folder;

const STEP: [&str; 4] = ["step", "percent", "hours", "hours_left"];

#[test]
fn every_step_says_what_is_left_after_it() {
    // 40 - 5 = 35; half is 17.5; with 20 % non-attributable 14.
    let folder = Folder::new()
        .with("weights.toml", WEIGHTS.replace("non_attributable = 0", "non_attributable = 20"))
        .with("caseload.csv", "officer,contracted_hours,reduction_hours,week,case_type\nA1,40,5,2026-11-16,\n");
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(
        rows(&json["time"], &STEP),
        [
            "contracted||40|40.00",
            "less reduction hours of the caseload||-5|35.00",
            "non-effective, of what is left|50||17.50",
            "non-attributable, of what is left|20||14.00",
        ]
    );
    assert_eq!(json["figure"]["available_hours"].to_string(), "14.00");
}

#[test]
fn deductions_together_are_said_to_be_of_the_same_hours() {
    // 50 + 20 = 70 % at once: 30 % of 35 are 10.5, and nothing is left in between.
    let weights = WEIGHTS.replace("non_attributable = 0", "non_attributable = 20\ndeductions = \"together\"");
    let folder = Folder::new()
        .with("weights.toml", weights)
        .with("caseload.csv", "officer,contracted_hours,reduction_hours,week,case_type\nA1,40,5,2026-11-16,\n");
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(
        rows(&json["time"], &STEP)[2..],
        ["non-effective, of what is left|50||", "non-attributable, of the same|20||10.50"]
    );
    assert_eq!(json["figure"]["available_hours"].to_string(), "10.50");
}

#[test]
fn hours_that_are_the_grades_are_said_to_be() {
    let folder = folder("officer,grade,contracted_hours,week,case_type\nA1,PO,,2026-11-16,\nB2,PO,40,2026-11-16,\n");
    assert_eq!(rows(&json(&folder, "A1 caseload.csv")["time"], &STEP)[0], "contracted, the grade's usual||40|40.00");
    assert_eq!(rows(&json(&folder, "B2 caseload.csv")["time"], &STEP)[0], "contracted||40|40.00");
}

#[test]
fn without_hours_the_steps_say_so_and_there_is_no_percentage() {
    // An SPO has no usual hours, C3 has none left, D4 has none at all.
    let folder = folder(
        "officer,grade,contracted_hours,reduction_hours,week,case_type,tier\n\
         B2,SPO,,,2026-11-16,community,high\nC3,PO,40,40,2026-11-16,community,high\nD4,PO,0,,2026-11-16,community,high\n",
    );
    for (officer, first, left) in [
        ("B2", "contracted, not known|||0.00", "not known, as no contracted hours are known"),
        ("C3", "contracted||40|40.00", "none: all hours are reduced"),
        ("D4", "contracted||0|0.00", "none: contracted hours are 0"),
    ] {
        let json = json(&folder, &format!("{officer} caseload.csv"));
        let steps = rows(&json["time"], &STEP);
        assert_eq!(steps[0], first);
        assert!(steps.last().is_some_and(|last| last.ends_with("|0.00")), "{steps:?}");
        assert!(json["figure"]["capacity_percent"].is_null(), "{json}");
        assert_eq!(json["figure"]["standing"], "no hours");
        let page = page(&folder, &format!("{officer} caseload.csv"));
        assert!(
            page.contains("2.00 h of work a week and no hours available for it, so there is no capacity"),
            "{page}"
        );
        assert!(page.contains("none, as there is no capacity this week"), "{page}");
        assert!(page.contains(&format!("Time left {left}")), "{page}");
        assert!(!page.contains("NaN") && !page.contains("inf "), "{page}");
    }
}

#[test]
fn each_post_has_its_steps_and_names_its_team() {
    let folder = folder(
        "officer,team,contracted_hours,reduction_hours,week,case_type\nA1,Hillside,10,,2026-11-16,\nA1,Riverside,20,2,2026-11-16,\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(
        rows(&json["time"], &["step", "hours", "hours_left"]),
        [
            "contracted, Hillside|10|10.00",
            "contracted, Riverside|20|30.00",
            "less reduction hours of the caseload, Riverside|-2|28.00",
            "non-effective, of what is left||14.00",
            "non-attributable, of what is left||14.00",
        ]
    );
}

fn reduced() -> Folder {
    // A fifth of 40 hours is 8; the other reduction is 3.5 hours, and one ended the week before.
    folder("officer,contracted_hours,reduction_hours,week,case_type\nA1,40,1,2026-11-16,\n").with(
        "reductions.csv",
        "officer,team,reason,hours,percent,from,to\nA1,,learning,,,2026-11-02,2027-01-31\n\
         A1,,duty,3.5,,2026-11-16,\nA1,,duty,4,,2026-10-01,2026-11-15\nB2,,duty,4,,2026-10-01,\n",
    )
}

#[test]
fn each_reduction_in_force_is_a_step_with_its_dates_and_without_its_reason() {
    let json = json(&reduced(), "A1 caseload.csv --reductions reductions.csv");
    assert_eq!(
        rows(&json["time"], &STEP)[..4],
        [
            "contracted||40|40.00",
            "less reduction hours of the caseload||-1|39.00",
            "less reduction from 2026-11-02 to 2027-01-31, of contracted|20|-8|31.00",
            "less reduction from 2026-11-16||-3.5|27.50",
        ]
    );
    // Half of 27.5 hours.
    assert_eq!(json["figure"]["available_hours"].to_string(), "13.75");
    for format in ["table", "json", "markdown"] {
        let arguments = ["explain", "A1", "caseload.csv", "--reductions", "reductions.csv", "--format", format];
        let text = super::stdout(&reduced(), &arguments).to_lowercase();
        assert!(!text.contains("learning") && !text.contains("duty"), "reasons are personal: {text}");
    }
}

#[test]
fn reasons_are_shown_when_they_are_asked_for() {
    let json = json(&reduced(), "A1 caseload.csv --reductions reductions.csv --reasons");
    let steps = rows(&json["time"], &["step"]);
    assert_eq!(
        steps[2..4],
        ["less learning from 2026-11-02 to 2027-01-31, of contracted", "less duty from 2026-11-16"]
    );
    let without = reduced().run(["explain", "A1", "caseload.csv", "--reasons"]);
    assert_eq!(without.status.code(), Some(2), "there are no reasons without reductions");
}

#[test]
fn time_that_the_weights_state_is_said_in_minutes_a_month() {
    // 100 h a month of 37 contracted hours: 40 are 108.1081… h.
    let weights = WEIGHTS.replace(
        "weeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0",
        "available_a_month = 100\nweeks_per_year = 48",
    );
    let folder = folder("officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,2\n");
    let said = page(&folder.with("weights.toml", weights), "A1 caseload.csv");
    assert!(said.contains("Time 6,486.486486488 minutes a month ÷ 60 × 12 ÷ 48 = 27.03 h a week"), "{said}");
}
