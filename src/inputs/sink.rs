//! Where the rows of a file end up: their heads found, their sums added to the tally.
//!
//! A country has more officers than a processor's cache has room for, so a row's head, and then its post, are each a
//! wait for memory. One row after the other, these waits are most of a run. Looked up some hundred at a time, in short
//! loops in which no row waits for the one before, the processor does many of them at once. So each loop below does one
//! thing to every row: find the head by hash, compare the key, find the entry of the post, add to it.

use hashbrown::HashTable;

use crate::fault::{Faults, Files, Notices};
use crate::model::{DatedWeights, Texts};

use super::batch::{Batch, Waiting, index};
use super::cells::{Cells, Encoding, Row};
use super::heads::HeadId;
use super::key::KeyColumns;
use super::tally::{DateId, EntryId, Said, Tally};

/// Takes in the rows of one file.
pub(super) struct Sink<'a> {
    weights: &'a DatedWeights,
    files: &'a Files,
    tally: &'a mut Tally,
    texts: &'a mut Texts,
    head_columns: &'a KeyColumns,
    /// The dates of the file's days, in the order of their numbers.
    dates: Vec<DateId>,
    known: Vec<KnownHeads>,
    /// The heads of the file, by their numbers in it.
    ids: Vec<HeadId>,
    /// For each day, where the rows of a head of the file go; `NONE` before its first row, or past the end. Nearly every
    /// row needs nothing else to find its place in the tally.
    slots: Vec<Vec<u32>>,
    /// The heads and entries of the rows of a batch.
    heads: Vec<Option<KnownHead>>,
    entries: Vec<Option<EntryId>>,
    /// What is found in the rows, for whoever reads the file.
    pub(super) faults: Faults,
    pub(super) notices: Notices,
    pub(super) encoding: Encoding,
}

/// Heads of the file that are known under one set of weights.
#[derive(Default)]
struct KnownHeads {
    table: HashTable<KnownHead>,
    keys: Vec<u8>,
}

#[derive(Clone, Copy)]
struct KnownHead {
    hash: u64,
    /// Where its key starts among the keys. A key tells its own length, as it begins with those of its cells.
    start: u32,
    /// The number of the head in the file.
    number: u32,
}

const NONE: u32 = u32::MAX;

impl<'a> Sink<'a> {
    pub(super) fn new(
        weights: &'a DatedWeights,
        files: &'a Files,
        tally: &'a mut Tally,
        texts: &'a mut Texts,
        head_columns: &'a KeyColumns,
        faults: Faults,
    ) -> Self {
        Self {
            weights,
            files,
            tally,
            texts,
            head_columns,
            dates: Vec::new(),
            known: (0..weights.count()).map(|_| KnownHeads::default()).collect(),
            ids: Vec::new(),
            slots: Vec::new(),
            heads: Vec::new(),
            entries: Vec::new(),
            faults,
            notices: Notices::default(),
            encoding: Encoding::default(),
        }
    }

    /// Takes in the rows of a batch, and leaves it empty.
    pub(super) fn take_in(&mut self, batch: &mut Batch) {
        for (date, weights) in &batch.new_days {
            self.dates.push(self.tally.date(*date, *weights));
            self.slots.push(Vec::new());
        }
        self.find_heads(&batch.rows, &batch.keys);
        self.add(&batch.rows);
        for (position, more) in &batch.seldom {
            if let Some(entry) = self.entries[*position] {
                self.tally.add_seldom(entry, more);
            }
        }
        batch.clear();
    }

    fn find_heads(&mut self, rows: &[Waiting], keys: &[u8]) {
        let Self { known, heads, .. } = self;
        heads.clear();
        let mut touched = 0;
        heads.extend(rows.iter().map(|row| {
            let known = &known[row.at.weights.position()];
            let head = known.table.find(row.hash, |known| known.hash == row.hash).copied();
            // Asks for the key now, so that it is there when the next loop wants it.
            touched ^= head.map_or(0, |head| known.touch(head.start));
            head
        }));
        std::hint::black_box(touched);
        for (row, head) in rows.iter().zip(heads.iter_mut()) {
            *head = head.filter(|head| known[row.at.weights.position()].has_key(head, &keys[row.key()]));
        }
        for (position, row) in rows.iter().enumerate() {
            if self.heads[position].is_none() {
                self.heads[position] = self.read_head(row, &keys[row.key()]);
            }
        }
    }

    /// The head of a row that is not known by its hash alone: read here, where it is new.
    fn read_head(&mut self, row: &Waiting, key: &[u8]) -> Option<KnownHead> {
        let known = &mut self.known[row.at.weights.position()];
        if let Some(head) = known.find(row.hash, key) {
            return Some(head);
        }
        let record = self.head_columns.cells(key);
        let mut cells = Cells {
            row: Row { record: record.get(), columns: &self.head_columns.alone },
            place: row.at.place,
            faults: &mut self.faults,
            encoding: &mut self.encoding,
        };
        let head = self.tally.heads.read(&mut cells, self.weights.get(row.at.weights), self.texts)?;
        self.ids.push(head);
        Some(known.keep(row.hash, key, index(self.ids.len() - 1)))
    }

    fn add(&mut self, rows: &[Waiting]) {
        let Self { tally, heads, entries, dates, ids, slots, .. } = self;
        let said = &mut Said { files: self.files, faults: &mut self.faults, notices: &mut self.notices };
        entries.clear();
        entries.extend(rows.iter().zip(heads.iter()).map(|(row, head)| {
            let (known, day) = head.zip(row.at.day)?;
            let (slots, number) = (&mut slots[day.index()], usize::try_from(known.number).expect("kept in memory"));
            if slots.len() <= number {
                slots.resize(ids.len(), NONE);
            }
            if slots[number] == NONE {
                slots[number] = tally.enter(dates[day.index()], ids[number], row.at.place, said);
            }
            Some(EntryId::new(dates[day.index()], slots[number]))
        }));
        for (row, entry) in rows.iter().zip(entries.iter()) {
            if let Some(entry) = entry {
                tally.add(*entry, row.sums, row.at.place, said);
            }
        }
    }
}

impl KnownHeads {
    fn touch(&self, start: u32) -> u8 {
        /// A key begins in one line of the cache and mostly ends in the next.
        const LINE: usize = 63;
        let start = usize::try_from(start).expect("kept in memory");
        self.keys.get(start).unwrap_or(&0) ^ self.keys.get(start + LINE).unwrap_or(&0)
    }

    fn has_key(&self, head: &KnownHead, key: &[u8]) -> bool {
        let start = usize::try_from(head.start).expect("kept in memory");
        self.keys.get(start..start + key.len()) == Some(key)
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<KnownHead> {
        self.table.find(hash, |known| self.has_key(known, key)).copied()
    }

    fn keep(&mut self, hash: u64, key: &[u8], number: u32) -> KnownHead {
        let known = KnownHead { hash, start: index(self.keys.len()), number };
        self.keys.extend_from_slice(key);
        self.table.insert_unique(hash, known, |known| known.hash);
        known
    }
}
