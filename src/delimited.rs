//! Writing CSV into memory, cell by cell, and what spreadsheets make of a text.

use csv::{ByteRecord, Writer};

/// Rows of cells, as the csv crate writes them.
pub(crate) struct Delimited {
    writer: Writer<Vec<u8>>,
    /// The row that is being made: the writer has a short way for whole ones.
    row: ByteRecord,
}

/// Memory takes whatever is written to it.
const IN_MEMORY: &str = "writing to memory does not fail";

impl Delimited {
    /// One row, such as the headings.
    pub(crate) fn of(cells: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        let mut rows = Self { writer: Writer::from_writer(Vec::new()), row: ByteRecord::new() };
        rows.add_row(cells);
        rows
    }

    pub(crate) fn add_row(&mut self, cells: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        cells.into_iter().for_each(|cell| self.add(cell));
        self.end_row();
    }

    pub(crate) fn add(&mut self, cell: impl AsRef<[u8]>) {
        self.row.push_field(cell.as_ref());
    }

    pub(crate) fn end_row(&mut self) {
        self.writer.write_byte_record(&self.row).expect(IN_MEMORY);
        self.row.clear();
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect(IN_MEMORY)
    }
}

/// The letters of a column that is counted from 0: `A`, `Z`, `AA`, `XFD`.
pub(crate) fn letters(column: u32) -> String {
    let mut reversed = Vec::new();
    let mut left = column;
    loop {
        reversed.push(char::from(b'A' + u8::try_from(left % 26).expect("a remainder")));
        match (left / 26).checked_sub(1) {
            Some(next) => left = next,
            None => return reversed.iter().rev().collect(),
        }
    }
}

/// Whether a spreadsheet would run a text as a formula.
pub(crate) fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Whether a text is an error of a spreadsheet in any language: `#N/A`, `#REF!`, `#NV`, `Err:502`. Figures stand only
/// in marked ones, such as `#DIV/0!`: `#A1` may be a code.
pub(crate) fn is_error(text: &str) -> bool {
    const NUMBERED: [&str; 4] = ["Err:", "Error ", "Fehler:", "Fehler "];
    let Some(word) = text.strip_prefix('#') else {
        let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        return NUMBERED.iter().any(|word| text.strip_prefix(word).is_some_and(is_number));
    };
    let is_marked = text.ends_with(['!', '?']);
    let is_of_word = |character: char| {
        character.is_uppercase() || "/!?¡¿_".contains(character) || is_marked && character.is_ascii_digit()
    };
    text.eq_ignore_ascii_case("#N/A") || word.contains(char::is_uppercase) && word.chars().all(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_that_spreadsheets_give_them() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), expected);
        }
    }
}
