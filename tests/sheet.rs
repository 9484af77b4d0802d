//! Reports as a workbook of one sheet: the rows of CSV, each cell of its kind.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::command::{Folder, repository, shown};

/// The cells of the one sheet, row by row.
fn sheet(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("Rows").expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn bytes(folder: &Folder, arguments: &str) -> Vec<u8> {
    let output = folder.run(format!("{arguments} --format xlsx").split_whitespace());
    assert_eq!(output.status.code().filter(|code| *code < 2).map(|_| ()), Some(()), "{}", shown(&output));
    output.stdout
}

/// A share as a percentage: `1.146` is `114.6`.
fn shifted(share: &str) -> String {
    let (whole, places) = share.split_once('.').expect("it has places");
    let figures = format!("{whole}{}", &places[..2]);
    let whole: i64 = figures.parse().expect("figures");
    format!("{whole}.{}", &places[2..])
}

/// A cell as CSV writes it under its heading.
fn as_csv(heading: &str, cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Float(number) if heading.ends_with("_percent") => shifted(&format!("{number:.3}")),
        Data::Float(number) if heading.ends_with("_hours") && heading != "no_hours" => format!("{number:.2}"),
        Data::Float(number) => number.to_string(),
        other => panic!("{heading}: {other:?}"),
    }
}

#[test]
fn a_sheet_has_the_rows_of_csv() {
    let caseload = std::fs::read_to_string(repository().join("examples/caseload.csv")).expect("the example");
    let folder = Folder::new().with("caseload.csv", caseload);
    for arguments in
        ["calc caseload.csv", "calc caseload.csv --by team", "trend caseload.csv --by officer", "check caseload.csv"]
    {
        let csv = folder.run(format!("{arguments} --format csv").split_whitespace()).stdout;
        let expected: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&csv[..])
            .records()
            .map(|row| row.expect("CSV").iter().map(str::to_owned).collect())
            .collect();
        let sheet = sheet(bytes(&folder, arguments));
        let headings: Vec<String> = sheet[0].iter().map(ToString::to_string).collect();
        let rows =
            sheet.iter().map(|row| headings.iter().zip(row).map(|(heading, cell)| as_csv(heading, cell)).collect());
        assert_eq!(rows.collect::<Vec<Vec<String>>>(), expected, "{arguments}");
    }
}

#[test]
fn texts_are_texts_and_a_sheet_is_no_caseload() {
    let csv = "week,officer,name,team,case_type,tier,count\n\
               2026-11-16,00412,=1+1,\"a\tb\u{7}\",community,B2,9\n2026-11-16,-5,@x,007,community,B2,1\n";
    let folder = Folder::new().with("caseload.csv", csv);
    let rows = sheet(bytes(&folder, "calc caseload.csv --quiet"));
    let texts: Vec<String> = rows[1..]
        .iter()
        .flat_map(|row| {
            row[3..6].iter().map(|cell| {
                assert!(matches!(cell, Data::String(_)), "{cell:?}");
                cell.to_string()
            })
        })
        .collect();
    assert_eq!(texts, ["007", "-5", "@x", "a b\u{fffd}", "00412", "=1+1"]);
    folder.shown("calc caseload.csv --quiet --output report.xlsx");
    assert!(folder.shown("calc report.xlsx").contains("this is a report that wmt wrote, not a caseload"));
}

#[test]
fn an_explanation_is_no_sheet_and_no_names_are_in_one_without_names() {
    let csv = "week,officer,name,team,case_type,tier,count\n2026-11-16,00412,Amy Bell,Riverside,community,B2,9\n";
    let folder = Folder::new().with("caseload.csv", csv);
    let said = folder.shown("explain 00412 caseload.csv --format xlsx");
    assert!(said.contains("--format: an explanation has no workbook form"), "{said}");
    let rows = sheet(bytes(&folder, "calc caseload.csv --no-names --quiet"));
    let text: String = rows.iter().flatten().map(ToString::to_string).collect();
    assert!(text.contains("Officer 1") && !text.contains("00412") && !text.contains("Amy"), "{text}");
}
