//! Rows that are nobody's, and files that hold no work: never an officer, and never a week of nothing.

use super::{beside, figures, notices, report};
use crate::command::{Folder, repository, wmt};

#[test]
fn totals_are_left_out_and_said() {
    // 7 × 345 = 2,415 minutes of 2 × 6,526.8; then 12 × 618 + 30 × 150 of 6,526.8 + 3,916.08.
    for (file, name, capacity) in [
        ("total-2026-11-16.csv", "Total", "18.5"),
        ("grand-total-2026-11-16.csv", "Grand Total", "18.5"),
        ("totals-row-2026-11-16.csv", "Total", "114.1"),
    ] {
        let rows = beside("nobody", &format!("{file} --by all"));
        assert_eq!(rows.column("capacity_percent"), [capacity], "{file}");
        let mut command = wmt(&repository().join("tests/calc/nobody"));
        let output = command.args(["calc", file, "--quiet"]).output().expect("wmt runs");
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            format!("{file}:4: warning: `{name}` is a total, and is left out (totals-row)\n")
        );
    }
}

#[test]
fn an_officer_with_the_word_among_others_is_a_total_whatever_the_row_holds() {
    let row = |code: &str, name: &str| format!("{code},{name},T,2026-11-16,community,A3,10\n");
    let headings = "officer,name,team,week,case_type,tier,count\n";
    for (code, name) in
        [("Total cases", ""), ("Team total", ""), ("T 1 Totals (9)", ""), ("Sub-total T", ""), ("9", "Officer total")]
    {
        let text = [headings, &row("A1", "Kim Sum"), &row(code, name), &row("A1", "Kim Sum")].concat();
        let folder = Folder::new().with("a.csv", text);
        let called = if name.is_empty() { code } else { name };
        let expected = format!("a.csv:3: warning: `{called}` is a total, and is left out (totals-row)\n");
        assert_eq!(notices(&folder, "a.csv --quiet"), expected);
        assert_eq!(figures(&folder, "a.csv").cell("A1", "cases"), "20");
    }
    // A place may be called so, and hold work.
    let text = format!("region,{headings}Total Place,{}Total Place,{}", row("A1", "Kim Sum"), row("A1", "Kim Sum"));
    let folder = Folder::new().with("a.csv", text);
    assert_eq!(figures(&folder, "a.csv").cell("A1", "cases"), "20");
}

#[test]
fn a_total_may_stand_in_place_of_the_date() {
    let text = "week,officer,team,case_type,tier,count\n2026-11-16,A1,R,community,A3,2\nGrand total,,,,,2\n";
    let folder =
        Folder::new().with("caseload.csv", text).with("words.csv", text.replace("Grand total", "Riverside Total"));
    let expected = "caseload.csv:3: warning: `Grand total` is a total, and is left out (totals-row)\n";
    assert_eq!(notices(&folder, "caseload.csv --quiet"), expected);
    // Only the words alone are no date that was mistyped.
    assert!(
        crate::report::faults(&folder, "calc words.csv").contains("`week` is `Riverside Total`, which is not a date")
    );
}

/// What is known of earlier rows never makes an officer of a total, whatever the order of the rows.
#[test]
fn a_total_is_one_wherever_it_stands() {
    let rows = [
        ",A1,Riverside,37,community,B2", ",A1,Total,37,community,A3", "Total,A1,Riverside,37,community,B2",
        ",A1,Riverside,37,community,B2", ",,Riverside Total,74,,", ",,Riverside,,community,B2",
    ];
    let capacities = |rows: Vec<&str>| {
        let caseload = format!("note,officer,team,contracted_hours,case_type,tier\n{}\n", rows.join("\n"));
        let folder = Folder::new().with("caseload.csv", caseload);
        let told = notices(&folder, "caseload.csv");
        assert!(told.contains(" is a total, and is left out; so is "), "{told}");
        let team = figures(&folder, "caseload.csv --by all");
        team.column("work_hours").join(" ") + " " + &team.column("unallocated_cases").join(" ")
    };
    let there = capacities(rows.to_vec());
    assert_eq!(there, capacities(rows.iter().rev().copied().collect()));
    assert!(there.ends_with(" 1"), "{there}");
}

