//! `--keep-going`: officers with a faulty row have no figure in that week, and the rest is worked out. Nobody is quietly
//! within, and no run of weeks is quietly ended or kept.

use serde_json::Value;

use super::MONDAYS;
use crate::command::{Folder, shown};
use crate::report::Rows;

const HEADINGS: &str = "officer,name,team,grade,contracted_hours,week,case_type,tier,count\n";

/// A week of an officer in a team: over, or within.
pub(super) fn row(officer: &str, team: &str, week: &str, cases: u8) -> String {
    format!("{officer},,{team},PO,37,{week},community,A3,{cases}\n")
}

/// The last four weeks of an officer: `o` over, `w` within, `x` with a tier that is not known as well, `d` the same with a
/// date that cannot be read, `.` no rows.
pub(super) fn weeks(officer: &str, team: &str, pattern: &str) -> String {
    let mondays = &MONDAYS[MONDAYS.len() - pattern.len()..];
    let rows = |(mark, monday): (char, &&str)| match mark {
        'o' => row(officer, team, monday, 12),
        'w' => row(officer, team, monday, 11),
        'x' => row(officer, team, monday, 12) + &row(officer, team, monday, 1).replace("A3", "Z9"),
        'd' => row(officer, team, monday, 12) + &row(officer, team, "11/18/2026", 1),
        _ => String::new(),
    };
    pattern.chars().zip(mondays).map(rows).collect()
}

pub(super) fn folder(rows: impl AsRef<str>) -> Folder {
    Folder::new().with("c.csv", format!("{HEADINGS}{}", rows.as_ref()))
}

/// The rows of a run that keeps going, with its exit code and what it says.
pub(super) fn kept_going(folder: &Folder, arguments: &str) -> (Rows, Option<i32>, String) {
    let arguments = format!("calc c.csv --keep-going --exit-code --format csv {arguments}");
    let output = folder.run(arguments.split_whitespace());
    assert!(!output.stdout.is_empty(), "{arguments}: {}", shown(&output));
    (Rows::read(&output.stdout), output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
}

/// The summary of a run that keeps going.
fn summary(folder: &Folder, arguments: &str) -> Value {
    crate::report::json(folder, &format!("calc c.csv --keep-going {arguments}"))["summary"].take()
}

/// Who is not worked out in which week, with the number of faults and the line of the first.
fn left_out(folder: &Folder, arguments: &str) -> Vec<String> {
    let summary = summary(folder, arguments);
    let all = summary["not_worked_out"].as_array().expect("a list");
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    all.iter()
        .map(|one| format!("{} {} {} {}", text(&one["officer"]), text(&one["week"]), one["faults"], one["line"]))
        .collect()
}

#[test]
fn whoever_has_a_bad_cell_has_no_figure_and_the_rest_is_worked_out() {
    let folder = folder(weeks("A1", "R1", "oooo") + &weeks("A2", "R1", "ooox") + &weeks("A3", "R2", "wwww"));
    let (rows, code, said) = kept_going(&folder, "--officer A2 --officer A3");
    assert_eq!(rows.column("officer"), ["A2", "A3"]);
    assert_eq!(rows.column("standing"), ["not worked out", "within"]);
    let figures = [
        "cases", "contracted_hours", "reduction_hours", "available_hours", "work_hours", "capacity_percent",
        "weeks_over",
    ];
    assert_eq!(rows.of("A2", figures), [""; 7]);
    assert_eq!(rows.of("A2", ["team", "grade", "previous_percent"]), ["R1", "PO", "113.6"]);
    assert_eq!(code, Some(1), "A2 was over in the week before");
    let refused = folder.run(["calc", "c.csv"]);
    assert_eq!((refused.status.code(), String::from_utf8_lossy(&refused.stderr)), (Some(2), said.into()));
    assert_eq!(left_out(&folder, ""), ["A2 2026-11-16 1 10"]);
    assert!(left_out(&folder, "--officer A3").is_empty());
    let page = crate::report::report(&folder, "calc c.csv --keep-going");
    for words in [
        "R1 A2 - - - - - - - not worked out",
        "No figure over last week, and no figure now: A2 (over for 3 weeks)",
        "Total 2 officers, 1 over, 1 not worked out; 23 cases",
        "Not worked out A2: c.csv:10: the tier `Z9` is not known for community cases",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let markdown = crate::report::report(&folder, "calc c.csv --keep-going --format markdown");
    assert!(markdown.contains("- **Not worked out**: A2: c.csv:10: the tier \\`Z9\\` is not known"), "{markdown}");
}

#[test]
fn the_exit_code_is_1_for_a_breach_else_3_where_somebody_chosen_is_not_worked_out() {
    for (rows, arguments, code) in [
        (weeks("A1", "R1", "oooo") + &weeks("A2", "R1", "wwwx"), "", 1),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "wwwx"), "", 3),
        // Over until last week, and not worked out now.
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "ooox"), "", 1),
        // Not worked out in an earlier week: then it may have been over.
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "woxo"), "", 3),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "ooxo"), "", 1),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "wwxw"), "", 3),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R2", "wwwx"), "--officer A1", 0),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R2", "wwwx"), "--team R1", 0),
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R2", "wwwx"), "--team R2 --only over", 3),
        // A week that is later than the one reported.
        (weeks("A1", "R1", "wwww") + &weeks("A2", "R2", "wwwx"), "--week 2026-11-09", 0),
    ] {
        let folder = folder(&rows);
        let (_, found, said) = kept_going(&folder, arguments);
        assert_eq!(found, Some(code), "{rows}{arguments}: {said}");
        let output = folder.run(format!("calc c.csv --keep-going {arguments}").split_whitespace());
        assert_eq!(output.status.code(), Some(0), "without --exit-code: {}", shown(&output));
    }
}

