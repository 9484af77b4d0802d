//! Ten weekly runs over ten files of one week say in every week what one run over one file of ten weeks says.

use super::{HEADINGS, MONDAYS, REPORTED, folder, put, refused, stdout, weights};
use crate::command::{Folder, shown};

/// Ten weeks of officers, `o` over, `w` at 110 % exactly, `n` without hours, `.` without rows. The fourth week is missing
/// whole. Behind each, its weeks over and its standing in the last week, by hand.
const OFFICERS: [(&str, &str, &str, &str, &str); 9] = [
    ("A1", "PO", "ooo.oooooo", "6", "excessive"),
    // One week missing of the four.
    ("A2", "PO", "oow.ooo.oo", "2", "possible"),
    ("A3", "PSO", "ooo.ooooow", "0", "within"),
    ("A4", "PSO", "wwo.wwwooo", "3", "over"),
    // Five weeks missing side by side are an absence.
    ("A5", "PO", "ooo.....oo", "2", "over"),
    // A week without hours has no figure.
    ("A6", "PO", "www.oonooo", "3", "possible"),
    // Nothing is missing before the first figure.
    ("A7", "PSO", ".......ooo", "3", "over"),
    // Two posts, each with half of the work.
    ("A8", "PO", "www.oooooo", "6", "excessive"),
    ("S1", "SPO", "nnn.nnnnnn", "0", "no hours"),
];

/// The rows of a week under [`HEADINGS`], each without its line end.
fn rows(week: usize) -> Vec<String> {
    let mut rows: Vec<String> = OFFICERS.iter().flat_map(|officer| officer_rows(week, officer)).collect();
    if !rows.is_empty() {
        // Work that nobody holds makes R1 excessive as a whole, which none of its officers need be.
        rows.push(format!(",,,North,Tees,R1,,community,high,{},", 4 + week % 3));
        rows.push(",,,,,R2,,community,low,1,".to_owned());
    }
    rows
}

fn officer_rows(week: usize, officer: &(&str, &str, &str, &str, &str)) -> Vec<String> {
    let (officer, grade, pattern, ..) = officer;
    let (hours, count) = match pattern.as_bytes()[week] {
        b'o' => ("40", 12),
        b'w' => ("40", 11),
        b'n' if *grade == "SPO" => ("", 5),
        b'n' => ("0", 12),
        _ => return Vec::new(),
    };
    match *officer {
        "A8" => ["North,Tees,R1", "North,Tees,R2"]
            .map(|unit| format!("A8,Wyn Ash,PO,{unit},20,community,high,{},", count / 2))
            .into_iter()
            .chain((count % 2 == 1).then(|| "A8,Wyn Ash,PO,North,Tees,R2,20,community,high,1,".to_owned()))
            .collect(),
        // A2 moves to another team, PDU and region, and takes another name.
        "A2" if week >= 6 => vec![format!("A2,Ida Moss,{grade},South,Wear,R3,{hours},community,high,{count},")],
        "A2" => vec![format!("A2,Ida Hart,{grade},North,Tees,R1,{hours},community,high,{count},")],
        "A3" | "A4" => vec![format!("{officer},,{grade},North,Tees,R2,{hours},community,high,{count},")],
        // Half of the cases on a row that leaves everything else blank.
        "A5" => vec![
            format!("A5,,{grade},North,Tees,R1,{hours},community,high,{},", count - 6),
            "A5,,,,,,,community,high,6,".to_owned(),
        ],
        _ => vec![format!("{officer},,{grade},North,Tees,R1,{hours},community,high,{count},")],
    }
}

/// Weekly files, which their names date, and `ten.csv` with the same rows and a `week` column.
pub(super) fn ten_weeks(mut folder: Folder) -> Folder {
    let mut ten = format!("{HEADINGS},week\n");
    for week in weeks_with_rows() {
        let (monday, rows) = (MONDAYS[week], rows(week));
        folder = folder.with(&format!("caseload-{monday}.csv"), format!("{HEADINGS}\n{}\n", rows.join("\n")));
        ten.extend(rows.iter().map(|row| format!("{row},{monday}\n")));
    }
    folder.with("ten.csv", ten)
}

pub(super) fn weeks_with_rows() -> impl DoubleEndedIterator<Item = usize> {
    (0..MONDAYS.len()).filter(|week| !rows(*week).is_empty())
}

/// What one run over ten weeks says of a week.
pub(super) fn at_once(folder: &Folder, monday: &str, options: &str) -> String {
    stdout(folder, &format!("calc ten.csv --week {monday} {options}"))
}

/// What a run over the file of that week says, with the history.
fn weekly(folder: &Folder, monday: &str, options: &str) -> String {
    stdout(folder, &format!("calc caseload-{monday}.csv --history history.csv {options}"))
}

