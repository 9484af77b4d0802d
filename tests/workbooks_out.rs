//! Reports as workbooks: the rows of CSV, typed, and nothing that a spreadsheet would run.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jiff::ToSpan;
use jiff::civil::date;
use zip::ZipArchive;

use crate::command::{Folder, repository, shown};

/// Names that a spreadsheet would act upon, codes that look like numbers, somebody over, somebody without hours, two teams, and
/// work that nobody holds.
const CASELOAD: &str = "\
officer,name,grade,team,week,case_type,tier,count,extra_minutes
00412,=1+1,PO,Riverside 1,2026-11-16,community,A3,12,0.5
00412,=1+1,PO,@Riverside 2,2026-11-16,community,D0,1,
+44,-Bell,PO,Riverside 1,2026-11-16,licence,B2,3,
SPO1,Ümit ☂,SPO,Riverside 1,2026-11-16,licence,B2,1,
1E5,,PO,Riverside 1,2026-11-16,,,,
,,,Riverside 1,2026-11-16,custody,C1,4,
00412,=1+1,PO,Riverside 1,2026-11-09,community,B2,10,
";

/// The standard output of a run, which is a workbook.
fn workbook(folder: &Folder, arguments: &str) -> Vec<u8> {
    let output = folder.run(arguments.split_whitespace().chain(["--format", "xlsx"]));
    assert!(output.stdout.starts_with(b"PK"), "{arguments}: {}", shown(&output));
    output.stdout
}

/// A cell of CSV as it must be in the workbook. A number is what its decimal digits say, a percentage the hundredth of that.
fn typed(column: &str, text: &str) -> String {
    let number = |text: &str| format!("number {}", text.parse::<f64>().expect("a number"));
    let is_text = ["region", "pdu", "team", "officer", "name", "grade", "standing", "weights"].contains(&column);
    match text {
        "" => String::new(),
        text if column.ends_with("_percent") => number(&format!("{text}e-2")),
        text if is_text || text.parse::<f64>().is_err() && column != "week" => {
            format!("text {}", text.strip_prefix('\'').unwrap_or(text))
        }
        text if column == "week" => format!("date {text}"),
        text => number(text),
    }
}

/// A cell of a workbook in the same words.
fn found(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => format!("text {text}"),
        Data::Float(number) => format!("number {number}"),
        Data::DateTime(day) => {
            let days = day.as_f64().to_string().parse::<i32>().expect("a whole day");
            format!("date {}", date(1899, 12, 30) + days.days())
        }
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn assert_same_rows(folder: &Folder, arguments: &str) {
    let csv = folder.run(arguments.split_whitespace().chain(["--format", "csv"])).stdout;
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(&*csv);
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("sound CSV");
    let mut read = Xlsx::new(Cursor::new(workbook(folder, arguments))).expect("a sound workbook");
    let cells = read.worksheet_range("Rows").expect("the sheet");
    assert_eq!(cells.height(), rows.len(), "{arguments}");
    for (number, (row, cells)) in rows.iter().zip(cells.rows()).enumerate() {
        let expected = row.iter().zip(&rows[0]).map(|(text, column)| match number {
            0 => format!("text {text}"),
            _ => typed(column, text),
        });
        let found: Vec<String> = cells.iter().map(found).collect();
        assert_eq!(found, expected.collect::<Vec<_>>(), "{arguments}: row {}", number + 1);
    }
}

/// The parts of a workbook, with their names.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let parts = (0..zip.len()).map(|number| {
        let mut part = zip.by_index(number).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        (part.name().expect("a name").into_owned(), text)
    });
    parts.collect()
}

fn part(bytes: &[u8], wanted: &str) -> String {
    parts(bytes).into_iter().find(|(name, _)| name == wanted).expect("the part").1
}

