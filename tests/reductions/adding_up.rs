//! Several reductions at once, all of an officer's hours, units, officers without hours, staff lists.

use super::{CALC, HEADINGS, TWO_TEAMS, reduced};
use crate::command::Folder;
use crate::report::{faults, report, rows, stdout};

#[test]
fn reductions_in_force_add_up_with_each_other_and_with_reduction_hours() {
    // 1.8 + 7.4 + 3.7 = 12.9; 24.1 × 0.672 = 16.1952; 4,944 of 24.1 × 176.4 = 4,251.24 minutes.
    let caseload = "officer,contracted_hours,reduction_hours,week,case_type,tier,count\n\
                    N53-0412,37,1.8,2026-11-16,community,A3,8\n";
    let folder = reduced(
        "N53-0412,,nqo,,,2026-02-09,\nN53-0412,,other,3.7,,2026-10-01,2026-11-16\n\
         N53-0412,,other,20,,2026-01-05,2026-11-15",
    )
    .with("caseload.csv", caseload);
    let columns = ["reduction_hours", "available_hours", "capacity_percent", "standing"];
    assert_eq!(rows(&folder, CALC).of("N53-0412", columns), ["12.90", "16.20", "116.3", "over"]);
    assert_eq!(rows(&folder, "calc caseload.csv").of("N53-0412", columns)[0], "1.80");
}

#[test]
fn two_reductions_of_one_reason_add_up_within_the_cap_of_all_of_them() {
    // A disability has no cap; facility time at most 50 %, 18.5 of 37 hours, however many rows say so.
    for (rows_of_list, reduction) in [
        ("N53-0412,,disability,2,,2026-02-09,\nN53-0412,,disability,3,,2026-03-09,", "5.00"),
        (
            "N53-0412,,trade_union_facility_time,,30,2026-02-09,\n\
             N53-0412,,trade_union_facility_time,7.4,,2026-03-09,",
            "18.50",
        ),
    ] {
        assert_eq!(rows(&reduced(rows_of_list), CALC).of("N53-0412", ["reduction_hours"]), [reduction]);
    }
    let said = faults(
        &reduced(
            "N53-0412,,trade_union_facility_time,,30,2026-02-09,\n\
             N53-0412,,trade_union_facility_time,7.4001,,2026-03-09,",
        ),
        CALC,
    );
    assert!(said.starts_with("reductions.csv:3: with reductions.csv:2, `trade_union_facility_time` comes to 18.5001 "));
    // Of hours in two teams, those of one team and those of none count together towards the cap of all.
    let of_two = |second: &str| {
        let list = format!("N53-0412,R1,trade_union_facility_time,5,,2026-02-09,\n{second}");
        reduced(&list).with("caseload.csv", TWO_TEAMS)
    };
    let folder = of_two("N53-0412,,trade_union_facility_time,13.5,,2026-03-09,");
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["contracted_hours", "reduction_hours"]), ["37.00", "18.50"]);
    let said = faults(&of_two("N53-0412,,trade_union_facility_time,13.5001,,2026-03-09,"), CALC);
    assert!(said.starts_with("reductions.csv:3: with reductions.csv:2, `trade_union_facility_time` comes to 18.5001 "));
}

#[test]
fn a_share_that_the_weights_fix_is_taken_once() {
    // A second row is most likely a slip: the same reduction with another first day, or spelt otherwise.
    for second in
        ["N53-0412,,nqo,,,2026-03-09,", "N53-0412,,NQO,7.4,,2026-02-09,", "N53-0412,,nqo,,20,2026-02-09,2026-11-16"]
    {
        let said = faults(&reduced(&format!("N53-0412,,nqo,,,2026-02-09,\n{second}")), CALC);
        let expected =
            "reductions.csv:3: `nqo` is already in force for the same hours on 2026-11-16 by reductions.csv:2";
        assert!(said.starts_with(expected), "{second}: {said}");
    }
    // One after the other, and one for each team, are none the same.
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-15\nN53-0412,,nqo,,,2026-11-16,");
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["7.40"]);
    let folder =
        reduced("N53-0412,R1,nqo,,,2026-02-09,\nN53-0412,R2,nqo,,,2026-02-09,").with("caseload.csv", TWO_TEAMS);
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["7.40"]);
}

