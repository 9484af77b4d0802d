//! Which sheet of a workbook is read, and what is said of the others.

use super::{HEADINGS, refused};
use crate::books::{Sheet, cell, row, text, xlsx};
use crate::command::Folder;
use crate::report::{rows, stdout};

#[test]
fn a_caseload_its_staff_and_its_reductions_may_be_sheets_of_one_workbook() {
    let caseload = row(1, &["officer", "case_type", "tier", "count", "week"].map(text))
        + &row(2, &[text("00412"), text("community"), text("B2"), cell("10"), text("2026-11-16")]);
    let staff = row(1, &["officer", "name", "contracted_hours"].map(text))
        + &row(2, &[text("00412"), text("Amy Bell"), cell("37")]);
    let reductions = row(1, &["officer", "reason", "hours", "from", "to"].map(text))
        + &row(2, &[text("00412"), text("other"), cell("3.7"), text("01/11/2026"), text("")]);
    let sheets = [
        Sheet::named("Notes", row(1, &[text("to read first")])),
        Sheet::named("Leave", reductions),
        Sheet::named("Staff", staff),
        Sheet::named("Cases", caseload),
    ];
    let folder = Folder::new().with("team.xlsx", xlsx(&sheets));
    // 10 × 345 = 3,450 minutes of (37 − 3.7) × 176.4 = 5,874.12.
    let rows = rows(&folder, "calc team.xlsx --staff team.xlsx --reductions team.xlsx --quiet");
    let columns = ["name", "contracted_hours", "reduction_hours", "capacity_percent"];
    assert_eq!(rows.of("00412", columns), ["Amy Bell", "37.00", "3.70", "58.7"]);
    let said = folder.shown("calc team.xlsx --staff team.xlsx --quiet --exit-code");
    let warning = "team.xlsx: warning: the sheet `Leave` has the headings of a list of reductions and is not read; \
                   --reductions with this workbook reads it (unused-column)";
    assert!(said.starts_with("exit 3") && said.contains(warning), "{said}");
    let said = folder.shown("calc team.xlsx");
    let warning =
        "team.xlsx: warning: the sheet `Staff` has the headings of a staff list and is not read; --staff with";
    assert!(said.contains(warning), "{said}");
    let list = folder.shown("reductions team.xlsx --caseload team.xlsx --staff team.xlsx --week 2026-11-16 --quiet");
    assert!(list.contains("Amy Bell") && list.contains("3.7"), "{list}");
}

