//! Reductions that reduce nobody's hours here: of officers whom the caseload does not have, and lists without rows.

use super::{CALC, HEADINGS, reduced};
use crate::command::Folder;
use crate::report::{Rows, faults, notices, stdout};

#[test]
fn reductions_of_officers_who_are_not_there_are_said_by_code() {
    for (codes, expected) in [
        (&["N53-0999"][..], "`N53-0999`"),
        (&["N53-0999", "N53-0998", "N53-0997"], "`N53-0999`, `N53-0998`, `N53-0997`"),
        (
            &["N53-0999", "N53-0998", "N53-0997", "N53-0996", "N53-0995"],
            "`N53-0999`, `N53-0998`, `N53-0997` and 2 more",
        ),
        // Codes are told apart exactly.
        (&["N53-04120"], "`N53-04120`"),
    ] {
        let list: Vec<String> = codes.iter().map(|code| format!("{code},,nqo,,,2026-02-09,")).collect();
        let folder = reduced(&format!("{}\nN53-0412,,nqo,,,2026-02-09,", list.join("\n")));
        let output = folder.run(format!("{CALC} --format csv").split_whitespace());
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            format!("reductions.csv: notice: not in the caseload, so their reductions are not used: {expected}\n")
        );
        // Everybody else's are used.
        let rows = Rows::read(&output.stdout);
        assert_eq!(rows.column("officer"), ["N53-0412"]);
        assert_eq!(rows.column("reduction_hours"), ["7.40"]);
    }
    let folder = reduced("N53-0999,,nqo,,,2026-02-09,2026-11-30");
    assert_eq!(notices(&folder, &format!("{CALC} --quiet")), "");
    assert!(!stdout(&folder, CALC).contains("N53-0999"), "nothing is said of what does not count");
}

#[test]
fn reductions_of_strangers_that_have_ended_or_start_later_are_passed_over() {
    for (dates, is_said) in [
        ("2026-02-09,2026-11-15", false),
        ("2026-02-09,2026-11-16", true),
        ("2026-11-22,", true),
        ("2026-11-23,", false),
    ] {
        let folder = reduced(&format!("N53-0999,,nqo,,,{dates}"));
        assert_eq!(notices(&folder, CALC).contains("N53-0999"), is_said, "{dates}");
    }
}

#[test]
fn several_reductions_of_one_stranger_are_said_once() {
    let folder = reduced("N53-0999,,nqo,,,2026-02-09,\nN53-0999,,other,3,,2026-02-09,");
    assert_eq!(notices(&folder, CALC).matches("N53-0999").count(), 1);
}

#[test]
fn whoever_is_in_the_staff_list_or_in_another_week_is_no_stranger() {
    let caseload =
        "officer,grade,week,case_type,tier\nN53-0417,PO,2026-11-09,community,A3\nN53-0412,PO,2026-11-16,community,A3\n";
    let folder = reduced("N53-0417,,nqo,,,2026-02-09,\nN53-0420,,nqo,,,2026-02-09,")
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,grade\nN53-0412,PO\nN53-0420,PO\n");
    assert_eq!(notices(&folder, &format!("{CALC} --staff staff.csv")), "");
    let without = notices(&folder, CALC);
    assert!(without.contains("`N53-0420`") && !without.contains("N53-0417"), "{without}");
}

#[test]
fn a_list_without_rows_changes_nothing_and_is_said() {
    let folder = reduced("").with("reductions.csv", format!("{HEADINGS}\n"));
    assert_eq!(
        notices(&folder, CALC),
        "reductions.csv: notice: there are headings but no rows, so it reduces nobody's hours\n"
    );
    let page = |arguments: &str| stdout(&folder, &format!("{arguments} --format csv"));
    assert_eq!(page(CALC), page("calc caseload.csv"));
}

