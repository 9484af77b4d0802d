//! Staff lists as files: headings of exports, bytes, standard input, several lists, names that are not safe.

use super::{BARE, faults, notices, rows, stdout};
use crate::command::{Folder, shown};
use crate::report::Rows;

const LIST: &str = "officer,name,grade,team,pdu,region,contracted_hours\n\
                    N53-0412,Zoë O'Hara,PO,Riverside 1,Tees,North,29.6\n\
                    N53-0417,Ben Clarke,PSO,Riverside 1,Tees,North,37\n";

fn with(staff: impl AsRef<[u8]>) -> Folder {
    Folder::new().with("caseload.csv", BARE).with("staff.csv", staff)
}

/// The report with a list of which there is nothing to complain, in a format that has every cell of it.
fn filled(staff: impl AsRef<[u8]>) -> String {
    let output = with(staff).run("calc caseload.csv --staff staff.csv --format json".split_whitespace());
    assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn headings_are_those_of_the_caseload_in_any_order() {
    let expected = filled(LIST);
    assert!(expected.contains("Zoë O'Hara") && expected.contains("Riverside 1"), "{expected}");
    for (name, others) in [
        ("officer", &["Staff Code", "Officer Code", "OM Key", "OFFICER"][..]),
        ("name", &["Offender Manager Name", "OM Name", "Offender Manager"]),
        ("grade", &["Grade Code", "Offender Manager Grade"]),
        ("team", &["Team Name", "team-name"]),
        ("pdu", &["Probation Delivery Unit", "LDU", "Cluster"]),
        ("region", &["Region Name"]),
        ("contracted_hours", &["Contracted Hours", " contracted-hours "]),
    ] {
        for other in others {
            let staff = LIST.replacen(name, other, 1);
            assert_eq!(filled(&staff), expected, "{other}");
        }
    }
    let backwards: Vec<String> = LIST.lines().map(|line| line.rsplit(',').collect::<Vec<_>>().join(",")).collect();
    assert_eq!(filled(backwards.join("\n")), expected);
}

#[test]
fn a_list_of_names_fills_a_caseload_of_names_and_codes_fill_codes() {
    let caseload = "Offender Manager Name,week,case_type,tier,count\n\"Bell, Amy\",2026-11-16,community,A3,8\n";
    let names = "Name,Contracted Hours\n\"Bell, Amy\",29.6\n";
    let codes = "Staff Code,Name,Contracted Hours\nN53-0412,\"Bell, Amy\",29.6\n";
    let folder = Folder::new()
        .with("by-name.csv", caseload)
        .with("by-code.csv", BARE)
        .with("names.csv", names)
        .with("codes.csv", codes);
    let found = |arguments: &str, officer: &str| {
        rows(&folder, arguments).of(officer, ["capacity_percent", "contracted_hours"]).map(str::to_owned)
    };
    assert_eq!(found("calc by-name.csv --staff names.csv", "Bell, Amy"), ["94.7", "29.60"]);
    assert_eq!(found("calc by-code.csv --staff codes.csv", "N53-0412"), ["94.7", "29.60"]);
    // A code in one and a name in the other are two officers, and that is said.
    assert_eq!(found("calc by-name.csv --staff codes.csv", "N53-0412"), ["0.0", "29.60"]);
    let said = notices(&folder, "calc by-name.csv --staff codes.csv");
    assert!(said.contains("none of its officers is in the caseload; are they named by other codes there?"), "{said}");
}

#[test]
fn nothing_untrue_is_said_of_somebody_who_is_not_worked_out() {
    let caseload = "officer,grade,week,case_type,tier\nA1,PO,2026-11-16,community,A3\nB1,PO,2026-11-16,community,A3\n";
    let folder = Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,contracted_hours\nA1,x\n")
        .with("reductions.csv", "officer,reason,hours,from,to\nA1,other,38,2026-01-01,\n");
    for list in ["--staff staff.csv", "--reductions reductions.csv"] {
        let said = notices(&folder, &format!("calc caseload.csv {list} --keep-going"));
        assert!(!said.contains("by other codes") && !said.contains("not known:"), "{list}: {said}");
    }
}

#[test]
fn what_is_not_utf_8_is_read_as_windows_1252() {
    // ë is EB and the right single quote 92 in Windows-1252.
    let staff = b"officer,name\r\nN53-0412,Zo\xEB O\x92Hara\r\n";
    let rows = rows(&with(staff), "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["name"]), ["Zoë O’Hara"]);
}

#[test]
fn a_dash_is_standard_input() {
    let folder = with(LIST);
    let arguments = "calc caseload.csv --staff - --format json";
    let piped = folder.piped(arguments, LIST.as_bytes());
    assert_eq!(String::from_utf8_lossy(&piped.stdout), filled(LIST), "{}", shown(&piped));
    let wrong = folder.piped("calc caseload.csv --staff -", b"officer,grade\nN53-0412,PX\n");
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(said.starts_with("standard input:2: the grade `PX` is not known"), "{}", shown(&wrong));
    let both = folder.piped("calc - --staff -", BARE.as_bytes());
    assert_eq!((both.status.code(), both.stdout.len()), (Some(2), 0), "{}", shown(&both));
}

#[test]
fn several_lists_are_one_list_in_whatever_order() {
    let mut lines = LIST.lines();
    let headings = lines.next().expect("headings");
    let [first, second] = [lines.next(), lines.next()].map(|line| format!("{headings}\n{}\n", line.expect("a row")));
    // The second list has the first officer again, with the same things said.
    let folder = Folder::new()
        .with("caseload.csv", BARE)
        .with("first.csv", &first)
        .with("second.csv", second + first.lines().nth(1).expect("a row"));
    for files in ["--staff first.csv --staff second.csv", "--staff second.csv --staff first.csv"] {
        let report = stdout(&folder, &format!("calc caseload.csv {files} --format json"));
        assert_eq!(report, filled(LIST), "{files}");
        assert_eq!(notices(&folder, &format!("calc caseload.csv {files}")), "", "{files}");
    }
    let said = faults(&folder, "calc caseload.csv --staff first.csv --staff ./first.csv");
    assert!(said.contains("this is given twice"), "{said}");
}

#[test]
fn columns_that_a_list_does_not_have_are_said_and_not_used() {
    // Reduction hours belong to the caseload or to a list of reductions; work has no place in a list of staff.
    let staff = "officer,contracted_hours,reduction_hours,tier,Shoe size\nN53-0412,37,10,A3,44\n";
    let folder = with(staff);
    let warning = "staff.csv:1: warning: the column `reduction_hours` is not used, but has cells; \
                   hours are read from `contracted_hours`, and reductions from the caseload or --reductions (unused-column)\n";
    let others = "staff.csv:1: notice: the column `tier` is not used\n\
                  staff.csv:1: notice: the column `Shoe size` is not used\n";
    assert_eq!(notices(&folder, "calc caseload.csv --staff staff.csv"), others.to_owned() + warning);
    assert_eq!(notices(&folder, "calc caseload.csv --staff staff.csv --quiet"), warning);
    let rows = rows(&folder, "calc caseload.csv --staff staff.csv");
    assert_eq!(rows.of("N53-0412", ["reduction_hours", "cases"]), ["0.00", "8"]);
}

#[test]
fn names_of_a_list_are_as_safe_as_those_of_a_caseload() {
    for name in ["=1+1", "+44 191", "-5", "@SUM(A1)"] {
        let staff = format!("officer,name,team\nN53-0412,{name},{name}\n{name},,{name}\n");
        let csv = stdout(&with(&staff), "calc caseload.csv --staff staff.csv --format csv");
        let rows = Rows::read(&csv);
        for column in ["officer", "name", "team"] {
            let formula = rows.column(column).into_iter().find(|cell| cell.starts_with(['=', '+', '-', '@']));
            assert_eq!(formula, None, "{column}");
        }
        assert_eq!(rows.of("N53-0412", ["name"]), [format!("'{name}")]);
    }
}
