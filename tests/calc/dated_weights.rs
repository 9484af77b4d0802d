//! Several weights files: each week is worked out with the latest whose `from` is not after it.

use super::{figures, report, round_weights};
use crate::command::{Folder, shown};

/// Ten high cases in each of four weeks, 100 % of 40 hours.
const CASELOAD: &str = "officer,grade,week,case_type,tier,count\n\
                        A1,PO,2026-10-26,community,high,10\nA1,PO,2026-11-02,community,high,10\n\
                        A1,PO,2026-11-09,community,high,10\nA1,PO,2026-11-16,community,high,10\n";

fn folder() -> Folder {
    Folder::new()
        .with("old.toml", round_weights("2026-01-05", "over = 110\nweeks = 4"))
        .with("new.toml", round_weights("2026-11-09", "over = 110\nweeks = 4").replace("high = 480", "high = 600"))
        .with("caseload.csv", CASELOAD)
}

#[test]
fn a_week_is_worked_out_with_the_values_that_held_in_it() {
    let folder = folder();
    // The order in which the files are given does not matter.
    for files in ["--weights old.toml --weights new.toml", "--weights new.toml --weights old.toml"] {
        for (week, capacity, weeks_over, standing, weights) in [
            ("2026-11-02", "100.0", "0", "within", "round-2026-01-05"),
            ("2026-11-09", "125.0", "1", "over", "round-2026-11-09"),
            ("2026-11-16", "125.0", "2", "over", "round-2026-11-09"),
        ] {
            let rows = figures(&folder, &format!("caseload.csv {files} --week {week}"));
            let found = ["capacity_percent", "weeks_over", "standing", "weights"].map(|column| rows.cell("A1", column));
            assert_eq!(found, [capacity, weeks_over, standing, weights], "{files} --week {week}");
        }
    }
}

#[test]
fn a_report_names_its_weights_and_those_of_earlier_weeks() {
    let report = report(&folder(), "caseload.csv --weights old.toml --weights new.toml");
    assert!(report.contains("weights round-2026-11-09 (new.toml)"), "{report}");
    // Once, of two weeks.
    let earlier = "earlier weeks are worked out with round-2026-01-05 and judged by its limit";
    assert!(report.contains(earlier), "{report}");
}

#[test]
fn values_hold_from_the_whole_week_that_their_first_day_is_in() {
    // Wednesday 11 November is in the week of Monday the 9th, which is one week and has one set of values.
    let folder = folder().with("midweek.toml", round_weights("2026-11-11", "over = 50\nweeks = 4"));
    let rows = figures(&folder, "caseload.csv --weights old.toml --weights midweek.toml --week 2026-11-09");
    assert_eq!(rows.cell("A1", "weights"), "round-2026-11-11");
}

#[test]
fn each_week_is_held_against_the_limit_of_its_own_weights() {
    // 100 % is over 90, which held until 8 November, and not over 110.
    let folder = folder()
        .with("strict.toml", round_weights("2026-01-05", "over = 90\nweeks = 4"))
        .with("later.toml", round_weights("2026-11-16", "over = 95\nweeks = 4"));
    let rows = figures(&folder, "caseload.csv --weights strict.toml --weights later.toml");
    assert_eq!(["weeks_over", "standing"].map(|column| rows.cell("A1", column)), ["4", "excessive"]);
    let lax = folder.with("lax.toml", round_weights("2026-11-09", "over = 110\nweeks = 4"));
    let rows = figures(&lax, "caseload.csv --weights strict.toml --weights lax.toml");
    assert_eq!(["weeks_over", "standing"].map(|column| rows.cell("A1", column)), ["0", "within"]);
}

#[test]
fn a_week_before_the_first_values_is_not_worked_out() {
    let folder = folder();
    let output = folder.run(["calc", "caseload.csv", "--weights", "new.toml"]);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{}", shown(&output));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the week 2026-10-26 is before 2026-11-09"), "{said}");
    assert!(said.contains("the week 2026-11-02 is before 2026-11-09"), "every fault is said: {said}");
}
