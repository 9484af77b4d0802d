//! Tasks count when they are due on or before the snapshot date and 30 days, or overdue, or without a date.

use super::{figures, report, worked_out};
use crate::command::Folder;

fn due(date: &str) -> String {
    format!("officer,contracted_hours,week,task,due\nA1,37,2026-11-18,parole_report,{date}\n")
}

#[test]
fn a_task_counts_up_to_the_thirtieth_day_after_the_snapshot() {
    // 18 November + 30 days is 18 December. A parole report is 360 minutes, 5.5 % of 6,526.8.
    for (date, capacity) in [
        ("2026-12-18", "5.5"),
        ("18/12/2026", "5.5"),
        ("2026-12-19", "0.0"),
        ("2026-11-18", "5.5"),
        ("2025-01-01", "5.5"),
        ("", "5.5"),
        ("2027-06-30", "0.0"),
    ] {
        assert_eq!(worked_out(due(date)).cell("A1", "capacity_percent"), capacity, "due {date:?}");
    }
}

#[test]
fn the_thirty_days_of_an_iso_week_are_counted_from_its_monday() {
    // 2026-W47 is Monday 16 November; 30 days later is 16 December.
    for (date, capacity) in [("2026-12-16", "5.5"), ("2026-12-17", "0.0")] {
        let caseload = format!("officer,contracted_hours,week,task,due\nA1,37,2026-W47,parole_report,{date}\n");
        assert_eq!(worked_out(caseload).cell("A1", "capacity_percent"), capacity, "due {date}");
    }
}

#[test]
fn a_file_of_tasks_may_have_a_column_of_tiers_that_is_blank() {
    let caseload = "officer,grade,week,task,tier\nA1,PO,2026-11-16,parole_report,\n";
    assert_eq!(worked_out(caseload).cell("A1", "capacity_percent"), "5.5");
}

#[test]
fn what_is_not_yet_due_is_said_with_the_work_it_will_be() {
    // Two reports of 360 minutes are 720 minutes a month, 720 / 262.5 = 2.74 h a week.
    let caseload = "officer,contracted_hours,week,task,due,count\nA1,37,2026-11-16,parole_report,2027-02-01,2\n";
    let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    assert!(
        report.contains("Not yet due 2 tasks, 2.74 h a week, due more than 30 days after the snapshot"),
        "{report}"
    );
    assert!(!report.contains("Not counted"), "{report}");
}

#[test]
fn a_task_comes_into_the_figure_in_the_week_that_it_falls_due() {
    let caseload = "officer,contracted_hours,week,task,due\n\
                    A1,37,2026-11-09,parole_report,2026-12-16\nA1,37,2026-11-16,parole_report,2026-12-16\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(figures(&folder, "caseload.csv --week 2026-11-09").cell("A1", "capacity_percent"), "0.0");
    assert_eq!(figures(&folder, "caseload.csv").cell("A1", "capacity_percent"), "5.5");
}

#[test]
fn a_due_date_on_a_case_changes_nothing_and_is_said() {
    let caseload = "officer,contracted_hours,week,case_type,tier,due\nA1,37,2026-11-16,community,A3,2027-11-16\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(figures(&folder, "caseload.csv").cell("A1", "capacity_percent"), "9.5");
    assert!(super::notices(&folder, "caseload.csv").contains("`due` date, which is for tasks"));
}
