//! Reductions of officers in several teams: of a team, and shared among all of them.

use super::{CALC, HEADINGS, TWO_TEAMS, reduced};
use crate::command::Folder;
use crate::report::{faults, rows, stdout};

/// One officer with 20 hours in R1 and 17 in R2, six and four A3 cases.
#[test]
fn a_reduction_is_of_its_team_or_a_share_of_every_one() {
    for (row, all, first, second) in [
        // 20 % of 20 and of 17.
        (",nqo,,", "7.40", "4.00", "3.40"),
        ("R1,nqo,,", "4.00", "4.00", "0.00"),
        ("R2,other,3.7,", "3.70", "0.00", "3.70"),
        ("R2,other,,50", "8.50", "0.00", "8.50"),
    ] {
        let folder = reduced(&format!("N53-0412,{row},2026-02-09,")).with("caseload.csv", TWO_TEAMS);
        assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), [all], "{row}");
        let teams = rows(&folder, &format!("{CALC} --by team"));
        assert_eq!(teams.of("R1", ["reduction_hours"]), [first], "{row}");
        assert_eq!(teams.of("R2", ["reduction_hours"]), [second], "{row}");
    }
    // 4 h off 20 leave 16 × 176.4 = 2,822.4 minutes, and R1's work is 3,708; 33 h in all, 6,180 of 5,821.2.
    let folder = reduced("N53-0412,R1,nqo,,,2026-02-09,").with("caseload.csv", TWO_TEAMS);
    assert_eq!(rows(&folder, &format!("{CALC} --by team")).of("R1", ["capacity_percent"]), ["131.4"]);
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["capacity_percent"]), ["106.2"]);
}

#[test]
fn a_reduction_of_a_team_that_its_officer_is_not_in_takes_nothing_and_is_warned_of() {
    let expected = |team: &str| {
        format!(
            "reductions.csv:2: warning: `N53-0412` has nothing in the team `{team}` and is in `R1` and `R2`, so the \
             reduction takes no hours off (moved-reduction)\n"
        )
    };
    for team in ["R3", "Hillside"] {
        let folder = reduced(&format!("N53-0412,{team},nqo,,,2026-02-09,")).with("caseload.csv", TWO_TEAMS);
        for command in
            [format!("{CALC} --quiet"), "reductions reductions.csv --caseload caseload.csv --quiet".to_owned()]
        {
            assert_eq!(crate::report::notices(&folder, &command), expected(team), "{command}");
        }
        assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["0.00"]);
        let check = "check caseload.csv --reductions reductions.csv --only moved-reduction";
        let found = folder.run(check.split_whitespace());
        let found = String::from_utf8_lossy(&found.stdout).replace("\n    ", " ");
        assert!(found.starts_with(&expected(team)), "{found}");
    }
}

/// 5 hours in T1 and 32 in T2, 9 cases of 414 and 618 minutes; 10 hours off leave 27, which are 4,762.8 minutes a month.
#[test]
fn hours_without_a_team_are_taken_as_long_as_there_are_any_whatever_the_order_of_rows() {
    let rows = ["2026-11-16,A1,T1,5,community,A3,3\n", "2026-11-16,A1,T2,32,community,A3,6\n"];
    let list = |hours: u32| format!("officer,team,reason,hours,percent,from,to\nA1,,other,{hours},,2026-11-16,\n");
    for rows in [rows.concat(), [rows[1], rows[0]].concat()] {
        let caseload = format!("week,officer,team,contracted_hours,case_type,tier,count\n{rows}");
        let folder = Folder::new().with("c.csv", caseload).with("r.csv", list(10)).with("all.csv", list(38));
        let figures = |by: &str, who: &str| {
            let rows = crate::report::rows(&folder, &format!("calc c.csv --reductions r.csv --by {by}"));
            rows.of(who, ["reduction_hours", "available_hours", "capacity_percent"]).map(str::to_owned)
        };
        // 9 × 618 = 5,562 of 27 × 176.4 = 4,762.8 minutes.
        assert_eq!(figures("officer", "A1"), ["10.00", "18.14", "116.8"]);
        // Each team gives in proportion to its hours: 10 × 5 ÷ 37 = 1.35 and 10 × 32 ÷ 37 = 8.65.
        assert_eq!(figures("team", "T1")[0], "1.35");
        assert_eq!(figures("team", "T2")[0], "8.65");
        let said = faults(&folder, "calc c.csv --reductions all.csv");
        assert!(said.contains("come to 38 hours, more than the 37 contracted"), "{said}");
    }
}

