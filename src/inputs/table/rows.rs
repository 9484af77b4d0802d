//! The rows of a file one after the other, read block by block.

use std::io::{self, Read};
use std::ops::ControlFlow;

use super::row::{Batch, KeptRow, Row, SEPARATOR, count_breaks, is_line_end, nul_line, split_blank};
use super::splitter::{BATCH, Splitter};
use super::text::is_blank;

/// The most bytes of one row. Rows are some hundred bytes; one this long is a quotation mark that nobody closed.
const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// How many bytes are read at once: enough that a read costs little for each, few enough to stay in a near cache.
const AT_ONCE: usize = 1 << 16;

/// Why the rows of a file end before the file does.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The file cannot be read.
    Io(io::Error),
    /// A quotation mark is opened and never closed; with the line it is on.
    OpenQuote(u64),
    /// The row that starts on this line is longer than any row.
    TooLong(u64),
}

/// A file, row by row.
pub(crate) struct Rows<R> {
    source: R,
    separator: u8,
    splitter: Splitter,
    buffer: Vec<u8>,
    /// Where in the buffer the bytes begin that are not split yet, and where they end.
    waiting: (usize, usize),
    /// The line breaks before them.
    breaks: u64,
    has_ended: bool,
}

/// What is left of a file after the rows that were read.
pub(crate) struct Rest<R> {
    /// Bytes that were read already.
    pub(crate) ahead: Vec<u8>,
    /// What follows them.
    pub(crate) source: R,
    /// The line breaks before all of it.
    pub(crate) breaks: u64,
}

impl<R: Read> Rows<R> {
    /// The rows of a file, at commas until another separator is set.
    pub(crate) fn new(source: R) -> Self {
        Self::after(0, source, SEPARATOR)
    }

    /// The rows of what is left of a file after so many line breaks.
    pub(crate) fn after(breaks: u64, source: R, separator: u8) -> Self {
        let (splitter, buffer) = (Splitter::new(separator), vec![0; AT_ONCE]);
        Self { source, separator, splitter, buffer, waiting: (0, 0), breaks, has_ended: false }
    }

    /// Gives every row that is left, until `take` asks to stop.
    pub(crate) fn each(&mut self, mut take: impl FnMut(Row) -> ControlFlow<()>) -> Result<(), Broken> {
        self.batches(BATCH, |batch| batch.iter().try_for_each(&mut take))
    }

    /// Gives every row that is left, in batches of at most `at_once` rows, until `take` asks to stop. Rows of the last
    /// batch are not given again.
    pub(crate) fn batches(
        &mut self,
        at_once: usize,
        mut take: impl FnMut(Batch) -> ControlFlow<()>,
    ) -> Result<(), Broken> {
        loop {
            let (from, to) = self.waiting;
            let (bytes, is_stopped) = self.splitter.split(&self.buffer[from..to], &mut self.breaks, at_once, &mut take);
            self.waiting.0 += bytes;
            if is_stopped {
                return Ok(());
            }
            if self.has_ended {
                return self.end();
            }
            self.read_on()?;
        }
    }

    /// The bytes that the file begins with, as many as are read at once. No row may have been given yet.
    pub(super) fn begin(&mut self) -> Result<&[u8], Broken> {
        if self.waiting == (0, 0) && !self.has_ended {
            self.read_on()?;
        }
        Ok(&self.buffer[self.waiting.0..self.waiting.1])
    }

