//! `wmt staffing`. Figures are worked by hand: 37 contracted hours give 24.864 hours a week, 6,526.8 minutes a month; an A3 case
//! in the community takes 618, a B2 345, a C1 150, a parole report 360.

use crate::command::Folder;
use crate::report::stdout;

const HEADINGS: &str =
    "officer,grade,pdu,team,contracted_hours,reduction_hours,week,case_type,tier,status,task,count,extra_minutes";

/// A folder with a caseload of these rows.
fn folder(rows: &[&str]) -> Folder {
    Folder::new().with("caseload.csv", [&[HEADINGS], rows].concat().join("\n"))
}

/// Two teams of a PDU, and one of another that has no officer.
fn service() -> Folder {
    folder(&[
        "A1,PO,North,R1,37,7.4,2026-11-16,community,A3,,,10,",
        "B1,PO,North,R1,37,,2026-11-16,community,B2,,,10,",
        "B1,PSO,North,R2,18.5,,2026-11-16,community,C1,,,4,",
        "C1,PSO,North,R2,,,2026-11-16,,,,,,",
        ",,North,R2,,,2026-11-16,community,C1,,,2,",
        ",,South,R9,,,2026-11-16,community,A3,,,1,",
    ])
}

/// The rows of the CSV, without the headings.
fn rows(folder: &Folder, options: &str) -> Vec<String> {
    let csv = stdout(folder, &format!("staffing caseload.csv --format csv {options}"));
    csv.lines().skip(1).map(str::to_owned).collect()
}

/// By hand, of North: A1 6,180 of 5,221.44 minutes, B1 3,450 + 600 of 9,790.2, C1 nothing of 6,526.8, and 300 unallocated: 10,530
/// ÷ 21,538.44 = 48.9 %, and ÷ 6,526.8 = 1.61 officers, ÷ 7,179.48 = 1.47. There are 129.5 ÷ 37 = 3.5 less 0.2. Left are 5,740.2
/// and 6,526.8 minutes, 46.73 h a week. Of South: 618 ÷ 6,526.8 = 0.09.
#[test]
fn a_pdu_needs_its_work_over_the_time_of_a_full_time_officer() {
    let csv = stdout(&service(), "staffing caseload.csv --format csv");
    assert_eq!(
        csv.lines().collect::<Vec<_>>(),
        [
            "week,region,pdu,officers,contracted_hours,reduction_hours,full_time_equivalent,work_hours,available_hours,\
             capacity_percent,needed_at_target,needed_at_limit,short_at_target,short_at_limit,room_hours,full",
            "2026-11-16,,North,3,129.50,7.40,3.50,40.11,82.05,48.9,1.61,1.47,-1.69,-1.83,46.73,no",
            "2026-11-16,,South,0,0.00,0.00,0.00,2.35,0.00,,0.09,0.09,0.09,0.09,0.00,yes",
        ]
    );
}

/// By hand: in R1 B1 has 3,450 of 6,526.8, which leaves 3,076.8, 11.72 h; in R2 600 of 3,263.4, with C1 2,663.4 + 6,526.8, 35.01 h.
#[test]
fn an_officer_counts_in_a_unit_with_the_posts_there() {
    let of = |options: &str, columns: [usize; 4]| -> Vec<Vec<String>> {
        let cells = |row: &String| {
            let cells: Vec<&str> = row.split(',').collect();
            columns.iter().map(|column| cells[*column].to_owned()).collect()
        };
        rows(&service(), options).iter().map(cells).collect()
    };
    // Team, officers, full-time equivalents, room.
    let teams = of("--by team", [3, 4, 7, 15]);
    assert_eq!(teams, [["R1", "2", "2.00", "11.72"], ["R2", "2", "1.50", "35.01"], ["R9", "0", "0.00", "0.00"]]);
    // Grade, officers, full-time equivalents, room: B1 is a PO in R1 and a PSO in R2.
    let grades = of("--by grade", [1, 2, 5, 13]);
    assert_eq!(grades, [["", "0", "0.00", "0.00"], ["PO", "2", "2.00", "11.72"], ["PSO", "2", "1.50", "35.01"]]);
    assert_eq!(
        rows(&service(), "--by all --pdu North"),
        rows(&service(), "").iter().take(1).map(|row| row.replace(",,North,", ",")).collect::<Vec<_>>()
    );
}

