//! Rows on their way into the tally, some hundred at a time.
//!
//! A country has more officers than a processor's cache has room for, so a row's head, and then its post, are each a
//! wait for memory. One row after the other, these waits are most of a run. Looked up a batch at a time, in short loops
//! in which no row waits for the one before, the processor does many of them at once: that made reading a quarter of
//! a year of England and Wales a third faster. So a row leaves only its key and its sums here, and each loop below does
//! one thing to every row: find the head by hash, compare the key, add to the post.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

use crate::fault::Place;
use crate::model::{DatedWeights, Held, Texts, WeightsId};
use crate::units::Work;

use super::cells::{Cells, Encoding, Row};
use super::columns::Columns;
use super::heads::{HEAD_COLUMNS, HeadOfPost};
use super::key::KeyColumns;
use super::tally::{DateId, Said, Tally};

/// Enough rows to hide the waits behind each other, few enough to stay in the nearest cache.
const ROWS: usize = 128;

/// Rows that wait for their heads.
pub(super) struct Batch {
    rows: Vec<Waiting>,
    keys: Vec<u8>,
    /// What rows hold that counts nothing or later, by their positions.
    seldom: Vec<(usize, Held)>,
    known: Vec<KnownHeads>,
    head_columns: KeyColumns,
}

struct Waiting {
    hash: u64,
    /// Where its key is among the keys of the batch.
    key: (usize, usize),
    weights: WeightsId,
    place: Place,
    /// What is held; `None` for a row without a date, whose head is still read for its faults.
    held: Option<Sums>,
    head: Option<KnownHead>,
}

/// What nearly every row has, on a date; few have more, which is kept apart so that a batch stays small.
#[derive(Clone, Copy)]
struct Sums {
    date: DateId,
    work: Work,
    cases: i64,
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
    start: u32,
    length: u32,
    head: HeadOfPost,
}

impl Batch {
    pub(super) fn new(weights: &DatedWeights, columns: &Columns) -> Self {
        let known = (0..weights.count()).map(|_| KnownHeads::default()).collect();
        Self {
            rows: Vec::with_capacity(ROWS),
            keys: Vec::new(),
            seldom: Vec::new(),
            known,
            head_columns: KeyColumns::new(&HEAD_COLUMNS, columns),
        }
    }

    /// Takes a row in; `true` when the batch is full and wants to be flushed.
    pub(super) fn push(
        &mut self,
        row: Row,
        place: Place,
        weights: WeightsId,
        date: Option<DateId>,
        held: &Held,
    ) -> bool {
        let start = self.keys.len();
        self.head_columns.append(row.record, &mut self.keys);
        let key = (start, self.keys.len());
        let hash = FxBuildHasher.hash_one(&self.keys[start..]);
        if held.has_seldom() {
            self.seldom.push((self.rows.len(), Held { work: Work::default(), cases: 0, ..*held }));
        }
        let held = date.map(|date| Sums { date, work: held.work, cases: held.cases });
        self.rows.push(Waiting { hash, key, weights, place, held, head: None });
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
        let Self { rows, keys, seldom, known, head_columns } = self;
        for row in rows.iter_mut() {
            row.head = known[row.weights.position()].table.find(row.hash, |known| known.hash == row.hash).copied();
        }
        for row in rows.iter_mut() {
            let key = &keys[row.key.0..row.key.1];
            row.head = row.head.filter(|head| known[row.weights.position()].key(head) == key);
        }
        for row in rows.iter_mut().filter(|row| row.head.is_none()) {
            let key = &keys[row.key.0..row.key.1];
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
        for row in rows.iter() {
            if let (Some(known), Some(held)) = (row.head, row.held) {
                tally.add(held.date, known.head, row.place, held.work, held.cases, said);
            }
        }
        for (position, more) in seldom.drain(..) {
            if let (Some(known), Some(held)) = (rows[position].head, rows[position].held) {
                tally.add_seldom(held.date, known.head.post, &more);
            }
        }
        rows.clear();
        keys.clear();
    }
}

impl KnownHeads {
    fn key(&self, head: &KnownHead) -> &[u8] {
        let [start, length] = [head.start, head.length].map(|number| usize::try_from(number).expect("kept in memory"));
        &self.keys[start..start + length]
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<KnownHead> {
        self.table.find(hash, |known| self.key(known) == key).copied()
    }

    fn keep(&mut self, hash: u64, key: &[u8], head: HeadOfPost) -> KnownHead {
        let number = |length: usize| u32::try_from(length).expect("different heads of a file take less than 4 GiB");
        let known = KnownHead { hash, start: number(self.keys.len()), length: number(key.len()), head };
        self.keys.extend_from_slice(key);
        self.table.insert_unique(hash, known, |known| known.hash);
        known
    }
}
