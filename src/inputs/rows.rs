//! The rows of a CSV file, streamed through one record, with the lines they are on.
//!
//! The csv crate knows CSV; this module knows lines. Line breaks are noted as the bytes go by, because the crate's own
//! count is off in files with CRLF line ends and blank lines.

use std::collections::VecDeque;
use std::io::{self, Read};

use csv::ByteRecord;

/// What stands behind the end of every file: a row of its own, unless a quote is still open.
const END: &[u8] = b"\n\x01end of file\x01\n";
const END_CELL: &[u8] = b"\x01end of file\x01";

/// The most bytes of one row. Rows are some hundred bytes; one this long is a quote that nobody closed.
const LONGEST_ROW: u64 = 16 * 1024 * 1024;

/// Why the rows of a file end before the file does.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file cannot be read.
    Io(io::Error),
    /// A quote is opened and never closed; with the line it is on.
    OpenQuote(u64),
    /// The row that starts on this line is longer than any row.
    TooLong(u64),
}

/// A CSV file, row by row.
pub(super) struct Rows<R> {
    reader: csv::Reader<Lines<R>>,
    record: ByteRecord,
    start: u64,
    breaks: Breaks,
}

/// So many rows go on at once: enough that handing them on costs nothing, few enough to stay in a cache.
const AT_ONCE: usize = 256;

/// Rows that were read one after the other, each in a record that is used again.
#[derive(Default)]
pub(super) struct Stretch {
    rows: Vec<RowOnLine>,
    count: usize,
    /// The line of the first NUL character of the file, if it went by here.
    pub(super) nul_line: Option<u64>,
    /// How the file ended, if it ended here.
    pub(super) end: Option<Result<(), Broken>>,
}

/// A row with where it stands.
#[derive(Default)]
pub(super) struct RowOnLine {
    pub(super) record: ByteRecord,
    /// The line it starts on, counted from 1.
    pub(super) line: u64,
    /// Whether a cell may have a line break in it. It may be wrong about rows after blank lines.
    pub(super) has_breaks_inside: bool,
}

impl Stretch {
    /// Its rows, in order.
    pub(super) fn rows(&self) -> &[RowOnLine] {
        &self.rows[..self.count]
    }
}

/// Line breaks that are no row's own end.
#[derive(Default)]
struct Breaks {
    /// One where the row starts: the second half of a CRLF, or a blank line.
    first: usize,
    others: usize,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(source: R) -> Self {
        let mut form = csv::ReaderBuilder::new();
        form.has_headers(false).flexible(true).buffer_capacity(1 << 16);
        Self {
            reader: form.from_reader(Lines::new(source)),
            record: ByteRecord::new(),
            start: 0,
            breaks: Breaks::default(),
        }
    }

    /// Reads the next rows into a stretch, in place of what it had.
    pub(super) fn fill(&mut self, stretch: &mut Stretch) {
        (stretch.count, stretch.end) = (0, None);
        while stretch.count < AT_ONCE && stretch.end.is_none() {
            match self.advance() {
                Ok(true) => {
                    if stretch.rows.len() == stretch.count {
                        stretch.rows.push(RowOnLine::default());
                    }
                    let row = &mut stretch.rows[stretch.count];
                    (row.line, row.has_breaks_inside) = (self.line(), self.breaks.others > 0);
                    std::mem::swap(&mut row.record, &mut self.record);
                    stretch.count += 1;
                }
                Ok(false) => stretch.end = Some(Ok(())),
                Err(broken) => stretch.end = Some(Err(broken)),
            }
        }
        stretch.nul_line = self.take_nul_line();
    }

    /// Goes on to the next row; `false` after the last.
    pub(super) fn advance(&mut self) -> Result<bool, Broken> {
        self.start = self.reader.position().byte();
        self.reader.get_mut().pass(self.start);
        match self.reader.read_byte_record(&mut self.record) {
            Err(error) => Err(self.broken(error)),
            Ok(false) => Ok(false),
            Ok(true) => {
                self.breaks = self.breaks();
                if self.reader.get_ref().ended { self.check_end() } else { Ok(true) }
            }
        }
    }

