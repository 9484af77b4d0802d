//! What is recorded of officers who are not worked out: their rows stay, without figures, and later weeks know that the week
//! is missing.

use super::{HEADINGS, LEDGER, MONDAYS, REPORTED, caseload, folder, put, refused};
use crate::command::Folder;
use crate::report::{Rows, json, rows, stdout};

/// A caseload of one week in which the tiers of somebody are not known.
fn faulty(week: &str, officers: &[(&str, u32)], who: &str) -> String {
    caseload(week, officers) + &format!("{who},,PO,North,Tees,R1,40,community,hgh,1,,{week}\n")
}

/// A history of weeks, in the second of which A2 has a faulty row; all are over.
fn recorded() -> Folder {
    let folder = folder();
    let all = [("A1", 12), ("A2", 12)];
    for (number, week) in MONDAYS[6..].iter().enumerate() {
        let text = if number == 1 { faulty(week, &all, "A2") } else { caseload(week, &all) };
        put(&folder, "c.csv", text);
        stdout(&folder, "calc c.csv --history history.csv --record --keep-going --quiet");
    }
    folder
}

#[test]
fn the_figures_of_a_week_say_that_they_leave_somebody_out() {
    let folder = recorded();
    let said = "rows were faulty when these weeks were recorded, so figures leave out work: 2026-11-02";
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let trend = one_line(stdout(&folder, "trend c.csv --history history.csv"));
    assert!(trend.contains(&format!("Not worked out {said}")), "{trend}");
    let page = stdout(&folder, "report c.csv --history history.csv --format html --output -");
    assert!(page.contains(&said.replacen('r', "R", 1)), "the page");
    assert!(!one_line(stdout(&folder, "trend c.csv --history history.csv --officer A1")).contains("Not worked out"));
}

fn standings(rows: &Rows) -> Vec<&str> {
    rows.column("standing")
}

#[test]
fn a_week_that_is_not_worked_out_is_recorded_without_figures_and_is_missing() {
    let folder = recorded();
    let history = folder.read("history.csv");
    assert!(history.starts_with(LEDGER));
    assert!(history.contains("2026-11-02,A2,,PO,North,Tees,R1,,,,110,from-2026-01-05,2\n"), "{history}");
    assert_eq!(history.lines().filter(|line| line.ends_with(",1")).count(), 7, "{history}");
    // The caseload of the last week alone, with the history.
    let officers = rows(&folder, "calc c.csv --history history.csv");
    assert_eq!(standings(&officers), ["excessive", "possible"]);
    let teams = rows(&folder, "calc c.csv --history history.csv --by team");
    assert_eq!(standings(&teams), ["possible"]);
    let summary = &json(&folder, "calc c.csv --history history.csv --by team")["summary"];
    assert_eq!(summary["possible_units"][0]["missing_weeks"][0], "2026-11-02");
    assert_eq!((summary["weeks_known"].as_u64(), &summary["weeks_without_figures"]), (Some(4), &serde_json::json!([])));
    // What was not worked out then is no fault of this run.
    assert_eq!(summary["not_worked_out"], serde_json::json!([]));
    let run = "calc c.csv --history history.csv --exit-code --officer A1 --record";
    assert_eq!(folder.run(run.split_whitespace()).status.code(), Some(1));
    assert_eq!(folder.read("history.csv"), history, "recording the same week again changes nothing");
}

/// A run on the history and the caseload of its last week. A1 is over in every week, and A2 is so each week: `o` over, `w`
/// within, `x` with a faulty row, `.` without rows.
fn after(pattern: &str) -> Folder {
    let folder = folder();
    for (mark, week) in pattern.chars().zip(&MONDAYS[10 - pattern.len()..]) {
        let a2 = ("A2", if mark == 'w' { 1 } else { 12 });
        let text = match mark {
            '.' => caseload(week, &[("A1", 12)]),
            'x' => faulty(week, &[("A1", 12), a2], "A2"),
            _ => caseload(week, &[("A1", 12), a2]),
        };
        put(&folder, "c.csv", text);
        stdout(&folder, "calc c.csv --history history.csv --record --keep-going --quiet --replace");
    }
    folder
}

