//! Headings: those of the ministry's exports, however they are written, in any order.

use super::{Rows, notices, stdout, worked_out};
use crate::command::{Folder, shown};

#[test]
fn the_case_details_of_the_ministrys_tool_are_read_as_they_are() {
    // Two of A1's rows: community A3 618 and licence B2 396 are 1,014 of 6,526.8 minutes: 15.5 %. The warrant is 0.
    let rows = worked_out(
        "Region Name,Probation Delivery Unit,Team Name,Tier Code,Row Type,CRN,Case Type,Offender Manager Name,Grade Code\n\
         North East,Tees Valley,Riverside 1,A3,N,X100001,Community,\"Bell, Amy\",CRCM\n\
         North East,Tees Valley,Riverside 1,B2,N,X100002,License,\"Bell, Amy\",CRCM\n\
         North East,Tees Valley,Riverside 1,C1,W,X100003,Custody,\"Bell, Amy\",CRCM\n",
    );
    for (column, expected) in [
        ("region", "North East"),
        ("pdu", "Tees Valley"),
        ("team", "Riverside 1"),
        ("officer", "Bell, Amy"),
        ("grade", "PO"),
        ("cases", "3"),
        ("contracted_hours", "37.00"),
        ("capacity_percent", "15.5"),
    ] {
        assert_eq!(rows.cell("Bell, Amy", column), expected, "{column}");
    }
}

#[test]
fn every_other_heading_of_the_contract_is_known() {
    let plain = "officer,name,grade,team,pdu,region,contracted_hours,reduction_hours,week,case_id,case_type,tier,status,task,count,extra_minutes,due";
    let row = "A1,Amy Bell,PO,R1,Tees,North,37,1.8,2026-11-16,X1,community,A3,active,,2,30,\n";
    let task = "A1,Amy Bell,PO,R1,Tees,North,37,1.8,2026-11-16,,,,,sdr,1,,2026-12-01\n";
    let run = |headings: &str| {
        let folder = Folder::new().with("caseload.csv", format!("{headings}\n{row}{task}"));
        let output = folder.run(["calc", "caseload.csv", "--format", "csv"]);
        assert!(output.status.success() && output.stderr.is_empty(), "{headings}: {}", shown(&output));
        String::from_utf8(output.stdout).expect("reports are UTF-8")
    };
    let expected = run(plain);
    assert_eq!(Rows::read(expected.as_bytes()).cell("A1", "cases"), "2");
    for (name, others) in [
        (
            "officer",
            &[
                "Staff Code", "Officer Code", "OM Key", "Offender Manager", "Offender Manager Name", "OM Name",
                "OFFICER",
            ][..],
        ),
        ("grade", &["Grade Code", "Offender Manager Grade", "GRADE_CODE"]),
        ("team", &["Team Name", "team-name"]),
        ("pdu", &["Probation Delivery Unit", "LDU", "Cluster", "P D U"]),
        ("region", &["Region Name", "regionname"]),
        ("contracted_hours", &["Contracted Hours", "CONTRACTED-HOURS", " contracted hours "]),
        ("reduction_hours", &["Reduction Hours"]),
        ("week", &["Date", "Snapshot", "Workload Date", "workload_date"]),
        ("case_id", &["CRN", "Case Ref No"]),
        ("case_type", &["Case Type", "Location"]),
        ("tier", &["Tier Code"]),
        ("status", &["Row Type"]),
        ("task", &["Contact Code", "Task Type"]),
        ("extra_minutes", &["Extra Minutes"]),
        ("due", &["Due Date", "DueDate"]),
    ] {
        for other in others {
            let names: Vec<&str> =
                plain.split(',').map(|heading| if heading == name { other } else { heading }).collect();
            assert_eq!(run(&names.join(",")), expected, "{other}");
        }
    }
}

#[test]
fn a_code_beside_a_name_is_the_officer() {
    for headings in
        ["Offender Manager Name,Staff Code", "OM Name,officer", "Officer Name,Officer", "name,OM Key", "Name,OM Name"]
    {
        let rows = worked_out(format!("{headings},contracted_hours,case_type,tier\nAmy Bell,N53,37,community,A3\n"));
        assert_eq!(["officer", "name"].map(|column| rows.cell("N53", column)), ["N53", "Amy Bell"], "{headings}");
    }
}

#[test]
fn a_name_alone_is_the_officer() {
    for heading in ["Name", "OM Name", "Offender Manager", "Practitioner Name"] {
        let rows = worked_out(format!("{heading},contracted_hours,case_type,tier\nAmy Bell,37,community,A3\n"));
        assert_eq!(["officer", "name"].map(|column| rows.cell("Amy Bell", column)), ["Amy Bell", ""], "{heading}");
    }
}

#[test]
fn unknown_columns_are_not_used_and_said() {
    let with = "officer,contracted_hours,Shoe size,case_type,tier,Total Cases\nA1,37,44,community,A3,9\n";
    let without = "officer,contracted_hours,case_type,tier\nA1,37,community,A3\n";
    let folder = Folder::new().with("with.csv", with).with("without.csv", without);
    assert_eq!(
        notices(&folder, "with.csv"),
        "with.csv:1: notice: the column `Shoe size` is not used\nwith.csv:1: warning: \
         the column `Total Cases` is not used, but has cells; a number of cases is read from `count` (unused-column)\n"
    );
    assert_eq!(notices(&folder, "without.csv"), "");
    let skipped = "calc with.csv --quiet --skip unused-column";
    assert_eq!(stdout(&folder, skipped), stdout(&folder, "calc without.csv"));
}