/// Who holds something is no total, unless they are called `Total` alone, or nobody holds the work of a unit whose name ends in
/// the word, whatever the order of the columns.
#[test]
fn work_is_no_total() {
    let first = "team,officer,contracted_hours,case_type,tier,count\n\
                 Total Recall,Kim Sum,37,community,B2,3\n\
                 Total Recall,,,community,B2,2\n\
                 Riverside,Sumner,37,community,B2,1\n\
                 Riverside,Total,37,community,B2,4\n\
                 Riverside,Total for Riverside,74,,,\n\
                 Riverside Total,,74,,,7\n\
                 Riverside Total,,,community,B2,8\n";
    let last = "count,tier,case_type,contracted_hours,officer,team\n\
                3,B2,community,37,Kim Sum,Total Recall\n\
                2,B2,community,,,Total Recall\n\
                1,B2,community,37,Sumner,Riverside\n\
                4,B2,community,37,Total,Riverside\n\
                ,,,74,Total for Riverside,Riverside\n\
                7,,,74,,Riverside Total\n\
                8,B2,community,,,Riverside Total\n";
    for caseload in [first, last] {
        let folder = Folder::new().with("caseload.csv", caseload);
        assert_eq!(figures(&folder, "caseload.csv").column("officer"), ["Sumner", "Kim Sum"]);
        let all = figures(&folder, "caseload.csv --by all");
        assert_eq!([all.column("cases"), all.column("unallocated_cases")].concat(), ["6", "2"]);
        let expected = "caseload.csv:5: warning: `Total` is a total, and is left out; so are `Total for Riverside` in line 6, \
                        `Riverside Total` in line 7, `Riverside Total` in line 8 (totals-row)\n";
        assert_eq!(notices(&folder, "caseload.csv --week 2026-11-16 --quiet"), expected);
    }
}

/// A row of nobody whose team is all teams, or the word for a total, would count all work twice.
#[test]
fn a_unit_that_is_all_of_its_kind_is_a_total_where_nobody_holds_its_work() {
    let said = |unit: &str| {
        let rows = "officer,region,pdu,team,week,case_type,tier,count\nA1,East,P,North,2026-11-16,community,A3,20\n";
        let folder = Folder::new().with("a.csv", format!("{rows},{unit},2026-11-16,community,A3,40\n"));
        let warned = notices(&folder, "a.csv --quiet");
        (figures(&folder, "a.csv --by all").column("unallocated_cases").join(" "), warned)
    };
    for (unit, name) in [
        ("East,P,All teams", "All teams"),
        ("East,P,(All)", "(All)"),
        ("All,All,All", "All"),
        ("East,All PDUs,", "All PDUs"),
        ("East,P,All officers", "All officers"),
        ("East,P,TTL", "TTL"),
        ("East,P,Sum", "Sum"),
        ("East,P,North total", "North total"),
    ] {
        let expected = format!("a.csv:3: warning: `{name}` is a total, and is left out (totals-row)\n");
        assert_eq!(said(unit), ("0".to_owned(), expected), "{unit}");
    }
    // A place that is called so, a team whose region is that of the whole file, and a team with two things in its name.
    for unit in ["East,P,All Saints", "All,All,North", "East,P,Court & Totals", "East,P,Court and Totals"] {
        assert_eq!(said(unit), ("40".to_owned(), String::new()), "{unit}");
    }
}

/// A row with a case id is of one case, whatever its units are called.
#[test]
fn a_case_that_nobody_holds_is_no_total() {
    let rows = "officer,region,team,week,case_id,case_type,tier\nA1,North,All,2026-11-16,X1,community,A3\n";
    let folder = Folder::new().with("a.csv", format!("{rows},North,All,2026-11-16,X2,community,A3\n"));
    assert_eq!(figures(&folder, "a.csv --by all").column("unallocated_cases").join(" "), "1");
    assert_eq!(notices(&folder, "a.csv --quiet"), "");
}

