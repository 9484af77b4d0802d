//! A report's rows as a workbook of one sheet. Texts are texts, whatever they look like, so that codes keep their zeros and no
//! formula is run.

mod cells;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::fault::plural;
use crate::report::{Programs, ReportColumn, Table, Value};

use cells::Cells;

/// The most rows of a sheet, the headings among them.
const MOST_ROWS: u32 = 1 << 20;

/// The most characters that a cell takes.
const LONGEST_TEXT: usize = 32_767;

/// Columns are at least and at most as wide as so many characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 7..=48;

/// Why rows are no workbook.
#[derive(Debug)]
pub(super) struct NoWorkbook(String);

impl std::fmt::Display for NoWorkbook {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NoWorkbook {}

impl From<XlsxError> for NoWorkbook {
    fn from(error: XlsxError) -> Self {
        Self(format!("the workbook cannot be written: {error}"))
    }
}

/// Writes rows under the names that their columns have in CSV. The same rows give the same bytes.
pub(super) fn render(table: &Table) -> Result<Vec<u8>, NoWorkbook> {
    let is_there = |column: &ReportColumn| column.programs == Programs::All;
    let columns: Vec<ReportColumn> = table.columns.iter().copied().filter(is_there).collect();
    let there: Vec<bool> = table.columns.iter().map(is_there).collect();
    let kept = |row: &[Value<'_>]| -> Vec<String> {
        row.iter().zip(&there).filter(|(_, is_there)| **is_there).map(|(value, _)| value.to_string()).collect()
    };
    // The widths and the number of rows stand before the rows.
    let (mut widths, mut rows) = (columns.iter().map(|column| column.key.len() + 3).collect::<Vec<_>>(), 0_u32);
    let mut longest = 0;
    table.each(|row| {
        rows = rows.saturating_add(1);
        for (width, text) in widths.iter_mut().zip(kept(row)) {
            let length = text.chars().count();
            (*width, longest) = ((*width).max(length + 1), longest.max(length));
        }
    });
    refuse(rows, longest)?;
    let mut workbook = begin()?;
    let sheet = workbook.add_worksheet_with_constant_memory()?.set_name("Rows")?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold().set_align(FormatAlign::Left);
    for ((position, column), width) in (0..).zip(&columns).zip(&widths) {
        let width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(position, f64::from(u8::try_from(width).expect("it is at most 48")))?;
        sheet.write_string_with_format(0, position, column.key, &heading)?;
    }
    let cells = Cells::new();
    let (mut number, mut written) = (0, Ok(()));
    table.each(|row| {
        number += 1;
        let values = row.iter().zip(&there).filter(|(_, is_there)| **is_there).map(|(value, _)| value);
        if written.is_ok() {
            written = (0..).zip(values).try_for_each(|(position, value)| cells.write(sheet, (number, position), value));
        }
    });
    written?;
    if let (Some(last), true) = (columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()), rows > 0) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    if let Some(standing) = columns.iter().position(|column| column.key == "standing") {
        cells::mark_excessive(sheet, rows, u16::try_from(standing).unwrap_or(u16::MAX))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Begins a workbook. What it says of itself is the same whenever it is made.
fn begin() -> Result<Workbook, NoWorkbook> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

/// Refuses what a sheet has no room for.
fn refuse(rows: u32, longest: usize) -> Result<(), NoWorkbook> {
    if rows >= MOST_ROWS {
        let rows = plural(rows, "row", "rows");
        let most = MOST_ROWS - 1;
        return Err(NoWorkbook(format!("the report has {rows}, and a sheet has room for {most}; give --format csv")));
    }
    if longest > LONGEST_TEXT {
        let message = format!("a text has {longest} characters, and a cell has room for {LONGEST_TEXT}");
        return Err(NoWorkbook(format!("{message}; give --format csv")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_sheet_takes_is_refused() {
        assert!(refuse(1_048_575, 32_767).is_ok());
        let words = |rows, longest| refuse(rows, longest).expect_err("it is too much").to_string();
        assert_eq!(
            words(1_048_576, 0),
            "the report has 1048576 rows, and a sheet has room for 1048575; give --format csv"
        );
        assert!(words(0, 32_768).starts_with("a text has 32768 characters"));
    }
}