    /// Whether the bytes that were read and not given yet have rows, and `is_such` holds for all of them. Rows in which
    /// every cell is blank do not count.
    pub(crate) fn all_ahead(&self, is_such: impl Fn(Row) -> bool) -> bool {
        let (from, to) = self.waiting;
        let (mut has_any, mut are_such) = (false, true);
        Splitter::new(self.separator).split(&self.buffer[from..to], &mut self.breaks.clone(), BATCH, |batch| {
            for row in batch.iter().filter(|row| !row.cells().all(|cell| is_blank(&cell))) {
                (has_any, are_such) = (true, are_such && is_such(row));
            }
            if are_such { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        has_any && are_such
    }

    /// Takes another separator from here on.
    pub(super) fn set_separator(&mut self, separator: u8) {
        (self.splitter, self.separator) = (Splitter::new(separator), separator);
    }

    /// The next row; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<KeptRow>, Broken> {
        let mut next = None;
        self.batches(1, |batch| {
            next = batch.iter().next().map(Row::kept);
            ControlFlow::Break(())
        })?;
        Ok(next)
    }

    /// Reads until the buffer is full or the file ends. The bytes of a row that is not whole yet stay at its start. At
    /// least as many bytes are read after them, so that a long row is not split again and again.
    fn read_on(&mut self) -> Result<(), Broken> {
        let (from, to) = self.waiting;
        if to - from >= LONGEST_ROW {
            let blank = split_blank(&self.buffer[from..to]).0;
            return Err(Broken::TooLong(self.breaks + 1 + count_breaks(blank)));
        }
        self.buffer.copy_within(from..to, 0);
        let mut length = to - from;
        if length > self.buffer.len() / 2 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        length += fill(&mut self.source, &mut self.buffer[length..]).map_err(Broken::Io)?;
        self.has_ended = length < self.buffer.len();
        if self.has_ended && length > 0 && self.buffer[length - 1] != b'\n' {
            // The last row of a file is whole even without a line break at its end.
            self.buffer.truncate(length);
            self.buffer.push(b'\n');
            length += 1;
        }
        self.waiting = (0, length);
        Ok(())
    }

    /// Ends a file. If bytes other than line ends are left, a quotation mark is open in them.
    fn end(&mut self) -> Result<(), Broken> {
        let (from, to) = self.waiting;
        let rest = &self.buffer[from..to];
        if rest.iter().all(|byte| is_line_end(*byte)) {
            return Ok(());
        }
        Err(Broken::OpenQuote(self.splitter.line_of_open_cell(rest, self.breaks)))
    }

    /// The line of the first NUL character of a row that is not whole.
    pub(crate) fn nul_line(&self) -> Option<u64> {
        let (from, to) = self.waiting;
        nul_line(&self.buffer[from..to], self.breaks)
    }

    /// What is left after the rows that were given.
    pub(crate) fn into_rest(self) -> Rest<R> {
        let (from, to) = self.waiting;
        Rest { ahead: self.buffer[from..to].to_vec(), source: self.source, breaks: self.breaks }
    }
}

/// Reads until the bytes are full or the source ends; how many were read.
pub(crate) fn fill(source: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < bytes.len() {
        match source.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text, each with its line, then how it ended.
    fn read(text: &[u8]) -> (Vec<(u64, Vec<String>)>, Option<Broken>) {
        let mut found = Vec::new();
        let ended = Rows::new(text).each(|row| {
            found.push((row.about.line, row.cells().map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect()));
            ControlFlow::Continue(())
        });
        (found, ended.err())
    }

    #[test]
    fn quotes_that_are_closed_or_stray_are_not_open() {
        for text in ["a,\"b\"\n", "a,\"b\"", "a,\"b\"\"\"\n", "O\"Hara,b\n", "a,b\"", "a,\"\"", "a,b\r\r", "\r\ra,b"] {
            let (rows, broken) = read(text.as_bytes());
            assert!(broken.is_none() && rows.len() == 1, "{text:?}: {rows:?} {broken:?}");
        }
    }

    #[test]
    fn a_row_longer_than_any_row_is_not_kept_in_memory() {
        let endless = b"a,b\nc,\"".chain(io::repeat(b'x').take(u64::try_from(10 * LONGEST_ROW).expect("small")));
        let mut rows = Rows::new(endless);
        assert!(rows.next().expect("the first row is whole").is_some());
        assert!(matches!(rows.next(), Err(Broken::TooLong(2))));
    }

    #[test]
    fn a_nul_is_found_with_its_line_in_rows_that_are_whole_and_in_one_that_is_not() {
        let mut rows = Rows::new(&b"a,b\n\"c\n\n\0\",d\nx,\"y\n\0\n"[..]);
        assert_eq!(rows.next().ok().flatten().and_then(|row| row.row().about.nul_line), None);
        assert_eq!(rows.next().ok().flatten().and_then(|row| row.row().about.nul_line), Some(4));
        assert!(matches!(rows.next(), Err(Broken::OpenQuote(5))));
        assert_eq!(rows.nul_line(), Some(6));
    }
}