#[test]
fn exactly_all_hours_are_no_hours_and_a_ten_thousandth_more_is_a_fault() {
    for rows_of_list in [
        "N53-0412,,maternity_leave,,,2026-02-09,",
        "N53-0412,,nqo,,,2026-02-09,\nN53-0412,,pqip_1st_6_months,,,2026-02-09,",
        "N53-0412,,other,37,,2026-02-09,",
        "N53-0412,,other,,99.99,2026-02-09,\nN53-0412,,other,0.0037,,2026-02-09,",
    ] {
        let folder = reduced(rows_of_list);
        let rows = rows(&folder, CALC);
        let columns = ["reduction_hours", "available_hours", "work_hours", "capacity_percent", "standing"];
        assert_eq!(rows.of("N53-0412", columns), ["37.00", "0.00", "18.83", "", "no hours"], "{rows_of_list}");
        let said = report(&folder, CALC);
        assert!(said.contains("work for which there are no hours: N53-0412 (8 cases, 18.83 h a week)"), "{said}");
    }
    for (rows_of_list, line, hours) in [
        ("N53-0412,,other,37.0001,,2026-02-09,", 2, "37.0001"),
        ("N53-0412,,nqo,,,2026-02-09,\nN53-0412,,other,29.6001,,2026-02-09,", 3, "37.0001"),
        ("N53-0412,,maternity_leave,,,2026-02-09,\nN53-0412,,nqo,,,2026-02-09,", 3, "44.4"),
    ] {
        assert_eq!(
            faults(&reduced(rows_of_list), CALC),
            format!(
                "reductions.csv:{line}: on 2026-11-16 the reductions of `N53-0412` come to {hours} hours, more than \
                 the 37 contracted hours\n"
            )
        );
    }
}

#[test]
fn reduction_hours_of_the_caseload_count_towards_more_than_there_is() {
    let caseload =
        "officer,contracted_hours,reduction_hours,week,case_type,tier\nN53-0412,37,7.5,2026-11-16,community,A3\n";
    let folder = reduced("N53-0412,,pqip_1st_6_months,,,2026-02-09,").with("caseload.csv", caseload);
    assert_eq!(
        faults(&folder, CALC),
        "reductions.csv:2: on 2026-11-16 the reductions of `N53-0412` come to 37.1 hours, 7.5 of them in \
         `reduction_hours`, more than the 37 contracted hours\n"
    );
    // 29.6 + 7.4 are exactly all.
    let folder = folder.with("caseload.csv", caseload.replace(",7.5,", ",7.4,"));
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours", "standing"]), ["37.00", "no hours"]);
}

#[test]
fn too_much_in_a_week_before_the_one_reported_is_a_fault_as_well() {
    // The same wrong row is said once, and not for every week that it is in force.
    let weeks =
        ["2026-10-26", "2026-11-02", "2026-11-16"].map(|week| format!("N53-0412,PO,{week},community,A3\n")).concat();
    let folder = reduced("N53-0412,,other,30,,2026-02-09,\nN53-0412,,other,10,,2026-02-09,2026-11-08")
        .with("caseload.csv", format!("officer,grade,week,case_type,tier\n{weeks}"));
    assert_eq!(
        faults(&folder, CALC),
        "reductions.csv:3: on 2026-10-26 the reductions of `N53-0412` come to 40 hours, more than the 37 contracted hours\n"
    );
}

#[test]
fn units_have_less_time_by_the_reductions_of_their_officers() {
    // R1: 37 - 7.4 + 37 = 66.6 h, × 0.672 = 44.7552; 8 + 4 cases are 7,416 of 66.6 × 176.4 = 11,748.24 minutes.
    let caseload = "officer,grade,team,pdu,region,contracted_hours,week,case_type,tier,count\n\
                    N53-0412,PO,R1,Tees,North,37,2026-11-16,community,A3,8\n\
                    N53-0417,PO,R1,Tees,North,37,2026-11-16,community,A3,4\n";
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,").with("caseload.csv", caseload);
    for (by, unit) in [("team", "R1"), ("pdu", "Tees"), ("region", "North"), ("grade", "PO"), ("all", "2026-11-16")] {
        let rows = rows(&folder, &format!("{CALC} --by {by}"));
        let columns = ["contracted_hours", "reduction_hours", "available_hours", "capacity_percent", "highest_percent"];
        assert_eq!(rows.of(unit, columns), ["74.00", "7.40", "44.76", "63.1", "94.7"], "{by}");
    }
}

#[test]
fn whoever_has_no_hours_has_nothing_to_reduce_and_that_is_no_fault() {
    let caseload = "officer,grade,week,case_type,tier\nS1,SPO,2026-11-16,community,A3\n";
    for row in ["nqo,,", "other,3.7,"] {
        let folder = reduced(&format!("S1,,{row},2026-02-09,")).with("caseload.csv", caseload);
        let columns = ["contracted_hours", "reduction_hours", "available_hours", "standing"];
        assert_eq!(rows(&folder, CALC).of("S1", columns), ["", "0.00", "0.00", "no hours"], "{row}");
        assert_eq!(rows(&folder, &format!("{CALC} --by grade")).of("SPO", ["reduction_hours"]), ["0.00"], "{row}");
    }
}

