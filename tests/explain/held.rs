//! The work: one line for each case type, tier and status, and for each task, with how its minutes came about.

use super::{WEIGHTS, folder, json, page, rows, sum};

const LINE: [&str; 6] = ["work", "status", "count", "minutes_each", "minutes", "hours_a_month"];

#[test]
fn each_case_type_tier_and_status_is_a_line_of_count_times_minutes() {
    // 2 + 1 high of 480 are 1,440 minutes, 24 hours; one at 50 % is 240; 3 low are 144, 2.40 h; a licence is 600.
    let folder = folder(
        "officer,grade,week,case_type,tier,status,count\n\
         A1,PO,2026-11-16,community,high,,2\nA1,PO,2026-11-16,Community,HIGH,active,\n\
         A1,PO,2026-11-16,community,high,half,1\nA1,PO,2026-11-16,community,low,,3\nA1,PO,2026-11-16,licence,high,,1\n\
         B2,PO,2026-11-16,community,high,,7\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    let mut lines = rows(&json["work"], &LINE);
    lines.sort();
    assert_eq!(
        lines,
        [
            "community high|active|3|480|1440|24.00", "community high|half|1|480|240|4.00",
            "community low|active|3|48|144|2.40", "licence high|active|1|600|600|10.00",
        ]
    );
    let names = ["cases", "minutes", "hours_a_month", "hours_a_week"];
    assert_eq!(names.map(|name| json["work_total"][name].to_string()), ["8", "2424", "40.40", "10.10"]);
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.contains("Total 8 cases; 2,424 minutes a month = 40.40 h a month; × 12 ÷ 48 = 10.10 h a week"),
        "{page}"
    );
}

#[test]
fn tasks_are_lines_of_their_own_below_the_cases_even_below_0() {
    // Two reports of 4 hours are 480 minutes; a colleague had three contacts of 24 minutes: 72 off.
    let folder = folder(
        "officer,grade,week,case_type,tier,task,count\nA1,PO,2026-11-16,,,contact,-3\n\
         A1,PO,2026-11-16,,,report,2\nA1,PO,2026-11-16,community,high,,1\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(
        rows(&json["work"], &LINE),
        [
            "community high|active|1|480|480|8.00",
            "Court report (report)|active|2|240|480|8.00",
            "contact|active|-3|24|-72|-1.20"
        ]
    );
    assert_eq!(rows(&json["work"], &["case_type", "tier", "task", "name"])[1], "||report|Court report");
    assert_eq!(json["work_total"]["minutes"].to_string(), "888");
    assert_eq!(json["work_total"]["cases"].to_string(), "1", "tasks are no cases");
}

