//! Rows that say nothing new, which nearly all of a large file are: the same officers, the same kinds of case, and a case
//! number that is not counted. This is what makes reading fast.
//!
//! Splitting a row into cells takes longer than all that is done with them, so what csv-core once made of some bytes is
//! kept by those bytes. A row is taken in pieces, which are columns side by side that say the same sort of thing. csv-core
//! splits every piece that is new, and tells which bytes were its cells. When the same bytes come again at the same place
//! in a row they are the same cells, because csv-core knows nothing but its state, which is that of a row's start or of one
//! cell ended, and the next byte. So a piece that begins with bytes known there is known by their number, quotation marks
//! and all, and nothing here knows what those mean. How many bytes to look up is guessed from line breaks and commas: a
//! wrong guess finds nothing, or finds bytes that are compared to the last of them. A row of which all pieces are known is
//! done with. One whose officer alone is new, which is what new rows mostly are, is done with once its head is read. Any
//! other goes the ordinary way, and if it turns out sound its pieces are known from then on.

use std::ops::Range;

use super::columns::{Column, Columns};
use super::heads::HEAD_COLUMNS;
use super::kinds::KIND_COLUMNS;
use super::pieces::{Extent, PieceSplitter};
use super::record::{KeptRecord, Record};
use super::wordings::{Wordings, hash, index};

/// The rows of one file that were read, as far as others may say the same.
pub(super) struct Recall {
    pieces: Vec<Piece>,
    /// What is known of the week, the head and the holding.
    known: [Wordings; 3],
    cells: PieceSplitter,
    /// The position of the first piece that says the head.
    head: usize,
    /// Whether no other piece says it too.
    is_head_whole: bool,
    /// How many rows to look for at once: fewer where new ones come up, for those behind them are looked for again.
    at_once: usize,
    rows: Vec<KnownRow>,
    /// Heads of these rows that nobody knew before, by their numbers.
    new_heads: Vec<(u32, KeptRecord)>,
    found: u64,
    missed: u64,
}

/// A row by the numbers of what it says. Rows with the same number say the same, in the same bytes. 0 is of columns that the
/// file does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recalled {
    pub(super) week: usize,
    /// Officer and post.
    pub(super) head: usize,
    /// What is held: its kind, its count and its extra minutes, and when it is due.
    pub(super) holding: usize,
}

/// A row that was recalled, or may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownRow {
    /// How many bytes it takes, with the line break behind it.
    pub(super) length: usize,
    /// How many of them are of pieces that are known.
    at: usize,
    said: [u32; 3],
    /// The hash of its first head piece, and the number of one with the same, or 0.
    hash: u32,
    seeming: u32,
}

impl KnownRow {
    /// What it says.
    pub(super) fn said(&self) -> Recalled {
        Recalled::of(self.said)
    }
}

/// Columns side by side.
#[derive(Clone, Copy)]
struct Piece {
    says: Says,
    extent: Extent,
}

/// What a column says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Something that is known by its bytes, by its position in [`Recall::known`].
    Known(usize),
    /// Nothing that is counted.
    Nothing,
}

const WEEK: usize = 0;
const HEAD: usize = 1;
const HOLDING: usize = 2;

/// A file of which so many more rows are new than are known is one in which nothing comes again.
const IN_VAIN: u64 = 1 << 14;

/// More pieces than this take longer to look up than a row to split.
const MOST_PIECES: usize = 8;

/// Enough rows to hide waits for memory behind each other, few enough to stay in the nearest cache.
const MOST_AT_ONCE: usize = 64;

