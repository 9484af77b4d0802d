//! A report's rows as CSV: one table, headings first, plain numbers, no totals.

use crate::fault::visible;
use crate::report::{Table, Value};

pub(super) fn render(table: &Table) -> Vec<u8> {
    let columns = || table.columns.iter().filter(|column| column.in_csv);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_memory = "writing to memory does not fail";
    writer.write_record(columns().map(|column| column.key)).expect(in_memory);
    for row in &table.rows {
        let cells = table.columns.iter().zip(&row.cells).filter(|(column, _)| column.in_csv);
        writer.write_record(cells.map(|(_, value)| cell(value))).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => safe(text),
        other => other.to_string(),
    }
}

/// A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe in front, which
/// spreadsheets take to mean text.
pub(super) fn safe(text: &str) -> String {
    let apostrophe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{apostrophe}{}", visible(text))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(cell(&Value::Text(text.to_owned())), expected);
        }
        assert_eq!(cell(&Value::Count(-1)), "-1");
    }
}
