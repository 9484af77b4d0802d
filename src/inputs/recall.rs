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
//! done with. Any other goes the ordinary way, and if it turns out sound its pieces are known from then on.

use std::hash::BuildHasher;
use std::ops::Range;

use csv_core::ReadRecordResult;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::columns::{Column, Columns};
use super::heads::HEAD_COLUMNS;
use super::kinds::KIND_COLUMNS;
use super::record::Record;

/// The rows of one file that were read, as far as others may say the same.
pub(super) struct Recall {
    pieces: Vec<Piece>,
    /// What is known of the week, the head and the holding.
    known: [Wordings; 3],
    /// Always behind a comma.
    core: csv_core::Reader,
    /// Room for what it writes.
    text: [u8; LONGEST_PIECE],
    ends: [usize; MOST_COLUMNS],
    /// The position of the first piece that says the head.
    head: usize,
    /// How many rows to look for at once: fewer where new ones come up, for those behind them are looked for again.
    at_once: usize,
    rows: Vec<KnownRow>,
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
    /// What is held: its kind, its count and its extra minutes.
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
    columns: usize,
    /// Whether its last cell is the row's.
    is_last: bool,
}

/// What a column says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Something that is known by its bytes, by its position in [`Recall::known`].
    Known(usize),
    /// When a task is due, which goes by the week as well: where a row says it, the row is read.
    Due,
    /// Nothing that is counted.
    Nothing,
}

const WEEK: usize = 0;
const HEAD: usize = 1;
const HOLDING: usize = 2;

/// A file of which so many more rows are new than are known is one in which nothing comes again.
const IN_VAIN: u64 = 1 << 14;

/// Enough rows to hide waits for memory behind each other, few enough to stay in the nearest cache.
const MOST_AT_ONCE: usize = 64;

/// Pieces are seldom larger; a row with one that is goes the ordinary way.
const LONGEST_PIECE: usize = 1 << 10;
const MOST_COLUMNS: usize = 1 << 6;

impl Recall {
    pub(super) fn new(columns: &Columns) -> Self {
        let mut says = vec![Says::Nothing; columns.count];
        let mut set = |column: &Column, what| {
            if let Some(position) = columns.position(*column) {
                says[position] = what;
            }
        };
        set(&Column::Week, Says::Known(WEEK));
        set(&Column::Due, Says::Due);
        HEAD_COLUMNS.iter().for_each(|column| set(column, Says::Known(HEAD)));
        let amounts = [Column::Count, Column::ExtraMinutes];
        KIND_COLUMNS.iter().chain(&amounts).for_each(|column| set(column, Says::Known(HOLDING)));
        let stretches = says.chunk_by(|one, next| one == next);
        let mut pieces: Vec<Piece> =
            stretches.map(|stretch| Piece { says: stretch[0], columns: stretch.len(), is_last: false }).collect();
        if let Some(last) = pieces.last_mut() {
            last.is_last = true;
        }
        let (core, text, ends) = (csv_core::Reader::new(), [0; LONGEST_PIECE], [0; MOST_COLUMNS]);
        let head = pieces.iter().position(|piece| piece.says == Says::Known(HEAD)).unwrap_or(0);
        let known = Default::default();
        let mut recall =
            Self { pieces, known, core, text, ends, head, at_once: 1, rows: Vec::new(), found: 0, missed: 0 };
        recall.stand_behind_a_comma();
        recall
    }

