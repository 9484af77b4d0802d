//! Rows of an `.xlsx` workbook.

use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsx, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::fault::{Fault, Place};

use super::marked::{CellRange, Marked};
use super::refused;
use super::row::{SheetRow, Unread};
use super::text;

const SHARED_TEXTS: &str = "xl/sharedStrings.xml";

/// The most bytes that may stand between two elements, such as the text of a cell, and the most bytes of all shared texts. The
/// reader holds them in memory, and a small workbook may have gigabytes of blanks.
const LONGEST_TEXT: u64 = 1 << 25;
const MOST_SHARED: u64 = 1 << 30;

/// Refuses a workbook with more in one place than the reader can hold.
pub(super) fn check_lengths<R: Read + Seek>(zip: &mut ZipArchive<R>, place: Place) -> Result<(), Fault> {
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| refused::damaged(place))?;
        let is_shared = part.name().is_ok_and(|name| name == SHARED_TEXTS);
        if is_shared && part.size() > MOST_SHARED {
            return Err(refused::long(place, "the texts of this workbook have more than a billion bytes"));
        }
        if part.size() > LONGEST_TEXT && has_long_text(part).map_err(|_| refused::damaged(place))? {
            return Err(refused::long(place, "a cell of this workbook has more than thirty million bytes"));
        }
    }
    Ok(())
}

/// Whether more bytes than a text may have stand between two elements.
fn has_long_text(mut part: impl Read) -> io::Result<bool> {
    let (mut block, mut length) = (vec![0; 1 << 16], 0);
    loop {
        let bytes = match part.read(&mut block)? {
            0 => return Ok(false),
            count => &block[..count],
        };
        length = memchr::memrchr(b'<', bytes).map_or(length + bytes.len(), |at| bytes.len() - at);
        if u64::try_from(length).unwrap_or(u64::MAX) > LONGEST_TEXT {
            return Ok(true);
        }
    }
}

/// Refuses a workbook whose shared texts are damaged, or that says of itself that it has more of them than bytes: the reader
/// would reserve memory for as many.
pub(super) fn check<R: Read + Seek>(zip: &mut ZipArchive<R>, place: Place) -> Result<(), Fault> {
    let Ok(texts) = zip.by_name(SHARED_TEXTS) else { return Ok(()) };
    let size = texts.size();
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(texts));
    let mut buffer = Vec::new();
    let count = loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let count = element.try_get_attribute("uniqueCount").ok().flatten();
                break count.and_then(|count| count.value.parse::<u64>().ok());
            }
            Ok(Event::Eof) | Err(_) => return Err(refused::damaged(place)),
            Ok(_) => (),
        }
    };
    // Reading to the end compares the check sum.
    let is_whole = io::copy(xml.get_mut(), &mut io::sink()).is_ok();
    if is_whole && count.is_none_or(|count| count <= size) { Ok(()) } else { Err(refused::damaged(place)) }
}

/// Whether a workbook asks that all its formulas are worked out when it is opened, by its main part. Programs that do not work them
/// out themselves say so, and may store 0 in place of each result.
pub(super) fn works_out<R: Read + Seek>(zip: &mut ZipArchive<R>, main: &str) -> bool {
    let Ok(part) = zip.by_name(main) else { return false };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let asked = element.try_get_attribute("fullCalcOnLoad").ok().flatten();
                if asked.is_some_and(|asked| matches!(&*asked.value, "1" | "true")) {
                    return true;
                }
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => (),
        }
    }
}

/// What must be known of all cells of a sheet before its rows are read.
#[derive(Default)]
pub(super) struct AboutCells {
    /// Those whose numbers are shown as percentages.
    percentages: Marked,
    /// Whether the results of formulas are not in the file, but a 0 in place of each.
    has_no_results: bool,
}

pub(super) fn about<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    works_out: bool,
) -> Result<AboutCells, XlsxError> {
    let has_no_results = works_out && has_no_results(workbook, sheet)?;
    Ok(AboutCells { percentages: percentages(workbook, sheet)?, has_no_results })
}

/// Whether there are formulas in a sheet, and the result of each is 0.
fn has_no_results<R: Read + Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Result<bool, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut has_formula = false;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && !is_zero(&cell.value) {
            return Ok(false);
        }
        has_formula |= cell.formula.is_some();
    }
    Ok(has_formula)
}

