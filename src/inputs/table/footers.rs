//! Footers: lines that programs write below a table, and that are no officer.

use super::columns::{Column, Columns};
use super::row::Row;
use super::text::{is_blank, trimmed};

/// What lines below a table begin with.
const FOOTERS: [&str; 19] = [
    "applied filters",
    "filters applied",
    "filters:",
    "printed ",
    "printed:",
    "generated ",
    "report generated",
    "report run",
    "run date",
    "exported ",
    "produced ",
    "data as at",
    "end of report",
    "last refreshed",
    "last updated",
    "official sensitive",
    "official-sensitive",
    "source:",
    "completion time",
];

/// The line of a footer that a row is, where it has nothing else: its one cell stands in place of an officer.
pub(crate) fn footer(row: Row, columns: &Columns) -> Option<String> {
    let officer = columns.position(Column::Officer)?;
    let mut filled = (0..row.len()).filter(|position| !is_blank(&row.cell(*position)));
    let is_alone = filled.next() == Some(officer) && filled.next().is_none();
    is_alone.then(|| trimmed(row.cell(officer)).into_owned()).filter(|text| is_footer(text))
}

/// Whether a text is a line of a footer: one of those that programs write, or a sentence.
pub(crate) fn is_footer(text: &str) -> bool {
    let lower = text.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_count_of_rows = matches!(words[..], [count, "row" | "rows" | "record" | "records", ..] if is_number(count))
        || matches!(words[..], ["page", number, ..] if is_number(number));
    let is_sentence = text.contains(": ") || text.split_whitespace().count() > 5;
    FOOTERS.iter().any(|footer| lower.starts_with(footer)) || is_count_of_rows || is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_are_lines_and_names_are_not() {
        for footer in [
            "Applied filters: Region is East, Status is Active",
            "(3 rows affected)",
            "Printed 18/11/2026",
            "3 rows affected",
            "(3 rows)",
            "3 row(s) returned",
            "412 records",
            "Page 2 of 3",
            "*** End of report ***",
            "OFFICIAL-SENSITIVE",
        ] {
            assert!(is_footer(footer), "{footer}");
        }
        for name in ["Amy Bell", "N53-0412", "de la Cruz, Maria Jose", "Page, Ann"] {
            assert!(!is_footer(name), "{name}");
        }
    }
}
