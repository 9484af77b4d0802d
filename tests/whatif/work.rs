//! Which work a change takes: by kind, by case id, and from whom where nobody holds it. Figures are worked by hand as in `mod.rs`.

use crate::command::Folder;
use crate::report::{Rows, stdout};

use super::{HEADINGS, ROWS, folder, given, rows, with_rows, wrong};

/// By hand: A1 takes from R1 first and then from R2: 7,416 + 2 × 345 = 8,106. C1 in R2 takes from R2: 720 + 345 + 345 = 1,410.
#[test]
fn unallocated_work_is_taken_from_the_receivers_team_first() {
    let by_team = |to: &str| {
        let changes = ["--move", "unallocated", to, "2 community B2", "--by", "team", "--all"];
        let teams = rows(&folder(), &changes);
        teams.column("cases_after").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    // R1 has 20 cases and R2 five; one of the two that A1 takes is of each.
    assert_eq!(by_team("A1"), ["21", "4"]);
    assert_eq!(by_team("C1@R2"), ["20", "5"]);
    let back = rows(&folder(), &["--move", "C1@R1", "unallocated", "2 parole_report"]);
    assert_eq!(back.of("C1", ["work_before", "work_after"]), ["4.06", "1.31"]);
}

/// R2 comes first in the caseload, and then R9 of the same PDU, R7 of the same region and R8.
#[test]
fn unallocated_work_comes_from_near_and_in_the_order_of_the_caseload() {
    let row = |who: &str, place: [&str; 3], case: &str| format!("{who},{},2026-11-16,{case}", place.join(","));
    let places =
        [["E", "South", "R8"], ["N", "Far", "R7"], ["N", "North", "R9"], ["N", "Off", "R2"], ["N", "North", "R1"]];
    let nobody = places.map(|place| row("", place, "community,B2,1"));
    let a1 = [row("A1", places[4], ",,"), row("A1", places[3], ",,")];
    let headings = "officer,region,pdu,team,week,case_type,tier,count".to_owned();
    let text = [&[headings][..], &nobody, &a1].concat().join("\n");
    let folder = Folder::new().with("caseload.csv", text);
    // What is not yet taken is one case of each team that comes later.
    for count in 1..=5 {
        let work = format!("{count} community B2");
        let after = rows(&folder, &["--move", "unallocated", "A1@R1", &work, "--by", "team", "--all"]);
        let left = ["R2", "R9", "R7", "R8"].iter().filter(|team| after.cell(team, "cases_after") == "1");
        let expected: &[&str] = &["R2", "R9", "R7", "R8"][count - 1..];
        assert_eq!(left.copied().collect::<Vec<_>>(), expected, "{count}");
    }
    let any = rows(&folder, &["--take", "unallocated", "2 community B2", "--by", "team", "--all"]);
    assert_eq!(["R8", "R7", "R9"].map(|team| any.cell(team, "cases_after")), ["", "", "1"]);
}

/// Ten thousand rows of one officer are moved one by one, by their kind and by their ids, and back all at once.
#[test]
fn many_changes_of_many_rows_do_not_walk_all_rows() {
    const MANY: usize = 10_000;
    let rows_of = (0..MANY).map(|case| format!("A1,,PO,North,R1,37,2026-11-16,X{case},community,B2,,,1,\n"));
    let text = format!("{HEADINGS}\n{}B1,,PO,North,R1,37,2026-11-16,,,,,,,\n", rows_of.collect::<String>());
    let one = |case: usize| {
        let work = if case < MANY / 2 { format!("X{case}") } else { "1 community B2".to_owned() };
        format!("[[change]]\nmove = [\"A1\", \"B1\", \"{work}\"]\n")
    };
    let back = format!("[[change]]\nmove = [\"B1\", \"A1\", \"{} community B2\"]\n", MANY - 1);
    let scenario = (0..MANY).map(one).collect::<String>() + &back;
    let folder = Folder::new().with("caseload.csv", text).with("many.toml", scenario);
    let rows = rows(&folder, &["--scenario", "many.toml"]);
    assert_eq!(["A1", "B1"].map(|officer| rows.cell(officer, "cases_after")), ["9999", "1"]);
}

/// The case X1 has a task of its own.
#[test]
fn a_case_id_means_the_case_before_its_tasks() {
    let task = "B1,Ben Clarke,PO,North,R1,37,2026-11-16,X1,,,,sdr,1,30";
    let folder = with_rows(&[&ROWS[..], &[task]].concat());
    let moved = rows(&folder, &["--move", "B1", "A1", "X1"]);
    assert_eq!(moved.cell("A1", "work_after"), "29.05");
    let task = rows(&folder, &["--take", "B1", "X1", "--take", "B1", "X1"]);
    assert_eq!(task.cell("B1", "cases_after"), "6");
    let said = wrong(&folder, &["--take", "B1", "1 community C1"]);
    assert!(
        said.ends_with(
            "hint: give a case id, or say the minutes on top of each behind it: `+0`, `+60`, or change all of them\n"
        ),
        "{said}"
    );
}

/// By hand: X1 takes 150 + 60 minutes, 0.80 h; X2 150, 0.57 h.
#[test]
fn a_case_goes_by_its_id_with_its_extra_minutes() {
    for (case, work) in [("x1", "29.05"), ("X2", "28.82")] {
        let rows = rows(&folder(), &["--move", "B1", "A1", case]);
        assert_eq!(rows.of("A1", ["cases_after", "work_after"]), ["13", work], "{case}");
    }
    let all = rows(&folder(), &["--move", "B1", "A1", "2 community C1"]);
    assert_eq!(all.cell("A1", "work_after"), "29.62");
}

/// By hand: five B2 cases are 1,725 minutes; with twelve A3 cases of 618 they are 9,141, that is 34.82 h a week.
#[test]
fn work_that_becomes_nobodys_is_said() {
    let said = given(&folder(), &["--leave", "A1"]);
    assert!(said.contains("Unallocated  5 → 17 cases; 6.57 → 34.82 h of work a week"), "{said}");
    assert!(!given(&folder(), &["--hours", "A1", "30"]).contains("Unallocated"));
}

/// By hand: 14 A3 cases are 8,652 minutes, 132.6 % of A1's time. S1 of the staff list has rows for the first time when they get ten:
/// so they are missing in the weeks before, in which the team was at 132.6 % too, and not at 66.3 %. Now it is at 113.6 %.
#[test]
fn who_gets_work_for_the_first_time_is_missing_before_as_in_calc() {
    let rows_of = |day: &str| ROWS[0].replace("11-16", day).replace(",12,", ",14,");
    let all: Vec<String> = ["10-26", "11-02", "11-09", "11-16"].map(rows_of).into();
    let folder = with_rows(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let folder = folder.with("staff.csv", "officer,grade,pdu,team,contracted_hours\nS1,PO,North,R1,37\n");
    let team = rows(&folder, &["--give", "S1", "10 community A3", "--by", "team", "--staff", "staff.csv"]);
    assert_eq!(team.of("R1", ["capacity_before", "capacity_after"]), ["66.3", "113.6"]);
    assert_eq!(team.of("R1", ["standing_before", "standing_after"]), ["within", "excessive"]);
    let csv = folder.read("caseload.csv") + "S1,,PO,North,R1,37,2026-11-16,,community,A3,,,10,\n";
    let calc =
        Rows::read(stdout(&folder.with("after.csv", csv), "calc after.csv --staff staff.csv --by team --format csv"));
    assert_eq!(calc.of("R1", ["capacity_percent", "standing"]), ["113.6", "excessive"]);
}

#[test]
fn tasks_have_a_status_and_their_names_may_begin_with_a_number() {
    let weights = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[status]\non_hold = 50\n[tasks.\"2 day visit\"]\nminutes = 300\n";
    let rows = [
        "A1,,PO,North,R1,37,2026-11-16,,,,on hold,parole_report,2,",
        "A1,,PO,North,R1,37,2026-11-16,,community,A3,,,1,",
    ];
    let folder = with_rows(&rows).with("ours.toml", weights);
    let with = ["--weights", "ours.toml"];
    // 618 + 2 x 180 = 978 minutes; less one report 798; plus a visit 1,278.
    let after = |changes: &[&str]| super::rows(&folder, &[&with, changes].concat()).cell("A1", "work_after").to_owned();
    assert_eq!(after(&["--take", "A1", "1 parole_report on hold"]), "3.04");
    assert_eq!(after(&["--give", "A1", "2 day visit"]), "4.87");
    assert_eq!(after(&["--give", "A1", "2 2 day visit"]), "6.01");
}

#[test]
fn changed_hours_are_said_to_be_of_the_week_reported_alone() {
    let folder = with_rows(&["A1,,PO,P0,T1,37,2026-11-16,,community,B2,,,22,"]);
    let said = |change: &str| stdout(&folder, &format!("whatif caseload.csv {change}"));
    let weeks = "hours and reductions change in the week 2026-11-16 alone";
    for change in ["--hours A1 20", "--reduce A1 5"] {
        assert!(said(change).contains(weeks), "{change}");
    }
    assert!(!said("--leave A1").contains(weeks));
}

#[test]
fn work_that_a_grade_may_not_hold_is_said() {
    let folder =
        with_rows(&["A1,,PO,P0,T1,37,2026-11-16,,community,A3,,,4,", "B1,,PSO,P0,T1,37,2026-11-16,,community,C1,,,2,"]);
    let said = |change: &[&str]| {
        let output = folder.run([&["whatif", "caseload.csv"], change].concat());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let expected = "--move: notice: `B1` gets community A3, which the grade `PSO` may not hold\n";
    assert_eq!(said(&["--move", "A1", "B1", "2 community A3"]), expected);
    assert_eq!(said(&["--move", "B1", "A1", "2 community C1"]), "");
}
