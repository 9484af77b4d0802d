//! Rows of an `.ods` workbook. Its reader holds all cells of all sheets, also those that one element stands for many times,
//! so this is looked at first.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;

use calamine::{Data, Ods, OdsError, Reader};
use foldhash::{HashMap, HashSet};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::delimited::is_error;
use crate::fault::{Fault, Place};

use super::marked::{CellRange, Marked};
use super::refused;
use super::row::{SheetRow, Unread};
use super::text;

/// The most cells between the first and the last of a sheet, in all sheets together: a row of twelve cells for each of
/// 800,000 tasks.
const MOST_CELLS: u64 = 10_000_000;

/// The most bytes of cells and blanks that are written once and stand many times.
const MOST_REPEATED: u64 = 1 << 27;

/// The elements of cells, of which those of the second kind are covered by a merged cell.
const CELL: &str = "table:table-cell";
const COVERED: &str = "table:covered-table-cell";

/// What its reader does not tell of a workbook.
#[derive(Debug, Default)]
pub(super) struct OdsExtras {
    /// Formulas whose result is the empty text.
    blank: HashSet<String>,
    /// Those of the sheets, by name.
    sheets: HashMap<String, SeenCells>,
}

/// Cells of a sheet that are shown otherwise than their values are read.
#[derive(Debug, Default)]
struct SeenCells {
    percentages: Marked,
    /// Cells that show an error and have a number too.
    errors: Marked,
    /// Cells that show an error and have a text too, which is often blank; and what each of them shows.
    error_texts: Marked,
    shown: Vec<String>,
    /// Cells that show something without saying of what type it is, or have a type and no value, as some programs write
    /// them.
    untyped: Marked,
    /// Those that a merged cell covers.
    covered: Marked,
}

impl OdsExtras {
    /// Whether a merged cell covers any other.
    pub(super) fn has_covered(&self, sheet: &str) -> bool {
        self.sheets.get(sheet).is_some_and(|cells| !cells.covered.is_empty())
    }

    /// The first and the last of rows in which a merged cell covers the cell of a column.
    pub(super) fn covered(&self, sheet: &str, column: u32) -> Vec<(u32, u32)> {
        self.sheets.get(sheet).map_or_else(Vec::new, |cells| cells.covered.rows_of(column))
    }
}

/// Refuses a workbook whose elements do not close, in which its reader would wait for ever, or which has too many cells. Returns
/// what the reader does not tell.
pub(super) fn check<R: Read + Seek>(zip: &mut ZipArchive<R>, place: Place) -> Result<OdsExtras, Fault> {
    let content = zip.by_name("content.xml").map_err(|_| refused::damaged(place))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut depth, mut all, mut blank) = (Vec::new(), 0_u64, 0_u64, Blank::default());
    let mut sheets = HashMap::default();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.name().as_ref() == "table:table" => {
                let mut seen = SeenCells::default();
                all += count_cells(&mut xml, MOST_CELLS.saturating_sub(all), &mut blank, &mut seen, place)?;
                sheets.extend(unescaped(&element, "table:name").map(|name| (name, seen)));
            }
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth == 0 => return Ok(OdsExtras { blank: blank.formulas, sheets }),
            Ok(Event::Eof) | Err(_) => return Err(refused::damaged(place)),
            Ok(_) => (),
        }
    }
}

/// How many cells stand between the first and the last one of a table that is not empty.
fn count_cells<B: BufRead>(
    xml: &mut quick_xml::Reader<B>,
    most: u64,
    blank: &mut Blank,
    seen: &mut SeenCells,
    place: Place,
) -> Result<u64, Fault> {
    let (mut area, mut shown) = (Area::default(), ValueForm::default());
    let (mut buffer, mut depth) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|_| refused::damaged(place))?;
        let is_known = match &event {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "table:table-row" => area.begin_row(element),
                CELL | COVERED => area.add_cells(element),
                "text:s" => area.add_blanks(element),
                _ => Some(()),
            },
            Event::Eof => None,
            Event::Text(text) => area.add_text(text.len()),
            Event::CData(text) => area.add_text(text.len()),
            Event::GeneralRef(text) => area.add_text(text.len()),
            _ => Some(()),
        };
        blank.note(&event, depth);
        let at = Place::new(place.file, area.row());
        let refused = |message: &str, hint: &str| Err(Fault::new(at, message).hint(hint).unreadable());
        is_known.ok_or_else(|| refused::damaged(at))?;
        shown.note(&event, depth, area.cell(), seen);
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

