//! How much a reduction takes: what the weights fix for the reason, its cap, or what the row says.

use super::{CALC, HEADINGS, code, each_reduced, reduced};
use crate::command::Folder;
use crate::report::{faults, rows, stdout};

/// What each reduction, of an officer of its own, leaves of 37 hours and eight A3 cases: reduction hours, available
/// hours, capacity. A reduction is given as `reason,hours,percent`, and is of every team and without an end.
fn left(reductions: &[&str]) -> Vec<[String; 3]> {
    let list: Vec<String> = reductions.iter().map(|row| format!(",{row},2026-02-09,")).collect();
    let rows = rows(&each_reduced(&list.iter().map(String::as_str).collect::<Vec<_>>()), CALC);
    let columns = ["reduction_hours", "available_hours", "capacity_percent"];
    (0..reductions.len()).map(|number| rows.of(&code(number), columns).map(str::to_owned)).collect()
}

/// What is wrong with reductions of as many officers, line by line.
fn wrong(reductions: &[&str]) -> String {
    let list: Vec<String> = reductions.iter().map(|row| format!(",{row},2026-02-09,")).collect();
    faults(&each_reduced(&list.iter().map(String::as_str).collect::<Vec<_>>()), CALC)
}

#[test]
fn reasons_with_a_fixed_percentage_take_that_share_of_contracted_hours() {
    // weights.toml; 37 h less the share, × 0.80 × 0.84, and 4,944 minutes of what is left × 176.4.
    let expected = [
        // 37 × 20 % = 7.4; 29.6 × 0.80 × 0.84 = 19.8912; 4,944 of 5,221.44.
        ("nqo", "7.40", "19.89", "94.7"),
        ("pso_learning_development", "7.40", "19.89", "94.7"),
        // 37 × 80 % = 29.6; 7.4 × 0.672 = 4.9728; 4,944 of 1,305.36.
        ("pqip_1st_6_months", "29.60", "4.97", "378.7"),
        // 37 × 60 % = 22.2; 14.8 × 0.672 = 9.9456; 4,944 of 2,610.72.
        ("pqip_6_to_12_months", "22.20", "9.95", "189.4"),
        // 37 × 40 % = 14.8; 22.2 × 0.672 = 14.9184; 4,944 of 3,916.08.
        ("pqip_12_to_18_months", "14.80", "14.92", "126.2"),
        // 37 × 5 % = 1.85; 35.15 × 0.672 = 23.6208; 4,944 of 6,200.46.
        ("vq3", "1.85", "23.62", "79.7"),
        // 37 × 10 % = 3.7; 33.3 × 0.672 = 22.3776; 4,944 of 5,874.12.
        ("level_4_and_level_5_access", "3.70", "22.38", "84.2"),
        ("maternity_leave", "37.00", "0.00", ""),
        ("long_term_sickness_absence", "37.00", "0.00", ""),
    ];
    let reductions = expected.map(|(reason, ..)| format!("{reason},,"));
    let found = left(&reductions.each_ref().map(String::as_str));
    for ((reason, reduction, available, capacity), found) in expected.into_iter().zip(found) {
        assert_eq!(found, [reduction, available, capacity], "{reason}");
    }
}

#[test]
fn a_share_is_of_the_officers_own_hours_and_exact() {
    // 20 % of 22.2 is 4.44, of 29.6 is 5.92, of 18.5 is 3.7; what is left × 0.672. Nothing is rounded on the way: 12.5
    // % of 37 leaves 32.375 × 176.4 = 5,710.95 minutes, and 110 % of them are 6,282.045.
    let caseload = "officer,contracted_hours,week,case_type,tier,extra_minutes\n\
                    A1,22.2,2026-11-16,community,untiered,\nB2,29.6,2026-11-16,community,untiered,\n\
                    C3,18.5,2026-11-16,community,untiered,\nD4,0,2026-11-16,community,untiered,\n\
                    E5,37,2026-11-16,community,untiered,6282.04\nF6,37,2026-11-16,community,untiered,6282.05\n";
    let fifths = ["A1", "B2", "C3", "D4"].map(|officer| format!("{officer},,nqo,,,2026-02-09,\n")).concat();
    let eighths = "E5,,disability,,12.5,2026-02-09,\nF6,,disability,,12.5,2026-02-09,";
    let rows = rows(&reduced(&(fifths + eighths)).with("caseload.csv", caseload), CALC);
    for (officer, reduction, available, capacity, standing) in [
        ("A1", "4.44", "11.93", "0.0", "within"),
        ("B2", "5.92", "15.91", "0.0", "within"),
        ("C3", "3.70", "9.95", "0.0", "within"),
        ("D4", "0.00", "0.00", "", "no hours"),
        ("E5", "4.63", "21.76", "110.0", "within"),
        ("F6", "4.63", "21.76", "110.0", "over"),
    ] {
        let columns = ["reduction_hours", "available_hours", "capacity_percent", "standing"];
        assert_eq!(rows.of(officer, columns), [reduction, available, capacity, standing], "{officer}");
    }
}