impl Recall {
    pub(super) fn new(columns: &Columns) -> Self {
        let mut says = vec![Says::Nothing; columns.count];
        let holding = KIND_COLUMNS.into_iter().chain([Column::Count, Column::ExtraMinutes, Column::Due]);
        let said = HEAD_COLUMNS.into_iter().map(|column| (column, HEAD)).chain([(Column::Week, WEEK)]);
        for (column, what) in said.chain(holding.map(|column| (column, HOLDING))) {
            if let Some(position) = columns.position(column) {
                says[position] = Says::Known(what);
            }
        }
        let (mut pieces, mut behind) = (Vec::new(), columns.count);
        for stretch in says.chunk_by(|one, next| one == next) {
            behind -= stretch.len();
            let extent = Extent { columns: stretch.len(), is_last: behind == 0 };
            pieces.push(Piece { says: stretch[0], extent });
        }
        let is_of_head = |piece: &Piece| piece.says == Says::Known(HEAD);
        let head = pieces.iter().position(is_of_head).unwrap_or(0);
        let is_head_whole = pieces.iter().filter(|piece| is_of_head(piece)).count() == 1;
        let (known, cells, rows, new_heads) = (Default::default(), PieceSplitter::new(), Vec::new(), Vec::new());
        Self { pieces, known, cells, head, is_head_whole, at_once: 1, rows, new_heads, found: 0, missed: 0 }
    }

    /// Whether recalling rows takes longer than it spares.
    const fn is_in_vain(&self) -> bool {
        self.pieces.len() > MOST_PIECES || self.missed > self.found + IN_VAIN
    }

    /// Looks for rows of known pieces, as many as these bytes begin with, or some of them. The bytes begin where a
    /// row does.
    pub(super) fn look(&mut self, bytes: &[u8]) {
        self.rows.clear();
        self.new_heads.clear();
        if self.is_in_vain() {
            return;
        }
        self.seek(bytes);
        let mut rows = std::mem::take(&mut self.rows);
        let (mut count, mut start) = (0, 0);
        while count < rows.len() && self.finish(&mut rows[count], &bytes[start..]) {
            start += rows[count].length;
            count += 1;
        }
        self.at_once = if count == rows.len() { MOST_AT_ONCE.min(self.at_once * 5 / 4 + 1) } else { count / 2 + 1 };
        self.found += u64::try_from(count).unwrap_or(u64::MAX);
        rows.truncate(count);
        self.rows = rows;
    }

    /// The rows that were found, side by side.
    pub(super) fn rows(&self) -> &[KnownRow] {
        &self.rows
    }

