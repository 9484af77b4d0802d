//! Writing CSV into memory, cell by cell.

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

    /// Adds a whole row.
    pub(crate) fn add_row(&mut self, cells: impl IntoIterator<Item = impl AsRef<[u8]>>) {
        cells.into_iter().for_each(|cell| self.add(cell));
        self.end_row();
    }

    /// Adds a cell to the row.
    pub(crate) fn add(&mut self, cell: impl AsRef<[u8]>) {
        self.row.push_field(cell.as_ref());
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.writer.write_byte_record(&self.row).expect(IN_MEMORY);
        self.row.clear();
    }

    /// All rows.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect(IN_MEMORY)
    }
}

/// Whether a spreadsheet would run a text as a formula.
pub(crate) fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}