#[test]
fn where_the_weights_leave_it_open_the_row_says_how_much() {
    let expected = [
        // 37 - 5 = 32 h × 0.672 = 21.504; 4,944 of 5,644.8.
        ("disability,5,", "5.00", "21.50", "87.6"),
        // 37 × 12.5 % = 4.625; 32.375 × 0.672 = 21.756; 4,944 of 5,710.95.
        ("disability,,12.5", "4.63", "21.76", "86.6"),
        // 18.5 × 0.672 = 12.432; 4,944 of 3,263.4.
        ("phased_return_to_work,18.5,", "18.50", "12.43", "151.5"),
        ("other,0,", "0.00", "24.86", "75.7"),
        ("other,,0", "0.00", "24.86", "75.7"),
        // Nobody need say why.
        (",5,", "5.00", "21.50", "87.6"),
        (",,20", "7.40", "19.89", "94.7"),
    ];
    for ((row, reduction, available, capacity), found) in expected.into_iter().zip(left(&expected.map(|(row, ..)| row)))
    {
        assert_eq!(found, [reduction, available, capacity], "{row}");
    }
}

#[test]
fn a_reason_is_known_by_any_spelling_that_the_weights_know() {
    for left in left(&["nqo,,", "NQO,,", " Nqo ,,"]) {
        assert_eq!(left[0], "7.40");
    }
    let weights = round_weights(
        "2026-01-05",
        "[reductions.nqo]\npercent = 25\n[aliases.reason]\n\"Newly qualified\" = \"nqo\"\n",
    );
    for reason in ["Newly qualified", "newly QUALIFIED"] {
        let folder = Folder::new()
            .with("weights.toml", &weights)
            .with("caseload.csv", "officer,grade,week,case_type,tier\nN53-0412,PO,2026-11-16,community,high\n")
            .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,{reason},,,2026-02-09,\n"));
        assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["10.00"], "{reason}");
        // Whatever the list calls it, it is shown by the name that the weights give it.
        let shown = stdout(&folder, &format!("{CALC} --reasons --format csv"));
        assert!(shown.lines().nth(1).is_some_and(|row| row.ends_with(",nqo")), "{shown}");
    }
}