#[test]
fn a_workbook_has_the_rows_of_csv_with_their_types() {
    let folder = Folder::new().with("caseload.csv", CASELOAD);
    for by in ["officer", "team", "pdu", "region", "grade", "all"] {
        assert_same_rows(&folder, &format!("calc caseload.csv --by {by}"));
        assert_same_rows(&folder, &format!("trend caseload.csv --by {by} --weeks 3"));
    }
    let example = repository().join("examples");
    let folder = Folder::new();
    for file in ["caseload.csv", "reductions.csv"] {
        std::fs::copy(example.join(file), folder.path().join(file)).expect("an example");
    }
    assert_same_rows(&folder, "calc caseload.csv --reductions reductions.csv");
    assert_same_rows(&folder, "check caseload.csv --reductions reductions.csv");
}

#[test]
fn the_list_of_reductions_is_a_workbook_too() {
    let reductions = "officer,reason,percent,from,to\n00412,other,10,2026-11-01,2026-12-31\n";
    let folder = Folder::new().with("reductions.csv", reductions).with("caseload.csv", CASELOAD);
    let bytes = workbook(&folder, "reductions reductions.csv --caseload caseload.csv --week 2026-11-16");
    let cells = Xlsx::new(Cursor::new(bytes)).expect("a workbook").worksheet_range("Rows").expect("the sheet");
    let row: Vec<String> = cells.rows().nth(1).expect("a row").iter().map(found).collect();
    assert!(row.contains(&"text 00412".to_owned()) && row.contains(&"number 0.1".to_owned()), "{row:?}");
    assert!(row.contains(&"date 2026-11-01".to_owned()) && row.contains(&"date 2026-12-31".to_owned()), "{row:?}");
}

#[test]
fn nothing_in_it_is_a_formula_and_headings_stay_in_sight() {
    let folder = Folder::new().with("caseload.csv", CASELOAD);
    let bytes = workbook(&folder, "calc caseload.csv");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && sheet.contains(">=1+1<"), "{sheet}");
    for expected in
        ["state=\"frozen\"", "<autoFilter ref=\"A1:Q5\"", "<conditionalFormatting sqref=\"O2:O5\"", "excessive"]
    {
        assert!(sheet.contains(expected), "{expected}: {sheet}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    for expected in ["formatCode=\"0.0%\"", "formatCode=\"yyyy-mm-dd\""] {
        assert!(styles.contains(expected), "{expected}: {styles}");
    }
}

#[test]
fn without_names_no_part_has_any() {
    let folder = Folder::new().with("caseload.csv", CASELOAD);
    for command in ["calc caseload.csv", "trend caseload.csv --by officer", "check caseload.csv"] {
        for (name, text) in parts(&workbook(&folder, &format!("{command} --no-names"))) {
            let is_named = ["00412", "=1+1", "Bell", "Ümit", "SPO1", "1E5"].into_iter().find(|who| text.contains(who));
            assert_eq!(is_named, None, "{command}: {name}");
        }
    }
}

#[test]
fn officers_who_are_not_worked_out_have_blank_figures() {
    let faulty = CASELOAD.to_owned() + "+44,-Bell,PO,Riverside 1,2026-11-16,licence,Z9,1,\n";
    let folder = Folder::new().with("caseload.csv", &faulty);
    assert_same_rows(&folder, "calc caseload.csv --keep-going");
}

#[test]
fn a_text_that_no_cell_takes_is_a_fault_and_nothing_is_written() {
    let mut caseload = "officer,grade,team,case_type,tier\n".to_owned();
    for team in 0..40 {
        caseload.push_str(&format!("A1,PO,{team}{},community,B2\n", "a".repeat(900)));
    }
    let folder = Folder::new().with("caseload.csv", &caseload);
    let output = folder.run(["calc", "caseload.csv", "--output", "report.xlsx"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
    assert!(shown(&output).contains("and a cell has room for 32767; give --format csv"), "{}", shown(&output));
    assert!(!folder.path().join("report.xlsx").exists());
}
