//! What was once wrong with staff lists and reductions, each named for what is right.

use super::{CALC, CASELOAD, HEADINGS, TWO_TEAMS, reduced};
use crate::command::Folder;
use crate::report::{faults, json, notices, report, rows, stdout};

#[test]
fn a_row_that_repeats_the_caseload_word_for_word_is_no_contradiction_of_a_second_team() {
    let folder = Folder::new()
        .with(
            "caseload.csv",
            "officer,team,contracted_hours,week,case_type,tier,count\nN53-0412,R1,18.5,2026-11-16,community,A3,6\n",
        )
        .with("staff.csv", "officer,team,contracted_hours\nN53-0412,R1,18.5\nN53-0412,R2,18.5\n");
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["team", "capacity_percent"]), ["R1 + R2", "56.8"]);
}

/// An export without the rows of one of two teams.
#[test]
fn a_gap_in_one_of_two_teams_does_not_end_a_run_in_silence() {
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"] {
        caseload.push_str(&format!("A1,R1,18.5,{week},community,A3,6\n"));
        if week != "2026-11-09" {
            caseload.push_str(&format!("A1,R2,18.5,{week},community,A3,6\n"));
        }
    }
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,name,team,contracted_hours\nA1,Amy Bell,R1,18.5\nA1,Amy Bell,R2,18.5\n");
    let standing = |arguments: &str| rows(&folder, arguments).of("A1", ["standing"]).map(str::to_owned);
    assert_eq!(standing("calc caseload.csv"), ["excessive"]);
    assert_ne!(standing("calc caseload.csv --staff staff.csv"), ["over"], "excessive or possible, and never just over");
}

/// The same for a unit, one of whose members has no rows in a week.
#[test]
fn a_gap_of_one_member_does_not_end_the_run_of_the_unit_in_silence() {
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"] {
        caseload.push_str(&format!("A1,R1,37,{week},community,A3,12\n"));
        if week != "2026-11-09" {
            caseload.push_str(&format!("B2,R1,37,{week},community,A3,12\n"));
        }
    }
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,name,team,contracted_hours\nA1,Amy Bell,R1,37\nB2,Ben Clarke,R1,37\n");
    let standing = |arguments: &str| rows(&folder, arguments).of("R1", ["standing"]).map(str::to_owned);
    assert_eq!(standing("calc caseload.csv --by team"), ["excessive"]);
    assert_ne!(standing("calc caseload.csv --by team --staff staff.csv"), ["over"]);
}

/// A week in which the officer has no row in the team has nothing to reduce there.
#[test]
fn a_week_without_rows_in_the_team_of_a_reduction_does_not_refuse_the_run() {
    let caseload = "officer,team,contracted_hours,week,case_type,tier,count\nN53-0412,R1,20,2026-11-09,community,A3,6\n\
                    N53-0412,R1,20,2026-11-16,community,A3,6\nN53-0412,R2,17,2026-11-16,community,A3,4\n";
    let folder = reduced("N53-0412,R2,other,3.7,,2026-02-09,").with("caseload.csv", caseload);
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["3.70"]);
}

#[test]
fn the_page_for_people_has_the_reasons_that_were_asked_for() {
    let folder = reduced("N53-0412,,disability,5,,2026-02-09,");
    assert!(stdout(&folder, &format!("{CALC} --reasons")).contains("disability"));
}

/// What ended in one of two teams, nobody knows which, was 3.7 h and not 7.4.
#[test]
fn hours_without_a_team_are_never_counted_for_each_team() {
    let folder = reduced("N53-0412,,other,3.7,,2026-02-09,2026-11-10").with("caseload.csv", TWO_TEAMS);
    let output = folder.run(CALC.split_whitespace());
    let said = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!said.contains("7.4 h a week"), "{said}");
    let list = rows(&folder, "reductions reductions.csv --caseload caseload.csv");
    assert_ne!(list.column("hours"), ["7.40"]);
}

/// Who will be in another team then may have moved by then.
#[test]
fn what_is_to_come_in_another_team_is_not_warned_of() {
    let folder = reduced("N53-0412,R9,other,3.7,,2026-12-01,").with("caseload.csv", TWO_TEAMS);
    assert_eq!(crate::report::notices(&folder, &format!("{CALC} --quiet")), "");
}

/// What ended was a fifth, because that is what the weights of its weeks fixed.
#[test]
fn what_ended_under_earlier_weights_took_what_they_fixed() {
    let weights = |from: &str, percent: u32| {
        format!(
            "version = \"from-{from}\"\nfrom = {from}\n[hours]\nweeks_per_year = 48\nnon_effective = 50\n\
             non_attributable = 0\n[limits]\nover = 110\nweeks = 4\n[grades.PO]\ncontracted_hours = 40\n\
             [cases.community]\nhigh = 480\n[reductions.nqo]\npercent = {percent}\n"
        )
    };
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-10")
        .with("old.toml", weights("2026-01-05", 20))
        .with("new.toml", weights("2026-11-16", 25))
        .with("caseload.csv", "officer,grade,week,case_type,tier,count\nN53-0412,PO,2026-11-16,community,high,8\n");
    let arguments = format!("{CALC} --weights old.toml --weights new.toml");
    // 16 h of work: of 16 h until then, and of 20 h now.
    let said = report(&folder, &arguments);
    assert!(said.contains("ended 2026-11-10: 8 h a week; capacity 100.0% → 80.0%"), "{said}");
}

