//! The worked examples of the ministry's own engine: `domain.md`, "Worked by the ministry's own engine". A point is three
//! minutes, and 37 hours are 2,176 points there, 2,175.6 here.

use super::worked_out;

const TIERS: [&str; 16] =
    ["A3", "A2", "A1", "A0", "B3", "B2", "B1", "B0", "C3", "C2", "C1", "C0", "D3", "D2", "D1", "D0"];

#[test]
fn one_case_of_every_tier_in_every_place_is_146_6_per_cent() {
    // 3,189 points x 3 = 9,567 minutes; 9,567 / 6,526.8 = 146.58 %, the ministry's 146.55 % to within a twentieth.
    let mut caseload = "officer,contracted_hours,case_type,tier\n".to_owned();
    for case_type in ["community", "licence", "custody"] {
        for tier in TIERS {
            caseload.push_str(&format!("A1,37,{case_type},{tier}\n"));
        }
    }
    let rows = worked_out(caseload);
    assert_eq!(rows.cell("A1", "cases"), "48");
    assert_eq!(rows.cell("A1", "capacity_percent"), "146.6");
    assert_eq!(rows.cell("A1", "standing"), "over");
}

#[test]
fn three_standard_and_four_fast_reports_are_31_0_per_cent() {
    // 674 points x 3 = 2,022 minutes = 3 x 414 + 4 x 195; 2,022 / 6,526.8 = 30.98 %.
    let rows = worked_out("officer,contracted_hours,task,count\nA1,37,sdr,3\nA1,37,fdr,4\n");
    assert_eq!(rows.cell("A1", "capacity_percent"), "31.0");
    assert_eq!(rows.cell("A1", "cases"), "0", "a report is not a case");
}

#[test]
fn reductions_come_off_contracted_hours_before_anything_else() {
    // What the net hours leave is x 0.8 x 0.84 = 0.672. The ministry's points: 35.2 h 2,070, 28.2 h 1,658; 2,070 x 3 =
    // 6,210 minutes fill the first (6,209.28 here: 100.0 %), 1,658 x 3 = 4,974 the second (4,974.48: 100.0 %).
    for (hours, reduction, minutes, available) in [
        ("37", "0", "6526.8", "24.86"),   // 37 x 0.672 = 24.864
        ("37", "1.8", "6210", "23.65"),   // 35.2 x 0.672 = 23.6544
        ("30", "1.8", "4974", "18.95"),   // 28.2 x 0.672 = 18.9504
        ("18.5", "0", "3263.4", "12.43"), // half of 24.864
    ] {
        let rows = worked_out(format!(
            "officer,contracted_hours,reduction_hours,case_type,extra_minutes\nA1,{hours},{reduction},community,{minutes}\n"
        ));
        let figures = ["available_hours", "capacity_percent"].map(|column| rows.cell("A1", column));
        assert_eq!(figures, [available, "100.0"], "{hours} h less {reduction} h");
    }
}

#[test]
fn untiered_and_suspended_cases_count_nothing_and_are_cases_all_the_same() {
    for (case_type, tier) in [("community", ""), ("licence", "A3S"), ("custody", "D0S"), ("t2a", "untiered")] {
        let rows = worked_out(format!("officer,contracted_hours,case_type,tier,count\nA1,37,{case_type},{tier},9\n"));
        let figures = ["cases", "work_hours", "capacity_percent", "standing"].map(|column| rows.cell("A1", column));
        assert_eq!(figures, ["9", "0.00", "0.0", "within"], "{case_type} {tier:?}");
    }
}

#[test]
fn tiers_that_the_seed_gives_no_time_outside_the_community_count_nothing() {
    for tier in ["A0", "B0", "C0", "D0"] {
        let rows = worked_out(format!("officer,contracted_hours,case_type,tier\nA1,37,licence,{tier}\n"));
        assert_eq!(rows.cell("A1", "work_hours"), "0.00", "{tier} on licence");
    }
}
