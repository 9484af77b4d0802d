//! A report as one JSON object: heading, rows under the names of the CSV's columns, and what stands below them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::report::{Row, Table};

use super::Page;

pub(super) fn render(report: &impl Page) -> String {
    let whole = Whole { heading: report.head(), rows: Rows(report.table()), summary: report.summary() };
    let text = serde_json::to_string_pretty(&whole).expect("a report has no map keys but texts");
    let mut text = escaped(&text);
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Whole<'a, H, S> {
    #[serde(flatten)]
    heading: &'a H,
    rows: Rows<'a>,
    summary: &'a S,
}

struct Rows<'a>(&'a Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows.iter().map(|row| Named { table: self.0, row }))
    }
}

struct Named<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.cells.len()))?;
        for (column, value) in self.table.columns.iter().zip(&self.row.cells) {
            map.serialize_entry(column.key, value)?;
        }
        map.end()
    }
}

/// JSON leaves some control characters in texts as they are; a terminal would act on them.
fn escaped(json: &str) -> String {
    let steers = |character: &char| {
        (character.is_control() && *character != '\n')
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if steers(&character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(escaped("\"a\u{9b}b\u{7f}c\u{202e}\"\n"), "\"a\\u009bb\\u007fc\\u202e\"\n");
    }
}