/// `Data Refreshed` may be the date of the rows, but not where the file has that date too.
#[test]
fn a_date_beside_that_of_the_file_is_no_sign() {
    let text =
        |date: &str| format!("officer,case_type,tier,Data Refreshed\nA1,community,A3,{date}\nA1,community,B2,{date}\n");
    let said = |name: &str, date: &str| notices(&Folder::new().with(name, text(date)), &format!("{name} --quiet"));
    // A Friday, of which a file is made that is dated with the Monday behind it.
    for date in ["16/11/2026 07:30", "18/11/2026", "13/11/2026"] {
        assert_eq!(said("c-2026-11-16.csv", date), "", "{date}");
    }
    for (name, date) in
        [("c-2026-11-16.csv", "09/11/2026"), ("c-2026-11-16.csv", "23/11/2026"), ("c.csv", "16/11/2026")]
    {
        let warning = ":1: warning: the column `Data Refreshed` is not used, but has cells; did you mean `week`? (unused-column)\n";
        assert_eq!(said(name, date), format!("{name}{warning}"), "{date}");
    }
}

/// The columns of a caseload that are warned of as not used; its rows are given as lines.
fn warned_of(lines: &[&str]) -> Vec<String> {
    let said = notices(&Folder::new().with("caseload.csv", lines.join("\n")), "caseload.csv --quiet");
    let column = |line: &str| Some(line.split_once("the column `")?.1.split_once('`')?.0.to_owned());
    said.lines().filter(|line| line.ends_with(" (unused-column)")).filter_map(column).collect()
}

#[test]
fn a_date_of_all_rows_that_is_not_used_is_warned_of_in_a_file_without_weeks() {
    for date in ["2026-11-16", "2026-W47", "16/11/2026 07:30"] {
        let rows = ["A1,community,A3,", "A2,community,A3,"].map(|row| format!("{row}{date}"));
        assert_eq!(warned_of(&["officer,case_type,tier,As at", &rows[0], &rows[1]]), ["As at"], "{date}");
    }
    let dated = ["officer,case_type,tier,As at,week", "A1,community,A3,2026-11-16,2026-11-16"];
    assert!(warned_of(&dated).is_empty());
    assert!(warned_of(&["officer,case_type,tier,Sentence date", "A1,community,A3,2026-11-16"]).is_empty());
}

#[test]
fn numbers_of_cases_that_are_not_used_are_warned_of_and_those_of_rows_and_flags_are_not() {
    for (heading, numbers, is_warned_of) in [
        ("Quantity", ["25", "12", "7"], true),
        ("Service users", ["1", "-", "3"], true),
        ("Count of Case Ref No", ["1", "2", "3"], true),
        ("No.", ["25", "12", "7"], true),
        ("No.", ["1", "2", "3"], false),
        ("Active", ["1", "0", "1"], false),
    ] {
        let rows = numbers.map(|number| format!("A1,community,A3,{number}"));
        let total = "Total,,,3412";
        let lines = [&format!("officer,case_type,tier,{heading}"), &*rows[0], &rows[1], &rows[2], total];
        assert_eq!(warned_of(&lines) == [heading], is_warned_of, "{heading} {numbers:?}");
    }
    // Where each row has its case, a number says something of that case.
    for heading in ["Quantity", "custody"] {
        let headings = format!("officer,case_type,tier,CRN,{heading}");
        assert!(warned_of(&[&headings, "A1,community,A3,X1,25", "A1,community,A3,X2,25"]).is_empty(), "{heading}");
    }
}

#[test]
fn work_that_stands_under_names_of_the_weights_is_warned_of() {
    let lines =
        ["officer,grade,task,community,licence,Custody B2,sdr,Prolific,W", "A1,PO,,12,7,3,2,1,1", "A2,PO,,9,,0,,0,2"];
    assert_eq!(warned_of(&lines), ["Custody B2", "community", "licence", "sdr"]);
    let said = notices(&Folder::new().with("a.csv", lines.join("\n")), "a.csv --quiet");
    let words = "a.csv:1: warning: the column `community` is not used, but has cells; it has the name of a case type: \
                 write a row for each officer and case type, with the number in `count` (unused-column)\n";
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_column_near_to_a_known_one_is_warned_of_where_that_is_blank_in_every_row() {
    for heading in ["Latest tier", "Current tier", "TIER_CD", "Final tier"] {
        for (tiers, expected) in [(["", ""], &[heading][..]), (["", "A3"], &[])] {
            let rows = tiers.map(|tier| format!("A1,community,{tier},B2"));
            let headings = format!("officer,case_type,tier,{heading}");
            assert_eq!(warned_of(&[&headings, &rows[0], &rows[1]]), expected, "{heading} {tiers:?}");
        }
    }
    let folder = Folder::new()
        .with("blank.csv", "officer,case_type,Tier CD,tier\nA1,community,B2,\n")
        .with("both.csv", "officer,case_type,Tier CD,tier\nA1,community,B2,B2\n");
    let blank = "blank.csv:1: warning: the column `Tier CD` is not used, but has cells; did you mean `tier`, which is \
                 blank in every row? (unused-column)\n";
    assert_eq!(notices(&folder, "blank.csv"), blank);
    assert_eq!(notices(&folder, "both.csv"), "both.csv:1: notice: the column `Tier CD` is not used\n");
}

#[test]
fn the_order_of_columns_does_not_matter() {
    let one = "officer,team,contracted_hours,week,case_type,tier,count\nA1,R1,37,2026-11-16,community,A3,3\n";
    let other = "count,tier,week,case_type,contracted_hours,team,officer\n3,A3,2026-11-16,community,37,R1,A1\n";
    let folder = Folder::new().with("one.csv", one).with("other.csv", other);
    for format in ["table", "csv", "json"] {
        let run = |file: &str| stdout(&folder, &format!("calc {file} --format {format}"));
        assert_eq!(run("one.csv"), run("other.csv"), "{format}");
    }
}