/// By hand, of B1 and the unallocated C1 cases: 3,450 + 300, and 20 % more, are 4,500; 10 % less time is 5,874.12. 76.6 %; at 80 %
/// 4,500 ÷ 4,699.296 = 0.96, at 110 % 4,500 ÷ 6,461.532 = 0.70. Left to B1: 4,699.296 − 4,140 = 559.296, 2.13 h.
#[test]
fn growth_is_more_work_and_absence_less_time() {
    let folder =
        folder(&["B1,PO,North,R1,37,,2026-11-16,community,B2,,,10,", ",,North,R1,,,2026-11-16,community,C1,,,2,"]);
    let row = rows(&folder, "--target 80 --absence 10 --growth 20");
    assert_eq!(row, ["2026-11-16,,North,1,37.00,0.00,1.00,17.14,22.38,76.6,0.96,0.70,-0.04,-0.30,2.13,no"]);
}

/// By hand: 18 C1 cases and 195 minutes on top are 2,895 minutes, which leaves 3,631.8 of 6,526.8. Of 37 cases the 19th is a large
/// one, of 618 + 3,013.8 = 3,631.8 minutes; a ten-thousandth more has no room.
#[test]
fn a_unit_is_full_when_nobody_has_room_for_the_case_in_the_middle() {
    let held = "A1,PO,North,R1,37,,2026-11-16,community,C1,,,18,195";
    let is_full = |more: &[&str], options: &str| {
        let row = rows(&folder(&[&[held], more].concat()), options).remove(0);
        row.rsplit(',').next().expect("a column").to_owned()
    };
    let large = |extra: &str| format!(",,North,R1,,,2026-11-16,community,A3,,,1,{extra}");
    let rows_of = |row: &str, count: usize| vec![row; count].join("\n");
    assert_eq!(is_full(&[], ""), "no");
    assert_eq!(is_full(&[&rows_of(&large("3013.8"), 19)], ""), "no");
    assert_eq!(is_full(&[&rows_of(&large("3013.8001"), 19)], ""), "yes");
    // The median of 18 and 18 is midway between the two.
    assert_eq!(is_full(&[&rows_of(&large("3013.8001"), 18)], ""), "no");
    // The size of a case does not grow, and what counts nothing is no case in the middle.
    assert_eq!(is_full(&[&rows_of(&large("3013.8001"), 19)], "--growth -1"), "no");
    let nothing = rows_of(",,North,R1,,,2026-11-16,community,A3,warrant,,1,", 500);
    assert_eq!(is_full(&[&rows_of(&large("3013.8001"), 19), &nothing], ""), "yes");
}

#[test]
fn where_no_case_counts_somebody_with_time_left_makes_it_not_full() {
    let full = |row: &str| rows(&folder(&[row]), "").remove(0).ends_with(",yes");
    assert!(!full("A1,PO,North,R1,37,,2026-11-16,,,,sdr,1,"));
    assert!(full("A1,SPO,North,R1,,,2026-11-16,,,,sdr,1,"));
    assert!(full("A1,PO,North,R1,37,,2026-11-16,,,,sdr,100,"));
}

/// By hand: 40 hours full time at 120 hours a month are 7,200 minutes; 6,180 of them is 0.86, of 20 contracted hours 0.36 more.
#[test]
fn full_time_is_what_the_weights_say() {
    let weights = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[hours]\navailable_a_month = 120\nfull_time = 40\n";
    let folder = folder(&["A1,PO,North,R1,20,,2026-11-16,community,A3,,,10,"]).with("ours.toml", weights);
    let row = rows(&folder, "--weights ours.toml");
    assert!(
        row[0].starts_with("2026-11-16,,North,1,20.00,0.00,0.50,") && row[0].contains(",0.86,0.78,0.36,0.28,"),
        "{row:?}"
    );
}