    /// The cells of the head of a row that was found, where nobody knew it before.
    pub(super) fn new_head(&self, row: &KnownRow) -> Option<Record<'_>> {
        let new = self.new_heads.iter().find(|(number, _)| *number == row.said[HEAD])?;
        Some(new.1.get())
    }

    /// Looks for the first head piece of some rows. A country has more officers than a processor's cache has room for, so
    /// what is known of one is a wait for memory, which takes longer than all the rest. In loops in which no row needs what
    /// another waits for, the processor has many such waits at once.
    fn seek(&mut self, bytes: &[u8]) {
        let mut behind = bytes;
        while let Some(end) = memchr::memchr(b'\n', behind).filter(|_| self.rows.len() < self.at_once) {
            let (line, next) = behind.split_at(end + 1);
            if matches!(line[0], b'\r' | b'\n') {
                break;
            }
            let mut row = KnownRow { length: line.len(), at: 0, said: [0; 3], hash: 0, seeming: 0 };
            if !self.walk(&mut row, line, 0..self.head) {
                break;
            }
            row.hash = hash(row.said[HEAD], &line[row.at..], self.pieces[self.head].extent);
            self.rows.push(row);
            behind = next;
        }
        let heads = &self.known[HEAD];
        for row in &mut self.rows {
            row.seeming = heads.seeming(row.hash);
        }
        // Asks for the bytes now, so that they are there when they are compared.
        std::hint::black_box(self.rows.iter().fold(0, |touched, row| touched ^ heads.touch(row.seeming)));
    }

    /// Goes on from the first head piece of a row to its end; `false` where a piece is not known.
    fn finish(&mut self, row: &mut KnownRow, bytes: &[u8]) -> bool {
        let line = &bytes[..row.length];
        let (before, rest, heads) = (row.said[HEAD], &line[row.at..], &self.known[HEAD]);
        let known = if heads.is_of(row.seeming, before, rest) {
            Some(row.seeming)
        } else {
            heads.find_hashed(row.hash, before, rest)
        };
        let Some(number) = known.or_else(|| self.learn_head(row.hash, before, rest)) else { return false };
        row.said[HEAD] = number;
        row.at += self.known[HEAD].length(number);
        // Bytes that are left would be a row with something behind it.
        self.walk(row, line, self.head + 1..self.pieces.len()) && row.at == line.len()
    }

    /// Notes the head that bytes begin with, which is not known, where one piece says all of it.
    fn learn_head(&mut self, hash: u32, before: u32, rest: &[u8]) -> Option<u32> {
        if !self.is_head_whole {
            return None;
        }
        let extent = self.pieces[self.head].extent;
        let (length, cells) = self.cells.split_cells(rest, extent)?;
        let number = self.known[HEAD].add(hash, before, &rest[..length])?;
        self.new_heads.push((number, cells.kept()));
        Some(number)
    }

    /// Goes on over some pieces of a line; `false` where one is not known.
    fn walk(&mut self, row: &mut KnownRow, line: &[u8], pieces: Range<usize>) -> bool {
        let Self { pieces: all, known, cells, .. } = self;
        for piece in &all[pieces] {
            let rest = &line[row.at..];
            if let Says::Known(what) = piece.says {
                let (known, before) = (&mut known[what], row.said[what]);
                let number = match what {
                    WEEK => known.find_again(before, rest, piece.extent),
                    _ => known.find(before, rest, piece.extent),
                };
                let Some(number) = number else { return false };
                row.said[what] = number;
                row.at += known.length(number);
            } else {
                let Some(length) = cells.split(rest, piece.extent) else { return false };
                row.at += length;
            }
        }
        true
    }

    /// Notes the pieces of a row that these bytes begin with, perhaps behind the ends of lines, and whose cells are given.
    /// `None` where it has line breaks inside, or nothing comes of noting rows of this file.
    pub(super) fn note(&mut self, bytes: &[u8], cells: Record) -> Option<Recalled> {
        self.missed += 1;
        if self.is_in_vain() {
            return None;
        }
        let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
        let line = &bytes[start..][..=memchr::memchr(b'\n', &bytes[start..])?];
        let lengths = self.lengths(line, cells)?;
        let (mut rest, mut said) = (line, [0; 3]);
        for (piece, length) in self.pieces.iter().zip(lengths) {
            if let Says::Known(what) = piece.says {
                said[what] = self.known[what].keep(said[what], rest, piece.extent, length)?;
            }
            rest = &rest[length..];
        }
        Some(Recalled::of(said))
    }

    /// The length of each piece of a line, which is a row of these cells.
    fn lengths(&mut self, line: &[u8], cells: Record) -> Option<Vec<usize>> {
        let end = if line.ends_with(b"\r\n") { 2 } else { 1 };
        let is_one_line = memchr::memchr(b'\n', cells.text()).is_none();
        let is_plain = is_one_line && line.len() + 1 == cells.text().len() + cells.len() + end;
        let (mut at, mut column, mut lengths) = (0, 0, Vec::with_capacity(self.pieces.len()));
        for piece in 0..self.pieces.len() {
            let extent = self.pieces[piece].extent;
            let length = if is_plain {
                // Nothing is left out but a comma behind each cell, or the line's end behind the last.
                let text = cells.range(column)?.start..cells.range(column + extent.columns - 1)?.end;
                text.len() + extent.columns + if extent.is_last { end - 1 } else { 0 }
            } else {
                self.cells.split(&line[at..], extent)?
            };
            at += length;
            column += extent.columns;
            lengths.push(length);
        }
        (at == line.len()).then_some(lengths)
    }
}

impl Recalled {
    fn of(said: [u32; 3]) -> Self {
        let [week, head, holding] = said.map(index);
        Self { week, head, holding }
    }
}
