//! What managers are never told: which reductions end soon, ended lately and start soon, and what that does.

use super::{CALC, CASELOAD, HEADINGS, code, each_reduced, reduced};
use crate::command::Folder;
use crate::report::{json, report, rows, stdout};

#[test]
fn thirty_days_ahead_and_eight_weeks_back_are_said_and_not_a_day_more() {
    // 16 November and 30 days are 16 December; 56 days before it are 21 September.
    let expected = [
        ("2026-02-09,2026-11-16", "ending"),
        ("2026-02-09,2026-11-17", "ending"),
        ("2026-02-09,2026-12-16", "ending"),
        ("2026-02-09,2026-12-17", ""),
        ("2026-02-09,", ""),
        ("2026-02-09,2026-11-15", "ended"),
        ("2026-02-09,2026-09-21", "ended"),
        ("2026-02-09,2026-09-20", ""),
        ("2026-11-17,", "starting"),
        ("2026-12-16,", "starting"),
        ("2026-12-17,", ""),
        ("2026-11-16,", ""),
        // One that comes and goes in these days starts; that it ends is said once it is in force.
        ("2026-11-20,2026-11-25", "starting"),
        ("2026-11-16,2026-11-16", "ending"),
        ("2026-11-15,2026-11-15", "ended"),
    ];
    let list = expected.map(|(days, _)| format!(",nqo,,,{days}"));
    let folder = each_reduced(&list.each_ref().map(String::as_str));
    let changes = &json(&folder, CALC)["summary"]["reductions"];
    let words = report(&folder, CALC);
    for (number, (days, kind)) in expected.into_iter().enumerate() {
        let officer = code(number);
        let is_in =
            |kind: &str| changes[kind].as_array().expect(kind).iter().any(|change| change["officer"] == *officer);
        let said: Vec<&str> = ["ending", "ended", "starting"].into_iter().filter(|kind| is_in(kind)).collect();
        assert_eq!(said.concat(), kind, "{days}: {changes}");
        assert_eq!(words.contains(&format!("reduction for {officer} ")), !kind.is_empty(), "{days}: {words}");
    }
}

#[test]
fn each_is_said_in_words_with_the_capacity_before_and_after() {
    // Eight A3 cases: 4,944 of 37 × 176.4 = 6,526.8 minutes is 75.7 %, of 29.6 × 176.4 = 5,221.44 94.7 %, of 32 ×
    // 176.4 = 5,644.8 87.6 %, of 32.375 × 176.4 = 5,710.95 86.6 %. What ends gives time back, and capacity falls.
    let expected = [
        ("nqo,,,2026-02-09,2026-11-30", "Ending", "ends 2026-11-30: 7.4 h a week; capacity 94.7% → 75.7%"),
        ("nqo,,,2026-02-09,2026-11-10", "Ended", "ended 2026-11-10: 7.4 h a week; capacity 94.7% → 75.7%"),
        ("disability,5,,2026-11-23,", "Starting", "starts 2026-11-23: 5 h a week; capacity 75.7% → 87.6%"),
        ("other,,12.5,2026-11-24,", "Starting", "starts 2026-11-24: 4.625 h a week; capacity 75.7% → 86.6%"),
        // No time at all has no capacity, before or after.
        (
            "maternity_leave,,,2026-05-10,2026-11-09",
            "Ended",
            "ended 2026-11-09: 37 h a week; capacity no hours → 75.7%",
        ),
        (
            "maternity_leave,,,2026-05-18,2026-11-17",
            "Ending",
            "ends 2026-11-17: 37 h a week; capacity no hours → 75.7%",
        ),
        ("maternity_leave,,,2026-12-01,", "Starting", "starts 2026-12-01: 37 h a week; capacity 75.7% → no hours"),
    ];
    let list = expected.map(|(row, ..)| format!(",{row}"));
    let folder = each_reduced(&list.each_ref().map(String::as_str));
    let [page, markdown] = ["table", "markdown"].map(|format| report(&folder, &format!("{CALC} --format {format}")));
    for (number, (row, label, sentence)) in expected.into_iter().enumerate() {
        let sentence = format!("reduction for {} {sentence}", code(number));
        assert!(page.contains(&format!("{label} {sentence}")), "{row}: {page}");
        assert!(markdown.contains(&format!("**{label}**: {sentence}")), "{row}: {markdown}");
    }
    assert_eq!(stdout(&folder, &format!("{CALC} --format csv")).lines().count(), 8, "CSV is one table");
}