#[test]
fn officers_who_are_not_worked_out_are_left_out_and_counted() {
    let folder = service();
    let text = folder.read("caseload.csv") + "\nD1,PO,North,R1,37,,2026-11-16,community,Z9,,,1,\n";
    let folder = folder.with("caseload.csv", text);
    let output = folder.run("staffing caseload.csv --keep-going --format json".split(' '));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["rows"][0]["officers"], &json["rows"][0]["not_worked_out"]), (&3.into(), &1.into()));
    assert_eq!(json["summary"]["not_worked_out"][0]["officer"], "D1");
    assert_eq!(json["summary"]["full_time_available_hours"].to_string(), "24.86");
}

/// R3 has nobody who is worked out; the unallocated work of R9 is not known in full.
#[test]
fn what_is_not_known_is_blank() {
    let rows_of = [
        "D1,PO,North,R3,37,,2026-11-16,community,Z9,,,1,",
        ",,South,R9,,,2026-11-16,community,Z9,,,1,",
        "E1,PO,South,R9,37,,2026-11-16,community,A3,,,1,",
    ];
    let folder = folder(&rows_of);
    let output = folder.run("staffing caseload.csv --by team --keep-going --format csv".split(' '));
    let csv = String::from_utf8(output.stdout).expect("text");
    assert_eq!(
        csv.lines().skip(1).collect::<Vec<_>>(),
        [
            "2026-11-16,,North,R3,0,,,,,,,,,,,,not worked out",
            "2026-11-16,,South,R9,1,37.00,0.00,1.00,,24.86,,,,,,22.51,not worked out",
        ]
    );
    let table = String::from_utf8(folder.run("staffing caseload.csv --by team --keep-going".split(' ')).stdout);
    assert!(table.expect("text").contains("rows without an officer in R9: caseload.csv:3"));
    let calc = folder.run("calc caseload.csv --by team --keep-going --format csv".split(' '));
    let calc = String::from_utf8(calc.stdout).expect("text");
    assert!(calc.contains("\n2026-11-16,,North,R3,0,,,,,,,,,,,,,,,,not worked out,"), "{calc}");
}

/// By hand: -2 short reports of somebody without hours are work below 0, which leaves no room.
#[test]
fn without_hours_there_is_no_room() {
    let row = rows(&folder(&["A1,SPO,North,R1,,,2026-11-16,,,,sdr,-2,"]), "").remove(0);
    assert!(row.ends_with(",0.00,yes"), "{row}");
}

#[test]
fn percentages_may_have_their_sign() {
    let plain = rows(&service(), "--growth 8 --absence 4.5 --target 90");
    assert_eq!(rows(&service(), "--growth 8% --absence 4.5% --target 90%"), plain);
}

#[test]
fn the_formulas_stand_in_the_help_and_below_the_table() {
    let folder = service();
    let (help, table) =
        (stdout(&folder, "staffing --help"), stdout(&folder, "staffing caseload.csv --format markdown"));
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "");
    for formula in
        ["work ÷ (available time of one full-time officer × target)", "needed − (contracted − reduction hours) ÷"]
    {
        assert!(plain(&help).contains(formula) && plain(&table).contains(formula), "{formula}");
    }
}

#[test]
fn numbers_out_of_bounds_are_refused() {
    let folder = service();
    for option in [
        "--target 0", "--target 1001", "--absence 100", "--growth -100.5", "--growth eight", "--absence 1.234",
        "--absence -1",
    ] {
        let output = folder.run(format!("staffing caseload.csv {option}").split(' '));
        assert_eq!(output.status.code(), Some(2), "{option}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(" per cent"), "{option}");
    }
}

/// The formula counts their time, and their cases without a tier count nothing: that is said, and not hidden.
#[test]
fn whoever_holds_cases_without_a_tier_is_named_beside_the_room() {
    let folder =
        folder(&["A1,PO,North,R1,37,,2026-11-16,community,,,,4,", "B1,PO,North,R1,37,,2026-11-16,community,B2,,,10,"]);
    let page = crate::report::report(&folder, "staffing caseload.csv");
    assert!(page.contains("Room may be less: cases without a tier count nothing, and these hold some: A1"), "{page}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&folder, "staffing caseload.csv --format json")).expect("JSON");
    assert_eq!(json["summary"]["room_unknown"][0]["officer"], "A1");
}
