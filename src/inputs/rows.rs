//! The rows of a CSV file one after the other, with the lines they are on.

use std::io::{self, Read};

use super::record::Record;
use super::splitter::{Split, Splitter, count_breaks};

/// So much is read at once: enough that asking costs nothing, little enough to stay in a near cache.
const AT_ONCE: usize = 1 << 16;

/// Why the rows of a file end before the file does.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The file cannot be read.
    Io(io::Error),
    /// A quote is opened and never closed; with the line it is on.
    OpenQuote(u64),
    /// The row that starts on this line is longer than any row.
    TooLong(u64),
}

/// A CSV file, row by row.
pub(crate) struct Rows<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where in the buffer the bytes are that were read and not split yet.
    waiting: (usize, usize),
    /// Where in the buffer the row starts; where it began in bytes that are gone, at their end.
    start: usize,
    splitter: Splitter,
    has_ended: bool,
    nul: Nul,
}

/// The first NUL character of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nul {
    NotSeen,
    OnLine(u64),
    Told,
}

/// What is left of a file behind the rows that were read.
pub(super) struct Rest<R> {
    /// Bytes that were read ahead.
    pub(super) ahead: Vec<u8>,
    /// What follows them.
    pub(super) source: R,
    /// The line breaks before all of it.
    pub(super) breaks: u64,
    /// Whether a NUL character was found already.
    pub(super) nul_is_told: bool,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R) -> Self {
        let (buffer, splitter) = (vec![0; AT_ONCE], Splitter::new(0));
        Self { source, buffer, waiting: (0, 0), start: 0, splitter, has_ended: false, nul: Nul::NotSeen }
    }

    /// Goes on to the next row; `false` after the last.
    pub(crate) fn advance(&mut self) -> Result<bool, Broken> {
        self.start = self.waiting.0;
        loop {
            let (from, to) = self.waiting;
            let (split, taken) = self.splitter.split(&self.buffer[from..to]);
            self.waiting.0 += taken;
            match split {
                Split::Row => return Ok(true),
                Split::TooLong => return Err(Broken::TooLong(self.splitter.line())),
                Split::More if self.has_ended => return self.end(),
                Split::More => {
                    let has_begun = !self.splitter.is_between_rows();
                    self.read_on().map_err(Broken::Io)?;
                    self.start = if has_begun { self.waiting.1 } else { 0 };
                }
            }
        }
    }

    /// The last row, where no line break ends it.
    fn end(&mut self) -> Result<bool, Broken> {
        if self.splitter.is_between_rows() {
            return Ok(false);
        }
        if self.splitter.end() { Ok(true) } else { Err(Broken::OpenQuote(self.splitter.open_line())) }
    }

    fn read_on(&mut self) -> io::Result<()> {
        let count = loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                read => break read?,
            }
        };
        (self.waiting, self.has_ended) = ((0, count), count == 0);
        if self.nul == Nul::NotSeen {
            self.nul = nul_line(&self.buffer[..count], self.splitter.breaks()).map_or(Nul::NotSeen, Nul::OnLine);
        }
        Ok(())
    }

    /// The bytes that were read and not split yet. They begin where a row does.
    pub(super) fn ahead(&self) -> &[u8] {
        &self.buffer[self.waiting.0..self.waiting.1]
    }

    /// Goes on behind whole rows ahead, of so many bytes; `breaks` are all line breaks up to there.
    pub(super) fn skip(&mut self, bytes: usize, breaks: u64) {
        self.waiting.0 += bytes;
        self.splitter.restart(breaks);
    }

    /// The line breaks that have gone by.
    pub(super) const fn breaks(&self) -> u64 {
        self.splitter.breaks()
    }

    /// The bytes that the row begins, as far as they are there still.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.waiting.1]
    }

    /// The row.
    pub(crate) fn record(&self) -> Record<'_> {
        self.splitter.record()
    }

    /// The line that the row starts on, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.splitter.line()
    }

    /// Whether the row has a line break inside its quotes.
    pub(super) const fn has_breaks_inside(&self) -> bool {
        self.splitter.has_breaks_inside()
    }

    /// The line of the first NUL character that has gone by, told once.
    pub(crate) fn take_nul_line(&mut self) -> Option<u64> {
        let Nul::OnLine(line) = self.nul else { return None };
        self.nul = Nul::Told;
        Some(line)
    }

    /// What is left, behind a row that was read.
    pub(super) fn into_rest(self) -> Rest<R> {
        let ahead = self.buffer[self.waiting.0..self.waiting.1].to_vec();
        let (breaks, nul_is_told) = (self.splitter.breaks(), self.nul == Nul::Told);
        Rest { ahead, source: self.source, breaks, nul_is_told }
    }
}

/// The line of the first NUL character of bytes behind so many line breaks.
pub(super) fn nul_line(bytes: &[u8], breaks: u64) -> Option<u64> {
    memchr::memchr(0, bytes).map(|at| breaks + 1 + count_breaks(&bytes[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::splitter::LONGEST_ROW;
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
        let endless = b"a,b\nc,\"".chain(io::repeat(b'x').take(u64::try_from(10 * LONGEST_ROW).expect("small")));
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
