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

/// A row that was recalled.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownRow {
    pub(super) said: Recalled,
    /// How many bytes it takes, with the line break behind it.
    pub(super) length: usize,
}

/// A line that may be a row of known pieces.
struct Sought<'b> {
    line: &'b [u8],
    /// What is left of it behind the pieces that are known.
    rest: &'b [u8],
    said: [u32; 3],
    /// The hash of its first head piece, and one with the same, if there is any.
    hash: u64,
    seeming: Option<Wording>,
}

impl Sought<'_> {
    fn take(&mut self, what: usize, known: Wording) {
        self.said[what] = known.number;
        self.rest = &self.rest[known.length()..];
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
        let mut recall = Self { pieces, known, core, text, ends, head, at_once: 1, found: 0, missed: 0 };
        recall.stand_behind_a_comma();
        recall
    }

    /// Rows of known pieces, as many as these bytes begin with, or some of them. The bytes begin where a row does.
    pub(super) fn rows(&mut self, bytes: &[u8]) -> Vec<KnownRow> {
        if self.missed > self.found + IN_VAIN {
            return Vec::new();
        }
        let mut sought = self.seek(bytes);
        let mut rows = Vec::with_capacity(sought.len());
        rows.extend(sought.iter_mut().map_while(|sought| self.finish(sought)));
        let is_all = rows.len() == sought.len();
        self.at_once = if is_all { MOST_AT_ONCE.min(self.at_once * 5 / 4 + 1) } else { rows.len() / 2 + 1 };
        self.found += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        rows
    }

    /// Looks for the first head piece of some rows. A country has more officers than a processor's cache has room for, so
    /// what is known of one is a wait for memory, which takes longer than all the rest. In loops in which no row needs what
    /// another waits for, the processor has many such waits at once.
    fn seek<'b>(&mut self, bytes: &'b [u8]) -> Vec<Sought<'b>> {
        let (mut all, mut behind) = (Vec::with_capacity(self.at_once), bytes);
        while let Some(end) = memchr::memchr(b'\n', behind).filter(|_| all.len() < self.at_once) {
            let (line, next) = behind.split_at(end + 1);
            let mut sought = Sought { line, rest: line, said: [0; 3], hash: 0, seeming: None };
            if !self.walk(&mut sought, 0..self.head) {
                break;
            }
            sought.hash = hash(sought.said[HEAD], sought.rest, self.pieces[self.head]);
            all.push(sought);
            behind = next;
        }
        let heads = &self.known[HEAD];
        for sought in &mut all {
            sought.seeming = heads.table.find(sought.hash, |known| known.hash == sought.hash).copied();
        }
        // Asks for the bytes now, so that they are there when they are compared.
        let seeming = all.iter().filter_map(|sought| sought.seeming);
        std::hint::black_box(seeming.fold(0, |touched, known| touched ^ heads.touch(known)));
        all
    }

    fn finish(&mut self, sought: &mut Sought) -> Option<KnownRow> {
        let (before, heads) = (sought.said[HEAD], &self.known[HEAD]);
        let known = sought.seeming.filter(|known| heads.is_of(known, before, sought.rest));
        let known = known.or_else(|| heads.find(before, sought.rest, self.pieces[self.head]))?;
        sought.take(HEAD, known);
        let is_known = self.walk(sought, self.head + 1..self.pieces.len());
        // Bytes that are left would be a row with something behind it.
        (is_known && sought.rest.is_empty())
            .then(|| KnownRow { said: Recalled::of(sought.said), length: sought.line.len() })
    }

    /// Takes some pieces off the start of what is left of a line; `false` where one is not known.
    fn walk(&mut self, sought: &mut Sought, pieces: Range<usize>) -> bool {
        for piece in pieces {
            let piece = self.pieces[piece];
            if let Says::Known(what) = piece.says {
                let (known, before) = (&mut self.known[what], sought.said[what]);
                let known = match what {
                    WEEK => known.find_again(before, sought.rest, piece),
                    _ => known.find(before, sought.rest, piece),
                };
                let Some(known) = known else { return false };
                sought.take(what, known);
            } else {
                let Some(split) = self.split(sought.rest, piece) else { return false };
                if piece.says == Says::Due && !split.is_blank {
                    return false;
                }
                sought.rest = &sought.rest[split.length..];
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
        let [week, head, holding] = said.map(|number| usize::try_from(number).expect("kept in memory"));
        Self { week, head, holding }
    }
}

/// The bytes of pieces that say one thing, by numbers from 1. Where several pieces of a row say it, the number of the last
/// stands for all of them.
#[derive(Default)]
struct Wordings {
    table: HashTable<Wording>,
    bytes: Vec<u8>,
    count: u32,
    /// The one found last: many rows say what the row before does.
    last: Option<Wording>,
}

#[derive(Clone, Copy)]
struct Wording {
    hash: u64,
    /// The number of the piece before it, or 0.
    before: u32,
    number: u32,
    /// Where its bytes start, and how many they are.
    bytes: (u32, u32),
}

impl Wording {
    fn start(&self) -> usize {
        usize::try_from(self.bytes.0).expect("kept in memory")
    }

    fn length(&self) -> usize {
        usize::try_from(self.bytes.1).expect("kept in memory")
    }
}

impl Wordings {
    /// The piece that bytes begin with, behind another piece.
    fn find(&self, before: u32, rest: &[u8], piece: Piece) -> Option<Wording> {
        self.table.find(hash(before, rest, piece), |known| self.is_of(known, before, rest)).copied()
    }

    /// As [`Wordings::find`], where most rows say what the row before does.
    fn find_again(&mut self, before: u32, rest: &[u8], piece: Piece) -> Option<Wording> {
        let last = self.last.filter(|last| self.is_of(last, before, rest));
        self.last = last.or_else(|| self.find(before, rest, piece));
        self.last
    }

    /// Whether bytes begin with a piece, behind another piece.
    fn is_of(&self, known: &Wording, before: u32, rest: &[u8]) -> bool {
        known.before == before && rest.starts_with(&self.bytes[known.start()..][..known.length()])
    }

    fn touch(&self, known: Wording) -> u8 {
        self.bytes[known.start()] ^ self.bytes[known.start() + known.length() - 1]
    }

    /// The number of a piece that is so many of these bytes. `None` where there is no room for more.
    fn keep(&mut self, before: u32, rest: &[u8], piece: Piece, length: usize) -> Option<u32> {
        if let Some(known) = self.find(before, rest, piece) {
            return Some(known.number);
        }
        let bytes = (u32::try_from(self.bytes.len()).ok()?, u32::try_from(length).ok()?);
        let (hash, number) = (hash(before, rest, piece), self.count.checked_add(1)?);
        self.bytes.extend_from_slice(&rest[..length]);
        self.table.insert_unique(hash, Wording { hash, before, number, bytes }, |known| known.hash);
        self.count = number;
        Some(number)
    }
}

/// A hash by as many bytes as a piece seems to take.
fn hash(before: u32, rest: &[u8], piece: Piece) -> u64 {
    let seeming = if piece.is_last { rest } else { &rest[..seeming_length(rest, piece.columns)] };
    FxBuildHasher.hash_one((before, seeming))
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