#[test]
fn extra_minutes_are_one_line_with_what_they_come_to() {
    let folder = folder(
        "officer,grade,week,case_type,tier,status,task,extra_minutes\n\
         A1,PO,2026-11-16,community,low,,,30\nA1,PO,2026-11-16,community,low,none,,12.25\n\
         A1,PO,2026-11-16,,,,report,17.75\nA1,PO,2026-11-16,community,low,,,\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    // On three of the four rows: 30 + 12.25 + 17.75 = 60, an hour. A status of 0 % does not take them away.
    let extra = rows(&json["work"], &["work", "count", "minutes", "hours_a_month"]);
    assert_eq!(extra.last().map(String::as_str), Some("extra minutes|3|60|1.00"));
    // 2 x 48 + 240 + 60; the case at 0 % is nothing.
    assert_eq!(json["work_total"]["minutes"].to_string(), "396");
    assert_eq!(sum(&json["work"], "minutes"), 396_000_000);
}

#[test]
fn minutes_are_exact_to_the_last_place() {
    // Half of a case of 0.01 minutes on top of 48: 24 + 0.01.
    let folder =
        folder("officer,grade,week,case_type,tier,status,extra_minutes\nA1,PO,2026-11-16,community,low,half,0.01\n");
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(json["work_total"]["minutes"].to_string(), "24.01");
}

#[test]
fn what_counts_nothing_is_there_with_why_and_with_what_it_would_be_in_full() {
    // By its status 2 x 480 = 960; not yet due 3 reports, 720, with 60 minutes on top; a tier of 0 minutes is nothing in full either.
    let folder = folder(
        "officer,grade,week,case_type,tier,status,task,count,extra_minutes,due\n\
         A1,PO,2026-11-16,community,high,none,,2,,\nA1,PO,2026-11-16,community,,,,4,,\n\
         A1,PO,2026-11-16,,,,report,3,60,2026-12-17\nA1,PO,2026-11-16,,,,report,1,,2026-12-16\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    let mut lines = rows(&json["work"], &["work", "count", "minutes", "minutes_in_full", "why_zero"]);
    lines.sort();
    assert_eq!(
        lines,
        [
            "Court report (report)|1|240||",
            "Court report (report)|3|0|720|not yet due",
            "community high|2|0|960|its status",
            "community untiered|4|0||0 in the weights",
        ]
    );
    let total = &json["work_total"];
    assert_eq!((total["cases"].to_string(), total["minutes"].to_string()), ("6".to_owned(), "240".to_owned()));
    assert_eq!(total["uncounted_minutes_in_full"].to_string(), "1740");
    let page = page(&folder, "A1 caseload.csv");
    for words in ["not yet due", "its status", "0 in the weights", "1,740 minutes a month more, if it counted in full"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn where_everything_counts_nothing_is_said_of_what_counts_0() {
    let folder = folder("officer,grade,week,case_type,tier,status\nA1,PO,2026-11-16,community,high,half\n");
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(json["work_total"]["uncounted_minutes_in_full"].to_string(), "0", "half of it counts");
    assert_eq!(rows(&json["work"], &["counted_percent", "minutes_in_full", "why_zero"]), ["50|480|"]);
    let page = page(&folder, "A1 caseload.csv");
    assert!(!page.contains("Not counted") && !page.contains("Why"), "{page}");
}

#[test]
fn whoever_holds_nothing_has_no_lines_and_a_total_of_nothing() {
    let folder = folder("officer,grade,week,case_type,tier\nA1,PO,2026-11-16,,\nB2,PO,2026-11-16,community,high\n");
    assert_eq!(json(&folder, "A1 caseload.csv")["work"].as_array().map(Vec::len), Some(0));
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.contains("0.00 h of work a week for 20.00 h available (rounded) is 0.0%: within, not over 110%."),
        "{page}"
    );
    assert!(page.contains("Total 0 cases; 0 minutes a month") && !page.contains("Work a month"), "{page}");
}

#[test]
fn posts_in_several_teams_are_one_figure_and_their_like_work_is_one_line() {
    // 3 + 2 high are 2,400 minutes; 20 + 10 less 2 = 28 hours leave 14 a week; 10 of 14 are 71.4 %.
    let folder = folder(
        "officer,team,contracted_hours,reduction_hours,week,case_type,tier,count\n\
         A1,Riverside,20,2,2026-11-16,community,high,3\nA1,Hillside,10,,2026-11-16,community,high,2\n",
    );
    for arguments in ["A1 caseload.csv", "A1 caseload.csv --team Riverside", "A1 caseload.csv --team hillside"] {
        let json = json(&folder, arguments);
        assert_eq!(rows(&json["work"], &["work", "count", "minutes"]), ["community high|5|2400"], "{arguments}");
        assert_eq!(json["figure"]["capacity_percent"].to_string(), "71.4", "{arguments}");
        assert_eq!(json["team"], "Hillside + Riverside", "{arguments}");
    }
}

/// Lines come in the order of the weights, not of the alphabet: licence is declared after community, low after high.
#[test]
fn lines_stand_in_the_order_of_the_weights() {
    let folder = folder(
        "officer,grade,week,case_type,tier\nA1,PO,2026-11-16,licence,high\nA1,PO,2026-11-16,community,low\n\
         A1,PO,2026-11-16,community,\nA1,PO,2026-11-16,community,high\n",
    );
    let lines = rows(&json(&folder, "A1 caseload.csv")["work"], &["work"]);
    assert_eq!(lines, ["community high", "community low", "community untiered", "licence high"]);
}

#[test]
fn the_cases_behind_each_line_are_listed_when_they_are_asked_for() {
    let folder = folder(
        "officer,grade,week,case_id,case_type,tier,status,task,count\nA1,PO,2026-11-16,X9,community,high,,,\n\
         A1,PO,2026-11-16,X10,community,high,,,\nA1,PO,2026-11-16,,community,high,,,\nA1,PO,2026-11-16,X1,licence,high,half,,\n\
         A1,PO,2026-11-16,X7,,,,report,\nA1,PO,2026-11-16,,,,,report,2\nA1,PO,2026-11-16,,,,,contact,5\n",
    );
    let said = page(&folder, "A1 caseload.csv --cases");
    let listed = "Cases community high, active: X10, X9, 1 without a case_id Cases licence high, half: X1 Cases Court report \
                  (report), active: X7, 2 without a case_id Time";
    assert!(said.contains(listed), "{said}");
    let cases = &json(&folder, "A1 caseload.csv --cases")["cases"];
    assert_eq!(cases[0]["case_ids"], serde_json::json!(["X10", "X9"]));
    assert!(json(&folder, "A1 caseload.csv")["cases"].is_null());
}

#[test]
fn somebody_in_two_teams_sees_both() {
    // A high case is 2 h of the 10 h that 20 contracted hours leave.
    let folder = folder(
        "officer,team,contracted_hours,week,case_type,tier,count\nA1,R1,20,2026-11-16,community,high,2\n\
         A1,R2,20,2026-11-16,community,high,1\n",
    );
    let teams = rows(
        &json(&folder, "A1 caseload.csv")["teams"],
        &["team", "available_hours", "work_hours", "capacity_percent"],
    );
    assert_eq!(teams, ["R1|10.00|4.00|40.0", "R2|10.00|2.00|20.0"]);
}

#[test]
fn the_officer_may_stand_behind_the_files() {
    let folder = folder("officer,grade,week,case_type,tier\nA1,PO,2026-11-16,community,high\n");
    assert_eq!(page(&folder, "caseload.csv A1"), page(&folder, "A1 caseload.csv"));
}

#[test]
fn a_percentage_that_all_lines_share_is_shown_and_what_it_leaves_out() {
    // Two high cases are 960 minutes in full, half of which count.
    let weights = WEIGHTS.replace("half = 50", "active = 50");
    let folder = folder("officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,2\n");
    let folder = folder.with("weights.toml", weights);
    let said = page(&folder, "A1 caseload.csv");
    assert!(said.contains("Count Each Counts Minutes"), "{said}");
    assert!(said.contains("community high 2 480 50%"), "{said}");
}
