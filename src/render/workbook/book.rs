//! What all workbooks have: what they say of themselves, and what they have room for.

use anyhow::{anyhow, bail};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::fault::plural;

use super::cells::Formats;

/// The most rows of a sheet, the headings among them.
const MOST_ROWS: u32 = 1 << 20;

/// The most characters that a cell takes.
const LONGEST_TEXT: usize = 32_767;

/// The bytes of a workbook whose sheets are written so. What it says of itself is the same whenever it is made.
pub(super) fn written(write: impl FnOnce(&mut Workbook, &Formats) -> Result<(), XlsxError>) -> anyhow::Result<Vec<u8>> {
    let bytes = || {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        write(&mut workbook, &Formats::new())?;
        workbook.save_to_buffer()
    };
    bytes().map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => {
            anyhow!("a text is longer than a cell, which has room for {LONGEST_TEXT} characters")
        }
        error => anyhow!("the workbook cannot be written: {error}"),
    })
}

/// Refuses what a sheet has no room for; `instead` is what to give then.
pub(super) fn refuse(rows: u32, longest: usize, instead: &str) -> anyhow::Result<()> {
    if rows >= MOST_ROWS {
        let rows = plural(rows, "row", "rows");
        let most = MOST_ROWS - 1;
        bail!("the report has {rows}, and a sheet has room for {most}; {instead}");
    }
    if longest > LONGEST_TEXT {
        bail!("a text has {longest} characters, and a cell has room for {LONGEST_TEXT}; {instead}");
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
