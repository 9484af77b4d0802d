//! Workbooks (`.xlsx`). Text is text, also where it looks like a formula or a number; percentages are fractions that are shown
//! as percentages; dates are dates. The same report gives the same bytes.

mod cells;
mod report;

pub use report::render_workbook;
