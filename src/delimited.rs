//! Writing CSV into memory, cell by cell: no cell is copied on the way, and figures are not searched for what would need
//! quotes.

/// Rows of cells, each parted by a comma and ended by a line feed.
#[derive(Debug, Default)]
pub struct Delimited {
    bytes: Vec<u8>,
}

impl Delimited {
    /// One row, such as the headings.
    pub fn of(cells: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut rows = Self::default();
        rows.add_row(cells);
        rows
    }

    /// Adds a whole row, of at least one cell.
    pub fn add_row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        cells.into_iter().for_each(|cell| self.add(cell.as_ref()));
        self.end_row();
    }

    /// Adds a cell to the row. What a reader would not take for one cell is put in quotes.
    pub fn add(&mut self, text: &str) {
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            return self.add_plain(text.as_bytes());
        }
        self.bytes.push(b'"');
        for (position, part) in text.split('"').enumerate() {
            if position > 0 {
                self.bytes.extend_from_slice(b"\"\"");
            }
            self.bytes.extend_from_slice(part.as_bytes());
        }
        self.bytes.extend_from_slice(b"\",");
    }

    /// Adds a cell that needs no quotes: figures, or a word of our own.
    pub fn add_plain(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.bytes.push(b',');
    }

    /// Ends the row, which has at least one cell.
    pub fn end_row(&mut self) {
        // A cell was added, and there is a comma behind each.
        if let Some(last) = self.bytes.last_mut() {
            *last = b'\n';
        }
    }

    /// All rows.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_what_the_csv_crate_writes(rows in prop::collection::vec(["[a, \"\n\r\té;']{0,4}", ".{0,4}", "-?[0-9]{0,3}"], 1..4)) {
            let (mut ours, mut theirs) = (Delimited::default(), csv::Writer::from_writer(Vec::new()));
            for row in rows {
                ours.add_row(&row);
                theirs.write_record(&row).expect("memory does not fail");
            }
            prop_assert_eq!(ours.into_bytes(), theirs.into_inner().expect("memory does not fail"));
        }
    }
}