/// Records every week in turn, and holds each run against one run over all weeks.
fn hold_weekly_runs_against_one(folder: &Folder, options: &str, units: &[&str]) {
    for monday in weeks_with_rows().map(|week| MONDAYS[week]) {
        for (run, by) in units.iter().enumerate() {
            let record = if run == 0 { "--record" } else { "" };
            let asked = format!("--by {by} --format json {options}");
            let (once, weekly) =
                (at_once(folder, monday, &asked), weekly(folder, monday, &format!("{asked} {record}")));
            assert_eq!(weekly, once, "{monday} {asked}");
        }
    }
}

#[test]
fn ten_weekly_runs_say_in_every_week_what_one_run_over_ten_weeks_says() {
    let folder = ten_weeks(folder());
    hold_weekly_runs_against_one(&folder, "", &["officer", "team", "pdu", "region", "grade", "all"]);

    // What they say is also what it should be.
    let report: serde_json::Value =
        serde_json::from_str(&weekly(&folder, REPORTED, "--format json")).expect("a report is JSON");
    for (officer, _, _, weeks_over, standing) in OFFICERS {
        let rows = report["rows"].as_array().expect("rows").iter();
        let row = rows.clone().find(|row| row["officer"] == officer).expect("every officer has a row");
        let found = [row["weeks_over"].to_string(), row["standing"].as_str().expect("a word").to_owned()];
        assert_eq!(found, [weeks_over, standing], "{officer}");
    }
}

#[test]
fn later_weeks_of_a_history_are_as_if_not_yet_written() {
    let folder = ten_weeks(folder());
    let weeks: Vec<&str> = weeks_with_rows().map(|week| MONDAYS[week]).collect();
    let then: Vec<String> = weeks.iter().map(|monday| weekly(&folder, monday, "--record --format json")).collect();
    for (monday, then) in weeks.iter().zip(&then) {
        assert_eq!(weekly(&folder, monday, "--format json"), *then, "{monday}");
        // The same when the caseload has the later weeks as well.
        let arguments = format!("calc ten.csv --history history.csv --week {monday} --format json");
        assert_eq!(stdout(&folder, &arguments), *then, "{monday}");
    }
}

#[test]
fn all_formats_say_the_same_as_one_run() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    for format in ["table", "csv", "markdown"] {
        let options = format!("--format {format}");
        assert_eq!(weekly(&folder, REPORTED, &options), at_once(&folder, REPORTED, &options), "{format}");
    }
}

#[test]
fn each_week_keeps_the_weights_and_the_limit_it_was_recorded_with() {
    // Ten high cases are 100 %, so a limit of 90 makes everybody over and one of 115 makes 110 % exactly be within.
    let (first, second, third) =
        (weights("2026-01-05", "110"), weights("2026-10-12", "90"), weights("2026-11-02", "115"));
    // The same grades in another order: what a grade was called is kept, and not where it stood.
    let second = second.replace("[grades.PO]\ncontracted_hours = 40\n", "") + "[grades.PO]\ncontracted_hours = 40\n";
    let folder = ten_weeks(Folder::new())
        .with("1.toml", first)
        .with("2.toml", second)
        .with("3.toml", third.replace("weeks = 4", "weeks = 3"));
    let all = "--weights 1.toml --weights 2.toml --weights 3.toml";
    hold_weekly_runs_against_one(&folder, all, &["officer", "team", "grade", "all"]);

    // A weekly run needs the weights of its own week alone.
    let ledger = folder.read("history.csv");
    put(&folder, "history.csv", super::LEDGER);
    for monday in weeks_with_rows().map(|week| MONDAYS[week]) {
        let own = if monday < "2026-10-12" {
            "1.toml"
        } else if monday < "2026-11-02" {
            "2.toml"
        } else {
            "3.toml"
        };
        let asked = format!("--weights {own} --record --format json");
        let expected = at_once(&folder, monday, &format!("{all} --format json"));
        assert_eq!(weekly(&folder, monday, &asked), expected, "{monday}");
    }
    assert_eq!(folder.read("history.csv"), ledger);
}