    /// The line breaks from the end of the row before to the end of this one, without this one's own.
    fn breaks(&self) -> Breaks {
        let end = self.reader.position().byte();
        let mut breaks = self.reader.get_ref().breaks.iter().take_while(|at| **at < end).peekable();
        // A row that begins with a break has it from the row before, whose CRLF the crate has taken half of.
        let first = breaks.next_if(|at| **at == self.start && **at + 1 != end).is_some();
        Breaks { first: usize::from(first), others: breaks.filter(|at| **at + 1 != end).count() }
    }

    /// The row.
    pub(super) const fn record(&self) -> &ByteRecord {
        &self.record
    }

    /// The line that the row starts on, counted from 1.
    pub(super) fn line(&self) -> u64 {
        let Breaks { first, others } = self.breaks;
        // Others are blank lines before the row, or inside its quotes.
        let inside = if others == 0 { 0 } else { memchr::memchr_iter(b'\n', self.record.as_slice()).count() };
        let before = first + others.saturating_sub(inside);
        self.reader.get_ref().passed + 1 + u64::try_from(before).unwrap_or(0)
    }

    /// The line of the first NUL character that has gone by, told once.
    pub(super) fn take_nul_line(&mut self) -> Option<u64> {
        self.reader.get_mut().nul_line.take()
    }

    fn broken(&self, error: csv::Error) -> Broken {
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                Broken::TooLong(self.first_line())
            }
            csv::ErrorKind::Io(error) => Broken::Io(error),
            other => Broken::Io(io::Error::other(format!("{other:?}"))),
        }
    }

    /// As [`Rows::line`], for a row of which nothing is known but where it starts.
    fn first_line(&self) -> u64 {
        let lines = self.reader.get_ref();
        lines.passed + 1 + u64::from(lines.breaks.front() == Some(&self.start))
    }

    /// Once the source has ended, the row may be the end mark, or have swallowed it through an open quote.
    fn check_end(&self) -> Result<bool, Broken> {
        let last = self.record.get(self.record.len().saturating_sub(1)).unwrap_or_default();
        match memchr::memmem::find(last, END_CELL) {
            None => Ok(true),
            Some(0) if self.record.len() == 1 => Ok(false),
            Some(_) => {
                let cells_before = self.record.iter().take(self.record.len() - 1);
                let breaks = cells_before.map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum::<usize>();
                Err(Broken::OpenQuote(self.start_line() + u64::try_from(breaks).unwrap_or(0)))
            }
        }
    }

    /// As [`Rows::line`], for a row that swallowed the end mark, whose line breaks no one noted.
    fn start_line(&self) -> u64 {
        let inside = memchr::memchr_iter(b'\n', self.record.as_slice()).count();
        let marks = memchr::memchr_iter(b'\n', END).count();
        let breaks = self.reader.get_ref().breaks.len();
        self.reader.get_ref().passed + 1 + u64::try_from(breaks.saturating_sub(inside - marks)).unwrap_or(0)
    }
}

/// A reader that notes the line breaks that go by, and puts [`END`] behind the last byte.
struct Lines<R> {
    source: R,
    /// Where the line breaks are that the rows have not passed.
    breaks: VecDeque<u64>,
    /// How many line breaks the rows have passed.
    passed: u64,
    given: u64,
    row_start: u64,
    nul_line: Option<u64>,
    has_nul: bool,
    ended: bool,
    end: &'static [u8],
}