#[test]
fn what_the_weights_fix_may_be_said_again_and_not_otherwise() {
    for left in left(&["nqo,7.4,", "nqo,7.40,", "nqo,,20", "nqo,,20.00", "nqo,,"]) {
        assert_eq!(left[0], "7.40");
    }
    let said = wrong(&["nqo,,21", "nqo,,0", "nqo,7.4,20"]);
    for expected in [
        "reductions.csv:2: `percent` is 21, but the weights fix `nqo` at 20 per cent",
        "reductions.csv:3: `percent` is 0, but the weights fix `nqo` at 20 per cent",
        "reductions.csv:4: the row has both hours and a percentage",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(
        wrong(&["nqo,7.39,"]),
        "reductions.csv:2: the weights fix `nqo` at 20 per cent, 7.4 of 37 contracted hours, but this is 7.39\n"
    );
}

#[test]
fn a_cap_may_be_reached_and_not_passed() {
    // Trade union facility time at most 50 %, 18.5 of 37 hours; single points of contact at most 5 %, 1.85 hours.
    let within = [
        ("trade_union_facility_time,18.5,", "18.50"),
        ("trade_union_facility_time,,50", "18.50"),
        ("trade_union_facility_time,3.7,", "3.70"),
        ("spoc_lead,1.85,", "1.85"),
        ("spoc_lead,,5", "1.85"),
    ];
    for ((row, reduction), found) in within.into_iter().zip(left(&within.map(|(row, _)| row))) {
        assert_eq!(found[0], reduction, "{row}");
    }
    let facility = "at most 50 per cent for `trade_union_facility_time`";
    assert_eq!(
        wrong(&["trade_union_facility_time,18.5001,", "spoc_lead,1.86,"]),
        format!(
            "reductions.csv:2: the weights allow {facility}, 18.5 of 37 contracted hours, but this is 18.5001\n\
             reductions.csv:3: the weights allow at most 5 per cent for `spoc_lead`, 1.85 of 37 contracted hours, but \
             this is 1.86\n"
        )
    );
    assert_eq!(
        wrong(&["trade_union_facility_time,,50.01", "trade_union_facility_time,,"]),
        format!(
            "reductions.csv:2: `percent` is 50.01, but the weights allow {facility}\n\
             reductions.csv:3: the row has neither hours nor a percentage, and the weights set none for \
             `trade_union_facility_time`\n"
        )
    );
}

#[test]
fn every_wrong_row_is_said_and_not_only_the_first() {
    let folder = reduced(
        "N53-0412,,nqq,,,2026-02-09,\n,,nqo,,,2026-02-09,\nN53-0412,,,,,2026-02-09,\nN53-0412,,other,169,,2026-02-09,\n\
         N53-0412,,other,,101,2026-02-09,\nN53-0412,,other,,1.001,2026-02-09,",
    );
    let said = faults(&folder, CALC);
    for expected in [
        "reductions.csv:2: the reason `nqq` is not known",
        "reductions.csv:3: `officer` is blank",
        "reductions.csv:4: the row has neither hours nor a percentage nor a reason",
        "reductions.csv:5: `hours` is `169`, but hours a week are from 0 to 168",
        "reductions.csv:6: `percent` is `101`, but a percentage is from 0 to 100",
        "reductions.csv:7: `percent` is `1.001`, but a percentage has at most two decimal places",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

/// Weights of round figures: 40 hours of a PO, half of them for casework. What is fixed for a reason stands behind.
pub(super) fn round_weights(from: &str, reductions: &str) -> String {
    format!(
        "version = \"from-{from}\"\nfrom = {from}\n\
         [hours]\nweeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0\n\
         [limits]\nover = 110\nweeks = 4\n[grades.PO]\ncontracted_hours = 40\n\
         [cases.community]\nhigh = 480\n{reductions}"
    )
}

#[test]
fn each_week_takes_the_percentage_that_its_own_weights_fix() {
    // 20 % of 40 leave 32 h, 16 for casework; 25 % leave 30 h, 15. Nine high cases of 2 hours a week are 18 h.
    let row = |week: &str| format!("N53-0412,PO,{week},community,high,9\n");
    let folder = Folder::new()
        .with("old.toml", round_weights("2026-01-05", "[reductions.nqo]\npercent = 20\n"))
        .with("new.toml", round_weights("2026-11-16", "[reductions.other]\n[reductions.nqo]\npercent = 25\n"))
        .with(
            "caseload.csv",
            format!("officer,grade,week,case_type,tier,count\n{}{}", row("2026-11-09"), row("2026-11-16")),
        )
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,\n"));
    for (week, reduction, available, capacity, weeks_over) in
        [("2026-11-09", "8.00", "16.00", "112.5", "1"), ("2026-11-16", "10.00", "15.00", "120.0", "2")]
    {
        let rows = rows(&folder, &format!("{CALC} --weights old.toml --weights new.toml --week {week}"));
        let columns = ["reduction_hours", "available_hours", "capacity_percent", "weeks_over"];
        assert_eq!(rows.of("N53-0412", columns), [reduction, available, capacity, weeks_over], "{week}");
    }
}

#[test]
fn a_reduction_is_held_against_the_cap_of_the_weights_of_each_week() {
    // 4 of 40 hours are 10 %: allowed until 15 November, and from the 16th at most 5 %, 2 hours.
    let cap = |percent: u32| format!("[reductions.spoc_lead]\nmax_percent = {percent}\n");
    let row = |week: &str| format!("N53-0412,PO,{week},community,high\n");
    let caseload = format!("officer,grade,week,case_type,tier\n{}{}", row("2026-11-09"), row("2026-11-16"));
    for amount in ["4,", ",10"] {
        let list = |to: &str| format!("{HEADINGS}\nN53-0412,,spoc_lead,{amount},2026-02-09,{to}\n");
        let folder = Folder::new()
            .with("old.toml", round_weights("2026-01-05", &cap(10)))
            .with("new.toml", round_weights("2026-11-16", &cap(5)))
            .with("caseload.csv", &caseload)
            .with("ends.csv", list("2026-11-15"))
            .with("stays.csv", list(""));
        let weights = "--weights old.toml --weights new.toml";
        let earlier = rows(&folder, &format!("calc caseload.csv --reductions ends.csv {weights} --week 2026-11-09"));
        assert_eq!(earlier.of("N53-0412", ["reduction_hours"]), ["4.00"], "{amount}");
        assert_eq!(
            faults(&folder, &format!("calc caseload.csv --reductions stays.csv {weights}")),
            "stays.csv:2: the weights allow at most 5 per cent for `spoc_lead`, 2 of 40 contracted hours, but this is 4\n",
            "{amount}"
        );
    }
}

#[test]
fn a_fixed_share_may_be_given_to_one_decimal_place_as_the_ministry_exports_it() {
    // 5 % of 37 are 1.85, which an export has as 1.9, and some as 1.8; single points of contact may take as much. The share
    // counts, and hours below a cap are what they are.
    for (reduction, expected) in
        [("vq3,1.9,", "1.85"), ("vq3,1.8,", "1.85"), ("spoc_lead,1.9,", "1.85"), ("spoc_lead,1.8,", "1.80")]
    {
        assert_eq!(left(&[reduction])[0][0], expected, "{reduction}");
    }
    let said = wrong(&["vq3,1.7,", "vq3,1.86,", "spoc_lead,2,"]);
    assert_eq!(said.lines().count(), 3, "{said}");
}

/// Somebody on leave has no hours, whichever way an export rounds those that they have.
#[test]
fn leave_of_all_hours_leaves_none_of_a_rounded_number() {
    for (contracted, hours) in [("22.22", "22.2"), ("27.75", "27.8"), ("27.75", "27.7")] {
        let folder = reduced(&format!("N53-0412,,Maternity Leave,{hours},,2026-02-09,"))
            .with("caseload.csv", super::CASELOAD.replace(",37,", &format!(",{contracted},")));
        let columns = ["reduction_hours", "available_hours", "capacity_percent", "standing"];
        let all = format!("{:.2}", contracted.parse::<f64>().expect("a number"));
        assert_eq!(
            rows(&folder, CALC).of("N53-0412", columns),
            [&*all, "0.00", "", "no hours"],
            "{contracted} {hours}"
        );
        let list = rows(&folder, "reductions reductions.csv --caseload caseload.csv");
        assert_eq!(list.of("N53-0412", ["hours"]), [all], "{contracted} {hours}");
        let page = stdout(&folder, "explain N53-0412 caseload.csv --reductions reductions.csv");
        assert!(page.contains(&format!("-{contracted}")), "{page}");
    }
}

#[test]
fn rows_that_differ_in_their_notes_alone_are_two_reductions() {
    let headings = "officer,reason,hours,from,to,status,Additional Notes";
    let list = |second: &str| {
        let row = "N53-0412,Co-Worked Cases,1.0,2026-02-09,,ACTIVE";
        format!("{headings}\n{row},A\n{row},{second}\n")
    };
    let folder = reduced("").with("reductions.csv", list("B"));
    assert_eq!(rows(&folder, CALC).of("N53-0412", ["reduction_hours"]), ["2.00"]);
    let said = faults(&reduced("").with("reductions.csv", list("A")), CALC);
    assert!(said.contains("reductions.csv:3: this reduction is already in reductions.csv:2"), "{said}");
}
