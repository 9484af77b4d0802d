//! The workbook of a report. Minutes stand in *Weights*, counts and hours in *Work*, and the figures of officers and units are
//! formulas over both, with what `calc` says as their results; so a changed minute changes everyone.

mod layout;
mod live;
mod tables;
mod weights;
mod words;
mod work;

use crate::report::Workbook;

use super::book::{NoWorkbook, begin, refuse};
use super::cells::{Formats, Sheet};
use layout::Layout;

/// The bytes of a workbook. The same report gives the same bytes.
///
/// # Errors
///
/// When a sheet has not as many rows as it needs, or a text is longer than a cell takes.
pub fn render_workbook(book: &Workbook) -> Result<Vec<u8>, NoWorkbook> {
    let layout = Layout::of(book);
    refuse(layout.most_rows(), 0, "choose fewer officers, such as those of one --region")?;
    let (mut workbook, formats) = (begin()?, Formats::new());
    let mut sheet = |name: &str, write: &mut dyn FnMut(&mut Sheet) -> Result<(), rust_xlsxwriter::XlsxError>| {
        write(&mut Sheet::begin(&mut workbook, &formats, name)?)
    };
    let mut capacities = Vec::new();
    sheet("Summary", &mut |sheet| words::summary(sheet, book, &layout))?;
    sheet("Officers", &mut |sheet| tables::officers(sheet, book, &layout).map(|these| capacities = these))?;
    sheet("Units", &mut |sheet| tables::units(sheet, book, &layout))?;
    sheet("Weeks", &mut |sheet| tables::weeks(sheet, book))?;
    sheet("Work", &mut |sheet| work::write(sheet, book, &layout, &capacities))?;
    sheet("Weights", &mut |sheet| weights::write(sheet, book, &layout))?;
    sheet("Notes", &mut |sheet| words::notes(sheet, book))?;
    Ok(workbook.save_to_buffer()?)
}