#[test]
fn filters_choose_in_a_history_whom_they_choose_in_a_caseload() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    let filters = [
        vec!["--grade", "PO"],
        vec!["--team", "R1"],
        vec!["--team", "r3", "--by", "pdu"],
        vec!["--region", "North", "--by", "all"],
        vec!["--pdu", "Tees", "--grade", "PSO", "--by", "team"],
        vec!["--officer", "A2"],
        vec!["--officer", "Ida Moss"],
        // A name that the officer has in earlier weeks alone.
        vec!["--officer", "Ida Hart", "--officer", "A1", "--by", "grade"],
        vec!["--only", "excessive", "--sort", "capacity"],
    ];
    for filter in filters {
        for monday in [MONDAYS[6], REPORTED] {
            let with = |start: &[&str]| {
                let output = folder.run(start.iter().chain(&filter).chain(&["--format", "json"]));
                assert!(output.status.success(), "{filter:?}: {}", shown(&output));
                String::from_utf8_lossy(&output.stdout).into_owned()
            };
            let weekly = with(&["calc", &format!("caseload-{monday}.csv"), "--history", "history.csv"]);
            assert_eq!(weekly, with(&["calc", "ten.csv", "--week", monday]), "{filter:?} {monday}");
        }
    }
}

#[test]
fn what_is_shown_does_not_choose_what_is_recorded() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    for options in ["--team R2", "--officer A1 --by all", "--only excessive", "--week 2026-10-26"] {
        stdout(&folder, &format!("calc ten.csv --history other.csv --record {options}"));
        assert_eq!(folder.read("other.csv"), folder.read("history.csv"), "{options}");
        std::fs::remove_file(folder.path().join("other.csv")).expect("it is there");
    }
}

#[test]
fn staff_lists_and_reductions_hold_in_weekly_runs_as_in_one() {
    // A5 is not in the caseload for five weeks, but in the list all the time; A9 is in the list alone. The reduction makes
    // A3 and A4, at 110 % of 40 hours, over as long as it lasts.
    let staff = "officer,name,grade,team,contracted_hours\nA5,Lowri Penn,PO,,40\nA9,Gil Oakes,PSO,R2,20\n";
    let reductions = "officer,reason,hours,from,to\nA3,,2,2026-09-21,2026-11-16\nA4,,2,2026-10-12,2026-10-20\n";
    let folder = ten_weeks(folder()).with("staff.csv", staff).with("reductions.csv", reductions);
    hold_weekly_runs_against_one(&folder, "--staff staff.csv --reductions reductions.csv", &["officer", "team"]);
    let rows = folder.read("history.csv");
    assert!(rows.contains("2026-11-16,A9,Gil Oakes,PSO,North,Tees,R2,,,2400,110,from-2026-01-05,1\n"), "{rows}");
}

#[test]
fn weekly_runs_name_the_officers_of_a_unit_in_the_order_of_one_run() {
    let row = |officer, monday| format!("{officer},,PO,North,Tees,R1,40,community,high,12,,{monday}\n");
    let (mut earlier, mut later) = (format!("{HEADINGS},week\n"), format!("{HEADINGS},week\n"));
    for monday in &MONDAYS[6..9] {
        earlier += &(row("A2", monday) + &row("A1", monday));
    }
    later += &(row("A1", &REPORTED) + &row("A2", &REPORTED));
    let folder = folder().with("earlier.csv", earlier).with("later.csv", later);
    stdout(&folder, "calc earlier.csv --history history.csv --record");
    let weekly = stdout(&folder, "calc later.csv --history history.csv --by all");
    assert_eq!(weekly, stdout(&folder, "calc earlier.csv later.csv --by all"));
}

#[test]
fn weekly_runs_need_no_adjacent_files_to_be_judged() {
    // Only the last four weeks: three of them from the history, which a week not recorded leaves a gap in.
    let folder = ten_weeks(folder());
    for monday in [MONDAYS[6], MONDAYS[8]] {
        weekly(&folder, monday, "--record");
    }
    let report: serde_json::Value =
        serde_json::from_str(&weekly(&folder, REPORTED, "--format json --officer A1")).expect("a report is JSON");
    assert_eq!(report["rows"][0]["standing"], "possible");
    assert_eq!(report["rows"][0]["missing_weeks"], serde_json::json!([MONDAYS[7]]));
}

#[test]
fn a_history_that_is_not_there_is_a_fault_and_says_what_begins_one() {
    let folder = ten_weeks(folder());
    let said = refused(&folder, &format!("calc caseload-{REPORTED}.csv --history history.csv"));
    assert_eq!(said, "history.csv: there is no such file\n  hint: `wmt calc --record` begins a new history\n");
}

#[test]
fn teams_of_one_name_in_two_pdus_are_recorded_side_by_side() {
    let headings = "week,pdu,team,officer,grade,case_type,tier,count\n";
    let folder = Folder::new()
        .with(
            "p2.csv",
            format!("{headings}2026-11-16,P2,Team 1,B1,PO,community,A3,12\n2026-11-16,P2,Team 1,,,community,A3,7\n"),
        )
        .with("p1.csv", format!("{headings}2026-11-16,P1,Team 1,A1,PO,community,A3,5\n"));
    for file in ["p2.csv", "p1.csv"] {
        let said = folder.shown(&format!("calc {file} --history h.csv --record --format csv"));
        assert!(said.starts_with("exit 0"), "{said}");
    }
    let recorded = std::fs::read_to_string(folder.path().join("h.csv")).expect("a history");
    assert_eq!([",A1,", ",B1,", ",P2,Team 1,"].map(|part| recorded.matches(part).count()), [1, 1, 2], "{recorded}");
}

