//! Rows of an `.ods` workbook. Its reader holds all cells of all sheets, also those that one element stands for many times,
//! so this is looked at first.

use std::io::{BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;

use calamine::{Data, DataType, Ods, OdsError, Reader};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::fault::{Fault, Place};

use super::refused;
use super::row::SheetRow;
use super::text;

/// So many cells may stand between the first and the last of all sheets: a row of twelve cells for each of 800,000 tasks.
const MOST_CELLS: u64 = 10_000_000;

/// So many bytes may cells and blanks have that are written once and stand many times.
const MOST_REPEATED: u64 = 1 << 27;

/// Refuses a workbook whose elements do not close, in which its reader would wait for ever, or which has too many cells.
pub(super) fn check<R: Read + Seek>(zip: &mut ZipArchive<R>, place: Place) -> Result<(), Fault> {
    let content = zip.by_name("content.xml").map_err(|_| refused::damaged(place))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut depth, mut all) = (Vec::new(), 0_u64, 0_u64);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.name().as_ref() == "table:table" => {
                all += count_cells(&mut xml, MOST_CELLS.saturating_sub(all), place)?;
            }
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth == 0 => return Ok(()),
            Ok(Event::Eof) | Err(_) => return Err(refused::damaged(place)),
            Ok(_) => (),
        }
    }
}

/// How many cells stand between the first and the last one of a table that is not empty.
fn count_cells<B: BufRead>(xml: &mut quick_xml::Reader<B>, most: u64, place: Place) -> Result<u64, Fault> {
    let mut area = Area::default();
    let (mut buffer, mut depth) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|_| refused::damaged(place))?;
        let is_known = match &event {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "table:table-row" => area.begin_row(element),
                "table:table-cell" | "table:covered-table-cell" => area.add_cells(element),
                "text:s" => area.add_blanks(element),
                _ => Some(()),
            },
            Event::Eof => None,
            Event::Text(text) => area.add_text(text.len()),
            Event::CData(text) => area.add_text(text.len()),
            Event::GeneralRef(text) => area.add_text(text.len()),
            _ => Some(()),
        };
        let at = Place::new(place.file, area.row());
        let refused = |message: &str, hint: &str| Err(Fault::new(at, message).hint(hint).unreadable());
        is_known.ok_or_else(|| refused::damaged(at))?;
        if let Event::Start(element) | Event::Empty(element) = &event
            && is_number_of_error(element)
        {
            let hint = "open the workbook in a spreadsheet, mend the formula, and save it";
            return refused("an error is stored as a number in this row", hint);
        }
        if area.cells() > most {
            let hint = "delete what stands far away from the table, or save the sheet as .xlsx or CSV";
            return refused("up to this row the sheet has more than ten million cells", hint);
        }
        if area.repeated > MOST_REPEATED {
            let hint = "delete what stands there many times, or save the sheet as .xlsx or CSV";
            return refused("up to this row copies of cells have more than a hundred million bytes", hint);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(area.cells()),
            Event::End(_) => depth -= 1,
            _ => (),
        }
    }
}

/// The part of a table that has cells.
#[derive(Debug, Default)]
struct Area {
    /// The rows before the one that is read, and how often that one stands.
    above: u64,
    repeats: u64,
    /// The cells of the row that is read.
    in_row: u64,
    first: Option<u64>,
    width: u64,
    height: u64,
    /// How often the cell that is read stands, beside the first time; 0 of a cell without a value.
    copies: u64,
    /// The bytes of all such copies.
    repeated: u64,
}

impl Area {
    fn row(&self) -> u64 {
        self.above + 1
    }

    fn cells(&self) -> u64 {
        self.width.saturating_mul(self.height)
    }

    /// Begins a row; `None` where its number is none.
    fn begin_row(&mut self, element: &BytesStart) -> Option<()> {
        self.above = self.above.saturating_add(self.repeats);
        self.repeats = repeats(element, "table:number-rows-repeated")?;
        self.in_row = 0;
        Some(())
    }

    /// Adds what an element stands for to the row; `None` where its number is none.
    fn add_cells(&mut self, element: &BytesStart) -> Option<()> {
        let has_value = |name: &str| name.starts_with("office:") || name == "table:formula";
        let in_row = repeats(element, "table:number-columns-repeated")?;
        self.in_row = self.in_row.saturating_add(in_row);
        self.copies = 0;
        if element.attributes().flatten().any(|attribute| has_value(attribute.key.as_ref())) {
            let first = *self.first.get_or_insert(self.above);
            self.width = self.width.max(self.in_row);
            self.height = self.above.saturating_add(self.repeats).saturating_sub(first);
            self.copies = self.repeats.saturating_mul(in_row).saturating_sub(1);
            self.add_text(element.len())?;
        }
        Some(())
    }

    /// Adds blanks that one element stands for; `None` where their number is none.
    fn add_blanks(&mut self, element: &BytesStart) -> Option<()> {
        let blanks = repeats(element, "text:c")?.saturating_sub(1);
        self.repeated = self.repeated.saturating_add(blanks.saturating_mul(self.copies.saturating_add(1)));
        Some(())
    }

    /// Adds the bytes of the cell that is read.
    fn add_text(&mut self, bytes: usize) -> Option<()> {
        self.repeated = self.repeated.saturating_add(self.copies.saturating_mul(u64::try_from(bytes).ok()?));
        Some(())
    }
}

/// Whether a cell is an error that has a number too, which its reader would take.
fn is_number_of_error(element: &BytesStart) -> bool {
    let value = |name: &str| element.try_get_attribute(name).ok().flatten();
    value("calcext:value-type").is_some_and(|kind| *kind.value == *"error") && value("office:value").is_some()
}

fn repeats(element: &BytesStart, name: &str) -> Option<u64> {
    let said = element.try_get_attribute(name).ok()?;
    said.map_or(Some(1), |said| said.value.parse().ok())
}

/// Gives every row of a sheet that has cells.
pub(super) fn rows<R: Read + Seek>(
    workbook: &mut Ods<R>,
    sheet: &str,
    mut each: impl FnMut(&SheetRow) -> ControlFlow<()>,
) -> Result<(), OdsError> {
    let (values, formulas) = (workbook.worksheet_range(sheet)?, workbook.worksheet_formula(sheet)?);
    let starts = [values.start(), formulas.start()].into_iter().flatten();
    let ends = [values.end(), formulas.end()].into_iter().flatten();
    let from = starts.reduce(|(row, column), other| (row.min(other.0), column.min(other.1)));
    let to = ends.reduce(|(row, column), other| (row.max(other.0), column.max(other.1)));
    let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
    let mut row = SheetRow::default();
    for number in from.0..=to.0 {
        row.begin(number + 1);
        for column in from.1..=to.1 {
            let is_formula = || formulas.get_value((number, column)).is_some_and(|formula| !formula.is_empty());
            match values.get_value((number, column)) {
                None | Some(Data::Empty) if is_formula() => row.add_without_result(column),
                None | Some(Data::Empty) => (),
                Some(value) => row.add(column, value.is_string(), |text| text::value(value, text)),
            }
        }
        if !row.is_empty() && each(&row).is_break() {
            break;
        }
    }
    Ok(())
}
