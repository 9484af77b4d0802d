//! `wmt trend`, and a history without a caseload: of every week they say what `calc` says of it.

use std::collections::BTreeMap;

use super::weekly::{at_once, ten_weeks, weeks_with_rows};
use super::{HEADINGS, LEDGER, MONDAYS, folder, put, refused, stdout, weights};
use crate::command::{Folder, shown};
use crate::report::rows;

const UNITS: [&str; 6] = ["officer", "team", "pdu", "region", "grade", "all"];

/// The Mondays with rows.
fn mondays() -> impl Iterator<Item = &'static str> {
    weeks_with_rows().map(|week| MONDAYS[week])
}

/// The rows that `calc` gives for each of the weeks, under the headings of one report.
fn of_each_week(mondays: impl Iterator<Item = &'static str>, calc: impl Fn(&str) -> String) -> String {
    let mut all = String::new();
    for report in mondays.map(calc) {
        let (headings, rows) = report.split_once('\n').expect("headings");
        if all.is_empty() {
            all = format!("{headings}\n");
        }
        all.push_str(rows);
    }
    all
}

/// A CSV report as one of a history, which does not keep contracted hours and reductions.
fn without_hours(csv: &str) -> String {
    let mut rows = csv.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let headings = rows.next().expect("headings");
    let is_kept = |at: usize| !["contracted_hours", "reduction_hours"].contains(&headings[at]);
    let blanked = rows.map(|row| {
        let cells = row.iter().enumerate().map(|(at, cell)| if is_kept(at) { *cell } else { "" });
        cells.collect::<Vec<_>>().join(",")
    });
    std::iter::once(headings.join(",")).chain(blanked).map(|row| row + "\n").collect()
}

/// Holds the trend of the ten weeks, from a caseload and from a history, against `calc` for each of them.
fn hold_against_calc(folder: &Folder, units: &[&str], options: &str) {
    let recorded = format!("calc ten.csv --history history.csv --record {}", options.replace("--only over", ""));
    stdout(folder, &recorded);
    for by in units {
        let asked = format!("--by {by} --format csv {options}");
        let expected = of_each_week(mondays(), |monday| at_once(folder, monday, &asked));
        assert_eq!(stdout(folder, &format!("trend ten.csv {asked}")), expected, "{asked}");
        let alone = asked.replace("--staff staff.csv", "");
        let of_history = without_hours(&expected);
        assert_eq!(stdout(folder, &format!("trend --history history.csv {alone}")), of_history, "{alone}");
        let calc = |monday: &str| stdout(folder, &format!("calc --history history.csv --week {monday} {alone}"));
        assert_eq!(of_each_week(mondays(), calc), of_history, "{alone}");
    }
}

#[test]
fn the_rows_of_a_trend_are_those_of_calc_for_each_week() {
    hold_against_calc(&ten_weeks(folder()), &UNITS, "");
    for options in ["--team R1", "--grade PSO", "--officer A1 --officer A2", "--only over"] {
        hold_against_calc(&ten_weeks(folder()), &["officer", "team"], options);
    }
}

#[test]
fn each_week_of_a_trend_has_its_own_weights_and_limit() {
    // The same grades in another order: what a grade was called is kept, and not where it stood.
    let second = weights("2026-10-12", "90");
    let second = second.replace("[grades.PO]\ncontracted_hours = 40\n", "") + "[grades.PO]\ncontracted_hours = 40\n";
    let folder = ten_weeks(Folder::new())
        .with("1.toml", weights("2026-01-05", "110"))
        .with("2.toml", second)
        .with("3.toml", weights("2026-11-02", "115").replace("weeks = 4", "weeks = 3"));
    hold_against_calc(&folder, &UNITS, "--weights 1.toml --weights 2.toml --weights 3.toml");
    // All that the weeks shown are worked out with, also before the weeks of the rule.
    let page = stdout(&folder, "trend ten.csv --weights 1.toml --weights 2.toml --weights 3.toml");
    let said = "Weights    earlier weeks are worked out with from-2026-01-05, from-2026-10-12";
    assert!(page.contains(said), "{page}");
}

