//! Splitting bytes into rows. A row is split by its marks (separators, quotation marks, line ends) where each of them
//! stands where it belongs. csv-core splits every other row, so csv-core alone decides what CSV means.

use std::ops::ControlFlow;

use csv_core::ReadRecordResult;

use super::marks::{Begun, Mark, STEP, marks};
use super::row::{AboutRow, Batch, BatchRow, count_breaks, nul_line, split_blank};

/// The most cells of a batch of rows. csv-core splits a row with more cells.
const MOST_CELLS: usize = 1 << 10;

/// How many rows are in a batch: enough that their cache misses overlap, few enough to stay in the nearest cache.
pub(crate) const BATCH: usize = 32;

/// Splits blocks of bytes. It keeps its memory from one block to the next.
pub(crate) struct Splitter {
    separator: u8,
    /// Made for the first row that needs it, because making it takes as long as splitting hundreds of rows by their marks.
    core: Option<Core>,
    /// The cells of a row that csv-core split, with one byte between them, and where each ends.
    cells: Vec<u8>,
    cell_ends: Vec<usize>,
    /// Where the cells end of rows that were split by their marks, row by row.
    ends: [usize; MOST_CELLS],
    batch: Vec<BatchRow>,
}

/// csv-core, with what it writes.
struct Core {
    reader: csv_core::Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Core {
    fn new(separator: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
        let mut core = Self { reader, text: vec![0; 1 << 10], ends: vec![0; 1 << 5] };
        core.restart();
        core
    }

    fn restart(&mut self) {
        self.reader.reset();
        // csv-core removes a byte-order mark only from the first bytes that it sees. After this line it removes none.
        self.reader.read_record(b"\n", &mut [0], &mut [0]);
    }
}

impl Splitter {
    pub(crate) fn new(separator: u8) -> Self {
        let (cells, cell_ends, ends, batch) = (Vec::new(), Vec::new(), [0; MOST_CELLS], Vec::new());
        Self { separator, core: None, cells, cell_ends, ends, batch }
    }

    /// Gives every whole row of a block that begins where a row does, in batches of at most `at_once` rows. `breaks` is the
    /// number of line breaks before the block, and afterwards of those before what is left of it.
    /// Gives how many bytes were split, and whether `take` asked to stop.
    pub(crate) fn split(
        &mut self,
        block: &[u8],
        breaks: &mut u64,
        at_once: usize,
        mut take: impl FnMut(Batch) -> ControlFlow<()>,
    ) -> (usize, bool) {
        let mut from = 0;
        loop {
            let (next, flow, is_odd) = self.by_marks(block, from, breaks, at_once, &mut take);
            if flow.is_break() || !is_odd {
                return (next, flow.is_break());
            }
            let Some((bytes, flow)) = self.by_core(&block[next..], breaks, &mut take) else { return (next, false) };
            from = next + bytes;
            if flow.is_break() {
                return (from, true);
            }
        }
    }

    /// Splits rows by their marks, until one has a mark in an unusual place. Gives how many bytes were split, whether `take` asked
    /// to stop, and whether there is such a mark.
    fn by_marks(
        &mut self,
        block: &[u8],
        from: usize,
        breaks: &mut u64,
        at_once: usize,
        take: &mut impl FnMut(Batch) -> ControlFlow<()>,
    ) -> (usize, ControlFlow<()>, bool) {
        let (separator, mut row) = (self.separator, Begun::at(from, 0));
        let (steps, tail) = block[from..].as_chunks::<STEP>();
        // A blank is no mark, so nothing is found after the end.
        let mut last = [b' '; STEP];
        last[..tail.len()].copy_from_slice(tail);
        let mut base = from;
        for step in steps.iter().chain([&last]) {
            let mut left = marks(step, separator);
            while left != 0 {
                let inside = usize::try_from(left.trailing_zeros()).expect("at most 63");
                left &= left - 1;
                let (byte, at) = (step[inside], base + inside);
                if byte == separator && !row.is_open {
                    let Some(end) = self.ends[..MOST_CELLS - 1].get_mut(row.cells.1) else {
                        return (row.start, self.end_batch(block, take), true);
                    };
                    *end = at - row.start;
                    row.cells.1 += 1;
                    continue;
                }
                match row.mark(block, at, byte, separator, &self.ends) {
                    Mark::Inside => (),
                    Mark::Odd => return (row.start, self.end_batch(block, take), true),
                    Mark::LineEnd => {
                        let ends = row.end(block, at, &mut self.ends, breaks, &mut self.batch);
                        row = Begun::at(at + 1, ends);
                        if self.batch.len() >= at_once || ends > MOST_CELLS / 2 {
                            let flow = self.give_batch(block, take);
                            if flow.is_break() {
                                return (at + 1, flow, false);
                            }
                            row.cells = (0, 0);
                        }
                    }
                }
            }
            base += STEP;
        }
        (row.start, self.end_batch(block, take), false)
    }