#[test]
fn the_first_sheet_that_people_see_with_the_headings_is_read_and_the_others_are_said() {
    let of = |officer: &str| row(1, &HEADINGS.map(text)) + &row(2, &[text(officer), text("community"), text("B2")]);
    let sheets = [
        Sheet { is_hidden: true, ..Sheet::named("Last_year", of("OLD")) },
        Sheet::named("Officers", row(1, &[text("officer")]) + &row(2, &[text("X")])),
        Sheet::named("Riverside_1", of("A1")),
        Sheet::named("Riverside_2", of("A2")),
    ];
    let folder = Folder::new().with("teams.xlsx", xlsx(&sheets));
    let officers = |arguments: &str| {
        let csv = stdout(&folder, &format!("{arguments} --format csv"));
        csv.lines().skip(1).map(|line| line.split(',').nth(4).expect("a code").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(officers("calc teams.xlsx --quiet"), ["A1"]);
    assert_eq!(officers("calc teams.xlsx --quiet --sheet Officers --sheet RIVERSIDE_2"), ["A2"]);
    assert_eq!(officers("calc teams.xlsx --quiet --sheet Officers --sheet Last_year"), ["OLD"]);
    let said = folder.shown("calc teams.xlsx --format csv");
    let warning =
        "teams.xlsx: warning: the sheet `Riverside_1` is read, and not `Riverside_2`; --sheet chooses another";
    assert!(said.contains(warning), "{said}");
    let said = folder.shown("calc teams.xlsx --format csv --sheet Riverside_1 --exit-code");
    assert!(said.starts_with("exit 0") && !said.contains("is read, and not"), "{said}");
    let all = "its sheets are `Last_year`, `Officers`";
    for (sheet, hint) in [("Riverside3", "did you mean"), ("Summer", all), ("A", all)] {
        let said = folder.shown(&format!("calc teams.xlsx --sheet {sheet}"));
        assert!(said.starts_with("exit 2") && said.contains(&format!("the workbook has no sheet `{sheet}`")), "{said}");
        assert!(said.contains(hint), "{said}");
    }
}

/// A year's list may otherwise be read in place of the one that is meant.
#[test]
fn a_sheet_that_no_workbook_has_is_a_fault_and_lists_that_are_not_read_are_warned_of() {
    let caseload = row(1, &HEADINGS.map(text)) + &row(2, &[text("A1"), text("community"), text("B2")]);
    let staff = |hours: &str| row(1, &["officer", "contracted_hours"].map(text)) + &row(2, &[text("A1"), cell(hours)]);
    let sheets = || vec![Sheet::named("Staff 2025", staff("37")), Sheet::named("Staff 2026", staff("18.5"))];
    let all: Vec<Sheet> = std::iter::once(Sheet::named("Cases", caseload)).chain(sheets()).collect();
    let folder = Folder::new().with("a.xlsx", xlsx(&all));
    let run = |sheet: &str| folder.run(["calc", "a.xlsx", "--staff", "a.xlsx", "--sheet", "Cases", "--sheet", sheet]);
    let said = String::from_utf8_lossy(&run("Staf 2026").stderr).into_owned();
    assert_eq!(said, "--sheet: no workbook has a sheet `Staf 2026`\n  hint: did you mean `Staff 2026`?\n");
    assert!(String::from_utf8_lossy(&run("staff 2026").stdout).contains("18.50"));
    let said = folder.shown("calc a.xlsx --staff a.xlsx --exit-code");
    assert!(!said.contains("headings of a staff list"), "{said}");
    let warning = "a.xlsx: warning: the sheet `Staff 2025` is read, and not `Staff 2026`; --sheet chooses another";
    assert!(said.starts_with("exit 3") && said.contains(warning), "{said}");
}

#[test]
fn one_sheet_of_a_workbook_is_not_read_as_two_kinds_of_table() {
    let cases = |count: &str, week: &str| {
        row(1, &["officer", "grade", "case_type", "tier", "count", "week"].map(text))
            + &row(2, &[text("A1"), text("PO"), text("community"), text("A3"), cell(count), text(week)])
    };
    let staff = |hours: &str| row(1, &["officer", "contracted_hours"].map(text)) + &row(2, &[text("A1"), cell(hours)]);
    let with = |lists: [Sheet; 2]| {
        let months = [("Oct", "5", "2026-10-19"), ("Nov", "10", "2026-11-16")];
        xlsx(
            &months
                .map(|(name, count, week)| Sheet::named(name, cases(count, week)))
                .into_iter()
                .chain(lists)
                .collect::<Vec<_>>(),
        )
    };
    let part_time = Sheet::named("Part time", staff("18.5"));
    let hidden = |name| Sheet { is_hidden: true, ..Sheet::named(name, staff("37")) };
    let folder = Folder::new()
        .with("team.xlsx", with([part_time, Sheet::named("Staff", staff("37"))]))
        .with("cases.xlsx", with([hidden("Staff"), hidden("Leavers")]));
    for (arguments, hours) in [
        ("calc team.xlsx --sheet Nov --staff team.xlsx", "18.50"),
        ("calc team.xlsx --sheet Nov --staff team.xlsx --sheet staff", "37.00"),
        ("calc cases.xlsx --sheet Nov --staff cases.xlsx --sheet Staff", "37.00"),
    ] {
        let rows = rows(&folder, &format!("{arguments} --quiet"));
        assert_eq!(rows.of("A1", ["week", "cases", "contracted_hours"]), ["2026-11-16", "10", hours], "{arguments}");
    }
    let said = folder.shown("calc cases.xlsx --sheet Nov --staff cases.xlsx");
    let expected = "cases.xlsx: beside `Nov` the workbook shows no sheet with a staff list\n  \
                    hint: give --sheet NAME for each table that is read from it\n";
    assert!(said.starts_with("exit 2") && said.contains(expected), "{said}");
    let said = folder.shown("calc team.xlsx --sheet Nov --sheet Oct");
    let expected = "team.xlsx: --sheet names several sheets with a caseload, `Oct` and `Nov`, and only one is read\n";
    assert!(said.starts_with("exit 2") && said.contains(expected), "{said}");
}

#[test]
fn a_workbook_that_hides_its_rows_is_refused_with_the_names_of_these_sheets() {
    let rows = row(1, &HEADINGS.map(text)) + &row(2, &[text("A1"), text("community"), text("B2")]);
    let hidden = |name| Sheet { is_hidden: true, ..Sheet::named(name, rows.clone()) };
    let book = xlsx(&[hidden("Cases"), Sheet::named("Sheet1", ""), hidden("Last year")]);
    let folder = Folder::new().with("a.xlsx", &book);
    let expected = "a.xlsx: the workbook shows no sheet with rows, but hides `Cases`, `Last year`\n  \
                    hint: --sheet NAME reads a hidden sheet\n";
    assert_eq!(refused("a.xlsx", &book), expected);
    assert!(folder.shown("calc a.xlsx --sheet Cases --quiet").starts_with("exit 0"));
    assert!(folder.shown("calc a.xlsx --sheet Sheet1").contains("a.xlsx: the workbook is empty"));
}

#[test]
fn a_hidden_sheet_that_alone_has_the_table_is_named() {
    let rows = |headings: &[&str], cells: &[&str]| {
        row(1, &headings.iter().map(|cell| text(cell)).collect::<Vec<_>>())
            + &row(2, &cells.iter().map(|cell| text(cell)).collect::<Vec<_>>())
    };
    let hidden = |name| Sheet { is_hidden: true, ..Sheet::named(name, rows(&HEADINGS, &["A1", "community", "B2"])) };
    let notes = || Sheet::named("Notes", rows(&["to read first"], &["all of it"]));
    let staff = || Sheet::named("Staff", rows(&["officer", "contracted_hours"], &["A1", "37"]));
    let named = |sheets: &str| {
        format!(
            "a.xlsx: the workbook shows no sheet with a caseload, but hides {sheets}\n  \
             hint: --sheet NAME reads a hidden sheet, or says what one that is shown lacks\n"
        )
    };
    assert_eq!(refused("a.xlsx", &xlsx(&[hidden("Cases"), notes()])), named("`Cases`"));
    assert_eq!(refused("a.xlsx", &xlsx(&[hidden("Cases"), staff(), hidden("Old")])), named("`Cases`, `Old`"));
    let said = refused("a.xlsx", &xlsx(&[Sheet { is_hidden: true, ..staff() }, notes()]));
    assert!(!said.contains("hides"), "{said}");
    let folder = Folder::new().with("a.xlsx", xlsx(&[hidden("Cases"), notes()]));
    assert!(folder.shown("calc a.xlsx --sheet Cases --quiet").starts_with("exit 0"));
    assert!(folder.shown("calc a.xlsx --sheet Notes").contains("a.xlsx:1: there is no `officer` column\n"));
}

#[test]
fn a_sheet_that_is_named_where_nothing_is_a_workbook_is_said() {
    let folder = Folder::new().with("a.csv", "week,officer,case_type,tier\n2026-11-16,A1,community,A3\n");
    let shown = folder.shown("calc a.csv --sheet Team");
    assert!(shown.contains("--sheet: notice: none of the files is a workbook, so no sheet is chosen\n"), "{shown}");
}

/// An empty form often stands before the sheet that is filled.
#[test]
fn a_sheet_with_headings_alone_is_refused_where_another_one_has_rows() {
    let headings = row(1, &HEADINGS.map(text));
    let filled = headings.clone() + &row(2, &[text("A1"), text("community"), text("B2")]);
    let sheets = [Sheet::named("Template", headings), Sheet::named("Data", filled)];
    let folder = Folder::new().with("team.xlsx", xlsx(&sheets));
    let said = folder.shown("calc team.xlsx");
    let expected = "team.xlsx: the sheet `Template` has headings and no rows, and `Data` would not be read\n  \
                    hint: --sheet NAME reads another sheet\n";
    assert!(said.starts_with("exit 2") && said.ends_with(expected), "{said}");
    assert_eq!(rows(&folder, "calc team.xlsx --sheet Data").of("A1", ["cases"]), ["1"]);
}
