//! The breach rule, week by week: `o` over, `w` within, `n` no hours, `.` no rows, the last week reported.

use super::{REPORTED, WEEKS, figures, report, stdout, weeks};
use crate::command::Folder;

fn one(pattern: &str) -> Folder {
    Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", pattern)))
}

/// Each standing, and weeks without hours, which have no figure; `breach` has the table of all patterns.
#[test]
fn four_adjacent_weeks_over_are_excessive_and_a_missing_week_does_not_hide_them() {
    for (pattern, weeks_over, standing) in [
        ("oooow", "0", "within"),
        ("ooon", "0", "no hours"),
        ("oooo", "4", "excessive"),
        // The first known figure is within, and the weeks after it may have been over.
        ("w.ooo", "3", "possible"),
        ("onoo", "2", "possible"),
        // Before the first figure nothing is missing.
        ("nooo", "3", "over"),
        // Four missing weeks side by side are an absence.
        ("oonnnno", "1", "over"),
    ] {
        let rows = figures(&one(pattern), "caseload.csv");
        let found = ["weeks_over", "standing"].map(|column| rows.cell("A1", column));
        assert_eq!(found, [weeks_over, standing], "{pattern}");
    }
}

#[test]
fn the_missing_weeks_of_a_possible_breach_are_named() {
    for (pattern, weeks) in [
        ("oo.o", "2026-11-09"),
        ("o..o", "2026-11-02 and 2026-11-09"),
        ("o.o.o", "2026-10-26 and 2026-11-09"),
        ("oonn.o", "2026-10-26 and 2026-11-02 and 2026-11-09"),
    ] {
        let report = report(&one(pattern), "caseload.csv");
        let expected = format!("no figure for {weeks}: excessive if over in th");
        assert!(report.contains("Possible A1") && report.contains(&expected), "{pattern}: {report}");
        let json: serde_json::Value =
            serde_json::from_str(&stdout(&one(pattern), "calc caseload.csv --format json")).expect("JSON");
        let named = json["rows"][0]["missing_weeks"].as_array().expect("weeks").iter();
        let named: Vec<&str> = named.map(|week| week.as_str().expect("a week")).collect();
        assert_eq!(named.join(" and "), weeks, "{pattern}");
    }
}

#[test]
fn a_run_goes_on_over_the_turn_of_the_year_and_week_53() {
    // 2026 has 53 ISO weeks, 2025 has 52: the last Monday of 2026 is 28 December.
    for (first, second, third, fourth) in [
        ("2026-W52", "2026-W53", "2027-W01", "2027-W02"),
        ("2026-12-21", "2027-01-03", "2027-01-04", "17/01/2027"),
        ("2025-12-15", "2025-12-22", "2026-01-01", "2026-W02"),
    ] {
        let row = |week| format!("A1,37,{week},community,A3,12\n");
        let caseload = [first, second, third, fourth].map(row).concat();
        let rows = figures(&Folder::new().with("caseload.csv", format!("{WEEKS}{caseload}")), "caseload.csv");
        assert_eq!(["weeks_over", "standing"].map(|column| rows.cell("A1", column)), ["4", "excessive"], "{first}");
    }
}

#[test]
fn week_53_is_missed_when_it_is_not_there() {
    let row = |week| format!("A1,37,{week},community,A3,12\n");
    let caseload = ["2026-W51", "2026-W52", "2027-W01", "2027-W02"].map(row).concat();
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{caseload}"));
    let report = report(&folder, "caseload.csv");
    assert!(
        report.contains("A1 (over for 2 weeks; no figure for 2026-12-28: excessive if over in that week too)"),
        "{report}"
    );
}

#[test]
fn an_earlier_week_is_reported_as_it_stood_then() {
    let folder = one("oooooo");
    for (week, monday, weeks_over, standing) in [
        ("2026-10-12", "2026-10-12", "1", "over"),
        ("2026-W45", "2026-11-02", "4", "excessive"),
        ("01/11/2026", "2026-10-26", "3", "over"),
        ("2026-11-22", REPORTED, "6", "excessive"),
    ] {
        let rows = figures(&folder, &format!("caseload.csv --week {week}"));
        let found = ["week", "weeks_over", "standing"].map(|column| rows.cell("A1", column));
        assert_eq!(found, [monday, weeks_over, standing], "--week {week}");
    }
    // The same bytes as if the later weeks had never been written.
    let then = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "oooo..")));
    for format in ["table", "csv", "json", "markdown"] {
        let arguments = format!("calc caseload.csv --week 2026-11-02 --format {format}");
        assert_eq!(stdout(&folder, &arguments), stdout(&then, &arguments), "{format}");
    }
}

