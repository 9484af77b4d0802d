//! Which reductions are in force: from the first day to the last, by the date of the snapshot.

use super::{CALC, HEADINGS, code, each_reduced, reduced};
use crate::command::Folder;
use crate::report::{faults, rows, stdout};

/// An undated caseload, and a reduction by a fifth from Wednesday 18 to Friday 20 November 2026.
fn three_days() -> Folder {
    Folder::new()
        .with("caseload.csv", "officer,grade,case_type,tier,count\nN53-0412,PO,community,A3,8\n")
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-11-18,2026-11-20\n"))
}

#[test]
fn the_first_and_the_last_day_are_in_force_and_the_days_beside_them_are_not() {
    let folder = three_days();
    for (day, reduction, capacity) in [
        ("2026-11-17", "0.00", "75.7"),
        ("2026-11-18", "7.40", "94.7"),
        ("2026-11-19", "7.40", "94.7"),
        ("2026-11-20", "7.40", "94.7"),
        ("2026-11-21", "0.00", "75.7"),
    ] {
        let rows = rows(&folder, &format!("{CALC} --week {day}"));
        assert_eq!(rows.of("N53-0412", ["reduction_hours", "capacity_percent"]), [reduction, capacity], "{day}");
    }
}

#[test]
fn the_date_is_that_of_the_row_the_file_or_the_week_asked_for() {
    let undated = "officer,grade,case_type,tier,count\nN53-0412,PO,community,A3,8\n";
    let dated = |date: &str| format!("officer,grade,week,case_type,tier,count\nN53-0412,PO,{date},community,A3,8\n");
    let list = three_days().read("reductions.csv");
    for (name, caseload, arguments, reduction) in [
        ("caseload.csv", dated("2026-11-20"), "", "7.40"),
        ("caseload.csv", dated("2026-11-21"), "", "0.00"),
        ("caseload.csv", dated("18/11/2026"), "", "7.40"),
        // An ISO week is its Monday, which is before the 18th.
        ("caseload.csv", dated("2026-W47"), "", "0.00"),
        ("caseload.csv", undated.to_owned(), "--week 2026-W47", "0.00"),
        ("caseload-2026-11-18.csv", undated.to_owned(), "", "7.40"),
        ("caseload-2026-11-17.csv", undated.to_owned(), "", "0.00"),
        ("caseload-2026-W47.csv", undated.to_owned(), "", "0.00"),
        // --week dates what has no date, and chooses among weeks that have one.
        ("caseload-2026-11-17.csv", undated.to_owned(), "--week 2026-11-18", "0.00"),
        ("caseload.csv", dated("2026-11-20"), "--week 2026-11-16", "7.40"),
        ("caseload.csv", dated("2026-11-16"), "--week 2026-11-20", "0.00"),
    ] {
        let folder = Folder::new().with(name, &caseload).with("reductions.csv", &list);
        let rows = rows(&folder, &format!("calc {name} --reductions reductions.csv {arguments}"));
        assert_eq!(rows.of("N53-0412", ["reduction_hours"]), [reduction], "{name} {arguments}: {caseload}");
    }
}

#[test]
fn the_monday_of_an_iso_week_may_be_the_first_or_the_last_day() {
    // The snapshot is of 2026-W47, which is Monday 16 November.
    let expected = [
        ("2026-11-16,", "7.40"),
        ("2026-11-17,", "0.00"),
        ("2026-01-05,2026-11-16", "7.40"),
        ("2026-01-05,2026-11-15", "0.00"),
        ("2026-W47,", "7.40"),
        ("2026-W48,", "0.00"),
    ];
    let list = expected.map(|(days, _)| format!(",nqo,,,{days}"));
    let folder = each_reduced(&list.each_ref().map(String::as_str));
    let caseload = folder.read("caseload.csv").replace("2026-11-16", "2026-W47");
    let rows = rows(&folder.with("caseload.csv", caseload), CALC);
    for (number, (days, reduction)) in expected.into_iter().enumerate() {
        assert_eq!(rows.of(&code(number), ["reduction_hours"]), [reduction], "{days}");
    }
}