/// Somebody was there, so the week is missing even where nothing is known before it.
#[test]
fn the_first_week_may_be_the_one_that_is_not_worked_out() {
    for (pattern, standing, team, missing) in [
        ("xooo", "possible", "possible", &["2026-10-26"][..]),
        ("xxoo", "possible", "possible", &["2026-10-26", "2026-11-02"]),
        (".ooo", "over", "excessive", &[]),
        ("wxoo", "over", "over", &[]),
        ("xoow", "within", "within", &[]),
    ] {
        let folder = after(pattern);
        let report = json(&folder, "calc c.csv --history history.csv --by team");
        for key in ["possible", "possible_units"] {
            let named = &report["summary"][key][0]["missing_weeks"];
            assert_eq!(named.as_array().map_or(0, Vec::len), missing.len(), "{pattern}: {key} {named}");
            missing
                .iter()
                .zip(named.as_array().into_iter().flatten())
                .for_each(|(week, named)| assert_eq!(named, week));
        }
        assert_eq!(report["rows"][0]["standing"], team, "{pattern}");
        let officers = rows(&folder, "calc c.csv --history history.csv");
        assert_eq!(officers.cell("A2", "standing"), standing, "{pattern}");
        let page = stdout(&folder, "explain A2 c.csv --history history.csv --format markdown");
        assert_eq!(page.matches("not worked out").count(), pattern.matches('x').count(), "{page}");
    }
}

/// Whoever was over before a week that was not worked out, and has no figure in the next, has not come down.
#[test]
fn nobody_is_gone_in_silence_behind_a_week_that_is_not_worked_out() {
    let named = "over, then weeks without a figure, and none now: A2 (over for ";
    for (pattern, words, code) in [
        ("ox.", "1 week up to 2026-11-02)", 1),
        ("oox.", "2 weeks up to 2026-11-02)", 1),
        ("oxx.", "1 week up to 2026-10-26)", 1),
        ("oxx", "1 week up to 2026-11-02)", 1),
        // A team of which the only one is gone is thin.
        ("wx.", "", 3),
        ("oxw", "", 0),
        ("x.", "", 3),
    ] {
        let folder = after(pattern);
        let run = "calc c.csv --history history.csv --keep-going --officer A2 --exit-code";
        let page = crate::report::report(&folder, &run.replace(" --exit-code", ""));
        let expected = if words.is_empty() { String::new() } else { format!("{named}{words}") };
        assert_eq!(page.contains(named), !words.is_empty(), "{pattern}: {page}");
        assert!(page.contains(&expected), "{pattern}: {page}");
        let is_gone = pattern.ends_with('.') && words.is_empty();
        assert_eq!(page.contains("no rows this week for A2 (last seen 2026-11-09)"), is_gone, "{pattern}: {page}");
        assert_eq!(folder.run(run.split_whitespace()).status.code(), Some(code), "{pattern}: {page}");
    }
}

#[test]
fn a_mended_week_is_recorded_in_its_place() {
    let folder = recorded();
    put(&folder, "c.csv", caseload("2026-11-02", &[("A1", 12), ("A2", 12)]));
    stdout(&folder, "calc c.csv --history history.csv --record");
    put(&folder, "c.csv", caseload("2026-11-16", &[("A1", 12), ("A2", 12)]));
    assert_eq!(standings(&rows(&folder, "calc c.csv --history history.csv")), ["excessive", "excessive"]);
}