/// Formulas whose result is the empty text. Their cells have no value, only a paragraph without a text, which the reader of the
/// workbook does not tell.
#[derive(Debug, Default)]
struct Blank {
    formulas: HashSet<String>,
    /// The formula of the cell that is read, if it has no value, and how deep its paragraphs stand.
    of_cell: Option<(u64, String)>,
}

impl Blank {
    fn note(&mut self, event: &Event, depth: u64) {
        match event {
            Event::Start(element) if element.name().as_ref() == CELL => {
                self.of_cell = formula_without_value(element).map(|formula| (depth + 1, formula));
            }
            Event::Empty(element) if element.name().as_ref() == "text:p" => {
                let formula = self.of_cell.take_if(|(inside, _)| *inside == depth);
                self.formulas.extend(formula.map(|(_, formula)| formula));
            }
            _ => (),
        }
    }
}

fn formula_without_value(cell: &BytesStart) -> Option<String> {
    let has_value = cell.attributes().flatten().any(|attribute| attribute.key.as_ref().starts_with("office:"));
    if has_value { None } else { unescaped(cell, "table:formula") }
}

fn unescaped(element: &BytesStart, name: &str) -> Option<String> {
    let said = element.try_get_attribute(name).ok().flatten()?;
    unescape(&said.value).ok().map(std::borrow::Cow::into_owned)
}

/// How the value of the cell that is read is shown.
#[derive(Debug, Default)]
struct ValueForm {
    /// How deep its paragraphs stand, where they may show an error.
    inside: Option<u64>,
    is_in_paragraph: bool,
    is_text: bool,
    /// Whether the cell says nothing of its value, which its text then shows.
    is_untyped: bool,
}

impl ValueForm {
    /// Marks the cell that is read where it is covered, or where its value is shown as a percentage or as an error. A text is
    /// looked at where a formula gives it: most programs write no other sign of its error.
    fn note(&mut self, event: &Event, depth: u64, cell: CellRange, seen: &mut SeenCells) {
        match event {
            Event::Start(element) | Event::Empty(element) if matches!(element.name().as_ref(), CELL | COVERED) => {
                let CellSays { kind, has_formula, is_number, is_error } = CellSays::of(element);
                let is_covered = element.name().as_ref() == COVERED;
                let has_type = kind.is_some();
                self.is_text = kind.as_deref() == Some("string");
                self.is_untyped = !has_type && !has_formula && !is_covered;
                if is_covered {
                    seen.covered.add(cell);
                }
                let needs_value = has_type && !self.is_text && kind.as_deref() != Some("void");
                if needs_value && !has_formula && is_number.is_none() {
                    seen.untyped.add(cell);
                }
                if kind.as_deref() == Some("percentage") {
                    seen.percentages.add(cell);
                }
                if is_error && is_number == Some(true) {
                    seen.errors.add(cell);
                }
                let may_show_error = has_type && !is_error && (!self.is_text || has_formula);
                self.inside = (may_show_error || self.is_untyped).then_some(depth + 1);
                self.is_in_paragraph = false;
            }
            Event::Start(element) if self.inside == Some(depth) => {
                self.is_in_paragraph = element.name().as_ref() == "text:p";
            }
            Event::Text(text) if self.is_untyped && self.is_shown(depth) && !text.trim().is_empty() => {
                seen.untyped.add(cell);
                self.inside = None;
            }
            Event::Text(text) if self.is_shown(depth) && is_error(text.trim()) => {
                if self.is_text {
                    seen.error_texts.add(cell);
                    seen.shown.push(text.trim().to_owned());
                } else {
                    seen.errors.add(cell);
                }
                self.inside = None;
            }
            _ => (),
        }
    }

    /// Whether a text that stands so deep is what the cell shows.
    fn is_shown(&self, depth: u64) -> bool {
        self.is_in_paragraph && self.inside.is_some_and(|inside| inside < depth)
    }
}

#[derive(Default)]
struct CellSays {
    /// Of what type it is.
    kind: Option<String>,
    has_formula: bool,
    /// Whether the value that it has beside its text is a number; `None` where it has none.
    is_number: Option<bool>,
    is_error: bool,
}

impl CellSays {
    fn of(element: &BytesStart) -> Self {
        let mut says = Self::default();
        for attribute in element.attributes().flatten() {
            match attribute.key.as_ref() {
                "office:value-type" => says.kind = Some(attribute.value.into_owned()),
                "office:value" => says.is_number = Some(true),
                "office:date-value" | "office:time-value" | "office:boolean-value" => says.is_number = Some(false),
                "table:formula" => says.has_formula = true,
                "calcext:value-type" => says.is_error = *attribute.value == *"error",
                _ => (),
            }
        }
        says
    }
}

