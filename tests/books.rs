//! Workbooks made for the tests, part by part, so that they can be as no spreadsheet would save them.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use jiff::civil::{Date, date};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A sheet of a workbook.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    /// Its rows, in XML.
    pub(crate) rows: String,
    pub(crate) is_hidden: bool,
    /// Its merged cells: `A2:A3`.
    pub(crate) merged: Vec<String>,
}

impl Sheet {
    pub(crate) fn named(name: &'static str, rows: impl Into<String>) -> Self {
        Self { name, rows: rows.into(), is_hidden: false, merged: Vec::new() }
    }
}

/// A zipped file with these parts, not compressed, so that bytes of it can be changed.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, contents) in parts {
        zip.start_file(*name, stored).expect("memory takes everything");
        zip.write_all(contents.as_bytes()).expect("memory takes everything");
    }
    zip.finish().expect("memory takes everything").into_inner()
}

/// An `.xlsx` workbook.
pub(crate) fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    xlsx_with(sheets, &[])
}

/// An `.xlsx` workbook with more parts.
pub(crate) fn xlsx_with(sheets: &[Sheet], more: &[(&str, &str)]) -> Vec<u8> {
    xlsx_called("workbook", "", sheets, more)
}

/// An `.xlsx` workbook whose main part is called so, and has more elements.
pub(crate) fn xlsx_called(main: &str, inside: &str, sheets: &[Sheet], more: &[(&str, &str)]) -> Vec<u8> {
    let (mut list, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, Sheet { name, rows, is_hidden, merged }) in (1..).zip(sheets) {
        let state = if *is_hidden { " state=\"hidden\"" } else { "" };
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"r{number}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let merged: Vec<String> = merged.iter().map(|cells| format!("<mergeCell ref=\"{cells}\"/>")).collect();
        let merged =
            if merged.is_empty() { String::new() } else { format!("<mergeCells>{}</mergeCells>", merged.concat()) };
        let part = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), part));
    }
    let to_main = format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/{main}.xml\"/>");
    let relationships =
        |inside: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>");
    // The second style is a date, the third hours and minutes, and the fourth a percentage.
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>\
         <xf numFmtId=\"46\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"
    );
    parts.extend([
        ("[Content_Types].xml".to_owned(), format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
        ("_rels/.rels".to_owned(), relationships(&to_main)),
        (
            format!("xl/{main}.xml"),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets>{inside}</workbook>"),
        ),
        (format!("xl/_rels/{main}.xml.rels"), relationships(&relations)),
        ("xl/styles.xml".to_owned(), styles),
    ]);
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
    zipped(&[&parts[..], more].concat())
}

