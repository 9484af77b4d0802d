//! `wmt reductions`: the rows of the list, their states and days, their hours, their order.

use super::{HEADINGS, reduced};
use crate::command::Folder;
use crate::report::{Rows, faults, json, notices, report, rows, stdout};

const LIST: &str = "reductions reductions.csv";

#[test]
fn a_reduction_is_to_come_in_force_or_ended_and_days_are_left_of_one_in_force() {
    let folder = reduced("N53-0412,,nqo,,,2026-11-10,2026-11-30\nN53-0417,,other,3,,2026-11-10,");
    for (date, state, days_left, open) in [
        ("2026-11-09", "to come", "", "to come"),
        ("2026-11-10", "in force", "20", "in force"),
        ("2026-11-16", "in force", "14", "in force"),
        ("2026-11-29", "in force", "1", "in force"),
        ("2026-11-30", "in force", "0", "in force"),
        ("2026-12-01", "ended", "", "in force"),
        ("2028-11-30", "ended", "", "in force"),
        ("2026-W48", "in force", "7", "in force"),
        ("30/11/2026", "in force", "0", "in force"),
    ] {
        let rows = rows(&folder, &format!("{LIST} --week {date}"));
        assert_eq!(rows.of("N53-0412", ["state", "days_left"]), [state, days_left], "{date}");
        assert_eq!(rows.of("N53-0417", ["state", "days_left", "to"]), [open, "", ""], "{date}: it has no end");
    }
}

#[test]
fn days_are_counted_through_months_and_leap_years() {
    let folder = reduced("N53-0412,,nqo,,,2027-06-01,2028-03-01");
    // 2028 is a leap year. From 1 June to 1 March: 30 + 31 + 31 + 30 + 31 + 30 + 31 + 31 + 29 days are 274.
    for (date, days_left) in [("2028-02-28", "2"), ("2028-02-29", "1"), ("2027-06-01", "274")] {
        assert_eq!(rows(&folder, &format!("{LIST} --week {date}")).column("days_left"), [days_left], "{date}");
    }
}

#[test]
fn the_date_is_the_one_asked_for_else_the_latest_snapshot_else_today() {
    let caseload =
        "officer,grade,week,case_type,tier\nN53-0412,PO,2026-11-11,community,A3\nN53-0412,PO,2026-11-18,community,A3\n";
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-30")
        .with("caseload.csv", caseload)
        .with("caseload-2026-11-09.csv", "officer,grade,case_type,tier\nN53-0412,PO,community,A3\n");
    for (arguments, date, days_left) in [
        ("--caseload caseload.csv", "2026-11-18", "12"),
        ("--caseload caseload-2026-11-09.csv", "2026-11-09", "21"),
        ("--caseload caseload.csv --week 2026-11-09", "2026-11-09", "21"),
        ("--caseload caseload.csv --week 2026-W46", "2026-11-09", "21"),
        ("--week 2026-11-25", "2026-11-25", "5"),
    ] {
        let json = json(&folder, &format!("{LIST} {arguments}"));
        assert_eq!(json["date"], date, "{arguments}");
        assert_eq!(json["rows"][0]["days_left"].to_string(), days_left, "{arguments}");
    }
    let said = report(&folder, &format!("{LIST} --caseload caseload.csv"));
    assert!(said.contains("reductions on 2026-11-18, weights hmpps-2021 (built in)"), "{said}");
    // Midnight may pass while the program runs.
    let before = jiff::Zoned::now().date().to_string();
    let said = json(&folder, LIST)["date"].as_str().expect("a date").to_owned();
    let after = jiff::Zoned::now().date().to_string();
    assert!(said == before || said == after, "{before} <= {said} <= {after}");
}

#[test]
fn a_week_that_the_caseload_does_not_have_is_refused() {
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-30");
    let said = faults(&folder, &format!("{LIST} --caseload caseload.csv --week 2026-11-09"));
    assert!(said.contains("the caseload has no rows in the week 2026-11-09"), "{said}");
}

