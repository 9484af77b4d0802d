//! The cells of a row: their bytes one behind the other, and where each ends.

use std::ops::Range;

/// A row, borrowed from wherever its bytes are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'r> {
    text: &'r [u8],
    ends: &'r [usize],
}

impl<'r> Record<'r> {
    /// Cells from their bytes and where each ends in them; the last ends where the bytes do.
    pub(super) const fn new(text: &'r [u8], ends: &'r [usize]) -> Self {
        Self { text, ends }
    }

    /// How many cells there are.
    pub(crate) const fn len(self) -> usize {
        self.ends.len()
    }

    /// The bytes of a cell.
    pub(super) fn get(self, cell: usize) -> Option<&'r [u8]> {
        Some(&self.text[self.range(cell)?])
    }

    /// Where a cell is among the bytes of all.
    pub(crate) fn range(self, cell: usize) -> Option<Range<usize>> {
        let start = if cell == 0 { 0 } else { *self.ends.get(cell - 1)? };
        Some(start..*self.ends.get(cell)?)
    }

    /// The bytes of all cells.
    pub(crate) const fn text(self) -> &'r [u8] {
        self.text
    }

    /// The cells in order.
    pub(super) fn iter(self) -> impl Iterator<Item = &'r [u8]> {
        (0..self.len()).filter_map(move |cell| self.get(cell))
    }

    /// The same cells, to keep.
    pub(super) fn kept(self) -> KeptRecord {
        KeptRecord { text: self.text.to_vec(), ends: self.ends.to_vec() }
    }
}

/// A row that is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct KeptRecord {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl KeptRecord {
    /// Adds a cell behind the others.
    pub(super) fn push(&mut self, cell: &[u8]) {
        self.text.extend_from_slice(cell);
        self.ends.push(self.text.len());
    }

    /// Leaves no cell.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// The row.
    pub(super) fn get(&self) -> Record<'_> {
        Record::new(&self.text, &self.ends)
    }
}

impl<C: AsRef<[u8]>> FromIterator<C> for KeptRecord {
    fn from_iter<I: IntoIterator<Item = C>>(cells: I) -> Self {
        let mut record = Self::default();
        cells.into_iter().for_each(|cell| record.push(cell.as_ref()));
        record
    }
}
