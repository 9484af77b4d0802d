//! Rows: their cells, and the lines they begin on.

use std::borrow::Cow;

/// What separates the cells of files that wmt writes, and of most others.
pub(super) const SEPARATOR: u8 = b',';

/// A row, borrowed from the block that it was read in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'b> {
    /// The bytes of the cells as they stand in the file, with one byte between them.
    pub(super) text: &'b [u8],
    ends: &'b [usize],
    pub(crate) about: AboutRow,
}

/// What is known of a row beside its cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AboutRow {
    /// The line it begins on, counted from 1.
    pub(crate) line: u64,
    /// Whether there are line breaks inside its cells.
    pub(crate) has_breaks: bool,
    /// Whether csv-core split it. Its cells have no quotation marks then, so its bytes do not tell where a cell ends.
    pub(crate) is_by_core: bool,
    /// The line of its first NUL character. Only rows that csv-core split have any.
    pub(crate) nul_line: Option<u64>,
}

impl<'b> Row<'b> {
    pub(crate) const fn len(self) -> usize {
        self.ends.len()
    }

    /// The bytes of cells side by side, from the first to the last of them, as they stand in the file. Of rows that were
    /// split by their marks the cells are equal where these bytes are.
    #[inline]
    pub(crate) fn span(self, first: usize, last: usize) -> &'b [u8] {
        let start = if first == 0 { 0 } else { self.ends[first - 1] + 1 };
        &self.text[start..self.ends[last]]
    }

    /// The bytes of a cell as a number, the first byte the lowest; `None` where there are more than 16.
    #[inline]
    pub(crate) fn short(self, cell: usize) -> Option<u128> {
        let bytes = self.span(cell, cell);
        let unused = u32::try_from(16_usize.checked_sub(bytes.len())?).ok()? * 8;
        // Where bytes follow the cell, 16 are taken at once, and those that are not the cell's are cut off.
        let start = self.ends[cell] - bytes.len();
        let number = self.text[start..].first_chunk().map(|chunk| u128::from_le_bytes(*chunk));
        let number =
            number.unwrap_or_else(|| bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte)));
        Some(number & u128::MAX.checked_shr(unused).unwrap_or_default())
    }

    /// The text of a cell, without the quotation marks around it.
    pub(crate) fn cell(self, cell: usize) -> Cow<'b, [u8]> {
        let bytes = self.span(cell, cell);
        let [b'"', inner @ .., b'"'] = bytes else { return Cow::Borrowed(bytes) };
        if self.about.is_by_core {
            return Cow::Borrowed(bytes);
        }
        if memchr::memchr(b'"', inner).is_none() {
            return Cow::Borrowed(inner);
        }
        // Inside there are pairs of quotation marks; each stands for one.
        let mut text = Vec::with_capacity(inner.len());
        let mut rest = inner;
        while let Some(at) = memchr::memchr(b'"', rest) {
            text.extend_from_slice(&rest[..=at]);
            rest = &rest[at + 2..];
        }
        text.extend_from_slice(rest);
        Cow::Owned(text)
    }

    pub(crate) fn cells(self) -> impl Iterator<Item = Cow<'b, [u8]>> {
        (0..self.len()).map(move |cell| self.cell(cell))
    }

    /// The same row, to keep.
    pub(crate) fn kept(self) -> KeptRow {
        KeptRow { text: self.text.to_vec(), ends: self.ends.to_vec(), about: self.about }
    }
}

/// Some rows of one block.
#[derive(Clone, Copy)]
pub(crate) struct Batch<'b> {
    pub(super) block: &'b [u8],
    pub(super) rows: &'b [BatchRow],
    pub(super) ends: &'b [usize],
}

/// A row of a batch: where its bytes are, and where the ends of its cells are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct BatchRow {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cells: (usize, usize),
    pub(super) about: AboutRow,
}

impl<'b> Batch<'b> {
    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = Row<'b>> {
        (0..self.rows.len()).map(move |at| self.row(at))
    }

    #[inline]
    pub(crate) fn row(self, at: usize) -> Row<'b> {
        let BatchRow { start, end, cells: (first, next), about } = self.rows[at];
        Row { text: &self.block[start..end], ends: &self.ends[first..next], about }
    }
}

/// A row that is kept when its block is gone.
#[derive(Debug, Clone)]
pub(crate) struct KeptRow {
    text: Vec<u8>,
    ends: Vec<usize>,
    about: AboutRow,
}

impl KeptRow {
    pub(crate) fn row(&self) -> Row<'_> {
        Row { text: &self.text, ends: &self.ends, about: self.about }
    }
}

/// How many of these bytes are line breaks.
pub(crate) fn count_breaks(bytes: &[u8]) -> u64 {
    u64::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u64::MAX)
}

/// The line of the first NUL character of some bytes; `breaks` are the line breaks before them.
pub(super) fn nul_line(bytes: &[u8], breaks: u64) -> Option<u64> {
    memchr::memchr(0, bytes).map(|at| breaks + 1 + count_breaks(&bytes[..at]))
}

/// The blank lines that some bytes begin with, and what follows them.
pub(super) fn split_blank(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().position(|byte| !is_line_end(*byte)).unwrap_or(bytes.len()))
}

/// Whether a byte is a part of a line's end.
pub(crate) const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}