#[test]
fn hours_are_those_of_the_staff_list_the_caseload_or_the_grade() {
    // A fifth of 29.6, 22.2 and 37; a reduction in hours needs nobody's.
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,\nN53-0417,,other,3.7,,2026-02-09,")
        .with("hours.csv", "officer,name,grade,contracted_hours\nN53-0412,Amy Bell,PSO,29.6\n")
        .with("grade.csv", "officer,grade\nN53-0412,PO\n")
        .with("spo.csv", "officer,grade\nN53-0412,SPO\n")
        .with("part.csv", "officer,contracted_hours,week,case_type,tier\nN53-0412,22.2,2026-11-16,community,A3\n");
    for (arguments, name, grade, hours) in [
        ("", "", "", ""),
        ("--staff hours.csv", "Amy Bell", "PSO", "5.92"),
        ("--staff grade.csv", "", "PO", "7.40"),
        ("--staff spo.csv", "", "SPO", ""),
        ("--caseload part.csv", "", "", "4.44"),
        ("--caseload caseload.csv", "", "PO", "7.40"),
        ("--caseload part.csv --staff grade.csv", "", "PO", "4.44"),
    ] {
        let rows = rows(&folder, &format!("{LIST} --week 2026-11-16 {arguments}"));
        let found = rows.of("N53-0412", ["name", "grade", "percent", "hours"]);
        assert_eq!(found, [name, grade, "20", hours], "{arguments}");
        assert_eq!(rows.of("N53-0417", ["percent", "hours"]), ["", "3.70"], "{arguments}");
        let said = report(&folder, &format!("{LIST} --week 2026-11-16 {arguments}"));
        let unknown = "1 reduction is a share of contracted hours that are not known; give --staff or --caseload";
        assert_eq!(said.contains(unknown), hours.is_empty(), "{arguments}: {said}");
    }
}

#[test]
fn hours_in_several_teams_are_those_of_the_team_or_of_all() {
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,\nN53-0412,R2,level_4_and_level_5_access,,,2026-03-09,")
        .with("staff.csv", "officer,team,contracted_hours\nN53-0412,R1,20\nN53-0412,R2,17\n");
    let rows = rows(&folder, &format!("{LIST} --staff staff.csv --week 2026-11-16"));
    assert_eq!(rows.of("2026-02-09", ["team", "percent", "hours"]), ["R1 + R2", "20", "7.40"]);
    assert_eq!(rows.of("2026-03-09", ["team", "percent", "hours"]), ["R2", "10", "1.70"]);
}

#[test]
fn percentages_are_those_of_the_weights_of_the_date() {
    let weights = |from: &str, percent: u32| {
        super::amounts::round_weights(from, &format!("[reductions.nqo]\npercent = {percent}\n"))
    };
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,")
        .with("old.toml", weights("2026-01-05", 20))
        .with("new.toml", weights("2026-11-16", 25))
        .with("staff.csv", "officer,grade\nN53-0412,PO\n");
    for (date, percent, hours) in [("2026-11-15", "20", "8.00"), ("2026-11-16", "25", "10.00")] {
        let arguments = format!("{LIST} --staff staff.csv --weights old.toml --weights new.toml --week {date}");
        assert_eq!(rows(&folder, &arguments).of("N53-0412", ["percent", "hours"]), [percent, hours], "{date}");
    }
    let said = faults(&folder, &format!("{LIST} --weights new.toml --week 2026-11-09"));
    assert!(said.contains("the week 2026-11-09 is before 2026-11-16"), "{said}");
}

#[test]
fn it_stands_in_the_order_of_units_officers_and_days() {
    let list = [
        "N53-0420,,nqo,,,2026-03-02,", "N53-0412,,nqo,,,2026-05-04,", "N53-0417,,nqo,,,2026-04-06,",
        "N53-0412,,other,3,,2026-02-09,", "N53-0430,,other,3,,2026-01-05,",
    ];
    // Regions first, then PDUs, teams and officers; N53-0430 is nowhere.
    let staff = "officer,grade,team,pdu,region\nN53-0412,PO,R2,Tees,North\nN53-0417,PO,R1,Tees,North\n\
                 N53-0420,PO,R3,Avon,South\n";
    let mut turned = list;
    turned.reverse();
    for rows_of_list in [list, turned] {
        let folder = reduced(&rows_of_list.join("\n")).with("staff.csv", staff);
        let rows = rows(&folder, &format!("{LIST} --staff staff.csv"));
        let found: Vec<(&str, &str)> = rows.column("officer").into_iter().zip(rows.column("from")).collect();
        assert_eq!(
            found,
            [
                ("N53-0430", "2026-01-05"),
                ("N53-0417", "2026-04-06"),
                ("N53-0412", "2026-02-09"),
                ("N53-0412", "2026-05-04"),
                ("N53-0420", "2026-03-02")
            ]
        );
    }
}