#[test]
fn fewer_weeks_than_the_rule_has_are_said_and_weeks_without_figures_named() {
    for (pattern, expected) in [
        ("w", "Excessive not known yet: 1 week known; 4 are needed Total"),
        ("oow", "Excessive not known yet: 3 weeks known; 4 are needed Total"),
        ("ooow", "Excessive nobody is over 110% for 4 weeks or more Total"),
        ("wow.w", "Excessive nobody is over 110% for 4 weeks or more Missing nobody has a figure in 2026-11-09 Total"),
        ("o.o", "Excessive not known yet: 2 weeks known; 4 are needed Missing nobody has a figure in 2026-11-09 Total"),
        ("w.wwww", "Excessive nobody is over 110% for 4 weeks or more Total"),
    ] {
        let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", pattern)));
        let report = report(&folder, "caseload.csv");
        assert!(report.contains(expected), "{pattern}: {report}");
    }
    // What needs four weeks to be known is blank in the rows of units.
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "ooo")));
    let rows = figures(&folder, "caseload.csv --by all");
    assert_eq!(rows.column("possible"), [""]);
    assert_eq!([rows.column("excessive"), rows.column("over")], [[""], ["1"]]);
}

#[test]
fn only_chooses_rows_and_nothing_below_them() {
    let caseload = format!("{WEEKS}{}{}{}", weeks("A1", "oooo"), weeks("B2", "oo.o"), weeks("C3", "wooo"));
    let folder = Folder::new().with("caseload.csv", caseload);
    let below = |only: &str| {
        let report = report(&folder, &format!("caseload.csv {only}"));
        report[report.find(" Excessive ").expect("it is said")..].to_owned()
    };
    let all = below("");
    assert!(all.contains("A1 (4 weeks since 2026-10-26)") && all.contains("Possible B2 (over for 1 week"), "{all}");
    for (only, officers) in [("over", &["A1", "B2", "C3"][..]), ("possible", &["B2"]), ("excessive", &["A1"])] {
        assert_eq!(below(&format!("--only {only}")), all, "{only}");
        assert_eq!(figures(&folder, &format!("caseload.csv --only {only}")).column("officer"), officers);
    }
    let rows = figures(&folder, "caseload.csv --sort weeks");
    assert_eq!(rows.column("officer"), ["A1", "C3", "B2"]);
}

#[test]
fn somebody_who_was_there_last_week_and_has_no_rows_now_is_named() {
    let caseload = format!("{WEEKS}{}{}", weeks("A1", "oooo."), weeks("B2", "wwwww"));
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(figures(&folder, "caseload.csv").column("officer"), ["B2"]);
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("No figure over last week, and no figure now: A1 (over for 4 weeks)"), "{report}");
    // Who was over and has no hours now has a row and no figure.
    let caseload = format!("{WEEKS}{}{}{}", weeks("A1", "woon"), weeks("B2", "wwww"), weeks("C3", "www."));
    let folder = Folder::new().with("caseload.csv", caseload);
    let report = super::report(&folder, "caseload.csv");
    assert!(report.contains("No figure over last week, and no figure now: A1 (over for 2 weeks)"), "{report}");
    assert!(report.contains("No figure no rows this week for C3 (last seen 2026-11-09)"), "{report}");
    // Within as many weeks as the rule has, and a row of a staff list is none of the caseload.
    let (here, twice, listed) = (weeks("A1", "wwwwww"), weeks("C3", "...ww."), weeks("D4", ".w...."));
    let caseload = format!("{WEEKS}{here}{twice}{listed}{}", weeks("E5", "w....."));
    let folder = Folder::new().with("caseload.csv", caseload).with("staff.csv", "officer\nA1\nD4\n");
    let report = super::report(&folder, "caseload.csv --staff staff.csv");
    let seen = "No figure no rows this week for C3 (last seen 2026-11-09); D4 (last seen 2026-10-19)";
    assert!(report.ends_with(seen), "{report}");
}