#[test]
fn one_day_is_a_reduction_too_and_a_blank_end_does_not_end() {
    // On which of four days each is in force.
    const DAYS: [&str; 4] = ["2026-04-02", "2026-04-03", "2026-04-04", "2039-11-16"];
    let expected = [
        ("2026-04-03,2026-04-03", [false, true, false, false]),
        ("2026-04-03,", [false, true, true, true]),
        // As people here write dates: 3 April, and not 4 March.
        ("03/04/2026,03/04/2026", [false, true, false, false]),
        ("04/03/2026,05/03/2026", [false, false, false, false]),
        ("2026-01-05,02/04/2026", [true, false, false, false]),
        // The last day of an ISO week is its Sunday, 5 April, as its first is its Monday, 30 March.
        ("2026-W10,2026-W14", [true, true, true, false]),
        ("2026-W15,2026-W20", [false, false, false, false]),
    ];
    let list = expected.map(|(days, _)| format!(",nqo,,,{days}"));
    let folder = each_reduced(&list.each_ref().map(String::as_str));
    let undated = folder.read("caseload.csv").replace(",week,", ",").replace(",2026-11-16,", ",");
    let folder = folder.with("caseload.csv", undated);
    for (position, day) in DAYS.into_iter().enumerate() {
        let rows = rows(&folder, &format!("{CALC} --week {day}"));
        for (number, (days, is_in_force)) in expected.into_iter().enumerate() {
            let reduction = if is_in_force[position] { "7.40" } else { "0.00" };
            assert_eq!(rows.of(&code(number), ["reduction_hours"]), [reduction], "{days} on {day}");
        }
    }
}

#[test]
fn each_week_is_judged_with_the_reductions_of_its_own_date() {
    // Eleven A3 cases are 6,798 minutes: 104.2 % of 37 hours and 130.2 % of 29.6. The list ends on Sunday 8 November.
    let weeks = ["2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];
    let rows_of_weeks = weeks.map(|week| format!("N53-0412,PO,{week},community,A3,11\n")).concat();
    let folder = Folder::new()
        .with("caseload.csv", format!("officer,grade,week,case_type,tier,count\n{rows_of_weeks}"))
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,2026-11-08\n"))
        .with("later.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-10-20,\n"));
    for (list, week, capacity, weeks_over, standing) in [
        ("reductions.csv", "2026-10-26", "130.2", "3", "over"),
        ("reductions.csv", "2026-11-02", "130.2", "4", "excessive"),
        ("reductions.csv", "2026-11-09", "104.2", "0", "within"),
        ("reductions.csv", "2026-11-16", "104.2", "0", "within"),
        // From Tuesday 20 October on: the snapshot of Monday 19 October is before it.
        ("later.csv", "2026-10-19", "104.2", "0", "within"),
        ("later.csv", "2026-11-09", "130.2", "3", "over"),
        ("later.csv", "2026-11-16", "130.2", "4", "excessive"),
    ] {
        let rows = rows(&folder, &format!("calc caseload.csv --reductions {list} --week {week}"));
        let found = rows.of("N53-0412", ["capacity_percent", "weeks_over", "standing"]);
        assert_eq!(found, [capacity, weeks_over, standing], "{list} {week}");
    }
}

#[test]
fn of_several_snapshots_in_a_week_the_date_of_the_latest_decides() {
    let caseload =
        "officer,grade,week,case_type,tier\nN53-0412,PO,2026-11-16,community,A3\nN53-0412,PO,2026-11-18,community,A3\n";
    for (to, reduction) in [("2026-11-17", "0.00"), ("2026-11-18", "7.40")] {
        let folder = Folder::new()
            .with("caseload.csv", caseload)
            .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,{to}\n"));
        assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), [reduction], "{to}");
    }
}

#[test]
fn what_nothing_dates_has_no_reductions_and_says_how_to_date_it() {
    let folder = three_days();
    assert_eq!(
        faults(&folder, CALC),
        "reductions.csv: the caseload has no date, so nobody can tell which reductions are in force\n  \
         hint: give the week with --week\n"
    );
}

#[test]
fn a_history_keeps_the_time_that_there_was_after_reductions() {
    // 29.6 × 176.4 = 5,221.44 minutes in the first week, 6,526.8 in the second.
    let folder = three_days();
    for day in ["2026-11-20", "2026-11-23"] {
        stdout(&folder, &format!("{CALC} --week {day} --history history.csv --record"));
    }
    let history = folder.read("history.csv");
    let row = |week: &str| history.lines().find(|line| line.starts_with(week)).expect("a row").to_owned();
    assert!(row("2026-11-16").contains(",4944,5221.44,"), "{history}");
    assert!(row("2026-11-23").contains(",4944,6526.8,"), "{history}");
}

