//! The workbook of a report. Minutes stand in *Weights*, counts and hours in *Work*, and the figures of officers and units are
//! formulas over both, with what `calc` says as their results; so a changed minute changes everyone.

mod layout;
mod live;
mod tables;
mod weights;
mod words;
mod work;

use anyhow::anyhow;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book, XlsxError};

use crate::report::Workbook;

use super::cells::{Formats, Sheet};
use layout::Layout;

/// The bytes of a workbook.
///
/// # Errors
///
/// When a sheet has not as many rows as it needs, or a text is longer than a cell takes.
pub fn render_workbook(book: &Workbook) -> anyhow::Result<Vec<u8>> {
    let Some(layout) = Layout::of(book) else {
        let hint = "choose fewer officers, such as those of one region with --region";
        return Err(anyhow!("this has more rows than a sheet of a workbook, 1048576\nhint: {hint}"));
    };
    sheets(book, &layout).map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => {
            anyhow!("a text is longer than a cell of a workbook takes, 32767 characters")
        }
        error => anyhow!("the workbook cannot be made: {error}"),
    })
}

fn sheets(book: &Workbook, layout: &Layout) -> Result<Vec<u8>, XlsxError> {
    let (mut workbook, formats) = (Book::new(), Formats::new());
    // The time of the run would make other bytes each time.
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    words::summary(&mut begin(&mut workbook, &formats, "Summary")?, book, layout)?;
    let capacities = tables::officers(&mut begin(&mut workbook, &formats, "Officers")?, book, layout)?;
    tables::units(&mut begin(&mut workbook, &formats, "Units")?, book, layout)?;
    tables::weeks(&mut begin(&mut workbook, &formats, "Weeks")?, book)?;
    let column = tables::capacity_column(&book.page.reports().0.table);
    work::write(&mut begin(&mut workbook, &formats, "Work")?, book, layout, (&column, &capacities))?;
    weights::write(&mut begin(&mut workbook, &formats, "Weights")?, book, layout)?;
    words::notes(&mut begin(&mut workbook, &formats, "Notes")?, book)?;
    workbook.save_to_buffer()
}

/// Begins a sheet of which one row at a time is in memory.
fn begin<'b>(workbook: &'b mut Book, formats: &'b Formats, name: &str) -> Result<Sheet<'b>, XlsxError> {
    Sheet::new(workbook.add_worksheet_with_constant_memory()?, formats, name)
}
