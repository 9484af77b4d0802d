//! Workbooks (`.xlsx`). Texts are texts, whatever they look like, so that codes keep their zeros and no formula is run;
//! percentages are fractions that are shown as percentages, and dates are dates.

mod book;
mod cells;
mod report;
mod rows;

pub(crate) use report::render_workbook;
pub(super) use rows::render;
