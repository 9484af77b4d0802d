//! Officers whom a staff list has and the caseload has not: they hold nothing, and have time.

use super::{json, notices, report, rows, stdout};
use crate::command::Folder;

/// One officer with work in R1, and three in the list without any: one of R1, one of R2, and an SPO without hours.
fn folder() -> Folder {
    Folder::new()
        .with(
            "caseload.csv",
            "officer,grade,team,pdu,region,week,case_type,tier,count\n\
             N53-0412,PO,R1,Tees,North,2026-11-16,community,A3,8\n",
        )
        .with(
            "staff.csv",
            "officer,name,grade,team,pdu,region,contracted_hours\n\
             N53-0412,Amy Bell,PO,R1,Tees,North,37\n\
             N53-0417,Ben Clarke,PSO,R1,Tees,North,22.2\n\
             N53-0420,Dev Khan,PO,R2,Wear,North,37\n\
             N53-0440,Gwen Lewis,SPO,R1,Tees,North,\n",
        )
}

#[test]
fn whoever_holds_nothing_is_a_row_with_0_cases_and_the_time_they_have() {
    let rows = rows(&folder(), "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.column("officer"), ["N53-0412", "N53-0417", "N53-0440", "N53-0420"], "by team, then by name");
    for (column, expected) in [
        ("week", "2026-11-16"),
        ("region", "North"),
        ("pdu", "Tees"),
        ("team", "R1"),
        ("name", "Ben Clarke"),
        ("grade", "PSO"),
        ("cases", "0"),
        ("contracted_hours", "22.20"),
        ("reduction_hours", "0.00"),
        // 22.2 × 0.672
        ("available_hours", "14.92"),
        ("work_hours", "0.00"),
        ("capacity_percent", "0.0"),
        ("weeks_over", "0"),
        ("standing", "within"),
        ("weights", "hmpps-2021"),
    ] {
        assert_eq!(rows.of("N53-0417", [column]), [expected], "{column}");
    }
}

#[test]
fn without_the_list_they_are_nowhere() {
    let folder = folder();
    assert_eq!(rows(&folder, "calc caseload.csv").column("officer"), ["N53-0412"]);
    for format in ["table", "csv", "json", "markdown"] {
        let page = |staff: &str| stdout(&folder, &format!("calc caseload.csv {staff} --format {format}"));
        for code in ["N53-0417", "N53-0420", "N53-0440"] {
            assert!(!page("").contains(code) && page("--staff staff.csv").contains(code), "{code} as {format}");
        }
    }
}

#[test]
fn the_page_says_who_has_room_and_who_is_only_in_the_list() {
    let text = stdout(&folder(), "calc caseload.csv --staff staff.csv");
    let line = text.lines().find(|line| line.contains("N53-0417 Ben Clarke") && line.contains('%')).expect("a row");
    assert!(line.contains("0.0%") && line.ends_with(" within"), "{line}");
    let said = report(&folder(), "calc caseload.csv --staff staff.csv");
    // 37 × 0.672 = 24.864; 4,944 ÷ 262.5 = 18.83 h are N53-0412's.
    let room = "below 100%: N53-0420 Dev Khan (24.86 h); N53-0417 Ben Clarke (14.92 h); N53-0412 Amy Bell (6.03 h)";
    assert!(said.contains(room), "{said}");
    // 37 + 22.2 + 37 = 96.2 h × 0.672 = 64.65 h; 4,944 of 16,969.68 minutes.
    assert!(
        said.contains("Total 4 officers, 0 over; 8 cases; 18.83 h of work a week for 64.65 h available: 29.1%"),
        "{said}"
    );
    let listed = "N53-0417 Ben Clarke; N53-0420 Dev Khan; N53-0440 Gwen Lewis";
    assert!(said.contains(&format!("in the staff list, with nothing in the caseload: {listed}")), "{said}");
}

#[test]
fn whoever_has_neither_hours_nor_work_is_no_hours_and_holds_nothing_that_is_said() {
    let folder = folder();
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    let found = rows.of("N53-0440", ["contracted_hours", "available_hours", "capacity_percent", "standing"]);
    assert_eq!(found, ["", "0.00", "", "no hours"], "never 0 %");
    let said = report(&folder, "calc caseload.csv --staff staff.csv");
    assert!(!said.contains("work for which there are no hours"), "{said}");
}

#[test]
fn json_has_them_among_the_rows_and_in_what_stands_below() {
    let json = json(&folder(), "calc caseload.csv --staff staff.csv");
    let row = &json["rows"][3];
    assert_eq!((&row["officer"], row["cases"].as_i64()), (&"N53-0420".into(), Some(0)), "{json}");
    assert!(row["capacity_percent"].is_number() && json["rows"][2]["capacity_percent"].is_null(), "{json}");
    let summary = &json["summary"];
    assert_eq!(summary["total"]["officers"], 4);
    assert_eq!([&summary["room"][0]["officer"], &summary["room"][0]["name"]], ["N53-0420", "Dev Khan"]);
    assert_eq!(summary["listed_only"].as_array().map(Vec::len), Some(3), "{summary}");
}

#[test]
fn units_count_them_with_their_time() {
    // R1: 37 + 22.2 = 59.2 h, 10,442.88 minutes. R2: 37 h. POs: 74 h, 13,053.6 minutes. All: 96.2 h.
    let folder = folder();
    for (by, unit, officers, hours, capacity, lowest, highest) in [
        ("team", "R1", "3", "59.20", "47.3", "0.0", "75.7"),
        ("team", "R2", "1", "37.00", "0.0", "0.0", "0.0"),
        ("pdu", "Tees", "3", "59.20", "47.3", "0.0", "75.7"),
        ("pdu", "Wear", "1", "37.00", "0.0", "0.0", "0.0"),
        ("region", "North", "4", "96.20", "29.1", "0.0", "75.7"),
        ("grade", "PO", "2", "74.00", "37.9", "0.0", "75.7"),
        ("grade", "PSO", "1", "22.20", "0.0", "0.0", "0.0"),
        ("grade", "SPO", "1", "0.00", "", "", ""),
        ("all", "2026-11-16", "4", "96.20", "29.1", "0.0", "75.7"),
    ] {
        let rows = rows(&folder, &format!("calc caseload.csv --staff staff.csv --by {by}"));
        let columns = ["officers", "contracted_hours", "capacity_percent", "lowest_percent", "highest_percent"];
        assert_eq!(rows.of(unit, columns), [officers, hours, capacity, lowest, highest], "{by} {unit}");
    }
}

#[test]
fn they_are_chosen_and_left_out_like_anybody() {
    let folder = folder();
    for (choice, expected) in [
        ("--team R2", &["N53-0420"][..]),
        ("--pdu Tees --grade PSO", &["N53-0417"]),
        ("--region North --grade PO", &["N53-0412", "N53-0420"]),
        ("--officer N53-0417", &["N53-0417"]),
        ("--only over", &[]),
        ("--sort capacity", &["N53-0412", "N53-0417", "N53-0420", "N53-0440"]),
    ] {
        let rows = rows(&folder, &format!("calc caseload.csv --staff staff.csv {choice}"));
        assert_eq!(rows.column("officer"), expected, "{choice}");
    }
    let by_name =
        folder.run(["calc", "caseload.csv", "--staff", "staff.csv", "--officer", "Dev Khan", "--format", "csv"]);
    assert_eq!(crate::report::Rows::read(&by_name.stdout).column("officer"), ["N53-0420"]);
}

#[test]
fn nobody_who_holds_nothing_is_an_alarm() {
    let output = folder().run(["calc", "caseload.csv", "--staff", "staff.csv", "--exit-code"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_caseload_that_nothing_dates_lists_them_too() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,grade,case_type,tier,count\nN53-0412,PO,community,A3,8\n")
        .with("staff.csv", "officer,grade\nN53-0412,PO\nN53-0417,PO\n");
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    let found = rows.of("N53-0417", ["week", "cases", "capacity_percent", "weeks_over", "standing"]);
    assert_eq!(found, ["", "0", "0.0", "", "within"]);
}

#[test]
fn a_caseload_of_unallocated_work_alone_has_somebody_to_give_it_to() {
    let folder = Folder::new()
        .with("caseload.csv", "officer,team,week,case_type,tier,count\n,R1,2026-11-16,community,A3,8\n")
        .with("staff.csv", "officer,grade,team\nN53-0417,PO,R1\n");
    let team = rows(&folder, "calc caseload.csv --staff staff.csv --by team");
    let columns = ["officers", "unallocated_cases", "capacity_percent", "highest_percent"];
    assert_eq!(team.of("R1", columns), ["1", "8", "75.7", "0.0"]);
}

#[test]
fn a_list_of_quite_other_codes_is_said() {
    let folder = folder().with("other.csv", "officer,grade\nAmy Bell,PO\nBen Clarke,PSO\n");
    assert_eq!(
        notices(&folder, "calc caseload.csv --staff other.csv"),
        "other.csv: notice: none of its officers is in the caseload; are they named by other codes there?\n"
    );
    assert_eq!(notices(&folder, "calc caseload.csv --staff other.csv --quiet"), "");
    assert_eq!(notices(&folder, "calc caseload.csv --staff staff.csv"), "", "one officer in common is enough");
}
