//! The limit: decided on the exact ratio, shown to one decimal.

use super::{figures, report, round_weights, worked_out};
use crate::command::Folder;

#[test]
fn exactly_110_per_cent_is_not_over_and_a_hundredth_of_a_minute_more_is() {
    // 110 % of 6,526.8 minutes is 7,179.48. The ministry's tool shows exactly 110 % as red: floating point.
    for (minutes, standing, weeks_over) in
        [("7179.47", "within", "0"), ("7179.48", "within", "0"), ("7179.4801", "over", "1"), ("7179.49", "over", "1")]
    {
        let rows = worked_out(format!(
            "officer,contracted_hours,week,case_type,extra_minutes\nA1,37,2026-11-16,community,{minutes}\n"
        ));
        let figures = ["capacity_percent", "standing", "weeks_over"].map(|column| rows.cell("A1", column));
        assert_eq!(figures, ["110.0", standing, weeks_over], "{minutes} minutes");
    }
}

#[test]
fn whoever_is_over_and_shows_110_0_is_still_flagged_on_the_report() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,contracted_hours,week,case_type,extra_minutes\nA1,37,2026-11-16,community,7179.49\n",
    );
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("110.0% 1 over"), "{report}");
    assert!(report.contains("1 officer, 1 over;"), "{report}");
}

#[test]
fn halves_are_shown_away_from_zero() {
    // 40 hours of the round weights are 4,800 minutes, so 2.4 minutes are 0.05 %, 7.2 are 0.15 % and 4,797.6 are 99.95 %.
    for (minutes, expected) in
        [("2.3999", "0.0"), ("2.4", "0.1"), ("7.2", "0.2"), ("4797.6", "100.0"), ("4797.5999", "99.9")]
    {
        let folder = Folder::new()
            .with("round.toml", round_weights("2026-01-05", "over = 110\nweeks = 4"))
            .with("caseload.csv", format!("officer,grade,case_type,extra_minutes\nA1,PO,community,{minutes}\n"));
        let rows = figures(&folder, "caseload.csv --weights round.toml");
        assert_eq!(rows.cell("A1", "capacity_percent"), expected, "{minutes} of 4,800 minutes");
    }
}

#[test]
fn hours_of_work_are_minutes_a_month_times_12_over_the_weeks_of_a_year() {
    // 48 weeks a year: 480 minutes a month are 2 hours a week; 1.2 minutes are 0.005 h, a half that goes up.
    for (minutes, expected) in [("480", "2.00"), ("1.2", "0.01"), ("1.1999", "0.00"), ("3.6", "0.02")] {
        let folder = Folder::new()
            .with("round.toml", round_weights("2026-01-05", "over = 110\nweeks = 4"))
            .with("caseload.csv", format!("officer,grade,case_type,extra_minutes\nA1,PO,community,{minutes}\n"));
        assert_eq!(
            figures(&folder, "caseload.csv --weights round.toml").cell("A1", "work_hours"),
            expected,
            "{minutes}"
        );
    }
}

#[test]
fn a_weights_file_may_take_both_deductions_together() {
    // 20 % and 16 % at once leave 64 %: 37 x 0.64 = 23.68 h a week, 37 x 60 x 52.5 / 12 x 0.64 = 6,216 minutes.
    let weights =
        std::fs::read_to_string(crate::command::repository().join("weights.toml")).expect("the built-in file");
    let together = weights.replace("deductions = \"in-turn\"", "deductions = \"together\"");
    assert_ne!(weights, together);
    let folder = Folder::new().with("together.toml", together).with(
        "caseload.csv",
        "officer,grade,case_type,extra_minutes\nfull,PO,community,6216\nlimit,PO,community,6837.6\nmore,PO,community,6837.61\n",
    );
    let rows = figures(&folder, "caseload.csv --weights together.toml");
    assert_eq!(rows.cell("full", "available_hours"), "23.68");
    assert_eq!(rows.cell("full", "capacity_percent"), "100.0");
    // 110 % of 6,216 is 6,837.6.
    assert_eq!(rows.cell("limit", "standing"), "within");
    assert_eq!(rows.cell("more", "standing"), "over");
}

#[test]
fn the_limit_and_the_weeks_are_those_of_the_weights_file() {
    // 9 high cases are 4,320 of 4,800 minutes, 90 %, and 10 are 100 %.
    let caseload = "officer,grade,week,case_type,tier,count\n\
                    A1,PO,2026-11-09,community,high,10\nA1,PO,2026-11-16,community,high,10\n\
                    B2,PO,2026-11-09,community,high,9\nB2,PO,2026-11-16,community,high,9\n";
    let folder = Folder::new()
        .with("round.toml", round_weights("2026-01-05", "over = 90\nweeks = 2"))
        .with("caseload.csv", caseload);
    let rows = figures(&folder, "caseload.csv --weights round.toml");
    assert_eq!(["capacity_percent", "standing"].map(|column| rows.cell("A1", column)), ["100.0", "excessive"]);
    assert_eq!(["capacity_percent", "standing"].map(|column| rows.cell("B2", column)), ["90.0", "within"]);
    let report = report(&folder, "caseload.csv --weights round.toml");
    assert!(report.contains("over >90%"), "{report}");
    assert!(report.contains("over 90% for 2 weeks or more: A1 (2 weeks since 2026-11-09)"), "{report}");
}