#[test]
fn a_week_that_is_not_worked_out_is_missing_for_the_officer_and_the_unit() {
    let folder = folder(weeks("A1", "R1", "oooo") + &weeks("A2", "R1", "oxoo"));
    let (rows, ..) = kept_going(&folder, "");
    assert_eq!(rows.of("A1", ["standing", "weeks_over"]), ["excessive", "4"]);
    assert_eq!(rows.of("A2", ["standing", "weeks_over"]), ["possible", "2"]);
    assert_eq!(left_out(&folder, ""), ["A2 2026-11-02 1 8"]);
    let (rows, ..) = kept_going(&folder, "--by team");
    assert_eq!(rows.of("R1", ["standing", "weeks_over", "officers"]), ["possible", "2", "2"]);
    let summary = summary(&folder, "--by team");
    assert_eq!(summary["possible_units"][0]["missing_weeks"][0], "2026-11-02");
    let page = crate::report::report(&folder, "calc c.csv --keep-going");
    assert!(page.contains("Not worked out A2 in the week 2026-11-02: c.csv:8: the tier `Z9`"), "{page}");
}

#[test]
fn a_unit_leaves_them_out_says_how_many_and_is_not_worked_out() {
    let rows = weeks("A1", "R1", "o") + &weeks("A2", "R1", "x") + &weeks("B1", "R2", "w");
    let folder = folder(rows);
    let (rows, ..) = kept_going(&folder, "--by team");
    let columns = ["officers", "over", "cases", "contracted_hours", "capacity_percent", "weeks_over", "standing"];
    assert_eq!(rows.of("R1", columns), ["1", "1", "12", "37.00", "113.6", "", "not worked out"]);
    assert_eq!(rows.of("R2", columns), ["1", "0", "11", "37.00", "104.2", "0", "within"]);
    let json = crate::report::json(&folder, "calc c.csv --keep-going --by team");
    let counts: Vec<_> = json["rows"].as_array().expect("rows").iter().map(|row| &row["not_worked_out"]).collect();
    assert_eq!(counts, [1, 0]);
    let page = crate::report::report(&folder, "calc c.csv --keep-going --by team");
    assert!(page.contains("Not worked out A2: c.csv:4:"), "{page}");
}