/// Somebody with a faulty row is not somebody who is gone.
#[test]
fn nobody_is_dropped_from_a_week_by_a_faulty_row() {
    let folder = recorded();
    let rows = format!("{HEADINGS},week\nA1,,PO,North,Tees,R1,40,community,high,12,,2026-11-16\n");
    put(&folder, "c.csv", format!("{rows}A2,,PO,North,Tees,N/A,40,community,high,12,,2026-11-16\n"));
    stdout(&folder, "calc c.csv --history history.csv --record --keep-going");
    let history = folder.read("history.csv");
    assert!(history.contains("2026-11-16,A2,,,North,Tees,,,,,110,from-2026-01-05,2\n"), "{history}");
    // A1 alone says nothing of A2, and a mended row takes the place of the one without a team.
    put(&folder, "c.csv", &rows);
    stdout(&folder, "calc c.csv --history history.csv --record");
    assert!(folder.read("history.csv").contains("2026-11-16,A2,,,North,Tees,,,,"));
    put(&folder, "c.csv", format!("{rows}A2,,PO,North,Tees,R1,40,community,high,12,,2026-11-16\n"));
    stdout(&folder, "calc c.csv --history history.csv --record");
    let history = folder.read("history.csv");
    assert!(history.contains("2026-11-16,A2,,PO,North,Tees,R1,12,") && !history.contains("Tees,,,,"), "{history}");
}

#[test]
fn a_row_that_is_not_worked_out_has_no_figure() {
    let folder = recorded();
    let history = folder.read("history.csv");
    for (sound, wrong, words) in [
        ("R1,,,,110", "R1,,,4800,110", "the row stands for somebody who is not worked out, and yet has a figure"),
        ("R1,,,,110", "R1,1,480,4800,110", "the row stands for somebody who is not worked out, and yet has a figure"),
        (",2\n", ",1\n", "`available_minutes` is blank"),
        (",2\n", ",3\n", "`format` is `3`, which needs a newer wmt; this wmt knows 1 and 2"),
    ] {
        put(&folder, "history.csv", history.replacen(sound, wrong, 1));
        let said = refused(&folder, "calc c.csv --history history.csv");
        assert!(said.contains(words), "{said}");
    }
}

/// A1 works in two teams, which are recorded apart, for 20 hours in each. By hand: six cases in each are 5,760 of 4,800 minutes. In the
/// last week the row of one team is faulty.
#[test]
fn somebody_who_is_not_worked_out_in_one_team_has_no_figure_in_the_other() {
    const TEAMS: [&str; 2] = ["R1", "R2"];
    let folder = folder();
    let of_team = |week: &str, team: &str, tier: &str| {
        let own = format!("A1,,PO,North,Tees,{team},20,community,{tier},6,,{week}\n");
        format!("{HEADINGS},week\n{own}B{team},,PO,North,Tees,{team},40,community,high,5,,{week}\n")
    };
    let record = |week: &str, tiers: [&str; 2]| {
        for (team, tier) in TEAMS.iter().zip(tiers) {
            put(&folder, &format!("{team}.csv"), of_team(week, team, tier));
            let run = "--history history.csv --record --keep-going --quiet";
            stdout(&folder, &format!("calc {team}.csv {run}"));
        }
    };
    MONDAYS[5..9].iter().for_each(|week| record(week, ["high", "high"]));
    record(REPORTED, ["hgh", "high"]);
    let history = folder.read("history.csv");
    let sound = "2026-11-16,A1,,PO,North,Tees,R2,6,2880,2400,110,from-2026-01-05,1\n";
    assert!(history.contains("2026-11-16,A1,,PO,North,Tees,R1,,,,") && history.contains(sound), "{history}");
    for run in ["calc", "calc R1.csv R2.csv --keep-going"] {
        let run = format!("{run} --history history.csv");
        let said = folder.shown(&format!("{run} --exit-code"));
        assert!(said.starts_with("exit 1") && said.contains("A1 (over for 4 weeks)"), "{said}");
        let officers = rows(&folder, &run);
        assert_eq!(["standing", "capacity_percent"].map(|column| officers.cell("A1", column)), ["not worked out", ""]);
        assert_eq!(standings(&rows(&folder, &format!("{run} --by team"))), ["not worked out", "not worked out"]);
    }
    // The sound row is there when the other one is mended.
    record(MONDAYS[4], ["high", "high"]);
    assert!(folder.read("history.csv").contains(sound));
    put(&folder, "R1.csv", of_team(REPORTED, "R1", "high"));
    stdout(&folder, "calc R1.csv --history history.csv --record");
    assert!(folder.shown("calc --history history.csv").contains("A1 (6 weeks since 2026-10-12)"));
}