    /// Rows of known pieces, as many as these bytes begin with, or some of them. The bytes begin where a row does.
    pub(super) fn rows(&mut self, bytes: &[u8]) -> &[KnownRow] {
        self.rows.clear();
        if self.missed > self.found + IN_VAIN {
            return &[];
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
        self.rows = rows;
        &self.rows[..count]
    }

    /// Looks for the first head piece of some rows. A country has more officers than a processor's cache has room for, so
    /// what is known of one is a wait for memory, which takes longer than all the rest. In loops in which no row needs what
    /// another waits for, the processor has many such waits at once.
    fn seek(&mut self, bytes: &[u8]) {
        let mut behind = bytes;
        while let Some(end) = memchr::memchr(b'\n', behind).filter(|_| self.rows.len() < self.at_once) {
            let (line, next) = behind.split_at(end + 1);
            let mut row = KnownRow { length: line.len(), at: 0, said: [0; 3], hash: 0, seeming: 0 };
            if !self.walk(&mut row, line, 0..self.head) {
                break;
            }
            row.hash = hash(row.said[HEAD], &line[row.at..], self.pieces[self.head]);
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
            heads.find(before, rest, self.pieces[self.head])
        };
        let Some(number) = known else { return false };
        row.said[HEAD] = number;
        row.at += heads.length(number);
        // Bytes that are left would be a row with something behind it.
        self.walk(row, line, self.head + 1..self.pieces.len()) && row.at == line.len()
    }

    /// Goes on over some pieces of a line; `false` where one is not known.
    fn walk(&mut self, row: &mut KnownRow, line: &[u8], pieces: Range<usize>) -> bool {
        for piece in pieces {
            let (piece, rest) = (self.pieces[piece], &line[row.at..]);
            if let Says::Known(what) = piece.says {
                let (known, before) = (&mut self.known[what], row.said[what]);
                let number = match what {
                    WEEK => known.find_again(before, rest, piece),
                    _ => known.find(before, rest, piece),
                };
                let Some(number) = number else { return false };
                row.said[what] = number;
                row.at += known.length(number);
            } else {
                let Some(split) = self.split(rest, piece) else { return false };
                if piece.says == Says::Due && !split.is_blank {
                    return false;
                }
                row.at += split.length;
            }
        }
        true
    }

    /// Notes the pieces of a row that these bytes begin with, perhaps behind the ends of lines, and whose cells are given.
    /// `None` where it has line breaks inside, or nothing comes of noting rows of this file.
    pub(super) fn note(&mut self, bytes: &[u8], cells: Record) -> Option<Recalled> {
        self.missed += 1;
        if self.missed > self.found + IN_VAIN {
            return None;
        }
        let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
        let line = &bytes[start..][..=memchr::memchr(b'\n', &bytes[start..])?];
        let lengths = self.lengths(line, cells)?;
        let (mut rest, mut said) = (line, [0; 3]);
        for (piece, length) in self.pieces.iter().zip(lengths) {
            if let Says::Known(what) = piece.says {
                said[what] = self.known[what].keep(said[what], rest, *piece, length)?;
            }
            rest = &rest[length..];
        }
        Some(Recalled::of(said))
    }

    /// The length of each piece of a line, which is a row of these cells.
    fn lengths(&mut self, line: &[u8], cells: Record) -> Option<Vec<usize>> {
        let end = if line.ends_with(b"\r\n") { 2 } else { 1 };
        let is_plain = line.len() + 1 == cells.text().len() + cells.len() + end;
        let (mut at, mut column, mut lengths) = (0, 0, Vec::with_capacity(self.pieces.len()));
        for piece in 0..self.pieces.len() {
            let piece = self.pieces[piece];
            let length = if is_plain {
                // Nothing is left out but a comma behind each cell, or the line's end behind the last.
                let text = cells.range(column)?.start..cells.range(column + piece.columns - 1)?.end;
                text.len() + piece.columns + if piece.is_last { end - 1 } else { 0 }
            } else {
                self.split(&line[at..], piece)?.length
            };
            at += length;
            column += piece.columns;
            lengths.push(length);
        }
        (at == line.len()).then_some(lengths)
    }

    /// Has csv-core split the cells of a piece. `None` where they are not those of one piece, in bytes of one line.
    fn split(&mut self, rest: &[u8], piece: Piece) -> Option<Split> {
        let ends = self.ends.get_mut(..piece.columns)?;
        let (result, mut length, written, ended) = self.core.read_record(rest, &mut self.text, ends);
        let ends_row = result == ReadRecordResult::Record;
        if ends_row != piece.is_last || ended != piece.columns {
            self.stand_behind_a_comma();
            return None;
        }
        if piece.is_last {
            self.stand_behind_a_comma();
            // Of CRLF it takes the one, and the other with the next row.
            length += usize::from(rest.get(length) == Some(&b'\n'));
        }
        Some(Split { length, is_blank: written == 0 })
    }

    fn stand_behind_a_comma(&mut self) {
        self.core.reset();
        self.core.read_record(b",", &mut [0], &mut [0]);
    }
}

/// Cells that were split.
struct Split {
    length: usize,
    is_blank: bool,
}

impl Recalled {
    fn of(said: [u32; 3]) -> Self {
        let [week, head, holding] = said.map(index);
        Self { week, head, holding }
    }
}

/// The bytes of pieces that say one thing, by numbers from 1. Where several pieces of a row say it, the number of the last
/// stands for all of them.
struct Wordings {
    table: HashTable<(u32, u32)>,
    /// By their numbers; the first is none.
    wordings: Vec<Wording>,
    bytes: Vec<u8>,
    /// The one found last: many rows say what the row before does.
    last: u32,
}

/// A piece.
#[derive(Clone, Copy)]
struct Wording {
    /// The number of the piece before it, or 0.
    before: u32,
    /// Where its bytes are.
    start: u32,
    length: u32,
}

impl Default for Wordings {
    fn default() -> Self {
        // Behind no piece is it, so nothing is it.
        let none = Wording { before: u32::MAX, start: 0, length: 0 };
        Self { table: HashTable::new(), wordings: vec![none], bytes: Vec::new(), last: 0 }
    }
}

impl Wordings {
    fn get(&self, number: u32) -> Wording {
        self.wordings[index(number)]
    }