#[test]
fn one_of_the_two_capacities_is_the_one_in_the_table() {
    let list = [",nqo,,,2026-02-09,2026-11-30", ",nqo,,,2026-02-09,2026-11-10", ",nqo,,,2026-11-23,"];
    let json = json(&each_reduced(&list), CALC);
    let changes = &json["summary"]["reductions"];
    for (row, kind, now) in [
        (0, "ending", "capacity_before_percent"),
        (1, "ended", "capacity_after_percent"),
        (2, "starting", "capacity_before_percent"),
    ] {
        let change = &changes[kind][0];
        assert_eq!(change[now], json["rows"][row]["capacity_percent"], "{kind}");
        assert_ne!(change["capacity_before_percent"], change["capacity_after_percent"], "{kind}");
    }
}

#[test]
fn whatever_else_is_reduced_stays_as_it_is() {
    // Always 1.8 of the caseload and 5 of a disability: 30.2 × 176.4 = 5,327.28 minutes are left, 92.8 %; with 7.4 off
    // them 22.8 × 176.4 = 4,021.92, 122.9 %.
    let caseload =
        CASELOAD.replace("contracted_hours,", "contracted_hours,reduction_hours,").replace(",37,", ",37,1.8,");
    for (from, to, expected) in [
        ("2026-02-09", "2026-11-30", "ends 2026-11-30: 7.4 h a week; capacity 122.9% → 92.8%"),
        ("2026-02-09", "2026-11-10", "ended 2026-11-10: 7.4 h a week; capacity 122.9% → 92.8%"),
        ("2026-11-23", "", "starts 2026-11-23: 7.4 h a week; capacity 92.8% → 122.9%"),
    ] {
        let folder = reduced(&format!("N53-0412,,disability,5,,2025-01-06,\nN53-0412,,nqo,,,{from},{to}"))
            .with("caseload.csv", &caseload);
        let said = report(&folder, CALC);
        assert!(said.contains(expected), "{from} to {to}: {said}");
    }
}

#[test]
fn a_trainee_goes_from_one_percentage_to_the_next_without_a_gap() {
    // 80 % leave 7.4 × 176.4 = 1,305.36 minutes, 378.7 %; 60 % leave 2,610.72, 189.4 %; 40 % leave 3,916.08, 126.2 %.
    let folder = reduced(
        "N53-0412,,pqip_1st_6_months,,,2026-05-11,2026-11-10\n\
         N53-0412,,pqip_6_to_12_months,,,2026-11-11,2026-12-10\n\
         N53-0412,,pqip_12_to_18_months,,,2026-12-11,2027-06-10",
    );
    let columns = ["reduction_hours", "capacity_percent"];
    assert_eq!(rows(&folder, CALC).of("N53-0412", columns), ["22.20", "189.4"]);
    let said = report(&folder, CALC);
    for expected in [
        "ended 2026-11-10: 29.6 h a week; capacity 378.7% → 189.4%",
        "ends 2026-12-10: 22.2 h a week; capacity 189.4% → 126.2%",
        "starts 2026-12-11: 14.8 h a week; capacity 189.4% → 126.2%",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn an_earlier_week_is_told_as_it_stood_then() {
    let weeks = ["2026-10-12", "2026-11-16"].map(|week| format!("N53-0412,PO,{week},community,A3,8\n")).concat();
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-10")
        .with("caseload.csv", format!("officer,grade,week,case_type,tier,count\n{weeks}"));
    let said = report(&folder, &format!("{CALC} --week 2026-10-12"));
    assert!(said.contains("reduction for N53-0412 ends 2026-11-10: 7.4 h a week; capacity 94.7% → 75.7%"), "{said}");
    let said = report(&folder, CALC);
    assert!(said.contains("reduction for N53-0412 ended 2026-11-10: 7.4 h a week; capacity 94.7% → 75.7%"), "{said}");
}

#[test]
fn json_has_all_of_it_as_figures() {
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-30");
    let changes = json(&folder, CALC)["summary"]["reductions"].clone();
    assert_eq!(
        changes,
        serde_json::from_str::<serde_json::Value>(
            r#"{"ending": [{"officer": "N53-0412", "name": null, "team": null, "from": "2026-02-09", "to": "2026-11-30",
                "hours": 7.40, "capacity_before_percent": 94.7, "capacity_after_percent": 75.7}],
                "ended": [], "starting": []}"#
        )
        .expect("JSON")
    );
    let open =
        json(&reduced("N53-0412,,maternity_leave,,,2026-12-01,"), CALC)["summary"]["reductions"]["starting"].clone();
    assert!(open[0]["to"].is_null() && open[0]["capacity_after_percent"].is_null(), "{open}");
    assert!(json(&folder, "calc caseload.csv")["summary"]["reductions"].is_null(), "no list was given");
}

