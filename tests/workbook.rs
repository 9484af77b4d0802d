//! The workbook of a report: text stays text, formulas have the figures of `calc` as their results, and nobody is named whom
//! nobody may name. `.ci/workbooks` recalculates them.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};

use crate::command::{Folder, repository, shown};

const SHEETS: [&str; 7] = ["Summary", "Officers", "Units", "Weeks", "Work", "Weights", "Notes"];

/// A folder with the example, and with a caseload in which much is unusual.
fn folder() -> Folder {
    let read = |name: &str| std::fs::read_to_string(repository().join(name)).expect("a file of the repository");
    Folder::new().with("caseload.csv", read("examples/caseload.csv")).with("hard.csv", read("tests/workbooks/hard.csv"))
}

/// The workbook of a report.
fn book(folder: &Folder, arguments: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(folder, arguments))).expect("a workbook")
}

fn bytes(folder: &Folder, arguments: &str) -> Vec<u8> {
    let output = folder.run(format!("report {arguments} --quiet --output report.xlsx").split_whitespace());
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    std::fs::read(folder.path().join("report.xlsx")).expect("the workbook")
}

/// The rows of a sheet, by their headings.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<HashMap<String, Data>> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    let mut rows = range.rows();
    let headings: Vec<String> = rows.next().expect("headings").iter().map(ToString::to_string).collect();
    rows.map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// The rows of `calc` as CSV, by their headings.
fn calc(folder: &Folder, arguments: &str) -> Vec<HashMap<String, String>> {
    let output = folder.run(format!("calc {arguments} --quiet --format csv").split_whitespace());
    csv::Reader::from_reader(&output.stdout[..]).deserialize().map(|row| row.expect("CSV")).collect()
}

/// Whether a cell is what CSV says.
fn is_same(key: &str, cell: &Data, csv: &str) -> bool {
    let number = |places: usize| move |number: f64| format!("{number:.places$}");
    match cell {
        Data::Empty => csv.is_empty(),
        Data::String(text) => text == csv.strip_prefix('\'').unwrap_or(csv),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}") == csv
        }
        Data::Float(of) if key.ends_with("_percent") => {
            let digits = |text: &str| text.replace(['.', '-'], "").trim_start_matches('0').to_owned();
            digits(&number(3)(*of)) == digits(csv) && (*of < 0.0) == csv.starts_with('-')
        }
        Data::Float(of) if key.ends_with("_hours") && key != "no_hours" => number(2)(*of) == csv,
        Data::Float(of) => number(0)(*of) == csv,
        other => panic!("{key}: {other:?}"),
    }
}

fn assert_same(folder: &Folder, arguments: &str, by: &str) {
    let mut book = book(folder, &format!("{arguments} --by {by}"));
    for (sheet, by) in [("Officers", "officer"), ("Units", by)] {
        let (rows, expected) = (rows(&mut book, sheet), calc(folder, &format!("{arguments} --by {by}")));
        assert_eq!(rows.len(), expected.len(), "{arguments} {by}");
        for (row, expected) in rows.iter().zip(&expected) {
            for (key, value) in expected {
                assert!(is_same(key, &row[key], value), "{arguments} {by}: {key} is {:?}, not {value}", row[key]);
            }
        }
    }
}

#[test]
fn the_results_of_formulas_are_the_figures_of_calc() {
    let folder = folder();
    for by in ["team", "pdu", "region", "grade", "all"] {
        assert_same(&folder, "caseload.csv", by);
        assert_same(&folder, "hard.csv --keep-going", by);
        assert_same(&folder, "hard.csv --keep-going --team hillside", by);
        assert_same(&folder, "hard.csv --keep-going --grade PSO", by);
        assert_same(&folder, "hard.csv --keep-going --only over", by);
        assert_same(&folder, "caseload.csv --sort capacity", by);
    }
}

#[test]
fn the_week_of_a_history_has_the_figures_that_it_keeps() {
    let folder = folder();
    folder.run(["calc", "caseload.csv", "--history", "history.csv", "--record", "--quiet"]);
    assert_same(&folder, "--history history.csv", "team");
}