/// 10 hours in T1, of which 9 are reduced already, and 27 in T2: 20 % of 37 are 7.4, of which 1 ÷ 28 comes off T1 and the rest
/// off T2. 6 × 618 = 3,708 of 20.6 × 176.4 = 3,633.84 minutes.
#[test]
fn a_percentage_without_a_team_is_of_all_hours_together_and_spread_as_hours_are() {
    let headings = "officer,team,contracted_hours,reduction_hours,week,case_type,tier,count\n";
    let rows = ["A1,T1,10,9,2026-11-16,community,A3,3\n", "A1,T2,27,,2026-11-16,community,A3,3\n"];
    for rows in [rows.concat(), [rows[1], rows[0]].concat()] {
        for amount in ["nqo,,", ",7.4,", ",,20"] {
            let folder =
                reduced(&format!("A1,,{amount},2026-02-09,")).with("caseload.csv", format!("{headings}{rows}"));
            let columns = ["reduction_hours", "available_hours", "capacity_percent"];
            let all = crate::report::rows(&folder, CALC);
            assert_eq!(all.of("A1", columns), ["16.40", "13.84", "102.0"], "{amount}");
            let teams = crate::report::rows(&folder, &format!("{CALC} --by team"));
            assert_eq!(teams.of("T1", ["reduction_hours"]), ["9.26"], "{amount}");
            assert_eq!(teams.of("T2", ["reduction_hours"]), ["7.14"], "{amount}");
            let page = stdout(&folder, "explain A1 caseload.csv --reductions reductions.csv");
            assert_eq!(page.matches("-7.4").count(), 1, "{page}");
            // A forecast takes off the same: 3,708 of 28 × 176.4 = 4,939.2 minutes before it.
            let starts = folder.with("reductions.csv", format!("{HEADINGS}\nA1,,{amount},2026-11-20,\n"));
            let page = crate::report::report(&starts, CALC);
            assert!(page.contains("7.4 h a week; capacity 75.1% → 102.0%"), "{page}");
        }
    }
}

#[test]
fn what_the_weights_fix_or_allow_for_a_reason_holds_with_and_without_a_team_together() {
    for (list, expected) in [
        ("N53-0412,,nqo,,,2026-02-09,\nN53-0412,R1,nqo,,,2026-02-09,", "`nqo` is already in force for the same hours"),
        ("N53-0412,,spoc_lead,,3,2026-02-09,\nN53-0412,R1,spoc_lead,,3,2026-02-09,", "1 of 20 contracted hours"),
        ("N53-0412,,spoc_lead,,3,2026-02-09,\nN53-0412,,spoc_lead,,4,2026-02-09,", "1.85 of 37 contracted hours"),
        ("N53-0412,,nqo,7.39,,2026-02-09,", "7.4 of 37 contracted hours, but this is 7.39"),
    ] {
        let said = faults(&reduced(list).with("caseload.csv", TWO_TEAMS), CALC);
        assert!(said.contains(expected) && said.lines().filter(|line| !line.contains("hint")).count() == 1, "{said}");
    }
}

#[test]
fn more_than_the_hours_of_one_team_is_a_fault_whatever_there_is_in_another() {
    let folder = reduced("N53-0412,R2,other,18,,2026-02-09,").with("caseload.csv", TWO_TEAMS);
    let said = faults(&folder, CALC);
    assert!(said.contains("come to 18 hours, more than the 17 contracted"), "{said}");
}

#[test]
fn a_team_in_the_list_says_nothing_where_the_caseload_has_no_teams() {
    let folder = reduced("N53-0412,R1,nqo,,,2026-02-09,");
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["7.40"]);
}

/// By hand: 22.2 hours are 14.92 for casework, and nothing is known of the hours in R2.
#[test]
fn nothing_is_taken_off_hours_of_another_team_that_are_not_known() {
    let caseload = "officer,team,grade,contracted_hours,reduction_hours,week,case_type,tier\n\
                    A1,R1,PO,22.2,,2026-11-16,community,A3\nA1,R2,SPO,,3.7,2026-11-16,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let columns = ["contracted_hours", "reduction_hours", "available_hours"];
    assert_eq!(rows(&folder, "calc caseload.csv").of("A1", columns), ["22.20", "0.00", "14.92"]);
    let said = folder.shown("calc caseload.csv");
    assert!(said.contains("caseload.csv:3: notice: `reduction_hours` takes nothing off where"), "{said}");
    let folder = reduced("A1,R2,other,10,,2026-01-01,").with("caseload.csv", caseload.replace("3.7", ""));
    let said = folder.shown(CALC);
    assert!(
        said.contains(": notice: reductions take nothing off where the contracted hours are not known: `A1`"),
        "{said}"
    );
    let folder = reduced("A1,R1,other,10,,2026-01-01,").with("caseload.csv", caseload.replace("3.7", ""));
    assert!(!folder.shown(CALC).contains("takes nothing off"));
}

/// By hand: 6 sdr are 2,484 minutes, of 10 hours 1,764: 140.8 %. Of 10 per cent of 20 hours there are 18 left: 3,175.2 minutes, 78.2 %.
#[test]
fn a_team_that_only_the_staff_list_has_yet_takes_no_hours_of_the_others() {
    let mut caseload = "officer,team,contracted_hours,week,task,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09"] {
        caseload.push_str(&format!("A1,R1,20,{week},sdr,6\n"));
    }
    caseload.push_str("A1,R1,20,2026-11-16,sdr,7\nA1,R2,17,2026-11-16,sdr,7\n");
    for (row, expected) in
        [(",,,10,,2026-10-01,", ["121.7", "excessive", "140.8"]), (",,,,10,2026-10-01,", ["98.7", "within", "78.2"])]
    {
        let folder = reduced(&format!("A1{row}"))
            .with("caseload.csv", caseload.clone())
            .with("staff.csv", "officer,team,contracted_hours\nA1,R1,20\nA1,R2,17\n");
        for staff in ["", "--staff staff.csv"] {
            let columns = ["capacity_percent", "standing", "previous_percent"];
            assert_eq!(rows(&folder, &format!("{CALC} {staff}")).of("A1", columns), expected, "{row} {staff}");
        }
    }
}