impl<R> Lines<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            breaks: VecDeque::new(),
            passed: 0,
            given: 0,
            row_start: 0,
            nul_line: None,
            has_nul: false,
            ended: false,
            end: END,
        }
    }

    /// Forgets the line breaks before a row.
    fn pass(&mut self, row_start: u64) {
        self.row_start = row_start;
        while self.breaks.front().is_some_and(|at| *at < row_start) {
            self.breaks.pop_front();
            self.passed += 1;
        }
    }

    fn note(&mut self, bytes: &[u8]) {
        if !self.has_nul
            && let Some(at) = memchr::memchr(0, bytes)
        {
            let breaks = self.breaks.len() + memchr::memchr_iter(b'\n', &bytes[..at]).count();
            self.has_nul = true;
            self.nul_line = Some(self.passed + 1 + u64::try_from(breaks).unwrap_or(0));
        }
        let given = self.given;
        self.breaks.extend(memchr::memchr_iter(b'\n', bytes).map(|at| given + u64::try_from(at).unwrap_or(0)));
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given - self.row_start > LONGEST_ROW {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut count = if self.ended { 0 } else { self.source.read(buffer)? };
        if count == 0 {
            self.ended = true;
            count = self.end.read(buffer)?;
        } else {
            self.note(&buffer[..count]);
        }
        self.given += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows of a text, each with its line, then how it ended.
    fn read(text: &[u8]) -> (Vec<(u64, Vec<String>)>, Option<Broken>) {
        let mut rows = Rows::new(text);
        let mut found = Vec::new();
        loop {
            match rows.advance() {
                Ok(true) => {
                    let cells = rows.record().iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
                    found.push((rows.line(), cells.collect()));
                }
                Ok(false) => return (found, None),
                Err(broken) => return (found, Some(broken)),
            }
        }
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text.as_bytes()).0.into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn lines_are_right_whatever_ends_them() {
        assert_eq!(lines("a\nb\nc\n"), [1, 2, 3]);
        assert_eq!(lines("a\r\nb\r\nc\r\n"), [1, 2, 3]);
        assert_eq!(lines("a\nb"), [1, 2]);
        assert_eq!(lines("a\r\nb"), [1, 2]);
        assert_eq!(lines("\n\na\n\n\nb\n"), [3, 6]);
        assert_eq!(lines("\r\na\r\n\r\n\r\nb\r\n"), [2, 5]);
    }

    #[test]
    fn line_breaks_inside_quotes_belong_to_their_row() {
        assert_eq!(lines("a,b\n\"x\ny\",z\nc,d\n"), [1, 2, 4]);
        assert_eq!(lines("a,b\r\n\"x\r\ny\",z\r\nc,d\r\n"), [1, 2, 4]);
        assert_eq!(lines("a,b\n\n\"x\n\n\ny\",z\n\nc,d"), [1, 3, 8]);
    }

    #[test]
    fn an_open_quote_is_found_with_its_line() {
        for (text, expected) in
            [("a,b\nc,d\ne,\"f\n", 3), ("a,b\r\nc,d\r\ne,\"f\r\ng,h\r\n", 3), ("a,b\n\"x\ny\",\"z\nmore", 3), ("\"", 1)]
        {
            let (_, broken) = read(text.as_bytes());
            assert!(matches!(broken, Some(Broken::OpenQuote(line)) if line == expected), "{text:?}: {broken:?}");
        }
    }

    #[test]
    fn quotes_that_are_closed_or_stray_are_not_open() {
        for text in ["a,\"b\"\n", "a,\"b\"", "a,\"b\"\"\"\n", "O\"Hara,b\n", "a,b\"", "a,\"\""] {
            let (rows, broken) = read(text.as_bytes());
            assert!(broken.is_none() && rows.len() == 1, "{text:?}: {rows:?} {broken:?}");
        }
    }

    #[test]
    fn a_row_longer_than_any_row_is_not_kept_in_memory() {
        let endless = b"a,b\nc,\"".chain(io::repeat(b'x').take(10 * LONGEST_ROW));
        let mut rows = Rows::new(endless);
        assert!(rows.advance().expect("the first row is whole"));
        assert!(matches!(rows.advance(), Err(Broken::TooLong(2))));
    }

    #[test]
    fn a_nul_is_told_once_with_its_line() {
        let mut rows = Rows::new(&b"a,b\nc,\0d\n\0\n"[..]);
        assert!(rows.advance().expect("readable"));
        assert_eq!(rows.take_nul_line(), Some(2));
        assert_eq!(rows.take_nul_line(), None);
    }

    proptest! {
        #[test]
        fn lines_agree_with_counting_them(cells in prop::collection::vec("[ab \n\"]{0,5}", 1..30), crlf: bool) {
            let end = if crlf { "\r\n" } else { "\n" };
            let (mut text, mut line, mut expected) = (String::new(), 1, Vec::new());
            for cell in &cells {
                let row = format!("x,\"{}\"{end}", cell.replace('"', "\"\"").replace('\n', end));
                expected.push(line);
                line += u64::try_from(row.matches('\n').count()).expect("few");
                text.push_str(&row);
            }
            prop_assert_eq!(lines(&text), expected);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(prop::sample::select(b"a,\"\r\n\0\xE9".to_vec()), 0..60)) {
            let _ = read(&bytes);
        }
    }
}