/// Officers whose teams have such a name are people.
#[test]
fn officers_of_all_teams_are_people() {
    let text = "officer,team,week,case_type,tier,count\nA1,All teams,2026-11-16,community,A3,20\n";
    let folder = Folder::new().with("a.csv", format!("{text}{}", text.split_once('\n').expect("two rows").1));
    assert_eq!(figures(&folder, "a.csv").cell("A1", "cases"), "40");
    assert_eq!(notices(&folder, "a.csv --quiet"), "");
}

#[test]
fn totals_in_lists_of_staff_and_reductions_are_left_out_too() {
    let folder = Folder::new()
        .with(
            "caseload.csv",
            "officer,team,contracted_hours,week,case_type,tier,count\nA,R,37,2026-11-16,community,A2,14\n",
        )
        .with("staff.csv", "team,officer,contracted_hours\nR,A,37\nR,B,37\nR,Total,74\nR Total,,74\n")
        .with("reductions.csv", "officer,reason,hours,from,to\nA,other,3,2026-01-01,\nTotal,,3,2026-01-01,\n");
    let arguments = "caseload.csv --staff staff.csv --reductions reductions.csv --quiet";
    assert_eq!(figures(&folder, arguments).column("officer"), ["A", "B"]);
    let expected = "staff.csv:4: warning: `Total` is a total, and is left out; so is `R Total` in line 5 (totals-row)\n\
                    reductions.csv:3: warning: `Total` is a total, and is left out (totals-row)\n";
    assert_eq!(notices(&folder, arguments), expected);
}

#[test]
fn a_file_of_totals_alone_holds_no_work() {
    let folder = Folder::new().with("caseload.csv", "officer,case_type,count\nTotal,,7\n");
    let expected = "caseload.csv: every row is a total, so the file holds no work\n";
    assert_eq!(crate::report::faults(&folder, "calc caseload.csv"), expected);
}

#[test]
fn files_without_work_are_refused_with_what_they_are() {
    for (file, what) in [
        ("overview-2026-11-16.csv", "so the file holds no work\n  hint: is it an overview or a list of staff?"),
        ("daily-archive.csv", "so the file holds no work"),
        ("extract-2026-11-16.csv", "so the file holds no work"),
        ("staff-list.csv", "so the file holds no work"),
        ("report.csv", "this is a report that wmt wrote, not a caseload"),
        ("contacts-2026-11-16.csv", "this is the contacts (CMS) export"),
        (
            "null-officer-2026-11-16.csv",
            "`officer` is `NULL`, which says that nothing is known (1 more row: 4)\n  hint: leave the cell blank",
        ),
        (
            "null-cells-2026-11-16.csv",
            "`task` is `NULL`, which says that nothing is known (1 more row: 3)\n  hint: leave the cell blank",
        ),
        ("nan-2026-11-16.csv", "`case_type` is `nan`, which says that nothing is known\n  hint: leave the cell blank"),
    ] {
        let mut command = wmt(&repository().join("tests/calc/nobody"));
        let output = command.args(["calc", file, "--week", "2026-11-16"]).output().expect("wmt runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{file}: {said}");
        assert!(said.contains(what), "{file}: {said}");
    }
}