#[test]
fn region_and_pdu_are_those_of_the_team_of_the_reduction() {
    let folder = Folder::new()
        .with("staff.csv", "officer,team,pdu,region,contracted_hours\nA1,R1,Tees,North,20\nA1,R2,Avon,South,17\n")
        .with("reductions.csv", format!("{HEADINGS}\nA1,R2,nqo,,,2026-02-09,\n"));
    let rows = rows(&folder, "reductions reductions.csv --staff staff.csv");
    assert_eq!(rows.of("A1", ["region", "pdu", "team"]), ["South", "Avon", "R2"]);
}

#[test]
fn a_list_in_windows_1252_is_said_like_any_file() {
    let folder = Folder::new().with("caseload.csv", CASELOAD).with("staff.csv", b"officer,name\nN53-0412,Zo\xEB\n");
    let said = notices(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(said, "staff.csv:2: notice: this is not UTF-8, and is read as Windows-1252\n");
}

#[test]
fn a_list_does_not_say_that_what_it_shows_is_not_used() {
    let folder = reduced("N53-0999,,other,3,,2026-02-09,").with("staff.csv", "officer,grade\nN53-0412,PO\n");
    assert_eq!(rows(&folder, "reductions reductions.csv --staff staff.csv").column("officer"), ["N53-0999"]);
    let said = notices(&folder, "reductions reductions.csv --staff staff.csv");
    assert!(!said.contains("not in the caseload") && !said.contains("are not used"), "{said}");
}

#[test]
fn strangers_are_said_beside_a_caseload_of_unallocated_work_too() {
    let folder = reduced("N53-0999,,other,3,,2026-02-09,")
        .with("caseload.csv", "officer,week,case_type,tier\n,2026-11-16,community,A3\n");
    assert!(notices(&folder, CALC).contains("`N53-0999`"));
}

/// `summary.reductions` is null where no list was given.
#[test]
fn a_list_without_rows_is_three_empty_lists_in_json() {
    let folder = reduced("").with("reductions.csv", format!("{HEADINGS}\n"));
    assert_eq!(json(&folder, CALC)["summary"]["reductions"]["ending"].to_string(), "[]");
}

/// A grade that the weights declare from a week on, for an officer who came with it.
#[test]
fn a_grade_of_later_weights_may_stand_in_a_list_beside_earlier_weeks() {
    let weights = |from: &str, grades: &str| {
        format!(
            "version = \"from-{from}\"\nfrom = {from}\n[hours]\nweeks_per_year = 48\nnon_effective = 50\n\
             non_attributable = 0\n[limits]\nover = 110\nweeks = 4\n[grades.PO]\ncontracted_hours = 40\n{grades}\
             [cases.community]\nhigh = 480\n"
        )
    };
    let folder = Folder::new()
        .with("old.toml", weights("2026-01-05", ""))
        .with("new.toml", weights("2026-11-16", "[grades.PQ]\ncontracted_hours = 30\n"))
        .with(
            "caseload.csv",
            "officer,grade,week,case_type,tier\nN53-0412,PO,2026-11-09,community,high\nB2,PQ,2026-11-16,community,high\n",
        )
        .with("staff.csv", "officer,grade\nB2,PQ\n");
    let arguments = "calc caseload.csv --weights old.toml --weights new.toml";
    assert_eq!(rows(&folder, arguments).of("B2", ["available_hours"]), ["15.00"]);
    assert_eq!(rows(&folder, &format!("{arguments} --staff staff.csv")).of("B2", ["available_hours"]), ["15.00"]);
}

/// A percentage as a spreadsheet writes it: a fault that says what to do.
#[test]
fn a_percent_sign_has_a_hint() {
    let said = faults(&reduced("N53-0412,,other,,20%,2026-02-09,"), CALC);
    assert!(said.contains("hint:") && said.contains('%'), "{said}");
}

/// The list has A1 in R2 too, where there are never any rows. The week without rows in R1 is missing all the same.
#[test]
fn a_team_of_the_staff_list_without_rows_hides_no_missing_week() {
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"] {
        caseload.push_str(&format!("B1,R1,37,{week},community,A3,1\n"));
        if week != "2026-11-09" {
            caseload.push_str(&format!("A1,R1,37,{week},community,A3,15\n"));
        }
    }
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,team,contracted_hours\nA1,R1,37\nA1,R2,3\nB1,R1,37\n");
    let standing =
        |more: &str| rows(&folder, &format!("calc caseload.csv {more}")).of("A1", ["standing"]).map(str::to_owned);
    assert_eq!((standing(""), standing("--staff staff.csv")), (["possible".to_owned()], ["possible".to_owned()]));
    let said = folder.shown("explain A1 caseload.csv --staff staff.csv --since 2026-11-09");
    assert!(said.contains("--since: this officer has no figure in the week 2026-11-09"), "{said}");
}