/// A row whose date cannot be read may be of any week of its file, and of no other file.
#[test]
fn a_bad_date_touches_every_week_of_its_file() {
    let folder = folder(weeks("A1", "R1", "oooo") + &weeks("A2", "R1", "wwwd"))
        .with("earlier.csv", format!("{HEADINGS}{}", weeks("A2", "R1", "w....")));
    let all = ["A2 2026-11-16 1 10", "A2 2026-11-09 1 10", "A2 2026-11-02 1 10", "A2 2026-10-26 1 10"];
    assert_eq!(left_out(&folder, "earlier.csv"), all);
    let (rows, ..) = kept_going(&folder, "");
    assert_eq!(rows.column("standing"), ["excessive", "not worked out"]);
    // Nothing says which weeks a file has in which no date can be read.
    let folder =
        self::folder(row("A1", "R1", "11/18/2026", 1)).with("d.csv", format!("{HEADINGS}{}", weeks("B1", "", "o")));
    let said = crate::report::faults(&folder, "calc c.csv d.csv --keep-going");
    assert!(said.starts_with("c.csv: no row has a date that can be read\nc.csv:2: `week` is `11/18/2026`"), "{said}");
}

#[test]
fn rows_that_disagree_are_faults_of_their_officer_in_that_week() {
    let other_hours = |week: &str| row("A2", "R1", week, 1).replace(",37,", ",30,");
    let rows = weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "wwww");
    for (more, lines) in [
        (other_hours("2026-11-16"), vec!["A2 2026-11-16 1 10"]),
        (other_hours("2026-11-02"), vec!["A2 2026-11-02 1 10"]),
        (other_hours("2026-11-02") + &other_hours("2026-11-16"), vec!["A2 2026-11-16 1 11", "A2 2026-11-02 1 10"]),
        (row("A2", "R1", "2026-11-16", 1).replace("PO", "PSO"), vec!["A2 2026-11-16 1 10"]),
        (row("A2", "R1", "2026-11-16", 1).replace("A2,", "A2,Amy"), vec![]),
        (
            row("A2", "R1", "2026-11-16", 1).replace("A2,", "A2,Amy")
                + &row("A2", "R1", "2026-11-16", 1).replace("A2,", "A2,Bob"),
            vec!["A2 2026-11-16 1 11"],
        ),
        // Two faults in one row.
        (row("A2", "R1", "2026-11-16", 1).replace("PO,37", "PX,x"), vec!["A2 2026-11-16 2 10"]),
    ] {
        let folder = folder(format!("{rows}{more}"));
        assert_eq!(left_out(&folder, ""), lines, "{more}");
    }
}

#[test]
fn an_officer_known_by_faulty_rows_alone_is_listed() {
    let bad = |cell: &str, to: &str| row("A2", "R1", "2026-11-16", 1).replacen(cell, to, 1);
    let others = weeks("A1", "R1", "w") + &weeks("B1", "R2", "w");
    for (row, unit) in [
        (bad("A3", "Z9"), "R1"),
        (bad(",37,", ",x,"), "R1"),
        (bad("PO", "Pope"), "R1"),
        (bad("2026-11-16", "soon"), "R1"),
        (bad("R1", "NULL"), ""),
    ] {
        let folder = folder(format!("{others}{row}"));
        let (rows, code, said) = kept_going(&folder, "");
        assert_eq!(rows.of("A2", ["team", "standing"]), [unit, "not worked out"], "{row}{said}");
        assert_eq!(code, Some(3));
        let (rows, ..) = kept_going(&folder, "--by team");
        let standing = if unit.is_empty() { "within" } else { "not worked out" };
        assert_eq!([rows.cell("R1", "standing"), rows.cell("R2", "standing")], [standing, "within"], "{row}");
    }
    // The week of a faulty row is the latest, even where no row of it can be read.
    let folder = folder(others + &bad("2026-11-16", "2026-11-23").replace(",37,", ",x,"));
    let (rows, ..) = kept_going(&folder, "");
    assert_eq!([rows.column("week"), rows.column("standing")], [["2026-11-23"], ["not worked out"]]);
}