/// The staff list has A1 and B1 in R1 too, of which the second run has no rows.
#[test]
fn a_faulty_row_of_one_team_takes_nothing_from_another_that_the_staff_list_has() {
    let folder = folder().with(
        "staff.csv",
        "officer,grade,region,pdu,team,contracted_hours\nA1,PO,North,Tees,R1,20\nA1,PO,North,Tees,R2,20\nB1,PO,North,Tees,R1,40\n",
    );
    let row = |post: &str, hours: &str, tier: &str| {
        let (officer, team) = post.split_once('@').expect("a team");
        format!("{officer},,PO,North,Tees,{team},{hours},community,{tier},6,,{REPORTED}\n")
    };
    let (alone, faulty) = (row("A1@R1", "20", "high"), row("A1@R2", "20", "hgh"));
    for (rows, faulty) in [
        (&alone, &faulty),
        (&(alone.clone() + &row("B1@R1", "40", "high")), &faulty),
        (&alone, &row("A1@R2", "20h", "high")),
        (&String::new(), &faulty),
    ] {
        let _ = std::fs::remove_file(folder.path().join("history.csv"));
        put(&folder, "one.csv", format!("{HEADINGS},week\n{rows}"));
        put(&folder, "other.csv", format!("{HEADINGS},week\n{faulty}"));
        if !rows.is_empty() {
            stdout(&folder, "calc one.csv --history history.csv --record");
        }
        let before = std::fs::read_to_string(folder.path().join("history.csv")).unwrap_or_default();
        stdout(&folder, "calc other.csv --staff staff.csv --keep-going --history history.csv --record");
        let history = folder.read("history.csv");
        assert!(before.lines().all(|line| history.contains(line)), "{before}{history}");
        // Nothing is said of A1 in the team that is not given.
        let blank: Vec<&str> = history.lines().filter(|line| line.contains("A1,") && line.ends_with(",2")).collect();
        assert!(matches!(blank[..], [row] if row.contains(",R2,,,,")), "{history}");
    }
}

/// X1 is in two teams, and in one week has a faulty row alone, in the other team. By hand: 15 high cases are 7,200 of 5,760 minutes.
#[test]
fn a_team_of_somebody_who_is_not_worked_out_has_no_figure_in_that_week_whoever_has_the_row() {
    let folder = folder().with(
        "staff.csv",
        "officer,grade,region,pdu,team,contracted_hours\nY1,PO,North,Tees,R1,40\nX1,PO,North,Tees,R1,8\nX1,PO,North,Tees,R2,40\n",
    );
    let row = |week: &str, post: &str, cell: &str| {
        let (officer, team) = post.split_once('@').expect("a team");
        format!("{officer},,PO,North,Tees,{team},,community,high,{cell},,{week}\n")
    };
    let mut rows = format!("{HEADINGS},week\n");
    for (number, week) in MONDAYS[6..].iter().enumerate() {
        rows += &row(week, "Y1@R1", "14");
        rows +=
            &if number == 1 { row(week, "X1@R2", "5x") } else { row(week, "X1@R1", "1") + &row(week, "X1@R2", "5") };
    }
    put(&folder, "c.csv", rows);
    let run = "calc c.csv --staff staff.csv --keep-going --by team";
    let of_week = |run: &str, week: &str| {
        let teams = crate::report::rows(&folder, &format!("{run} --week {week}"));
        ["standing", "weeks_over"].map(|column| teams.column(column)[0].to_owned())
    };
    stdout(&folder, &format!("{run} --history history.csv --record"));
    for run in [run, "calc --history history.csv --by team"] {
        assert_eq!(of_week(run, "2026-11-02"), ["not worked out", ""], "{run}");
        assert_eq!(of_week(run, "2026-11-16"), ["possible", "2"], "{run}");
    }
}