/// Mv is over in T1 for three weeks, has no hours in T2 in the next, of which T1 is missing, and is gone: whatever is chosen.
#[test]
fn whoever_is_gone_behind_a_missing_week_of_their_team_is_named_whatever_is_chosen() {
    let row = |officer: &str, team: &str, hours: u8, monday: &str, count: u8| {
        format!("{officer},{team},{hours},{monday},community,A3,{count}\n")
    };
    let mut caseload = "officer,team,contracted_hours,week,case_type,tier,count\n".to_owned();
    for monday in ["2026-10-19", "2026-10-26", "2026-11-02"] {
        caseload +=
            &(row("Mv", "T1", 37, monday, 12) + &row("B1", "T1", 37, monday, 5) + &row("C1", "T2", 37, monday, 5));
    }
    caseload += &(row("Mv", "T2", 0, "2026-11-09", 1) + &row("C1", "T2", 37, "2026-11-09", 5));
    caseload += &(row("B1", "T1", 37, "2026-11-16", 5) + &row("C1", "T2", 37, "2026-11-16", 5));
    let folder = Folder::new().with("caseload.csv", caseload);
    for choice in ["", "--team T1", "--officer Mv"] {
        let said = folder.shown(&format!("calc caseload.csv --exit-code --quiet {choice}"));
        assert!(said.starts_with("exit 1") && said.contains("Mv (over for 3 weeks"), "{choice}: {said}");
    }
}

#[test]
fn a_week_without_any_hours_is_one_in_which_nobody_has_a_figure() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "onow")));
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("Missing nobody has a figure in 2026-11-02"), "{report}");
    assert!(report.contains("Excessive not known yet: 3 weeks known; 4 are needed"), "{report}");
}

#[test]
fn a_week_reported_without_a_figure_is_not_known() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS},,2026-11-16,community,A3,2\n"));
    let report = report(&folder, "caseload.csv");
    assert!(report.contains("Excessive not known yet: 0 weeks known; 4 are needed"), "{report}");
    assert!(report.contains("Missing nobody has a figure in 2026-11-16"), "{report}");
    // Over for three weeks, and nobody has hours in the one reported.
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "ooon")));
    let report = super::report(&folder, "caseload.csv");
    assert!(report.contains("Excessive not known yet: 3 weeks known; 4 are needed"), "{report}");
    // With a week more it would be known of everybody who has hours.
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "oooon")));
    let report = super::report(&folder, "caseload.csv");
    assert!(report.contains("Excessive not known, as nobody has a figure this week Missing"), "{report}");
}

#[test]
fn a_week_that_nothing_is_of_is_answered_with_the_weeks_there_are() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}", weeks("A1", "ooo.o.o")));
    let said = folder.shown("calc caseload.csv --week 2026-11-09");
    assert!(said.contains("its weeks are 2026-10-05 to 2026-10-19, 2026-11-02, 2026-11-16"), "{said}");
}

#[test]
fn weeks_in_which_nobody_has_rows_hide_nobody_who_was_over() {
    let named = "No figure over, then weeks without a figure, and none now: A1 (over for ";
    for (a1, b2, is_named) in [("ooo..", "www.w", true), ("oo....", "ww...w", true), ("o.....", "w....w", false)] {
        let caseload = format!("{WEEKS}{}{}", weeks("A1", a1), weeks("B2", b2));
        let report = report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
        assert_eq!(report.contains(named), is_named, "{a1} {b2}: {report}");
    }
}

#[test]
fn a_rule_of_one_week_is_said_in_the_singular_and_the_week_before_is_not_far() {
    let one_week = "version = \"one\"\nextends = \"hmpps-2021\"\nfrom = 2021-06-28\n[limits]\nover = 110\nweeks = 1\n";
    let folder = one("wo").with("one.toml", one_week);
    for (command, words) in [
        ("calc caseload.csv", "Excessive over 110% for 1 week or more: A1 (1 week since"),
        ("explain A1 caseload.csv", "1 week over 110% is excessive"),
        ("weights one.toml", "excessive is over for 1 week or more"),
    ] {
        let weights = if command.starts_with("weights") { "" } else { "--weights one.toml" };
        let said = folder.shown(&format!("{command} {weights}"));
        let text = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words) && !text.contains("far-week"), "{command}: {said}");
    }
}
