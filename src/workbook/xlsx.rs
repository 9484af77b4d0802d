//! Rows of an `.xlsx` workbook.

use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsx, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::fault::{Fault, Place};

use super::refused;
use super::row::{SheetRow, Unread};
use super::text;

const SHARED_TEXTS: &str = "xl/sharedStrings.xml";

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

/// Gives every row of a sheet that has cells, cell by cell as they stand in the file: a range would have all cells between
/// the first and the last.
pub(super) fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
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
            value => text::add(value, || cell.formula.is_some(), cell.pos.1, &mut row),
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