/// A row that does not say the team of its officer may be of the team that is asked for.
#[test]
fn whoever_was_in_the_team_does_not_vanish_from_it_with_their_team() {
    let rows = weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "www.") + &row("A2", "N/A", "2026-11-16", 12);
    let folder = folder(rows + &weeks("B1", "R2", "wwww"));
    let (rows, code, _) = kept_going(&folder, "--team R1");
    assert_eq!((rows.column("officer"), code), (vec!["A2", "A1"], Some(3)));
    assert_eq!(left_out(&folder, "--team R1"), ["A2 2026-11-16 1 9"]);
    let (rows, code, _) = kept_going(&folder, "--team R2");
    assert_eq!((rows.column("officer"), code), (vec!["B1"], Some(0)));
}

#[test]
fn rows_without_an_officer_are_counted_and_make_their_unit_incomplete() {
    let nobody = row("", "R1", "2026-11-16", 3);
    for (bad, first) in [
        (nobody.replace("A3", "Z9"), "- 2026-11-16 1 5"),
        (nobody.replace("A3", "Z9").repeat(3), "- 2026-11-16 3 5"),
        (row("NULL", "R1", "2026-11-16", 3), "- 2026-11-16 1 5"),
        (row("", "R1", "soon", 3), "- 2026-11-16 1 5"),
    ] {
        let folder = folder(weeks("A1", "R1", "w") + &weeks("B1", "R2", "w") + &nobody + &bad);
        assert_eq!(left_out(&folder, ""), [first], "{bad}");
        let (rows, code, _) = kept_going(&folder, "--by team");
        assert_eq!([rows.cell("R1", "standing"), rows.cell("R2", "standing")], ["not worked out", "within"], "{bad}");
        assert_eq!(code, Some(3));
        let (rows, ..) = kept_going(&folder, "");
        assert_eq!(rows.column("standing"), ["within", "within"], "{bad}");
        assert_eq!(kept_going(&folder, "--team R2").1, Some(0));
        let page = crate::report::report(&folder, "calc c.csv --keep-going");
        assert!(page.contains("Not worked out rows without an officer in R1: c.csv:5: "), "{page}");
    }
}

#[test]
fn faulty_rows_of_lists_are_of_the_officer_whom_they_name() {
    let rows = weeks("A1", "R1", "wwww") + &weeks("A2", "R1", "wwww");
    let all = |line: u8| MONDAYS[5..].iter().rev().map(|week| format!("A2 {week} 1 {line}")).collect::<Vec<_>>();
    let last = |line: u8| vec![format!("A2 2026-11-16 1 {line}")];
    let reductions = "officer,reason,hours,from,to\n";
    for (list, text, expected) in [
        ("--staff", "officer,contracted_hours\nA1,37\nA2,x\n", all(3)),
        ("--reductions", &format!("{reductions}A2,,x,2026-11-16,\n"), last(2)),
        ("--reductions", &format!("{reductions}A2,,x,2026-10-26,2026-11-01\n"), vec!["A2 2026-10-26 1 2".to_owned()]),
        ("--reductions", &format!("{reductions}A2,,5,someday,\n"), all(2)),
        ("--reductions", &format!("{reductions}A2,,5,2026-11-16,someday\n"), last(2)),
        ("--reductions", &format!("{reductions}A2,,5,2026-11-16,2026-11-15\n"), all(2)),
        ("--reductions", &format!("{reductions}A2,,40,2026-11-16,\n"), last(2)),
        ("--reductions", &format!("{reductions}A2,,4,2026-11-16,\nA2,,4,2026-11-16,\n"), last(3)),
        ("--reductions", &format!("{reductions}Z1,,x,2026-11-16,\n"), vec![]),
    ] {
        let folder = folder(&rows).with("list.csv", text);
        assert_eq!(left_out(&folder, &format!("{list} list.csv")), expected, "{text}");
    }
    // Reductions that change soon are said, without a capacity.
    let folder = folder(weeks("A1", "R1", "x")).with("list.csv", format!("{reductions}A1,,4,2026-11-20,\n"));
    let page = crate::report::report(&folder, "calc c.csv --keep-going --reductions list.csv");
    assert!(page.contains("for A1 starts 2026-11-20: 4 h a week; capacity not worked out"), "{page}");
    // A list that says something else than the caseload.
    let folder = self::folder(&rows).with("list.csv", "officer,contracted_hours\nA2,30\n");
    assert_eq!(left_out(&folder, "--staff list.csv")[0], "A2 2026-11-16 1 2");
    // Whoever the staff list alone has.
    let folder = self::folder(&rows).with("list.csv", "officer,contracted_hours\nA1,37\nC1,x\n");
    let (found, ..) = kept_going(&folder, "--staff list.csv");
    assert_eq!(found.cell("C1", "standing"), "not worked out");
    // Where nobody is named, anyone may be meant.
    for (list, text) in [
        ("--staff", "officer,contracted_hours\n,37\n"),
        ("--staff", "officer,contracted_hours\nNULL,37\n"),
        ("--reductions", &format!("{reductions},,5,2026-11-16,\n")),
    ] {
        let folder = self::folder(&rows).with("list.csv", text);
        crate::report::faults(&folder, &format!("calc c.csv --keep-going {list} list.csv"));
    }
}

