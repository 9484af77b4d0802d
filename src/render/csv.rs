//! A report's rows as CSV: one table, headings first, plain numbers, no totals.

use std::fmt::Write;

use crate::fault::visible;
use crate::report::{Table, Value};

pub(super) fn render(table: &Table) -> Vec<u8> {
    let columns = || table.columns.iter().filter(|column| column.in_csv);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_memory = "writing to memory does not fail";
    writer.write_record(columns().map(|column| column.key)).expect(in_memory);
    let mut text = String::new();
    for row in &table.rows {
        for (_, value) in table.columns.iter().zip(&row.cells).filter(|(column, _)| column.in_csv) {
            text.clear();
            cell(value, &mut text);
            writer.write_field(&text).expect(in_memory);
        }
        writer.write_record(None::<&[u8]>).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

/// Appends a cell to a text.
fn cell(value: &Value, text: &mut String) {
    match value {
        Value::Text(value) => safe(value, text),
        other => write!(text, "{other}").expect("writing to memory does not fail"),
    }
}

/// A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe in front, which
/// spreadsheets take to mean text.
pub(super) fn safe(value: &str, text: &mut String) {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.push('\'');
    }
    text.push_str(&visible(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value) -> String {
        let mut text = String::new();
        cell(value, &mut text);
        text
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
            assert_eq!(written(&Value::Text(text.to_owned())), expected);
        }
        assert_eq!(written(&Value::Count(-1)), "-1");
    }
}