/// Also of units in which nobody holds some of the work, and none where the week before has no row.
#[test]
fn the_week_before_has_the_capacity_of_its_own_row() {
    let folder = ten_weeks(folder());
    for by in UNITS {
        let rows = rows(&folder, &format!("trend ten.csv --by {by}"));
        // Everyone is one unit, which has no name; all its weeks have the same weights.
        let units = rows.column(if by == "all" { "weights" } else { by });
        let weeks = rows.column("week").into_iter().zip(units);
        let capacities: BTreeMap<_, _> = weeks.clone().zip(rows.column("capacity_percent")).collect();
        let before = |week: &str| MONDAYS.windows(2).find(|weeks| weeks[1] == week).map_or("", |weeks| weeks[0]);
        let of_before = weeks.map(|(week, unit)| capacities.get(&(before(week), unit)).copied().unwrap_or_default());
        assert_eq!(rows.column("previous_percent"), of_before.collect::<Vec<_>>(), "{by}");
    }
}

/// A post of the staff list that has rows for the first time makes gaps of the weeks before, from that week on.
#[test]
fn a_post_that_has_rows_late_changes_no_week_before_it() {
    let staff = "officer,grade,region,pdu,team,contracted_hours\nA1,PO,North,Tees,R1,\nA7,PSO,North,Tees,R1,\nB9,PO,North,Tees,R2,40\n";
    hold_against_calc(&ten_weeks(folder()).with("staff.csv", staff), &UNITS, "--staff staff.csv");
}

#[test]
fn a_trend_of_a_caseload_and_a_history_takes_each_week_from_where_it_is() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    for by in UNITS {
        let asked = format!("--by {by} --format csv");
        let (last, earlier) = (MONDAYS[9], mondays().filter(|monday| *monday != MONDAYS[9]));
        let earlier = of_each_week(earlier, |monday| at_once(&folder, monday, &asked));
        let now = at_once(&folder, last, &asked);
        let expected = without_hours(&earlier) + now.split_once('\n').expect("headings").1;
        let trend = stdout(&folder, &format!("trend caseload-{last}.csv --history history.csv {asked}"));
        assert_eq!(trend, expected, "{by}");
    }
}

#[test]
fn a_week_that_the_history_alone_has_is_reported_beside_a_caseload_too() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    let (last, before) = (MONDAYS[9], MONDAYS[8]);
    for command in ["calc --by officer", "calc --by all", "trend --by team"] {
        let asked = format!("{command} --history history.csv --week {before} --format csv");
        assert_eq!(stdout(&folder, &format!("{asked} caseload-{last}.csv")), stdout(&folder, &asked), "{command}");
    }
    let page = format!("report caseload-{last}.csv --history history.csv --week {before} --output page.html");
    stdout(&folder, &page);
    assert!(folder.read("page.html").contains(&format!("Workload: Everyone, week of {before}")));
    // What needs the cases of a week needs its caseload.
    let said = refused(&folder, &format!("staffing caseload-{last}.csv --history history.csv --week {before}"));
    assert_eq!(
        said,
        format!(
            "--week: the caseload has no rows in the week {before}, which the history alone has\n  hint: calc, trend and \
             report show it as it was recorded\n"
        )
    );
}

#[test]
fn as_many_weeks_are_shown_as_are_asked_for_and_gaps_count() {
    let folder = ten_weeks(folder());
    // The fourth week is missing whole.
    for (options, first, count) in
        [("--weeks 1", 9, 1), ("--weeks 7", 4, 6), ("--weeks 8", 2, 7), ("--weeks 5300", 0, 9)]
    {
        let csv = stdout(&folder, &format!("trend ten.csv --format csv {options}"));
        let weeks: Vec<&str> = csv.lines().skip(1).map(|row| &row[..10]).collect();
        assert_eq!((weeks[0], weeks.len()), (if first == 2 { MONDAYS[2] } else { MONDAYS[first] }, count), "{options}");
    }
    let csv = stdout(&folder, &format!("trend ten.csv --format csv --week {} --weeks 2", MONDAYS[5]));
    let weeks: Vec<&str> = csv.lines().skip(1).map(|row| &row[..10]).collect();
    assert_eq!(weeks, [MONDAYS[4], MONDAYS[5]]);
}

