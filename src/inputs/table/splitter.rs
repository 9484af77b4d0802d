//! Splitting bytes into rows. A row is split by its marks (separators, quotation marks, line ends) where each of them
//! stands where it belongs. csv-core splits every other row, so csv-core alone decides what CSV means.

use std::ops::ControlFlow;

use csv_core::ReadRecordResult;

use super::row::{Row, count_breaks, is_line_end};

/// So many bytes are looked at in one step.
const STEP: usize = 64;

/// Splits blocks of bytes. It keeps its memory from one block to the next.
pub(crate) struct Splitter {
    separator: u8,
    core: csv_core::Reader,
    core_text: Vec<u8>,
    core_ends: Vec<usize>,
    /// The cells of a row that csv-core split, with one byte between them.
    cells: Vec<u8>,
    /// Where each cell of the row ends.
    ends: Vec<usize>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The bytes of whole rows and of blank lines. What is left begins with a row that is not whole.
    pub(crate) bytes: usize,
    /// Whether the taker of the rows had enough.
    pub(crate) is_stopped: bool,
}

/// Why splitting by marks ends.
enum Halt {
    /// The block is at its end. What begins here is not a whole row.
    End(usize),
    /// The row that begins here has a mark where none belongs.
    Odd(usize),
    /// The taker has enough; the next row begins here.
    Stopped(usize),
}

impl Splitter {
    pub(crate) fn new(separator: u8) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(separator).build();
        let (core_text, core_ends) = (vec![0; 1 << 10], vec![0; 1 << 5]);
        let mut splitter = Self { separator, core, core_text, core_ends, cells: Vec::new(), ends: Vec::new() };
        splitter.restart_core();
        splitter
    }

    /// Gives every whole row of a block that begins where a row does. `breaks` are the line breaks before the block, and
    /// afterwards those before what is left of it.
    pub(crate) fn split(
        &mut self,
        block: &[u8],
        breaks: &mut u64,
        mut take: impl FnMut(Row) -> ControlFlow<()>,
    ) -> Taken {
        let mut from = 0;
        loop {
            match self.by_marks(block, from, breaks, &mut take) {
                Halt::End(bytes) => return Taken { bytes, is_stopped: false },
                Halt::Stopped(bytes) => return Taken { bytes, is_stopped: true },
                Halt::Odd(start) => {
                    let Some((bytes, flow)) = self.by_core(&block[start..], breaks, &mut take) else {
                        return Taken { bytes: start, is_stopped: false };
                    };
                    from = start + bytes;
                    if flow.is_break() {
                        return Taken { bytes: from, is_stopped: true };
                    }
                }
            }
        }
    }

    /// Splits rows by their marks, as far as these are where they belong.
    fn by_marks(
        &mut self,
        block: &[u8],
        from: usize,
        breaks: &mut u64,
        take: &mut impl FnMut(Row) -> ControlFlow<()>,
    ) -> Halt {
        let separator = self.separator;
        let mut row = Begun::at(from);
        self.ends.clear();
        let (steps, tail) = block[from..].as_chunks::<STEP>();
        // A blank is no mark, so nothing is found behind the end.
        let mut last = [b' '; STEP];
        last[..tail.len()].copy_from_slice(tail);
        let mut base = from;
        for step in steps.iter().chain([&last]) {
            let marks = marks(step, separator);
            for word in marks.as_chunks::<8>().0 {
                let mut left = u64::from_le_bytes(*word);
                while left != 0 {
                    let at = base + position(left);
                    left &= left - 1;
                    match row.mark(block, at, separator, &mut self.ends) {
                        Mark::Inside => (),
                        Mark::Odd => return Halt::Odd(row.start),
                        Mark::LineEnd => {
                            let flow = row.end(block, at, &mut self.ends, breaks, take);
                            if flow.is_break() {
                                return Halt::Stopped(at + 1);
                            }
                            row = Begun::at(at + 1);
                        }
                    }
                }
                base += 8;
            }
        }
        Halt::End(row.start)
    }

    /// Splits one row by csv-core: the bytes it takes, with the answer of the taker. `None` where the row is not whole.
    fn by_core(
        &mut self,
        bytes: &[u8],
        breaks: &mut u64,
        take: &mut impl FnMut(Row) -> ControlFlow<()>,
    ) -> Option<(usize, ControlFlow<()>)> {
        let (mut taken, mut written, mut ended) = (0, 0, 0);
        loop {
            let (result, read, text, ends) =
                self.core.read_record(&bytes[taken..], &mut self.core_text[written..], &mut self.core_ends[ended..]);
            (taken, written, ended) = (taken + read, written + text, ended + ends);
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull => self.core_text.resize(self.core_text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.core_ends.resize(self.core_ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    self.restart_core();
                    return None;
                }
            }
        }
        let start = bytes.iter().position(|byte| !is_line_end(*byte)).unwrap_or(taken);
        let (blank, row) = bytes[..taken].split_at(start);
        self.join_cells(ended);
        let first_line = *breaks + count_breaks(blank) + 1;
        let inside = count_breaks(row) - u64::from(row.ends_with(b"\n"));
        let flow = take(Row {
            text: &self.cells,
            ends: &self.ends,
            line: first_line,
            has_breaks: inside > 0,
            is_by_core: true,
            nul_line: memchr::memchr(0, row).map(|at| first_line + count_breaks(&row[..at])),
        });
        // csv-core takes the CR of a CRLF, and would take the LF with the next row.
        let behind = usize::from(row.ends_with(b"\r") && bytes.get(taken) == Some(&b'\n'));
        *breaks = first_line - 1 + count_breaks(&bytes[start..taken + behind]);
        Some((taken + behind, flow))
    }

    /// Puts one byte between the cells that csv-core wrote, so that they have the form of other rows.
    fn join_cells(&mut self, count: usize) {
        self.cells.clear();
        self.ends.clear();
        let mut start = 0;
        for end in &self.core_ends[..count] {
            self.cells.extend_from_slice(&self.core_text[start..*end]);
            self.ends.push(self.cells.len());
            self.cells.push(self.separator);
            start = *end;
        }
    }

    fn restart_core(&mut self) {
        self.core.reset();
        // csv-core takes a byte-order mark off the first bytes that it sees. These bytes are none, so it takes nothing off.
        self.core.read_record(b"\n", &mut [0], &mut [0]);
    }

    /// The line of the cell in which a row that is not whole breaks off. The row begins behind so many line breaks.
    pub(crate) fn line_of_open_cell(&mut self, row: &[u8], breaks: u64) -> u64 {
        let mut text = vec![0; row.len() + 1];
        let mut ends = vec![0; row.len() + 1];
        let (_, _, _, count) = self.core.read_record(row, &mut text, &mut ends);
        self.restart_core();
        let closed = count.checked_sub(1).map_or(0, |last| ends[last]);
        let blank = row.iter().take_while(|byte| is_line_end(**byte)).filter(|byte| **byte == b'\n').count();
        breaks + 1 + u64::try_from(blank).unwrap_or(u64::MAX) + count_breaks(&text[..closed])
    }
}

