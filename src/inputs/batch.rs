//! Rows on their way into the tally, some hundred at a time.
//!
//! A country has more officers than a processor's cache has room for, so a row's head, and then its post, are each a
//! wait for memory. One row after the other, these waits are most of a run. Looked up a batch at a time, in short loops
//! in which no row waits for the one before, the processor does many of them at once: that made reading a quarter of
//! a year of England and Wales a third faster. So a row leaves only its key and its sums here, and each loop below does
//! one thing to every row: find the head by hash, compare the key, find the entry of the post, add to it.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

use crate::fault::Place;
use crate::model::{DatedWeights, Held, Texts, WeightsId};
use crate::units::Work;

use super::cells::{Cells, Encoding, Row};
use super::columns::Columns;
use super::heads::{HEAD_COLUMNS, HeadId};
use super::key::KeyColumns;
use super::tally::{DateId, EntryId, Said, Tally};

/// Enough rows to hide the waits behind each other, few enough to stay in the nearest cache.
const ROWS: usize = 128;

/// Rows that wait for their heads.
pub(super) struct Batch {
    rows: Vec<Waiting>,
    keys: Vec<u8>,
    /// The entries of the rows, while they are added.
    entries: Vec<Option<EntryId>>,
    /// What rows hold that counts nothing or later, by their positions.
    seldom: Vec<(usize, Held)>,
    known: Vec<KnownHeads>,
    head_columns: KeyColumns,
}

struct Waiting {
    hash: u64,
    /// Where its key is among the keys of the batch.
    key: (u32, u32),
    weights: WeightsId,
    place: Place,
    /// What is held; `None` for a row without a date, whose head is still read for its faults.
    sums: Option<Sums>,
    head: Option<KnownHead>,
}

/// What nearly every row has, on a date; few have more, which is kept apart so that a batch stays small.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub(super) date: DateId,
    pub(super) work: Work,
    pub(super) cases: i64,
}

impl Waiting {
    fn key(&self) -> std::ops::Range<usize> {
        let index = |index: u32| usize::try_from(index).expect("kept in memory");
        index(self.key.0)..index(self.key.1)
    }
}

fn index(index: usize) -> u32 {
    u32::try_from(index).expect("keys take less than 4 GiB")
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
    head: HeadId,
}

impl Batch {
    pub(super) fn new(weights: &DatedWeights, columns: &Columns) -> Self {
        let known = (0..weights.count()).map(|_| KnownHeads::default()).collect();
        Self {
            rows: Vec::with_capacity(ROWS),
            keys: Vec::new(),
            entries: Vec::with_capacity(ROWS),
            seldom: Vec::new(),
            known,
            head_columns: KeyColumns::new(&HEAD_COLUMNS, columns),
        }
    }

    /// Takes a row in, with what nearly every row has, and what few have beside it; `true` when the batch is full and
    /// wants to be flushed.
    pub(super) fn push(
        &mut self,
        row: Row,
        place: Place,
        weights: WeightsId,
        sums: Option<Sums>,
        more: Option<&Held>,
    ) -> bool {
        let start = self.keys.len();
        self.head_columns.append(row.record, &mut self.keys);
        let hash = FxBuildHasher.hash_one(&self.keys[start..]);
        let key = (index(start), index(self.keys.len()));
        self.seldom.extend(more.map(|more| (self.rows.len(), Held { work: Work::default(), cases: 0, ..*more })));
        self.rows.push(Waiting { hash, key, weights, place, sums, head: None });
        self.rows.len() == ROWS
    }

    /// Hands all rows on to the tally.
    pub(super) fn flush(
        &mut self,
        weights: &DatedWeights,
        tally: &mut Tally,
        texts: &mut Texts,
        said: &mut Said,
        encoding: &mut Encoding,
    ) {
        let Self { rows, keys, entries, seldom, known, head_columns } = self;
        for row in rows.iter_mut() {
            row.head = known[row.weights.position()].table.find(row.hash, |known| known.hash == row.hash).copied();
        }
        for row in rows.iter_mut() {
            let key = &keys[row.key()];
            row.head = row.head.filter(|head| known[row.weights.position()].has_key(head, key));
        }
        for row in rows.iter_mut().filter(|row| row.head.is_none()) {
            let key = &keys[row.key()];
            let known = &mut known[row.weights.position()];
            row.head = known.find(row.hash, key).or_else(|| {
                let record = head_columns.cells(key);
                let mut cells = Cells {
                    row: Row { record: &record, columns: &head_columns.alone },
                    place: row.place,
                    faults: said.faults,
                    encoding,
                };
                let head = tally.heads.read(&mut cells, weights.get(row.weights), texts)?;
                Some(known.keep(row.hash, key, head))
            });
        }
        entries.extend(rows.iter().map(|row| {
            let (known, sums) = row.head.zip(row.sums)?;
            Some(tally.enter(sums.date, known.head, row.place, said))
        }));
        for (row, entry) in rows.iter().zip(entries.iter()) {
            if let (Some(entry), Some(sums)) = (entry, row.sums) {
                tally.add(*entry, sums.work, sums.cases, row.place, said);
            }
        }
        for (position, more) in seldom.drain(..) {
            if let Some(entry) = entries[position] {
                tally.add_seldom(entry, &more);
            }
        }
        entries.clear();
        rows.clear();
        keys.clear();
    }
}

impl KnownHeads {
    fn has_key(&self, head: &KnownHead, key: &[u8]) -> bool {
        let start = usize::try_from(head.start).expect("kept in memory");
        self.keys.get(start..start + key.len()) == Some(key)
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<KnownHead> {
        self.table.find(hash, |known| self.has_key(known, key)).copied()
    }

    fn keep(&mut self, hash: u64, key: &[u8], head: HeadId) -> KnownHead {
        let known = KnownHead { hash, start: index(self.keys.len()), head };
        self.keys.extend_from_slice(key);
        self.table.insert_unique(hash, known, |known| known.hash);
        known
    }
}
