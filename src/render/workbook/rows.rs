//! A report's rows as a workbook of one sheet.

use crate::report::Table;

use super::book::{refuse, written};
use super::cells::Sheet;

/// Columns are at least and at most as wide as so many characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 7..=48;

/// Writes rows under the names that their columns have in CSV. The same rows give the same bytes.
pub(crate) fn render(table: &Table) -> anyhow::Result<Vec<u8>> {
    let there = table.in_csv();
    let key = |position: usize| table.columns[position].key;
    // The widths and the number of rows stand before the rows.
    let (mut widths, mut rows) = (there.iter().map(|column| key(*column).len() + 4).collect::<Vec<_>>(), 0_u32);
    let mut longest = 0;
    table.each(|row| {
        rows = rows.saturating_add(1);
        for (width, column) in widths.iter_mut().zip(&there) {
            let length = row[*column].to_string().chars().count();
            (*width, longest) = ((*width).max(length + 1), longest.max(length));
        }
    });
    refuse(rows, longest, "give --format csv")?;
    let width = |width: usize| u16::try_from(width.clamp(*WIDTHS.start(), *WIDTHS.end())).expect("it is at most 48");
    written(|workbook, formats| {
        let mut sheet = Sheet::begin(workbook, formats, "Rows")?;
        sheet.headings(there.iter().zip(&widths).map(|(column, of)| (key(*column), width(*of))), 0)?;
        table.try_each(|row| sheet.cells_of(row, &there))?;
        sheet.filtered(there.len())?;
        let standing = there.iter().position(|column| key(*column) == "standing");
        standing.map_or(Ok(()), |standing| sheet.red((standing, standing)))
    })
}