/// The part of a table that has cells.
#[derive(Debug, Default)]
struct Area {
    /// The rows before the one that is read, and how often that one stands.
    above: u64,
    repeats: u64,
    /// The cells of the row that is read, and how many of them the cell that is read stands for.
    in_row: u64,
    in_cell: u64,
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

    /// Where the cell that is read stands.
    fn cell(&self) -> CellRange {
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let ends = |first: u64, count: u64| (number(first), number(first.saturating_add(count).saturating_sub(1)));
        CellRange { rows: ends(self.above, self.repeats), columns: ends(self.in_row - self.in_cell, self.in_cell) }
    }

    /// Begins a row; `None` where its number is none.
    fn begin_row(&mut self, element: &BytesStart) -> Option<()> {
        self.above = self.above.saturating_add(self.repeats);
        self.repeats = repeats(element, "table:number-rows-repeated")?;
        (self.in_row, self.in_cell) = (0, 0);
        Some(())
    }

    /// Adds what an element stands for to the row; `None` where its number is none.
    fn add_cells(&mut self, element: &BytesStart) -> Option<()> {
        let has_value = |name: &str| name.starts_with("office:") || name == "table:formula";
        self.in_cell = repeats(element, "table:number-columns-repeated")?;
        self.in_row = self.in_row.saturating_add(self.in_cell);
        self.copies = 0;
        if element.attributes().flatten().any(|attribute| has_value(attribute.key.as_ref())) {
            let first = *self.first.get_or_insert(self.above);
            self.width = self.width.max(self.in_row);
            self.height = self.above.saturating_add(self.repeats).saturating_sub(first);
            self.copies = self.repeats.saturating_mul(self.in_cell).saturating_sub(1);
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

fn repeats(element: &BytesStart, name: &str) -> Option<u64> {
    let said = element.try_get_attribute(name).ok()?;
    said.map_or(Some(1), |said| said.value.parse().ok())
}

/// Gives every row of a sheet that has cells.
pub(super) fn rows<R: Read + Seek>(
    workbook: &mut Ods<R>,
    seen: &OdsExtras,
    sheet: &str,
    mut each: impl FnMut(&SheetRow) -> ControlFlow<()>,
) -> Result<(), OdsError> {
    let (values, formulas) = (workbook.worksheet_range(sheet)?, workbook.worksheet_formula(sheet)?);
    let (mut row, no_cells) = (SheetRow::default(), SeenCells::default());
    let cells = seen.sheets.get(sheet).unwrap_or(&no_cells);
    // Its reader does not know of cells without a type.
    let untyped = cells.untyped.bounds();
    let starts = [values.start(), formulas.start(), untyped.map(|(first, _)| first)].into_iter().flatten();
    let ends = [values.end(), formulas.end(), untyped.map(|(_, last)| last)].into_iter().flatten();
    let from = starts.reduce(|(row, column), other| (row.min(other.0), column.min(other.1)));
    let to = ends.reduce(|(row, column), other| (row.max(other.0), column.max(other.1)));
    let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
    for number in from.0..=to.0 {
        row.begin(number + 1);
        for column in from.1..=to.1 {
            let formula = || formulas.get_value((number, column)).filter(|formula| !formula.is_empty());
            let error_text = || cells.error_texts.position(number, column).map(|at| &cells.shown[at]);
            match values.get_value((number, column)) {
                // Nobody sees what a cell below a merged one may still have.
                _ if cells.covered.has(number, column) => (),
                _ if cells.untyped.has(number, column) => row.add_unread(column, Unread::Untyped),
                None | Some(Data::Empty) if formula().is_some_and(|formula| !seen.blank.contains(formula)) => {
                    row.add_unread(column, Unread::NoResult);
                }
                None | Some(Data::Empty) => (),
                Some(_) if cells.errors.has(number, column) => row.add_unread(column, Unread::Error),
                Some(value) => {
                    if let Some(error) = error_text() {
                        row.add(column, true, |text| text.write_str(error));
                        continue;
                    }
                    let is_percentage = cells.percentages.has(number, column);
                    text::add(value, || formula().is_some(), is_percentage, column, &mut row);
                }
            }
        }
        if !row.is_empty() && each(&row).is_break() {
            break;
        }
    }
    Ok(())
}