/// For each byte 0x80 where it is a mark, else 0. The compiler makes this a few steps over many bytes at once.
fn marks(step: &[u8; STEP], separator: u8) -> [u8; STEP] {
    step.map(|byte| if byte < b' ' || byte == b'"' || byte == separator { 0x80 } else { 0 })
}

/// The position of the first mark among eight bytes.
fn position(marks: u64) -> usize {
    usize::try_from(marks.trailing_zeros() / 8).expect("at most 7")
}

/// What a mark is in its row.
enum Mark {
    /// A part of the row.
    Inside,
    /// The end of its line and of the row.
    LineEnd,
    /// Something that csv-core is to decide.
    Odd,
}

/// A row whose end is not found yet.
struct Begun {
    start: usize,
    /// Whether a quotation mark is open.
    is_open: bool,
    /// The second quotation mark of a pair inside quotes.
    second: usize,
    /// The line breaks inside quotes.
    inside: u64,
}

impl Begun {
    const fn at(start: usize) -> Self {
        Self { start, is_open: false, second: usize::MAX, inside: 0 }
    }

    #[inline]
    fn mark(&mut self, block: &[u8], at: usize, separator: u8, ends: &mut Vec<usize>) -> Mark {
        let byte = block[at];
        if self.is_open {
            return self.mark_in_quotes(block, at, separator);
        }
        if byte == separator {
            ends.push(at - self.start);
            return Mark::Inside;
        }
        match byte {
            b'\n' => Mark::LineEnd,
            b'\r' if matches!(block.get(at + 1), Some(b'\n') | None) => Mark::Inside,
            b'"' if at == self.start + ends.last().map_or(0, |end| end + 1) => {
                self.is_open = true;
                Mark::Inside
            }
            b'\r' | b'"' | 0 => Mark::Odd,
            _ => Mark::Inside,
        }
    }

    fn mark_in_quotes(&mut self, block: &[u8], at: usize, separator: u8) -> Mark {
        match block[at] {
            b'"' if at == self.second => (),
            b'"' => match block.get(at + 1) {
                // The row is not whole; what the mark is, the next byte will tell.
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

    /// Gives the row, unless it is a blank line, and counts its lines.
    #[inline]
    fn end(
        &self,
        block: &[u8],
        at: usize,
        ends: &mut Vec<usize>,
        breaks: &mut u64,
        take: &mut impl FnMut(Row) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let text = &block[self.start..at];
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let line = *breaks + 1;
        *breaks += self.inside + 1;
        if text.is_empty() {
            return ControlFlow::Continue(());
        }
        ends.push(text.len());
        let flow =
            take(Row { text, ends, line, has_breaks: self.inside > 0, is_by_core: false, nul_line: None });
        ends.clear();
        flow
    }
}

#[cfg(test)]
mod tests {
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
        let (mut from, mut to, mut lengths) = (0, 0, lengths.iter().cycle());
        loop {
            to = text.len().min(to + lengths.next().copied().unwrap_or(text.len()));
            let taken = splitter.split(&text[from..to], &mut breaks, |row| {
                rows.push((row.line, (0..row.len()).map(|cell| row.cell(cell).into_owned()).collect()));
                ControlFlow::Continue(())
            });
            from += taken.bytes;
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
        splitter.split(b"a;\"b;c\";1,5\n", &mut 0, |row| {
            cells.extend((0..row.len()).map(|cell| String::from_utf8_lossy(&row.cell(cell)).into_owned()));
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
            let taken = splitter.split(&text[from..], &mut breaks, |row| {
                lines.push(row.line);
                ControlFlow::Break(())
            });
            assert!(taken.is_stopped);
            from += taken.bytes;
        }
        assert_eq!(lines, [1, 2, 4, 5]);
    }
}