#[test]
fn a_gap_at_the_start_of_the_weeks_shown_is_seen_where_there_are_earlier_weeks() {
    let folder = ten_weeks(folder());
    // The fourth week is missing whole, and nothing is known before the first.
    let of = |options: &str| stdout(&folder, &format!("trend ten.csv {options}"));
    let rows = of(&format!("--week {} --weeks 2", MONDAYS[4]));
    assert!(rows.contains(&format!("\n{}        -    -", MONDAYS[3])), "{rows}");
    let rows = of(&format!("--week {} --weeks 2", MONDAYS[0]));
    assert_eq!(rows.matches("2026-09-").count(), 2, "{rows}");
}

#[test]
fn json_has_the_same_rows_and_the_summary_of_the_last_week() {
    let folder = ten_weeks(folder());
    for by in UNITS {
        let of = |arguments: String| -> serde_json::Value {
            serde_json::from_str(&stdout(&folder, &arguments)).expect("a report is JSON")
        };
        let trend = of(format!("trend ten.csv --by {by} --format json"));
        let weeks: Vec<serde_json::Value> =
            mondays().map(|monday| of(format!("calc ten.csv --week {monday} --by {by} --format json"))).collect();
        let rows: Vec<&serde_json::Value> =
            weeks.iter().flat_map(|week| week["rows"].as_array().expect("rows")).collect();
        assert_eq!(trend["rows"].as_array().expect("rows").iter().collect::<Vec<_>>(), rows, "{by}");
        assert_eq!(trend["summary"], weeks[8]["summary"], "{by}");
    }
}

/// Six weeks of three officers, one of them a gap of all and one of one. Ten high cases are 100 %.
fn six_weeks() -> Folder {
    let mut rows = format!("{HEADINGS},week\n");
    for (officer, name, counts) in [
        ("A1", "Amy Bell", [9, 12, 0, 12, 12, 12]),
        ("B2", "Ben Low", [5, 5, 0, 6, 0, 7]),
        ("C3", "Cy Moor", [4, 12, 0, 14, 14, 14]),
    ] {
        for (week, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            rows.push_str(&format!(
                "{officer},{name},PO,North,Tees,R1,40,community,high,{count},,{}\n",
                MONDAYS[4 + week]
            ));
        }
    }
    folder().with("six.csv", rows)
}

/// What stands above what `calc` says of the last week too.
fn picture(page: &str) -> &str {
    page.split_once("Excessive  nobody").expect("the summary of the last week").0
}

#[test]
fn people_see_a_row_a_week_with_a_bar_and_a_gap_as_a_gap() {
    let page = stdout(&six_weeks(), "trend six.csv --quiet");
    let expected = "\
Team R1, to 2026-11-16, weights from-2026-01-05 (weights.toml), over >110%

      Week Officers Over Possible Excessive Cases  Work Capacity Bar
───────────────────────────────────────────────────────────────────────────────
2026-10-12        3    0        -         -    18 36.00    60.0% ██████     │
2026-10-19        3    2        -         -    29 58.00    96.7% ██████████ │
2026-10-26        -    -        -         -     -     -        - -
2026-11-02        3    2        -         -    32 64.00   106.7% ███████████│
2026-11-09        2    2        2         0    26 52.00   130.0% ███████████│██
2026-11-16        3    2        2         0    33 66.00   110.0% ███████████│

Bar        a bar that goes past the mark │ is over the limit
Gaps       nothing is known of a week without figures
Weeks      who is possible or excessive is known once there are 4 weeks
";
    assert_eq!(picture(&page), expected);
}

