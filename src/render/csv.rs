//! A report's rows as CSV: one table, headings first, plain numbers, no totals.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::fault::visible;
use crate::report::{Table, Value};
use crate::units::Rounded;

pub(super) fn render(table: &Table) -> Vec<u8> {
    let columns = || table.columns.iter().filter(|column| column.in_csv);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_memory = "writing to memory does not fail";
    writer.write_record(columns().map(|column| column.key)).expect(in_memory);
    // The writer has a short way for whole records.
    let mut record = ByteRecord::new();
    for row in table.rows() {
        record.clear();
        for (_, value) in table.columns.iter().zip(row).filter(|(column, _)| column.in_csv) {
            add(value, &mut record);
        }
        writer.write_byte_record(&record).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

/// Adds a cell to a record, the common ones without the detour over a text.
fn add(value: &Value, record: &mut ByteRecord) {
    match value {
        Value::Blank => record.push_field(b""),
        Value::Text(text) => record.push_field(safe(text).as_bytes()),
        Value::Word(word) => record.push_field(word.as_bytes()),
        Value::Figure(figure) | Value::Percent(figure) => record.push_field(figure.written().as_bytes()),
        Value::Count(count) => record.push_field(Rounded::whole((*count).into()).written().as_bytes()),
        Value::Week(week) => record.push_field(&week.written()),
        Value::Weeks(_) | Value::Day(_) | Value::Exact(_) => record.push_field(value.to_string().as_bytes()),
    }
}

/// A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe in front, which
/// spreadsheets take to mean text.
pub(super) fn safe(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{shown}").into() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value) -> String {
        let mut record = ByteRecord::new();
        add(value, &mut record);
        String::from_utf8_lossy(&record[0]).into_owned()
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
