//! A report's rows as CSV: one table, headings first, plain numbers, no totals.

use std::borrow::Cow;

use crate::delimited::{Delimited, runs_as_formula};
use crate::fault::visible;
use crate::report::{Table, Value};
use crate::units::Rounded;

pub(super) fn render(table: &Table) -> Vec<u8> {
    let columns = table.in_csv();
    let mut rows = Delimited::of(columns.iter().map(|column| table.columns[*column].key));
    table.each(|row| {
        for column in &columns {
            add(&row[*column], &mut rows);
        }
        rows.end_row();
    });
    rows.into_bytes()
}

/// Adds a cell to a row. The common kinds are written without a `String` in between.
fn add(value: &Value, row: &mut Delimited) {
    match value {
        Value::Blank => row.add(b""),
        Value::Text(text) => row.add(safe(text).as_bytes()),
        Value::Word(word) => row.add(word.as_bytes()),
        Value::Figure(figure) | Value::Percent(figure) => row.add(figure.written().as_bytes()),
        Value::Count(count) => row.add(Rounded::whole((*count).into()).written().as_bytes()),
        Value::Weeks(_) | Value::Day(_) | Value::Exact(_) => row.add(value.to_string()),
    }
}

/// Makes a text that no spreadsheet runs as a formula. Where it begins like a formula, it gets an apostrophe in front,
/// which marks it as text.
fn safe(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if runs_as_formula(text) { format!("'{shown}").into() } else { shown }
}
