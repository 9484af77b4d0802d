//! Caseloads and lists as workbooks: the same answers as from CSV, and refusals with the rows that the spreadsheet shows.

mod merged;
mod sheets;
mod shown;

use crate::books::{self, Sheet, cell, ods, row, text, xlsx};
use crate::command::{Folder, repository, shown};
use crate::report::{rows, stdout};

const HEADINGS: [&str; 3] = ["officer", "case_type", "tier"];

fn headings() -> String {
    row(1, &HEADINGS.map(text))
}

/// A sheet with the headings and one row of two cells and what is given.
fn with_tier(tier: &str) -> String {
    headings() + &row(2, &[text("A1"), text("community"), tier.to_owned()])
}

/// What `calc` says of a workbook on standard error; it must be a refusal.
fn refused(name: &str, contents: &[u8]) -> String {
    let output = Folder::new().with(name, contents).run(["calc", name]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn a_workbook_gives_the_answer_of_the_same_rows_in_csv() {
    let csv = std::fs::read_to_string(repository().join("examples/caseload.csv")).expect("the example");
    let folder = Folder::new()
        .with("caseload.csv", &csv)
        .with("caseload.xlsx", books::typed_xlsx(&csv))
        .with("caseload.ods", books::typed_ods(&csv));
    for command in ["calc", "calc --by team", "trend", "check", "explain N53-0412 --cases --since 2026-11-02"] {
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        let of = |file: &str| {
            let words = [name, file].into_iter().chain(rest.split_whitespace());
            let shown = shown(&folder.run(words)).replace(file, "caseload");
            // Their fingerprints alone are different.
            let is_fingerprint = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            shown.lines().filter(|line| !is_fingerprint(line.trim())).collect::<Vec<_>>().join("\n")
        };
        let expected = of("caseload.csv");
        assert!(expected.contains("N53-0412") || expected.contains("Riverside"), "{expected}");
        assert_eq!(of("caseload.xlsx"), expected, "{command}");
        assert_eq!(of("caseload.ods"), expected, "{command}");
    }
}

#[test]
fn dates_numbers_and_clocks_are_what_the_screen_shows() {
    let csv = "officer,grade,case_type,tier,count,week,contracted_hours\n\
               412,PO,community,B2,3,2026-11-18,22.2\n00413,PO,community,B2,3,2026-11-18,37\n";
    for contents in [("a.xlsx", books::typed_xlsx(csv)), ("a.ods", books::typed_ods(csv))] {
        let folder = Folder::new().with(contents.0, contents.1);
        let rows = rows(&folder, &format!("calc {}", contents.0));
        // 3 × 345 = 1,035 minutes of 22.2 × 176.4 = 3,916.08.
        assert_eq!(rows.of("412", ["week", "contracted_hours", "capacity_percent"]), ["2026-11-16", "22.20", "26.4"]);
        assert_eq!(rows.of("00413", ["week", "contracted_hours", "capacity_percent"]), ["2026-11-16", "37.00", "15.9"]);
    }
    let hours = |cell: &str| {
        let heading = row(1, &["officer", "case_type", "contracted_hours"].map(text));
        refused("a.xlsx", &xlsx(&[Sheet::named("S", heading + &row(2, &[text("A1"), text(""), cell.to_owned()]))]))
    };
    assert_eq!(
        hours(&cell("22.12345")),
        "a.xlsx:2: `contracted_hours` is `22.12345`, which has more than four decimal places\n"
    );
    // As 37 hours and a half are kept in a cell that shows [h]:mm, and as 0.1 + 0.2 is kept.
    assert!(
        hours(&books::clock("1.5625"))
            .contains("`contracted_hours` is `37:30`, which is not a number\n  hint: write 37.5")
    );
    assert!(hours(&books::error("#REF!")).contains("`contracted_hours` is `#REF!`, which says that nothing is known"));
}

#[test]
fn a_formula_counts_by_its_stored_result_and_one_without_is_a_fault() {
    let formula = |result: &str| format!("<f>B9</f>{result}");
    let with = |formula: &str, kind: &str| xlsx(&[Sheet::named("S", with_tier(&books::with_formula(formula, kind)))]);
    let folder = Folder::new()
        .with("stored.xlsx", with(&formula("<v>B2</v>"), "str"))
        .with("empty.xlsx", with(&formula("<v></v>"), "str"));
    assert!(
        stdout(&folder, "calc stored.xlsx --format csv").contains(",1.31,"),
        "345 minutes a month are 1.31 hours a week"
    );
    // `=IF(A2="","",…)` gives nothing, and nothing is an untiered case.
    assert!(stdout(&folder, "calc empty.xlsx --format csv").contains(",0.00,"));
    let expected = "a.xlsx:2: `tier` is a formula whose result is not in the file\n  \
                    hint: open the workbook in a spreadsheet, which works it out, and save it\n";
    assert_eq!(refused("a.xlsx", &with(&formula(""), "n")), expected);
    assert_eq!(refused("a.xlsx", &with(&formula("<v/>"), "n")), expected);
    let table = ods::row(&HEADINGS.map(ods::text))
        + &ods::row(&[ods::text("A1"), ods::text("community"), ods::cell("table:formula=\"of:=B9\"", "")]);
    assert_eq!(refused("a.ods", &ods::book(&table)), expected.replace("xlsx", "ods"));
    // A formula that gives the empty text is a blank cell, as LibreOffice writes it where there is no type, and where there is.
    for attributes in ["", "office:value-type=\"string\""] {
        let formula = format!("table:formula=\"of:=IF([.J2]=&quot;&quot;;&quot;&quot;;[.J2])\" {attributes}");
        let tier = ods::cell(&formula, "<text:p/>");
        let table = ods::row(&HEADINGS.map(ods::text)) + &ods::row(&[ods::text("A1"), ods::text("community"), tier]);
        let folder = Folder::new().with("blank.ods", ods::book(&table));
        assert!(stdout(&folder, "calc blank.ods --format csv").contains(",0.00,"), "{attributes}");
    }
}

/// As scripts write workbooks: they store 0 for each result, and ask that all are worked out when the workbook is opened.
#[test]
fn zeros_in_place_of_results_are_no_results() {
    let asks = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>";
    let book = |inside: &str, results: [&str; 2]| {
        let [count, minutes] = results.map(|result| books::with_formula(&format!("<f>B9</f><v>{result}</v>"), "n"));
        let headings = row(1, &["officer", "case_type", "tier", "count", "extra_minutes"].map(text));
        let cells = [text("A1"), text("community"), text("A3"), count, minutes];
        books::xlsx_called("workbook", inside, &[Sheet::named("S", headings + &row(2, &cells))], &[])
    };
    let said = refused("a.xlsx", &book(asks, ["0", "0"]));
    assert!(said.contains("a.xlsx:2: `count` is a formula whose result is not in the file\n"), "{said}");
    assert!(said.contains("a.xlsx:2: `extra_minutes` is a formula whose result is not in the file\n"), "{said}");
    for (inside, results) in [(asks, ["14", "0"]), ("", ["0", "0"])] {
        let folder = Folder::new().with("a.xlsx", book(inside, results));
        assert_eq!(rows(&folder, "calc a.xlsx").of("A1", ["cases"]), [results[0]], "{inside}");
    }
}

#[test]
fn a_main_part_of_another_name_is_read_and_an_error_that_is_not_known_is_said() {
    let book = |tier: &str| {
        let headings = row(1, &HEADINGS.map(text));
        let sheet = Sheet::named("S", headings + &row(2, &[text("A1"), text("community"), tier.to_owned()]));
        books::xlsx_called("workbook22", "", &[sheet], &[])
    };
    let folder = Folder::new().with("a.xlsx", book(&text("A3")));
    assert_eq!(rows(&folder, "calc a.xlsx").of("A1", ["cases"]), ["1"]);
    let said = refused("a.xlsx", &book(&books::error("#SPILL!")));
    assert!(said.starts_with("a.xlsx:2: a cell has the error `#SPILL!`\n  hint: mend it"), "{said}");
}

#[test]
fn a_heading_that_is_a_formula_without_a_result_is_a_fault() {
    let count = "<c><f>B9</f></c>".to_owned();
    let table = row(1, &[text("officer"), text("case_type"), text("tier"), count])
        + &row(2, &[text("A1"), text("community"), text("A3"), cell("12")]);
    let expected = "a.xlsx:1: the heading of column D is a formula whose result is not in the file\n  \
                    hint: open the workbook in a spreadsheet, which works it out, and save it\n";
    assert_eq!(refused("a.xlsx", &xlsx(&[Sheet::named("S", table)])), expected);
}

#[test]
fn a_file_beside_an_open_workbook_and_a_workbook_for_a_history_are_refused_in_their_own_words() {
    let lock = refused("~$team.xlsx", b"\x05Alice\0\0\0");
    assert!(lock.contains("this is the mark that a spreadsheet leaves beside a workbook that is open"), "{lock}");
    let folder = Folder::new().with("a.xlsx", xlsx(&[Sheet::named("S", with_tier(&text("A3")))]));
    let output = folder.run(["calc", "a.xlsx", "--history", "a.xlsx"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("not a history\n  hint: it is the CSV file that `--record` writes\n"), "{said}");
}

#[test]
fn a_code_of_sixteen_figures_is_no_other_code_and_one_that_lost_figures_is_a_fault() {
    let sheet = |first: &str, second: &str| {
        let rows = |at, code: &str| row(at, &[code.to_owned(), text("community"), text("A3")]);
        xlsx(&[Sheet::named("S", headings() + &rows(2, &cell(first)) + &rows(3, second))])
    };
    let book = sheet("1234567890123456", &cell("1234567890123457"));
    let csv = stdout(&Folder::new().with("a.xlsx", book), "calc a.xlsx --format csv");
    assert!(csv.contains(",1234567890123456,") && csv.contains(",1234567890123457,"), "{csv}");
    let worked_out = books::with_formula("<f>B9</f><v>1234567890123456</v>", "n");
    for second in [&cell("12345678901234567"), &cell("1.2345678901234567E+20"), &worked_out] {
        let expected = "a.xlsx:3: `officer` is a number with more figures than spreadsheets calculate with\n  \
                        hint: write numbers with fewer figures, and codes as texts\n";
        assert_eq!(refused("a.xlsx", &sheet("1234567890123456", second)), expected);
    }
    let code = |code: &str| ods::cell(&format!("office:value-type=\"float\" office:value=\"{code}\""), "");
    let table =
        |of: &str| ods::row(&HEADINGS.map(ods::text)) + &ods::row(&[code(of), ods::text("community"), ods::text("A3")]);
    let folder = Folder::new().with("a.ods", ods::book(&table("1234567890123456")));
    assert!(stdout(&folder, "calc a.ods --format csv").contains(",1234567890123456,"));
    assert!(refused("a.ods", &ods::book(&table("1.23456789012346E+016"))).contains("more figures than"));
}

#[test]
fn a_cell_far_out_costs_nothing_and_is_an_unused_column() {
    let far = with_tier(&text("B2"))
        + &format!("<row r=\"1048576\">{}</row>", text("x").replace("<c ", "<c r=\"XFD1048576\" "));
    let folder = Folder::new().with("far.xlsx", xlsx(&[Sheet::named("S", far)]));
    let output = folder.run(["calc", "far.xlsx", "--format", "csv", "--quiet"]);
    assert!(output.status.success(), "{}", shown(&output));
    let said = "far.xlsx:1: warning: column XFD has no heading and is not used, but has cells (unused-column)\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), said);
    let skipped = folder.shown("calc far.xlsx --quiet --skip unused-column --format csv");
    assert!(skipped.ends_with("--- standard error\n"), "{skipped}");
    let rows = ods::row(&HEADINGS.map(ods::text))
        + &ods::row(&[ods::text("A1"), ods::text("community"), ods::text("B2")])
        + "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>"
        + &ods::row(&[ods::cell("table:number-columns-repeated=\"16383\"", ""), ods::text("x")]);
    let expected = "a.ods:1048573: up to this row the sheet has more than ten million cells\n  \
                    hint: delete what stands far away from the table, or save the sheet as .xlsx or CSV\n";
    assert_eq!(refused("a.ods", &ods::book(&rows)), expected);
}

#[test]
fn a_cell_of_an_xlsx_as_long_as_a_book_is_refused_before_it_takes_memory() {
    let blanks = " ".repeat(34 << 20);
    let expected = "a.xlsx: a cell of this workbook has more than thirty million bytes\n  \
                    hint: delete what is not needed in the spreadsheet, or save the sheet as `CSV UTF-8`\n";
    let row = row(2, &[text("A1"), text("community"), text(&format!("A3{blanks}"))]);
    assert_eq!(refused("a.xlsx", &xlsx(&[Sheet::named("S", headings() + &row)])), expected);
}

#[test]
fn cells_and_blanks_that_stand_many_times_are_refused_before_they_take_memory() {
    let long = "x".repeat(10_000);
    let times = |times: u64| format!("table:number-columns-repeated=\"{times}\" office:value-type=\"string\"");
    let rows = |times: u64, cells: &[String]| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{}</table:table-row>", cells.concat())
    };
    for repeated in [
        rows(100_000, &[ods::text(&long), ods::text("community"), ods::text("A3")]),
        ods::row(&[ods::cell(&times(16_384), "<text:p>x</text:p>")]).repeat(500),
        ods::row(&[ods::cell("office:value-type=\"string\"", "<text:p>x<text:s text:c=\"4000000000\"/>y</text:p>")]),
    ] {
        let said = refused("a.ods", &ods::book(&(ods::row(&HEADINGS.map(ods::text)) + &repeated)));
        assert!(said.contains(": up to this row copies of cells have more than a hundred million bytes\n"), "{said}");
    }
    let few = rows(20_000, &["A1", "community", "A3"].map(ods::text));
    let folder = Folder::new().with("a.ods", ods::book(&(ods::row(&HEADINGS.map(ods::text)) + &few)));
    assert_eq!(crate::report::rows(&folder, "calc a.ods").of("A1", ["cases"]), ["20000"]);
}

#[test]
fn rows_are_those_of_the_spreadsheet_whatever_is_in_the_cells_above() {
    let rows = row(1, &[text("Caseload; as at 16 November")])
        + &row(4, &["officer", "Case&#10;Type", "tier"].map(text))
        + &row(5, &[text("Amy&#10;Bell"), text("community"), text("B2")])
        + &row(9, &[text("A2"), text("community"), text("ZZ")]);
    let said = refused("a.xlsx", &xlsx(&[Sheet::named("S", rows)]));
    assert!(said.starts_with("a.xlsx:9: the tier `ZZ` is not known"), "{said}");
    let repeated = ods::row(&HEADINGS.map(ods::text))
        + "<table:table-row table:number-rows-repeated=\"3\">"
        + &[ods::text("A1"), ods::text("community"), ods::text("ZZ")].concat()
        + "</table:table-row>";
    let said = refused("a.ods", &ods::book(&repeated));
    assert!(said.starts_with("a.ods:2: the tier `ZZ` is not known for community cases (2 more rows: 3, 4)"), "{said}");
}

#[test]
fn a_line_break_in_a_cell_is_that_of_csv() {
    let rows = row(1, &["officer", "team", "case_type", "tier"].map(text))
        + &row(2, &["A1", "Riverside&#10;East", "community", "B2"].map(text));
    let staff = "officer,team,contracted_hours\nA1,\"Riverside\nEast\",37\n";
    let folder = Folder::new().with("a.xlsx", xlsx(&[Sheet::named("S", rows)])).with("staff.csv", staff);
    // 345 minutes of 6,526.8.
    assert_eq!(crate::report::rows(&folder, "calc a.xlsx --staff staff.csv").of("A1", ["capacity_percent"]), ["5.3"]);
}

#[test]
fn what_is_damaged_protected_old_or_something_else_is_refused_with_what_to_do() {
    let good = xlsx(&[Sheet::named("S", with_tier(&text("B2")))]);
    let table = ods::row(&HEADINGS.map(ods::text));
    let again = "\n  hint: open it in the spreadsheet, see whether all of it is there, and save it again\n";
    let as_xlsx = "\n  hint: open it in the spreadsheet and save it as a workbook (.xlsx), or as `CSV UTF-8`\n";
    let backwards = headings() + &row(3, &[text("A1")]) + &row(2, &[text("A2")]);
    let two_in_one = headings() + "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>";
    let sheet = |rows: &str| xlsx(&[Sheet::named("S", rows)]);
    let many = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"18446744073709551615\"/>";
    let zip = |parts: &[(&str, &str)]| books::zipped(parts);
    for (contents, what, hint) in [
        (good[..good.len() / 2].to_vec(), "the workbook is damaged", again),
        (books::with_other_byte(&good, b"community"), "the workbook is damaged", again),
        (sheet(&backwards), ":3: the workbook is damaged: row 2 comes after row 3", again),
        (sheet(&two_in_one), ":2: the workbook is damaged: two cells of this row are in one column", again),
        (
            books::xlsx_with(&[Sheet::named("S", headings())], &[("xl/sharedStrings.xml", many)]),
            "the workbook is damaged",
            again,
        ),
        (ods::cut(&table, 60), "the workbook is damaged", again),
        (
            ods::protected(&table),
            "this workbook is protected by a password",
            "\n  hint: open it with the password, and save a copy without one: File, Info, Protect Workbook in Excel; File, Save As \
             in LibreOffice\n",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(),
            "this is an old Excel workbook (.xls), which wmt does not read",
            as_xlsx,
        ),
        (zip(&[("xl/workbook.bin", "")]), "this is a binary workbook (.xlsb), which wmt does not read", as_xlsx),
        (
            zip(&[("caseload.csv", "officer\n")]),
            "this is a zipped file, not a workbook",
            "\n  hint: unzip it, and give the workbook or the CSV file that is in it\n",
        ),
        (sheet(""), "the workbook is empty", "\n  hint: its first row must be headings\n"),
    ] {
        let place = if what.starts_with(':') { "a.xlsx" } else { "a.xlsx: " };
        assert_eq!(refused("a.xlsx", &contents), format!("{place}{what}{hint}"));
    }
}

#[test]
fn a_workbook_in_a_pipe_is_refused_and_one_with_another_ending_is_read() {
    let book = xlsx(&[Sheet::named("S", with_tier(&text("B2")))]);
    let folder = Folder::new().with("caseload.csv", &book);
    assert!(stdout(&folder, "calc caseload.csv --format csv").contains("A1"));
    let said = shown(&folder.piped("calc -", &book));
    assert!(said.contains("hint: give a workbook as a file: it is not read from standard input or a pipe"), "{said}");
}