/// Every table that a command writes as CSV, given as a caseload.
#[test]
fn reports_of_wmt_are_no_caseload() {
    let folder = Folder::new();
    for kind in ["caseload", "reductions"] {
        let said = folder.shown(&format!("template {kind} --output {kind}.csv"));
        assert!(said.starts_with("exit 0"), "{said}");
    }
    for command in [
        "calc caseload.csv",
        "calc caseload.csv --by team",
        "calc caseload.csv --by grade",
        "calc caseload.csv --by all",
        "trend caseload.csv",
        "trend caseload.csv --by officer",
        "check caseload.csv",
        "whatif caseload.csv --leave N07",
        "whatif caseload.csv --leave N07 --by team",
        "balance caseload.csv",
        "staffing caseload.csv",
        "staffing caseload.csv --by team",
        "reductions reductions.csv",
        "weights",
        "weights --list",
        "weights --compare hmpps-2021 hmpps-2019",
    ] {
        let report = folder.run(format!("{command} --format csv").split_whitespace()).stdout;
        std::fs::write(folder.path().join("report.csv"), report).expect("the report is written");
        let said = folder.shown("calc report.csv --week 2026-11-16");
        let expected =
            "report.csv:1: this is a report that wmt wrote, not a caseload\n  hint: give the file that it was";
        assert!(said.starts_with("exit 2") && said.contains(expected), "{command}: {said}");
    }
}

#[test]
fn the_thirteenth_officer_without_hours_is_one_more() {
    let officers: Vec<String> = (1..=13).map(|number| format!("A{number},sdr")).collect();
    let folder = Folder::new().with("caseload-2026-11-16.csv", format!("officer,task\n{}\n", officers.join("\n")));
    let page = report(&folder, "caseload-2026-11-16.csv");
    assert!(page.contains("; 1 more officer"), "{page}");
    assert!(!page.contains("1 more officers"), "{page}");
}

#[test]
fn nobody_without_hours_or_with_untiered_cases_has_room() {
    let text = |file: &str| std::fs::read_to_string(repository().join("tests/calc/nobody").join(file)).expect("a file");
    let folder = Folder::new()
        .with("untiered-room.csv", text("untiered-room.csv"))
        .with("no-hours-2026-11-16.csv", text("no-hours-2026-11-16.csv"))
        .with(
            "more-2026-11-16.csv",
            "officer,grade,case_type,tier,count,extra_minutes\nB1,PO,community,,30,1\nB2,PO,community,A3,3,1\n",
        );
    let untiered = report(&folder, "untiered-room.csv --week 2026-11-16");
    assert!(untiered.contains("Time left hours a week below 100%: Bo (3.68 h) Time left not known (cases without a tier): Amy Not counted 30 cases"), "{untiered}");
    let no_hours = report(&folder, "no-hours-2026-11-16.csv");
    assert!(no_hours.ends_with("Time left hours a week below 100%: A4 (24.66 h)"), "{no_hours}");
    // A minute on top does not make a tier known.
    let more = report(&folder, "more-2026-11-16.csv");
    assert!(
        more.ends_with(
            "B2 (17.80 h) Time left not known (cases without a tier): B1 Not counted 30 cases (30 untiered)"
        ),
        "{more}"
    );
}

#[test]
fn words_for_nobody_are_known_alone_and_in_welsh() {
    let mut command = wmt(&repository().join("tests/calc/nobody"));
    let output = command.args(["calc", "nobodies-2026-11-16.csv", "--quiet"]).output().expect("wmt runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.matches("(not-an-officer)").count(), 4, "{said}");
    assert!(!said.contains("Blank, Amy"), "{said}");
}

/// Unallocated work alone in four weeks: each of them is a week in which nobody has a figure.
#[test]
fn all_weeks_of_the_rule_in_which_nobody_has_a_figure_are_named() {
    let weeks: Vec<&str> = super::MONDAYS[super::MONDAYS.len() - 4..].to_vec();
    let rows: Vec<String> = weeks.iter().map(|monday| format!(",,,T1,{monday},community,A3,2\n")).collect();
    let headings = "officer,name,grade,team,week,case_type,tier,count\n";
    let folder = Folder::new().with("c.csv", headings.to_owned() + &rows.concat());
    let summary = crate::report::json(&folder, "calc c.csv")["summary"].clone();
    assert_eq!(summary["weeks_without_figures"], serde_json::json!(weeks));
}
