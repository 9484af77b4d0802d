//! Rows on their way from the reading of a file into its [`Sink`](super::sink::Sink), some hundred at a time: of each its
//! key and its sums, and nothing else.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use crate::fault::Place;
use crate::model::{Held, WeightsId};
use crate::units::CompactWork;

use super::cells::Row;
use super::key::KeyColumns;

/// Enough rows to hide waits for memory behind each other, few enough to stay in the nearest cache.
const ROWS: usize = 128;

/// Rows with what the sink needs of them.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<Waiting>,
    pub(super) keys: Vec<u8>,
    /// What rows hold that counts nothing or later, by their positions.
    pub(super) seldom: Vec<(usize, Held)>,
    /// Days that come up in this batch for the first time in the file, in the order of their numbers.
    pub(super) new_days: Vec<(Option<Date>, WeightsId)>,
}

/// A row of a batch.
pub(super) struct Waiting {
    pub(super) hash: u64,
    /// Where its key is among the keys of the batch.
    key: (u32, u32),
    pub(super) at: Standing,
    pub(super) sums: Sums,
}

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) place: Place,
    pub(super) weights: WeightsId,
    /// Its day; `None` for a row without a date, whose head is still read for its faults.
    pub(super) day: Option<DayId>,
}

/// What nearly every row holds; few hold more, which is kept apart so that a batch stays small.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) work: CompactWork,
    pub(super) cases: u32,
}

impl Sums {
    /// What is held. More than a post may hold stays more than that.
    pub(super) fn of(held: &Held) -> Self {
        Self { work: held.work.compact_or_absurd(), cases: u32::try_from(held.cases).unwrap_or(u32::MAX) }
    }
}

/// A day of the file, by the order in which they come up in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayId(pub(super) NonZeroU32);

impl DayId {
    /// The day that comes behind so many others.
    pub(super) fn behind(count: usize) -> Self {
        let number = u32::try_from(count + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("the calendar has fewer days"))
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0.get() - 1).expect("days are kept in memory")
    }
}

impl Waiting {
    pub(super) fn key(&self) -> std::ops::Range<usize> {
        let index = |index: u32| usize::try_from(index).expect("kept in memory");
        index(self.key.0)..index(self.key.1)
    }
}

/// A place among keys, in few bytes.
pub(super) fn index(index: usize) -> u32 {
    u32::try_from(index).expect("keys take less than 4 GiB")
}

impl Batch {
    /// Takes a row in, with what nearly every row has, and what few have beside it.
    pub(super) fn push(&mut self, row: Row, head_columns: &KeyColumns, at: Standing, sums: Sums, more: Option<&Held>) {
        let start = self.keys.len();
        head_columns.append(row.record, &mut self.keys);
        let hash = FxBuildHasher.hash_one(&self.keys[start..]);
        let key = (index(start), index(self.keys.len()));
        self.seldom.extend(more.map(|more| (self.rows.len(), more.seldom())));
        self.rows.push(Waiting { hash, key, at, sums });
    }

    /// Whether it wants to be handed on.
    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= ROWS
    }

    /// Makes room for other rows.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.keys.clear();
        self.seldom.clear();
        self.new_days.clear();
    }
}