#[test]
fn several_lists_are_one_list() {
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,")
        .with("more.csv", "officer,hours,from,to\nN53-0417,3.7,2026-02-09,\n")
        .with("again.csv", "officer,reason,from,to\nN53-0412,nqo,2026-02-09,\n");
    for files in ["reductions.csv more.csv", "more.csv reductions.csv"] {
        assert_eq!(
            rows(&folder, &format!("reductions {files}")).column("officer"),
            ["N53-0412", "N53-0417"],
            "{files}"
        );
    }
    let said = faults(&folder, "reductions reductions.csv again.csv");
    assert!(said.starts_with("again.csv:2: this reduction is already in reductions.csv:2"), "{said}");
    let said = faults(&folder, "reductions reductions.csv ./reductions.csv");
    assert!(said.contains("this is given twice: hours would be taken off twice"), "{said}");
}

#[test]
fn what_stands_below_adds_up_what_is_in_force() {
    // 7.4 and 3.7 in force, one ended, two to come; four officers, of whom one has a share of hours that nobody knows.
    let folder = reduced(
        "N53-0412,,nqo,,,2026-02-09,\nN53-0417,,other,3.7,,2026-02-09,2026-11-16\n\
         N53-0417,,other,5,,2026-01-05,2026-11-15\n\
         N53-0420,,other,2,,2026-11-17,\nN53-0430,,nqo,,,2026-12-01,",
    )
    .with("staff.csv", "officer,grade\nN53-0412,PO\nN53-0417,PO\nN53-0420,PO\n");
    let arguments = format!("{LIST} --staff staff.csv --week 2026-11-16");
    let summary = json(&folder, &arguments)["summary"].to_string();
    assert_eq!(
        summary,
        r#"{"officers":4,"in_force":2,"in_force_hours":11.10,"ended":1,"to_come":2,"without_hours":1}"#
    );
    let said = report(&folder, &arguments);
    assert!(said.contains("Total 4 officers; 2 in force, 11.10 h a week; 1 ended; 2 to come"), "{said}");
}

#[test]
fn what_the_week_would_refuse_the_list_refuses_too() {
    let folder = reduced("N53-0412,,other,37.5,,2026-02-09,");
    let said = faults(&folder, &format!("{LIST} --caseload caseload.csv"));
    assert!(
        said.starts_with("reductions.csv:2: on 2026-11-16 the reductions of `N53-0412` come to 37.5 hours"),
        "{said}"
    );
    // Where nothing says how many hours there are, nothing can be more.
    assert_eq!(rows(&folder, LIST).column("hours"), ["37.50"]);
}

#[test]
fn standard_input_may_be_the_list_or_the_staff() {
    let list = format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,\n");
    let folder = Folder::new().with("reductions.csv", &list).with("staff.csv", "officer,grade\nN53-0412,PO\n");
    let expected = stdout(&folder, "reductions reductions.csv --staff staff.csv --week 2026-11-16 --format csv");
    assert_eq!(Rows::read(&expected).column("hours"), ["7.40"]);
    let piped = folder.piped("reductions - --staff staff.csv --week 2026-11-16 --format csv", list.as_bytes());
    assert_eq!(String::from_utf8_lossy(&piped.stdout), expected);
    let piped = folder
        .piped("reductions reductions.csv --staff - --week 2026-11-16 --format csv", b"officer,grade\nN53-0412,PO\n");
    assert_eq!(String::from_utf8_lossy(&piped.stdout), expected);
}

#[test]
fn a_list_without_rows_is_an_empty_list_and_said() {
    let folder = Folder::new().with("reductions.csv", format!("{HEADINGS}\n"));
    assert!(report(&folder, LIST).contains("No reductions to show."));
    let said = notices(&folder, LIST);
    assert!(said.contains("there are headings but no rows"), "{said}");
}