#[test]
fn weeks_recorded_with_weights_that_no_longer_held_are_warned_of() {
    let weights =
        |version: &str, from: &str| format!("extends = \"hmpps-2021\"\nversion = \"{version}\"\nfrom = {from}\n");
    let of = |week: &str| format!("week,officer,grade,case_type,tier,count\n{week},A1,PO,community,A3,8\n");
    let weeks = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];
    let folder =
        Folder::new().with("w1.toml", weights("one", "2026-01-05")).with("w2.toml", weights("two", "2026-11-02"));
    let folder = weeks.iter().fold(folder, |folder, week| folder.with(&format!("c-{week}.csv"), of(week)));
    let record = |week: &str, weights: &str| {
        folder.shown(&format!("calc c-{week}.csv --history h.csv --record --quiet --exit-code {weights}"))
    };
    // The second file came late.
    for week in &weeks[..3] {
        assert!(record(week, "--weights w1.toml").starts_with("exit 0"));
    }
    let both = "--weights w1.toml --weights w2.toml";
    let said = record(weeks[3], both);
    let expected = "warning: the weeks 2026-11-02, 2026-11-09 are recorded with the weights `one`, but by the files given the weights \
                    `two` hold in them; record them again (weights-change)";
    assert!(said.starts_with("exit 3") && said.contains(expected), "{said}");
    let checked = folder.shown(&format!("check c-2026-11-16.csv --history h.csv {both} --only weights-change"));
    assert!(
        checked.contains("0 faults, 1 warning, 0 notes") || checked.contains("0 faults, 1 warning, 1 note"),
        "{checked}"
    );
    // Recorded again, they are as they should be; and nobody knows of other weights that once held.
    for week in &weeks[1..3] {
        record(week, both);
    }
    assert!(record(weeks[3], both).starts_with("exit 0"));
    let third = folder.with("w3.toml", weights("three", "2026-01-05"));
    let said = third.shown("calc c-2026-11-16.csv --history h.csv --quiet --exit-code --weights w3.toml");
    assert!(said.starts_with("exit 0"), "{said}");
}

#[test]
fn work_without_a_team_is_recorded_for_each_pdu() {
    let headings = "week,pdu,team,officer,grade,case_type,tier,count\n";
    let of = |pdu: &str, officer: &str| {
        format!("{headings}2026-11-16,{pdu},,{officer},PO,community,A3,5\n2026-11-16,{pdu},,,,community,A3,40\n")
    };
    let folder = Folder::new().with("west.csv", of("West", "A1")).with("east.csv", of("East", "B1"));
    for file in ["west.csv", "east.csv", "west.csv"] {
        let said = folder.shown(&format!("calc {file} --history h.csv --record --format csv"));
        assert!(said.starts_with("exit 0"), "{said}");
    }
    let recorded = std::fs::read_to_string(folder.path().join("h.csv")).expect("a history");
    assert_eq!([",A1,", ",B1,", ",40,"].map(|part| recorded.matches(part).count()), [1, 1, 2], "{recorded}");
}

#[test]
fn a_caseload_of_months_before_its_history_is_warned_of_unless_it_is_named_or_asked_for() {
    let of =
        |date: &str, count: u32| format!("{HEADINGS},week\nA1,,PO,North,Tees,R1,40,community,high,{count},,{date}\n");
    let folder = folder().with("c.csv", of("02/11/2026", 12));
    stdout(&folder, "calc c.csv --history history.csv --record");
    // The 9 November, as Americans write it.
    let folder = folder.with("c.csv", of("11/09/2026", 12)).with("c-2026-09-11.csv", of("11/09/2026", 12));
    let said = folder.shown("calc c.csv --history history.csv --quiet");
    let expected = "c.csv:2: warning: the week 2026-09-07 is reported, and the history has weeks up to 2026-11-02, 8 weeks \
                    later; are the dates right? --week chooses the week to report (far-week)\n";
    assert!(said.ends_with(expected), "{said}");
    for arguments in ["c.csv --week 2026-09-07", "c-2026-09-11.csv"] {
        let said = folder.shown(&format!("calc {arguments} --history history.csv --quiet"));
        assert!(said.ends_with("--- standard error\n"), "{said}");
    }
}