#[test]
fn what_is_not_of_one_row_stops_everything() {
    let sound = weeks("A1", "R1", "ww");
    for (caseload, arguments) in [
        (format!("officer,team\n{sound}"), ""),
        (format!("{HEADINGS}{sound}A2,,R1\n"), ""),
        (format!("{HEADINGS}{sound}\"A2,,R1,PO,37,2026-11-16,community,A3,1\n"), ""),
        (format!("{HEADINGS}{sound}A2,,R1,PO,37,2026-11-16,commu\0nity,A3,1\n"), ""),
        (format!("{HEADINGS}{sound}"), "gone.csv"),
        (format!("{HEADINGS}{sound}"), "again.csv"),
        (format!("{HEADINGS}{sound}"), "--weights later.toml"),
        (format!("{HEADINGS}{sound}"), "--week 2026-01-05"),
        (format!("{HEADINGS}{sound}"), "--weights gone.toml"),
    ] {
        let folder = Folder::new()
            .with("c.csv", &caseload)
            .with("again.csv", format!("{HEADINGS}{}", row("A1", "R1", "2026-11-16", 1)))
            .with("later.toml", "version = \"v\"\nextends = \"hmpps-2021\"\nfrom = 2026-11-16\n");
        crate::report::faults(&folder, &format!("calc c.csv --keep-going {arguments}"));
    }
    // The fault that stops it comes first, however many rows are faulty.
    let bad = row("A2", "R1", "2026-11-16", 1).replace("A3", "Z9").repeat(30);
    let folder = folder(format!("{bad}A2,,R1\n"));
    let said = crate::report::faults(&folder, "calc c.csv --keep-going");
    assert!(said.starts_with("c.csv:32: the row has 3 cells"), "{said}");
}

/// A report in a file of its own, as it is often sent after the cases, does not set those aside when a row of it is faulty.
#[test]
fn a_faulty_row_moves_no_snapshot() {
    let headings = "officer,team,contracted_hours,week,case_type,tier,count,task\n";
    let cases = "A1,R1,37,2026-11-16,community,A3,12,\nA2,R1,37,2026-11-16,community,A3,12,\n";
    let tasks = "A1,R1,37,2026-11-18,,,,parole_report\nA2,R1,37,2026-11-18,,,,parole\n";
    let folder = Folder::new().with("c.csv", format!("{headings}{cases}{tasks}"));
    let (rows, ..) = kept_going(&folder, "");
    assert_eq!(rows.of("A1", ["cases", "capacity_percent"]), ["12", "119.1"]);
    assert_eq!(rows.cell("A2", "standing"), "not worked out");
}

/// The weeks of everyone together: such a week has a number and no bar, and the page draws a gap.
#[test]
fn a_week_that_is_not_worked_out_is_seen_as_a_gap() {
    let folder = folder(weeks("A1", "R1", "oooo") + &weeks("A2", "R1", "oxoo"));
    let trend = crate::report::report(&folder, "trend c.csv --keep-going");
    let week = trend.split("2026-11-02").nth(1).expect("the week").split("2026-11-09").next().expect("the next");
    assert!(trend.contains("Not worked out") && !week.contains('█'), "{trend}");
    folder.run("report c.csv --keep-going --output page.html".split_whitespace());
    let page = folder.read("page.html");
    assert!(page.contains("3 weeks with a figure"), "the week is a gap of the chart");
}