    /// Gives the rows of the batch, and empties it.
    fn give_batch(&mut self, block: &[u8], take: &mut impl FnMut(Batch) -> ControlFlow<()>) -> ControlFlow<()> {
        let flow = take(Batch { block, rows: &self.batch, ends: &self.ends });
        self.batch.clear();
        flow
    }

    /// Gives the rows that are left in the batch when splitting by marks ends.
    fn end_batch(&mut self, block: &[u8], take: &mut impl FnMut(Batch) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.batch.is_empty() { ControlFlow::Continue(()) } else { self.give_batch(block, take) }
    }

    /// Splits one row by csv-core. Gives how many bytes it takes, and the answer of `take`; `None` where it is not whole.
    fn by_core(
        &mut self,
        bytes: &[u8],
        breaks: &mut u64,
        take: &mut impl FnMut(Batch) -> ControlFlow<()>,
    ) -> Option<(usize, ControlFlow<()>)> {
        let (mut taken, mut written, mut ended) = (0, 0, 0);
        let core = self.core.get_or_insert_with(|| Core::new(self.separator));
        loop {
            let (result, read, text, ends) =
                core.reader.read_record(&bytes[taken..], &mut core.text[written..], &mut core.ends[ended..]);
            (taken, written, ended) = (taken + read, written + text, ended + ends);
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull => core.text.resize(core.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => core.ends.resize(core.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    core.restart();
                    return None;
                }
            }
        }
        let (blank, row) = split_blank(&bytes[..taken]);
        // One byte stands between the cells, so that they have the form of other rows.
        self.cells.clear();
        self.cell_ends.clear();
        let mut start = 0;
        for end in &core.ends[..ended] {
            self.cells.extend_from_slice(&core.text[start..*end]);
            self.cell_ends.push(self.cells.len());
            self.cells.push(self.separator);
            start = *end;
        }
        let first_line = *breaks + count_breaks(blank) + 1;
        let inside = count_breaks(row) - u64::from(row.ends_with(b"\n"));
        let nul_line = nul_line(row, first_line - 1);
        let about = AboutRow { line: first_line, has_breaks: inside > 0, is_by_core: true, nul_line };
        let split = BatchRow { start: 0, end: self.cells.len(), cells: (0, ended), about };
        let flow = take(Batch { block: &self.cells, rows: &[split], ends: &self.cell_ends });
        // csv-core takes the CR of a CRLF, and would take the LF with the next row.
        let line_feed = usize::from(row.ends_with(b"\r") && bytes.get(taken) == Some(&b'\n'));
        *breaks = first_line - 1 + count_breaks(&bytes[blank.len()..taken + line_feed]);
        Some((taken + line_feed, flow))
    }

