//! Marks: the bytes that separate rows and cells (separators, quotation marks, line ends), and what each of them means.

use super::row::{AboutRow, BatchRow};

/// How many bytes are looked at in one step.
pub(super) const STEP: usize = 64;

/// Gives a bit for each byte that is a mark. The compiler turns the comparisons into a few steps over many bytes at once.
#[inline]
pub(super) fn marks(step: &[u8; STEP], separator: u8) -> u64 {
    /// Multiplying by this puts the lowest bits of eight bytes side by side in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let is_mark = step.map(|byte| u8::from(byte < b' ' || byte == b'"' || byte == separator));
    let eighths = is_mark.as_chunks::<8>().0.iter().enumerate();
    eighths.fold(0, |marks, (eighth, bytes)| {
        marks | (u64::from_le_bytes(*bytes).wrapping_mul(GATHER) >> 56) << (eighth * 8)
    })
}

/// What a mark is in its row.
pub(super) enum Mark {
    /// A part of the row.
    Inside,
    /// The end of its line and of the row.
    LineEnd,
    /// A mark in a place where csv-core decides what it means.
    Odd,
}

/// A row whose end is not found yet.
pub(super) struct Begun {
    pub(super) start: usize,
    /// Where the ends of its cells are kept: the position of the first, and the position after the last.
    pub(super) cells: (usize, usize),
    pub(super) is_open: bool,
    /// The second quotation mark of a pair inside quotes.
    second: usize,
    /// The line breaks inside quotes.
    inside: u64,
}

impl Begun {
    /// A row that starts at `start`. The ends of its cells are kept from the position `ends` on.
    pub(super) const fn at(start: usize, ends: usize) -> Self {
        Self { start, cells: (ends, ends), is_open: false, second: usize::MAX, inside: 0 }
    }

    /// Where the cell begins that has no end yet.
    fn cell(&self, ends: &[usize]) -> usize {
        let (first, next) = self.cells;
        self.start + if next > first { ends[next - 1] + 1 } else { 0 }
    }

    /// What a mark is in this row. A separator outside quotes is not given to this function.
    #[inline]
    pub(super) fn mark(&mut self, block: &[u8], at: usize, byte: u8, separator: u8, ends: &[usize]) -> Mark {
        match byte {
            _ if self.is_open => return self.mark_in_quotes(block, at, byte, separator),
            b'\n' => return Mark::LineEnd,
            b'\r' if matches!(block.get(at + 1), Some(b'\n') | None) => (),
            b'"' if at == self.cell(ends) => self.is_open = true,
            b'\r' | b'"' | 0 => return Mark::Odd,
            _ => (),
        }
        Mark::Inside
    }

    fn mark_in_quotes(&mut self, block: &[u8], at: usize, byte: u8, separator: u8) -> Mark {
        match byte {
            b'"' if at == self.second => (),
            b'"' => match block.get(at + 1) {
                // The next byte, which is in the next block, will tell what the mark is.
                None => (),
                Some(b'"') => self.second = at + 1,
                Some(b'\n' | b'\r') => self.is_open = false,
                Some(next) if *next == separator => self.is_open = false,
                Some(_) => return Mark::Odd,
            },
            b'\n' => self.inside += 1,
            0 => return Mark::Odd,
            _ => (),
        }
        Mark::Inside
    }

    /// Puts the row in the batch, unless it is a blank line, and counts its lines. Gives where the next ends are kept.
    #[inline]
    pub(super) fn end(
        &self,
        block: &[u8],
        at: usize,
        ends: &mut [usize],
        breaks: &mut u64,
        batch: &mut Vec<BatchRow>,
    ) -> usize {
        let line = *breaks + 1;
        *breaks += self.inside + 1;
        let end = if at > self.start && block[at - 1] == b'\r' { at - 1 } else { at };
        let (first, next) = self.cells;
        if end == self.start {
            return first;
        }
        ends[next] = end - self.start;
        let about = AboutRow { line, has_breaks: self.inside > 0, is_by_core: false, nul_line: None };
        batch.push(BatchRow { start: self.start, end, cells: (first, next + 1), about });
        next + 1
    }
}