/// A1 is over for eight weeks, five of them in T1, and C1 goes from T2 to T1. Nothing in the lines or the squares contradicts the run.
#[test]
fn a_choice_has_the_weeks_that_its_officers_spent_elsewhere() {
    let mut caseload = "week,team,officer,name,grade,contracted_hours,case_type,tier,count\n".to_owned();
    let mondays = ["09-28", "10-05", "10-12", "10-19", "10-26", "11-02", "11-09", "11-16"];
    for (at, monday) in mondays.iter().enumerate() {
        let (came, gone) = if at < 5 { ("T1", "T2") } else { ("T2", "T1") };
        caseload.push_str(&format!(
            "2026-{monday},{came},A1,Jo Ross,PO,37,community,B2,24\n2026-{monday},T2,B1,Sam Poe,PO,37,community,B2,10\n\
             2026-{monday},{gone},C1,Al Day,PO,37,community,B2,24\n2026-{monday},T1,D1,Ed Fox,PO,37,community,B2,10\n"
        ));
    }
    let folder = Folder::new().with("eight.csv", caseload);
    let page = stdout(&folder, "trend eight.csv --quiet --team T2 --by officer");
    for line in [
        "C1      Al Day  PO    ▇▇▇▇▇··· 126.9% 126.9%    0.0     5       5 -",
        "A1      Jo Ross PO    ▇▇▇▇▇▇▇▇ 126.9% 126.9%    0.0     8       8 excessive",
        "B1      Sam Poe PO    ▃▃▃▃▃▃▃▃  52.9%  52.9%    0.0     0       0 within",
        "Elsewhere  weeks in which an officer was outside this choice count too, up to",
    ] {
        assert!(page.lines().any(|of_page| of_page == line), "{line}\n{page}");
    }
    assert!(!page.contains("D1"), "{page}");
    assert!(!stdout(&folder, "trend eight.csv --quiet --by officer").contains("Elsewhere"));
    // The rows for other programs are those of `calc`, so they have the choice alone.
    let csv = stdout(&folder, "trend eight.csv --quiet --team T2 --by officer --format csv");
    assert_eq!(csv.matches(",A1,").count(), 3, "{csv}");
    stdout(&folder, "report eight.csv --quiet --team T2 --output page.html");
    let page = folder.read("page.html");
    let over = "<td class=\"o\">o</td>".repeat(3) + &"<td class=\"e\">E</td>".repeat(5);
    assert!(page.contains(&over) && !page.contains("<td>·</td>"), "A1 and B1 have a figure in every week");
}

#[test]
fn people_see_a_line_for_each_officer() {
    let page = stdout(&six_weeks(), "trend six.csv --quiet --by officer");
    let expected = "\
Team R1, to 2026-11-16, weights from-2026-01-05 (weights.toml), over >110%

Officer Name     Grade Trend  First   Last Change Total Longest Standing
                                                   over     run
────────────────────────────────────────────────────────────────────────
A1      Amy Bell PO    ▅▇·▇▇▇ 90.0% 120.0%   30.0     4       3 possible
B2      Ben Low  PO    ▃▃·▄·▄ 50.0%  70.0%   20.0     0       0 within
C3      Cy Moor  PO    ▃▇·███ 40.0% 140.0%  100.0     4       3 possible

Trend      the weeks from 2026-10-12 to 2026-11-16: a character a week, the last
           one on the right: ▁ to ▆ up to the limit, ▇ over it, █ over it by
           more than a quarter, · no figure
Change     in percentage points, from the first to the last week with a figure
";
    assert_eq!(picture(&page), expected);
    // Only who is possible in the last week, whoever was over before.
    let page = stdout(&six_weeks(), "trend six.csv --quiet --by officer --only possible");
    assert!(page.contains("Amy Bell") && !picture(&page).contains("Ben Low"), "{page}");
}

#[test]
fn a_choice_of_standing_leaves_out_weeks_of_everyone_too() {
    let folder = six_weeks();
    let weeks = |options: &str| {
        let page = stdout(&folder, &format!("trend six.csv --quiet {options}"));
        picture(&page).lines().filter(|line| line.starts_with("2026-")).count()
    };
    assert_eq!((weeks(""), weeks("--only over"), weeks("--only excessive")), (6, 1, 0));
    assert!(stdout(&folder, "trend six.csv --only excessive").contains("Nobody to show."));
}

/// Somebody has the name, the grade and the team of their latest week, also where that is not the last one.
#[test]
fn a_line_has_the_names_of_the_latest_week() {
    let row =
        |name: &str, team: &str, week: &str| format!("A1,{name},PO,North,Tees,{team},40,community,high,5,,{week}\n");
    let other = format!("B2,Ben Low,PO,North,Tees,R1,40,community,high,5,,{}\n", MONDAYS[9]);
    let rows = row("Amy Bell", "R1", MONDAYS[6]) + &row("Amy Moss", "R2", MONDAYS[7]) + &other;
    let page = stdout(&folder().with("c.csv", format!("{HEADINGS},week\n{rows}")), "trend c.csv --quiet --by officer");
    assert!(page.contains("R2   A1      Amy Moss") && !picture_of(&page).contains("Amy Bell"), "{page}");
}

