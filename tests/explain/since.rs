//! `--since`: the cases, tasks and minutes that changed a figure, each with its share of the change.

use super::{WEIGHTS, folder, json, page, plain, refused, rows, sum};
use crate::command::Folder;

const CAUSE: [&str; 3] = ["cause", "work_minutes", "points"];

/// A caseload of A1, 40 hours, in two weeks; rows are case id, case type, tier, status, task, count, extra minutes.
fn two_weeks(then: &[&str], now: &[&str]) -> Folder {
    let mut caseload = "officer,grade,week,case_id,case_type,tier,status,task,count,extra_minutes\n".to_owned();
    for (week, rows) in [("2026-11-09", then), ("2026-11-16", now)] {
        for row in rows {
            caseload.push_str(&format!("A1,PO,{week},{row}\n"));
        }
    }
    folder(caseload)
}

const SINCE: &str = "A1 caseload.csv --since 2026-11-09";

#[test]
fn cases_with_an_id_are_out_in_or_changed() {
    for (then, now, change, causes) in [
        // Three cases that come to the same: 1,128 minutes, 23.5 %, and yet everything moved.
        (
            &["X1,community,high,,,,", "X2,community,low,,,,", "X3,licence,high,,,,"][..],
            &["X1,community,low,,,,", "X3,licence,high,,,,", "X4,community,high,,,,"][..],
            "0.0",
            &[
                "cases out: community low|-48|-1.0",
                "cases in: community high|480|10.0",
                "cases that changed: community high → community low|-432|-9.0",
            ][..],
        ),
        // A case that moved its tier, and a status that takes half of one.
        (
            &["X1,community,low,,,,", "X2,community,high,,,,"],
            &["X1,community,high,,,,", "X2,community,high,half,,,"],
            "4.0",
            &["cases that changed: community high → community high (half), community low → community high|192|4.0"],
        ),
        // A case that goes and one like it that comes.
        (
            &["X1,community,high,,,,"],
            &["X2,community,high,,,,"],
            "0.0",
            &["cases out: community high|-480|-10.0", "cases in: community high|480|10.0"],
        ),
        // Rows of a case and its order in the file are nothing.
        (
            &["X1,community,high,,,,", "X2,community,low,,,,"],
            &["x2,Community,LOW,,,1,", "X1,community,high,active,,,"],
            "0.0",
            &[],
        ),
        // Rows without an id are told by their numbers beside those that have one.
        (
            &["X1,community,high,,,,", ",community,low,,,5,"],
            &["X1,community,high,,,,", ",community,low,,,2,", ",licence,high,,,1,"],
            "9.5",
            &["cases out: 3 × community low|-144|-3.0", "cases in: licence high|600|12.5"],
        ),
    ] {
        let folder = two_weeks(then, now);
        let since = &json(&folder, SINCE)["since"];
        assert_eq!(rows(&since["causes"], &CAUSE), causes, "{then:?} {now:?}");
        assert_eq!(since["change_points"].to_string(), change);
        assert_eq!(format!("{change}00000"), change_of(sum(&since["causes"], "points")), "{since}");
        let is_by_number = then.iter().any(|row| row.starts_with(','));
        assert_eq!(since["remark"].is_string(), is_by_number, "{since}");
    }
}

/// Millionths as a decimal.
fn change_of(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    format!("{sign}{}.{:06}", millionths.abs() / 1_000_000, millionths.abs() % 1_000_000)
}

#[test]
fn without_ids_a_case_that_moved_its_tier_is_one_out_and_one_in_and_that_is_said() {
    let folder = two_weeks(&[",community,high,,,3,"], &[",community,high,,,2,", ",community,low,,,1,"]);
    let since = &json(&folder, SINCE)["since"];
    assert_eq!(
        rows(&since["causes"], &CAUSE),
        ["cases out: community high|-480|-10.0", "cases in: community low|48|1.0"]
    );
    let page = page(&folder, SINCE);
    assert!(
        page.contains("Since 2026-11-09: 30.0% → 21.0%: -9.0 percentage points, the sum of the lines above"),
        "{page}"
    );
    assert!(
        page.contains("Remark cases without a case_id of their own in both weeks are compared by their number: one whose tier changed is one out and one in"),
        "{page}"
    );
}

#[test]
fn tasks_and_extra_minutes_have_their_own_shares() {
    // A report more is 5 %; a contact that a colleague had takes 24 minutes off, 0.5 %; 96 minutes on top are 2 %.
    let folder = two_weeks(
        &["X1,community,high,,,,24", ",,,,report,1,"],
        &["X1,community,high,,,,120", ",,,,report,2,", ",,,,contact,-1,"],
    );
    let since = &json(&folder, SINCE)["since"];
    assert_eq!(
        rows(&since["causes"], &CAUSE),
        ["tasks: Court report (report), -1 × contact|216|4.5", "extra minutes|96|2.0"]
    );
    assert_eq!(since["change_points"].to_string(), "6.5");
}

#[test]
fn a_task_that_fell_due_is_a_change() {
    // Due on 16 December: not within 30 days of the 9th, within 30 of the 16th.
    let folder = folder(
        "officer,grade,week,task,due,extra_minutes\nA1,PO,2026-11-09,report,2026-12-16,48\nA1,PO,2026-11-16,report,2026-12-16,48\n",
    );
    let since = &json(&folder, SINCE)["since"];
    assert_eq!(rows(&since["causes"], &CAUSE), ["tasks: Court report (report)|240|5.0", "extra minutes|48|1.0"]);
}