#[test]
fn figures_are_formulas_over_their_own_rows() {
    let folder = folder();
    let mut book = book(&folder, "caseload.csv");
    assert_eq!(book.sheet_names(), SHEETS);
    let officers = book.worksheet_formula("Officers").expect("formulas");
    let formulas: Vec<&String> = officers.rows().next().expect("a row").iter().collect();
    for formula in [
        "ROUND(SUM(Work!N2:N8)/(5*Weights!$D$5),2)",
        "IF(SUM(Work!Q2:Q8)=0,\"\",ROUND(SUM(Work!N2:N8)/SUM(Work!Q2:Q8),3))",
    ] {
        assert!(formulas.iter().any(|known| *known == formula), "{formula}: {formulas:?}");
    }
    let work = book.worksheet_formula("Work").expect("formulas");
    let first = work.get_value((1, 16)).expect("the time of the first officer");
    assert_eq!(first, "MAX(0,O2-P2)*Weights!$D$7");
    let row = book.worksheet_range("Work").expect("the sheet");
    assert_eq!(row.get_value((1, 16)), Some(&Data::Float(6526.8)));
}

/// Nothing is taken off hours that are not known, so that units, whose formulas add up *Work*, stay as they were issued.
#[test]
fn reductions_of_unknown_hours_are_nothing_in_every_sheet() {
    let folder = folder();
    let mut book = book(&folder, "hard.csv --keep-going --by pdu");
    let weald = |row: &&HashMap<String, Data>| row["pdu"] == *"Weald";
    for (sheet, expected) in
        [("Officers", [0.0, 37.0, 0.0].as_slice()), ("Units", &[37.0]), ("Work", &[0.0, 37.0, 0.0])]
    {
        let rows = rows(&mut book, sheet);
        let hours: Vec<f64> = rows.iter().filter(weald).filter_map(|row| row["reduction_hours"].as_f64()).collect();
        assert_eq!(hours, expected, "{sheet}");
    }
}

/// A capacity is below 0 where colleagues did tasks. `.ci/workbooks` recalculates such a unit: Fen.
#[test]
fn the_lowest_capacity_may_be_below_0() {
    let folder = folder();
    let mut book = book(&folder, "hard.csv --keep-going --by pdu");
    let units = rows(&mut book, "Units");
    let fen = units.iter().position(|row| row["pdu"] == *"Fen").expect("the unit");
    let lowest = units[fen]["lowest_percent"].as_f64().expect("a figure");
    assert!(lowest < 0.0, "{lowest}");
    let formulas = book.worksheet_formula("Units").expect("formulas");
    let conditions: Vec<&String> = formulas.rows().flatten().filter(|formula| formula.contains("COUNTIFS")).collect();
    assert!(
        !conditions.is_empty() && conditions.iter().all(|formula| formula.contains(",\"<1E+99\")=0")),
        "{conditions:?}"
    );
}

/// A standing is blank once its exact capacity is another, and how many are over once that of one of them is.
#[test]
fn what_is_as_at_issue_goes_by_the_exact_capacity_of_every_officer() {
    let caseload = "officer,grade,team,case_type,tier,count\nO1,PO,T,community,A3,10\nO2,PO,T,community,A3,10\n";
    let mut book = book(&Folder::new().with("two-2026-11-16.csv", caseload), "two-2026-11-16.csv");
    let mut formula = |sheet: &str, key: &str| {
        let headings = book.worksheet_range(sheet).expect("the sheet");
        let column = headings.rows().next().expect("headings").iter().position(|cell| *cell == *key);
        let formulas = book.worksheet_formula(sheet).expect("formulas");
        let column = u32::try_from(column.expect("the column")).expect("few columns");
        formulas.get_value((1, column)).expect("a formula").clone()
    };
    // 6,180 of 6,526.8 minutes.
    let is_changed = "IF(SUM(Work!Q2:Q3)=0,\"\",ROUND(SUM(Work!N2:N3)/SUM(Work!Q2:Q3),7))<>0.9468652";
    assert_eq!(formula("Officers", "standing"), format!("IF({is_changed},\"\",\"within\")"));
    assert_eq!(formula("Work", "changed"), format!("IF({is_changed},1,0)"));
    assert_eq!(formula("Units", "over"), "IF(SUMIFS(Work!S2:S5,Work!T2:T5,1)>0,\"\",0)");
}

#[test]
fn the_rows_of_an_officer_stand_side_by_side_in_the_order_of_officers() {
    let folder = folder();
    for arguments in ["hard.csv --keep-going", "hard.csv --keep-going --by grade", "caseload.csv"] {
        let mut book = book(&folder, arguments);
        let mut officers = |sheet: &str| -> Vec<String> {
            rows(&mut book, sheet).iter().map(|row| row["officer"].to_string()).collect()
        };
        let (listed, mut work) = (officers("Officers"), officers("Work"));
        work.dedup();
        let is_held = |code: &String| work.contains(code);
        let expected: Vec<String> = listed.into_iter().filter(is_held).chain(["(unallocated)".to_owned()]).collect();
        assert_eq!(work, expected[..work.len()], "{arguments}");
    }
}