/// The line above a trend is of all its weeks.
#[test]
fn a_trend_is_named_after_a_unit_that_all_its_weeks_are_of() {
    let row = |team: &str, week: usize| format!("A1,,PO,North,Tees,{team},40,community,high,5,,{}\n", MONDAYS[week]);
    let rows = [row("R1", 7), row("R1", 8), row("R2", 9)].concat();
    let folder = folder().with("c.csv", format!("{HEADINGS},week\n{rows}"));
    stdout(&folder, "calc c.csv --history h.csv --record");
    for (arguments, scope) in [
        ("calc c.csv", "Team R2"),
        ("trend c.csv", "PDU Tees"),
        ("trend --history h.csv", "PDU Tees"),
        ("trend --history h.csv --weeks 1", "Team R2"),
        (&format!("trend --history h.csv --week {}", MONDAYS[8]), "Team R1"),
        ("trend c.csv --officer a1", "Officer a1"),
    ] {
        assert!(stdout(&folder, &format!("{arguments} --quiet")).starts_with(&format!("{scope}, ")), "{arguments}");
    }
}

fn picture_of(page: &str) -> &str {
    page.split_once("Excessive").expect("the summary of the last week").0
}

#[test]
fn no_line_of_a_table_is_wider_than_it_may_be() {
    let folder = ten_weeks(folder());
    for width in (60..130).step_by(7) {
        for command in ["trend ten.csv --by team", "trend ten.csv"] {
            let output =
                crate::command::wmt(folder.path()).args(command.split(' ')).env("COLUMNS", width.to_string()).output();
            let page = String::from_utf8(output.expect("wmt runs").stdout).expect("UTF-8");
            let widest = page.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(width), "{command} at {width}:\n{page}");
        }
    }
}

#[test]
fn what_a_history_alone_cannot_say_is_refused() {
    let folder = ten_weeks(folder()).with("staff.csv", "officer\nA1\n").with("empty.csv", LEDGER);
    stdout(&folder, "calc ten.csv --history history.csv --record");
    let said = |arguments: &str| refused(&folder, arguments);
    for (option, arguments) in [
        ("--record", "calc --history history.csv --record"),
        ("--staff", "calc --history history.csv --staff staff.csv"),
        ("--reductions", "trend --history history.csv --reductions staff.csv"),
    ] {
        let message = "this needs a caseload; a history alone is reported as it was recorded\n";
        assert_eq!(said(arguments), format!("{option}: {message}"));
    }
    for command in ["calc", "trend"] {
        assert_eq!(
            said(&format!("{command} --history history.csv --week 2026-10-07")),
            "--week: the history has no week 2026-10-05\n  hint: its weeks are 2026-09-14 to 2026-09-28, 2026-10-12 to 2026-11-16\n"
        );
        assert_eq!(said(&format!("{command} --history empty.csv")), "empty.csv: the history has no weeks yet\n");
    }
    put(&folder, "undated.csv", format!("{HEADINGS}\nA1,,PO,North,Tees,R1,40,community,high,3,\n"));
    assert_eq!(
        said("trend undated.csv"),
        "trend: this caseload has no date, so there are no weeks to show\n  hint: give the week with --week\n"
    );
}

#[test]
fn a_history_alone_says_what_it_does_not_keep() {
    let folder = ten_weeks(folder());
    stdout(&folder, "calc ten.csv --history history.csv --record");
    let said = shown(&folder.run(["calc", "--history", "history.csv", "--by", "all"]));
    assert!(
        said.ends_with(
            "notice: the week 2026-11-16 is reported as it was recorded: a history keeps no contracted hours, no \
             reductions and not what counts nothing\n"
        ),
        "{said}"
    );
    let json = stdout(&folder, "calc --history history.csv --format json");
    let report: serde_json::Value = serde_json::from_str(&json).expect("a report is JSON");
    assert_eq!(report["summary"]["counts_nothing"], serde_json::Value::Null);
    assert_eq!(report["weights_file"], "history.csv");
}
