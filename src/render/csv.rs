//! A report's rows as CSV: one table, headings first, plain numbers, no totals.

use std::borrow::Cow;

use crate::delimited::Delimited;
use crate::fault::visible;
use crate::report::{Table, Value};
use crate::units::Rounded;

pub(super) fn render(table: &Table) -> Vec<u8> {
    let columns = || table.columns.iter().filter(|column| column.in_csv);
    let mut rows = Delimited::of(columns().map(|column| column.key));
    for row in table.rows() {
        for (_, value) in table.columns.iter().zip(row.iter()).filter(|(column, _)| column.in_csv) {
            add(value, &mut rows);
        }
        rows.end_row();
    }
    rows.into_bytes()
}

/// Adds a cell to a row, the common ones without the detour over a text.
fn add(value: &Value, row: &mut Delimited) {
    match value {
        Value::Blank => row.add_plain(b""),
        Value::Text(text) if is_plain(text) => row.add_plain(text.as_bytes()),
        Value::Text(text) => row.add(&safe(text)),
        Value::Word(word) => row.add_plain(word.as_bytes()),
        Value::Figure(figure) | Value::Percent(figure) => row.add_plain(figure.written().as_bytes()),
        Value::Count(count) => row.add_plain(Rounded::whole((*count).into()).written().as_bytes()),
        Value::Week(week) => row.add_plain(&week.written()),
        Value::Weeks(_) | Value::Day(_) | Value::Exact(_) => row.add_plain(value.to_string().as_bytes()),
    }
}

/// Whether a text is written as it is, which is told of nearly every one in one look.
fn is_plain(text: &str) -> bool {
    let needs_nothing = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b',');
    !is_like_formula(text) && text.bytes().all(needs_nothing)
}

fn is_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe in front, which
/// spreadsheets take to mean text.
pub(super) fn safe(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if is_like_formula(text) { format!("'{shown}").into() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value) -> String {
        let mut row = Delimited::default();
        add(value, &mut row);
        row.end_row();
        String::from_utf8_lossy(row.into_bytes().trim_ascii_end()).into_owned()
    }

    #[test]
    fn formulas_are_made_text_and_numbers_stay_numbers() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM", "'@SUM"),
            ("\t=1", "' =1"),
            ("O'Hara", "O'Hara"),
            ("a=b", "a=b"),
            ("\u{1b}[31mred", "�[31mred"),
        ] {
            assert_eq!(written(&Value::Text(text.into())), expected);
        }
        assert_eq!(written(&Value::Count(-1)), "-1");
    }
}