#[test]
fn a_case_with_flags_takes_the_lowest_share_of_all_its_statuses() {
    let rows = [
        "C3,B3,Normal", "C1,A3,Normal", "C1,A3,Persistent Prolific Offender", "C2,B3,Unpaid Work",
        "C2,B3,Suspended Sentence Order",
    ];
    let rows = rows.map(|row| format!("2026-11-16,T,A,PO,community,{row}\n"));
    let csv = format!("week,team,officer,grade,case_type,case_id,tier,Row Type\n{}", rows.concat());
    let mut book = book(&Folder::new().with("flags.csv", csv), "flags.csv");
    let status = |name: &str, rows: &[HashMap<String, Data>]| {
        let is_it = |row: &HashMap<String, Data>| row["section"] == "status" && row["key"] == *name;
        format!("Weights!$D${}", rows.iter().position(is_it).expect("the status") + 2)
    };
    let weights = self::rows(&mut book, "Weights");
    let [active, prolific, unpaid, suspended] =
        ["active", "prolific", "unpaid_work", "suspended_sentence"].map(|name| status(name, &weights));
    let work = self::rows(&mut book, "Work");
    let formulas = book.worksheet_formula("Work").expect("formulas");
    let shares: Vec<(String, String)> = (2..)
        .zip(&work[1..])
        .map(|(at, row)| {
            let formula = formulas.get_value((at, 13)).expect("a formula");
            let share = formula.splitn(3, '*').nth(2).expect("a share").split('+').next();
            (row["status"].to_string(), share.unwrap_or_default().to_owned())
        })
        .collect();
    let expected = [
        ("active + prolific", format!("MIN({active},{prolific})")),
        ("active", active),
        ("unpaid_work + suspended_sentence", format!("MIN({unpaid},{suspended})")),
    ];
    assert_eq!(shares, expected.map(|(names, share)| (names.to_owned(), share)));
}

#[test]
fn text_stays_text() {
    let folder = folder();
    let arguments = "hard.csv --keep-going --title =1+1";
    let mut book = book(&folder, arguments);
    for sheet in ["Officers", "Work"] {
        let rows = rows(&mut book, sheet);
        let has = |key: &str, text: &str| rows.iter().any(|row| row[key] == Data::String(text.to_owned()));
        assert!(has("officer", "00412") && has("officer", "=1+1") && has("name", "@x"), "{sheet}");
    }
    let title = book.worksheet_range("Summary").expect("the sheet").get_value((0, 0)).cloned();
    assert_eq!(title, Some(Data::String("=1+1".to_owned())));
}

#[test]
fn who_is_not_worked_out_has_no_figures_and_no_work() {
    let folder = folder();
    let mut book = book(&folder, "hard.csv --keep-going");
    let officers = rows(&mut book, "Officers");
    let faulty = officers.iter().find(|row| row["officer"] == Data::String("N6".to_owned())).expect("they are listed");
    assert_eq!(faulty["standing"], Data::String("not worked out".to_owned()));
    assert!(
        ["cases", "available_hours", "work_hours", "capacity_percent"].iter().all(|key| faulty[*key] == Data::Empty)
    );
    assert!(rows(&mut book, "Work").iter().all(|row| row["officer"] != Data::String("N6".to_owned())));
}

#[test]
fn the_summary_says_how_many_are_not_worked_out() {
    let folder = folder();
    for (arguments, expected) in [("hard.csv --keep-going", Some(1.0)), ("caseload.csv", None)] {
        let summary = book(&folder, arguments).worksheet_range("Summary").expect("the sheet");
        let line = summary.rows().find(|row| row[0] == *"Officers not worked out");
        assert_eq!(line.and_then(|row| row[1].as_f64()), expected, "{arguments}");
    }
}

#[test]
fn nobody_is_named_where_names_are_left_out() {
    let folder = folder();
    let bytes = bytes(&folder, "hard.csv --keep-going --no-names");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file of it");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        for word in ["00412", "Amy", "Bell", "@x", "X1", "N5<", "hard.csv"] {
            assert!(!text.contains(word), "{word} in {:?}", file.name());
        }
    }
}

#[test]
fn a_text_that_no_cell_takes_is_refused() {
    let (folder, title) = (folder(), "x".repeat(33_000));
    let said = shown(&folder.run(["report", "caseload.csv", "--quiet", "--output", "report.xlsx", "--title", &title]));
    assert!(
        said.contains("exit 2") && said.contains("a text is longer than a cell, which has room for 32767"),
        "{said}"
    );
    assert!(!folder.path().join("report.xlsx").exists());
}
