//! What all workbooks have: what they say of themselves, and what they have room for.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::fault::plural;

/// The most rows of a sheet, the headings among them.
const MOST_ROWS: u32 = 1 << 20;

/// The most characters that a cell takes.
const LONGEST_TEXT: usize = 32_767;

/// Why rows are no workbook.
#[derive(Debug)]
pub struct NoWorkbook(String);

impl std::fmt::Display for NoWorkbook {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NoWorkbook {}

impl From<XlsxError> for NoWorkbook {
    fn from(error: XlsxError) -> Self {
        Self(match error {
            XlsxError::MaxStringLengthExceeded => {
                format!("a text is longer than a cell, which has room for {LONGEST_TEXT} characters")
            }
            error => format!("the workbook cannot be written: {error}"),
        })
    }
}

/// Begins a workbook. What it says of itself is the same whenever it is made.
pub(super) fn begin() -> Result<Workbook, NoWorkbook> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

/// Refuses what a sheet has no room for; `instead` is what to give then.
pub(super) fn refuse(rows: u32, longest: usize, instead: &str) -> Result<(), NoWorkbook> {
    if rows >= MOST_ROWS {
        let rows = plural(rows, "row", "rows");
        let most = MOST_ROWS - 1;
        return Err(NoWorkbook(format!("the report has {rows}, and a sheet has room for {most}; {instead}")));
    }
    if longest > LONGEST_TEXT {
        let message = format!("a text has {longest} characters, and a cell has room for {LONGEST_TEXT}");
        return Err(NoWorkbook(format!("{message}; {instead}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_sheet_takes_is_refused() {
        assert!(refuse(1_048_575, 32_767, "").is_ok());
        let words = |rows, longest| refuse(rows, longest, "give --format csv").expect_err("it is too much").to_string();
        assert_eq!(
            words(1_048_576, 0),
            "the report has 1048576 rows, and a sheet has room for 1048575; give --format csv"
        );
        assert!(words(0, 32_768).starts_with("a text has 32768 characters"));
    }
}