/// By hand: 18 of 20 hours leave 2, which are 352.8 minutes; 3 sdr are 1,242.
#[test]
fn hours_that_are_not_known_make_no_reduction_too_large() {
    let caseload = "officer,team,grade,contracted_hours,reduction_hours,week,task,count\n\
                    B1,R1,PO,20,,2026-11-16,sdr,2\nB1,R2,SPO,,3.7,2026-11-16,sdr,1\n";
    let folder = reduced("B1,,,18,,2026-10-01,").with("caseload.csv", caseload);
    assert_eq!(rows(&folder, CALC).of("B1", ["reduction_hours", "capacity_percent"]), ["18.00", "352.0"]);
    // Of somebody without known hours, nothing is taken off those of colleagues.
    let caseload = "officer,team,grade,contracted_hours,reduction_hours,week,task,count\n\
                    S1,R1,SPO,,18.5,2026-11-16,sdr,1\nA1,R1,PO,37,,2026-11-16,sdr,10\n";
    let rows = rows(&Folder::new().with("caseload.csv", caseload), "staffing caseload.csv --by team");
    assert_eq!(rows.column("short_at_target"), ["-0.30"]);
}

#[test]
fn a_share_is_of_the_hours_that_a_staff_list_says() {
    // 20 % of 29.6; somebody who holds nothing and has fewer hours has less time.
    let folder = Folder::new()
        .with("caseload.csv", "officer,week,case_type,tier,count\nN53-0412,2026-11-16,community,A3,8\n")
        .with("staff.csv", "officer,contracted_hours\nN53-0412,29.6\nN53-0417,18.5\n")
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,\nN53-0417,,nqo,,,2026-02-09,\n"));
    let rows = rows(&folder, &format!("{CALC} --staff staff.csv"));
    let columns = ["reduction_hours", "available_hours", "cases"];
    assert_eq!(rows.of("N53-0412", columns), ["5.92", "15.91", "8"]);
    assert_eq!(rows.of("N53-0417", columns), ["3.70", "9.95", "0"]);
}

#[test]
fn the_order_of_rows_and_files_does_not_matter() {
    let row = ["N53-0412,,nqo,,,2026-02-09,\n", "N53-0412,,other,3.7,,2026-03-09,2026-11-30\n"];
    let folder = reduced("")
        .with("both.csv", format!("{HEADINGS}\n{}{}", row[0], row[1]))
        .with("turned.csv", format!("{HEADINGS}\n{}{}", row[1], row[0]))
        .with("first.csv", format!("{HEADINGS}\n{}", row[0]))
        .with("second.csv", format!("{HEADINGS}\n{}", row[1]));
    let run = |files: &str| stdout(&folder, &format!("calc caseload.csv {files} --reasons --format json"));
    let expected = run("--reductions both.csv");
    for files in [
        "--reductions turned.csv",
        "--reductions first.csv --reductions second.csv",
        "--reductions second.csv --reductions first.csv",
    ] {
        assert_eq!(run(files), expected, "{files}");
    }
}

#[test]
fn the_same_reduction_twice_is_a_fault_and_not_twice_the_hours() {
    let row = "N53-0412,,nqo,,,2026-02-09,\n";
    let folder = reduced("")
        .with("twice.csv", format!("{HEADINGS}\n{row}N53-0417,,nqo,,,2026-02-09,\n{row}"))
        .with("one.csv", format!("{HEADINGS}\n{row}"))
        .with("other.csv", format!("{HEADINGS}\n{row}"));
    for (files, expected) in [
        ("--reductions twice.csv", "twice.csv:4: this reduction is already in twice.csv:2\n"),
        ("--reductions one.csv --reductions other.csv", "other.csv:2: this reduction is already in one.csv:2\n"),
        (
            "--reductions one.csv --reductions ./one.csv",
            "./one.csv: this is given twice: hours would be taken off twice\n",
        ),
    ] {
        let said = faults(&folder, &format!("calc caseload.csv {files}"));
        assert!(said.starts_with(expected), "{files}: {said}");
    }
}

#[test]
fn standard_input_may_be_the_list() {
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,");
    let list = folder.read("reductions.csv");
    let piped = folder.piped("calc caseload.csv --reductions - --format json", list.as_bytes());
    assert_eq!(String::from_utf8_lossy(&piped.stdout), stdout(&folder, &format!("{CALC} --format json")));
    let wrong = folder.piped("calc caseload.csv --reductions -", list.replace("nqo", "nqq").as_bytes());
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(said.starts_with("standard input:2: the reason `nqq` is not known"), "{said}");
}

/// 7.4 hours are the 20 per cent that the weights fix, as the ministry exports them.
#[test]
fn a_fixed_share_is_taken_once_also_where_one_is_given_in_hours() {
    let caseload = "officer,team,contracted_hours,week,case_type,tier\n\
                    A1,R1,20,2026-11-16,community,A3\nA1,R2,17,2026-11-16,community,A3\n";
    let folder = reduced("A1,,nqo,7.4,,2026-10-01,\nA1,R1,nqo,,,2026-10-01,").with("caseload.csv", caseload);
    let said = folder.shown(CALC);
    assert!(said.starts_with("exit 2") && said.contains("`nqo` is already in force for the same hours"), "{said}");
}