#[test]
fn of_many_kinds_the_first_are_named_and_the_others_counted() {
    let weights =
        WEIGHTS.replace("high = 480\n", "high = 480\nt1 = 1\nt2 = 2\nt3 = 3\nt4 = 4\nt5 = 5\nt6 = 6\nt7 = 7\nt8 = 8\n");
    let all: Vec<String> = (1..=8).map(|tier| format!(",community,t{tier},,,1,")).collect();
    let folder = two_weeks(&[",community,high,,,1,"], &all.iter().map(String::as_str).collect::<Vec<_>>())
        .with("weights.toml", weights);
    let causes = rows(&json(&folder, SINCE)["since"]["causes"], &["cause", "work_minutes"]);
    assert!(causes[1].starts_with("cases in: community t1, ") && causes[1].ends_with(" and 2 more|36"), "{causes:?}");
}

#[test]
fn where_nothing_changed_it_says_so() {
    let folder = two_weeks(&["X1,community,high,,,,"], &["X1,community,high,,,,"]);
    let page = page(&folder, SINCE);
    assert!(page.contains("Since 2026-11-09: 10.0% → 10.0%; nothing changed"), "{page}");
    let since = &json(&folder, SINCE)["since"];
    assert_eq!((plain(&since["change_points"]), since["causes"].as_array().map(Vec::len)), ("0.0".to_owned(), Some(0)));
}

#[test]
fn without_since_nothing_is_compared() {
    let folder = two_weeks(&["X1,community,high,,,,"], &["X1,community,low,,,,"]);
    assert!(json(&folder, "A1 caseload.csv")["since"].is_null());
    assert!(!page(&folder, "A1 caseload.csv").contains("Since"));
}

#[test]
fn the_week_may_be_named_by_any_date_in_it() {
    let folder = two_weeks(&["X1,community,high,,,,"], &["X1,community,low,,,,"]);
    for week in ["2026-11-09", "15/11/2026", "2026-W46"] {
        let since = &json(&folder, &format!("A1 caseload.csv --since {week}"))["since"];
        assert_eq!(
            (plain(&since["week"]), plain(&since["change_points"])),
            ("2026-11-09".to_owned(), "-9.0".to_owned())
        );
    }
}

#[test]
fn a_week_that_is_not_known_or_not_before_is_refused() {
    let folder = two_weeks(&["X1,community,high,,,,"], &["X1,community,low,,,,"])
        .with("undated.csv", "officer,grade,case_type\nA1,PO,\n");
    for (arguments, words) in [
        (
            &["A1", "caseload.csv", "--since", "2026-11-02"][..],
            "--since: this officer has no figure in the week 2026-11-02",
        ),
        (&["A1", "caseload.csv", "--since", "2026-11-18"], "--since: the week 2026-11-16 is not before 2026-11-16"),
        (&["A1", "caseload.csv", "--since", "2026-11-23"], "--since: the week 2026-11-23 is not before 2026-11-16"),
        (
            &["A1", "caseload.csv", "--week", "2026-11-09", "--since", "2026-11-16"],
            "--since: the week 2026-11-16 is not before 2026-11-09",
        ),
        (&["A1", "undated.csv", "--since", "2026-11-09"], "--since: the caseload has no date"),
        (&["A1", "caseload.csv", "--since", "someday"], "someday"),
    ] {
        let said = refused(&folder, arguments);
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn an_officer_without_a_figure_then_is_told_and_the_unknown_officer_too() {
    let folder = folder("officer,grade,week,case_type\nB2,PO,2026-11-09,\nA1,PO,2026-11-16,\nB2,PO,2026-11-16,\n");
    let said = refused(&folder, &["A1", "caseload.csv", "--since", "2026-11-09"]);
    assert!(said.contains("this officer has no figure in the week 2026-11-09") && !said.contains("hint"), "{said}");
    let said = refused(&folder, &["Z9", "caseload.csv", "--since", "2026-11-09"]);
    assert!(said.contains("no officer is called `Z9`"), "{said}");
}

/// By hand: two high cases are 960 minutes of the 2,400 that 20 hours leave. The list of weeks leaves out the
/// team that only the staff list has in the first week, and so does the change.
#[test]
fn a_team_that_only_the_staff_list_has_then_is_no_part_of_the_change() {
    let caseload = "officer,grade,team,contracted_hours,week,case_type,tier,count\n\
                    A1,PO,R1,20,2026-11-09,community,high,2\n\
                    A1,PO,R1,20,2026-11-16,community,high,2\nA1,PO,R2,17,2026-11-16,community,high,2\n";
    let folder = Folder::new()
        .with("weights.toml", WEIGHTS)
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,team,contracted_hours\nA1,R1,20\nA1,R2,17\n");
    let json = json(&folder, &format!("{SINCE} --staff staff.csv"));
    let then = rows(&json["weeks"], &["week", "capacity_percent"]);
    assert!(then.contains(&"2026-11-09|40.0".to_owned()), "{then:?}");
    assert_eq!(json["since"]["capacity_then_percent"], 40.0, "{json}");
}

/// Before their first rows the staff list alone has A1, and B2 has rows: nothing is known of A1 that could be compared.
#[test]
fn a_week_in_which_only_the_staff_list_has_the_officer_cannot_be_compared() {
    let folder = folder("officer,grade,week,case_type\nB2,PO,2026-11-09,\nA1,PO,2026-11-16,\nB2,PO,2026-11-16,\n")
        .with("staff.csv", "officer,grade\nA1,PO\n");
    let said = refused(&folder, &["A1", "caseload.csv", "--since", "2026-11-09", "--staff", "staff.csv"]);
    assert!(said.contains("this officer has no figure in the week 2026-11-09"), "{said}");
}