#[test]
fn dates_that_cannot_be_are_faults() {
    let folder = each_reduced(&[
        ",nqo,,,2026-11-18,2026-11-17", ",nqo,,,,2026-11-17", ",nqo,,,2026-02-30,", ",nqo,,,2026-11-18,soon",
        ",nqo,,,2026-11-18,2026-11-18",
    ]);
    let said = faults(&folder, CALC);
    for expected in [
        "reductions.csv:2: `to` is 2026-11-17, which is before `from`, 2026-11-18",
        "reductions.csv:3: `from` is blank",
        "reductions.csv:4: `from` is `2026-02-30`, which is not a date",
        "reductions.csv:5: `to` is `soon`, which is not a date",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(said.matches("reductions.csv:").count(), 4, "each is said once: {said}");
}

/// Each team of an officer may be exported on a day of its own: a reduction that names a team goes by the day of that team, and
/// one without a team by the latest.
#[test]
fn a_reduction_of_a_team_goes_by_the_snapshot_of_that_team() {
    let caseload = "officer,team,grade,contracted_hours,week,case_type,tier,count\n\
                    A1,T1,PO,10,2026-11-16,community,A3,2\nA1,T2,PO,27,2026-11-18,community,A3,8\n";
    for (row, reduction, state) in [
        ("A1,T1,,5,,2026-11-17,", "0.00", "to come"),
        ("A1,T2,,5,,2026-11-17,", "5.00", "in force"),
        ("A1,,,5,,2026-11-17,", "5.00", "in force"),
        ("A1,T1,,5,,2026-11-01,2026-11-17", "5.00", "in force"),
        ("A1,T2,,5,,2026-11-01,2026-11-17", "0.00", "ended"),
        ("A1,,nqo,,,2026-11-01,2026-11-17", "0.00", "ended"),
    ] {
        let list = format!("{HEADINGS}\n{row}\n");
        let folder = Folder::new().with("caseload.csv", caseload).with("reductions.csv", list);
        let all = rows(&folder, &format!("{CALC} --quiet"));
        assert_eq!(all.of("A1", ["reduction_hours"]), [reduction], "{row}");
        let list = rows(&folder, "reductions reductions.csv --caseload caseload.csv --quiet");
        assert_eq!(list.of("A1", ["state"]), [state], "{row}");
        let page = stdout(&folder, &format!("{CALC} --quiet"));
        assert_eq!(page.contains("\nStarting"), state == "to come", "{row}: {page}");
        let page = stdout(&folder, "explain A1 caseload.csv --reductions reductions.csv --quiet");
        assert_eq!(page.contains("less reduction"), state == "in force", "{row}: {page}");
    }
}

/// The reports of the team are of Monday, and its cases of Wednesday. The team's latest date counts for everyone in it.
#[test]
fn the_date_is_that_of_the_team_also_for_those_who_have_reports_alone() {
    let caseload = "officer,team,grade,week,task,case_type,tier\n\
                    B1,R1,PO,2026-11-16,sdr,,\nC1,R1,PO,2026-11-18,,community,A3\n";
    let folder = reduced("B1,R1,,10,,2026-11-18,\nC1,R1,,10,,2026-11-18,").with("caseload.csv", caseload);
    let rows = rows(&folder, CALC);
    assert_eq!(["B1", "C1"].map(|officer| rows.of(officer, ["reduction_hours"])), [["10.00"], ["10.00"]]);
}

/// A1 is in the staff list alone, in a team whose snapshot is of Monday; another team has one of Wednesday.
#[test]
fn who_is_in_the_staff_list_alone_goes_by_the_date_of_the_team() {
    let caseload = "officer,team,contracted_hours,week,task\nB1,R1,37,2026-11-16,sdr\nC1,R2,37,2026-11-18,sdr\n";
    let folder = reduced("A1,R1,,20,,2026-10-01,2026-11-16\nB1,R1,,20,,2026-10-01,2026-11-16")
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,team,contracted_hours\nA1,R1,37\nB1,R1,37\nC1,R2,37\n");
    let rows = rows(&folder, &format!("{CALC} --staff staff.csv"));
    assert_eq!(["A1", "B1"].map(|officer| rows.of(officer, ["reduction_hours"])), [["20.00"], ["20.00"]]);
}
