//! The sheets *Officers*, *Units* and *Weeks*: the rows of `calc` and `trend`, the first two with formulas.

use rust_xlsxwriter::XlsxError;

use crate::report::{Report, Table, Value, Workbook};

use super::super::cells::{Look, Sheet, ShownCell};
use super::layout::SheetLayout;
use super::live::Live;

/// The width of a column, in characters.
fn width(key: &str) -> u16 {
    match key {
        "week" | "standing" | "officer" => 13,
        "name" => 22,
        "region" | "pdu" | "team" => 18,
        "grade" | "cases" | "officers" | "over" => 9,
        "weights" => 14,
        _ => 11,
    }
}

/// The columns that a sheet has, by their positions.
fn columns(table: &Table) -> Vec<usize> {
    table.in_csv().into_iter().filter(|position| table.columns[*position].key != "bar").collect()
}

/// Where a column of a report is in its sheet.
fn position(table: &Table, key: &str) -> Option<usize> {
    columns(table).into_iter().position(|position| table.columns[position].key == key)
}

/// The key of the column of capacity.
pub(super) const CAPACITY: &str = "capacity_percent";

/// Writes the rows of a report with their formulas, which `live` has by row. The first `fixed` columns stay where they are.
fn live_rows<'l>(
    sheet: &mut Sheet,
    report: &Report,
    fixed: usize,
    live: impl Fn(usize) -> Live<'l>,
) -> Result<(), XlsxError> {
    let (table, columns) = (&report.table, columns(&report.table));
    sheet.headings(columns.iter().map(|column| table.columns[*column].key).map(|key| (key, width(key))), fixed)?;
    let mut next = 0;
    table.try_each(|row| -> Result<(), XlsxError> {
        let live = live(next);
        next += 1;
        for column in &columns {
            let (key, value) = (table.columns[*column].key, &row[*column]);
            match live.formula(key, value) {
                Some(formula) => sheet.formula(&formula, &looking(key, value))?,
                None => sheet.cell(&ShownCell::of(value))?,
            }
        }
        sheet.end_row();
        Ok(())
    })?;
    sheet.filtered(columns.len())?;
    if let (Some(first), Some(last)) = (position(table, CAPACITY), position(table, "standing")) {
        sheet.red((first, last))?;
    }
    Ok(())
}

/// What a cell shows, also where it is blank now and may be a figure later.
pub(super) fn looking(key: &str, value: &Value) -> ShownCell {
    let shown = ShownCell::of(value);
    match key {
        _ if *value != Value::Blank => shown,
        key if key.ends_with("_percent") => ShownCell { look: Look::Percent, ..shown },
        key if key.ends_with("_hours") => ShownCell { look: Look::Places, ..shown },
        _ => shown,
    }
}

pub(super) fn officers(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout) -> Result<(), XlsxError> {
    live_rows(sheet, &book.page.report, 6, |row| Live::officer(book, layout, book.officer_rows[row]))
}

pub(super) fn units(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout) -> Result<(), XlsxError> {
    let report = &book.page.units;
    let fixed = position(&report.table, "officers").unwrap_or_default();
    live_rows(sheet, report, fixed, |row| Live::one_unit(book, layout, book.unit_rows[row]))
}

/// Writes the sheet *Weeks*: everyone chosen in one, week by week.
pub(super) fn weeks(sheet: &mut Sheet, book: &Workbook) -> Result<(), XlsxError> {
    let Some(table) = &book.page.weeks_table else {
        return sheet.cell(&ShownCell::text("Nothing dates this caseload, so there are no weeks to show."));
    };
    let columns = columns(table);
    sheet.headings(columns.iter().map(|column| table.columns[*column].key).map(|key| (key, width(key))), 1)?;
    table.try_each(|row| sheet.cells_of(row, &columns))?;
    sheet.filtered(columns.len())
}
