//! The sheet *Weights*: one value a row, for formulas to use.

use rust_xlsxwriter::XlsxError;

use crate::report::{Value, WeightsValue, Workbook};
use crate::units::{Decimal, Hours, HoursWay};

use super::super::cells::{Look, Sheet, ShownCell, Style};
use super::layout::{AN_HOUR, SheetLayout};

const COLUMNS: [(&str, u16); 6] =
    [("section", 12), ("key", 28), ("tier", 12), ("value", 12), ("unit", 16), ("name", 44)];

pub(super) fn write(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout) -> Result<(), XlsxError> {
    sheet.headings(COLUMNS, 0)?;
    let (hours, others): (Vec<_>, Vec<_>) = book.values.iter().partition(|value| value.section == "hours");
    hours.into_iter().try_for_each(|value| row(sheet, book, value))?;
    ["hours", AN_HOUR, ""].into_iter().try_for_each(|text| sheet.cell(&ShownCell::text(text)))?;
    let hour = Hours::new(Decimal::whole(1)).unwrap_or_default();
    let minutes = ShownCell::number(&book.weights.hours.available(hour), Look::Plain);
    sheet.formula(&layout.an_hour_formula(book.weights), &minutes)?;
    let name = "what one contracted hour a week leaves for work";
    ["minutes a month", name].into_iter().try_for_each(|text| sheet.cell(&ShownCell::text(text)))?;
    sheet.end_row();
    others.into_iter().try_for_each(|value| row(sheet, book, value))?;
    sheet.in_order(COLUMNS.len())
}

fn row(sheet: &mut Sheet, book: &Workbook, value: &WeightsValue) -> Result<(), XlsxError> {
    [value.section, value.key, value.tier].into_iter().try_for_each(|text| sheet.cell(&ShownCell::text(text)))?;
    let shown = match &value.value {
        Value::Exact(number) if value.unit.starts_with("percent") => share(number),
        other => ShownCell::of(other),
    };
    sheet.put(&shown, if is_live(book, value) { Style::Input } else { Style::Plain })?;
    [value.unit, value.name].into_iter().try_for_each(|text| sheet.cell(&ShownCell::text(text)))?;
    sheet.end_row();
    Ok(())
}

/// Whether a formula uses a value.
fn is_live(book: &Workbook, value: &WeightsValue) -> bool {
    let is_stated = matches!(book.weights.hours.way(), HoursWay::Stated { .. });
    match value.section {
        "hours" => value.key != "full_time" || is_stated,
        "cases" | "tasks" => true,
        "status" => value.unit == "percent",
        _ => false,
    }
}

/// A percentage as a fraction: its digits, exactly.
fn share(percent: &str) -> ShownCell {
    let share = Decimal::parse(percent).map(|percent| format!("{percent}e-2"));
    let has_hundredths = percent.split_once('.').is_some_and(|(_, places)| places.len() > 1);
    ShownCell::number(&share.unwrap_or_default(), if has_hundredths { Look::Share } else { Look::Percent })
}
