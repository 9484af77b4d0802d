//! Numbers that a spreadsheet shows as something else: percentages and errors.

use super::refused;
use crate::books::{Sheet, cell, ods, percentage, row, text, xlsx};
use crate::command::{Folder, shown};
use crate::report::rows;

const HEADINGS: [&str; 7] =
    ["officer", "case_type", "tier", "contracted_hours", "reduction_hours", "count", "extra_minutes"];

/// A caseload as `.xlsx` and as `.ods`, with a number in one of the last four columns.
fn books(column: usize, in_xlsx: &str, in_ods: &str) -> [(&'static str, Vec<u8>); 2] {
    let cells = |text: fn(&str) -> String, number: &str| {
        let mut cells = ["A1", "community", "A3", "", "", "", ""].map(text);
        number.clone_into(&mut cells[column]);
        cells
    };
    let sheet = row(1, &HEADINGS.map(text)) + &row(2, &cells(text, in_xlsx));
    let table = ods::row(&HEADINGS.map(ods::text)) + &ods::row(&cells(ods::text, in_ods));
    [("a.xlsx", xlsx(&[Sheet::named("S", sheet)])), ("a.ods", ods::book(&table))]
}

#[test]
fn a_percentage_is_no_number_of_hours_or_cases() {
    let hours = "\n  hint: write the hours a week as a number, such as 22.2";
    let of_grade = "; a blank cell stands for the usual hours of the grade";
    for (column, number, said, hint) in [
        (3, "0.6", "60%", format!("{hours}{of_grade}")),
        (4, "0.125", "12.5%", hours.to_owned()),
        (5, "3", "300%", String::new()),
        (6, "0.0005", "0.05%", String::new()),
    ] {
        for (name, book) in books(column, &percentage(number), &ods::number(number, said, "")) {
            let expected = format!("{name}:2: `{}` is `{said}`, which is not a number{hint}\n", HEADINGS[column]);
            assert_eq!(refused(name, &book), expected);
        }
    }
    // Plain numbers beside a percentage, and percentages in columns that are not used, are as they were.
    let beside = row(1, &["officer", "case_type", "tier", "contracted_hours", "share"].map(text))
        + &row(2, &[text("A1"), text("community"), text("A3"), cell("22.2"), percentage("0.6")]);
    let folder = Folder::new().with("a.xlsx", xlsx(&[Sheet::named("S", beside)]));
    assert_eq!(rows(&folder, "calc a.xlsx").of("A1", ["contracted_hours"]), ["22.20"]);
}

#[test]
fn a_percentage_in_a_list_of_reductions_is_not_taken_for_a_hundredth_of_it() {
    let list = row(1, &["officer", "reason", "percent", "from", "to"].map(text))
        + &row(2, &[text("A1"), text("other"), percentage("1"), text("2026-11-01"), text("")]);
    let folder = Folder::new()
        .with("a-2026-11-16.csv", "officer,grade,case_type,tier\nA1,PO,community,A3\n")
        .with("list.xlsx", xlsx(&[Sheet::named("S", list)]));
    let said = shown(&folder.run(["calc", "a-2026-11-16.csv", "--reductions", "list.xlsx"]));
    let expected = "list.xlsx:2: `percent` is `100%`, which is not a number\n  \
                    hint: write 100; in a spreadsheet, in a cell that is shown as a plain number\n";
    assert!(said.starts_with("exit 2") && said.contains(expected), "{said}");
}

#[test]
fn an_error_that_is_stored_as_a_number_is_a_fault_where_its_column_is_used() {
    let formula = "table:formula=\"of:=1/0\"";
    let marked = "xmlns:calcext=\"x\" calcext:value-type=\"error\"";
    let error = |shown: &str, attributes: &str| ods::number("0", shown, attributes);
    let hint = "hint: open the workbook in a spreadsheet, mend the formula, and save it";
    for number in [error("#DIV/0!", formula), error("Err:508", formula), error("#NV", ""), error("", marked)] {
        let [_, (name, book)] = books(3, &cell("37"), &number);
        let expected = format!("a.ods:2: `contracted_hours` is an error that is stored as a number\n  {hint}\n");
        assert_eq!(refused(name, &book), expected, "{number}");
    }
    // A number that had no room, one whose format has a mark before it, and one with a note about an error.
    let note = "office:value-type=\"float\" office:value=\"37\"";
    let noted = ods::cell(note, "<office:annotation><text:p>#REF!</text:p></office:annotation><text:p>37</text:p>");
    for number in [ods::number("37", "###", ""), ods::number("37", "#37", ""), noted] {
        let [_, (name, book)] = books(3, &cell("37"), &number);
        let folder = Folder::new().with(name, book);
        assert_eq!(rows(&folder, "calc a.ods").of("A1", ["contracted_hours"]), ["37.00"], "{number}");
    }
    let table =
        |cells: [String; 4]| ods::row(&["officer", "case_type", "tier", "ratio"].map(ods::text)) + &ods::row(&cells);
    let table = table([ods::text("A1"), ods::text("community"), ods::text("A3"), error("#DIV/0!", formula)]);
    let folder = Folder::new().with("a.ods", ods::book(&table));
    assert_eq!(rows(&folder, "calc a.ods").of("A1", ["cases"]), ["1"]);
}

/// A workbook that is saved in the strict format, or by another program, has no mark that says that a cell is an error.
#[test]
fn an_error_that_a_formula_shows_beside_a_blank_text_is_a_fault_where_its_column_is_used() {
    let of_formula = |value: &str, shown: &str| {
        ods::cell(&format!("table:formula=\"of:=VLOOKUP(1;A1;1;0)\" office:value-type=\"string\" {value}"), shown)
    };
    let book = |column: usize, cell: String| {
        let mut cells = ["A1", "community", "A3", "", "", "", ""].map(ods::text);
        cells[column] = cell;
        ods::book(&(ods::row(&HEADINGS.map(ods::text)) + &ods::row(&cells)))
    };
    let blank = "office:string-value=\"\"";
    for (column, word) in [(0, "#N/A"), (2, "#REF!"), (3, "#VALUE!"), (5, "#DIV/0!"), (2, "#NAME?"), (5, "Err:508")] {
        for paragraph in [format!("<text:p>{word}</text:p>"), format!("<text:p><text:span>{word}</text:span></text:p>")]
        {
            let said = refused("a.ods", &book(column, of_formula(blank, &paragraph)));
            let expected = format!("a.ods:2: `{}` is `{word}`, which says that nothing is known", HEADINGS[column]);
            assert!(said.starts_with(&expected), "{paragraph}: {said}");
        }
    }
    // A text that somebody typed, a blank result, a result with a note about an error, and a column that is not used.
    let typed = ods::cell(&format!("office:value-type=\"string\" {blank}"), "<text:p>#N/A</text:p>");
    let noted = of_formula(blank, "<office:annotation><text:p>#REF!</text:p></office:annotation><text:p/>");
    for cell in [typed, of_formula(blank, "<text:p/>"), noted] {
        let folder = Folder::new().with("a.ods", book(3, cell));
        assert_eq!(rows(&folder, "calc a.ods").of("A1", ["cases"]), ["1"]);
    }
    let headings = ["officer", "case_type", "tier", "manager"].map(ods::text);
    let cells = [ods::text("A1"), ods::text("community"), ods::text("A3"), of_formula(blank, "<text:p>#N/A</text:p>")];
    let folder = Folder::new().with("a.ods", ods::book(&(ods::row(&headings) + &ods::row(&cells))));
    assert_eq!(rows(&folder, "calc a.ods").of("A1", ["cases"]), ["1"]);
}

#[test]
fn a_number_that_is_too_large_for_a_spreadsheet_is_not_said_to_be_infinite() {
    for (name, book) in books(5, &cell("1E400"), &ods::number("1E400", "1E400", "")) {
        let expected = format!("{name}:2: `count` is a number with more figures than spreadsheets calculate with\n");
        assert!(refused(name, &book).starts_with(&expected));
    }
}

/// Other programs show the text of such a cell, and the reader of workbooks takes it for a blank one.
#[test]
fn a_cell_that_does_not_say_its_type_is_a_fault() {
    let expected = "a.ods:2: `count` is a value without a type, so it cannot be read\n  \
                    hint: open the workbook in LibreOffice and save it again, or save the sheet as CSV\n";
    for odd in [ods::cell("", "<text:p>21</text:p>"), ods::cell("office:value-type=\"float\"", "<text:p>21</text:p>")] {
        let [_, (name, book)] = books(5, &cell("21"), &odd);
        assert_eq!(refused(name, &book), expected, "{odd}");
    }
    // A blank cell with a comment, one before a text below a merged cell, and a text in a column that is not used.
    let noted = ods::cell("", "<office:annotation><text:p>How many?</text:p></office:annotation>");
    let covered = "<table:covered-table-cell><text:p>21</text:p></table:covered-table-cell>";
    let headings = ["officer", "case_type", "tier", "count", "notes"].map(ods::text);
    for (count, notes) in [
        (noted, String::new()),
        (ods::cell("", ""), covered.to_owned()),
        (ods::cell("", ""), ods::cell("", "<text:p>21</text:p>")),
    ] {
        let cells = [ods::text("A1"), ods::text("community"), ods::text("A3"), count, notes];
        let folder = Folder::new().with("a.ods", ods::book(&(ods::row(&headings) + &ods::row(&cells))));
        assert_eq!(rows(&folder, "calc a.ods").of("A1", ["cases"]), ["1"], "{cells:?}");
    }
    // A heading, and all of them, as in a workbook that a script writes.
    let headings =
        [ods::text("officer"), ods::text("case_type"), ods::text("tier"), ods::cell("", "<text:p>count</text:p>")];
    let said = refused(
        "a.ods",
        &ods::book(&(ods::row(&headings) + &ods::row(&["A1", "community", "A3", "20"].map(ods::text)))),
    );
    assert!(
        said.starts_with("a.ods:1: the heading of column D does not say of what type it is, so it cannot be read\n"),
        "{said}"
    );
    let untyped = |text: &str| ods::cell("", &format!("<text:p>{text}</text:p>"));
    let table =
        ods::row(&["officer", "case_type", "tier"].map(untyped)) + &ods::row(&["A1", "community", "A3"].map(untyped));
    let said = refused("a.ods", &ods::book(&table));
    assert!(
        said.starts_with("a.ods: its cells do not say of what type they are, so no headings can be read\n"),
        "{said}"
    );
}
