//! Rendering: a finished report as a table for people, Markdown, CSV, JSON or a workbook. Nothing is worked out here.

mod balance;
mod csv;
mod explanation;
mod findings;
mod how_made;
mod html;
mod json;
mod listing;
mod markdown;
mod notes;
mod page;
mod staffing;
mod table;
mod weights;
mod whatif;
#[cfg(feature = "workbooks")]
mod workbook;

use crate::report::Table;

pub(crate) use findings::{render_checks, render_findings};
pub(crate) use html::render_page;
pub(crate) use page::Page;
pub use table::TableLayout;
#[cfg(feature = "workbooks")]
pub(crate) use workbook::render_workbook;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for people.
    Table,
    /// Comma-separated values, for spreadsheets and scripts.
    Csv,
    /// JSON, for scripts.
    Json,
    /// A table in Markdown, to paste.
    Markdown,
    /// A workbook of one sheet, for spreadsheets.
    Xlsx,
}

/// The bytes of a report; none in CSV and in a workbook where those have no room for it. The same report gives the same bytes.
///
/// # Errors
///
/// When the report has more rows than a sheet, or longer texts than a cell.
pub fn render(report: &impl Page, format: Format, layout: TableLayout) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Table => table::render(report, layout).into_bytes(),
        Format::Csv => report.table().map(csv::render).unwrap_or_default(),
        Format::Json => json::object(report).into_bytes(),
        Format::Markdown => markdown::render(report).into_bytes(),
        Format::Xlsx => report.table().map(in_workbook).transpose()?.unwrap_or_default(),
    })
}

fn in_workbook(table: &Table) -> anyhow::Result<Vec<u8>> {
    #[cfg(feature = "workbooks")]
    return workbook::render(table);
    #[cfg(not(feature = "workbooks"))]
    anyhow::bail!("this wmt was built without workbooks, so {} columns have no sheet", table.columns.len());
}