fn is_zero(value: &DataRef) -> bool {
    matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(number) if number.to_bits() == 0)
}

/// The cells of a sheet whose numbers are shown as percentages. Nothing is read for it where no cell of the workbook
/// is.
fn percentages<R: Read + Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Result<Marked, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let formats = cells.styles().iter().map(|style| style.number_format.as_ref());
    let are: Vec<bool> =
        formats.map(|format| format.is_some_and(|format| is_percentage(&format.format_code))).collect();
    let mut marked = Marked::default();
    if !are.contains(&true) {
        return Ok(marked);
    }
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        if matches!(cell.get_value(), DataRef::Float(_)) && are.get(style) == Some(&true) {
            marked.add(CellRange { rows: (row, row), columns: (column, column) });
        }
    }
    marked.sort();
    Ok(marked)
}

/// Whether a number format shows percentages: its first part has a per cent sign that is not a text.
fn is_percentage(format: &str) -> bool {
    let (mut characters, mut is_quoted) = (format.chars(), false);
    while let Some(character) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => (),
            // What follows one of these is a text, or as wide as the blank that is left, or fills the cell.
            '\\' | '_' | '*' => drop(characters.next()),
            '%' => return true,
            ';' => return false,
            _ => (),
        }
    }
    false
}

/// The first and the last of rows in which a merged cell covers the cell of a column. Its own first cell it does not
/// cover.
pub(super) fn covered<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    column: u32,
) -> Result<Vec<(u32, u32)>, XlsxError> {
    let merged = workbook.merge_cells_by_sheet_name(sheet)?.into_iter();
    let merged = merged.filter(|cells| cells.start.1 <= column && column <= cells.end.1);
    Ok(merged.map(|cells| (cells.start.0 + u32::from(cells.start.1 == column), cells.end.0)).collect())
}

/// Gives every row of a sheet that has cells, cell by cell as they stand in the file: a range would have all cells between
/// the first and the last.
pub(super) fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    about: &AboutCells,
    place: Place,
    mut each: impl FnMut(&SheetRow) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| refused::xlsx(&error, place))?;
    let mut row = SheetRow::default();
    loop {
        let at = Place::new(place.file, row.number.into());
        let cell = cells.next_cell_with_formula_metadata().map_err(|error| refused::xlsx(&error, at))?;
        let number = cell.as_ref().map_or(u32::MAX, |cell| cell.pos.0.saturating_add(1));
        if number != row.number {
            if !row.sort() {
                return Err(refused::damaged_by(at, "two cells of this row are in one column"));
            }
            if !row.is_empty() && each(&row).is_break() {
                return Ok(());
            }
            if number < row.number {
                return Err(refused::damaged_by(at, &format!("row {number} comes after row {}", row.number)));
            }
            row.begin(number);
        }
        let Some(cell) = cell else { break };
        match &cell.value {
            DataRef::Empty if cell.formula.is_some() => row.add_unread(cell.pos.1, Unread::NoResult),
            DataRef::Empty => (),
            value if about.has_no_results && cell.formula.is_some() && is_zero(value) => {
                row.add_unread(cell.pos.1, Unread::NoResult);
            }
            value => {
                let is_percentage = about.percentages.has(cell.pos.0, cell.pos.1);
                text::add(value, || cell.formula.is_some(), is_percentage, cell.pos.1, &mut row);
            }
        }
    }
    // What follows the cells is read too: only at the end of the part its check sum tells whether a byte of it is another.
    loop {
        match cells.next_cell() {
            Ok(_) => (),
            Err(XlsxError::XmlEof(_)) => return Ok(()),
            Err(error) => return Err(refused::xlsx(&error, place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_percentage;

    #[test]
    fn a_number_format_shows_percentages_by_a_sign_that_is_no_text() {
        for format in ["0%", "0.00%", "0.0%;[Red]-0.0%", "\"FTE \"0%", "_-0 %_-", "0.00\\ %"] {
            assert!(is_percentage(format), "{format}");
        }
        for format in ["General", "0.00", "0\"%\"", "0\\%", "0;-0%", "#,##0_%", "@", ""] {
            assert!(!is_percentage(format), "{format}");
        }
    }
}
