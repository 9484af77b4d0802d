//! Blanks of the caseload that a staff list fills.

use super::{BARE, report, rows, stdout};
use crate::command::Folder;

const HEADINGS: &str = "name,grade,team,pdu,region,contracted_hours";
const CELLS: &str = "Amy Bell,PSO,Riverside 1,Tees,North,29.6";

/// A caseload of one officer with everything that a staff list may say, but for the cells of some columns.
fn caseload_without(blank: &[&str]) -> String {
    let cells = HEADINGS.split(',').zip(CELLS.split(','));
    let cells: Vec<&str> = cells.map(|(heading, cell)| if blank.contains(&heading) { "" } else { cell }).collect();
    format!("officer,{HEADINGS},week,case_type,tier,count\nN53-0412,{},2026-11-16,community,A3,8\n", cells.join(","))
}

#[test]
fn a_staff_list_fills_everything_that_a_caseload_does_not_say() {
    let folder =
        Folder::new().with("caseload.csv", BARE).with("staff.csv", format!("officer,{HEADINGS}\nN53-0412,{CELLS}\n"));
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    // 29.6 × 0.672 = 19.89 h; 4,944 of 29.6 × 176.4 = 5,221.44 minutes.
    for (column, expected) in [
        ("name", "Amy Bell"),
        ("grade", "PSO"),
        ("team", "Riverside 1"),
        ("pdu", "Tees"),
        ("region", "North"),
        ("contracted_hours", "29.60"),
        ("reduction_hours", "0.00"),
        ("available_hours", "19.89"),
        ("cases", "8"),
        ("capacity_percent", "94.7"),
        ("standing", "within"),
    ] {
        assert_eq!(rows.of("N53-0412", [column]), [expected], "{column}");
    }
}

#[test]
fn each_blank_is_filled_by_itself() {
    let mut folder = Folder::new()
        .with("whole.csv", caseload_without(&[]))
        .with("staff.csv", format!("officer,{HEADINGS}\nN53-0412,{CELLS}\n"));
    let formats = ["json", "table"];
    let whole = formats.map(|format| stdout(&folder, &format!("calc whole.csv --format {format}")));
    for column in HEADINGS.split(',') {
        folder = folder.with("blank.csv", caseload_without(&[column]));
        assert_ne!(stdout(&folder, "calc blank.csv --format json"), whole[0], "{column} is blank");
        let filled =
            formats.map(|format| stdout(&folder, &format!("calc blank.csv --staff staff.csv --format {format}")));
        assert_eq!(filled, whole, "{column}");
    }
}

#[test]
fn a_blank_cell_of_a_staff_list_says_nothing() {
    let folder = Folder::new()
        .with("caseload.csv", caseload_without(&["team"]))
        .with("staff.csv", format!("officer,{HEADINGS}\nN53-0412,,,,,,\n"))
        .with("codes.csv", "officer\nN53-0412\n");
    let alone = stdout(&folder, "calc caseload.csv --format json");
    for staff in ["staff.csv", "codes.csv"] {
        assert_eq!(stdout(&folder, &format!("calc caseload.csv --staff {staff} --format json")), alone, "{staff}");
    }
}

#[test]
fn hours_of_a_staff_list_come_before_the_hours_of_the_grade() {
    // An SPO has no usual hours, a PO 37. Two A3 cases are 1,236 of 18.5 × 176.4 = 3,263.4 minutes.
    for (grade, without, with) in
        [("SPO", ["", "no hours"], ["37.9", "within"]), ("PO", ["18.9", "within"], ["37.9", "within"])]
    {
        let folder = Folder::new()
            .with(
                "caseload.csv",
                format!("officer,grade,week,case_type,tier,count\nS1,{grade},2026-11-16,community,A3,2\n"),
            )
            .with("staff.csv", "officer,contracted_hours\nS1,18.5\n");
        for (arguments, expected) in [("", without), ("--staff staff.csv", with)] {
            let rows = rows(&folder, &format!("calc caseload.csv {arguments}"));
            assert_eq!(rows.of("S1", ["capacity_percent", "standing"]), expected, "{grade} {arguments}");
        }
    }
}

#[test]
fn a_grade_of_a_staff_list_brings_its_usual_hours() {
    let folder = Folder::new().with("caseload.csv", BARE).with("staff.csv", "officer,grade\nN53-0412,PO\n");
    let found = ["grade", "contracted_hours", "capacity_percent"];
    // 4,944 of 6,526.8 minutes.
    assert_eq!(rows(&folder, "calc caseload.csv --staff staff.csv").of("N53-0412", found), ["PO", "37.00", "75.7"]);
    assert_eq!(rows(&folder, "calc caseload.csv").of("N53-0412", found), ["", "", ""]);
}

#[test]
fn the_same_thing_in_other_words_is_no_contradiction() {
    // CRCO is what the ministry's exports call a PO; 37, 37.0 and 37.0000 are the same hours.
    let caseload = "officer,grade,contracted_hours,week,case_type,tier\nN53-0412,CRCO,37.0,2026-11-16,community,A3\n";
    for staff in ["N53-0412,PO,37", "N53-0412,po,37.0000", "N53-0412, crco ,37"] {
        let folder = Folder::new()
            .with("caseload.csv", caseload)
            .with("staff.csv", format!("officer,grade,contracted_hours\n{staff}\n"));
        let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
        assert_eq!(rows.of("N53-0412", ["grade", "contracted_hours"]), ["PO", "37.00"], "{staff}");
    }
}

#[test]
fn only_the_officer_with_that_code_is_filled() {
    // Codes are told apart exactly: n53-0412 is somebody else, whom the list has with nothing, and who is said.
    let folder = Folder::new()
        .with("caseload.csv", BARE)
        .with("staff.csv", "officer,grade,contracted_hours\nn53-0412,PO,20\nN53-0417,PO,30\n");
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["contracted_hours", "standing"]), ["", "no hours"]);
    assert_eq!(rows.of("n53-0412", ["contracted_hours", "cases"]), ["20.00", "0"]);
    let said = super::notices(&folder, "calc caseload.csv --staff staff.csv");
    assert!(
        said.contains("`N53-0412` and `n53-0412` differ only in capitals") && said.contains("(look-alike)"),
        "{said}"
    );
}

#[test]
fn work_that_nobody_holds_stays_nobodys_and_finds_the_unit_of_its_team() {
    // The caseload names the team alone; the list says which PDU and region the team is in.
    let folder = Folder::new()
        .with(
            "caseload.csv",
            "officer,team,week,case_type,tier,count\n\
             ,R1,2026-11-16,community,A3,3\nN53-0412,R1,2026-11-16,community,A3,5\n",
        )
        .with("staff.csv", "officer,grade,team,pdu,region\nN53-0412,PO,R1,Tees,North\n");
    let units = rows(&folder, "calc caseload.csv --staff staff.csv --by pdu");
    assert_eq!(units.column("pdu"), ["Tees"]);
    assert_eq!(units.of("Tees", ["region", "officers", "cases", "unallocated_cases"]), ["North", "1", "8", "3"]);
    let said = report(&folder, "calc caseload.csv --staff staff.csv");
    // 3 × 618 ÷ 262.5, the minutes a month of one hour a week.
    assert!(said.contains("unallocated (3 cases, 7.06 h a week)"), "{said}");
}