    /// The line of the cell that is still open at the end of a row that is not whole; `breaks` counts the line breaks
    /// before the row.
    pub(crate) fn line_of_open_cell(&self, row: &[u8], breaks: u64) -> u64 {
        let mut text = vec![0; row.len() + 1];
        let mut ends = vec![0; row.len() + 1];
        let (_, _, _, count) = Core::new(self.separator).reader.read_record(row, &mut text, &mut ends);
        let closed = count.checked_sub(1).map_or(0, |last| ends[last]);
        breaks + 1 + count_breaks(split_blank(row).0) + count_breaks(&text[..closed])
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::{Row, is_line_end};
    use super::*;
    use proptest::prelude::*;

    type Split = (u64, Vec<Vec<u8>>);

    /// The rows of a text by csv-core alone, each with the line it begins on.
    fn by_core_alone(text: &[u8]) -> Vec<Split> {
        let mut core = csv_core::Reader::new();
        core.read_record(b"\n", &mut [0], &mut [0]);
        let (mut at, mut rows) = (0, Vec::new());
        loop {
            let (mut cells, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 1]);
            let (result, taken, _, count) = core.read_record(&text[at..], &mut cells, &mut ends);
            if result != ReadRecordResult::Record {
                return rows;
            }
            let blank = text[at..].iter().take_while(|byte| is_line_end(**byte)).count();
            let line = 1 + count_breaks(&text[..at + blank]);
            at += taken;
            let mut start = 0;
            let mut cell = |end: &usize| cells[std::mem::replace(&mut start, *end)..*end].to_vec();
            rows.push((line, ends[..count].iter().map(&mut cell).collect()));
        }
    }

    /// The rows of a text, in blocks that end wherever these lengths say.
    fn by_blocks(text: &[u8], lengths: &[usize]) -> Vec<Split> {
        let (mut splitter, mut breaks, mut rows) = (Splitter::new(b','), 0, Vec::new());
        let (mut from, mut to, mut next) = (0, 0, lengths.iter().cycle());
        loop {
            to = text.len().min(to + next.next().copied().unwrap_or(text.len()));
            let taken = splitter.split(&text[from..to], &mut breaks, lengths.len() * 3, |batch| {
                let cells = |row: Row| row.cells().map(std::borrow::Cow::into_owned).collect();
                rows.extend(batch.iter().map(|row| (row.about.line, cells(row))));
                ControlFlow::Continue(())
            });
            from += taken.0;
            if to == text.len() {
                return rows;
            }
        }
    }

    fn assert_same(text: &[u8], lengths: &[usize]) -> Result<(), TestCaseError> {
        // A reader of files ends the last line, too.
        let text = &[text, b"\n"].concat();
        let shown = String::from_utf8_lossy(text);
        prop_assert_eq!(by_blocks(text, lengths), by_core_alone(text), "{:?}", shown);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn any_bytes_are_split_as_csv_core_splits_them(
            text in prop::collection::vec(prop::sample::select(b"ab\xC3,,\"\"\"\n\n\r\0\t".to_vec()), 0..90),
            lengths in prop::collection::vec(1_usize..40, 1..4),
        ) {
            assert_same(&text, &lengths)?;
        }

        #[test]
        fn likely_cells_are_split_as_csv_core_splits_them(
            parts in prop::collection::vec(prop::sample::select(vec![
                "a", "", "a longer text than others", "\"a,b\"", "\"a\"\"b\"", "a\"b", "\"a\nb\"", "\"a\r\nb\"", "\"a\"b", " \"a\"",
                "\"\"", "\"\"\"\"", "\"open", "\0", ",", ",", ",", "\n", "\r\n", "\n", "\r", "\n\n", "\r\r\n",
            ]), 0..60),
            lengths in prop::collection::vec(1_usize..200, 1..4),
        ) {
            assert_same(parts.concat().as_bytes(), &lengths)?;
        }
    }

    #[test]
    fn another_separator_parts_cells_and_a_comma_does_not() {
        let (mut splitter, mut cells) = (Splitter::new(b';'), Vec::new());
        splitter.split(b"a;\"b;c\";1,5\n", &mut 0, BATCH, |batch| {
            let row = batch.iter().next().expect("a row");
            cells.extend(row.cells().map(|cell| String::from_utf8_lossy(&cell).into_owned()));
            ControlFlow::Continue(())
        });
        assert_eq!(cells, ["a", "b;c", "1,5"]);
    }

    #[test]
    fn a_taker_who_has_enough_gets_no_more() {
        let (mut splitter, mut breaks, mut lines) = (Splitter::new(b','), 0, Vec::new());
        let text = b"a\n\"b\nc\"\nd\"e\nf\n";
        let mut from = 0;
        while from < text.len() {
            let taken = splitter.split(&text[from..], &mut breaks, 1, |batch| {
                lines.extend(batch.iter().map(|row| row.about.line));
                ControlFlow::Break(())
            });
            assert!(taken.1);
            from += taken.0;
        }
        assert_eq!(lines, [1, 2, 4, 5]);
    }
}