#[test]
fn the_soonest_change_comes_first_and_past_twelve_there_is_a_count() {
    let mut caseload = "officer,grade,week,case_type,tier,count\n".to_owned();
    let mut list = String::new();
    // Thirteen officers: the first ends last.
    for number in 0..13 {
        caseload.push_str(&format!("N53-{number:04},PO,2026-11-16,community,A3,8\n"));
        list.push_str(&format!("N53-{number:04},,nqo,,,2026-02-09,2026-12-{:02}\n", 14 - number));
    }
    let folder = reduced(list.trim_end()).with("caseload.csv", caseload);
    let text = stdout(&folder, CALC);
    let named: Vec<&str> = text.split("reduction for ").skip(1).map(|rest| &rest[..8]).collect();
    let expected: Vec<String> = (1..13).rev().map(|number| format!("N53-{number:04}")).collect();
    assert_eq!(named, expected, "{text}");
    assert!(report(&folder, CALC).contains("Ending and 1 reduction more"), "{text}");
    let ending = &json(&folder, CALC)["summary"]["reductions"]["ending"];
    assert_eq!(ending.as_array().map(Vec::len), Some(13), "JSON names everyone");
}

#[test]
fn they_are_said_of_those_who_are_shown() {
    // N53-0412 is at 94.7 % with the reduction, and so within; 14 cases of N53-0417 are 8,652 minutes, 132.6 %.
    let caseload = format!("{CASELOAD}N53-0417,PSO,37,2026-11-16,community,A3,14\n");
    let folder = reduced("N53-0412,,nqo,,,2026-02-09,2026-11-30\nN53-0417,,nqo,,,2026-02-09,2026-11-10")
        .with("caseload.csv", caseload);
    for (choice, ending, ended) in [
        ("", true, true),
        ("--officer N53-0412", true, false),
        ("--officer N53-0417", false, true),
        ("--grade PSO", false, true),
        ("--only over", true, true),
        ("--by team", true, true),
        ("--by grade --grade PO", true, false),
        ("--by all", true, true),
    ] {
        let said = report(&folder, &format!("{CALC} {choice}"));
        assert_eq!(said.contains("for N53-0412 ends 2026-11-30"), ending, "{choice}: {said}");
        assert_eq!(said.contains("for N53-0417 ended 2026-11-10"), ended, "{choice}: {said}");
    }
}

#[test]
fn a_share_of_hours_that_nobody_knows_is_said_as_a_share() {
    let caseload = "officer,grade,week,case_type,tier\nS1,SPO,2026-11-16,community,A3\n";
    let folder = Folder::new().with("caseload.csv", caseload).with(
        "reductions.csv",
        format!("{HEADINGS}\nS1,,nqo,,,2026-02-09,2026-11-30\nS1,,other,2,,2026-02-09,2026-12-01\n"),
    );
    let said = report(&folder, CALC);
    assert!(said.contains("S1 ends 2026-11-30: 20% of contracted hours; capacity no hours → no hours"), "{said}");
    assert!(said.contains("S1 ends 2026-12-01: 2 h a week; capacity no hours → no hours"), "{said}");
    let ending = json(&folder, CALC)["summary"]["reductions"]["ending"].clone();
    assert!(ending[0]["hours"].is_null() && ending[1]["hours"].is_number(), "{ending}");
}
