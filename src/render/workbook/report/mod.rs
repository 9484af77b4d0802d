//! The workbook of a report. Minutes stand in *Weights*, counts and hours in *Work*, and the figures of officers and units are
//! formulas over both, with what `calc` says as their results; so a changed minute changes everyone.

mod layout;
mod live;
mod tables;
mod weights;
mod words;
mod work;

use crate::report::Workbook;

use super::book::{refuse, written};
use super::cells::Sheet;
use layout::SheetLayout;

/// The bytes of a workbook. The same report gives the same bytes.
///
/// # Errors
///
/// When a sheet has not as many rows as it needs, or a text is longer than a cell takes.
pub(crate) fn render_workbook(book: &Workbook) -> anyhow::Result<Vec<u8>> {
    let layout = SheetLayout::of(book);
    refuse(layout.most_rows(), 0, "choose fewer officers, such as those of one --region")?;
    written(|workbook, formats| {
        words::summary(&mut Sheet::begin(workbook, formats, "Summary")?, book, &layout)?;
        tables::officers(&mut Sheet::begin(workbook, formats, "Officers")?, book, &layout)?;
        tables::units(&mut Sheet::begin(workbook, formats, "Units")?, book, &layout)?;
        tables::weeks(&mut Sheet::begin(workbook, formats, "Weeks")?, book)?;
        work::write(&mut Sheet::begin(workbook, formats, "Work")?, book, &layout)?;
        weights::write(&mut Sheet::begin(workbook, formats, "Weights")?, book, &layout)?;
        words::notes(&mut Sheet::begin(workbook, formats, "Notes")?, book)
    })
}