/// A row of cells that do not say where they are, so that they stand side by side.
pub(crate) fn row(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

/// A cell with a text.
pub(crate) fn text(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A cell with a number.
pub(crate) fn cell(number: &str) -> String {
    format!("<c><v>{number}</v></c>")
}

/// A cell with days that are shown as hours and minutes.
pub(crate) fn clock(days: &str) -> String {
    format!("<c s=\"2\"><v>{days}</v></c>")
}

/// A cell with a number that is shown as a percentage: 0.6 as `60%`.
pub(crate) fn percentage(number: &str) -> String {
    format!("<c s=\"3\"><v>{number}</v></c>")
}

/// A cell with an error.
pub(crate) fn error(word: &str) -> String {
    format!("<c t=\"e\"><v>{word}</v></c>")
}

/// A cell with a formula, and what else is in it.
pub(crate) fn with_formula(inside: &str, kind: &str) -> String {
    format!("<c t=\"{kind}\">{inside}</c>")
}

/// The same file with one byte of it changed, where a text is.
pub(crate) fn with_other_byte(file: &[u8], text: &[u8]) -> Vec<u8> {
    let at = file.windows(text.len()).position(|window| window == text).expect("the text is in the file");
    let mut other = file.to_vec();
    other[at] ^= 0x20;
    other
}

/// The rows of a CSV file as cells, in XML.
pub(crate) fn typed_rows(csv: &str) -> String {
    let typed = |cell: &str| match typed(cell) {
        Typed::Nothing => "<c/>".to_owned(),
        Typed::Date(day) => date_cell(day),
        Typed::Number(number) => self::cell(number),
        Typed::Text(text) => self::text(&escaped(text)),
    };
    let row = |(number, cells): (u32, csv::StringRecord)| row(number, &cells.iter().map(typed).collect::<Vec<_>>());
    (1..).zip(rows_of(csv)).map(row).collect()
}

/// A cell with a date, which is a number of days with a style.
fn date_cell(day: Date) -> String {
    let days = day.since(date(1899, 12, 30)).expect("a date").get_days();
    format!("<c s=\"1\"><v>{days}</v></c>")
}

/// A value of a cell, as a person would have typed it.
enum Typed<'a> {
    Nothing,
    Date(Date),
    Number(&'a str),
    Text(&'a str),
}

fn typed(cell: &str) -> Typed<'_> {
    let is_code = cell.len() > 1 && cell.starts_with('0') && !cell.starts_with("0.");
    match cell.parse::<Date>() {
        _ if cell.is_empty() => Typed::Nothing,
        Ok(date) if cell.len() == 10 => Typed::Date(date),
        _ if cell.parse::<f64>().is_ok() && !is_code => Typed::Number(cell),
        _ => Typed::Text(cell),
    }
}

fn rows_of(csv: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.expect("CSV")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The rows of a CSV file as somebody types them into a spreadsheet: texts that are shared, numbers, and dates that are
/// numbers with a style.
pub(crate) fn typed_xlsx(csv: &str) -> Vec<u8> {
    let (mut rows, mut texts, mut count) = (String::new(), String::new(), 0);
    for (number, cells) in (1..).zip(rows_of(csv)) {
        let cells = cells.iter().map(|cell| match typed(cell) {
            Typed::Nothing => "<c/>".to_owned(),
            Typed::Date(day) => date_cell(day),
            Typed::Number(number) => self::cell(number),
            Typed::Text(text) => {
                let _ = write!(texts, "<si><t>{}</t></si>", escaped(text));
                count += 1;
                format!("<c t=\"s\"><v>{}</v></c>", count - 1)
            }
        });
        rows.push_str(&row(number, &cells.collect::<Vec<_>>()));
    }
    let shared = format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"{count}\">{texts}</sst>");
    xlsx_with(&[Sheet::named("Caseload", rows)], &[("xl/sharedStrings.xml", &shared)])
}

/// The rows of a CSV file as somebody types them into a spreadsheet that saves `.ods`.
pub(crate) fn typed_ods(csv: &str) -> Vec<u8> {
    let rows = rows_of(csv).into_iter().map(|cells| {
        let cells = cells.iter().map(|cell| match typed(cell) {
            Typed::Nothing => ods::cell("", ""),
            Typed::Date(day) => ods::cell(&format!("office:value-type=\"date\" office:date-value=\"{day}\""), ""),
            Typed::Number(number) => ods::cell(&format!("office:value-type=\"float\" office:value=\"{number}\""), ""),
            Typed::Text(text) => ods::text(&escaped(text)),
        });
        ods::row(&cells.collect::<Vec<_>>())
    });
    let empty = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
                 table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods::book(&(rows.collect::<String>() + empty))
}

/// Workbooks in the form `.ods`.
pub(crate) mod ods {
    const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";

    pub(crate) fn cell(attributes: &str, inside: &str) -> String {
        format!("<table:table-cell {attributes}>{inside}</table:table-cell>")
    }

    pub(crate) fn text(text: &str) -> String {
        cell("office:value-type=\"string\"", &format!("<text:p>{text}</text:p>"))
    }

    /// A cell with a number, how it is shown, and what else it says of itself.
    pub(crate) fn number(number: &str, shown: &str, attributes: &str) -> String {
        let kind = if shown.ends_with('%') { "percentage" } else { "float" };
        let value = format!("office:value-type=\"{kind}\" office:value=\"{number}\" {attributes}");
        cell(&value, &format!("<text:p>{shown}</text:p>"))
    }

    pub(crate) fn row(cells: &[String]) -> String {
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    }

    pub(crate) fn book(table: &str) -> Vec<u8> {
        of_content(&content(table), "")
    }

    /// A workbook whose content ends too early.
    pub(crate) fn cut(table: &str, bytes: usize) -> Vec<u8> {
        let content = content(table);
        of_content(&content[..content.len() - bytes], "")
    }

    pub(crate) fn protected(table: &str) -> Vec<u8> {
        of_content(&content(table), "<manifest:encryption-data/>")
    }

    fn content(table: &str) -> String {
        format!(
            "<office:document-content {NAMES}><office:body><office:spreadsheet><table:table table:name=\"S\">{table}\
             </table:table></office:spreadsheet></office:body></office:document-content>"
        )
    }

    fn of_content(content: &str, of_entry: &str) -> Vec<u8> {
        let manifest = format!(
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
             <manifest:file-entry manifest:full-path=\"content.xml\">{of_entry}</manifest:file-entry></manifest:manifest>"
        );
        let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
        super::zipped(&[("mimetype", mimetype), ("content.xml", content), ("META-INF/manifest.xml", &manifest)])
    }
}