    fn length(&self, number: u32) -> usize {
        index(self.get(number).length)
    }

    fn bytes(&self, number: u32) -> &[u8] {
        let Wording { start, length, .. } = self.get(number);
        &self.bytes[index(start)..][..index(length)]
    }

    /// The number of the piece that bytes begin with, behind another piece.
    fn find(&self, before: u32, rest: &[u8], piece: Piece) -> Option<u32> {
        let hash = hash(before, rest, piece);
        let is_it = |(known, number): &(u32, u32)| *known == hash && self.is_of(*number, before, rest);
        self.table.find(spread(hash), is_it).map(|(_, number)| *number)
    }

    /// As [`Wordings::find`], where most rows say what the row before does.
    fn find_again(&mut self, before: u32, rest: &[u8], piece: Piece) -> Option<u32> {
        if !self.is_of(self.last, before, rest) {
            self.last = self.find(before, rest, piece)?;
        }
        Some(self.last)
    }

    /// The number of a piece with some hash, or 0.
    fn seeming(&self, hash: u32) -> u32 {
        self.table.find(spread(hash), |(known, _)| *known == hash).map_or(0, |(_, number)| *number)
    }

    /// Whether bytes begin with a piece, behind another piece.
    fn is_of(&self, number: u32, before: u32, rest: &[u8]) -> bool {
        self.get(number).before == before && rest.starts_with(self.bytes(number))
    }

    /// Something of the first bytes of a piece, and of the last.
    fn touch(&self, number: u32) -> u8 {
        let bytes = self.bytes(number);
        bytes.first().unwrap_or(&0) ^ bytes.last().unwrap_or(&0)
    }

    /// The number of a piece that is so many of these bytes. `None` where there is no room for more.
    fn keep(&mut self, before: u32, rest: &[u8], piece: Piece, length: usize) -> Option<u32> {
        if let Some(known) = self.find(before, rest, piece) {
            return Some(known);
        }
        let (number, hash) = (u32::try_from(self.wordings.len()).ok()?, hash(before, rest, piece));
        let (start, bytes) = (u32::try_from(self.bytes.len()).ok()?, &rest[..length]);
        self.wordings.push(Wording { before, start, length: u32::try_from(length).ok()? });
        self.bytes.extend_from_slice(bytes);
        self.table.insert_unique(spread(hash), (hash, number), |(hash, _)| spread(*hash));
        Some(number)
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("kept in memory")
}

/// A hash of 64 bits, as tables want it, from one of 32, as there is room for.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << u32::BITS | u64::from(hash)
}

/// A hash by as many bytes as a piece seems to take.
fn hash(before: u32, rest: &[u8], piece: Piece) -> u32 {
    let seeming = if piece.is_last { rest } else { &rest[..seeming_length(rest, piece.columns)] };
    let hash = FxBuildHasher.hash_one((before, seeming));
    u32::try_from(hash >> u32::BITS).expect("half of its bits")
}

/// How many bytes stand before so many commas; all where there are fewer.
fn seeming_length(rest: &[u8], mut commas: usize) -> usize {
    /// So many bytes are counted in one step.
    const STEP: usize = 16;
    let mut at = 0;
    for step in rest.as_chunks::<STEP>().0 {
        let count: u8 = step.iter().map(|byte| u8::from(*byte == b',')).sum();
        if usize::from(count) >= commas {
            break;
        }
        commas -= usize::from(count);
        at += STEP;
    }
    for byte in &rest[at..] {
        commas -= usize::from(*byte == b',');
        if commas == 0 {
            break;
        }
        at += 1;
    }
    at
}
