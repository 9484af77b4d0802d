//! What would have to go to be back at the limit, and what room there is, in hours and in the officer's own median case.

use super::{folder, json, page, plain};

const KEYS: [&str; 5] =
    ["hours_above_limit", "hours_above_100_percent", "median_case_minutes", "cases_to_limit", "cases_of_room"];

#[test]
fn what_would_have_to_go_and_what_room_there_is() {
    // Of 20 hours a week the limit is 22. `rows` are case type, tier, status, task, count.
    for (rows, expected) in [
        // 12 high are 24 h: 2 h too many, which is exactly one case.
        (&["community,high,,,12"][..], ["2.00", "4.00", "480.0", "1", "0"]),
        // 11 high are 22 h: at the limit, and not over.
        (&["community,high,,,11"], ["0.00", "2.00", "480.0", "0", "0"]),
        // 10 high are 20 h: no room, and none too many.
        (&["community,high,,,10"], ["-2.00", "0.00", "480.0", "0", "0"]),
        // 9 high and one low are 18.2 h: 1.8 h of room, less than one case.
        (&["community,high,,,9", "community,low,,,1"], ["-3.80", "-1.80", "480.0", "0", "0"]),
        // 8 high are 16 h.
        (&["community,high,,,8"], ["-6.00", "-4.00", "480.0", "0", "2"]),
        // 11 high and one low are 22.2 h: one case, although less than a whole one is enough.
        (&["community,high,,,11", "community,low,,,1"], ["0.20", "2.20", "480.0", "1", "0"]),
        // The median of 48, 480 is 264; 18 h less 0.2 h of room are 4,272 minutes, 16.2 cases.
        (&["community,high,,,1", "community,low,,,1"], ["-19.80", "-17.80", "264.0", "0", "16"]),
        // What counts nothing is not among the cases the median is of; half a case is half as long. 1.2 h of 20.
        (
            &["community,high,none,,9", "community,high,half,,1", "community,low,,,1"],
            ["-20.80", "-18.80", "144.0", "0", "31"],
        ),
        // Beside cases without a tier nobody knows what room there is; of 2 h too many there are no fewer.
        (&["community,untiered,,,9", "community,high,,,8"], ["", "", "480.0", "", ""]),
        (&["community,untiered,,,9", "community,high,,,12"], ["2.00", "4.00", "480.0", "1", "0"]),
        // Tasks are work and no cases: 24 reports of 4 hours a month are 24 h a week.
        (&[",,,report,24"], ["2.00", "4.00", "", "", ""]),
        // A task in the middle does not move the median: 2 low, 1 report, 0.4 + 1 h.
        (&["community,low,,,2", ",,,report,1"], ["-20.60", "-18.60", "48.0", "0", "93"]),
    ] {
        let mut caseload = "officer,grade,week,case_type,tier,status,task,count\n".to_owned();
        for row in rows {
            caseload.push_str(&format!("A1,PO,2026-11-16,{row}\n"));
        }
        let balance = &json(&folder(&caseload), "A1 caseload.csv")["balance"];
        assert_eq!(KEYS.map(|key| plain(&balance[key])), expected, "{caseload}");
        assert_eq!(balance["limit_percent"].to_string(), "110");
    }
}

#[test]
fn beside_cases_without_a_tier_no_time_is_left_that_is_known() {
    let text =
        "officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,2\nA1,PO,2026-11-16,community,,5\n";
    let page = page(&folder(text), "A1 caseload.csv");
    assert!(page.contains("Time left not known (cases without a tier) Weights"), "{page}");
}

#[test]
fn the_page_says_it_in_words() {
    for (count, words) in [
        (
            13,
            "To go 4.00 h of work a week must go to be back at 110%. That is 2 cases of the middle size of this officer's cases that count (480.0 minutes a month)",
        ),
        (
            12,
            "To go 2.00 h of work a week must go to be back at 110%. That is 1 case of the middle size of this officer's cases that count (480.0 minutes a month)",
        ),
        (
            9,
            "Time left 2.00 h a week below 100%, enough for 1 case of the middle size of this officer's cases that count (480.0 minutes a month); 4.00 h below 110%",
        ),
        (11, "Time left 0.00 h a week below 100%"),
    ] {
        let caseload = format!("officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,{count}\n");
        let page = page(&folder(caseload), "A1 caseload.csv");
        assert!(page.contains(words), "{words}: {page}");
        assert_eq!(page.contains("Time left "), !words.starts_with("To go"), "{page}");
    }
}

#[test]
fn as_many_cases_fewer_as_are_said_do_bring_the_officer_back() {
    let caseload =
        |count: i64| format!("officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,{count}\n");
    for count in [12, 13, 20] {
        let fewer = &json(&folder(caseload(count)), "A1 caseload.csv")["balance"]["cases_to_limit"];
        let left = count - fewer.as_i64().expect("a number of cases");
        assert_eq!(json(&folder(caseload(left)), "A1 caseload.csv")["figure"]["standing"], "within", "{count}");
        assert_eq!(json(&folder(caseload(left + 1)), "A1 caseload.csv")["figure"]["standing"], "over", "{count}");
    }
}

#[test]
fn whoever_is_over_by_a_hair_has_a_case_to_go_and_no_room() {
    let folder = folder(
        "officer,grade,week,case_type,tier,count,extra_minutes\nA1,PO,2026-11-16,community,high,10,\n\
         A1,PO,2026-11-16,community,high,1,0.01\n",
    );
    let json = json(&folder, "A1 caseload.csv");
    assert_eq!(
        (plain(&json["figure"]["capacity_percent"]), plain(&json["figure"]["standing"])),
        ("110.0".to_owned(), "over".to_owned())
    );
    assert_eq!(KEYS.map(|key| plain(&json["balance"][key]))[..4], ["0.00", "2.00", "480.0", "1"]);
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.contains("To go 0.00 h of work a week must go to be back at 110%. That is 1 case")
            && !page.contains("Room"),
        "{page}"
    );
}