#[test]
fn a_list_that_cannot_be_read_works_nothing_out() {
    let folder = reduced("")
        .with("empty.csv", "")
        .with("no-from.csv", "officer,reason,to\nN53-0412,nqo,\n")
        .with("no-to.csv", "officer,reason,from\nN53-0412,nqo,2026-02-09\n")
        .with("no-officer.csv", "reason,from,to\nnqo,2026-02-09,\n")
        .with("short.csv", format!("{HEADINGS}\nN53-0412,,nqo\n"));
    for (list, expected) in [
        ("gone.csv", "gone.csv: "),
        ("empty.csv", "empty.csv: "),
        ("no-from.csv", "no-from.csv:1: there is no `from` column"),
        ("no-to.csv", "no-to.csv:1: there is no `to` column"),
        ("no-officer.csv", "no-officer.csv:1: there is no `officer` column"),
        ("short.csv", "short.csv:2: the row has 3 cells, but there are 7 headings"),
    ] {
        for command in ["calc caseload.csv --reductions", "reductions"] {
            let said = faults(&folder, &format!("{command} {list}"));
            assert!(said.starts_with(expected), "{command} {list}: {said}");
        }
    }
}

#[test]
fn other_headings_in_another_order_are_the_same_list() {
    let plain = format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,2026-11-30\n");
    let report = |text: &str| {
        let folder = reduced("").with("reductions.csv", text);
        assert_eq!(notices(&folder, CALC), "", "{text}");
        stdout(&folder, &format!("{CALC} --reasons --format json"))
    };
    let expected = report(&plain);
    assert!(expected.contains("\"reduction_hours\": 7.40"), "{expected}");
    for (how, text) in [
        ("under other headings", plain.replace("officer,team", "Staff Code,Team Name").replace("percent", "PERCENT")),
        (
            "with its columns in another order",
            "to,from,reason,officer\n2026-11-30,2026-02-09,nqo,N53-0412\n".to_owned(),
        ),
    ] {
        assert_eq!(report(&text), expected, "{how}");
    }
}

#[test]
fn of_many_teams_the_first_are_named() {
    let row = |team: usize| format!("N53-0412,R{team},PO,{},2026-11-16,community,A3,1\n", 7.4);
    let caseload = (1..=5).map(row).collect::<String>();
    let headings = "officer,team,grade,contracted_hours,week,case_type,tier,count\n";
    let folder = reduced("N53-0412,R9,nqo,,,2026-02-09,").with("caseload.csv", headings.to_owned() + &caseload);
    assert_eq!(
        crate::report::notices(&folder, &format!("{CALC} --quiet")),
        "reductions.csv:2: warning: `N53-0412` has nothing in the team `R9` and is in `R1`, `R2`, `R3` and 2 more, so the \
         reduction takes no hours off (moved-reduction)\n"
    );
}

#[test]
fn a_reduction_that_names_the_team_of_today_is_warned_of_in_the_weeks_before_the_move() {
    let weeks = [("2026-10-26", "T1"), ("2026-11-02", "T1"), ("2026-11-09", "T1"), ("2026-11-16", "T2")];
    let rows =
        weeks.map(|(week, team)| format!("A2,{team},37,{week},community,B2,19\nB1,T1,37,{week},community,B2,9\n"));
    let caseload = format!("officer,team,contracted_hours,week,case_type,tier,count\n{}", rows.concat());
    let reductions = |from: &str| format!("officer,team,reason,hours,from,to\nA2,T2,,3.7,{from},\n");
    let folder = Folder::new().with("caseload.csv", caseload).with("reductions.csv", reductions("2026-01-01"));
    let folder = folder.with("since.csv", reductions("2026-11-16"));
    let expected = "reductions.csv:2: warning: `A2` has nothing in the team `T2` in the week 2026-10-26 and is in `T1`, so the \
                    reduction takes no hours off in that week; the same in 2 weeks after it (moved-reduction)";
    for command in ["calc", "trend"] {
        let said = |list: &str| folder.shown(&format!("{command} caseload.csv --reductions {list} --quiet"));
        assert!(said("reductions.csv").contains(expected), "{}", said("reductions.csv"));
        assert!(!said("since.csv").contains("moved-reduction"), "{}", said("since.csv"));
    }
}
