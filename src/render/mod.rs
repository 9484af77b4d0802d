//! Rendering: a finished report as a table for people, Markdown, CSV or JSON. Nothing is worked out here.

mod csv;
mod explanation;
mod findings;
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

pub use findings::FindingsFormat;
pub(crate) use findings::{render_checks, render_findings};
pub use html::render_page;
pub use page::Page;
pub use table::TableLayout;

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
}

/// The bytes of a report; none in CSV where that has no room for it. The same report gives the same bytes.
pub fn render(report: &impl Page, format: Format, layout: TableLayout) -> Vec<u8> {
    match format {
        Format::Table => table::render(report, layout).into_bytes(),
        Format::Csv => report.table().map(csv::render).unwrap_or_default(),
        Format::Json => json::object(&report.object()).into_bytes(),
        Format::Markdown => markdown::render(report).into_bytes(),
    }
}
