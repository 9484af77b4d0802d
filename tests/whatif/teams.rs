//! Whom and which team a change means.

use crate::command::Folder;
use crate::report::{rows as rows_of, stdout};

use super::{rows, with_rows, wrong};

/// Bob is in two teams, of which one has an `@` in its name; amy is over there.
fn with_at() -> Folder {
    with_rows(&[
        "amy,,PO,North,Court @ Leeds,37,2026-11-16,,community,B2,,,22,",
        "bob,,PO,North,Court @ Leeds,37,2026-11-16,,community,B2,,,2,",
        "bob,,PO,North,Leeds 2,37,2026-11-16,,community,B2,,,2,",
        "cat@home,,PO,North,Leeds 2,37,2026-11-16,,,,,,,",
        "cat@home,,PO,North,Court @ Leeds,37,2026-11-16,,,,,,,",
        ",,,North,Court @ Leeds,,2026-11-16,,community,B2,,,1,",
    ])
}

#[test]
fn a_team_behind_any_at_is_found() {
    let folder = with_at();
    let moved = rows(&folder, &["--hours", "bob@Court @ Leeds", "10"]);
    // By hand: 47 hours of 37 + 37 give 31.58 hours a week.
    assert_eq!(moved.cell("bob", "available_after"), "31.58");
    rows(&folder, &["--hours", "cat@home @ court @ leeds", "10"]);
    rows(&folder, &["--move", "unallocated@Court @ Leeds", "cat@home@Leeds 2", "1 community B2"]);
    let joined = rows(&folder, &["--join", "new@Court @ Leeds", "PO", "--all"]);
    assert_eq!(joined.cell("new", "team"), "Court @ Leeds");
    let csv = stdout(&folder, "balance caseload.csv --quiet --format csv --scenario-out moves.toml");
    assert!(csv.contains(",amy,"), "{csv}");
    let after = rows_of(&folder, "whatif caseload.csv --scenario moves.toml");
    assert_eq!(after.cell("amy", "standing_after"), "within");
}

/// Two teams are called Court: that of P0 is over, that of P1 has room.
fn two_courts() -> Folder {
    with_rows(&[
        "A1,,PO,P0,Court,37,2026-11-16,,community,B2,,,22,",
        "C1,,PO,P1,Court,37,2026-11-16,,community,B2,,,2,",
        ",,,P0,Court,,2026-11-16,,community,B2,,,3,",
        ",,,P1,Court,,2026-11-16,,community,C1,,,2,",
    ])
}

#[test]
fn teams_of_one_name_are_told_apart_wherever_they_are_named() {
    let folder = two_courts();
    let changed = stdout(&folder, "whatif caseload.csv --by team --leave A1");
    assert!(changed.contains("P0   Court") && !changed.contains("P1   Court"), "{changed}");
    let reports = stdout(&folder, "whatif caseload.csv --scale community +300");
    assert!(reports.contains("Court (P0) as a whole in the week 2026-12-07"), "{reports}");
    assert!(stdout(&folder, "calc caseload.csv").starts_with("Team Court of several PDUs, week"));
    assert!(stdout(&folder, "calc caseload.csv --team court").starts_with("Team court of several PDUs, week"));
    assert!(stdout(&folder, "calc caseload.csv --pdu P0").starts_with("PDU P0, week"));
    stdout(&folder, "report caseload.csv --output page.html --quiet");
    let page = folder.read("page.html");
    assert!(page.contains("Court (P0)") && page.contains("Court (P1)"));
    stdout(&folder, "report caseload.csv --pdu P0 --output page.html --quiet");
    assert!(!folder.read("page.html").contains("Court (P0)"));
}

#[test]
fn of_several_teams_with_one_name_that_of_the_choice_is_meant() {
    let folder = two_courts();
    for join in [&["--join", "N1@Court", "PO"][..], &["--join", "N1", "PO", "--team", "Court"], &["--join", "N1", "PO"]]
    {
        let joined = rows(&folder, &[join, &["--pdu", "P1"]].concat());
        assert_eq!((joined.cell("N1", "pdu"), joined.cell("N1", "team")), ("P1", "Court"), "{join:?}");
        let hint =
            "hint: say which with --pdu or --region, or give the PDU or the region behind the team, as in `Court@P0`";
        assert!(wrong(&folder, join).contains(hint), "{join:?}");
    }
    let joined = rows(&folder, &["--join", "N1@Court@P1", "PO"]);
    assert_eq!((joined.cell("N1", "pdu"), joined.cell("N1", "team")), ("P1", "Court"));
    let change = ["--move", "unallocated@Court", "C1", "2 community C1"];
    assert_eq!(rows(&folder, &[&change[..], &["--pdu", "P1"]].concat()).cell("C1", "cases_after"), "4");
    let said = wrong(&folder, &[&change[..], &["--pdu", "P0"]].concat());
    assert!(
        said.contains("`unallocated@Court` holds no community C1\n  hint: held there are 3 community B2\n"),
        "{said}"
    );
}

/// By hand: 28 of 37 hours are left, and of the 9 taken off R1 takes 9 × 20 ÷ 37. The first change gives A1 rows in R2.
#[test]
fn work_in_a_team_of_the_staff_list_alone_spreads_reductions_as_calc_does() {
    let headings = "officer,team,contracted_hours,week,task,count\n";
    let before = format!("{headings}A1,R1,20,2026-11-16,sdr,7\nB1,R2,37,2026-11-16,sdr,1\n");
    let folder = Folder::new()
        .with("after.csv", format!("{before}A1,R2,17,2026-11-16,sdr,1\n"))
        .with("caseload.csv", before)
        .with("staff.csv", "officer,team,contracted_hours\nA1,R1,20\nA1,R2,17\nB1,R2,37\n")
        .with("reductions.csv", "officer,team,hours,from,to\nA1,,9,2026-10-01,\n");
    let lists = ["--staff", "staff.csv", "--reductions", "reductions.csv", "--by", "team"];
    let whatif = rows(&folder, &[&lists[..], &["--all", "--give", "A1@R2", "1 sdr"]].concat());
    let calc = rows_of(&folder, &format!("calc after.csv {}", lists.join(" ")));
    assert_eq!(whatif.column("capacity_after"), calc.column("capacity_percent"));
}
