//! Splitting bytes into rows. csv-core knows CSV; this knows lines, which it counts from the bytes that each row takes,
//! because a row may stand behind blank lines, have line breaks inside its quotes, or end in CRLF.

use super::record::Record;

/// The most bytes of one row. Rows are some hundred bytes; one this long is a quote that nobody closed.
pub(super) const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// Splits bytes that come piece by piece.
pub(super) struct Splitter {
    core: csv_core::Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// How much of both is of the row.
    filled: (usize, usize),
    /// Line breaks that have gone by.
    breaks: u64,
    row: Shape,
    /// Whether the next bytes are those of another row.
    is_whole: bool,
}

/// What is known of a row beside its cells.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// The line it starts on, counted from 1; 0 while there was nothing but blank lines.
    line: u64,
    has_breaks_inside: bool,
    length: usize,
}

/// What came of a piece of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// A row is whole; bytes behind it may be left.
    Row,
    /// All bytes are taken, and there is no whole row.
    More,
    /// The row is longer than [`LONGEST_ROW`].
    TooLong,
}

impl Splitter {
    /// A splitter for bytes behind so many line breaks.
    pub(super) fn new(breaks: u64) -> Self {
        let mut core = csv_core::Reader::new();
        // The first bytes it ever sees may be a mark, which it would take off; where that belongs is no business of it.
        core.read_record(b"\n", &mut [0], &mut [0]);
        let (text, ends) = (vec![0; 1 << 10], vec![0; 1 << 5]);
        Self { core, text, ends, filled: (0, 0), breaks, row: Shape::default(), is_whole: false }
    }

    /// Goes on with a row behind so many line breaks. The row before must be whole.
    pub(super) fn restart(&mut self, breaks: u64) {
        self.breaks = breaks;
    }

    /// Line breaks that have gone by.
    pub(super) const fn breaks(&self) -> u64 {
        self.breaks
    }

    /// Takes bytes up to the end of a row; says what came of it, and how many were taken.
    pub(super) fn split(&mut self, bytes: &[u8]) -> (Split, usize) {
        if self.is_whole {
            (self.filled, self.row, self.is_whole) = ((0, 0), Shape::default(), false);
        }
        let mut taken = 0;
        loop {
            let (text, ends) = self.filled;
            let rest = &bytes[taken..];
            if rest.is_empty() {
                return (Split::More, taken);
            }
            let (result, read, written, ended) =
                self.core.read_record(rest, &mut self.text[text..], &mut self.ends[ends..]);
            self.filled = (text + written, ends + ended);
            taken += read;
            self.is_whole = result == csv_core::ReadRecordResult::Record;
            self.note(&rest[..read]);
            if self.row.length > LONGEST_ROW {
                return (Split::TooLong, taken);
            }
            match result {
                csv_core::ReadRecordResult::Record => return (Split::Row, taken),
                csv_core::ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                csv_core::ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                csv_core::ReadRecordResult::InputEmpty | csv_core::ReadRecordResult::End => (),
            }
        }
    }

    /// Counts the lines of bytes that were taken.
    fn note(&mut self, taken: &[u8]) {
        let plain = self.filled.0 + self.filled.1;
        let is_plain = self.is_whole && self.row.length == 0;
        // Nearly every row: the cells, a comma behind each but the last, and the end. A quote would take a byte more.
        if is_plain && taken.len() == plain {
            self.row = Shape { line: self.breaks + 1, has_breaks_inside: false, length: plain };
            self.breaks += u64::from(taken.last() == Some(&b'\n'));
            return;
        }
        let start = if self.row.line > 0 { 0 } else { blank_lines(taken) };
        let (blank, row) = taken.split_at(start);
        self.breaks += count_breaks(blank);
        if row.is_empty() {
            return;
        }
        if self.row.line == 0 {
            self.row.line = self.breaks + 1;
        }
        let breaks = count_breaks(row);
        let own = u64::from(self.is_whole && row.last() == Some(&b'\n'));
        self.row.has_breaks_inside |= breaks > own;
        self.row.length += row.len();
        self.breaks += breaks;
    }

    /// Whether nothing but blank lines was taken since the last whole row, so that what follows is a row of its own.
    pub(super) const fn is_between_rows(&self) -> bool {
        self.is_whole || self.row.line == 0
    }

    /// Ends the last row where no line break does. `false` where a quote is open.
    pub(super) fn end(&mut self) -> bool {
        let breaks = self.breaks;
        let (split, _) = self.split(b"\n");
        self.breaks = breaks;
        split == Split::Row
    }

    /// The row, once it is whole.
    pub(super) fn record(&self) -> Record<'_> {
        let (text, ends) = self.filled;
        Record::new(&self.text[..text], &self.ends[..ends])
    }

    /// The line that the row starts on, counted from 1.
    pub(super) fn line(&self) -> u64 {
        if self.row.line > 0 { self.row.line } else { self.breaks + 1 }
    }

    /// The line that the cell starts on which is not ended yet.
    pub(super) fn open_line(&self) -> u64 {
        let (_, ends) = self.filled;
        let before = if ends == 0 { 0 } else { self.ends[ends - 1] };
        self.line() + count_breaks(&self.text[..before])
    }

    /// Whether the row has a line break inside its quotes.
    pub(super) const fn has_breaks_inside(&self) -> bool {
        self.row.has_breaks_inside
    }
}

/// How many of these bytes are line breaks.
pub(super) fn count_breaks(bytes: &[u8]) -> u64 {
    u64::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u64::MAX)
}

/// How many bytes stand before the first that is no part of a line's end.
fn blank_lines(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len())
}
